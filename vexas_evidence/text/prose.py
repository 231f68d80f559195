"""Texts in our own words, with references to numbers instead of typed numerals.

``{estimate-id}`` is the number as its first source prints it, ``{id.part}`` a part of it or of a derived value: its
count, its denominator, its interval, the time it refers to. ``{id.full}`` is the number with who was counted and when.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from vexas_evidence.text.numerals import first_numeral, name_pattern
from vexas_evidence.text.tokens import tokens

SINGLE_PARTS = (
    "value",
    "alone",
    "count",
    "denominator",
    "fraction",
    "percent",
    "rate",
    "interval",
    "ci",
    "limits",
    "when",
)
ESTIMATE_PARTS = ("full", *SINGLE_PARTS)

_REFERENCE = re.compile(r"\{([^{}]*)\}")
_ROMAN = re.compile(r"[A-Za-z].* [IVX]+\b")
_SENTENCE_END = re.compile(r"[.!?][”\"')]*\s+$")
_VALID = re.compile(r"(?P<id>[a-z][a-z0-9-]*)(?:\.(?P<part>[a-z-]+))?")


@dataclass(frozen=True, slots=True)
class Reference:
    """A number that a text refers to: the record's id and the part of it ("value" by default)."""

    id: str
    part: str = "value"

    @property
    def written(self) -> str:
        """The reference as texts write it, without its braces."""
        return self.id if self.part == "value" else f"{self.id}.{self.part}"


def split(text: str) -> Iterator[str | Reference]:
    """Yield the words and the references of a text in order. Raises ValueError for a malformed one.

    Examples
    --------
    >>> [*split("{included} patients")]
    [Reference(id='included', part='value'), ' patients']
    """
    end = 0
    for match in _REFERENCE.finditer(text):
        if words := _without_braces(text[end : match.start()]):
            yield words
        if not (inner := _VALID.fullmatch(match[1])):
            raise ValueError(f"reference {match[0]!r} is not of the form {{id}} or {{id.part}}")
        yield Reference(inner["id"], inner["part"] or "value")
        end = match.end()
    if rest := _without_braces(text[end:]):
        yield rest


def _without_braces(words: str) -> str:
    if "{" in words or "}" in words:
        raise ValueError(f"a stray brace in {words.strip()!r}")
    return words


def ends_sentence(words: str) -> bool:
    """Whether a sentence ends with some words, so that what follows opens the next."""
    return _SENTENCE_END.search(words) is not None


@lru_cache(maxsize=1 << 12)
def references(text: str) -> tuple[Reference, ...]:
    """Return the references of a text in order, found once for all checks; raises ValueError for a malformed one."""
    return tuple(part for part in split(text) if isinstance(part, Reference))


def typed_numeral(text: str, names: tuple[str, ...]) -> str | None:
    """Return the first numeral typed in a text outside references and declared names, or None."""
    words = _REFERENCE.sub("{}", text)
    for name in sorted(names, key=len, reverse=True):
        words = re.sub(name_pattern(name), " ", words)
    return first_numeral(words)


def is_name(words: str) -> bool:
    """Whether a text holds a letter and a digit or a Roman numeral, as the names of drugs, grades and phases do."""
    return any(map(str.isalpha, words)) and (any(map(str.isdigit, words)) or bool(_ROMAN.search(words)))


def is_numbered_name(words: str) -> bool:
    """Whether a text is a name whose numbers count nothing: whole ones, none of them before a word.

    Examples
    --------
    >>> is_numbered_name("COVID-19 trial 2"), is_numbered_name("Trial of 88 patients"), is_numbered_name("30 of 45")
    (True, False, False)
    """
    return is_name(words) and not any(
        not each.text.isdigit() or words[each.end :].lstrip()[:1].isalpha() for each in tokens(words)
    )
