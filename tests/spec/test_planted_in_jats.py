"""Errors that are planted in JATS: each kind is there, and the comparison with the ledger finds every one."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from tests import ROOT
from vexas_evidence.sources import compare, make_ledger, read_source

sys.path.insert(0, str(ROOT / "bench"))
import plant_jats

TABLES = ROOT / "tests" / "trial" / "texts" / "reed-tables.xml"
KINDS = {planter.__name__: planter for planter in plant_jats.planters()}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_planted_and_found(tmp_path: Path, kind: str) -> None:
    ledger = make_ledger("reed-tables", read_source(TABLES))
    planted = list(KINDS[kind](TABLES.read_text(encoding="utf-8"), random.Random(1)))
    file = tmp_path / "planted.xml"
    missed = []
    for slip in planted:
        file.write_text(slip.text, encoding="utf-8")
        if not list(compare(ledger, read_source(file))):
            missed.append((slip.old, slip.new))
    assert planted
    assert missed == []


def test_nothing_is_planted_in_tags_metadata_or_references() -> None:
    text = TABLES.read_text(encoding="utf-8")
    body = text.index("<body>"), text.index("</body>")
    abstract = text.index("<abstract>"), text.index("</abstract>")
    for planter in KINDS.values():
        for slip in planter(text, random.Random(1)):
            at = next(index for index, (one, other) in enumerate(zip(text, slip.text, strict=False)) if one != other)
            assert body[0] < at < body[1] or abstract[0] < at < abstract[1]


def test_the_trial_is_sound_from_jats_as_from_text() -> None:
    texts = ROOT / "tests" / "trial" / "texts"
    from_text, from_jats = (read_source(texts / f"reed-report.{form}") for form in ("txt", "xml"))
    read = [(each.place, each.text) for each in from_jats if each.section in ("Methods", "Results")]
    assert read == [(each.place, each.text) for each in from_text]
