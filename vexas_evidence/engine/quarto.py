"""Real Quarto behind the same door: found on the PATH, run into a temporary folder, published all at once."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from vexas_evidence.engine.door import Outcome, Request, Tell, Timing
from vexas_evidence.engine.project import Project, load_project, select_pages
from vexas_evidence.engine.publish import exchanged, refuse_unsafe
from vexas_evidence.problems import BadInput, Place, Problem, one

_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def find() -> Path | None:
    """Return the quarto program on the PATH, if there is one."""
    found = shutil.which("quarto")
    return Path(found) if found else None


def absent() -> BadInput:
    """Return the exception for an engine that was asked for and is not there."""
    remedy = "install Quarto, or use the embedded engine"
    return one(Place("quarto"), "not on the PATH", "the program quarto", remedy)


def render(request: Request, program: Path, tell: Tell) -> Outcome:
    """Render with Quarto; raises BadInput with what Quarto wrote when it fails."""
    project = load_project(request.project)
    output, data = request.output.resolve(), request.data.resolve()
    version = _run([str(program), "--version"], project.root, dict(os.environ)).strip()
    tell(f"Quarto {version}")
    pages = select_pages(project, request.pages) if request.pages else ()
    refuse_unsafe(output, project.root / project.output_dir, (project.root, data), ["report/index.html", "index.html"])
    whole = not request.pages and not request.formats
    timings: list[Timing] = []
    with exchanged(output, keep=not whole) as folder, tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        for number, command in enumerate(_commands(request, program, pages)):
            made = Path(scratch) / str(number)
            start = time.perf_counter()
            _run([*command, "--output-dir", str(made)], project.root, _environment(data))
            tell(f"{' '.join(command[1:])} ({time.perf_counter() - start:.1f} s)")
            timings.append(Timing(" ".join(command[2:]), "html", time.perf_counter() - start))
            shutil.copytree(made, folder, dirs_exist_ok=True)
        written = tuple(sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file()))
    return "quarto", version, tuple(output / path for path in written), tuple(timings)


def _commands(request: Request, program: Path, pages: tuple[str, ...]) -> list[list[str]]:
    """Return the calls of Quarto: one for the whole project, or one for each page and format asked for."""
    formats = [["--to", {"pdf": "typst"}.get(name, name)] for name in request.formats] or [[]]
    inputs = [[page] for page in pages] or [[]]
    return [[str(program), "render", *page, *to] for page in inputs for to in formats]


def _environment(data: Path) -> dict[str, str]:
    folder = str(Path(sys.executable).parent)
    return {
        **os.environ,
        "QUARTO_PYTHON": sys.executable,
        "PATH": os.pathsep.join([folder, os.environ.get("PATH", "")]),
        "VEXAS_EVIDENCE_DATA": str(data),
    }


def _run(command: list[str], root: Path, environment: Mapping[str, str]) -> str:
    done = subprocess.run(
        command, cwd=root, env=dict(environment), capture_output=True, text=True, errors="replace", check=False
    )
    if done.returncode:
        said = [line.strip() for line in _ESCAPES.sub("", done.stderr).splitlines() if line.strip()]
        problems = [
            Problem(Place("quarto"), f"exit code {done.returncode}", "a render without errors", "see its words below"),
            *(
                Problem(Place("quarto", at), line, "no error", "correct the page")
                for at, line in enumerate(said[-30:], 1)
            ),
        ]
        raise BadInput(problems)
    return done.stdout


def project_of(request: Request) -> Project:
    """Return the project of a request."""
    return load_project(request.project)
