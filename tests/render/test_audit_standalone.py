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

from tests.commands import run_command
from tests.release_copies import Cut
from vexas_evidence.publish.audit.audit_report import Audited
from vexas_evidence.publish.audit.auditor import BYTES, Auditor
from vexas_evidence.publish.coverage import attachments
from vexas_evidence.publish.coverage.attachments import DATA, HASHES, KINDS, MANIFEST, SEAL, VERIFICATION
from vexas_evidence.publish.coverage.files.read_finished import AGAIN, read
from vexas_evidence.publish.coverage.manifest import Manifest, Written
from vexas_evidence.system.escaping import sorted_json
from vexas_evidence.system.hashes import seal

SUMMARY = "evidence-summary.pdf"
PDFS = (
    *(SUMMARY, "technical-appendix.pdf", "visual-summary.pdf", "evidence-profile.pdf"),
    *("journal-club-handout.pdf", "journal-club-handout-facilitator.pdf"),
)
Change = Callable[[pikepdf.Pdf], None]
DAMAGED = "it cannot be read: it is empty, cut short, damaged, or of another format"


@pytest.fixture
def reports(released: Cut) -> Path:
    """The finished files of the invented study, which are small."""
    return released.dist / "1.0.0" / "report"


@pytest.fixture
def lone(reports: Path, tmp_path: Path) -> Callable[[str], Path]:
    """Return a function that copies a finished file into an empty folder."""
    return lambda name: Path(shutil.copyfile(reports / name, tmp_path / name))


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


def audited(path: Path) -> Audited:
    """Audit a file in a folder that has neither data nor a site."""
    return Auditor(path.parent / "data", path.parent / "_site").audited(path)


def places(path: Path) -> list[str]:
    return [each.place.file.partition(", ")[2] for each in audited(path).discrepancies]


def told(path: Path) -> list[str]:
    """The discrepancies of a file, without the folder it lies in."""
    return [str(each).removeprefix(f"{path.parent}/") for each in audited(path).discrepancies]


def another_digit(text: bytes) -> bytes:
    """Text with its middle digit changed."""
    digits = [match.start() for match in re.finditer(rb"(?<![\\\w])\d", text)]
    at = digits[len(digits) // 2]
    return text[:at] + str((int(text[at : at + 1]) + 1) % 10).encode() + text[at + 1 :]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def write(path: Path, carried: dict[str, bytes]) -> None:
    """Let a page carry other files."""
    path.write_text(attachments.into_page(path.read_text(encoding="utf-8"), carried), encoding="utf-8")


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
def test_a_finished_file_is_verified_by_what_it_carries(site: Path, tmp_path: Path, name: str) -> None:
    assert places(Path(shutil.copyfile(site / "report" / name, tmp_path / name))) == []


def test_the_command_verifies_a_lone_pdf_and_says_what_it_could_not_check(lone: Callable[[str], Path]) -> None:
    done = run_command("audit", SUMMARY, folder=lone(SUMMARY).parent)
    assert (done.returncode, done.stderr) == (0, "")
    first, *_, last = done.stdout.splitlines()
    assert first == (
        "evidence-summary.pdf: unchanged: all words, numbers, looks and hashes are as the file itself tells; "
        "someone who rewrote it and what it carries passes too: lay verification.json or 1.0.0.json of its publisher "
        "beside it"
    )
    assert last == (f"not checked: the ledger against the texts of the sources; {BYTES.format(version='1.0.0')}")


@pytest.mark.parametrize(
    ("name", "places"), [(SUMMARY, "title, properties, manifest and data"), ("safety.html", "manifest and data")]
)
def test_the_version_is_said_to_stand_where_it_stands(lone: Callable[[str], Path], name: str, places: str) -> None:
    assert (
        f": version 1.0.0 (current when it was rendered) in its {places}; it carries data.json, findings.csv, "
        in (audited(lone(name)).lines[2])
    )


def test_the_command_ends_with_1_and_the_place_of_a_changed_digit(lone: Callable[[str], Path]) -> None:
    path = lone(SUMMARY)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        in_attachment("findings.csv")(document)
        document.save(path)
    done = run_command("audit", SUMMARY, folder=path.parent)
    assert (done.returncode, "\nevidence-summary.pdf, attachment findings.csv: " in f"\n{done.stderr}") == (1, True)


def test_a_pdf_that_was_saved_again_without_a_change_is_as_rendered(lone: Callable[[str], Path]) -> None:
    path = lone(SUMMARY)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.save(path, linearize=True)
    assert audited(path).discrepancies == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"+00:00</xmp:ModifyDate>", b"+09:00</xmp:ModifyDate>"),
        (b"Typst 0", b"Typst 9"),
    ],
)
def test_a_digit_changed_in_what_a_pdf_says_of_itself_is_told(
    old: bytes, new: bytes, lone: Callable[[str], Path]
) -> None:
    path = lone(SUMMARY)
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new, 1))
    assert audited(path).discrepancies


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("</body>", '<script>document.querySelector("a.number").textContent = "ninety"</script></body>'),
        ("</head>", "<style>a.number { unicode-bidi: bidi-override; direction: rtl }</style></head>"),
        ("</head>", '<meta http-equiv="refresh" content="0; url=other.html"></head>'),
        ("not stated", "denied"),
        ("</body>", '<script src="https://example.org/x.js"></script></body>'),
    ],
)
def test_what_hides_or_rewrites_a_page_is_told(old: str, new: str, lone: Callable[[str], Path]) -> None:
    path = lone("safety.html")
    edit(path, old, new)
    assert audited(path).discrepancies


def test_a_digit_changed_on_a_page_is_found_on_that_page(changed: Callable[[Change], list[str]]) -> None:
    assert "page 2" in changed(in_page)


@pytest.mark.parametrize("name", list(KINDS))
def test_a_digit_changed_in_an_attachment_is_found_there(changed: Callable[[Change], list[str]], name: str) -> None:
    assert any(place.startswith(f"attachment {name}") for place in changed(in_attachment(name)))


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (in_properties("/Title", "1.0.0", "0.2.0"), "properties"),
        (in_metadata("1\\.0\\.0: Marsh", "0.2.0: Marsh"), "metadata"),
        (in_properties("/CreationDate", "D:2030", "D:2031"), "properties"),
        (in_properties("/ModDate", "D:2030", "D:2031"), "properties"),
        (in_properties("/Creator", "Typst 0", "Typst 1"), "properties"),
        (in_metadata("CreateDate>2", "CreateDate>3"), "metadata"),
        (in_metadata("NPages>2", "NPages>7"), "metadata"),
        (in_metadata("pdfaid:part>3", "pdfaid:part>2"), "metadata"),
        (in_metadata("pdfuaid:part>1", "pdfuaid:part>2"), "metadata"),
    ],
)
def test_a_digit_changed_in_the_metadata_is_found_there(
    changed: Callable[[Change], list[str]], change: Change, place: str
) -> None:
    assert place in changed(change)


def test_a_foreign_attachment_is_found(changed: Callable[[Change], list[str]]) -> None:
    def attach(document: pikepdf.Pdf) -> None:
        document.attachments["extra.txt"] = b"99%"

    assert "attachment extra.txt" in changed(attach)


def test_a_box_drawn_over_the_words_of_a_pdf_is_found(changed: Callable[[Change], list[str]]) -> None:
    def cover(document: pikepdf.Pdf) -> None:
        document.pages[0].contents_add(b"q 1 1 1 rg 50 50 400 700 re f Q")

    assert changed(cover) == ["page 1"]


def test_a_changed_verification_is_the_one_thing_that_is_named(changed: Callable[[Change], list[str]]) -> None:
    assert set(changed(in_attachment(VERIFICATION))) == {f"attachment {VERIFICATION}"}


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
    assert found == {name: relationship for name, (relationship, _) in KINDS.items()}


def test_the_ledger_of_a_pdf_gives_each_estimate_with_its_readings_and_its_record(site: Path) -> None:
    told = json.loads(read(site / "report" / SUMMARY).attachments["ledger.json"])
    response = next(each for each in told["estimates"] if each["id"] == "inflammatory-response-ever")
    assert (response["shown"], response["kind"], len(response["readings"]) > 0) == ("61%", "reported", True)


def test_a_page_carries_what_a_pdf_attaches(site: Path) -> None:
    page, pdf = (read(site / "report" / name).attachments for name in ("index.html", SUMMARY))
    assert [name for name in KINDS if page[name] == pdf[name]] == ["ledger.json", DATA, "findings.csv"]


def test_a_digit_changed_in_the_words_of_a_page_is_found_under_its_heading(lone: Callable[[str], Path]) -> None:
    path = lone("findings.html")
    head, main = path.read_text(encoding="utf-8").split("<main", 1)
    path.write_text(f"{head}<main{main.replace('at 4 weeks', 'at 5 weeks', 1)}", encoding="utf-8")
    assert any(place.startswith("“") for place in places(path))


def test_a_number_nested_deeper_than_a_page_is_is_found(lone: Callable[[str], Path]) -> None:
    path = lone("findings.html")
    edit(path, "</main>", f"{'<div>' * 300}99%{'</div>' * 300}</main>")
    assert any("[99%]" in each for each in told(path))


def test_a_page_nested_deeper_than_can_be_read_is_told(lone: Callable[[str], Path]) -> None:
    path = lone("findings.html")
    edit(path, "</main>", f"{'<div>' * 100_000}99%</main>")
    assert [each.wrong for each in audited(path).problems] == [f"{DAMAGED} (ValueError)"]


def test_what_a_page_carries_is_read_however_long_it_is(lone: Callable[[str], Path]) -> None:
    path = lone("findings.html")
    files = read(path).attachments
    write(path, files | {"findings.csv": b"x" * 11_000_000})
    assert set(places(path)) == {"attachment findings.csv"}


def test_a_digit_changed_anywhere_in_the_head_of_a_page_is_found(published: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(published / "report" / "versions.html", tmp_path))
    page = path.read_text(encoding="utf-8")
    passed = []
    for match in re.finditer(r"\d", page.partition("</head>")[0]):
        path.write_text(f"{page[: match.start()]}{9 - int(match[0])}{page[match.end() :]}", encoding="utf-8")
        passed += [] if audited(path).discrepancies else [page[match.start() - 20 : match.end()]]
    assert passed == []


@pytest.mark.parametrize("name", list(KINDS))
def test_a_digit_changed_in_what_a_page_carries_is_found_there(lone: Callable[[str], Path], name: str) -> None:
    path = lone("safety.html")
    files = read(path).attachments
    write(path, files | {name: another_digit(files[name])})
    assert {place.split(",")[0] for place in places(path)} == {f"attachment {name}"}


def test_a_manifest_in_which_the_words_of_a_call_lost_their_numeral_is_told(lone: Callable[[str], Path]) -> None:
    path = lone("safety.html")
    files = read(path).attachments
    expected = json.loads(files[MANIFEST])
    [written] = expected["files"].values()
    next(entry for entry in written["entries"] if entry[1])[0] = "words"
    write(path, files | {MANIFEST: json.dumps(expected).encode()})
    assert places(path) == [f"attachment {MANIFEST}"]


def test_a_second_file_of_one_name_in_a_page_is_found(lone: Callable[[str], Path]) -> None:
    path = lone("safety.html")
    edit(path, '{"ledger.json": ', '{"data.json": "", "ledger.json": ')
    assert "attachment data.json (2)" in places(path)


def test_a_script_that_cannot_be_read_is_told(lone: Callable[[str], Path]) -> None:
    path = lone("safety.html")
    edit(path, '{"ledger.json": ', '{"ledger.json" ')
    assert [each.wrong for each in audited(path).problems] == [f"{DAMAGED} (JSONDecodeError)"]


@pytest.mark.parametrize("size", [0, 20_000])
def test_a_pdf_that_was_cut_short_is_told(lone: Callable[[str], Path], size: int) -> None:
    path = lone(SUMMARY)
    path.write_bytes(path.read_bytes()[:size])
    [problem] = audited(path).problems
    assert problem.wrong.startswith(DAMAGED)


@pytest.mark.parametrize(
    ("name", "other"), [(SUMMARY, "SUMMARY.PDF"), (SUMMARY, "summary"), ("safety.html", "safety.htm")]
)
def test_a_lone_file_is_known_by_its_content_whatever_its_name(
    lone: Callable[[str], Path], name: str, other: str
) -> None:
    path = lone(name)
    assert audited(path.rename(path.with_name(other))).discrepancies == ()


def test_found_and_expected_are_told_of_a_changed_number(lone: Callable[[str], Path]) -> None:
    path = lone("safety.html")
    edit(path, ">7.5%<", ">5.7%<")
    assert told(path)[0].partition(", ")[2].count("“") == 3
    assert any("[5.7%" in each and "[7.5%" in each for each in told(path))


def test_a_verification_beside_a_lone_file_has_its_bytes_compared(lone: Callable[[str], Path], reports: Path) -> None:
    path = lone("findings.html")
    shutil.copyfile(reports / "verification.json", path.parent / "verification.json")
    assert audited(path).lines[0] == (
        f"{path}: unchanged: byte for byte report/findings.html as verification.json beside it names it"
    )


def test_other_bytes_than_the_verification_beside_it_names_are_a_discrepancy(
    lone: Callable[[str], Path], reports: Path
) -> None:
    path = lone("findings.html")
    shutil.copyfile(reports / "verification.json", path.parent / "verification.json")
    edit(path, "printed by a source that was read", "written by a source that was read")
    assert told(path) == [
        "findings.html: bytes differ from those of report/findings.html as verification.json beside it names it: "
        f"verification.json beside it: {AGAIN} [coverage]",
        "findings.html, “Marks”: “Marks: reported [written] by a source that”: “Marks: reported [printed] by a source "
        f"that”: {AGAIN} [coverage]",
    ]


def test_a_lone_document_with_a_verification_beside_it_is_known_by_its_bytes(
    lone: Callable[[str], Path], reports: Path
) -> None:
    path = lone("evidence-summary.docx")
    shutil.copyfile(reports / "verification.json", path.parent / "verification.json")
    assert audited(path).printed_lines == (
        f"{path}: unchanged: byte for byte report/evidence-summary.docx as verification.json beside it names it",
        "not checked: the numerals of a file that carries nothing to place them by (DOCX, PPTX, downloads)",
    )


@pytest.mark.parametrize("name", ["evidence-summary.docx", "slides.pptx", "../downloads/findings.csv"])
def test_a_lone_file_that_carries_nothing_says_what_to_give(site: Path, tmp_path: Path, name: str) -> None:
    path = Path(shutil.copyfile(site / "report" / name, tmp_path / Path(name).name))
    assert list(map(str, audited(path).problems)) == [
        f"{path}: it carries nothing to verify it by: verification.json or VERSION.json of its publisher beside it, "
        "or the data that it was made from: lay one of them beside it, or give --data and the manifest.json of the "
        "render with --manifest"
    ]


def test_a_pdf_without_its_attachments_carries_nothing(lone: Callable[[str], Path]) -> None:
    path = lone(SUMMARY)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        for name in list(document.attachments):
            del document.attachments[name]
        document.save(path)
    assert [each.wrong for each in audited(path).problems] == ["it carries nothing to verify it by"]


def test_a_withdrawn_file_says_so_first_with_its_reason(lone: Callable[[str], Path]) -> None:
    path = lone("safety.html")
    files = read(path).attachments
    facts = json.loads(files[VERIFICATION]) | {"status": "withdrawn", "because": "A source was retracted."}
    write(path, files | {VERIFICATION: sorted_json(facts | {SEAL: seal(facts, SEAL)}).encode()})
    assert audited(path).printed_lines[0] == (
        f"WITHDRAWN: {path} is of version 1.0.0, which is withdrawn. Do not use its numbers. A source was retracted."
    )


def test_the_verification_that_a_file_carries_tells_the_status_of_its_version(site: Path) -> None:
    facts = json.loads(read(site / "report" / "safety.html").attachments[VERIFICATION])
    assert (facts["status"], facts["because"], sorted(facts[HASHES])) == (
        "current",
        None,
        sorted({*KINDS} - {VERIFICATION}),
    )


def test_data_with_a_name_that_leads_elsewhere_are_not_unpacked(changed: Callable[[Change], list[str]]) -> None:
    def lead(document: pikepdf.Pdf) -> None:
        stream = document.attachments[DATA].get_file().obj
        stream.write(stream.read_bytes().replace(b'"report.yml"', b'"../../report.yml"'))

    assert f"attachment {DATA}" in changed(lead)


def test_no_text_ends_the_string_that_holds_an_attachment(tmp_path: Path) -> None:
    text = '"); #panic("x")\n```\n{{< include /x >}} \\u{41} \\ `{python} 1` 中 </script> $x$'.encode()
    block = attachments.to_typst({"data.json": text}).replace("```{=typst}\n", "").replace("\n```", "")
    (tmp_path / "x.pdf").write_bytes(typst.compile(block.encode()))
    document = pypdfium2.PdfDocument(tmp_path / "x.pdf")
    assert attachments.of_pdf(document) == {"data.json": text, MANIFEST: b"{}", VERIFICATION: b"{}"}


def test_no_text_ends_the_script_that_a_page_carries() -> None:
    page = attachments.into_page("<body></body>", {DATA: b"</script><b><!--"})
    assert (page.count("</script>"), page.count("<!--")) == (1, 0)


def test_a_manifest_of_other_numerals_than_those_emitted_is_found(site: Path) -> None:
    own = read(site / "report" / SUMMARY).attachments
    known = Manifest({"report/evidence-summary.pdf": Written("", ())}, "1.0.0", ())
    told = [each.place for each in attachments.wrong(own, "report/evidence-summary.pdf", known)]
    assert told == [f"attachment {MANIFEST}"]


def test_a_fact_that_no_verification_tells_is_told(lone: Callable[[str], Path]) -> None:
    path = lone("safety.html")
    carried = dict(read(path).attachments)
    facts = json.loads(carried[VERIFICATION]) | {"signed_by": "the editors"}
    carried[VERIFICATION] = sorted_json(facts | {SEAL: seal(facts, SEAL)}).encode("utf-8")
    write(path, carried)
    assert "signed_by 'the editors'" in [each.found for each in audited(path).discrepancies]


@pytest.mark.parametrize("fact", [[1], {"a": 1}, "\ud800", None, 10**400])
def test_a_verification_of_whatever_kind_is_told(fact: object, lone: Callable[[str], Path]) -> None:
    path = lone("safety.html")
    carried = dict(read(path).attachments)
    facts = json.loads(carried[VERIFICATION]) | {"data_sha256": fact, "evidence_version": fact}
    carried[VERIFICATION] = json.dumps(facts | {SEAL: seal(facts, SEAL)}).encode("utf-8")
    write(path, carried)
    assert any(each.place.file.endswith("verification.json") for each in audited(path).discrepancies)


def test_a_script_from_elsewhere_is_told_by_its_address(lone: Callable[[str], Path]) -> None:
    path = lone("safety.html")
    edit(path, "</body>", '<script src="//example.org/x.js"></script></body>')
    assert any('<script src="//example.org/x.js">' in each.found for each in audited(path).discrepancies)
