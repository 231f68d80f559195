"""Data from strangers, and slips that look sound: each is refused, found, or rendered inert."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands import run_command
from tests.release_copies import pages
from vexas_evidence.analysis.checks.run import run_checks
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.load.folder import load
from vexas_evidence.present.tables import findings
from vexas_evidence.publish.site.markdown import raw_html
from vexas_evidence.sources import read_document
from vexas_evidence.system.problems import BadInput
from vexas_evidence.text.numerals import first_numeral
from vexas_evidence.text.printed import parse

HOME = "studies/marsh-fever-2030"
Spoil = Callable[[str, str, str], Path]


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("estimates.yml", "7.5%", "5–90%", "what the measure 'proportion' prints"),
        ("estimates.yml", 'token: 1, printed: "40"', "token: 1, printed: 12 months", "what the measure 'count' prints"),
        ("estimates.yml", "measure: count", "measure: count\n    unit: years", "a unit beside the measure 'count'"),
        ("estimates.yml", 'token: 1, printed: "40"', 'token: 1, to: 102, printed: "40"', "a token more than 100 after"),
        (
            "narrative.yml",
            "of: [rash], denominator: included",
            "of: [rash, rash], denominator: included",
            "count-at takes 1 inputs, not 2",
        ),
        ("narrative.yml", "of: [rash], denominator: included", "of: [rash]", "count-at takes a denominator"),
        ("narrative.yml", "Of all {included.full}", "Of all {{included.full}}", "a stray brace in 'Of all {'"),
        ("narrative.yml", "Of all {included.full}", "Of all {included", "a stray brace"),
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
            "prints no count that could give the denominator",
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
    found = [str(each) for each in run_checks(load(spoiled(f"{HOME}/{file}", old, new))).discrepancies]
    assert any(said in each for each in found), found


def test_a_bound_has_no_count_and_no_interval(spoiled: Spoil) -> None:
    folder = spoiled(f"{HOME}/estimates.yml", "7.5%", "<5%")
    folder = spoiled(f"{HOME}/estimates.yml", "population: unknown", "population: everyone")
    evidence = load(folder)
    numbers = Numbers(evidence, evidence.study)
    rash = numbers.study.estimates["rash"]
    assert numbers.count(rash) is None
    assert numbers.interval(rash) is None


@pytest.mark.parametrize("count", ["88000000", "999999999999"])
def test_a_count_no_study_has_does_not_hang(count: str, spoiled: Spoil) -> None:
    folder = spoiled(f"{HOME}/estimates.yml", 'printed: "40"', f'printed: "{count}"')
    assert run_checks(load(folder)).discrepancies


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
    assert first_numeral(text) is not None


@pytest.mark.parametrize("text", ["one group", "not zero", "another", "someone", "often", "weight"])
def test_a_word_that_states_no_number_is_none(text: str) -> None:
    assert first_numeral(text) is None


def test_a_label_holds_no_number(spoiled: Spoil) -> None:
    folder = spoiled("vocabulary.yml", "label: Rash,", "label: Rash in 73 of 88,")
    assert any("numeral '73'" in str(each) for each in run_checks(load(folder)).discrepancies)


def test_a_formula_is_no_formula_in_a_csv(spoiled: Spoil) -> None:
    folder = spoiled("vocabulary.yml", "label: Rash,", 'label: "=cmd|calc",')
    evidence = load(folder)
    assert "'=cmd|calc" in findings.table_safety(Numbers(evidence, evidence.study)).as_csv("1.0.0")


def test_markup_in_a_label_is_shown_and_not_obeyed(spoiled: Spoil, tmp_path: Path) -> None:
    label = 'label: "[/bold] $$ {{< var x >}} ``` <script>alert</script>",'
    with pytest.raises(BadInput, match="a brace in"):
        load(spoiled("vocabulary.yml", "label: Rash,", label))
    folder = spoiled("vocabulary.yml", "{{< var x >}} ", "")
    pages(tmp_path, only=("safety", "provenance"))
    done = run_command("render", "--engine", "embedded", "--data", str(folder), folder=tmp_path)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "_site" / "report" / "safety.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert "[/bold]" in run_command("table", "safety", "--data", str(folder)).stdout


def test_a_fence_in_raw_html_does_not_end_it() -> None:
    assert raw_html("a\n```\nb").count("```") == 2


def test_a_folder_that_cannot_be_written_gets_a_message(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    done = run_command("schema", "--write", str(tmp_path / "file" / "x"))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("texts/a\u202ecod.txt", r"example/texts/a\u202ecod.txt: control character U+202E in its name"),
        ("sources/a\x1b[2J.yml", r"example/sources/a\x1b[2J.yml: control character U+001B in its name"),
        ("studies/a\nb", r"example/studies/a\nb: control character U+000A in its name"),
        ("sources/a\udcff.yml", r"example/sources/a\udcff.yml: control character U+DCFF in its name"),
    ],
)
def test_a_file_whose_name_hides_others_is_refused(name: str, told: str, spoiled: Spoil) -> None:
    folder = spoiled("glossary.yml", "An invented illness.", "An illness.")
    (folder / name).mkdir()
    with pytest.raises(BadInput) as error:
        load(folder)
    assert str(error.value) == f"{told}: a name of printable characters: rename it"


def test_a_link_in_a_data_folder_is_refused(spoiled: Spoil, tmp_path: Path) -> None:
    folder = spoiled("glossary.yml", "An invented illness.", "An illness.")
    (tmp_path / "secret.yml").write_text("terms: []\n", encoding="utf-8")
    (folder / "glossary.yml").unlink()
    (folder / "glossary.yml").symlink_to(tmp_path / "secret.yml")
    (folder / "studies" / "other").symlink_to("/")
    with pytest.raises(BadInput) as error:
        load(folder)
    assert str(error.value).splitlines() == [
        "example/glossary.yml: a symbolic link: files of the data folder itself: put the file in its place",
        "example/studies/other: a symbolic link: files of the data folder itself: put the file in its place",
    ]


def test_a_path_out_of_the_data_folder_is_refused(changed: Callable[[str, list[tuple[str, str]]], Path]) -> None:
    folder = changed("reconciliation.yml", [("extraction: extraction-b.csv", "extraction: ../../../secret.csv")])
    with pytest.raises(BadInput, match=r"'\.\./\.\./\.\./secret\.csv' is not of its form"):
        load(folder)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("glossary.yml", "a: "),
        ("waivers.yml", "["),
        ("sources/marsh-letter.yml", "- "),
        ("what-nothing-loads.csv", "a"),
    ],
)
def test_a_file_of_a_hundred_million_bytes_is_refused_unread(name: str, text: str, spoiled: Spoil) -> None:
    folder = spoiled("glossary.yml", "An invented illness.", "An illness.")
    with (folder / name).open("w", encoding="utf-8") as opened:
        opened.write(text)
        opened.truncate(100_000_000)  # a hole, which costs no disk
    with pytest.raises(BadInput, match=f"{name}: file too large: at most 10000000 bytes"):
        load(folder)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[{", "[a, "])
def test_a_file_nested_a_hundred_thousand_deep_is_refused(opening: str, spoiled: Spoil) -> None:
    folder = spoiled("glossary.yml", "An invented illness.", "An illness.")
    (folder / "glossary.yml").write_text(opening * 100_000, encoding="utf-8")
    with pytest.raises(BadInput, match=r"glossary\.yml:1: (nested too deeply|a mapping as a key|a list as a key)"):
        load(folder)


def test_a_file_that_grows_by_aliases_is_refused(spoiled: Spoil) -> None:
    folder = spoiled("glossary.yml", "An invented illness.", "An illness.")
    bomb = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    (folder / "glossary.yml").write_text(bomb, encoding="utf-8")
    with pytest.raises(BadInput, match=r"glossary\.yml:1: anchor, alias or tag"):
        load(folder)


def test_a_tag_makes_no_object(spoiled: Spoil, tmp_path: Path) -> None:
    call = f'!!python/object/apply:os.system ["touch {tmp_path}/hurt"]'
    with pytest.raises(BadInput, match="anchor, alias or tag"):
        load(spoiled("glossary.yml", "An invented illness.", call))
    assert not (tmp_path / "hurt").exists()


def test_a_comment_that_turns_the_direction_is_refused(spoiled: Spoil) -> None:
    with pytest.raises(BadInput, match=r"control character U\+202E"):
        load(spoiled("glossary.yml", "terms:", "terms:  # \u202e"))


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\x00", "\x1b"])
def test_a_table_with_a_control_character_is_refused(
    sign: str, changed: Callable[[str, list[tuple[str, str]]], Path]
) -> None:
    folder = changed("extraction-b.csv", [("Safety Profile", f"Safety{sign} Profile")])
    with pytest.raises(BadInput, match=rf"control character U\+{ord(sign):04X}"):
        load(folder)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.txt", "In 5 \u202epatients.", "a.txt: control character U+202E in line 1"),
        ("a.html", "<p>In 5 &#8238;patients.</p>", "a.html: control character U+202E in the page"),
        ("a.txt", "In 5\x00 patients.", "a.txt:1: a NUL character"),
        ("a.html", "<p>In 5\x00 patients.</p>", "a.html:1: a NUL character"),
    ],
)
def test_a_source_with_a_character_that_hides_others_is_refused(
    name: str, text: str, told: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as error:
        read_document(tmp_path / name)
    assert str(error.value).startswith(told)


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.pdf", "a.yml"])
def test_a_source_of_a_hundred_million_bytes_is_refused(name: str, tmp_path: Path) -> None:
    with (tmp_path / name).open("wb") as opened:
        opened.truncate(100_000_000)
    with pytest.raises(BadInput, match="file too large"):
        read_document(tmp_path / name, "a")


@pytest.mark.parametrize("text", ["9" * 16, "9" * 5_000, "0." + "9" * 5_000, "9,999,999,999,999,999%"])
def test_a_number_too_long_to_reckon_with_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="is not a printed number"):
        parse(text)
