"""The journal club: handouts of two pages, questions and their answers, the code that opens the article, the page."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import segno
import zxingcpp
from lxml import html

from tests import DATA, EXAMPLE
from tests.conftest import words_said
from tests.finished_files import pages, text_of_pdf
from tests.render.conftest import ADDRESS
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.load.folder import load
from vexas_evidence.load.record_texts import texts
from vexas_evidence.model import Evidence, JournalClub
from vexas_evidence.present.figures import qr
from vexas_evidence.present.figures.picture import Shape
from vexas_evidence.present.spans import to_line, to_text
from vexas_evidence.present.tables import reported
from vexas_evidence.publish.coverage import manifest
from vexas_evidence.publish.coverage.manifest import MANIFEST
from vexas_evidence.publish.site.handouts import LINES, anchors

PARTICIPANT, FACILITATOR = "journal-club-handout.pdf", "journal-club-handout-facilitator.pdf"
HANDOUTS = (PARTICIPANT, FACILITATOR)
DOI = "https://doi.org/10.1182/blood.2024028133"


@pytest.fixture(scope="module")
def club(numbers: Numbers) -> JournalClub:
    assert numbers.study.journal is not None
    return numbers.study.journal


def told(numbers: Numbers, text: str) -> str:
    """A text of the data as a reader meets it, without spaces and without the letters of kinds."""
    return squeezed(to_text(numbers.spans(text)))


def squeezed(words: str) -> str:
    return "".join(re.sub(r"(?<=[\d%])[dij](?=\W|$)", "", words).replace("\ufffe", "-").split())


def words_in(path: Path) -> str:
    return squeezed(text_of_pdf(path))


def codes_in(path: Path) -> list[str]:
    """What the QR codes of a PDF's first page open."""
    page = pypdfium2.PdfDocument(path)[0].render(scale=4).to_pil()
    return [found.text for found in zxingcpp.read_barcodes(page)]


@pytest.mark.parametrize("name", HANDOUTS)
def test_a_handout_has_two_pages_of_a4(site: Path, name: str) -> None:
    sizes = [tuple(map(round, page.get_size())) for page in pypdfium2.PdfDocument(site / "report" / name)]
    assert sizes == [(595, 842)] * 2


@pytest.mark.parametrize("name", HANDOUTS)
def test_a_handout_is_tagged_and_says_that_it_is_accessible(site: Path, name: str) -> None:
    with pikepdf.open(site / "report" / name) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en"
        assert b"pdfuaid:part" in pdf.Root.Metadata.read_bytes()


def test_both_handouts_ask_the_same_questions(site: Path, numbers: Numbers, club: JournalClub) -> None:
    asked = [told(numbers, each.text) for each in (*club.questions, *club.prompts)]
    for name in HANDOUTS:
        words = words_in(site / "report" / name)
        assert [each for each in asked if each not in words] == []


def test_the_facilitators_handout_gives_the_results_in_lines(site: Path, numbers: Numbers, club: JournalClub) -> None:
    words = words_in(site / "report" / FACILITATOR)
    assert [line.id for line in club.results if told(numbers, line.text) not in words] == []


def test_the_participants_handout_has_the_table_of_outcomes_and_the_dots(site: Path, numbers: Numbers) -> None:
    words = words_in(site / "report" / PARTICIPANT)
    lines = [line for group in reported.groups(numbers) for line in group.lines]
    assert [line.outcome for line in lines if "".join(line.outcome.split()) not in words] == []
    assert "12respondersstopped" in words
    assert "4of5" in words


def test_each_question_of_the_participants_handout_has_room_for_an_answer(site: Path, club: JournalClub) -> None:
    asked = len(club.prompts) + len(club.questions) + 1
    with pypdfium2.PdfDocument(site / "report" / PARTICIPANT) as document:
        width = document[0].get_width()
        paths = [each for page in document for each in page.get_objects(filter=[2])]
        ruled = [each for each in paths if is_ruled(each.get_bounds(), width)]
    assert len(ruled) >= LINES * asked


def is_ruled(bounds: tuple[float, float, float, float], width: float) -> bool:
    """Whether a drawing is a line across the sheet."""
    left, bottom, right, top = bounds
    return right - left > 0.75 * width and top - bottom < 1


def test_the_answers_are_in_the_facilitators_handout(site: Path, numbers: Numbers) -> None:
    words = words_in(site / "report" / FACILITATOR)
    assert [each.text for each in numbers.study.answers if told(numbers, each.text) not in words] == []


def test_no_answer_is_in_the_participants_handout(site: Path, numbers: Numbers) -> None:
    words = words_in(site / "report" / PARTICIPANT)
    sentences = [part for each in numbers.study.answers for part in re.split(r"(?<=[.:;]) ", each.text)]
    assert [each for each in sentences if len(each) > 24 and told(numbers, each) in words] == []


def test_every_answer_says_where_it_is_read(site: Path, numbers: Numbers) -> None:
    words = words_in(site / "report" / FACILITATOR)
    assert [each for each in numbers.study.answers if squeezed(to_line(anchors(numbers, each))) not in words] == []


def test_an_answer_that_no_source_states_says_so(numbers: Numbers) -> None:
    bare = numbers.study.answers[0].model_copy(update={"rests_on": (), "readings": ()})
    assert to_line(anchors(numbers, bare)) == "No source read states this."


def test_what_is_ruled_out_is_marked_so_in_the_answer(site: Path, numbers: Numbers, club: JournalClub) -> None:
    ruled_out = [each.answer for each in club.questions if each.answer.standing == "ruled-out"]
    words = words_in(site / "report" / FACILITATOR)
    assert len(ruled_out) == 1
    assert squeezed("Ruled out: shown only to say why it cannot be.") + told(numbers, ruled_out[0].text) in words


def test_the_bottom_line_is_left_to_the_participants(site: Path) -> None:
    told = text_of_pdf(site / "report" / PARTICIPANT).strip()
    assert re.search(r"Take-away, in one sentence of your own\s+Evidence version \S+ Page 2 of 2$", told)


@pytest.mark.parametrize("name", HANDOUTS)
def test_every_number_of_a_handout_reads_as_its_record_says(site: Path, numbers: Numbers, name: str) -> None:
    from vexas_evidence.text.prose import Reference

    entries = manifest.read(site / MANIFEST).files[f"report/{name}"].entries
    numerals = [each for each in entries if each.id and each.zone == "text"]
    wrong = []
    for entry in numerals:
        record, _, part = entry.id.partition(".")
        forms = {numbers.refer(Reference(record, part or "value")).text}
        if record in numbers.study.estimates:
            forms.add(numbers.when(numbers.study.estimates[record]).text)
        if not any(entry.text.lower() in form.lower() for form in forms):
            wrong.append(entry)
    assert len(numerals) > 30
    assert wrong == []


def test_the_code_of_a_report_that_is_not_published_opens_the_article(site: Path) -> None:
    assert [codes_in(site / "report" / name) for name in HANDOUTS] == [[DOI], [DOI]]


def test_the_code_is_also_there_in_words(site: Path) -> None:
    assert f"Thecodeopensthejournalarticle:{DOI}." in words_in(site / "report" / PARTICIPANT)


def test_the_alternative_text_of_the_code_says_what_it_opens(site: Path) -> None:
    entries = manifest.read(site / MANIFEST).files[f"report/{PARTICIPANT}"].entries
    assert [each.text for each in entries if each.zone == "alt" and "doi.org" in each.text] == [DOI]


def test_the_drawing_of_the_code_has_the_dark_modules_of_its_address() -> None:
    wanted = [list(row) for row in segno.make(DOI, error="m").matrix_iter(border=4)]
    drawn = [[0] * len(wanted) for _ in wanted]
    for item in qr.code(DOI, len(wanted), border=4).items:
        assert isinstance(item, Shape)
        (left, top), (right, _), *_ = item.corners
        drawn[round(top)][round(left) : round(right)] = [1] * round(right - left)
    assert drawn == wanted


def test_the_code_of_a_published_report_opens_the_report(published: Path) -> None:
    handout = published / "report" / PARTICIPANT
    assert codes_in(handout) == [ADDRESS]
    assert f"Thecodeopensthereportonline:{ADDRESS}." in words_in(handout)


def test_a_render_of_a_published_report_goes_without_nothing(published: Path) -> None:
    assert "article's DOI" not in words_said(published.parent)


def test_a_render_names_what_an_unpublished_report_goes_without(said: str, evidence: Evidence) -> None:
    assert " ".join(qr.not_published(evidence).split()) in said


def test_the_page_leads_to_handouts_and_slides(site: Path) -> None:
    links = pages(site)["journal-club"].xpath("//ul[@class='downloads']//@href")
    assert links == [PARTICIPANT, FACILITATOR, "slides.pptx"]
    assert all((site / "report" / link).is_file() for link in links)


def test_the_answers_of_the_page_open_without_a_script(site: Path, club: JournalClub) -> None:
    closed = pages(site)["journal-club"].xpath("//details[@class='answer']")
    assert len(closed) == len(club.questions)
    assert [each.get("open") for each in closed] == [None] * len(closed)
    assert [each[0].tag for each in closed] == ["summary"] * len(closed)


def test_each_answer_of_the_page_stands_within_its_disclosure(site: Path, numbers: Numbers, club: JournalClub) -> None:
    closed = pages(site)["journal-club"].xpath("//details[@class='answer']")
    for element, question in zip(closed, club.questions, strict=True):
        for mark in element.xpath(".//sup"):
            mark.drop_tree()
        assert told(numbers, question.answer.text) in squeezed(element.text_content())


def test_ruled_out_fractions_of_the_page_stand_where_marked(site: Path) -> None:
    page: html.HtmlElement = pages(site)["journal-club"]
    [marked] = page.xpath("//*[@class='ruled-out']")
    assert marked.text_content().strip().startswith("Ruled out: shown only to say why it cannot be.")
    assert "47 of 88" in marked.text_content()


def test_a_study_without_texts_for_a_journal_club_says_so() -> None:
    assert load(EXAMPLE).study.journal is None


def test_the_texts_hold_a_reference_for_every_number(club: JournalClub, numbers: Numbers) -> None:
    from vexas_evidence.text import prose

    names = numbers.evidence.vocabulary.names
    typed = [text for _, _, text in texts(club, "prose", "label") if prose.typed_numeral(text, names)]
    assert typed == []


def test_an_answer_that_rests_on_an_unknown_estimate_is_refused(tmp_path: Path) -> None:
    from vexas_evidence.system.problems import BadInput

    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    path = folder / "studies" / "frenvex-aza-2025" / "journal-club.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("rests_on: [responders-stopped]", "rests_on: [responders-stoped]"), encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        load(folder)
    line = text[: text.index("rests_on: [responders-stopped]")].count("\n") + 1
    assert [str(each) for each in caught.value.problems] == [
        f"data/studies/frenvex-aza-2025/journal-club.yml:{line}: unknown estimate 'responders-stoped': "
        "a declared estimate: did you mean 'responders-stopped'?"
    ]


def test_a_ruled_out_number_in_a_plain_answer_is_told(changed: object) -> None:
    from vexas_evidence.analysis.verification import verify_evidence

    assert callable(changed)
    found = verify_evidence(load(changed("journal-club.yml", [("      standing: ruled-out\n", "")]))).discrepancies
    assert {each.expected for each in found} == {"a text with standing: ruled-out"}


@pytest.mark.parametrize("name", HANDOUTS)
def test_a_handout_of_a_study_without_texts_follows_from_its_data(trial_site: Path, name: str) -> None:
    path = trial_site / "report" / name
    words = text_of_pdf(path)
    assert "How were participants allocated?" in words
    assert "May the harms be added to each other?" in words
    assert len(pypdfium2.PdfDocument(path)) <= 2


def test_the_page_of_a_study_without_texts_follows_from_its_data(trial_site: Path) -> None:
    page = pages(trial_site)["journal-club"]
    assert len(page.xpath("//details[@class='answer']")) == 3
    assert "contain no texts" not in page.text_content()
