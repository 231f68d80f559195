"""The clauses of a sentence that hold a number, which words stand nearest to it, and which are excused beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from vexas_evidence.analysis.wording.word_forms import ENGLISH, Mention, Sense, WordList, phrase, word_list

REFERENCE = re.compile(r"\{[^{}]*\}")
_NOT_THERE = tuple(f"no {such}{each}" for such in ("", "such ") for each in ENGLISH["denied of a number"])
_KNOWN = (*ENGLISH["caveats"], *_NOT_THERE)
CAVEATS = word_list(*_KNOWN)
_CLAUSE_CAVEATS = word_list(*_KNOWN, *ENGLISH["caveats of a clause"])
RELATED = phrase("related")
OPPOSED = phrase("opposed")
_DISTANT = 60  # characters that a comma adds: words beside a number are nearer than those across one


def blanked(sentence: str) -> str:
    """Return a sentence of the same length whose references are blank."""
    return REFERENCE.sub(lambda match: "\x00" * len(match[0]), sentence)


def name_of(reference: re.Match[str]) -> str:
    """Return the id of the number to which a reference refers."""
    return reference[0][1:-1].partition(".")[0]


def parts_of(sentence: str) -> tuple[list[str], list[str]]:
    """Return the parts of a sentence that say something of their own, and those before its only number.

    A part without a number belongs to the only one of the sentence.
    """
    parts = phrase("end of part").split(phrase("opening").sub(r"\1; ", sentence))
    numbers = {name_of(each): each[0] for each in REFERENCE.finditer(sentence)}
    if len(numbers) != 1:
        return parts, []
    [number] = numbers.values()
    first = next(at for at, part in enumerate(parts) if REFERENCE.search(part))
    theirs = [
        part if REFERENCE.search(part) or phrase("of another").match(part) else f"{number}: {part}" for part in parts
    ]
    return theirs[first:], theirs[:first]


def distance(text: str, a: int, b: int, start: int, end: int) -> int:
    """Return how far words from *a* to *b* stand from a number, by what is between them."""
    between = text[b:start] if b <= start else text[end:a]
    joined = between.count(",") + between.count(" and ") + between.count("\x00")
    return len(between) + _DISTANT * joined


def signed(text: str, mention: Mention) -> frozenset[Sense]:
    """What a phrase means where it stands: its contrary after a denial, and before "-free"."""
    is_denied = (
        OPPOSED.search(text, 0, mention.start)
        or phrase("free").match(text, mention.end)
        or phrase("absent").match(text, mention.end)
    )
    return frozenset(each.contrary for each in mention.senses) if is_denied else mention.senses


def is_lessened(text: str, mention: Mention) -> bool:
    """Whether a phrase says that there was little of it, which neither grants nor denies it: "a low relapse rate"."""
    return bool(phrase("less before").search(text, 0, mention.start) or phrase("less after").match(text, mention.end))


def is_plain(sentence: str, mentions: Callable[[str], Iterable[Mention]], caveats: WordList = CAVEATS) -> bool:
    """Whether a sentence says something outright, and does not deny, ask, weigh or suppose it.

    A denial of the very words that mean something, as in "did not respond", is said outright.
    """
    blank = phrase("granted").sub(" ", phrase("or not").sub(" ", blanked(sentence)))
    if sentence.rstrip().endswith("?"):
        return False
    if not caveats.search(blank):
        return True
    for each in mentions(blank):
        is_of_method = all(sense.field in ("measure", "method", "design") for sense in each.senses)
        if is_of_method and not caveats.search(each.text):
            continue
        before, after = (
            phrase("outright").search(blank, 0, each.start),
            phrase("absent").match(blank, each.end),
        )
        start, end = before.start() if before else each.start, after.end() if after else each.end
        blank = f"{blank[:start]}{'_' * (end - start)}{blank[end:]}"
    return not caveats.search(blank)


def outright_parts(sentence: str, mentions: Callable[[str], Iterable[Mention]]) -> Iterator[str]:
    """Yield what a sentence says outright: all of it, or its clauses with a number that hold no caveat of their own.

    A denial in another clause does not excuse the words beside the number: "{a.full} is a mean, so it would be drawn".
    """
    yield sentence
    if is_plain(sentence, mentions) or sentence.rstrip().endswith("?"):
        return
    if (left := phrase("contrast").sub("", sentence)) != sentence:
        yield from outright_parts(left, mentions)
    if phrase("supposed").search(sentence):
        return
    numbers = list(dict.fromkeys(REFERENCE.findall(sentence)))
    for at, clause in enumerate(phrase("clause").split(sentence)):
        said = clause if REFERENCE.search(clause) else ""
        if at and not said and len(numbers) == 1 and phrase("anaphoric").match(clause):
            said = f"{numbers[0]}: {clause}"
        if said and is_plain(said, mentions, _CLAUSE_CAVEATS):
            yield said
