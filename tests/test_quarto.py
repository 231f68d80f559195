"""The same pages by the real Quarto; collected only where quarto is on the PATH."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import run_command
from tests.pages import numbers_in_docx, numbers_in_site, pages, text_of_pdf

NUMERAL = re.compile(r"\d+(?:[.,]\d+)*%?")


@pytest.fixture(scope="module")
def quarto_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("quarto") / "site"
    done = run_command("render", "--engine", "quarto", "--output", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


def test_both_engines_put_the_same_numbers_on_the_site(site: Path, quarto_site: Path) -> None:
    assert numbers_in_site(quarto_site) == numbers_in_site(site)


def test_both_engines_put_the_same_numbers_in_the_docx(site: Path, quarto_site: Path) -> None:
    name = Path("report") / "evidence-summary.docx"
    assert numbers_in_docx(quarto_site / name) == numbers_in_docx(site / name)


def test_both_engines_put_the_same_numerals_in_the_pdf(site: Path, quarto_site: Path) -> None:
    name = Path("report") / "evidence-summary.pdf"
    ours, theirs = (set(NUMERAL.findall(text_of_pdf(folder / name))) for folder in (site, quarto_site))
    pages_of = {str(number) for number in range(1, 40)}
    assert ours - pages_of == theirs - pages_of


def test_a_page_of_quarto_loads_nothing_from_elsewhere(quarto_site: Path) -> None:
    for page in pages(quarto_site).values():
        loaded = page.xpath("//@src | //link[not(@rel='canonical')]/@href")
        assert [address for address in loaded if re.match(r"(?:https?:)?//", address)] == []
