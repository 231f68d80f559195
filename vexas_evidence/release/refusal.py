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
    differences,
    least,
    level_of,
    raised,
    reasons_between,
)
from vexas_evidence.release.record import FOLDER, Release

CHECK = "release"


def refused(changes: Changes, working: Release, earlier: Sequence[Release]) -> tuple[Discrepancy, ...]:
    """Return what stands against releasing the working data after the *earlier* releases, oldest first."""
    now = changes.newest
    found = list(_status(now))
    before = [each for each in earlier if each.number < working.number]
    if later := [each.version for each in earlier if each.number > working.number]:
        told = f"version {now.version}, but {later[-1]} is released already"
        found.append(_found(now, "version", told, f"a version after {later[-1]}", "raise the version"))
    for each in (release for release in earlier if release.number == working.number):
        found += [_altered(each.version, one.told) for one in _one_a_record(differences(each, working))]
    if before and not later:
        found += _unreasoned(changes, before[-1], working)
        found += _too_small(now, before[-1], working)
    elif not later:
        found += [
            _idle(reason.at("id"), reason.id, "before it nothing is released")
            for version in changes.versions
            for reason in version.values
        ]
    return tuple(found)


def altered(released: Release, fresh: Release) -> Discrepancy:
    """Return how the outputs of a version that is released already would change, where its records would not."""
    names = sorted({*released.outputs, *fresh.outputs})
    other = [name for name in names if released.outputs.get(name) != fresh.outputs.get(name)]
    more = f" and {len(other) - 1} more" if len(other) > 1 else ""
    return _altered(
        fresh.version, f"another {other[0]}{more}" if other else "another receipt, or other texts of changes"
    )


def _status(now: Change) -> Iterator[Discrepancy]:
    if now.status != "current":
        yield _found(now, "status", f"version {now.version} is {now.status}", "current", "release a current version")


def _unreasoned(changes: Changes, before: Release, working: Release) -> Iterator[Discrepancy]:
    found = differences(before, working)
    for each in _one_a_record(found):
        if each.needs_reason and each.why is None:
            remedy = f"add {{id: {each.id}, reason: …}} to the values of version {working.version}"
            yield _found(changes.newest, "values", each.told, "a reason for the change", remedy)
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
    for each in _one_a_record(found):
        if LEVELS.index(each.level) < LEVELS.index(rise):
            wrong = f"version {now.version} after {before.version} for {each.told}"
            expected = f"at least {least(before.version, each.level)} ({each.level}: {MEANING[each.level]})"
            yield _found(now, "version", wrong, expected, "raise the version here and in _variables.yml")


def _one_a_record(found: Sequence[Difference]) -> list[Difference]:
    """The gravest difference of each record, the first of equal ones."""
    grave = sorted(found, key=lambda each: LEVELS.index(each.level))
    return list({(each.kind, each.id): each for each in reversed(grave)}.values())


def _altered(version: str, told: str) -> Discrepancy:
    remedy = "raise the version; only if that release never left this folder, remove its file first"
    return Discrepancy(Place(f"{FOLDER}/{version}.json"), told, f"{version} as it is released", remedy, CHECK)


def _idle(place: Place, name: str, why: str) -> Discrepancy:
    return Discrepancy(place, f"a reason for {name}, but {why}", "reasons for what changed", "remove it", CHECK)


def _found(change: Change, key: str, found: str, expected: str, remedy: str) -> Discrepancy:
    return Discrepancy(change.at(key), found, expected, remedy, CHECK)
