"""One number or one figure for another's page, always with its denominator, time and source.

They stand inside the picture of a figure and in the sentence of a number; neither needs a script.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator

from vexas_evidence.analysis.checks.full_text import estimates_in_full_text
from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.analysis.numbers import Numbers, Shown, When
from vexas_evidence.model import Estimate
from vexas_evidence.model.record import DENOMINATOR_NOT_STATED
from vexas_evidence.present.design_words import comparator, units, whom
from vexas_evidence.present.figures.chart import Chart
from vexas_evidence.present.figures.picture import MUTED, PictureBlock, space, stacked, words
from vexas_evidence.present.sources_read import by_tier, tier_noun
from vexas_evidence.present.spans import (
    Bare,
    Span,
    Spans,
    Words,
    anchor,
    fixed_spans,
    join,
    study_title,
    to_bare,
    to_text,
    version_date_status,
)
from vexas_evidence.present.tables.table import source_ids

SIZE, MARGIN = 8.5, 8.0
"""The size of the small print and its distance from the edge, in points."""


def sources_sentence(numbers: Numbers, estimates: Iterable[Estimate]) -> Spans:
    """Name the sources of some numbers with their tiers, and say whether the article was read."""
    tiers = by_tier(numbers.sources(source_ids(estimates)))
    spans: list[Span] = []
    for tier, names in tiers.items():
        what = tier_noun(tier, len(names))
        spans += [f"; {what}: " if spans else f"{what.capitalize()}: ", Words(", ".join(names), "reference")]
    if "primary full text" in tiers:
        return (*spans, ".")
    is_read = estimates_in_full_text(numbers.evidence, numbers.study)
    return (*spans, f"; {fixed('embedded.unchecked' if is_read else 'embedded.unread')}.")


def out_of_whom(numbers: Numbers, estimate: Estimate) -> Spans:
    """Say who was counted: its count and denominator with their kind, or that the denominator is not stated."""
    fraction, denominator = numbers.fraction(estimate), numbers.denominator(estimate)
    label = to_bare(whom(numbers, estimate))
    unit = f" {name}" if (name := units(numbers, estimate)) else ""
    if fraction is not None and denominator is not None:
        is_printed = denominator.kind == "reported"
        known = fixed("embedded.reported") if is_printed else fixed("embedded.not-printed", kind=denominator.kind)
        return fixed_spans("embedded.counted", counted=(Bare(fraction), f"{unit} ({known})"))
    if denominator is not None:
        why = numbers.statistics.why_unknown(estimate.id, "count")
        count: Spans = ("; ", Words(why, "derived")) if why else ()
        of_it = fixed_spans("embedded.denominator", denominator=Bare(denominator), kind=denominator.kind)
        return fixed_spans("embedded.counted", counted=(*label, "; ", *of_it, *count))
    is_lacking = numbers.denominator_with_status(estimate)
    return fixed_spans("embedded.counted", counted=(*label, f"; {DENOMINATOR_NOT_STATED}" if is_lacking else ""))


def sentence(numbers: Numbers, estimate: Estimate) -> Spans:
    """Return a number in one paragraph that can stand anywhere."""
    shown, interval = numbers.percent(estimate) or numbers.value(estimate), numbers.computed_ci(estimate)
    derived = f" ({shown.kind})" if shown.kind != "reported" else ""
    when = numbers.when(estimate)
    spans: list[Span] = [numbers.label(estimate), ", ", when, ": ", Bare(shown), f"{derived}. "]
    spans += [*out_of_whom(numbers, estimate), " "]
    spans += [Bare(interval), " (derived). "] if interval else []
    of_an_arm = numbers.study.arm_of(estimate) is not None and len(numbers.arms) > 1
    against = () if of_an_arm else comparator(numbers)  # the arm stands in the name of the number
    return (*spans, *sources_sentence(numbers, (estimate,)), " ", *against, *_version(numbers))


def small_print(numbers: Numbers, chart: Chart) -> tuple[Spans, ...]:
    """Return the lines below the drawing in an embedded picture: who was counted, when, from which sources."""
    estimates, parts = list(estimates_of(numbers, chart)), list(proportions_of(numbers, chart))
    based = [(each, fraction) for each in parts if (fraction := numbers.fraction(each))]
    fractions: list[Spans] = [
        (f"{numbers.label(each)} " if len(parts) > 1 else "", Bare(fraction), f" ({fraction.kind})")
        for each, fraction in based
    ]
    unknown = [each for each in parts if numbers.fraction(each) is None]
    whys = [[numbers.statistics.why_unknown(e.id, part) for part in ("denominator", "count")] for e in unknown]
    reasons = dict.fromkeys(next(filter(None, why), DENOMINATOR_NOT_STATED) for why in whys)
    rest: Spans = (Words(f" {fixed('embedded.or')} ".join(reasons), "derived"),) if reasons else ()
    if based and rest:
        rest = ("; ", *fixed_spans("embedded.others", reasons=rest))
    times = list(dict.fromkeys(numbers.when(each).text for each in estimates))
    return (
        fixed_spans("embedded.counted", counted=(*join("; ", fractions), *rest)),
        fixed_spans("embedded.when", times=Words("; ".join(times), "timepoint")),
        sources_sentence(numbers, estimates),
        (*comparator(numbers), f"{fixed('embedded.advice')} ", *_version(numbers)),
    )


def estimates_of(numbers: Numbers, chart: Chart) -> Iterator[Estimate]:
    """Yield the estimates whose numbers a figure shows, in order."""
    shown = (span.shown if isinstance(span, Bare) else span for span in chart.description)
    names = dict.fromkeys(span.id for span in shown if isinstance(span, Shown))
    yield from (numbers.study.estimates[name] for name in names if name in numbers.study.estimates)


def proportions_of(numbers: Numbers, chart: Chart) -> Iterator[Estimate]:
    """Yield those of a figure's estimates that are a part of their denominator."""
    for estimate in estimates_of(numbers, chart):
        if estimate.measure == "proportion" or numbers.percent(estimate) is not None:
            yield estimate


def to_embed(numbers: Numbers, chart: Chart) -> PictureBlock:
    """Return the picture of a figure with the small print below it."""
    width = chart.picture.width - 2 * MARGIN
    lines = (words(line, width, SIZE, color=MUTED) for line in map(to_bare, small_print(numbers, chart)))
    below = stacked(lines, SIZE * 0.2).moved(right=MARGIN)
    return stacked((chart.picture, below, space(MARGIN)))


def picture_name(chart: Chart) -> str:
    """Return the file of a figure for embedding."""
    return f"embed-{chart.name}.png"


def figure_snippet(numbers: Numbers, chart: Chart) -> Spans:
    """HTML that shows a figure on another page: the picture, the same in words, and where it is from."""
    address = numbers.evidence.report.address
    caption = (chart.caption, ". ", *sources_sentence(numbers, estimates_of(numbers, chart)), " ", *_version(numbers))
    file = Words(f"{address}downloads/{picture_name(chart)}" if address else picture_name(chart), "reference")
    alt = _escaped(tuple(Bare(span) if isinstance(span, Shown) else span for span in chart.description))
    head: Spans = ('<figure>\n<img src="', file, '" alt="', *alt, '">\n<figcaption>')
    return (*head, *_escaped(caption), "</figcaption>\n</figure>\n")


def number_snippet(numbers: Numbers, estimate: Estimate) -> Spans:
    """HTML that shows a number on another page as a sentence with all that belongs to it."""
    address = numbers.evidence.report.address
    record = Words(f"{address}report/provenance.html#{anchor(estimate.id)}", "reference")
    link: Spans = ('\n<a href="', record, f'">{fixed("embedded.how")}</a>') if address else ()
    return ("<p>", *_escaped(sentence(numbers, estimate)), *link, "</p>\n")


def _version(numbers: Numbers) -> Spans:
    newest = numbers.evidence.changes.newest
    return fixed_spans("embedded.version", study=study_title(numbers), version=version_date_status(newest))


def _escaped(spans: Spans) -> Spans:
    """A text with its words escaped for HTML; numbers hold nothing to escape."""
    return tuple(map(_escape, spans))


def _escape(span: Span) -> Span:
    if not isinstance(span, str | Words | When):
        return span
    text = html.escape(to_text((span,)), quote=False).replace('"', "&quot;")
    if isinstance(span, str):
        return text
    # A time that is escaped no longer equals the one in its record.
    return span if text == span.text else Words(text, span.kind if isinstance(span, Words) else "timepoint")
