"""PDFs by Typst, set in the fonts that are given and no others."""

from __future__ import annotations

import contextlib
import re
import zlib
from collections.abc import Sequence
from pathlib import Path

from vexas_evidence.publish.render.lines import SourceLine
from vexas_evidence.system.problems import BadInput, Place, Problem, one
from vexas_evidence.system.typst_script import Refused, compiled

_GLYPH = "could not be displayed with"
_FONT = re.compile(rb"/BaseFont\s*/(?:[A-Z]{6}\+)?([\w#-]+)")


def compile_pdf(
    source: bytes,
    root: Path,
    fonts: Sequence[Path],
    standards: Sequence[str],
    epoch: int,
    page: str,
    lines: Sequence[SourceLine],
) -> tuple[bytes, tuple[str, ...]]:
    """Compile Typst source; returns the PDF and Typst's warnings.

    Paths in the source begin at the project, *root*. Raises BadInput when Typst refuses the source, when a
    font is unknown, or when a character has no glyph in the fonts given.
    """
    # Only the check of a PDF standard finds characters without a glyph; what else it finds does not matter then.
    tries = [list(standards)] if standards else [[], ["a-3u"]]
    documents = [(source, {"format": "pdf", "pdf_standards": each, "timestamp": epoch}) for each in tries]
    printed, *others = compiled({"root": str(root), "font_paths": list(map(str, fonts))}, documents)
    if isinstance(printed, Refused):
        raise BadInput([_explain(printed, page, lines)])
    for other in others:
        if isinstance(other, Refused) and _GLYPH in other.message:
            raise BadInput([_explain(other, page, lines)])
    content, warnings = printed
    unknown = [message for message in warnings if message.startswith("unknown font family")]
    if unknown:
        families = sorted({message.rpartition(": ")[2] for message in unknown})
        expected = "a font in one of the folders of font-paths"
        raise BadInput(
            [Problem(Place(page), f"unknown font {name!r}", expected, "add its folder") for name in families]
        )
    if fonts and any(name.startswith("Libertinus") for name in font_names(content)):
        wrong = "text is set in Libertinus, Typst's own font"
        raise one(Place(page), wrong, "the fonts of font-paths", "set mainfont, and name a given font in drawings")
    return content, tuple(f"Typst: {message}" for message in warnings)


def with_archiving(standards: Sequence[str]) -> tuple[str, ...]:
    """Return the standards of a PDF: one that meets PDF/UA-1 meets PDF/A-3a too, which permits attachments.

    Quarto takes a single standard; the compiler here meets both at once.
    """
    return ("a-3a", "ua-1") if tuple(standards) == ("ua-1",) else tuple(standards)


def font_names(content: bytes) -> set[str]:
    """Return the names of the fonts of a PDF that Typst wrote, whose objects are in compressed streams."""
    found = set(_FONT.findall(content))
    for stream in re.finditer(rb"stream\r?\n", content):
        with contextlib.suppress(zlib.error):
            found.update(_FONT.findall(zlib.decompressobj().decompress(content[stream.end() :])))
    return {name.decode() for name in found}


def _explain(error: Refused, page: str, lines: Sequence[SourceLine]) -> Problem:
    """Return Typst's own message as a problem of the page, at the first line that holds what it quotes."""
    message = " ".join(error.message.split())
    quoted = re.findall(r'[`"<]+([^`"<>]+)[`">]+', message)
    place = next((line.place for word in quoted for line in lines if word in line.text), Place(page))
    after = error.diagnostic.partition("error:")[2]
    source = re.search(r"^\s*\d+ │ (.*)$", after, re.MULTILINE)
    near = f" near {source[1].strip()[:80]!r}" if source else ""
    remedy = "; ".join(error.hints) or "correct the page or its raw Typst block"
    return Problem(place, f"Typst: {message}{near}", "a document that Typst can set", remedy)
