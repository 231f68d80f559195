"""The PDF of the sample project."""

# ruff: noqa: E501 (messages stand whole on their line)

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2
import pytest

TYPST = """\
project: {type: website, render: [pages/*.qmd]}
format:
  typst: default
"""


@pytest.fixture(scope="module")
def pdf(site: Path) -> pikepdf.Pdf:
    return pikepdf.open(site / "report" / "evidence.pdf")


@pytest.fixture(scope="module")
def text(site: Path) -> list[str]:
    document = pypdfium2.PdfDocument(site / "report" / "evidence.pdf")
    return [page.get_textpage().get_text_bounded() for page in document]


@pytest.fixture(scope="module")
def source(site: Path) -> str:
    return (site / "report" / "evidence.typ").read_text(encoding="utf-8")


def links(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [note for page in pdf.pages for note in page.get("/Annots", []) if note.get("/Subtype") == "/Link"]


def test_pages_are_a4(pdf: pikepdf.Pdf) -> None:
    assert [round(float(value)) for value in pdf.pages[0].mediabox] == [0, 0, 595, 842]


def test_the_document_says_that_it_meets_pdf_ua_1(pdf: pikepdf.Pdf) -> None:
    assert str(pdf.open_metadata()["pdfuaid:part"]) == "1"


def test_the_document_has_its_title_and_language(pdf: pikepdf.Pdf) -> None:
    assert (str(pdf.docinfo["/Title"]), str(pdf.Root["/Lang"])) == ("Evidence summary", "en-GB")


def test_the_date_is_that_of_the_page(pdf: pikepdf.Pdf) -> None:
    assert str(pdf.docinfo["/CreationDate"]).startswith("D:20251120")


def test_each_number_links_to_a_place_in_the_document(pdf: pikepdf.Pdf) -> None:
    names = pikepdf.NameTree(pdf.Root["/Names"]["/Dests"])
    inside = [note["/Dest"] for note in links(pdf) if "/Dest" in note]
    places = [names[str(to)] if isinstance(to, pikepdf.String) else to for to in inside]
    assert len(places) > 52
    assert {place[0].objgen for place in places} <= {page.objgen for page in pdf.pages}


def test_a_number_in_a_table_leads_to_its_record(source: str) -> None:
    assert source.count('#number-link("reported", label("num-response"))[41%]') == 13


def test_the_text_of_a_number_lies_under_its_link(site: Path) -> None:
    document = pypdfium2.PdfDocument(site / "report" / "evidence.pdf")
    with pikepdf.open(site / "report" / "evidence.pdf") as pdf:
        box = [float(value) for value in links(pdf)[2]["/Rect"]]
    assert document[0].get_textpage().get_text_bounded(*box).strip() == "41%"


def test_only_the_fonts_given_are_used(pdf: pikepdf.Pdf) -> None:
    names = {
        str(font["/BaseFont"]).partition("+")[2].partition("-")[0]
        for page in pdf.pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert names == {"SourceSansPro"}


def test_the_header_of_a_table_is_repeated(text: list[str]) -> None:
    assert ["Reported" in page for page in text[:2]] == [True, True]


def test_group_headings_are_bold_and_cells_keep_their_alignment(source: str) -> None:
    assert ("#strong[Response]" in source, "align: right, [88]" in source or "align: right)[88]" in source) == (
        True,
        True,
    )


def test_captions_stand_above_tables_and_below_figures(source: str) -> None:
    assert (
        'position: top, [\nWhat the study #emph[found].\n]), kind: "quarto-float-tbl"' in source,
        'position: bottom, [\nThe response.\n]), kind: "quarto-float-fig"' in source,
    ) == (True, True)


def test_references_are_numbered(text: list[str]) -> None:
    assert "See Table 1 and Figure 1." in " ".join(text[0].split())


def test_headings_are_lifted_and_numbered(text: list[str]) -> None:
    assert "2 Records" in " ".join(text[-1].split())


def test_pictures_keep_their_alternative_text(source: str) -> None:
    assert '#box(image("/report/dot.png", alt: "A dot", width: 2cm))' in source


def test_the_running_header_and_footer_name_title_version_and_page(text: list[str]) -> None:
    words = " ".join(text[1].split())
    assert ("Version 0.1.0" in words, f"Page 2 of {len(text)}" in words) == (True, True)


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("```{=typst}\n#nope()\n```\n", "pages/a.qmd: Typst: unknown variable: nope near '#nope()': a document that Typst can set: correct the page or its raw Typst block"),
        ("One\n\n中 here\n", """pages/a.qmd:3: Typst: PDF/A-3u error: the text `"中"` could not be displayed with font `"Libertinus Serif"` near '中 here': a document that Typst can set: try using a different font"""),
        ("---\nmainfont: Gone\n---\n\nx\n", "pages/a.qmd: unknown font 'gone': a font in one of the folders of font-paths: add its folder"),
        ("---\nformat: {typst: {pdf-standard: ua-9}}\n---\nx\n", "pages/a.qmd:2: pdf-standard: ua-9: one of 1.4, 1.5, 1.6, 1.7, 2.0, a-1a, a-1b, a-2a, a-2b, a-2u, a-3a, a-3b, a-3u, a-4, a-4e, a-4f, ua-1: did you mean 'ua-1'?"),
        ("[x](b.qmd#y)\n", "pages/a.qmd:1: link to another page 'b.qmd#y': a target in the same document: link to `#id`, or show it in HTML only"),
        ("[x](#gone)\n", "pages/a.qmd:1: link to unknown id 'gone': an id in the same document: correct the link or add the target"),
    ],
)  # fmt: skip
def test_what_cannot_be_set_is_told(make, problems, page: str, message: str) -> None:
    assert problems(make({"pages/a.qmd": page}, TYPST)) == [message]


def test_text_of_a_page_never_becomes_typst_code(make, tmp_path: Path) -> None:
    from vexas_evidence.publish.render import Request, render

    words = '#panic("x") $x$ `#eval("1")` <label> @ref \\#let [a]'
    root = make(
        {"pages/a.qmd": "---\ntitle: '#panic(1)'\n---\n\n" + words.replace("$x$", "\\$x\\$").replace("@ref", "\\@ref")},
        TYPST,
    )
    render(Request(root, root, tmp_path / "out", engine="embedded"), lambda _: None)
    page = pypdfium2.PdfDocument(tmp_path / "out" / "pages" / "a.pdf")[0].get_textpage().get_text_bounded()
    assert '#panic(“x”) $x$ #eval("1")' in " ".join(page.split())


def test_text_in_typsts_own_font_is_told_where_fonts_are_given(make, problems) -> None:
    root = make({"pages/a.qmd": "---\nfont-paths: fonts\n---\n\nx\n", "pages/fonts/README": ""}, TYPST)
    assert problems(root) == [
        "pages/a.qmd: text is set in Libertinus, Typst's own font: the fonts of font-paths: "
        "set mainfont, and name a given font in drawings"
    ]


def test_only_floats_with_an_id_are_numbered(make, tmp_path: Path) -> None:
    from vexas_evidence.publish.render import Request, render

    table = "| a |\n|---|\n| 1 |\n\n: A caption\n"
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    root = make({"pages/a.qmd": f"{table}\n![A drawing](d.svg)\n", "pages/d.svg": drawing}, TYPST)
    render(Request(root, root, tmp_path / "out", engine="embedded"), lambda _: None)
    page = pypdfium2.PdfDocument(tmp_path / "out" / "pages" / "a.pdf")[0].get_textpage().get_text_bounded()
    assert page.split() == ["A", "caption", "a", "1", "A", "drawing", "1"]
