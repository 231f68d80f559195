"""What a guideline panel fills in: the evidence-to-decision frame, the case-series questions, the GRADE domains.

Each frame lists what the sources say, with the place, and leaves the judgement to the panel. Criteria are
those of the GRADE evidence-to-decision frame (doi:10.1136/bmj.i2016); questions are those of the JBI tool
for case series (doi:10.11124/JBISRIR-D-19-00099), in our own words; domains are those of GRADE
(doi:10.1136/bmj.39489.470347.AD).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.wording.design_levels import has_several_arms
from vexas_evidence.model import Certainty, Criterion, Domain, Locator, SeriesQuestion, Study
from vexas_evidence.model.record import NOT_STATED
from vexas_evidence.present.records import place_in
from vexas_evidence.present.sources_read import heading
from vexas_evidence.present.spans import BREAK, Span, Spans, Words
from vexas_evidence.present.tables.outcomes import NOT_ASSESSED, rated
from vexas_evidence.present.tables.table import BLANK, NONE, Row, Table, source_line, to_rows

CRITERIA: dict[Criterion, str] = {
    "problem": "Priority of the problem",
    "desirable-effects": "Desirable effects",
    "undesirable-effects": "Undesirable effects",
    "certainty": "Certainty of the evidence",
    "values": "Values: how much people care about the outcomes",
    "balance": "Balance of desirable and undesirable effects",
    "resources": "Resources required",
    "certainty-of-resources": "Certainty of the evidence on resources",
    "cost-effectiveness": "Cost-effectiveness",
    "equity": "Equity",
    "acceptability": "Acceptability",
    "feasibility": "Feasibility",
}
OBSERVED = " (observed, no comparator)"
"""What the effects of a study with one arm are."""
QUESTIONS: dict[SeriesQuestion, str] = {
    "inclusion": "Is it clear who could be included?",
    "measurement": "Was the condition measured in the same dependable way in everyone?",
    "identification": "Was the condition identified by valid methods in everyone?",
    "consecutive": "Were patients included one after the other, without picking?",
    "complete": "Was everyone included who met the criteria?",
    "demographics": "Are age, sex and the like reported clearly?",
    "clinical-information": "Is the patients' clinical state reported clearly?",
    "outcomes": "Are outcomes or follow-up reported clearly?",
    "site": "Are the places that treated the patients described?",
    "statistics": "Do the statistics suit the data?",
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
        "says": "What the data say",
        "where": "Where",
        "judgement": "Panel's judgement",
        "remarks": "Remarks",
    }
    stated = {each.criterion: each for each in numbers.study.appraisal.decision}
    rows = []
    for criterion, label in criteria(numbers.study).items():
        row = stated.get(criterion)
        cells = _stated(numbers, row.text, row.readings) if row else _not_stated()
        if criterion == "certainty" and not row:
            rated_ones = any(each.of in get_args(Certainty) for each in numbers.in_force)
            cells = {"says": ("As judged in the summary of outcomes." if rated_ones else NOT_ASSESSED,)}
        rows.append(("", cells | {"item": (label,), "judgement": BLANK, "remarks": BLANK}))
    title = "From evidence to decision: what the data say, and room for the panel"
    sources = source_line(numbers, (reading.source for each in stated.values() for reading in each.readings))
    return Table("decision", title, columns, to_rows(rows if stated else [], tuple(columns)), sources, "")


def criteria(study: Study) -> dict[Criterion, str]:
    """The criteria; effects of one arm are marked as observed, without a comparator."""
    if has_several_arms(study):
        return CRITERIA
    return CRITERIA | {name: f"{CRITERIA[name]}{OBSERVED}" for name in ("desirable-effects", "undesirable-effects")}


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
        "Inconsistency and publication bias cannot be judged from one study."
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
