"""The changes to a module that its tests should notice: one guard, bound, table entry or fragment of a regex at a time.

Docstrings, annotations, imports, decorators, assertions and ``if TYPE_CHECKING`` are left as they are.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

KINDS = ("guard", "bound", "table entry", "arithmetic", "constant", "regex", "message text", "result", "call")
NEAR = 25  # characters that are printed on either side of a change
NOT_CHANGED = {"annotation", "returns", "decorator_list", "format_spec", "bases", "type_params", "ctx", "pattern"}
BOUNDARIES: dict[type[ast.AST], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
}
NEGATED: dict[type[ast.AST], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
ARITHMETIC: dict[type[ast.AST], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
}
NAMES = {"any": "all", "all": "any", "min": "max", "max": "min", "ceil": "floor", "floor": "ceil"} | {
    "ROUND_HALF_UP": "ROUND_HALF_EVEN",
    "ROUND_HALF_EVEN": "ROUND_HALF_UP",
    "ROUND_DOWN": "ROUND_UP",
}
METHODS = {"fullmatch": "match", "match": "search", "search": "match", "lower": "upper", "lstrip": "rstrip"} | {
    "rstrip": "lstrip",
    "startswith": "endswith",
    "endswith": "startswith",
    "partition": "rpartition",
    "rpartition": "partition",
}
A_REGEX = re.compile(r"\\[a-zA-Z.]|\(\?|[)\]][?*+]|\[[^\]\s]+\]|\|")
A_REGEX_IN_A_FUNCTION = re.compile(r"\\\\[bBdswDSW]|\(\?[:=!<]")  # a text of a function may have a bar or brackets
FRAGMENTS = tuple(
    (re.compile(pattern), new)
    for pattern, new in (
        (r"\\b", ""),
        (r"(?<=\\)[dswDSW]", lambda match: match[0].swapcase()),
        (r"(?<=\(\?)=|(?<=\(\?<)=", "!"),
        (r"(?<=\(\?)!|(?<=\(\?<)!", "="),
        (r"(?<=\[)\^", ""),
        (r"(?<=[^(\\?*+}])\?(?!<)", ""),
        (r"(?<=[^(\\])[*]", "+"),
        (r"(?<=[^(\\])[+]", ""),
        (r"\d(?=\})", lambda match: str(int(match[0]) + 1)),
        (r"(?<=[^\[\\^-])[^\[\]\\-](?=\])", ""),
        (r"\|[\w \-]+(?=[|)]|$)", ""),
        (r"(?:(?<=\()|(?<=\?:)|^)[\w \-]+\|", ""),
    )
)
"""Patterns of fragments of a regex, and what each becomes."""


@dataclass(frozen=True)
class Mutant:
    """One change of a module: its kind, line and words, and where it is made in the syntax tree."""

    kind: str
    line: int
    change: str
    owner: ast.AST
    field: str
    index: int | None
    new: ast.AST | None

    def apply(self) -> None:
        """Make the change in the tree that the mutant was found in."""
        if self.index is None:
            setattr(self.owner, self.field, self.new)
        elif self.new is None:
            del getattr(self.owner, self.field)[self.index]
        else:
            getattr(self.owner, self.field)[self.index] = self.new


@dataclass(frozen=True)
class Within:
    """What a piece of code stands in."""

    function: bool = False
    message: bool = False
    regex: bool = False
    table: bool = False
    limit: bool = False


def mutants(tree: ast.Module) -> list[Mutant]:
    """Return every change of a module in the order of its code; equal ones of a line are numbered."""
    seen: Counter[tuple[int, str]] = Counter()
    found = []
    for mutant in _below(tree, Within()):
        seen[key := (mutant.line, mutant.change)] += 1
        found.append(replace(mutant, change=f"{mutant.change} ({seen[key]})") if seen[key] > 1 else mutant)
    return found


def tree_of_table(text: str) -> ast.Module:
    """The content of a TOML file as a table of Python, each entry on the line where it stands in the file."""
    tree, lines = ast.parse(repr(tomllib.loads(text))), text.splitlines()
    for node in ast.walk(tree):
        first = next((str(part.value) for part in ast.walk(node) if isinstance(part, ast.Constant)), "")
        at = (number for number, line in enumerate(lines, 1) if re.search(rf'(^|"){re.escape(first)}\b', line))
        if isinstance(node, ast.expr):
            node.lineno = next(at, 1)
    return tree


def _below(owner: ast.AST, within: Within) -> Iterator[Mutant]:
    """Changes of the parts of a node."""
    for field, index, node in _parts(owner):
        inner = _inside(owner, field, node, within)
        for kind, new in _changes(owner, field, node, inner):
            yield Mutant(kind, getattr(node, "lineno", 0), _difference(node, new), owner, field, index, new)
        yield from _below(node, inner)


def _parts(owner: ast.AST) -> Iterator[tuple[str, int | None, ast.AST]]:
    for field, value in ast.iter_fields(owner):
        if field in NOT_CHANGED:
            continue
        for index, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(node, ast.AST) and not _left_alone(node):
                yield field, index, node


def _left_alone(node: ast.AST) -> bool:
    match node:
        case ast.Import() | ast.ImportFrom() | ast.Assert() | ast.Expr(value=ast.Constant()):
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")) | ast.Subscript(value=ast.Name(id="Literal")):
            return True
        case ast.Call(func=ast.Name(id="TypeVar" | "cast")) | ast.Tuple(ctx=ast.Store()) | ast.AnnAssign(value=None):
            return True
    return False


def _inside(owner: ast.AST, field: str, node: ast.AST, within: Within) -> Within:
    """What a node stands in, which its own parts then stand in too."""
    match owner:
        case ast.FunctionDef() | ast.Lambda() if field == "body":
            within = replace(within, function=True)
        case ast.Raise():
            within = replace(within, message=True)
        case ast.Call(func=ast.Attribute(value=ast.Name(id="re"))):
            within = replace(within, regex=True)
        case ast.Dict() | ast.Set() | ast.List() | ast.Tuple():
            within = replace(within, table=within.table or not within.function)
        case ast.Slice() | ast.Compare():
            within = replace(within, limit=True)
    a_regex = A_REGEX_IN_A_FUNCTION if within.function else A_REGEX
    if isinstance(node, ast.JoinedStr | ast.Constant) and a_regex.search(ast.unparse(node)):
        within = replace(within, regex=True)
    return within


def _changes(owner: ast.AST, field: str, node: ast.AST, within: Within) -> Iterator[tuple[str, ast.AST | None]]:
    """The kind of each change of a node, and what stands there instead; None where nothing does."""
    if isinstance(node, ast.expr) and field in ("test", "ifs", "guard"):
        yield "guard", ast.BoolOp(ast.And(), [node, ast.Constant(False)])
        if not isinstance(owner, ast.While):
            yield "guard", ast.BoolOp(ast.Or(), [node, ast.Constant(True)])
    if isinstance(owner, ast.Slice):
        yield "bound", None
    if isinstance(node, ast.stmt | ast.match_case):
        yield from _of_statement(owner, field, node)
    elif isinstance(node, ast.expr):
        yield from _of_expression(owner, node, within)


def _of_statement(owner: ast.AST, field: str, node: ast.AST) -> Iterator[tuple[str, ast.AST | None]]:
    match node:
        case ast.Return(value=ast.Constant(value=False)):
            return  # None says the same, and True is a change of the constant
        case ast.Raise() | ast.Return(value=None | ast.Constant(value=None)) | ast.Continue() | ast.Break():
            alone = isinstance(owner, ast.If) and field == "body" and len(owner.body) == 1  # as if its test were false
            last = isinstance(owner, ast.FunctionDef) and isinstance(node, ast.Return) and node is owner.body[-1]
            if not alone and not last:
                yield "guard", ast.Pass()
        case ast.Return():
            yield "result", ast.Return(ast.Constant(None))
        case ast.AugAssign(op=op) if type(op) in ARITHMETIC:
            yield "arithmetic", _with(node, op=ARITHMETIC[type(op)]())
        case ast.match_case() if isinstance(owner, ast.Match) and len(owner.cases) > 1:
            yield "guard", None


def _of_expression(owner: ast.AST, node: ast.expr, within: Within) -> Iterator[tuple[str, ast.AST | None]]:
    match node:
        case ast.Constant(value=bool() | int() | float() | str() as value):
            if within.regex or not (
                isinstance(value, str) and len(getattr(owner, "elts", ())) > 1
            ):  # these are dropped
                yield from _of_constant(value, within)
        case ast.BoolOp(op=op, values=values):
            yield "guard", _with(node, op=ast.Or() if isinstance(op, ast.And) else ast.And())
            for at in range(len(values)):
                yield "guard", _with(node, values=values[:at] + values[at + 1 :])
        case ast.UnaryOp(op=ast.Not() | ast.USub() as op, operand=operand):
            yield "guard" if isinstance(op, ast.Not) else "arithmetic", operand
        case ast.Compare(ops=ops):
            for at, comparison in enumerate(ops):
                for kind, new in _of_comparison(comparison):
                    yield kind, _with(node, ops=[*ops[:at], new, *ops[at + 1 :]])
        case ast.BinOp(left=left, op=op, right=right) if type(op) in ARITHMETIC:
            if not any(isinstance(side, ast.JoinedStr | ast.Tuple) or _is_text(side) for side in (left, right)):
                yield "arithmetic", _with(node, op=ARITHMETIC[type(op)]())
        case ast.Name(id=name) if name in NAMES:
            yield "call", _with(node, id=NAMES[name])
        case ast.Attribute(attr=name) if name in METHODS and isinstance(owner, ast.Call) and owner.func is node:
            yield "call", _with(node, attr=METHODS[name])
        case ast.Attribute(value=ast.Name(id="re"), attr=name) if name.isupper():
            yield "regex", _with(node, attr="NOFLAG")
        case ast.Dict(keys=keys, values=values) if not within.function:
            for at in range(len(keys)):
                yield "table entry", _with(node, keys=keys[:at] + keys[at + 1 :], values=values[:at] + values[at + 1 :])
        case ast.Tuple(elts=entries) | ast.List(elts=entries) | ast.Set(elts=entries):
            is_table = not within.function or all(map(_is_text, entries))
            if len(entries) > 1 and is_table and not isinstance(owner, ast.Subscript):  # an alias of a type
                for at in range(len(entries)):
                    yield "table entry", _with(node, elts=entries[:at] + entries[at + 1 :])


def _of_constant(value: bool | int | float | str, within: Within) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(value, bool):
        yield "constant", ast.Constant(not value)
    elif not isinstance(value, str):
        for new in (value + 1, value - 1):
            yield "bound" if within.limit else "table entry" if within.table else "constant", ast.Constant(new)
    elif within.message:
        yield "message text", ast.Constant(f"XX{value}")
    elif within.regex:
        for pattern, fragment in FRAGMENTS:
            for match in pattern.finditer(value):
                text = fragment if isinstance(fragment, str) else fragment(match)
                yield "regex", ast.Constant(value[: match.start()] + text + value[match.end() :])
    else:
        yield "table entry" if within.table else "constant", ast.Constant(f"XX{value}")


def _of_comparison(op: ast.cmpop) -> Iterator[tuple[str, ast.cmpop]]:
    for new in BOUNDARIES.get(type(op), ()):
        yield "bound", new()
    if type(op) in NEGATED:
        yield "guard", NEGATED[type(op)]()


def _difference(old: ast.AST, new: ast.AST | None) -> str:
    """Write a change, and of long code only what stands near it."""
    for field in ("elts", "values"):
        left, entries = getattr(new, field, []), getattr(old, field, [])
        if left and len(left) < len(entries) and all(entry in entries for entry in left):
            at = next(at for at, entry in enumerate(entries) if entry not in left)
            key = f"{ast.unparse(old.keys[at] or ast.Constant(...))}: " if isinstance(old, ast.Dict) else ""
            return f"{key}{ast.unparse(entries[at])} → dropped"
    before, after = ast.unparse(old).partition("\n")[0], "" if new is None else ast.unparse(new).partition("\n")[0]
    same = _same(before, after)
    rest = _same(before[same:][::-1], after[same:][::-1])
    start, end = (max(0, side - NEAR) if side > NEAR + 5 else 0 for side in (same, rest))
    texts = (f"{'…' * (start > 0)}{text[start : len(text) - end]}{'…' * (end > 0)}" for text in (before, after))
    return " → ".join(text or "nothing" for text in texts)


def _same(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _with(node: Any, **parts: Any) -> Any:
    """A copy of a node with other parts; what it does not name is shared."""
    new = copy(node)
    for field, value in parts.items():
        setattr(new, field, value)
    return new
