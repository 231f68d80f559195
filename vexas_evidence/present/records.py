"""The record of each number as data for other programs: what every source prints, where, and how it was derived.

Its labels are part of the format of the ledger, which finished files carry; what readers meet is in reader_records.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vexas_evidence.analysis.checks.printed_numbers import why_it_contradicts_itself
from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.numbers import NOT_APPLICABLE, Numbers, Shown
from vexas_evidence.analysis.statistics.shown import effect_part, is_part
from vexas_evidence.analysis.statistics.statistic import Statistic
from vexas_evidence.model import Declaration, Estimate, Judgement, Kind, Locator, Reading, Standing
from vexas_evidence.present.design_words import whom
from vexas_evidence.present.how_estimated import how_lines
from vexas_evidence.present.spans import Record, Spans, Words, fixed_spans, join, on_day, to_bare, to_line
from vexas_evidence.text.numerals import NumeralClass

MARKS: Mapping[str, str] = section("standing")
"""What the standing of a number means that is no result."""
_UNITS_IN = "Cochrane Handbook, chapters 6.2 and 23"
"""Where it is said why an interval is of independent units."""
SOURCES_DIFFER, CONTRADICTS_ITSELF = "Sources differ", "The print contradicts itself"
Field = tuple[str, Spans]


def judged_in_line(numbers: Numbers, judgement: Judgement) -> Spans:
    """A judgment in one line: what is judged, the rating, by whom, in which role, when, and why."""
    old = Record(judgement.supersedes) if judgement.supersedes else None
    return (
        *judgement_title(numbers, judgement),
        ": ",
        Shown(judgement.rating, "judged", judgement.id),
        f". {judgement.rater}, {judgement.role}, ",
        on_day(judgement.date),
        ". ",
        *fixed_spans("judgment.reason", reason=numbers.spans(judgement.reason)),
        *((" ", *fixed_spans("judgment.supersedes", judgment=old)) if old else ()),
    )


def text_fields(numbers: Numbers, name: str) -> list[tuple[str, str]]:
    """Return the record of an estimate or a derived value, by its id, as labels and plain texts.

    Raises
    ------
    KeyError
        For an unknown id.
    """
    estimate = numbers.study.estimates.get(name)
    fields = estimate_fields(numbers, estimate) if estimate else derived_fields(numbers, name)
    return [(label, to_line(spans)) for label, spans in fields]


def locator(numbers: Numbers, reading: Reading) -> str:
    """Write where a reading stands, e.g. "Summary, Key Findings, Molecular Response, sentence 1 (secondary)"."""
    source = numbers.evidence.sources[reading.source]
    return f"{source.short}, {place_in(numbers, reading)} ({source.tier})"


def place_in(numbers: Numbers, reading: Locator) -> str:
    """Write where in its source something stands, e.g. "Key Findings, Molecular Response, sentence 1"."""
    if numbers.evidence.sources[reading.source].seen == "part":
        return fixed("place.passage", number=reading.paragraph)
    is_number = reading.paragraph.isdigit()
    paragraph = fixed("place.paragraph", number=reading.paragraph) if is_number else reading.paragraph
    return fixed("place.sentence", section=reading.section, paragraph=paragraph, number=str(reading.sentence))


def title_of(numbers: Numbers, estimate: Estimate) -> Spans:
    """The outcome of an estimate, with its time where one applies and the outcome does not name it."""
    when = numbers.when(estimate).text
    label = numbers.label(estimate)
    if when == NOT_APPLICABLE:
        return (label,)
    named, _, remark = when.partition(" (")
    if label.endswith(f" {named}"):
        return (label, Words(f" ({remark}", "timepoint")) if remark else (label,)
    return (label, ", ", Words(when, "timepoint"))


def estimate_fields(numbers: Numbers, estimate: Estimate) -> list[Field]:
    """The record of an estimate, as labels and texts, its title first."""
    population = numbers.study.population_of(estimate)
    unit = numbers.unit_of_analysis(estimate)
    fields: list[Field] = [
        ("Outcome", title_of(numbers, estimate)),
        ("Identifier", (Words(estimate.id, "name"),)),
        ("Number", (*to_bare((numbers.value(estimate),)), " (reported)")),
    ]
    of_whom = to_bare(whom(numbers, estimate))
    if to_line(of_whom) != NOT_APPLICABLE:
        fields.append(("Out of whom", of_whom))
    if unit != "participant":
        fields.append(("Unit of analysis", (unit,)))
    if (when := numbers.when(estimate).text) != NOT_APPLICABLE:
        fields.append(("By when", (Words(when, "timepoint"),)))
    fields += [
        ("Printed", (Words(f"“{reading.printed}”", "estimate"), ": ", Words(locator(numbers, reading), "locator")))
        for reading in estimate.readings
    ]
    statistics = numbers.statistics
    if (denominator := statistics.find(estimate.id, "denominator")) and denominator.denominator_status:
        fields.append(("Denominator", how_known(denominator, f" ({denominator.kind}): ")))
    if population.denominator.note:
        fields.append(("On the denominator", numbers.spans(population.denominator.note)))
    if count := statistics.known(estimate.id, "count"):
        fields.append(("Count", how_known(count, f" ({count.kind}): ")))
    if (percent := numbers.percent(estimate)) and percent.kind == "derived":
        fields.append(("Percentage", (*to_bare((percent,)), " (derived): count ÷ denominator")))
    for interval in statistics.intervals(estimate.id):
        name = Words(f"{interval.name} ", "confidence level")
        fields.append(("Interval", (name, Words(interval.text, "derived"), " (derived)")))
    if unit != "participant" and (why := statistics.why_unknown(estimate.id, "lower")):
        fields.append(("Interval", (f"{why} (", Words(_UNITS_IN, "reference"), ")")))
    fields += effect_fields(numbers, estimate)
    fields += how_lines(numbers, estimate)
    if estimate.note:
        fields.append(("Note", numbers.spans(estimate.note)))
    fields += declared_fields(numbers, estimate)
    return [*fields, ("Checked", (_checked(numbers, estimate),))]


def effect_fields(numbers: Numbers, estimate: Estimate) -> Iterator[Field]:
    """What follows from an estimate for a comparison of two arms: each number with its interval and formula."""
    for row in numbers.statistics.main:
        if row.estimate != estimate.id or row.value is None or not is_part(row.part):
            continue
        shown = effect_part(numbers.statistics, estimate.id, row.part)
        limits = effect_part(numbers.statistics, estimate.id, f"{row.part}-limits")
        if shown is None:
            continue
        unit = f" {row.unit}" if row.unit and not shown.text.endswith(("higher", "lower")) else ""
        text = f"{shown.text}{unit}{f' ({limits.text})' if limits else ''}"
        label = row.part.replace("-", " ")
        yield label[:1].upper() + label[1:], (Words(text, "derived"), f" ({row.kind}): ", Words(row.formula, "derived"))


def declared_fields(numbers: Numbers, estimate: Estimate) -> list[Field]:
    """What is declared of an estimate, a field for each declaration."""
    declared = (each for each in numbers.declared if each.estimate == estimate.id)
    return [declared_field(numbers, each) for each in declared]


def declared_field(numbers: Numbers, declaration: Declaration) -> Field:
    """What contradicts itself in one source, with what would fit, or where sources differ, with the reason given."""
    source, why = numbers.evidence.sources[declaration.source].short, why_it_contradicts_itself(numbers, declaration)
    found, expected = (Words(f"“{text}”", "estimate") for text in (declaration.found, declaration.expected))
    if why is None:
        return SOURCES_DIFFER, (found, f" in {source}, ", expected, " elsewhere. ", declaration.reason)
    return CONTRADICTS_ITSELF, (found, f" in {source}: ", Words(why, "derived"), ". ", declaration.reason)


def _checked(numbers: Numbers, estimate: Estimate) -> str:
    """What the readings of an estimate were compared with."""
    anchored = all(reading.token is not None for reading in estimate.readings)
    tiers = {numbers.evidence.sources[reading.source].tier for reading in estimate.readings}
    ledger = "each reading found in the ledger of its source" if anchored else "not found in the ledger of its source"
    article = "checked against the article" if "primary full text" in tiers else "not checked against the article"
    return f"{ledger}; {article}"


def how_known(row: Statistic, of_kind: str) -> Spans:
    """A count or a denominator, the words that name its kind, and where it comes from; or why there is none."""
    if row.value is None or row.kind is None:
        return (row.because,)
    kind = class_of(row.kind, "plain")
    return (Words(str(row.value), kind), of_kind, Words(row.formula, kind))


def judgement_title(numbers: Numbers, judgement: Judgement) -> Spans:
    """What is judged: the row of the summary of outcomes, and which certainty or domain of it."""
    row = next(row for row in numbers.study.appraisal.outcomes if row.id == judgement.outcome)
    return (f"{row.title}, {matter_of(judgement)}",)


def matter_of(judgement: Judgement) -> str:
    """What is judged, in words: a certainty, a GRADE domain, or a domain of a tool for the risk of bias."""
    head = section("bias.domains").get(judgement.of)
    return f"risk of bias, {head.lower()}" if head else judgement.of.replace("-", " ")


def support_of(numbers: Numbers, judgement: Judgement) -> str:
    """The places in the sources that support a judgement."""
    named = (f"{numbers.evidence.sources[at.source].short}, {place_in(numbers, at)}" for at in judgement.readings)
    return "; ".join(named)


def derived_fields(numbers: Numbers, name: str) -> list[Field]:
    """The record of a derived value, as labels and texts, its title first."""
    value = numbers.derived[name]
    kind = class_of(value.kind, value.standing)
    return [
        ("Value", numbers.spans(value.label)),
        *([("Standing", (MARKS[value.standing],))] if value.standing != "plain" else []),
        ("Identifier", (Words(name, "name"),)),
        ("Number", (Words(_parts(value.parts), kind), f" ({value.kind})")),
        ("Rule", (value.rule,)),
        ("Formula", (Words(value.formula, kind),)),
        ("Inputs", join(", ", ((Record(each),) for each in value.inputs))),
        ("Checked", ("computed again from its inputs at each render; the inputs as their records say",)),
    ]


def _parts(parts: dict[str, str]) -> str:
    """The parts of a derived value, each with its name; a lone value needs none."""
    if set(parts) == {"value"}:
        return parts["value"]
    return "; ".join(f"{name.replace('-', ' ')} {text}" for name, text in parts.items())


def class_of(kind: Kind, standing: Standing) -> NumeralClass:
    """Return the class of the numerals of a number: its standing, unless that is plain, else its kind."""
    if standing != "plain":
        return standing
    return "estimate" if kind == "reported" else kind
