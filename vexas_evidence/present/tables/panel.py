"""What a guideline panel fills in: the evidence-to-decision frame, the case-series questions, the GRADE domains.

Each frame lists what the sources say, with the place, and leaves the judgment to the panel. Criteria are
those of the GRADE evidence-to-decision frame (doi:10.1136/bmj.i2016); questions are those of the JBI tool
for case series (doi:10.11124/JBISRIR-D-19-00099), in our own words; domains are those of GRADE
(doi:10.1136/bmj.39489.470347.AD).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import get_args

from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.statistics.full_reference import lowered
from vexas_evidence.model import Certainty, Locator
from vexas_evidence.model.record import NOT_STATED
from vexas_evidence.model.texts.appraisal import Consideration, SeriesAnswer
from vexas_evidence.present.records import place_in
from vexas_evidence.present.sources_read import heading
from vexas_evidence.present.spans import BREAK, Spans, Words, join
from vexas_evidence.present.tables.outcomes import rated
from vexas_evidence.present.tables.table import BLANK, NONE, Row, Table, source_ids, table_of

CRITERIA: Mapping[str, str] = section("decision.criteria")
"""The criteria of the GRADE evidence-to-decision frame by their name in ``appraisal.yml``."""
QUESTIONS: Mapping[str, str] = section("appraisal.questions")
"""The questions to a case series by their name in ``appraisal.yml``."""
DOMAINS: Mapping[str, str] = section("domains.names")
"""The GRADE domains by their name in ``appraisal.yml``."""


def table_decision(numbers: Numbers) -> Table:
    """The evidence-to-decision frame: for each criterion what the data say, and room for the panel."""
    stated: dict[str, Consideration] = {each.criterion: each for each in numbers.study.appraisal.decision}
    rows: list[tuple[str, Row]] = []
    for criterion, label in CRITERIA.items():
        given = stated.get(criterion)
        cells: Row = {"where": places(numbers, given.readings)} if given else {"where": NONE}
        says = numbers.spans(given.text) if given else (_without_facts(numbers, criterion),)
        if (
            given
            and criterion in ("desirable-effects", "undesirable-effects")
            and not numbers.study.about.has_several_arms
        ):
            says = (f"{fixed('decision.observed')} ", *says)
        question, options = (
            section(f"decision.{name}")[criterion].format(intervention=compared(numbers))
            for name in ("questions", "options")
        )
        cells |= {"item": (label,), "question": (question,), "says": says, "options": (options,)}
        rows.append(("", cells | {"remarks": BLANK}))
    columns, title = section("decision.heads"), fixed("decision.title")
    return table_of(numbers, "decision", title, columns, rows, stated.values(), fixed("decision.note"))


def compared(numbers: Numbers) -> str:
    """Return the name of what is compared within a sentence: the question's intervention, or else words for it."""
    return lowered(numbers.evidence.question.intervention or fixed("decision.intervention"))


def _without_facts(numbers: Numbers, criterion: str) -> str:
    """What stands where the data hold no fact for a criterion."""
    if criterion == "certainty":
        is_rated = any(each.of in get_args(Certainty) for each in numbers.in_force)
        return fixed("decision.rated") if is_rated else fixed("decision.not-rated")
    if criterion == "balance" and not numbers.study.about.has_several_arms:
        return fixed("decision.no-comparator")
    if not numbers.study.appraisal.decision:
        return fixed("decision.not-entered")
    return f"{NOT_STATED[:1].upper()}{NOT_STATED[1:]}."


def table_questions(numbers: Numbers) -> Table:
    """The questions to a case series, and what the sources read say to each; the heading names their tiers."""
    stated: dict[str, SeriesAnswer] = {each.question: each for each in numbers.study.appraisal.questions}
    rows = []
    says = heading(numbers.sources(source_ids(stated.values())))
    columns = {"item": fixed("appraisal.question"), "says": says, "where": fixed("appraisal.where")}
    for question, words in QUESTIONS.items():
        row = stated.get(question)
        cells = _stated(numbers, row.text, row.readings) if row else _not_stated()
        rows.append(("", cells | {"item": (words,)}))
    title, note = fixed("appraisal.title", says=says), fixed("appraisal.note")
    return table_of(numbers, "questions", title, columns, rows if stated else [], stated.values(), note)


def table_domains(numbers: Numbers) -> Table:
    """The facts that bear on each GRADE domain, and what named persons judged of it."""
    facts = numbers.study.appraisal.domains
    rows = []
    for domain, label in DOMAINS.items():
        chosen = [each for each in facts if each.domain == domain]
        text = " ".join(each.text for each in chosen)
        cells = _stated(numbers, text, [r for each in chosen for r in each.readings]) if chosen else _not_stated()
        rows.append(("", cells | {"item": (label,), "rating": _ratings(numbers, domain)}))
    columns, title = section("domains.heads"), fixed("domains.title")
    return table_of(numbers, "domains", title, columns, rows if facts else [], facts, fixed("domains.note"))


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


def _ratings(numbers: Numbers, of: str) -> Spans:
    """The ratings of named persons, a line for each row of the summary of outcomes that they are about."""
    ratings: Iterator[Spans] = (
        (f"{row.title}: ", rated(judgement))
        for row in numbers.study.appraisal.outcomes
        for judgement in numbers.in_force
        if (judgement.outcome, judgement.of) == (row.id, of)
    )
    return join(BREAK, ratings) or (fixed("certainty.not-assessed"),)
