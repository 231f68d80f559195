"""What only the article can answer: numbers to compare, missing denominators, open definitions, outcomes not stated.

The same questions serve a reader with the article as a file (``lift``) and one with a printout
(``checklist``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from vexas_evidence.analysis.lift.missing_denominators import lacks_denominator
from vexas_evidence.analysis.numbers import NOT_APPLICABLE, Numbers
from vexas_evidence.analysis.statistics.statistic import Absent
from vexas_evidence.model import Definition, Estimate, Population
from vexas_evidence.model.record import NOT_STATED
from vexas_evidence.present.design_words import population_name, whom
from vexas_evidence.present.spans import to_line

About = Literal["estimate", "denominator", "definition", "outcome"]
_OPEN = re.compile(r"\bnot (?:stated|defined)\b|\bno [a-z]+ (?:is|are) stated\b|\bwithout giving\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to look for in the article.

    ``id`` names the estimate, population or outcome; ``printed`` is what the sources read so far
    print, or what they leave open. A question that has no such part holds "" there.
    """

    about: About
    id: str
    what: str
    whom: str = ""
    when: str = ""
    printed: str = ""


def questions(numbers: Numbers) -> tuple[Question, ...]:
    """Return every question about a study, in the order of its files.

    An outcome that is only another view of estimates is not asked for.
    """
    study, outcomes = numbers.study, numbers.outcomes
    return (
        *(_number(numbers, each) for each in study.estimates.values() if not outcomes[each.outcome].view),
        *(_denominator(numbers, each) for each in study.populations.values() if lacks_denominator(each)),
        *(_definition(numbers, each) for each in study.about.definitions if _OPEN.search(each.text)),
        *(_outcome(each) for each in numbers.not_stated),
    )


def printed_so_far(numbers: Numbers, estimate: Estimate) -> str:
    """Return the number as its principal reading prints it, and after it a later printing that adds a count."""
    first = numbers.value(estimate).text
    counted = estimate.count[1].printed if estimate.count else first
    return first if counted in (first, estimate.principal.printed) else f"{first}; {counted}"


def _number(numbers: Numbers, estimate: Estimate) -> Question:
    of_whom = to_line(whom(numbers, estimate))
    what, when = numbers.label(estimate), numbers.when(estimate).text
    return Question("estimate", estimate.id, what, _if_any(of_whom), _if_any(when), printed_so_far(numbers, estimate))


def _denominator(numbers: Numbers, population: Population) -> Question:
    named = [each for each in numbers.study.estimates.values() if each.population == population.id]
    printed = ", ".join(numbers.value(each).text for each in named if not each.is_wording)
    return Question("denominator", population.id, to_line(population_name(numbers, population)), printed=printed)


def _definition(numbers: Numbers, definition: Definition) -> Question:
    label = numbers.outcomes[definition.outcome].label
    return Question("definition", definition.outcome, label, printed=to_line(numbers.spans(definition.text)))


def _outcome(absent: Absent) -> Question:
    """The question after an outcome, with what a source says of it; silence is no more than the heading says."""
    said = "" if absent.text == NOT_STATED else absent.text
    return Question("outcome", absent.outcome.id, absent.outcome.label, printed=said)


def _if_any(text: str) -> str:
    return "" if text == NOT_APPLICABLE else text
