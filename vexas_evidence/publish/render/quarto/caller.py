"""The Quarto that runs a hook: which formats it was asked for, and whether it is the only one that renders the project.

Quarto writes beside the pages, so that two renders at once would mix their files.
"""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path

from vexas_evidence.present.formats import FORMATS
from vexas_evidence.system.files import atomic_write
from vexas_evidence.system.problems import Place, one

LOCK = Path("report/generated/rendering.txt")
"""Which Quarto renders this project: its process, and when that began."""


def formats_asked(words: list[str]) -> tuple[str, ...]:
    """Return the formats that a command line of Quarto names; none where it names all, or leaves it to the pages.

    Raises BadInput for a PDF by LaTeX.
    """
    asked = ""
    for word, following in pairwise([*words, ""]):
        if word in ("--to", "-t"):
            asked = following
        elif word.startswith("--to="):
            asked = word.removeprefix("--to=")
    names = tuple(asked.split(",")) if asked else ()
    if "pdf" in names:
        remedy = "write --to typst, which makes the same files"
        raise one(Place("quarto"), "--to pdf", "a PDF by Typst; LaTeX makes none here", remedy)
    return tuple(name for name in names if name in FORMATS)


def command_line() -> list[str]:
    """Return the words that started the Quarto that runs this hook; none where the system does not say."""
    import psutil  # type: ignore[import-untyped]  # comes with ipykernel, which Quarto needs

    try:
        return list(psutil.Process(os.getppid()).cmdline())
    except psutil.Error:
        return []


def begin(root: Path) -> None:
    """Note that the Quarto that runs this hook renders the project.

    Raises BadInput where another one that still runs has noted the same. A preview is one Quarto, whose renders follow
    one another.
    """
    own, lock = _identity(os.getppid()), root / LOCK
    other = lock.read_text(encoding="utf-8") if lock.is_file() else ""
    number = other.partition(" ")[0]
    if other not in ("", own) and number.isdecimal() and _identity(int(number)) == other:
        wrong = f"another render of this project is under way (process {number})"
        remedy = f"wait until it is done, or end it; where there is none, remove {LOCK.as_posix()}"
        raise one(Place("quarto"), wrong, "one render at a time", remedy)
    atomic_write(lock, own.encode())


def end(root: Path) -> None:
    """Note that the render is done."""
    (root / LOCK).unlink(missing_ok=True)


def _identity(process: int) -> str:
    """A process and when it began, as the system gives its number to another one later; empty where there is none."""
    import psutil

    try:
        return f"{process} {psutil.Process(process).create_time():.2f}"
    except psutil.Error:
        return ""
