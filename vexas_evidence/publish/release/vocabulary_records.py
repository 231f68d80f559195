"""What a release keeps of the words that give numbers their meaning: outcomes, times, terms, sources, vague words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Quantifier, Quantity, Reading
from vexas_evidence.publish.release.release_file import ReleaseRecord

NO_LIMIT = "no limit"


def terms(numbers: Numbers) -> Iterator[ReleaseRecord]:
    """What estimates are of, and when: the words that give each number its meaning."""
    estimates = numbers.study.estimates.values()
    outcomes = {each.outcome for each in estimates} | {each.outcome for each in numbers.study.results.not_stated}
    for outcome in (each for each in numbers.outcomes.values() if each.id in outcomes):
        flags = {"critical": numbers.asked.get(outcome.id) == "critical"}
        flags |= {name: getattr(outcome, name) for name in ("surrogate", "never_rises", "view", "interpreted")}
        values = stated(role=outcome.role, better=outcome.better)
        values |= {name.replace("_", " "): "yes" for name, is_so in flags.items() if is_so}
        if flags["critical"] and numbers.evidence.question.outcomes.status == "voted":
            values |= {"critical": "by vote"}
        words, name = {"label": outcome.label, "group": outcome.group}, f"outcome-{outcome.id}"
        yield ReleaseRecord(kind="outcome", id=name, label=f"Outcome: {outcome.label}", values=values, words=words)
    for timepoint in (numbers.timepoints[name] for name in dict.fromkeys(e.timepoint for e in estimates)):
        words, name = {"label": timepoint.text}, f"timepoint-{timepoint.id}"
        values = stated(**{key: getattr(timepoint, key) for key in ("relation", "time_zero", "window")})
        yield ReleaseRecord(kind="timepoint", id=name, label=f"Time: {timepoint.text}", values=values, words=words)


def glossary(numbers: Numbers) -> Iterator[ReleaseRecord]:
    """What the words of the report mean."""
    known = (*numbers.glossary.terms, *numbers.glossary.abbreviations)
    for name, each in zip(ids("term", (each.term for each in known)), known, strict=True):
        words = {"label": each.term, "meaning": each.meaning}
        yield ReleaseRecord(kind="term", id=name, label=f"Term: {each.term}", words=words)


def sources(numbers: Numbers) -> Iterator[ReleaseRecord]:
    """The documents in which something of the study was read."""
    for source in numbers.evidence.sources_of(numbers.study):
        words = stated(**{k: getattr(source, k) for k in ("title", "short", "role", "address")})
        words |= stated(**{"read on": source.read_on})
        values = stated(tier=source.tier, seen=source.seen)
        yield ReleaseRecord(kind="source", id=source.id, label=source.short, values=values, words=words)


def quantifiers(numbers: Numbers) -> Iterator[ReleaseRecord]:
    """The vague words that claims and estimates use, each with the limit by which a claim is tested."""
    study = numbers.study
    printing: Iterator[Reading | Quantity] = chain(
        (each for claim in study.narrative.claims for each in claim.quantities),
        (each for estimate in study.estimates.values() for each in estimate.readings),
    )
    used = set(vague(numbers, printing))
    for name, each in _named_words(numbers).items():
        if name in used:
            values = {"above": each.above or NO_LIMIT}
            label, words = f"Vague word: “{each.word}”", {"meaning": each.meaning}
            yield ReleaseRecord(kind="quantifier", id=name, label=label, values=values, words=words)


def vague(numbers: Numbers, printing: Iterable[Reading | Quantity]) -> Iterator[str]:
    """The ids of the vague words that are printed."""
    by_word = {each.word.lower(): name for name, each in _named_words(numbers).items()}
    return (by_word[each.printed.lower()] for each in printing if each.printed.lower() in by_word)


def _named_words(numbers: Numbers) -> dict[str, Quantifier]:
    """The vague words of the vocabulary by ids of their own."""
    known = numbers.evidence.quantifiers_of(numbers.study).values()
    return dict(zip(ids("quantifier", (each.word for each in known)), known, strict=True))


def ids(kind: str, texts: Iterable[str]) -> Iterator[str]:
    """Yield an id for each of some texts, as a reason can name it; equal ones are numbered."""
    seen: Counter[str] = Counter()
    for text in texts:
        name = re.sub(r"[^a-z0-9]+", "-", f"{kind} {text}".lower()).strip("-")
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name}-{seen[name]}"


def stated(**values: Any) -> dict[str, str]:
    """The texts of those values that are stated."""
    return {name: str(text) for name, text in values.items() if text is not None}
