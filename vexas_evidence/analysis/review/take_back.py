"""What one person decided in a review, whenever that was, and what becomes of the data when they take it back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from vexas_evidence.analysis.checks.token_use import UNUSED_TOKENS
from vexas_evidence.analysis.review.decided import ALLOWED, DECLARED, Decided, write_decision
from vexas_evidence.analysis.review.new_names import Importance, Texts, own_questions, text_of
from vexas_evidence.analysis.review.reviewer import Reviewer, extraction_of, same_name
from vexas_evidence.analysis.verification import evidence_in
from vexas_evidence.load.additions import with_value, without_item
from vexas_evidence.load.edit import flow
from vexas_evidence.model import Decided as DecidedPlace
from vexas_evidence.model import Estimate, Evidence, Reading
from vexas_evidence.model.source import SentencePlace
from vexas_evidence.system.problems import Place, one

Kind = Literal["reading", "waiver", "rejection", "rejected proposal"]


@dataclass(frozen=True, slots=True)
class OwnDecision:
    """A decision that stands in the data: its kind, what it is about, its place, and where in which file it is.

    ``about`` is the id of an estimate, the meaning of a proposal, or "" for a waiver. ``path`` leads to the list that
    holds it as item ``number``.
    """

    kind: Kind
    about: str
    printed: str
    reason: str
    on: date | None
    place: SentencePlace
    token: int | None
    file: Path
    path: tuple[str, ...]
    number: int

    @property
    def key(self) -> str:
        """What names the decision while the files change."""
        return "|".join((self.kind, self.about, *map(str, self.place), str(self.token), self.printed))


def own_decisions(reviewer: Reviewer) -> list[OwnDecision]:
    """Return the decisions of a reviewer about their source, those of one kind in the order of their file."""
    evidence = evidence_in(reviewer.folder)
    study, home = evidence.studies[reviewer.study], reviewer.estimates_file
    if reviewer.is_second:
        own = extraction_of(study, reviewer)
        if own is None:
            return []
        return [
            *_readings(reviewer, own.estimates),
            *_of(reviewer, "waiver", own.waived, home, "waived"),
            *_of(reviewer, "rejection", own.rejected, home, "rejected"),
        ]
    review = Path("studies") / reviewer.study / "review.yml"
    return [
        *_readings(reviewer, study.results.estimates),
        *_of(reviewer, "waiver", evidence.waivers, Path("waivers.yml"), "waivers"),
        *_of(reviewer, "rejection", study.review.rejected, review, "rejected"),
        *_of(reviewer, "rejected proposal", study.review.rejected_cues, review, "rejected_cues"),
    ]


def take_back(reviewer: Reviewer, key: str) -> Decided:
    """Take one decision back, through the checks of every decision.

    Its token is left over then. An estimate without another reading goes, and with it its place as a denominator, and
    among the outcomes of the study's own questions where no other estimate is of its outcome. The file of a second
    reviewer without another decision goes too.
    Raises BadInput where the decision does not stand any more, and where something else names the estimate.
    """
    found = next((each for each in own_decisions(reviewer) if each.key == key), None)
    if found is None:
        wrong, remedy = "no such decision stands in the data", "reload the page"
        raise one(Place("take back"), wrong, "a decision of yours", remedy)
    texts: Texts = {}
    evidence = evidence_in(reviewer.folder).showing(reviewer.study)
    path, number = found.path, found.number
    if found.kind == "reading":
        estimates = _estimates_of(reviewer, evidence)
        estimate = estimates[[each.id for each in estimates].index(found.about)]
        if not reviewer.is_second:
            _without_declarations(reviewer, evidence, estimate, estimate.readings[number], texts)
        if len(estimate.readings) == 1:
            path, number = ("estimates",), estimates.index(estimate)
            if not reviewer.is_second:
                _without_estimate(reviewer, evidence, estimate, texts)
    text = without_item(text_of(reviewer.folder, found.file, texts), path, number)
    texts[found.file] = None if _is_last(reviewer, evidence, found) else text
    return write_decision(reviewer, texts, allowed=(*ALLOWED, UNUSED_TOKENS))


def _is_last(reviewer: Reviewer, evidence: Evidence, found: OwnDecision) -> bool:
    """Whether nothing else stands in the file of a second reviewer."""
    own = extraction_of(evidence.study, reviewer) if reviewer.is_second else None
    if own is None or own.adjudicated:
        return False
    readings = [reading for each in own.estimates for reading in each.readings]
    return len([*readings, *own.waived, *own.rejected]) == 1 and found.file == reviewer.estimates_file


def _estimates_of(reviewer: Reviewer, evidence: Evidence) -> tuple[Estimate, ...]:
    own = extraction_of(evidence.study, reviewer) if reviewer.is_second else None
    return own.estimates if own else evidence.study.results.estimates


def _readings(reviewer: Reviewer, estimates: Sequence[Estimate]) -> Iterator[OwnDecision]:
    for estimate in estimates:
        path = ("estimates", estimate.id, "readings")
        yield from _of(reviewer, "reading", estimate.readings, reviewer.estimates_file, *path)


def _of(
    reviewer: Reviewer, kind: Kind, records: Sequence[DecidedPlace], file: Path, *path: str
) -> Iterator[OwnDecision]:
    """Yield the records of a list that this reviewer decided about this source."""
    for number, each in enumerate(records):
        if each.source == reviewer.source and each.by and same_name(each.by, reviewer.name):
            about = getattr(each, "estimate", "") or getattr(each, "meaning", "") or (path[1] if len(path) > 1 else "")
            printed, token, reason = (getattr(each, key, None) for key in ("printed", "token", "reason"))
            yield OwnDecision(kind, about, printed or "", reason or "", each.on, each.place, token, file, path, number)


def _without_declarations(
    reviewer: Reviewer, evidence: Evidence, estimate: Estimate, reading: Reading, texts: Texts
) -> None:
    """Take out what is declared of a reading."""
    for number, each in reversed(tuple(enumerate(evidence.declared))):
        is_of_study = evidence.study_of(each) == reviewer.study
        same = (each.estimate, each.source, each.found) == (estimate.id, reading.source, reading.printed)
        if is_of_study and same:
            texts[DECLARED] = without_item(text_of(reviewer.folder, DECLARED, texts), ["declared"], number)


def _without_estimate(reviewer: Reviewer, evidence: Evidence, estimate: Estimate, texts: Texts) -> None:
    """Take an estimate out of what follows from it: denominators, and outcomes of the study's own questions."""
    study, path = evidence.study, Path("studies") / reviewer.study / "study.yml"
    for population in study.populations.values():
        if population.denominator.estimate == estimate.id:
            written = flow({"status": "not stated"})
            text = text_of(reviewer.folder, path, texts)
            texts[path] = with_value(text, ["populations", population.id, "denominator"], written)
    if any(each.outcome == estimate.outcome for each in study.results.estimates if each.id != estimate.id):
        return
    for question in own_questions(evidence):
        home = Path("questions") / f"{question.id}.yml"
        for name in get_args(Importance):
            listed = getattr(question.outcomes, name)
            if estimate.outcome in listed:
                text = text_of(reviewer.folder, home, texts)
                texts[home] = without_item(text, ["outcomes", name], listed.index(estimate.outcome))
