"""A median with its quartiles or unit and a ratio with its interval, from JATS and PDF to an estimate that verifies."""

from __future__ import annotations

from pathlib import Path

import pytest
import typst
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_review import evidence, reviewing, said
from tests.browser.test_review_of_tables import choose
from tests.commands import run_command
from tests.reviews import data_with, reviewer, with_arms
from vexas_evidence.model import Estimate

SIZES = (
    "We followed 40 patients. Of these 20 had willow bark and 20 had plain water. "
    "The median time to the end of fever was 48 hours with willow bark."
)
ROWS = (
    ("Variables", "Willow bark", "Plain water", "Hazard ratio (95% CI)"),
    ("Stay, days, median (IQR)", "7.5 (5.5-13.5)", "9.5 (6.5-14.5)", ""),
    ("Fever", "", "", "0.71 (0.55-0.92)"),
)
JATS = """<?xml version="1.0"?><article article-type="research-article"><front><article-meta><title-group>
<article-title>Willow bark for fever</article-title></title-group></article-meta></front>
<body><sec><title>Results</title><p>{sizes}</p>
<table-wrap><label>Table 1</label><caption><p>Outcomes</p></caption>
<table><thead><tr>{head}</tr></thead>
<tbody>{rows}</tbody></table></table-wrap></sec></body></article>"""
TYPST = """#set page(width: 20cm, height: 14cm)
= Results

{sizes}

*Table 1.* Outcomes

#table(columns: 4, stroke: none, column-gutter: 1cm, table.hline(), {head}, table.hline(), {rows}, table.hline())
"""


def as_jats(folder: Path) -> Path:
    cells = ["".join(f"<td>{cell}</td>" for cell in row) for row in ROWS]
    rows = "".join(f"<tr>{each}</tr>" for each in cells[1:])
    path = folder / "article.xml"
    path.write_text(JATS.format(sizes=SIZES, head=cells[0].replace("td>", "th>"), rows=rows), encoding="utf-8")
    return path


def as_pdf(folder: Path) -> Path:
    cells = [", ".join(f"[{cell}]" for cell in row) for row in ROWS]
    source, path = folder / "article.typ", folder / "article.pdf"
    source.write_text(TYPST.format(sizes=SIZES, head=cells[0], rows=", ".join(cells[1:])), encoding="utf-8")
    path.write_bytes(typst.compile(str(source)))
    return path


@pytest.fixture(params=[as_jats, as_pdf])
def article(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The article, whose arms and their participants are read."""
    path: Path = request.param(tmp_path)
    with_arms(reviewer(data_with(tmp_path, path), path))
    return path


def read(page: Page, first: str, last: str, **chosen: str) -> None:
    """Pick a print by its first and last number, choose what no word beside it names, and save the estimate."""
    page.get_by_role("button", name=f"{first}, Results", exact=True).click()
    page.get_by_role("button", name=f"{last}, Results", exact=True).click(modifiers=["Shift"])
    page.get_by_role("button", name="New estimate").click()
    expect(page.locator("#measure")).not_to_have_value("")
    choose(page, **chosen)
    page.get_by_role("button", name="Save estimate").click()
    said(page, "Estimate written.")


def verified(page: Page, folder: Path) -> Estimate:
    """The estimate that was read last, once every other number is waived and the data verify."""
    page.get_by_role("button", name="Waive all that is left").click()
    page.get_by_label("Why none of the numbers that are left").fill("not asked for")
    page.keyboard.press("Enter")
    said(page, "Waived.")
    done = run_command("verify", "--data", str(folder / "data"))
    assert done.returncode == 0, done.stdout + done.stderr
    return [*evidence(folder).study.estimates.values()][-1]


def test_a_median_with_its_quartiles_is_read_by_clicks_and_verifies(
    browser: Browser, tmp_path: Path, article: Path
) -> None:
    with reviewing(browser, tmp_path, article) as page:
        read(page, "7.5", "5.5-13.5", outcome="rash", timepoint="time-not-stated")
        found = verified(page, tmp_path)
    known = found.principal_print
    assert known
    assert (found.measure, found.unit, found.principal.shown) == ("median", "days", "7.5 (IQR 5.5-13.5)")
    assert found.population == "patients-with-willow-bark"


def test_a_ratio_with_its_interval_is_read_by_clicks_and_verifies(
    browser: Browser, tmp_path: Path, article: Path
) -> None:
    with reviewing(browser, tmp_path, article) as page:
        chosen = {"population": "patients-with-willow-bark", "outcome": "rash", "timepoint": "time-not-stated"}
        read(page, "0.71", "0.55-0.92", **chosen)
        found = verified(page, tmp_path)
    assert (found.measure, found.comparator) == ("hazard-ratio", "plain-water")
    assert found.principal.shown == "0.71 (95% CI 0.55-0.92)"


def test_a_median_of_a_sentence_is_read_by_clicks_with_its_unit_and_verifies(
    browser: Browser, tmp_path: Path, article: Path
) -> None:
    with reviewing(browser, tmp_path, article) as page:
        page.get_by_role("button", name="48, Results", exact=True).click()
        page.get_by_role("button", name="New estimate").click()
        expect(page.locator("#unit")).to_have_value("hours")
        choose(page, outcome="rash", timepoint="time-not-stated")
        page.get_by_role("button", name="Save estimate").click()
        said(page, "Estimate written.")
        found = verified(page, tmp_path)
    assert (found.measure, found.unit, found.principal.shown) == ("median", "hours", "48")
    text = f"article={article}"
    assert run_command("verify", "--data", str(tmp_path / "data"), "--source", text).returncode == 0


def test_all_arms_are_offered_to_a_p_value_alone(browser: Browser, tmp_path: Path, article: Path) -> None:
    with reviewing(browser, tmp_path, article) as page:
        page.get_by_role("button", name="48, Results", exact=True).click()
        page.get_by_role("button", name="New estimate").click()
        overall = page.locator("#comparator option", has_text="all arms at once")
        choose(page, measure="hazard-ratio")
        expect(overall).to_be_disabled()
        choose(page, measure="p-value")
        expect(overall).to_be_enabled()
        choose(page, comparator="all arms")
        choose(page, measure="hazard-ratio")
        expect(page.locator("#comparator")).to_have_value("plain-water")
