"""Every numeral of the finished files has its place; what someone changed is named with its place."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
import typst

from tests import VERSION
from tests.commands import run_command
from vexas_evidence.publish.coverage import manifest
from vexas_evidence.publish.coverage.comparison import rendered
from vexas_evidence.publish.coverage.files.read_finished import read
from vexas_evidence.publish.coverage.finished_file import audit, placed
from vexas_evidence.publish.coverage.manifest import Entry, Manifest, Written
from vexas_evidence.system.problems import BadInput

SUMMARY, APPENDIX = "evidence-summary", "technical-appendix"
DOCUMENTS = tuple(f"{name}.{ending}" for name in (SUMMARY, APPENDIX) for ending in ("pdf", "docx"))
PAGES = ("index", "findings", "safety", "methods", "provenance", "glossary", "versions")
FILES = (*DOCUMENTS, *(f"{name}.html" for name in PAGES))
Change = Callable[[str], str]
Docx = Callable[..., list[tuple[str, str]]]


@pytest.fixture(scope="session")
def known(site: Path) -> Manifest:
    return manifest.read(site / manifest.MANIFEST)


def found_in(path: Path, known: Manifest) -> list[tuple[str, str]]:
    """What is found, and what was expected instead."""
    return [(each.found, each.expected) for each in audit(path, f"report/{path.name}", known).discrepancies]


def replaced(old: str, new: str, times: int = 1) -> Change:
    def change(text: str) -> str:
        assert old in text, old
        return text.replace(old, new, times)

    return change


# --- as rendered ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FILES)
def test_every_numeral_of_a_rendered_file_has_its_place(site: Path, known: Manifest, name: str) -> None:
    assert found_in(site / "report" / name, known) == []


@pytest.mark.parametrize(
    ("name", "classes"),
    [
        ("index.html", {"estimate", "derived", "inferred", "timepoint", "confidence level", "axis tick", "name"}),
        ("methods.html", {"ruled-out", "sensitivity", "date", "DOI", "reference"}),
        ("provenance.html", {"locator", "name"}),
        ("versions.html", {"version", "date"}),
        ("safety.html", {"table number", "estimate"}),
        ("findings.html", {"table number", "figure number", "axis tick"}),
        ("evidence-summary.pdf", {"axis tick", "page number", "table number", "version"}),
        ("evidence-summary.docx", {"table number", "version", "DOI"}),
        ("technical-appendix.pdf", {"axis tick", "page number", "figure number", "version", "locator"}),
        ("technical-appendix.docx", {"table number", "figure number", "version", "locator"}),
    ],
)
def test_each_class_is_counted(site: Path, known: Manifest, name: str, classes: set[str]) -> None:
    assert classes <= audit(site / "report" / name, f"report/{name}", known).totals.keys()


def test_no_numeral_is_of_the_class_of_what_nothing_accounts_for(site: Path, known: Manifest) -> None:
    totals = [audit(site / "report" / name, f"report/{name}", known).totals for name in FILES]
    assert [each for each in totals if "typed" in each] == []


@pytest.mark.parametrize(("name", "linked"), [(SUMMARY, False), (APPENDIX, True)])
def test_both_forms_of_a_document_carry_the_same_estimates(known: Manifest, name: str, linked: bool) -> None:
    in_pdf, in_docx = (
        [entry.text for entry in known.files[file].entries if entry.kind and entry.linked is linked]
        for file in (f"report/{name}.pdf", f"report/{name}.docx")
    )
    assert in_pdf == in_docx != []


# --- a page -----------------------------------------------------------------------------------------


@pytest.fixture
def page(site: Path, known: Manifest, tmp_path: Path) -> Callable[[str, Change], list[tuple[str, str]]]:
    """Return a function that changes a copy of a page and says what the audit finds."""

    def change(name: str, edit: Change) -> list[tuple[str, str]]:
        path = tmp_path / f"{name}.html"
        path.write_text(edit((site / "report" / path.name).read_text(encoding="utf-8")), encoding="utf-8")
        return found_in(path, known)

    return change


Page = Callable[[str, Change], list[tuple[str, str]]]


def test_a_changed_digit_is_told_with_its_record(page: Page) -> None:
    found = page(
        "index", replaced('data-id="inflammatory-response-6m">41%<', 'data-id="inflammatory-response-6m">47%<')
    )
    assert found == [
        ("“[47%] at 6 months”", "“[41%] at 6 months”"),
    ]


def test_two_numbers_that_changed_places_are_told_though_both_occur(page: Page) -> None:
    def swap(text: str) -> str:
        one, other = 'data-id="inflammatory-response-6m">41%<', 'data-id="inflammatory-response-12m">54%<'
        assert one in text
        assert other in text
        text = text.replace(one, one.replace("41%", "54%"), 1)
        return text.replace(other, other.replace("54%", "41%"), 1)

    assert [found for found, _ in page("index", swap)] == [
        "“[54%] at 6 months”",
        "“[41%] at 12 months”",
    ]


def test_a_number_linked_to_another_record_is_told(page: Page) -> None:
    edit = replaced('data-id="rbc-transfusion-independence">65%<', 'data-id="molecular-response">65%<')
    [(found, _)] = page("index", edit)
    assert "drawn, linked or styled otherwise at “65% Red blood cell" in found
    assert '<a class="number reported" data-id="molecular-response"' in found


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (">41%<", ">41<", "[41]"),
        (">≥25%<", ">≤25%<", "[≤25%;]"),
        (">at 6 months<", ">at 9 months<", "[9]"),
        (">at 6 months<", ">at 6 weeks<", "[weeks]"),
        ("UBA1", "UBA2", "[UBA2]"),
        ("(95% CI <a", "(90% CI <a", "[(90%]"),
        (">47–91%<", ">4.7–91%<", "[4.7–91%d)]"),
        (">first three treatment cycles<", ">first two treatment cycles<", "[two]"),
        ("Table\u00a01:", "Table\u00a02:", "[2:]"),
        (f"evidence version {VERSION}", "evidence version 0.2.0", "[0.2.0]"),
        ("</main>", "<p>63% of patients</p></main>", "[63% of patients]"),
        ('name="description" content="', 'name="description" content="12 ', "[12]"),
    ],
)
def test_a_page_someone_edited_is_told(page: Page, old: str, new: str, found: str) -> None:
    assert any(found in each for each, _ in page("index", replaced(old, new)))


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('aria-label="Results at the', 'aria-label="In 12 patients: results at the', "[In 12 patients: results]"),
        (">3.1 years</text>", ">3.4 years</text>", "[3.4]"),
    ],
)
def test_a_chart_someone_edited_is_told(page: Page, old: str, new: str, found: str) -> None:
    assert any(found in each for each, _ in page("findings", replaced(old, new)))


def test_a_number_that_was_taken_out_is_told(page: Page) -> None:
    found = page("index", lambda text: re.sub(r'<a [^>]*data-id="infections">34%</a>', "some", text, count=1))
    assert found == [("“[some] Infections”", "“[34%] Infections”")]


def test_a_row_without_numerals_that_was_taken_out_is_told(page: Page) -> None:
    row = re.compile(r"<tr>(?:(?!</tr>).)*Serious adverse events.*?</tr>", re.DOTALL)
    [(found, expected)] = page("safety", lambda text: row.sub("", text, count=1))
    assert ("[nothing]" in found, "[Serious infections; Serious adverse events" in expected) == (True, True)


def test_a_paragraph_without_a_numeral_that_was_doubled_is_one_difference(page: Page) -> None:
    paragraph = re.compile(r"<p>The sources’ main claims.*?</p>", re.DOTALL)
    [(found, expected)] = page("index", lambda text: paragraph.sub(lambda match: match[0] * 2, text, count=1))
    assert ("[The sources’ main claims" in found, expected) == (True, "nothing between these words")


@pytest.mark.parametrize("words", ["Nobody died.", "Mortality was nil.", "IV deaths", "lO%"])
def test_words_that_were_put_in_are_told(page: Page, words: str) -> None:
    [(found, _)] = page("index", replaced("<p>The sources’ main", f"<p>{words} The sources’ main"))
    assert found == f"“[{words}] The sources’ main claims,”"


def test_another_title_is_told(page: Page) -> None:
    [(found, _)] = page("index", replaced(f"<title>Evidence summary {VERSION}", "<title>Evidence summary 0.1.1"))
    assert found == "“Evidence summary [0.1.1] – VEXAS Evidence”"


def test_a_table_of_contents_repeats_its_headings(page: Page) -> None:
    heading = re.compile(r'(<a href="#not-a-share".*?)54%', re.DOTALL)
    found = page("methods", lambda text: heading.sub(r"\g<1>45%", text, count=1))
    assert found[0][0] == "“at 12 months in [45%] of patients (denominator not”"


def test_a_place_is_told_by_its_heading_and_the_words_around(site: Path, known: Manifest, tmp_path: Path) -> None:
    path = tmp_path / "methods.html"
    text = (site / "report" / "methods.html").read_text(encoding="utf-8")
    path.write_text(replaced("PMID 40373272", "PMID 40373273")(text), encoding="utf-8")
    [found] = audit(path, "report/methods.html", known).discrepancies
    assert str(found.place) == "report/methods.html, “Study and sources”"
    assert found.found.endswith("PMID [40373273.]”")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<p>The sources’ main", "<p>The  sources’\n main"),
        ("</main>", "<!-- 12 --></main>"),
        ("(95% CI <a", "(95%&nbsp;CI <a"),
    ],
)
def test_spacing_and_comments_do_not_matter(page: Page, old: str, new: str) -> None:
    assert page("index", replaced(old, new)) == []


def test_the_title_of_another_page_may_stand_in_the_navigation(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<nav>Blocks of UBA1</nav><main>Text</main>", encoding="utf-8")
    titles = {"report/page.html": Written("", ()), "report/other.html": Written("Blocks of UBA1", ())}
    assert found_in(path, Manifest(titles, "0.1.0", ("UBA1",))) == []


# --- a DOCX -----------------------------------------------------------------------------------------


@pytest.fixture
def docx(site: Path, known: Manifest, tmp_path: Path) -> Docx:
    """Return a function that changes one part of a copy of a DOCX and says what the audit finds."""

    def change(part: str, edit: Change, document: str = SUMMARY) -> list[tuple[str, str]]:
        path = tmp_path / f"{document}.docx"
        with zipfile.ZipFile(site / "report" / path.name) as old, zipfile.ZipFile(path, "w") as new:
            for name in old.namelist():
                content = old.read(name)
                new.writestr(name, edit(content.decode("utf-8")).encode() if name == part else content)
        return found_in(path, known)

    return change


BODY = "word/document.xml"
END = "</w:body>"


def paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("part", "old", "new", "found"),
    [
        (BODY, ">41%<", ">54%<", "[54%]"),
        (BODY, ">41%<", ">41<", "[41]"),
        (BODY, 'descr="The mark', 'descr="In 12: the mark', "[In 12: the]"),
        (BODY, END, f"{paragraph('In 63% of patients')}{END}", "[In 63% of patients]"),
        ("word/header1.xml", f"Version {VERSION}", "Version 0.1.1", "[0.1.1]"),
        ("word/footer1.xml", ">Page ", ">Page 12, ", "[12,]"),
        ("docProps/core.xml", f"summary {VERSION}:", "summary 0.1.1:", "[0.1.1:]"),
        (
            "word/footnotes.xml",
            "</w:footnotes>",
            f"<w:footnote>{paragraph('n = 88')}</w:footnote></w:footnotes>",
            "[n = 88]",
        ),
    ],
)
def test_a_docx_someone_edited_is_told(docx: Docx, part: str, old: str, new: str, found: str) -> None:
    assert any(found in each for each, _ in docx(part, replaced(old, new)))


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('descr="Results at the', 'descr="In 12: results at the', "[In 12: results]"),
        ("Inflammatory response: 41% at 6 months", "Inflammatory response: 54% at 6 months", "[54%]"),
    ],
)
def test_a_text_in_place_of_a_picture_that_someone_edited_is_told(docx: Docx, old: str, new: str, found: str) -> None:
    assert any(found in each for each, _ in docx(BODY, replaced(old, new), APPENDIX))


def test_a_link_of_a_docx_to_another_record_is_told(docx: Docx) -> None:
    edit = replaced('w:anchor="num-rbc-transfusion-independence"', 'w:anchor="num-molecular-response"')
    [(found, _)] = docx(BODY, edit, APPENDIX)
    assert found.endswith('<hyperlink anchor="num-molecular-response">')


@pytest.mark.parametrize(
    "look",
    [
        '<w:color w:val="FFFFFF"/>',
        '<w:sz w:val="1"/>',
        '<w:shd w:val="clear" w:fill="000000"/>',
        '<w:rFonts w:ascii="Wingdings"/>',
        "<w:vanish/>",
    ],
)
def test_words_of_a_docx_that_look_otherwise_are_told(docx: Docx, look: str) -> None:
    [(found, _)] = docx(BODY, replaced("<w:r><w:t", f"<w:r><w:rPr>{look}</w:rPr><w:t"))
    assert found.startswith("drawn, linked or styled otherwise at “")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<w:p>", '<w:p w:rsidR="00A77B3E">'),
        ("<w:r>", '<w:proofErr w:type="spellStart"/><w:r>'),
        ("</w:body>", "<!-- 63% --></w:body>"),
    ],
)
def test_what_a_word_processor_writes_besides_does_not_matter(docx: Docx, old: str, new: str) -> None:
    assert docx(BODY, replaced(old, new)) == []


def test_a_row_without_a_numeral_that_left_a_docx_is_told(docx: Docx) -> None:
    def without_a_row(body: str) -> str:
        rows = re.findall(r"<w:tr>.*?</w:tr>", body, re.DOTALL)
        return body.replace(next(row for row in rows if not re.search(r"<w:t[^>]*>[^<]*\d", row)), "", 1)

    [(found, _)] = docx(BODY, without_a_row)
    assert "[nothing]" in found


def test_a_picture_exchanged_in_a_docx_is_told(site: Path, known: Manifest, tmp_path: Path) -> None:
    path = tmp_path / f"{APPENDIX}.docx"
    with zipfile.ZipFile(site / "report" / path.name) as old, zipfile.ZipFile(path, "w") as new:
        pictures = [name for name in old.namelist() if name.startswith("word/media/")]
        for name in old.namelist():
            new.writestr(name, old.read(pictures[1] if name == pictures[0] else name))
    told = [found for found, _ in found_in(path, known)]
    assert (len(told), told[-1]) == (2, f"drawn, linked or styled otherwise: another {pictures[0]}")


# --- a PDF ------------------------------------------------------------------------------------------

TYPST = """
#set document(title: "Page 0.1.0")
#set page(footer: [Evidence version 0.1.0 #h(1fr) Page 1 of 1])
Page 0.1.0

Version 0.1.0

= Response <num-response>
Identifier response
#link(<num-response>)[41%] of patients at 6 months#super[d], #link(<num-rash>)[7.5%] with rash

= Rash <num-rash>
Identifier rash
#table([not stated], [none])
#image(bytes("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><text font-size='2' y='3'>25%</text></svg>"),
  format: "svg", alt: "In 41% of patients", width: 3cm)
"""
WRITTEN = Written(
    "Page 0.1.0",
    (
        Entry("41%", (("41%", "estimate"),), "response", True, kind="reported"),
        Entry("at 6 months", (("6", "timepoint"),), "response"),
        Entry("7.5%", (("7.5%", "estimate"),), "rash", True, kind="reported"),
        Entry("25%", (("25%", "axis tick"),)),
        Entry("41%", (("41%", "estimate"),), "response", False, "alt"),
    ),
)


def typeset(folder: Path, text: str) -> Path:
    path = folder / "page.pdf"
    path.write_bytes(typst.compile(text.encode(), pdf_standards=["ua-1"], timestamp=0))
    return path


@pytest.fixture
def pdf(tmp_path: Path) -> Callable[[str, str], list[tuple[str, str]]]:
    """Return a function that typesets a page with a change and says what differs from the one as it was rendered."""

    def change(old: str, new: str) -> list[tuple[str, str]]:
        lines = rendered(read(typeset(tmp_path, TYPST)))
        known = Manifest({"report/page.pdf": WRITTEN}, "0.1.0", (), rendered={"report/page.pdf": lines})
        return found_in(typeset(tmp_path, replaced(old, new)(TYPST)), known)

    return change


Pdf = Callable[[str, str], list[tuple[str, str]]]


def test_a_pdf_as_typeset_has_its_numerals_in_place(pdf: Pdf) -> None:
    assert pdf("41%", "41%") == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("[41%]", "[54%]", "“[54%]"),
        (">25%<", ">50%<", "“[50%]"),
        ("In 41%", "In 47%", "“[47%]"),
        ("rash\n", "12\n", "“[12]"),
    ],
)
def test_a_numeral_of_a_pdf_that_no_call_emitted_is_told(tmp_path: Path, old: str, new: str, found: str) -> None:
    path = typeset(tmp_path, replaced(old, new)(TYPST))
    assert found in [
        each[: len(found)] for each, _ in found_in(path, Manifest({"report/page.pdf": WRITTEN}, "0.1.0", ()))
    ]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("[41%]", "[54%]", "[54%]"),
        ("[41%]", "[41]", "[41]"),
        ("6 months", "9 months", "[9]"),
        (">25%<", ">50%<", "[50%]"),
        ("In 41%", "In 47%", "[47%]"),
        ("with rash", "with rash in 12", "[in 12]"),
        ("Page 1 of 1", "Page 1 of 9", "[9]"),
        ('"Page 0.1.0"', '"Page 0.1.1"', "[0.1.1]"),
        ("\nVersion 0.1.0", "\nVersion 0.1.1", "[0.1.1]"),
        ("Evidence version 0.1.0", "Evidence version 0.1.1", "[0.1.1]"),
        (", [none])", ")", "[nothing]"),
        ("#link(<num-rash>)[7.5%]", "#link(<num-response>)[7.5%]", "drawn, linked or styled otherwise"),
        ("[none]", "text(white)[none]", "drawn, linked or styled otherwise"),
    ],
)
def test_a_pdf_in_which_anything_differs_is_told(pdf: Pdf, old: str, new: str, found: str) -> None:
    assert any(found in each for each, _ in pdf(old, new))


def test_a_pdf_that_was_only_saved_again_is_as_rendered(tmp_path: Path) -> None:
    path = typeset(tmp_path, TYPST)
    lines = rendered(read(path))
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.docinfo["/Producer"] = "Another program"
        document.Root.OpenAction = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])
        document.save(path, linearize=True, encryption=pikepdf.Encryption(owner="x", user=""))
    assert rendered(read(path)) == lines


@pytest.mark.parametrize(
    ("mark", "told"),
    [
        ({}, False),
        ({"C": [0, 0, 0]}, True),
        ({"Contents": "63% died"}, True),
        ({"Subtype": pikepdf.Name.Square}, True),
        ({"AP": pikepdf.Dictionary()}, True),
    ],
)
def test_a_mark_of_a_reader_that_covers_nothing_changes_nothing(
    tmp_path: Path, mark: dict[str, object], told: bool
) -> None:
    path = typeset(tmp_path, TYPST)
    lines = rendered(read(path))
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        given = {"Type": pikepdf.Name.Annot, "Subtype": pikepdf.Name.Highlight, "Rect": [9, 9, 90, 20], "C": [1, 1, 0]}
        made = document.make_indirect(pikepdf.Dictionary(**given | mark))
        page = document.pages[0].obj
        page.Annots = pikepdf.Array([*page.get("/Annots", []), made])
        document.save(path)
    assert (rendered(read(path)) != lines) is told


@pytest.mark.parametrize(
    ("name", "content", "wrong"),
    [
        ("page.pdf", b"%PDF-", "it is empty, cut short, damaged, or of another format"),
        ("page.html", "<html>é".encode("utf-16"), "it is written in UTF-16 and not in UTF-8"),
        ("page.docx", b"", "it is empty, cut short, damaged, or of another format"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_reason(tmp_path: Path, name: str, content: bytes, wrong: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadInput, match=wrong):
        read(tmp_path / name)


def test_a_pdf_with_a_password_is_said_to_have_one(tmp_path: Path) -> None:
    path = typeset(tmp_path, TYPST)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.save(path, encryption=pikepdf.Encryption(owner="x", user="y"))
    with pytest.raises(BadInput, match="it is protected by a password"):
        read(path)


def test_a_docx_with_a_password_is_said_to_have_one(tmp_path: Path) -> None:
    path = tmp_path / "page.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    flags = path.read_bytes().index(b"PK\x01\x02") + 8  # of the first part, in the list at the end of the file
    with path.open("r+b") as file:
        file.seek(flags)
        file.write(b"\x01")
    with pytest.raises(BadInput, match="it is protected by a password"):
        read(path)


def test_a_numeral_written_over_a_page_of_the_pdf_is_told(site: Path, known: Manifest, tmp_path: Path) -> None:
    path = tmp_path / "evidence-summary.pdf"
    with pikepdf.open(site / "report" / path.name) as document:
        face = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        first = document.pages[0]
        first.Resources.Font["/Over"] = document.make_indirect(face)
        first.contents_add(b"q BT /Over 9 Tf 300 300 Td (63%) Tj ET Q")
        document.save(path)
    assert ("“[63%]”", "nothing between these words") in found_in(path, known)


def test_swapped_values_of_the_real_pdf_are_told(site: Path, known: Manifest) -> None:
    name = f"report/{APPENDIX}.pdf"
    written = known.files[name]
    first = next(at for at, entry in enumerate(written.entries) if entry.text == "41%" and entry.linked)
    other = next(at for at, entry in enumerate(written.entries) if entry.text == "54%" and entry.linked)
    entries = list(written.entries)
    entries[first], entries[other] = entries[other], entries[first]
    exchanged = replace(known, files={name: replace(written, entries=tuple(entries))}, rendered={})
    placed_now = placed(read(site / name), name, exchanged)
    assert [each.found for each in placed_now.discrepancies] == ["“[54%]”", "“[41%]”"]


# --- the commands -----------------------------------------------------------------------------------


def test_audit_prints_the_totals_by_class(site: Path) -> None:
    done = run_command("audit", *(str(site / "report" / name) for name in FILES))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0].startswith("report/evidence-summary.pdf: ")
    assert " numerals: " in done.stdout


def test_an_edited_file_makes_the_command_end_with_1(site: Path, tmp_path: Path) -> None:
    page = tmp_path / "safety.html"
    text = (site / "report" / "safety.html").read_text(encoding="utf-8")
    page.write_text(text.replace(">34%<", ">43%<"), encoding="utf-8")
    done = run_command("audit", str(page), "--site", str(site))
    assert done.returncode == 1
    assert "“[43%]”: “[34%]”: " in done.stderr
