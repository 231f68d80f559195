"""Why a record is not as it was: what the versions between two releases say of it, or of a record it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from vexas_evidence.model.evidence import Conclusion, EvidenceVersion, number_of
from vexas_evidence.release.record import Kept, KeptReason, Release

FOLLOWS = "Follows from: "
"""How the reason of a record begins that changed because another did."""


class Given(KeptReason):
    """A reason with the version that gives it."""

    version: EvidenceVersion


Reasons = Mapping[str, tuple[Given, ...]]
"""The reasons for each record by its id, from the oldest version on."""


def reasons_between(one: Release, other: Release) -> dict[str, tuple[Given, ...]]:
    """Return the reasons of the versions after the older of two releases, up to the newer."""
    older, newer = sorted((one, other), key=lambda each: each.number)
    told = [each for each in newer.versions if older.number < number_of(each.version) <= newer.number]
    given: dict[str, tuple[Given, ...]] = {}
    for version in reversed(told):
        for reason in version.values:
            made = Given(version=version.version, **reason.model_dump())
            given[reason.id] = (*given.get(reason.id, ()), made)
    return given


def concluded(given: Sequence[Given]) -> Conclusion | None:
    """Return whether a conclusion is as before after several versions: unchanged only if each of them says so."""
    said = {each.conclusion for each in given}
    return "unchanged" if said == {"unchanged"} else "changed" if "changed" in said else None


def followed(kept: Kept, release: Release, reasons: Reasons, changed: Set[str]) -> tuple[Given, ...]:
    """Return the reasons of the changed record that one rests on, directly or through others; none without one.

    What becomes of conclusions is told there, but that they all stand holds for what follows too.
    """
    for name in below(kept, release):
        if name in changed and name in reasons:
            label = next((each.label for each in release.records if each.id == name), name)
            stands = "unchanged" if concluded(reasons[name]) == "unchanged" else None
            told = {"id": name, "reason": f"{FOLLOWS}{label}.", "effect": None, "conclusion": stands}
            return tuple(each.model_copy(update=told) for each in reasons[name])
    return ()


def below(kept: Kept, release: Release) -> Iterator[str]:
    """Yield the ids of what a record rests on, directly or through others, the nearest first."""
    known = {each.id: each.rests_on for each in release.records if each.rests_on}
    seen, waiting = {kept.id}, list(kept.rests_on)
    while waiting:
        name = waiting.pop(0)
        if name not in seen:
            seen.add(name)
            waiting += known.get(name, ())
            yield name
