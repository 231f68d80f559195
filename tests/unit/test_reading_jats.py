from __future__ import annotations

from pathlib import Path

import pytest

from vexas_evidence.sources import Document, lost_digits, read_document
from vexas_evidence.system.problems import BadInput
from vexas_evidence.text.tokens import texts_of, tokens

HEAD = """<?xml version="1.0"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Archiving DTD v1.2//EN" "JATS.dtd">
<article xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:mml="http://www.w3.org/1998/Math/MathML"
 article-type="research-article">"""
REFERENCES = (
    '<back><ref-list><ref id="r1"><label>1</label><mixed-citation>Nora. 2012.</mixed-citation></ref></ref-list></back>'
)


def article(folder: Path, body: str, front: str = "", after: str = REFERENCES) -> Document:
    """An article of that body and front matter, read."""
    path = folder / "article.xml"
    meta = f"<front><article-meta>{front}</article-meta></front>"
    path.write_text(f"{HEAD}{meta}<body>{body}</body>{after}</article>", encoding="utf-8")
    return read_document(path)


def found(document: Document, but: str = "References") -> list[tuple[str, str, str]]:
    """Section, paragraph and words of each sentence."""
    return [(each.section, each.paragraph, each.text) for each in document.sentences if each.section != but]


def token_texts(document: Document) -> list[str]:
    return [each for _, _, text in found(document) for each in texts_of(tokens(text))]


def rows(document: Document) -> list[tuple[str, str, tuple[str, ...]]]:
    """Words, head and column heads of each row of a table with a head."""
    return [(each.text, each.row, each.columns) for each in document.sentences if each.row]


def test_a_section_is_named_by_its_label_and_title(tmp_path: Path) -> None:
    read = article(tmp_path, "<sec><label>2.1</label><title>Patients</title><p>We saw 9.</p></sec>")
    assert found(read) == [("2.1 Patients", "heading", "2.1 Patients"), ("2.1 Patients", "1", "We saw 9.")]


def test_a_paragraph_that_is_one_bold_title_is_a_heading_unless_it_prints_a_result(tmp_path: Path) -> None:
    body = "<p><bold>Safety</bold></p><p>We saw 9.</p><p><bold>Death in 3 (33%)</bold></p><p><bold>So.</bold> 2.</p>"
    assert {each[:2] for each in found(article(tmp_path, body))} == {
        ("Safety", "heading"),
        ("Safety", "1"),
        ("Safety", "2"),
        ("Safety", "3"),
    }


def test_a_title_within_an_abstract_names_its_paragraph(tmp_path: Path) -> None:
    front = "<abstract><sec><title>Results:</title><p>Of 88, 34% were well.</p></sec></abstract>"
    assert found(article(tmp_path, "<p>It was so.</p>", front))[1] == (
        "Abstract",
        "Results",
        "Results: Of 88, 34% were well.",
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('34%<xref ref-type="bibr" rid="r1"><sup>12</sup></xref> of 88', ["34%", "^12", "88"]),
        ('88<xref ref-type="bibr" rid="r1"><sup>3</sup></xref> of them', ["88", "^3"]),
        ('10<sup><xref ref-type="bibr" rid="r1">3</xref></sup> of them', ["10", "^3"]),
        ('10<xref ref-type="fn" rid="f1"><sup>3</sup></xref> of them', ["10", "^3"]),
        ("10<sup>9</sup>/L", ["10^9/L"]),
        ("log<sub>10</sub>3.5 of 10<sub>3</sub>", ["10", "3.5", "10", "3"]),
        ("3.2<sub>−0.5</sub><sup>+0.7</sup>", ["3.2", "-0.5", "+0.7"]),
        ("χ<sup>2</sup><sub>1</sub> = 5.3", ["^2", "1", "5.3"]),
        ("5.81 × 10<sup>−48</sup>", ["5.81 × 10^-48"]),
        ('[<xref ref-type="bibr" rid="r1">4</xref>–<xref ref-type="bibr" rid="r1">6</xref>] saw 7', ["^4-^6]", "7"]),
        ('(<xref ref-type="bibr" rid="r1">Nora, 2012</xref>) saw 7', ["^2012", "7"]),
        ('<xref rid="r1">4</xref> saw 7', ["^4", "7"]),
        ('see <xref ref-type="table" rid="t1">Table 4</xref>', ["4"]),
        ('in 2.5 mg<xref ref-type="bibr" rid="r1"><sup>2</sup></xref>', ["2.5", "^2"]),
    ],
)
def test_a_citation_mark_is_what_the_file_marks(tmp_path: Path, body: str, expected: list[str]) -> None:
    assert token_texts(article(tmp_path, f"<p>{body}</p>")) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ('187–194.<pub-id pub-id-type="pmid">20013321</pub-id>', ["187-194", "20013321"]),
        (
            "Nora.<pub-id>10.1000/ab2</pub-id><pub-id>20013321</pub-id>.",
            ["10.1000/ab2", "20013321"],
        ),
    ],
)
def test_an_identifier_in_a_reference_is_no_part_of_another_number(
    tmp_path: Path, words: str, expected: list[str]
) -> None:
    after = f"<back><ref-list><ref><mixed-citation>{words}</mixed-citation></ref></ref-list></back>"
    listed = [
        each.text for each in article(tmp_path, "<p>So.</p>", after=after).sentences if each.section == "References"
    ]
    assert [token for text in listed for token in texts_of(tokens(text))] == expected


def test_a_number_in_brackets_is_a_mark_only_where_the_file_marks_none(tmp_path: Path) -> None:
    mark = '<xref ref-type="bibr" rid="r1">4</xref>'
    assert token_texts(article(tmp_path, "<p>In 35 months [37–43].</p>")) == ["35 months", "[37-43]"]
    assert token_texts(article(tmp_path, f"<p>In 35 months [31–43] [{mark}].</p>")) == ["35 months", "31-43", "^4]"]


def test_an_interval_in_square_brackets_stands_as_the_file_prints_it(tmp_path: Path) -> None:
    mark = '<xref ref-type="bibr" rid="r1">4</xref>'
    body = f"<p>The ratio was 0.75 [95% CI: 0.45, 1.28] [{mark}].</p>"
    [(_, _, text)] = found(article(tmp_path, body))
    assert text.startswith("The ratio was 0.75 [95% CI: 0.45, 1.28]")


def test_a_fraction_in_tex_stands_on_one_line(tmp_path: Path) -> None:
    read = article(tmp_path, r"<p>It was <tex-math>$$\frac{1}{2} 10^{9}$$</tex-math>.</p>".replace("\\\\", "\\"))
    assert token_texts(read) == ["1/2", "10^9"]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (r"p \leqslant 0.05", ["≤ 0.05"]),
        (r"\left[0.30,\,0.67\right]", ["0.30", "0.67"]),
        (r"\dfrac{\mathrm{12}}{45}", ["12 /45"]),
        (r"\frac{1.2\times 10^{3}}{5}", ["1.2× 10^3", "5"]),
        (r"x_{12}=7", ["7"]),
        (r"5_{2}", ["5", "2"]),
        (r"\mathrm{10}^{-3}", ["10^-3"]),
        (r"\textbf{12}\textbf{34}", ["12", "34"]),
        (r"\begin{array}{cc}1&2\\3&4\end{array}", ["1", "2", "3", "4"]),
        (r"8\tag{3}", ["8"]),
    ],
)
def test_a_command_of_tex_prints_its_sign_and_joins_no_numbers(
    tmp_path: Path, formula: str, expected: list[str]
) -> None:
    assert (
        token_texts(article(tmp_path, f"<p>It was <tex-math>{formula.replace('&', '&amp;')}</tex-math>.</p>"))
        == expected
    )


def test_a_sentence_ends_before_its_citation_mark(tmp_path: Path) -> None:
    body = '<p>Five died.<sup><xref ref-type="bibr" rid="r1">4</xref></sup> Of 40 others, 5 died.</p>'
    assert [text for _, _, text in found(article(tmp_path, body))] == ["Five died.^4", "Of 40 others, 5 died."]


MATH = "<inline-formula><mml:math>{}</mml:math></inline-formula>"


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (MATH.format("<mml:mi>p</mml:mi><mml:mo>&lt;</mml:mo><mml:mn>0.001</mml:mn>"), "p < 0.001"),
        (MATH.format("<mml:msup><mml:mn>10</mml:mn><mml:mn>4</mml:mn></mml:msup>"), "10^4"),
        (MATH.format("<mml:mfrac><mml:mn>3</mml:mn><mml:mn>8</mml:mn></mml:mfrac>"), "3/8"),
        (MATH.format("<mml:mn>2</mml:mn><mml:mfrac><mml:mn>1</mml:mn><mml:mn>4</mml:mn></mml:mfrac>"), "2 1/4"),
        (MATH.format("<mml:mfenced><mml:mn>1.2</mml:mn><mml:mn>3.4</mml:mn></mml:mfenced>"), "(1.2,3.4)"),
        (MATH.format("<mml:msub><mml:mn>5</mml:mn><mml:mn>2</mml:mn></mml:msub>"), "5 2"),
    ],
)
def test_a_formula_is_read_as_text(tmp_path: Path, formula: str, expected: str) -> None:
    read = article(tmp_path, f"<p>{formula}</p>")
    assert (found(read), read.doubts) == ([("Start", "1", expected)], ())


def test_of_several_forms_of_a_formula_the_best_is_read_once(tmp_path: Path) -> None:
    math = "<mml:math><mml:mi>p</mml:mi><mml:mo>=</mml:mo><mml:mn>0.04</mml:mn></mml:math>"
    forms = f"<tex-math>$$p = 0.04$$</tex-math>{math}"
    read = article(tmp_path, f"<p><alternatives>{forms}</alternatives></p>")
    assert (token_texts(read), read.doubts, list(lost_digits(read))) == (["0.04"], (), [])


def test_a_formula_in_tex_alone_is_read_with_doubt(tmp_path: Path) -> None:
    read = article(tmp_path, r"<p>It was <tex-math>$$r \le 0.7$$</tex-math>.</p>")
    assert (token_texts(read), [*map(str, read.doubts)]) == (["≤ 0.7"], ["Start: a formula in TeX, read with doubt"])


TABLE = """<table-wrap id="t1"><label>Table 1.</label><caption><p>Patients</p></caption><table>
<thead><tr><th rowspan="2">What</th><th colspan="2">Willow (n = 44)</th></tr><tr><th>n</th><th>%</th></tr></thead>
<tbody><tr><td colspan="3">Sex</td></tr>
<tr><td>&#x2003;Male</td><td>30<xref ref-type="table-fn" rid="f1"><sup>1</sup></xref></td><td>68.2</td></tr>
<tr><td>Rash</td><td>3</td><td>7</td></tr>
<tr><td rowspan="2">Age</td><td>60</td><td>&#8722;0.5</td></tr>
<tr><td>61</td><td>10<sup>9</sup></td></tr></tbody></table>
<table-wrap-foot><fn id="f1"><label>1</label><p>P = 0.04.</p></fn></table-wrap-foot></table-wrap>"""


def test_a_row_knows_its_head_its_sub_head_and_the_heads_of_its_columns(tmp_path: Path) -> None:
    heads = ("Willow (n = 44), n", "Willow (n = 44), %")
    assert rows(article(tmp_path, TABLE)) == [
        ("Sex", "Sex", ("",)),
        ("Male | 30 ^1 | 68.2", "Sex, Male", ("What", *heads)),
        ("Rash | 3 | 7", "Rash", ("What", *heads)),
        ("Age | 60 | −0.5", "Age", ("What", *heads)),
        ("61 | 10^9", "Age", heads),
    ]


@pytest.mark.parametrize("indented", ["<td>&#160;Lung</td>", '<td style="padding-left: 1em">Lung</td>'])
def test_a_row_above_indented_rows_is_their_sub_head(tmp_path: Path, indented: str) -> None:
    cells = f"<tr><td>Infection</td><td>9</td></tr><tr>{indented}<td>7</td></tr><tr><td>Rash</td><td>2</td></tr>"
    read = article(tmp_path, f"<table-wrap><label>Table 1</label><table>{cells}</table></table-wrap>")
    assert [head for _, head, _ in rows(read)] == ["Infection", "Infection, Lung", "Rash"]


@pytest.mark.parametrize(
    ("once", "twice"),
    [
        ("<td>\u2003", "<td>\u2003\u2003"),
        ("<td>&#160;&#160;", "<td>&#160;&#160;&#160;&#160;"),
        ('<td style="padding-left:8px">', '<td style="padding-left:16px">'),
        ('<td class="indent1">', '<td class="indent2">'),
    ],
)
def test_a_row_stands_under_all_rows_that_are_indented_less(tmp_path: Path, once: str, twice: str) -> None:
    cells = ("<td>Harm", f"{once}Rash", f"{twice}Hives", f"{once}Fever")
    table = "".join(f"<tr>{cell}</td><td>5</td></tr>" for cell in cells)
    read = article(tmp_path, f"<table-wrap><table><tr><th>Event</th><th>n</th></tr>{table}</table></table-wrap>")
    assert [row for _, row, _ in rows(read)] == ["Harm", "Harm, Rash", "Harm, Rash, Hives", "Harm, Fever"]


def test_a_sub_head_right_above_a_row_that_is_not_indented_holds_all_rows_below(tmp_path: Path) -> None:
    table = "<tr><td>Week 4</td></tr><tr><td>Harm</td><td>5</td></tr><tr><td>\u2003Rash</td><td>3</td></tr>"
    after = "<tr><td>Fall</td><td>2</td></tr><tr><td>Week 8</td></tr><tr><td>Fall</td><td>1</td></tr>"
    read = article(tmp_path, f"<table-wrap><table><tr><th>Event</th><th>n</th></tr>{table}{after}</table></table-wrap>")
    under = ["Week 4, Harm", "Week 4, Harm, Rash", "Week 4, Fall", "Week 8", "Week 8, Fall"]
    assert [row for _, row, _ in rows(read)] == ["Week 4", *under]


def test_a_sub_head_names_the_statistics_of_the_columns_below_it(tmp_path: Path) -> None:
    head = "<tr><th>Outcome</th><th>Bark</th><th>P value<sup>f</sup></th></tr>"
    lines = (
        "Response|5|0.04",
        "Time|Median (95% CI)|HR (95% CI)",
        "All|7 (5-9)|0.9 (0.7-1.2)",
        "Harms||",
        "Rash|3|0.2",
    )
    table = "".join(f"<tr><td>{'</td><td>'.join(line.split('|'))}</td></tr>" for line in lines)
    read = article(tmp_path, f"<table-wrap><table>{head}{table}</table></table-wrap>")
    assert [(row, columns[1:]) for _, row, columns in rows(read) if "," in row or row == "Response"] == [
        ("Response", ("Bark", "P value^f")),
        ("Time, All", ("Bark, Median (95% CI)", "HR (95% CI)")),
        ("Harms, Rash", ("Bark", "P value^f")),
    ]


@pytest.mark.parametrize("words", ["male", "0.9 (95% CI 0.7-1.2)", "not reached"])
def test_a_row_with_words_of_its_own_is_no_sub_head(tmp_path: Path, words: str) -> None:
    table = f"<tr><th>What</th><th>Bark</th></tr><tr><td>Sex</td><td>{words}</td></tr><tr><td>Age</td><td>5</td></tr>"
    read = article(tmp_path, f"<table-wrap><table>{table}</table></table-wrap>")
    assert rows(read)[-1][1:] == ("Age", ("What", "Bark"))


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("<tfoot><tr><td>n = 84</td><td>x</td></tr></tfoot><tr><td>Event</td><td>Drug</td></tr>", ("Event", "Drug")),
        ("<tr><td colspan='2'>Harms</td></tr><tr><td>Event</td><td>Drug</td></tr>", ("Event", "Drug")),
        ("<tr><td>Event</td><td>2019</td></tr>", ("Event", "2019")),
    ],
)
def test_a_row_names_columns_below_a_title_or_by_years(tmp_path: Path, table: str, expected: tuple[str, str]) -> None:
    body = "<tr><td>Death</td><td>5</td></tr>"
    read = article(tmp_path, f"<table-wrap><table>{table}{body}</table></table-wrap>")
    assert ("Death | 5", "Death", expected) in rows(read)


@pytest.mark.parametrize("inner", ["12<break/>345", "<p>12</p><p>345</p>"])
def test_the_lines_of_a_cell_part_its_numbers(tmp_path: Path, inner: str) -> None:
    table = f"<table><tr><th>Event</th><th>n</th></tr><tr><td>Grade 3<break/>4</td><td>{inner}</td></tr></table>"
    read = article(tmp_path, f"<table-wrap>{table}</table-wrap>")
    assert (token_texts(read), rows(read)[0][1]) == (["3", "4", "12", "345"], "Grade 3 4")


def test_a_time_that_was_not_reached_is_no_head_of_its_row(tmp_path: Path) -> None:
    cells = "<tr><td>Survival</td><td>NR (18–NR)</td><td>11 (8–14)</td></tr>"
    read = article(tmp_path, f"<table-wrap><label>Table 1</label><table>{cells}</table></table-wrap>")
    assert [head for _, head, _ in rows(read)] == ["Survival"]


def test_what_is_struck_out_is_named_and_not_read(tmp_path: Path) -> None:
    read = article(tmp_path, "<p>Of <strike>12</strike> 13.</p>")
    assert (token_texts(read), [*map(str, read.doubts)]) == (["13"], ["Start: struck-out text, not read"])
    assert list(lost_digits(read)) == []


def test_the_caption_of_a_file_of_its_own_is_read_where_it_stands(tmp_path: Path) -> None:
    caption = "<caption><p>All 55 cases.</p></caption>"
    read = article(tmp_path, f"<supplementary-material><media>{caption}</media></supplementary-material>")
    assert token_texts(read) == ["All", "55"]


@pytest.mark.parametrize(("abstract", "section"), [("", "Start"), ("<abstract><p>Of 9.</p></abstract>", "Text")])
def test_a_text_without_headings_is_no_part_of_the_abstract(tmp_path: Path, abstract: str, section: str) -> None:
    assert found(article(tmp_path, "<p>Of 7.</p>", abstract))[-1] == (section, "1", "Of 7.")


def test_the_words_of_a_figure_given_beside_its_picture_are_read(tmp_path: Path) -> None:
    read = article(tmp_path, "<fig><alternatives><graphic/><textual-form>Of 77.</textual-form></alternatives></fig>")
    assert (token_texts(read), list(lost_digits(read))) == (["77"], [])


@pytest.mark.parametrize(("before", "expected"), [("For ", ["1/2"]), ("1", ["1", "1/2"])])
def test_a_fraction_of_a_superscript_and_a_subscript_is_no_mark(
    tmp_path: Path, before: str, expected: list[str]
) -> None:
    assert token_texts(article(tmp_path, f"<p>{before}<sup>1</sup>/<sub>2</sub> h.</p>")) == expected


@pytest.mark.parametrize("mark", ["X", "✓"])
def test_a_column_of_marks_is_no_head_of_rows(tmp_path: Path, mark: str) -> None:
    names = "".join(f"<th>{each}</th>" for each in ("Visit", "1", "2"))
    cells = "".join(
        f"<tr><td>{name}</td><td>{mark}</td><td>{at}</td></tr>" for at, name in enumerate(("Blood", "Image"))
    )
    table = f"<table><thead><tr>{names}</tr></thead><tbody>{cells}</tbody></table>"
    found = rows(article(tmp_path, f"<table-wrap><label>Table 1</label>{table}</table-wrap>"))
    assert [head for _, head, _ in found] == ["Blood", "Image"]


def test_a_head_over_all_columns_holds_until_the_next_one(tmp_path: Path) -> None:
    names = "<tr><th>Lake</th><th>Dry</th><th>Wet</th></tr>"
    parts = (
        f"<tr><td/><td colspan='2'>{each}</td></tr><tr><td>{each} lake</td><td>6</td><td>7</td></tr>" for each in "AB"
    )
    table = f"<table><thead>{names}</thead><tbody>{''.join(parts)}</tbody></table>"
    found = rows(article(tmp_path, f"<table-wrap><label>Table 1</label>{table}</table-wrap>"))
    assert [columns for _, _, columns in found] == [("Lake", "Dry, A", "Wet, A"), ("Lake", "Dry, B", "Wet, B")]


def test_words_beside_a_column_of_citations_are_no_heads_of_rows(tmp_path: Path) -> None:
    names = "".join(f"<th>{each}</th>" for each in ("Factor", "Host", "References"))
    cells = "".join(f"<tr><td>{each}</td><td>Fly</td><td>[12,14–16]</td></tr>" for each in ("Pasha", "Ada"))
    table = f"<table><thead><tr>{names}</tr></thead><tbody>{cells}</tbody></table>"
    found = rows(article(tmp_path, f"<table-wrap><label>Table 1</label>{table}</table-wrap>"))
    assert [head for _, head, _ in found] == ["Pasha", "Ada"]


def test_an_array_is_read_in_rows(tmp_path: Path) -> None:
    body = "<p>So.</p><array><tbody><tr><td>Rash</td><td>31</td></tr><tr><td>Fall</td><td>32</td></tr></tbody></array>"
    assert [each[:2] for each in rows(article(tmp_path, body))] == [("Rash | 31", "Rash"), ("Fall | 32", "Fall")]


def test_the_note_of_a_table_is_a_paragraph_after_its_mark(tmp_path: Path) -> None:
    assert found(article(tmp_path, TABLE))[-1] == ("Start", "2", "^1 P = 0.04.")


def test_a_table_beside_the_text_stands_after_the_paragraph_that_names_it_first(tmp_path: Path) -> None:
    body = '<sec><title>Results</title><p>See <xref ref-type="table" rid="t1">Table 1</xref>.</p><p>Of 5.</p></sec>'
    read = article(tmp_path, body, after=f"{REFERENCES}<floats-group>{TABLE}</floats-group>")
    assert [where for _, where, _ in found(read)][:3] == ["heading", "1", "2"]
    assert [text for _, _, text in found(read)][-1] == "Of 5."


def test_a_table_that_its_own_caption_names_is_read_once(tmp_path: Path) -> None:
    table = TABLE.replace("<p>Patients</p>", '<p>Patients of <xref ref-type="table" rid="t1">Table 1</xref></p>')
    named = '<p>See <xref ref-type="table" rid="t1">Table 1</xref>.</p>'
    for body in (named, "<p>Of 5.</p>"):
        assert len(rows(article(tmp_path, body, after=f"<floats-group>{table}</floats-group>"))) == len(
            rows(article(tmp_path, TABLE))
        )


def test_a_table_that_no_paragraph_names_is_read_in_a_section_of_its_own(tmp_path: Path) -> None:
    read = article(tmp_path, "<p>Of 5.</p>", after=f"{REFERENCES}<floats-group>{TABLE}</floats-group>")
    assert {each.section for each in read.sentences if each.row} == {"Figures and tables"}


def test_a_table_as_a_picture_is_named(tmp_path: Path) -> None:
    wrap = '<table-wrap><label>Table 3</label><caption><p>Harms</p></caption><graphic xlink:href="t.gif"/></table-wrap>'
    read = article(tmp_path, wrap)
    assert [*map(str, read.doubts)] == ["Table 3: given as a picture only, not read"]


def test_a_table_beside_its_picture_is_read(tmp_path: Path) -> None:
    forms = (
        '<graphic xlink:href="t.gif"/><table><tr><th>Event</th><th>n</th></tr><tr><td>Rash</td><td>3</td></tr></table>'
    )
    read = article(tmp_path, f"<table-wrap><label>Table 4</label><alternatives>{forms}</alternatives></table-wrap>")
    assert (rows(read), read.doubts) == ([("Rash | 3", "Rash", ("Event", "n"))], ())


def test_a_table_of_an_appendix_is_read(tmp_path: Path) -> None:
    table = "<table-wrap><label>Table A1</label><table><tr><td>Old</td><td>9</td></tr></table></table-wrap>"
    read = article(tmp_path, "<p>Of 5.</p>", after=f"<back><app><title>Appendix A</title>{table}</app></back>")
    assert found(read)[-1] == ("Appendix A", "Table A1, row Old", "Old | 9")


def test_a_document_within_the_file_is_named_and_not_read(tmp_path: Path) -> None:
    title = "<front-stub><title-group><article-title>A letter</article-title></title-group></front-stub>"
    sub = f'<sub-article article-type="reviewer-report">{title}<body><p>I saw 99 errors.</p></body></sub-article>'
    read = article(tmp_path, "<p>Of 5.</p>", after=sub)
    assert [*map(str, read.doubts)] == ["sub-article 'A letter': a reviewer-report of its own, not read"]
    assert "99" not in token_texts(read)


def test_a_correction_is_named(tmp_path: Path) -> None:
    front = '<related-article related-article-type="correction-forward" xlink:href="10.9999/x.2"/>'
    assert [*map(str, article(tmp_path, "<p>Of 5.</p>", front).doubts)] == [
        "the article: it names a correction-forward, 10.9999/x.2: read that one too"
    ]


def test_a_graphical_abstract_is_named_and_one_in_plain_language_is_read(tmp_path: Path) -> None:
    graphical = '<abstract abstract-type="graphical"><p><graphic xlink:href="g.png"/></p></abstract>'
    plain = '<abstract abstract-type="plain-language-summary"><p>About 1 of 3 got well.</p></abstract>'
    read = article(tmp_path, "<p>Of 5.</p>", graphical + plain)
    assert [*map(str, read.doubts)] == ["Graphical abstract: a picture, not read"]
    assert ("Plain language summary", "1", "About 1 of 3 got well.") in found(read)


def test_the_record_of_the_publication_is_read(tmp_path: Path) -> None:
    front = """<article-id pub-id-type="doi">10.9999/x.1</article-id><article-id pub-id-type="pmcid">77</article-id>
    <title-group><article-title>Willow<xref ref-type="fn" rid="f">1</xref></article-title></title-group>
    <contrib-group><contrib contrib-type="author"><name><surname>Nobody</surname><given-names>Nora-Ann B</given-names>
    </name></contrib><contrib><collab>The Willow Group</collab></contrib></contrib-group>
    <pub-date pub-type="epub"><year>2030</year></pub-date><pub-date pub-type="collection"><month>2</month>
    <year>2031</year></pub-date><volume>5</volume><fpage>11</fpage><lpage>19</lpage>
    <permissions><license xlink:href="https://creativecommons.org/licenses/by/4.0/"/></permissions>"""
    known = article(tmp_path, "<p>Of 5.</p>", front).publication
    assert known is not None
    assert (known.title, known.authors, known.pmcid) == ("Willow", ("Nobody NAB", "The Willow Group"), "PMC77")
    assert (known.line, known.date) == ("2031;5:11-19. doi:10.9999/x.1. PMCID: PMC77.", "Feb")
    assert known.license == "https://creativecommons.org/licenses/by/4.0/"


def test_an_article_without_a_body_is_an_abstract(tmp_path: Path) -> None:
    front = "<abstract><p>Of 88, 34% were well.</p></abstract>"
    assert article(tmp_path, "", front).tier == "primary abstract"


def test_entities_of_html_are_characters_and_no_other_is_expanded(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    declared = '<!DOCTYPE article SYSTEM "JATS.dtd" [<!ENTITY a "99"><!ENTITY b "&a;&a;">]>'
    path.write_text(f"{declared}<article><front/><body><p>&ge;5 of &b; 7.</p></body></article>", encoding="utf-8")
    read = read_document(path)
    assert [each.text for each in read.sentences] == ["≥5 of  7."]
    assert [*map(str, read.doubts)] == ["Start: the entity &b;, not read"]


def test_a_damaged_article_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_text(f"{HEAD}<front/><body><p>5 of 9</body>", encoding="utf-8")
    with pytest.raises(BadInput, match=r"x\.xml:4: not well-formed XML \(Opening and ending tag mismatch: p line 4"):
        read_document(path)


def test_several_articles_in_one_file_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    one = "<article><front/><body><p>5</p></body></article>"
    path.write_text(f"<?xml version='1.0'?><pmc-articleset>{one}{one}</pmc-articleset>", encoding="utf-8")
    with pytest.raises(BadInput) as error:
        read_document(path)
    assert str(error.value) == "x.xml: 2 articles in one file: one article of JATS: save that article alone"


def test_no_digit_of_an_article_is_lost(tmp_path: Path) -> None:
    odd = "<p>A <boxed-text><p>1 of 2</p></boxed-text> b <disp-quote><p>3</p><p>4</p></disp-quote></p>"
    listed = "<list><list-item><label>6</label><p>7</p></list-item></list><speech>5</speech>"
    defined = "<def-list><def-item><term>8</term><def><p>9</p></def></def-item></def-list>"
    assert list(lost_digits(article(tmp_path, odd + listed + defined + TABLE))) == []


def test_a_table_that_is_too_wide_ends_in_a_message(tmp_path: Path) -> None:
    cells = '<tr><td colspan="200" rowspan="9999">5</td></tr>' * 20
    with pytest.raises(BadInput, match=r"article\.xml: it cannot be read \(ValueError\): a file that can be read"):
        article(tmp_path, f"<table-wrap><table>{cells}</table></table-wrap>")


def test_a_table_of_the_oasis_form_is_read_with_doubt(tmp_path: Path) -> None:
    specs = '<o:colspec colname="a"/><o:colspec colname="b"/><o:colspec colname="c"/>'
    head = '<o:row><o:entry>Event</o:entry><o:entry namest="b" nameend="c">Willow</o:entry></o:row>'
    body = '<o:row><o:entry morerows="1">Rash</o:entry><o:entry>3</o:entry><o:entry>7</o:entry></o:row>'
    body += "<o:row><o:entry>4</o:entry><o:entry>8</o:entry></o:row>"
    group = f"<o:tgroup>{specs}<o:thead>{head}</o:thead><o:tbody>{body}</o:tbody></o:tgroup>"
    read = article(tmp_path, f'<table-wrap><label>Table 1</label><o:table xmlns:o="x">{group}</o:table></table-wrap>')
    assert rows(read) == [
        ("Rash | 3 | 7", "Rash", ("Event", "Willow", "Willow")),
        ("4 | 8", "Rash", ("Willow", "Willow")),
    ]
    expected = "Table 1: a table of the OASIS form, the heads of its cells read with doubt"
    assert [*map(str, read.doubts)] == [expected]
