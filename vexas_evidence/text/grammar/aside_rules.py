"""Rules for what is no part of a print: spaces, words, names, times, doses, dates, grades, marks of citation."""

from __future__ import annotations

import re

from vexas_evidence.text.grammar import phrases as known
from vexas_evidence.text.grammar.heads import head_in
from vexas_evidence.text.grammar.reader import Reader

_WORD = re.compile(r"[^\W\d_]+")
_SPACE = {
    "point": re.compile(r"[\s,;:=!?\"“”'’|]|\.(?!\d)"),
    "comma": re.compile(r"[\s.;:=!?\"“”'’|]|,(?!\d)"),
}


def space(reader: Reader) -> bool:
    """Pass a space or a sign between clauses."""
    return reader.scan.take(_SPACE[reader.scan.decimal]) is not None


def word(reader: Reader) -> bool:
    """Pass a word, and note one that compares two prints."""
    compares = reader.scan.take(known.VERSUS)
    reader.is_compared = reader.is_compared or compares is not None
    match = compares or reader.scan.take(_WORD)
    return match is not None and reader.pass_words(match)


def lookalike(reader: Reader) -> bool:
    """Mark letters that pose as digits, such as lOO%."""
    match = reader.scan.take(known.LOOKALIKE)
    return match is not None and reader.miss(match.start(), match.end(), "letters that pose as digits", "digits")


def name(reader: Reader) -> bool:
    """Pass a word with digits in it, such as UBA1."""
    match = reader.scan.take(known.NAME)
    return match is not None and reader.pass_words(match)


def effect(reader: Reader) -> bool:
    """Take the name of an effect measure, which names the next pair as an interval."""
    match = None if reader.scan.sees(known.NEEDED) else reader.scan.take(known.EFFECT)
    reader.names_pair = reader.names_pair or match is not None
    return match is not None and reader.pass_words(match)


def head(reader: Reader) -> bool:
    """Take a head within the text, such as "mean (SD)", which names what follows, or what stands before it."""
    found = head_in(reader.scan.folded, reader.scan.at, reader.scan.end)
    if found is None:
        return False
    reader.head, match = found
    reader.names_pair = reader.head.effect
    if reader.draft:
        reader.draft.head, reader.draft.named = reader.head, list(reader.head.inner)
    return reader.pass_words(match)


def other(reader: Reader) -> bool:
    """Take a time, a dose, a date or the like. Where times are results, the rules of numbers read them."""
    for kind, pattern, _ in reader.scan.others:
        if (kind == "citation" and _follows_number(reader)) or (kind == "time" and reader.times_are_results):
            continue
        if match := reader.scan.take(pattern):
            return reader.add_other(match.start(), match.end(), kind)
    return False


def mark(reader: Reader) -> bool:
    """Take the mark of a footnote behind a number."""
    match = reader.scan.take(known.MARK)
    return match is not None and reader.add_other(match.start("mark"), match.end(), "footnote")


def share(reader: Reader) -> bool:
    """Take a share in words, such as "a third", which is no count."""
    match = reader.scan.take(known.SHARE)
    return match is not None and reader.add_other(match.start(), match.end(), "share")


def _follows_number(reader: Reader) -> bool:
    before = reader.scan.folded[: reader.scan.at].rstrip()
    return bool(reader.drafts) and (before[-1:].isdigit() or before.endswith("%"))
