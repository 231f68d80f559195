"""The heads of finished pages: description, picture and title for search results and previews, and linked data.

Both engines make pages without them; they are put in when the pages are finished, and their texts into the document
trees of these.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.present.figures import sheet
from vexas_evidence.present.spans import Span, Spans, Words, study_title, to_text, with_minus
from vexas_evidence.publish.coverage import rendering
from vexas_evidence.publish.coverage.manifest import Zone
from vexas_evidence.publish.coverage.tree import add_to_tree
from vexas_evidence.publish.export import linked_data
from vexas_evidence.publish.site.report_data import ReportData

PICTURE = f"downloads/{sheet.NAME}"
FRONT_DOOR = "index.html"
SUMMARY = "index"
Tag = tuple[str, str, Spans]
"""The attribute, the name and the content of a meta element."""
_MARK = 'property="og:title"'
_DESCRIPTION = re.compile(r'<meta name="description"[^>]*>\s*')


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page: its file in the site, the page that it was made from, its title and description."""

    file: str
    source: str
    title: Spans
    description: Spans


def write(site: Path, data: ReportData) -> None:
    """Put the head elements into every page of a site that has none yet, and their texts into its tree."""
    numbers, name = data.numbers, data.report_pages.project.website.title
    described = sheet.description(numbers)
    for page in finished_pages(site, data):
        tags, tree = list(metas(numbers, page, name, described)), _tree(numbers, page)
        texts: list[tuple[Zone, Spans]] = [("head", spans) for _, _, spans in tags]
        texts += [("data", spans) for spans in (linked_data.spans_of(tree) if tree else ())]
        if _put(site, page.file, numbers, tags, [linked_data.to_script(tree)] if tree else []):
            add_to_tree(rendering.folder(), page.source, "html", texts)
    if (site / FRONT_DOOR).is_file():
        _put(site, FRONT_DOOR, numbers, _of_door(numbers, name), [])


def _put(site: Path, file: str, numbers: Numbers, tags: Iterable[Tag], scripts: list[str]) -> bool:
    """Put elements into the head of a page; say whether it had none yet."""
    path = site / file
    text = path.read_text(encoding="utf-8")
    if _MARK in text:
        return False
    markup = [*map(_meta, tags), *_links(numbers, file), *scripts]
    before, end, after = _DESCRIPTION.sub("", text).partition("</head>")
    path.write_text(before + "\n".join([*markup, end]) + after, encoding="utf-8")
    return True


def finished_pages(site: Path, data: ReportData) -> Iterator[Page]:
    """Yield the pages of a site that were made, in the order of the project; slides are no page of it."""
    numbers = data.numbers
    for source, page in data.report_pages.pages.items():
        file = page.output("html")
        if (site / file).is_file() and "revealjs" not in page.formats:
            title, study = page.title("html"), study_title(numbers)
            if Path(source).stem == SUMMARY:
                description: Spans = (numbers.evidence.question.text, f" {fixed('meta.about')}")
            elif written := page.setting("description-meta", "html", ""):
                description = (written,)
            else:
                description = (f"{title}: ", study, f". {fixed('meta.about')}")
            named = (study, *_with_version(f": {title}", numbers.evidence.version))
            yield Page(file, source, named, description)


def metas(numbers: Numbers, page: Page, site_name: str, described: Spans) -> Iterator[Tag]:
    """Yield the meta elements of a page; *described* is what the picture of the report shows, in words."""
    yield from _described(page.title, page.description, "article" if _is_summary(page) else "website", site_name)
    if address := numbers.evidence.report.address:
        yield "property", "og:url", (Words(f"{address}{page.file}", "reference"),)
    width, height = sheet.PIXELS
    yield "name", "twitter:card", ("summary_large_image",)
    yield "property", "og:image", (_picture(numbers, page.file),)
    yield "property", "og:image:type", ("image/png",)
    yield "property", "og:image:width", (Words(str(width), "picture size"),)
    yield "property", "og:image:height", (Words(str(height), "picture size"),)
    yield "property", "og:image:alt", described


def _described(title: Spans, description: Spans, kind: str, site_name: str) -> Iterator[Tag]:
    yield "name", "description", description
    yield "property", "og:type", (kind,)
    yield "property", "og:site_name", (site_name,)
    yield "property", "og:title", title
    yield "property", "og:description", description


def _of_door(numbers: Numbers, site_name: str) -> Iterator[Tag]:
    """The front door leads on to the summary, and prints no number."""
    title = study_title(numbers)
    yield from _described((title,), (title, f". {fixed('meta.about')}"), "website", site_name)
    yield "name", "twitter:card", ("summary_large_image",)
    yield "property", "og:image", (_picture(numbers, FRONT_DOOR),)
    yield "property", "og:image:alt", (fixed("meta.picture"),)


def _tree(numbers: Numbers, page: Page) -> linked_data.Tree | None:
    address = numbers.evidence.report.address
    if _is_summary(page):
        return linked_data.of_summary(
            numbers, page.title, page.description, f"{address}{page.file}" if address else None
        )
    if Path(page.file).stem == "glossary":
        return linked_data.of_glossary(numbers, page.title, page.description)
    return None


def _is_summary(page: Page) -> bool:
    return Path(page.file).stem == SUMMARY


def _links(numbers: Numbers, file: str) -> list[str]:
    """The canonical address and the feed, which only a published site has."""
    address = numbers.evidence.report.address
    if address is None:
        return []
    own = "report/index.html" if file == FRONT_DOOR else file
    return [
        f'<link rel="canonical" href="{html.escape(address + own)}">',
        f'<link rel="alternate" type="application/atom+xml" title="Versions" href="{_up(file)}feed.xml">',
    ]


def _picture(numbers: Numbers, file: str) -> Words:
    address = numbers.evidence.report.address
    return Words(f"{_up(file) if address is None else address}{PICTURE}", "reference")


def _up(file: str) -> str:
    return "../" * file.count("/")


def _meta(tag: Tag) -> str:
    attribute, name, content = tag
    return f'<meta {attribute}="{name}" content="{html.escape(with_minus(" ".join(to_text(content).split())))}">'


def _with_version(title: str, version: str) -> Spans:
    """A title in which the version is marked as one."""
    before, found, after = title.partition(version)
    spans: list[Span] = [before, *([Words(found, "version")] if found else []), after]
    return tuple(span for span in spans if span)
