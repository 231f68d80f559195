from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests import EXAMPLE
from vexas_evidence.model.texts.statements import FirstScreen
from vexas_evidence.present.spans import to_line
from vexas_evidence.publish.render.request import DATA_VARIABLE
from vexas_evidence.publish.site import Report, versions
from vexas_evidence.publish.site.report_data import downloads, open_data
from vexas_evidence.system.problems import BadInput

Spoil = Callable[[str, str, str], Path]


@pytest.fixture(autouse=True)
def invented(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(EXAMPLE))
    monkeypatch.delenv("QUARTO_EXECUTE_INFO", raising=False)


@pytest.fixture(params=["html", "typst", "docx"])
def medium(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    info = tmp_path / "info.json"
    facts = {"document-path": str(tmp_path / "page.qmd"), "format": {"identifier": {"base-format": request.param}}}
    info.write_text(json.dumps(facts), encoding="utf-8")
    monkeypatch.setenv("QUARTO_EXECUTE_INFO", str(info))
    return str(request.param)


def test_a_number_in_a_sentence_is_the_one_that_the_source_prints() -> None:
    assert Report.open().number("rash") == (
        '[7\\.5\\%](provenance.qmd#num-rash){.number .reported data-id="rash"}\n'.rstrip()
    )


def test_an_unknown_number_is_named() -> None:
    with pytest.raises(LookupError, match="no estimate or derived value 'rush'"):
        Report.open().number("rush")


def test_data_with_a_discrepancy_are_not_shown(spoiled: Spoil, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = spoiled("studies/marsh-fever-2030/narrative.yml", "Fever was gone", "In 75% fever was gone")
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    with pytest.raises(BadInput, match="numeral '75%' typed into a text"):
        Report.open().basis()


def test_a_table_is_a_numbered_element_with_its_caption_last(medium: str) -> None:
    lines = Report.open().table("denominators").splitlines()
    assert lines[0] == "::: {#tbl-denominators}"
    assert lines[lines.index(":::") - 2] == "Denominators and time points\\: each number with the patients counted"


def test_a_figure_is_a_vector_on_pages_and_in_pdf_and_a_picture_in_docx(medium: str) -> None:
    marks = {"html": "<svg class=", "typst": 'format: "svg"', "docx": "generated/figures/proportions-"}
    assert marks[medium] in Report.open().figure("proportions")


def test_a_figure_stands_beside_a_table_of_its_numbers(medium: str) -> None:
    assert Report.open().figure("proportions").count("<table") == 1


def test_only_a_page_offers_downloads(medium: str) -> None:
    assert ("downloads/denominators.csv" in Report.open().table("denominators")) == (medium == "html")


def test_a_figure_without_data_leaves_no_heading_behind(medium: str) -> None:
    assert Report.open().figure("flow", "Stopping") == ""


def test_key_points_stand_under_their_heading(medium: str) -> None:
    heading, point = str(Report.open().key_points()).split("\n\n")
    assert (heading, point.partition(" Fever was gone in ")[0]) == ("## Key points", "**Response.**")


def test_a_topic_takes_no_place_of_key_points() -> None:
    loaded = open_data()
    study = loaded.numbers.study
    topic = study.narrative.model_copy(update={"first_screen": FirstScreen(topic="Marsh fever")})
    numbers = replace(loaded.numbers, study=replace(study, narrative=topic))
    assert Report(replace(loaded, numbers=numbers)).key_points()


@pytest.mark.parametrize(
    "update",
    [{"key_points": ()}, {"first_screen": FirstScreen.model_construct(lead=("said",))}],
    ids=["none written", "said by a lead"],
)
def test_key_points_leave_no_heading_where_none_are_shown(update: dict[str, object]) -> None:
    loaded = open_data()
    study = loaded.numbers.study
    other = replace(study, narrative=study.narrative.model_copy(update=update))
    assert Report(replace(loaded, numbers=replace(loaded.numbers, study=other))).key_points() == ""


def test_a_sensitivity_value_is_marked_by_class_and_in_words() -> None:
    text = Report.open().limits()
    assert "::: {.sensitivity}\n**Sensitivity\\: a value under an assumption that no source states\\.** Of all" in text


def test_the_legend_names_the_four_kinds() -> None:
    text = Report.open().legend()
    assert [kind for kind in ("reported", "derived", "inferred", "judged") if f'number {kind}">' in text] == [
        "reported",
        "derived",
        "inferred",
        "judged",
    ]


def test_corrections_that_nobody_looked_for_are_said_so() -> None:
    told = to_line(versions.corrections(None))
    assert told == "Not yet checked for corrections or retraction."


def test_downloads_hold_each_table_and_each_figure_that_has_data() -> None:
    assert sorted(downloads(open_data())) == [
        "annotations.jsonld",
        *(f"cite-{work}.{ending}" for work in ("article", "summary") for ending in ("bib", "json", "ris", "txt")),
        "datapackage.json",
        "decision.csv",
        "denominators.csv",
        "embed-proportions.png",
        "evidence.fhir.json",
        "evidence.json",
        "evidence.schema.json",
        "findings.csv",
        "highlights.csv",
        "outcomes.csv",
        "proportions.csv",
        "proportions.metadata.json",
        "proportions.png",
        "proportions.svg",
        "reported.csv",
        "ro-crate-metadata.json",
        "safety.csv",
        "statistics.csv",
        "study.csv",
        "visual-summary.png",
    ]


def test_each_download_says_of_which_version_it_is() -> None:
    files = downloads(open_data())
    del files["evidence.schema.json"]  # it is the same for every version
    silent = [name for name, content in files.items() if b"1.0.0" not in content]
    assert sorted(silent) == [f"cite-article.{ending}" for ending in ("bib", "json", "ris", "txt")]


def test_each_row_of_a_table_says_of_which_version_it_is() -> None:
    rows = csv.DictReader(io.StringIO(downloads(open_data())["denominators.csv"].decode("utf-8")))
    assert {row["Evidence version"] for row in rows} == {"1.0.0"}


def test_a_record_says_what_is_printed_and_where() -> None:
    text = Report.open().records()
    printed, source = r'<span data-class="estimate">“7\.5\%”</span>', '<span data-class="reference">Bulletin</span>'
    where = '<span data-class="locator">, Story, paragraph 3, sentence 1</span>'
    assert f"{printed} · {source}{where}" in text


def test_a_record_has_the_anchor_that_numbers_link_to() -> None:
    assert ":::: {#num-rash .record}" in Report.open().records()


def test_a_record_of_a_sensitivity_value_is_marked() -> None:
    text = Report.open().records()
    assert text.index("::: {.sensitivity}") < text.index(":::: {#num-rash-of-all .record}")


def test_an_address_that_is_no_web_address_is_no_link() -> None:
    assert Report.open().sources().count("<http") == 0
