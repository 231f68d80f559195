"""The derived values of the FRENVEX ledger, against the figures worked out by hand for each trap."""

from __future__ import annotations

import pytest

from vexas_evidence.analysis import rules
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.percentages import Underivable
from vexas_evidence.model import Derivation

WORKED_OUT = {
    "near-12m": {
        "below": "47 of 88",
        "below-percent": "53%",
        "above": "48 of 88",
        "above-percent": "55%",
        "truncated": "48 of 88",
    },
    "base-ever": {"value": "82", "truncated": "81"},
    "outside-ever": {
        "outside": "6",
        "none": "50 of 88",
        "none-percent": "56.8%",
        "all": "56 of 88",
        "all-percent": "63.6%",
    },
    "reachable": {"value": "83", "of": "101"},
    "early-share": {"value": "67%", "lower": "65.9%", "upper": "68.6%"},
    "molecular-of-all": {"value": "57", "fraction": "57 of 88"},
    "molecular-of-base-ever": {"value": "53", "fraction": "53 of 82"},
    "molecular-largest-base": {"value": "77"},
    "molecular-largest-base-free": {"value": "83"},
    "relapse-free-conditional": {"value": "94%", "lower": "93.4%", "upper": "95.5%"},
    "no-relapse-mentioned": {"value": "3"},
}


@pytest.mark.parametrize("name", WORKED_OUT)
def test_a_derived_value_is_what_was_worked_out_by_hand(numbers: Numbers, name: str) -> None:
    assert numbers.derived[name].parts == WORKED_OUT[name]


def test_the_denominators_from_61_up_that_allow_both_harms_are_88_and_13_others(numbers: Numbers) -> None:
    denominators = [int(text) for text in numbers.derived["shared-harms"].parts["value"].split(", ")]
    assert len([denominator for denominator in denominators if 61 <= denominator < 88]) == 13
    assert 88 in denominators
    assert 82 not in denominators


def test_a_possible_percentage_cannot_be_ruled_out(numbers: Numbers) -> None:
    derivation = Derivation(
        id="x", label="x", rule="nearest-fractions", of=("mds-who-2022",), denominator="patients-included"
    )
    with pytest.raises(Underivable, match=r"80% of 88 is possible: 70 of 88"):
        rules.derive(numbers.study, derivation)


def test_a_share_larger_than_its_whole_has_no_difference(numbers: Numbers) -> None:
    derivation = Derivation(id="x", label="x", rule="difference", of=("relapsed-after-stopping", "responders-stopped"))
    with pytest.raises(Underivable, match="12 of 9"):
        rules.derive(numbers.study, derivation)


def test_a_rule_on_what_is_no_percentage_says_so(numbers: Numbers) -> None:
    derivation = Derivation(id="x", label="x", rule="quotient", of=("patients-included", "mds-who-2022"))
    with pytest.raises(Underivable, match="'patients-included' is not a percentage that a source prints"):
        rules.derive(numbers.study, derivation)


def test_a_derived_value_knows_its_formula_and_inputs(numbers: Numbers) -> None:
    value = numbers.derived["relapse-free-conditional"]
    assert value.formula == "85% ÷ 90%, each with its rounding bounds"
    assert value.inputs == ("relapse-free-5y", "relapse-free-1y")
