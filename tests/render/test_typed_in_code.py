"""A numeral typed into the package's own titles, labels and notes stops the render and is told with its line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import DATA, ROOT
from tests.conftest import SAID, Once, words_said

TYPED = (
    ("present/tables/overview.py", 'fixed("study.title")', 'fixed("study.title") + ", as 61% see it"'),
    ("analysis/fixed_texts.toml", 'note = "Not stated is not zero."', 'note = "Not stated in 12 is not zero."'),
    ("analysis/fixed_texts.toml", 'item = "Item"', 'item = "Item of 88"'),
    ("analysis/fixed_texts.toml", 'gap = "which patients', 'gap = "which 5 patients'),
    ("analysis/fixed_texts.toml", "The step from {before} to", "The step from {before} to 5 of"),
    ("analysis/fixed_texts.toml", "calculated here from reported figures", "calculated here from 63% reported figures"),
)


@pytest.fixture(scope="module")
def project(once: Once) -> Path:
    """A copy of the package with each numeral typed into it, after it tried to render a project of short pages."""

    def render(folder: Path) -> None:
        package = Path(shutil.copytree(ROOT / "vexas_evidence", folder / "vexas_evidence"))
        for name, old, new in TYPED:
            text = (package / name).read_text(encoding="utf-8")
            assert old in text
            (package / name).write_text(text.replace(old, new), encoding="utf-8")
        lay(folder)
        command = [sys.executable, "-m", "vexas_evidence", "render", "--engine", "embedded", "--data", str(DATA)]
        environment = {**os.environ, "PYTHONPATH": str(folder)}
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 1, done.stderr
        (folder / SAID).write_text(done.stderr, encoding="utf-8")

    return once("typed", render)


def lay(folder: Path) -> None:
    """Write a project of two short pages."""
    shutil.copyfile(ROOT / "_variables.yml", folder / "_variables.yml")
    (folder / "_quarto.yml").write_text("project: {type: website, output-dir: _site, execute-dir: project}\n")
    pages = {
        "page": ('report.table("study")', 'report.table("safety")', 'report.figure("flow")', "report.legend()"),
        "provenance": ("report.records()",),
    }
    for name, calls in pages.items():
        head = "from vexas_evidence.publish.site import Report\nreport = Report.open()"
        cells = [f"```{{python}}\n#| echo: false\n{head}\n{call}\n```\n" for call in calls]
        (folder / f"{name}.qmd").write_text("\n".join([f"---\ntitle: {name}\n---\n", *cells]), encoding="utf-8")


@pytest.mark.parametrize(("name", "old", "new"), TYPED)
def test_a_numeral_typed_into_the_code_is_told_with_its_line(project: Path, name: str, old: str, new: str) -> None:
    text = (ROOT / "vexas_evidence" / name).read_text(encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    assert f"vexas_evidence/{name}:{line}" in words_said(project)


def test_a_numeral_typed_into_the_code_leaves_no_outputs(project: Path) -> None:
    assert not (project / "_site").exists()
