"""What follows from one print of a crude proportion: the part that is not printed, and its Wilson interval."""

from __future__ import annotations

from vexas_evidence.analysis.intervals import wilson
from vexas_evidence.analysis.percentages import infer_count, infer_denominator
from vexas_evidence.analysis.prints.fields import DerivedPart
from vexas_evidence.text.grammar.parts import Part, Print
from vexas_evidence.text.printed import Printed, percent

NOT_STATED = "the denominator is not stated"


def consequences(
    count: Part | None, denominator: str | None, number: Printed | None, each: Print, contradicts: bool
) -> list[DerivedPart]:
    """What follows for a crude proportion: the parts that are not printed, and the Wilson interval."""
    found: list[DerivedPart] = []
    events, total = (int(count.value) if count else None), (int(denominator) if denominator else None)
    if (events is None and number is None) or each.part("person-time") or each.part("estimate"):
        return found
    if contradicts:
        return [DerivedPart("interval", None, "the numbers contradict each other")]
    if events is not None and number and total is None:
        inferred = infer_denominator(events, number)
        total = inferred.value
        found.append(DerivedPart("denominator", None if total is None else str(total), inferred.reason))
    elif number and events is None and total is not None:
        inferred = infer_count(number, total)
        events = inferred.value
        found.append(DerivedPart("count", None if events is None else str(events), inferred.reason))
    elif number and events is None:
        found.append(DerivedPart("count", None, NOT_STATED))
    if number is None and events is not None and total:
        found.append(DerivedPart("percent", str(percent(events, total, 1)), f"{events} of {total}"))
    if each.part("lower") or each.part("upper") or each.bracket:
        return found
    if events is None or not total:
        is_tried = any(each.what == "denominator" for each in found)
        why = NOT_STATED if total is None and not is_tried else "the count or the denominator is not known"
        return [*found, DerivedPart("interval", None, why)]
    interval = wilson(events, total)
    because = f"{interval.name} of {events} of {total}"
    return [*found, DerivedPart("interval", f"{interval.lower} to {interval.upper}", because)]
