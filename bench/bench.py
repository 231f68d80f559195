"""Times and peak memory of the commands that a user waits for; a benchmark, not a test.

Each command runs in an interpreter of its own. Machines differ, so read the ratios.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from operator import itemgetter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import quarto_time
import render_ratios
import synthetic
from render_ratios import COMMAND, ROOT


def measure(name: str, arguments: list[str], times: int) -> float:
    """Run a command several times, print the median and the peak, and return the median."""
    results = [render_ratios.run(arguments, ROOT) for _ in range(times)]
    seconds = sorted(each.wall for each in results)
    median, spread = statistics.median(seconds), f"{seconds[0]:.2f} to {seconds[-1]:.2f}"
    print(f"{name:<42} {median:7.2f} s  ({spread})  {max(each.peak for each in results):5.0f} MB", flush=True)
    return median


def measure_work(folders: dict[int, Path]) -> None:
    """Print the CPU time of load, check and statistics against that of composing the same YAML, by studies."""
    script, per_estimate = str(Path(__file__).with_name("cpu_time.py")), []
    for studies, folder in folders.items():
        answers = [subprocess.check_output([sys.executable, script, str(folder)]) for _ in range(5)]
        runs = [json.loads(answer) for answer in answers]
        ratio, work = (statistics.median(of(run) for run in runs) for of in (_times_composing, itemgetter("work")))
        peak = max(run["peak"] for run in runs)
        print(
            f"load, check and statistics, {studies} studies: {ratio:.1f} times composing (3), {peak:.0f} MB (400)",
            flush=True,
        )
        per_estimate.append(work / runs[0]["estimates"])
    print(f"an estimate of the most studies takes {per_estimate[-1] / per_estimate[0]:.2f} times as long (1.2)")


def _times_composing(run: dict[str, float]) -> float:
    return run["work"] / run["compose"]


def main() -> None:
    """Measure verify, a full render, one page and a release by the embedded engine, and Quarto where it is there."""
    os.chdir(ROOT)
    render_ratios.main()
    print(
        f"Python {sys.version.split()[0]}, {os.cpu_count()} cores; median of runs (least to most), peak memory; (limit)"
    )
    with tempfile.TemporaryDirectory() as scratch:
        output = str(Path(scratch) / "site")
        measure("verify, cold interpreter", [*COMMAND, "verify"], 9)
        scale, folders = [], {}
        for studies in (100, 1000):
            data = Path(scratch) / f"data-{studies}"
            synthetic.write(data, studies)
            folders[studies] = data
            scale.append(measure(f"verify, {studies} synthetic studies", [*COMMAND, "verify", "--data", str(data)], 3))
        print(f"10 times the data takes {scale[1] / scale[0]:.1f} times as long")
        measure_work(folders)
        exported = [*COMMAND, "export", "--to", "all", "--data", str(data), "--output", str(Path(scratch) / "export")]
        measure("export of 20,000 synthetic estimates (30 s)", exported, 3)
        embedded = [*COMMAND, "render", "--engine", "embedded", "--output", output]
        full = measure("render all pages and formats, embedded", embedded, 5)
        measure("render one page again, embedded", [*embedded, "--to", "html", "findings"], 5)
        released = Path(scratch) / "released"
        shutil.copytree("data", released / "data")
        cutting = [*COMMAND, "release", "--data", str(released / "data"), "--output", str(released / "dist")]
        measure("release of this data (20 s)", cutting, 3)
        if shutil.which("quarto"):
            other = [*COMMAND, "render", "--engine", "quarto", "--output", str(Path(scratch) / "quarto")]
            slow = measure("render all pages and formats, Quarto", other, 1)
            print(f"embedded is {slow / full:.1f} times as fast as Quarto")
            quarto_time.main()
        else:
            print("Quarto is not on the PATH: not measured")


if __name__ == "__main__":
    main()
