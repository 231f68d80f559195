"""Untrusted files read in a process of their own, with limits of memory and time.

A few megabytes can unpack to many gigabytes, keep a reader busy for hours, or crash its process. Here that ends in a
message about the file.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from vexas_evidence.system.problems import BadInput, Place, Uncovered, one
from vexas_evidence.system.processes import EndedWithoutAnswer, in_processes

MEMORY = 3 << 29
"""Bytes that reading one file may take on top of what the program has; both stay below 2 GB."""
WORK = 60
"""Seconds of CPU time that reading one file may take."""
PATIENCE = 120
"""Seconds after which a reader that waits for something is ended."""
UNREADABLE = "it cannot be read"
_EXPECTED = f"a file that can be read with {MEMORY / (1 << 30):g} GB of memory and {WORK} seconds of work"
_REMEDY = "get the file again from whoever published it"
_MEMORY_NOW = Path("/proc/self/statm")  # its first number is the pages that a process has
T = TypeVar("T")


def has_limits() -> bool:
    """Return whether this system sets limits of memory and time to a process: Linux does."""
    return _MEMORY_NOW.exists()


def run_limited(work: Callable[[], T], name: str) -> T:
    """Return what *work* returns, run in a process of its own with limits.

    Raises what it raises of BadInput, Uncovered and OSError; and BadInput about the file of that *name* where it
    raises anything else, where a limit is exceeded, and where the process crashes.
    Outside Linux, where a process cannot be forked with limits, the work is done here without any.
    """
    if not has_limits():
        return _run(work, name)

    def within_limits(_: None) -> T:
        import resource

        taken = int(_MEMORY_NOW.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (taken + MEMORY, taken + MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (WORK, WORK))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.setitimer(signal.ITIMER_REAL, PATIENCE)  # whose signal ends the process
        try:
            return _run(work, name)
        except MemoryError:
            os._exit(1)

    try:
        [(_, result)] = in_processes(within_limits, [None])
    except EndedWithoutAnswer as error:  # by its limits, or by a fault of a library
        is_late = error.exit_code == -signal.SIGALRM
        raise _unreadable(name, f"{UNREADABLE} in {PATIENCE} seconds" if is_late else UNREADABLE) from None
    return result


def _run(work: Callable[[], T], name: str) -> T:
    """Return what *work* returns; an unexpected error becomes a problem of the file."""
    try:
        return work()
    except (BadInput, Uncovered, OSError, MemoryError):
        raise
    except Exception as error:
        raise _unreadable(name, f"{UNREADABLE} ({type(error).__name__})") from None


def _unreadable(name: str, wrong: str) -> BadInput:
    return one(Place(name), wrong, _EXPECTED, _REMEDY)
