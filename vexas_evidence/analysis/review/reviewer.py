"""A reviewer of one source of a study, and the evidence as they see it.

The first to read a source writes readings into the estimates of the study. Another person's review of the same source
is a second extraction: it shows nothing that the first read there, and is compared with it (Cochrane Handbook,
chapter 5, on extraction in duplicate).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from vexas_evidence.analysis.checks.readings import readings_of
from vexas_evidence.analysis.drafts.cues import Cue, arm_cues, citation_cues, design_cues
from vexas_evidence.analysis.verification import evidence_in
from vexas_evidence.load.file_records import FORMAT
from vexas_evidence.model import Estimate, Evidence, Reading, Review, SecondExtraction, Study
from vexas_evidence.model.estimates import NumberPart, When
from vexas_evidence.model.source import SentencePlace
from vexas_evidence.sources import Document, compare, digest, make_ledger
from vexas_evidence.sources.context import Contexts, contexts
from vexas_evidence.system.problems import Place, nearest, one
from vexas_evidence.text.grammar.phrases import p_name_before
from vexas_evidence.text.headed import Head
from vexas_evidence.text.tokens import part_of


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who reads which source of a study of a data folder, with its text at hand.

    ``is_second`` says that another person read the source before, and that this review is a second extraction.
    """

    folder: Path
    study: str
    source: str
    name: str
    contexts: Contexts
    is_second: bool = False
    cues: tuple[Cue, ...] = ()
    """What the source suggests of its citation, arms and design."""

    @property
    def texts(self) -> tuple[str, ...]:
        """The sentences of the source."""
        return tuple(each.text for each in self.contexts.values())

    @property
    def estimates_file(self) -> Path:
        """The file, within the data folder, that this reviewer's readings are written to."""
        home = Path("studies") / self.study
        return home / "extractions" / f"{slug(self.name)}.yml" if self.is_second else home / "estimates.yml"


@dataclass(frozen=True, slots=True)
class Pick:
    """Number tokens of a sentence that a person picked, and how they are to be read.

    ``token`` to ``to`` are the tokens, ``part`` which number of the token, ``head`` what the table's head says, and
    ``when`` the time.
    """

    place: SentencePlace
    token: int
    to: int | None = None
    part: NumberPart | None = None
    head: Head | None = None
    when: When | None = None


def open_review(folder: Path, study: str, name: str, document: Document, source: str = "") -> Reviewer:
    """Return the reviewer of the source that a document is the text of.

    Raises BadInput for an unknown study or source, a name without letters, and a text that no ledger is of.
    """
    evidence = evidence_in(folder)
    if study not in evidence.studies:
        raise one(Place("STUDY"), f"no study {study!r}", "the id of a study", nearest(study, evidence.studies))
    if not slug(name):
        raise one(Place("--as"), f"no name {name!r}", "the name of who reads", "write it in letters")
    if source and source not in evidence.ledgers:
        raise one(Place("--source"), f"no ledger of {source!r}", "a source", nearest(source, evidence.ledgers))
    found = source or _source_of(evidence, document)
    if not found:
        wrong, remedy = (
            "no ledger is of this text",
            f"vexas-evidence source add {document.name} --id ID --study {study}",
        )
        raise one(Place(document.name), wrong, "a source whose ledger was made of it", remedy)
    if differences := list(compare(evidence.ledgers[found], document.sentences)):
        wrong = f"not the text of the ledger of {found}, in {len(differences)} places: {differences[0]}"
        raise one(Place(document.name), wrong, "the file that source add read", "give that file, or add it")
    reported = evidence.studies_in(evidence.sources[found])
    if reported and study not in reported:
        raise one(Place("STUDY"), f"{found} reports {', '.join(reported)}", f"a source of {study}", "name its study")
    first = first_reader(evidence.studies[study], found)
    known = dict(contexts(document.sentences))
    is_second = first is not None and not same_name(first, name)
    readers = () if is_second else (*([] if document.publication else [citation_cues]), arm_cues, design_cues)
    cues = tuple(cue for each in readers for cue in each(document.sentences))
    return Reviewer(folder, study, found, name, known, is_second, cues)


def _source_of(evidence: Evidence, document: Document) -> str:
    """The source whose ledger a document gives; "" where there is none."""
    for name, ledger in evidence.ledgers.items():
        if ledger.digest == digest(make_ledger(name, document.sentences, ledger.seen).statements):
            return name
    return ""


def first_reader(study: Study, source: str) -> str | None:
    """Return who read a source of a study first, as the readings say; None where none says so."""
    return next((each.by for _, each in readings_of(study) if each.source == source and each.by), None)


def same_name(one: str, other: str) -> bool:
    """Whether two names are of the same person, as their ids say."""
    return slug(one) == slug(other)


def slug(words: str) -> str:
    """Return words as an id: lower case, joined by hyphens; "" where they hold no letter that an id may have."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"^[\d-]+", "", "-".join(re.findall(r"[a-z0-9]+", plain)))


def extraction_of(study: Study, reviewer: Reviewer) -> SecondExtraction | None:
    """Return what a second reviewer has read so far; None where nothing is written yet."""
    same = (each for each in study.extractions if each.source == reviewer.source)
    return next((each for each in same if same_name(each.extractor, reviewer.name)), None)


def evidence_seen(reviewer: Reviewer) -> Evidence:
    """Read the data folder as a reviewer sees it.

    A second one sees the estimates of other sources, and in this source what they read themselves.
    """
    evidence = evidence_in(reviewer.folder).showing(reviewer.study)
    if not reviewer.is_second:
        return evidence
    study, own = evidence.study, extraction_of(evidence.study, reviewer)
    results = study.results.model_copy(update={"estimates": tuple(_estimates_seen(study, own, reviewer.source))})
    waivers = (*(each for each in evidence.waivers if each.source != reviewer.source), *(own.waived if own else ()))
    seen = replace(study, results=results, review=own or Review(format=FORMAT))
    return replace(evidence, studies={**evidence.studies, study.id: seen}, waivers=waivers)


def _estimates_seen(study: Study, own: SecondExtraction | None, source: str) -> Iterator[Estimate]:
    """Yield the estimates of other sources, each with what the second reviewer read, and those of theirs alone."""
    theirs = {each.id: each for each in own.estimates} if own else {}
    for estimate in study.estimates.values():
        elsewhere = tuple(each for each in estimate.readings if each.source != source)
        read = theirs.pop(estimate.id).readings if estimate.id in theirs else ()
        if elsewhere or read:
            yield estimate.model_copy(update={"readings": (*elsewhere, *read)})
    yield from theirs.values()


def reading_of(reviewer: Reviewer, pick: Pick, measure: str = "") -> Reading:
    """Return the reading that picked tokens become, with who read it and when; of a p-value with its name before it.

    Raises BadInput for a token that the sentence does not have, and a head that does not go with it.
    """
    context = reviewer.contexts.get(pick.place)
    last = pick.to or pick.token
    if context is None or not 1 <= pick.token <= last <= len(context.spans):
        raise one(Place(reviewer.source), f"no token {pick.token} at {pick.place}", "a token of the source", "pick one")
    printed = context.between(pick.token, last)
    if measure == "p-value":
        printed = f"{p_name_before(context.text, context.spans[pick.token - 1][0])}{printed}"
    name = printed.removesuffix(context.between(pick.token, last))
    printed += context.unit_behind(printed, last)
    in_column = measure == "p-value" and not name and last == pick.token and context.column_of(pick.token)
    head = pick.head or ("P" if in_column and context.has_in_head("P", pick.token) else None)
    if pick.part and (part := part_of(printed, pick.part)):
        printed = part
    how: dict[str, Any] = {"token": pick.token, "to": pick.to, "part": pick.part, "head": head, "when": pick.when}
    try:
        return Reading(printed=printed, **how, **decided_at(reviewer, pick.place))
    except ValidationError as error:
        wrong = str(error.errors()[0]["msg"]).removeprefix("Value error, ")
        raise one(Place("reading"), wrong, "what the source prints there", "choose what its head says anew") from None


def decided_at(reviewer: Reviewer, place: SentencePlace) -> dict[str, Any]:
    """Return where in the source a decision is, who takes it, and when: fields of a reading, waiver or rejection."""
    section, paragraph, sentence = place
    where = {"source": reviewer.source, "section": section, "paragraph": paragraph, "sentence": sentence}
    return {**where, "by": reviewer.name, "on": date.today()}


def reason_given(reason: str) -> str:
    """Return a reason without the spaces around it. Raises BadInput where there is none."""
    if not reason.strip():
        raise one(Place("reason"), "no reason", "why, in your own words", "write it")
    return reason.strip()
