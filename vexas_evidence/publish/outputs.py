"""Rendering the report: outputs appear only when every numeral of the finished files has its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from vexas_evidence.publish.coverage import attachments, manifest, notes, seals, verification_record
from vexas_evidence.publish.coverage.finished_render import VERIFICATION, finished, inspect, refuse_titles, refuse_typed
from vexas_evidence.publish.coverage.manifest import MANIFEST
from vexas_evidence.publish.coverage.placing import Coverage
from vexas_evidence.publish.render import Rendered, Request, render
from vexas_evidence.publish.render.request import Log
from vexas_evidence.publish.site import scripts, sitemap
from vexas_evidence.publish.site.report_data import ReportData, shared_with_pages
from vexas_evidence.system.problems import counted
from vexas_evidence.text.numerals import CLASSES, NumeralClass

_DOCUMENT = re.compile(r'href="([\w-]+\.(?:pdf|docx|pptx))"')


def render_report(request: Request, tell: Log, data: ReportData) -> Rendered:
    """Render the report, all of it or the pages and formats asked for; *tell* hears each page and the totals.

    Raises Uncovered with the discrepancies, BadInput with the problems; then the last good outputs stay.
    """
    refuse_titles(data.sources, data.numbers)
    refuse_typed(data.sources, data.numbers.evidence)
    everything = not request.pages and not request.formats
    if everything:
        data.prepare()
    with (
        shared_with_pages(data),
        notes.separate_notes(None if everything else request.output / MANIFEST) as folder_of_notes,
    ):

        def check_and_finish(site: Path) -> None:
            coverages = inspect(site, data.sources, folder_of_notes, data.numbers)
            finish_site(site, coverages, data)
            tell(coverage_line(coverages))
            tell(sitemap.address_line(data.numbers.evidence))
            if absent := documents_not_rendered(site):
                tell(f"not rendered, though pages link to them: {', '.join(absent)}; add their formats to --to")

        return render(request, tell, check_and_finish, data.sources.project)


def documents_not_rendered(site: Path) -> list[str]:
    """Return the documents beside a page of a site to which the page links, and which are not there."""
    pages = [(path, path.read_text(encoding="utf-8")) for path in finished(site) if path.suffix == ".html"]
    links = ((path, name) for path, text in pages for name in _DOCUMENT.findall(text))
    return sorted({name for path, name in links if not (path.parent / name).exists()})


def finish_site(site: Path, coverages: tuple[Coverage, ...], data: ReportData) -> None:
    """Write what is made of finished files: scripts cut from pages, attachments of pages, seals, the verification.

    The verification holds the numerals of each file by class, and the hashes of the files.
    """
    known = manifest.read(site / MANIFEST)
    scripts.write(site, data.numbers.evidence)
    for path in finished(site):
        if path.suffix == ".html" and (name := path.relative_to(site).as_posix()) in known.files:
            page = path.read_text(encoding="utf-8")
            attached = attachments.of_file(data.record, data.attachments, manifest.of_one(known, name))
            path.write_bytes(seals.sealed_page(attachments.into_page(page, attached).encode("utf-8")))
        elif path.suffix == ".pdf":
            path.write_bytes(seals.sealed_pdf(path.read_bytes()))
    files = [*finished(site), *scripts.of(site), site / MANIFEST, *(site / "downloads").glob("*")]
    by_file = {each.file: {str(kind): count for kind, count in each.totals.items()} for each in coverages}
    (site / VERIFICATION).write_text(verification_record.as_json(data.record, by_file, files, site), encoding="utf-8")


def check_quarto_site(site: Path, data: ReportData) -> str:
    """Place the numerals of a site that Quarto rendered without the command, and finish the site.

    Returns the totals in a line. Raises Uncovered where a numeral has no place, and removes the finished files.
    """
    try:
        refuse_titles(data.sources, data.numbers)
        refuse_typed(data.sources, data.numbers.evidence)
        coverages = inspect(site, data.sources, notes.folder(), data.numbers)
        finish_site(site, coverages, data)
        return coverage_line(coverages)
    except Exception:
        for path in [*finished(site), *scripts.of(site), site / MANIFEST, site / VERIFICATION]:
            path.unlink(missing_ok=True)
        raise


def totals(coverages: Iterable[Coverage]) -> dict[NumeralClass, int]:
    """Return how many numerals of each class there are in all files."""
    counts: Counter[NumeralClass] = Counter()
    for coverage in coverages:
        counts.update(coverage.totals)
    return {kind: counts[kind] for kind in CLASSES if counts[kind]}


def coverage_line(coverages: tuple[Coverage, ...]) -> str:
    """Return a line that says how many numerals were placed, by class."""
    counts = totals(coverages)
    classes = ", ".join(f"{count} {kind}" for kind, count in counts.items())
    files = counted(len(coverages), "files")
    return f"coverage: {sum(counts.values())} numerals in {files}, none left over: {classes or 'none'}"
