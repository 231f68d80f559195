"""Scripts that a project runs before and after its pages, in this process."""

from __future__ import annotations

import contextlib
import os
import runpy
import sys
import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path

from vexas_evidence.publish.render.project import Project
from vexas_evidence.publish.render.request import variables_of
from vexas_evidence.system.files import is_full
from vexas_evidence.system.problems import BadInput, Place, one


def environment(root: Path, data: Path, report: str, everything: bool) -> dict[str, str]:
    """Return what scripts are given, as Quarto tells them: the folders, the report, and whether all is rendered."""
    of_quarto = {"QUARTO_PROJECT_DIR": str(root)} | ({"QUARTO_PROJECT_RENDER_ALL": "1"} if everything else {})
    return variables_of(data, report) | of_quarto


def run_hooks(project: Project, scripts: tuple[str, ...], variables: Mapping[str, str]) -> None:
    """Run Python scripts in the project's folder, as Quarto does; each finds the loaded project as `project`.

    Raises BadInput when one fails, and OSError when the disk is full.
    """
    for script in scripts:
        with in_project(project.root, variables, (project.root / script).parent):
            sys.argv = [str(project.root / script)]
            _run(project, script)


def _run(project: Project, script: str) -> None:
    root = project.root
    try:
        runpy.run_path(str(root / script), init_globals={"project": project}, run_name="__main__")
    except BadInput:
        raise
    except SystemExit as leaving:
        if leaving.code not in (None, 0):
            raise one(Place(script), f"script ends with {leaving.code}", "exit code 0", "correct the script") from None
    except Exception as error:
        if is_full(error):
            raise
        place = Place(script, line_of(error, str(root / script)))
        raise one(place, f"script {raised(error)}", "a script that runs", "correct the script") from None


def line_of(error: BaseException, file: str) -> int:
    """Return the line at which code of a file, by the beginning of its name, raised an error; 0 where none did."""
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno or 0 for frame in reversed(frames) if frame.filename.startswith(file)), 0)


def raised(error: BaseException) -> str:
    """Say what code raised."""
    message = error.msg if isinstance(error, SyntaxError) else " ".join(str(error).split())
    return f"raises {type(error).__name__}" + (f" ({message})" if message else "")


@contextlib.contextmanager
def in_project(root: Path, variables: Mapping[str, str], modules: Path) -> Iterator[None]:
    """Run code of a project in its folder *root*, with variables and its own *modules*; then all is as it was."""
    before, arguments, path = dict(os.environ), sys.argv, list(sys.path)
    os.environ.update(variables)
    sys.path.insert(0, str(modules))
    try:
        with contextlib.chdir(root):
            yield
    finally:
        sys.argv, sys.path[:] = arguments, path
        os.environ.clear()
        os.environ.update(before)
