"""Work shared out among processes, as many as there are cores.

The processes are forked, so that they begin with all that this one has loaded and nothing is pickled but results. They
end with it, however it ends: a render that was killed leaves none that holds its locks.
Outside Linux, where a process cannot be forked safely, the work is done here, one thing after the other.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib.util
import multiprocessing
import os
import pickle
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, TypeVar

_PR_SET_PDEATHSIG = 1
T = TypeVar("T")
R = TypeVar("R")


class EndedWithoutAnswer(ChildProcessError):
    """A process of this command ended without an answer, with this exit code."""

    def __init__(self, exit_code: int | None) -> None:
        super().__init__(f"a process of this command ended without an answer ({exit_code})")
        self.exit_code = exit_code


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def pandoc_program() -> str:
    """Return where pandoc is: as PYPANDOC_PANDOC says, in the package that brings it, or on the PATH.

    The package itself would import what fetches programs, and run each pandoc that it finds.
    """
    package = importlib.util.find_spec("pypandoc")
    folders = package.submodule_search_locations if package else None
    brought = shutil.which("pandoc", path=str(Path(folders[0], "files"))) if folders else None
    return os.environ.get("PYPANDOC_PANDOC") or brought or "pandoc"


def shared_out(work: Callable[[T], R], items: Sequence[T]) -> Iterator[tuple[int, R]]:
    """Yield as `in_processes` does; the work on a single item is done here, as a process costs more than it saves."""
    return enumerate(map(work, items)) if len(items) == 1 else in_processes(work, items)


def in_processes(work: Callable[[T], R], items: Sequence[T]) -> Iterator[tuple[int, R]]:
    """Yield the number of each item with what *work* returns for it, as soon as it is done.

    Items are begun in their order. An error that *work* raises is raised here, and ends all processes;
    so does EndedWithoutAnswer.
    """
    if sys.platform != "linux":
        yield from ((number, work(item)) for number, item in enumerate(items))
        return
    context, left = multiprocessing.get_context("fork"), iter(range(len(items)))
    running = dict[Connection, BaseProcess]()
    try:
        for first in (number for _, number in zip(range(cores()), left, strict=False)):
            ours, theirs = context.Pipe()
            process: BaseProcess = context.Process(target=_serve, args=(work, items, theirs, os.getpid()))
            process.start()
            theirs.close()
            ours.send(first)
            running[ours] = process
        while running:
            for ready in wait(list(running)):
                assert isinstance(ready, Connection)
                number, result = _answer(ready, running[ready])
                following = next(left, None)
                ready.send(following)
                if following is None:
                    running.pop(ready).join()
                    ready.close()
                yield number, result
    finally:
        for ours, process in running.items():
            process.kill()
            process.join()
            ours.close()


def end_with_parent(parent: int) -> None:
    """Let this process, forked from *parent*, end with it, and leave Ctrl-C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before
        os._exit(1)


def _answer(ready: Connection, process: BaseProcess) -> tuple[int, Any]:
    try:
        number, done, result = ready.recv()
    except EOFError:
        process.join()
        raise EndedWithoutAnswer(process.exitcode) from None
    if not done:
        raise result
    return number, result


def _serve(work: Callable[[T], R], items: Sequence[T], theirs: Connection, parent: int) -> None:
    """Answer for one item after the other, in a forked process."""
    end_with_parent(parent)
    while (number := theirs.recv()) is not None:
        answer: tuple[int, bool, Any]
        try:
            answer = (number, True, work(items[number]))
        except (Exception, KeyboardInterrupt) as error:
            answer = (number, False, _portable(error))
        with contextlib.suppress(BrokenPipeError):
            theirs.send(answer)


def _portable(error: BaseException) -> BaseException:
    """An error that can be raised in another process: itself, or its words where it cannot be pickled."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
