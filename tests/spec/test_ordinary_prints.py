"""Ordinary prints of journals as cells of a table: what is preset for each, and that it is written and verified."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.reviews import data_with, reviewer, with_arms
from vexas_evidence.analysis.anchors import verify_source_text
from vexas_evidence.analysis.review.decisions import NewEstimate, add_estimate
from vexas_evidence.analysis.review.new_names import NewOutcome
from vexas_evidence.analysis.review.presets import heads_offered, preset
from vexas_evidence.analysis.review.reviewer import Pick, Reviewer, evidence_seen, reading_of
from vexas_evidence.load.folder import load
from vexas_evidence.sources.context import CELLS
from vexas_evidence.text.headed import Head

BARK = "patients-with-willow-bark"
ROWS = {
    "Relapse": ("n (%)", "3 (15.0)", "9 (45.0)"),
    "Itching": ("% (n)", "15 (3)", "45 (9)"),
    "Sneezing": ("%", "15.0 (3)", "45.0 (9)"),
    "Nausea": ("", "15% (n = 3)", "45% (n = 9)"),
    "Followed": ("", "85% (n = 20)", "90% (n = 20)"),
    "Dizziness": ("", "15% (n = 4)", "45% (n = 7)"),
    "Vertigo": ("", "3/20 (15)", "9/20 (45)"),
    "Cured": ("%", "85.0 (64.0–94.8)", "61.0 (40.2–79.3)"),
    "Cough": ("% (95% CI)", "83.4 (68.1–91.8)", "61.0 (40.2–79.3)"),
    "Age": ("years", "46.4±10.7", "47.1±9.9"),
    "Weight": ("mean (SE)", "72.3 (0.4)", "71.9 (0.5)"),
    "Height": ("", "172.3 (SE 0.4)", "171.9 (SE 0.5)"),
    "Stay": ("days, median (Q1, Q3)", "4.2 (3.1, 5.6)", "4.4 (3.0, 5.9)"),
    "Fever-free": ("months, median (range)", "11.6 (1.9+–24.3+)", "9.9 (0.4–22.0+)"),
    "Survival time": ("months, median (95% CI)", "12.4 (8.1–NE)", "NR (9.9–NE)"),
    "Bleeding": (
        "mL (mean ± SD, min-max, and median)",
        "64.6 ± 32.6 (30-120, median 55)",
        "148.4 ± 65.2 (60-300, median 150)",
    ),
    "Walking": ("days, median or mean ± SD", "4.2 ± 1.1", "5.1 ± 1.3"),
    "Eating": ("days, mean and median", "4.2", "5.1"),
    "Pain": ("<1 is mild, %", "<1", "5"),
}
EFFECTS = """<table><caption>Table 2 Effects</caption><tr><th>Outcome</th><th>Hazard ratio</th><th>95% CI</th>
<th>P value</th></tr><tr><td>Death</td><td>0·71</td><td>0·55–0·92</td><td>·009</td></tr></table>"""


CAPTION = """<table><caption>Table 3 Means. Values are mean (SE) or median [Q1, Q3].</caption><tr><th>Mean</th>
<th>Willow bark</th></tr><tr><td>Pulse</td><td>72.1 (0.3)</td></tr><tr><td>Mass</td><td>23.1 [20.9–26.0]</td></tr>
</table><table><caption>Table 4 Features</caption><tr><th>Feature</th><th>No.</th><th>%</th></tr>
<tr><td>Freckles</td><td>12</td><td>4.8</td></tr></table>"""


def article(folder: Path, words: str = "Values with ± are mean and standard deviation.") -> Path:
    """Write an article whose table prints each number in another way."""
    rows = "".join(
        f"<tr><td>{name}{', ' if head else ''}{head.replace('<', '&lt;')}</td>"
        + "".join(f"<td>{cell.replace('<', '&lt;')}</td>" for cell in cells)
        + "</tr>"
        for name, (head, *cells) in ROWS.items()
    )
    heads = "<tr><th>Variables</th><th>Willow bark (n = 20)</th><th>Plain water (n = 20)</th></tr>"
    path = folder / "prints.html"
    path.write_text(
        "<!doctype html><html><head><title>Invented</title></head><body><article><h2>RESULTS</h2>"
        f"<p>We followed 40 patients. Of these 20 had willow bark and 20 had plain water. {words}</p>"
        f"<table><caption>Table 1 Outcomes</caption>{heads}{rows}</table>{EFFECTS}{CAPTION}</article></body></html>",
        encoding="utf-8",
    )
    return path


@pytest.fixture
def ada(tmp_path: Path) -> Reviewer:
    path = article(tmp_path)
    found = reviewer(data_with(tmp_path, path), path)
    with_arms(found)
    return found


def pick(ada: Reviewer, row: str, cells: int = 1) -> Pick:
    """The tokens of the first cells of a row behind its head."""
    place, context = next(
        each for each in ada.contexts.items() if each[1].text.startswith(row) and CELLS in each[1].text
    )
    cell = [context.text.count(CELLS, 0, start) for start, _ in context.spans]
    tokens = [number for number, at in enumerate(cell, 1) if 1 <= at <= cells]
    return Pick(place, tokens[0], tokens[-1] if len(tokens) > 1 else None)


def head_of(ada: Reviewer, row: str, measure: str, cells: int = 1) -> Head | None:
    return preset(ada, evidence_seen(ada).study, pick(ada, row, cells), measure, BARK).head


@pytest.mark.parametrize(
    ("row", "number", "measure"),
    [
        ("Bleeding", 0, "mean"),
        ("Bleeding", 3, "median"),
        ("Walking", 0, "mean"),
        ("Eating", 0, ""),
    ],
)
def test_of_a_mean_and_a_median_in_the_head_of_a_row_the_print_says_which(
    ada: Reviewer, row: str, number: int, measure: str
) -> None:
    first = pick(ada, row)
    token = first.token + number
    chosen = Pick(first.place, token, token + 1 if number == 0 and row != "Eating" else None)
    assert preset(ada, evidence_seen(ada).study, chosen, "", BARK).measure == measure


@pytest.mark.parametrize(
    ("row", "measure", "head"),
    [
        ("Relapse", "proportion", "%"),
        ("Itching", "proportion", "% (n)"),
        ("Sneezing", "proportion", "% (n)"),
        ("Nausea", "proportion", "% (n)"),
        ("Followed", "proportion", "% (N)"),
        ("Vertigo", "proportion", None),
        ("Cured", "proportion", "%"),
        ("Cough", "survival", "% (95% CI)"),
        ("Age", "mean", "SD"),
        ("Weight", "mean", "SE"),
        ("Height", "mean", None),
        ("Stay", "median", "IQR"),
        ("Fever-free", "median", "range"),
        ("Survival time", "median", "95% CI"),
        ("Pain", "proportion", "%"),
    ],
)
def test_a_print_is_preset_with_what_its_head_says_and_written(
    ada: Reviewer, tmp_path: Path, row: str, measure: str, head: Head | None
) -> None:
    assert head_of(ada, row, measure) == head
    unit = preset(ada, evidence_seen(ada).study, pick(ada, row), measure, BARK).unit
    new = NewEstimate(NewOutcome(row, "Other", "efficacy"), BARK, "time-not-stated", measure, unit=unit)
    decided = add_estimate(ada, new, replace(pick(ada, row), head=head))
    assert decided.is_written, decided.discrepancies
    evidence = load(ada.folder)
    assert list(verify_source_text(evidence, "article", tmp_path / "prints.html")) == []


def test_a_number_beside_a_percentage_that_fits_neither_as_count_nor_as_denominator_is_asked_about(
    ada: Reviewer,
) -> None:
    assert head_of(ada, "Dizziness", "proportion") is None
    assert heads_offered(ada, "15% (n = 4)") == ["% (n)", "% (N)"]


def test_a_width_that_the_article_names_in_two_ways_is_asked_about(tmp_path: Path) -> None:
    path = article(tmp_path, "Values with ± are SD in Table 1 and SE in Table 2.")
    ada = reviewer(data_with(tmp_path, path), path)
    assert preset(ada, evidence_seen(ada).study, pick(ada, "Age"), "mean", "").head is None
    assert heads_offered(ada, "46.4±10.7") == ["SD", "SE"]


def test_an_effect_goes_on_in_the_next_cell_below_the_head_of_its_interval(ada: Reviewer) -> None:
    one = pick(ada, "Death", 2)
    assert preset(ada, evidence_seen(ada).study, one, "hazard-ratio", BARK).head == "95% CI"
    new = NewEstimate("death", BARK, "time-not-stated", "hazard-ratio", "plain-water")
    new = replace(new, outcome=NewOutcome("Death with bark", "Other", "harm"))
    decided = add_estimate(ada, new, replace(one, head="95% CI"))
    assert decided.is_written, decided.discrepancies
    shown = reading_of(ada, replace(one, head="95% CI"), "hazard-ratio").shown
    assert shown == "0.71 | 95% CI 0.55-0.92"


@pytest.mark.parametrize(("row", "measure", "head"), [("Pulse", "mean", "SE"), ("Mass", "median", "IQR")])
def test_a_caption_says_what_stands_in_brackets_behind_a_measure(
    ada: Reviewer, row: str, measure: str, head: Head
) -> None:
    assert head_of(ada, row, measure) == head


def test_a_count_goes_on_with_its_percentage_in_the_next_cell(ada: Reviewer) -> None:
    one = pick(ada, "Freckles", 2)
    head = preset(ada, evidence_seen(ada).study, one, "proportion", "").head
    number = reading_of(ada, replace(one, head=head), "proportion").number
    assert number is not None
    assert (head, number.count, str(number.value)) == ("%", 12, "4.8")


@pytest.mark.parametrize(
    ("sentence", "printed"),
    [
        ("Mean (SD) age was 41.2 (12.9) years.", "41.2 (12.9) years"),
        ("It was 12 (4.8%) days after.", "12 (4.8%)"),
        ("It was 41.2 (12.9) and went on for years.", "41.2 (12.9)"),
    ],
)
def test_a_unit_behind_the_bracket_of_a_number_belongs_to_it(tmp_path: Path, sentence: str, printed: str) -> None:
    path = tmp_path / "unit.txt"
    path.write_text(f"RESULTS\n\n{sentence}\n", encoding="utf-8")
    found = reviewer(data_with(tmp_path, path), path)
    place, context = next(each for each in found.contexts.items() if each[1].spans)
    last = len(context.spans) if len(context.spans) > 1 else None
    assert reading_of(found, Pick(place, 1, last)).printed == printed
