"""What is preset for a number of a table whose heads abbreviate the arms, and what is asked before it is written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.commands import run_command
from tests.reviews import STUDY, TABLE, data_with, in_table, pick, reviewer, with_arms
from vexas_evidence.analysis.drafts.cues import arm_cues
from vexas_evidence.analysis.lift.matching import propose
from vexas_evidence.analysis.prints.arm_words import population_named
from vexas_evidence.analysis.reconcile import reconcile
from vexas_evidence.analysis.review.decisions import NewEstimate, accept, add_estimate, waive_by_rule, waive_left
from vexas_evidence.analysis.review.new_names import NewOutcome
from vexas_evidence.analysis.review.presets import outcome_named, preset
from vexas_evidence.analysis.review.reviewer import Pick, Reviewer, evidence_seen, reading_of
from vexas_evidence.load.folder import load
from vexas_evidence.model import Study
from vexas_evidence.model.estimation import StudyDesign
from vexas_evidence.publish.review.article_view import article_json
from vexas_evidence.publish.review.requests import OpenReview
from vexas_evidence.publish.review.screen import numbered
from vexas_evidence.sources import Document, Sentence, read_document
from vexas_evidence.sources.context import contexts
from vexas_evidence.system.problems import BadInput
from vexas_evidence.text.abbreviations import abbreviates, stands_for

USE = ("users", "non-users")
BARK, WATER = "patients-with-willow-bark", "patients-with-plain-water"
ITCH = NewEstimate(NewOutcome("Itching", "Harms", "harm"), BARK, "time-not-stated", "proportion")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return in_table(tmp_path)


@pytest.fixture
def ada(tmp_path: Path, table: Path) -> Reviewer:
    found = reviewer(data_with(tmp_path, table), table)
    with_arms(found)
    return found


def study(ada: Reviewer) -> Study:
    return evidence_seen(ada).study


def preset_of(ada: Reviewer, one: Pick, measure: str = "") -> tuple[str, str | None]:
    found = preset(ada, study(ada), one, measure, "")
    return found.population, found.head


@pytest.mark.parametrize(
    ("short", "label", "may"),
    [
        ("LAR", "low anterior resection", True),
        ("APER", "abdominoperineal resection", True),
        ("PBO", "placebo", True),
        ("LAR", "abdominoperineal resection", False),
        ("OR", "oral rinse", False),
        ("LR", "low anterior resection", False),
    ],
)
def test_an_abbreviation_has_the_first_letter_of_each_word(short: str, label: str, may: bool) -> None:
    assert abbreviates(short, label) == may


@pytest.mark.parametrize(("first", "last", "named"), [("3", "15.0", BARK), ("9", "45.0", WATER)])
def test_the_head_of_a_column_names_the_participants(ada: Reviewer, first: str, last: str, named: str) -> None:
    assert preset_of(ada, pick(ada, "Itching", first, last))[0] == named


@pytest.mark.parametrize(("token", "named"), [("90%", BARK), ("75%", WATER), ("40", "")])
def test_a_clause_names_the_participants_and_one_of_two_arms_none(ada: Reviewer, token: str, named: str) -> None:
    words = "slept well" if "%" in token else "40 patients"
    assert preset_of(ada, pick(ada, words, token))[0] == named


@pytest.mark.parametrize(
    ("words", "first", "last", "measure", "head"),
    [
        ("Itching", "3", "15.0", "proportion", "%"),
        ("Itching", "3", "15.0", "count", None),
        ("Itching", "0.038", None, "p-value", "P"),
        ("Itching", "0.038", None, "", "P"),
        ("Sleep", "7", "5-8", "median", "IQR"),
        ("Sleep", "7", "5-8", "proportion", None),
        ("Weight", "70", "9", "mean", None),
    ],
)
def test_the_head_is_what_makes_the_print_readable(
    ada: Reviewer, words: str, first: str, last: str | None, measure: str, head: str | None
) -> None:
    assert preset_of(ada, pick(ada, words, first, last), measure)[1] == head


COLUMN = "Willow bark, n (%)"


@pytest.mark.parametrize(
    ("row", "above", "column", "cell", "offered"),
    [
        ("Hospital stay, days, median (IQR)", "", COLUMN, "7 (5-13)", ("median", "IQR", "days")),
        ("Median (IQR)", "Hospital stay (days)", COLUMN, "7 (5-13)", ("median", "IQR", "days")),
        ("Hospital stay (IQR)", "", COLUMN, "7 (5-13)", ("median", "IQR", "")),
        ("Age, years, mean (SD)", "", COLUMN, "61 (9)", ("mean", "SD", "years")),
        ("Age, years (SD)", "", COLUMN, "61.2 (9.4)", ("mean", "SD", "years")),
        ("Boys", "Age, years, mean (SD)", COLUMN, "61 (9)", ("mean", "SD", "years")),
        ("Mean (SD)", "", "Median (IQR)", "61 (9)", ("mean", "SD", "")),
        ("Hazard ratio (95% CI)", "Death", COLUMN, "0.71 (0.55-0.92)", ("hazard-ratio", "95% CI", "")),
        ("Mean difference (95% CI)", "", COLUMN, "2.1 (1.5-2.7)", ("mean-difference", "95% CI", "")),
        ("Median marker, %", "", COLUMN, "20% (5%-60%)", ("median", None, "")),
        ("Death, n (%)", "Age, years, mean (SD)", "Median (IQR)", "3 (15.0)", ("proportion", "%", "")),
        ("HR > 100, n (%)", "", COLUMN, "3 (15.0)", ("proportion", "%", "")),
        ("Age, mean (SD) or n (%)", "", COLUMN, "3 (15.0)", ("proportion", "%", "")),
        ("Death", "", COLUMN, "3 (15.0)", ("proportion", "%", "")),
        ("Median survival, months", "", "HR (95% CI)", "0.71 (0.55-0.92)", ("hazard-ratio", "95% CI", "")),
        ("Age, years, mean (SD)", "", "P value", "0.03", ("p-value", "P", "")),
        ("Death", "", "P value", "0.71 (0.55-0.92)", ("", None, "")),
        ("Median (range)", "Time to peak (h)", "Geometric mean (CV%)", "2.4 (1.5-5.9)", ("median", "range", "h")),
        ("Peak level", "", "Geometric mean (CV%)", "49.7 (36.1)", ("geometric-mean", None, "")),
    ],
)
def test_what_a_row_or_its_sub_head_names_wins_over_the_column(
    tmp_path: Path, row: str, above: str, column: str, cell: str, offered: tuple[str, str | None, str]
) -> None:
    below = f"<tr><td>{above}</td><td></td></tr>" if above else ""
    rows = f"<tr><th>Variables</th><th>{column}</th></tr>{below}<tr><td>{row}</td><td>{cell}</td></tr>"
    path = tmp_path / "rows.html"
    path.write_text(f"{TABLE.partition('<tr>')[0]}{rows}</table></article></body></html>", encoding="utf-8")
    ada = reviewer(data_with(tmp_path, path), path)
    place, context = next(each for each in ada.contexts.items() if each[1].text.endswith(f"| {cell}"))
    of_cell = [at for at, (start, _) in enumerate(context.spans, 1) if start > context.text.rindex("|")]
    one = Pick(place, of_cell[0], of_cell[-1] if of_cell[1:] else None)
    at = f"{list(ada.contexts).index(place)}.{one.token}"
    found = OpenReview(ada, {}).reading({"token": at, **({"to": one.to} if one.to else {})})
    measure, head, unit = offered
    assert (found["measure"], found["head"], found["unit"]) == (measure, head or "", unit)


def test_a_count_with_its_percentage_is_read_with_the_interval_in_the_next_cell(tmp_path: Path) -> None:
    path = tmp_path / "rows.html"
    heads = "<tr><th>Outcome</th><th>WB, n (%)</th><th>95% CI</th></tr>"
    row = "<tr><td>Itching</td><td>3 (15.0)</td><td>(3.2, 37.9)</td></tr>"
    path.write_text(TABLE.replace("<tr><th>", f"{heads}{row}</table><table><tr><th>", 1), encoding="utf-8")
    ada = reviewer(data_with(tmp_path, path), path)
    with_arms(ada)
    cells = pick(ada, "Itching | 3 (15.0) | (3.2", "3", "37.9")
    head = preset(ada, study(ada), cells, "", "").head
    assert head == "% (95% CI)"
    assert add_estimate(ada, ITCH, replace(cells, head=head)).is_written
    found = study(ada).estimates["itching-patients-with-willow-bark-time-not-stated"]
    assert found.principal.shown == "3 (15.0%) | (95% CI 3.2, 37.9)"


def test_a_row_that_names_a_median_wins_over_the_proportion_that_was_chosen_before(ada: Reviewer) -> None:
    found = preset(ada, study(ada), pick(ada, "Sleep", "7", "5-8"), "proportion", "")
    assert (found.measure, found.head) == ("median", None)


@pytest.mark.parametrize(
    ("number", "measure", "unit"),
    [("7 (5-8)", "median", "days"), ("7 (5-8)", "hazard-ratio", ""), ("70 (9)", "mean", ""), ("3 (15.0)", "mean", "")],
)
def test_a_unit_behind_the_name_of_a_row_is_offered_for_what_has_one(
    ada: Reviewer, number: str, measure: str, unit: str
) -> None:
    place = next(place for place, each in ada.contexts.items() if f"| {number}" in each.text)
    sentence = list(ada.contexts).index(place)
    asked = {"token": f"{sentence}.1", "measure": measure}
    assert OpenReview(ada, {}).reading(asked)["unit"] == unit


@pytest.mark.parametrize(("unit", "is_written"), [("minutes", True), ("mL", True), ("kg/m²", True), ("weeks", False)])
def test_a_unit_that_a_person_types_is_written_where_the_head_of_the_row_prints_it(
    tmp_path: Path, unit: str, is_written: bool
) -> None:
    path = in_table(tmp_path)
    head = unit if is_written else "minutes"
    path.write_text(path.read_text(encoding="utf-8").replace("<td>Weight", f"<td>Weight ({head})"), encoding="utf-8")
    ada = reviewer(data_with(tmp_path, path), path)
    with_arms(ada)
    place = next(place for place, each in ada.contexts.items() if each.text.startswith("Weight"))
    new = replace(ITCH, outcome=NewOutcome("Weight", "Patients", "characteristic"), measure="median", unit=unit)
    assert add_estimate(ada, new, Pick(place, 1)).is_written == is_written


def test_a_unit_with_a_digit_is_refused_with_its_form(ada: Reviewer) -> None:
    place = next(place for place, each in ada.contexts.items() if each.text.startswith("Weight"))
    new = replace(ITCH, outcome=NewOutcome("Weight", "Patients", "characteristic"), measure="median", unit="10 g")
    with pytest.raises(BadInput, match="a unit in words or signs without a digit"):
        add_estimate(ada, new, Pick(place, 1))


def test_a_number_in_brackets_that_is_no_percentage_of_its_count_has_no_sign(ada: Reviewer) -> None:
    assert preset_of(ada, pick(ada, "Grade", "4", "2.0"), "proportion")[1] is None


def test_a_number_below_the_head_of_another_arm_is_asked_about_before_it_is_written(ada: Reviewer) -> None:
    one = pick(ada, "Itching", "9", "45.0")
    asked: dict[str, Any] = {"do": "add", "token": f"{numbered(ada)[one.place]}.{one.token}", "to": one.to, "head": "%"}
    asked["new"] = {"outcome": "rash", "population": BARK, "timepoint": "time-not-stated", "measure": "proportion"}
    review = OpenReview(ada, {})
    found = review.decide(asked)
    assert [found["written"], found["doubt"]] == [
        False,
        "'plain water', another arm, stands beside it; the chosen participants are of willow bark",
    ]
    asked["new"]["population"] = WATER
    assert review.decide(asked)["written"]


def test_a_doubt_that_a_person_answers_is_written(ada: Reviewer) -> None:
    one = pick(ada, "Itching", "9", "45.0")
    asked: dict[str, Any] = {
        "do": "add",
        "token": f"{numbered(ada)[one.place]}.{one.token}",
        "to": one.to,
        "head": "%",
        "sure": True,
    }
    asked["new"] = {"outcome": "rash", "population": BARK, "timepoint": "time-not-stated", "measure": "proportion"}
    assert OpenReview(ada, {}).decide(asked)["written"]


def test_the_same_cell_read_by_two_persons_is_no_difference(ada: Reviewer, table: Path) -> None:
    one = pick(ada, "Itching", "3", "15.0")
    cell = Pick(one.place, one.token, one.to, head="%")
    p_value = pick(ada, "Itching", "0.038")
    assert add_estimate(ada, ITCH, cell).is_written
    of_p = NewEstimate("itching", BARK, "time-not-stated", "p-value", "plain-water")
    assert add_estimate(ada, of_p, p_value).is_written
    bob = reviewer(ada.folder, table, "Bob Moor")
    for new, each in ((NewEstimate("itching", BARK, "time-not-stated", "proportion"), cell), (of_p, p_value)):
        assert add_estimate(bob, new, each).is_written
    found = reconcile(load(ada.folder).studies[STUDY])
    assert found
    assert [found.rows, found.unresolved] == [2, ()]


def test_what_the_second_reader_has_not_read_is_counted_and_no_difference(ada: Reviewer, table: Path) -> None:
    one = pick(ada, "Itching", "3", "15.0")
    assert add_estimate(ada, ITCH, Pick(one.place, one.token, one.to, head="%")).is_written
    bob = reviewer(ada.folder, table, "Bob Moor")
    assert accept(bob, "included", pick(bob, "40 patients", "40")).is_written
    found = reconcile(load(ada.folder).studies[STUDY])
    assert found
    assert found.not_read == 3
    assert [each for each in found.unresolved if "no row of the second" in each.found] == []


def left(ada: Reviewer) -> list[str]:
    """The lines of numbers that a waiver by rule leaves, as they may be results."""
    seen = evidence_seen(ada)
    return [each.line for each in propose(seen, seen.study, ada.source, ada.contexts).of_outcomes]


def test_a_waiver_by_rule_leaves_the_numbers_of_a_table_of_arms(ada: Reviewer) -> None:
    assert waive_by_rule(ada).is_written
    evidence = evidence_seen(ada)
    used = {(*each.place, each.token) for each in evidence.waivers if each.source == ada.source}
    row = next(place for place, each in ada.contexts.items() if each.text.startswith("Itching"))
    assert not [each for each in used if each[:3] == row]


@pytest.mark.parametrize(
    ("sentence", "is_left"),
    [
        ("A rash was seen in low rectal disease.", False),
        ("A low rate of rash was seen.", True),
        ("The rate of rash was low.", True),
        ("The two groups had the same rash.", False),
        ("Two patients had a rash.", True),
        ("All low rectal tumors had a rash.", False),
        ("All patients had a rash.", True),
    ],
)
def test_a_word_that_is_part_of_a_name_is_no_possible_result(tmp_path: Path, sentence: str, is_left: bool) -> None:
    article = tmp_path / "words.txt"
    article.write_text(f"RESULTS\n\n{sentence}\n", encoding="utf-8")
    assert bool(left(reviewer(data_with(tmp_path, article), article))) == is_left


def test_names_before_their_sizes_and_heads_before_p_values_are_proposed_as_arms(tmp_path: Path) -> None:
    def proposed(words: str) -> list[str]:
        path = tmp_path / "arms.html"
        path.write_text(TABLE.replace("We followed 40 patients.", words), encoding="utf-8")
        return [each.meaning for each in arm_cues(read_document(path).sentences)]

    assert proposed("We followed 40 patients.") == ["WB", "PW"]
    named = "We followed 40 patients (Willow Bark n = 20, Plain Water n = 20)."
    assert proposed(named) == ["Willow Bark", "Plain Water"]


@pytest.mark.parametrize(
    ("head", "arm"),
    [
        ("Azacitidine (n = 45) n (%)", ["Azacitidine"]),
        ("Tea (45 patients), mean (SD)", ["Tea"]),
        ("Tea, median [IQR] (n = 45)", ["Tea"]),
        ("Vitamin E (n = 45)", ["Vitamin E"]),
        ("Median (IQR) (n = 45)", []),
    ],
)
def test_an_arm_is_named_by_the_words_of_its_head_that_say_whom(head: str, arm: list[str]) -> None:
    found = arm_cues([Sentence("Results", "Table 1, head", 1, f"Event | {head}")])
    assert [each.meaning for each in found] == arm


def test_no_name_of_a_list_with_one_participant_is_an_arm() -> None:
    texts = (
        "Lost were: withdrew consent (n = 2), moved away (n = 3), died (n = 1).",
        "Water (n = 21), bark (n = 1,200).",
    )
    found = arm_cues([Sentence("Results", "Figure 1", number, text) for number, text in enumerate(texts, 1)])
    assert [each.meaning for each in found] == ["Water", "bark"]


def test_an_outcome_is_offered_for_each_cell_below_the_sub_head_that_names_it(ada: Reviewer) -> None:
    sub_head = Sentence("Results", "Table 9, row Rash", 1, "Rash", "Rash", ("",))
    below = Sentence("Results", "Table 9, row Yes", 1, "Yes | 3 | 7", "Rash, Yes", ("", "WB", "PW"))
    found = dict(contexts([sub_head, below]))[below.place]
    assert [outcome_named(evidence_seen(ada), found, token) for token in (1, 2)] == ["rash", "rash"]


def test_an_arm_is_proposed_whose_size_stands_in_a_row_below_its_name() -> None:
    heads = ("Event", "5 mg, (n=31)", "10 mg, (n=29)")
    found = arm_cues([Sentence("Results", "Table 1, row Rash", 1, "Rash | 3 | 4", "Rash", heads)])
    assert [each.meaning for each in found] == ["5 mg", "10 mg"]


def test_lists_say_what_is_of_this_study_and_which_times_go_with_a_role(ada: Reviewer) -> None:
    lists = OpenReview(ada, {}).state({})["lists"]
    outcomes = {each["id"]: each for each in lists["outcomes"]}
    assert [outcomes["rash"]["role"], outcomes["rash"]["own"]] == ["harm", True]
    assert {each["id"]: each["roles"] for each in lists["timepoints"]}["time-not-stated"] == ()


@pytest.mark.parametrize(
    ("row", "measure", "printed"), [("Sleep", "median", "7 (5-8)"), ("Relapse", "p-value", "<0.001")]
)
def test_a_copy_of_the_article_proposes_what_only_its_head_names(
    ada: Reviewer, tmp_path: Path, row: str, measure: str, printed: str
) -> None:
    first = pick(ada, row, "7", "5-8") if measure == "median" else pick(ada, row, "< 0.001")
    head = preset(ada, study(ada), first, measure, BARK).head
    comparator = "plain-water" if measure == "p-value" else ""
    unit = "days" if measure == "median" else ""
    outcome = NewOutcome("Length of sleep", "Harms", "harm")
    new = NewEstimate(outcome, BARK, "time-not-stated", measure, comparator, unit)
    assert add_estimate(ada, new, Pick(first.place, first.token, first.to, head=head)).is_written
    copy = tmp_path / "copy.html"
    copy.write_text(TABLE.replace("&lt; 0.001", "&lt;0.001").replace("<h2>", "<h2>THE "), encoding="utf-8")
    options = ("--id", "copy", "--tier", "primary", "--study", STUDY, "--data", str(ada.folder))
    assert run_command("source", "add", str(copy), *options).returncode == 0
    evidence = load(ada.folder).showing(STUDY)
    lift = propose(evidence, evidence.study, "copy", dict(contexts(read_document(copy).sentences)))
    made = next(each for each in lift.proposals if each.estimate.outcome == "length-of-sleep")
    assert printed.replace(" ", "") in [each.printed.replace(" ", "") for each in made.candidates]


def test_of_a_second_copy_is_shown_what_the_first_whose_numbers_are_decided_prints_nowhere(
    ada: Reviewer, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.html"
    copy.write_text(TABLE.replace("<h2>", "<h2>THE ").replace("We followed 40", "We followed 43"), encoding="utf-8")
    options = ("--id", "copy", "--tier", "primary", "--study", STUDY, "--data", str(ada.folder))
    assert run_command("source", "add", str(copy), *options).returncode == 0
    second = OpenReview(reviewer(ada.folder, copy), {})
    assert (second.state({})["copy_of"], second.state({})["only_here"]) == ("", [])
    assert waive_left(ada, "no result that is asked for").is_written
    assert second.state({})["copy_of"] == load(ada.folder).sources[ada.source].short
    assert [each["printed"] for each in second.state({})["only_here"]] == ["43"]


def test_an_abbreviation_that_the_article_defines_stands_for_no_arm_of_other_words(tmp_path: Path) -> None:
    words = "We scored low anterior resection syndrome (LARS) after low anterior resection (LAR)."
    sentences = [Sentence("Results", "1", 1, words), Sentence("Results", "2", 1, "With LARS 3 patients slept.")]
    defined = dict(contexts(sentences))["Results", "2", 1].defined
    meant = {"LARS": "low anterior resection syndrome", "LAR": "low anterior resection"}
    assert defined == meant
    assert [stands_for(each, "low anterior resection", defined) for each in ("LARS", "LAR")] == [False, True]


def test_a_head_that_abbreviates_an_arm_is_proposed_as_the_article_writes_it_out(tmp_path: Path) -> None:
    words = "We gave willow bark plus tea (WB) or plain water plus tea (PW)."
    head = Sentence("Results", "Table 1, head", 1, "Outcome | WB (n = 20) | PW (n = 20)")
    found = arm_cues([Sentence("Methods", "1", 1, words), head])
    assert [each.meaning for each in found] == ["willow bark plus tea", "plain water plus tea"]


def test_in_a_study_of_one_arm_a_number_is_of_its_only_population(ada: Reviewer) -> None:
    whole = study(ada)
    about = whole.about.model_copy(
        update={
            "arms": whole.about.arms[:1],
            "populations": tuple(each for each in whole.about.populations if each.id == BARK),
            "study_design": StudyDesign(arms="one arm"),
        }
    )
    one = pick(ada, "followed", "40")
    context = ada.contexts[one.place]
    assert population_named(replace(whole, about=about), context, one.token) == BARK
    assert population_named(whole, context, one.token) == ""


@pytest.mark.parametrize(
    ("sentence", "number", "named"),
    [
        ("Sleep was good in 31 of 40 (78%) of users.", "31", {"users"}),
        ("Sleep was good in 31 of 40 (78%) of non-users.", "31", {"non-users"}),
        ("Stay was 3 (IQR 2 to 5) days in users.", "3", {"users"}),
        ("Among users, 34% slept.", "34%", {"users"}),
        ("Of these, 7 studies of users were small.", "7", set()),
        ("Sleep was 18 days (95% CI, 15 to 20) with use in users and 13 days in non-users.", "18", {"users"}),
        ("The sleep of users and non-users was 18 days and 13 days, respectively.", "18", {"users"}),
        ("The sleep of users and non-users was 18 days and 13 days, respectively.", "13", {"non-users"}),
        ("Sleep did not differ between non-users and users (18 days and 13 days, resp.).", "13", {"users"}),
        ("The sleep of users and non-users was 18, 13 and 15 days, respectively.", "13", set()),
        ("Of users and non-users 3 and 4 slept, respectively, and 2 of users woke.", "2", {"users"}),
        ("| Users (20 cases) | Non-users (31 cases) | P value", "20", {"users"}),
        ("| Users (20 cases) | Non-users (31 cases) | P value", "31", {"non-users"}),
    ],
)
def test_the_arm_is_the_longest_name_beside_a_number(
    ada: Reviewer, sentence: str, number: str, named: set[str]
) -> None:
    whole = study(ada)
    arms = tuple(each.model_copy(update={"label": label}) for each, label in zip(whole.about.arms, USE, strict=True))
    people = tuple(
        each.model_copy(update={"label": f"{label} followed"})
        for each, label in zip([each for each in whole.about.populations if each.arm], USE, strict=True)
    )
    about = whole.about.model_copy(update={"arms": arms, "populations": people})
    [(_, context)] = contexts([Sentence("Results", "1", 1, sentence)])
    token = next(at for at, (start, _) in enumerate(context.spans, 1) if context.text[start:].startswith(number))
    found = population_named(replace(whole, about=about), context, token)
    assert {label for each, label in zip(people, USE, strict=True) if each.id == found} == named


@pytest.mark.parametrize(
    ("sentence", "number", "measure"),
    [
        ("Median sleep of users and non-users was 26.7 months and 67.4 months, respectively.", "67.4 months", "median"),
        ("At 5 years overall survival was 64.3% with use.", "64.3%", "survival"),
        ("Asleep and awake were related (r = -0.71, P < 0.01).", "-0.71", "correlation"),
        ("Sleep was likelier with use OR = 1.93 (95% CI 1.37, 2.74).", "1.93", "odds-ratio"),
        ("The intraclass correlation coefficient was 0.83 in all.", "0.83", "intracluster-correlation"),
        ("Of the survival cohort 12 of 20 (60%) slept.", "12 of 20 (60%)", "proportion"),
        ("The mean stay was 17 days (range 1 to 42, median 18 days).", "17 days", "mean"),
        ("The mean stay was 17 days (range 1 to 42, median 18 days).", "18 days", "median"),
        ("Median sleep was 10 months with use and 5 months without (HR 0.92).", "5 months", ""),
        ("Median sleep was 10 months with use and 5 months without (HR 0.92).", "0.92", "hazard-ratio"),
    ],
)
def test_the_measure_is_that_of_the_list_of_a_survival_or_of_a_correlation(
    tmp_path: Path, sentence: str, number: str, measure: str
) -> None:
    path = tmp_path / "sleep.txt"
    path.write_text(f"RESULTS\n\n{sentence}\n", encoding="utf-8")
    ada = reviewer(data_with(tmp_path, path), path)
    assert preset(ada, study(ada), pick(ada, sentence[:6], number), "", "").measure == measure


def test_the_name_of_a_row_is_shown_as_long_as_it_is_printed(tmp_path: Path) -> None:
    name = "Mean time until the full enteral feeding of the newborn was achieved (hours)"
    path = tmp_path / "long.html"
    path.write_text(TABLE.replace("<td>Relapse", f"<td>{name}"), encoding="utf-8")
    document = read_document(path)
    [row] = [each for each in article_json(document, ())["sentences"] if each["text"].startswith(name)]
    assert (row["name"], len(row["paragraph"]) < len(row["name"])) == (f"Table 1, row {name}", True)
    context = next(each for each in dict(contexts(document.sentences)).values() if each.text.startswith(name))
    assert context.line(5).startswith(f"{name} | ")


def test_a_row_that_is_the_head_of_those_below_is_shown_once() -> None:
    rows = {"Sex": "Sex | | 0.06", "Sex, Male": "Male | 44 | "}
    sentences = [Sentence("Results", f"Table 1, row {row}", 1, text, row=row) for row, text in rows.items()]
    shown = article_json(Document("a.xml", tuple(sentences), ()), ())["sentences"]
    assert [each["under"] for each in shown] == ["", ""]


def test_a_p_value_right_behind_its_letter_is_read_with_it(tmp_path: Path) -> None:
    path = tmp_path / "p.txt"
    path.write_text("RESULTS\n\nSleep differed (HR, 0.66; P<.001).\n", encoding="utf-8")
    ada = reviewer(data_with(tmp_path, path), path)
    assert reading_of(ada, pick(ada, "Sleep differed", "<.001"), "p-value").printed == "P<.001"


@pytest.mark.parametrize(
    ("sentence", "first", "last", "printed"),
    [
        ("It was 8.9 mo (95% CI, 7.1-10.2 mo).", "8.9", "7.1-10.2", "8.9 mo (95% CI, 7.1-10.2 mo)"),
        ("It was 18.2 (95% CI, 15.1 to not reached).", "18.2", "15.1", "18.2 (95% CI, 15.1 to not reached)"),
        ("It was (HR 0.7; interval [CI], 0.5 to 0.9).", "0.7", "0.9", "0.7; interval [CI], 0.5 to 0.9"),
    ],
)
def test_a_bracket_that_is_picked_is_picked_to_its_end(sentence: str, first: str, last: str, printed: str) -> None:
    [(_, context)] = contexts([Sentence("Results", "1", 1, sentence)])
    texts = [context.text[start:end] for start, end in context.spans]
    assert context.between(texts.index(first) + 1, texts.index(last) + 1) == printed
