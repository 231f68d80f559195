"""The cell in which a panel rates certainty: what named persons rated, or boxes to tick with a line for reasons.

The certainty of an event rate and that of an effect are two things (GRADE guidelines 28, doi:10.1016/
j.jclinepi.2019.06.016; Hultcrantz 2017, doi:10.1016/j.jclinepi.2017.05.006), so a cell says of which a rating is.
Above the boxes stands a line to fill: certainty that what lies where.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import get_args

from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.model import Judgement, OutcomeRow
from vexas_evidence.model.texts.appraisal import CertaintyRating
from vexas_evidence.present.formats import Medium
from vexas_evidence.present.spans import Words
from vexas_evidence.present.tables.outcomes import rated
from vexas_evidence.present.tables.rating_words import what_happens
from vexas_evidence.present.tables.reported import rows_to_weigh
from vexas_evidence.publish.site.markdown import Markdown, Writer, div

LEVELS = tuple(reversed(get_args(CertaintyRating)))
"""The ratings of certainty, the highest first."""
_NAMES: Mapping[str, str] = section("certainty.of")
LONG_BLANK = '<span class="blank long"></span>'
BLANK, BOX = '<span class="blank"></span>', '<span class="box"></span>'


def options(names: Iterable[str]) -> str:
    """Boxes to tick, each with its name, which no end of a line parts from it."""
    return "&ensp; ".join(option(escape(name).replace(" ", "&nbsp;")) for name in names)


def option(cell: str) -> str:
    """A box to tick with what is written beside it."""
    return f'<span class="option">{BOX}&nbsp;{cell}</span>'


def ratings(writer: Writer, row: OutcomeRow | None) -> dict[str, Judgement]:
    """What named persons rated of the certainty of a row; nothing where nobody has."""
    return {each.of: each for each in writer.numbers.in_force if row and each.outcome == row.id and each.of in _NAMES}


def certainty_head(where: Medium) -> str:
    """The head of the column: who rates, and what each level looks like."""
    drawn = " ".join(
        f'<span class="option">{signs(level, where)}&nbsp;{level.replace(" ", "&nbsp;")}</span>' for level in LEVELS
    )
    return f'{fixed("certainty.head")}<br><span class="muted">{drawn}</span>'


def signs(rating: str, where: Medium) -> str:
    """GRADE's signs of a level, which are drawn: circles with a cross for what holds, empty ones for the rest."""
    level = get_args(CertaintyRating).index(rating) + 1
    if where != "html":
        return f'<span class="grade" data-level="{level}"></span>'
    circles = "".join(f'<circle cx="{6 + 12 * number}" cy="6" r="5"/>' for number in range(len(LEVELS)))
    crosses = "".join(f"M{1 + 12 * number} 6h10M{6 + 12 * number} 1v10" for number in range(level))
    return (
        f'<svg class="grade" data-level="{level}" width="48" height="12" aria-hidden="true">{circles}'
        f'<path d="{crosses}"/></svg>'
    )


def certainty_cell(writer: Writer, row: OutcomeRow | None, lacking: str = "", *, is_compared: bool = False) -> str:
    """What named persons rated of a row, or boxes to tick; *lacking* says what cannot be judged without a number.

    Of a comparison (*is_compared*) it says what happens, too, in the words of the rating.
    """
    judged = ratings(writer, row)
    if not judged:
        boxes = options(level.capitalize() for level in LEVELS)
        lines = fixed("certainty.to-fill", blank=BLANK), boxes, fixed("certainty.reasons", blank=BLANK)
        to_fill = "<br>".join(lines)
        return f'{to_fill}<br><span class="muted">{lacking}</span>' if lacking else to_fill
    said = [_rated(writer, name, judged.get(of)) for of, name in _NAMES.items()]
    days = dict.fromkeys(each.date.isoformat() for each in judged.values())
    for day in days:
        raters = dict.fromkeys(each.rater for each in judged.values() if each.date.isoformat() == day)
        said.append(writer.cell((f"{', '.join(raters)}, ", Words(day, "date"))))
    if is_compared:
        said += [writer.cell((words,)) for each in judged.values() if (words := what_happens(writer.numbers, each))]
    return "<br>".join(said)


def _rated(writer: Writer, name: str, judgement: Judgement | None) -> str:
    """Of which certainty a rating is, with its signs, or that nobody has rated it."""
    if judgement is None:
        return f'<span class="muted">{fixed("certainty.not-rated", of=name)}</span>'
    return f"{name}: {signs(judgement.rating, writer.where)} {writer.cell((rated(judgement),))}"


def rated_by(writer: Writer) -> Markdown:
    """Lines for who rated, as what and when, on paper; nothing where named persons have rated every row."""
    rows = {row.id for row in rows_to_weigh(writer.numbers) if row.estimates}
    if writer.where == "html" or (
        rows and rows <= {each.outcome for each in writer.numbers.in_force if each.of in _NAMES}
    ):
        return Markdown("")
    return div("rated-by", fixed("certainty.rated-by", blank="[]{.blank .long}"))
