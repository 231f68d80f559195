"""The numbers of the FRENVEX study stay as they were released: printed, counted, inferred, and not stated."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from tests import ROOT
from tests.commands import run_command

OF_TEXTS = {"key point", "entry", "text", "claim"}
"""The kinds of record that are texts of ours, which may be worded otherwise."""
OF_ARRANGEMENT = {("outcome", "group"), ("outcome", "better"), ("outcome", "interpreted"), ("timepoint", "time_zero")}
"""What an outcome is shown with, which direction is desirable, and that no source states a time zero: no number."""
OF_WORDS = {"label", "whom", "note", "meaning", "title", "role", "reason", "record"}
"""How a record is called and what is remarked of it: no number either."""
RELEASES = sorted((ROOT / "releases").glob("*.json"))


@pytest.mark.parametrize("version", [path.stem for path in RELEASES])
def test_the_working_data_have_the_numbers_of_each_release(version: str) -> None:
    done = run_command("diff", version, "--format", "json")
    found = {(each["kind"], each["aspect"]) for each in json.loads(done.stdout)["differences"]}
    others = {each for each in found - OF_ARRANGEMENT if each[0] not in OF_TEXTS and each[1] not in OF_WORDS}
    assert (done.returncode, others) == (0, set()), done.stdout


def test_a_release_records_every_number_and_all_that_is_not_stated() -> None:
    records = json.loads(RELEASES[-1].read_text(encoding="utf-8"))["records"]
    kinds = Counter(record["kind"] for record in records)
    assert (kinds["estimate"], kinds["derived"], kinds["not stated"], kinds["population"]) == (28, 16, 18, 16)


def test_a_released_estimate_records_its_denominator_and_interval() -> None:
    records = json.loads(RELEASES[-1].read_text(encoding="utf-8"))["records"]
    values = next(record["values"] for record in records if record["id"] == "inflammatory-response-ever")
    assert (values["value"], values["count"], values["denominator"], values["interval"]) == (
        "61%",
        "50 (reported)",
        "82 (inferred)",
        "Wilson 95% CI 50.2% to 70.8% (derived)",
    )
