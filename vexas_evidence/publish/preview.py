"""A preview: the pages served to a browser, and rendered again when they or their data change.

It shows the pages in HTML, from a working folder of its own: the last good outputs stay as they are. A page appears as
soon as it is rendered; then its numerals are placed, and what has no place is said. Nothing here is published.
"""

from __future__ import annotations

import contextlib
import http.server
import os
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from socket import socket

from vexas_evidence.publish.coverage import manifest, rendering
from vexas_evidence.publish.coverage.finished_render import ReportPages, inspect, refuse_titles, refuse_typed
from vexas_evidence.publish.render import hooks
from vexas_evidence.publish.render.embedded import engine
from vexas_evidence.publish.render.embedded.document import Document, targets_of
from vexas_evidence.publish.render.output_folder import files_in
from vexas_evidence.publish.render.profiles import CONFIG
from vexas_evidence.publish.render.project import VARIABLES, load_project, page_paths
from vexas_evidence.publish.render.request import Log
from vexas_evidence.publish.site.report_data import ReportData, shared_with_pages
from vexas_evidence.system.files import atomic_write
from vexas_evidence.system.problems import BadInput, Uncovered
from vexas_evidence.system.processes import end_with_parent
from vexas_evidence.system.working_folders import working_folder

HOST = "127.0.0.1"
STEP = 10
"""Milliseconds without a change after which changes are taken to be complete."""
WAIT = 200
"""Milliseconds of watching, after which it is looked whether anything changed."""


def preview(data: Path, root: Path, port: int, load: Callable[[], ReportData], tell: Log) -> None:
    """Serve the pages of the project in *root*, and render again what changed there or in the folder *data*.

    *load* returns the data anew; *tell* hears the address, each page, and what is wrong. Ends with Ctrl-C.
    """
    from watchfiles import watch

    with (
        working_folder("vexas-preview-") as made,
        working_folder("vexas-served-") as served,
        rendering.separate_trees(),
        _served(served, port) as address,
        contextlib.suppress(KeyboardInterrupt),
    ):
        shown = _Shown(made, served, root, load, tell)
        # It watches before the pages are first rendered, so that no change in between is missed.
        watched = watch(
            *_watched(root, data), step=STEP, rust_timeout=WAIT, yield_on_timeout=True, watch_filter=_is_source
        )
        next(watched)
        shown.renew(None)
        tell(f"preview: {address}report/index.html; Ctrl-C ends it")
        for changes in filter(None, watched):
            shown.renew({Path(path) for _, path in changes})


class _Shown:
    """What a preview shows: the data, the pages, the folder where they are made, and the one that is served."""

    def __init__(self, made: Path, served: Path, root: Path, load: Callable[[], ReportData], tell: Log) -> None:
        self._made, self._served, self._root, self._load, self._tell = made, served, root, load, tell
        self._data: ReportData | None = None
        self._documents: tuple[Document, ...] = ()

    def renew(self, changed: set[Path] | None) -> None:
        """Render the pages that changed files are part of, or all where one is part of none; say what is wrong."""
        try:
            pages = self._pages_of(changed)
            if self._data is None or pages is None:
                self._data = self._load()
                self._data.prepare()
            self._render(self._data, pages)
        except (BadInput, Uncovered) as error:
            for line in (*str(error).splitlines(), "this would not be published"):
                self._tell(line)

    def _pages_of(self, changed: set[Path] | None) -> set[str] | None:
        """The pages that are written in changed files; None where a file is no part of one."""
        written = {document.path: _files_of(document, self._root) for document in self._documents}
        if changed is None or not changed <= {path for paths in written.values() for path in paths}:
            return None
        return {page for page, paths in written.items() if paths & changed}

    def _render(self, data: ReportData, pages: set[str] | None) -> None:
        report_pages = ReportPages(self._root)
        project = report_pages.project
        variables = hooks.environment(self._root, data.folder, data.numbers.evidence.report.id, pages is None)
        with shared_with_pages(data):
            if pages is None:
                hooks.run_hooks(project, project.pre_render, variables)
            self._documents = engine.load_documents(project)
            targets = [
                target
                for document in self._documents
                for target in targets_of(document)
                if target.to == "html" and (pages is None or document.path in pages)
            ]
            engine.make(project, self._documents, targets, data.folder, self._made, self._tell)
            self._show()
            hooks.run_hooks(project, project.post_render, variables | {"QUARTO_PROJECT_OUTPUT_DIR": str(self._made)})
            self._show()
        refuse_titles(report_pages, data.numbers)
        refuse_typed(report_pages, data.numbers.evidence)
        _, expected = inspect(self._made, report_pages, rendering.folder(), data.numbers)
        manifest.write(expected, self._made / manifest.MANIFEST)

    def _show(self) -> None:
        """Bring what was made to the folder that is served, each file whole."""
        for name in files_in(self._made):
            content, shown = (self._made / name).read_bytes(), self._served / name
            if not shown.is_file() or shown.read_bytes() != content:
                atomic_write(shown, content)


def _files_of(document: Document, root: Path) -> set[Path]:
    """The file of a page and those that it includes."""
    return {root / document.path, *(root / part.place.file for part in document.body)}


def _watched(root: Path, data: Path) -> list[Path]:
    """The folders of the pages, the settings of the project, and the data."""
    pages = {(root / path).parent for path in page_paths(load_project(root))} - {root}
    return [data, *sorted(pages), *(root / name for name in (CONFIG, VARIABLES) if (root / name).exists())]


def _is_source(_: object, path: str) -> bool:
    """Say whether a file is written by people, and neither by a render nor as the working copy of an editor."""
    name = Path(path)
    return "generated" not in name.parts and "__pycache__" not in name.parts and not name.name.startswith((".", "#"))


@contextlib.contextmanager
def _served(site: Path, port: int) -> Iterator[str]:
    """Serve a folder from a process of its own, as no process can be forked safely beside a thread that serves."""
    bound = socket()
    bound.bind((HOST, port))
    bound.listen()
    process = get_context("fork").Process(target=_serve, args=(site, bound, os.getpid()))
    process.start()
    try:
        yield f"http://{HOST}:{bound.getsockname()[1]}/"
    finally:
        process.kill()
        process.join()
        bound.close()


def _serve(site: Path, bound: socket, parent: int) -> None:
    end_with_parent(parent)
    server = http.server.ThreadingHTTPServer((HOST, 0), partial(_Pages, directory=str(site)), bind_and_activate=False)
    server.socket.close()
    server.socket = bound
    server.serve_forever()


class _Pages(http.server.SimpleHTTPRequestHandler):
    """Answers with the files of a folder as they are now, and writes no log."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing: the terminal shows what was rendered."""
