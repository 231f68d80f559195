"""Tokens that print several numbers: a reading of a part uses that part, and what is not used is left over."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import pytest

from tests import EXAMPLE
from tests.constructed_study import estimate
from vexas_evidence.analysis.anchors import verify_anchors
from vexas_evidence.analysis.checks.token_use import (
    UNUSED_TOKENS,
    LedgerTokens,
    parts_of,
    unused_parts,
)
from vexas_evidence.analysis.verification import merge_unused_tokens
from vexas_evidence.load.folder import load
from vexas_evidence.model import Estimate, Evidence, Ledger, Statement, Waiver
from vexas_evidence.model.estimates import NumberPart
from vexas_evidence.sources import digest

INVENTED = load(EXAMPLE)
HERE = {"source": "marsh-bulletin", "section": "Story", "paragraph": "2", "sentence": 1}
WHERE = "of marsh-bulletin, Story, paragraph 2, sentence 1 is not used"


def read(name: str, token: int, printed: str, part: NumberPart | None = None, **fields: Any) -> Estimate:
    reading = HERE | {"token": token, "printed": printed, "part": part}
    return estimate(name, printed, readings=[reading], **fields)


def evidence_of(tokens: Collection[str], *estimates: Estimate, waived: int = 0) -> Evidence:
    """Evidence whose only sentence prints these tokens, and a study that reads these estimates in it."""
    place = {name: HERE[name] for name in ("section", "paragraph", "sentence")}
    statement = Statement.model_validate({**place, "tokens": tokens, "fingerprint": "0" * 64})
    record = {"format": 3, "source": "marsh-bulletin", "seen": "whole", "digest": digest((statement,))}
    ledger = Ledger.model_validate(record | {"statements": [statement]})
    study = INVENTED.study
    narrative = study.narrative.model_copy(update={"claims": ()})
    citation = study.about.citation.model_copy(update={"readings": ()})
    about = study.about.model_copy(update={"citation": citation})
    results = study.results.model_copy(update={"estimates": estimates})
    waivers = [HERE | {"token": waived, "printed": [*tokens][waived - 1], "reason": "x"}] if waived else []
    return replace(
        INVENTED,
        ledgers={"marsh-bulletin": ledger},
        studies={study.id: replace(study, about=about, narrative=narrative, results=results)},
        waivers=tuple(map(Waiver.model_validate, waivers)),
    )


def left_over(evidence: Evidence) -> list[str]:
    return [each.found for each in merge_unused_tokens(sorted(LedgerTokens(evidence).left_over()))]


COUNT = {"measure": "count"}


@pytest.mark.parametrize(
    ("token", "parts"),
    [
        ("50 (61%)", ("count", "percent")),
        ("4 of 5", ("count", "denominator")),
        ("4/5", ("count", "denominator")),
        ("4/22 (18.2%)", ("count", "denominator", "percent")),
        ("9/36, 25%", ("count", "denominator", "percent")),
        ("1 (<1%)", ("count", "percent")),
        ("61%", (None,)),
        ("60-70%", (None,)),
        ("0.4-5.6 years", (None,)),
        ("120/80 mmHg", (None,)),
        ("5 years", (None,)),
        ("most", (None,)),
    ],
)
def test_a_token_has_the_parts_that_it_prints(token: str, parts: tuple[NumberPart | None, ...]) -> None:
    assert parts_of(token) == parts


@pytest.mark.parametrize(
    ("token", "used", "unused"),
    [
        ("4 of 5", {"denominator"}, ("count",)),
        ("4 of 5", {"count", "denominator"}, ()),
        ("4 of 5", {None}, ()),
        ("4 of 5", {None, "count"}, ()),
        ("4 of 5", set(), ("count", "denominator")),
        ("50 (61%)", {"count"}, ("percent",)),
        ("5 years", set(), (None,)),
        ("5 years", {None}, ()),
        ("5 years", {"count"}, (None,)),
        ("two", {"count"}, ()),
        ("two", {"denominator"}, (None,)),
    ],
)
def test_the_parts_that_no_record_uses_are_left(
    token: str, used: set[NumberPart | None], unused: tuple[NumberPart | None, ...]
) -> None:
    assert unused_parts(token, used) == unused


def test_a_reading_without_a_part_uses_the_token() -> None:
    assert left_over(evidence_of(["4 of 5"], read("response", 1, "4 of 5"))) == []


def test_a_reading_of_a_part_leaves_the_others_over() -> None:
    evidence = evidence_of(["4 of 5"], read("included", 1, "5", "denominator", **COUNT))
    assert left_over(evidence) == [f"token 1, the count '4' of '4 of 5', {WHERE}"]


def test_readings_of_all_parts_leave_nothing_over() -> None:
    readings = (read("included", 1, "5", "denominator", **COUNT), read("response", 1, "4", "count", **COUNT))
    assert left_over(evidence_of(["4 of 5"], *readings)) == []


def test_a_token_of_which_no_part_is_used_is_left_over() -> None:
    assert left_over(evidence_of(["50 (61%)", "3 years"])) == [
        f"tokens 1, '50 (61%)'; 2, '3 years', {WHERE.replace('is', 'are')}"
    ]


def test_a_response_that_is_read_in_the_token_of_another_leaves_its_own_over() -> None:
    evidence = evidence_of(
        ["9 of 36", "14 of 36"],
        read("included", 1, "36", "denominator", **COUNT),
        read("complete-response", 2, "14 of 36"),
        read("partial-response", 2, "14 of 36"),
    )
    assert left_over(evidence) == [f"token 1, the count '9' of '9 of 36', {WHERE}"]


def test_two_parts_that_are_left_over_are_named() -> None:
    evidence = evidence_of(["9/36, 25%"], read("included", 1, "36", "denominator", **COUNT))
    assert left_over(evidence) == [f"token 1, the count '9' and the percent '25%' of '9/36, 25%', {WHERE}"]


def test_a_percentage_may_be_read_as_a_part_of_its_token() -> None:
    readings = (
        read("included", 1, "36", "denominator", **COUNT),
        read("response", 1, "25%", "percent"),
        read("responders", 1, "9", "count", **COUNT),
    )
    found, _ = verify_anchors(evidence_of(["9/36, 25%"], *readings))
    assert [each.found for each in found if "token" in each.found and "token 1" in each.found] == []


def test_parts_and_tokens_that_are_left_over_in_one_sentence_are_one_discrepancy() -> None:
    evidence = evidence_of(["9 of 36", "3 years"], read("included", 1, "36", "denominator", **COUNT))
    assert left_over(evidence) == [f"tokens 1, the count '9' of '9 of 36'; 2, '3 years', {WHERE.replace('is', 'are')}"]


def test_a_part_that_a_token_does_not_have_uses_nothing_of_it() -> None:
    evidence = evidence_of(["5 years"], read("included", 1, "5", "count", **COUNT))
    assert left_over(evidence) == [f"token 1, '5 years', {WHERE}"]


def test_a_waiver_of_a_token_waives_what_is_not_used_of_it() -> None:
    evidence = evidence_of(["4 of 5"], read("included", 1, "5", "denominator", **COUNT), waived=1)
    found, _ = verify_anchors(evidence)
    assert [each.found for each in found if each.check == UNUSED_TOKENS or "used" in each.found] == []


def test_a_waiver_of_a_token_that_is_used_in_all_its_parts_is_found() -> None:
    readings = (read("included", 1, "5", "denominator", **COUNT), read("response", 1, "4", "count", **COUNT))
    found, _ = verify_anchors(evidence_of(["4 of 5"], *readings, waived=1))
    assert "'4 of 5' is used" in [each.found for each in found]


def test_a_token_that_is_used_in_part_is_counted_as_used_and_not_as_waived() -> None:
    evidence = evidence_of(["4 of 5", "3 years"], read("included", 1, "5", "denominator", **COUNT), waived=1)
    use = LedgerTokens(evidence).counts()
    assert (use.tokens, use.used, use.waived, use.anchored) == (2, 1, 0, {"secondary": 1})


def test_a_waived_token_that_nothing_uses_is_counted_as_waived() -> None:
    use = LedgerTokens(evidence_of(["3 years"], waived=1)).counts()
    assert (use.tokens, use.used, use.waived) == (1, 0, 1)


def test_a_part_is_compared_with_its_token() -> None:
    found, _ = verify_anchors(evidence_of(["4 of 5"], read("included", 1, "4", "denominator", **COUNT)))
    assert [each.found for each in found if each.check == "anchors" and "token 1" in each.found] == [
        "'4' against token 1 of marsh-bulletin, Story, paragraph 2, sentence 1"
    ]
