"""The terms of a glossary on the pages of a report, in a browser."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests import ROOT

SCRIPT = ROOT / "report" / "web" / "meanings.js"


def test_a_report_without_a_term_is_shown(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<main><p>Of these, many were well.</p></main>")
    page.evaluate("window.vexas = {terms: {}, place: () => {}, made: name => document.createElement(name)}")
    page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"))
    assert page.evaluate("document.querySelectorAll('a.term').length") == 0
    page.close()
