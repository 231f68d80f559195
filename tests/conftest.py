"""Shared data: the real study, an invented one, and copies of it to spoil."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bench.reproduce import SURROUNDINGS, can_be_made, is_known
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.load.folder import load
from vexas_evidence.model import Evidence

if TYPE_CHECKING:
    from tests.cutting import Cut

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
EXAMPLE = Path(__file__).parent / "example"
HOME = "studies/frenvex-aza-2025"


def chromium() -> str | None:
    """Return the Chromium of the system, which Playwright drives; its own download is not used."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


LOCALE = SURROUNDINGS[1]["LC_ALL"]


# A test that cannot run is not collected, so that it does not read as passed; the summary says so.
NOT_COLLECTED = {
    **({} if shutil.which("quarto") else {"test_quarto.py": "quarto is not on the PATH"}),
    **({} if chromium() else {"browser": "there is no Chromium (make browser)"}),
    **(
        {} if any(can(LOCALE) for can in (is_known, can_be_made)) else {"test_reproduce.py": "there is no other locale"}
    ),
    **({} if find_spec("playwright") else {"browser": "Playwright is not installed"}),
}
collect_ignore = list(NOT_COLLECTED)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which tests were not collected, and why."""
    for name, reason in NOT_COLLECTED.items():
        terminalreporter.write_line(f"not collected: {name}, because {reason}")


def run_command(*arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run the command line in an interpreter of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100"}
    command = [sys.executable, "-m", "vexas_evidence", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole report, rendered once by the embedded engine."""
    folder = tmp_path_factory.mktemp("rendered") / "site"
    done = run_command("render", "--engine", "embedded", "--output", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def quarto_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole report, rendered by Quarto once for all workers: it cannot render a project twice at a time."""
    import fcntl

    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / "quarto" / "site"
    with (shared / "quarto.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            done = run_command("render", "--engine", "quarto", "--output", str(folder))
            assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def cut(tmp_path_factory: pytest.TempPathFactory) -> Cut:
    """The invented study released twice, as its first version and as 1.1.0."""
    from tests.cutting import Cut

    made = Cut(tmp_path_factory.mktemp("cut"))
    made.release()
    [first] = (made.folder / "releases").iterdir()
    kept = first.read_bytes()
    made.release()  # again: the same bytes, or it is refused
    assert first.read_bytes() == kept
    made.read_again("1.1.0")
    made.release()
    return made


@pytest.fixture(scope="session")
def evidence() -> Evidence:
    return load(DATA)


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
