"""Plant errors one at a time in data, ledgers, sources, pages and finished files, and count which check catches each.

The result is ``data/detection.json``, with the hashes of the data and the code that it was measured on, so that a
reader sees when it is stale.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

sys.path.insert(0, str(Path(__file__).parent))

import plant
import plant_finished
import plant_jats
import plant_outputs
import plant_pdf
import plant_sources

from vexas_evidence.analysis.measurements.measurement import sealed
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.verification import verify_evidence
from vexas_evidence.load.folder import load, load_report
from vexas_evidence.load.report_files import report_files
from vexas_evidence.model import Ledger, Seen
from vexas_evidence.publish.audit.auditor import Auditor
from vexas_evidence.publish.audit.folder_audit import FRONT_DOOR
from vexas_evidence.publish.coverage import manifest, page_words
from vexas_evidence.publish.coverage.finished_file import audit
from vexas_evidence.publish.coverage.finished_render import ReportPages, refuse_typed
from vexas_evidence.publish.coverage.manifest import MANIFEST, Manifest, Written
from vexas_evidence.sources import compare, make_ledger, read_source, write_ledger
from vexas_evidence.system.escaping import sorted_json
from vexas_evidence.system.hashes import code_hash, files_hash
from vexas_evidence.system.problems import BadInput, Discrepancy, Place, Problem, Uncovered

ROOT = Path(__file__).parents[1]
T = TypeVar("T")
SEED = 20251118
PER_KIND, BENIGN = 45, 160
PER_KIND_OF_SOURCES = 8
PER_KIND_OF_TEMPLATES, PER_KIND_OF_FINISHED, HARMLESS_OF_FINISHED = 8, 4, 3

REASONS = {
    "wrong timepoint": "no source prints a time for this estimate, so that none contradicts the other wording",
    "words of a statement exchanged": "they share as many words with the label of the one record as of the other",
    "deleted row": "another reading of the same token remains, so that the token is still used",
}
"""Why an error of a kind may survive."""

ONCE = ", in a study extracted once"
"""What is added to the name of a kind where no second extraction can contradict the first."""
_WORDS_TELL = "no second extraction says otherwise, and a ledger holds no words: only the source tells"
REASONS |= {f"{kind}{ONCE}": reason for kind, reason in REASONS.items()}
REASONS |= {f"{kind}{ONCE}": _WORDS_TELL for kind in ("wrong outcome", "wrong population", "wrong denominator status")}
REASONS["heads of columns exchanged in JATS before source add"] = "a ledger holds no words: only the source tells"
REASONS["percent sign dropped in JATS before source add"] = (
    "the sign stands in the head of a table, and a ledger holds no words: only the source tells"
)
REASONS[f"values swapped{ONCE}"] = "both print the same number, and only their units differ"

NOT_PLANTED = {
    "a label, a note or another text in our own words changed": "no check reads words; a person does, in the diff",
    "an outcome of the vocabulary made critical, or no longer": "what is critical is a judgment; a test pins the list",
    "an outcome removed from the vocabulary and from the rows not stated": "nothing else says that it was there",
    "a statement removed that some patients are among others": "nothing else says so; the count on the verification falls",
    "both files of the second extraction removed": "a study may be extracted once; the verification says so then",
    "a value changed in a ledger, its digest, every reading and the second extraction": "only the text tells: "
    "verify --source finds it",
    "an adjudication, a declaration or a waiver with a false reason": "the verification lists each with its reason",
}
"""Errors that no check can catch, with the reason. The report lists them, and they are in no rate."""

NOT_FOUND_ALONE = {
    "a file changed with its manifest, or with all that it carries": "it agrees with itself; the release or the "
    "verification of its publisher tells",
    "a style sheet, script or picture that a page loads": "it is not there; the folder, or the file itself with the "
    "manifest beside it, tells",
    "the front door, which only leads to the summary": "it carries nothing, and has the name of the summary",
    "another file of the same render under its name": "nothing names it; the verification or the release tells",
}
"""Errors that cannot be told in a finished file alone, with the reason; they are in no rate."""


@dataclass
class Tally:
    """The planted errors by kind and by the check that caught them, those that survived, and false alarms."""

    kinds: dict[str, Counter[str | None]] = field(default_factory=dict)
    survivors: list[dict[str, str]] = field(default_factory=list)
    benign: int = 0
    placed: int = 0
    """How many errors in finished files are found with their place."""
    alarms: list[dict[str, str]] = field(default_factory=list)

    def count(self, kind: str, file: str, old: str, new: str, check: str | None) -> None:
        """Count an error that a check caught, or none."""
        self.kinds.setdefault(kind, Counter())[check] += 1
        if check is None:
            survivor = {"kind": kind, "file": file, "old": old, "new": new}
            self.survivors.append(survivor | {"reason": REASONS.get(kind, "")})

    def count_benign(self, kind: str, file: str, new: str, check: str | None) -> None:
        """Count a change without a meaning, and the alarm that it raised."""
        self.benign += 1
        if check is not None:
            self.alarms.append({"kind": kind, "file": file, "new": new, "check": check})

    def add(self, other: Tally) -> None:
        """Add what another tally counted, of other kinds."""
        self.kinds |= other.kinds
        self.survivors += other.survivors
        self.benign += other.benign
        self.alarms += other.alarms

    @property
    def planted(self) -> int:
        """How many errors were planted."""
        return sum(map(Counter.total, self.kinds.values()))

    def result(self) -> dict[str, Any]:
        """Return the content of detection.json."""
        kinds = {
            kind: {
                "planted": checks.total(),
                "caught": checks.total() - checks[None],
                "caught_by": {check: count for check, count in checks.items() if check is not None},
            }
            for kind, checks in self.kinds.items()
        }
        content = {
            "measured_on": date.today().isoformat(),
            "planted": self.planted,
            "caught": self.planted - len(self.survivors),
            "benign": self.benign,
            "alarms": self.alarms,
            "kinds": kinds,
            "survivors": self.survivors,
            "seed": SEED,
            "data": files_hash(report_files(ROOT / "data", load_report(ROOT / "data"))),
            "code": code_hash(),
            "not_planted": [{"what": what, "reason": reason} for what, reason in NOT_PLANTED.items()],
        }
        return sealed(content)


def chosen(places: Iterable[T], most: int, chance: random.Random) -> list[T]:
    """Return some of the places at which something can be planted."""
    known = list(places)
    return chance.sample(known, min(most, len(known)))


def failing_check(verify: Callable[[], None]) -> str | None:
    """Return the name of the check that a verification fails with; None where it passes."""
    try:
        verify()
    except Uncovered as error:
        return error.discrepancies[0].check
    except BadInput as error:
        return f"load: {error.problems[0].wrong.split(' ')[0]}" if error.problems else "load"
    return None


def check_with(path: Path, content: bytes, verify: Callable[[], None]) -> str | None:
    """Return the check that fails while a file has another content."""
    before = path.read_bytes()
    path.write_bytes(content)
    try:
        return failing_check(verify)
    finally:
        path.write_bytes(before)


def studies_to_plant_in() -> list[tuple[Path, str]]:
    """Return the folders of data with each study of theirs: that of the report, the other real ones, the trial."""
    reported = load(ROOT / "data").report.index_study
    folders = (ROOT / "data", ROOT / "tests" / "trial")
    found = [(folder, home.name) for folder in folders for home in sorted((folder / "studies").iterdir())]
    return sorted(found, key=lambda each: each[1] != reported)


def data_of_study(origin: Path, study: str, scratch: Path) -> dict[str, bytes]:
    """Return the data files of one study alone; one that no report names yet gets a report that asks for nothing."""
    folder = scratch / f"all data with {study}"
    shutil.copytree(origin, folder)
    if study not in load(folder).reports:
        reports = {
            "reports": f"id: {study}\nquestion: {study}\nstudies: [{study}]\nindex_study: {study}\n",
            "questions": f"id: {study}\ntext: What was seen?\noutcomes: {{status: proposed}}\n",
            "changes": "versions:\n  - {version: 0.1.0, date: 2026-01-01, status: current, changes: [Entered.]}\n",
        }
        for name, text in reports.items():
            (folder / name / f"{study}.yml").write_text(f"format: 3\n{text}", encoding="utf-8")
    return report_files(folder, load_report(folder, study))


def prove_data(tally: Tally, scratch: Path, chance: random.Random) -> None:
    """Plant errors in a copy of each study's data; a kind has as many in all other studies as in the report's."""
    (first, *others) = studies_to_plant_in()
    prove_study(tally, scratch, chance, first, PER_KIND, BENIGN)
    for other in others:
        prove_study(tally, scratch, chance, other, PER_KIND // len(others), BENIGN // len(others))


def prove_study(
    tally: Tally, scratch: Path, chance: random.Random, of: tuple[Path, str], most: int, most_benign: int
) -> None:
    """Plant errors in a copy of the data of one study."""
    origin, study = of
    folder = scratch / study
    contents = data_of_study(origin, study, scratch)
    for name, content in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    files = plant.Files({name: content.decode("utf-8") for name, content in contents.items()}, study)

    def verify() -> None:
        if found := verify_evidence(load(folder)).discrepancies:
            raise Uncovered(found[:1])

    once = "" if f"studies/{study}/reconciliation.yml" in contents else ONCE
    assert (why := failing_check(verify)) is None, f"{study}: {why}: the data must be sound before errors are planted"
    for planter in plant.PLANTERS:
        for slip in chosen(planter(files, chance), most, chance):
            check = check_with(folder / slip.file, slip.text.encode(), verify)
            tally.count(f"{slip.kind}{once}", slip.file, slip.old, slip.new, check)
    for slip in chosen(plant.benign(files, chance), most_benign, chance):
        check = check_with(folder / slip.file, slip.text.encode(), verify)
        tally.count_benign(slip.kind, slip.file, slip.new, check)


def prove_sources(tally: Tally, scratch: Path, chance: random.Random) -> None:
    """Plant errors in the texts of sources, before they are compared with their ledger and before it is made."""
    for source in plant_sources.sources():
        text = source.path.read_text(encoding="utf-8")
        file = scratch / source.path.name
        ledger = make_ledger(source.name, read_source(source.path))
        form = "JATS" if file.suffix == ".xml" else "text"
        folder = scratch / f"data of {source.name} as {form}"
        seen: Seen = "whole"
        if source.data:
            shutil.copytree(source.data, folder)
            seen = load(folder).sources[source.name].seen

        def compared(known: Ledger = ledger, path: Path = file) -> None:
            if list(compare(known, read_source(path))):
                raise Uncovered((Discrepancy(Place(path.name), "", "", "", "source text"),))

        def added(name: str = source.name, path: Path = file, folder: Path = folder, seen: Seen = seen) -> None:
            written = write_ledger(make_ledger(name, read_source(path), seen))
            (folder / "sources" / f"{name}.yml").write_text(written, encoding="utf-8")
            if found := verify_evidence(load(folder)).discrepancies:
                raise Uncovered(found[:1])

        def check_of(slip: plant.Slip, verify: Callable[[], None], path: Path = file) -> str | None:
            path.write_text(slip.text, encoding="utf-8")
            return failing_check(verify)

        if source.data:
            shutil.copyfile(source.path, file)
            assert (why := failing_check(added)) is None, f"{file.name}: {why}: the source must be sound before errors"
        for planter in plant_jats.planters() if form == "JATS" else plant_sources.planters():
            for slip in chosen(planter(text, chance), PER_KIND_OF_SOURCES, chance):
                file_name = f"a source's {form}, {source.name}"
                kind = f"{slip.kind} in a source's {form}"
                tally.count(kind, file_name, slip.old, slip.new, check_of(slip, compared))
                if source.data:
                    kind = f"{slip.kind} {'in JATS ' if form == 'JATS' else ''}before source add"
                    tally.count(kind, file_name, slip.old, slip.new, check_of(slip, added))
        if file.suffix == ".txt":
            for slip in plant_sources.benign(text, chance):
                tally.count_benign(f"{slip.kind} of a source", source.name, slip.new, check_of(slip, compared))


def prove_outputs(tally: Tally, scratch: Path, chance: random.Random) -> None:
    """Plant errors in copies of the report's pages and of its finished files."""
    project, site = scratch / "project", scratch / "site"
    shutil.copytree(ROOT / "report", project / "report", ignore=shutil.ignore_patterns("generated"))
    for name in ("_quarto.yml", "_variables.yml"):
        shutil.copyfile(ROOT / name, project / name)
    command = ("-m", "vexas_evidence", "render", "--engine", "embedded", "--output", str(site))
    subprocess.run([sys.executable, *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    evidence = load_report(ROOT / "data")
    numbers, names = Numbers(evidence, evidence.study), evidence.names

    def check_of(slip: plant.Slip) -> str | None:
        return check_with(project / slip.file, slip.text.encode(), lambda: refuse_typed(ReportPages(project), evidence))

    for planter in plant_outputs.template_planters(project):
        for slip in chosen(planter(chance), PER_KIND_OF_TEMPLATES, chance):
            tally.count(slip.kind, slip.file, slip.old, slip.new, check_of(slip))
    for kind, place, number, make in chosen(plant_outputs.retitled(numbers, chance), 2 * PER_KIND_OF_TEMPLATES, chance):
        written = Manifest({place: Written("", plant_outputs.entries(make(), numbers))}, "", names)
        tally.count(
            kind, place, "", number, failing_check(lambda written=written: refuse(page_words.typed_in_code(written)))
        )
    for slip in plant_outputs.benign(project):
        tally.count_benign(slip.kind, slip.file, slip.new, check_of(slip))
    prove_finished(tally, site, chance)


def refuse(found: Iterable[Any]) -> None:
    """Raise Uncovered with what was found, where anything was."""
    if wrong := tuple(found):
        raise Uncovered(wrong)


def prove_finished(tally: Tally, site: Path, chance: random.Random) -> None:
    """Plant errors and harmless changes in the finished files of a site, and audit each there and alone.

    The rates of both are printed, and the tally counts what is found in the site.
    """
    known = manifest.read(site / MANIFEST)
    with tempfile.TemporaryDirectory() as folder:
        ways = {
            "in the site": (Tally(), lambda name, content: found_in_site(site, known, name, content)),
            "alone": (Tally(), lambda name, content: found_alone(Path(folder), known, name, content)),
        }
        for kind, name, content, harmless in finished_changes(site, known, chance):
            for way, (counted, found_by) in ways.items():
                if way == "alone" and name == FRONT_DOOR:
                    continue
                found = found_by(name, content)
                check = getattr(found[0], "check", "load") if found else None
                if harmless:
                    counted.count_benign(kind, name, "", check)
                else:
                    counted.count(kind, name, "", "", check)
                    counted.placed += any(", " in each.place.file for each in found)
    for way, (counted, _) in ways.items():
        refused = counted.planted - len(counted.survivors)
        print(
            f"finished files {way}: {refused} of {counted.planted} errors refused, {counted.placed} with their place;"
        )
        print(f"    {len(counted.alarms)} of {counted.benign} harmless changes called an error")
        for each in (*counted.survivors, *counted.alarms):
            print("   ", each["kind"], each["file"])
    for what, reason in NOT_FOUND_ALONE.items():
        print(f"not planted alone: {what}: {reason}")
    tally.add(ways["in the site"][0])


def finished_changes(site: Path, known: Manifest, chance: random.Random) -> Iterator[tuple[str, str, bytes, bool]]:
    """Yield kind, file, changed content and whether it is harmless, of all changes of finished files to plant."""
    errors = plant_finished.EDITS | {".pdf": plant_pdf.PDF}
    harmless = plant_finished.HARMLESS | {".pdf": plant_pdf.HARMLESS_PDF}
    for table, most in ((errors, PER_KIND_OF_FINISHED), (harmless, HARMLESS_OF_FINISHED)):
        for suffix, edits in table.items():
            files = {name: site / name for name in known.rendered if name.endswith(suffix)}
            for kind, edit in edits.items():
                for name, content in plant_finished.made(edit, files, most, chance):
                    yield f"{kind} in a {suffix[1:].upper()}", name, content, table is harmless


def found_in_site(site: Path, known: Manifest, name: str, content: bytes) -> Sequence[Discrepancy | Problem]:
    """Return what is found while a file of a site has another content."""
    before = (site / name).read_bytes()
    (site / name).write_bytes(content)
    try:
        return audit(site / name, name, known).discrepancies
    except BadInput as error:
        return error.problems
    finally:
        (site / name).write_bytes(before)


def found_alone(folder: Path, known: Manifest, name: str, content: bytes) -> Sequence[Discrepancy | Problem]:
    """Return what is found in a file in an empty folder: a PDF or page by what it carries, others by the manifest."""
    path = folder / Path(name).name
    path.write_bytes(content)
    if carries := path.suffix in (".pdf", ".html"):
        (folder / MANIFEST.name).unlink(missing_ok=True)
    elif not (folder / MANIFEST.name).exists():
        manifest.write(known, folder / MANIFEST.name)
    try:
        found = Auditor(folder / "data", folder / "site", numerals_only=not carries).audited(path)
        return (*found.discrepancies, *found.problems)
    finally:
        path.unlink()


def main() -> None:
    """Plant, count, print and write."""
    chance, tally = random.Random(SEED), Tally()
    with tempfile.TemporaryDirectory() as scratch:
        prove_data(tally, Path(scratch), chance)
        prove_sources(tally, Path(scratch), random.Random(SEED))
        prove_outputs(tally, Path(scratch), chance)
    for survivor in tally.survivors:
        print("survived:", survivor)
    if unexplained := [survivor for survivor in tally.survivors if not survivor["reason"]]:
        sys.exit(f"{len(unexplained)} survivors without a reason: catch them, or give the reason in REASONS")
    result = tally.result()
    (ROOT / "data" / "detection.json").write_text(sorted_json(result), encoding="utf-8")
    for kind, counts in result["kinds"].items():
        print(f"{kind:<58} {counts['caught']:>4} of {counts['planted']:>4}")
    caught, planted = result["caught"], result["planted"]
    print(f"{caught} of {planted} planted errors caught ({100 * caught / planted:.1f}%)")
    print(f"{tally.benign} benign changes, {len(tally.alarms)} alarms")
    for alarm in tally.alarms:
        print("alarm:", alarm)


if __name__ == "__main__":
    main()
