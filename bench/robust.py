"""Kill renders at random moments and look whether the last good output is whole.

Each render writes another text into every page, so that a mixture of two renders would show. The
moments are drawn from a seed, over the time that a render takes that nobody kills.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PAGES = ("a", "b", "c")
MARK = "render number "
CONFIG = "project: {type: website, render: [pages/*.qmd]}\nformat:\n  html: default\n  docx: default\n"
RENDER = """
import sys
from pathlib import Path
from vexas_evidence.engine import Request, render
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
    """Return which render a site is of; raises AssertionError when it is not whole."""
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
    """Kill so many renders; returns how many left the output before them, and how many the one they made.

    Raises AssertionError for an output that is not whole, or when the last render leaves a working folder.
    """
    root, site = folder / "project", folder / "_site"
    write_project(root, 0)
    begun = time.perf_counter()
    assert start(root).wait() == 0
    whole = time.perf_counter() - begun
    draw, good, old, new = random.Random(seed), 0, 0, 0
    for number in range(1, kills + 1):
        write_project(root, number)
        running = start(root)
        time.sleep(draw.uniform(0, 1.1 * whole))
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


def main() -> None:
    """Kill 50 renders, or as many as the first argument says."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    with tempfile.TemporaryDirectory() as folder:
        old, new = kill_renders(Path(folder), kills, seed=5)
    print(f"{kills} renders killed: {old} left the output before them, {new} their own, none a broken one")


if __name__ == "__main__":
    main()
