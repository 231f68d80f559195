"""A place that moves through a text from left to right, and the numbers, limits and pairs that stand there."""

from __future__ import annotations

import re
from typing import NamedTuple

from vexas_evidence.text import words
from vexas_evidence.text.folding import fold
from vexas_evidence.text.grammar import phrases as known
from vexas_evidence.text.grammar.digits import PERCENT, PERSON_TIME, UNDECLARED_COMMA, UNIT, DecimalSign, plain
from vexas_evidence.text.grammar.parts import NOT_ESTIMABLE, NOT_REACHED, Pair, Part

_PERCENT = re.compile(PERCENT, re.IGNORECASE)
_DIGITS_AND_LETTERS = re.compile(r"\w+%?")
_GOES_ON = re.compile(r"[.·]\d|[¼-¾⅐-⅞]")
_PLUS = re.compile(r"\+(?![\d/-])|\+(?=-\s?[\d.]+\+(?!\d))")
"""The mark of a censored time: "24.3+"; before a dash, where the end of the range is one, too: "1.9+–24.3+"."""


class Number(NamedTuple):
    """A number at a place: its part, whether a percent sign follows, and whether it is a whole number."""

    part: Part
    is_percent: bool
    is_whole: bool


class Scanner:
    """A folded text, the place ``at`` that is read next, and the place ``end`` where reading stops.

    Each ``take`` returns what stands at the place and goes on behind it, or returns None and stays.
    """

    _numbers: dict[tuple[int, int], tuple[Number | None, int]]
    """The numbers read so far, by their place and the place where reading stopped, with the place behind each."""

    def __init__(self, text: str, decimal: DecimalSign) -> None:
        self.text, self.folded, self.decimal = text, fold(text), decimal
        self.phrases = known.phrases(decimal)
        self.others = tuple(each for each in self.phrases.others if each.may_stand_in(self.folded))
        self.at, self.end = 0, len(text)
        self._numbers = {}

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Return the match of a pattern at the place; None for an empty one too."""
        match = pattern.match(self.folded, self.at, self.end)
        if match is None or match.end() == self.at:
            return None
        self.at = match.end()
        return match

    def sees(self, pattern: re.Pattern[str]) -> bool:
        """Whether a pattern matches at the place."""
        return pattern.match(self.folded, self.at, self.end) is not None

    def ends_percent(self) -> bool:
        """Whether a percent sign, or the words, stand right before the place."""
        return re.search(rf"{PERCENT}$", self.folded[: self.at], re.IGNORECASE) is not None

    def take_glued_letters(self) -> bool:
        """Pass letters that follow the digits at once and are no unit. Returns whether there are any."""
        if not (self.folded[self.at : self.at + 1].isalpha() and self.folded[self.at - 1].isdigit()):
            return False
        if self.sees(UNIT) or self.sees(known.MARK) or self.sees(PERSON_TIME):
            return False
        return self.take(_DIGITS_AND_LETTERS) is not None

    def take_number(self) -> Number | None:
        """Return the number at the place with its bound, sign and percent sign. Several rules may ask for it."""
        place = self.at, self.end
        if place not in self._numbers:
            self._numbers[place] = self._read_number(), self.at
        number, self.at = self._numbers[place]
        return number

    def _read_number(self) -> Number | None:
        match = self.phrases.number.match(self.folded, self.at, self.end)
        if match is None:
            return None
        words_of_bound, sign, digits, word = match.group("bound", "sign", "digits", "word")
        goes_on = _GOES_ON.match(self.folded, match.end(), self.end)
        if digits and (goes_on or self.has_undeclared_comma(match.start("digits"))):
            return None
        value = str(words.value_of(word)) if word else plain(digits, self.decimal)
        if sign and sign.strip() in ("-", "−"):
            value = f"-{value}"
        bound = _bound(words_of_bound)
        self.at = match.end()
        if digits and self.take(_PLUS):
            bound = ">"
        part = Part("estimate", value, match.start(), self.at, bound)
        is_whole = value.isdigit() and not bound
        return Number(part, self.take(_PERCENT) is not None, is_whole)

    def take_named_number(self, *names: re.Pattern[str]) -> tuple[re.Match[str], Number] | None:
        """Return the first of these names that stands at the place, and the number behind it."""
        start = self.at
        for name in names:
            if (match := self.take(name)) and (number := self.take_number()):
                return match, number
            self.at = start
        return None

    def has_undeclared_comma(self, start: int) -> bool:
        """Whether digits have a decimal comma that the text does not declare."""
        return self.decimal == "point" and UNDECLARED_COMMA.match(self.folded, start, self.end) is not None

    def unit(self, match: re.Match[str]) -> Part:
        """Return a unit that was taken, as it is printed, as a part."""
        text = self.text[match.start() : match.end()].strip().removeprefix("-").strip()
        return Part("unit", text, match.end() - len(text), match.end())

    def take_limit(self) -> Part | None:
        """Return the end of a pair: a number, infinity, or that it was not reached or is not estimable."""
        start = self.at
        needed = self.take(known.NEEDED)
        if number := self.take_number():
            part = Part("estimate", number.part.value, start, self.at, number.part.bound)
        elif match := self.take(known.LIMIT):
            value = NOT_REACHED if match["reached"] else NOT_ESTIMABLE if match["estimable"] else match[0]
            part = Part("lower", value.replace("− ", "-").replace("−", "-"), start, match.end())
        else:
            self.at = start
            return None
        return part._replace(value=f"{needed['name']} {part.value}") if needed else part

    def take_pair(self, join: re.Pattern[str], *, with_units: bool = False) -> Pair | None:
        """Return two ends with what joins them; *with_units* the first may have its unit, too: "15.1 months to"."""
        start = self.at
        lower = self.take_limit()
        if lower and with_units:
            self.take(UNIT)
        if lower and self.take(join):
            self.take(known.INFINITY_BETWEEN)
            if upper := self.take_limit():
                return Pair.of(self._with_power_of(upper, lower), upper)
        self.at = start
        return None

    def _with_power_of(self, upper: Part, lower: Part) -> Part:
        """Return the lower end of a pair, whose power of ten a dash may leave to the upper one: 1–2 × 10⁶."""
        _, sign, power = upper.value.partition("e") if upper.number is not None else ("", "", "")
        is_alone = lower.number is not None and "e" not in lower.value
        is_shared = sign and is_alone and self.folded[lower.end : upper.start].strip() in ("-", "−")
        return lower._replace(value=f"{lower.value}e{power}") if is_shared else lower

    def closing(self) -> int | None:
        """Return the place of the parenthesis that closes the one at the place; None where none does."""
        opening = self.folded[self.at]
        closing, depth = {"(": ")", "[": "]"}[opening], 0
        for place in range(self.at, self.end):
            depth += (self.folded[place] == opening) - (self.folded[place] == closing)
            if depth == 0:
                return place
        return None


def _bound(text: str | None) -> str:
    """The sign of a bound, for example "≥" for "at least a"."""
    if not text:
        return ""
    bare = re.sub(r"\s?\b(?:an?|the)$", "", " ".join(text.lower().split()))
    return {"<=": "≤", ">=": "≥"}.get(bare) or words.BOUNDS[bare]
