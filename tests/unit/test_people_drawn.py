"""Few people are drawn one by one below the passage of the plain page that counts them."""

from __future__ import annotations

import pytest

from tests import TRIAL
from tests.constructed_study import estimate, numbers_of, of_narrative, participants
from vexas_evidence.analysis.numbers import of_studies
from vexas_evidence.load.folder import load
from vexas_evidence.model import CardPart, KeyPoint
from vexas_evidence.publish.site.markdown import Writer
from vexas_evidence.publish.site.summary.outcome_card import outcome_card, people

[INVENTED] = of_studies(load(TRIAL))


def drawn(count: str, included: str, denominator: dict[str, str] | None = None) -> str:
    """What is drawn of so many with the outcome fever-free among those included."""
    numbers = numbers_of(participants(included), estimate("free", count), denominator=denominator)
    statement = {"of": "free", "outcome": "fever-free", "polarity": "with", "population": "everyone"}
    point = KeyPoint.model_validate(
        {"id": "fever", "title": "Fever", "statements": [statement | {"timepoint": "week-4"}]}
    )
    return people(point, Writer(numbers, "html"))


def test_each_of_few_people_is_a_shape() -> None:
    markup = drawn("3 of 7", "7")
    assert (markup.count('class="with"'), markup.count('class="without"')) == (3, 4)


def test_the_words_beside_the_shapes_give_the_count() -> None:
    assert "3 of 7" in drawn("3 of 7", "7")


@pytest.mark.parametrize(("count", "included"), [("30 of 120", "120"), ("7 of 7", "7")])
def test_neither_many_people_nor_everyone_are_drawn(count: str, included: str) -> None:
    assert drawn(count, included) == ""


def test_nobody_is_drawn_where_the_people_counted_are_not_stated() -> None:
    assert drawn("43%", "7", {"status": "not stated"}) == ""


def test_people_who_had_no_relapse_are_not_called_relapsed() -> None:
    numbers = of_narrative(INVENTED, card=(CardPart(title="Relapse", of=("relapse-free-tea",)),))
    assert "had no return of the cough" in outcome_card(Writer(numbers, "html"))
