"""Upgrade of a data folder to today's format: which lines need which words, and the text with nothing else changed.

Keys, enumerated values and references are translated at the position where they stand. Prose keeps its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import yaml

from vexas_evidence.load.cuts import Cut, pairs_of, root_of, with_cuts, without_mark
from vexas_evidence.load.file_records import FORMAT, FORMAT_2, format_problem, read_mapping
from vexas_evidence.load.folder import BY_FOLDER, FILES, name_in, refuse_unusable_files
from vexas_evidence.load.formats.format_1 import PART, RULES
from vexas_evidence.load.formats.format_2 import to_format_3
from vexas_evidence.system.problems import BadInput, Place, Problem, Problems, one

KEYS: Mapping[str, Mapping[str, str]] = {
    "study": {"populations.base": "denominator"},
    "narrative": {"derived.base": "denominator"},
    "reconciliation": {"whom.base_stated": "denominator_stated", "times.base_stated": "denominator_stated"},
}
"""Keys by the kind of file, each with those above it."""
VALUES: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "study": {
        "populations.base.status": {"implied": "inferred"},
        "populations.denominator.status": {"implied": "inferred"},  # where only the key is upgraded
    },
    "estimates": {"estimates.readings.part": {"base": "denominator"}},
    "narrative": {"derived.rule": RULES},
    "reconciliation": {"adjudicated.field": {"base": "denominator"}},
}
"""Enumerated values by the kind of file and their key."""
_STATUS = ("adjudicated.ours", "implied", "inferred")
"""The status of a denominator as an adjudication quotes it, where that is what the two extractions differ in."""


class Replacement(NamedTuple):
    """A stretch of a file's text that becomes another one, and the line that says so."""

    cut: Cut
    line: str


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What a data folder becomes: the text of each file that changes, None for one that goes, and a line a change.

    ``of_format_1`` says whether a file of it was of format 1.
    """

    texts: Mapping[Path, str | None]
    lines: tuple[str, ...]
    of_format_1: bool


def upgrade_of(folder: Path) -> Upgrade:
    """Return what a data folder of format 1 or 2 becomes in today's format; nothing where it is of that.

    Raises BadInput with the problems of all files that cannot be read or are of a newer format.
    """
    refuse_unusable_files(folder)
    if not any(_data_files(folder)):
        raise one(Place(str(folder)), "no file of data in it", "a folder with report.yml", "give --data DIR")
    texts, old, lines = dict[Path, str](), dict[Path, str](), list[str]()
    problems, of_format_1 = Problems(), False
    for path, kind in _data_files(folder):
        inner = path.relative_to(folder)
        with problems.collected():
            text = path.read_bytes().decode("utf-8", "replace")  # bytes that are not UTF-8 are refused below
            number = _format_of(path, name_in(folder, path))
            needed = tuple(replacements(kind, text, name_in(folder, path))) if number == 1 else ()
            of_format_1 |= number == 1
            lines += (each.line for each in needed)
            texts[inner] = with_cuts(text, (each.cut for each in needed))
            if number < FORMAT:
                old[inner] = texts[inner]
                problems.extend(_left_over(texts[inner], name_in(folder, path)) if needed else ())
    problems.refuse()
    newer, changes = to_format_3(texts, old, lambda path: name_in(folder, folder / path))
    return Upgrade(newer, (*lines, *changes), of_format_1)


def _format_of(path: Path, name: str) -> int:
    """The number of the format of a file. Raises BadInput for one that cannot be read or is newer."""
    node = read_mapping(path, name)
    problem = format_problem(node)
    if problem is None:
        return FORMAT
    if "format" not in node.items:
        return 1
    if problem.wrong == FORMAT_2:
        return 2
    raise BadInput([problem])


def _left_over(text: str, name: str) -> Iterator[Problem]:
    """What of an upgraded text is still of format 1, as it stands where it cannot be replaced."""
    expected, remedy = "the words of today's format", "write them there yourself, then upgrade"
    root = root_of(text)
    if "format" not in pairs_of(root) or pairs_of(root)["format"][1].value != str(FORMAT):
        yield Problem(Place(name), "no line for the format", expected, f"write format: {FORMAT} as the first key")
        return
    for line, wrong in _irreplaceable(root):
        yield Problem(Place(name, line), wrong, expected, remedy)


def _irreplaceable(node: yaml.Node) -> Iterator[tuple[int, str]]:
    """Yield the line of each reference of format 1 that is written with escapes, and of each key that stands twice."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _irreplaceable(item)
    elif isinstance(node, yaml.MappingNode):
        names = [key.value for key, _ in node.value]
        for key, value in node.value:
            if names.count(key.value) > 1:
                yield key.start_mark.line + 1, f"key {key.value!r} twice"
            yield from _irreplaceable(value)
    elif match := PART.search(node.value):
        yield node.start_mark.line + 1, f"reference {match[0]!r}"


def replacements(kind: str, text: str, name: str) -> Iterator[Replacement]:
    """Yield what a file of format 1 needs, from its beginning on."""
    root = root_of(text)
    upgrade = _Upgrade(kind, name, without_mark(text))
    yield upgrade.with_format(root)
    yield from upgrade.below(root, ())


@dataclass(frozen=True, slots=True)
class _Upgrade:
    """One file: its kind, its name, and its text from after a byte order mark."""

    kind: str
    name: str
    text: str

    def with_format(self, root: yaml.MappingNode) -> Replacement:
        """The number of the format, before the first key."""
        at = root.start_mark.index
        line = self.text.splitlines(keepends=True)[root.start_mark.line]
        end = line[len(line.rstrip("\r\n")) :] or "\n"
        indent = " " * root.start_mark.column
        if root.flow_style:
            at, inserted = at + 1, f"format: {FORMAT}, "
        else:
            inserted = f"format: {FORMAT}{end}{indent}"
        return self._replacement(Cut(at, at, inserted), "no format", f"format: {FORMAT}")

    def below(self, node: yaml.Node, path: tuple[str, ...]) -> Iterator[Replacement]:
        """Yield the replacements in a node and in all below it."""
        if isinstance(node, yaml.SequenceNode):
            for item in node.value:
                yield from self.below(item, path)
        elif isinstance(node, yaml.MappingNode):
            plain = {key.value: value.value for key, value in node.value if isinstance(value, yaml.ScalarNode)}
            for key, value in node.value:
                yield from self._pair(key, value, (*path, key.value), plain)
                yield from self.below(value, (*path, key.value))
        else:
            yield from self._references(node)

    def _pair(
        self, key: yaml.Node, value: yaml.Node, path: tuple[str, ...], record: Mapping[str, str]
    ) -> Iterator[Replacement]:
        """Yield the replacements of a key and of its enumerated value."""
        where = ".".join(path)
        new = KEYS.get(self.kind, {}).get(where)
        if new:
            yield self._replaced(key, path[-1], new, "{}:")
        values = VALUES.get(self.kind, {}).get(where, {})
        if self.kind == "reconciliation" and where == _STATUS[0] and record.get("field") in ("base", "denominator"):
            values = {_STATUS[1]: _STATUS[2]}
        if isinstance(value, yaml.ScalarNode) and (old := value.value.strip()) in values:
            yield self._replaced(value, old, values[old], f"{path[-1]}: {{}}")

    def _references(self, node: yaml.Node) -> Iterator[Replacement]:
        """Yield the references of a text to a denominator."""
        for match in PART.finditer(self.text, *self._span(node)):
            new = f"{match[1]}.denominator}}"
            yield self._replacement(Cut(*match.span(), new), match[0], new)

    def _replaced(self, node: yaml.Node, old: str, new: str, shown: str) -> Replacement:
        start, end = self._span(node)
        at, size = self.text.find(old, start, end), len(old)
        if at < 0:  # written with escapes, which stand within double quotes alone
            at, size = start + 1, end - start - 2
        return self._replacement(Cut(at, at + size, new), shown.format(old), shown.format(new))

    def _span(self, node: yaml.Node) -> tuple[int, int]:
        start, end = node.start_mark.index, node.end_mark.index
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):  # a comment may stand in its first line
            start = self.text.index("\n", start)
        return start, end

    def _replacement(self, cut: Cut, old: str, new: str) -> Replacement:
        place = Place(self.name, self.text.count("\n", 0, cut.start) + 1)
        return Replacement(cut, f"{place}: {old} → {new}")


def _data_files(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield the data files of a folder with their kinds."""
    for path in sorted(folder.rglob("*.yml")):
        inner = path.relative_to(folder).parts
        if len(inner) == 2 and inner[0] in BY_FOLDER:
            yield path, BY_FOLDER[inner[0]]
        elif (path.stem in FILES or path.stem == "changes") and (
            len(inner) == 1 or (len(inner) == 3 and inner[0] == "studies")
        ):
            yield path, path.stem
