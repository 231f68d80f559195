"""The FHIR bundle: the evidence whole, each resource reached, each judgment and caution told, and no text obeyed."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest

from tests import VERSION
from tests.exports import ABSENT, HOSTILE, OWN, Resource, bundle_of, of_type, resources_of, told
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Evidence
from vexas_evidence.present.spans import to_line
from vexas_evidence.present.tables import findings
from vexas_evidence.publish.export.encode import to_json
from vexas_evidence.publish.export.fhir import bundle as fhir

XHTML = "{http://www.w3.org/1999/xhtml}"


def findings_of(bundle: Resource) -> Iterator[tuple[str, ...]]:
    """The findings table, rebuilt from the bundle and nothing else."""
    resources = {entry["fullUrl"]: entry["resource"] for entry in bundle["entry"]}
    composition = bundle["entry"][0]["resource"]
    study = composition["section"][0]
    [findings] = [each for each in study["section"] if each["title"] == "Findings"]
    for group in findings["section"]:
        for entry in group["entry"]:
            evidence = resources[entry["reference"]]
            roles = {
                each["variableRole"]["coding"][0]["code"]: resources[each["observed"]["reference"]]
                for each in evidence["variableDefinition"]
            }
            measured, number = roles["measuredVariable"], evidence["statistic"][0]
            outcome = evidence["title"] + (" (surrogate)" if told(measured, "surrogate") else "")
            if any(each["url"] == ABSENT for each in number["extension"]):
                yield group["title"], outcome, "–", "–", number["description"], "–", "–"
                continue
            derived = evidence["statistic"][1:]
            attributes = {
                each["type"]["text"]: each
                for statistic in evidence["statistic"]
                for each in statistic.get("attributeEstimate", ())
            }
            reported = told(number, "printed") + "".join(f" ({each['quantity']['value']}%)" for each in derived)
            whom = roles["population"]["name"] if "population" in roles else "not applicable"
            [when] = [each["timeFromEvent"][0]["description"] for each in measured["characteristic"]]
            yield (
                group["title"],
                outcome,
                whom,
                re.sub(r"\\(.)", r"\1", when),
                reported,
                denominator_of(number.get("sampleSize")),
                interval_of(attributes.get("confidence interval")),
            )


def denominator_of(size: Resource | None) -> str:
    if size is None:
        return "–"
    if "numberOfParticipants" not in size:
        return f"denominator {told(size, 'denominator-status')}"
    return f"{size['numberOfParticipants']} ({told(size, 'denominator-status')})"


def interval_of(attribute: Resource | None) -> str:
    if attribute is None:
        return "–"
    low, high = attribute["range"]["low"]["value"], attribute["range"]["high"]["value"]
    return f"{told(attribute, 'interval-method')} {attribute['level']:.0%} CI {low}% to {high}%"


@pytest.mark.parametrize("whose", ["numbers", "example"])
def test_the_findings_rebuilt_from_the_bundle_are_those_of_the_ledger(
    whose: str, request: pytest.FixtureRequest
) -> None:
    numbers: Numbers = request.getfixturevalue(whose)
    columns = ["outcome", "whom", "when", "reported", "denominator", "interval"]
    rows = findings.table_findings(numbers).rows
    expected = [(group, *(to_line(row[column]) for column in columns)) for group, row in rows]
    assert list(findings_of(json.loads(bundle_of(numbers.evidence)))) == expected


def test_the_bundle_begins_with_its_composition(bundle: Resource) -> None:
    kinds = Counter(entry["resource"]["resourceType"] for entry in bundle["entry"])
    assert bundle["entry"][0]["resource"]["resourceType"] == "Composition"
    assert kinds["Composition"] == 1
    assert "EvidenceReport" not in kinds


def test_every_estimate_and_every_outcome_not_stated_is_an_evidence(bundle: Resource, evidence: Evidence) -> None:
    names = {
        entry["resource"]["identifier"][0]["value"]
        for entry in bundle["entry"]
        if entry["resource"]["resourceType"] == "Evidence"
    }
    absent = {each.name for each in Numbers(evidence, evidence.study).not_stated}
    assert names == {f"{evidence.study.id}/{each}" for each in {*evidence.study.estimates, *absent}}


def test_every_reference_leads_to_a_resource_of_the_bundle(bundle: Resource, by_name: dict[str, Resource]) -> None:
    assert set(re.findall(r'"reference": "([^"]+)"', json.dumps(bundle))) <= set(by_name)


def test_every_resource_of_the_bundle_is_reached_from_its_composition(
    bundle: Resource, by_name: dict[str, Resource]
) -> None:
    reached, ahead = set(), [bundle["entry"][0]["fullUrl"]]
    while ahead:
        if (name := ahead.pop()) not in reached:
            reached.add(name)
            ahead += re.findall(r'"reference": "([^"]+)"', json.dumps(by_name[name]))
    assert reached == set(by_name)


def test_a_source_that_no_number_rests_on_is_among_the_sources_read(bundle: Resource, evidence: Evidence) -> None:
    [read] = [each for each in sections(bundle["entry"][0]["resource"]) if each["title"] == "Sources read"]
    assert evidence.sources["the-rheumatologist-2025"].title in words_of(read["text"])


def test_no_two_resources_share_an_id(bundle: Resource, by_name: dict[str, Resource]) -> None:
    assert len(by_name) == len(bundle["entry"])


def extended(element: Any, path: str) -> Iterator[tuple[str, str]]:
    """Each extension of the project below an element, with the path of the element that carries it."""
    if isinstance(element, list):
        for each in element:
            yield from extended(each, path)
    elif isinstance(element, dict):
        for name, value in element.items():
            if name == "extension":
                yield from ((each["url"], path) for each in value if each["url"].startswith(OWN))
            else:
                yield from extended(value, f"{path}.{name.removeprefix('_')}")


def test_every_extension_stands_where_its_declaration_says_and_nowhere_else(judged: Evidence) -> None:
    resources: list[Resource] = [json.loads(to_json(each)) for each in resources_of(judged)]
    declared = {
        (each["url"], context["expression"])
        for each in resources
        if each["resourceType"] == "StructureDefinition"
        for context in each["context"]
    }
    assert {found for each in resources for found in extended(each, each["resourceType"])} == declared


def elements(by_name: Mapping[str, Resource], extension: str) -> dict[str, Resource]:
    """The elements of the declaration of an extension by their ids."""
    [found] = [each for each in of_type(by_name, "StructureDefinition") if each["url"] == OWN + extension]
    return {each["id"]: each for each in found["differential"]["element"]}


def test_an_extension_with_a_value_has_no_parts(by_name: dict[str, Resource]) -> None:
    printed = elements(by_name, "printed")
    assert printed["Extension.extension"]["max"] == "0"
    assert printed["Extension.value[x]"]["type"] == [{"code": "string"}]


def test_an_extension_with_parts_has_no_value_and_its_parts_have_no_parts(by_name: dict[str, Resource]) -> None:
    reading = elements(by_name, "reading")
    assert reading["Extension.value[x]"]["max"] == "0"
    assert "Extension.extension" not in reading
    assert reading["Extension.extension:printed.extension"]["max"] == "0"


def test_a_judgement_of_a_named_person_is_an_assessment(judged: Evidence) -> None:
    [made] = [each for each in resources_of(judged) if each["resourceType"] == "ArtifactAssessment"]
    content = made["content"][0]  # type: ignore[index,call-overload]
    assert (content["classifier"], content["author"]) == (
        [{"text": "serious"}],
        {"display": "A. Person, member of the panel"},
    )
    assert content["summary"] == "Few \\*patients\\*."
    assert len(content["relatedArtifact"]) == 2


WITHDRAWN = (
    f"Version {VERSION} of 30 November 2026 is withdrawn. Do not use its numbers. Why: The article was retracted. "
    "No version takes its place yet."
)


def test_each_resource_says_of_which_version_it_is(evidence: Evidence) -> None:
    told = {(each["resourceType"], each["version"]) for each in resources_of(evidence) if "version" in each}
    assert told == {(name, VERSION) for name in (*fhir.VERSIONED, "Composition", "StructureDefinition")}


def test_a_withdrawn_version_is_retired_in_fhir(withdrawn: Evidence) -> None:
    told = [each for each in resources_of(withdrawn) if each["resourceType"] in fhir.VERSIONED]
    assert {each["status"] for each in told} == {"retired"}


def test_the_composition_says_what_was_not_checked_and_that_it_is_no_advice(evidence: Evidence) -> None:
    told = [each["text"] for each in fhir.composition(evidence, [Numbers(evidence, evidence.study)])["note"]]
    assert told[0] == "Not medical advice."
    assert "have not been checked against the article" in told[1]


def test_the_composition_says_why_a_version_was_withdrawn(withdrawn: Evidence) -> None:
    told = fhir.composition(withdrawn, [Numbers(withdrawn, withdrawn.study)])["note"]
    assert told[-1] == {"text": WITHDRAWN}


def sections(of: Resource) -> Iterator[Resource]:
    """The sections of a Composition, and theirs."""
    for each in of.get("section", ()):
        yield each
        yield from sections(each)


def words_of(narrative: Resource) -> str:
    """The words of a narrative, a line each, once a reader of XML has taken it for XHTML."""
    root = ElementTree.fromstring(narrative["div"])
    assert root.tag == f"{XHTML}div"
    assert {each.tag.removeprefix(XHTML) for each in root.iter()} <= {"div", "p", "ul", "li"}
    return "\n".join(each.text or "" for each in root.iter() if each.tag in (f"{XHTML}p", f"{XHTML}li"))


def test_the_narrative_of_the_composition_holds_title_version_cautions_and_sections(bundle: Resource) -> None:
    composition = bundle["entry"][0]["resource"]
    assert composition["text"]["status"] == "generated"
    lines = words_of(composition["text"]).split("\n")
    assert lines[:3] == [composition["title"], f"Version {VERSION}, 2026-11-30, current.", "Not medical advice."]
    assert "have not been checked against the article." in lines[3]
    assert lines[4:] == [each["title"] for each in composition["section"]]


def test_the_narrative_of_a_withdrawn_version_says_so_and_why(withdrawn: Evidence) -> None:
    told: Resource = fhir.composition(withdrawn, [Numbers(withdrawn, withdrawn.study)])
    lines = words_of(told["text"]).split("\n")
    assert lines[1] == f"Version {VERSION}, 2026-11-30, withdrawn."
    assert WITHDRAWN in lines


def test_a_section_tells_of_each_row_the_number_as_its_first_source_prints_it(
    bundle: Resource, by_name: dict[str, Resource]
) -> None:
    rows = {
        entry["reference"]: line
        for section in sections(bundle["entry"][0]["resource"])
        if "entry" in section and "section" not in section
        for entry, line in zip(section["entry"], words_of(section["text"]).split("\n"), strict=True)
    }
    for name, found in by_name.items():
        if found["resourceType"] == "Evidence":
            printed = told(found["statistic"][0], "printed") or "not stated in the sources read"
            assert f": {printed}" in rows[name]


def test_a_section_tells_the_denominator_of_a_number_with_its_status(bundle: Resource) -> None:
    text = "\n".join(words_of(each["text"]) for each in sections(bundle["entry"][0]["resource"]) if "text" in each)
    assert "during follow-up (length not stated): 61%; denominator 82 (inferred)" in text
    assert "at 12 months: 54%; denominator not stated" in text


def test_a_judgement_is_told_with_who_made_it(judged: Evidence) -> None:
    told: Resource = fhir.composition(judged, [Numbers(judged, judged.study)])
    [text] = [words_of(each["text"]) for each in sections(told) if each["title"] == "Judgments"]
    assert "serious. A. Person, member of the panel, 2 January 2030. Reason: Few *patients*." in text


def test_a_hostile_text_is_no_markup_in_a_narrative(hostile: Evidence) -> None:
    told: Resource = fhir.composition(hostile, [Numbers(hostile, hostile.study)])
    texts = [told["text"], *(each["text"] for each in sections(told) if "text" in each)]
    assert HOSTILE in "\n".join(words_of(each) for each in texts)


def test_the_names_of_resources_do_not_change_with_the_address(evidence: Evidence) -> None:
    published = replace(evidence, report=evidence.report.model_copy(update={"published": "https://example.org/v"}))
    assert [each["id"] for each in resources_of(published)] == [each["id"] for each in resources_of(evidence)]


def test_a_hostile_text_is_no_markup_where_a_text_is_markdown(hostile: Evidence) -> None:
    [study] = [each for each in resources_of(hostile) if each["resourceType"] == "ResearchStudy"]
    assert not re.search(r"(?<!\\)[<`\[]", str(study["description"]))
