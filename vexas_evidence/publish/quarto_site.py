"""A render that `quarto render` or `quarto preview` starts: what its hooks do before its pages and after them.

What is wrong with one page takes that page out of the site, and the others stay. The command that renders by Quarto
checks its outputs itself, and publishes all of them or none.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from vexas_evidence.load.printable import visible
from vexas_evidence.present.formats import FORMATS
from vexas_evidence.publish.coverage import rendering
from vexas_evidence.publish.coverage.finished_render import ReportPages, finished, refuse_titles, refuse_typed
from vexas_evidence.publish.outputs import check_outputs, coverage_line, finish_site
from vexas_evidence.publish.render.office_files import MENDS
from vexas_evidence.publish.render.project import Project, load_project, page_paths
from vexas_evidence.publish.render.quarto import caller, frame, frozen
from vexas_evidence.publish.render.request import DATA_VARIABLE, REPORT_VARIABLE
from vexas_evidence.publish.site import sitemap
from vexas_evidence.publish.site.report_data import ReportData, open_data
from vexas_evidence.publish.site.report_data import shared_with_pages as shared
from vexas_evidence.system.problems import BadInput, Discrepancy, Uncovered

ALL = "QUARTO_PROJECT_RENDER_ALL"
NAMED, MADE = "QUARTO_PROJECT_INPUT_FILES", "QUARTO_PROJECT_OUTPUT_FILES"


def begin(prepare: Callable[[Project], None]) -> None:
    """Do what a render of Quarto needs before its pages; *prepare* is what the project itself writes for them.

    Ends the process with messages where the render is not to go on.
    """
    with _messages():
        project = load_project(Path.cwd())
        words = caller.command_line()
        formats = caller.formats_asked(words)
        named = [Path(line).as_posix() for line in os.environ.get(NAMED, "").splitlines()]
        caller.begin(project.root)
        prepare(project)
        folder, report = Path(os.environ.get(DATA_VARIABLE, "data")).resolve(), os.environ.get(REPORT_VARIABLE, "")
        everything = bool(os.environ.get(ALL))
        frozen.forget(project, folder, report, everything)
        if everything:
            shutil.rmtree(rendering.FOLDER, ignore_errors=True)
            names = page_paths(project)
        else:  # Quarto runs the cells of pages that it was asked for by name, but not of those that a preview opens
            opened = named if "preview" in words else []
            names = tuple(name for name in opened if not frozen.is_frozen(project, name))
        if names:
            data = open_data()
            pages = [page for name in names if (page := data.report_pages.pages.get(name))]
            with shared(data):
                frozen.write_results(project, pages, formats, folder)


def end(site: Path, finish: Callable[[ReportData], None]) -> None:
    """Do what is left after the pages; *finish* is what the project itself adds to its site.

    Ends the process with messages where a page is not as it has to be.
    """
    with _messages():
        data, made = open_data(), [Path(line).resolve() for line in os.environ.get(MADE, "").splitlines()]
        for line in pass_over(made, site, data.report_pages):
            print(line, file=sys.stderr)
        frame.mend(site, data.report_pages.pages.values())
        for path in made:
            if (mend := MENDS.get(path.suffix)) and path.is_file():
                path.write_bytes(mend(path.read_bytes()))
        finish(data)
        if not os.environ.get(rendering.FOLDER_VARIABLE):
            print(sitemap.address_line(data.numbers.evidence), file=sys.stderr)
            check(site, [path for path in made if path.is_file()], data)
        caller.end(data.report_pages.root)


def pass_over(made: Iterable[Path], site: Path, report_pages: ReportPages) -> Iterator[str]:
    """Remove what Quarto was asked to make of pages that have no such format; yield a line for each."""
    files = {path.relative_to(site.resolve()).as_posix(): path for path in made}
    for page in report_pages.pages.values():
        for form in FORMATS:
            path = files.get(page.output(form))
            if path is None or not path.is_file() or form in page.formats:
                continue
            is_slides = path.suffix == ".html" and 'class="reveal"' in path.read_text(encoding="utf-8")
            if is_slides == (form == "revealjs"):
                path.unlink()
                yield f"{page.path}: no {form}; passed over"


def check(site: Path, made: list[Path], data: ReportData) -> None:
    """Place the numerals of a site of which Quarto has *made* some files, and finish the site.

    Raises Uncovered where a numeral has no place, and BadInput; the files in which it has none, or where that cannot be
    told all that were made, are removed before.
    """
    found: list[Discrepancy] = []
    removed: dict[Path, None] = {}
    try:
        refuse_titles(data.report_pages, data.numbers)
        try:
            refuse_typed(data.report_pages, data.numbers.evidence)
        except Uncovered as error:
            typed = {each: _files(each, site, made, data.report_pages) for each in error.discrepancies}
            found += [each for each, files in typed.items() if files]
            removed |= dict.fromkeys(path for files in typed.values() for path in files)
        while True:
            for path in removed:
                path.unlink(missing_ok=True)
            try:
                coverages, expected = check_outputs(site, rendering.folder(), data)
                break
            except Uncovered as error:
                found += error.discrepancies
                removed |= dict.fromkeys(p for each in found for p in _files(each, site, made, data.report_pages))
                if not any(path.is_file() for path in removed):
                    raise
        finish_site(site, coverages, expected, data)
    except Exception:
        for path in made:
            path.unlink(missing_ok=True)
        raise
    print(coverage_line(coverages), file=sys.stderr)
    if found:
        names = ", ".join(path.relative_to(site.resolve()).as_posix() for path in removed)
        print(f"removed: {names}; the other {len(finished(site))} files of the site stay", file=sys.stderr)
        raise Uncovered(found)


def _files(discrepancy: Discrepancy, site: Path, made: list[Path], report_pages: ReportPages) -> list[Path]:
    """The file that a discrepancy is in, or those made now of the page whose words it is in, or of all pages."""
    name = discrepancy.place.file.partition(",")[0]
    if (site / name).is_file():
        return [(site / name).resolve()]
    of_pages = [each for each in report_pages.pages.values() if name in (each.path, *(e.place.file for e in each.body))]
    own = {(site / page.output(form)).resolve() for page in of_pages for form in page.formats}
    return [path for path in made if path in own or (not of_pages and not name.endswith(".qmd"))]


@contextlib.contextmanager
def _messages() -> Iterator[None]:
    """End the process as a command does: with a message for each problem or discrepancy, and no traceback."""
    try:
        yield
    except (BadInput, Uncovered) as error:
        for line in str(error).splitlines():
            print(visible(line), file=sys.stderr)
        raise SystemExit(2 if isinstance(error, BadInput) else 1) from None
