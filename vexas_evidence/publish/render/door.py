"""One door for both engines: what to render goes in, what was made comes out."""

from __future__ import annotations

import os
import time

from vexas_evidence.present.formats import FORMATS
from vexas_evidence.publish.render import quarto
from vexas_evidence.publish.render.embedded.document import targets_of
from vexas_evidence.publish.render.exchange import exchanged, refuse_unsafe
from vexas_evidence.publish.render.hooks import run_hooks
from vexas_evidence.publish.render.project import load_project
from vexas_evidence.publish.render.request import Inspect, Outcome, Rendered, Request, Tell, Timing


def render(request: Request, tell: Tell, inspect: Inspect = lambda _: None) -> Rendered:
    """Render a project; *tell* hears one line per page and format, *inspect* sees the folder before it appears.

    All outputs appear together, or none does and the last good output stays. Raises BadInput with all problems,
    and what *inspect* raises.
    """
    start = time.perf_counter()
    found = quarto.find() if request.engine != "embedded" else None
    if request.engine == "quarto" and found is None:
        raise quarto.absent()
    rendered = _embedded(request, tell, inspect) if found is None else quarto.render(request, found, tell, inspect)
    engine, version, files, timings = rendered
    return Rendered(engine, version, files, timings, time.perf_counter() - start)


def _embedded(request: Request, tell: Tell, inspect: Inspect) -> Outcome:
    from vexas_evidence.publish.render.embedded import engine as embedded

    project = load_project(request.project)
    data, output = request.data.resolve(), request.output.resolve()
    version = embedded.engine_version()
    tell(f"embedded engine: {version}")
    whole = not request.pages and not request.formats
    environment = {"VEXAS_EVIDENCE_DATA": str(data), "QUARTO_PROJECT_DIR": str(project.root)}
    if whole:
        environment["QUARTO_PROJECT_RENDER_ALL"] = "1"
    run_hooks(project.root, project.pre_render, environment)
    documents = embedded.load_documents(project)
    targets = embedded.select_targets(project, documents, request.pages, request.formats)
    made = [target.output for document in documents for target in targets_of(document)]
    refuse_unsafe(output, project.root / project.output_dir, (project.root, data), made)
    for document in documents:
        for name in document.elsewhere:
            tell(f"{document.path}: {name} left out; only Quarto makes it")
    with exchanged(output, keep=not whole) as folder:
        done = embedded.make(project, documents, targets, data, folder, tell)
        environment["QUARTO_PROJECT_OUTPUT_DIR"] = str(folder)
        environment["QUARTO_PROJECT_OUTPUT_FILES"] = "\n".join(
            os.path.relpath(folder / item.output, project.root) for item in done
        )
        run_hooks(project.root, project.post_render, environment)
        inspect(folder)
        written = tuple(sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file()))
    timings = tuple(Timing(item.page, FORMATS[item.to].file, item.seconds) for item in done)
    return "embedded", version, tuple(output / path for path in written), timings
