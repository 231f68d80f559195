"""Sentences about the sources: of which tiers they are, and what was checked against the article.

Every sentence follows from the sources and readings of the data; none is typed.
"""

from __future__ import annotations

from collections.abc import Iterable

from vexas_evidence.analysis.checks.full_text import estimates_in_full_text
from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Source, Tier
from vexas_evidence.present.spans import Spans, Words
from vexas_evidence.system.grouping import grouped


def by_tier(sources: Iterable[Source]) -> dict[Tier, list[str]]:
    """Return the short names of sources by their tier, tiers and names in the order of the sources."""
    of_tiers = grouped(sources, lambda source: source.tier)
    return {tier: [source.short for source in of_tier] for tier, of_tier in of_tiers.items()}


def tier_noun(tier: Tier, count: int) -> str:
    """Return the noun for sources of a tier, in singular or plural: "secondary source", "primary full text sources"."""
    return fixed("sources.tiers.several" if count > 1 else "sources.tiers.one", tier=tier)


def in_words(sources: Iterable[Source]) -> str:
    """Name sources by their tiers: "a secondary source", "a primary full text source and secondary sources"."""
    counts = {tier: len(names) for tier, names in by_tier(sources).items()}
    named = {tier: tier_noun(tier, count) for tier, count in counts.items()}
    parts = (noun if counts[tier] > 1 else fixed("sources.tiers.a", source=noun) for tier, noun in named.items())
    return f" {fixed('sources.tiers.and')} ".join(parts) or fixed("sources.tiers.unknown")


def heading(sources: Iterable[Source]) -> str:
    """Return the heading over what sources say: "What secondary sources say"."""
    read = tuple(sources)
    return fixed("sources.tiers.says" if len(read) == 1 else "sources.tiers.say", sources=in_words(read))


def checked_count(numbers: Numbers) -> Spans:
    """Return how many estimates were checked against the article: "3 of 24 estimates"."""
    count, every = len(estimates_in_full_text(numbers.evidence, numbers.study)), len(numbers.study.estimates)
    if not count:
        return (fixed("sources.none"),)
    return (Words(f"{count} of {every}", "verification count"), f" {fixed('sources.tiers.estimates')}")


def checked_sentence(numbers: Numbers) -> Spans:
    """Return the sentence on what reported numbers match, and how many were checked against the article."""
    count, every = len(estimates_in_full_text(numbers.evidence, numbers.study)), len(numbers.study.estimates)
    if count == every:
        return (f"{fixed('sources.all-checked')} {fixed('sources.marked')}",)
    if not count:
        return (f"{fixed('sources.none-checked', sources=_matched(numbers))} {fixed('sources.marked')}",)
    shares = Words(f"{count} of {every}", "verification count")
    some = fixed("sources.some-checked", sources=_matched(numbers))
    return (shares, f" {some} {fixed('sources.marked')}")


def how_read(source: Source) -> str:
    """Return the tier of a source and how much of it was read: "secondary source, read in full"."""
    return f"{tier_noun(source.tier, 1)}, {section('sources.read')[source.seen]}"


def tiers_sentence(numbers: Numbers) -> str:
    """Return the sentence that names the tiers of the sources in which the study was read."""
    known = list(by_tier(numbers.evidence.sources_of(numbers.study)))
    if known == ["secondary"]:
        return fixed("sources.secondary-only")
    return fixed("sources.tiers.named", tiers=", ".join(known))


def limitation(numbers: Numbers) -> tuple[str, Spans]:
    """Return the title and the text of the limitation that the sources set."""
    if estimates_in_full_text(numbers.evidence, numbers.study):
        return fixed("sources.checked-against"), checked_sentence(numbers)
    title = fixed("sources.come-from", sources=_matched(numbers))
    return title, (f"{fixed('sources.not-read')} ", *checked_sentence(numbers))


def basis(numbers: Numbers) -> str:
    """Return where the study's numbers come from: "From secondary sources"."""
    return fixed("sources.tiers.from", sources=in_words(numbers.evidence.sources_of(numbers.study)))


def _matched(numbers: Numbers) -> str:
    """Name the sources of those estimates that were not checked against the article: "primary abstract sources"."""
    evidence, study = numbers.evidence, numbers.study
    known = estimates_in_full_text(evidence, study)
    rest = (estimate for name, estimate in study.estimates.items() if name not in known)
    tiers = (evidence.sources[reading.source].tier for estimate in rest for reading in estimate.readings)
    return fixed("sources.tiers.several", tier=f" {fixed('sources.tiers.or')} ".join(dict.fromkeys(tiers)))
