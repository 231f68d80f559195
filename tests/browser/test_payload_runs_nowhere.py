"""Texts of strangers in a browser: nothing of them runs, asks for anything or becomes an element."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Dialog, expect

from tests.browser.conftest import Open
from tests.conftest import Once
from tests.payloads import FOREIGN, PARTS, rendered

pytestmark = pytest.mark.filterwarnings("ignore:Glyph")  # the pictures' font has no letters from right to left
PAGES = ("index", "findings", "methods", "provenance", "glossary", "profile", "cite")
# Opens every number and every term, and types into the search what the payload holds.
ASK_ALL = """() => {
    document.querySelectorAll("details").forEach(each => each.open = true);
    document.querySelectorAll("main a.number[data-id]").forEach(each => each.click());
    document.querySelectorAll("main .term").forEach(each => each.focus());
}"""
INJECTED = """() => [...document.querySelectorAll("*")]
    .filter(each => [...each.attributes].some(one => one.name.startsWith("on") || one.value.startsWith("javascript:"))
        || /\\/\\/evil/.test(each.src || each.href || ""))
    .map(each => each.outerHTML)"""


@pytest.fixture(scope="module")
def poisoned_pages(once: Once) -> list[Path]:
    folder = once("poisoned-pages", lambda folder: rendered(folder, ("html",), FOREIGN, PAGES))
    return sorted((folder / "site" / "report").glob("*.html"))


def test_nothing_runs_nothing_is_asked_for_and_all_is_shown(
    poisoned_pages: list[Path], opened: Open, left: list[str]
) -> None:
    dialogs: list[Dialog] = []
    errors: list[str] = []
    with opened() as page:
        page.on("dialog", lambda dialog: (dialogs.append(dialog), dialog.dismiss()))
        page.on("pageerror", lambda error: errors.append(str(error)))
        for path in poisoned_pages:
            page.goto(path.as_uri())
            page.evaluate(ASK_ALL)
            page.keyboard.press("/")
            expect(page.locator("#search-words")).to_be_focused()
            page.keyboard.type("script hurt")
            expect(page.locator("#search-words")).to_have_value("script hurt")
            expect(page.locator(".search-status")).not_to_be_empty()
            assert page.evaluate("() => typeof window.hurt") == "undefined"
            assert page.evaluate(INJECTED) == []
            shown = "".join(page.evaluate("() => document.body.textContent").split())
            assert any("".join(part.split()) in shown for part in PARTS)
    assert (dialogs, errors, left) == ([], [], [])
    assert {path.stem for path in poisoned_pages} == set(PAGES)
