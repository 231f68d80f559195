"""A study whose sources are of other tiers than they are."""

from __future__ import annotations

from dataclasses import replace

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Tier


def with_tiers(numbers: Numbers, tier: Tier, *names: str) -> Numbers:
    """Return the numbers as if the named sources were of a tier; all sources where none is named."""
    sources = {
        name: source.model_copy(update={"tier": tier}) if name in (names or numbers.evidence.sources) else source
        for name, source in numbers.evidence.sources.items()
    }
    return Numbers(replace(numbers.evidence, sources=sources), numbers.study)
