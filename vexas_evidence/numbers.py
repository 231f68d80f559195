"""Numbers as a reader meets them: text, kind, and the provenance record behind each.

A text or a table cell is a tuple of pieces, words and ``Shown`` numbers, so that one content serves
the terminal (plain), Markdown and HTML, and no number loses its record on the way.
"""

from __future__ import annotations

import html
import json
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from vexas_evidence import derive, prose
from vexas_evidence.derive import Whole
from vexas_evidence.model import Estimate, Evidence, Judgement, Kind, Standing, Study
from vexas_evidence.numerals import NumeralClass
from vexas_evidence.rules import Derived, derive_all

Medium = Literal["html", "typst", "docx", "pptx"]
KIND_LETTERS: dict[Kind, str] = {"reported": "", "derived": "d", "implied": "i", "judged": "j"}
NOT_STATED = "not stated in the sources read"
BASE_NOT_STATED = "base not stated"
NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, slots=True)
class Shown:
    """A number in a text: what it reads, its kind, the record and part that it comes from."""

    text: str
    kind: Kind
    id: str
    part: str = "value"
    standing: Standing = "plain"

    @property
    def data_id(self) -> str:
        """The record and part in one name, e.g. "molecular-response" or "molecular-response.base"."""
        return self.id if self.part == "value" else f"{self.id}.{self.part}"


@dataclass(frozen=True, slots=True)
class When:
    """The time that an estimate refers to, as a reader meets it."""

    text: str
    id: str


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


@dataclass(frozen=True)
class Numbers:
    """Every number of one study, ready to be shown."""

    evidence: Evidence
    study: Study

    @cached_property
    def derived(self) -> dict[str, Derived]:
        """The derived values by id. Raises derive.Underivable when a premise does not hold."""
        return derive_all(self.study)

    @cached_property
    def judgements(self) -> dict[str, Judgement]:
        """The judgements of named persons on this study, by id."""
        return {each.id: each for each in self.evidence.judgements if each.study == self.study.id}

    @cached_property
    def in_force(self) -> tuple[Judgement, ...]:
        """The judgements that no later one supersedes."""
        superseded = {each.supersedes for each in self.judgements.values()}
        return tuple(each for each in self.judgements.values() if each.id not in superseded)

    def label(self, estimate: Estimate) -> str:
        """The outcome's label, with the measure where it is not plain from the number: "…, median"."""
        label = self.evidence.outcomes[estimate.outcome].label
        return f"{label}, {estimate.measure}" if estimate.measure in ("median", "range") else label

    def value(self, estimate: Estimate) -> Shown:
        """The number as its first source prints it, with its unit where the source leaves it out."""
        unit = f" {estimate.unit}" if estimate.unit else ""
        return Shown(f"{estimate.readings[0].shown}{unit}", "reported", estimate.id)

    def base(self, estimate: Estimate) -> Shown | None:
        """The base of an estimate's proportion, or None where it is not stated."""
        whole = derive.base_for(self.study, estimate)
        return _shown_whole(whole, estimate, "base")

    def count(self, estimate: Estimate) -> Shown | None:
        """The participants with the outcome, or None where no source lets it be known."""
        return _shown_whole(derive.count_of(self.study, estimate), estimate, "count")

    def fraction(self, estimate: Estimate) -> Shown | None:
        """Count of base, e.g. "50 of 82"; implied where either part is."""
        count, base = self.count(estimate), self.base(estimate)
        if count is None or base is None:
            return None
        kind: Kind = "implied" if "implied" in (count.kind, base.kind) else "reported"
        return Shown(f"{count.text} of {base.text}", kind, estimate.id, "fraction")

    def percent(self, estimate: Estimate) -> Shown | None:
        """The percentage of a count on its base, where the source prints none."""
        value = derive.percent_of(self.evidence, self.study, estimate)
        return None if value is None else Shown(f"{value}%", "derived", estimate.id, "percent")

    def rate(self, estimate: Estimate) -> Shown | None:
        """How many of 100 participants had the outcome, or None where the base does not allow it."""
        value = derive.rate_of(self.evidence, self.study, estimate)
        return None if value is None else Shown(f"{value} per 100", "derived", estimate.id, "rate")

    def interval(self, estimate: Estimate) -> Shown | None:
        """The Wilson interval with its method and level, or None where the base does not allow one."""
        interval = derive.interval_of(self.evidence, self.study, estimate)
        if interval is None:
            return None
        return Shown(f"{interval.name} {interval.text}", "derived", estimate.id, "interval")

    def when(self, estimate: Estimate) -> When:
        """The time that the estimate refers to."""
        return When(self.evidence.timepoints[estimate.timepoint].text, estimate.id)

    def refer(self, reference: prose.Reference) -> Shown | When:
        """Return what a reference stands for. Raises LookupError where there is no such number."""
        name, part = reference.id, reference.part
        if estimate := self.study.estimates.get(name):
            shown = getattr(self, part)(estimate) if part in prose.ESTIMATE_PARTS else None
            if shown is None:
                raise LookupError(f"{name!r} has no {part}")
            assert isinstance(shown, Shown | When)
            return shown
        if (judgement := self.judgements.get(name)) and part == "value":
            return Shown(judgement.rating, "judged", name)
        if name not in self.derived:
            raise LookupError(f"no estimate or derived value {name!r}")
        value = self.derived[name]
        if part not in value.parts:
            raise LookupError(f"{name!r} has no part {part!r}; it has {', '.join(value.parts)}")
        return Shown(value.parts[part], value.kind, name, part, value.standing)

    def pieces(self, text: str) -> Pieces:
        """Return a prose text with its references resolved. Raises LookupError."""
        return tuple(piece if isinstance(piece, str) else self.refer(piece) for piece in prose.split(text))


def _shown_whole(whole: Whole | None, estimate: Estimate, part: str) -> Shown | None:
    return None if whole is None else Shown(str(whole.value), whole.kind, estimate.id, part)


def medium() -> Medium:
    """Return the format that is being rendered, from the file that ``QUARTO_EXECUTE_INFO`` names."""
    path = os.environ.get("QUARTO_EXECUTE_INFO")
    if path is None:
        return "html"
    identifier = json.loads(Path(path).read_text(encoding="utf-8"))["format"]["identifier"]
    name = identifier["base-format"]
    if name in ("html", "typst", "docx", "pptx"):
        return name  # type: ignore[no-any-return]
    if name == "revealjs":
        return "html"  # slides for the browser are a page
    raise ValueError(f"format {name!r} is not rendered; use html, typst, docx, pptx or revealjs")


def written(pieces: Iterable[Piece]) -> str:
    """Write pieces as text with its line breaks."""
    return "".join(piece if isinstance(piece, str) else piece.text for piece in pieces)


def plain(pieces: Iterable[Piece]) -> str:
    """Write pieces as text of one line, for the terminal and for CSV."""
    return written(pieces).replace(BREAK, "; ")


def document() -> Path:
    """Return the page that is being rendered, from the file that ``QUARTO_EXECUTE_INFO`` names."""
    return Path(json.loads(Path(os.environ["QUARTO_EXECUTE_INFO"]).read_text(encoding="utf-8"))["document-path"])


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
