"""The study at a glance, and the highlights of sources set against the numbers that they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vexas_evidence.analysis import claims
from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Claim, Estimate, Locator
from vexas_evidence.present.how_estimated import arm_lines, design_lines
from vexas_evidence.present.spans import BREAK, Spans, Words, in_brackets, join
from vexas_evidence.present.tables.table import NONE, Row, Table, source_names, table_of


def table_study(numbers: Numbers) -> Table:
    """The study at a glance: PICO, design, arms, definitions, and what no source read states of them."""
    about = numbers.study.about
    rows = [
        (group, {"item": (label,), "text": text, "source": source_names(numbers, readings)})
        for group, label, text, readings in _facts(numbers)
    ]
    columns, title = section("study.columns"), fixed("study.title")
    return table_of(numbers, "study", title, columns, rows, (*about.pico, *about.design))


def _facts(numbers: Numbers) -> Iterator[tuple[str, str, Spans, Iterable[Locator]]]:
    """Yield each fact with its heading, its label, and the places where it is read."""
    headings, about, known = section("study.groups"), numbers.study.about, numbers.study.estimates
    for group, facts in ((headings["pico"], about.pico), (headings["design"], about.design)):
        yield from ((group, fact.label, numbers.spans(fact.text), fact.readings) for fact in facts)
    for group, lines in ((headings["design"], design_lines(numbers)), (headings["arms"], arm_lines(numbers))):
        for label, text, names in lines:
            yield group, label, text, [reading for name in names for reading in known[name].readings]
    for each in about.definitions:
        label = numbers.outcomes[each.outcome].label
        yield headings["definitions"], label, numbers.spans(each.text), each.readings
    for estimate in known.values():
        outcome = numbers.outcomes[estimate.outcome]
        if outcome.role == "definition":
            yield headings["thresholds"], outcome.label, _printings(numbers, estimate), estimate.readings
    for absent in numbers.not_stated:
        if absent.table == "study":
            yield absent.short.capitalize(), absent.outcome.label, (absent.text,), ()


def table_highlights(numbers: Numbers) -> Table:
    """The highlights of sources as claims, the numbers they rest on, and whether they hold."""
    stated, columns = numbers.study.narrative.claims, section("highlights.heads")
    rows = [("", _claim_row(numbers, claim)) for claim in stated]
    return table_of(numbers, "highlights", fixed("highlights.title"), columns, rows, stated, fixed("highlights.note"))


def _claim_row(numbers: Numbers, claim: Claim) -> Row:
    verdict = claims.judge(numbers, claim)
    words = BREAK.join(dict.fromkeys(f"“{quantity.printed}”" for quantity in claim.quantities))
    estimates = [numbers.study.estimates[name] for name in claim.rests_on]
    rests = join(BREAK, (_figure(numbers, each) for each in estimates))
    return {
        "claim": numbers.spans(claim.text),
        "words": (Words(words, "estimate"),) if words else NONE,
        "rests": rests or NONE,
        "verdict": (section("verdict")[verdict.outcome],),
        "note": numbers.spans(claim.note) if claim.note else NONE,
    }


def _figure(numbers: Numbers, estimate: Estimate) -> Spans:
    """A number behind a claim, with its interval where one can be calculated."""
    interval = in_brackets(numbers.computed_ci(estimate))
    return (f"{numbers.label(estimate)}, ", numbers.when(estimate), ": ", numbers.value(estimate), *interval)


def _printings(numbers: Numbers, estimate: Estimate) -> Spans:
    """The printed number, and other wordings of it in other places."""
    first = estimate.principal.printed
    others = [text for text in dict.fromkeys(reading.printed for reading in estimate.readings) if text != first]
    also = f" ({fixed('study.also', wordings=', '.join(f'“{text}”' for text in others))})" if others else ""
    return (numbers.value(estimate), Words(also, "estimate")) if also else (numbers.value(estimate),)
