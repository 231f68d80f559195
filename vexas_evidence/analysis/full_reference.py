"""A number as a noun phrase: what was counted and when, the number, and of whom, as ``{id.full}`` prints it.

"Inflammatory response at 6 months in 41% of patients (denominator not stated)": a reader who meets a percentage without
its reference class takes it to be of everyone (Rosenbaum 2010, doi:10.1177/0272989X10375853).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from vexas_evidence.model import Estimate
from vexas_evidence.model.measures import MEASURES, Measure
from vexas_evidence.model.record import DENOMINATOR_NOT_STATED

if TYPE_CHECKING:
    from vexas_evidence.analysis.numbers import Numbers, Resolved, Shown

_IN = "{outcome} {when} in {value} {who} {known}"
_AMONG = "a {measure} {outcome} of {value} {when} among {who} {known}"
_DIFFERENCE = "a {measure} of {value} in {outcome} {when}, {who} {known}"
_RATIO = "a {measure} of {value} for {outcome} {when}, {who} {known}"
_PHRASES: Mapping[Measure, str] = {
    "count": _IN,
    "proportion": _IN,
    "quantifier": _IN,
    "threshold": "{outcome} of {value}",
    "window": "{outcome} in the {value} {when} of {who}",
    "individual-value": "{outcome} of {value} {when} in {who} {known}",
    "wording": "{outcome} {when} among {who} {known}, given in words as “{value}”",
    "range": "{outcome} with a range of {value} {when} among {who} {known}",
    "incidence-rate": "{outcome} at a rate of {value} {when} among {who} {known}",
    "cumulative-incidence": "a {measure} of {outcome} of {value} {when} among {who} {known}",
    "survival": "{outcome} estimated at {value} {when} among {who} {known}",
    "risk-difference": _DIFFERENCE,
    "mean-difference": _DIFFERENCE,
    "median-difference": _DIFFERENCE,
    "standardized-mean-difference": _DIFFERENCE,
    "risk-ratio": _RATIO,
    "odds-ratio": _RATIO,
    "hazard-ratio": _RATIO,
    "rate-ratio": _RATIO,
    "common-odds-ratio": _RATIO,
    "geometric-mean-ratio": _RATIO,
    "p-value": _RATIO,
}
"""The phrase of each measure; a number of one group that is named here nowhere stands "among" its participants."""
_OWN_DENOMINATOR = "{value} {who} {when} {known}"
_FIELD = re.compile(r"\{(\w+)\}")
_REMARK = re.compile(r"(?:,[^(),]*)?\s*\([^()]*\)$")
_SILENT = ("time not stated", "not applicable")
"""Labels of timepoints that stand for none."""


def full_reference(numbers: Numbers, estimate: Estimate, *, opens: bool = False) -> Resolved:
    """Return an estimate as a noun phrase for a sentence.

    Parameters
    ----------
    estimate
        What is stated. Its words are those of its outcome, population and timepoint; words of its
        own, a ``phrase`` or ``who``, go before their labels.
    opens
        Whether the phrase opens a sentence.

    Returns
    -------
    Resolved
        Words, numbers and the timepoint in order.
    """
    value, has_denominator = _value(numbers, estimate)
    parts: dict[str, Resolved] = {
        "outcome": (outcome_phrase(numbers, estimate),),
        "measure": (MEASURES[estimate.measure].label,),
        "value": (value,),
        "who": _whom(numbers, estimate, value.text),
        "one": (re.sub(r"^(\w+?)s\b", r"\1", whom_phrase(numbers, estimate)),),
        "when": () if numbers.when(estimate).text in _SILENT else (numbers.when(estimate),),
        "known": _what_is_known(numbers, estimate, has_denominator),
    }
    return _tidied(_filled(_template(numbers, estimate, value.text), parts), opens)


def outcome_phrase(numbers: Numbers, estimate: Estimate) -> str:
    """The words of what was counted or measured, within a sentence."""
    outcome = numbers.outcomes[estimate.outcome]
    return estimate.phrase or outcome.phrase or _lowered(outcome.label)


def whom_phrase(numbers: Numbers, estimate: Estimate) -> str:
    """The words of who was counted, without what is not stated of them; "" where nobody was."""
    population = numbers.study.populations[estimate.population]
    if population.who:
        return population.who
    label = "".join(each if isinstance(each, str) else each.text for each in numbers.spans(population.label))
    who = "" if label in _SILENT else _lowered(_REMARK.sub("", label))
    return f"those {who}" if who.startswith("with ") else who


def _template(numbers: Numbers, estimate: Estimate, value: str) -> str:
    if estimate.measure == "count" and numbers.is_denominator(estimate):
        return _OWN_DENOMINATOR if value not in ("1", "one", "One") else _OWN_DENOMINATOR.replace("{who}", "{one}")
    if estimate.measure == "count" and numbers.counts_another_unit(estimate):
        return "{value} {outcome} {when} among {who} {known}"
    template = _PHRASES.get(estimate.measure, _AMONG)
    if not whom_phrase(numbers, estimate):
        template = template.replace(" among {who}", "")
    if estimate.is_wording and estimate.measure != "wording":
        return template.replace("a {measure}", "{measure}").replace(" of {value}", " {value}")
    if value.startswith("p "):
        return template.replace("a {measure} of ", "")
    if MEASURES[estimate.measure].label[:1] in tuple("aeio"):
        return template.replace("a {measure}", "an {measure}")
    return template.replace("of {value}", "{value}") if estimate.measure == "threshold" and value[0].isalpha() else template


def _value(numbers: Numbers, estimate: Estimate) -> tuple[Shown, bool]:
    """The number, for a count with its denominator, and whether the denominator stands in it."""
    shown = numbers.value(estimate)
    if estimate.measure == "count" and not numbers.is_denominator(estimate):
        fraction = numbers.fraction(estimate)
        return (fraction, True) if fraction else (shown, False)
    number = estimate.principal.number
    return shown, number is not None and number.denominator is not None


def _whom(numbers: Numbers, estimate: Estimate, value: str) -> Resolved:
    who, row = whom_phrase(numbers, estimate), MEASURES[estimate.measure]
    arm = numbers.study.populations[estimate.population].arm
    if row.compares and estimate.comparator:
        first = numbers.arms[arm].label if arm else who
        who = f"{first} against {numbers.arms[estimate.comparator].label}"
    if estimate.subgroup:
        who = f"{who} (subgroup: {estimate.subgroup.label})"
    needs_of = value.startswith("a ") or (estimate.measure == "proportion" and value.endswith(("%", ")")))
    return (f"of {who}" if needs_of else who,) if who else ()


def _what_is_known(numbers: Numbers, estimate: Estimate, has_denominator: bool) -> Resolved:
    """What stands in parentheses: the count of a percentage, or what of denominator and time is not stated."""
    row = numbers.statistics.find(estimate.id, "denominator")
    has_none = row is None or row.denominator_status is None or has_denominator or not _is_share(estimate)
    fraction, denominator = numbers.fraction(estimate), numbers.denominator(estimate)
    silent = "time not stated" if numbers.when(estimate).text == _SILENT[0] else ""
    if has_none:
        return (f"({silent})",) if silent else ()
    if fraction or denominator:
        shown: Resolved = (fraction,) if fraction else ("of ", denominator) if denominator else ()
        status = ", inferred" if "inferred" in (getattr(each, "kind", "") for each in shown) else ""
        return ("(", *shown, f"{status}{f'; {silent}' if silent else ''})")
    return (f"({'denominator and time not stated' if silent else DENOMINATOR_NOT_STATED})",)


def _is_share(estimate: Estimate) -> bool:
    return estimate.measure in ("proportion", "count")


def _filled(template: str, parts: Mapping[str, Resolved]) -> Resolved:
    found: list[object] = []
    for index, piece in enumerate(_FIELD.split(template)):
        found += parts[piece] if index % 2 else (piece,)
    return tuple(found)  # type: ignore[return-value]


def _tidied(spans: Resolved, opens: bool) -> Resolved:
    """The phrase without the blanks and prepositions of what is not there; at the start of a sentence with a capital."""
    merged: list[object] = []
    for span in spans:
        if isinstance(span, str) and merged and isinstance(merged[-1], str):
            merged[-1] += span
        else:
            merged.append(span)
    found = [re.sub(r"\s+(?=[,)]|\s)", "", each) if isinstance(each, str) else each for each in merged]
    if isinstance(found[-1], str):
        found[-1] = re.sub(r"(?:\s|,|\bamong)+$", "", found[-1])
    if isinstance(found[0], str):
        found[0] = found[0].lstrip()
        found[0] = found[0][:1].upper() + found[0][1:] if opens else found[0]
    return tuple(each for each in found if each != "")  # type: ignore[return-value]


def _lowered(label: str) -> str:
    """A label within a sentence: its first letter small, unless its first word has another capital, or is a sign."""
    first = label.split(" ", 1)[0]
    return label[:1].lower() + label[1:] if first[1:2].islower() and first[1:] == first[1:].lower() else label
