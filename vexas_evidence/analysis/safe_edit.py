"""Edits of a data folder that are written only where the evidence that they make shows no new discrepancy."""

from __future__ import annotations

import difflib
import shutil
import tempfile
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from vexas_evidence.analysis.checks.full_text import OUTDATED_TEXTS
from vexas_evidence.analysis.checks.token_use import UNUSED_TOKENS
from vexas_evidence.analysis.verification import verification_in
from vexas_evidence.load.edit import read_exactly
from vexas_evidence.system.files import write_files
from vexas_evidence.system.problems import BadInput, Discrepancy, Place, Problem

WOULD_BE_WRITTEN = ", in the line that would be written, "


def write_checked(
    folder: Path, texts: Mapping[Path, str | None], allowed: Collection[str] = (OUTDATED_TEXTS,)
) -> tuple[Discrepancy, ...]:
    """Write files of a data folder, unless the evidence that they make shows a new discrepancy.

    Texts of ours that a new reading makes outdated cannot be right before and after it, and so it is with what two
    readers of a source differ in while they read. Such ones are returned, and do not keep the files from being written.

    *texts* has the new text of each file by its path within the folder, None for one that goes, and *allowed* the names
    of the checks whose discrepancies do not keep the files from being written. Returns the new discrepancies: where one
    is of another check, no file is changed, and one in a line that was not written quotes the line. Raises BadInput,
    and changes no file, where the new texts cannot be loaded, or a file was written while they were checked.
    """
    old = {path: _old_text(folder / path) for path in texts}
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / (folder.name or "data")
        shutil.copytree(folder, copy)
        write_files(copy, texts)
        before = Counter(map(_without_line, verification_in(folder).discrepancies))
        found = verification_in(copy).discrepancies
    new = tuple(each for each in found if not before[_without_line(each)])
    if any(each.check not in allowed for each in new):
        edits = {f"{folder.name}/{path}": (old[path], text or "") for path, text in texts.items()}
        return tuple(_in_old_text(each, *edits[each.place.file]) if each.place.file in edits else each for each in new)
    if changed := [path for path in texts if _old_text(folder / path) != old[path]]:
        wrong, expected = "another person or program wrote it meanwhile", "the file as it was checked"
        raise BadInput(Problem(Place(f"{folder.name}/{path}"), wrong, expected, "decide again") for path in changed)
    write_files(folder, texts)
    return new


def _old_text(path: Path) -> str:
    """The text of a file, "" where there is none yet."""
    return read_exactly(path) if path.exists() else ""


def _in_old_text(discrepancy: Discrepancy, old: str, new: str) -> Discrepancy:
    """Return a discrepancy of the new text at its line of the old text, or with the line where the old has none."""
    old_lines, new_lines = old.split("\n"), new.split("\n")
    at = discrepancy.place.line - 1
    for tag, first, _, start, end in difflib.SequenceMatcher(a=old_lines, b=new_lines, autojunk=False).get_opcodes():
        if start <= at < end and tag == "equal":
            return replace(discrepancy, place=Place(discrepancy.place.file, first + at - start + 1))
        if start <= at < end:
            found = f"{discrepancy.found}{WOULD_BE_WRITTEN}'{new_lines[at].strip()}'"
            return replace(discrepancy, place=Place(discrepancy.place.file), found=found)
    return discrepancy


def _without_line(discrepancy: Discrepancy) -> Discrepancy:
    """A discrepancy as it is compared: a token of which only a part is left over was left over before."""
    found = "" if discrepancy.check == UNUSED_TOKENS else discrepancy.found
    return replace(discrepancy, place=Place(discrepancy.place.file), found=found)
