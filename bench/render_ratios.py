"""The renders, the verification and the preview that a user waits for, each as a ratio to its floor.

Every floor is taken in the same run as what is set against it, in turns, so that a busy machine slows both. Times are
CPU times, but those of the preview, whose floor is the time of pandoc on the page.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import floors

ROOT = Path(__file__).parents[1]
COMMAND = [sys.executable, "-m", "vexas_evidence"]
PAGE = "report/findings.qmd"
WORDS = ("Each row is one number", "Every row is one number")
"""A sentence of the page, and how it is changed."""
ESTIMATES = "studies/frenvex-aza-2025/estimates.yml"
TIMES = 5


@dataclass(frozen=True)
class Run:
    """What a command took: wall time and CPU time in seconds, its children's included, and peak memory in MB."""

    wall: float
    cpu: float
    peak: float


def run(arguments: list[str], folder: Path) -> Run:
    """Run a command in a folder and return what it took; ends the benchmark where it fails."""
    start = time.perf_counter()
    process = subprocess.Popen(arguments, cwd=folder, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if status:
        sys.exit(f"failed: {' '.join(arguments)}")
    return Run(time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def compare(name: str, goal: float, floor: Callable[[], float], measured: Callable[[], Run], times: int) -> list[Run]:
    """Take a floor and what is set against it in turns, print their medians and the ratio, and return the runs."""
    pairs = [(floor(), measured()) for _ in range(times)]
    low, high = statistics.median(each for each, _ in pairs), statistics.median(each.cpu for _, each in pairs)
    ratio = statistics.median(each.cpu / least for least, each in pairs)
    peak = max(each.peak for _, each in pairs)
    print(f"{name:<44} {high:6.2f} s to {low:5.2f} s: {ratio:.2f} times ({goal}), {peak:.0f} MB", flush=True)
    return [each for _, each in pairs]


def change(root: Path) -> None:
    """Change a word of the page and one reading: the first that two sources print alike changes places."""
    partial = root / "report/partials/_findings.qmd"
    text = partial.read_text(encoding="utf-8")
    old, new = WORDS if WORDS[0] in text else WORDS[::-1]
    partial.write_text(text.replace(old, new), encoding="utf-8")
    estimates = root / "data" / ESTIMATES
    text = estimates.read_text(encoding="utf-8")
    swapped = re.sub(
        r'(?m)^( *- \{source.*printed: ("\d+")\}\n)( *- \{source.*printed: \2\}\n)', r"\3\1", text, count=1
    )
    assert swapped != text, "two readings that print the same number"
    estimates.write_text(swapped, encoding="utf-8")


def copy_project(folder: Path) -> Path:
    """Copy this project into a folder, as it would be cloned, and return where it is."""
    root = folder / "project"
    ignored = shutil.ignore_patterns("_site", "dist", "generated", "__pycache__", "tests", "build", "*.egg-info", ".*")
    shutil.copytree(ROOT, root, ignore=ignored)
    return root


def compare_renders(root: Path, scratch: Path) -> None:
    """Compare a render of all outputs, and of one page again, with their floors."""
    render = [*COMMAND, "render", "--engine", "embedded", "--output", str(scratch / "site")]
    page = [*render, "--to", "html", "findings"]
    records = scratch / "records"
    floors.record(render, records, root)

    def anew() -> Run:
        for folder in root.glob(".vexas-*"):
            shutil.rmtree(folder)
        return run(render, root)

    def again() -> Run:
        change(root)
        return run(page, root)

    def floor() -> float:
        return floors.floor("render", str(records), str(root / "data"), str(root))

    runs = compare("all pages and formats", 2.0, floor, anew, TIMES)
    print(f"their wall time: {statistics.median(each.wall / each.cpu for each in runs):.2f} of their CPU time (0.75)")
    compare(
        "one page, a word and a reading changed", 2.0, lambda: floors.floor("page", str(records), PAGE), again, TIMES
    )
    if "--no-preview" not in sys.argv:
        compare_preview(root, records)


def compare_verify(scratch: Path) -> None:
    """Compare the verification of a report on one study with its floor."""
    from vexas_evidence.load.folder import load_report
    from vexas_evidence.load.report_files import report_files

    data = scratch / "one-study"
    for name, content in report_files(ROOT / "data", load_report(ROOT / "data")).items():
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_bytes(content)
    command = [*COMMAND, "verify", "--data", str(data)]
    compare(
        "verify, a report on one study", 1.5, lambda: floors.floor("verify", str(data)), lambda: run(command, ROOT), 9
    )


def compare_preview(root: Path, records: Path) -> None:
    """Compare the time from a changed word to a changed page with three runs of pandoc on that page."""
    command = [*COMMAND, "preview", "--port", "0"]
    server = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        assert server.stdout is not None
        address = next(found[0] for line in server.stdout if (found := re.search(r"http://[^/]+/", line)))
        page = f"{address}report/findings.html"
        partial = root / "report/partials/_findings.qmd"
        ratios = []
        for number in range(TIMES):
            word = f"Row{'abcdefgh'[number]} of the table"
            text = partial.read_text(encoding="utf-8")
            start = time.perf_counter()
            partial.write_text(re.sub(r"^\w+ (row|of the table)", word, text, flags=re.M), encoding="utf-8")
            while word.encode() not in urllib.request.urlopen(page).read():
                time.sleep(0.02)
                assert time.perf_counter() - start < 60, "the page was not rendered again"
            took = time.perf_counter() - start
            ratios.append(took / statistics.median(3 * floors.seconds_of_pandoc(records, PAGE) for _ in range(3)))
            time.sleep(4)
        print(
            f"preview, from a changed word to its page: {statistics.median(ratios):.2f} times three runs of pandoc (1.0)"
        )
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def main() -> None:
    """Print all ratios."""
    os.chdir(ROOT)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed package has its bytecode
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        compare_verify(scratch)
        compare_renders(copy_project(scratch), scratch)


if __name__ == "__main__":
    main()
