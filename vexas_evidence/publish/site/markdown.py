"""A part of a page: its Markdown, and the numerals that it puts before a reader.

Calls build their Markdown from the spans of texts, so the Markdown and the list of its numerals come from one place.
What a call returns notes its numerals in the manifest at the moment it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, Protocol, Self, TypeVar

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.present.formats import Medium
from vexas_evidence.present.spans import Span, Spans, to_markdown, to_marked
from vexas_evidence.publish.coverage import manifest, notes
from vexas_evidence.publish.coverage.manifest import Entry
from vexas_evidence.publish.coverage.notes import Rendering


@dataclass(frozen=True, slots=True)
class Markdown:
    """A part of a page, written as Pandoc Markdown, and its numerals in reading order.

    ``rendering`` is the page that shows it, where a call of a page returns it.
    """

    text: str
    entries: tuple[Entry, ...] = ()
    rendering: Rendering | None = None

    def _repr_markdown_(self) -> str:
        if self.rendering is not None:
            notes.note(self.entries, self.rendering)
        return self.text


class OnPage(Protocol):
    """What has calls for pages: it knows which page is being rendered, None outside a render."""

    @property
    def rendering(self) -> Rendering | None:
        """The page that is being rendered."""


PageT = TypeVar("PageT", bound=OnPage)
P = ParamSpec("P")


def page_call(method: Callable[Concatenate[PageT, P], Markdown]) -> Callable[Concatenate[PageT, P], Markdown]:
    """Make a method a call for pages: what it returns notes its numerals when the page shows it."""

    @wraps(method)
    def call(self: PageT, /, *args: P.args, **kwargs: P.kwargs) -> Markdown:
        return replace(method(self, *args, **kwargs), rendering=self.rendering)

    return call


class PassedOver:
    """Answers the calls of a page that is rendered to a format which it does not have: with nothing."""

    def __getattr__(self, name: str) -> Self:
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def __call__(self, *_: object, **__: object) -> Self:
        """Answer a call."""
        return self

    def _repr_markdown_(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes spans of a study's texts for one format.

    ``linked`` says whether numbers lead to their records; a document without records marks their kind only.
    ``folder`` is that of the page, in which pictures for DOCX and PPTX are written.
    """

    numbers: Numbers
    where: Medium
    linked: bool = True
    folder: Path = Path()

    def say(self, *spans: Span) -> Markdown:
        """Write spans as Markdown; every word is escaped, every number linked or at least marked."""
        shown: Spans = spans if self.linked else to_marked(spans)
        return Markdown(to_markdown(shown, self.where), self.entries(shown))

    def prose(self, text: str) -> Markdown:
        """Write a text with its references resolved."""
        return self.say(*self.numbers.spans(text))

    def entries(self, spans: Iterable[Span], zone: manifest.Zone = "text") -> tuple[Entry, ...]:
        """Return the entries of spans, with the names that the vocabulary declares."""
        names = self.numbers.names
        return tuple(manifest.entries(tuple(spans), names, zone))


def join(*parts: str | Markdown) -> Markdown:
    """Join markup and parts without anything between them."""
    return _joined("", parts)


def join_blocks(*parts: str | Markdown) -> Markdown:
    """Join blocks, an empty line between them."""
    joined = _joined("\n\n", parts)
    return Markdown(joined.text + "\n", joined.entries)


def section(heading: str, parts: Sequence[Markdown], writer: Writer) -> Markdown:
    """Join blocks under a heading of their own; nothing at all where there are none."""
    return join_blocks(join("## ", writer.say(heading)), *parts) if parts else Markdown("")


def labelled(lines: Iterable[tuple[str, Spans]], writer: Writer) -> Markdown:
    """List lines, each after its label."""
    return join_blocks(*(join("- ", writer.say(f"{label}: "), writer.say(*spans)) for label, spans in lines))


def _joined(between: str, parts: Iterable[str | Markdown]) -> Markdown:
    joined = [Markdown(part) if isinstance(part, str) else part for part in parts]
    return Markdown(between.join(each.text for each in joined), tuple(e for each in joined for e in each.entries))


def raw_html(markup: str) -> str:
    """Write markup as a block that only a page has, or that Pandoc converts."""
    safe = markup.replace("{{", "&#123;&#123;").replace("```", "&#96;&#96;&#96;")  # no shortcode, no end of the fence
    return f"```{{=html}}\n{safe}\n```"


def raw_typst(code: str) -> str:
    """Write Typst code as a block that only a PDF has."""
    return f"```{{=typst}}\n{code}\n```"
