"""What goes through the door of the engines: what to render, who listens and looks, and what was made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Engine = Literal["auto", "quarto", "embedded"]
Tell = Callable[[str], None]
Inspect = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class Request:
    """What to render: the project, the data folder, where to, and optionally which pages, formats and engine."""

    project: Path
    data: Path
    output: Path
    pages: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    engine: Engine = "auto"


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of work on one page in one format; Quarto tells only the time of a page in "all" its formats."""

    page: str
    format: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Rendered:
    """What was made: by which engine and version, which files, and how long it took, per page and in all."""

    engine: str
    version: str
    files: tuple[Path, ...]
    timings: tuple[Timing, ...]
    seconds: float


Outcome = tuple[str, str, tuple[Path, ...], tuple[Timing, ...]]
"""Engine, version, files and timings: what an engine tells of a render."""
