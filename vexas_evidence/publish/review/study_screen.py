"""What the review page shows of the study itself: proposals, citation, question, PICO, design and record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from vexas_evidence.analysis.review.citation_entry import CITED, is_citation_proposed
from vexas_evidence.analysis.review.new_names import Importance, Named, own_questions
from vexas_evidence.analysis.review.reviewer import Reviewer
from vexas_evidence.analysis.review.study_facts import RecordKey, open_cues
from vexas_evidence.analysis.review.take_back import own_decisions
from vexas_evidence.model import Evidence, Outcome, Population
from vexas_evidence.model.estimation import StudyDesign
from vexas_evidence.model.source import UNKNOWN, SentencePlace
from vexas_evidence.model.study import Arm, Finding

PICO = ("Population", "Intervention", "Comparator", "Outcomes")
DESIGN_FACTS = (
    "Kind of study",
    "Recruitment",
    "Centers",
    "Masking",
    "Registration",
    "Funding",
    "Conflicts of interest",
)
"""Names that are offered for facts; others can be written."""


def study_json(evidence: Evidence, reviewer: Reviewer, at: Mapping[SentencePlace, int]) -> dict[str, Any]:
    """Return what the page shows of a study; *at* are the numbers of the sentences."""
    about, questions = evidence.study.about, own_questions(evidence)
    is_open = {id(each) for each in open_cues(reviewer)}
    outcomes = evidence.outcomes_of(evidence.study)
    kept = about.model_dump(mode="json", include={"title", "short_title"}) | about.curation.model_dump(mode="json")
    kept["treatments"] = ", ".join(about.treatments)
    named: dict[Named, tuple[Arm | Population | Outcome, ...]] = {
        "arms": about.arms,
        "populations": about.populations,
        "outcomes": evidence.study.vocabulary.outcomes,
    }
    return {
        "cues": [
            {
                "number": number,
                "kind": each.kind,
                "meaning": each.meaning,
                "printed": each.printed,
                "at": at[each.place],
            }
            for number, each in enumerate(reviewer.cues)
            if id(each) in is_open
        ],
        "citation": {key: _known(getattr(about.citation, key)) for key in CITED},
        "citation_proposed": is_citation_proposed(reviewer),
        "question": questions[0].text if questions else "",
        "outcomes": [
            {"id": name, "label": outcomes[name].label, "importance": importance}
            for question in questions[:1]
            for importance in get_args(Importance)
            for name in getattr(question.outcomes, importance)
        ],
        "importance": get_args(Importance),
        "named": [{"of": of, "id": each.id, "label": each.label} for of, records in named.items() for each in records],
        "record": {key: kept[key] or "" for key in get_args(RecordKey)},
        "design": about.study_design.model_dump(mode="json") if about.study_design else {},
        "designs": {
            key: [each for part in _choices(StudyDesign.model_fields[key].annotation) for each in part]
            for key in ("arms", "randomized", "unit_of_allocation", "paired")
        },
        "facts": {"pico": _facts(about.pico, reviewer, at), "design": _facts(about.design, reviewer, at)},
        "names": evidence.study.vocabulary.names,
        "labels": {"pico": PICO, "design": DESIGN_FACTS},
    }


def _known(value: str | None) -> str:
    return "" if value in (None, UNKNOWN) else str(value)


def _choices(annotation: Any) -> Iterable[tuple[str, ...]]:
    """The values that a field may have."""
    parts = get_args(annotation)
    if all(isinstance(each, str) for each in parts):
        return [parts]
    return [choice for each in parts for choice in _choices(each)]


def _facts(facts: Iterable[Finding], reviewer: Reviewer, at: Mapping[SentencePlace, int]) -> list[dict[str, Any]]:
    return [
        {
            "id": each.id,
            "label": each.label,
            "text": each.text,
            "at": next(
                (at[one.place] for one in each.readings if one.source == reviewer.source and one.place in at), None
            ),
        }
        for each in facts
    ]


def decisions_json(reviewer: Reviewer, at: Mapping[SentencePlace, int]) -> list[dict[str, Any]]:
    """Return what this person decided, the latest kind of file first, each with its place and its key."""
    return [
        {
            "key": each.key,
            "kind": each.kind,
            "about": each.about,
            "printed": each.printed,
            "reason": each.reason,
            "on": str(each.on or ""),
            "token": f"{at.get(each.place, -1)}.{each.token or 0}",
        }
        for each in own_decisions(reviewer)
    ]
