"""What the review page shows beside the article: the estimates by what the source has for them, and what is known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, get_args

from vexas_evidence.analysis.checks.token_use import UNUSED_TOKENS, LedgerTokens, why_by_rule
from vexas_evidence.analysis.lift.matching import propose
from vexas_evidence.analysis.lift.moments import times_near
from vexas_evidence.analysis.lift.proposals import Candidate, Proposal, TokenPlace
from vexas_evidence.analysis.prints.arm_words import arm_named
from vexas_evidence.analysis.reconcile import CHECK as TWO_EXTRACTIONS
from vexas_evidence.analysis.review.denominator_entry import sizes_offered
from vexas_evidence.analysis.review.presets import heads_offered, of_p_value, outcome_named, preset
from vexas_evidence.analysis.review.printed_times import PrintedTime, time_printed
from vexas_evidence.analysis.review.reviewer import Pick, Reviewer, evidence_seen, reading_of
from vexas_evidence.analysis.safe_edit import WOULD_BE_WRITTEN
from vexas_evidence.analysis.verification import evidence_in, verification_in
from vexas_evidence.model import Estimate, Evidence, Moment, Study
from vexas_evidence.model.estimates import NumberPart
from vexas_evidence.model.measures import MEASURES
from vexas_evidence.model.source import SentencePlace
from vexas_evidence.publish.review.second_copy import accounted_article, numbers_only_here
from vexas_evidence.publish.review.study_screen import decisions_json, study_json
from vexas_evidence.sources.context import CELLS, Context
from vexas_evidence.system.problems import Discrepancy, Problem
from vexas_evidence.text.tokens import part_of

MOST_CANDIDATES = 8
"""How many proposals are shown for an estimate; an article prints "all" or "5" many times."""
MOST_LEFT = 200
"""How many unused numbers that may be of an outcome are listed."""
FIELDS = {
    "printed '": "Measure, or The head of its table says",
    "in the head of": "The head of its table says",
    "timepoint": "Time",
    "population": "Population",
    "measure": "Measure",
    "comparator": "Set against the arm",
    "unit": "Unit",
    "outcome": "Outcome",
}
"""The fields of the page by words of the messages about them."""
_WRITTEN = re.compile(r"(?:questions/[^/]+|studies/[^/]+/(?:study|vocabulary|estimates|extractions/[^/]+))\.yml$")
_REMEDIES = {
    "declare the name that holds it in vocabulary.yml": "say it without a number, or save the name that holds it",
    "write it in words": "say it without a number, or save the name that holds it",
    "name the denominator in study.yml": "choose it, or pick it in the article",
    "to the file": "write it in the field What was given, with commas between",
    "see denominator and reading": "see whether another population was meant; if not, keep it and say why",
}
"""What is to be done on the page, by the end of what is to be done in a file."""
ROLES = ("efficacy", "harm", "characteristic", "description", "definition")
Numbered = dict[SentencePlace, int]
"""The number of each sentence, counted from 0."""


def numbered(reviewer: Reviewer) -> Numbered:
    """Return the number by which the page names each sentence."""
    return {place: number for number, place in enumerate(reviewer.contexts)}


def state(reviewer: Reviewer) -> dict[str, Any]:
    """Return all that the page shows beside the article."""
    evidence, at = evidence_seen(reviewer), numbered(reviewer)
    study = evidence.study
    lift = propose(evidence, study, reviewer.source, reviewer.contexts)
    copy, used = accounted_article(evidence, reviewer), dict[str, list[str]]()
    for proposal in lift.proposals:
        for reading in proposal.read:
            for place, _ in reading.token_uses:
                used.setdefault(_key(at, TokenPlace(*place)), []).append(proposal.estimate.id)
    return {
        "reader": reviewer.name,
        "study": study.about.short_title,
        "source": evidence.sources[reviewer.source].title,
        "second": reviewer.is_second,
        "estimates": [_estimate(evidence, reviewer, each, at) for each in lift.proposals],
        "used": used,
        "waived": {
            _key(at, TokenPlace(*key[1:])): why_by_rule(evidence, by)
            for key, by in LedgerTokens(evidence).by_rule.items()
            if key[0] == reviewer.source
        }
        | {
            _key(at, TokenPlace.of(each, each.token)): each.reason
            for each in evidence.waivers
            if each.source == reviewer.source
        },
        "lists": _lists(evidence, study),
        "about": {} if reviewer.is_second else study_json(evidence, reviewer, at),
        "own": decisions_json(reviewer, at),
        "discrepancies": list(map(str, visible(reviewer, verification_in(reviewer.folder).discrepancies))),
        "unused": len(lift.unused),
        "copy_of": evidence.sources[copy].short if copy else "",
        "only_here": [
            {"token": _key(at, place), "printed": token, "line": reviewer.contexts[place.statement].line(place.token)}
            for place, token in numbers_only_here(evidence, copy, lift.unused)
        ],
        "left": [
            {"outcome": each.label, "token": _key(at, each.place), "printed": each.token, "line": each.line}
            for each in lift.of_outcomes[:MOST_LEFT]
        ],
        "stated": [
            {"outcome": each.label, "token": _key(at, each.place), "printed": each.token, "line": each.line}
            for each in lift.of_outcomes
            if each.outcome in {row.outcome for row in study.results.not_stated}
        ],
    }


def visible(reviewer: Reviewer, found: Iterable[Discrepancy]) -> list[Discrepancy]:
    """Return the discrepancies that the page shows; those of unused tokens are counted apart.

    A second reviewer is not shown what the first read.
    """
    hidden = {UNUSED_TOKENS, *([TWO_EXTRACTIONS] if reviewer.is_second else [])}
    first = f"{reviewer.folder.name}/studies/{reviewer.study}/estimates.yml" if reviewer.is_second else None
    return [each for each in found if each.check not in hidden and each.place.file != first]


def in_fields(found: Discrepancy | Problem) -> str:
    """Return what keeps a decision from being written by the field of the page it is about, not by a line of a file."""
    if not _WRITTEN.search(found.place.file):
        return str(found)
    wrong = (found.found if isinstance(found, Discrepancy) else found.wrong).partition(WOULD_BE_WRITTEN)[0]
    named = next((field for word, field in FIELDS.items() if word in wrong), "")
    remedy = next((words for end, words in _REMEDIES.items() if found.remedy.endswith(end)), found.remedy)
    return ": ".join(filter(None, (named, wrong, found.expected, remedy)))


def _key(at: Numbered, place: TokenPlace) -> str:
    return f"{at.get(place.statement, -1)}.{place.token}"


def _estimate(evidence: Evidence, reviewer: Reviewer, proposal: Proposal, at: Numbered) -> dict[str, Any]:
    estimate = proposal.estimate
    elsewhere = [each for each in estimate.readings if each.source != reviewer.source]
    status = "confirmed" if proposal.read else "differing" if proposal.near else ""
    return {
        "id": estimate.id,
        "status": status or ("proposed" if proposal.candidates else "missing"),
        **_words(evidence, estimate),
        "printed": [{"source": evidence.sources[each.source].short, "printed": each.shown} for each in elsewhere],
        "read": [
            {
                "token": _key(at, TokenPlace.of(each, each.token)) if each.token else "",
                "to": each.to,
                "printed": each.shown,
                "by": each.by,
                "on": str(each.on or ""),
            }
            for each in proposal.read
        ],
        "candidates": [_candidate(proposal, each, at) for each in proposal.candidates[:MOST_CANDIDATES]],
        "near": [_candidate(proposal, each, at) for each in proposal.near],
        "is_denominator": evidence.study.populations[estimate.population].denominator.estimate == estimate.id,
    }


def _words(evidence: Evidence, estimate: Estimate) -> dict[str, str]:
    """What an estimate is of, in the words of the vocabulary."""
    study = evidence.study
    population = study.populations[estimate.population].label
    arms = {each.id: each.label for each in study.about.arms}
    return {
        "what": evidence.outcomes_of(study)[estimate.outcome].label,
        "whom": re.sub(r"\{[^}]*\}", "…", population),
        "when": evidence.timepoints_of(study)[estimate.timepoint].text,
        "timepoint": estimate.timepoint,
        "measure": MEASURES[estimate.measure].label or estimate.measure,
        "kind": estimate.measure,
        "population": estimate.population,
        "comparator": arms.get(estimate.comparator or "", ""),
        "compares": estimate.compares or "",
    }


def _candidate(proposal: Proposal, each: Candidate, at: Numbered) -> dict[str, Any]:
    when = each.when if each.when is not None else each.elsewhere
    return {
        "token": _key(at, each.place),
        "to": each.form.to,
        "part": each.form.part,
        "head": each.form.head,
        "when": _moment(when),
        "printed": each.printed,
        "line": each.line,
        "why": each.why,
        "doubt": proposal.doubt(each),
    }


def _moment(when: int | Moment | None) -> Any:
    return when.model_dump(mode="json", exclude_none=True) if isinstance(when, Moment) else when


def _lists(evidence: Evidence, study: Study) -> dict[str, Any]:
    """What a new estimate is made of; ``own`` are the names that this study or its question uses."""
    outcomes, timepoints = evidence.outcomes_of(study).values(), evidence.timepoints_of(study).values()
    own = {*evidence.outcomes_asked_of(study)}
    own |= {each.id for each in (*study.vocabulary.outcomes, *study.vocabulary.timepoints)}
    own |= {name for each in study.estimates.values() for name in (each.outcome, each.timepoint)}
    studies = (each for each in evidence.studies.values() if each.id != study.id)
    used = Counter(name for each in studies for name in {one.timepoint for one in each.estimates.values()})
    return {
        "outcomes": [
            {"id": each.id, "label": each.label, "role": each.role, "times": each.timepoints, "own": each.id in own}
            for each in outcomes
        ],
        "populations": [
            {
                "id": each.id,
                "label": re.sub(r"\{[^}]*\}", "…", each.label),
                "arm": each.arm,
                "has_size": each.denominator.estimate is not None,
            }
            for each in study.about.populations
        ],
        "arms": [{"id": each.id, "label": each.label} for each in study.about.arms],
        "timepoints": [
            {
                "id": each.id,
                "label": each.text,
                "duration": each.duration,
                "roles": each.roles,
                "own": each.id in own or (not each.duration and used[each.id] != 1),
            }
            for each in timepoints
        ],
        "measures": [
            {"id": name, "label": row.label or name, "compares": row.compares} for name, row in MEASURES.items()
        ],
        "roles": ROLES,
        "groups": sorted({each.group for each in outcomes}),
    }


def _sizes(reviewer: Reviewer, pick: Pick) -> list[dict[str, Any]]:
    """The numbers that picked tokens may be out of, each as it is sent back."""
    at, found = numbered(reviewer), [] if reviewer.is_second else sizes_offered(reviewer, pick)
    return [
        {
            "label": printed,
            "size": {"token": f"{at[size.place]}.{size.token}", **({"part": size.part} if size.part else {})},
        }
        for printed, size in found
    ]


def _row_of(context: Context) -> str:
    """The head of the row that a number stands in, where a sub-head above belongs to it; else ""."""
    first = next(filter(None, map(str.strip, context.text.split(CELLS.strip()))), "")
    return next((each for each in context.heads if each.endswith(f", {first}") and ", row " not in each), "")


def reading_json(reviewer: Reviewer, pick: Pick, asked: Mapping[str, str]) -> dict[str, Any]:
    """Return how picked tokens can be read: their text, its parts, what heads say, where the time may stand, and whom,
    when, what and how the words beside them name. *asked* says what is chosen: ``duration``, ``measure``,
    ``population`` and the ``estimate`` that they may be a reading of."""
    reading, context = reading_of(reviewer, pick), reviewer.contexts[pick.place]
    ledger, evidence = evidence_in(reviewer.folder).ledgers[reviewer.source], evidence_seen(reviewer)
    place = TokenPlace(*pick.place, pick.token)
    times = times_near(ledger, place, asked["duration"] or None, reviewer.contexts)
    offered = preset(reviewer, evidence.study, pick, asked["measure"], asked["population"])
    heads = [
        "%",
        *heads_offered(reviewer, reading.printed),
        *([offered.head] if offered.head in ("P", "% (95% CI)") else []),
    ]
    known = evidence.study.estimates.get(asked["estimate"])
    is_p_value = "p-value" in (asked["measure"], offered.measure)
    of_whom, outcome, when = of_p_value(evidence, reviewer, pick) if is_p_value else ("", "", "")
    is_count = not offered.head and offered.measure == "count" and known is not None and known.measure == "proportion"
    parts = [each for each in get_args(NumberPart) if part_of(reading.printed, each)]
    return {
        "printed": reading.printed,
        "line": context.line(pick.token, pick.to),
        "column": context.column_of(pick.token) or "",
        "parts": [] if pick.to else parts or ["count"] * is_count,
        "part": "count" if is_count and not parts and not pick.to else "",
        "heads": heads,
        "head": offered.head or "",
        "row": _row_of(context),
        "population": offered.population or of_whom,
        "measure": offered.measure,
        "arm": arm_named(evidence.study, context, pick.token),
        "time": asdict(PrintedTime(when) if when else time_printed(evidence, context, pick.token)),
        "outcome": outcome or outcome_named(evidence, context, pick.token),
        "unit": offered.unit,
        "sizes": _sizes(reviewer, pick),
        "times": [{"label": f"{token!r} at {moment_at}", "when": _moment(when)} for moment_at, token, when in times],
    }
