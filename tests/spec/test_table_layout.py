from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from tests import TRIAL
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.load.folder import load
from vexas_evidence.present.formats import Medium
from vexas_evidence.present.tables import TABLES, columns, findings, layout
from vexas_evidence.present.tables.table import Row, Table
from vexas_evidence.publish.site.markdown import Markdown, Writer
from vexas_evidence.publish.site.summary import bias_table
from vexas_evidence.publish.site.summary.outcome_table import outcome_table


def widths_of(page: html.HtmlElement) -> list[float]:
    return [float(col.get("style", "").removeprefix("width:").rstrip(";% ")) for col in page.iter("col")]


def cells(page: str) -> list[html.HtmlElement]:
    return list(html.fromstring(page).iter("td"))


def test_each_cell_carries_its_label_for_a_phone(example: Numbers) -> None:
    page = layout.table_html(findings.table_findings(example), "html")
    labels = [cell.get("data-label") for cell in cells(page) if cell.get("headers")][:7]
    assert labels == [
        "Outcome",
        "Who was counted",
        "When",
        "Reported",
        "Denominator and its status",
        "Count; interval",
        "Kind of number; source",
    ]


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("where", ["html", "typst", "docx"])
def test_column_widths_fill_the_line(name: str, where: str, numbers: Numbers) -> None:
    page = html.fromstring(layout.table_html(TABLES[name](numbers), where))  # type: ignore[arg-type]
    assert sum(widths_of(page)) == 100


@pytest.mark.parametrize("layouts", [columns.SCREEN, columns.A4])
def test_the_widths_of_each_layout_sum_to_the_line(layouts: dict[str, columns.Layout]) -> None:
    assert {name: sum(each.width for each in layout) for name, layout in layouts.items()} == dict.fromkeys(layouts, 100)


def test_paper_repeats_no_layout_of_the_screen() -> None:
    same = [name for name, layout in columns.A4.items() if layout == columns.SCREEN[name]]
    assert [name for name in same if columns.A4[name] is not columns.SCREEN[name]] == []


@pytest.mark.parametrize("where", ["html", "typst", "docx"])
@pytest.mark.parametrize("table", [bias_table.bias_table, bias_table.domain_table])
def test_the_cells_to_judge_fill_the_line(
    table: Callable[[Writer], Markdown], where: Medium, numbers: Numbers, tmp_path: Path
) -> None:
    widths = widths_of(html.fromstring(table(Writer(numbers, where, tmp_path))))
    assert (len(widths) > 8, sum(widths)) == (True, 100)


JOINED = {
    ("A4", "outcomes"): ({"patients", "whom"}, {"both"}),
    ("SCREEN", "findings"): ({"interval"}, {"ci"}),
    ("A4", "findings"): ({"interval"}, {"ci"}),
}
"""Columns that a layout leaves out, and those that stand for them."""


@pytest.mark.parametrize(("chosen", "layouts"), [("SCREEN", columns.SCREEN), ("A4", columns.A4)])
@pytest.mark.parametrize("name", TABLES)
def test_each_column_of_a_table_has_a_width(
    name: str, chosen: str, layouts: dict[str, columns.Layout], example: Numbers
) -> None:
    without, instead = JOINED.get((chosen, name), (set(), set()))
    laid_out = sorted(key for column in layouts[name] for key in column.keys)
    assert laid_out == sorted({*TABLES[name](example).columns} - without | instead)


def test_paper_merges_columns(numbers: Numbers) -> None:
    page = html.fromstring(layout.table_html(findings.table_findings(numbers), "docx"))
    assert len(list(page.iter("col"))) == 5


def test_a_table_brings_no_style_sheet(numbers: Numbers) -> None:
    assert "<style" not in layout.table_html(findings.table_findings(numbers), "html")


def test_data_cannot_become_markup() -> None:
    table = Table("x", "x", {"a": "A"}, (("", {"a": ("<script>",)}),), "", "")
    assert "<script>" not in layout.table_html(table, "html")


def test_a_table_without_rows_is_still_a_table() -> None:
    table = Table("x", "x", {"a": "A"}, (), "Source: none.", "")
    assert "Source: none." in layout.table_html(table, "html")


def test_a_percentage_printed_with_its_interval_parts_them(tmp_path: Path) -> None:
    trial = load(TRIAL)
    page = html.fromstring(f"<div>{outcome_table(Writer(Numbers(trial, trial.study), 'html', folder=tmp_path))}</div>")
    found = [
        [cell.text_content().strip() for cell in row.xpath("td[@class='value'] | td[@class='limits']")]
        for row in page.xpath("//tr")
    ]
    assert ["27%", "19–35%*"] in found


def test_numbers_stand_to_the_right_and_sources_are_muted(example: Numbers) -> None:
    page = html.fromstring(layout.table_html(findings.table_findings(example), "html"))
    heads = {head.text: head.get("class").split() for head in page.iter("th") if head.get("scope") == "col"}
    assert [name for name, classes in heads.items() if "gt_right" in classes] == [
        "Reported",
        "Denominator and its status",
        "Count; interval",
    ]
    assert [name for name, classes in heads.items() if "muted" in classes] == ["Kind of number; source"]


@pytest.mark.parametrize(("printed", "when"), [("P = 0.04", "time not stated"), ("31%", "NS")])
def test_a_time_that_is_not_stated_is_said_in_words_beside_a_p_value(printed: str, when: str) -> None:
    cells_of_row: Row = {"when": ("time not stated",), "number": (printed,)}
    table = Table("invented", "Invented", {"when": "When", "number": "Number"}, (("", cells_of_row),), "", "")
    assert [cell.text_content() for cell in cells(layout.table_html(table, "html"))][:2] == [when, printed]
