"""Texts in the project's own words: no typed numeral, and a number to show for every reference."""

from __future__ import annotations

from collections.abc import Iterator

from vexas_evidence.analysis import article, derive, wording
from vexas_evidence.analysis.checks import Found
from vexas_evidence.analysis.numbers import Numbers, Shown
from vexas_evidence.load.references import texts
from vexas_evidence.model import Record, Slide
from vexas_evidence.text import prose


def no_typed_numeral(numbers: Numbers) -> Found:
    """Texts in our own words hold no typed numeral: they refer to numbers by their ids."""
    for owner, key, text in _all_texts(numbers):
        if numeral := prose.typed_numeral(text, numbers.evidence.vocabulary.names):
            found = f"numeral {numeral!r} typed into a text"
            remedy = "refer to the number by its id, or declare the name that holds it in vocabulary.yml"
            yield owner.at(key), found, "a reference such as {estimate-id}", remedy


def texts_resolve(numbers: Numbers) -> Found:
    """Every reference in a text has something to show, and ruled-out numbers stand only where marked."""
    marked = {id(passage): passage.standing for passage in numbers.study.narrative.limits}
    marked |= {id(answer): answer.standing for answer in numbers.study.answers}
    marked |= {id(slide): slide.standing for slide in _slides(numbers)}
    labels = {id(ask): ask.standing for ask in numbers.study.narrative.derived}
    for record in _own_texts(numbers):
        for owner, key, text in texts(record):
            standing = marked.get(id(owner)) or labels.get(id(owner)) or "plain"
            for reference in prose.references(text):
                try:
                    shown = numbers.refer(reference)
                except LookupError as error:
                    yield owner.at(key), str(error.args[0]), "a number to show", "refer to another part of it"
                    continue
                except derive.Underivable:
                    continue  # derived_values has said so
                if isinstance(shown, Shown) and shown.standing not in ("plain", standing):
                    found = f"{shown.data_id} is {shown.standing}"
                    yield owner.at(key), found, f"a text with standing: {shown.standing}", "move it to such a text"


def texts_tell_what_was_read(numbers: Numbers) -> Found:
    """No text says that the article was not read, where estimates are checked against it."""
    if count := len(article.checked(numbers.evidence, numbers.study)):
        shared = numbers.evidence.glossary
        for record in (*_own_texts(numbers), shared):
            for owner, key, text in texts(record, "prose", "label"):
                if match := article.UNREAD.search(text):
                    found = f"{match[0]!r}, but {count} estimates are checked against it"
                    yield owner.at(key), found, article.EXPECTED, article.REMEDY


def wording_holds(numbers: Numbers) -> Found:
    """Nothing is compared or caused, no judgement is borrowed, and each proportion says what it is out of."""
    study, evidence = numbers.study, numbers.evidence
    first = next(iter(evidence.studies.values())) is study
    for record in (*_own_texts(numbers), *((evidence.glossary, evidence.changes) if first else ())):
        for owner, key, text in texts(record):
            rests = bool(getattr(owner, "rests_on", ()))
            for fault in wording.faults(_spoken(numbers, text), evidence.treatments, rests):
                if fault.rule == wording.NO_WHOM and hasattr(owner, "whom"):
                    continue  # a line of its own says it
                remedy = "say what was seen and of whom, or whose claim it is"
                yield owner.at(key), f"{fault.rule}: {fault.words!r}", "words that one treated arm bears", remedy


def _spoken(numbers: Numbers, text: str) -> str:
    """The text as a reader meets it, where only a proportion of the study keeps its per cent sign."""
    told = []
    for span in prose.split(text):
        if isinstance(span, str):
            told.append(span)
            continue
        try:
            words = numbers.refer(span).text
        except (LookupError, derive.Underivable):
            continue  # texts_resolve and derived_values have said so
        estimate = numbers.study.estimates.get(span.id) if span.part == "value" else None
        told.append(words if estimate and estimate.measure == "proportion" else words.replace("%", ""))
    return "".join(told)


def _slides(numbers: Numbers) -> tuple[Slide, ...]:
    return numbers.study.journal.slides if numbers.study.journal else ()


def _own_texts(numbers: Numbers) -> tuple[Record, ...]:
    return (*numbers.study.records, *numbers.judgements.values())


def _all_texts(numbers: Numbers) -> Iterator[tuple[Record, str, str]]:
    study, evidence = numbers.study, numbers.evidence
    first = next(iter(evidence.studies.values())) is study  # what the studies share is looked at once
    shared = (evidence.vocabulary, evidence.glossary) if first else ()  # changes.yml was looked at when it was read
    for record in (*_own_texts(numbers), *shared):
        yield from texts(record, "prose", "label")
