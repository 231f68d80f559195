"""What differs between two versions as other programs read it: one JSON object, with its schema."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import Field

from vexas_evidence.load.schema import output_schema
from vexas_evidence.model.evidence import Change, EvidenceVersion
from vexas_evidence.model.record import Strict
from vexas_evidence.publish.release.difference import Difference, differences
from vexas_evidence.publish.release.release_file import Release
from vexas_evidence.publish.release.status import StatusChange, status_changes


class ReleaseDiff(Strict):
    """What differs between two versions of a study."""

    from_: EvidenceVersion = Field(alias="from")
    to: EvidenceVersion
    working: bool = Field(description="Whether the other side are the working data, which may be released or not.")
    study: str
    statuses: tuple[StatusChange, ...]
    differences: tuple[Difference, ...]


def as_json(one: Release, other: Release, working: bool, later: Iterable[Change] = ()) -> str:
    """Return what differs in *other* from *one* as JSON, with the statuses that *later* says.

    *working* says that *other* are the working data.
    """
    content = {
        "from": one.version,
        "to": other.version,
        "working": working,
        "study": other.study,
        "statuses": status_changes(one, other, later),
        "differences": differences(one, other),
    }
    return ReleaseDiff.model_validate(content, from_attributes=True).model_dump_json(by_alias=True, indent=1) + "\n"


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the differences."""
    return output_schema(ReleaseDiff)
