"""The versions of the evidence: newest first, each with its status, its date and its changes in words."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from tests import EXAMPLE, ROOT, VERSIONS
from tests.revisions import NEWEST
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.load.folder import load
from vexas_evidence.model import Changes
from vexas_evidence.present.spans import to_line
from vexas_evidence.publish.release import status
from vexas_evidence.publish.site import sitemap, versions
from vexas_evidence.publish.site.markdown import Writer
from vexas_evidence.system.problems import BadInput

ATOM, XHTML = "{http://www.w3.org/2005/Atom}", "{http://www.w3.org/1999/xhtml}"


@pytest.mark.parametrize("date", ["0001-01-01", "1969-12-31", "1979-12-31", "2100-01-01", "9999-12-31"])
def test_a_date_that_no_file_can_bear_is_told_with_its_line(
    date: str, spoiled: Callable[[str, str, str], Path]
) -> None:
    with pytest.raises(BadInput) as error:
        load(spoiled(VERSIONS, "2030-01-02", date))
    assert str(error.value) == (
        f"example/{VERSIONS}:3: version 1.0.0 of {date}: a day from 1980-01-01 to 2099-12-31: "
        "correct the date, which the files are to bear"
    )


@pytest.mark.parametrize(
    ("versions", "wrong"),
    [
        ("[{version: 1.0, date: 2030-01-02, status: current, changes: [First.]}]", "'1.0' is not of its form"),
        ("[{version: 01.0.0, date: 2030-01-02, status: current, changes: [A.]}]", "'01.0.0' is not of its form: MAJOR"),
        ("[{version: 1.0.0-rc1, date: 2030-01-02, status: current, changes: [A.]}]", "'1.0.0-rc1' is not of its form"),
        (
            "[{version: 1.0.0, date: 2030-01-02, status: withdrawn, since: 2030-02-02, changes: [First.]}]",
            "version 1.0.0 is withdrawn without 'because': the reason: add 'because: …'",
        ),
        (
            "[{version: 1.0.0, date: 2030-01-02, status: withdrawn, because: It was., changes: [First.]}]",
            "version 1.0.0 is withdrawn without 'since': the day of the withdrawal: add 'since: …'",
        ),
        (
            "[{version: 1.0.0, date: 2030-01-02, status: withdrawn, since: 2029-02-02, because: It., changes: [A.]}]",
            "version 1.0.0 is withdrawn since 2029-02-02: 2030-01-02, its own date, or after",
        ),
        (
            "[{version: 1.0.0, date: 2030-01-02, status: withdrawn, since: 2030-02-02, because: A., instead: 1.0.0,"
            " changes: [A.]}]",
            "1.0.0 in the place of 1.0.0: a newer version",
        ),
        (
            "[{version: 1.0.0, date: 2030-01-02, status: current, since: 2030-02-02, changes: [First.]}]",
            "version 1.0.0 is current, and has 'since': a version that is not current: remove it",
        ),
        (
            "[{version: 3.0.0, date: 2030-01-02, status: current, changes: [A.]},"
            " {version: 1.0.0, date: 2030-01-02, status: superseded, changes: [B.]}]",
            "version 3.0.0 after 1.0.0: 1.0.1, 1.1.0 or 2.0.0: write the next version",
        ),
        (
            "[{version: 1.1.0, date: 2030-01-02, status: current, changes: [A.]},"
            " {version: 1.0.0, date: 2030-01-03, status: superseded, changes: [B.]}]",
            "version 1.1.0 of 2030-01-02: 2030-01-03 or after, the date of 1.0.0 before it",
        ),
        (
            "[{version: 1.0.0, date: 2030-01-02, status: current, changes: [A.],"
            " values: [{id: rash, reason: A., effect: B., conclusion: unchanged}]}]",
            "an effect on the conclusions for rash, and conclusion: unchanged: one or the other",
        ),
        (
            "[{version: 1.0.0, date: 2030-01-02, status: current, changes: [A.]},"
            " {version: 1.1.0, date: 2030-01-02, status: superseded, changes: [B.]}]",
            "version 1.1.0 stands below 1.0.0: one before 1.0.0: write the newest version first",
        ),
        (
            "[{version: 1.1.0, date: 2030-01-02, status: current, changes: [A.]},"
            " {version: 1.0.0, date: 2030-01-02, status: current, changes: [B.]}]",
            "version 1.0.0 is current, and 1.1.0 is newer",
        ),
    ],
)
def test_versions_stand_newest_first_with_one_current(tmp_path: Path, versions: str, wrong: str) -> None:
    folder = tmp_path / "example"
    shutil.copytree(EXAMPLE, folder)
    (folder / VERSIONS).write_text(f"format: 3\nversions: {versions}\n", encoding="utf-8")
    with pytest.raises(BadInput, match=wrong):
        load(folder)


@pytest.mark.parametrize(
    ("keys", "wrong"),
    [
        ("changes: ['{rash} was added.']", "a brace in '{rash} was added.'"),
        ("changes: [It was 10% before.]", "numeral '10%' in 'It was 10% before.'"),
        ("changes: [A.], values: [{id: rash, reason: It is 10% now.}]", "numeral '10%' in 'It is 10% now.'"),
        ("changes: [A.], values: [{id: rash, reason: A., effect: 'It is {rash}.'}]", "a brace in 'It is {rash}.'"),
    ],
)
def test_a_version_is_told_in_words(tmp_path: Path, keys: str, wrong: str) -> None:
    folder = tmp_path / "example"
    shutil.copytree(EXAMPLE, folder)
    version = f"format: 3\nversions:\n  - {{version: 1.0.0, date: 2030-01-02, status: current, {keys}}}\n"
    (folder / VERSIONS).write_text(version, encoding="utf-8")
    with pytest.raises(BadInput) as error:
        load(folder)
    assert str(error.value) == (
        f"example/{VERSIONS}:3: {wrong}: words without numerals and references: "
        "write it in words; the old and the new number stand beside it anyway"
    )


def test_a_withdrawal_is_new_in_the_feed_on_its_day(example: Numbers) -> None:
    gone = NEWEST.model_copy(update={"status": "withdrawn", "since": NEWEST.date.replace(month=3), "because": "Wrong."})
    changes = Changes(format=3, versions=(gone,))
    numbers = Numbers(replace(example.evidence, changes=changes), example.study)
    root = etree.fromstring(sitemap.feed(numbers, "https://example.org/"))
    days = [each.text for each in root.iter(f"{ATOM}updated")]
    assert (days, root.find(f"{ATOM}entry/{ATOM}title").text) == (
        ["2030-03-02T00:00:00Z", "2030-03-02T00:00:00Z"],
        "Version 1.0.0 (withdrawn)",
    )


def test_on_paper_a_withdrawn_version_says_so_in_the_box_of_an_important_word(example: Numbers) -> None:
    gone = NEWEST.model_copy(update={"status": "withdrawn", "since": NEWEST.date, "because": "It was wrong."})
    numbers = Numbers(replace(example.evidence, changes=Changes(format=3, versions=(gone,))), example.study)
    notice = versions.notice(Writer(numbers, "typst"))
    assert notice.splitlines()[0] == '::: {.callout-important appearance="simple"}'


@pytest.mark.parametrize(
    ("instead", "told"), [(None, "No version takes its place yet."), ("1.1.0", "Use version 1.1.0 instead.")]
)
def test_a_withdrawn_version_says_what_takes_its_place_or_that_nothing_does(instead: str | None, told: str) -> None:
    gone = {"status": "withdrawn", "since": NEWEST.date, "because": "It was wrong.", "instead": instead}
    version = NEWEST.model_copy(update=gone)
    assert to_line(status.because(version, Changes(format=3, versions=(version,)))) == f"Why: It was wrong. {told}"


def test_a_version_that_is_not_current_names_the_one_to_use(numbers: Numbers) -> None:
    now = numbers.evidence.changes.newest
    older = now.model_copy(update={"version": "0.9.0", "status": "superseded"})
    assert Changes(format=3, versions=(now, older)).instead_of(older) == now.version


def test_the_citation_file_carries_the_version_of_the_software() -> None:
    import tomllib

    import yaml

    software = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["version"] == software
