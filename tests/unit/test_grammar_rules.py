"""The rules of the grammar, one by one: texts and the parts that are read in them."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from vexas_evidence.text.grammar import reading
from vexas_evidence.text.grammar.heads import Place, read_head
from vexas_evidence.text.grammar.parts import Kind, Pair, Part, Print, Prints, PValue, Spread
from vexas_evidence.text.grammar.reader import Draft, Reader
from vexas_evidence.text.grammar.reading import LONGEST, RULES, read
from vexas_evidence.text.grammar.scanner import Scanner


def shown(found: Prints) -> str:
    """The parts of each print, then what is no part of one, then what is not read."""
    prints = [", ".join(fields(each)) for each in found.prints]
    prints += [f"all: {p_shown(found.p)}"] if found.p else []
    others = [f"{each.kind}: {each.text}" for each in found.others]
    return " | ".join([*prints, *others, *(f"unread: {found.text[each.start : each.end]}" for each in found.unread)])


def fields(each: Print) -> list[str]:
    parts = [f"{part.kind} {part.bound}{part.value}" for part in each.parts]
    pairs = [("bracket", each.bracket), *((spread.kind, spread.pair) for spread in each.spreads)]
    parts += [f"{kind} {ends(pair)}" for kind, pair in pairs if pair]
    parts += [f"{spread.kind} {spread.value.bound}{spread.value.value}" for spread in each.spreads if spread.value]
    return parts + ([p_shown(each.p)] if each.p else []) + ([f"of {each.counted}"] if each.counted else [])


def ends(pair: Pair) -> str:
    return f"{pair.lower.bound}{pair.lower.value}–{pair.upper.bound}{pair.upper.value}"


def p_shown(p: PValue) -> str:
    return " ".join(each for each in ("p", p.bound, p.value, p.test, p.sides and f"{p.sides}-sided") if each)


def scanner(text: str, at: int = 0) -> Scanner:
    scan = Scanner(text, "point")
    scan.at = at
    return scan


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("p = 0.03", "p 0.03"),
        ("p of 0.03", "p 0.03"),
        ("p was < 0.001", "p < 0.001"),
        ("p ≈ 0.05", "p ≈ 0.05"),
        ("p =< 0.05", "p ≤ 0.05"),
        ("p = NS", "p NS"),
        ("p: n.s.", "p NS"),
        ("p = x", ""),
        ("p = 0,03", "unread: 0,03"),
        ("p for interaction = 0.03", "p 0.03 interaction"),
        ("p = 0.03 for the trend", "p 0.03 trend"),
        ("log-rank p = 0.03", "p 0.03 log-rank"),
        ("p = 0.03 (log-rank test)", "p 0.03 log-rank"),
        ("Wald p for trend = 0.03", "p 0.03 trend"),
        ("p = 0.03 for trend", "p 0.03 trend"),
        ("log-rank p = 0.03 (Wald)", "p 0.03 log-rank"),
        ("two-sided p = 0.03", "p 0.03 two-sided"),
        ("2-sided p = 0.03", "p 0.03 two-sided"),
        ("1-tailed p = 0.03", "p 0.03 one-sided"),
        ("p = 0.03, one-sided", "p 0.03 one-sided"),
        ("p = 0.03 (2-sided)", "p 0.03 two-sided"),
        ("one-sided p = 0.03, two-sided", "p 0.03 one-sided"),
        ("p = 0.03, p = 0.04", "p 0.03 | p 0.04"),
        (
            "12/40 (30%) and 5/40 (12.5%), p = 0.03",
            "count 12, denominator 40, percent 30 | count 5, denominator 40, percent 12.5 | all: p 0.03",
        ),
        (
            "12/40 (30%) vs 5/40 (12.5%) (p = 0.03)",
            "count 12, denominator 40, percent 30 | count 5, denominator 40, percent 12.5 | all: p 0.03",
        ),
        (
            "12/40 (30%) vs 5/40 (12.5%; p = 0.03)",
            "count 12, denominator 40, percent 30 | count 5, denominator 40, percent 12.5, p 0.03",
        ),
        (
            "HR 0.5 (95% CI 0.2–0.9), HR 0.7 (95% CI 0.5–0.9), p = 0.03",
            "estimate 0.5, level 95, lower 0.2, upper 0.9 | estimate 0.7, level 95, lower 0.5, upper 0.9, p 0.03",
        ),
        (
            "12/40 (30%), p = 0.01, and 5/40 (12.5%), p = 0.03",
            "count 12, denominator 40, percent 30, p 0.01 | count 5, denominator 40, percent 12.5, p 0.03",
        ),
        (
            "12/40 (30%), p = 0.01, and 5/40 (12.5%)",
            "count 12, denominator 40, percent 30, p 0.01 | count 5, denominator 40, percent 12.5",
        ),
        ("12/40 (30%) (p = 0.03)", "count 12, denominator 40, percent 30, p 0.03"),
    ],
)
def test_a_p_value_has_its_bound_its_test_and_its_sides(text: str, parts: str) -> None:
    assert shown(read(text)) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("0.7 (95% CI 0.5–0.9)", "estimate 0.7, level 95, lower 0.5, upper 0.9"),
        ("0.7 (CI 95% 0.5–0.9)", "estimate 0.7, level 95, lower 0.5, upper 0.9"),
        ("0.7 (95% CI)", "estimate 0.7, level 95"),
        ("0.7 (CI)", "estimate 0.7"),
        ("0.7 (CI 0.5–0.9)", "estimate 0.7, lower 0.5, upper 0.9"),
        ("0.7 (97.5% CI, lower limit 0.5)", "estimate 0.7, level 97.5, lower 0.5"),
        ("0.7 (97.5% CI, upper bound 0.9)", "estimate 0.7, level 97.5, upper 0.9"),
        ("0.7 (CI upper bound 0.9)", "estimate 0.7, upper 0.9"),
        ("0.7 (CI upper bound x)", "estimate 0.7"),
        ("0.7 (CI 5)", "estimate 0.7 | unread: 5"),
        ("0.7 (95% CI 5)", "estimate 0.7, level 95 | unread: 5"),
        ("0.7 (0.5–0.9; 95% CI)", "estimate 0.7, level 95, lower 0.5, upper 0.9"),
        ("0.7 (0.5–0.9; CI)", "estimate 0.7, bracket 0.5–0.9 | unread: 0.5–0.9"),
        (
            "0.7 (95% CI 0.5–0.9; 99% CI 0.4–1.0)",
            "estimate 0.7, level 95, lower 0.5, upper 0.9 | unread: 99% CI 0.4–1.0",
        ),
        ("0.7 (95% CI 0.5–0.9; 99% CI)", "estimate 0.7, level 95, lower 0.5, upper 0.9 | unread: 99% CI"),
        (
            "0.7 (97.5% CI lower limit 0.5; CI upper limit 0.9)",
            "estimate 0.7, level 97.5, lower 0.5 | unread: CI upper limit 0.9",
        ),
        (
            "0.7 (97.5% CI upper limit 0.9; CI lower limit 0.5)",
            "estimate 0.7, level 97.5, upper 0.9 | unread: CI lower limit 0.5",
        ),
        ("95% CI 0.5–0.9", "level 95, lower 0.5, upper 0.9"),
        ("0.7 (95% CI (0.5–0.9))", "estimate 0.7, level 95, lower 0.5, upper 0.9"),
        ("0.7 (95% CI [0.5–0.9]; p = 0.04)", "estimate 0.7, level 95, lower 0.5, upper 0.9, p 0.04"),
        ("3.5 mg (95% CI 1–4 mg; p = 0.04)", "estimate 3.5, unit mg, level 95, lower 1, upper 4, p 0.04"),
        (
            "0.7 (0.4–1.0; 95% CI 0.5–0.9)",
            "estimate 0.7, level 95, lower 0.5, upper 0.9, bracket 0.4–1.0 | unread: 0.4–1.0",
        ),
    ],
)
def test_an_interval_has_its_level_and_its_limits(text: str, parts: str) -> None:
    assert shown(read(text)) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("5 (min 3, max 8)", "estimate 5, range 3–8"),
        ("5 (Q1 3, Q3 8)", "estimate 5, IQR 3–8"),
        ("min 3, max 8", "range 3–8"),
        ("min 3, mode 8", "estimate 3 | estimate 8"),
        ("min 3", "estimate 3"),
        ("5 (SD 2)", "estimate 5, SD 2"),
        ("5 (SE 2)", "estimate 5, standard error 2"),
        ("5 (SEM 2)", "estimate 5, standard error 2"),
        ("SD 5", "SD 5"),
        ("5 (IQR 3–8)", "estimate 5, IQR 3–8"),
        ("5 (IQR 3–8 years)", "estimate 5, IQR 3–8"),
        ("5 (IQR 5)", "estimate 5, IQR 5"),
        ("5 (range 3–8)", "estimate 5, range 3–8"),
        ("5 (range 5)", "estimate 5, range 5"),
        ("5 (3–8; IQR)", "estimate 5, IQR 3–8"),
        ("5 (3–8; range)", "estimate 5, range 3–8"),
        ("5 (3–8; SD)", "estimate 5, bracket 3–8 | unread: 3–8"),
        ("5 (3–8; IQR 6)", "estimate 5, bracket 3–8, IQR 6 | unread: 3–8"),
        ("5 (SD)", "estimate 5"),
        ("IQR", ""),
        ("SD 4/22 (18%)", "count 4, denominator 22, percent 18"),
        ("SD 18%", "percent 18"),
        ("SD 4 (18%)", "count 4, percent 18"),
        ("PR 3 (10%), SD 4 (18%)", "count 3, percent 10 | count 4, percent 18"),
        ("5 (SD 2 years)", "estimate 5, SD 2"),
        ("5 (IQR 18%)", "estimate 5, IQR 18"),
        ("IQR 4 (18%)", "IQR 4 | unread: 18%"),
        ("5 (SE 18%)", "estimate 5, standard error 18"),
        ("5 (IQR: 3 to 8; range 1–9)", "estimate 5, IQR 3–8, range 1–9"),
        ("median 5, IQR (3–8), p = 0.03", "estimate 5, IQR 3–8, p 0.03"),
    ],
)
def test_a_spread_is_named_by_a_word(text: str, parts: str) -> None:
    assert shown(read(text)) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("5 ± 3", "estimate 5 | unread: ± 3"),
        ("± 3", "unread: ± 3"),
        ("5 ± x", "estimate 5"),
        ("5 ± 3 SD", "estimate 5, SD 3"),
        ("5 ± 3 (SE)", "estimate 5, standard error 3"),
        ("5 ± 3 mg SD", "estimate 5, unit mg, SD 3"),
        ("5 ± 3 mg", "estimate 5, unit mg | unread: ± 3"),
        ("5 ± 3 SD mg", "estimate 5, unit mg, SD 3"),
        ("67.4 ± 2.1% SE", "percent 67.4, standard error 2.1"),
        ("5 ± 3 (mean ± SD)", "estimate 5, SD 3"),
        ("mean (SD) 5 ± 3", "estimate 5, SD 3"),
        ("5 +/- 3 SE", "estimate 5, standard error 3"),
    ],
)
def test_what_follows_plus_minus_is_named_by_a_word_or_a_head(text: str, parts: str) -> None:
    assert shown(read(text)) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("24 events in 345 person-years", "count 24, person-time 345, unit person-years, of events"),
        ("24 in 345 person-years", "count 24, person-time 345, unit person-years"),
        ("24 patients over 345 patient-months", "count 24, person-time 345, unit patient-months, of patients"),
        ("24 patients in 345 mice", "count 24, of patients | estimate 345"),
        ("24 events in 345", "count 24, denominator 345"),
        ("24/345 person-years", "count 24, person-time 345, unit person-years"),
        ("7/100 person-years", "estimate 7, unit /100 person-years"),
        ("24 of 345 person-years", "count 24, person-time 345, unit person-years"),
        (
            "24 events in 345 person-years (7.0 per 100 person-years)",
            "count 24, person-time 345, unit person-years, of events | estimate 7.0, unit per 100 person-years",
        ),
        ("24 events in 345 person-years (7%)", "count 24, person-time 345, unit person-years, percent 7, of events"),
    ],
)
def test_person_time_belongs_to_a_count(text: str, parts: str) -> None:
    assert shown(read(text)) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("41% of 116", "percent 41, denominator 116"),
        ("41% of the 116", "percent 41, denominator 116"),
        ("41% in 116 patients", "percent 41, denominator 116"),
        ("41% in 116", "percent 41, denominator 116"),
        ("41% in 116 cars", "percent 41 | count 116, of cars"),
        ("41% among 116 women", "percent 41, denominator 116"),
        ("41% of 11.5", "percent 41 | estimate 11.5"),
        ("41% of mice", "percent 41"),
        ("41% (of 116)", "percent 41, denominator 116"),
        ("12.5 of 116", "estimate 12.5 | estimate 116"),
        ("50 patients of 82", "count 50, denominator 82"),
        ("50 patients in 82", "count 50, denominator 82"),
        ("50 patients in 3", "count 50, of patients | estimate 3"),
        ("50 patients out of 82", "count 50, denominator 82"),
        ("50 patients in 50", "count 50, denominator 50"),
        ("4/22 of 30", "count 4, denominator 22 | estimate 30"),
        (
            "24 events in 345 person-years of 12",
            "count 24, person-time 345, unit person-years, of events | estimate 12",
        ),
        ("five of 22", "count 5, denominator 22"),
        ("50, of 82", "count 50, denominator 82"),
        ("50, of 82 patients", "count 50, denominator 82"),
        ("50 (61%) of 82", "count 50, percent 61, denominator 82"),
        ("50 (61%) in 82 patients", "count 50, percent 61, denominator 82"),
        ("50 (61%) in 82 cars", "count 50, percent 61 | count 82, of cars"),
        ("50 (61%) in 12 patients", "count 50, percent 61 | count 12, of patients"),
        ("of 82", "estimate 82"),
    ],
)
def test_a_denominator_follows_a_count_or_a_percentage(text: str, parts: str) -> None:
    assert shown(read(text)) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ranged from 3 to 8", "range 3–8"),
        ("between 3 and 8", "range 3–8"),
        ("5, ranging from 3 to 8 years", "estimate 5, range 3–8"),
        ("ranged from x", ""),
        ("from 34 to 12", "estimate 34 | estimate 12"),
        ("from 34% to 12%", "percent 34 | percent 12"),
        ("from 34 to 12 mg", "estimate 34, unit mg | estimate 12, unit mg"),
        ("from 34", "estimate 34"),
        ("from 34 cars", "count 34, of cars"),
        ("from 34 and 12", "estimate 34 | estimate 12"),
        ("ranging from 3", "estimate 3"),
    ],
)
def test_two_numbers_of_a_change_are_two_prints_and_ends_of_a_range_are_one(text: str, parts: str) -> None:
    assert shown(read(text)) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("not reached", "estimate not reached"),
        ("NR", "estimate not reached"),
        ("NE", "estimate not estimable"),
        ("not estimable", "estimate not estimable"),
        ("5 (NR)", "estimate 5 | unread: NR"),
        ("NR (95% CI 12–NR)", "estimate not reached, level 95, lower 12, upper not reached"),
        ("NR (95% CI NE–NR)", "estimate not reached, level 95, lower not estimable, upper not reached"),
        ("NR vs 12 months", "estimate not reached | estimate 12, unit months"),
    ],
)
def test_words_stand_in_the_place_of_an_estimate(text: str, parts: str) -> None:
    assert shown(read(text)) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("n = 19", "denominator 19"),
        ("N = 19", "denominator 19"),
        ("n = 19.5", "estimate 19.5"),
        ("n = x", ""),
        ("n = 4/22", "count 4, denominator 22"),
        ("n = 4 (18%)", "count 4, percent 18"),
        ("n = 4 of 22", "count 4, denominator 22"),
        ("41% (n = 36)", "percent 41 | unread: n = 36"),
        ("41% (N = 36)", "percent 41, denominator 36"),
        ("n = 19, 41%", "percent 41 | unread: n = 19"),
        ("N = 19, 41%", "denominator 19 | percent 41"),
        ("4/22 (n = 30)", "count 4, denominator 22 | denominator 30"),
        ("50 patients (n = 82)", "count 50, denominator 82, of patients"),
        ("50 patients (61%; n = 82)", "count 50, percent 61, denominator 82, of patients"),
        ("n = 3, n = 5", "denominator 3 | denominator 5"),
        ("5.2 (n = 30)", "estimate 5.2, denominator 30"),
        ("5.2 (SD 3; n = 30)", "estimate 5.2, denominator 30, SD 3"),
        ("5.2, n = 30", "estimate 5.2, denominator 30"),
    ],
)
def test_a_size_is_a_denominator_unless_a_percentage_leaves_it_open(text: str, parts: str) -> None:
    assert shown(read(text)) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("I² = 45%", "estimate 45, unit I²"),
        ("I2 = 45%", "estimate 45, unit I²"),
        ("NNT 25", "estimate 25, unit NNT"),
        ("NNT 25 (12 to 50)", "estimate 25, unit NNT, lower 12, upper 50"),
        ("NNTB 25 (12–50)", "estimate 25, unit NNTB, lower 12, upper 50"),
        ("5 (NNT 25)", " | unread: 25"),
        ("tau² = 0.1", "estimate 0.1, unit tau²"),
        ("t = x", ""),
        ("0.7 (I² = 45%)", "estimate 0.7 | estimate 45, unit I²"),
        ("NNT 25 (NNTB 12 to ∞ to NNTH 50)", "estimate 25, unit NNT, lower NNTB 12, upper NNTH 50"),
    ],
)
def test_a_statistic_has_its_name_as_its_unit(text: str, parts: str) -> None:
    assert shown(read(text)) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("χ² = 3.2, p = 0.03", "p 0.03 | test statistic: χ² = 3.2"),
        ("0.7 (95% CI 0.5 to 0.9; Z = 2.4)", "estimate 0.7, level 95, lower 0.5, upper 0.9 | test statistic: Z = 2.4"),
        ("4.1 (t(38) = 2.4, df = 38)", "estimate 4.1 | test statistic: t(38) = 2.4 | test statistic: df = 38"),
        ("M = 10, F = 12", "estimate 10 | estimate 12"),
    ],
)
def test_a_test_statistic_is_no_part_of_a_print(text: str, parts: str) -> None:
    assert shown(read(text)) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("no cases", "count 0"),
        ("none of 12", "count 0, denominator 12"),
        ("no deaths in 12 patients", "count 0, denominator 12"),
        ("all 12 patients", "count 12, denominator 12"),
        ("all 12.5", "estimate 12.5"),
        ("all <12", "estimate <12"),
        ("all mice", ""),
        ("all of the 12", "count 12, denominator 12"),
    ],
)
def test_words_count_nobody_or_everybody(text: str, parts: str) -> None:
    assert shown(read(text)) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("5–9", "bracket 5–9 | unread: 5–9"),
        ("39 (19–57)", "estimate 39, bracket 19–57 | unread: 19–57"),
        ("39 (19, 57)", "estimate 39, bracket 19–57 | unread: 19, 57"),
        ("39, 57", "estimate 39 | estimate 57"),
        ("39 (19; 57)", "estimate 39, bracket 19–57 | unread: 19; 57"),
        ("39 (19 and 57)", "estimate 39, bracket 19–57 | unread: 19 and 57"),
        ("30 (19, 48%)", "count 30, percent 48 | unread: 19"),
        ("30 (19.5, 48%)", "estimate 30, bracket 19.5–48 | unread: 19.5, 48%"),
        ("30 (19; 48%)", "count 30, percent 48 | unread: 19"),
        ("30 (19 and 48%)", "estimate 30, bracket 19–48 | unread: 19 and 48%"),
        ("30 (19–48%)", "estimate 30, bracket 19–48 | unread: 19–48%"),
        ("39–57%", "unit %, bracket 39–57 | unread: 39–57%"),
        ("30% (19–48%)", "percent 30, bracket 19–48 | unread: 19–48%"),
        ("5.2 mg (3–8 mg)", "estimate 5.2, unit mg, bracket 3–8 | unread: 3–8"),
        ("5.2 (3–8 mg)", "estimate 5.2, unit mg, bracket 3–8 | unread: 3–8"),
        ("5.2 (3–8)", "estimate 5.2, bracket 3–8 | unread: 3–8"),
        ("5.2 (3–8; 2–9)", "estimate 5.2, bracket 3–8 | unread: 3–8 | unread: 2–9"),
        ("HR 0.7 (0.5–0.9)", "estimate 0.7, lower 0.5, upper 0.9"),
        ("HR 0.7 (0.5–0.9), 3.5 (3–4)", "estimate 0.7, lower 0.5, upper 0.9 | estimate 3.5, bracket 3–4 | unread: 3–4"),
    ],
)
def test_a_pair_is_what_names_it_or_is_marked(text: str, parts: str) -> None:
    assert shown(read(text)) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("%41", "percent 41"),
        ("% 41", "percent 41"),
        ("12 13", "estimate 12 | unread: 13"),
        ("12) 13", "estimate 12 | estimate 13"),
        ("(12) 13", "estimate 12 | estimate 13"),
        ("5 (3) 4", " | estimate 4 | unread: 3"),
        ("41% 12", "percent 41 | estimate 12"),
        ("five six", "estimate 5 | estimate 6"),
        ("6lx", "unread: 6lx"),
        ("12xyz (3)", "estimate 3 | unread: 12xyz"),
        ("4/22", "count 4, denominator 22"),
        ("4 of 22", "count 4, denominator 22"),
        ("4 out of 22 (18.2%)", "count 4, denominator 22, percent 18.2"),
        ("4 in 22 patients", "count 4, denominator 22"),
        ("4 in 22 cars", "estimate 4 | count 22, of cars"),
        ("4 in 22", "count 4, denominator 22"),
        ("22 in 4 patients", "estimate 22 | count 4, of patients"),
        ("4/22, 18.2%", "count 4, denominator 22, percent 18.2"),
        ("4/22; 18.2%", "count 4, denominator 22, percent 18.2"),
        ("4/22 (18.2%)", "count 4, denominator 22, percent 18.2"),
        ("22/4", "unread: /4"),
        ("22/4 (18%)", "count 22, denominator 4, percent 18"),
        ("22/4, 18%", "count 22, denominator 4, percent 18"),
        ("22 of 4", "count 22, denominator 4"),
        ("4.5/22", "unread: 4.5/22"),
        ("4/22.5", "estimate 4 | estimate 22.5"),
        ("4/22%", "estimate 4 | percent 22"),
        ("4/22, 95% CI 3–8", "count 4, denominator 22, level 95, lower 3, upper 8"),
        ("18%, 4/22", "percent 18, count 4, denominator 22"),
        ("18% (4/22)", "percent 18, count 4, denominator 22"),
        ("18 (4/22)", "percent 18, count 4, denominator 22"),
        ("18; 4/22", "estimate 18 | count 4, denominator 22"),
        ("4 (5/22)", "percent 4, count 5, denominator 22"),
        ("4 (18%; 4/22)", "count 4, percent 18, denominator 22"),
        ("4 (18%; 5/22)", "count 4, percent 18 | count 5, denominator 22"),
        ("4 (18%), 4/22", "count 4, percent 18 | count 4, denominator 22"),
        ("18 %, 4/22", "percent 18, count 4, denominator 22"),
        ("18%; 4/22", "percent 18 | count 4, denominator 22"),
        ("4/22 (5/30)", "count 4, denominator 22 | count 5, denominator 30"),
        ("4/22, 5/30", "count 4, denominator 22 | count 5, denominator 30"),
        ("4/22, 18% of 5", "count 4, denominator 22 | percent 18, denominator 5"),
        ("4/22, 5–9", "count 4, denominator 22 | bracket 5–9 | unread: 5–9"),
        ("41%", "percent 41"),
        ("41 mg", "estimate 41, unit mg"),
        ("41 patients", "count 41, of patients"),
        ("41 patients, 18%", "count 41, percent 18, of patients"),
        ("41 patients (18%)", "count 41, percent 18, of patients"),
        ("41 patients, 18% of 200", "count 41, of patients | percent 18, denominator 200"),
        ("(41, 18%)", "percent 18, count 41"),
        ("41, 18%", "estimate 41 | percent 18"),
    ],
)
def test_a_number_begins_a_print_or_is_a_fraction(text: str, parts: str) -> None:
    assert shown(read(text)) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("5 (", "estimate 5"),
        ("5 )", "estimate 5"),
        ("5 (3", "estimate 5 | estimate 3"),
        ("50 [3]", " | unread: 3"),
        ("50 (61%) [3]", "count 50, percent 61 | citation: [3]"),
        ("50 (61%) [3, 4]", "count 50, percent 61 | citation: [3, 4]"),
        ("50 (61%) [3, 4, 5]", "count 50, percent 61 | citation: [3, 4, 5]"),
        ("[3, 4, 5]", "citation: [3, 4, 5]"),
        ("50 [3, 4, 5]", "estimate 50 | citation: [3, 4, 5]"),
        ("50 (61%) (3)", "count 50, percent 61 | unread: 3"),
        ("5.2 (3) mg", "estimate 5.2, unit mg | unread: 3"),
        ("5.2 (SD 3) mg", "estimate 5.2, unit mg, SD 3"),
        ("(5.2) mg", "estimate 5.2"),
        ("5 (SD 3 (x) 4)", "SD 3 | unread: 4"),
        ("5 [SD 3]", "estimate 5, SD 3"),
    ],
)
def test_a_parenthesis_belongs_to_the_print_before_it(text: str, parts: str) -> None:
    assert shown(read(text)) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("5 (3 SD)", "estimate 5, SD 3"),
        ("5 (3 SE)", "estimate 5, standard error 3"),
        ("5 (3 patients)", " | unread: 3 patients"),
        ("61% (50 patients)", "percent 61, count 50"),
        ("61% (50)", "percent 61 | unread: 50"),
        ("61% (50 SD)", "percent 61, SD 50"),
        ("50 (61%)", "count 50, percent 61"),
        ("50.5 (61%)", "estimate 50.5 | unread: 61%"),
        ("50 (3)", " | unread: 3"),
        ("50 (3; 4)", "estimate 50, bracket 3–4 | unread: 3; 4"),
        ("50.5 (3)", "estimate 50.5 | unread: 3"),
        ("50 (61%, 71%)", "estimate 50, bracket 61–71 | unread: 61%, 71%"),
        ("50 (61%), median (IQR)", "count 50, percent 61"),
        ("50 (3), mean (SD)", "estimate 50, SD 3"),
        ("50 (3) mean (SE)", "estimate 50, standard error 3"),
        ("50 (3), n (%)", " | unread: 3"),
        (
            "24 events in 345 person-years (7 per 100 person-years)",
            "count 24, person-time 345, unit person-years, of events | estimate 7, unit per 100 person-years",
        ),
        ("50 (61%), and (30%)", "count 50, percent 61 | percent 30"),
        ("50 (61%), 12 (30%)", "count 50, percent 61 | count 12, percent 30"),
        ("50 (61%) and [12–14]", "count 50, percent 61 | citation: [12–14]"),
        ("50 (61%), stable (12–14)", "count 50, percent 61 | bracket 12–14 | unread: 12–14"),
        (
            "0.7 (95% CI 0.5–0.9), stable (12–14)",
            "estimate 0.7, level 95, lower 0.5, upper 0.9 | bracket 12–14 | unread: 12–14",
        ),
        ("50, stable (12%)", "count 50, percent 12"),
        ("50 and (12%)", "count 50, percent 12"),
    ],
)
def test_a_number_in_parentheses_is_named_or_marked(text: str, parts: str) -> None:
    assert shown(read(text)) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("50 (61%) a.b", "count 50, percent 61"),
        ("a third of 12", "estimate 12 | share: a third"),
        ("UBA1 12/40", "count 12, denominator 40"),
        ("12 (40) UBA1", " | unread: 40"),
        ("lOO%", "unread: lOO"),
        ("l2", "unread: l2"),
        ("HR 0.7 NNT 25", "estimate 0.7 | estimate 25, unit NNT"),
        ("12/40 at 6 months", "count 12, denominator 40 | time: at 6 months"),
        ("12 at 6 months", "estimate 12 | time: at 6 months"),
        ("12 months", "estimate 12, unit months"),
        ("12 months vs 15 months", "estimate 12, unit months | estimate 15, unit months"),
        ("12 months, 50%", "percent 50 | time: 12 months"),
        ("12 mg, 50%", "percent 50 | dose: 12 mg"),
        ("12 mg and 15 mg", "estimate 12, unit mg | estimate 15, unit mg"),
        ("HR 0.7, 12 months", "estimate 0.7 | time: 12 months"),
        ("12 months; at 6 months", "time: 12 months | time: at 6 months"),
        ("12 mg; at 6 months", "dose: 12 mg | time: at 6 months"),
        ("12 months; received 5 mg", "time: 12 months | dose: received 5 mg"),
        ("12 months (95% CI 3–15), 50%", "estimate 12, unit months, level 95, lower 3, upper 15 | percent 50"),
        ("12 months (SD 3), 50%", "estimate 12, unit months, SD 3 | percent 50"),
        ("12 months (3–15), 50%", "estimate 12, unit months, bracket 3–15 | percent 50 | unread: 3–15"),
        ("12 months (3), 50%", "estimate 12, unit months | percent 50 | unread: 3"),
        ("5 mg/L, 50%", "estimate 5, unit mg/L | percent 50"),
        ("at 6 months", "time: at 6 months"),
        ("p = 0.03, 12 months", "p 0.03 | estimate 12, unit months"),
        ("12* (40%)", "count 12, percent 40 | footnote: *"),
        ("12ᵃ", "estimate 12 | footnote: ᵃ"),
        ("12 [3]", " | unread: 3"),
        ("12% [3]", "percent 12 | citation: [3]"),
        ("cell [3]", "citation: [3]"),
        ("is 5 [12–14]", "estimate 5, bracket 12–14 | unread: 12–14"),
        ("5% [12–14]", "percent 5, bracket 12–14 | unread: 12–14"),
        ("5 and [12–14]", "estimate 5 | citation: [12–14]"),
        ("50 (3), n and mean (SD)", "estimate 50, SD 3"),
        ("50, mean (SD) (3)", "estimate 50, SD 3"),
        ("SD 3, 12 patients", "SD 3 | count 12, of patients"),
        ("in 345 person-years", "person-time 345, unit person-years"),
        ("41% in 345 person-years", "percent 41 | person-time 345, unit person-years"),
        ("41% of 345 person-years", "percent 41 | person-time 345, unit person-years"),
        (
            "24 events in 345 person-years in 12 person-years",
            "count 24, person-time 345, unit person-years, of events | person-time 12, unit person-years",
        ),
        ("50% of 82 we saw", "percent 50, denominator 82"),
        ("One-sided p = 0.02", "p 0.02 one-sided"),
        ("97,3%", "unread: 97,3%"),
        ("50%, 12 months, p = 0.03", "percent 50, p 0.03 | time: 12 months"),
        ("50%, p = 0.01, 12 months, p = 0.03", "percent 50, p 0.01 | p 0.03 | time: 12 months"),
        (
            "median survival 30.5 months; 45% at 24 months",
            "estimate 30.5, unit months | percent 45 | time: at 24 months",
        ),
        ("median follow-up 12 months; 45%", "percent 45 | time: 12 months"),
        ("5 mg/day, 50%", "percent 50 | dose: 5 mg/day"),
        ("50 (3) 12", " | estimate 12 | unread: 3"),
        ("50 (61) 12", " | estimate 12 | unread: 61"),
        ("50 (3 mg/L)", " | unread: 3"),
        ("18% (4/22, 20%)", "percent 18, count 4, denominator 22 | unread: 20%"),
        ("7/12 person-years", "count 7, person-time 12, unit person-years"),
        ("4/22 (4/30)", "count 4, denominator 22 | count 4, denominator 30"),
        ("5 mg/L (4/22)", "estimate 5, unit mg/L | count 4, denominator 22"),
        ("50 (3–8; 4/22)", "estimate 50, bracket 3–8 | count 4, denominator 22 | unread: 3–8"),
        ("41 %, 9/22", "percent 41, count 9, denominator 22"),
        ("41%,9/22", "percent 41, count 9, denominator 22"),
        ("41%, and 9/22", "percent 41 | count 9, denominator 22"),
        ("61% (3.5 patients)", "percent 61 | unread: 3.5"),
        ("50 (61%; 12 patients)", "count 50, percent 61 | unread: 12 patients"),
        ("5 (3) (4)", " | unread: 3 | unread: 4"),
        ("61% (12%)", "percent 61 | unread: 12%"),
        ("50 (61%),stable (12–14)", "count 50, percent 61 | bracket 12–14 | unread: 12–14"),
        ("50 (61%) band (12–14)", "count 50, percent 61, bracket 12–14 | unread: 12–14"),
        ("24 events in 345 person-years (7)", "count 24, person-time 345, unit person-years, of events | unread: 7"),
        ("50 (61)12", " | unread: 61 | unread: 12"),
        ("50 (x)12", "estimate 50 | estimate 12"),
        ("50 (61%)12", "count 50, percent 61 | unread: 12"),
        ("5 mg/L (IQR 3–8) h", "estimate 5, unit mg/L, IQR 3–8"),
        ("12/12", "count 12, denominator 12"),
        ("x, y 50 (61%) (12–14)", "count 50, percent 61, bracket 12–14 | unread: 12–14"),
        ("50 (61%) (12–14), x", "count 50, percent 61, bracket 12–14 | unread: 12–14"),
        ("50 [3, 4]", "estimate 50, bracket 3–4 | unread: 3, 4"),
        ("12% [3, 4]", "percent 12, bracket 3–4 | unread: 3, 4"),
        ("50 [3, 4, 5]", "estimate 50 | citation: [3, 4, 5]"),
        ("HR, n (%) 12 (3–4)", "count 12, bracket 3–4 | unread: 3–4"),
        ("97,3", "unread: 97,3"),
        ("97.3.1", "unread: 97.3.1"),
        ("½", "unread: ½"),
        ("²", "footnote: ²"),
        ("@", ""),
        ("@12", "estimate 12"),
        ("12 & 13", "estimate 12 | estimate 13"),
        ("a@b", ""),
        ("-", ""),
        ("n/a", ""),
        ("not reported", ""),
        ("NA*", ""),
        ("mean (SD)", ""),
        ("HR (95% CI) 0.7 (0.5–0.9)", "estimate 0.7, lower 0.5, upper 0.9, level 95"),
        ("5 (HR)", "estimate 5"),
        ("it's 12", "estimate 12"),
        ("isn’t 12", "estimate 12"),
        ("12 versus 13", "estimate 12 | estimate 13"),
        ("12 compared with 13", "estimate 12 | estimate 13"),
    ],
)
def test_what_is_no_part_of_a_print_is_passed(text: str, parts: str) -> None:
    assert shown(read(text)) == parts


@pytest.mark.parametrize(
    ("text", "head", "parts"),
    [
        ("0.03", "p value", "p 0.03"),
        ("< 0.001", "p value", "p < 0.001"),
        ("0,03", "p value", "unread: 0,03"),
        ("0.03 0.04", "p value", "p 0.03 | unread: 0.04"),
        ("0.03, 0.04", "p value", "p 0.03 | estimate 0.04"),
        ("0.03", "n (%)", "estimate 0.03"),
        ("5 ± 3", "mean ± SD", "estimate 5, SD 3"),
        ("19, 57", "IQR", "IQR 19–57"),
        ("19, 57", "range", "range 19–57"),
        ("19, 57", "95% CI", "lower 19, upper 57, level 95"),
        ("0.5, 0.9", "mean (SD)", "estimate 0.5 | estimate 0.9"),
        ("5.2 (3–8)", "median (IQR)", "estimate 5.2, IQR 3–8"),
        ("5.2 (3–8)", "median (range)", "estimate 5.2, range 3–8"),
        ("5.2 (3–8)", "HR (95% CI)", "estimate 5.2, lower 3, upper 8, level 95"),
        ("5.2 (3–8)", "HR (CI)", "estimate 5.2, lower 3, upper 8"),
        ("5.2 (3–8)", "mean (SD)", "estimate 5.2, bracket 3–8 | unread: 3–8"),
        ("5.2 (3–8; 2–9)", "median (IQR; range)", "estimate 5.2, IQR 3–8, range 2–9"),
        ("30 (19–48)", "rate (%, 95% CI)", "percent 30, lower 19, upper 48, level 95"),
        ("30 (12%, 19–48)", "n (%, 95% CI)", "count 30, percent 12, lower 19, upper 48, level 95"),
        ("30 (19–48)", "n (%)", "count 30, bracket 19–48 | unread: 19–48"),
        ("0.5–0.9", "95% CI", "lower 0.5, upper 0.9, level 95"),
        ("3–8", "IQR", "IQR 3–8"),
        ("3–8", "range", "range 3–8"),
        ("3–8", "median", "bracket 3–8 | unread: 3–8"),
        ("3–8", "(IQR)", "IQR 3–8"),
        ("3–8 mg", "IQR", "unit mg, IQR 3–8"),
        ("3–8%", "IQR", "unit %, IQR 3–8"),
        ("41", "%", "percent 41"),
        ("41", "n", "count 41"),
        ("41", "N", "denominator 41"),
        ("41.5", "n", "estimate 41.5"),
        ("41", "mean", "estimate 41"),
        ("61% (50)", "% (n)", "percent 61, count 50"),
        ("50 patients (61)", "n (%)", "count 50, percent 61, of patients"),
        ("50 (61)", "n (%)", "count 50, percent 61"),
        ("50.5 (61)", "n (%)", "estimate 50.5 | unread: 61"),
        ("50 (82)", "n (N)", "count 50, denominator 82"),
        ("50.5 (82)", "n (N)", "estimate 50.5 | unread: 82"),
        ("50 (8.2)", "n (N)", "count 50 | unread: 8.2"),
        ("50 (3)", "mean (SD)", "estimate 50, SD 3"),
        ("50 (3)", "mean (SE)", "estimate 50, standard error 3"),
        ("50 (3)", "median (IQR)", "estimate 50, IQR 3"),
        ("50 (3)", "median (range)", "estimate 50, range 3"),
    ],
)
def test_a_head_names_the_numbers_below_it(text: str, head: str, parts: str) -> None:
    assert shown(read(text, head=read_head(head))) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("p = 0,03", "p 0.03"),
        ("0,7 (97,5% CI 0,5–0,9)", "estimate 0.7, level 97.5, lower 0.5, upper 0.9"),
        ("50.5", "unread: 50.5"),
        ("1.234,5", "estimate 1234.5"),
    ],
)
def test_a_decimal_comma_is_declared(text: str, parts: str) -> None:
    assert shown(read(text, decimal="comma")) == parts


def test_a_measure_names_the_pair_of_each_print() -> None:
    found = read("0.7 (0.5–0.9), 0.8 (0.6–0.9; 0.1–0.2)", names_interval=True)
    assert shown(found) == "estimate 0.7, lower 0.5, upper 0.9 | estimate 0.8, lower 0.6, upper 0.9 | unread: 0.1–0.2"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("4/22 (18.2%)", ["4", "22", "18.2"]),
        ("0.7 (95% CI 0.5–0.9)", ["0.7", "95", "0.5", "0.9"]),
        ("0.7 (CI 95% <0.5–0.9)", ["0.7", "95", "<0.5", "0.9"]),
        ("5 mg (95% CI 3 to NR)", ["5", "mg", "95", "3", "NR"]),
        ("3-fold (95% CI 2–4)", ["3", "fold", "95", "2", "4"]),
        ("39–57%", ["%"]),
        ("I² = 45%", ["45", "I²"]),
        ("NNT 25 (NNTB 12 to ∞ to NNTH 50)", ["25", "NNT", "NNTB 12", "NNTH 50"]),
        ("no cases", ["no cases"]),
        ("not reached", ["not reached"]),
        ("n = 19", ["19"]),
        ("all 12 mice", ["12", "12"]),
    ],
)
def test_a_part_stands_where_it_is_printed(text: str, places: list[str]) -> None:
    found = read(text)
    assert [found.text[part.start : part.end] for each in found.prints for part in each.parts] == places


def test_a_level_of_a_head_stands_where_its_pair_begins() -> None:
    level = read("0.7 (0.5–0.9)", head=read_head("HR (95% CI)")).prints[0].part("level")
    assert level == Part("level", "95", 5, 5)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("UBA1 12/40", ("UBA1",)),
        ("it's 12 versus 13", ("it", "s", "versus")),
        ("(SD 3) vs 13 (SD 4)", ("vs",)),
        (" ".join(f"12{sign}" for sign in ",;:=!?\"“”'’|."), ()),
        ("HR 0.7", ("HR",)),
        ("12 & 13", ("&",)),
        ("mean (SD) 12", ("mean (SD)",)),
        ("12 (HR)", ("HR",)),
        ("n = 4/22", ()),
        ("p = x", ("p", "x")),
        ("p = 0,03", ()),
        ("CI x", ("CI", "x")),
        ("SD x", ("SD", "x")),
        ("SD 4/22", ()),
        ("not reached", ()),
        ("39 (IQR 19–57 months)", ()),
    ],
)
def test_words_that_are_passed_are_kept(text: str, words: tuple[str, ...]) -> None:
    assert read(text).words == words


NAME_IT = "a head such as --head 'n (%)', or a word that names it"
NAME_SIZE = "a head such as --head '% (n)' or --head '% (N)', or --of with the size of the arm"


@pytest.mark.parametrize(
    ("text", "why", "decides"),
    [
        ("5 (3)", "a number in parentheses that nothing names", NAME_IT),
        ("5 ± 3", "± that nothing names", "a word such as SD or SE, or a head such as --head 'mean ± SD'"),
        ("± 3", "± without a number before it", "a word such as SD or SE, or a head such as --head 'mean ± SD'"),
        ("5 (3–8)", "a pair of numbers that nothing names", "a measure, a head, or a word that names the pair"),
        ("5 (3–8; 2–9; IQR)", "a second pair that nothing names", "a word that names it"),
        ("12 13", "two numbers side by side", "what stands between them"),
        ("6lx", "a number with letters that are no unit known", "the unit in usual form"),
        ("lOO%", "letters that pose as digits", "digits"),
        ("97,3", "a decimal comma that is not declared", "--decimal comma"),
        ("97.3.1", "a number that is not read", "a usual form of the number"),
        ("5 (95% CI 3–8; 95% CI 2–9)", "a second interval of one number", "one interval a number"),
        ("61% (12%)", "a number in parentheses that nothing names", NAME_IT),
        ("5 (not reached)", "words in parentheses that nothing names", NAME_IT),
        ("5% (n = 12)", "n beside a percentage may be the count or the denominator", NAME_SIZE),
        ("3–4/22", "a slash behind a pair of numbers", "one count and its denominator"),
        ("0.5/7", "a slash behind a number that is no count", "a unit such as 'per 100,000'"),
    ],
)
def test_what_is_not_read_says_why_and_what_would_decide_it(text: str, why: str, decides: str) -> None:
    assert next((each.why, each.decides) for each in read(text).unread) == (why, decides)


def test_a_text_of_the_longest_length_is_read() -> None:
    assert shown(read("x" * (LONGEST - 3) + " 12")) == "estimate 12"


@pytest.mark.parametrize("text", ["x" * LONGEST + " 12", "1" * 16, "(" * 10 + "12"])
def test_a_text_that_is_no_print_is_refused_as_one(text: str) -> None:
    found = read(text)
    assert [(each.start, each.end, each.why, each.decides) for each in found.unread] == [
        (0, len(text), "a text that is no print of a number", "a shorter text")
    ]


@pytest.mark.parametrize("text", ["-", "n/a", "not reported", "NA*"])
def test_a_sign_of_absence_is_absent(text: str) -> None:
    assert read(text) == Prints(text, absent=True)


def test_numbers_are_in_the_order_of_the_text() -> None:
    found = read("12 months, 50% at 6 months; 97,3 and (3) 98,4")
    assert [each.start for each in found.others] == sorted(each.start for each in found.others)


PAIR = Pair(Part("lower", "3", 7, 8), Part("upper", "8", 9, 10))


@pytest.mark.parametrize(
    ("found", "start"),
    [
        (Print(), 0),
        (Print((Part("count", "4", 5, 6), Part("percent", "3", 9, 10))), 5),
        (Print(bracket=PAIR), 7),
        (Print(spreads=(Spread("IQR", pair=PAIR), Spread("SD", Part("spread", "2", 6, 7)))), 6),
    ],
)
def test_a_print_starts_with_its_first_part(found: Print, start: int) -> None:
    assert found.start == start


def test_a_print_has_a_part_of_a_kind_or_none() -> None:
    part = Part("count", "4", 5, 6)
    assert (Print((part,)).part("count"), Print((part,)).value("count"), Print((part,)).value("p")) == (part, "4", None)


@pytest.mark.parametrize(
    ("value", "number", "decimals"),
    [
        ("4", 4, 0),
        ("-0.80", Decimal("-0.8"), 2),
        (".5", Decimal("0.5"), 1),
        ("-.05", Decimal("-0.05"), 2),
        ("5e3", 5000, 0),
    ],
)
def test_a_part_is_a_number_with_decimals(value: str, number: Decimal, decimals: int) -> None:
    part = Part("estimate", value, 0, 1)
    assert (part.number, part.decimals) == (number, decimals)


@pytest.mark.parametrize("value", ["not reached", "∞", "-∞", "NNTB 10"])
def test_a_part_in_words_is_no_number(value: str) -> None:
    assert Part("lower", value, 0, 1).number is None


def test_an_empty_match_is_not_taken() -> None:
    assert scanner("abc").take(re.compile("x*")) is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("over 6 months, 50%", "percent 50 | time: over 6 months"),
        ("up to 6 months, 50%", "percent 50 | time: up to 6 months"),
        ("that 6 months, 50%", "percent 50 | time: 6 months"),
        ("at 6, and 12 months, 50%", "percent 50 | time: at 6, and 12 months"),
        ("at 6 to 12 months, 50%", "percent 50 | time: at 6 to 12 months"),
        ("within the first 6 months, 50%", "percent 50 | time: within the first 6 months"),
        ("over the next 6 months, 50%", "percent 50 | time: over the next 6 months"),
        ("over the last 6 months, 50%", "percent 50 | time: over the last 6 months"),
        ("at 6-month, 50%", "percent 50 | time: at 6-month"),
        ("at 6months, 50%", "percent 50 | time: at 6months"),
        ("at twelve months, 50%", "percent 50 | time: at twelve months"),
        ("12/24/36-week, 50%", "percent 50 | time: 12/24/36-week"),
        ("12/24/36weeks, 50%", "percent 50 | time: 12/24/36weeks"),
        ("12/24/36 weeks, 50%", "percent 50 | time: 12/24/36 weeks"),
        ("112-week, 50%", "percent 50 | time: 112-week"),
        ("12-week-old, 50%", "percent 50 | time: 12-week"),
        ("week 12 %", "percent 12"),
        ("week 12%", "percent 12"),
        ("week 12 to 24, 50%", "percent 50 | time: week 12 to 24"),
        ("3times a day", "time: 3times a day"),
        ("3 times/week", "time: 3 times/week"),
        ("3 times per month", "time: 3 times per month"),
        ("3 times a year", "time: 3 times a year"),
        ("3 times a d", "time: 3 times a d"),
        ("3 times a wk", "time: 3 times a wk"),
        ("1 day per week", "time: 1 day per week"),
        ("2 days per week", "time: 2 days per week"),
        ("1 dose per day", "time: 1 dose per day"),
        ("2 doses per week", "time: 2 doses per week"),
        ("3 times /day", "time: 3 times /day"),
        ("5 mg/kg/day", "dose: 5 mg/kg/day"),
        ("5 mg/kg/d", "dose: 5 mg/kg/d"),
        ("5 mg/kg/week", "dose: 5 mg/kg/week"),
        ("5 mg/kg/wk", "dose: 5 mg/kg/wk"),
        ("5 mg/kg/h", "dose: 5 mg/kg/h"),
        ("5 mg/kg/min", "dose: 5 mg/kg/min"),
        ("5 mg/kg/dose", "dose: 5 mg/kg/dose"),
        ("5 mg/m²/day", "dose: 5 mg/m²/day"),
        ("5 mg/m2/day", "dose: 5 mg/m2/day"),
        ("5 mg/m^2/day", "dose: 5 mg/m^2/day"),
        ("5 µg/kg/day", "dose: 5 µg/kg/day"),
        ("5 μg/kg/day", "dose: 5 μg/kg/day"),
        ("5mg / kg / day", "dose: 5mg / kg / day"),
        ("50%, dose of 5 mg", "percent 50 | dose: dose of 5 mg"),
        ("50%, doses of 5 mg", "percent 50 | dose: doses of 5 mg"),
        ("50%, given 5 mg", "percent 50 | dose: given 5 mg"),
        ("50%, received 5 mg", "percent 50 | dose: received 5 mg"),
        ("50%, forgiven 5 mg", "percent 50 | dose: 5 mg"),
        ("text [1 - 3]", "citation: [1 - 3]"),
        ("text [1, 3]", "citation: [1, 3]"),
        ("the 12th and the 2nd", "ordinal: 12th | ordinal: 2nd"),
        ("blood pressure 120/80", "blood pressure: blood pressure 120/80"),
        ("120/80 mmHg", "blood pressure: 120/80 mmHg"),
        ("120/80mmHg", "blood pressure: 120/80mmHg"),
    ],
)
def test_times_doses_and_their_like_are_no_part_of_a_print(text: str, parts: str) -> None:
    assert shown(read(text)) == parts


@pytest.mark.parametrize(("text", "ends"), [("5%", True), ("5 Per Cent", True), ("5% x", False), ("5", False)])
def test_a_percent_sign_stands_right_before_the_place(text: str, ends: bool) -> None:
    assert scanner(text, len(text)).ends_percent() is ends


@pytest.mark.parametrize(
    ("text", "at", "end"),
    [
        ("6lx%", 1, 4),
        ("6l1", 1, 3),
        ("6mg", 1, 1),
        ("6a", 1, 1),
        ("5patient-years", 1, 1),
        ("6 lx", 1, 1),
        ("alx", 1, 1),
        ("6", 1, 1),
    ],
)
def test_letters_glued_to_digits_are_passed_unless_they_are_known(text: str, at: int, end: int) -> None:
    scan = scanner(text, at)
    assert (scan.take_glued_letters(), scan.at) == (end > at, end)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5", ("5", "", False, True)),
        ("5.5%", ("5.5", "", True, False)),
        ("<5", ("5", "<", False, False)),
        ("<= 5", ("5", "≤", False, False)),
        (">= 5", ("5", "≥", False, False)),
        ("At least 5", ("5", "≥", False, False)),
        ("at least the 5", ("5", "≥", False, False)),
        ("5+", ("5", ">", False, False)),
        ("5+3", ("5", "", False, True)),
        ("5+/-3", ("5", "", False, True)),
        ("-5", ("-5", "", False, False)),
        ("- 5", ("-5", "", False, False)),
        ("+5", ("5", "", False, True)),
        ("five", ("5", "", False, True)),
        ("five+", ("5", "", False, True)),
        ("five.3", ("5", "", False, True)),
        ("97,3", None),
        ("97.3.1", None),
        ("97.3·1", None),
        ("5 Per Cent", ("5", "", True, True)),
        ("at least a 5", ("5", "≥", False, False)),
        ("x", None),
    ],
)
def test_a_number_has_its_bound_its_sign_and_its_percent_sign(
    text: str, number: tuple[str, str, bool, bool] | None
) -> None:
    found = scanner(text).take_number()
    assert (found and (found.part.value, found.part.bound, found.is_percent, found.is_whole)) == number


def test_a_word_is_no_malformed_number_whatever_stands_before_it() -> None:
    number = scanner("97,3 five", 5).take_number()
    assert getattr(number, "part", None) == Part("estimate", "5", 5, 9)


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("NR", Part("lower", "not reached", 0, 2)),
        ("NE", Part("lower", "not estimable", 0, 2)),
        ("∞", Part("lower", "∞", 0, 1)),
        ("− ∞", Part("lower", "-∞", 0, 3)),
        ("NA", Part("lower", "NA", 0, 2)),
        ("5%", Part("estimate", "5", 0, 2)),
        ("NNTB 5", Part("estimate", "NNTB 5", 0, 6)),
        ("x", None),
    ],
)
def test_a_limit_is_a_number_or_what_stands_for_one(text: str, limit: Part | None) -> None:
    assert scanner(text).take_limit() == limit


def test_no_limit_leaves_the_place() -> None:
    scan = scanner("3, x")
    assert (scan.take_pair(re.compile(", ")), scan.at) == (None, 0)


@pytest.mark.parametrize(("text", "place"), [("(a (b) c)", 8), ("[a]", 2), ("(a]", None), ("()", 1), ("(a) )", 2)])
def test_a_parenthesis_is_closed_by_its_own_kind(text: str, place: int | None) -> None:
    assert scanner(text).closing() == place


def test_two_ends_without_what_joins_them_are_no_pair() -> None:
    assert scanner("3NR").take_pair(re.compile(", ")) is None


def test_the_ends_of_a_pair_are_its_lower_and_its_upper_one() -> None:
    pair = scanner("3, 8").take_pair(re.compile(", "))
    assert pair == Pair(Part("lower", "3", 0, 1), Part("upper", "8", 3, 4))


def test_reading_begins_with_the_first_character() -> None:
    assert Scanner("5", "point").at == 0


def test_one_p_value_behind_three_prints_is_that_of_all() -> None:
    found = shown(read("12/40 (30%), 5/40 (12.5%), 6/40 (15%), p = 0.03"))
    assert found.endswith("count 6, denominator 40, percent 15 | all: p 0.03")


ONE = Part("estimate", "5", 0, 1)


def test_a_draft_begins_empty() -> None:
    draft = Draft(False, None)
    assert (draft.is_empty, draft.is_whole, draft.p_outside) == (True, False, False)


@pytest.mark.parametrize(
    ("draft", "is_alone"),
    [
        (Draft(False, None, {"estimate": ONE, "unit": ONE}), True),
        (Draft(False, None, {"percent": ONE}), False),
        (Draft(False, None, bracket=PAIR), False),
        (Draft(False, None, spreads=[Spread("SD", ONE)]), False),
        (Draft(False, None, unnamed=ONE), False),
    ],
)
def test_a_number_is_alone_with_its_unit_only(draft: Draft, is_alone: bool) -> None:
    assert draft.is_alone is is_alone


@pytest.mark.parametrize(
    ("draft", "may_count"),
    [
        (Draft(False, None, {"estimate": ONE}, is_whole=True), True),
        (Draft(False, None, {"estimate": ONE}), False),
        (Draft(False, None, is_whole=True), False),
        (Draft(False, None, {"estimate": ONE, "unit": ONE}, is_whole=True), False),
    ],
)
def test_a_whole_number_without_a_unit_may_count(draft: Draft, may_count: bool) -> None:
    assert draft.may_count is may_count


@pytest.mark.parametrize(
    ("parts", "named", "name", "left", "kinds"),
    [
        (["estimate"], ["percent", "interval"], "interval", [], ["percent"]),
        ([], ["percent", "interval"], "interval", [], []),
        (["percent"], ["percent", "interval"], None, ["percent", "interval"], ["percent"]),
        (["estimate"], ["percent"], None, ["percent"], ["estimate"]),
        (["estimate"], ["IQR", "range"], "IQR", ["range"], ["estimate"]),
        (["estimate"], ["SD"], None, ["SD"], ["estimate"]),
    ],
)
def test_a_percentage_before_the_name_of_a_pair_names_the_first_number(
    parts: list[Kind], named: list[Place], name: str | None, left: list[Place], kinds: list[Kind]
) -> None:
    draft = Draft(False, None, dict.fromkeys(parts, ONE), named=named)
    assert (draft.take_pair_name(), draft.named, list(draft.parts)) == (name, left, kinds)


def test_a_width_is_a_spread_by_its_kind() -> None:
    draft = Draft(False, None)
    draft.add_spread("SD", ONE, None)
    assert draft.spreads == [Spread("SD", Part("spread", "5", 0, 1))]


def test_what_is_marked_or_no_part_counts_as_read() -> None:
    reader = Reader(Scanner("5", "point"), RULES, None, False, False)
    assert (reader.miss(0, 1, ""), reader.add_other(0, 1, "time")) == (True, True)


def test_a_print_counts_nothing_unless_a_noun_stands_there() -> None:
    assert (Print().counted, Prints("").absent) == ("", False)


@pytest.mark.parametrize("text", ["221 of 240", "50 (61%)", "3.1 (SD 2.4)", "0.03 (log-rank)", "12 of the 40, 30%"])
def test_a_number_before_of_or_a_parenthesis_is_read_as_by_every_rule_of_digits(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = read(text)
    monkeypatch.setattr(reading, "RULES", {**reading.RULES, "count": reading.RULES["digit"]})
    assert read(text) == found
