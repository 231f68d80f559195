"""The names of the sections and rows of a source, which records have to write as they are."""

import pytest

from vexas_evidence.sources.sentences import SourceBlock, sentences_of


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Long\u2011term out\u00adcomes", "Long-term outcomes"),
        ("E\ufb03cacy", "Efficacy"),
        ("\U0001d45d values", "p values"),
        ("Counts, 10⁹/l", "Counts, 10⁹/l"),
        ("Table 1 – age", "Table 1 – age"),
    ],
)
def test_a_name_has_the_letters_and_hyphens_of_a_keyboard(printed: str, name: str) -> None:
    heading, row = sentences_of([SourceBlock("heading", printed), SourceBlock("row", "5", printed)])
    assert (heading.section, row.paragraph) == (name, name)
