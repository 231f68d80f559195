"""The conversion of a page whose cells have run to its HTML, PDF, DOCX or PPTX file."""

from __future__ import annotations

import datetime
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vexas_evidence.publish.render.embedded import html, pdf
from vexas_evidence.publish.render.embedded.document import Target
from vexas_evidence.publish.render.embedded.pandoc import RESOURCES, Run, run_pandoc
from vexas_evidence.publish.render.lines import SourceLine
from vexas_evidence.publish.render.office_files import MENDS
from vexas_evidence.publish.render.project import Project
from vexas_evidence.publish.render.settings import Settings, flag, located, paths, text, texts
from vexas_evidence.system.problems import Problems

_METADATA = ("subtitle", "description", "abstract", "date", "lang", "version", "keywords", "papersize",
             "mainfont", "fontsize", "margin", "section-numbering", "toc-title", "untitled", "filled",
             "landscape", "contents")  # fmt: skip
_DEFAULT_EPOCH = 315_532_800  # 1980-01-01, the first day that a zip file, and so a DOCX, can name


@dataclass(frozen=True, slots=True)
class Converted:
    """The files of one target by path, the project files that they refer to, and pandoc's and Typst's warnings."""

    files: Mapping[str, bytes]
    uses: tuple[str, ...]
    warnings: tuple[str, ...]


def convert(
    project: Project, target: Target, pages: Mapping[str, str], lines: Sequence[SourceLine], scratch: Path
) -> Converted:
    """Convert one page to one format; *pages* has the output of each page. Raises BadInput with all problems."""
    problems = Problems()
    scratch.mkdir()
    epoch = source_date(target.settings)
    options, metadata = _options(project, target, problems)
    if target.to == "html":
        metadata |= html.footer_metadata(project.website)
        options |= html.options(project, target.settings, target.document.path, target.output, pages, problems)
    elif target.to == "typst":
        options["template"] = str(_typst_template(project, target.settings, scratch, problems))
    elif document := paths(target.settings, "reference-doc", project.root, problems):
        options["reference-doc"] = str(document[0])
    problems.refuse()
    run = Run(options, _context(project, target, pages), (project.root / target.document.path).parent, scratch, epoch)
    content, warnings = run_pandoc(run, metadata, lines)
    if target.to == "html":
        content, uses = html.finish(content, target.document.path, project.root, pages.values())
        return Converted({target.output: content}, uses, warnings)
    if mend := MENDS.get(Path(target.output).suffix):
        return Converted({target.output: mend(content)}, (), warnings)
    fonts = paths(target.settings, "font-paths", project.root, problems)
    problems.refuse()
    standards = pdf.with_archiving(texts(target.settings, "pdf-standard"))
    printed, messages = pdf.compile_pdf(content, project.root, fonts, standards, epoch, target.document.path, lines)
    files = {target.output: printed}
    if flag(target.settings, "keep-typ"):
        files[target.output.removesuffix(".pdf") + ".typ"] = content
    return Converted(files, (), warnings + messages)


def source_date(settings: Settings) -> int:
    """Return the second that dates the files: SOURCE_DATE_EPOCH, else the page's ISO date, else a fixed day."""
    if os.environ.get("SOURCE_DATE_EPOCH", "").isdigit():
        return int(os.environ["SOURCE_DATE_EPOCH"])
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text(settings, "date")):
        day = datetime.datetime.fromisoformat(text(settings, "date")).replace(tzinfo=datetime.UTC)
        return int(day.timestamp())
    return _DEFAULT_EPOCH


def _options(project: Project, target: Target, problems: Problems) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return pandoc's options and the page's metadata, which is Markdown."""
    settings = target.settings
    first, before, after = _filters(project, settings, problems)
    metadata: dict[str, Any] = {key: settings[key].value for key in _METADATA if key in settings}
    if "title" in settings:
        metadata["title"] = text(settings, "title")
    if authors := texts(settings, "author"):
        metadata["author"] = list(authors)
        metadata["by-author"] = [{"name": {"literal": name}} for name in authors]
    metadata.setdefault("lang", "en")
    metadata.setdefault("toc-title", "Contents")
    metadata["labels"] = {"abstract": "Abstract"}
    if flag(settings, "number-sections"):
        metadata.setdefault("section-numbering", "1.1.a")
    own = [str(RESOURCES / f"{name}.lua") for name in ("tables", "quarto", "identity")]
    filters = [*first, own[0], *before, own[1], *after, own[2]]
    options: dict[str, Any] = {
        "from": "markdown",
        "to": {"html": "html5"}.get(target.to, target.to),
        "standalone": True,
        "wrap": "none",
        "table-of-contents": flag(settings, "toc"),
        "toc-depth": int(text(settings, "toc-depth", "3")),
        "filters": [{"type": "lua", "path": path} for path in filters],
    }
    return options, metadata


def _filters(project: Project, settings: Settings, problems: Problems) -> tuple[list[str], list[str], list[str]]:
    """Return the project's filters that see the page as it was read, those before Quarto's own steps, and those after.

    Those that mend what Quarto's own steps have made, after its render, have nothing to mend here, and the last of all,
    which writes the document tree, is the engine's own.
    """
    names = ("pre-ast", "pre-quarto", "post-quarto", "post-render", "post-finalize")
    stages: dict[str, list[str]] = {stage: [] for stage in names}
    if (setting := settings.get("filters")) is not None:
        for item in setting.value if isinstance(setting.value, list) else [setting.value]:
            name, stage = (
                (item.get("path"), item.get("at", "pre-quarto")) if isinstance(item, dict) else (item, "pre-quarto")
            )
            path = located(str(name), project.root, setting.folder)
            if path.suffix != ".lua" or not path.is_file():
                wrong = f"filter {name} does not exist"
                problems.add(setting.place, wrong, "a Lua filter", "create it or correct the path")
            elif str(stage) not in stages:
                problems.add(setting.place, f"filter at {stage}", " or ".join(stages), "change `at`")
            else:
                stages[str(stage)].append(str(path))
    return stages["pre-ast"], stages["pre-quarto"], stages["post-quarto"]


def _context(project: Project, target: Target, pages: Mapping[str, str]) -> dict[str, Any]:
    settings = target.settings
    shift = text(settings, "shift-heading-level-by")
    return {
        "format": target.to,
        "page": target.document.path,
        "root": str(project.root),
        "offset": "../" * (target.output.count("/")),
        "pages": dict(pages),
        "number_sections": flag(settings, "number-sections"),
        **({"shift": int(shift)} if shift else {}),
    }


def _typst_template(project: Project, settings: Settings, scratch: Path, problems: Problems) -> Path:
    """Copy the template and its partials into one folder, where pandoc finds them; returns the template."""
    names = ("document.typ", "typst-template.typ", "typst-show.typ")
    for name in names:
        shutil.copyfile(RESOURCES / name, scratch / name)
    for path in paths(settings, "template-partials", project.root, problems):
        if path.name not in names[1:]:
            place = settings["template-partials"].place
            wrong = f"template partial {path.name}"
            problems.add(place, wrong, " or ".join(names[1:]), "put the code into one of these")
        else:
            shutil.copyfile(path, scratch / path.name)
    return scratch / "document.typ"
