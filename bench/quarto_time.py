"""CPU time of `quarto render` against that at evidence version 1.0.0, whose commit is rendered in the same run."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
RELEASE = "releases/1.0.0.json"
LIMIT = 2 / 3


def cpu_time(folder: Path) -> float:
    """Return the user seconds that Quarto and all that it starts take to render the project in a folder."""
    about = {**os.environ, "QUARTO_PYTHON": sys.executable, "PYTHONPATH": str(folder)}
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    subprocess.run(["quarto", "render"], cwd=folder, env=about, capture_output=True, check=True)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def copy_of(commit: str, folder: Path) -> Path:
    """Return a folder with the files of a commit."""
    folder.mkdir()
    archive = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=True).stdout
    subprocess.run(["tar", "-x", "-C", str(folder)], input=archive, check=True)
    return folder


def main() -> None:
    """Print both times and their ratio."""
    find = ["git", "log", "-1", "--format=%H", "--", RELEASE]
    commit = subprocess.run(find, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    with tempfile.TemporaryDirectory() as scratch:
        then = cpu_time(copy_of(commit, Path(scratch) / "then"))
        now = cpu_time(copy_of("HEAD", Path(scratch) / "now"))
    print(f"quarto render: {now:.0f} s of user CPU, {then:.0f} s at {RELEASE}: {now / then:.2f} ({LIMIT:.2f})")


if __name__ == "__main__":
    main()
