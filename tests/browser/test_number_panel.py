"""Every number can be asked: by keyboard, mouse and touch, and without a script."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open

NUMBERS = "main a.number[data-id]"
# What the Tab key reaches is noted where it gets the focus: asking after each key would take minutes.
NOTE_FOCUS = """() => {
    document.querySelectorAll("details").forEach(each => each.open = true);
    window.reached = new Set();
    document.addEventListener("focusin", event => window.reached.add(event.target));
}"""
NOT_REACHED = """() => [...document.querySelectorAll("main a.number[data-id]")]
    .filter(link => !window.reached.has(link)).map(link => link.dataset.id)"""
STOPS = "() => document.querySelectorAll('a[href], button, input, summary, [tabindex]').length"
# Opens every number as Enter does and says which record is not the one of the number, or empty.
ASK_ALL = """() => {
    const panel = document.getElementById("asked"), wrong = [];
    document.querySelectorAll("details").forEach(each => each.open = true);
    for (const link of document.querySelectorAll("main a.number[data-id]")) {
        link.focus();
        link.click();
        const id = link.dataset.id.split(".")[0], told = {};
        panel.querySelectorAll("dt").forEach(label => told[label.textContent] = label.nextElementSibling.textContent);
        const open = panel.matches(":popover-open") && panel.contains(document.activeElement);
        if (!open || told.Identifier !== id || !panel.querySelector(".asked-status")) wrong.push(link.dataset.id);
        panel.querySelector("button").click();
        if (document.activeElement !== link) wrong.push("focus of " + link.dataset.id);
    }
    return wrong;
}"""


# Opens every number and says over which its record lies.
COVERED = """() => {
    const panel = document.getElementById("asked"), covered = [];
    let tried = 0;
    document.querySelectorAll("details").forEach(each => each.open = true);
    for (const link of document.querySelectorAll("main a.number[data-id]")) {
        link.scrollIntoView({block: ["start", "center", "end"][tried++ % 3]});
        link.click();
        const own = panel.getBoundingClientRect();
        for (const box of link.getClientRects()) {
            const aside = own.right <= box.left || own.left >= box.right;
            const apart = aside || own.bottom <= box.top || own.top >= box.bottom;
            if (!apart) covered.push(link.dataset.id);
        }
        panel.querySelector("button").click();
    }
    return covered;
}"""


def first_number(page: Page, pages: list[Path]) -> None:
    page.goto(next(path for path in pages if path.stem == "index").as_uri())


def test_every_number_is_reached_by_keyboard(pages: list[Path], opened: Open) -> None:
    missed = {}
    with opened() as page:
        for path in pages:
            page.goto(path.as_uri())
            page.evaluate(NOTE_FOCUS)
            for _ in range(page.evaluate(STOPS)):
                page.keyboard.press("Tab")
            missed[path.stem] = page.evaluate(NOT_REACHED)
    assert {name: ids for name, ids in missed.items() if ids} == {}


def test_every_number_opens_its_record_and_gets_the_focus_back(pages: list[Path], opened: Open) -> None:
    wrong = {}
    with opened() as page:
        for path in pages:
            page.goto(path.as_uri())
            wrong[path.stem] = page.evaluate(ASK_ALL)
    assert {name: ids for name, ids in wrong.items() if ids} == {}


def test_enter_opens_a_number_and_escape_closes_it(pages: list[Path], opened: Open) -> None:
    with opened() as page:
        first_number(page, pages)
        link = page.locator(NUMBERS).first
        link.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#asked")).to_be_visible()
        expect(link).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("Escape")
        expect(page.locator("#asked")).to_be_hidden()
        expect(link).to_have_attribute("aria-expanded", "false")
        expect(link).to_be_focused()


def test_tab_leaves_a_record_for_the_next_number(pages: list[Path], opened: Open) -> None:
    with opened() as page:
        first_number(page, pages)
        numbers = page.locator("#tbl-reported a.number[data-id]")
        numbers.first.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#asked")).to_be_visible()
        page.locator("#asked .asked-full").focus()
        page.keyboard.press("Tab")
        expect(page.locator("#asked")).to_be_hidden()
        expect(numbers.nth(1)).to_be_focused()


def test_a_click_beside_a_record_closes_it(pages: list[Path], opened: Open) -> None:
    with opened() as page:
        first_number(page, pages)
        page.locator(NUMBERS).first.click()
        expect(page.locator("#asked")).to_be_visible()
        page.mouse.click(5, 5)
        expect(page.locator("#asked")).to_be_hidden()


def test_a_touch_opens_a_record_at_the_foot_of_a_phone(pages: list[Path], opened: Open) -> None:
    with opened(viewport={"width": 375, "height": 700}, has_touch=True, is_mobile=True) as page:
        first_number(page, pages)
        page.locator(NUMBERS).first.tap()
        expect(page.locator("#asked")).to_be_visible()
        box = page.locator("#asked").bounding_box()
        assert box is not None
        assert (box["x"], box["width"], box["y"] + box["height"]) == pytest.approx((0, 375, 700))


def test_a_record_leads_to_another_one(pages: list[Path], opened: Open) -> None:
    with opened() as page:
        first_number(page, pages)
        page.locator(f"{NUMBERS}[data-id='inflammatory-response-12m']").first.click()
        page.locator("#asked dd a.number[data-id='patients-included']").click()
        expect(page.locator("#asked details dd").first).to_have_text("patients-included")
        expect(page.locator("#asked h2")).to_be_focused()


def test_the_number_is_shown_with_what_its_kind_means(pages: list[Path], opened: Open) -> None:
    with opened() as page:
        first_number(page, pages)
        page.locator(f"{NUMBERS}[data-id='inflammatory-response-ever.fraction']").first.click()
        told = "50 of 82i inferred: Not printed, but the only value that fits what is printed."
        expect(page.locator("#asked .asked-number")).to_have_text(told, use_inner_text=True)


def test_without_a_script_a_number_leads_to_its_record(pages: list[Path], opened: Open) -> None:
    with opened(java_script_enabled=False) as page:
        first_number(page, pages)
        page.locator(NUMBERS).first.click()
        page.wait_for_url("**/provenance.html#num-patients-included")
        expect(page.locator("#num-patients-included")).to_be_visible()


def test_without_a_script_every_word_and_number_is_there(pages: list[Path], opened: Open) -> None:
    told: dict[bool, list[str]] = {}
    for scripts in (True, False):
        told[scripts] = []
        with opened(java_script_enabled=scripts) as page:
            for path in pages:
                page.goto(path.as_uri())
                told[scripts].append(" ".join((page.locator("main").text_content() or "").split()))
    assert told[False] == told[True]


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1440, 900), (375, 812)])
def test_no_record_lies_over_its_number(pages: list[Path], opened: Open, width: int, height: int) -> None:
    covered = {}
    with opened(viewport={"width": width, "height": height}) as page:
        for path in pages:
            page.goto(path.as_uri())
            covered[path.stem] = page.evaluate(COVERED)
    assert {name: ids for name, ids in covered.items() if ids} == {}
