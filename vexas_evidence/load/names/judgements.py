"""Problems of the judgments in ``judgements.yml``: ratings, dates, one in force for each cell, no recommendation.

Ratings are GRADE's words for certainty and for its domains (GRADE handbook, chapter 5).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import get_args

from vexas_evidence.model import Certainty, Domain, Evidence, Judgement, Rating
from vexas_evidence.model.texts.appraisal import CertaintyRating, ConcernRating, PublicationRating, RateUp
from vexas_evidence.model.texts.bias_tools import (
    BiasDomain,
    RobDomain,
    RobinsDomain,
    RobinsRating,
    RobRating,
    SeriesDomain,
    SeriesRating,
)
from vexas_evidence.system.problems import Problem, nearest

RATINGS: dict[Certainty | Domain | BiasDomain, tuple[Rating, ...]] = {
    **dict.fromkeys(get_args(Certainty), get_args(CertaintyRating)),
    **dict.fromkeys(get_args(Domain), get_args(ConcernRating)),
    "publication-bias": get_args(PublicationRating),
    **dict.fromkeys(("large-effect", "dose-response", "opposing-confounding"), get_args(RateUp)),
    **dict.fromkeys(get_args(RobDomain), get_args(RobRating)),
    **dict.fromkeys(get_args(RobinsDomain), get_args(RobinsRating)),
    **dict.fromkeys(get_args(SeriesDomain), get_args(SeriesRating)),
}
"""The ratings of each certainty, of each GRADE domain, and of each domain of a tool for the risk of bias."""
LONGEST_ID = 36
"""Word's longest bookmark, 40 characters, without the "num-" that begins ours."""
_RECOMMENDATION = re.compile(
    r"\brecommend\w*|\b(?:should|must|ought to)(?: not| never)? (?:be )?(?:us|offer|giv|prescrib|consider|avoid)\w*",
    re.IGNORECASE,
)


def judgement_problems(evidence: Evidence) -> Iterator[Problem]:
    """Yield a problem for each judgment that cannot be used as it is written."""
    for judgement in evidence.judgements:
        if judgement.rating not in (allowed := RATINGS[judgement.of]):
            wrong = f"{judgement.rating!r} is no rating of {judgement.of}"
            remedy = nearest(judgement.rating, allowed)
            yield Problem(judgement.at("rating"), wrong, f"one of {', '.join(allowed)}", remedy)
        if len(judgement.id) > LONGEST_ID:
            wrong = f"id {judgement.id!r} has {len(judgement.id)} characters"
            yield Problem(judgement.at("id"), wrong, f"at most {LONGEST_ID}, for a bookmark of Word", "shorten it")
        yield from _of_another_tool(evidence, judgement)
        yield from _misdated(evidence, judgement)
        yield from _recommending(judgement)
    yield from _doubled(evidence.judgements)


def _of_another_tool(evidence: Evidence, judgement: Judgement) -> Iterator[Problem]:
    """A judgement of the risk of bias by a tool that the study's design does not ask for."""
    study = evidence.studies.get(judgement.study)
    if study is None or judgement.of not in get_args(BiasDomain):
        return
    tool = study.about.bias_tool
    if tool is None:
        wrong = f"{judgement.of} where it is not stated whether participants were randomized"
        remedy = "complete study_design in study.yml, or remove the judgement"
        yield Problem(judgement.at("of"), wrong, "a known design", remedy)
    elif judgement.of not in tool.domains:
        wrong, expected = f"{judgement.of} is of no tool for this design", f"a domain of {tool.name}"
        yield Problem(judgement.at("of"), wrong, expected, f"use one of {', '.join(tool.domains)}")


def _misdated(evidence: Evidence, judgement: Judgement) -> Iterator[Problem]:
    newest = max(version.date for changes in evidence.versions.values() for version in changes.versions)
    if judgement.date > newest:
        wrong, expected = f"date {judgement.date} is after the evidence's newest version", f"{newest} or before"
        yield Problem(judgement.at("date"), wrong, expected, "correct it, or add a version to the file in changes/")
    study = evidence.studies.get(judgement.study)
    year = study.about.citation.year if study else ""
    if year.isdigit() and judgement.date.year < int(year):
        wrong = f"date {judgement.date} is before the article's year"
        yield Problem(judgement.at("date"), wrong, f"{year} or after", "correct it")


def _recommending(judgement: Judgement) -> Iterator[Problem]:
    for key, text in (("rater", judgement.rater), ("role", judgement.role), ("reason", judgement.reason)):
        if found := _RECOMMENDATION.search(text):
            wrong, expected = f"{found[0]!r} reads as a recommendation", "evidence and named judgments only"
            yield Problem(
                judgement.at(key), wrong, expected, "say what was judged and why; recommendations are the panel's"
            )


def _doubled(judgements: Iterable[Judgement]) -> Iterator[Problem]:
    """Second judgments of a cell that do not say which one they supersede."""
    last: dict[tuple[str, str, str], Judgement] = {}
    for judgement in judgements:
        cell = judgement.study, judgement.outcome, judgement.of
        earlier = last.get(cell)
        if earlier and judgement.supersedes is None:
            wrong = f"a second judgment of {judgement.of} of {judgement.outcome!r}"
            expected = f"one (first at {earlier.at('id')})"
            yield Problem(judgement.at("id"), wrong, expected, f"remove one, or add 'supersedes: {earlier.id}'")
        elif judgement.supersedes != (earlier.id if earlier else None):
            wrong = f"supersedes {judgement.supersedes!r}"
            expected = f"{earlier.id!r}, the last above of the same matter" if earlier else "a judgment above it"
            yield Problem(judgement.at("supersedes"), wrong, expected, "name that one, or remove the key")
        elif earlier and judgement.date < earlier.date:
            wrong, expected = f"date {judgement.date}", f"{earlier.date} or after, the date of {earlier.id!r}"
            yield Problem(judgement.at("date"), wrong, expected, "correct one of the dates")
        last[cell] = judgement
