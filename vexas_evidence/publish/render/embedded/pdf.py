"""PDFs by Typst, set in the fonts that are given and no others."""

from __future__ import annotations

import contextlib
import re
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vexas_evidence.publish.render.lines import Line
from vexas_evidence.system.problems import BadInput, Place, Problem, one

if TYPE_CHECKING:
    import typst

_GLYPH = "could not be displayed with"
_FONT = re.compile(rb"/BaseFont\s*/(?:[A-Z]{6}\+)?([\w#-]+)")


def compile_pdf(
    source: bytes,
    root: Path,
    fonts: Sequence[Path],
    standards: Sequence[str],
    epoch: int,
    page: str,
    lines: Sequence[Line],
) -> tuple[bytes, tuple[str, ...]]:
    """Compile Typst source; returns the PDF and Typst's warnings.

    Paths in the source begin at the project, *root*. Raises BadInput when Typst refuses the source, when a
    font is unknown, or when a character has no glyph in the fonts given.
    """
    import typst

    compiler = typst.Compiler(root=root, font_paths=list(map(str, fonts)), ignore_system_fonts=True)

    def compile_to(wanted: Sequence[str]) -> tuple[bytes, list[typst.TypstWarning]]:
        names: Any = list(wanted)
        content, warnings = compiler.compile_with_warnings(source, format="pdf", pdf_standards=names, timestamp=epoch)
        assert isinstance(content, bytes)
        return content, warnings

    try:
        printed, warnings = compile_to(standards)
    except typst.TypstError as error:
        raise BadInput([_explain(error, page, lines)]) from None
    if not standards:
        # Only the check of a PDF standard finds characters without a glyph; what else it finds does not matter here.
        try:
            compile_to(["a-3u"])
        except typst.TypstError as error:
            if _GLYPH in error.message:
                raise BadInput([_explain(error, page, lines)]) from None
    unknown = [warning.message for warning in warnings if warning.message.startswith("unknown font family")]
    if unknown:
        families = sorted({message.rpartition(": ")[2] for message in unknown})
        expected = "a font in one of the folders of font-paths"
        raise BadInput(
            [Problem(Place(page), f"unknown font {name!r}", expected, "add its folder") for name in families]
        )
    if fonts and any(name.startswith("Libertinus") for name in font_names(printed)):
        wrong = "text is set in Libertinus, Typst's own font"
        raise one(Place(page), wrong, "the fonts of font-paths", "set mainfont, and name a given font in drawings")
    return printed, tuple(f"Typst: {warning.message}" for warning in warnings)


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


def _explain(error: typst.TypstError, page: str, lines: Sequence[Line]) -> Problem:
    """Return Typst's own message as a problem of the page, at the first line that holds what it quotes."""
    message = " ".join(error.message.split())
    quoted = re.findall(r'[`"<]+([^`"<>]+)[`">]+', message)
    place = next((line.place for word in quoted for line in lines if word in line.text), Place(page))
    after = error.diagnostic.partition("error:")[2]
    source = re.search(r"^\s*\d+ │ (.*)$", after, re.MULTILINE)
    near = f" near {source[1].strip()[:80]!r}" if source else ""
    remedy = "; ".join(error.hints) or "correct the page or its raw Typst block"
    return Problem(place, f"Typst: {message}{near}", "a document that Typst can set", remedy)
