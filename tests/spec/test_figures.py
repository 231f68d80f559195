"""The figures: their numbers, titles and marks, in one design that a phone and a slide can show."""

from __future__ import annotations

import io
import re

import pytest
from lxml import etree
from PIL import Image

from tests.drawn_texts import smallest, texts_of
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.present import figures
from vexas_evidence.present.figures import canvas
from vexas_evidence.present.figures.chart import COLUMN, MOST_WORDS, SLIDE, SLIDE_HEIGHT, Chart, on_slide, short_title
from vexas_evidence.present.figures.marks_drawn import COLORS
from vexas_evidence.present.figures.picture import (
    DASHES,
    FILL,
    INK,
    MUTED,
    OUTLINE,
    PAPER,
    Frame,
    Line,
    PictureBlock,
    Shape,
    Text,
    space,
    stacked,
    words,
)
from vexas_evidence.present.figures.timeline import _side_of
from vexas_evidence.present.spans import Bare, to_text

NAMES = ("proportions", "timeline", "flow")
PHONE = 343
"""The width of a column on a phone of 375 px, in px."""


@pytest.fixture(scope="module")
def charts(numbers: Numbers) -> dict[str, Chart]:
    return figures.charts(numbers)


@pytest.fixture(scope="module")
def drawn(charts: dict[str, Chart]) -> dict[str, str]:
    return {name: canvas.to_svg(chart.picture, "A figure") for name, chart in charts.items()}


def text_of(svg: str) -> str:
    return " ".join(texts_of(svg))


@pytest.mark.parametrize("name", NAMES)
def test_the_alternative_text_carries_the_numbers_of_the_figure(name: str, charts: dict[str, Chart]) -> None:
    shown = [row["number"][0].text for _, row in charts[name].table.rows]
    assert all(text in charts[name].alt for text in shown)


@pytest.mark.parametrize("name", NAMES)
def test_the_words_of_a_figure_are_text(name: str, charts: dict[str, Chart], drawn: dict[str, str]) -> None:
    shown = [row["number"][0].text for _, row in charts[name].table.rows]
    assert all(text in text_of(drawn[name]) for text in shown)


@pytest.mark.parametrize("name", NAMES)
def test_the_texts_of_a_figure_are_known_before_it_is_drawn(
    name: str, charts: dict[str, Chart], drawn: dict[str, str]
) -> None:
    assert list(texts_of(drawn[name])) == [to_text(line) for line in charts[name].picture.texts]


def test_a_drawing_is_the_same_twice(charts: dict[str, Chart], drawn: dict[str, str]) -> None:
    assert canvas.to_svg(charts["flow"].picture, "A figure") == drawn["flow"]


def test_the_figures_are_those_that_show_more_than_the_table_and_the_plot_of_it(charts: dict[str, Chart]) -> None:
    assert tuple(charts) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_title_says_the_finding_in_at_most_ten_words_above_the_figure(name: str, charts: dict[str, Chart]) -> None:
    chart = charts[name]
    assert 0 < len(to_text(chart.title).split()) <= MOST_WORDS
    first = min((item for item in chart.picture.items if isinstance(item, Text)), key=lambda item: item.y)
    assert to_text(chart.title).startswith(first.text)


def test_a_title_of_more_words_gives_way_to_a_shorter_one() -> None:
    assert short_title(("one two three four five six seven eight nine ten eleven",), ("Short",)) == ("Short",)


@pytest.mark.parametrize("name", NAMES)
def test_no_text_of_a_figure_is_below_twelve_pixels_on_a_phone(name: str, charts: dict[str, Chart]) -> None:
    picture = charts[name].picture
    assert smallest(picture) * PHONE / picture.width >= 12


@pytest.mark.parametrize("name", NAMES)
def test_no_text_of_a_figure_is_below_eighteen_points_on_a_slide(name: str, charts: dict[str, Chart]) -> None:
    for block in charts[name].wide:
        placed = on_slide(block)
        assert (placed.width, placed.height) == (SLIDE.width, SLIDE_HEIGHT)
        assert smallest(block) >= 18
        assert block.height <= SLIDE_HEIGHT


def luminance(color: str) -> float:
    """The relative luminance of a color (WCAG 2.2)."""
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("color", [*COLORS.values(), OUTLINE, DASHES])
def test_every_mark_stands_out_from_the_paper(color: str) -> None:
    assert contrast(color, PAPER) >= 3


def test_muted_words_are_read_on_paper() -> None:
    assert contrast(MUTED, PAPER) >= 4.5


@pytest.mark.parametrize("name", NAMES)
def test_every_shape_has_an_edge_that_stands_out(name: str, charts: dict[str, Chart]) -> None:
    shapes = [item for item in charts[name].picture.items if isinstance(item, Shape)]
    assert shapes
    assert min(contrast(shape.edge, PAPER) for shape in shapes) >= 3


def test_an_interval_is_drawn_only_where_the_denominator_allows(charts: dict[str, Chart]) -> None:
    intervals = [to_text(row["interval"]) for _, row in charts["proportions"].table.rows]
    assert sum(1 for interval in intervals if interval != "denominator not stated") == 3


def test_no_line_joins_the_points_of_the_time_line(charts: dict[str, Chart]) -> None:
    items = charts["timeline"].picture.items
    marks = {(item.x, item.y) for item in items if isinstance(item, Shape)}
    lines = [item for item in items if isinstance(item, Line)]
    assert not [line for line in lines if {(line.x, line.y), (line.to_x, line.to_y)} <= marks]


def test_the_time_line_holds_each_time_that_is_stated(drawn: dict[str, str]) -> None:
    told = text_of(drawn["timeline"])
    for each in ("41% at 6 months", "54% at 12 months", "90% at 1 year", "85% at 5 years", "3.1 years"):
        assert each in told
    assert "first three treatment cycles: not in calendar time" in told


@pytest.mark.parametrize(("place", "align"), [(10, "left"), (380, "right"), (200, "center")])
def test_a_flag_of_the_time_line_ends_at_no_edge(place: float, align: str) -> None:
    frame, wide = Frame(400, 14), 300
    found, start, _ = _side_of(place, wide, frame)
    assert (found, 0 <= start <= frame.width - wide) == (align, True)


def test_the_time_line_says_that_time_zero_is_not_stated(charts: dict[str, Chart]) -> None:
    assert to_text(charts["timeline"].title) == "Time zero is not stated for some of these times"


def test_the_step_that_no_finding_states_is_dotted_and_says_so(drawn: dict[str, str]) -> None:
    assert "stroke-dasharray" in drawn["flow"]
    assert "which patients: not stated" in text_of(drawn["flow"])


def test_the_title_of_the_dots_says_how_many_had_the_outcome(charts: dict[str, Chart]) -> None:
    assert to_text(charts["flow"].title) == "9 of 12 responders who stopped azacitidine relapsed"


def test_the_picture_on_a_page_has_a_name_and_follows_the_colours_of_the_page(
    charts: dict[str, Chart], drawn: dict[str, str]
) -> None:
    page = canvas.inline_svg(drawn["flow"], charts["flow"].alt)
    picture = etree.fromstring(page.encode())
    assert (picture.get("role"), picture.get("aria-label")) == ("img", charts["flow"].alt)
    for variable, color in (("mark", COLORS["desirable"]), ("undesirable", COLORS["undesirable"]), ("fill", FILL)):
        assert f"var(--ve-{variable}, {color})" in page


def test_no_number_is_broken_at_the_end_of_a_line(numbers: Numbers) -> None:
    fraction = numbers.fraction(numbers.study.estimates["relapsed-after-stopping"])
    assert fraction is not None
    block = words(("among ", Bare(fraction), " who stopped"), 40, 10)
    assert [to_text(line) for line in block.texts] == ["among", "9 of 12", "who", "stopped"]


def test_words_that_a_text_breaks_itself_start_a_line() -> None:
    assert [to_text(line) for line in words(("one\ntwo",), 400, 10).texts] == ["one", "two"]


def test_blocks_are_stacked_with_a_gap_between_them() -> None:
    assert stacked((space(3), space(4)), 2).height == 9


def test_outcomes_that_one_slide_has_no_room_for_go_on_on_another(numbers: Numbers) -> None:
    outcomes = {
        name: outcome.model_copy(update={"label": f"{outcome.label}, {'by a long definition ' * 3}"})
        for name, outcome in numbers.outcomes.items()
    }
    renamed = Numbers(numbers.evidence, numbers.study)
    renamed.__dict__["outcomes"] = outcomes
    pages = figures.charts(renamed)["proportions"].wide
    assert len(pages) > 1
    assert max(page.height for page in pages) <= SLIDE_HEIGHT
    told = [to_text(line) for page in pages for line in page.texts]
    assert sum(bool(re.match(r"[0-9]+%( \(|$)", line)) for line in told if line not in ("0%", "50%", "100%")) == 13


def test_a_picture_is_as_large_as_its_block() -> None:
    figure = canvas.to_figure(words(("A",), COLUMN.width, 10))
    assert figure.get_size_inches()[0] == pytest.approx(COLUMN.width / canvas.POINTS)


def test_a_drawing_opens_with_what_it_is_about() -> None:
    svg = etree.fromstring(canvas.to_svg(words(("A",), COLUMN.width, 10), "Risks < 1%").encode())
    assert svg[0].text == "Risks < 1%"


def test_a_png_says_what_it_is_about_and_how_many_dots_an_inch_has() -> None:
    [png] = canvas.to_pngs([(words(("A",), canvas.POINTS, 10), "Réponse", 110)])
    image = Image.open(io.BytesIO(png))
    assert (image.width, image.info["Title"], round(image.info["dpi"][0])) == (110, "Réponse", 110)


def test_words_lie_above_lines_and_shapes() -> None:
    over = PictureBlock(9, 9, (*words(("A",), 9, 8).items, Line(0, 4, 9, 4), Shape(4, 4, (), 2, INK, INK)))
    elements = etree.fromstring(canvas.to_svg(over, "").encode()).iter("{*}line", "{*}circle", "{*}text")
    assert [etree.QName(each).localname for each in elements] == ["line", "circle", "text"]


def test_shapes_without_an_outline_leave_no_seam_between_them() -> None:
    module = Shape(0, 0, ((0, 0), (1, 0), (1, 1), (0, 1)), 0, INK, INK, 0)
    assert "shape-rendering: crispEdges" in canvas.to_svg(PictureBlock(9, 9, (module,)), "")


def test_the_participants_of_a_group_stand_in_one_row_on_a_handout(numbers: Numbers) -> None:
    flow = figures.charts(numbers)["flow"]
    assert flow.row is not None
    assert flow.row.height < flow.wide[0].height / 2
