"""Checks of the readings: possible numbers, the same number in all sources, units, and wordings without numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from vexas_evidence.analysis.checks import REREAD, Found
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.prints.differing_parts import differing_parts
from vexas_evidence.model import Estimate, Reading, Study
from vexas_evidence.model.estimates import WITH_UNIT
from vexas_evidence.sources.context import Context
from vexas_evidence.sources.printed_units import has_unit, unit_printed
from vexas_evidence.sources.sentences import LONGEST_NAME
from vexas_evidence.text import prose
from vexas_evidence.text.agreement import same_number, truncated
from vexas_evidence.text.printed import IN_YEARS, Printed, unit_in_one_form
from vexas_evidence.text.units import same_unit, size, units_in_head


def percentages_within_100(numbers: Numbers) -> Iterator[Found]:
    """A percentage lies between 0% and 100%, and a range ends above its start."""
    for reading, number in numbers_read(numbers.study):
        if number.upper is not None and number.upper < number.value:
            yield Found(reading.at("printed"), f"{number.text!r} ends before it starts", "the lower end first", REREAD)
        if number.unit == "%" and not 0 <= max(number.value, number.upper or 0) <= 100:
            yield Found(reading.at("printed"), f"{number.text!r} is over 100%", "a percentage from 0% to 100%", REREAD)


def readings_agree(numbers: Numbers) -> Iterator[Found]:
    """All sources print the same number for an estimate, or one that rounds to it, with the same interval and spread.

    They may leave out its unit, and what stands around it.
    """
    for estimate in numbers.study.estimates.values():
        first = estimate.readings[0]
        for reading in estimate.readings[1:]:
            one, other = with_unit(estimate, first.number), with_unit(estimate, reading.number)
            why = ""
            if one is None or other is None:
                differs = estimate.measure == "quantifier" and first.printed.lower() != reading.printed.lower()
            else:
                differs = not (_are_parts(one, other) or same_number(one, other)) or any(
                    None not in pair and pair[0] != pair[1]
                    for pair in ((one.count, other.count), (one.denominator, other.denominator))
                )
                why = "; cutting decimals off alone would explain it" if truncated(one, other) else ""
            own, printed = estimate.print_of(first), estimate.print_of(reading)
            if not differs and own and printed and (parts := "; ".join(differing_parts(own, printed))):
                differs, why = True, f", {parts}"
            if differs:
                found = f"{reading.shown!r} in {reading.source}{why}"
                about = f"{estimate.id}/{reading.source}: {reading.printed} against {first.printed}"
                yield Found(reading.at("printed"), found, f"{first.printed!r} as in {first.source}", REREAD, about)


def _are_parts(one: Printed, other: Printed) -> bool:
    """Whether one prints the percentage, the other the count: percentages_fit_their_counts compares these."""
    fraction, percentage = (one, other) if other.unit == "%" else (other, one)
    return percentage.unit == "%" and fraction.unit in ("", "patients") and fraction.count is not None


def units_are_printed(numbers: Numbers) -> Iterator[Found]:
    """The unit of a number is the one that its tokens, the name of its row, or the same outcome's numbers print.

    A ledger has no other words. Where none of these names a unit, only the text of the source can tell, but for the
    units of time that belong to tokens: a sentence of prose prints them there alone.

    Of the values of single participants ("5 and 28 months") the other ones are of other populations.
    """
    measured = [each for each in numbers.study.estimates.values() if each.measure in WITH_UNIT]
    for estimate in measured:
        of_row = {unit for reading in estimate.readings for unit in _units_of_row(reading)}
        own = {_unit(estimate, reading) for reading in estimate.readings} - {""}
        if estimate.unit is None:
            if len(of_row) == 1 and not own:
                found, unit = f"{estimate.id} is in no unit", next(iter(of_row))
                remedy = "name it as the unit, or the one that the head of its column prints"
                about = f"{estimate.id}/{estimate.readings[0].source}: no unit against {unit}"
                yield Found(estimate.at("measure"), found, unit, remedy, about)
            continue
        same = (
            each
            for each in measured
            if each.outcome == estimate.outcome
            and (each.population == estimate.population or each.measure == estimate.measure == "individual-value")
        )
        printed = of_row | {_unit(each, reading) for each in same for reading in each.readings} - {"", "%"}
        if any(same_unit(estimate.unit, each) for each in printed):
            continue
        is_of_tokens = unit_in_one_form(estimate.unit) in (*IN_YEARS, "cycles")
        if printed or (is_of_tokens and not any(_prints_time(numbers, estimate, each) for each in estimate.readings)):
            expected = " or ".join(sorted(printed)) or "a unit that a source prints"
            found = f"{estimate.id} is in {estimate.unit}"
            yield Found(estimate.at("unit"), found, expected, "compare with the source and correct the unit")


def _units_of_row(reading: Reading) -> tuple[str, ...]:
    """The units that the name of a table's row names; none where it is cut, and may have lost some."""
    name = reading.paragraph.partition(", row ")[2]
    return units_in_head(name) if 0 < len(name) < LONGEST_NAME - 1 else ()


def _prints_time(numbers: Numbers, estimate: Estimate, reading: Reading) -> bool:
    """Whether a token of a sentence has the unit of an estimate; so it is taken for what stands in a table."""
    statement = numbers.evidence.statement_at(reading)
    last_words = (re.split(r"[\s-]", each)[-1] for each in (statement.tokens if statement else ()))
    return ", row " in reading.paragraph or any(same_unit(each, estimate.unit or "") for each in last_words)


def _unit(estimate: Estimate, reading: Reading) -> str:
    """The unit that a reading prints; "" where it prints none."""
    found = None if reading.number else estimate.print_of(reading)
    return reading.number.unit if reading.number else (found.value("unit") or "") if found else ""


def other_unit(estimate: Estimate, context: Context, tokens: tuple[int, int | None], printed: str) -> tuple[str, str]:
    """Return the unit that an estimate is in, and the other one that a source prints for it at some tokens.

    *tokens* are the first and the last of them, and *printed* is the text that is read there. Both units are "" where
    they are one, and where the source prints none; the first alone where the estimate names none.
    """
    unit = unit_printed(context, *tokens) if estimate.measure in WITH_UNIT and "%" not in printed else ""
    named = estimate.unit or next(filter(None, (_unit(estimate, each) for each in estimate.readings)), "")
    is_unknown = not estimate.unit and (has_unit(printed, unit) or (named and size(named) is None))
    return ("", "") if not unit or is_unknown or same_unit(named, unit) else (named, unit)


def wordings_hold_no_number(numbers: Numbers) -> Iterator[Found]:
    """A wording holds no numeral, as a number has its own measure."""
    for estimate, reading in readings_of(numbers.study):
        if not estimate.is_wording:
            continue
        numeral = prose.typed_numeral(reading.printed, numbers.names)
        if numeral is not None:
            found = f"{reading.printed!r} holds the numeral {numeral!r}"
            is_print = estimate.measure != "wording"
            remedy = "name the tokens that print it" if is_print else "extract the number with its own measure"
            yield Found(reading.at("printed"), found, "words only", remedy)


def readings_of(study: Study) -> Iterator[tuple[Estimate, Reading]]:
    """Yield every reading of a study with its estimate."""
    for estimate in study.estimates.values():
        for reading in estimate.readings:
            yield estimate, reading


def numbers_read(study: Study) -> Iterator[tuple[Reading, Printed]]:
    """Yield every reading that prints a number, with the number."""
    for _, reading in readings_of(study):
        if reading.number:
            yield reading, reading.number


def with_unit(estimate: Estimate, number: Printed | None) -> Printed | None:
    """Return a number with the unit that its estimate declares, where it prints none."""
    return replace(number, unit=estimate.unit) if number and estimate.unit and not number.unit else number
