"""Quarto's frame of a page, mended."""

from __future__ import annotations

from pathlib import Path

import pytest

from vexas_evidence.publish.render.page import load_page
from vexas_evidence.publish.render.project import load_project, page_paths
from vexas_evidence.publish.render.quarto import frame

CONFIG = """project: {type: website, render: [a.qmd, b.qmd, c.qmd, d.qmd]}
website:
  page-navigation: true
  navbar:
    left:
      - {href: a.qmd, text: First & one}
      - {href: b.qmd, text: Second}
      - {href: c.qmd, text: Third}
"""
BEFORE = '<html><body><nav class="navbar navbar-expand-lg"></nav><main><p>Text.</p></main></body></html>'


@pytest.fixture
def mended(tmp_path: Path) -> Path:
    (tmp_path / "_quarto.yml").write_text(CONFIG, encoding="utf-8")
    site = tmp_path / "_site"
    site.mkdir()
    (site / "search.json").write_text("[]", encoding="utf-8")
    for name in "abcd":
        (tmp_path / f"{name}.qmd").write_text("Text.\n", encoding="utf-8")
        (site / f"{name}.html").write_text(BEFORE, encoding="utf-8")
    project = load_project(tmp_path)
    for _ in range(2):
        frame.mend(site, [load_page(project, path) for path in page_paths(project)])
    return site


def test_a_page_leads_to_those_before_and_after_it(mended: Path) -> None:
    previous = '<div class="nav-page nav-page-previous"><a href="a.html" class="pagination-link"><span>'
    following = '<div class="nav-page nav-page-next"><a href="c.html" class="pagination-link"><span>'
    text = (mended / "b.html").read_text(encoding="utf-8")
    assert f"{previous}First &amp; one</span></a></div>{following}Third</span></a></div></nav>\n</main>" in text


def test_the_first_page_leads_to_no_other_before_it(mended: Path) -> None:
    assert 'page"><div></div><div class="nav-page nav-page-next">' in (mended / "a.html").read_text(encoding="utf-8")


def test_a_page_that_the_navbar_does_not_name_has_no_neighbours(mended: Path) -> None:
    assert "page-navigation" not in (mended / "d.html").read_text(encoding="utf-8")


def test_a_page_that_is_mended_again_stays_as_it_is(mended: Path) -> None:
    assert (mended / "b.html").read_text(encoding="utf-8").count("page-navigation") == 1


def test_the_navbar_has_a_name(mended: Path) -> None:
    assert '<nav aria-label="Site" class="navbar' in (mended / "a.html").read_text(encoding="utf-8")


def test_no_index_stays_of_a_search_that_is_not_there(mended: Path) -> None:
    assert not (mended / "search.json").exists()
