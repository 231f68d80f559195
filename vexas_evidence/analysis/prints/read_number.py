"""A printed number read wholly, or marked where it is not read."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from vexas_evidence.analysis.prints.consequences import consequences
from vexas_evidence.analysis.prints.contradictions import contradicting_shares, impossible_p, outside_limits, text_of
from vexas_evidence.analysis.prints.fields import (
    Limits,
    Measure,
    NamedSpread,
    OtherNumber,
    PValue,
    ReadNumber,
    UnreadPlace,
)
from vexas_evidence.text.grammar.digits import DecimalSign
from vexas_evidence.text.grammar.heads import read_head
from vexas_evidence.text.grammar.parts import Pair, Part, Print, Prints
from vexas_evidence.text.grammar.reading import read
from vexas_evidence.text.printed import Printed, decimals_of

_BETWEEN = re.compile(r"(?:[\s,;:(\[]+[^\W\d_]*\.?)+$")
"""The words between one print and the next one."""
_WITHOUT_INTERVAL = ("mean", "median")
_CRUDE = (None, "proportion")  # the measures whose percentage is a count of a denominator


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
        What the number is. It names a pair of numbers as an interval, but after a mean or a median.
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
    names_interval = measure is not None and measure not in _WITHOUT_INTERVAL
    found = read(text, decimal=decimal, head=read_head(head) if head else None, names_interval=names_interval)
    starts = [each.start for each in found.prints[1:]]
    spans = zip((0, *starts), (*starts, len(text)), strict=False)
    prints = tuple(
        _read_print(_BETWEEN.sub("", text[start:end]), each, of, measure)
        for each, (start, end) in zip(found.prints, spans, strict=False)
    )
    other = tuple(OtherNumber(each.text, each.kind) for each in found.others)
    if len(prints) == 1:
        return replace(prints[0], text=text, absent=found.absent, other=other, unread=_unread(found))
    p = PValue(found.p.value, found.p.bound, found.p.test, found.p.sides) if found.p else None
    return ReadNumber(
        text,
        p=p,
        absent=found.absent,
        other=other,
        flags=_flags(p),
        contradictions=tuple(impossible_p(p)),
        unread=_unread(found),
        prints=prints,
    )


def _unread(found: Prints) -> tuple[UnreadPlace, ...]:
    places = tuple(
        UnreadPlace(found.text[each.start : each.end], each.start, each.end, each.why, each.decides)
        for each in found.unread
    )
    if places or found.absent or found.prints or found.others or found.p:
        return places
    return (UnreadPlace(found.text, 0, len(found.text), "no number is read", "a text that prints a number"),)


def _read_print(text: str, each: Print, of: int | None, measure: Measure | None) -> ReadNumber:
    estimate, count, share = each.part("estimate"), each.part("count"), each.part("percent")
    if of is not None and estimate and estimate.value.isdigit() and {part.kind for part in each.parts} == {"estimate"}:
        estimate, count = None, estimate
    printed = each.value("denominator")
    denominator = printed if printed is not None or of is None else str(of)
    p = PValue(each.p.value, each.p.bound, each.p.test, each.p.sides) if each.p else None
    main = estimate or share or count
    number = _printed(share)
    crude = measure in _CRUDE
    wrong = [] if printed is None or of is None or int(printed) == of else [f"{printed} is printed, not {of}"]
    if crude:
        wrong += contradicting_shares(count, denominator, number, measure)
    wrong += [*outside_limits(each, main, measure), *impossible_p(p)]
    derived = consequences(count, denominator, number, each, bool(wrong)) if crude else ()
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
        p=p,
        unit=each.value("unit"),
        person_time=each.value("person-time"),
        flags=_flags(p),
        derived=tuple(derived),
        contradictions=tuple(wrong),
    )


def _flags(p: PValue | None) -> tuple[str, ...]:
    if p and p.value != "NS" and not p.bound and Decimal(p.value) == 0:
        return (f"p = {p.value} is printed, though no p-value is 0: it is below half of its last decimal",)
    return ()


def _printed(part: Part | None) -> Printed | None:
    """A percentage as what derives takes it."""
    if part is None:
        return None
    value = Decimal(part.value)
    return Printed(part.value, value, part.bound, "%", decimals_of(part))


def _limits(pair: Pair | None) -> Limits | None:
    return Limits(str(text_of(pair.lower)), str(text_of(pair.upper))) if pair else None
