"""How a publication is written in a line of references."""

import pytest

from vexas_evidence.model.source import Citation
from vexas_evidence.sources.publication import authors_in


@pytest.mark.parametrize(
    ("authors", "title", "written"),
    [
        ("Nobody N", "A study", "Nobody N. A study."),
        ("Nobody N, et al.", "A study", "Nobody N, et al. A study."),
        ("Nobody N", "Does it help?", "Nobody N. Does it help?"),
    ],
)
def test_authors_and_title_end_with_one_sign_each(authors: str, title: str, written: str) -> None:
    cited = Citation.model_validate({"authors": authors, "title": title, "journal": "J", "year": "2030"})
    assert cited.authors_and_title == written


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Ada B. Lark^1 , Bo Wren ^1,2,* and Cy van der Moor^2†", ("Lark AB", "Wren B", "Moor Cvd")),
        ("Ada Lark,^1,2 Jun-Ki Wren,^1 and Cy Moor^1,a", ("Lark A", "Wren JK", "Moor C")),
        ("Effects of willow^1 and of water^2 on fever", ()),
        ("Ada Lark and Bo Wren", ()),
    ],
)
def test_the_authors_of_a_line_are_those_with_marks_of_affiliations(line: str, authors: tuple[str, ...]) -> None:
    assert authors_in(line) == authors
