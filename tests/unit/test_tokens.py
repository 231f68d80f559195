from __future__ import annotations

import pytest

from vexas_evidence.text.tokens import (
    agree,
    loose_digits,
    names,
    normalise,
    normalise_numbers,
    part_of,
    texts_of,
    tokens,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rose to 41% and 54%.", ("41%", "54%")),
        ("In 50 (61%) patients.", ("50 (61%)",)),
        ("In 4 of 5 patients.", ("4 of 5",)),
        ("In 50/82 (61%) patients.", ("50/82 (61%)",)),
        ("In 50 of 82 (61%) patients.", ("50 of 82 (61%)",)),
        ("On 12/05/2024, and 2024-05-12.", ("12/05/2024", "2024-05-12")),
        ("EudraCT 2010-012345-67", ("2010-012345-67",)),
        ("1.2 million of them", ("1.2 million",)),
        ("At least a 25% fall.", ("At least a 25%",)),
        ("a fall of ≥25%", ("≥25%",)),
        ("p < 0.05", ("< 0.05",)),
        ("below 2%", ("below 2%",)),
        ("over 60%", ("over 60%",)),
        ("a change of -3.5 points", ("-3.5",)),
        ("3.1 years (range: 0.4–5.6)", ("3.1 years", "0.4-5.6")),
        ("the first three treatment cycles", ("first three treatment cycles",)),
        ("the first 6 months", ("first 6 months",)),
        ("1,234 patients", ("1,234",)),
        ("all patients, most of them", ("all", "most")),
        ("two-thirds of patients", ("two-thirds",)),
        ("doi: 10.1182/blood.2024028133. PMID: 40373272.", ("10.1182/blood.2024028133", "40373272")),
        ("Thirty-five of the 50", ("Thirty-five", "50")),
        ("Eighty-eight", ("Eighty-eight",)),
        ("forty two patients", ("forty two",)),
        ("One hundred and twelve", ("One hundred and twelve",)),
        ("One hundred thirty-one patients", ("One hundred thirty-one",)),
        ("One of 7 and one of twelve", ("One", "7", "one", "twelve")),
        ("Half a dozen of them", ("Half a dozen",)),
        ("a dozen, a hundred", ("a dozen", "a hundred")),
        ("half, one third, a quarter", ("half", "one third", "a quarter")),
        ("one and a half years", ("one and a half years",)),
        ("one in five", ("one in five",)),
        ("one patient, one of the patients", ("one", "one")),
        ("One serious adverse event, no treatment-related deaths", ("One", "no")),
        ("one recent study, no clinical benefit, one important limitation", ()),
        ("no patient died", ("no",)),
        ("nobody died", ("nobody",)),
        ("both patients, both alive and well", ("both",)),
        ("the 2nd, 1st and third line", ("2nd", "1st", "third")),
        ("first line, at first", ("first",)),
        ("82^4 patients and 61%^5", ("82", "^4", "61%", "^5")),
        ("82⁴ patients, shown^4,5", ("82", "^4", "^4,5")),
        ("shown [4,5] and [7]", ("[4,5]", "[7]")),
        ("10^9/L and 3 × 10⁹/L", ("10^9/L", "3 × 10^9/L")),
        ("P < .05, P=.001 (.3 to .9)", ("< .05", ".001", ".3", ".9")),
        ("no more than 8", ("no more than 8",)),
        ("fewer than 8, less than 8, up to 8, at most 8", ("fewer than 8", "less than 8", "up to 8", "at most 8")),
        ("about 8, nearly 8, ~8, ± 8, ≈8", ("about 8", "nearly 8", "~8", "± 8", "≈8")),
        ("almost all, more than half, not all", ("almost all", "more than half", "not all")),
        ("at least 2 of 5", ("at least 2 of 5",)),
        ("60% or more", ("60% or more",)),
        ("turnover 60%", ("60%",)),
        ("61 percent, 62 per cent", ("61 percent", "62 per cent")),
        ("percentage points 5", ("5",)),
        ("1 234, 1\u2009234 and 1,234", ("1,234", "1,234", "1,234")),
        ("12,5% of them", ("12,5%",)),
        ("5-year, 12-month and 28-day", ("5-year", "12-month", "28-day")),
        ("50.2%–70.8%", ("50.2%-70.8%",)),
        ("AZA—90% at 1 year", ("90%", "1 year")),
        ("in34% of, median3.1 years", ("34%", "3.1 years")),
        ("5mg of 18F", ("5mg", "18F")),
        ("thirty-\nfive patients", ("thirty-five",)),
        (
            "The mean difference was –0·8 (95% CI –1·2 to –0·4), and − 3.2 points in the rest.",
            ("-0.8", "95%", "-1.2", "-0.4", "-3.2"),
        ),
        ("a fall of –3.5mm (from 5 –3 is no sign)", ("-3.5mm", "5 -3")),
        ("Patients took 2.5mg or 0.5mg/kg; CRP ≥10mg/L", ("2.5mg", "0.5mg/kg", "≥10mg/L")),
        ("in 36%of them (95%CI 30-42), in the rest 0.57a", ("36%", "95%", "30-42", "0.57")),
        ("962 month 6 (98%), 947 month 12 (96%)", ("962", "6", "98%", "947", "12", "96%")),
        ("Median age was 41 [35–63] years and 2 [1–3] lines.", ("41", "35-63", "2", "1-3")),
        ("The pooled OR was 1.06 and 0.86~1.30 its interval.", ("1.06", "0.86~1.30")),
        ("The P value was 3.54e-2 or 1.2E-05, CTCAE v5.0.", ("3.54e-2", "1.2E-05")),
        ("1’234 Patienten und 1.801 (97,3%) von ihnen.", ("1,234", "1.801 (97,3%)")),
        ("%50 of them", ("50%",)),
        ("4/22 (18.2%), 9 of 12 (75%) and 9/36, 25%", ("4/22 (18.2%)", "9 of 12 (75%)", "9/36, 25%")),
        ("77.8% (28/36) and 1 (<1%)", ("77.8% (28/36)", "1 (<1%)")),
        ("10–15 × 10^9/L or 98–201×10⁹/L, 1–2×10⁶", ("10-15 × 10^9/L", "98-201×10^9/L", "1-2×10^6")),
        ("< LLN–75 × 10⁹/L", ("75 × 10^9/L",)),
        ("7 and above, 8 and over.", ("7 and above", "8 and over")),
        ("aged 65 and older were, 3 and older than", ("65 and older", "3")),
        ("over 19 or under 80 years", ("over 19", "under 80 years")),
        ("over 2 and over 3 years, 5 or more than 6", ("over 2", "over 3 years", "5", "more than 6")),
        ("61 [52, 70] and 12 [3,21]", ("61", "52", "70", "12", "3", "21")),
        ("in 12 [3, 4], grades 2–4 [3,5]", ("12", "[3, 4]", "2-4", "[3,5]")),
        ("p<,05, p = ,01", ("<.05", ".01")),
        ("one-in-five", ("one-in-five",)),
        ("2×–3× ULN, 38°–40°C", ("2", "3", "38", "40")),
        ("12\t345", ("12", "345")),
        ("4.2 ∗ 10^−5, 10(-3)", ("4.2 × 10^-5", "10^-3")),
        ("at 12/24/36 weeks, SD102.92", ("12", "24", "36 weeks", "102.92")),
        ("٤١% of 𝟖𝟖", ("41%", "88")),
        ("Blood. 2025 Sep 18;146(12):1450-1461.", ("2025", "18", "146", "12", "1450-1461")),
    ],
)
def test_the_numbers_of_a_text_are_found_with_all_that_carries_meaning(text: str, expected: tuple[str, ...]) -> None:
    assert texts_of(tokens(text)) == expected


@pytest.mark.parametrize(
    "text", ["UBA1 and E1", "CD34 cells", "one of the reasons", "an open question", "IL-6 and COVID-19", "p53"]
)
def test_digits_within_a_word_are_a_name(text: str) -> None:
    assert tokens(text) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("61 %", "61%"),
        ("0.4–5.6", "0.4-5.6"),
        ("3·1 years", "3.1 years"),
        ("3.1\u00a0years", "3.1 years"),
        ("Over 60%", "over 60%"),
        ("≥ 25%", "≥25%"),
        ("61 per cent", "61%"),
        ("5-year", "5 years"),
        ("1 234", "1,234"),
        (">= 25%", "≥25%"),
    ],
)
def test_forms_of_writing_that_carry_no_meaning_agree(one: str, other: str) -> None:
    assert agree(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("61%", "61"),
        ("≥25%", "25%"),
        ("<2%", "≤2%"),
        ("3.1 years", "31 years"),
        ("3.1 years", "3.1 months"),
        ("-5", "5"),
        ("0.4-5.6", "0.45.6"),
        ("1 5", "15"),
        ("10²", "102"),
        ("82^4", "824"),
        ("12,5%", "125%"),
        (".5%", "5%"),
        ("no more than 8", "more than 8"),
        ("at least 25%", "over 25%"),
        ("5 per centre", "5%re"),
    ],
)
def test_whatever_carries_meaning_does_not_agree(one: str, other: str) -> None:
    assert not agree(one, other)


def test_a_word_broken_at_a_line_end_is_joined() -> None:
    assert normalise("trans-\nfusion") == "transfusion"


def test_a_ligature_is_resolved() -> None:
    assert normalise("eﬃcacy") == "efficacy"


@pytest.mark.parametrize(
    ("token", "part", "expected"),
    [
        ("4 of 5", "count", "4"),
        ("4 of 5", "denominator", "5"),
        ("50 (61%)", "count", "50"),
        ("50 (61%)", "percent", "61%"),
        ("4/22 (18.2%)", "count", "4"),
        ("4/22 (18.2%)", "denominator", "22"),
        ("4/22 (18.2%)", "percent", "18.2%"),
        ("77.8% (28/36)", "percent", "77.8%"),
        ("1 (<1%)", "percent", "<1%"),
        ("120/80", "count", ""),
    ],
)
def test_a_token_of_two_numbers_has_parts(token: str, part: str, expected: str) -> None:
    assert part_of(token, part) == expected


def test_a_token_of_one_number_has_no_parts() -> None:
    assert part_of("61%", "denominator") == ""


def test_the_digits_of_a_unit_are_a_name() -> None:
    assert (texts_of(tokens("75 mg/m²")), names("75 mg/m²")) == (("75",), ("m^2",))


@pytest.mark.parametrize("text", ["UBA1 in 5 of 9", "version 1.2.3.4 a1b2 ½ 3½", "x_1 5% 12/05/2024 .3.4 1,2,3,4567"])
def test_no_digit_is_loose(text: str) -> None:
    assert loose_digits(text) == ""


@pytest.mark.parametrize("text", ["A" * 20_000 + "-", "1," * 2_000, "A-" * 2_000, "twenty-one hundred and " * 300])
def test_a_hostile_text_is_read_to_its_end(text: str) -> None:
    assert loose_digits(text) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(–5)", "(-5)"),
        ("(− 5)", "(-5)"),
        ("≈− 5", "≈-5"),
        ("– 5 to − 3", "- 5 to -3"),
        ("x − 3", "x -3"),
        ("x – 3", "x - 3"),
        ("a–3", "a - 3"),
        ("5 − 3", "5 - 3"),
        ("5% − 3", "5% - 3"),
        ("(5) − 3", "(5) - 3"),
        ("[5] − 3", "[5] - 3"),
        ("x −.3", "x -.3"),
        ("x − ·3", "x -.3"),
        ("X–3", "X - 3"),
        ("X − 3", "X -3"),
    ],
)
def test_a_dash_before_a_number_is_a_minus_sign_unless_a_number_stands_before_it(text: str, expected: str) -> None:
    assert normalise_numbers(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The change was – 0.8 points.", ("-0.8",)),
        ("The change was —0.8 (– 5 to – ·2) points.", ("-0.8", "-5", "-.2")),
        ("Change | - 0.4 | (- 3)", ("-0.4", "-3")),
        ("A trial – 12 of 30 – ended.", ("12 of 30",)),
        ("In 3 - 5 years (3 - 5).", ("3 - 5 years", "3 - 5")),
        ("Scores were – 1.7 v – 1.8 and - 2, or between – 3 and – 4.", ("-1.7", "-1.8", "-2", "-3", "-4")),
        ("MD, – 2.1; - 3 had a rash, - 4 fell.", ("-2.1", "3", "4")),
        ("CI – 2.0 to – 1.2; CI - 2 to 0.4%", ("-2.0", "-1.2", "-2", "0.4%")),
        ("CI - 0.31 to 0.95", ("0.31", "0.95")),
    ],
)
def test_a_dash_apart_from_its_number_is_its_sign_where_nothing_else_can_stand(
    text: str, expected: tuple[str, ...]
) -> None:
    assert texts_of(tokens(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.5 × 10−8", ("1.5 × 10^-8",)),
        ("2x10-5", ("2x10^-5",)),
        ("2 · 10⁻³", ("2 × 10^-3",)),
        ("3.54 e-2", ("3.54e-2",)),
        ("2.345,6 or 1.234.567,8", ("2,345.6", "1,234,567.8")),
        ("P=·04 (·31–·95)", (".04", ".31-.95")),
        ("≦8 and ≧ 9", ("≤8", "≥ 9")),
        ("35 months [31–43] or 2 lines [1–3]", ("35 months", "31-43", "2", "1-3")),
        ("35 months [37–43] of 88 patients [3]", ("35 months", "[37-43]", "88", "[3]")),
        ("2.1 × 106 cells and 3 x 105 copies", ("2.1 × 10^6", "3 x 10^5")),
        ("1 234 (10,0 %) of 12 345", ("1234 (10,0 %)", "12,345")),
        ("\uf0b310 mg, \uf0a35 mg and 4 \uf0b1 2", ("≥10", "≤5", "4", "± 2")),
        ("^1Two fell, ^99mTc", ("^1", "Two", "^99mTc")),
        ("Of 1.234, 12,5 % and 0,034", ("1234", "12,5 %", "0,034")),
        ("Of 1.234, 12,5 % and 0.034", ("1.234", "12,5 %", "0.034")),
        ("1 234.5, then 2 345.6.", ("1234.5", "2345.6")),
        ("1 234,5 to 2 000,0", ("1234,5", "2000,0")),
        ("12…15 mg, +/-5, from minus 3.2, 12 minus 3", ("12-15", "±5", "-3.2", "12", "3")),
        ("1.2·10−3; 1.2*10^3; 1·10−3", ("1.2 × 10^-3", "1.2 × 10^3", "1.10-3")),
        ("1.5×109/L and 4 x 10 6 /kg", ("1.5×10^9/L", "4 x 10^6")),
        ("P<10−5", ("<10^-5",)),
        ("n=10–12", ("10-12",)),
        ("1\u2009234.5 and 12\u00a0345,6", ("1234.5", "12345,6")),
        ("0.86to1.30; of88 at6 months, AT10", ("0.86", "1.30", "88", "6 months")),
        ("36of 88; 34%of them", ("36 of 88", "34%")),
        ("4.1 x 10(9)/L, 2×10(5) copies, 22 kg/m(2)", ("4.1 x 10^9/L", "2×10^5", "22")),
        ("2 × 10^{-7} and 10^{ 4 }", ("2 × 10^-7", "10^4")),
        ("98 g·L−1, 4.1 mL min–1 kg–1, 3 mL·min−1·1.73 m−2", ("98", "4.1", "3", "1.73")),
        ("2 m–3 m and 5 h−6 h", ("2", "3", "5", "6")),
        ("F(2,87) = 4.4; ICC(3,1) = 0.9", ("2", "87", "4.4", "3", "1", "0.9")),
        ("5,43,210 of 1,23,45,678", ("543,210 of 12,345,678",)),
        ("9 (1.2, 2.7) × 10−3", ("9", "1.2", "2.7", "10^-3")),
        ("8.1 -> 9.4; 34 % 8", ("8.1", "9.4", "34 %", "8")),
        ("10% (5/50)–20% (10/50)", ("10% (5/50)", "20% (10/50)")),
        ("=<4, ∼5, 0.02‰", ("≤4", "~5", "0.02‰")),
        ("1\u200b2 of 0.4\u2060–\u20600.7", ("12", "0.4-0.7")),
        ("in trials2,3 with 4,5 mg", ("2", "3", "4,5")),
    ],
)
def test_a_rarer_form_of_a_number_is_read_as_the_usual_one(text: str, expected: tuple[str, ...]) -> None:
    assert texts_of(tokens(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1٫5", "1.5"),
        ("1٬234", "1,234"),
        ("٤١٪", "41%"),
        ("x ٪", "x %"),
        ("1⋅5", "1.5"),
        ("1∙5", "1.5"),
        ("½ ⅓", "½ ⅓"),
        ("①", "①"),
        ("3カ月後は7.4%", "3 カ月後は 7.4%"),
        ("患者88例中<5例（61％）の", "患者 88 例中 <5 例(61%)の"),
        ("1’234", "1,234"),
        ("1'2345", "1'2345"),
        ("%50", "50%"),
        ("% 50.25", "50.25%"),
        ("5%50", "5%50"),
        ("%50a", "%50a"),
    ],
)
def test_digits_of_all_scripts_are_ours(text: str, expected: str) -> None:
    assert normalise_numbers(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("thirty-\nfive", "thirty-five"),
        ("Thirty-\nfive", "Thirty-five"),
        ("some thirty-\nfive", "some thirty-five"),
        ("trans- \nfusion", "transfusion"),
        ("5 \n -6", "5--6"),
        ("a —5", "a - 5"),
        ("a―5", "a - 5"),
        ("a—.5", "a - .5"),
        ("1⋅5", "1.5"),
        ("<=5", "≤5"),
        ("é X", "é X"),
        ("1 2345", "1 2345"),
        ("1 234.5", "1 234.5"),
        ("1 234,5", "1 234,5"),
        ("1234 567", "1234 567"),
        ("5 -\n6", "5 - 6"),
        ("5-\n6", "5-6"),
        ("5\n-6", "5--6"),
        ("5- \n x", "5-x"),
        ("a\u00adb", "ab"),
        ("a\u00ad\nb", "ab"),
        ("a\u2010\nb", "ab"),
        ("1 234 567", "1,234,567"),
        ("x1 234", "x1 234"),
        ("^1 234", "^1 234"),
        ("1.1 234", "1.1 234"),
        ("1 234 5", "1 234 5"),
        ("⩾5 ⩽6", "≥5 ≤6"),
        ("10⁹ m⁻²", "10^9 m^-2"),
        ("a — 5", "a - 5"),
        ("ａ", "a"),
    ],
)
def test_a_normalised_text_has_one_form(text: str, expected: str) -> None:
    assert normalise(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,234,567.89, 1,234.5 and 12,55%", ("1,234,567.89", "1,234.5", "12,55%")),
        ("five per centre, 5 per centre", ("five", "5")),
        ("five daylight, 5 daylight", ("five", "5")),
        ("3fold or 3 fold", ("3fold", "3")),
        ("60% or overall, five or overall", ("60%", "five")),
        ("12.1.3 and 3e+5", ("12.1.3", "3e+5")),
        ("5 – 6 years", ("5 - 6 years",)),
        ("50 (≥61%), 50 (61 %), 1(<1%)", ("50 (≥61%)", "50 (61 %)", "1(<1%)")),
        ("1,234/2,345 and 12 / 24 / 36 weeks", ("1,234/2,345", "12", "24", "36 weeks")),
        ("77.8 % (28/36), 77.8%(28/36), 4/22(18.2%)", ("77.8 % (28/36)", "77.8%(28/36)", "4/22(18.2%)")),
        ("0.5mg/kg/min and 0.57f", ("0.5mg/kg/min", "0.57")),
        ("CI95 SE5 OR2 HR3 RR4 IQR6", ("95", "5", "2", "3", "4", "6")),
        ("AZA-90% and PR-9.5 % of", ("90%", "9.5 %")),
        ("41[35-63], 41%[35-63] and 41% [35 - 63]", ("41", "35-63", "41%", "35-63", "41%", "35 - 63")),
        ("as shown [35 - 63] and [12 , 13]", ("[35 - 63]", "[12 , 13]")),
        ("10.1000/ab;c and 10^-12/L, 10^3/µL", ("10.1000/ab", "10^-12/L", "10^3/μL")),
        ("headfirst 5 days", ("5 days",)),
        ("at least the 25%, above a .05", ("at least the 25%", "above a .05")),
        ("+3.5 points, ±5", ("+3.5", "±5")),
        ("at least 10mg/L or +10mg", ("at least 10mg/L", "+10mg")),
        ("often of weight, on behalf of a tender, halfway", ()),
        ("slow, highly, infrequently", ()),
        ("1.5⅛, 2¾, 1⅔, ⅛", ("1.5⅛", "2¾", "1⅔", "⅛")),
        ("3e5 and 3e-5, 3e1234", ("3e5", "3e-5", "3e1234")),
        ("3x10^5/mL, ± 10^9, +10^3", ("3x10^5/mL", "± 10^9", "+10^3")),
        ("see ^a5 and ^b, ^*5*", ("^a5", "^*5*")),
        ("[12, 13-15] and [123]", ("[12, 13-15]", "[123]")),
        ("10.1000/abc.", ("10.1000/abc",)),
        ("2.10.1000/abc", ("2.10.1000",)),
        ("5-fold, 5 folds, 5-folded", ("5-fold", "5", "5")),
        ("5 of   10", ("5 of 10",)),
        ("50 ( < 61 % )", ("50", "< 61 %")),
    ],
)
def test_a_token_is_as_long_as_its_number(text: str, expected: tuple[str, ...]) -> None:
    assert texts_of(tokens(text)) == expected


@pytest.mark.parametrize(
    "word",
    ["more", "less", "fewer", "higher", "lower", "above", "below", "greater", "over", "older", "younger", "longer"],
)
def test_words_behind_a_number_that_bound_it_are_part_of_its_token(word: str) -> None:
    assert texts_of(tokens(f"60% or {word} of them")) == (f"60% or {word}",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("65+ years, 3+ lines", ("65+ years", "3+")),
        ("from 4.1+ to 12.6+ months", ("4.1+", "12.6+ months")),
        ("a 3+3 design, CD34+ cells", ("3", "3")),
    ],
)
def test_a_plus_sign_behind_a_number_is_part_of_it_unless_a_number_follows(
    text: str, expected: tuple[str, ...]
) -> None:
    assert texts_of(tokens(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at 09:45 in 3", ("09:45", "3")),
        ("until 18:30, at 6:15 p.m.", ("18:30", "6:15")),
        ("a ratio of 12:10 or 1:20", ("12", "10", "1", "20")),
        ("Tel.: +33 1 42 16 00 00, 5 called", ("Tel.: +33 1 42 16 00 00", "5")),
        ("+1 (617) 555-0142 or fax 617-555-0143", ("+1 (617) 555-0142", "fax 617-555-0143")),
        ("grant numbers 82170456, 81900123 of 12", ("grant numbers 82170456, 81900123", "12")),
        ("approval no. 2021/377-A, 40 were seen", ("approval no. 2021/377-A", "40")),
        ("registration 40 days later", ("40 days",)),
        ("ACTRN 12618000123246", ("ACTRN 12618000123246",)),
        ("Boston, MA 02115, USA; Oxford OX3 9DU", ("MA 02115", "OX3 9DU")),
        ("Ann Arbor, MI 48109. In CI 12345 men", ("MI 48109", "12345")),
        ("Ward 3, 28046 Madrid, Spain; D-69120 Heidelberg", ("3", "28046", "D-69120")),
        ("Toronto, ON M5G 2C4, Canada", ("M5G 2C4",)),
        ("2333 ZA Leiden, the Netherlands", ("2333 ZA",)),
        ("46,XY,del(20)(q11q13)[14]/46,XY[6] in 2", ("46,XY,del(20)(q11q13)[14]/46,XY[6]", "2")),
        ("c.118-1G>C in 4", ("c.118-1G>C", "4")),
    ],
)
def test_a_time_of_the_day_and_a_number_that_names_are_one_token(text: str, expected: tuple[str, ...]) -> None:
    assert texts_of(tokens(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "v12",
        "t1/2",
        "T½",
        "D-5",
        "d1-5",
        "EQ-5D-3L",
        "L^-1",
        "h^-1",
        "s^-1",
        "μL^-1",
        "CD4/CD8",
        "B12-x",
        "v5.0.12",
        "v1",
        "m^-2",
        "m^12",
        "min^2",
        "d^2",
        "dL^2",
        "μm^2",
        "nm^3",
        "kg^2",
        "HLA-B-27",
        "HLA-B*27:05",
        "D46.9",
        "17q21.31",
        "NM_022662.3",
        "t(9;22)(q34;q11)",
    ],
)
def test_a_version_and_a_power_of_a_unit_are_names(text: str) -> None:
    assert names(text) == (text,)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5-day", "5 days"),
        ("5  days", "5 day"),
        ("5 - percent", "5%"),
        ("5-week", "5 weeks"),
        ("5-month", "5 months"),
        ("5-cycle", "5 cycles"),
        ("5 - day", "5 day"),
    ],
)
def test_a_unit_agrees_in_each_of_its_forms(one: str, other: str) -> None:
    assert agree(one, other)


@pytest.mark.parametrize(
    ("token", "parts"),
    [
        ("5 of 10 (50%)", ("5", "10", "50%")),
        ("50% of 10", ("", "10", "50%")),
        ("5 5", ("", "", "")),
        ("3–5", ("", "", "")),
        ("n = 4", ("", "", "")),
        ("٤ of ٥", ("4", "5", "")),
    ],
)
def test_each_part_of_a_token_is_read_for_itself(token: str, parts: tuple[str, str, str]) -> None:
    assert (part_of(token, "count"), part_of(token, "denominator"), part_of(token, "percent")) == parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at pH6.8 and in PM2.5 (P0.05)", ("6.8", "2.5", "0.05")),
        ("10 mM FeSO4·7H2O and UBA1.", ("10",)),
        ("by 2^4.8-fold, not 10^−3.5", ("2^4.8", "10^-3.5")),
        ("0.0591 −2.457 0.787", ("0.0591", "-2.457", "0.787")),
        ("5−3 of 12 − 3", ("5-3", "12 - 3")),
    ],
)
def test_a_decimal_is_read_with_all_its_digits_and_its_sign(text: str, expected: tuple[str, ...]) -> None:
    assert texts_of(tokens(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("grades 2–4 [3–5]", ("2-4", "[3-5]")),
        ("in 2013 [12–15]", ("2013", "[12-15]")),
        ("of 34% [3–5]", ("34%", "[3-5]")),
        ("age 41 [35–63]", ("41", "35-63")),
        ("a score of 2 [1–4]", ("2", "1-4")),
    ],
)
def test_two_numbers_in_square_brackets_are_a_range_of_what_lies_between_them(
    text: str, expected: tuple[str, ...]
) -> None:
    assert texts_of(tokens(text)) == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It was 1 234.5 kg in 3 men.", ["1234.5", "3"]),
        ("1 234 567.8 euros (95% CI 1 100.2–1 300.4)", ["1234567.8", "95%", "1100.2-1300.4"]),
        ("scores of 1 234.5 2 345.6", ["1234.5", "2345.6"]),
        ("at week 1 234.5 units", ["1", "234.5"]),
        ("in Table 1 234.5 kg", ["1", "234.5"]),
        ("S-1 373.5 mg", ["1", "373.5"]),
        ("in 12 34.5 kg", ["12", "34.5"]),
        ("Table 1 Of 201 men", ["1", "201"]),
    ],
)
def test_thousands_parted_by_a_plain_space_are_one_number_with_its_decimals(text: str, found: list[str]) -> None:
    assert list(texts_of(tokens(text))) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("at 10-3 M and 10−6 mol/L", ["10^-3", "10^-6"]),
        ("of 10-12 g daily", ["10-12"]),
        ("in 10-3 of them", ["10-3"]),
    ],
)
def test_a_range_of_ten_that_goes_down_to_a_unit_is_a_power(text: str, found: list[str]) -> None:
    assert list(texts_of(tokens(text))) == found


@pytest.mark.parametrize("break_", ["j.\njclin", "\njclin", "jcl\nin"])
def test_a_doi_goes_on_in_the_next_line(break_: str) -> None:
    found = texts_of(tokens(f"See https://doi.org/10.1016/{break_}.2010.03.016 of 12."))
    assert found == (f"10.1016/{break_.replace(chr(10), '')}.2010.03.016", "12")


def test_a_count_behind_n_and_its_percentage_are_two_numbers() -> None:
    assert texts_of(tokens("Rash (n = 17, 38.6%) and 38.6% (17/44)")) == ("17", "38.6%", "38.6% (17/44)")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a rate of 26 · 7% and 3 · 4 points", ("26.7%", "3.4")),
        ("HR 0 · 45 (0 · 30–0 · 67)", ("0.45", "0.30-0.67")),
        ("26 ·7% and 3· 4 points", ("26.7%", "3.4")),
        ("3 · 4 points", ("3", "4")),
        ("12 May 2020 · 34 comments, 26 · 7%", ("12", "2020", "34", "26.7%")),
        ("26 · 7%, and 2 · 3 · 4 blocks", ("26.7%", "2", "3", "4")),
    ],
)
def test_a_raised_point_with_spaces_is_that_of_decimals_where_the_text_shows_one(
    text: str, found: tuple[str, ...]
) -> None:
    assert texts_of(tokens(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Death,5,7", ("5", "7")),
        ("Stroke,12,3.4", ("12", "3.4")),
        ("Death (%),5,7", ("5", "7")),
        ("The mean was 5,7 points", ("5,7",)),
    ],
)
def test_a_number_right_behind_a_word_and_a_comma_stands_in_a_list(text: str, found: tuple[str, ...]) -> None:
    assert texts_of(tokens(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("54/88 (95-%-KI 50,4–71,6)", ("54/88", "95%", "50,4-71,6")),
        ("54 (%61,4) responded", ("54 (61,4%)",)),
        ("costs of 1.234,50 at n = 1.204", ("1,234.50", "1204")),
        ("P = 2.1 × 10 −8", ("2.1 × 10^-8",)),
        ("growth of e^-0.5", ("-0.5",)),
        ("the x[1] of hepatitis B[3]", ("[3]",)),
    ],
)
def test_a_sign_that_a_rarer_print_sets_apart_stays_with_its_number(text: str, found: tuple[str, ...]) -> None:
    assert texts_of(tokens(text)) == found
