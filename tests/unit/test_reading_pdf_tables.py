"""Which heads the numbers of a printed table have, and which lines make one row of it, each table set anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.test_reading_pdf import PROSE, read, rows
from vexas_evidence.sources import Document
from vexas_evidence.text.tokens import texts_of, tokens

SHARED = """#table(columns: 7, stroke: none, align: center, table.hline(), [], table.cell(colspan: 3)[Strength],
table.cell(colspan: 3)[Weight], table.hline(start: 1), [Subgroup], [n], [SMD], [(95%CI)], [n], [SMD], [(95%CI)],
table.hline(), [Adults], [11], [0.38], [(0.23, 0.52)], [15], [0.17], [(0.05, 0.30)],
[Older people], [6], [0.58], [(0.24, 0.92)], [7], [0.31], [(0.11, 0.50)], table.hline())
"""
STUDIES = [("Ash", "Norway", 12), ("Birch", "Malta", 13), ("Cedar", "Chile", 14), ("Elm", "Ghana", 15)]


def heads(document: Document) -> dict[str, tuple[str, ...]]:
    """The heads of the columns of each row, by its own head."""
    return {each.row: each.columns for each in document.sentences if each.columns and each.row}


@pytest.mark.parametrize("rule", ["", "table.hline(start: 1), "])
def test_heads_share_the_columns_of_the_rule_below_them_or_those_that_repeat(tmp_path: Path, rule: str) -> None:
    found = heads(read(tmp_path, SHARED.replace("table.hline(start: 1), ", rule)))
    shared = [f"{group}, {each}" for group in ("Strength", "Weight") for each in ("n", "SMD", "(95%CI)")]
    assert found["Adults"] == ("Subgroup", *shared)


def test_a_wrapped_head_stands_over_no_other_column(tmp_path: Path) -> None:
    table = r"""#table(columns: (3cm, 2.4cm, 2cm, 2.4cm, 2cm), stroke: none, align: center + horizon, table.hline(),
    [Event], [Comparison,\ n (level)], [SMD], [Comparison,\ m (level)], [SMD], table.hline(),
    [Fall], [11], [0.38], [15], [0.17], [Rash], [6], [0.58], [7], [0.31], table.hline())"""
    columns = ("Event", "Comparison, n (level)", "SMD", "Comparison, m (level)", "SMD")
    assert heads(read(tmp_path, table))["Fall"] == columns


def test_a_word_of_a_head_belongs_to_the_head_beside_it(tmp_path: Path) -> None:
    table = """#table(columns: (2cm, 3.6cm, 3.6cm), stroke: none, table.hline(), [No.], [Length measured #h(6pt) pre],
    [Accuracy of removal], table.hline(), [1], [1.4], [2.1], [2], [0.7], [4.3], table.hline())"""
    assert heads(read(tmp_path, table))["1"] == ("No.", "Length measured pre", "Accuracy of removal")


def test_where_heads_of_rows_are_centred_an_indentation_is_none(tmp_path: Path) -> None:
    cells = ", ".join(f"[{name}], [{at}], [{at + 3}]" for at, name in enumerate(["Young", "Difference of all"], 4))
    table = f"""#table(columns: 3, stroke: none, align: center, table.hline(), [Subgroup], [n], [m], table.hline(),
    [Age of the participants], [], [], {cells}, [Place], [], [], {cells}, table.hline())"""
    assert list(heads(read(tmp_path, table)))[-2:] == ["Place, Young", "Place, Difference of all"]


def test_a_row_with_numbers_above_indented_rows_is_their_sub_head(tmp_path: Path) -> None:
    cells = "[Any infection], [12], [6], [#h(1em)Lung], [7], [4], [#h(1em)Skin], [5], [2], [Severe bleeding], [3], [1]"
    table = f"#table(columns: (4cm, 2cm, 2cm), stroke: none, table.hline(), [Event], [n], [m], table.hline(), {cells})"
    assert list(heads(read(tmp_path, table))) == [
        "Any infection",
        *(f"Any infection, {each}" for each in ("Lung", "Skin")),
        "Severe bleeding",
    ]


@pytest.mark.parametrize("turn", [-90, 90])
@pytest.mark.parametrize("rules", ["stroke: none", "stroke: 0.5pt"])
@pytest.mark.parametrize(
    "names", [("Arm A", "Arm B of all", "P"), (r"Arm A \ (n = 40)", r"Arm B of all \ (n = 45)", "P")]
)
def test_turned_heads_stand_over_their_columns(tmp_path: Path, turn: int, rules: str, names: tuple[str, ...]) -> None:
    turned = ", ".join(f"rotate({turn}deg, reflow: true)[{name}]" for name in names)
    table = f"""#table(columns: (3cm, 1.2cm, 1.2cm, 1.2cm), {rules}, align: bottom, table.hline(), [Event], {turned},
    table.hline(), [Fall], [30], [34], [0.5], [Rash], [3], [4], [0.7], table.hline())"""
    columns = ("Event", *(name.replace("\\ ", "") for name in names))
    assert heads(read(tmp_path, table)) == {"Fall": columns, "Rash": columns}


def test_a_turned_head_of_several_rows_is_no_head_of_a_column(tmp_path: Path) -> None:
    table = """#table(columns: (1cm, 3cm, 1.2cm), stroke: none, table.hline(), [], [Event], [A], table.hline(),
    table.cell(rowspan: 2, rotate(-90deg, reflow: true)[Severe]), [Fall], [30], [Rash], [3], table.hline())"""
    assert heads(read(tmp_path, table)) == {"Fall": ("Event", "A"), "Rash": ("Event", "A")}


def test_wide_gaps_part_the_rows_of_a_table_without_rules(tmp_path: Path) -> None:
    cells = (
        rf"[{name} [{at}]\ {place} 20{at}], [of mouse\ clones], [{at}.5%], [CC\ II]" for name, place, at in STUDIES
    )
    head = "table.hline(), [Study], [Kind], [Share], [Stage], table.hline()"
    table = f"#table(columns: 4, stroke: none, row-gutter: 4pt, {head}, {', '.join(cells)}, table.hline())"
    found = [" ".join(each.split()) for each in rows(read(tmp_path, f"#set par(leading: 0.3em)\n{table}"))]
    assert found[1:] == [
        f"{name} [{at}] {place} 20{at} | of mouse clones | {at}.5% | CC II" for name, place, at in STUDIES
    ]


@pytest.mark.parametrize("kinds", [["A or B", "A or C"], ["A or B", "A or C", "B or C"]])
def test_a_head_beside_the_middle_of_several_rows_is_the_head_of_each(tmp_path: Path, kinds: list[str]) -> None:
    cells = ", ".join(f"[{kind}], [{at}.5], [0.{at}7]" for at, kind in enumerate(kinds, 3))
    head = f"table.cell(rowspan: {len(kinds)}, align: horizon)"
    body = f"{head}[Fall], {cells}, {head}[Rash], {cells}"
    table = f"#table(columns: (3cm, 3cm, 2cm, 2cm), stroke: 0.5pt, [Outcome], [Comparison], [Mean], [P], {body})"
    assert list(heads(read(tmp_path, table))) == [f"{name}, {kind}" for name in ("Fall", "Rash") for kind in kinds]


def test_a_table_that_goes_on_with_its_head_goes_on_below_its_sub_head(tmp_path: Path) -> None:
    head = "table.hline(), [Subgroup], [n], [m], table.hline()"
    first = f"Table 1. Falls\n#table(columns: 3, stroke: none, {head}, [Age], [], [], [Young], [4], [7], table.hline())"
    second = (
        f"Table 1. Continued\n#table(columns: 3, stroke: none, {head}, [Old], [5], [8], [Any], [6], [9], table.hline())"
    )
    assert list(heads(read(tmp_path, f"{first}\n#pagebreak()\n{second}")))[-2:] == ["Age, Old", "Age, Any"]


DRUGS = ["Enzalutamide in metastatic castration-resistant disease", "Ash", "Darolutamide with a second drug", "Elm"]
SET = "#set par(leading: 0.3em)\n#table(stroke: none, inset: (y: 2pt), "
RULED = "table.hline(), {head}, table.hline(), {body}, table.hline())"


def read_ruled(folder: Path, place: str, widths: str, head: str, body: str) -> Document:
    """A table with rules at its ends and below its head, whose cells of several lines stand at a place of theirs."""
    return read(folder, f"{SET}columns: ({widths}), align: {place}, {RULED.format(head=head, body=body)}")


def words(document: Document) -> list[str]:
    return [" ".join(each.split()) for each in rows(document)[1:]]


@pytest.mark.parametrize("place", ["top", "horizon", "bottom"])
def test_a_row_is_read_where_its_cells_stand_around_its_middle_or_on_its_last_line(tmp_path: Path, place: str) -> None:
    body = ", ".join(f"[{at}], [{drug}], [2.{at}], [0.{at}]" for at, drug in enumerate(DRUGS, 1))
    found = read_ruled(tmp_path, f"left + {place}", "1.4cm, 3.2cm, 2cm, 2cm", "[No.], [Drug], [Mean], [P]", body)
    assert words(found) == [f"{at} | {drug} | 2.{at} | 0.{at}" for at, drug in enumerate(DRUGS, 1)]


@pytest.mark.parametrize("place", ["top", "horizon", "bottom"])
def test_a_row_is_read_where_its_numbers_stand_beside_any_line_of_its_head(tmp_path: Path, place: str) -> None:
    body = ", ".join(f"[{drug}], [{at}], [2.{at}], [0.{at}]" for at, drug in enumerate(DRUGS, 1))
    found = read_ruled(tmp_path, f"left + {place}", "3.2cm, 1.4cm, 2cm, 2cm", "[Drug], [n], [Mean], [P]", body)
    assert words(found) == [f"{drug} | {at} | 2.{at} | 0.{at}" for at, drug in enumerate(DRUGS, 1)]


@pytest.mark.parametrize("place", ["top", "horizon", "bottom"])
def test_a_sub_head_is_no_part_of_a_row_whose_numbers_stand_lower(tmp_path: Path, place: str) -> None:
    drugs = "[Enzalutamide and a second drug], [3], [2.1], [0.2], [Ash], [4], [5.1], [0.3]"
    group = f"[Treatment that was given], [], [], [], {drugs}"
    body = f"{group}, {group.replace('Treatment', 'Surgery')}"
    found = read_ruled(tmp_path, f"left + {place}", "3.2cm, 1.4cm, 2cm, 2cm", "[Drug], [n], [Mean], [P]", body)
    lines = ["Enzalutamide and a second drug | 3 | 2.1 | 0.2", "Ash | 4 | 5.1 | 0.3"]
    assert [each for each in words(found) if "|" in each] == 2 * lines


def test_a_column_that_stands_higher_than_all_others_is_read_with_their_rows(tmp_path: Path) -> None:
    body = ", ".join(
        f"[{name} {at}], [{place}], [{at}.5], [{at}], [#move(dy: -4.5pt)[{at - 9}]]" for name, place, at in STUDIES
    )
    table = RULED.format(head="[Study], [Place], [Mean], [n], [Rating]", body=body)
    found = read(tmp_path, f"#table(columns: (3cm, 3cm, 2cm, 2cm, 2cm), stroke: none, {table}")
    assert words(found) == [f"{name} {at} | {place} | {at}.5 | {at} | {at - 9}" for name, place, at in STUDIES]


def test_a_table_with_a_column_of_sentences_goes_on_to_the_end_of_the_page(tmp_path: Path) -> None:
    quote = "When one fells a tree in a wood of others, he shall be fined 3 Florins, and the wood is theirs. "
    body = ", ".join(
        f"[{name}s that one fells in a wood], [{at}], [{at + 3}], [{2 * quote}]" for name, _, at in STUDIES
    )
    sub_head = "table.cell(colspan: 4, align: center)[Woods]"
    head = f"table.hline(), [Tree], [n], [m], [What the law says of it], table.hline(), {sub_head}"
    found = read(tmp_path, f"Table 1. Laws\n#table(columns: (3.4cm, 1cm, 1cm, 7cm), stroke: none, {head}, {body})")
    numbers = [tuple(texts_of(tokens(each))) for each in words(found) if "|" in each]
    assert numbers == [(str(at), str(at + 3), "3", "3") for _, _, at in STUDIES]


def test_a_centred_name_in_lower_case_goes_on_with_no_other_name(tmp_path: Path) -> None:
    names = ["Birch and others 2017", "de Ash 1999", "Cedar 2008", "von Elm 2011"]
    body = ", ".join(f"[{name}], [{at}/10], [X]" for at, name in enumerate(names, 3))
    table = RULED.format(head="[Study], [Score], [Blinded]", body=body)
    found = read(tmp_path, f"#table(columns: (4cm, 3cm, 3cm), stroke: none, align: center, {table}")
    assert words(found) == [f"{name} | {at}/10 | X" for at, name in enumerate(names, 3)]


def test_numbers_with_their_brackets_below_are_one_row_around_its_middle(tmp_path: Path) -> None:
    body = ", ".join(
        rf"[{at}], [{name}s of {place} and of all places near], [{at}.5 ± 1\ (9{at}%)], [{at + 3}.2\ (8{at}%)]"
        for at, (name, place, _) in enumerate(STUDIES)
    )
    head = "[No.], [Study], [Mean], [Median]"
    found = read_ruled(tmp_path, "center + horizon", "1.4cm, 2.4cm, 3cm, 3cm", head, body)
    assert words(found) == [
        f"{at} | {name}s of {place} and of all places near | {at}.5 ± 1 (9{at}%) | {at + 3}.2 (8{at}%)"
        for at, (name, place, _) in enumerate(STUDIES)
    ]


GROUPS = "[Age], [], [], [], [#h(6pt)Young], [3], [4.5], [0.1], [#h(6pt)Old], [5], [6.5], [0.2]"
MORE = "[#h(6pt)Any age], [8], [9.5], [0.3], [Site], [], [], [], [#h(6pt)Lung], [7], [1.5], [0.4]"
STYLES = {
    "rules above and below": "stroke: none, table.hline(), {}, table.hline()",
    "no rules": "stroke: none, {}",
    "shaded": "stroke: none, fill: (_, y) => if calc.odd(y) {{ luma(230) }}, table.hline(), {}, table.hline()",
    "boxes": "stroke: 0.5pt, {}",
}
HEAD = "[Subgroup], [n], [Mean], [P], "


def styled(style: str, cells: str) -> str:
    return f"#table(columns: (5cm, 3cm, 3cm, 2cm), {STYLES[style].format(cells)})\n"


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("caption", ["", "(continued)", "Table 1 (continued)"])
def test_a_table_without_a_head_goes_on_below_the_head_on_the_page_before(
    tmp_path: Path, style: str, caption: str
) -> None:
    first = f"Table 1. Falls\n{styled(style, HEAD + GROUPS)}"
    found = heads(read(tmp_path, f"{first}#pagebreak()\n{caption}\n{styled(style, MORE)}"))
    columns = ("Subgroup", "n", "Mean", "P")
    assert (found["Age, Any age"], found["Site, Lung"]) == (columns, columns)


@pytest.mark.parametrize(
    ("caption", "columns"), [("Table 2. Rashes", "(5cm, 3cm, 3cm, 2cm)"), ("", "(4cm, 2cm, 5cm, 2cm)")]
)
def test_a_table_of_another_label_or_other_columns_has_no_head_of_the_page_before(
    tmp_path: Path, caption: str, columns: str
) -> None:
    first = f"Table 1. Falls\n{styled('no rules', HEAD + GROUPS)}"
    other = f"{caption}\n#table(columns: {columns}, stroke: none, {MORE})"
    found = read(tmp_path, f"{first}#pagebreak()\n{other}")
    assert [each.columns for each in found.sentences if each.row == "Site, Lung"] == [("", "", "", "")]


def test_a_table_with_the_head_of_another_has_no_sub_head_of_that(tmp_path: Path) -> None:
    tables = (
        f"Table {at}. Falls\n{styled('rules above and below', HEAD + cells)}"
        for at, cells in ((1, GROUPS), (2, "[#h(6pt)Any age], [8], [9.5], [0.3], [#h(6pt)None], [7], [1.5], [0.4]"))
    )
    assert list(heads(read(tmp_path, "\n".join(tables))))[-2:] == ["Any age", "None"]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("kinds", [("Sense", "Antisense"), ("Sense", "Antisense", "Probe")])
def test_rows_around_the_middle_of_their_shared_head_have_it_from_the_first(
    tmp_path: Path, style: str, kinds: tuple[str, ...]
) -> None:
    cells = ", ".join(
        f"table.cell(rowspan: {len(kinds)}, align: horizon)[{name}], "
        + ", ".join(f"[{kind}], [{at}], [{at}.{number}]" for number, kind in enumerate(kinds))
        for name, _, at in STUDIES
    )
    found = heads(read(tmp_path, f"Table 1. Primers\n{styled(style, f'[Gene], [Primer], [n], [Mean], {cells}')}"))
    assert list(found) == [f"{name}, {kind}" for name, _, _ in STUDIES for kind in kinds]


def test_a_shared_head_of_two_lines_stands_whole_in_its_first_row(tmp_path: Path) -> None:
    kinds = ("Sense", "Antisense", "Probe")
    cells = ", ".join(
        rf"table.cell(rowspan: 3, align: horizon)[{name} of all\ in {place}], "
        + ", ".join(f"[{kind}], [{at}], [{at}.{number}]" for number, kind in enumerate(kinds))
        for name, place, at in STUDIES
    )
    table = styled("rules above and below", f"[Gene], [Primer], [n], [Mean], {cells}")
    assert list(heads(read(tmp_path, table)))[2:4] == ["Ash of all in Norway, Probe", "Birch of all in Malta, Sense"]


@pytest.mark.parametrize("align", ["left", "center"])
@pytest.mark.parametrize("rule", ["", "table.hline(), "])
@pytest.mark.parametrize("size", [7, 10])
def test_a_title_within_a_table_is_a_head_of_all_its_columns(tmp_path: Path, align: str, rule: str, size: int) -> None:
    title = "Falls of all participants" if rule else "Falls of all of the participants in each subgroup of age"
    cells = f"table.cell(colspan: 4, align: {align})[{title}], {rule}{HEAD}table.hline(), {GROUPS}"
    found = heads(read(tmp_path, f"#set text({size}pt)\nTable 1. Falls\n{styled('rules above and below', cells)}"))
    assert found["Age, Young"] == tuple(f"{title}, {each}" for each in ("Subgroup", "n", "Mean", "P"))


def test_a_head_over_all_columns_but_the_first_is_no_title(tmp_path: Path) -> None:
    group = "[], table.cell(colspan: 3, align: center)[All the many participants of this study], "
    cells = f"{group}table.hline(start: 1), {HEAD}table.hline(), {GROUPS}"
    found = heads(read(tmp_path, f"Table 1. Falls\n{styled('rules above and below', cells)}"))
    assert found["Age, Young"][0] == "Subgroup"


def test_a_head_beside_the_middle_of_two_levels_is_no_title(tmp_path: Path) -> None:
    group = "table.cell(rowspan: 2, align: horizon)[Factors], table.cell(colspan: 3)[Univariate], "
    cells = f"inset: (y: 2pt), {group}table.hline(start: 1), [n], [Mean], [P], table.hline(), {GROUPS}"
    found = heads(read(tmp_path, f"Table 1. Falls\n{styled('rules above and below', cells)}"))
    assert found["Age, Young"] == ("Factors", *(f"Univariate, {each}" for each in ("n", "Mean", "P")))


@pytest.mark.parametrize("rule", ["table.hline(), ", ""])
def test_heads_of_three_levels_are_three_rows(tmp_path: Path, rule: str) -> None:
    oils = ", ".join(f"table.cell(colspan: 3)[{name}]" for name in ("Olive", "Sesame"))
    days = ", ".join(["[Day 1], table.cell(colspan: 2)[Day 90]"] * 2)
    body = ", ".join(f"[{name}], " + ", ".join(f"[{at}.{part}]" for part in range(6)) for name, _, at in STUDIES)
    levels = f"[], {oils}, table.hline(start: 1), [Acid], {days}, table.hline(start: 1), []"
    head = f"{levels}, {'[4 °C], [9 °C], [25 °C], ' * 2}"
    table = f"table.hline(), {head}{rule}{body}, table.hline()"
    found = read(tmp_path, f"#table(columns: (2cm,) + 6 * (1.6cm,), align: center, stroke: none, {table})")
    assert rows(found)[:3] == [
        "Acid | Olive | Sesame",
        "Day 1 | Day 90 | Day 1 | Day 90",
        "4 °C | 9 °C | 25 °C | 4 °C | 9 °C | 25 °C",
    ]
    assert heads(found)["Ash"][:3] == ("Acid", "Olive, Day 1, 4 °C", "Olive, Day 90, 9 °C")


def test_tables_side_by_side_whose_rules_are_at_one_height_are_two(tmp_path: Path) -> None:
    tables = ", ".join(
        f"[Table {number}. Trees\n#table(columns: (3cm, 2cm, 2cm), stroke: none, "
        + RULED.format(
            head=f"[Tree], [n], [m], table.hline(), {shares}",
            body=", ".join(f"[{a}], [{n}], [{n}0]" for a, _, n in STUDIES),
        )
        + "]"
        for number, shares in ((1, "[All], [5], [6]"), (2, "[Any], [7], [8]"))
    )
    found = read(tmp_path, f"#set page(width: 17cm)\n#grid(columns: (7cm, 7cm), column-gutter: 10pt, {tables})")
    assert [each.paragraph for each in found.sentences if each.row == "Ash"] == ["Table 1, row Ash", "Table 2, row Ash"]


@pytest.mark.parametrize("between", ["", 5 * PROSE])
def test_captions_below_tables_name_the_table_above_them(tmp_path: Path, between: str) -> None:
    tables = (
        f"{styled('rules above and below', HEAD + GROUPS)}\nTable {at}. {name}\n\n{between}"
        for at, name in enumerate(("Falls", "Rashes", "Deaths"), 1)
    )
    found = [each.paragraph for each in read(tmp_path, "\n".join(tables)).sentences if "Old" in each.row]
    assert found == [f"Table {at}, row Old" for at in (1, 2, 3)]


def test_rules_in_three_parts_at_slightly_other_heights_are_those_of_one_table(tmp_path: Path) -> None:
    rule = ", ".join(f"move(dy: {by}pt, line(length: 100%, stroke: 0.5pt))" for by in (0, 0.4, 0.8))
    cells = f"{rule}, [Tree], [n], [Mean], {rule}, [Ash], [12], [3.4], [Elm], [15], [2.7], {rule}"
    table = f"#grid(columns: (5cm, 3cm, 3cm), column-gutter: 10pt, row-gutter: 4pt, {cells})"
    assert rows(read(tmp_path, f"Table 1. Trees\n{table}")) == ["Tree | n | Mean", "Ash | 12 | 3.4", "Elm | 15 | 2.7"]


@pytest.mark.parametrize("name", ["p value", "P", "p-values"])
def test_a_row_of_p_values_does_not_go_on_with_the_row_above(tmp_path: Path, name: str) -> None:
    values = (
        f"[Diltiazem], [50.1 (4.2)], [60.4 (3)], [Metoprolol], [15.2 (3)], [35.7 (4)], [{name}], [p\\<0.05], [p>0.1]"
    )
    table = "#table(columns: (2.2cm, 3cm, 3cm), stroke: none, table.hline(), [Drug], [2 min], [5 min], table.hline(), "
    assert rows(read(tmp_path, f"{table}{values}, table.hline())"))[-2:] == [
        "Metoprolol | 15.2 (3) | 35.7 (4)",
        f"{name} | p<0.05 | p>0.1",
    ]


def test_a_line_of_dots_is_the_rule_below_a_head(tmp_path: Path) -> None:
    body = "[Ash 2016], [CNN], [Sensitivity 73.8%], [Elm 2017], [A forest], [Accuracy 81.2%]"
    cells = f"[Study], [Algorithm used], [Outcome], table.cell(colspan: 3)[#repeat[. ]], {body}"
    table = f"#table(columns: (4cm, 4cm, 5cm), stroke: none, table.hline(), {cells}, table.hline())"
    found = read(tmp_path, f"Table 3. Studies\n{table}")
    assert heads(found)["Elm 2017"] == ("Study", "Algorithm used", "Outcome")
    assert not found.doubts


def test_an_abstract_between_rules_with_its_heads_in_the_margin_is_no_table(tmp_path: Path) -> None:
    sections = {"Aims": PROSE, r"Methods \ and results": PROSE * 2 + "We saw 88 of them.", "Conclusion": PROSE}
    cells = ", ".join(f"table.hline(), [*{head}*], [{text}]" for head, text in sections.items())
    table = f"#table(columns: (3cm, 14cm), stroke: none, {cells}, table.hline())"
    found = read(tmp_path, f"#set par(justify: true)\n{table}\n\n{PROSE * 3}")
    assert not any(each.columns for each in found.sentences)
    assert "We saw 88 of them." in [each.text for each in found.sentences]


def test_a_table_of_the_methods_of_a_study_is_no_abstract(tmp_path: Path) -> None:
    texts = {"Methods": PROSE, "Patients": f"88 adults with fever. {PROSE}", "Notes": PROSE}
    cells = ", table.hline(), ".join(f"[{head}], [{text}]" for head, text in texts.items())
    table = f"#table(columns: (3cm, 14cm), stroke: none, table.hline(), {cells}, table.hline())"
    assert [each.partition(" | ")[0] for each in rows(read(tmp_path, table))] == [*texts]


NOTES = f"Data are n (%). {PROSE}Severe falls were 7 of 88 in all of the {PROSE}"


def test_halves_of_a_table_that_stand_side_by_side_are_read_one_after_the_other(tmp_path: Path) -> None:
    halves = (
        ("Adults", "Sites of falls at the first visit", "On stairs, and at home", 31, "(Table 1 continues beside)"),
        ("Children", "All sites at the second visit", "On stairs", 44, ""),
    )
    tables = ", ".join(
        f"""[#table(columns: (5cm, 2cm), stroke: none, [], [All (n=90)], table.hline(), [{name}], [{n}], [Sex], [],
        [#h(1em)Women], [{n + 1}], [#h(1em)Men], [{n + 2}], [#h(1em)Not known], [{n + 3}], [{site}], [],
        [#h(1em){place}], [{n + 4}], [#h(1em)Abroad], [{n + 5}]) {last}]"""
        for name, site, place, n, last in halves
    )
    found = read(
        tmp_path, f"#set page(columns: 1)\n#grid(columns: (7cm, 7cm), column-gutter: 1cm, {tables})\n{3 * PROSE}"
    )
    assert [each.text for each in found.sentences if each.columns == ("", "All (n=90)")] == [
        f"{name} | {n}"
        for half, site, place, start, _ in halves
        for n, name in enumerate((half, "Women", "Men", "Not known", place, "Abroad"), start)
    ]
    assert "Sites of falls at the first visit, Abroad" in [each.row for each in found.sentences]


@pytest.mark.parametrize("columns", [2, 3])
def test_notes_above_the_last_rule_are_no_rows_and_the_caption_below_them_names_the_table(
    tmp_path: Path, columns: int
) -> None:
    tables = "".join(
        f"""#table(columns: (6cm, 3cm, 3cm).slice(0, {columns}), stroke: none, {", ".join(HEADS[:columns])},
        table.hline(), {", ".join(CELLS[at] for at in range(9) if at % 3 < columns)},
        table.cell(colspan: {columns})[{NOTES}], table.hline()) Table {number}. Falls #v(12pt)"""
        for number in (1, 2)
    )
    found = read(tmp_path, tables)
    assert [each.paragraph for each in found.sentences if each.row == "Elm"] == ["Table 1, row Elm", "Table 2, row Elm"]
    assert [each.text for each in found.sentences if "88" in each.text and each.columns] == []


HEADS, CELLS = ["[]", "[n]", "[m]"], ["[Ash]", "[3]", "[4]", "[Elm]", "[5]", "[6]", "[Oak]", "[7]", "[8]"]
