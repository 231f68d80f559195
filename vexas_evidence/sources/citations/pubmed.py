"""A citation of PubMed in XML, with its abstract."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from vexas_evidence.sources.citations.abstracts import Abstract, document_of, plain, several, split_at_labels, words_of
from vexas_evidence.sources.markup.jats_words import WordsOfArticle
from vexas_evidence.sources.publication import Publication, RelatedArticle
from vexas_evidence.sources.sentences import Document, Doubt

_CHANGES = ("ErratumIn", "RetractionIn", "ExpressionOfConcernIn", "UpdateIn", "CorrectedandRepublishedIn")


def read(name: str, root: etree._Element) -> Document:
    """Read a citation from the root of its file. Raises BadInput for none or several."""
    articles = [root] if root.tag == "PubmedArticle" else root.findall(".//PubmedArticle")
    if len(articles) != 1:
        raise several(name, len(articles))
    [article] = articles
    words = WordsOfArticle({})

    def text(path: str) -> str:
        found = article.find(path)
        return "" if found is None else " ".join(words.of(found).split())

    issue = "MedlineCitation/Article/Journal/JournalIssue"
    medline_date = text(f"{issue}/PubDate/MedlineDate")
    ids = {each.get("IdType"): words.of(each) for each in article.findall("PubmedData/ArticleIdList/ArticleId")}
    links = {each.get("EIdType"): words.of(each) for each in article.findall("MedlineCitation/Article/ELocationID")}
    publication = Publication(
        title=text("MedlineCitation/Article/ArticleTitle").rstrip("."),
        authors=tuple(_authors(article)),
        journal=text("MedlineCitation/Article/Journal/Title"),
        year=text(f"{issue}/PubDate/Year") or medline_date.partition(" ")[0],
        date=" ".join(filter(None, (text(f"{issue}/PubDate/Day").lstrip("0"), text(f"{issue}/PubDate/Month")))),
        volume=text(f"{issue}/Volume"),
        issue=text(f"{issue}/Issue"),
        pages=text("MedlineCitation/Article/Pagination/MedlinePgn") or links.get("pii", ""),
        doi=ids.get("doi") or links.get("doi", ""),
        pmid=text("MedlineCitation/PMID"),
        pmcid=ids.get("pmc") or "",
        kind="; ".join(map(words.of, article.findall("MedlineCitation/Article/PublicationTypeList/PublicationType"))),
        related=tuple(
            RelatedArticle(each.get("RefType") or "", " ".join(words.of(each).split()))
            for each in article.findall("MedlineCitation/CommentsCorrectionsList/CommentsCorrections")
            if each.get("RefType") in _CHANGES
        ),
    )
    abstracts = [Abstract("Abstract", _paragraphs(article.find("MedlineCitation/Article/Abstract"), words))]
    for other in article.findall("MedlineCitation/OtherAbstract"):
        kind = " ".join(filter(None, (other.get("Type"), other.get("Language"))))
        abstracts.append(Abstract(f"Other abstract ({kind})" if kind else "Other abstract", _paragraphs(other, words)))
    document = document_of(name, publication, abstracts)
    unread = tuple(Doubt(None, "Abstract", what) for what in dict.fromkeys(words.unread))
    return replace(document, doubts=(*document.doubts, *unread))


def _authors(article: etree._Element) -> Iterator[str]:
    for author in article.findall("MedlineCitation/Article/AuthorList/Author"):
        parts = (author.findtext(name) for name in ("LastName", "Initials", "Suffix"))
        yield " ".join(filter(None, parts)) or author.findtext("CollectiveName") or ""


def _paragraphs(abstract: etree._Element | None, words: WordsOfArticle) -> tuple[str, ...]:
    """Return the parts of an abstract, each after its label; one without labels may have them in its text."""
    found: list[str] = []
    for part in abstract.findall("AbstractText") if abstract is not None else ():
        text, label = " ".join(words_of(part, words).split()), part.get("Label")
        found += [f"{label}: {plain(text)}"] if label else split_at_labels(text)
    return tuple(found)
