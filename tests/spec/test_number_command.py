from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from vexas_evidence.cli import app
from vexas_evidence.model.measures import MEASURES

FIELDS = (
    *("text", "estimate", "count", "denominator", "percent", "bound", "lower", "upper", "level", "bracket", "spread"),
    *("standard_error", "p", "unit", "person_time", "absent", "other", "flags", "derived", "contradictions"),
)


def number(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["number", *arguments])


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("4/22 (18.2%)",), 0),
        (("113 (98.3%)", "--of", "116"), 1),
        (("30 (34)",), 2),
        (("30 (34)", "--head", "n (%)"), 0),
        (("3.84 (4.1–7.8)", "--measure", "hazard-ratio"), 1),
        (("3.84 (4.1–7.8)",), 2),
        (("1.801 (97,3%)", "--decimal", "comma"), 0),
        (("no number here",), 2),
        (("p = 0.000",), 0),
        (("12% vs 20%",), 0),
        (("—",), 0),
    ],
)
def test_the_exit_says_whether_a_print_is_read_and_holds_together(arguments: tuple[str, ...], status: int) -> None:
    assert number(*arguments).exit_code == status


@pytest.mark.parametrize("measure", [name for name, row in MEASURES.items() if row.is_statistic])
def test_each_measure_of_an_estimate_with_an_interval_may_be_named(measure: str) -> None:
    assert number("0.45", "--measure", measure).exit_code == 0


def test_as_json_every_field_stands_in_the_object() -> None:
    fields = json.loads(number("4/22 (18.2%)", "--format", "json").stdout)
    assert [name for name in FIELDS if name not in fields] == []


def test_as_json_a_print_has_its_parts_as_strings() -> None:
    fields = json.loads(number("62 (IQR 55–71; range 34–88)", "--format", "json").stdout)
    assert fields["spread"] == [
        {"kind": "IQR", "value": None, "lower": "55", "upper": "71"},
        {"kind": "range", "value": None, "lower": "34", "upper": "88"},
    ]


def test_as_json_several_prints_stand_in_a_list() -> None:
    fields = json.loads(number("12% vs 20%", "--format", "json").stdout)
    assert (fields["percent"], [each["percent"] for each in fields["prints"]]) == (None, ["12", "20"])


def test_as_json_one_print_is_no_list() -> None:
    assert json.loads(number("41%", "--format", "json").stdout)["prints"] is None


def test_a_negative_number_is_no_option() -> None:
    assert number("-3.4%").stdout.splitlines()[:2] == ["-3.4%", "  percent         -3.4"]


def test_a_place_that_is_not_named_is_marked_below_the_text() -> None:
    assert number("30 (34)").stdout.splitlines() == [
        "30 (34)",
        "    ^^",
        "  not read        34: a number in parentheses that nothing names: "
        "a head such as --head 'n (%)', or a word that names it would decide it",
    ]


def test_all_that_is_read_and_that_follows_is_shown() -> None:
    assert number("3/31 (9.7%; p<0.001 for interaction) at 6 months; SD 3.1 (range 1–2)").stdout.splitlines() == [
        "3/31 (9.7%; p<0.001 for interaction) at 6 months; SD 3.1 (range 1–2)",
        "  count           3",
        "  denominator     31",
        "  percent         9.7",
        "  SD              3.1",
        "  range           1 to 2",
        "  p               < 0.001 (interaction)",
        "  → interval      none (the numbers contradict each other)",
        "  contradicts     9.7 lies above the range, which ends at 2",
        "  time            at 6 months (no part of the print)",
    ]


def test_each_of_several_prints_is_shown() -> None:
    assert number("from 34 to 12 (two-sided p = 0.000)").stdout.splitlines() == [
        "from 34 to 12 (two-sided p = 0.000)",
        "  print 1",
        "    estimate        34",
        "  print 2",
        "    estimate        12",
        "  p               0.000 (two-sided)",
        "  flag            p = 0.000 is printed, though no p-value is 0: it is below half of its last decimal",
    ]


def test_a_bracket_is_shown_as_one() -> None:
    assert "  bracket         1.89 to 7.81" in number("3.84 (1.89–7.81)").stdout.splitlines()


def test_a_cell_without_a_number_is_not_0() -> None:
    assert number("NA").stdout.splitlines() == ["NA", "  nothing is stated in this cell; it is not 0"]


def test_a_measure_is_one_of_a_list() -> None:
    found = number("41%", "--measure", "odds")
    assert (found.exit_code, "'odds-ratio'" in found.stderr) == (2, True)
