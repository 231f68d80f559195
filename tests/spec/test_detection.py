from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import DATA
from tests.commands import run_command
from vexas_evidence.analysis.measurements.detection import Detection
from vexas_evidence.analysis.measurements.measurement import DIGEST, read_measurement
from vexas_evidence.system import hashes
from vexas_evidence.system.problems import BadInput

HEAD = "data/detection.json: "
TAIL = ": a measurement as bench/prove.py writes it: measure again with make prove, or remove the file"
Content = dict[str, Any]


@pytest.fixture
def edited(tmp_path: Path) -> Callable[[Callable[[Content], None]], Path]:
    """Return a function that changes the measurement, digest and all, and returns the folder that holds it."""

    def edit(change: Callable[[Content], None]) -> Path:
        content = json.loads((DATA / "detection.json").read_text(encoding="utf-8"))
        change(content)
        content[DIGEST] = hashes.seal(content, DIGEST)
        folder = tmp_path / "data"
        folder.mkdir()
        (folder / "detection.json").write_text(json.dumps(content), encoding="utf-8")
        return folder

    return edit


def test_a_total_that_is_not_the_sum_of_its_kinds_is_refused(edited: Callable[..., Path]) -> None:
    with pytest.raises(BadInput, match=r"totals: 99999 caught, but \d+ by kind"):
        read_measurement(Detection, edited(lambda content: content.update(caught=99999)))


def survive(content: Content) -> None:
    """Count one planted error of a kind as not caught."""
    kind = next(iter(content["kinds"].values()))
    kind["caught"] -= 1
    kind["caught_by"][next(iter(kind["caught_by"]))] -= 1
    content["caught"] -= 1


def with_survivor_without_reason(content: Content) -> None:
    """List it, without a reason."""
    survive(content)
    survivor = {"kind": next(iter(content["kinds"])), "file": "x", "old": "a", "new": "b", "reason": ""}
    content["survivors"].append(survivor)


def test_a_survivor_that_is_left_out_is_refused(edited: Callable[..., Path]) -> None:
    with pytest.raises(BadInput, match=r"totals: [A-Za-z ]+: \d+ planted, \d+ caught, \d+ survivors"):
        read_measurement(Detection, edited(survive))


def test_a_survivor_without_a_reason_is_refused(edited: Callable[..., Path]) -> None:
    with pytest.raises(BadInput, match=r"survivors\.\d+\.reason"):
        read_measurement(Detection, edited(with_survivor_without_reason))


def test_a_measurement_edited_by_hand_is_refused(tmp_path: Path) -> None:
    text = (DATA / "detection.json").read_text(encoding="utf-8").replace('"benign": ', '"benign": 9')
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "detection.json").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as error:
        read_measurement(Detection, tmp_path / "data")
    assert str(error.value) == f"{HEAD}it is not as it was written{TAIL}"


@pytest.mark.parametrize("text", ["", "garbage", "{", "[" * 100_000])
def test_a_broken_measurement_is_blamed_on_its_file(text: str, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "detection.json").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as error:
        read_measurement(Detection, tmp_path / "data")
    assert str(error.value) == f"{HEAD}not JSON{TAIL}"


@pytest.mark.parametrize("file", ["detection.json", "accuracy.json"])
@pytest.mark.parametrize("command", [("verify",), ("render", "--to", "html", "verification")])
def test_a_broken_measurement_stops_verify_and_render(
    command: tuple[str, ...], file: str, changed: Callable[..., Path]
) -> None:
    folder = changed("estimates.yml", [])
    (folder / file).write_text("{}", encoding="utf-8")
    done = run_command(*command, "--data", str(folder))
    assert done.returncode == 2
    assert done.stderr.startswith(f"data/{file}: measured_on: field required: ")


def test_every_module_decides(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = hashes.code_hash()
    package = tmp_path / "vexas_evidence"
    (package / "engine").mkdir(parents=True)
    monkeypatch.setattr(hashes, "__file__", str(package / "hashes.py"))
    known = {before}
    for name in ("vexas_evidence/new.py", "vexas_evidence/engine/new.lua", "bench/new.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
        known.add(hashes.code_hash())
    assert len(known) == 4
