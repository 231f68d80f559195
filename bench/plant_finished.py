"""Errors and harmless changes to plant in finished files of every format, one at a time: words, numbers, looks, parts.

A change is a function of a file's bytes; it is made only where it is chosen. The hashes that a file carries along are
mended, so that nothing is found by a hash that whoever changed the file could have mended too.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from lxml import html as lxml_html

from vexas_evidence.publish.coverage import attachments
from vexas_evidence.publish.coverage.attachments import DATA, HASHES, MANIFEST, SEAL, VERIFICATION, of_page
from vexas_evidence.system.escaping import parse_html, sorted_json
from vexas_evidence.system.hashes import seal

Edit = Callable[[bytes, random.Random], bytes | None]
WORDS = ("Deaths", "none", "dramatic", "children")
IN_WORDS = (" Nobody died.", " An eighth died.", " Mortality was nil.", " IV deaths.", " lO% died.", " 63% died.")


@dataclass(frozen=True)
class Change:
    """A change of a kind in a file of the site, and the function that makes it from the file's content."""

    kind: str
    file: str
    edit: Edit


def words_end(text: str) -> int:
    """Return where the words of a page end, and what it carries begins."""
    end = text.find('<script type="application/json" id="evidence"')
    return end if end >= 0 else len(text)


class Text:
    """Edits of a text by a pattern, whose group "at" is what is replaced."""

    def __init__(self, pattern: str, new: str | Callable[[str, random.Random], str]) -> None:
        self.pattern, self.new = re.compile(pattern, re.DOTALL), new

    def __call__(self, content: bytes, chance: random.Random) -> bytes | None:
        text = content.decode("utf-8")
        found = list(self.pattern.finditer(text, text.find("<body") + 1, words_end(text)))
        if not found:
            return None
        match = chance.choice(found)
        new = self.new(match["at"], chance) if callable(self.new) else self.new
        return (text[: match.start("at")] + new + text[match.end("at") :]).encode() if new != match["at"] else None


def other_digit(text: str, chance: random.Random) -> str:
    """Another digit."""
    return chance.choice([digit for digit in "0123456789" if digit != text])


def other_word(text: str, chance: random.Random) -> str:
    """Another word."""
    return chance.choice([word for word in WORDS if word.lower() != text.lower()])


def added(text: str, chance: random.Random) -> str:
    """Words with a number in words, digits or disguise after them."""
    return text + chance.choice(IN_WORDS)


def twice(text: str, _: random.Random) -> str:
    """The same once more."""
    return text + text


def swapped(pattern: str) -> Edit:
    """Exchange two different texts that a pattern finds."""

    def swap(content: bytes, chance: random.Random) -> bytes | None:
        text = content.decode("utf-8")
        found = list(re.compile(pattern, re.DOTALL).finditer(text, 0, words_end(text)))
        pairs = [
            (one, other) for one in found for other in found if one.start() < other.start() and one["at"] != other["at"]
        ]
        if not pairs:
            return None
        one, other = chance.choice(pairs)
        middle = text[one.end("at") : other.start("at")]
        return (text[: one.start("at")] + other["at"] + middle + one["at"] + text[other.end("at") :]).encode()

    return swap


PAGE: dict[str, Edit] = {
    "digit": Text(r">[^<>]*?(?P<at>\d)[^<>]*<(?!/(?:script|style))", other_digit),
    "digit of a number": Text(r'<a class="number[^>]*>[^<]*?(?P<at>\d)', other_digit),
    "numbers exchanged": swapped(r'<a class="number[^>]*>(?P<at>[^<]+)'),
    "percent sign dropped": Text(r">[^<>]*\d(?P<at>%)", ""),
    "bound": Text(r">[^<>]*(?P<at>[≥≤])", lambda old, _: "≤" if old == "≥" else "≥"),
    "word": Text(r">[^<>]*?\b(?P<at>[A-Za-z]{5,})\b[^<>]*</(?:p|td|li)>", other_word),
    "word of a heading": Text(r"<h[23][^>]*>[^<]*?(?P<at>[A-Z][a-z]{4,})", other_word),
    "head of a column": Text(r"<th[^>]*>(?P<at>[A-Z][^<]{3,})</th>", other_word),
    "names exchanged": swapped(r"<t[dh][^>]*>(?P<at>[A-Z][a-z][^<]{5,})</t[dh]>"),
    "paragraph deleted": Text(r"(?P<at><p>[^<]{20,}.*?</p>)", ""),
    "paragraph repeated": Text(r"(?P<at><p>[^<]{20,}.*?</p>)", twice),
    "row deleted": Text(r"(?P<at><tr>(?:(?!</tr>).)*</tr>)", ""),
    "row repeated": Text(r"(?P<at><tr>(?:(?!</tr>).)*</tr>)", twice),
    "number in words added": Text(r"<p>(?P<at>[A-Z][^<]{20,})</p>", added),
    "not stated replaced": Text(r"(?P<at>not stated)", lambda _, chance: chance.choice(("none", "zero", "0"))),
    "version or date": Text(r">[^<>]*(?:1\.1\.|2026-1)(?P<at>\d)", other_digit),
    "words around the text": Text(r"<footer[^>]*>(?P<at>)", "<p>Deaths: 1.2.0</p>"),
    "alternative text": Text(r'aria-label="[^"]*?(?P<at>\d)', other_digit),
    "label of a cell": Text(r'data-label="(?P<at>[A-Z][^"]+)"', other_word),
    "text of a drawing": Text(r"<text[^>]*>[^<]*?(?P<at>\d)", other_digit),
    "point of a drawing": Text(r"<(?:path|rect|circle|line)[^>]*?\b(?:d|x|y|cx|x1)=\"[^\"]*?(?P<at>\d)", other_digit),
    "hidden by a style sheet": Text(r"(?P<at>)</main>", "<style>.number{display:none}</style>"),
    "hidden by a style": Text(r"<p(?P<at>)>[A-Z]", ' style="color:#fff"'),
    "hidden by an attribute": Text(r"<p(?P<at>)>[A-Z]", " hidden"),
    "hidden by a class": Text(r"<p(?P<at>)>[A-Z]", ' class="visually-hidden"'),
    "box over the text": Text(r"(?P<at>)</main>", '<div style="position:fixed;inset:0;background:#fff"></div>'),
    "link to another record": Text(r'href="[^"]*#num-(?P<at>[a-z-]+)"', lambda _, __: "rash"),
    "kind of a number": Text(r'class="number (?P<at>derived|inferred|reported)"', lambda _, __: "judged"),
    "script added": Text(r"(?P<at>)</main>", '<script>document.title = "x"</script>'),
    "frame added": Text(r"(?P<at>)</main>", '<iframe srcdoc="63% died"></iframe>'),
    "conditional comment": Text(r"(?P<at>)</main>", "<!--[if !x]><!--><p>63%</p><!--<![endif]-->"),
    "open comment": Text(r"(?P<at>)</main>", "<!-->63% died-->"),
    "text after the end": lambda content, _: content + b"<p>63% died</p>",
    "list that starts elsewhere": Text(r"<ul(?P<at>)>", ' start="63"'),
    "tooltip": Text(r"<p(?P<at>)>[A-Z]", ' title="63% died"'),
    "description in the head": lambda content, _: re.sub(rb'(name="description" content=")', rb"\g<1>Nobody died. ", content, count=1),
    "title": lambda content, _: content.replace(b"<title>", b"<title>Cured: ", 1),
}  # fmt: skip


def in_package(part: str, edit: Edit) -> Edit:
    """Return an edit of the parts of a package whose name a pattern fits."""

    def change(content: bytes, chance: random.Random) -> bytes | None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        names = [name for name in files if re.fullmatch(part, name)]
        for name in chance.sample(names, len(names)):
            if (new := edit(files[name], chance)) is not None and new != files[name]:
                return package({**files, name: new})
        return None

    return change


def package(files: dict[str, bytes], level: int = 6) -> bytes:
    """Return the package of parts."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, part in files.items():
            archive.writestr(name, part)
    return content.getvalue()


def with_part(name: str, part: bytes) -> Edit:
    """Return an edit that adds a part to a package."""

    def change(content: bytes, _: random.Random) -> bytes:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return package({**{each: archive.read(each) for each in archive.namelist()}, name: part})

    return change


def pictures_exchanged(content: bytes, _: random.Random) -> bytes | None:
    """Exchange two pictures of a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    pictures = [name for name in files if "/media/" in name]
    if len(pictures) < 2:
        return None
    one, other = pictures[:2]
    return package({**files, one: files[other], other: files[one]})


_RUN = r"<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?"
_W, _A = "<w:t", "<a:t"
_PARAGRAPH = r"(?P<at><w:p>(?:(?!<w:p[ >]).){60,}?</w:p>)"
_SHAPE = (
    '<p:sp><p:nvSpPr><p:cNvPr id="99" name="x"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="9144000" cy="5000000"/></a:xfrm><a:prstGeom prst="rect"/><a:solidFill><a:srgbClr val="FFFFFF"/>'
    "</a:solidFill></p:spPr></p:sp>"
)


def words_of_package(tag: str) -> dict[str, Edit]:
    """Edits of the words of a part, whose texts are in an element."""
    return {
        "digit": Text(rf"{tag}[ >][^<]*?(?P<at>\d)", other_digit),
        "numbers exchanged": swapped(rf"{tag}[^>]*>(?P<at>\d[^<]*%?)<"),
        "percent sign dropped": Text(rf"{tag}[^>]*>[^<]*\d(?P<at>%)", ""),
        "word": Text(rf"{tag}[^>]*>[^<]*?\b(?P<at>[A-Za-z]{{5,}})\b", other_word),
        "names exchanged": swapped(rf"{tag}[^>]*>(?P<at>[A-Z][a-z][^<]{{5,}})<"),
        "number in words added": Text(rf"{tag}[^>]*>(?P<at>[A-Z][^<]{{8,}})<", added),
        "not stated replaced": Text(r"(?P<at>not stated)", lambda _, chance: chance.choice(("none", "zero"))),
    }


DOCX = {kind: in_package("word/document.xml", edit) for kind, edit in {
    **words_of_package(_W),
    "paragraph deleted": Text(_PARAGRAPH, ""),
    "paragraph repeated": Text(_PARAGRAPH, twice),
    "row deleted": Text(r"(?P<at><w:tr>(?:(?!</w:tr>).)*</w:tr>)", ""),
    "row repeated": Text(r"(?P<at><w:tr>(?:(?!</w:tr>).)*</w:tr>)", twice),
    "alternative text": Text(r'descr="[^"]*?(?P<at>\d)', other_digit),
    "white": Text(r"<w:r>(?P<at>)<w:t", '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>'),
    "half a point": Text(r"<w:r>(?P<at>)<w:t", '<w:rPr><w:sz w:val="1"/></w:rPr>'),
    "hidden": Text(r"<w:r>(?P<at>)<w:t", "<w:rPr><w:vanish/></w:rPr>"),
    "black on black": Text(r"<w:r>(?P<at>)<w:t", '<w:rPr><w:shd w:val="clear" w:fill="000000"/></w:rPr>'),
    "Wingdings": Text(r"<w:r>(?P<at>)<w:t", '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>'),
    "struck out": Text(r"<w:r>(?P<at>)<w:t", "<w:rPr><w:strike/></w:rPr>"),
    "tracked deletion": Text(rf"(?P<at>{_RUN}<w:t[^>]*>[^<]*</w:t></w:r>)", lambda old, _: f'<w:del w:id="9" w:author="x">{old}</w:del>'),
    "link to another record": Text(r'w:anchor="num-(?P<at>[a-z-]+)"', lambda _, __: "rash"),
    "equation": Text(r"(?P<at>)</w:p>", '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>63%</m:t></m:r></m:oMath>'),
    "field": Text(r"(?P<at>)</w:p>", '<w:fldSimple w:instr=" QUOTE 63% "><w:r><w:t>63%</w:t></w:r></w:fldSimple>'),
    "symbol": Text(r"<w:r>(?P<at>)<w:t", '<w:sym w:font="Wingdings" w:char="F036"/>'),
    "text box": Text(r"(?P<at>)</w:p>", '<w:r><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent><w:p><w:r><w:t>died</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r>'),
}.items()} | {
    "words around the text": in_package(r"word/footer1\.xml", Text(r"<w:t(?: [^>]*)?>(?P<at>)", "Deaths: 1.2.0 ")),
    "version or date": in_package(r"word/header1\.xml", Text(r"Version 1\.(?P<at>\d)", other_digit)),
    "title": in_package(r"docProps/core\.xml", Text(r"<dc:title>(?P<at>)", "Cured: ")),
    "property": in_package(r"docProps/core\.xml", Text(r"(?P<at>)</cp:coreProperties>", '<dc:subject xmlns:dc="http://purl.org/dc/elements/1.1/">Nobody died</dc:subject>')),
    "style": in_package(r"word/styles\.xml", Text(r'w:styleId="NumberReported">(?P<at>)', '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>')),
    "list that starts elsewhere": in_package(r"word/numbering\.xml", Text(r'<w:start w:val="(?P<at>\d+)"', "63")),
    "part added": with_part("word/afchunk.html", b"63% died"),
    "note added": in_package(r"word/footnotes\.xml", Text(r"(?P<at>)</w:footnotes>", '<w:footnote w:id="9"><w:p><w:r><w:t>63% died</w:t></w:r></w:p></w:footnote>')),
    "pictures exchanged": pictures_exchanged,
}  # fmt: skip

_SLIDE = r"ppt/slides/slide\d+\.xml"
PPTX = {kind: in_package(_SLIDE, edit) for kind, edit in {
    **words_of_package(_A),
    "paragraph deleted": Text(r"(?P<at><a:p>(?:(?!<a:p>).)*<a:t>.*?</a:p>)", ""),
    "paragraph repeated": Text(r"(?P<at><a:p>(?:(?!<a:p>).)*<a:t>.*?</a:p>)", twice),
    "row deleted": Text(r"(?P<at><a:tr .*?</a:tr>)", ""),
    "row repeated": Text(r"(?P<at><a:tr .*?</a:tr>)", twice),
    "white": Text(r"<a:r>(?P<at>)<a:t>", '<a:rPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:rPr>'),
    "tiny": Text(r"<a:r>(?P<at>)<a:t>", '<a:rPr sz="100"/>'),
    "white box": Text(r"(?P<at>)</p:spTree>", _SHAPE),
    "hidden slide": Text(r"<p:sld(?P<at>) ", ' show="0"'),
    "list that starts elsewhere": Text(r"<a:p>(?P<at>)<a:r>", '<a:pPr><a:buAutoNum type="arabicPeriod" startAt="63"/></a:pPr>'),
    "slide number that reads": Text(r"(?P<at>)</a:p>", '<a:fld id="{0}" type="slidenum"><a:t>63% died</a:t></a:fld>'),
    "tooltip": Text(r"<a:hlinkClick(?P<at>) ", ' tooltip="63% died"'),
    "alternative text": Text(r'descr="[^"]*?(?P<at>\d)', other_digit),
    "equation": Text(r"(?P<at>)</a:p>", '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>63%</m:t></m:r></m:oMath>'),
    "place of a shape": Text(r'<a:off x="(?P<at>\d+)"', "99999999"),
}.items()} | {
    "note": in_package(r"ppt/notesSlides/notesSlide\d+\.xml", Text(r"<a:t>(?P<at>[A-Z][^<]{8,})<", added)),
    "notes master": in_package(r"ppt/notesMasters/notesMaster1\.xml", Text(r"<a:t>(?P<at>)", "63% died ")),
    "layout": in_package(r"ppt/slideLayouts/slideLayout1\.xml", Text(r"(?P<at>)</p:spTree>", _SHAPE)),
    "threaded comments": with_part("ppt/threadedComments/threadedComment1.xml", b"<x>63% died</x>"),
    "title": in_package(r"docProps/core\.xml", Text(r"<dc:title>(?P<at>)", "Cured: ")),
    "pictures exchanged": pictures_exchanged,
}  # fmt: skip


def in_table(change: Callable[[list[list[str]], random.Random], object]) -> Edit:
    """Return an edit of the rows of a CSV."""

    def edit(content: bytes, chance: random.Random) -> bytes | None:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))
        if len(rows) < 3:
            return None  # no two rows below the head
        change(rows, chance)
        new = written(rows)
        return new if list(csv.reader(io.StringIO(content.decode("utf-8"), newline=""))) != rows else None

    return edit


def written(rows: list[list[str]], **options: Any) -> bytes:
    """Write rows as CSV."""
    text = io.StringIO(newline="")
    csv.writer(text, **{"lineterminator": "\n", **options}).writerows(rows)
    return text.getvalue().encode("utf-8")


def _cell(new: str | None, rows: list[list[str]], chance: random.Random) -> None:
    row = chance.choice(rows[1:])
    at = chance.choice([at for at, cell in enumerate(row) if cell] or [0])
    row[at] = (
        new if new is not None else re.sub(r"\d", "7", row[at], count=1) + ("" if re.search(r"\d", row[at]) else " 7")
    )


def _two_cells(rows: list[list[str]], chance: random.Random) -> None:
    one, other = chance.sample(range(1, len(rows)), 2)
    at = chance.randrange(min(len(rows[one]), len(rows[other])))
    rows[one][at], rows[other][at] = rows[other][at], rows[one][at]


CSV: dict[str, Edit] = {
    "digit": in_table(partial(_cell, None)),
    "word": in_table(partial(_cell, "Deaths")),
    "not stated replaced": in_table(partial(_cell, "0")),
    "numbers exchanged": in_table(_two_cells),
    "row deleted": in_table(lambda rows, chance: rows.pop(chance.randrange(1, len(rows)))),
    "row repeated": in_table(lambda rows, chance: rows.insert(1, chance.choice(rows[1:]))),
    "head of a column": in_table(lambda rows, _: rows[0].__setitem__(0, "Deaths")),
    "column exchanged": in_table(lambda rows, _: [row.insert(0, row.pop()) for row in rows]),
}


def in_json(change: Callable[[list[tuple[Any, Any]], random.Random], None]) -> Edit:
    """Return an edit of JSON by the places of its values: the object or list that holds one, and its key there."""

    def edit(content: bytes, chance: random.Random) -> bytes | None:
        whole = json.loads(content)
        change(list(_places(whole)), chance)
        return json.dumps(whole, ensure_ascii=False, indent=1).encode() if whole != json.loads(content) else None

    return edit


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in items:
        yield value, key
        yield from _places(each)


def _value(
    test: Callable[[Any], bool], new: Callable[[Any], Any], places: list[tuple[Any, Any]], chance: random.Random
) -> None:
    fitting = [(holder, key) for holder, key in places if test(holder[key])]
    if fitting:
        holder, key = chance.choice(fitting)
        holder[key] = new(holder[key])


def _without(places: list[tuple[Any, Any]], chance: random.Random) -> None:
    holder, key = chance.choice(places)
    del holder[key]


def _renamed(places: list[tuple[Any, Any]], chance: random.Random) -> None:
    holder, key = chance.choice([(holder, key) for holder, key in places if isinstance(holder, dict)])
    holder[f"{key}s"] = holder.pop(key)


def _is_digits(value: Any) -> bool:
    return isinstance(value, str) and bool(re.search(r"\d", value))


JSON: dict[str, Edit] = {
    "digit": in_json(
        partial(_value, _is_digits, lambda old: re.sub(r"\d", lambda m: str((int(m[0]) + 1) % 10), old, count=1))
    ),
    "number": in_json(
        partial(_value, lambda old: isinstance(old, int | float) and not isinstance(old, bool), lambda old: old + 1)
    ),
    "word": in_json(partial(_value, lambda old: isinstance(old, str), lambda _: "Deaths")),
    "deleted": in_json(_without),
    "key renamed": in_json(_renamed),
    "list repeated": in_json(
        partial(_value, lambda old: isinstance(old, list) and bool(old), lambda old: [*old, old[0]])
    ),
    "key repeated": lambda content, _: re.sub(rb'(\n? *"\w+": *"[^"]*",)', rb'\1\n "format": "63%",', content, count=1),
}

LINES: dict[str, Edit] = {
    "digit": Text(r"(?P<at>\d)", other_digit),
    "line added": lambda content, _: content + b"\n.number { display: none }\n",
}
DRAWING: dict[str, Edit] = {
    "digit": Text(r">[^<]*?(?P<at>\d)", other_digit),
    "point": Text(r'd="[^"]*?(?P<at>\d)', other_digit),
    "hidden": Text(r"<text(?P<at>) ", ' fill="none"'),
}


def carried(change: Callable[[dict[str, bytes]], None]) -> Edit:
    """Return an edit of what a page carries, in which the hashes and the seal of its verification are mended."""

    def edit(content: bytes, _: random.Random) -> bytes | None:
        files = of_page(parse_html(content.decode()))
        if not files:
            return None  # a page that leads on carries nothing
        change(files)
        facts = json.loads(files[VERIFICATION])
        facts[HASHES] = {name: hashlib.sha256(each).hexdigest() for name, each in files.items() if name != VERIFICATION}
        files[VERIFICATION] = sorted_json(facts | {SEAL: seal(facts, SEAL)}).encode()
        return attachments.into_page(content.decode(), files).encode()

    return edit


def _data(files: dict[str, bytes]) -> None:
    files[DATA] = (
        files[DATA].replace(b"34%", b"43%", 1) if b"34%" in files[DATA] else files[DATA].replace(b"7", b"8", 1)
    )


def _entry(files: dict[str, bytes]) -> None:
    known = json.loads(files[MANIFEST])
    for each in known["files"].values():
        each["entries"].append(["Three patients died", [["Three", "verification count"]], "", False, "text", ""])
    files[MANIFEST] = json.dumps(known).encode()


CARRIED: dict[str, Edit] = {
    "data that it carries": carried(_data),
    "entry of the manifest that it carries": carried(_entry),
}


def _rewritten(content: bytes, _: random.Random) -> bytes:
    """Write a page anew by another program."""
    return b"<!doctype html>\n" + lxml_html.tostring(lxml_html.document_fromstring(content.decode()), encoding="utf-8")


def _split_run(content: bytes, chance: random.Random) -> bytes | None:
    return Text(r"<w:r><w:t xml:space=\"preserve\">(?P<at>[A-Za-z]{3,} [^<]{8,})</w:t></w:r>", lambda old, _: f'{old[:4]}</w:t></w:r><w:r><w:t xml:space="preserve">{old[4:]}')(content, chance)  # fmt: skip


def _packed(content: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        return package({name: archive.read(name) for name in (names[0], *chance.sample(names[1:], len(names) - 1))}, 1)


PACKED: dict[str, Edit] = {
    "packed anew": _packed,
    "who saved it last": in_package(r"docProps/core\.xml", Text(r"(?P<at>)</cp:coreProperties>", "<cp:lastModifiedBy>A reader</cp:lastModifiedBy>")),
    "custom part": with_part("customXml/item1.xml", b"<x>1</x>"),
    "words counted": in_package(r"docProps/app\.xml", Text(r"(?P<at>)</Properties>", "<TotalTime>4</TotalTime><Words>9</Words>")),
    "comment in a part": in_package(r"(?:word/document|ppt/slides/slide1)\.xml", Text(r"(?P<at>)</(?:w:body|p:spTree)>", "<!-- 63% -->")),
}  # fmt: skip
HARMLESS: dict[str, dict[str, Edit]] = {
    ".html": {
        "white space": Text(r"</(?:p|tr|li|td|section)>(?P<at>)", "\n  "),
        "comment": Text(r"</(?:p|tr|li|td|section)>(?P<at>)", "<!-- 63% of 88 -->"),
        "order of attributes": Text(r'(?<=<a )(?P<at>class="[^"]*" href="[^"]*")', lambda old, _: " ".join(reversed(re.findall(r'[\w-]+="[^"]*"', old)))),
        "entity": Text(r"(?P<at>\u00a0)", "&#160;"),
        "ends of lines": lambda content, _: content.replace(b"\n", b"\r\n"),
        "mark of the encoding": lambda content, _: b"\xef\xbb\xbf" + content,
        "names in capitals": Text(r"<(?P<at>p)>[A-Z]", "P"),
        "quotes": Text(r'(?P<at>class="number reported")', "class='number reported'"),
        "written anew": _rewritten,
        "white space within": Text(r"<p>\w+(?P<at> )\w", "\n "),
    },
    ".pdf": {},
    ".docx": PACKED | {
        "run split": in_package(r"word/document\.xml", _split_run),
        "revision marks": in_package(r"word/document\.xml", Text(r"<w:p(?P<at>)>", ' w:rsidR="00A77B3E"')),
        "spelling marks": in_package(r"word/document\.xml", Text(r"(?P<at>)<w:r>", '<w:proofErr w:type="spellStart"/>')),
    },
    ".pptx": PACKED,
    ".csv": {
        "quotes": lambda content, _: written(list(csv.reader(io.StringIO(content.decode("utf-8"), newline=""))), quoting=csv.QUOTE_ALL),
        "ends of lines": lambda content, _: content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
        "mark of the encoding": lambda content, _: b"\xef\xbb\xbf" + content,
        "empty line at the end": lambda content, _: content + b"\n",
    },
    ".json": {
        "packed": lambda content, _: json.dumps(json.loads(content), separators=(",", ":")).encode(),
        "indented": lambda content, _: json.dumps(json.loads(content), ensure_ascii=False, indent=4).encode(),
        "order of keys": lambda content, _: json.dumps(json.loads(content), sort_keys=True).encode(),
        "mark of the encoding": lambda content, _: b"\xef\xbb\xbf" + content,
    },
    ".css": {"remark": lambda content, _: b"/* a remark */\n" + content, "white space": lambda content, _: content + b"\n\n"},
    ".js": {"remark": lambda content, _: b"// a remark\n" + content, "white space": lambda content, _: content + b"\n\n"},
    ".svg": {"comment": Text(r"(?P<at>)</svg>", "<!-- 63% -->")},
}  # fmt: skip
HARMLESS[".jsonld"] = HARMLESS[".json"]
EDITS: dict[str, dict[str, Edit]] = {
    ".html": PAGE | CARRIED, ".docx": DOCX, ".pptx": PPTX, ".csv": CSV, ".json": JSON, ".jsonld": JSON,
    ".svg": DRAWING, ".css": LINES, ".js": LINES,
}  # fmt: skip


def made(edit: Edit, files: dict[str, Path], most: int, chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """Yield the names of files and their changed contents, of as many as an edit finds something to change in."""
    done = 0
    for name in chance.sample(sorted(files), len(files)) * most:
        old = files[name].read_bytes()
        if done < most and (new := edit(old, chance)) not in (None, old):
            done += 1
            yield name, new
