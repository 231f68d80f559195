"""A review from end to end in a browser: by mouse on the pages of a PDF, by keyboard on a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import HANGS
from tests.reviews import BARK, STUDY, as_pdf, as_text, data_with, pick, reviewer, served
from vexas_evidence.analysis.review.decisions import add_estimate
from vexas_evidence.load.folder import load
from vexas_evidence.model import Evidence


@contextmanager
def reviewing(
    browser: Browser, folder: Path, article: Path, name: str = "Ada Lark", study: str = STUDY, **options: Any
) -> Iterator[Page]:
    """Open the page of a review; what it asks of another host, and what goes wrong in it, fails the test."""
    data = folder / "data" if (folder / "data").exists() else data_with(folder, article)
    with served(data, article, name, study) as review:
        context = browser.new_context(viewport={"width": 1400, "height": 900}, **options)
        context.set_default_timeout(HANGS)
        wrong: list[str] = []
        page = context.new_page()
        page.on("request", lambda each: None if review.host in each.url else wrong.append(each.url))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(review.address)
        page.wait_for_selector("body[data-ready]")
        yield page
        context.close()
        assert wrong == []


def evidence(folder: Path) -> Evidence:
    return load(folder / "data")


def listed(page: Page, status: str) -> list[str | None]:
    found = page.locator(f"[data-status={status}] .estimate").all()
    return [each.get_attribute("data-estimate") for each in found]


def said(page: Page, words: str) -> None:
    expect(page.locator("#said")).to_have_text(words)


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    return as_pdf(tmp_path)


@pytest.fixture
def text(tmp_path: Path) -> Path:
    return as_text(tmp_path)


def test_a_number_is_outlined_where_its_page_prints_it(browser: Browser, tmp_path: Path, pdf: Path) -> None:
    with reviewing(browser, tmp_path, pdf) as page:
        image = page.get_by_role("img", name="Page 1 of the article").bounding_box()
        number = page.get_by_role("button", name="7.5%, RESULTS").bounding_box()
        assert image
        assert number
        assert image["x"] < number["x"] < image["x"] + image["width"]
        assert image["y"] < number["y"] < image["y"] + image["height"]


def test_a_proposal_shows_its_place_and_is_accepted(browser: Browser, tmp_path: Path, pdf: Path) -> None:
    with reviewing(browser, tmp_path, pdf) as page:
        assert "rash" in listed(page, "proposed")
        page.locator("[data-estimate=rash]").get_by_role("button", name="7.5%").click()
        expect(page.locator("#article .token.shown")).to_have_attribute("aria-label", "7.5%, RESULTS")
        page.get_by_role("button", name="Accept for Rash").click()
        said(page, "Reading written.")
        assert listed(page, "confirmed") == ["rash"]
    assert evidence(tmp_path).study.estimates["rash"].readings[-1].by == "Ada Lark"


def test_a_number_that_differs_is_shown_and_declared_with_a_reason(browser: Browser, tmp_path: Path, pdf: Path) -> None:
    with reviewing(browser, tmp_path, pdf) as page:
        page.locator("[data-estimate=fever-free-week-4] button.name").click()
        page.get_by_role("button", name="29 of 40, RESULTS").click()
        page.get_by_role("button", name="Accept for Freedom from fever").click()
        expect(page.get_by_role("alert")).to_contain_text("'30 of 40' as in marsh-bulletin")
        page.get_by_label("Reason to keep and show both").fill("The article counts one fewer.")
        page.get_by_role("button", name="Save", exact=True).click()
        said(page, "Reading written.")
    assert [each.found for each in evidence(tmp_path).declared] == ["29 of 40"]


def test_by_keyboard_a_number_becomes_an_estimate_of_new_names(browser: Browser, tmp_path: Path, text: Path) -> None:
    with reviewing(browser, tmp_path, text) as page:
        page.locator("button.token").first.focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        expect(page.locator("#picked-text")).to_have_text("20")
        page.get_by_role("button", name="New estimate").press("Enter")
        page.locator("#outcome").select_option("new:")
        page.locator("#new-outcome").get_by_label("Name").fill("Patients with bark")
        page.get_by_label("Heading in tables").fill("Study population")
        page.locator("#outcome-role").select_option("characteristic")
        page.locator("#population").select_option("new:")
        page.locator("#new-population").get_by_label("Name", exact=True).fill("patients with bark")
        page.locator("#arm").select_option("new:")
        page.get_by_label("Name of the new arm").fill("willow bark")
        page.locator("#timepoint").select_option("inclusion")
        page.locator("#measure").select_option("count")
        page.get_by_label("This is the number of participants").check()
        page.get_by_role("button", name="Save estimate").press("Enter")
        said(page, "Estimate written.")
        assert listed(page, "confirmed") == ["patients-with-bark-inclusion"]
    study = evidence(tmp_path).study
    assert study.populations["patients-with-bark"].denominator.status == "reported"


def test_shift_picks_up_to_a_second_number(browser: Browser, tmp_path: Path, text: Path) -> None:
    with reviewing(browser, tmp_path, text) as page:
        page.get_by_role("button", name="18 of 20, RESULTS").click()
        page.get_by_role("button", name="90%, RESULTS").click(modifiers=["Shift"])
        expect(page.locator("#picked-text")).to_have_text("18 of 20 patients slept well (90%)")


def test_a_number_and_what_it_is_out_of_are_one_step(browser: Browser, tmp_path: Path, text: Path) -> None:
    with reviewing(browser, tmp_path, text) as page:
        page.get_by_role("button", name="90%, RESULTS").click()
        page.get_by_role("button", name="New estimate").click()
        page.locator("#outcome").select_option("new:")
        page.locator("#new-outcome").get_by_label("Name").fill("Good sleep")
        page.get_by_label("Heading in tables").fill("Sleep")
        page.locator("#population").select_option("new:")
        page.locator("#new-population").get_by_label("Name", exact=True).fill("patients with bark")
        page.locator("#timepoint").select_option("time-not-stated")
        page.locator("#measure").select_option("proportion")
        expect(page.locator("#size")).to_have_value("")
        page.get_by_role("button", name="Pick N in the article").click()
        page.locator(".text button.token", has_text="20").first.click()
        expect(page.locator("#size option:checked")).to_have_text("20")
        page.get_by_role("button", name="Save estimate").click()
        said(page, "Estimate written.")
    denominator = evidence(tmp_path).study.populations["patients-with-bark"].denominator
    assert (denominator.status, denominator.estimate) == ("reported", "patients-included-patients-with-bark")


def test_a_number_out_of_a_part_of_its_population_asks_for_the_name_of_the_part(
    browser: Browser, tmp_path: Path, text: Path
) -> None:
    who = reviewer(data_with(tmp_path, text), text)
    assert add_estimate(who, BARK, pick(who, "We enrolled", "40")).is_written
    with reviewing(browser, tmp_path, text) as page:
        page.get_by_role("button", name="18 of 20, RESULTS").click()
        page.get_by_role("button", name="New estimate").click()
        chosen = {"outcome": "rash", "timepoint": "week-4", "measure": "proportion"}
        for name, value in {**chosen, "population": "patients-with-bark"}.items():
            page.locator(f"#{name}").select_option(value)
        page.get_by_role("button", name="Save estimate").click()
        page.get_by_label("what the article calls that part").fill("patients at the end")
        page.keyboard.press("Enter")
        said(page, "Estimate written.")
    assert evidence(tmp_path).study.populations["patients-at-the-end"].denominator.status == "reported"


def test_the_time_beside_a_number_is_chosen_and_none_of_the_number_before(
    browser: Browser, tmp_path: Path, text: Path
) -> None:
    with reviewing(browser, tmp_path, text) as page:
        page.get_by_role("button", name="29 of 40, RESULTS").click()
        page.get_by_role("button", name="New estimate").click()
        expect(page.locator("#timepoint")).to_have_value("week-4")
        expect(page.locator("#when option:checked")).to_have_text(re.compile("4 weeks"))
        page.get_by_role("button", name="90%, RESULTS").click()
        expect(page.locator("#picked-text")).to_have_text("90%")
        expect(page.locator("#timepoint")).to_have_value("")


def test_the_tick_of_a_number_that_was_refused_is_not_that_of_the_next(
    browser: Browser, tmp_path: Path, text: Path
) -> None:
    with reviewing(browser, tmp_path, text) as page:
        page.get_by_role("button", name="90%, RESULTS").click()
        page.get_by_role("button", name="New estimate").click()
        for name, value in (("outcome", "rash"), ("timepoint", "week-4"), ("measure", "count")):
            page.locator(f"#{name}").select_option(value)
        page.locator("#population").select_option(index=1)
        page.get_by_label("This is the number of participants").check()
        page.get_by_role("button", name="Save estimate").click()
        expect(page.get_by_role("alert")).to_be_visible()
        page.get_by_role("button", name="Three, RESULTS").click()
        expect(page.locator("#picked-text")).to_have_text("Three")
        expect(page.get_by_label("This is the number of participants")).not_to_be_checked()


def test_what_is_waived_and_rejected_has_its_reason_and_is_undone(browser: Browser, tmp_path: Path, text: Path) -> None:
    with reviewing(browser, tmp_path, text) as page:
        before = {path: path.read_bytes() for path in (tmp_path / "data").rglob("*.yml")}
        page.get_by_role("button", name="Three, RESULTS").click()
        page.get_by_role("button", name="Waive", exact=True).click()
        page.get_by_label("Why it is no result of the study").fill("not asked for")
        page.keyboard.press("Enter")
        said(page, "Waived.")
        expect(page.get_by_role("button", name="Three, RESULTS, waived: not asked for")).to_be_visible()
        page.locator("[data-estimate=rash]").get_by_role("button", name="7.5%").click()
        page.get_by_role("button", name="Reject for Rash").click()
        page.get_by_label("Why it does not print Rash").fill("of other patients")
        page.keyboard.press("Enter")
        said(page, "Rejected.")
        assert [each.reason for each in evidence(tmp_path).waivers][-1] == "not asked for"
        assert [each.reason for each in evidence(tmp_path).study.review.rejected] == ["of other patients"]
        assert "rash" in listed(page, "missing")
        page.get_by_role("button", name="Undo").click()
        said(page, "Undone.")
        page.locator("h1").click()
        page.keyboard.press("Control+z")
        expect(page.get_by_role("button", name="Undo")).to_be_disabled()
        assert {path: path.read_bytes() for path in (tmp_path / "data").rglob("*.yml")} == before


def test_a_second_reader_sees_nothing_of_the_first(browser: Browser, tmp_path: Path, text: Path) -> None:
    with reviewing(browser, tmp_path, text) as page:
        page.locator("[data-estimate=rash]").get_by_role("button", name="7.5%").click()
        page.get_by_role("button", name="Accept for Rash").click()
        said(page, "Reading written.")
    with reviewing(browser, tmp_path, text, "Bob Moor") as page:
        expect(page.locator("#reader")).to_contain_text("read by Bob Moor, the second reader")
        assert (listed(page, "confirmed"), "rash" in listed(page, "proposed")) == ([], True)
        assert "Ada Lark" not in page.locator("body").inner_text()


def test_a_decision_that_is_checked_says_so(browser: Browser, tmp_path: Path, text: Path) -> None:
    held: list[Route] = []
    with reviewing(browser, tmp_path, text) as page:
        page.route("**/decide", lambda route: held.append(route))
        page.locator("[data-estimate=rash]").get_by_role("button", name="7.5%").click()
        page.get_by_role("button", name="Accept for Rash").click()
        said(page, "Checking and writing …")
        held[0].continue_()
        said(page, "Reading written.")


@pytest.mark.parametrize("width", [390, 1400])
def test_the_page_is_accessible(browser: Browser, tmp_path: Path, text: Path, axe: str, width: int) -> None:
    with reviewing(browser, tmp_path, text, bypass_csp=True) as page:
        page.set_viewport_size({"width": width, "height": 800})
        page.get_by_role("button", name="18 of 20, RESULTS").click()
        page.get_by_role("button", name="New estimate").click()
        page.evaluate(axe)
        found = page.evaluate("async () => (await axe.run()).violations.map(each => [each.id, each.nodes[0].html])")
        assert found == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
