"""The differences per 1,000 of a comparative study in its FHIR bundle, each with its id, its limits and its formula."""

from __future__ import annotations

import json

import pytest

from tests import TRIAL
from tests.exports import Resource, bundle_of
from vexas_evidence.load.folder import load
from vexas_evidence.model import Evidence
from vexas_evidence.publish.export.fhir import bundle as fhir

DIFFERENCES = {
    "cough-free-ratio.difference": (125, 5, 300),
    "deaths-tea.difference": (0, -31, 31),
    "nausea-tea.difference": (43, -22, 188),
}
"""Each difference of the invented trial with its limits, per 1,000."""


@pytest.fixture(scope="module")
def trial() -> Evidence:
    return load(TRIAL)


@pytest.fixture(scope="module")
def by_id(trial: Evidence) -> dict[str, Resource]:
    """The resources of the bundle by our name of them."""
    entries = json.loads(bundle_of(trial))["entry"]
    named = [entry["resource"] for entry in entries if "identifier" in entry["resource"]]
    return {each["identifier"][0]["value"]: each for each in named}


def differences(by_id: dict[str, Resource]) -> dict[str, Resource]:
    return {name.partition("/")[2]: each for name, each in by_id.items() if name.endswith(".difference")}


def test_each_difference_stands_with_its_id_and_its_limits(by_id: dict[str, Resource]) -> None:
    found = {}
    for name, evidence in differences(by_id).items():
        [statistic] = evidence["statistic"]
        [interval] = statistic["attributeEstimate"]
        ends = (interval["range"][end] for end in ("low", "high"))
        numbers = (statistic["quantity"], *ends)
        assert {each["code"] for each in numbers} == {"{per 1,000}"}
        found[name] = tuple(each["value"] for each in numbers)
    assert found == DIFFERENCES


def test_a_difference_names_both_arms_and_the_estimates_that_it_follows_from(by_id: dict[str, Resource]) -> None:
    evidence = differences(by_id)["cough-free-ratio.difference"]
    names = {f"urn:uuid:{each['id']}": name for name, each in by_id.items()}
    roles = {
        each["variableRole"]["coding"][0]["code"]: names[each["observed"]["reference"]]
        for each in evidence["variableDefinition"]
    }
    assert roles == {
        "exposure": "reed-cough-2031/arm/marsh-tea",
        "referenceExposure": "reed-cough-2031/arm/hot-water",
        "measuredVariable": "cough-free@week-12",
    }
    froms = [each for each in evidence["relatedArtifact"] if each["type"] == "derived-from"]
    assert [names[each["resourceReference"]["reference"]] for each in froms] == [
        "reed-cough-2031/cough-free-ratio",
        "reed-cough-2031/cough-free-water",
    ]
    assert evidence["description"] == "RR · r − r; from cough-free-ratio, cough-free-water"


def test_a_difference_that_cannot_be_calculated_is_no_evidence(by_id: dict[str, Resource]) -> None:
    assert "relapse-hazard.difference" not in differences(by_id)


def test_a_bundle_with_differences_is_sound(trial: Evidence) -> None:
    assert list(fhir.structural_errors(trial)) == []


def test_a_study_of_one_arm_has_no_differences(evidence: Evidence) -> None:
    assert ".difference" not in bundle_of(evidence)
