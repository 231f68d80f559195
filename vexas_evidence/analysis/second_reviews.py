"""A second person's review of a source, set beside the first: a row a reading, and the tokens that it decided on.

What the second reader has neither read nor waived nor rejected yet is no difference of the two.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from vexas_evidence.model import (
    Quantity,
    Reading,
    Reconciliation,
    RowMap,
    SecondExtraction,
    SecondReading,
    Study,
    Wording,
)

Spot = tuple[str, str, int, int]
"""A token of a source: its section, paragraph, sentence and number."""


def decided_by(extraction: SecondExtraction) -> Iterator[Spot]:
    """Yield the tokens that a second reader read, waived or rejected."""
    for estimate in extraction.estimates:
        for reading in estimate.readings:
            yield from spots_of(reading)
    yield from ((*each.place, each.token) for each in extraction.waived)
    yield from ((*each.place, each.token) for each in extraction.rejected)


def spots_of(locator: Reading | Quantity) -> set[Spot]:
    """Return the tokens of a number itself, without that of its time, which other numbers share."""
    last = locator.to if isinstance(locator, Reading) else None
    first = locator.token or 1
    return {(*locator.place, token) for token in range(first, (last or locator.token or 0) + 1)}


def as_table(study: Study, extraction: SecondExtraction) -> Study:
    """Return a study with a second review of a source in the place of its second reader's table, a row a reading.

    Both reviews name outcomes, populations and times by their ids.
    """
    rows = tuple(
        SecondReading(
            place=reading.at("printed"),
            row=f"{estimate.id}, {reading.section}, {reading.paragraph}, sentence {reading.sentence}",
            section=reading.section,
            paragraph=reading.paragraph,
            printed=reading.shown,
            unit="",
            what=estimate.outcome,
            whom=estimate.population,
            when=estimate.timepoint,
        )
        for estimate in extraction.estimates
        for reading in estimate.readings
    )
    plan = Reconciliation(
        format=extraction.format,
        places=extraction.places,
        extraction="review.csv",
        extractor=extraction.extractor,
        source=extraction.source,
        rows=tuple(RowMap(row=each.row, outcome=each.what) for each in rows),
        whom=tuple(Wording(words=name, means=name) for name in {each.whom: None for each in rows}),
        times=tuple(Wording(words=name, means=name) for name in {each.when: None for each in rows}),
        adjudicated=extraction.adjudicated,
    )
    return replace(study, reconciliation=plan, second_extraction=rows)
