"""A part of a page, written as Pandoc Markdown from the spans of texts, in which each numeral keeps its identity.

What Pandoc does not read, such as a drawing, is preceded by its texts, for the document tree alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.present.figures.drawings import Drawing, Drawings
from vexas_evidence.present.formats import Medium
from vexas_evidence.present.spans import BREAK, Span, Spans, to_html, to_markdown, to_marked
from vexas_evidence.system.files import atomic_write


class Markdown(str):
    """A part of a page, which a cell shows as it is."""

    __slots__ = ()

    def _repr_markdown_(self) -> str:
        return str(self)


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
    ``folder`` is that of the page, in which pictures for DOCX and PPTX are written; ``drawings`` draws them.
    """

    numbers: Numbers
    where: Medium
    linked: bool = True
    folder: Path = Path()
    drawings: Drawings | None = None

    def say(self, *spans: Span) -> Markdown:
        """Write spans as Markdown; every word is escaped, every number linked or at least marked."""
        shown: Spans = spans if self.linked else to_marked(spans)
        return Markdown(to_markdown(shown, self.where))

    def cell(self, spans: Spans) -> str:
        """Write the spans of a table cell as HTML, as ``say`` does in Markdown."""
        return to_html(spans if self.linked else to_marked(spans), self.where)

    def prose(self, text: str) -> Markdown:
        """Write a text with its references resolved."""
        return self.say(*self.numbers.spans(text))

    def draw(self, drawings: Iterable[Drawing]) -> list[bytes]:
        """Draw what is not drawn yet, all of it at once, and return the files."""
        assert self.drawings is not None, "what writes a page that shows drawings can draw"
        return self.drawings.make(drawings)

    def svg(self, drawing: Drawing) -> str:
        """Draw a picture as SVG."""
        return self.draw([drawing])[0].decode("utf-8")

    def picture(self, name: str, drawing: Drawing) -> str:
        """Draw a picture below the folder of the page, for DOCX and PPTX, and return its path from there."""
        [png] = self.draw([drawing])
        digest = hashlib.sha256(png).hexdigest()[:16]  # renders may share it
        path = Path("generated") / "figures" / f"{name}-{digest}.png"
        atomic_write(self.folder / path, png)
        return path.as_posix()


def join(*parts: str) -> Markdown:
    """Join markup and parts without anything between them."""
    return Markdown("".join(parts))


def join_blocks(*parts: str) -> Markdown:
    """Join blocks, an empty line between them."""
    return Markdown("\n\n".join(parts) + "\n")


def div(kind: str, *blocks: str) -> Markdown:
    """Join blocks within a div of a class."""
    return join_blocks(f"::: {{.{kind}}}", *blocks, ":::")


def inline(kind: str, *parts: str) -> Markdown:
    """Join markup and parts within a span of a class."""
    return join(f'<span class="{kind}">', *parts, "</span>")


def folded(summary: str, *blocks: str, attributes: str = "") -> Markdown:
    """Join blocks that a page folds away below a *summary*, as markup; they open without a script."""
    opens = raw_html(f"<details{attributes}><summary>{summary}</summary>")
    return join_blocks(opens, *blocks, raw_html("</details>"))


def section(heading: str, parts: Sequence[Markdown], writer: Writer) -> Markdown:
    """Join blocks under a heading of their own; nothing at all where there are none."""
    return join_blocks(join("## ", writer.say(heading)), *parts) if parts else Markdown("")


def labelled(lines: Iterable[tuple[str, Spans]], writer: Writer) -> Markdown:
    """List lines, each after its label."""
    return join_blocks(*(join("- ", writer.say(f"{label}: "), writer.say(*spans)) for label, spans in lines))


def address(of: str) -> str:
    """Write an address that leads where it says."""
    return f'<span data-class="reference"><{of}></span>'


def texts_for_tree(spans: Spans, zone: Literal["text", "alt"] = "text") -> Markdown:
    """Write texts that a page shows in a way that Pandoc does not read, for the document tree alone."""
    paragraphs = to_markdown(to_marked(spans), "html").replace(BREAK, "\n\n")
    return Markdown(f'::: {{data-zone="{zone}"}}\n{paragraphs}\n:::')


def raw_html(markup: str) -> Markdown:
    """Write markup as a block that only a page has, or that Pandoc converts."""
    safe = markup.replace("{{", "&#123;&#123;").replace("```", "&#96;&#96;&#96;")  # no shortcode, no end of the fence
    return Markdown(f"```{{=html}}\n{safe}\n```")


def raw_typst(code: str) -> Markdown:
    """Write Typst code as a block that only a PDF has."""
    return Markdown(f"```{{=typst}}\n{code}\n```")
