"""Of which tiers some sources are, in words: what is said of sources follows from those that were read."""

from __future__ import annotations

from collections.abc import Iterable

from vexas_evidence.model import Source, Tier


def by_tier(sources: Iterable[Source]) -> dict[Tier, list[str]]:
    """Return the short names of sources by their tier, tiers and names in the order of the sources."""
    tiers: dict[Tier, list[str]] = {}
    for source in sources:
        tiers.setdefault(source.tier, []).append(source.short)
    return tiers


def noun(tier: Tier, count: int) -> str:
    """Return what so many sources of a tier are called: "secondary source", "primary full text sources"."""
    return f"{tier} source{'s' if count > 1 else ''}"


def in_words(sources: Iterable[Source]) -> str:
    """Return what some sources are: "a secondary source", "a primary full text source and secondary sources"."""
    counts = {tier: len(names) for tier, names in by_tier(sources).items()}
    told = (noun(tier, count) if count > 1 else f"a {noun(tier, count)}" for tier, count in counts.items())
    return " and ".join(told) or "the sources read"


def kind_of(tiers: Iterable[Tier]) -> str:
    """Return what one source of some tiers is: "a secondary source", "a primary abstract or secondary source"."""
    return f"a {' or '.join(dict.fromkeys(tiers))} source"


def say(sources: Iterable[Source]) -> str:
    """Return the head of what some sources say: "What secondary sources say"."""
    read = tuple(sources)
    return f"What {in_words(read)} {'says' if len(read) == 1 else 'say'}"
