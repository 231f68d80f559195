"""What a render is asked for, who listens to it, and what it returns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

DATA_VARIABLE, REPORT_VARIABLE = "VEXAS_EVIDENCE_DATA", "VEXAS_EVIDENCE_REPORT"
"""The variables of the environment that name the data folder and the report to what runs for a page."""
Engine = Literal["auto", "quarto", "embedded"]
Log = Callable[[str], None]
"""Takes one line for each page and format as it is done, and each warning."""
Inspect = Callable[[Path], None]
"""Takes the folder of finished outputs before it is published; what it raises keeps it from being published."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to render: the project, the data, where to, and optionally which pages, formats, engine and report.

    The engine "auto" is that of the report's data, and the embedded one where these name none.
    """

    project: Path
    data: Path
    output: Path
    pages: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    engine: Engine = "auto"
    report: str = ""

    @property
    def everything(self) -> bool:
        """Whether all pages are asked for in all their formats."""
        return not self.pages and not self.formats


def variables_of(data: Path, report: str) -> dict[str, str]:
    """Return the variables that name a data folder, and a report where one is asked for."""
    return {DATA_VARIABLE: str(data)} | ({REPORT_VARIABLE: report} if report else {})


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a render made: by which engine and version, and which files."""

    engine: str
    version: str
    files: tuple[Path, ...]
