"""Files that are whole at any moment: written beside their place, then renamed into it.

Renders that run at once share such files, and one that is killed or meets a full disk leaves the old file.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path


def is_full(error: BaseException) -> bool:
    """Say whether an error is that of a disk without room, which is nobody's code to correct."""
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextlib.contextmanager
def writing(path: Path) -> Iterator[Path]:
    """Yield where to write what becomes the file at *path* when all went well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield fresh
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that whoever opens it finds either what was there before, or all of *content*."""
    with writing(path) as fresh:
        fresh.write_bytes(content)
