"""Which words of a printed table are one cell and which lines one row: halves of cells, broken numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.test_reading_pdf import PROSE, read, rows, token_texts
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


def test_a_head_above_the_first_rule_is_one_where_captions_stand_below(tmp_path: Path) -> None:
    def table(number: int) -> str:
        cells = ", ".join(f"[{name}], [{at}{number} (3{at}%)], [{at} (2%)]" for at, name in enumerate(FEEDS, 1))
        head = rf"[], [Pens\ (n = {number}0)], [Hens\ of all], table.hline()"
        rules = "table.hline(), table.cell(colspan: 3)[*Table "
        return (
            "#block(fill: luma(95%), inset: 4pt, width: 100%)[#table(columns: (4cm, 3cm, 3cm), stroke: none, "
            f"{head}, {cells}, {rules}{number}: Feeds*])]\n"
        )

    found = read(tmp_path, f"{table(1)}{table(2)}{PROSE}")
    names = [(each.paragraph, each.columns) for each in found.sentences if each.row == "Ash feed"]
    assert names == [(f"Table {at}, row Ash feed", ("", f"Pens (n = {at}0)", "Hens of all")) for at in (1, 2)]


def test_a_long_sub_head_between_two_rules_parts_no_table(tmp_path: Path) -> None:
    def group(name: str, start: int) -> str:
        lines = (f"[{feed}], [{at}], [{at}.5], table.hline()" for at, feed in enumerate(FEEDS, start))
        return f"table.cell(colspan: 3)[{name}], table.hline(), {', '.join(lines)}"

    cells = f"[Feed], [n], [Mean], table.hline(), {group('House of hens', 10)}, {group('Pens of the old house', 20)}"
    found = heads(read(tmp_path, RULED.format(columns="(2.5cm, 2cm, 2cm)", align="left", cells=cells)))
    assert found["Pens of the old house, Ash feed"] == ("Feed", "n", "Mean")


def test_numbers_of_entries_beside_a_column_of_prose_make_no_rows(tmp_path: Path) -> None:
    entries = "\n".join(f"{at}. #h(1.2em) Ash {at}, Birch and Cedar of the house on hens." for at in range(7, 31))
    column = f"#set par(justify: true)\n{8 * PROSE}"
    table = f"#grid(columns: (7.6cm, 8cm), column-gutter: 0.8cm, [{column}], [{entries}])"
    found = read(tmp_path, table.replace("\n7.", "7.").replace("hens.\n", "hens.\\\n"))
    assert not rows(found)
    assert any(each.text.startswith("7. Ash 7, Birch") or "7. Ash 7, Birch" in each.text for each in found.sentences)


def test_numbered_affiliations_are_no_rows(tmp_path: Path) -> None:
    places = "\n\n".join(f"{at} #h(1em) House of Hens, {name}, Downs 3551{at}" for at, name in enumerate(FEEDS, 1))
    assert not rows(read(tmp_path, f"{places}\n\n{3 * PROSE}"))


def test_a_line_of_words_set_to_both_edges_is_no_row(tmp_path: Path) -> None:
    def line(*words: str) -> str:
        return " #h(1fr) ".join(words) + " #linebreak()"

    first = line("2.#h(2em)Ash", "A.;", "Birch", "B.C.;", "Cedar", "D.E.;", "Elm", "F.", "Of", "hens")
    text = f"{PROSE}\n\n{first}\nin old houses and of their feeds in all of the years. {PROSE}"
    assert not rows(read(tmp_path, f"#set par(justify: true)\n{text}"))


def test_two_words_far_apart_on_one_line_without_numbers_are_no_table(tmp_path: Path) -> None:
    assert not rows(read(tmp_path, f"Review of hens #h(1fr) Journal of houses\n\n{3 * PROSE}"))


@pytest.mark.parametrize("align", ["bottom", "horizon"])
def test_a_head_that_breaks_off_within_a_word_goes_on_in_the_next_line(tmp_path: Path, align: str) -> None:
    names = ["Ash", "Birch", r"Elmer-\ Yew", "Oak", "Pine"]
    cells = ", ".join(f"[{name}], [20{at}1], [{at}5], [0.{at}]" for at, name in enumerate(names, 1))
    head = "[Author], [Year], [n], [P], table.hline()"
    table = RULED.format(columns="(3cm, 2cm, 2cm, 2cm)", align=f"left + {align}", cells=f"{head}, {cells}")
    found = list(heads(read(tmp_path, f"{CAPTION}{table}")))
    assert [" ".join(each.split()) for each in found] == ["Ash", "Birch", "Elmer- Yew", "Oak", "Pine"]


def test_a_head_of_two_lines_around_the_middle_of_its_row_is_one_head(tmp_path: Path) -> None:
    names = ["Ash", "Birch feed for\\ hens", "Cedar", "Elm feed for\\ hens", "Fir feed for\\ hens", "Hazel"]
    cells = ", ".join(f"[{name}], [1{at}], [2{at}.5]" for at, name in enumerate(names, 1))
    table = RULED.format(
        columns="(3cm, 2cm, 2cm)", align="left + horizon", cells=f"[Feed], [n], [Mean], table.hline(), {cells}"
    )
    found = [" ".join(each.split()) for each in rows(read(tmp_path, f"{CAPTION}{table}"))]
    assert found[1:] == [f"{name.replace(chr(92), '')} | 1{at} | 2{at}.5" for at, name in enumerate(names, 1)]


def test_the_first_member_of_a_group_whose_head_has_a_p_value_alone_is_a_row(tmp_path: Path) -> None:
    def group(name: str, *members: str) -> str:
        inside = ", ".join(f"[#h(1em){each}], [1{at}], [2{at}], []" for at, each in enumerate(members, 1))
        return f"[{name}], [], [], [0.02], {inside}"

    cells = f"{group('Level of school', 'none', 'some of it')}, {group('Smoking', 'never', 'now')}"
    table = RULED.format(
        columns="(5cm, 2cm, 2cm, 2cm)", align="left", cells=f"[Item], [A], [B], [P], table.hline(), {cells}"
    )
    assert heads(read(tmp_path, f"{CAPTION}{table}")) == {
        "Level of school": ("Item", "P"),
        "Level of school, none": ("Item", "A", "B"),
        "Level of school, some of it": ("Item", "A", "B"),
        "Smoking": ("Item", "P"),
        "Smoking, never": ("Item", "A", "B"),
        "Smoking, now": ("Item", "A", "B"),
    }


@pytest.mark.parametrize("name", ["Table", "Tabela", "Tabla", "Tableau", "Tabelle", "Quadro"])
def test_a_caption_of_a_table_may_be_in_another_language(tmp_path: Path, name: str) -> None:
    cells = ", ".join(f"[{feed}], [1{at}]" for at, feed in enumerate(FEEDS, 1))
    table = RULED.format(columns="(3cm, 2cm)", align="left", cells=f"[Feed], [n], table.hline(), {cells}")
    found = read(tmp_path, f"{name} 2. Feeds\n#set table(inset: (y: 2pt))\n{table}")
    assert {each.paragraph.partition(", row")[0] for each in found.sentences if each.columns} == {f"{name} 2"}


@pytest.mark.parametrize("rules", ["", "#line(length: 100%)"])
def test_a_list_of_contents_is_no_table(tmp_path: Path, rules: str) -> None:
    lines = "\n\n".join(f"{name} #box(width: 9cm, repeat[.]) #h(1fr) {at}" for at, name in enumerate(FEEDS, 12))
    assert not rows(read(tmp_path, f"{rules}\n\n{lines}\n\n{rules}\n{PROSE}"))


def test_entries_of_few_words_behind_bullets_are_no_table(tmp_path: Path) -> None:
    entries = "\n\n".join(f"#box(width: 12pt)[•]{name}" for name in ("Fever of 38", "Falls", "88 rashes"))
    assert not rows(read(tmp_path, f"{PROSE}\n\n{entries}"))


def test_lines_that_stand_in_below_the_first_of_each_cell_go_on_with_its_row(tmp_path: Path) -> None:
    studies = ", ".join(
        rf"""[{name} \ #h(8pt)20{at}], [A retrospective comparison with \ #h(8pt){tree} trees of another kind], [{at}],
        [AUC: 0.{at} \ #h(8pt)Sensitivity: 8{at % 10}% \ #h(8pt)Specificity: 9{at % 10}% \ • Time: {at} s]"""
        for at, (name, tree) in enumerate((("Ash", "Old"), ("Birch", "new"), ("Cedar", "Young")), 12)
    )
    cells = f"[Study], [Design and aim], [Participants], [Outcome], table.hline(), {studies}"
    table = f"#table(columns: (2cm, 6cm, 2.4cm, 4cm), stroke: none, table.hline(), {cells}, table.hline())"
    found = rows(read(tmp_path, f"#set table(inset: (y: 2.4pt))\n{table}"))
    assert [each.count("Sensitivity") for each in found] == [0, 1, 1, 1]


def test_a_row_of_words_ends_where_numbers_stand_below_them(tmp_path: Path) -> None:
    names, values = ["Ash", "Birch", "Cedar", "Elm"], ["[none], [none], [none]", "[1.2], [3.4], [5.6]"]
    cells = ", ".join(f"[{name}], {values[at % 2]}" for at, name in enumerate(names))
    table = RULED.format(
        columns="(2cm, 1.2cm, 1.2cm, 1.2cm)", align="left", cells=f"[Feed], [A], [B], [C], table.hline(), {cells}"
    )
    none, some = "none | none | none", "1.2 | 3.4 | 5.6"
    expected = [f"Ash | {none}", f"Birch | {some}", f"Cedar | {none}", f"Elm | {some}"]
    assert rows(read(tmp_path, f"{CAPTION}{table}"))[1:] == expected


def test_dashes_in_a_column_of_their_own_join_the_limits_of_a_range(tmp_path: Path) -> None:
    cells = ", ".join(f"[{name}], [1.{at}], [0.{at}], [–], [2.{at}]" for at, name in enumerate(FEEDS, 1))
    names = "[Feed], [Mean], table.cell(colspan: 3)[Range], table.hline()"
    table = RULED.format(columns="(3cm, 2cm, 1.5cm, 1cm, 1.5cm)", align="center", cells=f"{names}, {cells}")
    found = read(tmp_path, f"{CAPTION}{table}")
    assert rows(found)[1] == "Ash feed | 1.1 | 0.1 – 2.1"
    assert heads(found)["Ash feed"] == ("Feed", "Mean", "Range")


def test_a_sub_head_of_two_lines_below_the_heads_parts_no_table(tmp_path: Path) -> None:
    cells = ", ".join(f"[{name}], [1{at}.5], [-0.{at}], [< 0.001], table.hline()" for at, name in enumerate(FEEDS, 1))
    names = "[], [Estimate], [Change], [P], table.hline()"
    sub_head = "table.cell(colspan: 4)[Weight of hens\\ AIC = 170.6, R = 0.53 and n = 8], table.hline()"
    table = RULED.format(columns="(6cm, 3cm, 3cm, 3cm)", align="left", cells=f"{names}, {sub_head}, {cells}")
    found = heads(read(tmp_path, f"{CAPTION}{table}"))
    assert {each for name, each in found.items() if "feed" in name} == {("", "Estimate", "Change", "P")}


def test_a_white_zero_that_aligns_a_number_is_none_of_its_digits(tmp_path: Path) -> None:
    found = read(tmp_path, "The shares were #text(white)[0]82.14% and 100.00% of 088 patients.")
    assert token_texts(found.sentences) == ["82.14%", "100.00%", "088"]
