"""Which page is being rendered, to which format, and where the document trees of a render are written."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vexas_evidence.present.formats import FORMATS, Medium
from vexas_evidence.system.working_folders import working_folder

FOLDER_VARIABLE = "VEXAS_EVIDENCE_MANIFEST"
FOLDER = Path("report/generated/manifest")


@dataclass(frozen=True, slots=True)
class Rendering:
    """The page whose code is running and the format that it is rendered to."""

    document: Path
    form: str

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
    return Rendering(Path(facts["document-path"]), facts["format"]["identifier"]["base-format"])


def folder() -> Path:
    """Return the folder of the document trees."""
    return Path(os.environ.get(FOLDER_VARIABLE) or FOLDER)


@contextlib.contextmanager
def separate_trees() -> Iterator[Path]:
    """Yield a folder for the document trees of one render alone."""
    before = os.environ.get(FOLDER_VARIABLE)
    with working_folder("vexas-manifest-") as own:
        os.environ[FOLDER_VARIABLE] = str(own)
        try:
            yield own
        finally:
            os.environ.pop(FOLDER_VARIABLE)
            if before is not None:
                os.environ[FOLDER_VARIABLE] = before
