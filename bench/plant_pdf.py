"""Errors and harmless changes to plant in a finished PDF, one at a time: glyphs, words, looks, boxes, parts."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from typing import Any

import pikepdf
from plant_finished import Edit

_VERSION = re.compile(rb"([a-z] )\d+\.\d+\.\d+(?=: )")  # in the title of a document
CODE = re.compile(r"(?m)^<([0-9A-Fa-f]{4})> *<003([0-9])>\s*$")
Change = Callable[[pikepdf.Pdf, random.Random], bool | None]


def in_pdf(change: Change, **options: Any) -> Edit:
    """Return an edit of a PDF by its objects; a change that finds nothing to change returns False."""

    def edit(content: bytes, chance: random.Random) -> bytes | None:
        done = io.BytesIO()
        with pikepdf.open(io.BytesIO(content)) as document:
            if change(document, chance) is False:
                return None
            document.save(done, **options)
        return done.getvalue()

    return edit


def _instructions(page: pikepdf.Page) -> list[Any]:
    return [[list(operands), operator] for operands, operator in pikepdf.parse_content_stream(page)]


def _write(document: pikepdf.Pdf, page: pikepdf.Page, instructions: list[Any]) -> None:
    page.Contents = document.make_stream(pikepdf.unparse_content_stream(instructions))


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


def digit(document: pikepdf.Pdf, chance: random.Random) -> bool:
    """Exchange the glyph of a digit for that of another one."""
    pages = list(document.pages)
    for page in chance.sample(pages, len(pages)):
        places = [
            (at, item, string, byte, digits)
            for at, item, string, digits in _strings(page, _codes(page))
            for byte in range(0, len(string) - 1, 2)
            if string[byte : byte + 2] in digits
        ]
        if places:
            at, item, string, byte, digits = chance.choice(places)
            code = chance.choice([code for code in sorted(digits) if code != string[byte : byte + 2]])
            instructions = _instructions(page)
            new = pikepdf.String(string[:byte] + code + string[byte + 2 :])
            if item is None:
                instructions[at][0][0] = new
            else:
                instructions[at][0][0][item] = new
            _write(document, page, instructions)
            return True
    return False


def _of_text(change: Callable[[list[Any], int], None]) -> Change:
    """Return a change of the instructions at one that shows text."""

    def edit(document: pikepdf.Pdf, chance: random.Random) -> bool:
        page = chance.choice(list(document.pages))
        instructions = _instructions(page)
        shown = [at for at, (_, operator) in enumerate(instructions) if str(operator) in ("TJ", "Tj")]
        change(instructions, chance.choice(shown))
        _write(document, page, instructions)
        return True

    return edit


def _op(text: str) -> list[list[Any]]:
    *operands, operator = text.split()
    return [[[Decimal(each) for each in operands], pikepdf.Operator(operator)]]


def _delete(instructions: list[Any], at: int) -> None:
    del instructions[at]


def _double(instructions: list[Any], at: int) -> None:
    instructions.insert(at, instructions[at])


def _before(code: str, instructions: list[Any], at: int) -> None:
    instructions[at:at] = _op(code)


def _exchange(document: pikepdf.Pdf, chance: random.Random) -> bool:
    """Exchange two different texts of one font on a page."""
    page = chance.choice(list(document.pages))
    instructions = _instructions(page)
    shown = [at for at, (_, operator) in enumerate(instructions) if str(operator) in ("TJ", "Tj")]
    if len(shown) < 2:
        return False
    one, other = chance.sample(shown, 2)
    if str(instructions[one][0]) == str(instructions[other][0]):
        return False
    instructions[one], instructions[other] = instructions[other], instructions[one]
    _write(document, page, instructions)
    return True


def _draw(code: bytes, document: pikepdf.Pdf, chance: random.Random) -> None:
    chance.choice(list(document.pages)).contents_add(code)


def _write_over(words: bytes, document: pikepdf.Pdf, chance: random.Random) -> None:
    page = chance.choice(list(document.pages))
    face = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.Resources.Font["/Over"] = document.make_indirect(face)
    page.contents_add(b"q BT /Over 9 Tf 300 300 Td (" + words + b") Tj ET Q")


def _box(key: str, document: pikepdf.Pdf, chance: random.Random) -> None:
    chance.choice(list(document.pages)).obj[key] = pikepdf.Array([0, 0, 595, 400])


def _moved(document: pikepdf.Pdf, chance: random.Random) -> bool:
    """Move a point of a drawing."""
    pages = list(document.pages)
    for page in chance.sample(pages, len(pages)):
        instructions = _instructions(page)
        if points := [at for at, (_, operator) in enumerate(instructions) if str(operator) in ("m", "l", "c", "re")]:
            at = chance.choice(points)
            instructions[at][0][0] = Decimal(str(instructions[at][0][0])) + 25
            _write(document, page, instructions)
            return True
    return False


def _font(document: pikepdf.Pdf, chance: random.Random) -> bool:
    """Exchange two codes in the map from codes to letters of a font."""
    fonts = [font for page in document.pages for _, font in page.Resources.get("/Font", {}).items()]
    font = chance.choice([font for font in fonts if "/ToUnicode" in font])
    text = font.ToUnicode.read_bytes()
    font.ToUnicode.write(text.replace(b"<0033>", b"<00XX>").replace(b"<0034>", b"<0033>").replace(b"<00XX>", b"<0034>"))
    return text != font.ToUnicode.read_bytes()


def _outline(document: pikepdf.Pdf, _: random.Random) -> bool:
    """Turn a byte in the program of a font, as one does who exchanges two glyphs."""
    for each in document.objects:
        for key in ("/FontFile2", "/FontFile3"):
            if isinstance(each, pikepdf.Dictionary) and key in each:
                program = bytearray(each[key].read_bytes())
                program[len(program) // 2] ^= 1
                each[key].write(bytes(program))
                return True
    return False


def _annotation(document: pikepdf.Pdf, kind: str, **more: Any) -> None:
    page = document.pages[0]
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(kind), Rect=[100, 100, 300, 200], **more)
    if "/Annots" not in page.obj:
        page.obj["/Annots"] = pikepdf.Array()
    page.obj["/Annots"].append(document.make_indirect(note))


def _link(document: pikepdf.Pdf, chance: random.Random) -> bool:
    """Let a link lead to another place."""
    links = [each for page in document.pages for each in page.get("/Annots", []) if "/Dest" in each]
    if len({str(each.Dest) for each in links}) < 2:
        return False
    one = chance.choice(links)
    one.Dest = next(each.Dest for each in links if str(each.Dest) != str(one.Dest))
    return True


def _alternative(document: pikepdf.Pdf, _: random.Random) -> bool:
    for each in document.objects:
        if isinstance(each, pikepdf.Dictionary) and "/Alt" in each:
            each.Alt = pikepdf.String(str(each.Alt) + " Nobody died.")
            return True
    return False


def _bookmark(document: pikepdf.Pdf, _: random.Random) -> bool:
    with document.open_outline() as outline:
        if outline.root:
            outline.root[0].title = "Deaths"
        return bool(outline.root)


def _title(document: pikepdf.Pdf, _: random.Random) -> None:
    document.docinfo["/Title"] = "Cured: " + str(document.docinfo["/Title"])


def _metadata(document: pikepdf.Pdf, _: random.Random) -> bool:
    told, count = _VERSION.subn(rb"\g<1>9.9.9", document.Root.Metadata.read_bytes(), count=1)
    document.Root.Metadata.write(told)
    return count > 0


def _property(key: str, value: str, document: pikepdf.Pdf, _: random.Random) -> None:
    document.docinfo[key] = value


def _script(document: pikepdf.Pdf, _: random.Random) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('63%')")


def _detach(document: pikepdf.Pdf, _: random.Random) -> None:
    for name in list(document.attachments):
        del document.attachments[name]


def _page_twice(document: pikepdf.Pdf, chance: random.Random) -> None:
    at = chance.randrange(len(document.pages))
    document.pages.insert(at, document.pages[at])


def _page_gone(document: pikepdf.Pdf, chance: random.Random) -> None:
    del document.pages[chance.randrange(len(document.pages))]


def _pages_exchanged(document: pikepdf.Pdf, _: random.Random) -> None:
    document.pages.reverse()


PDF: dict[str, Edit] = {kind: in_pdf(change) for kind, change in {
    "digit": digit,
    "words deleted": _of_text(_delete),
    "words repeated": _of_text(_double),
    "names exchanged": _exchange,
    "number in words added": partial(_write_over, b"Nobody died."),
    "number added": partial(_write_over, b"63%"),
    "white": _of_text(partial(_before, "1 1 1 rg")),
    "scaled to nothing": _of_text(partial(_before, "0.001 Tz")),
    "not drawn": _of_text(partial(_before, "3 Tr")),
    "raised off the page": _of_text(partial(_before, "2000 Ts")),
    "white box over the text": partial(_draw, b"q 1 1 1 rg 50 50 400 700 re f Q"),
    "white lines over the text": partial(_draw, b"q 1 1 1 RG 1.4 w 50 400 m 500 400 l S 50 401 m 500 401 l S Q"),
    "outside the box": partial(_box, "/CropBox"),
    "another size": partial(_box, "/MediaBox"),
    "point of a drawing": _moved,
    "codes of a font exchanged": _font,
    "glyphs of a font exchanged": _outline,
    "note": lambda document, _: _annotation(document, "/Text", Contents="63% died"),
    "words on a note": lambda document, _: _annotation(document, "/FreeText", Contents="Nobody died", DA="/Helv 12 Tf"),
    "square over the text": lambda document, _: _annotation(document, "/Square", IC=[1, 1, 1], C=[1, 1, 1]),
    "link to another record": _link,
    "alternative text": _alternative,
    "bookmark": _bookmark,
    "title": _title,
    "version or date": _metadata,
    "subject": partial(_property, "/Subject", "Nobody died"),
    "date": partial(_property, "/CreationDate", "D:20200101000000Z"),
    "script": _script,
    "without attachments": _detach,
    "page repeated": _page_twice,
    "page deleted": _page_gone,
    "pages in another order": _pages_exchanged,
}.items()}  # fmt: skip


def _nothing(document: pikepdf.Pdf, _: random.Random) -> None:
    """Change nothing, but save."""


def _opened_at(document: pikepdf.Pdf, _: random.Random) -> None:
    document.Root.OpenAction = pikepdf.Array([document.pages[0].obj, pikepdf.Name.XYZ, 0, 842, Decimal("1.5")])


def _view(document: pikepdf.Pdf, _: random.Random) -> None:
    document.Root.PageLayout, document.Root.PageMode = pikepdf.Name.TwoColumnLeft, pikepdf.Name.UseOutlines


HARMLESS_PDF: dict[str, Edit] = {
    "saved again": in_pdf(_nothing),
    "saved for the web": in_pdf(_nothing, linearize=True),
    "saved without object streams": in_pdf(_nothing, object_stream_mode=pikepdf.ObjectStreamMode.disable),
    "streams packed anew": in_pdf(_nothing, recompress_flate=True),
    "streams unpacked": in_pdf(_nothing, stream_decode_level=pikepdf.StreamDecodeLevel.generalized, compress_streams=False),
    "encrypted without a password": in_pdf(_nothing, encryption=pikepdf.Encryption(owner="x", user="", R=6)),
    "where it opens": in_pdf(_opened_at),
    "how it opens": in_pdf(_view),
    "program that saved it": in_pdf(partial(_property, "/Producer", "pypdf")),
    "highlight": in_pdf(lambda document, _: _annotation(
        document, "/Highlight", C=[1, 1, 0], QuadPoints=[100, 200, 300, 200, 100, 100, 300, 100])),
}  # fmt: skip
