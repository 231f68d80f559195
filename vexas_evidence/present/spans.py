"""Spans of a text: words, and numbers that keep their record, written for each format.

A text or a table cell is a tuple of spans, so that one content serves the terminal (plain), Markdown
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


Span = str | Strong | Shown | When | Words | Record | Bare | Marked


Spans = tuple[Span, ...]


BREAK = "\n"


LONGEST_FRACTION = 12  # characters that a narrow cell has room for


def to_text(spans: Iterable[Span]) -> str:
    """Write spans as text with its line breaks."""
    return "".join(span if isinstance(span, str) else span.text for span in spans)


def to_line(spans: Iterable[Span]) -> str:
    """Write spans as text of one line, for the terminal and for CSV."""
    return to_text(spans).replace(BREAK, "; ")


def join(between: str, parts: Iterable[Spans]) -> Spans:
    """Put texts one after another, with words between them."""
    return tuple(span for number, part in enumerate(parts) for span in (((between,) if number else ()) + part))


def version_date(version: Change) -> Spans:
    """A version of the evidence with its date."""
    return (Words(version.version, "version"), ", ", Words(version.date.isoformat(), "date"))


def edition(version: Change) -> Spans:
    """A version of the evidence with its date, and its status where that is not current."""
    return (*version_date(version), *(() if version.status == "current" else (f" ({version.status})",)))


def to_bare(spans: Iterable[Span]) -> Spans:
    """Return spans without links and spans: for a heading, an alternative text, a drawing."""
    return tuple(map(_unlinked, spans))


def to_marked(spans: Iterable[Span]) -> Spans:
    """Return spans whose numbers keep the mark of their kind and lead nowhere."""
    return tuple(Marked(span) if isinstance(span, Shown) else span for span in spans)


def _unlinked(span: Span) -> Span:
    if isinstance(span, Shown | Marked):
        return Bare(span if isinstance(span, Shown) else span.shown)
    return Words(span.text, "timepoint") if isinstance(span, When) else span


def to_markdown(spans: Iterable[Span], where: Medium) -> str:
    """Write spans as Pandoc Markdown; every word is escaped, every number linked to its record."""
    done = []
    for span in spans:
        if isinstance(span, str | Words | Bare):
            done.append(escape_markdown(span if isinstance(span, str) else span.text))
        elif isinstance(span, Strong):
            done.append(f"**{escape_markdown(span.text)}**")
        elif isinstance(span, Record):
            done.append(f"[{escape_markdown(span.text)}](#{anchor(span.id)})")
        elif isinstance(span, When):
            done.append(f'[{escape_markdown(span.text)}]{{.when data-id="{span.id}"}}')
        else:
            shown = span.shown if isinstance(span, Marked) else span
            letter = KIND_LETTERS[shown.kind]
            mark = f"^{letter}^" if letter else ""
            target = "" if isinstance(span, Marked) else f"({_target(shown, where)})"
            done.append(
                f'[{escape_markdown(shown.text)}{mark}]{target}{{.number .{shown.kind} data-id="{shown.data_id}"}}'
            )
    return "".join(done)


def to_html(spans: Iterable[Span], where: Medium) -> str:
    """Write spans as HTML for a table cell; every word is escaped, every number linked."""
    done = []
    for span in spans:
        if isinstance(span, str | Words | Bare | Record | Marked):
            text = span if isinstance(span, str) else span.text
            done.append(html.escape(text).replace(BREAK, "<br>"))
        elif isinstance(span, Strong):
            done.append(f"<strong>{html.escape(span.text)}</strong>")
        elif isinstance(span, When):
            done.append(f'<span class="when" data-id="{span.id}">{html.escape(span.text)}</span>')
        else:
            letter = KIND_LETTERS[span.kind]
            mark = f"<sup>{letter}</sup>" if letter else ""
            done.append(
                f'<a class="number {span.kind}" data-id="{span.data_id}" href="{_target(span, where)}">'
                f"{html.escape(span.text if where == 'html' else _together(span))}{mark}</a>"
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
