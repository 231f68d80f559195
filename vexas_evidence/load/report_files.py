"""The files of a data folder that a report is made of: its studies, their sources, and the words that all share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import yaml

from vexas_evidence.model import Evidence, Record
from vexas_evidence.system.hashes import data_files

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def report_files(data: Path, evidence: Evidence) -> dict[str, bytes]:
    """Return the YAML and CSV files of a report by their paths in the data folder, as they were typed.

    Of a list that all reports share, the entries of other reports are left out; ``report.yml`` names this report.

    Parameters
    ----------
    data
        The folder that the evidence was read from.
    evidence
        What the report is made of, as ``Evidence.of_report`` returns it.
    """
    names: dict[str, Collection[str]] = {
        "studies": evidence.studies,
        "sources": evidence.ledgers,
        "reports": evidence.reports,
        "questions": evidence.questions,
        "changes": evidence.versions,
    }
    lists: dict[str, Iterable[Record]] = {
        "sources.yml": evidence.sources.values(),
        "waivers.yml": evidence.waivers,
        "declared.yml": evidence.declared,
        "judgements.yml": evidence.judgements,
    }
    found = {}
    for path in data_files(data):
        inner = path.relative_to(data)
        name, folder = inner.as_posix(), inner.parts[0]
        own = inner.parts[1].removesuffix(".yml") if len(inner.parts) > 1 else ""
        if own and own not in names.get(folder, (own,)):
            continue
        text = path.read_bytes()
        if name in lists:
            text = _limited(text, {record.at().line for record in lists[name]})
        found[name] = _naming(text, evidence.report.id) if name == "report.yml" else text
    return found


def _limited(content: bytes, lines: set[int]) -> bytes:
    """A file with one list, without the entries that begin on other lines than these."""
    text = content.decode("utf-8")
    root = yaml.compose(text.removeprefix("\ufeff"), Loader=_Loader)
    before = len(text) - len(text.removeprefix("\ufeff"))
    if not isinstance(root, yaml.MappingNode):
        return content
    for node in (value for _, value in root.value if isinstance(value, yaml.SequenceNode)):
        kept = [item for item in node.value if item.start_mark.line + 1 in lines]
        if len(kept) == len(node.value):
            continue
        start, end = node.start_mark.index + before, node.end_mark.index + before
        indent = " " * node.start_mark.column
        entries = (f"{indent}- {entry}" for entry in _texts(text, kept, before))
        listed = "[]\n" if not kept else "\n".join(entries).lstrip(" ") + "\n"
        return f"{text[:start]}{listed}{text[end:]}".encode()
    return content


def _texts(text: str, nodes: Iterable[yaml.Node], before: int) -> Iterator[str]:
    for node in nodes:
        yield text[node.start_mark.index + before : node.end_mark.index + before].rstrip()


def _naming(content: bytes, report: str) -> bytes:
    """The file that names the report to render, with this one."""
    text = content.decode("utf-8")
    root = yaml.compose(text.removeprefix("\ufeff"), Loader=_Loader)
    before = len(text) - len(text.removeprefix("\ufeff"))
    assert isinstance(root, yaml.MappingNode), "what was read as a mapping is one"
    value = next(value for key, value in root.value if key.value == "report")
    start, end = value.start_mark.index + before, value.end_mark.index + before
    return f"{text[:start]}{report}{text[end:]}".encode() if value.value != report else content
