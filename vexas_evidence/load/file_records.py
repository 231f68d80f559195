"""One data file as a record, without its wrong entries, or refused: its format, its keys, the places of its values."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from pydantic import ValidationError

from vexas_evidence.load import yaml
from vexas_evidence.load.error_messages import problem_of
from vexas_evidence.model import DataFile, Places
from vexas_evidence.system.problems import BadInput, Problem, one

RecordT = TypeVar("RecordT", bound=DataFile)
FORMAT: Final = 3
FORMAT_2 = "format 2"
"""What is wrong with a file of format 2."""


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
    OtherFormat when it is not of the format read here.
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
    """Return what keeps a file from being read by its format: none is given in format 1, or it is another one."""
    upgrade = "run vexas-evidence upgrade, which lists what it changes"
    if "format" not in node.items:
        return Problem(node.place, "no format, as in files of format 1", f"format: {FORMAT}", upgrade)
    given = node.items["format"]
    if yaml.plain(given) == str(FORMAT):
        return None
    found = repr(given.text) if isinstance(given, yaml.Scalar) else yaml.type_names[type(given)]
    number = int(given.text) if isinstance(given, yaml.Scalar) and given.text.strip().isdecimal() else 0
    place = yaml.place_of(node, ("format",))
    if number == 2:
        return Problem(place, FORMAT_2, f"format: {FORMAT}", upgrade)
    newer = "use the newer version of vexas-evidence that wrote it"
    older = f"write {FORMAT}, or for data of format 1 take the line out and run vexas-evidence upgrade"
    return Problem(place, f"format {found} is not known", f"format: {FORMAT}", newer if number > FORMAT else older)


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
