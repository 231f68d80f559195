"""What follows from one print of a crude proportion: the part that is not printed, and its Wilson interval."""

from __future__ import annotations

from vexas_evidence.analysis.intervals import wilson
from vexas_evidence.analysis.percentages import Inference, infer_count, infer_denominator
from vexas_evidence.analysis.prints.fields import DerivedPart
from vexas_evidence.text.grammar.parts import Part, Print
from vexas_evidence.text.printed import Printed, percent

NOT_STATED = "the denominator is not stated"
UNKNOWN = "the count or the denominator is not known"


def consequences(
    count: Part | None, denominator: str | None, number: Printed | None, each: Print, contradicts: bool
) -> list[DerivedPart]:
    """What follows for a crude proportion: the parts that are not printed, and the Wilson interval."""
    kinds = {part.kind for part in each.parts}
    if kinds & {"person-time", "estimate"} or (count is None and number is None):
        return []
    if contradicts:
        return [DerivedPart("interval", None, "the numbers contradict each other")]
    events, total = (int(count.value) if count else None), (int(denominator) if denominator else None)
    found, why = [], NOT_STATED if total is None else UNKNOWN
    match events, number:
        case None, Printed() as share:
            inferred = Inference(None, NOT_STATED) if total is None else infer_count(share, total)
            events = inferred.value
            found = [DerivedPart("count", _text_of(events), inferred.reason)]
        case int() as printed, Printed() as share if total is None:
            inferred, why = infer_denominator(printed, share), UNKNOWN
            total = inferred.value
            found = [DerivedPart("denominator", _text_of(total), inferred.reason)]
        case int() as printed, None if total:
            found = [DerivedPart("percent", str(percent(printed, total, 1)), f"{printed} of {total}")]
    if kinds & {"lower", "upper"} or each.bracket:
        return found
    if events is None or not total:
        return [*found, DerivedPart("interval", None, why)]
    interval = wilson(events, total)
    because = f"{interval.name} of {events} of {total}"
    return [*found, DerivedPart("interval", f"{interval.lower} to {interval.upper}", because)]


def _text_of(number: int | None) -> str | None:
    return None if number is None else str(number)
