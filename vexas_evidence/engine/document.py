"""A page: its `.qmd` file with includes and shortcodes expanded, every line still knowing where it was written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from vexas_evidence.engine.lines import FENCE, Line, closes, unsupported
from vexas_evidence.engine.project import Project
from vexas_evidence.engine.settings import Report, Scoped, Settings, merge, read_keys, read_scoped, text
from vexas_evidence.engine.shortcodes import Expander
from vexas_evidence.formats import EMBEDDED
from vexas_evidence.problems import BadInput, Place, Problem
from vexas_evidence.yamltext import parse, read_text

_INCLUDE = re.compile(r"^\s*\{\{<\s*include\s+(\S+)\s*>\}\}\s*$")
_CELL = re.compile(r"^\{(\w+)(.*)\}$")


@dataclass(frozen=True, slots=True)
class Cell:
    """A code cell: its code line by line, its options, its indentation, and the place of its first line."""

    code: tuple[Line, ...]
    options: Mapping[str, str]
    indent: str
    place: Place


@dataclass(frozen=True, slots=True)
class Document:
    """A page: its path in the project, its settings by format, and its text and cells in order."""

    path: str
    settings: Mapping[str, Settings]
    body: tuple[Line | Cell, ...]
    elsewhere: tuple[str, ...] = ()
    """Formats that the page asks for and only Quarto makes."""

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats that the page is made in."""
        return tuple(self.settings)


def load_document(project: Project, path: str) -> Document:
    """Read the page *path* (relative to the project); raises BadInput with all its problems."""
    problems: list[Problem] = []
    report = problems.append
    lines = _numbered(read_text(project.root / path, path), path)
    front, body = _split_front_matter(lines, (project.root / path).parent, report)
    shared = merge(project.settings.shared, front.shared)
    expand = Expander(project.variables, shared, report)
    formats = front.by_format or project.settings.by_format or {"html": {}}
    settings = {}
    elsewhere = tuple(name for name in formats if name not in EMBEDDED)
    if len(elsewhere) == len(formats):
        wrong = f"no format but {', '.join(elsewhere)}"
        report(Problem(Place(path), wrong, f"one of {', '.join(EMBEDDED)} too", "add one, or leave the page to Quarto"))
    for name in (name for name in formats if name in EMBEDDED):
        layers = (project.settings.by_format.get(name, {}), front.by_format.get(name, {}))
        settings[name] = expand.settings_of(merge(shared, *layers))
    included = list(_include(body, project.root, path, (path,), report))
    for problem in unsupported(included):
        report(problem)
    document = Document(path, settings, tuple(_split_cells(included, expand, report)), elsewhere)
    if problems:
        raise BadInput(problems)
    return document


def _numbered(source: str, name: str) -> list[Line]:
    return [Line(content, Place(name, number)) for number, content in enumerate(source.splitlines(), start=1)]


def _split_front_matter(lines: list[Line], folder: Path, report: Report) -> tuple[Scoped, list[Line]]:
    if not lines or lines[0].text.rstrip() != "---":
        return Scoped({}, {}), lines
    ends = [at for at, line in enumerate(lines) if at and line.text.rstrip() in ("---", "...")]
    if not ends:
        report(Problem(lines[0].place, "front matter has no end", "a line `---`", "close the front matter"))
        return Scoped({}, {}), []
    source = "\n".join(["", *(line.text for line in lines[1 : ends[0]])])
    if not source.strip():
        return Scoped({}, {}), lines[ends[0] + 1 :]
    try:
        root = parse(source, lines[0].place.file)
    except BadInput as error:
        for problem in error.problems:
            report(problem)
        return Scoped({}, {}), lines[ends[0] + 1 :]
    return read_scoped(root, folder, (), report), lines[ends[0] + 1 :]


def _include(lines: list[Line], root: Path, page: str, chain: tuple[str, ...], report: Report) -> Iterator[Line]:
    """Yield the lines with included files in place; paths are relative to the page, as Quarto reads them."""
    for line in lines:
        match = _INCLUDE.match(line.text)
        if match is None:
            yield line
            continue
        wanted = match.group(1).strip("\"'")
        target = (root / wanted[1:] if wanted.startswith("/") else (root / page).parent / wanted).resolve()
        if not target.is_relative_to(root):
            report(Problem(line.place, f"include of {wanted}", "a file inside the project", "move it into the project"))
            continue
        name = target.relative_to(root).as_posix()
        if name in chain:
            circle = " > ".join([*chain, name])
            report(Problem(line.place, f"include of itself ({circle})", "no circle of includes", "remove one"))
            continue
        try:
            content = _numbered(read_text(target, name), name)
        except BadInput as error:
            wrong = error.problems[0].wrong
            report(Problem(line.place, f"include of {wanted}: {wrong}", "a text file", "create it or correct the path"))
            continue
        if content and content[0].text.rstrip() == "---":
            report(Problem(content[0].place, "front matter in an included file", "text only", "move it to the page"))
            continue
        yield from _include(content, root, page, (*chain, name), report)
        yield Line("", content[-1].place if content else line.place)


def _split_cells(lines: list[Line], expand: Expander, report: Report) -> Iterator[Line | Cell]:
    """Yield text lines, expanded, and cells; code in other fences stays text."""
    at = 0
    while at < len(lines):
        fence = FENCE.match(lines[at].text)
        if fence is None:
            yield expand.line(lines[at])
            at += 1
            continue
        end = next((n for n in range(at + 1, len(lines)) if closes(lines[n].text, fence)), None)
        if end is None:
            report(Problem(lines[at].place, "code block has no end", f"a line {fence.group(2)}", "close the block"))
            return
        header = _CELL.match(fence.group(3).strip())
        if header is None:
            yield lines[at]
            yield from (expand.line(line) for line in lines[at + 1 : end])
            yield lines[end]
        elif header.group(1) != "python" or header.group(2).strip():
            report(Problem(lines[at].place, f"cell {fence.group(3).strip()}", "a cell {python}", "write it in Python"))
        else:
            yield _cell(lines[at], lines[at + 1 : end], fence.group(1), report)
        at = end + 1


def _cell(head: Line, content: list[Line], indent: str, report: Report) -> Cell:
    code = [replace(line, text=line.text.removeprefix(indent)) for line in content]
    count = next((n for n, line in enumerate(code) if not line.text.startswith("#|")), len(code))
    options: dict[str, str] = {}
    if count:
        first = code[0].place
        source = "\n" * (first.line - 1) + "\n".join(line.text[2:].removeprefix(" ") for line in code[:count])
        try:
            settings = read_keys(parse(source, first.file), "cell", Path(), report)
            options = {key: text(settings, key) for key in settings}
        except BadInput as error:
            for problem in error.problems:
                report(problem)
    if re.match(r"(tbl|fig)-", options.get("label", "")):
        remedy = f"put the cell's output in a div `::: {{#{options['label']}}}` with the caption"
        report(Problem(head.place, f"label {options['label']!r} on a cell", "a plain name", remedy))
    for line in code[count:]:
        if line.text.startswith("#|"):
            report(Problem(line.place, "option below code", "options first in the cell", "move it up"))
    return Cell(tuple(code[count:]), options, indent, head.place)


def cell_options(cell: Cell, settings: Settings) -> dict[str, str]:
    """Return the cell's options over those of `execute:` over Quarto's defaults for a report."""
    defaults = {"echo": "true", "eval": "true", "output": "true", "include": "true", "warning": "true"}
    execute = settings["execute"].value if "execute" in settings else {}
    chosen = execute if isinstance(execute, dict) else {}
    return {**defaults, **{key: value for key, value in chosen.items() if isinstance(value, str)}, **cell.options}
