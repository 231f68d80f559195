"""Outputs appear all or not at all: made in a folder beside the output, then exchanged for it."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from vexas_evidence.problems import Place, one


def refuse_unsafe(output: Path, own: Path, protected: Iterable[Path], made: Iterable[str]) -> None:
    """Refuse an output folder whose replacement would lose something that this project did not make.

    *own* is the project's output folder; *protected* folders may not lie in the output; *made* are paths
    of outputs. Raises BadInput.
    """
    remedy = "name an empty or new folder"
    for folder in protected:
        if folder.resolve().is_relative_to(output):
            raise one(Place(str(output)), f"output folder holds {folder}", "a folder for outputs only", remedy)
    if output.exists() and not output.is_dir():
        raise one(Place(str(output)), "output is a file", "a folder", remedy)
    foreign = output != own.resolve() and output.exists() and any(output.iterdir())
    if foreign and not any((output / path).is_file() for path in made):
        raise one(Place(str(output)), "folder holds other files", "an empty folder or earlier outputs", remedy)


@contextlib.contextmanager
def exchanged(output: Path, keep: bool) -> Iterator[Path]:
    """Yield a folder that becomes *output* when all went well; with *keep* it begins as a copy of what is there."""
    output.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=f".{output.name}-", dir=output.parent))
    try:
        fresh = temporary / "new"
        if keep and output.is_dir():
            shutil.copytree(output, fresh, symlinks=True)
        else:
            fresh.mkdir()
        yield fresh
        _exchange(fresh, output, temporary / "old")
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _exchange(fresh: Path, output: Path, old: Path) -> None:
    if output.exists():
        output.rename(old)
    try:
        fresh.rename(output)
    except OSError:
        if old.exists():
            old.rename(output)
        raise
