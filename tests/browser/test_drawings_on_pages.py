"""What is drawn on a page can be read on a phone and seen in light and dark: charts, plots, marks and dots."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import Open

PHONE = {"width": 375, "height": 812}
SMALL = """() => {
  const drawn = [...document.querySelectorAll("main svg text")].filter(each => each.checkVisibility())
    .map(each => [each.textContent, parseFloat(getComputedStyle(each).fontSize) * each.getScreenCTM().a]);
  const around = [...document.querySelectorAll(".plot-axis, .tile, .outcome-card, table.outcome-plot td")]
    .filter(each => each.checkVisibility())
    .map(each => [each.textContent, parseFloat(getComputedStyle(each).fontSize)]);
  return [...drawn, ...around].filter(([, size]) => size < 11.99)
    .map(([words, size]) => `${words.trim()}: ${size}`);
}"""
"""The words of drawings, and those beside them, that are less than 12 px high."""
FAINT = """() => {
  const part = value => { value /= 255; return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4; };
  const luminance = color => {
    const [red, green, blue] = color.match(/[0-9.]+/g).map(Number);
    return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue);
  };
  const style = getComputedStyle(document.body);
  const probe = document.body.appendChild(document.createElement("i"));
  const color = name => { probe.style.color = `var(${name})`; return getComputedStyle(probe).color; };
  const paper = color("--ve-paper"), rule = color("--ve-rule");
  const contrast = other => {
    if (!other.startsWith("rgb")) return 1;
    const [low, high] = [luminance(other), luminance(paper)].sort((one, two) => one - two);
    return (high + 0.05) / (low + 0.05);
  };
  const shapes = "svg.chart path, svg.plot-row .mark, svg.plot-row .interval, svg.sample-mark .mark, svg.dots *";
  return [...document.querySelectorAll(`main :is(${shapes})`)].filter(each => each.checkVisibility()).filter(each => {
    const {fill, stroke} = getComputedStyle(each);
    const isGrid = stroke === rule, isPaper = fill === paper && stroke === "none", isHidden = each.closest("defs");
    return !isGrid && !isPaper && !isHidden && Math.max(contrast(fill), contrast(stroke)) < 3;
  }).map(each => each.outerHTML.slice(0, 120));
}"""
"""Marks whose face and edge both have a contrast below 3 : 1 with the page; lines of a grid are none."""


def test_no_text_of_a_figure_is_below_twelve_pixels_on_a_phone(pages: list[Path], opened: Open) -> None:
    small = {}
    with opened(viewport=PHONE) as page:
        for path in pages:
            page.goto(path.as_uri())
            small[path.stem] = page.evaluate(SMALL)
    assert {name: found for name, found in small.items() if found} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_mark_stands_out_from_the_page(pages: list[Path], opened: Open, scheme: str) -> None:
    faint = {}
    with opened(color_scheme=scheme) as page:
        for path in pages:
            page.goto(path.as_uri())
            faint[path.stem] = page.evaluate(FAINT)
    assert {name: found for name, found in faint.items() if found} == {}


def test_a_chart_is_drawn_on_the_page_of_the_findings(pages: list[Path], opened: Open) -> None:
    with opened() as page:
        page.goto(next(path for path in pages if path.stem == "findings").as_uri())
        assert page.locator("main svg.chart").count() == 2


def test_an_interval_of_the_evidence_profile_stands_beside_its_drawing_on_a_phone(
    pages: list[Path], opened: Open
) -> None:
    with opened(viewport=PHONE) as page:
        page.goto(next(path for path in pages if path.stem == "profile").as_uri())
        beside = page.locator("table.profile:not(.comparison) tr:has(td.limits a)").evaluate_all(
            """rows => rows.map(row => {
              const [drawn, limits] = [".plot", ".limits"].map(each => row.querySelector(each).getBoundingClientRect());
              return limits.top < drawn.bottom && limits.bottom > drawn.top && limits.left >= drawn.right - 1;
            })"""
        )
    assert beside
    assert all(beside)
