"""How important an outcome is to the decision, as the question rates it, and the order that follows."""

from __future__ import annotations

from collections.abc import Iterable

from vexas_evidence.analysis.fixed_texts import section
from vexas_evidence.analysis.numbers import Numbers


def importance(numbers: Numbers, outcomes: Iterable[str]) -> str:
    """Return the importance of some outcomes in words, each rating once (GRADE handbook, chapter 3)."""
    asked, words = numbers.evidence.question.outcomes, section("importance")
    rated = {
        **dict.fromkeys(asked.limited, words["limited"]),
        **dict.fromkeys(asked.important, words["important"]),
        **dict.fromkeys(asked.critical, words["critical"]),
    }
    return " / ".join(dict.fromkeys(rated.get(each, words["not-rated"]) for each in outcomes))


def ordered(numbers: Numbers, outcomes: Iterable[str]) -> list[str]:
    """Return outcomes in the order of their importance; those that nobody asks for stand last."""
    asked = numbers.evidence.question.outcomes.ids
    return sorted(outcomes, key=lambda each: asked.index(each) if each in asked else len(asked))
