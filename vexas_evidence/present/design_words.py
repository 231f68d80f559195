"""Words that follow from a study's design and from what its numbers count: its arms, its comparator, its units.

Events, courses and clusters are not counted as participants (Cochrane Handbook, chapters 6.2 and 23).
"""

from __future__ import annotations

import re

from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.wording.statement_text import listed
from vexas_evidence.model import Estimate, Population
from vexas_evidence.model.estimation import UNIT_NOUNS
from vexas_evidence.present.spans import Spans, to_bare, to_line
from vexas_evidence.text import words


def not_entered(part: str) -> str:
    """Say that nobody has entered what a part is made from; what no source states is listed as not stated."""
    return fixed("not-entered.says", part=section("not-entered.parts")[part])


def comparator(numbers: Numbers) -> Spans:
    """The comparator as the PICO states it, followed by a space.

    Where the PICO has none, the arms that others are set against, or all arms; nothing for one arm.
    """
    if known := numbers.study.about.comparator:
        text = f"none{known.text.removeprefix('None')}" if known.text.startswith("None ") else known.text
        return (f"{known.label}: ", *to_bare(numbers.spans(text)), " ")
    if not numbers.study.about.has_several_arms or not numbers.arms:
        return ()
    named = dict.fromkeys(each.comparator for each in numbers.study.estimates.values() if each.comparator)
    if named:
        return (f"{fixed('arms.comparator', names=listed([numbers.arms[name].label for name in named]))} ",)
    return (f"{fixed('arms.arms', names=arms(numbers))} ",)


def arms(numbers: Numbers) -> str:
    """The arms of a study by their names; "one treated arm" where there is one."""
    if not numbers.study.about.has_several_arms:
        return fixed("arms.single")
    return listed([arm.label for arm in numbers.study.about.arms]) or fixed("arms.several")


def whom(numbers: Numbers, estimate: Estimate) -> Spans:
    """Out of whom the number of an estimate is; events are not out of participants, but in them.

    An effect is of the participants of two arms.
    """
    named = population_name(numbers, numbers.study.population_of(estimate))
    if estimate.comparator:
        named = (*named, f", {fixed('arms.against', arm=numbers.arms[estimate.comparator].label)}")
    if estimate.compares:
        named = (*named, f", {fixed('arms.all-compared')}")
    if numbers.counts_another_unit(estimate):
        return (f"{fixed('arms.in', units=units(numbers, estimate))} ", *named)
    return named


def population_name(numbers: Numbers, population: Population) -> Spans:
    """A population, with the name of its arm where its own label does not hold it."""
    label = numbers.spans(population.label)
    arm = numbers.arms[population.arm].label if population.arm else ""
    return label if arm.casefold() in to_line(label).casefold() else (*label, f" ({arm})")


def units(numbers: Numbers, estimate: Estimate) -> str:
    """What an estimate counts, where that is no participant: "events", "courses"; else ""."""
    unit = numbers.unit_of_analysis(estimate)
    return "" if unit == "participant" else UNIT_NOUNS[unit]


def counted(numbers: Numbers, estimate: Estimate) -> Spans:
    """The number as printed, with what it counts after a count or a proportion of anything but participants.

    A print that says so itself, such as "3 cases (6%)" of published cases, or "12 villages", stands alone.
    """
    value, unit = numbers.value(estimate), units(numbers, estimate)
    has_noun = any(each not in words.VALUES for each in re.findall("[a-z]{3,}", value.text.lower()))
    if not unit or estimate.measure not in ("count", "proportion") or has_noun:
        return (value,)
    return (value, f" {unit}")
