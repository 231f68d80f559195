"""A finished file read by its format, which its first bytes tell rather than its name."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

from vexas_evidence.present.formats import SUFFIXES
from vexas_evidence.publish.coverage.marked_lines import File
from vexas_evidence.system.problems import Place, one

AGAIN = "get the file again from whoever published it"
_PAGE = (b"<!doctype html", b"<html")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def suffix_of(path: Path) -> str:
    """Return the usual suffix of the format of a file, whatever its name; raises OSError where it cannot be read."""
    with path.open("rb") as file:
        first = file.read(1024).removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if first.startswith(b"%pdf-"):
        return ".pdf"
    return ".html" if first.startswith(_PAGE) else path.suffix.lower()


def read(path: Path) -> File:
    """Read a finished file, or one for machines. Raises BadInput with what prevents it."""
    from lxml import etree

    from vexas_evidence.publish.coverage.files import html, office, plain

    errors = (OSError, KeyError, ValueError, RuntimeError, csv.Error, zipfile.BadZipFile, etree.LxmlError)
    try:
        suffix, content = suffix_of(path), path.read_bytes()
        if suffix == ".pdf":
            from vexas_evidence.publish.coverage.files import pdf

            return pdf.read(content)
        if suffix == ".html":
            return html.read(content, path.parent)
        return office.read(content) if suffix in (".docx", ".pptx") else plain.read(content, suffix)
    except errors as error:
        expected = f"a finished file ({', '.join(SUFFIXES)})"
        raise one(Place(str(path)), f"it cannot be read: {_why(path, error)}", expected, AGAIN) from None


def _why(path: Path, error: Exception) -> str:
    """Say what keeps a file from being read, in words of a reader."""
    if "password" in str(error).lower():
        return "it is protected by a password"
    if isinstance(error, UnicodeDecodeError):
        encoding = "UTF-16" if path.read_bytes().startswith(_UTF_16) else "another encoding"
        return f"it is written in {encoding} and not in UTF-8"
    return f"it is empty, cut short, damaged, or of another format ({type(error).__name__})"
