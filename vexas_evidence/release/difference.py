"""What differs between two versions of the evidence: outcome, old, new, why, source, effect on conclusions.

A conclusion or a certainty that changes asks for a new MAJOR number, a value, tier or outcome for a new
MINOR one, other words for a new PATCH. Whether a changed value changes a conclusion is for a person to
say, in ``conclusion`` and ``effect``; a verdict on a claim, a judgement and a key point that comes or goes are
conclusions without it. Other words of a text that states a conclusion are another conclusion, unless a
person says that it is unchanged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Literal, NamedTuple

from vexas_evidence.model.evidence import Conclusion, next_versions, number_of
from vexas_evidence.release.record import Kept, KeptChange, KeptKind, KeptReading, KeptReason, Release
from vexas_evidence.release.worded import Sides, in_words, parted

Level = Literal["MAJOR", "MINOR", "PATCH"]
LEVELS: tuple[Level, ...] = ("MAJOR", "MINOR", "PATCH")
MEANING: Mapping[Level, str] = {
    "MAJOR": "a conclusion or a certainty changes",
    "MINOR": "a value, tier or outcome is added or changed",
    "PATCH": "wording or layout changes",
}
CONCLUSIONS: tuple[KeptKind, ...] = ("judgement", "claim", "key point", "entry")
"""Records that are conclusions as they come, go, or change their values."""
STATING: tuple[KeptKind, ...] = ("key point", "entry", "text")
"""Records that are texts from which a reader takes conclusions."""
TERMS: tuple[KeptKind, ...] = ("outcome", "population", "timepoint", "source")
"""Records whose words say what, of whom, when and by whom a number is: other words may make another one of it."""
PRINTED = "printed"
"""The aspect of an estimate or a claim that says what the sources print."""
OWN = frozenset({"value", "outcome", "population", "timepoint", "measure", PRINTED})
"""Aspects of an estimate, and of a claim, that follow from no other record."""
NO_CONCLUSION = frozenset({"whom", "formula", "reference", "address", "read on"})
"""Words of a record that name what it is and conclude nothing."""
EXPLAINING: tuple[KeptKind, ...] = ("derived", "quantifier", "declared")
"""Records whose values say all, and whose words explain them."""
FOLLOWS = "Follows from: "
"""How the reason of a record begins that changed because another did."""
RECORD = "record"
"""The aspect of a record that comes or goes as a whole."""
WHERE = ("place", "rests on")
"""Aspects that say where something stands, and not what it says."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One aspect of one record that is not as it was; an absent side is None.

    ``stated`` says that these are words of a text from which a reader takes conclusions.
    """

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
    conclusion: Conclusion | None = None
    stated: bool = False

    @property
    def needs_reason(self) -> bool:
        """Whether a person has to say why."""
        return self.level != "PATCH" or self.stated

    @property
    def told(self) -> str:
        """The difference in a line: "infections, value: “34%” → “35%”"."""
        old, new = ("absent" if text is None else f"“{text}”" for text in (self.old, self.new))
        return f"{self.id}, {self.aspect}: {old} → {new}"


@dataclass(frozen=True, slots=True)
class StatusChange:
    """A version whose status is another one than it was: what was said of it, and what is said now."""

    version: str
    old: str
    new: str


class _Aspect(NamedTuple):
    """What of a record is not as it was, both sides as they are kept, and how grave that is by itself."""

    name: str
    sides: Sides
    level: Level
    stated: bool = False


def differences(one: Release, other: Release) -> tuple[Difference, ...]:
    """Return what differs in *other* from *one*, with the reasons that the newer of them gives.

    On the way back, from a newer version to an older one, there are no reasons: they are those of the way there.
    """
    back = one.number > other.number
    newer = one if back else other
    reasons, shorts = reasons_between(one, other), one.shorts | other.shorts
    left, right = one.by_key, other.by_key
    keys = dict.fromkeys((*right, *left))
    changed = {key: (left.get(key), right.get(key)) for key in keys if left.get(key) != right.get(key)}
    names = {
        name for (_, name), (old, new) in changed.items() if old is None or new is None or old.values != new.values
    }
    found = []
    for (_, name), (old, new) in changed.items():
        known = new or old
        assert known is not None, "one of two sides is there"
        own, followed = reasons.get(name), _followed(known, newer, reasons, names)
        for aspect in _aspects(old, new):
            reason = own or (followed if may_follow(known.kind, aspect.name, aspect.stated) else None)
            found.append(_explained(known, aspect, reason, in_words(old, new, aspect.name, aspect.sides, shorts)))
    if back:
        return tuple(replace(each, why=None, effect=None, conclusion=None) for each in found)
    return tuple(found)


def may_follow(kind: KeptKind, aspect: str, stated: bool) -> bool:
    """Say whether an aspect can change because another record did, whose reason then is its own."""
    return not stated and not (kind in ("estimate", "claim") and aspect in OWN)


def _explained(known: Kept, aspect: _Aspect, reason: KeptReason | None, sides: Sides) -> Difference:
    """One aspect with its reason; what the reason says of conclusions decides how grave other words are."""
    level = aspect.level
    conclusion, effect = (reason.conclusion, reason.effect) if reason else (None, None)
    if aspect.stated and conclusion == "unchanged":
        level = "PATCH"
    elif (effect or conclusion == "changed") and level != "PATCH":
        level = "MAJOR"
    source = reason.source if reason and reason.source else _sources(known)
    why = reason.reason if reason else None
    return Difference(
        *(known.kind, known.id, known.label, aspect.name, *sides, level),
        *(why, source, effect, conclusion, aspect.stated),
    )


def status_changes(one: Release, other: Release) -> tuple[StatusChange, ...]:
    """Return the versions of both whose status differs, from the older to the newer.

    That an older version gave way to a newer one is told by the newer itself.
    """
    if one.number > other.number:
        return ()
    before = {each.version: each for each in one.versions}
    found = []
    for now in other.versions:
        then = before.get(now.version)
        told, gave_way = status_told(now), now.status == "superseded" and not now.because
        if then and status_told(then) != told and not (gave_way and other.number > number_of(now.version)):
            found.append(StatusChange(now.version, status_told(then), told))
    return tuple(found)


def status_told(version: KeptChange) -> str:
    """The status of a version in a line, with its day and its reason."""
    since = f" since {version.since}" if version.since else ""
    because = f": {version.because}" if version.because else ""
    return f"{version.status}{since}{because}"


def reasons_between(one: Release, other: Release) -> dict[str, KeptReason]:
    """Return the reasons of the versions after the older of two, up to the newer, by record.

    Where several versions give one, they are told from the first on; a conclusion is unchanged if each says so.
    """
    older, newer = sorted((one, other), key=lambda each: each.number)
    told = [each for each in newer.versions if older.number < number_of(each.version) <= newer.number]
    given: dict[str, KeptReason] = {}
    for version in reversed(told):
        for reason in version.values:
            given[reason.id] = _after(given[reason.id], reason) if reason.id in given else reason
    return given


def _after(earlier: KeptReason, later: KeptReason) -> KeptReason:
    """Two reasons for one record as one."""
    said = {earlier.conclusion, later.conclusion}
    conclusion: Conclusion | None = "unchanged" if said == {"unchanged"} else "changed" if "changed" in said else None
    return KeptReason(
        id=later.id,
        reason=" ".join(dict.fromkeys((earlier.reason, later.reason))),
        source=later.source or earlier.source,
        conclusion=conclusion,
        effect=" ".join(dict.fromkeys(filter(None, (earlier.effect, later.effect)))) or None,
    )


def level_of(found: Iterable[Difference]) -> Level:
    """Return the number that has to rise; for other outputs alone the last."""
    known = {each.level for each in found}
    return next((level for level in LEVELS if level in known), "PATCH")


def raised(old: str, new: str) -> Level | None:
    """Return which number of a version rose; None where the new one is no later."""
    before, after = number_of(old), number_of(new)
    if after <= before:
        return None
    return next(level for level, left, right in zip(LEVELS, before, after, strict=True) if left != right)


def least(old: str, level: Level) -> str:
    """Return the version after another by which a number rises by one."""
    return next_versions(old)[LEVELS.index(level)]


def _aspects(old: Kept | None, new: Kept | None) -> Iterator[_Aspect]:
    known = new or old
    assert known is not None, "one of two sides is there"
    level: Level = "MINOR" if known.kind not in (*CONCLUSIONS, *STATING) else "MAJOR"
    if old is None or new is None:
        # a vague word comes and goes with the claims that use it, and these tell it
        whole: Level = "PATCH" if known.kind == "quantifier" else level
        yield _Aspect(RECORD, (_gist(old), _gist(new)), whole, stated=known.kind == "text")
        return
    for name in dict.fromkeys((*new.values, *old.values)):
        if old.values.get(name) != new.values.get(name) and not (name == PRINTED and _first_alone(old, new)):
            value_level = "MINOR" if name == PRINTED else level
            yield _Aspect(name, (old.values.get(name), new.values.get(name)), value_level)
    if known.kind == "derived" and old.values != new.values:
        return  # its label and formula are made of the same values
    for name in dict.fromkeys((*new.words, *old.words)):
        if old.words.get(name) != new.words.get(name):
            stated = known.kind not in EXPLAINING and name not in NO_CONCLUSION
            grave: Level = "PATCH" if not stated else "MINOR" if known.kind in TERMS else "MAJOR"
            yield _Aspect(name, parted(old.words.get(name), new.words.get(name)), grave, stated)
    if old.label != new.label and not {"title", "text", "label"} & set(new.words):
        yield _Aspect("label", (old.label, new.label), "PATCH")
    if old.values.get(PRINTED) == new.values.get(PRINTED):
        for before, after in zip_longest(old.readings, new.readings):
            if before != after:
                yield _Aspect("place", (_place(before), _place(after)), "PATCH")
    if old.rests_on != new.rests_on and old.values == new.values:
        yield _Aspect("rests on", (", ".join(old.rests_on), ", ".join(new.rests_on)), "PATCH")


def _first_alone(old: Kept, new: Kept) -> bool:
    """Say whether only the first reading prints something else, which is the value."""
    if old.values.get("value") == new.values.get("value"):
        return False
    before, after = ([(each.source, each.printed) for each in kept.readings] for kept in (old, new))
    return (before[0][0], before[1:]) == (after[0][0], after[1:])


def _gist(kept: Kept | None) -> str | None:
    """What there is to say of a whole record in a line."""
    if kept is None:
        return None
    if kept.kind == "judgement":
        told = kept.values
        return f"{told['rating']}, by {told['rater']} ({told['role']}), {told['date']}"
    if kept.kind in STATING:
        return " ".join(kept.words.values())
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
    for name in below(kept, release):
        if name in changed and name in reasons:
            label = next((each.label for each in release.records if each.id == name), name)
            # what becomes of conclusions is told there, and not of what follows
            told = {"id": name, "reason": f"{FOLLOWS}{label}.", "effect": None, "conclusion": None}
            return reasons[name].model_copy(update=told)
    return None


def below(kept: Kept, release: Release) -> Iterator[str]:
    """Yield the ids of what a record rests on, directly or through others, the nearest first."""
    known = {each.id: each.rests_on for each in release.records if each.rests_on}
    seen, waiting = {kept.id}, list(kept.rests_on)
    while waiting:
        name = waiting.pop(0)
        if name not in seen:
            seen.add(name)
            waiting += known.get(name, ())
            yield name
