"""Checks of the readings: possible numbers, the same number in all sources, units, and wordings without numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from vexas_evidence.analysis.checks import REREAD, Found
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.prints.differing_parts import differing_parts
from vexas_evidence.model import Estimate, Reading, Study
from vexas_evidence.text import prose
from vexas_evidence.text.agreement import same_number, truncated
from vexas_evidence.text.printed import Printed, unit_in_one_form


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
    """A unit that an estimate declares is printed by a source, for it or for the same outcome and population.

    It may stand in the head of a row ("Stay, days", "Blood loss (mL)").

    Of the values of single participants ("5 and 28 months") the other ones are of other populations.
    """
    for estimate in (each for each in numbers.study.estimates.values() if each.unit is not None):
        same = (
            each
            for each in numbers.study.estimates.values()
            if each.outcome == estimate.outcome
            and (each.population == estimate.population or each.measure == estimate.measure == "individual-value")
        )
        units = {unit for each in same for reading in each.readings if (unit := _unit(each, reading))}
        words = (word for reading in estimate.readings for word in re.findall(r"[^\W\d_]+", reading.paragraph.lower()))
        in_head = any(unit_in_one_form(word) == estimate.unit for word in words)
        as_typed = re.compile(rf"(?<!\w){re.escape(estimate.unit or '')}(?!\w)")
        in_head = in_head or any(as_typed.search(reading.paragraph) for reading in estimate.readings)
        if estimate.unit not in units and not in_head:
            found = f"{estimate.id} is in {estimate.unit}"
            expected = " or ".join(sorted(units)) or "a unit that a source prints"
            yield Found(estimate.at("unit"), found, expected, "compare with the source and correct the unit")


def _unit(estimate: Estimate, reading: Reading) -> str:
    """The unit that a reading prints; "" where it prints none."""
    found = None if reading.number else estimate.print_of(reading)
    return reading.number.unit if reading.number else (found.value("unit") or "") if found else ""


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
