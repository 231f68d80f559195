"""Problems of the versions in the files of ``changes/``: their order, dates, statuses and words.

The words of a version are printed next to a table of old and new numbers, so they hold neither numerals nor references.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from vexas_evidence.load.record_texts import texts
from vexas_evidence.model import Change, Changes, Evidence
from vexas_evidence.model.evidence import next_versions
from vexas_evidence.system.problems import Problem
from vexas_evidence.text import prose

EARLIEST, LATEST = date(1980, 1, 1), date(2099, 12, 31)
"""The days that a file inside a DOCX or PPTX can bear begin with the first, and end soon after the last."""
_IN_WORDS = "write it in words; the old and the new number stand beside it anyway"


def version_problems(evidence: Evidence) -> Iterator[Problem]:
    """Yield a problem for each version that cannot be used as it is written."""
    for changes in evidence.versions.values():
        yield from _problems_of(changes, evidence.vocabulary.names)


def _problems_of(changes: Changes, names: tuple[str, ...]) -> Iterator[Problem]:
    for newer, older in pairwise(changes.versions):
        yield from _out_of_order(newer, older)
    for version in changes.versions:
        if not EARLIEST <= version.date <= LATEST:
            wrong, expected = f"version {version.version} of {version.date}", f"a day from {EARLIEST} to {LATEST}"
            yield Problem(version.at("date"), wrong, expected, "correct the date, which the files are to bear")
        yield from _status(version, changes)
        for reason in version.values:
            if reason.effect and reason.conclusion == "unchanged":
                wrong = f"an effect on the conclusions for {reason.id}, and conclusion: unchanged"
                yield Problem(reason.at("conclusion"), wrong, "one or the other", "remove one of the two keys")
    for owner, key, text in texts(changes, "prose", "label"):
        brace = next((sign for sign in "{}" if sign in text), None)
        if found := brace or prose.typed_numeral(text, names):
            what = "a brace" if brace else f"numeral {found!r}"
            yield Problem(owner.at(key), f"{what} in {text!r}", "words without numerals and references", _IN_WORDS)


def _out_of_order(newer: Change, older: Change) -> Iterator[Problem]:
    """Problems of a version and the one before it."""
    major, minor, patch = next_versions(older.version)
    if newer.number <= older.number:
        wrong = f"version {older.version} stands below {newer.version}"
        yield Problem(older.at("version"), wrong, f"one before {newer.version}", "write the newest version first")
    elif newer.version not in (major, minor, patch):
        wrong = f"version {newer.version} after {older.version}"
        yield Problem(newer.at("version"), wrong, f"{patch}, {minor} or {major}", "write the next version")
    if newer.date < older.date:
        wrong = f"version {newer.version} of {newer.date}"
        expected = f"{older.date} or after, the date of {older.version} before it"
        yield Problem(newer.at("date"), wrong, expected, "correct one of the dates")
    if older.status == "current":
        wrong = f"version {older.version} is current, and {newer.version} is newer"
        yield Problem(older.at("status"), wrong, "superseded or withdrawn", "write status: superseded")


def _status(version: Change, changes: Changes) -> Iterator[Problem]:
    """Problems of the keys that only a version that is not current has."""
    status = f"version {version.version} is {version.status}"
    given = [key for key in ("since", "because", "instead") if getattr(version, key)]
    if version.status == "current":
        for key in given:
            yield Problem(version.at(key), f"{status}, and has {key!r}", "a version that is not current", "remove it")
    if version.status == "withdrawn":
        for key, what in (("since", "the day of the withdrawal"), ("because", "the reason")):
            if key not in given:
                yield Problem(version.at("status"), f"{status} without {key!r}", what, f"add '{key}: …'")
    if version.since and version.since < version.date:
        expected = f"{version.date}, its own date, or after"
        yield Problem(version.at("since"), f"{status} since {version.since}", expected, "correct one of the dates")
    withdrawn = [each.version for each in changes.versions if each.status == "withdrawn"]
    followers = tuple(_followers(version, changes))
    if version.instead and version.instead not in followers:
        wrong = f"{version.instead} in the place of {version.version}"
        expected = f"a newer version: {' or '.join(followers)}"
        yield Problem(version.at("instead"), wrong, expected, "name another one, or remove the key")
    elif version.instead in withdrawn:
        wrong = f"{version.instead} in the place of {version.version}"
        yield Problem(version.at("instead"), wrong, "a version that can be used", "name another one, or remove the key")


def _followers(version: Change, changes: Changes) -> Iterator[str]:
    """Later versions of the file, and after the newest one those that may follow it."""
    if version is changes.newest:
        yield from reversed(next_versions(version.version))
    yield from (each.version for each in changes.versions if each.number > version.number)
