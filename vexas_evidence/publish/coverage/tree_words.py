"""All words of a finished file held to its document tree, in order; those around the text, to what wrote them.

A format adds to the words of a tree what it always adds: the head of a table again at the top of each page on which
the table goes on, marks of lists, and hyphens at the ends of lines.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import get_args

from vexas_evidence.load.yaml import Plain
from vexas_evidence.publish.coverage.comparison import Mismatch, of_words, settled
from vexas_evidence.publish.coverage.files.read_finished import read
from vexas_evidence.publish.coverage.manifest import Zone
from vexas_evidence.publish.coverage.marked_lines import File, MarkedLine
from vexas_evidence.publish.coverage.tree import TreeBlock
from vexas_evidence.publish.render.page import Page, plain_title

ABSENT = "(not made with this page)"
"""What stands in a page in place of a link to a document that was not made."""
_TEMPLATES = (
    "Skip to the text|Site|Site menu|Switch between light and dark|Menu|Previous and next page|On this page|"  # HTML
    "Contents|Author|Published|Abstract|Version|Evidence version|Title:|Author:|Keywords:|li:|li: [a-z]{2}|"  # PDF
    "Table of contents|Toggle navigation|Toggle sidebar navigation|Toggle section|Toggle dark mode|Search|Modified|"
    "Back to top|Edit this page|View source|Report an issue|Other Formats|Other Links|"  # Quarto
    r"name [\w-]+|True"  # properties of office documents
)
"""The words of templates around the text, as patterns."""
_OF_PROGRAMS = {"document", "attachments", "properties", "metadata", "part docProps/core.xml"}
"""Places where programs write dates, counts and their own names, beside what repeats the title."""
_NOTES = "part ppt/notesMasters/"
"""The slide on which notes are printed, which pandoc brings along."""


@dataclass(frozen=True, slots=True)
class Original:
    """What a finished file is written from: the blocks of its tree, texts around them, and those of these it needs."""

    blocks: tuple[TreeBlock, ...]
    around: frozenset[str]
    needed: tuple[str, ...]


def original_of(page: Page, form: str, blocks: tuple[TreeBlock, ...]) -> Original:
    """Return what a page is written from in a format. Raises BadInput for a reference document that cannot be read."""
    settings, site = page.settings(form), page.project.website
    names = [each for setting in settings.values() for each in _texts(setting.value)]
    shared = [site.title, site.navbar_title, *(each.text for each in (*site.left, *site.right)), *site.footer]
    repeated = [block.words for block in blocks if block.within]
    around = {plain_title(each) for each in (*names, *shared)} | set(repeated)
    if reference := settings.get("reference-doc"):
        template = read(reference.folder / str(reference.value))
        around |= {line.words for line in template.lines if line.zone in ("around", "repeated")}
    needed = [page.title(form), *(map(plain_title, shared[1:]) if form == "html" else ())]
    return Original(blocks, frozenset(filter(None, around)), tuple(filter(None, needed)))


def _texts(value: Plain) -> Iterator[str]:
    """Yield the texts in a setting."""
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)
    elif value is not None:
        yield str(value)


def unlike(file: File, original: Original) -> Iterator[Mismatch]:
    """Yield what of all words of a file is not as its tree has it, in order, and what nobody wrote around the text."""
    for zone in get_args(Zone):
        blocks = [block for block in original.blocks if block.zone == zone]
        lines = [line._replace(form=line.form.replace(ABSENT, "")) for line in file.lines if line.zone == zone]
        if file.pages and zone == "text":
            lines = list(_once(lines, blocks))
        if settled(line.words for line in lines) != settled(block.words for block in blocks):
            yield from of_words([MarkedLine("", block.words) for block in blocks], lines)
    yield from _around_the_text(file, original)


def _once(lines: Iterable[MarkedLine], blocks: Sequence[TreeBlock]) -> Iterator[MarkedLine]:
    """Yield the lines of pages without the head of a table that goes on from the page before."""
    ends = list(accumulate(len(settled([block.words])) for block in blocks))
    length = 0
    for _, page in groupby(lines, key=lambda line: line.place):
        rest = list(page)
        at = bisect.bisect_right(ends, length)
        if head := settled([blocks[at].head]) if 0 < at < len(blocks) else "":
            above = (number for number in range(1, len(rest)) if settled(each.words for each in rest[:number]) == head)
            rest = rest[next(above, 0) :]
        length += len(settled(line.words for line in rest))
        yield from rest


def _around_the_text(file: File, original: Original) -> Iterator[Mismatch]:
    texts = [*_TEMPLATES.split("|"), *map(re.escape, map(_spaced, original.around))]
    known = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(texts, key=len, reverse=True))})(?!\w)")
    lines = [line for line in file.lines if line.words and _is_written(line)]
    for line in lines:
        number = rf"Page {line.place.removeprefix('page ')} of {file.pages}$"
        left = known.sub(" ", re.sub(number, "", _spaced(line.words)))
        if re.search(r"\w", left):
            yield Mismatch(line.place, f"“{line.words}”", "the title, headings, navigation or foot, as they are set")
    there = " ".join(_spaced(line.words) for line in lines)
    for each in original.needed:
        if _spaced(each) not in there:
            yield Mismatch("around the text", f"no “{each}”", "the title, navigation and foot of the page")


def _is_written(line: MarkedLine) -> bool:
    """Say whether a line around the text is what a page is to have there, and not what programs tell of a file."""
    of_programs = line.zone == "repeated" and (line.place in _OF_PROGRAMS or line.place.startswith(_NOTES))
    return line.zone in ("around", "repeated") and not of_programs


def _spaced(words: str) -> str:
    return " ".join(words.split())
