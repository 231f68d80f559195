"""The slides: one message each, whom it is about in the notes, and every numeral of the finished file in its place."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pptx
import pytest

from tests import VERSION
from tests.drawn_texts import smallest
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.present.figures import charts
from vexas_evidence.present.figures.chart import on_slide
from vexas_evidence.present.spans import to_bare, to_text
from vexas_evidence.publish.coverage import manifest
from vexas_evidence.publish.coverage.finished_file import audit
from vexas_evidence.publish.coverage.manifest import MANIFEST, Manifest

NAME = "report/slides.pptx"


@pytest.fixture(scope="module")
def known(site: Path) -> Manifest:
    return manifest.read(site / MANIFEST)


@pytest.fixture(scope="module")
def deck(site: Path) -> list[Any]:
    return list(pptx.Presentation(str(site / NAME)).slides)


def words_of(slide: Any) -> str:
    told = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    return " ".join(told.split())


def notes_of(slide: Any) -> str:
    return " ".join(slide.notes_slide.notes_text_frame.text.split())


def slide_of(deck: list[Any], numbers: Numbers, id: str) -> Any:
    assert numbers.study.journal is not None
    [number] = [number for number, slide in enumerate(numbers.study.journal.slides, 1) if slide.id == id]
    return deck[number]


def test_there_are_at_most_twelve_slides(deck: list[Any], numbers: Numbers) -> None:
    assert numbers.study.journal is not None
    assert len(deck) == 1 + len(numbers.study.journal.slides) <= 12


def test_the_title_of_a_slide_is_the_message_of_the_data(deck: list[Any], numbers: Numbers) -> None:
    assert numbers.study.journal is not None
    told = [to_text(numbers.spans(slide.title)) for slide in numbers.study.journal.slides]
    shown = [re.sub(r"(?<=\d)[di]\b", "", slide.shapes.title.text) for slide in deck[1:]]
    assert shown == told


def test_the_first_slide_and_the_notes_of_each_other_say_of_which_tier_the_sources_are(deck: list[Any]) -> None:
    told = [words_of(deck[0]), *map(notes_of, deck[1:])]
    assert [
        n for n, text in enumerate(told, 1) if "From secondary sources; the article was not read." not in text
    ] == []


def test_the_notes_of_every_slide_say_whom_it_is_about(deck: list[Any], numbers: Numbers) -> None:
    assert numbers.study.journal is not None
    for slide, about in zip(deck[1:], numbers.study.journal.slides, strict=True):
        whom = to_text(to_bare(numbers.spans(about.whom)))
        assert re.match(r"(Counted:|Denominators?\b|The denominator\b|About\b)", whom), about.id
        assert f" {whom} From secondary sources" in notes_of(slide), about.id


def test_whom_a_number_is_out_of_is_in_the_notes_and_takes_no_line_of_the_slide(deck: list[Any]) -> None:
    assert [n for n, slide in enumerate(deck[1:], 2) if re.search(r"Counted:|secondary sources", words_of(slide))] == []


def test_every_slide_has_notes(deck: list[Any]) -> None:
    assert [slide.notes_slide.notes_text_frame.text != "" for slide in deck[1:]] == [True] * (len(deck) - 1)


def test_the_slide_of_what_the_study_cannot_show_is_no_medical_advice(deck: list[Any], numbers: Numbers) -> None:
    told = words_of(slide_of(deck, numbers, "limits"))
    assert "Not medical advice: do not start, stop or change treatment" in told


def test_every_slide_says_in_its_foot_that_it_is_no_medical_advice(deck: list[Any]) -> None:
    assert [n for n, slide in enumerate(deck, 1) if not re.search(r"Not medical advice\. \S+$", words_of(slide))] == []


def test_the_last_slide_is_left_to_the_room(deck: list[Any]) -> None:
    assert words_of(deck[-1]).startswith("Take-away, in one sentence of your own … VEXAS Evidence")


def test_the_outcome_plot_is_the_third_or_fourth_slide(deck: list[Any], numbers: Numbers) -> None:
    assert slide_of(deck, numbers, "outcomes") in deck[2:4]


def test_ruled_out_numbers_are_marked_on_their_slide(deck: list[Any]) -> None:
    [slide] = [slide for slide in deck if "47 of 88" in words_of(slide)]
    assert "Ruled out: shown only to say why it cannot be." in words_of(slide)


def pictures_of(site: Path) -> list[Any]:
    made = pptx.Presentation(str(site / NAME))
    return [shape for slide in made.slides for shape in slide.shapes if shape.shape_type == 13]


def test_figures_have_the_width_of_the_slide(site: Path) -> None:
    pictures = pictures_of(site)
    assert len(pictures) == 2
    assert [picture.width / pptx.Presentation(str(site / NAME)).slide_width > 0.89 for picture in pictures] == [
        True
    ] * 2


def test_text_within_figures_is_large_enough_for_a_room(site: Path, numbers: Numbers) -> None:
    drawn = [block for name in ("proportions", "flow") for block in charts(numbers)[name].wide]
    for picture, block in zip(pictures_of(site), drawn, strict=True):
        assert smallest(block) * picture.width.pt / on_slide(block).width >= 17.95


def points_of(shape: Any, slide: Any) -> int:
    """The size of the text of a placeholder in hundredths of a point: its layout's, else the master's."""
    [place] = [
        each for each in slide.slide_layout.placeholders if each.placeholder_format.idx == shape.placeholder_format.idx
    ]
    kind = "title" if shape == slide.shapes.title else "body"
    master = slide.slide_layout.slide_master._element.xpath(f"p:txStyles/p:{kind}Style/a:lvl1pPr/a:defRPr/@sz")
    return int((place._element.xpath(".//a:lstStyle/a:lvl1pPr/a:defRPr/@sz") or master)[0])


def test_text_is_large_enough_for_a_room(deck: list[Any]) -> None:
    feet = ("FOOTER", "SLIDE_NUMBER")
    for slide in deck:
        for shape in [each for each in slide.placeholders if each.placeholder_format.type.name not in feet]:
            assert points_of(shape, slide) >= 1800, (slide.shapes.title.text, shape.name)
            assert shape._element.xpath(".//a:rPr/@sz | .//a:normAutofit/@fontScale") == [], shape.name
            assert {each.level for each in shape.text_frame.paragraphs} == {0}, shape.name


def test_the_first_slide_names_the_study_its_publication_and_the_version(deck: list[Any]) -> None:
    told = words_of(deck[0])
    assert "Azacitidine for VEXAS syndrome in the FRENVEX cohort" in told
    assert "Blood. 2025 Sep 18" in told
    assert f"Evidence version {VERSION}, 30 November 2026." in told


def test_notes_have_no_raised_letters(deck: list[Any]) -> None:
    assert any("the other 3 no relapse" in slide.notes_slide.notes_text_frame.text for slide in deck[1:])


def test_the_slide_before_the_last_asks_questions_of_the_handout(deck: list[Any], numbers: Numbers) -> None:
    assert numbers.study.journal is not None
    asked = [to_text(numbers.spans(question.text)) for question in numbers.study.journal.questions]
    assert sum(question in words_of(deck[-2]) for question in asked) == 3


def test_coverage_leaves_nothing_over(site: Path, known: Manifest) -> None:
    done = audit(site / NAME, NAME, known)
    assert done.discrepancies == ()
    assert {"estimate", "derived", "inferred", "timepoint", "ruled-out", "version"} <= done.totals.keys()


@pytest.fixture
def spoiled(site: Path, known: Manifest, tmp_path: Path) -> Callable[[str, str, str], list[tuple[str, str]]]:
    """Return a function that edits one part of the slides and says what the audit finds."""

    def spoil(part: str, old: str, new: str) -> list[tuple[str, str]]:
        path = tmp_path / "slides.pptx"
        with zipfile.ZipFile(site / NAME) as made, zipfile.ZipFile(path, "w") as kept:
            for name in made.namelist():
                content = made.read(name)
                if name == part:
                    assert old.encode() in content
                    content = content.replace(old.encode(), new.encode(), 1)
                kept.writestr(name, content)
        return [(each.found, each.expected) for each in audit(path, NAME, known).discrepancies]

    return spoil


Spoil = Callable[[str, str, str], list[tuple[str, str]]]


def test_a_changed_digit_in_the_line_of_whom_is_told(spoiled: Spoil) -> None:
    [(found, expected)] = spoiled("ppt/notesSlides/notesSlide7.xml", "Counted: 82", "Counted: 88")
    assert ("[88" in found, "[82" in expected) == (True, True)


def test_a_changed_digit_in_a_point_is_told(spoiled: Spoil) -> None:
    found = spoiled("ppt/slides/slide8.xml", "in 61% of patients", "in 67% of patients")
    assert found[0][0] == "“(length not stated) in [67%] of patients (50 of”"


def test_a_changed_digit_in_the_notes_is_told(spoiled: Spoil) -> None:
    found = spoiled("ppt/notesSlides/notesSlide4.xml", "of 3.1 years", "of 3.7 years")
    assert [("[3.7" in each, "[3.1" in expected) for each, expected in found] == [(True, True)]


def test_a_changed_digit_in_an_alternative_text_is_told(spoiled: Spoil) -> None:
    [(found, expected)] = spoiled("ppt/slides/slide4.xml", ": 41%", ": 47%")
    assert ("[47%,]" in found, "[41%,]" in expected) == (True, True)


def test_a_changed_version_in_a_footer_is_told(spoiled: Spoil) -> None:
    [(found, _)] = spoiled("ppt/slides/slide2.xml", f"version {VERSION}", "version 0.2.0")
    assert found == "“VEXAS Evidence, version [0.2.0.] Not medical advice.”"


def test_another_title_of_the_deck_is_told(spoiled: Spoil) -> None:
    found = spoiled("ppt/slides/slide1.xml", f"Journal club slides {VERSION}", "Journal club of 40")
    assert [each for each, _ in found] == ["“Journal club [of 40:] FRENVEX azacitidine”"]


def test_a_numeral_that_was_put_in_is_told(spoiled: Spoil) -> None:
    [(found, expected)] = spoiled("ppt/slides/slide10.xml", "There is no comparator", "There is 1 comparator")
    assert (found, expected) == (
        "“There is [1] comparator; concomitant steroids, selection,”",
        "“There is [no] comparator; concomitant steroids, selection,”",
    )


def test_an_exchanged_picture_is_told(spoiled: Spoil) -> None:
    told = spoiled("ppt/media/image1.png", "IEND", "IENX")
    assert "drawn, linked or styled otherwise: another ppt/media/image1.png" in [found for found, _ in told]


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("ppt/slides/slide3.xml", "<p:sld ", '<p:sld show="0" '),
        ("ppt/slides/slide3.xml", "</p:spTree>", "<p:sp/></p:spTree>"),
        ("ppt/notesMasters/notesMaster1.xml", "<a:t>", "<a:t>63% died "),
        ("ppt/slideLayouts/slideLayout1.xml", "</p:spTree>", "<p:sp/></p:spTree>"),
    ],
)
def test_what_is_hidden_or_drawn_beside_the_words_is_told(spoiled: Spoil, part: str, old: str, new: str) -> None:
    assert spoiled(part, old, new)


def test_a_file_that_is_no_presentation_is_told(tmp_path: Path, known: Manifest) -> None:
    from vexas_evidence.system.problems import BadInput

    path = tmp_path / "slides.pptx"
    path.write_bytes(b"no zip")
    with pytest.raises(BadInput, match="cannot be read"):
        audit(path, NAME, known)
