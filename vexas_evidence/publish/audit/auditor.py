"""The audit of a file in any folder: against the working data, or by its attachments and the releases in its folder.

A file of another version than that of the working data is none of their renders, and is audited by itself.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.verification import verify_evidence
from vexas_evidence.load.folder import load_report
from vexas_evidence.model import Evidence
from vexas_evidence.publish.audit import file_audit, proofs
from vexas_evidence.publish.audit.audit_report import Audited, few, wrong
from vexas_evidence.publish.audit.file_audit import StandaloneAudit
from vexas_evidence.publish.audit.proofs import Proof
from vexas_evidence.publish.coverage.files.read_finished import AGAIN
from vexas_evidence.publish.coverage.marked_lines import File
from vexas_evidence.publish.release.release_file import FOLDER
from vexas_evidence.publish.release.status import STATUS
from vexas_evidence.system.hashes import file_hash
from vexas_evidence.system.limited import run_limited
from vexas_evidence.system.problems import BadInput, Discrepancy, Place, Uncovered, one

OTHER = f"{AGAIN}; where it is of another version, lay the VERSION.json of that one beside it"
DIFFER = "bytes differ from those of {name} {reference}"
ITSELF = (
    "{what} as the file itself tells; someone who rewrote it and what it carries passes too: lay verification.json or "
    "{version}.json of its publisher beside it"
)
RESEALED = "by its own seal; someone who rewrote it and sealed it again passes too"
WORDS = "unchanged: all words, numbers, looks and hashes are"
NUMERALS = "every numeral, hash and the version are"
BYTES = "whether its publisher made it, as no verification.json and no {version}.json that names it lies beside it"
UNKNOWN_WORDS = "words, pictures, drawings, styles and scripts, as it carries no list of them"
LAID_OVER = "it holds {other}, and {name} is another file"
BARE = "the numerals of a file that carries nothing to place them by (DOCX, PPTX, downloads)"
NOTHING = "it carries nothing to verify it by"
NEEDED = "verification.json or VERSION.json of its publisher beside it, or the data that it was made from"
GIVE = "lay one of them beside it, or give --data and the manifest.json of the render with --manifest"


@dataclass(frozen=True)
class Auditor:
    """What files are audited against: a data folder, its releases and site, and what the caller says of the files."""

    data: Path
    site: Path
    manifest: Path | None = None
    name: str | None = None
    numerals_only: bool = False
    report: str = ""

    @cached_property
    def numbers(self) -> Numbers:
        """The numbers of the working data, examined. Raises BadInput, or Uncovered with their discrepancies."""
        evidence = self.evidence or load_report(self.data, self.report)
        if found := verify_evidence(evidence).discrepancies:
            raise Uncovered(found)
        return Numbers(evidence, evidence.study)

    @cached_property
    def evidence(self) -> Evidence | None:
        """The working data, None where there are none that can be read."""
        try:
            return load_report(self.data, self.report) if self.data.is_dir() else None
        except BadInput:
            return None

    @cached_property
    def releases(self) -> tuple[Proof, ...]:
        """The releases beside the data. Raises BadInput."""
        return proofs.of_data(self.data)

    def audited(self, path: Path) -> Audited:
        """Audit a file; what prevents reading it or the data becomes its problem."""
        try:
            if not path.is_file():
                raise one(Place(str(path)), "no such file", "a finished file or a folder of them", "correct the path")
            with contextlib.suppress(BadInput, Uncovered):  # read once; what is wrong is reported for each file
                _ = self.releases, self.evidence and self.numbers
            return run_limited(lambda: self._audited(path), str(path))
        except BadInput as error:
            return Audited(problems=error.problems)
        except Uncovered as error:
            return Audited(discrepancies=error.discrepancies)

    def _audited(self, path: Path) -> Audited:
        if proofs.is_release(path) and not self.manifest:
            return self._of_release(path)
        nearby, file = proofs.near(path), file_audit.carrying(path)
        held = proofs.holding(path, (*self.releases, *(each for each in nearby if each.released)))
        render = self.manifest or file_audit.manifest_for(path, self.site)
        if render and (self.manifest or self._is_working(path, render, held[0] if held else None, file)):
            numbers = self.numbers if self.data.is_dir() or self.manifest else None
            released = self._released_as(render)
            done = file_audit.against_render(path, render, numbers, self.name, self.numerals_only, released)
            return replace(done, lines=tuple(f"{line}{self._released(held, nearby)}" for line in done.lines))
        return self._audited_alone(path, file, held, nearby)

    def _released_as(self, render: Path) -> Proof | None:
        """Return the release beside the data that a render is of: of their version, while it stands, and its code."""
        if self.evidence is None or self.evidence.changes.newest.status in STATUS:
            return None
        version, code = self.evidence.version, proofs.of_render(render.parent).code
        return next((each for each in self.releases if each.version == version and each.code == code), None)

    def _is_working(self, path: Path, render: Path, held: Proof | None, file: File | None) -> bool:
        """Say whether a file is to be compared with the working data: it is of their version, or states none."""
        if held and file_hash(path) not in proofs.of_render(render.parent).hashes.values():
            return False
        version = held.version if held else file_audit.version_of(file)
        if self.evidence is None:
            is_nearby = self.data.is_dir() or render.parent == path.parent
            return not held and file is None and is_nearby
        return version in (None, self.evidence.version)

    def _audited_alone(
        self, path: Path, file: File | None, held: tuple[Proof, str] | None, nearby: tuple[Proof, ...]
    ) -> Audited:
        """Audit a file by itself, and by what names its bytes.

        A release of its version outweighs a verification, unless that was written when the version no longer stood.
        """
        held = held or proofs.holding(path, nearby)
        alone = file_audit.alone(path, file) if file else None
        version = held[0].version if held else alone.standing.version if alone else None
        stood = held is None or held[0].released or held[0].standings[0].status not in STATUS
        known = (*(each for each in nearby if (each.released and stood) or not held), *(() if held else self.releases))
        other = proofs.contradicting(path, alone.name if alone else "", known, version)
        found = list[Discrepancy]()
        if other and not (alone and self.numerals_only):
            proof, name = other
            what = DIFFER.format(name=name, reference=proof.reference)
            found.append(wrong(name, what, proof.where, remedy=AGAIN if version else OTHER))
        if held and (own := proofs.laid_over(path, held[1], held[0])):
            found.append(wrong(own, LAID_OVER.format(other=held[1], name=own), f"{own} as {held[0].where} names it"))
        if held and alone and alone.standing.version not in ("", version):
            of = f"{version}, of which {held[0].where} is"
            found.append(wrong(alone.name, f"version {alone.standing.version}", of, "release"))
        if alone:
            found += alone.wrong if held and alone.other_code else (*alone.wrong, *alone.remade)
        if alone is None and not held and not found:
            unnamed = f"none of the files that {nearby[0].where} names has its bytes" if nearby else NOTHING
            raise one(Place(str(path)), unnamed, NEEDED, GIVE)
        standings = (self._stands(version, nearby), alone.standing if alone else None)
        notices = [each.notice(str(path)) for each in standings if each]
        shown = (
            f"unchanged: byte for byte {held[1]}{self._released(held, nearby)}"
            if held
            else ITSELF.format(version=version, what=WORDS if alone and alone.words_known else NUMERALS)
        )
        return Audited(
            (f"{path}: {shown}", *(alone.lines if alone else ())),
            tuple(_unchecked(alone, held is not None)),
            few(found, alone.name if alone else path.name, path),
            notice=max(notices, key=lambda each: each.startswith("WITHDRAWN"), default=""),
        )

    def _of_release(self, path: Path) -> Audited:
        """Audit a release itself: by its seal, and by the one of its version beside the data."""
        try:
            release = proofs.read(path)
        except BadInput as error:
            found = [Discrepancy(each.place, each.wrong, each.expected, AGAIN, "release") for each in error.problems]
            return Audited(discrepancies=few(found, path.name, path))
        original = self.data.resolve().parent / FOLDER / path.name
        known = original.is_file() and not original.samefile(path)
        if known and original.read_bytes() != path.read_bytes():
            expected = f"the bytes of {FOLDER}/{path.name} beside the data"
            return Audited(discrepancies=(wrong(str(path), "bytes differ", expected, "release"),))
        stands = self._stands(release.version, proofs.near(path))
        shown = f"as {FOLDER}/{path.name}" if known else RESEALED
        return Audited(
            (f"{path}: unchanged: the {len(release.records)} records of version {release.version}, {shown}",),
            (file_audit.SOURCES, "the files whose hashes it names: audit them, or the folder of the release"),
            notice=stands.notice(str(path)) if stands else "",
        )

    def _released(self, held: tuple[Proof, str] | None, nearby: tuple[Proof, ...]) -> str:
        """Say which release, or which render, names the bytes of a file."""
        if held is None:
            return ""
        proof = held[0]
        if not proof.released:
            return f" {proof.reference}"
        return f" {proof.reference} ({self._stands(proof.version, nearby)}), by {proof.where}"

    def _stands(self, version: str | None, nearby: tuple[Proof, ...]) -> proofs.Standing | None:
        history = self.evidence.changes.versions if self.evidence else ()
        return proofs.standing(version or "", history, (*nearby, *self.releases))


def _unchecked(alone: StandaloneAudit | None, proved: bool) -> list[str]:
    """Say what was not checked: in a file whose bytes are proved, or which lists its words, these are as they were."""
    if alone is None:
        return [BARE]
    unchecked = [file_audit.SOURCES] if proved or alone.words_known else [UNKNOWN_WORDS, file_audit.SOURCES]
    if alone.other_code:
        what = "; this code makes other files of its data" if alone.remade else ""
        unchecked.append(f"the code, as other code than this made the file{what}")
    return unchecked if proved else [*unchecked, BYTES.format(version=alone.standing.version)]
