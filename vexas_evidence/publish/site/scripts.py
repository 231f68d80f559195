"""The data of the scripts of the pages: records, terms and an index of the report, cut from its finished pages.

Nothing is written here that no page says: a reader who asks a number gets the words of its provenance
record, whose numerals coverage has placed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from copy import deepcopy
from html import escape
from itertools import takewhile
from operator import itemgetter
from pathlib import Path
from typing import TypedDict

from lxml import html

from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.model import Evidence
from vexas_evidence.present.tables.layout import NAMED, SAID
from vexas_evidence.system.grouping import grouped

FOLDER = Path("report/web")
MADE = ("records.js", "terms.js", "entries.js")
PROVENANCE, GLOSSARY = "provenance", "glossary"
_OUTCOMES = ("Outcome", "Harm")  # the heads of the columns that name an outcome
_VALUES = ("Reported", "When")  # the heads of the columns that say how many, and when
_STANDINGS = {"ruled-out": "ruled out", "sensitivity": "sensitivity"}  # classes, and what the search calls them


class Cut(TypedDict):
    """A record as it is shown when its number is asked: markup of its parts, words of its standing.

    ``lead`` is the number with what stands behind it; ``rest`` are the fields that are folded away, under ``more``.
    """

    title: str
    standing: str
    lead: str
    fields: list[tuple[str, str]]
    status: str
    more: str
    rest: list[tuple[str, str]]


class Term(TypedDict):
    """A term of the glossary: its place on the page, its meaning, and the names of sources that hold its word."""

    id: str
    meaning: str
    within: list[str]


class SearchEntry(TypedDict):
    """What the search can find: its kind, name, a line about it (``about``), its link, and other words for it."""

    kind: str
    name: str
    about: str
    href: str
    also: tuple[str, ...]


def write(site: Path, evidence: Evidence) -> None:
    """Write the scripts that hold what the finished pages of a site say; without its records there are none."""
    pages = {path.stem: html.fromstring(path.read_bytes()) for path in sorted((site / "report").glob("*.html"))}
    folder = site / FOLDER
    for name in MADE:
        (folder / name).unlink(missing_ok=True)
    if PROVENANCE not in pages or not folder.is_dir():
        return
    known = terms(pages[GLOSSARY], _names(evidence)) if GLOSSARY in pages else {}
    contents = {"records": records(pages[PROVENANCE]), "terms": known, "entries": list(entries(pages, evidence))}
    for name, content in contents.items():
        literal = json.dumps(content, ensure_ascii=False, indent=0)
        script = f"window.vexas = window.vexas || {{}};\nwindow.vexas.{name} = {literal};\n"
        (folder / f"{name}.js").write_text(script, encoding="utf-8")


def of(site: Path) -> list[Path]:
    """Return the scripts of a site: those of the project, and those cut from its pages."""
    return sorted((site / FOLDER).glob("*.js"))


def records(page: html.HtmlElement) -> dict[str, Cut]:
    """Return the records of the finished provenance page by id."""
    return {str(record.get("id")).removeprefix("num-"): _cut(record) for record in page.find_class("record")}


def terms(page: html.HtmlElement, names: Collection[str] = ()) -> dict[str, Term]:
    """Return the terms and abbreviations of the finished glossary page, each with the *names* that hold it."""
    return {
        (word := _words(term)): {
            "id": str(place),
            "meaning": _words(meaning),
            "within": [name for name in names if word.lower() in name.lower()],
        }
        for term, meaning in _pairs(page)
        for place in term.xpath(".//@id")
    }


def _names(evidence: Evidence) -> list[str]:
    """The names of sources, articles and of who extracted them, in which a word of the glossary is no term."""
    sources = (name for source in evidence.sources.values() for name in (source.short, source.title))
    about = (study.about for study in evidence.studies.values())
    return sorted({*sources, *(name for each in about for name in (each.citation.title, each.curation.extracted_by))})


def entries(pages: Mapping[str, html.HtmlElement], evidence: Evidence) -> Iterator[SearchEntry]:
    """Yield what the search can find: outcomes, numbers, terms, headings; last records that are no findings.

    An outcome has one entry with all its values, so that neither its numbers nor a heading repeat it.
    """
    synonyms = {outcome.label: outcome.words for outcome in evidence.vocabulary.outcomes}
    outcomes = list(_outcomes(pages, synonyms))
    yield from outcomes
    named = tuple(each["name"].removesuffix(" (surrogate)") for each in outcomes)
    no_findings: list[SearchEntry] = []
    for record in pages[PROVENANCE].find_class("record"):
        name, href = _unmarked(next(record.iter("h3"))), f"{PROVENANCE}.html#{record.get('id')}"
        if standing := _standing(record):  # by its title alone: its values are no finding
            no_findings.append(_entry(standing, name, "", href))
        elif not name.startswith(tuple(f"{outcome}, " for outcome in named)) and name not in named:
            yield _entry("Number", name, _value(record), href, _synonyms(name, synonyms))
    if GLOSSARY in pages:
        for name, term in terms(pages[GLOSSARY]).items():
            yield _entry("Term", name, term["meaning"], f"{GLOSSARY}.html#{term['id']}")
    for stem, page in pages.items():
        title = " ".join("".join(page.xpath("//h1[contains(@class, 'title')]//text()")).split())
        for heading in page.xpath("//main//*[self::h2 or self::h3][not(ancestor::*[@class='record'])]"):
            places = heading.xpath("ancestor-or-self::*[@id][1]/@id")
            if places and (name := _unmarked(heading)) and name not in named:
                yield _entry("Heading", name, title, f"{stem}.html#{places[0]}")
    yield from no_findings


def _entry(kind: str, name: str, about: str, href: str, also: tuple[str, ...] = ()) -> SearchEntry:
    return {"kind": kind, "name": name, "about": about, "href": href, "also": also}


def _value(record: html.HtmlElement) -> str:
    """The number of a record, what stands behind it, and who was counted."""
    lead = [_unmarked(part) for name in ("record-number", "record-behind") for part in record.find_class(name)]
    counted = [_unmarked(text) for label, text in _pairs(record) if _words(label) == fixed("record.who")]
    return "; ".join(filter(None, (*lead, *counted)))


def _synonyms(name: str, synonyms: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The words that the vocabulary has for the outcome whose label a name begins with, the longest such label."""
    labels = sorted((label for label in synonyms if re.match(rf"{re.escape(label)}\b", name)), key=len)
    return synonyms[labels[-1]] if labels else ()


def _outcomes(pages: Mapping[str, html.HtmlElement], synonyms: Mapping[str, tuple[str, ...]]) -> Iterator[SearchEntry]:
    """Each outcome that a table names, once, at its first table, with its numbers there or that it is not stated."""
    seen: set[str] = set()
    for stem, page in pages.items():
        for table in page.xpath("//table[ancestor::*[starts-with(@id, 'tbl-')]]"):
            place = table.xpath("ancestor::*[starts-with(@id, 'tbl-')]/@id")[0]
            found = grouped((each for each in _named(table) if each[0] not in seen), itemgetter(0))
            seen |= found.keys()
            for name, rows in found.items():
                words = "; ".join(said for _, said in rows if said)
                yield _entry("Outcome", name, words, f"{stem}.html#{place}", _synonyms(name, synonyms))


def _named(table: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """The outcomes of a table, row by row, each with what its row says: its number and time, or that it has none."""
    for row in table.iter("tr"):
        said_of = ((cell.get("data-label"), _unmarked(cell)) for cell in row.iter("td"))
        cells = {label: words for label, words in said_of if words != fixed("tables.sign")}
        yield from (
            (cells[label], ", ".join(filter(None, map(cells.get, _VALUES)))) for label in _OUTCOMES if cells.get(label)
        )
        said = "".join(map(_words, row.find_class(SAID)))
        yield from ((_words(name), said) for name in row.find_class(NAMED))


def _cut(record: html.HtmlElement) -> Cut:
    marks = [mark for block in record.iterancestors() if _standing_word(block) for mark in block.xpath("p[1]/strong")]
    return {
        "title": _inner(next(record.iter("h3"))),
        "standing": _words(marks[0]) if marks else "",
        "lead": "".join(map(_inner, record.find_class("record-lead"))),
        "fields": [(_words(label), _inner(text)) for label, text in _pairs(record) if not _is_folded(label)],
        "status": "".join(map(_inner, record.find_class("record-status"))),
        "more": "".join(map(_words, record.iter("summary"))),
        "rest": [(_words(label), _inner(text)) for label, text in _pairs(record) if _is_folded(label)],
    }


def _is_folded(label: html.HtmlElement) -> bool:
    return next(label.iterancestors("details"), None) is not None


def _standing(record: html.HtmlElement) -> str:
    """The standing of a record that is no finding, in words; empty where it is one."""
    return next(filter(None, map(_standing_word, record.iterancestors())), "")


def _standing_word(block: html.HtmlElement) -> str:
    return next((_STANDINGS[name] for name in str(block.get("class", "")).split() if name in _STANDINGS), "")


def _pairs(element: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, html.HtmlElement]]:
    """Yield each term of the definition lists of an element with each of its definitions."""
    for label in element.iter("dt"):
        yield from ((label, text) for text in takewhile(lambda each: each.tag == "dd", label.itersiblings()))


def _inner(element: html.HtmlElement) -> str:
    """Return the markup inside an element, without ids, with links that hold on every page of the report."""
    copied = deepcopy(element)
    for each in copied.iter():
        each.attrib.pop("id", None)
        if "#num-" in (target := each.get("href") or ""):
            each.set("href", f"{PROVENANCE}.html#{target.partition('#')[2]}")
    parts: Iterable[str] = (html.tostring(child, encoding="unicode") for child in copied)
    return re.sub(r"\s+", " ", "".join([escape(copied.text or "", quote=False), *parts])).strip()


def _words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _unmarked(element: html.HtmlElement) -> str:
    """The words of an element without the raised letters of kinds, which would read as part of a number."""
    copied = deepcopy(element)
    for mark in copied.xpath(".//sup"):
        mark.drop_tree()
    return _words(copied)
