"""A page ready to run: text and code cells in order, shortcodes expanded, each line with its file and line number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from vexas_evidence.load.yaml import parse
from vexas_evidence.present.formats import EMBEDDED
from vexas_evidence.publish.render.lines import FENCE, SourceLine, closes_fence, unsupported_features
from vexas_evidence.publish.render.page import output_of, read_page
from vexas_evidence.publish.render.project import Project
from vexas_evidence.publish.render.settings import Settings, merge, read_keys, text
from vexas_evidence.publish.render.shortcodes import Expander
from vexas_evidence.system.problems import Place, Problems

_CELL = re.compile(r"^\{(\w+)(.*)\}$")


@dataclass(frozen=True, slots=True)
class Cell:
    """A code cell: its lines of code, its options, its indentation, and where it begins."""

    code: tuple[SourceLine, ...]
    options: Mapping[str, str]
    indent: str
    place: Place


@dataclass(frozen=True, slots=True)
class Document:
    """A page: its path in the project, its settings by format, and its lines of text and cells in order."""

    path: str
    settings: Mapping[str, Settings]
    body: tuple[SourceLine | Cell, ...]
    quarto_only: tuple[str, ...] = ()
    """Formats that the page names and only Quarto makes."""


@dataclass(frozen=True, slots=True)
class Target:
    """One file to make: a page, its format, and the path of the output in the output folder."""

    document: Document
    to: str
    output: str

    @property
    def settings(self) -> Settings:
        """The page's settings for this format."""
        return self.document.settings[self.to]


def load_document(project: Project, path: str) -> Document:
    """Read the page *path* (relative to the project); raises BadInput with all its problems."""
    problems = Problems()
    page = read_page(project, path, problems, problems)
    if not any(name in EMBEDDED for name in page.formats):
        wrong = f"no format but {', '.join(page.formats)}"
        problems.add(Place(path), wrong, f"one of {', '.join(EMBEDDED)} too", "add one, or leave the page to Quarto")
    settings = {name: page.settings(name, problems) for name in page.formats if name in EMBEDDED}
    quarto_only = tuple(name for name in page.formats if name not in EMBEDDED)
    problems += unsupported_features(page.body)
    shortcodes = Expander(project.variables, merge(project.settings.shared, page.own.shared), problems)
    document = Document(path, settings, tuple(split_cells(page.body, shortcodes.expand_line, problems)), quarto_only)
    problems.refuse()
    return document


def targets_of(document: Document) -> tuple[Target, ...]:
    """Return the files that a page makes."""
    return tuple(Target(document, to, output_of(document.path, each, to)) for to, each in document.settings.items())


def split_cells(
    lines: Sequence[SourceLine], expand: Callable[[SourceLine], SourceLine], problems: Problems
) -> Iterator[SourceLine | Cell]:
    """Yield text lines, each as *expand* returns it, and cells; code in other fences stays text."""
    at = 0
    while at < len(lines):
        fence = FENCE.match(lines[at].text)
        if fence is None:
            yield expand(lines[at])
            at += 1
            continue
        end = next((n for n in range(at + 1, len(lines)) if closes_fence(lines[n].text, fence)), None)
        if end is None:
            problems.add(lines[at].place, "code block has no end", f"a line {fence.group(2)}", "close the block")
            return
        header = _CELL.match(fence.group(3).strip())
        if header is None:
            yield lines[at]
            yield from (expand(line) for line in lines[at + 1 : end])
            yield lines[end]
        elif header.group(1) != "python" or header.group(2).strip():
            problems.add(lines[at].place, f"cell {fence.group(3).strip()}", "a cell {python}", "write it in Python")
        else:
            yield _cell(lines[at], lines[at + 1 : end], fence.group(1), problems)
        at = end + 1


def _cell(head: SourceLine, content: Sequence[SourceLine], indent: str, problems: Problems) -> Cell:
    code = [replace(line, text=line.text.removeprefix(indent)) for line in content]
    count = next((n for n, line in enumerate(code) if not line.text.startswith("#|")), len(code))
    options: dict[str, str] = {}
    if count:
        first = code[0].place
        source = "\n" * (first.line - 1) + "\n".join(line.text[2:].removeprefix(" ") for line in code[:count])
        with problems.collected():
            settings = read_keys(parse(source, first.file), "cell", Path(), problems)
            options = {key: text(settings, key) for key in settings}
    if re.match(r"(tbl|fig)-", options.get("label", "")):
        remedy = f"put the cell's output in a div `::: {{#{options['label']}}}` with the caption"
        problems.add(head.place, f"label {options['label']!r} on a cell", "a plain name", remedy)
    for line in code[count:]:
        if line.text.startswith("#|"):
            problems.add(line.place, "option below code", "options first in the cell", "move it up")
    return Cell(tuple(code[count:]), options, indent, head.place)


def cell_options(cell: Cell, settings: Settings) -> dict[str, str]:
    """Return the options of a cell: its own, else those of `execute:`, else Quarto's defaults."""
    defaults = {"echo": "true", "eval": "true", "output": "true", "include": "true", "warning": "true"}
    execute = settings["execute"].value if "execute" in settings else {}
    chosen = execute if isinstance(execute, dict) else {}
    return {**defaults, **{key: value for key, value in chosen.items() if isinstance(value, str)}, **cell.options}
