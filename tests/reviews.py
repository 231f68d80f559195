"""An invented article to review, the data that it is added to, and a review that is served while a test runs."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

from tests import EXAMPLE, ROOT
from tests.commands import run_command
from vexas_evidence.analysis.review.decisions import NewEstimate
from vexas_evidence.analysis.review.new_names import NewOutcome, NewPopulation
from vexas_evidence.analysis.review.reviewer import Reviewer, open_review
from vexas_evidence.sources import read_document

STUDY = "marsh-fever-2030"
TEXT = """METHODS

We enrolled 40 patients. Of these 20 took willow bark and 20 took water for 4 weeks.

RESULTS

At 4 weeks, 29 of 40 patients were free of fever. With willow bark, 18 of 20 patients slept well (90%). A rash was \
seen in 7.5%. Three died.

doi:10.0000/invented
"""
"""The article of the invented study; it prints 29 of 40 where the other sources print 30 of 40."""
BARK = NewEstimate(
    NewOutcome("Patients with bark", "Study population", "characteristic"),
    NewPopulation("patients with bark", new_arm="willow bark"),
    "inclusion",
    "count",
    is_denominator=True,
)
"""The arm that the article names and the data do not know: its participants, out of whom its results are."""


def as_pdf(folder: Path) -> Path:
    """Write the article as a PDF."""
    import typst

    source, path = folder / "article.typ", folder / "article.pdf"
    lines = [f"= {each}" if each.isupper() else each for each in TEXT.split("\n\n")]
    source.write_text("#set page(width: 15cm, height: 10cm)\n" + "\n\n".join(lines), encoding="utf-8")
    path.write_bytes(typst.compile(str(source)))
    return path


def as_text(folder: Path) -> Path:
    """Write the article as plain text."""
    path = folder / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def data_with(folder: Path, article: Path, study: str = STUDY) -> Path:
    """Copy the invented data, and add the article to them as a source."""
    data = folder / "data"
    shutil.copytree(EXAMPLE, data)
    done = run_command(
        "source", "add", str(article), "--id", "article", "--tier", "primary", "--study", study, "--data", str(data)
    )
    assert done.returncode == 0, done.stderr
    return data


def reviewer(data: Path, article: Path, name: str = "Ada Lark") -> Reviewer:
    """Return who reads the article."""
    return open_review(data, STUDY, name, read_document(article))


@dataclass(frozen=True)
class Served:
    """A review that is served: the address of its page, and the process that serves it."""

    address: str
    process: subprocess.Popen[str]

    @property
    def host(self) -> str:
        return urlsplit(self.address).netloc

    @property
    def path(self) -> str:
        return urlsplit(self.address).path


@contextmanager
def served(data: Path, article: Path, name: str = "Ada Lark", study: str = STUDY) -> Iterator[Served]:
    """Serve a review as the command does, and interrupt it afterwards."""
    command = [sys.executable, "-m", "vexas_evidence", "review", study, "--as", name, "--no-browser"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [*command, "--article", str(article), "--data", str(data)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout
        assert process.stderr
        line = next((line for line in process.stdout if line.startswith("http://")), "")
        assert line, process.stderr.read()
        with urlopen(line.strip()):  # it answers once it also hears an interrupt
            pass
        yield Served(line.strip(), process)
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate()
