from __future__ import annotations

import os
from pathlib import Path

import pytest

from vexas_evidence.system import file_cache
from vexas_evidence.system.file_cache import FileCache


def refused() -> bytes:
    raise AssertionError("it is kept")


def test_equal_inputs_make_a_file_once(tmp_path: Path) -> None:
    cache = FileCache(tmp_path / "cache")
    assert cache.made("inputs", lambda: b"content") == b"content"
    assert cache.made("inputs", refused) == b"content"


def test_other_inputs_make_another_file(tmp_path: Path) -> None:
    cache = FileCache(tmp_path)
    cache.keep("inputs", b"content")
    assert cache.made("other inputs", lambda: b"other") == b"other"


@pytest.mark.parametrize("damage", [lambda stored: stored[:-1], lambda stored: stored + b" ", lambda _: b""])
def test_a_file_that_is_not_as_it_was_written_is_made_again(tmp_path: Path, damage) -> None:  # type: ignore[no-untyped-def]
    cache = FileCache(tmp_path)
    cache.keep("inputs", b"content")
    [path] = tmp_path.iterdir()
    path.write_bytes(damage(path.read_bytes()))
    assert cache.made("inputs", lambda: b"again") == b"again"
    assert cache.made("inputs", refused) == b"again"


def test_without_a_place_to_keep_files_they_are_made_each_time(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder would stand", encoding="utf-8")
    cache = FileCache(tmp_path / "cache")
    assert cache.made("inputs", lambda: b"content") == b"content"
    assert cache.made("inputs", lambda: b"again") == b"again"


def test_what_was_not_used_for_longest_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_cache, "MOST", 2)
    cache = FileCache(tmp_path)
    for number, name in enumerate("abc"):
        cache.keep(name, name.encode())
        [fresh] = [path for path in tmp_path.iterdir() if path.stat().st_mtime > 1000]
        os.utime(fresh, (number, number))
    assert cache.read("a") == b"a"  # which is a use of it
    cache.prune()
    assert [cache.read(name) for name in "abc"] == [b"a", None, b"c"]
