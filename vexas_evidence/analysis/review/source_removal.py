"""A source taken out of a data folder: what leans on it, and the files without it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from vexas_evidence.load.additions import without_item
from vexas_evidence.load.edit import read_exactly
from vexas_evidence.model import Evidence, Locator, Record
from vexas_evidence.system.problems import BadInput, Place, Problem, nearest, one


def texts_without_source(folder: Path, evidence: Evidence, name: str) -> dict[Path, str | None]:
    """Return the files of a data folder without a source, its ledger, its waivers and what reviewers rejected in it.

    A path with None is a file that goes. Raises BadInput for an unknown source, for the only one, and for each record
    that still leans on it, with its place.
    """
    if name not in evidence.sources:
        raise one(Place("ID"), f"no source {name!r}", "a source of sources.yml", nearest(name, evidence.sources))
    if len(evidence.sources) == 1:
        raise one(Place("ID"), f"{name} is the only source", "another source beside it", "add that one first")
    if leaning := list(_leaning(evidence, name)):
        raise BadInput(leaning)
    lists: dict[Path, tuple[str, list[bool]]] = {
        Path("sources.yml"): ("sources", [each == name for each in evidence.sources]),
        Path("waivers.yml"): ("waivers", [each.source == name for each in evidence.waivers]),
    }
    texts = {path: _without(folder / path, key, gone) for path, (key, gone) in lists.items() if any(gone)}
    for study in evidence.studies.values():
        path = Path("studies") / study.id / "review.yml"
        for key, rejected in (("rejected", study.review.rejected), ("rejected_cues", study.review.rejected_cues)):
            if any(gone := [each.source == name for each in rejected]):
                texts[path] = _without(folder / path, key, gone, texts.get(path))
    gone_files = {Path("sources") / f"{name}.yml": None} if name in evidence.ledgers else {}
    return {**texts, **gone_files}


def _without(path: Path, key: str, gone: list[bool], text: str | None = None) -> str:
    """The text of a file without some items of its list."""
    text = read_exactly(path) if text is None else text
    for number in reversed([number for number, is_gone in enumerate(gone) if is_gone]):
        text = without_item(text, [key], number)
    return text


def _leaning(evidence: Evidence, name: str) -> Iterator[Problem]:
    """Yield each record that names a source, but for waivers and rejections, which go with it."""
    records: list[tuple[Record, str]] = []
    for study in evidence.studies.values():
        for estimate in study.estimates.values():
            records += [(each, f"a reading of {estimate.id}") for each in estimate.readings if each.source == name]
        seen = {id(record) for record, _ in records}
        others = (each for each in evidence.locators_of(study) if each.source == name and id(each) not in seen)
        records += [(each, f"a place of {study.id}") for each in others]
        records += [(each, f"an extraction by {each.extractor}") for each in study.extractions if each.source == name]
    records += [(each, f"declared of {each.estimate}") for each in evidence.declared if each.source == name]
    for record, what in records:
        where = f", {record.where}" if isinstance(record, Locator) else ""
        yield Problem(record.at("source"), f"{what}{where}", f"nothing that leans on {name}", "remove it first")
