from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests import DATA, EXAMPLE
from tests.commands import run_command
from vexas_evidence.analysis.lift.accept import LiftResult, accept, write_lift
from vexas_evidence.analysis.lift.likeness import forms, prints_denominator
from vexas_evidence.analysis.lift.matching import propose
from vexas_evidence.analysis.lift.missing_denominators import possible_denominators
from vexas_evidence.analysis.lift.proposals import Lift, Proposal
from vexas_evidence.analysis.verification import verify_evidence
from vexas_evidence.load.folder import load
from vexas_evidence.model import Evidence
from vexas_evidence.sources import make_ledger, read_source, write_ledger
from vexas_evidence.sources.context import Context, Contexts, read_contexts
from vexas_evidence.system.problems import BadInput

ARTICLE = EXAMPLE / "texts" / "marsh-article.txt"
ESTIMATES = Path("studies") / "marsh-fever-2030" / "estimates.yml"
SPOTS = "- {id: spots, label: Spots, group: Harms, role: harm}"
Added = Callable[..., Path]


@pytest.fixture
def added(tmp_path: Path) -> Added:
    """Return a function that adds the invented article, with texts in it replaced, to a copy of the invented data."""

    def add(*changes: tuple[str, str]) -> Path:
        folder = tmp_path / "example"
        shutil.copytree(EXAMPLE, folder)
        text = ARTICLE.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        article = tmp_path / "article.txt"
        article.write_text(text, encoding="utf-8")
        done = run_command("source", "add", str(article), "--id", "marsh-article", "--tier", "primary", *_in(folder))
        assert done.returncode == 0, done.stderr
        return folder

    return add


def _in(folder: Path) -> tuple[str, str]:
    return "--data", str(folder)


def lifted(folder: Path, text: bool = False) -> tuple[Evidence, Lift, Contexts | None]:
    evidence = load(folder)
    words = read_contexts(evidence, "marsh-article", folder.parent / "article.txt") if text else None
    return evidence, propose(evidence, evidence.study, "marsh-article", words), words


def proposal(folder: Path, estimate: str, text: bool = False) -> Proposal:
    return next(each for each in lifted(folder, text)[1].proposals if each.estimate.id == estimate)


def write(folder: Path, *named: str, everything: bool = False, waive: bool = False) -> LiftResult:
    evidence, lift, words = lifted(folder, everything)
    return write_lift(folder, evidence, lift, accept(evidence, lift, named, everything, words), waive)


def test_one_token_that_prints_the_number_is_the_match(added: Added) -> None:
    rash = proposal(added(), "rash")
    assert (rash.verdict, [str(each.place) for each in rash.candidates]) == ("one", ["Results/2/1/2"])


def test_a_fraction_with_a_slash_is_the_same_number(added: Added) -> None:
    assert [each.printed for each in proposal(added(), "fever-free-week-4").candidates] == ["30/40"]


def test_a_match_has_the_token_of_its_time(added: Added) -> None:
    assert proposal(added(), "fever-free-week-4").candidates[0].when == 1


def test_a_count_is_found_within_a_fraction(added: Added) -> None:
    found = proposal(added(), "included").candidates
    assert [(each.token, each.form.part) for each in found] == [
        ("40", None),
        ("30/40", "denominator"),
        ("3 of 40", "denominator"),
    ]


def test_a_reference_list_prints_no_estimate(added: Added) -> None:
    assert all(each.place.section != "References" for each in proposal(added(), "rash").candidates)


def test_several_tokens_are_left_to_a_person(added: Added) -> None:
    included = proposal(added(), "included")
    assert (included.verdict, included.sure) == ("several", ())


def test_the_token_with_its_time_comes_first(added: Added) -> None:
    folder = added(("Of the patients, 2 died.", "In all, 30/40 patients slept well."))
    assert [str(each.place) for each in proposal(folder, "fever-free-week-4").candidates] == [
        "Results/1/1/2",
        "Results/3/1/2",
    ]


def test_a_match_without_its_time_needs_a_decision(added: Added) -> None:
    fever = proposal(added(("After 4 weeks, ", "Later, ")), "fever-free-week-4")
    assert (fever.sure, fever.doubt(fever.candidates[0])) == ((), "no token '4 weeks' in its sentence")


def test_a_bare_number_with_nothing_beside_it_needs_a_decision(added: Added) -> None:
    included = proposal(added(("30/40", "most"), ("3 of 40", "some")), "included")
    assert (included.verdict, included.sure, included.doubt(included.candidates[0])) == (
        "one",
        (),
        "a number without % or unit, and nothing beside it that stands beside it elsewhere",
    )


def test_another_number_near_is_a_possible_discrepancy(added: Added) -> None:
    rash = proposal(added(("(7.5%)", "(7.6%)")), "rash")
    assert (rash.verdict, [each.token for each in rash.near]) == ("none", ["7.6%"])


def test_a_missing_denominator_is_found_beside_its_percentage(added: Added) -> None:
    evidence, lift, _ = lifted(added())
    found = possible_denominators(evidence.study, evidence.ledgers["marsh-article"], lift)
    assert [(each.population, each.denominator, each.how, each.token) for each in found] == [
        ("unknown", "40", "printed", "3 of 40")
    ]


def test_a_count_beside_a_percentage_says_which_denominators_it_allows(added: Added) -> None:
    evidence, lift, _ = lifted(added(("3 of 40 patients (7.5%)", "3 (7.5%) patients")))
    found = possible_denominators(evidence.study, evidence.ledgers["marsh-article"], lift)
    assert [(each.denominator, each.how, each.token) for each in found] == [("40", "inferred", "3 (7.5%)")]


@pytest.mark.parametrize(
    ("name", "read"), [("fever-free-week-4", ["30/40", "30/40 patients (75%)"]), ("rash", ["30/40"])]
)
def test_a_fraction_is_read_with_its_percentage_where_a_reading_prints_a_denominator(
    name: str, read: list[str]
) -> None:
    context = Context(text="30/40 patients (75%)", spans=((0, 5), (16, 19)), heads=())
    estimate = load(EXAMPLE).study.estimates[name]
    assert [
        each.printed for each in forms(estimate.measure, prints_denominator(estimate), ("30/40", "75%"), 1, context)
    ] == read


def test_what_lift_proposes_is_told_with_the_option_to_accept_it(added: Added) -> None:
    done = run_command("lift", "--source", "marsh-article", *_in(added(("(7.5%)", "(7.6%)"))))
    assert done.stdout == (
        "several  included (Patients included; patients included; at inclusion): 40\n"
        "           '40' --accept 'included=Methods/1/1/1'\n"
        "           '30/40' --accept 'included=Results/1/1/2'\n"
        "           '3 of 40' --accept 'included=Results/2/1/1'\n"
        "one      fever-free-week-4 (Freedom from fever; patients included; at 4 weeks): 30 of 40\n"
        "           '30/40' --accept 'fever-free-week-4=Results/1/1/2': with '4 weeks'\n"
        "none     rash (Rash; patients (denominator not stated); time not stated): 7.5%\n"
        "           possible discrepancy: '7.6%' --accept 'rash=Results/2/1/2'\n"
        "\n"
        "To look for in the article:\n"
        "  number      rash (Rash; patients (denominator not stated); time not stated): 7.5%\n"
        "  denominator unknown: patients (denominator not stated): 7.5%\n"
        "  outcome     deaths: Deaths\n"
        "\n"
        "3 estimates: 0 read already, 1 with one match, 1 with several, 1 with none; 11 tokens not used\n"
        "nothing was written; 0 readings accepted: accept with --all or --accept, and add --write\n"
    )


def test_all_accepts_what_is_sure_and_nothing_else(added: Added) -> None:
    written = write(added(), everything=True)
    assert list(written.readings) == ["fever-free-week-4", "rash"]


def test_accepted_readings_verify_once_the_rest_is_waived(added: Added) -> None:
    folder = added()
    write(folder, "included=Methods/1/1/1", everything=True, waive=True)
    done = run_command("verify", *_in(folder))
    assert done.stdout.endswith(
        "anchored: 4 readings match a secondary source\n"
        "anchored: 3 readings match a primary full text source\n"
        "3 of 3 estimates checked against the article\n"
        "no discrepancy\n"
    )


def test_all_needs_the_text_of_the_source(added: Added) -> None:
    done = run_command("lift", "--source", "marsh-article", "--all", *_in(added()))
    assert done.stderr == (
        "--all: a ledger holds no words, so a number alone does not say what it counts: the text of the source: "
        "add --text FILE, or name each with --accept\n1 problem; nothing was written\n"
    )


def test_all_refuses_a_number_of_another_outcome(added: Added) -> None:
    folder = added(("A rash occurred in 3 of 40 patients (7.5%), mostly on the arms.", "Itching occurred in 7.5%."))
    rash = proposal(folder, "rash", text=True)
    assert (rash.sure, rash.doubt(rash.candidates[0])) == ((), "no word of 'Rash' beside it")


def test_a_text_that_is_not_that_of_the_ledger_is_refused(added: Added) -> None:
    folder = added()
    (folder.parent / "article.txt").write_text("Results\n- A rash in 7.5%.\n", encoding="utf-8")
    with pytest.raises(BadInput) as error:
        lifted(folder, text=True)
    assert str(error.value).startswith("--text article.txt: not the text of the ledger of marsh-article, in 9 places: ")


def test_a_time_in_another_sentence_is_named_after_an_at_sign(added: Added) -> None:
    folder = added(("After 4 weeks, 30/40", "This was after four weeks. Of all, 30/40"))
    written = write(folder, "fever-free-week-4=Results/1/2/2@Results/1/1/1")
    assert [each.time_place for each in written.readings["fever-free-week-4"]] == [("Results", "1", 1, 1)]


def test_a_place_that_prints_no_such_time_is_refused(added: Added) -> None:
    with pytest.raises(BadInput) as error:
        write(added(), "fever-free-week-4=Results/1/1/2@Results/2/1/1")
    assert str(error.value).startswith(
        "--accept fever-free-week-4=Results/1/1/2@Results/2/1/1: no token of marsh-article at 'Results/2/1/1' that "
        "prints '4 weeks': the place of its time, after '@': "
    )


def test_show_works_while_tokens_are_left(added: Added) -> None:
    done = run_command("show", "rash", *_in(added()))
    assert done.stdout.startswith("Record                   Rash, time not stated\n")
    assert (done.returncode, done.stderr) == (
        1,
        "the lift is not done: 11 number tokens are not used, 0 texts say that the article was not read: "
        "run vexas-evidence verify, which lists them\n",
    )


def test_the_checklist_works_while_tokens_are_left(added: Added) -> None:
    done = run_command("checklist", *_in(added()))
    assert done.stdout.startswith("# Full-text checklist: Willow bark for marsh fever\n")


def test_lifting_again_adds_nothing(added: Added) -> None:
    folder = added()
    write(folder, everything=True)
    before = (folder / ESTIMATES).read_bytes()
    write(folder, everything=True)
    assert (folder / ESTIMATES).read_bytes() == before


def test_writing_keeps_comments_and_layout(added: Added) -> None:
    folder = added()
    path = folder / ESTIMATES
    old = path.read_text(encoding="utf-8")
    old = old.replace("  - id: rash", "\n  # about harms\n  - id: rash   # kept").replace("\n", "\r\n")
    path.write_text(old, encoding="utf-8", newline="")
    write(folder, "rash=Results/2/1/2")
    with path.open(encoding="utf-8", newline="") as file:
        lines = file.read().split("\n")
    new = '      - {source: marsh-article, section: Results, paragraph: "2", sentence: 1, token: 2, printed: "7.5%"}\r'
    assert [line for line in lines if line != new] == old.split("\n")
    assert lines[lines.index(new) - 1].startswith("      - {source: marsh-bulletin")


def test_a_reading_over_several_lines_keeps_them(added: Added) -> None:
    folder = added()
    path = folder / ESTIMATES
    block = (
        '- source: marsh-bulletin\n        section: Story\n        paragraph: "3"\n        sentence: 1\n'
        '        token: 1\n        printed: "7.5%"\n'
    )
    old = path.read_text(encoding="utf-8")
    one = '- {source: marsh-bulletin, section: Story, paragraph: "3", sentence: 1, token: 1, printed: "7.5%"}\n'
    assert one in old
    path.write_text(old.replace(one, block), encoding="utf-8")
    write(folder, "rash=Results/2/1/2")
    assert [each.source for each in load(folder).study.estimates["rash"].readings] == [
        "marsh-bulletin",
        "marsh-article",
    ]


def test_readings_in_brackets_are_not_written_to(added: Added) -> None:
    folder = added()
    path = folder / ESTIMATES
    text = path.read_text(encoding="utf-8")
    start = text.index('      - {source: marsh-bulletin, section: Story, paragraph: "3"')
    item, rest = text[start:].split("\n", 1)
    readings = text[:start].rstrip() + f" [{item.strip().removeprefix('- ')}]\n{rest}"
    path.write_text(readings, encoding="utf-8")
    with pytest.raises(BadInput) as error:
        write(folder, "rash=Results/2/1/2")
    assert str(error.value) == (
        "example/studies/marsh-fever-2030/estimates.yml:23: a list within [ ]: one item a line, each after '- ': "
        "write the list so, then add to it"
    )


def test_a_number_that_differs_is_not_written(added: Added) -> None:
    folder = added(("(7.5%)", "(7.6%)"))
    before = (folder / ESTIMATES).read_bytes()
    done = run_command("lift", "--source", "marsh-article", "--write", "--accept", "rash=Results/2/1/2", *_in(folder))
    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == (
        "example/studies/marsh-fever-2030/estimates.yml: '7.6%' in marsh-article, in the line that would "
        "be written, '- {source: marsh-article, section: Results, paragraph: "
        '"2", sentence: 1, token: 2, printed: "7.6%"}\''
        ": '7.5%' as in marsh-bulletin: "
        "compare with the source and correct the reading [readings agree]"
    )
    assert done.stderr.endswith("nothing was written\n")
    assert (folder / ESTIMATES).read_bytes() == before


def test_a_number_that_differs_is_written_once_it_is_declared(added: Added) -> None:
    folder = added(("(7.5%)", "(7.6%)"))
    (folder / "declared.yml").write_text(
        "format: 3\ndeclared:\n"
        "  - {check: readings agree, estimate: rash, source: marsh-article, found: 7.6%, expected: 7.5%, "
        "reason: the article and the bulletin differ}\n",
        encoding="utf-8",
    )
    written = write(folder, "rash=Results/2/1/2")
    assert [each.printed for each in written.readings["rash"]] == ["7.6%"]


def test_a_time_that_is_not_printed_beside_is_not_written(added: Added) -> None:
    folder = added(("After 4 weeks, ", "Later, "))
    written = write(folder, "fever-free-week-4=Results/1/1/1")
    assert [each.found for each in written.discrepancies] == [
        "'4 weeks' names no token, in the line that would be written, '- {source: marsh-article, section: Results, "
        'paragraph: "1", sentence: 1, token: 1, printed: "30/40"}\''
    ]


def test_without_waivers_the_tokens_left_are_discrepancies(added: Added) -> None:
    folder = added()
    left = write(folder, everything=True).unused
    found = verify_evidence(load(folder)).discrepancies
    assert {each.check for each in found} == {"nothing left out"}
    assert len(found) == len(left) == 8


def test_a_part_that_is_accepted_leaves_the_other_over(added: Added) -> None:
    folder = added()
    done = write(folder, "included=Results/2/1/1")
    assert done.discrepancies == ()
    assert "Results/2/1/1" in map(str, done.unused)
    found = [each.found for each in verify_evidence(load(folder)).discrepancies]
    assert (
        "token 1, the count '3' of '3 of 40', of marsh-article, Results, paragraph 2, sentence 1 is not used" in found
    )


def test_a_waiver_of_the_rest_covers_the_part_that_is_left_over(added: Added) -> None:
    folder = added()
    written = write(folder, "included=Results/2/1/1", waive=True)
    assert "3 of 40" in [each.printed for each in written.waivers]


def test_each_waiver_says_why(added: Added) -> None:
    folder = added(("(7.5%)", "(7.5%), which is 7.5%"))
    written = write(folder, "included=Methods/1/1/1", "rash=Results/2/1/2", everything=True, waive=True)
    assert [(each.printed, each.reason) for each in written.waivers] == [
        ("2029", "not used by any estimate; from the full text"),
        ("10.0000/invented", "not used by any estimate; from the full text"),
        ("3 of 40", "may be the denominator of unknown; not declared as such"),
        ("7.5%", "the same number as rash, which is read elsewhere in the full text"),
        ("mostly", "not used by any estimate; from the full text"),
        ("2", "not used by any estimate; from the full text"),
        ("7.5%", "not used by any estimate; from the full text"),
        ("2028", "not used by any estimate; from the full text"),
    ]


def test_a_number_that_may_contradict_is_not_waived_in_bulk(added: Added) -> None:
    written = write(added(("(7.5%)", "(7.6%)")), everything=True, waive=True)
    assert {str(place): name for place, name in written.undecided.items()} == {
        "Methods/1/1/1": "patients-included",
        "Results/2/1/1": "rash",
        "Results/2/1/2": "rash",
    }


def test_an_undecided_number_keeps_no_other_from_being_waived(added: Added) -> None:
    written = write(added(("(7.5%)", "(7.6%)")), everything=True, waive=True)
    assert [each.printed for each in written.waivers] == [*("2029", "10.0000/invented", "mostly", "2", "7.5%", "2028")]


def test_a_token_waived_by_hand_is_no_longer_proposed(added: Added) -> None:
    folder = added(("(7.5%)", "(7.6%)"))
    with (folder / "waivers.yml").open("a", encoding="utf-8") as file:
        file.write(
            '  - {source: marsh-article, section: Results, paragraph: "2", sentence: 1, token: 2, printed: 7.6%, '
            "reason: of another group}\n"
        )
    assert proposal(folder, "rash").near == ()


def test_waivers_are_added_to_an_empty_list(added: Added) -> None:
    folder = added()
    (folder / "waivers.yml").write_text("# none yet\nformat: 3\nwaivers: []\n", encoding="utf-8")
    write(folder, everything=True, waive=True)
    assert (
        (folder / "waivers.yml")
        .read_text(encoding="utf-8")
        .startswith("# none yet\nformat: 3\nwaivers:\n  - {source: marsh-")
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("rash", "--accept: 'rash' names no token: ESTIMATE=SECTION/PARAGRAPH/SENTENCE/TOKEN: copy it from the list "),
        ("rsh=x", "--accept rsh=x: no estimate 'rsh': the id of an estimate: did you mean 'rash'?"),
        (
            "rash=Results/2/1/1",
            "--accept rash=Results/2/1/1: no token of marsh-article at 'Results/2/1/1' that may print it: "
            "SECTION/PARAGRAPH/SENTENCE/TOKEN as lift lists it: did you mean 'Results/2/1/2'?",
        ),
    ],
)
def test_what_cannot_be_accepted_is_named(text: str, message: str, added: Added) -> None:
    with pytest.raises(BadInput) as error:
        write(added(), text)
    assert str(error.value).startswith(message)


def test_a_pdf_of_the_article_is_lifted_like_its_text(added: Added, tmp_path: Path) -> None:
    import typst

    folder = added()
    body = [line.removeprefix("- ") for line in ARTICLE.read_text(encoding="utf-8").splitlines()]
    source = tmp_path / "article.typ"
    source.write_text("#pagebreak()\n".join(f"{line}\n\n" for line in body if line.endswith(".")), encoding="utf-8")
    (tmp_path / "article.pdf").write_bytes(typst.compile(str(source)))
    ledger = make_ledger("marsh-article", read_source(tmp_path / "article.pdf"))
    (folder / "sources" / "marsh-article.yml").write_text(write_ledger(ledger), encoding="utf-8")
    assert [str(each.place) for each in proposal(folder, "fever-free-week-4").sure] == ["Start/2/1/2"]


def test_a_new_source_is_declared_below_the_others(added: Added) -> None:
    old = (EXAMPLE / "sources.yml").read_text(encoding="utf-8")
    new = (added() / "sources.yml").read_text(encoding="utf-8")
    assert new.startswith(old)
    assert new.removeprefix(old).splitlines()[:-1] == [
        "  - id: marsh-article",
        "    title: marsh-article",
        "    short: marsh-article",
        "    tier: primary full text",
        "    seen: whole",
        "    role: the article itself",
    ]


@pytest.mark.parametrize(
    ("tier", "message"),
    [
        (
            "secondary",
            "example/sources.yml:18: source 'marsh-article' has the tier 'primary full text': 'secondary', as --tier "
            "says: change the tier in this line yourself, or give another --id\n",
        ),
        (
            "secundary",
            "--tier: no tier 'secundary': one of primary full text, primary abstract, secondary: "
            "did you mean 'secondary'?\n",
        ),
    ],
)
def test_a_tier_is_not_changed_in_silence(tier: str, message: str, added: Added) -> None:
    folder = added()
    done = run_command("source", "add", str(ARTICLE), "--id", "marsh-article", "--tier", tier, *_in(folder))
    assert done.stderr == message + "1 problem; nothing was written\n"


@pytest.mark.parametrize("source", ["frenvex-aza-summary", "iach-2025-06-01"])
def test_a_source_left_out_is_found_again(source: str) -> None:
    evidence = load(DATA)
    without, truth = [], {}
    for estimate in evidence.study.results.estimates:
        others = tuple(reading for reading in estimate.readings if reading.source != source)
        its = {(r.section, r.paragraph, r.sentence, r.token) for r in estimate.readings if r.source == source}
        if others:
            without.append(estimate.model_copy(update={"readings": others}))
            truth[estimate.id] = its
    results = evidence.study.results.model_copy(update={"estimates": tuple(without)})
    study = replace(evidence.study, results=results)
    for each in propose(replace(evidence, waivers=()), study, source).proposals:
        found = [(*one.place.statement, one.place.token) for one in each.candidates[:1]]
        assert set(found) <= truth[each.estimate.id]


def test_the_study_is_the_one_that_the_source_reports(added: Added) -> None:
    folder = added()
    other = shutil.copytree(folder / "studies" / "marsh-fever-2030", folder / "studies" / "other")
    for name in ("study.yml", "estimates.yml", "narrative.yml"):
        text = (other / name).read_text(encoding="utf-8")
        (other / name).write_text(text.replace("id: marsh-fever-2030", "id: other").replace("rash", "spots"), "utf-8")
    vocabulary, sources = folder / "vocabulary.yml", folder / "sources.yml"
    text = vocabulary.read_text(encoding="utf-8")
    vocabulary.write_text(text.replace("timepoints:", f"  {SPOTS}\ntimepoints:"), encoding="utf-8")
    sources.write_text(f"{sources.read_text(encoding='utf-8').rstrip()}\n    studies: [other]\n", encoding="utf-8")
    assert "spots (Spots" in run_command("lift", "--source", "marsh-article", *_in(folder)).stdout
