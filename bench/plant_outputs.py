"""Errors to plant in the pages of the report and in its finished files, one at a time.

As in ``plant``, a slip names its kind and place. The changed file is made only where the slip is chosen, as a PDF
takes a while to write.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pikepdf

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.present.figures import charts
from vexas_evidence.present.tables import TABLES
from vexas_evidence.present.tables.table import Table
from vexas_evidence.publish.site import blocks
from vexas_evidence.publish.site.markdown import Writer

TRUE, FALSE = ("61%", "41%", "88", "47 of 88"), ("63%", "89", "three", "n = 86")
BODY = "word/document.xml"
SHOWN = re.compile(r"<(script|style)\b.*?</\1>|<!--.*?-->|<[^>]*>|(?P<words>[^<]*[^<\s][^<]*)", re.DOTALL)
DIGIT = re.compile(r"&#?\w+;|(?P<digit>\d)")
ROW = re.compile(r"<tr>(?:(?!</tr>).)*<td.*?</tr>", re.DOTALL)
NUMBER = re.compile(r'<a class="number[^>]*>(?P<words>[^<]+)')
CODE = re.compile(r"(?m)^<([0-9A-Fa-f]{4})> *<003([0-9])>\s*$")


@dataclass(frozen=True)
class Slip:
    """One planted error: its kind, the file, what stood there, what stands there now, and a function that makes the file."""

    kind: str
    file: str
    old: str
    new: str
    content: Callable[[], bytes]


@dataclass(frozen=True)
class Part:
    """The text of a file in which errors are planted, and the function that makes the file from it."""

    file: str
    text: str
    encode: Callable[[str], bytes] = str.encode

    def slip(self, kind: str, *edits: tuple[int, int, str]) -> Slip:
        """Return a slip that replaces spans, which are in order."""
        old = " … ".join(self.text[start:end] for start, end, _ in edits)
        return Slip(kind, self.file, old, " … ".join(new for _, _, new in edits), partial(self._edited, edits))

    def _edited(self, edits: Iterable[tuple[int, int, str]]) -> bytes:
        text = self.text
        for start, end, new in sorted(edits, reverse=True):
            text = text[:start] + new + text[end:]
        return self.encode(text)


Planter = Callable[[random.Random], Iterator[Slip]]


def _spans(text: str, pattern: str | re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield where the words of a pattern stand."""
    for match in re.finditer(pattern, text):
        if match["words"]:
            yield match.span("words")


def _digits(kind: str, part: Part, spans: Iterable[tuple[int, int]], chance: random.Random) -> Iterator[Slip]:
    for start, end in spans:
        for match in DIGIT.finditer(part.text, start, end):
            if match["digit"]:
                other = chance.choice([digit for digit in "0123456789" if digit != match[0]])
                yield part.slip(kind, (*match.span(), other))


def _typed(
    kind: str, part: Part, spans: Iterable[tuple[int, int]], chance: random.Random, numbers: tuple[str, ...] = FALSE
) -> Iterator[Slip]:
    """Type a number between two words, or after the last."""
    for start, end in spans:
        spaces = [index for index in range(start, end) if part.text[index] == " " and part.text[index - 1].isalpha()]
        at = chance.choice([*spaces, end])
        yield part.slip(kind, (at, at, f" {chance.choice(numbers)}"))


def _pages(root: Path) -> list[Part]:
    paths = [path for path in sorted((root / "report").rglob("*.qmd")) if "generated" not in path.parts]
    return [
        Part(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))
        for path in [*paths, root / "_quarto.yml"]
    ]


def _outside_code(text: str) -> str:
    """A page with its code blanked: a number typed there is no word, and Python refuses it."""
    return re.sub(r"(?ms)^```.*?^```$", lambda code: re.sub(r"[^\n]", " ", code[0]), text)


def template_planters(root: Path) -> Iterator[Planter]:
    """Yield planters that type true and false numbers into pages, partials and settings of a project."""
    parts = _pages(root)
    pages = [part for part in parts if part.file.endswith(".qmd")]
    words = {
        "number typed into a page": (pages, r"(?m)^(?:#+ )?(?P<words>[A-Z][^\n{]{10,})$"),
        "number typed into a YAML title": (pages, r'(?m)^title: "(?P<words>[^"{]+)'),
        "number typed into _quarto.yml": (parts[-1:], r'(?:title|description|text|left|right): "?(?P<words>[A-Z][^"}{,]+)'),
    }  # fmt: skip
    lines = {
        "number in the alternative text of an image": '![Harms in {} of patients](harms.png)\n',
        "number in an attribute of an image": '![Harms](harms.png){{fig-alt="In {} of patients"}}\n',
        "number in an option of a cell": '```{{python}}\n#| fig-cap: "In {} of patients"\n```\n',
    }  # fmt: skip

    def in_words(
        kind: str, where: list[Part], pattern: str, numbers: tuple[str, ...], chance: random.Random
    ) -> Iterator[Slip]:
        for part in where:
            yield from _typed(kind, part, _spans(_outside_code(part.text), pattern), chance, numbers)

    def in_line(kind: str, line: str, numbers: tuple[str, ...], chance: random.Random) -> Iterator[Slip]:
        for part in pages:
            for match in re.finditer(r"(?m)^```\n\n|\n\Z", part.text):
                at = match.end()
                yield part.slip(kind, (at, at, "\n" + line.format(chance.choice(numbers)) + "\n"))

    for truth, numbers in (("true", TRUE), ("false", FALSE)):
        for kind, (where, pattern) in words.items():
            yield partial(in_words, f"{truth} {kind}", where, pattern, numbers)
        for kind, line in lines.items():
            yield partial(in_line, f"{truth} {kind}", line, numbers)


def retitled(numbers: Numbers, chance: random.Random) -> Iterator[tuple[str, str, str, Callable[[], Table]]]:
    """Yield kind, table, number, and a function that makes the table with the number in its title or note."""
    figures = charts(numbers).values()
    tables = [make(numbers) for make in TABLES.values()] + [chart.table for chart in figures]
    for table in (each for each in tables if each.rows):
        for truth, typed in (("true", TRUE), ("false", FALSE)):
            number = chance.choice(typed)
            kind = f"{truth} number typed into a table of the code"
            yield kind, f"title of {table.name}", number, partial(replace, table, title=f"{table.title}: {number}")
            yield kind, f"note of {table.name}", number, partial(replace, table, note=f"{table.note} In {number}.")


def entries(table: Table, numbers: Numbers) -> tuple[blocks.Entry, ...]:
    """Return the numerals that a table records where it is shown."""
    return blocks.table(table, Writer(numbers, "html")).entries


def output_planters(site: Path) -> Iterator[Planter]:
    """Yield planters that change finished files of a site, one for each kind of error."""
    pages = [Part(path.name, path.read_text(encoding="utf-8")) for path in sorted((site / "report").glob("*.html"))]
    body = docx_part(site / "report" / "evidence-summary.docx")
    for plant in (_digits_shown, _swapped, _alternative_texts, _figure_texts, _percent, _added, _deleted, _duplicated):
        yield partial(_each, plant, pages)
    runs, descriptions = r"<w:t[ >][^<]*?>?(?P<words>[^<>]+)</w:t>", r'<wp:docPr descr="(?P<words>[^"]+)"'
    yield partial(_digits, "digit changed in the DOCX", body, list(_spans(body.text, runs)))
    yield partial(_digits, "alternative text changed in the DOCX", body, list(_spans(body.text, descriptions)))
    yield partial(
        _typed, "number added to the DOCX", body, list(_spans(body.text, r"<w:t[^>]*>(?P<words>[A-Z][^<]{20,})"))
    )
    yield partial(_pdf_digits, (site / "report" / "evidence-summary.pdf").read_bytes())


def _each(
    plant: Callable[[Part, random.Random], Iterator[Slip]], parts: list[Part], chance: random.Random
) -> Iterator[Slip]:
    for part in parts:
        yield from plant(part, chance)


def _digits_shown(page: Part, chance: random.Random) -> Iterator[Slip]:
    body = page.text.index("<body")
    spans = [span for span in _spans(page.text, SHOWN) if span[0] > body]
    yield from _digits("digit changed in the HTML", page, spans, chance)


def _swapped(page: Part, chance: random.Random) -> Iterator[Slip]:
    spans = list(_spans(page.text, NUMBER))
    for one in spans:
        text = page.text[slice(*one)]
        if others := [each for each in spans if each > one and page.text[slice(*each)] != text]:
            other = chance.choice(others)
            yield page.slip("values swapped in the HTML", (*one, page.text[slice(*other)]), (*other, text))


def _alternative_texts(page: Part, chance: random.Random) -> Iterator[Slip]:
    spans = _spans(page.text, r' (?:aria-label|alt)="(?P<words>[^"]+)"')
    yield from _digits("alternative text changed in the HTML", page, spans, chance)


def _figure_texts(page: Part, chance: random.Random) -> Iterator[Slip]:
    spans = _spans(page.text, r"<text\b[^>]*>(?P<words>[^<]+)")
    yield from _digits("text of a figure changed in the HTML", page, spans, chance)


def _percent(page: Part, _: random.Random) -> Iterator[Slip]:
    for start, end in _spans(page.text, SHOWN):
        for match in re.compile(r"(?<=\d)%").finditer(page.text, start, end):
            yield page.slip("percent sign dropped in the HTML", (*match.span(), ""))


def _added(page: Part, chance: random.Random) -> Iterator[Slip]:
    spans = _spans(page.text, r"<p>(?P<words>[A-Z][^<]{20,})")
    yield from _typed("number added to the HTML", page, spans, chance, TRUE + FALSE)


def _deleted(page: Part, _: random.Random) -> Iterator[Slip]:
    """Delete a row, whether it holds a numeral or not."""
    for match in ROW.finditer(page.text):
        yield page.slip("row deleted from the HTML", (*match.span(), ""))


def _duplicated(page: Part, _: random.Random) -> Iterator[Slip]:
    for match in ROW.finditer(page.text):
        yield page.slip("row duplicated in the HTML", (match.end(), match.end(), match[0]))


def docx_part(path: Path) -> Part:
    """Return the body of a DOCX."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}

    def encode(text: str) -> bytes:
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            for name, part in files.items():
                archive.writestr(name, text.encode() if name == BODY else part)
        return content.getvalue()

    return Part(path.name, files[BODY].decode("utf-8"), encode)


def _pdf_digits(content: bytes, chance: random.Random) -> Iterator[Slip]:
    """Exchange the glyph of a digit in the text of a page for that of another digit of its font."""
    with pikepdf.open(io.BytesIO(content)) as document:
        for number, page in enumerate(document.pages):
            codes = _codes(page)
            for at, item, string, digits in _strings(page, codes):
                for byte in range(0, len(string) - 1, 2):
                    if old := digits.get(string[byte : byte + 2]):
                        code = chance.choice([code for code, digit in sorted(digits.items()) if digit != old])
                        new = string[:byte] + code + string[byte + 2 :]
                        make = partial(_with_string, content, number, at, item, new)
                        yield Slip(
                            "digit changed in the PDF",
                            f"evidence-summary.pdf, page {number + 1}",
                            old,
                            digits[code],
                            make,
                        )


def _codes(page: pikepdf.Page) -> dict[str, dict[bytes, str]]:
    """The codes of the digits in each font of a page."""
    fonts = page.Resources.get("/Font", {}).items()
    maps = {name: font.ToUnicode.read_bytes().decode("latin-1") for name, font in fonts if "/ToUnicode" in font}
    return {name: {bytes.fromhex(code): digit for code, digit in CODE.findall(text)} for name, text in maps.items()}


def _strings(
    page: pikepdf.Page, codes: dict[str, dict[bytes, str]]
) -> Iterator[tuple[int, int | None, bytes, dict[bytes, str]]]:
    """Yield the strings of a page: instruction, place in an array, codes, and the codes of its digits."""
    digits: dict[bytes, str] = {}
    stack: list[dict[bytes, str]] = []
    for at, (operands, operator) in enumerate(pikepdf.parse_content_stream(page)):
        match str(operator):
            case "q":
                stack.append(digits)
            case "Q":
                digits = stack.pop()
            case "Tf":
                digits = codes.get(str(operands[0]), {})
            case "Tj":
                yield at, None, bytes(operands[0]), digits
            case "TJ":
                strings = ((item, each) for item, each in enumerate(operands[0]) if isinstance(each, pikepdf.String))
                yield from ((at, item, bytes(each), digits) for item, each in strings)


def _with_string(content: bytes, number: int, at: int, item: int | None, new: bytes) -> bytes:
    """Return the PDF with another string in one instruction of a page."""
    changed = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        page = document.pages[number]
        instructions = [(list(operands), operator) for operands, operator in pikepdf.parse_content_stream(page)]
        if item is None:
            instructions[at][0][0] = pikepdf.String(new)
        else:
            instructions[at][0][0][item] = pikepdf.String(new)
        page.Contents = document.make_stream(pikepdf.unparse_content_stream(instructions))
        document.save(changed)
    return changed.getvalue()


def benign(root: Path, site: Path, chance: random.Random) -> Iterator[Slip]:
    """Yield changes without a meaning: white space between elements, comments, the order of attributes."""
    pages = [Part(path.name, path.read_text(encoding="utf-8")) for path in sorted((site / "report").glob("*.html"))]
    for part in (*pages, docx_part(site / "report" / "evidence-summary.docx")):
        ends = [match.end() for match in re.finditer(r"</(?:p|tr|li|td|section|w:p|w:tr)>", part.text)]
        for at in chance.sample(ends, min(2, len(ends))):
            yield part.slip("white space", (at, at, "\n  "))
            yield part.slip("comment", (at, at, "<!-- 63% of 88 -->"))
        pairs = list(re.finditer(r'(?<=<)([a-z][\w:]*)( [\w:-]+="[^"]*")( [\w:-]+="[^"]*")', part.text))
        for match in chance.sample(pairs, min(2, len(pairs))):
            yield part.slip("order of attributes", (*match.span(), match[1] + match[3] + match[2]))
    for part in _pages(root)[:-1]:
        yield part.slip("comment", (len(part.text), len(part.text), "\n<!-- 63% of 88 -->\n"))
