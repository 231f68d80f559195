"""The words that a page itself holds, outside calls, and those in code: no numeral is typed there, even a true one.

Body, headings, titles, alternative texts and captions are read; code, shortcodes and settings are not. Of the code of
the package it is known where the words of a document tree stand.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, groupby
from pathlib import Path

import yaml

from vexas_evidence.analysis.fixed_texts import FILE
from vexas_evidence.analysis.wording.design_levels import Level
from vexas_evidence.analysis.wording.forbidden_words import faults
from vexas_evidence.publish.coverage.manifest import Manifest
from vexas_evidence.publish.render.lines import FENCE, SourceLine, closes_fence, numbered_lines, split_front_matter
from vexas_evidence.system.problems import Discrepancy, Place
from vexas_evidence.text.numerals import classed

PACKAGE = Path(__file__).parents[2]
CHECK = "typed numeral"
REMEDY = "refer to the number by its id in a call, or declare the name that holds it in vocabulary.yml"
_READ_KEYS = re.compile(
    r"title|subtitle|abstract|description|description-meta|keywords|author|date|text|left|center|right|footer|categories|"
    r".*-(?:cap|alt|subcap|title|description)|alt"
)
_CODE = re.compile(r"\{(?!=html\})")
_OPTION = re.compile(r"\s*#\|\s*(.*?)\s*$")
_ATTRIBUTE = re.compile(r"""([\w-]+)=("[^"]*"|'[^']*')""")
_BOUND_BEFORE_CALL = re.compile(
    r"\b(?:than|over|under|above|below|exceeding|at\s+least|at\s+most|up\s+to|nearly|almost|about|around|roughly|"
    r"approximately|barely|only|just|not)[\s*_]+(?=`\{python\})",
    re.IGNORECASE,
)
"""Words that change what the number of the call after them says: "fewer than", "over", "nearly"."""
_NOT_WORDS = (
    re.compile(r"<!--.*?-->"),
    re.compile(r"\{\{<.*?>\}\}"),
    re.compile(r"`\{python\}[^`]*`"),
    re.compile(r"(?<=\])\([^)\s]*(?:\s+\"[^\"]*\")?\)"),
    re.compile(r"</?[A-Za-z][^>]*>"),
)
_BRACES = re.compile(r"\{[^{}]*\}")
_IN_LITERALS = re.compile(r'"|\{[^{}]*\}')
_EMPHASIS = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)")
_LISTED = re.compile(r"\s*(?:\((?:[ivxlcdm]{1,6}|[a-z])\)|(?:[ivxlcdm]{2,6}|[a-z])[.)])\s+\S", re.IGNORECASE)


def typed(words: Iterable[SourceLine], names: tuple[str, ...]) -> Iterator[Discrepancy]:
    """Yield a discrepancy for each numeral that is no part of a declared name, also one that a line ends within."""
    written = enumerate(line for line in words if line.text.strip())  # a blank line ends a sentence
    for _, numbered in groupby(written, lambda each: (each[1].place.file, each[1].place.line - each[0])):
        lines = [line for _, line in numbered]  # which follow one another
        for line in lines:
            if _LISTED.match(line.text):
                found = f"numeral of a list typed into {' '.join(line.text.split())!r}"
                yield Discrepancy(line.place, found, "words without numerals", "use a list without numerals", CHECK)
        starts = list(accumulate(len(line.text) + 1 for line in lines))
        for numeral, kind in classed("\n".join(line.text for line in lines), names):
            if kind != "name":
                line = lines[bisect_right(starts, numeral.start)]
                found = f"numeral {' '.join(numeral.text.split())!r} typed into {' '.join(line.text.split())!r}"
                yield Discrepancy(line.place, found, "words without numerals", REMEDY, CHECK)


def altered(text: str, file: str) -> Iterator[Discrepancy]:
    """Yield a discrepancy for each word of a page that changes what the number of the call after it says."""
    for match in _BOUND_BEFORE_CALL.finditer(text):
        place = Place(file, text.count("\n", 0, match.start()) + 1)
        found = f"bound {match[0].strip()!r} typed before a call"
        yield Discrepancy(place, found, "the number as its record says it", "put the word into the data", CHECK)


def overstated(words: Iterable[SourceLine], treatments: tuple[str, ...], level: Level) -> Iterator[Discrepancy]:
    """Yield a discrepancy for each wording that the design of a study, by its level, does not bear."""
    for line in words:
        without = re.sub(r"[0-9]\s?%", "", line.text)  # a typed percentage is refused as such
        for fault in faults(without, treatments, level):
            found = f"{fault.rule}: {fault.words!r}"
            yield Discrepancy(line.place, found, fault.expected, fault.remedy, "wording holds")


def words_in(text: str, file: str) -> Iterator[SourceLine]:
    """Yield the words of one page or partial, those of its front matter first; *file* is its name in messages."""
    front, body = split_front_matter(numbered_lines(text, file))
    yield from words_of_settings("\n".join(line.text for line in front[1:-1]), file, 1)
    fence: re.Match[str] | None = None
    for line in body:
        if fence is None and (fence := FENCE.match(line.text)):
            continue
        if fence is not None and closes_fence(line.text, fence):
            fence = None
        elif fence is None or not _CODE.match(fence[3]):
            yield from (SourceLine(words, line.place) for words in _words(line.text))
        elif option := _OPTION.match(line.text):
            yield from words_of_settings(option[1], line.place.file, line.place.line - 1)


def _words(line: str) -> Iterator[str]:
    """The words of one line of Markdown or HTML: attributes that are spoken, and what is no markup."""
    for name, value in _ATTRIBUTE.findall(line):
        if _READ_KEYS.fullmatch(name) or name == "aria-label":
            yield value[1:-1]
    for pattern in _NOT_WORDS:
        line = pattern.sub(" ", line)
    yield _EMPHASIS.sub("", _BRACES.sub(" ", line))


def words_of_settings(text: str, file: str, before: int) -> Iterator[SourceLine]:
    """Yield the titles, captions and alternative texts of YAML that begins after line *before*."""
    try:
        root = yaml.compose(text, yaml.SafeLoader)
    except yaml.YAMLError:
        return  # the engine says what is wrong with it
    yield from _read_values(root, file, before, False)


def _read_values(node: yaml.Node | None, file: str, before: int, read: bool) -> Iterator[SourceLine]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _read_values(value, file, before, bool(_READ_KEYS.fullmatch(str(key.value))))
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _read_values(value, file, before, read)
    elif isinstance(node, yaml.ScalarNode) and read:
        first = before + node.start_mark.line + 1
        block = node.style in ("|", ">")  # its words begin on the line below
        for offset, line in enumerate(node.value.splitlines()):
            for text in _words(line):
                yield SourceLine(text, Place(file, first + (1 + offset if block else 0)))


def typed_in_code(manifest: Manifest) -> Iterator[Discrepancy]:
    """Yield a discrepancy for each numeral in plain words of a document tree."""
    typed_in = {
        (entry.text, numeral): name
        for name, written in manifest.files.items()
        for entry in written.entries
        for numeral, kind in entry.numerals
        if kind == "typed"
    }
    for (text, numeral), name in typed_in.items():
        found = f"numeral {numeral!r} typed into {' '.join(text.split())!r}"
        remedy = "show the number by its record, or say of what class it is"
        yield Discrepancy(origin(text, numeral) or Place(name), found, "words without numerals", remedy, CHECK)


def origin(text: str, numeral: str) -> Place | None:
    """Return the place of the longest part of a line of the package that holds the numeral and is part of the text."""
    fitting = [
        (len(part), Place(path.relative_to(PACKAGE.parent).as_posix(), number))
        for path in sorted((*PACKAGE.rglob("*.py"), *PACKAGE.rglob(FILE)))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for part in (_IN_LITERALS.split(line) if numeral in line else ())
        if numeral in part and (part.strip() in text or text.strip() in part)
    ]
    return max(fitting, default=(0, None), key=lambda pair: pair[0])[1]
