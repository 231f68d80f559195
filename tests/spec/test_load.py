from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import EXAMPLE, REPORT
from vexas_evidence.load.folder import load
from vexas_evidence.model import Evidence
from vexas_evidence.system.problems import BadInput

STUDY = "studies/marsh-fever-2030"
Spoil = Callable[[str, str, str], Path]

WRONG = {
    "unknown key": (
        f"{STUDY}/estimates.yml",
        "    timepoint: week-4\n",
        "    timepoint: week-4\n    timpoint: week-4\n",
        "estimates.yml:14: unknown key 'timpoint': one of adjusted_for, analysis_set, analyzed, comparator, "
        "compares, data_cut_off, direction, favours, id, interval, measure, missing, multiplicity, note, outcome, "
        "phrase, population, priority, rate_of, readings, standardized_by, subgroup, test, time_to_event, timepoint, "
        "unit, unit_of_analysis, value_of: did you mean 'timepoint'?",
    ),
    "missing key": (
        f"{STUDY}/estimates.yml",
        "    timepoint: week-4\n",
        "",
        "estimates.yml:10: key 'timepoint' is missing: a value: add 'timepoint: …'",
    ),
    "unknown outcome": (
        f"{STUDY}/estimates.yml",
        "outcome: fever-free\n",
        "outcome: fever-fre\n",
        "estimates.yml:11: unknown outcome 'fever-fre': a declared outcome: did you mean 'fever-free'?",
    ),
    "unknown population": (
        f"{STUDY}/estimates.yml",
        "population: unknown\n",
        "population: unknwon\n",
        "estimates.yml:20: unknown population 'unknwon': a declared population: did you mean 'unknown'?",
    ),
    "unknown source": (
        f"{STUDY}/estimates.yml",
        "source: marsh-letter",
        "source: marsh-leter",
        "estimates.yml:17: unknown source 'marsh-leter': a declared source: did you mean 'marsh-letter'?",
    ),
    "unknown measure": (
        f"{STUDY}/estimates.yml",
        "measure: count",
        "measure: cuont",
        "estimates.yml:7: 'cuont' is not a known measure: one of count, proportion, median, range, "
        "individual-value, threshold, window, person-time, "
        "quantifier, wording, mean, geometric-mean, incidence-rate, cumulative-incidence, survival, "
        "restricted-mean-survival-time, risk-ratio, odds-ratio, hazard-ratio, rate-ratio, common-odds-ratio, "
        "geometric-mean-ratio, risk-difference, mean-difference, median-difference, standardized-mean-difference, "
        "p-value, correlation, intracluster-correlation: did you mean 'count'?",
    ),
    "a title with signs of Markdown": (
        f"{STUDY}/study.yml",
        "short_title: Marsh fever",
        "short_title: Marsh $fever$",
        "study.yml:4: 'Marsh $fever$' is not of its form: words without the signs of Markdown, as titles "
        "are read: correct it",
    ),
    "a part of itself": (
        f"{STUDY}/estimates.yml",
        "not_stated:",
        "subsets:\n  - {part: included, whole: included, reason: It is.}\nnot_stated:",
        "estimates.yml:26: included as a part of itself: two estimates: name the part, or remove the subset",
    ),
    "address of the site": (
        REPORT,
        "id: marsh-fever-2030\n",
        "id: marsh-fever-2030\npublished: example.org\n",
        f"{REPORT}:3: 'example.org' is not of its form: the address of the site, from http:// or https:// on, "
        "without user, ? and #: correct it",
    ),
    "address with a user": (
        REPORT,
        "id: marsh-fever-2030\n",
        "id: marsh-fever-2030\npublished: https://user:secret@example.org/\n",
        f"{REPORT}:3: 'https://user:secret@example.org/' is not of its form: the address of the site, from http:// "
        "or https:// on, without user, ? and #: correct it",
    ),
    "address that is too long": (
        REPORT,
        "id: marsh-fever-2030\n",
        f"id: marsh-fever-2030\npublished: https://example.org/{'a' * 101}\n",
        f"{REPORT}:3: published of 121 characters: at most 120: shorten it",
    ),
    "address without a host": (
        REPORT,
        "id: marsh-fever-2030\n",
        "id: marsh-fever-2030\npublished: https://a..b/\n",
        f"{REPORT}:3: 'https://a..b/' names no host: the address of the site, from http:// or https:// on, without user"
        ", ? and #: compare with the source",
    ),
    "not a printed number": (
        f"{STUDY}/estimates.yml",
        'printed: "7.5%"',
        "printed: 7.5 percents",
        "estimates.yml:24: printed '7.5 percents': what the measure 'proportion' prints, such as 30%, "
        "12 of 40 or 12 (30%): compare with the source, or change the measure",
    ),
    "a number in parentheses that only a head names": (
        f"{STUDY}/estimates.yml",
        'printed: "7.5%"',
        'printed: "3 (7.5)"',
        "estimates.yml:24: printed '3 (7.5)': what the measure 'proportion' prints, such as 30%, 12 of 40 or 12 (30%): "
        "compare with the source, add 'head: %' where its table or text says so, or change the measure",
    ),
    "a share as a decimal, which no percent sign in a head makes one": (
        f"{STUDY}/estimates.yml",
        'printed: "7.5%"',
        'printed: "0.89 (0.81-0.94)"',
        "estimates.yml:24: printed '0.89 (0.81-0.94)': what the measure 'proportion' prints, such as 30%, 12 of 40 or "
        "12 (30%): compare with the source, or change the measure",
    ),
    "claim on nothing": (
        f"{STUDY}/narrative.yml",
        "rests_on: [fever-free-week-4]",
        "rests_on: [fever-free-week-5]",
        "narrative.yml:13: unknown estimate 'fever-free-week-5': a declared estimate: did you mean "
        "'fever-free-week-4'?",
    ),
    "text on nothing": (
        f"{STUDY}/narrative.yml",
        "Of all {included.full}",
        "Of all {inclded}",
        "narrative.yml:20: unknown estimate or derived value 'inclded': a declared estimate or derived value: "
        "did you mean 'included'?",
    ),
    "malformed reference": (
        f"{STUDY}/narrative.yml",
        "Of all {included.full}",
        "Of all {in cluded}",
        "narrative.yml:20: reference '{in cluded}' is not of the form {id} or {id.part}: {id} or {id.part}: "
        "correct the reference",
    ),
    "unknown part": (
        f"{STUDY}/narrative.yml",
        "fever-free-week-4.percent",
        "fever-free-week-4.precent",
        "narrative.yml:5: unknown part 'precent' of 'fever-free-week-4': one of full, value, alone, count, "
        "denominator, fraction, percent, rate, interval, ci, limits, when: did you mean 'percent'?",
    ),
    "wrong type": (
        f"{STUDY}/estimates.yml",
        'sentence: 1, token: 1, printed: "40"',
        'sentence: first, token: 1, printed: "40"',
        "estimates.yml:9: 'first' is not a whole number: sentence as digits: correct it",
    ),
    "text where a list belongs": (
        f"{STUDY}/narrative.yml",
        "rests_on: [fever-free-week-4]",
        "rests_on: fever-free-week-4",
        "narrative.yml:13: text where a list belongs: rests_on as a list: start each item with '- '",
    ),
    "not a date": (
        f"{STUDY}/study.yml",
        "extracted_on: 2030-01-02",
        "extracted_on: 2 January",
        "study.yml:18: '2 January' is not a date: a date as YYYY-MM-DD: correct it",
    ),
    "denominator without an estimate": (
        f"{STUDY}/study.yml",
        "{status: reported, estimate: included}",
        "{status: reported}",
        "study.yml:33: a denominator has an estimate exactly when it is reported or inferred: a valid "
        "denominator: compare with the source",
    ),
    "duplicate id": (
        f"{STUDY}/narrative.yml",
        "id: rash-base",
        "id: response",
        "narrative.yml:17: duplicate id 'response': one record (first at "
        "example/studies/marsh-fever-2030/narrative.yml:3): "
        "rename one",
    ),
    "unknown word": (
        f"{STUDY}/narrative.yml",
        "printed: most}",
        "printed: moist}",
        "narrative.yml:12: unknown vague quantity 'moist': a declared vague quantity: did you mean 'most'?",
    ),
    "unknown report": (
        "report.yml",
        "marsh-fever-2030",
        "marsh-fever-2031",
        "report.yml:3: unknown report 'marsh-fever-2031': a file of reports/: did you mean 'marsh-fever-2030'?",
    ),
    "places typed": (
        "report.yml",
        "report:",
        "places: x\nreport:",
        "report.yml:3: unknown key 'places': a key of this record: remove it",
    ),
    "a character without a glyph": (
        f"{STUDY}/study.yml",
        "title: Willow bark for marsh fever\n",
        "title: Willow bark for marsh fever \u05e9\n",
        "study.yml:3: the character '\u05e9' (U+05E9, hebrew letter shin) in title: characters of Source Sans Pro, the "
        "font of the report: write it in words",
    ),
    "a character without a glyph, as an escape": (
        f"{STUDY}/study.yml",
        "title: Willow bark for marsh fever\n",
        'title: "Willow bark for marsh fever \\u05e9"\n',
        "study.yml:3: the character '\u05e9' (U+05E9, hebrew letter shin) in title: characters of Source Sans Pro, the "
        "font of the report: write it in words",
    ),
    "a list at the top": (
        "report.yml",
        "format: 3\nreport: marsh-fever-2030",
        "- marsh-fever-2030",
        "report.yml:2: a list at the top: a mapping of keys: start with 'key:'",
    ),
    "derived from itself": (
        f"{STUDY}/narrative.yml",
        "of: [rash], denominator: included",
        "of: [rash], denominator: rash-of-all",
        "narrative.yml:15: unknown estimate or earlier derived value 'rash-of-all': a declared "
        "estimate or earlier derived "
        "value: use one of fever-free-week-4, included, rash",
    ),
}


def test_the_example_loads() -> None:
    assert load(EXAMPLE).study.about.title == "Willow bark for marsh fever"


@pytest.mark.parametrize("name", WRONG)
def test_wrong_data_gets_a_message_with_line_and_remedy(name: str, spoiled: Spoil) -> None:
    file, old, new, message = WRONG[name]
    folder = spoiled(file, old, new)
    with pytest.raises(BadInput) as error:
        load(folder)
    home = f"{STUDY}/" if file.startswith(STUDY) else ""
    assert str(error.value) == f"example/{home}{message}"


def test_all_problems_of_all_files_come_at_once(spoiled: Spoil) -> None:
    spoiled("glossary.yml", "term:", "tern:")
    spoiled(f"{STUDY}/narrative.yml", "rests_on: [fever-free-week-4]", "rests_on: [nothing]")
    spoiled(f"{STUDY}/estimates.yml", "outcome: rash", "outcome: rush")
    folder = spoiled(f"{STUDY}/estimates.yml", "measure: count", "measure: cuont")
    with pytest.raises(BadInput) as error:
        load(folder)
    assert [str(problem.place) for problem in error.value.problems] == [
        "example/glossary.yml:3",
        "example/glossary.yml:3",
        f"example/{STUDY}/estimates.yml:7",
        f"example/{STUDY}/estimates.yml:19",
        f"example/{STUDY}/narrative.yml:13",
    ]


def test_a_wrong_entry_is_not_reported_as_missing_elsewhere(spoiled: Spoil) -> None:
    folder = spoiled(f"{STUDY}/estimates.yml", "measure: count", "measure: cuont")
    with pytest.raises(BadInput) as error:
        load(folder)
    assert len(error.value.problems) == 1


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as error:
        load(tmp_path / "none")
    assert str(error.value) == f"{tmp_path}/none: no such data folder: a folder with report.yml: give --data DIR"


def test_a_missing_file_is_named(spoiled: Spoil) -> None:
    folder = spoiled("report.yml", "report", "report")
    (folder / "glossary.yml").unlink()
    with pytest.raises(BadInput) as error:
        load(folder)
    assert str(error.value) == "example/glossary.yml: file not found: a readable file: create it or correct the path"


def test_a_record_knows_the_line_of_each_of_its_values() -> None:
    estimate = load(EXAMPLE).study.estimates["fever-free-week-4"]
    assert str(estimate.at("timepoint")) == f"example/{STUDY}/estimates.yml:13"


def test_a_report_that_is_not_published_has_no_address(evidence: Evidence) -> None:
    assert evidence.report.published is None


def test_the_address_of_the_published_site_stands_in_one_place(spoiled: Spoil) -> None:
    folder = spoiled(REPORT, "id:", "published: https://example.org/vexas/\nid:")
    assert load(folder).report.published == "https://example.org/vexas/"


def test_an_address_is_written_in_ascii(spoiled: Spoil) -> None:
    folder = spoiled(REPORT, "id:", "published: https://füße.example:8080/ü b/\nid:".replace(" b", "b"))
    assert load(folder).report.address == "https://xn--fsse-0ra.example:8080/%C3%BCb/"
