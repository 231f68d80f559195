"""Stretches of a YAML text that become others at the marks of its parser, every other character staying as it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import yaml

from vexas_evidence.load.yaml import Loader

_BOM = "\ufeff"


class Cut(NamedTuple):
    """A stretch that becomes another one, from mark to mark; the parser counts from after a byte order mark."""

    start: int
    end: int
    text: str = ""

    @classmethod
    def of(cls, node: yaml.Node, text: str) -> Cut:
        """Return the stretch of a node, which becomes another text."""
        return cls(node.start_mark.index, node.end_mark.index, text)


def without_mark(text: str) -> str:
    """Return a text as its parser counts it: without a byte order mark."""
    return text.removeprefix(_BOM)


def line_end(text: str) -> str:
    """Return how the lines of a text end."""
    return "\r\n" if "\r\n" in text else "\n"


def root_of(text: str) -> yaml.MappingNode:
    """Return the node of a text that was read as a mapping."""
    root = yaml.compose(without_mark(text), Loader=Loader)
    assert isinstance(root, yaml.MappingNode), "what was read as a mapping is one"
    return root


def pairs_of(node: yaml.Node) -> dict[str, tuple[yaml.Node, yaml.Node]]:
    """Return the key and the value of each name of a mapping; nothing of another node."""
    return {key.value: (key, value) for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}


def marked(text: str, node: yaml.Node) -> str:
    """Return the stretch of a text that a node is."""
    return without_mark(text)[node.start_mark.index : node.end_mark.index]


def end_of(node: yaml.Node) -> int:
    """Return where a node ends: a block ends with its last value, as the parser counts the lines after it to it too."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return end_of(last[1] if isinstance(node, yaml.MappingNode) else last)
    return int(node.end_mark.index)


def without_entry(text: str, node: yaml.CollectionNode, number: int) -> Cut:
    """Return the cut of an entry of a mapping or list that has others, with the comma or the lines that are its own.

    The first key of a record after "- " leaves its line to the next one.
    """
    content = without_mark(text)
    pairs = [each if isinstance(node, yaml.MappingNode) else (each, each) for each in node.value]
    spans = [(first.start_mark.index, end_of(last)) for first, last in pairs]
    start, end = spans[number]
    following = spans[number + 1][0] if number + 1 < len(spans) else None
    if node.flow_style:
        return Cut(spans[number - 1][1], end) if following is None else Cut(start, following)
    line = content.rfind("\n", 0, start) + 1
    if following is not None and isinstance(node, yaml.MappingNode) and content[line:start].strip():
        return Cut(start, following)
    return Cut(line, end if content[end - 1] == "\n" else content.find("\n", end) + 1 or len(content))


def with_cuts(text: str, cuts: Iterable[Cut]) -> str:
    """Return a text with its cuts made."""
    before = len(text) - len(without_mark(text))
    for start, end, new in sorted(cuts, reverse=True):
        text = f"{text[: before + start]}{new}{text[before + end :]}"
    return text
