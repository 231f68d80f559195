"""A record of the ledger: frozen, without unknown keys, with the file and line of each of its values.

Texts marked ``Prose`` are in the project's own words and hold no typed numeral: they refer to
numbers as ``{estimate-id}`` or ``{estimate-id.part}``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Annotated, Literal, TypeVar
from urllib.parse import quote, urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, GetPydanticSchema
from pydantic.json_schema import SkipJsonSchema
from pydantic_core.core_schema import is_instance_schema

from vexas_evidence.system.problems import Place
from vexas_evidence.text import printed as printing

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", examples=["words-joined-by-hyphens"])]
Text = Annotated[str, Field(min_length=1)]
WebAddress = Annotated[str, Field(pattern=r"^https?://[^\s<>\"'\\`]+$", examples=["https://example.org/article"])]

NOT_STATED = "not stated in the sources read"
DENOMINATOR_NOT_STATED = "denominator not stated"
TIME_NOT_STATED = "time not stated"
"""What stands where no source read states a number, or what it is out of; never zero."""


class IdOf:
    """Ids by which records name others: each has a mark that says what, and the loader refuses one that nothing has."""

    Arm = Annotated[Identifier, "arm"]
    Claim = Annotated[Identifier, "claim"]
    Definition = Annotated[Identifier, "definition"]
    Estimate = Annotated[Identifier, "estimate"]
    Figure = Annotated[Identifier, "figure"]
    Judgement = Annotated[Identifier, "judgment"]
    Outcome = Annotated[Identifier, "outcome"]
    Population = Annotated[Identifier, "population"]
    Question = Annotated[Identifier, "question"]
    Report = Annotated[Identifier, "report"]
    Row = Annotated[Identifier, "row of the summary of outcomes"]
    Source = Annotated[Identifier, "source"]
    Study = Annotated[Identifier, "study"]
    Timepoint = Annotated[Identifier, "timepoint"]


def as_written(address: str) -> str:
    """Return the address of a site in ASCII: its host in punycode (RFC 3492), its path in percent form (RFC 3986).

    Raises ValueError where a host has no such form.
    """
    parts = urlsplit(address)
    host = (parts.hostname or "").encode("idna").decode("ascii")
    port = "" if parts.port is None else f":{parts.port}"
    return f"{parts.scheme}://{host}{port}{quote(parts.path, safe=_IN_PATH)}"


def _address_of_site(address: str) -> str:
    try:
        long = len(as_written(address)) > LONGEST_ADDRESS
    except ValueError:
        raise ValueError(f"{address!r} names no host") from None
    if long:
        raise ValueError(f"{address!r} is longer than {LONGEST_ADDRESS} characters as it is written in links")
    return address


_IN_PATH = "/%:@!$&()*+,;=~-._"  # what a path may hold as it is
LONGEST_ADDRESS = 120
"""A longer address makes a QR code that a phone cannot read from a page."""
SiteAddress = Annotated[
    str,
    Field(pattern=r"^https?://[^\s<>\"'\\`?#/@]+(/[^\s<>\"'\\`?#]*)?$", examples=["https://example.org/evidence"]),
    Field(max_length=LONGEST_ADDRESS),
    AfterValidator(_address_of_site),
]
"""Where a site is published: its pages stand below it."""
Doi = Annotated[str, Field(pattern=r"^10\.\d{4,9}/[^\s<>\"'\\`]+$", examples=["10.1000/name"])]
License = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9.+-]*$", examples=["MIT"])]
Prose = Annotated[Text, "prose"]
Cell = Annotated[Prose, "cell"]
"""A text that stands in a cell of a table or in the box of a figure, whose row or heading says what its numbers are."""
Label = Annotated[Text, "label"]
"""A short text that readers meet and that holds neither a numeral nor a reference."""
Title = Annotated[Label, Field(pattern=r"^[^\\*_\[\]{}<>#$@^~|!\"`&]+$")]
"""A label that titles of documents take from ``_variables.yml``, where it is read as Markdown."""


def _printed_number(text: str) -> str:
    printing.parse(text)
    return text


PrintedNumber = Annotated[Text, AfterValidator(_printed_number)]


@dataclass(frozen=True, slots=True)
class Places:
    """Where a record and its values stand in a file; ``find`` looks it up, when a message needs it.

    ``number`` is that of the record's mapping in the file. ``within`` is the key of the value that stands for the
    whole record, where that is no mapping.
    """

    file: str
    number: int = 0
    find: Callable[[int, str], Place] | None = field(default=None, compare=False, repr=False)
    within: str = ""

    def at(self, key: str) -> Place:
        """Return the place of a value, or of the record where it has none of this name."""
        return self.find(self.number, self.within or key) if self.find else Place(self.file)


class Strict(BaseModel):
    """A frozen model that refuses unknown keys.

    What checks it is made when it is first used, but that of a record, which every command uses, at once.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


R = TypeVar("R", bound="Record")


class Record(Strict):
    """An entry of the ledger that knows its place."""

    model_config = ConfigDict(defer_build=False)

    # An instance that pydantic does not look into, which would take a third of the time of making all models.
    places: SkipJsonSchema[Annotated[Places, GetPydanticSchema(lambda kind, _: is_instance_schema(kind))]] = Field(
        default=Places(""), repr=False, exclude=True
    )

    def at(self, key: str = "") -> Place:
        """Return the place of the value at *key* ("outcome", "rests_on.1"), or of the record."""
        return self.places.at(key)

    def below(self, kind: type[R]) -> Iterator[R]:
        """Yield the records of a kind below this one, in the order of its fields."""
        for key in type(self).model_fields:
            value = getattr(self, key)
            for each in value if isinstance(value, tuple) else (value,):
                if isinstance(each, kind):
                    yield each
                elif isinstance(each, Record):
                    yield from each.below(kind)


class NamedRecord(Record):
    """An entry to which others refer by its id."""

    id: Identifier
    """The identifier by which other records refer to it."""


class DataFile(Record):
    """A file of the data folder, which begins with the number of its format."""

    format: Literal[3] = Field(exclude=True)
    """The number of the format."""
