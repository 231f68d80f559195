"""From YAML text to records: the only place where a dict lives.

``load`` reads a data folder and returns an Evidence, or raises BadInput with every problem of every
file at once; ``names`` judges what can be judged only against other records.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from vexas_evidence import yamltext
from vexas_evidence.model import (
    About,
    Appraisal,
    Changes,
    Choice,
    Declared,
    Evidence,
    Glossary,
    JournalClub,
    Judgements,
    Ledger,
    Narrative,
    Places,
    Reconciliation,
    Record,
    Results,
    Sources,
    Study,
    Vocabulary,
    Waivers,
)
from vexas_evidence.names import dangling, parts_of, unique
from vexas_evidence.problems import BadInput, Place, Problem, nearest, one
from vexas_evidence.rows import read_rows

FILES: dict[str, type[Record]] = {
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
_FORMS = {
    "address": "an address from http:// or https:// on",
    "license": "an SPDX identifier such as MIT",
    "published": "the address of the site, from http:// or https:// on, without user, ? and #",
    "doi": "a DOI such as 10.1000/name",
    "extraction": "the name of a CSV beside this file",
    "above": "a percentage such as 50%",
    "names": "a name with a letter and a digit",
    "digest": "64 hexadecimal digits",
    "fingerprint": "64 hexadecimal digits",
    "version": "three whole numbers such as 1.0.0",
}
RecordT = TypeVar("RecordT", bound=Record)
_STUDY_FILES = ("study", "estimates", "narrative")
_STUDY_MAY_HAVE = ("journal-club", "appraisal", "reconciliation")
_NOT_COMMON = (*_STUDY_FILES, *_STUDY_MAY_HAVE, "judgements", "ledger")
_COMMON_FILES = tuple(kind for kind in FILES if kind not in _NOT_COMMON)


def load(folder: Path) -> Evidence:
    """Read a data folder.

    Returns the Evidence. Raises BadInput with all problems: files that are absent or unreadable,
    unknown keys, wrong types, names that no record declares.
    """
    problems: list[Problem] = []
    records: dict[str, Any] = {}
    left_out: set[str] = set()  # ids of wrong entries: they are declared, though nothing more is known of them

    def keep(key: str, path: Path, kind: str) -> None:
        try:
            sound = read_sound(path, FILES[kind], _name(folder, path))
        except BadInput as error:
            problems.extend(error.problems)
            return
        problems.extend(sound.problems)
        left_out.update(sound.left_out)
        if sound.record is not None:
            records[key] = sound.record

    if not folder.is_dir():
        raise one(Place(str(folder)), "no such data folder", "a folder with report.yml", "give --data DIR")
    problems.extend(_links(folder))
    if problems:  # what a link leads to is not read at all
        raise BadInput(problems)
    for kind in _COMMON_FILES:
        keep(kind, folder / f"{kind}.yml", kind)
    if (folder / "judgements.yml").exists():  # there may be none
        keep("judgements", folder / "judgements.yml", "judgements")
    ledgers = sorted((folder / "sources").glob("*.yml"))
    for path in ledgers:
        keep(f"ledger/{path.stem}", path, "ledger")
    homes = sorted(path for path in (folder / "studies").glob("*") if path.is_dir())
    if not homes:
        place = Place(_name(folder, folder / "studies"))
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
                records[f"{home.name}/rows"] = read_rows(path, _name(folder, path))
            except BadInput as error:
                problems.extend(error.problems)
        elif not (home / "reconciliation.yml").exists():
            problems += [_uncompared(_name(folder, path)) for path in sorted(home.glob("*.csv"))]
    needed = (*_COMMON_FILES, *(f"{home.name}/{kind}" for home in homes for kind in _STUDY_FILES))
    if not homes or any(key not in records for key in needed):
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
    named = (*unique(records["sources"].sources), *dangling(evidence))
    problems += [each for each in named if not any(repr(name) in each.wrong for name in left_out)]
    if problems:
        raise BadInput(problems)
    return evidence


def _links(folder: Path) -> Iterator[Problem]:
    """Yield a problem for each link in a data folder, which could lead to any file of the machine."""
    for home, folders, files in os.walk(folder):
        for path in (Path(home) / name for name in sorted((*folders, *files))):
            if path.is_symlink():
                expected = "files of the data folder itself"
                yield Problem(Place(_name(folder, path)), "a symbolic link", expected, "put the file in its place")


def _uncompared(name: str) -> Problem:
    told = "a second extraction that nothing compares"
    return Problem(Place(name), told, "reconciliation.yml beside it", "restore that file, or remove this one too")


def _study(records: dict[str, Any], name: str) -> Study:
    about, results, narrative = (records[f"{name}/{kind}"] for kind in _STUDY_FILES)
    reconciliation, rows = records.get(f"{name}/reconciliation"), records.get(f"{name}/rows", ())
    journal, appraisal = records.get(f"{name}/journal-club"), records.get(f"{name}/appraisal", Appraisal())
    return Study(about, results, narrative, reconciliation, rows, journal, appraisal)


@dataclass(frozen=True, slots=True)
class Sound(Generic[RecordT]):
    """What of a file is sound: the record without its wrong entries, their ids, and what is wrong with them."""

    record: RecordT | None
    problems: tuple[Problem, ...] = ()
    left_out: tuple[str, ...] = ()


def read_sound(path: Path, model: type[RecordT], name: str) -> Sound[RecordT]:
    """Read one file as a record of *model*, leaving wrong entries of its lists out; messages call it *name*.

    So one wrong entry does not hide what is wrong elsewhere. Raises BadInput when the file is not YAML.
    """
    node = yamltext.read(path, name)
    if not isinstance(node, yamltext.Mapping):
        raise one(node.place, f"{yamltext.type_names[type(node)]} at the top", "a mapping of keys", "start with 'key:'")
    expected, remedy = "evidence and named judgements only", "remove it; recommendations are the panel's"
    keys = [(key, place) for key, place in yamltext.keys_below(node) if key.lower().startswith("recommend")]
    if keys:
        raise BadInput(Problem(place, f"key {key!r} holds a recommendation", expected, remedy) for key, place in keys)
    given = _with_places(node)
    try:
        return Sound(model.model_validate(given))
    except ValidationError as error:
        details = error.errors()
    # A list whose items are wrong is reported as too short as well; the items say what is wrong.
    below = {detail["loc"][:-1] for detail in details} | {detail["loc"][:-2] for detail in details}
    told = [d for d in details if d["type"] != "too_short" or d["loc"] not in below]
    wrong = {(d["loc"][0], d["loc"][1]) for d in told if len(d["loc"]) > 1 and isinstance(d["loc"][1], int)}
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
    return Sound(record, tuple(_problem(node, model, detail) for detail in told), ids)


def _name(folder: Path, path: Path) -> str:
    return str(Path(folder.name) / path.relative_to(folder))


def _with_places(node: yamltext.Node) -> Any:
    """Return the node as pydantic input, each mapping with the places of its values."""
    if isinstance(node, yamltext.Scalar):
        return node.text.strip()
    if isinstance(node, yamltext.Sequence):
        return [_with_places(item) for item in node.items]
    if "places" in node.items:
        raise one(node.keys["places"], "unknown key 'places'", "a key of this record", "remove it")
    of: dict[str, Place] = {}
    for key, value in node.items.items():
        of[key] = value.place if isinstance(value, yamltext.Scalar) else node.keys[key]
        if isinstance(value, yamltext.Sequence):
            of |= {f"{key}.{index}": item.place for index, item in enumerate(value.items)}
    return {key: _with_places(value) for key, value in node.items.items()} | {"places": Places(node.place, of)}


def _problem(node: yamltext.Mapping, model: type[Record], detail: ErrorDetails) -> Problem:
    """Turn one of pydantic's errors into a problem at its line."""
    path = detail["loc"]
    place = yamltext.place_of(node, path)
    key = str(path[-1]) if path else ""
    given = detail["input"]
    context = detail.get("ctx", {})
    match detail["type"]:
        case "extra_forbidden":
            keys = _fields(model, path[:-1])
            return Problem(place, f"unknown key {key!r}", f"one of {', '.join(sorted(keys))}", nearest(key, keys))
        case "missing":
            return Problem(place, f"key {key!r} is missing", "a value", f"add '{key}: …'")
        case "literal_error":
            known = [word.strip("'") for word in context["expected"].replace(" or ", ", ").split(", ")]
            return Problem(
                place, f"{given!r} is not a known {key}", f"one of {', '.join(known)}", nearest(str(given), known)
            )
        case "string_pattern_mismatch":
            field = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
            form = _FORMS.get(field, "an identifier in lower case, words joined by '-'")
            return Problem(place, f"{given!r} is not of its form", form, "correct it")
        case "printed":
            line = yamltext.place_of(node, (*path, "readings", context["index"], "printed"))
            expected = f"what the measure {context['measure']!r} prints"
            return Problem(
                line, f"printed {context['printed']!r}", expected, "compare with the source, or change the measure"
            )
        case "value_error":
            name = key if isinstance(path[-1], str) else "record"
            return Problem(place, str(context["error"]), f"a valid {name}", "compare with the source")
        case "int_parsing" | "int_type":
            return Problem(place, f"{given!r} is not a whole number", f"{key} as digits", "correct it")
        case "date_from_datetime_parsing" | "date_parsing" | "date_type":
            return Problem(place, f"{given!r} is not a date", "a date as YYYY-MM-DD", "correct it")
        case "tuple_type" | "list_type":
            return Problem(
                place, f"{_kind(given)} where a list belongs", f"{key} as a list", "start each item with '- '"
            )
        case "model_type" | "model_attributes_type":
            return Problem(place, f"{_kind(given)} where a mapping belongs", f"{key} as 'key: value'", "write its keys")
        case "string_type":
            return Problem(place, f"{_kind(given)} where text belongs", f"{key} as one text", "write it as text")
        case "too_long":
            wrong, most = f"{context['actual_length']} entries in {key}", f"at most {context['max_length']}"
            return Problem(place, wrong, most, "leave out those that weigh least")
        case "string_too_long":
            wrong, most = f"{key} of {len(given)} characters", f"at most {context['max_length']}"
            return Problem(place, wrong, most, "shorten it")
        case "string_too_short":
            return Problem(place, f"{key} is empty", "a text", "write it")
        case "too_short":
            return Problem(place, f"{key} is empty", "at least one entry", "add an entry")
        case _:
            return Problem(place, f"{key}: {detail['msg'].lower()}", f"a valid {key}", "correct it")


def _kind(value: Any) -> str:
    kinds: dict[type, str] = {str: "text", list: "a list", dict: "a mapping"}
    return kinds.get(type(value), "a value")


def _fields(model: type[Record], path: tuple[str | int, ...]) -> set[str]:
    """Return the keys that the record at *path* below *model* takes."""
    for step in path:
        if isinstance(step, str) and step in model.model_fields:
            for part in parts_of(model.model_fields[step].annotation):
                if isinstance(part, type) and issubclass(part, Record):
                    model = part
    return set(model.model_fields) - {"places"}
