"""What differs between two versions of the evidence: outcome, old, new, why, source, effect on conclusions.

A conclusion or a certainty that changes asks for a new MAJOR number, a value, tier or outcome for a new
MINOR one, other words for a new PATCH. Whether a changed value changes a conclusion is for a person to
say, in ``effect``; a verdict on a claim, a judgement and a key point that comes or goes are conclusions
without it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from vexas_evidence.model.evidence import number_of
from vexas_evidence.release.record import Kept, KeptKind, KeptReading, KeptReason, Release

Level = Literal["MAJOR", "MINOR", "PATCH"]
LEVELS: tuple[Level, ...] = ("MAJOR", "MINOR", "PATCH")
MEANING: Mapping[Level, str] = {
    "MAJOR": "a conclusion or a certainty changes",
    "MINOR": "a value, tier or outcome is added or changed",
    "PATCH": "wording or layout changes",
}
CONCLUSIONS: tuple[KeptKind, ...] = ("judgement", "claim", "key point", "entry")
REASONED: tuple[KeptKind, ...] = ("judgement", "key point", "entry")
"""Records whose words alone may carry a conclusion, so that other words need a reason too."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One aspect of one record that is not as it was; an absent side is None."""

    kind: KeptKind
    id: str
    label: str
    aspect: str
    old: str | None
    new: str | None
    level: Level
    why: str | None = None
    source: str | None = None
    effect: str | None = None

    @property
    def needs_reason(self) -> bool:
        """Whether a person has to say why."""
        return self.level != "PATCH" or self.kind in REASONED

    @property
    def told(self) -> str:
        """The difference in a line: "infections, value: “34%” → “35%”"."""
        old, new = ("absent" if text is None else f"“{text}”" for text in (self.old, self.new))
        return f"{self.id}, {self.aspect}: {old} → {new}"


def differences(one: Release, other: Release) -> tuple[Difference, ...]:
    """Return what differs in *other* from *one*, with the reasons that the newer of them gives."""
    reasons = reasons_between(one, other)
    left, right = one.by_key, other.by_key
    keys = dict.fromkeys((*right, *left))
    changed = {key for key in keys if left.get(key) != right.get(key)}
    found = []
    for key in keys:
        if key in changed:
            old, new = left.get(key), right.get(key)
            known = new or old
            assert known is not None, "one of two sides is there"
            reason = reasons.get(known.id) or _followed(known, other, reasons, {each for _, each in changed})
            why, effect = (reason.reason, reason.effect) if reason else (None, None)
            source = reason.source if reason and reason.source else _sources(known)
            for aspect, before, after, level in _aspects(old, new):
                worst = "MAJOR" if effect and (level != "PATCH" or known.kind in REASONED) else level
                found.append(
                    Difference(known.kind, known.id, known.label, aspect, before, after, worst, why, source, effect)
                )
    return tuple(found)


def reasons_between(one: Release, other: Release) -> dict[str, KeptReason]:
    """Return the reasons of the versions after the older of two, up to the newer, by record; the newest counts."""
    older, newer = sorted((one, other), key=lambda each: each.number)
    told = [each for each in newer.versions if older.number < number_of(each.version) <= newer.number]
    return {reason.id: reason for each in reversed(told) for reason in each.values}


def level_of(found: tuple[Difference, ...]) -> Level:
    """Return the number that has to rise; for other outputs alone the last."""
    return next((level for level in LEVELS if any(each.level == level for each in found)), "PATCH")


def raised(old: str, new: str) -> Level | None:
    """Return which number of a version rose; None where the new one is no later."""
    before, after = number_of(old), number_of(new)
    if after <= before:
        return None
    return next(level for level, left, right in zip(LEVELS, before, after, strict=True) if left != right)


def least(old: str, level: Level) -> str:
    """Return the least version after another by which a number has risen."""
    numbers, at = number_of(old), LEVELS.index(level)
    return ".".join(map(str, [*numbers[:at], numbers[at] + 1, *([0] * (2 - at))]))


def _aspects(old: Kept | None, new: Kept | None) -> Iterator[tuple[str, str | None, str | None, Level]]:
    known = new or old
    assert known is not None, "one of two sides is there"
    level: Level = "MAJOR" if known.kind in CONCLUSIONS else "MINOR"
    if old is None or new is None:
        yield "record", _gist(old), _gist(new), level
        return
    for name in dict.fromkeys((*new.values, *old.values)):
        if old.values.get(name) != new.values.get(name) and not (name == "printed" and _first_alone(old, new)):
            yield name, old.values.get(name), new.values.get(name), level
    if known.kind == "derived" and old.values != new.values:
        return  # its label and formula are made of the same values
    for name in dict.fromkeys((*new.words, *old.words)):
        if old.words.get(name) != new.words.get(name):
            yield name, old.words.get(name), new.words.get(name), "PATCH"
    if old.label != new.label and not {"title", "text"} & set(new.words):
        yield "label", old.label, new.label, "PATCH"
    if old.values.get("printed") == new.values.get("printed"):
        for before, after in zip_longest(old.readings, new.readings):
            if before != after:
                yield "place", _place(before), _place(after), "PATCH"
    if old.rests_on != new.rests_on and old.values == new.values:
        yield "rests on", ", ".join(old.rests_on), ", ".join(new.rests_on), "PATCH"


def _first_alone(old: Kept, new: Kept) -> bool:
    """Say whether only the first reading prints something else, which is the value."""
    before, after = ([(each.source, each.printed) for each in kept.readings] for kept in (old, new))
    return old.values["value"] != new.values["value"] and (before[0][0], before[1:]) == (after[0][0], after[1:])


def _gist(kept: Kept | None) -> str | None:
    if kept is None:
        return None
    return kept.values.get("value") or "; ".join(kept.values.values()) or kept.label


def _place(reading: KeptReading | None) -> str | None:
    if reading is None:
        return None
    token = "" if reading.token is None else f", token {reading.token}"
    return f"{reading.source}, {reading.section}, {reading.paragraph}, sentence {reading.sentence}{token}"


def _sources(kept: Kept) -> str | None:
    return ", ".join(dict.fromkeys(reading.source for reading in kept.readings)) or None


def _followed(kept: Kept, release: Release, reasons: Mapping[str, KeptReason], changed: Set[str]) -> KeptReason | None:
    """The reason of the changed record that one rests on, directly or through others; its effect is told there."""
    below = {each.id: each.rests_on for each in release.records if each.rests_on}
    seen, waiting = {kept.id}, list(kept.rests_on)
    while waiting:
        name = waiting.pop(0)
        if name in changed and name in reasons:
            return KeptReason(id=name, reason=f"Follows from {name}.", source=reasons[name].source)
        if name not in seen:
            seen.add(name)
            waiting += below.get(name, ())
    return None
