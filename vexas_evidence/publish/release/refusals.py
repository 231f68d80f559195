"""Why a version may not be released: values without a reason, reasons without a change, too small a step.

Each refusal is a discrepancy of a file of ``changes/`` that names the record and both values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import PurePosixPath

from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.model import Change, Changes, Reason
from vexas_evidence.model.evidence import next_versions
from vexas_evidence.publish.release.difference import (
    LEVELS,
    NAMES,
    READS,
    TERMS,
    Difference,
    Level,
    differences,
    least,
    level_of,
    may_follow,
    raised,
)
from vexas_evidence.publish.release.reasons import named_by, reasons_between, rests_on, traced
from vexas_evidence.publish.release.release_file import FOLDER, Release
from vexas_evidence.system.problems import Discrepancy, Place, nearest

CHECK = "release"


def refused(
    changes: Changes, working: Release, earlier: Sequence[Release], home: str = FOLDER
) -> tuple[Discrepancy, ...]:
    """Return what stands against releasing the working data after the *earlier* releases of *home*, oldest first."""
    now = changes.newest
    found = []
    if now.status != "current":
        wrong = f"version {now.version} is {now.status}"
        found.append(_found(now, "status", wrong, "current", "release a current version"))
    before = [each for each in earlier if each.number < working.number]
    if later := [each.version for each in earlier if each.number > working.number]:
        wrong = f"version {now.version}, but {later[-1]} is released already"
        found.append(_found(now, "version", wrong, f"a version after {later[-1]}", "raise the version"))
    for each in (release for release in earlier if release.number == working.number):
        others = _one_a_record(differences(each, working))
        found += [_altered(f"{home}/{each.version}.json", one.summary) for one in others]
    found += _unreleased(changes, earlier, home)
    if before:
        found += _rewritten(changes, before[-1], working, home)
    if before and not later:
        changed = differences(before[-1], working)
        found += _unreasoned(changes, changed, before[-1], working)
        found += _no_step(now, changed, before[-1], working)
    elif not later:
        given = (reason for version in changes.versions for reason in version.values)
        found += [_idle(each, "before it nothing is released") for each in given]
    return tuple(found)


def altered(released: Release, fresh: Release, file: str) -> Discrepancy:
    """Return how the outputs of a version whose release *file* holds would change, where its records would not."""
    names = not_as_released(released, fresh.outputs)
    more = f" and {len(names) - 1} more files" if len(names) > 1 else ""
    wrong = f"{names[0]}{more} {'differ' if more else 'differs'} from the release" if names else ""
    return _altered(file, wrong or "another verification, or other texts of changes")


def not_as_released(released: Release, outputs: Mapping[str, str]) -> list[str]:
    """Return the files whose hashes are not those of a release, those that only one side has included."""
    return [name for name in sorted({*released.outputs, *outputs}) if released.outputs.get(name) != outputs.get(name)]


def _unreleased(changes: Changes, earlier: Sequence[Release], home: str) -> Iterator[Discrepancy]:
    """Yield the versions before the newest that no release keeps, without which nothing can be compared."""
    released = {each.version for each in earlier}
    for change in changes.versions[1:]:
        if change.version not in released:
            wrong, expected = f"version {change.version} without a release", f"{home}/{change.version}.json"
            remedy = "take it from the version control again, or remove the version if it was never released"
            yield _found(change, "version", wrong, expected, remedy)


def _rewritten(changes: Changes, before: Release, working: Release, home: str) -> Iterator[Discrepancy]:
    """Yield the earlier versions of which something else is said now than when they were released."""
    now = {each.version: each for each in working.versions}
    for then in before.versions:
        if (current := now.get(then.version)) is None:
            found = f"version {then.version} is missing"
            yield _found(changes.newest, "version", found, f"all versions of {before.version}", "write it again")
        elif (current.date, current.changes, current.values) != (then.date, then.changes, then.values):
            [change] = (each for each in changes.versions if each.version == then.version)
            found = f"version {then.version} has another date, other changes or other values"
            yield _found(change, "version", found, f"what {home}/{before.version}.json tells of it", "restore it")


def _unreasoned(
    changes: Changes, found: Sequence[Difference], before: Release, working: Release
) -> Iterator[Discrepancy]:
    read = _read_in(found, before, working)
    for each in _asked(found, before, working):
        remedy = _asking(each, before, working, each.id in read)
        yield _found(changes.newest, "values", each.summary, "a reason for the change", remedy)
    yield from _unconcluded(changes, read, before, working)
    given, changed = reasons_between(before, working), {each.id for each in found}
    known = {each.id for release in (before, working) for each in release.records}
    for version in changes.versions:
        for reason in version.values:
            if reason.id in given and reason.id not in changed:
                is_as_before = f"it is as in {before.version}"
                yield _idle(reason, is_as_before) if reason.id in known else _unknown(reason, changed or known)


def _asked(found: Sequence[Difference], before: Release, working: Release) -> Sequence[Difference]:
    """The differences that a reason is to be given for: not those that follow from another one that needs it too."""
    open_ones = [each for each in found if each.needs_reason and not each.reasons]
    names = {each.id for each in open_ones if not each.stated}
    known = {**before.by_key, **working.by_key}
    resting = names | traced(rests_on(working), names).keys()
    terms = {each.id for each in open_ones if each.kind in TERMS}
    named = {name: traced(named_by(working, kinds), terms) for name, kinds in NAMES.items()}
    asked = _one_a_record(open_ones)
    roots = [
        each
        for each in asked
        if each.id not in named.get(each.aspect, ())
        and not (may_follow(each.kind, each.aspect, each.stated) and resting & {*known[each.kind, each.id].rests_on})
    ]
    return roots or asked


def _read_in(found: Sequence[Difference], before: Release, working: Release) -> dict[str, str]:
    """A text that states a conclusion and prints another number, by the id of each record for which it does."""
    changed, known = {each.id for each in found if each.aspect != READS}, {**before.by_key, **working.by_key}
    resting = {name: each.rests_on for (kind, name), each in known.items() if kind == "derived"}
    read: dict[str, str] = {}
    for each in found:
        waiting = list(known[each.kind, each.id].rests_on) if each.aspect == READS else []
        while waiting:
            if (name := waiting.pop()) in changed and name not in read:
                read[name] = each.label
                waiting += resting.get(name, ())
    return read


def _unconcluded(changes: Changes, read: Mapping[str, str], before: Release, working: Release) -> Iterator[Discrepancy]:
    """Yield the reasons that leave open what becomes of conclusions, though a text that states one reads otherwise."""
    given = reasons_between(before, working)
    silent = {name for name in read.keys() & given.keys() if not any(e.effect or e.conclusion for e in given[name])}
    for version in changes.versions:
        for reason in version.values:
            if reason.id in silent:
                wrong = f"the reason for {reason.id} says nothing of conclusions, though it changes “{read[reason.id]}”"
                stands = "add 'conclusion: unchanged' where a reader concludes the same as before"
                remedy = f"{stands}; else 'effect: …', in version {least(before.version, 'MAJOR')}"
                yield Discrepancy(reason.at("id"), wrong, "what becomes of the conclusion", remedy, CHECK)


def _asking(each: Difference, before: Release, working: Release, read: bool) -> str:
    """What to add for a difference without a reason; *read* says that a text that states a conclusion prints it."""
    if not each.stated and not read:
        return f"add {{id: {each.id}, reason: …}} to the values of version {working.version}"
    stands = f"{{id: {each.id}, reason: …, conclusion: unchanged}}"
    changes = f"{{id: {each.id}, reason: …, effect: …}}"
    level: Level = "MAJOR" if read else each.level
    if level == "MINOR":
        changes = f"{{id: {each.id}, reason: …}}"
    return (
        f"where a reader concludes the same as before, add {stands} to the values of version {working.version}; "
        f"else {changes}, in version {least(before.version, level)}"
    )


def _no_step(now: Change, found: Sequence[Difference], before: Release, working: Release) -> Iterator[Discrepancy]:
    """Refuse a version that is none of the three next ones, or rises too little for what changed."""
    needed, rise = level_of(found), raised(before.version, working.version)
    allowed = next_versions(before.version)[: LEVELS.index(needed) + 1]
    if rise is None or working.version in allowed:
        return
    if LEVELS.index(rise) <= LEVELS.index(needed):
        wrong, (last, *others) = f"version {now.version} after {before.version}", allowed  # the greatest first
        expected = f"{', '.join(reversed(others))} or {last}" if others else last
        yield _found(now, "version", wrong, expected, "write it here and in _variables.yml")
    for each in _one_a_record(found):
        if each.stated and not each.reasons:
            continue  # it was asked for, with both versions
        if LEVELS.index(each.level) < LEVELS.index(rise):
            wrong = f"version {now.version} after {before.version} for {each.summary}"
            expected = f"at least {least(before.version, each.level)} ({each.level}: {fixed(f'level.{each.level}')})"
            silent = not each.effects and each.conclusion is None
            adding = f", or add 'conclusion: unchanged' to the reason for {each.id}"
            unless = f"{adding}, where a reader concludes the same as before" if each.stated and silent else ""
            yield _found(now, "version", wrong, expected, f"raise the version here and in _variables.yml{unless}")


def _one_a_record(found: Sequence[Difference]) -> list[Difference]:
    """The gravest difference of each record, the first of equal ones."""
    grave = sorted(found, key=lambda each: LEVELS.index(each.level))
    return list({(each.kind, each.id): each for each in reversed(grave)}.values())


def _altered(file: str, found: str) -> Discrepancy:
    remedy = "raise the version; only if that release never left this folder, remove its file first"
    expected = f"{PurePosixPath(file).stem} as it is released"
    return Discrepancy(Place(file), found, expected, remedy, CHECK)


def _idle(reason: Reason, why: str) -> Discrepancy:
    wrong = f"a reason for {reason.id}, but {why}"
    return Discrepancy(reason.at("id"), wrong, "reasons for what changed", "remove it", CHECK)


def _unknown(reason: Reason, known: Set[str]) -> Discrepancy:
    """Return that a reason names no record, with the one that it may mean: by half its id, or by a slip."""
    half = next((each for each in sorted(known) if each.endswith(f"-{reason.id}")), None)
    remedy = f"did you mean {half!r}?" if half else nearest(reason.id, known)
    wrong = f"a reason for {reason.id}, but there is no such record"
    return Discrepancy(reason.at("id"), wrong, "the id of a record that changed", remedy, CHECK)


def _found(change: Change, key: str, found: str, expected: str, remedy: str) -> Discrepancy:
    return Discrepancy(change.at(key), found, expected, remedy, CHECK)
