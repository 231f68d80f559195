"""The fixed words of pages, tables and figures stand in one file: each is used, and a place without words is told."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests import ROOT
from vexas_evidence.analysis import claims, rules
from vexas_evidence.system.problems import BadInput
from vexas_evidence.text import fixed_texts
from vexas_evidence.text.fixed_texts import fixed, section
from vexas_evidence.text.numerals import numerals

MODULE = "vexas_evidence.text.fixed_texts"


def asked() -> Iterator[tuple[str, bool]]:
    """Each place that the package asks for, and whether it asks for a whole section."""
    for path in sorted((ROOT / "vexas_evidence").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        loaders = {
            name.asname or name.name: name.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module == MODULE
            for name in node.names
        }
        for node in ast.walk(tree):
            loader = loaders.get(getattr(node.func, "id", "")) if isinstance(node, ast.Call) else None
            if not (isinstance(node, ast.Call) and loader and node.args):
                continue
            given = node.args[0]
            for each in [given.body, given.orelse] if isinstance(given, ast.IfExp) else [given]:
                if isinstance(each, ast.Constant) and isinstance(each.value, str):
                    yield each.value, loader == "section"
                elif isinstance(each, ast.JoinedStr) and isinstance(each.values[0], ast.Constant):
                    yield str(each.values[0].value).rpartition(".")[0], True


def test_every_text_is_asked_for() -> None:
    places = dict(asked())
    sections = tuple(f"{place}." for place, whole in places.items() if whole)
    unused = [each for each in fixed_texts.places() if each not in places and not each.startswith(sections)]
    assert unused == []


def test_every_place_that_is_asked_for_has_a_text() -> None:
    known = {each for place in fixed_texts.places() for each in (place, place.rpartition(".")[0])}
    assert {place for place, _ in asked()} - known == set()


def test_no_text_holds_a_numeral() -> None:
    assert [each for each in fixed_texts.places() if [*numerals(fixed_texts.text_at(each))]] == []


def test_a_place_without_a_text_is_told_with_the_nearest() -> None:
    with pytest.raises(BadInput) as found:
        fixed("record.whom")
    assert str(found.value) == (
        "fixed_texts.toml: no text at 'record.whom': a place of the file: did you mean 'record.who'?"
    )


def test_a_section_that_is_not_there_is_told_with_the_nearest() -> None:
    with pytest.raises(BadInput) as found:
        section("verdict.count")
    assert str(found.value).startswith(
        "fixed_texts.toml: no section 'verdict.count': a section of the file: did you mean"
    )


def test_a_part_that_its_caller_does_not_give_is_told() -> None:
    with pytest.raises(BadInput) as found:
        fixed("record.status.matches", tier="secondary")
    assert str(found.value) == (
        "fixed_texts.toml: the text at 'record.status.matches' names {sources}: tier: name only what its caller gives"
    )


def test_every_verdict_on_a_claim_has_its_words() -> None:
    outcomes = set(claims.Outcome.__args__)  # type: ignore[attr-defined]
    assert set(section("verdict")) == set(section("verdicts")) == outcomes


def test_every_part_of_a_derived_value_has_its_words() -> None:
    source = ast.parse((ROOT / "vexas_evidence" / "analysis" / "rules.py").read_text(encoding="utf-8"))
    keys = {
        key.value
        for node in ast.walk(source)
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant)
    }
    named = {"below", "above", "none", "all", "truncated"}
    parts = {str(each) for each in keys - {*rules.RULES, "value"}} | named
    assert parts == set(section("part"))
