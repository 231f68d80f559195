"""The texts of key points and of plain language: sentences rendered from statements, and the prose beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.statistics.full_reference import lowered
from vexas_evidence.analysis.wording.design_levels import level_of
from vexas_evidence.analysis.wording.estimate_words import (
    OF_PARTICIPANTS,
    Clause,
    EstimateWords,
    Register,
    with_missing,
)
from vexas_evidence.model import FirstScreen, KeyPoint, Passage, RenderedStatement


def text_of(numbers: Numbers, passage: KeyPoint | Passage, register: Register = "professional") -> str:
    """Return the text of a passage, its statements rendered: words in which ``{id}`` stands for a number.

    Raises KeyError or ValueError for a statement that ``statements_hold`` refuses.
    """
    if isinstance(passage, Passage):
        return passage.text
    return " ".join((*filter(None, (passage.text,)), *sentences(numbers, passage.statements, register)))


def sentences(
    numbers: Numbers,
    statements: Sequence[RenderedStatement],
    register: Register = "professional",
    with_intervals: bool = True,
) -> Iterator[str]:
    """Yield the sentences of statements; those that belong together share one. Raises as ``text_of`` does."""
    open_clauses: list[Clause] = []
    for before, statement in pairwise((None, *statements)):
        assert statement is not None
        estimate = numbers.study.estimates[statement.of]
        words = EstimateWords(numbers, estimate, register, with_intervals)
        if estimate.measure in OF_PARTICIPANTS and not numbers.is_denominator(estimate):
            clause = words.clause(_is_denominator_before(words, before))
            if _continue(open_clauses, clause, register):
                open_clauses.append(clause)
            else:
                yield from _closed(open_clauses, register)
                open_clauses = [clause]
        else:
            yield from _closed(open_clauses, register)
            open_clauses = []
            yield _sentence(words.sentence(statement, _is_denominator_before(words, before)))
        if statement.certainty or statement.note:
            yield from _closed(open_clauses, register)
            open_clauses = []
        if statement.certainty:
            rater = numbers.judgements[statement.certainty].rater
            yield fixed(f"sentence.certainty.{register}", rater=rater, rating=f"{{{statement.certainty}}}")
        if statement.note:
            yield statement.note
    yield from _closed(open_clauses, register)


def lead_of(numbers: Numbers, shown: FirstScreen) -> str:
    """Return the lead of a report: how many it reports on, what it states first, and what nobody states.

    The words hold references, as those of ``text_of`` do.
    """
    counted = [each for each in shown.lead if numbers.is_denominator(numbers.study.estimates[each.of])]
    others = [each for each in shown.lead if each not in counted]
    parts = [reported_on(numbers, each) for each in counted]
    for each in others:
        parts += _with_count(numbers, each) or sentences(numbers, [each], with_intervals=False)
    kinds = {each.outcome.id: each.row.kind for each in numbers.not_stated}
    for kind in dict.fromkeys(kinds[name] for name in shown.not_stated):
        labels = [lowered(numbers.outcomes[name].label) for name in shown.not_stated if kinds[name] == kind]
        said = section("lead.one" if len(labels) == 1 else "lead.several")[kind]
        parts.append(_sentence(said.format(outcomes=listed(labels))))
    return " ".join(filter(None, (*parts, attribution(numbers))))


def attribution(numbers: Numbers) -> str:
    """Say what a study without a comparison group cannot show; "" of another, or of one that names no treatment."""
    given = numbers.study.about.given if level_of(numbers.study) == "uncontrolled" else None
    return fixed("lead.uncontrolled", treatment=given) if given else ""


def reported_on(numbers: Numbers, statement: RenderedStatement) -> str:
    """Return how many participants the study reports on, and that nobody was compared with them."""
    who = numbers.study.populations[statement.population].who or fixed("lead.participants")
    if level_of(numbers.study) == "uncontrolled" and numbers.study.about.treatments:
        who = fixed("lead.treated", who=who.split()[0])
    name = numbers.study.about.name or fixed("lead.study")
    return fixed("lead.reported-on", study=name, number=f"{{{statement.of}}}", who=who)


def _with_count(numbers: Numbers, statement: RenderedStatement) -> list[str]:
    """How many of how many had an outcome, the count first; none where these are not known."""
    words = EstimateWords(numbers, numbers.study.estimates[statement.of], "professional")
    denominator = numbers.denominator(words.estimate)
    if words.estimate.measure not in OF_PARTICIPANTS or not words.has_fraction or denominator is None:
        return []
    who, verb, when = words.who, words.verb, words.time
    if denominator.kind != "inferred":
        of = fixed("sentence.of", denominator=words.ref("denominator"), who=who, number=words.ref("count"))
        return [_sentence(f"{of} {verb}{when}")]
    percent, every = words.ref("" if words.prints_percent else "percent"), words.ref("denominator")
    counted = fixed("lead.inferred", count=words.ref("count"), who=who, percent=percent, denominator=every)
    had, _, outcome = verb.partition(" ")
    if had == "had" and outcome.startswith(("a ", "an ")):
        return [_sentence(fixed("lead.reported-in", outcome=f"{outcome}{when}", counted=counted))]
    return [_sentence(f"{counted} {verb}{when}")]


def _is_denominator_before(words: EstimateWords, before: RenderedStatement | None) -> bool:
    """Whether the statement before says how many the participants are, so that "these" names them."""
    known = words.numbers.study.population_of(words.estimate).denominator
    return before is not None and not before.note and (known.status, known.estimate) == ("reported", before.of)


def _continue(clauses: Sequence[Clause], clause: Clause, register: Register) -> bool:
    """Whether a clause can be said in one sentence with others: of the same participants, or on the same outcome."""
    if not clauses:
        return False
    if all(each.has_participants_of(clause) for each in clauses):
        return True
    return register == "professional" and all(each.has_outcome_of(clause) for each in clauses)


def _closed(clauses: Sequence[Clause], register: Register) -> Iterator[str]:
    """Yield the sentence of clauses that belong together; what they have in common is said once."""
    if not clauses:
        return
    first, last = clauses[0], clauses[-1]
    if first.who == last.who:
        parts = [f"{first.subject} {first.verb}{first.time}"]
        for before, clause in pairwise(clauses):
            verb = "" if clause.verb == before.verb else f" {clause.verb}"
            parts.append(f"{clause.number}{verb}{clause.time}")
        text = listed(parts)
    else:
        text = f"{listed([each.subject for each in clauses])} {first.verb}{first.time}"
    yield _sentence(with_missing(text, first.missing, register, len(clauses) > 1))


def listed(parts: Sequence[str]) -> str:
    """Join words: "", "a", "a and b", "a, b and c"."""
    return fixed("sentence.and", first=", ".join(parts[:-1]), last=parts[-1]) if len(parts) > 1 else "".join(parts)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
