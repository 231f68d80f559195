"""What a picked number is most likely to be read with, and what speaks against a choice: offered, never decided."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vexas_evidence.analysis.checks.readings import readings_of
from vexas_evidence.analysis.lift.likeness import number_in
from vexas_evidence.analysis.percentages import contradiction
from vexas_evidence.analysis.prints.arm_words import IN_ORDER, other_arm, other_comparison, population_named
from vexas_evidence.analysis.review.denominator_entry import sizes_of_column
from vexas_evidence.analysis.review.reviewer import Pick, Reviewer, reading_of
from vexas_evidence.model import Evidence, Reading, Study
from vexas_evidence.model.estimates import WITH_UNIT
from vexas_evidence.model.measures import MEASURES, Measure, has_form
from vexas_evidence.sources.context import CELLS, Context, is_named, names_outcome
from vexas_evidence.sources.printed_units import has_unit, row_heads, unit_printed
from vexas_evidence.text.headed import OF_SIZE, SPREADS, Head, with_head
from vexas_evidence.text.units import same_unit

_COUNTED = re.compile(r"(\d[\d,]*)\s*[(\[](\d+(?:[.·]\d+)?)[)\]]")
_BESIDE = re.compile(r"(\d+(?:[.·]\d+)?)\s?%?\s*[(\[]\s*(?:n\s*=\s*)?(\d[\d,]*)\s*[)\]]", re.IGNORECASE)
"""A number that may be a percentage, beside a whole number."""
_PAIR = re.compile(r"[(\[]\d[\d.·]*\s?(?:[-–−,;]|to)\s?\d[\d.·]*[)\]]")
_SHARES = ("", "proportion", "survival", "cumulative-incidence")
_MEASURES: dict[Measure, re.Pattern[str]] = {
    "hazard-ratio": re.compile(r"\b(?i:hazard ratios?)\b|\ba?HR\b"),
    "odds-ratio": re.compile(r"\b(?i:odds ratios?)\b|\ba?OR\b"),
    "risk-ratio": re.compile(r"\b(?i:risk ratios?|relative risks?)\b|\ba?RR\b"),
    "standardized-mean-difference": re.compile(r"\b(?i:standardi[sz]ed mean differences?)\b|\bSMD\b"),
    "mean-difference": re.compile(r"\b(?i:mean differences?)\b|\bWMD\b"),
    "median": re.compile(r"\bmedian\b", re.IGNORECASE),
    "geometric-mean": re.compile(r"(?<!ratio of )\bgeometric means?\b(?! ratio)", re.IGNORECASE),
    "mean": re.compile(r"(?<!geometric )\bmean\b", re.IGNORECASE),
    "intracluster-correlation": re.compile(r"\b(?i:intra-?c(?:luster|lass) correlation)\b|\bICC\b"),
    "correlation": re.compile(r"\b(?i:correlation coefficients?)\b|(?<![\w-])(?:r|rs|rho|ρ)\s?="),
}
"""The measures that words beside a number name, as an article writes them."""
_SURVIVAL = re.compile(r"\b(?i:survival)\b|\b(?:OS|PFS|DFS|EFS|RFS)\b")
"""What a lone percentage is of that is estimated at a time, and is no count of participants."""
_IMPLIED: dict[Head, str] = {"SD": "mean", "IQR": "median", "%": "proportion"}
"""The measure that the head of a row means where it names its spread or the percent sign alone."""
_COUNT_AND_PERCENT = re.compile(r"\b(?:n|no\.?|numbers?)\W*%", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Preset:
    """What the words beside a number name: its population, what a head of its table prints once, measure and unit."""

    population: str
    head: Head | None
    measure: str = ""
    unit: str = ""


def preset(reviewer: Reviewer, study: Study, pick: Pick, measure: str, population: str) -> Preset:
    """Return what picked tokens are offered with for a *measure* and a *population*; either is "" where not chosen."""
    context = reviewer.contexts[pick.place]
    named = population_named(study, context, pick.token)
    reading = reading_of(reviewer, pick, "p-value" if measure in ("", "p-value") else measure)
    of_row = _measure_of_row(context, pick.token, reading.shown)
    likely = _likely_measure(context, pick, reading, of_row)
    if reading.head == "P" or measure == "p-value":
        return Preset(named, reading.head, likely)
    may_be_share = measure in _SHARES and of_row in ("", "proportion")
    if may_be_share and (share := _share(reviewer, study, pick, reading.printed, population or named)):
        return Preset(named, share, "" if measure else "proportion")
    kind = measure or likely
    spreads = _spreads(reviewer, pick, reading.printed, kind) if kind not in ("", "proportion", "count") else []
    unit = unit_left_out(context, reading) if kind in WITH_UNIT else ""
    return Preset(named, spreads[0] if spreads else None, likely, unit)


def of_p_value(evidence: Evidence, reviewer: Reviewer, pick: Pick) -> tuple[str, str, str]:
    """Return the population, the outcome and the time that a p-value of a row is offered with; "" for what is not one.

    The population is that of the first of two arms whose columns the row has, which is set against the other; outcome
    and time are those of the numbers of the row that are read.
    """
    context, study = reviewer.contexts[pick.place], evidence.study
    if CELLS not in context.text:
        return "", "", ""
    tokens = range(1, len(context.spans) + 1)
    populations = [*dict.fromkeys(filter(None, (population_named(study, context, token) for token in tokens)))]
    arms = {study.populations[each].arm for each in populations}
    is_comparison = len(populations) == len(arms) == 2
    read = [each for each, one in readings_of(study) if one.source == reviewer.source and one.place == pick.place]
    outcomes, times = {each.outcome for each in read}, {each.timepoint for each in read}
    outcome, time = ("".join(each) if len(each) == 1 else "" for each in (outcomes, times))
    return populations[0] if is_comparison else "", outcome, time


def unit_left_out(context: Context, reading: Reading) -> str:
    """Return the unit that a source prints for a reading outside of its printed text; "" for none."""
    unit = unit_printed(context, reading.token or 1, reading.to)
    return "" if has_unit(reading.printed, unit) else unit


def heads_offered(reviewer: Reviewer, printed: str) -> list[Head]:
    """Return what the head of a table may say of picked tokens, beside the percent sign and P."""
    of_size = OF_SIZE if _BESIDE.fullmatch(printed) else ()
    names = [each for each in SPREADS if with_head(printed, each) != printed]
    texts = [text for context in reviewer.contexts.values() for text in (context.text, *context.heads)]
    return [*of_size, *(each for each in names if any(is_named(each, text) for text in texts))]


def _spreads(reviewer: Reviewer, pick: Pick, printed: str, measure: str) -> list[Head]:
    """What the heads of picked tokens call what stands in brackets, after ± or in the next cell.

    After ± it is what the article calls it anywhere, beside that sign or else at all, where that is one thing.
    """
    context, last = reviewer.contexts[pick.place], pick.to or pick.token
    names = [each for each in SPREADS if with_head(printed, each) != printed]
    own = [each for each in names if any(is_named(each, head) for head in row_heads(context))]
    found = own or [each for each in names if any(context.has_in_head(each, token) for token in (pick.token, last))]
    brackets = re.findall(rf"\b{measure}s?\s*[(\[±]\s*([^)\]]*)", " ".join(context.above))
    if found or (found := [each for each in names if is_named(each, " ".join(brackets))]):
        return found
    if "±" not in printed:
        return []
    widths: tuple[Head, ...] = ("SD", "SE")
    prose = [text for text in reviewer.texts if CELLS not in text]
    for texts in ([text for text in prose if "±" in text], prose):
        if anywhere := [each for each in widths if any(is_named(each, text) for text in texts)]:
            return anywhere if len(anywhere) == 1 else []
    return []


def _share(reviewer: Reviewer, study: Study, pick: Pick, printed: str, population: str) -> Head | None:
    """What makes a percentage of a text: the sign, and of a whole number beside it whether it counts or is counted."""
    context = reviewer.contexts[pick.place]
    if CELLS in printed and context.has_in_head("%", pick.to or pick.token):
        return "%"
    if beside := _BESIDE.fullmatch(printed):
        named = [each for each in OF_SIZE if context.has_in_head(each, pick.token)]
        share, number = number_in(f"{beside[1]}%"), int(beside[2].replace(",", ""))
        sizes = _sizes(reviewer, study, pick, population)
        is_first = "%" in printed or "." in beside[1]
        counts = is_first and share is not None and any(contradiction(share, number, size) is None for size in sizes)
        fits: dict[Head, bool] = {"% (n)": counts, "% (N)": is_first and number in sizes}
        fitting = [each for each, does in fits.items() if does]
        if len(found := named or fitting) == 1:
            return found[0]
    if "%" not in printed and _PAIR.search(printed):
        in_next = CELLS in printed and context.has_in_head("95% CI", pick.to)
        has_level = in_next or context.has_in_head("% (95% CI)", pick.token)
        return "% (95% CI)" if has_level else "%" if context.has_in_head("%", pick.token) else None
    return "%" if _is_share(reviewer, study, pick, printed, population) else None


def _measure_of_row(context: Context, token: int, printed: str) -> str:
    """The measure that a row of a table names, or else its sub-head; "" for none, and below the head of an effect."""
    column = context.column_of(token) or ""
    if is_named("P", column) or any(MEASURES[each].compares for each in _measures_in(column)):
        return ""
    for head in row_heads(context):
        if _COUNT_AND_PERCENT.search(head):
            return "proportion"
        implied = [name for sign, name in _IMPLIED.items() if is_named(sign, head)]
        if named := [*_measures_in(head), *implied]:
            return _one_of(named, context, token, printed)
    return ""


def _one_of(named: list[str], context: Context, token: int, printed: str) -> str:
    """The first measure named; of a mean and a median the one with ±, or named last before the number; "" for neither.

    In a row of a table only the number's own cell says which: "64.6 ± 32.6 (30–120, median 55)".
    """
    if named[0] != "median" or "mean" not in named:
        return named[0]
    before = context.text[: context.spans[token - 1][0]].rpartition(CELLS.strip())[2]
    at = {name: [*_MEASURES[name].finditer(before)] for name in ("mean", "median")}
    last = [(found[-1].start(), name) for name, found in at.items() if found]
    return "mean" if "±" in printed else max(last)[1] if last else ""


def _measures_in(words: str) -> list[Measure]:
    """The measures that words name."""
    return [name for name, pattern in _MEASURES.items() if pattern.search(words)]


def _likely_measure(context: Context, pick: Pick, reading: Reading, of_row: str) -> str:
    """What kind of number a print is by its row, its form, or the words right before it; "" where none says so."""
    number = number_in(reading.shown)
    if reading.shown.lower().startswith("p"):
        return "p-value"
    if of_row and of_row != "proportion":
        return of_row
    is_row, column = CELLS in context.text, context.column_of(pick.token)
    to_it = is_row or IN_ORDER.search(context.text)
    before = context.text[: context.spans[pick.token - 1][0]] if to_it else context.clause(pick.token)
    if number is not None and (number.unit == "%" or number.denominator is not None):
        is_survival = number.count is None and _SURVIVAL.search(f"{before} {column}")
        return "survival" if is_survival else "proportion"
    is_count = number is not None and has_form("count", number)
    own = number_in(context.between(pick.token, pick.token))
    is_time = own is not None and own.unit not in ("", "%", "patients")
    for text in (f"{before} {column}", *(() if is_count else context.above)):
        named = [each for each in _measures_in(text) if not (is_time and MEASURES[each].scale == "log")]
        if named:
            return _one_of([*named], context, pick.token, reading.shown)
    return "count" if is_count else ""


def outcome_named(evidence: Evidence, context: Context, token: int) -> str:
    """Return the outcome that the words beside a number name alone, or else its sub-head; "" for none or several."""
    outcomes = evidence.outcomes_of(evidence.study)
    asked = {*evidence.outcomes_asked_of(evidence.study), *(each.outcome for each in evidence.study.estimates.values())}
    named = [name for name in asked & outcomes.keys() if not context.doubt(token, outcomes[name], outcomes.values())]
    if not named:
        named = [
            each
            for each in asked & outcomes.keys()
            if any(names_outcome(outcomes[each], one) for one in context.above[:1])
        ]
    return named[0] if len(named) == 1 else ""


def _is_share(reviewer: Reviewer, study: Study, pick: Pick, printed: str, population: str) -> bool:
    """Whether a bare number is a percentage: the head says so, or the number in brackets is that of its count.

    Of two cells the second is the percentage, below its own head.
    """
    context = reviewer.contexts[pick.place]
    if pick.to and printed.count(CELLS) == 1:
        return context.has_in_head("%", pick.to) and not printed.endswith("%")
    if counted := _COUNTED.fullmatch(printed):
        count, share = int(counted[1].replace(",", "")), number_in(f"{counted[2]}%")
        sizes = _sizes(reviewer, study, pick, population)
        fits = share is not None and any(contradiction(share, count, size) is None for size in sizes)
        return fits or context.has_in_head("%", pick.token)
    number = number_in(printed)
    is_plain = number is not None and not (number.unit or number.denominator is not None)
    in_row = CELLS in context.text and context.has_in_head("%", pick.token)
    return is_plain and in_row and not context.precedes_share(pick.token)


def _sizes(reviewer: Reviewer, study: Study, pick: Pick, population: str) -> set[int]:
    """How many participants a number may be out of: those of its population, and those that its column's head says."""
    found = {int(size.replace(",", "")) for size, _ in sizes_of_column(reviewer, pick)}
    known = study.populations.get(population)
    estimate = study.estimates.get(known.denominator.estimate or "") if known else None
    return {*found, *([estimate.count[0]] if estimate and estimate.count else [])}


def unit_doubt(reviewer: Reviewer, pick: Pick, measure: str, unit: str) -> str:
    """Return that the source prints another unit than is chosen for picked tokens, or one where none is; else ""."""
    printed = unit_left_out(reviewer.contexts[pick.place], reading_of(reviewer, pick, measure))
    if measure not in WITH_UNIT or not printed or same_unit(unit, printed):
        return ""
    return f"the source prints the unit {printed!r} for it; {f'{unit!r}' if unit else 'none'} is chosen"


def doubt(reviewer: Reviewer, study: Study, pick: Pick, arm: str | None, comparator: str, measure: str) -> str:
    """Return why picked tokens may be no result, or of other participants than an arm's; "" where nothing says so.

    Without a *comparator* a p-value compares all arms.
    """
    if reviewer.contexts[pick.place].role(pick.token) == "test statistic":
        return "it is a test statistic or its degrees of freedom, which says how a result was tested"
    why = other_arm(study, arm, comparator, reviewer.contexts[pick.place], pick.token)
    known = {each.id: each.label for each in study.about.arms}
    if measure == "p-value" and not why:
        compared = {*filter(None, (arm, comparator))} if comparator else {*known}
        return other_comparison(study, compared, reviewer.contexts, pick.place, pick.token)
    return f"{why}; the chosen participants are of {known.get(arm or '', 'all arms')}" if why else ""
