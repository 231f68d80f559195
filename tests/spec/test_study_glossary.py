"""A study adds terms to the glossary that all studies share, for the reports that show it alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import EXAMPLE
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.verification import verify_evidence
from vexas_evidence.load.folder import load
from vexas_evidence.system.problems import BadInput

HOME = Path("studies") / "marsh-fever-2030"
With = Callable[[str], Path]


@pytest.fixture
def with_glossary(tmp_path: Path) -> With:
    """Return a function that gives the invented study a glossary of these terms."""

    def add(terms: str) -> Path:
        folder = Path(shutil.copytree(EXAMPLE, tmp_path / "example"))
        (folder / HOME / "glossary.yml").write_text(f"format: 3\nterms:\n{terms}\n", encoding="utf-8")
        return folder

    return add


def numbers_in(folder: Path) -> Numbers:
    evidence = load(folder)
    return Numbers(evidence, evidence.study)


def test_the_terms_of_a_study_stand_among_the_shared_ones_by_the_alphabet(with_glossary: With) -> None:
    numbers = numbers_in(with_glossary("  - {term: ague, meaning: An old word.}\n  - {term: Reed, meaning: A plant.}"))
    assert [each.term for each in numbers.glossary.terms] == ["ague", "Marsh fever", "Reed"]


def test_what_a_study_means_by_a_shared_term_holds_for_it(with_glossary: With) -> None:
    numbers = numbers_in(with_glossary("  - {term: Marsh fever, meaning: The ague.}"))
    assert [each.meaning for each in numbers.glossary.terms] == ["The ague."]


def test_the_shared_glossary_is_as_it_was(with_glossary: With) -> None:
    evidence = load(with_glossary("  - {term: Reed, meaning: A plant.}"))
    assert [each.term for each in evidence.glossary.terms] == ["Marsh fever"]


def test_a_term_of_a_study_holds_no_reference(with_glossary: With) -> None:
    with pytest.raises(BadInput, match=r"studies/marsh-fever-2030/glossary\.yml:3: "):
        load(with_glossary('  - {term: Reed, meaning: "{rash}"}'))


def test_the_words_of_a_study_s_glossary_are_checked_once(with_glossary: With) -> None:
    found = verify_evidence(load(with_glossary("  - {term: Reed, meaning: Seen in two of them.}"))).discrepancies
    assert [str(each.place) for each in found] == ["example/studies/marsh-fever-2030/glossary.yml:3"]
