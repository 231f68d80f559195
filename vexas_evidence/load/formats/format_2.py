"""The way from format 2 to format 3: the question, the report and its versions get files of their own.

In format 2 the one study that the report shows was named in ``report.yml``, its question stood with the study, its
versions beside all data, and what was critical with the words that all studies share.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import yaml

from vexas_evidence.load.cuts import Cut, line_end, pairs_of, root_of, with_cuts, without_entry
from vexas_evidence.load.yaml import quoted
from vexas_evidence.system.problems import Place, Problems, one

FORMAT = "3"
ASKED_OF_EVERY_STUDY = ("efficacy", "harm", "characteristic")
"""The roles of the outcomes that each study had to report in format 2, or say that it does not."""
REPORT, CHANGES, VOCABULARY = Path("report.yml"), Path("changes.yml"), Path("vocabulary.yml")
_SCHEMA = re.compile(r"\$schema=schema/(report|changes)\.json")
_FOLDER = {"report": "reports", "changes": "changes"}


Upgraded = tuple[Mapping[Path, str | None], list[str]]
"""The files of a folder in format 3: texts by path, None for one that goes; and a line for each change."""


def to_format_3(texts: Mapping[Path, str], old: Mapping[Path, str], name: Callable[[Path], str]) -> Upgraded:
    """Return what the texts of a data folder become.

    *texts* are its files by their paths in it, those of format 1 with the words of format 2; *old* those of them that
    are not of format 3 yet; *name* returns what messages call a file.
    Raises BadInput where no report can be made of them: no ``report.yml`` that names a study, or a question with
    references, or one that a file of ``questions/`` asks already.
    """
    found, lines = dict[Path, str | None](), list[str]()
    for path, text in old.items():
        found[path], changed = _with_format(text)
        lines += [f"{name(path)}:{line}: format: 2 → format: {FORMAT}" for line in changed]
    asked, commented = _rated(texts.get(VOCABULARY, "")), _commented(texts.get(REPORT, ""))
    problems, report = Problems(), ""
    for path in [path for path in old if path.parts[0] == "studies" and path.name == "study.yml"]:
        target, question = Path("questions") / f"{path.parts[1]}.yml", None
        with problems.collected():
            question = _question_of(str(found[path]), name(path), name(target) if target in texts else "")
        if question is not None:
            found[path] = question.rest
            found[target] = _question_file(path.parts[1], question, asked, commented)
            lines.append(
                f"{name(path)}:{question.line}: question → {name(target)}, with the importance of the outcomes"
            )
    if VOCABULARY in old:
        found[VOCABULARY], at = _without_critical(str(found[VOCABULARY]))
        lines += [f"{name(VOCABULARY)}:{line}: critical: true → critical in the questions" for line in at]
    with problems.collected():
        report = _report_of(texts, old, name(REPORT))
    problems.refuse()
    if REPORT in old:
        moved = Path("reports") / f"{report}.yml"
        found[moved] = _report_file(str(found[REPORT]), report)
        found[REPORT] = _default_report(old[REPORT], report)
        lines.append(f"{name(REPORT)}: all but the report's name → {name(moved)}")
    if CHANGES in old:
        moved = Path("changes") / f"{report}.yml"
        found[moved], found[CHANGES] = _in_folder(str(found[CHANGES])), None
        lines.append(f"{name(CHANGES)} → {name(moved)}")
    return found, lines


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _with_format(text: str) -> tuple[str, list[int]]:
    """The text with the number of today's format, and the line where that stands, if it was another one."""
    _, value = pairs_of(root_of(text))["format"]
    if value.value.strip() == FORMAT:
        return text, []
    return with_cuts(text, [Cut.of(value, FORMAT)]), [_line(value)]


def _report_of(texts: Mapping[Path, str], old: Mapping[Path, str], name: str) -> str:
    """The id of the report: that of the study that it shows, or what a newer file calls it. Raises BadInput."""
    if REPORT not in old and CHANGES not in old:
        return ""
    key = "study" if REPORT in old else "report"
    pairs = pairs_of(root_of(texts[REPORT])) if REPORT in texts else {}
    if key not in pairs:
        wrong, remedy = f"no {key} named", f"name the {key} that is shown"
        raise one(Place(name), wrong, f"{key}: ID, as in format {2 if key == 'study' else FORMAT}", remedy)
    return str(pairs[key][1].value).strip()


def _rated(vocabulary: str) -> dict[str, list[str]]:
    """The outcomes that a study was asked for, by their importance."""
    asked: dict[str, list[str]] = {"critical": [], "not_rated": []}
    outcomes = pairs_of(root_of(vocabulary)).get("outcomes") if vocabulary else None
    for node in outcomes[1].value if outcomes else ():
        pairs = {key: value.value for key, (_, value) in pairs_of(node).items() if isinstance(value, yaml.ScalarNode)}
        if pairs.get("critical", "").lower() == "true":
            asked["critical"].append(pairs.get("id", ""))
        elif pairs.get("role") in ASKED_OF_EVERY_STUDY:
            asked["not_rated"].append(pairs.get("id", ""))
    return asked


def _without_critical(text: str) -> tuple[str, list[int]]:
    """The vocabulary without what says that an outcome is critical, and the lines where that stood."""
    cuts, lines = [], []
    outcomes = pairs_of(root_of(text)).get("outcomes")
    for node in outcomes[1].value if outcomes else ():
        if "critical" in (pairs := pairs_of(node)):
            cuts.append(without_entry(text, node, list(pairs).index("critical")))
            lines.append(_line(pairs["critical"][0]))
    return with_cuts(text, cuts), lines


class _Question(NamedTuple):
    """The question of a study, the line where it stood, and the study's file without it."""

    text: str
    line: int
    rest: str


def _question_of(text: str, name: str, taken: str) -> _Question | None:
    """The question of a study; None where its file has none. Raises BadInput, also where *taken* has one already."""
    root = root_of(text)
    pairs = pairs_of(root)
    if "question" not in pairs:
        return None
    key, value = pairs["question"]
    place = Place(name, _line(key))
    if taken:
        raise one(place, f"a question here and in {taken}", "one of them", "remove one, then upgrade")
    if "{" in value.value or "}" in value.value:
        wrong, remedy = "a reference to a number in the question", "write it in words, then upgrade"
        raise one(place, wrong, "words only", remedy)
    cut = without_entry(text, root, list(pairs).index("question"))
    return _Question(" ".join(value.value.split()), _line(key), with_cuts(text, [cut]))


def _question_file(name: str, question: _Question, asked: Mapping[str, list[str]], commented: bool) -> str:
    lines = ["# yaml-language-server: $schema=../schema/questions.json"] if commented else []
    lines += [f"format: {FORMAT}", f"id: {name}", f"text: {quoted(question.text)}", "outcomes:", "  status: proposed"]
    lines += [line for key, names in asked.items() if names for line in f"  {key}: {_listed(names)}".split("\n")]
    return "".join(f"{line}{line_end(question.rest)}" for line in lines)


def _listed(names: list[str]) -> str:
    inner = textwrap.fill(
        ", ".join(names), 100, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False
    )
    return f"[{', '.join(names)}]" if len(inner) <= 100 and "\n" not in inner else f"[\n{inner}\n  ]"


def _report_file(text: str, study: str) -> str:
    """The file of the report that was all of ``report.yml``."""
    root = root_of(text)
    key, value = pairs_of(root)["study"]
    between = ", " if root.flow_style else f"{line_end(text)}{' ' * key.start_mark.column}"
    keys = (f"id: {study}", f"question: {study}", f"studies: [{study}]", f"index_study: {study}")
    return _in_folder(with_cuts(text, [Cut(key.start_mark.index, value.end_mark.index, between.join(keys))]))


def _default_report(text: str, study: str) -> str:
    lines = ["# yaml-language-server: $schema=schema/report.json"] if _commented(text) else []
    lines += ["# The report that is rendered where none is named.", f"format: {FORMAT}", f"report: {study}", ""]
    return line_end(text).join(lines)


def _in_folder(text: str) -> str:
    """A text whose file moves into a folder of its kind, one step further from the schemas."""
    return _SCHEMA.sub(lambda match: f"$schema=../schema/{_FOLDER[match[1]]}.json", text)


def _commented(text: str) -> bool:
    return _SCHEMA.search(text) is not None
