"""A folder of files as an RO-Crate: what each file is, how large, with its hash, and what all of it is about.

Written after RO-Crate 1.1 (https://w3id.org/ro/crate/1.1); the ``rocrate`` package opens it in the tests.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote

from vexas_evidence import citing
from vexas_evidence.export.writing import Json, to_json
from vexas_evidence.linked_data import license_address
from vexas_evidence.model import Evidence
from vexas_evidence.numbers import Numbers
from vexas_evidence.pieces import plain

NAME = "ro-crate-metadata.json"
_SPECIFICATION = "https://w3id.org/ro/crate/1.1"
_TYPES = {
    ".bib": "application/x-bibtex",
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".ris": "application/x-research-info-systems",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".yml": "application/yaml",
}


@dataclass(frozen=True, slots=True)
class Described:
    """A file of the crate: its path in it, its size in bytes, its SHA-256, and what it is."""

    path: str
    size: int
    digest: str
    words: str = ""


def metadata(evidence: Evidence, files: Iterable[Described]) -> str:
    """Return the metadata file of a crate that holds the files."""
    now, about, chosen = evidence.changes.newest, evidence.study.about, evidence.choice.license
    work, question = citing.summary(evidence), Numbers(evidence, evidence.study).pieces(about.question)
    entities = [_file(each) for each in sorted(files, key=lambda each: each.path)]
    article: dict[str, Json] = {
        "@id": f"https://doi.org/{quote(about.citation.doi, safe='/')}",
        "@type": "ScholarlyArticle",
        "name": about.citation.title,
    }
    people: dict[str, Json] = {"@id": "#contributors", "@type": "Organization", "name": about.curation.extracted_by}
    root: dict[str, Json] = {
        "@id": "./",
        "@type": "Dataset",
        "name": work.title,
        "description": plain(question),
        "version": now.version,
        "datePublished": now.date.isoformat(),
        "creativeWorkStatus": now.status,
        "author": {"@id": people["@id"]},
        "about": {"@id": article["@id"]},
        "hasPart": [{"@id": each["@id"]} for each in entities],
    }
    further: list[Json] = [article, people]
    if evidence.choice.address:
        root["url"] = evidence.choice.address
    if chosen:
        root["license"] = {"@id": license_address(chosen)}
        further.append({"@id": license_address(chosen), "@type": "CreativeWork", "name": chosen})
    descriptor: Json = {
        "@id": NAME,
        "@type": "CreativeWork",
        "conformsTo": {"@id": _SPECIFICATION},
        "about": {"@id": "./"},
    }
    context: Json = [f"{_SPECIFICATION}/context", {"sha256": "http://schema.org/sha256"}]
    told: Json = {"@context": context, "@graph": [descriptor, root, *entities, *further]}
    return to_json(told, indent=1) + "\n"


def _file(described: Described) -> dict[str, Json]:
    return {
        "@id": quote(described.path),
        "@type": "File",
        "name": described.path,
        **({"description": described.words} if described.words else {}),
        "encodingFormat": _TYPES.get(PurePosixPath(described.path).suffix, "application/octet-stream"),
        "contentSize": str(described.size),
        "sha256": described.digest,
    }
