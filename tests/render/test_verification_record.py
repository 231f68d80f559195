from __future__ import annotations

import hashlib
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from tests import DATA, EXAMPLE, TRIAL
from tests.commands import run_command
from tests.constructed_study import estimate, numbers_of
from vexas_evidence.analysis.fixed_texts import section
from vexas_evidence.analysis.measurements.detection import Detection, ErrorKind
from vexas_evidence.analysis.measurements.measurement import read_measurement
from vexas_evidence.analysis.measurements.reading_accuracy import (
    ArticleAccuracy,
    ReadingAccuracy,
    Share,
    Shares,
)
from vexas_evidence.analysis.number_checks.run_number_checks import NUMBER_CHECKS
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.verification import verify_evidence
from vexas_evidence.load.folder import load
from vexas_evidence.present.spans import to_line
from vexas_evidence.publish.coverage import verification_record
from vexas_evidence.publish.site import verification_page
from vexas_evidence.publish.site.markdown import Writer


def recorded(numbers: Numbers, folder: Path) -> verification_record.VerificationRecord:
    return verification_record.record_verification(numbers, verify_evidence(numbers.evidence), folder)


@pytest.fixture(scope="module")
def made(numbers: Numbers) -> verification_record.VerificationRecord:
    return recorded(numbers, DATA)


def test_the_verification_says_what_was_not_checked(made: verification_record.VerificationRecord) -> None:
    assert to_line(verification_page.standing(made)) == (
        "50 readings match a secondary source; 0 estimates are checked against the article, 28 are not."
    )


def test_each_check_stands_with_its_power(made: verification_record.VerificationRecord) -> None:
    told = {to_line(row[0]): [to_line(cell) for cell in row[1:]] for row in verification_page.checks(made)}
    assert told["a shared denominator is possible"] == [
        "pass",
        "5",
        "none",
        "uninformative here: every wrong value would also pass",
    ]


def test_many_tokens_waived_for_one_reason_are_one_line(made: verification_record.VerificationRecord) -> None:
    waiver = made.numbers.evidence.waivers[0].model_copy(update={"reason": "no result of the study"})
    evidence = replace(made.numbers.evidence, waivers=(waiver,) * 21, declared=())
    told = verification_page.known(replace(made, numbers=replace(made.numbers, evidence=evidence)))
    assert [to_line(spans) for label, spans in told if label == "Waived"] == [
        "21 number tokens of Medxy summary: no result of the study."
    ]


def test_a_check_that_tested_nothing_does_not_pass(example: Numbers) -> None:
    told = {
        to_line(row[0]): [to_line(cell) for cell in row[1:]]
        for row in verification_page.checks(recorded(example, EXAMPLE))
    }
    assert told["survival never rises"] == ["not testable", "0", "not known", "no survival at two times"]


def test_each_rule_of_printed_numbers_stands_with_what_it_could_not_test(example: Numbers) -> None:
    medians = (estimate(name, text, measure="median") for name, text in (("a", "62 (IQR 55–71)"), ("b", "6 (IQR 8)")))
    made = replace(recorded(example, EXAMPLE), numbers=numbers_of(*medians))
    assert [(label, to_line(spans)) for label, spans in verification_page.rules(made)] == [
        ("a middle value lies within its range", "1 pass, 1 not testable (only a width is printed).")
    ]


@pytest.mark.parametrize("check", [each.id for each in NUMBER_CHECKS])
def test_each_rule_of_printed_numbers_has_a_name_for_readers(check: str) -> None:
    assert check in section("verification.rules")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("denominator not stated for infections-tea", "denominator not stated for Infections.*, time not stated"),
        ("score-difference/reed-report: 6 against 7", "Cough score, mean difference, .*, Report: 6 against 7"),
        ("measured on 2026-11-30", "measured on 30 November 2026"),
        ("two-sided, as-treated", "two-sided, as-treated"),
    ],
)
def test_the_verification_names_records_as_readers_meet_them(text: str, read: str) -> None:
    trial = load(TRIAL)
    said = to_line(verification_page.in_names(text, Numbers(trial, trial.study)))
    assert re.fullmatch(read, said), said


def test_no_id_of_a_record_stands_on_the_page_of_the_verification(
    made: verification_record.VerificationRecord,
) -> None:
    told = str(verification_page.page(made, Writer(made.numbers, "html")))
    words = html.fromstring(f"<div>{told}</div>").text_content()
    ids = {*made.numbers.study.estimates, *made.numbers.evidence.sources, *made.numbers.study.populations}
    assert [each for each in ids if "-" in each and re.search(rf"(?<![\w-]){each}(?![\w-])", words)] == []


def test_a_rate_that_was_never_measured_is_not_stated(example: Numbers) -> None:
    lines = dict(verification_page.matched(recorded(example, EXAMPLE)))
    assert to_line(lines["Planted errors"]) == "not measured"


def test_the_verification_says_that_a_study_was_extracted_once(example: Numbers) -> None:
    lines = dict(verification_page.matched(recorded(example, EXAMPLE)))
    assert to_line(lines["Second extraction"]) == "one extraction only; agreement not tested"


def test_the_verification_says_how_many_texts_nobody_has_read(example: Numbers) -> None:
    lines = dict(verification_page.matched(recorded(example, EXAMPLE)))
    told = to_line(lines["Texts read by a second person"])
    assert re.fullmatch(r"0 signed off by a second person, \d+ unread", told)


def test_a_rate_is_stale_when_the_data_have_changed(numbers: Numbers, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    (folder / "glossary.yml").write_text("format: 3\nterms: []\nabbreviations: []\n", encoding="utf-8")
    told = to_line(dict(verification_page.matched(recorded(numbers, folder)))["Planted errors"])
    assert told.endswith("(stale: data or code have changed since)")


ONCE = ", in a study extracted once"


def test_at_least_99_per_cent_of_the_planted_errors_were_caught_where_two_extractions_stand() -> None:
    measured = read_measurement(Detection, DATA)
    assert measured is not None
    own = [kind for name, kind in measured.kinds.items() if not name.endswith(ONCE)]
    planted, caught = sum(kind.planted for kind in own), sum(kind.caught for kind in own)
    assert planted >= 500
    assert caught >= 0.99 * planted
    assert (measured.benign >= 100, measured.alarms) == (True, ())


def test_nine_in_ten_planted_errors_were_caught_in_studies_extracted_once() -> None:
    measured = read_measurement(Detection, DATA)
    assert measured is not None
    once = [kind for name, kind in measured.kinds.items() if name.endswith(ONCE)]
    assert sum(kind.caught for kind in once) > 0.9 * sum(kind.planted for kind in once)


def test_the_verification_lists_what_is_known_not_to_match(made: verification_record.VerificationRecord) -> None:
    told = [f"{label}: {to_line(spans)}" for label, spans in verification_page.known(made)]
    assert [label for label, _ in verification_page.known(made)] == ["Declared"] + ["Adjudicated"] * 5 + ["Waived"] * 4
    assert "Waived: 2022 in Medxy summary, Study Design: part of the name of the WHO criteria." in told


def test_the_verification_tells_each_kind_of_planted_error(made: verification_record.VerificationRecord) -> None:
    assert made.detection is not None
    rows = {
        to_line(row[0]): [to_line(cell) for cell in row[1:]] for row in verification_page.kinds(made.detection.kinds)
    }
    assert rows["digit changed"] == ["50", "50"]


def test_on_paper_planted_errors_are_counted_by_place() -> None:
    planted = {
        "word in a CSV": ErrorKind(planted=4, caught=4, caught_by={"coverage": 4}),
        "digit in a CSV": ErrorKind(planted=5, caught=3, caught_by={"coverage": 3}),
        "deleted row, in a study extracted once": ErrorKind(planted=2, caught=2, caught_by={"load": 2}),
        "deleted row": ErrorKind(planted=1, caught=1, caught_by={"load": 1}),
    }
    assert [[to_line(cell) for cell in row] for row in verification_page.by_place(planted)] == [
        ["in a CSV", "2", "9", "7"],
        ["in a study extracted once", "1", "2", "2"],
        ["in data and pages", "1", "1", "1"],
    ]


def test_an_article_that_was_read_is_a_row_without_hashes() -> None:
    right, none = Share(part=9, whole=10), Share(part=0, whole=0)
    shares = Shares(text=right, tables=none, precision=right, sentences=right, rows=none, heads=none)
    article = ArticleAccuracy(name="a", pdf="0" * 64, xml="1" * 64, shares=shares, missed=(), not_printed=())
    measured = ReadingAccuracy.model_construct(articles=(article,))
    assert [[to_line(cell) for cell in row] for row in verification_page.articles(measured)] == [
        ["a", "90.0% of 10", "none to read", "90.0% of 10", "90.0% of 10", "none to read", "none to read"]
    ]


def test_the_verification_tells_what_no_check_catches_with_its_reason(
    made: verification_record.VerificationRecord,
) -> None:
    assert made.detection is not None
    told = {label: to_line(spans) for label, spans in verification_page.uncaught(made.detection)}
    assert all(len(reason) > len("1: .") for reason in told.values())
    assert len([label for label in told if label.startswith("Not planted")]) == len(made.detection.not_planted)


def test_the_verification_for_machines_holds_the_hashes_of_the_files_and_none_of_its_own(site: Path) -> None:
    told = json.loads((site / "report" / "verification.json").read_text(encoding="utf-8"))
    pdf = site / "report" / "evidence-summary.pdf"
    assert told["files_sha256"]["report/evidence-summary.pdf"] == hashlib.sha256(pdf.read_bytes()).hexdigest()
    assert "report/verification.json" not in told["files_sha256"]


def test_the_verification_for_machines_holds_the_numerals_of_each_file(site: Path) -> None:
    told = json.loads((site / "report" / "verification.json").read_text(encoding="utf-8"))
    assert told["coverage"]["report/findings.html"]["estimate"] > 50


def test_a_page_edited_by_hand_is_placed_again_when_another_is_rendered(site: Path, tmp_path: Path) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    page = copy / "report" / "safety.html"
    page.write_text(page.read_text(encoding="utf-8").replace(">34%<", ">35%<", 1), encoding="utf-8")
    arguments = ("render", "--engine", "embedded", "--to", "html", "--output", str(copy), "glossary")
    done = run_command(*arguments)
    assert done.returncode == 1
    assert "safety.html" in done.stderr


def test_a_page_rendered_again_leaves_the_verification_of_the_others(site: Path, tmp_path: Path) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    run_command("render", "--engine", "embedded", "--to", "html", "--output", str(copy), "glossary")
    before, after = (
        json.loads((folder / "report" / "verification.json").read_text(encoding="utf-8"))["coverage"]
        for folder in (site, copy)
    )
    assert after == before


def test_what_files_carry_is_as_rendered_where_data_changed_and_one_page_was_rendered_again(
    site: Path, tmp_path: Path
) -> None:
    copy, data = tmp_path / "site", tmp_path / "data"
    shutil.copytree(site, copy)
    shutil.copytree(DATA, data)
    arguments = ("--data", str(data), "--engine", "embedded", "--to", "html", "--output", str(copy), "glossary")
    for remark in ("# a remark\n", "# another remark\n"):
        with (data / "waivers.yml").open("a", encoding="utf-8") as file:
            file.write(remark)
        assert run_command("render", *arguments).returncode == 0
    done = run_command("audit", str(copy), "--data", str(data))
    assert (done.returncode, done.stderr) == (0, "")
