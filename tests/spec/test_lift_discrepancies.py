"""A lift names what the article prints otherwise than the other sources, and what it states of the not stated."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests import EXAMPLE
from tests.commands import run_command
from tests.constructed_study import estimate, numbers_of
from vexas_evidence.analysis.checks.readings import readings_agree
from vexas_evidence.analysis.lift.accept import write_lift
from vexas_evidence.analysis.lift.matching import propose
from vexas_evidence.analysis.lift.proposals import Lift
from vexas_evidence.load.folder import load
from vexas_evidence.model.measures import MEASURES, Measure
from vexas_evidence.sources import make_ledger, read_document
from vexas_evidence.sources.context import contexts, read_contexts

Lifted = Callable[..., Lift]
ESTIMATES = "studies/marsh-fever-2030/estimates.yml"
HEAD = "Nobody N. doi:10.0000/invented\n\nRESULTS\n\n"
FEVER = "At 4 weeks, 30 of 40 patients were free of fever."


@pytest.fixture
def lifted(tmp_path: Path) -> Lifted:
    """Return a function that lifts to an abstract of these words.

    Our data say 12/22 where *ours* does, and *others* of other participants, with 22 included, instead of the rash.
    """

    def lift(words: str, text: bool = True, ours: str = "30 of 40", others: str = "") -> Lift:
        folder, abstract = tmp_path / "data", tmp_path / "abstract.txt"
        shutil.copytree(EXAMPLE, folder)
        for name in (ESTIMATES, "sources/marsh-bulletin.yml", "sources/marsh-letter.yml"):
            found = (folder / name).read_text(encoding="utf-8").replace("30 of 40", ours)
            if others:
                found = found.replace("outcome: rash", "outcome: fever-free").replace("7.5%", others)
                found = found.replace('printed: "40"', 'printed: "22"')
            (folder / name).write_text(found, encoding="utf-8")
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
        ("At 4 weeks, 29 of 40 patients had slept well.", [("29 of 40", "another count")]),
        (f"{FEVER} Of 40 all came, and 29 of 40 had slept well.", []),
        ("At 4 weeks, 28 of 40 patients had slept well.", []),
        ("At 4 weeks, 29 of 40 patients had a rash.", []),
        ("At 8 weeks, 29 of 40 patients were free of fever.", []),
        ("At 8 weeks, 30 of 40 patients were free of fever.", [("30 of 40", "another time, '8 weeks'")]),
        (f"{FEVER} By then 29 of 40 were free of fever and cough.", [("29 of 40", "another count")]),
        ("At 4 weeks, 30 of 40 patients and 29 of 40 others were free of fever.", []),
    ],
)
def test_what_differs_is_named_where_it_should_be(lifted: Lifted, words: str, found: list[tuple[str, str]]) -> None:
    assert differing(lifted(words)) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("At 4 weeks, all was well in 11/22 with bark and in 6/22 with water.", ["11/22"]),
        ("At 4 weeks, all was well in 12/22 with bark and in 6/22 with water.", []),
        ("At 4 weeks, all was well in 10/22 with bark and in 7/22 with water.", []),
        ("At 8 weeks, all was well in 11/22 with bark and in 6/22 with water.", []),
        ("At 4 weeks, all was well in 9/21 with bark and in 6/22 with water.", []),
        ("At 4 weeks, all was well in 6/22 with water; a rash was seen in 11/22 with bark.", []),
        ("At 4 weeks, a rash was seen in 6/22 with water; all was well in 10/22 with bark.", []),
    ],
)
def test_a_count_beside_that_of_other_participants_is_named_where_no_word_of_the_outcome_is(
    lifted: Lifted, words: str, found: list[str]
) -> None:
    lift = lifted(words, ours="12/22", others="6/22")
    assert [token for token, why in differing(lift) if why] == found


@pytest.mark.parametrize(
    ("words", "found"),
    [("Itch was gone in 11/22.", ["11/22"]), ("At 9 weeks, itch was gone in 11/22.", []), ("It was 10/22.", [])],
)
def test_one_count_beside_ours_is_named_without_a_word_of_the_outcome_where_ours_is_nowhere(
    lifted: Lifted, words: str, found: list[str]
) -> None:
    assert [token for token, why in differing(lifted(words, ours="12/22")) if why] == found


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


def test_waiving_by_rule_leaves_what_the_results_print_in_other_words_than_the_data(
    tmp_path: Path, lifted: Lifted
) -> None:
    lift = lifted(
        "Of 18 with plugs, 12 (66.7%) had jaundice. Fasting took 76.3 ± 25.2 hours.\n\nDISCUSSION\n\n40% slept."
    )
    assert left(tmp_path, lift) == (["12 (66.7%)", "76.3", "± 25.2"], ["18", "40%"])


def test_without_the_text_a_share_may_be_of_any_outcome(tmp_path: Path, lifted: Lifted) -> None:
    lift = lifted("Sleep was good in 60%, and 9 slept late.", text=False)
    assert left(tmp_path, lift) == (["60%"], ["9"])


TABLE = """Table 2 {caption}

| Event | Willow bark | Water | p value |
|---|---|---|---|
{rows}
"""


@pytest.mark.parametrize(
    ("caption", "rows"),
    [
        ("Rash by grade", "| Mild | 3 | 2 | 0.6 |\n| Severe | 1 | 0 | 0.3 |"),
        ("Events", "| Rash | | | |\n| Mild | 3 | 2 | 0.6 |\n| Severe | 1 | 0 | 0.3 |"),
    ],
)
def test_rows_whose_outcome_stands_in_caption_or_sub_head_are_not_waived(
    tmp_path: Path, caption: str, rows: str
) -> None:
    folder, article = tmp_path / "data", tmp_path / "article.md"
    shutil.copytree(EXAMPLE, folder)
    table = TABLE.format(caption=caption, rows=rows.replace("p value", "")).replace(" | p value", " | z")
    article.write_text(f"doi:10.0000/invented\n\n# RESULTS\n\nSeven slept.\n\n{table}", encoding="utf-8")
    tier = ("--tier", "primary", "--study", "marsh-fever-2030")
    done = run_command("source", "add", str(article), "--id", "abstract", *tier, "--data", str(folder))
    assert done.returncode == 0, done.stderr
    evidence = load(folder)
    lift = propose(evidence, evidence.study, "abstract", read_contexts(evidence, "abstract", article))
    kept, waived = left(tmp_path, lift)
    assert (set("3210") <= {*kept}, "Seven" in waived) == (True, True)


@pytest.mark.parametrize(
    "words",
    [
        "Table 4 shows freedom from fever at 4 weeks.",
        "Patients free of fever at 4 weeks were seen from 2007 to 2017.",
    ],
)
def test_the_number_of_a_table_and_a_calendar_year_are_no_discrepancy(tmp_path: Path, words: str) -> None:
    assert others(tmp_path, "count", "30", words) == []


def test_where_the_estimate_is_printed_another_row_is_no_discrepancy(tmp_path: Path) -> None:
    rows = "| Free of fever, 1 week | 29.4% |\n| Free of fever, 2 weeks | 64.3% |"
    table = f"| Outcome | Willow bark |\n|---|---|\n{rows}\n| Free of fever | 75.2% |\n"
    assert others(tmp_path, "survival", "75.2%", table) == []
    assert others(tmp_path, "survival", "75.2%", table.replace("75.2", "75.3")) != []


def test_a_number_that_takes_the_sign_of_its_head_says_so(lifted: Lifted, tmp_path: Path) -> None:
    lifted("A rash, n (%) | 3 (7.5)")
    text = ("--text", str(tmp_path / "abstract.txt"), "--data", str(tmp_path / "data"))
    assert "'3 (7.5)' with the % of its head --accept" in run_command("lift", "--source", "abstract", *text).stdout


def others(tmp_path: Path, measure: Measure, ours: str, words: str) -> list[str]:
    """Why the number of an estimate that another source prints so is a possible discrepancy in these words."""
    known = estimate("known", ours, measure=measure, **({"comparator": "water"} if MEASURES[measure].compares else {}))
    evidence, path = numbers_of(known).evidence, tmp_path / "abstract.md"
    path.write_text(f"# RESULTS\n\n{words}\n", encoding="utf-8")
    sentences = read_document(path).sentences
    source = evidence.sources["marsh-letter"].model_copy(update={"id": "abstract"})
    ledgers = {**evidence.ledgers, "abstract": make_ledger("abstract", sentences)}
    evidence = replace(evidence, sources={**evidence.sources, "abstract": source}, ledgers=ledgers)
    [found] = propose(evidence, evidence.study, "abstract", dict(contexts(sentences))).proposals
    return [each.why for each in found.near if each.why]


@pytest.mark.parametrize(
    ("measure", "ours", "theirs", "why"),
    [
        ("hazard-ratio", "0.71", "0.71 (95% CI 0.55 to 0.99)", ""),
        ("hazard-ratio", "0.71 (95% CI 0.55 to 0.92)", "0.71", ""),
        ("hazard-ratio", "0.71 (95% CI 0.55 to 0.92)", "0.71 (95% CI, 0.550-0.920)", ""),
        ("hazard-ratio", "0.71 (95% CI 0.55 to 0.92)", "0.71 (95% CI 0.55 to 0.99)", "another interval, 0.55 to 0.99"),
        ("hazard-ratio", "0.71 (95% CI 0.55 to 0.92)", "0.71 (0.55-0.99)", "another interval, 0.55 to 0.99"),
        ("hazard-ratio", "0.71 (95% CI 0.55 to 0.92)", "0.71 (90% CI 0.60 to 0.90)", "another level, 90%"),
        ("hazard-ratio", "0.71 (0.55 to 0.92; P = 0.01)", "0.71 (0.55 to 0.92; P = 0.04)", "another p-value, 0.04"),
        ("hazard-ratio", "0.71 (0.55 to 0.92; P = 0.01)", "0.71 (0.55 to 0.92; P < 0.05)", ""),
        ("hazard-ratio", "0.71 (0.55 to 0.92; P = 0.01)", "0.71 (0.55 to 0.92; P > 0.05)", "another p-value, >0.05"),
        ("mean", "4.1 (SD 1.8)", "4.1 (SD 1.9)", "another SD, 1.9"),
        ("mean", "4.1 (SD 1.8)", "4.1 ± 1.9 SD", "another SD, 1.9"),
        ("mean", "4.1 (SD 1.8)", "4.1 (SE 0.2)", ""),
        ("mean", "4.1 (SE 0.3)", "4.1 (SE 0.2)", "another standard error, 0.2"),
        ("median", "19 days (IQR 12-31)", "19 days (IQR 12-30)", "another IQR, 12 to 30"),
        ("median", "19 days (range 2 to 90)", "19 days (range 2 to 91)", "another range, 2 to 91"),
        ("median", "19 days (12-31)", "19 days (IQR 12-30)", "another pair, 12 to 30"),
        ("median", "19 days (IQR 12-31)", "19 days (12-30)", "another pair, 12 to 30"),
        ("proportion", "75% (95% CI 60 to 86)", "75% (95% CI 61 to 86)", "another interval, 61 to 86"),
    ],
)
def test_the_same_number_with_another_interval_spread_or_p_value_is_named(
    tmp_path: Path, measure: Measure, ours: str, theirs: str, why: str
) -> None:
    found = others(tmp_path, measure, ours, f"At 4 weeks freedom from fever was {theirs} in these patients.")
    assert found == ([why] if why else [])


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("0.71 | 0.55-0.92 | 0.01", []),
        ("0.71 | 0.55-0.99 | 0.01", ["another interval, 0.55 to 0.99"]),
        ("0.71 (0.55-0.99) | | 0.01", ["another interval, 0.55 to 0.99"]),
    ],
)
def test_another_interval_in_the_next_cell_of_a_table_is_named(tmp_path: Path, row: str, why: list[str]) -> None:
    table = f"| Free of fever at 4 weeks | HR | 95% CI | P |\n|---|---|---|---|\n| Freedom from fever | {row} |\n"
    assert others(tmp_path, "hazard-ratio", "0.71 (95% CI 0.55 to 0.92)", table) == why


def test_two_sources_with_other_intervals_of_one_number_disagree() -> None:
    prints = ("0.71 (95% CI 0.55 to 0.92)", "0.71 (95% CI 0.55 to 0.99)")
    known = estimate("known", *prints, measure="hazard-ratio", comparator="water")
    [found] = readings_agree(numbers_of(known))
    assert found.found == "'0.71 (95% CI 0.55 to 0.99)' in marsh-bulletin, another interval, 0.55 to 0.99"


@pytest.mark.parametrize(
    ("theirs", "found"),
    [
        ("rose by 1.4 points (P = 0.01)", []),
        ("rose by 1.4 points (P = 0.04)", ["another p-value, 0.04"]),
    ],
)
def test_another_p_value_is_named_and_no_other_number(tmp_path: Path, theirs: str, found: list[str]) -> None:
    words = f"At 4 weeks freedom from fever {theirs} in 40 patients."
    assert others(tmp_path, "p-value", "P = 0.01", words) == found


def test_a_test_statistic_is_no_reading_and_is_waived_as_what_it_is(tmp_path: Path, lifted: Lifted) -> None:
    lift = lifted("At 4 weeks, 11/22 patients were free of fever (χ2 = 7.5, df = 1). A rash was seen in 7.5%.")
    assert [each.token for proposal in lift.proposals for each in proposal.candidates] == ["7.5%"]
    written = write_lift(tmp_path / "data", load(tmp_path / "data"), lift, (), waive=True)
    reasons = {each.printed: each.reason for each in written.waivers if each.source == "abstract"}
    assert reasons == dict.fromkeys(("7.5", "1"), "a test statistic or its degrees of freedom")
