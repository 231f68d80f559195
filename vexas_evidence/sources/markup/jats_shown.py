"""All text that an article of JATS shows, taken without its reader, to compare with what that one read."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from vexas_evidence.sources.markup.jats_words import FORMULAS, PICTURES, UNREAD
from vexas_evidence.sources.markup.table_rows import local_name
from vexas_evidence.sources.markup.tex import plain_tex

_OTHER = {"sub-article", "response", "processing-meta", "strike", *UNREAD, *PICTURES}
_OF_ONE_THING = ("alternatives", "citation-alternatives")


def shown_text(article: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield the text of abstracts, keywords, body, back matter and floats, each with its name."""
    for each in article.findall("front/article-meta/kwd-group/kwd"):
        yield local_name(each), " ".join(_texts(each))
    for path in ("front/article-meta/abstract", "front/article-meta/trans-abstract", "body", "back", "floats-group"):
        for part in article.findall(path):
            for each in part:
                title = each.find("title")
                name = "".join(map(str, title.itertext())) if title is not None else local_name(each)
                yield f"{local_name(part)}, {' '.join(name.split())}", " ".join(_texts(each))


def _texts(element: etree._Element) -> Iterator[str]:
    if element.text and isinstance(element.tag, str):
        yield plain_tex(element.text) if local_name(element) == "tex-math" else element.text
    forms = [local_name(each) for each in element] if local_name(element) in _OF_ONE_THING else []
    best = next((form for form in ("table", *FORMULAS, "mixed-citation", *forms) if form in forms), None)
    for child in element:
        name = local_name(child)
        is_number = name == "label" and local_name(element) == "disp-formula"
        is_other_form = best is not None and name != best
        if name and name not in _OTHER and not is_number and not is_other_form:
            yield from _texts(child)
        if child.tail:
            yield child.tail
