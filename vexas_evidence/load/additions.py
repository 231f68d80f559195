"""Items put into lists of a data file, values replaced, items and keys taken out, every other line staying as it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import yaml

from vexas_evidence.load.cuts import Cut, end_of, line_end, pairs_of, root_of, with_cuts, without_entry, without_mark
from vexas_evidence.load.edit import add_items, flow
from vexas_evidence.load.file_records import FORMAT
from vexas_evidence.system.problems import Place, one


def new_file(kind: str, depth: int, *lines: str) -> str:
    """Return the first lines of a new data file of a kind, *depth* folders below the data folder."""
    schema = f"# yaml-language-server: $schema={'../' * depth}schema/{kind}.json"
    return "\n".join((schema, f"format: {FORMAT}", *lines)) + "\n"


def with_item(text: str, path: Sequence[str], *lines: str) -> str:
    """Return a YAML text with an item at the end of the list at *path*: keys, and ids of records in lists.

    The lines of the item are indented as the list is; a list that is absent or empty is begun. Raises BadInput where
    an item of several lines would stand within [ ].
    """
    node, key, turn = _node_at(text, path[:-1]), path[-1], line_end(text)
    pairs = pairs_of(node)
    if key not in pairs:
        return _with_list(text, node, key, lines)
    listed = pairs[key][1]
    if isinstance(listed, yaml.SequenceNode) and listed.value and not listed.flow_style:
        last = listed.value[-1].start_mark
        inner = f"{turn}{' ' * last.column}"
        return add_items(text, Place("", last.line + 1), [inner.join(lines)])
    if isinstance(listed, yaml.SequenceNode) and listed.value:
        if len(lines) > 1:
            wrong, expected = f"{key!r} is a list within [ ]", "one item a line, each after '- '"
            raise one(Place("", listed.start_mark.line + 1), wrong, expected, "write the list so, then add to it")
        end = listed.value[-1].end_mark.index
        return with_cuts(text, [Cut(end, end, f", {lines[0]}")])
    if isinstance(node, yaml.MappingNode) and node.flow_style:
        return with_cuts(text, [Cut.of(listed, f"[{lines[0]}]")])
    column = pairs[key][0].start_mark.column
    start = pairs[key][0].end_mark.index + 1
    return with_cuts(text, [Cut(start, listed.end_mark.index, f"{turn}{_block(lines, column + 2, turn)}")])


def _node_at(text: str, path: Sequence[str]) -> yaml.Node:
    """The node at a path of keys, and of ids of records in lists."""
    node: yaml.Node = root_of(text)
    for key in path:
        node = pairs_of(node)[key][1] if isinstance(node, yaml.MappingNode) else _record(node, key)
    return node


def _with_list(text: str, node: yaml.Node, key: str, lines: Sequence[str]) -> str:
    """Return a text with a new list of one item at the end of a mapping."""
    if isinstance(node, yaml.MappingNode) and node.flow_style:
        return _with_new_key(text, node, f"{key}: [{lines[0]}]")
    turn = line_end(text)
    return _with_new_key(text, node, f"{key}:{turn}{_block(lines, node.start_mark.column + 2, turn)}")


def _with_new_key(text: str, node: yaml.Node, written: str) -> str:
    """Return a text with a key at the end of a mapping: in its braces, or on a line of its own."""
    if isinstance(node, yaml.MappingNode) and node.flow_style:
        end = node.value[-1][1].end_mark.index
        return with_cuts(text, [Cut(end, end, f", {written}")])
    content = without_mark(text)
    end = len(content[: node.end_mark.index].rstrip())
    line = content.find("\n", end)
    at = len(content) if line < 0 else line
    at -= content[:at].endswith("\r")
    return with_cuts(text, [Cut(at, at, f"{line_end(text)}{' ' * node.start_mark.column}{written}")])


def _block(lines: Sequence[str], column: int, turn: str) -> str:
    first, *rest = lines
    return turn.join((f"{' ' * column}- {first}", *(f"{' ' * (column + 2)}{line}" for line in rest)))


def estimate_lines(values: dict[str, object], readings: Iterable[str]) -> tuple[str, ...]:
    """Return the lines of an estimate: a key a line, and below them its readings."""
    keys = (f"{key}: {flow({key: value})[len(key) + 3 : -1]}" for key, value in values.items())
    return *keys, "readings:", *(f"  - {reading}" for reading in readings)


def with_value(text: str, path: Sequence[str], written: str) -> str:
    """Return a text in which the value at *path*, of keys and ids of records in lists, is another one, or a new one."""
    node, key = _node_at(text, path[:-1]), path[-1]
    pairs = pairs_of(node)
    if key not in pairs:
        return _with_new_key(text, node, f"{key}: {written}")
    value = pairs[key][1]
    return with_cuts(text, [Cut(value.start_mark.index, end_of(value), written)])


def without_key(text: str, path: Sequence[str]) -> str:
    """Return a YAML text without a key, and its value, of a mapping that has others."""
    node = _node_at(text, path[:-1])
    assert isinstance(node, yaml.CollectionNode), "what has keys is a mapping"
    return with_cuts(text, [without_entry(text, node, list(pairs_of(node)).index(path[-1]))])


def _record(listed: yaml.Node, name: str) -> yaml.Node:
    """The record of an id in a list."""
    records: Iterable[yaml.Node] = listed.value
    return next(each for each in records if pairs_of(each)["id"][1].value == name)


def without_item(text: str, path: Sequence[str], number: int) -> str:
    """Return a text without one item, counted from 0, of the list at *path*; an empty list is written []."""
    listed = _node_at(text, path)
    assert isinstance(listed, yaml.CollectionNode), "what has items is a list"
    if len(listed.value) == 1:
        return with_cuts(text, [Cut(listed.start_mark.index, end_of(listed), "[]")])
    return with_cuts(text, [without_entry(text, listed, number)])
