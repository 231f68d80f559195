"""The audit of a folder of finished files: a release by its SHA256SUMS, a render by its verification."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from vexas_evidence.load.yaml import read_text
from vexas_evidence.publish.audit import proofs, standalone
from vexas_evidence.publish.audit.audit_report import Audited
from vexas_evidence.publish.audit.auditor import Auditor
from vexas_evidence.publish.coverage import attachment_reading
from vexas_evidence.publish.coverage.attachments import DATED, HASHES, SEAL
from vexas_evidence.publish.coverage.files.read_finished import AGAIN
from vexas_evidence.publish.coverage.finished_render import VERIFICATION, finished
from vexas_evidence.publish.export import ro_crate
from vexas_evidence.publish.export.ro_crate import SUMS
from vexas_evidence.publish.release.status import STATUS
from vexas_evidence.system.hashes import folder_hashes
from vexas_evidence.system.limited import run_limited
from vexas_evidence.system.problems import BadInput, Discrepancy, Place, Problem, one

_SUM = re.compile(r"([0-9a-f]{64})  (.+)")
ADDED = "take it out of the folder"
FRONT_DOOR = "index.html"
NEITHER = f"a folder with neither {SUMS} nor {VERIFICATION.name}"


@dataclass(frozen=True, slots=True)
class FileList:
    """The hashes that a list names for the files of a folder, and whether it names all that belong there."""

    where: str
    hashes: Mapping[str, str]
    complete: bool
    later: frozenset[str] = frozenset()
    """Files that belong there and are not in the list, as they were made after it."""


def audited(folder: Path, auditor: Auditor) -> Audited:
    """Compare the files of a folder with the list in it, and audit each finished file."""
    try:
        listed = _listed(folder)
        if listed is None:
            expected = f"dist/VERSION with its {SUMS}, or the folder of a render with its {VERIFICATION.name}"
            raise one(Place(str(folder)), NEITHER, expected, "give one, or name the files in it")
        own, later = _releases(folder, listed, auditor)
        lists = (listed, *own)
    except BadInput as error:
        return Audited(problems=error.problems)
    there = {name: digest for name, digest in folder_hashes(folder).items() if name not in later - set(listed.hashes)}
    wrong = {each.place: each for one in reversed(lists) for each in _differing(folder, there, one)}
    wrong |= {each.place: each for each in _irregular(folder)}
    wrong |= {each.place: each for each in _contradicted(folder)}
    spoilt = {place.file for place in wrong}
    done = [auditor.audited(path) for path in _finished(folder) if str(path) not in spoilt]
    others = "" if listed.complete else f"; {len(set(there) - set(listed.hashes))} other files were not compared"
    *some, last = [each.where for each in lists]
    named = f"{', '.join(some)} and {last} name" if some else f"{last} names"
    return Audited(
        (
            f"{folder}: unchanged: {len(listed.hashes)} files are as {named} them{others}",
            *(each.lines[0] for each in done if each.lines),
        ),
        tuple(dict.fromkeys(line for each in done for line in each.unchecked)),
        (*sorted(wrong.values()), *(found for each in done for found in each.discrepancies)),
        tuple(dict.fromkeys(problem for each in done for problem in each.problems)),
        next((each.notice for each in done if each.notice), ""),
    )


def _listed(folder: Path) -> FileList | None:
    """Return what the list in a folder names of it. Raises BadInput for a list that cannot be read."""
    if (sums := folder / SUMS).is_file():
        lines = read_text(sums, str(sums)).splitlines()
        pairs = list(map(_SUM.fullmatch, lines))
        if problems := tuple(
            Problem(Place(str(sums), number), "no hash of a file", "a hash, two spaces and a name", AGAIN)
            for number, pair in enumerate(pairs, 1)
            if pair is None
        ):
            raise BadInput(problems)
        return FileList(SUMS, {pair[2]: pair[1] for pair in pairs if pair}, True)
    for root in (folder, folder.resolve().parent):
        proof = proofs.of_render((root / VERIFICATION).parent)
        own = "" if root == folder else f"{folder.resolve().name}/"
        inside = {name.removeprefix(own): digest for name, digest in proof.hashes.items() if name.startswith(own)}
        if inside:
            complete = root == folder and FRONT_DOOR in inside  # before version 1.1 it named some files alone
            return FileList(proof.where, inside, complete, frozenset({VERIFICATION.as_posix(), ro_crate.NAME}))
    return None


def _releases(folder: Path, listed: FileList, auditor: Auditor) -> tuple[tuple[FileList, ...], set[str]]:
    """Return what releases name of a folder: those in it, and beside the data, of the version of its verification.

    And the names of others in it, which came there later. In the folder of a release all are its own where none
    is of that version. What was rendered when its version no longer stood is not as it was released. Raises BadInput
    for a release that cannot be read.
    """
    released = listed.where == SUMS
    inside, render = proofs.releases_in(folder), proofs.of_render((folder / VERIFICATION).parent)
    [stood] = render.standings
    own = [each for each in inside if each.version == stood.version] or (inside if released else ())
    if not released and stood.status in STATUS:
        own = ()
    versions = {each.version for each in own} or ({stood.version} if released else set())
    after = frozenset({*(each.where for each in own), ro_crate.NAME})
    alike = [each for each in auditor.releases if (each.version, each.code) == (stood.version, render.code)]
    alike = [] if stood.status in STATUS else alike
    known = (*own, *(each for each in auditor.releases if each.version in versions or each in alike))
    lists = tuple(FileList(each.where, each.hashes, True, after) for each in known)
    return lists, {each.where for each in inside} - {each.where for each in own}


def _contradicted(folder: Path) -> Iterator[Discrepancy]:
    """Yield the facts of a folder's verification that are not those of the verification that a document carries."""
    where = next((path for path in (folder / VERIFICATION, folder / VERIFICATION.name) if path.is_file()), None)
    facts = proofs.facts_of(where) if where else {}
    carrying = (path for path in _finished(folder) if path.suffix in (".html", ".pdf"))
    for path in carrying if facts else ():
        carried = attachment_reading.verification_in(standalone.attachments_of(path) or {})
        if attachment_reading.is_sealed(carried):
            own = (HASHES, SEAL, DATED)
            for key in sorted(key for key in carried if key not in own and facts.get(key) != carried[key]):
                found, expected = (
                    f"{key} {facts.get(key)!r}"[:200],
                    f"{carried[key]!r}, which {path.name} carries"[:200],
                )
                yield Discrepancy(Place(str(where)), found, expected, AGAIN, "coverage")
            return


def _irregular(folder: Path) -> Iterator[Discrepancy]:
    """Yield what is neither a file nor a folder, as what a link leads to can be another file tomorrow."""
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            yield Discrepancy(Place(str(path)), "a link, or no regular file", "files and folders", ADDED, "coverage")


def _differing(folder: Path, there: Mapping[str, str], listed: FileList) -> Iterator[Discrepancy]:
    """Yield the files that a list names otherwise, those missing, and in a whole one those that it does not name."""
    for name in sorted({*listed.hashes, *(set(there) - listed.later if listed.complete else ())} - {SUMS}):
        if there.get(name) != listed.hashes.get(name):
            found = "bytes differ" if name in there else "it is missing"
            found = found if name in listed.hashes else f"{listed.where} does not name it"
            expected, remedy = f"the files that {listed.where} names", AGAIN if name in listed.hashes else ADDED
            yield Discrepancy(Place(str(folder / name)), found, expected, remedy, "coverage")


def _finished(folder: Path) -> Iterator[Path]:
    """Yield the finished files of a folder, without pages that only lead to another."""
    yield from (path for path in finished(folder) if path.suffix != ".html" or _carries(path))


def _carries(path: Path) -> bool:
    """Say whether a page carries anything, or cannot be read, which its audit will tell."""
    try:
        return run_limited(lambda: standalone.attachments_of(path) is not None, str(path))
    except BadInput:
        return True
