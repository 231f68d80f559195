"""The time of a number as its column, row or clause, their heads or the caption print it: offered, never decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vexas_evidence.model import Evidence
from vexas_evidence.sources.context import CELLS, Context
from vexas_evidence.text.agreement import in_digits, same_time
from vexas_evidence.text.late import in_any_case
from vexas_evidence.text.words import TIME_UNIT

_DURATION = rf"(?:({TIME_UNIT})s?\s(\d+)|(\d+)[-\s]?({TIME_UNIT})s?)(?!\w)"
_AT = rf"\b(at|by|within|after)\s(?:the\s)?{_DURATION}(?!\s(?:old\b|of\sage\b))"
_OF_A_RESULT = (
    rf"\b(){_DURATION}\s(?:[\w-]+\s){{0,3}}?"
    r"(?:survival|[ODPRE]F?S|mortality|recurrences?|relapses?|remissions?|rates?|risks?|incidences?|follow[- ]?up)\b"
)
_IN_WORDS = in_any_case(rf"{_AT}|{_OF_A_RESULT}")
_IN_HEADS = in_any_case(rf"{_AT}|{_OF_A_RESULT}|(?:^|[(,;|])\s*(){_DURATION}(?=\s*(?:$|[),;:|]))")
"""A time at which something was measured: "at week 24", "5-year survival", and in a head "24 weeks" alone."""
_SEVERAL = in_any_case(rf"{_DURATION}\s(?:and|or)\s(?:(?:at|by|after)\s)?(?:{TIME_UNIT}s?\s)?\d")


@dataclass(frozen=True, slots=True)
class PrintedTime:
    """A time that is offered: the id of a known one or "", its relation or other words, and its duration or ""."""

    id: str = ""
    words: str = "at"
    duration: str = ""


def time_printed(evidence: Evidence, context: Context, token: int) -> PrintedTime:
    """Return the one time that the words nearest to a number name: its column's, its row's or clause's, those above.

    Where the nearest that name any name several, none is offered, nor where nothing names one.
    """
    is_row, column = CELLS in context.text, context.column_of(token)
    if not is_row and _SEVERAL.search(in_digits(context.text)):
        return PrintedTime()
    heads = [each for each in context.heads if each != CELLS.join(context.columns)]
    layers: tuple[tuple[bool, list[str]], ...] = (
        (True, [column or ""]),
        (True, list(_cells_of_times(context, token) if is_row else ())),
        (is_row, [context.text.partition(CELLS)[0] if is_row else context.clause(token)]),
        (is_row, [] if is_row else [context.text]),
        *((True, [each]) for each in context.above),
        (True, heads),
    )
    for in_heads, texts in layers:
        if found := set(_times(texts, in_heads)):
            return _known(evidence, *found.pop()) if len(found) == 1 else PrintedTime()
    return PrintedTime()


def _cells_of_times(context: Context, token: int) -> Iterator[str]:
    """Yield the other cells of a row below a head that is a unit of time: "8 weeks" of 8 below "Weeks"."""
    for other, (start, end) in enumerate(context.spans, start=1):
        unit = context.unit_of_time(other) if other != token else None
        if unit and context.text[start:end].isdigit():
            yield f"{context.text[start:end]} {unit}"


def _times(texts: Iterable[str], in_heads: bool) -> Iterator[tuple[str, str]]:
    """Yield the words and durations of the times that some texts name."""
    for text in texts:
        for match in (_IN_HEADS if in_heads else _IN_WORDS).finditer(in_digits(text)):
            found = [each.lower() for each in match.groups() if each]
            words = found.pop(0) if found[0] in ("at", "by", "within", "after") else "at"
            number, unit = sorted(found)
            yield words, f"{number} {unit}{'' if number == '1' else 's'}"


def _known(evidence: Evidence, words: str, duration: str) -> PrintedTime:
    """Return a time with the id of the known one that it is, where one alone is; one of this study comes first."""
    study = evidence.study
    own = {each.id for each in study.vocabulary.timepoints} | {each.timepoint for each in study.estimates.values()}
    same = [
        each
        for each in evidence.timepoints_of(study).values()
        if each.duration and same_time(each.duration, duration) and each.label.startswith(words)
    ]
    chosen = [each for each in same if each.id in own] or same
    return PrintedTime(chosen[0].id if len(chosen) == 1 else "", words, duration)
