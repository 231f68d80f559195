"""One run of pandoc: Markdown in, a document or Typst source out, and what our filter found wrong."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vexas_evidence.publish.render.lines import SourceLine
from vexas_evidence.system.problems import Place, Problems, nearest
from vexas_evidence.system.processes import pandoc_program

RESOURCES = Path(__file__).parent / "resources"
_MESSAGES = {
    "reference": ("reference to unknown {!r}", "a table, figure or heading with that id", ""),
    "unnumbered": ("reference {!r} to a heading without number", "number-sections: true", "set it for this format"),
    "citation": ("citation of {!r}", "`@tbl-`, `@fig-` or `@sec-`", "write in words where it is from"),
    "duplicate": ("id {!r} is used twice", "one id a table or figure", "rename one"),
    "caption": ("{!r} has no caption", "a last paragraph with the caption", "write it in the div"),
    "page": ("link to unknown page {!r}", "a page of the project", ""),
    "elsewhere": (
        "link to another page {!r}",
        "a target in the same document",
        "link to `#id`, or show it in HTML only",
    ),
    "anchor": ("link to unknown id {!r}", "an id in the same document", "correct the link or add the target"),
    "picture": ("picture {!r} does not exist", "a file beside the page", "create it or correct the path"),
    "remote": ("picture {!r} from elsewhere", "a file of the project", "put the file into the project"),
}


@dataclass(frozen=True, slots=True)
class Run:
    """What pandoc needs: its options (a defaults file), what our filter knows, and the folder of the page."""

    options: Mapping[str, Any]
    context: Mapping[str, Any]
    folder: Path
    scratch: Path
    epoch: int


def run_pandoc(run: Run, metadata: Mapping[str, Any], lines: Sequence[SourceLine]) -> tuple[bytes, tuple[str, ...]]:
    """Convert Markdown whose cells have run; returns the document and pandoc's warnings.

    *metadata* is Markdown too. Raises BadInput for what our filter found, at the line that holds it.
    """
    head = json.dumps(metadata, ensure_ascii=False)
    source = f"---\n{head}\n---\n\n" + "\n".join(line.text for line in lines) + "\n"
    defaults = run.scratch / "defaults.yaml"
    defaults.write_text(json.dumps(run.options, ensure_ascii=False), encoding="utf-8")
    environment = {**os.environ, "ENGINE_CONTEXT": json.dumps(run.context), "SOURCE_DATE_EPOCH": str(run.epoch)}
    done = subprocess.run(
        [pandoc_program(), "--defaults", str(defaults), "--output", "-"],
        input=source.encode(),
        capture_output=True,
        cwd=run.folder,
        env=environment,
        check=False,
    )
    messages = done.stderr.decode(errors="replace").splitlines()
    problems, warnings = _read_messages(messages, str(run.context["page"]), lines)
    if done.returncode and not problems:
        message = " ".join(" ".join(messages).split()) or f"exit code {done.returncode}"
        problems.add(Place(str(run.context["page"])), f"pandoc: {message}", "Markdown", "correct the page")
    problems.refuse()
    return done.stdout, warnings


def _read_messages(messages: Iterable[str], page: str, lines: Sequence[SourceLine]) -> tuple[Problems, tuple[str, ...]]:
    problems, warnings = Problems(), list[str]()
    for message in messages:
        if message.startswith("problem\t"):
            _, kind, token, known = message.split("\t")
            wrong, expected, remedy = _MESSAGES[kind]
            remedy = remedy or nearest(token.split("#")[0], [name for name in known.split(",") if name])
            problems.add(_place(token, page, lines), wrong.format(token), expected, remedy)
        elif message.strip() and not message.startswith("  "):
            warnings.append(message)
    return problems, tuple(warnings)


def _place(token: str, page: str, lines: Sequence[SourceLine]) -> Place:
    """Return the place of the first line that holds the token, not as a part of a longer one."""
    pattern = re.compile(r"(?<![\w-])" + re.escape(token) + r"(?![\w-])")
    return next((line.place for line in lines if pattern.search(line.text)), Place(page))
