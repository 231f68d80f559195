"""Untrusted files read in a process of their own, with limits of memory and time.

A few megabytes can unpack to many gigabytes, keep a reader busy for hours, or crash its process. Here that ends in a
message about the file.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

from vexas_evidence.system.problems import BadInput, Place, Uncovered, one

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


def run_limited(work: Callable[[], T], name: str) -> T:
    """Return what *work* returns, run in a process of its own with limits.

    Raises what it raises of BadInput, Uncovered and OSError; and BadInput about the file of that *name* where it
    raises anything else, where a limit is exceeded, and where the process crashes.
    Outside Linux, where a process cannot be forked with limits, the work is done here without any.
    """
    if not _MEMORY_NOW.exists():
        return _run(work, name)
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_run_in_limits, args=(work, name, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        if not ours.poll(PATIENCE):
            raise _unreadable(name, f"{UNREADABLE} in {PATIENCE} seconds")
        done, result = ours.recv()
    except EOFError:  # ended without an answer: by its limits, or by a fault of a library
        raise _unreadable(name) from None
    finally:
        process.kill()  # it has answered, or waits for something
        process.join()
        ours.close()
    if done:
        return result  # type: ignore[no-any-return]
    raise result


def _run_in_limits(work: Callable[[], T], name: str, answer: Connection) -> None:
    import resource

    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C is for the parent process to answer
    taken = int(_MEMORY_NOW.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (taken + MEMORY, taken + MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (WORK, WORK))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer.send((True, _run(work, name)))
    except MemoryError:
        return
    except Exception as error:  # raised in the parent process
        answer.send((False, error))


def _run(work: Callable[[], T], name: str) -> T:
    """Return what *work* returns; an unexpected error becomes a problem of the file."""
    try:
        return work()
    except (BadInput, Uncovered, OSError, MemoryError):
        raise
    except Exception as error:
        raise _unreadable(name, f"{UNREADABLE} ({type(error).__name__})") from None


def _unreadable(name: str, wrong: str = UNREADABLE) -> BadInput:
    return one(Place(name), wrong, _EXPECTED, _REMEDY)
