"""How an estimate was made and how a study was built, in plain words: a line for each key that the data give."""

from __future__ import annotations

from collections.abc import Iterator

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Estimate
from vexas_evidence.model.estimation import HypothesisTest, IntervalMethod, StudyDesign, Subgroup, TimeToEvent
from vexas_evidence.model.vocabulary import Outcome, Timepoint
from vexas_evidence.present.spans import Record, Spans, Words, join, on_day, to_bare

NOT_STATED = "not stated"
Line = tuple[str, Spans]
LineOfStudy = tuple[str, Spans, tuple[str, ...]]
"""A label, its text, and the ids of the estimates that it shows."""
_ADJUSTED = {"none": "nothing: a crude number", "stratified": "the strata of the allocation or of the analysis"}
_MISSING = {
    "excluded": "left out",
    "counted as failures": "counted as failures",
    "carried forward": "their last value carried forward",
    "imputed": "imputed",
    NOT_STATED: "what was done about them is not stated",
}
_MULTIPLICITY = {"adjusted": "the p-value allows for them", "not adjusted": "the p-value does not allow for them"}


def how_lines(numbers: Numbers, estimate: Estimate) -> Iterator[Line]:
    """Yield what the data say of how an estimate was made, each with its label."""
    yield from _counted(numbers, estimate)
    if missing := estimate.missing:
        participants = _of_record(numbers, missing.participants)
        yield "Not measured", (*participants, "; ", _MISSING[missing.handling])
    yield from _given(("Value of", estimate.value_of), ("Direction", estimate.direction), ("Favors", estimate.favours))
    if given := estimate.adjusted_for:
        words = ", ".join(given) if isinstance(given, tuple) else _ADJUSTED.get(given, given)
        yield "Adjusted for", (Words(words, "name"),)
    yield from _given(("Standardized by", estimate.standardized_by))
    if estimate.interval:
        yield "How the interval was made", _interval(estimate.interval)
    if estimate.test:
        yield "Test", _test(estimate.test)
    yield from _given(("Priority", estimate.priority))
    if estimate.multiplicity:
        yield "Other tests", (_MULTIPLICITY.get(estimate.multiplicity, estimate.multiplicity),)
    if cut_off := estimate.data_cut_off:
        yield "Data cut off on", (cut_off if isinstance(cut_off, str) else on_day(cut_off),)
    if estimate.time_to_event:
        yield "Time to event", _time_to_event(numbers, estimate.time_to_event)
    if rate := estimate.rate_of:
        events, time = _of_record(numbers, rate.events), _of_record(numbers, rate.person_time)
        yield "Rate of", ("events: ", *events, "; person-time: ", *time)
    if estimate.subgroup:
        yield "Subgroup", _subgroup(numbers, estimate.subgroup)
    yield from _outcome(numbers, numbers.outcomes[estimate.outcome])
    yield from _timepoint(numbers.timepoints[estimate.timepoint])


def _counted(numbers: Numbers, estimate: Estimate) -> Iterator[Line]:
    unit = estimate.unit_of_analysis or numbers.study.populations[estimate.population].unit_of_analysis
    yield from _given(("Unit of analysis", unit), ("Analysis set", estimate.analysis_set))
    if estimate.analyzed:
        yield "Analyzed", _of_record(numbers, estimate.analyzed)


def _given(*texts: tuple[str, str | None]) -> Iterator[Line]:
    """The texts that are given, each with its label."""
    yield from ((label, (text,)) for label, text in texts if text)


def _of_record(numbers: Numbers, name: str) -> Spans:
    """The number of an estimate, with a link to its record."""
    if name == NOT_STATED:
        return (NOT_STATED,)
    return (*to_bare((numbers.value(numbers.study.estimates[name]),)), " (", Record(name), ")")


def _interval(interval: IntervalMethod) -> Spans:
    level = interval.level if interval.level == NOT_STATED else Words(interval.level, "confidence level")
    method = Words(interval.method, "name") if interval.method != NOT_STATED else "method not stated"
    return (method, "; level ", level, *_sides(interval.sides))


def _sides(sides: str) -> Spans:
    return ("; sides not stated",) if sides == NOT_STATED else ("; ", Words(f"{sides}-sided", "name"))


def _test(test: HypothesisTest) -> Spans:
    name = Words(test.name, "name") if test.name != NOT_STATED else "test not stated"
    hypothesis = f"; {test.hypothesis}" if test.hypothesis != NOT_STATED else "; hypothesis not stated"
    if test.margin is None:
        return (name, hypothesis, *_sides(test.sides))
    margin = test.margin if test.margin == NOT_STATED else Words(test.margin, "threshold")
    return (name, hypothesis, " with a margin of ", margin, *_sides(test.sides))


def _time_to_event(numbers: Numbers, given: TimeToEvent) -> Spans:
    lines: list[Spans] = [
        ("events: ", *_of_record(numbers, given.events)),
        ("at risk: ", *_of_record(numbers, given.at_risk)),
        (f"time from: {given.clock}",),
        (f"censored: {given.censoring}",),
    ]
    if given.competing_events:
        named = given.competing_events
        lines.append((f"competing events: {named if isinstance(named, str) else ', '.join(named)}",))
    return join("; ", lines)


def _subgroup(numbers: Numbers, subgroup: Subgroup) -> Spans:
    planned = {"yes": "prespecified", "no": "not prespecified"}.get(
        subgroup.prespecified, "prespecified or not: not stated"
    )
    return (f"{subgroup.label}; interaction: ", *_of_record(numbers, subgroup.interaction), f"; {planned}")


def _outcome(numbers: Numbers, outcome: Outcome) -> Iterator[Line]:
    """The instrument of an outcome, which way is better, and which difference matters."""
    if instrument := outcome.instrument:
        ends = (Words(str(end), "threshold") for end in (instrument.least, instrument.most))
        yield "Instrument", (f"{instrument.name}, from ", next(ends), " to ", next(ends))
    yield from _given(("Better", outcome.better))
    if difference := outcome.smallest_important_difference:
        source = numbers.evidence.sources[difference.source].short
        yield "Smallest important difference", (Words(difference.printed, "threshold"), f" ({source})")


def _timepoint(timepoint: Timepoint) -> Iterator[Line]:
    """Of which time a number is, from when it is counted, and how far around it a measurement still counts."""
    if timepoint.relation and timepoint.duration:
        yield "Time", (f"{timepoint.relation} the time",) if timepoint.relation != NOT_STATED else (NOT_STATED,)
    yield from _given(("Time counted from", timepoint.time_zero))
    if timepoint.window:
        yield "Window", (Words(timepoint.window, "timepoint"),)


def design_lines(numbers: Numbers) -> Iterator[LineOfStudy]:
    """Yield the design of a study of several arms, and how long its participants were followed."""
    about = numbers.study.about
    if about.study_design and about.study_design.arms != "one arm":
        yield from ((*line, ()) for line in _design(about.study_design))
    if follow_up := about.follow_up:
        names = () if follow_up.length == NOT_STATED else (follow_up.length,)
        length: Spans = tuple(numbers.value(numbers.study.estimates[name]) for name in names) or (NOT_STATED,)
        method = "method not stated" if follow_up.method == NOT_STATED else follow_up.method
        yield "Follow-up", (*length, " (", Words(method, "name"), ")"), names


def _design(design: StudyDesign) -> Iterator[Line]:
    allocation = {"yes": "at random", "no": "not at random"}.get(design.randomized or "", design.randomized)
    yield from _given(("Arms", design.arms), ("Allocation", allocation))
    yield from _given(("Unit of allocation", design.unit_of_allocation), ("Analysis keeps pairs", design.paired))


def arm_lines(numbers: Numbers) -> Iterator[LineOfStudy]:
    """Yield the participants of each arm: randomized, treated, analyzed, lost."""
    for name, text in arm_texts(numbers):
        arm = numbers.arms[name]
        names = tuple(name for _, name in arm.participants.estimates) if arm.participants else ()
        yield f"{arm.label[:1].upper()}{arm.label[1:]}", text, names


def arm_texts(numbers: Numbers) -> Iterator[Line]:
    """Yield the id of each arm whose participants are given, with these in words."""
    for arm in numbers.study.about.arms:
        if arm.participants:
            known = numbers.study.estimates
            stated = [
                (f"{key}: ", NOT_STATED if name == NOT_STATED else numbers.value(known[name]))
                for key, name in arm.participants.stated
            ]
            yield arm.id, join("; ", stated)
