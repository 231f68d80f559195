"""Whether a count, a denominator and a percentage fit, and which counts and denominators would.

A percentage p is that of a count k of a denominator N where p − h ≤ 100·k/N < p + h, with h half a unit of its last
printed decimal, or where an exact tie is printed half-even: authors use both rules. Where decimals were cut off
(truncation) is said, never taken. This is the test of GRIM (Brown and Heathers 2017, doi:10.1177/1948550616673876)
for a share of participants. It holds for crude proportions: a survival, a weighted or an adjusted percentage is no
ratio of two counts. Which of the numbers that do not fit is wrong cannot be known. All arithmetic is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import ceil, floor

from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.text.printed import Printed, percent, prints_as, rounding_bounds
from vexas_evidence.text.words import UNITS

LARGEST_RATIO = 10**15  # of a count to a percentage; no study has so many participants
MOST_DECIMALS = 20  # in which two shares of so many participants differ


class Underivable(ValueError):
    """A value cannot be derived, as its premise does not hold. The message says which."""


@dataclass(frozen=True, slots=True)
class Inference:
    """The only count or denominator that fits; None where none or several fit. ``because`` says why.

    ``if_cut`` names those that would fit where decimals were cut off, or is empty.
    """

    value: int | None
    because: str
    if_cut: str = ""

    @property
    def reason(self) -> str:
        """Why it is inferred or not, and what would fit if decimals were cut."""
        return f"{self.because}; {self.if_cut}" if self.if_cut else self.because


def contradiction(number: Printed, count: int, denominator: int | None) -> str | None:
    """Return why a percentage is not that of a count, and what it would fit; None where it may be.

    Parameters
    ----------
    number
        A printed percentage. "<1%" and ">99%" are bounds. How near "about 60%" is meant is not known, nor what a
        range is of: neither contradicts anything.
    count
        The number of participants with the outcome.
    denominator
        The number of participants; None where it is not stated, and any may be the one.

    Examples
    --------
    >>> from vexas_evidence.text.printed import parse
    >>> contradiction(parse("98.3%"), 113, 116)
    '113 of 116 is 97.4%, not 98.3%; 98.3% fits 114 of 116, or 113 of 115'
    >>> contradiction(parse("98.3%"), 4, None)
    'no denominator of 4 fits 98.3%: 4 of 4 is 100.0%, 4 of 5 is 80.0%'
    """
    if number.bound == "≈" or number.upper is not None:
        return None
    if denominator is None:
        return _contradiction_on_every_denominator(number, count)
    if count > denominator:
        return fixed("fits.above", count=count, denominator=denominator)
    printed = percentage(number)
    if denominator == 0:
        return fixed("fits.of-nobody", percentage=printed, denominator=0)
    if _fits(number, count, denominator):
        return None
    share = _share(number, count, denominator)
    if denominator in truncated_denominators(count, number):
        rounded = f"{percent(count, denominator, number.decimals)}%"
        why = fixed("fits.cut", share=share, rounded=rounded, percentage=printed)
        return "; ".join((why, *_fitting(number, count, denominator)))
    differs = fixed("fits.differs", share=share, percentage=printed)
    if number.bound:
        return differs
    return "; ".join((differs, *_fitting(number, count, denominator), *_fitting_if_cut(number, count, denominator)))


def infer_denominator(count: int, number: Printed) -> Inference:
    """Infer the denominator of a count that is printed with its percentage.

    Examples
    --------
    >>> from vexas_evidence.text.printed import parse
    >>> infer_denominator(50, parse("61%")).reason
    'the only denominator at which 50 rounds to 61%; 81 would fit if decimals were cut'
    >>> infer_denominator(200, parse("61%"))
    Inference(value=None, because='five denominators fit: 326 to 330, so none is inferred', if_cut='')
    """
    try:
        fitting = denominators_printing(count, number)
    except Underivable as error:
        return Inference(None, fixed("fits.not-inferred", why=f"{error}"))
    cut = _if_cut(truncated_denominators(count, number))
    if len(fitting) == 1:
        return Inference(fitting[0], fixed("fits.only-denominator", count=count, percentage=percentage(number)), cut)
    if fitting:
        return Inference(None, _several("denominators", fitting))
    return Inference(None, fixed("fits.no-denominator-fits", count=count, percentage=percentage(number)), cut)


def infer_count(number: Printed, denominator: int) -> Inference:
    """Infer the count of a percentage of a known denominator.

    Examples
    --------
    >>> from vexas_evidence.text.printed import parse
    >>> infer_count(parse("80%"), 88).reason
    'the only count that rounds to 80% of 88; 71 would fit if decimals were cut'
    """
    if not number.is_single:
        return Inference(None, fixed("fits.no-single-percentage", percentage=percentage(number)))
    fitting, if_cut = counts_printing(number, denominator), _if_cut(truncated_counts(number, denominator))
    if len(fitting) == 1:
        only = fixed("fits.only-count", percentage=percentage(number), denominator=denominator)
        return Inference(fitting[0], only, if_cut)
    if fitting:
        return Inference(None, _several("counts", fitting))
    return Inference(None, fixed("fits.no-count-fits", denominator=denominator, percentage=percentage(number)), if_cut)


@cache
def counts_printing(number: Printed, denominator: int) -> range:
    """Counts whose share of the denominator rounds to the printed percentage, half-up or half-even.

    They lie from 0 to *denominator*. None rounds to a bound ("<5%") or a range.

    Examples
    --------
    >>> from vexas_evidence.text.printed import parse
    >>> counts_printing(parse("61%"), 82)
    range(50, 51)
    >>> list(counts_printing(parse("61%"), 3))
    []
    """
    if denominator <= 0 or not number.is_single:
        return range(0)
    (low, below), (high, above) = (each.as_integer_ratio() for each in rounding_bounds(number))  # faster than fractions
    first, last = max(0, -(-low * denominator // (100 * below))), min(denominator, high * denominator // (100 * above))
    # The upper bound itself may round away from the number.
    return range(first, last + (last >= first and prints_as(last, denominator, number)))


def denominators_printing(count: int, number: Printed) -> range:
    """Denominators of which the count, as a percentage, rounds to the printed one, half-up or half-even.

    Raises Underivable where the count is 0, the percentage may be, or a bound or a range is printed: every larger
    denominator fits.

    Examples
    --------
    >>> from vexas_evidence.text.printed import parse
    >>> denominators_printing(50, parse("61%"))
    range(82, 83)
    """
    if count <= 0:
        raise Underivable(fixed("fits.every-denominator", count=0))
    if number.value < 0:
        return range(0)
    low, high = map(Fraction, rounding_bounds(number))
    # Of a percentage that rounds to zero the lowest value is below zero, and no ratio to it is small enough.
    if not number.is_single or 100 * count > low * LARGEST_RATIO:
        raise Underivable(fixed("fits.unbounded", percentage=percentage(number)))
    first, last = max(ceil(100 * count / high), count), floor(100 * count / low)
    return range(first + (first <= last and not prints_as(count, first, number)), last + 1)


def truncated_denominators(count: int, number: Printed) -> range:
    """Denominators of which the count prints as the percentage only where decimals are cut off, not rounded."""
    if not number.is_single or number.value < 0:
        return range(0)
    cut = Fraction(number.value + Decimal(1).scaleb(-number.decimals))
    first = max(floor(100 * count / cut) + 1, count)
    last = floor(100 * count / Fraction(rounding_bounds(number)[1]))
    return range(first, last + (last < first or not prints_as(count, last, number)))


def truncated_counts(number: Printed, denominator: int) -> range:
    """Counts that print as the percentage of the denominator only where decimals are cut off, not rounded."""
    if not number.is_single or number.value < 0:
        return range(0)
    cut = Fraction(number.value + Decimal(1).scaleb(-number.decimals))
    first = ceil(Fraction(rounding_bounds(number)[1]) * denominator / 100)
    last = min(ceil(cut * denominator / 100) - 1, denominator)
    return range(first + (first <= last and prints_as(first, denominator, number)), last + 1)


def percentage(number: Printed) -> str:
    """Write the percentage of a printed number alone: "61%" for "50 (61%)", with its bound."""
    return f"{number.bound}{number.value:f}%"


def _fits(number: Printed, count: int, denominator: int) -> bool:
    """Whether a percentage, or a bound, may be printed for a count. The limit of ≤ and ≥ may itself be rounded."""
    share = Fraction(100 * count, denominator)
    low, high = rounding_bounds(number)
    match number.bound:
        case "<":
            return share < number.value
        case ">":
            return share > number.value
        case "≤":
            return share <= high
        case "≥":
            return share >= low
        case _:
            return prints_as(count, denominator, number)


def _contradiction_on_every_denominator(number: Printed, count: int) -> str | None:
    if count == 0:
        none = fixed("fits.none-of-any", none=0, share="0%", percentage=percentage(number))
        return None if _fits(number, 0, 1) else none
    if number.bound in ("<", "≤") or _fits(number, count, count):
        return None
    try:
        if denominators_printing(count, number):
            return None
    except Underivable:
        if not number.bound:
            return None
    nearest = floor(100 * count / Fraction(number.value))
    tried = sorted({max(nearest, count), max(nearest + 1, count)})
    shares = ", ".join(_share(number, count, each) for each in tried)
    why = fixed("fits.no-denominator-fits", count=count, percentage=percentage(number))
    return Inference(None, f"{why}: {shares}", _if_cut(truncated_denominators(count, number))).reason


def _fitting(number: Printed, count: int, denominator: int) -> list[str]:
    """The counts of the denominator and the denominators of the count that round to the percentage."""
    counts, parts, without = counts_printing(number, denominator), [], []
    if counts:
        parts.append(_of(_span(counts), denominator))
    else:
        without.append(fixed("fits.no-count", denominator=denominator))
    try:
        denominators = denominators_printing(count, number)
        if denominators:
            parts.append(_of(count, _span(denominators)))
        else:
            without.append(fixed("fits.no-denominator", count=count))
    except Underivable:
        pass
    if len(without) == 2:
        return [fixed("fits.neither", one=without[0], other=without[1])]
    fractions, none = fixed("fits.or").join(parts), [fixed("fits.none", none=each) for each in without]
    return [fixed("fits.fitting", percentage=percentage(number), fractions=fractions), *none] if parts else none


def _fitting_if_cut(number: Printed, count: int, denominator: int) -> list[str]:
    """The count of the denominator and the denominators of the count that would fit if decimals were cut."""
    counts, denominators = truncated_counts(number, denominator), truncated_denominators(count, number)
    parts = [_of(_span(counts), denominator)] if counts else []
    parts += [_of(count, _span(denominators))] if denominators else []
    return [fixed("fits.fitting-if-cut", fractions=fixed("fits.or-if-cut").join(parts))] if parts else []


def _share(number: Printed, count: int, denominator: int) -> str:
    """The count of the denominator, and its share in as many decimals as show that it is not the percentage, or cut."""
    share, (low, high) = Fraction(100 * count, denominator), rounding_bounds(number)
    is_cut = denominator in truncated_denominators(count, number)
    above = number.value + Decimal(1).scaleb(-number.decimals)
    least = max(1, number.decimals + is_cut)
    for decimals in range(least, least + MOST_DECIMALS):
        shown = percent(count, denominator, decimals)
        if shown == share or number.bound or not (low <= shown <= high or (is_cut and shown >= above)):
            break
    return fixed("fits.share", fraction=_of(count, denominator), share=f"{shown}%")


def _several(what: str, fitting: range) -> str:
    number = UNITS[len(fitting)] if len(fitting) < len(UNITS) else len(fitting)
    return fixed("fits.not-inferred", why=fixed(f"fits.several.{what}", number=number, fitting=_span(fitting)))


def _if_cut(cut: range) -> str:
    return fixed("fits.if-cut", fitting=_span(cut)) if cut else ""


def _span(numbers: range) -> str:
    if len(numbers) == 1:
        return str(numbers[0])
    return fixed("fits.both" if len(numbers) == 2 else "fits.span", first=numbers[0], last=numbers[-1])


def _of(count: int | str, denominator: int | str) -> str:
    return fixed("fits.fraction", count=count, denominator=denominator)
