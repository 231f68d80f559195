"""The seal of a finished PDF or page: a hash of all its bytes, which stands within it, in a place of fixed length.

It tells a file that was changed after it was rendered, however it was changed: drawn over, given another font or
another script. It proves no origin, as whoever changes a file can seal it again.

In a PDF it is the second identifier of the file, which is there to follow the contents (ISO 32000-2, 14.4); in a
page an attribute of the script that carries its manifest.
"""

from __future__ import annotations

import base64
import hashlib
import re

from vexas_evidence.publish.coverage.attachments import SCRIPT

_IDENTIFIERS = re.compile(rb"/ID\s*\[\s*\([A-Za-z0-9+/=]{24}\)\s*\(([A-Za-z0-9+/=]{24})\)\s*\]")
_ATTRIBUTE = re.compile(rf'<script type="application/json" id="{SCRIPT}" data-seal="([A-Za-z0-9+/]{{24}})">'.encode())
_OPENING = f'<script type="application/json" id="{SCRIPT}"'.encode()
_BLANK = b"A" * 24


def sealed_pdf(content: bytes) -> bytes:
    """Return a PDF with its seal as its second identifier; raises ValueError for one without identifiers."""
    return _sealed(content, _IDENTIFIERS)


def sealed_page(content: bytes) -> bytes:
    """Return a page with its seal; one that carries no manifest is returned as it is."""
    before, opening, after = content.partition(_OPENING + b">")
    if not opening:
        return content
    return _sealed(before + _OPENING + b' data-seal="' + _BLANK + b'">' + after, _ATTRIBUTE)


def is_as_sealed(content: bytes) -> bool | None:
    """Say whether a PDF or page is as it was sealed; None where it has no seal."""
    place = _place(content, _IDENTIFIERS if content.startswith(b"%PDF-") else _ATTRIBUTE)
    return None if place is None else content[slice(*place)] == _seal(content, place)


def _sealed(content: bytes, pattern: re.Pattern[bytes]) -> bytes:
    place = _place(content, pattern)
    if place is None:
        raise ValueError("no place for a seal")
    return content[: place[0]] + _seal(content, place) + content[place[1] :]


def _seal(content: bytes, place: tuple[int, int]) -> bytes:
    """The first 144 bits of the SHA-256 of a content with its seal blanked, in 24 signs."""
    blanked = hashlib.sha256(content[: place[0]] + _BLANK + content[place[1] :]).digest()
    return base64.b64encode(blanked[:18])


def _place(content: bytes, pattern: re.Pattern[bytes]) -> tuple[int, int] | None:
    """Where the seal stands; of several places the last, which a reader of the file takes."""
    found = list(pattern.finditer(content))
    return found[-1].span(1) if found else None
