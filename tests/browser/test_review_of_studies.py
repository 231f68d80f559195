"""What a study is, said by click: proposals of the article, question, importance, PICO, design, record; taken back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import EXAMPLE
from tests.browser.test_review import reviewing, said
from tests.commands import run_command
from tests.reviews import as_text
from tests.spec.test_review_of_studies import ARTICLE, NEW
from vexas_evidence.load.folder import load
from vexas_evidence.model import Evidence


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """An article in JATS, and beside it a folder with the study that ``new study`` drafts of it."""
    path = tmp_path / "article.xml"
    path.write_text(ARTICLE.replace("<tr><td>Rash", "<tr><td>Harms</td><td/><td/></tr><tr><td>Rash"), encoding="utf-8")
    shutil.copytree(EXAMPLE, tmp_path / "data")
    drafted = ("new", "study", NEW, "--from", str(path), "--as", "Ada Lark", "--data", str(tmp_path / "data"))
    assert run_command(*drafted).returncode == 0
    return path


def evidence(folder: Path) -> Evidence:
    return load(folder / "data")


def accept(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()
    expect(page.get_by_role("button", name=name)).to_have_count(0)


def test_proposals_of_the_article_are_accepted_and_rejected(browser: Browser, tmp_path: Path, article: Path) -> None:
    with reviewing(browser, tmp_path, article, study=NEW) as page:
        accept(page, "Accept arm Willow bark")
        accept(page, "Accept study design")
        page.get_by_role("button", name="Reject arm Group 2").click()
        page.get_by_label("Why Group 2 is none of this study").fill("of another trial")
        page.keyboard.press("Enter")
        said(page, "Rejected.")
        expect(page.locator("#cues li")).to_have_count(1)
    study = evidence(tmp_path).studies[NEW]
    assert study.about.study_design
    assert ([each.label for each in study.about.arms], study.about.study_design.randomized) == (["Willow bark"], "yes")
    assert [each.reason for each in study.review.rejected_cues] == ["of another trial"]


def test_a_proposal_shows_its_sentence_and_becomes_a_fact_in_own_words(
    browser: Browser, tmp_path: Path, article: Path
) -> None:
    with reviewing(browser, tmp_path, article, study=NEW) as page:
        page.locator("#cues").get_by_role("button", name="“open-label”").click()
        expect(page.locator("button.sentence:focus")).to_have_attribute(
            "aria-label", "Sentence Abstract, paragraph Methods, sentence 1"
        )
        page.get_by_role("button", name="Write as a fact: masking").click()
        page.locator("#fact-text").fill("Nobody was masked.")
        page.get_by_role("button", name="Save fact").click()
        expect(page.locator("[data-fact=masking]")).to_contain_text("Masking: Nobody was masked.")
        expect(page.locator("#cues")).not_to_contain_text("masking")
    [fact] = evidence(tmp_path).studies[NEW].about.design
    assert fact.readings[0].place == ("Abstract", "Methods", 1)


def test_a_fact_has_the_sentence_that_is_picked_by_keyboard(browser: Browser, tmp_path: Path, article: Path) -> None:
    with reviewing(browser, tmp_path, article, study=NEW) as page:
        page.locator("button.token").first.focus()
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.locator("#fact-place")).to_have_text("Results, paragraph 1, sentence 1")
        page.locator("#fact-label").fill("Population")
        page.locator("#fact-text").fill("Adults with fever.")
        page.get_by_role("button", name="Save fact").press("Enter")
        expect(page.locator("[data-fact=population]")).to_be_visible()
        page.get_by_role("button", name="Remove Population").click()
        said(page, "Removed.")
    assert evidence(tmp_path).studies[NEW].about.pico == ()


def test_question_design_and_record_are_written(browser: Browser, tmp_path: Path, article: Path) -> None:
    with reviewing(browser, tmp_path, article, study=NEW) as page:
        page.locator("#question").fill("Does willow bark lower a fever?")
        page.get_by_role("button", name="Save question").click()
        said(page, "Question written.")
        page.locator("#design-arms").select_option("one arm")
        page.get_by_role("button", name="Save design").click()
        said(page, "Design written.")
        page.get_by_label("The data are due again on").fill("2033-01-31")
        page.get_by_label("Short title").fill("Willow bark")
        page.get_by_label("Whom to write to").click()
        expect(page).to_have_title("Review of Willow bark")
    found, about = evidence(tmp_path).questions[NEW], evidence(tmp_path).studies[NEW].about
    assert about.study_design
    assert (found.text, about.study_design.arms) == ("Does willow bark lower a fever?", "one arm")
    assert str(about.curation.next_review) == "2033-01-31"


def test_a_citation_is_entered_and_what_is_refused_of_it_stays(browser: Browser, tmp_path: Path, article: Path) -> None:
    with reviewing(browser, tmp_path, article, study=NEW) as page:
        expect(page.locator("#citation-hint")).to_contain_text("As the file of the article gives it")
        page.get_by_label("Authors, such as").fill("Lark A, Moor B")
        page.get_by_label("DOI").fill("bark")
        page.get_by_role("button", name="Save citation").click()
        expect(page.get_by_role("alert")).to_contain_text("a DOI such as 10.1000/name")
        expect(page.get_by_label("Authors, such as")).to_have_value("Lark A, Moor B")
        page.get_by_label("DOI").fill("10.1000/bark")
        page.get_by_role("button", name="Save citation").click()
        said(page, "Citation written.")
        expect(page.get_by_role("alert")).to_be_hidden()
    citation = evidence(tmp_path).studies[NEW].about.citation
    assert (citation.authors, citation.doi) == ("Lark A, Moor B", "10.1000/bark")


def test_a_refused_line_of_the_record_is_written_when_its_field_is_left_again(
    browser: Browser, tmp_path: Path, article: Path
) -> None:
    with reviewing(browser, tmp_path, article, study=NEW) as page:
        title = page.get_by_label("Title of the report")
        title.fill("Bark for Group 2")
        title.blur()
        expect(page.get_by_role("alert")).to_contain_text("Not written: Title of the report.")
        page.locator("#name").fill("Group 2")
        page.locator("#name").press("Enter")
        said(page, "Name written.")
        title.focus()
        title.blur()
        said(page, "Record written.")
        expect(page.get_by_role("alert")).to_be_hidden()
    assert evidence(tmp_path).studies[NEW].about.title == "Bark for Group 2"


def test_what_is_refused_is_shown_where_no_number_is_picked(browser: Browser, tmp_path: Path, article: Path) -> None:
    with reviewing(browser, tmp_path, article, study=NEW) as page:
        page.locator("#fact-label").fill("Population")
        page.locator("#fact-text").fill("89 adults.")
        page.get_by_role("button", name="Save fact").click()
        expect(page.get_by_role("alert")).to_contain_text("numeral '89' typed into a text")


def test_the_importance_of_an_outcome_is_chosen_from_a_list(browser: Browser, tmp_path: Path) -> None:
    with reviewing(browser, tmp_path, as_text(tmp_path)) as page:
        page.locator("#about summary").click()
        page.get_by_label("Importance of Rash").select_option("critical")
        said(page, "Importance written.")
    assert evidence(tmp_path).questions["marsh-fever-2030"].outcomes.critical == ("deaths", "rash")


def test_a_decision_of_another_day_is_taken_back(browser: Browser, tmp_path: Path) -> None:
    text = as_text(tmp_path)
    with reviewing(browser, tmp_path, text) as page:
        page.locator("[data-estimate=rash]").get_by_role("button", name="7.5%").click()
        page.get_by_role("button", name="Accept for Rash").click()
        said(page, "Reading written.")
    with reviewing(browser, tmp_path, text) as page:
        expect(page.get_by_role("button", name="Undo")).to_be_disabled()
        page.locator("#own summary").click()
        page.get_by_role("button", name="Take back the reading of Rash;").click()
        said(page, "Taken back.")
        expect(page.locator("#own summary")).to_contain_text("(0)")
    assert [each.source for each in evidence(tmp_path).study.estimates["rash"].readings] == ["marsh-bulletin"]


def test_a_print_that_contradicts_another_is_declared_with_its_reason(browser: Browser, tmp_path: Path) -> None:
    text = as_text(tmp_path)
    text.write_text(text.read_text(encoding="utf-8") + "\nDISCUSSION\n\nA rash was seen in 8.5%.\n", encoding="utf-8")
    with reviewing(browser, tmp_path, text) as page:
        for number in ("7.5%, RESULTS", "8.5%, DISCUSSION"):
            if page.locator("[data-estimate=rash] button.name").get_attribute("aria-pressed") == "false":
                page.locator("[data-estimate=rash] button.name").click()
            page.get_by_role("button", name=number).click()
            page.get_by_role("button", name="Accept for Rash").click()
            if number.startswith("7"):
                said(page, "Reading written.")
        page.get_by_label("Reason to keep and show both").fill("The discussion prints one more.")
        page.get_by_role("button", name="Save", exact=True).click()
        said(page, "Reading written.")
    assert [(each.found, each.expected) for each in evidence(tmp_path).declared] == [("8.5%", "7.5%")]


def test_a_sub_head_of_a_table_stands_in_its_place(browser: Browser, tmp_path: Path, article: Path) -> None:
    with reviewing(browser, tmp_path, article, study=NEW) as page:
        lines = page.locator(".text .row, .text .subhead").all()
        assert [
            (each.inner_text().partition("\n")[0].removesuffix(" ¶").strip(), each.get_attribute("class"))
            for each in lines
        ] == [
            ("Event", "row head"),
            ("Harms", "row subhead"),
            ("Rash", "row"),
        ]


def test_the_title_of_a_section_is_shown_once_without_a_token_of_its_number(browser: Browser, tmp_path: Path) -> None:
    text = as_text(tmp_path)
    text.write_text(text.read_text(encoding="utf-8") + "\n4. DISCUSSION\n\nNobody slept.\n", encoding="utf-8")
    with reviewing(browser, tmp_path, text) as page:
        expect(page.locator("#article")).to_contain_text("4. DISCUSSION")
        expect(page.get_by_text("4. DISCUSSION")).to_have_count(1)
        expect(page.get_by_role("button", name="4, 4. DISCUSSION")).to_have_count(0)


def test_the_study_is_said_on_an_accessible_page(browser: Browser, tmp_path: Path, article: Path, axe: str) -> None:
    with reviewing(browser, tmp_path, article, study=NEW, bypass_csp=True) as page:
        page.locator("#own summary").click()
        page.evaluate(axe)
        found = page.evaluate("async () => (await axe.run()).violations.map(each => [each.id, each.nodes[0].html])")
        assert found == []
