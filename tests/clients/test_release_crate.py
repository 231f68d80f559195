"""A release as an RO-Crate, read by the package rocrate."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from rocrate.rocrate import ROCrate

from tests.release_copies import Cut


def test_a_release_is_a_crate_of_all_its_files(whole: Cut) -> None:
    folder = whole.dist / "1.0.0"
    crate = ROCrate(str(folder))
    files = {quote(path.relative_to(folder).as_posix()) for path in folder.rglob("*") if path.is_file()}
    assert {entity.id for entity in crate.data_entities} == files - {"ro-crate-metadata.json"}


def test_the_crate_of_a_release_says_of_every_file_what_it_is(whole: Cut) -> None:
    entities = ROCrate(str(whole.dist / "1.0.0")).data_entities
    assert [each.id for each in entities if not each.get("description")] == []
    assert [each.id for each in entities if each["encodingFormat"] == "application/octet-stream"] == []


@pytest.mark.parametrize(
    ("name", "type_", "words"),
    [
        ("1.0.0.json", "application/json", "The release: the records of this version"),
        ("SHA256SUMS", "text/plain", "The SHA-256 of every file"),
        ("report/verification.json", "application/json", "The verification: what was checked"),
        ("report/evidence-summary.pdf", "application/pdf", "The evidence summary: highlights, findings and safety"),
        ("report/findings.html", "text/html", "A page: Findings"),
        ("report/web/ask.js", "text/javascript", "A script"),
        ("report/styles/site.css", "text/css", "A style"),
        ("fonts/SourceSansPro-Bold.ttf", "font/ttf", "A font"),
        ("downloads/evidence.fhir.json", "application/fhir+json", "FHIR R5 Bundle"),
        ("downloads/ro-crate-metadata.json", "application/ld+json", "RO-Crate"),
        ("downloads/findings.csv", "text/csv", "Findings: each number"),
    ],
)
def test_a_file_of_a_release_has_its_media_type_and_its_words(whole: Cut, name: str, type_: str, words: str) -> None:
    entity = ROCrate(str(whole.dist / "1.0.0")).dereference(name)
    assert entity is not None
    assert entity["encodingFormat"] == type_
    assert entity["description"].startswith(words)


def test_a_font_keeps_its_own_license(whole: Cut) -> None:
    entities = ROCrate(str(whole.dist / "1.0.0")).data_entities
    told = {each.id for each in entities if each.get("license")}
    assert told == {each.id for each in entities if each.id.endswith(".ttf")}


def test_a_release_says_in_its_crate_what_was_not_checked(whole: Cut) -> None:
    told = ROCrate(str(whole.dist / "1.0.0")).description
    assert "All figures come from secondary sources and have not been checked against the article." in told
