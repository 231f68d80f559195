"""Entries and fingerprints added to YAML files of the ledger, every other line staying as it is, byte for byte.

Lines are inserted here because ruamel.yaml writes lists of another indentation, wrapped text, spaces in braces and
line ends of Windows anew.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

import yaml

from vexas_evidence.load.cuts import Cut, line_end, pairs_of, root_of, with_cuts, without_mark
from vexas_evidence.load.file_records import read_sound
from vexas_evidence.load.yaml import quoted
from vexas_evidence.model import (
    Decided,
    Declaration,
    Ledger,
    Locator,
    Reading,
    Record,
    RejectedCue,
    Rejection,
    Signoff,
    Source,
    Sources,
    Study,
    Tier,
    Waiver,
)
from vexas_evidence.system.problems import BadInput, Place, one, unknown

TIERS = {"primary": "primary full text"}
ROLES: dict[Tier, str] = {
    "primary full text": "the article itself",
    "primary abstract": "the abstract of the article",
    "secondary": "an account of the study by others",
}
_ITEM = re.compile(r"(?P<indent> *)- ")
_REST_OF_LINE = re.compile(r"[^\r\n]*")
_PLAIN = re.compile(r"[A-Za-z]([A-Za-z0-9 -]*[A-Za-z0-9])?|\d{4}-\d\d-\d\d")


def add_items(text: str, place: Place, items: Iterable[str]) -> str:
    """Return a YAML text with items added to a list, below the item that begins at *place*.

    Raises BadInput where that item is not on a line of its own after "- ".
    """
    lines = text.split("\n")
    first = _ITEM.match(lines[place.line - 1]) if 0 < place.line <= len(lines) else None
    if first is None:
        raise one(place, "a list within [ ]", "one item a line, each after '- '", "write the list so, then add to it")
    indent, end, turn = first["indent"], place.line, line_end(text)
    for number in range(place.line, len(lines)):
        line = lines[number]
        if line.strip() and len(line) - len(line.lstrip(" ")) <= len(indent):
            break
        end = number + 1 if line.strip() else end
    before, after = "\n".join(lines[:end]), "\n".join(lines[end:])
    added = turn.join(f"{indent}- {item}" for item in items)
    return f"{before}{turn}{added}" if end == len(lines) else f"{before}\n{added}{turn}{after}"


def with_readings(text: str, study: Study, accepted: Mapping[str, Iterable[Reading]]) -> str:
    """Return the text of ``estimates.yml`` with readings below the other readings of their estimates."""
    estimates = [study.estimates[name] for name in accepted]
    for estimate in sorted(estimates, key=lambda each: each.at().line, reverse=True):  # so that lines stay right
        place = estimate.at(f"readings.{len(estimate.readings) - 1}")
        text = add_items(text, place, map(entry, accepted[estimate.id]))
    return text


def with_entries(text: str, key: str, known: Sequence[Record], added: Iterable[Waiver | Signoff]) -> str:
    """Return the text of ``waivers.yml`` or ``signoffs.yml`` with entries below the last one of those that it holds."""
    items = list(map(entry, added))
    if known:
        return add_items(text, known[-1].at(), items)
    listed = "".join(f"{line_end(text)}  - {item}" for item in items)
    empty = re.compile(rf"^{key}:[ \t]*\[[ \t]*\](?P<rest>[^\r\n]*)", re.MULTILINE)
    added_text, count = empty.subn(lambda match: f"{key}:{match['rest']}{listed}", text)
    if not count:
        wrong, expected = f"no line '{key}: []'", "a list with one item a line, or that line"
        raise one(Place(f"{key}.yml"), wrong, expected, "write the list so, then add to it")
    return added_text


def with_fingerprints(text: str, added: Iterable[tuple[Locator, str]]) -> str:
    """Return the text of a data file with the fingerprints of some places, each in the record of its place.

    In a record within { } it stands last; in one of a key a line it has a line of its own below the sentence.
    """
    content = without_mark(text)
    records = {(node.start_mark.line + 1, node.start_mark.column): node for node in _mappings(root_of(text))}
    cuts: list[Cut] = []
    for locator, fingerprint in added:
        record = records[locator.at().line, locator.at().column]
        at, written = record.value[-1][1].end_mark.index, f", fingerprint: {fingerprint}"
        if not record.flow_style:
            line = _REST_OF_LINE.match(content, pairs_of(record)["sentence"][1].end_mark.index)
            assert line is not None, "the pattern matches nothing too"
            at = line.end()
            written = f"{line_end(text)}{' ' * record.start_mark.column}fingerprint: {fingerprint}"
        cuts.append(Cut(at, at, written))
    return with_cuts(text, cuts)


def _mappings(node: yaml.Node) -> Iterator[yaml.MappingNode]:
    """Yield a node and each below it that is a mapping."""
    if isinstance(node, yaml.MappingNode):
        yield node
        for _, value in node.value:
            yield from _mappings(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _mappings(item)


def with_source(text: str, sources: tuple[Source, ...], added: Source) -> str:
    """Return the text of ``sources.yml`` with a source below the last one, or as the first."""
    values = added.model_dump(exclude_none=True, exclude={"studies"})
    lines = [f"{key}: {scalar(str(value))}" for key, value in values.items()]
    lines += [f"studies: [{', '.join(added.studies)}]"] if added.studies else []
    if not sources:
        first = "\n    ".join(lines)
        return f"{text}  - {first}\n"
    place = sources[-1].at()
    line = text.split("\n")[place.line - 1]
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    item = f"{line_end(text)}{indent}".join(lines)
    return add_items(text, place, [item])


def declare_source(
    folder: Path, name: str, tier: str | None, about: Mapping[str, Any], begun: str = ""
) -> dict[Path, str]:
    """Return the text of ``sources.yml`` with a new source, by its path; nothing where the source is declared.

    *about* are its other keys, how much of it is seen among them. *begun* is the head of the file where it is not there
    yet.

    Raises BadInput for an unknown tier, a new source without one, and a source that is declared with another tier or
    as seen in another part.
    """
    wanted, seen = _tier_called(tier), about["seen"]
    path = folder / "sources.yml"
    text, known = begun, dict[str, Source]()
    if not begun:
        sound = read_sound(path, Sources, f"{folder.name}/sources.yml")
        if sound.record is None or sound.problems:
            raise BadInput(sound.problems)
        text, known = read_exactly(path), {source.id: source for source in sound.record.sources}
    if name not in known:
        if wanted is not None:
            added = Source.model_validate({"id": name, "tier": wanted, "role": ROLES[wanted], **about})
            return {Path(path.name): with_source(text, tuple(known.values()), added)}
        wrong, remedy = f"source {name!r} is not in {folder.name}/sources.yml", "add --tier, and --title and --short"
        raise one(Place("--tier"), wrong, f"one of {', '.join(get_args(Tier))}, for a new source", remedy)
    if known[name].seen != seen:
        wrong, expected = f"source {name!r} is declared as seen: {known[name].seen}", f"{seen}, as this text is"
        raise one(known[name].at("seen"), wrong, expected, f"add --seen {known[name].seen}, or correct this line")
    if wanted is not None and known[name].tier != wanted:
        wrong, expected = f"source {name!r} has the tier {known[name].tier!r}", f"{wanted!r}, as --tier says"
        raise one(
            known[name].at("tier"), wrong, expected, "change the tier in this line yourself, or give another --id"
        )
    return {}


def _tier_called(name: str | None) -> Tier | None:
    """The tier of a name; None where none is named. Raises BadInput for a name of none."""
    found: Tier | None = next((tier for tier in get_args(Tier) if tier == TIERS.get(name or "", name)), None)
    if name is not None and found is None:
        raise BadInput([unknown(Place("--tier"), "tier", name, get_args(Tier))])
    return found


def refuse_other_ledger(path: Path, name: str, ledger: Ledger) -> None:
    """Raise BadInput where a file holds another ledger, with the count of tokens that would change."""
    if not path.exists():
        return
    old = read_sound(path, Ledger, name).record
    before = [token for each in old.statements for token in each.tokens] if old else []
    if old and old.digest == ledger.digest:
        return
    after = [token for each in ledger.statements for token in each.tokens]
    changes = difflib.SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes()
    changed = sum(max(b - a, d - c) for tag, a, b, c, d in changes if tag != "equal")
    wrong = f"another ledger stands here: of its {len(before)} tokens and the {len(after)} new ones {changed} differ"
    raise one(Place(name), wrong, "a new --id, or the same text", "add --replace if this text is to take its place")


def read_exactly(path: Path) -> str:
    """Return the text of a file with its line ends as they are."""
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def entry(record: Reading | Waiver | Signoff | Rejection | RejectedCue | Declaration) -> str:
    """Write a reading, a waiver, a rejection, a declaration or a sign-off as an item of a list, on one line."""
    values = record.model_dump(mode="json", exclude_none=True)
    decided = ("by", "on") if isinstance(record, Decided) else ()
    last = [key for key in ("printed", "reason", "read", *decided) if key in values]
    keys = [*(key for key in values if key not in last), *last]
    return flow({key: values[key] for key in keys})


def flow(values: Mapping[str, Any]) -> str:
    """Write a record on one line, in braces."""
    return "{" + ", ".join(f"{key}: {scalar(value)}" for key, value in values.items()) + "}"


def scalar(value: Any) -> str:
    """Write a value as the ledger does: numbers, dates and plain words bare, a place in braces, all else in quotes."""
    if isinstance(value, dict):
        return flow(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(scalar, value))}]"
    if isinstance(value, int) or _PLAIN.fullmatch(value):
        return str(value)
    return quoted(value)
