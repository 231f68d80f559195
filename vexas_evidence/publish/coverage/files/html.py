"""The numerals of a finished page: text, drawings, alternative texts, and what stands around the page."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from lxml import html as lxml_html

from vexas_evidence.load.formats.format_1 import CLASSES, id_in_format_2
from vexas_evidence.present.spans import KIND_LETTERS
from vexas_evidence.publish.coverage.attachment_reading import of_page
from vexas_evidence.publish.coverage.files.finished_file import Finished, Stream
from vexas_evidence.publish.coverage.files.markup import described, for_machines, refused, spoken, written_oddly
from vexas_evidence.publish.coverage.manifest import Written, fingerprint_of_svg
from vexas_evidence.system.escaping import parse_html
from vexas_evidence.text.numerals import numerals

_UNSEEN = {"script", "style", "template"}
_INLINE = {"a", "abbr", "b", "cite", "code", "em", "i", "q", "small", "span", "strong", "sub", "sup", "u", "tspan"}
_AROUND = {"nav", "aside", "footer"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_TITLES = (".//*[@id='title-block-header']", ".//*[@id='title-slide']/h1[@class='title']")
"""What repeats a page's title: the block at its top, and the heading of the first slide."""
_RECORDS = "provenance.html"
_LETTERS: dict[str, str] = {str(kind): letter for kind, letter in KIND_LETTERS.items()}


def read(path: Path, written: Written, site: str, version: str) -> Finished:
    """Read a page of a site of a name and a version; raises OSError, ValueError or lxml's errors."""
    text = path.read_bytes().decode("utf-8-sig")
    root = parse_html(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    done = Finished()
    done.wrong += [*written_oddly(text), *refused(root, path.parent)]
    _head(root, written, site, version, done)
    for_machines(root, done)
    done.attachments = of_page(root)
    main = root.find(".//main")
    body = root.find("body") if root.find("body") is not None else root
    assert body is not None
    around = Stream()
    _walk(body, done, done.text, around, main is None)
    done.links += done.text.linked()
    done.chrome += around.numerals()
    done.rows = sum(1 for _ in root.iter("tr"))
    drawings = root.iterfind(".//main//svg") if main is not None else body.iterfind(".//svg")
    done.pictures += map(fingerprint_of_svg, drawings)
    _contents(root, done)
    _labels(root, done)
    return done


def _head(root: lxml_html.HtmlElement, written: Written, site: str, version: str, done: Finished) -> None:
    title = " ".join((root.findtext(".//title") or "").split())
    named = (written.title, f"{written.title} {version}")
    if written.title and title not in {
        each for name in named for each in (name, f"{name} – {site}", f"{site} – {name}")
    }:
        done.wrong.append(("title", repr(title), repr(written.title)))
    stream = Stream()
    stream.head("title")
    stream.add(title + "\n")
    for name, content in described(root):
        done.head.head(name)
        done.head.add(content + "\n")
    done.chrome += stream.numerals()
    for block in (each for path in _TITLES for each in root.iterfind(path)):
        words = " ".join(block.text_content().split())
        if written.title and written.title not in words:
            done.wrong.append(("title block", repr(words), repr(written.title)))


def _walk(element: lxml_html.HtmlElement, done: Finished, into: Stream, around: Stream, inside: bool) -> None:
    """Add an element's words; all outside <main>, and what repeats its headings, stands around the page."""
    tag = element.tag
    if not isinstance(tag, str) or tag in _UNSEEN or _repeats(element):
        return
    classes = set((element.get("class") or "").split())
    inside = (inside or tag == "main") and (tag not in _AROUND or "notes" in classes)  # notes of a slide are read
    slide = tag == "h1" and "title" in classes and element.getparent().get("id") == "title-slide"
    outside = slide or element.get("id") == "title-block-header" or "toc-narrow" in classes
    inside = inside and not outside
    stream = into if inside else around
    if tag in _HEADINGS and inside:
        stream.head(f"“{' '.join(element.text_content().split())}”")
    for name, words in spoken(element):
        done.alt.head(f"{name} under {stream.heads[-1][1]}" if stream.heads else name)
        done.alt.add(words + "\n")
    breaks = tag not in _INLINE
    start = _begin(stream, breaks)
    if element.text:
        stream.add(element.text)
    letter = _LETTERS.get(_kind(classes))
    for child in element:
        if not _marks(child, letter):
            _walk(child, done, into, around, inside)
        if child.tail:
            stream.add(child.tail)
    if inside and tag == "a":
        _link(element, classes, stream, start)
    elif inside and "when" in classes:
        stream.link(start, element.get("data-id") or "", "when")
    _begin(stream, breaks)


def _link(element: lxml_html.HtmlElement, classes: set[str], stream: Stream, start: int) -> None:
    """Note a link to a record, and of which kind its class and letter say that the number is."""
    target = element.get("href") or ""
    if "number" in classes:
        kind = _kind(classes)
        letter = _LETTERS.get(kind)
        marked = not letter or any(_marks(child, letter) for child in element)
        named = _record(id_in_format_2(element.get("data-id") or ""), target)
        stream.link(start, named, kind if marked else f"{kind} without its letter")
    elif "#num-" in target:
        stream.link(start, "#" + target.partition("#num-")[2])


def _kind(classes: set[str]) -> str:
    """Return the kind that a number's classes name."""
    named = {CLASSES.get(each, each) for each in classes}
    return " ".join(kind for kind in _LETTERS if kind in named) if "number" in classes else ""


def _marks(child: lxml_html.HtmlElement, letter: str | None) -> bool:
    """Say whether an element is the raised letter of a number's kind, and nothing but it."""
    return child.tag == "sup" and letter is not None and not len(child) and child.text == letter and not child.keys()


def _record(identifier: str, target: str) -> str:
    """Return the record that a number names, with its target where that is another one's."""
    address = urlsplit(target)
    away = address.scheme or address.netloc or Path(address.path).name not in ("", _RECORDS)
    leads = not away and address.fragment == f"num-{identifier.partition('.')[0]}"
    return identifier if leads else f"{identifier}, which leads to {target}"


def _begin(stream: Stream, breaks: bool) -> int:
    if breaks:
        stream.add("\n")
    return stream.length


def _repeats(element: lxml_html.HtmlElement) -> bool:
    """Say whether an element repeats a heading, as an entry of a table of contents does."""
    if element.tag != "a" or not (element.get("href") or "").startswith("#"):
        return False
    return next(element.iterancestors("nav"), None) is not None


def _contents(root: lxml_html.HtmlElement, done: Finished) -> None:
    """The numerals of a table of contents must be those of the headings that it leads to."""
    known = {element.get("id"): element for element in root.iter("*") if element.get("id")}
    for link in filter(_repeats, root.iter("a")):
        text = " ".join(link.text_content().split())
        if any(numerals(text)):
            heading = _heading(known.get((link.get("href") or "")[1:]))
            if _keys(text) != _keys(heading):
                done.wrong.append(("table of contents", repr(text), repr(heading)))


def _labels(root: lxml_html.HtmlElement, done: Finished) -> None:
    """The label that a phone shows beside a cell repeats the head of its column."""
    heads = {head.get("id"): " ".join(head.text_content().split()) for head in root.iter("th") if head.get("id")}
    for cell in root.iter("td"):
        if label := " ".join((cell.get("data-label") or "").split()):
            head = heads.get((cell.get("headers") or "").rpartition(" ")[2], "")
            if label != head:
                done.wrong.append(("label of a cell", repr(label), f"the head of its column, {head!r}"))


def _heading(target: lxml_html.HtmlElement | None) -> str:
    if target is None:
        return ""
    heading = next(iter(target.iter(*_HEADINGS)), None)
    return "" if heading is None else " ".join(heading.text_content().split())


def _keys(text: str) -> list[str]:
    return [numeral.key for numeral in numerals(text)]
