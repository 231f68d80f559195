"""The record of a number as a reader meets it: first the number, who was counted and when, and where it is printed.

All else that is known of it follows below, where a page folds it away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vexas_evidence.analysis.checks.full_text import estimates_in_full_text
from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.numbers import NOT_APPLICABLE, Numbers
from vexas_evidence.analysis.statistics.statistic import SHOWN
from vexas_evidence.model import Estimate, Judgement, Reading
from vexas_evidence.present.design_words import whom
from vexas_evidence.present.how_estimated import how_lines
from vexas_evidence.present.records import (
    CONTRADICTS_ITSELF,
    MARKS,
    SOURCES_DIFFER,
    Field,
    class_of,
    declared_fields,
    how_known,
    judgement_title,
    place_in,
    support_of,
    title_of,
)
from vexas_evidence.present.sources_read import how_read, in_words
from vexas_evidence.present.spans import Link, Record, Spans, Words, join, on_day, to_bare, to_line
from vexas_evidence.text.numerals import NumeralClass

_ALOUD = (SOURCES_DIFFER, CONTRADICTS_ITSELF)
"""What a reader has to see without opening anything."""


@dataclass(frozen=True, slots=True)
class ReaderRecord:
    """A record in the order of a reader.

    ``number`` stands in large type, ``behind`` beside it: the count of the denominator, and the interval. ``first`` are
    the fields that are always seen, ``status`` is what was checked, ``rest`` what is folded away.
    """

    title: Spans
    number: Spans
    behind: Spans
    first: tuple[Field, ...]
    status: str
    rest: tuple[Field, ...]


def reader_record(numbers: Numbers, name: str) -> ReaderRecord:
    """Return the record of an estimate, a judgment or a derived value. Raises KeyError for an unknown id."""
    if estimate := numbers.study.estimates.get(name):
        return _of_estimate(numbers, estimate)
    if judgement := numbers.judgements.get(name):
        return _of_judgement(numbers, judgement)
    return _of_derived(numbers, name)


def _of_estimate(numbers: Numbers, estimate: Estimate) -> ReaderRecord:
    texts, rest = section("record"), section("record.rest")
    percent = numbers.percent(estimate)
    number = to_bare((percent or numbers.value(estimate),))
    declared = declared_fields(numbers, estimate)
    later: list[Field] = []
    if percent and percent.kind == "derived":
        later.append((rest["percentage"], (*to_bare((percent,)), f" ({texts['formula']})")))
    for interval in numbers.statistics.intervals(estimate.id):
        if interval.method != SHOWN:
            words = Words(f"{interval.text}, {interval.name}", "derived")
            later.append((rest["interval"], (words,)))
    return ReaderRecord(
        title_of(numbers, estimate),
        number,
        _behind(numbers, estimate, to_line(number)),
        (*_first(numbers, estimate), *(each for each in declared if each[0] in _ALOUD)),
        _status(numbers, estimate),
        (
            (rest["identifier"], (Words(estimate.id, "name"),)),
            *later,
            *how_lines(numbers, estimate),
            *(each for each in declared if each[0] not in _ALOUD),
            (rest["checked"], (_checked(estimate),)),
        ),
    )


def _behind(numbers: Numbers, estimate: Estimate, shown: str) -> Spans:
    """How many of how many, and the interval with its decimals, as far as they are known and not shown already."""
    parts: list[Spans] = []
    fraction, interval = numbers.fraction(estimate), numbers.statistics.interval(estimate.id)
    denominator = numbers.denominator(estimate)
    if fraction and fraction.text != shown and not numbers.is_denominator(estimate):
        inferred = f" ({fraction.kind})" if fraction.kind == "inferred" else ""
        parts.append((*to_bare((fraction,)), inferred))
    elif fraction is None and denominator is None and numbers.denominator_with_status(estimate):
        parts.append((fixed("record.no-denominator"),))
    if interval:
        parts.append((Words(f"{interval.text} ({interval.name})", "derived"), f", {fixed('record.calculated')}"))
    elif numbers.percent(estimate) and (limits := numbers.limits(estimate)):
        level = () if ":" in limits.text else (Words("95% CI ", "confidence level"),)
        parts.append((*level, *to_bare((limits,)), f", {fixed('record.as-printed')}"))
    return join("; ", parts)


def _first(numbers: Numbers, estimate: Estimate) -> Iterator[Field]:
    """Who was counted, when, how many, where each source prints it, and what else to keep in mind."""
    texts = section("record")
    of_whom = to_bare(whom(numbers, estimate))
    if to_line(of_whom) != NOT_APPLICABLE:
        yield texts["who"], of_whom
    if (when := numbers.when(estimate).text) != NOT_APPLICABLE:
        yield texts["when"], (Words(when, "timepoint"),)
    for key, part in (("events", "count"), ("participants", "denominator")):
        row = numbers.statistics.find(estimate.id, part)
        if row and (part == "count" or row.denominator_status) and (row.value is not None or part == "denominator"):
            yield texts[key], how_known(row, f", {row.kind}: ")
    if note := numbers.study.population_of(estimate).denominator.note:
        yield texts["denominator"], numbers.spans(note)
    for reading in estimate.readings:
        yield texts["printed"], _printed(numbers, reading)
    if estimate.note:
        yield texts["note"], numbers.spans(estimate.note)


def _printed(numbers: Numbers, reading: Reading) -> Spans:
    """What a source prints, and where; its name leads to the document. No sentence of it is stored, so none stands."""
    source = numbers.evidence.sources[reading.source]
    name = Link(source.short, source.address) if source.address else Words(source.short, "reference")
    where = Words(f", {place_in(numbers, reading)} ", "locator")
    return (Words(f"“{reading.printed}”", "estimate"), " · ", name, where, f"({how_read(source)})")


def _status(numbers: Numbers, estimate: Estimate) -> str:
    """What the number was compared with."""
    if estimate.id in estimates_in_full_text(numbers.evidence, numbers.study):
        return fixed("record.status.article")
    sources = numbers.sources(reading.source for reading in estimate.readings)
    return fixed("record.status.matches", sources=in_words(sources))


def _checked(estimate: Estimate) -> str:
    """Whether each reading stands in the list of the numbers of its source, or is a wording that has none."""
    is_number = all(reading.token is not None for reading in estimate.readings)
    return fixed("record.checked.numbers" if is_number else "record.checked.words")


def _of_judgement(numbers: Numbers, judgement: Judgement) -> ReaderRecord:
    labels = section("record.judged")
    first: tuple[Field, ...] = (
        (labels["by"], (f"{judgement.rater}, {judgement.role}",)),
        *([(labels["size"], (f"{judgement.size} (judged)",))] if judgement.size else []),
        (labels["reason"], numbers.spans(judgement.reason)),
        *([(labels["support"], (Words(support_of(numbers, judgement), "locator"),))] if judgement.readings else []),
        *([(labels["supersedes"], (Words(judgement.supersedes, "name"),))] if judgement.supersedes else []),
    )
    identifier = fixed("record.rest.identifier"), (Words(judgement.id, "name"),)
    rest = (identifier, (labels["on"], (on_day(judgement.date),)))
    return ReaderRecord(judgement_title(numbers, judgement), (judgement.rating,), (), first, "", rest)


def _of_derived(numbers: Numbers, name: str) -> ReaderRecord:
    value = numbers.derived[name]
    texts, rest, kind = section("record"), section("record.rest"), class_of(value.kind, value.standing)
    inputs = join("; ", ((_input(numbers, each),) for each in value.inputs))
    first = [*_parts(value.parts, kind), (texts["how"], (Words(value.formula, kind),)), (texts["from"], inputs)]
    alone = value.parts.get("value", "")
    is_number = bool(alone) and ", " not in alone
    if alone and not is_number:
        first.insert(0, (texts["values"], (Words(alone, kind),)))
    return ReaderRecord(
        to_bare(numbers.spans(value.label)),
        (Words(alone, kind),) if is_number else (),
        (texts[value.kind],),
        tuple(first),
        texts["recomputed"],
        (
            (rest["identifier"], (Words(value.id, "name"),)),
            (rest["rule"], (value.rule.replace("-", " "),)),
        ),
    )


def _parts(parts: Mapping[str, str], kind: NumeralClass) -> Iterator[Field]:
    """The named parts of a derived value, in words; a fraction and its percentage stand in one."""
    labels = section("part")
    for name, text in parts.items():
        if name == "value" or name.removesuffix("-percent") in parts.keys() - {name}:
            continue
        share = parts.get(f"{name}-percent")
        yield labels[name], (Words(f"{text} ({share})" if share else text, kind),)


def _input(numbers: Numbers, name: str) -> Record:
    """A link to the record that a value is derived from, by its title."""
    if estimate := numbers.study.estimates.get(name):
        return Record(name, to_line(title_of(numbers, estimate)))
    return Record(name, to_line(numbers.spans(numbers.derived[name].label)))


def text_lines(numbers: Numbers, name: str) -> Iterator[tuple[str, str]]:
    """Yield a record as labels and plain texts, for the terminal. Raises KeyError for an unknown id."""
    record, texts = reader_record(numbers, name), section("record.line")
    yield texts["title"], to_line(record.title)
    if name in numbers.derived and numbers.derived[name].standing != "plain":
        yield texts["standing"], MARKS[numbers.derived[name].standing]
    yield texts["number"], "; ".join(filter(None, (to_line(record.number), to_line(record.behind))))
    yield from ((label, to_line(spans)) for label, spans in record.first)
    if record.status:
        yield texts["status"], record.status
    yield from ((label, to_line(spans)) for label, spans in record.rest)
