"""The clauses of a sentence that hold a number, which words stand nearest to it, and which are excused beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from vexas_evidence.analysis.wording.word_forms import ENGLISH, Mention, Sense, word_pattern
from vexas_evidence.text.words import any_of, in_any_case

REFERENCE = re.compile(r"\{[^{}]*\}")
_BREAKS = any_of(ENGLISH["breaks"])
_AFTER_COMMA = any_of((*ENGLISH["breaks"], *ENGLISH["breaks after a comma"]))
_END_OF_PART = in_any_case(
    rf"\s*;\s+|,\s+(?:(?:and|or)\s+)?(?=(?:{_AFTER_COMMA})\b(?! of\b))|\s+(?=(?:{_BREAKS})\b(?! of\b))"
)
_OPENING = in_any_case(rf"^((?:{_BREAKS})\b[^,]*),\s+")
_NOT_THERE = tuple(f"no {such}{each}" for such in ("", "such ") for each in ENGLISH["denied of a number"])
_MOST = r"|\bmost\b(?! (?:frequent|common|often|precise|certain|uncertain))"
_KNOWN = word_pattern((*ENGLISH["caveats"], *_NOT_THERE)).pattern
_OF_A_CLAUSE = word_pattern(tuple(ENGLISH["caveats of a clause"])).pattern
CAVEATS = in_any_case(f"{_KNOWN}{_MOST}")
_CLAUSE_CAVEATS = in_any_case(f"{_KNOWN}{_MOST}|{_OF_A_CLAUSE}")
RELATED = in_any_case(rf"(?<![\w-])(?:{any_of(ENGLISH['relations'])}|between(?! the (?:arms|groups)))(?![\w-])")
_DENIALS = (
    rf"(?:{any_of(ENGLISH['auxiliaries'])})(?: not|n't)(?: (?:have|had|any|be|been))*"
    r"|never(?: (?:had|been|got|saw|felt|found))*|nobody"
    rf"|(?:{any_of(ENGLISH['nobody'])}) (?:the |these |those )?(?:{any_of(ENGLISH['people'])})\b[^,;:.]{{0,50}}"
    rf"|none of (?:them|these|those)|neither|(?:no|without)"
    r"(?: (?:a|an|any|(?:sign|history|trace|evidence|case|record)s? of|further|more|such))*"
    rf"|(?:{any_of(ENGLISH['absences'])})(?: (?:be|any|an?|the|of|to|bring|give|see|find|show|make|get|offer))*"
)
_OUTRIGHT = in_any_case(rf"\b(?:{_DENIALS})[\s-]+$")
"""A denial of the words behind it, and of nothing else."""
OPPOSED = in_any_case(rf"\b(?:{_DENIALS}|non|not|(?:not|never) [a-z]+(?: an?| any| the)?)[\s-]+$")
_ABSENT = in_any_case(
    r"(?: (?:by|of|in|with) (?:the )?(?:\w+ ){0,2}\w+)?"
    r"\s+(?:(?:was|were|is|are|had|has|have|been|being|\w+ly)\s+){0,3}"
    rf"(?:{any_of(ENGLISH['gone'])})\b(?! (?:to|ground|strength|height)\b)"
)
_OR_NOT = in_any_case(
    r"\bwhether\b(?=.*\bor not\b)|\bor not\b|\bif you (?:have|are|had|were|never|ask|want|wonder|worry)\b"
)
_CLAUSE = in_any_case(
    rf"\s*[;:—–]\s+|\.\s+|,\s+|\s+(?=(?:{_BREAKS}|yet|however)\b)|\s+(?=(?:and|but) (?:not|nor|never|no)\b)"
)
_ANAPHORIC = in_any_case(
    r"(?:(?:and|but|so|as|for|since) )?(?:it|they|these|this|that|which|who|the (?:figure|number|share|count)) \w+"
)
"""What begins a clause on the only number of its sentence."""
_OF_ANOTHER = in_any_case(
    r"whereas (?!(?:it|they|these|this|that)\b)"
    rf"|while (?:(?:the|a|an|another|other) )?(?:\w+ ){{0,2}}(?:{any_of(ENGLISH['who states'])})\b"
)
"""What begins a part that sets something else against the number of its sentence."""
_GRANTED = in_any_case(
    r"\bmay (?:\w+ly )?be (?:called|said|regarded|considered|described)\b"
    rf"|\b(?:{any_of(ENGLISH['granted'])})\b|\brather (?=\w+er\b)"
    r"|\b(?:a few|some) (?=(?:hours|days|weeks|months|years) (?:later|after))"
)
"""What is granted and not supposed: "may be called free of side effects", "rose a little"."""
_CONTRAST = in_any_case(
    r"\bnot (?:(?!because|only|to)[^,;:.{}]){1,60}?,? but (?!(?:is|are|was|were|did|does)\b)"
    r"|(?:, (?:and |but )?not| and not|,? rather than|,? instead of)\b(?! (?:all|only|stated|defined|known|given)\b)"
    r"[^,;:.{}]*(?=[,;:.]|$)"
)
"""What a sentence denies to set its contrary off: "the night, not the days"; the rest it says outright."""
_SUPPOSED = in_any_case(r"\b(?:if|unless|whether|had there|suppose|instead of|rather than)\b")
"""Words that bear on the clauses behind them as well."""
_LESS_BEFORE = in_any_case(rf"\b(?:{any_of(ENGLISH['scarcely'])})\s+$")
_LESS_AFTER = in_any_case(r"\s+(?:was|were|is|are) (?:\w+ly )?(?:uncommon|rare|low|infrequent)\b")
_FREE = in_any_case(r"[\s-]+free\b")
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
    parts = _END_OF_PART.split(_OPENING.sub(r"\1; ", sentence))
    numbers = {name_of(each): each[0] for each in REFERENCE.finditer(sentence)}
    if len(numbers) != 1:
        return parts, []
    [number] = numbers.values()
    first = next(at for at, part in enumerate(parts) if REFERENCE.search(part))
    theirs = [part if REFERENCE.search(part) or _OF_ANOTHER.match(part) else f"{number}: {part}" for part in parts]
    return theirs[first:], theirs[:first]


def distance(text: str, a: int, b: int, start: int, end: int) -> int:
    """Return how far words from *a* to *b* stand from a number, by what is between them."""
    between = text[b:start] if b <= start else text[end:a]
    joined = between.count(",") + between.count(" and ") + between.count("\x00")
    return len(between) + _DISTANT * joined


def signed(text: str, mention: Mention) -> frozenset[Sense]:
    """What a phrase means where it stands: its contrary after a denial, and before "-free"."""
    is_denied = (
        OPPOSED.search(text, 0, mention.start) or _FREE.match(text, mention.end) or _ABSENT.match(text, mention.end)
    )
    return frozenset(each.contrary for each in mention.senses) if is_denied else mention.senses


def is_lessened(text: str, mention: Mention) -> bool:
    """Whether a phrase says that there was little of it, which neither grants nor denies it: "a low relapse rate"."""
    return bool(_LESS_BEFORE.search(text, 0, mention.start) or _LESS_AFTER.match(text, mention.end))


def is_plain(sentence: str, mentions: Callable[[str], Iterable[Mention]], caveats: re.Pattern[str] = CAVEATS) -> bool:
    """Whether a sentence says something outright, and does not deny, ask, weigh or suppose it.

    A denial of the very words that mean something, as in "did not respond", is said outright.
    """
    blank = _GRANTED.sub(" ", _OR_NOT.sub(" ", blanked(sentence)))
    if sentence.rstrip().endswith("?"):
        return False
    if not caveats.search(blank):
        return True
    for each in mentions(blank):
        is_of_method = all(sense.field in ("measure", "method", "design") for sense in each.senses)
        if is_of_method and not caveats.search(each.text):
            continue
        before, after = _OUTRIGHT.search(blank, 0, each.start), _ABSENT.match(blank, each.end)
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
    if (left := _CONTRAST.sub("", sentence)) != sentence:
        yield from outright_parts(left, mentions)
    if _SUPPOSED.search(sentence):
        return
    numbers = list(dict.fromkeys(REFERENCE.findall(sentence)))
    for at, clause in enumerate(_CLAUSE.split(sentence)):
        said = clause if REFERENCE.search(clause) else ""
        if at and not said and len(numbers) == 1 and _ANAPHORIC.match(clause):
            said = f"{numbers[0]}: {clause}"
        if said and is_plain(said, mentions, _CLAUSE_CAVEATS):
            yield said
