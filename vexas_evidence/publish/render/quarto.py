"""Rendering with Quarto: the program on the PATH, run into a working folder, its outputs published all at once."""

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
from vexas_evidence.publish.render.output_folder import files_in, refuse_unsafe, replaced_folder
from vexas_evidence.publish.render.page import load_page
from vexas_evidence.publish.render.project import Project, page_paths, select_pages
from vexas_evidence.publish.render.request import Inspect, Log, Rendered, Request, Timing
from vexas_evidence.system.problems import BadInput, Place, one

_PAGE = re.compile(r"\[\s*\d+/\d+\]\s+(\S+\.qmd)")
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def find() -> Path | None:
    """Return the quarto program on the PATH, if there is one."""
    found = shutil.which("quarto")
    return Path(found) if found else None


def not_found() -> BadInput:
    """Return the exception for an engine that was asked for and is not there."""
    remedy = "install Quarto, or use the embedded engine"
    return one(Place("quarto"), "not on the PATH", "the program quarto", remedy)


def render(request: Request, project: Project, program: Path, log: Log, inspect: Inspect) -> Rendered:
    """Render with Quarto; raises BadInput with what Quarto wrote when it fails, and what *inspect* raises."""
    start = time.perf_counter()
    output, data = request.output.resolve(), request.data.resolve()
    version = subprocess.run([str(program), "--version"], capture_output=True, text=True, check=False).stdout.strip()
    log(f"Quarto {version}")
    pages = select_pages(project, request.pages) if request.pages else ()
    all_pages = [load_page(project, path) for path in page_paths(project)]
    outputs = [page.output(form) for page in all_pages for form in FORMATS]
    refuse_unsafe(output, project.root / project.output_dir, (project.root, data), outputs)
    timings: list[Timing] = []
    with replaced_folder(output, keep=not request.everything) as folder:
        for number, command in enumerate(_commands(request, program, pages)):
            # A folder for each call, because Quarto removes from its own what the call does not make.
            fresh = folder.parent / f"quarto-{number}"
            timings += _run(
                [*command, "--output-dir", str(fresh)], project.root, _environment(data, request.report), log
            )
            shutil.copytree(fresh, folder, dirs_exist_ok=True)
        inspect(folder)
        files = files_in(folder)
    seconds = time.perf_counter() - start
    return Rendered("quarto", version, tuple(output / path for path in files), tuple(timings), seconds)


def _commands(request: Request, program: Path, pages: tuple[str, ...]) -> list[list[str]]:
    """Return the calls of Quarto: one for the whole project, or one for each page and format asked for."""
    formats = [["--to", ASKED[name]] for name in request.formats] or [[]]
    inputs = [[page] for page in pages] or [[]]
    return [[str(program), "render", *page, *to] for page in inputs for to in formats]


def _environment(data: Path, report: str) -> dict[str, str]:
    folder = str(Path(sys.executable).parent)
    return {
        **os.environ,
        "QUARTO_PYTHON": sys.executable,
        "PATH": os.pathsep.join([folder, os.environ.get("PATH", "")]),
        "VEXAS_EVIDENCE_DATA": str(data),
        **({"VEXAS_EVIDENCE_REPORT": report} if report else {}),
    }


def _run(command: list[str], root: Path, environment: Mapping[str, str], log: Log) -> list[Timing]:
    """Run Quarto and log each page as it begins; returns the seconds of each."""
    messages: list[str] = []
    starts: list[tuple[str, float]] = []
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
            starts.append((single, time.perf_counter()))
            log(" ".join(command[2:]).partition(" --output-dir")[0])
        for raw in running.stderr:
            line = _ESCAPES.sub("", raw).strip()
            messages.append(line)
            if (match := _PAGE.match(line)) is not None:
                starts.append((match[1], time.perf_counter()))
                log(match[1])
    ends = [start for _, start in starts[1:]] + [time.perf_counter()]
    if running.returncode:
        remedy = "\n".join(["see what it wrote:", *(line for line in messages if line)][-40:])
        wrong = f"ended with exit code {running.returncode}"
        raise one(Place("quarto"), wrong, "a finished render", remedy)
    # Of a project with a single page Quarto names no page, so there is no timing.
    return [Timing(page, "all", end - start) for (page, start), end in zip(starts, ends, strict=False)]
