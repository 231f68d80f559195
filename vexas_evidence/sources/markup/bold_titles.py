"""Paragraphs that stand for a heading, as typists and publishers without styles set one: bold as a whole."""

from __future__ import annotations

from lxml import etree

from vexas_evidence.sources.markup.table_rows import local_name
from vexas_evidence.sources.plain_text import looks_like_heading

_BOLD = {"b", "strong", "bold"}


def is_bold_title(element: etree._Element) -> bool:
    """Whether a paragraph is bold as a whole and has the form of a heading, not of a sentence with a result."""
    words = _words(element)
    bold = " ".join(_words(each) for each in element.iter(etree.Element) if local_name(each) in _BOLD)
    return bool(bold) and words == bold and looks_like_heading(words)


def _words(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())
