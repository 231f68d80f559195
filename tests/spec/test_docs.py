"""What README, CONTRIBUTING and the other documents name is there, and what they show is what commands print."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests import ROOT
from tests.commands import Done, run_command
from vexas_evidence.cli import app
from vexas_evidence.text.prose import ESTIMATE_PARTS

DOCUMENTS = [ROOT / f"{name}.md" for name in ("README", "CONTRIBUTING", "GLOSSARY", "SECURITY", "CHANGELOG")]
DOCUMENTS += sorted((ROOT / "docs").glob("*.md"))
TEXTS = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in DOCUMENTS}
README = TEXTS["README.md"]
CURRENT = {name: text for name, text in TEXTS.items() if name != "CHANGELOG.md"}
"""The documents that speak of the code as it is."""
KEPT = ("vexas_evidence", "tests", "report", "data", "docs", "bench", "releases", "licenses", ".github", ".ci")
PATHS = [path for folder in KEPT for path in ((ROOT / folder), *(ROOT / folder).rglob("*"))] + [*ROOT.glob("*.*")]
FILES = [path.relative_to(ROOT).as_posix() for path in PATHS]
SUFFIXES = "py|qmd|lua|typ|toml|cff|md|yml|txt|css|scss|js"
"""What ends the name of a file that is kept in the repository; other files named in the documents are outputs."""
MADE = {".venv", "_site", "dist", "releases", "report/generated"}
"""Folders whose files a command makes."""


def spans(text: str) -> Iterator[str]:
    """What stands as code in a document: in a line, and line by line in a block."""
    for block in re.findall(r"^```[a-z]*\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        yield from block.splitlines()
    yield from re.findall(r"^ {4}(\S.*)", text, re.MULTILINE)
    yield from (span.replace(r"\|", "|") for span in re.findall("`([^`\n]+)`", text))


def named_files(text: str) -> set[str]:
    """Paths and file names of the repository that stand in a document; names in capitals stand for any."""
    names = {span.rstrip("/") for span in re.findall("`([^`\n ]+)`", text)}
    files = {name for name in names if re.fullmatch(rf"[\w./-]+\.({SUFFIXES})", name)}
    folders = {name for name in names if "/" in name and re.fullmatch(r"[\w.-]+(/[\w.-]+)+", name)}
    return {name for name in files | folders if not re.search(r"\b[A-Z]{2,}\b", name.split(".")[0])}


def is_there(name: str) -> bool:
    if any(name == made or name.startswith(f"{made}/") for made in MADE):
        return True
    return any(path == name or path.endswith(f"/{name}") for path in FILES)


@pytest.mark.parametrize("document", CURRENT)
def test_every_file_and_folder_that_a_document_names_is_there(document: str) -> None:
    assert sorted(name for name in named_files(CURRENT[document]) if not is_there(name)) == []


@pytest.mark.parametrize("document", TEXTS)
def test_every_link_of_a_document_to_a_file_leads_there(document: str) -> None:
    prose = re.sub(r"^```.*?^```", "", TEXTS[document], flags=re.DOTALL | re.MULTILINE)
    links = re.findall(r"\]\((?!https?:)([^)#\s]+)", prose)
    assert [link for link in links if not ((ROOT / document).parent / link).exists()] == []


@pytest.mark.parametrize("document", CURRENT)
def test_every_function_that_a_document_names_is_in_the_code(document: str) -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in PATHS if path.suffix == ".py")
    names = re.findall(r"`([a-z_]+)\(\)`", CURRENT[document])
    assert [name for name in names if not re.search(rf"\bdef {name}\(", code)] == []


@pytest.mark.parametrize("document", CURRENT)
def test_every_target_of_make_that_a_document_names_is_in_the_makefile(document: str) -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    named = {span.split()[1] for span in spans(CURRENT[document]) if re.fullmatch("make [a-z-]+", span.strip())}
    assert named - set(targets) == set()


def called(line: str) -> tuple[click.Command, list[str]] | None:
    """The command that a line calls, with the words after it; None for a line that calls none."""
    _, here, rest = line.partition("vexas-evidence ")
    if not here or line.lstrip("$ .").split(" ")[0] not in ("vexas-evidence", "venv/bin/vexas-evidence"):
        return None
    words = [word.strip("[]") for word in rest.split("#")[0].split()]
    command: click.Command = app
    while isinstance(command, click.Group) and words and words[0] in command.commands:
        command = command.commands[words.pop(0)]
    return command, words


@pytest.mark.parametrize("document", CURRENT)
def test_every_command_that_a_document_names_is_there_with_its_options(document: str) -> None:
    wrong = []
    for span in spans(CURRENT[document]):
        if (call := called(span)) is None:
            continue
        command, words = call
        known = {option for each in command.params for option in (*each.opts, *each.secondary_opts)} | {
            "--version",
            "--help",
        }
        options = {word.split("=")[0] for word in words if word.startswith("--")}
        if (isinstance(command, click.Group) and words and not words[0].startswith("-")) or options - known:
            wrong.append(span)
    assert wrong == []


@pytest.mark.parametrize("document", CURRENT)
def test_every_option_that_a_document_names_alone_belongs_to_a_command(document: str) -> None:
    known = {option for command in commands(app) for each in command.params for option in each.opts}
    options = {
        word for span in re.findall("`(--[^`\n]+)`", CURRENT[document]) for word in re.findall(r"--[a-z-]+", span)
    }
    assert options - known == set()


def commands(command: click.Command) -> Iterator[click.Command]:
    yield command
    for each in command.commands.values() if isinstance(command, click.Group) else ():
        yield from commands(each)


def test_every_command_stands_in_the_list_of_commands() -> None:
    listed = {
        command.name
        for span in re.findall(r"^\| `(.+?)` \|", TEXTS["docs/commands.md"], re.MULTILINE)
        if (call := called(span))
        for command in call[:1]
    }
    assert listed == {each.name for each in commands(app) if not isinstance(each, click.Group)}


CONSOLE = re.compile(r"^```console\n\$ vexas-evidence ([^\n]+)\n(.*?)^```", re.DOTALL | re.MULTILINE)
SHOWN = [shown for text in CURRENT.values() for shown in CONSOLE.findall(text)]


@pytest.mark.parametrize(("command", "output"), SHOWN)
def test_a_command_prints_what_a_document_shows(command: str, output: str) -> None:
    done = run_command(*shlex.split(command))
    assert (done.returncode, done.stdout) == (0, output)


def test_the_documents_show_what_a_command_prints() -> None:
    assert SHOWN


def test_the_readme_is_read_in_two_minutes() -> None:
    assert len(README.splitlines()) <= 120


LAYOUT, RECIPES = TEXTS["docs/architecture.md"], TEXTS["CONTRIBUTING.md"]
ROWS: dict[str, str] = dict(re.findall(r"^\| (an? .+?) \| (.+) \|$", LAYOUT, re.MULTILINE))
"""Where each kind of change goes, by the change."""
STEPS = {
    title.lower(): text for title, text in re.findall(r"^### ([^\n]+)\n(.*?)(?=^##)", RECIPES, re.DOTALL | re.MULTILINE)
}
"""How to make it, by the change."""


def lists(text: str) -> set[str]:
    """The names in capitals that stand as code in a text."""
    return set(re.findall(r"`([A-Z][A-Z0-9_]+)`", text))


@pytest.mark.parametrize("change", STEPS)
def test_a_recipe_names_the_files_and_lists_of_its_row(change: str) -> None:
    row, steps = ROWS[change], STEPS[change]
    assert (named_files(row) | lists(row)) - named_files(steps) - lists(steps) == set()


@pytest.mark.parametrize("line", [line for text in (LAYOUT, RECIPES) for line in text.splitlines() if lists(line)])
def test_a_list_stands_in_a_file_that_its_line_names(line: str) -> None:
    files = [path for name in named_files(line) for path in FILES if path == name or path.endswith(f"/{name}")]
    code = "\n".join((ROOT / path).read_text(encoding="utf-8") for path in files if path.endswith(".py"))
    assert [name for name in lists(line) if not re.search(rf"^{name}\b.*=", code, re.MULTILINE)] == []


NEW_STUDY = TEXTS["docs/new-study.md"]
SHOWN_FILES = dict(re.findall(r"^```yaml\n# (data/\S+)\n(.*?)^```", NEW_STUDY, re.DOTALL | re.MULTILINE))
"""The files of the study that the page shows whole, by their paths."""
ABSTRACT, LEDGER = re.findall(r"^```text\n(.*?)^```", NEW_STUDY, re.DOTALL | re.MULTILINE)
HOW_TO_ADD = [shlex.split(line)[1:] for line in re.findall(r"^ {4}(vexas-evidence .+)$", NEW_STUDY, re.MULTILINE)]


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Done]]:
    """The data with the study of the page, whose files are copied from it, and what its commands print."""
    folder = tmp_path_factory.mktemp("new-study")
    shutil.copytree(ROOT / "data", folder / "data")
    (folder / "abstract.txt").write_text(ABSTRACT, encoding="utf-8")
    add, *others = HOW_TO_ADD
    done = [run_command(*add, folder=folder)]
    for name, text in SHOWN_FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        with (folder / name).open("a", encoding="utf-8") as file:  # waivers.yml is there already
            file.write(text)
    return folder / "data", done + [run_command(*each, folder=folder) for each in others if each[0] != "render"]


def test_the_commands_of_the_new_study_are_those_that_the_page_explains() -> None:
    assert [each[0] for each in HOW_TO_ADD] == ["source", "fingerprint", "verify", "render"]


def test_the_ledger_of_the_new_study_is_printed_as_the_page_shows(added: tuple[Path, list[Done]]) -> None:
    assert LEDGER in added[1][0].stdout


def test_the_new_study_of_the_page_is_verified(added: tuple[Path, list[Done]]) -> None:
    assert (added[1][-1].stderr, added[1][-1].stdout.splitlines()[-1]) == ("", "no discrepancy")


def test_a_study_needs_no_narrative(added: tuple[Path, list[Done]], tmp_path: Path) -> None:
    data = Path(shutil.copytree(added[0], tmp_path / "data"))
    (data / "studies" / "hay-cough-2032" / "narrative.yml").unlink()
    assert run_command("verify", "--data", str(data)).stdout.splitlines()[-1] == "no discrepancy"


def test_every_reference_that_the_page_explains_is_one_that_texts_may_use() -> None:
    table = NEW_STUDY.partition("| reference | shows |")[2].partition("## 7")[0]
    assert {"value", *re.findall(r"\{ID\.(\w+)\}", table)} == set(ESTIMATE_PARTS)
