"""Whether a token prints the number of an estimate: the same value, bound, percent sign, unit and denominator."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from vexas_evidence.analysis.checks.readings import with_unit
from vexas_evidence.model import Estimate
from vexas_evidence.model.estimates import NumberPart
from vexas_evidence.model.measures import Measure
from vexas_evidence.sources.context import Context
from vexas_evidence.text.agreement import in_digits, same_number
from vexas_evidence.text.grammar.parts import decimals_of
from vexas_evidence.text.grammar.phrases import p_name_before
from vexas_evidence.text.grammar.reading import read
from vexas_evidence.text.headed import SPREADS, Head, with_head
from vexas_evidence.text.printed import Printed, parse
from vexas_evidence.text.tokens import agree, part_of

LEVELS = ("95%", "99%")  # of confidence, likelier than a result where the words are not at hand
_WITH_BRACKET = re.compile(r"\d+(?:\.\d+)?\s[(\[].*[)\]]")
_COUNTED = re.compile(r"\d+\s*\(\d+(?:\.\d+)?\)")


@dataclass(frozen=True, slots=True)
class Form:
    """One way to read a token.

    ``printed`` is the text that is read, ``part`` which part of the token it is, ``to`` the last token where it
    spans several, and ``head`` the percent sign, the P of a p-value, or the name of a spread in the head of a table.
    """

    printed: str
    part: NumberPart | None = None
    to: int | None = None
    head: Head | None = None

    @property
    def number(self) -> Printed | None:
        """The number that the text prints; None where it prints none."""
        return number_in(with_head(self.printed, "%") if self.head == "%" else self.printed)


def prints_denominator(estimate: Estimate) -> bool:
    """Whether a reading of an estimate prints what it is out of."""
    return any(each.number and each.number.denominator is not None for each in estimate.readings)


def forms(
    measure: Measure, has_denominator: bool, tokens: tuple[str, ...], number: int, context: Context | None
) -> Iterator[Form]:
    """Yield the ways to read a token as a measure: the token itself, or for a count each whole number in it.

    For a proportion also the token with the next one ("Four of five", "30 (34)"), and with the percent sign of a
    table's head. Both need the context of the sentence, but for the form "30 (34)". A percentage behind a fraction is
    read alone where no reading of the estimate *has_denominator*: the population may state none.
    """
    token = tokens[number - 1]
    if measure == "p-value":
        yield from _p_forms(token, number, context)
        return
    own = number_in(token)
    if measure == "count" and own and own.count is not None:
        parts: tuple[NumberPart, ...] = ("count", "denominator")
        yield from (Form(text, part) for part in parts if (text := part_of(token, part)))
        return
    yield Form(token)
    if measure in ("mean", "median", "geometric-mean"):
        yield from _spread_forms(tokens, number, context)
    if measure != "proportion":
        return
    texts: dict[str, int | None] = {token: None}
    is_fraction = own is not None and own.denominator is not None
    if context and number < len(tokens) and (has_denominator or not is_fraction):
        texts[context.between(number, number + 1)] = number + 1
    for text, to in texts.items():
        if to and (found := number_in(text)) and found.count is not None:
            yield Form(text, None, to)
        without_sign = _COUNTED.fullmatch(text) or (
            context and not to and own and _is_plain(own) and not context.precedes_share(number)
        )
        if without_sign and (context is None or context.has_in_head("%", number)):
            yield Form(text, None, to, "%")


def _p_forms(token: str, number: int, context: Context | None) -> Iterator[Form]:
    """The p-value that a token is by the name before it, or by the head of its column."""
    if context and (name := p_name_before(context.text, context.spans[number - 1][0])):
        yield Form(f"{name}{token}")
    elif context and context.column_of(number) and context.has_in_head("P", number) and _p_value(with_head(token, "P")):
        yield Form(token, head="P")


def _spread_forms(tokens: tuple[str, ...], number: int, context: Context | None) -> Iterator[Form]:
    """The mean or median that a token is with the spread in brackets after it, which a head names."""
    if context is None or number == len(tokens):
        return
    text = context.between(number, number + 1)
    head = next((each for each in SPREADS if context.has_in_head(each, number)), None)
    if head and _WITH_BRACKET.fullmatch(text):
        yield Form(text, None, number + 1, head)


def _p_value(text: str) -> Printed | None:
    """The p-value that a text prints with its name; None where it prints none."""
    found = read(text).prints
    p = found[0].p if len(found) == 1 else None
    if p is None or p.value == "NS":
        return None
    value = Decimal(p.value)
    return Printed(text, value, p.bound or "", "", decimals_of(value)) if value <= 1 else None


def _is_plain(number: Printed) -> bool:
    """Whether a number has no unit, bound, denominator or range."""
    return not (number.unit or number.bound or number.denominator is not None or number.upper is not None)


def prints(estimate: Estimate, form: Form) -> bool:
    """Whether a token prints the number, or the vague word, that a reading of the estimate prints.

    Numbers with more or fewer decimals are the same where one rounds to the other.
    """
    if estimate.is_wording:
        return False
    if estimate.measure == "quantifier":
        return any(agree(reading.printed, form.printed) for reading in estimate.readings)
    if estimate.measure == "p-value":
        p_value = _p_value(with_head(form.printed, form.head))
        known = (_p_value(each.shown) for each in estimate.readings)
        return p_value is not None and any(own and same_number(own, p_value) for own in known)
    if form.head in SPREADS:
        return any(agree(each.printed, form.printed) for each in estimate.readings)
    number = with_unit(estimate, form.number)
    if number is None or (estimate.measure == "count" and number.decimals):
        return False
    return any(
        _same_denominator(own, number) and same_number(own, number) and not _is_bare_rounding(own, number)
        for reading in estimate.readings
        if (own := with_unit(estimate, estimate.number_of(reading)))
    )


def _is_bare_rounding(own: Printed, number: Printed) -> bool:
    """Whether a number without unit rounds off another: an article prints no "4" where an account of it says 3.7."""
    return _is_plain(number) and _is_plain(own) and number.decimals < own.decimals and number.value != own.value


def rounds_off(estimate: Estimate, form: Form) -> bool:
    """Whether a form prints fewer decimals than each reading of an estimate, and none of their values."""
    number, known = form.number, [*filter(None, map(estimate.number_of, estimate.readings))]
    return (
        number is not None
        and bool(known)
        and all(number.decimals < own.decimals and number.value != own.value for own in known)
    )


def _same_denominator(one: Printed, other: Printed) -> bool:
    """Whether two numbers print the same denominator, or none; a percentage may be printed with it or without."""
    is_left_out = one.unit == other.unit == "%" and None in (one.denominator, other.denominator)
    return is_left_out or one.denominator == other.denominator


def is_same_kind(estimate: Estimate, token: str) -> bool:
    """Whether a token is a number of the kind that the estimate prints, whatever its value."""
    number = number_in(token)
    own = estimate.number_of(estimate.readings[0])
    if number is None or own is None or estimate.is_in_words:
        return False
    return _kind(estimate, own) == _kind(estimate, number)


def _kind(estimate: Estimate, number: Printed) -> tuple[str, str, bool, bool]:
    is_fraction = number.denominator is not None and number.unit != "%"
    return number.bound, number.unit or estimate.unit or "", number.upper is None, is_fraction


def is_close(estimate: Estimate, token: str) -> bool:
    """Whether a number with a unit differs by at most one in the last printed decimal, as by rounding or a slip."""
    number, own = number_in(token), estimate.number_of(estimate.readings[0])
    if number is None or own is None or is_bare(token):
        return False
    step = Decimal(1).scaleb(-min(number.decimals, own.decimals))
    return abs(number.value - own.value) <= step


def distance(estimate: Estimate, token: str) -> Decimal:
    """Return the difference between the value of a token and that of the estimate."""
    number, own = number_in(token), estimate.number_of(estimate.readings[0])
    return abs(number.value - own.value) if number and own else Decimal(0)


@lru_cache(maxsize=32_768)
def number_in(text: str) -> Printed | None:
    """Return the number that a text prints; None for a vague word and for a text that is no number."""
    try:
        return parse(in_digits(text))
    except ValueError:
        return None


def is_bare(text: str) -> bool:
    """Whether a text is a vague word or a whole number without a unit, which an article prints many times."""
    number = number_in(text)
    return number is None or not (
        number.unit or number.bound or number.decimals or number.denominator is not None or number.upper is not None
    )
