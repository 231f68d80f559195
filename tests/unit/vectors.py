"""Run the checks of ordinary numbers on a file of prints: ``python tests/unit/vectors.py FILE``.

Each entry has an ``id``, a ``print`` and what is ``given`` with it, and may have the ``verdict`` that is expected. A
line is printed for each, ``ID<TAB>verdict<TAB>reason``; the exit is 1 where a verdict differs from the file's.
"""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

from vexas_evidence.analysis.number_checks.run_number_checks import verdict_of


def main(path: Path) -> bool:
    """Print the verdict of each entry of a file, and return whether all are as the file has them."""
    is_right = True
    for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
        verdict = verdict_of(entry["print"], entry.get("given") or {})
        expected = entry.get("verdict", verdict.outcome)
        is_right = is_right and verdict.outcome == expected
        note = "" if verdict.outcome == expected else f" (expected: {expected})"
        print(f"{entry['id']}\t{verdict.outcome}\t{verdict.explained}{note}")
    return is_right


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python tests/unit/vectors.py FILE")
    sys.exit(0 if main(Path(sys.argv[1])) else 1)
