"""A study: one investigation and its participants, as its files tell it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from vexas_evidence.model.about import About, Population
from vexas_evidence.model.appraisal import Appraisal
from vexas_evidence.model.estimates import Estimate, Results
from vexas_evidence.model.journal import Answer, JournalClub
from vexas_evidence.model.narrative import Ask, Narrative
from vexas_evidence.model.reconciliation import Reconciliation, Row
from vexas_evidence.model.record import Record
from vexas_evidence.model.sources import Locator


@dataclass(frozen=True)
class Study:
    """One investigation and its participants, as its files tell it; not every study has all of them."""

    about: About
    results: Results
    narrative: Narrative
    reconciliation: Reconciliation | None = None
    second_extraction: tuple[Row, ...] = ()
    journal: JournalClub | None = None
    appraisal: Appraisal = field(default_factory=Appraisal)

    @property
    def id(self) -> str:
        """The study's identifier, the name of its folder."""
        return self.about.id

    @cached_property
    def estimates(self) -> dict[str, Estimate]:
        """The estimates by identifier, in the order of the file."""
        return {estimate.id: estimate for estimate in self.results.estimates}

    @cached_property
    def populations(self) -> dict[str, Population]:
        """The populations by identifier."""
        return {population.id: population for population in self.about.populations}

    @cached_property
    def asks(self) -> dict[str, Ask]:
        """The values to derive, by identifier."""
        return {ask.id: ask for ask in self.narrative.derived}

    @property
    def figures(self) -> tuple[str, ...]:
        """The names of the figures that pages can show, in the order of the report: of every study, and its own."""
        flow = ("flow",) if self.narrative.flow else ()
        return ("proportions", *(each.id for each in self.narrative.series), *flow, "harms")

    @property
    def records(self) -> tuple[Record, ...]:
        """The study's files as records, each with texts in our own words."""
        return (self.about, self.results, self.narrative, self.appraisal, *((self.journal,) if self.journal else ()))

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """The answers of the journal club; none where the study has no texts for one."""
        if self.journal is None:
            return ()
        prompts, questions = self.journal.prompts, self.journal.questions
        return (*(each.answer for each in prompts), *(each.answer for each in questions))

    def is_among(self, part: str, whole: str) -> bool:
        """Say whether a subset says that the participants of one estimate are among those of another."""
        return any((subset.part, subset.whole) == (part, whole) for subset in self.results.subsets)

    def difference_of(self, one: str, other: str) -> Ask | None:
        """Return the value asked for that is the difference of two estimates; None where there is none."""
        return next((ask for ask in self.asks.values() if ask.rule == "difference" and ask.of == (one, other)), None)

    def locators(self) -> Iterator[Locator]:
        """All points in sources that the study's records name."""
        yield from self.about.citation.readings
        for record in (*self.about.pico, *self.about.design):
            yield from record.readings
        for definition in self.about.definitions:
            yield from definition.readings
        for estimate in self.results.estimates:
            yield from estimate.readings
        for claim in self.narrative.claims:
            yield from (*claim.readings, *claim.quantities)
        for view in self.narrative.views:
            yield from view.readings
        for answer in self.answers:
            yield from answer.readings
        for said in self.appraisal.told:
            yield from said.readings
