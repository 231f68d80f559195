"""The words and signs around a number, one by one: units, times, doses, dates, names of intervals and spreads."""

from __future__ import annotations

import pytest

from vexas_evidence import read_number
from vexas_evidence.text.grammar.heads import Head, head_in, read_head
from vexas_evidence.text.grammar.parts import Prints
from vexas_evidence.text.grammar.reading import read

UNITS = (
    *("years", "year", "yrs", "yr", "y", "months", "month", "mos", "mo", "mths", "mth", "weeks", "week", "wks", "wk"),
    *("w", "days", "day", "d", "hours", "hour", "hrs", "hr", "h", "minutes", "minute", "mins", "min", "seconds"),
    *("second", "sec", "cycles", "cycle", "treatment cycles", "mg", "g", "kg", "µg", "mcg", "ng", "IU", "U", "mL"),
    *("ml", "Gy", "mmol", "nmol", "mg/kg", "mg/m²", "mg/m2", "mg/m^2", "mg/day", "mg/d", "g/dose", "mg/week"),
    *("mL/min", "mg/L", "g/dL", "ng/mL", "mmol/L", "µmol/L", "pg/mL", "U/L", "IU/mL", "mU/L", "kcal/day", "cells/µL"),
    *("µL", "copies/mL", "beats/min", "breaths/min", "drops/min", "packs/day", "events/year", "deaths/day"),
    *("visits/month",),
    *("kg/m²", "mm", "cm", "m", "mm²", "cm³", "m²", "L", "mol", "M", "s", "Pa", "kPa", "mEq", "cal"),
    *("mmHg", "mm Hg", "cm H2O", "bpm", "Hz", "kHz", "mSv", "Bq", "kBq", "°C", "°F", "dB", "ppm", "ppb", "fL", "pg"),
    *("kDa", "bp", "copies", "cells", "points", "point", "units", "unit", "percentage points", "% points", "-fold"),
    *("fold", "× 10⁹/L", "x 10^9/L", "* 10^6/mL", "per 100 patient-years", "per 1,000 person-years", "per person-year"),
    *("per 100 person years", "/100 patient-years", "per 1000 participant-months", "per 100 PY", "per 100 PYs"),
    *("events per patient-year", "cases per 100 woman-years", "deaths per 100 child-years", "per 100 subject-days"),
    *("per 100 person-weeks", "per 1,000", "per 100,000 population", "per 1000 live births", "per 100 patients"),
    *("per 100 person-years at risk", "per 100,000 people", "per 100 persons", "per 100 women", "per 100 men"),
    *("per 100,000 inhabitants", "per 100 000 people", "per 100 PT", "event per patient-year", "case per 100 PY"),
    *("death per 100 PY", "patients per 100 person-years", "patient per 100 PY", "%points", "%-points", "% point"),
    *("percentage point", "percent points", "μg", "m^2", "cmH2O", "MHz", "MBq", "μIU/mL", "G/L", "l/min", "ml/min"),
    *("W/kg", "J/kg", "Pa/s", "m/s", "mcg/mL", "fmol/L", "kat/L", "cal/day", "episodes/year"),
    *("cell/µL", "10⁹/L", "10¹²/L", "mL/min/kg", "mL/min/1.73 m²", "mL/min/1.73m²", "mg / dL", "g/cm3", "copies/10 mL"),
    *("x10^12/L", "×10⁹/L", "× 10³/μL", "× 10¹²/L"),
)  # fmt: skip


def values(found: Prints) -> list[dict[str, str]]:
    return [{part.kind: part.bound + part.value for part in each.parts} for each in found.prints]


@pytest.mark.parametrize(
    ("text", "part", "value"),
    [
        ("60% or more", "percent", "≥60"),
        ("12 or fewer of them", "estimate", "≤12"),
        ("grade score 3 and above", "estimate", "≥3"),
        ("3 and older than", "estimate", "3"),
    ],
)
def test_a_bound_may_stand_behind_its_number(text: str, part: str, value: str) -> None:
    assert values(read(text, times_are_results=True))[0][part] == value


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_stands_behind_its_number(unit: str) -> None:
    joint = "" if unit.startswith(("-", "/")) else " "
    found = read(f"3.5{joint}{unit} (95% CI 1–4)")
    assert (values(found)[0]["unit"], found.words, found.unread) == (unit.removeprefix("-"), (), ())


@pytest.mark.parametrize(
    "text", ["2.5mg", "13.6y", "39mg/L", "6wk", "3mm", "12.5°C", "3-fold", "4kg/m²", "2%points", "3.5-year"]
)
def test_a_unit_may_be_glued_to_its_number(text: str) -> None:
    found = read(f"{text} (95% CI 1–40)")
    assert ("unit" in values(found)[0], found.unread) == (True, ())


@pytest.mark.parametrize("text", ["6lx", "12xyz", "3of", "5mgs1", "411O"])
def test_letters_glued_to_a_number_that_are_no_unit_are_marked(text: str) -> None:
    assert read(text).unread != ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *((f"41% {word} 6 months", "time") for word in ("at", "by", "within", "after", "for", "over", "until")),
        *((f"41% {word} 6 months", "time") for word in ("during", "up to", "before", "since", "following")),
        *((f"41% {word} 6 months", "time") for word in ("every", "on", "past", "next", "first", "last")),
        ("41% in the last 6 months", "time"),
        ("41% at the first 6 months", "time"),
        ("41% at median 6 months", "time"),
        ("41% at six months", "time"),
        ("41% at 6, 12 and 24 months", "time"),
        ("41% at 6 or 12 weeks", "time"),
        ("41% at 6–12 weeks", "time"),
        ("41% at 6/12 weeks", "time"),
        ("6-month OS 41%", "time"),
        ("12/24/36 weeks: 41%", "time"),
        ("month 6: 41%", "time"),
        ("months 6–12: 41%", "time"),
        ("day 28: 41%", "time"),
        ("days −5 and −4: 41%", "time"),
        ("week 12: 41%", "time"),
        ("year 1: 41%", "time"),
        ("cycles 1 to 3: 41%", "time"),
        ("visit 2: 41%", "time"),
        ("3 days/week: 41%", "time"),
        ("three times a week: 41%", "time"),
        ("2 doses per day: 41%", "time"),
        ("41% 75 mg daily", "dose"),
        ("41% 75 mg twice", "dose"),
        ("41% 75 mg/m² once", "dose"),
        ("41% 75 mg weekly", "dose"),
        ("41% 75 mg every", "dose"),
        ("41% 75 mg per day", "dose"),
        ("41% 75 mg a day", "dose"),
        ("41% 75 mg orally", "dose"),
        ("41% 75 mg i.v.", "dose"),
        ("41% 75 mg s.c.", "dose"),
        ("41% 75 mg b.i.d.", "dose"),
        ("41% 75 mg q.d.", "dose"),
        ("41% 75 mg/d", "dose"),
        ("a dose of 75 mg: 41%", "dose"),
        ("received 75 mg: 41%", "dose"),
        ("given 75 mg: 41%", "dose"),
        ("41% 2024-05-12", "date"),
        ("41% 12.05.2024", "date"),
        ("41% 12/05/24", "date"),
        ("41% 12 May 2024", "date"),
        ("41% 12th May, 2024", "date"),
        ("41% May 12, 2024", "date"),
        ("41% May 2024", "date"),
        *((f"41% 1 {month} 2024", "date") for month in ("January", "Feb", "March", "Apr.", "June", "Jul", "Aug")),
        *((f"41% 1 {month} 2024", "date") for month in ("Sept", "October", "Nov", "December")),
        *((f"41% {word} 2019", "date") for word in ("in", "since", "until", "from", "between", "during", "of")),
        ("41% between 2015 and 2019", "date"),
        ("41% from 2015 to 2019", "date"),
        ("41% in 2015–2019", "date"),
        ("Vitale (2025): 41%", "date"),
        *((f"{word} 3: 41%", "grade") for word in ("grade", "grades", "stage", "type", "phase", "class", "category")),
        *((f"{word} 3: 41%", "grade") for word in ("categories", "CTCAE", "ECOG", "ECOG PS", "Child-Pugh")),
        ("grade ≥3: 41%", "grade"),
        ("≥ grade 3: 41%", "grade"),
        ("grade 3–4: 41%", "grade"),
        ("grade 3 or 4: 41%", "grade"),
        ("grade 3/4: 41%", "grade"),
        ("grade 3 or worse: 41%", "grade"),
        ("grade 3 or higher: 41%", "grade"),
        ("grade 3+: 41%", "grade"),
        ("stage IIIb: 41%", "grade"),
        ("stage II–IV: 41%", "grade"),
        *((f"{word} 2: 41%", "label") for word in ("Table", "tables", "Figure", "Fig.", "Ref.", "section", "chapter")),
        *((f"{word} 2: 41%", "label") for word in ("appendix", "line", "arm", "group", "cohort", "part", "item")),
        ("120/80 mmHg: 41%", "blood pressure"),
        ("120/80 mm Hg: 41%", "blood pressure"),
        ("blood pressure 120/80: 41%", "blood pressure"),
        ("blood pressure of 120/80: 41%", "blood pressure"),
        ("41% as before [12]", "citation"),
        ("41% as before [12,13]", "citation"),
        ("41% as before [12–15]", "citation"),
        ("41% [12]", "citation"),
        ("41% [12,13,14]", "citation"),
        ("41%*", "footnote"),
        ("41%†", "footnote"),
        ("41%‡", "footnote"),
        ("41%§", "footnote"),
        ("41%¶", "footnote"),
        ("41%#", "footnote"),
        ("41%⁵", "footnote"),
        ("41%⁵,⁶", "footnote"),
        ("41%ᵃ", "footnote"),
        *((f"41%{mark}", "footnote") for mark in ("^a", "^a*", "^12", "**", "‖", "⁵⁻⁷", "ᵃᵇ", "ˡ")),
        *((text, "footnote") for text in ("0.57a", "0.57f", "0.57a more")),
        ("the 2nd: 41%", "ordinal"),
        ("the 1st: 41%", "ordinal"),
        ("the 3rd: 41%", "ordinal"),
        ("the 4th: 41%", "ordinal"),
        ("twice: 41%", "multiple"),
        ("doubled: 41%", "multiple"),
        ("threefold: 41%", "multiple"),
        ("a third: 41%", "share"),
        ("half: 41%", "share"),
    ],
)  # fmt: skip
def test_a_number_that_is_no_part_of_a_print_stands_apart(text: str, kind: str) -> None:
    found = read(text)
    assert ([each.kind for each in found.others], len(found.prints), found.unread) == ([kind], 1, ())


@pytest.mark.parametrize(
    ("before", "text", "after"),
    [
        *(("", f"{word} 6 months", "") for word in ("at", "by", "within", "after", "for", "over", "until", "during")),
        *(("", f"{word} 6 months", "") for word in ("up to", "before", "since", "following", "every", "on", "past")),
        *(("", f"{word} 6 months", "") for word in ("next", "first", "last")),
        *(("", f"75 mg {word}", "") for word in ("daily", "twice", "once", "weekly", "every", "per day", "a day")),
        *(("", f"75 mg {word}", "") for word in ("orally", "iv", "i.v", "sc", "s.c", "bid", "b.i.d", "qd", "q.d")),
        ("", "75 mg", "scan"),
        *(("", f"{grade}", "") for grade in ("≥ grade 3", "≥grade 3", ">grade 2", "grade ≥3", "grade = 3", "grade ≤2")),
        *(("", f"grade 3 {word} 4", "") for word in ("to", "or", "and", "-", "/")),
        *(("", f"grade 3 or {word}", "") for word in ("more", "worse", "higher", "above")),
        *(("", text, "") for text in ("grade 3+", "grade 3/4", "grades 2, 3", "stage IIIc", "stage 3c", "class X")),
        ("", "12 May 1998", ""),
        *(("", date, "") for date in ("3.5.2024", "3/5/24", "12.5.24", "May 3, 2024", "May 2nd, 2024", "May 1st 2024")),
        *(("", date, "") for date in ("3rd May 2024", "May 12 2024", "05/2024", "2015–2019", "2015 – 2019")),
        *(("", date, "") for date in ("May 3rd 2024", "May 4th 2024", "2nd May 2024", "1st May 2024", "4th May 2024")),
        *(("", text, "") for text in ("120/80 mmHg", "120 / 80 mmHg", "95/100 mmHg", "120/60mmHg")),
        *(("", text, "") for text in ("Table 12", "Table 2.1", "cycle 3", "cycles 3")),
    ],
)
def test_the_text_of_another_number_is_whole(before: str, text: str, after: str) -> None:
    assert [each.text for each in read(f"41%; {before} {text} {after}").others] == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("41% grade 3, 5 (10%)", [{"percent": "41"}, {"count": "5", "percent": "10"}]),
        ("of any type 5%", [{"percent": "5"}]),
        ("arm 5mg", [{"estimate": "5", "unit": "mg"}]),
        ("6-month survival", []),
        ("prednisone 1 mg/kg/day", []),
        ("962 month 6 (98%)", [{"count": "962", "percent": "98"}]),
        ("50 evaluable patients (61%)", [{"count": "50", "percent": "61"}]),
        ("50 Patients (61%)", [{"count": "50", "percent": "61"}]),
        ("50 manuals", [{"count": "50"}]),
        ("50 is", [{"estimate": "50"}]),
        ("50 plus", [{"estimate": "50"}]),
        ("50 evaluable patients", [{"count": "50"}]),
        ("50 Patients", [{"count": "50"}]),
        ("50-patient series", [{"count": "50"}]),
        ("5 percent", [{"percent": "5"}]),
        ("24 events/345 child-years", [{"count": "24", "person-time": "345", "unit": "child-years"}]),
        ("7 MPYx", [{"estimate": "7"}]),
        ("% (n) 61 (50)", [{"percent": "61", "count": "50"}]),
        ("<0.1–5", [{}]),
        ("−5.1 to −1.7", [{}]),
        ("32 711", [{"estimate": "32711"}]),
        ("1,234", [{"estimate": "1234"}]),
    ],
)
def test_what_stands_beside_a_number_leaves_it_as_it_is(text: str, expected: list[dict[str, str]]) -> None:
    assert values(read(text)) == expected


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "mg",
            "g",
            "kg",
            "µg",
            "μg",
            "mcg",
            "ng",
            "IU",
            "U",
            "mL",
            "ml",
            "Gy",
            "mmol",
            "µmol",
            "μmol",
            "nmol",
            "mg/kg",
        ),
        *("mg/m²", "mg/m2", "mg/m^2", "mg/day", "mg/d", "mg/dose", "mg/week", "mg/wk", "mg/h", "mg/min", "mg / day"),
    ],
)
def test_a_dose_beside_a_result_is_none(unit: str) -> None:
    found = read(f"5.5 {unit}, 50%")
    assert (values(found), [each.kind for each in found.others]) == ([{"percent": "50"}], ["dose"])


@pytest.mark.parametrize(("before", "prints"), [(1997, 1), (1998, 0)])
def test_a_text_of_two_thousand_characters_is_read(before: int, prints: int) -> None:
    assert len(read("x" * before + " 12").prints) == prints


@pytest.mark.parametrize("text", ["x " + "1" * 16, "x " + "(" * 10])
def test_what_is_no_print_may_stand_behind_words(text: str) -> None:
    assert read(text).unread[0].why == "a text that is no print of a number"


@pytest.mark.parametrize(
    "name",
    [
        *("95% CI", "95%CI", "95 % CI", "CI 95%", "95% C.I.", "95% CrI", "95% HDI", "95% HPD", "95% HPDI", "95% UI"),
        *("95% BCI", "95% CIs", "95% confidence interval", "95% confidence intervals", "95% confidence limits"),
        *("95% confidence bounds", "95% credible interval", "95% credibility interval", "95% uncertainty interval"),
        *(
            "95% confidence interval (CI)",
            "95% confidence interval [CI]",
            "95%-CI",
            "two-sided 95% CI",
            "1-sided 95% CI",
        ),
        *("95% Cl", "95%Cl", "95% IC", "95% KI", "95% credible interval (CrI)", "95% confidence interval (CI)"),
    ],
)
@pytest.mark.parametrize(
    "joint", [" ", ", ", ": ", "; ", " = ", " of ", " was ", " from ", " is ", " for the difference "]
)
def test_a_named_interval_has_its_level_and_limits(name: str, joint: str) -> None:
    assert values(read(f"5.2 ({name}{joint}3.1 to 7.2)")) == [
        {"estimate": "5.2", "level": "95", "lower": "3.1", "upper": "7.2"}
    ]


@pytest.mark.parametrize(
    "pair",
    [
        *(
            "3.1 to 7.2",
            "3.1–7.2",
            "3.1-7.2",
            "3.1 – 7.2",
            "3.1, 7.2",
            "3.1; 7.2",
            "3.1~7.2",
            "3.1 and 7.2",
            "3.1 through 7.2",
        ),
        *("[3.1–7.2]", "(3.1, 7.2)", "3.1%–7.2%"),
    ],
)
def test_the_limits_of_an_interval_are_joined_in_many_ways(pair: str) -> None:
    found = values(read(f"5.2 (95% CI {pair})"))[0]
    assert (found["lower"], found["upper"]) == ("3.1", "7.2")


@pytest.mark.parametrize(
    ("pair", "ends"),
    [
        ("−5.1 to −1.7", ("-5.1", "-1.7")),
        ("−5.1 – −1.7", ("-5.1", "-1.7")),
        ("-5.1–1.7", ("-5.1", "1.7")),
        ("12.1–NR", ("12.1", "not reached")),
        ("12.1 to not reached", ("12.1", "not reached")),
        ("12.1 to not yet reached", ("12.1", "not reached")),
        ("12.1–NE", ("12.1", "not estimable")),
        ("12.1 to not estimable", ("12.1", "not estimable")),
        ("12.1 to not evaluable", ("12.1", "not estimable")),
        ("12.1–∞", ("12.1", "∞")),
        ("−∞ to 1.2", ("-∞", "1.2")),
        ("12.1–NA", ("12.1", "NA")),
        ("12.1 to not estimated", ("12.1", "not estimable")),
        ("12.1–NR; p = 0.03", ("12.1", "not reached")),
        ("12.1–NA; p = 0.03", ("12.1", "NA")),
        ("<0.1–5", ("<0.1", "5")),
    ],
)
def test_a_limit_may_be_negative_or_no_number(pair: str, ends: tuple[str, str]) -> None:
    found = values(read(f"5.2 (95% CI {pair})"))[0]
    assert (found["lower"], found["upper"]) == ends


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *((f"62 ({name} 55–71)", "IQR") for name in ("IQR", "interquartile range", "inter-quartile range", "Q1–Q3")),
        *((f"62 ({name} 55–71)", "IQR") for name in ("Q1, Q3", "quartiles", "25th–75th percentile")),
        ("62 (25th to 75th centiles 55–71)", "IQR"),
        *((f"62 ({name} 55–71)", "IQR") for name in ("interquartile interval", "interquartile range [IQR]")),
        *((f"62 ({name} 55–71)", "IQR") for name in ("IQR,", "IQR:", "IQR =")),
        *((f"62 ({name} 55–71)", "range") for name in ("range", "ranges", "min–max", "minimum–maximum")),
        *((f"62 ({name} 55–71)", "range") for name in ("min, max", "Min; Max", "range of", "range from")),
        ("62 (ranged from 55 to 71)", "range"),
        *((f"62 (range {word} 55–71)", "range") for word in ("of", "was", "is", "from")),
        *((f"62 ({name} 55–71)", "IQR") for name in ("Q1 to Q3", "Q1/Q3", "P25–P75", "p25 to p75")),
        *((f"62 ({name} 55–71)", "IQR") for name in ("25th and 75th percentiles", "25th–75th centile")),
        *((f"62 ({name} 55–71)", "IQR") for name in ("Interquartile range", "interquartile range(IQR)")),
        ("62 (Range 55–71)", "range"),
        ("62 (Ranged between 55 and 71)", "range"),
        *((f"5.2 ({name} 3.1)", "SD") for name in ("Standard deviation (SD)", "standard deviations", "std dev")),
        ("5.2 (SD3.1)", "SD"),
        ("5.2±3.1SD", "SD"),
        ("62, ranging from 55 to 71", "range"),
        ("62 (ranges between 55 and 71)", "range"),
        *((f"5.2 ({name} 3.1)", "SD") for name in ("SD", "S.D.", "sd", "standard deviation")),
        *((f"5.2 ({name} 3.1)", "SD") for name in ("std. dev.", "SD =", "SD:", "SD ±", "SD of")),
        ("5.2 ± 3.1 SD", "SD"),
        ("5.2 ± 3.1 (SD)", "SD"),
        ("5.2 (3.1 SD)", "SD"),
        ("mean (SD) 5.2 (3.1)", "SD"),
        ("mean ± SD: 5.2 ± 3.1", "SD"),
        ("5.2 ± 3.1 (mean ± SD)", "SD"),
        ("5.2 +/- 3.1 SD", "SD"),
        ("5.2 +- 3.1 SD", "SD"),
    ],
)  # fmt: skip
def test_a_named_spread_has_its_kind(text: str, kind: str) -> None:
    found = read(text)
    assert ([each.kind for each in found.prints[0].spreads], found.unread) == ([kind], ())


@pytest.mark.parametrize(
    "name",
    ["SE", "S.E.", "SEM", "standard error", "standard errors", "standard error of the mean", "standard error (SE)"],
)
def test_a_standard_error_is_precision_and_no_spread(name: str) -> None:
    found = read(f"5.2 ({name} 0.4)")
    assert (values(found)[0]["standard error"], found.prints[0].spreads) == ("0.4", ())


def test_sd_before_a_fraction_is_stable_disease() -> None:
    found = read("(PR 21/48, 44%; SD 12/48, 25%)")
    assert [each["count"] for each in values(found)] == ["21", "12"]


EFFECTS = (
    *("HR", "OR", "RR", "IRR", "RD", "ARR", "MD", "SMD", "WMD", "aHR", "cOR", "sHR", "adjusted HR", "adj. OR", "NNT"),
    *(
        "hazard ratio",
        "Hazard ratio",
        "hazards ratio",
        "odds ratio",
        "risk ratio",
        "rate ratio",
        "incidence rate ratio",
    ),
    *("prevalence ratio", "risk difference", "rate difference", "relative risk", "Relative risks", "mean difference"),
    *("adjHR", "Difference", "Mean differences", "median differences", "risk differences", "rate differences"),
    *(
        "Hazard Ratios",
        "median difference",
        "standardized mean difference",
        "standardised mean difference",
        "difference",
    ),
)


@pytest.mark.parametrize("name", EFFECTS)
def test_the_name_of_an_effect_names_its_pair(name: str) -> None:
    assert values(read(f"{name} 0.71 (0.55–0.92)"))[0].keys() >= {"estimate", "lower", "upper"}


@pytest.mark.parametrize("name", ["mean", "median", "CRP", "DOOR", "WORD", "Cl", "ORR", "indifference", "differencesx"])
def test_another_name_names_no_pair(name: str) -> None:
    assert read(f"{name} 0.71 (0.55–0.92)").prints[0].bracket is not None


def test_differences_that_are_spoken_of_name_no_pair() -> None:
    assert read("these differences are due to a dose of 0.5 (0.3–1.0)").prints[0].bracket is not None


@pytest.mark.parametrize("text", ["great_tables 1.1", "up_grade 3", "last_month 6"])
def test_a_word_behind_an_underscore_is_part_of_a_name(text: str) -> None:
    assert read(text).others == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("p = 0.03", ("0.03", None, None, None)),
        ("P=0.03", ("0.03", None, None, None)),
        ("p-value 0.03", ("0.03", None, None, None)),
        ("P value: 0.03", ("0.03", None, None, None)),
        ("p values of 0.03", ("0.03", None, None, None)),
        ("p was 0.03", ("0.03", None, None, None)),
        ("p is 0.03", ("0.03", None, None, None)),
        ("p, 0.03", ("0.03", None, None, None)),
        ("p < 0.001", ("0.001", "<", None, None)),
        ("p<=0.001", ("0.001", "≤", None, None)),
        ("p =< 0.001", ("0.001", "≤", None, None)),
        ("p≤0.001", ("0.001", "≤", None, None)),
        ("p>0.05", ("0.05", ">", None, None)),
        ("p >= 0.05", ("0.05", "≥", None, None)),
        ("p≥0.05", ("0.05", "≥", None, None)),
        ("p≈0.05", ("0.05", "≈", None, None)),
        ("p~0.05", ("0.05", "≈", None, None)),
        ("p = n.s.", ("NS", None, None, None)),
        ("p=ns", ("NS", None, None, None)),
        ("P = 3.1 × 10⁻⁵", ("3.1e-5", None, None, None)),
        ("p for trend = 0.04", ("0.04", None, "trend", None)),
        ("p for linear trend = 0.04", ("0.04", None, "linear trend", None)),
        ("P for heterogeneity = 0.04", ("0.04", None, "heterogeneity", None)),
        ("P-interaction = 0.04", ("0.04", None, "interaction", None)),
        ("Pinteraction = 0.04", ("0.04", None, "interaction", None)),
        ("P_int = 0.04", ("0.04", None, "interaction", None)),
        ("P value for carryover was 0.04", ("0.04", None, "carryover", None)),
        ("P for non-linearity = 0.04", ("0.04", None, "non-linearity", None)),
        ("P = 0.04 for period effect", ("0.04", None, "period effect", None)),
        ("p (interaction) = 0.04", ("0.04", None, "interaction", None)),
        ("p = 0.04 for interaction", ("0.04", None, "interaction", None)),
        ("p = 0.04 for the difference", ("0.04", None, "difference", None)),
        ("p for non-inferiority < 0.001", ("0.001", "<", "non-inferiority", None)),
        ("p for superiority = 0.04", ("0.04", None, "superiority", None)),
        ("p for equivalence = 0.04", ("0.04", None, "equivalence", None)),
        ("log-rank p = 0.04", ("0.04", None, "log-rank", None)),
        ("log rank p = 0.04", ("0.04", None, "log rank", None)),
        ("p for noninferiority < 0.001", ("0.001", "<", "noninferiority", None)),
        ("p = 0.04 (1-sided)", ("0.04", None, None, "one")),
        ("p = 0.04 (two-tailed)", ("0.04", None, None, "two")),
        ("pvalue 0.03", ("0.03", None, None, None)),
        ("pval 0.03", ("0.03", None, None, None)),
        ("P 1.00", ("1.00", None, None, None)),
        ("logrank p = 0.04", ("0.04", None, "logrank", None)),
        ("p = 0.04 (log-rank)", ("0.04", None, "log-rank", None)),
        ("p = 0.04 by log-rank", ("0.04", None, "log-rank", None)),
        ("Fisher's exact test p = 0.04", ("0.04", None, "fisher's exact test", None)),
        ("Wald p = 0.04", ("0.04", None, "wald", None)),
        ("Wilcoxon p = 0.04", ("0.04", None, "wilcoxon", None)),
        ("Mann-Whitney p = 0.04", ("0.04", None, "mann-whitney", None)),
        ("chi-square p = 0.04", ("0.04", None, "chi-square", None)),
        ("one-sided p = 0.04", ("0.04", None, None, "one")),
        ("two-sided p = 0.04", ("0.04", None, None, "two")),
        ("two-tailed P = 0.04", ("0.04", None, None, "two")),
        ("1-sided p = 0.04", ("0.04", None, None, "one")),
        ("p = 0.04 (two-sided)", ("0.04", None, None, "two")),
        ("p = 0.04 (2-sided)", ("0.04", None, None, "two")),
    ],
)
def test_a_p_value_has_its_bound_its_test_and_its_sides(text: str, expected: tuple[str | None, ...]) -> None:
    p = read(text).prints[0].p
    assert p is not None
    assert (p.value, p.bound, p.test, p.sides) == expected


@pytest.mark.parametrize(
    "text", ["up 0.03", "p53 12%", "step 3", "cup: 3", "P wave", "p = 0.03xyz", "p = 0.0.3", "p = nst"]
)
def test_another_word_with_a_p_names_no_p_value(text: str) -> None:
    assert [each.p for each in read(text).prints if each.p] == []


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        *((f"{name} = 4.5", name) for name in ("I²", "τ²", "tau²", "Tau2")),
        *((f"{name} = 4.5", name) for name in ("R²", "κ", "kappa", "ρ", "β", "r", "d")),
        ("I2 = 45%", "I²"),
        ("I^2 = 45%", "I²"),
        ("I 2 = 45%", "I²"),
        ("I² 45%", "I²"),
        *((f"{name}=4.5", name) for name in ("tau", "κ")),
        ("NNTH: 25", "NNTH"),
        ("NNT 25", "NNT"),
        ("NNT = 25", "NNT"),
        ("NNTB: 25", "NNTB"),
        ("NNTH, 25", "NNTH"),
        ("NNH 25", "NNH"),
    ],
)  # fmt: skip
def test_a_statistic_has_its_name_as_unit(text: str, unit: str) -> None:
    assert values(read(text))[0]["unit"] == unit


@pytest.mark.parametrize(
    "text",
    [
        *(f"{name} = 4.5" for name in ("χ²", "chi²", "Chi-squared", "t", "z", "Z", "F", "Q")),
        *("z=4.5", "Chi-square=4.5", "t(28) = 2.1", "F(1, 28): 2.1"),
    ],
)
def test_how_a_result_was_tested_is_no_estimate(text: str) -> None:
    assert [each.kind for each in read_number(text).other] == ["test statistic"]


@pytest.mark.parametrize(
    "text",
    [
        *("no cases", "no deaths", "no patients", "zero events", "none", "nobody", "no one", "no-one"),
        *("without any relapse", "without relapse", "no serious adverse events", "no invasive infections"),
    ],
)
def test_words_for_nobody_are_a_count_of_0(text: str) -> None:
    assert values(read(text)) == [{"count": "0"}]


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("9 of 12", "12"),
        ("9 out of 12", "12"),
        ("9 of the 12", "12"),
        ("9 of those 12", "12"),
        ("9 of all the 12", "12"),
        ("75% from 12 patients", "12"),
        ("75% out of 12", "12"),
        ("one in 20", "20"),
        ("one of 20", "20"),
        ("one out of 20", "20"),
        ("one of twenty", "20"),
        ("9 in 12 evaluable patients", "12"),
        ("n = 4(18.2%), N = 22", "22"),
        ("9 of these 12", "12"),
        ("9 of all 12", "12"),
        ("9 of a total of 12", "12"),
        ("9 in 12", "12"),
        ("9 among 12 patients", "12"),
        ("9 patients of 12", "12"),
        ("9 (75%) of 12", "12"),
        ("9 (75%) of the 12 patients", "12"),
        ("75% of 12", "12"),
        ("75% in 12 patients", "12"),
        ("9/12", "12"),
        ("9 / 12", "12"),
        ("nine of twelve", "12"),
        ("none of 12", "12"),
        ("n = 9/12", "12"),
        ("9 (75%; n = 12)", "12"),
        ("9 (75%), N = 12", "12"),
    ],
)
def test_a_denominator_is_printed_in_many_ways(text: str, of: str) -> None:
    found = read(text)
    assert ([each.get("denominator") for each in values(found)], found.unread) == ([of], ())


@pytest.mark.parametrize(
    "text", ["30 in 4 centres", "12 in 60 countries", "30 from 4 to 6", "7.5 of 10", "4 in 30 manuals"]
)
def test_not_every_number_after_in_is_a_denominator(text: str) -> None:
    assert [each["denominator"] for each in values(read(text)) if "denominator" in each] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("n (%)", Head("count", ("percent",))),
        ("N (%)", Head("count", ("percent",))),
        ("No. (%)", Head("count", ("percent",))),
        ("Number of patients (%)", Head("count", ("percent",))),
        ("Patients, n (%)", Head("count", ("percent",))),
        ("n, %", Head("count", ("percent",))),
        ("n (per cent)", Head("count", ("percent",))),
        ("n (percentage)", Head("count", ("percent",))),
        ("cases (%)", Head("count", ("percent",))),
        ("subjects (%)", Head("count", ("percent",))),
        ("events (%)", Head("count", ("percent",))),
        ("frequency (%)", Head("count", ("percent",))),
        ("count (%)", Head("count", ("percent",))),
        ("n/N (%)", Head("fraction", ("percent",))),
        ("Events, n/N (%)", Head("fraction", ("percent",))),
        ("no./total no. (%)", Head("fraction", ("percent",))),
        ("% (n/N)", Head("percent", ("fraction",))),
        ("% (n)", Head("percent", ("count",))),
        ("proportion (95% CI)", Head("percent", ("interval",), "95")),
        ("n (N)", Head("count", ("denominator",))),
        ("N", Head("denominator")),
        ("n", Head("count")),
        ("%", Head("percent")),
        ("mean (SD)", Head("estimate", ("SD",))),
        ("Mean ± SD", Head("estimate", ("SD",))),
        ("Mean (±SD)", Head("estimate", ("SD",))),
        ("mean ± SEM", Head("estimate", ("SE",))),
        ("mean (SE)", Head("estimate", ("SE",))),
        ("Age (years), mean ± SD", Head("estimate", ("SD",))),
        ("Age, years (SD)", Head("estimate", ("SD",))),
        ("median [IQR]", Head("estimate", ("IQR",))),
        ("median, IQR", Head("estimate", ("IQR",))),
        ("median (IQR; range)", Head("estimate", ("IQR", "range"))),
        ("Median (Min; Max)", Head("estimate", ("range",))),
        ("Median (Q1–Q3)", Head("estimate", ("IQR",))),
        ("HR (95% CI)", Head("estimate", ("interval",), "95", True)),
        ("Odds ratio (97.5% CI)", Head("estimate", ("interval",), "97.5", True)),
        ("Age (years), n (%)", Head("count", ("percent",))),
        ("HR, CI (95 %)", Head("estimate", ("interval",), "95", True)),
        ("HR (CI 90%)", Head("estimate", ("interval",), "90", True)),
        ("OS, months (95% CrI)", Head("estimate", ("interval",), "95")),
        ("95% CI", Head("interval", (), "95")),
        ("(95%CI)", Head(None, ("interval",), "95")),
        ("IQR", Head("IQR")),
        ("P", Head("p")),
        ("p value", Head("p")),
        ("P-value*", Head("p")),
        ("Log-rank P value", Head("p")),
        ("p for trend", Head("p")),
        ("Age", Head("estimate")),
        ("", Head()),
    ],
)
def test_a_head_names_the_numbers_below_it(text: str, expected: Head) -> None:
    assert read_head(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((f"{name} (%)", Head("count", ("percent",))) for name in ("no", "nos.", "No", "number", "numbers", "counts")),
        *((f"{name} (%)", Head("count", ("percent",))) for name in ("event", "patients", "participants", "freq.")),
        *((f"{name} (n)", Head("percent", ("count",))) for name in ("per cent", "percent", "percents", "percentages")),
        ("proportion (n)", Head("percent", ("count",))),
        ("proportions (n)", Head("percent", ("count",))),
        *((name, Head("fraction")) for name in ("n/total", "n/total N", "n / N", "N/n", "n/no.", "number n/N")),
        *((f"HR ({name})", Head("estimate", ("interval",), "95", True)) for name in ("95 % CI", "95%-CI", "95%CI")),
        ("HR (95% confidence interval)", Head("estimate", ("interval",), "95", True)),
        ("HR (95% credible interval)", Head("estimate", ("interval",), "95", True)),
        ("HR (95% HDI)", Head("estimate", ("interval",), "95", True)),
        ("HR [95% CrI]", Head("estimate", ("interval",), "95", True)),
        ("HR 95% CI", Head("estimate", ("interval",), "95", True)),
        ("HR (CI)", Head("estimate", ("interval",), None, True)),
        ("HR (CI 97.5%)", Head("estimate", ("interval",), "97.5", True)),
        *((f"HR, {name}", Head("estimate", ("interval",), "95", True)) for name in ("CI (95%)", "CI(95%)", "CI, 95%")),
        *((f"HR ({name})", Head("estimate", ("interval",), "95", True)) for name in ("CI 95 %", "CI95%", "CI (95%)")),
        ("HR (95% C.I.)", Head("estimate", ("interval",), "95", True)),
        ("Age-adjusted HR (95% CI)", Head("estimate", ("interval",), "95", True)),
        ("Patients with 5% cirrhosis, mean (95% CI)", Head("estimate", ("interval",), "95")),
        ("mean (HR)", Head("estimate")),
        ("average (SD)", Head("estimate", ("SD",))),
        *((name, Head("p")) for name in ("p*", "p †", "p,", "p;", "p (x)", "p for x", "p of x", "p-values")),
        *((name, Head("estimate")) for name in ("px", "p x", "up", "nN", "p fort", "p off")),
        *((name, Head("p")) for name in ("pvalue", "P*", "P†", "P‡", "P§", "Pᵃ", "Pᵇ", "Pᶜ", "Pᵈ")),
        ("Events/person-years", Head("rate")),
        ("Strokes, events / total patient-years", Head("rate")),
        ("Number of foci", Head("count")),
        ("Number of foci, 5%", Head("count", ("percent",))),
        ("75th percentile", Head("estimate")),
        ("Patients with a proportional fall (%)", Head("count", ("percent",))),
        ("Patients with a meaningful response (%)", Head("count", ("percent",))),
        ("Patients with fever or rash (%)", Head("count", ("percent",))),
        *((f"Patients, {name} (SD)", Head("estimate", ("SD",))) for name in ("mean", "median", "average")),
        ("xN", Head("estimate")),
        ("xn/N", Head("denominator")),
        ("n/Nx", Head("count")),
        ("Nx", Head("estimate")),
        ("total N", Head("denominator")),
        ("N, n (%)", Head("count", ("percent",))),
        ("N (%)", Head("count", ("percent",))),
        ("N (mean)", Head("denominator")),
        ("n, N", Head("count", ("denominator",))),
        ("n N", Head("count", ("denominator",))),
        ("number events", Head("count")),
        ("mean median", Head("estimate")),
        ("% %", Head("percent", ("percent",))),
        ("(n)", Head(None, ("count",))),
        ("123 (SD)", Head(None, ("SD",))),
        ("± SD", Head(None, ("SD",))),
        ("(years)", Head()),
        ("Median (IQR) [range]", Head("estimate", ("IQR", "range"))),
        ("HR (95% ci)", Head("estimate", ("interval",), "95", True)),
        ("HR (ci 95%)", Head("estimate", ("interval",), "95", True)),
        ("(a) Age (SD)", Head("estimate", ("SD",))),
        ("Drug N=40", Head("estimate")),
        ("Drug (n = 40)", Head("estimate")),
        ("Patients, mean = 40 (SD)", Head("estimate", ("SD",))),
        ("Drug (n = 40), n (%)", Head("count", ("percent",))),
        ("Drug N=40 mean (SD)", Head("estimate", ("SD",))),
        ("n (%), N = 40", Head("count", ("percent",))),
        ("ｎ (％)", Head("count", ("percent",))),
        ("n\u00ad\n (%)", Head("count", ("percent",))),
    ],
)
def test_a_head_has_many_forms(text: str, expected: Head) -> None:
    assert read_head(text) == expected


@pytest.mark.parametrize(("before", "inner"), [(197, ("percent",)), (198, ())])
def test_a_head_is_read_to_its_longest(before: int, inner: tuple[str, ...]) -> None:
    assert read_head("x" * before + " (%)").inner == inner


@pytest.mark.parametrize(
    "head",
    [
        *("n (%)", "No (%)", "no. (%)", "No. (%)", "Number (%)", "number of patients (%)", "n/N (%)", "% (n)"),
        *("mean (SD)", "Mean (SD)", "mean(SD)", "mean [SD]", "mean ( SD )", "mean ± SD", "mean ± SE", "mean ± SEM"),
        *("mean ±SD", "mean ± S.D.", "median (IQR)", "Median [IQR]", "rate (95% CI)", "Rate (97.5% CI)", "RR (95% CI)"),
        *(
            "HR (95% CI)",
            "aHR (95% CrI)",
            "cOR (95%CI)",
            "HR (95 % CI)",
            "HR (95%-CI)",
            "MD (CI)",
            "percent (n)",
            "Percentage (95% CI)",
        ),
    ],
)
def test_a_head_in_a_text_ends_with_its_parenthesis(head: str) -> None:
    found = head_in(f"{head} x", 0, len(head) + 2)
    assert found
    assert (found[0], found[1][0]) == (read_head(head), head)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "mean ± SD 5",
            "mean ± SD = 5",
            "xn (%)",
            "mean of the age (SD)",
            "mean ± SD=5",
            "n (5)",
            "n (abc)",
            "n",
            "mean",
            "n (%",
        ),
        *("means (SD)", "median ± 3"),
    ],
)
def test_no_head_stands_where_its_numbers_do(text: str) -> None:
    assert head_in(text, 0, len(text)) is None


def test_a_head_in_a_text_ends_before_the_place_that_bounds_it() -> None:
    assert head_in("n (%)", 0, 4) is None


def test_a_head_in_a_text_begins_at_its_place() -> None:
    assert head_in("5 n (%)", 0, 7) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *((f"{name} 34, {other} 88", "range") for name, other in (("min", "max"), ("minimum", "maximum"))),
        *((f"{name} 34, {other} 88", "range") for name, other in (("min.", "and max."), ("min =", "max ="))),
        ("Q1 = 5, Q3 = 9", "IQR"),
        ("Q1: 5 and Q3: 9", "IQR"),
        ("between 5 and 9", "range"),
        ("Ranging from 5 to 9", "range"),
        ("min −3, max 8", "range"),
        ("ranged between 5 and 9", "range"),
    ],
)  # fmt: skip
def test_the_two_ends_of_a_spread_may_be_named_one_by_one(text: str, kind: str) -> None:
    assert [each.kind for each in read(text).prints[0].spreads] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "-",
            "—",
            "--",
            "---",
            "−",
            "n/a",
            "N/A",
            "n.a.",
            "na",
            "n.d.",
            "nd",
            "n. d.",
            "..",
            "...",
            "…",
            "(—)",
            "n/a*",
        ),
        *("not reported", "not available", "not applicable", "not stated", "Not reported†", "(n/a)", "—ᵉ"),
    ],
)
def test_a_sign_of_absence_is_no_print(text: str) -> None:
    found = read(text)
    assert (found.absent, found.prints, found.unread) == (True, (), ())


@pytest.mark.parametrize("text", ["----", "n/ax", "not known", "nda", "5 n/a", ".", "...."])
def test_another_text_is_no_sign_of_absence(text: str) -> None:
    assert not read(text).absent


@pytest.mark.parametrize("word", ["vs", "vs.", "v", "v.", "versus", "VS", "compared with", "compared to", "against"])
def test_a_word_of_comparison_parts_two_numbers(word: str) -> None:
    found = read(f"5% {word} 6%")
    assert ([each["percent"] for each in values(found)], found.unread) == (["5", "6"], ())


@pytest.mark.parametrize("word", ["vs", "v", "versus", "Compared with", "compared to", "against"])
def test_times_that_are_compared_are_results(word: str) -> None:
    assert [each["estimate"] for each in values(read(f"12 months {word} 15 months, HR 0.7"))] == ["12", "15", "0.7"]


@pytest.mark.parametrize("name", ["IL-6", "UBA1", "v5.0", "v1.10.2", "ABC-DEF-12", "p53", "CD34", "COVID-19"])
def test_a_name_with_digits_is_a_word(name: str) -> None:
    found = read(f"{name}: 5%")
    assert (values(found), found.words) == ([{"percent": "5"}], (name,))


@pytest.mark.parametrize("text", ["AZA—90%", "AZA—90.5%", "AZA–90 %"])
def test_a_dash_between_a_word_and_a_percentage_is_no_part_of_either(text: str) -> None:
    found = read(f"{text} at 1 year")
    assert (len(found.prints), found.words, values(found)[0]["percent"][:2]) == (1, ("AZA-",), "90")


@pytest.mark.parametrize(
    "text", ["lOO%", "l2", "l25", "1O", "12O", "1OO", "l/5", "l / 5", "I %", "II/5", "2l", "O5l", "of lOO%", "l2 of"]
)
def test_letters_that_pose_as_digits_are_marked(text: str) -> None:
    assert [each.why for each in read(text).unread][:1] == ["letters that pose as digits"]


@pytest.mark.parametrize("word", ["of", "in", "for", "with", "and", "from"])
def test_a_word_between_no_and_a_noun_makes_it_no_count(word: str) -> None:
    assert values(read(f"no data {word} patients")) == []


@pytest.mark.parametrize("text", ["no effect on adverse events", "no manual", "nonetheless", "nobodyx"])
def test_another_no_counts_nobody(text: str) -> None:
    assert values(read(text)) == []


@pytest.mark.parametrize("text", ["halfway", "thirdly"])
def test_a_word_that_begins_as_a_share_is_none(text: str) -> None:
    assert read(text).others == ()


@pytest.mark.parametrize("text", ["50 (61%) [1234]", "50 (61%) [3, 4, 1234]"])
def test_a_mark_of_citation_has_three_digits_at_most(text: str) -> None:
    assert "citation" not in {each.kind for each in read(text).others}


def test_parentheses_of_any_content_are_too_deep() -> None:
    assert read("(a" * 10 + "12").unread[0].why == "a text that is no print of a number"


@pytest.mark.parametrize("text", ["0.5 / 7", "0.5/7/8", "0.5/1,000", "0.5/1.5", "0.5/1 000/2"])
def test_a_slash_behind_a_number_that_is_no_count_is_marked_to_its_end(text: str) -> None:
    found = read(text)
    assert [(each.start, each.end) for each in found.unread] == [(0, len(text))]


@pytest.mark.parametrize("text", ["5.2–9–12", "5.2 to 9 to 12", "5.2~9~12", "5.2 through 9 through 12"])
def test_three_numbers_are_no_pair(text: str) -> None:
    assert read(text).prints[0].bracket is None


def test_a_word_behind_a_standard_error_is_no_name_of_it() -> None:
    assert read("5 ± 3 SERUM").unread[0].why == "± that nothing names"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 in 100 person-years", {"count": "5", "person-time": "100", "unit": "person-years"}),
        ("5 events over 200 person-years", {"count": "5", "person-time": "200", "unit": "person-years"}),
        ("5 during 200 person-years", {"count": "5", "person-time": "200", "unit": "person-years"}),
        ("5/200 patient-years", {"count": "5", "person-time": "200", "unit": "patient-years"}),
        ("all 12", {"count": "12", "denominator": "12"}),
        ("all of the 12 patients", {"count": "12", "denominator": "12"}),
        ("all the 12", {"count": "12", "denominator": "12"}),
        ("9 patients out of 12", {"count": "9", "denominator": "12"}),
        ("9 from 12", {"count": "9", "denominator": "12"}),
        ("nine of the twelve", {"count": "9", "denominator": "12"}),
        ("9 of 12, 75%", {"count": "9", "denominator": "12", "percent": "75"}),
        ("9 of 12 = 75%", {"count": "9", "denominator": "12", "percent": "75"}),
        ("9 of 12 or 75%", {"count": "9", "denominator": "12", "percent": "75"}),
        ("9 among 12, 75%", {"count": "9", "denominator": "12", "percent": "75"}),
        ("9 from 12, 75%", {"count": "9", "denominator": "12", "percent": "75"}),
        ("9 of 12, i.e. 75%", {"count": "9", "denominator": "12", "percent": "75"}),
        ("9 of 12, i.e., 75%", {"count": "9", "denominator": "12", "percent": "75"}),
        ("9/36, 25% circulating", {"count": "9", "denominator": "36", "percent": "25"}),
        ("9/12, 95%CI 3–8", {"count": "9", "denominator": "12", "level": "95", "lower": "3", "upper": "8"}),
        ("9/12, 95%-CI 3–8", {"count": "9", "denominator": "12", "level": "95", "lower": "3", "upper": "8"}),
        ("22/4 (18.5%)", {"count": "22", "denominator": "4", "percent": "18.5"}),
        ("22/4, 18.5%", {"count": "22", "denominator": "4", "percent": "18.5"}),
        ("22/4 (≥18%)", {"count": "22", "denominator": "4", "percent": "≥18"}),
        ("22/4 ( 18 %)", {"count": "22", "denominator": "4", "percent": "18"}),
        ("24 deaths from 345 person-years", {"count": "24", "person-time": "345", "unit": "person-years"}),
        ("24 deaths of 345 person-years", {"count": "24", "person-time": "345", "unit": "person-years"}),
        ("24 events/345 person-years", {"count": "24", "person-time": "345", "unit": "person-years"}),
        ("7/1 person-year", {"estimate": "7", "unit": "/1 person-year"}),
        ("NNT was 25 (12–50)", {"estimate": "25", "lower": "12", "upper": "50"}),
        ("NNH was 25 (12–50)", {"estimate": "25", "lower": "12", "upper": "50"}),
        ("NNTH was 25 (12–50)", {"estimate": "25", "lower": "12", "upper": "50"}),
        ("≈5", {"estimate": "≈5"}),
        ("at least 5 mg", {"estimate": "≥5", "unit": "mg"}),
        ("at least five", {"estimate": "≥5"}),
        ("n: 19", {"denominator": "19"}),
        ("9 of 12: 75%", {"count": "9", "denominator": "12", "percent": "75"}),
        ("9 of 12; 75%", {"count": "9", "denominator": "12", "percent": "75"}),
        ("5 [75%]", {"count": "5", "percent": "75"}),
        ("9 (≤75%)", {"count": "9", "percent": "≤75"}),
        ("% 75", {"percent": "75"}),
        ("N=9", {"denominator": "9"}),
        ("n: 9/12", {"count": "9", "denominator": "12"}),
        ("HR NR", {"estimate": "not reached"}),
        ("median not yet reached", {"estimate": "not reached"}),
        ("NNT 25 (12 to ∞ to 30)", {"estimate": "25", "unit": "NNT", "lower": "12", "upper": "30"}),
        ("95% CI lower limit 5", {"level": "95", "lower": "5"}),
        ("95% CI, lower bound: 5", {"level": "95", "lower": "5"}),
        ("one-sided 95% CI upper bound 5", {"level": "95", "upper": "5"}),
        ("95% CI for the mean difference 3–5", {"level": "95", "lower": "3", "upper": "5"}),
    ],
)
def test_words_around_numbers_say_what_they_are(text: str, expected: dict[str, str]) -> None:
    assert values(read(text)) == [expected]


@pytest.mark.parametrize(
    ("text", "test"),
    [
        ("t-test p = 0.04", "t-test"),
        ("Fisher exact p = 0.04", "fisher exact"),
        ("Fisher's p = 0.04", "fisher's"),
        ("Fisher’s exact p = 0.04", "fisher’s exact"),
        ("χ² p = 0.04", "χ²"),
        ("chi-squared p = 0.04", "chi-squared"),
        ("log-rank p-value 0.04", "log-rank"),
        ("P for the trend = 0.04", "trend"),
        ("p trend = 0.04", "trend"),
        ("p = 0.04 (t-test)", "t-test"),
        ("p = 0.04 by the Wald", "wald"),
        ("p-val 0.03", None),
        ("p·03", None),
        ("p .03", None),
    ],
)
def test_the_test_of_a_p_value_is_read_with_it(text: str, test: str | None) -> None:
    found = read(text).prints
    assert [each.p.test for each in found if each.p] == [test]
