"""How a publication is written in a line of references."""

import pytest

from vexas_evidence.model.source import Citation


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
