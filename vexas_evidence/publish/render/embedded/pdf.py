"""PDFs by Typst, set in the fonts that are given and no others."""

from __future__ import annotations

import contextlib
import pickle
import re
import subprocess
import sys
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from vexas_evidence.publish.render.lines import SourceLine
from vexas_evidence.system.problems import BadInput, Place, Problem, one

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
    printed, *others = _answers(source, root, fonts, epoch, [standards] if standards else [[], ["a-3u"]])
    if isinstance(printed, _Refused):
        raise BadInput([_explain(printed, page, lines)])
    for other in others:
        if isinstance(other, _Refused) and _GLYPH in other.message:
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


class _Refused(NamedTuple):
    """What Typst says of a document that it does not set."""

    message: str
    hints: Sequence[str]
    diagnostic: str


def _answers(
    source: bytes, root: Path, fonts: Sequence[Path], epoch: int, tries: Sequence[Sequence[str]]
) -> list[tuple[bytes, list[str]] | _Refused]:
    """Return what Typst makes of a source under each of some standards: a PDF and its warnings, or a refusal."""
    compiling = {"root": str(root), "font_paths": list(map(str, fonts))}
    asked = pickle.dumps((compiling, source, epoch, [list(each) for each in tries]))
    command = [sys.executable, "-P", str(Path(__file__).with_name("typst_script.py"))]
    done = subprocess.run(command, input=asked, capture_output=True, check=False)
    if done.returncode:
        last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise one(Place("Typst"), f"its process ended without a document ({last})", "a PDF", "render again")
    return [_Refused(*each) if isinstance(each[0], str) else each for each in pickle.loads(done.stdout)]


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


def _explain(error: _Refused, page: str, lines: Sequence[SourceLine]) -> Problem:
    """Return Typst's own message as a problem of the page, at the first line that holds what it quotes."""
    message = " ".join(error.message.split())
    quoted = re.findall(r'[`"<]+([^`"<>]+)[`">]+', message)
    place = next((line.place for word in quoted for line in lines if word in line.text), Place(page))
    after = error.diagnostic.partition("error:")[2]
    source = re.search(r"^\s*\d+ │ (.*)$", after, re.MULTILINE)
    near = f" near {source[1].strip()[:80]!r}" if source else ""
    remedy = "; ".join(error.hints) or "correct the page or its raw Typst block"
    return Problem(place, f"Typst: {message}{near}", "a document that Typst can set", remedy)
