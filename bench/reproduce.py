"""The report rendered twice from copies of this project, in two surroundings; every byte must be the same.

The two differ in folder, time zone, locale, hash seed, home and umask. Arguments go to both renders: pages,
``--to`` formats. Prints a table by kind of file, then each file that differs; ends with exit 1 where one does.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from vexas_evidence.system.hashes import folder_hashes

ROOT = Path(__file__).parents[1]
NOT_COPIED = ("_site", "dist", "generated", "__pycache__", ".*")
SURROUNDINGS = (
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1", "umask": "022"},
    {"TZ": "America/Los_Angeles", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "4242", "umask": "077"},
)
SOURCES = Path("/usr/share/i18n/locales")
FOLDERS = ("here", "another folder")


def with_locale(surroundings: dict[str, str], folder: Path) -> dict[str, str]:
    """Return surroundings in which their locale can be had: one that the system lacks is compiled into a folder.

    Ends with exit 2 where the system has no sources of locales either: a locale that is not there would be none.
    """
    name = surroundings["LC_ALL"]
    if is_known(name):
        return surroundings
    if not can_be_made(name):
        print(f"{name} is not installed, so locales cannot be compared: make locales", file=sys.stderr)
        sys.exit(2)
    folder.mkdir()
    subprocess.run(["localedef", "-i", name.partition(".")[0], "-f", "UTF-8", folder / name], check=True)
    return {**surroundings, "LOCPATH": str(folder)}


def is_known(name: str) -> bool:
    """Say whether the system has a locale."""
    probe = [sys.executable, "-c", "import locale; locale.setlocale(locale.LC_ALL, '')"]
    return subprocess.run(probe, env={"LC_ALL": name}, capture_output=True, check=False).returncode == 0


def can_be_made(name: str) -> bool:
    """Say whether the system has the sources of a locale, and what compiles them."""
    return (SOURCES / name.partition(".")[0]).exists() and shutil.which("localedef") is not None


def rendered(folder: Path, surroundings: dict[str, str], arguments: list[str]) -> dict[str, str]:
    """Copy the project into a folder, render it there, and return the hash of each file by its path."""
    project, home, site = folder / "project", folder / "home", folder / "site"
    shutil.copytree(ROOT, project, ignore=shutil.ignore_patterns(*NOT_COPIED))
    home.mkdir()
    given = {name: value for name, value in surroundings.items() if name != "umask"}
    own = {"HOME": str(home), "MPLCONFIGDIR": str(home), "PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": "1"}
    around = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    command = [sys.executable, "-m", "vexas_evidence", "render", *arguments, "--engine", "embedded"]
    done = subprocess.run(
        [*command, "--output", str(site)],
        cwd=project,
        env={**around, **given, **own},
        umask=int(surroundings["umask"], 8),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"the render in {folder.name!r} failed:\n{done.stderr}")
    return folder_hashes(site)


def differing(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """Return the files that are not in both, or not the same in both."""
    return [name for name in sorted({*one, *other}) if one.get(name) != other.get(name)]


def table(names: list[str], differ: list[str]) -> str:
    """Return how many files of each kind were compared, and how many differ."""
    kinds, wrong = (Counter(Path(name).suffix or name for name in each) for each in (names, differ))
    lines = [f"{kind:<8} {count:>6} {wrong[kind]:>8}" for kind, count in sorted(kinds.items())]
    return "\n".join([f"{'kind':<8} {'files':>6} {'differ':>8}", *lines])


def main(arguments: list[str]) -> None:
    """Render twice, compare, tell."""
    with tempfile.TemporaryDirectory(prefix="reproduce-") as scratch, ThreadPoolExecutor(2) as pool:
        folders = [Path(scratch) / name for name in FOLDERS]
        around = [with_locale(each, Path(scratch) / "locales") for each in SURROUNDINGS]
        work = [pool.submit(rendered, *each, arguments) for each in zip(folders, around, strict=True)]
        one, other = (each.result() for each in work)
    differ = differing(one, other)
    print(table(sorted({*one, *other}), differ))
    for name in differ:
        print(f"differs: {name} {one.get(name, 'absent')[:12]} {other.get(name, 'absent')[:12]}")
    if differ:
        sys.exit(1)
    print(f"{len(one)} files are the same, byte for byte")


if __name__ == "__main__":
    main(sys.argv[1:])
