"""What a journal club discusses of any study: results in lines, prompts for an appraisal, and questions with answers.

They follow from the data, as the core of the slides does; ``journal-club.yml`` says all of it in words of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.wording.design_levels import level_of
from vexas_evidence.model import Answer, Estimate, Finding, Locator, Prompt, Question
from vexas_evidence.model.measures import MEASURES
from vexas_evidence.model.texts.journal_club import Line
from vexas_evidence.present.how_estimated import design_lines
from vexas_evidence.present.spans import to_line
from vexas_evidence.present.tables import reported
from vexas_evidence.present.tables.absent import critical_absent
from vexas_evidence.present.tiles import few_counted
from vexas_evidence.text.numerals import first_numeral

_MOST_LINES, _MOST_SMALL = 6, 2
"""The lines of results, and the small groups that are asked about: what a handout of two sheets has room for."""


def lines(numbers: Numbers) -> tuple[Line, ...]:
    """Return the results of the texts, or else those that the question rates highest, a line for each heading."""
    if numbers.study.journal:
        return numbers.study.journal.results
    groups = reported.foremost(numbers)[:_MOST_LINES]
    return tuple(
        Line(
            id=f"line-{place}",
            title=group.heading,
            text=f"{'; '.join(f'{{{line.estimate.id}.full}}' for line in group.lines)}.",
        )
        for place, group in enumerate(groups)
    )


def prompts(numbers: Numbers) -> tuple[Prompt, ...]:
    """Return the prompts of the texts, or else those that each design asks for, with what the data hold on each."""
    if numbers.study.journal:
        return numbers.study.journal.prompts
    about, level = numbers.study.about, level_of(numbers.study)
    included = [fact for fact in about.pico if fact.id == "population"]
    return (
        _prompt("included", "included", _of_facts(included)),
        _prompt("design", level, _of_facts(about.design, _plain_lines(numbers))),
        _prompt("counting", "counting", _counting(numbers)),
    )


def questions(numbers: Numbers) -> tuple[Question, ...]:
    """Return the questions of the texts, or else those that the results, the harms and the design raise."""
    if numbers.study.journal:
        return numbers.study.journal.questions
    return tuple(_questions(numbers))


def _questions(numbers: Numbers) -> Iterator[Question]:
    results = [line.estimate for group in reported.foremost(numbers) for line in group.lines]
    small = [each for each in results if few_counted(numbers, each) and numbers.ci(each)]
    for each in small[:_MOST_SMALL]:
        ask, said = _texts("small", number=f"{{{each.id}.full}}", interval=f"{{{each.id}.ci}}")
        yield _question(f"small-{each.id}", ask, said, [each])
    effects = [each for each in results if MEASURES[each.measure].compares]
    for each in effects[:1]:
        yield _question("effect", *_texts("effect", number=f"{{{each.id}.full}}"), [each])
    harms = [each for each in results if numbers.outcomes[each.outcome].role == "harm"]
    if len({each.outcome for each in harms}) > 1:
        yield _question("harms", *_texts("harms"), harms)
    if absent := critical_absent(numbers):
        named = "; ".join(f"{group.short}: {', '.join(group.labels)}" for group in absent)
        readings = [each for group in absent for outcome in group.outcomes for each in outcome.row.readings]
        yield _question("absent", *_texts("absent", outcomes=named), (), readings)
    ask, said = _texts("design", limits=fixed(f"slides.core.limits.{level_of(numbers.study)}"))
    yield _question("design", ask, said, (), [each for fact in numbers.study.about.design for each in fact.readings])


def _texts(name: str, **parts: str) -> tuple[str, str]:
    """A question and its answer, each with those of the parts that it names."""
    return tuple(text.format(**parts) for text in section(f"journal-club.core.{name}").values())  # type: ignore[return-value]


def _question(
    name: str, ask: str, said: str, rests_on: Iterable[Estimate], readings: Iterable[Locator] = ()
) -> Question:
    answer = Answer(text=said, rests_on=tuple(each.id for each in rests_on), readings=tuple(readings))
    return Question(id=name, text=ask, answer=answer)


def _prompt(name: str, kind: str, answer: Answer) -> Prompt:
    texts = section(f"journal-club.core.prompts.{kind}")
    return Prompt(id=name, title=texts["title"], text=texts["text"], answer=answer)


def _plain_lines(numbers: Numbers) -> Iterator[tuple[str, str]]:
    """The design as the data name it, without what holds a number."""
    for label, spans, names in design_lines(numbers):
        text = to_line(spans)
        if not names and first_numeral(text) is None:
            yield label, text


def _of_facts(facts: Iterable[Finding], lines: Iterable[tuple[str, str]] = ()) -> Answer:
    """What the data say in facts of the study; that nobody has entered any."""
    known = tuple(facts)
    said = [*((fact.label, fact.text) for fact in known), *lines]
    text = " ".join(f"{label}: {text.rstrip('.')}." for label, text in said)
    readings = tuple(reading for fact in known for reading in fact.readings)
    return Answer(text=text or fixed("journal-club.core.not-entered"), readings=readings)


def _counting(numbers: Numbers) -> Answer:
    """Of which results the denominator is known, and of which it is not."""
    shares = [line.estimate for group in reported.foremost(numbers) for line in group.lines if line.mark]
    known: dict[bool, list[str]] = {True: [], False: []}
    for each in shares:
        known[numbers.denominator(each) is not None].append(f"{numbers.label(each)}: {{{each.id}}}")
    said = [
        fixed(f"journal-club.core.counted.{'known' if is_known else 'unknown'}", results="; ".join(results))
        for is_known, results in known.items()
        if results
    ]
    text = " ".join(said) or fixed("journal-club.core.counted.none")
    return Answer(text=text, rests_on=tuple(each.id for each in shares))
