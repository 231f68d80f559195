"""What studies of other designs print, found by entering some from nothing: each is read, kept and shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.constructed_study import estimate, numbers_of, participants
from vexas_evidence.analysis.anchors import _without_token
from vexas_evidence.analysis.checks.consistency import ever_at_least_each_time
from vexas_evidence.analysis.checks.denominators import counts_within_denominator
from vexas_evidence.analysis.checks.known_numbers import _adjusted_for
from vexas_evidence.analysis.checks.own_texts import no_typed_numeral
from vexas_evidence.analysis.checks.printed_numbers import printed_numbers_hold
from vexas_evidence.analysis.checks.readings import wordings_hold_no_number
from vexas_evidence.analysis.derive import why_not_independent
from vexas_evidence.analysis.number_checks.known import Known
from vexas_evidence.analysis.number_checks.run_number_checks import verdict_of
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model.estimation import StudyDesign
from vexas_evidence.model.record import DENOMINATOR_NOT_STATED
from vexas_evidence.model.vocabulary import Outcome, Timepoint, Vocabulary
from vexas_evidence.present.design_words import counted
from vexas_evidence.present.how_estimated import margin
from vexas_evidence.present.spans import to_line
from vexas_evidence.present.tables.findings import table_denominators
from vexas_evidence.present.tables.layout import to_gt
from vexas_evidence.present.tables.table import Table
from vexas_evidence.text.numerals import numerals
from vexas_evidence.text.printed import parse

NOT_REACHED = "not reached (95% CI 24.1 to not reached)"


def of_design(numbers: Numbers, **design: str) -> Numbers:
    """The numbers of the same study with another design."""
    about = numbers.study.about.model_copy(update={"study_design": StudyDesign.model_validate(design)})
    study = replace(numbers.study, about=about)
    return Numbers(replace(numbers.evidence, studies={study.id: study}), study)


def test_a_median_not_reached_with_an_interval_is_no_wording() -> None:
    assert not estimate("survival", NOT_REACHED, measure="median").is_wording


def test_the_limit_of_a_median_not_reached_is_a_statistic() -> None:
    numbers = numbers_of(estimate("survival", NOT_REACHED, measure="median"))
    rows = {row.part: (row.value, row.because) for row in numbers.statistics.rows if row.estimate == "survival"}
    assert (str(rows["lower"][0]), rows["upper"]) == ("24.1", (None, "not reached"))


def test_a_median_not_reached_whose_interval_names_no_token_is_told_to() -> None:
    reading = {"source": "marsh-bulletin", "section": "Story", "paragraph": "2", "sentence": 1, "printed": NOT_REACHED}
    numbers = numbers_of(estimate("survival", measure="median", readings=[reading]))
    assert [found.remedy for found in wordings_hold_no_number(numbers)] == ["name the tokens that print it"]


@pytest.mark.parametrize("text", ["98 of 140 adults (70%)", "98 of the 140 cases (70%)"])
def test_whom_a_denominator_counts_may_stand_before_the_percentage(text: str) -> None:
    number = parse(text)
    assert (number.count, number.denominator, str(number.value)) == (98, 140, "70")


def test_courses_at_one_time_are_not_set_against_participants_ever() -> None:
    courses = estimate("courses", "66%", unit_of_analysis="course")
    ever = estimate("ever", "60%", timepoint="ever")
    numbers = numbers_of(participants("47"), courses, ever)
    times = (*numbers.evidence.vocabulary.timepoints, Timepoint(id="ever", label="at any time", ever=True))
    vocabulary = numbers.evidence.vocabulary.model_copy(update={"timepoints": times})
    with_ever = Numbers(replace(numbers.evidence, vocabulary=vocabulary), numbers.study)
    assert ever_at_least_each_time(with_ever).found == ()


def test_an_effect_of_a_cluster_design_is_not_called_adjusted() -> None:
    verdict = verdict_of("12/100 vs 20/98; RR 0.53", Known(adjusted_for="a cluster design"))
    assert verdict.reason == "the risk ratio is of a cluster design"


def test_parallel_arms_in_pairs_are_of_a_paired_design() -> None:
    numbers = of_design(numbers_of(participants("40")), arms="parallel", randomized="yes", paired="yes")
    assert _adjusted_for(numbers, participants("40")) == "a paired design"


def test_participants_of_a_cluster_are_not_independent() -> None:
    share = estimate("response", "20 of 40")
    numbers = of_design(numbers_of(participants("40"), share), arms="cluster", randomized="yes")
    assert why_not_independent(numbers.study, share) == "participants of one cluster are more alike than others"


def test_a_number_of_a_sentence_without_tokens_is_a_wording() -> None:
    found = _without_token(estimate("serious", "One", measure="wording").principal, 0)
    assert found.remedy == "enter it with the measure wording, or correct the place"


def test_a_bound_at_the_end_of_a_line_belongs_to_its_number() -> None:
    assert [each.key for each in numerals("log-rank p < \r\n0.001")] == ["<0.001"]


def test_a_table_without_a_source_has_no_empty_row_below_it() -> None:
    table = Table("other", "A table", {"item": "Item"}, (("", {"item": ("Arms",)}),), "", "")
    assert "<tfoot" not in to_gt(table).as_raw_html()


def test_a_label_of_a_study_s_own_vocabulary_holds_no_numeral() -> None:
    numbers = numbers_of(participants("40"))
    outcome = Outcome(id="fever", label="Fever above thirty-eight", group="Harms", role="harm")
    study = replace(numbers.study, vocabulary=Vocabulary(format=3, outcomes=(outcome,)))
    found = no_typed_numeral(Numbers(replace(numbers.evidence, studies={study.id: study}), study))
    assert [each.found for each in found] == ["numeral 'thirty-eight' typed into a text"]


@pytest.mark.parametrize(
    ("measure", "text"), [("p-value", "p for interaction was 2.7"), ("mean", "402 minutes (SD -51)")]
)
def test_a_p_value_above_1_or_a_deviation_below_0_is_no_print(measure: str, text: str) -> None:
    others = {"measure": measure} | ({"comparator": "rest"} if measure == "p-value" else {})
    with pytest.raises(ValueError, match=f"is not what the measure {measure} prints"):
        estimate("value", text, **others)


def test_more_clusters_than_there_are_are_called_clusters() -> None:
    share = estimate("completed", "13 of 12", unit_of_analysis="cluster")
    found = counts_within_denominator(numbers_of(participants("12"), share))
    assert [each.found for each in found][-1] == "13 clusters with the outcome of 12"


@pytest.mark.parametrize("measure", ["correlation", "intracluster-correlation"])
def test_a_correlation_lies_between_minus_1_and_1(measure: str) -> None:
    assert estimate("icc", "-0.01 (95% CI -0.03 to 0.02)", measure=measure).number.value < 0
    with pytest.raises(ValueError, match=rf"1\.02 is not what the measure {measure} prints"):
        estimate("icc", "1.02", measure=measure)


@pytest.mark.parametrize(
    ("text", "value", "p"), [("r = -0.71, P < 0.01", "-0.71", "0.01"), ("0.45 (P = 0.003)", "0.45", "0.003")]
)
def test_a_correlation_is_printed_with_its_p_value(text: str, value: str, p: str) -> None:
    found = estimate("correlated", text, measure="correlation")
    assert (str(found.number.value), found.principal_print.p.value) == (value, p)


@pytest.mark.parametrize("measure", ["correlation", "intracluster-correlation"])
def test_a_correlation_lies_within_its_interval(measure: str) -> None:
    numbers = numbers_of(estimate("icc", "0.08 (95% CI 0.01 to 0.05)", measure=measure))
    assert [each.found for each in printed_numbers_hold(numbers)] == [
        "'0.08 (95% CI 0.01 to 0.05)': 0.08 lies above the interval, which ends at 0.05"
    ]


def test_the_limits_of_an_intracluster_correlation_need_not_be_symmetric() -> None:
    verdict = verdict_of("ICC 0.02 (95% CI 0.001 to 0.15)", Known())
    assert verdict.reason == "the limits of an intracluster correlation coefficient are symmetric on no common scale"


def on_a_curve(*others: tuple[str, str, str, dict[str, str]]) -> list[str]:
    """What is found for a survival of 70% at week 4 and other numbers of its outcome, each with its measure."""
    made = numbers_of(
        estimate("at-week-4", "70%", measure="survival"),
        *(estimate(name, text, measure=measure, **more) for name, measure, text, more in others),
    )
    week_8 = Timepoint(id="week-8", label="at {duration}", duration="8 weeks")
    study = replace(made.study, vocabulary=Vocabulary(format=3, timepoints=(week_8,)))
    return [each.found for each in printed_numbers_hold(Numbers(made.evidence, study))]


def test_survival_is_half_at_a_median_of_the_same_curve() -> None:
    assert on_a_curve(("lasting", "median", "3 weeks (95% CI 2–9)", {})) == [
        "'70%': survival is 70%, and the median is 3 weeks, where it is 50% (lasting)"
    ]


def test_a_median_after_a_survival_of_more_than_half_holds() -> None:
    assert on_a_curve(("lasting", "median", "5 weeks", {}), ("later", "median", "not reached", {})) == []


def test_a_median_that_rounds_to_the_time_of_a_survival_is_not_set_against_it() -> None:
    assert verdict_of("45% at 52 weeks; median 12 months", Known(measure="survival", curve="same")).outcome == "pass"
    assert on_a_curve(("lasting", "median", "4 weeks", {})) == []


@pytest.mark.parametrize("more", [{"population": "unknown"}, {"outcome": "rash"}, {"adjusted_for": "stratified"}])
def test_a_median_of_another_curve_is_not_compared(more: dict[str, str]) -> None:
    assert on_a_curve(("lasting", "median", "3 weeks", more)) == []


def test_survival_does_not_rise_from_one_estimate_to_another() -> None:
    assert on_a_curve(("later", "survival", "80%", {"timepoint": "week-8"})) == [
        "'80%': survival rises from 70% to 80% (at-week-4)"
    ]


@pytest.mark.parametrize(
    ("printed", "unit", "shown"),
    [
        ("3 cases (6%)", "published case", "3 cases (6%)"),
        ("3 (6%)", "published case", "3 (6%) published cases"),
        ("2 events (4%)", "event", "2 events (4%)"),
        ("12", "course", "12 courses"),
        ("twelve", "cluster", "twelve clusters"),
        ("12 villages", "cluster", "12 villages"),
    ],
)
def test_what_a_number_counts_is_said_once(printed: str, unit: str, shown: str) -> None:
    measure = "proportion" if "%" in printed else "count"
    number = estimate("seen", printed, measure=measure, unit_of_analysis=unit)
    assert to_line(counted(numbers_of(number), number)) == shown


@pytest.mark.parametrize("measure", ["survival", "cumulative-incidence"])
def test_the_panel_of_denominators_says_where_that_of_a_survival_is_not_stated(measure: str) -> None:
    table = table_denominators(numbers_of(estimate("at-week-4", "70% (95% CI 60 to 79)", measure=measure)))
    assert [row["denominator"] for _, row in table.rows] == [(DENOMINATOR_NOT_STATED,)]


@pytest.mark.parametrize(
    ("given", "shown"),
    [("10 percentage points", "; margin: 10 percentage points"), ("not stated", "; margin: not stated"), (None, "")],
)
def test_an_effect_of_non_inferiority_stands_with_its_margin(given: str | None, shown: str) -> None:
    hypothesis = "non-inferiority" if given else "superiority"
    test = {"name": "not stated", "hypothesis": hypothesis, "sides": "not stated", "margin": given}
    assert to_line(margin(estimate("cure", "20 of 40", test=test))) == shown
