"""Reports of one data folder: each is made of its own studies, and nothing of another report changes it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import ValidationError

from tests import EXAMPLE
from tests.commands import run_command
from tests.revisions import later, with_rash
from vexas_evidence.analysis.checks.run import run_checks
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.verification import verify_evidence
from vexas_evidence.load.folder import load, load_report
from vexas_evidence.load.report_files import report_files
from vexas_evidence.model import Reason
from vexas_evidence.model.estimation import HypothesisTest, StudyDesign
from vexas_evidence.publish.release.difference import differences
from vexas_evidence.publish.release.refusals import refused
from vexas_evidence.publish.release.release_file import write_release
from vexas_evidence.publish.release.snapshot import record_release
from vexas_evidence.system.problems import BadInput

FIRST, SECOND = "marsh-fever-2030", "reed-fever-2031"
HOME, OTHER_HOME = f"studies/{FIRST}", f"studies/{SECOND}"
Edit = Callable[[str, str, str], Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The invented study and a second one with a question, a report and versions of its own."""
    made = Path(shutil.copytree(EXAMPLE, tmp_path / "data"))
    shutil.copytree(made / HOME, made / OTHER_HOME)
    (made / OTHER_HOME / "reconciliation.yml").unlink(missing_ok=True)
    for name in ("reports", "questions", "changes"):
        shutil.copyfile(made / name / f"{FIRST}.yml", made / name / f"{SECOND}.yml")
        renamed(made / name / f"{SECOND}.yml", FIRST, SECOND)
    renamed(made / OTHER_HOME / "study.yml", FIRST, SECOND)
    return made


@pytest.fixture
def edit(folder: Path) -> Edit:
    """Return a function that replaces a text in a file of that folder."""

    def edited(name: str, old: str, new: str) -> Path:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        return folder

    return edited


def renamed(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def problems(folder: Path, report: str = "") -> list[str]:
    with pytest.raises(BadInput) as error:
        load_report(folder, report)
    return [str(each) for each in error.value.problems]


def files(folder: Path, report: str = "") -> dict[str, bytes]:
    return report_files(folder, load_report(folder, report))


def test_a_report_is_made_of_its_studies_alone(folder: Path) -> None:
    assert list(load(folder).studies) == [FIRST, SECOND]
    assert list(load_report(folder, SECOND).studies) == [SECOND]


def test_without_a_name_it_is_the_report_that_the_folder_names(folder: Path) -> None:
    assert load_report(folder).report.id == FIRST


def test_an_unknown_report_gets_the_nearest_one(folder: Path) -> None:
    assert problems(folder, "reed-fever-2030") == [
        f"--report: no report 'reed-fever-2030': one of {FIRST}, {SECOND}: did you mean '{SECOND}'?"
    ]


def test_the_verification_of_a_report_covers_its_studies_alone(folder: Path, edit: Edit) -> None:
    edit(f"{OTHER_HOME}/estimates.yml", "7.5%", "8.5%")
    assert [verify_evidence(load_report(folder, each)).discrepancies == () for each in (FIRST, SECOND)] == [True, False]


@pytest.mark.parametrize("report", [FIRST, SECOND])
def test_the_files_of_a_report_are_those_of_its_studies(folder: Path, report: str) -> None:
    owners = {name.split("/")[1] for name in files(folder, report) if name.startswith("studies/")}
    assert owners == {report}


def test_the_files_of_a_report_name_it(folder: Path) -> None:
    assert f"report: {SECOND}\n".encode() in files(folder, SECOND)["report.yml"]


def test_the_files_of_a_report_load_as_that_report(folder: Path, tmp_path: Path) -> None:
    for name, content in files(folder, SECOND).items():
        path = tmp_path / "copy" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    assert load(tmp_path / "copy").report.id == SECOND


OTHER_ENTRIES = {
    "a source": (
        "sources.yml",
        "sources:\n",
        "sources:\n  - {id: new, title: New, short: New, tier: secondary, seen: whole, role: new, "
        f"studies: [{SECOND}]}}\n",
    ),
    "a declared discrepancy": (
        "declared.yml",
        "declared: []",
        f"declared:\n  - {{study: {SECOND}, check: tokens, estimate: rash, source: marsh-bulletin, "
        "found: a, expected: b, reason: c}",
    ),
}


def test_entries_of_one_line_are_those_of_their_report(folder: Path, edit: Edit) -> None:
    written = "{study: ID, check: tokens, estimate: rash, source: marsh-bulletin, found: a, expected: b, reason: c}"
    own, other = (written.replace("ID", name) for name in (FIRST, SECOND))
    edit("declared.yml", "declared: []", f"declared: [{own}, {other}] # known")
    assert files(folder)["declared.yml"].decode() == f"format: 3\ndeclared: [{own}] # known\n"


@pytest.mark.parametrize(("name", "old", "new"), OTHER_ENTRIES.values(), ids=OTHER_ENTRIES)
def test_an_entry_of_another_study_changes_no_file_of_a_report(
    folder: Path, edit: Edit, name: str, old: str, new: str
) -> None:
    before = {key: content for key, content in files(folder).items() if key != name}
    after = files(edit(name, old, new))
    assert {key: content for key, content in after.items() if key != name} == before
    assert SECOND.encode() not in after[name]


def test_another_report_needs_no_outcome_of_a_question_that_is_not_its_own(folder: Path, edit: Edit) -> None:
    edit(f"questions/{FIRST}.yml", "not_rated: [", "not_rated: [cough, ")
    edit("vocabulary.yml", "outcomes:\n", "outcomes:\n  - {id: cough, label: Cough, group: Harms, role: harm}\n")
    found = [each.found for each in verify_evidence(load(folder)).discrepancies if "says nothing" in each.found]
    assert found == [f"{FIRST} says nothing of cough"]


def words_of(folder: Path, study: str, label: str) -> None:
    text = f"format: 3\noutcomes:\n  - {{id: cough, label: {label}, group: Harms, role: harm}}\n"
    (folder / "studies" / study / "vocabulary.yml").write_text(text, encoding="utf-8")


def test_a_study_adds_outcomes_of_its_own(folder: Path) -> None:
    words_of(folder, SECOND, "Cough")
    evidence = load(folder)
    assert ["cough" in evidence.outcomes_of(each) for each in evidence.studies.values()] == [False, True]


def test_an_outcome_has_one_meaning_in_a_report(folder: Path, edit: Edit) -> None:
    words_of(folder, FIRST, "Cough")
    words_of(folder, SECOND, "Dry cough")
    edit(f"reports/{FIRST}.yml", f"studies: [{FIRST}]", f"studies: [{FIRST}, {SECOND}]")
    assert problems(folder) == [
        f"data/{OTHER_HOME}/vocabulary.yml:3: outcome 'cough' has another meaning in {FIRST}, and {FIRST} reports "
        "both: one meaning in a report: rename one, or move it to the vocabulary.yml that all studies share"
    ]


def test_an_outcome_has_a_meaning_in_each_of_two_reports(folder: Path) -> None:
    words_of(folder, FIRST, "Cough")
    words_of(folder, SECOND, "Dry cough")
    labels = [each.vocabulary.outcomes[0].label for each in load(folder).studies.values()]
    assert labels == ["Cough", "Dry cough"]


REPORT, QUESTION = f"reports/{FIRST}.yml", f"questions/{FIRST}.yml"
WRONG = {
    "the id of a report": (
        f"reports/{SECOND}.yml",
        f"id: {SECOND}\nq",
        "id: other\nq",
        f"data/reports/{SECOND}.yml:2: id 'other': the name of the file, '{SECOND}': "
        "rename one of them: reports/other.yml",
    ),
    "the id of a question": (
        f"questions/{SECOND}.yml",
        f"id: {SECOND}",
        "id: other",
        f"data/questions/{SECOND}.yml:2: id 'other': the name of the file, '{SECOND}': "
        "rename one of them: questions/other.yml",
    ),
    "an unknown question": (
        REPORT,
        f"question: {FIRST}",
        "question: marsh-fever",
        f"data/{REPORT}:3: unknown question 'marsh-fever': a declared question: did you mean '{FIRST}'?",
    ),
    "an index study of another report": (
        REPORT,
        f"index_study: {FIRST}",
        f"index_study: {SECOND}",
        f"data/{REPORT}:5: index_study '{SECOND}': one of its studies: {FIRST}: "
        "add it to 'studies', or name another one",
    ),
    "an outcome twice": (
        QUESTION,
        "critical: [deaths]",
        "critical: [deaths, rash]",
        f"data/{QUESTION}:5: outcome 'rash' twice: one importance for each: remove one of them",
    ),
    "an unknown outcome": (
        QUESTION,
        "critical: [deaths]",
        "critical: [death]",
        f"data/{QUESTION}:6: unknown outcome 'death': a declared outcome: did you mean 'deaths'?",
    ),
    "a brace in a question": (
        QUESTION,
        "In an invented illness",
        "In {rash}",
        f"data/{QUESTION}:3: a brace in 'In {{rash}}, what was seen after an invented treatment?': "
        "words only, without references: write it in words",
    ),
    "a numeral in a question": (
        QUESTION,
        "In an invented illness",
        "In 40 adults",
        f"data/{QUESTION}:3: numeral '40' in 'In 40 adults, what was seen after an invented treatment?': "
        "words: write it in words, or declare the name that holds it in vocabulary.yml",
    ),
    "a vote without its panel": (
        QUESTION,
        "status: proposed",
        "status: voted",
        f"data/{QUESTION}:4: a vote names its panel as 'voted_by', and nothing else does: a valid outcomes: "
        "compare with the source",
    ),
    "an absent outcome of a kind that no source states": (
        f"{HOME}/estimates.yml",
        "{outcome: deaths, table: safety}",
        "{outcome: deaths, kind: not measured}",
        f"data/{HOME}/estimates.yml:26: kind 'not measured' without readings: a source has to say so: "
        "a valid record: compare with the source",
    ),
    "a declared discrepancy of two studies": (
        "declared.yml",
        "declared: []",
        "declared:\n  - {check: tokens, estimate: rash, source: marsh-bulletin, found: a, expected: b, reason: c}",
        f"data/declared.yml:3: estimates of {FIRST} and {SECOND} have the id 'rash': one study: "
        "name it: add 'study: ID'",
    ),
}


@pytest.mark.parametrize(("name", "old", "new", "message"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_with_its_line(edit: Edit, name: str, old: str, new: str, message: str) -> None:
    assert problems(edit(name, old, new)) == [message]


def test_a_report_has_versions(folder: Path) -> None:
    (folder / "changes" / f"{SECOND}.yml").unlink()
    assert problems(folder) == [
        f"data/reports/{SECOND}.yml:2: no versions of {SECOND}: changes/{SECOND}.yml with the versions of the report: "
        "add that file"
    ]


def test_the_report_that_is_shown_has_versions(folder: Path) -> None:
    (folder / "changes" / f"{FIRST}.yml").unlink()
    assert problems(folder) == [
        f"data/{REPORT}:2: no versions of {FIRST}: changes/{FIRST}.yml with the versions of the report: add that file"
    ]


@pytest.mark.parametrize("name", ["reports", "questions", "changes"])
def test_a_folder_has_each_kind_of_file(folder: Path, name: str) -> None:
    shutil.rmtree(folder / name)
    assert f"data/{name}: no file in {name}/: a file for each: add {name}/ID.yml" in problems(folder)


def test_a_second_report_has_releases_of_its_own(folder: Path, tmp_path: Path) -> None:
    first = load_report(folder)
    released = write_release(record_release(Numbers(first, first.study)))
    (tmp_path / "releases").mkdir()
    (tmp_path / "releases" / "1.0.0.json").write_text(released, encoding="utf-8")
    done = run_command("release", "--report", SECOND, "--data", str(folder), folder=tmp_path)
    assert done.returncode == 0, done.stderr
    told = json.loads((tmp_path / "releases" / SECOND / "1.0.0.json").read_text(encoding="utf-8"))
    assert (told["report"], told["study"]) == (SECOND, SECOND)


def test_messages_of_a_release_name_the_file_of_a_second_report(folder: Path, edit: Edit, tmp_path: Path) -> None:
    first = load_report(folder)
    (tmp_path / "releases").mkdir()
    (tmp_path / "releases" / "1.0.0.json").write_text(write_release(record_release(Numbers(first, first.study))))
    (tmp_path / "releases" / SECOND).mkdir()
    second = load_report(folder, SECOND)
    released = write_release(record_release(Numbers(second, second.study)))
    (tmp_path / "releases" / SECOND / "1.0.0.json").write_text(released, encoding="utf-8")
    edit(f"{OTHER_HOME}/narrative.yml", "title: Response", "title: What came of it")
    done = run_command("release", "--report", SECOND, "--data", str(folder), folder=tmp_path)
    assert done.stderr.startswith(f"releases/{SECOND}/1.0.0.json: key-point-response, title: ")


@pytest.fixture
def both(edit: Edit) -> Numbers:
    """The numbers of a report of two studies, of which the second is a copy of the first."""
    evidence = load_report(edit(f"reports/{FIRST}.yml", f"studies: [{FIRST}]", f"studies: [{FIRST}, {SECOND}]"))
    return Numbers(evidence, evidence.study)


def test_an_outcome_of_the_question_in_the_vocabulary_of_another_study_is_to_be_shared(
    folder: Path, edit: Edit
) -> None:
    outcome = "  - {id: chills, label: Chills, group: Harms, role: harm}\n"
    (folder / OTHER_HOME / "vocabulary.yml").write_text(f"format: 3\noutcomes:\n{outcome}", encoding="utf-8")
    edit(f"reports/{FIRST}.yml", f"studies: [{FIRST}]", f"studies: [{FIRST}, {SECOND}]")
    edit(f"questions/{FIRST}.yml", "not_rated: [", "not_rated: [chills, ")
    edit(f"{OTHER_HOME}/estimates.yml", "not_stated:\n", "not_stated:\n  - chills\n")
    assert [each.remedy for each in run_checks(load_report(folder)).discrepancies] == [
        "move chills from a study's vocabulary.yml to the one that all share; "
        "then extract them, or add not_stated: [chills]"
    ]
    (folder / OTHER_HOME / "vocabulary.yml").unlink()
    edit("vocabulary.yml", "outcomes:\n", f"outcomes:\n{outcome}")
    edit(f"{HOME}/estimates.yml", "not_stated:\n", "not_stated:\n  - chills\n")
    assert run_checks(load_report(folder)).discrepancies == ()


def test_a_release_keeps_the_records_of_further_studies_by_their_study(both: Numbers) -> None:
    known = {each.id: each for each in record_release(both).records if each.kind == "estimate"}
    assert set(known) == {name for own in both.study.estimates for name in (own, f"{SECOND}.{own}")}


def test_a_record_of_a_further_study_rests_on_its_own_and_on_shared_sources(both: Numbers) -> None:
    [further] = (each for each in record_release(both).records if each.id == f"{SECOND}.rash")
    assert further.rests_on == ("marsh-bulletin",)
    [claim] = (each for each in record_release(both).records if each.key == ("claim", f"{SECOND}.claim-most-better"))
    assert claim.rests_on == (f"{SECOND}.fever-free-week-4", "quantifier-most")


def test_a_release_says_once_what_is_the_same_for_each_study(both: Numbers) -> None:
    ids = [each.id for each in record_release(both).records if each.is_shared]
    assert "question" in ids
    assert not [name for name in ids if name.startswith(SECOND)]


def test_a_changed_number_of_a_further_study_needs_a_reason_by_that_id(both: Numbers) -> None:
    changes = later("1.1.0", Reason(id=f"{SECOND}.rash", reason="Corrected.", conclusion="unchanged"))
    now = with_rash(Numbers(both.evidence, both.evidence.studies[SECOND]), "10%", changes).study
    evidence = replace(both.evidence, studies=both.evidence.studies | {SECOND: now}, changes=changes)
    working = record_release(Numbers(evidence, both.study))
    assert refused(changes, working, [record_release(both)]) == ()
    found = [each.summary for each in differences(record_release(both), working) if each.id.endswith("rash")]
    assert found[0] == f"{SECOND}.rash, value: “7.5%” → “10%”"


DESIGNS = {
    "one arm": ({"arms": "one arm", "randomized": "no"}, "'randomized' beside one arm, to which nobody was allocated"),
    "several arms": ({"arms": "parallel"}, "several arms without 'randomized': write yes, no or not stated"),
}


@pytest.mark.parametrize(("design", "wrong"), DESIGNS.values(), ids=DESIGNS)
def test_a_design_says_how_its_arms_were_allocated(design: dict[str, str], wrong: str) -> None:
    with pytest.raises(ValidationError, match=wrong):
        StudyDesign.model_validate(design)


@pytest.mark.parametrize(
    ("hypothesis", "margin"), [("superiority", {"margin": "10%"}), ("non-inferiority", {}), ("equivalence", {})]
)
def test_a_margin_belongs_to_non_inferiority_and_equivalence(hypothesis: str, margin: dict[str, str]) -> None:
    record = {"name": "log-rank", "hypothesis": hypothesis, "sides": "two"} | margin
    with pytest.raises(ValidationError, match="a margin belongs to non-inferiority and equivalence"):
        HypothesisTest.model_validate(record)
