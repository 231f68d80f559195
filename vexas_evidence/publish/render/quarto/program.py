"""Rendering with Quarto: the program on the PATH, run into a working folder, its outputs published all at once."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from vexas_evidence.present.formats import ASKED, FORMATS
from vexas_evidence.publish.render.output_folder import files_in, refuse_unsafe, replaced_folder
from vexas_evidence.publish.render.page import Page, load_page
from vexas_evidence.publish.render.project import Project, no_such_page, page_paths, select_pages
from vexas_evidence.publish.render.request import Inspect, Log, Rendered, Request, variables_of
from vexas_evidence.system.problems import Place, one

LEAST = "1.9.38"
"""The oldest Quarto that has rendered the report; `quarto-required` of `_quarto.yml` says the same to Quarto itself."""
_PAGE = re.compile(r"\[\s*\d+/\d+\]\s+(\S+\.qmd)")
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def find() -> Path | None:
    """Return the quarto program on the PATH, if there is one."""
    found = shutil.which("quarto")
    return Path(found) if found else None


def render(request: Request, project: Project, program: Path, log: Log, inspect: Inspect) -> Rendered:
    """Render with Quarto; raises BadInput with what Quarto wrote when it fails, and what *inspect* raises."""
    output, data = request.output.resolve(), request.data.resolve()
    version = _version(program)
    log(f"Quarto {version}")
    chosen = select_pages(project, request.pages)
    all_pages = [load_page(project, path) for path in page_paths(project)]
    calls = _calls(request, [page for page in all_pages if page.path in chosen], log)
    outputs = [page.output(form) for page in all_pages for form in FORMATS]
    refuse_unsafe(output, project.root / project.output_dir, (project.root, data), outputs)
    with replaced_folder(output, keep=not request.everything) as folder:
        for number, call in enumerate(calls):
            # A folder for each call, because Quarto removes from its own what the call does not make.
            fresh = folder.parent / f"quarto-{number}"
            _run(
                [str(program), *call, "--output-dir", str(fresh)], project.root, _environment(data, request.report), log
            )
            shutil.copytree(fresh, folder, dirs_exist_ok=True)
        inspect(folder)
        files = files_in(folder)
    return Rendered("quarto", version, tuple(output / path for path in files))


def _version(program: Path) -> str:
    """Return the version of Quarto; raises BadInput where it is older than what was tried."""
    found = subprocess.run([str(program), "--version"], capture_output=True, text=True, check=False).stdout.strip()
    numbers, least = ([int(part) for part in re.findall(r"\d+", text)[:3]] for text in (found, LEAST))
    if numbers < least:
        remedy = "install a newer Quarto, or use the embedded engine"
        raise one(Place("quarto"), f"version {found or 'unknown'}", f"{LEAST} or newer", remedy)
    return found


def _calls(request: Request, pages: list[Page], log: Log) -> list[list[str]]:
    """Return the calls of Quarto: one for the whole project, or one for each format with the pages that have it."""
    if request.everything:
        return [["render"]]
    if not request.formats:
        return [["render", *(page.path for page in pages)]]
    calls = []
    for asked in request.formats:
        having = [page.path for page in pages if ASKED[asked] in page.formats]
        for page in pages:
            if page.path not in having:
                log(f"{page.path}: no {asked}; passed over")
        if having:
            calls.append(["render", *having, "--to", ASKED[asked]])
    if not calls:
        raise no_such_page(request.formats)
    return calls


def _environment(data: Path, report: str) -> dict[str, str]:
    folder = str(Path(sys.executable).parent)
    return {
        **os.environ,
        "QUARTO_PYTHON": sys.executable,
        "PATH": os.pathsep.join([folder, os.environ.get("PATH", "")]),
        **variables_of(data, report),
    }


def _run(command: list[str], root: Path, environment: Mapping[str, str], log: Log) -> None:
    """Run Quarto and log each page as it begins."""
    messages: list[str] = []
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
        named = [word for word in command if word.endswith(".qmd")]
        if len(named) == 1:
            log(" ".join(command[2:]).partition(" --output-dir")[0])
        for raw in running.stderr:
            line = _ESCAPES.sub("", raw).strip()
            messages.append(line)
            if (match := _PAGE.match(line)) is not None:
                log(match[1])
    if running.returncode:
        remedy = "\n".join(["see what it wrote:", *(line for line in messages if line)][-40:])
        wrong = f"ended with exit code {running.returncode}"
        raise one(Place("quarto"), wrong, "a finished render", remedy)
