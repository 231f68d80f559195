"""The full-text checklist on paper: one A4 page in the largest type that fits."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.present.checklist import to_typst
from vexas_evidence.publish.render.embedded.pdf import compile_pdf

_SIZES = (
    ("8.5", "2.4"),
    ("8", "2.2"),
    ("8", "1.6"),
    ("7.5", "1.4"),
    ("7", "1.1"),
    ("6.5", "0.8"),
    ("6", "0.6"),
    ("5.5", "0.5"),
)


def to_pdf(numbers: Numbers) -> bytes:
    """Return the checklist as a PDF: one A4 page, in the largest type that fits, and more where none does."""
    import font_source_sans_pro
    import pypdfium2

    fonts = [Path(font_source_sans_pro.font_directory)]
    day = datetime.combine(numbers.evidence.changes.newest.date, time(), UTC)
    made = b""
    for size, inset in _SIZES:
        source = to_typst(numbers, size, inset).encode("utf-8")
        made, _ = compile_pdf(source, Path.cwd(), fonts, [], int(day.timestamp()), "checklist", [])
        if len(pypdfium2.PdfDocument(made)) == 1:
            break
    return made
