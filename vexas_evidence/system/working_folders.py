"""Working folders that do not outlive their render: whoever finds one that nobody holds removes it.

A process that is killed removes nothing, but the system gives up its locks. A working folder is locked as
long as its process lives, so one without a lock is rubbish, and no age or process id need be guessed.
"""

from __future__ import annotations

import contextlib
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
def scratch(prefix: str, parent: Path | None = None) -> Iterator[Path]:
    """Yield a fresh folder in *parent*, the system's own without one; what killed processes left there goes first."""
    home = parent or Path(tempfile.gettempdir())
    clean(home, prefix)
    with contextlib.ExitStack() as held:
        folder = _claimed(home, prefix, held)
        try:
            yield folder
        finally:
            with uninterrupted():
                shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Put off Ctrl-C until a step is done, so that it is done whole; it ends the command after it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def clean(home: Path, prefix: str) -> None:
    """Remove the working folders of that prefix which no living process holds."""
    for folder in left_in(home, prefix):
        with contextlib.ExitStack() as held:
            if _holds(folder, held, wait=False):
                shutil.rmtree(folder, ignore_errors=True)


def left_in(home: Path, prefix: str) -> list[Path]:
    """Return the working folders of that prefix which are the caller's own, held or not; links are none."""
    found = []
    for path in home.glob(f"{_plain(prefix)}*{SUFFIX}"):
        middle = path.name.removeprefix(prefix).removesuffix(SUFFIX)
        with contextlib.suppress(OSError):
            about = path.lstat()
            own = not hasattr(os, "geteuid") or about.st_uid == os.geteuid()
            if stat.S_ISDIR(about.st_mode) and own and len(middle) == 8 and "-" not in middle:
                found.append(path)
    return sorted(found)


def _plain(prefix: str) -> str:
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in prefix)


def _claimed(home: Path, prefix: str, held: contextlib.ExitStack) -> Path:
    while True:
        folder = Path(tempfile.mkdtemp(SUFFIX, prefix, home))
        if _holds(folder, held, wait=True):  # another process may have taken it for rubbish just before
            return folder


def _holds(folder: Path, held: contextlib.ExitStack, wait: bool) -> bool:
    """Lock a folder until *held* closes; says whether it was free and is still the one of that name."""
    if sys.platform == "win32":
        return wait  # folders cannot be locked there: none is taken for rubbish
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return False
    held.callback(os.close, handle)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        return os.path.samestat(os.fstat(handle), folder.lstat())
    except OSError:
        return False
