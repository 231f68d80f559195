"""A printed number read wholly, or marked where it is not read."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import get_args

from vexas_evidence.analysis.prints.contradictions import (
    consequences,
    contradicting_shares,
    impossible_p,
    outside_limits,
    text_of,
)
from vexas_evidence.analysis.prints.fields import (
    Limits,
    Measure,
    NamedSpread,
    OtherNumber,
    ReadNumber,
)
from vexas_evidence.text.grammar.digits import DecimalSign
from vexas_evidence.text.grammar.heads import read_head
from vexas_evidence.text.grammar.parts import Pair, Part, Print, Prints, PValue, Unread
from vexas_evidence.text.grammar.reading import read
from vexas_evidence.text.late import in_any_case, late
from vexas_evidence.text.numerals import numerals
from vexas_evidence.text.printed import Printed

_BETWEEN = late(r"[\s,;:(\[]*(?:[^\W\d_]+\.?)?\s*$")
"""The word between one print and the next one."""
NOT_CRUDE = in_any_case(
    r"\b(?:survival|[OPEDR]FS|OS|Kaplan|KM|actuarial|cumulative\sincidence|(?:un)?weighted|\w*adjusted|standardi[sz]ed"
    r"|imput\w*|missing|estimated?)\b",
)
"""Words of a percentage that is no count of a denominator."""
_OF_SIZE = ("n (%)", "% (n)", "% (N)")
"""What two numbers may be of which one is a percentage, where the size that is given says which: "34% (n = 17)"."""
_WITHOUT_INTERVAL = ("mean", "geometric-mean", "median", "p-value")
LARGEST = 10**9
"""The largest denominator that may be given."""


def read_number(
    text: str,
    *,
    of: int | None = None,
    measure: Measure | None = None,
    head: str | None = None,
    decimal: DecimalSign = "point",
) -> ReadNumber:
    """Read a printed text wholly, or mark what is not read.

    Parameters
    ----------
    text
        A number as it is published, such as "4/22 (18.2%)".
    of
        The denominator, where the text does not print it.
    measure
        What the number is. It names a pair of numbers as an interval, but after a mean or a median; a p-value is
        read as below a head "p".
    head
        The head of the table, such as "n (%)".
    decimal
        The sign of the decimals that the source declares.

    Examples
    --------
    >>> number = read_number("50 (61%)")
    >>> number.count, number.percent, number.denominator
    ('50', '61', None)
    >>> number.derived[0].value
    '82'
    >>> read_number("113 (98.3%)", of=116).contradictions
    ('113 of 116 is 97.4%, not 98.3%; 98.3% fits 114 of 116, or 113 of 115',)
    """
    _refuse(of, measure, decimal)
    if measure == "p-value":
        head = head or "p"
    heads = [head] if head or of is None else [None, *_OF_SIZE]
    read_as = [
        read(text, decimal=decimal, head=read_head(each) if each else None, names_interval=names_interval(measure))
        for each in heads
    ]
    numbers = [
        number_of(found, text, of=of, measure=measure, head=each) for found, each in zip(read_as, heads, strict=True)
    ]
    fitting = [each for each in numbers[1:] if not (each.unread or each.contradicts_itself)]
    return fitting[0] if numbers[0].unread and len(fitting) == 1 else numbers[0]


def names_interval(measure: str | None) -> bool:
    """Whether a measure names a pair of numbers behind it as an interval."""
    return measure is not None and measure not in _WITHOUT_INTERVAL


def number_of(
    found: Prints, text: str, *, of: int | None = None, measure: Measure | None = None, head: str | None = None
) -> ReadNumber:
    """Return the fields of a text that the grammar has read, as ``read_number`` gives them."""
    spans = pairwise((0, *(each.start for each in found.prints[1:]), len(found.text)))
    words = f"{head or ''} {found.text}"
    is_crude = measure == "proportion" or (measure is None and NOT_CRUDE.search(words) is None)
    meant = "median" if measure is None and "median" in words.lower() else measure
    prints = tuple(
        _read_print(_BETWEEN.sub("", found.text[start:end]), each, of, meant, is_crude=is_crude)
        for each, (start, end) in zip(found.prints, spans, strict=False)
    )
    other = tuple(OtherNumber(each.text, each.kind) for each in found.others) or _in_words(found)
    if len(prints) == 1:
        return replace(prints[0], text=text, absent=found.absent, other=other, unread=_unread(found))
    return ReadNumber(
        text,
        p=found.p,
        absent=found.absent,
        other=other,
        flags=_flags(found.p),
        contradictions=tuple(impossible_p(found.p)),
        unread=_unread(found),
        prints=prints,
    )


def _refuse(of: int | None, measure: str | None, decimal: str) -> None:
    """Raise ValueError for an option that is none."""
    if of is not None and not (isinstance(of, int) and 0 <= of <= LARGEST):
        raise ValueError(f"of must be a whole number from 0 to {LARGEST}; got {of!r}")
    for name, value, allowed in (
        ("measure", measure, (None, *get_args(Measure))),
        ("decimal", decimal, get_args(DecimalSign)),
    ):
        if value not in allowed:
            raise ValueError(f"{name} must be one of {', '.join(filter(None, allowed))}; got {value!r}")


def _in_words(found: Prints) -> tuple[OtherNumber, ...]:
    """Words that a reader takes for a number, where nothing else is one: "both relapsed", "every patient"."""
    if found.prints or found.unread:
        return ()
    return tuple(OtherNumber(each.text, "in words") for each in numerals(found.text) if not each.vague)


def _unread(found: Prints) -> tuple[Unread, ...]:
    if found.unread or found.absent or found.prints or found.others or _in_words(found):
        return found.unread
    return (Unread(found.text, 0, len(found.text), "no number is read", "a text that prints a number"),)


def _read_print(text: str, each: Print, of: int | None, measure: Measure | None, *, is_crude: bool) -> ReadNumber:
    estimate, count, share = each.part("estimate"), each.part("count"), each.part("percent")
    if of is not None and estimate and estimate.value.isdigit() and {part.kind for part in each.parts} == {"estimate"}:
        estimate, count = None, estimate
    printed = each.value("denominator")
    denominator = printed if printed is not None or of is None else str(of)
    main = estimate or share
    number = _printed(share)
    wrong = [] if printed is None or of is None or int(printed) == of else [f"{printed} is printed, not {of}"]
    if is_crude:
        wrong += contradicting_shares(count, denominator, number, measure == "proportion")
    wrong += [*outside_limits(each, main, measure == "median"), *impossible_p(each.p)]
    derived = consequences(count, denominator, number, each, bool(wrong)) if is_crude else ()
    return ReadNumber(
        text=text,
        estimate=estimate.value if estimate else None,
        count=count.value if count else None,
        denominator=denominator,
        percent=share.value if share else None,
        bound=next((part.bound for part in (estimate, share, count) if part and part.bound), None),
        lower=text_of(each.part("lower")),
        upper=text_of(each.part("upper")),
        level=each.value("level"),
        bracket=_limits(each.bracket),
        spread=tuple(
            NamedSpread(
                spread.kind,
                spread.value.value if spread.value else None,
                text_of(spread.pair.lower) if spread.pair else None,
                text_of(spread.pair.upper) if spread.pair else None,
            )
            for spread in each.spreads
        ),
        standard_error=each.value("standard error"),
        p=each.p,
        unit=each.value("unit"),
        person_time=each.value("person-time"),
        flags=_flags(each.p),
        derived=tuple(derived),
        contradictions=tuple(wrong),
    )


def _flags(p: PValue | None) -> tuple[str, ...]:
    if p and p.value != "NS" and p.bound not in (">", "≥") and Decimal(p.value) == 0:
        return (
            f"p {p.bound or '='} {p.value} is printed, though no p-value is 0: it is below half of its last decimal",
        )
    return ()


def _printed(part: Part | None) -> Printed | None:
    """A percentage as what derives takes it."""
    if part is None:
        return None
    return Printed(part.value, Decimal(part.value), part.bound, "%", part.decimals)


def _limits(pair: Pair | None) -> Limits | None:
    return Limits(str(text_of(pair.lower)), str(text_of(pair.upper))) if pair else None
