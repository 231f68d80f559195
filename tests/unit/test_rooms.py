"""How the code is laid out: imports go one way, and what CONTRIBUTING.md names is there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter

import pytest

from tests import ROOT

PACKAGE = ROOT / "vexas_evidence"
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in PACKAGE.rglob("*.py")
}


def imported(node: ast.AST) -> Iterator[str]:
    """Yield the modules that some code imports, within functions too, but not those that only its types need."""
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return
    if isinstance(node, ast.ImportFrom) and node.module:
        for each in node.names:
            whole = f"{node.module}.{each.name}"
            yield whole if whole in MODULES else node.module
    for below in ast.iter_child_nodes(node):
        yield from imported(below)


def test_no_module_imports_one_that_imports_it() -> None:
    graph = {
        name: {each for each in imported(ast.parse(path.read_text(encoding="utf-8"))) if each in MODULES} - {name}
        for name, path in MODULES.items()
    }
    assert len(tuple(TopologicalSorter(graph).static_order())) == len(MODULES)  # a CycleError names the circle


@pytest.mark.parametrize("room", sorted(path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()))
def test_every_room_is_told_to_contributors(room: str) -> None:
    assert f"`{room}/`" in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_every_module_that_contributors_are_told_of_is_there() -> None:
    told = re.findall(r"`(?:[a-z]+/)*([a-z_]+\.py)`", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    there = {path.name for folder in (PACKAGE, ROOT / "tests", ROOT / "bench") for path in folder.rglob("*.py")}
    assert set(told) - there == set()
