"""CPU time of load, check and statistics of a data folder, and of composing the same YAML, in one process.

Prints as JSON: the seconds of composing and of the work, the number of estimates, and the peak memory in MB.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
from pathlib import Path

import yaml

import vexas_evidence as ve


def main() -> None:
    """Measure the folder that is named."""
    folder = Path(sys.argv[1])
    gc.disable()  # as a command does
    start = time.process_time()
    for path in sorted(folder.rglob("*.yml")):
        with path.open(encoding="utf-8") as file:
            yaml.compose(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    composed = time.process_time()
    evidence = ve.load(folder)
    for study in evidence.studies.values():
        if found := ve.check(study):
            sys.exit(f"a synthetic study contradicts itself: {found[0]}")
        len(study._numbers.statistics.rows)
    worked = time.process_time()
    estimates = sum(len(study._numbers.study.estimates) for study in evidence.studies.values())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"compose": composed - start, "work": worked - composed, "estimates": estimates, "peak": peak}))


if __name__ == "__main__":
    main()
