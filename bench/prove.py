"""Measured detection: plant errors one at a time, see which check catches each, and write the result down.

The result is committed as ``data/detection.json`` with the hashes of the data and the code it was
measured on, so that a reader sees when it is stale.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import plant

from vexas_evidence.detection import code_hash, data_hash
from vexas_evidence.load import load
from vexas_evidence.problems import BadInput
from vexas_evidence.verify import examine

ROOT = Path(__file__).parents[1]
SEED = 20251118
PER_KIND = 45


def catch(folder: Path) -> str | None:
    """Return the name of the check that catches what is wrong in a data folder, or None."""
    try:
        found = examine(load(folder)).discrepancies
    except BadInput as error:
        return f"load: {error.problems[0].wrong.split(' ')[0]}" if error.problems else "load"
    return found[0].check if found else None


def tried(folder: Path, files: plant.Files, slip: plant.Slip) -> str | None:
    """Plant a slip in the copy of the data, look, and mend it again."""
    path = folder / slip.file
    path.write_text(slip.text, encoding="utf-8")
    try:
        return catch(folder)
    finally:
        path.write_text(files[slip.file], encoding="utf-8")


def main() -> None:
    """Plant, count, print and write."""
    chance = random.Random(SEED)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "data"
        shutil.copytree(ROOT / "data", folder)
        files = {
            path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(folder.rglob("*"))
            if path.suffix in (".yml", ".csv")
        }
        assert catch(folder) is None, "the data must be sound before errors are planted"
        kinds: dict[str, Counter[str]] = {}
        survivors = []
        for planter in plant.PLANTERS:
            slips = list(planter(files, chance))
            for slip in chance.sample(slips, min(PER_KIND, len(slips))):
                check = tried(folder, files, slip)
                kinds.setdefault(slip.kind, Counter())["caught" if check else "missed"] += 1
                if check is None:
                    survivors.append({"kind": slip.kind, "file": slip.file, "old": slip.old, "new": slip.new})
        harmless = list(plant.benign(files, chance))
        alarms = [
            {"kind": slip.kind, "file": slip.file, "new": slip.new, "check": check}
            for slip in chance.sample(harmless, min(160, len(harmless)))
            if (check := tried(folder, files, slip))
        ]
    planted = sum(sum(counts.values()) for counts in kinds.values())
    caught = sum(counts["caught"] for counts in kinds.values())
    result = {
        "planted": planted,
        "caught": caught,
        "benign": min(160, len(harmless)),
        "alarms": alarms,
        "kinds": {kind: dict(counts) for kind, counts in kinds.items()},
        "survivors": survivors,
        "seed": SEED,
        "data": data_hash(ROOT / "data"),
        "code": code_hash(),
    }
    (ROOT / "data" / "detection.json").write_text(
        json.dumps(result, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )
    for kind, counts in kinds.items():
        print(f"{kind:<42} {counts['caught']:>4} of {sum(counts.values()):>4}")
    print(f"{caught} of {planted} planted errors caught ({100 * caught / planted:.1f}%)")
    print(f"{result['benign']} benign changes, {len(alarms)} alarms")
    for survivor in survivors:
        print("survived:", survivor)
    for alarm in alarms:
        print("alarm:", alarm)


if __name__ == "__main__":
    main()
