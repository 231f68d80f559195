"""Each rule for a derived value, with an estimate constructed for each of its premises that may fail."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.constructed_study import estimate, numbers_of
from vexas_evidence.analysis import rules
from vexas_evidence.analysis.percentages import Underivable
from vexas_evidence.analysis.rules import Derived
from vexas_evidence.model import Derivation, Estimate, Population, Study
from vexas_evidence.text.printed import parse, prints_as


def count(name: str, printed: str, **fields: str) -> Estimate:
    return estimate(name, printed, measure="count", **fields)


def study_of(*estimates: Estimate, derived: tuple[Derivation, ...] = (), **denominators: dict[str, str]) -> Study:
    """A study with these estimates and values to derive, whose populations have the denominators named for them."""
    study = numbers_of(*estimates).study
    known = study.populations | {
        name: Population.model_validate({"id": name, "label": name, "denominator": denominator})
        for name, denominator in denominators.items()
    }
    return replace(
        study,
        about=study.about.model_copy(update={"populations": tuple(known.values())}),
        narrative=study.narrative.model_copy(update={"derived": derived}),
    )


def rule(name: str, *of: str, denominator: str | None = None, **fields: Any) -> Derivation:
    return Derivation(id="asked", label="The value asked for", rule=name, of=of, denominator=denominator, **fields)  # type: ignore[arg-type]


def derived(study: Study, name: str, *of: str, denominator: str | None = None) -> Derived:
    return rules.derive(study, rule(name, *of, denominator=denominator))


def refusal(study: Study, name: str, *of: str, denominator: str | None = None) -> str:
    """Why a value cannot be derived."""
    with pytest.raises(Underivable) as refused:
        derived(study, name, *of, denominator=denominator)
    return str(refused.value)


# What every derived value has


def test_a_derived_value_names_its_inputs_and_then_its_denominator() -> None:
    study = study_of(estimate("share", "80%"), count("all", "88"))
    assert derived(study, "count-at", "share", denominator="all").inputs == ("share", "all")


def test_a_derived_value_without_a_denominator_names_its_inputs_only() -> None:
    study = study_of(count("one", "12"), count("other", "9"))
    assert derived(study, "difference", "one", "other").inputs == ("one", "other")


def test_a_derived_value_has_the_name_the_label_the_rule_and_the_standing_that_were_asked_for() -> None:
    study = study_of(count("one", "12"), count("other", "9"))
    value = rules.derive(study, rule("difference", "one", "other", standing="sensitivity"))
    assert (value.id, value.label, value.rule, value.standing) == (
        "asked",
        "The value asked for",
        "difference",
        "sensitivity",
    )


def test_only_a_denominator_that_is_inferred_is_inferred() -> None:
    study = study_of(estimate("share", "50 (61%)"), count("all", "88"))
    assert derived(study, "inferred-denominator", "share").kind == "inferred"
    assert derived(study, "count-at", "share", denominator="all").kind == "derived"


# nearest-fractions


def test_the_nearest_fractions_stand_below_and_above_a_percentage_that_no_count_rounds_to() -> None:
    value = derived(
        study_of(estimate("share", "54%"), count("all", "88")), "nearest-fractions", "share", denominator="all"
    )
    assert value.formula == "n of 88 on either side of 54%"
    assert value.parts == {
        "below": "47 of 88",
        "below-percent": "53%",
        "above": "48 of 88",
        "above-percent": "55%",
        "truncated": "48 of 88",
    }


def test_the_percentages_of_the_nearest_fractions_have_the_decimals_that_are_printed() -> None:
    value = derived(
        study_of(estimate("share", "54.2%"), count("all", "7")), "nearest-fractions", "share", denominator="all"
    )
    assert value.parts == {
        "below": "3 of 7",
        "below-percent": "42.9%",
        "above": "4 of 7",
        "above-percent": "57.1%",
        "truncated": "no fraction",
    }


def test_a_percentage_that_a_count_rounds_to_has_no_nearest_fractions() -> None:
    study = study_of(estimate("share", "50%"), count("all", "400"))
    assert refusal(study, "nearest-fractions", "share", denominator="all") == "50% of 400 is possible: 198 of 400"


# inferred-denominator


def test_a_denominator_is_inferred_from_a_count_and_its_percentage() -> None:
    value = derived(study_of(estimate("share", "50 (61%)")), "inferred-denominator", "share")
    assert value.formula == "the only denominator at which 50 rounds to 61%"
    assert value.parts == {"value": "82", "truncated": "81"}


def test_where_no_denominator_fits_if_decimals_are_cut_none_is_named() -> None:
    value = derived(study_of(estimate("share", "4 (80%)")), "inferred-denominator", "share")
    assert value.parts == {"value": "5", "truncated": "none"}


def test_no_denominator_is_inferred_from_an_estimate_that_there_is_not() -> None:
    assert refusal(study_of(), "inferred-denominator", "share") == "'share' is no estimate"


# shared-denominators

RESPONSES = (estimate("third", "41%"), estimate("half", "54%"), estimate("most", "61%"))
OF_RESPONDERS = {"status": "reported", "estimate": "most"}


def test_shared_denominators_are_those_on_which_all_percentages_are_possible() -> None:
    study = study_of(*RESPONSES, count("all", "88"))
    value = derived(study, "shared-denominators", "third", "half", "most", denominator="all")
    assert value.formula == "denominators up to 88 on which 41%, 54%, 61% are possible together"
    assert value.parts == {
        "value": "41, 46, 54, 56, 59, 61, 69, 70, 71, 74, 76, 79, 80, 82, 83, 85, 87",
        "how-many": "17",
        "limit": "88",
    }


def test_the_percentage_of_participants_with_another_outcome_is_one_of_their_count() -> None:
    part = estimate("part", "70%", population="responders", outcome="rash")
    study = study_of(*RESPONSES, part, count("all", "88"), responders=OF_RESPONDERS)
    value = derived(study, "shared-denominators", "third", "half", "most", "part", denominator="all")
    assert value.parts["value"] == "54, 61, 70, 71, 76, 82, 87"


def test_the_percentage_of_participants_with_the_same_outcome_is_one_of_the_denominator() -> None:
    part = estimate("part", "70%", population="responders")
    study = study_of(*RESPONSES, part, count("all", "88"), responders=OF_RESPONDERS)
    direct = study_of(*RESPONSES, estimate("part", "70%"), count("all", "88"))
    names = ("third", "half", "most", "part")
    value = derived(study, "shared-denominators", *names, denominator="all")
    assert value == derived(direct, "shared-denominators", *names, denominator="all")
    assert value.parts["value"] == "46, 54, 56, 61, 69, 70, 71, 74, 76, 79, 80, 82, 83, 87"


def test_what_is_no_percentage_shares_no_denominator() -> None:
    study = study_of(count("all", "88"), estimate("median", "12", measure="median"), *RESPONSES)
    wrong = "'median' is not a percentage that a source prints"
    assert refusal(study, "shared-denominators", "half", "median", denominator="all") == wrong


# reachable-percentages


@pytest.mark.parametrize(
    ("denominator", "reachable"), [("1", "2"), ("2", "3"), ("8", "11"), ("88", "91"), ("200", "101")]
)
def test_the_reachable_percentages_are_those_that_some_count_rounds_to(denominator: str, reachable: str) -> None:
    value = derived(study_of(count("all", denominator)), "reachable-percentages", "all")
    assert value.parts == {"value": reachable, "of": "101"}
    assert value.formula == f"whole percentages that some n of {denominator} prints as"


def test_no_percentage_is_reachable_on_no_participants() -> None:
    assert refusal(study_of(count("all", "0")), "reachable-percentages", "all") == "0 participants"


# quotient and quotient-excluding

YEARS = (estimate("first-year", "90%"), estimate("fifth-year", "85%"))


def test_a_quotient_has_the_bounds_that_rounding_leaves() -> None:
    value = derived(study_of(*YEARS), "quotient", "fifth-year", "first-year")
    assert value.formula == "85% ÷ 90%, each with its rounding bounds"
    assert value.parts == {"value": "94%", "lower": "93.4%", "upper": "95.5%"}


def test_a_quotient_by_1_percent_has_bounds() -> None:
    study = study_of(estimate("rare", "1%"), estimate("most", "85%"))
    assert derived(study, "quotient", "most", "rare").parts["value"] == "8500%"


@pytest.mark.parametrize("zero", ["0%", "0.0%", "-5%"])
def test_there_is_no_quotient_by_a_percentage_that_may_be_zero(zero: str) -> None:
    study = study_of(estimate("none", zero), estimate("most", "85%"))
    assert refusal(study, "quotient", "most", "none") == f"'{zero}' may be zero"


@pytest.mark.parametrize("printed", ["93.3%", "95.6%"])
def test_a_percentage_just_outside_the_bounds_of_a_quotient_is_excluded(printed: str) -> None:
    study = study_of(*YEARS, estimate("other", printed))
    value = derived(study, "quotient-excluding", "fifth-year", "first-year", "other")
    quotient = derived(study, "quotient", "fifth-year", "first-year")
    assert (value.formula, value.parts) == (quotient.formula, quotient.parts)


@pytest.mark.parametrize("printed", ["93.4%", "94%", "95.5%"])
def test_a_percentage_within_the_bounds_of_a_quotient_is_not_excluded(printed: str) -> None:
    study = study_of(*YEARS, estimate("other", printed))
    wrong = f"{printed} lies between 93.4% and 95.5%"
    assert refusal(study, "quotient-excluding", "fifth-year", "first-year", "other") == wrong


# difference


@pytest.mark.parametrize(("part", "rest"), [("3", "9"), ("12", "0")])
def test_a_difference_is_the_participants_outside_a_part(part: str, rest: str) -> None:
    value = derived(study_of(count("whole", "12"), count("part", part)), "difference", "whole", "part")
    assert (value.formula, value.parts) == (f"12 − {part}", {"value": rest})


def test_a_part_that_is_larger_than_its_whole_has_no_difference() -> None:
    assert refusal(study_of(count("whole", "12"), count("part", "13")), "difference", "whole", "part") == "13 of 12"


# count-at and count-above


def test_a_count_is_the_only_one_that_rounds_to_the_percentage() -> None:
    value = derived(study_of(estimate("share", "80%"), count("all", "88")), "count-at", "share", denominator="all")
    assert value.formula == "the count that rounds to 80% of 88"
    assert value.parts == {"value": "70", "fraction": "70 of 88"}


def test_no_count_is_chosen_among_several() -> None:
    study = study_of(estimate("share", "50%"), count("all", "400"))
    assert refusal(study, "count-at", "share", denominator="all") == "50% of 400 is 198 to 202"


def test_no_count_is_found_where_none_rounds_to_the_percentage() -> None:
    study = study_of(estimate("share", "54%"), count("all", "88"))
    assert refusal(study, "count-at", "share", denominator="all") == "54% of 88 is impossible"


def test_a_count_is_above_another() -> None:
    study = study_of(estimate("share", "80%"), count("ceiling", "69"), count("all", "88"))
    value = derived(study, "count-above", "share", "ceiling", denominator="all")
    assert value.formula == "the count that rounds to 80% of 88"
    assert value.parts == {"value": "70", "fraction": "70 of 88"}


def test_a_count_is_not_above_its_equal() -> None:
    study = study_of(estimate("share", "80%"), count("ceiling", "70"), count("all", "88"))
    wrong = "70 of 88 is no more than 70"
    assert refusal(study, "count-above", "share", "ceiling", denominator="all") == wrong


# largest-count and largest-denominator, against every fraction


@pytest.mark.parametrize(("printed", "limit"), [("61%", 88), ("50%", 110), ("54%", 40), ("0%", 9), ("99%", 101)])
def test_the_largest_count_is_the_largest_of_all_fractions_that_print_as_the_percentage(
    printed: str, limit: int
) -> None:
    fitting = [n for size in range(1, limit + 1) for n in range(size + 1) if prints_as(n, size, parse(printed))]
    study = study_of(estimate("share", printed), count("limit", str(limit)))
    value = derived(study, "largest-count", "share", denominator="limit")
    assert value.formula == f"the largest n that rounds to {printed} on a denominator up to {limit}"
    assert value.parts == {"value": str(max(fitting))}


def test_there_is_no_largest_count_where_the_percentage_is_impossible() -> None:
    study = study_of(estimate("share", "54%"), count("limit", "1"))
    wrong = "54% is impossible on every denominator up to 1"
    assert refusal(study, "largest-count", "share", denominator="limit") == wrong


@pytest.mark.parametrize(("printed", "ceiling"), [("61%", 20), ("50%", 60), ("1%", 3), ("99%", 70), ("80%", 4)])
def test_the_largest_denominator_is_the_largest_of_all_fractions_with_a_count_up_to_the_ceiling(
    printed: str, ceiling: int
) -> None:
    number = parse(printed)
    above = range(1, int(200 * ceiling / number.value) + 2)
    sizes = [size for size in above if any(prints_as(n, size, number) for n in range(ceiling + 1))]
    study = study_of(estimate("share", printed), count("ceiling", str(ceiling)))
    value = derived(study, "largest-denominator", "share", "ceiling")
    assert value.formula == f"the largest denominator on which {printed} is at most {ceiling}"
    assert value.parts == {"value": str(max(sizes))}


@pytest.mark.parametrize("zero", ["0.0%", "-5%"])
def test_a_percentage_that_may_be_zero_has_no_largest_denominator(zero: str) -> None:
    study = study_of(estimate("share", zero), count("ceiling", "4"))
    assert refusal(study, "largest-denominator", "share", "ceiling") == f"'{zero}' may be zero"


def test_a_percentage_above_the_ceiling_on_every_denominator_has_no_largest_denominator() -> None:
    study = study_of(estimate("share", "54%"), count("ceiling", "1"))
    assert refusal(study, "largest-denominator", "share", "ceiling") == "54% is more than 1 on every denominator"


# responders-outside-denominator

INFERRED = {"status": "inferred", "by": "rounding", "estimate": "response"}


def outside(printed: str, everyone: str, denominator: dict[str, str]) -> tuple[Study, str, str]:
    response = estimate("response", printed, population="analysed")
    study = study_of(response, count("all", everyone), count("eighty-two", "82"), analysed=denominator)
    return study, "responders-outside-denominator", "response"


def test_of_those_outside_a_denominator_none_or_all_may_have_responded() -> None:
    value = derived(*outside("50 (61%)", "88", INFERRED), denominator="all")
    assert value.formula == "(50 + 0) of 88 and (50 + 6) of 88"
    assert value.parts == {
        "outside": "6",
        "none": "50 of 88",
        "none-percent": "56.8%",
        "all": "56 of 88",
        "all-percent": "63.6%",
    }


def test_where_the_denominator_is_everyone_nobody_is_outside() -> None:
    value = derived(*outside("50 (61%)", "82", INFERRED), denominator="all")
    assert (value.parts["outside"], value.parts["none"], value.parts["all"]) == ("0", "50 of 82", "50 of 82")


@pytest.mark.parametrize(
    ("printed", "everyone", "denominator"),
    [
        ("61%", "88", {"status": "reported", "estimate": "eighty-two"}),
        ("50 (61%)", "88", {"status": "not stated"}),
        ("50 (61%)", "81", INFERRED),
    ],
    ids=["no count", "no denominator", "a denominator above everyone"],
)
def test_without_a_count_on_a_denominator_within_everyone_nobody_is_outside(
    printed: str, everyone: str, denominator: dict[str, str]
) -> None:
    wrong = f"'response' has no count on a denominator within {everyone}"
    assert refusal(*outside(printed, everyone, denominator), denominator="all") == wrong


# What the rules read


@pytest.mark.parametrize(
    "wrong",
    [
        estimate("share", "80%", measure="window"),
        estimate("share", "4 of 5"),
        estimate("share", ">80%"),
    ],
    ids=["another measure", "fraction", "bound"],
)
def test_only_a_single_percentage_of_participants_is_one(wrong: Estimate) -> None:
    study = study_of(wrong, count("all", "88"))
    message = "'share' is not a percentage that a source prints"
    assert refusal(study, "count-at", "share", denominator="all") == message


def test_an_estimate_that_there_is_not_is_no_percentage() -> None:
    study = study_of(count("all", "88"))
    assert refusal(study, "count-at", "share", denominator="all") == "'share' is no estimate"


def test_a_derived_whole_number_is_a_denominator() -> None:
    asked = Derivation(id="twelve", label="Twelve", rule="difference", of=("whole", "part"))
    study = study_of(count("whole", "20"), count("part", "8"), estimate("share", "75%"), derived=(asked,))
    assert derived(study, "count-at", "share", denominator="twelve").parts["fraction"] == "9 of 12"


@pytest.mark.parametrize(
    "asked",
    [
        Derivation(id="value", label="A share", rule="quotient", of=("fifth-year", "first-year")),
        Derivation(id="value", label="Fractions", rule="nearest-fractions", of=("half",), denominator="all"),
    ],
    ids=["a percentage", "two fractions"],
)
def test_a_derived_value_that_is_no_whole_number_is_no_denominator(asked: Derivation) -> None:
    study = study_of(*YEARS, estimate("half", "54%"), count("all", "88"), derived=(asked,))
    assert refusal(study, "count-at", "half", denominator="value") == "'value' is not a whole number"


def test_a_percentage_without_a_count_is_no_denominator() -> None:
    study = study_of(estimate("share", "80%"), estimate("rash", "7.5%"))
    assert refusal(study, "count-at", "share", denominator="rash") == "'rash' has no count"
