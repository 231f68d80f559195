"""The unit of measurement that a source prints for a number: in prose beside it, in a table in the heads above it too.

A ledger holds numbers and no words, so the unit of "48 hours" is found in the text alone. ``unit_printed`` reads it
there: ``review`` offers it, ``lift`` sets it against that of an estimate, and ``verify`` does so with each reading of a
source whose text is given.
"""

from __future__ import annotations

from collections.abc import Iterable

from vexas_evidence.sources.context import CELLS, Context
from vexas_evidence.text.late import in_any_case, late
from vexas_evidence.text.printed import unit_in_one_form
from vexas_evidence.text.tokens import normalise_numbers, tokens
from vexas_evidence.text.units import same_unit, unit_behind, units_in_head
from vexas_evidence.text.words import WHOLE_WORDS

_DIGITS = late(r"\D*\d(?:[\d.,]*\d)?")
_BEFORE = late(r"([(\[][^()\[\]]+[)\]])[^\d;.()\[\]|]{0,40}$")
_PERCENTAGES = in_any_case(r"(?:^|(?<!\bn )(?<!\bno\. )(?<!number )[(\[]|,)\s?%\s?(?:$|[)\],;(])")
"""The head of what is in percent, and no count with its percentage as below "n (%)"."""


def unit_printed(context: Context, first: int, last: int | None = None) -> str:
    """Return the unit of a number of the tokens *first* to *last*; "" where none is printed, or several are.

    The nearest words that name one decide: behind the number and what shares its unit, in brackets before it; then its
    row and its column; then the sub-head; then the caption.
    """
    text, (start, end) = context.text, context.spans[first - 1]
    if not (_DIGITS.match(text, start, end) or WHOLE_WORDS.search(text, start, end)):
        return ""
    own = _behind(text, start, end) or unit_behind(text, start + len(context.between(first, last or first)))
    before = _BEFORE.search(text[:start])
    if own or (before and (own := _one_of([before[1]]))):
        return unit_in_one_form(own)
    if CELLS.strip() not in text:
        return ""
    row, *sub_heads = row_heads(context)
    layers = ([row, context.column_of(first) or ""], sub_heads, context.above[1:])
    return unit_in_one_form(next(filter(None, map(_one_of, layers)), ""))


def _one_of(heads: Iterable[str]) -> str:
    """The unit that some heads name, where it is one."""
    named = [unit for head in heads for unit in (*units_in_head(head), *(["%"] if _PERCENTAGES.search(head) else []))]
    return named[0] if named and named[0] != "%" and all(same_unit(named[0], each) for each in named) else ""


def has_unit(printed: str, unit: str) -> bool:
    """Whether a printed text holds a unit behind one of its numbers: kg of "4.3 kg (SD 1.2)"."""
    text = normalise_numbers(printed)
    return any(same_unit(unit, _behind(text, each.start, each.end)) for each in tokens(text))


def _behind(text: str, start: int, end: int) -> str:
    """The unit behind the digits of a token, or in it: "7 days", "3.4kg"."""
    digits = _DIGITS.match(text, start, end)
    return unit_behind(text, digits.end() if digits else end)


def row_heads(context: Context) -> tuple[str, ...]:
    """Return the head of a row of a table, then the sub-heads above it; none of other text."""
    if CELLS.strip() not in context.text:
        return ()
    own = context.text.split(CELLS.strip())[0].strip()
    merged = [each.removesuffix(f", {own}") for each in context.heads if own and each.endswith(f", {own}")]
    return (own, *(each for each in merged if ", row" not in each), *context.above[:1])
