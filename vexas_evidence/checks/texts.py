"""Texts in the project's own words: no typed numeral, and a number to show for every reference."""

from __future__ import annotations

from collections.abc import Iterator

from vexas_evidence import checked, derive, prose
from vexas_evidence.checks import Found
from vexas_evidence.model import Record
from vexas_evidence.names import texts
from vexas_evidence.numbers import Numbers, Shown


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
    if count := len(checked.checked(numbers.evidence, numbers.study)):
        shared = numbers.evidence.glossary
        for record in (*_own_texts(numbers), shared):
            for owner, key, text in texts(record, "prose", "label"):
                if match := checked.UNREAD.search(text):
                    found = f"{match[0]!r}, but {count} estimates are checked against it"
                    yield owner.at(key), found, checked.EXPECTED, checked.REMEDY


def _own_texts(numbers: Numbers) -> tuple[Record, ...]:
    study = numbers.study
    return (study.about, study.results, study.narrative, study.appraisal, *numbers.judgements.values())


def _all_texts(numbers: Numbers) -> Iterator[tuple[Record, str, str]]:
    study, evidence = numbers.study, numbers.evidence
    first = next(iter(evidence.studies.values())) is study  # what the studies share is looked at once
    shared = (evidence.vocabulary, evidence.glossary, evidence.changes) if first else ()
    for record in (*_own_texts(numbers), *shared):
        yield from texts(record, "prose", "label")
