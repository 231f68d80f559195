"""What the cells of pages give, frozen for Quarto, which then starts no kernel for them.

With `freeze: auto` Quarto takes what the cells of a page gave from `_freeze`, as long as the page's file is as it was.
A render of all pages runs their cells here, in one process that loads the data once, and freezes what they give. What
is frozen goes where data, code, settings or partials have changed, which Quarto does not notice.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from vexas_evidence.present.formats import FORMATS
from vexas_evidence.publish.render.embedded.document import Cell, Document, cell_options, split_cells
from vexas_evidence.publish.render.lines import SourceLine
from vexas_evidence.publish.render.page import Page
from vexas_evidence.publish.render.project import VARIABLES, Project, page_paths
from vexas_evidence.system.files import atomic_write
from vexas_evidence.system.hashes import code_hash, data_hash, file_hash
from vexas_evidence.system.problems import Problems

FOLDER = Path("_freeze")
STAMP = Path("report/generated/frozen.txt")
_NAMES = {name: "typ" if name == "typst" else each.file for name, each in FORMATS.items()}
"""What Quarto names the frozen results of a page in a format by: how the file is called that pandoc writes."""
_NOT_MARKDOWN = re.compile(r"`{3,} \{\.cell-output|!\[\]\(data:")


def forget(project: Project, data: Path, report: str, everything: bool = True) -> None:
    """Remove what is frozen: *everything*, or all where what the pages are made of has changed since."""
    stamp, stamp_file = _stamp(project, data, report), project.root / STAMP
    if everything or not stamp_file.is_file() or stamp_file.read_text(encoding="utf-8") != stamp:
        shutil.rmtree(project.root / FOLDER, ignore_errors=True)
        atomic_write(stamp_file, stamp.encode())


def is_frozen(project: Project, page: str) -> bool:
    """Say whether what the cells of a page gave is frozen."""
    return _folder(project, page).is_dir()


def write_results(project: Project, pages: Iterable[Page], formats: Collection[str], data: Path) -> None:
    """Run the cells of pages, and freeze what they give in *formats*, or in all where there are none.

    A page with a cell that only Quarto's kernel can run, or that shows its code or more than Markdown, is left to
    Quarto.
    """
    from vexas_evidence.publish.render.embedded.cells import open_shell

    with open_shell(project.root, data) as shell:
        for page in pages:
            digest = hashlib.md5(project.text(page.path).encode(), usedforsecurity=False).hexdigest()
            for name, markdown in _results(page, formats or FORMATS, shell.run).items():
                result = {"engine": "jupyter", "markdown": markdown, "supporting": [], "filters": [], "includes": {}}
                content = json.dumps({"hash": digest, "result": result}, indent=2)
                atomic_write(_folder(project, page.path) / f"{name}.json", content.encode())


def _folder(project: Project, page: str) -> Path:
    return project.root / FOLDER / Path(page).with_suffix("") / "execute-results"


def _results(
    page: Page, formats: Collection[str], run: Callable[[Document, str, Problems], tuple[SourceLine, ...]]
) -> dict[str, str]:
    """The Markdown of a page in each format, nothing but its front matter in formats that it lacks; none for Quarto."""
    front = "\n".join(line.text for line in page.front)
    found = dict.fromkeys(_NAMES.values(), f"{front}\n")
    own = {_NAMES.get(form, ""): form for form in page.formats}
    if "" in own or len(own) < len(page.formats):
        return {}
    for name, form in ((name, form) for name, form in own.items() if form in formats):
        problems = Problems()
        document = _document(page, form, problems)
        lines = [] if problems or _shows_code(document, form) else run(document, form, problems)
        if problems or not lines or any(_NOT_MARKDOWN.match(line.text.strip()) for line in lines):
            return {}
        found[name] = "\n".join([front, "", *(line.text for line in lines), ""])
    return found


def _document(page: Page, form: str, problems: Problems) -> Document:
    """A page ready to run, with its shortcodes left to Quarto."""
    body = tuple(split_cells(page.body, lambda line: line, problems))
    return Document(page.path, {form: page.settings(form, problems)}, body)


def _shows_code(document: Document, form: str) -> bool:
    options = (cell_options(part, document.settings[form]) for part in document.body if isinstance(part, Cell))
    return any(each["echo"] == each["include"] == "true" for each in options)


def _stamp(project: Project, data: Path, report: str) -> str:
    """What tells one state of all that pages are made of, but of themselves, from the next."""
    root, pages = project.root, {project.root / page for page in page_paths(project)}
    neighbors = (path for folder in {page.parent for page in pages} for path in folder.rglob("*"))
    files = {*root.glob("_quarto*"), root / VARIABLES, *neighbors} - pages
    inputs = sorted(path.relative_to(root) for path in files if path.is_file())
    hashes = [f"{name.as_posix()} {file_hash(root / name)}" for name in inputs if _is_input(name)]
    return "\n".join([str(data), report, data_hash(data), code_hash(), *hashes, ""])


def _is_input(name: Path) -> bool:
    """Say whether a file beside the pages is what they are made of, and not what a render writes there for a while."""
    made = {"generated", "__pycache__"} & set(name.parts) or any(part.endswith("_files") for part in name.parts)
    return not made and name.suffix in (".qmd", ".yml", ".yaml", ".py", ".lua", ".bib", ".csl", ".local")
