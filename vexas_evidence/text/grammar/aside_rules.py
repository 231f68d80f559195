"""Rules for what is no part of a print: spaces, words, names, times, doses, dates, grades, marks of citation."""

from __future__ import annotations

import re

from vexas_evidence.text.grammar import phrases as known
from vexas_evidence.text.grammar.heads import head_in
from vexas_evidence.text.grammar.reader import Reader

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SPACE = {
    "point": re.compile(r"(?:[\s,;:=!?\"“”'’|]|\.(?!\d))+"),
    "comma": re.compile(r"(?:[\s.;:=!?\"“”'’|]|,(?!\d))+"),
}


def space(reader: Reader) -> bool:
    """Pass spaces and the signs between clauses."""
    return reader.scan.take(_SPACE[reader.scan.decimal]) is not None


def word(reader: Reader) -> bool:
    """Pass a word, and note one that compares two prints."""
    start = reader.scan.at
    if reader.scan.take(known.VERSUS):
        reader.is_compared = True
    elif reader.scan.take(_WORD) is None:
        return False
    reader.words.append(reader.scan.text[start : reader.scan.at])
    return True


def lookalike(reader: Reader) -> bool:
    """Mark letters that pose as digits, such as lOO%."""
    match = reader.scan.take(known.LOOKALIKE)
    return match is not None and reader.miss(match.start(), match.end(), "letters that pose as digits", "digits")


def name(reader: Reader) -> bool:
    """Pass a word with digits in it, such as UBA1."""
    match = reader.scan.take(known.NAME)
    if match is None:
        return False
    reader.words.append(match[0])
    return True


def effect(reader: Reader) -> bool:
    """Take the name of an effect measure, which names the next pair as an interval."""
    if (reader.owner and reader.scan.sees(known.NEEDED)) or not (match := reader.scan.take(known.EFFECT)):
        return False
    reader.names_pair = True
    reader.words.append(match[0])
    return True


def head(reader: Reader) -> bool:
    """Take a head within the text, such as "mean (SD)", which names what follows, or what stands before it."""
    found = head_in(reader.scan.folded, reader.scan.at, reader.scan.end)
    if found is None:
        return False
    reader.head, end = found
    reader.words.append(reader.scan.text[reader.scan.at : end])
    reader.scan.at = end
    reader.names_pair = reader.names_pair or reader.head.effect
    if reader.draft and reader.draft.unnamed and reader.draft.head is None:
        reader.draft.head, reader.draft.named = reader.head, list(reader.head.inner)
    return True


def other(reader: Reader) -> bool:
    """Take a time, a dose, a date or the like. Where times are results, the rules of numbers read them."""
    for kind, pattern in reader.scan.phrases.others:
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
