from __future__ import annotations

import pytest

from vexas_evidence.analysis import claims
from vexas_evidence.analysis.numbers import Numbers
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
    verdict = claims.judge(example.evidence, example.study, claim(printed, "fever-free-week-4"))
    assert verdict.outcome == outcome


def test_a_claim_that_rests_on_no_percentage_is_supported_by_no_number(example: Numbers) -> None:
    verdict = claims.judge(example.evidence, example.study, claim("most", "included"))
    assert verdict.outcome == "no number read supports this"


def test_a_verdict_names_the_estimates_against_the_claim(example: Numbers) -> None:
    verdict = claims.judge(example.evidence, example.study, claim("most", "fever-free-week-4", "rash"))
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
    assert claims.judge(numbers.evidence, numbers.study, found[name]).outcome == outcome
