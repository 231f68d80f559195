from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from vexas_evidence.system import processes
from vexas_evidence.system.problems import BadInput, Place, one
from vexas_evidence.system.processes import cores, in_processes, pandoc_program, shared_out

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")
TWO_THAT_WAIT = """
import os, sys, time
from vexas_evidence.system.processes import in_processes
def work(_):
    os.write(1, f"{os.getpid()}\\n".encode())
    time.sleep(600)
list(in_processes(work, [1, 2]))
"""


def test_each_item_is_answered_with_its_number() -> None:
    assert sorted(in_processes(lambda item: item * item, [1, 2, 3, 4, 5])) == [(0, 1), (1, 4), (2, 9), (3, 16), (4, 25)]


def test_nothing_is_done_for_no_items() -> None:
    assert list(in_processes(lambda item: item, [])) == []


def test_there_are_as_many_processes_as_cores() -> None:
    used = {process for _, process in in_processes(lambda _: (time.sleep(0.05), os.getpid())[1], list(range(20)))}
    assert len(used) == cores()
    assert os.getpid() not in used


def test_a_process_knows_what_was_loaded_before() -> None:
    known = {"a": 1}
    assert list(in_processes(lambda key: known[key], ["a"])) == [(0, 1)]


def test_problems_of_an_item_are_raised_here() -> None:
    def work(item: int) -> None:
        raise one(Place("a.qmd", item), "a typed number", "none", "write its id")

    with pytest.raises(BadInput, match=r"a\.qmd:3: a typed number: none: write its id"):
        list(in_processes(work, [3]))


def test_an_error_that_cannot_be_pickled_is_raised_in_its_words() -> None:
    class Own(Exception):
        pass

    def work(_: int) -> None:
        raise Own("no pickle")

    with pytest.raises(RuntimeError, match="Own: no pickle"):
        list(in_processes(work, [1]))


def test_a_process_that_ends_without_an_answer_is_an_error() -> None:
    with pytest.raises(ChildProcessError, match=r"ended without an answer \(-9\)"):
        list(in_processes(lambda _: os.kill(os.getpid(), signal.SIGKILL), [None]))


def test_processes_end_with_the_one_that_forked_them() -> None:
    parent = subprocess.Popen([sys.executable, "-c", TWO_THAT_WAIT], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    waiting = [int(parent.stdout.readline()) for _ in range(min(2, cores()))]
    parent.kill()
    parent.communicate()
    while any(_is_alive(process) for process in waiting):  # for ever, where they do not end with it
        time.sleep(0.01)


def _is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").split()[2] != "Z"
    except (OSError, IndexError):  # it ends while it is looked at
        return False


def test_elsewhere_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes.sys, "platform", "darwin")
    assert list(in_processes(lambda _: os.getpid(), [1])) == [(0, os.getpid())]


def test_a_single_item_is_worked_on_in_this_process() -> None:
    assert list(shared_out(lambda _: os.getpid(), [1])) == [(0, os.getpid())]
    assert os.getpid() not in {process for _, process in shared_out(lambda _: os.getpid(), [1, 2])}


def test_pandoc_is_where_its_variable_says_or_where_its_package_brought_it(monkeypatch) -> None:
    monkeypatch.delenv("PYPANDOC_PANDOC", raising=False)
    assert Path(pandoc_program()).parts[-3:-1] == ("pypandoc", "files")
    monkeypatch.setenv("PYPANDOC_PANDOC", "/opt/pandoc")
    assert pandoc_program() == "/opt/pandoc"
