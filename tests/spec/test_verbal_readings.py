from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests import DATA, EXAMPLE
from vexas_evidence.analysis.anchors import verify_source_text
from vexas_evidence.analysis.verbal_readings import WordsPlace
from vexas_evidence.analysis.verification import verify_evidence
from vexas_evidence.load.folder import load
from vexas_evidence.model import Locator

STUDY = "studies/marsh-fever-2030"
TEXT = EXAMPLE / "texts" / "marsh-bulletin.txt"
Spoil = Callable[[str, str, str], Path]
Change = Callable[[str, list[tuple[str, str]]], Path]


def wording_fingerprint(words: str) -> str:
    """The fingerprint of words in the first sentence of the invented bulletin."""
    place = Locator(source="marsh-bulletin", section="Headline", paragraph="1", sentence=1)
    statement = load(EXAMPLE).ledgers["marsh-bulletin"].by_place["Headline", "1", 1]
    return WordsPlace(place, statement, words, needed=True).fingerprint


def worded(spoil: Spoil, words: str, recorded: str) -> Path:
    """Add an estimate that reads *words* in the first sentence of the invented bulletin, recorded as other words."""
    place = "source: marsh-bulletin, section: Headline, paragraph: '1', sentence: 1"
    estimate = (
        "estimates:\n  - id: helped\n    outcome: fever-free\n    population: unknown\n    timepoint: time-not-stated\n"
        "    measure: wording\n    readings:\n"
        f"      - {{{place}, printed: {words}, fingerprint: {wording_fingerprint(recorded)}}}"
    )
    return spoil(f"{STUDY}/estimates.yml", "estimates:", estimate)


def test_a_wording_that_was_changed_is_found_without_the_text(changed: Change) -> None:
    folder = changed("estimates.yml", [("suspensive rather than curative", "curative rather than suspensive")])
    assert [str(each).partition(": ")[2] for each in verify_evidence(load(folder)).discrepancies] == [
        "'curative rather than suspensive' is not what the "
        "fingerprint was taken of: the words that were read there: correct the words, or let verify --source "
        "ceremaia-uba1=FILE find them in the text [wordings]"
    ]


def test_a_wording_moved_to_another_sentence_is_found_without_the_text(changed: Change) -> None:
    moved = ('paragraph: "3", sentence: 1, printed: suspensive', 'paragraph: "1", sentence: 1, printed: suspensive')
    assert [each.check for each in verify_evidence(load(changed("estimates.yml", [moved]))).discrepancies] == [
        "wordings"
    ]


def test_a_wording_without_a_fingerprint_is_found(changed: Change) -> None:
    recorded = load(DATA).study.estimates["nature-of-effect"].readings[0].fingerprint
    folder = changed("estimates.yml", [(f", fingerprint: {recorded}", "")])
    assert [each.check for each in verify_evidence(load(folder)).discrepancies] == ["wordings"]


def test_a_wording_stands_in_the_text_of_its_sentence(spoiled: Spoil) -> None:
    folder = worded(spoiled, "Willow bark helped", "Willow bark helped")
    assert verify_source_text(load(folder), "marsh-bulletin", TEXT) == ()


def test_a_wording_that_the_sentence_does_not_hold_is_found_in_the_text(spoiled: Spoil) -> None:
    folder = worded(spoiled, "Willow bark harmed", "Willow bark harmed")
    assert [str(each) for each in verify_source_text(load(folder), "marsh-bulletin", TEXT)] == [
        f"example/{STUDY}/estimates.yml:9: 'Willow bark harmed' does not stand in Headline, paragraph 1: "
        "words of sentence 1: copy them from the source [wordings]"
    ]


def test_part_of_a_word_is_not_a_wording(spoiled: Spoil) -> None:
    folder = worded(spoiled, "low bark", "low bark")
    assert [each.check for each in verify_source_text(load(folder), "marsh-bulletin", TEXT)] == ["wordings"]


def test_the_text_gives_the_fingerprint_of_a_wording_that_it_holds(spoiled: Spoil) -> None:
    folder = worded(spoiled, "Willow bark helped", "other words")
    right = wording_fingerprint("Willow bark helped")
    assert [each.remedy for each in verify_source_text(load(folder), "marsh-bulletin", TEXT)] == [
        f"write fingerprint: {right}"
    ]
