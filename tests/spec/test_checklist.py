from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest

from tests import EXAMPLE
from tests.commands import run_command
from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.present import checklist
from vexas_evidence.present.questions import questions
from vexas_evidence.publish.site.handouts import checklist_pdf


@pytest.fixture(scope="module")
def pages(numbers: Numbers) -> list[str]:
    """The text of each page of the checklist of the real study, without white space."""
    document = pypdfium2.PdfDocument(checklist_pdf(numbers))
    return [_squeezed(page.get_textpage().get_text_bounded()) for page in document]


def _squeezed(text: str) -> str:
    return re.sub(r"[\s\ufffe-]", "", text)


def test_the_checklist_of_the_real_study_is_one_page(pages: list[str]) -> None:
    assert len(pages) == 1


def test_the_checklist_is_a4(numbers: Numbers) -> None:
    page = pypdfium2.PdfDocument(checklist_pdf(numbers))[0]
    assert tuple(map(round, page.get_size())) == (595, 842)


def test_the_pdf_has_every_question(numbers: Numbers, pages: list[str]) -> None:
    texts = [text for question in questions(numbers) for text in (question.what, question.printed)]
    assert [text for text in texts if _squeezed(text) not in pages[0]] == []


def test_markdown_has_one_row_a_question(numbers: Numbers) -> None:
    rows = [line for line in checklist.to_markdown(numbers).splitlines() if line.startswith("| ☐ | ")]
    assert len(rows) - len(section("checklist.headings")) == len(questions(numbers))


def test_the_questions_are_every_estimate_missing_denominator_open_definition_and_outcome_not_stated(
    numbers: Numbers,
) -> None:
    asked = questions(numbers)
    study = numbers.study
    views = {"effect-without-mds", "nature-of-effect", "exposure-before-evaluation"}
    assert [each.id for each in asked if each.about == "estimate"] == [n for n in study.estimates if n not in views]
    assert [each.id for each in asked if each.about == "outcome"] == [n.outcome for n in study.results.not_stated]
    assert [each.id for each in asked if each.about == "definition"] == [
        "inflammatory-response",
        "hematological-response",
        "molecular-response",
        "relapse-free-survival",
        "platelet-improvement",
        "relapse-after-stopping",
        "re-exposure-effective",
    ]
    stated = {"included", "not-applicable", "stopped", "relapsed", "re-exposed"}
    assert {each.id for each in asked if each.about == "denominator"} == set(study.populations) - stated


def test_the_checklist_of_the_invented_study_reads_so() -> None:
    done = run_command("checklist", "--data", str(EXAMPLE))
    assert done.stdout == (
        "# Full-text checklist: Willow bark for marsh fever\n\n"
        "Nobody N. An invented study. Journal of Nowhere 2030;1(1):1-2. doi:10.0000/invented\n\n"
        f"{fixed('checklist.how')} Evidence version 1.0.0.\n\n"
        "## Numbers: does the article print the same?\n\n"
        "| ☐ | question | page | in the article |\n|---|---|---|---|\n"
        "| ☐ | 40 · Patients included · patients included · at inclusion | | |\n"
        "| ☐ | 30 of 40 · Freedom from fever · patients included · at 4 weeks | | |\n"
        "| ☐ | 7.5% · Rash · patients (denominator not stated) · time not stated | | |\n\n"
        "## Missing denominators: of how many?\n\n"
        "| ☐ | question | page | in the article |\n|---|---|---|---|\n"
        "| ☐ | patients (denominator not stated) · 7.5% | | |\n\n"
        "## Not stated in the sources read: does the article state it?\n\n"
        "| ☐ | question | page | in the article |\n|---|---|---|---|\n"
        "| ☐ | Deaths | | |\n"
    )


def test_a_pdf_needs_a_file() -> None:
    done = run_command("checklist", "--format", "pdf", "--data", str(EXAMPLE))
    assert done.stderr == (
        "--output: no file for the PDF: the path of a file: add --output checklist.pdf\n"
        "1 problem; nothing was written\n"
    )


def test_the_pdf_is_written_to_the_file_named(tmp_path: Path) -> None:
    path = tmp_path / "checklist.pdf"
    done = run_command("checklist", "--format", "pdf", "--output", str(path), "--data", str(EXAMPLE))
    assert done.stdout == f"{path}: 5 questions\n"
    assert path.read_bytes().startswith(b"%PDF-")
