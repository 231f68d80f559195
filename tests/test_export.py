"""The bundle: what other systems read is the evidence, whole, checked by their own packages, and inert."""

from __future__ import annotations

import csv
import errno
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from frictionless import Package
from rocrate.rocrate import ROCrate

from tests.conftest import run_command
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Evidence, Judgement, Timepoint
from vexas_evidence.present.pieces import plain
from vexas_evidence.present.tables import findings as frames
from vexas_evidence.publish import export
from vexas_evidence.publish.export import csv as long
from vexas_evidence.publish.export import data_package, ro_crate, web_annotations
from vexas_evidence.publish.export import json as whole
from vexas_evidence.publish.export.codes import Span, span_of
from vexas_evidence.publish.export.encode import to_json
from vexas_evidence.publish.export.fhir import bundle as fhir
from vexas_evidence.publish.export.ro_crate import Described
from vexas_evidence.system.problems import BadInput

OWN = "urn:vexas-evidence:StructureDefinition:"
ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
XHTML = "{http://www.w3.org/1999/xhtml}"
HOSTILE = '=HYPERLINK(now)</script><script>alert(now)</script>"], [x](javascript:alert) `#sh` & $(rm)'
Resource = dict[str, Any]


@pytest.fixture(scope="module")
def bundle(evidence: Evidence) -> Resource:
    made: Resource = json.loads("".join(fhir.bundle(evidence)))
    return made


@pytest.fixture(scope="module")
def by_name(bundle: Resource) -> dict[str, Resource]:
    return {entry["fullUrl"]: entry["resource"] for entry in bundle["entry"]}


@pytest.fixture(scope="module")
def folder(evidence: Evidence, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("export")
    export.write(evidence, export.ALL, made, as_crate=True)
    return made


@pytest.fixture
def hostile(example: Numbers) -> Evidence:
    """The invented data with a hostile text in every title, label and note, past the loader's own refusals."""
    study, vocabulary = example.study, example.evidence.vocabulary
    about = study.about
    citation = about.citation.model_copy(update={"title": HOSTILE, "authors": HOSTILE, "journal": HOSTILE})
    populations = tuple(each.model_copy(update={"label": HOSTILE}) for each in about.populations)
    spoken = about.model_copy(
        update={"title": HOSTILE, "question": HOSTILE, "citation": citation, "populations": populations}
    )
    estimates = tuple(each.model_copy(update={"note": HOSTILE}) for each in study.results.estimates)
    results = study.results.model_copy(update={"estimates": estimates})
    outcomes = tuple(each.model_copy(update={"label": HOSTILE}) for each in vocabulary.outcomes)
    sources = {
        name: each.model_copy(update={"title": HOSTILE, "short": HOSTILE})
        for name, each in example.evidence.sources.items()
    }
    return replace(
        example.evidence,
        studies={study.id: replace(study, about=spoken, results=results)},
        vocabulary=vocabulary.model_copy(update={"outcomes": outcomes}),
        sources=sources,
    )


def of_type(by_name: Mapping[str, Resource], kind: str) -> list[Resource]:
    return [each for each in by_name.values() if each["resourceType"] == kind]


def told(element: Resource, name: str) -> Any:
    """The value of one of the project's extensions; None where it is not there."""
    for each in element.get("extension", ()):
        if each["url"] == OWN + name:
            return next(value for key, value in each.items() if key.startswith("value"))
    return None


def statistic(by_name: Mapping[str, Resource], estimate: str) -> Resource:
    [found] = [each for each in of_type(by_name, "Evidence") if each["identifier"][0]["value"].endswith(f"/{estimate}")]
    made: Resource = found["statistic"][0]
    return made


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
                base_of(number.get("sampleSize")),
                interval_of(attributes.get("confidence interval")),
            )


def base_of(size: Resource | None) -> str:
    if size is None:
        return "–"
    if "numberOfParticipants" not in size:
        return f"base {told(size, 'base-status')}"
    return f"{size['numberOfParticipants']} ({told(size, 'base-status')})"


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
    frame = frames.findings(numbers).frame
    columns = ["outcome", "whom", "when", "reported", "base", "interval"]
    expected = [
        (group, *(plain(cell) for cell in cells))
        for group, *cells in frame[["group", *columns]].itertuples(index=False, name=None)
    ]
    assert list(findings_of(json.loads("".join(fhir.bundle(numbers.evidence))))) == expected


@pytest.mark.parametrize("whose", ["numbers", "example"])
def test_the_structure_of_the_bundle_is_valid(whose: str, request: pytest.FixtureRequest) -> None:
    from fhir.resources.bundle import Bundle

    evidence = request.getfixturevalue(whose).evidence
    assert list(fhir.wrong(evidence)) == []
    Bundle.model_validate_json("".join(fhir.bundle(evidence)))


def test_a_wrong_resource_is_told_with_its_place(evidence: Evidence, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fhir, "resources", lambda _: iter([{"resourceType": "Group", "id": "x", "membership": "none"}]))
    assert any(each.startswith("Group x: ") for each in fhir.wrong(evidence))


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
    results = evidence.study.results
    absent = {f"not-stated.{each.table}.{each.outcome}" for each in results.not_stated}
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
    resources: list[Resource] = [json.loads(to_json(each)) for each in fhir.resources(judged)]
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


def test_an_outcome_not_stated_has_no_quantity_and_a_reason(by_name: dict[str, Resource]) -> None:
    survival = statistic(by_name, "not-stated.findings.survival")
    assert survival == {
        "extension": [{"url": ABSENT, "valueCode": "unknown"}],
        "description": "not stated in the sources read",
    }


def test_a_base_not_stated_is_no_number(by_name: dict[str, Resource]) -> None:
    size = statistic(by_name, "inflammatory-response-12m")["sampleSize"]
    assert "numberOfParticipants" not in size
    assert told(size, "base-status") == "not stated"


def test_without_a_base_there_is_no_interval_and_no_count(by_name: dict[str, Resource]) -> None:
    number = statistic(by_name, "inflammatory-response-12m")
    assert "attributeEstimate" not in number
    assert "numberAffected" not in number


def test_an_implied_base_says_so(by_name: dict[str, Resource]) -> None:
    size = statistic(by_name, "inflammatory-response-ever")["sampleSize"]
    assert (size["numberOfParticipants"], told(size, "base-status")) == (82, "implied")
    assert told(size["_numberOfParticipants"], "kind-of-number") == "implied"


def test_a_number_printed_as_n_of_n_is_a_count_beside_its_derived_proportion(by_name: dict[str, Resource]) -> None:
    [found] = [each for each in of_type(by_name, "Evidence") if each["title"] == "Re-exposure called effective"]
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
        ("4 weeks", Span(Decimal(4), "weeks")),
        ("first 6 months", Span(Decimal(6), "months", Decimal(0))),
        ("3-6 months", Span(Decimal(6), "months", Decimal(3))),
        ("at least 6 months", None),
        ("first three cycles", None),
        ("12", None),
    ],
)
def test_a_time_is_the_number_that_its_duration_prints(duration: str, expected: Span | None) -> None:
    assert span_of(Timepoint(id="then", label="at {duration}", duration=duration)) == expected


def test_a_threshold_has_no_population_and_no_time(by_name: dict[str, Resource]) -> None:
    [found] = [each for each in of_type(by_name, "Evidence") if each["title"].startswith("Limit of the low UBA1")]
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
    assert '"code": "exposure"' not in "".join(fhir.bundle(example.evidence))


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
    assert '"value": 7.5,' in "".join(fhir.bundle(example.evidence))


def test_without_a_judgement_there_is_no_assessment(by_name: dict[str, Resource]) -> None:
    assert of_type(by_name, "ArtifactAssessment") == []


@pytest.fixture
def judged(evidence: Evidence) -> Evidence:
    judgement = Judgement(
        id="rated",
        study=evidence.study.id,
        outcome="harms",
        of="imprecision",
        rating="serious",
        rater="A. Person",
        role="member of the panel",
        date=date(2030, 1, 2),
        reason="Few *patients*.",
    )
    return replace(evidence, judgements=(judgement,))


def test_a_judgement_of_a_named_person_is_an_assessment(judged: Evidence) -> None:
    assert list(fhir.wrong(judged)) == []
    [made] = [each for each in fhir.resources(judged) if each["resourceType"] == "ArtifactAssessment"]
    content = made["content"][0]  # type: ignore[index,call-overload]
    assert (content["classifier"], content["author"]) == (
        [{"text": "serious"}],
        {"display": "A. Person, member of the panel"},
    )
    assert content["summary"] == "Few \\*patients\\*."
    assert len(content["relatedArtifact"]) == 2


WITHDRAWN = (
    "Version 1.0.0 of 2026-11-23 is withdrawn. Do not use its numbers. Why: The article was retracted. "
    "No version takes its place yet."
)


@pytest.fixture(scope="module")
def withdrawn(evidence: Evidence) -> Evidence:
    now, *older = evidence.changes.versions
    told = now.model_copy(update={"status": "withdrawn", "because": "The article was retracted."})
    return replace(evidence, changes=evidence.changes.model_copy(update={"versions": (told, *older)}))


def test_each_resource_says_of_which_version_it_is(evidence: Evidence) -> None:
    told = {(each["resourceType"], each["version"]) for each in fhir.resources(evidence) if "version" in each}
    assert told == {(name, "1.0.0") for name in (*fhir.VERSIONED, "Composition", "StructureDefinition")}


def test_a_withdrawn_version_is_retired_in_fhir(withdrawn: Evidence) -> None:
    told = [each for each in fhir.resources(withdrawn) if each["resourceType"] in fhir.VERSIONED]
    assert {each["status"] for each in told} == {"retired"}
    assert list(fhir.wrong(withdrawn)) == []


def test_each_row_of_a_withdrawn_version_says_so(withdrawn: Evidence) -> None:
    rows = csv.DictReader(io.StringIO("".join(long.rows(withdrawn))))
    assert {row["evidence_version"] for row in rows} == {"1.0.0 (withdrawn)"}


def test_the_composition_says_what_was_not_checked_and_that_it_is_no_advice(evidence: Evidence) -> None:
    told = [each["text"] for each in fhir.composition(evidence, [Numbers(evidence, evidence.study)])["note"]]
    assert told[0] == "Not medical advice."
    assert "None was checked against the journal article" in told[1]


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
    assert lines[:3] == [composition["title"], "Version 1.0.0, 2026-11-23, current.", "Not medical advice."]
    assert "None was checked against the journal article." in lines[3]
    assert lines[4:] == [each["title"] for each in composition["section"]]


def test_the_narrative_of_a_withdrawn_version_says_so_and_why(withdrawn: Evidence) -> None:
    told: Resource = fhir.composition(withdrawn, [Numbers(withdrawn, withdrawn.study)])
    lines = words_of(told["text"]).split("\n")
    assert lines[1] == "Version 1.0.0, 2026-11-23, withdrawn."
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


def test_a_section_tells_the_base_of_a_number_with_its_status(bundle: Resource) -> None:
    text = "\n".join(words_of(each["text"]) for each in sections(bundle["entry"][0]["resource"]) if "text" in each)
    assert "during follow-up (length not stated): 61%; base 82 (implied)" in text
    assert "at 12 months: 54%; base not stated" in text


def test_a_judgement_is_told_with_who_made_it(judged: Evidence) -> None:
    told: Resource = fhir.composition(judged, [Numbers(judged, judged.study)])
    [text] = [words_of(each["text"]) for each in sections(told) if each["title"] == "Judgements"]
    assert "serious. A. Person, member of the panel, 2030-01-02. Reason: Few *patients*." in text


def test_a_hostile_text_is_no_markup_in_a_narrative(hostile: Evidence) -> None:
    told: Resource = fhir.composition(hostile, [Numbers(hostile, hostile.study)])
    texts = [told["text"], *(each["text"] for each in sections(told) if "text" in each)]
    assert HOSTILE in "\n".join(words_of(each) for each in texts)


def test_the_names_of_resources_do_not_change_with_the_address(evidence: Evidence) -> None:
    published = replace(evidence, choice=evidence.choice.model_copy(update={"published": "https://example.org/v"}))
    assert [each["id"] for each in fhir.resources(published)] == [each["id"] for each in fhir.resources(evidence)]


def test_the_csv_passes_its_frictionless_description(folder: Path) -> None:
    report = Package(str(folder / data_package.NAME)).validate()
    assert report.valid, report.flatten(["type", "message"])


def test_a_cell_that_breaks_the_description_is_found(folder: Path, tmp_path: Path) -> None:
    text = (folder / long.NAME).read_text(encoding="utf-8")
    (tmp_path / long.NAME).write_text(text.replace(",implied,", ",guessed,"), encoding="utf-8")
    told = json.loads((folder / data_package.NAME).read_text(encoding="utf-8"))
    del told["resources"][0]["hash"], told["resources"][0]["bytes"]  # else these would tell before the words do
    (tmp_path / data_package.NAME).write_text(json.dumps(told), encoding="utf-8")
    found = Package(str(tmp_path / data_package.NAME)).validate().flatten(["type", "fieldName"])
    assert ["constraint-error", "kind"] in found


def test_a_csv_with_another_byte_fails_its_hash(folder: Path, tmp_path: Path) -> None:
    text = (folder / long.NAME).read_text(encoding="utf-8")
    (tmp_path / long.NAME).write_text(text.replace(",61,", ",62,"), encoding="utf-8")
    (tmp_path / data_package.NAME).write_bytes((folder / data_package.NAME).read_bytes())
    found = Package(str(tmp_path / data_package.NAME)).validate().flatten(["type"])
    assert found == [["hash-count"]]


def test_the_description_of_the_csv_says_what_was_not_checked_and_that_it_is_no_advice(folder: Path) -> None:
    told = json.loads((folder / data_package.NAME).read_text(encoding="utf-8"))["description"]
    assert "Not medical advice." in told
    assert "None was checked against the journal article." in told


def test_every_row_of_the_csv_says_what_its_number_was_read_in(folder: Path) -> None:
    rows = list(csv.DictReader(io.StringIO((folder / long.NAME).read_text(encoding="utf-8"))))
    assert {(row["tier"], row["checked"]) for row in rows if row["sources"]} == {("secondary", "false")}
    assert {(row["tier"], row["checked"]) for row in rows if not row["sources"]} == {("", "")}


def test_a_number_read_in_the_article_is_checked(example: Numbers) -> None:
    letter = example.evidence.sources["marsh-letter"].model_copy(update={"tier": "primary full text"})
    read = replace(example.evidence, sources=example.evidence.sources | {letter.id: letter})
    rows = csv.DictReader(io.StringIO("".join(long.rows(read))))
    told = {row["record"]: (row["sources"], row["tier"], row["checked"]) for row in rows}
    assert told["fever-free-week-4"] == ("marsh-bulletin marsh-letter", "primary full text", "true")
    assert told["rash"] == ("marsh-bulletin", "secondary", "false")


def test_every_csv_of_the_downloads_is_described_and_whole(site: Path) -> None:
    folder = site / "downloads"
    described = Package(str(folder / data_package.NAME))
    assert sorted(each.path or "" for each in described.resources) == sorted(each.name for each in folder.glob("*.csv"))
    assert all(each.title for each in described.resources)
    report = described.validate()
    assert report.valid, report.flatten(["type", "message"])


def test_a_row_of_the_csv_is_one_statistic(folder: Path) -> None:
    rows = list(csv.DictReader(io.StringIO((folder / long.NAME).read_text(encoding="utf-8"))))
    found = [
        (row["statistic"], row["value"], row["kind"], row["base_status"])
        for row in rows
        if row["record"] == "inflammatory-response-ever"
    ]
    assert found == [
        ("estimate", "61", "reported", "implied"),
        ("count", "50", "reported", "implied"),
        ("base", "82", "implied", "implied"),
        ("interval lower", "50.2", "derived", "implied"),
        ("interval upper", "70.8", "derived", "implied"),
    ]


def test_a_row_printed_as_n_of_n_is_a_count_beside_its_derived_percentage(folder: Path) -> None:
    rows = list(csv.DictReader(io.StringIO((folder / long.NAME).read_text(encoding="utf-8"))))
    found = [
        (row["statistic"], row["measure"], row["printed"], row["value"], row["unit"], row["kind"])
        for row in rows
        if row["record"] == "re-exposure-effective"
    ]
    assert found[:4] == [
        ("estimate", "count", "4 of 5", "4", "", "reported"),
        ("count", "count", "", "4", "", "reported"),
        ("base", "count", "", "5", "", "reported"),
        ("percentage", "count", "", "80", "%", "derived"),
    ]


def test_a_row_of_the_csv_holds_its_time_as_numbers_where_it_is_stated(folder: Path) -> None:
    rows = csv.DictReader(io.StringIO((folder / long.NAME).read_text(encoding="utf-8")))
    times = {row["timepoint"]: (row["time_from"], row["time_value"], row["time_unit"]) for row in rows}
    assert {name: time for name, time in times.items() if any(time)} == {
        "month-6": ("", "6", "months"),
        "month-12": ("", "12", "months"),
        "first-6-months": ("0", "6", "months"),
        "year-1": ("", "1", "years"),
        "year-5": ("", "5", "years"),
    }


def test_every_estimate_of_a_proportion_in_the_csv_is_in_per_cent(folder: Path) -> None:
    rows = csv.DictReader(io.StringIO((folder / long.NAME).read_text(encoding="utf-8")))
    assert {row["unit"] for row in rows if (row["measure"], row["statistic"]) == ("proportion", "estimate")} == {"%"}


def test_what_is_not_stated_has_a_row_and_no_value(folder: Path) -> None:
    rows = list(csv.DictReader(io.StringIO((folder / long.NAME).read_text(encoding="utf-8"))))
    [survival] = [row for row in rows if row["record"] == "not-stated.findings.survival"]
    assert (survival["stated"], survival["value"]) == ("not stated", "")


def test_the_ledger_passes_its_schema(folder: Path) -> None:
    schema = json.loads((folder / whole.SCHEMA).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    told = json.loads((folder / whole.NAME).read_text(encoding="utf-8"))
    assert [each.message for each in jsonschema.Draft202012Validator(schema).iter_errors(told)] == []


@pytest.fixture(scope="module")
def ledger(folder: Path) -> Resource:
    made: Resource = json.loads((folder / whole.NAME).read_text(encoding="utf-8"), parse_float=Decimal)
    return made


def test_the_ledger_holds_the_statistics_of_each_estimate_with_their_kinds(ledger: Resource) -> None:
    statistics = {each["id"]: each["statistics"] for each in ledger["studies"][0]["statistics"]}
    found = [(each["name"], each["value"], each["kind"]) for each in statistics["inflammatory-response-ever"]]
    assert found == [
        ("estimate", 61, "reported"),
        ("count", 50, "reported"),
        ("base", 82, "implied"),
        ("interval lower", Decimal("50.2"), "derived"),
        ("interval upper", Decimal("70.8"), "derived"),
    ]


def test_the_statistics_of_the_ledger_are_those_of_the_csv(ledger: Resource, folder: Path) -> None:
    rows = csv.DictReader(io.StringIO((folder / long.NAME).read_text(encoding="utf-8")))
    expected = [
        (row["record"], row["statistic"], row["value"], row["kind"])
        for row in rows
        if row["base_status"] or row["kind"]
    ]
    assert [
        (each["id"], one["name"], "" if one["value"] is None else str(one["value"]), one["kind"])
        for each in ledger["studies"][0]["statistics"]
        for one in each["statistics"]
    ] == expected


def test_every_text_of_the_ledger_that_refers_to_numbers_stands_there_as_read(ledger: Resource) -> None:
    study = ledger["studies"][0]
    assert study["texts"][study["about"]["pico"][0]["text"]].startswith("88 patients with genetically confirmed")
    typed = re.findall(r'"text": "([^"]*\{[^"]*)"', json.dumps(study["narrative"], ensure_ascii=False, default=str))
    assert typed
    assert set(typed) <= set(study["texts"])
    assert not [text for text in study["texts"].values() if "{" in text]


def test_the_ledger_says_what_was_not_checked(ledger: Resource) -> None:
    assert ledger["cautions"][0] == "Not medical advice."
    assert ledger["cautions"][1].endswith("None was checked against the journal article.")


def test_the_ledger_holds_the_words_of_each_timepoint_with_its_duration(ledger: Resource) -> None:
    assert ledger["timepoints"]["month-6"] == "at 6 months"
    assert not [text for text in ledger["timepoints"].values() if "{" in text]


def test_every_property_of_the_schema_of_an_estimate_says_what_it_means(folder: Path) -> None:
    schema = json.loads((folder / whole.SCHEMA).read_text(encoding="utf-8"))
    for name in ("Estimate", "Reading", "Source", "Statement", "StatisticValue", "Outcome"):
        silent = [key for key, told in schema["$defs"][name]["properties"].items() if "description" not in told]
        assert (name, silent) == (name, [])


def test_a_property_that_a_docstring_names_has_its_words(folder: Path) -> None:
    schema = json.loads((folder / whole.SCHEMA).read_text(encoding="utf-8"))
    assert (
        schema["$defs"]["Estimate"]["properties"]["unit"]["description"]
        == "`unit` is given only where the printed text leaves it out."
    )


def test_an_unknown_key_fails_the_schema(folder: Path) -> None:
    schema = json.loads((folder / whole.SCHEMA).read_text(encoding="utf-8"))
    told = json.loads((folder / whole.NAME).read_text(encoding="utf-8"))
    told["studies"][0]["results"]["estimates"][0]["guess"] = 1
    assert list(jsonschema.Draft202012Validator(schema).iter_errors(told))


def test_a_ruled_out_value_keeps_its_standing_in_the_ledger(folder: Path, numbers: Numbers) -> None:
    told = json.loads((folder / whole.NAME).read_text(encoding="utf-8"))
    standings = {each["id"]: each["standing"] for each in told["studies"][0]["derived"]}
    assert standings == {name: each.standing for name, each in numbers.derived.items()}


def test_rocrate_opens_the_crate_with_every_file(folder: Path) -> None:
    opened = ROCrate(str(folder))
    assert {entity.id for entity in opened.data_entities} == {each.name for each in export.ALL}


def test_the_crate_says_what_was_not_checked_and_that_it_is_no_advice(folder: Path) -> None:
    told = ROCrate(str(folder)).description
    assert "Not medical advice." in told
    assert "None was checked against the journal article." in told


def test_a_license_of_the_whole_and_one_of_a_font_stand_apart(evidence: Evidence) -> None:
    files = [Described("a.css", 1, "0"), Described("fonts/SourceSansPro-It.ttf", 1, "0")]
    graph = {each["@id"]: each for each in json.loads(ro_crate.metadata(evidence, files))["@graph"]}
    assert "license" not in graph["a.css"]
    own = graph["fonts/SourceSansPro-It.ttf"]["license"]["@id"]
    assert (graph[own]["name"], graph[own]["description"]) == ("OFL-1.1", "Of the files that name it.")
    whole = graph["./"]["license"]["@id"]
    assert (graph[whole]["name"], graph[whole]["description"]) == ("MIT", "Of all that names no license of its own.")


def test_rocrate_opens_the_downloads_of_the_site(site: Path) -> None:
    opened = ROCrate(str(site / "downloads"))
    names = {path.name for path in (site / "downloads").iterdir()} - {export.CRATE.name}
    assert {entity.id for entity in opened.data_entities} == names


def test_an_annotation_selects_by_fingerprint_and_token(folder: Path, evidence: Evidence) -> None:
    items = json.loads((folder / web_annotations.NAME).read_text(encoding="utf-8"))["items"]
    reading = evidence.study.estimates["inflammatory-response-ever"].readings[0]
    statement = evidence.ledgers[reading.source].by_place[reading.section, reading.paragraph, reading.sentence]
    selectors = [each["target"]["selector"] for each in items]
    assert {
        "type": "FingerprintSelector",
        "fingerprint": f"sha256:{statement.fingerprint}",
        "refinedBy": {"type": "TokenSelector", "token": reading.token},
    } in selectors


def test_every_reading_has_an_annotation(folder: Path, evidence: Evidence) -> None:
    items = json.loads((folder / web_annotations.NAME).read_text(encoding="utf-8"))["items"]
    assert len(items) == sum(len(each.readings) for each in evidence.study.estimates.values())


def test_an_annotation_quotes_nothing(folder: Path, evidence: Evidence) -> None:
    text = (folder / web_annotations.NAME).read_text(encoding="utf-8")
    wordings = [each.readings[0].printed for each in evidence.study.estimates.values() if each.measure == "wording"]
    assert not any(words in text for words in wordings)
    assert "exact" not in text


def test_a_hostile_text_is_no_markup_where_a_text_is_markdown(hostile: Evidence) -> None:
    [study] = [each for each in fhir.resources(hostile) if each["resourceType"] == "ResearchStudy"]
    assert not re.search(r"(?<!\\)[<`\[]", str(study["description"]))


def test_hostile_texts_stay_texts(hostile: Evidence, tmp_path: Path) -> None:
    export.write(hostile, export.ALL, tmp_path, as_crate=True)
    for path in tmp_path.iterdir():
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".csv":
            json.loads(text)
            assert "<" not in text
    assert list(fhir.wrong(hostile)) == []


def test_a_formula_in_the_long_csv_is_no_formula(hostile: Evidence) -> None:
    cells = [cell for row in csv.reader(io.StringIO("".join(long.rows(hostile)))) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert any(cell.startswith("'=HYPERLINK") for cell in cells)


def test_two_exports_are_equal(folder: Path, evidence: Evidence, tmp_path: Path) -> None:
    for path in export.write(evidence, export.ALL, tmp_path, as_crate=True):
        assert path.read_bytes() == (folder / path.name).read_bytes()


def test_the_command_writes_the_files_of_one_format(tmp_path: Path) -> None:
    done = run_command("export", "--to", "csv", "--output", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["datapackage.json", "statistics.csv"]


def test_an_export_that_fails_leaves_the_last_one_whole(evidence: Evidence, tmp_path: Path) -> None:
    def broken(_: Evidence) -> Iterator[str]:
        yield "{"
        raise OSError("disk full")

    good = export.EXPORTS["fhir"][0]
    [path] = export.write(evidence, [good], tmp_path, as_crate=False)
    before = path.read_bytes()
    with pytest.raises(OSError, match="disk full"):
        export.write(evidence, [export.Export(good.name, (), broken)], tmp_path, as_crate=False)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [good.name]


def test_an_export_with_a_folder_in_the_place_of_a_file_replaces_none(evidence: Evidence, tmp_path: Path) -> None:
    (tmp_path / ro_crate.NAME).mkdir()
    (tmp_path / long.NAME).write_text("older", encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        export.write(evidence, export.ALL, tmp_path, as_crate=True)
    assert str(refused.value) == (
        f"{tmp_path / ro_crate.NAME}: is a folder: a file or nothing: move it away or name another folder"
    )
    assert sorted(each.name for each in tmp_path.iterdir()) == [ro_crate.NAME, long.NAME]
    assert (tmp_path / long.NAME).read_text(encoding="utf-8") == "older"


def test_an_export_whose_last_file_cannot_be_replaced_gives_the_others_back(
    evidence: Evidence, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "evidence.json").write_text("older", encoding="utf-8")
    replace_one = Path.replace

    def refused(path: Path, target: Path) -> Path:
        if target == tmp_path / long.NAME:
            raise PermissionError(errno.EPERM, "not permitted", str(target))
        return replace_one(path, target)

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(BadInput, match="cannot be written"):
        export.write(evidence, export.ALL, tmp_path, as_crate=True)
    assert [each.name for each in tmp_path.iterdir()] == ["evidence.json"]
    assert (tmp_path / "evidence.json").read_text(encoding="utf-8") == "older"


def test_an_export_removes_what_a_killed_one_left(evidence: Evidence, tmp_path: Path) -> None:
    left = tmp_path / ".vexas-abcd1234.part"
    left.mkdir()
    (left / "half").write_text("{", encoding="utf-8")
    export.write(evidence, export.EXPORTS["annotations"], tmp_path, as_crate=False)
    assert [each.name for each in tmp_path.iterdir()] == [web_annotations.NAME]


def test_an_export_leaves_the_files_of_others(evidence: Evidence, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    export.write(evidence, export.EXPORTS["annotations"], tmp_path, as_crate=False)
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_an_export_onto_a_full_disk_names_the_folder_and_the_reason(evidence: Evidence, tmp_path: Path) -> None:
    def full(_: Evidence) -> Iterator[str]:
        yield "{"
        raise OSError(errno.ENOSPC, "No space left on device")  # as a write does: it names no file

    with pytest.raises(BadInput) as refused:
        export.write(evidence, [export.Export("evidence.json", (), full)], tmp_path, as_crate=False)
    assert str(refused.value) == (
        f"{tmp_path}: cannot be written (no space left on device): a folder with room that can be written: "
        "make room or name another folder; the files there are as they were"
    )


def test_the_command_ends_with_exit_2_where_it_cannot_write(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    done = run_command("export", "--to", "csv", "--output", str(tmp_path / "file"))
    assert done.returncode == 2
    assert done.stderr.startswith(f"{tmp_path / 'file'}: cannot be written (file exists): ")
