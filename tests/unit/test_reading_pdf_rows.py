"""Which words of a printed table are one cell and which lines one row: halves of cells, broken numbers."""

from __future__ import annotations

from pathlib import Path

from tests.unit.test_reading_pdf import read, rows
from tests.unit.test_reading_pdf_heads import FEEDS, RULED
from tests.unit.test_reading_pdf_tables import heads

CAPTION = "Table 1. Feeds\n#set table(inset: (y: 2pt))\n"


def test_brackets_behind_a_tab_are_of_the_number_before_them(tmp_path: Path) -> None:
    cells = ", ".join(f"[{name}], [1{at}], [({at}1%)], [2{at}], [({at}2%)]" for at, name in enumerate(FEEDS, 1))
    names = "[Feed], table.cell(colspan: 2)[Pens (share)], table.cell(colspan: 2)[Hens (share)], table.hline()"
    table = RULED.format(columns="(3cm, 1cm, 2cm, 1cm, 2cm)", align="left", cells=f"{names}, {cells}")
    found = read(tmp_path, table)
    assert rows(found)[1] == "Ash feed | 11 (11%) | 21 (12%)"
    assert heads(found)["Ash feed"] == ("Feed", "Pens (share)", "Hens (share)")


def test_brackets_with_a_head_of_their_own_are_a_column(tmp_path: Path) -> None:
    cells = ", ".join(f"[{name}], [0.{at}], [(0.1{at}, 0.9{at})]" for at, name in enumerate(FEEDS, 1))
    names = "[Feed], [Mean], [(95% CI)], table.hline()"
    table = RULED.format(columns="(3cm, 2cm, 3cm)", align="left", cells=f"{names}, {cells}")
    assert heads(read(tmp_path, table))["Ash feed"] == ("Feed", "Mean", "(95% CI)")


def test_a_number_that_reaches_to_the_next_column_is_a_cell(tmp_path: Path) -> None:
    values = [("Ash", "12", "0.1"), ("Birch", "1234.567", "0.2"), ("Cedar", "34", "0.3"), ("Elm", "56", "0.4")]
    cells = ", ".join(f"[{each}]" for value in values for each in value)
    names = "[Feed], [Mean], [SD], table.hline()"
    table = RULED.format(columns="(3cm, 1.38cm, 2cm)", align="left", cells=f"{names}, {cells}")
    found = rows(read(tmp_path, f"{CAPTION}#set table(inset: (x: 2pt))\n{table}"))
    assert found[1:] == [" | ".join(value) for value in values]


def test_a_range_on_two_lines_around_the_middle_of_its_row_is_one_cell(tmp_path: Path) -> None:
    feeds = [f"{name} with much of it for hens of the house" for name in FEEDS]
    cells = ", ".join(f"[{name}], [1{at}], [{at}.31–\\ {at}.95], [0.0{at}]" for at, name in enumerate(feeds, 1))
    names = "[Feed], [n], [Range], [P], table.hline()"
    table = RULED.format(columns="(4cm, 2cm, 2cm, 2cm)", align="left + horizon", cells=f"{names}, {cells}")
    found = [" ".join(each.split()) for each in rows(read(tmp_path, f"{CAPTION}{table}"))]
    assert found[1:] == [f"{name} | 1{at} | {at}.31– {at}.95 | 0.0{at}" for at, name in enumerate(feeds, 1)]


def test_lines_between_two_rules_are_rows_where_those_of_most_groups_are(tmp_path: Path) -> None:
    def group(name: str, *lines: tuple[str, str, str]) -> str:
        inside = ", ".join(f"[#h(1em){each} participants], [{n}], [{m}]" for each, n, m in lines)
        return f"[{name}], [], [], {inside}, table.hline()"

    sides = group("Side", ("left", "7", ""), ("right", "", "8"))
    others = [group(name, ("some", "2", "3"), ("more", "4", "5")) for name in ("Sex", "Site", "Age")]
    cells = ", ".join(["[Item], [n], [m], table.hline()", others[0], sides, *others[1:]])
    found = heads(read(tmp_path, RULED.format(columns="(5cm, 2cm, 2cm)", align="left", cells=cells)))
    assert found["Side, left participants"] == ("Item", "n")
    assert found["Side, right participants"] == ("Item", "m")


def test_the_rest_of_a_head_stands_in_on_the_line_of_the_next_row(tmp_path: Path) -> None:
    events = [("Death from", "any cause"), ("Bleeding of", "a lung"), ("Rash", "")]
    cells = ", ".join(
        f"[{event}], [men], [1{at}], [2{at}], [#h(1em){rest}], [women], [3{at}], [4{at}]"
        for at, (event, rest) in enumerate(events)
    )
    names = "[Event], [Sex], [n], [m], table.hline()"
    table = RULED.format(columns="(2.2cm, 2cm, 2cm, 2cm)", align="left", cells=f"{names}, {cells}")
    found = heads(read(tmp_path, f"{CAPTION}{table}"))
    assert list(found)[:2] == ["Death from any cause, men", "Death from any cause, women"]
