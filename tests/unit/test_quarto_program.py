"""The program quarto: its version, and how it is called for pages and formats."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import ROOT
from vexas_evidence.load.yaml import parse, plain
from vexas_evidence.publish.render.page import Page, load_page
from vexas_evidence.publish.render.project import load_project, page_paths
from vexas_evidence.publish.render.quarto import program
from vexas_evidence.publish.render.request import Request
from vexas_evidence.system.problems import BadInput


@pytest.fixture
def quarto(tmp_path: Path) -> Callable[[str], Path]:
    def write(version: str) -> Path:
        script = tmp_path / "quarto"
        script.write_text(f"#!/bin/sh\necho {version}\n", encoding="utf-8")
        script.chmod(0o755)
        return script

    return write


@pytest.mark.parametrize("version", ["1.9.38", "1.10.18", "2.0", "99.9.9"])
def test_a_version_that_was_tried_and_newer_ones_render(quarto: Callable[[str], Path], version: str) -> None:
    assert program._version(quarto(version)) == version


@pytest.mark.parametrize("version", ["1.9.37", "1.8.99", "0.9"])
def test_an_older_version_is_refused(quarto: Callable[[str], Path], version: str) -> None:
    with pytest.raises(BadInput) as refused:
        program._version(quarto(version))
    remedy = "install a newer Quarto, or use the embedded engine"
    assert str(refused.value) == f"quarto: version {version}: 1.9.38 or newer: {remedy}"


def test_the_project_asks_for_the_same_version() -> None:
    settings = plain(parse((ROOT / "_quarto.yml").read_text(encoding="utf-8"), "_quarto.yml"))
    assert isinstance(settings, dict)
    assert settings["quarto-required"] == f">={program.LEAST}"


@pytest.fixture
def pages(tmp_path: Path) -> list[Page]:
    for name, formats in {"a": "html", "b": "{html: default, docx: default}", "c": "pptx"}.items():
        (tmp_path / f"{name}.qmd").write_text(f"---\nformat: {formats}\n---\n", encoding="utf-8")
    (tmp_path / "_quarto.yml").write_text("project: {type: website, render: ['*.qmd']}\n", encoding="utf-8")
    project = load_project(tmp_path)
    return [load_page(project, path) for path in page_paths(project)]


def asked(pages: list[Page], *formats: str, names: tuple[str, ...] = ()) -> tuple[list[list[str]], list[str]]:
    said: list[str] = []
    request = Request(Path(), Path(), Path(), names, formats)
    return program._calls(request, pages, said.append), said


def test_a_whole_render_is_one_call(pages: list[Page]) -> None:
    assert asked(pages) == ([["render"]], [])


def test_pages_are_named_in_one_call(pages: list[Page]) -> None:
    assert asked(pages[:2], names=("a", "b")) == ([["render", "a.qmd", "b.qmd"]], [])


def test_a_format_is_made_of_the_pages_that_have_it(pages: list[Page]) -> None:
    calls, _ = asked(pages, "html", "docx")
    assert calls == [["render", "a.qmd", "b.qmd", "--to", "html"], ["render", "b.qmd", "--to", "docx"]]


def test_a_page_without_the_format_is_passed_over_with_a_line(pages: list[Page]) -> None:
    assert asked(pages, "docx")[1] == ["a.qmd: no docx; passed over", "c.qmd: no docx; passed over"]


def test_a_format_of_no_page_is_refused(pages: list[Page]) -> None:
    with pytest.raises(BadInput) as refused:
        asked(pages, "pdf")
    assert str(refused.value) == "_quarto.yml: no page to make as pdf: a page with that format: ask for another"
