"""Texts that a second person signs off, shown on the invented trial with invented names."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests import DATA, TRIAL
from tests.commands import Done, run_command
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.load.folder import load, load_report
from vexas_evidence.load.report_files import report_files
from vexas_evidence.publish.release.signoffs import TextToRead, recorded, texts_to_read
from vexas_evidence.system.problems import BadInput

NARRATIVE = "studies/reed-cough-2031/narrative.yml"
NOTE = "      - {of: infections-tea, outcome: infections, population: tea, timepoint: time-not-stated}"
READER = "Ada Reader"


@pytest.fixture
def trial(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TRIAL, tmp_path / "trial"))


def sign(folder: Path, *texts: str, by: str = READER) -> Done:
    """Sign texts off."""
    return run_command("signoff", "--data", str(folder), "--by", by, *texts)


def texts_of(folder: Path) -> dict[str, TextToRead]:
    """The texts of the report, by id."""
    evidence = load_report(folder)
    return {each.id: each for each in texts_to_read(Numbers(evidence, evidence.study))}


def edit(path: Path, old: str, new: str) -> None:
    """Write another text into a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_nothing_of_the_real_report_is_signed_off() -> None:
    assert [each.id for each in texts_of(DATA).values() if each.last] == []


def test_verify_says_how_many_texts_nobody_has_read() -> None:
    done = run_command("verify", "--data", str(TRIAL))
    count = len(texts_of(TRIAL))
    assert f"texts of reed-cough-2031: 0 signed off by a second person, {count} unread\n" in done.stdout


def test_without_the_id_of_a_text_all_that_is_unread_is_listed() -> None:
    done = run_command("signoff", "--data", str(TRIAL))
    listed = (
        "key-point-participants (Key point: Participants)\n  Participants There were 240 adults randomized. Of these, "
    )
    assert (done.returncode, listed in done.stdout) == (0, True)


def test_a_sign_off_holds_who_read_which_text_when(trial: Path) -> None:
    done = sign(trial, "key-point-harms")
    [signoff] = load(trial).signoffs
    assert (done.returncode, signoff.by, signoff.text, signoff.report) == (
        0,
        READER,
        "key-point-harms",
        "reed-cough-2031",
    )
    assert texts_of(trial)["key-point-harms"].is_signed_off


def test_the_command_says_what_was_written_and_what_is_left(trial: Path) -> None:
    first, last = sign(trial, "key-point-harms").stdout.splitlines()
    count = len(texts_of(trial))
    assert first == f"{trial / 'signoffs.yml'}: key-point-harms signed off by {READER}"
    assert last == f"texts of reed-cough-2031: 1 signed off by a second person, {count - 1} unread"


def test_a_second_sign_off_stands_below_the_first(trial: Path) -> None:
    sign(trial, "key-point-harms")
    sign(trial, "plain-harms", by="Grace Second")
    assert [(each.text, each.by) for each in load(trial).signoffs] == [
        ("key-point-harms", READER),
        ("plain-harms", "Grace Second"),
    ]


def test_a_text_that_is_signed_off_is_not_listed_again(trial: Path) -> None:
    sign(trial, "key-point-harms")
    assert "key-point-harms" not in run_command("signoff", "--data", str(trial)).stdout


def test_a_text_with_another_word_has_lost_its_sign_off(trial: Path) -> None:
    sign(trial, "plain-study")
    edit(trial / NARRATIVE, "Chance decided who drank which.", "Chance decided who drank what.")
    assert not texts_of(trial)["plain-study"].is_signed_off


def test_a_text_with_another_number_has_lost_its_sign_off(trial: Path) -> None:
    sign(trial, "key-point-harms")
    known = texts_of(trial)["key-point-harms"]
    assert not TextToRead(known.id, known.label, known.text.replace("14 of 118", "15 of 118"), known.last).is_signed_off


def test_of_a_changed_text_what_is_new_to_read_is_shown(trial: Path) -> None:
    sign(trial, "plain-study")
    edit(trial / NARRATIVE, "Chance decided who drank which.", "Chance decided who drank what.")
    [signoff] = load(trial).signoffs
    told = run_command("signoff", "--data", str(trial)).stdout
    assert (
        f"plain-study (Plain language: What was studied), changed since {READER} read it on {signoff.on}\n"
        "  read  Chance decided who drank which.\n"
        "  now   Chance decided who drank what.\n"
    ) in told


@pytest.mark.parametrize("name", ["Nobody N", "nobody  n", "N, Nobody"])
def test_an_author_of_the_texts_cannot_sign_one_off(trial: Path, name: str) -> None:
    done = sign(trial, "plain-study", by=name)
    message = (
        f"trial/reports/reed-cough-2031.yml:6: {name} is an author of the texts of reed-cough-2031: a second person: "
        "let someone else read them\n1 problem; nothing was written\n"
    )
    assert (done.returncode, done.stderr) == (2, message)


def test_where_no_author_is_stated_nobody_can_sign_off(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DATA, tmp_path / "data"))
    done = sign(folder, "plain-study")
    assert (done.returncode, done.stderr) == (
        2,
        "data/reports/frenvex-aza-2025.yml:3: no author of the texts of frenvex-aza-2025 is stated: who wrote them, so "
        "that someone else reads them: add 'authors: [NAME, …]' to its file\n1 problem; nothing was written\n",
    )


def test_a_sign_off_by_an_author_is_refused_where_it_is_loaded(trial: Path) -> None:
    sign(trial, "plain-study")
    edit(trial / "signoffs.yml", READER, "Nobody N")
    with pytest.raises(BadInput) as told:
        load(trial)
    assert [each.wrong for each in told.value.problems] == ["Nobody N is an author of the texts of reed-cough-2031"]


def test_a_sign_off_of_a_report_that_is_not_there_is_refused(trial: Path) -> None:
    sign(trial, "plain-study")
    edit(trial / "signoffs.yml", "report: reed-cough-2031", "report: reed-cough")
    with pytest.raises(BadInput) as told:
        load(trial)
    assert [each.wrong for each in told.value.problems] == ["unknown report 'reed-cough'"]


def test_what_was_read_cannot_be_written_anew_by_hand(trial: Path) -> None:
    sign(trial, "plain-study")
    edit(trial / "signoffs.yml", "drank which", "drank what")
    with pytest.raises(BadInput) as told:
        load(trial)
    [problem] = told.value.problems
    assert "'read' is not the text of the fingerprint" in problem.wrong


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("--by", READER, "plain-stud"),
            "TEXT-ID: no text 'plain-stud': one that vexas-evidence signoff lists: did you mean 'plain-study'?",
        ),
        (("plain-study",), "--by: no name: who has read the texts: add --by NAME"),
    ],
)
def test_a_sign_off_that_says_too_little_is_told_what_to_add(
    trial: Path, arguments: tuple[str, ...], message: str
) -> None:
    done = run_command("signoff", "--data", str(trial), *arguments)
    assert (done.returncode, done.stderr) == (2, f"{message}\n1 problem; nothing was written\n")


def test_a_release_keeps_who_read_which_text_and_names_what_is_unread(trial: Path) -> None:
    sign(trial, "plain-study")
    texts = tuple(texts_of(trial).values())
    kept = recorded(texts)
    assert [(each.text, each.by) for each in kept["signoffs"]] == [("plain-study", READER)]  # type: ignore[union-attr]
    assert kept["unread"] == tuple(each.id for each in texts if each.id != "plain-study")


def test_a_report_has_the_sign_offs_of_its_own_texts_alone(trial: Path) -> None:
    for kind in ("reports", "changes"):
        path = Path(shutil.copy(trial / kind / "reed-cough-2031.yml", trial / kind / "other.yml"))
        if kind == "reports":
            edit(path, "id: reed-cough-2031\nquestion", "id: other\nquestion")
    sign(trial, "plain-study")
    run_command("signoff", "--data", str(trial), "--report", "other", "--by", READER, "plain-harms")
    evidence = load_report(trial, "other")
    kept = report_files(trial, evidence)["signoffs.yml"].decode()
    assert [each.text for each in evidence.signoffs] == ["plain-harms"]
    assert ("plain-study" in kept, "plain-harms" in kept) == (False, True)
