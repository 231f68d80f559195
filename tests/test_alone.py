"""A finished PDF or page with nothing beside it is verified by what it carries, and one changed digit is found."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import typst

from tests.conftest import DATA as FOLDER
from tests.conftest import run_command
from vexas_evidence import attached, receipt
from vexas_evidence.attached import DATA, KINDS, MANIFEST, RECEIPT
from vexas_evidence.coverage import Uncovered, carried
from vexas_evidence.coverage.alone import BYTES, carried_by
from vexas_evidence.coverage.mailed import audited_alone
from vexas_evidence.coverage.manifest import Entry, Manifest, Written
from vexas_evidence.numbers import Numbers
from vexas_evidence.problems import BadInput

SUMMARY = "evidence-summary.pdf"
PDFS = (SUMMARY, "evidence-profile.pdf", "journal-club-handout.pdf", "journal-club-handout-facilitator.pdf")
Change = Callable[[pikepdf.Pdf], None]


@pytest.fixture
def lone(site: Path, tmp_path: Path) -> Callable[[str], Path]:
    """Return a function that copies a finished file into an empty folder."""
    return lambda name: Path(shutil.copyfile(site / "report" / name, tmp_path / name))


@pytest.fixture
def changed(lone: Callable[[str], Path]) -> Callable[[Change], list[str]]:
    """Return a function that changes the summary's PDF and says where the audit finds something."""

    def change(how: Change) -> list[str]:
        path = lone(SUMMARY)
        with pikepdf.open(path, allow_overwriting_input=True) as document:
            how(document)
            document.save(path, fix_metadata_version=False)
        return places(path)

    return change


def places(path: Path) -> list[str]:
    try:
        list(audited_alone([path]))
    except Uncovered as error:
        return [each.place.file.partition(", ")[2] for each in error.discrepancies]
    return []


def another_digit(text: bytes) -> bytes:
    """Text with its middle digit changed."""
    digits = [match.start() for match in re.finditer(rb"(?<![\\\w])\d", text)]
    at = digits[len(digits) // 2]
    return text[:at] + str((int(text[at : at + 1]) + 1) % 10).encode() + text[at + 1 :]


def in_attachment(name: str) -> Change:
    def change(document: pikepdf.Pdf) -> None:
        stream = document.attachments[name].get_file().obj
        stream.write(another_digit(stream.read_bytes()))

    return change


def in_metadata(old: str, new: str) -> Change:
    def change(document: pikepdf.Pdf) -> None:
        packet = document.Root.Metadata.read_bytes()
        assert re.search(old.encode(), packet)
        document.Root.Metadata.write(re.sub(old.encode(), new.encode(), packet, count=1))

    return change


def in_properties(name: str, old: str, new: str) -> Change:
    def change(document: pikepdf.Pdf) -> None:
        told = str(document.docinfo[name])
        assert old in told
        document.docinfo[name] = told.replace(old, new, 1)

    return change


def in_page(document: pikepdf.Pdf) -> None:
    """Print the first 4 of the second page as a 7."""
    page = document.pages[1]
    for name, font in page.Resources.Font.items():
        known = dict(re.findall(rb"<(\w{4})>\s*<(\w{4})>", font.ToUnicode.read_bytes()))
        codes = {bytes.fromhex(to.decode()): bytes.fromhex(of.decode()) for of, to in known.items()}
        four, seven = codes.get(b"\x004"), codes.get(b"\x007")
        if four and seven and _replace(document, page, str(name), four, seven):
            return
    raise AssertionError("no 4 on the page")


def _replace(document: pikepdf.Pdf, page: pikepdf.Page, font: str, old: bytes, new: bytes) -> bool:
    done, current = [], ""
    found = False
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            current = str(operands[0])
        if str(operator) in ("Tj", "TJ") and current == font and not found:
            texts = list(operands[0]) if str(operator) == "TJ" else [operands[0]]
            for index, text in enumerate(texts):
                if isinstance(text, pikepdf.String) and not found:
                    codes = [bytes(text)[at : at + 2] for at in range(0, len(bytes(text)), 2)]
                    if old in codes:
                        codes[codes.index(old)] = new
                        texts[index], found = pikepdf.String(b"".join(codes)), True
            operands = [pikepdf.Array(texts)] if str(operator) == "TJ" else texts
        done.append((operands, operator))
    page.Contents = document.make_stream(pikepdf.unparse_content_stream(done))
    return found


@pytest.mark.parametrize("name", [*PDFS, "index.html", "provenance.html"])
def test_a_finished_file_is_verified_by_what_it_carries(lone: Callable[[str], Path], name: str) -> None:
    assert places(lone(name)) == []


def test_the_command_verifies_a_lone_pdf_and_says_what_it_could_not_check(lone: Callable[[str], Path]) -> None:
    done = run_command("audit", SUMMARY, folder=lone(SUMMARY).parent)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == (
        "not checked: words and pictures that hold no numeral; the ledger against the texts of the sources; " + BYTES
    )


def test_the_command_ends_with_1_and_the_place_of_a_changed_digit(lone: Callable[[str], Path]) -> None:
    path = lone(SUMMARY)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        in_attachment("findings.csv")(document)
        document.save(path)
    done = run_command("audit", SUMMARY, folder=path.parent)
    assert (done.returncode, "report/evidence-summary.pdf, attachment findings.csv: " in done.stderr) == (1, True)


def test_a_pdf_that_was_only_saved_again_passes(changed: Callable[[Change], list[str]]) -> None:
    assert changed(lambda _: None) == []


def test_a_digit_changed_on_a_page_is_found_on_that_page(changed: Callable[[Change], list[str]]) -> None:
    assert any(place.startswith("page 2, ") for place in changed(in_page))


@pytest.mark.parametrize("name", list(KINDS))
def test_a_digit_changed_in_an_attachment_is_found_there(changed: Callable[[Change], list[str]], name: str) -> None:
    assert any(place.startswith(f"attachment {name}") for place in changed(in_attachment(name)))


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (in_properties("/Title", "1.0.0", "0.2.0"), "title of the properties"),
        (in_metadata("1\\.0\\.0</rdf", "0.2.0</rdf"), "title of the properties"),
        (in_properties("/CreationDate", "D:2026", "D:2027"), "properties"),
        (in_properties("/ModDate", "D:2026", "D:2027"), "properties"),
        (in_properties("/Creator", "Typst 0", "Typst 1"), "metadata"),
        (in_metadata("CreateDate>2", "CreateDate>3"), "metadata"),
        (in_metadata("NPages>2", "NPages>3"), "metadata"),
        (in_metadata("pdfaid:part>3", "pdfaid:part>2"), "metadata"),
        (in_metadata("pdfuaid:part>1", "pdfuaid:part>2"), "metadata"),
        (in_metadata("PDFVersion>1.7", "PDFVersion>1.6"), "metadata"),
    ],
)
def test_a_digit_changed_in_the_metadata_is_found_there(
    changed: Callable[[Change], list[str]], change: Change, place: str
) -> None:
    assert place in changed(change)


def test_a_foreign_attachment_is_found(changed: Callable[[Change], list[str]]) -> None:
    def attach(document: pikepdf.Pdf) -> None:
        document.attachments["extra.txt"] = b"99%"

    assert changed(attach) == ["attachment extra.txt"]


def test_a_missing_attachment_is_found(changed: Callable[[Change], list[str]]) -> None:
    def take_away(document: pikepdf.Pdf) -> None:
        del document.attachments["ledger.json"]

    assert "attachment ledger.json" in changed(take_away)


@pytest.mark.parametrize("name", PDFS)
def test_a_pdf_says_that_it_is_accessible_and_archived(site: Path, name: str) -> None:
    with pikepdf.open(site / "report" / name) as document, document.open_metadata() as told:
        assert (told["pdfaid:part"], told["pdfaid:conformance"], told["pdfuaid:part"]) == ("3", "A", "1")


def test_attachments_say_how_they_relate_to_the_document(site: Path) -> None:
    with pikepdf.open(site / "report" / SUMMARY) as document:
        found = {name: str(each.relationship).lower()[1:] for name, each in document.attachments.items()}
    assert found == {name: relationship for name, (relationship, _, _) in KINDS.items()}


def test_the_ledger_of_a_pdf_gives_each_estimate_with_its_readings_and_its_record(site: Path) -> None:
    told = json.loads(carried_by(site / "report" / SUMMARY)["ledger.json"])
    response = next(each for each in told["estimates"] if each["id"] == "inflammatory-response-ever")
    assert (response["shown"], response["kind"], len(response["readings"]) > 0) == ("61%", "reported", True)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("at 6 months", "at 7 months", "“"),
        ('"text","reported"', '"text","derived"', f"attachment {MANIFEST}"),
        ('"estimates":', '"estimates":1', f"attachment {RECEIPT}"),
    ],
)
def test_what_was_changed_in_a_page_or_in_what_it_carries_is_found(
    lone: Callable[[str], Path], old: str, new: str, place: str
) -> None:
    path = lone("index.html")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert any(place in each for each in places(path))


def test_a_receipt_beside_a_lone_file_has_its_bytes_compared(lone: Callable[[str], Path], site: Path) -> None:
    path = lone("index.html")
    shutil.copyfile(site / "report" / "receipt.json", path.parent / "receipt.json")
    assert BYTES not in list(audited_alone([path]))[-1]


def test_a_lone_file_that_carries_nothing_is_bad_input(lone: Callable[[str], Path]) -> None:
    with pytest.raises(BadInput, match=r"attachment manifest\.json: not a manifest"):
        list(audited_alone([lone("evidence-summary.docx")]))


def test_data_with_a_name_that_leads_elsewhere_are_not_unpacked(changed: Callable[[Change], list[str]]) -> None:
    def lead(document: pikepdf.Pdf) -> None:
        stream = document.attachments[DATA].get_file().obj
        stream.write(stream.read_bytes().replace(b'"changes.yml"', b'"../../changes.yml"'))

    assert f"attachment {DATA}" in changed(lead)


def test_no_text_ends_the_string_that_holds_an_attachment(tmp_path: Path) -> None:
    text = '"); #panic("x")\n```\n{{< include /x >}} \\u{41} \\ `{python} 1` 中 </script> $x$'.encode()
    block = attached.to_typst({"data.json": text}).replace("```{=typst}\n", "").replace("\n```", "")
    (tmp_path / "x.pdf").write_bytes(typst.compile(block.encode()))
    document = pypdfium2.PdfDocument(tmp_path / "x.pdf")
    assert carried.of_pdf(document) == {"data.json": text}


def test_no_text_ends_the_script_that_a_page_carries(numbers: Numbers) -> None:
    known = Manifest({"a.html": Written("</script><b>", (Entry("<!--", ()),))}, "1.0.0", ())
    page = attached.into_page("<body></body>", "a.html", known, receipt.write_out(numbers, FOLDER))
    assert (page.count("</script>"), page.count("<!--")) == (1, 0)


def test_a_manifest_of_other_numerals_than_those_emitted_is_found(site: Path) -> None:
    own = carried_by(site / "report" / SUMMARY)
    known = Manifest({"report/evidence-summary.pdf": Written("", ())}, "1.0.0", ())
    told = [place for place, _, _ in carried.wrong(own, "report/evidence-summary.pdf", known)]
    assert told == [f"attachment {MANIFEST}"]
