"""Working folders that do not outlive their process: the next one removes those that no process has locked.

A process that is killed removes nothing, but the system releases its locks. A folder is locked itself here: the lock
file of filelock would stand in the folder, where Windows could not remove it, or next to it, and outlive it.
"""

from __future__ import annotations

import contextlib
import glob
import os
import shutil
import signal
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

if sys.platform != "win32":
    import fcntl

SUFFIX = ".part"


@contextlib.contextmanager
def working_folder(prefix: str, parent: Path | None = None) -> Iterator[Path]:
    """Yield a new folder in *parent* (by default the system's), after removing those of killed processes there."""
    home = parent or Path(tempfile.gettempdir())
    for abandoned in working_folders(home, prefix):
        with contextlib.ExitStack() as locks:
            if _lock(abandoned, locks, wait=False):
                shutil.rmtree(abandoned, ignore_errors=True)
    with contextlib.ExitStack() as locks:
        folder = _create_locked(home, prefix, locks)
        try:
            yield folder
        finally:
            with uninterrupted():
                shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Delay Ctrl-C until a step is done."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def working_folders(home: Path, prefix: str) -> list[Path]:
    """Return the user's own working folders with that prefix, locked or not, but no links."""
    found = []
    for path in home.glob(f"{glob.escape(prefix)}*{SUFFIX}"):
        middle = path.name.removeprefix(prefix).removesuffix(SUFFIX)
        with contextlib.suppress(OSError):
            about = path.lstat()
            own = not hasattr(os, "geteuid") or about.st_uid == os.geteuid()
            if stat.S_ISDIR(about.st_mode) and own and len(middle) == 8 and "-" not in middle:
                found.append(path)
    return sorted(found)


def _create_locked(home: Path, prefix: str, locks: contextlib.ExitStack) -> Path:
    while True:
        folder = Path(tempfile.mkdtemp(SUFFIX, prefix, home))
        if _lock(folder, locks, wait=True):  # another process may have removed it just before
            return folder


def _lock(folder: Path, locks: contextlib.ExitStack, wait: bool) -> bool:
    """Lock a folder until *locks* closes; say whether it was free and is still the folder at that path."""
    if sys.platform == "win32":
        return wait  # folders cannot be locked there: none is removed
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return False
    locks.callback(os.close, handle)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        return os.path.samestat(os.fstat(handle), folder.lstat())
    except OSError:
        return False
