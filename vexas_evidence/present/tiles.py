"""What a reader meets first, as data: the status in one line, and tiles with the main numbers.

A study that names none of them has those that follow from its results.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from vexas_evidence.analysis.checks.full_text import estimates_in_full_text
from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.numbers import Numbers, Shown, When
from vexas_evidence.analysis.statistics.parts_of_prints import printed_behind
from vexas_evidence.analysis.statistics.shown import participants_of_effect
from vexas_evidence.analysis.statistics.statistic import Absent
from vexas_evidence.analysis.wording.estimate_words import Register, phrases_of, who_of
from vexas_evidence.analysis.wording.statement_text import lead_of
from vexas_evidence.model import Estimate, Tile
from vexas_evidence.model.measures import MEASURES
from vexas_evidence.model.record import TIME_NOT_STATED
from vexas_evidence.present import sources_read
from vexas_evidence.present.marks import Direction, Mark, counts_people, direction_of, mark_of, way_of
from vexas_evidence.present.spans import LEVEL, Spans, Words, in_brackets, join, study_title
from vexas_evidence.present.tables import reported
from vexas_evidence.present.tables.absent import by_kind
from vexas_evidence.present.tables.table import source_ids
from vexas_evidence.present.tables.usual_screen import usual_lead, usual_tiles, usual_topic

MOST_DOTS = 20
"""One shape a participant is drawn for so many participants at most."""


@dataclass(frozen=True, slots=True)
class TileNumber:
    """A number in large type, what it is of, who was counted, and its mark; ``dots`` are count and denominator."""

    shown: Shown
    said: Spans
    counted: Spans
    mark: Mark | None
    dots: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class ShownTile:
    """A tile: its title, which way is better, its numbers, what it names as not stated, and a line below.

    ``has_harms`` where all its numbers are of harms.
    """

    title: str
    direction: Direction
    has_harms: bool
    way: str
    """Which way is better of a tile of times or values; "" for one that says how many."""
    numbers: tuple[TileNumber, ...]
    not_stated: tuple[Absent, ...]
    note: Spans
    """When its outcomes occurred, as far as a window of time is stated, and what the data add."""

    @property
    def chip(self) -> str:
        """Whether the outcome is desirable, or of a time or a value which way is better; or that no number is known."""
        if not self.numbers:
            shorts = f" {fixed('figures.or')} ".join(short for short, _ in self.absent)
            return fixed("screen.critical-chip", absent=shorts)
        return self.way[:1].upper() + self.way[1:] if self.way else section("screen.chips")[self.direction]

    @property
    def absent(self) -> Iterator[tuple[str, list[str]]]:
        """What is known of the outcomes without a number, as "not measured", each with the names of those."""
        return ((of_kind[0].short, [each.outcome.label for each in of_kind]) for of_kind in by_kind(self.not_stated))


def topic_of(numbers: Numbers) -> Spans:
    """The topic of the first screen; without one, what is compared in what, or else the title of the study."""
    shown = numbers.study.narrative.first_screen
    return numbers.spans(shown.topic) if shown else usual_topic(numbers) or (study_title(numbers),)


def lead_text(numbers: Numbers) -> str:
    """The lead of the first screen, with references to its numbers: the study's own, or what its results state."""
    shown = numbers.study.narrative.first_screen
    return lead_of(numbers, shown) if shown else usual_lead(numbers)


def status_line(numbers: Numbers) -> str:
    """Say what the numbers were checked against, and whether certainty was rated."""
    checked = estimates_in_full_text(numbers.evidence, numbers.study)
    article = "" if checked else fixed("screen.unchecked")
    rated = any(each.of.startswith("certainty-") for each in numbers.in_force)
    certainty = fixed("screen.rated") if rated else fixed("screen.not-rated")
    basis = f"{sources_read.basis(numbers)}{article}"
    return fixed("screen.status", basis=basis, printed=_printed_by(numbers), certainty=certainty)


def _printed_by(numbers: Numbers) -> str:
    """A sentence that names the sources of the numbers of the first screen; nothing where there are none."""
    lines = (line.estimate for group in reported.groups(numbers) for line in group.lines)
    names = [source.short for source in numbers.sources(source_ids(lines))]
    return fixed("screen.printed", names=", ".join(names)) if names else ""


def tiles(numbers: Numbers) -> tuple[ShownTile, ...]:
    """Return the tiles that the study names, or else the usual ones."""
    written = numbers.study.narrative.first_screen
    if written and written.tiles:
        return tuple(_shown(numbers, tile) for tile in written.tiles)
    return tuple(_with_time(numbers, tile) for tile in usual_tiles(numbers))


def _with_time(numbers: Numbers, tile: Tile) -> ShownTile:
    """A tile that nobody wrote, which says below when its results are of, where that is one time."""
    shown, estimates = _shown(numbers, tile), [numbers.study.estimates[name] for name in tile.of]
    said = {span.text for number in shown.numbers for span in number.said if isinstance(span, When)}
    times = {when.text: when for each in estimates if (when := numbers.when(each)).text not in said}
    if len(times) != 1 or said:
        return shown
    [(text, when)] = times.items()
    known: Spans = (
        (f"{TIME_NOT_STATED.capitalize()}.",) if text == TIME_NOT_STATED else (f"{fixed('record.when')}: ", when, ".")
    )
    return replace(shown, note=join(" ", [each for each in (known, shown.note) if each]))


def _shown(numbers: Numbers, tile: Tile) -> ShownTile:
    estimates = [numbers.study.estimates[name] for name in tile.of]
    directions = {direction_of(numbers.outcomes[each.outcome]) for each in estimates}
    direction: Direction = directions.pop() if len(directions) == 1 else "not stated"
    is_one = len({numbers.label(each) for each in estimates}) == 1 and len(estimates) > 1
    return ShownTile(
        tile.title,
        direction,
        {numbers.outcomes[each.outcome].role for each in estimates} == {"harm"},
        "" if counts_people(numbers, estimates) else way_of(numbers, estimates),
        tuple(_number(numbers, each, tile.title, by_time=is_one) for each in estimates),
        tuple(each for name in tile.not_stated for each in numbers.not_stated if each.outcome.id == name),
        with_windows(numbers, estimates, tile.note),
    )


def with_windows(
    numbers: Numbers, estimates: list[Estimate], note: str | None, register: Register = "professional"
) -> Spans:
    """Return the windows of time that are stated for all outcomes of a tile or card at once, and its *note*."""
    headings = {numbers.outcomes[each.outcome].group for each in estimates}
    stated = list(reported.windows(numbers, headings.pop())) if len(headings) == 1 else []
    lines: list[Spans] = []
    for estimate, outcome in stated:
        phrases = phrases_of(outcome, register)
        said = f"{phrases.noun} {phrases.had}" if phrases and phrases.had else f"{outcome.label}:"
        lines.append((f"{said[:1].upper()}{said[1:]} ", numbers.value(estimate), "."))
    return join(" ", [*lines, *([(note,)] if note else [])])


def _number(numbers: Numbers, estimate: Estimate, title: str, *, by_time: bool) -> TileNumber:
    """A number with its time where the tile has several of one outcome, and else with its outcome."""
    fraction, percent, limits = numbers.fraction(estimate), numbers.percent(estimate), numbers.limits(estimate)
    dots = few_counted(numbers, estimate)
    said: Spans = (numbers.when(estimate),) if by_time else _named(numbers, estimate, title)
    counted = _counted(numbers, estimate)
    if dots:
        said = _who_had(numbers, estimate) or said
        counted = (percent, *in_brackets(LEVEL, " ", limits)) if percent else ()
    alone = None if percent else numbers.alone(estimate)
    if alone:
        behind = (Words(printed_behind(numbers.value(estimate).text), "estimate"),)
        counted = join("; ", [each for each in (behind, counted) if each])
    shown = fraction if dots and fraction else percent or alone or numbers.value(estimate)
    return TileNumber(shown, said, counted, mark_of(numbers, estimate), dots)


def _named(numbers: Numbers, estimate: Estimate, title: str) -> Spans:
    """What a number is of, as far as the *title* does not say it, and its time where that is not all that there is."""
    label = numbers.label(estimate)
    alike = {each.timepoint for each in numbers.study.estimates.values() if numbers.label(each) == label}
    own = label.removeprefix(f"{title}, ")
    if label == title:
        return (numbers.when(estimate),)
    return (own, ", ", numbers.when(estimate)) if len(alike) > 1 else (own,)


def _counted(numbers: Numbers, estimate: Estimate) -> Spans:
    """Who was counted; of a denominator that is inferred, that no source prints it."""
    fraction, denominator = numbers.fraction(estimate), numbers.denominator(estimate)
    if MEASURES[estimate.measure].compares:
        every = participants_of_effect(numbers.statistics, estimate.id)
        return (every,) if isinstance(every, str) else (every, f" {fixed('lead.participants')}")
    if denominator is None:
        return reported.analyzed(numbers, estimate) or (fixed("outcomes.no-denominator"),)
    if fraction is None:
        return ("of ", denominator)
    inferred: Spans = (f" ({fixed('screen.inferred')})",) if denominator.kind == "inferred" else ()
    return (fraction, *inferred)


def _who_had(numbers: Numbers, estimate: Estimate) -> Spans:
    """Who the participants are and what they had, to follow a count of them; nothing where the data lack the words."""
    who, phrases = who_of(numbers, estimate, "professional"), numbers.outcomes[estimate.outcome].phrases
    return (f"{who} {phrases.had}",) if who and phrases and phrases.had and phrases.counts == "with" else ()


def few_counted(numbers: Numbers, estimate: Estimate) -> tuple[int, int] | None:
    """Return count and denominator where both are shown and the participants few enough to draw each of them."""
    if numbers.unit_of_analysis(estimate) != "participant":
        return None
    count, every = numbers.statistics.known(estimate.id, "count"), numbers.statistics.known(estimate.id, "denominator")
    if count is None or every is None or count.value is None or every.value is None:
        return None
    few = every.value <= MOST_DOTS and numbers.fraction(estimate) is not None
    return (int(count.value), int(every.value)) if few else None
