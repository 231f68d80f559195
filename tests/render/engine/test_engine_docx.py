"""The DOCX of the sample project, and the reference document that it is made with."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from tests import ROOT
from vexas_evidence.publish.render.office_files import filled_template

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = {"w": W[1:-1]}
TEMPLATE = ROOT / "report" / "styles" / "reference.docx"


def part(path: Path, name: str) -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(f"word/{name}.xml"))


def words(element: etree._Element) -> str:
    return "".join(str(text) for text in element.xpath(".//w:t/text()", namespaces=NS))


@pytest.fixture(scope="module")
def document(site: Path) -> etree._Element:
    return part(site / "report" / "evidence.docx", "document")


@pytest.fixture(scope="module")
def styles(site: Path) -> etree._Element:
    return part(site / "report" / "evidence.docx", "styles")


def styled(document: etree._Element, style: str) -> list[str]:
    return [words(p) for p in document.xpath("//w:p[w:pPr/w:pStyle/@w:val=$s]", namespaces=NS, s=style)]


def test_each_link_within_the_document_has_its_bookmark(document: etree._Element) -> None:
    anchors = set(document.xpath("//w:hyperlink/@w:anchor", namespaces=NS))
    marks = set(document.xpath("//w:bookmarkStart/@w:name", namespaces=NS))
    assert {"num-response", "tbl-findings", "fig-response", "sec-results"} <= anchors <= marks


@pytest.mark.parametrize(
    ("style", "text", "count"),
    [
        ("NumberReported", "41%", 13),
        ("NumberDerived", "36 of 88", 13),
        ("NumberInferred", "82", 13),
        ("NumberJudged", "low", 13),
    ],
)
def test_a_number_has_the_style_of_its_kind(document: etree._Element, style: str, text: str, count: int) -> None:
    runs = document.xpath("//w:hyperlink/w:r[w:rPr/w:rStyle/@w:val=$s]", namespaces=NS, s=style)
    assert [words(run) for run in runs] == [text] * count


@pytest.mark.parametrize(
    ("style", "underline"),
    [("Reported", "single"), ("Derived", "dash"), ("Inferred", "dotted"), ("Judged", "double")],
)
def test_a_kind_of_number_has_its_underline(styles: etree._Element, style: str, underline: str) -> None:
    assert styles.xpath("//w:style[w:name/@w:val=$n]//w:u/@w:val", namespaces=NS, n=f"Number {style}") == [underline]


def test_captions_have_their_styles_and_numbers(document: etree._Element) -> None:
    assert (styled(document, "TableCaption"), styled(document, "ImageCaption")) == (
        ["Table\u00a01: What the study found."],
        ["Figure\u00a01: The response.", "Figure\u00a02: A plain dot"],
    )


def test_the_caption_stands_above_its_table(document: etree._Element) -> None:
    (table,) = document.xpath("//w:tbl", namespaces=NS)
    assert words(table.xpath("preceding::w:p[1]", namespaces=NS)[0]) == "Table\u00a01: What the study found."


def test_the_header_row_of_a_table_is_repeated(document: etree._Element) -> None:
    heads = document.xpath("//w:tbl/w:tr[w:trPr/w:tblHeader]", namespaces=NS)
    assert [words(row) for row in heads] == ["OutcomeReportedDenominator"]


def test_a_table_is_as_wide_as_the_text(document: etree._Element) -> None:
    (width,) = document.xpath("//w:tbl/w:tblPr/w:tblW", namespaces=NS)
    assert (width.get(f"{W}type"), width.get(f"{W}w")) == ("pct", "5000")


def test_columns_without_widths_get_them_from_their_text(make, tmp_path: Path) -> None:
    from vexas_evidence.publish.render import Request, render

    config = "project: {type: website, render: [pages/*.qmd]}\nformat: docx\n"
    root = make({"pages/a.qmd": "| a | b |\n|---|---|\n| one | a much longer text in this cell |\n"}, config)
    render(Request(root, root, tmp_path / "out", engine="embedded"), lambda _: None)
    columns = part(tmp_path / "out" / "pages" / "a.docx", "document").xpath("//w:gridCol/@w:w", namespaces=NS)
    assert int(columns[1]) > 4 * int(columns[0])


def test_cells_keep_their_alignment(document: etree._Element) -> None:
    cells = document.xpath("//w:tbl/w:tr[3]/w:tc[3]//w:jc/@w:val", namespaces=NS)
    assert cells == ["right"]


def test_pictures_have_alternative_texts(document: etree._Element) -> None:
    assert document.xpath("//*[local-name()='docPr']/@descr") == ['Response at 6 months "A": 41%', "A dot"]


def test_headings_are_lifted_and_numbered(document: etree._Element) -> None:
    assert styled(document, "Heading1") == ["1 Results", "2 Records"]


def test_a_callout_has_its_styles(document: etree._Element) -> None:
    assert (styled(document, "CalloutTitleImportant"), styled(document, "CalloutImportant")) == (
        ["Important"],
        ["Mind Section\u00a01."],
    )


def test_a_page_break_is_a_page_break(document: etree._Element) -> None:
    assert document.xpath("//w:br/@w:type", namespaces=NS) == ["page"]


def test_pages_are_a4(document: etree._Element) -> None:
    (size,) = document.xpath("//w:pgSz", namespaces=NS)
    assert (round(int(size.get(f"{W}w")) / 56.7), round(int(size.get(f"{W}h")) / 56.7)) == (210, 297)


def test_header_and_footer_name_title_version_and_page(site: Path) -> None:
    path = site / "report" / "evidence.docx"
    with zipfile.ZipFile(path) as archive:
        names = [name[5:-4] for name in archive.namelist() if name.startswith(("word/header", "word/footer"))]
    texts = {words(part(path, name)) for name in names if words(part(path, name))}
    assert texts == {"Evidence summaryVersion 0.1.0", "Evidence version 0.1.0Page 1 of 1"}


def test_a_table_has_horizontal_rules_only(styles: etree._Element) -> None:
    (table,) = styles.xpath("//w:style[@w:styleId='Table']", namespaces=NS)
    edges = [etree.QName(edge).localname for edge in table.xpath(".//w:tblBorders/*", namespaces=NS)]
    assert edges == ["top", "bottom", "insideH"]


def test_the_template_names_its_title_and_version_as_they_are_written() -> None:
    content = filled_template(TEMPLATE, "A & <B>", "1")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert words(etree.fromstring(archive.read("word/header1.xml"))) == "A & <B>Version 1"


def test_the_text_of_tables_has_the_size_and_line_spacing_asked_for() -> None:
    with zipfile.ZipFile(io.BytesIO(filled_template(TEMPLATE, "T", "1", (8.5, 0.95)))) as archive:
        styles = etree.fromstring(archive.read("word/styles.xml"))
    (compact,) = styles.xpath("//w:style[@w:styleId='Compact']", namespaces=NS)
    assert compact.xpath(".//w:sz/@w:val | .//w:spacing/@w:line", namespaces=NS) == ["228", "17"]


def test_a_filled_template_is_the_same_bytes_each_time() -> None:
    assert filled_template(TEMPLATE, "T", "1") == filled_template(TEMPLATE, "T", "1")
