from __future__ import annotations

from pathlib import Path

import pytest

from vexas_evidence.load import yaml
from vexas_evidence.system.problems import BadInput


def test_every_scalar_stays_text() -> None:
    node = yaml.parse("a: 0.50\nb: no\nc: 2025-09-18\nd: 1e3", "f.yml")
    assert yaml.plain(node) == {"a": "0.50", "b": "no", "c": "2025-09-18", "d": "1e3"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb: 2\na: 3", "f.yml:3: duplicate key 'a': one value (first on line 1): remove one"),
        ("a:\n\t- x", "f.yml:2: a tab in the indentation: spaces: replace each tab with two spaces"),
        ("", "f.yml: empty file: YAML data: write the data or remove the file"),
        (
            "a: 1\nb:",
            "f.yml:2: empty value: a value: "
            "write it, or remove the key; a text with a comma in { } stands in quotation marks",
        ),
        ("a: &x 1", "f.yml:1: anchor, alias or tag: plain YAML: write the value out where it is used"),
        (
            "a: !!python/object:os.system x",
            "f.yml:1: anchor, alias or tag: plain YAML: write the value out where it is used",
        ),
        ("a: 1\n---\nb: 2", "f.yml:3: a second document: one document a file: remove the '---'"),
        ("a: \x00", "f.yml:1: control character U+0000: printable text: remove the character"),
        ("[a]: 1", "f.yml:1: a list as a key: a plain name: write a name before ':'"),
        (
            "a: [1,\nb",
            "f.yml:3: not valid YAML (did not find expected ',' or ']'): YAML: "
            "check colons, quotes and indentation at and above this line",
        ),
    ],
)
def test_a_file_outside_the_subset_is_refused_with_its_line(text: str, message: str) -> None:
    with pytest.raises(BadInput) as error:
        yaml.parse(text, "f.yml")
    assert str(error.value) == message


def test_a_hundred_thousand_levels_are_refused_not_crashed_on() -> None:
    with pytest.raises(BadInput, match="nested too deeply: at most 40 levels"):
        yaml.parse("[" * 100_000, "f.yml")


def test_more_keys_and_values_than_a_file_has_are_refused_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml, "MAX_NODES", 5)
    yaml.parse("a: 1\nb: 2", "f.yml")
    with pytest.raises(BadInput) as error:
        yaml.parse("a: 1\nb: 2\nc: 3", "f.yml")
    assert str(error.value) == "f.yml:3: too many keys and values: at most 5 in a file: split the file"


@pytest.mark.parametrize("text", ['"', "\\", "a: b # c", "{a, b}: [c]", "≥ 50 µg", "", " on "])
def test_a_quoted_text_is_read_as_it_was(text: str) -> None:
    assert yaml.plain(yaml.parse(f"- {yaml.quoted(text)}", "f.yml")) == [text]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as error:
        yaml.read(tmp_path / "x.yml", "x.yml")
    assert str(error.value) == "x.yml: file not found: a readable file: create it or correct the path"


def test_a_byte_that_is_not_utf8_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_bytes(b"a: 1\nb: caf\xe9\n")
    with pytest.raises(BadInput) as error:
        yaml.read(path, "x.yml")
    assert str(error.value) == "x.yml:2: byte 0xe9 is not UTF-8: UTF-8 text: save the file as UTF-8"


def test_a_file_too_large_to_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_bytes(b"#" * (yaml.MAX_BYTES + 1))
    with pytest.raises(BadInput, match="file too large: at most 10000000 bytes: split the file"):
        yaml.read(path, "x.yml")
