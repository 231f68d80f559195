"""A folder of files as an RO-Crate: what each file is, how large, with its hash, and what all of it is about.

Written after RO-Crate 1.1 (https://w3id.org/ro/crate/1.1); the ``rocrate`` package opens it in the tests.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.model import Evidence
from vexas_evidence.publish.export import citations, descriptions
from vexas_evidence.publish.export.encode import Json, stated, to_json
from vexas_evidence.publish.export.linked_data import license_address

NAME = "ro-crate-metadata.json"
_SPECIFICATION = "https://w3id.org/ro/crate/1.1"
SUMS = "SHA256SUMS"
"""The list of hashes of a release: it names the hash of the crate's metadata, which can therefore not name its own."""
_TYPES = {
    NAME: "application/ld+json",
    "feed.xml": "application/atom+xml",
    ".fhir.json": "application/fhir+json",
    ".bib": "application/x-bibtex",
    ".css": "text/css",
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".ris": "application/x-research-info-systems",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain",
    ".xml": "application/xml",
    ".yml": "application/yaml",
    SUMS: "text/plain",
}
"""Media types by the end of a file's name; the first that fits holds."""
_FONT, _FONT_LICENSE = ".ttf", "OFL-1.1"
"""Files under another license than the rest: the font, Source Sans Pro, says so of itself."""


@dataclass(frozen=True, slots=True)
class CrateFile:
    """A file of the crate: its path, its size in bytes and its SHA-256 where they are known, and what it is."""

    path: str
    size: int | None
    digest: str
    description: str = ""


def metadata(evidence: Evidence, files: Iterable[CrateFile]) -> str:
    """Return the metadata file of a crate that holds the files."""
    now, about, chosen = evidence.changes.newest, evidence.study.about, evidence.report.license
    work, parts = citations.summary(evidence), sorted(files, key=lambda each: each.path)
    entities = [_entity(each) for each in parts]
    article: dict[str, Json] = {
        "@id": f"https://doi.org/{quote(about.citation.doi, safe='/')}" if about.citation.doi else "#article",
        "@type": "ScholarlyArticle",
        "name": about.citation.title,
    }
    people: dict[str, Json] = {"@id": "#contributors", "@type": "Organization", "name": about.curation.extracted_by}
    root: dict[str, Json] = {
        "@id": "./",
        "@type": "Dataset",
        "name": work.title_with_version,
        "description": descriptions.about(evidence),
        "version": now.version,
        "datePublished": now.date.isoformat(),
        "creativeWorkStatus": now.status,
        "author": {"@id": people["@id"]},
        "about": {"@id": article["@id"]},
        "hasPart": [{"@id": each["@id"]} for each in entities],
    }
    root |= stated(url=evidence.report.address, license={"@id": license_address(chosen)} if chosen else None)
    licenses = {chosen: fixed("exports.license")} if chosen else {}
    if any(each.path.endswith(_FONT) for each in parts):
        licenses.setdefault(_FONT_LICENSE, fixed("exports.font-license"))
    named: list[Json] = [
        {"@id": license_address(name), "@type": "CreativeWork", "name": name, "description": covers}
        for name, covers in licenses.items()
    ]
    descriptor: Json = {
        "@id": NAME,
        "@type": "CreativeWork",
        "conformsTo": {"@id": _SPECIFICATION},
        "about": {"@id": "./"},
    }
    context: Json = [f"{_SPECIFICATION}/context", {"sha256": "http://schema.org/sha256"}]
    crate: Json = {"@context": context, "@graph": [descriptor, root, *entities, article, people, *named]}
    return to_json(crate, indent=1) + "\n"


def _entity(file: CrateFile) -> dict[str, Json]:
    kinds = (kind for end, kind in _TYPES.items() if file.path.endswith(end))
    return {
        "@id": quote(file.path),
        "@type": "File",
        "name": file.path,
        **stated(description=file.description),
        "encodingFormat": next(kinds, "application/octet-stream"),
        **({} if file.size is None else {"contentSize": str(file.size), "sha256": file.digest}),
        **({"license": {"@id": license_address(_FONT_LICENSE)}} if file.path.endswith(_FONT) else {}),
    }
