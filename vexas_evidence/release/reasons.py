"""Why a record is not as it was: what the versions between two releases say of it, or of a record it rests on."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence, Set

from vexas_evidence.model.evidence import Conclusion, EvidenceVersion, number_of
from vexas_evidence.release.record import KeptReason, Release


class Given(KeptReason):
    """A reason with the version that gives it; ``follows`` where it is that of a record which this one rests on."""

    version: EvidenceVersion
    follows: bool = False


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


def followed(release: Release, reasons: Reasons, changed: Set[str]) -> dict[str, tuple[Given, ...]]:
    """Return for each record the reasons of the changed one that it rests on, directly or through others.

    What becomes of conclusions is told there, but that they all stand holds for what follows too.
    """
    labels = {each.id: each.label for each in release.records}
    found = {}
    for name, cause in traced(rests_on(release), changed & reasons.keys()).items():
        given = reasons[cause]
        stands = "unchanged" if concluded(given) == "unchanged" else None
        reason = f"Follows from: {labels.get(cause, cause)}."
        told = {"id": cause, "reason": reason, "effect": None, "conclusion": stands, "follows": True}
        found[name] = tuple(each.model_copy(update=told) for each in given)
    return found


def rests_on(release: Release) -> dict[str, tuple[str, ...]]:
    """Return the ids of what each record rests on, where it does."""
    return {each.id: each.rests_on for each in release.records if each.rests_on}


def traced(resting: Mapping[str, Sequence[str]], causes: Set[str]) -> dict[str, str]:
    """Return for what rests on causes, directly or through others, the nearest; of equally near ones the first."""
    above: dict[str, list[str]] = {}
    for name, below in resting.items():
        for each in below:
            above.setdefault(each, []).append(name)
    steps = dict.fromkeys(sorted(causes), 0)
    found = {name: name for name in steps}
    waiting = deque(steps)
    while waiting:
        for name in above.get(one := waiting.popleft(), ()):
            if name not in steps:
                steps[name] = steps[one] + 1
                waiting.append(name)
    for name in list(steps)[len(found) :]:  # the nearer ones stand first
        found[name] = next(found[each] for each in resting[name] if steps.get(each) == steps[name] - 1)
    return {name: cause for name, cause in found.items() if name not in causes}
