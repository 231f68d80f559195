"""Pieces of a text: words, and numbers that keep their record, written for each format.

A text or a table cell is a tuple of pieces, so that one content serves the terminal (plain), Markdown
and HTML, and no number loses its record on the way.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

from vexas_evidence.analysis.numbers import Shown, When
from vexas_evidence.model import Change, Kind
from vexas_evidence.present.formats import Medium
from vexas_evidence.text.numerals import NumeralClass

KIND_LETTERS: dict[Kind, str] = {"reported": "", "derived": "d", "inferred": "i", "judged": "j"}


@dataclass(frozen=True, slots=True)
class Words:
    """Words whose numerals are no numbers of the study, and what they are: a date, a locator, a version."""

    text: str
    kind: NumeralClass


@dataclass(frozen=True, slots=True)
class Record:
    """The id of a record, as a link to it."""

    id: str

    @property
    def text(self) -> str:
        """What a reader sees."""
        return self.id


@dataclass(frozen=True, slots=True)
class Bare:
    """A number without its link: in its own record, in an alternative text, in a drawing."""

    shown: Shown

    @property
    def text(self) -> str:
        """What a reader sees."""
        return self.shown.text


@dataclass(frozen=True, slots=True)
class Marked:
    """A number with the mark of its kind and without a link: in a document that holds no records."""

    shown: Shown

    @property
    def text(self) -> str:
        """What a reader sees."""
        return self.shown.text


@dataclass(frozen=True, slots=True)
class Strong:
    """Plain words that lead a cell."""

    text: str


Piece = str | Strong | Shown | When | Words | Record | Bare | Marked


Pieces = tuple[Piece, ...]


BREAK = "\n"


LONGEST_FRACTION = 12  # characters that a narrow cell has room for


def written(pieces: Iterable[Piece]) -> str:
    """Write pieces as text with its line breaks."""
    return "".join(piece if isinstance(piece, str) else piece.text for piece in pieces)


def plain(pieces: Iterable[Piece]) -> str:
    """Write pieces as text of one line, for the terminal and for CSV."""
    return written(pieces).replace(BREAK, "; ")


def joined(between: str, parts: Iterable[Pieces]) -> Pieces:
    """Put texts one after another, with words between them."""
    return tuple(piece for number, part in enumerate(parts) for piece in (((between,) if number else ()) + part))


def dated(version: Change) -> Pieces:
    """A version of the evidence with its date."""
    return (Words(version.version, "version"), ", ", Words(version.date.isoformat(), "date"))


def edition(version: Change) -> Pieces:
    """A version of the evidence with its date, and its status where that is not current."""
    return (*dated(version), *(() if version.status == "current" else (f" ({version.status})",)))


def unlinked(pieces: Iterable[Piece]) -> Pieces:
    """Return pieces without links and spans: for a heading, an alternative text, a drawing."""
    return tuple(map(_unlinked, pieces))


def without_links(pieces: Iterable[Piece]) -> Pieces:
    """Return pieces whose numbers keep the mark of their kind and lead nowhere."""
    return tuple(Marked(piece) if isinstance(piece, Shown) else piece for piece in pieces)


def _unlinked(piece: Piece) -> Piece:
    if isinstance(piece, Shown | Marked):
        return Bare(piece if isinstance(piece, Shown) else piece.shown)
    return Words(piece.text, "timepoint") if isinstance(piece, When) else piece


def to_markdown(pieces: Iterable[Piece], where: Medium) -> str:
    """Write pieces as Pandoc Markdown; every word is escaped, every number linked to its record."""
    done = []
    for piece in pieces:
        if isinstance(piece, str | Words | Bare):
            done.append(escape_markdown(piece if isinstance(piece, str) else piece.text))
        elif isinstance(piece, Strong):
            done.append(f"**{escape_markdown(piece.text)}**")
        elif isinstance(piece, Record):
            done.append(f"[{escape_markdown(piece.text)}](#{anchor(piece.id)})")
        elif isinstance(piece, When):
            done.append(f'[{escape_markdown(piece.text)}]{{.when data-id="{piece.id}"}}')
        else:
            shown = piece.shown if isinstance(piece, Marked) else piece
            letter = KIND_LETTERS[shown.kind]
            mark = f"^{letter}^" if letter else ""
            target = "" if isinstance(piece, Marked) else f"({_target(shown, where)})"
            done.append(
                f'[{escape_markdown(shown.text)}{mark}]{target}{{.number .{shown.kind} data-id="{shown.data_id}"}}'
            )
    return "".join(done)


def to_html(pieces: Iterable[Piece], where: Medium) -> str:
    """Write pieces as HTML for a table cell; every word is escaped, every number linked."""
    done = []
    for piece in pieces:
        if isinstance(piece, str | Words | Bare | Record | Marked):
            text = piece if isinstance(piece, str) else piece.text
            done.append(html.escape(text).replace(BREAK, "<br>"))
        elif isinstance(piece, Strong):
            done.append(f"<strong>{html.escape(piece.text)}</strong>")
        elif isinstance(piece, When):
            done.append(f'<span class="when" data-id="{piece.id}">{html.escape(piece.text)}</span>')
        else:
            letter = KIND_LETTERS[piece.kind]
            mark = f"<sup>{letter}</sup>" if letter else ""
            done.append(
                f'<a class="number {piece.kind}" data-id="{piece.data_id}" href="{_target(piece, where)}">'
                f"{html.escape(piece.text if where == 'html' else _together(piece))}{mark}</a>"
            )
    return "".join(done)


def _together(shown: Shown) -> str:
    """A fraction that no end of a line on paper tears apart."""
    return shown.text.replace(" of ", "\u00a0of\u00a0") if len(shown.text) <= LONGEST_FRACTION else shown.text


def anchor(identifier: str) -> str:
    """Return the anchor of a provenance record."""
    return f"num-{identifier}"


def escape_markdown(text: str) -> str:
    """Escape every character that Markdown or a shortcode could read as markup."""
    return re.sub(r"([\\`*_{}\[\]()<>#+\-.!|$~^@'\"&%:=/])", r"\\\1", text)


def _target(shown: Shown, where: Medium) -> str:
    page = "provenance.qmd" if where == "html" else ""
    return f"{page}#{anchor(shown.id)}"
