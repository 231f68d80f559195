"""Words that follow from the data: arms by name, events apart from participants, what is not entered."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from tests import ROOT
from tests.constructed_study import estimate, numbers_of, participants
from vexas_evidence.analysis import derive
from vexas_evidence.analysis.checks.denominators import counts_within_denominator
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.load.folder import load
from vexas_evidence.model import Arm, Estimate, Finding, Glossary, Population
from vexas_evidence.model.estimation import StudyDesign
from vexas_evidence.model.texts.appraisal import Consideration, OutcomeRow
from vexas_evidence.present import design_words
from vexas_evidence.present.figures import charts
from vexas_evidence.present.records import text_fields
from vexas_evidence.present.spans import to_line
from vexas_evidence.present.tables import TABLES, panel
from vexas_evidence.present.tables.layout import table_html
from vexas_evidence.publish.site.report import Report
from vexas_evidence.publish.site.report_data import open_data

ARMS = (Arm(id="drug-a", label="Drug A"), Arm(id="usual-care", label="usual care"))
EVERYONE = {"status": "reported", "estimate": "included"}


def of_populations(numbers: Numbers, *populations: dict[str, Any], **about: Any) -> Numbers:
    """The same numbers with these populations beside those that they have, and other facts of the study."""
    known = {each.id: each for each in numbers.study.about.populations}
    known |= {each["id"]: Population.model_validate({"label": each["id"]} | each) for each in populations}
    changed = replace(
        numbers.study,
        about=numbers.study.about.model_copy(update={"populations": tuple(known.values()), "pico": ()} | about),
    )
    return Numbers(replace(numbers.evidence, studies={changed.id: changed}), changed)


def with_row(numbers: Numbers, *estimates: str) -> Numbers:
    """The same study with a row of its summary of outcomes."""
    row = OutcomeRow(id="row", title="Row", estimates=estimates, plain="In plain words.")
    study = numbers.study
    changed = replace(study, appraisal=study.appraisal.model_copy(update={"outcomes": (row,)}))
    return Numbers(replace(numbers.evidence, studies={changed.id: changed}), changed)


def cells(numbers: Numbers, table: str, *columns: str) -> list[tuple[str, ...]]:
    return [tuple(to_line(row[column]) for column in columns) for _, row in TABLES[table](numbers).rows]


def two_arms(**about: Any) -> Numbers:
    of_a = estimate("fever-a", "4 of 20", population="in-a")
    of_b = estimate("fever-b", "9 of 20", population="in-b")
    size_a = estimate("size-a", "20", population="in-a", outcome="patients-included", measure="count")
    size_b = estimate("size-b", "20", population="in-b", outcome="patients-included", measure="count")
    return of_populations(
        numbers_of(size_a, size_b, of_a, of_b),
        {
            "id": "in-a",
            "label": "patients",
            "arm": "drug-a",
            "denominator": {"status": "reported", "estimate": "size-a"},
        },
        {
            "id": "in-b",
            "label": "patients with usual care",
            "arm": "usual-care",
            "denominator": {"status": "reported", "estimate": "size-b"},
        },
        arms=ARMS,
        **about,
    )


def events(measure: str = "count", printed: str = "17", population: str = "everyone", **known: Any) -> Numbers:
    of_events = estimate(
        "events", printed, outcome="rash", measure=measure, population=population, unit_of_analysis="event"
    )
    return of_populations(numbers_of(participants("40"), of_events), *known.pop("populations", ()), **known)


def test_a_table_of_two_arms_names_the_arm_of_each_number() -> None:
    shown = cells(two_arms(), "findings", "outcome", "whom")
    assert shown[2:] == [
        ("Freedom from fever", "patients (Drug A)"),
        ("Freedom from fever", "patients with usual care"),
    ]


def test_a_summary_of_two_arms_is_no_single_arm() -> None:
    table = TABLES["outcomes"](with_row(two_arms(), "fever-a", "fever-b"))
    assert table.title == "Summary of outcomes (Drug A and usual care), benefits and harms together"
    assert to_line(table.rows[0][1]["whom"]) == (
        "Freedom from fever, Drug A: patients (Drug A); Freedom from fever, usual care: patients with usual care"
    )


def test_a_summary_of_one_arm_says_so() -> None:
    table = TABLES["outcomes"](with_row(numbers_of(participants("40")), "included"))
    assert table.title == "Summary of outcomes (single arm), benefits and harms together"


def test_the_comparator_of_the_estimates_is_named_where_no_pico_names_one() -> None:
    trial = load(ROOT / "tests" / "trial")
    assert to_line(design_words.comparator(Numbers(trial, trial.study))).strip() == "Comparator: hot water."


def test_arms_that_no_estimate_sets_against_each_other_are_all_named() -> None:
    assert to_line(design_words.comparator(two_arms())).strip() == "Arms: Drug A and usual care."


def test_one_arm_without_a_pico_has_no_words_on_a_comparator() -> None:
    assert design_words.comparator(of_populations(numbers_of(participants("40")))) == ()


def test_the_comparator_of_the_pico_is_named_as_it_says() -> None:
    told = Finding(id="comparator", label="Comparator", text="None in this study.")
    about = numbers_of(participants("40")).study.about
    numbers = of_populations(numbers_of(participants("40")), pico=(*about.pico, told))
    assert to_line(design_words.comparator(numbers)).strip() == "Comparator: none in this study."


@pytest.mark.parametrize(
    ("design", "known"),
    [
        (None, "one treated arm"),
        (StudyDesign(arms="parallel", randomized="yes"), "several arms"),
        (StudyDesign(arms="one arm"), "one treated arm"),
    ],
)
def test_arms_without_names_are_as_many_as_the_design_has(design: StudyDesign | None, known: str) -> None:
    assert design_words.arms(of_populations(numbers_of(participants("40")), study_design=design)) == known


def desirable_effects(numbers: Numbers) -> str:
    """What the frame says to the desirable effects where the data say that fever fell."""
    fell = Consideration(criterion="desirable-effects", text="Fever fell.")
    appraisal = numbers.study.appraisal.model_copy(update={"decision": (fell,)})
    rows = panel.table_decision(replace(numbers, study=replace(numbers.study, appraisal=appraisal))).rows
    [says] = [to_line(cells["says"]) for _, cells in rows if cells["item"] == ("Desirable effects",)]
    return says


def test_a_panel_of_two_arms_is_not_told_that_there_is_no_comparator() -> None:
    assert desirable_effects(two_arms()) == "Fever fell."


def test_a_panel_of_one_arm_is_told_so() -> None:
    assert desirable_effects(numbers_of(participants("40"))) == "Observed, no comparator. Fever fell."


def test_a_figure_of_two_arms_names_them() -> None:
    told = [to_line(line) for line in charts(two_arms())["proportions"].picture.texts]
    assert {"Freedom from fever, Drug A", "Freedom from fever, usual care"} <= {
        line.partition(" (")[0] for line in told
    }


def test_the_alternative_text_of_two_arms_names_them() -> None:
    alt = charts(two_arms())["proportions"].alt
    assert "Freedom from fever, Drug A, at 4 weeks: 20%" in alt
    assert "Freedom from fever, usual care, at 4 weeks: 45%" in alt


def test_a_record_of_an_arm_names_it() -> None:
    assert text_fields(two_arms(), "fever-a")[0] == ("Outcome", "Freedom from fever, Drug A, at 4 weeks")


def test_a_two_arm_trial_never_reads_single_arm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VEXAS_EVIDENCE_DATA", str(ROOT / "tests" / "trial"))
    report = Report(open_data())
    parts = [report.table(name) for name in TABLES]
    parts += [report.profile.questions(), report.profile.decision(), report.embed(), report.records()]
    words = " ".join(parts)
    assert re.findall(r"single arm|no comparator|one treated arm|none in this study", words, re.IGNORECASE) == []


def test_a_frame_of_several_arms_does_not_say_that_there_is_no_comparator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VEXAS_EVIDENCE_DATA", str(ROOT / "tests" / "trial"))
    loaded = open_data()
    evidence = loaded.numbers.evidence
    update: dict[str, Any] = {"comparator": None}
    questions = {name: each.model_copy(update=update) for name, each in evidence.questions.items()}
    silent = replace(evidence, questions=questions)
    frame = Report(replace(loaded, numbers=replace(loaded.numbers, evidence=silent))).profile.decision()
    assert "the panel names it; the question names none" in frame


def test_events_are_counted_as_events() -> None:
    assert cells(events(), "safety", "whom", "reported")[0] == ("events in everyone", "17 events")


def test_events_in_participants_are_no_share_of_them() -> None:
    numbers = events()
    estimate_of = numbers.study.estimates["events"]
    assert (numbers.fraction(estimate_of), numbers.rate(estimate_of), numbers.interval(estimate_of)) == (None,) * 3


def test_events_may_be_more_than_the_participants() -> None:
    assert list(counts_within_denominator(events(printed="55"))) == []


def test_a_summary_of_outcomes_counts_events_and_no_patients() -> None:
    [row] = cells(with_row(events(printed="Seventeen"), "events"), "outcomes", "patients", "both", "rate")
    assert row == ("Seventeen events", "Seventeen events in everyone", "–")


def test_a_summary_with_events_is_not_headed_as_of_patients_alone() -> None:
    table = TABLES["outcomes"](with_row(events(), "events"))
    heads = table_html(table, "typst")
    assert table.columns["patients"] == "Patients (or other units) with the outcome"
    assert "Patients (or other units) with the outcome, who was counted" in heads


def test_events_that_are_all_of_a_population_are_named_by_it() -> None:
    of_events = estimate("events", "17", outcome="rash", measure="count", population="adverse-events")
    numbers = of_populations(
        numbers_of(of_events),
        {
            "id": "adverse-events",
            "label": "adverse events",
            "unit_of_analysis": "event",
            "denominator": {"status": "reported", "estimate": "events"},
        },
    )
    [row] = cells(with_row(numbers, "events"), "outcomes", "both")
    assert row == ("17 adverse events",)


COURSES = {"id": "courses", "label": "courses", "denominator": EVERYONE}


@pytest.mark.parametrize(
    ("unit", "has_interval"),
    [
        ("participant", True),
        ("cluster", True),
        ("published case", True),
        ("course", False),
        ("event", False),
        ("not stated", False),
    ],
)
def test_an_interval_is_of_independent_units(unit: str, has_interval: bool) -> None:
    rash = estimate("rash", "9 of 40", outcome="rash", population="courses")
    numbers = of_populations(numbers_of(participants("40"), rash), COURSES | {"unit_of_analysis": unit})
    assert (numbers.interval(rash) is not None) == has_interval


@pytest.mark.parametrize(
    ("unit", "why"),
    [
        ("course", "no interval: courses may not be independent"),
        ("event", "no interval: events may not be independent"),
        ("not stated", "no interval: the unit of analysis is not stated"),
    ],
)
def test_a_record_says_why_there_is_no_interval(unit: str, why: str) -> None:
    rash = estimate("rash", "9 of 40", outcome="rash", population="courses")
    numbers = of_populations(numbers_of(participants("40"), rash), COURSES | {"unit_of_analysis": unit})
    fields = text_fields(numbers, "rash")
    assert [text for label, text in fields if label == "Interval"] == [
        f"{why} (Cochrane Handbook, chapters 6.2 and 23)"
    ]
    assert ("Unit of analysis", unit) in fields


def test_a_statistic_says_what_it_counts() -> None:
    rash = estimate("rash", "9 of 40", outcome="rash", population="courses")
    numbers = of_populations(numbers_of(participants("40"), rash), COURSES | {"unit_of_analysis": "course"})
    units = {row.id: row.unit for row in numbers.statistics.rows if row.estimate == "rash"}
    assert units["rash.count"] == units["rash.denominator"] == "courses"


def test_a_percentage_of_courses_keeps_its_unit_beside_its_rate() -> None:
    rash = estimate("rash", "9 of 40", outcome="rash", population="courses")
    numbers = of_populations(numbers_of(participants("40"), rash), COURSES | {"unit_of_analysis": "course"})
    [row] = cells(with_row(numbers, "rash"), "outcomes", "patients", "rate")
    assert row[0] == "9 of 40 courses"
    assert row[1].endswith("23 per 100 courses (no interval: courses may not be independent; denominator reported)")


def test_a_unit_that_nobody_names_is_the_participant() -> None:
    numbers = numbers_of(participants("40"))
    assert derive.unit_of(numbers.study, numbers.study.estimates["included"]) == "participant"


def test_a_percentage_whose_count_is_printed_says_it() -> None:
    rash = estimate("rash", "9 (23%)", outcome="rash", population="unknown")
    [row] = cells(with_row(numbers_of(rash), "rash"), "outcomes", "patients")
    assert row == ("9 (23%); 9",)


def test_a_percentage_alone_says_that_its_count_is_not_stated() -> None:
    rash = estimate("rash", "23%", outcome="rash", population="unknown")
    [row] = cells(with_row(numbers_of(rash), "rash"), "outcomes", "patients")
    assert row == ("23%; count not stated",)


def test_an_effect_has_no_count_and_no_rate() -> None:
    trial = load(ROOT / "tests" / "trial")
    numbers = with_row(Numbers(trial, trial.study), "relapse-hazard")
    [row] = cells(numbers, "outcomes", "patients", "rate")
    assert row == ("0.71 (95% CI 0.55–0.92; p = 0.009)", "–")


def title(*estimates: Estimate) -> str:
    return to_line(charts(numbers_of(participants("40"), *estimates))["proportions"].title)


UNKNOWN = {"outcome": "rash", "population": "unknown"}


def test_a_title_says_that_most_denominators_are_not_stated() -> None:
    known, other = estimate("fever", "30 of 40"), estimate("second", "8%", **UNKNOWN)
    assert title(known, estimate("rash", "7%", **UNKNOWN), other).endswith("; most denominators not stated")


def test_a_title_says_that_some_denominators_are_not_stated() -> None:
    assert title(estimate("fever", "30 of 40"), estimate("rash", "7%", **UNKNOWN)).endswith(
        "; some denominators not stated"
    )


def test_a_title_says_that_no_denominator_is_stated() -> None:
    assert title(estimate("rash", "7%", **UNKNOWN)).endswith("; no denominator stated")


def test_a_title_says_that_all_denominators_are_known() -> None:
    assert title(estimate("fever", "30 of 40"), estimate("rash", "3 of 40", outcome="rash")).endswith(
        "; all denominators known"
    )


def test_a_denominator_without_an_interval_is_not_called_not_stated() -> None:
    rash = estimate("rash", "9 of 40", outcome="rash", population="courses")
    numbers = of_populations(numbers_of(participants("40"), rash), COURSES | {"unit_of_analysis": "course"})
    chart = charts(numbers)["proportions"]
    assert to_line(chart.table.rows[0][1]["interval"]) == "no interval: courses may not be independent"
    assert ("not stated" in to_line(chart.title), "not stated" in chart.alt) == (False, False)


def test_a_table_that_nobody_wrote_is_not_entered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VEXAS_EVIDENCE_DATA", str(ROOT / "tests" / "trial"))
    report = Report(open_data())
    assert {name for name in TABLES if "Not entered" in report.table(name)} == {
        *("highlights", "decision", "questions", "domains")
    }
    assert report.table("domains") == (
        "*Not entered: the data for this study contain no facts on the domains of certainty (appraisal.yml). "
        "This does not mean that the sources state none.*"
    )


def test_texts_that_nobody_wrote_are_not_entered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VEXAS_EVIDENCE_DATA", str(ROOT / "tests" / "trial"))
    loaded = open_data()
    study = loaded.numbers.study
    silent = replace(study, narrative=study.narrative.model_copy(update={"plain": ()}))
    report = Report(replace(loaded, numbers=replace(loaded.numbers, study=silent)))
    assert "contain no text in plain language" in report.plain()
    assert "contain no highlights of the sources (claims in narrative.yml)" in report.highlights()
    assert "case series" not in report.profile.questions()


@pytest.mark.parametrize(
    ("part", "words"), [("glossary", "terms that are explained"), ("abbreviations", "abbreviations")]
)
def test_a_glossary_that_nobody_wrote_is_not_entered(monkeypatch: pytest.MonkeyPatch, part: str, words: str) -> None:
    monkeypatch.setenv("VEXAS_EVIDENCE_DATA", str(ROOT / "tests" / "open-article"))
    monkeypatch.setenv("VEXAS_EVIDENCE_REPORT", "preoperative-dcs-2021")
    loaded = open_data()
    evidence = replace(loaded.numbers.evidence, glossary=Glossary(format=3, terms=()))
    report = Report(replace(loaded, numbers=replace(loaded.numbers, evidence=evidence)))
    assert f"contain no {words} (glossary.yml)" in getattr(report, part)()


def test_definitions_that_nobody_entered_are_not_called_not_stated() -> None:
    rash = estimate("rash", "3 of 40", outcome="rash")
    numbers = of_populations(numbers_of(participants("40"), rash), definitions=())
    [(cell,)] = cells(with_row(numbers, "rash"), "outcomes", "outcome")
    assert "No definition is entered." in cell
    assert "not stated in the sources" not in cell
