"""SHA-256 hashes of data, code and finished files, which tell what an output was made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any


def file_hash(path: Path) -> str:
    """Return the hash of a file's bytes."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def folder_hashes(folder: Path) -> dict[str, str]:
    """Return the hash of each file below a folder by its path there, sorted."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: file_hash(files[name]) for name in sorted(files)}


def data_files(data: Path) -> list[Path]:
    """Return the files of a data folder that its hash covers: YAML and CSV, sorted."""
    return sorted(path for path in data.rglob("*") if path.suffix in (".yml", ".csv") and path.is_file())


def data_hash(data: Path) -> str:
    """Return the hash of a data folder's YAML and CSV files, names included."""
    return _hash_of(data_files(data), data)


def files_hash(files: Mapping[str, bytes]) -> str:
    """Return the hash of files by their paths in a folder; that of the folder, where they are all of its data files."""
    total = hashlib.sha256()
    for name in sorted(files, key=PurePosixPath):
        total.update(name.encode())
        total.update(files[name].replace(b"\r\n", b"\n"))
    return total.hexdigest()


def code_hash() -> str:
    """Return the hash of the package and of the benchmark that plants the errors, where it is there."""
    home = Path(__file__).parents[1]
    return _hash_of((*_code_files(home), *home.parent.glob("bench/*.py")), home.parent)


def rooms_hash(*rooms: str) -> str:
    """Return the hash of rooms of the package, the folders at its top."""
    home = Path(__file__).parents[1]
    return _hash_of((path for room in rooms for path in _code_files(home / room)), home)


def seal(content: Mapping[str, Any], key: str) -> str:
    """Return the hash of a JSON object without the value of *key*, which holds this hash itself."""
    rest = {name: value for name, value in content.items() if name != key}
    text = json.dumps(rest, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()  # a stranger's file may hold any text


def _code_files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if "__pycache__" not in path.parts and path.is_file())


def _hash_of(paths: Iterable[Path], root: Path) -> str:
    return files_hash({path.relative_to(root).as_posix(): path.read_bytes() for path in paths})
