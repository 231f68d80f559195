"""The fixed words of pages, tables and figures stand in one file: each is used, and a place without words is told."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from string import Formatter
from typing import Literal, NamedTuple, get_args

import pytest

from tests import ROOT
from vexas_evidence.analysis import claims, fixed_texts, rules
from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.model import Certainty, Criterion, Domain, SeriesQuestion
from vexas_evidence.model.texts.appraisal import EffectSize
from vexas_evidence.model.texts.bias_tools import BiasDomain
from vexas_evidence.system.problems import BadInput
from vexas_evidence.text.numerals import numerals

LOADERS = {"fixed", "fixed_spans", "section"}


class Asked(NamedTuple):
    """A place that the package asks for, or a whole section; of a text also the parts that are given by their names."""

    place: str
    is_section: bool
    parts: frozenset[str] | None


def asked() -> Iterator[Asked]:
    """Each place that the package asks for."""
    for path in sorted((ROOT / "vexas_evidence").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        loaders = {
            name.asname or name.name: name.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for name in node.names
            if name.name in LOADERS
        }
        for node in ast.walk(tree):
            loader = loaders.get(getattr(node.func, "id", "")) if isinstance(node, ast.Call) else None
            if isinstance(node, ast.Call) and loader and node.args:
                given = node.args[0]
                for each in [given.body, given.orelse] if isinstance(given, ast.IfExp) else [given]:
                    yield from asked_by(each, node, loader == "section")


def asked_by(given: ast.expr, call: ast.Call, is_section: bool) -> Iterator[Asked]:
    """The place that one call names, or the section of it where a part of its name is only known when it runs."""
    if isinstance(given, ast.Constant) and isinstance(given.value, str):
        names = [each.arg for each in call.keywords]
        parts = None if is_section or None in names else frozenset(map(str, names))
        yield Asked(given.value, is_section, parts)
    elif isinstance(given, ast.JoinedStr) and isinstance(given.values[0], ast.Constant):
        yield Asked(str(given.values[0].value).rpartition(".")[0], True, None)


def test_every_text_is_asked_for() -> None:
    places = {each.place for each in asked()}
    sections = tuple(f"{each.place}." for each in asked() if each.is_section)
    unused = [each for each in fixed_texts.texts() if each not in places and not each.startswith(sections)]
    assert unused == []


def test_every_place_that_is_asked_for_has_a_text() -> None:
    keys = [place.split(".") for place in fixed_texts.texts()]
    known = {".".join(each[:depth]) for each in keys for depth in range(1, len(each) + 1)}
    assert {each.place for each in asked()} - known == set()


def test_every_call_gives_the_parts_that_its_text_names() -> None:
    def named(place: str) -> frozenset[str]:
        return frozenset(name for _, name, _, _ in Formatter().parse(fixed_texts.texts()[place]) if name)

    differing = [each.place for each in asked() if each.parts is not None and each.parts != named(each.place)]
    assert differing == []


def test_no_text_holds_a_numeral() -> None:
    assert [each for each, text in fixed_texts.texts().items() if [*numerals(text)]] == []


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
        "fixed_texts.toml: the text at 'record.status.matches' names {sources}: tier: name what its caller gives"
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


NAMED = {
    "decision.criteria": Criterion,
    "decision.questions": Criterion,
    "decision.options": Criterion,
    "appraisal.questions": SeriesQuestion,
    "domains.names": Domain,
    "certainty.of": Certainty,
    "bias.domains": BiasDomain,
    "rating.increase": EffectSize,
    "rating.reduction": EffectSize,
    **dict.fromkeys(("ways.people", "ways.time", "ways.value"), Literal["desirable", "undesirable"]),
}


@pytest.mark.parametrize("place", NAMED)
def test_every_name_that_the_data_may_hold_has_its_words(place: str) -> None:
    assert {*section(place)} == {*get_args(NAMED[place])}
