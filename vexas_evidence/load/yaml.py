"""YAML read as text: every scalar stays as its author typed it and knows its line.

The subset is what a ledger of evidence needs: block and flow mappings, sequences and scalars. Anchors, aliases, tags,
merge keys and several documents in one file are refused, and with them every way for a small file to grow large. The
tree is built from the parser's events, no deeper than ``MAX_DEPTH``: libyaml's own composer overflows the stack.
"""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from vexas_evidence.load.printable import BIDI_CONTROLS, unprintable, unprintable_lines
from vexas_evidence.system.problems import BadInput, Place, Problem, one

MAX_BYTES, _BLOCK = 10_000_000, 65_536  # read by blocks, as a read of all bytes sets them aside for each file
MAX_DEPTH = 40
MAX_NODES = 300_000
"""Keys and values of one file; some twelve thousand estimates have as many."""
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
BLOCK_STYLES = ("|", ">")

At = tuple[int, int]
"""A line, counted from 1, and where in it something begins, counted from 0."""


@dataclass(slots=True)
class Written:
    """What is written at a place of a file."""

    file: str
    at: At

    @property
    def place(self) -> Place:
        """The place where it begins."""
        return Place(self.file, *self.at)


@dataclass(slots=True)
class Scalar(Written):
    """A text as its author typed it."""

    text: str


@dataclass(slots=True)
class Sequence(Written):
    """A list of nodes."""

    items: list[Node]


@dataclass(slots=True)
class Mapping(Written):
    """Named nodes, and where each name stands."""

    items: dict[str, Node]
    keys_at: dict[str, At]

    @property
    def keys(self) -> dict[str, Place]:
        """The place of each name, in the file of its value: settings of several files are laid over each other."""
        return {key: Place(node.file, *self.keys_at[key]) for key, node in self.items.items()}


type_names = {Scalar: "text", Sequence: "a list", Mapping: "a mapping"}
Node = Scalar | Sequence | Mapping
Plain = str | list["Plain"] | dict[str, "Plain"]


def read(path: Path, name: str) -> Node:
    """Read the YAML file at *path*, which messages call *name*.

    Raises BadInput with all problems of the file: absent, too large, not UTF-8, empty, not YAML,
    a duplicate key, an empty value, or a feature outside the subset.
    """
    return parse(read_text(path, name), name)


def read_text(path: Path, name: str) -> str:
    """Read a UTF-8 text file; raises BadInput when it is absent, too large or not UTF-8."""
    place = Place(name)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise one(place, "not a regular file", "a readable file", "correct the path")
        with path.open("rb", buffering=0) as opened:  # no more is read than may be, whatever size the file says it has
            data = b"".join(islice(iter(lambda: opened.read(_BLOCK), b""), MAX_BYTES // _BLOCK + 1))
        if len(data) > MAX_BYTES:
            raise one(place, "file too large", f"at most {MAX_BYTES} bytes", "split the file")
    except FileNotFoundError:
        raise one(place, "file not found", "a readable file", "create it or correct the path") from None
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise one(place, reason, "a readable file", "correct the path or its permissions") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        wrong = f"byte 0x{data[error.start]:02x} is not UTF-8"
        raise one(Place(name, line), wrong, "UTF-8 text", "save the file as UTF-8") from None


def parse(text: str, name: str) -> Node:
    """Parse YAML *text* into a tree of nodes whose places carry *name*; raises BadInput."""
    root = _Walk(name).read(text)
    if isinstance(root, Scalar) and not root.text:
        raise one(Place(name), "empty file", "YAML data", "write the data or remove the file")
    return root


class _Walk:
    """One pass over the events of a file's parser: its nodes, each with its place, and what is wrong with them."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._roots: list[Node] = []
        self._problems: list[Problem] = []
        self._nodes = 0

    def read(self, text: str) -> Node:
        """Return the node of a text, of a file without data that of an empty text. Raises BadInput."""
        problems = self._problems
        try:
            self._read_events(text)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = mark.line + 1 if mark else 0
            problems.append(Problem(Place(self._name, line), *_explain(text, line, error)))
        except yaml.YAMLError as error:
            line, wrong = _unreadable(text, error)
            problems.append(Problem(Place(self._name, line), wrong, "printable text", "remove the character"))
        except BadInput as error:
            problems.extend(error.problems)
        if problems or (problems := [*unprintable_lines(text, self._name, BIDI_CONTROLS)]):  # in comments too
            raise BadInput(problems)
        return self._roots[0] if self._roots else Scalar(self._name, (0, 0), "")

    def _read_events(self, text: str) -> None:
        """Read all events. Raises BadInput where reading further is of no use, and the errors of the parser."""
        loader = Loader(text)
        self._next: Callable[[], Any] = loader.get_event
        try:
            while event := self._next():
                if isinstance(event, yaml.NodeEvent):
                    self._take_root(event)
        finally:
            loader.dispose()

    def _take_root(self, event: Any) -> None:
        if self._roots:
            at = event.start_mark.line + 1, event.start_mark.column
            self._miss(at, "a second document", "one document a file", "remove the '---'")
        self._roots.append(self._node(event, 0))

    def _node(self, event: Any, depth: int) -> Node:
        """Return the node that begins with an event."""
        at, kind = self._at(event), type(event)
        if kind is yaml.ScalarEvent:
            text = self._text(event, at)
            if not (text or event.style):
                remedy = "write it, or remove the key; a text with a comma in { } stands in quotation marks"
                self._miss(at, "empty value", "a value", remedy)
            return Scalar(self._name, at, text)
        if kind is yaml.AliasEvent:
            return Scalar(self._name, at, "")
        if depth >= MAX_DEPTH:
            raise one(Place(self._name, *at), "nested too deeply", f"at most {MAX_DEPTH} levels", "flatten the data")
        if kind is yaml.MappingStartEvent:
            return self._mapping(at, depth + 1)
        items: list[Node] = []
        while type(event := self._next()) is not yaml.SequenceEndEvent:
            items.append(self._node(event, depth + 1))
        return Sequence(self._name, at, items)

    def _mapping(self, at: At, depth: int) -> Node:
        items: dict[str, Node] = {}
        keys_at: dict[str, At] = {}
        while type(event := self._next()) is not yaml.MappingEndEvent:
            key_at = self._at(event)
            key = self._text(event, key_at) if type(event) is yaml.ScalarEvent else self._other_key(event, key_at)
            if key in items:
                first = f"one value (first on line {keys_at[key][0]})"
                self._miss(key_at, f"duplicate key {key!r}", first, "remove one")
            keys_at.setdefault(key, key_at)
            items[key] = self._node(self._next(), depth)
        return Mapping(self._name, at, items, keys_at)

    def _at(self, event: Any) -> At:
        """Where a node begins; names that YAML gives it are a problem, and so are too many nodes."""
        mark = event.start_mark
        at = mark.line + 1, mark.column
        if event.anchor is not None or event.tag is not None:
            self._miss(at, "anchor, alias or tag", "plain YAML", "write the value out where it is used")
        self._nodes += 1
        if self._nodes > MAX_NODES:
            most = f"at most {MAX_NODES} in a file"
            raise one(Place(self._name, *at), "too many keys and values", most, "split the file")
        return at

    def _text(self, event: Any, at: At) -> str:
        text: str = " ".join(event.value.split()) if event.style in BLOCK_STYLES else event.value
        if not text.isprintable() and (character := unprintable(text)) is not None:
            wrong = f"control character U+{ord(character):04X}"
            self._miss(at, wrong, "printable text on one line", "remove the character")
        return text

    def _other_key(self, event: Any, at: At) -> str:
        if isinstance(event, yaml.CollectionStartEvent):
            what = type_names[Mapping if isinstance(event, yaml.MappingStartEvent) else Sequence]
            raise one(Place(self._name, *at), f"{what} as a key", "a plain name", "write a name before ':'")
        return ""

    def _miss(self, at: At, wrong: str, expected: str, remedy: str) -> None:
        self._problems.append(Problem(Place(self._name, *at), wrong, expected, remedy))


def plain(node: Node) -> Plain:
    """Return the node as text, lists and dicts, without places."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.items.items()}


def quoted(text: str) -> str:
    """Write a text as a scalar on one line that is read as the same text."""
    return json.dumps(text, ensure_ascii=False)  # whose strings are YAML's


def place_of(node: Node, path: tuple[str | int, ...]) -> Place:
    """Return the place of the value at *path*, or of its nearest enclosing node that exists.

    Steps that name no key (pydantic puts the branch of a union there) are passed over.
    """
    place = node.place
    for step in path:
        if isinstance(node, Mapping) and isinstance(step, str) and step in node.items:
            at, node = node.keys_at[step], node.items[step]
            place = node.place if isinstance(node, Scalar) else Place(node.file, *at)
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            place = node.place
    return place


def _explain(text: str, line: int, error: yaml.MarkedYAMLError) -> tuple[str, str, str]:
    lines = text.splitlines()
    if 0 < line <= len(lines) and "\t" in lines[line - 1][: len(lines[line - 1]) - len(lines[line - 1].lstrip())]:
        return "a tab in the indentation", "spaces", "replace each tab with two spaces"
    return f"not valid YAML ({error.problem})", "YAML", "check colons, quotes and indentation at and above this line"


def _unreadable(text: str, error: yaml.YAMLError) -> tuple[int, str]:
    for number, line in enumerate(text.split("\n"), start=1):
        for character in line:
            if (ord(character) < 32 and character not in "\t\r") or ord(character) in (0x7F, 0xFFFE, 0xFFFF):
                return number, f"control character U+{ord(character):04X}"
    return 0, f"not valid YAML ({error})"
