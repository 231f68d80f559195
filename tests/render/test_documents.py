"""What a DOCX and a PDF may hold beside their words: the parts that the report writes, and no other."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from tests.finished_files import WORD
from vexas_evidence.publish.coverage import manifest
from vexas_evidence.publish.coverage.finished_file import audit
from vexas_evidence.publish.coverage.manifest import Manifest

BODY = "word/document.xml"
RELATIONS = "_rels/.rels"
Docx = Callable[[dict[str, Callable[[str], str]]], list[str]]
Pdf = Callable[[Callable[[pikepdf.Pdf], None]], list[str]]


@pytest.fixture(scope="module")
def known(published: Path) -> Manifest:
    return manifest.read(published / manifest.MANIFEST)


@pytest.fixture
def docx(published: Path, known: Manifest, tmp_path: Path) -> Docx:
    """Return a function that changes or adds parts of a copy of the DOCX and says what is found."""

    def change(edits: dict[str, Callable[[str], str]]) -> list[str]:
        path = tmp_path / "evidence-summary.docx"
        with zipfile.ZipFile(published / "report" / path.name) as old, zipfile.ZipFile(path, "w") as new:
            parts = {name: old.read(name) for name in old.namelist()}
            for name, edit in edits.items():
                parts[name] = edit(parts.get(name, b"").decode("utf-8")).encode()
            for name, content in parts.items():
                new.writestr(name, content)
        return [each.found for each in audit(path, f"report/{path.name}", known).discrepancies]

    return change


def inserted(run: str) -> dict[str, Callable[[str], str]]:
    return {BODY: lambda body: body.replace("<w:sectPr", f"<w:p><w:r>{run}</w:r></w:p><w:sectPr", 1)}


def field(instruction: str, result: str) -> str:
    kinds = [f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end")]
    return f"{kinds[0]}<w:instrText>{instruction}</w:instrText>{kinds[1]}<w:t>{result}</w:t>{kinds[2]}"


@pytest.mark.parametrize(
    ("run", "told"),
    [
        ('<w:sym w:font="Arial" w:char="0039"/>', '<sym char="0039" font="Arial">'),
        ("<w:pict/>", "<pict>"),
        ("<w:rPr><w:vanish/></w:rPr><w:t>none</w:t>", "[none]"),
        ("<w:rPr><w:strike/></w:rPr><w:t>none</w:t>", "[none]"),
        ("<w:delText>none</w:delText>", "<delText>none"),
        (field(" PAGE ", "9 of all"), "[9 of all]"),
        (field(' QUOTE "99%" ', ""), 'QUOTE "99%"'),
    ],
)
def test_a_run_that_the_report_does_not_write_is_refused(docx: Docx, run: str, told: str) -> None:
    assert told in " ".join(docx(inserted(run)))


@pytest.mark.parametrize(
    ("part", "old", "new", "told"),
    [
        (RELATIONS, "word/document.xml", "word/document2.xml", "another package"),
        (RELATIONS, '/officeDocument"', '/aFChunk"', "another package"),
        ("word/numbering.xml", 'lvlText w:val=" "', 'lvlText w:val="99%"', "another part"),
        ("docProps/core.xml", "</dc:language>", "</dc:language><x>99% responded</x>", "[99% responded]"),
        ("docProps/custom.xml", 'name="labels"', 'name="99%"', "[99%]"),
        ("docProps/app.xml", "<Words>83", "<Words>99% responded", "[99% responded"),
        (BODY, '"NumberDerived"', '"NumberReported"', '<rStyle val="NumberReported">'),
    ],
)
def test_a_part_in_another_form_is_told(docx: Docx, part: str, old: str, new: str, told: str) -> None:
    assert told in " ".join(docx({part: lambda text: text.replace(old, new)}))


@pytest.mark.parametrize("name", ["word/charts/chart1.xml", "word/glossary/document.xml", "word/chunk.html"])
def test_a_part_that_the_report_does_not_write_is_refused(docx: Docx, name: str) -> None:
    assert len(docx({name: lambda _: "<a/>"})) == 1


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused(published: Path, known: Manifest, tmp_path: Path) -> None:
    path = tmp_path / "evidence-summary.docx"
    shutil.copyfile(published / "report" / path.name, path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(BODY, archive.read(BODY))
    assert [each.found for each in audit(path, f"report/{path.name}", known).discrepancies] == [
        "“[2 parts named word/document.xml]”"
    ]


def test_a_raised_digit_in_a_number_of_a_docx_is_told(docx: Docx) -> None:
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>9</w:t></w:r></w:hyperlink>'
    assert docx({BODY: lambda body: body.replace("</w:hyperlink>", raised, 1)}) != []


def test_a_docx_lists_its_sections_in_a_field_that_is_filled(published: Path) -> None:
    with zipfile.ZipFile(published / "report" / "evidence-summary.docx") as archive:
        root = etree.fromstring(archive.read(BODY))
    [line] = [each for each in root.iter(f"{WORD}p") if " TOC " in "".join(each.itertext())]
    headings = {each.get(f"{WORD}name"): heading_after(each) for each in root.iter(f"{WORD}bookmarkStart")}
    links = {each.get(f"{WORD}anchor"): "".join(each.itertext()) for each in line.iter(f"{WORD}hyperlink")}
    assert {"Findings", "Safety", "The study at a glance"} < {*links.values()}
    assert {anchor: headings[anchor] for anchor in links} == links
    assert [each.get(f"{WORD}dirty") for each in line.iter(f"{WORD}fldChar")] == [None] * 3  # Word would ask the reader


def heading_after(bookmark: etree._Element) -> str:
    return "".join(bookmark.getnext().itertext()) if bookmark.getnext() is not None else ""


# --- a PDF ------------------------------------------------------------------------------------------


@pytest.fixture
def pdf(published: Path, known: Manifest, tmp_path: Path) -> Pdf:
    """Return a function that changes a copy of the appendix, whose numbers have links, and says what is found."""

    def change(edit: Callable[[pikepdf.Pdf], None]) -> list[str]:
        path = tmp_path / "technical-appendix.pdf"
        with pikepdf.open(published / "report" / path.name) as document:
            edit(document)
            document.save(path)
        return [each.found for each in audit(path, f"report/{path.name}", known).discrepancies]

    return change


def annotate(document: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Contents="99%", Rect=[100, 400, 300, 430]
    )
    document.pages[0].Annots = pikepdf.Array([document.make_indirect(note)])


def act(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(99)")


def chain(document: pikepdf.Pdf) -> None:
    links = [each.A for page in document.pages for each in page.get("/Annots", []) if "/A" in each]
    links[0].Next = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.org/99")


def divert(document: pikepdf.Pdf) -> None:
    links = [each for page in document.pages for each in page.get("/Annots", []) if "/Dest" in each]
    links[0].A = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.org/99")


def label(document: pikepdf.Pdf) -> None:
    document.Root.PageLabels = pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(P="99%")])


def paste(document: pikepdf.Pdf) -> None:
    picture = document.make_stream(bytes(300))
    picture.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Width": 10, "/Height": 10})
    picture.update({"/ColorSpace": pikepdf.Name.DeviceRGB, "/BitsPerComponent": 8})
    page = document.pages[0]
    page.Resources.XObject = pikepdf.Dictionary(Pasted=picture)
    page.contents_add(b"q 300 0 0 100 100 400 cm /Pasted Do Q")


def hide(document: pikepdf.Pdf) -> None:
    page = document.pages[0]
    face = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.Resources.Font["/Over"] = document.make_indirect(face)
    page.contents_add(b"q BT /Over 9 Tf 3 Tr 300 300 Td (none) Tj ET Q")


def speak(document: pikepdf.Pdf) -> None:
    next(
        each for each in document.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/TD"
    ).E = "99%"


def describe(document: pikepdf.Pdf) -> None:
    document.docinfo["/Subject"] = "99% responded"


def describe_more(document: pikepdf.Pdf) -> None:
    with document.open_metadata(set_pikepdf_as_editor=False) as told:
        told["dc:description"] = "99% responded"


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (annotate, "[/FreeText 99%]"),
        (act, "another /OpenAction"),
        (label, "another /PageLabels"),
        (chain, "another page"),
        (divert, "another page"),
        (paste, "another page"),
        (hide, "[none]"),
        (speak, "[99%]"),
        (describe, "[Subject: 99% responded]"),
        (describe_more, "99% responded]"),
    ],
)
def test_what_a_pdf_holds_beside_its_words_is_told(pdf: Pdf, edit: Callable[[pikepdf.Pdf], None], told: str) -> None:
    assert told in " ".join(pdf(edit))


def identify(document: pikepdf.Pdf) -> None:
    document.trailer.ID = pikepdf.Array([pikepdf.String("rY3J9L/AA=="), pikepdf.String("x")])


def test_the_identifiers_of_a_pdf_change_nothing_that_is_read(pdf: Pdf) -> None:
    assert pdf(identify) == []


def test_links_of_two_records_that_were_exchanged_everywhere_are_told(pdf: Pdf) -> None:
    def exchange(document: pikepdf.Pdf) -> None:
        links = [each for page in document.pages for each in page.get("/Annots", []) if "/Dest" in each]
        names = list(dict.fromkeys(str(each.Dest) for each in links))
        targets = {str(each.Dest): each.Dest for each in links}
        swapped = {names[0]: targets[names[1]], names[1]: targets[names[0]]}
        for each in links:
            each.Dest = swapped.get(str(each.Dest), each.Dest)

    assert any(told.endswith("another page") for told in pdf(exchange))


def test_a_link_of_a_pdf_to_another_address_is_told(pdf: Pdf) -> None:
    def redirect(document: pikepdf.Pdf) -> None:
        for page in document.pages:
            for each in page.get("/Annots", []):
                if "/A" in each and "/URI" in each.A:
                    each.A.URI = "https://example.org/"

    assert any(told.endswith("another page") for told in pdf(redirect))
