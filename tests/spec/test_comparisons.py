"""What an effect means per 1,000 participants, by constructed trials; the counts are those of no real study."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests import TRIAL
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.statistics.compared_arms import comparisons
from vexas_evidence.load.folder import load
from vexas_evidence.model import Estimate
from vexas_evidence.model.estimation import StudyDesign
from vexas_evidence.model.texts.appraisal import Appraisal
from vexas_evidence.present.spans import to_line
from vexas_evidence.present.tables.summary_of_findings import lines, table_comparison
from vexas_evidence.text.prose import Reference

INVENTED = load(TRIAL)
PLACE = {"source": "reed-report", "section": "Results", "paragraph": "1", "sentence": 1, "token": 1}
ARM, COMPARATOR = "tea-in-response", "water-in-response"
KEPT = (
    "randomized",
    *(f"{arm}-{what}" for arm in ("tea", "water") for what in ("size", "treated", "analyzed", "lost")),
)


def estimate(name: str, printed: str, **fields: Any) -> Estimate:
    """An estimate of the arm: a proportion with the outcome of infections at 24 weeks."""
    record = {"outcome": "infections", "population": ARM, "timepoint": "week-24", "measure": "proportion"}
    to = {"to": 3} if any(sign in printed for sign in "(;") else {}
    return Estimate.model_validate({"id": name, "readings": [PLACE | to | {"printed": printed}]} | record | fields)


def effect(printed: str, **fields: Any) -> Estimate:
    return estimate("effect", printed, **{"measure": "risk-ratio", "comparator": "hot-water"} | fields)


def of_comparator(printed: str, **fields: Any) -> Estimate:
    return estimate("water", printed, **{"population": COMPARATOR} | fields)


def of_arm(printed: str, **fields: Any) -> Estimate:
    return estimate("tea", printed, **fields)


def numbers_of(*estimates: Estimate, appraisal: Appraisal | None = None, **design: str) -> Numbers:
    """The numbers of the invented trial with these results in place of its own."""
    study = INVENTED.study
    sizes = tuple(study.estimates[name] for name in KEPT)
    about = study.about
    if design:
        given = {"arms": "parallel", "randomized": "yes", "unit_of_allocation": "participant", "paired": "no"} | design
        about = about.model_copy(update={"study_design": StudyDesign.model_validate(given)})
    changed = replace(
        study,
        about=about,
        results=study.results.model_copy(update={"estimates": (*sizes, *estimates)}),
        appraisal=appraisal or study.appraisal,
    )
    return Numbers(replace(INVENTED, studies={changed.id: changed}), changed)


def shown(numbers: Numbers, reference: str) -> str:
    name, _, part = reference.partition(".")
    return numbers.refer(Reference(name, part)).text


def why(numbers: Numbers, name: str, part: str = "difference") -> str:
    return numbers.statistics.why_unknown(name, part)


# --- a relative effect that is printed --------------------------------------------------------------

APPLIED = {
    "risk ratio": (
        [effect("1.50 (95% CI 1.02 to 2.20)"), of_comparator("30 of 120")],
        ("250", "375", "255 to 550", "125 more", "5 more to 300 more"),
    ),
    "odds ratio": (
        [effect("2.00 (95% CI 1.00 to 4.00)", measure="odds-ratio"), of_comparator("30 of 120")],
        ("250", "400", "250 to 571", "150 more", "0 to 321 more"),
    ),
    "hazard ratio on a cumulative incidence": (
        [
            effect("0.50 (95% CI 0.25 to 1.00)", measure="hazard-ratio"),
            of_comparator("60%", measure="cumulative-incidence"),
        ],
        ("600", "368", "205 to 600", "232 fewer", "395 fewer to 0"),
    ),
    "hazard ratio on survival": (
        [
            effect("0.50 (95% CI 0.25 to 1.00)", measure="hazard-ratio", outcome="relapse-free"),
            of_comparator("40%", measure="survival", outcome="relapse-free"),
        ],
        ("400", "632", "400 to 795", "232 more", "0 to 395 more"),
    ),
    "ratio of the comparator against the arm": (
        [effect("0.50 (95% CI 0.25 to 0.80)", direction="comparator against arm"), of_comparator("30 of 120")],
        ("250", "500", "313 to 1000", "250 more", "63 more to 750 more"),
    ),
}


@pytest.mark.parametrize("name", APPLIED)
def test_a_relative_effect_is_applied_to_the_risk_of_the_comparator(name: str) -> None:
    estimates, expected = APPLIED[name]
    numbers = numbers_of(*estimates)
    parts = ("comparator-risk", "arm-risk", "arm-risk-limits", "difference", "difference-limits")
    assert tuple(shown(numbers, f"effect.{part}") for part in parts) == expected


def test_a_risk_ratio_on_survival_keeps_the_order_of_its_limits() -> None:
    ratio = effect("1.50 (95% CI 1.10 to 2.00)", outcome="relapse-free")
    survival = of_comparator("40%", measure="survival", outcome="relapse-free")
    rows = appraisal(estimates=["effect"], baselines=[{"id": "low", "label": "low risk", "estimate": "water"}])
    assert shown(numbers_of(ratio, survival, appraisal=rows), "effect.low-arm-risk-limits") == "440 to 800"


def test_a_hazard_ratio_is_applied_at_the_latest_time_that_is_stated() -> None:
    ratio = effect("0.50 (95% CI 0.25 to 1.00)", measure="hazard-ratio", timepoint="time-not-stated")
    early, late = (
        estimate(name, printed, population=COMPARATOR, measure="cumulative-incidence", timepoint=time)
        for name, printed, time in (("early", "36%", "week-12"), ("late", "64%", "week-24"))
    )
    assert shown(numbers_of(ratio, early, late), "effect.comparator-risk") == "640"


NOT_APPLIED = {
    "hazard ratio at no stated time": (
        [
            effect("0.50 (95% CI 0.25 to 1.00)", measure="hazard-ratio", timepoint="time-not-stated"),
            of_comparator("30 of 120", timepoint="time-not-stated"),
        ],
        "the time of the comparator's risk is not stated, which a hazard ratio needs",
    ),
    "no risk of the comparator": ([effect("0.50 (95% CI 0.25 to 1.00)")], "the comparator's risk is not known"),
    "direction not stated": (
        [effect("0.50 (95% CI 0.25 to 1.00)", direction="not stated"), of_comparator("30 of 120")],
        "which arm is set against which is not stated",
    ),
    "no events with the comparator": (
        [effect("0.50 (95% CI 0.25 to 1.00)"), of_comparator("0 of 120")],
        "the comparator is without events, so the relative effect gives no difference",
    ),
    "a risk above one": (
        [effect("3.00 (95% CI 1.50 to 6.00)"), of_comparator("60 of 120")],
        "the risk ratio would give a risk above 1,000 per 1,000",
    ),
    "a ratio of rates": (
        [effect("0.50 (95% CI 0.25 to 1.00)", measure="rate-ratio")],
        "no difference per 1,000 follows from this measure",
    ),
}


@pytest.mark.parametrize("name", NOT_APPLIED)
def test_why_a_relative_effect_gives_no_difference_is_said(name: str) -> None:
    estimates, expected = NOT_APPLIED[name]
    assert why(numbers_of(*estimates), "effect") == expected


def test_an_effect_without_an_interval_gives_a_difference_without_one() -> None:
    numbers = numbers_of(effect("1.50"), of_comparator("30 of 120"))
    assert shown(numbers, "effect.difference") == "125 more"
    with pytest.raises(LookupError, match="no difference-limits"):
        shown(numbers, "effect.difference-limits")


def test_a_printed_risk_difference_stands_per_thousand() -> None:
    printed = effect("12.5% (95% CI 1.0% to 24.0%)", measure="risk-difference")
    numbers = numbers_of(printed, of_comparator("30 of 120"), of_arm("45 of 120"))
    assert shown(numbers, "effect.difference") == "125 more"
    assert shown(numbers, "effect.difference-limits") == "10 more to 240 more"


# --- two arms without a printed effect --------------------------------------------------------------

COUNTED = {
    "fewer, undecided": ("3 of 120", "6 of 120", ("0.50", "0.13 to 1.95", "25 fewer", "44 fewer to 48 more")),
    "more": ("60 of 120", "36 of 120", ("1.67", "1.20 to 2.31", "200 more", "61 more to 393 more")),
    "more, undecided": ("18 of 120", "12 of 120", ("1.50", "0.76 to 2.98", "50 more", "24 fewer to 198 more")),
}


@pytest.mark.parametrize("name", COUNTED)
def test_a_risk_ratio_is_calculated_where_none_is_printed(name: str) -> None:
    tea, water, expected = COUNTED[name]
    numbers = numbers_of(of_arm(tea), of_comparator(water))
    parts = ("ratio", "ratio-limits", "difference", "difference-limits")
    assert tuple(shown(numbers, f"tea.{part}") for part in parts) == expected


@pytest.mark.parametrize(
    ("water", "difference", "limits", "because"),
    [
        ("3 of 120", "25 fewer", "71 fewer to 10 more", "not estimable: one arm is without events"),
        ("0 of 120", "0", "31 fewer to 31 more", "not estimable: both arms are without events"),
    ],
)
def test_zero_events_are_not_corrected(water: str, difference: str, limits: str, because: str) -> None:
    numbers = numbers_of(of_arm("0 of 120"), of_comparator(water))
    assert shown(numbers, "tea.arm-risk") == "0"
    assert shown(numbers, "tea.arm-risk-limits") == "0 to 31"
    assert (shown(numbers, "tea.difference"), shown(numbers, "tea.difference-limits")) == (difference, limits)
    assert why(numbers, "tea", "ratio") == because


def test_an_outcome_that_all_had_in_both_arms_gives_no_ratio() -> None:
    numbers = numbers_of(of_arm("120 of 120"), of_comparator("120 of 120"))
    assert why(numbers, "tea", "ratio") == "not estimable: all had the outcome in both arms"


@pytest.mark.parametrize(
    ("design", "because"),
    [
        ({"arms": "cross-over"}, "not calculated: the participants of the arms are paired"),
        ({"arms": "matched"}, "not calculated: the participants of the arms are paired"),
        ({"paired": "yes"}, "not calculated: the participants of the arms are paired"),
        ({"arms": "cluster"}, "not calculated: participants of one cluster are more alike than others"),
    ],
)
def test_arms_that_are_not_independent_are_not_compared(design: dict[str, str], because: str) -> None:
    assert why(numbers_of(of_arm("3 of 120"), of_comparator("6 of 120"), **design), "tea") == because


def test_events_are_not_compared_as_participants() -> None:
    both = (of_arm("3 of 120", unit_of_analysis="event"), of_comparator("6 of 120", unit_of_analysis="event"))
    assert why(numbers_of(*both), "tea") == "not calculated: events may not be independent"


def test_a_difference_of_means_is_calculated_with_the_interval_of_welch() -> None:
    of_mean = {"outcome": "score", "measure": "mean", "value_of": "final value"}
    tea = of_arm("8.5 points (SD 5.5)", analyzed="tea-analyzed", **of_mean)
    water = of_comparator("12.0 points (SD 6.0)", analyzed="water-analyzed", **of_mean)
    numbers = numbers_of(tea, water)
    assert shown(numbers, "tea.difference") == "3.5 points lower"
    assert shown(numbers, "tea.difference-limits") == "5.0 points lower to 2.0 points lower"


def test_means_without_a_spread_give_no_difference() -> None:
    of_mean = {"outcome": "score", "measure": "mean", "analyzed": "tea-analyzed"}
    numbers = numbers_of(of_arm("8.5 points", **of_mean), of_comparator("12.0 points", **of_mean))
    assert why(numbers, "tea") == "means with SD, N and one unit of both arms are not known"


def test_a_subgroup_is_no_comparison_of_its_own() -> None:
    part = {"id": "smoking", "label": "smokers", "interaction": "not stated", "prespecified": "yes"}
    numbers = numbers_of(effect("1.50 (95% CI 1.02 to 2.20)", subgroup=part), of_comparator("30 of 120"))
    assert comparisons(numbers.evidence, numbers.study) == ()


def test_the_comparator_is_the_arm_that_the_question_names() -> None:
    numbers = numbers_of(of_arm("3 of 120"), of_comparator("6 of 120"))
    [found] = comparisons(numbers.evidence, numbers.study)
    assert (found.arm, found.comparator) == ("marsh-tea", "hot-water")


def test_without_a_named_comparator_nothing_is_compared() -> None:
    numbers = numbers_of(of_arm("3 of 120"), of_comparator("6 of 120"))
    question = numbers.evidence.question.model_copy(update={"comparator": None})
    evidence = replace(numbers.evidence, questions={question.id: question})
    assert comparisons(evidence, numbers.study) == ()


# --- the rows of the table --------------------------------------------------------------------------


def appraisal(**row: Any) -> Appraisal:
    plain = {"id": "infections", "title": "Infections", "plain": "Words."}
    return Appraisal.model_validate({"format": 3, "outcomes": [plain | row]})


BASELINES = [
    {"id": "low", "label": "low risk", "estimate": "low"},
    {"id": "high", "label": "high risk", "estimate": "high"},
]


def with_baselines() -> Numbers:
    rows = appraisal(estimates=["effect"], baselines=BASELINES)
    low, high = (
        estimate(name, printed, population="everyone")
        for name, printed in (("low", "24 of 240"), ("high", "120 of 240"))
    )
    return numbers_of(effect("0.50 (95% CI 0.25 to 0.80)"), of_comparator("30 of 120"), low, high, appraisal=rows)


def test_a_relative_effect_is_applied_to_each_risk_that_the_data_name() -> None:
    numbers = with_baselines()
    assert shown(numbers, "effect.low-difference") == "50 fewer"
    assert shown(numbers, "effect.high-difference-limits") == "375 fewer to 100 fewer"


def test_a_named_risk_stands_with_its_name_and_source() -> None:
    [line] = lines(with_baselines())
    assert to_line(line.cells["comparator_risk"]) == ("250; 30 of 120; low risk (Report): 100; high risk (Report): 500")


FAVORED = {
    "arm": ("60 of 120", "30 of 120", "cough-free"),
    "comparator": ("60 of 120", "30 of 120", "infections"),
    "undecided": ("31 of 120", "30 of 120", "infections"),
}


@pytest.mark.parametrize("favored", FAVORED)
def test_a_difference_says_whom_it_favors(favored: str) -> None:
    tea, water, outcome = FAVORED[favored]
    [line] = lines(numbers_of(of_arm(tea, outcome=outcome), of_comparator(water, outcome=outcome)))
    assert line.difference is not None
    assert line.difference.favored == favored


def test_a_difference_without_an_interval_is_undecided() -> None:
    [line] = lines(numbers_of(effect("1.50"), of_comparator("30 of 120")))
    assert line.difference is not None
    assert line.difference.favored == "undecided"


def test_the_axis_of_a_difference_suits_it() -> None:
    ends = [
        lines(numbers_of(of_arm(tea), of_comparator(water)))[0].difference
        for tea, water in (("3 of 120", "6 of 120"), ("60 of 120", "36 of 120"))
    ]
    assert [f"{each.end:f}" for each in ends if each] == ["50", "500"]


def test_the_rows_of_a_study_without_an_appraisal_follow_the_question_and_are_seven() -> None:
    numbers = Numbers(INVENTED, INVENTED.study)
    assert [line.title for line in lines(numbers)] == [
        *("Deaths", "Freedom from cough", "Relapse", "Cough score", "Nausea", "Peak flow", "Sleep"),
    ]


@pytest.mark.parametrize(("others", "listed"), [(3, 3), (4, 0)])
def test_a_row_lists_the_other_effects_of_its_outcome_as_far_as_they_are_few(others: int, listed: int) -> None:
    times = list(INVENTED.timepoints_of(INVENTED.study))[: others + 1]
    [row] = lines(numbers_of(*(effect("1.50", id=f"effect-{time}", timepoint=time) for time in times)))
    assert to_line(row.cells["outcome"]).count("also risk ratio") == listed


def cell(column: str, outcome: str) -> str:
    numbers = Numbers(INVENTED, INVENTED.study)
    return next(to_line(row[column]) for _, row in table_comparison(numbers).rows if outcome in to_line(row["outcome"]))


def test_a_scale_has_its_unit_direction_and_smallest_important_difference() -> None:
    assert cell("outcome", "Cough score") == (
        "Cough score; after 12 weeks; lower is better; smallest important difference: 2 points"
    )
    assert cell("difference", "Cough score") == "3.4 points lower; (5.0 points lower to 1.8 points lower)"


def test_missing_participants_stand_with_the_reason_and_what_was_done() -> None:
    assert cell("missing", "Cough score") == "6 with marsh tea, 8 with hot water: lost to follow-up, excluded"
    assert cell("missing", "Freedom from cough") == "not stated"


def test_one_treated_arm_has_no_summary_of_findings() -> None:
    numbers = numbers_of(of_arm("3 of 120"), arms="parallel")
    assert table_comparison(numbers).rows == ()
