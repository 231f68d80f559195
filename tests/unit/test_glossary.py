"""GLOSSARY.md and the code use the same words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from tests import ROOT

PACKAGE = ROOT / "vexas_evidence"
TEXT = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in TEXT.splitlines() if line.startswith("| ")]
SAY = [word.strip() for row in ROWS[1:] for word in row[0].split(",")]
NOT = [word for row in ROWS[1:] for word in re.findall("`(.+?)`", row[2])]
UNUSED = re.findall("`(.+?)`", TEXT.partition("Not used in names: ")[2])

Words = tuple[str, ...]


def words(name: str) -> Words:
    """The words of a name: ``risk-of-bias``, ``risk_of_bias`` and ``RiskOfBias`` have the same."""
    return tuple(word.lower() for word in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", name))


def holds(name: Words, part: Words) -> bool:
    return any(name[at : at + len(part)] == part for at in range(len(name)))


def nodes() -> Iterator[tuple[Path, ast.AST]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield from ((path, node) for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def named(node: ast.AST) -> str:
    """What a node names, or the key that it holds; "" for another."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) and re.fullmatch("[A-Za-z][A-Za-z_ -]*", node.value) else ""
    names = (getattr(node, field, None) for field in ("id", "attr", "arg", "name"))
    return next((name for name in names if isinstance(name, str)), "")


def defined() -> Iterator[tuple[str, str]]:
    """The place and the name of each module, function and class."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), path.stem
    for path, node in nodes():
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield f"{path.relative_to(ROOT).as_posix()}:{node.lineno} {node.name}", node.name


def test_the_glossary_has_at_most_sixty_rows_of_three_columns() -> None:
    assert {len(row) for row in ROWS} == {3}
    assert len(ROWS) - 1 <= 60


def test_no_word_of_the_glossary_stands_in_two_rows() -> None:
    assert sorted({word for word in SAY if SAY.count(word) > 1}) == []


def test_each_word_of_the_glossary_is_part_of_a_name_or_key_in_the_code() -> None:
    known = {words(named(node)) for _, node in nodes()}
    assert [word for word in SAY if not any(holds(name, words(word)) for name in known)] == []


def test_no_name_in_the_code_has_a_word_that_the_glossary_refuses() -> None:
    refused = [words(word) for word in chain(NOT, UNUSED)]
    assert [place for place, name in defined() if any(holds(words(name), word) for word in refused)] == []
