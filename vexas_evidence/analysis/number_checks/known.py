"""A printed text with its numbers in order, and what is known of them from elsewhere.

What is not known is None: no default stands for what a source does not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from vexas_evidence.analysis.prints.fields import ReadNumber
from vexas_evidence.analysis.prints.read_number import names_interval, number_of
from vexas_evidence.model.measures import MEASURES, MeasureRow
from vexas_evidence.text import printed
from vexas_evidence.text.grammar.heads import read_head
from vexas_evidence.text.grammar.parts import Other, Prints, PValue, decimals_of
from vexas_evidence.text.grammar.reading import read

_NAMES = {
    "risk-ratio": r"[ac]?RR|[Rr]isk\sratio|[Rr]elative\srisk",
    "odds-ratio": r"[ac]?OR|[Oo]dds\sratio",
    "hazard-ratio": r"[ac]?HR|[Hh]azard\sratio",
    "rate-ratio": r"[ac]?IRR|[Rr]ate\sratio",
    "common-odds-ratio": r"[Cc]ommon\s(?:OR|odds\sratio)",
    "geometric-mean-ratio": r"GMR|[Gg]eometric\smean\sratio|[Rr]atio\sof\sgeometric\smean",
    "risk-difference": r"RD|ARR|[Rr]isk\sdifference",
    "mean-difference": r"MD|[Mm]ean\sdifference",
    "median-difference": r"[Mm]edian\sdifference|[Dd]ifference\s(?:in|of|between)\smedian|Hodges.Lehmann\s\w+",
    "standardized-mean-difference": r"SMD|[Ss]tandardi[sz]ed\smean\sdifference|Cohen.s\sd|Hedges.?\sg",
    "correlation": r"[Cc]orrelation(?:\scoefficient)?|(?:[Pp]earson|[Ss]pearman).s\s(?:r|rho|ρ)",
    "intracluster-correlation": r"ICC|[Ii]ntra-?c(?:luster|lass)\scorrelation(?:\scoefficient)?",
    "survival": r"[Ss]urvival|[OPEDR]FS|OS",
    "cumulative-incidence": r"[Cc]umulative\sincidence|[Ii]ncidence",
    "median": r"[Mm]edian",
    "geometric-mean": r"[Gg]eometric\smean",
    "mean": r"[Mm]ean|[Aa]verage",
}
"""The names of measures in words."""
RATIOS = tuple(name for name, row in MEASURES.items() if row.compares and row.scale == "log")
DIFFERENCES = tuple(name for name, row in MEASURES.items() if row.compares and row.scale == "linear")
"""The measures that set an arm against another, by the scale of their interval."""
ROWS: dict[str, MeasureRow] = {str(name): row for name, row in MEASURES.items()}
ROWS["rate"] = MEASURES["incidence-rate"]
"""How the numbers of a measure behave, by its name and by that of ``number``."""


def named_in(words: str) -> str | None:
    """Return the measure that is named last in words, by the longest of its names."""
    found = [
        (match.end(), -match.start(), name)
        for name, pattern in _NAMES.items()
        for match in re.finditer(rf"(?<!\w)(?:{pattern})s?(?!\w)", words)
    ]
    return max(found)[2] if found else None


USUAL_LEVEL = Decimal(95)
"""The level, in percent, by which the method of an interval is looked for where none is stated."""
LOST_IN_FLOATS = 1e-9
"""More than the arithmetic of floats loses, and less than any printed decimal."""
_BOUNDS = "<>≤≥≈"
_SEPARATOR = re.compile(r"[;,.](?=\s|$)")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known with a print. Counts are participants, unless events are named.

    ``measure`` is one of ``number``, or another name, such as "cumulative-incidence", of which fewer rules speak.
    ``counts`` are the numbers with the outcome and the denominators of the two arms, ``level`` is in percent,
    ``interval_from`` the method of the interval and ``adjusted_for`` what an effect is adjusted for, "none" where it
    is crude. ``items`` is the number of questions of a scale, ``range`` its least and greatest value, ``curve``
    "same" where survival at several times is of one curve.
    """

    measure: str | None = None
    denominator: int | None = None
    count: int | None = None
    counts: tuple[tuple[int, int], ...] = ()
    head: str | None = None
    bracket: str | None = None
    exclusive: bool | None = None
    exhaustive: bool | None = None
    one_participant_one_arm: bool | None = None
    level: Decimal | None = None
    interval_from: str | None = None
    p_test: str | None = None
    p_sides: str | None = None
    p_adjusted: bool | None = None
    adjusted_for: str | None = None
    n: int | None = None
    n_per_arm: tuple[int, ...] = ()
    events: int | None = None
    events_by_then: int | None = None
    person_time: Decimal | None = None
    person_time_unit: str | None = None
    curve: str | None = None
    items: int | None = None
    whole_numbers: bool | None = None
    range: tuple[Decimal, Decimal] | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One number of a print with the words before it and behind it, and the time that stands with it, in years."""

    number: ReadNumber
    before: str = ""
    after: str = ""
    measure: str | None = None
    time: Fraction | None = None

    @property
    def row(self) -> MeasureRow:
        """How the numbers of its measure behave; of one that is not known nothing is."""
        return ROWS.get(self.measure or "", MeasureRow())

    @property
    def printed(self) -> str | None:
        """The estimate, the percentage or the count, whichever is printed first of these; None for words."""
        texts = (self.number.estimate, self.number.percent, self.number.count)
        return next((each for each in texts if decimal(each) is not None), None)

    @property
    def value(self) -> Decimal | None:
        """What is printed as a number."""
        return decimal(self.printed)

    @property
    def count(self) -> int | None:
        """Its count, or a whole estimate without a unit, which may be one."""
        found = self.number.count or (None if self.number.unit else self.number.estimate)
        return int(found) if found and found.isdigit() else None

    @property
    def denominator(self) -> int | None:
        """The denominator that is printed with it."""
        return int(self.number.denominator) if self.number.denominator else None

    @property
    def words(self) -> str:
        """The words around it."""
        return f"{self.before} {self.after}"

    @property
    def has_limit(self) -> bool:
        """Whether a limit of an interval is printed."""
        return (self.number.lower or self.number.upper) is not None

    @property
    def limits(self) -> tuple[Decimal, Decimal] | None:
        """The two limits of the interval; None where one is missing, words or a bound."""
        ends = self.number.lower, self.number.upper
        lower, upper = (None if end and end[0] in _BOUNDS else decimal(end) for end in ends)
        return None if lower is None or upper is None else (lower, upper)

    @property
    def limit_step(self) -> Decimal:
        """Half a unit of the last decimal of the limits, of the coarser one where they differ."""
        return max(half_unit(str(self.number.lower)), half_unit(str(self.number.upper)))

    def has_limits(self, computed: Iterable[float]) -> bool:
        """Whether limits that were computed round to the two printed ones."""
        slack = float(self.limit_step) + LOST_IN_FLOATS
        pairs = zip(computed, self.limits or (), strict=True)
        return all(abs(one - float(other)) <= slack for one, other in pairs)


@dataclass(frozen=True, slots=True)
class Printing:
    """A printed text: its numbers in order, what the grammar could not name, and what is known of them.

    ``p`` is a p-value that stands behind all of them.
    """

    text: str
    items: tuple[Item, ...]
    unread: tuple[str, ...] = ()
    p: PValue | None = None
    known: Known = field(default_factory=Known)


def printing(text: str, known: Known) -> Printing:
    """Read a printed text with what is known of it.

    Examples
    --------
    >>> found = printing("12/100 vs 20/98; RR 0.59 (95% CI 0.30–1.14)", Known())
    >>> [(each.number.count, each.measure) for each in found.items]
    [('12', None), ('20', None), (None, 'risk-ratio')]
    """
    head = known.head or (f"estimate ({known.bracket})" if known.bracket else None)
    given = known.measure or named_in(known.head or "")
    prints = _read(text, head, given)
    measure = given or _measure_of_all(prints, text)
    if measure != given:
        prints = _read(text, head, measure)  # the text itself names the measure that its bracket may be of
    whole = number_of(prints, text, head=head)
    numbers = whole.prints or ((whole,) if prints.prints else ())
    starts = [each.start for each in prints.prints]
    times = [other for other in prints.others if other.kind == "time"]
    times_come_first = bool(times and starts) and times[0].start < starts[0]
    previous = 0
    items = []
    for number, each, (start, end) in zip(numbers, prints.prints, pairwise((*starts, len(prints.text))), strict=True):
        last = max((part.end for part in each.parts), default=start)
        before, after = prints.text[previous:start], prints.text[last:end]
        named = known.measure or named_in(before) or measure
        time = _time(times, previous, start) if times_come_first else _time(times, start, end)
        items.append(Item(number, _SEPARATOR.split(before)[-1], _SEPARATOR.split(after)[0], named, time))
        previous = last
    unread = tuple(f"{each.text}: {each.why}" for each in whole.unread)
    return Printing(prints.text, tuple(items), unread, whole.p, known)


def _read(text: str, head: str | None, measure: str | None) -> Prints:
    return read(text, head=read_head(head) if head else None, names_interval=names_interval(measure))


def decimal(text: str | None) -> Decimal | None:
    """Return the number of a printed part; None for words and for a part that is not printed."""
    bare = (text or "").lstrip(_BOUNDS)
    return Decimal(bare) if bare.lstrip("-.")[:1].isdigit() else None


def rounds_to(computed: float, text: str) -> bool:
    """Whether a number that was computed rounds to a printed one."""
    return abs(computed - float(text)) <= float(half_unit(text)) + LOST_IN_FLOATS


def level_of(print_: Printing, item: Item) -> Decimal | None:
    """Return the level of an interval in percent, as it is printed or known."""
    return Decimal(item.number.level) if item.number.level else print_.known.level


def half_unit(text: str) -> Decimal:
    """Half a unit of the last decimal of a printed number."""
    return printed.half_unit(decimals_of(Decimal(text.lstrip(_BOUNDS))))


def _measure_of_all(found: Prints, text: str) -> str | None:
    """The measure of a text with one number: by its name, or by a unit of person-time."""
    if len(found.prints) != 1:
        return None
    [only] = found.prints
    is_rate = only.part("estimate") and re.search(r"person|patient", only.value("unit") or "")
    return "rate" if is_rate else named_in(text)


def _time(times: list[Other], start: int, end: int) -> Fraction | None:
    """The first time between two places, in years; None for none, and for what is no length of time."""
    text = next((other.text for other in times if start <= other.start < end), None)
    if text is None:
        return None
    try:
        return printed.years(printed.parse(re.sub(r"^\D*(?=\d)", "", text).replace("-", " ")))
    except ValueError:
        return None
