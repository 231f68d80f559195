"""What a page may be made of: elements, attributes and styles that hide, add or alter no word.

A browser shows more than the text between tags: attributes, the content of style sheets, foreign
documents. What may show a numeral is read as text; what cannot be read is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from vexas_evidence.publish.coverage.files.finished_file import Finished
from vexas_evidence.text.numerals import numerals

Wrong = Iterator[tuple[str, str, str]]
_ELEMENTS = re.compile(
    r"html|head|meta|title|link|script|style|body|main|header|footer|nav|aside|section|"
    r"article|div|p|span|a|i|b|em|strong|small|sup|sub|code|pre|kbd|abbr|cite|q|br|wbr|"
    r"hr|h1|h2|h3|h4|h5|h6|ul|ol|li|dl|dt|dd|table|caption|colgroup|col|thead|tbody|"
    r"tfoot|tr|th|td|figure|figcaption|blockquote|details|summary|button"
)
_SILENT = re.compile(
    r"id|class|href|src|rel|name|property|charset|lang|xml:lang|xmlns|role|scope|colspan|rowspan|headers|tabindex|"
    r"hidden|style|type|http-equiv|crossorigin|append-hash|data-(?:id|label|anchor-id|scroll-target|mode|execution_count)|"
    r"data-(?:bs|quarto)-[\w-]+|aria-(?:current|describedby|labelledby|hidden|controls|expanded)"
)
"""Attributes that no reader meets, or that have a rule of their own; every other one is read as text."""
_SIZES = re.compile(
    r"(?:\s*(?:(?:min-|max-)?width|table-layout|text-align|vertical-align|page-break-after)\s*:[^;()]*;?|\s*;)*\s*"
)
_SCALE = re.compile(r"[\d.]+")
_FRAME = "quarto-auto-generated-content"
_FOREIGN = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)
_SCRIPTS = ("", "module", "text/javascript", "application/javascript", "application/json", "application/ld+json")
_UNREAD_META = ("viewport", "generator", "theme-color", "color-scheme")
_CONTENT = re.compile(r"(?<![-\w])content\s*:\s*((?:\"[^\"]*\"|'[^']*'|[^;}])*)", re.IGNORECASE)
_STRING = re.compile(r"\"([^\"]*)\"|'([^']*)'")
_ESCAPED = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")
_TAKEN_IN = re.compile(r"@import|url\(\s*[\"']?\s*(?:data|https?|//)|counters?\(", re.IGNORECASE)
_REMARK = re.compile(r"<!--(?!-?>|\[)(?:(?!--!?>).)*-->", re.DOTALL)
_ODD = re.compile(r"<!(?!doctype html>)|<\?(?!xml )|\x00", re.IGNORECASE)
_END = re.compile(r"</html\s*>\s*\Z", re.IGNORECASE)


def written_oddly(page: str) -> Wrong:
    """Yield what browsers read in another way than a parser does: open comments, text after the end."""
    bare = _REMARK.sub("", page)
    for match in _ODD.finditer(bare):
        yield "page", repr(bare[match.start() : match.start() + 28]), "elements, text and closed comments"
    if "</html" in bare and not _END.search(bare):
        yield "page", f"text after its end: {bare[bare.lower().rindex('</html') + 7 :].strip()[:40]!r}", "nothing there"


def refused(root: HtmlElement, folder: Path) -> Wrong:
    """Yield the elements, hidden parts, styles and links of a page that could show what nobody reads here."""
    slides = root.find(".//main") is None
    for element in root.iter():
        tag = element.tag
        if not isinstance(tag, str) or _in_drawing(element):
            continue
        place = f"<{tag}>"
        if not _ELEMENTS.fullmatch(tag):
            yield place, f"the element <{tag}>", "an element that the report writes"
        frame = slides and element.get("class") == _FRAME  # what Quarto moves into every slide
        if not (frame or _SIZES.fullmatch(element.get("style") or "")):
            style = element.get("style")
            yield place, f"the style {style!r}", "widths and alignments alone"
        if any(ancestor.tag == "main" for ancestor in element.iterancestors()):
            for name in {"hidden", "dir"} & set(element.keys()):
                yield place, f"the attribute {name!r} in the text", "words that a reader sees as they stand"
        if tag == "style":
            yield from (
                (place, found, "styles without words") for found in _content_of_styles(element.text or "", not slides)
            )
        elif tag == "link" and "stylesheet" in (element.get("rel") or ""):
            yield from _linked(element.get("href") or "", folder)
        elif tag == "script" and (element.get("type") or "").lower() not in _SCRIPTS:
            yield place, f"a script of type {element.get('type')!r}", "a script, or data for machines"
        elif tag == "script" and _FOREIGN.match(element.get("src") or ""):
            yield place, f"a script from {element.get('src')!r}", "scripts of the site itself"
        elif tag == "meta" and (element.get("charset") or "utf-8").lower() != "utf-8":
            yield place, f"the character set {element.get('charset')!r}", "'utf-8'"
        elif element.get("name") == "viewport" and {*_SCALE.findall(element.get("content") or "")} - {"1", "1.0"}:
            yield place, f"the view {element.get('content')!r}", "a page in its own size"
    if (titles := sum(not _in_drawing(title) for title in root.iter("title"))) > 1:
        yield "title", f"{titles} titles", "one title"


def _in_drawing(element: HtmlElement) -> bool:
    return element.tag == "svg" or any(ancestor.tag == "svg" for ancestor in element.iterancestors())


def spoken(element: HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield name and text of each attribute that a reader may meet; those of a drawing's shapes are none."""
    drawn = _in_drawing(element)
    for name, value in element.items():
        if drawn and not name.startswith("aria-") and name not in ("title", "xlink:title", "alt"):
            continue
        if not _SILENT.fullmatch(name) or (name == "type" and element.tag in ("ol", "li")):
            yield name, value


def described(root: HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield name and content of what a page says of itself to programs that show it."""
    for meta in root.iter("meta"):
        name = meta.get("name") or meta.get("property") or meta.get("itemprop") or meta.get("http-equiv") or "meta"
        content = meta.get("content") or ""
        forward = name == "refresh" and re.fullmatch(r"0; url=[\w./-]+", content)
        if name not in _UNREAD_META and not name.startswith("quarto:") and not forward:
            yield name, content


def for_machines(root: HtmlElement, done: Finished) -> None:
    """Read the strings and numbers of a page's structured data as a text of their own."""
    for script in root.iter("script"):
        if (script.get("type") or "").lower() == "application/ld+json":
            try:
                done.data.add("".join(f"{text}\n" for text in _strings(json.loads(script.text or ""))))
            except (ValueError, RecursionError):
                done.wrong.append(("<script>", "structured data that cannot be read", "JSON"))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, each in value.items():
            yield from () if name.startswith("@") and name != "@value" else _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def _linked(address: str, folder: Path) -> Wrong:
    if urlsplit(address).scheme or urlsplit(address).netloc:
        yield "style sheet", f"a style sheet from {address[:40]!r}", "one of the site"
    elif (path := folder / urlsplit(address).path).is_file():  # a page sent alone has none beside it
        own = "site_libs" not in path.parts
        sheet = path.read_text(encoding="utf-8", errors="replace")
        yield from (
            (f"style sheet {path.name}", found, "styles without words") for found in _content_of_styles(sheet, own)
        )


@cache
def _content_of_styles(sheet: str, own: bool) -> tuple[str, ...]:
    """What a style sheet lets a reader meet: words with numerals, and in our own, counters and what it takes in."""
    bare = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    texts = ("".join(map("".join, _STRING.findall(content))) for content in _CONTENT.findall(bare))
    plain = (_ESCAPED.sub(lambda match: chr(min(int(match[1], 16), 0x10FFFF)), text) for text in texts)
    found = [f"the content {text!r}" for text in plain if any(numerals(text))]
    return (*found, *(repr(match) for match in _TAKEN_IN.findall(bare) if own))
