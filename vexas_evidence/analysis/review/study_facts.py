"""What a reviewer says of the study itself: question, importance of outcomes, PICO, design, arms, citation, record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from vexas_evidence.analysis.drafts.cues import Cue, Kind
from vexas_evidence.analysis.drafts.study_draft import PROPOSED_QUESTION, without_proposals
from vexas_evidence.analysis.review.citation_entry import about_file, citation_texts
from vexas_evidence.analysis.review.decided import Decided, write_decision
from vexas_evidence.analysis.review.new_names import (
    Importance,
    Named,
    Texts,
    add_arm,
    add_if_printed,
    add_name,
    own_questions,
    rate_outcome,
    rename,
    text_of,
    without_line,
)
from vexas_evidence.analysis.review.reviewer import Reviewer, decided_at, reason_given, slug
from vexas_evidence.analysis.verbal_readings import WordsPlace
from vexas_evidence.analysis.verification import evidence_in
from vexas_evidence.load.additions import new_file, with_item, with_value, without_item
from vexas_evidence.load.edit import entry, flow, scalar
from vexas_evidence.load.yaml import quoted
from vexas_evidence.model import Evidence, Locator, QuestionFile, RejectedCue
from vexas_evidence.model.source import UNKNOWN, SentencePlace
from vexas_evidence.system.problems import Place, nearest, one
from vexas_evidence.text.prose import is_name, is_numbered_name

RecordKey = Literal["title", "short_title", "treatments", "next_review", "contact", "conflicts_of_interest"]
FactsOf = Literal["pico", "design"]


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the PICO or of the design in the reviewer's own words, and the sentence that says so, if one does."""

    of: FactsOf
    label: str
    text: str
    place: SentencePlace | None = None


def state_question(reviewer: Reviewer, text: str) -> Decided:
    """Write what is asked of the study."""
    _refuse_second(reviewer)
    texts: Texts = {}
    for question in _questions(evidence_in(reviewer.folder).showing(reviewer.study)):
        path = Path("questions") / f"{question.id}.yml"
        written = with_value(text_of(reviewer.folder, path, {}), ["text"], quoted(_words("question", text)))
        texts[path] = without_line(written, PROPOSED_QUESTION)
    return write_decision(reviewer, texts)


def rate(reviewer: Reviewer, outcome: str, importance: Importance) -> Decided:
    """Say how important an outcome is to a decision (GRADE handbook, chapter 3)."""
    _refuse_second(reviewer)
    evidence = evidence_in(reviewer.folder).showing(reviewer.study)
    known = evidence.outcomes_of(evidence.study)
    if outcome not in known:
        raise one(Place("outcome"), f"no outcome {outcome!r}", "a declared outcome", nearest(outcome, known))
    for question in _questions(evidence):
        if question.outcomes.status == "voted":
            wrong, remedy = f"a panel voted on the outcomes of {question.id}", "leave the vote as it is"
            raise one(Place(f"questions/{question.id}.yml"), wrong, "outcomes that are proposed", remedy)
    texts: Texts = {}
    rate_outcome(reviewer.folder, evidence, outcome, texts, importance)
    return write_decision(reviewer, texts)


def state_record(reviewer: Reviewer, key: RecordKey, value: str) -> Decided:
    """Write the title of the study, what was given, or a line of who keeps its data and when they are due again.

    What was given is a list of names with commas between; those that hold a digit, as the article prints them, join the
    names of the study's vocabulary.
    """
    _refuse_second(reviewer)
    path, texts = about_file(reviewer), Texts()
    written = quoted(_words(key, value))
    if key == "next_review":
        try:
            written = date.fromisoformat(value).isoformat()
        except ValueError:
            raise one(Place(key), f"no day {value!r}", "a day such as 2030-01-31", "write it so") from None
    if key == "treatments":
        given = [each.strip() for each in value.split(",") if each.strip()]
        written = scalar(given)
        study = evidence_in(reviewer.folder).studies[reviewer.study]
        for name in filter(is_numbered_name, given):
            add_if_printed(reviewer.folder, study, name, reviewer.texts, texts)
    within = [] if key in ("title", "short_title", "treatments") else ["curation"]
    texts[path] = with_value(text_of(reviewer.folder, path, texts), [*within, key], written)
    return write_decision(reviewer, texts)


def state_citation(reviewer: Reviewer, values: Mapping[str, str]) -> Decided:
    """Write parts of the citation; what the file gave of it is a proposal no longer."""
    _refuse_second(reviewer)
    texts = citation_texts(reviewer, values)
    return _decide(reviewer, texts, lambda cue: cue.kind == "citation" and cue.meaning.partition(": ")[0] in values)


def state_name(reviewer: Reviewer, name: str) -> Decided:
    """Declare a name of the article that holds a digit and states no quantity, such as "S-1", so that texts may use it.

    Raises BadInput for a text without a letter or a digit, and for one that the article does not print.
    """
    _refuse_second(reviewer)
    word = _words("name", name)
    if not is_name(word) or not any(word.casefold() in each.casefold() for each in reviewer.texts):
        raise one(Place("name"), f"{word!r} is no name", "a name with a digit, as the article prints it", "copy it")
    texts: Texts = {}
    add_name(reviewer.folder, evidence_in(reviewer.folder).studies[reviewer.study], word, texts)
    return write_decision(reviewer, texts)


def state_arm(reviewer: Reviewer, label: str) -> Decided:
    """Name an arm of the study. Raises BadInput for a name without letters, and one that the study has."""
    _refuse_second(reviewer)
    study, texts, word = evidence_in(reviewer.folder).studies[reviewer.study], Texts(), _words("arm", label)
    if word.lower() in {each.label.lower() for each in study.about.arms}:
        raise one(Place("arm"), f"{word!r} is an arm already", "a name of another arm", "write another")
    add_arm(reviewer.folder, study, word, reviewer.texts, texts)
    return _decide(reviewer, texts, lambda cue: (cue.kind, cue.meaning.lower()) == ("arm", word.lower()))


def state_label(reviewer: Reviewer, of: Named, name: str, label: str) -> Decided:
    """Give another name to an arm, a population or an outcome of the study; its id stays."""
    _refuse_second(reviewer)
    study, texts = evidence_in(reviewer.folder).studies[reviewer.study], Texts()
    rename(reviewer.folder, study, of, name, _words("name", label), reviewer.texts, texts)
    return write_decision(reviewer, texts)


def state_design(reviewer: Reviewer, values: Mapping[str, str]) -> Decided:
    """Write the features of the design by which the numbers are read; one without a value is left out."""
    _refuse_second(reviewer)
    path, given = about_file(reviewer), {key: value for key, value in values.items() if value}
    text = with_value(text_of(reviewer.folder, path, {}), ["study_design"], flow(given))
    return _decide(reviewer, {path: text}, lambda cue: cue.kind == "study design")


def state_fact(reviewer: Reviewer, fact: Fact) -> Decided:
    """Write a fact in words, with the place that says so, instead of the one of its name, if there is one."""
    _refuse_second(reviewer)
    name = slug(fact.label)
    values: dict[str, object] = {"id": name, "label": _words("label", fact.label), "text": _words("text", fact.text)}
    if fact.place is not None:
        values["readings"] = [_place_of(reviewer, fact.place)]
    path = about_file(reviewer)
    text = text_of(reviewer.folder, path, _without_fact(reviewer, fact.of, name))
    texts: Texts = {path: with_item(text, [fact.of], flow(values))}
    kinds = (f"fact of {fact.of}", *(["study of studies"] if fact.of == "design" else []))
    return _decide(reviewer, texts, lambda cue: cue.kind in kinds and slug(cue.meaning) == name)


def remove_fact(reviewer: Reviewer, of: FactsOf, name: str) -> Decided:
    """Take a fact in words away."""
    _refuse_second(reviewer)
    texts = _without_fact(reviewer, of, name)
    if not texts:
        raise one(Place(of), f"no fact {name!r}", "a fact of the study", "reload the page")
    return write_decision(reviewer, texts)


def accept_cue(reviewer: Reviewer, cue: Cue) -> Decided:
    """Write what the article suggests of arms, design or citation. Raises BadInput for what takes own words."""
    _refuse_second(reviewer)
    if cue.kind == "study design":
        return state_design(reviewer, dict(each.split(": ", 1) for each in cue.meaning.strip("{}").split(", ")))
    if cue.kind == "citation":
        return state_citation(reviewer, dict([cue.meaning.split(": ", 1)]))
    if cue.kind != "arm":
        raise one(Place("proposal"), f"{cue.printed!r} is no arm and no design", "a fact in your own words", "write it")
    study, texts = evidence_in(reviewer.folder).studies[reviewer.study], Texts()
    add_arm(reviewer.folder, study, cue.meaning, reviewer.texts, texts)
    return _decide(reviewer, texts, lambda each: each == cue)


def open_cues(reviewer: Reviewer) -> list[Cue]:
    """Return what the article suggests of citation, arms and design, and on which nobody has decided."""
    study = evidence_in(reviewer.folder).studies[reviewer.study]
    arms, ids = {each.label.lower() for each in study.about.arms}, {each.id for each in study.about.arms}
    facts, cited = {each.id for each in study.about.design}, study.about.citation
    rejected = {(each.source, each.meaning, each.place) for each in study.review.rejected_cues}
    is_decided: dict[Kind, Callable[[Cue], bool]] = {
        "arm": lambda cue: cue.meaning.lower() in arms or slug(cue.meaning) in ids,
        "study design": lambda _: study.about.study_design is not None,
        "fact of design": lambda cue: slug(cue.meaning) in facts,
        "study of studies": lambda cue: slug(cue.meaning) in facts,
        "citation": lambda cue: getattr(cited, cue.meaning.split(": ", 1)[0]) not in (None, UNKNOWN),
    }
    return [
        each
        for each in reviewer.cues
        if not is_decided[each.kind](each) and (reviewer.source, each.meaning, each.place) not in rejected
    ]


def reject_cue(reviewer: Reviewer, cue: Cue, reason: str) -> Decided:
    """Say, with a reason, that what the article suggests is not of this study."""
    _refuse_second(reviewer)
    words = {"meaning": cue.meaning, "printed": cue.printed, "reason": reason_given(reason)}
    rejected = RejectedCue.model_validate(words | decided_at(reviewer, cue.place))
    path = Path("studies") / reviewer.study / "review.yml"
    text = text_of(reviewer.folder, path, {}, new_file("review", 2))
    texts: Texts = {path: with_item(text, ["rejected_cues"], entry(rejected))}
    return _decide(reviewer, texts, lambda each: each == cue)


def _decide(reviewer: Reviewer, texts: Texts, is_decided: Callable[[Cue], bool]) -> Decided:
    """Write what a person decides on proposals, and take the comments that made them out of a drafted study."""
    path = about_file(reviewer)
    before = text_of(reviewer.folder, path, texts)
    after = without_proposals(before, filter(is_decided, reviewer.cues))
    return write_decision(reviewer, texts | ({path: after} if after != before else {}))


def _words(what: str, text: str) -> str:
    """Return words without the spaces around them. Raises BadInput where there are none."""
    if not text.strip():
        raise one(Place(what), "nothing is written", "your own words", "write it")
    return " ".join(text.split())


def _questions(evidence: Evidence) -> tuple[QuestionFile, ...]:
    """Return the questions that are asked of the study alone. Raises BadInput where there is none."""
    if not (found := own_questions(evidence)):
        wrong = f"no question is asked of {evidence.study.id} alone"
        remedy = "edit the file below questions/ that its studies share"
        raise one(Place("question"), wrong, "a question of this study alone", remedy)
    return found


def _without_fact(reviewer: Reviewer, of: FactsOf, name: str) -> Texts:
    """Return the text of the study's file without the fact of an id; nothing where there is none."""
    path, about = about_file(reviewer), evidence_in(reviewer.folder).studies[reviewer.study].about
    known = [each.id for each in (about.pico if of == get_args(FactsOf)[0] else about.design)]
    if name not in known:
        return {}
    return {path: without_item(text_of(reviewer.folder, path, {}), [of], known.index(name))}


def _place_of(reviewer: Reviewer, place: SentencePlace) -> dict[str, object]:
    """Return a sentence as a place of a fact in words, tied to it by its fingerprint."""
    section, paragraph, sentence = place
    at = Locator(source=reviewer.source, section=section, paragraph=paragraph, sentence=sentence)
    statement = evidence_in(reviewer.folder).ledgers[reviewer.source].by_place[place]
    found = at.model_dump(mode="json", exclude_none=True)
    return {**found, "fingerprint": WordsPlace(at, statement, "", True).fingerprint}


def _refuse_second(reviewer: Reviewer) -> None:
    if reviewer.is_second:
        wrong, remedy = f"{reviewer.name} is the second reader of {reviewer.source}", "let the first reader write it"
        raise one(Place("--as"), wrong, "the first reader, who writes what the study is", remedy)
