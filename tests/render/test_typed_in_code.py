"""A numeral typed into the package's own titles, labels and notes stops the render and is told with its line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import DATA, ROOT


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the package with a project of one short page."""
    shutil.copytree(ROOT / "vexas_evidence", tmp_path / "vexas_evidence", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "_variables.yml", tmp_path / "_variables.yml")
    (tmp_path / "_quarto.yml").write_text("project: {type: website, output-dir: _site, execute-dir: project}\n")
    pages = {
        "page": ('report.table("study")', 'report.table("safety")', 'report.figure("flow")', "report.legend()"),
        "provenance": ("report.records()",),
    }
    for name, calls in pages.items():
        head = "from vexas_evidence.publish.site import Report\nreport = Report.open()"
        cells = [f"```{{python}}\n#| echo: false\n{head}\n{call}\n```\n" for call in calls]
        (tmp_path / f"{name}.qmd").write_text("\n".join([f"---\ntitle: {name}\n---\n", *cells]), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("present/tables/overview.py", "The study at a glance", "The study at a glance, 61%"),
        ("present/tables/findings.py", '"Not stated is not zero."', '"Not stated in 12 is not zero."'),
        ("present/tables/overview.py", '"item": "Item"', '"item": "Item of 88"'),
        ("present/figures/flow.py", "which patients:\\nnot stated", "which 5 patients:\\nnot stated"),
        ("present/figures/flow.py", " The step from {before}", " The 5 steps from {before}"),
        ("publish/site/report.py", "computed here from reported numbers", "computed here from 63% reported numbers"),
    ],
)
def test_a_numeral_typed_into_the_code_is_told_with_its_line(project: Path, name: str, old: str, new: str) -> None:
    module = project / "vexas_evidence" / name
    text = module.read_text(encoding="utf-8")
    assert old in text
    module.write_text(text.replace(old, new), encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    environment = {**os.environ, "PYTHONPATH": str(project)}
    command = [sys.executable, "-m", "vexas_evidence", "render", "--engine", "embedded", "--data", str(DATA)]
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert f"vexas_evidence/{name}:{line}" in done.stderr
    assert not (project / "_site").exists()
