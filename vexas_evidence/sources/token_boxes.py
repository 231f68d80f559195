"""Where the number tokens of a sentence are printed: page and box, for what was read from a PDF."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from vexas_evidence.sources.sentences import Sentence, Span
from vexas_evidence.text.folding import fold
from vexas_evidence.text.tokens import Token, normalise_numbers, tokens

_BEFORE, _AFTER = re.compile(r"[-−–+<>≤≥~≈±]\s?$"), re.compile(r"\s?%")


def boxed_tokens(sentence: Sentence) -> Iterator[tuple[Token, Span | None]]:
    """Yield the tokens of a sentence, each with where it is printed; None for what has no page.

    The span counts characters of the sentence's text as read. Of a token on two lines it is the line that holds most
    of it.
    """
    places = _places(sentence.text) if sentence.spans else []
    for token in tokens(sentence.text):
        inside = [raw for at, raw in places if token.start <= at < token.end]
        yield token, _span(sentence, *_with_signs(sentence.text, min(inside), max(inside) + 1)) if inside else None


def _with_signs(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the place of a number with the sign or bound before it and the percent sign behind it."""
    before, after = _BEFORE.search(text, 0, start), _AFTER.match(text, end)
    return before.start() if before else start, after.end() if after else end


def _places(text: str) -> list[tuple[int, int]]:
    """Return pairs of places of one letter or digit, in the normalised text and in the text as read."""
    raw = [(sign, at) for at, each in enumerate(text) for sign in _signs(each)]
    clean = [(sign, at) for at, each in enumerate(normalise_numbers(text)) for sign in _signs(each)]
    if [sign for sign, _ in raw] == [sign for sign, _ in clean]:
        return [(at, place) for (_, at), (_, place) in zip(clean, raw, strict=True)]
    matcher = SequenceMatcher(None, [sign for sign, _ in clean], [sign for sign, _ in raw], autojunk=False)
    return [
        (clean[first + step][1], raw[second + step][1])
        for first, second, size in matcher.get_matching_blocks()
        for step in range(size)
    ]


def _signs(sign: str) -> str:
    """The letters and digits that a sign stands for."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", fold(sign)).casefold()))


def _span(sentence: Sentence, start: int, end: int) -> Span | None:
    """Return where characters of a sentence are printed: the box around them on the line with most of them."""
    lines: list[list[Span]] = []
    is_upright = _is_upright(sentence.spans)
    for each in sentence.spans:
        if each.end <= start or end <= each.start:
            continue
        if lines and _shares(lines[-1][-1], each, 1 if is_upright else 0):
            lines[-1].append(each)
        else:
            lines.append([each])
    if not lines:
        return None
    most = max(lines, key=lambda line: sum(min(each.end, end) - max(each.start, start) for each in line))
    left, top, right, bottom = zip(*(each.box for each in most), strict=True)
    return Span(start, end, most[0].page, (min(left), min(top), max(right), max(bottom)))


def _is_upright(spans: Sequence[Span]) -> bool:
    """Whether more of what stands side by side in a text stands side by side on the page than one below the other."""
    return sum(_shares(*pair, 1) for pair in pairwise(spans)) >= sum(_shares(*pair, 0) for pair in pairwise(spans))


def _shares(one: Span, other: Span, axis: int) -> bool:
    """Whether two spans of a page overlap in their height (1), as on a line, or in their width (0)."""
    return one.page == other.page and (
        min(one.box[axis + 2], other.box[axis + 2]) > max(one.box[axis], other.box[axis])
    )
