"""Shared data: the real study, an invented one, and copies of it to spoil."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from vexas_evidence.load import load
from vexas_evidence.model import Evidence
from vexas_evidence.numbers import Numbers

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
EXAMPLE = Path(__file__).parent / "example"


@pytest.fixture(scope="session")
def evidence() -> Evidence:
    return load(DATA)


@pytest.fixture(scope="session")
def numbers(evidence: Evidence) -> Numbers:
    return Numbers(evidence, evidence.study)


@pytest.fixture(scope="session")
def example() -> Numbers:
    invented = load(EXAMPLE)
    return Numbers(invented, invented.study)


@pytest.fixture
def spoiled(tmp_path: Path) -> Callable[[str, str, str], Path]:
    """Return a function that replaces *old* by *new* in one file of a copy of the invented data."""
    folder = tmp_path / "example"
    shutil.copytree(EXAMPLE, folder)

    def spoil(name: str, old: str, new: str) -> Path:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return spoil
