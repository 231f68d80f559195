"""Rendering the report: outputs appear only when every numeral of the finished files has its place."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

from vexas_evidence.publish.coverage import attachments, manifest, rendering, verification_record
from vexas_evidence.publish.coverage.finished_file import Coverage
from vexas_evidence.publish.coverage.finished_render import (
    VERIFICATION,
    finished,
    inspect,
    refuse_titles,
    refuse_typed,
    with_other_files,
)
from vexas_evidence.publish.coverage.manifest import MANIFEST, Manifest
from vexas_evidence.publish.coverage.tree_words import ABSENT
from vexas_evidence.publish.render import Rendered, Request, render
from vexas_evidence.publish.render.request import Log
from vexas_evidence.publish.site import scripts, sitemap
from vexas_evidence.publish.site.report_data import ReportData, shared_with_pages
from vexas_evidence.system.escaping import sorted_json
from vexas_evidence.system.hashes import folder_hashes
from vexas_evidence.system.problems import counted
from vexas_evidence.text.numerals import CLASSES, NumeralClass

_DOCUMENT = re.compile(r'<a href="(?P<file>[\w-]+\.(?:pdf|docx|pptx))">(?P<words>[^<]*)</a>')


def render_report(request: Request, tell: Log, data: ReportData) -> Rendered:
    """Render the report, all of it or the pages and formats asked for; *tell* hears each page and the totals.

    Raises Uncovered with the discrepancies, BadInput with the problems; then the last good outputs stay.
    """
    refuse_titles(data.report_pages, data.numbers)
    refuse_typed(data.report_pages, data.numbers.evidence)
    if request.everything:
        data.prepare()
    with (
        shared_with_pages(data),
        rendering.separate_trees() as trees,
    ):

        def check_and_finish(site: Path) -> None:
            absent = unlink_absent_documents(site)
            coverages, expected = check_outputs(site, trees, data)
            finish_site(site, coverages, expected, data)
            tell(coverage_line(coverages))
            tell(sitemap.address_line(data.numbers.evidence))
            if absent:
                tell(f"not rendered, and so not linked: {', '.join(absent)}; add their formats to --to")

        if request.engine == "auto":
            request = replace(request, engine=data.numbers.evidence.report.engine)
        return render(request, tell, check_and_finish, data.report_pages.project)


def unlink_absent_documents(site: Path) -> list[str]:
    """Say in pages which documents were not made with them, in place of links, and return the names of these."""
    absent: set[str] = set()
    for path in finished(site):
        if path.suffix == ".html":
            page = path.read_text(encoding="utf-8")
            missing = [each for each in _DOCUMENT.finditer(page) if not (path.parent / each["file"]).exists()]
            absent.update(each["file"] for each in missing)
            for each in missing:
                page = page.replace(each[0], f"{each['words']} {ABSENT}")
            if missing:
                path.write_text(page, encoding="utf-8", newline="\n")
    return sorted(absent)


def check_outputs(site: Path, trees: Path, data: ReportData) -> tuple[tuple[Coverage, ...], Manifest]:
    """Write the scripts that are cut from pages, and hold the finished files to their trees. Raises Uncovered."""
    scripts.write(site, data.numbers.evidence)
    return inspect(site, data.report_pages, trees, data.numbers, data.record.code)


def finish_site(site: Path, coverages: tuple[Coverage, ...], expected: Manifest, data: ReportData) -> None:
    """Write what is made of finished files: what is *expected* of them, their attachments, and the verification.

    The manifest holds the lines of every file; the verification the numerals of each document by class, and the hashes
    of all files but itself; its own numbers are in no total.
    """
    known = with_other_files(site, expected, data.attachments)
    manifest.write(known, site / MANIFEST)
    facts = verification_record.facts(data.record)
    for name in known.files:
        path, suffix = site / name, Path(name).suffix
        if suffix in (".html", ".pdf"):
            attached = attachments.of_file(facts, data.attachments, manifest.of_one(known, name))
            if suffix == ".html":
                page = attachments.into_page(path.read_text(encoding="utf-8"), attached)
                path.write_bytes(page.encode("utf-8"))
            else:
                path.write_bytes(attachments.into_pdf(path.read_bytes(), attached))
    hashes = {name: each for name, each in folder_hashes(site).items() if name != VERIFICATION.as_posix()}
    by_file = {each.file: {str(kind): count for kind, count in each.totals.items()} for each in coverages}
    written = sorted_json({**facts, "coverage": by_file, "files_sha256": hashes})
    (site / VERIFICATION).write_text(written, encoding="utf-8")


def coverage_line(coverages: tuple[Coverage, ...]) -> str:
    """Return a line that says how many numerals were placed, by class."""
    counts = Counter[NumeralClass]()
    for coverage in coverages:
        counts.update(coverage.totals)
    classes = ", ".join(f"{counts[kind]} {kind}" for kind in CLASSES if counts[kind])
    files = counted(len(coverages), "files")
    return f"coverage: {counts.total()} numerals in {files}, none left over: {classes or 'none'}"
