"""Numbers of a part of the participants in a review: those assessed, a subgroup, an arm of them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests import EXAMPLE
from tests.commands import run_command
from vexas_evidence.analysis.review.reviewer import open_review
from vexas_evidence.analysis.review.study_facts import state_arm, state_design
from vexas_evidence.load.folder import load
from vexas_evidence.model import Study
from vexas_evidence.publish.review.requests import OpenReview
from vexas_evidence.sources import read_document

NEW = "bark-trial"
ARTICLE = """<?xml version="1.0"?><article article-type="research-article"><front><article-meta><title-group>
<article-title>Willow bark and plain water for fever</article-title></title-group></article-meta></front>
<body><sec><title>Results</title><p>In all, 61 adults were enrolled. A blood count was made in 12 adults with willow
bark and 19 adults with plain water. With willow bark, 9 of 12 (75%) slept, and 8 of 10 were glad.</p>
</sec></body></article>"""


@pytest.fixture
def review(tmp_path: Path) -> OpenReview:
    """A review of a drafted study with two parallel arms."""
    data, article = Path(shutil.copytree(EXAMPLE, tmp_path / "data")), tmp_path / "article.xml"
    article.write_text(ARTICLE, encoding="utf-8")
    done = run_command("new", "study", NEW, "--from", str(article), "--as", "Ada Lark", "--data", str(data))
    assert done.returncode == 0, done.stderr
    ada = open_review(data, NEW, "Ada Lark", read_document(article))
    for arm in ("Willow bark", "Plain water"):
        assert state_arm(ada, arm).is_written
    assert state_design(ada, {"arms": "parallel", "randomized": "yes", "unit_of_allocation": "participant"}).is_written
    return OpenReview(ada, {})


def study(review: OpenReview) -> Study:
    return load(review.reviewer.folder).studies[NEW]


def token(review: OpenReview, words: str, printed: str) -> str:
    """The key of a token, as the page sends it."""
    for number, context in enumerate(review.reviewer.contexts.values()):
        texts = [context.text[start:end] for start, end in context.spans]
        if words in context.text and printed in texts:
            return f"{number}.{texts.index(printed) + 1}"
    raise AssertionError(printed)


def add(review: OpenReview, key: str, outcome: Any, label: str, arm: str = "", **more: Any) -> dict[str, Any]:
    new = {"outcome": outcome, "population": {"label": label, "arm": arm}, "timepoint": "time-not-stated"}
    new["measure"] = more.pop("measure", "count")
    given = {name: more.pop(name) for name in ("size", "sure") if name in more}
    return review.decide({"do": "add", "token": key, **given, "new": {**new, **more}})


@pytest.fixture
def sizes(review: OpenReview) -> dict[str, Any]:
    """What came of the number of the second arm of a part, after those of all and of the first arm."""
    participants: Any = {"label": "Participants", "group": "Study population", "role": "characteristic"}
    is_all: dict[str, Any] = {"is_denominator": True}
    assert add(review, token(review, "In all", "61"), participants, "adults", **is_all)["written"]
    first = token(review, "blood count", "12")
    assert add(review, first, "participants", "adults with bark", "willow-bark", **is_all)["written"]
    return add(review, token(review, "blood count", "19"), "participants", "adults with water", "plain-water", **is_all)


def test_numbers_of_a_part_that_do_not_sum_to_all_say_what_is_asked(sizes: dict[str, Any]) -> None:
    [message] = sizes["discrepancies"]
    assert (sizes["written"], sizes["part"]) == (False, "participants")
    assert "the arms sum to 31, not 61" in message
    assert message.endswith(
        "or where they are a part of the participants, give their number an outcome of its own that names the part"
    )


def test_a_named_part_has_an_outcome_of_its_own_with_the_numbers_of_each_arm(
    review: OpenReview, sizes: dict[str, Any]
) -> None:
    key = token(review, "blood count", "19")
    part: dict[str, Any] = {"part": "Adults with a blood count", "is_denominator": True}
    assert add(review, key, "participants", "adults with water", "plain-water", **part)["written"]
    found = [(each.principal.printed, each.outcome) for each in study(review).estimates.values()]
    of_part = "adults-with-a-blood-count"
    assert found == [("61", "participants"), ("12", of_part), ("19", of_part)]


def test_a_part_by_its_denominator_has_an_outcome_of_its_own_too(review: OpenReview, sizes: dict[str, Any]) -> None:
    key = token(review, "slept", "9 of 12 (75%)")
    sleep = {"label": "Sleep", "group": "Sleep", "role": "efficacy"}
    more = {"size": {"token": key, "part": "denominator"}, "sure": True, "measure": "proportion"}
    assert add(review, key, sleep, "adults with water", "plain-water", **more)["part"] == "participants"
    assert add(review, key, sleep, "adults with water", "plain-water", **more, part="Adults counted")["written"]
    sizes_of = {each.outcome for each in study(review).estimates.values() if each.measure == "count"}
    assert "adults-counted" in sizes_of


def test_a_number_out_of_a_part_says_so(review: OpenReview, sizes: dict[str, Any]) -> None:
    key = token(review, "slept", "8 of 10")
    outcome = {"label": "Gladness", "group": "Sleep", "role": "efficacy"}
    new = {
        "outcome": outcome,
        "population": "adults-with-bark",
        "timepoint": "time-not-stated",
        "measure": "proportion",
    }
    answer = review.decide({"do": "add", "token": key, "new": new})
    [message] = answer["discrepancies"]
    assert answer["part"] == "population"
    assert message.endswith("compare with the source and correct the reading, or name a population of those 10")
