"""Outcomes, times, arms and populations that a reviewer names, written where the study keeps its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from vexas_evidence.analysis.review.reviewer import slug
from vexas_evidence.load.additions import new_file, with_item, with_value, without_item
from vexas_evidence.load.edit import flow, read_exactly, scalar
from vexas_evidence.load.yaml import quoted
from vexas_evidence.model import Evidence, QuestionFile, Study
from vexas_evidence.system.problems import Place, one
from vexas_evidence.text.prose import is_name, typed_numeral

Texts = dict[Path, str | None]
"""New texts of files by their paths in the data folder; None for a file that goes."""
_LIMIT = re.compile(r"[<>≤≥]")
_UNIT = re.compile(r"(?!(?:patient|participant|subject|case|person|people|event|death)s?\b)[^\W\d_][^\s,;:()]*")
"""What a limit is in; one of people or events counts them, and is no name."""
RELATIONS = ("at", "by", "within")
Importance = Literal["critical", "important", "limited", "not_rated"]
"""The lists of a question's outcomes."""
Named = Literal["arms", "populations", "outcomes"]
"""What a reviewer names, as the lists of the files are called."""


@dataclass(frozen=True, slots=True)
class NewOutcome:
    """An outcome that no vocabulary holds; ``better`` says which way is desirable, "" where nobody says so."""

    label: str
    group: str
    role: str
    better: Literal["", "higher", "lower"] = ""


@dataclass(frozen=True, slots=True)
class NewTimepoint:
    """A time that no vocabulary holds; ``duration`` as printed, "" where it is none."""

    words: str
    duration: str = ""


@dataclass(frozen=True, slots=True)
class NewPopulation:
    """Participants that the study does not know yet, of an arm or of none; ``new_arm`` names one that is new too."""

    label: str
    arm: str = ""
    new_arm: str = ""


def text_of(folder: Path, path: Path, texts: Mapping[Path, str | None], otherwise: str = "") -> str:
    """Return the text of a file as it would be written so far."""
    if (text := texts.get(path)) is not None:
        return text
    return read_exactly(folder / path) if (folder / path).exists() else otherwise


def without_line(text: str, line: str) -> str:
    """Return a text without the lines that read so."""
    return "".join(each for each in text.splitlines(keepends=True) if each.rstrip() != line)


def free_id(words: str, taken: Iterable[str]) -> str:
    """Return words as an id that nothing has yet. Raises BadInput where they hold no letter."""
    wanted, known = slug(words), set(taken)
    if not wanted:
        raise one(Place("name"), f"{words!r} gives no id", "a name with letters", "write it in words")
    return next(
        name
        for number in range(1, len(known) + 2)
        if (name := f"{wanted}-{number}" if number > 1 else wanted) not in known
    )


def add_outcome(folder: Path, evidence: Evidence, new: NewOutcome, texts: Texts) -> str:
    """Put an outcome into the vocabulary of the study, and return its id."""
    studies = evidence.studies.values()
    taken = {*evidence.outcomes, *(each.id for study in studies for each in study.vocabulary.outcomes)}
    name = free_id(new.label, taken)
    values = {"id": name, "label": new.label, "group": new.group, "role": new.role}
    if new.better:
        values["better"] = new.better
    _add_word(folder, evidence.study, "outcomes", values, texts)
    return name


def own_questions(evidence: Evidence) -> tuple[QuestionFile, ...]:
    """Return the questions that are asked of the study that is shown, and of no other."""
    asked: dict[str, set[str]] = {}
    for report in evidence.reports.values():
        asked.setdefault(report.question, set()).update(report.studies)
    return tuple(evidence.questions[name] for name, studies in asked.items() if studies == {evidence.study.id})


def rate_outcome(
    folder: Path, evidence: Evidence, outcome: str, texts: Texts, importance: Importance | None = None
) -> None:
    """List an outcome in each question that is asked of this study alone; as not rated, where it is new to it."""
    for question in own_questions(evidence):
        path, lists = Path("questions") / f"{question.id}.yml", question.outcomes
        known = next((name for name in get_args(Importance) if outcome in getattr(lists, name)), None)
        wanted = importance or known or "not_rated"
        if wanted == known:
            continue
        text = text_of(folder, path, texts)
        if known is not None:
            text = without_item(text, ["outcomes", known], getattr(lists, known).index(outcome))
        texts[path] = with_item(text, ["outcomes", wanted], scalar(outcome))


def add_timepoint(folder: Path, evidence: Evidence, new: NewTimepoint, texts: Texts) -> str:
    """Put a time into the vocabulary of the study, and return its id."""
    words = new.words.strip() or "at"
    label = words if not new.duration or "{duration}" in words else f"{words} {{duration}}"
    studies = evidence.studies.values()
    taken = {*evidence.timepoints, *(each.id for study in studies for each in study.vocabulary.timepoints)}
    name = free_id(label.replace("{duration}", new.duration), taken)
    values = {"id": name, "label": label}
    if new.duration:
        values["duration"] = new.duration
    if words in RELATIONS and new.duration:
        values["relation"] = words
    _add_word(folder, evidence.study, "timepoints", values, texts)
    return name


def add_population(folder: Path, study: Study, new: NewPopulation, article: Iterable[str], texts: Texts) -> str:
    """Put a population, and its arm where it is new, into ``study.yml``, and return its id."""
    path = Path("studies") / study.id / "study.yml"
    arm = add_arm(folder, study, new.new_arm, article, texts) if new.new_arm else new.arm
    text = text_of(folder, path, texts)
    name = free_id(new.label, study.populations)
    values = {"id": name, "label": new.label, **({"arm": arm} if arm else {})}
    texts[path] = with_item(text, ["populations"], flow({**values, "denominator": {"status": "not stated"}}))
    return name


def add_arm(folder: Path, study: Study, label: str, article: Iterable[str], texts: Texts) -> str:
    """Put an arm into ``study.yml``, and return its id.

    A name that holds digits and stands in a sentence of the *article*, such as "Group 1", states no quantity: it joins
    the names of the study's vocabulary.
    """
    path, name = Path("studies") / study.id / "study.yml", free_id(label, (each.id for each in study.about.arms))
    texts[path] = with_item(text_of(folder, path, texts), ["arms"], flow({"id": name, "label": label}))
    add_if_printed(folder, study, label, article, texts)
    return name


def rename(folder: Path, study: Study, of: Named, name: str, label: str, article: Iterable[str], texts: Texts) -> None:
    """Give another label to an arm, a population or an outcome of the study, whose id stays.

    Raises BadInput where the study has none of that id, as of an outcome that it shares with other studies.
    """
    records = study.vocabulary.outcomes if of == "outcomes" else getattr(study.about, of)
    if name not in {each.id for each in records}:
        wrong, remedy = f"no {of[:-1]} {name!r} of this study alone", "leave its name as it is"
        raise one(Place(of), wrong, f"one of its {of}", remedy)
    path = Path("studies") / study.id / ("vocabulary.yml" if of == "outcomes" else "study.yml")
    texts[path] = with_value(text_of(folder, path, texts), [of, name, "label"], quoted(label))
    if of == "arms":
        add_if_printed(folder, study, label, article, texts)


def add_if_printed(folder: Path, study: Study, label: str, article: Iterable[str], texts: Texts) -> None:
    """Put a label that holds digits and stands in a sentence of the *article* into the study's vocabulary."""
    if any(map(str.isdigit, label)) and any(label in each for each in article):
        add_name(folder, study, label, texts)


def add_name(folder: Path, study: Study, name: str, texts: Texts) -> None:
    """Put a name that holds digits and states no quantity, such as that of a drug, into the study's vocabulary."""
    if name not in study.vocabulary.names:
        _add_word(folder, study, "names", name, texts)


def names_in(text: str, known: Iterable[str], article: Iterable[str]) -> Iterator[str]:
    """Yield the parts of a text that hold a numeral and may be names, as an article prints them: "S-1", "grade 3 or 4".

    A numeral without a letter is named by the word before it, and a limit with nothing before it by its unit: ">5 cm".
    """
    names, sentences = tuple(known), tuple(each.casefold() for each in article)
    while numeral := typed_numeral(text, names):
        word = rf"[^\s,;:()]*{re.escape(numeral)}[^\s,;:()]*"
        several = rf"\w+ {word}(?: (?:or|and|to) [^\s,;:()]*\d[^\s,;:()]*)+"
        limit = rf"{re.escape(numeral)}\s?{_UNIT.pattern}" if _LIMIT.match(numeral) else r"(?!)"
        found = (re.search(pattern, text) for pattern in (several, word, rf"\w+ {word}", limit))
        parts = (match[0].rstrip(".") for match in found if match)
        name = next((each for each in parts if is_name(each) and any(each.casefold() in one for one in sentences)), "")
        if not name:
            return
        yield name
        names = (*names, name)


def _add_word(folder: Path, study: Study, key: str, word: Mapping[str, str] | str, texts: Texts) -> None:
    path = Path("studies") / study.id / "vocabulary.yml"
    text = text_of(folder, path, texts, new_file("vocabulary", 2))
    texts[path] = with_item(text, [key], scalar(word) if isinstance(word, str) else flow(word))
