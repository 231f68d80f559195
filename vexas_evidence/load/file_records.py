"""One data file as a record, without its wrong entries, or refused: its format, its keys, the places of its values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Generic, TypeVar

from pydantic import ValidationError

from vexas_evidence.load import yaml
from vexas_evidence.load.error_messages import problem_of
from vexas_evidence.load.placed_values import PlacedFile
from vexas_evidence.model import DataFile
from vexas_evidence.system.problems import BadInput, Place, Problem, one

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
    file = PlacedFile(yaml.read_text(path, name), name)
    given = file.values()
    if not isinstance(given, dict) or given.get("format") != str(FORMAT):
        raise OtherFormat(filter(None, [format_problem(_at_top(file.node))]))
    given["format"] = FORMAT
    try:
        return Sound(model.model_validate(given))
    except ValidationError as error:
        node = _at_top(file.node)
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
    return _at_top(yaml.read(path, name))


def _at_top(node: yaml.Node) -> yaml.Mapping:
    if not isinstance(node, yaml.Mapping):
        raise one(node.place, f"{yaml.type_names[type(node)]} at the top", "a mapping of keys", "start with 'key:'")
    return node


def format_problem(node: yaml.Mapping) -> Problem | None:
    """Return what keeps a file from being read by its format: none is given in format 1, or it is another one."""
    upgrade = "run vexas-evidence upgrade, which lists what it changes"
    if "format" not in node.items:
        return Problem(node.place, "no format, as in files of format 1", f"format: {FORMAT}", upgrade)
    given = node.items["format"]
    if isinstance(given, yaml.Scalar) and given.text.strip() == str(FORMAT):
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
    expected, remedy = "evidence and named judgments only", "remove it; recommendations are the panel's"
    keys = [(key, place) for key, place in _keys_below(node) if key.lower().startswith("recommend")]
    if keys:
        raise BadInput(Problem(place, f"key {key!r} holds a recommendation", expected, remedy) for key, place in keys)
    if place := next((place for key, place in _keys_below(node) if key == "places"), None):
        raise one(place, "unknown key 'places'", "a key of this record", "remove it")


def _keys_below(node: yaml.Node) -> Iterator[tuple[str, Place]]:
    """Yield every key of a node and of all below it, with its place."""
    if isinstance(node, yaml.Sequence):
        for item in node.items:
            yield from _keys_below(item)
    elif isinstance(node, yaml.Mapping):
        for key, value in node.items.items():
            yield key, Place(node.file, *node.keys_at[key])
            yield from _keys_below(value)
