"""A copy of the invented study that is released, changed, and released again."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Self

from tests import EXAMPLE, REPORT, ROOT, VERSIONS
from tests.commands import run_command

FEW = ("safety", "findings", "provenance", "versions", "evidence-summary", "slides")
"""A page of each kind: two with tables, the records, the history, a document and the slides."""


def pages(folder: Path, version: str = "1.0.0", only: tuple[str, ...] = ()) -> None:
    """Lay the pages of this project, or only some, into a folder, with titles that name the invented study."""
    shutil.copytree(ROOT / "report", folder / "report", dirs_exist_ok=True, ignore=shutil.ignore_patterns("generated"))
    settings = (ROOT / "_quarto.yml").read_text(encoding="utf-8").splitlines(keepends=True)
    for page in (folder / "report").glob("*.qmd"):
        if only and page.stem not in only:
            page.unlink()
            settings = [line for line in settings if f"report/{page.name}" not in line]
    (folder / "_quarto.yml").write_text("".join(settings), encoding="utf-8")
    titles(folder, version)


def titles(folder: Path, version: str) -> None:
    """Let the titles of documents name a version of the invented study."""
    told = f"version: {version}\nsite: Marsh fever\nstudy: Marsh fever\nsources: From secondary sources.\n"
    told += "arms: one treated arm\n"
    (folder / "_variables.yml").write_text(told, encoding="utf-8")


class Cut:
    """A copy of the invented study that was released, and then its bulletin read again."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data, self.dist = folder, folder / "data", folder / "dist"

    @classmethod
    def begun(cls, folder: Path, only: tuple[str, ...] = FEW) -> Self:
        """Copy the invented study and pages into a folder, in which nothing is released yet."""
        shutil.copytree(EXAMPLE, folder / "data")
        pages(folder, only=only)
        return cls(folder)

    def run(self, *arguments: str, code: int = 0) -> str:
        done = run_command(*arguments, "--data", str(self.data), folder=self.folder)
        assert done.returncode == code, done.stderr
        return done.stderr if code else done.stdout

    def release(self, code: int = 0) -> str:
        return self.run("release", "--output", str(self.dist), code=code)

    def read_again(self, version: str) -> None:
        [home] = (self.data / "studies").iterdir()
        for path in (self.data / "texts" / "marsh-bulletin.txt", home / "estimates.yml"):
            path.write_text(path.read_text(encoding="utf-8").replace("7.5%", "10%"), encoding="utf-8")
        self.run(
            "source", "add", str(self.data / "texts" / "marsh-bulletin.txt"), "--id", "marsh-bulletin", "--replace"
        )
        older = (self.data / VERSIONS).read_text(encoding="utf-8").partition("versions:\n")[2]
        now = (
            f"format: 3\nversions:\n  - version: {version}\n    date: 2030-02-02\n    status: current\n"
            "    changes: [Read again.]\n"
            "    values: [{id: rash, reason: The bulletin corrected its story., source: marsh-bulletin, "
            "conclusion: unchanged}]\n"
        )
        (self.data / VERSIONS).write_text(now + older.replace("current", "superseded"), encoding="utf-8")
        titles(self.folder, version)
        (self.data / REPORT).open("a", encoding="utf-8").write("published: https://example.org/\n")
