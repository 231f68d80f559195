"""The readings that a person accepts from a lift, and waivers for the tokens that stay unused, written to the data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from vexas_evidence.analysis.checks.full_text import OUTDATED_TEXTS
from vexas_evidence.analysis.checks.token_use import unused_parts
from vexas_evidence.analysis.lift.likeness import is_bare
from vexas_evidence.analysis.lift.matching import choose
from vexas_evidence.analysis.lift.missing_denominators import possible_denominators
from vexas_evidence.analysis.lift.proposals import Candidate, Lift, Proposal, TokenPlace
from vexas_evidence.analysis.safe_edit import write_checked
from vexas_evidence.load.edit import read_exactly, with_entries, with_readings
from vexas_evidence.model import Evidence, Reading, Waiver
from vexas_evidence.model.estimates import NumberPart
from vexas_evidence.sources.context import Contexts, Role
from vexas_evidence.system.problems import Discrepancy, Place, one

UNUSED = "not used by any estimate; from the full text"
REPEATED = "the same number as {}, which is read elsewhere in the full text"
OF_ROLES: Mapping[Role, str] = {
    "level": "a level of confidence",
    "code": "a number that names a phone, a grant, a register, an address or the like",
    "test statistic": "a test statistic or its degrees of freedom",
}
DENOMINATOR = "may be the denominator of {}; not declared as such"
"""The reasons of waivers that a lift writes."""
OF_ANY = "a number of an outcome"
"""What a share may print where the text that says of what is not at hand."""
Accepted = tuple[tuple[str, Candidate], ...]


@dataclass(frozen=True, slots=True)
class LiftResult:
    """The readings and waivers that were written, or the discrepancies for which nothing was.

    ``unused`` are the tokens that nothing uses or waives now; ``undecided`` those of them that may print an estimate,
    or be a number of an outcome, with its id. ``outdated`` are the texts of ours that someone has to rewrite, as the
    readings contradict them.
    """

    discrepancies: tuple[Discrepancy, ...] = ()
    readings: Mapping[str, tuple[Reading, ...]] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    unused: tuple[TokenPlace, ...] = ()
    undecided: Mapping[TokenPlace, str] = field(default_factory=dict)
    outdated: tuple[Discrepancy, ...] = ()


def accept(
    evidence: Evidence, lift: Lift, named: Iterable[str], everything: bool, contexts: Contexts | None = None
) -> Accepted:
    """Return the candidates that a person accepts, with the ids of their estimates.

    *named* are texts of the form ESTIMATE=SECTION/PARAGRAPH/SENTENCE/TOKEN; with *everything* each sure match of an
    estimate that is not named is accepted too, for which the text of the source has to be at hand.
    Raises BadInput for a text of another form, an unknown estimate, and a token that cannot print it.
    """
    if everything and not lift.has_text:
        wrong = "a ledger holds no words, so a number alone does not say what it counts"
        raise one(Place("--all"), wrong, "the text of the source", "add --text FILE, or name each with --accept")
    chosen: dict[tuple[str, TokenPlace], Candidate] = {}
    for text in named:
        name, equals, token = text.partition("=")
        if not equals:
            form = "ESTIMATE=SECTION/PARAGRAPH/SENTENCE/TOKEN"
            raise one(Place("--accept"), f"{text!r} names no token", form, "copy it from the list that lift prints")
        candidate = choose(evidence, lift, name, token, contexts)
        chosen[name, candidate.place] = candidate
    decided = {name for name, _ in chosen}
    for proposal in lift.proposals if everything else ():
        if proposal.estimate.id not in decided:
            chosen |= {(proposal.estimate.id, each.place): each for each in proposal.sure}
    read = {(p.estimate.id, TokenPlace(*spot)) for p in lift.proposals for r in p.read for spot, _ in r.token_uses}
    return tuple((name, candidate) for (name, place), candidate in chosen.items() if (name, place) not in read)


def write_lift(
    folder: Path, evidence: Evidence, lift: Lift, accepted: Accepted, waive: bool, by: str | None = None
) -> LiftResult:
    """Write the accepted readings, and with *waive* a waiver for each token that nothing uses then.

    A token that may print an estimate that is not read yet, differ from one, or be a number of an outcome of the
    question is not waived. A waiver names who asked for it, *by*, where that is known. Where a new discrepancy would
    arise nothing is written, and it is returned.
    """
    readings: dict[str, tuple[Reading, ...]] = {}
    for name, candidate in accepted:
        readings[name] = (*readings.get(name, ()), candidate.reading(lift.source))
    used: dict[TokenPlace, set[NumberPart | None]] = {}
    for reading in (*chain(*readings.values()), *(each for proposal in lift.proposals for each in proposal.read)):
        for spot, part in reading.token_uses:
            used.setdefault(TokenPlace(*spot), set()).add(part)
    unused = {place: token for place, token in lift.unused if unused_parts(token, used.get(place, ()))}
    open_ones = [each for each in lift.proposals if not each.read and each.estimate.id not in readings]
    denominators = possible_denominators(evidence.study, evidence.ledgers[lift.source], lift) if waive else ()
    reasons = {**_repeated(lift, set(readings)), **{place: OF_ROLES[role] for place, role in lift.roles.items()}}
    reasons |= {each.place: DENOMINATOR.format(each.population) for each in denominators if each.how == "printed"}
    undecided = {
        each.place: each.outcome or OF_ANY
        for each in lift.of_outcomes
        if each.place in unused and each.place not in reasons
    }
    differing = {each.place: proposal.estimate.id for proposal in lift.proposals for each in proposal.near}
    undecided |= {place: name for place, name in {**differing, **_undecided(open_ones)}.items() if place in unused}
    undecided_or_time = {*undecided, *_times_of(open_ones, lift.source)}
    waived = {place: token for place, token in unused.items() if place not in undecided_or_time} if waive else {}
    who: dict[str, Any] = {"by": by, "on": date.today()} if by else {}
    waivers = tuple(
        Waiver(source=lift.source, printed=token, reason=reasons.get(place, UNUSED), **who, **asdict(place))
        for place, token in waived.items()
    )
    home = Path("studies") / evidence.study.id / "estimates.yml"
    texts = {}
    if readings:
        texts[home] = with_readings(read_exactly(folder / home), evidence.study, readings)
    if waivers:
        texts[Path("waivers.yml")] = with_entries(
            read_exactly(folder / "waivers.yml"), "waivers", evidence.waivers, waivers
        )
    found = write_checked(folder, texts) if texts else ()
    if blocking := tuple(each for each in found if each.check != OUTDATED_TEXTS):
        return LiftResult(blocking)
    still_unused = tuple(place for place in unused if place not in waived)
    return LiftResult((), readings, waivers, still_unused, undecided if waive else {}, found)


def _undecided(open_ones: list[Proposal]) -> dict[TokenPlace, str]:
    """The tokens that may print, or contradict, an estimate that is not read yet; bare numbers are too many."""
    return {
        each.place: proposal.estimate.id
        for proposal in open_ones
        for each in (*proposal.near, *(one for one in proposal.candidates if not is_bare(one.printed)))
    }


def _times_of(open_ones: list[Proposal], source: str) -> Iterator[TokenPlace]:
    """Yield the tokens that print the times of undecided estimates, in their sentence or near it."""
    for proposal in open_ones:
        for each in (*proposal.near, *proposal.candidates):
            timed = replace(each, when=each.elsewhere) if each.when is None else each
            if (moment := timed.reading(source).time_place) is not None:
                yield TokenPlace(*moment)


def _repeated(lift: Lift, accepted: set[str]) -> dict[TokenPlace, str]:
    """The tokens that print again what is read elsewhere in the source, but for bare numbers, with the reason."""
    return {
        each.place: REPEATED.format(proposal.estimate.id)
        for proposal in lift.proposals
        if proposal.read or proposal.estimate.id in accepted
        for each in proposal.candidates
        if not is_bare(each.printed)
    }
