"""The search and the terms of the glossary, in a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open


def start(page: Page, pages: list[Path]) -> None:
    page.goto(next(path for path in pages if path.stem == "index").as_uri())


def search(page: Page, words: str) -> list[str]:
    """Search by keyboard alone and return the names of what is found."""
    page.keyboard.press("/")
    expect(page.locator("#search-words")).to_be_focused()
    page.keyboard.type(words)
    expect(page.locator("#search-words")).to_have_value(words)
    expect(page.locator(".search-status")).not_to_be_empty()
    return page.locator(".search-name").all_inner_texts()


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("survival and deaths", "Survival and deaths"),
        ("relapse-free 5 years", "Relapse-free survival on continued azacitidine"),
        ("clopper", "Clopper-Pearson interval"),
        ("highlights sources", "Highlights of the sources"),
    ],
)
def test_an_outcome_a_number_a_term_and_a_heading_are_found(
    pages: list[Path], opened: Open, words: str, name: str
) -> None:
    with opened() as page:
        start(page, pages)
        assert name in search(page, words)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("61", "Inflammatory response"),
        ("54", "Inflammatory response"),
        ("leukemia", "Leukemic progression"),
        ("leukaemia", "Leukemic progression"),
        ("side effect", "Timing of most adverse events"),
        ("died", "Survival and deaths"),
    ],
)
def test_an_outcome_or_a_reported_number_comes_first(pages: list[Path], opened: Open, words: str, name: str) -> None:
    with opened() as page:
        start(page, pages)
        assert search(page, words)[0] == name


def test_what_is_ruled_out_or_assumed_comes_last_and_says_so(pages: list[Path], opened: Open) -> None:
    with opened() as page:
        start(page, pages)
        assert search(page, "61% as a share")[-1] == "sensitivity: 61% as a share of all 88"
        assert "50 of 88" not in page.locator(".search-results").inner_text()


def test_what_is_not_there_is_not_found(pages: list[Path], opened: Open) -> None:
    with opened() as page:
        start(page, pages)
        assert search(page, "zebrafish") == []
        assert page.locator(".search-status").inner_text() == "Nothing found"


def test_an_arrow_and_enter_lead_to_what_was_found(pages: list[Path], opened: Open) -> None:
    with opened() as page:
        start(page, pages)
        search(page, "clopper")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/glossary.html#term-clopper-pearson-interval")


def test_escape_closes_the_search_and_gives_the_focus_back(pages: list[Path], opened: Open) -> None:
    with opened() as page:
        start(page, pages)
        page.locator(".search-open").click()
        expect(page.locator("#search")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("#search")).to_be_hidden()
        expect(page.locator(".search-open")).to_be_focused()


def test_without_a_script_there_is_no_search(pages: list[Path], opened: Open) -> None:
    with opened(java_script_enabled=False) as page:
        start(page, pages)
        assert page.locator(".search-open").count() == 0


def test_a_term_tells_its_meaning_on_focus_and_hover(pages: list[Path], opened: Open) -> None:
    with opened() as page:
        start(page, pages)
        term = page.locator("a.term[data-term='Denominator']").first
        for attend in (term.focus, term.hover):
            attend()
            expect(page.locator("#meaning")).to_contain_text("that a percentage is a share of")
            expect(term).to_have_attribute("aria-describedby", "meaning")
            page.keyboard.press("Escape")
            expect(page.locator("#meaning")).to_be_hidden()


def test_the_first_touch_of_a_term_tells_its_meaning_the_second_follows_it(pages: list[Path], opened: Open) -> None:
    with opened(viewport={"width": 375, "height": 700}, has_touch=True, is_mobile=True) as page:
        start(page, pages)
        term = page.locator("a.term[data-term='Denominator']").first
        term.tap()
        expect(page.locator("#meaning")).to_be_visible()
        term.tap()
        page.wait_for_url("**/glossary.html#term-denominator")


def test_a_term_is_marked_once_in_a_section(pages: list[Path], opened: Open) -> None:
    with opened() as page:
        for path in pages:
            page.goto(path.as_uri())
            marked = page.evaluate(
                "() => [...document.querySelectorAll('a.term')].map(term => [term.dataset.term,"
                " (term.closest('section.level2, section.level1') || {id: ''}).id].join())"
            )
            assert len(marked) == len(set(marked))


def test_every_term_leads_to_its_place_on_the_glossary_page(pages: list[Path], opened: Open) -> None:
    with opened() as page:
        page.goto(next(path for path in pages if path.stem == "glossary").as_uri())
        missing = page.evaluate(
            "() => Object.values(vexas.terms).map(term => term.id).filter(id => !document.getElementById(id))"
        )
        assert missing == []


def test_no_term_is_marked_within_the_name_of_a_source(pages: list[Path], opened: Open) -> None:
    with opened() as page:
        start(page, pages)
        assert page.locator(".table-notes", has_text="IACH newsletter").count() > 0
        assert page.locator("a.term[data-term='IACH']").count() == 0
