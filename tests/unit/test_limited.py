from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from vexas_evidence.system import limited as bounds
from vexas_evidence.system.limited import run_limited
from vexas_evidence.system.problems import BadInput, Discrepancy, Place, Uncovered, one

UNREADABLE = (
    "bomb.pdf: it cannot be read: a file that can be read with 1.5 GB of memory and 60 seconds of work: "
    "get the file again from whoever published it"
)


def test_work_that_is_done_apart_returns_what_it_returns() -> None:
    assert run_limited(lambda: {"a": (1, 2)}, "a.pdf") == {"a": (1, 2)}


def test_bad_input_that_is_found_apart_is_raised_here() -> None:
    def work() -> None:
        raise one(Place("a.yml", 3), "wrong", "right", "mend it")

    with pytest.raises(BadInput, match=r"a\.yml:3: wrong: right: mend it"):
        run_limited(work, "a.pdf")


def test_discrepancies_that_are_found_apart_are_raised_here() -> None:
    found = Discrepancy(Place("a.pdf"), "61%", "16%", "mend it", "coverage")

    def work() -> None:
        raise Uncovered([found])

    with pytest.raises(Uncovered) as caught:
        run_limited(work, "a.pdf")
    assert caught.value.discrepancies == (found,)


def test_a_file_that_takes_too_much_memory_is_told() -> None:
    with pytest.raises(BadInput) as caught:
        run_limited(lambda: bytes(3 << 30), "bomb.pdf")
    assert str(caught.value) == UNREADABLE


def test_a_file_that_ends_its_reader_is_told() -> None:
    with pytest.raises(BadInput) as caught:
        run_limited(lambda: os._exit(3), "bomb.pdf")
    assert str(caught.value) == UNREADABLE


def test_what_the_work_did_not_expect_of_a_file_is_told_by_its_kind() -> None:
    with pytest.raises(BadInput) as caught:
        run_limited(lambda: [][0], "odd.pdf")
    assert str(caught.value).startswith("odd.pdf: it cannot be read (IndexError): ")


def test_a_path_that_cannot_be_opened_is_raised_here(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        run_limited((tmp_path / "none.pdf").read_bytes, "none.pdf")


def test_a_file_that_keeps_its_reader_waiting_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "PATIENCE", 0.01)
    with pytest.raises(BadInput, match=r"pipe\.pdf: it cannot be read in 0.01 seconds: "):
        run_limited(signal.pause, "pipe.pdf")


def test_a_file_that_takes_too_much_work_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def work() -> None:
        while True:
            pass

    monkeypatch.setattr(bounds, "WORK", 1)
    with pytest.raises(BadInput, match="it cannot be read"):
        run_limited(work, "bomb.pdf")
