"""What a release keeps of each record, as text that is compared line by line: the file ``releases/VERSION.json``.

Records are sorted, and whatever fits stands on one line, so that a changed number is one changed line.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Set
from pathlib import Path
from typing import Any, Literal, Self, get_args

from pydantic import Field, ValidationError, model_validator

from vexas_evidence.load.formats.format_1 import release_in_format_2
from vexas_evidence.load.printable import unprintable
from vexas_evidence.load.yaml import read_text
from vexas_evidence.model.evidence import Change, EvidenceVersion, number_of
from vexas_evidence.model.record import Strict
from vexas_evidence.system.hashes import seal
from vexas_evidence.system.problems import Place, one

RecordKind = (
    Literal["estimate", "not stated", "derived", "judgement", "claim", "key point", "entry", "text"]
    | Literal["outcome", "population", "timepoint", "source", "quantifier", "declared", "term"]
)
KINDS: tuple[RecordKind, ...] = tuple(kind for part in get_args(RecordKind) for kind in get_args(part))
SHARED: tuple[RecordKind, ...] = ("outcome", "timepoint", "source", "quantifier", "term")
"""The kinds of which studies of a report can have the very same record."""
FOLDER, SEAL = "releases", "seal"
WIDTH = 180
FORMAT = 3
"""The format in which a release is written; those of formats 1 and 2 are read too."""
_ESCAPED = re.compile(r"\\[bfrtu]")
"""Escapes of JSON that can stand for characters that are not printable; a line break is read as such."""
_EXPECTED, _REMEDY = "a release as vexas-evidence release writes it", "take it from the version control again"


class ReleaseReading(Strict):
    """What one source prints, and where; of a sentence that is read for what it says, only where."""

    printed: str | None = None
    source: str
    section: str
    paragraph: str
    sentence: int
    token: int | None = None


class ReleaseRecord(Strict):
    """One record as a reader met it: its values, the words around them, and what it rests on.

    ``reads`` says what the ids and references in values and words read, and is compared with nothing.
    """

    kind: RecordKind
    id: str
    label: str
    values: dict[str, str] = Field(default_factory=dict)
    words: dict[str, str] = Field(default_factory=dict)
    reads: dict[str, str] = Field(default_factory=dict)
    rests_on: tuple[str, ...] = ()
    readings: tuple[ReleaseReading, ...] = ()

    @model_validator(mode="after")
    def _says_what_it_is(self) -> Self:
        printed = self.readings and all(reading.printed is not None for reading in self.readings)
        if self.kind == "estimate" and not ("value" in self.values and printed):
            raise ValueError(f"the estimate {self.id} has no value or no reading")
        return self

    @property
    def key(self) -> tuple[str, str]:
        """What the same record is known by in another version."""
        return self.kind, self.id

    @property
    def is_shared(self) -> bool:
        """Whether studies of a report can have the very same record."""
        return self.kind in SHARED or self.key == ("text", "question")

    def of_study(self, study: str, title: str, names: Set[str]) -> ReleaseRecord:
        """Return the record as that of a further study, whose id its own bears, and so do *names* it rests on."""
        resting = tuple(f"{study}.{each}" if each in names else each for each in self.rests_on)
        known = {"id": f"{study}.{self.id}", "label": f"{title}: {self.label}", "rests_on": resting}
        return self.model_copy(update=known)


class ReleaseSignoff(Strict):
    """Who read a text of the release, and when."""

    text: str
    by: str
    on: datetime.date


class Release(Strict):
    """The evidence of one version: its records, its versions so far, the verification, and the hashes of its outputs.

    ``unread`` are the ids of the texts that no second person has read; None in a release that does not say.
    The seal is a hash over all else: a file that someone changed by hand is no release any more.
    """

    format: Literal[1, 2, 3] = 3
    version: EvidenceVersion
    report: str = ""
    study: str
    versions: tuple[Change, ...] = Field(min_length=1)
    records: tuple[ReleaseRecord, ...]
    signoffs: tuple[ReleaseSignoff, ...] = ()
    unread: tuple[str, ...] | None = None
    verification: dict[str, Any] = Field(default_factory=dict)
    outputs: dict[str, str] = Field(default_factory=dict)
    seal: str = ""

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        if self.versions[0].version != self.version:
            raise ValueError(f"its newest version is {self.versions[0].version}, not {self.version}")
        if len(self.by_key) < len(self.records):
            raise ValueError("two records of one id")
        if (self.format == 3) != bool(self.report):
            raise ValueError("a release of format 3 names its report, an older one its study alone")
        return self

    @property
    def of_report(self) -> str:
        """The id of its report; a release older than format 3 is of the report that has the id of its study."""
        return self.report or self.study

    @property
    def number(self) -> tuple[int, ...]:
        """MAJOR, MINOR and PATCH."""
        return number_of(self.version)

    @property
    def shorts(self) -> dict[str, str]:
        """The short names of the sources by id."""
        return {record.id: record.label for record in self.records if record.kind == "source"}

    @property
    def by_key(self) -> dict[tuple[str, str], ReleaseRecord]:
        """The records by kind and id."""
        return {record.key: record for record in self.records}


def write_release(release: Release) -> str:
    """Return a release as JSON, with its seal."""
    fields = {"format": FORMAT, **release.model_dump(mode="json", exclude_defaults=True, exclude={"format"})}
    return f"{_written({**fields, SEAL: seal(fields, SEAL)}, 0)}\n"


def load_releases(data: Path, report: str) -> tuple[Release, ...]:
    """Return the releases of a report that stand beside its data folder, oldest first. Raises BadInput."""
    home = data.resolve().parent / FOLDER
    found = (read_release(path) for path in sorted((*home.glob("*.json"), *(home / report).glob("*.json"))))
    return tuple(sorted((each for each in found if each.of_report == report), key=lambda each: each.number))


def release_path(data: Path, release: Release) -> Path:
    """Return where the release of a report is kept beside its data folder.

    That is ``releases/VERSION.json``, and for a second report of the folder ``releases/REPORT/VERSION.json``.
    Raises BadInput for a file there that is no release.
    """
    home = data.resolve().parent / FOLDER
    others = {read_release(path).of_report for path in home.glob("*.json")} - {release.of_report}
    return (home / release.of_report if others else home) / f"{release.version}.json"


def stored_path(data: Path, release: Release) -> Path:
    """Return the file beside a data folder that holds the release of a report and version, where there is one."""
    home = data.resolve().parent / FOLDER
    own = home / release.of_report / f"{release.version}.json"
    return own if own.is_file() else home / own.name


def read_release(path: Path) -> Release:
    """Return the release of a file that bears its version as its name. Raises BadInput."""
    release = read_renamed(path)
    if release.version != path.stem:
        wrong, expected = f"it holds version {release.version!r}", f"{path.stem!r}, as its name says"
        raise one(Place(file_name(path)), wrong, expected, _REMEDY)
    return release


def read_renamed(path: Path) -> Release:
    """Return the release of a file, whatever its name. Raises BadInput."""
    place = Place(file_name(path))
    try:
        text = read_text(path, str(place))
        content = json.loads(text, parse_constant=_no_number)
        if (sign := _unprintable_in(text, content)) is not None:
            raise one(place, f"control character U+{ord(sign):04X}", "printable text", _REMEDY)
        release = Release.model_validate(_in_words_of_today(content, place))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise one(place, f"{where}: {first['msg'].lower()}", _EXPECTED, _REMEDY) from None
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        raise one(place, "no release can be read", _EXPECTED, _REMEDY) from None
    if release.seal != seal(content, SEAL):
        raise one(place, "it is not as it was written", "the words over which its seal was made", _REMEDY)
    return release


def _in_words_of_today(content: dict[str, Any], place: Place) -> dict[str, Any]:
    """What a release holds under today's keys, and the number of its own format."""
    if "format" not in content:
        return release_in_format_2(content) | {"format": 1}
    if content["format"] not in (2, FORMAT) or not isinstance(content["format"], int):
        found = f"format {content['format']!r} is not known"
        raise one(place, found, f"format {FORMAT}", "use the version of vexas-evidence that wrote it")
    return content


def _no_number(text: str) -> None:
    raise ValueError(text)  # Infinity and NaN, which JSON does not know


def file_name(path: Path) -> str:
    """Return the file of a release as messages name it, from the folder of releases on: "releases/1.0.0.json"."""
    return "/".join(path.parts[-3:] if path.parts[-3:-2] == (FOLDER,) else path.parts[-2:])


def _unprintable_in(text: str, content: Any) -> str | None:
    """The first character of a JSON file's strings that is not printable; its text alone tells that there is none."""
    is_plain = not _ESCAPED.search(text) and not any(map(unprintable, text.split("\n")))
    return None if is_plain else next(filter(None, map(unprintable, _texts(content))), None)


def _texts(value: Any) -> Iterator[str]:
    """Yield every text of a JSON value, its keys too, a line at a time."""
    if isinstance(value, str):
        yield from value.split("\n")
    elif isinstance(value, dict | list):
        for each in (*value, *value.values()) if isinstance(value, dict) else value:
            yield from _texts(each)


def _written(value: Any, depth: int) -> str:
    """Write a value on one line where it fits, else one line an item."""
    brief = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or not value or (depth > 1 and len(brief) + depth <= WIDTH):
        return brief
    if isinstance(value, dict):
        items = [f"{json.dumps(key, ensure_ascii=False)}: {_written(each, depth + 1)}" for key, each in value.items()]
    else:
        items = [_written(each, depth + 1) for each in value]
    between = "\n" + " " * (depth + 1)
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return f"{opening}{between}{f',{between}'.join(items)}\n{' ' * depth}{closing}"
