"""Rendering a project with the engine that is asked for: Quarto, or the embedded engine."""

from __future__ import annotations

import os

from vexas_evidence.publish.render import hooks
from vexas_evidence.publish.render.output_folder import files_in, refuse_unsafe, replaced_folder
from vexas_evidence.publish.render.profiles import refuse_unknown
from vexas_evidence.publish.render.project import Project, load_project
from vexas_evidence.publish.render.quarto import program as quarto
from vexas_evidence.publish.render.request import Inspect, Log, Rendered, Request
from vexas_evidence.system.problems import Place, one


def render(request: Request, log: Log, inspect: Inspect = lambda _: None, project: Project | None = None) -> Rendered:
    """Render a project: all outputs appear at once, or none does and the last good outputs stay.

    *inspect* sees the folder of finished outputs before it is published; *project* is that of the request, where the
    caller has loaded it. Raises BadInput with all problems, and what *inspect* raises.
    """
    if request.engine != "quarto":
        return _render_embedded(request, project or load_project(request.project), log, inspect)
    if (found := quarto.find()) is None:
        remedy = "install Quarto, or use the embedded engine"
        raise one(Place("quarto"), "not on the PATH", "the program quarto", remedy)
    return quarto.render(request, project or load_project(request.project), found, log, inspect)


def _render_embedded(request: Request, project: Project, log: Log, inspect: Inspect) -> Rendered:
    from vexas_evidence.publish.render.embedded import engine as embedded
    from vexas_evidence.publish.render.embedded.document import targets_of

    refuse_unknown(project.root)
    data, output = request.data.resolve(), request.output.resolve()
    version = embedded.engine_version()
    log(f"embedded engine: {version}")
    variables = hooks.environment(project.root, data, request.report, request.everything)
    hooks.run_hooks(project, project.pre_render, variables)
    documents = embedded.load_documents(project)
    targets = embedded.select_targets(project, documents, request.pages, request.formats)
    outputs = [target.output for document in documents for target in targets_of(document)]
    refuse_unsafe(output, project.root / project.output_dir, (project.root, data), outputs)
    for document in documents:
        for name in document.quarto_only:
            log(f"{document.path}: {name} left out; only Quarto makes it")
    with replaced_folder(output, keep=not request.everything) as folder:
        results = embedded.make(project, documents, targets, data, folder, log)
        variables["QUARTO_PROJECT_OUTPUT_DIR"] = str(folder)
        variables["QUARTO_PROJECT_OUTPUT_FILES"] = "\n".join(
            os.path.relpath(folder / result.output, project.root) for result in results
        )
        hooks.run_hooks(project, project.post_render, variables)
        inspect(folder)
        files = files_in(folder)
    return Rendered("embedded", version, tuple(output / path for path in files))
