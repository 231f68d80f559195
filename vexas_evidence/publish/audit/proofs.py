"""Releases and verifications that name the hash of a finished file, and what became of its version.

Releases stand beside the data (``releases/VERSION.json``); a recipient lays the one of the publisher, or the
``verification.json`` of the render, beside the file or into the folder above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vexas_evidence.load.formats import format_1
from vexas_evidence.load.yaml import read_text
from vexas_evidence.model.evidence import Change, number_of
from vexas_evidence.publish.coverage.attachments import facts_in
from vexas_evidence.publish.coverage.finished_render import VERIFICATION
from vexas_evidence.publish.release.release_file import FOLDER, Release, read_release, read_renamed
from vexas_evidence.publish.release.status import STATUS
from vexas_evidence.system.hashes import file_hash
from vexas_evidence.system.problems import BadInput

NO_STATUS = "status not stated"
_RELEASE = re.compile(r"\d+\.\d+\.\d+( ?\(\d+\))?")
"""The name of a release, also as programs rename what they save a second time."""
_VERIFICATION = re.compile(rf"({VERIFICATION.stem}|{Path(format_1.VERIFICATION).stem})( ?\(\d+\))?")
_GRAVITY = {status: gravity for gravity, status in enumerate(STATUS, 1)}


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a version: its status, since when and why, what to use instead, and the file that says so."""

    version: str
    status: str
    because: str | None = None
    since: str | None = None
    instead: str | None = None
    where: str = ""

    def __str__(self) -> str:
        return self.status + (f" when {self.where} was written" if self.where else "")

    def notice(self, name: str) -> str:
        """Return a sentence for the reader of a file of that *name*, where its version is superseded or withdrawn."""
        if self.status not in STATUS:
            return ""
        since = f"was {self.status} on {self.since}" if self.since else f"is {self.status}"
        by = f", as {self.where} tells" if self.where else ""
        sentence = f"{self.status.upper()}: {name} is of version {self.version}, which {since}{by}."
        instead = self.instead and f"Use version {self.instead} instead."
        return " ".join(filter(None, (sentence, STATUS[self.status], self.because, instead)))


@dataclass(frozen=True, slots=True)
class Proof:
    """The hashes of finished files by their paths, where they stand, of which version, and the standings of versions.

    ``released`` says whether they are of a release, and not of the verification of a render.
    """

    where: str
    hashes: Mapping[str, str]
    version: str | None
    standings: tuple[Standing, ...] = ()
    released: bool = False
    code: str = ""
    """The hash of the code that made the files."""
    complete: bool = True
    """Whether they are all files that belong there, but for those that came *later*."""
    later: frozenset[str] = frozenset()

    @property
    def reference(self) -> str:
        """The words by which a message says that it names a file."""
        return f"as released in {self.version}" if self.released else f"as {self.where} names it"


def of_data(data: Path) -> tuple[Proof, ...]:
    """Return the releases that stand beside a data folder, newest first. Raises BadInput."""
    home = data.resolve().parent / FOLDER
    further = (path for path in sorted(home.glob("*")) if path.is_dir())
    return tuple(
        each
        for folder, name in ((home, FOLDER), *((path, f"{FOLDER}/{path.name}") for path in further))
        for each in releases_in(folder, f"{name}/{{}}")
    )


def near(path: Path) -> tuple[Proof, ...]:
    """Return the releases beside a file and in the two folders above, and the verifications beside it.

    Raises BadInput.
    """
    folder, *above = path.resolve().parents[:3]
    releases = (each for place in above for each in releases_in(place, "{} above it"))
    verifications = (
        _of_verification(each, f"{each.name} beside it")
        for each in sorted(folder.glob("*.json"))
        if _VERIFICATION.fullmatch(each.stem) and facts_of(each)
    )
    return (*releases_in(folder, "{} beside it"), *releases, *verifications)


def is_release(path: Path) -> bool:
    """Say whether a file is named as a release."""
    return path.suffix == ".json" and _RELEASE.fullmatch(path.stem) is not None


def read(path: Path) -> Release:
    """Return a release that is named as one, or as one that was saved a second time. Raises BadInput."""
    return read_renamed(path) if path.stem.endswith(")") else read_release(path)


def releases_in(folder: Path, where: str = "{}") -> tuple[Proof, ...]:
    """Return the releases in a folder, newest first; *where* is a pattern for the name of each. Raises BadInput."""
    paths = filter(is_release, sorted(folder.glob("*.json")))
    found = sorted(((read(path), path) for path in paths), key=lambda each: each[0].number, reverse=True)
    return tuple(of_release(release, where.format(path.name)) for release, path in found)


def of_release(release: Release, where: str) -> Proof:
    """Return what a release shows."""
    name = re.sub(" (beside|above) it$", "", where)
    standings = tuple(filter(None, (_standing_in(each.version, release.versions, name) for each in release.versions)))
    code = str((release.verification or {}).get("code_sha256", ""))
    return Proof(where, release.outputs, release.version, standings, released=True, code=code)


def standing_of(facts: Mapping[str, Any], where: str = "") -> Standing:
    """Return what the facts of a verification tell of its own version, of an empty one where they do not."""
    texts = {key: str(value) for key, value in facts.items() if value}
    version, status = texts.get("evidence_version", ""), texts.get("status", NO_STATUS)
    return Standing(version, status, texts.get("because"), texts.get("since"), texts.get("instead"), where)


def of_render(folder: Path) -> Proof:
    """Return what the verification in the folder of a render shows; nothing where none can be read."""
    path, old = folder / VERIFICATION.name, folder / format_1.VERIFICATION
    path = old if old.is_file() and not path.exists() else path
    return _of_verification(path, path.name)


def _of_verification(path: Path, where: str) -> Proof:
    facts = facts_of(path)
    hashes, stands = facts.get("files_sha256"), standing_of(facts, path.name)
    known = {str(name): str(value) for name, value in hashes.items()} if isinstance(hashes, dict) else {}
    return Proof(where, known, stands.version or None, (stands,), code=str(facts.get("code_sha256", "")))


def facts_of(path: Path) -> Mapping[str, Any]:
    """Return the facts of a verification, empty where it cannot be read."""
    try:
        return facts_in(read_text(path, path.name))
    except BadInput:
        return {}


def holding(path: Path, proofs: Iterable[Proof]) -> tuple[Proof, str] | None:
    """Return the first proof that names the bytes of a file, and which of its files that is."""
    digest = file_hash(path)
    for proof in proofs:
        if names := [name for name, value in proof.hashes.items() if value == digest]:
            return proof, _named_as(path, names) or names[0]
    return None


def laid_over(path: Path, name: str, proof: Proof) -> str | None:
    """Return the file of a proof that a file is by its own name, where its bytes are those of another *name*."""
    named = _named_as(path, proof.hashes)
    return named if named and Path(name).name != path.name else None


def contradicting(path: Path, name: str, proofs: Iterable[Proof], version: str | None) -> tuple[Proof, str] | None:
    """Return the first proof that names a file with another hash: of the *version*, or of any where that is None.

    The file is known by its *name* in the report, or its own.
    """
    digest = file_hash(path)
    for proof in proofs:
        known = name if name in proof.hashes else _named_as(path, proof.hashes)
        if known and version in (None, proof.version) and digest not in proof.hashes.values():
            return proof, known
    return None


def _named_as(path: Path, names: Iterable[str]) -> str | None:
    return next((name for name in names if Path(name).name == path.name), None)


def standing(version: str, history: Sequence[Change], proofs: Iterable[Proof]) -> Standing | None:
    """Return the gravest status of a version: by the versions of the data, the newest release, or a verification."""
    known = tuple(proofs)
    releases = sorted(
        (each for each in known if each.released), key=lambda each: number_of(each.version or ""), reverse=True
    )
    ordered = (*releases, *(each for each in known if not each.released))
    standings = [_standing_in(version, history), *(each for proof in ordered for each in proof.standings)]
    found = [each for each in standings if each and each.version == version]
    return max(found, key=lambda each: _GRAVITY.get(each.status, 0), default=None)


def _standing_in(version: str, history: Sequence[Change], where: str = "") -> Standing | None:
    """Return what versions, newest first, tell of one; a newest one that is current takes the place of the others."""
    for each in history:
        if each.version == version:
            since = each.since.isoformat() if each.since else None
            instead = history[0].version if history[0].status == "current" else each.instead
            return Standing(version, each.status, each.because, since, instead, where)
    return None
