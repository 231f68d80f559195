from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests import DATA, EXAMPLE, ROOT
from tests.commands import run_command, run_process
from vexas_evidence.cli.command import command
from vexas_evidence.load.folder import BY_FOLDER, FILES
from vexas_evidence.load.schema import file_schemas

Spoil = Callable[[str, str, str], Path]


def test_verify_tells_what_it_checked() -> None:
    done = run_command("verify", "--data", str(EXAMPLE))
    assert done.stdout.splitlines()[-8:] == [
        "in all: 37 structural checks, 8 consistency checks, 3 estimates, 4 readings of numbers, "
        "0 readings of words, 1 derived value, 1 claim, 1 outcome not stated, 6 texts for a person, 0 subsets",
        "claims: 1 match, 0 conflict, 0 cannot be tested, 0 unsupported",
        "two extractions of marsh-fever-2030: one extraction only; agreement not tested",
        "texts of marsh-fever-2030: 0 signed off by a second person, 10 unread",
        "ledgers: 8 number tokens, 7 used, 1 waived, 0 left over",
        "anchored: 4 readings match a secondary source",
        "0 of 3 estimates checked against the article",
        "no discrepancy",
    ]
    assert done.returncode == 0


def test_a_discrepancy_ends_with_exit_1(spoiled: Spoil) -> None:
    folder = spoiled("studies/marsh-fever-2030/narrative.yml", "Fever was gone", "In 75% fever was gone")
    done = run_command("verify", "--data", str(folder))
    assert done.returncode == 1
    assert done.stderr == (
        "example/studies/marsh-fever-2030/narrative.yml:5: numeral '75%' typed into a text: a reference such as "
        "{estimate-id}: refer to the number by its id, or declare the name that holds it in vocabulary.yml "
        "[no typed numeral]\n1 discrepancy\n"
    )


def test_bad_input_ends_with_exit_2_and_no_traceback(spoiled: Spoil) -> None:
    folder = spoiled("report.yml", "report:", "reprot:")
    done = run_command("verify", "--data", str(folder))
    assert done.returncode == 2
    assert done.stderr == (
        "example/report.yml:2: key 'report' is missing: a value: add 'report: …'\n"
        "example/report.yml:3: unknown key 'reprot': one of format, report: did you mean 'report'?\n"
        "2 problems\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("table", "finding"),
            "table: no table 'finding': one of reported, study, highlights, findings, safety, denominators, outcomes, "
            "comparison, decision, questions, domains: did you mean 'findings'?\n1 problem\n",
        ),
        (
            ("show", "rsh"),
            "show: no number 'rsh': the id of an estimate or derived value: did you mean 'rash'?\n1 problem\n",
        ),
        (
            ("schema", "studdy"),
            "schema: no schema 'studdy': one of report, vocabulary, sources, waivers, declared, glossary, changes, "
            "reports, questions, study, estimates, narrative, appraisal, judgements, signoffs, reconciliation, "
            "review, extraction, journal-club, ledger, diff: did you mean 'study'?\n1 problem; nothing was written\n",
        ),
        (
            ("render", "--to", "htlm"),
            "--to: no format 'htlm': one of html, pdf, docx, pptx: did you mean 'html'?\n"
            "1 problem; nothing was written\n",
        ),
        (
            ("render", "--to", "xyz"),
            "--to: no format 'xyz': one of html, pdf, docx, pptx: write one of them\n1 problem; nothing was written\n",
        ),
    ],
)
def test_an_unknown_name_gets_the_nearest_one(arguments: tuple[str, ...], message: str) -> None:
    done = run_command(*arguments, "--data", str(EXAMPLE))
    assert done.returncode == 2
    assert done.stderr == message


@pytest.mark.parametrize("given", ["marsh-bulletin", "marsh-bulletin=", "=text.txt"])
def test_a_text_is_named_with_its_source(given: str) -> None:
    done = run_command("verify", "--source", given, "--data", str(EXAMPLE))
    assert done.returncode == 2
    assert done.stderr == (
        f"--source: {given!r}: ID=FILE: name the source, then the file that holds its text\n1 problem\n"
    )


def test_the_list_of_commands_cuts_no_sentence() -> None:
    assert "..." not in run_command("--help").stdout.partition("Commands:")[2]


def test_wrong_usage_ends_with_exit_2() -> None:
    assert run_command("verify", "--nonsense").returncode == 2


def test_a_table_is_written_as_csv() -> None:
    done = run_command("table", "safety", "--format", "csv", "--data", str(EXAMPLE))
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [(row["Harm"], row["Reported"]) for row in rows] == [
        ("Rash", "7.5%"),
        ("Deaths", "not stated in the sources read"),
    ]


def test_a_table_is_written_as_json() -> None:
    done = run_command("table", "denominators", "--format", "json", "--data", str(EXAMPLE))
    assert json.loads(done.stdout)[0]["Number"] == "30 of 40"


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("text", "Evidence version 1.0.0."),
        ("html", "Evidence version 1.0.0."),
        ("csv", ",1.0.0\n"),
        ("json", '"Evidence version":"1.0.0"'),
    ],
)
def test_a_table_names_its_version(form: str, told: str) -> None:
    assert told in run_command("table", "denominators", "--format", form, "--data", str(EXAMPLE)).stdout


def test_a_table_is_written_as_text() -> None:
    assert "(75%)" in run_command("table", "findings", "--data", str(EXAMPLE)).stdout


def test_show_tells_all_that_is_known_of_a_number() -> None:
    done = run_command("show", "fever-free-week-4", "--data", str(EXAMPLE))
    assert done.stdout == (
        "Record                   Freedom from fever, at 4 weeks\n"
        "Number                   75%; 30 of 40; 59.8% to 85.8% (Wilson 95% CI), calculated here\n"
        "Who was counted          patients included\n"
        "When                     at 4 weeks\n"
        "With outcome (n)         30, reported: printed “30 of 40”\n"
        "Counted (N)              40, reported: printed “40”\n"
        "Printed                  “30 of 40” · Bulletin, Story, paragraph 2, sentence 1 "
        "(secondary source, read in full)\n"
        "Printed                  “30 of 40” · Letter, passage 1 of the excerpt read "
        "(secondary source, read in part)\n"
        "Checked against          Matches secondary sources; not yet checked against the article.\n"
        "Identifier               fever-free-week-4\n"
        "Percentage               75% (count ÷ denominator)\n"
        "Exact interval           58.8% to 87.3%, Clopper-Pearson 95% CI\n"
        "Checked                  each printed figure appears in the list of numbers taken from its source\n"
        "Version                  1.0.0\n"
    )


@pytest.mark.parametrize("kind", FILES)
def test_the_committed_schema_is_the_one_the_model_gives(kind: str) -> None:
    committed = json.loads((DATA / "schema" / f"{kind}.json").read_text(encoding="utf-8"))
    assert committed == file_schemas()[kind]


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.yml")), ids=lambda path: path.relative_to(DATA).as_posix())
def test_every_data_file_names_its_schema(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    schema = first.removeprefix("# yaml-language-server: $schema=")
    kind = BY_FOLDER.get(path.parent.name, path.stem)
    assert (path.parent / schema).resolve() == DATA / "schema" / f"{kind}.json"


@pytest.mark.parametrize("data", [EXAMPLE, DATA], ids=["example", "data"])
def test_verify_imports_neither_pandas_nor_matplotlib(data: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys; sys.argv = ['x', 'verify', '--data', sys.argv[1]]\n"
        "from vexas_evidence.cli import app; app(standalone_mode=False)\n"
        "print([name for name in ('pandas', 'matplotlib', 'IPython', 'scipy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(data)], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("day", ["abc", "-1", "9999999999999", "¹"])
def test_a_date_of_files_that_is_none_is_refused_by_its_name(
    day: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", day)
    done = run_command("render", "--engine", "embedded", "--output", str(tmp_path / "site"))
    assert done.stderr.startswith(f"SOURCE_DATE_EPOCH: {day!r}: seconds since 1970, as digits: ")
    assert done.returncode == 2


STRIPPED = (
    "PYTHONOPTIMIZE: docstrings are stripped, and schemas are described by them: 0 or 1: unset it, or leave -OO out\n"
)


def test_a_python_that_strips_docstrings_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONOPTIMIZE", "2")
    done = run_process("export", "--to", "json", "--output", str(tmp_path / "out"))
    assert (done.returncode, done.stderr) == (2, STRIPPED)
    assert not (tmp_path / "out").exists()


def test_the_hook_before_a_render_refuses_a_python_that_strips_docstrings(monkeypatch: pytest.MonkeyPatch) -> None:
    import subprocess
    import sys

    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    hook = [sys.executable, "-OO", str(ROOT / "report" / "hooks" / "before.py")]
    done = subprocess.run(hook, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, STRIPPED)


def test_the_schema_is_the_same_without_assertions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run_command("export", "--to", "json", "--output", str(tmp_path / "plain"))
    monkeypatch.setenv("PYTHONOPTIMIZE", "1")
    run_process("export", "--to", "json", "--output", str(tmp_path / "optimized"))
    name = "evidence.schema.json"
    assert (tmp_path / "optimized" / name).read_bytes() == (tmp_path / "plain" / name).read_bytes()


def test_a_release_takes_no_other_date_than_that_of_its_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    done = run_command("release", "--data", str(EXAMPLE), "--output", str(tmp_path / "dist"))
    assert done.stderr.splitlines() == [
        "SOURCE_DATE_EPOCH: '86400': 1893542400, the date of 1.0.0 (2030-01-02): unset it",
        "1 problem; nothing was written",
    ]


def test_a_command_that_is_interrupted_says_so_and_ends_with_130() -> None:
    @command("wait")
    def wait(data: Path) -> None:
        raise KeyboardInterrupt

    done = CliRunner().invoke(wait)
    assert (done.exit_code, done.stderr) == (
        130,
        "interrupted; what there is to write was written whole, or not at all\n",
    )


def test_of_many_problems_the_first_are_listed_and_all_are_counted(spoiled: Spoil) -> None:
    keys = "".join(f"key-{number}: x\n" for number in range(60))
    done = run_command("verify", "--data", str(spoiled("glossary.yml", "terms:", f"{keys}terms:")))
    lines = done.stderr.splitlines()
    assert (len(lines), lines[-1]) == (51, "60 problems, the first 50 of which are listed")


@pytest.mark.parametrize("folder", ["data", "data/more", "releases"])
def test_nothing_is_exported_among_the_data_and_releases(tmp_path: Path, folder: str) -> None:
    data = shutil.copytree(EXAMPLE, tmp_path / "data")
    done = run_command("export", "--to", "csv", "--data", str(data), "--output", str(tmp_path / folder))
    assert (done.returncode, "which is no folder for outputs" in done.stderr) == (2, True)


def test_a_text_of_a_source_without_a_ledger_is_told() -> None:
    text = EXAMPLE / "texts" / "marsh-article.txt"
    done = run_command("lift", "--source", "nosuch", "--text", str(text), "--data", str(EXAMPLE))
    assert (done.returncode, done.stderr.splitlines()[0]) == (
        2,
        "source nosuch: no ledger of that id: the id of a source: use one of marsh-bulletin, marsh-letter",
    )


@pytest.mark.parametrize("arguments", [("export", "--to", "csv", "--output", ""), ("audit", "")])
def test_an_empty_path_is_refused(arguments: tuple[str, ...]) -> None:
    done = run_command(*arguments)
    assert (done.returncode, "a path is needed, not an empty text" in done.stderr) == (2, True)
