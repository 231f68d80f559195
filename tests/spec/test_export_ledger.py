"""The ledger as JSON with its schema, the annotations of sources, and the licenses of the crate."""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest

from tests.exports import Resource
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Evidence
from vexas_evidence.publish.export import csv as long
from vexas_evidence.publish.export import json as whole
from vexas_evidence.publish.export import ro_crate, web_annotations
from vexas_evidence.publish.export.ro_crate import CrateFile


def test_the_ledger_passes_its_schema(exported: Path) -> None:
    schema = json.loads((exported / whole.SCHEMA).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    told = json.loads((exported / whole.NAME).read_text(encoding="utf-8"))
    assert [each.message for each in jsonschema.Draft202012Validator(schema).iter_errors(told)] == []


@pytest.fixture(scope="module")
def ledger(exported: Path) -> Resource:
    made: Resource = json.loads((exported / whole.NAME).read_text(encoding="utf-8"), parse_float=Decimal)
    return made


def test_the_ledger_holds_the_statistics_of_each_estimate_with_their_kinds(ledger: Resource) -> None:
    statistics = {each["id"]: each["statistics"] for each in ledger["studies"][0]["statistics"]}
    found = [(each["name"], each["value"], each["kind"]) for each in statistics["inflammatory-response-ever"]]
    assert found == [
        ("estimate", 61, "reported"),
        ("count", 50, "reported"),
        ("denominator", 82, "inferred"),
        ("interval lower", Decimal("50.2"), "derived"),
        ("interval upper", Decimal("70.8"), "derived"),
    ]


def test_the_statistics_of_the_ledger_are_those_of_the_csv(ledger: Resource, exported: Path) -> None:
    rows = csv.DictReader(io.StringIO((exported / long.NAME).read_text(encoding="utf-8")))
    expected = [
        (row["record"], row["statistic"], row["value"], row["kind"])
        for row in rows
        if row["denominator_status"] or row["kind"]
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
    assert "have not been checked against the article." in ledger["cautions"][1]


def test_the_ledger_holds_the_words_of_each_timepoint_with_its_duration(ledger: Resource) -> None:
    assert ledger["timepoints"]["month-6"] == "at 6 months"
    assert not [text for text in ledger["timepoints"].values() if "{" in text]


def test_every_property_of_the_schema_says_what_it_means(exported: Path) -> None:
    schema = json.loads((exported / whole.SCHEMA).read_text(encoding="utf-8"))
    records = {"ledger": schema, **schema["$defs"]}
    told = ((name, key, about) for name, record in records.items() for key, about in record["properties"].items())
    assert [(name, key) for name, key, about in told if not about.get("description")] == []


def test_a_property_has_the_words_of_its_fields_docstring(exported: Path) -> None:
    schema = json.loads((exported / whole.SCHEMA).read_text(encoding="utf-8"))
    unit = schema["$defs"]["Estimate"]["properties"]["unit"]
    assert unit["description"] == "The unit of measurement, given only where the printed text leaves it out."


def test_an_unknown_key_fails_the_schema(exported: Path) -> None:
    schema = json.loads((exported / whole.SCHEMA).read_text(encoding="utf-8"))
    told = json.loads((exported / whole.NAME).read_text(encoding="utf-8"))
    told["studies"][0]["results"]["estimates"][0]["guess"] = 1
    assert list(jsonschema.Draft202012Validator(schema).iter_errors(told))


def test_a_ruled_out_value_keeps_its_standing_in_the_ledger(exported: Path, numbers: Numbers) -> None:
    told = json.loads((exported / whole.NAME).read_text(encoding="utf-8"))
    standings = {each["id"]: each["standing"] for each in told["studies"][0]["derived"]}
    assert standings == {name: each.standing for name, each in numbers.derived.items()}


def test_a_license_of_the_whole_and_one_of_a_font_stand_apart(evidence: Evidence) -> None:
    files = [CrateFile("a.css", 1, "0"), CrateFile("fonts/SourceSansPro-It.ttf", 1, "0")]
    graph = {each["@id"]: each for each in json.loads(ro_crate.metadata(evidence, files))["@graph"]}
    assert "license" not in graph["a.css"]
    own = graph["fonts/SourceSansPro-It.ttf"]["license"]["@id"]
    assert (graph[own]["name"], graph[own]["description"]) == ("OFL-1.1", "Applies to the files that name it.")
    whole = graph["./"]["license"]["@id"]
    assert (graph[whole]["name"], graph[whole]["description"]) == (
        "MIT",
        "Applies to every file that names no license of its own.",
    )


def test_an_annotation_selects_by_fingerprint_and_token(exported: Path, evidence: Evidence) -> None:
    items = json.loads((exported / web_annotations.NAME).read_text(encoding="utf-8"))["items"]
    reading = evidence.study.estimates["inflammatory-response-ever"].readings[0]
    statement = evidence.ledgers[reading.source].by_place[reading.section, reading.paragraph, reading.sentence]
    selectors = [each["target"]["selector"] for each in items]
    assert {
        "type": "FingerprintSelector",
        "fingerprint": f"sha256:{statement.fingerprint}",
        "refinedBy": {"type": "TokenSelector", "token": reading.token},
    } in selectors


def test_every_reading_has_an_annotation(exported: Path, evidence: Evidence) -> None:
    items = json.loads((exported / web_annotations.NAME).read_text(encoding="utf-8"))["items"]
    assert len(items) == sum(len(each.readings) for each in evidence.study.estimates.values())


def test_an_annotation_quotes_nothing(exported: Path, evidence: Evidence) -> None:
    text = (exported / web_annotations.NAME).read_text(encoding="utf-8")
    wordings = [each.readings[0].printed for each in evidence.study.estimates.values() if each.measure == "wording"]
    assert not any(words in text for words in wordings)
    assert "exact" not in text
