"""How an estimate was made and how a study was built, in plain words: a line for each key that the data give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Estimate
from vexas_evidence.model.estimation import HypothesisTest, IntervalMethod, StudyDesign, Subgroup, TimeToEvent
from vexas_evidence.model.vocabulary import Outcome, Timepoint
from vexas_evidence.present.spans import Record, Spans, Words, fixed_spans, join, on_day, to_bare

NOT_STATED = "not stated"
LabeledSpans = tuple[str, Spans]
LineOfStudy = tuple[str, Spans, tuple[str, ...]]
"""A label, its text, and the ids of the estimates that it shows."""
_LABELS: Mapping[str, str] = section("how.labels")


def how_lines(numbers: Numbers, estimate: Estimate) -> Iterator[LabeledSpans]:
    """Yield what the data say of how an estimate was made, each with its label."""
    yield from _counted(numbers, estimate)
    if missing := estimate.missing:
        participants = _of_record(numbers, missing.participants)
        yield _LABELS["missing"], (*participants, "; ", section("how.missing")[missing.handling])
    yield from _given(("value-of", estimate.value_of), ("direction", estimate.direction), ("favors", estimate.favours))
    if given := estimate.adjusted_for:
        words = ", ".join(given) if isinstance(given, tuple) else section("how.adjusted").get(given, given)
        yield _LABELS["adjusted"], (Words(words, "name"),)
    yield from _given(("standardized", estimate.standardized_by))
    if estimate.interval:
        yield _LABELS["interval"], _interval(estimate.interval)
    if estimate.test:
        yield _LABELS["test"], _test(estimate.test)
    yield from _given(("priority", estimate.priority))
    if estimate.multiplicity:
        known = section("how.multiplicity")
        yield _LABELS["multiplicity"], (known.get(estimate.multiplicity, estimate.multiplicity),)
    if cut_off := estimate.data_cut_off:
        yield _LABELS["cut-off"], (cut_off if isinstance(cut_off, str) else on_day(cut_off),)
    if estimate.time_to_event:
        yield _LABELS["time-to-event"], _time_to_event(numbers, estimate.time_to_event)
    if rate := estimate.rate_of:
        events, time = _of_record(numbers, rate.events), _of_record(numbers, rate.person_time)
        yield _LABELS["rate"], (_lead("events"), *events, "; ", _lead("person-time"), *time)
    if estimate.subgroup:
        yield _LABELS["subgroup"], _subgroup(numbers, estimate.subgroup)
    yield from _outcome(numbers, numbers.outcomes[estimate.outcome])
    yield from _timepoint(numbers.timepoints[estimate.timepoint])


def _counted(numbers: Numbers, estimate: Estimate) -> Iterator[LabeledSpans]:
    unit = estimate.unit_of_analysis or numbers.study.population_of(estimate).unit_of_analysis
    yield from _given(("unit", unit), ("analysis-set", estimate.analysis_set))
    if estimate.analyzed:
        yield _LABELS["analyzed"], _of_record(numbers, estimate.analyzed)


def _given(*texts: tuple[str, str | None]) -> Iterator[LabeledSpans]:
    """The texts that are given, each with the label of its key."""
    yield from ((_LABELS[key], (text,)) for key, text in texts if text)


def _lead(key: str) -> str:
    """What stands before a number within a line."""
    return f"{section('how')[key]} "


def _of_record(numbers: Numbers, name: str) -> Spans:
    """The number of an estimate, with a link to its record."""
    if name == NOT_STATED:
        return (NOT_STATED,)
    return (*to_bare((numbers.value(numbers.study.estimates[name]),)), " (", Record(name), ")")


def _interval(interval: IntervalMethod) -> Spans:
    level = interval.level if interval.level == NOT_STATED else Words(interval.level, "confidence level")
    method = Words(interval.method, "name") if interval.method != NOT_STATED else fixed("how.method-not-stated")
    return (method, "; ", *fixed_spans("how.level", level=level), *_sides(interval.sides))


def _sides(sides: str) -> Spans:
    if sides == NOT_STATED:
        return (f"; {fixed('how.sides-not-stated')}",)
    return ("; ", Words(fixed("how.sides", sides=sides), "name"))


def _test(test: HypothesisTest) -> Spans:
    name = Words(test.name, "name") if test.name != NOT_STATED else fixed("how.test-not-stated")
    hypothesis = test.hypothesis if test.hypothesis != NOT_STATED else fixed("how.hypothesis-not-stated")
    limit = fixed_spans("how.margin", margin=_margin(test.margin)) if test.margin else ()
    return (name, f"; {hypothesis}{' ' * bool(limit)}", *limit, *_sides(test.sides))


def _margin(printed: str) -> str | Words:
    return printed if printed == NOT_STATED else Words(printed, "threshold")


def margin(estimate: Estimate) -> Spans:
    """The margin against which an effect was tested, to stand behind its number; nothing where there is none."""
    printed = estimate.test and estimate.test.margin
    return fixed_spans("how.against-margin", margin=_margin(printed)) if printed else ()


def _time_to_event(numbers: Numbers, given: TimeToEvent) -> Spans:
    lines: list[Spans] = [
        (_lead("events"), *_of_record(numbers, given.events)),
        (_lead("at-risk"), *_of_record(numbers, given.at_risk)),
        (fixed("how.time-from", start=given.clock),),
        (fixed("how.censored", reasons=given.censoring),),
    ]
    if given.competing_events:
        named = given.competing_events
        lines.append((fixed("how.competing", events=named if isinstance(named, str) else ", ".join(named)),))
    return join("; ", lines)


def _subgroup(numbers: Numbers, subgroup: Subgroup) -> Spans:
    planned = section("how.prespecified")[subgroup.prespecified]
    lead = fixed("how.interaction", subgroup=subgroup.label)
    return (f"{lead} ", *_of_record(numbers, subgroup.interaction), f"; {planned}")


def _outcome(numbers: Numbers, outcome: Outcome) -> Iterator[LabeledSpans]:
    """The instrument of an outcome, which way is better, and which difference matters."""
    if instrument := outcome.instrument:
        least, most = (Words(str(end), "threshold") for end in (instrument.least, instrument.most))
        yield _LABELS["instrument"], fixed_spans("how.scale", instrument=instrument.name, least=least, most=most)
    yield from _given(("better", outcome.better))
    if difference := outcome.smallest_important_difference:
        source = numbers.evidence.sources[difference.source].short
        yield _LABELS["least"], (Words(difference.printed, "threshold"), f" ({source})")


def _timepoint(timepoint: Timepoint) -> Iterator[LabeledSpans]:
    """Of which time a number is, from when it is counted, and how far around it a measurement still counts."""
    if timepoint.relation and timepoint.duration:
        is_stated = timepoint.relation != NOT_STATED
        yield _LABELS["time"], (fixed("how.relation", relation=timepoint.relation) if is_stated else NOT_STATED,)
    yield from _given(("time-zero", timepoint.time_zero))
    if timepoint.window:
        yield _LABELS["window"], (Words(timepoint.window, "timepoint"),)


def design_lines(numbers: Numbers) -> Iterator[LineOfStudy]:
    """Yield the design of a study of several arms, and how long its participants were followed."""
    about = numbers.study.about
    if about.study_design and about.study_design.arms != "one arm":
        yield from ((*line, ()) for line in _design(about.study_design))
    if follow_up := about.follow_up:
        names = () if follow_up.length == NOT_STATED else (follow_up.length,)
        length: Spans = tuple(numbers.value(numbers.study.estimates[name]) for name in names) or (NOT_STATED,)
        method = fixed("how.method-not-stated") if follow_up.method == NOT_STATED else follow_up.method
        yield _LABELS["follow-up"], (*length, " (", Words(method, "name"), ")"), names


def _design(design: StudyDesign) -> Iterator[LabeledSpans]:
    allocation = section("how.allocation").get(design.randomized or "", design.randomized)
    yield from _given(("arms", design.arms), ("allocation", allocation))
    yield from _given(("unit-of-allocation", design.unit_of_allocation), ("paired", design.paired))


def arm_lines(numbers: Numbers) -> Iterator[LineOfStudy]:
    """Yield the participants of each arm: randomized, treated, analyzed, lost."""
    for name, text in arm_texts(numbers):
        arm = numbers.arms[name]
        names = tuple(name for _, name in arm.participants.estimates) if arm.participants else ()
        yield f"{arm.label[:1].upper()}{arm.label[1:]}", text, names


def arm_texts(numbers: Numbers) -> Iterator[LabeledSpans]:
    """Yield the id of each arm whose participants are given, with these in words."""
    for arm in numbers.study.about.arms:
        if arm.participants:
            known = numbers.study.estimates
            stated = [
                (f"{key}: ", NOT_STATED if name == NOT_STATED else numbers.value(known[name]))
                for key, name in arm.participants.stated
            ]
            yield arm.id, join("; ", stated)
