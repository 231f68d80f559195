"""Units of measurement: behind a number, shared by several, in a head, and two spellings of one."""

from __future__ import annotations

import pytest

from vexas_evidence.text.tokens import normalise_numbers, tokens
from vexas_evidence.text.units import same_unit, unit_behind, units_in_head


def of_first(sentence: str) -> str:
    text = normalise_numbers(sentence)
    return unit_behind(text, tokens(text)[0].end)


@pytest.mark.parametrize(
    ("sentence", "unit"),
    [
        ("The median stay was 48 hours.", "hours"),
        ("It lasted 48 h.", "h"),
        ("Weight fell by 3.4 kg.", "kg"),
        ("A 3.4-kg loss", "kg"),
        ("It was 12 mmol/L (SD 2.1).", "mmol/L"),
        ("It was 125 mg twice daily.", "mg"),
        ("MD 4.3 points", "points"),
        ("GFR was 62 ml/min/1.73 m2.", "ml/min/1.73 m²"),
        ("GFR was 62 mL/min per 1.73 m².", "mL/min per 1.73 m²"),
        ("It was 12 milligrams per deciliter.", "milligrams per deciliter"),
        ("It was 4 mg·kg⁻¹·day⁻¹.", "mg·kg⁻¹·day⁻¹"),
        ("It was 60 µmol L−1.", "μmol L⁻¹"),
        ("It was 45 /min.", "/min"),
        ("It was 60 beats per minute.", "beats per minute"),
        ("It was 36.6 ºC.", "°C"),
        ("It was 120 mm Hg.", "mm Hg"),
        ("It was 6.2 G/L.", "G/L"),
        ("It was 4 to 5 cells/µL.", "cells/μL"),
    ],
)
def test_a_unit_stands_behind_its_number(sentence: str, unit: str) -> None:
    assert of_first(sentence) == unit


@pytest.mark.parametrize(
    ("sentence", "unit"),
    [
        ("from 3.2 to 1.1 kg", "kg"),
        ("from 3.2 at the start to 1.1 kg", "kg"),
        ("12 (95% CI 8 to 16) mmol/L", "mmol/L"),
        ("12 (8 to 16 mmol/L)", "mmol/L"),
        ("12 (interquartile range, 8–16 mmol/L)", "mmol/L"),
        ("4.3 ± 1.2 kg", "kg"),
        ("4.3 (1.2) × 10⁹/L", "×10⁹/L"),
        ("48 and 72 hours", "hours"),
        ("1.2, 3.4, and 4.5 g/dL", "g/dL"),
        ("120/80 mm Hg", "mm Hg"),
        ("66.3 ± 39.7 (24-144, median 48 hours) hours", "hours"),
    ],
)
def test_numbers_share_the_unit_behind_the_last(sentence: str, unit: str) -> None:
    assert of_first(sentence) == unit


@pytest.mark.parametrize(
    "sentence",
    [
        "12 men",
        "12 of 45 patients",
        "4 cells were seen",
        "5 a day",
        "in arms G 3 and M",
        "61%",
        "3 lambs",
        "age 65, 12 mg of tea",
        "12 (after a loss of 3.4 kg)",
        "3 per cent",
        "12 T lymphocytes",
    ],
)
def test_what_is_no_unit_of_a_number(sentence: str) -> None:
    assert of_first(sentence) == ""


@pytest.mark.parametrize(
    ("head", "units"),
    [
        ("Blood loss (mL)", ("mL",)),
        ("Stay, days, median (IQR)", ("days",)),
        ("Weight kg, mean (SD)", ("kg",)),
        ("Hemoglobin g/dL", ("g/dL",)),
        ("Leukocytes (× 10⁹/L)", ("×10⁹/L",)),
        ("Platelets (109/L)", ("10⁹/L",)),
        ("Time in hours", ("hours",)),
        ("Hours", ("hours",)),
        ("Body mass index [kg/m2]", ("kg/m²",)),
        ("Change at 12 weeks, kg", ("kg",)),
        ("Weight (kg) and height (cm)", ("kg", "cm")),
        ("Dose (mg)", ("mg",)),
        ("Median (min, max)", ()),
        ("Survival at 5 years", ()),
        ("Loss in the first hour", ()),
        ("Infection, n (%)", ()),
        ("Male sex (M)", ()),
    ],
)
def test_a_head_says_what_its_numbers_are_in(head: str, units: tuple[str, ...]) -> None:
    assert units_in_head(head) == units


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("µL", "mcL"),
        ("μL", "microliters"),
        ("hours", "h"),
        ("Hours", "hr"),
        ("10^9/L", "G/L"),
        ("× 10⁹/L", "10^9 cells/L"),
        ("10³/µL", "×109/L"),
        ("cells/mm3", "/μL"),
        ("ng/mL", "µg/L"),
        ("mm Hg", "mmHg"),
        ("bpm", "beats per minute"),
        ("mg/kg/d", "mg·kg⁻¹·day⁻¹"),
        ("mM", "mmol/L"),
        ("IU/L", "U/L"),
        ("mL/min/1.73 m²", "ml/min per 1.73 m2"),
        ("person-years", "patient-years"),
    ],
)
def test_two_spellings_are_one_unit(one: str, other: str) -> None:
    assert same_unit(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mg/dL", "mmol/L"),
        ("minutes", "hours"),
        ("months", "weeks"),
        ("kg", "g"),
        ("mmol/mol", "g/kg"),
        ("kPa", "mm Hg"),
        ("mL/min", "mL/min/1.73 m²"),
        ("points", "stars"),
        ("stars", "moons"),
    ],
)
def test_another_unit_is_none_of_its_spellings(one: str, other: str) -> None:
    assert not same_unit(one, other)
