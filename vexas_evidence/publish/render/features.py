"""Which Quarto features the embedded engine knows: one table, also printed as FEATURES.md.

A key that is not in the table is refused with its file and line, so that no page silently looks other than its
author wrote it. Keys marked *Quarto only* change nothing but Quarto's own look, and may stand in a file that both
engines read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import yaml

from vexas_evidence.load.yaml import Loader
from vexas_evidence.present.formats import FORMATS

Kind = Literal["text", "flag", "number", "texts", "path", "paths", "mapping", "ignored"]


@dataclass(frozen=True, slots=True)
class Feature:
    """One key: where it may stand, what kind of value it takes, what it does, and its permitted values."""

    scope: str
    key: str
    kind: Kind
    meaning: str
    choices: tuple[str, ...] = ()


def _read(table: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> Iterator[Feature]:
    """The features of the table ``features.yml``, in its order."""
    for scope, keys in table.items():
        for key, row in keys.items():
            yield Feature(scope, key, row["kind"], row["meaning"], tuple(row.get("choices", ())))


FEATURES = tuple(_read(yaml.load(files(__package__).joinpath("features.yml").read_text("utf-8"), Loader)))

SHORTCODES = {
    "include": "`{{< include path >}}` on a line of its own, also inside an included file",
    "var": "`{{< var a.b >}}` from `_variables.yml`",
    "meta": "`{{< meta key >}}` from the page or `_quarto.yml`",
    "pagebreak": "`{{< pagebreak >}}` on a line of its own",
}
CALLOUTS = ("caution", "important", "note", "tip", "warning")
MARKDOWN = (
    "Pandoc Markdown with Quarto's extensions, raw blocks (`{=html}`, `{=typst}`, `{=openxml}`) and footnotes",
    "Python cells ` ```{python} ` with `#|` options, and inline code `` `{python} expression` ``",
    "Output of cells: Markdown, PNG, SVG and plain text; HTML is refused, since Quarto loads scripts from a CDN for it",
    "Cross-references `@tbl-`, `@fig-`, `@sec-` to divs, images, tables with a caption and headings",
    "Callouts: " + ", ".join(CALLOUTS) + "; `title`, `appearance`, `icon=false`",
    "`.content-visible` and `.content-hidden` with `when-format` or `unless-format`: " + ", ".join(FORMATS),
    "Citations `[@key]`, formatted by citeproc in every format",
    "Links between pages `x.qmd#id`, in Markdown and in raw HTML; in PDF and DOCX only links within the document",
    "Raw HTML tables become real tables in PDF, DOCX and PPTX",
    "Slides in PPTX: one for each heading of the second level; notes in `::: {.notes}`; a picture's title is its "
    "alternative text",
)
REFUSED_CLASSES = (
    ("panel-", "panels and tabsets"),
    ("column-", "page columns"),
    ("layout-", "figure layouts"),
    ("g-col-", "grids"),
    ("aside", "margin notes"),
    ("margin-caption", "margin notes"),
    ("incremental", "slides"),
    ("nonincremental", "slides"),
    ("fragment", "slides"),
    ("landscape", "landscape sections"),
    ("lightbox", "lightboxes"),
)
REFUSED_ATTRIBUTES = ("layout", "layout-ncol", "layout-nrow", "layout-valign", "code-line-numbers", "filename",
                      "when-meta", "unless-meta", "when-profile", "unless-profile", "collapse", "list-table",
                      "tbl-colwidths", "fig-align", "fig-pos", "group", "shortcodes")  # fmt: skip
REFUSED_IDS = ("lst", "eq", "thm", "lem", "cor", "prp", "cnj", "def", "exm", "exr", "sol", "rem", "alg",
               "nte", "tip", "wrn", "imp", "cau", "vid")  # fmt: skip


def in_scope(*scopes: str) -> dict[str, Feature]:
    """Return the features of the named scopes by key."""
    return {feature.key: feature for feature in FEATURES if feature.scope in scopes}


def as_markdown() -> str:
    """Return the text of FEATURES.md."""
    lines = [
        "# Quarto features that the embedded engine knows",
        "",
        "Anything else stops the render with its file and line.",
        "Keys of a format may also stand at the top of a page or of `_quarto.yml`, as in Quarto.",
        "This page is written from `features.yml` by `make features`; a test compares the two.",
        "",
        "## In the text",
        "",
        *(f"- {line}" for line in MARKDOWN),
        *(f"- {line}" for line in SHORTCODES.values()),
        "",
        "Refused by name: "
        + ", ".join(f"`.{name}{'*' if name.endswith('-') else ''}`" for name, _ in REFUSED_CLASSES)
        + "; attributes "
        + ", ".join(f"`{name}`" for name in REFUSED_ATTRIBUTES)
        + "; ids "
        + ", ".join(f"`#{name}-`" for name in REFUSED_IDS)
        + ".",
    ]
    for scope in dict.fromkeys(feature.scope for feature in FEATURES):
        lines += ["", f"## {scope}", "", "| key | value | meaning |", "|---|---|---|"]
        for feature in in_scope(scope).values():
            kind = ", ".join(f"`{choice}`" for choice in feature.choices) or feature.kind
            lines.append(f"| `{feature.key}` | {kind} | {feature.meaning} |")
    return "\n".join(lines) + "\n"


def write() -> None:
    """Write FEATURES.md next to this module."""
    Path(__file__).with_name("FEATURES.md").write_text(as_markdown(), encoding="utf-8")
