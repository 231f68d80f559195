"""Which columns and rows a printed table has, by its rules, its boxes and the cells that stand over several columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.test_reading_pdf import PROSE, read, rows
from tests.unit.test_reading_pdf_tables import heads
from vexas_evidence.sources.pdf.tables.table_places import NUMBER

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


def test_a_letter_whose_tail_alone_is_in_the_frame_that_is_shown_is_not_read(tmp_path: Path) -> None:
    text = "#box(clip: true, height: 20pt, width: 100%)[#place(dy: -7.2pt)[g9 j9 p9] #place(dy: 8pt)[7 of 8]] Words."
    assert "9" not in "".join(each.text for each in read(tmp_path, text).sentences)
