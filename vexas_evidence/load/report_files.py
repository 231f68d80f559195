"""The files of a data folder that a report is made of: its studies, their sources, and the words that all share."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

import yaml

from vexas_evidence.load.cuts import Cut, marked, pairs_of, root_of, with_cuts
from vexas_evidence.model import Evidence, Record
from vexas_evidence.system.hashes import data_files


def report_files(data: Path, evidence: Evidence) -> dict[str, bytes]:
    """Return the YAML and CSV files of a report by their paths in the data folder, as they were typed.

    Of a list that all reports share, the entries of other reports are left out; ``report.yml`` names this report.
    *evidence* is what the report is made of, as ``Evidence.of_report`` returns it.
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
        "signoffs.yml": evidence.signoffs,
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
            places = (record.at() for record in lists[name])
            text = _limited(text, {(place.line, place.column) for place in places})
        found[name] = _naming(text, evidence.report.id) if name == "report.yml" else text
    return found


def _limited(content: bytes, places: set[tuple[int, int]]) -> bytes:
    """A file with one list, without the entries that begin at other lines and columns than these."""
    text = content.decode("utf-8")
    for _, node in root_of(text).value:
        if not isinstance(node, yaml.SequenceNode):
            continue
        remaining = [item for item in node.value if (item.start_mark.line + 1, item.start_mark.column) in places]
        if len(remaining) == len(node.value):
            continue
        items = [marked(text, item).rstrip() for item in remaining]
        if node.flow_style:
            return with_cuts(text, [Cut.of(node, f"[{', '.join(items)}]")]).encode()
        listed = f"\n{' ' * node.start_mark.column}".join(f"- {item}" for item in items)
        return with_cuts(text, [Cut.of(node, f"{listed or '[]'}\n")]).encode()
    return content


def _naming(content: bytes, report: str) -> bytes:
    """The file that names the report to render, with this one."""
    text = content.decode("utf-8")
    _, value = pairs_of(root_of(text))["report"]
    return with_cuts(text, [Cut.of(value, report)]).encode() if value.value != report else content
