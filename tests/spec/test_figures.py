from __future__ import annotations

import pytest
from lxml import etree

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.present import figures
from vexas_evidence.present.figures import canvas
from vexas_evidence.present.figures.chart import Chart
from vexas_evidence.present.spans import to_text

NAMES = ("icons", "proportions", "response", "relapse-free", "flow", "harms")


@pytest.fixture(scope="module")
def charts(numbers: Numbers) -> dict[str, Chart]:
    return figures.charts(numbers)


@pytest.fixture(scope="module")
def drawn(charts: dict[str, Chart]) -> dict[str, str]:
    return {name: canvas.to_svg(chart.draw, "A figure") for name, chart in charts.items()}


def words(svg: str) -> str:
    return " ".join("".join(text.itertext()) for text in etree.fromstring(svg.encode()).iter("{*}text"))


@pytest.mark.parametrize("name", NAMES)
def test_the_alternative_text_carries_the_numbers_of_the_figure(name: str, charts: dict[str, Chart]) -> None:
    shown = [cell[0].text for cell in charts[name].table.frame["number"]]
    assert all(text in charts[name].alt for text in shown)


@pytest.mark.parametrize("name", NAMES)
def test_the_words_of_a_figure_are_text(name: str, charts: dict[str, Chart], drawn: dict[str, str]) -> None:
    shown = [cell[0].text for cell in charts[name].table.frame["number"]]
    assert all(text in words(drawn[name]) for text in shown)


def test_a_drawing_is_the_same_twice(charts: dict[str, Chart], drawn: dict[str, str]) -> None:
    assert canvas.to_svg(charts["flow"].draw, "A figure") == drawn["flow"]


def test_an_interval_is_drawn_only_where_the_denominator_allows(charts: dict[str, Chart]) -> None:
    intervals = [to_text(cell) for cell in charts["proportions"].table.frame["interval"]]
    assert sum(1 for interval in intervals if interval != "denominator not stated") == 3


def test_relapse_free_survival_is_two_points_and_no_line(charts: dict[str, Chart]) -> None:
    figure = charts["relapse-free"].draw()
    assert [len(line.get_xdata()) for line in figure.axes[0].lines] == [1, 1]


def test_a_denominator_that_is_not_stated_has_a_hollow_marker(charts: dict[str, Chart]) -> None:
    figure = charts["harms"].draw()
    assert {line.get_markerfacecolor() for line in figure.axes[0].lines} == {canvas.PAPER}


def test_the_step_that_no_finding_states_is_dashed_and_says_so(drawn: dict[str, str]) -> None:
    assert "stroke-dasharray" in drawn["flow"]
    assert "which patients: not stated" in " ".join(words(drawn["flow"]).split())


def test_the_figures_are_those_of_every_study_and_its_own_in_order(charts: dict[str, Chart]) -> None:
    assert tuple(charts) == NAMES


def test_the_picture_on_a_page_has_a_name_and_follows_the_colours_of_the_page(
    charts: dict[str, Chart], drawn: dict[str, str]
) -> None:
    page = canvas.inline_svg(drawn["harms"], "harms", charts["harms"].alt)
    picture = etree.fromstring(page.encode())
    assert picture.get("role") == "img"
    assert picture.get("aria-label") == charts["harms"].alt
    assert f"var(--ve-undesirable, {canvas.UNDESIRABLE})" in page


def test_a_desirable_outcome_has_another_colour_than_an_undesirable_one(
    charts: dict[str, Chart], drawn: dict[str, str]
) -> None:
    page = canvas.inline_svg(drawn["response"], "response", charts["response"].alt)
    assert (f"var(--ve-mark, {canvas.MARK})" in page, "--ve-undesirable" in page) == (True, False)
