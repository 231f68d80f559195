"""Files of strangers are read in a process of its own, whose memory and work are bounded.

A few megabytes can unpack to many gigabytes, keep a reader busy for hours, or end its process. Here that ends in a
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
"""Bytes that reading one file may take, beside what the program has already; both stay below 2 GB."""
WORK = 60
"""Seconds of a processor that reading one file may take."""
PATIENCE = 120
"""Seconds after which a reader that does not work, but waits for something, is ended."""
UNREADABLE = "it cannot be read"
_EXPECTED = f"a file that can be read with {MEMORY / (1 << 30):g} GB of memory and {WORK} seconds of work"
_REMEDY = "get the file again from whoever published it"
_MEMORY_NOW = Path("/proc/self/statm")  # its first number is the pages that a process has
T = TypeVar("T")


def run_limited(work: Callable[[], T], name: str) -> T:
    """Return what *work* returns, done in a process of its own with limits.

    Raises what it raises of BadInput, Uncovered and OSError; and BadInput about the file of that *name* where it
    raises anything else, where the limits do not suffice, and where the process ends otherwise.
    Where a process cannot be copied (outside Linux) the work is done here, without limits.
    """
    if not _MEMORY_NOW.exists():
        return _told(work, name)
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_bounded, args=(work, name, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        if not ours.poll(PATIENCE):
            raise _unreadable(name, f"{UNREADABLE} in {PATIENCE} seconds")
        done, result = ours.recv()
    except EOFError:  # ended without a word: by its limits, or by a fault of a library
        raise _unreadable(name) from None
    finally:
        process.kill()  # it has said all, or waits for what does not come
        process.join()
        ours.close()
    if done:
        return result  # type: ignore[no-any-return]
    raise result


def _bounded(work: Callable[[], T], name: str, answer: Connection) -> None:
    import resource

    signal.signal(signal.SIGINT, signal.SIG_DFL)  # who interrupts the program is answered by it alone
    taken = int(_MEMORY_NOW.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (taken + MEMORY, taken + MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (WORK, WORK))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer.send((True, _told(work, name)))
    except MemoryError:
        return
    except Exception as error:  # told where the work was asked for
        answer.send((False, error))


def _told(work: Callable[[], T], name: str) -> T:
    """Return what *work* returns; what it did not expect of the file is told as its problem."""
    try:
        return work()
    except (BadInput, Uncovered, OSError, MemoryError):
        raise
    except Exception as error:
        raise _unreadable(name, f"{UNREADABLE} ({type(error).__name__})") from None


def _unreadable(name: str, wrong: str = UNREADABLE) -> BadInput:
    return one(Place(name), wrong, _EXPECTED, _REMEDY)
