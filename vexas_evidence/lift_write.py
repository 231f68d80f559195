"""What a person accepts of a lift, written into the ledger: readings, and waivers for the tokens that are left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from vexas_evidence.append import read_exactly, with_readings, with_waivers, write_checked
from vexas_evidence.bases import bases_beside
from vexas_evidence.check import Discrepancy
from vexas_evidence.lift import Candidate, Lift, TokenPlace, choose
from vexas_evidence.likeness import is_bare
from vexas_evidence.model import Evidence, Reading, Waiver
from vexas_evidence.problems import BadInput, Place, Problem, one

REASON = "not used by any estimate; from the full text"
AGAIN = "prints {} again; read elsewhere in the full text"
BASE = "may be the base of {}; not declared as such"
Accepted = tuple[tuple[str, Candidate], ...]


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, which tokens nothing uses still, or the discrepancies for which nothing was written."""

    discrepancies: tuple[Discrepancy, ...] = ()
    readings: Mapping[str, tuple[Reading, ...]] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    left: tuple[TokenPlace, ...] = ()


def accept(lift: Lift, named: Iterable[str], everything: bool) -> Accepted:
    """Return the candidates accepted: those named as ESTIMATE=TOKEN, and with *everything* each sure match.

    Raises BadInput for a text of another form, an unknown estimate, or a token that cannot print it.
    """
    chosen: dict[tuple[str, TokenPlace], Candidate] = {}
    for text in named:
        name, equals, token = text.partition("=")
        if not equals:
            form = "ESTIMATE=SECTION/PARAGRAPH/SENTENCE/TOKEN"
            raise one(Place("--accept"), f"{text!r} names no token", form, "copy it from the list that lift prints")
        candidate = choose(lift, name, token)
        chosen[name, candidate.place] = candidate
    decided = {name for name, _ in chosen}
    for proposal in lift.proposals if everything else ():
        if proposal.sure and proposal.estimate.id not in decided:
            chosen[proposal.estimate.id, proposal.sure.place] = proposal.sure
    read = {
        (p.estimate.id, TokenPlace(r.section, r.paragraph, r.sentence, r.token))
        for p in lift.proposals
        for r in p.read
        if r.token is not None
    }
    return tuple((name, candidate) for (name, place), candidate in chosen.items() if (name, place) not in read)


def write_lift(folder: Path, evidence: Evidence, lift: Lift, accepted: Accepted, waive: bool) -> Written:
    """Write accepted readings, and with *waive* a waiver for each token that nothing uses then.

    Nothing is written when a new discrepancy would arise; it is returned. Raises BadInput when a token
    that may be an estimate's, or differs from it, would be waived without a decision.
    """
    readings: dict[str, tuple[Reading, ...]] = {}
    for name, candidate in accepted:
        readings[name] = (*readings.get(name, ()), candidate.reading(lift.source))
    used = {candidate.place for _, candidate in accepted}
    used |= {
        TokenPlace(*candidate.place.statement, candidate.when)
        for _, candidate in accepted
        if candidate.when is not None
    }
    left = [(place, token) for place, token in lift.unused if place not in used]
    bases = bases_beside(evidence.study, evidence.ledgers[lift.source], lift) if waive else ()
    reasons = {each.place: BASE.format(each.population) for each in bases if each.how == "printed"}
    waivers = tuple(_waivers(lift, left, set(readings), reasons)) if waive else ()
    home = Path("studies") / evidence.study.id / "estimates.yml"
    texts = {}
    if readings:
        texts[home] = with_readings(read_exactly(folder / home), evidence.study, readings)
    if waivers:
        texts[Path("waivers.yml")] = with_waivers(read_exactly(folder / "waivers.yml"), evidence, waivers)
    found = write_checked(folder, texts) if texts else ()
    if found:
        return Written(found)
    return Written((), readings, waivers, () if waive else tuple(place for place, _ in left))


def _waivers(
    lift: Lift, left: Iterable[tuple[TokenPlace, str]], accepted: set[str], bases: Mapping[TokenPlace, str]
) -> Iterable[Waiver]:
    """Return a waiver for each token left, with its reason; a number that a person must judge first is a problem."""
    undecided, reasons = _undecided(lift, accepted), {**_again(lift, accepted), **bases}
    problems = []
    waivers = []
    for place, token in left:
        if place in undecided:
            wrong = f"{token!r} at {place} may print {undecided[place]}, or differ from it"
            remedy = f"accept it, or waive it by hand in waivers.yml with the reason why it is not {undecided[place]}"
            problems.append(Problem(Place("--waive-rest"), wrong, "a token that no estimate may need", remedy))
        waivers.append(
            Waiver(
                source=lift.source,
                section=place.section,
                paragraph=place.paragraph,
                sentence=place.sentence,
                token=place.token,
                printed=token,
                reason=reasons.get(place, REASON),
            )
        )
    if problems:
        raise BadInput(problems)
    return waivers


def _undecided(lift: Lift, accepted: set[str]) -> dict[TokenPlace, str]:
    """Return the tokens that may print an estimate not read yet, or differ from it; bare numbers are too many."""
    return {
        each.place: proposal.estimate.id
        for proposal in lift.proposals
        if not proposal.read and proposal.estimate.id not in accepted
        for each in (*proposal.near, *(one for one in proposal.candidates if not is_bare(one.printed)))
    }


def _again(lift: Lift, accepted: set[str]) -> dict[TokenPlace, str]:
    """Return the tokens that print once more what is read elsewhere in the source, bare numbers aside."""
    return {
        each.place: AGAIN.format(proposal.estimate.id)
        for proposal in lift.proposals
        if proposal.read or proposal.estimate.id in accepted
        for each in proposal.candidates
        if not is_bare(each.printed)
    }
