"""A finished file of other code is held to what it states of its data; what the checks of this code find is named."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

import pytest

from tests import ROOT
from tests.commands import run_command
from vexas_evidence.publish.audit.attached_data import agrees, compare_remade
from vexas_evidence.publish.coverage import attachments, manifest
from vexas_evidence.publish.coverage.attachments import DATA, FINDINGS, LEDGER, MANIFEST
from vexas_evidence.publish.coverage.comparison import Mismatch
from vexas_evidence.publish.coverage.files.read_finished import read
from vexas_evidence.publish.coverage.manifest import Manifest
from vexas_evidence.system.hashes import code_hash

PAGE = ROOT / "tests" / "format-1" / "findings.html"
"""A page of version 1.0.0: two of its facts in words have no fingerprints, two of its texts bare references."""
OURS = ["fingerprints", "references say who and when", "references say who and when", "fingerprints"]


@pytest.fixture(scope="module")
def attached() -> Mapping[str, bytes]:
    found = read(PAGE).attachments
    assert found
    return found


@pytest.fixture(scope="module")
def facts(attached: Mapping[str, bytes]) -> Mapping[str, Any]:
    return attachments.verification_in(attached)


@pytest.fixture(scope="module")
def known(attached: Mapping[str, bytes]) -> Manifest:
    return manifest.from_json(attached[MANIFEST].decode("utf-8"), MANIFEST)


def remade(attached: Mapping[str, bytes], facts: Mapping[str, Any], known: Manifest) -> list[Mismatch]:
    """What differs, without what the checks of this code find in the data."""
    found = [*compare_remade(attached, facts, known)]
    assert [each.other_check for each in found if each.other_check] == OURS
    return [each for each in found if not each.other_check]


def test_an_older_file_is_unchanged_and_what_newer_checks_find_is_named() -> None:
    done = run_command("audit", str(PAGE), "--data", str(PAGE.parent / "none"))
    assert done.returncode == 0
    assert (
        "report/findings.html: in its data checks of this code find, which is not the one that made it: "
        "fingerprints (2 times), references say who and when (2 times)\n"
    ) in done.stdout


def test_a_file_of_this_code_is_held_to_all_its_checks_and_facts(
    attached: Mapping[str, bytes], facts: Mapping[str, Any], known: Manifest
) -> None:
    found = [*compare_remade(attached, {**facts, "code_sha256": code_hash()}, known)]
    assert [each.other_check for each in found if each.other_check] == []
    assert sum(each.found.startswith("no fingerprint") for each in found) == 2
    assert sum(each.found.endswith(".full} before it") for each in found) == 2
    assert [each.found for each in found if each.found.startswith("checks_run")] == ["checks_run None"]


def test_a_fact_that_an_older_file_does_not_state_is_not_asked_for(
    attached: Mapping[str, bytes], facts: Mapping[str, Any], known: Manifest
) -> None:
    assert remade(attached, {key: value for key, value in facts.items() if key != "tokens"}, known) == []


@pytest.mark.parametrize("key", ["checks", "looked_at", "claims", "checks_run"])
def test_what_the_checks_of_other_code_came_to_is_not_asked_for(
    attached: Mapping[str, bytes], facts: Mapping[str, Any], known: Manifest, key: str
) -> None:
    assert remade(attached, {**facts, key: []}, known) == []


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("estimates", 4, "3"),
        ("newer", True, "no such fact"),
        ("tokens", {"all": 9}, "{'all': 8, 'used': 7, 'waived': 1}"),
    ],
)
def test_a_fact_that_it_states_otherwise_is_found(
    attached: Mapping[str, bytes], facts: Mapping[str, Any], known: Manifest, key: str, value: object, expected: str
) -> None:
    assert [(each.found, each.expected) for each in remade(attached, {**facts, key: value}, known)] == [
        (f"{key} {value!r}", expected)
    ]


def table(attached: Mapping[str, bytes]) -> list[list[str]]:
    return list(csv.reader(io.StringIO(attached[FINDINGS].decode("utf-8"))))


def as_csv(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8")


def test_a_column_that_an_older_table_does_not_have_is_not_asked_for(
    attached: Mapping[str, bytes], facts: Mapping[str, Any], known: Manifest
) -> None:
    rows = [[*row[:3], *row[4:]] for row in table(attached)]
    assert remade({**attached, FINDINGS: as_csv(rows)}, facts, known) == []


@pytest.mark.parametrize("cut", [slice(0, 2), slice(0, 0)], ids=["a row less", "none"])
def test_a_row_that_an_older_table_does_not_have_is_found(
    attached: Mapping[str, bytes], facts: Mapping[str, Any], known: Manifest, cut: slice
) -> None:
    found = remade({**attached, FINDINGS: as_csv(table(attached)[cut])}, facts, known)
    assert [(each.place, each.expected) for each in found] == [(f"attachment {FINDINGS}", f"what {DATA} says")]


def test_a_cell_that_an_older_table_has_otherwise_is_found(
    attached: Mapping[str, bytes], facts: Mapping[str, Any], known: Manifest
) -> None:
    changed = attached[FINDINGS].replace(b"30 of 40", b"31 of 40")
    assert len(remade({**attached, FINDINGS: changed}, facts, known)) == 1


def test_a_key_that_an_older_ledger_does_not_have_is_not_asked_for(
    attached: Mapping[str, bytes], facts: Mapping[str, Any], known: Manifest
) -> None:
    ledger = json.loads(attached[LEDGER])
    for each in ledger["estimates"]:
        del each["shown"]
    assert remade({**attached, LEDGER: json.dumps(ledger).encode()}, facts, known) == []


@pytest.mark.parametrize(
    "spoilt", [b"not JSON", b"[" * 100_000, b'{"estimates": []}', b'{"evidence_version": "1.0.0", "new": 1}']
)
def test_a_ledger_that_is_another_is_found(
    attached: Mapping[str, bytes], facts: Mapping[str, Any], known: Manifest, spoilt: bytes
) -> None:
    found = remade({**attached, LEDGER: spoilt}, facts, known)
    assert [each.place for each in found] == [f"attachment {LEDGER}"]


def test_a_cell_too_long_to_be_read_is_found(
    attached: Mapping[str, bytes], facts: Mapping[str, Any], known: Manifest
) -> None:
    assert len(remade({**attached, FINDINGS: b'"' + b"x" * 200_000}, facts, known)) == 1


@pytest.mark.parametrize(
    ("stated", "made", "agreeing"),
    [
        ({"a": 1}, {"a": 1, "b": 2}, True),
        ({"a": 1, "b": 2}, {"a": 1}, False),
        ([{"a": 1}], [{"a": 1, "b": 2}], True),
        ([{"a": 1}], [{"a": 2}, {"a": 1}], False),
        ([1, 2], [1], False),
        ([1], 1, False),
        ("1", 1, False),
    ],
)
def test_what_is_stated_agrees_with_what_has_it_too(stated: object, made: object, agreeing: bool) -> None:
    assert agrees(stated, made) is agreeing
