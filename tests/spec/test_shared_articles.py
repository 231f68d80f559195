"""The open articles beside the project, read from JATS: every numeral of their bodies and tables.

The numerals were taken from the JATS by a script of others (truth.py there). What that script reads otherwise is named.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from bench.accuracy import numerals
from tests.programs import OPEN_ARTICLES
from vexas_evidence.sources import lost_digits, read_document

FOLDERS = sorted(path.parent for path in OPEN_ARTICLES.glob("*/article.xml"))
OTHERWISE = {
    "cancermed-PMC5911624": Counter(["6", "13", "16", "16", "19", "22", "24", "25", "26", "6"]),
}
"""Numerals of the truth that are none here: citation marks in a table, whose references are of the type ref."""


def wanted(folder: Path) -> Counter[str]:
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    all_of_them = [*truth["body"], *(numeral for row in truth["tables"] for numeral in row)]
    return Counter(re.sub(r"(?<=\d),(?=\d{3}(?!\d))|\^-?\d+$", "", each) for each in all_of_them)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_numeral_of_body_and_tables_is_read(folder: Path) -> None:
    sentences = read_document(folder / "article.xml").sentences
    found = Counter(each for sentence in sentences for each in numerals(sentence.text))
    assert wanted(folder) - found == OTHERWISE.get(folder.name, Counter())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_no_digit_is_lost(folder: Path) -> None:
    assert list(lost_digits(read_document(folder / "article.xml"))) == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_row_of_a_table_knows_the_heads_of_its_cells(folder: Path) -> None:
    rows = [each for each in read_document(folder / "article.xml").sentences if each.row and " | " in each.text]
    assert [each.text for each in rows if len(each.columns) != len(each.text.split(" | "))] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_record_of_the_publication_is_complete(folder: Path) -> None:
    known = read_document(folder / "article.xml").publication
    assert known is not None
    assert all((known.title, known.authors, known.journal, known.year, known.doi, known.pmcid, known.license))
