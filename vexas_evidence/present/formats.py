"""The formats that pages are made in: Quarto's names for them, their files, and who makes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Medium = Literal["html", "typst", "docx", "pptx"]
"""What a call writes for."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format, by Quarto's name for it in front matter, on the command line and in `when-format`.

    ``file`` is the kind of file, which is also what a person asks for; ``medium`` what calls write for it;
    ``embedded`` says whether the embedded engine makes it too.
    """

    name: str
    file: str
    medium: Medium
    embedded: bool = True

    @property
    def suffix(self) -> str:
        """How the names of its files end."""
        return f".{self.file}"


FORMATS = {
    each.name: each
    for each in (
        Format("html", "html", "html"),
        Format("typst", "pdf", "typst"),
        Format("docx", "docx", "docx"),
        Format("pptx", "pptx", "pptx"),
        Format("revealjs", "html", "html", embedded=False),  # slides for the browser are a page
    )
}
EMBEDDED = tuple(each.name for each in FORMATS.values() if each.embedded)
"""Formats that the embedded engine makes; a page may name further ones."""
ASKED = {each.file: each.name for each in FORMATS.values() if each.embedded}
"""What a person asks for, such as pdf, and the format that it is made as."""
SUFFIXES = tuple(dict.fromkeys(each.suffix for each in FORMATS.values()))
