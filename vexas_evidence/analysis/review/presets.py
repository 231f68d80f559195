"""What a picked number is most likely to be read with, and what speaks against a choice: offered, never decided."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vexas_evidence.analysis.lift.arm_words import other_arm, population_named
from vexas_evidence.analysis.lift.likeness import number_in
from vexas_evidence.analysis.percentages import contradiction
from vexas_evidence.analysis.review.reviewer import Pick, Reviewer, reading_of
from vexas_evidence.model import Study
from vexas_evidence.model.estimates import Head
from vexas_evidence.sources.context import CELLS, Context

_COUNTED = re.compile(r"(\d[\d,]*)\s*[(\[](\d+(?:[.·]\d+)?)[)\]]")
_SIZE = re.compile(r"\bn\s*=\s*(\d[\d,]*)", re.IGNORECASE)
_SPREADS: tuple[Head, ...] = ("IQR", "range", "SD")


@dataclass(frozen=True, slots=True)
class Preset:
    """The population that the words beside a number name, and what its table prints once, in a head; "" for none."""

    population: str
    head: Head | None


def preset(reviewer: Reviewer, study: Study, pick: Pick, measure: str, population: str) -> Preset:
    """Return what picked tokens are offered with for a *measure* and a *population*; either is "" where not chosen."""
    context = reviewer.contexts[pick.place]
    named = population_named(study, context, pick.token)
    reading = reading_of(reviewer, pick, "p-value" if measure in ("", "p-value") else measure)
    if reading.head == "P" or measure == "p-value":
        return Preset(named, reading.head)
    if measure in ("", "proportion") and _is_share(study, context, pick, reading.printed, population or named):
        return Preset(named, "%")
    has_spread = measure in ("mean", "median", "geometric-mean") and re.search(r"[(\[]", reading.printed)
    heads = (each for each in _SPREADS if has_spread and context.has_in_head(each, pick.token))
    return Preset(named, next(heads, None))


def _is_share(study: Study, context: Context, pick: Pick, printed: str, population: str) -> bool:
    """Whether a bare number is a percentage: the head says so, or the number in brackets is that of its count."""
    if counted := _COUNTED.fullmatch(printed):
        count, share = int(counted[1].replace(",", "")), number_in(f"{counted[2]}%")
        sizes = _sizes(study, context, pick.token, population)
        fits = share is not None and any(contradiction(share, count, size) is None for size in sizes)
        return fits or context.has_in_head("%", pick.token)
    number = number_in(printed)
    is_plain = number is not None and not (number.unit or number.bound or number.denominator is not None)
    in_row = CELLS in context.text and context.has_in_head("%", pick.token)
    return is_plain and in_row and not context.precedes_share(pick.token)


def _sizes(study: Study, context: Context, token: int, population: str) -> set[int]:
    """How many participants a number may be out of: those of its population, and those that its column's head says."""
    found = {int(each.replace(",", "")) for each in _SIZE.findall(context.column_of(token) or "")}
    known = study.populations.get(population)
    estimate = study.estimates.get(known.denominator.estimate or "") if known else None
    return {*found, *([estimate.count[0]] if estimate and estimate.count else [])}


def doubt(reviewer: Reviewer, study: Study, pick: Pick, arm: str | None, comparator: str) -> str:
    """Return why picked tokens may be of other participants than those of an arm; "" where nothing says so."""
    why = other_arm(study, arm, comparator, reviewer.contexts[pick.place], pick.token)
    known = {each.id: each.label for each in study.about.arms}
    return f"{why}; the chosen participants are of {known.get(arm or '', 'all arms')}" if why else ""
