"""A lift names what the article prints otherwise than the other sources, and what it states of the not stated."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import EXAMPLE
from tests.commands import run_command
from vexas_evidence.analysis.lift.accept import write_lift
from vexas_evidence.analysis.lift.matching import propose
from vexas_evidence.analysis.lift.proposals import Lift
from vexas_evidence.load.folder import load
from vexas_evidence.sources.context import read_contexts

Lifted = Callable[..., Lift]
ESTIMATES = "studies/marsh-fever-2030/estimates.yml"
HEAD = "Nobody N. doi:10.0000/invented\n\nRESULTS\n\n"
FEVER = "At 4 weeks, 30 of 40 patients were free of fever."


@pytest.fixture
def lifted(tmp_path: Path) -> Lifted:
    """Return a function that lifts to an abstract of these words; our data say 12/22 where *ours* does."""

    def lift(words: str, text: bool = True, ours: str = "") -> Lift:
        folder, abstract = tmp_path / "data", tmp_path / "abstract.txt"
        shutil.copytree(EXAMPLE, folder)
        if ours:
            for name in (ESTIMATES, "sources/marsh-bulletin.yml", "sources/marsh-letter.yml"):
                path = folder / name
                path.write_text(path.read_text(encoding="utf-8").replace("30 of 40", ours), encoding="utf-8")
        abstract.write_text(f"{HEAD}{words}\n", encoding="utf-8")
        tier = ("--tier", "primary abstract", "--study", "marsh-fever-2030")
        done = run_command("source", "add", str(abstract), "--id", "abstract", *tier, "--data", str(folder))
        assert done.returncode == 0, done.stderr
        evidence = load(folder)
        contexts = read_contexts(evidence, "abstract", abstract) if text else None
        return propose(evidence, evidence.study, "abstract", contexts)

    return lift


def differing(lift: Lift, estimate: str = "fever-free-week-4") -> list[tuple[str, str]]:
    found = next(each for each in lift.proposals if each.estimate.id == estimate)
    return [(each.token, each.why) for each in found.near]


def test_an_abstract_that_prints_another_count_is_named(lifted: Lifted) -> None:
    lift = lifted("At 4 weeks, 11/22 patients were free of fever.", ours="12/22")
    assert differing(lift) == [("11/22", "another count")]


def test_the_number_beside_another_time_whose_unit_stands_before_it_is_named(lifted: Lifted) -> None:
    lift = lifted("At week 24, 12/22 patients were free of fever.", ours="12/22")
    assert differing(lift) == [("12/22", "another time, '24 weeks'")]


@pytest.mark.parametrize("time", ["At 4 weeks", "At week 24"])
def test_another_percentage_behind_its_own_count_is_named(lifted: Lifted, time: str) -> None:
    lift = lifted(f"{time}, patients free of fever were few, and 12 of 22 patients (64.5%) were well.", ours="12/22")
    assert ("64.5%", "another percentage") in differing(lift)


def test_it_is_named_without_the_text_where_its_time_stands_beside_it(lifted: Lifted) -> None:
    lift = lifted("At 4 weeks, 11/22 patients were free of fever.", text=False, ours="12/22")
    assert differing(lift) == [("11/22", "another count")]


def test_the_command_prints_it(tmp_path: Path, lifted: Lifted) -> None:
    lifted("At 4 weeks, 11/22 patients were free of fever.", ours="12/22")
    text = ("--text", str(tmp_path / "abstract.txt"))
    done = run_command("lift", "--source", "abstract", *text, "--data", str(tmp_path / "data"))
    assert "possible discrepancy: another count: '11/22'" in done.stdout


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("At 4 weeks, 72% of patients were free of fever.", [("72%", "another percentage")]),
        ("At 4 weeks, 75% of patients were free of fever.", []),
        ("At 4 weeks, 30 of 41 patients were free of fever.", [("30 of 41", "another denominator")]),
        ("At 4 weeks, 29 of 40 patients had slept well.", []),
        ("At 8 weeks, 29 of 40 patients were free of fever.", []),
        ("At 8 weeks, 30 of 40 patients were free of fever.", [("30 of 40", "another time, '8 weeks'")]),
        (f"{FEVER} By then 29 of 40 were free of fever and cough.", [("29 of 40", "another count")]),
        ("At 4 weeks, 30 of 40 patients and 29 of 40 others were free of fever.", []),
    ],
)
def test_what_differs_is_named_where_it_should_be(lifted: Lifted, words: str, found: list[tuple[str, str]]) -> None:
    assert differing(lifted(words)) == found


def test_a_number_of_another_arm_is_no_discrepancy(lifted: Lifted) -> None:
    lift = lifted("A rash was seen in 7.5%. Free of fever were 30 of 40 at 4 weeks. Rash was then seen in 7.5%.")
    assert (differing(lift), differing(lift, "rash")) == ([], [])


def test_what_our_data_call_not_stated_is_listed_where_the_article_states_it(lifted: Lifted) -> None:
    lift = lifted(f"{FEVER} There were two deaths.")
    assert [(each.outcome, each.token) for each in lift.of_outcomes if each.outcome == "deaths"] == [("deaths", "two")]


def test_the_command_prints_what_is_stated_of_the_not_stated(tmp_path: Path, lifted: Lifted) -> None:
    lifted(f"{FEVER} There were two deaths.")
    text = ("--text", str(tmp_path / "abstract.txt"))
    done = run_command("lift", "--source", "abstract", *text, "--data", str(tmp_path / "data"))
    assert "not stated, and the article may state them:\n  deaths: 'two' at RESULTS/1/2/1" in done.stdout


def left(tmp_path: Path, lift: Lift) -> tuple[list[str], list[str]]:
    written = write_lift(tmp_path / "data", load(tmp_path / "data"), lift, (), waive=True)
    tokens = dict(lift.unused)
    waived = [each.printed for each in written.waivers if each.source == "abstract"]
    return [tokens[place] for place in written.undecided], waived


def test_waiving_by_rule_leaves_what_may_be_a_number_of_an_outcome(tmp_path: Path, lifted: Lifted) -> None:
    lift = lifted("At 4 weeks, 11/22 patients were free of fever. Rash: 5. There were two deaths. Seven slept.")
    assert left(tmp_path, lift) == (["11/22", "5", "two"], ["Seven"])


def test_without_the_text_a_share_may_be_of_any_outcome(tmp_path: Path, lifted: Lifted) -> None:
    lift = lifted("Sleep was good in 60%, and 9 slept late.", text=False)
    assert left(tmp_path, lift) == (["60%"], ["9"])


def test_a_number_that_takes_the_sign_of_its_head_says_so(lifted: Lifted, tmp_path: Path) -> None:
    lifted("A rash, n (%) | 3 (7.5)")
    text = ("--text", str(tmp_path / "abstract.txt"), "--data", str(tmp_path / "data"))
    assert "'3 (7.5)' with the % of its head --accept" in run_command("lift", "--source", "abstract", *text).stdout
