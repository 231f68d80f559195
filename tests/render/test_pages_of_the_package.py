"""A render outside the repository, of the pages that come with the package."""

from __future__ import annotations

from pathlib import Path

from tests import DATA, ROOT, TRIAL
from tests.commands import run_command
from vexas_evidence.system.hashes import folder_hashes


def test_outside_a_project_a_render_gives_the_bytes_that_it_gives_in_it(tmp_path: Path) -> None:
    hashes = []
    for folder in (ROOT, tmp_path):
        output = tmp_path / f"site-{len(hashes)}"
        pages = ("glossary", "slides", "--engine", "embedded")
        done = run_command("render", *pages, "--data", str(DATA), "--output", str(output), folder=folder)
        assert done.returncode == 0, done.stderr
        hashes.append(folder_hashes(output))
    assert hashes[0] == hashes[1]


def test_a_trial_of_two_arms_renders_from_them_with_every_numeral_accounted_for(tmp_path: Path) -> None:
    arguments = ("--data", str(TRIAL), "--output", str(tmp_path / "site"), "--engine", "embedded")
    done = run_command("render", *arguments, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "none left over" in " ".join((done.stdout + done.stderr).split())
