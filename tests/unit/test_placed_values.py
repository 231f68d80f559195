"""Values of a data file: read in one pass without places, and the same where the file is read once more with them."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any

import pytest

from vexas_evidence.load import yaml
from vexas_evidence.load.placed_values import PlacedFile
from vexas_evidence.system.problems import BadInput, Place

NESTED = "a: {x: 1, y: [2, {z: ' 3 '}]}\nb:\n  - c: >-\n      two\n      lines\n  - d\n"


def shape(values: Any) -> Any:
    """The values with the number of each mapping in the place of its places."""
    if isinstance(values, dict):
        return {key: value.number if key == "places" else shape(value) for key, value in values.items()}
    return [shape(item) for item in values] if isinstance(values, list) else values


def test_values_are_texts_without_spaces_around_them_and_each_mapping_has_its_number() -> None:
    assert shape(PlacedFile(NESTED, "f.yml").values()) == {
        "a": {"x": "1", "y": ["2", {"z": "3", "places": 2}], "places": 1},
        "b": [{"c": "two lines", "places": 3}, "d"],
        "places": 0,
    }


@pytest.mark.parametrize(
    "text", [NESTED, *(path.read_text("utf-8") for path in sorted(Path("data").rglob("*.yml")))], ids=str
)
def test_both_ways_of_reading_make_the_same_of_a_file(text: str) -> None:
    file = PlacedFile(text, "f.yml")
    assert shape(file.values()) == shape(file._values(file.node, count()))


@pytest.mark.parametrize(
    ("key", "at"),
    [("x", (1, 7)), ("y", (1, 10)), ("y.0", (1, 14)), ("y.1", (1, 17)), ("y.9", (1, 10)), ("absent", (1, 3))],
)
def test_a_value_has_the_place_where_it_begins_else_that_of_what_it_would_stand_in(
    key: str, at: tuple[int, int]
) -> None:
    assert PlacedFile(NESTED, "f.yml").values()["a"]["places"].at(key) == Place("f.yml", *at)


def test_a_character_that_is_invisible_but_allowed_is_read() -> None:
    assert shape(PlacedFile("a: co\u00adhort", "f.yml").values()) == {"a": "co\u00adhort", "places": 0}


def test_a_key_called_places_stays_for_the_record_to_refuse() -> None:
    assert PlacedFile("places: here", "f.yml").values() == {"places": "here"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "f.yml: empty file: YAML data: write the data or remove the file"),
        ("# nothing", "f.yml: empty file: YAML data: write the data or remove the file"),
        ("a: 1\na: 2", "f.yml:2: duplicate key 'a': one value (first on line 1): remove one"),
        ("a: &x 1", "f.yml:1: anchor, alias or tag: plain YAML: write the value out where it is used"),
        ("a: !!str 1", "f.yml:1: anchor, alias or tag: plain YAML: write the value out where it is used"),
        ("a: &x [1]", "f.yml:1: anchor, alias or tag: plain YAML: write the value out where it is used"),
        ("[a]: 1", "f.yml:1: a list as a key: a plain name: write a name before ':'"),
        ("a: 1\n---\nb: 2", "f.yml:3: a second document: one document a file: remove the '---'"),
        ('a: "\\x07"', "f.yml:1: control character U+0007: printable text on one line: remove the character"),
        ("# \u202e", "f.yml:1: control character U+202E: printable text on one line: remove the character"),
        ("a: " + "[" * 41 + "]" * 41, "f.yml:1: nested too deeply: at most 40 levels: flatten the data"),
    ],
)
def test_what_is_unusual_is_refused_where_it_stands(text: str, problem: str) -> None:
    with pytest.raises(BadInput) as caught:
        PlacedFile(text, "f.yml").values()
    assert str(caught.value) == problem


def test_an_empty_value_is_refused_where_it_stands() -> None:
    with pytest.raises(BadInput, match=r"^f\.yml:2: empty value"):
        PlacedFile("a: 1\nb:\n", "f.yml").values()


def test_too_many_keys_and_values_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml, "MAX_NODES", 4)
    with pytest.raises(BadInput, match="too many keys and values"):
        PlacedFile("a: 1\nb: 2", "f.yml").values()
