"""Plain `quarto render` and `quarto preview`, as their users type them; collected only where quarto is on the PATH."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import ROOT
from tests.commands import run_process
from tests.conftest import Once
from vexas_evidence.publish.coverage import manifest

PAGES = ("index", "safety", "provenance")
DOCUMENT = "evidence-profile"
TYPED = "\nInfections in 34%.\n"
WAIT = 600
"""Seconds in which a busy machine has rendered a page; none is awaited in vain."""


def copy_project(folder: Path, *more: str) -> Path:
    """Copy the project with two pages, the one to which their numbers lead, and *more*."""
    for name in ("_quarto.yml", "_variables.yml"):
        shutil.copyfile(ROOT / name, folder / name)
    for name in ("data", "report"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("generated"))
    for path in (folder / "report").iterdir():  # a render that is under way leaves its files beside the pages
        if path.is_file() and (path.suffix != ".qmd" or path.stem not in (*PAGES, *more)):
            path.unlink()
    return folder


def copy_page(project: Path, page: str) -> None:
    shutil.copyfile(ROOT / "report" / f"{page}.qmd", project / "report" / f"{page}.qmd")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_project(tmp_path)


@pytest.fixture(scope="session")
def plain(once: Once) -> Path:
    """The project with its site, as `quarto render` makes it; a test that alters it takes a copy."""

    def render(folder: Path) -> None:
        folder.mkdir()
        done = quarto(copy_project(folder, DOCUMENT), "render")
        assert done.returncode == 0, done.stderr
        (folder / "said.txt").write_text(done.stderr, encoding="utf-8")

    return once("plain", render)


@pytest.fixture
def again(plain: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(plain, tmp_path / "again", symlinks=True))


def environment(**changed: str) -> dict[str, str]:
    return {**os.environ, "QUARTO_PYTHON": sys.executable, "PYTHONPATH": str(ROOT), **changed}


def quarto(folder: Path, *arguments: str, **changed: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["quarto", *arguments], cwd=folder, env=environment(**changed), capture_output=True, text=True, check=False
    )


def outputs(project: Path) -> set[str]:
    """The finished files of the pages in the site of a project."""
    found = (project / "_site" / "report").glob("*")
    return {path.name for path in found if path.suffix in (".html", ".pdf", ".docx", ".pptx")}


SITE = {f"{page}.html" for page in PAGES}
ALL = {*SITE, f"{DOCUMENT}.pdf", f"{DOCUMENT}.docx"}


def test_quarto_accounts_for_every_numeral(plain: Path) -> None:
    said = (plain / "said.txt").read_text(encoding="utf-8")
    assert re.search(r"coverage: \d+ numerals in \d+ files, none left over: ", said)
    assert (plain / "_site" / manifest.MANIFEST).is_file()


def test_quarto_makes_all_formats_of_all_pages(plain: Path) -> None:
    assert outputs(plain) == ALL


def test_quarto_starts_no_kernel_where_all_pages_are_rendered(plain: Path) -> None:
    assert "kernel" not in (plain / "said.txt").read_text(encoding="utf-8")


def test_a_page_with_a_refused_number_goes_alone_and_comes_back(again: Path) -> None:
    page = again / "report" / "safety.qmd"
    text = page.read_text(encoding="utf-8")
    page.write_text(text + TYPED, encoding="utf-8")
    refused = quarto(again, "render", "report/safety.qmd")
    assert refused.returncode == 1
    assert re.search(r"^report/safety\.qmd:\d+: numeral '34%' typed into", refused.stderr, re.MULTILINE)
    assert "Traceback" not in refused.stderr
    assert outputs(again) == ALL - {"safety.html"}
    page.write_text(text, encoding="utf-8")
    mended = quarto(again, "render", "report/safety.qmd")
    assert (mended.returncode, outputs(again)) == (0, ALL), mended.stderr


def test_a_refused_number_takes_one_page_out_of_a_whole_render(project: Path) -> None:
    page = project / "report" / "safety.qmd"
    page.write_text(page.read_text(encoding="utf-8") + TYPED, encoding="utf-8")
    done = quarto(project, "render")
    assert (done.returncode, outputs(project)) == (1, SITE - {"safety.html"}), done.stderr


@pytest.mark.parametrize(
    ("form", "made", "passed_over"),
    [
        ("html", SITE, {DOCUMENT}),
        ("typst", {f"{DOCUMENT}.pdf"}, {*PAGES}),
        ("docx", {f"{DOCUMENT}.docx"}, {*PAGES}),
    ],
)
def test_a_format_is_made_of_the_pages_that_have_it(
    project: Path, form: str, made: set[str], passed_over: set[str]
) -> None:
    copy_page(project, DOCUMENT)
    done = quarto(project, "render", "--to", form)
    assert (done.returncode, outputs(project)) == (0, made), done.stderr
    lines = re.findall(rf"^report/([\w-]+)\.qmd: no {form}; passed over$", done.stderr, re.MULTILINE)
    assert sorted(lines) == sorted(passed_over)


def test_a_pdf_by_latex_is_refused_before_anything_is_rendered(project: Path) -> None:
    done = quarto(project, "render", "--to", "pdf")
    message = "quarto: --to pdf: a PDF by Typst; LaTeX makes none here: write --to typst, which makes the same files"
    assert done.returncode == 1
    assert message in done.stderr.splitlines()


def test_a_wrong_format_of_a_page_does_not_spoil_the_next_render(again: Path) -> None:
    wrong = quarto(again, "render", "report/safety.qmd", "--to", "revealjs")
    assert "report/safety.qmd: no revealjs; passed over" in wrong.stderr
    done = quarto(again, "render", "report/safety.qmd")
    assert (done.returncode, outputs(again)) == (0, ALL), done.stderr


def test_the_command_makes_one_format_by_quarto(project: Path) -> None:
    folder = project / "out"
    arguments = ("--engine", "quarto", "--to", "html", "--project", str(project), "--output", str(folder))
    done = run_process("render", *arguments, folder=project)
    assert done.returncode == 0, done.stderr
    assert {path.stem for path in (folder / "report").glob("*.html")} == {*PAGES}


def test_a_profile_is_used_by_quarto_and_by_the_coverage(project: Path) -> None:
    (project / "_quarto-draft.yml").write_text("website: {title: Draft, navbar: {title: Draft}}\n", encoding="utf-8")
    done = quarto(project, "render", "report/safety.qmd", "--profile", "draft")
    assert done.returncode == 0, done.stderr
    page = (project / "_site" / "report" / "safety.html").read_text(encoding="utf-8")
    assert re.search(r'<span class="navbar-title">\s*Draft\s*</span>', page)


def test_no_environment_has_to_be_activated(project: Path) -> None:
    shutil.copyfile(ROOT / "_environment", project / "_environment")
    (project / ".venv").symlink_to(sys.prefix)
    folders = os.environ["PATH"].split(os.pathsep)
    path = os.pathsep.join(each for each in folders if Path(each).resolve() != (Path(sys.prefix) / "bin").resolve())
    without = {
        key: value for key, value in environment(PATH=path).items() if key not in ("QUARTO_PYTHON", "VIRTUAL_ENV")
    }
    command = ["quarto", "render", "report/safety.qmd"]
    done = subprocess.run(command, cwd=project, env=without, capture_output=True, text=True, check=False)
    assert (done.returncode, outputs(project)) == (0, {"safety.html"}), done.stderr


def test_a_python_without_the_package_is_named_in_a_sentence(project: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "bare")], check=True)
    bare = tmp_path / "bare" / "bin" / "python"
    done = quarto(project, "render", QUARTO_PYTHON=str(bare), PYTHONPATH="")
    assert done.returncode == 1
    assert re.search(r"python\S*: no module \w+: the Python of this project: activate its environment", done.stderr)
    assert "Traceback" not in done.stderr


def test_a_second_render_is_refused_and_the_first_ends_well(project: Path) -> None:
    command = ["quarto", "render"]
    with subprocess.Popen(command, cwd=project, env=environment(), stderr=subprocess.PIPE, text=True) as first:
        lock = project / "report/generated/rendering.txt"
        while not lock.exists():
            assert first.poll() is None
            time.sleep(0.1)
        second = quarto(project, "render")
        _, said = first.communicate()
    assert second.returncode == 1
    assert "another render of this project is under way" in second.stderr
    assert (first.returncode, outputs(project)) == (0, SITE), said


def test_a_part_of_pages_rendered_alone_is_refused_in_a_sentence(again: Path) -> None:
    done = quarto(again, "render", "report/partials/_safety.qmd")
    assert done.returncode == 1
    message = "a part of pages: a page of the project: render report/safety.qmd"
    assert f"report/partials/_safety.qmd: {message}" in done.stderr.splitlines()
    assert outputs(again) == ALL


def test_a_project_that_freezes_for_ever_is_refused_in_a_sentence(project: Path) -> None:
    settings = project / "_quarto.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("freeze: auto", "freeze: true"), encoding="utf-8")
    done = quarto(project, "render")
    assert done.returncode == 1
    assert re.search(r"^_quarto\.yml:\d+: freeze: true: one of auto, false: ", done.stderr, re.MULTILINE)
    assert "Traceback" not in done.stderr


def test_an_older_quarto_is_refused(project: Path) -> None:
    settings = project / "_quarto.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace(">=1.9.38", ">=1000.0.0"), encoding="utf-8")
    done = quarto(project, "render", "report/safety.qmd")
    assert done.returncode == 1
    assert "does not satisfy version constraint >=1000.0.0" in done.stderr


@contextlib.contextmanager
def previewed(project: Path) -> Iterator[Callable[[str, str], bool]]:
    """Preview a project; yield a function that says whether a page comes to hold some words."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = ["quarto", "preview", "--no-browser", "--port", str(port)]
    with (project / "preview.log").open("w") as log:
        running = subprocess.Popen(
            command, cwd=project, env=environment(), stdout=log, stderr=log, start_new_session=True
        )

    def holds(page: str, words: str) -> bool:
        end = time.monotonic() + WAIT
        while time.monotonic() < end and running.poll() is None:
            with contextlib.suppress(OSError):
                address = f"http://localhost:{port}/report/{page}.html"
                with urllib.request.urlopen(address, timeout=WAIT) as answer:
                    if words in answer.read().decode():
                        return True
            time.sleep(1)
        return False

    try:
        yield holds
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait()


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_preview_shows_other_pages_and_what_changes(again: Path) -> None:
    with previewed(again) as holds:
        for page in ("index", "safety", "provenance", "safety"):
            assert holds(page, "</main>")
        replaced(again / "report/safety.qmd", "## Marks", "## Signs")
        assert holds("safety", "Signs</h2>")
        replaced(again / "report/partials/_safety.qmd", "Not stated is not zero:", "Not stated is never zero:")
        assert holds("safety", "Not stated is never zero:")
        replaced(
            again / "data/studies/frenvex-aza-2025/estimates.yml",
            "May overlap with the cyt",
            "May coincide with the cyt",
        )
        assert holds("safety", "May coincide with the cytopenias")
        for page in ("index", "provenance"):
            assert holds(page, "</main>")
    assert outputs(again) >= SITE
