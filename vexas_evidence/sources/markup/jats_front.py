"""The record of an article of JATS: its front matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from vexas_evidence.sources.markup.table_rows import local_name
from vexas_evidence.sources.publication import Publication, RelatedArticle, initials

_HREF = "{http://www.w3.org/1999/xlink}href"
_DATES = ("ppub", "collection", "epub-ppub", "pub", "epub")
"""The kinds of dates, that of the issue first."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def read_front(article: etree._Element) -> Publication:
    """Return the record of an article whose elements have no namespace of their own."""
    meta = article.find("{*}front/{*}article-meta")
    if meta is None:
        meta = article.find("{*}front-stub")
    if meta is None:
        return Publication(kind=article.get("article-type") or "")
    year, date = _date(meta)
    first, last = _text(meta.find("{*}fpage")), _text(meta.find("{*}lpage"))
    pages = f"{first}-{last}" if first and last and first != last else first
    journal = article.find("{*}front/{*}journal-meta")
    ids = {each.get("pub-id-type") or "": _text(each) for each in meta.findall("{*}article-id")}
    return Publication(
        title=_title(meta),
        authors=tuple(_authors(meta.findall("{*}contrib-group"))),
        journal="" if journal is None else _text(journal.find(".//{*}journal-title")),
        year=year,
        date=date,
        volume=_text(meta.find("{*}volume")),
        issue=_text(meta.find("{*}issue")),
        pages=pages or _text(meta.find("{*}elocation-id")),
        doi=ids.get("doi", "").removeprefix("https://doi.org/"),
        pmid=ids.get("pmid", ""),
        pmcid=_pmcid(ids.get("pmcid") or ids.get("pmc") or ""),
        license=_license(meta),
        kind=article.get("article-type") or "",
        related=tuple(_related(each) for each in meta.findall("{*}related-article")),
    )


def _text(element: etree._Element | None) -> str:
    return "" if element is None else " ".join("".join(map(str, element.itertext())).split())


def _title(meta: etree._Element) -> str:
    group = meta.find("{*}title-group")
    if group is None:
        return ""
    parts = [_own_text(each) for each in group if local_name(each) in ("article-title", "subtitle")]
    return ": ".join(part.rstrip(":") for part in parts if part)


def _own_text(element: etree._Element) -> str:
    """Return the words of a title without the marks of its footnotes."""
    return " ".join("".join(_texts(element)).split())


def _texts(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if local_name(child) not in ("", "xref", "fn"):
            yield from _texts(child)
        yield child.tail or ""


def _authors(groups: Iterable[etree._Element]) -> Iterator[str]:
    for group in groups:
        for contrib in group.findall("{*}contrib"):
            if contrib.get("contrib-type", "author") != "author":
                continue
            name = contrib.find(".//{*}name")
            if name is None:
                name = contrib.find(".//{*}string-name")
            if name is not None and name.find("{*}surname") is not None:
                suffix = _text(name.find("{*}suffix"))
                given = _text(name.find("{*}given-names"))
                yield " ".join(filter(None, (_text(name.find("{*}surname")), initials(given), suffix)))
            elif words := _text(name if name is not None else contrib.find("{*}collab")):
                yield words


def _date(meta: etree._Element) -> tuple[str, str]:
    """Return year, and day and month, of the issue's date or else of the first one."""
    dates = {each.get("pub-type") or each.get("date-type") or "": each for each in meta.findall("{*}pub-date")}
    chosen = next((dates[kind] for kind in _DATES if kind in dates), next(iter(dates.values()), None))
    if chosen is None:
        return "", ""
    day, month = _text(chosen.find("{*}day")), _text(chosen.find("{*}month"))
    named = _MONTHS[int(month) - 1] if month.isdecimal() and 1 <= int(month) <= 12 else month
    return _text(chosen.find("{*}year")), " ".join(filter(None, (day.lstrip("0"), named)))


def _pmcid(number: str) -> str:
    return f"PMC{number}" if number.isdecimal() else number


def _license(meta: etree._Element) -> str:
    license_ = meta.find("{*}permissions/{*}license")
    if license_ is None:
        return ""
    links = [license_.get(_HREF), *(_text(each) for each in license_.iter("{*}license_ref"))]
    links += [each.get(_HREF) for each in license_.iter("{*}ext-link")]
    known = [link for link in links if link and "creativecommons.org" in link]
    return next(iter(known), _text(license_.find("{*}license-p")))


def _related(element: etree._Element) -> RelatedArticle:
    name = element.get(_HREF) or _text(element) or element.get("id") or ""
    return RelatedArticle(element.get("related-article-type") or "related", name)
