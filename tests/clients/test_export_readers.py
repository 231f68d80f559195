"""What other systems read is read by their own packages: fhir.resources, frictionless and rocrate."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from frictionless import Package
from rocrate.rocrate import ROCrate

from tests import TRIAL
from tests.exports import bundle_of
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.load.folder import load
from vexas_evidence.model import Evidence
from vexas_evidence.publish import export
from vexas_evidence.publish.export import csv, data_package
from vexas_evidence.publish.export.fhir import bundle


@pytest.mark.parametrize("whose", ["evidence", "example", "judged", "withdrawn", "hostile"])
def test_the_structure_of_the_bundle_is_valid(whose: str, request: pytest.FixtureRequest) -> None:
    from fhir.resources.bundle import Bundle

    given = request.getfixturevalue(whose)
    evidence = given.evidence if isinstance(given, Numbers) else given
    assert list(bundle.structural_errors(evidence)) == []
    Bundle.model_validate_json(bundle_of(evidence))


def test_no_resource_of_a_trial_of_two_arms_has_an_error() -> None:
    trial = load(TRIAL)
    assert list(bundle.structural_errors(trial)) == []


def test_a_wrong_resource_is_told_with_its_place(evidence: Evidence, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        bundle, "resources", lambda *_: iter([{"resourceType": "Group", "id": "x", "membership": "none"}])
    )
    assert any(each.startswith("Group x: ") for each in bundle.structural_errors(evidence))


def test_the_csv_passes_its_frictionless_description(exported: Path) -> None:
    report = Package(str(exported / data_package.NAME)).validate()
    assert report.valid, report.flatten(["type", "message"])


def test_a_cell_that_breaks_the_description_is_found(exported: Path, tmp_path: Path) -> None:
    text = (exported / csv.NAME).read_text(encoding="utf-8")
    (tmp_path / csv.NAME).write_text(text.replace(",inferred,", ",guessed,"), encoding="utf-8")
    told = json.loads((exported / data_package.NAME).read_text(encoding="utf-8"))
    del told["resources"][0]["hash"], told["resources"][0]["bytes"]  # else these would tell before the words do
    (tmp_path / data_package.NAME).write_text(json.dumps(told), encoding="utf-8")
    found = Package(str(tmp_path / data_package.NAME)).validate().flatten(["type", "fieldName"])
    assert ["constraint-error", "kind"] in found


def test_a_csv_with_another_byte_fails_its_hash(exported: Path, tmp_path: Path) -> None:
    text = (exported / csv.NAME).read_text(encoding="utf-8")
    (tmp_path / csv.NAME).write_text(text.replace(",61,", ",62,"), encoding="utf-8")
    (tmp_path / data_package.NAME).write_bytes((exported / data_package.NAME).read_bytes())
    found = Package(str(tmp_path / data_package.NAME)).validate().flatten(["type"])
    assert found == [["hash-count"]]


def test_every_csv_of_the_downloads_is_described_and_whole(site: Path) -> None:
    folder = site / "downloads"
    described = Package(str(folder / data_package.NAME))
    assert sorted(each.path or "" for each in described.resources) == sorted(each.name for each in folder.glob("*.csv"))
    assert all(each.title for each in described.resources)
    report = described.validate()
    assert report.valid, report.flatten(["type", "message"])


def test_rocrate_opens_the_crate_with_every_file(exported: Path) -> None:
    opened = ROCrate(str(exported))
    assert {entity.id for entity in opened.data_entities} == {each.name for each in export.ALL}


def test_the_crate_says_what_was_not_checked_and_that_it_is_no_advice(exported: Path) -> None:
    told = ROCrate(str(exported)).description
    assert "Not medical advice." in told
    assert "All figures come from secondary sources and have not been checked against the article." in told


def test_rocrate_opens_the_downloads_of_the_site(site: Path) -> None:
    opened = ROCrate(str(site / "downloads"))
    names = {path.name for path in (site / "downloads").iterdir()} - {export.CRATE.name}
    assert {entity.id for entity in opened.data_entities} == names
