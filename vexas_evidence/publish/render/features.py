"""Which Quarto features the embedded engine knows: one table, also printed as FEATURES.md.

A key that is not in the table is refused with its file and line, so that no page silently looks other than its
author wrote it. Keys marked *Quarto only* change nothing but Quarto's own look, and may stand in a file that both
engines read.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from vexas_evidence.present.formats import EMBEDDED, FORMATS

Kind = Literal["text", "flag", "number", "texts", "path", "paths", "mapping", "ignored"]


@dataclass(frozen=True, slots=True)
class Feature:
    """One key: where it may stand, what kind of value it takes, what it does, and its permitted values."""

    scope: str
    key: str
    kind: Kind
    meaning: str
    choices: tuple[str, ...] = ()


PDF_STANDARDS = ("1.4", "1.5", "1.6", "1.7", "2.0", "a-1a", "a-1b", "a-2a", "a-2b", "a-2u", "a-3a", "a-3b", "a-3u",
                 "a-4", "a-4e", "a-4f", "ua-1")  # fmt: skip

FEATURES: tuple[Feature, ...] = (
    Feature("project", "type", "text", "the kind of project", ("website",)),
    Feature("project", "output-dir", "text", "folder for the outputs"),
    Feature("project", "execute-dir", "text", "cells run in the project's folder", ("project",)),
    Feature("project", "render", "texts", "globs of the pages, in order; `!glob` leaves pages out"),
    Feature("project", "pre-render", "texts", "Python scripts run before the pages"),
    Feature("project", "post-render", "texts", "Python scripts run on the finished folder, before it is published"),
    Feature("project", "resources", "texts", "globs of files copied to the output"),
    Feature("website", "title", "text", "name of the site, first in the navbar"),
    Feature("website", "description", "text", "description of pages that have none"),
    Feature("website", "site-url", "ignored", "Quarto only: sitemap and link previews"),
    Feature("website", "favicon", "path", "icon of the site"),
    Feature("website", "search", "text", "only `false`: there is no search box", ("false",)),
    Feature("website", "page-navigation", "flag", "links to the previous and next page of the navbar"),
    Feature("website", "navbar", "mapping", "links at the top"),
    Feature("website", "page-footer", "mapping", "text at the foot: one text, or left, center and right"),
    Feature("navbar", "left", "mapping", "links after the title: `href` and `text`"),
    Feature("navbar", "right", "mapping", "links at the far end: `href` and `text`"),
    Feature("navbar", "title", "text", "name in the navbar instead of the site's"),
    Feature("navbar", "search", "text", "only `false`", ("false",)),
    Feature("navbar", "background", "ignored", "Quarto only"),
    Feature("navbar", "foreground", "ignored", "Quarto only"),
    Feature("navbar", "collapse-below", "ignored", "Quarto only"),
    Feature("navbar entry", "href", "text", "a page (`report/x.qmd`), file or address"),
    Feature("navbar entry", "text", "text", "the words of the link"),
    Feature("page-footer", "left", "text", "Markdown"),
    Feature("page-footer", "center", "text", "Markdown"),
    Feature("page-footer", "right", "text", "Markdown"),
    Feature("page-footer", "border", "ignored", "Quarto only"),
    Feature("page-footer", "background", "ignored", "Quarto only"),
    Feature("page", "title", "text", "title; Markdown and shortcodes"),
    Feature("page", "pagetitle", "text", "title in the browser's tab"),
    Feature("page", "subtitle", "text", "subtitle; Markdown and shortcodes"),
    Feature("page", "description", "text", "one sentence on the page, shown under the title in HTML"),
    Feature("page", "description-meta", "text", "one sentence on the page for search engines, not shown on it"),
    Feature("page", "abstract", "text", "abstract; Markdown"),
    Feature("page", "author", "texts", "names"),
    Feature("page", "date", "text", "printed as written; if YYYY-MM-DD it also dates the PDF and DOCX"),
    Feature("page", "keywords", "texts", "keywords in the file's own metadata"),
    Feature("page", "version", "text", "version of the report, for templates and `{{< meta version >}}`"),
    Feature("page", "lang", "text", "language of the page; labels are English"),
    Feature("page", "aliases", "texts", "old addresses, written as pages that lead here"),
    Feature("page", "bibliography", "paths", "BibTeX or CSL files"),
    Feature("page", "csl", "path", "citation style"),
    Feature("page", "link-citations", "flag", "citations link to the references"),
    Feature("page", "citeproc", "flag", "pandoc formats the citations (always so here)"),
    Feature("page", "nocite", "text", "references listed without a citation"),
    Feature(
        "page",
        "filters",
        "mapping",
        "Lua filters: a path, or `path` and `at` (pre-quarto or post-quarto; post-render is Quarto only)",
    ),
    Feature("page", "execute", "mapping", "defaults of cell options"),
    Feature("page", "format", "mapping", f"the outputs: {', '.join(EMBEDDED)}; revealjs is left out, with a message"),
    Feature("page", "quarto-required", "ignored", "Quarto only: the versions of Quarto that may render the project"),
    Feature("page", "jupyter", "ignored", "Quarto only: name of the kernel"),
    Feature("page", "engine", "text", "only `jupyter`: Python cells", ("jupyter",)),
    Feature("page", "number-sections", "flag", "numbered headings, needed by `@sec-`"),
    Feature("page", "toc", "flag", "table of contents"),
    Feature("page", "toc-depth", "number", "levels in the table of contents"),
    Feature("page", "toc-title", "text", "heading of the table of contents"),
    Feature("page", "shift-heading-level-by", "number", "added to the level of every heading"),
    Feature("page", "output-file", "text", "name of the output file"),
    Feature("html", "css", "paths", "style sheets, copied to the same place in the output"),
    Feature("html", "include-after-body", "paths", "files of HTML put at the end of the page"),
    Feature("html", "theme", "ignored", "Quarto only: Bootstrap theme"),
    Feature("html", "respect-user-color-scheme", "ignored", "Quarto only: here the browser's wish always counts"),
    Feature("html", "toc-location", "ignored", "Quarto only: here at the right"),
    Feature("html", "smooth-scroll", "ignored", "Quarto only"),
    Feature("html", "anchor-sections", "ignored", "Quarto only"),
    Feature("html", "code-copy", "ignored", "Quarto only"),
    Feature("html", "code-tools", "ignored", "Quarto only"),
    Feature("html", "link-external-newwindow", "ignored", "Quarto only"),
    Feature("html", "link-external-icon", "ignored", "Quarto only"),
    Feature("html", "html-table-processing", "ignored", "Quarto only: here raw tables stay as they are"),
    Feature("html", "minimal", "ignored", "Quarto only"),
    Feature("html", "fig-responsive", "ignored", "Quarto only"),
    Feature("html", "lightbox", "text", "only `false`", ("false",)),
    Feature("html", "page-layout", "ignored", "Quarto only"),
    Feature("html", "grid", "ignored", "Quarto only: widths of the columns"),
    Feature("html", "title-block-banner", "text", "only `false`", ("false",)),
    Feature("typst", "papersize", "text", "paper, such as a4"),
    Feature("typst", "margin", "mapping", "page margins: top, bottom, left, right, x, y"),
    Feature("typst", "mainfont", "text", "font of the text"),
    Feature("typst", "fontsize", "text", "size of the text, such as 10pt"),
    Feature("typst", "font-paths", "paths", "folders of fonts; no other font is seen"),
    Feature("typst", "section-numbering", "text", "numbering pattern of headings"),
    Feature("typst", "template-partials", "paths", "typst-template.typ and typst-show.typ"),
    Feature(
        "typst", "pdf-standard", "texts", "standards that the PDF must meet; with ua-1 alone, a-3a too", PDF_STANDARDS
    ),
    Feature("typst", "keep-typ", "flag", "writes the Typst source beside the PDF"),
    Feature("docx", "reference-doc", "path", "document whose styles, header and footer are used"),
    Feature("pptx", "reference-doc", "path", "presentation whose layouts, fonts and footer are used"),
    Feature("revealjs", "theme", "ignored", "Quarto only: this format is not made here"),
    Feature("revealjs", "css", "ignored", "Quarto only: this format is not made here"),
    Feature("revealjs", "footer", "ignored", "Quarto only: this format is not made here"),
    Feature("revealjs", "html-math-method", "ignored", "Quarto only: this format is not made here"),
    Feature("revealjs", "slide-number", "ignored", "Quarto only: this format is not made here"),
    Feature("execute", "echo", "flag", "show the code"),
    Feature("execute", "eval", "flag", "run the code"),
    Feature("execute", "output", "text", "show what the code returns; `asis` without a div", ("true", "false", "asis")),
    Feature("execute", "include", "flag", "show anything at all"),
    Feature("execute", "warning", "flag", "show what the code writes to stderr"),
    Feature("execute", "error", "text", "only `false`: a cell that raises stops the render", ("false",)),
    Feature("execute", "cache", "text", "only `false`: cells always run", ("false",)),
    Feature("execute", "freeze", "text", "nothing here, as cells always run", ("auto", "false")),
    Feature("execute", "daemon", "ignored", "Quarto only: how long a kernel stays"),
    Feature("cell", "label", "text", "a name for the cell"),
    Feature("cell", "echo", "flag", "show the code"),
    Feature("cell", "eval", "flag", "run the code"),
    Feature("cell", "output", "text", "show what the code returns; `asis` without a div", ("true", "false", "asis")),
    Feature("cell", "include", "flag", "show anything at all"),
    Feature("cell", "warning", "flag", "show what the code writes to stderr"),
    Feature("cell", "error", "text", "only `false`", ("false",)),
)

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
        "This page is written from `features.py` by `make features`; a test compares the two.",
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
