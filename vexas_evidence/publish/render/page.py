"""A page as its author wrote it: its settings for each format, and its lines with included files in place.

Both engines and the coverage of numerals read pages here, so that they see the same words, titles and file names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vexas_evidence.load.yaml import parse
from vexas_evidence.present.formats import FORMATS
from vexas_evidence.publish.render.lines import SourceLine, numbered_lines, split_front_matter
from vexas_evidence.publish.render.project import Project
from vexas_evidence.publish.render.settings import PageSettings, Settings, merge, read_page_settings, text
from vexas_evidence.publish.render.shortcodes import Expander
from vexas_evidence.system.problems import BadInput, Problem, Problems

_INCLUDE = re.compile(r"^\s*\{\{<\s*include\s+(\S+)\s*>\}\}\s*$")

_PRINTED = (
    (re.compile(r"[*`]|(?<!\w)_|_(?!\w)"), ""),
    (re.compile(r"---"), "—"),
    (re.compile(r"--"), "–"),
    (re.compile(r"\.\.\."), "…"),
    (re.compile(r'"(?=\S)([^"]*)"'), r"“\1”"),
    (re.compile(r"(?<!\w)'(?=\S)(.*?)'(?!\w)"), r"‘\1’"),
    (re.compile(r"'"), "’"),
)
"""What pandoc makes of the marks in a title: no emphasis, dashes, dots, quotes."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a project: its path, its front matter (as lines, and what it sets), and the lines below it."""

    project: Project
    path: str
    front: tuple[SourceLine, ...]
    own: PageSettings
    body: tuple[SourceLine, ...]

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats that the page is made in."""
        return tuple(self.own.by_format or self.project.settings.by_format or ("html",))

    def settings(self, form: str, problems: Problems | None = None) -> Settings:
        """Return the page's settings for a format, even one that it does not name, with shortcodes expanded."""
        problems = Problems() if problems is None else problems
        everywhere = self.project.settings
        shared = merge(everywhere.shared, self.own.shared)
        layers = (everywhere.by_format.get(form, {}), self.own.by_format.get(form, {}))
        return Expander(self.project.variables, shared, problems).expand_settings(merge(shared, *layers))

    def setting(self, key: str, form: str, default: str = "") -> str:
        """Return a setting of the page for a format, where it is a text."""
        return text(self.settings(form), key, default)

    def title(self, form: str) -> str:
        """Return the title of the page in a format, as plain text."""
        return plain_title(self.setting("title", form))

    def output(self, form: str) -> str:
        """Return the path of the page's file of a format in the output folder."""
        return output_of(self.path, self.settings(form), form)


def plain_title(title: str) -> str:
    """Return a Markdown title as the plain text that its reader meets."""
    for pattern, printed in _PRINTED:
        title = pattern.sub(printed, title)
    return title


def output_of(path: str, settings: Settings, form: str) -> str:
    """Return where the file of a page in a format stands in the output folder."""
    page, suffix = Path(path), FORMATS[form].suffix
    name = text(settings, "output-file", page.stem)
    return (page.parent / (name if name.endswith(suffix) else name + suffix)).as_posix()


def load_page(project: Project, path: str) -> Page:
    """Read the page *path* (relative to the project) as far as every engine reads it.

    What the embedded engine does not support is no problem here, as Quarto may have made the page.
    Raises BadInput with all that no engine can read.
    """
    problems = Problems()
    page = read_page(project, path, problems, unsupported=Problems())
    problems.refuse()
    return page


def read_page(project: Project, path: str, problems: Problems, unsupported: Problems) -> Page:
    """Read a page; what no engine can read goes to *problems*, what the embedded engine lacks to *unsupported*.

    Raises BadInput where there is no such text.
    """
    front, body = split_front_matter(numbered_lines(project.text(path), path))
    own = _read_front(front, (project.root / path).parent, problems, unsupported)
    if not front and body and body[0].text.rstrip() == "---":
        problems.add(body[0].place, "front matter has no end", "a line `---`", "close the front matter")
    lines = tuple(_include(body, project, path, (path,), problems, unsupported))
    return Page(project, path, tuple(front), own, lines)


def _read_front(front: list[SourceLine], folder: Path, problems: Problems, unsupported: Problems) -> PageSettings:
    source = "\n".join(["", *(line.text for line in front[1:-1])])
    if not source.strip():
        return PageSettings({}, {})
    with problems.collected():
        return read_page_settings(parse(source, front[0].place.file), folder, (), unsupported)
    return PageSettings({}, {})


def _include(
    lines: list[SourceLine],
    project: Project,
    page: str,
    chain: tuple[str, ...],
    problems: Problems,
    unsupported: Problems,
) -> Iterator[SourceLine]:
    """Yield the lines with included files in place; paths are relative to the page, as Quarto reads them."""
    root = project.root
    for line in lines:
        match = _INCLUDE.match(line.text)
        if match is None:
            yield line
            continue
        wanted = match.group(1).strip("\"'")
        target = (root / wanted[1:] if wanted.startswith("/") else (root / page).parent / wanted).resolve()
        if not target.is_relative_to(root):
            problems.add(line.place, f"include of {wanted}", "a file inside the project", "move it into the project")
            continue
        name = target.relative_to(root).as_posix()
        if name in chain:
            circle = " > ".join([*chain, name])
            problems.add(line.place, f"include of itself ({circle})", "no circle of includes", "remove one")
            continue
        try:
            content = numbered_lines(project.text(name), name)
        except BadInput as error:
            wrong = error.problems[0].wrong
            problems.add(line.place, f"include of {wanted}: {wrong}", "a text file", "create it or correct the path")
            continue
        if content and content[0].text.rstrip() == "---":
            wrong = "front matter in an included file"
            unsupported.append(Problem(content[0].place, wrong, "text only", "move it to the page"))
        yield from _include(content, project, page, (*chain, name), problems, unsupported)
        yield SourceLine("", content[-1].place if content else line.place)
