"""Number tokens that nothing uses and that may be numbers of an outcome: of one that the question asks, or that our
data list as not stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from vexas_evidence.analysis.lift.differing import times_of
from vexas_evidence.analysis.lift.likeness import number_in
from vexas_evidence.analysis.lift.proposals import OutcomeNumber, TokenPlace
from vexas_evidence.model import Evidence, Outcome, Study
from vexas_evidence.sources.context import Contexts, names_outcome
from vexas_evidence.text.agreement import same_time

_YEAR = re.compile(r"(?:19|20)\d\d")


def numbers_of_outcomes(
    evidence: Evidence, study: Study, free: Iterable[tuple[TokenPlace, str]], contexts: Contexts | None
) -> Iterator[OutcomeNumber]:
    """Yield the free tokens that may be numbers of an outcome that the question asks of a study, or that is not stated.

    A word of the outcome stands in the sentence or in a heading above it, for a vague word in its clause. Without the
    text the headings alone are known, and so a percentage or a fraction may be of any outcome. A time of the study, a
    year, a citation mark and a DOI are none.
    """
    outcomes = evidence.outcomes_of(study)
    listed = dict.fromkeys((*(each.outcome for each in study.results.not_stated), *evidence.outcomes_asked_of(study)))
    asked = [outcomes[name] for name in listed if name in outcomes and not outcomes[name].view]
    durations = [each.duration for each in evidence.timepoints_of(study).values() if each.duration]
    for place, token in free:
        if _is_no_result(token, durations):
            continue
        is_vague = number_in(token) is None
        of = next((each for each in asked if _is_named(each, place, contexts, is_vague)), None)
        line = contexts[place.statement].line(place.token) if contexts else ""
        if of is not None:
            yield OutcomeNumber(of.id, of.label, place, token, line)
        elif not contexts and asked and _is_share(token):
            yield OutcomeNumber("", "an outcome", place, token, "")


def _is_named(outcome: Outcome, place: TokenPlace, contexts: Contexts | None, in_clause: bool) -> bool:
    if contexts:
        return contexts[place.statement].names(outcome, place.token if in_clause else None)
    return any(names_outcome(outcome, head) for head in (place.section, place.paragraph))


def _is_share(token: str) -> bool:
    number = number_in(token)
    return number is not None and (number.unit == "%" or number.denominator is not None)


def _is_no_result(token: str, durations: Iterable[str]) -> bool:
    """Whether a token is a time of the study, a year, a citation mark or a DOI; a vague word may be a result."""
    is_name = (number_in(token) is None and any(map(str.isdigit, token))) or _YEAR.fullmatch(token)
    return bool(is_name) or (bool(times_of([token])) and any(same_time(each, token) for each in durations))
