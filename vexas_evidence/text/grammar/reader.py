"""What has been read of a text: the prints with their parts, what is no part of one, and what is not understood."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from vexas_evidence.text.grammar.digits import ASIDE, IS_TIME
from vexas_evidence.text.grammar.heads import Head, Place
from vexas_evidence.text.grammar.other_numbers import OtherKind
from vexas_evidence.text.grammar.parts import Kind, Other, Pair, Part, Print, Prints, PValue, Spread, Unread
from vexas_evidence.text.grammar.scanner import Scanner

NAME_IT = "a head such as --head 'n (%)', or a word that names it"
NAME_SPREAD = "a word such as SD or SE, or a head such as --head 'mean ± SD'"
NAME_SIZE = "a head such as --head '% (n)' or --head '% (N)', or --of with the size of the arm"
NAME_PAIR = "a measure, a head, or a word that names the pair"


_DIGITS = re.compile(r"[\w.,]*\d\w*%?")
_WHOLE_FOLLOWS = re.compile(r"\d+(?:\.\d+)?\s(?:of\s\w|\()")
"""A number before its denominator or a parenthesis, where no name, time, dose or date begins: "4 of 5", "50 (61%)"."""
_MEDIAN_BEFORE = re.compile(r"\bmedian\b(?!\sfollow)[^,;()\d]*$", re.IGNORECASE)


@dataclass(slots=True)
class Draft:
    """A print while its parts are being read.

    ``names_pair`` says whether a measure or a word names its pair as an interval, ``is_whole`` whether it begins with
    a whole number, and ``p_outside`` whether its p-value stands outside of its parenthesis. ``unnamed`` is a number
    in its parenthesis, or after ±, that only a head behind it can name. ``named`` are the places that its head names
    and nothing has taken yet.
    """

    names_pair: bool
    head: Head | None
    parts: dict[Kind, Part] = field(default_factory=dict)
    bracket: Pair | None = None
    spreads: list[Spread] = field(default_factory=list)
    p: PValue | None = None
    counted: str = ""
    unnamed: Part | None = None
    unnamed_follows_sign: bool = False
    named: list[Place] = field(default_factory=list)
    is_whole: bool = False
    p_outside: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing was read."""
        return not (self.parts or self.bracket or self.spreads or self.p)

    @property
    def is_alone(self) -> bool:
        """Whether nothing but a number and its unit was read, whatever its p-value."""
        return self.parts.keys() <= {"estimate", "unit"} and not (self.bracket or self.spreads or self.unnamed)

    @property
    def may_count(self) -> bool:
        """Whether it begins with a whole number without a unit."""
        return self.is_whole and "estimate" in self.parts and "unit" not in self.parts

    def begins_with_count(self) -> bool:
        """Whether it begins with a count, or with a whole number, which then becomes one."""
        if self.may_count:
            self.rename("estimate", "count")
        return "count" in self.parts

    def take_name(self, *allowed: Place) -> Place | None:
        """Return the next place that the head names, where it is one of those allowed."""
        return self.named.pop(0) if self.named and self.named[0] in allowed else None

    def take_pair_name(self) -> Place | None:
        """Return the place that the head names for a pair; "%" before it is of the first number: "(%, 95% CI)"."""
        if self.named[:1] == ["percent"] and len(self.named) > 1 and "percent" not in self.parts:
            self.named.pop(0)
            if "estimate" in self.parts:
                self.rename("estimate", "percent")
        return self.take_name("IQR", "range", "interval")

    def put(self, part: Part) -> None:
        """Add a part of its own kind."""
        self.parts[part.kind] = part

    def add(self, kind: Kind, part: Part) -> None:
        """Add a number as a part of some kind."""
        self.parts[kind] = part.of_kind(kind)

    def rename(self, old: Kind, new: Kind) -> None:
        """Give a part another kind."""
        self.add(new, self.parts.pop(old))

    def add_limits(self, pair: Pair) -> None:
        """Add the ends of a pair as the limits of the interval."""
        self.add("lower", pair.lower)
        self.add("upper", pair.upper)

    def add_spread(self, kind: str, value: Part | None, pair: Pair | None) -> None:
        """Add a spread; a standard error is precision and has its own kind."""
        if kind == "SE" and value:
            self.add("standard error", value)
        else:
            self.spreads.append(Spread(kind, value.of_kind("spread") if value else None, pair))


class Reader:
    """The state of one pass over a text.

    ``draft`` is the print that is being read, and ``owner`` the one to which a parenthesis belongs while it is read.
    """

    def __init__(
        self, scan: Scanner, rules: Rules, head: Head | None, names_interval: bool, times_are_results: bool
    ) -> None:
        self.scan, self.rules, self.head = scan, rules, head
        self.names_interval, self.times_are_results = names_interval, times_are_results
        self.names_pair, self.is_compared = names_interval, False
        self.owner: Draft | None = None
        self.in_group, self.group_start = False, 0
        self.drafts: list[Draft] = []
        self.others: list[Other] = []
        self.unread: list[Unread] = []
        self.words: list[str] = []

    def run(self, start: int, end: int) -> None:
        """Read from one place to another, at each place by the first rule that reads something there."""
        outer, self.scan.at, self.scan.end = self.scan.end, start, end
        while self.scan.at < end:
            character = self.scan.folded[self.scan.at]
            start_of = "digit" if character.isdecimal() else "letter" if character.isalpha() else "sign"
            if start_of == "digit" and _WHOLE_FOLLOWS.match(self.scan.folded, self.scan.at, self.scan.end):
                start_of = "count"
            if not any(map(self._reads, self.rules[start_of])):
                self._pass_unread()
        self.scan.end = outer

    def _reads(self, rule: ReadingRule) -> bool:
        """Whether a rule reads something at the place; one that does not leaves the place as it is."""
        start = self.scan.at
        if is_read := rule(self):
            return is_read
        self.scan.at = start
        return False

    @property
    def draft(self) -> Draft | None:
        """The print that is being read."""
        return self.drafts[-1] if self.drafts else None

    def new(self) -> Draft:
        """Begin a print. A word that named its pair names no other one."""
        draft = Draft(self.names_pair or self.names_interval, self.head)
        draft.named = list(self.head.inner) if self.head else []
        self.drafts.append(draft)
        self.names_pair = False
        return self.drafts[-1]

    def miss(self, start: int, end: int, why: str, decides: str = NAME_IT) -> bool:
        """Mark a place that is not read or not named. Returns True, as the place is passed."""
        self.unread.append(Unread(self.scan.text[start:end], start, end, why, decides))
        return True

    def pass_words(self, match: re.Match[str]) -> bool:
        """Pass words that are no part of a print. Returns True, as they were read."""
        self.words.append(match[0])
        self.scan.at = match.end()
        return True

    def add_other(self, start: int, end: int, kind: OtherKind) -> bool:
        """Add a number that is no part of a print. Returns True, as it was read."""
        self.others.append(Other(self.scan.text[start:end].strip(), kind, start))
        return True

    def result(self) -> Prints:
        """Return what was read, with the p-value of several prints on its own."""
        drafts = [draft for draft in self._without_times() if not draft.is_empty]
        p = None
        if len(drafts) > 1 and sum(draft.p is not None for draft in drafts) == 1:
            last = drafts[-1]
            if last.p and (not last.parts or (last.p_outside and "lower" not in last.parts)):
                p, last.p = last.p, None
        for draft in drafts:
            self._name_late(draft)
            if draft.bracket:
                start, end = draft.bracket.lower.start, draft.bracket.upper.end
                self.miss(start, end, "a pair of numbers that nothing names", NAME_PAIR)
        prints = tuple(
            Print(tuple(each.parts.values()), each.bracket, tuple(each.spreads), each.p, each.counted)
            for each in drafts
        )
        others = tuple(sorted(self.others, key=lambda each: each.start))
        unread = tuple(sorted(self.unread, key=lambda each: each.start))
        return Prints(self.scan.text, prints, p, others, unread, words=tuple(self.words))

    def _without_times(self) -> list[Draft]:
        """The prints without the times and doses that stand alone among them: these are no results."""
        times = [
            draft
            for draft in self.drafts
            if draft.is_alone
            and {"estimate", "unit"} <= draft.parts.keys()
            and ASIDE.fullmatch(draft.parts["unit"].value)
            and not _MEDIAN_BEFORE.search(self.scan.folded[: draft.parts["estimate"].start])
        ]
        rest = [draft for draft in self.drafts if draft not in times and (draft.parts or draft.bracket)]
        is_timing = any(other.kind in ("time", "dose") for other in self.others)
        if self.is_compared or not (rest or is_timing):
            return self.drafts
        for draft in times:
            number, unit = draft.parts.pop("estimate"), draft.parts.pop("unit")
            self.add_other(number.start, unit.end, "time" if IS_TIME.match(unit.value) else "dose")
        for before, draft in pairwise(self.drafts):
            if draft in times and before.p is None:
                before.p, draft.p = draft.p, None
        return self.drafts

    def _name_late(self, draft: Draft) -> None:
        """Name a number in parentheses, or after ±, by a head that stands behind it; mark it where none does."""
        part = draft.unnamed
        if part is None:
            return
        if name := draft.take_name("SD", "SE"):
            draft.add_spread(name, part, None)
        elif draft.unnamed_follows_sign:
            self.miss(part.start, part.end, "± that nothing names", NAME_SPREAD)
        else:
            self.miss(part.start, part.end, "a number in parentheses that nothing names")
            if draft.may_count:
                draft.parts.pop("estimate")

    def _pass_unread(self) -> None:
        """Pass a character that no rule reads; a number among them is marked."""
        scan = self.scan
        match = _DIGITS.match(scan.folded, scan.at, scan.end)
        end = match.end() if match else scan.at + 1
        passed = scan.folded[scan.at : end]
        if not any(character.isnumeric() for character in passed):
            self.words.append(passed)
        elif scan.decimal == "point" and "," in passed:
            self.miss(scan.at, end, "a decimal comma that is not declared", "--decimal comma")
        else:
            self.miss(scan.at, end, "a number that is not read", "a usual form of the number")
        scan.at = end


ReadingRule = Callable[[Reader], bool]
Rules = Mapping[str, tuple[ReadingRule, ...]]
"""The rules by what they begin with: a letter, a digit, any other sign, or a number that "of" or "(" follows."""
