"""How the code is laid out: what stands at the top of the package, and how many files and lines a room has.

Which room imports which is a contract of ``import-linter``, in pyproject.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path

from tests import ROOT

PACKAGE = ROOT / "vexas_evidence"
MODULES = sorted(path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py"))
FORMATS = {"csv", "docx", "fhir", "html", "json", "pdf", "pptx", "yaml"}
"""Names of formats, which may stand in each room that handles the format."""
FILES, LINES = 14, 300
"""At most so many files in a room, and lines in a file."""


def test_at_the_top_of_the_package_stand_its_api_and_the_rooms() -> None:
    files = {path.name for path in PACKAGE.iterdir() if path.is_file()}
    assert files == {"__init__.py", "__main__.py", "py.typed"}


def test_every_folder_of_the_package_that_holds_code_is_a_room_of_the_contract() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    [rooms] = [each for each in settings["tool"]["importlinter"]["contracts"] if each["id"] == "rooms"]
    assert {path.parts[0] for path in MODULES if len(path.parts) > 1} == set(rooms["layers"])
    assert (rooms["exhaustive"], rooms["exhaustive_ignores"]) == (True, ["__main__"])


def test_a_module_has_a_name_of_its_own_unless_it_is_named_for_a_format() -> None:
    names = Counter(path.stem for path in MODULES if path.stem != "__init__")
    assert {name for name, count in names.items() if count > 1} - FORMATS == set()


def test_a_room_has_at_most_fourteen_files() -> None:
    rooms = Counter(path.parent.as_posix() for path in MODULES)
    assert {room: count for room, count in rooms.items() if count > FILES} == {}


def test_a_file_has_at_most_three_hundred_lines() -> None:
    assert {path.as_posix(): lines for path in MODULES if (lines := length(path)) > LINES} == {}


def test_what_readers_meet_reads_no_number_of_an_estimate_again() -> None:
    printed = re.compile(r"\b(?:estimate|reading|principal|each)\.number\b")
    shown = [path for path in MODULES if path.parts[0] in ("present", "publish")]
    found = {path.as_posix(): printed.findall((PACKAGE / path).read_text(encoding="utf-8")) for path in shown}
    releases = {path: hits for path, hits in found.items() if path.startswith(("publish/release/", "publish/audit/"))}
    assert {hit for hits in releases.values() for hit in hits} == {"each.number"}  # the number of a version
    assert {path: hits for path, hits in found.items() if hits and path not in releases} == {}


def length(path: Path) -> int:
    return len((PACKAGE / path).read_text(encoding="utf-8").splitlines())
