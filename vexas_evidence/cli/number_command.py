"""The command ``number``: how a printed text is read, what follows from it, and whether it contradicts itself."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import get_args

import click

from vexas_evidence.analysis.prints.fields import Measure, ReadNumber
from vexas_evidence.analysis.prints.read_number import LARGEST, read_number
from vexas_evidence.cli.command import BAD_INPUT, DISCREPANCY, FORM, echo
from vexas_evidence.text.folding import condense
from vexas_evidence.text.grammar.digits import DecimalSign

_FIELDS = (
    *("estimate", "count", "denominator", "percent", "bound", "lower", "upper", "level"),
    *("standard_error", "unit", "person_time"),
)


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("text")
@click.option(
    "--of", type=click.IntRange(min=0, max=LARGEST), help="The denominator, where the text does not print it."
)
@click.option("--measure", type=click.Choice(get_args(Measure)), help="What the number is; it names a pair as limits.")
@click.option("--head", help="The head of the table, such as 'n (%)'.")
@click.option(
    "--decimal",
    type=click.Choice(get_args(DecimalSign)),
    default="point",
    show_default=True,
    help="The sign of the decimals in the source.",
)
@FORM
def number(
    text: str, of: int | None, measure: Measure | None, head: str | None, decimal: DecimalSign, form: str
) -> None:
    """Show how a printed number is read.

    TEXT is a number as it is published, such as "4/22 (18.2%)". What follows from it is shown too: a count, a
    denominator, an interval. The exit is 1 where the text contradicts itself, and 2 where a number of it is not read
    or nothing names it.
    """
    found = read_number(text, of=of, measure=measure, head=head, decimal=decimal)
    if form == "json":
        click.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
    else:
        echo(*_lines(found))
    if found.contradicts_itself:
        sys.exit(DISCREPANCY)
    if found.unread:
        sys.exit(BAD_INPUT)


def _lines(found: ReadNumber) -> Iterator[str]:
    text = condense(found.text)
    yield text
    if found.unread:
        marked = {at for place in found.unread for at in range(place.start, place.end)}
        yield "".join("^" if at in marked else " " for at in range(len(text))).rstrip()
    if found.absent:
        yield "  nothing is stated in this cell; it is not 0"
    for index, each in enumerate(found.prints, start=1):
        yield f"  print {index}"
        yield from (f"  {line}" for line in _parts(each))
    yield from _parts(found)
    for other in found.other:
        yield _line(other.kind, f"{other.text} (no part of the print)")
    for place in found.unread:
        yield _line("not read", f"{place.text}: {place.why}: {place.decides} would decide it")


def _parts(found: ReadNumber) -> Iterator[str]:
    for name in _FIELDS:
        if (value := getattr(found, name)) is not None:
            yield _line(name.replace("_", " "), value)
    if found.bracket:
        yield _line("bracket", f"{found.bracket.lower} to {found.bracket.upper}")
    for spread in found.spread:
        yield _line(spread.kind, spread.value or f"{spread.lower} to {spread.upper}")
    if found.p:
        words = (found.p.bound, found.p.value, found.p.test and f"({found.p.test})")
        yield _line("p", " ".join(filter(None, (*words, found.p.sides and f"({found.p.sides}-sided)"))))
    for derived in found.derived:
        yield _line(f"→ {derived.what}", f"{derived.value or 'none'} ({derived.because})")
    for flag in found.flags:
        yield _line("flag", flag)
    for contradiction in found.contradictions:
        yield _line("contradicts", contradiction)


def _line(label: str, text: str) -> str:
    return f"  {label:<15} {text}"
