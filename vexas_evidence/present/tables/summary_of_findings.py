"""The summary of findings of a comparative study: risks of two arms, the effect between them, and its difference.

A row an outcome, at one time; what else is stated of the outcome stands below it. The risk with the comparator is that
of the study, or beside it one that the data name with its source (Cochrane Handbook, chapter 14.1.5; GRADE guidelines
12, doi:10.1016/j.jclinepi.2012.01.012). No number is calculated here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.numbers import Numbers, Shown
from vexas_evidence.analysis.statistics.compared_arms import Comparison, comparisons
from vexas_evidence.analysis.statistics.shown import effect_part, participants_of_effect
from vexas_evidence.model import MOST_ROWS, Baseline, Estimate, OutcomeRow
from vexas_evidence.model.measures import MEASURES
from vexas_evidence.present.marks import way_of
from vexas_evidence.present.spans import BREAK, Spans, Words, in_brackets, join
from vexas_evidence.present.tables.differences import Difference, difference_of, favors
from vexas_evidence.present.tables.table import Row, Table, table_of
from vexas_evidence.system.grouping import grouped

_MOST_DETAILS = 3
"""How many other effects a row holds; one with eleven was higher than a page, and left the pages before it empty."""
PER_1000: Spans = (Words("per 1,000", "per 100"),)


@dataclass(frozen=True, slots=True)
class FindingsRow:
    """A row of the summary of findings: its cells, its difference, and the estimates that it shows.

    ``row`` is that of ``appraisal.yml``, by which named persons rate it; None where the data hold none. ``arms`` says
    which arm is set against which, as far as rows differ in it; the title ends with it.
    """

    row: OutcomeRow | None
    comparison: Comparison
    title: str
    arms: str
    cells: Row
    difference: Difference | None


def table_comparison(numbers: Numbers) -> Table:
    """The summary of findings of a comparative study as data; empty where no arm is set against another."""
    found = lines(numbers)
    shown = [each for line in found for each in line.comparison.estimates]
    rows = [("", line.cells) for line in found]
    columns, title = section("comparison.columns"), fixed("comparison.title-of-data")
    return table_of(numbers, "comparison", title, columns, rows, shown, fixed("comparison.note"))


def lines(numbers: Numbers) -> tuple[FindingsRow, ...]:
    """Return the rows: those of ``appraisal.yml``, or the outcomes that the question rates highest, at most seven.

    Where several arms are compared, a critical or important outcome has a row before another has one of a second arm.
    """
    known = comparisons(numbers.evidence, numbers.study)
    rows = [row for row in numbers.study.appraisal.outcomes if row.estimates]
    if rows:
        chosen = [(row, [each for each in known if {e.id for e in each.estimates} & {*row.estimates}]) for row in rows]
        return tuple(_line(numbers, row, found) for row, found in chosen if found)
    by_outcome = grouped(known, lambda each: each.outcome)
    rated, arms = numbers.evidence.question.outcomes.importance, [*numbers.arms]
    of_outcomes: list[tuple[bool, int, list[Comparison]]] = []
    for outcome, of_one in ((each, by_outcome[each]) for each in ordered(numbers, by_outcome)):
        is_minor = rated.get(outcome) not in ("critical", "important")
        of_arms = grouped(sorted(of_one, key=lambda each: arms.index(each.arm)), lambda each: each.arm)
        of_outcomes += ((is_minor, place, found) for place, found in enumerate(of_arms.values()))
    foremost = sorted(range(len(of_outcomes)), key=lambda at: of_outcomes[at][:2])[:MOST_ROWS]
    return tuple(_line(numbers, None, of_outcomes[at][2]) for at in sorted(foremost))


def _line(numbers: Numbers, row: OutcomeRow | None, found: list[Comparison]) -> FindingsRow:
    main = min(found, key=lambda each: rank(numbers, each))
    outcome = numbers.outcomes[main.outcome]
    arms = _arms(numbers, main)
    title = f"{row.title if row else outcome.label}{f': {arms}' if arms else ''}"
    difference = difference_of(numbers, main)
    cells: Row = {
        "outcome": (title, BREAK, *_time(numbers, main), *_details(numbers, main, found)),
        "importance": (importance(numbers, [main.outcome]),),
        "participants": (participants_of_effect(numbers.statistics, main.main.id),),
        "studies": (kind_of_study(numbers),),
        "comparator_risk": _risk(numbers, main, main.of_comparator, "comparator-risk"),
        "arm_risk": _risk(numbers, main, main.of_arm, "arm-risk"),
        "relative": _relative(numbers, main),
        "difference": _in_words(numbers, main),
        "favors": (favors(numbers, main, difference),),
        "missing": _missing(numbers, main),
    }
    for baseline in row.baselines if row else ():
        for key, spans in _at_baseline(numbers, main, baseline).items():
            cells[key] = (*cells[key], BREAK, *spans)
    return FindingsRow(row, main, title, arms, cells, difference)


def _arms(numbers: Numbers, comparison: Comparison) -> str:
    """The arm of a row where rows differ in theirs, and against which, where they differ in that, too."""
    known = comparisons(numbers.evidence, numbers.study)
    if len({each.arm for each in known}) == 1:
        return ""
    arm, comparator = (numbers.arms[each].label for each in (comparison.arm, comparison.comparator))
    return arm if len({each.comparator for each in known}) == 1 else f"{arm} against {comparator}"


def rank(numbers: Numbers, comparison: Comparison) -> tuple[bool, bool, bool]:
    """What is shown as the row of an outcome: what has a difference, the primary analysis, a printed effect."""
    effect = comparison.effect
    has_difference = part(numbers, comparison, "difference") is not None
    return not has_difference, effect is None or effect.priority != "primary", effect is None


def part(numbers: Numbers, comparison: Comparison, name: str) -> Shown | None:
    """Return a number of a comparison; None where it has none."""
    return effect_part(numbers.statistics, comparison.main.id, name)


def _time(numbers: Numbers, comparison: Comparison) -> Spans:
    """The time, and which way is better."""
    estimate = comparison.of_comparator or comparison.main
    way = way_of(numbers, comparison.estimates) or fixed("ways.not stated")
    return (numbers.when(estimate), "; ", way, *_least(numbers, comparison))


def _least(numbers: Numbers, comparison: Comparison) -> Spans:
    """The smallest important difference of an outcome that is measured on a scale."""
    outcome = numbers.outcomes[comparison.outcome]
    if MEASURES[comparison.main.measure].scale != "linear" or comparison.main.measure == "risk-difference":
        return ()
    least = outcome.smallest_important_difference
    row = numbers.statistics.find(comparison.main.id, "difference")
    unit = f" {row.unit}" if row and row.unit else ""
    return (
        f"; {fixed('comparison.least')} ",
        Words(f"{least.printed}{unit}", "threshold") if least else fixed("comparison.not-stated"),
    )


def _details(numbers: Numbers, main: Comparison, found: list[Comparison]) -> Iterator[str | Words | Shown]:
    """Other times and effects of the same outcome; none where they are many, which the text below the table lists."""
    effects = [each.effect for each in found if each is not main and each.effect]
    for effect in effects if len(effects) <= _MOST_DETAILS else ():
        name = numbers.label(effect).partition(", ")[2]
        yield from (BREAK, f"{fixed('comparison.also')} {name} ", numbers.value(effect))
        yield from (" ", Words(numbers.when(effect).text, "timepoint"))


def kind_of_study(numbers: Numbers) -> str:
    """Return how many studies of which kind a table rests on."""
    design = numbers.study.about.study_design
    randomized = design.randomized if design else None
    return section("studies").get(randomized or "", fixed("studies.unknown"))


def _risk(numbers: Numbers, comparison: Comparison, side: Estimate | None, name: str) -> Spans:
    """The risk of an arm with its limits, and what was counted; of other measures the number as it is printed."""
    risk, limits = part(numbers, comparison, name), part(numbers, comparison, f"{name}-limits")
    spans: Spans = () if risk is None else (risk, *in_brackets(limits))
    counted = numbers.fraction(side) if side else None
    if counted and (risk or counted.kind == "reported"):
        return (*spans, *((BREAK,) if spans else ()), counted)
    if side is None:
        return spans or (fixed("comparison.not-stated"),)
    return (*spans, *((BREAK,) if spans else ()), numbers.value(side))


def _relative(numbers: Numbers, comparison: Comparison) -> Spans:
    effect = comparison.effect
    if effect and MEASURES[effect.measure].scale == "linear":
        return (fixed("comparison.not-applicable"),)
    if effect:
        label, value = MEASURES[effect.measure].label, numbers.value(effect)
        if value.text.lower().startswith(label):  # a print that names its measure
            label = ""
        if effect.adjusted_for not in (None, "none", "not stated"):
            label = fixed("comparison.adjusted", measure=label).rstrip()
        return (f"{label} ".lstrip(), value)
    if ratio := part(numbers, comparison, "ratio"):
        limits = in_brackets(part(numbers, comparison, "ratio-limits"))
        return (f"{fixed('comparison.ratio')} ", ratio, *limits, f", {fixed('comparison.calculated')}")
    why = numbers.statistics.why_unknown(comparison.main.id, "ratio")
    return (Words(why, "derived") if why else fixed("comparison.not-applicable"),)


def _in_words(numbers: Numbers, comparison: Comparison, prefix: str = "") -> Spans:
    """The difference in words with its limits, or why there is none."""
    difference = part(numbers, comparison, f"{prefix}difference")
    if difference is None:
        why = numbers.statistics.why_unknown(comparison.main.id, f"{prefix}difference")
        lead = f"{fixed('comparison.not-calculated')}: "
        return (Words(f"{lead}{why.removeprefix(lead)}", "derived"),)
    limits = part(numbers, comparison, f"{prefix}difference-limits")
    return (difference, *((BREAK, "(", limits, ")") if limits else (BREAK, fixed("comparison.no-interval"))))


def _at_baseline(numbers: Numbers, comparison: Comparison, baseline: Baseline) -> Row:
    """What a relative effect means at a risk that the data name, with its source."""
    estimate = numbers.study.estimates[baseline.estimate]
    sources = "; ".join(numbers.evidence.sources[each.source].short for each in estimate.readings)
    risk, own = (part(numbers, comparison, f"{baseline.id}-{name}") for name in ("comparator-risk", "arm-risk"))
    limits = in_brackets(part(numbers, comparison, f"{baseline.id}-arm-risk-limits"))
    named = f"{baseline.label} ({sources}): "
    return {
        "comparator_risk": (named, risk or numbers.value(estimate)),
        "arm_risk": (f"{baseline.label}: ", *((own,) if own else (fixed("comparison.not-calculated"),)), *limits),
        "difference": (f"{baseline.label}: ", *_in_words(numbers, comparison, f"{baseline.id}-")),
    }


def _missing(numbers: Numbers, comparison: Comparison) -> Spans:
    """Who of each arm has no outcome measured, why, and what was done about them."""
    of_arms: dict[str, Spans] = {}
    ends = set()
    for each in (comparison.of_arm, comparison.effect, comparison.of_comparator):
        arm = numbers.study.arm_of(each) if each else None
        if each is None or each.missing is None or arm is None or arm in of_arms:
            continue
        named, known = numbers.arms[arm], each.missing.participants
        is_known = known != "not stated"
        count = numbers.value(numbers.study.estimates[known]) if is_known else fixed("outcomes.no-denominator")
        lost = named.participants is not None and named.participants.lost == known
        why = fixed("comparison.lost" if lost else "comparison.reason")
        of_arms[arm] = (count, f" {fixed('comparison.with-arm', arm=named.label)}")
        ends.add(f"{why}, {section('comparison.missing')[each.missing.handling]}")
    if not of_arms:
        return (fixed("comparison.not-stated"),)
    return (*join(", ", of_arms.values()), ": ", "; ".join(sorted(ends)))


def importance(numbers: Numbers, outcomes: Iterable[str]) -> str:
    """Return the importance of some outcomes in words, each rating once (GRADE handbook, chapter 3)."""
    rated, words = numbers.evidence.question.outcomes.importance, section("importance")
    return " / ".join(dict.fromkeys(words[rated.get(each, "not-rated")] for each in outcomes))


def ordered(numbers: Numbers, outcomes: Iterable[str]) -> list[str]:
    """Return outcomes in the order of their importance; those that nobody asks for stand last."""
    asked = numbers.evidence.question.outcomes.ids
    return sorted(outcomes, key=lambda each: asked.index(each) if each in asked else len(asked))
