"""The evidence profile: what a guideline committee weighs, without a rating that nobody made."""

from __future__ import annotations

import itertools
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pypdfium2
import pytest
from docx import Document
from lxml import etree, html

from tests import DATA, HOME, ROOT
from tests.commands import run_command
from tests.conftest import Once
from tests.finished_files import WORD, numbers_in_docx, pages, text_of_docx, text_of_pdf, without_mark
from tests.source_tiers import with_tiers
from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.verification import verify_evidence
from vexas_evidence.load.folder import load
from vexas_evidence.load.names.judgements import RATINGS
from vexas_evidence.model import MOST_ROWS, Certainty, Criterion, Domain
from vexas_evidence.model.record import NOT_STATED
from vexas_evidence.present.spans import Medium, to_line
from vexas_evidence.present.tables import TABLES, panel
from vexas_evidence.present.tables.layout import table_html
from vexas_evidence.present.tables.table import BLANK
from vexas_evidence.publish.coverage import page_limits
from vexas_evidence.system.problems import BadInput

Change = Callable[[str, list[tuple[str, str]]], Path]
TEN_MILLIMETRES = 10 * 72 / 25.4
JUDGEMENT = """format: 3
judgements:
  - id: judged-relapse
    study: frenvex-aza-2025
    outcome: after-stopping
    of: certainty-of-event-rate
    rating: very low
    rater: A. Person
    role: methodologist of an invented panel
    date: 2026-11-22
    reason: "Only {relapsed-after-stopping.fraction} responders."
  - id: judged-bias
    study: frenvex-aza-2025
    outcome: after-stopping
    of: risk-of-bias
    rating: serious
    rater: A. Person
    role: methodologist of an invented panel
    date: 2026-11-22
    reason: Nothing was compared.
"""
JUDGED = ("after-stopping", "certainty-of-event-rate")
OTHER = """  - id: judged-{id}
    study: frenvex-aza-2025
    outcome: {row}
    of: {of}
    rating: {rating}
    rater: Alexandrine van Wonterghem-Castelnuovo
    role: {role}
    date: 2026-11-22
    reason: Nothing was compared, and the denominator is not stated in the sources read.
"""


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real data with judgments of an invented person."""
    folder = tmp_path_factory.mktemp("judged") / "data"
    shutil.copytree(DATA, folder)
    (folder / "judgements.yml").write_text(JUDGEMENT, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def judged_site(once: Once) -> Path:
    """The profile that is made of them and of a judgment of every other cell, by persons with long names."""

    def render(folder: Path) -> None:
        data = Path(shutil.copytree(DATA, folder / "data"))
        (data / "judgements.yml").write_text(JUDGEMENT + others(), encoding="utf-8")
        pages = ("profile", "evidence-profile", "provenance")
        to = ("--data", str(data), "--output", str(folder / "site"))
        done = run_command("render", *pages, "--engine", "embedded", *to)
        assert done.returncode == 0, done.stderr

    return once("judged", render) / "site"


def others() -> str:
    """A judgment of each certainty of each row, and of each domain, that JUDGEMENT leaves."""
    rows = [row.id for row in load(DATA).study.appraisal.outcomes]
    certainties = [(row, of) for row in rows for of in get_args(Certainty)]
    domains = [(rows[number % 2 - 3], of) for number, of in enumerate(get_args(Domain)[1:])]
    told = ""
    for number, (row, of) in enumerate(each for each in (*certainties, *domains) if each != JUDGED):
        told += OTHER.format(
            id=chr(ord("a") + number),
            row=row,
            of=of,
            rating=max(RATINGS[of], key=len),
            role=("methodologist", "panel member")[number % 2],
        )
    return told


def cells(numbers: Numbers, table: str, column: str) -> list[str]:
    return [to_line(row[column]) for _, row in TABLES[table](numbers).rows]


def profile(site: Path) -> html.HtmlElement:
    return pages(site)["profile"]


def words_of(page: html.HtmlElement) -> str:
    """The words of a page, without the letters of kinds."""
    return " ".join("".join(page.xpath("//main//text()[not(ancestor::sup)]")).split())


def words_in(site: Path, read: Callable[[Path], str]) -> str:
    """The words of the profile on paper."""
    return " ".join(read(site / "report" / f"evidence-profile.{'pdf' if read is text_of_pdf else 'docx'}").split())


def numbers_of(page: html.HtmlElement) -> dict[str, str]:
    links = page.xpath("//a[contains(concat(' ', @class, ' '), ' number ')]")
    return {link.get("data-id"): without_mark(link) for link in links}


# --- the summary of outcomes ------------------------------------------------------------------------


def test_the_summary_of_outcomes_has_at_most_seven_rows_with_data(numbers: Numbers) -> None:
    rows = numbers.study.appraisal.outcomes
    assert len(TABLES["outcomes"](numbers).rows) == len(rows)
    assert 1 < len([row for row in rows if row.estimates]) <= MOST_ROWS


def test_critical_outcomes_that_no_source_states_share_the_first_row(numbers: Numbers) -> None:
    first = cells(numbers, "outcomes", "outcome")[0]
    critical = [each.outcome.label for each in numbers.not_stated if each.critical]
    assert len(critical) == 7
    assert all(label in first for label in critical)
    assert cells(numbers, "outcomes", "patients")[0] == NOT_STATED


def test_benefits_and_harms_stand_in_one_table(numbers: Numbers) -> None:
    estimates = {name for row in numbers.study.appraisal.outcomes for name in row.estimates}
    assert {"inflammatory-response-ever", "infections", "cytopenias"} <= estimates


def test_a_row_of_a_surrogate_is_marked(changed: Change) -> None:
    evidence = load(changed("appraisal.yml", [("estimates: [cytopenias]", "estimates: [molecular-response]")]))
    last = cells(Numbers(evidence, evidence.study), "outcomes", "outcome")[-1]
    assert last.startswith("Cytopenias (surrogate)")


def test_molecular_response_without_a_row_is_marked_as_a_surrogate(site: Path) -> None:
    assert "Molecular response (surrogate): 65%" in words_of(profile(site))
    assert "Molecular response (surrogate): 65%" in words_in(site, text_of_pdf)


def test_the_table_says_that_there_is_no_comparator_and_that_its_order_is_proposed(
    site: Path, numbers: Numbers
) -> None:
    assert {group for group, _ in TABLES["outcomes"](numbers).rows} == {
        "Comparator: none in this study. Order: proposed."
    }
    assert "Outcomes with data · order proposed" in words_of(profile(site))
    paper = words_in(site, text_of_docx)
    assert "None in this study." in paper
    assert "Outcomes with data · order proposed" in paper


def test_a_rate_stands_only_where_a_denominator_is_reported_or_inferred(numbers: Numbers) -> None:
    rates = {
        row.id: text
        for row, text in zip(numbers.study.appraisal.outcomes, cells(numbers, "outcomes", "rate"), strict=True)
    }
    assert {name for name, text in rates.items() if "per 100" in text} == {
        *("inflammatory-response", "after-stopping", "re-treatment"),
    }
    assert rates["inflammatory-response"] == (
        "during follow-up (length not stated): 61 per 100 (95% CI 50–71%; denominator inferred); "
        "at 6 months and at 12 months: denominator not stated"
    )
    assert rates["infections"] == rates["cytopenias"] == "denominator not stated"


@pytest.mark.parametrize(
    ("name", "rate"),
    [
        ("inflammatory-response-ever", "61 per 100"),
        ("relapsed-after-stopping", "75 per 100"),
        ("re-exposure-effective", "80 per 100"),
        ("inflammatory-response-6m", None),
        ("infections", None),
        ("mds-who-2022", None),
    ],
)
def test_the_rate_of_an_estimate(numbers: Numbers, name: str, rate: str | None) -> None:
    shown = numbers.rate(numbers.study.estimates[name])
    assert (shown.text if shown else None) == rate


def test_the_numbers_are_those_of_the_other_pages(site: Path) -> None:
    ours = numbers_of(profile(site))
    others = {
        name: text for stem, page in pages(site).items() if stem != "profile" for name, text in numbers_of(page).items()
    }
    shared = ours.keys() & others.keys()
    assert len(shared) > 15
    assert [name for name in shared if ours[name] != others[name]] == []


@pytest.mark.parametrize("read", [text_of_pdf, text_of_docx])
def test_paper_holds_the_numbers_of_the_page(site: Path, read: Callable[[Path], str]) -> None:
    text = "".join(words_in(site, read).split())
    assert [shown for shown in numbers_of(profile(site)).values() if "".join(shown.split()) not in text] == []


def test_the_docx_links_no_number_as_it_holds_no_records(site: Path) -> None:
    assert numbers_in_docx(site / "report" / "evidence-profile.docx") == set()


# --- frames that the panel fills in -----------------------------------------------------------------


def test_the_columns_of_the_panel_are_blank(numbers: Numbers) -> None:
    rows = TABLES["decision"](numbers).rows
    assert len(rows) == len(panel.CRITERIA)
    assert {row["remarks"] for _, row in rows} == {BLANK}


def test_the_columns_of_the_panel_are_blank_in_the_docx(site: Path) -> None:
    tables = Document(str(site / "report" / "evidence-profile.docx")).tables
    [decision] = [table for table in tables if table.rows[0].cells[0].text == "Criterion"]
    rows = decision.rows[1 : 1 + len(panel.CRITERIA)]
    assert {row.cells[-1].text.strip() for row in rows} == {""}


def test_a_panel_has_ten_millimetres_to_write_in(site: Path) -> None:
    document = pypdfium2.PdfDocument(site / "report" / "evidence-profile.pdf")
    words = ("Values", "Balance", "Resources", "Cost-effectiveness", "Equity", "Acceptability", "Feasibility")
    heights, seen = [], set()
    for page in document:
        text = page.get_textpage()
        found = {word: place for word in words if (place := text.search(word, match_case=True).get_next())}
        seen |= found.keys()
        tops = [text.get_charbox(place[0])[3] for place in found.values()]
        heights += [above - below for above, below in itertools.pairwise(tops)]
    assert seen == set(words)
    assert len(heights) >= len(words) - 2  # the table may go on once on another page
    assert min(heights) > TEN_MILLIMETRES


@pytest.mark.parametrize("criterion", get_args(Criterion))
def test_each_criterion_has_boxes_to_tick_and_none_is_ticked(site: Path, criterion: Criterion) -> None:
    [row] = [
        row
        for row in profile(site).xpath("//table[contains(@class, 'decision')]/tbody/tr")
        if row.find("th").findtext("strong") == panel.CRITERIA[criterion]
    ]
    options = [" ".join(each.text_content().split()) for each in row.xpath(".//*[@class='option']")]
    expected = section("decision.options")[criterion].format(intervention="azacitidine").split("; ")
    assert options == expected
    assert len(row.xpath(".//*[@class='box']")) == len(options)
    assert row.xpath(".//*[@class='box']//text()") == []


def test_a_row_with_several_times_has_a_box_for_each_as_one_of_them_is_rated(site: Path) -> None:
    rows = {
        row.findtext("th/strong"): [
            " ".join(each.text_content().split()) for each in row.xpath(".//*[@class='option']")
        ]
        for row in profile(site).xpath("//*[@id='tbl-profile']//tbody/tr[td[@class='certainty']]")
    }
    levels = ["High", "Moderate", "Low", "Very low"]
    assert rows["Inflammatory response"] == ["at 6 months", "at 12 months", "during follow-up", *levels]
    assert rows["Relapse after stopping"] == levels
    assert "When (tick what is rated)" in words_in(site, text_of_pdf)


def test_where_a_person_has_rated_each_row_no_time_is_to_be_ticked(judged_site: Path) -> None:
    assert profile(judged_site).xpath("//*[@id='tbl-profile']//*[@class='box']") == []
    assert "tick what is rated" not in words_in(judged_site, text_of_pdf)


def test_what_the_study_does_not_compare_with_is_a_line_to_fill(site: Path) -> None:
    assert "Comparator (the panel names it; this study has none)" in words_of(profile(site))


def test_a_criterion_that_no_source_speaks_to_says_so(numbers: Numbers) -> None:
    said = dict(zip(cells(numbers, "decision", "item"), cells(numbers, "decision", "says"), strict=True))
    assert said["Equity"] == said["Cost-effectiveness"] == "Not stated in the sources read."


def test_every_question_has_an_answer_with_its_place_or_none_is_stated(numbers: Numbers) -> None:
    says, where = cells(numbers, "questions", "says"), cells(numbers, "questions", "where")
    assert len(says) == len(panel.QUESTIONS) == 10
    assert all((text == NOT_STATED) == (place == "–") for text, place in zip(says, where, strict=True))


def test_the_questions_are_headed_as_their_table_and_as_no_appraisal(site: Path, numbers: Numbers) -> None:
    heads = [" ".join(head.text_content().split()) for head in profile(site).iter("h2")]
    title = TABLES["questions"](numbers).title
    assert title == "What secondary sources say; not an appraisal"
    assert title in heads


@pytest.mark.parametrize("where", ["html", "typst"])
def test_what_is_said_to_a_question_is_headed_by_the_tiers_of_the_sources_that_say_it(
    numbers: Numbers, where: Medium
) -> None:
    table = TABLES["questions"](with_tiers(numbers, "primary full text"))
    says = "What primary full text sources say"
    assert table.title == f"{says}; not an appraisal"
    assert f">{says}</th>" in table_html(table, where)


@pytest.mark.parametrize("domain", ["Inconsistency", "Publication bias"])
def test_one_study_cannot_show_a_domain_of_many(numbers: Numbers, domain: str) -> None:
    facts = dict(zip(cells(numbers, "domains", "item"), cells(numbers, "domains", "says"), strict=True))
    assert facts[domain].startswith("Cannot be judged from one study.")


def test_places_of_one_paragraph_are_told_together(numbers: Numbers) -> None:
    [inclusion] = [each for each in numbers.study.appraisal.questions if each.question == "inclusion"]
    told = panel.places(numbers, inclusion.readings)
    assert to_line(told) == "Medxy summary: Study Design, paragraph 1, sentences 1, 2"


# --- on paper ---------------------------------------------------------------------------------------


def test_the_pdf_has_at_most_four_pages(site: Path) -> None:
    assert len(pypdfium2.PdfDocument(site / "report" / "evidence-profile.pdf")) <= 4


def test_the_first_page_of_the_pdf_holds_the_summary_of_outcomes(site: Path, numbers: Numbers) -> None:
    page = pypdfium2.PdfDocument(site / "report" / "evidence-profile.pdf")[0]
    text = " ".join(page.get_textpage().get_text_bounded().split())
    titles = [row.title for row in numbers.study.appraisal.outcomes if row.estimates]
    critical = [each.outcome.label for each in numbers.not_stated if each.critical]
    assert [words for words in (*critical, *titles, "Also reported, not in the table") if words not in text] == []
    assert "Rated by" in text, "who rates signs on the sheet with the boxes"


def test_the_docx_lies_on_its_long_side(site: Path) -> None:
    [section] = Document(str(site / "report" / "evidence-profile.docx")).sections
    assert section.page_width.cm == pytest.approx(29.7, abs=0.05)
    assert section.page_height.cm == pytest.approx(21.0, abs=0.05)


def test_the_page_prints_on_its_long_side(site: Path) -> None:
    sheets = "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.css"))
    assert "@page wide { size: A4 landscape;" in sheets
    assert profile(site).xpath("//main//*[@id='tbl-profile']")


def test_a_result_has_an_empty_cell_for_each_question_of_the_tool_for_its_design(site: Path, numbers: Numbers) -> None:
    [table] = profile(site).xpath("//*[@id='tbl-bias']//table")
    rows = table.xpath("./tbody/tr")
    assert [row.find("th").text for row in rows] == [
        row.title for row in numbers.study.appraisal.outcomes if row.estimates
    ]
    assert {len(row.findall("td")) for row in rows} == {10 + 1}
    assert {cell.text_content().strip() for cell in table.xpath("./tbody//td")} == {""}


def test_the_page_opens_with_what_a_committee_member_needs_to_stop_there(site: Path, numbers: Numbers) -> None:
    text = words_of(profile(site))
    titles = ["What was asked", *(each.title for each in numbers.study.appraisal.entry), "Status"]
    places = [text.index(f"{title}. ") for title in titles]
    assert places == sorted(places)
    assert places[-1] < text.index("Outcomes with data")


@pytest.mark.parametrize(
    ("read", "suffix", "label"), [(text_of_pdf, "pdf", ""), (text_of_docx, "docx", "Printed: ")], ids=["pdf", "docx"]
)
def test_the_appendix_says_where_each_number_stands(
    site: Path, read: Callable[[Path], str], suffix: str, label: str
) -> None:
    text = " ".join(read(site / "report" / f"technical-appendix.{suffix}").split())
    assert (
        f"{label}“50 (61%)” · IACH newsletter, passage 4 of the excerpt read (secondary source, read in part)" in text
    )


# --- judgments -------------------------------------------------------------------------------------


def test_without_a_judgement_everything_is_left_to_the_panel(numbers: Numbers) -> None:
    told = cells(numbers, "outcomes", "event_rate") + cells(numbers, "outcomes", "effect")
    assert {*told, *cells(numbers, "domains", "rating")} == {fixed("certainty.not-assessed")}


def test_a_cell_holds_the_rating_alone(judged: Path) -> None:
    numbers = Numbers(evidence := load(judged), evidence.study)
    told = cells(numbers, "outcomes", "event_rate")
    assert [text for text in told if text != fixed("certainty.not-assessed")] == ["very low"]
    assert set(cells(numbers, "outcomes", "effect")) == {fixed("certainty.not-assessed")}


def test_a_judgement_of_a_domain_says_of_which_outcome(judged: Path) -> None:
    numbers = Numbers(evidence := load(judged), evidence.study)
    assert cells(numbers, "domains", "rating")[0] == "Relapse after stopping: serious"


def test_a_judgement_on_a_page_is_of_the_kind_judged(judged_site: Path) -> None:
    links = profile(judged_site).xpath("//a[@data-id='judged-relapse']")
    assert {link.get("class") for link in links} == {"number judged"}
    [record] = pages(judged_site)["provenance"].xpath("//*[@id='num-judged-relapse']")
    told = " ".join(record.text_content().split())
    assert "Judged by A. Person, methodologist of an invented panel" in told.replace(":", "")
    assert "Only 9 of 12 responders." in told


def test_paper_carries_the_reason_of_a_judgement(judged_site: Path) -> None:
    assert "Reason: Only 9 of 12 responders" in text_of_pdf(judged_site / "report" / "evidence-profile.pdf")


def test_with_every_cell_judged_the_profile_has_four_pages_at_most(judged_site: Path) -> None:
    assert len(pypdfium2.PdfDocument(judged_site / "report" / "evidence-profile.pdf")) <= 4


@pytest.mark.parametrize("read", [text_of_pdf, text_of_docx])
def test_paper_lists_who_judged_as_what_when_and_why(judged_site: Path, read: Callable[[Path], str]) -> None:
    suffix = "pdf" if read is text_of_pdf else "docx"
    text = "".join(read(judged_site / "report" / f"evidence-profile.{suffix}").split()).replace("-", "")
    who = "Judged by: A. Person, methodologist of an invented panel."
    told = f"{who} Judged on: 22 November 2026. Reason: Nothing was compared."
    assert "".join(told.split()).replace("-", "") in text


def test_a_page_lists_who_judged_as_what_when_and_why(judged_site: Path) -> None:
    told = " ".join(profile(judged_site).text_content().split())
    assert "A. Person, methodologist of an invented panel, 22 November 2026. Reason: Nothing was compared." in told


def test_without_a_judgement_there_is_no_list_of_them(site: Path) -> None:
    assert "Judgments" not in [head.text_content().strip() for head in profile(site).iter("h2")]


@pytest.mark.parametrize("words", ["9 of 12", "50 of 82"])
def test_a_fraction_in_a_cell_is_not_torn(site: Path, words: str) -> None:
    tables = Document(str(site / "report" / "evidence-profile.docx")).tables
    [summary] = [table for table in tables if table.rows[0].cells[0].text == "Outcome"]
    text = " ".join(cell.text for cell in summary._cells)
    assert words.replace(" ", "\u00a0") in text


# --- limits ---


def blank(path: Path, pages: int) -> None:
    path.parent.mkdir(exist_ok=True)
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    document.save(path)


def test_a_profile_of_five_pages_is_refused(tmp_path: Path) -> None:
    blank(tmp_path / page_limits.PROFILE, 5)
    assert [str(each) for each in page_limits.overlong(tmp_path, [page_limits.PROFILE])] == [
        "report/evidence-profile.pdf: 5 pages: at most 4: "
        "shorten texts of appraisal.yml, or the reasons of judgements.yml [coverage]"
    ]


@pytest.mark.parametrize(
    ("name", "most"),
    [(page_limits.HANDOUTS[0], 2), ("report/visual-summary.pdf", 1), ("report/evidence-summary.pdf", 6)],
)
def test_a_document_of_a_page_too_many_is_refused(tmp_path: Path, name: str, most: int) -> None:
    blank(tmp_path / name, most)
    assert list(page_limits.overlong(tmp_path, [name])) == []
    blank(tmp_path / name, most + 1)
    [told] = page_limits.overlong(tmp_path, [name])
    assert told.found == f"{most + 1} pages"


# --- refusals ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        (
            "judgements.yml",
            "    reason: Nothing was compared.",
            "    recommendation: Use it.",
            "data/judgements.yml:20",
        ),
        ("report.yml", "report:", "recommendation: Use it.\nreport:", "data/report.yml:4"),
        (f"{HOME}/appraisal.yml", "  - criterion: problem", "  - Recommendations: [x]\n    criterion: problem", None),
        (f"{HOME}/study.yml", "curation:\n", "curation:\n  recommendation: {strength: strong}\n", None),
    ],
)
def test_a_recommendation_in_data_is_refused(
    judged: Path, tmp_path: Path, file: str, old: str, new: str, place: str | None
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(judged, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadInput) as error:
        load(folder)
    [problem] = [each for each in error.value.problems if "recommendation" in each.wrong]
    at = 1 + text[: text.index(old)].count("\n") + (1 if file.endswith("study.yml") else 0)
    key = "Recommendations" if "Recommendations" in new else "recommendation"
    assert str(problem) == (
        f"{place or f'data/{file}:{at}'}: key '{key}' holds a recommendation: evidence and named judgments only: "
        "remove it; recommendations are the panel's"
    )


WRONG_ROWS = {
    "eighth row with data": (
        "outcomes:\n",
        "outcomes:\n  - {id: one-more, title: One more, estimates: [infections], plain: Words.}\n",
        "8 rows with data in outcomes: at most 7: leave out those that weigh least",
    ),
    "row of nothing": (
        "    critical_not_stated: true\n",
        "",
        "a row has estimates, or stands for the critical outcomes that no source read states: a valid record: "
        "compare with the source",
    ),
    "unknown estimate": (
        "estimates: [cytopenias]",
        "estimates: [cytopenia]",
        "unknown estimate 'cytopenia': a declared estimate: did you mean 'cytopenias'?",
    ),
    "unknown criterion": (
        "criterion: feasibility",
        "criterion: feasible",
        "'feasible' is not a known criterion: one of problem, desirable-effects, undesirable-effects, certainty, "
        "values, balance, resources, certainty-of-resources, cost-effectiveness, equity, acceptability, feasibility: "
        "did you mean 'feasibility'?",
    ),
    "text on nothing": (
        "Harms: {infections.full}",
        "Harms: {infection.full}",
        "unknown estimate or derived value 'infection': a declared estimate or derived value: "
        "did you mean 'infections'?",
    ),
}


@pytest.mark.parametrize("name", WRONG_ROWS)
def test_a_wrong_appraisal_gets_a_message(name: str, changed: Change) -> None:
    old, new, message = WRONG_ROWS[name]
    with pytest.raises(BadInput) as error:
        load(changed("appraisal.yml", [(old, new)]))
    assert [str(each).split(": ", 1)[1] for each in error.value.problems] == [message]


def test_a_judgement_of_a_row_that_is_not_there_is_refused(judged: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(judged, folder)
    (folder / "judgements.yml").write_text(
        JUDGEMENT.replace("outcome: after-stopping", "outcome: after"), encoding="utf-8"
    )
    with pytest.raises(BadInput) as error:
        load(folder)
    assert str(error.value.problems[0]).startswith(
        "data/judgements.yml:5: unknown row of the summary of outcomes 'after'"
    )


DISCREPANT = {
    "typed numeral": (
        [("Without a comparison group, this", "Whether in 34% azacitidine made")],
        "numeral '34%' typed into a text",
    ),
    "critical outcomes not first": (
        [
            ("    critical_not_stated: true\n", "    estimates: [infections]\n"),
            ("    estimates: [cytopenias]\n", "    critical_not_stated: true\n"),
        ],
        "row critical-not-stated of the summary of outcomes",
    ),
    "no such place": (
        [
            (
                'section: Expert Commentary, paragraph: "2", sentence: 1',
                'section: Expert Commentary, paragraph: "9", sentence: 1',
            )
        ],
        "no statement at frenvex-aza-summary, Expert Commentary, paragraph 9, sentence 1",
    ),
    "no such part": (
        [("{inflammatory-response-ever.fraction} patients at", "{inflammatory-response-6m.fraction} patients at")],
        "'inflammatory-response-6m' has no fraction",
    ),
}


@pytest.mark.parametrize("name", DISCREPANT)
def test_a_slip_in_an_appraisal_is_found(name: str, changed: Change) -> None:
    pairs, found = DISCREPANT[name]
    told = [each.found for each in verify_evidence(load(changed("appraisal.yml", pairs))).discrepancies]
    assert any(found in text for text in told), told


MISJUDGED = {
    "rating of another list": (
        "rating: serious",
        "rating: low",
        "data/judgements.yml:16: 'low' is no rating of risk-of-bias: one of not serious, serious, very serious: "
        "use one of not serious, serious, very serious",
    ),
    "after the newest version": (
        "date: 2026-11-22\n    reason: Nothing",
        "date: 2026-12-01\n    reason: Nothing",
        "data/judgements.yml:19: date 2026-12-01 is after the evidence's newest version: 2026-11-30 or before: "
        "correct it, or add a version to the file in changes/",
    ),
    "before the article": (
        "date: 2026-11-22\n    reason: Nothing",
        "date: 2024-11-22\n    reason: Nothing",
        "data/judgements.yml:19: date 2024-11-22 is before the article's year: 2025 or after: correct it",
    ),
    "second of a cell": (
        "of: risk-of-bias\n    rating: serious",
        "of: certainty-of-event-rate\n    rating: low",
        "data/judgements.yml:12: a second judgment of certainty-of-event-rate of 'after-stopping': "
        "one (first at data/judgements.yml:3): remove one, or add 'supersedes: judged-relapse'",
    ),
    "id too long for Word": (
        "id: judged-bias",
        "id: judged-bias-of-relapse-after-stopping-it",
        "data/judgements.yml:12: id 'judged-bias-of-relapse-after-stopping-it' has 40 characters: "
        "at most 36, for a bookmark of Word: shorten it",
    ),
    "recommendation": (
        "reason: Nothing was compared.",
        "reason: It should not be used.",
        "data/judgements.yml:20: 'should not be used' reads as a recommendation: evidence and named judgments only: "
        "say what was judged and why; recommendations are the panel's",
    ),
    "recommendation as a verb": (
        "reason: Nothing was compared.",
        "reason: We recommend it.",
        "data/judgements.yml:20: 'recommend' reads as a recommendation: evidence and named judgments only: "
        "say what was judged and why; recommendations are the panel's",
    ),
}


def rejudged(judged: Path, tmp_path: Path, old: str, new: str) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(judged, folder)
    assert old in JUDGEMENT
    (folder / "judgements.yml").write_text(JUDGEMENT.replace(old, new), encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", MISJUDGED)
def test_a_judgement_that_cannot_stand_is_refused(name: str, judged: Path, tmp_path: Path) -> None:
    old, new, message = MISJUDGED[name]
    with pytest.raises(BadInput) as error:
        load(rejudged(judged, tmp_path, old, new))
    assert [str(each) for each in error.value.problems] == [message]


def test_a_rating_of_no_list_is_refused(judged: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"judgements\.yml:7: 'very unsure' is not a known rating"):
        load(rejudged(judged, tmp_path, "rating: very low", "rating: very unsure"))


def test_a_cell_shows_the_judgement_that_supersedes_another(judged: Path, tmp_path: Path) -> None:
    new = "of: certainty-of-event-rate\n    supersedes: judged-relapse\n    rating: low"
    evidence = load(rejudged(judged, tmp_path, "of: risk-of-bias\n    rating: serious", new))
    told = cells(Numbers(evidence, evidence.study), "outcomes", "event_rate")
    assert [text for text in told if text != fixed("certainty.not-assessed")] == ["low"]


def test_the_judgement_that_the_documents_show_can_be_read(judged: Path, tmp_path: Path) -> None:
    [shown] = [
        block for block in (ROOT / "docs/outputs.md").read_text("utf-8").split("```") if "\njudgements:" in block
    ]
    folder = rejudged(judged, tmp_path, "judgements", "judgements")
    (folder / "judgements.yml").write_text(shown.removeprefix("yaml\n"), encoding="utf-8")
    assert len(load(folder).judgements) == 1


def test_a_study_without_population_and_intervention_has_a_profile_in_print(tmp_path: Path) -> None:
    data = ("--data", str(ROOT / "tests" / "open-article"), "--report", "preoperative-dcs-2021")
    made = run_command("render", "evidence-profile", *data, "--to", "pdf", "--output", "out", folder=tmp_path)
    assert made.returncode == 0, made.stderr
    found = text_of_pdf(tmp_path / "out" / "report" / "evidence-profile.pdf")
    assert "summary of outcomes" in found


def test_the_pages_of_the_profile_are_filled(site: Path) -> None:
    for page in pypdfium2.PdfDocument(site / "report" / "evidence-profile.pdf"):
        text = page.get_textpage()
        lows = [text.get_rect(number)[1] for number in range(text.count_rects())]
        above_the_foot = [low for low in lows if low > page.get_height() / 12]
        assert min(above_the_foot) < page.get_height() / 4


def test_rows_to_fill_in_have_room_to_write_in_word(site: Path) -> None:
    with zipfile.ZipFile(site / "report" / "evidence-profile.docx") as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    heights = [each for each in root.iter(f"{WORD}trHeight") if each.get(f"{WORD}hRule") == "atLeast"]
    assert len(heights) == 14
