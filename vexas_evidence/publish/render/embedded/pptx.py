"""Presentations, cleaned after pandoc: no path of a picture in its alternative text, no subtitle as a file property.

Pandoc adds the path of a picture to the text that says what it shows, and repeats what stands below the title of
the first slide as a property of the file, where no reader looks for it.
"""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree

_SLIDE = re.compile(r"ppt/slides/[^/]+\.xml")
_PICTURE = "{http://schemas.openxmlformats.org/presentationml/2006/main}pic"
_SHAPE_NAME = "{http://schemas.openxmlformats.org/presentationml/2006/main}cNvPr"
_PROPERTIES = "docProps/custom.xml"
_FILE = re.compile(r"\s*\S+\.(?:png|jpe?g|gif|svg|emf)\s*$", re.IGNORECASE)


def cleaned(content: bytes) -> bytes:
    """Return a presentation without paths in alternative texts and without its subtitle as a property.

    One that is clean already stays as it is.
    """
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as original,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as result,
    ):
        for part in original.infolist():
            xml = original.read(part)
            if _SLIDE.fullmatch(part.filename):
                xml = _cleaned_slide(xml)
            elif part.filename == _PROPERTIES:
                xml = _without_subtitle(xml)
            result.writestr(part, xml, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _without_subtitle(properties: bytes) -> bytes:
    root = etree.fromstring(properties)
    for each in list(root):
        if each.get("name") == "subtitle":
            root.remove(each)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _cleaned_slide(slide: bytes) -> bytes:
    root = etree.fromstring(slide)
    for picture in root.iter(_PICTURE):
        for named in picture.iter(_SHAPE_NAME):
            named.set("descr", _FILE.sub("", named.get("descr") or ""))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
