"""The templates of DOCX and PPTX outputs, filled for one render: pandoc's `reference-doc`, for both engines.

A template is a document whose styles, header and footer an output takes. It was written once from pandoc's own
default with python-docx and lxml, and is edited in Word or PowerPoint since; `{title}` and `{version}` stand in
its headers and footers for what a render knows.
"""

from __future__ import annotations

import io
import zipfile
from html import escape
from pathlib import Path

from lxml import etree

FIGURE_RATIO = 8_229_600 / 2_680_000
"""Width by height of the place for a figure on a slide, in the layout "Content with Caption" of the template."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def filled_template(template: Path, title: str, version: str, table_text: tuple[float, float] | None = None) -> bytes:
    """Return a template with title and version in place, always in the same bytes.

    Parameters
    ----------
    template
        A .docx or .pptx file.
    title, version
        What the header and footer of every page or slide say.
    table_text
        Size of the text of tables in points and its line spacing, where they are not those of the template.
    """
    values = {b"{title}": escape(title).encode(), b"{version}": escape(version).encode()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(template) as original, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as filled:
        for name in original.namelist():
            content = original.read(name)
            for placeholder, value in values.items():
                content = content.replace(placeholder, value)
            if table_text is not None and name == "word/styles.xml":
                content = _with_table_text(content, *table_text)
            filled.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)  # undated
    return buffer.getvalue()


def _with_table_text(styles: bytes, points: float, lines: float) -> bytes:
    """Set the size and line spacing of the style `Compact`, in which pandoc writes the cells of tables."""
    root = etree.fromstring(styles)
    for key, path, value in (("val", "w:rPr/w:sz", points * 2), ("line", "w:pPr/w:spacing", lines * 240)):
        (element,) = root.findall(f"w:style[@w:styleId='Compact']/{path}", {"w": _W[1:-1]})
        element.set(_W + key, f"{value:.0f}")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
