"""Which heads the numbers of a printed table have, and which lines make one row of it, each table set anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.test_reading_pdf import read, rows
from vexas_evidence.sources import Document

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
