"""The objects of a PDF as qpdf reads them: the names that stand in them, and how attachments are described.

A name within a text ("/AA==" of an identifier, "/JS/" of an address) is no name: so objects are parsed, not searched.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
import pypdfium2

_ODD = {"an action after an action": {"/S", "/Next"}, "an action beside a destination": {"/A", "/Dest"}}


@dataclass(frozen=True, slots=True)
class Objects:
    """The names in all objects of a PDF, without their strokes, and the descriptions that stand there.

    ``odd`` tells the actions that a reader's program may take and pdfium does not.
    """

    names: frozenset[str]
    descriptions: tuple[str, ...]
    odd: frozenset[str]


def objects_of(content: bytes) -> Objects:
    """Return what stands in the objects of a PDF. Raises pypdfium2.PdfiumError for one whose objects cannot be read."""
    names: set[str] = set()
    descriptions: list[str] = []
    odd: set[str] = set()
    try:
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False) as document:
            for each in (document.trailer, *document.objects):
                for part in _parts(each):
                    if isinstance(part, pikepdf.Name):
                        names.add(str(part).removeprefix("/"))
                    elif isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
                        names |= {key.removeprefix("/") for key, _ in part.items()}
                        descriptions += [str(part["/Desc"])] if "/Desc" in part else []
                        odd |= {name for name, keys in _ODD.items() if keys <= set(part.keys())}
            if warned := document.get_warnings():
                raise ValueError(warned[0])  # what is damaged may be read otherwise elsewhere
    except (pikepdf.PdfError, ValueError) as error:
        raise pypdfium2.PdfiumError(f"objects that cannot be read: {error}") from error
    return Objects(frozenset(names), tuple(descriptions), frozenset(odd))


def _parts(top: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield an object and all that stands in it, but not what it refers to, which stands for itself."""
    waiting = [top]
    while waiting:
        each = waiting.pop()
        yield each
        if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            below = [value for _, value in each.items()]
        elif isinstance(each, pikepdf.Array):
            below = list(each)
        else:
            continue
        waiting += [value for value in below if isinstance(value, pikepdf.Object) and not value.is_indirect]
