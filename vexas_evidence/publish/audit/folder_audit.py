"""The audit of a folder of finished files: a release by its SHA256SUMS, a render by its verification."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from vexas_evidence.load.yaml import read_text
from vexas_evidence.publish.audit import proofs
from vexas_evidence.publish.audit.audit_report import Audited, wrong
from vexas_evidence.publish.audit.auditor import Auditor
from vexas_evidence.publish.audit.file_audit import carrying
from vexas_evidence.publish.audit.proofs import Proof
from vexas_evidence.publish.coverage import attachments
from vexas_evidence.publish.coverage.attachments import DATED, HASHES, SCRIPT, SEAL
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
    found = {each.place: each for one in reversed(lists) for each in _differing(folder, there, one)}
    found |= {each.place: each for each in _irregular(folder)}
    found |= {each.place: each for each in _contradicted(folder)}
    spoilt = {place.file for place in found}
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
        (*sorted(found.values()), *(one for each in done for one in each.discrepancies)),
        tuple(dict.fromkeys(problem for each in done for problem in each.problems)),
        next((each.notice for each in done if each.notice), ""),
    )


def _listed(folder: Path) -> Proof | None:
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
        return Proof(SUMS, {pair[2]: pair[1] for pair in pairs if pair}, None)
    for root in (folder, folder.resolve().parent):
        proof = proofs.of_render((root / VERIFICATION).parent)
        own = "" if root == folder else f"{folder.resolve().name}/"
        inside = {name.removeprefix(own): digest for name, digest in proof.hashes.items() if name.startswith(own)}
        if inside:
            complete = root == folder and FRONT_DOOR in inside  # before version 1.1 it named some files alone
            later = frozenset({VERIFICATION.as_posix(), ro_crate.NAME})
            return replace(proof, hashes=inside, complete=complete, later=later)
    return None


def _releases(folder: Path, listed: Proof, auditor: Auditor) -> tuple[tuple[Proof, ...], set[str]]:
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
    others = {each.where for each in inside} - {each.where for each in own}
    return tuple(replace(each, later=after) for each in known), others


def _contradicted(folder: Path) -> Iterator[Discrepancy]:
    """Yield the facts of a folder's verification that are not those of the verification that a document carries."""
    where = next((path for path in (folder / VERIFICATION, folder / VERIFICATION.name) if path.is_file()), None)
    facts = proofs.facts_of(where) if where else {}
    for path in _finished(folder) if facts else ():
        attached = _verification_in(path)
        if attachments.is_sealed(attached):
            for key in sorted(attached.keys() - {HASHES, SEAL, DATED}):
                if facts.get(key) != attached[key]:
                    expected = f"{attached[key]!r}, which {path.name} carries"
                    yield wrong(str(where), f"{key} {facts.get(key)!r}"[:200], expected[:200])
            return


def _verification_in(path: Path) -> Mapping[str, Any]:
    """Return the verification that a document carries, empty where there is none that can be read."""
    try:
        file = run_limited(lambda: carrying(path), str(path))
    except BadInput:
        return {}
    return attachments.verification_in(file.attachments) if file else {}


def _irregular(folder: Path) -> Iterator[Discrepancy]:
    """Yield what is neither a file nor a folder, as what a link leads to can be another file tomorrow."""
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            yield wrong(str(path), "a link, or no regular file", "files and folders", remedy=ADDED)


def _differing(folder: Path, there: Mapping[str, str], listed: Proof) -> Iterator[Discrepancy]:
    """Yield the files that a list names otherwise, those missing, and in a whole one those that it does not name."""
    for name in sorted({*listed.hashes, *(set(there) - listed.later if listed.complete else ())} - {SUMS}):
        if there.get(name) != listed.hashes.get(name):
            found = "bytes differ" if name in there else "it is missing"
            found = found if name in listed.hashes else f"{listed.where} does not name it"
            remedy = AGAIN if name in listed.hashes else ADDED
            yield wrong(str(folder / name), found, f"the files that {listed.where} names", remedy=remedy)


def _finished(folder: Path) -> Iterator[Path]:
    """Yield the finished files of a folder, without pages that carry nothing, as they only lead to another."""
    for path in finished(folder):
        if path.suffix != ".html" or f'id="{SCRIPT}"'.encode() in path.read_bytes():
            yield path
