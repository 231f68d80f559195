"""A finished page as lines: text, drawings, alternative texts, its head, and all that styles it or acts in it."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from vexas_evidence.publish.coverage.attachments import SCRIPT, of_page
from vexas_evidence.publish.coverage.marked_lines import File, Lines, Zone, joined, without_remarks
from vexas_evidence.publish.coverage.tree import HEADINGS, INLINE, links_of
from vexas_evidence.system.escaping import parse_html

_AROUND = {"nav", "aside", "footer"}
_SPOKEN = {"title", "alt", "summary", "placeholder", "start", "value", "content", "datetime", "srcdoc", "label"}
_UNREAD_META = ("viewport", "generator", "theme-color", "color-scheme", "refresh", "meta")
_OF_QUARTO = ("quarto:", "apple-mobile-web-app-")
_REMARK = re.compile(r"<!--(?!-?>|\[)(?:(?!--!?>).)*-->", re.DOTALL)
_ODD = re.compile(r"<!(?!doctype html>)|<\?(?!xml )|\x00", re.IGNORECASE)
_END = re.compile(r"</html\s*>\s*(.*)\Z", re.IGNORECASE | re.DOTALL)


def read(content: bytes, folder: Path) -> File:
    """Read a page that lies in a folder; raises ValueError or lxml's errors for one that cannot be read."""
    text = content.decode("utf-8-sig")
    root = parse_html(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    lines = Lines("page")
    for odd in _written_oddly(text):
        lines.add("look", odd)
    for element in root.iterfind("head/*"):
        _head(element, lines, folder)
    body = root.find("body") if root.find("body") is not None else root
    assert body is not None
    lines.look("body", joined([*root.items(), *body.items()]))
    lines.place = "top of the page"
    _walk(body, lines, "around" if root.find(".//main") is not None else "text", folder)
    lines.end("around")
    return replace(lines.file(of_page(root)), links=links_of(root))


def _written_oddly(page: str) -> Iterator[str]:
    """Yield what browsers read in another way than a parser does: open comments, text after the end."""
    bare = _REMARK.sub("", page)
    yield from (bare[match.start() : match.start() + 28] for match in _ODD.finditer(bare))
    if (end := _END.search(bare)) and end[1]:
        yield end[1]


def _head(element: HtmlElement, lines: Lines, folder: Path) -> None:
    tag, name = element.tag, element.get("name") or element.get("property") or element.get("itemprop") or "meta"
    if tag == "title":
        lines.add("around", element.text or "", "title")
    elif tag == "meta" and name not in _UNREAD_META and not name.startswith(_OF_QUARTO):
        lines.add("head", element.get("content") or "", name)
        lines.look("meta", joined((key, value) for key, value in element.items() if key != "content"), name)
    elif isinstance(tag, str):
        _unseen(element, lines, folder, "head")


def _unseen(element: HtmlElement, lines: Lines, folder: Path, place: str) -> None:
    """Add what no reader reads: scripts, styles, links, data for machines."""
    tag, text = str(element.tag), element.text_content() if len(element) else element.text or ""
    attributes = [(name, value) for name, value in element.items() if name != "data-seal"]
    if element.get("id") == SCRIPT:
        return
    if (element.get("type") or "").lower() == "application/ld+json":
        place = "structured data"
        with contextlib.suppress(ValueError, RecursionError):  # what is no JSON is known by its text
            for each in _strings(json.loads(text)):
                lines.add("data", each, place)
            text = json.dumps(json.loads(text), sort_keys=True)
    lines.look(tag, f"{joined(attributes)}{without_remarks(text, f'.{tag}')}", place)
    address = element.get("src") or (element.get("href") if "stylesheet" in (element.get("rel") or "") else "") or ""
    path = folder / urlsplit(address).path
    if address and not urlsplit(address).scheme and not urlsplit(address).netloc and path.is_file():
        content = without_remarks(path.read_text(encoding="utf-8", errors="replace"), path.suffix)
        lines.look(f"loaded {address}", content, f"what it loads, {address}")


def _strings(value: Any) -> Iterator[str]:
    """Yield the texts of structured data, but for the names of its kinds."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from () if name.startswith("@") and name != "@value" else _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def _walk(element: HtmlElement, lines: Lines, zone: Zone, folder: Path) -> None:
    """Add an element: its spoken attributes, then its words between the marks of what it is."""
    tag = element.tag
    if not isinstance(tag, str):
        return  # a comment
    if tag in ("script", "style", "link", "meta", "template", "noscript"):
        _unseen(element, lines, folder, lines.place)
        return
    zone = _zone(element, set((element.get("class") or "").split()), zone)
    if breaks := tag not in INLINE or (tag == "a" and zone == "repeated"):
        lines.end(zone)
    if tag in HEADINGS and zone == "text":
        lines.place = f"“{' '.join(element.text_content().split())}”"
    if tag == "svg":
        lines.look("drawing", _drawing(element), f"drawing under {lines.place}")
    for name, value in element.items():
        if name in _SPOKEN or (name.startswith("aria-") and name[5:] in ("label", "valuetext", "description")):
            lines.add("alt" if zone == "text" else "around", value, f"{name} under {lines.place}")
        elif name == "data-label":
            lines.add("repeated", value, f"label of a cell under {lines.place}")
    in_drawing = any(each.tag == "svg" for each in element.iterancestors())
    if not in_drawing:
        lines.mark(
            tag, joined((name, value) for name, value in element.items() if name not in ("data-label", *_SPOKEN))
        )
    lines.say(element.text or "")
    for child in element:
        _walk(child, lines, zone, folder)
        lines.say(child.tail or "")
    if breaks:
        lines.end(zone)
    elif not in_drawing:
        lines.mark("/")


def _zone(element: HtmlElement, classes: set[str], zone: Zone) -> Zone:
    """Return where the words of an element stand, by where the element around it does."""
    tag, repeats = element.tag, (element.get("href") or "").startswith("#")
    if tag == "main":
        return "text"
    if tag == "a" and repeats and next(element.iterancestors("nav"), None) is not None:
        return "repeated"  # an entry of a table of contents
    slide = tag == "h1" and "title" in classes and (element.getparent().get("id") == "title-slide")
    outside = slide or element.get("id") == "title-block-header" or "toc-narrow" in classes
    return "around" if outside or (tag in _AROUND and "notes" not in classes) else zone


def _drawing(root: HtmlElement) -> str:
    """A drawing without its words, however its markup is written."""
    shapes = []
    for element in root.iter(etree.Element):
        attributes = ((name.rpartition(":")[2].lower(), " ".join(value.split())) for name, value in element.items())
        seen = ((name, value) for name, value in attributes if name not in ("xmlns", "xlink", "aria-label"))
        shapes.append(f"<{str(element.tag).lower()}{joined(seen)}>")
    return "".join(shapes)
