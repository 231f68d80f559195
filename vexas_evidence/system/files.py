"""Files replaced as a whole or not at all: they are written to a temporary place, then renamed.

Renders that run at once can share such files, and one that is killed or meets a full disk leaves the old files.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from vexas_evidence.system.problems import BadInput, Place, Problem, one
from vexas_evidence.system.working_folders import uninterrupted, working_folder


def is_full(error: BaseException) -> bool:
    """Say whether an error is that of a full disk, which no code can correct."""
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextlib.contextmanager
def atomic_path(path: Path) -> Iterator[Path]:
    """Yield a path to write to, whose file is renamed to *path* unless an error is raised."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield fresh
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def atomic_write(path: Path, content: bytes) -> None:
    """Write a file so that a reader finds either the old content or all of the new."""
    with atomic_path(path) as fresh:
        fresh.write_bytes(content)


@contextlib.contextmanager
def replace_files(output: Path) -> Iterator[Path]:
    """Yield a folder whose files replace those of the same names in *output* unless an error is raised.

    Working folders of killed processes in *output* are removed first. Raises BadInput, with the old files in place,
    where a file cannot be replaced and where there is no room or no permission to write.
    """
    try:
        output.mkdir(parents=True, exist_ok=True)
        with working_folder(".vexas-", output) as temporary:
            fresh, old = temporary / "new", temporary / "old"
            fresh.mkdir()
            old.mkdir()
            yield fresh
            names = sorted(path.relative_to(fresh) for path in fresh.rglob("*") if not path.is_dir())
            targets = [output / name for name in names]
            if folders := [path for path in targets if path.is_dir() and not path.is_symlink()]:
                wrong, remedy = "is a folder", "move it away or name another folder"
                raise BadInput(Problem(Place(str(path)), wrong, "a file or nothing", remedy) for path in folders)
            with uninterrupted():
                _replace(names, fresh, output, old)
    except OSError as error:
        if error.errno is None:
            raise
        wrong = f"cannot be written ({os.strerror(error.errno).lower()})"
        remedy = "make room or name another folder; the files there are as they were"
        raise one(Place(str(output)), wrong, "a folder with room that can be written", remedy) from error


def write_files(folder: Path, texts: Mapping[Path, str | None]) -> None:
    """Write texts by their paths within a folder, with their line ends as they are; all of them or none.

    Then remove the files whose text is None. Raises BadInput, with the old files in place, where texts cannot be
    written.
    """
    with replace_files(folder) as fresh:
        for path, text in texts.items():
            if text is not None:
                (fresh / path).parent.mkdir(parents=True, exist_ok=True)
                (fresh / path).write_text(text, encoding="utf-8", newline="")
    for path in (path for path, text in texts.items() if text is None):
        (folder / path).unlink()


def _replace(names: list[Path], fresh: Path, output: Path, old: Path) -> None:
    """Replace files by new ones; where one cannot be replaced, restore those that were."""
    for name in names:
        for folder in (old, output):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if os.path.lexists(output / name):
            shutil.copy2(output / name, old / name, follow_symlinks=False)
            if not (output / name).is_symlink():
                shutil.copymode(output / name, fresh / name)
    try:
        for name in names:
            (fresh / name).replace(output / name)
    except BaseException:
        for name in names:
            if not (fresh / name).exists():
                _restore(old / name, output / name)
        raise


def _restore(saved: Path, path: Path) -> None:
    if os.path.lexists(saved):
        saved.replace(path)
    else:
        path.unlink()
