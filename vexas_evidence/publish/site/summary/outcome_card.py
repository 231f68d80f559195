"""The card of the plain page: what got better and what harms were seen, each number as a picture of one size.

It is no fact box, as there may be nothing to compare with (McDowell 2016; Brick 2020). A picture has a hundred shapes;
in a dashed frame it says that the number of people counted is not stated.
"""

from __future__ import annotations

from collections.abc import Iterable

from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.wording.design_levels import level_of
from vexas_evidence.analysis.wording.estimate_words import EstimateWords, phrases_of
from vexas_evidence.model import CardPart, Estimate, KeyPoint
from vexas_evidence.present.marks import Direction, direction_of, mark_of
from vexas_evidence.present.spans import Words, fixed_spans
from vexas_evidence.present.tiles import few_counted, with_windows
from vexas_evidence.publish.site.markdown import Markdown, Writer, div, inline, join, join_blocks
from vexas_evidence.publish.site.summary.drawn_marks import css_class, dots

_SIDE, _ALL = 10, 100
"""The shapes in a row of a picture, and in all of it."""


def outcome_card(writer: Writer) -> Markdown:
    """The card; nothing where the narrative names no numbers for it."""
    numbers = writer.numbers
    parts, seen, heads = [], set[Direction](), section("card.heads")
    for part in _parts(numbers):
        direction = direction_of(numbers.outcomes[numbers.study.estimates[part.of[0]].outcome])
        if direction not in seen:
            seen.add(direction)
            parts.append(div(f"card-head .{css_class(direction)}", heads[direction]))
        parts.append(_part(part, direction, writer))
    if not parts:
        return Markdown("")
    return join_blocks(div("outcome-card", *_opening(writer), *parts), *_denominators(writer))


def people(passage: KeyPoint, writer: Writer) -> Markdown:
    """A shape a person for each number of a passage that counts some of few people; nothing where there is none."""
    drawn = []
    for statement in passage.statements:
        estimate = writer.numbers.study.estimates[statement.of]
        counted, few = writer.numbers.fraction(estimate), few_counted(writer.numbers, estimate)
        if counted and few and few[0] < few[1]:
            direction = direction_of(writer.numbers.outcomes[estimate.outcome])
            said = join(writer.say(counted), " ", _words(writer.numbers, estimate, writer))
            drawn.append(div("people", said, dots(*few, direction, writer.where)))
    return join_blocks(*drawn, div("card-note", fixed("card.people"))) if drawn else Markdown("")


def _parts(numbers: Numbers) -> tuple[CardPart, ...]:
    """The parts that the narrative names; in files of earlier versions the one number that it wants drawn."""
    narrative = numbers.study.narrative
    estimate = numbers.study.estimates.get(narrative.icons or "")
    if narrative.card or estimate is None or numbers.statistics.percent(estimate.id) is None:
        return narrative.card
    return (CardPart(title=numbers.label(estimate), of=(estimate.id,)),)


def _opening(writer: Writer) -> list[Markdown]:
    numbers = writer.numbers
    lead = [div("card-lead", writer.say(*fixed_spans("card.lead", all=Words(f"{_ALL}", "picture size"))))]
    if level_of(numbers.study) == "uncontrolled" and (given := numbers.study.about.given):
        lead.insert(0, div("card-title", writer.say(fixed("card.no-comparison", treatment=given))))
    return lead


def _part(part: CardPart, direction: Direction, writer: Writer) -> Markdown:
    numbers = writer.numbers
    cells = [_cell(numbers.study.estimates[name], direction, writer) for name in part.of]
    if part.not_stated:
        cells.append(
            div(
                "card-cell .absent",
                div("card-words", writer.say(part.not_stated)),
                div("card-picture .unknown", " ".join(_lacking(part, numbers))),
            )
        )
    said = with_windows(numbers, [numbers.study.estimates[name] for name in part.of], part.note, "plain")
    note = [div("card-note", writer.say(*said))] if said else []
    title = div("card-part-title", writer.say(part.title))
    return join_blocks(title, div("card-cells", *cells), *note)


def _lacking(part: CardPart, numbers: Numbers) -> Iterable[str]:
    """What a source says of the outcomes that a part names without a number; else that there is no figure."""
    said, silent = section("card.lacking"), fixed("card.no-figure")
    kinds = [each.row.kind for each in numbers.not_stated if each.outcome.id in part.lacking]
    return dict.fromkeys(said.get(kind, silent) for kind in kinds) or (silent,)


def _cell(estimate: Estimate, direction: Direction, writer: Writer) -> Markdown:
    numbers = writer.numbers
    mark = mark_of(numbers, estimate)
    assert mark is not None, "a check refuses a number of the card that is no percentage"
    filled = round(mark.at)
    frame = "stated" if numbers.denominator(estimate) else "unstated"
    shapes = section("card.shapes")[direction]
    scaled = Words(fixed("card.scaled", filled=f"{filled}", all=f"{_ALL}", shapes=shapes), "picture size")
    counted = numbers.fraction(estimate)
    return div(
        "card-cell",
        inline("card-number", writer.say(numbers.percent(estimate) or numbers.value(estimate))),
        div("card-words", _words(numbers, estimate, writer)),
        div(f"card-picture .{frame}", dots(filled, _ALL, direction, writer.where, _SIDE)),
        div("card-scaled", writer.say(scaled)),
        div("card-counted", join(f"{fixed('card.counted')} ", writer.say(counted or fixed("card.not-stated")))),
    )


def _words(numbers: Numbers, estimate: Estimate, writer: Writer) -> Markdown:
    """What those counted had or had not, and when, in plain words; without a verb, the outcome or its label."""
    phrases = phrases_of(numbers.outcomes[estimate.outcome], "plain")
    words = EstimateWords(numbers, estimate, "plain")
    said = (words.had or phrases.noun) if phrases else numbers.label(estimate)
    return writer.prose(f"{said}{words.time}")


def _denominators(writer: Writer) -> list[Markdown]:
    """Which of the numbers behind the pictures nobody prints."""
    numbers = writer.numbers
    shown = [numbers.study.estimates[name] for part in _parts(numbers) for name in part.of]
    found = []
    for estimate in shown:
        denominator = numbers.denominator(estimate)
        if denominator and denominator.kind == "inferred":
            found.append(writer.say(*fixed_spans("card.inferred", denominator=denominator)))
            count, percent = numbers.count(estimate), numbers.percent(estimate) or numbers.value(estimate)
            if count and numbers.study.population_of(estimate).denominator.by == "rounding":
                found.append(writer.say(" ", *fixed_spans("card.rounding", count=count, percent=percent)))
    return [div("card-foot", join(*found))] if found else []
