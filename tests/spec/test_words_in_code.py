"""What a reader meets stands in the language file: no text of three words or more stands in the code of these rooms."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest

from tests import ROOT

PACKAGE = ROOT / "vexas_evidence"
ROOMS = ("present", "publish/site", "publish/export", "publish/release", "analysis/statistics")
FILES = (
    "analysis/derive.py",
    "analysis/intervals.py",
    "analysis/numbers.py",
    "analysis/percentages.py",
    "analysis/rules.py",
    "analysis/wording/estimate_words.py",
    "analysis/wording/statement_text.py",
    "publish/coverage/attachments.py",
)
"""Files of other rooms whose formulas, reasons and sentences a reader meets."""
NO_PAGE = {
    "publish/release/diff_json.py": "the schema of a difference, for programs",
    "publish/release/refusals.py": "printed in the terminal",
    "publish/release/release_file.py": "errors of a record",
    "publish/release/signoffs.py": "printed in the terminal",
    "present/lift_text.py": "printed in the terminal",
    "present/records.py": "labels of records as data, which are part of their format",
}
"""The files whose words no page, table or figure shows, with what they are."""
NO_TEXT = {
    "#set page(": "a setting of Typst",
    "Source Sans Pro": "the name of a font",
    "Cochrane Handbook, chapters 6.2 and 23": "a reference",
    "the report names no published address": "told while it renders",
    "a QR code that opens the DOI of the article": "told while it renders",
    "no QR code": "told while it renders",
    "the report names no address": "told while it renders",
    "canonical link and og:url on every page": "told while it renders",
    "are left out": "told while it renders",
    "SIL Open Font License": "the name of a license",
    "outcome-plot profile comparison": "classes of a table",
    "Wilson with continuity correction": "the name of a method",
    "Wald, cut at": "the name of a method",
    "Wald with continuity correction": "the name of a method",
    "sources as of": "the key of a record",
    "estimates; not stated": "how a study reads in Python",
}
"""Beginnings or parts of the other texts that are rightly in code, with what they are."""
WORD = r"[A-Za-z][A-Za-z’'\-]*"
SENTENCE = re.compile(rf"(?<![\w\"'=.#/-]){WORD}(?:[,;:.]? {WORD}){{2,}}(?![\w(=:\"/-])")
MARKUP = re.compile(r"<[^>]*>?|\b[\w-]+=\"[^\"]*\"|\{[^{}]*\}|\(\?.*")


def sentences(source: str) -> Iterator[str]:
    """The texts of three words or more of a module, without docstrings, messages of errors and what types name."""
    tree = ast.parse(source)
    passed = {id(node) for skipped in skipped_nodes(tree) for node in ast.walk(skipped)}
    for node in ast.walk(tree):
        if id(node) not in passed and isinstance(node, ast.Constant) and isinstance(node.value, str):
            words = MARKUP.sub(" | ", node.value)
            if node.value not in names_of_types() and SENTENCE.search(words):
                yield node.value


def skipped_nodes(tree: ast.Module) -> Iterator[ast.AST]:
    """Docstrings, what is asserted or raised, but as the reason of a number, messages of audits, and patterns."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            yield node
        if isinstance(node, ast.Raise) and getattr(getattr(node.exc, "func", None), "id", "") != "Underivable":
            yield node
        if isinstance(node, ast.Call) and (
            getattr(node.func, "attr", "") in ("compile", "xpath") or getattr(node.func, "id", "") == "Mismatch"
        ):
            yield node


@cache
def names_of_types() -> frozenset[str]:
    """The texts of the model, such as "counted as failures": the data are written with them."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in (PACKAGE / "model").rglob("*.py"))
    nodes = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return frozenset(node.value for node in nodes if isinstance(node.value, str))


def modules() -> list[str]:
    found = (path.relative_to(PACKAGE).as_posix() for room in ROOMS for path in (PACKAGE / room).rglob("*.py"))
    return sorted({*found, *FILES} - {*NO_PAGE})


@pytest.mark.parametrize("module", modules())
def test_no_text_for_readers_stands_in_code(module: str) -> None:
    found = sentences((PACKAGE / module).read_text(encoding="utf-8"))
    assert [text for text in found if not any(each in text for each in NO_TEXT)] == []


def test_everything_that_is_named_as_no_text_for_readers_is_there() -> None:
    text = "".join((PACKAGE / module).read_text(encoding="utf-8") for module in modules())
    assert [each for each in NO_TEXT if each not in text] == []
    assert [each for each in NO_PAGE if not (PACKAGE / each).is_file()] == []


def test_the_reason_that_a_number_cannot_be_derived_is_found() -> None:
    source = """raise Underivable("the effect is no single number")\nraise ValueError("a text of many words")"""
    assert [*sentences(source)] == ["the effect is no single number"]


def test_a_sentence_in_code_is_found() -> None:
    source = """def shown(n):
    'A text of many words.'
    return f"<p class='wide figure'>Not stated in {n} of them all</p>", "gt_table wide", "N not stated"
"""
    assert {*sentences(source)} == {" of them all</p>", "N not stated", "<p class='wide figure'>Not stated in "}
