"""Why a version may not be released: values without a reason, reasons without a change, too small a step.

Each refusal is a discrepancy of ``changes.yml`` that names the record and both values.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vexas_evidence.check import Discrepancy
from vexas_evidence.model import Change, Changes
from vexas_evidence.problems import Place
from vexas_evidence.release.difference import (
    LEVELS,
    MEANING,
    Difference,
    Level,
    differences,
    least,
    level_of,
    raised,
    reasons_between,
)
from vexas_evidence.release.record import Release

CHECK = "release"


def refused(changes: Changes, working: Release, earlier: Sequence[Release]) -> tuple[Discrepancy, ...]:
    """Return what stands against releasing the working data after the *earlier* releases, oldest first."""
    now = changes.versions[0]
    found = list(_status(now))
    before = [each for each in earlier if each.number < working.number]
    if later := [each.version for each in earlier if each.number > working.number]:
        told = f"version {now.version}, but {later[-1]} is released already"
        found.append(_found(now, "version", told, f"a version after {later[-1]}", "raise the version"))
    if before and not later:
        found += _unreasoned(changes, before[-1], working)
        found += _too_small(now, before[-1], working)
    elif not before:
        found += [
            _idle(reason.at("id"), reason.id, "before it nothing is released")
            for version in changes.versions
            for reason in version.values
        ]
    return tuple(found)


def altered(path: str, released: Release, fresh: Release) -> tuple[Discrepancy, ...]:
    """Return how a version that is released already would change; nothing where it would not."""
    said = [each.told for each in differences(released, fresh)]
    names = sorted({*released.outputs, *fresh.outputs})
    said += [f"another {name}" for name in names if released.outputs.get(name) != fresh.outputs.get(name)]
    if not said and released != fresh:
        said = ["another receipt, or other words in changes.yml"]
    expected = f"{fresh.version} as it is released"
    remedy = "raise the version; remove the file first if that release never left this folder"
    return tuple(Discrepancy(Place(path), each, expected, remedy, CHECK) for each in said)


def _status(now: Change) -> Iterator[Discrepancy]:
    if now.status != "current":
        yield _found(now, "status", f"version {now.version} is {now.status}", "current", "release a current version")


def _unreasoned(changes: Changes, before: Release, working: Release) -> Iterator[Discrepancy]:
    found = differences(before, working)
    for each in found:
        if each.needs_reason and each.why is None:
            remedy = f"add {{id: {each.id}, reason: …}} to the values of version {working.version}"
            yield _found(changes.versions[0], "values", each.told, "a reason for the change", remedy)
    given, changed = reasons_between(before, working), {each.id for each in found}
    for version in changes.versions:
        for reason in version.values:
            if reason.id in given and reason.id not in changed:
                yield _idle(reason.at("id"), reason.id, f"it is as in {before.version}")


def _too_small(now: Change, before: Release, working: Release) -> Iterator[Discrepancy]:
    found = differences(before, working)
    needed, rise = level_of(found), raised(before.version, working.version)
    if rise is None or LEVELS.index(rise) <= LEVELS.index(needed):
        return
    for each in found:
        if LEVELS.index(each.level) < LEVELS.index(rise):
            wrong = f"version {now.version} after {before.version} for {each.told}"
            expected = f"at least {least(before.version, each.level)} ({_meant(each)})"
            yield _found(now, "version", wrong, expected, "raise the version here and in _variables.yml")


def _meant(each: Difference) -> str:
    level: Level = each.level
    return f"{level}: {MEANING[level]}"


def _idle(place: Place, name: str, why: str) -> Discrepancy:
    return Discrepancy(place, f"a reason for {name}, but {why}", "reasons for what changed", "remove it", CHECK)


def _found(change: Change, key: str, found: str, expected: str, remedy: str) -> Discrepancy:
    return Discrepancy(change.at(key), found, expected, remedy, CHECK)
