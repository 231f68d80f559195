"""What a page of HTML shows, hides, and writes twice, and in which encoding."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading import read_page, token_texts
from vexas_evidence.sources import read_document
from vexas_evidence.sources.read import lost_digits
from vexas_evidence.system.problems import BadInput

MINUS = "<math><mrow><mo>−</mo><mn>3.2</mn></mrow></math>"
POWER = "<math><msup><mn>10</mn><mn>9</mn></msup></math>"


@pytest.mark.parametrize(
    ("formula", "printed"),
    [(MINUS, "-3.2"), (f"{POWER}/L", "10^9/L"), ("<math><mi>P</mi><mo>&lt;</mo><mn>0.01</mn></math>", "< 0.01")],
)
def test_a_formula_stands_in_its_sentence(tmp_path: Path, formula: str, printed: str) -> None:
    assert token_texts(read_page(tmp_path, f"<p>It was {formula} in 8.</p>").sentences) == [printed, "8"]


def test_a_formula_keeps_its_sign_in_a_cell(tmp_path: Path) -> None:
    page = f"<table><tr><th></th><th>Drug</th></tr><tr><td>Change</td><td>{MINUS} (2.0)</td></tr></table>"
    assert token_texts(read_page(tmp_path, page).sentences) == ["-3.2", "2.0"]


def test_a_formula_that_is_drawn_a_second_time_is_read_once(tmp_path: Path) -> None:
    form = MINUS.replace("</math>", '<annotation encoding="application/x-tex">-3.2</annotation></math>')
    drawn = '<span aria-hidden="true">−3.2</span>'
    document = read_page(tmp_path, f"<p>It was <span><span>{form}</span>{drawn}</span> in 8.</p>")
    assert token_texts(document.sentences) == ["-3.2", "8"]
    assert list(lost_digits(document)) == []


@pytest.mark.parametrize("how", ["hidden", 'style="color: red; display: none"', 'style="visibility:hidden"'])
def test_what_a_page_hides_is_set_aside(tmp_path: Path, how: str) -> None:
    document = read_page(tmp_path, f"<p>Of 9,</p><p {how}>77 and</p><p>8 died.</p>")
    assert (token_texts(document.sentences), document.omitted) == (["9", "8"], ("77 and",))
    assert list(lost_digits(document)) == []


@pytest.mark.parametrize(
    "raised",
    ['<span style="vertical-align: super">3</span>', '<span class="x sup">3</span>', "<nobr><sup>3</sup></nobr>"],
)
def test_a_number_that_a_style_raises_is_no_part_of_the_one_before(tmp_path: Path, raised: str) -> None:
    assert token_texts(read_page(tmp_path, f"<p>Of 45{raised}, 12 died.</p>").sentences) == ["45", "^3", "12"]


@pytest.mark.parametrize("inner", ["12<br>345", "<div>12</div><div>345</div>"])
def test_the_lines_of_a_cell_part_its_numbers(tmp_path: Path, inner: str) -> None:
    assert token_texts(read_page(tmp_path, f"<table><tr><td>n</td><td>{inner}</td></tr></table>").sentences) == [
        "12",
        "345",
    ]


def test_a_hidden_cell_is_no_part_of_its_row(tmp_path: Path) -> None:
    hidden = '<td style="display:none">99</td>'
    page = f"<table><tr><th>Event</th>{hidden}<th>Drug</th></tr><tr><td>Death</td>{hidden}<td>5</td></tr></table>"
    document = read_page(tmp_path, page)
    assert [(each.text, each.columns) for each in document.sentences][-1] == ("Death | 5", ("Event", "Drug"))
    assert list(lost_digits(document)) == []


def test_one_head_beside_an_empty_one_is_the_head_of_its_column(tmp_path: Path) -> None:
    page = "<table><tr><th></th><th>Drug</th></tr><tr><td>Death</td><td>5</td></tr></table>"
    assert [each.columns for each in read_page(tmp_path, page).sentences][-1] == ("", "Drug")


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="windows-1252">', "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">', "cp1252"),
        ('<?xml version="1.0" encoding="ISO-8859-1"?>', "cp1252"),
        ('<meta charset="windows-1252">', "utf-8"),
        ('<meta charset="utf-8">', "utf-16"),
        ('<?xml version="1.0" encoding="UTF-16"?>', "utf-8"),
    ],
)
def test_a_page_is_read_in_the_encoding_of_its_bytes(tmp_path: Path, head: str, encoding: str) -> None:
    found = read_page(tmp_path, f"{head}<html><body><p>It was –3.2 ± 1.</p></body></html>", encoding)
    assert token_texts(found.sentences)[0] == "-3.2"


def test_text_with_the_mark_of_utf_16_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("It was −3.2.", encoding="utf-16")
    assert token_texts(read_document(path).sentences) == ["-3.2"]


def test_bytes_that_are_not_what_a_page_declares_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.html"
    path.write_bytes(b'<meta charset="windows-1252"><p>It was \x81 3.</p>')
    with pytest.raises(BadInput, match=r"x\.html:1: byte 0x81 is not cp1252, which the file says it is"):
        read_document(path)


def test_an_unknown_encoding_is_refused_as_none(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="byte 0x96 is not UTF-8"):
        read_page(tmp_path, '<meta charset="x-nothing"><p>It was –3.</p>', "cp1252")


def test_a_paragraph_that_is_bold_as_a_whole_is_a_heading_unless_it_is_a_sentence(tmp_path: Path) -> None:
    page = "<p><b>Results</b></p><p>Of 9,</p><p><strong>Of 8, 3 (38%) died.</strong></p><p><b>Death in 3 (38%)</b></p>"
    sections = [(each.section, each.paragraph) for each in read_page(tmp_path, page).sentences]
    assert sections == [("Results", "heading"), ("Results", "1"), ("Results", "2"), ("Results", "3")]


@pytest.mark.parametrize("around", ["<li>{}</li>", "<aside>{}</aside>", "<figure>{}</figure>"])
def test_a_bold_paragraph_beside_the_text_is_no_heading(tmp_path: Path, around: str) -> None:
    document = read_page(tmp_path, f"<h2>Results</h2>{around.format('<p><b>Methods</b></p>')}<p>It was 3.</p>")
    assert {each.section for each in document.sentences} == {"Results"}


@pytest.mark.parametrize("tag", ["del", "s", "strike"])
@pytest.mark.parametrize("page", ["<p>It was {} 12%.</p>", "<table><tr><td>A</td><td>{} 12%</td></tr></table>"])
def test_what_is_struck_out_is_set_aside(tmp_path: Path, page: str, tag: str) -> None:
    document = read_page(tmp_path, page.format(f"<{tag}>11%</{tag}>"))
    assert (token_texts(document.sentences), document.omitted) == (["12%"], ("11%",))


def test_elements_with_a_prefix_are_read(tmp_path: Path) -> None:
    page = "<p>It was <m:math><m:mo>−</m:mo><m:mn>3.2</m:mn></m:math> in 8.<o:p></o:p></p>"
    assert token_texts(read_page(tmp_path, page).sentences) == ["-3.2", "8"]


def test_a_formula_that_a_script_would_draw_is_read_without_its_commands(tmp_path: Path) -> None:
    page = r"<p>It was \(p \le 0.02\) in $3 \times 10^{4}$ or \[\frac{7}{22}\], for $5 and $6.</p>"
    read = read_page(tmp_path, page)
    assert (token_texts(read.sentences), list(lost_digits(read))) == (["≤ 0.02", "3 × 10^4", "7/22", "5", "6"], [])


@pytest.mark.parametrize("tag", ["iframe", "object", "video"])
def test_what_a_page_shows_only_where_something_fails_is_not_read(tmp_path: Path, tag: str) -> None:
    assert token_texts(read_page(tmp_path, f"<p>Of 12 <{tag}>6</{tag}></p>").sentences) == ["12"]


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        ("<tr><td></td><td>mg/L</td><td>mg/L</td></tr>", ("Marker", "Drug, mg/L", "Placebo, mg/L")),
        (
            "<tr><td></td><td colspan='2'>no. (%)</td></tr>",
            ("Marker", "Drug, no. (%)", "Placebo, no. (%)"),
        ),
        (
            "<tr><td>Hb</td><td>9</td><td>8</td></tr><tr><td></td><td colspan='2'>percent</td></tr>",
            ("Marker", "Drug, percent", "Placebo, percent"),
        ),
        (
            "<tr><td>Hb</td><td>9</td><td>8</td></tr><tr><td></td><td>low</td><td></td></tr>",
            ("Marker", "Drug", "Placebo"),
        ),
    ],
)
def test_a_row_of_units_or_statistics_belongs_to_the_heads_of_the_columns(
    tmp_path: Path, rows: str, columns: tuple[str, ...]
) -> None:
    head = "<tr><th>Marker</th><th>Drug</th><th>Placebo</th></tr>"
    page = f"<table><thead>{head}</thead><tbody>{rows}<tr><td>CRP</td><td>12</td><td>34</td></tr></tbody></table>"
    assert read_page(tmp_path, page).sentences[-1].columns == columns


def test_parts_that_have_the_role_of_a_table_are_one(tmp_path: Path) -> None:
    head = '<div role="row"><span role="columnheader">Event</span><span role="columnheader">Drug</span></div>'
    row = '<div role="row"><span role="cell">Death</span><span role="cell">5</span></div>'
    last = read_page(tmp_path, f'<div role="table">{head}{row}</div>').sentences[-1]
    assert (last.text, last.columns) == ("Death | 5", ("Event", "Drug"))


def test_a_sign_that_is_raised_alone_goes_to_the_power_behind_it(tmp_path: Path) -> None:
    assert token_texts(read_page(tmp_path, "<p>Of 10<sup>−</sup><sup>3</sup>.</p>").sentences) == ["10^-3"]


@pytest.mark.parametrize(("target", "found"), [("#bib14", ["34%", "^2019"]), ("#site", ["34%", "2019"])])
def test_authors_with_a_year_that_lead_to_the_literature_are_a_mark(
    tmp_path: Path, target: str, found: list[str]
) -> None:
    page = f'<p>It was 34% (<a href="{target}">Lark et al., 2019</a>).</p>'
    assert token_texts(read_page(tmp_path, page).sentences) == found
