from __future__ import annotations

import re
import tomllib

import pytest

from tests import ROOT
from vexas_evidence.text.numerals import Numeral, classed, first_numeral, numerals
from vexas_evidence.text.quantities import part

UNIT = ROOT / "tests" / "unit"
MARKED = (UNIT / "sentences_with_numbers.txt").read_text(encoding="utf-8").splitlines()
"""Sentences with their numerals in brackets."""
WITH_NUMBERS = [sentence.replace("[", "").replace("]", "") for sentence in MARKED]
WITHOUT_NUMBERS = (UNIT / "sentences_without_numbers.txt").read_text(encoding="utf-8").splitlines()
TRUE_SENTENCES = (UNIT / "true_sentences.txt").read_text(encoding="utf-8").splitlines()
"""Sentences about studies, written without knowledge of the rules, that state no number of people, events or time."""

TABLE = (ROOT / "vexas_evidence" / "text" / "quantities.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(set(re.findall("<<([^<>]+)>>", TABLE.partition("[parts]")[2]))))
def test_a_name_in_the_table_of_quantities_stands_for_a_pattern(name: str) -> None:
    re.compile(part(name))


def test_the_rules_of_quantities_need_sets_of_the_table() -> None:
    table = tomllib.loads(TABLE)
    fields = [(*rule.get("needs", ()), rule.get("then", ""), rule.get("follows", "")) for rule in table["rules"]]
    assert {name for each in fields for field in each for name in field.split(" + ") if name} <= table["needed"].keys()


def keys(text: str) -> list[str]:
    return [numeral.key for numeral in numerals(text)]


def counted(text: str) -> list[str]:
    """The numerals of a text that are no vague quantities, with one space for any white space."""
    return [" ".join(numeral.text.split()) for numeral in numerals(text) if not numeral.vague]


def marks(sentence: str) -> list[str]:
    return re.findall(r"\[(.*?)\]", sentence)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("41% of patients", ["41%"]),
        ("61 % of 88", ["61%", "88"]),
        ("a fall of ≥25%, or < 2%", ["≥25%", "<2%"]),
        ("a bound at the end of a line: P < \n0.001, P <\n0.01", ["<0.001", "<0.01"]),
        ("range 0.4–5.6 years", ["0.4", "-5.6"]),
        ("on 2026-11-22", ["2026", "-11", "-22"]),
        ("146(12):1450-1461", ["146", "12", "1450", "-1461"]),
        ("0·4", ["0.4"]),
        ("UBA1 and E1", ["uba1", "e1"]),
        ("the first three cycles, twenty-two patients", ["three", "twenty-two"]),
        ("version 0.1.0.", ["0.1.0"]),
        ("minus -3", ["-3"]),
        ("p>0.05", [">0.05"]),
        ("<b>x</b> 7.5%", ["7.5%"]),
        ("twice, or ½", ["twice", "½"]),
        ("六十三", ["六", "十", "三"]),
        ("㊿, ❻ or 💯", ["㊿", "❻", "💯"]),
        ("⩽ 2%, ≪2% or ＜2%", ["⩽2%", "≪2%", "＜2%"]),
        ("− 61%", ["-61%"]),
        ("50%–60%", ["50%", "-60%"]),
        ("a ratio of 1:20", ["1", ":20"]),
        ("_3_ and _4_5_", ["3", "4", "5"]),
        ("￢3 and ➖3", ["￢3", "➖3"]),
        ("2.4_5", ["2.4", "5"]),
    ],
)
def test_a_numeral_keeps_all_that_carries_meaning(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "one may ask",
        "no comparator",
        "often",
        "someone",
        "tension",
        "not zero",
        "the first line",
        "a third line of treatment",
    ],
)
def test_words_that_state_no_quantity_are_no_numerals(text: str) -> None:
    assert keys(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "none died,",
        "half of",
        "a third",
        "one patient",
        "no patients",
        "zero deaths",
        "both patients",
        "grade IV",
        "LXI per cent",
    ],
)
def test_words_that_state_how_many_are_numerals(text: str) -> None:
    assert [kind for _, kind in classed(f"{text} of the patients", ())] == ["typed"]


@pytest.mark.parametrize(("sentence", "marked"), [*zip(WITH_NUMBERS, MARKED, strict=True)])
def test_a_sentence_that_counts_people_events_or_time_holds_its_numerals(sentence: str, marked: str) -> None:
    assert counted(sentence) == marks(marked)


@pytest.mark.parametrize(("sentence", "marked"), [*zip(WITH_NUMBERS, MARKED, strict=True)])
def test_a_numeral_may_be_written_over_the_end_of_a_line(sentence: str, marked: str) -> None:
    assert counted(sentence.replace(" ", "\n ")) == marks(marked)


@pytest.mark.parametrize("sentence", WITHOUT_NUMBERS)
def test_the_end_of_a_line_makes_no_numeral(sentence: str) -> None:
    assert keys(sentence.replace(" ", "\n ")) == []


@pytest.mark.parametrize("sentence", WITHOUT_NUMBERS)
def test_a_sentence_that_counts_documents_or_nothing_holds_no_numeral(sentence: str) -> None:
    assert list(classed(sentence, ())) == []


@pytest.mark.parametrize("sentence", TRUE_SENTENCES)
def test_a_true_sentence_without_a_number_holds_no_numeral(sentence: str) -> None:
    assert list(classed(sentence, ())) == []


def test_there_are_a_hundred_true_sentences() -> None:
    assert len(TRUE_SENTENCES) == 100


NAMED = {
    "Nobody relapsed.": "Nobody",
    "Nobody at all died.": "Nobody at all",
    "No one in the cohort died.": "No one",
    "None of them died.": "None of them",
    "Every patient responded.": "Every patient",
    "The clone was halved.": "halved",
    "An eighth of the patients relapsed.": "An eighth",
    "No serious infection occurred.": "No serious infection",
    "They were seen after one year.": "one year",
    "A year later they were well.": "A year",
    "Within the month they were well.": "Within the month",
    "Deaths: none.": "none",
    "Remission was seen in every case.": "every case",
    "Just the one died.": "one",
    "A pair of patients died.": "A pair",
    "The entire cohort responded.": "entire cohort",
    "Without exception they responded.": "Without exception",
    "XII patients died.": "XII",
    "IIII died.": "IIII",
    "Infections of grade III.": "grade III",
    "lOO% of patients died.": "lOO%",
    "μαʹ deaths.": "μαʹ",
    "O deaths.": "O",
    "t\u00adwo died.": "t\u00adwo",
    "Thrеe died.": "Thrеe",
    "Half of the patients died.": "Half of the patients",
    "All but one died.": "All but one",
    "Relapse was seen in half of them.": "half of them",
    "It lasted more than a year.": "a year",
    "Double the dose was given.": "Double",
    "They relapsed once.": "once",
}


@pytest.mark.parametrize("sentence", NAMED)
def test_a_numeral_in_words_is_the_words_that_count(sentence: str) -> None:
    assert [numeral.text for numeral in numerals(sentence)] == [NAMED[sentence]]


@pytest.mark.parametrize(
    "text", ["a single-arm study", "each number", "both sources", "no comparator", "one of the limits"]
)
def test_a_quantity_of_documents_or_of_the_design_is_no_numeral(text: str) -> None:
    assert keys(text) == []


VAGUE = (
    *("most", "many", "several", "few", "a few", "some", "a handful", "plenty", "a lot", "a number", "many of them"),
    *("hardly any", "hardly anyone", "hardly anybody", "scarcely any", "scarcely anyone", "scarcely anybody"),
    *("almost all", "almost everyone", "almost nobody", "almost no one", "nearly all", "nearly everyone"),
    "nearly nobody",
)


@pytest.mark.parametrize("size", ["vast ", "large ", "small ", "great ", ""])
@pytest.mark.parametrize("words", ["a {}majority", "the {}minority", "{}majority", "{}minority"])
def test_a_majority_and_a_minority_are_vague_quantities(words: str, size: str) -> None:
    text = words.format(size)
    assert [(numeral.text, numeral.vague) for numeral in numerals(f"{text} of the men")] == [(text, True)]


@pytest.mark.parametrize("words", ["most of {} patients", "many of {} deaths", "few of {} men", "all of {} men"])
@pytest.mark.parametrize("those", ["the", "these", "those", "our"])
def test_most_of_them_is_vague(words: str, those: str) -> None:
    text = words.format(those)
    assert [(numeral.text, numeral.vague) for numeral in numerals(f"{text}.")] == [(text, True)]


@pytest.mark.parametrize("words", [f"{words} died" for words in VAGUE])
def test_words_without_a_limit_are_vague_without_a_noun(words: str) -> None:
    assert [kind for _, kind in classed(words, ())] == ["vague quantity"]


def test_a_question_of_how_many_is_no_quantity() -> None:
    assert keys("how many patients died is not stated") == []


@pytest.mark.parametrize("text", ["two-year survival", "twenty-patient cohort", "two-thirds", "three-fold", "ten-odd"])
def test_a_number_before_a_hyphen_counts_what_follows(text: str) -> None:
    assert first_numeral(text) is not None


def test_numerals_of_hidden_words_come_in_order() -> None:
    assert keys("t\u00adwo of 4") == ["t\u00adwo", "4"]


@pytest.mark.parametrize(
    "text",
    [
        "nearly all",
        "almost all",
        "hardly any",
        "most patients",
        "a large majority",
        "all of the responders",
        "many cases",
    ],
)
def test_words_that_say_how_many_without_a_limit_are_vague_quantities(text: str) -> None:
    assert [kind for _, kind in classed(text, ())] == ["vague quantity"]


@pytest.mark.parametrize("text", ["None of the two patients", "None of the 12 patients"])
def test_a_number_within_a_quantity_is_part_of_it(text: str) -> None:
    assert [numeral.text for numeral in numerals(f"{text} died.")] == [text]


@pytest.mark.parametrize(
    "text", ["thrее", "twо", "twiсe", "ѕix", "sіx", "siх", "twentу", "hаlf of them", "a рair of men", "tһree", "nο men"]
)
def test_a_letter_that_looks_like_another_does_not_hide_a_word(text: str) -> None:
    assert first_numeral(text) is not None


def test_a_greek_letter_alone_poses_as_none() -> None:
    assert keys("the α chain, ο") == []


@pytest.mark.parametrize("text", ["𝐭𝐰𝐨", "ｔｗｏ", "Ⓣwo", "twο", "sıngle death"])
def test_letters_in_another_form_are_letters(text: str) -> None:
    assert [numeral.text for numeral in numerals(text)] == [text]


@pytest.mark.parametrize("text", ["𝟒𝟏", "４１", "٤١"])
def test_digits_of_other_scripts_are_digits(text: str) -> None:
    assert [numeral.text for numeral in numerals(f"in {text} men")] == [text]


@pytest.mark.parametrize(
    ("text", "expected"), [("50%t\u00adwo", ["50%", "t\u00adwo"]), ("t\u00adwo≥3", ["t\u00adwo", "≥3"])]
)
def test_a_numeral_right_beside_a_hidden_word_is_another(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


def test_a_numeral_that_is_a_name_is_of_it() -> None:
    assert [kind for _, kind in classed("type 3", ("3",))] == ["name"]


def test_the_first_numeral_is_no_vague_one() -> None:
    assert first_numeral("most patients of 88 and 50") == "88"


def test_a_text_without_a_numeral_has_no_first_one() -> None:
    assert first_numeral("most patients") is None


def test_a_numeral_has_its_place() -> None:
    assert [(numeral.start, numeral.end) for numeral in numerals("of t\u00adwo and 61%")] == [(3, 7), (12, 15)]


def test_the_numerals_of_a_text_with_hidden_signs_are_not_found_twice() -> None:
    assert keys("two\u00ad and 4") == ["two", "4"]


@pytest.mark.parametrize("text", ["−3", "+3", "-3", "±3", ">3", "≥ 3", "~3"])
def test_a_sign_or_bound_belongs_to_its_numeral(text: str) -> None:
    assert [numeral.text for numeral in numerals(f"by {text}")] == [text]


@pytest.mark.parametrize("text", ["x> 3", "a-3"])
def test_the_end_of_a_tag_or_a_hyphen_is_no_bound(text: str) -> None:
    assert [numeral.text.strip("a-") for numeral in numerals(text)] == ["3"]


def test_a_key_has_one_form_of_a_dash_and_a_point() -> None:
    assert [Numeral(text, 0, 0).key for text in ("– 3", "—3", "−3", "1·5", "A 1")] == ["-3", "-3", "-3", "1.5", "a1"]


def test_a_numeral_that_ends_in_a_name_is_of_it() -> None:
    assert [kind for _, kind in classed("≥3 in grade 3", ("grade 3",))] == ["typed", "name"]


def test_the_form_of_a_dash_does_not_matter() -> None:
    assert keys("0.4–5.6") == keys("0.4-5.6") == keys("0.4 −5.6".replace(" ", ""))


def test_a_lost_per_cent_sign_makes_another_numeral() -> None:
    assert Numeral("41%", 0, 3).key != Numeral("41", 0, 2).key


def test_a_numeral_of_a_declared_name_is_a_name() -> None:
    assert [kind for _, kind in classed("UBA1 in 41%", ("UBA1",))] == ["name", "typed"]


def test_a_numeral_beside_a_declared_name_is_typed() -> None:
    assert [kind for _, kind in classed("grade ≥3 or ≥4", ("grade ≥3",))] == ["name", "typed"]


@pytest.mark.parametrize("text", ["not stated is not zero\nRelapse", "Not zero deaths"])
def test_what_is_not_zero_counts_nobody(text: str) -> None:
    assert numerals(text) == ()


def test_a_numeral_of_a_name_that_opens_a_cell_is_that_of_the_name() -> None:
    assert [kind for _, kind in classed("Gorse 5 mg", ("gorse 5 mg",))] == ["name"]
