"""The same project gives the same bytes in another folder, time zone, locale and hash seed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bench import reproduce
from tests import ROOT


def test_a_page_and_documents_are_the_same_in_two_surroundings() -> None:
    pages = ["report/glossary.qmd", "report/evidence-profile.qmd"]
    command = [sys.executable, str(ROOT / "bench" / "reproduce.py"), *pages]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.splitlines()[-1].partition(" ")[2]) == (0, "files are the same, byte for byte")


@pytest.mark.parametrize("other", [{"a.html": "2"}, {}, {"a.html": "1", "b.html": "1"}])
def test_a_file_that_differs_or_is_in_one_alone_is_found(other: dict[str, str]) -> None:
    assert len(reproduce.differing({"a.html": "1"}, other)) == 1


def test_the_table_tells_files_of_each_kind_and_those_that_differ() -> None:
    told = reproduce.table(["a.html", "b.html", "c.pdf"], ["a.html"])
    assert [line.split() for line in told.splitlines()[1:]] == [[".html", "2", "1"], [".pdf", "1", "0"]]
