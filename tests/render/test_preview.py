"""The preview: a copy of the pages and the data, changed while they are looked at."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import pytest

from tests import ROOT


@dataclass
class Preview:
    """A preview that runs, the project that it shows, and what it has said."""

    process: subprocess.Popen[str]
    root: Path
    said: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return self.until(r"preview: (http://127\.0\.0\.1:\d+/)")[1]

    def page(self, name: str) -> str:
        with urllib.request.urlopen(f"{self.address}report/{name}.html") as answer:
            text: str = answer.read().decode("utf-8")
        return text

    def shows(self, name: str, words: str) -> bool:
        """Wait until a page holds words; for ever, where it never does."""
        while words not in self.page(name):
            assert self.process.poll() is None, "".join(self.said)
            time.sleep(0.05)
        return True

    def until(self, pattern: str) -> re.Match[str]:
        """Wait until it says something; for ever, where it never does."""
        while (found := re.search(pattern, "".join(self.said))) is None:
            assert self.process.poll() is None, "".join(self.said)
            time.sleep(0.05)
        return found

    def change(self, file: str, before: str, after: str) -> None:
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after), encoding="utf-8")


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    root = tmp_path_factory.mktemp("preview") / "project"
    for name in ("report", "data", "releases"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("generated", "__pycache__"))
    for name in ("_quarto.yml", "_variables.yml"):
        shutil.copyfile(ROOT / name, root / name)
    command = [sys.executable, "-m", "vexas_evidence", "preview", "--port", "0"]
    process = subprocess.Popen(
        command, cwd=root, env=None, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, bufsize=1
    )
    shown = Preview(process, root)
    reader = Thread(target=lambda: shown.said.extend(iter(process.stdout.readline, "")), daemon=True)  # type: ignore[union-attr]
    reader.start()
    yield shown
    process.send_signal(signal.SIGINT)
    assert process.wait() == 0, "".join(shown.said)


def test_it_serves_every_page_of_the_navigation_with_its_styles(preview: Preview) -> None:
    assert "<h1" in preview.page("index")
    assert "Findings" in preview.page("findings")
    with urllib.request.urlopen(f"{preview.address}report/styles/site.css") as answer:
        assert answer.status == 200


def test_a_changed_word_of_a_partial_appears_on_its_page(preview: Preview) -> None:
    assert "Every row" not in preview.page("findings")
    preview.change("report/partials/_findings.qmd", "Each row", "Every row")
    assert preview.shows("findings", "Every row")


def test_only_the_page_of_the_changed_word_is_rendered_again(preview: Preview) -> None:
    assert preview.address
    before = len(preview.said)
    preview.change("report/safety.qmd", "## Marks", "## Marks of numbers")
    assert preview.shows("safety", "Marks of numbers")
    preview.until(r"(?s)preview: .*safety\.html \(")
    assert [line for line in preview.said[before:] if "→" in line and "safety" not in line] == []


def test_a_changed_datum_appears(preview: Preview) -> None:
    assert preview.address
    preview.change(
        "data/glossary.yml",
        "term: ",
        "term: New name of ",
    )
    assert preview.shows("glossary", "New name of")


def test_a_typed_number_is_said_and_the_preview_goes_on(preview: Preview) -> None:
    assert preview.address
    preview.change("report/partials/_safety.qmd", "## Harms as stated", "## Harms in 17 patients")
    preview.until(r"_safety\.qmd:1: numeral '17' typed into")
    preview.until("this would not be published")
    preview.change("report/partials/_safety.qmd", "in 17 patients", "as they are stated")
    assert preview.shows("safety", "Harms as they are stated")


def test_nothing_is_written_where_the_report_appears(preview: Preview) -> None:
    assert preview.address
    assert not (preview.root / "_site").exists()
