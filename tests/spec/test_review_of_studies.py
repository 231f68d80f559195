"""What a reviewer says of the study itself, without opening a file: question, importance, PICO, design, record."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests import EXAMPLE
from tests.commands import run_command
from tests.reviews import STUDY, as_text, data_with, reviewer
from tests.unit.test_reading_pdf import pdf
from vexas_evidence.analysis.drafts.cues import citation_cues
from vexas_evidence.analysis.review.citation_entry import is_citation_proposed
from vexas_evidence.analysis.review.decided import Decided, undo
from vexas_evidence.analysis.review.reviewer import Reviewer, open_review
from vexas_evidence.analysis.review.study_facts import (
    Fact,
    accept_cue,
    open_cues,
    rate,
    reject_cue,
    remove_fact,
    state_citation,
    state_design,
    state_fact,
    state_label,
    state_name,
    state_question,
    state_record,
)
from vexas_evidence.load.folder import load
from vexas_evidence.model.study import About
from vexas_evidence.publish.review.requests import OpenReview
from vexas_evidence.publish.review.screen import in_fields
from vexas_evidence.sources import read_document
from vexas_evidence.system.problems import BadInput

NEW = "willow-trial"
ARTICLE = """<?xml version="1.0"?><article article-type="research-article"><front><article-meta><title-group>
<article-title>Willow bark for fever: a randomised trial</article-title></title-group>
<abstract><sec><title>Methods</title><p>This was an open-label trial in adults with fever.</p></sec></abstract>
</article-meta></front><body><sec><title>Results</title><p>Rash occurred in 3 adults.</p>
<table-wrap><label>Table 1</label><table><thead><tr><th>Event</th><th>Willow bark (n = 44)</th><th>Group 2 (n = 45)</th>
</tr></thead><tbody><tr><td>Rash</td><td>3</td><td>1</td></tr></tbody></table></table-wrap></sec></body></article>"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with a study as ``new study`` drafts it."""
    data = Path(shutil.copytree(EXAMPLE, tmp_path / "data"))
    (tmp_path / "article.xml").write_text(ARTICLE, encoding="utf-8")
    done = run_command(
        "new", "study", NEW, "--from", str(tmp_path / "article.xml"), "--as", "Ada Lark", "--data", str(data)
    )
    assert done.returncode == 0, done.stderr
    return data


@pytest.fixture
def ada(data: Path) -> Reviewer:
    return open_review(data, NEW, "Ada Lark", read_document(data.parent / "article.xml"))


def written(decided: Decided) -> None:
    assert decided.is_written, decided.discrepancies


def about(data: Path) -> About:
    return load(data).studies[NEW].about


def suggested(who: Reviewer) -> list[tuple[str, str]]:
    return [(each.kind, each.meaning) for each in open_cues(who)]


def test_what_the_article_suggests_is_no_fact_until_it_is_accepted(data: Path, ada: Reviewer) -> None:
    trial = "{arms: parallel, randomized: yes, unit_of_allocation: participant}"
    expected = [("arm", "Willow bark"), ("arm", "Group 2"), ("study design", trial), ("fact of design", "masking")]
    assert suggested(ada) == expected
    assert (about(data).arms, about(data).study_design, about(data).design) == ((), None, ())


def test_an_accepted_arm_and_design_are_facts_and_suggested_no_longer(data: Path, ada: Reviewer) -> None:
    for cue in open_cues(ada)[:3]:
        written(accept_cue(ada, cue))
    design = about(data).study_design
    assert design
    assert [arm.label for arm in about(data).arms] == ["Willow bark", "Group 2"]
    assert (design.arms, design.randomized, design.unit_of_allocation) == ("parallel", "yes", "participant")
    assert suggested(ada) == [("fact of design", "masking")]


def test_an_arm_named_with_a_digit_joins_the_names_of_the_study(data: Path, ada: Reviewer) -> None:
    written(accept_cue(ada, open_cues(ada)[1]))
    assert load(data).studies[NEW].vocabulary.names == ("Group 2",)


def test_an_arm_has_another_name_and_its_id_until_that_is_undone(data: Path, ada: Reviewer) -> None:
    written(accept_cue(ada, open_cues(ada)[0]))
    renamed = state_label(ada, "arms", "willow-bark", "Bark of Group 2")
    assert not renamed.is_written  # no name that the article prints
    renamed = state_label(ada, "arms", "willow-bark", "Bark")
    written(renamed)
    assert [(each.id, each.label) for each in about(data).arms] == [("willow-bark", "Bark")]
    assert ("arm", "Willow bark") not in suggested(ada)
    undo(ada, renamed)
    assert [each.label for each in about(data).arms] == ["Willow bark"]


def test_an_outcome_that_studies_share_keeps_its_name(ada: Reviewer) -> None:
    with pytest.raises(BadInput, match="no outcome 'rash' of this study alone"):
        state_label(ada, "outcomes", "rash", "Rash of the skin")


def test_a_word_of_the_design_takes_words_of_ones_own(ada: Reviewer) -> None:
    with pytest.raises(BadInput, match="'open-label' is no arm and no design: a fact in your own words: write it"):
        accept_cue(ada, open_cues(ada)[3])


def test_a_rejected_proposal_has_its_reason_and_is_suggested_no_longer(data: Path, ada: Reviewer) -> None:
    written(reject_cue(ada, open_cues(ada)[0], "a part of an arm"))
    [rejected] = load(data).studies[NEW].review.rejected_cues
    assert (rejected.meaning, rejected.reason, rejected.by) == ("Willow bark", "a part of an arm", "Ada Lark")
    assert ("arm", "Willow bark") not in suggested(ada)


def test_the_question_of_the_study_is_written(data: Path, ada: Reviewer) -> None:
    written(state_question(ada, "  Does willow bark lower a fever? "))
    assert load(data).questions[NEW].text == "Does willow bark lower a fever?"


def proposals(data: Path) -> list[str]:
    """The comments of the drafted study that propose arms or its design."""
    lines = (data / "studies" / NEW / "study.yml").read_text(encoding="utf-8").splitlines()
    return [each for each in lines[lines.index("curation:") :] if each.startswith("#")]


def test_what_is_accepted_is_proposed_in_no_comment(data: Path, ada: Reviewer) -> None:
    assert len(proposals(data)) == 7
    bark, group, design, masking = open_cues(ada)
    written(accept_cue(ada, bark))
    assert [each for each in proposals(data) if "id: willow-bark" in each or "id: group-2" in each] == [
        '#   - {id: group-2, label: "Group 2"}  # "Group 2 (n = 45)" in Results, paragraph Table 1, head, sentence 1'
    ]
    written(accept_cue(ada, group))
    assert len(proposals(data)) == 3
    written(accept_cue(ada, design))
    assert [masking.meaning in each for each in proposals(data)] == [False, True]


def test_with_its_last_proposal_the_head_of_a_comment_goes(data: Path, ada: Reviewer) -> None:
    for each in open_cues(ada)[:2]:
        written(reject_cue(ada, each, "no arm"))
    written(accept_cue(ada, open_cues(ada)[0]))
    written(state_fact(ada, Fact("design", "Masking", "Open to all.")))
    assert proposals(data) == []


def test_an_undone_acceptance_is_proposed_again(data: Path, ada: Reviewer) -> None:
    before = proposals(data)
    undo(ada, accept_cue(ada, open_cues(ada)[0]))
    assert proposals(data) == before


def test_a_question_in_ones_own_words_is_proposed_no_longer(data: Path, ada: Reviewer) -> None:
    path = data / "questions" / f"{NEW}.yml"
    assert "# proposed: write the question" in path.read_text(encoding="utf-8")
    written(state_question(ada, "Does willow bark lower a fever?"))
    assert "# proposed" not in path.read_text(encoding="utf-8")


def test_a_question_that_other_studies_share_is_not_written(data: Path) -> None:
    report = data / "reports" / f"{NEW}.yml"
    report.write_text(report.read_text(encoding="utf-8").replace(f"[{NEW}]", f"[{NEW}, {STUDY}]"), encoding="utf-8")
    shared = open_review(data, NEW, "Ada Lark", read_document(data.parent / "article.xml"))
    with pytest.raises(BadInput, match=f"no question is asked of {NEW} alone"):
        state_question(shared, "What then?")


def test_a_fact_stands_with_its_sentence_and_its_fingerprint(data: Path, ada: Reviewer) -> None:
    place = open_cues(ada)[3].place
    written(state_fact(ada, Fact("pico", "Population", "Adults with fever.", place)))
    [fact] = about(data).pico
    assert (fact.id, fact.text, fact.readings[0].place) == ("population", "Adults with fever.", place)
    assert fact.readings[0].fingerprint


def test_a_fact_of_a_name_takes_the_place_of_the_one_before(data: Path, ada: Reviewer) -> None:
    written(state_fact(ada, Fact("design", "Masking", "None.")))
    written(state_fact(ada, Fact("design", "Masking", "Open to all.")))
    assert [each.text for each in about(data).design] == ["Open to all."]
    written(remove_fact(ada, "design", "masking"))
    assert about(data).design == ()


def test_a_fact_with_a_typed_number_is_not_written(data: Path, ada: Reviewer) -> None:
    before = (data / "studies" / NEW / "study.yml").read_bytes()
    decided = state_fact(ada, Fact("pico", "Population", "89 adults with fever."))
    assert [each.check for each in decided.discrepancies] == ["no typed numeral"]
    assert (data / "studies" / NEW / "study.yml").read_bytes() == before


def test_a_name_with_a_digit_that_the_article_prints_may_stand_in_texts(data: Path, ada: Reviewer) -> None:
    written(state_name(ada, "Group 2"))
    written(state_fact(ada, Fact("pico", "Comparator", "The care of Group 2.")))
    assert load(data).studies[NEW].vocabulary.names == ("Group 2",)


@pytest.mark.parametrize("name", ["Group 3", "44", "Willow"])
def test_a_quantity_and_what_the_article_does_not_print_are_no_names(ada: Reviewer, name: str) -> None:
    with pytest.raises(BadInput, match=f"'{name}' is no name: a name with a digit, as the article prints it: copy it"):
        state_name(ada, name)


def test_a_design_that_is_stated_takes_the_place_of_the_one_before(data: Path, ada: Reviewer) -> None:
    written(accept_cue(ada, open_cues(ada)[2]))
    written(state_design(ada, {"arms": "one arm", "randomized": ""}))
    design = about(data).study_design
    assert design
    assert (design.arms, design.randomized) == ("one arm", None)


@pytest.mark.parametrize(
    ("key", "value", "found"),
    [
        ("title", "Bark: a trial", "Bark: a trial"),
        ("short_title", "Bark", "Bark"),
        ("treatments", "willow bark, tea", ("willow bark", "tea")),
        ("next_review", "2033-01-31", date(2033, 1, 31)),
        ("contact", "a@example.org", "a@example.org"),
        ("conflicts_of_interest", "none", "none"),
    ],
)
def test_each_line_of_the_record_is_written(data: Path, ada: Reviewer, key: Any, value: str, found: object) -> None:
    written(state_record(ada, key, value))
    record = about(data)
    assert (
        getattr(record, key) if key in ("title", "short_title", "treatments") else getattr(record.curation, key)
    ) == found


@pytest.mark.parametrize(("given", "names"), [("Group 2, tea", ("Group 2",)), ("Group 3", ()), ("3 adults", ())])
def test_a_name_with_a_digit_of_what_was_given_is_declared_where_the_article_prints_it(
    data: Path, ada: Reviewer, given: str, names: tuple[str, ...]
) -> None:
    state_record(ada, "treatments", given)
    assert load(data).studies[NEW].vocabulary.names == names


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            {"do": "fact", "of": "pico", "label": "Intervention", "text": "Bark."},
            "an intervention that no word names: the names of what was given: "
            "write it in the field What was given, with commas between",
        ),
        (
            {"do": "question", "text": "Do 3 barks help?"},
            "numeral '3' in 'Do 3 barks help?': words: say it without a number, or save the name that holds it",
        ),
    ],
)
def test_the_page_names_its_own_fields_and_no_file(ada: Reviewer, asked: dict[str, Any], said: str) -> None:
    with pytest.raises(BadInput) as refused:
        OpenReview(ada, {}).decide(asked)
    assert [in_fields(each) for each in refused.value.problems] == [said]


@pytest.mark.parametrize("short", ["COVID-19 trial 2", "PARADIGM-HF 2014", "BARK-2"])
def test_a_short_title_may_be_a_name_with_digits(data: Path, ada: Reviewer, short: str) -> None:
    written(state_record(ada, "short_title", short))
    assert short in load(data).names


@pytest.mark.parametrize("short", ["Trial of 88 patients", "2014", "61% BARK"])
def test_a_short_title_states_no_quantity(ada: Reviewer, short: str) -> None:
    assert [each.check for each in state_record(ada, "short_title", short).discrepancies] == ["no typed numeral"]


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("next_review", "soon", "next_review: no day 'soon': a day such as 2030-01-31: write it so"),
        ("title", " ", "title: nothing is written: your own words: write it"),
    ],
)
def test_a_line_of_the_record_that_says_nothing_is_refused(ada: Reviewer, key: Any, value: str, message: str) -> None:
    with pytest.raises(BadInput) as refused:
        state_record(ada, key, value)
    assert str(refused.value) == message


def test_the_day_of_the_next_review_is_asked_for_and_not_invented(data: Path, ada: Reviewer) -> None:
    asked = "no day on which the data are due again: a day that somebody means to keep"
    assert asked in run_command("verify", "--data", str(data)).stderr
    written(state_record(ada, "next_review", "2033-01-31"))
    assert asked not in run_command("verify", "--data", str(data)).stderr


@pytest.fixture
def marsh(tmp_path: Path) -> Reviewer:
    """Who reads the study of the example, whose question has outcomes."""
    article = as_text(tmp_path)
    return reviewer(data_with(tmp_path, article), article)


@pytest.mark.parametrize("importance", ["critical", "important", "limited", "not_rated"])
def test_an_outcome_stands_once_under_its_importance(marsh: Reviewer, importance: Any) -> None:
    before = load(marsh.folder).questions[STUDY].outcomes.ids
    decided = rate(marsh, "rash", importance)
    lists = load(marsh.folder).questions[STUDY].outcomes
    assert decided.is_written == (importance != "not_rated")  # as it is before
    assert ("rash" in getattr(lists, importance), sorted(lists.ids)) == (True, sorted(before))


def test_an_outcome_that_nothing_declares_is_not_rated(marsh: Reviewer) -> None:
    with pytest.raises(BadInput, match="no outcome 'rsh': a declared outcome: did you mean 'rash'"):
        rate(marsh, "rsh", "critical")


def test_a_vote_is_left_as_it_is(marsh: Reviewer) -> None:
    path = marsh.folder / "questions" / f"{STUDY}.yml"
    text = path.read_text(encoding="utf-8").replace("status: proposed", 'status: voted\n  voted_by: "a panel"')
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=f"a panel voted on the outcomes of {STUDY}"):
        rate(marsh, "rash", "critical")


def test_a_second_reader_does_not_write_what_the_study_is(tmp_path: Path, marsh: Reviewer) -> None:
    from vexas_evidence.analysis.review.decisions import accept
    from vexas_evidence.analysis.review.reviewer import Pick

    written(accept(marsh, "rash", Pick(("RESULTS", "1", 3), 1)))
    bob = reviewer(marsh.folder, tmp_path / "article.txt", "Bob Moor")
    with pytest.raises(BadInput, match="Bob Moor is the second reader of article"):
        state_question(bob, "What?")


PRINTED = """<!doctype html><html><head><title>Invented</title></head><body><article>
<h1>Willow bark for fever: a randomised trial</h1><p>Journal of Nowhere. doi: 10.1000/bark.1. Published: 3 May 2031.</p>
<h2>Results</h2><p>Rash occurred in 3 adults.</p><h2>References</h2><p>Other bark. Published 2029.</p>
</article></body></html>"""


@pytest.fixture
def printed(tmp_path: Path) -> Reviewer:
    """Who reads an article whose file has no record of its publication, as a PDF has none."""
    data, article = tmp_path / "own", tmp_path / "article.html"
    article.write_text(PRINTED, encoding="utf-8")
    drafted = run_command("new", "study", NEW, "--from", str(article), "--as", "Ada Lark", "--data", str(data))
    assert drafted.returncode == 0, drafted.stderr
    return open_review(data, NEW, "Ada Lark", read_document(article))


def cited(who: Reviewer) -> tuple[str, str, str, str | None]:
    citation = about(who.folder).citation
    return citation.authors, citation.title, citation.year, citation.doi


def test_what_an_article_prints_of_its_citation_is_proposed_and_no_fact(printed: Reviewer) -> None:
    title = "title: Willow bark for fever: a randomised trial"
    expected = [("citation", each) for each in (title, "year: 2031", "doi: 10.1000/bark.1")]
    assert [each for each in suggested(printed) if each[0] == "citation"] == expected
    assert cited(printed) == ("not yet stated", "not yet stated", "not yet stated", None)
    study = (printed.folder / "studies" / NEW / "study.yml").read_text(encoding="utf-8")
    assert "#   doi: 10.1000/bark.1  #" in study


@pytest.mark.parametrize("sign", ["™", "®", "℠"])
def test_a_title_keeps_the_sign_of_a_trademark(tmp_path: Path, sign: str) -> None:
    data, article = tmp_path / "own", tmp_path / "article.html"
    article.write_text(PRINTED.replace("Willow bark", f"Barkol{sign} bark"), encoding="utf-8")
    run_command("new", "study", NEW, "--from", str(article), "--as", "Ada Lark", "--data", str(data))
    who = open_review(data, NEW, "Ada Lark", read_document(article))
    written(accept_cue(who, next(each for each in open_cues(who) if each.meaning.startswith("title"))))
    assert cited(who)[1] == f"Barkol{sign} bark for fever: a randomised trial"


def test_raised_letters_of_a_trademark_are_its_sign_in_a_title(tmp_path: Path) -> None:
    title = "= Barkol#super(typographic: false)[TM] bark for fever: a randomised trial"
    found = read_document(pdf(tmp_path, f"{title}\nIt was tried.\n= Results\nRash occurred in 3 adults."))
    assert [each.meaning for each in citation_cues(found.sentences)] == [
        "title: Barkol™ bark for fever: a randomised trial"
    ]


def test_a_citation_that_nobody_entered_is_asked_for(printed: Reviewer) -> None:
    found = run_command("verify", "--data", str(printed.folder)).stderr
    assert "study.yml:9: authors not yet stated: the citation of the article: write it there, or enter it" in found
    written(state_citation(printed, {"authors": "Lark A", "title": "Bark", "journal": "Nowhere", "year": "2031"}))
    assert "not yet stated" not in run_command("verify", "--data", str(printed.folder)).stderr


def test_what_is_accepted_of_a_citation_is_a_fact(printed: Reviewer) -> None:
    for cue in [each for each in open_cues(printed) if each.kind == "citation"]:
        written(accept_cue(printed, cue))
    expected = ("not yet stated", "Willow bark for fever: a randomised trial", "2031", "10.1000/bark.1")
    assert cited(printed) == expected
    assert (about(printed.folder).title, load(printed.folder).sources[printed.source].title) == (expected[1],) * 2
    assert "citation" not in dict(suggested(printed))


def test_a_citation_is_entered_corrected_and_left_out_by_part(printed: Reviewer) -> None:
    written(
        state_citation(printed, {"authors": " Lark A,  Moor B ", "doi": "https://doi.org/10.1000/2", "pages": "7-9"})
    )
    assert (about(printed.folder).citation.authors, about(printed.folder).citation.pages) == ("Lark A, Moor B", "7-9")
    written(state_citation(printed, {"authors": "", "doi": " ", "pages": "8"}))
    citation = about(printed.folder).citation
    assert (citation.authors, citation.doi, citation.pages) == ("not yet stated", None, "8")


def test_names_that_a_draft_made_follow_the_citation_and_others_stay(printed: Reviewer) -> None:
    written(state_citation(printed, {"authors": "Lark A, Moor B", "year": "2031"}))
    assert (about(printed.folder).short_title, load(printed.folder).sources[printed.source].short) == (
        "Lark and others",
        "Lark 2031",
    )
    written(state_record(printed, "short_title", "Bark"))
    written(state_citation(printed, {"authors": "Moor B", "year": "2031"}))
    assert about(printed.folder).short_title == "Bark"


def test_a_citation_that_is_no_citation_is_refused(printed: Reviewer) -> None:
    with pytest.raises(BadInput, match="a DOI such as 10"):
        state_citation(printed, {"doi": "bark"})


def test_the_citation_of_a_file_is_proposed_until_somebody_saves_it(data: Path, ada: Reviewer) -> None:
    assert is_citation_proposed(ada)
    written(state_citation(ada, {"journal": "Journal of Nowhere"}))
    assert (is_citation_proposed(ada), about(data).citation.journal) == (False, "Journal of Nowhere")


def test_before_the_first_number_of_a_study_of_studies_it_is_asked_whether_it_is_pooled(tmp_path: Path) -> None:
    data, article = tmp_path / "own", tmp_path / "article.xml"
    article.write_text(ARTICLE.replace("a randomised trial", "a meta-analysis of trials"), encoding="utf-8")
    run_command("new", "study", NEW, "--from", str(article), "--as", "Ada Lark", "--data", str(data))
    who = open_review(data, NEW, "Ada Lark", read_document(article))
    review = OpenReview(who, {})
    at = next(number for number, each in enumerate(who.contexts.values()) if each.text.startswith("Rash occurred"))
    new = {
        "outcome": {"label": "Rash", "group": "Harms", "role": "harm", "better": ""},
        "population": {"label": "adults", "arm": "", "new_arm": ""},
        "timepoint": "time-not-stated",
        "measure": "count",
    }
    asked = {"do": "add", "new": new, "token": f"{at}.1"}
    assert review.decide(asked)["doubt"].startswith("by its words 'meta-analysis' the article is a study of studies")
    assert load(data).studies[NEW].estimates == {}
    assert review.decide({**asked, "sure": True})["written"]
    assert OpenReview(who, {}).decide(asked)["doubt"] == ""
    written(state_fact(who, Fact("design", "Kind of study", "A meta-analysis.")))
    assert open_cues(who) == [each for each in who.cues if each.kind != "study of studies"]
