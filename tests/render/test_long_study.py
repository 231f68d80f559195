"""A study of many outcomes in three arms with long names: its documents keep to their limits and lose no row."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from lxml import html

from tests import long_study
from tests.commands import run_command
from tests.conftest import Once
from tests.finished_files import text_of_pdf
from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.load.folder import load
from vexas_evidence.present.figures import sheet
from vexas_evidence.present.spans import to_text
from vexas_evidence.present.tables import reported
from vexas_evidence.present.tables.findings import table_findings, table_of_foremost
from vexas_evidence.present.tables.reported import foremost, groups, has_room_for_all, on_paper
from vexas_evidence.present.tables.summary_of_findings import lines
from vexas_evidence.publish.site.markdown import Writer
from vexas_evidence.publish.site.summary.comparative_table import comparative_table
from vexas_evidence.publish.site.summary.outcome_table import outcome_table

FOOT = 40
"""How high the foot of a page reaches, in points."""


def render(folder: Path) -> None:
    folder.mkdir(parents=True)
    long_study.make(folder)
    made = run_command("render", "--data", "data", "--to", "pdf", "--output", "site", folder=folder)
    assert made.returncode == 0, made.stderr


@pytest.fixture(scope="module")
def documents(once: Once) -> Path:
    return once("long-study", render) / "site" / "report"


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Numbers:
    evidence = load(long_study.make(tmp_path_factory.mktemp("long")))
    return Numbers(evidence, evidence.study)


@pytest.mark.parametrize(
    ("name", "most"),
    [("evidence-summary", 6), ("visual-summary", 1), ("journal-club-handout", 2), ("evidence-profile", 4)],
)
def test_what_is_handed_out_keeps_to_its_pages(documents: Path, name: str, most: int) -> None:
    assert len(pypdfium2.PdfDocument(documents / f"{name}.pdf")) <= most


def test_the_picture_of_the_sheet_parts_no_arms_that_are_compared(long: Numbers) -> None:
    words = " ".join(to_text(line) for line in sheet.picture(long).texts)
    assert [words.count(f" of {size} ") for _, size in long_study.ARMS.values()] == [2, 2, 2]


def test_the_sheet_is_filled_to_its_foot(documents: Path) -> None:
    [page] = pypdfium2.PdfDocument(documents / "visual-summary.pdf")
    text = page.get_textpage()
    lows = [text.get_rect(number)[1] for number in range(text.count_rects())]
    assert min(low for low in lows if low > FOOT) < page.get_height() / 8


def test_the_pages_of_a_profile_are_filled(documents: Path) -> None:
    *pages, _ = pypdfium2.PdfDocument(documents / "evidence-profile.pdf")
    for page in pages:
        text = page.get_textpage()
        lows = [text.get_rect(number)[1] for number in range(text.count_rects())]
        body = [low for low in lows if low > FOOT]
        assert min(body) < page.get_height() / 2


@pytest.mark.parametrize("name", ["evidence-summary", "visual-summary", "journal-club-handout", "evidence-profile"])
def test_no_word_stands_below_the_foot_of_a_page(documents: Path, name: str) -> None:
    for page in pypdfium2.PdfDocument(documents / f"{name}.pdf"):
        text = page.get_textpage()
        lows = [text.get_rect(number)[1] for number in range(text.count_rects())]
        assert min(lows) > 0


def test_a_summary_names_every_outcome(documents: Path) -> None:
    found = " ".join(text_of_pdf(documents / "evidence-summary.pdf").replace("-\n", "").split())
    assert [outcome for outcome in long_study.OUTCOMES if outcome not in found] == []


def test_a_sheet_says_that_its_outcomes_are_not_all(documents: Path) -> None:
    found = " ".join(text_of_pdf(documents / "visual-summary.pdf").split())
    assert "Shown: the benefits and harms that the question rates highest." in found


def test_a_sheet_of_many_outcomes_leaves_those_not_stated_to_the_strip_above_its_table(long: Numbers) -> None:
    assert not has_room_for_all(long)


def test_a_sheet_of_few_outcomes_has_room_for_those_not_stated(numbers: Numbers) -> None:
    assert has_room_for_all(numbers)


def test_a_sheet_has_room_for_the_critical_outcomes_first(long: Numbers) -> None:
    shown = {line.estimate.outcome for group in foremost(long) for line in group.lines}
    first_harm, *_, first_benefit = long_study.CRITICAL
    assert shown == {f"outcome-{first_harm}", f"outcome-{first_benefit}"}


def test_a_sheet_gives_benefits_and_harms_equal_weight(long: Numbers) -> None:
    roles = {long.outcomes[line.estimate.outcome].role for group in foremost(long) for line in group.lines}
    assert roles == {"efficacy", "harm"}


def test_a_sheet_of_few_outcomes_shows_all(numbers: Numbers) -> None:
    assert foremost(numbers) == groups(numbers)


def test_an_outcome_is_named_once_above_its_arms(long: Numbers) -> None:
    page = html.fromstring(f"<div>{outcome_table(Writer(long, 'html'))}</div>")
    heads = [head for head in page.iter("th") if head.get("scope") == "rowgroup" and head.get("id")]
    assert [head.text_content().split(" · ")[0] for head in heads] == list(long_study.OUTCOMES)
    assert [head.text_content() for head in page.iter("th") if head.get("headers") == heads[0].get("id")] == [
        name for name, _ in long_study.ARMS.values()
    ]


def rated(long: Numbers, critical: tuple[int, ...], important: tuple[int, ...]) -> list[tuple[str, str]]:
    """The rows of the summary of findings where the question rates these outcomes so, and no other."""
    named = {"critical": critical, "important": important, "limited": (), "not_rated": ()}
    outcomes = {level: tuple(f"outcome-{number}" for number in numbers) for level, numbers in named.items()}
    question = long.evidence.question
    question = question.model_copy(update={"outcomes": question.outcomes.model_copy(update=outcomes)})
    evidence = replace(long.evidence, questions={question.id: question})
    return [(line.comparison.outcome, line.arms) for line in lines(Numbers(evidence, long.study))]


EARLY, LATE = (long_study.ARMS[arm][0] for arm in ("early", "late"))


def test_an_important_outcome_has_a_row_before_another_has_one_of_a_second_arm(long: Numbers) -> None:
    foremost = [*long_study.CRITICAL, *long_study.IMPORTANT[:3]]
    assert [(line.comparison.outcome, line.arms) for line in lines(long)] == [
        (f"outcome-{number}", EARLY) for number in foremost
    ]


def test_a_second_arm_has_the_room_that_the_first_rows_of_important_outcomes_leave(long: Numbers) -> None:
    assert rated(long, (13, 14), (1, 3, 8)) == [
        *((f"outcome-{number}", arm) for number in (13, 14) for arm in (EARLY, LATE)),
        *((f"outcome-{number}", EARLY) for number in (1, 3, 8)),
    ]


def test_a_second_arm_of_a_critical_outcome_stands_before_outcomes_that_nobody_rated(long: Numbers) -> None:
    assert rated(long, (13,), (1,))[:4] == [(f"outcome-{number}", arm) for number in (13, 1) for arm in (EARLY, LATE)]


def test_outcomes_without_a_row_are_named_where_their_numbers_are_many(long: Numbers) -> None:
    said = comparative_table(Writer(long, "typst")).partition("the evidence summary gives the numbers:")[2]
    assert said.count(long_study.OUTCOMES[1]) == 1


def test_findings_of_the_summary_say_where_the_others_stand_and_the_appendix_has_all(documents: Path) -> None:
    summary, appendix = (text_of_pdf(documents / f"{name}.pdf") for name in ("evidence-summary", "technical-appendix"))
    rest = " ".join(fixed("findings.foremost").split())
    assert rest in " ".join(summary.split())
    assert rest not in " ".join(appendix.split())
    rows = [" ".join(text.split()).count("adults with delayed standard-intensity") for text in (summary, appendix)]
    assert rows[0] < len(long_study.OUTCOMES) <= rows[1]


def test_findings_of_few_rows_are_whole_on_paper(example: Numbers) -> None:
    table = table_findings(example)
    assert table_of_foremost(example, table) is table


def test_a_table_of_more_outcomes_than_half_a_summary_holds_has_the_foremost(
    long: Numbers, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert on_paper(long) == groups(long)
    monkeypatch.setattr(reported, "ROOM_ON_PAPER", 50)
    told = str(outcome_table(Writer(long, "typst"))).replace("\\", "")
    assert fixed("findings.foremost") in told
    assert told.count('scope="rowgroup"') < len(long_study.OUTCOMES)
