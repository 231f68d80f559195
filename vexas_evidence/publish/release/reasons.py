"""Why a record is not as it was: what the versions between two releases say of it, or of a record it rests on."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence, Set

from pydantic import Field

from vexas_evidence.model.evidence import Conclusion, EvidenceVersion, Reason, number_of
from vexas_evidence.publish.release.release_file import Release


class Given(Reason):
    """Why a record changed, as one version says."""

    id: str = Field(exclude=True)
    """The record for which the reason is given."""
    version: EvidenceVersion
    """The version that gives the reason."""
    follows: bool = False
    """Whether it is the reason of a record which this one rests on."""


Reasons = Mapping[str, tuple[Given, ...]]
"""The reasons for each record by its id, from the oldest version on."""


def reasons_between(one: Release, other: Release) -> dict[str, tuple[Given, ...]]:
    """Return the reasons of the versions after the older of two releases, up to the newer."""
    older, newer = sorted((one, other), key=lambda each: each.number)
    versions = [each for each in newer.versions if older.number < number_of(each.version) <= newer.number]
    given: dict[str, tuple[Given, ...]] = {}
    for version in reversed(versions):
        for reason in version.values:
            made = Given(version=version.version, **reason.model_dump())
            given[reason.id] = (*given.get(reason.id, ()), made)
    return given


def concluded(given: Sequence[Given]) -> Conclusion | None:
    """Return whether a conclusion is as before after several versions: unchanged only if each of them says so."""
    conclusions = {each.conclusion for each in given}
    return "unchanged" if conclusions == {"unchanged"} else "changed" if "changed" in conclusions else None


def followed(
    release: Release, reasons: Reasons, changed: Set[str], resting: Mapping[str, Sequence[str]]
) -> dict[str, tuple[Given, ...]]:
    """Return for each record the reasons of the changed ones on which it is *resting*, directly or through others.

    What becomes of conclusions is stated there, but that all of them stand holds for what follows too.
    """
    labels = {each.id: each.label for each in release.records}
    found = {}
    for name, causes in traced(resting, changed & reasons.keys()).items():
        stands = "unchanged" if all(concluded(reasons[each]) == "unchanged" for each in causes) else None
        same = {"effect": None, "conclusion": stands, "follows": True}
        found[name] = tuple(
            given.model_copy(update=same | {"id": cause, "reason": f"Follows from: {labels.get(cause, cause)}."})
            for cause in causes
            for given in reasons[cause]
        )
    return found


def rests_on(release: Release) -> dict[str, tuple[str, ...]]:
    """Return the ids of what each record rests on, where it does."""
    return {each.id: each.rests_on for each in release.records if each.rests_on}


def named_by(release: Release, kinds: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the ids of what names each record: the terms of these *kinds* of an estimate, the estimates of a value."""
    names = {
        each.id: tuple(f"{kind}-{each.values.get(kind, each.id)}" for kind in kinds)
        for each in release.records
        if each.kind in ("estimate", "not stated")
    }
    return rests_on(release) | names


def traced(resting: Mapping[str, Sequence[str]], causes: Set[str]) -> dict[str, tuple[str, ...]]:
    """Return for what rests on causes, directly or through others, all of them; on each way only the nearest."""
    found = {name: tuple(_nearest(resting, name, causes)) for name in resting if name not in causes}
    return {name: causes_of for name, causes_of in found.items() if causes_of}


def _nearest(resting: Mapping[str, Sequence[str]], name: str, causes: Set[str]) -> Iterator[str]:
    waiting, seen = deque(resting[name]), {name}
    while waiting:
        if (each := waiting.popleft()) in seen:
            continue
        seen.add(each)
        if each in causes:
            yield each
        else:
            waiting.extend(resting.get(each, ()))
