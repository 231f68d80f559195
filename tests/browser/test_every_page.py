"""What every page is like in a browser: accessible, as wide as its window, printable, and asking for nothing."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open

SIZES = {"desk": {"width": 1280, "height": 800}, "phone": {"width": 375, "height": 700}}
AXE = (
    "() => axe.run(document, {resultTypes: ['violations'], preload: false}).then(found => found.violations.map("
    "each => each.id + ' at ' + each.nodes.map(node => node.target.join(' ')).join(', ')))"
)
ASIDE = """() => [document.documentElement, ...document.querySelectorAll("body *")].filter(each =>
    each.scrollWidth > each.clientWidth + 1 && (each === document.documentElement
    || ["auto", "scroll"].includes(getComputedStyle(each).overflowX)))
    .map(each => each.tagName + "." + each.className)"""
MOST_SHEETS, MILLIMETER = 4, 72 / 25.4
OPEN_ALL = "() => document.querySelectorAll('details').forEach(each => each.open = true)"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(pages: list[Path], opened: Open, axe: str, size: str, scheme: str) -> None:
    found = {}
    with opened(viewport=SIZES[size], color_scheme=scheme) as page:
        for path in pages:
            page.goto(path.as_uri())
            page.evaluate(OPEN_ALL)
            page.evaluate(axe)
            found[path.stem] = page.evaluate(AXE)
    assert {name: violations for name, violations in found.items() if violations} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_a_record_or_the_search_is_open(
    pages: list[Path], opened: Open, axe: str, scheme: str
) -> None:
    with opened(color_scheme=scheme) as page:
        page.goto(next(path for path in pages if path.stem == "index").as_uri())
        page.evaluate(axe)
        page.locator("main a.number[data-id]").first.click()
        expect(page.locator("#asked")).to_be_visible()
        assert page.evaluate(AXE) == []
        page.keyboard.press("Escape")
        expect(page.locator("#asked")).to_be_hidden()
        page.keyboard.press("/")
        expect(page.locator("#search-words")).to_be_focused()
        page.keyboard.type("relapse")
        page.locator(".search-results a").first.wait_for()
        assert page.evaluate(AXE) == []


@pytest.mark.parametrize("width", [1280, 1024])
def test_the_navigation_is_one_line(pages: list[Path], opened: Open, width: int) -> None:
    with opened(viewport={"width": width, "height": 800}) as page:
        page.goto(next(path for path in pages if path.stem == "index").as_uri())
        tops = page.evaluate(
            "() => [...document.querySelectorAll('.navbar .nav-link')].filter(each => each.checkVisibility())"
            ".map(each => Math.round(each.getBoundingClientRect().top))"
        )
        assert len(set(tops)) <= 1
        assert page.locator(".navbar").first.bounding_box()["height"] < 70  # type: ignore[index]


def test_what_is_closed_is_left_out_on_paper(pages: list[Path], opened: Open) -> None:
    with opened() as page:
        page.goto(next(path for path in pages if path.stem == "journal-club").as_uri())
        page.emulate_media(media="print")
        shown = page.locator("main details:not([open])").evaluate_all("all => all.map(each => each.checkVisibility())")
    assert shown
    assert not any(shown)


def test_the_evidence_profile_prints_whole_words_and_its_sources_once(pages: list[Path], opened: Open) -> None:
    with opened() as page:
        page.goto(next(path for path in pages if path.stem == "profile").as_uri())
        page.emulate_media(media="print")
        look = "([name, key]) => getComputedStyle(document.querySelector(name))[key]"
        assert page.evaluate(look, ["#tbl-profile td", "overflowWrap"]) == "normal"
        assert page.evaluate(look, ["#tbl-questions tfoot", "display"]) == "table-row-group"
        assert page.evaluate(look, ["body", "page"]) == "wide"


def test_the_evidence_profile_prints_on_four_sheets_that_lie_on_their_long_side(
    pages: list[Path], opened: Open
) -> None:
    with opened() as page:
        page.goto(next(path for path in pages if path.stem == "profile").as_uri())
        printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    assert len(printed) <= MOST_SHEETS
    assert {tuple(round(side / MILLIMETER) for side in sheet.get_size()) for sheet in printed} == {(297, 210)}


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_plain_page_prints_on_one_sheet(pages: list[Path], opened: Open, paper: str) -> None:
    with opened() as page:
        page.goto(next(path for path in pages if path.stem == "plain").as_uri())
        printed = pypdfium2.PdfDocument(page.pdf(format=paper, prefer_css_page_size=True))
    assert len(printed) == 1


def test_a_figure_and_its_caption_print_on_one_sheet(pages: list[Path], opened: Open) -> None:
    with opened() as page:
        page.goto(next(path for path in pages if path.stem == "findings").as_uri())
        page.emulate_media(media="print")
        figures = page.locator("main figure:has(svg.chart)")
        breaks = figures.evaluate_all("all => all.map(each => getComputedStyle(each).breakInside)")
    assert breaks
    assert set(breaks) == {"avoid"}


def test_the_summary_prints_its_table_of_outcomes_on_one_sheet(pages: list[Path], opened: Open) -> None:
    with opened() as page:
        page.goto(next(path for path in pages if path.stem == "index").as_uri())
        printed = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    sheets = [each.get_textpage().get_text_range() for each in printed]
    [table] = [said for said in sheets if "All outcomes, with who was counted" in said]
    assert "Other outcomes not stated" in table


def test_nothing_scrolls_sideways_on_a_phone(pages: list[Path], opened: Open) -> None:
    wide = {}
    with opened(viewport=SIZES["phone"]) as page:
        for path in pages:
            page.goto(path.as_uri())
            page.evaluate(OPEN_ALL)
            wide[path.stem] = page.evaluate(ASIDE)
    assert {name: elements for name, elements in wide.items() if elements} == {}


def test_benefit_and_harm_share_the_first_screen_of_a_phone(pages: list[Path], opened: Open) -> None:
    with opened(viewport={"width": 375, "height": 812}) as page:
        page.goto(next(path for path in pages if path.stem == "index").as_uri())
        look = "all => all.map(each => each.getBoundingClientRect()).map(box => [box.top, box.bottom])"
        [response], [harms], [serious] = (
            page.locator(f".tile{kind}").evaluate_all(look) for kind in (":first-child", ".harms", ".absent")
        )
    assert response[1] < harms[0] == serious[0]
    assert harms[1] == serious[1] < 812


@pytest.mark.parametrize(("width", "own"), [(1280, True), (375, False)])
def test_what_a_study_cannot_show_has_a_line_of_its_own_where_there_is_room(
    pages: list[Path], opened: Open, width: int, own: bool
) -> None:
    with opened(viewport={"width": width, "height": 800}) as page:
        page.goto(next(path for path in pages if path.stem == "index").as_uri())
        shown = page.locator(".lead .attribution").evaluate("each => getComputedStyle(each).display")
    assert (shown == "block") is own


def test_dots_and_their_percentage_share_a_line_of_a_wide_tile(pages: list[Path], opened: Open) -> None:
    with opened(viewport={"width": 1100, "height": 800}) as page:
        page.goto(next(path for path in pages if path.stem == "index").as_uri())
        dots, counted = (
            page.locator(f".tile svg.dots{after}").first.bounding_box() for after in ("", " + .tile-counted")
        )
    assert dots is not None
    assert counted is not None
    assert counted["y"] < dots["y"] + dots["height"]


@pytest.mark.parametrize("name", ["findings", "safety"])
def test_tables_of_findings_have_the_width_of_the_page(pages: list[Path], opened: Open, name: str) -> None:
    with opened(viewport={"width": 1280, "height": 800}) as page:
        page.goto(next(path for path in pages if path.stem == name).as_uri())
        wide = page.locator(f"#tbl-{name} table").evaluate("each => each.getBoundingClientRect().width")
    assert wide > 1100


@pytest.mark.parametrize(
    ("width", "tiles", "rows"),
    [(1280, 5, [5]), (1280, 6, [6]), (1100, 3, [3]), (1100, 4, [2, 2]), (1100, 5, [3, 2]), (1100, 6, [3, 3])],
)
def test_tiles_fill_one_row_where_there_is_room_else_rows_of_three_at_most(
    pages: list[Path], opened: Open, width: int, tiles: int, rows: list[int]
) -> None:
    with opened(viewport={"width": width, "height": 800}) as page:
        page.goto(next(path for path in pages if path.stem == "index").as_uri())
        tops = page.evaluate(
            """count => {
              const all = document.querySelector(".tiles"), tile = all.firstElementChild;
              all.replaceChildren(...Array.from({length: count}, () => tile.cloneNode(true)));
              return [...all.children].map(each => each.getBoundingClientRect().top);
            }""",
            tiles,
        )
    assert [tops.count(top) for top in dict.fromkeys(tops)] == rows


def test_the_tiles_end_on_the_upper_two_thirds_of_the_first_screen(pages: list[Path], opened: Open) -> None:
    with opened(viewport={"width": 1280, "height": 800}) as page:
        page.goto(next(path for path in pages if path.stem == "index").as_uri())
        tiles = page.locator(".tiles").bounding_box()
    assert tiles is not None
    assert tiles["y"] + tiles["height"] < 570


def test_no_request_leaves_a_page(pages: list[Path], opened: Open, left: list[str]) -> None:
    with opened() as page:
        for path in pages:
            page.goto(path.as_uri())
            page.keyboard.press("/")  # which loads what the search knows
            expect(page.locator("#search-words")).to_be_focused()
            page.wait_for_function("() => window.vexas.entries")
    assert left == []


def test_no_script_of_a_page_fails(pages: list[Path], opened: Open) -> None:
    failed: list[str] = []
    with opened() as page:
        page.on("pageerror", lambda error: failed.append(str(error)))
        for path in pages:
            page.goto(path.as_uri())
    assert failed == []


def test_paper_is_black_on_white_whatever_the_screen_is(pages: list[Path], opened: Open) -> None:
    drawn = {}
    with opened(color_scheme="dark") as page:
        for path in pages:
            page.goto(path.as_uri())
            page.emulate_media(media="print", color_scheme="dark")
            drawn[path.stem] = page.evaluate(
                "() => { const style = getComputedStyle(document.body);"
                " return [style.color, style.getPropertyValue('--ve-paper')]; }"
            )
    assert set(map(tuple, drawn.values())) == {("rgb(0, 0, 0)", "#ffffff")}
