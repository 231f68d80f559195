"""A span of a page: its Markdown, and the numerals that it puts before a reader.

Calls build their spans from the spans of texts, so the Markdown and the list of its numerals come
from one place. A span notes its numerals in the manifest at the moment it is shown.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.present.formats import FORMATS, Medium
from vexas_evidence.present.spans import Span, Spans, to_markdown, without_links
from vexas_evidence.publish.coverage import manifest, notes
from vexas_evidence.publish.coverage.manifest import Entry


@dataclass(frozen=True, slots=True)
class Markdown:
    """A span of a page, written as Pandoc Markdown, and its numerals in reading order."""

    text: str
    entries: tuple[Entry, ...] = ()

    def _repr_markdown_(self) -> str:
        notes.note(self.entries)
        return self.text


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes spans of a study's texts for one format.

    ``linked`` says whether numbers lead to their records; a document without records marks their kind only.
    """

    numbers: Numbers
    where: Medium
    linked: bool = True

    def say(self, *spans: Span) -> Markdown:
        """Write spans as Markdown; every word is escaped, every number linked or at least marked."""
        shown: Spans = spans if self.linked else without_links(spans)
        return Markdown(to_markdown(shown, self.where), self.told(shown))

    def prose(self, text: str) -> Markdown:
        """Write a text with its references resolved."""
        return self.say(*self.numbers.spans(text))

    def told(self, spans: Iterable[Span], zone: manifest.Zone = "text") -> tuple[Entry, ...]:
        """Return the entries of spans, with the names that the vocabulary declares."""
        names = self.numbers.evidence.vocabulary.names
        return tuple(manifest.entries(tuple(spans), names, zone))


def run(*parts: str | Markdown) -> Markdown:
    """Join markup and spans without anything between them."""
    return _joined("", parts)


def blocks(*parts: str | Markdown) -> Markdown:
    """Join blocks, an empty line between them."""
    joined = _joined("\n\n", parts)
    return Markdown(joined.text + "\n", joined.entries)


def section(heading: str, parts: Sequence[Markdown], writer: Writer) -> Markdown:
    """Join blocks under a heading of their own; nothing at all where there are none."""
    return blocks(run("## ", writer.say(heading)), *parts) if parts else Markdown("")


def labelled(lines: Iterable[tuple[str, Spans]], writer: Writer) -> Markdown:
    """List lines, each after its label."""
    return blocks(*(run("- ", writer.say(f"{label}: "), writer.say(*told)) for label, told in lines))


def _joined(between: str, parts: Iterable[str | Markdown]) -> Markdown:
    spans = [Markdown(part) if isinstance(part, str) else part for part in parts]
    return Markdown(between.join(span.text for span in spans), tuple(e for span in spans for e in span.entries))


def medium() -> Medium:
    """Return the format that is being rendered, from the file that ``QUARTO_EXECUTE_INFO`` names."""
    path = os.environ.get("QUARTO_EXECUTE_INFO")
    if path is None:
        return "html"
    identifier = json.loads(Path(path).read_text(encoding="utf-8"))["format"]["identifier"]
    name = identifier["base-format"]
    if name not in FORMATS:
        raise ValueError(f"format {name!r} is not rendered; use one of {', '.join(FORMATS)}")
    return FORMATS[name].medium


def document() -> Path:
    """Return the page that is being rendered, from the file that ``QUARTO_EXECUTE_INFO`` names."""
    return Path(json.loads(Path(os.environ["QUARTO_EXECUTE_INFO"]).read_text(encoding="utf-8"))["document-path"])
