"""A tile says when its outcomes occurred where a source states a window of time for all of them at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.constructed_study import estimate, numbers_of
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Estimate, Outcome
from vexas_evidence.model.vocabulary import OutcomePhrases
from vexas_evidence.present.spans import to_line
from vexas_evidence.present.tiles import ShownTile, tiles

RASH = estimate("rash", "12%", outcome="rash")
WINDOW = estimate("early", "first two weeks", outcome="timing", measure="window", timepoint="time-not-stated")


def tile_of(*estimates: Estimate, group: str = "Harms", phrases: OutcomePhrases | None = None) -> ShownTile:
    """The tile of the harms of a study with some estimates and an outcome that times those of a group."""
    numbers = numbers_of(*estimates)
    timing = Outcome(id="timing", label="Timing of most", group=group, role="description", phrases=phrases)
    known = numbers.evidence.vocabulary
    vocabulary = known.model_copy(update={"outcomes": (*known.outcomes, timing)})
    found = tiles(Numbers(replace(numbers.evidence, vocabulary=vocabulary), numbers.study))
    return next(tile for tile in found if tile.has_harms and tile.numbers)


def test_the_window_of_its_outcomes_stands_below_a_tile_as_a_sentence() -> None:
    phrases = OutcomePhrases(noun="adverse events", had="were reported mostly in the")
    tile = tile_of(RASH, WINDOW, phrases=phrases)
    assert to_line(tile.note) == "Adverse events were reported mostly in the first two weeks."
    assert [getattr(span, "id", "") for span in tile.note] == ["", "early", ""]


def test_without_words_for_it_the_label_of_the_window_leads() -> None:
    assert to_line(tile_of(RASH, WINDOW).note) == "Timing of most: first two weeks."


@pytest.mark.parametrize(("estimates", "group"), [((RASH,), "Harms"), ((RASH, WINDOW), "Response")])
def test_a_tile_says_no_time_that_is_not_of_its_outcomes(estimates: tuple[Estimate, ...], group: str) -> None:
    assert tile_of(*estimates, group=group).note == ()
