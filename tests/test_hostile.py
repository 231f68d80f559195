"""Data from strangers, and slips that look sound: each is refused, found, or rendered inert."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import run_command
from vexas_evidence import floats, frames
from vexas_evidence.check import check
from vexas_evidence.load import load
from vexas_evidence.numbers import Numbers
from vexas_evidence.printed import has_numeral
from vexas_evidence.problems import BadInput

HOME = "studies/marsh-fever-2030"
Spoil = Callable[[str, str, str], Path]


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("estimates.yml", "7.5%", "5–90%", "what the measure 'proportion' prints"),
        ("estimates.yml", 'token: 1, printed: "40"', "token: 1, printed: 12 months", "what the measure 'count' prints"),
        ("estimates.yml", "measure: count", "measure: count\n    unit: years", "a unit beside the measure 'count'"),
        (
            "narrative.yml",
            "of: [rash], base: included",
            "of: [rash, rash], base: included",
            "count-at takes 1 inputs, not 2",
        ),
        ("narrative.yml", "of: [rash], base: included", "of: [rash]", "count-at takes a base"),
        ("narrative.yml", "Of all {included}", "Of all {{included}}", "a stray brace in 'Of all {'"),
        ("narrative.yml", "Of all {included}", "Of all {included", "a stray brace"),
        ("study.yml", "title: Willow bark", 'title: "Willow\\nbark', "control character U+000A"),
        ("study.yml", "title: Willow bark for marsh fever", 'title: "\\u202ewillow"', "control character U+202E"),
        ("study.yml", "title: Willow bark for marsh fever", 'title: "plac\\e[Kebo"', "control character U+001B"),
        ("study.yml", "title: Willow bark", "title: Willow {bark}", "a brace in"),
    ],
)
def test_wrong_data_is_refused(file: str, old: str, new: str, said: str, spoiled: Spoil) -> None:
    with pytest.raises(BadInput) as error:
        load(spoiled(f"{HOME}/{file}", old, new))
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            '{word: most, meaning: more than half, above: "50%"}',
            '{word: most, meaning: more than half, above: ">50%"}',
            "a percentage such as 50%",
        ),
        ("names: [H2O]", "names: [two]", "a name with a letter and a digit"),
        ("at {duration}", "at {foo}", "a label holds {duration} exactly when a duration is given"),
        ("label: time not stated", "label: at 3 weeks", "numeral '3' typed into the label"),
    ],
)
def test_a_wrong_vocabulary_is_refused(old: str, new: str, said: str, spoiled: Spoil) -> None:
    with pytest.raises(BadInput) as error:
        load(spoiled("vocabulary.yml", old, new))
    assert said in str(error.value)


def test_a_glossary_holds_no_reference(spoiled: Spoil) -> None:
    with pytest.raises(BadInput, match="a brace in"):
        load(spoiled("glossary.yml", "An invented illness.", '"{rash}"'))


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "estimates.yml",
            "population: unknown",
            "population: everyone",
            "no source prints included in the sentence of rash",
        ),
        ("estimates.yml", 'token: 1, printed: "40"', 'token: 1, printed: "0"', "participants with the outcome of 0"),
        (
            "study.yml",
            "reported, estimate: included",
            "reported, estimate: rash",
            "prints no count that could give the base",
        ),
        ("estimates.yml", "{outcome: deaths", "{outcome: rash", "rash is listed as not stated, but rash states it"),
        (
            "estimates.yml",
            "token: 1, when: 2, printed: 30 of 40",
            "token: 1, when: 2, printed: 30 of 44",
            "'30 of 44' in marsh-letter",
        ),
        (
            "estimates.yml",
            '    measure: proportion\n    readings:\n      - {source: marsh-bulletin, section: Story, paragraph: "3"',
            '    measure: wording\n    readings:\n      - {source: marsh-bulletin, section: Story, paragraph: "3"',
            "holds the numeral '7.5%'",
        ),
    ],
)
def test_a_slip_that_looks_sound_is_found(file: str, old: str, new: str, said: str, spoiled: Spoil) -> None:
    found = [str(each) for each in check(load(spoiled(f"{HOME}/{file}", old, new))).discrepancies]
    assert any(said in each for each in found), found


def test_a_bound_has_no_count_and_no_interval(spoiled: Spoil) -> None:
    folder = spoiled(f"{HOME}/estimates.yml", "7.5%", "<5%")
    folder = spoiled(f"{HOME}/estimates.yml", "population: unknown", "population: everyone")
    evidence = load(folder)
    numbers = Numbers(evidence, evidence.study)
    rash = numbers.study.estimates["rash"]
    assert numbers.count(rash) is None
    assert numbers.interval(rash) is None


def test_a_count_no_study_has_does_not_hang(spoiled: Spoil) -> None:
    folder = spoiled(f"{HOME}/estimates.yml", 'printed: "40"', 'printed: "88000000"')
    assert check(load(folder)).discrepancies


@pytest.mark.parametrize("character", ["⊕", "א"])
def test_a_character_without_a_glyph_is_named_with_its_line(character: str, spoiled: Spoil) -> None:
    folder = spoiled(f"{HOME}/study.yml", "title: Willow bark", f"title: Willow {character} bark")
    with pytest.raises(BadInput) as error:
        load(folder)
    [problem] = error.value.problems
    assert problem.place.line
    assert f"the character {character!r} (U+{ord(character):04X}" in problem.wrong


@pytest.mark.parametrize("character", ["≥", "–", "α", "é"])
def test_a_character_with_a_glyph_may_stand(character: str, spoiled: Spoil) -> None:
    load(spoiled(f"{HOME}/study.yml", "title: Willow bark", f"title: Willow {character} bark"))


@pytest.mark.parametrize(
    "text",
    [
        "½ of them",
        "Ⅳ",
        "10²",
        "①",
        "٤١",
        "ninety",
        "a hundred",
        "a dozen",
        "twice",
        "tenfold",
        "a quarter",
        "t\u00adwo",
    ],
)
def test_a_numeral_in_any_dress_is_a_numeral(text: str) -> None:
    assert has_numeral(text) is not None


@pytest.mark.parametrize("text", ["one group", "not zero", "another", "someone", "often", "weight"])
def test_a_word_that_states_no_number_is_none(text: str) -> None:
    assert has_numeral(text) is None


def test_a_label_holds_no_number(spoiled: Spoil) -> None:
    folder = spoiled("vocabulary.yml", "label: Rash,", "label: Rash in 73 of 88,")
    assert any("numeral '73'" in str(each) for each in check(load(folder)).discrepancies)


def test_a_formula_is_no_formula_in_a_csv(spoiled: Spoil) -> None:
    folder = spoiled("vocabulary.yml", "label: Rash,", 'label: "=cmd|calc",')
    evidence = load(folder)
    assert "'=cmd|calc" in frames.safety(Numbers(evidence, evidence.study)).as_csv()


def test_markup_in_a_label_is_shown_and_not_obeyed(spoiled: Spoil, tmp_path: Path) -> None:
    label = 'label: "[/bold] $$ {{< var x >}} ``` <script>alert</script>",'
    with pytest.raises(BadInput, match="a brace in"):
        load(spoiled("vocabulary.yml", "label: Rash,", label))
    folder = spoiled("vocabulary.yml", "{{< var x >}} ", "")
    done = run_command("render", "--engine", "embedded", "--data", str(folder), "--output", str(tmp_path / "site"))
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "site" / "report" / "safety.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert "[/bold]" in run_command("table", "safety", "--data", str(folder)).stdout


def test_a_fence_in_raw_html_does_not_end_it() -> None:
    assert floats.raw_html("a\n```\nb").count("```") == 2


def test_a_folder_that_cannot_be_written_gets_a_message(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    done = run_command("schema", "--write", str(tmp_path / "file" / "x"))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
