"""Whether a text stands in its place: under its question, heading, domain or figure, with the estimates it rests on.

The words of a text are held to those of what it rests on; a fact is held to the words of its domain, and an answer to
those of its question. What has no such word is left to a person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from vexas_evidence.analysis.numbers import Numbers, to_text
from vexas_evidence.analysis.wording.lexicon import Lexicon
from vexas_evidence.analysis.wording.number_clauses import REFERENCE, signed
from vexas_evidence.analysis.wording.own_words import contrary_words
from vexas_evidence.analysis.wording.record_words import WordFault, senses_of
from vexas_evidence.analysis.wording.word_forms import ENGLISH, Sense, stems, word_list
from vexas_evidence.model import Record
from vexas_evidence.model.texts.journal_club import Line, Prompt, Question
from vexas_evidence.model.texts.narrative import Passage
from vexas_evidence.text import prose

Placed = tuple[Record, str, WordFault]
ENOUGH, TIMES = 1.0, 1.5
"""How much an answer must share with another question, beside a multiple of what it shares with its own."""
MOVE = "move it to its place, or correct its words"


def misplaced(numbers: Numbers, words: Lexicon) -> Iterator[Placed]:
    """Yield the texts whose words belong to another place, each with its record and key."""
    yield from _rests_on_others(numbers, words)
    yield from _captions(numbers, words)
    yield from _facts(numbers)
    yield from _answers(numbers)
    yield from _populations(numbers, words)
    yield from _benefits_alone(numbers)


def _rests_on_others(numbers: Numbers, words: Lexicon) -> Iterator[Placed]:
    """Texts that name outcomes, and rest on estimates of none of these."""
    study = numbers.study
    for claim in study.narrative.claims:
        if claim.rests_on:
            yield from _named_otherwise(numbers, words, (claim, "rests_on", claim.text), claim.rests_on)
    for each in study.questions:
        if each.answer.rests_on:
            said = (each.answer, "rests_on", f"{each.text} {each.answer.text}")
            yield from _named_otherwise(numbers, words, said, each.answer.rests_on)
    for row in study.appraisal.outcomes:
        if row.estimates:
            yield from _named_otherwise(numbers, words, (row, "title", row.title), row.estimates)
    titled: tuple[Passage | Line, ...] = (
        *study.narrative.limits,
        *(study.journal.results if study.journal else ()),
        *study.appraisal.entry,
    )
    for passage in titled:
        ids = [name for each in prose.references(passage.text) for name in _estimates_of(numbers, each.id)]
        if ids and "{" not in passage.title:
            yield from _named_otherwise(numbers, words, (passage, "title", passage.title), ids)


def _estimates_of(numbers: Numbers, name: str) -> Iterator[str]:
    """The estimate of an id, or those from which a derived value is computed."""
    if name in numbers.study.estimates:
        yield name
    elif derivation := numbers.study.derivations.get(name):
        for each in filter(None, (*derivation.of, derivation.denominator)):
            yield from _estimates_of(numbers, each)


def _named_otherwise(
    numbers: Numbers, words: Lexicon, text: tuple[Record, str, str], ids: Iterable[str]
) -> Iterator[Placed]:
    record, key, said = text
    estimates = [numbers.study.estimates[name] for name in ids]
    groups = {numbers.outcomes[each.outcome].group for each in estimates}
    known = frozenset[Sense]().union(*(words.own(each.id).senses for each in estimates))
    known |= {Sense("outcome", name) for name, each in numbers.outcomes.items() if each.group in groups}
    known_stems = frozenset[str]().union(*(words.own(each.id).stems for each in estimates))
    blank = REFERENCE.sub(" ", said)
    named = [each for each in words.mentions(blank) if any(sense.field == "outcome" for sense in each.senses)]
    named = named if words.is_plain(said) else []
    referred = words.estimates_in(said)
    outcomes = {each.outcome for each in estimates}
    if referred and not any(numbers.study.estimates[name].outcome in outcomes for name in referred):
        yield record, key, _misplaced(referred[0], "refers to what it does not rest on", estimates[0].id)
    elif named and not any(signed(blank, each) & known or each.stems <= known_stems for each in named):
        yield record, key, _misplaced(named[0].text, "names another outcome than", estimates[0].id)


def _captions(numbers: Numbers, words: Lexicon) -> Iterator[Placed]:
    """Words of figures that name another outcome than theirs, or say its contrary."""
    study = numbers.study
    for series in study.narrative.series:
        ids = [each.id for each in study.estimates.values() if each.outcome == series.outcome]
        for key in ("heading", "caption") if ids else ():
            yield from _named_otherwise(numbers, words, (series, key, getattr(series, key)), ids)
        for word in contrary_words(series.caption, words.own(ids[0]), words) if ids else ():
            yield series, "caption", _misplaced(word, "says the contrary of", ids[0])
    for step in study.narrative.flow.steps if study.narrative.flow else ():
        for word in contrary_words(step.text, words.own(step.estimate), words):
            yield step, "text", _misplaced(word, "says the contrary of", step.estimate)


def _facts(numbers: Numbers) -> Iterator[Placed]:
    """Facts with words of another domain, criterion or question, and none of their own."""
    table: dict[str, list[str]] = ENGLISH["facts"]
    for key, facts in (
        ("domain", numbers.study.appraisal.domains),
        ("criterion", numbers.study.appraisal.decision),
        ("question", numbers.study.appraisal.questions),
    ):
        kinds = [getattr(each, key) for each in facts]
        for fact in facts:
            own, text = getattr(fact, key), to_text(numbers.spans(fact.text))
            hits = {kind: _hits(table.get(kind, ()), text) for kind in {*kinds, own}}
            other = max(hits, key=lambda kind: (hits[kind], kind != own))
            if own in table and not hits[own] and hits[other]:
                yield fact, "text", WordFault(f"words of {other!r} under {own!r}", f"words of {own!r}", MOVE)


def _hits(words: Iterable[str], text: str) -> int:
    return len({match[0].lower() for match in word_list(*words).finditer(text)}) if words else 0


def _answers(numbers: Numbers) -> Iterator[Placed]:
    """Answers that have much more in common with another question of their list than with their own."""
    journal = numbers.study.journal
    lists: tuple[tuple[Prompt | Question, ...], ...] = (journal.prompts, journal.questions) if journal else ()
    for asked in lists:
        questions = [_asked(f"{getattr(each, 'title', '')} {each.text}") for each in asked]
        often = Counter(stem for words in questions for stem in words)
        for index, each in enumerate(asked):
            if ids := _referred(each.text) & numbers.study.estimates.keys():
                rests, referred = {*each.answer.rests_on}, _referred(each.answer.text)
                stated = referred & numbers.study.estimates.keys()
                if not ids & (rests | referred) or (stated and not stated & (ids | rests)):
                    found = f"an answer that rests on no number of its question, {each.id!r}"
                    yield each.answer, "rests_on", WordFault(found, ", ".join(sorted(ids)), MOVE)
                continue
            said = _asked(each.answer.text)
            shared = [sum(1 / often[one] for one in said & words) for words in questions]
            most = max(range(len(asked)), key=shared.__getitem__)
            if shared[most] >= ENOUGH + TIMES * shared[index]:
                found = f"an answer to {asked[most].id!r} under {each.id!r}"
                expected = f"words of its question, {each.text.split('?')[0][:60]!r}"
                yield each.answer, "text", WordFault(found, expected, MOVE)


def _referred(text: str) -> set[str]:
    """The ids to which a text refers."""
    return {each.id for each in prose.references(text)}


def _asked(text: str) -> frozenset[str]:
    """The stems of a text, and the names of the numbers that it refers to."""
    plain = " ".join(part for part in prose.split(text) if isinstance(part, str))
    return frozenset(each for each in stems(plain) if len(each) > 3) | {f"{{{name}}}" for name in _referred(text)}


def _populations(numbers: Numbers, words: Lexicon) -> Iterator[Placed]:
    """Labels of populations that name another population, arm or outcome, and not their own."""
    for population in numbers.study.about.populations:
        if not (population.who or population.words or population.outcomes or population.arm):
            continue  # nothing but the label says who they are
        outcomes = [numbers.outcomes[name] for name in population.outcomes]
        arm = (numbers.arms[population.arm].label,) if population.arm else ()
        own = [(population.who or "", *population.words, *arm)]
        own += [(each.label, each.noun or "", each.group, *each.words) for each in outcomes]
        own_text = " ; ".join(chain(*own))
        known = {*senses_of(own_text), Sense("population", population.id), Sense("arm", population.arm or "")}
        known |= {Sense(field, name) for name in population.outcomes for field in ("outcome", "population")}
        concepts = {each[:2] for each in known}
        fields = {"population", "outcome"} if population.who or population.words or population.outcomes else set()
        for each in words.mentions(population.label):
            asked = {sense for sense in each.senses if sense.field in {"arm", *fields}}
            is_own = {sense[:2] for sense in each.senses} & concepts
            if asked and not is_own and not each.stems <= stems(own_text):
                found = f"{each.text!r} names another population than {population.id}"
                remedy = "correct the label or its words"
                yield population, "label", WordFault(found, f"words of {population.id}", remedy)
                break


def _benefits_alone(numbers: Numbers) -> Iterator[Placed]:
    """Lists of results that state benefits and leave out the harms (Boutron 2010, doi:10.1001/jama.2010.651)."""
    study = numbers.study
    roles = {name: numbers.outcomes[each.outcome].role for name, each in study.estimates.items()}
    if "harm" not in roles.values():
        return
    lists: tuple[tuple[Passage | Line, ...], ...] = (
        study.appraisal.entry,
        study.journal.results if study.journal else (),
    )
    for texts in lists:
        found = {roles[name] for each in texts for name in _referred(each.text) & roles.keys()}
        if "efficacy" in found and "harm" not in found:
            fault = WordFault("benefits without the harms that are stated", "the harms beside them", "refer to a harm")
            yield texts[0], "text", fault


def _misplaced(word: str, says: str, name: str) -> WordFault:
    return WordFault(f"{word!r} {says} {{{name}}}", f"words of {{{name}}}", MOVE)
