"""A source is taken out where nothing leans on it, and what leans on it is listed with its place."""

from __future__ import annotations

from pathlib import Path

from tests.commands import run_command
from tests.reviews import STUDY, data_with, reviewer
from vexas_evidence.analysis.review.decisions import accept, reject, waive
from vexas_evidence.analysis.review.reviewer import Pick

RASH = Pick(("RESULTS", "1", 3), 1)


def remove(data: Path, name: str = "article") -> tuple[int, str, str]:
    done = run_command("source", "remove", name, "--data", str(data))
    return done.returncode, done.stdout, done.stderr


def content(data: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in data.rglob("*.yml")}


def test_a_source_goes_with_its_ledger_waivers_and_rejections(tmp_path: Path, article: Path) -> None:
    data = data_with(tmp_path, article)
    ada = reviewer(data, article)
    assert waive(ada, [Pick(("METHODS", "1", 2), 2)], "the water").is_written
    assert reject(ada, "rash", RASH, "of others").is_written
    code, said, _ = remove(data)
    assert (code, said.splitlines()[-1]) == (0, "article is taken out, with 1 waiver; git keeps what was there")
    assert not (data / "sources" / "article.yml").exists()
    assert all(b"article" not in text.replace(b"marsh-article", b"") for text in content(data).values())
    assert run_command("verify", "--data", str(data)).returncode == 0


def test_a_source_that_a_reading_leans_on_stays_and_its_place_is_said(data: Path, article: Path) -> None:
    assert accept(reviewer(data, article), "rash", RASH).is_written
    before = content(data)
    code, _, said = remove(data)
    assert code == 2
    file = f"data/studies/{STUDY}/estimates.yml:"
    [line] = [each for each in said.splitlines() if each.startswith(file)]
    where = "a reading of rash, article, RESULTS, paragraph 1, sentence 3"
    assert line.endswith(f": {where}: nothing that leans on article: remove it first")
    assert content(data) == before


def test_what_a_second_reader_extracted_leans_on_the_source(data: Path, article: Path) -> None:
    assert accept(reviewer(data, article), "rash", RASH).is_written
    assert accept(reviewer(data, article, "Bob Moor"), "rash", RASH).is_written
    assert "an extraction by Bob Moor: nothing that leans on article: remove it first" in remove(data)[2]


def test_a_source_that_is_not_there_is_refused(data: Path) -> None:
    code, _, said = remove(data, "artcle")
    assert (code, said.splitlines()[0]) == (
        2,
        "ID: no source 'artcle': a source of sources.yml: did you mean 'article'?",
    )
