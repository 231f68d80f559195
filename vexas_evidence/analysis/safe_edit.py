"""Files of a data folder are written only where the evidence that they make shows no new discrepancy."""

from __future__ import annotations

import difflib
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from vexas_evidence.analysis.verification import UNTOLD, verify_evidence
from vexas_evidence.load.edit import read_exactly
from vexas_evidence.load.folder import load
from vexas_evidence.system.files import write_files
from vexas_evidence.system.problems import Discrepancy, Place

TOLD_ONLY = (UNTOLD,)  # the texts cannot be right before and after the readings are there


def write_checked(folder: Path, texts: Mapping[Path, str]) -> tuple[Discrepancy, ...]:
    """Write files of a data folder, unless the evidence that they make shows a discrepancy that is new.

    *texts* holds the new text of each file by its path within the folder. Returns the new
    discrepancies; where there is one, but for those that are TOLD_ONLY, or BadInput is raised, no file
    is changed, and a discrepancy in a line that was to be written quotes the line.
    """
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / (folder.name or "data")
        shutil.copytree(folder, copy)
        for path, text in texts.items():
            (copy / path).write_text(text, encoding="utf-8", newline="")
        before = Counter(map(_without_line, verify_evidence(load(folder)).discrepancies))
        found = verify_evidence(load(copy)).discrepancies
    new = tuple(each for each in found if not before[_without_line(each)])
    if any(each.check not in TOLD_ONLY for each in new):
        lines = {f"{folder.name}/{path}": (read_exactly(folder / path), text) for path, text in texts.items()}
        return tuple(_as_it_stands(each, *lines[each.place.file]) if each.place.file in lines else each for each in new)
    write_files(folder, texts)
    return new


def _as_it_stands(discrepancy: Discrepancy, old: str, new: str) -> Discrepancy:
    """Return a discrepancy of a text that was not written: at the line as it stands, or with the line itself."""
    mine, theirs = old.split("\n"), new.split("\n")
    at = discrepancy.place.line - 1
    for tag, low, _, start, end in difflib.SequenceMatcher(a=mine, b=theirs, autojunk=False).get_opcodes():
        if start <= at < end and tag == "equal":
            return replace(discrepancy, place=Place(discrepancy.place.file, low + at - start + 1))
        if start <= at < end:
            found = f"{discrepancy.found}, in the line that would be written, '{theirs[at].strip()}'"
            return replace(discrepancy, place=Place(discrepancy.place.file), found=found)
    return discrepancy


def _without_line(discrepancy: Discrepancy) -> Discrepancy:
    return replace(discrepancy, place=Place(discrepancy.place.file))
