"""Kill renders at random moments and check that the last good output is complete.

Two projects are killed. A small one writes another text into every page at each render, so that a mixture
of two renders would show. The report itself, by the command that users run, is complete when every file has the
hash that its verification states; its data differ at each render. The moments are drawn from a seed, over
the time of an unkilled render.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from vexas_evidence.system.hashes import folder_hashes

ROOT = Path(__file__).parents[1]
NOT_COPIED = ("_site", "dist", "generated", "__pycache__", ".*")
PAGES = ("a", "b", "c")
MARK = "render number "
CONFIG = "project: {type: website, render: [pages/*.qmd]}\nformat:\n  html: default\n  docx: default\n"
RENDER = """
import sys
from pathlib import Path
from vexas_evidence.publish.render import Request, render
root = Path(sys.argv[1])
render(Request(root, root / "data", root.parent / "_site", engine="embedded"), lambda _: None)
"""


def write_project(root: Path, number: int) -> None:
    """Write a small project whose pages all carry the number of their render."""
    (root / "pages").mkdir(parents=True, exist_ok=True)
    (root / "data").mkdir(exist_ok=True)
    (root / "_quarto.yml").write_text(CONFIG, encoding="utf-8")
    for page in PAGES:
        (root / "pages" / f"{page}.qmd").write_text(f"{MARK}{number}.\n", encoding="utf-8")


def start(root: Path) -> subprocess.Popen[str]:
    """Start a render of the project in a process of its own."""
    return subprocess.Popen([sys.executable, "-c", RENDER, str(root)], stderr=subprocess.PIPE, text=True)


def shown(site: Path) -> int:
    """Return which render a site is of; raises AssertionError when it is not complete."""
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    wanted = {f"pages/{page}.{ending}" for page in PAGES for ending in ("html", "docx")} | {"site_libs/chrome.css"}
    assert files == wanted, f"files that are absent or left over: {sorted(files ^ wanted)}"
    found = set()
    for page in PAGES:
        words = (site / "pages" / f"{page}.html").read_text(encoding="utf-8")
        assert words.rstrip().endswith("</html>"), f"{page}.html is cut off"
        found.add(int(words.partition(MARK)[2].partition(".")[0]))
    assert len(found) == 1, f"pages of several renders: {sorted(found)}"
    return found.pop()


def kill_renders(folder: Path, kills: int, seed: int) -> tuple[int, int]:
    """Kill a number of renders. Return how many left the output before them, and how many their own.

    Raises AssertionError for an output that is not complete, or when the last render leaves a working folder.
    """
    root, site = folder / "project", folder / "_site"
    write_project(root, 0)
    begun = time.perf_counter()
    assert start(root).wait() == 0
    duration = time.perf_counter() - begun
    draw, good, old, new = random.Random(seed), 0, 0, 0
    for number in range(1, kills + 1):
        write_project(root, number)
        running = start(root)
        time.sleep(draw.uniform(0, 1.1 * duration))
        running.send_signal(signal.SIGKILL)
        running.communicate()
        now = shown(site)
        assert now in (good, number), f"render {now} came back"
        old, new, good = old + (now != number), new + (now == number), now
    write_project(root, kills + 1)
    assert start(root).wait() == 0
    assert shown(site) == kills + 1
    left = sorted(path.name for path in folder.iterdir())
    assert left == ["_site", "project"], f"left over: {left}"
    return old, new


def start_report(root: Path) -> subprocess.Popen[str]:
    """Start the command that renders the report, in a process of its own."""
    command = [sys.executable, "-m", "vexas_evidence", "render", "--engine", "embedded", "--output", "../_site"]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    return subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )


def of_verification(site: Path) -> dict[str, str]:
    """Return the hashes of a report's files. Raises AssertionError where one differs from its verification."""
    found = folder_hashes(site)
    stated = json.loads((site / "report" / "verification.json").read_text(encoding="utf-8"))["files_sha256"]
    wrong = [name for name, expected in stated.items() if found.get(name) != expected]
    assert not wrong, f"files that differ from the verification: {wrong}"
    return found


def identity(site: Path) -> tuple[int, int]:
    """Return what distinguishes a folder from another of its name."""
    status = site.stat()
    return status.st_ino, status.st_mtime_ns


def kill_reports(folder: Path, kills: int, seed: int) -> tuple[int, int]:
    """Kill a number of renders of the report. Return how many left the output before them, and how many their own.

    Raises AssertionError for an output that is not complete, or when the last render leaves a working folder.
    """
    root, site = folder / "project", folder / "_site"
    shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(*NOT_COPIED))
    begun = time.perf_counter()
    assert start_report(root).wait() == 0
    duration = time.perf_counter() - begun
    files, last = set(of_verification(site)), identity(site)
    draw, old = random.Random(seed), 0
    for number in range(1, kills + 1):
        with (root / "data" / "glossary.yml").open("a", encoding="utf-8") as data:
            data.write(f"# {MARK}{number}\n")  # every file carries the hash of the data: a mixture would show
        running = start_report(root)
        time.sleep(draw.uniform(0, 1.1 * duration))
        running.send_signal(signal.SIGKILL)
        running.communicate()
        assert set(of_verification(site)) == files, "files came or went"
        old += identity(site) == last
        last = identity(site)
    assert start_report(root).wait() == 0
    assert set(of_verification(site)) == files
    left = sorted(path.name for path in folder.iterdir())
    assert left == ["_site", "project"], f"left over: {left}"
    return old, kills - old


def main() -> None:
    """Kill 50 renders of each project, or as many as the first argument says."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    for what, kill in (("a small project", kill_renders), ("the report", kill_reports)):
        with tempfile.TemporaryDirectory() as folder:
            old, new = kill(Path(folder), kills, seed=5)
        print(f"{what}: {kills} renders killed: {old} left the output before them, {new} their own, none a broken one")


if __name__ == "__main__":
    main()
