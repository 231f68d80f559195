"""The study at a glance, and the highlights of sources set against the numbers that they rest on."""

from __future__ import annotations

from vexas_evidence.analysis import claims
from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Claim, Estimate
from vexas_evidence.present.how_estimated import arm_lines, design_lines
from vexas_evidence.present.spans import BREAK, Spans, Words
from vexas_evidence.present.tables.table import NONE, Row, Table, source_line, source_names, to_rows


def table_study(numbers: Numbers) -> Table:
    """The study at a glance: PICO, design, arms, definitions, and what no source read states of them."""
    columns, headings = {**section("study.columns")}, section("study.groups")
    about = numbers.study.about
    rows: list[tuple[str, Row]] = []
    records = (*about.pico, *about.design)
    for group, facts in ((headings["pico"], about.pico), (headings["design"], about.design)):
        for record in facts:
            cells: dict[str, Spans] = {"item": (record.label,), "text": numbers.spans(record.text)}
            rows.append((group, cells | {"source": source_names(numbers, record.readings)}))
    for group, lines in ((headings["design"], design_lines(numbers)), (headings["arms"], arm_lines(numbers))):
        for label, text, names in lines:
            shown = [reading for name in names for reading in numbers.study.estimates[name].readings]
            rows.append((group, {"item": (label,), "text": text, "source": source_names(numbers, shown)}))
    for definition in about.definitions:
        cells = {"item": (numbers.outcomes[definition.outcome].label,), "text": numbers.spans(definition.text)}
        rows.append((headings["definitions"], cells | {"source": source_names(numbers, definition.readings)}))
    for estimate in numbers.study.estimates.values():
        outcome = numbers.outcomes[estimate.outcome]
        if outcome.role == "definition":
            cells = {"item": (outcome.label,), "text": _printings(numbers, estimate)}
            rows.append((headings["thresholds"], cells | {"source": source_names(numbers, estimate.readings)}))
    rows += [
        (headings["absent"], {"item": (absent.outcome.label,), "text": (absent.text,)})
        for absent in numbers.not_stated
        if absent.table == "study"
    ]
    sources = source_line(numbers, (reading.source for record in records for reading in record.readings))
    return Table("study", fixed("study.title"), columns, to_rows(rows, tuple(columns)), sources, "")


def table_highlights(numbers: Numbers) -> Table:
    """The highlights of sources as claims, the numbers they rest on, and whether they hold."""
    columns = {**section("highlights.heads")}
    stated = numbers.study.narrative.claims
    rows = to_rows([("", _claim_row(numbers, claim)) for claim in stated], tuple(columns))
    title = fixed("highlights.title")
    sources = source_line(numbers, (reading.source for claim in stated for reading in claim.readings))
    note = fixed("highlights.note")
    return Table("highlights", title, columns, rows, sources, note)


def _claim_row(numbers: Numbers, claim: Claim) -> Row:
    case = numbers.study
    verdict = claims.judge(numbers, claim)
    words = BREAK.join(dict.fromkeys(f"“{quantity.printed}”" for quantity in claim.quantities))
    rests: list[object] = []
    for name in claim.rests_on:
        estimate = case.estimates[name]
        label = numbers.label(estimate)
        rests += [*([BREAK] if rests else []), f"{label}, ", numbers.when(estimate), ": ", numbers.value(estimate)]
    return {
        "claim": numbers.spans(claim.text),
        "words": (Words(words, "estimate"),) if words else NONE,
        "rests": tuple(rests) or NONE,  # type: ignore[arg-type]
        "verdict": (section("verdict")[verdict.outcome],),
        "note": numbers.spans(claim.note) if claim.note else NONE,
    }


def _printings(numbers: Numbers, estimate: Estimate) -> Spans:
    """The printed number, and other wordings of it in other places."""
    first = estimate.principal.printed
    others = [text for text in dict.fromkeys(reading.printed for reading in estimate.readings) if text != first]
    also = f" ({fixed('study.also', wordings=', '.join(f'“{text}”' for text in others))})" if others else ""
    return (numbers.value(estimate), Words(also, "estimate")) if also else (numbers.value(estimate),)
