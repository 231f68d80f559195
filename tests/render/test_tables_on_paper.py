"""Tables over the pages of a PDF and of a DOCX: no head of a group and no line of sources stands without its row."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree
from PIL import Image

from tests import ROOT
from tests.finished_files import WORD
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.present.figures.drawings import Drawings
from vexas_evidence.publish.render.embedded.pdf import compile_pdf
from vexas_evidence.publish.render.office_files import firm_tables
from vexas_evidence.publish.site.markdown import Writer
from vexas_evidence.publish.site.summary.drawn_marks import dots_picture
from vexas_evidence.system.file_cache import FileCache

TEMPLATE = ROOT / "report" / "styles" / "typst-template.typ"
DOCUMENT = """
#show: doc => article(title: [Table], titled: false, font: "Libertinus Serif", doc)
#set page(width: 12cm, height: 9cm)
#v({offset}cm)
#firm-table([
#table(
  columns: (50%, 50%),
  table.header([Outcome], [Number],),
  table.hline(),
  table.cell(colspan: 2)[#strong[First group] · remark],
  table.hline(),
  [one \\ line], [row-one],
  table.cell(colspan: 2)[#strong[Second group]],
  [two \\ line], [row-two],
  table.hline(),
  table.footer(table.cell(colspan: 2)[Sources below the table.],),
)
])
"""
OFFSETS = (0.0, 0.4, 0.8, 1.2, 1.6, 2.0, 2.4)


def sheets_of(offset: float, call: str = "firm-table") -> list[str]:
    """The words of each page of a table that begins so many cm below the top of the first."""
    source = TEMPLATE.read_text(encoding="utf-8") + DOCUMENT.replace("{offset}", str(offset)).replace(
        "firm-table", call
    )
    content, _ = compile_pdf(source.encode(), Path(), (), ("ua-1",), 0, "page", ())
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content)]


@pytest.fixture(scope="module", params=OFFSETS)
def sheets(request: pytest.FixtureRequest) -> list[str]:
    return sheets_of(request.param)


def page_of(words: str, sheets: list[str]) -> int:
    [page] = [number for number, text in enumerate(sheets) if words in text]
    return page


@pytest.mark.parametrize(
    ("words", "row"),
    [("First group", "row-one"), ("Second group", "row-two"), ("Sources below the table.", "row-two")],
)
def test_what_belongs_to_a_row_of_a_pdf_stands_on_its_page(words: str, row: str, sheets: list[str]) -> None:
    assert page_of(words, sheets) == page_of(row, sheets)


def test_the_numbers_of_a_figure_stand_on_one_page() -> None:
    sheets = sheets_of(OFFSETS[-1], "figure-numbers")
    assert page_of("row-one", sheets) == page_of("row-two", sheets)


def test_the_rows_of_a_pdf_part_where_a_page_ends() -> None:
    assert [len(sheets_of(offset)) for offset in (OFFSETS[0], OFFSETS[-1])] == [1, 2]


def docx(body: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{WORD[1:-1]}"><w:body>{body}</w:body></w:document>'
        )
    return buffer.getvalue()


def row(*cells: str) -> str:
    paragraph = '<w:p><w:pPr><w:pStyle w:val="Compact"/></w:pPr><w:r>{}</w:r></w:p>'
    return f"<w:tr>{''.join(f'<w:tc>{paragraph.format(each)}</w:tc>' for each in cells)}</w:tr>"


def test_the_last_row_of_a_table_in_docx_stays_with_the_line_of_sources_below_it() -> None:
    table = f"<w:tbl>{row('<w:t>a</w:t>', '<w:t>b</w:t>') * 2}{row('<w:t>Source</w:t>')}</w:tbl>"
    with zipfile.ZipFile(io.BytesIO(firm_tables(docx(table)))) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    followed = [each.find(f".//{WORD}keepNext") is not None for each in root.iter(f"{WORD}tr")]
    assert followed == [False, True, False]


@pytest.mark.parametrize(("cell", "closed"), [("<w:drawing/>", True), ("<w:t>a</w:t>", False)])
def test_rows_of_a_plot_in_docx_have_no_space_between(cell: str, closed: bool) -> None:
    table = f"<w:tbl><w:tblPr><w:tblLook/></w:tblPr>{row('<w:t>a</w:t>', cell)}</w:tbl>"
    once = firm_tables(docx(table))
    assert firm_tables(once) == once
    with zipfile.ZipFile(io.BytesIO(once)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    order = [etree.QName(each).localname for each in root.iterfind(f".//{WORD}tblPr/*")]
    spaces = {each.get(f"{WORD}after") for each in root.iter(f"{WORD}spacing")}
    assert (order, spaces) == ((["tblCellMar", "tblLook"], {"0"}) if closed else (["tblLook"], set()))


@pytest.mark.parametrize("name", ["evidence-summary", "evidence-profile", "technical-appendix"])
def test_numbers_of_tables_stand_to_the_right_in_word(site: Path, name: str) -> None:
    with zipfile.ZipFile(site / "report" / f"{name}.docx") as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    cells = [each for each in root.iter(f"{WORD}tc") if "".join(each.itertext()).strip() == "65%"]
    assert cells
    assert all(cell.find(f".//{WORD}jc").get(f"{WORD}val") in ("right", "end") for cell in cells)


def test_no_line_stands_below_a_place_without_a_tile_in_word() -> None:
    tile = '<w:tc><w:tcPr/><w:p><w:pPr><w:pStyle w:val="TileDesirable"/></w:pPr></w:p></w:tc>'
    table = f"<w:tbl><w:tblPr><w:tblLayout/><w:tblLook/></w:tblPr><w:tr>{tile * 2}<w:tc/></w:tr></w:tbl>"
    once = firm_tables(docx(table))
    assert firm_tables(once) == once
    with zipfile.ZipFile(io.BytesIO(once)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    assert [etree.QName(each).localname for each in root.iterfind(f".//{WORD}tblPr/*")] == [
        "tblBorders",
        "tblLayout",
        "tblLook",
    ]


def test_tiles_of_word_have_the_colors_of_their_kinds(site: Path) -> None:
    with zipfile.ZipFile(site / "report" / "evidence-summary.docx") as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    found = {
        each.find(f".//{WORD}pStyle").get(f"{WORD}val"): each.find(f"{WORD}tcPr/{WORD}tcBorders/{WORD}top")
        for each in root.iter(f"{WORD}tc")
        if each.find(f"{WORD}tcPr/{WORD}shd") is not None
    }
    assert {style: top.get(f"{WORD}color") for style, top in found.items()} == {
        "TileDesirable": "0B5C8E",
        "TileUndesirable": "A3401F",
        "TileNotStated": "7A8794",
    }


def test_people_without_the_outcome_are_gray_shapes_in_word(numbers: Numbers, tmp_path: Path) -> None:
    drawings = Drawings(FileCache(tmp_path / "cache"), "")
    told = dots_picture(1, 2, "undesirable", Writer(numbers, "docx", folder=tmp_path, drawings=drawings))
    [path] = tmp_path.rglob("*.png")
    picture = Image.open(path)
    middle = picture.height // 2
    assert path.name in told
    assert [picture.getpixel((picture.width * at // 4, middle))[:3] for at in (1, 3)] == [
        (163, 64, 31),
        (211, 217, 223),
    ]
