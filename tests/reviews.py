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
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

from tests import EXAMPLE, ROOT
from tests.commands import run_command
from vexas_evidence.analysis.review.decisions import NewEstimate, add_estimate
from vexas_evidence.analysis.review.new_names import NewOutcome, NewPopulation
from vexas_evidence.analysis.review.reviewer import Pick, Reviewer, open_review
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
TABLE = """<!doctype html><html><head><title>Invented</title></head><body><article>
<h2>RESULTS</h2>
<p>We followed 40 patients. Of these 20 had willow bark and 20 had plain water.
Of them 90% slept well with willow bark and 75% slept well with plain water.</p>
<table><caption>Table 1 Outcomes</caption>
<tr><th>Variables</th><th>WB</th><th>PW</th><th>p value</th></tr>
<tr><td>Itching</td><td>3 (15.0)</td><td>9 (45.0)</td><td>0.038</td></tr>
<tr><td>Grade and time</td><td>4 (2.0)</td><td>5 (3.0)</td><td>0.7</td></tr>
<tr><td>Sleep, days, median (interquartile range)</td><td>7 (5-8)</td><td>6 (4-7)</td><td>0.2</td></tr>
<tr><td>Relapse</td><td>2 (10.0)</td><td>12 (60.0)</td><td>&lt; 0.001</td></tr>
<tr><td>Weight</td><td>70 (9)</td><td>71 (8)</td><td>0.9</td></tr>
</table></article></body></html>"""
"""An article whose table abbreviates its arms, and has no percent sign."""


def in_table(folder: Path) -> Path:
    """Write the article with a table as HTML."""
    path = folder / "table.html"
    path.write_text(TABLE, encoding="utf-8")
    return path


def with_arms(first: Reviewer) -> None:
    """Read the participants of both arms of the article with a table, out of whom their results are."""
    place = next(place for place, each in first.contexts.items() if "Of these 20" in each.text)
    outcome: NewOutcome | str = NewOutcome("Patients by treatment", "Study population", "characteristic")
    for arm, token in (("willow bark", 1), ("plain water", 2)):
        population = NewPopulation(f"patients with {arm}", new_arm=arm)
        new = NewEstimate(outcome, population, "inclusion", "count", is_denominator=True)
        decided = add_estimate(first, new, Pick(place, token))
        assert decided.is_written, decided.discrepancies
        outcome = "patients-by-treatment"


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


def pick(review: Reviewer, words: str, first: str, last: str | None = None, **how: Any) -> Pick:
    """The tokens of the sentence or row that holds some words, from one token to another."""
    place, context = next(each for each in review.contexts.items() if words in each[1].text)
    texts = [context.text[start:end] for start, end in context.spans]
    return Pick(place, texts.index(first) + 1, texts.index(last) + 1 if last else None, **how)


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
