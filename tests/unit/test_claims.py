from __future__ import annotations

import pytest

from tests.constructed_study import estimate, numbers_of, participants
from vexas_evidence.analysis import claims
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.percentages import Underivable
from vexas_evidence.model import Claim

HERE = {"source": "marsh-bulletin", "section": "Headline", "paragraph": "1", "sentence": 1}
TOKEN = {"token": 1}


def claim(printed: str | None, *rests_on: str) -> Claim:
    quantities = [HERE | TOKEN | {"printed": printed}] if printed else []
    return Claim.model_validate(
        {"id": "x", "text": "x", "readings": [HERE], "quantities": quantities, "rests_on": rests_on}
    )


@pytest.mark.parametrize(
    ("printed", "outcome"),
    [
        ("most", "holds"),
        ("over 74%", "holds"),
        ("over 75%", "does not hold"),
        ("at least 75%", "holds"),
        ("below 75%", "does not hold"),
        ("rare", "no limit stated"),
    ],
)
def test_a_quantity_is_tested_against_the_estimate(example: Numbers, printed: str, outcome: str) -> None:
    verdict = claims.judge(example, claim(printed, "fever-free-week-4"))
    assert verdict.outcome == outcome


@pytest.mark.parametrize(
    ("printed", "share", "outcome"),
    [
        ("75%", "75%", "holds"),
        ("75%", "76%", "does not hold"),
        ("<75%", "74%", "holds"),
        ("<75%", "75%", "does not hold"),
        ("≤75%", "75%", "holds"),
        ("≤75%", "76%", "does not hold"),
        (">75%", "76%", "holds"),
        (">75%", "75%", "does not hold"),
        ("≥75%", "75%", "holds"),
        ("≥75%", "74%", "does not hold"),
        ("about 75%", "20%", "no limit stated"),
        ("60–70%", "20%", "no limit stated"),
        ("30 patients", "20%", "no limit stated"),
        ("over 60%", "≥80%", "no number read supports this"),
        ("over 60%", "4 of 5", "no number read supports this"),
    ],
)
def test_a_limit_is_tested_where_it_is_a_percentage_and_the_share_is_one(
    printed: str, share: str, outcome: str
) -> None:
    numbers = numbers_of(estimate("response", share))
    assert claims.judge(numbers, claim(printed, "response")).outcome == outcome


def test_a_share_is_derived_of_a_count_where_no_source_prints_a_percentage() -> None:
    numbers = numbers_of(participants("5"), estimate("response", "4 of 5"))
    assert claims.judge(numbers, claim("over 79%", "response")).outcome == "holds"


def test_a_claim_whose_denominator_cannot_be_had_is_not_judged() -> None:
    inferred = {"status": "inferred", "by": "rounding", "estimate": "response"}
    numbers = numbers_of(estimate("response", "4 of 5"), denominator=inferred)
    with pytest.raises(Underivable, match="prints no count beside a percentage"):
        claims.judge(numbers, claim("over 60%", "response"))


def test_a_claim_that_rests_on_no_percentage_is_supported_by_no_number(example: Numbers) -> None:
    verdict = claims.judge(example, claim("most", "included"))
    assert verdict.outcome == "no number read supports this"


def test_a_verdict_names_the_estimates_against_the_claim(example: Numbers) -> None:
    verdict = claims.judge(example, claim("most", "fever-free-week-4", "rash"))
    assert verdict == claims.Verdict("does not hold", ("rash",))


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("efficacy", "no number read supports this"),
        ("inflammatory-majority", "holds"),
        ("hematological", "no limit stated"),
        ("molecular-majority", "holds"),
        ("relapse-low", "no limit stated"),
        ("re-exposure", "holds"),
        ("harms-common", "no limit stated"),
        ("harms-early", "no number read supports this"),
        ("safety-profile", "no number read supports this"),
    ],
)
def test_the_verdict_on_each_highlight(numbers: Numbers, name: str, outcome: str) -> None:
    found = {each.id: each for each in numbers.study.narrative.claims}
    assert claims.judge(numbers, found[name]).outcome == outcome
