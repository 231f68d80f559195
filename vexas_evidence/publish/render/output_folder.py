"""The output folder, replaced all at once: outputs are written to a folder next to it, which then takes its name.

Whatever stops a render, the output folder is the last good one or the new one, never a mixture. Where the system
cannot exchange two folders, a render killed between two renames leaves the last good one in its working folder,
and the next render moves it back before it begins.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from vexas_evidence.system.problems import Place, one
from vexas_evidence.system.working_folders import working_folder, working_folders

_AT_FDCWD, _SWAP = -100, 2  # RENAME_EXCHANGE of Linux and RENAME_SWAP of macOS have the same number
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM)
_CANNOT = (errno.ENOSYS, errno.EINVAL, errno.EXDEV, errno.ENOTSUP, errno.EOPNOTSUPP)


def refuse_unsafe(output: Path, own: Path, protected: Iterable[Path], outputs: Iterable[str]) -> None:
    """Refuse an output folder whose replacement would lose something that this project did not make.

    *own* is the project's output folder, which may be replaced whatever it holds. *protected* folders may not lie
    in the output. *outputs* are paths of outputs, by which the folder of an earlier render is known.
    Raises BadInput.
    """
    remedy = "name an empty or new folder"
    for folder in protected:
        if folder.resolve().is_relative_to(output):
            raise one(Place(str(output)), f"output folder holds {folder}", "a folder for outputs only", remedy)
    if output.exists() and not output.is_dir():
        raise one(Place(str(output)), "output is a file", "a folder", remedy)
    foreign = output != own.resolve() and output.exists() and any(output.iterdir())
    if foreign and not any((output / path).is_file() for path in outputs):
        raise one(Place(str(output)), "folder holds other files", "an empty folder or earlier outputs", remedy)


@contextlib.contextmanager
def replaced_folder(output: Path, keep: bool) -> Iterator[Path]:
    """Yield a folder that takes the place of *output* when all went well; with *keep* it begins as a copy of it.

    One render at a time writes an output. Raises BadInput when another one does, and when there is no room
    or no permission to write.
    """
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        with _locked(output):
            _restore(output)
            with working_folder(_prefix(output), output.parent) as temporary:
                fresh = temporary / "new"
                if keep and output.is_dir():
                    shutil.copytree(output, fresh, symlinks=True)
                else:
                    fresh.mkdir()
                yield fresh
                _exchange(fresh, output, temporary / "old")
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        wrong = f"cannot be written ({(error.strerror or str(error)).lower()})"
        remedy = "make room or name another folder; the last good output is as it was"
        raise one(Place(str(output)), wrong, "a folder with room that can be written", remedy) from error


def files_in(folder: Path) -> tuple[Path, ...]:
    """Return the files of a folder and of those below it, relative to it and sorted."""
    return tuple(sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file()))


def _prefix(output: Path) -> str:
    return f".{output.name}-"


@contextlib.contextmanager
def _locked(output: Path) -> Iterator[None]:
    """Keep other renders from the output; the system releases the lock of a process that was killed."""
    lock = FileLock(output.with_name(f".{output.name}.lock"), timeout=0)
    try:
        lock.acquire()
    except Timeout:
        wrong, expected = "another render is writing it", "one render at a time"
        raise one(Place(str(output)), wrong, expected, "wait until it is done, or name another folder") from None
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # Windows removes the file by itself, once it is released
            Path(lock.lock_file).unlink()
        lock.release()


def _restore(output: Path) -> None:
    """Move the last good output back that a render killed between two renames has left in its working folder."""
    for folder in working_folders(output.parent, _prefix(output)):
        if (folder / "old").is_dir() and not output.exists():
            (folder / "old").rename(output)


def _exchange(fresh: Path, output: Path, old: Path) -> None:
    """Give the fresh folder the name of the output; the former output is left in the working folder."""
    if not output.exists():
        fresh.rename(output)
    elif not _swapped(fresh, output):
        output.rename(old)
        try:
            fresh.rename(output)
        except OSError:
            old.rename(output)
            raise
        old.rename(old.with_name("gone"))  # when half removed it must not pass for the last good output


def _swapped(one_path: Path, other: Path) -> bool:
    """Exchange two folders in one step; returns False where the system cannot."""
    try:
        system = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            failed = system.renamex_np(os.fsencode(one_path), os.fsencode(other), _SWAP)
        else:
            failed = system.renameat2(_AT_FDCWD, os.fsencode(one_path), _AT_FDCWD, os.fsencode(other), _SWAP)
    except (AttributeError, OSError, TypeError):
        return False
    if failed and (number := ctypes.get_errno()) not in _CANNOT:
        raise OSError(number, os.strerror(number), str(other))
    return not failed
