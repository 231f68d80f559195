"""The CSV files as a Frictionless data package: what each column means, and the size and hash of each file.

Written after Data Package 1 (https://specs.frictionlessdata.io); ``frictionless`` validates it in the tests.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping
from pathlib import PurePosixPath

from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.model import Evidence
from vexas_evidence.publish.export import citations
from vexas_evidence.publish.export import csv as statistics_csv
from vexas_evidence.publish.export.descriptions import about
from vexas_evidence.publish.export.encode import Json, stated, to_json
from vexas_evidence.publish.export.linked_data import license_address

NAME = "datapackage.json"


def package(evidence: Evidence, statistics: bytes, files: Mapping[str, bytes], titles: Mapping[str, str]) -> str:
    """Write the descriptor of the *statistics* and of the CSV files among others, with their *titles* by name."""
    now, work, chosen = evidence.changes.newest, citations.summary(evidence), evidence.report.license
    title = fixed("exports.statistics")
    own = _resource(statistics_csv.NAME, title, statistics) | {"schema": statistics_csv.SCHEMA}
    tables = sorted((name, content) for name, content in files.items() if name.endswith(".csv"))
    further = (_table(name, content, titles.get(name, "")) for name, content in tables)
    descriptor: dict[str, Json] = {
        "profile": "tabular-data-package",
        "name": evidence.report.id,
        "title": work.title_with_version,
        "description": about(evidence),
        "version": now.label,
        "created": f"{now.date.isoformat()}T00:00:00Z",
        **({"licenses": [{"name": chosen, "path": license_address(chosen)}]} if chosen else {}),
        "sources": [
            {"id": name, "title": source.title, **stated(path=source.address)}
            for name, source in evidence.sources.items()
        ],
        "resources": [own, *further],
    }
    return to_json(descriptor, indent=2) + "\n"


def _table(name: str, content: bytes, title: str) -> dict[str, Json]:
    """A table or a figure of the report as its readers see it: every cell is text."""
    head = next(csv.reader(io.StringIO(content.decode("utf-8"))))
    fields: list[Json] = [{"name": each, "type": "string"} for each in head]
    return _resource(name, title, content) | {"schema": {"fields": fields, "missingValues": [""]}}


def _resource(name: str, title: str, content: bytes) -> dict[str, Json]:
    return {
        "profile": "tabular-data-resource",
        "name": PurePosixPath(name).stem,
        **stated(title=title),
        "path": name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }
