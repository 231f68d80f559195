"""What tests of several folders share: the real study, an invented one, copies of them to spoil, finished outputs."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from tests import DATA, EXAMPLE, HOME, programs
from tests.commands import run_command, run_process
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.load.folder import load, load_report
from vexas_evidence.model import Evidence

if TYPE_CHECKING:
    from tests.release_copies import Cut

Once = Callable[[str, Callable[[Path], object]], Path]
SAID = "said.txt"
"""What a render wrote into the terminal, beside its outputs."""


def words_said(folder: Path) -> str:
    """Return what a render said, in one line."""
    return " ".join((folder / SAID).read_text(encoding="utf-8").split())


pytest_plugins = ["tests.exports"]
collect_ignore = list(programs.NOT_COLLECTED)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which tests were not collected, and why."""
    for name, reason in programs.NOT_COLLECTED.items():
        terminalreporter.write_line(f"not collected: {name}, because {reason}")


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Return a function that makes a folder once for all workers; a test that alters files in it copies them."""
    denominator = tmp_path_factory.getbasetemp()
    shared = denominator.parent if "PYTEST_XDIST_WORKER" in os.environ else denominator

    def made(name: str, make: Callable[[Path], object]) -> Path:
        folder, done = shared / "once" / name, shared / "once" / f"{name}.done"
        done.parent.mkdir(exist_ok=True)
        with FileLock(done.with_suffix(".lock")):
            if not done.exists():
                shutil.rmtree(folder, ignore_errors=True)
                make(folder)
                done.touch()
        return folder

    return made


@pytest.fixture(scope="session")
def rendered(once: Once) -> Path:
    """The whole report, rendered by the embedded engine, and beside it what the render said."""

    def render(folder: Path) -> None:
        folder.mkdir()
        done = run_command("render", "--engine", "embedded", "--output", str(folder / "site"))
        assert done.returncode == 0, done.stderr
        (folder / SAID).write_text(done.stdout + done.stderr, encoding="utf-8")

    return once("rendered", render)


@pytest.fixture(scope="session")
def site(rendered: Path) -> Path:
    """The whole report."""
    return rendered / "site"


@pytest.fixture(scope="session")
def said(rendered: Path) -> str:
    """What the render of the whole report said, in one line."""
    return words_said(rendered)


@pytest.fixture(scope="session")
def quarto_site(once: Once) -> Path:
    """The whole report, rendered by Quarto."""

    def render(folder: Path) -> None:
        done = run_process("render", "--engine", "quarto", "--output", str(folder))
        assert done.returncode == 0, done.stderr

    return once("quarto", render)


@pytest.fixture(scope="session")
def released(once: Once) -> Cut:
    """The invented study released as its first version."""
    from tests.release_copies import Cut

    return Cut(once("released", lambda folder: Cut.begun(folder).release()))


@pytest.fixture(scope="session")
def cut(once: Once, released: Cut) -> Cut:
    """The invented study released twice, as its first version and as 1.1.0."""
    from tests.release_copies import Cut

    def release(folder: Path) -> None:
        made = Cut(Path(shutil.copytree(released.folder, folder)))
        made.read_again("1.1.0")
        made.release()

    return Cut(once("cut", release))


@pytest.fixture(scope="session")
def evidence() -> Evidence:
    """What the report of the real study is made of; the folder holds other studies too."""
    return load_report(DATA)


@pytest.fixture(scope="session")
def numbers(evidence: Evidence) -> Numbers:
    return Numbers(evidence, evidence.study)


@pytest.fixture(scope="session")
def example() -> Numbers:
    invented = load(EXAMPLE)
    return Numbers(invented, invented.study)


@pytest.fixture
def spoiled(tmp_path: Path) -> Callable[[str, str, str], Path]:
    """Return a function that replaces *old* by *new* in one file of a copy of the invented data."""
    folder = tmp_path / "example"
    shutil.copytree(EXAMPLE, folder)

    def spoil(name: str, old: str, new: str) -> Path:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return spoil


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[str, list[tuple[str, str]]], Path]:
    """Return a function that changes one file of a copy of the real data."""

    def change(name: str, pairs: list[tuple[str, str]]) -> Path:
        folder = tmp_path / "data"
        if not folder.exists():
            shutil.copytree(DATA, folder)
        path = folder / HOME / name
        text = path.read_text(encoding="utf-8")
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
        return folder

    return change
