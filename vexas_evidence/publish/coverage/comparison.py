"""A finished file set against the lines that were read from it when it was rendered, as a diff of words and looks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from types import MappingProxyType

from vexas_evidence.publish.coverage.marked_lines import MARK, File, MarkedLine
from vexas_evidence.system.problems import Discrepancy, Place

LOADED = "what it loads, "
"""How the places begin whose lines are compared only where the loaded file lies beside the page."""
_AROUND = 4
"""Words quoted on either side of those that differ."""
_LONG = 90
_ALIKE = 0.7  # of the lines; a file that shares fewer with the one that was rendered is another one
_TYPES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "−": "-"})
_TYPESET = re.compile(r"[\s•\u00ad]")
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-‐‑](?=[^\W\d_])")
_NAMESPACE = re.compile(r"\{[^}]*\}")


@dataclass(frozen=True, slots=True)
class Mismatch:
    """What differs: where, what is there, what was expected, and whether words or a look alone.

    ``other_check`` is the check of this code that found it in data of other code.
    """

    place: str
    found: str
    expected: str
    of_words: bool = True
    other_check: str = ""

    def of_file(self, name: str, remedy: str) -> Discrepancy:
        """Return it as a discrepancy of a file."""
        place = Place(f"{name}, {self.place}" if self.place else name)
        return Discrepancy(place, self.found, self.expected, remedy, "coverage")


def rendered(file: File) -> tuple[MarkedLine, ...]:
    """Return the lines of a file as a manifest keeps them: of values for machines the hashes alone."""
    return tuple(MarkedLine("" if line.value else line.place, line.form) for line in file.lines)


def how_much(lines: Sequence[MarkedLine]) -> str:
    """Say how much of a file is compared."""
    words = sum(len(line.words.split()) for line in lines)
    marks = sum(len(MARK.findall(line.form)) for line in lines)
    return f"{words} words, {marks} marks of look, links and structure" if words else f"{marks} values"


def differences(lines: Sequence[MarkedLine], file: File) -> tuple[Mismatch, ...]:
    """Return what differs, in the order of the file; a look only where the words of its place are as rendered."""
    places = {line.place for line in file.lines}
    ours = [line for line in lines if not line.place.startswith(LOADED) or line.place in places]
    found = differing(ours, file.lines, file.marks)
    of_words_at = {each.place for each in found if each.of_words}
    listed = tuple(each for each in found if each.of_words or each.place not in of_words_at)
    lost = (Counter(line.form for line in ours) - Counter(line.form for line in file.lines)).total() if listed else 0
    if lost > (1 - _ALIKE) * len(ours):
        what = f"another file, or one of another render: {lost} of its {len(ours)} lines are not there"
        return (Mismatch("", f"{what}, and at {listed[0].place} {listed[0].found}", listed[0].expected),)
    return listed


def differing(
    ours: Sequence[MarkedLine], theirs: Sequence[MarkedLine], marks: Mapping[str, str] = MappingProxyType({})
) -> list[Mismatch]:
    """Return what differs between lines, in order: their words, or else their looks."""
    found = list[Mismatch]()
    matched = SequenceMatcher(None, [line.form for line in ours], [line.form for line in theirs], autojunk=False)
    for tag, i, j, k, m in matched.get_opcodes():
        if tag != "equal":
            there = theirs[k - 1].place if k else "beginning"
            found += list(of_words(ours[i:j], theirs[k:m])) or _of_looks(ours[i:j], theirs[k:m], marks, there)
    return found


def of_words(ours: Sequence[MarkedLine], theirs: Sequence[MarkedLine]) -> Iterator[Mismatch]:
    """Yield the words that differ in lines that do, each with the words around it."""
    wanted = [(word, line.place) for line in ours for word in line.words.split()]
    there = [(word, line.place) for line in theirs for word in line.words.split()]
    matched = SequenceMatcher(None, [word for word, _ in wanted], [word for word, _ in there], autojunk=False)
    for tag, i, j, k, m in matched.get_opcodes():
        same = tag == "equal" or settled(w for w, _ in wanted[i:j]) == settled(w for w, _ in there[k:m])
        if not same:
            before = there[k - 1][1] if k else "beginning"
            place = there[k][1] if k < m else wanted[i][1] or before
            yield Mismatch(
                place, _quoted(there, k, m), _quoted(wanted, i, j) if i < j else "nothing between these words"
            )


def settled(words: Iterable[str]) -> str:
    """Return words without what typesetting sets its own way: spaces, ligatures, hyphens, marks of lists, minus signs.

    >>> settled(["•", "treat-", "ment", "at 12-month"]) == settled(["treatment at", "12-month"])
    True
    >>> settled(["\u22123.4 points"]) == settled(["-3.4 points"])
    True
    """
    return _HYPHEN.sub("", _TYPESET.sub("", "".join(words).translate(_TYPES)))


def _quoted(words: Sequence[tuple[str, str]], start: int, end: int) -> str:
    """Quote words with those around them, and the differing ones in brackets."""
    texts = [word for word, _ in words]
    inside = " ".join(texts[start:end])
    shown = f"[{inside if len(inside) <= _LONG else f'{inside[:_LONG]} …'}]" if inside else "[nothing]"
    return f"“{' '.join([*texts[max(0, start - _AROUND) : start], shown, *texts[end : end + _AROUND]])}”"


def _of_looks(
    ours: Sequence[MarkedLine], theirs: Sequence[MarkedLine], marks: Mapping[str, str], before: str
) -> Iterator[Mismatch]:
    """Yield lines whose marks differ, and values of a file for machines, of which the hash alone is known."""
    for one, other in zip_longest(ours, theirs):
        place = other.place if other else one.place or before
        if other and other.value:
            yield Mismatch(place, f"“{other.value[:_LONG]}”", "another value" if one else "nothing here")
        elif other is None:
            yield Mismatch(
                place, "something is missing, or drawn, linked or styled otherwise", "all that was rendered", False
            )
        else:
            new = Counter(MARK.findall(other.form)) - Counter(MARK.findall(one.form if one else ""))
            what = "; ".join(_NAMESPACE.sub("", marks.get(mark, mark))[:_LONG] for mark in list(new)[:3])
            words = other.words
            of = f" at “{words[:_LONG]}”" if words else ""
            yield Mismatch(
                place, f"drawn, linked or styled otherwise{of}: {what or 'marks are missing'}", "as rendered", False
            )
