"""What the Composition says in words, as the XHTML that FHIR takes for a narrative; no text of the data is markup."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from vexas_evidence.analysis.numbers import DENOMINATOR_NOT_STATED, NOT_APPLICABLE, NOT_STATED, Numbers
from vexas_evidence.model import Estimate, NotStated
from vexas_evidence.present.spans import to_line
from vexas_evidence.publish.export.fhir.extensions import Resource


def narrative(paragraphs: Iterable[str], points: Iterable[str] = ()) -> Resource:
    """Return a narrative, generated from the data: paragraphs, then points of a list; at least one of them."""
    told = "".join(f"<p>{escape(each, quote=False)}</p>" for each in paragraphs)
    listed = "".join(f"<li>{escape(each, quote=False)}</li>" for each in points)
    body = told + (f"<ul>{listed}</ul>" if listed else "")
    return {"status": "generated", "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{body}</div>'}


def in_words(numbers: Numbers, record: Estimate | NotStated) -> str:
    """Return a row in words: what, out of whom and by when, the number as its first source prints it, and its denominator."""
    outcome = numbers.evidence.outcomes[record.outcome]
    surrogate = " (surrogate)" if outcome.surrogate else ""
    if isinstance(record, NotStated):
        return f"{outcome.label}{surrogate}: {NOT_STATED}"
    whom = to_line(numbers.spans(numbers.study.populations[record.population].label))
    place = [each for each in (whom, numbers.when(record).text) if each != NOT_APPLICABLE]
    what = "; ".join((f"{numbers.label(record)}{surrogate}", *place))
    return f"{what}: {numbers.value(record).text}{_denominator(numbers, record)}"


def _denominator(numbers: Numbers, estimate: Estimate) -> str:
    told = to_line(numbers.denominator_with_status(estimate))
    if not told:
        return ""
    return f"; {told}" if told == DENOMINATOR_NOT_STATED else f"; denominator {told}"
