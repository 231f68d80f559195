"""Which page is being rendered, and the notes that its calls make of what they emit, a line each.

Each page and format has a file of notes, from which the manifest is gathered when all pages are rendered.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from vexas_evidence.present.formats import FORMATS, Medium
from vexas_evidence.publish.coverage.manifest import MANIFEST, Entry, from_raw, to_raw
from vexas_evidence.system.working_folders import working_folder
from vexas_evidence.text.numerals import NumeralClass

FOLDER_VARIABLE = "VEXAS_EVIDENCE_MANIFEST"
FOLDER = Path("report/generated/manifest")


@dataclass(frozen=True, slots=True)
class Rendering:
    """The page whose code is running and the format that it is rendered to.

    ``execution`` tells one rendering of a page from the next: the path of the file in which the engine says all this,
    which a preview may write again, and the moment at which the page opened its report.
    """

    document: Path
    form: str
    execution: str

    @property
    def medium(self) -> Medium:
        """The medium of the format. Raises ValueError for a format that is not rendered."""
        if self.form not in FORMATS:
            raise ValueError(f"format {self.form!r} is not rendered; use one of {', '.join(FORMATS)}")
        return FORMATS[self.form].medium


def current_rendering() -> Rendering | None:
    """Return what Quarto and the embedded engine say of the page whose code is running; None outside a render."""
    path = os.environ.get("QUARTO_EXECUTE_INFO")
    if not path:
        return None
    facts = json.loads(Path(path).read_text(encoding="utf-8"))
    form = facts["format"]["identifier"]["base-format"]
    return Rendering(Path(facts["document-path"]), form, f"{path} {time.time_ns()}")


def folder() -> Path:
    """Return the folder in which the calls note what they emit."""
    return Path(os.environ.get(FOLDER_VARIABLE) or FOLDER)


@contextlib.contextmanager
def separate_notes(earlier: Path | None) -> Iterator[Path]:
    """Yield a folder for the notes of one render alone, with a copy of an *earlier* manifest where there is one."""
    before = os.environ.get(FOLDER_VARIABLE)
    with working_folder("vexas-manifest-") as own:
        os.environ[FOLDER_VARIABLE] = str(own)
        if earlier and earlier.is_file():
            shutil.copyfile(earlier, own / MANIFEST.name)
        try:
            yield own
        finally:
            os.environ.pop(FOLDER_VARIABLE)
            if before is not None:
                os.environ[FOLDER_VARIABLE] = before


def note(emitted: Iterable[Entry], rendering: Rendering) -> None:
    """Add what a call emitted to the notes of its page and format, which a page that is rendered again begins anew."""
    path = folder() / f"{rendering.document.stem}.{rendering.form}.jsonl"
    head = _head(_relative(rendering.document), rendering.form, rendering.execution)
    if path.exists() and not path.read_text(encoding="utf-8").startswith(f"{head}\n"):
        path.unlink()
    _append(path, head, _line(emitted))


def add(page: str, form: str, emitted: Iterable[Entry]) -> None:
    """Add what was put into a finished page; *page* is its path in the project."""
    path, line = folder() / f"{Path(page).stem}.{form}.jsonl", _line(emitted)
    # Where Quarto did not run the page again, what is put into it was added before.
    if not path.is_file() or line not in path.read_text(encoding="utf-8").splitlines(keepends=True):
        _append(path, _head(page, form, ""), line)


def _head(page: str, form: str, run: str) -> str:
    return json.dumps({"page": page, "format": form, "run": run})


def _line(emitted: Iterable[Entry]) -> str:
    return json.dumps([to_raw(entry) for entry in emitted], ensure_ascii=False) + "\n"


def _append(path: Path, head: str, line: str) -> None:
    """Add a line to the notes of a page, which begin with their head."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        if not file.tell():
            file.write(head + "\n")
        file.write(line)


def _relative(page: Path) -> str:
    """The path of a page in the project."""
    root = Path.cwd()
    return page.relative_to(root).as_posix() if page.is_relative_to(root) else page.as_posix()


def read_notes(where: Path) -> dict[tuple[str, str], tuple[Entry, ...]]:
    """Return the entries in a folder of notes, by page and format."""
    found = {}
    for path in sorted(where.glob("*.jsonl")):
        head, *calls = path.read_text(encoding="utf-8").splitlines()
        about = json.loads(head)
        entries = [from_raw(entry) for call in calls for entry in json.loads(call)]
        found[about["page"], about["format"]] = _numbered(entries)
    return found


def _numbered(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Number the captions of a page, as no call knows how many came before."""
    counts: dict[str, int] = {}
    numbered = []
    for entry in entries:
        if (label := entry.text) in ("Table", "Figure") and not entry.numerals:
            counts[label] = counts.get(label, 0) + 1
            kind: NumeralClass = "table number" if label == "Table" else "figure number"
            entry = replace(entry, text=f"{label} {counts[label]}", numerals=((str(counts[label]), kind),))
        numbered.append(entry)
    return tuple(numbered)
