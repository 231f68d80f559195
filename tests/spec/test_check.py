from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from vexas_evidence.analysis.checks.run import run_checks
from vexas_evidence.load.folder import load, load_report
from vexas_evidence.model import Evidence

STUDY = "studies/marsh-fever-2030"
HOME = f"example/{STUDY}"
Spoil = Callable[[str, str, str], Path]
Change = Callable[[str, list[tuple[str, str]]], Path]

FOUND = {
    "a percentage over 100": (
        f"{STUDY}/estimates.yml",
        "7.5%",
        "107.5%",
        [
            f"{HOME}/estimates.yml:24: '107.5%' is over 100%: a percentage from 0% to 100%: "
            "compare with the source and correct the reading [percentages within 100]",
            f"{HOME}/narrative.yml:15: rash-of-all: 107.5% of 40 is impossible: inputs that allow count-at: "
            "correct the inputs or remove it [derived values]",
        ],
    ),
    "a numerator over its denominator": (
        f"{STUDY}/estimates.yml",
        'sentence: 1, token: 1, printed: "40"',
        'sentence: 1, token: 1, printed: "29"',
        [
            f"{HOME}/estimates.yml:16: '30 of 40' prints the denominator 40: the population's denominator 29: "
            "compare with the source and correct the reading [printed denominator is denominator]",
            f"{HOME}/estimates.yml:16: 30 participants with the outcome of 29: a count within its denominator: "
            "compare both readings with the source [counts within denominator]",
            f"{HOME}/estimates.yml:17: '30 of 40' prints the denominator 40: the population's denominator 29: "
            "compare with the source and correct the reading [printed denominator is denominator]",
            f"{HOME}/narrative.yml:15: rash-of-all: 7.5% of 29 is impossible: inputs that allow count-at: "
            "correct the inputs or remove it [derived values]",
            f"{HOME}/narrative.yml:5: 'fever-free-week-4' has no ci; "
            "it has value, count, denominator, fraction, percent, rate, when: a number to show: "
            "refer to another part of it [texts resolve]",
        ],
    ),
    "a fraction over one": (
        f"{STUDY}/estimates.yml",
        "sentence: 1, token: 2, when: 1, printed: 30 of 40}\n      - {source: marsh-letter",
        "sentence: 1, token: 2, when: 1, printed: 41 of 40}\n      - {source: marsh-letter",
        [
            f"{HOME}/estimates.yml:16: '41 of 40': 41 of 40: n of N with n ≤ N: "
            "compare with the source and correct the reading [counts within denominator]",
            f"{HOME}/estimates.yml:16: 41 participants with the outcome of 40: a count within its denominator: "
            "compare both readings with the source [counts within denominator]",
            f"{HOME}/estimates.yml:17: '30 of 40' in marsh-letter: '41 of 40' as in marsh-bulletin: "
            "compare with the source and correct the reading [readings agree]",
            f"{HOME}/narrative.yml:5: 'fever-free-week-4' has no ci; "
            "it has value, count, denominator, fraction, percent, rate, when: a number to show: "
            "refer to another part of it [texts resolve]",
        ],
    ),
    "a count that no denominator makes the percentage of": (
        f"{STUDY}/estimates.yml",
        'printed: "7.5%"',
        'printed: "4 (98.3%)"',
        [
            f"{HOME}/estimates.yml:24: '4 (98.3%)': no denominator of 4 fits 98.3%: 4 of 4 is 100.0%, 4 of 5 is 80.0%: "
            "a percentage, a count and a denominator that fit: "
            "compare with the source and correct the reading [percentages fit their counts]",
            f"{HOME}/narrative.yml:15: rash-of-all: 4 (98.3%) of 40 is impossible: inputs that allow count-at: "
            "correct the inputs or remove it [derived values]",
        ],
    ),
    "two sources that differ": (
        f"{STUDY}/estimates.yml",
        '{source: marsh-letter, section: Letter, paragraph: "1", sentence: 1, token: 1, when: 2, printed: 30 of 40}',
        '{source: marsh-letter, section: Letter, paragraph: "1", sentence: 1, token: 1, when: 2, printed: 31 of 40}',
        [
            f"{HOME}/estimates.yml:17: '31 of 40' in marsh-letter: '30 of 40' as in marsh-bulletin: "
            "compare with the source and correct the reading [readings agree]"
        ],
    ),
    "a numeral typed into a text": (
        f"{STUDY}/narrative.yml",
        "Fever was gone",
        "In 75% fever was gone",
        [
            f"{HOME}/narrative.yml:5: numeral '75%' typed into a text: a reference such as {{estimate-id}}: "
            "refer to the number by its id, or declare the name that holds it in vocabulary.yml [no typed numeral]"
        ],
    ),
    "a number word typed into a text": (
        "glossary.yml",
        "An invented illness.",
        "An illness of two marshes.",
        [
            "example/glossary.yml:3: numeral 'two' typed into a text: a reference such as {estimate-id}: "
            "refer to the number by its id, or declare the name that holds it in vocabulary.yml [no typed numeral]"
        ],
    ),
    "a title with a numeral that the title of its article does not print": (
        f"{STUDY}/study.yml",
        "title: Willow bark for marsh fever\n",
        "title: Willow bark for 2 marsh fevers\n",
        [
            f"{HOME}/study.yml:3: numeral '2' typed into a text: a reference such as {{estimate-id}}: "
            "refer to the number by its id, or declare the name that holds it in vocabulary.yml [no typed numeral]"
        ],
    ),
    "a claim that does not hold": (
        f"{STUDY}/narrative.yml",
        "rests_on: [fever-free-week-4]",
        "rests_on: [rash]",
        [
            f"{HOME}/narrative.yml:13: claim 'most-better' does not hold for rash: estimates that agree with 'most': "
            "compare both with the source [claims hold]"
        ],
    ),
    "an unmarked fraction that no source states": (
        f"{STUDY}/narrative.yml",
        "denominator: included, standing: sensitivity}",
        "denominator: included}",
        [
            f"{HOME}/narrative.yml:15: rash-of-all gives the fraction 3 of 40: standing: ruled-out or sensitivity: "
            "no source states it; mark it so [derived values]"
        ],
    ),
    "a sensitivity value in a plain text": (
        f"{STUDY}/narrative.yml",
        "    standing: sensitivity\n",
        "",
        [
            f"{HOME}/narrative.yml:19: rash-of-all is sensitivity: a text with standing: sensitivity: "
            "move it to such a text [texts resolve]"
        ],
    ),
    "an inferred denominator that is not the only one": (
        f"{STUDY}/study.yml",
        "denominator: {status: not stated}",
        "denominator: {status: inferred, by: rounding, estimate: fever-free-week-4}",
        [
            f"{HOME}/estimates.yml:20: rash uses the denominator inferred by rounding for fever-free-week-4: "
            "a population of its own: give it one whose denominator is not stated "
            "[inferred denominators stay with their number]",
            f"{HOME}/study.yml:34: rounding infers the denominator of 'everyone' only, not of 'unknown': "
            "one denominator: correct the reading or the denominator status [denominators known]",
        ],
    ),
}


def test_the_real_data_have_no_discrepancy(evidence: Evidence) -> None:
    assert run_checks(evidence).discrepancies == ()


@pytest.mark.parametrize("name", FOUND)
def test_a_slip_is_found_with_its_line(name: str, spoiled: Spoil) -> None:
    file, old, new, messages = FOUND[name]
    report = run_checks(load(spoiled(file, old, new)))
    assert sorted(map(str, report.discrepancies)) == sorted(messages)


def test_a_name_with_digits_is_no_typed_numeral(spoiled: Spoil) -> None:
    folder = spoiled("glossary.yml", "An invented illness.", "An illness of H2O.")
    assert run_checks(load(folder)).discrepancies == ()


def test_a_unit_that_an_estimate_declares_may_be_printed(evidence: Evidence) -> None:
    study = evidence.study
    estimate = study.estimates["time-to-relapse-range"]
    printed = estimate.readings[0].model_copy(update={"printed": "0.4–5.6 years", "token": 5})
    more = estimate.model_copy(update={"readings": (*estimate.readings, printed)})
    estimates = tuple(more if each.id == estimate.id else each for each in study.results.estimates)
    results = study.results.model_copy(update={"estimates": estimates})
    changed = replace(evidence, studies={study.id: replace(study, results=results)})
    assert run_checks(changed).discrepancies == ()


def test_a_unit_that_no_source_prints_is_found(changed: Change) -> None:
    found = run_checks(load_report(changed("estimates.yml", [("unit: years", "unit: months")]))).discrepancies
    assert [str(each).partition(": ")[2] for each in found] == [
        "time-to-relapse-range is in months: years: compare with the source and correct the unit [units are printed]"
    ]


def test_an_outcome_that_is_neither_stated_nor_listed_is_found(spoiled: Spoil) -> None:
    folder = spoiled(f"{STUDY}/estimates.yml", "not_stated:\n  - {outcome: deaths, table: safety}", "not_stated: []")
    assert [str(each) for each in run_checks(load(folder)).discrepancies] == [
        "example/studies/marsh-fever-2030/estimates.yml:25: marsh-fever-2030 says nothing of deaths: "
        "an estimate of each, or its id in not_stated: extract them, or add not_stated: [deaths] "
        "[every outcome accounted for]"
    ]


def test_the_critical_outcomes_are_the_seven_proposed(evidence: Evidence) -> None:
    assert (evidence.question.outcomes.status, evidence.question.outcomes.critical) == (
        "proposed",
        (
            "survival",
            "leukemic-progression",
            "serious-infections",
            "serious-events",
            "severe-events",
            "stopping-for-harm",
            "steroid-dose",
        ),
    )


def test_checks_say_how_much_they_looked_at(evidence: Evidence) -> None:
    assert run_checks(evidence).counts["estimates"] == len(evidence.study.estimates)
