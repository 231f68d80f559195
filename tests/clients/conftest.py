"""A whole release, and LibreOffice, which opens the finished documents as a reader's office does."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Once
from tests.programs import office
from tests.release_copies import Cut

Opened = Callable[[str], Path]


@pytest.fixture(scope="session")
def opened(once: Once, site: Path) -> Opened:
    """Return a function that lets LibreOffice open a document of the report and print it to a PDF."""

    def opening(name: str) -> Path:
        def convert(folder: Path) -> None:
            profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"  # none of the user's own
            to = ("--headless", "--convert-to", "pdf", "--outdir", str(folder), str(site / "report" / name))
            done = subprocess.run([str(office()), profile, *to], capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
            assert (folder / name).with_suffix(".pdf").is_file(), done.stdout + done.stderr

        return (once(f"opened-{name}", convert) / name).with_suffix(".pdf")

    return opening


@pytest.fixture(scope="session")
def whole(once: Once) -> Cut:
    """The invented study released as its first version, with every page and document."""
    return Cut(once("whole", lambda folder: Cut.begun(folder, only=()).release()))
