"""HTML pages: their navigation and style sheets, and the project files that they refer to."""

from __future__ import annotations

import html as escaping
import posixpath
import re
import string
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import html as markup

from vexas_evidence.publish.render.embedded.pandoc import RESOURCES
from vexas_evidence.publish.render.page import plain_title
from vexas_evidence.publish.render.project import MenuLink, Project, Website
from vexas_evidence.publish.render.settings import Settings, flag, paths, text
from vexas_evidence.system.problems import Problems, nearest

_REFERENCES = ("//img/@src", "//source/@src", "//a/@href", "//object/@data")


def options(
    project: Project, settings: Settings, page: str, output: str, pages: Mapping[str, str], problems: Problems
) -> dict[str, Any]:
    """Return pandoc's options for a page; *pages* has the output of each page."""
    offset = "../" * output.count("/")
    site = project.website
    left = [_entry(entry, page, pages, offset, problems) for entry in site.left]
    right = [_entry(entry, page, pages, offset, problems) for entry in site.right]
    sheets = paths(settings, "css", project.root, problems)
    plain = plain_title(text(settings, "title"))
    title = text(settings, "pagetitle", plain)
    variables: dict[str, Any] = {
        "offset": offset,
        "page-title": _escape(" – ".join(dict.fromkeys(part for part in (title, site.title) if part)) or page),
        "page-description": _escape(
            text(settings, "description-meta", text(settings, "description", site.description))
        ),
        "toc-heading": _escape(text(settings, "toc-title", "On this page")),
        "css": [_escape(offset + path.relative_to(project.root).as_posix()) for path in sheets],
        "navbar": bool(site.navbar_title or left or right),
        "navbar-title": _escape(site.navbar_title),
        "home": left[0]["href"] if left else "#",
        "nav": left,
        "nav-right": right,
        "has-meta": "author" in settings or "date" in settings,
        "date-meta": _escape(text(settings, "date")),
        **(neighbours(site, page, pages, offset) if site.page_navigation else {}),
    }
    if any(site.footer):
        variables["footer"] = True
    given = {key: value for key, value in variables.items() if value not in ("", [], False)}
    return {
        "template": str(RESOURCES / "page.html"),
        "section-divs": True,
        "html-math-method": {"method": "mathml"},
        "variables": given,
        "table-of-contents": flag(settings, "toc"),
        "include-after-body": [str(path) for path in paths(settings, "include-after-body", project.root, problems)],
    }


def footer_metadata(site: Website) -> dict[str, str]:
    """Return the texts of the footer, which are Markdown."""
    names = ("footer-left", "footer-center", "footer-right")
    return {name: markdown for name, markdown in zip(names, site.footer, strict=True) if markdown}


def _escape(content: str) -> str:
    return escaping.escape(content, quote=True)


def _entry(entry: MenuLink, page: str, pages: Mapping[str, str], offset: str, problems: Problems) -> dict[str, Any]:
    href = entry.href
    if href.endswith(".qmd"):
        known = href.removeprefix("/")
        if known not in pages:
            problems.add(entry.place, f"link to unknown page {href!r}", "a page of the project", nearest(known, pages))
        href = offset + pages.get(known, "")
    elif not re.match(r"[a-z]+:|#", href):
        href = offset + href.removeprefix("/")
    fields: dict[str, Any] = {"href": _escape(href), "text": _escape(entry.text)}
    if entry.href.removeprefix("/") == page:
        fields["current"] = True
    return fields


def neighbours(site: Website, page: str, pages: Mapping[str, str], offset: str) -> dict[str, Any]:
    """Return the previous and next HTML page in the order of the navbar."""
    entries = [
        entry for entry in (*site.left, *site.right) if pages.get(entry.href.removeprefix("/"), "").endswith(".html")
    ]
    order = [entry.href.removeprefix("/") for entry in entries]
    if page not in order:
        return {}
    at = order.index(page)
    found: dict[str, Any] = {"page-navigation": True}
    for name, place in (("previous", at - 1), ("next", at + 1)):
        if 0 <= place < len(order):
            found[name] = {"href": _escape(offset + pages[order[place]]), "text": _escape(entries[place].text)}
    return found


def finish(content: bytes, page: str, root: Path, outputs: Collection[str]) -> tuple[bytes, tuple[str, ...]]:
    """Return the page with unique ids, and the project files that it refers to which are not *outputs* of pages."""
    source = re.sub(rb'(<a href="#[^"]*") id="toc-[^"]*"', rb"\1", content)
    tree = markup.document_fromstring(source)
    found: dict[str, None] = {}
    for query in _REFERENCES:
        for value in list(tree.xpath(query)):  # type: ignore[arg-type]
            path = unquote(str(value).partition("#")[0].partition("?")[0])
            if not path or re.match(r"[a-z]+:|//", path):
                continue
            name = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
            if not name.startswith("..") and name not in outputs and (root / name).is_file():
                found[name] = None
    return source, tuple(found)


def redirect(target: str, title: str, lang: str) -> str:
    """Return a page that redirects to *target* without a script."""
    template = string.Template((RESOURCES / "redirect.html").read_text(encoding="utf-8"))
    return template.substitute(href=_escape(target), title=_escape(title), lang=_escape(lang))


def style_uses(sheet: str, root: Path) -> tuple[str, ...]:
    """Return the project files that a style sheet refers to (fonts, pictures, other sheets), and itself."""
    found = {sheet: None}
    folder = posixpath.dirname(sheet)
    for value in re.findall(r"""(?:url\(|@import\s+)\s*["']?([^"')]+)""", (root / sheet).read_text(encoding="utf-8")):
        name = posixpath.normpath(posixpath.join(folder, value.partition("#")[0].partition("?")[0]))
        if not re.match(r"[a-z]+:|//|\.\.", value if ":" in value else name) and (root / name).is_file():
            found[name] = None
    return tuple(found)
