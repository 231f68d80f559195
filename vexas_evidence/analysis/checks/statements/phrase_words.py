"""Checks of the words of rendered statements: they are those of their outcome or population, and of its sense.

Words are compared by their beginnings with the label of their record, the words that name it in sources, and the words
of the second extraction. What they cannot tell, a person who signs the text off reads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vexas_evidence.analysis.checks import Found
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.wording.word_forms import english_phrases, mentions, stems
from vexas_evidence.model import Outcome, Phrases, Population, Record
from vexas_evidence.text.late import in_any_case
from vexas_evidence.text.words import ENGLISH, filled

_ABSENCE = in_any_case(filled(r"\b(?:<<negation.words>>|free|freedom|independen\w*|absen\w*)\b|n['’]t\b", ENGLISH))
"""Words by which an outcome is that something was not there."""


def phrases_fit(numbers: Numbers) -> Iterator[Found]:
    """The words of rendered statements are those of their outcome or population, and say that it was there or not."""
    outcomes = {name: each for name, each in numbers.outcomes.items() if each.phrases and each.role != "definition"}
    named = {name: stems(" ".join((each.label, *each.words))) for name, each in outcomes.items()}
    is_first = next(iter(numbers.evidence.studies.values())) is numbers.study  # what studies share is checked once
    shared = numbers.evidence.outcomes if is_first else {}
    for outcome in (
        each for each in outcomes.values() if each.id in shared or each in numbers.study.vocabulary.outcomes
    ):
        assert outcome.phrases is not None, "those without were left out"
        for phrases, is_plain in ((outcome.phrases, False), (outcome.phrases.plain, True)):
            if phrases is not None:
                yield from _strange_words(outcome, phrases, named, is_plain)
                yield from _other_sense(outcome, phrases)
    known = {each.id: stems(" ".join(_names_of(numbers, each))) for each in numbers.study.populations.values()}
    for population in numbers.study.populations.values():
        for key, words in (("who", population.who), ("who_plain", population.who_plain)):
            if words and (other := _nearer(words, population.id, known)):
                yield _of_another(population, key, words, f"population {other}", f"population {population.id}")
        yield from _unnamed_arm(numbers, population)


def _strange_words(
    outcome: Outcome, phrases: Phrases, named: Mapping[str, frozenset[str]], is_plain: bool
) -> Iterator[Found]:
    """Words that are nearer to another outcome, or have nothing of their own one."""
    own = named[outcome.id] | stems(phrases.noun) if is_plain else named[outcome.id]
    for key in ("noun", "had", "had_not"):
        words = getattr(phrases, key)
        if not words:
            continue
        if other := _nearer(words, outcome.id, {**named, outcome.id: own}):
            yield _of_another(phrases, key, words, f"outcome {other}", f"outcome {outcome.id}")
        elif not own & stems(words) and not (key == "had" and phrases.had_not is None):
            found = f"{words!r} shares no word with the outcome {outcome.id}"
            expected = "a word of its noun" if is_plain else "a word of its label or words"
            yield Found(phrases.at(key), found, expected, "use one of them, or add to words")


def _other_sense(outcome: Outcome, phrases: Phrases) -> Iterator[Found]:
    """Words that say that the outcome was not there where its label says that it was, or another direction."""
    label = f"{outcome.label}; {'; '.join(outcome.words)}"
    assert outcome.phrases is not None, "the words are its own"
    in_label = len(_ABSENCE.findall(outcome.label))
    used, other = ("had", "had_not") if outcome.phrases.counts == "with" else ("had_not", "had")
    for key, expected in ((used, in_label > 0), (other, in_label == 0)):
        words = getattr(phrases, key)
        said = len(_ABSENCE.findall(words or ""))
        is_absence = said > 0 and not (key == other and said > in_label > 0)  # twice: did not die without relapse
        is_contrary = key == other and words and _concepts(outcome.label) & _concepts(words, contrary=True)
        if words and is_absence != expected and not is_contrary:
            found = f"{words!r} says that something was {'not ' * is_absence}there"
            meant = f"the words for {'what' if key == used else 'the contrary of what'} “{outcome.label}” counts"
            yield Found(phrases.at(key), found, meant, "exchange had and had_not, or correct counts")
    ways = _ways(label)
    for key in ("noun", "had", "had_not"):
        given = _ways(getattr(phrases, key) or "")
        if len(ways) == 1 and given and not given & ways:
            found = f"{getattr(phrases, key)!r} goes {given.pop()}"
            yield Found(phrases.at(key), found, f"{next(iter(ways))}, as “{outcome.label}”", "correct the words")


def _concepts(text: str, *, contrary: bool = False) -> set[tuple[str, bool]]:
    """The concepts that the words of a text are for or against: "died" is the contrary of survival."""
    found = (sense for each in mentions(text, english_phrases()) for sense in each.senses)
    return {(each.concept, each.is_yes != contrary) for each in found}


def _ways(text: str) -> set[str]:
    """Whether the words of a text go up or down."""
    found = {sense for each in mentions(text, english_phrases()) for sense in each.senses}
    found = {each for each in found if each.concept in ("rise", "improved")}
    return {"up" if each.is_yes else "down" for each in found}


def _unnamed_arm(numbers: Numbers, population: Population) -> Iterator[Found]:
    """Words for the participants of an arm that do not name it."""
    arm = numbers.arms[population.arm].label if population.arm else ""
    for key, words in (("who", population.who), ("who_plain", population.who_plain)):
        if words and not stems(arm) <= stems(words):
            found, remedy = f"{words!r} does not name the arm", f"say it, as in 'adults with {arm}'"
            yield Found(population.at(key), found, f"the words {arm!r}", remedy)


def _names_of(numbers: Numbers, population: Population) -> Iterator[str]:
    """Yield what names a population: its label, its arm, its denominator, and the words of the second extraction."""
    yield population.label
    if population.arm:
        yield numbers.arms[population.arm].label
    if (name := population.denominator.estimate) and population.denominator.status == "reported":
        yield numbers.outcomes[numbers.study.estimates[name].outcome].label
    if numbers.study.reconciliation:
        yield from (each.words for each in numbers.study.reconciliation.whom if each.means == population.id)


def _nearer(words: str, own: str, known: Mapping[str, frozenset[str]]) -> str | None:
    """Return what shares more words with a phrase than its own record does; None where nothing does."""
    given = stems(words)
    shared = {name: len(given & each) for name, each in known.items()}
    best = max(shared, key=lambda name: (shared[name], name == own))
    return best if shared[best] > shared[own] else None


def _of_another(owner: Record, key: str, words: str, other: str, own: str) -> Found:
    found, remedy = f"{words!r} is nearer to the words of the {other}", "use words of its label, or correct the label"
    return Found(owner.at(key), found, f"words of the {own}", remedy)
