"""What differs between two versions of the evidence: outcome, old, new, why, source, effect on conclusions.

A conclusion or a certainty that changes asks for a new MAJOR number, a value, tier or outcome for a new
MINOR one, other words for a new PATCH. Whether a changed value changes a conclusion is for a person to
say, in ``conclusion`` and ``effect``; a verdict on a claim, a judgment and a key point that comes or goes are
conclusions without it. Other words of a text that states a conclusion are another conclusion, unless a
person says that it is unchanged; of a number that such a text prints a person has to say either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from typing import Literal, NamedTuple

from pydantic import Field

from vexas_evidence.load.formats import format_1
from vexas_evidence.model.evidence import Conclusion, next_versions, number_of
from vexas_evidence.model.record import Strict
from vexas_evidence.publish.release.diff_words import (
    Sides,
    differing_sentences,
    in_words,
    place_of,
    read_otherwise,
    references_in,
)
from vexas_evidence.publish.release.reasons import Given, concluded, followed, named_by, reasons_between, rests_on
from vexas_evidence.publish.release.release_file import RecordKind, Release, ReleaseRecord

Level = Literal["MAJOR", "MINOR", "PATCH"]
ByVersion = tuple[tuple[str | None, str], ...]
"""Texts, each with the version that says it, or None where it needs none."""
ByKey = dict[tuple[str, str], ReleaseRecord]
"""Records by their kind and id."""
LEVELS: tuple[Level, ...] = ("MAJOR", "MINOR", "PATCH")
CONCLUSIONS: tuple[RecordKind, ...] = ("judgement", "claim", "key point", "entry")
"""Records that are conclusions as they come, go, or change their values."""
STATING: tuple[RecordKind, ...] = ("key point", "entry", "text")
"""Records that are texts from which a reader takes conclusions."""
TERMS: tuple[RecordKind, ...] = ("outcome", "population", "timepoint", "source", "term")
"""Records whose words say what, of whom, when and by whom a number is: other words may make another one of it."""
CURATION = ("curator", "contact", "extracted on", "sources as of", "next review")
PRINTED = "printed"
"""The aspect of an estimate or a claim that says what the sources print."""
OWN = frozenset({"value", "outcome", "population", "timepoint", "measure", PRINTED})
"""Aspects of an estimate, and of a claim, that follow from no other record."""
NO_CONCLUSION = frozenset({"whom", "formula", "reference", "address", "read on", *CURATION})
"""Words of a record that name what it is and conclude nothing."""
EXPLAINING: tuple[RecordKind, ...] = ("derived", "quantifier", "declared")
"""Records whose values say all, and whose words explain them."""
NAMES: Mapping[str, tuple[RecordKind, ...]] = {"label": ("outcome", "timepoint"), "whom": ("population",)}
"""Aspects that name a number, and the terms by which: they change because a person renames it, or one of these."""
RECORD = "record"
"""The aspect of a record that comes or goes."""
READS = "reads"
"""The aspect of a text that states a conclusion and, its words unchanged, prints another number."""
WHERE = ("place", "rests on")
"""Aspects that say where something stands, and not what it says."""


class Difference(Strict):
    """One aspect of one record that is not as it was; an absent side is null."""

    kind: RecordKind
    id: str
    label: str
    aspect: str
    """Which part of the record differs: of one that comes or goes, 'record'."""
    old: str | None
    new: str | None
    level: Level
    """Which number of the version has to rise."""
    reasons: tuple[Given, ...] = ()
    """From the oldest version on; on the way back there are none."""
    sources: tuple[str, ...] = Field(default=(), serialization_alias="source")
    """The ids of the sources that led to the change, or print the number."""
    stated: bool = Field(default=False, exclude=True)
    """Whether these are words of a text from which a reader takes conclusions."""

    @property
    def needs_reason(self) -> bool:
        """Whether a person has to say why: of a value, of words that state something, and of a name."""
        return self.level != "PATCH" or self.stated or self.aspect in NAMES

    @property
    def follows(self) -> bool:
        """Whether it changed because another record did."""
        return any(each.follows for each in self.reasons)

    @property
    def conclusion(self) -> Conclusion | None:
        """Whether what a reader concludes is as before, as far as people say."""
        return concluded(self.reasons)

    @property
    def why(self) -> ByVersion:
        """The reasons, each with its version where there are several."""
        return tuple(dict.fromkeys(self._with_version((each.version, each.reason) for each in self.reasons)))

    @property
    def effects(self) -> ByVersion:
        """What becomes of conclusions, each with its version where several versions give reasons."""
        return self._with_version((each.version, each.effect) for each in self.reasons)

    def _with_version(self, texts: Iterable[tuple[str, str | None]]) -> ByVersion:
        several = len(self.reasons) > 1 and not self.follows
        return tuple((version if several else None, text) for version, text in texts if text)

    @property
    def summary(self) -> str:
        """The difference in a line: "infections, value: “34%” → “35%”"."""
        old, new = ("absent" if text is None else f"“{text}”" for text in (self.old, self.new))
        return f"{self.id}, {self.aspect}: {old} → {new}"


class _Aspect(NamedTuple):
    """What of a record is not as it was, both sides as they are kept, and how grave that is by itself."""

    name: str
    sides: Sides
    level: Level
    stated: bool = False
    renumbered: bool = False
    """Whether other words refer to other numbers."""


def differences(one: Release, other: Release) -> tuple[Difference, ...]:
    """Return what differs in *other* from *one*, with the reasons that the newer of them gives.

    On the way back, from a newer version to an older one, there are no reasons: they are those of the way there.
    """
    back = one.number > other.number
    newer = one if back else other
    reasons, shorts = reasons_between(one, other), one.shorts | other.shorts
    left, right = _in_same_words(one, other)
    keys = dict.fromkeys((*right, *left))
    changed = {key: (left.get(key), right.get(key)) for key in keys if left.get(key) != right.get(key)}
    names = {
        name for (_, name), (old, new) in changed.items() if old is None or new is None or old.values != new.values
    }
    renamed = {
        name
        for (_, name), sides in changed.items()
        if None not in sides and len({each.label for each in sides if each}) > 1
    }
    found, following = [], followed(newer, reasons, names, rests_on(newer))
    naming = {name: followed(newer, reasons, renamed, named_by(newer, kinds)) for name, kinds in NAMES.items()}
    for (_, name), (old, new) in changed.items():
        known = new or old
        assert known is not None, "one of two sides is there"
        own, others = reasons.get(name, ()), following.get(name, ())
        for aspect in _aspects(old, new):
            because = naming[aspect.name].get(name, others) if aspect.name in NAMES else others
            given = own or (because if may_follow(known.kind, aspect.name, aspect.stated) else ())
            found.append(_explained(known, aspect, given, in_words(old, new, aspect.name, aspect.sides, shorts)))
    if back:
        return tuple(each.model_copy(update={"reasons": ()}) for each in found)
    return tuple(found)


def _in_same_words(one: Release, other: Release) -> tuple[ByKey, ByKey]:
    """The records of two releases; where one is of format 1, what differs in replaced words alone is the same."""
    left, right = one.by_key, other.by_key
    if one.format == other.format:
        return left, right
    return (_reworded(left, right), right) if one.format == 1 else (left, _reworded(right, left))


def _reworded(old: ByKey, new: ByKey) -> ByKey:
    """Records of format 1 in the words of newer ones, where they say the same."""
    found: ByKey = {}
    for (kind, name), record in old.items():
        known = name if (kind, name) in new else format_1.IDS.get(name, name)
        if (same := new.get((kind, known))) is not None:
            reads = {format_1.id_in_format_2(key): text for key, text in record.reads.items()}
            record = record.model_copy(
                update={
                    "id": known,
                    "label": format_1.same_text(record.label, same.label),
                    "values": format_1.same_words(record.values, same.values),
                    "words": format_1.same_words(record.words, same.words),
                    "reads": record.reads | format_1.same_words(reads, same.reads),
                }
            )
        found[record.key] = record
    return found


def may_follow(kind: RecordKind, aspect: str, stated: bool) -> bool:
    """Say whether an aspect can change because another record did, whose reason then is its own."""
    return not stated and not (kind in ("estimate", "claim") and aspect in OWN)


def _explained(known: ReleaseRecord, aspect: _Aspect, given: tuple[Given, ...], sides: Sides) -> Difference:
    """One aspect with its reasons; what they say of conclusions decides how grave other words are."""
    level, conclusion = aspect.level, concluded(given)
    if aspect.stated and conclusion == "unchanged":
        level = "MINOR" if aspect.renumbered else "PATCH"
    elif (any(each.effect for each in given) or conclusion == "changed") and level != "PATCH":
        level = "MAJOR"
    named = [each.source for each in given if each.source] or [reading.source for reading in known.readings]
    return Difference(
        kind=known.kind,
        id=known.id,
        label=known.label,
        aspect=aspect.name,
        old=sides[0],
        new=sides[1],
        level=level,
        reasons=given,
        sources=tuple(dict.fromkeys(named)),
        stated=aspect.stated,
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


def _aspects(old: ReleaseRecord | None, new: ReleaseRecord | None) -> Iterator[_Aspect]:
    known = new or old
    assert known is not None, "one of two sides is there"
    level: Level = "MINOR" if known.kind not in (*CONCLUSIONS, *STATING) else "MAJOR"
    if old is None or new is None:
        # a vague word or a term comes and goes with the claims and texts that use it, which have their own level
        level = "PATCH" if known.kind in ("quantifier", "term") else level
        yield _Aspect(RECORD, (_gist(old), _gist(new)), level, stated=known.kind == "text")
        return
    yield from _of_values(old, new, level)
    if known.kind == "derived" and old.values != new.values:
        return  # its label and formula are made of the same values
    yield from _of_words(old, new)
    if known.kind in STATING and (sides := read_otherwise(old, new)):
        yield _Aspect(READS, sides, "MINOR")
    if old.label != new.label and not {"title", "text", "label"} & set(new.words):
        yield _Aspect("label", (old.label, new.label), "PATCH")
    if old.values.get(PRINTED) == new.values.get(PRINTED):
        for before, after in zip_longest(old.readings, new.readings):
            if before != after:
                yield _Aspect("place", (place_of(before), place_of(after)), "PATCH")
    reworded = known.kind in STATING and old.words != new.words  # other references are in other words
    if old.rests_on != new.rests_on and old.values == new.values and not reworded:
        yield _Aspect("rests on", (", ".join(old.rests_on), ", ".join(new.rests_on)), "PATCH")


def _of_values(old: ReleaseRecord, new: ReleaseRecord, level: Level) -> Iterator[_Aspect]:
    """Yield the values that differ, of a *level* unless what they say is less grave by itself."""
    for name in dict.fromkeys((*new.values, *old.values)):
        sides = old.values.get(name), new.values.get(name)
        if sides == (None, "not stated"):
            yield _Aspect(name, sides, "PATCH")  # that sources do not state it is no other value
        elif sides[0] != sides[1] and not (name == PRINTED and _first_alone(old, new)):
            yield _Aspect(name, sides, "MINOR" if name == PRINTED else level)


def _of_words(old: ReleaseRecord, new: ReleaseRecord) -> Iterator[_Aspect]:
    """Yield the words that differ; those that state something of a term change what numbers are of."""
    for name in dict.fromkeys((*new.words, *old.words)):
        sides = old.words.get(name), new.words.get(name)
        if sides[0] != sides[1]:
            stated = new.kind not in EXPLAINING and name not in NO_CONCLUSION
            grave: Level = "PATCH" if not stated else "MINOR" if new.kind in TERMS else "MAJOR"
            yield _Aspect(name, differing_sentences(*sides), grave, stated, len(set(map(references_in, sides))) > 1)


def _first_alone(old: ReleaseRecord, new: ReleaseRecord) -> bool:
    """Say whether only the first reading prints something else, which is the value."""
    if old.values.get("value") == new.values.get("value"):
        return False
    before, after = ([(each.source, each.printed) for each in record.readings] for record in (old, new))
    return (before[0][0], before[1:]) == (after[0][0], after[1:])


def _gist(record: ReleaseRecord | None) -> str | None:
    """A record in a line."""
    if record is None:
        return None
    if record.kind == "judgement":
        values = record.values
        return f"{values['rating']}, by {values['rater']} ({values['role']}), {values['date']}"
    if record.kind in STATING:
        return " ".join(record.words.values())
    return record.values.get("value") or "; ".join(record.values.values()) or record.label
