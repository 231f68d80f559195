"""A data folder of format 2 is upgraded: its question, its report and their versions get files of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands import run_command

Folder = Callable[..., Path]
VOCABULARY = """format: 2
outcomes:
  - {id: deaths, label: Deaths, critical: true, role: harm}
  - {id: rash, role: harm}
  - {id: rule, role: definition}
"""
FILES = {
    "report.yml": "format: 2\nstudy: a\n",
    "changes.yml": "format: 2\nversions: []\n",
    "vocabulary.yml": VOCABULARY,
    "studies/a/study.yml": "format: 2\nid: a\nquestion: What was seen?\ntitle: A title\n",
}
QUESTION = """format: 3
id: a
text: "What was seen?"
outcomes:
  status: proposed
  critical: [deaths]
  not_rated: [rash]
"""
STUDY, ASKED = "studies/a/study.yml", "questions/a.yml"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Return a function that writes a small folder of format 2, with other files in the place of some; None is none."""

    def made(**changed: str | None) -> Path:
        names = {name.partition(".")[0].rpartition("/")[2]: name for name in FILES}
        texts = FILES | {names[key]: text for key, text in changed.items()}
        for name, text in texts.items():
            if text is not None:
                path = tmp_path / "data" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(text.encode("utf-8"))
        return tmp_path / "data"

    return made


def upgraded(folder: Path) -> dict[str, str]:
    """The texts of a folder after its upgrade, by name, with their line ends."""
    done = run_command("upgrade", "--data", str(folder), "--write")
    assert (done.returncode, done.stderr) == (0, "")
    return texts_of(folder)


def texts_of(folder: Path) -> dict[str, str]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8") for path in paths}


def problems(folder: Path, *options: str) -> list[str]:
    done = run_command("upgrade", "--data", str(folder), *options)
    assert done.returncode == 2
    return done.stderr.splitlines()[:-1]


def test_each_thing_gets_its_file(folder: Folder) -> None:
    assert upgraded(folder()) == {
        "report.yml": "# The report that is rendered where none is named.\nformat: 3\nreport: a\n",
        "reports/a.yml": "format: 3\nid: a\nquestion: a\nstudies: [a]\nindex_study: a\n",
        "changes/a.yml": "format: 3\nversions: []\n",
        "questions/a.yml": QUESTION,
        "vocabulary.yml": VOCABULARY.replace("format: 2", "format: 3").replace(", critical: true", ""),
        "studies/a/study.yml": "format: 3\nid: a\ntitle: A title\n",
    }


def test_each_change_is_listed_and_nothing_written(folder: Folder) -> None:
    data = folder()
    done = run_command("upgrade", "--data", str(data))
    assert (done.returncode, done.stderr) == (1, "8 changes in 7 files; nothing was written: add --write\n")
    assert done.stdout.splitlines() == [
        "data/changes.yml:1: format: 2 → format: 3",
        "data/report.yml:1: format: 2 → format: 3",
        "data/studies/a/study.yml:1: format: 2 → format: 3",
        "data/vocabulary.yml:1: format: 2 → format: 3",
        "data/studies/a/study.yml:3: question → data/questions/a.yml, with the importance of the outcomes",
        "data/vocabulary.yml:3: critical: true → critical in the questions",
        "data/report.yml: all but the report's name → data/reports/a.yml",
        "data/changes.yml → data/changes/a.yml",
    ]
    assert texts_of(data) == FILES


def test_a_folder_of_format_3_needs_nothing(folder: Folder) -> None:
    data = folder()
    upgraded(data)
    done = run_command("upgrade", "--data", str(data))
    assert (done.returncode, done.stdout) == (0, f"{data}: nothing to do\n")


MOVED = {
    "on one line": "question: What was seen?\n",
    "in quotes": "question: 'What was seen?'  # asked by nobody yet\n",
    "folded over lines": "question: What\n  was\n  seen?\n",
    "in a folded block": "question: >-\n  What was\n  seen?\n",
    "in a literal block": "question: |\n  What was\n  seen?\n\n",
}


@pytest.mark.parametrize("written", MOVED.values(), ids=MOVED)
def test_a_question_moves(folder: Folder, written: str) -> None:
    texts = upgraded(folder(study=f"format: 2\nid: a\n{written}# The title.\ntitle: A title\n"))
    assert (texts[STUDY], texts[ASKED]) == ("format: 3\nid: a\n# The title.\ntitle: A title\n", QUESTION)


IN_BRACES = {
    "first": ("{question: What was seen?, format: 2, id: a}\n", "{format: 3, id: a}\n"),
    "between others": ("{format: 2, question: What was seen?, id: a}\n", "{format: 3, id: a}\n"),
    "last": ('{format: 2, id: a,\n  question: "What was seen?"}\n', "{format: 3, id: a}\n"),
}


@pytest.mark.parametrize(("before", "after"), IN_BRACES.values(), ids=IN_BRACES)
def test_a_question_in_braces_moves(folder: Folder, before: str, after: str) -> None:
    texts = upgraded(folder(study=before))
    assert (texts[STUDY], texts[ASKED]) == (after, QUESTION)


def test_a_question_at_the_end_of_its_file_moves(folder: Folder) -> None:
    texts = upgraded(folder(study="format: 2\nid: a\nquestion: What was seen?"))
    assert (texts[STUDY], texts[ASKED]) == ("format: 3\nid: a\n", QUESTION)


def test_a_question_keeps_its_quotes(folder: Folder) -> None:
    texts = upgraded(folder(study="format: 2\nid: a\nquestion: 'What \"was\" seen?'\n"))
    assert 'text: "What \\"was\\" seen?"\n' in texts[ASKED]


def test_a_question_moves_after_a_byte_order_mark(folder: Folder) -> None:
    texts = upgraded(folder(study=f"\ufeff{FILES[STUDY]}"))
    assert (texts[STUDY], texts[ASKED]) == ("\ufeffformat: 3\nid: a\ntitle: A title\n", QUESTION)


def test_a_question_with_a_reference_is_refused(folder: Folder) -> None:
    data = folder(study="format: 2\nid: a\nquestion: What was seen in {included}?\n")
    before = texts_of(data)
    assert problems(data, "--write") == [
        "data/studies/a/study.yml:3: a reference to a number in the question: words only: "
        "write it in words, then upgrade"
    ]
    assert texts_of(data) == before


NOT_CRITICAL = {
    "first in braces": ("- {critical: true, id: deaths, role: harm}", "- {id: deaths, role: harm}"),
    "in the middle": ("- {id: deaths, critical: true, role: harm}", "- {id: deaths, role: harm}"),
    "at the end": ("- {id: deaths, role: harm, critical: true}", "- {id: deaths, role: harm}"),
    "on a line in braces": ("- {id: deaths, role: harm,\n     critical: true}", "- {id: deaths, role: harm}"),
    "on a line of its own": (
        "- id: deaths\n    critical: true  # yes\n    role: harm",
        "- id: deaths\n    role: harm",
    ),
    "on the first line": ("- critical: true\n    id: deaths\n    role: harm", "- id: deaths\n    role: harm"),
    "on the last line": ("- id: deaths\n    role: harm\n    critical: true", "- id: deaths\n    role: harm"),
}


@pytest.mark.parametrize(("before", "after"), NOT_CRITICAL.values(), ids=NOT_CRITICAL)
def test_an_outcome_is_critical_to_the_question_alone(folder: Folder, before: str, after: str) -> None:
    texts = upgraded(folder(vocabulary=f"format: 2\noutcomes:\n  {before}\n  - {{id: rash, role: harm}}\n"))
    assert texts["vocabulary.yml"] == f"format: 3\noutcomes:\n  {after}\n  - {{id: rash, role: harm}}\n"
    assert texts[ASKED] == QUESTION


def test_an_outcome_that_was_not_critical_is_rated_by_nobody(folder: Folder) -> None:
    texts = upgraded(folder(vocabulary="format: 2\noutcomes:\n  - {id: rash, critical: false, role: harm}\n"))
    assert texts["vocabulary.yml"] == "format: 3\noutcomes:\n  - {id: rash, role: harm}\n"
    assert texts[ASKED].endswith("  status: proposed\n  not_rated: [rash]\n")


def test_many_outcomes_stand_on_several_lines(folder: Folder) -> None:
    names = [f"outcome-number-{number}" for number in range(7)]
    outcomes = "".join(f"  - {{id: {name}, role: harm}}\n" for name in names)
    texts = upgraded(folder(vocabulary=f"format: 2\noutcomes:\n{outcomes}"))
    first, last = ", ".join(names[:5]), ", ".join(names[5:])
    assert texts[ASKED].endswith(f"  not_rated: [\n    {first},\n    {last}\n  ]\n")


REPORT = """# yaml-language-server: $schema=schema/report.json
# What is shown.
format: 2
study: a  # the only one
# published: https://example.org/
license: MIT
card: included
"""
REPORT_3 = """# yaml-language-server: $schema=../schema/reports.json
# What is shown.
format: 3
id: a
question: a
studies: [a]
index_study: a  # the only one
# published: https://example.org/
license: MIT
card: included
"""
DEFAULT = """# yaml-language-server: $schema=schema/report.json
# The report that is rendered where none is named.
format: 3
report: a
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["line ends of Unix", "line ends of Windows"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["no mark", "a byte order mark"])
def test_a_report_moves_with_its_comments_and_line_ends(folder: Folder, mark: str, end: str) -> None:
    texts = upgraded(folder(report=f"{mark}{REPORT}".replace("\n", end)))
    assert texts["reports/a.yml"] == f"{mark}{REPORT_3}".replace("\n", end)
    assert texts["report.yml"] == DEFAULT.replace("\n", end)


def test_a_report_in_braces_moves(folder: Folder) -> None:
    texts = upgraded(folder(report="{format: 2, study: a, license: MIT}\n"))
    assert texts["reports/a.yml"] == "{format: 3, id: a, question: a, studies: [a], index_study: a, license: MIT}\n"


def test_an_indented_report_keeps_its_indentation(folder: Folder) -> None:
    texts = upgraded(folder(report="  format: 2\n  study: a\n"))
    assert texts["reports/a.yml"] == "  format: 3\n  id: a\n  question: a\n  studies: [a]\n  index_study: a\n"


CHANGES = "# yaml-language-server: $schema=schema/changes.json\n# Newest first.\nformat: 2\nversions: []  # none\n"


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["line ends of Unix", "line ends of Windows"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["no mark", "a byte order mark"])
def test_the_versions_move_with_their_comments_and_line_ends(folder: Folder, mark: str, end: str) -> None:
    texts = upgraded(folder(changes=f"{mark}{CHANGES}".replace("\n", end)))
    expected = CHANGES.replace("schema=schema", "schema=../schema").replace("format: 2", "format: 3")
    assert texts["changes/a.yml"] == f"{mark}{expected}".replace("\n", end)
    assert "changes.yml" not in texts


def test_a_question_has_the_line_ends_of_its_study(folder: Folder) -> None:
    texts = upgraded(folder(study=FILES[STUDY].replace("\n", "\r\n")))
    assert (texts[STUDY], texts[ASKED]) == (
        "format: 3\r\nid: a\r\ntitle: A title\r\n",
        QUESTION.replace("\n", "\r\n"),
    )


def test_a_report_without_a_study_is_refused(folder: Folder) -> None:
    assert problems(folder(report="format: 2\nlicense: MIT\n")) == [
        "data/report.yml: no study named: study: ID, as in format 2: name the study that is shown"
    ]


def test_versions_of_no_report_are_refused(folder: Folder) -> None:
    assert problems(folder(report=None)) == [
        "data/report.yml: no report named: report: ID, as in format 3: name the report that is shown"
    ]


def test_all_that_keeps_a_folder_from_its_upgrade_is_listed(folder: Folder) -> None:
    data = folder(report="format: 2\n", study="format: 2\nid: a\nquestion: Of {included}?\n")
    assert [line.partition(": ")[0] for line in problems(data)] == ["data/report.yml", "data/studies/a/study.yml:3"]


def test_a_study_of_format_2_joins_a_folder_of_format_3(folder: Folder) -> None:
    data = folder()
    upgraded(data)
    (data / "studies" / "b").mkdir()
    (data / "studies" / "b" / "study.yml").write_text("format: 2\nid: b\nquestion: What else?\n", encoding="utf-8")
    before = texts_of(data)
    texts = upgraded(data)
    assert {name: text for name, text in texts.items() if before.get(name) != text} == {
        "studies/b/study.yml": "format: 3\nid: b\n",
        "questions/b.yml": 'format: 3\nid: b\ntext: "What else?"\noutcomes:\n  status: proposed\n'
        "  not_rated: [deaths, rash]\n",
    }


def test_versions_of_format_2_join_a_folder_of_format_3(folder: Folder) -> None:
    data = folder()
    expected = upgraded(data)
    (data / "changes" / "a.yml").unlink()
    (data / "changes.yml").write_text(FILES["changes.yml"], encoding="utf-8")
    assert upgraded(data) == expected


def test_a_question_that_has_its_file_already_is_refused(folder: Folder) -> None:
    data = folder()
    upgraded(data)
    (data / STUDY).write_text(FILES[STUDY], encoding="utf-8")
    assert problems(data) == [
        "data/studies/a/study.yml:3: a question here and in data/questions/a.yml: one of them: remove one, then upgrade"
    ]
