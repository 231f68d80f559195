"""The words of format 1, in those of format 2: what was called base is a denominator, what was implied is inferred.

Ids of records keep their names, so only words that stand alone are translated.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

RULES = {
    "implied-base": "inferred-denominator",
    "shared-bases": "shared-denominators",
    "largest-base": "largest-denominator",
    "responders-outside-base": "responders-outside-denominator",
}
"""The rules of derived values."""
WORDS = {
    **RULES,
    "base": "denominator",
    "bases": "denominators",
    "implied": "inferred",
    "receipt": "verification",
    "that one newsletter implies": "inferred from one newsletter",
    "implied by one newsletter": "inferred from one newsletter",
    "re-exposure": "re-treatment",
    "retreatment": "re-treatment",
    "re-exposed to": "re-treated with",
    "re-exposed": "re-treated",
    "group that the treated one is set against": "arm that the treated one is set against",
    "one treated group": "one treated arm",
}
"""Words of texts and values."""
KEYS = {"base": "denominator", "base_note": "denominator_note", "receipt": "verification"}
"""Keys of the records of a release."""
CLASSES = {"implied": "inferred", "receipt count": "verification count"}
"""Kinds of numbers and classes of numerals, in a manifest and in a page."""
ZONES = ("picture", "rows")
"""What the manifests before evidence version 1.1 say of pictures and rows, which their lines tell since."""
VERIFICATION = "receipt.json"
"""The name of a verification, beside finished files and within them."""
IDS = {"term-base": "term-denominator", "term-implied": "term-inferred"}
"""Ids that are made of a word."""
_WORD = re.compile(rf"(?<![\w{{.-])(?:{'|'.join(sorted(WORDS, key=len, reverse=True))})(?![\w-])", re.IGNORECASE)
PART = re.compile(r"(\{[a-z0-9-]+)\.base\}")
"""A reference to a denominator."""


def in_format_2(text: str) -> str:
    """Return a text of format 1 with the words of format 2, in its references too."""
    return _WORD.sub(_translated, PART.sub(r"\1.denominator}", text))


def id_in_format_2(identifier: str) -> str:
    """Return the id of a record and its part, "x.base", with the part of format 2."""
    return f"{identifier.removesuffix('.base')}.denominator" if identifier.endswith(".base") else identifier


def release_in_format_2(release: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a release of format 1 holds under the keys of format 2; its texts stay as they were released."""
    rest = {KEYS.get(key, key): value for key, value in release.items()}
    return rest | {"records": [_record(each) for each in release["records"]]} if "records" in release else rest


def same_words(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """Return texts of format 1, those that differ from newer ones in replaced words alone as the newer ones."""
    return {name: same_text(text, new.get(name, text)) for name, text in old.items()}


def same_text(old: str, new: str) -> str:
    """Return *new* where a text of format 1 differs from it in replaced words alone, else *old*.

    >>> same_text("50 of 82, base implied", "50 of 82, denominator inferred")
    '50 of 82, denominator inferred'
    >>> same_text("a knowledge base", "a database")
    'a knowledge base'
    """
    return new if in_format_2(old) == in_format_2(new) else old


def _record(record: Mapping[str, Any]) -> dict[str, Any]:
    renamed = {
        part: {KEYS.get(name, name): text for name, text in record[part].items()}
        for part in ("values", "words")
        if part in record
    }
    return {**record, **renamed}


def _translated(match: re.Match[str]) -> str:
    word = WORDS[match[0].lower()]
    return word.capitalize() if match[0][0].isupper() else word
