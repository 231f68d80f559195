"""The numbers of the FHIR bundle: counts, denominators, intervals, times and codes as the sources state them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal

import pytest

from tests.exports import ABSENT, Resource, bundle_of, of_type, statistic, told
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Timepoint
from vexas_evidence.publish.export.codes import Duration, duration_of


def test_an_outcome_not_stated_has_no_quantity_and_a_reason(by_name: dict[str, Resource]) -> None:
    survival = statistic(by_name, "not-stated.findings.survival")
    assert survival == {
        "extension": [{"url": ABSENT, "valueCode": "unknown"}],
        "description": "not stated in the sources read",
    }


def test_a_denominator_not_stated_is_no_number(by_name: dict[str, Resource]) -> None:
    size = statistic(by_name, "inflammatory-response-12m")["sampleSize"]
    assert "numberOfParticipants" not in size
    assert told(size, "denominator-status") == "not stated"


def test_without_a_denominator_there_is_no_interval_and_no_count(by_name: dict[str, Resource]) -> None:
    number = statistic(by_name, "inflammatory-response-12m")
    assert "attributeEstimate" not in number
    assert "numberAffected" not in number


def test_an_inferred_denominator_says_so(by_name: dict[str, Resource]) -> None:
    size = statistic(by_name, "inflammatory-response-ever")["sampleSize"]
    assert (size["numberOfParticipants"], told(size, "denominator-status")) == (82, "inferred")
    assert told(size["_numberOfParticipants"], "kind-of-number") == "inferred"


def test_a_number_printed_as_n_of_n_is_a_count_beside_its_derived_proportion(by_name: dict[str, Resource]) -> None:
    [found] = [each for each in of_type(by_name, "Evidence") if each["title"] == "Re-treatment described as effective"]
    count, proportion = found["statistic"]
    assert (count["statisticType"]["text"], count["quantity"]["value"], told(count, "printed")) == (
        "count",
        4,
        "4 of 5",
    )
    assert (proportion["statisticType"]["text"], proportion["quantity"]["value"]) == ("proportion", 80)
    assert proportion["quantity"]["unit"] == "%"
    assert told(proportion, "kind-of-number") == "derived"
    assert told(proportion, "printed") is None
    assert {each["sampleSize"]["numberOfParticipants"] for each in (count, proportion)} == {5}


def test_every_proportion_of_the_bundle_is_in_per_cent(by_name: dict[str, Resource]) -> None:
    statistics = [each for found in of_type(by_name, "Evidence") for each in found["statistic"]]
    proportions = [each for each in statistics if each.get("statisticType", {}).get("text") == "proportion"]
    assert {each["quantity"]["unit"] for each in proportions} == {"%"}


def test_an_interval_stands_with_the_proportion_that_it_is_of(by_name: dict[str, Resource]) -> None:
    statistics = [each for found in of_type(by_name, "Evidence") for each in found["statistic"]]
    with_interval = [each for each in statistics if "level" in each.get("attributeEstimate", [{}])[0]]
    assert {each["statisticType"]["text"] for each in with_interval} == {"proportion"}


def test_a_bound_keeps_its_comparator(by_name: dict[str, Resource]) -> None:
    assert statistic(by_name, "vaf-limit")["quantity"]["comparator"] == "<"


def time_of(by_name: Mapping[str, Resource], variable: str) -> Resource:
    [found] = [each for each in of_type(by_name, "EvidenceVariable") if each["identifier"][0]["value"] == variable]
    [made] = found["characteristic"][0]["timeFromEvent"]
    return {name: value for name, value in made.items() if name != "description"}


def months(value: int) -> Resource:
    return {"value": value, "unit": "months", "system": "http://unitsofmeasure.org", "code": "mo"}


def test_a_stated_time_is_a_quantity(by_name: dict[str, Resource]) -> None:
    assert time_of(by_name, "inflammatory-response@month-12") == {"quantity": months(12)}
    assert time_of(by_name, "relapse-free-survival@year-5")["quantity"]["code"] == "a"


def test_a_window_of_time_is_a_range_from_its_start(by_name: dict[str, Resource]) -> None:
    assert time_of(by_name, "response-timing@first-6-months") == {"range": {"low": months(0), "high": months(6)}}


def test_a_time_not_stated_is_words_alone(by_name: dict[str, Resource]) -> None:
    assert time_of(by_name, "infections@time-not-stated") == {}
    assert time_of(by_name, "inflammatory-response@ever") == {}


@pytest.mark.parametrize(
    ("duration", "expected"),
    [
        ("4 weeks", Duration(Decimal(4), "weeks")),
        ("first 6 months", Duration(Decimal(6), "months", Decimal(0))),
        ("3-6 months", Duration(Decimal(6), "months", Decimal(3))),
        ("at least 6 months", None),
        ("first three cycles", None),
        ("12", None),
    ],
)
def test_a_time_is_the_number_that_its_duration_prints(duration: str, expected: Duration | None) -> None:
    assert duration_of(Timepoint(id="then", label="at {duration}", duration=duration)) == expected


def test_a_threshold_has_no_population_and_no_time(by_name: dict[str, Resource]) -> None:
    [found] = [each for each in of_type(by_name, "Evidence") if each["title"].startswith("Low UBA1 VAF")]
    [variable] = found["variableDefinition"]
    assert variable["variableRole"]["coding"][0]["code"] == "measuredVariable"
    assert "timeFromEvent" not in by_name[variable["observed"]["reference"]]["characteristic"][0]


def test_no_group_is_called_not_applicable(by_name: dict[str, Resource]) -> None:
    assert [each["name"] for each in of_type(by_name, "Group") if each["name"] == "not applicable"] == []


def exposures(by_name: Mapping[str, Resource], title: str) -> list[Resource]:
    [found] = [each for each in of_type(by_name, "Evidence") if each["title"] == title]
    return [
        by_name[each["observed"]["reference"]]
        for each in found["variableDefinition"]
        if each["variableRole"]["coding"][0]["code"] == "exposure"
    ]


@pytest.mark.parametrize("title", ["Infections", "Survival and deaths", "Relapse after stopping"])
def test_an_outcome_of_treatment_names_the_exposure_in_the_words_of_the_pico(
    by_name: dict[str, Resource], title: str
) -> None:
    [exposure] = exposures(by_name, title)
    text = exposure["characteristic"][0]["definitionCodeableConcept"]["text"]
    assert text.startswith("Azacitidine, given by local protocols;")


@pytest.mark.parametrize("title", ["Patients included", "Age"])
def test_who_was_included_names_no_exposure(by_name: dict[str, Resource], title: str) -> None:
    assert exposures(by_name, title) == []


def test_nothing_is_compared(bundle: Resource) -> None:
    assert "referenceExposure" not in json.dumps(bundle)
    assert "comparisonGroup" not in json.dumps(bundle)


def test_a_study_without_an_intervention_names_no_exposure(example: Numbers) -> None:
    assert '"code": "exposure"' not in bundle_of(example.evidence)


def test_the_study_says_who_was_treated_with_what(by_name: dict[str, Resource]) -> None:
    [study] = of_type(by_name, "ResearchStudy")
    assert study["condition"][0]["text"].startswith("88 patients with genetically confirmed VEXAS syndrome")
    assert study["focus"][0]["concept"]["text"].startswith("Azacitidine,")
    assert study["focus"][0]["reference"]["reference"] in by_name


def test_an_outcome_says_what_it_is_for(by_name: dict[str, Resource]) -> None:
    roles = {each["title"]: told(each, "outcome-role") for each in of_type(by_name, "EvidenceVariable")}
    assert (roles["Infections"], roles["Inflammatory response"], roles["Age"]) == ("harm", "efficacy", "characteristic")


def test_a_number_has_the_code_of_its_type_where_hl7_has_one(bundle: Resource) -> None:
    """The codes of http://hl7.org/fhir/ValueSet/statistic-type and attribute-estimate-type, FHIR 5.0.0."""
    text = json.dumps(bundle)
    found = set(re.findall(r'"system": "([^"]+)", "code": "([^"]+)", "display": "([^"]+)"}], "text": "([^"]+)"', text))
    statistic, attribute = (
        f"http://terminology.hl7.org/CodeSystem/{name}" for name in ("statistic-type", "attribute-estimate-type")
    )
    assert found == {
        (statistic, "C25463", "Count", "count"),
        (statistic, "C28007", "Median", "median"),
        (statistic, "C44256", "Proportion", "proportion"),
        (attribute, "C53324", "Confidence interval", "confidence interval"),
        (attribute, "C38013", "Range", "range"),
    }


def test_a_measure_without_a_code_is_words(by_name: dict[str, Resource]) -> None:
    assert statistic(by_name, "vaf-limit")["statisticType"] == {"text": "threshold"}


def test_a_vague_word_has_no_quantity(by_name: dict[str, Resource]) -> None:
    assert "quantity" not in statistic(by_name, "clinical-among-molecular")


def test_a_decimal_keeps_its_decimals(example: Numbers) -> None:
    assert '"value": 7.5,' in bundle_of(example.evidence)


def test_without_a_judgement_there_is_no_assessment(by_name: dict[str, Resource]) -> None:
    assert of_type(by_name, "ArtifactAssessment") == []
