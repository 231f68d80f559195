"""The numerals of a finished page: text, drawings, alternative texts, and what stands around the page."""

from __future__ import annotations

from pathlib import Path

from lxml import html as lxml_html

from vexas_evidence.coverage.manifest import Written
from vexas_evidence.coverage.reading import Finished, Stream
from vexas_evidence.numerals import numerals

_UNSEEN = {"script", "style", "template"}
_INLINE = {"a", "abbr", "b", "cite", "code", "em", "i", "q", "small", "span", "strong", "sub", "sup", "u", "tspan"}
_AROUND = {"nav", "aside", "footer"}
_SPOKEN = ("alt", "aria-label", "title", "placeholder", "aria-description")
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


def read(path: Path, written: Written) -> Finished:
    """Read a page; raises OSError or lxml's errors for a file that is none."""
    root = lxml_html.fromstring(path.read_bytes())
    done = Finished()
    _head(root, written, done)
    main = root.find(".//main")
    body = root.find("body") if root.find("body") is not None else root
    assert body is not None
    around = Stream()
    _walk(body, done, done.text, around, main is None)
    done.links += done.text.linked()
    done.chrome += around.numerals()
    done.rows = sum(1 for _ in root.iter("tr"))
    _contents(root, done)
    _labels(root, done)
    return done


def _head(root: lxml_html.HtmlElement, written: Written, done: Finished) -> None:
    title = " ".join((root.findtext(".//title") or "").split())
    if written.title and not title.startswith(written.title) and not title.endswith(f" {written.title}"):
        done.wrong.append(("title", repr(title), repr(written.title)))
    told = Stream()
    told.head("title")
    told.add(title + "\n")
    for meta in root.iter("meta"):
        name = meta.get("name") or meta.get("property") or ""
        if name in ("description", "author", "keywords", "citation_title") or name.startswith(("og:", "twitter:")):
            told.head(name)
            told.add((meta.get("content") or "") + "\n")
    done.chrome += told.numerals()
    shown = root.find(".//*[@id='title-block-header']")
    if written.title and shown is not None and written.title not in " ".join(shown.text_content().split()):
        done.wrong.append(("title block", repr(" ".join(shown.text_content().split())), repr(written.title)))


def _walk(element: lxml_html.HtmlElement, done: Finished, into: Stream, around: Stream, inside: bool) -> None:
    """Add an element's words; all outside <main>, and what repeats its headings, stands around the page."""
    tag = element.tag
    if not isinstance(tag, str) or tag in _UNSEEN or _repeats(element):
        return
    classes = set((element.get("class") or "").split())
    inside = (inside or tag == "main") and (tag not in _AROUND or "notes" in classes)  # notes of a slide are read
    apart = element.get("id") == "title-block-header" or "toc-narrow" in classes
    inside = inside and not apart
    stream = into if inside else around
    if tag in _HEADINGS and inside:
        stream.head(f"“{' '.join(element.text_content().split())}”")
    for name in _SPOKEN:
        if spoken := element.get(name):
            done.alt.head(f"{name} under {stream.heads[-1][1]}" if stream.heads else name)
            done.alt.add(spoken + "\n")
    breaks = tag not in _INLINE
    start = _begin(stream, breaks)
    if element.text:
        stream.add(element.text)
    for child in element:
        marks = child.tag == "sup" and "number" in classes
        if not marks:
            _walk(child, done, into, around, inside)
        if child.tail:
            stream.add(child.tail)
    if inside and tag == "a":
        if "number" in classes:
            stream.link(start, element.get("data-id") or "")
        elif "#num-" in (target := element.get("href") or ""):
            stream.link(start, "#" + target.partition("#num-")[2])
    _begin(stream, breaks)


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
    heads = {" ".join(head.text_content().split()) for head in root.iter("th")}
    for cell in root.iter("td"):
        label = " ".join((cell.get("data-label") or "").split())
        if any(numerals(label)) and label not in heads:
            done.wrong.append(("label of a cell", repr(label), "the head of its column"))


def _heading(target: lxml_html.HtmlElement | None) -> str:
    if target is None:
        return ""
    heading = next(iter(target.iter(*_HEADINGS)), None)
    return "" if heading is None else " ".join(heading.text_content().split())


def _keys(text: str) -> list[str]:
    return [numeral.key for numeral in numerals(text)]
