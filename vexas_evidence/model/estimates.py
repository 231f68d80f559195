"""Estimates and their readings: each stated number, what every source prints for it, and what none states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from vexas_evidence.model.estimation import Categories, Estimation, Subset
from vexas_evidence.model.measures import MEASURES, Measure, has_form
from vexas_evidence.model.question import NotStated
from vexas_evidence.model.record import Cell, DataFile, Identifier, IdOf, Label, Places, Text
from vexas_evidence.model.source import Decided, Moment
from vexas_evidence.text import printed as printing
from vexas_evidence.text.agreement import in_digits
from vexas_evidence.text.grammar.parts import Part, Print, Prints, decimals_of
from vexas_evidence.text.grammar.reading import read
from vexas_evidence.text.headed import OF_SIZE, Head, with_head

Kind = Literal["reported", "derived", "inferred", "judged"]
NumberPart = Literal["count", "denominator", "percent"]
"""One number of a token that prints several, such as "50 (61%)"."""

MAX_SPAN = 100
"""How many tokens of a sentence one number is printed with, at most."""


When = Annotated[
    Annotated[int, Field(ge=1), Tag("token")] | Annotated[Moment, Tag("place")],
    Discriminator(lambda when: "place" if isinstance(when, dict) or type(when) is Moment else "token"),
]

_UNIT = r"^(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|[^\s\d{}])[^\d{}]*(?:/1\.73 m²)?$"
"""A unit without a digit, but for a power of ten before it and the body surface that a filtration rate is given for."""
_BARE_P = re.compile(r"(?:[<>≤≥≈~=]\s*)?(?:[01]?[.·]\d+|[01])")
_BARE_SIZE = re.compile(r"%\s*[(\[]\s*(?:n\s*=\s*)?\d[\d,]*\s*[)\]]")
"""A whole number beside a percentage that is its count or its denominator."""


class Reading(Decided):
    """What one source prints for an estimate, and where."""

    printed: Text
    """The text exactly as the source prints it."""
    token: int | None = Field(default=None, ge=1)
    """Which number token of the sentence is the printed text, counted from 1."""
    to: int | None = Field(default=None, ge=2)
    """The last token, where the printed text spans several ("Four of five")."""
    part: NumberPart | None = None
    """Which number of a token such as "4 of 5" is meant; count, where a proportion's count stands alone."""
    head: Head | None = None
    """What a table's head prints once: the percent sign of "30 (34)", the spread of "7 (5–13)", the P of "0.04".

    With "% (n)" or "% (N)" the whole number beside a percentage is its count or its denominator: "34% (n = 17)".
    """
    when: When | None = None
    """The time: a number token of the same sentence, or one with its unit or its place elsewhere in the source."""
    note: Cell | None = None
    """What a reader has to keep in mind, in the project's own words."""

    @model_validator(mode="after")
    def _has_a_valid_span_and_head(self) -> Self:
        if self.to is not None and (self.token is None or self.to <= self.token or self.part):
            raise ValueError("'to' names no later token than 'token', or stands beside a part of one")
        if self.to is not None and self.token is not None and self.to - self.token > MAX_SPAN:
            raise ValueError(f"'to' names a token more than {MAX_SPAN} after 'token'")
        if self.head == "%" and ("%" in self.printed or self.number is None):
            raise ValueError(f"a percent sign in the head of {self.printed!r}, which is no number without one")
        if self.head == "P" and not _BARE_P.fullmatch(self.printed):
            raise ValueError(f"P in the head of {self.printed!r}, which is no bare number from 0 to 1")
        if self.head in OF_SIZE and (not _BARE_SIZE.search(self.shown) or self.number is None):
            raise ValueError(f"{self.head} for {self.printed!r}, which is no percentage beside a whole number")
        if self.head and self.head not in OF_SIZE and self.shown == self.printed:
            raise ValueError(
                f"{self.head} in the head of {self.printed!r}, which has no bare number in brackets or after ±"
            )
        return self

    @property
    def shown(self) -> str:
        """The printed text with what the table's head says: "30 (34%)", "7 (IQR 5–13)", "P = 0.04"."""
        return with_head(self.printed, self.head)

    @cached_property
    def number(self) -> printing.Printed | None:
        """The printed number, or None where the text is a vague quantity or a wording.

        Of a percentage with its confidence interval it is the percentage; ``Estimate.print_of`` has the interval.
        """
        try:
            number = printing.parse(in_digits(self.shown), self.head if self.head in OF_SIZE else None)
        except ValueError:
            return printing.parse_share(in_digits(self.shown))
        stands_alone = self.part == "count" and number.count is None and has_form("count", number)
        return replace(number, count=int(number.value)) if stands_alone else number

    @property
    def time_place(self) -> tuple[str, str, int, int] | None:
        """Section, paragraph, sentence and token of the time; None where the reading names none."""
        if self.when is None:
            return None
        at = Moment(token=self.when) if isinstance(self.when, int) else self.when
        return at.section or self.section, at.paragraph or self.paragraph, at.sentence or self.sentence, at.token

    @property
    def token_uses(self) -> Iterator[tuple[tuple[str, str, int, int], NumberPart | None]]:
        """Section, paragraph, sentence and number of each token that the reading uses, and which part of it."""
        for number in range(self.token or 1, (self.to or self.token or 0) + 1):
            yield (*self.place, number), self.part
        if self.time_place is not None:
            yield self.time_place, None


class Estimate(Estimation):
    """One stated number: outcome, population, timepoint, measure, and what each source prints."""

    id: Identifier
    """The identifier by which other records refer to it."""
    outcome: IdOf.Outcome
    """The id of the outcome."""
    population: IdOf.Population
    """The id of the population."""
    timepoint: IdOf.Timepoint
    """The id of the timepoint."""
    measure: Measure
    """What kind of number it is."""
    comparator: IdOf.Arm | None = None
    """The id of the arm that the population's arm is set against; given where the measure compares two arms."""
    unit: Annotated[str, Field(pattern=_UNIT, max_length=30, examples=["minutes"])] | None = None
    """The unit of measurement, given only where the printed text leaves it out."""
    readings: tuple[Reading, ...] = Field(min_length=1)
    """What each source prints for it, and where."""
    phrase: Label | None = None
    """The words for what it states within a sentence, where those of its outcome do not fit."""
    note: Cell | None = None
    """What a reader has to keep in mind, in the project's own words."""

    @model_validator(mode="after")
    def _prints_its_measure(self) -> Self:
        if self.unit is not None and self.measure not in WITH_UNIT:
            raise ValueError(f"a unit beside the measure {self.measure!r}")
        given = [each for each in (self.comparator and "a comparator", self.compares and "'compares'") if each]
        if len(given) != MEASURES[self.measure].compares or (self.compares and self.measure != "p-value"):
            raise ValueError(f"{' and '.join(given) or 'no comparator'} beside the measure {self.measure!r}")
        for index, reading in enumerate(self.readings):
            if not self._prints(reading):
                context = {"index": index, "printed": reading.printed, "measure": self.measure}
                raise PydanticCustomError("printed", "{printed} is not what the measure {measure} prints", context)
        return self

    def _prints(self, reading: Reading) -> bool:
        """Whether a reading prints what the measure does."""
        if self.measure in ("quantifier", "wording"):
            return True
        number = reading.number
        if number is not None and self.unit and not number.unit:
            number = replace(number, unit=self.unit)
        if number is not None and has_form(self.measure, number):
            return True
        if self.measure == "proportion" and reading.part == "count" and self._percentages:
            return reading.number is not None and reading.number.count is not None
        return MEASURES[self.measure].is_statistic and self.print_of(reading) is not None

    @property
    def is_in_words(self) -> bool:
        """Whether its principal reading prints no number: a vague quantity, a wording, or that it was not reached."""
        return self.measure in ("quantifier", "wording") or self._number is None

    @property
    def is_wording(self) -> bool:
        """Whether its readings are words of a source without a number token, such as "not reached".

        A median that was not reached has tokens where the source prints its interval.
        """
        is_bare = self.is_in_words and self.principal.token is None
        return self.measure == "wording" or (is_bare and self.measure != "quantifier")

    def print_of(self, reading: Reading) -> Print | None:
        """The parts of a reading with an interval, a spread or a p-value; None where they are not all understood."""
        row, text = MEASURES[self.measure], reading.shown
        found = read(text, decimal=printing.decimal_sign(text), names_interval=self.measure not in _WITH_SPREAD)
        if len(found.prints) != 1 or not all(self._is_unnamed_spread(found, each.start) for each in found.unread):
            return None
        part = main_part(found.prints[0])
        if not _is_possible(found.prints[0]):
            return None
        if self.measure == "p-value":
            return found.prints[0] if part is None and found.prints[0].p else None
        is_allowed = part is not None and (part.number is None or row.allows(part.number))
        return found.prints[0] if is_allowed else None

    @cached_property
    def principal_print(self) -> Print | None:
        """The parts of the principal reading, where it prints an interval, a spread or a p-value; None elsewhere."""
        found = self.print_of(self.principal)
        has_more = found and (found.part("lower") or found.bracket or found.spreads)
        return found if self.principal.number is None or has_more else None

    def _is_unnamed_spread(self, found: Prints, start: int) -> bool:
        """Whether what was not understood at a place is a pair behind a mean or median: "39 (19-57)"."""
        bracket = found.prints[0].bracket
        return self.measure in _WITH_SPREAD and bracket is not None and bracket.lower.start == start

    @cached_property
    def principal(self) -> Reading:
        """The reading that is shown: the first, but for a proportion the first that prints a percentage."""
        if self.measure != "proportion":
            return self.readings[0]
        return next(iter(self._percentages), self.readings[0])

    @property
    def _percentages(self) -> list[Reading]:
        return [each for each in self.readings if each.number and each.number.unit == "%"]

    @property
    def number(self) -> printing.Printed:
        """The number of the principal reading. Raises ValueError where it prints none."""
        if self._number is None:
            raise ValueError(f"{self.principal.printed!r} is no number")
        return self._number

    @cached_property
    def _number(self) -> printing.Printed | None:
        return self.number_of(self.principal)

    def number_of(self, reading: Reading) -> printing.Printed | None:
        """The number that a reading prints, without its interval, spread or p-value; None where it prints none."""
        if reading.number is not None or not MEASURES[self.measure].is_statistic:
            return reading.number
        found = self.print_of(reading)
        if self.measure == "p-value" and found and found.p and found.p.value != "NS":
            value = Decimal(found.p.value)
            return printing.Printed(reading.shown, value, found.p.bound or "", "", decimals_of(value))
        part = main_part(found) if found else None
        if found is None or part is None or part.number is None:
            return None
        unit = "%" if part.kind == "percent" else found.value("unit") or ""
        return printing.Printed(reading.shown, part.number, part.bound, unit, part.decimals)

    @cached_property
    def count(self) -> tuple[int, Reading] | None:
        """The number of participants with the outcome that a reading prints, and that reading."""
        for reading in self.readings:
            if reading.number and reading.number.count is not None:
                return reading.number.count, reading
        return (int(self.number.value), self.readings[0]) if self.measure == "count" else None


WITH_UNIT = (
    *("mean", "geometric-mean", "median", "range", "individual-value", "restricted-mean-survival-time"),
    *("mean-difference", "median-difference", "person-time"),
)
"""The measures of numbers that have a unit of measurement."""
_WITH_SPREAD = ("mean", "median", "geometric-mean")
"""The measures after which two numbers in parentheses may be a spread as well as an interval."""


def _is_possible(found: Print) -> bool:
    """Whether a p-value is one of 0 to 1, and no spread or standard error is below 0."""
    p_value = Decimal(found.p.value) if found.p and found.p.value != "NS" else Decimal(0)
    widths = (*(each.value for each in found.spreads), found.part("standard error"))
    negative = [each for each in widths if each is not None and each.number is not None and each.number < 0]
    return MEASURES["p-value"].allows(p_value) and not negative


def main_part(found: Print) -> Part | None:
    """The number of a print that its interval and its spread belong to; None for a p-value alone."""
    return found.part("estimate") or found.part("percent") or found.part("count")


class Results(DataFile):
    """The file ``estimates.yml``: every number of the study, and what no source read states."""

    estimates: tuple[Estimate, ...] = ()
    """The stated numbers; none yet where a study is new."""
    not_stated: tuple[NotStated, ...] = ()
    """What a reader needs and no source read states: ids of outcomes, or records where more is known."""
    subsets: tuple[Subset, ...] = ()
    """Which participants are among which others."""
    categories: tuple[Categories, ...] = ()
    """Which numbers are of categories that exclude each other."""

    @model_validator(mode="before")
    @classmethod
    def _with_outcomes_by_id(cls, given: Any) -> Any:
        """An id in the list of what is not stated stands for a record of it, at the id's place."""
        if not isinstance(given, dict) or not isinstance(given.get("not_stated"), list):
            return given
        places = given.get("places") or Places("")
        rows = [
            {"outcome": row, "places": replace(places, within=f"not_stated.{index}")} if isinstance(row, str) else row
            for index, row in enumerate(given["not_stated"])
        ]
        return given | {"not_stated": rows}
