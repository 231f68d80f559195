from __future__ import annotations

import zipfile
from pathlib import Path

import pypandoc
import pytest

from vexas_evidence.sources import lost_digits, read_document
from vexas_evidence.sources.word_and_epub import MOST_UNPACKED
from vexas_evidence.system.problems import BadInput
from vexas_evidence.text.tokens import texts_of, tokens

TEXT = """---
title: A trial of willow
---
# Results

We saw 82 patients with 10^9^/L[^1], and 34% (28 of 82) were well.

+-----------+------------------+
| Event     | Willow (n = 41)  |
|           +---------+--------+
|           | n       | %      |
+===========+=========+========+
| Infection | 12      | 29     |
+-----------+---------+--------+

[^1]: Note 5 of 9.
"""
KINDS = ("docx", "epub")


def document(folder: Path, kind: str, text: str = TEXT) -> Path:
    path = folder / f"x.{kind}"
    pypandoc.convert_text(text, kind, format="markdown", outputfile=str(path))
    return path


def with_part(path: Path, name: str, content: bytes) -> Path:
    """The document with a part added, or in the place of another."""
    fresh = path.with_name(f"fresh{path.suffix}")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, content)
    return fresh


def edited(path: Path, old: str, new: str) -> Path:
    """The document of Word with a part of its text replaced."""
    with zipfile.ZipFile(path) as file:
        content = file.read("word/document.xml").decode("utf-8")
    assert old in content
    return with_part(path, "word/document.xml", content.replace(old, new, 1).encode("utf-8"))


def refused(path: Path) -> str:
    with pytest.raises(BadInput) as error:
        read_document(path)
    return str(error.value)


@pytest.mark.parametrize("kind", KINDS)
def test_text_superscripts_and_the_marks_of_notes_are_read(tmp_path: Path, kind: str) -> None:
    texts = [each.text for each in read_document(document(tmp_path, kind)).sentences]
    assert "We saw 82 patients with 10^9/L ^1, and 34% (28 of 82) were well." in texts


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_knows_the_heads_of_its_columns(tmp_path: Path, kind: str) -> None:
    [row] = [each for each in read_document(document(tmp_path, kind)).sentences if each.row]
    assert (row.text, row.row) == ("Infection | 12 | 29", "Infection")
    assert row.columns == ("Event", "Willow (n = 41), n", "Willow (n = 41), %")


@pytest.mark.parametrize("kind", KINDS)
def test_notes_stand_in_a_section_of_their_own(tmp_path: Path, kind: str) -> None:
    assert read_document(document(tmp_path, kind)).sentences[-1].section == "Notes"


@pytest.mark.parametrize("kind", KINDS)
def test_no_digit_of_a_document_is_lost(tmp_path: Path, kind: str) -> None:
    assert list(lost_digits(read_document(document(tmp_path, kind)))) == []


def test_the_title_of_a_document_is_read(tmp_path: Path) -> None:
    assert read_document(document(tmp_path, "docx")).sentences[0].text == "A trial of willow"


@pytest.mark.parametrize(
    ("new", "doubt"),
    [
        (
            '<w:ins w:id="1" w:author="x"><w:r><w:t>7</w:t></w:r></w:ins>',
            "it has tracked changes, read as if they were accepted",
        ),
        (
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>7</w:t></w:r>",
            "it has hidden text, read as if it were shown",
        ),
        ("<w:r><w:drawing/></w:r>", "it has 1 pictures or drawings, not read"),
    ],
)
def test_what_a_person_has_to_look_at_is_named(tmp_path: Path, new: str, doubt: str) -> None:
    path = edited(document(tmp_path, "docx"), "</w:p>", f"{new}</w:p>")
    assert [*map(str, read_document(path).doubts)] == [f"the text: {doubt}"]


BOX = """<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
<mc:Choice Requires="wps"><w:drawing>{0}</w:drawing></mc:Choice><mc:Fallback><w:pict>{0}</w:pict></mc:Fallback>
</mc:AlternateContent></w:r>"""


def test_a_text_box_is_read_once_behind_the_text_beside_it(tmp_path: Path) -> None:
    box = BOX.format("<w:txbxContent><w:p><w:r><w:t>Of 44 men.</w:t></w:r></w:p></w:txbxContent>")
    read = read_document(edited(document(tmp_path, "docx", "Of 30 women."), "</w:p>", f"{box}</w:p>"))
    assert [each.text for each in read.sentences] == ["Of 30 women.", "Of 44 men."]
    assert list(lost_digits(read)) == []


@pytest.mark.parametrize("around", ['fldSimple w:instr=" SEQ Table "', 'customXml w:element="x"', 'bdo w:val="ltr"'])
def test_what_stands_around_runs_hides_no_number(tmp_path: Path, around: str) -> None:
    field = f"<w:{around}><w:r><w:t> 7</w:t></w:r></w:{around.partition(' ')[0]}></w:p>"
    read = read_document(edited(document(tmp_path, "docx", "See Table"), "</w:p>", field))
    assert ([each.text for each in read.sentences], list(lost_digits(read))) == (["See Table 7"], [])


def test_a_reference_to_a_text_is_no_citation_mark(tmp_path: Path) -> None:
    parts = [f'<w:r><w:fldChar w:fldCharType="{each}"/></w:r>' for each in ("begin", "separate", "end")]
    code, shown = "<w:r><w:instrText> REF total \\h </w:instrText></w:r>", "<w:r><w:t>88</w:t></w:r>"
    field = f"{parts[0]}{code}{parts[1]}{shown}{parts[2]}</w:p>"
    read = read_document(edited(document(tmp_path, "docx", "Seen:"), "</w:p>", field))
    assert [each for sentence in read.sentences for each in texts_of(tokens(sentence.text))] == ["88"]


def test_a_link_that_leads_nowhere_hides_no_number(tmp_path: Path) -> None:
    link = '<w:hyperlink w:tooltip="x"><w:r><w:t> 7</w:t></w:r></w:hyperlink></w:p>'
    read = read_document(edited(document(tmp_path, "docx", "See Table"), "</w:p>", link))
    assert ([each.text for each in read.sentences], list(lost_digits(read))) == (["See Table 7"], [])


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("<w:tab/><w:t>345</w:t>", ["12", "345"]),
        ("<w:cr/><w:t>345</w:t>", ["12", "345"]),
        ('<w:rPr><w:position w:val="6"/></w:rPr><w:t>3</w:t>', ["12", "^3"]),
        ('<w:rPr><w:position w:val="-6"/></w:rPr><w:t>3</w:t>', ["12", "3"]),
        ("<w:rPr><w:dstrike/></w:rPr><w:t> 3</w:t>", ["12"]),
    ],
)
def test_a_number_behind_another_one_is_no_part_of_it(tmp_path: Path, run: str, expected: list[str]) -> None:
    path = edited(document(tmp_path, "docx", "Died: 12"), "</w:p>", f"<w:r>{run}</w:r></w:p>")
    assert [each for sentence in read_document(path).sentences for each in texts_of(tokens(sentence.text))] == expected


def test_a_formula_of_word_keeps_the_groups_of_its_digits(tmp_path: Path) -> None:
    read = read_document(document(tmp_path, "docx", "Of $1,204$ men, $\\frac{12}{45}$."))
    assert [each.text for each in read.sentences] == ["Of 1,204 men, 12/45."]


def test_a_page_of_a_book_may_have_a_name_with_spaces(tmp_path: Path) -> None:
    path = document(tmp_path, "epub", "Of 30 women.")
    with zipfile.ZipFile(path) as book:
        [package] = [name for name in book.namelist() if name.endswith(".opf")]
        content, page = book.read(package), book.read("EPUB/text/ch001.xhtml")
    renamed = with_part(path, package, content.replace(b"text/ch001.xhtml", b"text/a%20b.xhtml")).rename(path)
    assert any("30" in text for _, text in read_document(with_part(renamed, "EPUB/text/a b.xhtml", page)).shown)


def test_what_a_book_hides_is_set_aside(tmp_path: Path) -> None:
    read = read_document(document(tmp_path, "epub", 'Of 30 [men]{style="display:none"}women.'))
    assert read.omitted == ("men",)


def test_deleted_text_is_not_read(tmp_path: Path) -> None:
    deleted = '<w:del w:id="1" w:author="x"><w:r><w:delText>77</w:delText></w:r></w:del></w:p>'
    read = read_document(edited(document(tmp_path, "docx"), "</w:p>", deleted))
    assert not any("77" in each.text for each in read.sentences)
    assert list(lost_digits(read)) == []


def test_text_that_was_moved_is_read_where_it_stands_now(tmp_path: Path) -> None:
    run = 'w:id="1" w:author="x" w:date="2031-01-02T00:00:00Z"><w:r><w:t> 77</w:t></w:r>'
    moved = f"<w:moveFrom {run}</w:moveFrom><w:moveTo {run}</w:moveTo></w:p>"
    read = read_document(edited(document(tmp_path, "docx", "Of 30 women."), "</w:p>", moved))
    assert ([each.text for each in read.sentences], list(lost_digits(read))) == (["Of 30 women.", "77"], [])


def test_a_running_head_is_set_aside(tmp_path: Path) -> None:
    path = with_part(document(tmp_path, "docx"), "word/header1.xml", b"<hdr><t>Page 7</t></hdr>")
    assert read_document(path).omitted == ("a running head",)


def test_a_document_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = with_part(document(tmp_path, "docx"), "word/media/x.bin", bytes(MOST_UNPACKED + 1))
    assert refused(path) == (
        f"fresh.docx: its parts are too large: at most {MOST_UNPACKED} bytes when unpacked: "
        "save the document without pictures"
    )


@pytest.mark.parametrize("content", [b"<w:document", b"\x00\x01"])
def test_a_damaged_document_is_refused(tmp_path: Path, content: bytes) -> None:
    path = with_part(document(tmp_path, "docx"), "word/document.xml", content)
    assert refused(path) == "fresh.docx: the document is damaged: a readable DOCX or EPUB: save the document again"


def test_a_book_without_a_list_of_its_pages_is_refused(tmp_path: Path) -> None:
    path = with_part(document(tmp_path, "epub"), "META-INF/container.xml", b"<container/>")
    assert refused(path) == "fresh.epub: the document is damaged: a readable DOCX or EPUB: save the document again"
