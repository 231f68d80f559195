"""YAML read as text: every scalar stays as its author typed it and knows its line.

The subset is what a ledger of evidence needs: block and flow mappings, sequences and scalars.
Anchors, aliases, tags, merge keys and several documents in one file are refused, and with them
every way for a small file to grow large. The tree is built from the parser's events, without
recursion, because libyaml's own composer overflows the stack on deep nesting.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from vexas_evidence.system.problems import BadInput, Place, Problem, one

MAX_BYTES = 10_000_000
MAX_DEPTH = 40
MAX_NODES = 300_000
"""Keys and values of one file; some twelve thousand estimates have as many."""
_INVISIBLE = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")

BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that make what follows them appear in another order than it is stored."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Scalar:
    """A text as its author typed it."""

    text: str
    place: Place


@dataclass(slots=True)
class Sequence:
    """A list of nodes."""

    place: Place
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Named nodes, and the place of each name."""

    place: Place
    items: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Place] = field(default_factory=dict)


type_names = {Scalar: "text", Sequence: "a list", Mapping: "a mapping"}
Node = Scalar | Sequence | Mapping
Plain = str | list["Plain"] | dict[str, "Plain"]


def keys_below(node: Node) -> Iterator[tuple[str, Place]]:
    """Yield every key of a node and of all below it, with its place."""
    if isinstance(node, Sequence):
        for item in node.items:
            yield from keys_below(item)
    elif isinstance(node, Mapping):
        for key, value in node.items.items():
            yield key, node.keys[key]
            yield from keys_below(value)


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
        if path.exists() and not path.is_file():
            raise one(place, "not a regular file", "a readable file", "correct the path")
        with path.open("rb") as opened:  # no more is read than may be, whatever size the file says it has
            data = opened.read(MAX_BYTES + 1)
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
        byte = data[error.start]
        raise one(
            Place(name, line), f"byte 0x{byte:02x} is not UTF-8", "UTF-8 text", "save the file as UTF-8"
        ) from None


def parse(text: str, name: str) -> Node:
    """Parse YAML *text* into a tree of nodes whose places carry *name*; raises BadInput."""
    tree = _Tree(name)
    problems = tree.problems
    try:
        for event in yaml.parse(text, Loader=_Loader):
            tree.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        problems.append(Problem(Place(name, line), *_explain(text, line, error)))
    except yaml.YAMLError as error:
        line, wrong = _unreadable(text, error)
        problems.append(Problem(Place(name, line), wrong, "printable text", "remove the character"))
    except BadInput as error:
        problems.extend(error.problems)
    if problems or (problems := [*unprintable_lines(text, name, BIDI_CONTROLS)]):  # a comment can be turned too
        raise BadInput(problems)
    if tree.root is None or (isinstance(tree.root, Scalar) and not tree.root.text):
        raise one(Place(name), "empty file", "YAML data", "write the data or remove the file")
    return tree.root


class _Tree:
    """The nodes of one file, built from the events of its parser, and their problems."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self._stack: list[Sequence | Mapping] = []
        self._pending: list[Scalar | None] = []
        """Per open mapping, the key that waits for its value."""
        self._nodes = 0

    def take(self, event: yaml.Event) -> None:
        """Take one event into the tree. Raises BadInput where reading further is of no use."""
        if isinstance(event, yaml.ScalarEvent):
            place = self._place(event)
            self._put(Scalar(self._text(event, place), place))
        elif isinstance(event, yaml.MappingStartEvent):
            self._open(Mapping(self._place(event)))
            self._pending.append(None)
        elif isinstance(event, yaml.MappingEndEvent):
            self._stack.pop()
            self._pending.pop()
        elif isinstance(event, yaml.SequenceStartEvent):
            self._open(Sequence(self._place(event)))
        elif isinstance(event, yaml.SequenceEndEvent):
            self._stack.pop()
        elif isinstance(event, yaml.AliasEvent):
            self._put(Scalar("", self._place(event)))

    def _place(self, event: yaml.NodeEvent) -> Place:
        """Where a node begins; names that YAML gives it are a problem."""
        mark = event.start_mark
        place = Place(self.name, mark.line + 1, mark.column) if mark else Place(self.name)
        if event.anchor is not None or getattr(event, "tag", None) is not None:
            remedy = "write the value out where it is used"
            self.problems.append(Problem(place, "anchor, alias or tag", "plain YAML", remedy))
        return place

    def _text(self, event: yaml.ScalarEvent, place: Place) -> str:
        if event.value == "" and not event.style and self._wants_value():
            self.problems.append(Problem(place, "empty value", "a value", "write it or remove the key"))
        text = " ".join(event.value.split()) if event.style in ("|", ">") else event.value
        if (character := unprintable(text)) is not None:
            wrong = f"control character U+{ord(character):04X}"
            self.problems.append(Problem(place, wrong, "printable text on one line", "remove the character"))
        return text

    def _wants_value(self) -> bool:
        return not self._stack or isinstance(self._stack[-1], Sequence) or self._pending[-1] is not None

    def _open(self, node: Sequence | Mapping) -> None:
        if len(self._stack) >= MAX_DEPTH:
            raise one(node.place, "nested too deeply", f"at most {MAX_DEPTH} levels", "flatten the data")
        self._put(node)
        self._stack.append(node)

    def _put(self, node: Node) -> None:
        """Put a node where it stands: below the node that is open, as its key, its value or its item."""
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise one(node.place, "too many keys and values", f"at most {MAX_NODES} in a file", "split the file")
        if not self._stack:
            if self.root is None:
                self.root = node
            else:
                self.problems.append(
                    Problem(node.place, "a second document", "one document a file", "remove the '---'")
                )
            return
        parent = self._stack[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
            return
        key, self._pending[-1] = self._pending[-1], None
        if key is None:
            if not isinstance(node, Scalar):
                raise one(node.place, f"{type_names[type(node)]} as a key", "a plain name", "write a name before ':'")
            self._pending[-1] = node
        elif key.text in parent.items:
            wrong, expected = f"duplicate key {key.text!r}", f"one value (first on line {parent.keys[key.text].line})"
            self.problems.append(Problem(key.place, wrong, expected, "remove one"))
        else:
            parent.items[key.text] = node
            parent.keys[key.text] = key.place


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
            place, node = node.keys[step], node.items[step]
            if isinstance(node, Scalar):
                place = node.place
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            place = node.place
    return place


def unprintable_lines(text: str, name: str, signs: frozenset[str]) -> Iterator[Problem]:
    """Yield a problem for each line of a text that holds one of some signs."""
    if signs.isdisjoint(text):
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if (sign := next((each for each in line if each in signs), None)) is not None:
            wrong = f"control character U+{ord(sign):04X}"
            yield Problem(Place(name, number), wrong, "printable text on one line", "remove the character")


def unprintable(text: str) -> str | None:
    """Return the first character that is no printable text: a control, a line break, a turn of direction."""
    if text.isprintable():
        return None
    return next((c for c in text if unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") or c in _INVISIBLE), None)


def visible(text: str) -> str:
    """Return a text on one line, with the code of each character that is not printable."""
    return "".join(c.encode("unicode_escape").decode("ascii") if unprintable(c) else c for c in text)


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
