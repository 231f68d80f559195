"""What a release calls numbers: by what they are of and never by what they print, which may be corrected."""

from __future__ import annotations

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.present.records import judgement_title
from vexas_evidence.present.spans import to_line
from vexas_evidence.text import prose


def named(numbers: Numbers, text: str) -> str:
    """Return a text whose references read what their numbers are of, so that it does not age with them."""
    return "".join(part if isinstance(part, str) else _quoted(numbers, part) for part in prose.split(text))


def _quoted(numbers: Numbers, reference: prose.Reference) -> str:
    if reference.part == "when":
        return numbers.refer(reference).text
    name = name_of(numbers, reference.id).replace("“", "").replace("”", "")
    return f"“{name}”" if reference.part in ("full", "value") else f"“{name}, {reference.part.replace('-', ' ')}”"


def name_of(numbers: Numbers, name: str) -> str:
    """Return what a number is of: its outcome, with the time where there are several of it, or a derived one's label.

    Raises KeyError for a name that is neither a number's nor a judgement's.
    """
    if estimate := numbers.study.estimates.get(name):
        label = numbers.label(estimate)
        several = [each for each in numbers.study.estimates.values() if numbers.label(each) == label]
        return f"{label}, {numbers.when(estimate).text}" if len(several) > 1 else label
    if value := numbers.derived.get(name):
        return named(numbers, value.label)
    return to_line(judgement_title(numbers, numbers.judgements[name]))
