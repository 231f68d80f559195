"""A data folder read as Evidence, or refused with every problem of every file at once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from pydantic import ValidationError

from vexas_evidence.load import changes, yaml
from vexas_evidence.load.csv import read_rows
from vexas_evidence.load.error_messages import problem_of
from vexas_evidence.load.references import dangling, unique
from vexas_evidence.model import (
    About,
    Appraisal,
    Changes,
    Choice,
    DataFile,
    Declared,
    Evidence,
    Glossary,
    JournalClub,
    Judgements,
    Ledger,
    Narrative,
    Places,
    Reconciliation,
    Results,
    Sources,
    Study,
    Vocabulary,
    Waivers,
)
from vexas_evidence.system.problems import BadInput, Place, Problem, one

FILES: dict[str, type[DataFile]] = {
    "report": Choice,
    "vocabulary": Vocabulary,
    "sources": Sources,
    "waivers": Waivers,
    "declared": Declared,
    "glossary": Glossary,
    "changes": Changes,
    "study": About,
    "estimates": Results,
    "narrative": Narrative,
    "appraisal": Appraisal,
    "judgements": Judgements,
    "reconciliation": Reconciliation,
    "journal-club": JournalClub,
    "ledger": Ledger,
}
RecordT = TypeVar("RecordT", bound=DataFile)
FORMAT: Final = 2
_STUDY_FILES = ("study", "estimates", "narrative")
_STUDY_MAY_HAVE = ("journal-club", "appraisal", "reconciliation")
_NOT_COMMON = (*_STUDY_FILES, *_STUDY_MAY_HAVE, "judgements", "ledger")
_COMMON_FILES = tuple(kind for kind in FILES if kind not in _NOT_COMMON)


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
    problems: list[Problem] = []
    records: dict[str, Any] = {}
    left_out: set[str] = set()  # ids of wrong entries: they are declared, though nothing more is known of them
    other_format = False  # nothing is looked for among the records then

    def keep(key: str, path: Path, kind: str) -> None:
        nonlocal other_format
        try:
            sound = read_sound(path, FILES[kind], name_in(folder, path))
        except BadInput as error:
            problems.extend(error.problems)
            other_format |= isinstance(error, OtherFormat)
            return
        problems.extend(sound.problems)
        left_out.update(sound.left_out)
        if sound.record is not None:
            records[key] = sound.record

    refuse_unusable_files(folder)
    for kind in _COMMON_FILES:
        keep(kind, folder / f"{kind}.yml", kind)
    if (folder / "judgements.yml").exists():  # there may be none
        keep("judgements", folder / "judgements.yml", "judgements")
    ledgers = sorted((folder / "sources").glob("*.yml"))
    for path in ledgers:
        keep(f"ledger/{path.stem}", path, "ledger")
    homes = sorted(path for path in (folder / "studies").glob("*") if path.is_dir())
    if not homes:
        place = Place(name_in(folder, folder / "studies"))
        problems.append(Problem(place, "no study", "a folder for each study", "add studies/ID/study.yml"))
    for home in homes:
        for kind in _STUDY_FILES:
            keep(f"{home.name}/{kind}", home / f"{kind}.yml", kind)
        for kind in _STUDY_MAY_HAVE:  # no journal club, no panel, one extraction alone: all are fine
            if (home / f"{kind}.yml").exists():
                keep(f"{home.name}/{kind}", home / f"{kind}.yml", kind)
        if plan := records.get(f"{home.name}/reconciliation"):
            path = home / plan.extraction
            try:
                records[f"{home.name}/rows"] = read_rows(path, name_in(folder, path))
            except BadInput as error:
                problems.extend(error.problems)
        elif not (home / "reconciliation.yml").exists():
            problems += [_uncompared(name_in(folder, path)) for path in sorted(home.glob("*.csv"))]
    needed = (*_COMMON_FILES, *(f"{home.name}/{kind}" for home in homes for kind in _STUDY_FILES))
    if not homes or other_format or any(key not in records for key in needed):
        raise BadInput(problems)

    evidence = Evidence(
        choice=records["report"],
        vocabulary=records["vocabulary"],
        sources={source.id: source for source in records["sources"].sources},
        studies={home.name: _study(records, home.name) for home in homes},
        ledgers={path.stem: records[key] for path in ledgers if (key := f"ledger/{path.stem}") in records},
        waivers=records["waivers"].waivers,
        declared=records["declared"].declared,
        glossary=records["glossary"],
        changes=records["changes"],
        judgements=records["judgements"].judgements if "judgements" in records else (),
    )
    named = (*unique(records["sources"].sources), *dangling(evidence), *changes.version_problems(evidence))
    problems += [each for each in named if not any(repr(name) in each.wrong for name in left_out)]
    if problems:
        raise BadInput(problems)
    return evidence


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
        for path in (Path(home) / name for name in sorted((*folders, *files))):
            if fault := _fault(path):
                yield Problem(Place(yaml.visible(name_in(folder, path))), *fault)


def _fault(path: Path) -> tuple[str, str, str] | None:
    """What keeps a file or folder from being used, what was expected, and what to do."""
    if (sign := yaml.unprintable(path.name)) is not None:
        return f"control character U+{ord(sign):04X} in its name", "a name of printable characters", "rename it"
    if path.is_symlink():
        return "a symbolic link", "files of the data folder itself", "put the file in its place"
    if path.is_file() and path.stat().st_size > yaml.MAX_BYTES:
        return "file too large", f"at most {yaml.MAX_BYTES} bytes", "split the file"
    return None


def _uncompared(name: str) -> Problem:
    wrong = "a second extraction that nothing compares"
    return Problem(Place(name), wrong, "reconciliation.yml beside it", "restore that file, or remove this one too")


def _study(records: dict[str, Any], name: str) -> Study:
    about, results, narrative = (records[f"{name}/{kind}"] for kind in _STUDY_FILES)
    reconciliation, rows = records.get(f"{name}/reconciliation"), records.get(f"{name}/rows", ())
    journal, appraisal = records.get(f"{name}/journal-club"), records.get(f"{name}/appraisal", Appraisal(format=FORMAT))
    return Study(about, results, narrative, reconciliation, rows, journal, appraisal)


@dataclass(frozen=True, slots=True)
class Sound(Generic[RecordT]):
    """A file's record without its wrong entries, what is wrong with them, and their ids."""

    record: RecordT | None
    problems: tuple[Problem, ...] = ()
    left_out: tuple[str, ...] = ()


class OtherFormat(BadInput):
    """A file that is not of the format that is read here."""


def read_sound(path: Path, model: type[RecordT], name: str) -> Sound[RecordT]:
    """Read one file as a record of *model*, without the wrong entries of its lists; messages call it *name*.

    One wrong entry does not hide what is wrong elsewhere. Raises BadInput when the file is not YAML, and
    OtherFormat when it is not of format 2.
    """
    node = read_mapping(path, name)
    if problem := format_problem(node):
        raise OtherFormat([problem])
    given = _with_places(node) | {"format": FORMAT}
    try:
        return Sound(model.model_validate(given))
    except ValidationError as error:
        _refuse_keys(node)
        details = error.errors()
    # A list whose items are wrong is reported as too short as well; the items say what is wrong.
    below = {detail["loc"][:-1] for detail in details} | {detail["loc"][:-2] for detail in details}
    errors = [d for d in details if d["type"] != "too_short" or d["loc"] not in below]
    wrong = {(d["loc"][0], d["loc"][1]) for d in errors if len(d["loc"]) > 1 and isinstance(d["loc"][1], int)}
    ids = tuple(str(given[key][index].get("id")) for key, index in wrong if isinstance(given[key][index], dict))
    rest = {
        key: [each for index, each in enumerate(value) if (key, index) not in wrong]
        if isinstance(value, list)
        else value
        for key, value in given.items()
    }
    try:
        record = model.model_validate(rest)
    except ValidationError:
        record = None
    return Sound(record, tuple(problem_of(node, model, detail) for detail in errors), ids)


def read_mapping(path: Path, name: str) -> yaml.Mapping:
    """Read a YAML file whose keys stand at its top. Raises BadInput."""
    node = yaml.read(path, name)
    if not isinstance(node, yaml.Mapping):
        raise one(node.place, f"{yaml.type_names[type(node)]} at the top", "a mapping of keys", "start with 'key:'")
    return node


def format_problem(node: yaml.Mapping) -> Problem | None:
    """Return what keeps a file from being read by its format: none is given in format 1, or it is a newer one."""
    if "format" not in node.items:
        wrong, remedy = "no format, as in files of format 1", "run vexas-evidence upgrade, which lists what it changes"
        return Problem(node.place, wrong, f"format: {FORMAT}", remedy)
    given = node.items["format"]
    if yaml.plain(given) == str(FORMAT):
        return None
    found = repr(given.text) if isinstance(given, yaml.Scalar) else yaml.type_names[type(given)]
    newer = isinstance(given, yaml.Scalar) and given.text.strip().isdecimal() and int(given.text) > FORMAT
    remedy = (
        "use the newer version of vexas-evidence that wrote it"
        if newer
        else f"write {FORMAT}, or for data of format 1 take the line out and run vexas-evidence upgrade"
    )
    return Problem(yaml.place_of(node, ("format",)), f"format {found} is not known", f"format: {FORMAT}", remedy)


def name_in(folder: Path, path: Path) -> str:
    """Return the name by which messages call a file of a data folder."""
    return str(Path(folder.name) / path.relative_to(folder))


def _refuse_keys(node: yaml.Node) -> None:
    """Raise BadInput for keys that no record may have, whatever else is wrong with it: recommendations, places."""
    expected, remedy = "evidence and named judgements only", "remove it; recommendations are the panel's"
    keys = [(key, place) for key, place in yaml.keys_below(node) if key.lower().startswith("recommend")]
    if keys:
        raise BadInput(Problem(place, f"key {key!r} holds a recommendation", expected, remedy) for key, place in keys)
    if place := next((place for key, place in yaml.keys_below(node) if key == "places"), None):
        raise one(place, "unknown key 'places'", "a key of this record", "remove it")


def _with_places(node: yaml.Node) -> Any:
    """Return the node as pydantic input, each mapping with the places of its values."""
    if isinstance(node, yaml.Scalar):
        return node.text.strip()
    if isinstance(node, yaml.Sequence):
        return [_with_places(item) for item in node.items]
    given: dict[str, Any] = {}
    of = dict(node.keys_at)
    for key, value in node.items.items():
        if isinstance(value, yaml.Scalar):
            given[key], of[key] = value.text.strip(), value.at
            continue
        given[key] = _with_places(value)
        if isinstance(value, yaml.Sequence):
            for index, item in enumerate(value.items):
                of[f"{key}.{index}"] = item.at
    given.setdefault("places", Places(node.file, node.at, of))  # a key of this name is none of a record: it fails
    return given
