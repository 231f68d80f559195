"""Files of strangers are read in a process of its own, whose memory and work are bounded.

A few megabytes can unpack to many gigabytes, keep a reader busy for hours, or end its process. Here that ends in a
message about the file.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

from vexas_evidence.problems import Place, one

MEMORY = 2 << 30
"""Bytes that reading one file may take, beside what the program has already."""
WORK = 60
"""Seconds of a processor that reading one file may take."""
_EXPECTED = f"a file that can be read with {MEMORY >> 30} GB of memory and {WORK} seconds of work"
_REMEDY = "get the file again from whoever published it"
_MEMORY_NOW = Path("/proc/self/statm")  # its first number is the pages that a process has
T = TypeVar("T")


def apart(work: Callable[[], T], name: str) -> T:
    """Return what *work* returns, or raise what it raises, done in a process of its own with limits.

    Raises BadInput about the file of that *name* where the limits do not suffice, or the process ends otherwise.
    Where a process cannot be copied (outside Linux) the work is done here, without limits.
    """
    if not _MEMORY_NOW.exists():
        return work()
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_bounded, args=(work, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        done, result = ours.recv()
    except EOFError:  # ended without a word: by its limits, or by a fault of a library
        done, result = False, one(Place(name), "it cannot be read", _EXPECTED, _REMEDY)
    finally:
        ours.close()
        process.join()
    if done:
        return result  # type: ignore[no-any-return]
    raise result


def _bounded(work: Callable[[], T], answer: Connection) -> None:
    import resource

    taken = int(_MEMORY_NOW.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (taken + MEMORY, taken + MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (WORK, WORK))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer.send((True, work()))
    except MemoryError:
        return
    except Exception as error:  # told where the work was asked for
        answer.send((False, error))
