"""Heads of rows and columns on several levels, sub-heads, and captions of tables in columns, each table set anew."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from tests.unit.test_reading_pdf import PROSE, pdf, read, rows
from tests.unit.test_reading_pdf_tables import heads
from vexas_evidence.sources import read_document

RULED = "#table(columns: {columns}, stroke: none, align: {align}, table.hline(), {cells}, table.hline())"
FEEDS = ["Ash feed", "Birch feed", "Cedar feed"]


def test_heads_of_two_levels_beside_the_middle_of_their_rows_are_those_of_each_row(tmp_path: Path) -> None:
    def shared(count: int, name: str) -> str:
        return f"table.cell(rowspan: {count}, align: horizon)[{name}]"

    cells = ", ".join(
        f"{shared(3, name)}, {shared(2, 'Sighting')}, [2], [{at}.1], [5], [{at}.2], [Main], [5], [{at}.3]"
        for at, name in enumerate(FEEDS)
    )
    table = RULED.format(columns=4, align="left", cells=f"[Feed], [Study], [Dose], [Gain], table.hline(), {cells}")
    found = [(each.row, each.text) for each in read(tmp_path, table).sentences if each.columns][1:]
    assert found == [
        row
        for at, name in enumerate(FEEDS)
        for row in (
            (f"{name}, Sighting", f"{name} | Sighting | 2 | {at}.1"),
            (f"{name}, Sighting", f"5 | {at}.2"),
            (f"{name}, Main", f"Main | 5 | {at}.3"),
        )
    ]


def test_rows_of_words_around_their_middles_are_parted_by_a_column_of_single_lines(tmp_path: Path) -> None:
    plants = [
        ("Ash", "Oral", "Reduced inflammatory cells in the ligament", "Silk, 8 days"),
        ("Birch and cedar with elm", "Topical", "Not seen", "Nylon ligature in all of them, 11 days"),
        ("Cedar", "Oral", "Inhibited production of all of these in the tissue", "Cotton, 4 days"),
        ("Elm", "Oral", "None", "Silk"),
    ]
    cells = ", ".join(f"[{each}]" for plant in plants for each in plant)
    head = "[Plant], [Route], [Effect], [Ligature], table.hline()"
    table = RULED.format(columns="(2.2cm, 2cm, 4cm, 3cm)", align="center + horizon", cells=f"{head}, {cells}")
    found = rows(read(tmp_path, f"#set par(leading: 0.3em)\n#set table(inset: (y: 1.5pt))\n{table}"))
    assert [" ".join(each.split()) for each in found[1:]] == [" | ".join(plant) for plant in plants]


@pytest.mark.parametrize("series", [["Day 0", "Day 7", "Day 14"], ["5 mg/L", "10 mg/L", "20 mg/L"]])
def test_a_head_over_the_middle_of_a_series_is_over_all_of_it(tmp_path: Path, series: list[str]) -> None:
    over = "table.cell(rowspan: 2, align: horizon)[Feed], table.cell(colspan: 3)[Weight], [P]"
    names = ", ".join(f"[{each}]" for each in series)
    cells = ", ".join(f"[{name}], [1{at}0], [1{at}6], [2{at}1], [0.{at}1]" for at, name in enumerate(FEEDS))
    table = RULED.format(columns=5, align="center", cells=f"{over}, {names}, [value], table.hline(), {cells}")
    found = heads(read(tmp_path, f"#set table(inset: (y: 1.5pt))\n{table}"))
    assert found["Ash feed"] == ("Feed", *(f"Weight, {each}" for each in series), "P value")


def test_a_sub_head_over_the_middle_of_a_table_is_one(tmp_path: Path) -> None:
    def group(name: str) -> str:
        lines = ", ".join(f"[{feed}], [{at}1], [{at}2], [{at}3]" for at, feed in enumerate(FEEDS, 1))
        return f"table.cell(colspan: 4, align: center)[{name}], {lines}"

    cells = f"[Feed], [All], [Fine], [Coarse], table.hline(), {group('Oak')}, {group('Yew')}"
    found = heads(read(tmp_path, RULED.format(columns="(4cm, 2cm, 2cm, 2cm)", align="left", cells=cells)))
    assert [each for each in found if "," in each] == [f"{name}, {feed}" for name in ("Oak", "Yew") for feed in FEEDS]


def test_a_sub_head_with_a_second_cell_between_two_rules_is_no_head(tmp_path: Path) -> None:
    def group(name: str) -> str:
        lines = ", ".join(f"[{feed}], [{at}1], [{at}2], [{at}3], [{at}4]" for at, feed in enumerate(FEEDS, 1))
        return f"[{name}], [2PHB], [], [], [], table.hline(), {lines}"

    cells = f"[Feed], [Print], [All], [Fine], [Coarse], table.hline(), {group('Oak')}, table.hline(), {group('Yew')}"
    found = heads(read(tmp_path, RULED.format(columns=5, align="left", cells=cells)))
    assert set(found.values()) >= {("Feed", "Print", "All", "Fine", "Coarse")}
    assert not any("2PHB" in head for each in found.values() for head in each)


def test_a_table_with_rules_around_its_head_alone_goes_on_in_the_next_column(tmp_path: Path) -> None:
    def lines(start: int) -> str:
        return ", ".join(f"[Tree {at}], [{3 * at % 7}], [wood of kind {at}]" for at in range(start, start + 9))

    head = r"table.hline(), [Trees and\ shrubs that\ were all\ seen], [n], [Wood], table.hline()"
    widths = "columns: (3cm, 1.5cm, 3cm), stroke: none"
    text = f"""#columns(2)[*Table 5* Trees\n#table({widths}, {head}, {lines(10)})\n#colbreak()
    *Table 5* Trees _(Continued)_\n#table({widths}, table.hline(), {lines(30)}, table.hline())\n{4 * PROSE}]"""
    found = heads(read(tmp_path, text))
    names = [f"Tree {at}" for at in (*range(10, 19), *range(30, 39))]
    assert [found[each] for each in names] == 18 * [("Trees and shrubs that were all seen", "n", "Wood")]


FRAME = "#set page(header: line(length: 100%), footer: line(length: 100%))\n"


def test_a_table_with_its_caption_beside_prose_does_not_take_the_page_between_two_rules(tmp_path: Path) -> None:
    cells = ", ".join(f"[{name}], [{at}], [{at}.5]" for at, name in enumerate(10 * FEEDS, 10))
    table = RULED.format(columns="(3cm, 2cm, 2cm)", align="left", cells=f"[Tree], [n], [Mean], table.hline(), {cells}")
    found = read(tmp_path, f"{FRAME}#columns(2)[{4 * PROSE}\n#colbreak()\n{PROSE}\\ Table-6: Trees\n{table}]")
    assert rows(found)[:2] == ["Tree | n | Mean", "Ash feed | 10 | 10.5"]
    assert next(each.paragraph for each in found.sentences if each.columns) == "Table-6, row Tree"


def test_rules_that_are_one_path_are_those_of_a_table(tmp_path: Path) -> None:
    cells = ", ".join(f"[{name}], [{at}], [{at}.5]" for at, name in enumerate(FEEDS, 1))
    table = f"Table 1. Feeds\n#table(columns: 3 * (5cm,), stroke: none, [Feed], [n], [Mean], {cells})"
    path = " ".join(f"57 {y} m 482 {y} l" for y in (765, 748, 690))
    with pikepdf.open(pdf(tmp_path, table)) as file:
        file.pages[0].contents_add(f"q 0.5 w {path} S Q".encode(), prepend=False)
        file.save(tmp_path / "y.pdf")
    found = read_document(tmp_path / "y.pdf")
    assert [each.paragraph for each in found.sentences if each.columns][1] == "Table 1, row Ash feed"


def test_a_line_of_a_row_that_begins_behind_its_values_has_the_first_head_of_the_row_alone(tmp_path: Path) -> None:
    def study(name: str, at: int) -> str:
        later = f"table.cell(colspan: 3)[], [Week {at}], [{at}.2]"
        return f"[{name}], [Group {at}], [{at}0], [Day {at}], [{at}.1], {later}"

    cells = ", ".join(study(name, at) for at, name in enumerate(FEEDS, 1))
    names = "[Feed], [Group], [n], [Time], [Gain], table.hline()"
    found = read(tmp_path, RULED.format(columns=5, align="left", cells=f"{names}, {cells}"))
    assert [each.row for each in found.sentences if each.columns][1:3] == ["Ash feed, Group 1", "Ash feed"]
