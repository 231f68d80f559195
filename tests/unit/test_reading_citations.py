from __future__ import annotations

import json
from pathlib import Path

import pytest

from vexas_evidence.sources import Document, lost_digits, read_document
from vexas_evidence.sources.citations.abstracts import plain, split_at_labels
from vexas_evidence.system.problems import BadInput

NBIB = """PMID- 12
DP  - 2031 Feb 3
TI  - Willow for a fever: a trial in 2
      towns.
AB  - BACKGROUND: Fever is old. RESULTS: Of 88 patients, 30 (34%) were
      well.
FAU - Nobody, Nora B
AU  - Nobody NB
CN  - The Willow Group
JT  - Journal of Nowhere
VI  - 5
IP  - 2
PG  - 11-19
LID - 10.9999/x.1 [doi]
PMC - PMC77
"""
RIS = """TY  - JOUR
T1  - Willow for a fever: a trial in 2 towns
A1  - Nobody, Nora B.
JF  - Journal of Nowhere
PY  - 2031/02/03/
VL  - 5
IS  - 2
SP  - 11
EP  - 19
DO  - https://doi.org/10.9999/x.1
AN  - 12
DB  - Medline
AB  - BACKGROUND: Fever is old. RESULTS: Of 88 patients, 30 (34%) were well.
ER  -
"""
CSL = {
    "type": "article-journal",
    "title": "Willow for a fever: a trial in 2 towns",
    "author": [{"family": "Nobody", "given": "Nora B"}],
    "container-title": "Journal of Nowhere",
    "issued": {"date-parts": [[2031, 2, 3]]},
    "volume": "5",
    "issue": "2",
    "page": "11-19",
    "DOI": "10.9999/x.1",
    "PMID": "12",
    "abstract": "<jats:sec><jats:title>BACKGROUND</jats:title><jats:p>Fever is old.</jats:p></jats:sec>"
    "<jats:sec><jats:title>RESULTS</jats:title><jats:p>Of 88 patients, 30 (34%) were well.</jats:p></jats:sec>",
}
PUBMED = """<?xml version="1.0"?>
<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>12</PMID><Article><Journal><JournalIssue><Volume>5</Volume>
<Issue>2</Issue><PubDate><Year>2031</Year><Month>Feb</Month></PubDate></JournalIssue>
<Title>Journal of Nowhere</Title></Journal><ArticleTitle>Willow for a fever: a trial in 2 towns.</ArticleTitle>
<Pagination><MedlinePgn>11-19</MedlinePgn></Pagination><ELocationID EIdType="doi">10.9999/x.1</ELocationID>
<Abstract><AbstractText Label="BACKGROUND">Fever is old.</AbstractText>
<AbstractText Label="RESULTS">Of 88 patients, 30 (34%) were well.</AbstractText></Abstract>
<AuthorList><Author><LastName>Nobody</LastName><Initials>NB</Initials></Author></AuthorList></Article>COMMENTS
</MedlineCitation></PubmedArticle></PubmedArticleSet>"""
FILES = {"x.nbib": NBIB, "x.ris": RIS, "x.json": json.dumps(CSL), "x.xml": PUBMED.replace("COMMENTS", "")}


def read(folder: Path, name: str, text: str) -> Document:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_document(path)


def refused(folder: Path, name: str, text: str) -> str:
    with pytest.raises(BadInput) as error:
        read(folder, name, text)
    return str(error.value)


@pytest.mark.parametrize("name", FILES)
def test_a_citation_with_an_abstract_is_a_primary_abstract(tmp_path: Path, name: str) -> None:
    document = read(tmp_path, name, FILES[name])
    assert (document.tier, document.doubts, list(lost_digits(document))) == ("primary abstract", (), [])


@pytest.mark.parametrize("name", FILES)
def test_the_parts_of_an_abstract_are_paragraphs_named_by_their_labels(tmp_path: Path, name: str) -> None:
    sentences = [each for each in read(tmp_path, name, FILES[name]).sentences if each.section == "Abstract"]
    assert [(each.paragraph, each.text) for each in sentences[1:]] == [
        ("BACKGROUND", "BACKGROUND: Fever is old."),
        ("RESULTS", "RESULTS: Of 88 patients, 30 (34%) were well."),
    ]


@pytest.mark.parametrize("name", FILES)
def test_the_record_of_the_publication_is_read(tmp_path: Path, name: str) -> None:
    known = read(tmp_path, name, FILES[name]).publication
    assert known is not None
    assert (known.title, known.authors[0]) == ("Willow for a fever: a trial in 2 towns", "Nobody NB")
    pmc = " PMCID: PMC77." if name == "x.nbib" else ""
    assert known.line == f"Journal of Nowhere. 2031;5(2):11-19. doi:10.9999/x.1. PMID: 12.{pmc}"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.nbib", NBIB + "\n" + NBIB),
        ("x.ris", RIS + RIS),
        ("x.json", json.dumps([CSL, CSL])),
        ("x.xml", "<PubmedArticleSet><PubmedArticle/><PubmedArticle/></PubmedArticleSet>"),
    ],
)
def test_several_citations_in_one_file_are_refused(tmp_path: Path, name: str, text: str) -> None:
    expected = f"{name}: 2 citations in one file: one citation: save that citation alone"
    assert refused(tmp_path, name, text) == expected


def test_a_citation_without_an_abstract_is_read_with_doubt(tmp_path: Path) -> None:
    document = read(tmp_path, "x.ris", RIS.replace("AB  - ", "KW  - "))
    assert [*map(str, document.doubts)] == ["the abstract: the file has none; only the citation is read"]


def test_an_abstract_that_is_cut_short_is_read_with_doubt(tmp_path: Path) -> None:
    document = read(tmp_path, "x.ris", RIS.replace("were well.", "were (ABSTRACT TRUNCATED AT 250 WORDS)"))
    assert [*map(str, document.doubts)] == ["Abstract: cut short in the file"]


def test_a_retraction_is_named(tmp_path: Path) -> None:
    notice = '<CommentsCorrectionsList><CommentsCorrections RefType="RetractionIn"><RefSource>J Now. 2032</RefSource>'
    text = PUBMED.replace("COMMENTS", f"{notice}</CommentsCorrections></CommentsCorrectionsList>")
    expected = ["the article: it names a RetractionIn, J Now. 2032: read that one too"]
    assert [*map(str, read(tmp_path, "x.xml", text).doubts)] == expected
    text = NBIB + "RIN - J Now. 2032. PMID: 13\n"
    expected = ["the article: it names a retraction, J Now. 2032. PMID: 13: read that one too"]
    assert [*map(str, read(tmp_path, "x.nbib", text).doubts)] == expected


def test_a_title_that_says_retracted_is_named(tmp_path: Path) -> None:
    document = read(tmp_path, "x.nbib", NBIB.replace("TI  - ", "TI  - RETRACTED: "))
    assert [*map(str, document.doubts)] == ["the article: its title begins with 'RETRACTED:'"]


def test_a_superscript_of_an_abstract_is_a_power(tmp_path: Path) -> None:
    document = read(tmp_path, "x.xml", FILES["x.xml"].replace("88 patients", "10<sup>9</sup>/L"))
    assert "Of 10^9/L, 30" in document.sentences[-1].text


def test_json_that_is_damaged_is_refused(tmp_path: Path) -> None:
    expected = "x.json: not JSON: a citation of CSL-JSON: export the citation again"
    assert refused(tmp_path, "x.json", '{"title": "A') == expected


def test_the_usual_labels_of_an_abstract_need_no_capitals() -> None:
    parts = split_at_labels("Background: Fever is old. Patients and methods: We saw 9. Main results: It rose: 4 of 9.")
    assert [each.partition(":")[0] for each in parts] == ["Background", "Patients and methods", "Main results"]


def test_a_colon_within_a_sentence_begins_no_part_of_an_abstract() -> None:
    assert len(split_at_labels("We saw two kinds of Patients: 4 were old. Of these Results: none.")) == 1


def test_markup_in_the_text_of_an_abstract_is_no_sign_of_a_number() -> None:
    assert split_at_labels("It was 10<sup>9</sup>/L, <i>P</i> < 0.01.") == ("It was 10^9/L, P < 0.01.",)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("log<sub>10</sub>2.5", "log10 2.5"),
        ("<mml:math xmlns:mml='x'><mml:mfrac><mml:mn>12</mml:mn><mml:mn>45</mml:mn></mml:mfrac></mml:math>", "12/45"),
        (
            "<jats:alternatives><jats:tex-math>$$0.05$$</jats:tex-math><mml:mn>0.05</mml:mn></jats:alternatives>",
            "0.05",
        ),
        ("HR<0.5 <i>or</i> &lt; 0.4 & so", "HR<0.5 or < 0.4 & so"),
    ],
)
def test_a_formula_in_an_abstract_stands_on_one_line(markup: str, expected: str) -> None:
    assert plain(markup) == expected


def test_an_abstract_whose_tag_is_repeated_is_read_to_its_end(tmp_path: Path) -> None:
    text = RIS.replace("Of 88 patients, 30", "Of 88 patients,\nAB  - 30")
    assert [each.text for each in read(tmp_path, "x.ris", text).sentences][
        -1
    ] == "RESULTS: Of 88 patients, 30 (34%) were well."
