"""After a render: the files for download, the fonts, and addresses that lead on without a script."""

from __future__ import annotations

import html
import json
import os
import shutil
from pathlib import Path

from vexas_evidence.present.figures.picture import FACE_FILES, FONTS
from vexas_evidence.publish import quarto_site
from vexas_evidence.publish.export import moved
from vexas_evidence.publish.site import head, sitemap
from vexas_evidence.publish.site.report_data import ReportData, downloads, open_data

LEADS_ON = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{name}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="0; url={to}">
</head>
<body>
<main><h1>{name}</h1><p><a href="{to}">{words}</a></p></main>
</body>
</html>
"""


def write_front_door(output: Path, data: ReportData) -> None:
    """Write `index.html`, which Quarto's own alias page needs a script for."""
    words, name = "Open the evidence summary", html.escape(data.report_pages.project.website.title)
    door = LEADS_ON.format(to="report/index.html", words=words, name=name)
    (output / "index.html").write_text(door, encoding="utf-8")


def write_moved_pages(output: Path, data: ReportData) -> None:
    """Write what leads on from each address that a release had to where its page is now."""
    name = html.escape(data.report_pages.project.website.title)
    for old, new in moved.pages(data.earlier_files).items():
        to = os.path.relpath(new, Path(old).parent)
        page = LEADS_ON.format(to=to, words="Open the page at its new address", name=name)
        text = page if old.endswith(".html") else f"{json.dumps({'moved': to})}\n"
        (output / old).write_text(text, encoding="utf-8")


def copy_fonts(output: Path) -> None:
    """Copy the faces that the style sheet names, and their license, which has to stand beside them."""
    folder = output / "fonts"
    folder.mkdir(exist_ok=True)
    for path in FACE_FILES:
        shutil.copyfile(path, folder / path.name)
    shutil.copyfile(FONTS / "LICENSE.txt", folder / "OFL.txt")


def write_downloads(output: Path, data: ReportData) -> None:
    """Write every table as CSV and every figure as SVG, PNG and CSV."""
    folder = output / "downloads"
    folder.mkdir(exist_ok=True)
    for name, content in downloads(data).items():
        (folder / name).write_bytes(content)


def write_heads(output: Path, data: ReportData) -> None:
    """Put description, preview and linked data into the heads of the pages; of a published site, write its map."""
    head.write(output, data)
    files = [page.file for page in head.finished_pages(output, data)]
    sitemap.write(output, files, data.numbers, data.releases if data.numbers.evidence.report.address else ())


def remove_copies(output: Path) -> None:
    """Remove the copies of what is a resource only so that a preview watches it, or a picture of a document."""
    for folder in ("data", "report/partials", "report/generated"):
        shutil.rmtree(output / folder, ignore_errors=True)


def finish(data: ReportData) -> None:
    """Add to the rendered pages what the site has beside them."""
    write_front_door(site, data)
    copy_fonts(site)
    remove_copies(site)
    # A page rendered again has not changed what the others offer.
    if os.environ.get("QUARTO_PROJECT_RENDER_ALL") or not (site / "downloads").is_dir():
        write_downloads(site, data)
        write_moved_pages(site, data)
    write_heads(site, data)


site = Path(os.environ["QUARTO_PROJECT_OUTPUT_DIR"])
if "project" in globals():  # the embedded engine, which checks the outputs itself
    if (site / "report").is_dir():
        finish(open_data())
else:
    quarto_site.end(site, finish)
