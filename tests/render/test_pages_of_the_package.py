"""A render outside the repository, of the pages that come with the package."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from tests import DATA, ROOT, TRIAL
from tests.commands import run_command
from vexas_evidence.system.hashes import folder_hashes

Spoil = Callable[[str, str, str], Path]


def test_outside_a_project_a_render_gives_the_bytes_of_one_in_it(tmp_path: Path) -> None:
    project, hashes = tmp_path / "project", []
    shutil.copytree(ROOT / "report", project / "report")
    for name in ("_variables.yml", "_quarto.yml"):
        shutil.copy(ROOT / name, project)
    for folder in (project, tmp_path):
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


def test_the_short_name_of_a_source_may_hold_its_year(spoiled: Spoil, tmp_path: Path) -> None:
    folder = spoiled("sources.yml", "short: Bulletin", "short: Bulletin 2030")
    arguments = ("--data", str(folder), "--output", str(tmp_path / "site"), "--engine", "embedded", "--to", "html")
    done = run_command("render", "findings", *arguments, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    page = tmp_path / "site" / "report" / "findings.html"
    assert "Source: Bulletin 2030" in page.read_text(encoding="utf-8")
