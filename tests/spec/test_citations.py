"""What a reference manager takes over, also where a title tries to end its field."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
import yaml

from tests import ROOT, VERSION
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Evidence
from vexas_evidence.present.spans import Words, to_html, to_text
from vexas_evidence.publish.coverage import tree
from vexas_evidence.publish.export import citations
from vexas_evidence.publish.export.citations import Author, Work

HOSTILE = 'A} "title"\\ {of} 50%\nER  - \r\nTY  - BOOK & $1_2 #3 ^~ </script>\u2028\x00'


@pytest.fixture
def article(evidence: Evidence) -> Work:
    return citations.article(evidence)


def test_the_article_in_bibtex(article: Work) -> None:
    assert to_text(citations.bibtex(article)).splitlines() == [
        "@article{jachiet-2025,",
        "  author = {Jachiet, V and Kosmider, O and Beydon, M and others},",
        "  title = {{Efficacy and safety of azacitidine for VEXAS syndrome: "
        "a large-scale retrospective study from FRENVEX}},",
        "  journal = {Blood},",
        "  year = {2025},",
        "  month = {9},",
        "  volume = {146},",
        "  number = {12},",
        "  pages = {1450--1461},",
        "  doi = {10.1182/blood.2024028133},",
        "}",
    ]


def test_the_article_in_ris(article: Work) -> None:
    told = to_text(citations.ris(article)).splitlines()
    assert told[:5] == ["TY  - JOUR", "AU  - Jachiet, V", "AU  - Kosmider, O", "AU  - Beydon, M", told[4]]
    assert told[4].startswith("TI  - ")
    assert told[5:] == [
        "JO  - Blood",
        "PY  - 2025",
        "DA  - 2025/09/18",
        "VL  - 146",
        "IS  - 12",
        "SP  - 1450",
        "EP  - 1461",
        "DO  - 10.1182/blood.2024028133",
        "AN  - PMID 40373272",
        "ER  - ",
    ]


def test_the_article_in_csl_json(article: Work) -> None:
    [item] = json.loads(to_text(citations.csl_json(article)))
    assert item["author"] == [
        {"family": "Jachiet", "given": "V"},
        {"family": "Kosmider", "given": "O"},
        {"family": "Beydon", "given": "M"},
    ]
    assert (item["type"], item["volume"], item["issue"], item["page"]) == ("article-journal", "146", "12", "1450-1461")
    assert item["issued"] == {"date-parts": [[2025, 9, 18]]}


def test_the_summary_is_cited_with_its_version_and_date(evidence: Evidence) -> None:
    assert to_text(citations.plain_text(citations.summary(evidence))) == (
        "VEXAS Evidence contributors. Azacitidine for VEXAS syndrome in the FRENVEX cohort: evidence summary. "
        f"Version {VERSION}, 2026-11-30. No published address."
    )


def test_a_published_summary_is_cited_with_its_address(evidence: Evidence) -> None:
    report = evidence.report.model_copy(update={"published": "https://example.org/vexas"})
    work = citations.summary(replace(evidence, report=report))
    assert to_text(citations.plain_text(work)).endswith("2026-11-30. https://example.org/vexas/")
    assert "UR  - https://example.org/vexas/" in to_text(citations.ris(work))


def test_a_title_cannot_end_its_bibtex_field(article: Work) -> None:
    told = to_text(citations.bibtex(replace(article, title=HOSTILE)))
    depth = 0
    for at, sign in enumerate(told.rstrip()):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth > 0 or at < len("@article") or at == len(told.rstrip()) - 1
    assert depth == 0
    assert not re.search(r"(?<!\\)[%&$#_]", told.partition("title = ")[2].partition("\n")[0])


def test_a_title_cannot_begin_another_ris_record(article: Work) -> None:
    told = to_text(citations.ris(replace(article, title=HOSTILE, journal=HOSTILE, authors=(Author(HOSTILE, "A"),))))
    assert re.findall(r"^(?:TY|ER)  - .*$", told, re.MULTILINE) == ["TY  - JOUR", "ER  - "]
    assert all(re.match(r"[A-Z]{2}  - ", line) for line in told.splitlines())


def test_a_title_cannot_break_csl_json(article: Work) -> None:
    [item] = json.loads(to_text(citations.csl_json(replace(article, title=HOSTILE))))
    assert item["title"] == " ".join(HOSTILE.replace("\x00", " ").replace("\u2028", " ").split())


def test_a_date_that_is_printed_otherwise_keeps_its_year(evidence: Evidence) -> None:
    citation = evidence.study.about.citation.model_copy(update={"date": "Autumn 2025"})
    about = evidence.study.about.model_copy(update={"citation": citation})
    spoken = replace(evidence, studies={evidence.study.id: replace(evidence.study, about=about)})
    assert citations.article(spoken).date == ("2025",)


@pytest.mark.parametrize("name", citations.FORMATS)
def test_every_numeral_of_a_citation_has_its_class(numbers: Numbers, name: str) -> None:
    _, write = citations.FORMATS[name]
    for work in citations.works(numbers.evidence):
        entries = list(tree.entries(tree.blocks_of(to_html(write(work), "html")), numbers))
        assert {kind for entry in entries for _, kind in entry.numerals} <= {"version", "date", "DOI", "reference"}
        assert any(isinstance(span, Words) for span in write(work))


def test_the_software_s_citation_tells_the_same_of_the_article(evidence: Evidence) -> None:
    told = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    [article] = told["references"]
    c = evidence.study.about.citation
    assert (article["title"], article["journal"], str(article["year"]), article["doi"]) == (
        c.title,
        c.journal,
        c.year,
        c.doi,
    )
    assert (f"{article['volume']}({article['issue']})", f"{article['start']}-{article['end']}") == (
        f"{c.volume}({c.issue})",
        c.pages,
    )
    assert [author["name"] for author in told["authors"]] == [evidence.study.about.curation.extracted_by]
    assert told["license"] == evidence.report.license
