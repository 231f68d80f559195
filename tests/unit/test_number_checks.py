"""What the checks of ordinary numbers say of a print, and of what is known with it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.unit import vectors
from vexas_evidence.analysis.number_checks.known import Known
from vexas_evidence.analysis.number_checks.run_number_checks import NUMBER_CHECKS, verdict_of
from vexas_evidence.analysis.number_checks.shares import power_of_percentage
from vexas_evidence.analysis.percentages import counts_printing
from vexas_evidence.text.printed import Printed

HERE = Path(__file__).parent
VECTORS = [
    each
    for name in ("vectors.yml", "more_vectors.yml")
    for each in yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("vector", VECTORS, ids=[each["id"] for each in VECTORS])
def test_a_print_has_the_verdict_of_its_vector(vector: dict[str, Any]) -> None:
    verdict = verdict_of(vector["print"], vectors.known_of(vector["given"]))
    assert (verdict.outcome, verdict.explained) == (vector["verdict"], vector.get("reason", verdict.explained))


def test_the_script_prints_a_line_a_vector(capsys: pytest.CaptureFixture[str]) -> None:
    assert vectors.main(HERE / "vectors.yml")
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[:2] for line in lines] == [[each["id"], each["verdict"]] for each in VECTORS[: len(lines)]]


def test_the_script_says_where_a_verdict_differs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "one.yml"
    file.write_text('- {id: X1, print: "4/22 (18.2%)", given: {}, verdict: discrepancy}\n', encoding="utf-8")
    assert not vectors.main(file)
    assert capsys.readouterr().out == "X1\tpass\t4 of 22 prints as 18.2% (expected: discrepancy)\n"


def test_the_script_runs_a_file_without_verdicts(tmp_path: Path) -> None:
    file = tmp_path / "one.yml"
    file.write_text('- {id: X1, print: "9/36 (38.9%)"}\n', encoding="utf-8")
    assert vectors.main(file)


@pytest.mark.parametrize("check", NUMBER_CHECKS, ids=[each.id for each in NUMBER_CHECKS])
def test_the_example_of_a_check_breaks_its_rule(check: Any) -> None:
    assert verdict_of(check.example, check.known).outcome == "discrepancy"


def test_no_two_checks_have_one_id() -> None:
    assert len({check.id for check in NUMBER_CHECKS}) == len(NUMBER_CHECKS)


def test_a_key_that_is_no_field_says_nothing() -> None:
    assert vectors.known_of({"weather": "fine"}) == Known()


@pytest.mark.parametrize("decimals", [0, 1])
@pytest.mark.parametrize("denominator", [0, 1, 8, 16, 40, 88, 99, 100, 101])
def test_the_power_of_a_percentage_is_the_share_that_no_count_prints(decimals: int, denominator: int) -> None:
    all_of_them = [Decimal(number).scaleb(-decimals) for number in range(100 * 10**decimals + 1)]
    impossible = [
        each
        for each in all_of_them
        if not counts_printing(Printed(f"{each}%", each, unit="%", decimals=decimals), denominator)
    ]
    assert power_of_percentage(decimals, denominator) == Fraction(len(impossible), len(all_of_them))
