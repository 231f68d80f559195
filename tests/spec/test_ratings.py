"""What named persons rate: two certainties told apart, words that a rating allows, and the risk of bias of a result."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from lxml import html
from pydantic import ValidationError

from tests.spec.test_comparisons import INVENTED, appraisal, numbers_of, of_arm, of_comparator
from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.verification import verify_evidence
from vexas_evidence.load.names.judgements import RATINGS, judgement_problems
from vexas_evidence.model import Judgement
from vexas_evidence.model.estimation import StudyDesign
from vexas_evidence.model.record import Places
from vexas_evidence.model.texts.appraisal import EffectSize
from vexas_evidence.model.texts.bias_tools import BiasDomain, tool_of
from vexas_evidence.present.figures.drawings import Drawings
from vexas_evidence.present.spans import to_line
from vexas_evidence.present.tables.rating_words import grouped_judgements, what_happens
from vexas_evidence.publish.site.markdown import Writer
from vexas_evidence.publish.site.profile import EvidenceProfile
from vexas_evidence.publish.site.summary.bias_table import bias_table
from vexas_evidence.publish.site.summary.certainty import certainty_cell
from vexas_evidence.publish.site.summary.comparative_table import comparative_table
from vexas_evidence.system.file_cache import FileCache

RATER = {"rater": "A. Person", "role": "methodologist", "date": "2031-01-02", "reason": "Few events."}


def judgement(of: str, rating: str, name: str = "judged", **fields: Any) -> Judgement:
    named = {"id": name, "study": "reed-cough-2031", "outcome": "infections", "of": of, "rating": rating}
    return Judgement.model_validate(named | RATER | fields)


def rated(*judgements: Judgement, tea: str = "3 of 120", water: str = "60 of 120", **design: str) -> Numbers:
    """A trial whose only row, infections, named persons have rated."""
    numbers = numbers_of(of_arm(tea), of_comparator(water), appraisal=appraisal(estimates=["tea", "water"]), **design)
    return replace(numbers, evidence=replace(numbers.evidence, judgements=judgements))


def cell(numbers: Numbers) -> str:
    [row] = numbers.study.appraisal.outcomes
    return certainty_cell(Writer(numbers, "html"), row, is_compared=True)


def test_without_a_rating_there_are_boxes_and_no_word_of_likelihood() -> None:
    shown = cell(rated())
    assert shown.count('class="box"') == 4
    assert not {"may", "probably", "likely", "uncertain"} & {*shown.lower().split()}


def test_a_rating_says_of_which_certainty_it_is_and_that_the_other_is_not_rated() -> None:
    shown = cell(rated(judgement("certainty-of-event-rate", "low")))
    assert 'Event rate: <svg class="grade" data-level="2"' in shown
    assert "Effect: not rated" in shown
    assert "A. Person, " in shown
    assert "2031-01-02" in shown


def test_both_certainties_stand_in_a_cell() -> None:
    shown = cell(rated(judgement("certainty-of-event-rate", "low"), judgement("certainty-of-effect", "high", "other")))
    assert shown.index('Event rate: <svg class="grade" data-level="2"') < shown.index(
        'Effect: <svg class="grade" data-level="4"'
    )


SENTENCES = {
    ("high", "large"): "Marsh tea results in a large reduction in infections.",
    ("moderate", "moderate"): "Marsh tea probably results in a reduction in infections.",
    ("moderate", "small but important"): "Marsh tea probably results in a slight reduction in infections.",
    ("low", "trivial or none"): "Marsh tea may result in little to no difference in infections.",
    ("very low", "large"): "The evidence is very uncertain about the effect of marsh tea on infections.",
    ("very low", None): "The evidence is very uncertain about the effect of marsh tea on infections.",
    ("low", None): "",
}


@pytest.mark.parametrize(("rating", "size"), SENTENCES)
def test_what_happens_is_said_in_the_words_of_the_rating(rating: str, size: EffectSize | None) -> None:
    given = judgement("certainty-of-effect", rating, size=size)
    numbers = rated(given)
    assert what_happens(numbers, given) == SENTENCES[rating, size]
    assert SENTENCES[rating, size] in cell(numbers)


def test_more_events_are_an_increase() -> None:
    given = judgement("certainty-of-effect", "low", size="large")
    assert what_happens(rated(given, tea="60 of 120", water="3 of 120"), given) == (
        "Marsh tea may result in a large increase in infections."
    )


def test_the_certainty_of_an_event_rate_says_nothing_of_an_effect() -> None:
    given = judgement("certainty-of-event-rate", "very low")
    assert what_happens(rated(given), given) == ""


def test_a_size_belongs_to_the_certainty_of_an_effect() -> None:
    with pytest.raises(ValidationError, match="a size beside certainty-of-event-rate"):
        judgement("certainty-of-event-rate", "low", size="large")


def test_judgements_of_one_person_day_and_reason_stand_together() -> None:
    numbers = rated(judgement("certainty-of-event-rate", "low"), judgement("rob-2-overall", "high", "bias"))
    [told] = grouped_judgements(numbers)
    assert to_line(told) == (
        "Judged by: A. Person, methodologist. Judged on: 2 January 2031. Reason: Few events. "
        "Infections: certainty of event rate: low; risk of bias, overall."
    )


# --- the risk of bias -------------------------------------------------------------------------------

TOOLS = {
    ("one arm", None): "JBI tool for case series",
    ("parallel", "yes"): "RoB 2",
    ("cluster", "yes"): "RoB 2 for cluster-randomized trials",
    ("cross-over", "yes"): "RoB 2 for cross-over trials",
    ("parallel", "no"): "ROBINS-I",
    ("matched", "no"): "ROBINS-I",
    ("parallel", "not stated"): None,
}


@pytest.mark.parametrize(("arms", "randomized"), TOOLS)
def test_the_tool_for_the_risk_of_bias_follows_from_the_design(arms: str, randomized: str | None) -> None:
    given = {"arms": arms} | ({"randomized": randomized} if randomized else {})
    tool = tool_of(StudyDesign.model_validate(given), has_several_arms=arms != "one arm")
    assert (tool.name if tool else None) == TOOLS[arms, randomized]


def test_a_cell_of_the_risk_of_bias_is_empty_until_a_named_person_has_judged() -> None:
    shown = bias_table(Writer(rated(judgement("rob-2-randomization", "some concerns")), "html"))
    assert shown.count("<td data-label=") == 6
    assert shown.count(">&nbsp;</td>") == 5
    assert "some concerns<sup>j</sup></a></td>" in shown
    assert '<td class="muted" data-label="Rater">A. Person</td>' in shown


def test_a_design_that_is_not_known_names_no_tool() -> None:
    assert bias_table(Writer(rated(randomized="not stated"), "html")) == fixed("bias.no-tool")


def test_each_domain_has_its_judgments() -> None:
    assert {*get_args(BiasDomain)} <= RATINGS.keys()
    assert RATINGS["rob-2-overall"] == ("low", "some concerns", "high")
    assert RATINGS["robins-i-overall"] == ("low", "moderate", "serious", "critical", "no information")
    assert RATINGS["jbi-site"] == ("yes", "no", "unclear", "not applicable")


def problem(*judgements: Judgement, **design: str) -> str:
    placed = [each.model_copy(update={"places": Places("judgements.yml")}) for each in judgements]
    [found] = judgement_problems(rated(*placed, **design).evidence)
    return str(found).partition(": ")[2]


def test_a_judgement_by_a_tool_of_another_design_is_refused() -> None:
    assert problem(judgement("jbi-site", "yes")) == (
        "jbi-site is of no tool for this design: a domain of RoB 2: use one of rob-2-randomization, rob-2-deviations, "
        "rob-2-missing-data, rob-2-measurement, rob-2-selection-of-result, rob-2-overall"
    )


def test_a_judgement_where_the_design_is_not_known_is_refused() -> None:
    assert problem(judgement("rob-2-overall", "low"), randomized="not stated") == (
        "rob-2-overall where it is not stated whether participants were randomized: a known design: "
        "complete study_design in study.yml, or remove the judgement"
    )


def test_the_place_of_a_support_is_one_of_its_source() -> None:
    at = {"source": "reed-report", "section": "Results", "paragraph": "99", "sentence": 1}
    study = replace(INVENTED.study, appraisal=appraisal(estimates=["infections-tea"]))
    judged = (judgement("rob-2-overall", "low", readings=[at]),)
    evidence = replace(INVENTED, studies={study.id: study}, judgements=judged)
    found = [each.found for each in verify_evidence(evidence).discrepancies]
    assert "no statement at reed-report, Results, paragraph 99, sentence 1" in found


# --- the comparative table --------------------------------------------------------------------------


def test_the_comparative_table_says_its_formulas_and_what_is_held_fixed() -> None:
    shown = comparative_table(Writer(rated(), "html"))
    assert "r held fixed" in shown
    assert "RR · r" in shown.replace("\\", "")
    assert "at a stated time" not in shown


def test_each_difference_has_an_axis_with_its_null() -> None:
    shown = comparative_table(Writer(rated(), "html"))
    assert shown.count('class="null"') == 1
    assert '<span data-class="axis tick">−500</span>' in shown


def test_the_head_of_the_comparative_table_names_whose_risk_is_the_comparators() -> None:
    assert "with hot water, in this study" in comparative_table(Writer(rated(), "html"))


def test_pictures_of_differences_are_written_for_docx(tmp_path: Path) -> None:
    drawings = Drawings(FileCache(tmp_path / "cache"), "")
    shown = comparative_table(Writer(rated(), "docx", folder=tmp_path, drawings=drawings))
    assert shown.count("<img ") == 1


def in_docx(folder: Path) -> html.HtmlElement:
    """The comparative table as the markup that becomes a DOCX table."""
    drawings = Drawings(FileCache(folder / "cache"), "")
    return html.fromstring(comparative_table(Writer(rated(), "docx", folder=folder, drawings=drawings)))


def test_a_plot_in_docx_is_narrower_than_its_column(tmp_path: Path) -> None:
    table, landscape = in_docx(tmp_path), 26.9
    *_, share, _ = [float(each.get("style").strip("width:%;")) for each in table.iter("col")]
    [width] = [float(each.get("width").removesuffix("cm")) for each in table.iter("img")]
    assert landscape * share / 100 - 0.5 < width < landscape * share / 100 - 0.3


def test_the_null_of_an_axis_in_docx_stands_in_its_middle(tmp_path: Path) -> None:
    [axis] = in_docx(tmp_path).find_class("plot-axis")
    assert axis.text_content().replace("\u00a0", " ") == "−500  0    500"  # a minus sign is two spaces wide


def test_a_very_low_certainty_of_the_effect_of_one_arm_is_said_without_a_size() -> None:
    numbers = numbers_of(of_arm("3 of 120"), appraisal=appraisal(estimates=["tea"]))
    assert what_happens(numbers, judgement("certainty-of-effect", "very low")) == (
        "The evidence is very uncertain about the effect of marsh tea on infections."
    )
    assert what_happens(numbers, judgement("certainty-of-effect", "low", size="large")) == ""


@pytest.mark.parametrize(("judgements", "sheets"), [((), 1), ((judgement("rob-2-overall", "low"),), 0)])
def test_a_judged_profile_runs_on_where_another_begins_a_sheet(judgements: tuple[Judgement, ...], sheets: int) -> None:
    profile = EvidenceProfile(Writer(rated(*judgements), "typst"), {})
    assert profile.next_sheet().count("#next-sheet") == sheets


def test_a_difference_of_nothing_is_no_reduction_and_no_increase() -> None:
    given = judgement("certainty-of-effect", "low", size="large")
    assert what_happens(rated(given, tea="0 of 120", water="0 of 120"), given) == ""
