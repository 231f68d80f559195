"""Rendered statements: false ones are refused with their remedy, in their fields and in their words."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest

from tests import DATA, TRIAL
from tests.revisions import judged
from vexas_evidence.analysis.checks import Found
from vexas_evidence.analysis.checks.statements.phrase_words import phrases_fit
from vexas_evidence.analysis.checks.statements.statement_fields import statements_hold
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.wording.statement_text import text_of
from vexas_evidence.load.folder import load, load_report
from vexas_evidence.model import KeyPoint, RenderedStatement
from vexas_evidence.model.texts.statements import Polarity
from vexas_evidence.present.spans import to_line
from vexas_evidence.system.problems import BadInput

REAL, INVENTED = (Numbers(each, each.study) for each in map(load_report, (DATA, TRIAL)))
BOTH = pytest.mark.parametrize("numbers", [REAL, INVENTED], ids=["frenvex", "trial"])
KEYS = ("outcome", "polarity", "population", "timepoint", "comparator")


def with_points(numbers: Numbers, *statements: RenderedStatement, part: str = "key_points") -> Numbers:
    """The study with one key point, or one plain passage, of these statements."""
    point = KeyPoint(id="point", title="Point", statements=statements)
    empty: dict[str, Any] = {"key_points": (), "plain": ()}
    narrative = numbers.study.narrative.model_copy(update=empty | {part: (point,)})
    return Numbers(numbers.evidence, replace(numbers.study, narrative=narrative))


def stated(numbers: Numbers) -> list[RenderedStatement]:
    """Every statement of the study."""
    narrative = numbers.study.narrative
    return [each for point in (*narrative.key_points, *narrative.plain) for each in point.statements]


def falsified(numbers: Numbers, key: str) -> Iterator[Numbers]:
    """The study with one statement, each with each other value that its field can have."""
    estimates = numbers.study.estimates.values()
    values = {each for estimate in estimates if (each := getattr(estimate, key, None))}
    known = {"polarity": (*get_args(Polarity), None), "comparator": (*numbers.arms, "no-treatment", None)}
    for statement in stated(numbers):
        for value in known.get(key, sorted(values)):
            if value != getattr(statement, key):
                yield with_points(numbers, statement.model_copy(update={key: value}))


def said(numbers: Numbers, part: str = "key_points") -> str:
    """What a reader meets of the one key point, or plain passage."""
    [point] = getattr(numbers.study.narrative, part)
    return to_line(numbers.spans(text_of(numbers, point, "plain" if part == "plain" else "professional")))


def messages(found: Iterator[Found]) -> list[str]:
    """What was found, without its place."""
    return [f"{each.found}: {each.expected}: {each.remedy}" for each in found]


def of(numbers: Numbers, name: str, **fields: Any) -> RenderedStatement:
    """The first statement of an estimate, with other fields."""
    return next(each for each in stated(numbers) if each.of == name).model_copy(update={"note": None} | fields)


@BOTH
def test_the_statements_of_the_data_hold(numbers: Numbers) -> None:
    assert [*statements_hold(numbers), *phrases_fit(numbers)] == []


@BOTH
@pytest.mark.parametrize("key", KEYS)
def test_a_field_that_the_estimate_does_not_have_is_refused(numbers: Numbers, key: str) -> None:
    planted = [list(statements_hold(each)) for each in falsified(numbers, key)]
    assert (len(planted) >= 20, [found for found in planted if len(found) != 1]) == (True, [])


@BOTH
def test_an_estimate_in_the_place_of_another_is_refused(numbers: Numbers) -> None:
    planted = [
        list(statements_hold(with_points(numbers, statement.model_copy(update={"of": other.of}))))
        for statement in stated(numbers)
        for other in stated(numbers)
        if other.of != statement.of
    ]
    assert (len(planted) >= 20, [found for found in planted if not found]) == (True, [])


@pytest.mark.parametrize(
    ("name", "fields", "message"),
    [
        (
            "infections",
            {"outcome": "cytopenias"},
            "outcome cytopenias: infections, as infections has: write outcome: infections, "
            "or name the estimate that is meant: cytopenias",
        ),
        (
            "relapse-free-1y",
            {"polarity": "with"},
            "polarity with: without, as relapse-free-1y has: write polarity: without",
        ),
        (
            "relapse-free-1y",
            {"population": "stopped"},
            "population stopped: responders-on-treatment, as relapse-free-1y has: "
            "write population: responders-on-treatment",
        ),
        (
            "relapse-free-1y",
            {"timepoint": "year-5"},
            "timepoint year-5: year-1, as relapse-free-1y has: write timepoint: year-1, "
            "or name the estimate that is meant: relapse-free-5y",
        ),
        (
            "infections",
            {"comparator": "placebo"},
            "comparator placebo: none, as infections has: leave comparator out",
        ),
        (
            "adverse-event-window",
            {"polarity": "with"},
            "polarity with: none, as adverse-event-window has: leave polarity out",
        ),
        (
            "infections",
            {"note": "Not the {cytopenias}."},
            "{cytopenias} in a text beside statements: words without a number: add a statement: {of: cytopenias, …}",
        ),
        (
            "infections",
            {"certainty": "sure"},
            "certainty sure: a judgment in force of the certainty of infections: there is none: "
            "name one, or leave certainty out",
        ),
    ],
)
def test_a_false_statement_is_told_with_its_remedy(name: str, fields: dict[str, Any], message: str) -> None:
    found = statements_hold(with_points(REAL, of(REAL, name, **fields)))
    assert messages(found) == [message]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "response-by-mds-status",
            "a statement of the measure wording: a number of a sentence: "
            "quote it in a claim or a view, or name another estimate",
        ),
        (
            "exposure-before-evaluation",
            "no words for the outcome exposure-before-evaluation: phrases in it: "
            "add phrases to the outcome exposure-before-evaluation in vocabulary.yml",
        ),
        (
            "response-identified-6m",
            "no word 'had' for the outcome response-timing: the words for what is counted: add had to its phrases",
        ),
    ],
)
def test_a_statement_that_has_no_words_is_told_what_to_add(name: str, message: str) -> None:
    estimate = REAL.study.estimates[name]
    polarity = "with" if estimate.measure == "proportion" else None
    fields = {key: getattr(estimate, key) for key in ("outcome", "population", "timepoint")}
    statement = RenderedStatement.model_validate({"of": name, "polarity": polarity} | fields)
    assert messages(statements_hold(with_points(REAL, statement)))[0] == message


def test_plain_words_are_asked_for_where_patients_read() -> None:
    statement = of(REAL, "mds-who-2022")
    told = messages(statements_hold(with_points(REAL, statement, part="plain")))
    assert told == [
        "no words for the outcome mds: phrases.plain in it: add phrases.plain to the outcome mds in vocabulary.yml"
    ]


@pytest.mark.parametrize(
    ("new", "wrong"),
    [
        ("{of: deaths-te,", "unknown estimate 'deaths-te'"),
        ("{of: deaths-tea, certainty: sure,", "unknown judgment 'sure'"),
    ],
)
def test_an_unknown_name_of_a_statement_is_refused_where_it_is_loaded(new: str, wrong: str, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(TRIAL, tmp_path / "trial"))
    path = folder / "studies" / "reed-cough-2031" / "narrative.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("{of: deaths-tea,", new), encoding="utf-8")
    with pytest.raises(BadInput) as told:
        load(folder)
    assert {each.wrong for each in told.value.problems} == {wrong}


def test_a_key_point_that_says_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="neither 'statements' nor a 'text'"):
        KeyPoint(id="point", title="Point")


def test_a_rating_is_said_only_where_a_named_person_gave_it() -> None:
    statement = of(REAL, "relapsed-after-stopping", certainty="sure")
    rated = with_points(judged(REAL), statement)
    assert list(statements_hold(rated)) == []
    assert said(rated).endswith("(time zero not defined). Certainty, rated by N. N.: low.")


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (
            ("cough-free-tea", "cough-free-water"),
            "45 of 120 adults with marsh tea (38%; 95% CI 29–46%) and 30 of 120 adults with hot water "
            "(25%; 95% CI 18–33%) were free of cough at 12 weeks.",
        ),
        (
            ("cough-free-ratio",),
            "The risk ratio for freedom from cough at 12 weeks was 1.50 (95% CI 1.02 to 2.20) for marsh tea against "
            "hot water: more frequent with marsh tea.",
        ),
        (
            ("score-difference",),
            "The mean difference for cough score after 12 weeks was -3.4 points (95% CI -5.0 to -1.8) for marsh tea "
            "against hot water: lower with marsh tea (lower is better).",
        ),
        (
            ("sleep-difference",),
            "The mean difference for length of sleep (time not stated) was -0.1 hours (95% CI -0.4 to 0.2; p = 0.004 "
            "for non-inferiority) for marsh tea against hot water: this leaves open with which it is higher.",
        ),
        (
            ("relapse-free-tea",),
            "Among 120 adults with marsh tea, 27% (95% CI 19 to 35) were free of relapse at 24 weeks.",
        ),
        (
            ("relapse-median",),
            "Among adults with marsh tea, the median time to relapse (denominator and time not stated) was "
            "not reached.",
        ),
        (
            ("score-tea",),
            "Among 114 analyzed adults with marsh tea, the mean cough score after 12 weeks was 11.2 points (SD 6.1).",
        ),
        (
            ("infections-tea",),
            "Among adults with marsh tea, the incidence rate of infections (time not stated) was 7.0 per 100 "
            "person-years (95% CI 4.5 to 10.4).",
        ),
        (
            ("deaths-tea",),
            "0 of 120 adults with marsh tea (0%; 95% CI 0–3%) died (time not stated).",
        ),
        (
            ("randomized", "smokers"),
            "There were 240 adults randomized. Of these, 140 were smokers at randomization.",
        ),
        (
            ("tea-lost", "water-lost"),
            "6 adults with marsh tea and 8 adults with hot water were lost to follow-up "
            "(denominators and times not stated).",
        ),
    ],
)
def test_a_measure_has_its_sentence_for_professionals(names: tuple[str, ...], text: str) -> None:
    assert said(with_points(INVENTED, *(of(INVENTED, name) for name in names))) == text


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (
            ("cough-free-tea", "cough-free-water"),
            "Of 120 adults with marsh tea, 45 were free of cough at 12 weeks. "
            "Of 120 adults with hot water, 30 were free of cough at 12 weeks.",
        ),
        (
            ("cough-free-ratio",),
            "Adults with marsh tea were free of cough more often than with hot water at 12 weeks; "
            "risk ratio 1.50 (95% CI 1.02 to 2.20).",
        ),
        (
            ("score-difference",),
            "The cough score after 12 weeks was lower with marsh tea than with hot water; "
            "mean difference -3.4 points (95% CI -5.0 to -1.8).",
        ),
        (
            ("relapse-hazard",),
            "Adults with marsh tea had a return of the cough less often than with hot water (when is not stated); "
            "hazard ratio 0.71 (95% CI 0.55–0.92; p = 0.009).",
        ),
        (
            ("randomized", "smokers"),
            "There were 240 adults randomized. Of these 240 people, 140 were smokers at randomization.",
        ),
        (
            ("sleep-difference",),
            "It is not clear if the length of sleep was higher or lower with marsh tea than with hot water (when is "
            "not stated); mean difference -0.1 hours (95% CI -0.4 to 0.2; p = 0.004 for non-inferiority).",
        ),
    ],
)
def test_a_measure_has_its_sentence_in_plain_language(names: tuple[str, ...], text: str) -> None:
    assert said(with_points(INVENTED, *(of(INVENTED, name) for name in names), part="plain"), "plain") == text


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (
            ("inflammatory-response-6m", "inflammatory-response-12m"),
            "41% of patients had an inflammatory response at 6 months and 54% at 12 months (denominators not stated).",
        ),
        (
            ("inflammatory-response-ever",),
            "61% of patients (50 of 82; denominator inferred; 95% CI 50–71%) had an inflammatory "
            "response during follow-up (length not stated).",
        ),
        (
            ("infections", "cytopenias"),
            "34% of patients had infections and 36% had cytopenias (denominators and times not stated).",
        ),
        (
            ("molecular-response",),
            "65% of patients had a fall in UBA1 variant allele frequency of ≥25% (denominator and time not stated).",
        ),
        (
            ("responders-stopped", "relapsed-after-stopping", "time-to-relapse-median"),
            "There were 12 responders who stopped azacitidine. Of these, 9 (75%; 95% CI 47–91%) "
            "relapsed after stopping (time zero not defined). Among these 9, the median time to relapse "
            "after stopping (time zero not defined) was 3.1 years.",
        ),
        (("adverse-event-window",), "Adverse events were reported mostly in the first three treatment cycles."),
    ],
)
def test_statements_on_the_real_study_say_of_whom_and_when(names: tuple[str, ...], text: str) -> None:
    assert said(with_points(REAL, *(of(REAL, name) for name in names))) == text


def with_phrases(name: str, **words: Any) -> Numbers:
    """The real study, where an outcome has other words."""
    vocabulary = REAL.evidence.vocabulary
    changed = tuple(
        each.model_copy(update={"phrases": each.phrases.model_copy(update=words)})
        if each.id == name and each.phrases
        else each
        for each in vocabulary.outcomes
    )
    evidence = replace(REAL.evidence, vocabulary=vocabulary.model_copy(update={"outcomes": changed}))
    return Numbers(evidence, REAL.study)


@pytest.mark.parametrize(
    ("name", "words", "message"),
    [
        (
            "infections",
            {"had": "had cytopenias"},
            "'had cytopenias' is nearer to the words of the outcome cytopenias: words of the outcome infections: "
            "use words of its label, or correct the label",
        ),
        (
            "infections",
            {"had": "had fever"},
            "'had fever' shares no word with the outcome infections: a word of its label or words: "
            "use one of them, or add to words",
        ),
        (
            "infections",
            {"had": "had no infections"},
            "'had no infections' says that something was not there: the words for what “Infections” counts: "
            "exchange had and had_not, or correct counts",
        ),
        (
            "infections",
            {"had_not": "had infections"},
            "'had infections' says that something was there: the words for the contrary of what “Infections” counts: "
            "exchange had and had_not, or correct counts",
        ),
        (
            "platelet-improvement",
            {"had": "had a fall in platelet count"},
            "'had a fall in platelet count' goes down: up, as “Platelet count improvement”: correct the words",
        ),
    ],
)
def test_words_of_another_outcome_or_sense_are_refused(name: str, words: dict[str, str], message: str) -> None:
    assert messages(phrases_fit(with_phrases(name, **words))) == [message]


def test_the_contrary_of_an_outcome_may_be_another_word_without_a_negation() -> None:
    numbers = with_phrases("infections", noun="survival", had="were alive", had_not="died")
    outcomes = numbers.evidence.vocabulary.outcomes
    named = {"label": "Overall survival", "words": ("alive", "died")}
    changed = tuple(each.model_copy(update=named) if each.id == "infections" else each for each in outcomes)
    vocabulary = numbers.evidence.vocabulary.model_copy(update={"outcomes": changed})
    numbers = Numbers(replace(numbers.evidence, vocabulary=vocabulary), numbers.study)
    assert [each for each in messages(phrases_fit(numbers)) if "says that something" in each] == []


@pytest.mark.parametrize(
    ("had_not", "refused"), [("did not die without relapse", False), ("died without relapse", True)]
)
def test_the_contrary_of_an_absence_may_deny_it(had_not: str, refused: bool) -> None:
    numbers = with_phrases("infections", noun="death without relapse", had="died without relapse", had_not=had_not)
    outcomes = numbers.evidence.vocabulary.outcomes
    named = {"label": "Death without relapse"}
    changed = tuple(each.model_copy(update=named) if each.id == "infections" else each for each in outcomes)
    vocabulary = numbers.evidence.vocabulary.model_copy(update={"outcomes": changed})
    numbers = Numbers(replace(numbers.evidence, vocabulary=vocabulary), numbers.study)
    said = f"{had_not!r} says that something was not there: the words for the contrary"
    assert any(said in each for each in messages(phrases_fit(numbers))) == refused


def test_what_an_outcome_counts_agrees_with_its_words() -> None:
    found = messages(phrases_fit(with_phrases("relapse-free-survival", counts="with")))
    assert "'relapsed' says that something was there: the words for what “Relapse-free survival on" in found[0]


@pytest.mark.parametrize(
    ("numbers", "name", "who", "message"),
    [
        (
            REAL,
            "stopped",
            "responders on continued azacitidine",
            "'responders on continued azacitidine' is nearer to the words of the population responders-on-treatment: "
            "words of the population stopped: use words of its label, or correct the label",
        ),
        (
            INVENTED,
            "tea",
            "adults randomized",
            "'adults randomized' does not name the arm: the words 'marsh tea': say it, as in 'adults with marsh tea'",
        ),
    ],
)
def test_words_of_another_population_are_refused(numbers: Numbers, name: str, who: str, message: str) -> None:
    about = numbers.study.about
    populations = tuple(each.model_copy(update={"who": who}) if each.id == name else each for each in about.populations)
    study = replace(numbers.study, about=about.model_copy(update={"populations": populations}))
    assert message in messages(phrases_fit(Numbers(numbers.evidence, study)))


def test_a_key_point_without_statements_keeps_its_text_and_its_numbers(example: Numbers) -> None:
    [point] = example.study.narrative.key_points
    assert (point.statements, "30 of 40" in said(example)) == ((), True)
