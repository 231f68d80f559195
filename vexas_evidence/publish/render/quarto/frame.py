"""Quarto's own frame around a page, mended: landmarks with names, and the links to the previous and the next page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from vexas_evidence.publish.render.embedded.html import neighbours
from vexas_evidence.publish.render.page import Page

# What is wrong for a screen reader, and what replaces it; a landmark that has a name, as those of the embedded engine,
# keeps it.
_WRONG = (
    (r'<nav (?=class="navbar )(?![^>]*aria-label=)', '<nav aria-label="Site" '),
    (r'(?<= aria-controls="navbarCollapse") role="menu"', ""),
)
_LINK = '<div class="nav-page nav-page-{}"><a href="{}" class="pagination-link"><span>{}</span></a></div>'
_NAVIGATION = "page-navigation"


def mend(site: Path, pages: Iterable[Page]) -> None:
    """Mend the frames of the pages of a site, in place; what was mended before stays as it is."""
    outputs = {page.path: page.output("html") for page in pages if "html" in page.formats}
    for page in pages:
        path = site / outputs.get(page.path, "")
        if path.is_file():
            text = mended = path.read_text(encoding="utf-8")
            for wrong, right in _WRONG:
                mended = re.sub(wrong, right, mended)
            if page.project.website.page_navigation and f'class="{_NAVIGATION}"' not in mended:
                mended = _with_neighbours(mended, page, outputs)
            if mended != text:
                path.write_text(mended, encoding="utf-8")
    (site / "search.json").unlink(missing_ok=True)  # Quarto writes it without a search too


def _with_neighbours(text: str, page: Page, outputs: Mapping[str, str]) -> str:
    """A page with links to those before and after it in the navbar; Quarto takes such links from a sidebar only."""
    offset = "../" * outputs[page.path].count("/")
    found = neighbours(page.project.website, page.path, outputs, offset)
    links = [
        _LINK.format(name, found[name]["href"], found[name]["text"]) if name in found else "<div></div>"
        for name in ("previous", "next")
    ]
    navigation = f'<nav class="{_NAVIGATION}" aria-label="Previous and next page">{"".join(links)}</nav>\n'
    before, end, after = text.rpartition("</main>")
    return f"{before}{navigation}{end}{after}" if found and end else text
