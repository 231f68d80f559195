"""What differs between two versions as other programs read it: one JSON object, with its schema."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import Field

from vexas_evidence.load.schema import output_schema
from vexas_evidence.model.evidence import Change, Conclusion, EvidenceVersion
from vexas_evidence.model.record import Strict
from vexas_evidence.publish.release.difference import Level, differences
from vexas_evidence.publish.release.release_file import RecordKind, Release
from vexas_evidence.publish.release.status import StatusChange, status_changes


class DiffReason(Strict):
    """Why a record changed, as one version says."""

    version: EvidenceVersion = Field(description="The version that gives the reason.")
    reason: str
    source: str | None = Field(description="The id of the source that led to the change.")
    conclusion: Conclusion | None = Field(description="Whether what a reader concludes is as before, as people say.")
    effect: str | None = Field(description="What becomes of a conclusion that changes.")
    follows: bool = Field(description="Whether it is the reason of a record which this one rests on.")


class RecordDiff(Strict):
    """One aspect of one record that is not as it was; an absent side is null."""

    kind: RecordKind
    id: str
    label: str
    aspect: str = Field(description="Which part of the record differs: of one that comes or goes, 'record'.")
    old: str | None
    new: str | None
    level: Level = Field(description="Which number of the version has to rise.")
    reasons: tuple[DiffReason, ...] = Field(description="From the oldest version on; on the way back there are none.")
    source: tuple[str, ...] = Field(
        validation_alias="sources", description="The ids of the sources that led to the change, or print the number."
    )


class ReleaseDiff(Strict):
    """What differs between two versions of a study."""

    from_: EvidenceVersion = Field(alias="from")
    to: EvidenceVersion
    working: bool = Field(description="Whether the other side are the working data, which may be released or not.")
    study: str
    statuses: tuple[StatusChange, ...]
    differences: tuple[RecordDiff, ...]


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
