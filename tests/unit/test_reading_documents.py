from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading import token_texts
from vexas_evidence.sources import compare, lost_digits, make_ledger, read_document, read_source
from vexas_evidence.sources.html import publication_of
from vexas_evidence.system.problems import BadInput
from vexas_evidence.text.tokens import texts_of, tokens

WRAPPED = """Key Findings

Inflammatory response: after 6 months, 41% of the patients showed an inflam-
matory response, and 54% of the patients did so at 12 months. Over
60% of them responded at any time during the whole follow-up.
"""
COLUMNS = """#set page(columns: 2)
#set text(size: 10pt)
#place(top + center, scope: "parent", float: true)[#text(17pt, weight: "bold")[Willow for a fever]]
= Methods
We saw 82#super[4] patients with 10#super[9]/L. #lorem(150)

Then 5 of 9. #lorem(150)
= References
+ Nobody N. A rash in 7.5%. Journal of Nowhere 2028.
"""
TABLE = """#set text(size: 10pt)
It was 3% of 40.
#figure(table(columns: 3, [Event], [n], [Share], [Infection], [30], [34%], [Cytopenia], [32], [36%]), caption: [Harms])
Then 5 of 9.
"""


def read(folder: Path, name: str, text: str) -> list[tuple[str, str, str]]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return [(each.section, each.paragraph, " ".join(each.text.split())) for each in read_source(path)]


def pdf(folder: Path, text: str) -> Path:
    import typst

    (folder / "x.typ").write_text(text, encoding="utf-8")
    (folder / "x.pdf").write_bytes(typst.compile(str(folder / "x.typ")))
    return folder / "x.pdf"


def refused(path: Path) -> str:
    with pytest.raises(BadInput) as error:
        read_source(path)
    return str(error.value)


def test_lines_that_a_converter_broke_are_one_paragraph(tmp_path: Path) -> None:
    found = read(tmp_path, "x.txt", WRAPPED)
    assert [each[:2] for each in found] == [
        ("Key Findings", "heading"),
        ("Key Findings", "Inflammatory response"),
        ("Key Findings", "Inflammatory response"),
    ]


def test_lines_that_a_converter_broke_keep_their_numbers(tmp_path: Path) -> None:
    found = [number for _, _, words in read(tmp_path, "x.txt", WRAPPED) for number in texts_of(tokens(words))]
    assert found == ["6 months", "41%", "54%", "12 months", "Over 60%"]


def test_a_broken_line_that_begins_with_a_capital_is_no_heading(tmp_path: Path) -> None:
    text = "Among the 88 patients in the French\nVEXAS group, 61 had a response at any\ntime of the follow-up.\n"
    assert [each[0] for each in read(tmp_path, "x.txt", text)] == ["Start"]


def test_a_number_in_a_heading_is_a_token_of_the_heading(tmp_path: Path) -> None:
    found = read(tmp_path, "x.html", "<h1>Response in 88 patients</h1><p>It was so.</p>")
    assert found[0] == ("Response in 88 patients", "heading", "Response in 88 patients")


@pytest.mark.parametrize(
    "rows",
    [
        "Event\tDrug\tPlacebo\nChange\t−1.5\t2.0",
        "Event     Drug     Placebo\nChange    -1.5     2.0",
        "| Event | Drug | Placebo |\n|-------|:----:|--------:|\n| Change | −1.5 | 2.0 |",
    ],
)
def test_a_table_in_text_has_its_caption_and_heads(tmp_path: Path, rows: str) -> None:
    path = tmp_path / "x.txt"
    path.write_text(f"Results\n\nTable 1. Change by arm\n\n{rows}\n\nNine fell.", encoding="utf-8")
    *_, row, last = read_source(path)
    assert (row.section, row.paragraph, row.columns) == ("Results", "Table 1, row Change", ("Event", "Drug", "Placebo"))
    assert (texts_of(tokens(row.text)), last.section) == (("-1.5", "2.0"), "Results")


@pytest.mark.parametrize(
    ("first", "columns"),
    [
        (("Event", "HR", "95% CI"), ("Event", "HR", "95% CI")),
        (("Event", "Drug (n = 40)", "Week 12"), ("Event", "Drug (n = 40)", "Week 12")),
        (("Rash", "4 (10%)", "5"), ()),
        (("Rash", "0.82", "<0.99"), ()),
    ],
)
def test_a_first_row_of_numbers_is_no_head(tmp_path: Path, first: tuple[str, ...], columns: tuple[str, ...]) -> None:
    path = tmp_path / "x.txt"
    path.write_text(f"{chr(9).join(first)}\nFever\t0.71\t0.55-0.99\n", encoding="utf-8")
    *_, row = read_source(path)
    assert row.columns == columns


@pytest.mark.parametrize(
    "line",
    ["HR 0.68 (95% CI, 0.52-0.89)", "Deaths in 12 of 40 patients", "Relapse was common.[12]", "A fall (P=.03)"],
)
def test_a_line_that_prints_a_result_or_ends_a_sentence_is_no_heading(tmp_path: Path, line: str) -> None:
    path = tmp_path / "x.txt"
    path.write_text(f"Results\n\n{line}\n\nIt was 3.", encoding="utf-8")
    assert {each.section for each in read_source(path)} == {"Results"}


def test_the_number_of_a_section_below_another_makes_a_heading(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("3 RESULTS\nIt was 3.\n\n3.2 Safety\nOf 50, 8 fell.", encoding="utf-8")
    assert [each.section for each in read_source(path)][-1] == "3.2 Safety"


def test_citation_marks_behind_the_end_of_a_sentence_are_no_numbers_of_it(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("It was common.12,13 In these patients,14 it was 3, 4 or more (5%).15–17", encoding="utf-8")
    found = token_texts(read_source(path))
    assert found == ["common", "^12,^13", "^14", "3", "4 or more", "5%", "^15-^17"]


@pytest.mark.parametrize("words", ["In men,14 of 20 fell.", "It was approx.15 days.", "It was 3.12 days."])
def test_a_number_glued_to_a_word_is_no_mark_where_no_sentence_has_one(tmp_path: Path, words: str) -> None:
    path = tmp_path / "x.txt"
    path.write_text(words, encoding="utf-8")
    assert not any("^" in each.text for each in read_source(path))


def test_a_row_with_tabs_is_a_statement(tmp_path: Path) -> None:
    found = read(tmp_path, "x.txt", "Harms\nInfection\t30\t34%\nCytopenia\t32\t36%\n")
    assert found[1:] == [
        ("Harms", "row Infection", "Infection | 30 | 34%"),
        ("Harms", "row Cytopenia", "Cytopenia | 32 | 36%"),
    ]


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<p>82<sup>4</sup> patients and 61%<sup>5</sup></p>", "82^4 patients and 61%^5"),
        ("<p>10<sup>9</sup>/L</p>", "10^9/L"),
        ("<p>the 2<sup>nd</sup> dose of H<sub>2</sub>O</p>", "the 2nd dose of H2O"),
        ("<p>log<sub>10</sub>3.5 of 10<sub>3</sub></p>", "log10 3.5 of 10 3"),
        ("<div>It was 3% <b>of 40</b>.</div>", "It was 3% of 40."),
        ("<p>It<!-- 5 --> was 3%.<script>7</script></p>", "It was 3%."),
    ],
)
def test_a_page_is_read_with_its_superscripts(tmp_path: Path, page: str, words: str) -> None:
    assert [each[2] for each in read(tmp_path, "x.html", page)] == [words]


def test_a_row_of_a_page_is_named_by_its_table_and_its_head(tmp_path: Path) -> None:
    table = "<table><caption>Table 2. Harms</caption><tr><th>Event</th><th>n</th></tr>"
    found = read(tmp_path, "x.html", table + "<tr><td>Infection</td><td>30 (34%)</td></tr></table>")
    assert found[1:] == [
        ("Start", "Table 2, head", "Event | n"),
        ("Start", "Table 2, row Infection", "Infection | 30 (34%)"),
    ]


def test_a_pdf_has_sections_by_the_size_of_its_type(tmp_path: Path) -> None:
    found = read_source(pdf(tmp_path, COLUMNS))
    assert list(dict.fromkeys(each.section for each in found)) == ["Willow for a fever", "Methods", "References"]


def test_two_columns_of_a_pdf_are_read_one_after_the_other(tmp_path: Path) -> None:
    found = token_texts(read_source(pdf(tmp_path, COLUMNS)))
    assert [number for number in found if number in ("82", "5 of 9", "7.5%")] == ["82", "5 of 9", "7.5%"]


def test_a_sentence_goes_on_in_the_next_column(tmp_path: Path) -> None:
    text = "#set page(columns: 2)\nIt was #for _ in range(700) [very ] good in 5 of 9."
    assert [texts_of(tokens(each.text)) for each in read_source(pdf(tmp_path, text))] == [("5 of 9",)]


def test_superscripts_of_a_pdf_are_marks_and_powers(tmp_path: Path) -> None:
    first = next(each for each in read_source(pdf(tmp_path, COLUMNS)) if "patients" in each.text)
    assert texts_of(tokens(first.text)) == ("82", "^4", "10^9/L")


def test_the_references_of_a_pdf_are_a_section(tmp_path: Path) -> None:
    found = [each for each in read_source(pdf(tmp_path, COLUMNS)) if "7.5%" in each.text]
    assert [each.section for each in found] == ["References"]


def test_a_row_of_a_pdf_is_a_statement(tmp_path: Path) -> None:
    rows = [each for each in read_source(pdf(tmp_path, TABLE)) if "row" in each.paragraph]
    assert [(each.paragraph, each.text) for each in rows] == [
        ("Table 1, row Event", "Event | n | Share"),
        ("Table 1, row Infection", "Infection | 30 | 34%"),
        ("Table 1, row Cytopenia", "Cytopenia | 32 | 36%"),
    ]


def test_page_numbers_are_set_aside(tmp_path: Path) -> None:
    document = read_document(pdf(tmp_path, '#set page(numbering: "1")\nIt was 3%.\n#pagebreak()\nThen 4%.'))
    assert (document.omitted, [each.text for each in document.sentences]) == (("1", "2"), ["It was 3%.", "Then 4%."])


@pytest.mark.parametrize("text", [COLUMNS, TABLE])
def test_no_digit_of_a_pdf_is_lost(tmp_path: Path, text: str) -> None:
    assert list(lost_digits(read_document(pdf(tmp_path, text)))) == []


def test_a_digit_that_no_sentence_holds_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("It was 3%.\nThen 41%.\n", encoding="utf-8")
    whole = read_document(path)
    part = type(whole)(whole.name, whole.sentences[:1], whole.shown)
    assert [str(each) for each in lost_digits(part)] == [
        "x.txt: line 2, at 41: digit 1 stands 1 times more in the file than was read: every digit in a token: "
        "save this part as plain text, and report the file"
    ]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.txt", b"", "x.txt: the file is empty: the text of a source: save the source again"),
        ("x.pdf", b"%PDF-1.7 nothing", "x.pdf: the PDF is damaged or is none: a readable PDF: save the source again"),
        ("x.txt", b"It was\x00 3%.", "x.txt:1: a NUL character: UTF-8 text: save the file as UTF-8 text"),
        ("x.txt", "–3%".encode("cp1252"), "x.txt:1: byte 0x96 is not UTF-8: UTF-8 text: save the file as UTF-8"),
        ("x.txt", b" \n", "x.txt: no sentence was found: a file that shows text: save the source as text, HTML or PDF"),
        ("x.html", b"<!-- -->", "x.html: no sentence was found"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert refused(tmp_path / name).startswith(message) or "not HTML" in refused(tmp_path / name)


def test_a_scanned_pdf_is_refused(tmp_path: Path) -> None:
    path = pdf(tmp_path, "#rect(width: 2cm)")
    assert refused(path).startswith("x.pdf: 1 scanned pages without a text layer: a PDF with a text layer: ")


def test_an_encrypted_pdf_is_refused(tmp_path: Path) -> None:
    import pikepdf

    with pikepdf.open(pdf(tmp_path, "It was 3%.")) as file:
        file.save(tmp_path / "y.pdf", encryption=pikepdf.Encryption(owner="a", user="b"))
    assert refused(tmp_path / "y.pdf").startswith("y.pdf: the PDF is encrypted: one that opens without a password")


PLAIN = (
    "Key Findings\n\nIt was “41%” in the responders’ group. The inflammatory response was high—90% at 1 year.\n\n"
    "Of 12 who stopped, 9 relapsed.\n\nA rash occurred in 7.5%.\n"
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("41%", "41 %"),
        ("Key Findings", "Key  Findings"),
        ("responders’", "responders'"),
        ("“41%”", '"41%"'),
        ("high—90%", "high – 90%"),
        ("inflammatory", "inflam-\nmatory"),
        ("group. The", "group.\nThe"),
        ("1 year", "1\u00a0year"),
        ("inflammatory", "in\ufb02ammatory"),
        ("relapsed", "re\u00adlapsed"),
    ],
)
def test_layout_is_no_difference(tmp_path: Path, old: str, new: str) -> None:
    assert differences(tmp_path, old, new) == []


def test_an_inserted_sentence_moves_no_other(tmp_path: Path) -> None:
    found = differences(tmp_path, "Of 12 who", "It was mild in 5. Of 12 who")
    assert found == [
        "Key Findings, paragraph 2, sentence 1: the text has a sentence with the numbers '5', the ledger none"
    ]


def test_an_inserted_paragraph_moves_no_other(tmp_path: Path) -> None:
    found = differences(tmp_path, "Of 12 who", "It was mild.\n\nOf 12 who")
    assert found == ["Key Findings, paragraph 2, sentence 1: the text has a sentence with no number, the ledger none"]


def test_a_removed_paragraph_moves_no_other(tmp_path: Path) -> None:
    found = differences(tmp_path, "Of 12 who stopped, 9 relapsed.\n\n", "")
    told = "the text has no such sentence, the ledger one with the numbers '12', '9'"
    assert found == [f"Key Findings, paragraph 2, sentence 1: {told}"]


def differences(folder: Path, old: str, new: str) -> list[str]:
    before, after = folder / "before.txt", folder / "after.txt"
    assert old in PLAIN
    before.write_text(PLAIN, encoding="utf-8")
    after.write_text(PLAIN.replace(old, new), encoding="utf-8")
    return [str(each) for each in compare(make_ledger("x", read_source(before)), read_source(after))]


@pytest.mark.parametrize(
    ("meta", "doi"),
    [
        ('<meta name="citation_doi" content="10.0000/nowhere.1">', "10.0000/nowhere.1"),
        ('<meta name="citation_doi" content="https://doi.org/10.0000/nowhere.1">', "10.0000/nowhere.1"),
        ('<meta name="DC.Identifier" content="doi:10.0000/nowhere.1">', "10.0000/nowhere.1"),
        ('<meta name="DC.Identifier" content="invented-1">', None),
    ],
)
def test_a_page_that_names_its_doi_alone_has_a_record(meta: str, doi: str | None) -> None:
    found = publication_of(f"<html><head>{meta}</head><body><h1>An invented\n study</h1><p>x</p></body></html>")
    assert (found.doi if found else None) == doi
    assert found is None or found.title == "An invented study"


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("In 6 (7,8) it fell.", ["(7,8)"]),
        ("In 6 (7,8) and 9 (1,2).", ["(7,8) and 1 more like it"]),
        ("In 6 (7,8) it fell; p = 0,03.", []),
        ("In 6 (7,800) it fell.", []),
    ],
)
def test_two_whole_numbers_with_a_comma_are_doubted_once(tmp_path: Path, text: str, doubts: list[str]) -> None:
    said = "Start: {} may be marks of citation, two numbers or a decimal comma"
    assert doubts_of(tmp_path, text) == [said.format(each) for each in doubts]


@pytest.mark.parametrize(("text", "first"), [("Aged $ 65 years.", "$ 65 years"), ("It cost $ 65.", "")])
def test_a_dollar_before_what_is_no_sum_may_be_a_bound(tmp_path: Path, text: str, first: str) -> None:
    said = f"Start: {first} may be a bound, whose sign the file writes in a font of its own"
    assert doubts_of(tmp_path, text) == [said] * bool(first)


def doubts_of(folder: Path, text: str) -> list[str]:
    path = folder / "x.txt"
    path.write_text(text, encoding="utf-8")
    return [*map(str, read_document(path).doubts)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("Event,Drug,Placebo\nDeath,5,7\n", ("Death | 5 | 7", ("Event", "Drug", "Placebo"))),
        ("Event;Drug;Placebo\nDeath;5,4;\n", ("Death | 5,4 | ", ("Event", "Drug", "Placebo"))),
        ("In 1,204,567 men\nand 2,345,678 women\n", ("In 1,204,567 men\nand 2,345,678 women", ())),
        ("0,30;0,67\n0,41;0,81\n", ("0,30;0,67\n0,41;0,81", ())),
        ('Event,Drug,Placebo\nDeath,"1,204",7\n', ("Death | 1,204 | 7", ("Event", "Drug", "Placebo"))),
    ],
)
def test_lines_of_values_between_commas_are_rows(
    tmp_path: Path, lines: str, expected: tuple[str, tuple[str, ...]]
) -> None:
    path = tmp_path / "x.txt"
    path.write_text(lines, encoding="utf-8")
    last = read_document(path).sentences[-1]
    assert (last.text, last.columns) == expected
