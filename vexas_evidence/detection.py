"""The measured detection rate of the verification, and whether it was measured on what is here.

``make prove`` plants errors and writes ``data/detection.json``; the report shows its numbers and
says that they are stale where data or code have changed since.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

CODE = (
    *("load", "names", "yamltext", "printed", "numberwords", "quantities", "tokens", "derive", "intervals"),
    *("rules", "claims", "check", "battery", "verify", "reconcile", "prose", "numbers"),
    *("numerals", "page"),
)
FOLDERS = ("checks", "coverage", "model", "sources")


@dataclass(frozen=True, slots=True)
class Detection:
    """What was measured: errors planted and caught, harmless changes and alarms, and whether it is stale."""

    planted: int
    caught: int
    benign: int
    alarms: int
    stale: bool

    @property
    def told(self) -> str:
        """The measurement in one line."""
        words = f"{self.planted} errors planted, {self.caught} caught; "
        words += f"{self.benign} benign changes, {self.alarms} alarms"
        return f"{words} (stale: data or code have changed since)" if self.stale else words


def read_detection(data: Path) -> Detection | None:
    """Return what was measured on a data folder, or None where nothing was."""
    path = data / "detection.json"
    if not path.exists():
        return None
    told = json.loads(path.read_text(encoding="utf-8"))
    stale = (told["data"], told["code"]) != (data_hash(data), code_hash())
    return Detection(told["planted"], told["caught"], told["benign"], len(told["alarms"]), stale)


def data_hash(data: Path) -> str:
    """Return the SHA-256 of a data folder's YAML and CSV files, names included."""
    return _hash(sorted(path for path in data.rglob("*") if path.suffix in (".yml", ".csv")), data)


def code_hash() -> str:
    """Return the SHA-256 of the modules that verification and coverage rest on."""
    home = Path(__file__).parent
    modules = (home / f"{name}.py" for name in CODE)
    rooms = (path for folder in FOLDERS for path in sorted((home / folder).glob("*.py")))
    return _hash([*modules, *rooms], home)


def _hash(paths: Iterable[Path], root: Path) -> str:
    total = hashlib.sha256()
    for path in paths:
        total.update(path.relative_to(root).as_posix().encode())
        total.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return total.hexdigest()
