"""A presentation of pandoc, mended: an alternative text says what a picture shows, not where its file lay."""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree

_SLIDE = re.compile(r"ppt/slides/[^/]+\.xml")
_PICTURE = "{http://schemas.openxmlformats.org/presentationml/2006/main}pic"
_NAMED = "{http://schemas.openxmlformats.org/presentationml/2006/main}cNvPr"
_FILE = re.compile(r"\s*\S+\.(?:png|jpe?g|gif|svg|emf)\s*$", re.IGNORECASE)


def without_paths(content: bytes) -> bytes:
    """Return a presentation whose alternative texts do not end in the path of a file; the same once it is so."""
    done = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(done, "w", zipfile.ZIP_DEFLATED) as kept:
        for part in made.infolist():
            words = made.read(part)
            kept.writestr(part, _mended(words) if _SLIDE.fullmatch(part.filename) else words, zipfile.ZIP_DEFLATED)
    return done.getvalue()


def _mended(slide: bytes) -> bytes:
    root = etree.fromstring(slide)
    for picture in root.iter(_PICTURE):
        for named in picture.iter(_NAMED):
            named.set("descr", _FILE.sub("", named.get("descr") or ""))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
