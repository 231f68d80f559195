"""A wheel, installed where there is no repository and used from an empty folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests import ROOT
from tests.commands import run_command
from tests.conftest import Once
from tests.spec.test_library import LINES, PRINTED
from vexas_evidence.system.hashes import folder_hashes

BUILT_FROM = ("pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE", "_quarto.yml")
MADE = shutil.ignore_patterns("generated", "__pycache__")
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
ALONE = ("--no-deps", "--no-index")


def run(command: Sequence[str | Path], folder: Path, installed: Path | None = None) -> str:
    """Run a command in a folder, with the packages of *installed* before all others; return what it prints."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    if installed is not None:
        environment |= {"PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def installed(once: Once) -> Path:
    """The folder in which the wheel is installed; what it depends on is here already."""

    def install(folder: Path) -> None:
        tree = folder / "tree"
        for name in ("report", "vexas_evidence"):
            shutil.copytree(ROOT / name, tree / name, ignore=MADE)
        for name in BUILT_FROM:
            shutil.copy(ROOT / name, tree)
        run([*PIP, "wheel", *ALONE, "--no-build-isolation", "--wheel-dir", folder, tree], folder)
        [wheel] = folder.glob("*.whl")
        run([*PIP, "install", *ALONE, "--target", folder / "installed", wheel], folder)

    return once("wheel", install) / "installed"


@pytest.fixture
def command(installed: Path) -> str:
    found = shutil.which("vexas-evidence", path=installed / "bin")
    assert found is not None
    return found


def test_a_wheel_holds_the_pages_of_the_repository_and_nothing_else_beside_the_package(installed: Path) -> None:
    held = {name for name in folder_hashes(installed / "vexas_evidence" / "pages") if not name.endswith(".pyc")}
    pages = [path.relative_to(ROOT) for path in (ROOT / "report").rglob("*") if path.is_file()]
    kept = {path.as_posix() for path in pages if not {"generated", "__pycache__"} & {*path.parts}}
    assert held == {"_quarto.yml", *kept}
    assert {path.name.partition("-")[0] for path in installed.iterdir()} == {"bin", "vexas_evidence"}


def test_the_library_works_from_a_wheel(installed: Path, tmp_path: Path) -> None:
    assert run([sys.executable, "-c", LINES], tmp_path, installed).splitlines() == PRINTED


def test_the_example_comes_with_a_wheel(installed: Path, tmp_path: Path) -> None:
    lines = "import vexas_evidence as ve; print(ve.__file__, ve.example())"
    printed = run([sys.executable, "-c", lines], tmp_path, installed)
    home = installed / "vexas_evidence" / "__init__.py"
    assert printed == f"{home} <Evidence 1.0.0: marsh-fever-2030>\n"


def test_the_command_reads_a_number_from_a_wheel(installed: Path, command: str, tmp_path: Path) -> None:
    words = ("number", "4/22 (18.2%)", "--format", "json")
    assert run([command, *words], tmp_path, installed) == run_command(*words).stdout


def test_a_wheel_renders_the_example_in_an_empty_folder_and_stays_as_it_was(
    installed: Path, command: str, tmp_path: Path
) -> None:
    before, example = folder_hashes(installed), installed / "vexas_evidence" / "example"
    options = ("--engine", "embedded", "--to", "html", "--data", example, "--output", "out")
    run([command, "render", *options], tmp_path, installed)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert "Marsh fever" in (tmp_path / "out/report/index.html").read_text(encoding="utf-8")
    assert folder_hashes(installed) == before
