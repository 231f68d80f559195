"""What stands in the cells of the tables of outcomes: a print by its parts, and which way is better in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.constructed_study import estimate, numbers_of, participants
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Estimate
from vexas_evidence.model.vocabulary import Outcome, OutcomePhrases, Timepoint
from vexas_evidence.present.figures.chart import Chart
from vexas_evidence.present.figures.marks_drawn import interval_sample
from vexas_evidence.present.figures.timeline import plot_timeline
from vexas_evidence.present.marks import mark_of, way_of
from vexas_evidence.present.spans import to_line, to_text
from vexas_evidence.present.tables.reported import groups
from vexas_evidence.present.tiles import tiles
from vexas_evidence.publish.site.markdown import Writer
from vexas_evidence.publish.site.summary.outcome_table import outcome_table

COUNTED = estimate("counted", "9 of 80 participants (11%)")
LIMITED = estimate("limited", "38.1% (16 of 42; 95% CI 23.6 to 54.4)", population="unknown")
OVER_TIME = estimate("over-time", "41% (95% CI 26 to 56)", measure="survival", population="unknown")
MEDIAN = estimate("median", "31.2 months (95% CI 24.0 to not reached)", measure="median", population="unknown")


def of(*estimates: Estimate) -> Numbers:
    return numbers_of(participants("80"), *estimates)


@pytest.mark.parametrize(
    ("printed", "percent"),
    [
        (COUNTED, "11%"),
        (estimate("alone", "11%"), "None"),
        (estimate("bound", "≥25%"), "None"),
        (estimate("count", "9 of 80"), "11%"),
        (LIMITED, "38.1%"),
        (OVER_TIME, "41%"),
        (MEDIAN, "None"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.id,
)
def test_a_percentage_stands_without_what_is_printed_around_it(printed: Estimate, percent: str) -> None:
    found = of(printed).percent(printed)
    assert (found.text if found else "None") == percent


def test_a_percentage_that_is_printed_is_reported() -> None:
    kinds = [of(each).percent(each).kind for each in (COUNTED, LIMITED)]  # type: ignore[union-attr]
    assert kinds == ["reported", "reported"]


def test_a_printed_interval_stands_with_its_decimals() -> None:
    limits = of(LIMITED).limits(LIMITED)
    assert limits is not None
    assert (limits.text, limits.kind) == ("23.6–54.4%", "reported")


def test_a_printed_interval_of_another_level_names_it() -> None:
    other = estimate("other", "38.1% (16 of 42; 90% CI 25.9 to 51.7)", population="unknown")
    limits = of(other).limits(other)
    assert limits is not None
    assert limits.text == "90% CI: 25.9–51.7%"


def test_the_interval_of_a_median_is_none_of_a_percentage() -> None:
    assert of(MEDIAN).limits(MEDIAN) is None


@pytest.mark.parametrize(
    ("printed", "alone"),
    [
        ("31.2 months (95% CI 24.0 to not reached)", "31.2 months"),
        ("14.2 (SD 6.1) months", "14.2 months"),
        ("5 mg/L (IQR 2 to 11)", "5 mg/L"),
        ("31.2 months", None),
    ],
)
def test_a_number_stands_without_its_spread_or_interval(printed: str, alone: str | None) -> None:
    shown = estimate("shown", printed, measure="median" if "SD" not in printed else "mean")
    found = of(shown).alone(shown)
    assert (found.text if found else None) == alone


def test_a_unit_that_a_source_prints_stands_once() -> None:
    shown = estimate("shown", "31.2 months", measure="median", unit="months")
    assert of(shown).value(shown).text == "31.2 months"


def test_a_row_has_count_percentage_and_interval_in_their_cells() -> None:
    [row] = [line for group in groups(of(COUNTED)) for line in group.lines]
    assert (to_line(row.counted), row.number.text, row.limits and row.limits.text) == ("9 of 80", "11%", "6–20%")


@pytest.mark.parametrize(
    ("shown", "legend", "signs"),
    [
        ((COUNTED,), "CI: confidence interval, Wilson, calculated here; none where n or N is not known.", 0),
        ((LIMITED,), "CI: confidence interval, as its source prints it; none where none is printed.", 0),
        ((COUNTED, LIMITED), "but those with *, which their source prints", 2),
    ],
    ids=["calculated", "printed", "both"],
)
def test_the_legend_says_which_intervals_are_printed(shown: tuple[Estimate, ...], legend: str, signs: int) -> None:
    page = outcome_table(Writer(of(*shown), "html")).replace("\\", "")
    assert legend in page
    assert page.count("*") - page.count("**") * 2 == signs


def test_a_tile_has_the_interval_of_a_median_below_its_number() -> None:
    [number] = [each for tile in tiles(of(MEDIAN)) for each in tile.numbers]
    assert (number.shown.text, to_line(number.counted)) == ("31.2 months", "95% CI 24.0 to not reached; N not stated")


def test_a_tile_does_not_repeat_its_title() -> None:
    [(tile, number)] = [(tile, each) for tile in tiles(of(MEDIAN)) for each in tile.numbers]
    assert (tile.title, to_line(number.said)) == ("Freedom from fever, median", "at 4 weeks")


def with_outcome(numbers: Numbers, **fields: object) -> Numbers:
    """The same numbers, whose outcome says other things of itself."""
    outcome: Outcome = numbers.outcomes["fever-free"].model_copy(update=fields)
    vocabulary = numbers.evidence.vocabulary
    others = tuple(each for each in vocabulary.outcomes if each.id != outcome.id)
    changed = vocabulary.model_copy(update={"outcomes": (*others, outcome)})
    return Numbers(replace(numbers.evidence, vocabulary=changed), numbers.study)


SCORE = estimate("score", "12 (SD 3)", measure="mean")
NOT_REACHED = estimate("not-reached", "not reached (95% CI 24.0 to not reached)", measure="median")
EVENT = OutcomePhrases(noun="relapse", had="relapsed", had_not="did not relapse")


@pytest.mark.parametrize(
    ("shown", "better", "phrases", "way"),
    [
        ((COUNTED,), "higher", None, "more is better"),
        ((COUNTED,), "lower", None, "fewer is better"),
        ((SCORE,), "lower", None, "lower is better"),
        ((SCORE,), "higher", None, "higher is better"),
        ((MEDIAN,), "higher", None, "longer is better"),
        ((NOT_REACHED,), "higher", None, "longer is better"),
        ((MEDIAN,), "lower", None, "shorter is better"),
        ((MEDIAN,), "lower", EVENT, "longer is better"),
        ((MEDIAN, COUNTED), "lower", None, "fewer is better"),
        ((MEDIAN, OVER_TIME), "higher", None, "higher is better"),
        ((SCORE,), None, None, ""),
    ],
)
def test_which_way_is_better_is_said_by_measure(
    shown: tuple[Estimate, ...], better: str | None, phrases: OutcomePhrases | None, way: str
) -> None:
    assert way_of(with_outcome(of(*shown), better=better, phrases=phrases), shown) == way


@pytest.mark.parametrize(("shown", "chip"), [(MEDIAN, "Longer is better"), (COUNTED, "Desirable outcome")])
def test_a_tile_of_times_says_which_way_is_better(shown: Estimate, chip: str) -> None:
    [tile] = [each for each in tiles(with_outcome(of(shown), better="higher")) if each.numbers]
    assert tile.chip == chip


@pytest.mark.parametrize(
    ("shown", "said"),
    [((COUNTED,), ", Wilson"), ((LIMITED,), ", as printed"), ((COUNTED, LIMITED), ", Wilson or as printed")],
    ids=["calculated", "printed", "both"],
)
def test_the_legend_of_a_figure_says_which_intervals_are_printed(shown: tuple[Estimate, ...], said: str) -> None:
    numbers = of(*shown)
    marks = [mark for mark in (mark_of(numbers, each) for each in shown) if mark]
    [(_, words)] = interval_sample(marks, 10)
    assert to_line(words) == f"95% CI{said}"


def at(**zeros: str | None) -> Chart:
    """The time line of a result at each of some times, which are counted from these starts."""
    times = [
        Timepoint(id=name, label="at {duration}", duration=f"{number} weeks", time_zero=zero)
        for number, (name, zero) in enumerate(zeros.items(), 4)
    ]
    numbers = of(*(estimate(f"at-{each.id}", "41%", timepoint=each.id) for each in times))
    vocabulary = numbers.evidence.vocabulary
    vocabulary = vocabulary.model_copy(update={"timepoints": (*vocabulary.timepoints, *times)})
    chart = plot_timeline(Numbers(replace(numbers.evidence, vocabulary=vocabulary), numbers.study))
    assert chart is not None
    return chart


@pytest.mark.parametrize(
    ("zeros", "title"),
    [
        ((None, None), "Each result at its time"),
        (("not stated", "not stated"), "Time zero is not stated for any of these times"),
        (("not stated", None), "Time zero is not stated for some of these times"),
        (("randomization", None), "Each result at its time"),
        (("randomization", "randomization"), "All times are counted from the same start"),
        (("randomization", "diagnosis"), "Times are counted from different starts"),
    ],
)
def test_time_zero_is_said_not_to_be_stated_where_the_data_say_so(zeros: tuple[str | None, ...], title: str) -> None:
    chart = at(early=zeros[0], late=zeros[1])
    assert to_text(chart.title) == title
