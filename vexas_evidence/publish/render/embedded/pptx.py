"""A presentation of pandoc, mended: what it says of its pictures and of itself is said once, to readers.

An alternative text says what a picture shows, not where its file lay; the words below the title of the
first slide are not repeated as a property of the file.
"""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree

_SLIDE = re.compile(r"ppt/slides/[^/]+\.xml")
_PICTURE = "{http://schemas.openxmlformats.org/presentationml/2006/main}pic"
_NAMED = "{http://schemas.openxmlformats.org/presentationml/2006/main}cNvPr"
_DESCRIBED = "docProps/custom.xml"
_FILE = re.compile(r"\s*\S+\.(?:png|jpe?g|gif|svg|emf)\s*$", re.IGNORECASE)


def mended(content: bytes) -> bytes:
    """Return a presentation without paths in alternative texts and without its subtitle as a property.

    The same once it is so.
    """
    done = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(done, "w", zipfile.ZIP_DEFLATED) as kept:
        for part in made.infolist():
            words = made.read(part)
            if _SLIDE.fullmatch(part.filename):
                words = _slide_mended(words)
            elif part.filename == _DESCRIBED:
                words = _without_subtitle(words)
            kept.writestr(part, words, zipfile.ZIP_DEFLATED)
    return done.getvalue()


def _without_subtitle(properties: bytes) -> bytes:
    root = etree.fromstring(properties)
    for each in list(root):
        if each.get("name") == "subtitle":
            root.remove(each)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _slide_mended(slide: bytes) -> bytes:
    root = etree.fromstring(slide)
    for picture in root.iter(_PICTURE):
        for named in picture.iter(_NAMED):
            named.set("descr", _FILE.sub("", named.get("descr") or ""))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
