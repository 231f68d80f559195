"""Finished outputs that tests of several topics read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests import EXAMPLE, REPORT, TRIAL
from tests.commands import run_command
from tests.conftest import SAID, Once
from tests.release_copies import pages

ADDRESS = "https://example.org/vexas/"


@pytest.fixture(scope="session")
def published(once: Once) -> Path:
    """The invented study, rendered with an address and a picture for previews."""

    def render(folder: Path) -> None:
        pages(folder)
        data = Path(shutil.copytree(EXAMPLE, folder / "data")) / REPORT
        with data.open("a", encoding="utf-8") as file:
            file.write(f"published: {ADDRESS.removesuffix('/')}\ncard: included\n")
        done = run_command("render", "--engine", "embedded", "--output", str(folder / "site"), folder=folder)
        assert done.returncode == 0, done.stderr
        (folder / SAID).write_text(done.stdout + done.stderr, encoding="utf-8")

    return once("published", render) / "site"


@pytest.fixture(scope="session")
def trial_site(once: Once) -> Path:
    """The invented trial, which has no texts for a journal club and no appraisal, rendered by the package's pages."""

    def render(folder: Path) -> None:
        folder.mkdir()
        arguments = ("--data", str(TRIAL), "--output", str(folder / "site"))
        done = run_command("render", "--engine", "embedded", *arguments, folder=folder)
        assert done.returncode == 0, done.stderr
        (folder / SAID).write_text(done.stdout + done.stderr, encoding="utf-8")

    return once("trial", render) / "site"
