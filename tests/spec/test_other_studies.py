"""The other studies of treatment in VEXAS syndrome: what was read of them, and what a careless reader gets wrong."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import vexas_evidence as ve
from tests import DATA, HOME
from tests.commands import run_command
from vexas_evidence.analysis import derive
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.verification import Verification, verify_evidence
from vexas_evidence.load.folder import load, load_report
from vexas_evidence.load.report_files import report_files
from vexas_evidence.model import Estimate, Population
from vexas_evidence.publish.release.snapshot import record_release
from vexas_evidence.system.hashes import files_hash

ALL = load(DATA)
OTHERS = tuple(name for name in ALL.studies if name != Path(HOME).name)
FIT = "percentages fit their counts"


def numbers_of(study: str) -> Numbers:
    return Numbers(ALL, ALL.studies[study])


def estimate(study: str, name: str) -> Estimate:
    return ALL.studies[study].estimates[name]


def population(study: str, name: str) -> Population:
    """The population of an estimate."""
    return ALL.studies[study].populations[estimate(study, name).population]


def value_of(study: str, name: str) -> object:
    """A number of the long table by its id; None where there is none."""
    rows = ve.load(DATA).studies[study].statistics.set_index("id")
    found = rows.loc[name, "value"]
    return None if found != found else found


@pytest.fixture(scope="module")
def verification() -> Verification:
    return verify_evidence(ALL)


def test_all_seven_are_entered() -> None:
    assert OTHERS == (
        "al-hakim-2025",
        "boyadzhieva-2023",
        "hadjadj-2024",
        "japan-2024",
        "swiss-2025",
        "vitale-2025",
        "zaimoku-2025",
    )


def test_nothing_contradicts_them_but_what_is_declared(verification: Verification) -> None:
    assert verification.discrepancies == ()


def test_each_of_their_number_tokens_is_used_or_waived(verification: Verification) -> None:
    use = verification.token_use
    assert (use.tokens, use.used, use.waived) == (167, 162, 5)


@pytest.mark.parametrize("study", OTHERS)
def test_what_is_known_of_an_overlap_of_patients_is_said(study: str) -> None:
    said = {finding.id: finding.text for finding in ALL.studies[study].about.design}["overlap"]
    assert said.startswith(("Unknown", "The same French registry", "It contains patients"))


@pytest.mark.parametrize("study", OTHERS)
def test_a_study_in_no_report_needs_no_texts_for_readers(study: str) -> None:
    narrative = ALL.studies[study].narrative
    assert (narrative.key_points, narrative.plain, narrative.claims, narrative.limits) == ((), (), (), ())


# Boyadzhieva: what contradicts itself in the source is declared with what would fit.


@pytest.mark.parametrize(
    ("name", "found", "fits"),
    [
        ("male", "113 (98.3%) against 113 of 116", "98.3% fits 113 of 115 and 114 of 116. Which is meant is unknown"),
        ("venous-thromboembolism", "6/67, 8.9% against 6 of 67", "8.9% fits it only if decimals were cut off"),
    ],
)
def test_a_percentage_that_its_count_contradicts_is_declared(
    verification: Verification, name: str, found: str, fits: str
) -> None:
    of_study = [pair for pair in verification.declared if pair[1].study == "boyadzhieva-2023"]
    [(discrepancy, declaration)] = [pair for pair in of_study if pair[1].estimate == name]
    assert (discrepancy.check, discrepancy.about) == (FIT, f"{name}/boyadzhieva-2023-abstract: {found}")
    assert fits in declaration.reason


@pytest.mark.parametrize(("name", "printed"), [("male", "113 (98.3%)"), ("venous-thromboembolism", "6/67, 8.9%")])
def test_a_percentage_that_its_count_contradicts_is_shown_as_printed(name: str, printed: str) -> None:
    assert numbers_of("boyadzhieva-2023").value(estimate("boyadzhieva-2023", name)).text == printed


def test_a_percentage_that_its_count_contradicts_has_no_interval() -> None:
    assert value_of("boyadzhieva-2023", "venous-thromboembolism.lower") is None


def test_no_other_percentage_of_the_published_cases_is_called_false(verification: Verification) -> None:
    assert {pair[1].estimate for pair in verification.declared if pair[1].study == "boyadzhieva-2023"} == {
        "male",
        "venous-thromboembolism",
    }


@pytest.mark.parametrize("name", ["cases", "male", "complete-response-azacitidine", "deaths-transplantation"])
def test_what_a_review_counts_are_published_cases(name: str) -> None:
    assert population("boyadzhieva-2023", name).unit_of_analysis == "published case"


# Hadjadj: courses are no denominators of response rates.

RATES = [
    "response-jak-earlier",
    "response-il-6-earlier",
    "response-il-1-earlier",
    "response-tnf-earlier",
    "response-jak-6m",
    "response-il-6-6m",
]


@pytest.mark.parametrize("name", RATES)
def test_a_response_rate_by_treatment_has_no_denominator(name: str) -> None:
    numbers = numbers_of("hadjadj-2024")
    assert numbers.denominator_with_status(estimate("hadjadj-2024", name)) == ("denominator not stated",)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("response-il-6-earlier", "not the {il-6-courses.count} courses, of which no count prints as"),
        ("response-jak-6m", "not the {jak-courses.count} courses, of which no count prints as"),
        ("response-il-6-6m", "not the {il-6-courses.count} courses, of which no count prints as"),
        ("response-jak-earlier", "none does at the later assessment, so they are not taken as the denominator"),
    ],
)
def test_why_the_courses_are_not_its_denominator_is_said(name: str, reason: str) -> None:
    assert reason in (population("hadjadj-2024", name).denominator.note or "")


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("near-il-6-earlier", ("16 of 51", "17 of 51")),
        ("near-jak-6m", ("23 of 78", "24 of 78")),
        ("near-il-6-6m", ("13 of 51", "14 of 51")),
    ],
)
def test_no_count_of_the_courses_prints_as_the_rate(name: str, nearest: tuple[str, str]) -> None:
    derived = numbers_of("hadjadj-2024").derived[name]
    assert derived.standing == "ruled-out"
    assert all(each in " ".join(derived.parts.values()) for each in nearest)


@pytest.mark.parametrize("name", ["courses", "jak-courses", "il-6-courses"])
def test_treatments_given_are_courses_and_not_patients(name: str) -> None:
    assert population("hadjadj-2024", name).unit_of_analysis == "course"


def test_a_pair_that_no_source_names_is_called_no_interquartile_range() -> None:
    rows = ve.load(DATA).studies["hadjadj-2024"].statistics
    known = rows[(rows["estimate"] == "crp-at-start") & rows["value"].notna()]
    assert list(known["part"]) == ["value", "pair-lower", "pair-upper"]


# Al-Hakim: those who continued are not those treated.


def test_ten_of_eleven_who_continued_stand_beside_thirteen_treated() -> None:
    numbers = numbers_of("al-hakim-2025")
    response, treated = estimate("al-hakim-2025", "response-azacitidine-6m"), "azacitidine-courses"
    fraction = numbers.fraction(response)
    assert (fraction and fraction.text, numbers.value(estimate("al-hakim-2025", treated)).text) == ("10 of 11", "13")


def test_those_who_continued_and_those_treated_are_two_populations() -> None:
    assert population("al-hakim-2025", "response-azacitidine-6m").id == "azacitidine-continued"
    assert population("al-hakim-2025", "azacitidine-courses").id == "azacitidine-courses"


def test_the_sentence_that_says_that_treatment_continued_is_read() -> None:
    [reading] = population("al-hakim-2025", "response-azacitidine-6m").denominator.readings
    assert reading.source == "rheumamanagement-uk-cohort"


def test_the_count_of_27_percent_of_11_is_inferred() -> None:
    count = numbers_of("al-hakim-2025").count(estimate("al-hakim-2025", "complete-response-azacitidine-6m"))
    assert count
    assert (count.text, count.kind) == ("3", "inferred")


def test_what_all_treated_would_make_is_a_sensitivity_that_no_source_says() -> None:
    derived = numbers_of("al-hakim-2025").derived["outside-continued"]
    assert (derived.standing, "76.9%" in " ".join(derived.parts.values())) == ("sensitivity", True)


def test_a_share_on_a_low_dose_has_no_denominator() -> None:
    assert population("al-hakim-2025", "low-dose-azacitidine-12m").denominator.status == "not stated"


# Vitale: courses, events, and categories that exclude each other.


def test_complete_partial_and_failure_are_exclusive_and_exhaustive() -> None:
    first, *_ = ALL.studies["vitale-2025"].results.categories
    printed = [estimate("vitale-2025", name).principal.printed for name in first.of]
    assert (printed, first.exhaustive) == (["4/22 (18.2%)", "11/22 (50%)", "7/22 (31.8%)"], "yes")


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("complete-response-monotherapy", "course"),
        ("partial-response-combination", "course"),
        ("adverse-events", "event"),
        ("events-with-discontinuation", "event"),
        ("monotherapy", None),
    ],
)
def test_courses_and_events_are_no_patients(name: str, unit: str | None) -> None:
    assert population("vitale-2025", name).unit_of_analysis == unit


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("complete-response-monotherapy.count", "courses"),
        ("complete-response-monotherapy.denominator", "courses"),
        ("adverse-events", "events"),
    ],
)
def test_courses_and_events_are_the_units_of_their_statistics(name: str, unit: str) -> None:
    rows = ve.load(DATA).studies["vitale-2025"].statistics.set_index("id")
    assert rows.loc[name, "unit"] == unit


def test_courses_have_no_interval_as_one_patient_may_have_several() -> None:
    assert value_of("vitale-2025", "complete-response-monotherapy.lower") is None


def test_five_of_nine_fits() -> None:
    study = ALL.studies["vitale-2025"]
    assert list(derive.contradictions(study, study.estimates["partial-response-combination"])) == []


def test_no_cases_is_zero_of_nine() -> None:
    fraction = numbers_of("vitale-2025").fraction(estimate("vitale-2025", "complete-response-combination"))
    assert fraction
    assert fraction.text == "0 of 9"


# Japan: one denominator fits the count of one source and the percentage of the other.


def test_27_assessed_for_remission_is_inferred_from_two_sources() -> None:
    denominator = numbers_of("japan-2024").denominator(estimate("japan-2024", "complete-remission-3m"))
    assert denominator
    assert (denominator.text, denominator.kind) == ("27", "inferred")


def test_a_japanese_source_prints_the_time_without_its_unit() -> None:
    ledger = ALL.ledgers["medical-tribune-2024"]
    assert [each.tokens for each in ledger.statements] == [("3", "7.4%")]


@pytest.mark.parametrize(
    ("name", "unit"), [("adverse-events", "event"), ("malignancies", "event"), ("patients-with-malignancy", None)]
)
def test_malignancies_are_events_beside_the_patients_who_had_them(name: str, unit: str | None) -> None:
    assert population("japan-2024", name).unit_of_analysis == unit


# Switzerland and the transplantation series: small numbers.


def test_five_of_five_has_a_wide_interval() -> None:
    interval = numbers_of("swiss-2025").interval(estimate("swiss-2025", "response-azacitidine"))
    assert interval
    assert interval.text == "Wilson 95% CI 56.6% to 100.0%"


def test_the_times_to_death_are_of_two_of_three_patients_and_from_transplantation() -> None:
    numbers, study = numbers_of("zaimoku-2025"), ALL.studies["zaimoku-2025"]
    times = [each for each in study.estimates.values() if each.measure == "individual-value"]
    assert [numbers.value(each).text for each in times] == ["5 months", "28 months"]
    assert {numbers.timepoints[each.timepoint].time_zero for each in times} == {"transplantation"}


def test_a_series_says_that_it_is_no_sample_of_a_population() -> None:
    note = population("zaimoku-2025", "cases").denominator.note
    assert note
    assert note.startswith("A case series has no denominator of a population")


# The report on azacitidine in the FRENVEX cohort holds nothing of them.


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder as if the other studies had never been entered."""
    folder = Path(shutil.copytree(DATA, tmp_path_factory.mktemp("alone") / "data"))
    read = {source.id for name in OTHERS for source in ALL.sources_of(ALL.studies[name])}
    for name in OTHERS:
        shutil.rmtree(folder / "studies" / name)
    for name in read:
        (folder / "sources" / f"{name}.yml").unlink()
    for name in ("sources.yml", "waivers.yml", "declared.yml"):
        path = folder / name
        path.write_text("".join(_entries_without(path.read_text(encoding="utf-8"), read)), encoding="utf-8")
    return folder


def _entries_without(text: str, sources: set[str]) -> Iterator[str]:
    """The parts of a list in YAML that name none of some sources."""
    first, *entries = text.split("\n  - ")
    yield first
    kept = [each for each in entries if not any(name in each for name in sources)]
    yield from (f"\n  - {each}" for each in kept)
    yield "" if kept and kept[-1].endswith("\n") else "\n"


def test_its_verification_counts_are_its_own(alone: Path) -> None:
    with_others, without = (verify_evidence(load_report(folder)) for folder in (DATA, alone))
    assert (with_others.checks.counts, with_others.token_use) == (without.checks.counts, without.token_use)


def test_its_data_hash_is_its_own(alone: Path) -> None:
    with_others, without = (files_hash(report_files(folder, load_report(folder))) for folder in (DATA, alone))
    assert with_others == without


def test_its_release_record_is_its_own(alone: Path) -> None:
    with_others, without = (load_report(folder) for folder in (DATA, alone))
    records = [record_release(Numbers(each, each.study)).records for each in (with_others, without)]
    assert records[0] == records[1]


def test_its_exports_are_its_own(alone: Path, tmp_path: Path) -> None:
    files = []
    for name, folder in (("with", DATA), ("without", alone)):
        done = run_command("export", "--data", str(folder), "--to", "all", "--output", str(tmp_path / name))
        assert done.returncode == 0, done.stderr
        written = sorted(path for path in (tmp_path / name).rglob("*") if path.is_file())
        files.append({path.name: path.read_bytes() for path in written})
    assert files[0] == files[1]


def test_it_names_none_of_them() -> None:
    report = load_report(DATA)
    assert (tuple(report.studies), set(report.sources) & set(_their_sources())) == ((Path(HOME).name,), set())


def _their_sources() -> Iterator[str]:
    return (source.id for name in OTHERS for source in ALL.sources_of(ALL.studies[name]))
