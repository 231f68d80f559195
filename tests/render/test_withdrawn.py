"""A version that was withdrawn is so called at the top of every page, around each of them, and by the audit."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
import pypdfium2
import pytest
from pptx import Presentation

from tests import VERSIONS
from tests.commands import run_command
from tests.conftest import SAID, Once, words_said
from tests.finished_files import pages
from tests.release_copies import Cut, titles
from tests.release_copies import pages as pages_of
from vexas_evidence.publish.audit import folder_audit
from vexas_evidence.publish.audit.auditor import Auditor

SINCE = "status: withdrawn, since: 2030-03-02, because: The bulletin took its story back., instead: 1.1.0"
LABEL = "1.0.0 (withdrawn)"


@pytest.fixture(scope="module")
def made(once: Once, released: Cut) -> Cut:
    """The invented study: released, withdrawn, and rendered again."""

    def withdraw(folder: Path) -> None:
        made = Cut(Path(shutil.copytree(released.folder, folder)))
        path = made.data / VERSIONS
        path.write_text(path.read_text(encoding="utf-8").replace("status: current", SINCE), encoding="utf-8")
        pages_of(made.folder, LABEL)
        said = made.run("render", "--engine", "embedded", "--output", str(made.folder / "_site"))
        (made.folder / SAID).write_text(said, encoding="utf-8")

    return Cut(once("withdrawn", withdraw))


@pytest.fixture
def reports(made: Cut) -> Path:
    return made.folder / "_site" / "report"


def test_every_page_says_so_at_its_top(made: Cut) -> None:
    made_pages = pages(made.folder / "_site")
    versions, leads = made_pages["versions"], "../report/versions.html"
    for page in made_pages.values():
        [notice] = page.xpath("//main//div[contains(@class, 'notice')]")
        assert " ".join(notice.text_content().split()).startswith(
            "Version 1.0.0 of 2 January 2030 was withdrawn on 2 March 2030. Do not use its numbers. "
            "Why: The bulletin took its story back. Use version 1.1.0 instead."
        )
        assert [link.get("href") for link in notice.iter("a")] == ([] if page is versions else [leads])


def test_every_page_says_so_in_its_title_header_and_foot(made: Cut) -> None:
    for page in pages(made.folder / "_site").values():
        told = (
            page.findtext(".//title"),
            page.find(".//header").text_content(),
            page.findall(".//footer")[-1].text_content(),
        )
        assert [LABEL in each for each in told] == [True, True, True]


def words_of_pages(path: Path) -> list[str]:
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(path)]


def test_the_first_page_of_the_summary_says_so_before_anything_else(reports: Path) -> None:
    first, *_ = words_of_pages(reports / "evidence-summary.pdf")
    assert first.startswith("Version 1.0.0 of 2 January 2030 was withdrawn on 2 March 2030. Do not use its numbers.")
    assert "Journal of Nowhere 2030 · Version 1.0.0, 2 January 2030 (withdrawn)" in first


@pytest.mark.parametrize(("name", "titled"), [("evidence-summary.pdf", False), ("technical-appendix.pdf", True)])
def test_every_page_of_a_pdf_says_so_in_its_head_and_foot(reports: Path, name: str, titled: bool) -> None:
    first, *others = words_of_pages(reports / name)
    assert others
    assert all(f"Version {LABEL}" in words[:120] for words in ([first, *others] if titled else others))
    assert all(f"Evidence version {LABEL} Page" in words[-80:] for words in (first, *others))


def test_every_page_of_a_docx_says_so_in_its_head_and_foot(reports: Path) -> None:
    [section, *_] = docx.Document(str(reports / "evidence-summary.docx")).sections
    assert f"Version {LABEL}" in section.header.paragraphs[0].text
    assert f"version {LABEL}" in section.footer.paragraphs[0].text


def test_every_slide_says_so_in_its_foot(reports: Path) -> None:
    slides = list(Presentation(str(reports / "slides.pptx")).slides)
    assert slides
    assert all(any(f"version {LABEL}" in shape.text for shape in slide.placeholders) for slide in slides)


@pytest.mark.parametrize("name", ["evidence-summary.pdf", "safety.html"])
def test_a_file_alone_is_told_as_withdrawn_and_whole(reports: Path, tmp_path: Path, name: str) -> None:
    path = Path(shutil.copy(reports / name, tmp_path))
    done = Auditor(tmp_path / "data", tmp_path / "_site").audited(path)
    assert (done.discrepancies, done.problems) == ((), ())
    assert done.notice == (
        f"WITHDRAWN: {path} is of version 1.0.0, which was withdrawn on 2030-03-02. Do not use its numbers. "
        "The bulletin took its story back. Use version 1.1.0 instead."
    )


@pytest.mark.parametrize("name", ["evidence-summary.docx", "safety.html", "evidence-summary.pdf"])
@pytest.mark.parametrize("release", [False, True])
def test_a_file_beside_its_verification_is_whole_though_not_as_released(
    made: Cut, reports: Path, tmp_path: Path, name: str, release: bool
) -> None:
    path = Path(shutil.copy(reports / name, tmp_path))
    shutil.copy(reports / "verification.json", tmp_path / "verification (1).json")
    if release:
        shutil.copy(made.folder / "releases" / "1.0.0.json", tmp_path)
    done = Auditor(tmp_path / "data", tmp_path / "_site").audited(path)
    assert (done.discrepancies, done.problems) == ((), ())
    assert (
        done.lines[0] == f"{path}: unchanged: byte for byte report/{name} as verification (1).json beside it names it"
    )
    assert "withdrawn on 2030-03-02" in done.notice


def test_a_later_verification_tells_of_a_released_file_that_it_was_withdrawn(
    made: Cut, reports: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copy(made.dist / "1.0.0" / "report" / "evidence-summary.pdf", tmp_path))
    shutil.copy(reports / "verification.json", tmp_path)
    done = Auditor(tmp_path / "data", tmp_path / "_site").audited(path)
    assert "withdrawn on 2030-03-02, as verification.json tells" in done.notice


def test_a_folder_that_was_rendered_again_is_audited_by_its_verification(made: Cut, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(made.folder / "_site", tmp_path / "_site"))
    shutil.copy(made.folder / "releases" / "1.0.0.json", folder)
    done = folder_audit.audited(folder, Auditor(tmp_path / "data", tmp_path / "site"))
    assert (done.discrepancies, done.problems, done.notice[:9]) == ((), (), "WITHDRAWN")


def test_a_render_of_a_released_version_tells_that_its_files_are_others(made: Cut) -> None:
    assert "files are not as released in 1.0.0: code, pages or data have changed since" in words_said(made.folder)


def test_its_data_cannot_be_released(made: Cut) -> None:
    assert "is withdrawn: current: release a current version" in made.release(code=1)


def test_titles_that_leave_it_out_are_refused(made: Cut, tmp_path: Path) -> None:
    for name in ("report", "data"):
        shutil.copytree(made.folder / name, tmp_path / name)
    shutil.copy(made.folder / "_quarto.yml", tmp_path)
    titles(tmp_path, "1.0.0")
    done = run_command("render", "--data", str(tmp_path / "data"), folder=tmp_path)
    assert (done.returncode, f"version '1.0.0': '{LABEL}', the newest version of the report" in done.stderr) == (
        2,
        True,
    )
