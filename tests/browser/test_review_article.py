"""An open article taken from JATS to a rendered report in the review page alone: no YAML is opened."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect

from tests import EXAMPLE, ROOT
from tests.browser.test_review import reviewing, said
from tests.commands import run_command
from tests.programs import OPEN_ARTICLES
from vexas_evidence.load.folder import load

ARTICLE = OPEN_ARTICLES / "jjco-PMC7937420" / "article.xml"
KEPT = ROOT / "tests" / "open-article"
"""The data as the page wrote them."""
STUDY = "preoperative-dcs-2021"
ROW = "Surgery, paragraph Table 3, row {}, sentence 1"
SEVERE = {
    "Neutropenia": "41.9",
    "Anemia": "12.9",
    "Thrombocytopenia": "3.2",
    "Febrile neutropenia": "6.5",
    "Nausea/Vomiting": "32.3",
    "Diarrhea": "9.7",
    "Fatigue": "9.7",
    "Thromboembolism": "3.2",
}
ANY = {
    "Leukopenia": "64.5",
    "Neutropenia": "74.2",
    "Anemia": "67.7",
    "Thrombocytopenia": "9.7",
    "Elevated AST": "22.6",
    "Elevated ALT": "29.0",
    "Elevated creatine": "35.5",
    "Nausea/Vomiting": "93.5",
    "Diarrhea": "45.2",
    "Fatigue": "83.9",
    "Alopecia": "83.9",
}
"""Percentages of Table 3, whose heads span two columns: of grade 3 or 4, and of any grade."""


def pick(page: Page, row: str, token: str, last: bool = False) -> None:
    """Pick a number of a row of Table 3 by a click; the last one of its kind where the row prints it twice."""
    line = page.locator("p.row").filter(has_text=re.compile(rf"^{re.escape(row)}\s+\d"))
    found = line.get_by_role("button", name=re.compile(rf"^{re.escape(token)}, "))
    (found.last if last else found.first).click()
    expect(page.locator("#picked-place")).to_contain_text(f"Table 3, row {row}")


def name_outcome(page: Page, label: str, group: str, role: str) -> None:
    page.locator("#outcome").select_option("new:")
    page.get_by_role("textbox", name="Name", exact=True).first.fill(label)
    page.get_by_label("Heading in tables").fill(group)
    page.locator("#outcome-role").select_option(role)


def save(page: Page) -> None:
    page.get_by_role("button", name="Save estimate").click()
    expect(page.locator("#new-form")).to_be_hidden()
    said(page, "Estimate written.")
    page.evaluate("document.getElementById('said').textContent = ''")


def share(page: Page, label: str, group: str, role: str) -> None:
    page.get_by_role("button", name="New estimate").click()
    name_outcome(page, label, group, role)
    page.locator("#population").select_option("patients-enrolled")
    page.locator("#timepoint").select_option("time-not-stated")
    page.locator("#measure").select_option("proportion")
    save(page)


def say_what_the_study_is(page: Page) -> None:
    """Write the question, the PICO, the design and the day of the next review."""
    page.get_by_label("The data are due again on").fill("2027-11-30")
    page.locator("#question").click()
    said(page, "Record written.")
    page.locator("#question").fill("In advanced gastric cancer, what does chemotherapy before surgery do?")
    page.get_by_role("button", name="Save question").click()
    said(page, "Question written.")
    page.locator("#design-arms").select_option("one arm")
    page.get_by_role("button", name="Save design").click()
    said(page, "Design written.")
    page.get_by_label("Another name with a digit").fill("S-1")
    page.get_by_role("button", name="Save name").click()
    said(page, "Name written.")
    page.get_by_label("What was given").fill("docetaxel, cisplatin, S-1")
    page.locator("#fact-label").click()
    said(page, "Record written.")
    for label, text in (
        ("Population", "Patients with advanced gastric cancer, before surgery."),
        ("Intervention", "Docetaxel, cisplatin and S-1, then surgery."),
    ):
        page.locator("#fact-label").fill(label)
        page.locator("#fact-text").fill(text)
        page.locator("button.sentence[aria-label*='Methods']").first.click()
        page.get_by_role("button", name="Save fact").click()
        expect(page.locator(f"[data-fact={label.lower()}]")).to_be_visible()


@pytest.fixture(scope="module")
def data(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data after a review of the article, which begins with the files that ``new study`` writes."""
    folder = tmp_path_factory.mktemp("open-article")
    data = folder / "data"
    shutil.copytree(EXAMPLE, data, ignore=shutil.ignore_patterns("texts"))
    done = run_command("new", "study", STUDY, "--from", str(ARTICLE), "--as", "Ada Lark", "--data", str(data))
    assert done.returncode == 0, done.stderr
    with reviewing(browser, folder, ARTICLE, study=STUDY) as page:
        say_what_the_study_is(page)
        page.get_by_role("button", name="Thirty-one, Abstract").click()
        page.get_by_role("button", name="New estimate").click()
        name_outcome(page, "Patients enrolled", "Study population", "characteristic")
        page.locator("#population").select_option("new:")
        page.locator("#population-label").fill("patients enrolled")
        page.locator("#timepoint").select_option("inclusion")
        page.locator("#measure").select_option("count")
        page.get_by_label("This is the number of participants").check()
        save(page)
        for token, label, group in (
            ("54.8%", "Pathological response", "Response"),
            ("93.5%", "Complete resection", "Surgery"),
        ):
            page.get_by_role("button", name=f"{token}, Abstract").click()
            share(page, label, group, "efficacy")
        for row, token in SEVERE.items():
            pick(page, row, token)
            share(page, f"Severe {row.lower().replace('/', ' or ')}", "Severe toxicity", "harm")
        for row, token in ANY.items():
            pick(page, row, token, last=True)
            share(page, f"{row.replace('/', ' or ')} of any grade", "Toxicity of any grade", "harm")
        for outcome in ("pathological-response", "complete-resection"):
            page.locator(f"[data-outcome={outcome}]").select_option("critical")
            said(page, "Importance written.")
            page.evaluate("document.getElementById('said').textContent = ''")
        page.get_by_role("button", name="Waive numbers beside no outcome of the question").click()
        said(page, "Waived by rule.")
        page.get_by_role("button", name="Waive all that is left").click()
        page.get_by_label("Why none of the numbers that are left").fill("no outcome of this report")
        page.keyboard.press("Enter")
        said(page, "Waived.")
        expect(page.locator("#unused")).to_contain_text("0 numbers of the article are neither read nor waived.")
    return data


def test_a_study_without_estimates_says_how_to_begin(browser: Browser, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(EXAMPLE, data)
    run_command("new", "study", STUDY, "--from", str(ARTICLE), "--as", "Ada Lark", "--data", str(data))
    with reviewing(browser, tmp_path, ARTICLE, study=STUDY) as page:
        expect(page.locator("#estimates > p")).to_have_text(
            "No estimate yet. Pick a number in the article, then New estimate."
        )


def test_twenty_two_numbers_are_read_by_who_read_them(data: Path) -> None:
    estimates = load(data).studies[STUDY].estimates.values()
    assert [len(estimates), {reading.by for each in estimates for reading in each.readings}] == [22, {"Ada Lark"}]


def test_what_the_study_is_was_said_by_click(data: Path) -> None:
    study, question = load(data).studies[STUDY], load(data).questions[STUDY]
    assert [each.readings[0].source for each in study.about.pico] == [f"{STUDY}-article"] * 2
    assert question.outcomes.critical == ("pathological-response", "complete-resection")


def test_a_number_of_a_spanned_column_has_the_sign_of_its_own_head(data: Path) -> None:
    found = {each.outcome: each.principal for each in load(data).studies[STUDY].estimates.values()}
    assert [found[f"{kind}"].shown for kind in ("severe-neutropenia", "neutropenia-of-any-grade")] == ["41.9%", "74.2%"]


def test_the_data_verify_and_render_as_a_report(data: Path, tmp_path: Path) -> None:
    assert run_command("verify", "--data", str(data)).stdout.endswith("no discrepancy\n")
    to = ("--report", STUDY, "--to", "html", "--engine", "embedded", "--output", str(tmp_path / "site"))
    done = run_command("render", *to, "--data", str(data), folder=tmp_path)
    assert done.returncode == 0, done.stderr
    shown = {
        number.get("data-id").partition(".")[0]
        for page in (tmp_path / "site").rglob("*.html")
        for number in html.fromstring(page.read_bytes()).xpath("//*[@data-id]")
    }
    assert len(shown & set(load(data).studies[STUDY].estimates)) >= 20


def test_the_data_that_are_kept_are_those_of_the_page(data: Path) -> None:
    assert _without_days(KEPT) == _without_days(data)


def _without_days(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".md")
    day = re.compile(r"\b20\d\d-\d\d-\d\d\b")
    return {str(path.relative_to(folder)): day.sub("DAY", path.read_text(encoding="utf-8")) for path in files}
