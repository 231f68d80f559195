"""Run the checks of ordinary numbers on a file of prints: ``python tests/unit/vectors.py FILE``.

Each entry has an ``id``, a ``print`` and what is ``given`` with it, and may have the ``verdict`` that is expected. A
line is printed for each, ``ID<TAB>verdict<TAB>reason``; the exit is 1 where a verdict differs from the file's.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from vexas_evidence.analysis.number_checks.known import Known
from vexas_evidence.analysis.number_checks.run_number_checks import verdict_of


def known_of(given: Mapping[str, Any]) -> Known:
    """Return what a mapping of plain values says; a key that is no field says nothing."""
    names = {each.name for each in fields(Known)}
    return Known(
        **{name: _READERS[name](value) if name in _READERS else value for name, value in given.items() if name in names}
    )


def _numbers(value: Any) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", str(value))))


def _range(value: Any) -> tuple[Decimal, Decimal]:
    least, most = re.findall(r"(?<!\d)-?\d+(?:\.\d+)?", str(value))
    return Decimal(least), Decimal(most)


_FRACTION = re.compile(r"(\d+)\s?(?:/|of)\s?(\d+)")
_READERS: Mapping[str, Any] = {
    "measure": lambda value: str(value).replace(" ", "-"),
    "events": lambda value: sum(_numbers(value)),  # of both arms, where they are given apart
    "events_by_then": lambda value: sum(_numbers(value)),
    "counts": lambda value: tuple((int(count), int(total)) for count, total in _FRACTION.findall(str(value))),
    "level": lambda value: Decimal(str(value).rstrip("% ")),
    "p_sides": lambda value: "one" if str(value).startswith(("1", "one")) else "two",
    "adjusted_for": str,
    "n_per_arm": _numbers,
    "person_time": lambda value: Decimal(str(value)),
    "range": _range,
}


def main(path: Path) -> bool:
    """Print the verdict of each entry of a file, and return whether all are as the file has them."""
    is_right = True
    for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
        verdict = verdict_of(entry["print"], known_of(entry.get("given") or {}))
        expected = entry.get("verdict", verdict.outcome)
        is_right = is_right and verdict.outcome == expected
        note = "" if verdict.outcome == expected else f" (expected: {expected})"
        print(f"{entry['id']}\t{verdict.outcome}\t{verdict.explained}{note}")
    return is_right


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python tests/unit/vectors.py FILE")
    sys.exit(0 if main(Path(sys.argv[1])) else 1)
