"""The tokens of one source, and which of them may print an estimate of a study."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from vexas_evidence.analysis.checks.readings import other_unit
from vexas_evidence.analysis.checks.token_use import LedgerTokens, token_uses
from vexas_evidence.analysis.lift.likeness import Form, forms, number_in, prints, prints_denominator, rounds_off
from vexas_evidence.analysis.lift.moments import Time, time_from, times_printed, tokens_of
from vexas_evidence.analysis.lift.proposals import Candidate, TokenPlace
from vexas_evidence.analysis.prints.arm_words import other_participants
from vexas_evidence.model import Estimate, Evidence, Ledger, Outcome, Reading, Study, Timepoint
from vexas_evidence.model.estimates import NumberPart
from vexas_evidence.model.measures import Measure
from vexas_evidence.model.source import SentencePlace
from vexas_evidence.sources.context import Context, Contexts, Role, ledger_of, names_outcome
from vexas_evidence.sources.sentences import REFERENCES


@dataclass(frozen=True)
class TokenSearch:
    """Where a source may print the estimates of a study; ``contexts`` are None where its text is not at hand."""

    evidence: Evidence
    study: Study
    source: str
    contexts: Contexts | None
    _of_kinds: dict[tuple[Measure, bool], list[tuple[TokenPlace, Form]]] = field(default_factory=dict)
    _naming: dict[str, list[TokenPlace]] = field(default_factory=dict)

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger of the source. Raises BadInput where it has none."""
        return ledger_of(self.evidence, self.source)

    @cached_property
    def accounts(self) -> LedgerTokens:
        """What accounts for the tokens of the ledgers."""
        return LedgerTokens(self.evidence)

    @cached_property
    def outcomes(self) -> Mapping[str, Outcome]:
        """The outcomes of the study."""
        return self.evidence.outcomes_of(self.study)

    @cached_property
    def tokens(self) -> dict[TokenPlace, str]:
        """The tokens that no waiver names."""
        waived = {TokenPlace(*key[1:]) for key in self.accounts.waived if key[0] == self.source}
        return {place: token for place, token in tokens_of(self.ledger) if place not in waived}

    @cached_property
    def roles(self) -> dict[TokenPlace, Role]:
        """What the tokens are that are no results, where the text says it."""
        contexts = self.contexts
        known = ((place, contexts[place.statement].role(place.token)) for place in self.tokens) if contexts else ()
        return {place: role for place, role in known if role}

    @cached_property
    def body(self) -> dict[TokenPlace, str]:
        """The tokens that may be results: without those of a list of references."""
        return {
            place: token
            for place, token in self.tokens.items()
            if not REFERENCES.fullmatch(place.section.strip()) and place not in self.roles
        }

    @cached_property
    def read_for(self) -> dict[tuple[TokenPlace, NumberPart | None], str]:
        """The record for which a token, or a part of it, is read."""
        uses = token_uses(self.study)
        return {(TokenPlace(*key[1:]), part): name for key, part, name in uses if key[0] == self.source}

    @cached_property
    def free(self) -> dict[TokenPlace, str]:
        """The tokens of the body that no record uses."""
        used = {place for place, _ in self.read_for}
        return {place: token for place, token in self.body.items() if place not in used}

    @cached_property
    def rejected(self) -> set[tuple[str, TokenPlace]]:
        """The estimates with the tokens that a reviewer rejected for them."""
        rejections = (each for each in self.study.review.rejected if each.source == self.source)
        return {(each.estimate, TokenPlace.of(each, each.token)) for each in rejections}

    @cached_property
    def times(self) -> dict[str | None, list[Time]]:
        """The tokens that print each duration of the study's timepoints."""
        durations = {each.duration for each in self._timepoints.values()}
        return {each: list(times_printed(self.ledger, each, self.contexts)) for each in durations}

    @cached_property
    def _timepoints(self) -> Mapping[str, Timepoint]:
        return self.evidence.timepoints_of(self.study)

    def duration(self, estimate: Estimate) -> str | None:
        """Return the time of an estimate as printed."""
        return self._timepoints[estimate.timepoint].duration

    def readings(self, estimate: Estimate) -> tuple[Reading, ...]:
        """Return what the source is read to print for an estimate."""
        return tuple(each for each in estimate.readings if each.source == self.source)

    def context(self, place: SentencePlace) -> Context | None:
        """Return the words of a sentence, None where they are not at hand."""
        return self.contexts[place] if self.contexts else None

    def candidates(self, estimate: Estimate) -> tuple[Candidate, ...]:
        """Return the tokens that may print an estimate; none that is read for another one."""
        found = [
            self.candidate(estimate, place, form)
            for place, form in self._forms(estimate)
            if (estimate.id, place) not in self.rejected
            and prints(estimate, form)
            and self.read_for.get((place, form.part), estimate.id) == estimate.id
        ]
        spans = {each.place: each.form.to for each in found if each.form.to}
        return tuple(
            each
            for each in found
            if not _is_within(each, spans) and not (each.objection and rounds_off(estimate, each.form))
        )

    def others(self, estimate: Estimate, places: Iterable[TokenPlace]) -> Iterator[tuple[TokenPlace, Form]]:
        """Yield free tokens as what would print something else: a p-value with its name or head, any other alone.

        None that a reviewer rejected for the estimate is one.
        """
        p_values = dict(self._forms(estimate)) if estimate.measure == "p-value" else {}
        for place in places:
            form = p_values.get(place) if estimate.measure == "p-value" else Form(self.tokens[place])
            if form is not None and (estimate.id, place) not in self.rejected:
                yield place, form

    def free_near(self, outcome: str) -> list[TokenPlace]:
        """Return the free tokens whose sentence, or a head above it, names an outcome; all where no text is at hand."""
        if outcome not in self._naming:
            places, of = {place.statement for place in self.free}, self.outcomes[outcome]
            named = {each for each in places if not self.contexts or self.contexts[each].names(of)}
            self._naming[outcome] = [place for place in self.free if place.statement in named]
        return self._naming[outcome]

    def free_in_sentences_of(self, estimate: Estimate, several: Iterable[Candidate]) -> list[TokenPlace]:
        """Return the free tokens in a sentence of one of *several* candidates of the same outcome, whatever its words.

        The clause of neither names another outcome, nor that of the token other participants.
        """
        if (contexts := self.contexts) is None:
            return []
        shared = {each.place.statement for each in several if not self._names_another(estimate, each.place)}
        return [
            place
            for place in (self.free if shared else ())
            if place.statement in shared
            and not self._names_another(estimate, place)
            and not other_participants(self.study, estimate, contexts[place.statement], place.token)
        ]

    def slips(self, estimate: Estimate) -> list[TokenPlace]:
        """Return the free tokens that print the count of an estimate but for one, out of the same number.

        Their clause names no other outcome, and no other participants.
        """
        own = {(each.number.count, each.number.denominator) for each in estimate.readings if each.number}
        contexts = self.contexts or {}
        near = {(count + step, of) for count, of in own if count is not None and of for step in (-1, 1)}
        return [
            place
            for place, token in (self.free.items() if near and contexts else ())
            if (number := number_in(token))
            and (number.count, number.denominator) in near
            and not self._names_another(estimate, place)
            and not other_participants(self.study, estimate, contexts[place.statement], place.token)
        ]

    def _names_another(self, estimate: Estimate, place: TokenPlace) -> bool:
        """Whether the clause of a token names another outcome."""
        context = self.context(place.statement)
        others = (each for name, each in self.outcomes.items() if name != estimate.outcome)
        return context is not None and any(names_outcome(each, context.clause(place.token)) for each in others)

    def candidate(self, estimate: Estimate, place: TokenPlace, form: Form) -> Candidate:
        """Return a token as a candidate, with its time and, where the text is at hand, the words around it."""
        times = self.times[self.duration(estimate)]
        inside = [each for each in times if each[0].statement == place.statement and each[0] != place]
        when = min(inside, key=lambda each: abs(each[0].token - place.token), default=None)
        context = self.context(place.statement)
        in_table = context is not None and context.wordless
        outside = [
            each
            for each in times
            if each[0].section == place.section and (in_table or each[0].paragraph == place.paragraph)
        ]
        outside.sort(key=lambda each: (each[0].paragraph != place.paragraph, each[0].sentence > place.sentence))
        return Candidate(
            place,
            self.tokens[place],
            form,
            time_from(place, when[1]) if when else None,
            outside[0][1] if outside and not when else None,
            line=context.line(place.token, form.to) if context else "",
            objection=self._objection(estimate, place, form, context) if context else "",
        )

    def _objection(self, estimate: Estimate, place: TokenPlace, form: Form, context: Context) -> str:
        """What the words around a token say against an estimate."""
        outcome, outcomes = self.outcomes[estimate.outcome], tuple(self.outcomes.values())
        return (
            context.doubt(place.token, outcome, outcomes)
            or other_participants(self.study, estimate, context, place.token)
            or _unit_against(estimate, context, place.token, form)
        )

    def _forms(self, estimate: Estimate) -> list[tuple[TokenPlace, Form]]:
        """The ways in which the tokens of the body may be read for estimates of one kind."""
        kind = estimate.measure, prints_denominator(estimate)
        if kind not in self._of_kinds:
            self._of_kinds[kind] = [
                (place, form)
                for place in self.body
                for statement in [place.statement]
                for form in forms(*kind, self.ledger.by_place[statement].tokens, place.token, self.context(statement))
            ]
        return self._of_kinds[kind]


def _unit_against(estimate: Estimate, context: Context, token: int, form: Form) -> str:
    """What the unit that is printed for a number says against an estimate; "" where it is the estimate's."""
    named, unit = other_unit(estimate, context, (token, form.to), form.printed)
    return f"it is in {unit}, and the estimate in {named or 'no unit: name it there'}" if unit else ""


def _is_within(candidate: Candidate, spans: Mapping[TokenPlace, int]) -> bool:
    """Whether a candidate is a single token that another candidate reads with the next ("34" of "30 (34)")."""
    if candidate.form.to:
        return False
    place = candidate.place
    return place in spans or spans.get(replace(place, token=place.token - 1)) == place.token
