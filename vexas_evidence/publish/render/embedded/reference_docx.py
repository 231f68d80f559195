"""The reference document of the DOCX output: pandoc's default, restyled for an A4 evidence report."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import docx
import pypandoc
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

FONT = "Source Sans Pro"
FALLBACK = "Calibri"
INK = RGBColor(0x1C, 0x23, 0x29)
MUTED = RGBColor(0x56, 0x61, 0x6C)
ACCENT = RGBColor(0x17, 0x5A, 0x91)
RULE = "9AA4AE"
UNDERLINES = {"Reported": "single", "Derived": "dash", "Implied": "dotted", "Judged": "double"}
CALLOUTS = {"Note": "0F5A9C", "Tip": "1B6E3C", "Important": "A3282F", "Warning": "8A5300", "Caution": "9C4A00"}
TABLE_TEXT = (9.5, 1.1)
HEADINGS = {1: (17, 22, 6), 2: (13.5, 16, 4), 3: (11.5, 12, 3), 4: (10.5, 10, 2)}


def write_reference_docx(path: Path, title: str, version: str, table_text: tuple[float, float] = TABLE_TEXT) -> None:
    """Write the reference document to *path*, with *title* and *version* around every page.

    *table_text* is the size of the text of tables in points, and its line spacing.
    """
    command = [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"]
    default = subprocess.run(command, capture_output=True, check=True).stdout
    document = docx.Document(io.BytesIO(default))
    _set_page(document)
    _set_text(document, table_text)
    _set_headings(document)
    _set_table(document)
    _set_captions(document)
    _set_callouts(document)
    _set_numbers(document)
    _set_header(document, title, version)
    _set_footer(document, version)
    path.parent.mkdir(parents=True, exist_ok=True)
    _save(document, path)


def _save(document: Any, path: Path) -> None:
    """Write the document with its parts undated, so that the same input gives the same bytes."""
    buffer = io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as made, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in made.namelist():
            kept.writestr(zipfile.ZipInfo(name), made.read(name), zipfile.ZIP_DEFLATED)


def _set_page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(2.6), Cm(2.3)
    section.header_distance = section.footer_distance = Cm(1.2)


def _set_font(style: Any, size: float | None = None) -> None:
    """Name the font for all scripts; Word falls back to the theme's Calibri where it is not installed."""
    style.font.name = FONT
    if size is not None:
        style.font.size = Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)


def _style(document: Any, name: str, base: str, kind: WD_STYLE_TYPE = WD_STYLE_TYPE.PARAGRAPH) -> Any:
    names = {style.name: style for style in document.styles}
    if name in names:
        return names[name]
    made = document.styles.add_style(name, kind)
    made.base_style = names[base]
    return made


def _spacing(style: Any, before: float, after: float, lines: float = 1.2) -> None:
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    style.paragraph_format.line_spacing = lines


def _set_text(document: Any, table_text: tuple[float, float]) -> None:
    styles = document.styles
    _set_font(styles["Normal"], 10.5)
    styles["Normal"].font.color.rgb = INK
    for name in ("Body Text", "First Paragraph"):
        _spacing(styles[name], 0, 7)
    _spacing(styles["Compact"], 2, 2, table_text[1])
    styles["Compact"].font.size = Pt(table_text[0])
    styles["Definition Term"].paragraph_format.keep_with_next = True
    _spacing(styles["Definition Term"], 4, 0, 1.1)
    _spacing(styles["Definition"], 0, 3, 1.1)
    for name, size in (("Title", 24), ("Subtitle", 14), ("Author", 10.5), ("Date", 10.5)):
        style = styles[name]
        _set_font(style, size)
        style.font.bold = name == "Title"
        style.font.color.rgb = INK if name == "Title" else MUTED
        style.paragraph_format.alignment = 0
        _spacing(style, 0, 4, 1.1)
    styles["Hyperlink"].font.color.rgb = ACCENT
    _add_fallback(document)


def _add_fallback(document: Any) -> None:
    """Name the fonts to use where the report's own is not installed."""
    part = next((rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/fontTable")), None)
    if part is None:
        return
    look = '<w:family w:val="swiss"/><w:pitch w:val="variable"/>'
    entry = f'<w:font w:name="{FONT}"><w:altName w:val="{FALLBACK}"/>{look}</w:font>'
    blob = part.blob
    if FONT.encode() not in blob:
        part._blob = blob.replace(b"</w:fonts>", entry.encode() + b"</w:fonts>")


def _set_headings(document: Any) -> None:
    for level, (size, before, after) in HEADINGS.items():
        style = document.styles[f"Heading {level}"]
        _set_font(style, size)
        style.font.bold, style.font.italic = True, False
        style.font.color.rgb = INK
        style.paragraph_format.keep_with_next = True
        _spacing(style, before, after, 1.1)


def _border(edge: str, size: int, colour: str, space: int = 0) -> Any:
    element = OxmlElement(f"w:{edge}")
    for key, value in (("val", "single"), ("sz", str(size)), ("space", str(space)), ("color", colour)):
        element.set(qn(f"w:{key}"), value)
    return element


def _child(parent: Any, tag: str, **values: str) -> Any:
    element = OxmlElement(tag)
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
    parent.append(element)
    return element


def _set_table(document: Any) -> None:
    """Horizontal rules only: above and below the head, between rows, and at the end."""
    style = document.styles["Table"].element
    for tag in ("w:tblPr", "w:tblStylePr"):
        for old in style.findall(qn(tag)):
            style.remove(old)
    properties = _child(style, "w:tblPr")
    _child(properties, "w:tblInd", w="0", type="dxa")
    borders = _child(properties, "w:tblBorders")
    borders.append(_border("top", 10, "1C2329"))
    borders.append(_border("bottom", 10, "1C2329"))
    borders.append(_border("insideH", 4, "D5DBE1"))
    margins = _child(properties, "w:tblCellMar")
    for side, width in (("top", "40"), ("left", "0"), ("bottom", "40"), ("right", "120")):
        _child(margins, f"w:{side}", w=width, type="dxa")
    _child(_child(style, "w:trPr"), "w:cantSplit")
    head = _child(style, "w:tblStylePr", type="firstRow")
    run = _child(head, "w:rPr")
    _child(run, "w:b")
    cell = _child(head, "w:tcPr")
    _child(cell, "w:tcBorders").append(_border("bottom", 8, "1C2329"))
    _child(cell, "w:vAlign", val="bottom")


def _set_captions(document: Any) -> None:
    for name, before, after, keep in (("Table Caption", 12, 4, True), ("Image Caption", 4, 12, False)):
        style = document.styles[name]
        _set_font(style, 9.5)
        style.font.italic = False
        style.font.color.rgb = MUTED
        style.paragraph_format.keep_with_next = keep
        _spacing(style, before, after, 1.1)
    document.styles["Captioned Figure"].paragraph_format.keep_with_next = True


def _set_callouts(document: Any) -> None:
    for kind, colour in CALLOUTS.items():
        title = _style(document, f"Callout Title {kind}", "Body Text")
        title.font.bold = True
        title.font.color.rgb = RGBColor.from_string(colour)
        title.paragraph_format.keep_with_next = True
        _spacing(title, 10, 0, 1.15)
        body = _style(document, f"Callout {kind}", "Body Text")
        _spacing(body, 0, 8, 1.15)
        # Word draws one border around neighbours whose borders are the same, so title and text make one box.
        for style in (title, body):
            shade = OxmlElement("w:shd")
            for key, value in (("val", "clear"), ("color", "auto"), ("fill", "F4F6F8")):
                shade.set(qn(f"w:{key}"), value)
            borders = OxmlElement("w:pBdr")
            borders.append(_border("top", 12, colour, 4))
            spacing = style.element.get_or_add_pPr().find(qn("w:spacing"))
            spacing.addprevious(borders)
            spacing.addprevious(shade)


def _set_numbers(document: Any) -> None:
    """The four kinds of number differ by their underline, which a black-and-white print keeps."""
    for kind, underline in UNDERLINES.items():
        style = _style(document, f"Number {kind}", "Default Paragraph Font", WD_STYLE_TYPE.CHARACTER)
        element = style.element.get_or_add_rPr()
        for old in element.findall(qn("w:u")):
            element.remove(old)
        _child(element, "w:u", val=underline, color=RULE)


def _field(paragraph: Any, code: str) -> None:
    for kind, text in (("begin", None), (None, code), ("separate", None), ("text", "1"), ("end", None)):
        run = paragraph.add_run()
        if kind in ("begin", "separate", "end"):
            _child(run._r, "w:fldChar", fldCharType=kind)
        elif kind == "text":
            run.text = text
        else:
            instruction = _child(run._r, "w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = f" {text} "


def _line(document: Any, name: str, edge: str, paragraph: Any) -> Any:
    style = _style(document, name, "Normal")
    paragraph.style = style
    style.font.size = Pt(8.5)
    style.font.color.rgb = MUTED
    stops = style.paragraph_format.tab_stops
    stops.clear_all()
    width = document.sections[0].page_width - document.sections[0].left_margin - document.sections[0].right_margin
    stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
    properties = style.element.get_or_add_pPr()
    borders = OxmlElement("w:pBdr")
    borders.append(_border(edge, 4, "D5DBE1", 4))
    tabs = properties.find(qn("w:tabs"))
    tabs.addprevious(borders)
    return paragraph


def _set_header(document: Any, title: str, version: str) -> None:
    paragraph = _line(document, "Header", "bottom", document.sections[0].header.paragraphs[0])
    paragraph.text = f"{title}\tVersion {version}"


def _set_footer(document: Any, version: str) -> None:
    paragraph = _line(document, "Footer", "top", document.sections[0].footer.paragraphs[0])
    paragraph.add_run(f"Evidence version {version}\tPage ")
    _field(paragraph, "PAGE")
    paragraph.add_run(" of ")
    _field(paragraph, "NUMPAGES")
