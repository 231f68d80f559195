"""The values of a data file, whose places in the file are looked up where a message needs them.

Nearly all files are right, and of a right file few places are ever named. So values are read in one pass that keeps no
places and stops at anything unusual; the file is then read once more by ``yaml``, which says what is wrong and where.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import count
from typing import Any

from yaml import (
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
    YAMLError,
)

from vexas_evidence.load import yaml
from vexas_evidence.load.printable import BIDI_CONTROLS
from vexas_evidence.model import Places
from vexas_evidence.system.problems import Place


class _Unusual(Exception):
    """What ``yaml`` has to judge."""


class PlacedFile:
    """A YAML text and the name by which messages call it."""

    def __init__(self, text: str, name: str) -> None:
        self._text = text
        self.name = name

    @cached_property
    def node(self) -> yaml.Node:
        """The tree of the file, with the place of each value. Raises BadInput."""
        return yaml.parse(self._text, self.name)

    def values(self) -> Any:
        """Return the texts, lists and mappings of the file: pydantic's input, each mapping with its ``places``.

        Texts have no spaces around them. Raises BadInput.
        """
        if not any(sign in self._text for sign in BIDI_CONTROLS):
            loader = yaml.Loader(self._text)
            try:
                return _Events(self, loader.get_event).read()
            except (_Unusual, YAMLError):
                pass  # the file is read again, with places
            finally:
                loader.dispose()
        return self._values(self.node, count())

    def place(self, number: int, key: str) -> Place:
        """Return the place of a value, "key" or "key.index", in the mapping of that number, else that of the mapping.

        Mappings are counted from 0 in the order in which they begin.
        """
        mapping = self._mappings[number]
        name, _, index = key.rpartition(".")
        in_list = key not in mapping.items and index.isdecimal()
        return yaml.place_of(mapping, (name, int(index)) if in_list else (key,))

    @cached_property
    def _mappings(self) -> list[yaml.Mapping]:
        return list(_mappings_of(self.node))

    def _values(self, node: yaml.Node, numbers: Iterator[int]) -> Any:
        if isinstance(node, yaml.Scalar):
            return node.text.strip()
        if isinstance(node, yaml.Sequence):
            return [self._values(item, numbers) for item in node.items]
        number = next(numbers)
        return self.with_places({key: self._values(item, numbers) for key, item in node.items.items()}, number)

    def with_places(self, values: dict[str, Any], number: int) -> dict[str, Any]:
        """Return the values of the mapping of that number with its places."""
        values.setdefault("places", Places(self.name, number, self.place))  # a key of this name is none of a record
        return values


class _Events:
    """One pass over the events of a parser that makes values of them. Raises _Unusual, and the errors of the parser."""

    def __init__(self, file: PlacedFile, following: Callable[[], Any]) -> None:
        self._file = file
        self._following = following
        self._begun = 0
        self._left = yaml.MAX_NODES - 1  # the root is one too

    def read(self) -> Any:
        """Return the value of the only document."""
        self._following()  # the beginning of the stream
        if type(self._following()) is not DocumentStartEvent:
            raise _Unusual
        value = self._value(self._following(), 0)
        self._following()
        if type(self._following()) is not StreamEndEvent:
            raise _Unusual
        return value

    def _value(self, event: Any, depth: int) -> Any:
        kind = type(event)
        if kind is ScalarEvent:
            return _text(event)
        if event.anchor is not None or event.tag is not None or depth == yaml.MAX_DEPTH:
            raise _Unusual
        if kind is MappingStartEvent:
            return self._mapping(depth + 1)
        items: list[Any] = []
        while type(event := self._following()) is not SequenceEndEvent:
            items.append(self._value(event, depth + 1))
        self._left -= len(items)
        return items

    def _mapping(self, depth: int) -> dict[str, Any]:
        following = self._following
        number, self._begun = self._begun, self._begun + 1
        values: dict[str, Any] = {}
        while type(event := following()) is ScalarEvent:
            key = _text(event)
            if key in values:
                raise _Unusual
            event = following()
            values[key] = _text(event) if type(event) is ScalarEvent else self._value(event, depth)
        self._left -= 2 * len(values)
        if type(event) is not MappingEndEvent or self._left < 0:
            raise _Unusual
        return self._file.with_places(values, number)


def _text(event: Any) -> str:
    text: str = event.value
    if event.style in yaml.BLOCK_STYLES:
        text = " ".join(text.split())
    if event.anchor is not None or event.tag is not None or not (text or event.style) or not text.isprintable():
        raise _Unusual
    return text.strip()


def _mappings_of(node: yaml.Node) -> Iterator[yaml.Mapping]:
    """Yield the mappings of a tree in the order in which they begin."""
    if isinstance(node, yaml.Mapping):
        yield node
    if not isinstance(node, yaml.Scalar):
        for item in node.items.values() if isinstance(node, yaml.Mapping) else node.items:
            yield from _mappings_of(item)
