"""Real Quarto behind the same door: found on the PATH, run into a temporary folder, published all at once."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from vexas_evidence.present.formats import ASKED, FORMATS
from vexas_evidence.publish.render.exchange import exchanged, refuse_unsafe
from vexas_evidence.publish.render.page import load_page
from vexas_evidence.publish.render.project import load_project, page_paths, select_pages
from vexas_evidence.publish.render.request import Inspect, Outcome, Request, Tell, Timing
from vexas_evidence.system.problems import BadInput, Place, one

_PAGE = re.compile(r"\[\s*\d+/\d+\]\s+(\S+\.qmd)")
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def find() -> Path | None:
    """Return the quarto program on the PATH, if there is one."""
    found = shutil.which("quarto")
    return Path(found) if found else None


def absent() -> BadInput:
    """Return the exception for an engine that was asked for and is not there."""
    remedy = "install Quarto, or use the embedded engine"
    return one(Place("quarto"), "not on the PATH", "the program quarto", remedy)


def render(request: Request, program: Path, tell: Tell, inspect: Inspect) -> Outcome:
    """Render with Quarto; raises BadInput with what Quarto wrote when it fails, and what *inspect* raises."""
    project = load_project(request.project)
    output, data = request.output.resolve(), request.data.resolve()
    version = subprocess.run([str(program), "--version"], capture_output=True, text=True, check=False).stdout.strip()
    tell(f"Quarto {version}")
    pages = select_pages(project, request.pages) if request.pages else ()
    all_pages = [load_page(project, path) for path in page_paths(project)]
    made = [page.output(form) for page in all_pages for form in FORMATS]
    refuse_unsafe(output, project.root / project.output_dir, (project.root, data), made)
    whole = not request.pages and not request.formats
    timings: list[Timing] = []
    with exchanged(output, keep=not whole) as folder:
        for number, command in enumerate(_commands(request, program, pages)):
            # A folder for each call, because Quarto removes from its own what the call does not make.
            fresh = folder.parent / f"quarto-{number}"
            timings += _run([*command, "--output-dir", str(fresh)], project.root, _environment(data), tell)
            shutil.copytree(fresh, folder, dirs_exist_ok=True)
        inspect(folder)
        written = tuple(sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file()))
    return "quarto", version, tuple(output / path for path in written), tuple(timings)


def _commands(request: Request, program: Path, pages: tuple[str, ...]) -> list[list[str]]:
    """Return the calls of Quarto: one for the whole project, or one for each page and format asked for."""
    formats = [["--to", ASKED[name]] for name in request.formats] or [[]]
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


def _run(command: list[str], root: Path, environment: Mapping[str, str], tell: Tell) -> list[Timing]:
    """Run Quarto, telling each page as it begins; returns the seconds of each."""
    said: list[str] = []
    begun: list[tuple[str, float]] = []
    with subprocess.Popen(
        command,
        cwd=root,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
    ) as running:
        assert running.stderr is not None
        single = next((word for word in command if word.endswith(".qmd")), None)
        if single is not None:
            begun.append((single, time.perf_counter()))
            tell(" ".join(command[2:]).partition(" --output-dir")[0])
        for raw in running.stderr:
            line = _ESCAPES.sub("", raw).strip()
            said.append(line)
            if (match := _PAGE.match(line)) is not None:
                begun.append((match[1], time.perf_counter()))
                tell(match[1])
    ends = [start for _, start in begun[1:]] + [time.perf_counter()]
    if running.returncode:
        words = "\n".join(["see what it wrote:", *(line for line in said if line)][-40:])
        wrong = f"ended with exit code {running.returncode}"
        raise one(Place("quarto"), wrong, "a finished render", words)
    # Of a project with one page alone Quarto names no page, and so there is no timing.
    return [Timing(page, "all", end - start) for (page, start), end in zip(begun, ends, strict=False)]
