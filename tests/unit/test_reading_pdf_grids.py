"""Which columns and rows a printed table has, by its rules, its boxes and the cells that stand over several columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.test_reading_pdf import PROSE, read, rows
from tests.unit.test_reading_pdf_tables import STUDIES, heads
from vexas_evidence.sources.pdf.tables.kinds_of_lines import NUMBER
from vexas_evidence.sources.pdf.tables.table_body import around_heads
from vexas_evidence.sources.pdf.tables.table_lines import Cell, TableLine

RULED = "#table(columns: {columns}, stroke: none, align: left, table.hline(), {cells}, table.hline())"


def test_a_cell_over_several_columns_joins_none_of_them(tmp_path: Path) -> None:
    cells = ", ".join(f"[{at}], [9{at}1], [Oil {at}], [0.03{at}]" for at in range(1, 6))
    total = "table.cell(colspan: 3)[Hydrocarbons of all kinds], [86.591], table.cell(colspan: 3)[Others], [5.115]"
    table = RULED.format(columns=4, cells=f"[No.], [Index], [Compound], [Area], table.hline(), {cells}, {total}")
    found = rows(read(tmp_path, table))
    assert found[1:3] + found[-2:] == [
        "1 | 911 | Oil 1 | 0.031",
        "2 | 921 | Oil 2 | 0.032",
        "Hydrocarbons of all kinds | 86.591",
        "Others | 5.115",
    ]


def test_heads_below_the_rule_of_those_over_them_are_heads(tmp_path: Path) -> None:
    cells = "[46.5], [1.66], [93.4], [200], [2.301], [93.0], [23.2], [1.36], [89.5], [100], [2.000], [91.9]"
    names = "[Dose], [Log dose], [Effect], [Dose], [Log dose], [Effect]"
    over = "table.cell(colspan: 3)[Oil], table.cell(colspan: 3)[Standard], table.hline()"
    found = heads(read(tmp_path, RULED.format(columns=6, cells=f"{over}, {names}, {cells}")))
    assert found["46.5"] == tuple(
        f"{over}, {each}" for over in ("Oil", "Standard") for each in ("Dose", "Log dose", "Effect")
    )


def test_a_row_of_dashes_is_a_row(tmp_path: Path) -> None:
    cells = "[Control], [-], [-], [Citrate of all], [10], [24.2], [Oil], [10], [19.6], [], [40], [11.3]"
    table = RULED.format(columns=3, cells=f"[Treatment], [Dose], [Time], table.hline(), {cells}")
    assert rows(read(tmp_path, table))[1:3] == ["Control | - | -", "Citrate of all | 10 | 24.2"]


@pytest.mark.parametrize("cell", ["12.1 ± 0.2f", "4.0 ± 0.3 hi", "9.5:1", "−", "NR"])
def test_letters_of_groups_ratios_and_dashes_are_numbers_of_a_table(cell: str) -> None:
    assert NUMBER.fullmatch(cell)


@pytest.mark.parametrize("cell", ["12 mg", "4 h", "Naming", "0.5 of all"])
def test_units_and_words_are_no_numbers_of_a_table(cell: str) -> None:
    assert not NUMBER.fullmatch(cell)


def test_a_box_over_two_rows_belongs_to_the_first(tmp_path: Path) -> None:
    stages = ", ".join(
        f"table.cell(rowspan: 2)[{stage}], [LC50], [{at}.771], table.cell(rowspan: 2)[26{at}.15], [LC90], [{at}.365]"
        for at, stage in enumerate(("Larva", "Pupa", "Adult"), 1)
    )
    table = f"#table(columns: 4, align: left + horizon, [Stage], [Dose], [Estimate], [Chi], {stages})"
    assert rows(read(tmp_path, table))[1:] == [
        each
        for at, stage in enumerate(("Larva", "Pupa", "Adult"), 1)
        for each in (f"{stage} | LC50 | {at}.771 | 26{at}.15", f"LC90 | {at}.365")
    ]


def test_rules_of_some_columns_part_groups_of_rows(tmp_path: Path) -> None:
    groups = ", table.hline(start: 1), ".join(
        ", ".join(f"[{name if at == 2 else ''}], [C-{at}], [{shift + at}.4], [{at}.07]" for at in (1, 2, 3))
        for name, shift in (("Gal", 70), ("Glc", 80), ("Rha", 90))
    )
    heads = "table.hline(), [Sugar], [Place], [Shift], [Signal], table.hline(), "
    table = f"#table(columns: 4, stroke: none, {heads}{groups}, table.hline())"
    found = rows(read(tmp_path, table))[1:]
    assert [each.split(" | ")[-2:] for each in found] == [
        [f"{shift + at}.4", f"{at}.07"] for shift in (70, 80, 90) for at in (1, 2, 3)
    ]


def test_rules_that_leave_out_the_white_between_groups_of_columns_are_those_of_one_table(tmp_path: Path) -> None:
    names = "".join(f"table.hline(start: {at}, end: {at + 2})," for at in (0, 3, 6))
    cells = ", ".join(f"[Germ {at}], [2{at}], [], [3{at}], [16{at}], [], [1{at}], [80{at}]" for at in range(1, 5))
    table = f"""*Table 3 Of germs*\n#table(columns: (3cm, 2cm, 10pt, 2cm, 2cm, 10pt, 2cm, 2cm), stroke: none, {names}
    [Germ], [Zone], [], [Zone], [Least], [], [Zone], [Least], {names} {cells}, {names})"""
    assert rows(read(tmp_path, table))[1:3] == [
        "Germ 1 | 21 | 31 | 161 | 11 | 801",
        "Germ 2 | 22 | 32 | 162 | 12 | 802",
    ]


def test_entries_of_the_literature_between_rules_are_no_table(tmp_path: Path) -> None:
    entries = " ".join(
        f"#grid(columns: (12pt, 1fr), [{at}], [Nobody N, Person P, Somebody S, et al. Of a treatment that was given to "
        f"some. J None 2019;7:{at}1–{at}9.])"
        for at in range(1, 39)
    )
    page = """, columns: 2, header: line(length: 100%), footer: line(length: 100%)"""
    assert not rows(read(tmp_path, f"#set text(7pt)\n#set par(justify: true)\n{entries}", page))


@pytest.mark.parametrize("words", ["in a long meta-analysis. Stat Med.", "of Parkinson disease. J None (2016)"])
def test_a_line_with_wide_spaces_is_in_the_paragraph_of_the_line_below_it(tmp_path: Path, words: str) -> None:
    lines = f"Nobody N, Person P. Of a study. #linebreak() {words} 21:15–58. #linebreak(justify: true) {2 * PROSE}"
    entry = f"#grid(columns: (1cm, 8cm), [9.], [#set par(justify: true)\n{lines}])"
    assert not rows(read(tmp_path, f"{entry}\n\n{entry}"))


DOSES = ["[78.1]", "[156.2]", "[312.5]", "[625]"]
SHARED = "table.cell(rowspan: 2, align: horizon)"


@pytest.mark.parametrize("columns", [[0], [0, 2]])
def test_cells_beside_the_middle_of_two_rows_are_those_of_the_first(tmp_path: Path, columns: list[int]) -> None:
    cells = ", ".join(
        f"{SHARED}{dose}, [−S9], {SHARED if 2 in columns else ''}{dose}, [0.{at}29], "
        + (f"[+S9], [0.{at}75]" if 2 in columns else f"[+S9], {dose}, [0.{at}75]")
        for at, dose in enumerate(DOSES)
    )
    found = rows(read(tmp_path, RULED.format(columns=4, cells=f"[Dose], [Mix], [Dose], [OD], table.hline(), {cells}")))
    assert [each for each in found if "−S9" in each] == [
        f"{dose[1:-1]} | −S9 | {dose[1:-1]} | 0.{at}29" for at, dose in enumerate(DOSES)
    ]


def test_a_sub_head_above_heads_beside_the_middle_of_their_rows_is_the_head_of_these(tmp_path: Path) -> None:
    def strains(first: int) -> str:
        return ", ".join(
            f"{SHARED}[Strain {at}], [−S9], [{at}.5], [{at}.7], [+S9], [{at}.6], [{at}.8]" for at in (first, first + 1)
        )

    body = f"[_Salmonella_], [], [], [], {strains(1)}, [_Escherichia_], [], [], [], {strains(3)}"
    table = RULED.format(columns=4, cells=f"[Strain], [Mix], [Mean], [SD], table.hline(), {body}")
    found = heads(read(tmp_path, f"#set table(row-gutter: 3pt)\n{table}"))
    assert list(found) == [
        "Salmonella",
        *(f"Salmonella, Strain {at}, {mix}" for at in (1, 2) for mix in ("−S9", "+S9")),
        "Escherichia",
        *(f"Escherichia, Strain {at}, {mix}" for at in (3, 4) for mix in ("−S9", "+S9")),
    ]


def test_heads_of_two_lines_beside_one_line_of_numbers_each_are_no_head_of_all_rows() -> None:
    columns = ((0, {0}), (5, {1, 2}), (10, {0}))  # of a row of 20 points: where its lines stand, and their cells
    lines = [
        TableLine({column: Cell([], column, column) for column in cells}, at + below, at + below - 8, at + below, 8)
        for at in (0, 20, 40, 60)
        for below, cells in columns
    ]
    assert around_heads(lines) == []


DESIGN = (
    "Seeds of this plant were set in pots with 2 mL of the suspension for 9 days before any stress, as all others were"
)
FOUND = "Objectives: \\ To see what becomes of plants. \\ Results: \\ The mass was higher by {}%, the length by 12%."


@pytest.mark.parametrize("last", ["table.hline()", ""])
@pytest.mark.parametrize("heads", ["[Effect]", "[Effect \\ conclusion \\ results]"])
def test_a_rule_between_two_rows_of_paragraphs_parts_them(tmp_path: Path, last: str, heads: str) -> None:
    cells = ", table.hline(), ".join(
        f"[{name}], [_Bacterium_ {at}], [{DESIGN}.], [{FOUND.format(at)}]"
        for name, at in (("Cress", 45), ("Maize", 61))
    )
    head = f"table.hline(), [Plant], [Used], [Design], {heads}, table.hline()"
    table = f"#table(columns: (2cm, 3cm, 5cm, 6cm), stroke: none, align: left, {head}, {cells}, {last})"
    found = rows(read(tmp_path, f"Table 1. Studies\n#set par(leading: 0.4em)\n{table}"))
    assert [each.split(" | ")[0] for each in found[1:]] == ["Cress", "Maize"]


def test_values_of_two_arms_in_one_cell_are_of_one_row(tmp_path: Path) -> None:
    cells = ", ".join(
        rf"[Study {at}], [20{at}], [{at}8], [{at}1 ± 3 (Heat) \ {at}2 ± 12 (Cold)], [{at}7], [{at}0]" for at in (11, 12)
    )
    head = "[Study], [Year], [n], [Mean age], [Men], [Women]"
    other = "[Study 10], [2010], [108], [Stated for both arms alone], [107], [100]"
    table = RULED.format(columns=6, cells=f"{head}, table.hline(), {other}, {cells}")
    found = rows(read(tmp_path, f"#set par(leading: 4pt)\n#set table(inset: (y: 2pt))\n{table}"))
    assert [" ".join(each.split()) for each in found[2:]] == [
        f"Study {at} | 20{at} | {at}8 | {at}1 ± 3 (Heat) {at}2 ± 12 (Cold) | {at}7 | {at}0" for at in (11, 12)
    ]


TRIALS = ", ".join(
    rf"[Plant {at}%], [Gel], [Randomized, placebo-controlled clinical trial in {at}0 subjects, compared \ with it], "
    rf"[{at}], [2{at}], [Index A \ Same in both \ B lower \ C as before \ none of D \ E higher], [({at}0)]"
    for at in (2, 3, 4)
)


def test_a_table_without_rules_goes_on_below_cells_of_many_lines(tmp_path: Path) -> None:
    widths = "(2.2cm, 1.6cm, 4.9cm, 1cm, 1.2cm, 3cm, 1.4cm)"
    style = f"columns: {widths}, stroke: none, align: (left, center, center, center, center, center, center)"
    text = f"#set text(6pt)\n#table({style}, {TRIALS})"
    found = rows(read(tmp_path, f"Continued Table 1\n{text}"))
    assert [" ".join(each.split()) for each in found] == [
        f"Plant {at}% | Gel | Randomized, placebo-controlled clinical trial in {at}0 subjects, compared with it | "
        f"{at} | 2{at} | Index A Same in both B lower C as before none of D E higher | ({at}0)"
        for at in (2, 3, 4)
    ]


def test_a_letter_whose_tail_alone_is_in_the_frame_that_is_shown_is_not_read(tmp_path: Path) -> None:
    text = "#box(clip: true, height: 20pt, width: 100%)[#place(dy: -7.2pt)[g9 j9 p9] #place(dy: 8pt)[7 of 8]] Words."
    assert "9" not in "".join(each.text for each in read(tmp_path, text).sentences)


def test_white_ground_behind_the_lines_of_a_head_is_no_rule(tmp_path: Path) -> None:
    def lines(*words: str) -> str:
        return " #linebreak() ".join(f"#box(fill: white, width: 100%, height: 8pt)[{each}]" for each in words)

    over = "[Germ], table.cell(colspan: 2)[Oil], table.hline(start: 1)"
    names = f"[], [{lines('NL', '2 µL of it')}], [{lines('Mixture', '3 µL of it')}], table.hline()"
    cells = "[Albicans], [50.00], [30.00], [Krusei], [40.50], [30.10]"
    style = "columns: (3cm, 3cm, 3cm), stroke: none, align: center"
    table = f"#set par(leading: 2pt)\n#table({style}, table.hline(), {over}, {names}, {cells}, table.hline())"
    assert rows(read(tmp_path, table))[:2] == ["Germ | Oil", "NL\n2 µL of it | Mixture\n3 µL of it"]


def test_a_head_of_one_line_beside_one_of_two_is_over_the_columns_of_the_rule_below_both(tmp_path: Path) -> None:
    over = "[Germ], table.cell(colspan: 3, align: left)[Silver], [Standard drug \\ (ampicillin)]"
    names = "[], [10 mg], [15 mg], [20 mg], [100 mg]"
    rules = "table.hline(start: 1, end: 4), table.hline(start: 4)"
    cells = "[Coli], [10 ± 1.1], [11 ± 1.5], [13.5 ± 1], [18], [Aureus], [16 ± 1.7], [18 ± 1.5], [21 ± 1.0], [25]"
    table = RULED.format(columns=5, cells=f"{over}, {rules}, {names}, table.hline(), {cells}")
    found = heads(read(tmp_path, f"#set table(column-gutter: 6pt)\n{table}"))
    assert found["Coli"][1:] == (
        *(f"Silver, {each} mg" for each in (10, 15, 20)),
        "Standard drug (ampicillin), 100 mg",
    )


def test_totals_below_rows_with_all_their_numbers_on_their_first_lines_are_rows(tmp_path: Path) -> None:
    oils = ", ".join(rf"[{at}], [Oil {at}, a long \ name of it], [7.{at}], [93{at}], [0.{at}]" for at in range(1, 6))
    totals = ", ".join(
        rf"[], [Total share of \ {kind}], [], [], [1{at}.5]" for at, kind in enumerate(("alkenes", "others"))
    )
    table = RULED.format(columns=5, cells=f"[N], [Name], [Time], [Index], [Area], table.hline(), {oils}, {totals}")
    found = rows(read(tmp_path, f"#set par(leading: 4pt)\n#set table(inset: (y: 2pt))\n{table}"))
    assert [" ".join(each.split()) for each in found[-3:]] == [
        "5 | Oil 5, a long name of it | 7.5 | 935 | 0.5",
        "Total share of alkenes | 10.5",
        "Total share of others | 11.5",
    ]


VISITS = ", ".join(
    f"[{name}], {cells}"
    for name, cells in (
        ("Visit", "[1], [2], [3], [4], [5]"),
        ("Week", "[0], [12 (±4)], [26 (±12)], [28 (±12)], [52 (±4)]"),
        ("Consent", "[X], [], [], [], []"),
        ("Blood test", "[X], [X], [X], [X], [X]"),
        (
            "Signs of life",
            "[X], [X], table.cell(colspan: 3)[As necessary after a review of all that is known at 24 months]",
        ),
        ("Images", "[X], [], table.cell(colspan: 2)[Recommended but asked of no one], [X]"),
    )
)
SCHEDULE = "columns: (3cm, 2.4cm, 2.4cm, 2.4cm, 2.4cm, 2.4cm), stroke: none, align: left"


def test_columns_are_parted_below_left_cells_that_stand_over_several(tmp_path: Path) -> None:
    names = "[], [Screening], table.cell(colspan: 3)[Treatment], [Follow-up]"
    table = f"#table({SCHEDULE}, table.hline(), {names}, table.hline(), {VISITS}, table.hline())"
    found = heads(read(tmp_path, table))
    assert found["Week"] == ("", "Screening", "Treatment", "Treatment", "Treatment", "Follow-up")
    assert found["Signs of life"] == ("", "Screening", "Treatment", "Treatment, Follow-up")
    assert list(found)[:4] == ["Visit", "Week", "Consent", "Blood test"]


LIST = r"[{name}], [{entries}]"


@pytest.mark.parametrize("mark", ["1.", "•"])
def test_a_list_in_a_cell_is_one_column_and_its_row_no_head(tmp_path: Path, mark: str) -> None:
    def entries(*words: str) -> str:
        return "".join(f"#grid(columns: (14pt, 1fr), [{mark}], [{each}])" for each in words)

    cells = ", table.hline(), ".join(
        f"[{name} endpoint], [{entries('Consent of 80 people', 'Events in 12 weeks', 'Share of all at 6 to 9 months')}]"
        for name in ("Pilot", "Main", "Further")
    )
    style = "columns: (5cm, 10cm), stroke: none, align: left, row-gutter: 4pt"
    found = rows(read(tmp_path, f"Table 1. Endpoints\n#table({style}, table.hline(), {cells}, table.hline())"))
    assert [each.split(" | ")[0] for each in found] == ["Pilot endpoint", "Main endpoint", "Further endpoint"]
    assert all(each.count("|") == 1 and each.count(mark) == 3 for each in found)


def test_a_list_that_begins_at_the_middle_of_a_table_is_no_column_of_prose(tmp_path: Path) -> None:
    entries = (
        r"[2. Recruitment and consent of 80 people \ 3. Share of all with a response at a biopsy after some months]"
    )
    cells = f"[Pilot outcomes], {entries}, table.hline(), [Main], [1. Survival at 12 months], [Other], [2. Harms in 88]"
    style = "columns: (7.2cm, 9.8cm), stroke: none, align: left"
    table = f"#table({style}, table.hline(), {cells}, table.hline())"
    found = rows(read(tmp_path, f"Table 1. Endpoints\n{table}"))
    assert found[0].startswith("Pilot outcomes | 2. Recruitment")


def test_a_head_above_an_empty_column_is_no_part_of_the_head_beside_it(tmp_path: Path) -> None:
    cells = ", ".join(f"[{at}], [Oil {at} of it], [], [−2.5{at}], [], [1.4{at}]" for at in range(1, 5))
    names = "[No.], [Compound], [X-ray], [Theory], [Mint \\ spicata], [Salvia]"
    style = "columns: (1.5cm, 4cm, 2.5cm, 2.5cm, 2.5cm, 2.5cm), stroke: none, align: center"
    found = heads(read(tmp_path, f"#table({style}, table.hline(), {names}, table.hline(), {cells}, table.hline())"))
    assert found["1, Oil 1 of it"] == ("No.", "Compound", "Theory", "Salvia")


def test_the_first_of_rows_that_are_counted_is_no_head(tmp_path: Path) -> None:
    cells = ", ".join(f"[{at}], [V{at}], [Tree {at}], [N08°5{at}′]" for at in range(1, 6))
    table = f"""#table(columns: 4, stroke: none, fill: (_, y) => if calc.even(y) {{ luma(220) }}, table.hline(),
    [No.], [Code], [Species], [Latitude], {cells}, table.hline())"""
    found = read(tmp_path, f"Table 1. Trees\n{table}")
    assert [each.columns for each in found.sentences if each.text.startswith("1 |")] == [
        ("No.", "Code", "Species", "Latitude")
    ]


def test_rules_that_are_thin_pictures_are_those_of_a_table(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (8, 1)).save(tmp_path / "rule.png")
    rule = 'table.cell(colspan: 3, inset: 0pt)[#image("rule.png", width: 100%, height: 0.5pt, fit: "stretch")]'
    cells = ", ".join(f"[{at}], [Oil {at}], [{at}.5]" for at in range(1, 7))
    table = f"#table(columns: (1cm, 1fr, 1fr), stroke: none, {rule}, [No.], [Name], [Area], {rule}, {cells}, {rule})"
    found = heads(read(tmp_path, f"#columns(2)[#lorem(160)\n#colbreak()\nTable 1. Oils\n{table}]"))
    assert list(found) == [f"{at}, Oil {at}" for at in range(1, 7)]
    assert set(found.values()) == {("No.", "Name", "Area")}


def test_a_sub_head_in_lower_case_that_reaches_over_further_columns_goes_on_with_no_row(tmp_path: Path) -> None:
    shares = "[Others], [3 (21%)], [3 (20%)], [1 (7%)]"
    sub_head = "table.cell(colspan: 4)[the longest length before the operation (cm)]"
    lengths = ", ".join(f"[{name}], [8 (57%)], [5 (33%)], [7 (47%)]" for name in ("Below 1", "From 1", "From 2"))
    names = "[Kind], [All], [Test 1], [Test 2], table.hline()"
    table = RULED.format(columns="(2cm, 3cm, 3cm, 3cm)", cells=f"{names}, {shares}, {sub_head}, {lengths}")
    found = rows(read(tmp_path, f"#set par(leading: 4pt)\n#set table(inset: (y: 2pt))\n{table}"))
    assert found[1:3] == ["Others | 3 (21%) | 3 (20%) | 1 (7%)", "the longest length before the operation (cm)"]


def test_shaded_cells_over_two_rows_of_a_head_belong_to_the_table(tmp_path: Path) -> None:
    shade = "(_, y) => if y < 2 or calc.rem(y, 6) > 3 { luma(220) }"
    over = "table.cell(rowspan: 2)[], table.cell(colspan: 2)[Oil (n = 90)], table.cell(rowspan: 2)[P], [n], [%]"
    each = ", ".join(
        f"table.cell(colspan: 4)[{name}], [Mild], [5{at}], [61.{at}], [.3{at}], [Severe], [3{at}], [38.{at}], []"
        for at, name in enumerate(("Rash", "Cough", "Fever", "Thirst"), 1)
    )
    table = f"table(columns: (3cm, 2cm, 2cm, 1cm), align: left, stroke: none, fill: {shade}, {over}, {each})"
    found = read(tmp_path, f"#grid(columns: (4cm, 1fr), [TABLE 1 Harms of all who took the oil], {table})")
    assert heads(found)["Cough, Mild"] == ("", "Oil (n = 90), n", "Oil (n = 90), %", "P")


BOXED = ", ".join(f"[{name} 20{at}], [Of {at} persons at home], [Falls in {at} of them]" for name, _, at in STUDIES)


def test_rows_of_words_with_numbers_are_no_heads_though_all_have_rules(tmp_path: Path) -> None:
    found = read(tmp_path, f"Table 1. Studies\n#table(columns: (3cm, 5cm, 5cm), [Study], [Who], [Outcome], {BOXED})")
    assert heads(found)["Ash 2012"] == heads(found)["Elm 2015"] == ("Study", "Who", "Outcome")


def test_a_table_that_is_drawn_from_above_its_page_has_no_head_there(tmp_path: Path) -> None:
    table = f"#table(columns: (3cm, 5cm, 5cm), [Study], [Who], [Outcome], {BOXED})"
    found = read(tmp_path, f"Table 1. Studies\n{table}\n#pagebreak()\n#place(dy: -3.2cm)[{table}]")
    below = [each for each in found.sentences if each.spans and each.spans[0].page == 2]
    assert {each.columns for each in below} == {("Study", "Who", "Outcome")}
