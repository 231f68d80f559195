"""The characters of a source of text or markup, from bytes whose encoding the file itself tells.

A byte-order mark tells UTF-8 or UTF-16. A page that is not UTF-8 may declare its encoding, which is read as browsers
read it (WHATWG, Encoding): ISO 8859-1 is Windows-1252. Text without a mark is UTF-8 or refused, as nothing tells.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from vexas_evidence.load import yaml
from vexas_evidence.system.problems import Place, one

UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""The marks with which a file of UTF-16 begins."""
_DECLARED = re.compile(
    rb"\A\s*<\?xml[^>]*?\bencoding\s*=\s*[\"']([\w.:-]+)"
    rb"|<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)",
    re.IGNORECASE,
)
_FIRST = 4096
_AS_BROWSERS_DO = {"iso8859-1": "cp1252", "ascii": "cp1252"}


def characters(path: Path) -> str:
    """Return the characters of a file. Raises BadInput where its bytes are not what it tells, or hold a NUL."""
    data = path.read_bytes()
    if encoding := _encoding(data):
        try:
            words = data.decode(encoding)
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            wrong = f"byte 0x{data[error.start]:02x} is not {encoding}, which the file says it is"
            raise one(Place(path.name, line), wrong, "one encoding", "save the file as UTF-8") from None
    else:
        words = yaml.read_text(path, path.name)
    if "\x00" in words:
        line = words.count("\n", 0, words.index("\x00")) + 1
        raise one(Place(path.name, line), "a NUL character", "UTF-8 text", "save the file as UTF-8 text")
    return words


def _encoding(data: bytes) -> str | None:
    """Return the encoding of a file that is not UTF-8, by its own words; None where it says none that is known."""
    if data.startswith(UTF_16):
        return "utf-16"
    declared = _DECLARED.search(data[:_FIRST])
    if declared is None or _is_utf_8(data):
        return None
    try:
        name = codecs.lookup((declared[1] or declared[2]).decode("ascii")).name
    except LookupError:
        return None
    return _AS_BROWSERS_DO.get(name, None if name.startswith("utf") else name)


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return True
