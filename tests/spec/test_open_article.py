"""The data of an open article, as the review page wrote them, verify and are credited without the article at hand."""

from __future__ import annotations

from tests import ROOT
from tests.commands import run_command
from vexas_evidence.load.folder import load

DATA = ROOT / "tests" / "open-article"


def test_its_data_verify() -> None:
    done = run_command("verify", "--data", str(DATA))
    assert done.stdout.endswith("no discrepancy\n"), done.stderr


def test_it_is_credited_with_its_license() -> None:
    words = (DATA / "CREDITS.md").read_text(encoding="utf-8")
    assert load(DATA).studies["preoperative-dcs-2021"].about.citation.doi in words
    assert "CC BY 4.0" in words
