"""A version of the evidence: released only when whole and reasoned, kept as text, and compared by number."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from rocrate.rocrate import ROCrate

from tests.conftest import DATA, EXAMPLE, ROOT
from tests.cutting import Cut
from vexas_evidence.load import load
from vexas_evidence.model import Change, Changes, Judgement, Reading, Reason
from vexas_evidence.numbers import Numbers
from vexas_evidence.pieces import plain
from vexas_evidence.problems import BadInput
from vexas_evidence.release import told
from vexas_evidence.release.difference import Difference, differences, least, level_of, raised
from vexas_evidence.release.keeping import kept_of
from vexas_evidence.release.record import Release, read_release, releases_beside, write_release
from vexas_evidence.release.refusal import refused

NEWEST = load(EXAMPLE).changes.versions[0]


def later(version: str, *reasons: Reason) -> Changes:
    """The versions of the invented study with a newer one, which gives these reasons."""
    older = NEWEST.model_copy(update={"version": "0.0.1", "status": "superseded"})
    day = NEWEST.date.replace(month=2)
    now = Change(version=version, date=day, status="current", changes=("Read again.",), values=reasons)
    return Changes(versions=(now, older))


def with_rash(numbers: Numbers, printed: str, changes: Changes) -> Numbers:
    """The invented study where the bulletin prints another share with a rash."""
    study = numbers.study
    estimates = [
        each.model_copy(update={"readings": (Reading(**each.readings[0].model_dump() | {"printed": printed}),)})
        if each.id == "rash"
        else each
        for each in study.results.estimates
    ]
    changed = replace(study, results=study.results.model_copy(update={"estimates": tuple(estimates)}))
    return Numbers(replace(numbers.evidence, studies={study.id: changed}, changes=changes), changed)


@pytest.fixture(scope="module")
def before(example: Numbers) -> Release:
    return kept_of(example)


def changed(example: Numbers, version: str, *reasons: Reason) -> tuple[Numbers, Release]:
    numbers = with_rash(example, "10%", later(version, *reasons))
    return numbers, kept_of(numbers)


CORRECTED = Reason(id="rash", reason="The bulletin corrected its story.", source="marsh-bulletin")


def found(example: Numbers, before: Release, version: str, *reasons: Reason) -> list[str]:
    numbers, working = changed(example, version, *reasons)
    return [str(each) for each in refused(numbers.evidence.changes, working, [before])]


def test_a_release_holds_every_record_once(before: Release, example: Numbers) -> None:
    ids = [each.id for each in before.records if each.kind in ("estimate", "derived")]
    assert sorted(ids) == sorted([*example.study.estimates, *example.derived])


def test_a_release_read_again_is_the_same(before: Release, tmp_path: Path) -> None:
    path = tmp_path / f"{before.version}.json"
    path.write_text(write_release(before), encoding="utf-8")
    assert read_release(path) == before


def test_a_reading_is_one_line_of_a_release(before: Release) -> None:
    lines = [line for line in write_release(before).splitlines() if '"printed": "7.5%", "source"' in line]
    assert ['"section": "Story", "paragraph": "3", "sentence": 1, "token": 1}' in line for line in lines] == [True]


def test_a_changed_number_is_few_changed_lines(before: Release, example: Numbers) -> None:
    numbers = with_rash(example, "10%", example.evidence.changes)
    old, new = (set(write_release(each).splitlines()) for each in (before, kept_of(numbers)))
    assert 0 < len(new - old) <= 8


def test_equal_versions_do_not_differ(before: Release) -> None:
    assert differences(before, before) == ()


def test_a_difference_tells_outcome_old_new_why_source_and_effect(before: Release, example: Numbers) -> None:
    effect = CORRECTED.model_copy(update={"effect": "The harm is told anew."})
    [rash] = [each for each in differences(before, changed(example, "1.1.0", effect)[1]) if each.id == "rash"]
    assert (rash.label, rash.old, rash.new, rash.why, rash.source, rash.effect) == (
        "Rash, time not stated",
        "7.5%",
        "10%",
        "The bulletin corrected its story.",
        "marsh-bulletin",
        "The harm is told anew.",
    )


def test_a_derived_value_follows_from_the_number_with_the_reason(before: Release, example: Numbers) -> None:
    step = differences(before, changed(example, "1.1.0", CORRECTED)[1])
    assert {each.why for each in step if each.id == "rash-of-all"} == {"Follows from rash."}


def test_an_outcome_that_comes_or_goes_is_absent_on_one_side(before: Release) -> None:
    without = before.model_copy(update={"records": tuple(each for each in before.records if each.id != "deaths")})
    [gone], [come] = differences(before, without), differences(without, before)
    assert (gone.new, come.old, come.new, gone.level) == (None, None, "not stated in the sources read", "MINOR")


def test_a_changed_value_without_a_reason_is_refused(example: Numbers, before: Release) -> None:
    told = found(example, before, "1.1.0")
    assert "rash, value: “7.5%” → “10%”: a reason for the change: " in told[-1] + told[0]
    assert all("add {id: rash" in each for each in told)


def test_a_changed_value_is_no_patch(example: Numbers, before: Release) -> None:
    assert any(
        "version 0.1.1 after 0.1.0 for rash, value: “7.5%” → “10%”: at least 0.2.0 "
        "(MINOR: a value, tier or outcome is added or changed): raise the version here and in _variables.yml [release]"
        in each
        for each in found(example, before.model_copy(update={"version": "0.1.0"}), "0.1.1", CORRECTED)
    )


def test_an_effect_on_conclusions_asks_for_a_major_version(example: Numbers, before: Release) -> None:
    effect = CORRECTED.model_copy(update={"effect": "The harm is told anew."})
    old = before.model_copy(update={"version": "1.0.0"})
    assert "at least 2.0.0 (MAJOR: a conclusion or a certainty changes)" in found(example, old, "1.1.0", effect)[0]
    assert found(example, old, "2.0.0", effect) == []


def test_a_value_with_a_reason_and_a_minor_version_is_not_refused(example: Numbers, before: Release) -> None:
    assert found(example, before.model_copy(update={"version": "1.0.0"}), "1.1.0", CORRECTED) == []


def test_a_reason_for_what_did_not_change_is_refused(example: Numbers, before: Release) -> None:
    idle = Reason(id="included", reason="None.")
    old = before.model_copy(update={"version": "1.0.0"})
    assert found(example, old, "1.1.0", CORRECTED, idle) == [
        ": a reason for included, but it is as in 1.0.0: reasons for what changed: remove it [release]"
    ]


def test_a_judgement_is_a_certainty(example: Numbers, before: Release) -> None:
    judgement = Judgement.model_validate(
        {"id": "sure", "study": example.study.id, "outcome": "fever", "of": "risk-of-bias", "rating": "serious"}
        | {"rater": "N", "role": "chair", "date": "2030-02-02", "reason": "No comparator."}
    )
    judged = Numbers(replace(example.evidence, judgements=(judgement,)), example.study)
    assert level_of(differences(before, kept_of(judged))) == "MAJOR"


def test_other_words_of_a_key_point_need_a_reason_though_they_are_no_value(numbers: Numbers) -> None:
    before = kept_of(numbers)
    records = [
        each.model_copy(update={"words": each.words | {"text": "In other words."}})
        if each.kind == "key point"
        else each
        for each in before.records
    ]
    step = differences(before, before.model_copy(update={"records": tuple(records)}))
    assert {(each.level, each.needs_reason) for each in step} == {("PATCH", True)}


def test_what_is_released_already_is_not_changed_under_the_same_version(example: Numbers, before: Release) -> None:
    numbers = with_rash(example, "10%", example.evidence.changes)
    said = [str(each) for each in refused(numbers.evidence.changes, kept_of(numbers), [before])]
    place = f"releases/{before.version}.json: "
    assert any(each.startswith(f"{place}rash, value: “7.5%” → “10%”: {before.version} as it") for each in said)


def test_no_version_is_released_before_a_later_one(example: Numbers, before: Release) -> None:
    numbers, working = changed(example, "1.1.0", CORRECTED)
    after = before.model_copy(update={"version": "1.2.0"})
    [only] = refused(numbers.evidence.changes, working, [after])
    assert (only.found, only.remedy) == ("version 1.1.0, but 1.2.0 is released already", "raise the version")


@pytest.mark.parametrize(
    ("old", "new", "level"),
    [("1.2.3", "2.0.0", "MAJOR"), ("1.2.3", "1.3.0", "MINOR"), ("1.2.3", "1.2.4", "PATCH"), ("1.2.3", "1.2.3", None)],
)
def test_a_version_rises_by_its_first_greater_number(old: str, new: str, level: str | None) -> None:
    assert raised(old, new) == level


def test_the_least_version_after_another_begins_its_lower_numbers_anew() -> None:
    assert [least("1.2.3", level) for level in ("MAJOR", "MINOR", "PATCH")] == ["2.0.0", "1.3.0", "1.2.4"]


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        ("{", "no release can be read"),
        ('{"version": "1.0"}', "version: string should match pattern"),
        ("[" * 100_000, "no release can be read"),
    ],
)
def test_a_release_that_is_none_is_bad_input(tmp_path: Path, content: str, wrong: str) -> None:
    path = tmp_path / "1.0.0.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadInput, match=wrong):
        read_release(path)


@pytest.mark.parametrize(
    ("versions", "wrong"),
    [
        ("[{version: 1.0, date: 2030-01-02, status: current, changes: [First.]}]", "'1.0' is not of its form"),
        ("[{version: 1.0.0, date: 2030-01-02, status: withdrawn, changes: [First.]}]", "'because' does not say why"),
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
    (folder / "changes.yml").write_text(f"versions: {versions}\n", encoding="utf-8")
    with pytest.raises(BadInput, match=wrong):
        load(folder)


def test_the_page_tells_the_results_that_changed_and_not_their_words(example: Numbers, before: Release) -> None:
    numbers, _ = changed(example, "1.1.0", CORRECTED)
    _, step = told.steps(numbers, [before])["1.1.0"]
    cells = [[plain(cell) for cell in row] for row in told.rows(step, numbers)]
    assert cells[0] == [
        "Rash, time not stated: value",
        "7.5%",
        "10%",
        "The bulletin corrected its story.",
        "Bulletin",
        "none stated",
    ]


def test_every_output_of_a_release_has_its_hash(cut: Cut) -> None:
    folder = cut.dist / "9.0.0"
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    made = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    assert sums == {
        name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in made.items() if name != "SHA256SUMS"
    }


def test_a_release_is_a_crate_of_all_its_files(cut: Cut) -> None:
    folder = cut.dist / "9.0.0"
    crate = ROCrate(str(folder))
    files = {quote(path.relative_to(folder).as_posix()) for path in folder.rglob("*") if path.is_file()}
    assert {entity.id for entity in crate.data_entities} == files - {"ro-crate-metadata.json", "SHA256SUMS"}


def test_a_release_holds_the_hashes_of_its_outputs_and_its_receipt(cut: Cut) -> None:
    known = read_release(cut.folder / "releases" / "9.0.0.json")
    pdf = cut.dist / "9.0.0" / "report" / "evidence-summary.pdf"
    assert known.outputs["report/evidence-summary.pdf"] == hashlib.sha256(pdf.read_bytes()).hexdigest()
    assert known.receipt["evidence_version"] == "9.0.0"


def test_diff_of_equal_versions_is_empty(cut: Cut) -> None:
    assert (cut.run("diff", "9.0.0", "9.0.0"), cut.run("diff", "9.0.0")) == ("", "")


def test_diff_as_json_names_the_changed_value(cut: Cut) -> None:
    step = json.loads(cut.run("diff", NEWEST.version, "9.0.0", "--format", "json"))
    assert next((each["id"], each["aspect"], each["old"], each["new"]) for each in step) == (
        "rash",
        "value",
        "7.5%",
        "10%",
    )


def test_diff_in_the_terminal_tells_why(cut: Cut) -> None:
    assert "corrected" in cut.run("diff", NEWEST.version)


def test_diff_names_the_nearest_release(cut: Cut) -> None:
    assert cut.run("diff", "9.0.1", code=2) == (
        f"diff: no release '9.0.1': one of {NEWEST.version}, 9.0.0: did you mean '9.0.0'?\n1 problem\n"
    )


def test_the_versions_page_shows_what_changed_since_the_preceding_release(cut: Cut) -> None:
    page = (cut.dist / "9.0.0" / "report" / "versions.html").read_text(encoding="utf-8")
    assert f"Preceding version: {NEWEST.version}" in page
    assert "<td>7.5%</td><td>10%</td><td>The bulletin corrected its story.</td><td>Bulletin</td>" in page


def test_the_feed_tells_the_changed_value_and_why(cut: Cut) -> None:
    feed = (cut.dist / "9.0.0" / "feed.xml").read_text(encoding="utf-8")
    assert (
        f"Since version {NEWEST.version}: Rash, time not stated: value: 7.5% → 10%. The bulletin corrected its story."
        in feed
    )


def test_a_refused_release_leaves_what_was_released(cut: Cut, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(cut.folder, copy)
    spoiled = Cut.__new__(Cut)
    spoiled.folder, spoiled.data, spoiled.dist = copy, copy / "data", copy / "dist"
    path = copy / "report" / "findings.qmd"
    path.write_text(path.read_text(encoding="utf-8") + "\nIn 34% it was so.\n", encoding="utf-8")
    assert "numeral '34%' typed" in spoiled.release(code=1)
    assert (copy / "releases" / "9.0.0.json").read_bytes() == (cut.folder / "releases" / "9.0.0.json").read_bytes()
    assert sorted(path.name for path in spoiled.dist.iterdir()) == sorted([NEWEST.version, "9.0.0"])


def test_every_page_of_a_withdrawn_version_says_so_at_its_top(tmp_path: Path) -> None:
    from tests.pages import pages

    made = Cut(tmp_path)
    path = made.data / "changes.yml"
    withdrawn = "status: withdrawn, because: The bulletin took its story back."
    path.write_text(path.read_text(encoding="utf-8").replace("status: current", withdrawn), encoding="utf-8")
    made.run("render", "--engine", "embedded", "--to", "html", "--output", str(tmp_path / "site"))
    for page in pages(tmp_path / "site").values():
        [notice] = page.xpath("//main//div[contains(@class, 'notice')]")
        assert "is withdrawn. Do not use its numbers. The bulletin took its story back." in " ".join(
            notice.text_content().split()
        )
    assert "is withdrawn: current: release a current version" in made.release(code=1)


def test_the_working_data_are_as_released_under_their_version(numbers: Numbers) -> None:
    working = kept_of(numbers)
    for known in releases_beside(DATA, working.study):
        if known.version == working.version:
            assert differences(known, working) == ()


def test_the_citation_file_carries_the_version_of_the_software() -> None:
    import tomllib

    import yaml

    software = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["version"] == software


def test_differences_are_typed_by_kind() -> None:
    assert Difference("estimate", "x", "X", "value", None, "1", "MINOR").told == "x, value: absent → “1”"
