"""A number that two copies of an article print alike is decided once; where they differ, each decision is its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import run_command
from tests.reviews import STUDY, TEXT, as_text, data_with, pick, reviewer
from vexas_evidence.analysis.anchors import verify_anchors
from vexas_evidence.analysis.checks.token_use import LedgerTokens
from vexas_evidence.analysis.lift.matching import propose
from vexas_evidence.analysis.review.decisions import waive, waive_left
from vexas_evidence.analysis.review.reviewer import Pick, Reviewer
from vexas_evidence.load.folder import load
from vexas_evidence.publish.review.requests import OpenReview
from vexas_evidence.system.problems import BadInput

TITLE = "Bark in 2 doses over 12 weeks"
HTML = """<!doctype html><html><head><title>{title}</title></head><body>
<h1>{title}</h1><p>Nowhere 2030;1(1):1-2. doi:10.0000/invented</p><h2>RESULTS</h2>
<p>With bark, {seen} of 20 patients slept well. We gave 12 g.</p></body></html>"""


def add(data: Path, path: Path, name: str) -> None:
    options = ("--id", name, "--tier", "primary", "--study", STUDY, "--data", str(data))
    assert run_command("source", "add", str(path), *options).returncode == 0


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    """Two copies of the article: in the second one sentence prints another count."""
    first, second = as_text(tmp_path), tmp_path / "copy.txt"
    data = data_with(tmp_path, first)
    second.write_text(
        TEXT.replace("18 of 20", "17 of 20").replace("METHODS\n", "PATIENTS AND METHODS\n"), encoding="utf-8"
    )
    add(data, second, "copy")
    return data


def tokens_left(data: Path, source: str) -> list[str]:
    evidence = load(data).showing(STUDY)
    return [token for _, token in propose(evidence, evidence.study, source).unused]


def waive_each(who: Reviewer) -> None:
    """Waive the number that contradicts an estimate by itself, then all others."""
    assert waive(who, [pick(who, "29 of 40", "29 of 40")], "counted at another time").is_written
    assert waive_left(who, "no result that is asked for").is_written


def test_a_decision_in_one_copy_covers_the_same_token_of_the_same_sentence_in_the_other(
    copies: Path, tmp_path: Path
) -> None:
    before = tokens_left(copies, "copy")
    ada = reviewer(copies, tmp_path / "article.txt")
    place = next(place for place, each in ada.contexts.items() if "enrolled 40" in each.text)
    assert waive(ada, [Pick(place, 1)], "the size of the study").is_written
    assert tokens_left(copies, "copy") == [each for each in before if each != "40"]


def test_a_number_that_contradicts_an_estimate_is_not_waived_with_all_that_is_left(
    copies: Path, tmp_path: Path
) -> None:
    ada = reviewer(copies, tmp_path / "article.txt")
    assert waive_left(ada, "no result that is asked for").is_written
    assert tokens_left(copies, "article") == ["29 of 40"]
    with pytest.raises(BadInput, match="only possible discrepancies are left"):
        waive_left(ada, "no result that is asked for")


def test_what_the_copies_print_otherwise_stays_left_over(copies: Path, tmp_path: Path) -> None:
    waive_each(reviewer(copies, tmp_path / "article.txt"))
    assert tokens_left(copies, "copy") == ["17 of 20", "90%"]


def test_verify_says_what_a_rule_covers(copies: Path, tmp_path: Path) -> None:
    waive_each(reviewer(copies, tmp_path / "article.txt"))
    assert waive_left(reviewer(copies, tmp_path / "copy.txt", "Ada Lark"), "printed otherwise").is_written
    covered = list(LedgerTokens(load(copies)).by_rule.values()).count("article")
    assert covered > 0
    said = run_command("verify", "--data", str(copies)).stdout
    assert f"by rule: {covered} tokens of copy: article prints the same in the same place" in said


def test_the_page_shows_a_covered_number_as_decided(copies: Path, tmp_path: Path) -> None:
    waive_each(reviewer(copies, tmp_path / "article.txt"))
    state = OpenReview(reviewer(copies, tmp_path / "copy.txt"), {}).state({})
    assert "article prints the same in the same place, where it is read or waived" in state["waived"].values()


def test_the_title_of_an_article_and_its_record_are_its_citation(tmp_path: Path) -> None:
    path = tmp_path / "titled.html"
    path.write_text(HTML.format(title=TITLE, seen=18), encoding="utf-8")
    data = data_with(tmp_path, path)
    study = data / "studies" / STUDY / "study.yml"
    study.write_text(
        study.read_text(encoding="utf-8").replace("title: An invented study", f"title: {TITLE}"), encoding="utf-8"
    )
    assert tokens_left(data, "article") == ["18 of 20", "12"]
    assert verify_anchors(load(data))[1].by_rule[("article", "")] > 0


def test_the_number_of_a_section_is_no_number_of_the_article(tmp_path: Path) -> None:
    path = tmp_path / "numbered.html"
    words = "<h2>2.1. Findings</h2><p>We saw 18 of 20.</p><h2>3 Patients at the end</h2><p>They were well.</p>"
    path.write_text(HTML.partition("<h1>")[0].format(title="") + words + "</body></html>", encoding="utf-8")
    assert tokens_left(data_with(tmp_path, path), "article") == ["18 of 20", "3"]
