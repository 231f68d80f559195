"""The full-text checklist: on one page, every question that a reader with a printout of the article can answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from string import Template

from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.present.questions import Question, questions
from vexas_evidence.present.tables.table import VERSION
from vexas_evidence.system.escaping import typst_string

ANSWER = "52mm"  # wide enough to write "34 of 82 (95% CI 30.1 to 52.3)" by hand


def to_markdown(numbers: Numbers) -> str:
    """Return the checklist as Markdown, one table row a question."""
    lines = [f"# {_title(numbers)}", "", _citation(numbers), "", _how(numbers)]
    head = f"| ☐ | {' | '.join(section('checklist.columns').values())} |"
    for heading, rows in _groups(numbers):
        lines += ["", f"## {heading}", "", head, "|---|---|---|---|"]
        lines += [f"| ☐ | {_cell(' · '.join(filter(None, row)))} | | |" for row in rows]
    return "\n".join(lines) + "\n"


def to_typst(numbers: Numbers, size: str, inset: str) -> str:
    """Return the checklist as Typst source; *size* of the type and *inset* of the rows are in points."""
    title, citation, how = (typst_string(part(numbers)) for part in (_title, _citation, _how))
    layout = Template(files(__package__).joinpath("checklist.typ").read_text(encoding="utf-8"))
    parts = [layout.substitute(title=title, citation=citation, how=how, size=size, inset=inset, answer=ANSWER)]
    for heading, rows in _groups(numbers):
        written = ", ".join(f"({', '.join(map(typst_string, row))})" for row in rows)
        parts.append(f"#group({typst_string(heading)}, {written})")
    return "\n".join(parts) + "\n"


def _groups(numbers: Numbers) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """The headings under which there are questions, each with the parts of these."""
    asked = questions(numbers)
    for about, heading in section("checklist.headings").items():
        if rows := [_parts(question) for question in asked if question.about == about]:
            yield heading, rows


def _parts(question: Question) -> tuple[str, str, str]:
    """Return the number printed so far, what is asked, and who was counted and when, or what is left open."""
    if question.about == "estimate":
        return question.printed, question.what, " · ".join(filter(None, (question.whom, question.when)))
    return "", question.what, question.printed


def _title(numbers: Numbers) -> str:
    return fixed("checklist.title", study=numbers.study.about.title)


def _how(numbers: Numbers) -> str:
    return f"{fixed('checklist.how')} {VERSION} {numbers.evidence.changes.newest.label}."


def _citation(numbers: Numbers) -> str:
    cited = numbers.study.about.citation
    where = f"{cited.journal} {cited.year}{';' if cited.volume_and_pages else ''}{cited.volume_and_pages}."
    return f"{cited.authors_and_title} {where}{f' doi:{cited.doi}' if cited.doi else ''}"


def _cell(text: str) -> str:
    return re.sub(r"([\\|*_<>`\[\]])", r"\\\1", " ".join(text.split()))
