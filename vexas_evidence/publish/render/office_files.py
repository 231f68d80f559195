"""DOCX and PPTX files, for both engines: templates filled before pandoc runs, presentations cleaned after it.

A template, pandoc's `reference-doc`, is a document whose styles, header and footer an output takes. It was written
once from pandoc's own default with python-docx and lxml, and is edited in Word or PowerPoint since; `{title}` and
`{version}` stand in its headers and footers for what a render knows.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from html import escape
from pathlib import Path

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SLIDE = re.compile(r"ppt/slides/[^/]+\.xml")
_PICTURE = "{http://schemas.openxmlformats.org/presentationml/2006/main}pic"
_SHAPE_NAME = "{http://schemas.openxmlformats.org/presentationml/2006/main}cNvPr"
_PROPERTIES = "docProps/custom.xml"
_FILE = re.compile(r"\s*\S+\.(?:png|jpe?g|gif|svg|emf)\s*$", re.IGNORECASE)


def filled_template(template: Path, title: str, version: str, table_text: tuple[float, float] | None = None) -> bytes:
    """Return a .docx or .pptx template with title and version in its headers and footers, always in the same bytes.

    *table_text* is the size of the text of tables in points and its line spacing, where these are not the template's.
    """
    values = {b"{title}": escape(title).encode(), b"{version}": escape(version).encode()}

    def fill(name: str, content: bytes) -> bytes:
        for placeholder, value in values.items():
            content = content.replace(placeholder, value)
        if table_text is not None and name == "word/styles.xml":
            return _with_table_text(content, *table_text)
        return content

    return _with_parts_changed(template.read_bytes(), fill)


def clean_presentation(content: bytes) -> bytes:
    """Return a presentation of pandoc without paths in alternative texts and without its subtitle as a property.

    Pandoc adds the path of a picture to the text that says what it shows, and repeats what stands below the title of
    the first slide as a property of the file. A presentation that is clean already stays as it is.
    """

    def clean(name: str, content: bytes) -> bytes:
        if _SLIDE.fullmatch(name):
            return _without_paths(content)
        return _without_subtitle(content) if name == _PROPERTIES else content

    return _with_parts_changed(content, clean)


def _with_parts_changed(document: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """Return a DOCX or PPTX file with what *change* returns for the name and content of each of its parts."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(document)) as original,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as changed,
    ):
        for part in original.infolist():
            changed.writestr(part, change(part.filename, original.read(part)), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _with_table_text(styles: bytes, points: float, lines: float) -> bytes:
    """Set the size and line spacing of the style `Compact`, in which pandoc writes the cells of tables."""
    root = etree.fromstring(styles)
    for key, path, value in (("val", "w:rPr/w:sz", points * 2), ("line", "w:pPr/w:spacing", lines * 240)):
        (element,) = root.findall(f"w:style[@w:styleId='Compact']/{path}", {"w": _W[1:-1]})
        element.set(_W + key, f"{value:.0f}")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _without_subtitle(properties: bytes) -> bytes:
    root = etree.fromstring(properties)
    for each in list(root):
        if each.get("name") == "subtitle":
            root.remove(each)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _without_paths(slide: bytes) -> bytes:
    root = etree.fromstring(slide)
    for picture in root.iter(_PICTURE):
        for named in picture.iter(_SHAPE_NAME):
            named.set("descr", _FILE.sub("", named.get("descr") or ""))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
