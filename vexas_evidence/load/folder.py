"""A data folder read as Evidence, or refused with every problem of every file at once."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vexas_evidence.load import yaml
from vexas_evidence.load.csv import read_rows
from vexas_evidence.load.file_records import OtherFormat, read_sound
from vexas_evidence.load.names import changes
from vexas_evidence.load.names.declared_names import unique
from vexas_evidence.load.names.references import dangling
from vexas_evidence.load.names.reports import without_versions
from vexas_evidence.load.printable import unprintable, visible
from vexas_evidence.model import (
    About,
    Appraisal,
    Changes,
    DataFile,
    Declared,
    DefaultReport,
    Evidence,
    Glossary,
    JournalClub,
    Judgements,
    Ledger,
    Narrative,
    QuestionFile,
    Reconciliation,
    ReportFile,
    Results,
    Review,
    SecondExtraction,
    Signoffs,
    Sources,
    Study,
    Vocabulary,
    Waivers,
)
from vexas_evidence.system.problems import BadInput, Place, Problem, Problems, nearest, one

FILES: dict[str, type[DataFile]] = {
    "report": DefaultReport,
    "vocabulary": Vocabulary,
    "sources": Sources,
    "waivers": Waivers,
    "declared": Declared,
    "glossary": Glossary,
    "changes": Changes,
    "reports": ReportFile,
    "questions": QuestionFile,
    "study": About,
    "estimates": Results,
    "narrative": Narrative,
    "appraisal": Appraisal,
    "judgements": Judgements,
    "signoffs": Signoffs,
    "reconciliation": Reconciliation,
    "review": Review,
    "extraction": SecondExtraction,
    "journal-club": JournalClub,
    "ledger": Ledger,
}
BY_FOLDER = {"reports": "reports", "questions": "questions", "changes": "changes", "sources": "ledger"}
"""The kind of the files of each folder that holds one a record, by its name."""
_STUDY_FILES = ("study", "estimates")
_STUDY_MAY_HAVE = ("narrative", "journal-club", "appraisal", "reconciliation", "review", "vocabulary", "glossary")
_SHARED_FILES = ("report", "vocabulary", "sources", "waivers", "declared", "glossary")
_SHARED_MAY_BE = ("judgements", "signoffs")


def load(folder: Path) -> Evidence:
    """Read a data folder.

    Parameters
    ----------
    folder
        The folder that holds ``report.yml``.

    Returns
    -------
    Evidence
        All that the folder says, frozen; each record knows its file and line.

    Raises
    ------
    BadInput
        All problems at once: files that are absent or unreadable, unknown keys, wrong types, names that no record
        declares.
    """
    refuse_unusable_files(folder)
    files = _Files(folder)
    files.read_all()
    evidence = files.evidence()
    named = (*unique(files.records["sources"].sources), *dangling(evidence), *changes.version_problems(evidence))
    problems = [*files.problems, *(each for each in named if not any(repr(n) in each.wrong for n in files.left_out))]
    if problems:
        raise BadInput(problems)
    return evidence


def load_report(folder: Path, report: str = "") -> Evidence:
    """Read what a report of a data folder is made of; without a name that of ``report.yml``. Raises BadInput."""
    evidence = load(folder)
    if report and report not in evidence.reports:
        place, known = Place("--report"), evidence.reports
        raise one(place, f"no report {report!r}", f"one of {', '.join(known)}", nearest(report, known))
    return evidence.of_report(report or evidence.report.id)


class _Files:
    """The files of a data folder as records by name, and what is wrong with them.

    ``left_out`` are the ids of wrong entries: they are declared, though nothing more is known of them. Of a folder with
    a file of another format nothing is looked for among the records.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.records: dict[str, Any] = {}
        self.problems = Problems()
        self.left_out: set[str] = set()
        self.other_format = False
        self.homes: list[Path] = []

    def read_all(self) -> None:
        """Keep the records of all files, and what is wrong with them."""
        optional = (kind for kind in _SHARED_MAY_BE if (self.folder / f"{kind}.yml").exists())
        for kind in (*_SHARED_FILES, *optional):
            self.read(kind, self.folder / f"{kind}.yml", kind)
        for name, kind in BY_FOLDER.items():
            for path in sorted((self.folder / name).glob("*.yml")):
                self.read(f"{name}/{path.stem}", path, kind)
        self.homes = sorted(path for path in (self.folder / "studies").glob("*") if path.is_dir())
        if not self.homes:
            place = Place(name_in(self.folder, self.folder / "studies"))
            self.problems.append(Problem(place, "no study", "a folder for each study", "add studies/ID/study.yml"))
        for home in self.homes:
            self.read_study(home)
        for name in ("reports", "questions", "changes"):
            self.needed_files(name)

    def evidence(self) -> Evidence:
        """Return what all files say. Raises BadInput where a file that is needed could not be read."""
        records, reports, report = self.records, self.of("reports"), self.shown_report()
        needed = (*_SHARED_FILES, *(f"{home.name}/{kind}" for home in self.homes for kind in _STUDY_FILES))
        if not self.homes or self.other_format or report is None or any(key not in records for key in needed):
            raise BadInput(self.problems)
        return Evidence(
            report=report,
            changes=records[f"changes/{report.id}"],
            vocabulary=records["vocabulary"],
            sources={source.id: source for source in records["sources"].sources},
            studies={home.name: _study(records, home.name) for home in self.homes},
            ledgers=self.of("sources"),
            waivers=records["waivers"].waivers,
            declared=records["declared"].declared,
            glossary=records["glossary"],
            questions=self.of("questions"),
            reports=reports,
            versions={name: each for name, each in self.of("changes").items() if name in reports},
            judgements=records["judgements"].judgements if "judgements" in records else (),
            signoffs=records["signoffs"].signoffs if "signoffs" in records else (),
        )

    def read(self, key: str, path: Path, kind: str) -> None:
        """Keep the record of a file by a key, or what is wrong with it."""
        name = name_in(self.folder, path)
        try:
            sound = read_sound(path, FILES[kind], name)
        except BadInput as error:
            self.problems.extend(error.problems)
            self.other_format |= isinstance(error, OtherFormat)
            return
        self.problems.extend(sound.problems)
        self.left_out.update(sound.left_out)
        if sound.record is not None:
            self.records[key] = sound.record
        elif key.partition("/")[0] in BY_FOLDER:
            self.left_out.add(path.stem)

    def read_study(self, home: Path) -> None:
        """Keep the records of a study: no journal club, no panel, one extraction alone are all fine."""
        for kind in _STUDY_FILES:
            self.read(f"{home.name}/{kind}", home / f"{kind}.yml", kind)
        present = sorted(path.name for path in home.iterdir())
        for kind in _STUDY_MAY_HAVE:
            if f"{kind}.yml" in present:
                self.read(f"{home.name}/{kind}", home / f"{kind}.yml", kind)
        for path in sorted((home / "extractions").glob("*.yml")):
            self.read(f"{home.name}/extractions/{path.stem}", path, "extraction")
        if plan := self.records.get(f"{home.name}/reconciliation"):
            path = home / plan.extraction
            with self.problems.collected():
                self.records[f"{home.name}/rows"] = read_rows(path, name_in(self.folder, path))
        elif "reconciliation.yml" not in present:
            tables = (name for name in present if name.endswith(".csv"))
            self.problems += [_uncompared(name_in(self.folder, home / name)) for name in tables]

    def needed_files(self, name: str) -> None:
        """Keep a problem where a folder of records has no file, and nothing else says that it is of another format."""
        if not self.other_format and not any((self.folder / name).glob("*.yml")):
            place = Place(name_in(self.folder, self.folder / name))
            self.problems.append(Problem(place, f"no file in {name}/", "a file for each", f"add {name}/ID.yml"))

    def of(self, name: str) -> dict[str, Any]:
        """Return the records of a folder by the names of their files."""
        return {key.partition("/")[2]: each for key, each in self.records.items() if key.startswith(f"{name}/")}

    def shown_report(self) -> ReportFile | None:
        """Return the report that ``report.yml`` names, or keep a problem where no file has it or its versions."""
        chosen = self.records.get("report")
        if chosen is None or self.other_format:
            return None
        reports, versions = self.of("reports"), self.of("changes")
        report: ReportFile | None = reports.get(chosen.report)
        if report is None and not any(key.endswith(f"reports/{chosen.report}.yml") for key in self._wrong_files()):
            wrong, expected = f"unknown report {chosen.report!r}", "a file of reports/"
            self.problems.append(Problem(chosen.at("report"), wrong, expected, nearest(chosen.report, reports)))
        if report is not None and report.id not in versions:
            if not any(key.endswith(f"changes/{report.id}.yml") for key in self._wrong_files()):
                self.problems.append(without_versions(report, report.id))
            return None
        return report

    def _wrong_files(self) -> set[str]:
        return {each.place.file for each in self.problems}


def refuse_unusable_files(folder: Path) -> None:
    """Raise BadInput where a folder is none, or holds what is not read at all, such as a link."""
    if not folder.is_dir():
        raise one(Place(str(folder)), "no such data folder", "a folder with report.yml", "give --data DIR")
    if problems := list(_unusable_files(folder)):
        raise BadInput(problems)


def _unusable_files(folder: Path) -> Iterator[Problem]:
    """Yield a problem for each symbolic link, large file and unprintable name in a data folder.

    A link could lead to any file of the machine, and an unprintable name could make a message read as another one.
    Files that nothing loads count too, as the hash of the data covers all.
    """
    for home, folders, files in os.walk(folder):
        for name in sorted((*folders, *files)):
            if fault := _fault(home, name):
                yield Problem(Place(visible(name_in(folder, Path(home, name)))), *fault)


def _fault(home: str, name: str) -> tuple[str, str, str] | None:
    """What keeps a file or folder from being used, what was expected, and what to do."""
    if (sign := unprintable(name)) is not None:
        return f"control character U+{ord(sign):04X} in its name", "a name of printable characters", "rename it"
    found = Path(home, name).lstat()
    if stat.S_ISLNK(found.st_mode):
        return "a symbolic link", "files of the data folder itself", "put the file in its place"
    if stat.S_ISREG(found.st_mode) and found.st_size > yaml.MAX_BYTES:
        return "file too large", f"at most {yaml.MAX_BYTES} bytes", "split the file"
    return None


def _uncompared(name: str) -> Problem:
    wrong = "a second extraction that nothing compares"
    return Problem(Place(name), wrong, "reconciliation.yml beside it", "restore that file, or remove this one too")


def _study(records: dict[str, Any], name: str) -> Study:
    parts = {kind: records[f"{name}/{kind}"] for kind in _STUDY_MAY_HAVE if f"{name}/{kind}" in records}
    named = {"journal-club": "journal"}
    return Study(
        about=records[f"{name}/study"],
        results=records[f"{name}/estimates"],
        second_extraction=records.get(f"{name}/rows", ()),
        extractions=tuple(each for key, each in records.items() if key.startswith(f"{name}/extractions/")),
        **{named.get(kind, kind): each for kind, each in parts.items()},
    )


def name_in(folder: Path, path: Path) -> str:
    """Return the name by which messages call a file of a data folder."""
    return str(Path(folder.name, *path.parts[len(folder.parts) :]))
