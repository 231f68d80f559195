"""What only a site with an address has: canonical links, a sitemap, a feed of the evidence's versions.

The address stands in one place, ``published`` in ``report.yml``. Without it these are left out, and
the render says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.etree import ElementTree

from vexas_evidence.model import Evidence
from vexas_evidence.numbers import Numbers
from vexas_evidence.pieces import plain, unlinked
from vexas_evidence.release import told as told_of
from vexas_evidence.release.record import Release

SITEMAP, FEED = "sitemap.xml", "feed.xml"
ATOM = "http://www.w3.org/2005/Atom"
PROTOCOL = "http://www.sitemaps.org/schemas/sitemap/0.9"


def told(evidence: Evidence) -> str:
    """Say in a line where the site is published, or what is left out because it is not."""
    if (address := evidence.choice.address) is None:
        return f"no address in report.yml (published): canonical link, og:url, {SITEMAP} and {FEED} are left out"
    return f"published at {address}: canonical link and og:url on every page, {SITEMAP}, {FEED}"


def write(site: Path, files: Iterable[str], numbers: Numbers, releases: Sequence[Release] = ()) -> None:
    """Write sitemap and feed into a published site; in another one there are none."""
    address = numbers.evidence.choice.address
    made = {}
    if address is not None:
        made = {SITEMAP: sitemap(files, numbers, address), FEED: feed(numbers, address, releases)}
    for name in (SITEMAP, FEED):
        if name in made:
            (site / name).write_bytes(made[name])
        else:
            (site / name).unlink(missing_ok=True)  # of an earlier render


def sitemap(files: Iterable[str], numbers: Numbers, address: str) -> bytes:
    """Return the addresses of all pages, each changed when the evidence was."""
    day = numbers.evidence.changes.newest.date.isoformat()
    root = ElementTree.Element("urlset", xmlns=PROTOCOL)
    for file in files:
        page = _below(root, "url")
        _below(page, "loc", f"{address}{file}")
        _below(page, "lastmod", day)
    return _written(root)


def feed(numbers: Numbers, address: str, releases: Sequence[Release] = ()) -> bytes:
    """Return the versions of the evidence as an Atom feed, newest first (RFC 4287).

    A version that follows a release tells the values that changed since.
    """
    changed = told_of.steps(numbers, releases)
    evidence, about = numbers.evidence, numbers.study.about
    versions, page = evidence.changes.versions, f"{address}report/versions.html"
    root = ElementTree.Element("feed", xmlns=ATOM)
    _below(root, "id", f"{address}{FEED}")
    _below(root, "title", f"{about.title}: versions of the evidence summary")
    _below(root, "updated", f"{versions[0].date.isoformat()}T00:00:00Z")
    _below(root, "link", rel="self", href=f"{address}{FEED}")
    _below(root, "link", rel="alternate", type="text/html", href=page)
    _below(_below(root, "author"), "name", about.curation.extracted_by)
    for version in versions:
        entry = _below(root, "entry")
        _below(entry, "id", f"{page}#version-{version.version}")
        _below(entry, "title", f"Version {version.version} ({version.status})")
        _below(entry, "updated", f"{version.date.isoformat()}T00:00:00Z")
        _below(entry, "link", rel="alternate", type="text/html", href=page)
        changes = [plain(unlinked(numbers.pieces(change))) for change in version.changes]
        if version.because:
            changes.insert(0, f"{version.status.capitalize()}: {version.because}")
        if version.version in changed:
            before, found = changed[version.version]
            changes.append(f"Since version {before}: {told_of.summed(found) or 'no value changed.'}")
        _below(entry, "content", " ".join(changes), type="text")
    return _written(root)


def _below(parent: ElementTree.Element, name: str, words: str | None = None, **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name, attributes)
    element.text = words
    return element


def _written(root: ElementTree.Element) -> bytes:
    ElementTree.indent(root)
    content: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"
