"""The sitemap of a published site, and its feed of the versions of the evidence.

The address of a site is ``published`` in the file of its report. Without it both are left out, with the canonical
links of its pages, and the render says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Change, Changes, Evidence
from vexas_evidence.present.spans import to_line
from vexas_evidence.publish.release import diff_text, status
from vexas_evidence.publish.release.difference import Difference
from vexas_evidence.publish.release.release_file import Release
from vexas_evidence.publish.site import versions

SITEMAP, FEED = "sitemap.xml", "feed.xml"
ATOM = "http://www.w3.org/2005/Atom"
XHTML = "http://www.w3.org/1999/xhtml"
PROTOCOL = "http://www.sitemaps.org/schemas/sitemap/0.9"


Step = tuple[str, Sequence[Difference]]
"""The release before, and what differs from it."""


def address_line(evidence: Evidence) -> str:
    """Return a line that says where the site is published, or what is left out because it is not."""
    if (address := evidence.report.address) is None:
        return f"the report names no address (published): canonical link, og:url, {SITEMAP} and {FEED} are left out"
    return f"published at {address}: canonical link and og:url on every page, {SITEMAP}, {FEED}"


def write(site: Path, files: Iterable[str], numbers: Numbers, releases: Sequence[Release] = ()) -> None:
    """Write sitemap and feed into a published site; in another one there are none."""
    address = numbers.evidence.report.address
    for name in (SITEMAP, FEED):
        (site / name).unlink(missing_ok=True)  # of an earlier render
    if address is not None:
        (site / SITEMAP).write_bytes(sitemap(files, numbers, address))
        (site / FEED).write_bytes(feed(numbers, address, releases))


def sitemap(files: Iterable[str], numbers: Numbers, address: str) -> bytes:
    """Return the addresses of all pages, each changed when the evidence was."""
    day = _newest_day(numbers.evidence.changes).isoformat()
    root = ElementTree.Element("urlset", xmlns=PROTOCOL)
    for file in files:
        page = _below(root, "url")
        _below(page, "loc", f"{address}{file}")
        _below(page, "lastmod", day)
    return _written(root)


def feed(numbers: Numbers, address: str, releases: Sequence[Release] = ()) -> bytes:
    """Return the versions of the evidence as an Atom feed, newest first (RFC 4287).

    The entry of a version that follows a release lists what changed since. A version that is superseded or withdrawn
    is new on that day.
    """
    changed = diff_text.steps(numbers, releases)
    evidence, about = numbers.evidence, numbers.study.about
    history, page = evidence.changes.versions, f"{address}report/versions.html"
    root = ElementTree.Element("feed", xmlns=ATOM)
    _below(root, "id", f"{address}{FEED}")
    _below(root, "title", fixed("history.feed-title", study=about.title))
    _below(root, "updated", _moment(_newest_day(evidence.changes)))
    _below(root, "link", rel="self", href=f"{address}{FEED}")
    _below(root, "link", rel="alternate", type="text/html", href=page)
    _below(_below(root, "author"), "name", about.curation.extracted_by)
    for version in history:
        entry = _below(root, "entry")
        _below(entry, "id", f"{page}#version-{version.version}")
        _below(entry, "title", fixed("history.entry", version=version.version, status=version.status))
        _below(entry, "updated", _moment(evidence.changes.updated(version)))
        _below(entry, "published", _moment(version.date))
        _below(entry, "link", rel="alternate", type="text/html", href=f"{page}#{versions.anchor(version.version)}")
        _content(entry, version, numbers, changed.get(version.version))
    return _written(root)


def _newest_day(changes: Changes) -> date:
    """The day of the last word on any version."""
    return max(map(changes.updated, changes.versions))


def _content(entry: ElementTree.Element, version: Change, numbers: Numbers, step: Step | None) -> None:
    """The texts of a version, and what changed since the release before: a line each for old, new, reason and so on."""
    body = _below(_below(entry, "content", type="xhtml"), "div", xmlns=XHTML)
    if version.status != "current":
        since = f" on {version.since}" if version.since else ""
        why = to_line(status.because(version, numbers.evidence.changes))
        _below(body, "p", f"{version.status.capitalize()}{since}. {status.STATUS[version.status]} {why}".rstrip())
    for change in version.changes:
        _below(body, "p", change)
    if step is None:
        return
    before, found = step
    since = fixed("history.since", version=before)
    _below(body, "p", since if found else f"{since} {fixed('difference.nothing')}")
    shorts = {name: source.short for name, source in numbers.evidence.sources.items()}
    for each in found:
        _below(body, "p", diff_text.heading(each))
        lines = _below(body, "ul")
        labels = section("difference.fields").values()
        for label, text in zip(labels, diff_text.fields(each, shorts), strict=True):
            _below(lines, "li", f"{label}: {text}")


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _below(parent: ElementTree.Element, name: str, words: str | None = None, **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name, attributes)
    element.text = words
    return element


def _written(root: ElementTree.Element) -> bytes:
    ElementTree.indent(root)
    content: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"
