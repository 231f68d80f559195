"""The unit that a source prints for a number: offered by the review, and held against what an estimate is in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.commands import run_command
from tests.reviews import STUDY, data_with, pick, reviewer
from vexas_evidence.analysis.anchors import verify_source_text
from vexas_evidence.analysis.lift.matching import propose
from vexas_evidence.analysis.review.decisions import NewEstimate, add_estimate
from vexas_evidence.analysis.review.new_names import NewOutcome, NewPopulation
from vexas_evidence.analysis.review.presets import preset
from vexas_evidence.analysis.review.reviewer import Reviewer, evidence_seen
from vexas_evidence.load.folder import load
from vexas_evidence.publish.review.requests import OpenReview
from vexas_evidence.sources import Sentence, read_document
from vexas_evidence.sources.context import CELLS, Context, contexts
from vexas_evidence.sources.printed_units import unit_printed

LONG = "Time from the first to the last of the doses of willow bark (minutes)"
ARTICLE = f"""<!doctype html><html><head><title>Invented</title></head><body><article><h2>RESULTS</h2>
<p>The 20 patients had willow bark. The median stay was 48 hours. The mean weight fell by 3.4 kg.
The mean difference in pain was 4.3 points. The mean loss was 250 (SD 40) of the scale. The mean count was 7.2.</p>
<table><caption>Table 1 Levels</caption><tr><th>Variable</th><th>Mean (SD)</th></tr>
<tr><td>Sugar, mmol/L</td><td>5.1 (0.8)</td></tr><tr><td>{LONG}</td><td>31 (6)</td></tr></table>
</article></body></html>"""
PATIENTS = NewPopulation("patients with willow bark")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.html"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def ada(tmp_path: Path, article: Path) -> Reviewer:
    return reviewer(data_with(tmp_path, article), article)


def in_unit(unit: str) -> NewEstimate:
    outcome = NewOutcome("Weight", "Patients", "characteristic")
    return NewEstimate(outcome, PATIENTS, "time-not-stated", "mean", unit=unit)


def verified(ada: Reviewer, article: Path) -> list[tuple[str, str]]:
    found = verify_source_text(load(ada.folder), "article", article)
    return [(each.found.partition(":")[0], each.expected) for each in found]


def context(text: str, columns: tuple[str, ...] = (), above: tuple[str, str] = ("", "")) -> Context:
    place = "Table 1, row 1" if CELLS in text else "1"
    [(_, found)] = contexts([Sentence("Results", place, 1, text, columns=columns)])
    return replace(found, above=above) if CELLS in text else found


@pytest.mark.parametrize(
    ("text", "token", "unit"),
    [
        ("The stay was 48 hours.", 1, "hours"),
        ("The stay was 2 days.", 1, "days"),
        ("It fell from 3.2 to 1.1 kg.", 1, "kg"),
        ("Mean loss (mL) was 250.", 1, "mL"),
        ("The low-dose arm won.", 1, ""),
        ("The stay was long in 48 men.", 1, ""),
    ],
)
def test_a_sentence_prints_the_unit_of_its_number(text: str, token: int, unit: str) -> None:
    assert unit_printed(context(text), token) == unit


@pytest.mark.parametrize(
    ("row", "columns", "above", "unit"),
    [
        ("Loss (mL) | 250", ("", "Bark"), ("", ""), "mL"),
        ("Loss | 250", ("", "Bark, mL"), ("", ""), "mL"),
        ("Loss (mL) | 2.5 dL", ("", "Bark"), ("", ""), "dL"),
        ("Boys | 250", ("", "Bark"), ("Loss (mL)", ""), "mL"),
        ("Boys | 250", ("", "Bark"), ("", "Table 1 Loss (mL)"), "mL"),
        ("Loss (mL) | 250", ("", "Bark (milliliters)"), ("", ""), "mL"),
        ("Loss (mL) | 250", ("", "Bark (dL)"), ("", ""), ""),
        ("Loss (mL) | 12", ("", "Change, %"), ("", ""), ""),
        ("Age, y | 61", ("", "Bark, n (%)"), ("", ""), "years"),
        ("Lark | 2019", ("Author", "Year"), ("", ""), ""),
    ],
)
def test_a_cell_has_the_unit_of_its_print_then_of_the_nearest_head(
    row: str, columns: tuple[str, ...], above: tuple[str, str], unit: str
) -> None:
    found = context(row, columns, above)
    assert unit_printed(found, len(found.spans)) == unit


@pytest.mark.parametrize(
    ("words", "first", "last", "measure", "unit"),
    [
        ("median stay", "48", None, "median", "hours"),
        ("fell", "3.4", None, "mean", "kg"),
        ("difference", "4.3", None, "mean-difference", "points"),
        ("Sugar", "5.1", "0.8", "mean", "mmol/L"),
        ("the doses", "31", "6", "mean", "minutes"),
        ("fell", "3.4", None, "count", ""),
        ("count", "7.2", None, "mean", ""),
    ],
)
def test_the_review_offers_the_unit_of_a_measure_that_has_one(
    ada: Reviewer, words: str, first: str, last: str | None, measure: str, unit: str
) -> None:
    assert preset(ada, evidence_seen(ada).study, pick(ada, words, first, last), measure, "").unit == unit


@pytest.mark.parametrize(
    ("unit", "doubt"),
    [
        ("kg", ""),
        ("kilograms", ""),
        ("", "the source prints the unit 'kg' for it; none is chosen"),
        ("g", "the source prints the unit 'kg' for it; 'g' is chosen"),
    ],
)
def test_another_unit_than_the_source_prints_is_asked_about(ada: Reviewer, unit: str, doubt: str) -> None:
    one = pick(ada, "fell", "3.4")
    new: dict[str, Any] = {"outcome": "fever-free", "population": "everyone", "timepoint": "time-not-stated"}
    token = f"{list(ada.contexts).index(one.place)}.{one.token}"
    asked = {"do": "add", "token": token, "new": new | {"measure": "mean", "unit": unit}}
    assert OpenReview(ada, {}).decide(asked)["doubt"] == doubt


@pytest.mark.parametrize(
    ("words", "first", "last", "unit"),
    [("fell", "3.4", None, "kg"), ("the doses", "31", "6", "min"), ("Sugar", "5.1", "0.8", "mmol/l")],
)
def test_the_unit_that_the_source_prints_is_written_and_verified(
    ada: Reviewer, article: Path, words: str, first: str, last: str | None, unit: str
) -> None:
    decided = add_estimate(ada, in_unit(unit), pick(ada, words, first, last, head="SD" if last else None))
    assert decided.is_written, decided.discrepancies
    assert verified(ada, article) == []


@pytest.mark.parametrize(
    ("words", "first", "last", "unit", "found", "expected"),
    [
        ("fell", "3.4", None, "", "no unit", "kg"),
        ("fell", "3.4", None, "g", "g", "kg"),
        ("median stay", "48", None, "minutes", "minutes", "hours"),
        ("the doses", "31", "6", "hours", "hours", "minutes"),
    ],
)
def test_a_false_unit_is_found_in_the_text(
    ada: Reviewer, article: Path, words: str, first: str, last: str | None, unit: str, found: str, expected: str
) -> None:
    one = pick(ada, words, first, last, head="SD" if last else None)
    assert add_estimate(ada, in_unit(unit), one).is_written
    [(what, unit_there)] = verified(ada, article)
    assert (what.partition(" is in ")[2], unit_there) == (found, expected)


def test_a_number_without_a_printed_unit_needs_none(ada: Reviewer, article: Path) -> None:
    assert add_estimate(ada, in_unit(""), pick(ada, "count", "7.2")).is_written
    assert verified(ada, article) == []


def test_a_unit_that_the_print_of_a_reading_holds_may_be_false_too(ada: Reviewer, article: Path) -> None:
    assert add_estimate(ada, in_unit(""), pick(ada, "fell", "3.4")).is_written
    path = ada.folder / ada.estimates_file
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('printed: "3.4"', "printed: 3.4 g"), encoding="utf-8")
    assert [each[1] for each in verified(ada, article)] == ["kg"]


@pytest.mark.parametrize(
    ("unit", "against"),
    [
        ("kg", ""),
        ("kilograms", ""),
        ("g", "it is in kg, and the estimate in g"),
        ("", "it is in kg, and the estimate in no unit: name it there"),
    ],
)
def test_a_lift_says_where_a_number_is_in_another_unit(ada: Reviewer, tmp_path: Path, unit: str, against: str) -> None:
    assert add_estimate(ada, in_unit(unit), pick(ada, "fell", "3.4")).is_written
    copy = tmp_path / "copy.html"
    copy.write_text(ARTICLE.replace("<h2>", "<h2>THE "), encoding="utf-8")
    options = ("--id", "copy", "--tier", "primary", "--study", STUDY, "--data", str(ada.folder))
    assert run_command("source", "add", str(copy), *options).returncode == 0
    evidence = load(ada.folder).showing(STUDY)
    lift = propose(evidence, evidence.study, "copy", dict(contexts(read_document(copy).sentences)))
    [found] = next(each.candidates for each in lift.proposals if each.estimate.outcome == "weight")
    assert (found.printed, found.objection) == ("3.4", against)
