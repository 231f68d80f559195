from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading import read_page, token_texts


@pytest.mark.parametrize(
    ("link", "mark"),
    [
        ('<a class="xref-bibr" href="#ref-12">12</a>', "^12"),
        ('<a href="#B12">12</a>', "^12"),
        ('<a href="/articles/s1#ref-CR12">12</a>', "^12"),
        ('<a href="#fn12">12</a>', "^12"),
        ('<a href="javascript:;" class="link link-ref xref-bibr">12</a>', "^12"),
        ('<sup><a href="#core-r12" role="doc-biblioref">12</a></sup>', "^12"),
        ('<a href="#cite_note-12"><sup>12</sup></a>', "^12"),
        ('<a href="https://nowhere.example/12" aria-label="Reference 12">12</a>', "^12"),
        ('<a href="https://nowhere.example/12">12</a>', "^12"),
        ('<button class="ref-link"><sup>12</sup></button>', "^12"),
        ('<span class="xref-bibr">12</span>', "^12"),
        ('<sup><cite class="bibr">12</cite></sup>', "^12"),
        ('<span class="citation"><a href="#r12">12</a></span>', "^12"),
        ('<a href="#bib12">12,13</a>', "^12,^13"),
        ('<a href="#bib12">12–15</a>', "^12-^15"),
        (' <a class="bibr" href="#B12">Nora, 2012</a>', "^2012"),
    ],
)
def test_a_link_to_the_literature_is_a_mark_and_no_part_of_the_number_before_it(
    tmp_path: Path, link: str, mark: str
) -> None:
    found = read_page(tmp_path, f"<p>It was in 88{link} of 90{link} patients.</p>")
    assert token_texts(found.sentences) == ["88", mark, "90", mark]


@pytest.mark.parametrize(
    "link",
    ['<a href="#tab1">Table 12</a>', '<a href="#f12">12</a>', '<a href="#sec-12">12</a>', '<a href="x.html">12</a>'],
)
def test_a_link_to_a_figure_a_table_a_section_or_another_page_is_no_mark(tmp_path: Path, link: str) -> None:
    assert token_texts(read_page(tmp_path, f"<p>Of 88, see {link}.</p>").sentences) == ["88", "12"]


def test_what_leads_to_other_pages_is_set_aside_and_listed(tmp_path: Path) -> None:
    notes = "<footer>Of these, 4 left.</footer>"
    page = f"<nav>Issue 3</nav><article><p>It was in 88.</p>{notes}</article><footer>© 2031</footer>"
    found = read_page(tmp_path, f'<html><body>{page}<div role="navigation">Page 2</div></body></html>')
    assert found.omitted == ("Issue 3", "© 2031", "Page 2")
    assert [each.text for each in found.sentences] == ["It was in 88.", "Of these, 4 left."]


def test_a_power_of_ten_stays_one(tmp_path: Path) -> None:
    assert token_texts(read_page(tmp_path, "<p>It was 10<sup>9</sup>/L.</p>").sentences) == ["10^9/L"]


def test_a_superscript_that_links_to_the_literature_is_no_power(tmp_path: Path) -> None:
    found = read_page(tmp_path, '<p>It was 10<sup><a href="#r9">9</a></sup> of 20.</p>')
    assert token_texts(found.sentences) == ["10", "^9", "20"]


def test_a_page_may_begin_as_xml(tmp_path: Path) -> None:
    page = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml"><body>'
    assert token_texts(read_page(tmp_path, f"{page}<p>34% of 88 patients</p></body></html>").sentences) == ["34%", "88"]


def test_a_number_after_a_mark_and_a_comma_is_no_mark(tmp_path: Path) -> None:
    page = '<p>As in 88 patients<a href="#r4">4</a>, 34% were well<sup>5, 6</sup>, 12 not.</p>'
    assert token_texts(read_page(tmp_path, page).sentences) == ["88", "^4", "34%", "^5, ^6", "12"]


def test_the_record_that_a_publisher_writes_for_search_engines_is_read(tmp_path: Path) -> None:
    said = {
        "title": "Willow for a fever",
        "author": "Nora B. Nobody",
        "journal_title": "Journal of Nowhere",
        "publication_date": "2031/02/03",
        "volume": "5",
        "firstpage": "11",
        "lastpage": "19",
        "doi": "10.9999/x.1",
    }
    head = "".join(f'<meta name="citation_{name}" content="{content}">' for name, content in said.items())
    known = read_page(tmp_path, f"<!DOCTYPE html><head>{head}</head><p>It was 5 of 9.</p>").publication
    assert known is not None
    assert (known.title, known.authors) == ("Willow for a fever", ("Nobody NB",))
    assert known.line == "Journal of Nowhere. 2031;5:11-19. doi:10.9999/x.1."


def test_a_page_without_such_a_record_has_none(tmp_path: Path) -> None:
    assert read_page(tmp_path, "<!DOCTYPE html><p>It was 5 of 9.</p>").publication is None
