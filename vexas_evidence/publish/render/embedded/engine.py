"""The embedded engine: renders the pages of a Quarto project with packages from PyPI, without Quarto."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from vexas_evidence.present.formats import ASKED
from vexas_evidence.publish.render.embedded import html
from vexas_evidence.publish.render.embedded.cells import Shell, open_shell
from vexas_evidence.publish.render.embedded.convert import Converted, convert
from vexas_evidence.publish.render.embedded.document import Document, Target, load_document, targets_of
from vexas_evidence.publish.render.embedded.pandoc import RESOURCES
from vexas_evidence.publish.render.page import plain_title
from vexas_evidence.publish.render.project import Project, no_such_page, page_paths, select_pages
from vexas_evidence.publish.render.request import Log
from vexas_evidence.publish.render.settings import paths, text, texts
from vexas_evidence.system.problems import Place, Problem, Problems
from vexas_evidence.system.processes import pandoc_program, shared_out
from vexas_evidence.system.working_folders import working_folder


@dataclass(frozen=True, slots=True)
class Made:
    """One output: its page, format, path in the output folder, and the seconds of work that it took.

    ``uses`` are the project files that it refers to, ``problems`` what kept it from being made.
    """

    page: str
    to: str
    output: str
    seconds: float
    uses: tuple[str, ...]
    warnings: tuple[str, ...]
    problems: tuple[Problem, ...]


def engine_version() -> str:
    """Return the versions of the programs that the embedded engine consists of."""
    pandoc = subprocess.check_output([pandoc_program(), "--version"], text=True).split()[1]
    return f"pandoc {pandoc}, Typst {version('typst')}, IPython {version('ipython')}"


def load_documents(project: Project) -> tuple[Document, ...]:
    """Read all pages; raises BadInput with the problems of all of them."""
    documents: list[Document] = []
    problems = Problems()
    for path in page_paths(project):
        with problems.collected():
            documents.append(load_document(project, path))
    problems.extend(_clashes(documents))
    problems.refuse()
    return tuple(documents)


def _clashes(documents: Sequence[Document]) -> Iterator[Problem]:
    """Yield a problem for each output or alias outside the output folder, or where another page's output is."""
    owners: dict[str, str] = {}
    for document in documents:
        for target in targets_of(document):
            aliases = [alias_path(target, alias) for alias in texts(target.settings, "aliases")]
            for name in (target.output, *(aliases if target.to == "html" else ())):
                path = os.path.normpath(name)
                if path.startswith("..") or Path(path).is_absolute():
                    yield Problem(Place(document.path), f"output {name!r}", "a path in the output folder", "correct it")
                elif path in owners and owners[path] != document.path:
                    wrong = f"output {name!r} is also made by {owners[path]}"
                    yield Problem(Place(document.path), wrong, "an output of its own", "rename it")
                owners.setdefault(path, document.path)


def alias_path(target: Target, alias: str) -> str:
    """Return where a redirect for an alias of a page stands in the output folder."""
    path = alias.removeprefix("/") if alias.startswith("/") else str(Path(target.output).parent / alias)
    return path if path.endswith(".html") else path.rstrip("/") + "/index.html"


def select_targets(
    project: Project, documents: Sequence[Document], pages: tuple[str, ...], formats: tuple[str, ...]
) -> tuple[Target, ...]:
    """Return the files to make for the pages and formats asked for; none asked means all."""
    chosen = select_pages(project, pages)
    names = [ASKED[name] for name in formats]
    targets = [
        target
        for document in documents
        if document.path in chosen
        for target in targets_of(document)
        if not names or target.to in names
    ]
    if not targets:
        raise no_such_page(formats)
    return tuple(targets)


def page_outputs(documents: Iterable[Document]) -> dict[str, str]:
    """Return for each page where a link to it leads: its HTML file, or else its first output."""
    outputs = {}
    for document in documents:
        targets = targets_of(document)
        first = next((target for target in targets if target.to == "html"), targets[0])
        outputs[document.path] = first.output
    return outputs


def make(
    project: Project,
    documents: Sequence[Document],
    targets: Sequence[Target],
    data: Path,
    output: Path,
    log: Log,
) -> tuple[Made, ...]:
    """Make the targets in the folder *output*; raises BadInput with the problems of all of them."""
    pages = page_outputs(documents)
    ordered = sorted(targets, key=lambda target: target.to == "html")  # paper takes longest, and begins first
    made = dict[tuple[str, str], Made]()
    with working_folder("vexas-render-") as folder, open_shell(project.root, data) as shell:

        def work(target: Target) -> Made:
            return _make_one(project, target, pages, shell, folder, output)

        for _, one_made in shared_out(work, ordered):
            made[one_made.page, one_made.to] = one_made
            _tell(one_made, log)
    results = [made[target.document.path, target.to] for target in targets]
    Problems(problem for each in results for problem in each.problems).refuse()
    # An output that an interrupted render of Quarto left next to its page is not the one of this render.
    outputs = {target.output for document in documents for target in targets_of(document)}
    _copy(project, targets, [path for each in results for path in each.uses if path not in outputs], output)
    _write_aliases(targets, output)
    return tuple(results)


def _make_one(
    project: Project, target: Target, pages: Mapping[str, str], shell: Shell, folder: Path, output: Path
) -> Made:
    """Run the cells of a target, convert it and write its files; its problems are returned."""
    start = time.perf_counter()
    problems = Problems()
    converted = Converted({}, (), ())
    lines = shell.run(target.document, target.to, problems)
    if not problems:
        with problems.collected():
            scratch = folder / f"{Path(target.output).name}.{target.to}"
            converted = convert(project, target, pages, lines, scratch)
    _write(output, converted.files)
    seconds = time.perf_counter() - start
    made = (target.document.path, target.to, target.output, seconds)
    return Made(*made, converted.uses, converted.warnings, tuple(problems))


def _tell(made: Made, log: Log) -> None:
    if not made.problems:
        log(f"{made.page} → {made.output} ({made.seconds:.1f} s)")
        for warning in made.warnings:
            log(f"{made.page}: {warning}")


def _write(output: Path, files: Mapping[str, bytes]) -> None:
    for path, content in files.items():
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        (output / path).write_bytes(content)


def _copy(project: Project, targets: Sequence[Target], uses: Iterable[str], output: Path) -> None:
    """Copy what the pages refer to, their style sheets and the project's resources."""
    names = dict.fromkeys(uses)
    for pattern in project.resources:
        for path in sorted(project.root.glob(pattern.removeprefix("/"))):
            files = sorted(path.rglob("*")) if path.is_dir() else [path]
            names |= dict.fromkeys(file.relative_to(project.root).as_posix() for file in files if file.is_file())
    pages = [target for target in targets if target.to == "html"]
    for target in pages:
        for sheet in paths(target.settings, "css", project.root, Problems()):
            names |= dict.fromkeys(html.style_uses(sheet.relative_to(project.root).as_posix(), project.root))
    if pages:
        _write(output, {"site_libs/chrome.css": (RESOURCES / "chrome.css").read_bytes()})
    for name in names:
        (output / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(project.root / name, output / name)


def _write_aliases(targets: Sequence[Target], output: Path) -> None:
    for target in targets:
        if target.to != "html":
            continue
        for alias in texts(target.settings, "aliases"):
            path = alias_path(target, alias)
            href = "../" * path.count("/") + target.output
            page = html.redirect(href, plain_title(text(target.settings, "title")), text(target.settings, "lang", "en"))
            _write(output, {path: page.encode()})
