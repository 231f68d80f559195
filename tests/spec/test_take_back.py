"""What one person decided in a review, and what they take back at any later time, through the same checks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reviews import BARK, STUDY, reviewer
from vexas_evidence.analysis.review.decided import Decided, undo
from vexas_evidence.analysis.review.decisions import accept, add_estimate, reject, waive, waive_by_rule
from vexas_evidence.analysis.review.reviewer import Pick, Reviewer
from vexas_evidence.analysis.review.study_facts import Fact, state_fact
from vexas_evidence.analysis.review.take_back import own_decisions, take_back
from vexas_evidence.load.folder import load
from vexas_evidence.system.problems import BadInput

ENROLLED, RASH, WATER = Pick(("METHODS", "1", 1), 1), Pick(("RESULTS", "1", 3), 1), Pick(("METHODS", "1", 2), 2)


def written(decided: Decided) -> Decided:
    assert decided.is_written, decided.discrepancies
    return decided


def content(data: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in data.rglob("*.yml")}


def kinds(who: Reviewer) -> list[tuple[str, str]]:
    return [(each.kind, each.about) for each in own_decisions(who)]


def key(who: Reviewer, kind: str) -> str:
    return next(each.key for each in own_decisions(who) if each.kind == kind)


def test_each_decision_of_a_person_is_listed(ada: Reviewer) -> None:
    written(accept(ada, "included", ENROLLED))
    written(waive(ada, [WATER], "the patients with water"))
    written(reject(ada, "rash", RASH, "a rash of others"))
    assert kinds(ada) == [("reading", "included"), ("waiver", ""), ("rejection", "rash")]


def test_what_nobody_or_another_person_decided_is_not_listed(data: Path, article: Path, ada: Reviewer) -> None:
    written(waive(reviewer(data, article, "Bob Moor"), [WATER], "the patients with water"))
    assert kinds(ada) == []


def test_a_reading_that_is_taken_back_leaves_the_files_as_they_were(data: Path, article: Path, ada: Reviewer) -> None:
    before = content(data)
    written(accept(ada, "included", ENROLLED))
    later = reviewer(data, article)
    written(take_back(later, key(later, "reading")))
    assert content(data) == before


def test_a_waiver_and_a_rejection_are_taken_back(data: Path, ada: Reviewer) -> None:
    waivers = (data / "waivers.yml").read_bytes()
    written(waive(ada, [WATER], "the patients with water"))
    written(reject(ada, "rash", RASH, "a rash of others"))
    for kind in ("waiver", "rejection"):
        written(take_back(ada, key(ada, kind)))
    assert (data / "waivers.yml").read_bytes() == waivers
    assert (load(data).studies[STUDY].review.rejected, kinds(ada)) == ((), [])


def test_a_waiver_by_rule_is_taken_back(data: Path, ada: Reviewer) -> None:
    before = content(data)
    written(waive_by_rule(ada))
    waived = kinds(ada)
    assert {*waived} == {("waiver", "")}
    for _ in waived:
        written(take_back(ada, key(ada, "waiver")))
    assert content(data) == before


def test_the_file_of_a_second_reviewer_goes_with_its_last_decision(data: Path, article: Path, ada: Reviewer) -> None:
    written(accept(ada, "included", ENROLLED))
    bob, before = reviewer(data, article, "Bob Moor"), content(data)
    written(accept(bob, "included", ENROLLED))
    written(reject(bob, "rash", RASH, "a rash of others"))
    for kind in ("reading", "rejection"):
        decided = written(take_back(bob, key(bob, kind)))
    assert content(data) == before
    undo(bob, decided)
    assert kinds(bob) == [("rejection", "rash")]


def test_with_its_only_reading_an_estimate_goes_and_what_follows_from_it(data: Path, ada: Reviewer) -> None:
    written(add_estimate(ada, BARK, Pick(("METHODS", "1", 2), 1)))
    written(take_back(ada, key(ada, "reading")))
    evidence = load(data)
    assert "patients-with-bark-inclusion" not in evidence.studies[STUDY].estimates
    assert evidence.studies[STUDY].populations["patients-with-bark"].denominator.status == "not stated"
    assert "patients-with-bark" not in evidence.questions[STUDY].outcomes.ids


def test_what_is_declared_of_a_reading_goes_with_it(data: Path, ada: Reviewer) -> None:
    before = content(data)
    written(accept(ada, "fever-free-week-4", Pick(("RESULTS", "1", 1), 2, when=1), "The article counts one fewer."))
    written(take_back(ada, key(ada, "reading")))
    assert [each.declared for each in [load(data)]] == [()]
    assert content(data).keys() == before.keys()


def test_an_estimate_that_a_text_names_is_not_taken_back(data: Path, ada: Reviewer) -> None:
    written(add_estimate(ada, BARK, Pick(("METHODS", "1", 2), 1)))
    written(state_fact(ada, Fact("design", "Bark", "Bark for {patients-with-bark-inclusion.full}.")))
    before = content(data)
    with pytest.raises(BadInput, match="unknown estimate or derived value 'patients-with-bark-inclusion'"):
        take_back(ada, key(ada, "reading"))
    assert content(data) == before


def test_a_take_back_is_undone(data: Path, ada: Reviewer) -> None:
    written(accept(ada, "included", ENROLLED))
    before = content(data)
    undo(ada, written(take_back(ada, key(ada, "reading"))))
    assert content(data) == before


def test_a_second_reader_takes_back_what_stands_in_their_file(data: Path, article: Path, ada: Reviewer) -> None:
    written(accept(ada, "rash", RASH))
    first = content(data)
    bob = reviewer(data, article, "Bob Moor")
    written(accept(bob, "rash", RASH))
    written(waive(bob, [WATER], "the water"))
    assert kinds(bob) == [("reading", "rash"), ("waiver", "")]
    for kind in ("waiver", "reading"):
        written(take_back(bob, key(bob, kind)))
    assert kinds(bob) == []
    assert {path: text for path, text in content(data).items() if path in first} == first


def test_a_decision_that_does_not_stand_any_more_is_refused(ada: Reviewer) -> None:
    with pytest.raises(BadInput, match="no such decision stands in the data"):
        take_back(ada, "reading|rash|RESULTS|1|3|1|7.5%")
