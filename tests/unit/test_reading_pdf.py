"""What is read from the print of a PDF: turned and spanning tables, margins, headings, powers, and what is doubtful.

Each text is set anew here, as small as it gets; what it shows was seen in articles of a dozen publishers.
"""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from tests.reading import token_texts
from vexas_evidence.sources import Document, lost_digits, read_document
from vexas_evidence.sources.token_boxes import boxed_tokens
from vexas_evidence.system.problems import BadInput

HARMS = (
    "[Outcome],[n],[HR (95% CI)],[P],[Infection],[30],[0.78 (0.31–0.95)],[0.031],[Death],[5],[1.24 (0.64–2.39)],[0.5]"
)
ROWS = [
    "Outcome | n | HR (95% CI) | P",
    "Infection | 30 | 0.78 (0.31–0.95) | 0.031",
    "Death | 5 | 1.24 (0.64–2.39) | 0.5",
]
PROSE = "We saw patients in centres of this country, whose records persons read who did not know of the treatment. "


def pdf(folder: Path, text: str, page: str = "") -> Path:
    import typst

    (folder / "x.typ").write_text(
        f'#set page(paper: "a4", margin: 2cm{page})\n#set text(10pt)\n{text}', encoding="utf-8"
    )
    (folder / "x.pdf").write_bytes(typst.compile(str(folder / "x.typ")))
    return folder / "x.pdf"


def read(folder: Path, text: str, page: str = "") -> Document:
    return read_document(pdf(folder, text, page))


def rows(document: Document) -> list[str]:
    return [each.text for each in document.sentences if each.columns]


def numbers(document: Document) -> list[str]:
    return token_texts(document.sentences)


def places(document: Document) -> list[tuple[str, str]]:
    return [(each.section, each.text) for each in document.sentences]


@pytest.mark.parametrize("turn", [90, -90, 180])
@pytest.mark.parametrize("rules", ["stroke: 0.5pt", "stroke: none"])
def test_a_turned_table_is_read_in_its_own_direction(tmp_path: Path, turn: int, rules: str) -> None:
    text = (
        f"Of 88 patients, 34% had infections.\n#rotate({turn}deg, reflow: true)[#table(columns: 4, {rules}, {HARMS})]"
    )
    assert rows(read(tmp_path, text)) == ROWS


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_page_that_the_file_turns_is_read_as_it_is_shown(tmp_path: Path, rotation: int) -> None:
    with pikepdf.open(pdf(tmp_path, f"#table(columns: 4, {HARMS})")) as file:
        file.pages[0].rotate(rotation, relative=False)
        file.save(tmp_path / "y.pdf")
    assert rows(read_document(tmp_path / "y.pdf")) == ROWS


SPANNING = """#place({place}, scope: "parent", float: true)[#align(left)[*Table 2 Compliance*
#table(columns: {columns}, stroke: none, inset: 2pt, {rule}[Time], [Active group], [Control group], [P], {rule}
[1], [162, 280 (190–425)], [206, 240], [\\<0.001], [4], [135, 270 (180–420)], [157, 210], [0.006], {rule})]]
"""


@pytest.mark.parametrize("place", ["top", "bottom"])
@pytest.mark.parametrize("columns", ["(2.5cm, 5.5cm, 4cm, 3cm)", "(3cm, 5.5cm, 5.5cm, 3cm)"])
@pytest.mark.parametrize("rule", ["", "table.hline(), "])
def test_a_table_over_two_columns_is_not_cut_between_them(tmp_path: Path, place: str, columns: str, rule: str) -> None:
    text = SPANNING.format(place=place, columns=columns, rule=rule) + 12 * PROSE + "Of 88, 34% had it. " + 20 * PROSE
    found = read(tmp_path, text, ", columns: 2")
    assert rows(found) == [
        "Time | Active group | Control group | P",
        "1 | 162, 280 (190–425) | 206, 240 | <0.001",
        "4 | 135, 270 (180–420) | 157, 210 | 0.006",
    ]


def test_three_columns_below_a_table_over_them_are_no_rows_of_it(tmp_path: Path) -> None:
    text = SPANNING.format(place="top", columns="(4cm, 5.5cm, 4cm, 3cm)", rule="")
    body = f"= Results\n{10 * PROSE} Of 88, 34% had it. {10 * PROSE}\n\n{25 * PROSE}"
    found = read(tmp_path, f"#set text(8pt)\n{text}{body}", ", columns: 3")
    assert (len(rows(found)), numbers(found)[-2:]) == (3, ["88", "34%"])


@pytest.mark.parametrize("columns", [2, 3])
def test_columns_of_a_page_are_read_one_after_the_other(tmp_path: Path, columns: int) -> None:
    text = "\n\n".join(f"This is paragraph {number} here. {PROSE}" for number in range(1, 40))
    found = read(tmp_path, f"#set text(9pt)\n{text}", f", columns: {columns}")
    assert numbers(found) == [str(number) for number in range(1, 40)]


@pytest.mark.parametrize("beyond", [0.11, 0.16])
def test_a_line_that_is_a_little_longer_does_not_part_its_column(tmp_path: Path, beyond: float) -> None:
    lines = "".join(
        f"#place(dx: {0 if at < 30 else 9}cm, dy: {0.5 * (at % 30)}cm)"
        f"[#box(width: {8 + (beyond if at == 11 else 0)}cm)[This is line {at} of its column #h(1fr) and more]]\n"
        for at in range(55)
    )
    assert numbers(read(tmp_path, lines)) == [str(at) for at in range(55)]


@pytest.mark.parametrize("count", [12, 20])
def test_columns_below_an_abstract_beside_an_address_are_read_for_themselves(tmp_path: Path, count: int) -> None:
    aside = "#set text(7.5pt)\nNobody N, Department of None, Hospital of Nowhere, Nowhere Road 12, Received 3 May 2027"
    body = " ".join(f"This is sentence {number} in print, and it is long." for number in range(1, count))
    text = (
        f"#grid(columns: (4.5cm, 1fr), gutter: 0.5cm, [{aside}], [*Abstract* \\ Of 88, 34% had it. {9 * PROSE} "
        f"Then 112 died.])\n#v(1cm)\n#block(height: {count / 6 + 0.8}cm)[#columns(2)[= Introduction\n{body}]]"
    )
    assert numbers(read(tmp_path, text))[-count:] == ["112", *map(str, range(1, count))]


def test_a_list_in_two_columns_between_two_rules_is_no_table(tmp_path: Path) -> None:
    entries = "\n".join(f"+ Nobody N, {PROSE}J Nowhere 2028;{number}:5–9." for number in range(10, 40))
    rules = ", columns: 2, header: line(length: 100%), footer: line(length: 100%)"
    assert rows(read(tmp_path, entries, rules)) == []


STAMP = "#place(left + top, dx: {at}cm, dy: 3cm)[#rotate({turn}deg, reflow: true)[Downloaded on 14 June 2026]]\n"


@pytest.mark.parametrize(("at", "turn"), [(-1.4, -90), (17.8, 90)])
def test_a_stamp_in_the_margin_is_set_aside_and_listed(tmp_path: Path, at: float, turn: int) -> None:
    found = read(tmp_path, STAMP.format(at=at, turn=turn) + "Of 88 patients, 36 (41%) had a response. " + 8 * PROSE)
    assert (numbers(found), found.omitted) == (["88", "36 (41%)"], ("Downloaded on 14 June 2026",))


def test_a_stamp_beside_a_table_that_is_turned_as_it_is_is_set_aside(tmp_path: Path) -> None:
    cells = "[Event], [Number of patients], [Infection], [30], [Relapse], [9], [Fall], [7], [Death], [5]"
    table = f"#rotate(90deg, reflow: true)[#table(columns: 2, {cells})]"
    found = read(tmp_path, STAMP.format(at=17.8, turn=90) + 8 * PROSE + table)
    assert (numbers(found), found.omitted) == (["30", "9", "7", "5"], ("Downloaded on 14 June 2026",))


def test_the_head_of_a_table_is_no_running_head(tmp_path: Path) -> None:
    table = "#table(columns: 3, [Event], [Arm A], [Arm B], [Infection], [30], [34], [Death], [3], [4])\n"
    found = read(tmp_path, f"{table}#pagebreak()\n{table}")
    assert [rows(found).count("Event | Arm A | Arm B"), found.omitted] == [2, ()]


DOI_IN_HEAD = ", header: [https:\\/\\/doi.org\\/10.9999\\/x.1]"


@pytest.mark.parametrize(
    ("side", "expected"),
    [("header", ["10.9999/x.1", "88", "34%", "112"]), ("footer", ["88", "34%", "10.9999/x.1", "112"])],
)
def test_a_doi_that_is_printed_at_the_edge_of_pages_only_is_read_once(
    tmp_path: Path, side: str, expected: list[str]
) -> None:
    edge = DOI_IN_HEAD.replace("header", side)
    found = read(tmp_path, f"Of 88, 34% had it. {PROSE}\n#pagebreak()\nThen 112 died. {PROSE}", edge)
    assert numbers(found) == expected


def test_a_line_of_authors_is_no_heading(tmp_path: Path) -> None:
    authors = "#text(size: 16pt)[Ada Lark#super[1], Bo Wren#super[1,2] and Cy van der Moor#super[2]]"
    found = read(tmp_path, f"= Willow bark for fever\n\n{authors}\n\nOf 88, 34% had it. {PROSE}")
    assert {each.section for each in found.sentences} == {"Willow bark for fever"}


def test_a_doi_of_running_heads_that_the_text_prints_too_is_read_in_the_text(tmp_path: Path) -> None:
    text = f"Cite as 10.9999/X.1. {PROSE}\n#pagebreak()\nThen 112 died. {PROSE}"
    assert numbers(read(tmp_path, text, DOI_IN_HEAD)) == ["10.9999/X.1", "112"]


def test_numbers_of_lines_are_set_aside(tmp_path: Path) -> None:
    found = read(tmp_path, '#set par.line(numbering: "1")\n' + 8 * PROSE + "Of 88 patients, 34% had it.")
    assert numbers(found) == ["88", "34%"]


def test_numbers_of_lines_that_count_on_in_a_second_column_are_set_aside(tmp_path: Path) -> None:
    text = f"#columns(2)[{30 * PROSE}Of 88 patients, 34% had it. {20 * PROSE}]"
    assert numbers(read(tmp_path, f'#set par.line(numbering: "1")\n{text}')) == ["88", "34%"]


def test_slanted_text_with_numbers_is_set_aside_with_doubt(tmp_path: Path) -> None:
    found = read(tmp_path, "Of 88 patients, 34% had it.", ", background: rotate(45deg)[Draft of 2026]")
    told = ["page 1: slanted text with numbers, set aside: 'Draft of 2026'"]
    assert (numbers(found), list(map(str, found.doubts))) == (["88", "34%"], told)


def test_text_is_no_heading_where_a_smaller_type_sets_more_of_the_paper(tmp_path: Path) -> None:
    text = "= Results\nOf 88 patients, 41% had a response at 6 months.\n= References\n#set text(7pt)\n" + 30 * PROSE
    assert places(read(tmp_path, text))[1] == ("Results", "Of 88 patients, 41% had a response at 6 months.")


@pytest.mark.parametrize("start", ["*Primary outcome.* Of 88", "*Primary outcome* in 88", f"*{PROSE * 2}and* of 88"])
def test_a_paragraph_with_a_bold_start_is_no_heading(tmp_path: Path, start: str) -> None:
    found = read(tmp_path, f"= Results\n{start} patients, 41% had a response at 6 months. {PROSE}\n\n{3 * PROSE}")
    assert {each.section for each in found.sentences} == {"Results"}


OTHER = '#text(font: "DejaVu Sans Mono", size: {size}pt)[{words}]'


@pytest.mark.parametrize("size", [9, 10])
@pytest.mark.parametrize(
    "words", ["Search strategy", "The sources of this report and of what was found in it and what was read of them"]
)
def test_lines_in_a_font_of_their_own_above_a_paragraph_are_a_heading(tmp_path: Path, size: int, words: str) -> None:
    heading = OTHER.format(size=size, words=words)
    found = read(tmp_path, f"= Methods\n{PROSE}\n\n{PROSE}\n\n{heading}\n\nOf 88, 34% had it. {3 * PROSE}")
    assert [" ".join(section.split()) for section, text in places(found) if "88" in text] == [words]


@pytest.mark.parametrize(
    "words", ["Fig. 3 Rates of it in 34 men", "Rates of it in 34 men.", "rates of it", "12.5", "A B"]
)
def test_lines_in_a_font_of_their_own_are_no_heading_where_they_are_no_title(tmp_path: Path, words: str) -> None:
    line = OTHER.format(size=8, words=words)
    found = read(tmp_path, f"= Methods\n{PROSE}\n\n{line}\n\nOf 88, 34% had it. {3 * PROSE}")
    assert {section for section, _ in places(found)} == {"Methods"}


@pytest.mark.parametrize("words", ["Infections occurred in 30 (34%) patients", "Fewer deaths (HR 0.57)"])
def test_a_bold_line_that_prints_a_result_is_no_heading(tmp_path: Path, words: str) -> None:
    found = read(tmp_path, f"= Results\n{PROSE * 3}\n\n*{words}*\n\n{PROSE * 3}")
    assert {section for section, _ in places(found)} == {"Results"}


def test_a_short_sentence_in_larger_type_than_the_notes_is_no_heading(tmp_path: Path) -> None:
    notes = f"#text(7pt)[{PROSE * 3}]"
    found = read(tmp_path, f"= Results\n#table(columns: 4, stroke: none, {HARMS})\n{notes}\n\nNine died.")
    assert places(found)[-1] == ("Results", "Nine died.")


def test_notes_below_a_table_are_no_heading(tmp_path: Path) -> None:
    table = f"#table(columns: 4, stroke: none, inset: 2pt, table.hline(), {HARMS}, table.hline())"
    notes = OTHER.format(size=8, words="Data of all the men")
    found = read(tmp_path, f"= Methods\n{PROSE}\n{table}#v(-8pt)\n{notes}\n#v(9pt)\nOf 88, 34% had it. {3 * PROSE}")
    assert {section for section, _ in places(found)} == {"Methods"}


def test_a_numbered_title_at_the_start_of_a_paragraph_is_its_heading(tmp_path: Path) -> None:
    text = (
        f"= Methods\n_2.1. Animals of the study._ We saw 12 mice. {PROSE}\n\n*2.2. Diets.* There were 3 of 4. {PROSE}"
    )
    assert [each for each in places(read(tmp_path, text)) if "saw 12" in each[1] or "3 of" in each[1]] == [
        ("2.1. Animals of the study", "We saw 12 mice."),
        ("2.2. Diets", "There were 3 of 4."),
    ]


def test_a_heading_in_slanted_type_is_one(tmp_path: Path) -> None:
    found = read(tmp_path, f"= Results\n{PROSE}\n\n_Infections and deaths_\n\nIn 34% of 88. {3 * PROSE}")
    assert ("Infections and deaths", "In 34% of 88.") in places(found)


LABELS = """Table 2. Heavy drinking by group
#table(columns: (6cm, 2cm, 2cm), stroke: none, [], [n], [%], [Treated], [456], [81.5], [Completers], [412], [81.6])
Six-month follow-up
#table(columns: (6cm, 2cm, 2cm), stroke: none, [Treated], [456], [67.0], [Completers], [412], [66.7])
Table 3. Weekly consumption by group
#table(columns: (6cm, 2cm, 2cm), stroke: none, [], [M], [SD], [Treated], [28.6], [22.6], [Completers], [2.5], [3.5])
"""


def test_a_row_is_named_by_the_caption_above_it(tmp_path: Path) -> None:
    found = [each.paragraph for each in read(tmp_path, LABELS).sentences if each.columns and each.row]
    assert [each.partition(",")[0] for each in found] == 5 * ["Table 2"] + 2 * ["Table 3"]


def test_a_row_has_the_head_above_it_in_its_name(tmp_path: Path) -> None:
    found = [each.row for each in read(tmp_path, LABELS).sentences if each.columns and "67.0" in each.text]
    assert found == ["Six-month follow-up, Treated"]


HEADS = """#table(columns: 4, stroke: none, align: left, table.hline(), table.cell(rowspan: 2)[Variable],
table.cell(rowspan: 2)[Class], table.cell(colspan: 2)[Number of patients], table.hline(start: 2), [A (n = 40)],
[B (n = 48)], table.hline(), [Age], [Median], [68], [70], [], [Range], [45–79], [50–80], [Sex], [], [], [],
[#h(1em)Male], [], [30], [31], table.hline())
"""


def test_heads_over_several_columns_and_rows_belong_to_each(tmp_path: Path) -> None:
    found = {each.row: each.columns for each in read(tmp_path, HEADS).sentences if each.columns}
    heads = ("Number of patients, A (n = 40)", "Number of patients, B (n = 48)")
    assert (found["Age, Range"], found["Sex, Male"]) == (("Class", *heads), ("Variable", *heads))


@pytest.mark.parametrize("below", ["", "table.hline(),"])
def test_rows_without_heads_are_doubtful(tmp_path: Path, below: str) -> None:
    cells = f"[Death],[5],[11],{below}[Fall],[6],[14],[Rash],[7],[16],[Fever],[8],[18],table.hline()"
    found = read(tmp_path, f"#table(columns: 3, stroke: none, table.hline(), {cells})")
    assert [each.what.partition("rows")[2] for each in found.doubts] == [" without words as heads, read with doubt"]


def test_columns_with_one_head_are_doubtful(tmp_path: Path) -> None:
    cells = "[Event],[n],[%],[n],[%],table.hline(),[Death],[5],[11],[7],[16],[Fall],[6],[14],[8],[18],table.hline()"
    found = read(tmp_path, f"Table 1. Events\n#table(columns: 5, stroke: none, table.hline(), {cells})")
    assert list(map(str, found.doubts)) == [
        "page 1, Table 1: several columns with the head 'n', which are told apart with doubt"
    ]


def test_the_lines_of_a_cell_are_one_cell(tmp_path: Path) -> None:
    cells = "[Any infection of the lung or blood], [seen in culture of 2 samples], [30 (34%)], [0.78 (0.31 to 0.95)]"
    table = f"#table(columns: (3cm, 3cm, 2.2cm, 3cm), stroke: none, [Event], [Definition], [n (%)], [RR], {cells}"
    found = rows(read(tmp_path, f"{table}, [Death], [of any cause in 30 days], [5 (6%)], [1.24 (0.64 to 2.39)])"))
    assert [" ".join(each.split()) for each in found[1:]] == [
        "Any infection of the lung or blood | seen in culture of 2 samples | 30 (34%) | 0.78 (0.31 to 0.95)",
        "Death | of any cause in 30 days | 5 (6%) | 1.24 (0.64 to 2.39)",
    ]


@pytest.mark.parametrize(("across", "down"), [(0, 0), (0.3, 0.2), (0.6, 0), (2, 1), (3, 3)])
def test_a_text_drawn_twice_is_read_once(tmp_path: Path, across: float, down: float) -> None:
    text = "[Deaths in 1.11% and 22 of 88, 1.22 (0.89, 1.67)]"
    found = read(tmp_path, f"#place(dx: 0pt, dy: 20pt){text}\n#place(dx: {across}pt, dy: {20 + down}pt){text}")
    assert (numbers(found), found.doubts) == (["1.11%", "22 of 88", "1.22", "0.89", "1.67"], ())
    assert list(lost_digits(found)) == []


def test_the_letters_of_a_ligature_are_all_read(tmp_path: Path) -> None:
    assert [each.text for each in read(tmp_path, "Its efficacy was different.").sentences] == [
        "Its efficacy was different."
    ]


def test_superscripts_with_spaces_between_them_are_marks_and_part_no_sentence(tmp_path: Path) -> None:
    marks = "It was seen in 34 cases.#super[31 32] Then in 5.#super[7, 9] In 6.#super[2–4 8] So."
    assert [each.text for each in read(tmp_path, f"#set super(typographic: false)\n{marks}").sentences] == [
        *("It was seen in 34 cases.^31 ^32", "Then in 5.^7, ^9", "In 6.^2–4 ^8", "So."),
    ]


@pytest.mark.parametrize("shown", ["outside", "form", "clip"])
def test_text_outside_of_the_part_that_a_figure_shows_is_set_aside(tmp_path: Path, shown: str) -> None:
    flow = pdf(tmp_path, "#v(3cm)\nFlow of 41 men.\n#v(6cm)\nThe page before had 73 of them.").rename(
        tmp_path / "y.pdf"
    )
    clip = "q 0 600 600 182 re W n" if shown == "clip" else "q"
    with pikepdf.open(pdf(tmp_path, "Of 88, 34% had it.")) as file, pikepdf.open(flow) as other:
        figure = file.copy_foreign(other.pages[0].as_form_xobject())
        if shown == "form":
            figure.BBox = [0, 650, 600, 842]
        moved = "1 0 0 1 20 -600" if shown == "outside" else "1 0 0 1 20 -60"
        file.pages[0].Resources.XObject = pikepdf.Dictionary(F=figure)
        file.pages[0].contents_add(f"{clip} {moved} cm /F Do Q".encode(), prepend=False)
        file.save(tmp_path / "z.pdf")
    found = read_document(tmp_path / "z.pdf")
    assert (numbers(found), found.omitted) == (["88", "34%", "41"], ("The page before had 73 of them.",))


@pytest.mark.parametrize("typographic", ["true", "false"])
def test_superscripts_are_powers_or_marks(tmp_path: Path, typographic: str) -> None:
    text = (
        f"#set super(typographic: {typographic})\nIt was 5.81 × 10#super[−48] and 20 kg ha#super[−1] "
        "in 34%#super[12,13] of 88#super[4] with 10#super[9]/L, the 2#super[nd] of 75 mg/m#super[2]."
    )
    assert numbers(read(tmp_path, text)) == [
        *("5.81 × 10^-48", "20", "34%", "^12,13", "88", "^4", "10^9/L", "2nd", "75"),
    ]


def test_a_fraction_in_small_type_is_no_power(tmp_path: Path) -> None:
    text = "#set super(typographic: false)\n#set sub(typographic: false)\nThe lower #super[1]/#sub[3] of it."
    assert [each.text for each in read(tmp_path, text).sentences] == ["The lower 1/3 of it."]


def test_letters_of_a_formula_are_letters(tmp_path: Path) -> None:
    text = "Mortality was lower ($P = 0.03$, $bold(n) = 88$; $I^2 = 41%$)."
    assert [each.text for each in read(tmp_path, text).sentences] == [
        "Mortality was lower (P = 0.03, n = 88; I^2 = 41%)."
    ]


def test_a_page_without_a_text_layer_is_named(tmp_path: Path) -> None:
    found = read(tmp_path, "It was 3%.\n#pagebreak()\n#rect(width: 2cm, height: 2cm)\n#pagebreak()\nThen 4%.")
    assert list(map(str, found.doubts)) == ["page 2: no text layer, not read"]


def test_an_empty_page_is_not_named(tmp_path: Path) -> None:
    assert read(tmp_path, "It was 3%.\n#pagebreak()\n#pagebreak()\nThen 4%.").doubts == ()


@pytest.mark.parametrize(
    ("caption", "doubts"),
    [
        ("Table 3. Harms by arm", ["page 1, Table 3: a caption without rows, not read as a table"]),
        ("Table S3. Harms by arm", []),
        ("Table 3 shows the harms.", []),
    ],
)
def test_the_caption_of_a_table_without_rows_is_doubtful(tmp_path: Path, caption: str, doubts: list[str]) -> None:
    found = read(tmp_path, f"= Results\n{PROSE}\n\n{caption}\n\n#rect(width: 9cm, height: 4cm)\n{PROSE}")
    assert list(map(str, found.doubts)) == doubts


def test_turned_heads_of_a_table_are_doubtful(tmp_path: Path) -> None:
    turned = "[Event], rotate(-90deg, reflow: true)[Arm A], rotate(-90deg, reflow: true)[Arm B]"
    found = read(tmp_path, f"#table(columns: 3, {turned}, [Infection], [30], [34], [Death], [3], [4])")
    assert list(map(str, found.doubts)) == ["page 1: turned text in a table, read with doubt"]


def test_a_sign_that_the_text_layer_does_not_name_is_doubtful(tmp_path: Path) -> None:
    with pikepdf.new() as file:
        page = file.add_blank_page()
        names = file.make_stream(
            b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <41> <f0ab>"
        )
        kind, base = pikepdf.Name("/Type1"), pikepdf.Name("/Helvetica")
        made = pikepdf.Dictionary(Type=pikepdf.Name("/Font"), Subtype=kind, BaseFont=base, ToUnicode=names)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=made))
        page.Contents = file.make_stream(b"BT /F1 12 Tf 72 500 Td (It was A3% of 88 men.) Tj ET")
        file.save(tmp_path / "y.pdf")
    found = [str(each).partition(",")[0] for each in read_document(tmp_path / "y.pdf").doubts]
    assert found == ["page 1: 1 sign that the text layer does not name"]


@pytest.mark.parametrize(
    ("word", "is_doubtful"), [("signi2cant", True), ("e3ects", True), ("p53mutant", False), ("2nd", False)]
)
def test_a_digit_in_the_place_of_a_ligature_is_doubtful(tmp_path: Path, word: str, is_doubtful: bool) -> None:
    found = list(map(str, read(tmp_path, f"It was {word} in 34% of them.").doubts))
    told = f"page 1: digits in the place of letters, as in {word!r}, read with doubt"
    assert found == ([told] if is_doubtful else [])


def test_text_in_another_script_is_doubtful(tmp_path: Path) -> None:
    found = read(tmp_path, "Изучали ответ на лечение у 88 больных, и он был у 34%.")
    told = ["page 1: text in a script other than Latin, read with doubt"]
    assert (numbers(found), list(map(str, found.doubts))) == (["88", "34%"], told)


def test_text_over_other_text_is_doubtful(tmp_path: Path) -> None:
    hidden = f"#place(dy: 3pt)[Nobody sees {3 * PROSE}]\n"
    assert "page 1: text that lies over other text, read with doubt" in map(
        str, read(tmp_path, hidden + 3 * PROSE).doubts
    )


def test_each_token_has_its_page_and_box(tmp_path: Path) -> None:
    document = read(tmp_path, "It was so.\n#pagebreak()\n#place(dx: 100pt, dy: 50pt)[Of 88, 34% had it.]")
    [_, sentence] = document.sentences
    found = [(token.text, span.page, tuple(map(round, span.box))) for token, span in boxed_tokens(sentence) if span]
    assert found == [("88", 2, (170, 107, 178, 113)), ("34%", 2, (184, 107, 199, 113))]


def test_the_box_of_a_turned_token_is_as_the_page_shows_it(tmp_path: Path) -> None:
    document = read(
        tmp_path, "#place(dx: 100pt, dy: 50pt)[#rotate(-90deg, reflow: true)[Of 88, 34% had it. Then 5 of 9.]]"
    )
    [(_, span), *_] = boxed_tokens(document.sentences[0])
    assert span is not None
    assert span.box[3] - span.box[1] > span.box[2] - span.box[0]


@pytest.mark.parametrize("text", [LABELS, HEADS, SPANNING.format(place="top", columns=4, rule="")])
def test_no_digit_of_a_table_is_lost(tmp_path: Path, text: str) -> None:
    assert list(lost_digits(read(tmp_path, text))) == []


CUT = (
    "In these centres we saw those whose records others had read, and ",
    "whom we then compared with each of those who had had the drug of",
)


@pytest.mark.parametrize("start", ["the same centre", "Ethiopia", "34 centres", "(in 5 centres) Ethiopia"])
@pytest.mark.parametrize("between", ["figure(rect(width: 9cm, height: 2cm), caption: [Shares of 12 arms])", "HARMS"])
def test_a_sentence_goes_on_behind_what_stands_at_the_top_of_the_next_page(
    tmp_path: Path, start: str, between: str
) -> None:
    above = f"#set text(8pt)\n#{between.replace('HARMS', f'table(columns: 4, {HARMS})')}\n#set text(10pt)\n"
    text = f"{5 * PROSE}\n= Results\n{CUT[0]}\\\n{CUT[1]}\n#pagebreak()\n{above}{start} in 88 cases. {5 * PROSE}"
    sentences = [" ".join(each.text.split()) for each in read(tmp_path, text).sentences]
    assert f"{CUT[0]}{CUT[1]} {start} in 88 cases." in sentences


def test_another_paragraph_does_not_go_on_with_a_line_without_its_end(tmp_path: Path) -> None:
    figure = "#text(8pt, figure(rect(width: 9cm, height: 2cm), caption: [Shares of 12 arms]))"
    text = f"{5 * PROSE}\n= Results\n{CUT[0]}\\\n{CUT[1]} tea\n#pagebreak()\n{figure}\nEthiopia had 88. {5 * PROSE}"
    assert "Ethiopia had 88." in [" ".join(each.text.split()) for each in read(tmp_path, text).sentences]


def test_a_line_with_wide_spaces_is_no_row_of_a_table(tmp_path: Path) -> None:
    wide = "#block(width: 9cm)[#h(0pt)12 #h(1fr) trials #h(1fr) were #h(1fr) selected #h(1fr) for #h(1fr) final]\n"
    text = f"#set par(justify: true, spacing: 0.65em)\n#block(width: 9cm)[{PROSE}{wide}analysis of the trials. {PROSE}]"
    assert rows(read(tmp_path, text)) == []


def test_an_entry_of_a_list_is_a_paragraph_of_its_own(tmp_path: Path) -> None:
    text = "Of these we saw the following:\n#set list(marker: [►])\n- 60 Gy in 20 fractions.\n- 36 Gy in 6 fractions."
    assert [each.text for each in read(tmp_path, text).sentences][1:] == [
        "► 60 Gy in 20 fractions.",
        "► 36 Gy in 6 fractions.",
    ]


def test_a_page_whose_box_is_given_from_its_upper_right_corner_is_read(tmp_path: Path) -> None:
    made = pdf(tmp_path, "It was seen in 12 of 34 patients.")
    with pikepdf.open(made) as file:
        file.pages[0].MediaBox = [file.pages[0].MediaBox[at] for at in (2, 3, 0, 1)]
        file.save(tmp_path / "y.pdf")
    assert numbers(read_document(tmp_path / "y.pdf")) == ["12 of 34"]


def test_a_page_with_more_signs_than_print_has_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with pikepdf.new() as file:
        page = file.add_blank_page()
        kind, base = pikepdf.Name("/Type1"), pikepdf.Name("/Helvetica")
        page.Resources = pikepdf.Dictionary(
            Font=pikepdf.Dictionary(F1=pikepdf.Dictionary(Type=pikepdf.Name("/Font"), Subtype=kind, BaseFont=base))
        )
        lines = "".join(f"1 0 0 1 9 {each * 0.79:.2f} Tm ({f'{each} ' * 15}) Tj\n" for each in range(1_000))
        page.Contents = file.make_stream(f"BT /F1 2 Tf\n{lines}ET".encode())
        file.save(tmp_path / "x.pdf")
    with pytest.raises(BadInput, match="58350 signs on page 1: at most 40000 signs on a page"):
        read_document(tmp_path / "x.pdf")


def test_a_plot_of_many_numbers_and_lines_leaves_the_text_beside_it_read_within_the_limits(tmp_path: Path) -> None:
    with pikepdf.new() as file:
        page = file.add_blank_page()
        kind, base = pikepdf.Name("/Type1"), pikepdf.Name("/Helvetica")
        made = pikepdf.Dictionary(Type=pikepdf.Name("/Font"), Subtype=kind, BaseFont=base)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=made))
        places = [(20 + each * 379 % 500, 20 + each * 733 % 600) for each in range(2_500)]
        turned = "".join(f"0 1 -1 0 {x} {y} Tm (0.{x}) Tj\n" for x, y in places)
        drawn = "".join(f"{x} {y} m {x + 90} {y} l " * 90 + "S\n" for x, y in places[:300])
        text = "/F1 9 Tf 1 0 0 1 60 700 Tm (It was seen in 12 of 34 patients.) Tj /F1 5 Tf\n"
        page.Contents = file.make_stream(f"{drawn}BT {text}{turned}ET".encode())
        file.save(tmp_path / "x.pdf")
    assert "It was seen in 12 of 34 patients." in [each.text for each in read_document(tmp_path / "x.pdf").sentences]


@pytest.mark.parametrize(("text", "expected"), [(b"[(4) 1112 (3)] TJ", ["43"]), (b"[(3) 0 (4)] TJ", [])])
def test_digits_that_the_text_layer_has_from_right_to_left_are_doubtful(
    tmp_path: Path, text: bytes, expected: list[str]
) -> None:
    with pikepdf.new() as file:
        page = file.add_blank_page()
        kind, base = pikepdf.Name("/Type1"), pikepdf.Name("/Helvetica")
        made = pikepdf.Dictionary(Type=pikepdf.Name("/Font"), Subtype=kind, BaseFont=base)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=made))
        page.Contents = file.make_stream(b"BT /F1 12 Tf 72 500 Td (It was ) Tj 60 0 Td " + text + b" ET")
        file.save(tmp_path / "y.pdf")
    found = [each.what.rpartition("as in ")[2] for each in read_document(tmp_path / "y.pdf").doubts]
    assert found == [f"{each!r}, read with doubt" for each in expected]


@pytest.mark.parametrize("form", ["[{}] ", "{}. ", ""])
def test_a_number_in_brackets_above_the_last_entry_of_the_literature_is_no_mark(tmp_path: Path, form: str) -> None:
    entries = "\n\n".join(f"{form.format(at)}Ash B. On fevers in all of them. J Fever." for at in (1, 2, 3))
    text = f"Of 88, the median was 45 [12] in one [2, 3] and 51 [7].\n\n= References\n{entries}"
    places = {token.text: span for token, span in boxed_tokens(read(tmp_path, text).sentences[0])}
    assert list(places) == (
        ["88", "45", "12", "[2, 3]", "51", "7"] if form else ["88", "45", "[12]", "[2, 3]", "51", "[7]"]
    )
    lefts = [span.box[0] for span in places.values() if span]
    assert lefts == sorted(lefts)
    assert len(lefts) == 6


def test_entries_of_the_literature_that_follow_each_other_in_a_paragraph_are_counted(tmp_path: Path) -> None:
    entries = " #linebreak() ".join(f"{at}. Ash, B.; Elm, C. On fevers. J. Fever. \\[PubMed\\]" for at in (1, 2, 3))
    text = f"Of 88, the median was 45 in those of others [3].\n\n= References\n{entries}"
    assert [token.text for token, _ in boxed_tokens(read(tmp_path, text).sentences[0])] == ["88", "45", "[3]"]


@pytest.mark.parametrize("mark", [":", "."])
def test_a_bold_heading_in_its_line_begins_a_paragraph(tmp_path: Path, mark: str) -> None:
    text = f"= Notes\n*Authors{mark}* {3 * PROSE}\\ *Funding{mark}* Grant 12 of a fund paid for {PROSE}"
    found = read(tmp_path, f"#set par(justify: true)\n{text}")
    paragraphs = [each.paragraph for each in found.sentences if each.text.startswith(("Funding", "Grant"))]
    assert paragraphs == ["Funding" if mark == ":" else "2"] * len(paragraphs)


@pytest.mark.parametrize("title", ["References", "REFERENCES:", "7. References and Notes"])
def test_tables_and_figures_on_pages_behind_the_references_are_none_of_them(tmp_path: Path, title: str) -> None:
    entries = "+ Ash A. Falls in 1999. 2000;12:3.\n+ Elm B. Rashes in 2001. 2002;4:5–6.\n"
    behind = f"#pagebreak()\nTable 1. Harms\n#table(columns: 4, {HARMS})\n#pagebreak()\nFigure 1. Falls of 88 patients."
    found = read(tmp_path, f"= Results\nOf 88 patients, 34% fell.\n\n= {title}\n{entries}{behind}")
    sections = [each.section for each in found.sentences if "falls" in each.text.lower() or each.row in ("Death",)]
    assert sections == [title, "Figures and tables", "Figures and tables"]
    assert [each.section for each in found.sentences if "Rashes" in each.text] == [title]


def test_a_head_of_one_page_is_set_aside_with_its_page_number(tmp_path: Path) -> None:
    heads = "[412 #h(1fr) Ash, Elm], [Falls at home #h(1fr) 41#h(3pt)3], [414 #h(1fr) Ash, Elm]"
    starts = ("Men had it in 88", "Of women 89", "Others had it in 90", "Children fell in 91")
    text = "#pagebreak()\n".join(f"{each}. {5 * PROSE}\n" for each in starts)
    found = read(tmp_path, text, f", header: context ([Falls J 2005], {heads}).at(here().page() - 1)")
    assert numbers(found) == ["2005", "88", "89", "90", "91"]


@pytest.mark.parametrize("before", [0, 200])
def test_a_text_may_begin_with_a_large_letter(tmp_path: Path, before: int) -> None:
    initial = "#place(dy: -3pt, text(size: 34pt)[O])"
    lines = [r"f 88 patients in 19 centres", r"34% had infections at 6", "months, of which 12 died."]
    indented = " \\ ".join(f"#h(28pt){each}" for each in lines)
    start = f"{PROSE * 3}\n\n= Results\n" if before else ""
    found = read(tmp_path, f"{start}{initial}{indented} \\ {2 * PROSE}", ", columns: 2")
    assert token_texts(found.sentences)[:5] == ["88", "19", "34%", "6 months", "12"]
    assert any(each.text.startswith("Of 88 patients") for each in found.sentences)
