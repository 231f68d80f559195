"""The record of a publication, as an article or a file of citations gives it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CHANGED_TITLE = re.compile(
    r"(?:retracted|retraction|withdrawn|erratum|corrigendum|correction|expression of concern)\b[^:]{0,30}:",
    re.IGNORECASE,
)
_MARKED = re.compile(r"[^\W\d_]{2},?\s?\^\d")
_MARK = re.compile(r",?\s?\^\d[\d,*†‡§¶ ]*|[*†‡§¶]")
_PARTICLES = ("and", "da", "de", "del", "den", "der", "di", "dos", "du", "la", "le", "ten", "van", "von")
"""The words of names that no capital begins."""
_CHANGING = ("correct", "retract", "errat", "concern", "withdr", "update")


@dataclass(frozen=True, slots=True)
class RelatedArticle:
    """Another publication that a publication names, such as its correction or its retraction."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Publication:
    """The record of a publication; "" stands for what the file does not say."""

    title: str = ""
    authors: tuple[str, ...] = ()
    """Each as "Nobody N"; a group of authors by its name."""
    journal: str = ""
    year: str = ""
    date: str = ""
    """Day and month, or what of them is known."""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    """The pages, or the number of the article."""
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    license: str = ""
    """The address of its license, or else its words."""
    kind: str = ""
    """What it calls itself: research-article, retraction, …"""
    related: tuple[RelatedArticle, ...] = ()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What says that the publication was corrected or withdrawn, or that it corrects or withdraws another."""
        own = [f"it calls itself a {self.kind}"] if changes(self.kind) else []
        own += [f"its title begins with {named[0]!r}"] if (named := _CHANGED_TITLE.match(self.title)) else []
        others = (f"it names a {each.kind}, {each.name}: read that one too" for each in self.related)
        return (*own, *(words for each, words in zip(self.related, others, strict=True) if changes(each.kind)))

    @property
    def line(self) -> str:
        """The record as references write it, after authors and title."""
        issue = f"({self.issue})" if self.issue else ""
        place = f"{self.volume}{issue}{':' if self.pages and (self.volume or issue) else ''}{self.pages}"
        when = f"{self.year}{';' if place and self.year else ''}{place}"
        names = (("doi:", self.doi), ("PMID: ", self.pmid), ("PMCID: ", self.pmcid))
        parts = [self.journal, when, *(f"{label}{name}" for label, name in names if name)]
        return " ".join(f"{part}." for part in parts if part)


def changes(kind: str) -> bool:
    """Whether a kind of publication corrects, withdraws or doubts another, or was so itself."""
    return any(word in kind.lower() for word in _CHANGING)


def initials(given: str) -> str:
    """Return the initials of given names, as "JM" of "Jean-Marie"."""
    return "".join(part[0] for part in given.replace("-", " ").replace(".", " ").split() if part[0].isalpha())


def author_in_short(name: str) -> str:
    """Return an author as references do: "Nobody NA" of "Nobody, Nora A" and of "Nora A. Nobody".

    Examples
    --------
    >>> author_in_short("Nora A. Nobody")
    'Nobody NA'
    """
    family, comma, given = name.strip().partition(",")
    if not comma:
        given, _, family = name.strip().rpartition(" ")
    return " ".join(filter(None, (family.strip(), initials(given))))


def is_line_of_authors(text: str) -> bool:
    """Whether a line names two or more people with raised marks of their affiliations: "Ada Lark^1 and Bo Wren^2"."""
    words = re.findall(r"[^\W\d_][\w.’'‐-]+", _MARK.sub(" ", text))
    return len(_MARKED.findall(text)) > 1 and all(each[0].isupper() or each in _PARTICLES for each in words)


def authors_in(text: str) -> tuple[str, ...]:
    """Return the authors that a line names, as citations print them: "Lark A"; none of another line."""
    named = re.split(r",|;|&|\band\b", _MARK.sub(",", text)) if is_line_of_authors(text) else ()
    return tuple(author_in_short(each) for each in named if len(each.split()) > 1)
