"""What a guideline panel fills in: the evidence-to-decision frame, the case-series questions, the GRADE domains.

Each frame lists what the sources say, with the place, and leaves the judgment to the panel. Criteria are
those of the GRADE evidence-to-decision frame (doi:10.1136/bmj.i2016); questions are those of the JBI tool
for case series (doi:10.11124/JBISRIR-D-19-00099), in our own words; domains are those of GRADE
(doi:10.1136/bmj.39489.470347.AD).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, get_args

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.statistics.full_reference import lowered
from vexas_evidence.analysis.wording.design_levels import has_several_arms
from vexas_evidence.model import Certainty, Criterion, Domain, Locator, SeriesQuestion
from vexas_evidence.model.record import NOT_STATED
from vexas_evidence.present.records import place_in
from vexas_evidence.present.sources_read import heading
from vexas_evidence.present.spans import BREAK, Span, Spans, Words
from vexas_evidence.present.tables.outcomes import NOT_ASSESSED, rated
from vexas_evidence.present.tables.table import BLANK, NONE, Row, Table, source_line, to_rows


class CriterionRow(NamedTuple):
    """A criterion of the evidence-to-decision frame: its name, its question, and the judgments that a panel may tick.

    ``{intervention}`` stands for what is compared.
    """

    label: str
    question: str
    options: tuple[str, ...]


_DONT_KNOW = ("Varies", "Don't know")
_YES_NO = ("No", "Probably no", "Probably yes", "Yes", *_DONT_KNOW)
_FAVORS = (
    "Favors the comparison",
    "Probably favors the comparison",
    "Does not favor either",
    "Probably favors {intervention}",
    "Favors {intervention}",
)
_CERTAINTY = ("Very low", "Low", "Moderate", "High", "Not in any included study")
CRITERIA: dict[Criterion, CriterionRow] = {
    "problem": CriterionRow("Problem", "Is it a priority?", _YES_NO),
    "desirable-effects": CriterionRow(
        "Desirable effects", "How substantial?", ("Trivial", "Small", "Moderate", "Large", *_DONT_KNOW)
    ),
    "undesirable-effects": CriterionRow(
        "Undesirable effects", "How substantial?", ("Large", "Moderate", "Small", "Trivial", *_DONT_KNOW)
    ),
    "certainty": CriterionRow("Certainty", "How certain is the evidence of effects?", _CERTAINTY),
    "values": CriterionRow(
        "Values",
        "Does it vary how much people value the outcomes?",
        (
            "Important variability",
            "Possibly important variability",
            "Probably no important variability",
            "No important variability",
        ),
    ),
    "balance": CriterionRow(
        "Balance", "Do the effects favor {intervention} or the comparison?", (*_FAVORS, *_DONT_KNOW)
    ),
    "resources": CriterionRow(
        "Resources",
        "How large are the costs?",
        ("Large costs", "Moderate costs", "Negligible", "Moderate savings", "Large savings", *_DONT_KNOW),
    ),
    "certainty-of-resources": CriterionRow("Certainty on resources", "How certain is that evidence?", _CERTAINTY),
    "cost-effectiveness": CriterionRow(
        "Cost-effectiveness",
        "Does it favor {intervention} or the comparison?",
        (*_FAVORS, "Varies", "Not in any included study"),
    ),
    "equity": CriterionRow(
        "Equity",
        "What would be the impact?",
        ("Reduced", "Probably reduced", "Probably no impact", "Probably increased", "Increased", *_DONT_KNOW),
    ),
    "acceptability": CriterionRow("Acceptability", "Acceptable to those concerned?", _YES_NO),
    "feasibility": CriterionRow("Feasibility", "Feasible to implement?", _YES_NO),
}
"""The criteria and their options, as in the GRADE evidence-to-decision frame."""
NOT_ENTERED = "Not entered."
_NOT_STATED = f"{NOT_STATED[:1].upper()}{NOT_STATED[1:]}."
_NOT_RATED = "Not rated. Each outcome is rated in the first table; facts for each GRADE domain stand in the last."
_RATED = "As judged in the first table; facts for each GRADE domain stand in the last."
_NO_COMPARATOR = "No comparator in this study; the panel names one above."
DECISION_NOTE = (
    "Criteria and options: GRADE evidence-to-decision frame. No judgment is computed and no recommendation is printed. "
    "“Probably” and “varies” are options for the panel, not findings. Not stated is not zero. Not medical advice."
)
_OBSERVED = "Observed, no comparator. "
QUESTIONS: dict[SeriesQuestion, str] = {
    "inclusion": "Were the criteria for inclusion clear?",
    "measurement": "Was the condition measured in a standard, reliable way?",
    "identification": "Was the condition identified by valid methods?",
    "consecutive": "Were patients included consecutively?",
    "complete": "Was inclusion complete?",
    "demographics": "Were demographics clearly reported?",
    "clinical-information": "Was clinical information clearly reported?",
    "outcomes": "Were outcomes or follow-up clearly reported?",
    "site": "Were the presenting sites described?",
    "statistics": "Were the statistics appropriate?",
}
DOMAINS: dict[Domain, str] = {
    "risk-of-bias": "Risk of bias",
    "inconsistency": "Inconsistency",
    "indirectness": "Indirectness",
    "imprecision": "Imprecision",
    "publication-bias": "Publication bias",
    "large-effect": "To rate up: a large effect",
    "dose-response": "To rate up: a dose-response gradient",
    "opposing-confounding": "To rate up: confounding that would work against the effect",
}


def table_decision(numbers: Numbers) -> Table:
    """The evidence-to-decision frame: for each criterion what the data say, and room for the panel."""
    columns = {
        "item": "Criterion",
        "question": "Question",
        "says": "What this study says",
        "where": "Where",
        "options": "Options for the panel's judgment",
        "remarks": "Reasoning, other evidence used",
    }
    stated = {each.criterion: each for each in numbers.study.appraisal.decision}
    rows: list[tuple[str, Row]] = []
    for criterion, row in CRITERIA.items():
        given = stated.get(criterion)
        cells: Row = {"where": places(numbers, given.readings)} if given else {"where": NONE}
        says = numbers.spans(given.text) if given else (_without_facts(numbers, criterion),)
        if given and criterion in ("desirable-effects", "undesirable-effects") and not has_several_arms(numbers.study):
            says = (_OBSERVED, *says)
        question, *options = (each.format(intervention=compared(numbers)) for each in (row.question, *row.options))
        cells |= {"item": (row.label,), "question": (question,), "says": says, "options": ("; ".join(options),)}
        rows.append(("", cells | {"remarks": BLANK}))
    title = "From evidence to decision: what this study says, and room for the panel"
    sources = source_line(numbers, (reading.source for each in stated.values() for reading in each.readings))
    return Table("decision", title, columns, to_rows(rows, tuple(columns)), sources, DECISION_NOTE)


def compared(numbers: Numbers) -> str:
    """Return the name of what is compared within a sentence: the question's intervention, or else words for it."""
    return lowered(numbers.evidence.question.intervention or "the intervention")


def _without_facts(numbers: Numbers, criterion: Criterion) -> str:
    """What stands where the data hold no fact for a criterion."""
    if criterion == "certainty":
        return _RATED if any(each.of in get_args(Certainty) for each in numbers.in_force) else _NOT_RATED
    if criterion == "balance" and not has_several_arms(numbers.study):
        return _NO_COMPARATOR
    return _NOT_STATED if numbers.study.appraisal.decision else NOT_ENTERED


def table_questions(numbers: Numbers) -> Table:
    """The questions to a case series, and what the sources read say to each; the heading names their tiers."""
    stated = {each.question: each for each in numbers.study.appraisal.questions}
    rows = []
    used = numbers.sources(reading.source for each in stated.values() for reading in each.readings)
    says = heading(used)
    columns = {"item": "Question", "says": says, "where": "Where"}
    for question, words in QUESTIONS.items():
        row = stated.get(question)
        cells = _stated(numbers, row.text, row.readings) if row else _not_stated()
        rows.append(("", cells | {"item": (words,)}))
    shown, sources = to_rows(rows if stated else [], tuple(columns)), source_line(numbers, (each.id for each in used))
    note = "Questions of the JBI tool for case series, in our own words."
    return Table("questions", f"{says}; not an appraisal", columns, shown, sources, note)


def table_domains(numbers: Numbers) -> Table:
    """The facts that bear on each GRADE domain, and what named persons judged of it."""
    columns = {"item": "Domain", "says": "Facts that bear on it", "where": "Where", "rating": "Rating"}
    facts = numbers.study.appraisal.domains
    rows = []
    for domain, label in DOMAINS.items():
        chosen = [each for each in facts if each.domain == domain]
        text = " ".join(each.text for each in chosen)
        cells = _stated(numbers, text, [r for each in chosen for r in each.readings]) if chosen else _not_stated()
        rows.append(("", cells | {"item": (label,), "rating": _ratings(numbers, domain)}))
    title = "Input to a panel's rating: the facts that bear on each GRADE domain"
    sources = source_line(numbers, (reading.source for each in facts for reading in each.readings))
    note = (
        "Certainty is rated by people, for a body of evidence, outcome by outcome; no rating is computed here. "
        "Inconsistency does not apply to one study; publication bias is never excluded."
    )
    return Table("domains", title, columns, to_rows(rows if facts else [], tuple(columns)), sources, note)


def _stated(numbers: Numbers, text: str, readings: Iterable[Locator]) -> Row:
    return {"says": numbers.spans(text), "where": places(numbers, readings)}


def _not_stated() -> Row:
    return {"says": (NOT_STATED,), "where": NONE}


def places(numbers: Numbers, readings: Iterable[Locator]) -> Spans:
    """The places of readings, each source and each paragraph named once."""
    found: dict[str, dict[str, list[str]]] = {}
    for reading in readings:
        paragraph, _, sentence = place_in(numbers, reading).partition(", sentence ")
        sentences = found.setdefault(numbers.evidence.sources[reading.source].short, {}).setdefault(paragraph, [])
        sentences += [sentence] if sentence and sentence not in sentences else []
    lines = BREAK.join(
        f"{name}: {'; '.join(map(_sentences, paragraphs, paragraphs.values()))}" for name, paragraphs in found.items()
    )
    return (Words(lines, "locator"),) if lines else NONE


def _sentences(paragraph: str, sentences: list[str]) -> str:
    if not sentences:
        return paragraph
    return f"{paragraph}, sentence{'s' if len(sentences) > 1 else ''} {', '.join(sentences)}"


def _ratings(numbers: Numbers, of: Domain) -> Spans:
    """The ratings of named persons, a line for each row of the summary of outcomes that they are about."""
    spans: list[Span] = []
    for row in numbers.study.appraisal.outcomes:
        for judgement in numbers.in_force:
            if (judgement.outcome, judgement.of) == (row.id, of):
                spans += [f"{BREAK if spans else ''}{row.title}: ", rated(judgement)]
    return tuple(spans) or (NOT_ASSESSED,)
