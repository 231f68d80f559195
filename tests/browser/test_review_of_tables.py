"""A table whose heads abbreviate the arms, read left to right in a browser: nothing wrong is preset or goes unasked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_review import evidence, reviewing, said
from tests.reviews import data_with, in_table, reviewer, with_arms

WILLOW_BARK = {"outcome": "rash", "population": "patients-with-willow-bark", "timepoint": "time-not-stated"}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """The article with a table, whose arms and their participants are read."""
    path = in_table(tmp_path)
    with_arms(reviewer(data_with(tmp_path, path), path))
    return path


def pick(page: Page, row: str, first: int, last: int | None = None) -> None:
    tokens = page.locator("p.row").filter(has_text=re.compile(rf"^{row}")).locator("button.token")
    tokens.nth(first).click()
    if last is not None:
        tokens.nth(last).click(modifiers=["Shift"])


def choose(page: Page, **fields: str) -> None:
    """Choose from the lists of the new estimate, each by its name."""
    for name, value in fields.items():
        page.locator(f"#{name}").select_option(value)


def test_each_column_presets_its_own_participants_and_the_head(browser: Browser, tmp_path: Path, table: Path) -> None:
    with reviewing(browser, tmp_path, table) as page:
        for first, arm in ((0, "willow-bark"), (2, "plain-water")):
            pick(page, "Itching", first, first + 1)
            page.get_by_role("button", name="New estimate").click()
            expect(page.locator("#population")).to_have_value(f"patients-with-{arm}")
            choose(page, outcome="rash", timepoint="time-not-stated", measure="proportion")
            expect(page.locator("#head")).to_have_value("%")
            page.get_by_role("button", name="Save estimate").click()
            expect(page.locator("#new-form")).to_be_hidden()
            said(page, "Estimate written.")
    printed = [each.principal.shown for each in evidence(tmp_path).study.estimates.values()]
    assert printed[-2:] == ["3 (15.0%)", "9 (45.0%)"]


def test_another_arm_than_that_of_the_column_is_asked_about(browser: Browser, tmp_path: Path, table: Path) -> None:
    with reviewing(browser, tmp_path, table) as page:
        pick(page, "Itching", 2, 3)
        page.get_by_role("button", name="New estimate").click()
        choose(page, **WILLOW_BARK, measure="proportion", head="%")
        page.get_by_role("button", name="Save estimate").click()
        expect(page.get_by_role("alert")).to_contain_text("'plain water', another arm, stands beside it")
        page.get_by_role("button", name="Write it all the same").click()
        said(page, "Estimate written.")


def test_what_keeps_an_estimate_from_being_written_stands_in_view(
    browser: Browser, tmp_path: Path, table: Path
) -> None:
    with reviewing(browser, tmp_path, table) as page:
        pick(page, "Itching", 0, 1)
        page.get_by_role("button", name="New estimate").click()
        choose(page, **WILLOW_BARK, measure="median")
        page.get_by_role("button", name="Save estimate").click()
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("Measure, or The head of its table says: printed '3 (15.0)'")
        expect(alert).to_be_in_viewport()
        expect(page.get_by_role("button", name="Save estimate")).to_be_in_viewport()


def test_without_words_for_them_no_participants_are_preset(browser: Browser, tmp_path: Path, table: Path) -> None:
    with reviewing(browser, tmp_path, table) as page:
        page.get_by_role("button", name="40 patients, RESULTS").or_(
            page.get_by_role("button", name="40, RESULTS")
        ).first.click()
        page.get_by_role("button", name="New estimate").click()
        expect(page.locator("#population")).to_have_value("")
        expect(page.locator("#timepoint option:checked")).to_have_text("Choose …")


def test_an_arm_is_named_on_the_page(browser: Browser, tmp_path: Path, table: Path) -> None:
    with reviewing(browser, tmp_path, table) as page:
        page.locator("#about summary").first.click()
        page.get_by_label("Another arm").fill("cold tea")
        page.get_by_role("button", name="Save arm").click()
        said(page, "Arm written.")
        expect(page.locator("#arms")).to_have_text("willow bark, plain water, cold tea")
    assert [each.label for each in evidence(tmp_path).study.about.arms][-1] == "cold tea"


def test_what_is_named_has_another_name_until_that_is_undone(browser: Browser, tmp_path: Path, table: Path) -> None:
    with reviewing(browser, tmp_path, table) as page:
        page.locator("#about summary").first.click()
        for label in ("willow bark", "patients with plain water", "Patients by treatment"):
            page.get_by_role("button", name=f"Rename {label}", exact=True).click()
            page.get_by_label(f"Another name for {label}").fill(f"all {label.lower()}")
            page.keyboard.press("Enter")
            said(page, "Renamed.")
            page.locator("#said").evaluate("each => { each.textContent = ''; }")
        expect(page.locator("#arms")).to_have_text("all willow bark, plain water")
        expect(page.locator(".estimate").filter(has_text="all patients with plain water")).to_have_count(1)
        page.get_by_role("button", name="Undo").click()
        said(page, "Undone.")
        expect(page.locator("#named")).to_contain_text("Outcome: Patients by treatment")
    study = evidence(tmp_path).study
    assert {each.id: each.label for each in study.about.populations}["patients-with-plain-water"].startswith("all ")


def test_a_denominator_says_that_it_is_one(browser: Browser, tmp_path: Path, table: Path) -> None:
    with reviewing(browser, tmp_path, table) as page:
        box = page.locator(".estimate").filter(has_text="patients with plain water")
        expect(box).to_contain_text("are out of this number (denominator)")
        expect(box.get_by_role("button", name="Use as the denominator")).to_have_count(0)


def test_each_field_that_an_estimate_lacks_says_so_beside_itself(browser: Browser, tmp_path: Path, table: Path) -> None:
    with reviewing(browser, tmp_path, table) as page:
        pick(page, "Relapse", 0, 1)
        page.get_by_role("button", name="New estimate").click()
        choose(page, outcome="new:", population="new:", measure="p-value", arm="", comparator="")
        page.get_by_role("button", name="Save estimate").click()
        lacks = ["outcome-label", "outcome-group", "population-label", "timepoint", "comparator"]
        said_of = [each.get_attribute("id") for each in page.locator(".lacks").all()]
        assert said_of == [f"{each}-lacks" for each in lacks]
        expect(page.get_by_role("alert")).to_contain_text("Set against the arm: choose one")
        expect(page.locator("#outcome-label")).to_be_focused()
        expect(page.locator("#outcome-label-lacks")).to_be_in_viewport()
        choose(page, timepoint="time-not-stated", outcome="rash", population="patients-with-willow-bark")
        expect(page.locator(".lacks")).to_have_count(0)


def test_a_reason_that_is_missing_is_asked_for_beside_its_field(browser: Browser, tmp_path: Path, table: Path) -> None:
    with reviewing(browser, tmp_path, table) as page:
        pick(page, "Relapse", 0)
        page.get_by_role("button", name="Waive", exact=True).click()
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.locator("#reason-lacks")).to_have_text("Nothing is saved without it: write it.")


def test_a_p_value_of_a_row_is_offered_with_the_arms_outcome_and_time_of_its_row(
    browser: Browser, tmp_path: Path, table: Path
) -> None:
    with reviewing(browser, tmp_path, table) as page:
        pick(page, "Itching", 0, 1)
        page.get_by_role("button", name="New estimate").click()
        choose(page, outcome="rash", timepoint="time-not-stated", measure="proportion", head="%")
        page.get_by_role("button", name="Save estimate").click()
        said(page, "Estimate written.")
        pick(page, "Itching", 4)
        page.get_by_role("button", name="New estimate").click()
        for name, value in {**WILLOW_BARK, "measure": "p-value", "comparator": "plain-water"}.items():
            expect(page.locator(f"#{name}")).to_have_value(value)
        page.get_by_role("button", name="Save estimate").click()
        said(page, "Estimate written.")
    assert [each.measure for each in evidence(tmp_path).study.estimates.values()][-1] == "p-value"
