"""The command that explains the rule of a check."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from vexas_evidence.cli.explain_command import explain, rule_ids


@pytest.mark.parametrize("rule", rule_ids())
def test_each_rule_of_the_list_is_explained(rule: str) -> None:
    result = CliRunner().invoke(explain, [rule])
    assert (result.exit_code, result.output[:1].isupper()) == (0, True)


def test_without_a_rule_all_are_listed() -> None:
    listed = CliRunner().invoke(explain).output
    assert [rule for rule in rule_ids() if f"  {rule}" not in listed] == []


def test_an_unknown_rule_names_the_nearest_one() -> None:
    result = CliRunner().invoke(explain, ["gri"])
    assert result.exit_code == 2
    assert "no check is called 'gri'; did you mean grim? (without a rule all are listed)" in result.output
