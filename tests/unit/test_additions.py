"""Items put into YAML texts and taken out of them, every other line staying as it is."""

from __future__ import annotations

import pytest
import yaml

from vexas_evidence.load.additions import with_item, with_value, without_item, without_key
from vexas_evidence.system.problems import BadInput

TEXT = """# a comment
format: 3
none: []
block:
  - {id: one}  # first

  - id: two
    of: {kind: old}
flow: [u, v]  # both
inner:
  status: p
  critical: [q]
# the end
"""


@pytest.mark.parametrize(
    ("path", "item"),
    [
        (["none"], "{id: new}"),
        (["block"], "{id: new}"),
        (["flow"], "new"),
        (["inner", "critical"], "new"),
        (["inner", "other"], "new"),
        (["absent"], "{id: new}"),
    ],
)
@pytest.mark.parametrize("turn", ["\n", "\r\n"])
def test_an_item_stands_last_and_every_line_before_stays(path: list[str], item: str, turn: str) -> None:
    text = with_item(TEXT.replace("\n", turn), path, item)
    found = yaml.safe_load(text)
    for key in path:
        found = found[key]
    assert found[-1] == yaml.safe_load(item)
    assert [each for each in TEXT.splitlines() if each not in text] in (
        [],
        ["none: []"],
        ["flow: [u, v]  # both"],
        ["  critical: [q]"],
    )
    assert ("\r\n" in text, text.count("\n") == text.count("\r\n")) == (turn == "\r\n", turn == "\r\n")


def test_an_item_of_several_lines_is_indented_as_its_list() -> None:
    text = with_item("list:\n    - a: 1\n      b: 2\n", ["list"], "a: 3", "b: 4")
    assert text == "list:\n    - a: 1\n      b: 2\n    - a: 3\n      b: 4\n"


def test_an_item_goes_into_a_list_of_the_record_of_an_id() -> None:
    assert with_item("list:\n  - id: a\n    of:\n      - x\n  - id: b\n", ["list", "a", "of"], "y") == (
        "list:\n  - id: a\n    of:\n      - x\n      - y\n  - id: b\n"
    )


def test_an_item_of_several_lines_in_brackets_is_refused() -> None:
    with pytest.raises(BadInput, match="'flow' is a list within"):
        with_item(TEXT, ["flow"], "a: 1", "b: 2")


def test_a_list_of_a_mapping_in_braces_is_begun_there() -> None:
    assert with_item("of: {status: p}\n", ["of", "names"], "x") == "of: {status: p, names: [x]}\n"


def test_an_empty_list_within_braces_takes_an_item_there() -> None:
    assert with_item("of: {status: p, names: []}\n", ["of", "names"], "x") == "of: {status: p, names: [x]}\n"


@pytest.mark.parametrize(
    ("text", "path", "after"),
    [
        ("a: 1\n# end\n", ["b"], "a: 1\n# end\nb: 2\n"),
        ("a:\n  c: 1\nd: 3\n", ["a", "b"], "a:\n  c: 1\n  b: 2\nd: 3\n"),
        ("a: {c: 1}\n", ["a", "b"], "a: {c: 1, b: 2}\n"),
    ],
)
def test_a_value_that_is_not_there_yet_is_the_last_of_its_record(text: str, path: list[str], after: str) -> None:
    assert with_value(text, path, "2") == after


@pytest.mark.parametrize("value", ["{kind: old}", "old", "\n      kind: old"])
def test_a_value_of_the_record_of_an_id_becomes_another(value: str) -> None:
    text = f"list:\n  - id: two\n    of: {value}\n  - id: three\nend: 1\n"
    assert yaml.safe_load(with_value(text, ["list", "two", "of"], "{kind: new}")) == {
        "list": [{"id": "two", "of": {"kind": "new"}}, {"id": "three"}],
        "end": 1,
    }


@pytest.mark.parametrize("text", ["list: [a, b, c]\nend: 1\n", "list:\n  - a\n  - b\n  - c\nend: 1\n"])
@pytest.mark.parametrize("number", [0, 1, 2])
def test_an_item_is_taken_out(text: str, number: int) -> None:
    left = [each for index, each in enumerate("abc") if index != number]
    assert yaml.safe_load(without_item(text, ["list"], number)) == {"list": left, "end": 1}


def test_an_item_of_a_list_of_a_record_is_taken_out() -> None:
    text = "list:\n  - id: a\n    of: [x, y]\n  - {id: b, of: [x]}\n"
    assert without_item(text, ["list", "a", "of"], 0) == "list:\n  - id: a\n    of: [y]\n  - {id: b, of: [x]}\n"


@pytest.mark.parametrize("text", ["list: [a]\nend: 1\n", "list:\n  - a\nend: 1\n"])
def test_the_last_item_leaves_an_empty_list(text: str) -> None:
    assert yaml.safe_load(without_item(text, ["list"], 0)) == {"list": [], "end": 1}


@pytest.mark.parametrize("key", ["a", "b", "c"])
@pytest.mark.parametrize("of", ["of: {a: 1, b: 2, c: 3}\n", "of:\n  a: 1\n  b: 2\n  c: 3\n"])
def test_a_key_is_taken_out(of: str, key: str) -> None:
    left = {name: number for name, number in zip("abc", (1, 2, 3), strict=True) if name != key}
    assert yaml.safe_load(without_key(f"{of}end: 1\n", ["of", key])) == {"of": left, "end": 1}


@pytest.mark.parametrize(
    ("key", "after"),
    [
        ("a", "of:\n  - id: x\n    b: |\n      two\n    c: 3\nend: 1\n"),
        ("b", "of:\n  - a: 1\n    id: x\n    c: 3\nend: 1\n"),
        ("c", "of:\n  - a: 1\n    id: x\n    b: |\n      two\nend: 1\n"),
    ],
)
def test_a_key_of_a_record_in_a_list_is_taken_out_with_its_lines(key: str, after: str) -> None:
    text = "of:\n  - a: 1\n    id: x\n    b: |\n      two\n    c: 3\nend: 1\n"
    assert without_key(text, ["of", "x", key]) == after
