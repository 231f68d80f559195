"""While pages are rendered: each call notes what it emitted, a line in the file of its page and format."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from vexas_evidence.publish.coverage.manifest import MANIFEST, Entry, from_raw, to_raw
from vexas_evidence.system.working_folders import scratch
from vexas_evidence.text.numerals import NumeralClass

FOLDER_VARIABLE = "VEXAS_EVIDENCE_MANIFEST"
FOLDER = Path("report/generated/manifest")


def folder() -> Path:
    """Return the folder in which the calls note what they emit."""
    return Path(os.environ.get(FOLDER_VARIABLE) or FOLDER)


@contextlib.contextmanager
def separate_notes(earlier: Path | None) -> Iterator[Path]:
    """Let the calls of a render note what they emit in a folder of their own, which knows an *earlier* manifest."""
    before = os.environ.get(FOLDER_VARIABLE)
    with scratch("vexas-manifest-") as own:
        os.environ[FOLDER_VARIABLE] = str(own)
        if earlier and earlier.is_file():
            shutil.copyfile(earlier, own / MANIFEST.name)
        try:
            yield own
        finally:
            os.environ.pop(FOLDER_VARIABLE)
            if before is not None:
                os.environ[FOLDER_VARIABLE] = before


def note(emitted: Iterable[Entry]) -> None:
    """Add what a call emitted to the file of the page and format that is being rendered.

    A page rendered anew has another execute info, and its file starts anew. Outside a render nothing is noted.
    """
    run = os.environ.get("QUARTO_EXECUTE_INFO")
    if run is None:
        return
    info = json.loads(Path(run).read_text(encoding="utf-8"))
    page, form = Path(info["document-path"]), info["format"]["identifier"]["base-format"]
    path = folder() / f"{page.stem}.{form}.jsonl"
    head = _head(_relative(page), form, run)
    if path.exists() and path.read_text(encoding="utf-8").partition("\n")[0] != head:
        path.unlink()
    _append(path, head, emitted)


def add(page: str, form: str, emitted: Iterable[Entry]) -> None:
    """Add what was put into a page after it was made: page as the project names it."""
    _append(folder() / f"{Path(page).stem}.{form}.jsonl", _head(page, form, ""), emitted)


def _head(page: str, form: str, run: str) -> str:
    return json.dumps({"page": page, "format": form, "run": run})


def _append(path: Path, head: str, emitted: Iterable[Entry]) -> None:
    """Add a line to the notes of a page, which begin with their head."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        if not file.tell():
            file.write(head + "\n")
        file.write(json.dumps([to_raw(entry) for entry in emitted], ensure_ascii=False) + "\n")


def _relative(page: Path) -> str:
    """The page as the project names it."""
    root = Path.cwd()
    return page.relative_to(root).as_posix() if page.is_relative_to(root) else page.as_posix()


def noted(where: Path) -> dict[tuple[str, str], tuple[Entry, ...]]:
    """Return the entries of every page noted in a folder, by page and format."""
    found = {}
    for path in sorted(where.glob("*.jsonl")):
        head, *calls = path.read_text(encoding="utf-8").splitlines()
        about = json.loads(head)
        told = [from_raw(entry) for call in calls for entry in json.loads(call)]
        found[about["page"], about["format"]] = _numbered(told)
    return found


def _numbered(told: Iterable[Entry]) -> tuple[Entry, ...]:
    """Give the captions of a page their numbers, which no call knows."""
    counts: dict[str, int] = {}
    done = []
    for entry in told:
        if (label := entry.text) in ("Table", "Figure") and not entry.numerals:
            counts[label] = counts.get(label, 0) + 1
            kind: NumeralClass = "table number" if label == "Table" else "figure number"
            entry = replace(entry, text=f"{label} {counts[label]}", numerals=((str(counts[label]), kind),))
        done.append(entry)
    return tuple(done)
