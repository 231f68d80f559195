"""Judgments as one text, and what happens in the words that a rating allows: by the table of GRADE guidelines 26.

Certainty and size of an effect together give the sentence (Santesso 2020, doi:10.1016/j.jclinepi.2019.10.014). Without
a rating there is none: may, probably, very uncertain, little to no difference stand nowhere else.
"""

from __future__ import annotations

from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.numbers import Numbers, Shown
from vexas_evidence.analysis.statistics.full_reference import lowered
from vexas_evidence.model import Judgement
from vexas_evidence.present.records import matter_of, support_of
from vexas_evidence.present.spans import Spans, Strong, Words, fixed_spans, join, on_day
from vexas_evidence.present.tables.differences import NULL
from vexas_evidence.present.tables.summary_of_findings import lines
from vexas_evidence.system.grouping import grouped


def what_happens(numbers: Numbers, judgement: Judgement) -> str:
    """Return the sentence of a rating of the certainty of an effect; "" where it says no size, or nothing compares."""
    if judgement.of != "certainty-of-effect":
        return ""
    row = next(each for each in numbers.study.appraisal.outcomes if each.id == judgement.outcome)
    line = next((each for each in lines(numbers) if each.row is row), None)
    if line is None:
        treatment = numbers.evidence.question.intervention
        named = _effect(lowered(treatment) if treatment else "", lowered(row.title))
        return fixed("rating.uncertain", effect=named) if judgement.rating == "very low" else ""
    arm, outcome = numbers.arms[line.comparison.arm].label, numbers.outcomes[line.comparison.outcome]
    noun = outcome.noun or lowered(outcome.label)
    if judgement.rating == "very low":
        return fixed("rating.uncertain", effect=_effect(arm, noun))
    has_way = line.difference is not None and line.difference.mark.at != NULL
    if judgement.size is None or (judgement.size != "trivial or none" and not has_way):
        return ""
    way = "increase" if line.difference and line.difference.mark.at > NULL else "reduction"
    size, result = section(f"rating.{way}")[judgement.size], section("rating.results")[judgement.rating]
    return fixed("rating.sentence", arm=f"{arm[:1].upper()}{arm[1:]}", result=result, size=size, outcome=noun)


def _effect(intervention: str, outcome: str) -> str:
    """The effect of an intervention on an outcome; without a name of the intervention, the effect on the outcome."""
    if not intervention:
        return fixed("rating.effect", outcome=outcome)
    return fixed("rating.effect-of", intervention=intervention, outcome=outcome)


def grouped_judgements(numbers: Numbers) -> list[Spans]:
    """Judgements of one person, role, day, reason and support as one text, each with its row, matter and rating."""
    found = grouped(
        numbers.judgements.values(),
        lambda each: (each.rater, each.role, each.date, each.reason, support_of(numbers, each)),
    )
    return [_grouped(numbers, judged) for judged in found.values()]


def _grouped(numbers: Numbers, judged: list[Judgement]) -> Spans:
    """Who judged when, why and by what, and which cells; a rating stands where no table of the profile shows it."""
    first, support = judged[0], support_of(numbers, judged[0])
    rows = {row.id: row for row in numbers.study.appraisal.outcomes}
    parts: dict[str, list[Spans]] = {}
    reason = numbers.spans(first.reason.removesuffix("."))
    for each in judged:
        row = rows[each.outcome]
        cell: Spans = (matter_of(each),)
        if each.of.startswith("certainty-") or not row.estimates:
            size = f" ({fixed('rating.size', size=each.size)})" if each.size else ""
            happens = f" ({said})" if (said := what_happens(numbers, each).removesuffix(".")) else ""
            cell = (*cell, ": ", Shown(each.rating, "judged", each.id), size, happens)
        old: Spans = (f", {fixed('rating.supersedes')} ", Words(each.supersedes, "name")) if each.supersedes else ()
        parts.setdefault(row.title, []).append((*cell, *old))
    return (
        *fixed_spans("rating.judged", rater=first.rater, role=first.role, day=on_day(first.date), reason=reason),
        *((" ", *fixed_spans("rating.support", support=Words(support, "locator"))) if support else ()),
        *(span for title, cells in parts.items() for span in (" ", Strong(title), ": ", *join("; ", cells), ".")),
    )
