"""DOCX and PPTX files, for both engines: templates filled before pandoc runs, presentations cleaned after it.

A template, pandoc's `reference-doc`, is a document whose styles, header and footer an output takes. It was written
once from pandoc's own default with python-docx and lxml, and is edited in Word or PowerPoint since; `{title}` and
`{version}` stand in its headers and footers for what a render knows.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path
from types import MappingProxyType

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NAMESPACES = {"w": _W[1:-1]}
_PICTURE = "{http://schemas.openxmlformats.org/presentationml/2006/main}pic"
_SHAPE_NAME = "{http://schemas.openxmlformats.org/presentationml/2006/main}cNvPr"
_FILE = re.compile(r"\s*\S+\.(?:png|jpe?g|gif|svg|emf)\s*$", re.IGNORECASE)


_INLINE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}inline"
_BY_HAND = "510"
"""How high a row to fill in by hand is, in twentieths of a point: nine millimeters."""
_FRAME = "AEB7C0"
_TILES = {
    "TileDesirable": ("0B5C8E", "F1F7FB", "single"),
    "TileUndesirable": ("A3401F", "FCF4F0", "single"),
    "TileNotStated": ("7A8794", "FFFFFF", "dashed"),
}
"""The color of the upper line of a tile, of its ground, and the kind of its frame, by the style of its first line."""


Edit = Callable[[etree._Element], None]
"""Changes the root of a part of a package in place."""
Edits = Mapping[str, Sequence[Edit]]
"""The edits of parts, by patterns of their names."""


def filled_template(
    template: Path,
    title: str,
    version: str,
    table_text: tuple[float, float] | None = None,
    title_size: float | None = None,
) -> bytes:
    """Return a .docx or .pptx template with title and version in its headers and footers, always in the same bytes.

    *table_text* is the size of the text of tables in points and its line spacing, where these are not the template's.
    *title_size* is that of the title of a document whose first sheet holds a table: lines and paragraphs are closer.
    """
    of_styles: list[Edit] = [lambda root: _set_table_text(root, *table_text)] if table_text else []
    of_styles += [lambda root: _set_size(root, "Title", title_size), _close_lines] if title_size else []
    edits: Edits = {"word/styles.xml": of_styles, "word/document.xml": [_narrow_margins] if title_size else []}
    return _edited(template.read_bytes(), edits, {"{title}": escape(title), "{version}": escape(version)})


def clean_presentation(content: bytes) -> bytes:
    """Return a presentation of pandoc without paths in alternative texts and without its subtitle as a property.

    Pandoc adds the path of a picture to the text that says what it shows, and repeats what stands below the title of
    the first slide as a property of the file. A presentation that is clean already stays as it is.
    """
    return _edited(content, {r"ppt/slides/[^/]+\.xml": [_drop_paths], r"docProps/custom\.xml": [_drop_subtitle]})


def firm_tables(content: bytes) -> bytes:
    """Return a DOCX file whose rows do not split over pages; heads of groups stay with the row below them, and the last
    row with the line below it. Rows with drawings have no space between, as those of a plot; rows to fill in by hand
    have room for that, and stay on one page.

    Cells whose first paragraph has the style of a tile have the color of its kind, as pages and a PDF draw it.

    Pandoc leaves that to the style of tables, which LibreOffice does not follow. A file that is so stays as it is.
    """
    return _edited(content, {"word/document.xml": [_firm_rows]})


MENDS = MappingProxyType({".pptx": clean_presentation, ".docx": firm_tables})
"""What mends a file of pandoc, whichever engine ran it, by the ending of its name."""


def _firm_rows(root: etree._Element) -> None:
    for table in root.iter(f"{_W}tbl"):
        if table.find(f"{_W}tr/{_W}tc//{_W}drawing") is not None and table.find(f"{_W}tblPr/{_W}tblCellMar") is None:
            _close_rows(table)
    for cell in root.iter(f"{_W}tc"):
        _color_tile(cell)
    for picture in root.iter(_INLINE):  # without them LibreOffice leaves room beside it
        picture.attrib.update({f"dist{side}": "0" for side in "TBLR"})
    for row in root.iter(f"{_W}tr"):
        properties = row.find(f"{_W}trPr")
        if properties is None:
            properties = etree.Element(f"{_W}trPr")
            row.insert(0 if row.find(f"{_W}tblPrEx") is None else 1, properties)
        if properties.find(f"{_W}cantSplit") is None:
            etree.SubElement(properties, f"{_W}cantSplit")
        if _is_to_fill_in(row) and properties.find(f"{_W}trHeight") is None:
            etree.SubElement(properties, f"{_W}trHeight", _attributes(val=_BY_HAND, hRule="atLeast"))
        if _is_head_of_rows(row) or _is_above_the_last_line(row) or _is_to_fill_in(row.getnext()):
            for style in row.iter(f"{_W}pStyle"):
                after = style.getnext()
                if after is None or after.tag != f"{_W}keepNext":
                    style.addnext(etree.Element(f"{_W}keepNext"))


def _color_tile(cell: etree._Element) -> None:
    """Draw the frame of a tile, with its upper line and its ground in the color of its kind."""
    style, properties = cell.find(f"{_W}p/{_W}pPr/{_W}pStyle"), cell.find(f"{_W}tcPr")
    look = _TILES.get(style.get(f"{_W}val", "")) if style is not None else None
    if look is None or properties is None or properties.find(f"{_W}shd") is not None:
        return
    line, ground, frame = look
    borders = etree.SubElement(properties, f"{_W}tcBorders")
    for side in ("top", "left", "bottom", "right"):
        kind, color, width = ("single", line, "16") if side == "top" else (frame, _FRAME, "4")
        etree.SubElement(borders, f"{_W}{side}", _attributes(val=kind, sz=width, space="0", color=color))
    etree.SubElement(properties, f"{_W}shd", _attributes(val="clear", color="auto", fill=ground))
    margins = etree.SubElement(properties, f"{_W}tcMar")
    etree.SubElement(margins, f"{_W}left", _attributes(w="80", type="dxa"))
    of_table = next(cell.iterancestors(f"{_W}tbl")).find(f"{_W}tblPr")
    if of_table is not None and of_table.find(f"{_W}tblBorders") is None:  # no line below a place without a tile
        borders = etree.Element(f"{_W}tblBorders")
        etree.SubElement(borders, f"{_W}bottom", _attributes(val="nil"))
        next(of_table.iterchildren(f"{_W}tblLayout", f"{_W}tblCellMar", f"{_W}tblLook")).addprevious(borders)


def _attributes(**values: str) -> dict[str, str]:
    return {f"{_W}{name}": value for name, value in values.items()}


def _close_rows(table: etree._Element) -> None:
    """Take the space above and below each cell of a table, and each paragraph in it."""
    margins = etree.Element(f"{_W}tblCellMar")
    for side in ("top", "bottom"):
        etree.SubElement(margins, f"{_W}{side}", {f"{_W}w": "0", f"{_W}type": "dxa"})
    for look in table.findall(f"{_W}tblPr/{_W}tblLook"):
        look.addprevious(margins)
    for style in table.iter(f"{_W}pStyle"):
        style.addnext(etree.Element(f"{_W}spacing", {f"{_W}before": "0", f"{_W}after": "0"}))


def _is_to_fill_in(row: etree._Element | None) -> bool:
    """Whether a row has a name and nothing but empty cells beside it."""
    if row is None or row.find(f"{_W}tc") is None:
        return False
    first, *rest = row.findall(f"{_W}tc")
    empty = not any(
        "".join(map(str, each.itertext())).strip() or each.find(f".//{_W}drawing") is not None for each in rest
    )
    return len(rest) > 1 and empty and bool("".join(map(str, first.itertext())).strip())


def _is_head_of_rows(row: etree._Element) -> bool:
    """Whether a row is one bold cell, which heads the rows below it."""
    cells = row.findall(f"{_W}tc")
    runs = row.findall(f".//{_W}r")
    return len(cells) == 1 and bool(runs) and runs[0].find(f"{_W}rPr/{_W}b") is not None


def _is_above_the_last_line(row: etree._Element) -> bool:
    """Whether the row below is the last of its table and one cell, which says what all rows above it rest on."""
    below = row.getnext()
    return below is not None and below.getnext() is None and len(below.findall(f"{_W}tc")) == 1


def _edited(document: bytes, edits: Edits, texts: Mapping[str, str] = MappingProxyType({})) -> bytes:
    """Return a DOCX or PPTX file with other texts in the places of some, and the edits of each part by its name."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(document)) as original,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as changed,
    ):
        for part in original.infolist():
            content = original.read(part)
            for place, text in texts.items():
                content = content.replace(place.encode(), text.encode())
            of_part = [edit for name, each in edits.items() if re.fullmatch(name, part.filename) for edit in each]
            if of_part:
                root = etree.fromstring(content)
                for edit in of_part:
                    edit(root)
                content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            changed.writestr(part, content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _set_table_text(root: etree._Element, points: float, lines: float) -> None:
    """Set the size and line spacing of the style `Compact`, in which pandoc writes the cells of tables."""
    _set_size(root, "Compact", points)
    for key, value in (("line", lines * 240), ("before", 20), ("after", 20)):
        (element,) = root.findall("w:style[@w:styleId='Compact']/w:pPr/w:spacing", _NAMESPACES)
        element.set(_W + key, f"{value:.0f}")


def _close_lines(root: etree._Element) -> None:
    """Set prose and headings of the first level in single lines with little between them, and headings small."""
    for style, points in {"Heading1": 13, "Heading2": 12, "Heading3": 10.5, "Normal": 9}.items():
        _set_size(root, style, points)
    spaces = {"BodyText": (60, 0), "FirstParagraph": (60, 0), "Heading1": (60, 60), "TableCaption": (40, 60)}
    for style, (after, before) in spaces.items():
        (element,) = root.findall(f"w:style[@w:styleId='{style}']/w:pPr/w:spacing", _NAMESPACES)
        for key, value in (("line", 240), ("after", after), ("before", before)):
            element.set(_W + key, str(value))


def _narrow_margins(root: etree._Element) -> None:
    """Set the margins above and below the text to 1.6 and 1.5 cm, in twentieths of a point."""
    for margins in root.iter(f"{_W}pgMar"):
        margins.attrib.update({f"{_W}top": "907", f"{_W}bottom": "850", f"{_W}header": "454", f"{_W}footer": "454"})


def _set_size(root: etree._Element, style: str, points: float) -> None:
    """Set the size of the text of a style."""
    (element,) = root.findall(f"w:style[@w:styleId='{style}']/w:rPr/w:sz", _NAMESPACES)
    element.set(f"{_W}val", f"{points * 2:.0f}")


def _drop_subtitle(root: etree._Element) -> None:
    for each in list(root):
        if each.get("name") == "subtitle":
            root.remove(each)


def _drop_paths(root: etree._Element) -> None:
    for picture in root.iter(_PICTURE):
        for named in picture.iter(_SHAPE_NAME):
            named.set("descr", _FILE.sub("", named.get("descr") or ""))
