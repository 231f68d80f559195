"""Texts in which each number keeps its record: a text is a tuple of spans, written for each format.

A table cell is such a text too. One content serves the terminal, Markdown and HTML, and no number loses its
record on the way: in Markdown and HTML a number names its record in ``data-id`` or ``data-of``, another numeral its
class in ``data-class``, and so it keeps them in Pandoc's document tree. A span is one of:

- ``str``: words without a numeral;
- ``Strong``: words in bold;
- ``Words``: words whose numerals are no numbers of the study, with the class of these numerals;
- ``Shown``: a number, linked to its record; ``Marked``: the same without the link; ``Bare``: its text alone;
- ``When``: a time, which keeps the id of its estimate;
- ``Record``: a link to a record; ``Link``: to a document.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from vexas_evidence.analysis.fixed_texts import filled
from vexas_evidence.analysis.numbers import Numbers, Shown, When
from vexas_evidence.model import Change, Kind
from vexas_evidence.present.formats import Medium
from vexas_evidence.text.numerals import NumeralClass

KIND_LETTERS: dict[Kind, str] = {"reported": "", "derived": "d", "inferred": "i", "judged": "j"}


@dataclass(frozen=True, slots=True)
class Words:
    """Words whose numerals are no numbers of the study, with the class of these: a date, a locator, a version."""

    text: str
    kind: NumeralClass


@dataclass(frozen=True, slots=True)
class Record:
    """A link to a record, which reads as its *words*, or as its id without any."""

    id: str
    words: str = ""

    @property
    def text(self) -> str:
        """What a reader sees."""
        return self.words or self.id


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a document, by its name."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class _Unlinked:
    shown: Shown

    @property
    def text(self) -> str:
        """What a reader sees."""
        return self.shown.text


class Bare(_Unlinked):
    """A number as its text alone, without mark or link: in its own record, an alternative text, a drawing."""


class Marked(_Unlinked):
    """A number with the mark of its kind, without a link: in a document that holds no records."""


@dataclass(frozen=True, slots=True)
class Strong:
    """Words in bold that open a table cell."""

    text: str


Span = str | Strong | Shown | When | Words | Record | Link | Bare | Marked
Spans = tuple[Span, ...]
BREAK = "\n"
"""A line break within a text."""
LEVEL = Words("95% CI", "confidence level")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_MINUS = re.compile(r"(?<![\w)\]%./-])-(?=[.·]?\d|∞)")
LONGEST_FRACTION = 12  # characters that a narrow cell has room for


def to_text(spans: Iterable[Span]) -> str:
    """Return a text as a string, with its line breaks."""
    return "".join(span if isinstance(span, str) else span.text for span in spans)


def with_minus(text: str) -> str:
    """Return a text for readers, in which a hyphen before a number is the minus sign that it stands for.

    >>> with_minus("-3.4 points (95% CI -5.0 to -1.8), 2-4")
    '\u22123.4 points (95% CI \u22125.0 to \u22121.8), 2-4'
    """
    return _MINUS.sub("\u2212", text)


def to_line(spans: Iterable[Span]) -> str:
    """Return a text as one line, for the terminal and for CSV."""
    return to_text(spans).replace(BREAK, "; ")


def join(between: str, parts: Iterable[Spans]) -> Spans:
    """Join texts with words between them, as ``str.join`` does."""
    return tuple(span for number, part in enumerate(parts) for span in (((between,) if number else ()) + part))


def in_brackets(*spans: Span | None) -> Spans:
    """Return a text in brackets, to follow a number; nothing where a part of it is not known."""
    known = [span for span in spans if span is not None]
    return (" (", *known, ")") if len(known) == len(spans) else ()


def fixed_spans(place: str, **parts: Span | Spans) -> Spans:
    """The fixed text of a place as spans, with its parts filled in; a part may be a text of several spans."""
    found = filled(place, {name: part if isinstance(part, tuple) else (part,) for name, part in parts.items()})
    return tuple(span for each in found for span in (each if isinstance(each, tuple) else (each,)))


def study_title(numbers: Numbers) -> Words:
    """The title of the study, whose numerals are those of its article's title."""
    return Words(numbers.study.about.title, "reference")


def on_day(day: date) -> Words:
    """A day as prose has it, "23 November 2026"."""
    return Words(f"{day.day} {_MONTHS[day.month - 1]} {day.year}", "date")


def version_date(version: Change) -> Spans:
    """A version of the evidence with its date."""
    return (Words(version.version, "version"), ", ", on_day(version.date))


def version_date_status(version: Change) -> Spans:
    """A version of the evidence with its date, and its status where that is not current."""
    return (*version_date(version), *(() if version.status == "current" else (f" ({version.status})",)))


def to_bare(spans: Iterable[Span]) -> Spans:
    """Return a text whose numbers have neither link nor mark: for a heading, an alternative text, a drawing."""
    return tuple(map(_bare, spans))


def to_marked(spans: Iterable[Span]) -> Spans:
    """Return a text whose numbers have the mark of their kind and no link."""
    return tuple(Marked(span) if isinstance(span, Shown) else span for span in spans)


def _bare(span: Span) -> Span:
    if isinstance(span, Shown | Marked):
        return Bare(span if isinstance(span, Shown) else span.shown)
    return Words(span.text, "timepoint") if isinstance(span, When) else span


def to_markdown(spans: Iterable[Span], where: Medium) -> str:
    """Write a text as Pandoc Markdown: every word is escaped, every number linked to its record."""
    return "".join(_in_markdown(span, where) for span in spans)


def _in_markdown(span: Span, where: Medium) -> str:
    match span:
        case str():
            return escape_markdown(span)
        case Words() | Bare():
            text = with_minus(span.text)
            words = text.strip(" ")  # spaces at the ends of an element get lost
            before, _, after = text.partition(words) if words else (text, "", "")
            return f"{before}{_element(escape_markdown(words), _identity(span))}{after}"
        case Strong():
            return f"**{escape_markdown(span.text)}**"
        case Record():
            return f"[{escape_markdown(span.text)}](#{anchor(span.id)})"
        case Link():
            words = _element(escape_markdown(span.text), 'data-class="reference"')
            return f"[{words}](<{span.address}>)"
        case When():
            return _element(escape_markdown(with_minus(span.text)), f'class="when" data-id="{span.id}"')
        case Marked(shown=shown):
            return _element(_with_letter(shown), f'class="number {shown.kind}" data-id="{shown.data_id}"')
        case Shown():
            marks = f'.number .{span.kind} data-id="{span.data_id}"'
            return f"[{_with_letter(span)}]({_target(span, where)}){{{marks}}}"


def _with_letter(shown: Shown) -> str:
    """A number in Markdown with the raised letter of its kind."""
    letter = KIND_LETTERS[shown.kind]
    return escape_markdown(with_minus(shown.text)) + (f"^{letter}^" if letter else "")


def _element(words: str, attributes: str) -> str:
    """Words with attributes; Pandoc reads an element ten times as fast as the same in brackets."""
    return f"<span {attributes}>{words}</span>"


def to_html(spans: Iterable[Span], where: Medium) -> str:
    """Write a text as HTML for a table cell: every word is escaped, every number linked."""
    return "".join(_in_html(span, where) for span in spans)


def _in_html(span: Span, where: Medium) -> str:
    match span:
        case str():
            return _escape(span)
        case Words() | Bare() | Record() | Link():
            return _element(_escape(with_minus(span.text)), _identity(span))
        case Marked():
            return _element(_escape(with_minus(_unbroken(span.shown, where))), _identity(span))
        case Strong():
            return f"<strong>{html.escape(span.text)}</strong>"
        case When():
            return _element(html.escape(with_minus(span.text)), f'class="when" data-id="{span.id}"')
        case Shown():
            letter = KIND_LETTERS[span.kind]
            words = html.escape(with_minus(_unbroken(span, where))) + (f"<sup>{letter}</sup>" if letter else "")
            marks = f'class="number {span.kind}" data-id="{span.data_id}" href="{_target(span, where)}"'
            return f"<a {marks}>{words}</a>"


def _identity(span: Words | Bare | Record | Link | Marked) -> str:
    """The attribute that says what the numerals of a span are: of which record, or of which class."""
    if isinstance(span, Bare | Marked):
        return f'data-of="{span.shown.data_id}"'
    return f'data-class="{span.kind if isinstance(span, Words) else "name"}"'


def _escape(text: str) -> str:
    return html.escape(text).replace(BREAK, "<br>")


def _unbroken(shown: Shown, where: Medium) -> str:
    """A number as its text; no end of a line on paper breaks a fraction."""
    is_short = where != "html" and len(shown.text) <= LONGEST_FRACTION
    return shown.text.replace(" of ", "\u00a0of\u00a0") if is_short else shown.text


def anchor(identifier: str) -> str:
    """Return the anchor of a record on the page of records."""
    return f"num-{identifier}"


def escape_markdown(text: str) -> str:
    """Escape every character that Markdown or a shortcode could read as markup."""
    return re.sub(r"([\\`*_{}\[\]()<>#+\-.!|$~^@'\"&%:=/])", r"\\\1", text)


def _target(shown: Shown, where: Medium) -> str:
    page = "provenance.qmd" if where == "html" else ""
    return f"{page}#{anchor(shown.id)}"
