"""A site that plain Quarto made: what is wrong with one page removes that page, and the others stay."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests import ROOT
from vexas_evidence.publish import quarto_site
from vexas_evidence.publish.coverage import manifest
from vexas_evidence.publish.coverage.finished_render import ReportPages, finished, gather
from vexas_evidence.publish.coverage.rendering import FOLDER_VARIABLE
from vexas_evidence.publish.coverage.tree import add_to_tree, read_trees
from vexas_evidence.publish.site.report_data import ReportData, open_data
from vexas_evidence.system.problems import BadInput, Uncovered


@pytest.fixture
def made(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the site, as if Quarto had just made it."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "notes"))
    return Path(shutil.copytree(site, tmp_path / "site"))


@pytest.fixture(scope="module")
def data() -> ReportData:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        return open_data()


def names(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in finished(site)}


def test_a_wrong_numeral_removes_its_page_alone(made: Path, data: ReportData) -> None:
    page, before = made / "report/safety.html", names(made)
    page.write_text(page.read_text(encoding="utf-8").replace(">34%<", ">43%<"), encoding="utf-8")
    with pytest.raises(Uncovered) as refused:
        quarto_site.check(made, [page], data)
    assert {each.place.file.partition(",")[0] for each in refused.value.discrepancies} == {"report/safety.html"}
    assert names(made) == before - {"report/safety.html"}


def test_what_is_removed_is_said(made: Path, data: ReportData, capsys: pytest.CaptureFixture[str]) -> None:
    page = made / "report/safety.html"
    page.write_text(page.read_text(encoding="utf-8").replace(">34%<", ">43%<"), encoding="utf-8")
    with pytest.raises(Uncovered):
        quarto_site.check(made, [page], data)
    said = capsys.readouterr().err.splitlines()[-1]
    assert said == f"removed: report/safety.html; the other {len(names(made))} files of the site stay"


@pytest.fixture
def copy(tmp_path: Path, data: ReportData) -> tuple[Path, ReportData]:
    """A copy of the project to spoil, and the data with it."""
    root = tmp_path / "project"
    for name in ("_quarto.yml", "_variables.yml"):
        (root / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(ROOT / name, root / name)
    shutil.copytree(ROOT / "report", root / "report", ignore=shutil.ignore_patterns("generated"))
    return root, ReportData(data.folder, data.numbers, data.verification, ReportPages(root))


def test_a_typed_numeral_removes_what_was_made_of_its_page(made: Path, copy: tuple[Path, ReportData]) -> None:
    root, data = copy
    page, before = root / "report/evidence-summary.qmd", names(made)
    page.write_text(page.read_text(encoding="utf-8") + "\nIn 34%.\n", encoding="utf-8")
    files = [made.resolve() / f"report/evidence-summary.{suffix}" for suffix in ("pdf", "docx")]
    with pytest.raises(Uncovered):
        quarto_site.check(made, [*files, made.resolve() / "report/safety.html"], data)
    assert names(made) == before - {"report/evidence-summary.pdf", "report/evidence-summary.docx"}


def test_a_typed_numeral_of_a_partial_removes_the_pages_that_hold_it(made: Path, copy: tuple[Path, ReportData]) -> None:
    root, data = copy
    partial, before = root / "report/partials/_safety.qmd", names(made)
    partial.write_text(partial.read_text(encoding="utf-8") + "\nIn 34%.\n", encoding="utf-8")
    with pytest.raises(Uncovered):
        quarto_site.check(made, [made.resolve() / f"report/{name}.html" for name in ("safety", "findings")], data)
    assert names(made) == before - {"report/safety.html"}


def test_a_typed_numeral_of_a_page_that_was_not_made_now_stops_nothing(
    made: Path, copy: tuple[Path, ReportData]
) -> None:
    root, data = copy
    page, before = root / "report/safety.qmd", names(made)
    page.write_text(page.read_text(encoding="utf-8") + "\nIn 34%.\n", encoding="utf-8")
    quarto_site.check(made, [made.resolve() / "report/findings.html"], data)
    assert names(made) == before


def test_wrong_titles_remove_all_that_was_made_now(made: Path, copy: tuple[Path, ReportData]) -> None:
    root, data = copy
    (root / "_variables.yml").write_text("version: 9.9.9\nsite: x\nstudy: x\nsources: x\narms: x\n", encoding="utf-8")
    before = names(made)
    with pytest.raises(BadInput):
        quarto_site.check(made, [made / "report/findings.html"], data)
    assert names(made) == before - {"report/findings.html"}


def test_what_a_page_has_no_format_for_is_passed_over(made: Path, data: ReportData) -> None:
    extra = made.resolve() / "report/evidence-summary.html"
    extra.write_text("<p>Nothing.</p>", encoding="utf-8")
    own = made.resolve() / "report/safety.html"
    assert list(quarto_site.pass_over([extra, own], made, data.report_pages)) == [
        "report/evidence-summary.qmd: no html; passed over"
    ]
    assert (extra.exists(), own.exists()) == (False, True)


def test_slides_of_a_page_that_has_none_are_passed_over(made: Path, data: ReportData) -> None:
    page = made.resolve() / "report/safety.html"
    page.write_text('<div class="reveal"></div>', encoding="utf-8")
    assert list(quarto_site.pass_over([page], made, data.report_pages)) == [
        "report/safety.qmd: no revealjs; passed over"
    ]


def test_a_tree_of_a_format_that_a_page_lacks_is_not_read(made: Path, data: ReportData, tmp_path: Path) -> None:
    add_to_tree(tmp_path, "report/safety.qmd", "revealjs", [("text", ("Nothing.",))])
    earlier = manifest.read(made / manifest.MANIFEST)
    gathered = gather(made, data.report_pages, read_trees(tmp_path), data.numbers, earlier)
    assert gathered.files["report/safety.html"] == earlier.files["report/safety.html"]
