"""What a reader meets first: topic, lead, what is not stated, tiles, and the table of all outcomes."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from lxml import html
from lxml.html import HtmlElement

from tests import DATA
from tests.finished_files import page_text, text_of_docx, text_of_pdf
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.load.folder import load
from vexas_evidence.model import Evidence


@pytest.fixture(scope="module")
def page(site: Path) -> HtmlElement:
    return html.fromstring((site / "report" / "index.html").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return load(DATA)


def text_of(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_the_topic_is_the_title(page: HtmlElement) -> None:
    assert [text_of(each) for each in page.iter("h1")] == [
        "Azacitidine for VEXAS syndrome: what was reported in 88 treated patients"
    ]


def test_the_lead_says_how_many_and_that_nobody_was_compared(page: HtmlElement) -> None:
    [lead] = page.find_class("lead")
    assert text_of(lead).startswith("FRENVEX reported on 88 treated patients, without a comparison group.")


def test_the_lead_says_who_the_counted_are_before_their_share(page: HtmlElement) -> None:
    [lead] = page.find_class("lead")
    assert (
        "An inflammatory response during follow-up (length not stated) was reported in 50 patients "
        "(61%; 82i assessed, a number inferred). Of 12 responders who stopped azacitidine, 9 relapsed after stopping"
    ) in text_of(lead)


def test_a_tile_says_who_the_counted_are_and_that_no_source_prints_an_inferred_number(page: HtmlElement) -> None:
    rows = {text_of(each) for each in page.find_class("tile-row")}
    assert any("9 of 12 responders who stopped azacitidine relapsed" in each for each in rows)
    assert any("50 of 82i (N inferred: no source prints it)" in each for each in rows)


def test_the_status_names_the_sources_of_the_numbers(page: HtmlElement) -> None:
    [status] = page.find_class("status-line")
    assert "Source of the numbers: Medxy summary, IACH newsletter." in text_of(status)


def test_a_result_counted_by_a_word_that_no_source_defines_says_so_in_its_row(page: HtmlElement, site: Path) -> None:
    [table] = page.xpath("//table[contains(@class, 'outcome-plot')]")
    [row] = [text_of(each) for each in table.iter("tr") if "effective" in text_of(each)]
    assert row.startswith("Re-treatment described as effective · not defined")
    assert "4 of 5" in row
    assert "described as effective · not defined" in " ".join(
        text_of_pdf(site / "report" / "visual-summary.pdf").split()
    )


def test_a_result_counted_by_a_word_that_no_source_defines_has_no_tile(page: HtmlElement) -> None:
    assert "effective" not in " ".join(map(text_of, page.find_class("tile")))


def test_what_sources_call_effective_stands_with_their_interpretations(page: HtmlElement) -> None:
    views = page.xpath("//h2[contains(., 'How the sources interpret')]/following::ul[1]")[0]
    assert "Call re-treatment effective in 4 of 5 patients, without saying what counts as effective." in text_of(views)


def test_the_strip_names_each_critical_outcome_that_is_not_stated(page: HtmlElement, evidence: Evidence) -> None:
    [strip] = page.find_class("strip")
    labels = {each.id: each.label for each in evidence.vocabulary.outcomes}
    named = {text_of(each) for each in strip.find_class("absent")}
    assert named == {labels[name] for name in evidence.question.outcomes.critical}


def test_a_tile_for_serious_harms_stands_where_none_is_stated(page: HtmlElement) -> None:
    absent = [each for each in page.find_class("tile") if "absent" in each.get("class")]
    assert [text_of(each.find_class("tile-title")[0]) for each in absent] == ["Serious harms"]


def test_each_response_has_one_size(page: HtmlElement) -> None:
    response = page.find_class("tile")[0]
    assert [text_of(each) for each in response.find_class("tile-number")] == ["41%", "54%", "61%"]


def test_a_row_says_who_was_counted_or_that_it_is_not_stated(page: HtmlElement) -> None:
    [table] = page.xpath("//table[contains(@class, 'outcome-plot')]")
    cells = [text_of(each) for each in table.find_class("counted")]
    assert all(re.fullmatch(r"\d+ of \d+i?|of \d+|N not stated", each) for each in cells), cells


def test_a_mark_is_hollow_exactly_where_the_denominator_is_not_stated(page: HtmlElement) -> None:
    [table] = page.xpath("//table[contains(@class, 'outcome-plot')]")
    rows = [row for row in table.iter("tr") if row.find_class("counted") and row.find_class("mark")]
    wrong = [
        text_of(row)
        for row in rows
        if ("hollow" in row.find_class("mark")[0].get("class")) != ("N not stated" in text_of(row))
    ]
    assert (len(rows) > 10, wrong) == (True, [])


def test_an_outcome_without_a_figure_has_no_number(page: HtmlElement) -> None:
    [table] = page.xpath("//table[contains(@class, 'outcome-plot')]")
    rows = [row for row in table.iter("tr") if "absent" in (row.get("class") or "")]
    assert [row for row in rows if row.find_class("number")] == []


@pytest.mark.parametrize(
    ("document", "pages"), [("evidence-summary", 6), ("visual-summary", 1), ("evidence-profile", 4)]
)
def test_a_document_is_no_longer_than_its_readers_have_time_for(site: Path, document: str, pages: int) -> None:
    assert len(pypdfium2.PdfDocument(site / "report" / f"{document}.pdf")) <= pages


@pytest.mark.parametrize(
    ("name", "read"),
    [("index.html", page_text), ("evidence-summary.pdf", text_of_pdf), ("evidence-summary.docx", text_of_docx)],
)
def test_a_summary_has_key_points_exactly_where_no_lead_says_them(
    site: Path, published: Path, name: str, read: Callable[[Path], str]
) -> None:
    assert ["Key points" in read(folder / "report" / name) for folder in (site, published)] == [False, True]


def test_the_sheet_has_a_row_for_each_critical_outcome_that_is_not_stated(site: Path, evidence: Evidence) -> None:
    said = text_of_pdf(site / "report" / "visual-summary.pdf")
    labels = [each.outcome.label for each in Numbers(evidence, evidence.study).not_stated if each.critical]
    assert [label for label in labels if f"{label} not stated" not in said] == []


def test_a_window_of_time_stands_at_the_head_of_the_outcomes_that_it_is_of(page: HtmlElement) -> None:
    heads = {text_of(each): each for each in page.find_class("gt_group_heading")}
    [harms] = [each for words, each in heads.items() if words.startswith("Harms · fewer is better")]
    assert text_of(harms).endswith("timing of most adverse events: first three treatment cycles")
    assert [each.get("data-id") for each in harms.find_class("number")] == ["adverse-event-window"]


def test_a_legend_stands_between_the_caption_and_its_table(page: HtmlElement) -> None:
    [table] = page.get_element_by_id("tbl-reported").iter("table")
    [legend] = page.find_class("marks-legend")
    [caption] = page.get_element_by_id("tbl-reported").iter("figcaption")
    order = [each for each in page.iter() if each in (table, legend, caption)]
    assert order == [caption, legend, table]


def test_no_letter_of_a_document_is_below_eight_and_a_half_points(site: Path) -> None:
    small = {}
    for path in sorted((site / "report").glob("*.pdf")):
        for page in pypdfium2.PdfDocument(path):
            text = page.get_textpage()
            sizes = ((at, pypdfium2.raw.FPDFText_GetFontSize(text, at)) for at in range(text.count_chars()))
            if low := [text.get_text_range(at, 1) for at, size in sizes if 1 < size < 8.49]:
                small[path.name] = "".join(low)
    assert small == {}


def test_no_number_stands_more_than_five_times_in_the_summary(site: Path) -> None:
    manifest = json.loads((site / "report" / "manifest.json").read_text(encoding="utf-8"))
    entries = manifest["files"]["report/evidence-summary.pdf"]["entries"]
    found = Counter(entry[2] for entry in entries if entry[2] and entry[5] and "." not in entry[2])
    assert {name: count for name, count in found.items() if count > 5} == {}


def syllables(word: str) -> int:
    groups = len(re.findall(r"[aeiouy]+", word.lower().removesuffix("e")))
    return max(1, groups)


def test_the_plain_page_reads_at_grade_eight_at_most(site: Path) -> None:
    tree = html.fromstring((site / "report" / "plain.html").read_text(encoding="utf-8"))
    [main] = tree.iter("main")
    texts = [text_of(each) for each in main.iter("p", "li") if not each.find_class("dots")]
    text = re.sub(r"VEXAS|azacitidine|prednisone|\d[\d.%]*", "it", " ".join(texts), flags=re.IGNORECASE)
    sentences = [each for each in re.split(r"[.!?:;]+\s", text) if len(each.split()) > 2]
    words = [word for each in sentences for word in re.findall(r"[A-Za-z]+", each)]
    grade = 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    assert grade <= 8
