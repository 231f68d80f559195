"""What a lift proposes, as lines for the terminal: matches, differences, and what a person must look for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from vexas_evidence.analysis.lift.accept import Accepted, LiftResult
from vexas_evidence.analysis.lift.missing_denominators import PossibleDenominator
from vexas_evidence.analysis.lift.proposals import Candidate, Lift, Proposal
from vexas_evidence.model import Moment
from vexas_evidence.present.questions import Question

_LISTED = 8  # candidates shown for an estimate; an article prints "all" or "5" many times


def proposal_lines(
    lift: Lift, denominators: Iterable[PossibleDenominator], asked: tuple[Question, ...]
) -> Iterator[str]:
    """Yield the proposals of a lift as lines: each estimate with its tokens, then each open question."""
    by_id = {question.id: question for question in asked if question.about == "estimate"}
    for proposal in lift.proposals:
        yield from _estimate(proposal, by_id[proposal.estimate.id])
    yield ""
    yield "To look for in the article:"
    for proposal in lift.proposals:
        if proposal.verdict == "none":
            yield f"  number      {_asked(by_id[proposal.estimate.id])}: {by_id[proposal.estimate.id].printed}"
    found = list(denominators)
    for question in asked:
        if question.about == "denominator":
            yield f"  denominator {': '.join(filter(None, (question.id, question.what, question.printed)))}"
            for denominator in found:
                if denominator.population == question.id:
                    where = f"at {denominator.place}, beside {denominator.percentage}"
                    yield f"              {denominator.denominator} ({denominator.how}): '{denominator.token}' {where}"
        elif question.about != "estimate":
            so_far = f": {question.printed}" if question.printed else ""
            yield f"  {question.about:<11} {question.id}: {question.what}{so_far}"
    not_stated = {question.id for question in asked if question.about == "outcome"}
    if stated := [each for each in lift.of_outcomes if each.outcome in not_stated]:
        yield ""
        yield "The report calls these not stated, and the article may state them:"
        for each in stated:
            yield f"  {each.outcome}: '{each.token}' at {each.place}"
            if each.line:
                yield f"    {each.line}"
    yield ""
    yield tally(lift)


def accepted_lines(lift: Lift, chosen: Accepted, done: LiftResult) -> Iterator[str]:
    """Yield as lines what was written, what is left, and which of our own texts may need a change."""
    for name, candidate in chosen:
        yield f"{name}: '{candidate.reading(lift.source).shown}' at {candidate.place}"
        yield from _words(candidate)
    yield f"wrote {sum(map(len, done.readings.values()))} readings and {len(done.waivers)} waivers of {lift.source}"
    tokens = dict(lift.unused)
    for place, name in done.undecided.items():
        yield f"not waived: '{tokens[place]}' at {place} may print {name}, be a number of it, or differ from it"
    if done.undecided:
        yield "accept these, or waive each by hand in waivers.yml with the reason why it is another number"
    elif done.unused:
        yield f"{len(done.unused)} tokens of {lift.source} are not used: accept them, waive them, or add --waive-rest"
    for discrepancy in done.outdated:
        yield str(discrepancy)


def tally(lift: Lift) -> str:
    """Return how many estimates are read, have one match, several, or none, and how many tokens nothing uses."""
    verdicts = Counter(proposal.verdict for proposal in lift.proposals)
    return (
        f"{len(lift.proposals)} estimates: {verdicts['read']} read already, {verdicts['one']} with one match, "
        f"{verdicts['several']} with several, {verdicts['none']} with none; {len(lift.unused)} tokens not used"
    )


def _estimate(proposal: Proposal, question: Question) -> Iterator[str]:
    yield f"{proposal.verdict:<8} {_asked(question)}: {question.printed}"
    for reading in proposal.read:
        where = f"{reading.section}/{reading.paragraph}/{reading.sentence}/{reading.token}"
        yield f"           '{reading.printed}' at {where}"
    if proposal.verdict in ("one", "several"):
        for candidate in proposal.candidates[:_LISTED]:
            yield f"           {_candidate(proposal, candidate)}"
            yield from _words(candidate)
            if (candidate.line or proposal.verdict == "one") and (doubt := proposal.doubt(candidate)):
                yield f"             decide yourself: {doubt}"
        if (rest := len(proposal.candidates) - _LISTED) > 0:
            yield f"           and {rest} more with less beside them"
    for candidate in proposal.near:
        why = f"{candidate.why}: " if candidate.why else ""
        yield f"           possible discrepancy: {why}{_candidate(proposal, candidate)}"
        yield from _words(candidate)


def _candidate(proposal: Proposal, candidate: Candidate) -> str:
    parts = []
    if candidate.when is not None:
        parts.append(f"with {proposal.duration!r}")
    if candidate.in_sentence:
        parts.append(f"in one sentence with {', '.join(candidate.in_sentence)}")
    if candidate.in_paragraph:
        parts.append(f"in one paragraph with {', '.join(candidate.in_paragraph)}")
    context = f": {'; '.join(parts)}" if parts else ""
    sign = f" with the {candidate.form.head} of its head" if candidate.form.head else ""
    text = candidate.printed if candidate.form.to else candidate.token
    return f"'{text}'{sign} --accept '{proposal.estimate.id}={candidate.place}{_at(candidate.elsewhere)}'{context}"


def _at(elsewhere: Moment | None) -> str:
    """The nearest time in another sentence, as --accept takes it."""
    if elsewhere is None:
        return ""
    return f"@{elsewhere.section}/{elsewhere.paragraph}/{elsewhere.sentence}/{elsewhere.token}"


def _words(candidate: Candidate) -> Iterator[str]:
    if candidate.line:
        yield f"             {candidate.line}"


def _asked(question: Question) -> str:
    return "; ".join(part for part in (f"{question.id} ({question.what}", question.whom, question.when) if part) + ")"
