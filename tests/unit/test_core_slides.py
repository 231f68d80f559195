"""The core of the slides, which follows from the data of any study, and the texts that stand in its places."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests import DATA, EXAMPLE, TRIAL, long_study
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.load.folder import load
from vexas_evidence.model import Evidence
from vexas_evidence.present.figures.chart import SLIDE, SLIDE_HEIGHT, fill_slide
from vexas_evidence.present.figures.dots import plot_few
from vexas_evidence.present.figures.picture import Frame, PictureBlock
from vexas_evidence.present.figures.proportions import rows_on_slides
from vexas_evidence.present.records import title_of
from vexas_evidence.present.spans import to_text
from vexas_evidence.present.tables.reported import foremost
from vexas_evidence.present.tiles import few_counted, tiles
from vexas_evidence.publish.site.markdown import Writer
from vexas_evidence.publish.site.slides import _pages, deck
from vexas_evidence.publish.site.summary.journal_core import questions


@pytest.fixture(scope="module")
def studies() -> Evidence:
    return load(DATA)


def numbers_of(studies: Evidence, name: str) -> Numbers:
    return Numbers(studies, studies.studies[name])


def test_a_study_without_texts_has_the_core_in_order() -> None:
    example = load(EXAMPLE)
    assert [slide.id for slide in deck(Numbers(example, example.study))] == [
        "who",
        "outcomes",
        "harms",
        "not-stated",
        "limits",
        "discussion",
        "take-away",
    ]


def test_texts_stand_in_the_places_of_the_core(numbers: Numbers) -> None:
    assert numbers.study.journal is not None
    assert deck(numbers) == numbers.study.journal.slides


@pytest.mark.parametrize("name", ["who", "harms", "limits"])
def test_what_the_texts_lack_of_the_core_stands_in_its_place(numbers: Numbers, name: str) -> None:
    club = numbers.study.journal
    assert club is not None
    rest = club.model_copy(update={"slides": tuple(slide for slide in club.slides if slide.id != name)})
    with_rest = Numbers(numbers.evidence, replace(numbers.study, journal=rest))
    names = [slide.id for slide in deck(with_rest)]
    assert sorted(names) == sorted(slide.id for slide in club.slides)
    assert names[names.index(name) + 1] == {"who": "background", "harms": "not-stated", "limits": "base"}[name]


def test_the_slides_of_a_study_without_texts_ask_what_its_handout_asks() -> None:
    trial = load(TRIAL)
    numbers = Numbers(trial, trial.study)
    [slide] = [slide for slide in deck(numbers) if slide.id == "discussion"]
    assert slide.points == tuple(question.text for question in questions(numbers))
    assert len(slide.points) > 1


def test_a_study_without_a_harm_says_that_none_is_stated(studies: Evidence) -> None:
    [slide] = [slide for slide in deck(numbers_of(studies, "hadjadj-2024")) if slide.id == "harms"]
    assert slide.title == "No harm is stated in the sources read, which is not zero"
    assert slide.points == ("The sources read give no figure of any harm; this does not mean that there was none",)


def test_what_a_design_cannot_show_follows_its_level(studies: Evidence) -> None:
    trial = load(TRIAL)
    known = (numbers_of(studies, "swiss-2025"), numbers_of(studies, "vitale-2025"), Numbers(trial, trial.study))
    assert [slide.title for slides in map(deck, known) for slide in slides if slide.id == "limits"] == [
        "Arms compared without randomization may differ in more than treatment",
        "Arms compared without randomization may differ in more than treatment",
        "Random allocation alone does not make a result certain",
    ]


def test_more_rows_than_three_slides_hold_are_those_that_the_question_rates_highest(tmp_path: Path) -> None:
    known = load(long_study.make(tmp_path))
    numbers = Numbers(known, known.study)
    shown = {row.estimate.outcome for row in rows_on_slides(numbers)}
    assert shown == {row.estimate.outcome for group in foremost(numbers) for row in group.lines}
    [slide] = [slide for slide in deck(numbers) if slide.id == "outcomes"]
    assert slide.title == "The main outcomes, with who was counted"
    few = plot_few(numbers)
    assert few is not None
    assert len(few.wide) == 3


def test_small_groups_are_drawn_two_on_a_slide(studies: Evidence) -> None:
    chart = plot_few(numbers_of(studies, "swiss-2025"))
    assert chart is not None
    assert len(chart.wide) == 2
    assert "4 of 4" in to_text(chart.description)
    assert chart.row is not None
    assert chart.row.height < chart.wide[0].height


def test_events_are_not_drawn_as_participants(studies: Evidence) -> None:
    known = numbers_of(studies, "vitale-2025")
    events = [each for each in known.study.estimates.values() if known.unit_of_analysis(each) == "event"]
    assert events != []
    assert [few_counted(known, each) for each in events] == [None] * len(events)
    assert plot_few(known) is None


def test_arms_compared_at_one_time_share_a_tile_however_many_they_are(studies: Evidence) -> None:
    assert [len(tile.numbers) for tile in tiles(numbers_of(studies, "hadjadj-2024"))] == [4, 2]


def test_points_without_room_on_a_slide_stand_on_a_further_one(numbers: Numbers) -> None:
    lengths = [len(page) for page in _pages(["a point"] * 8, Writer(numbers, "pptx"))]
    assert lengths == [7, 1]


def block(height: float) -> PictureBlock:
    return PictureBlock(SLIDE.width, height, ())


def test_a_figure_with_few_rows_fills_its_slide_with_larger_text() -> None:
    def draw(frame: Frame) -> tuple[PictureBlock, ...]:
        return (block(17 * frame.size),)

    assert [each.height for each in fill_slide(draw)] == [17 * 22]


def test_a_figure_takes_no_further_slide_for_larger_text() -> None:
    def draw(frame: Frame) -> tuple[PictureBlock, ...]:
        return (block(SLIDE_HEIGHT),) * (1 if frame.size == SLIDE.size else 2)

    assert fill_slide(draw) == (block(SLIDE_HEIGHT),)


def test_a_title_does_not_name_a_time_twice(numbers: Numbers) -> None:
    relapsed = numbers.study.estimates["relapsed-after-stopping"]
    assert to_text(title_of(numbers, relapsed)) == "Relapse after stopping (time zero not defined)"


def test_what_is_not_stated_about_the_study_stands_with_its_design_alone(
    numbers: Numbers,
) -> None:
    numbers = Numbers(numbers.evidence, replace(numbers.study, journal=None))
    facts = [each.outcome.label for each in numbers.not_stated if each.table == "study"]
    slides = {slide.id: " ".join(slide.points) for slide in deck(numbers)}
    assert facts
    assert all(fact in slides["who"] for fact in facts)
    assert not any(fact in slides["not-stated"] for fact in facts)
