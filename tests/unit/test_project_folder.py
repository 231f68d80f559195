"""Which pages a render shows: those of a folder, or those that come with the package."""

from __future__ import annotations

from pathlib import Path

import pytest

from vexas_evidence.publish.render import project
from vexas_evidence.publish.render.project import load_project, project_folder
from vexas_evidence.system.problems import BadInput

TITLES = {
    "version": "1.0.0 (withdrawn)",
    "site": "Marsh fever",
    "study": "Über: “fever” #2",
    "sources": "From a secondary source.",
}


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def package(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package as installed, whose pages nobody may write."""
    folder = elsewhere / "installed" / "vexas_evidence"
    for name in ("_quarto.yml", "report/index.qmd", "report/hooks/__pycache__/before.pyc", "report/generated/old.docx"):
        path = folder / "pages" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("lang: en\n", encoding="utf-8")
        path.chmod(0o444)
    monkeypatch.setattr(project, "PACKAGE", folder)
    return folder


def test_the_pages_of_the_current_folder_go_before_those_of_the_package(elsewhere: Path, said: list[str]) -> None:
    (elsewhere / "_quarto.yml").touch()
    with project_folder(None, TITLES, said.append) as folder:
        assert (folder.resolve(), said) == (elsewhere.resolve(), [])


def test_the_pages_of_a_folder_that_is_named_go_before_those_of_the_current_one(
    elsewhere: Path, said: list[str]
) -> None:
    (elsewhere / "own").mkdir()
    for name in ("_quarto.yml", "own/_quarto.yml"):
        (elsewhere / name).touch()
    with project_folder(Path("own"), TITLES, said.append) as folder:
        assert (folder, said) == (Path("own"), [])


def test_elsewhere_the_pages_of_the_package_are_copied_without_what_a_render_made(
    package: Path, said: list[str]
) -> None:
    with project_folder(None, TITLES, said.append) as folder:
        files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        assert files == {"_quarto.yml", "_quarto.yml.local", "_variables.yml", "report/index.qmd"}
    assert not folder.exists()


def test_a_copied_page_may_be_written_where_that_of_the_package_may_not(package: Path, said: list[str]) -> None:
    with project_folder(None, TITLES, said.append) as folder:
        assert (folder / "report/index.qmd").stat().st_mode & 0o200


def test_pages_of_the_package_are_named_as_such(package: Path, said: list[str]) -> None:
    with project_folder(None, TITLES, said.append):
        assert said == [f"pages: those that come with vexas-evidence {project.version('vexas-evidence')}"]


def test_titles_of_pages_of_the_package_say_what_the_data_say(package: Path, said: list[str]) -> None:
    with project_folder(None, TITLES, said.append) as folder:
        assert load_project(folder).variables == TITLES


def test_a_package_that_is_imported_from_a_repository_has_the_pages_of_the_repository(
    elsewhere: Path, said: list[str]
) -> None:
    with project_folder(None, TITLES, said.append) as folder:
        assert (folder / "report/partials/_setup.qmd").is_file()


def test_a_folder_without_settings_is_no_project(elsewhere: Path, said: list[str]) -> None:
    path = Path("own/_quarto.yml")
    message = (
        f"{path}: file not found: the folder of a Quarto project: "
        "name that folder, or leave --project out for the pages that come with the package"
    )
    with pytest.raises(BadInput) as caught, project_folder(Path("own"), TITLES, said.append):
        pass
    assert str(caught.value) == message


def test_without_any_pages_the_message_says_where_pages_come_from(package: Path, said: list[str]) -> None:
    (package / "pages/_quarto.yml").unlink()
    message = (
        "_quarto.yml: not in the current folder, and no pages come with the package: pages to render: "
        "name the folder of a Quarto project with --project, or install vexas-evidence again from its wheel"
    )
    with pytest.raises(BadInput) as caught, project_folder(None, TITLES, said.append):
        pass
    assert str(caught.value) == message


def test_the_pages_of_the_package_have_the_name_of_the_site(package: Path, said: list[str]) -> None:
    config = package / "pages" / "_quarto.yml"
    config.chmod(0o644)
    config.write_text('website:\n  title: "VEXAS Evidence"\n  page-footer: "{{< var site >}}"\n', encoding="utf-8")
    with project_folder(None, TITLES, said.append) as folder:
        website = load_project(folder).website
    assert (website.title, website.footer[1]) == ("Marsh fever", "Marsh fever")
