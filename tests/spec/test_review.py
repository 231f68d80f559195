"""What a reviewer decides: written through the checks, with who and when, in the order of the YAML; and undone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from tests.commands import run_command
from tests.reviews import BARK, STUDY, TEXT, data_with, reviewer
from vexas_evidence.analysis import safe_edit
from vexas_evidence.analysis.lift.matching import propose
from vexas_evidence.analysis.review.decided import Decided, undo
from vexas_evidence.analysis.review.decisions import (
    NewEstimate,
    accept,
    add_estimate,
    reject,
    waive,
)
from vexas_evidence.analysis.review.denominator_entry import give_denominator
from vexas_evidence.analysis.review.new_names import NewOutcome, NewTimepoint
from vexas_evidence.analysis.review.reviewer import Pick, Reviewer, evidence_seen, open_review, slug
from vexas_evidence.analysis.verification import Verification, verification_in
from vexas_evidence.load.folder import load
from vexas_evidence.model import Moment
from vexas_evidence.sources import read_document
from vexas_evidence.system.problems import BadInput

METHODS, ARMS = ("METHODS", "1", 1), ("METHODS", "1", 2)
FEVER, SLEEP, RASH, DEATHS = (("RESULTS", "1", number) for number in (1, 2, 3, 4))
ENROLLED = Pick(METHODS, 1)


def text(data: Path, name: str) -> str:
    return (data / name).read_text(encoding="utf-8")


def estimates(data: Path) -> str:
    return text(data, f"studies/{STUDY}/estimates.yml")


def written(decided: Decided) -> bool:
    assert decided.is_written, decided.discrepancies
    return True


def test_an_accepted_reading_is_one_more_line_with_who_and_when(data: Path, ada: Reviewer) -> None:
    before = estimates(data)
    written(accept(ada, "included", ENROLLED))
    [line] = set(estimates(data).splitlines()) - set(before.splitlines())
    place = '{source: article, section: METHODS, paragraph: "1", sentence: 1, token: 1, printed: "40"'
    assert line.strip() == f"- {place}, by: Ada Lark, on: {date.today()}}}"
    assert estimates(data).replace(f"{line}\n", "") == before


def test_a_reading_that_contradicts_the_other_sources_is_not_written(data: Path, ada: Reviewer) -> None:
    before = estimates(data)
    decided = accept(ada, "fever-free-week-4", Pick(FEVER, 2, when=1))
    assert ([each.check for each in decided.discrepancies], decided.is_written) == (["readings agree"], False)
    assert (estimates(data), decided.differs) == (before, True)


def test_a_difference_that_a_person_declares_is_kept_with_both_values(data: Path, ada: Reviewer) -> None:
    written(accept(ada, "fever-free-week-4", Pick(FEVER, 2, when=1), "The article counts one fewer."))
    [declared] = load(data).declared
    assert (declared.found, declared.expected, declared.reason) == (
        "29 of 40",
        "30 of 40",
        "The article counts one fewer.",
    )


def test_a_new_estimate_brings_its_outcome_population_arm_and_denominator(data: Path, ada: Reviewer) -> None:
    written(add_estimate(ada, BARK, Pick(ARMS, 1)))
    study = load(data).studies[STUDY]
    population = study.populations["patients-with-bark"]
    assert (population.arm, population.denominator.status) == ("willow-bark", "reported")
    assert study.estimates[population.denominator.estimate or ""].readings[0].printed == "20"
    assert "patients-with-bark" in load(data).questions[STUDY].outcomes.not_rated


def test_a_new_time_has_its_duration_and_its_token(data: Path, ada: Reviewer) -> None:
    written(add_estimate(ada, BARK, Pick(ARMS, 1)))
    time, moment = NewTimepoint("by", "4 weeks"), Moment(sentence=1, token=1)
    new = NewEstimate(NewOutcome("Good sleep", "Response", "efficacy"), "patients-with-bark", time, "proportion")
    written(add_estimate(ada, new, Pick(SLEEP, 1, when=moment)))
    evidence = load(data)
    times = evidence.timepoints_of(evidence.studies[STUDY])
    assert (times["by-4-weeks"].text, times["by-4-weeks"].relation) == ("by 4 weeks", "by")


def test_an_estimate_of_an_outcome_that_was_not_stated_takes_it_off_that_list(data: Path, ada: Reviewer) -> None:
    written(accept(ada, "included", ENROLLED))
    written(give_denominator(ada, "included"))
    written(add_estimate(ada, NewEstimate("deaths", "everyone", "time-not-stated", "count"), Pick(DEATHS, 1)))
    assert load(data).studies[STUDY].results.not_stated == ()


def test_an_estimate_without_a_denominator_that_a_source_states_is_not_written(ada: Reviewer) -> None:
    decided = add_estimate(ada, NewEstimate("deaths", "everyone", "time-not-stated", "count"), Pick(DEATHS, 1))
    assert [each.check for each in decided.discrepancies] == ["reported denominators in sentence"]


def test_a_rejected_token_is_not_proposed_again(data: Path, ada: Reviewer) -> None:
    written(reject(ada, "rash", Pick(RASH, 1), "a rash of others"))
    evidence = load(data)
    lift = propose(evidence, evidence.study, "article", ada.contexts)
    rash = next(each for each in lift.proposals if each.estimate.id == "rash")
    assert (rash.candidates, rash.near) == ((), ())
    [rejection] = evidence.study.review.rejected
    assert (rejection.reason, rejection.by, rejection.printed) == ("a rash of others", "Ada Lark", "7.5%")


def test_a_waived_token_has_its_reason_and_who_waived_it(data: Path, ada: Reviewer) -> None:
    written(waive(ada, [Pick(ARMS, 2)], "the patients with water"))
    waiver = load(data).waivers[-1]
    assert (waiver.printed, waiver.reason, waiver.by) == ("20", "the patients with water", "Ada Lark")


def test_a_token_that_is_read_is_waived_no_longer(data: Path, ada: Reviewer) -> None:
    before = text(data, "waivers.yml")
    written(waive(ada, [Pick(RASH, 1)], "no result"))
    written(accept(ada, "rash", Pick(RASH, 1)))
    assert text(data, "waivers.yml") == before


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_waiver_needs_a_reason(ada: Reviewer, reason: str) -> None:
    with pytest.raises(BadInput, match="reason: no reason: why, in your own words: write it"):
        waive(ada, [Pick(ARMS, 2)], reason)


def test_undo_brings_back_every_file_and_takes_new_ones_away(data: Path, ada: Reviewer) -> None:
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    decided = add_estimate(ada, BARK, Pick(ARMS, 1))
    written(decided)
    undo(ada, decided)
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before


def test_undo_leaves_a_file_that_changed_since(data: Path, ada: Reviewer) -> None:
    decided = accept(ada, "included", ENROLLED)
    path = data / "studies" / STUDY / "estimates.yml"
    path.write_text(path.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"estimates\.yml: changed since the decision"):
        undo(ada, decided)
    assert "# mine" in estimates(data)


def test_comments_and_order_of_the_yaml_are_kept(data: Path, ada: Reviewer) -> None:
    path = data / "studies" / STUDY / "study.yml"
    path.write_text(f"# a comment\n{path.read_text(encoding='utf-8')}# the end\n", encoding="utf-8")
    before = path.read_text(encoding="utf-8").splitlines()
    written(add_estimate(ada, BARK, Pick(ARMS, 1)))
    assert [line for line in path.read_text(encoding="utf-8").splitlines() if line in before] == before


def test_another_persons_review_of_a_source_is_an_extraction_apart(data: Path, article: Path, ada: Reviewer) -> None:
    written(accept(ada, "included", ENROLLED))
    written(accept(ada, "rash", Pick(RASH, 1)))
    bob = reviewer(data, article, "Bob Moor")
    assert bob.is_second
    seen = {name: [each.source for each in one.readings] for name, one in evidence_seen(bob).study.estimates.items()}
    assert seen["included"] == ["marsh-bulletin"]
    before = estimates(data)
    written(accept(bob, "included", ENROLLED))
    assert estimates(data) == before
    assert len(evidence_seen(bob).study.estimates["included"].readings) == 2


def test_two_reviews_are_compared_by_reconcile(data: Path, article: Path, ada: Reviewer) -> None:
    written(accept(ada, "included", ENROLLED))
    written(accept(ada, "rash", Pick(RASH, 1)))
    bob = reviewer(data, article, "Bob Moor")
    written(accept(bob, "included", ENROLLED))
    done = run_command("reconcile", "--data", str(data))
    assert "of 1 rows of the second extraction the ledger agrees with 1 in value" in done.stdout
    assert "not yet read by the second reader: 1" in done.stdout
    assert done.returncode == 0


def test_what_the_second_reader_waives_and_the_first_reads_differs(data: Path, article: Path, ada: Reviewer) -> None:
    written(accept(ada, "rash", Pick(RASH, 1)))
    written(waive(reviewer(data, article, "Bob Moor"), [Pick(RASH, 1)], "no result"))
    done = run_command("reconcile", "--data", str(data))
    assert "rash: the ledger has '7.5%', no row of the second extraction has it (value)" in done.stderr


def test_two_reviews_that_agree_leave_no_difference(data: Path, article: Path, ada: Reviewer) -> None:
    bob_decides = [("included", ENROLLED), ("rash", Pick(RASH, 1))]
    for name, pick in bob_decides:
        written(accept(ada, name, pick))
    bob = reviewer(data, article, "Bob Moor")
    for name, pick in bob_decides:
        written(accept(bob, name, pick))
    assert run_command("reconcile", "--data", str(data)).returncode == 0


def test_what_a_second_reviewer_waives_rejects_and_finds_stands_in_their_file(data: Path, article: Path) -> None:
    written(accept(reviewer(data, article), "included", ENROLLED))
    bob = reviewer(data, article, "Bob Moor")
    shared = text(data, "waivers.yml")
    written(waive(bob, [Pick(ARMS, 2)], "the water"))
    written(reject(bob, "rash", Pick(DEATHS, 1), "deaths"))
    written(add_estimate(bob, NewEstimate("deaths", "everyone", "time-not-stated", "count"), Pick(DEATHS, 1)))
    own = yaml.safe_load(text(data, f"studies/{STUDY}/extractions/bob-moor.yml"))
    assert ([*own], len(own["waived"]), len(own["rejected"])) == (
        ["format", "extractor", "source", "waived", "rejected", "estimates"],
        1,
        1,
    )
    assert text(data, "waivers.yml") == shared


def test_a_second_reviewer_who_comes_again_goes_on(data: Path, article: Path) -> None:
    written(accept(reviewer(data, article), "included", ENROLLED))
    written(accept(reviewer(data, article, "Bob Moor"), "included", ENROLLED))
    again = reviewer(data, article, "bob moor")
    assert [each.by for each in evidence_seen(again).study.estimates["included"].readings] == [None, "Bob Moor"]


@pytest.mark.parametrize(
    ("study", "name", "message"),
    [
        ("../marsh-fever-2030", "Ada", "STUDY: no study '../marsh-fever-2030': the id of a study: "),
        (STUDY, "??", "--as: no name '??': the name of who reads: write it in letters"),
    ],
)
def test_an_unknown_study_and_a_name_without_letters_are_refused(
    data: Path, article: Path, study: str, name: str, message: str
) -> None:
    with pytest.raises(BadInput) as refused:
        open_review(data, study, name, read_document(article))
    assert str(refused.value).startswith(message)


def test_a_text_that_no_ledger_is_of_is_refused(data: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Another text of 3 words.\n", encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        reviewer(data, other)
    remedy = f"vexas-evidence source add other.txt --id ID --study {STUDY}"
    assert str(refused.value) == f"other.txt: no ledger is of this text: a source whose ledger was made of it: {remedy}"


@pytest.fixture
def contradicting(tmp_path: Path) -> Reviewer:
    """Who reads an article that prints a percentage of another count, and two numbers for one rash."""
    article = tmp_path / "contradicting.txt"
    text = TEXT.replace("slept well (90%)", "(89%) slept well")
    article.write_text(f"{text}\nDISCUSSION\n\nA rash was seen in 8.5%.\n", encoding="utf-8")
    ada = reviewer(data_with(tmp_path / "other", article), article)
    written(add_estimate(ada, BARK, Pick(ARMS, 1)))
    return ada


GOOD_SLEEP = NewEstimate(
    NewOutcome("Good sleep", "Response", "efficacy"), "patients-with-bark", "time-not-stated", "proportion"
)


def test_a_print_that_contradicts_itself_is_not_written_without_a_reason(contradicting: Reviewer) -> None:
    decided = add_estimate(contradicting, GOOD_SLEEP, Pick(SLEEP, 1, to=2))
    assert ([each.check for each in decided.discrepancies], decided.differs) == (["percentages fit their counts"], True)


def test_a_print_that_contradicts_itself_is_declared_with_its_reason(contradicting: Reviewer) -> None:
    written(add_estimate(contradicting, GOOD_SLEEP, Pick(SLEEP, 1, to=2), "Printed so in the results."))
    [declared] = load(contradicting.folder).declared
    assert (declared.check, declared.found) == ("percentages fit their counts", "18 of 20 patients (89%)")
    assert declared.reason == "Printed so in the results."


def test_two_places_of_an_article_that_differ_are_both_kept_with_the_reason(contradicting: Reviewer) -> None:
    written(accept(contradicting, "rash", Pick(RASH, 1)))
    other = Pick(("DISCUSSION", "1", 1), 1)
    assert accept(contradicting, "rash", other).differs
    written(accept(contradicting, "rash", other, "The discussion prints one more."))
    evidence = load(contradicting.folder)
    printed = [each.printed for each in evidence.study.estimates["rash"].readings if each.source == "article"]
    assert (printed, [each.found for each in evidence.declared]) == (["7.5%", "8.5%"], ["8.5%"])


def test_a_contradiction_of_another_kind_cannot_be_declared(ada: Reviewer) -> None:
    new = NewEstimate("deaths", "everyone", "time-not-stated", "count")
    decided = add_estimate(ada, new, Pick(DEATHS, 1), "It is so.")
    assert (decided.is_written, decided.differs) == (False, False)


def test_what_another_person_wrote_meanwhile_is_not_written_over(
    data: Path, ada: Reviewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = data / "studies" / STUDY / "estimates.yml"

    def verify(folder: Path) -> Verification:
        path.write_text(f"{path.read_text(encoding='utf-8')}# of Bob\n", encoding="utf-8")
        return verification_in(folder)

    monkeypatch.setattr(safe_edit, "verification_in", verify)
    with pytest.raises(BadInput, match="another person or program wrote it meanwhile: the file as it was checked"):
        accept(ada, "included", ENROLLED)
    assert "# of Bob" in estimates(data)
    assert "Ada Lark" not in estimates(data)


def test_names_become_ids() -> None:
    assert [slug(name) for name in ("Zoë O'Neil", "3 months", "…")] == ["zoe-o-neil", "months", ""]
