"""What shows the bytes of a finished file: a release or a receipt that names their hash, and what became of a version.

Releases stand beside the data (``releases/VERSION.json``); a recipient lays the one of the publisher, or the
``receipt.json`` of the render, beside the file or into the folder above it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from vexas_evidence.coverage.rendered import RECEIPT
from vexas_evidence.hashes import file_hash
from vexas_evidence.model.evidence import Change
from vexas_evidence.problems import BadInput
from vexas_evidence.release.record import FOLDER, KeptChange, Release, read_release
from vexas_evidence.versions import STATUS
from vexas_evidence.yamltext import read_text

_VERSION = re.compile(r"\d+\.\d+\.\d+")


@dataclass(frozen=True, slots=True)
class Proof:
    """The hashes of finished files by their paths, where they are told, and the release that does, if it is one."""

    where: str
    hashes: Mapping[str, str]
    release: Release | None = None

    def named(self, path: Path, digest: str | None = None) -> str | None:
        """Return which of its files a file is by its name, or by its hash where that is given."""
        found = [name for name, value in self.hashes.items() if value == digest or digest is None]
        same = [name for name in found if Path(name).name == path.name]
        return next(iter(same or ([] if digest is None else found)), None)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a version: its status, since when and why it no longer stands, what to use, and who tells it."""

    version: str
    status: str
    because: str | None = None
    since: date | None = None
    instead: str | None = None
    where: str = ""

    def __str__(self) -> str:
        return self.status + (f" when {self.where} was written" if self.where else "")

    def notice(self, name: str) -> str:
        """Tell the reader of a file of that *name* that its version no longer stands; nothing where it does."""
        if self.status not in STATUS:
            return ""
        since = f"was {self.status} on {self.since}" if self.since else f"is {self.status}"
        by = f", as {self.where} tells" if self.where else ""
        told = f"{self.status.upper()}: {name} is of version {self.version}, which {since}{by}."
        instead = self.instead and f"Use version {self.instead} instead."
        return " ".join(filter(None, (told, STATUS[self.status], self.because, instead)))


def of_data(data: Path) -> tuple[Proof, ...]:
    """Return the releases that stand beside a data folder, newest first. Raises BadInput."""
    return releases_in(data.resolve().parent / FOLDER, f"{FOLDER}/{{}}")


def beside(path: Path) -> tuple[Proof, ...]:
    """Return the releases beside a file, those in the folder above it, and the receipt beside it. Raises BadInput."""
    folder = path.parent.resolve()
    laid = [each for place in dict.fromkeys((folder, folder.parent)) for each in releases_in(place, "{} beside it")]
    hashes = receipt_hashes(folder / RECEIPT.name)
    return (*laid, *([Proof(f"{RECEIPT.name} beside it", hashes)] if hashes else []))


def is_release(path: Path) -> bool:
    """Say whether a file is named as a release."""
    return path.suffix == ".json" and _VERSION.fullmatch(path.stem) is not None


def releases_in(folder: Path, where: str = "{}") -> tuple[Proof, ...]:
    """Return the releases in a folder, newest first; *where* is how the name of each is told. Raises BadInput."""
    paths = filter(is_release, sorted(folder.glob("*.json")))
    found = sorted(((read_release(path), path) for path in paths), key=lambda each: each[0].number, reverse=True)
    return tuple(Proof(where.format(path.name), release.outputs, release) for release, path in found)


def receipt_hashes(path: Path) -> dict[str, str]:
    """Return the hashes of the finished files that a receipt names; none where no receipt can be read."""
    try:
        hashes = json.loads(read_text(path, path.name))["files_sha256"]
        return {str(name): str(value) for name, value in hashes.items()}
    except (BadInput, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def holding(path: Path, proofs: Iterable[Proof]) -> tuple[Proof, str] | None:
    """Return the first that names the bytes of a file, and which of its files that is."""
    digest = file_hash(path)
    found = ((proof, proof.named(path, digest)) for proof in proofs)
    return next(((proof, name) for proof, name in found if name is not None), None)


def contradicting(path: Path, name: str, proofs: Iterable[Proof], version: str | None) -> tuple[Proof, str] | None:
    """Return the first that names a file otherwise, by its *name* in the report or its own; releases of its version."""
    digest = file_hash(path)
    for proof in proofs:
        known = name if name in proof.hashes else proof.named(path)
        other = version and proof.release and proof.release.version != version
        if known and not other and digest not in proof.hashes.values():
            return proof, known
    return None


def standing(version: str, history: Sequence[Change], proofs: Iterable[Proof]) -> Standing | None:
    """Return what is known of a version: by the versions of the data, else by the newest release that tells of it."""
    releases = [(proof.where.removesuffix(" beside it"), proof.release) for proof in proofs if proof.release]
    releases.sort(key=lambda each: each[1].number, reverse=True)
    told = (_told(version, release.versions, where) for where, release in releases)
    return _told(version, history) or next(filter(None, told), None)


def _told(version: str, history: Sequence[Change | KeptChange], where: str = "") -> Standing | None:
    """Return what versions, newest first, tell of one; a newest one that is current takes the place of the others."""
    for each in history:
        if each.version == version:
            instead = history[0].version if history[0].status == "current" != each.status else None
            return Standing(version, each.status, each.because, each.since, each.instead or instead, where)
    return None
