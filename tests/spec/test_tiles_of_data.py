"""A tile says when its outcomes occurred where a source states a window of time for all of them at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.constructed_study import estimate, numbers_of, of_narrative
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Estimate, Outcome
from vexas_evidence.model.texts.statements import CardPart
from vexas_evidence.model.vocabulary import OutcomePhrases, Phrases
from vexas_evidence.present.spans import to_line
from vexas_evidence.present.tiles import ShownTile, tiles
from vexas_evidence.publish.site.markdown import Writer
from vexas_evidence.publish.site.summary.outcome_card import outcome_card

RASH = estimate("rash", "12%", outcome="rash")
WINDOW = estimate("early", "first two weeks", outcome="timing", measure="window", timepoint="time-not-stated")


def tile_of(*estimates: Estimate, group: str = "Harms", phrases: OutcomePhrases | None = None) -> ShownTile:
    """The tile of the harms of such a study."""
    found = tiles(numbers_with_window(*estimates, group=group, phrases=phrases))
    return next(tile for tile in found if tile.has_harms and tile.numbers)


def numbers_with_window(*estimates: Estimate, group: str = "Harms", phrases: OutcomePhrases | None = None) -> Numbers:
    """A study with some estimates and an outcome that times those of a group."""
    numbers = numbers_of(*estimates)
    timing = Outcome(id="timing", label="Timing of most", group=group, role="description", phrases=phrases)
    known = numbers.evidence.vocabulary
    vocabulary = known.model_copy(update={"outcomes": (*known.outcomes, timing)})
    return Numbers(replace(numbers.evidence, vocabulary=vocabulary), numbers.study)


def test_the_window_of_its_outcomes_stands_below_a_tile_as_a_sentence() -> None:
    phrases = OutcomePhrases(noun="adverse events", had="were reported mostly in the")
    tile = tile_of(RASH, WINDOW, phrases=phrases)
    assert to_line(tile.note) == "Adverse events were reported mostly in the first two weeks."
    assert [getattr(span, "id", "") for span in tile.note] == ["", "early", ""]


def test_without_words_for_it_the_label_of_the_window_leads() -> None:
    assert to_line(tile_of(RASH, WINDOW).note) == "Timing of most: first two weeks."


def test_the_card_for_patients_says_it_in_plain_words() -> None:
    plain = Phrases(noun="harms", had="came mostly in the")
    phrases = OutcomePhrases(noun="adverse events", had="were reported mostly in the", plain=plain)
    numbers = numbers_with_window(RASH, WINDOW, phrases=phrases)
    part = CardPart(title="Harms", of=("rash",), note="Do not add the numbers.")
    card = outcome_card(Writer(of_narrative(numbers, card=(part,)), "html"))
    [note] = [line for line in card.splitlines() if line.startswith("Harms came")]
    assert "mostly in the [first two weeks]" in note
    assert note.endswith("Do not add the numbers\\.")


@pytest.mark.parametrize(("estimates", "group"), [((RASH,), "Harms"), ((RASH, WINDOW), "Response")])
def test_a_tile_says_no_time_that_is_not_of_its_outcomes(estimates: tuple[Estimate, ...], group: str) -> None:
    assert tile_of(*estimates, group=group).note == ()
