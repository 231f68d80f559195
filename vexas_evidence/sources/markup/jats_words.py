"""The words of an element of JATS on one line: superscripts and citation marks after "^", formulas as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html.entities import html5

from lxml import etree

from vexas_evidence.sources.markup.mathml import SECOND_FORMS, formula_line
from vexas_evidence.sources.markup.raised import append_mark, as_marks, raised
from vexas_evidence.sources.markup.table_rows import local_name
from vexas_evidence.sources.markup.tex import plain_tex
from vexas_evidence.text.usual_forms import BREAK

MARKED = {"ref", "fn", "aff", "corresp", "author-notes", "bibr", "table-fn", "contrib"}
"""What a mark points to, as the name of an element or as the type of a reference."""
INLINE = {
    *("abbrev", "bold", "chem-struct", "date", "email", "ext-link", "fixed-case", "inline-formula", "institution"),
    *("institution-wrap", "italic", "milestone-end", "milestone-start", "monospace", "named-content", "overline"),
    *(
        "price",
        "roman",
        "sans-serif",
        "sc",
        "span",
        "strike",
        "styled-content",
        "sub",
        "sup",
        "underline",
        "uri",
        "xref",
    ),
    *("abbreviation", "break", "alternatives", "disp-formula", "inline-graphic", "math", "tex-math", "year", "x"),
    *("private-char", "related-article", "related-object", "inline-supplementary-material", "ruby", "rb", "rt"),
    *("name", "surname", "given-names", "string-name", "collab", "country", "addr-line", "volume", "issue", "source"),
}
"""The elements within a line of text."""
FLOATS = {"table-wrap", "fig", "boxed-text", "supplementary-material", "table-wrap-group", "fig-group"}
"""What floats beside a text."""
SET_ELSEWHERE = {"fn", *FLOATS}
"""What may stand within a paragraph and is read after it."""
UNREAD = {"object-id", *SECOND_FORMS, "alt-text", "long-desc", "index-term", "processing-meta"}
"""What no reader of the article sees."""
PICTURES = {"graphic", "inline-graphic", "media", "inline-media"}
FORMULAS = ("math", "textual-form", "tex-math")
"""The forms of a formula, the best first."""
UNTITLED = {
    "abstract": "Abstract",
    "ack": "Acknowledgements",
    "app": "Appendix",
    "bio": "Authors",
    "fn-group": "Notes",
    "glossary": "Glossary",
    "notes": "Notes",
    "ref-list": "References",
    "trans-abstract": "Abstract in another language",
}
"""The heading of a part that has none of its own."""
ABSTRACTS = {
    "graphical": "Graphical abstract",
    "plain-language-summary": "Plain language summary",
    "teaser": "Teaser",
    "executive-summary": "Executive summary",
    "key-points": "Key points",
}
"""What abstracts of a kind are called."""
_BRACKET = re.compile(r"(?<!\b[b-z])\[(?=\d[\d\s,;‐-―−-]*\])")


class WordsOfArticle:
    """Reads the words of elements of one article, and keeps what of them it could not read.

    ``unread`` names each thing that is there as a picture or in a form without words.
    """

    def __init__(self, by_id: Mapping[str, etree._Element]) -> None:
        self.by_id = by_id
        self.unread: list[str] = []

    def of(self, element: etree._Element) -> str:
        """Return the words of an element, without what is set beside the text."""
        found: list[str] = []
        self.add(element, found)
        return "".join(found)

    def add(self, element: etree._Element, found: list[str]) -> None:
        """Add the words of an element and of all in it, but not its tail; of several forms those of the best."""
        if local_name(element) == "alternatives":
            self._add_best(element, found)
            return
        found.append(element.text or "")
        for child in element:
            self.add_child(child, found)
            found.append(child.tail or "")

    def add_child(self, child: etree._Element, found: list[str]) -> None:
        """Add the words of one child."""
        name = local_name(child)
        if isinstance(child, etree._Entity):
            found.append(self._sign(child))
        elif not name or name in SET_ELSEWHERE or name in UNREAD:
            return
        elif name == "xref" and self.is_mark(child):
            append_mark(found, as_marks(self.of(child)))
        elif name == "sup":
            words = self.of(child)
            append_mark(found, words) if any(map(self.is_mark, child.iter("{*}xref"))) else found.append(raised(words))
        elif name in ("inline-formula", "disp-formula"):
            self._add_formula(child, found)
        elif name == "math":
            found.append(formula_line(child, self._sign))
        elif name == "tex-math":
            self.unread.append("a formula in TeX, read with doubt")
            found.append(plain_tex(child.text or ""))
        elif name in PICTURES:
            self.unread.append("a picture within the text, not read")
        elif name == "strike":
            self.unread.append("struck-out text, not read")
        elif name in ("break", "hr"):
            found.append(BREAK)
        elif name in ("private-char", "glyph-data"):
            self.unread.append("a sign without a character, not read")
        else:
            gap = "" if name in INLINE else BREAK
            found.append(gap)
            self.add(child, found)
            found.append(gap)

    def is_mark(self, xref: etree._Element) -> bool:
        """Whether a reference points to an entry of the literature, a footnote or an address."""
        target = self.by_id.get((xref.get("rid") or "").split(" ")[0])
        if target is not None and local_name(target) in MARKED:
            return True
        return (xref.get("ref-type") or "") in MARKED

    def _sign(self, entity: etree._Entity) -> str:
        """Return the character of a named entity; no entity that the file declares is expanded."""
        if known := html5.get(f"{entity.name};"):
            return known
        self.unread.append(f"the entity &{entity.name};, not read")
        return ""

    def _add_best(self, alternatives: etree._Element, found: list[str]) -> None:
        """Add the best of several forms of the same thing."""
        forms = {local_name(form): form for form in reversed(alternatives)}
        best = next((forms[name] for name in ("table", *FORMULAS) if name in forms), None)
        if best is None:
            best = next((form for name, form in forms.items() if name and name not in PICTURES), None)
        if best is None:
            self.unread.append("something given as a picture only, not read")
            return
        self.add_child(best, found)

    def _add_formula(self, formula: etree._Element, found: list[str]) -> None:
        """Add a formula without its number."""
        words: list[str] = [formula.text or ""]
        for child in formula:
            if local_name(child) in PICTURES:
                self.unread.append("a formula given as a picture only, not read")
            elif local_name(child) != "label":
                self.add_child(child, words)
            words.append(child.tail or "")
        gap = " " if local_name(formula) == "disp-formula" else ""
        found.append(f"{gap}{''.join(words).strip()}{gap}")


def citation_text(part: etree._Element, gap: str = "") -> str:
    """Return the words of a citation; spaces stand between its parts where the file prints nothing there.

    A space stands before a DOI or PMID in any case: "194.<pub-id>20013321" is no decimal.
    """
    gap = " " if part.tag in ("element-citation", "nlm-citation") else gap
    found = [part.text or ""]
    for child in part:
        if name := local_name(child):
            found.append(f"{' ' if name == 'pub-id' else ''}{citation_text(child, gap)}")
        found.append(child.tail or "")
    return gap.join(found)


def in_brackets(words: str, has_marks: bool) -> str:
    """Return a text in which a number in square brackets is no mark, where the article marks its marks itself."""
    return _BRACKET.sub("[ ", words) if has_marks else words


def identified(article: etree._Element) -> dict[str, etree._Element]:
    """Return the elements of an article by their id."""
    return dict(_with_id(article))


def _with_id(article: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    for element in article.iter(etree.Element):
        if name := element.get("id"):
            yield name, element
