"""What a person accepts of a lift, written into the ledger: readings, and waivers for the tokens that are left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from vexas_evidence.analysis.lift.likeness import is_bare
from vexas_evidence.analysis.lift.matching import choose
from vexas_evidence.analysis.lift.missing_denominators import denominators_beside
from vexas_evidence.analysis.lift.proposals import Candidate, Lift, TokenPlace
from vexas_evidence.analysis.safe_edit import TOLD_ONLY, write_checked
from vexas_evidence.load.edit import read_exactly, with_readings, with_waivers
from vexas_evidence.model import Evidence, Reading, Waiver
from vexas_evidence.sources.context import Words
from vexas_evidence.system.problems import Discrepancy, Place, one

REASON = "not used by any estimate; from the full text"
AGAIN = "the same number as {}, which is read elsewhere in the full text"
LEVEL = "a level of confidence"
DENOMINATOR = "may be the denominator of {}; not declared as such"
Accepted = tuple[tuple[str, Candidate], ...]


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, which tokens nothing uses still, or the discrepancies for which nothing was written.

    ``undecided`` are those of the tokens left that may print an estimate, and which; ``texts`` the
    discrepancies of our own texts that the readings bring about, which someone has to rewrite.
    """

    discrepancies: tuple[Discrepancy, ...] = ()
    readings: Mapping[str, tuple[Reading, ...]] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    left: tuple[TokenPlace, ...] = ()
    undecided: Mapping[TokenPlace, str] = field(default_factory=dict)
    texts: tuple[Discrepancy, ...] = ()


def accept(
    evidence: Evidence, lift: Lift, named: Iterable[str], everything: bool, words: Words | None = None
) -> Accepted:
    """Return the candidates accepted: those named as ESTIMATE=TOKEN, and with *everything* each sure match.

    Raises BadInput for a text of another form, an unknown estimate, a token that cannot print it, and
    for *everything* where the words of the source are not at hand.
    """
    if everything and not lift.worded:
        wrong = "a ledger holds no words, so a number alone does not say what it counts"
        raise one(Place("--all"), wrong, "the text of the source", "add --text FILE, or name each with --accept")
    chosen: dict[tuple[str, TokenPlace], Candidate] = {}
    for text in named:
        name, equals, token = text.partition("=")
        if not equals:
            form = "ESTIMATE=SECTION/PARAGRAPH/SENTENCE/TOKEN"
            raise one(Place("--accept"), f"{text!r} names no token", form, "copy it from the list that lift prints")
        candidate = choose(evidence, lift, name, token, words)
        chosen[name, candidate.place] = candidate
    decided = {name for name, _ in chosen}
    for proposal in lift.proposals if everything else ():
        if proposal.estimate.id not in decided:
            chosen |= {(proposal.estimate.id, each.place): each for each in proposal.sure}
    read = {(p.estimate.id, TokenPlace(*spot)) for p in lift.proposals for r in p.read for spot in r.spots}
    return tuple((name, candidate) for (name, place), candidate in chosen.items() if (name, place) not in read)


def write_lift(folder: Path, evidence: Evidence, lift: Lift, accepted: Accepted, waive: bool) -> Written:
    """Write accepted readings, and with *waive* a waiver for each token that nothing uses then.

    A token that may be an estimate's, or differs from it, is not waived without a decision. Nothing is
    written when a new discrepancy would arise; it is returned.
    """
    readings: dict[str, tuple[Reading, ...]] = {}
    for name, candidate in accepted:
        readings[name] = (*readings.get(name, ()), candidate.reading(lift.source))
    used = {TokenPlace(*spot) for several in readings.values() for reading in several for spot in reading.spots}
    left = [(place, token) for place, token in lift.unused if place not in used]
    undecided = {place: name for place, name in _undecided(lift, set(readings)).items() if place in dict(left)}
    denominators = denominators_beside(evidence.study, evidence.ledgers[lift.source], lift) if waive else ()
    reasons = {**_again(lift, set(readings)), **dict.fromkeys(lift.levels, LEVEL)}
    reasons |= {each.place: DENOMINATOR.format(each.population) for each in denominators if each.how == "printed"}
    kept = {*undecided, *_times_of_undecided(lift, set(readings))}
    free = [(place, token) for place, token in left if place not in kept] if waive else []
    waivers = tuple(_waiver(lift.source, place, token, reasons.get(place, REASON)) for place, token in free)
    home = Path("studies") / evidence.study.id / "estimates.yml"
    texts = {}
    if readings:
        texts[home] = with_readings(read_exactly(folder / home), evidence.study, readings)
    if waivers:
        texts[Path("waivers.yml")] = with_waivers(read_exactly(folder / "waivers.yml"), evidence, waivers)
    found = write_checked(folder, texts) if texts else ()
    if blocking := tuple(each for each in found if each.check not in TOLD_ONLY):
        return Written(blocking)
    still = tuple(place for place, _ in left if place not in dict(free))
    return Written((), readings, waivers, still, undecided if waive else {}, found)


def _waiver(source: str, place: TokenPlace, token: str, reason: str) -> Waiver:
    return Waiver(
        source=source,
        section=place.section,
        paragraph=place.paragraph,
        sentence=place.sentence,
        token=place.token,
        printed=token,
        reason=reason,
    )


def _undecided(lift: Lift, accepted: set[str]) -> dict[TokenPlace, str]:
    """Return the tokens that may print an estimate not read yet, or differ from it; bare numbers are too many."""
    return {
        each.place: proposal.estimate.id
        for proposal in lift.proposals
        if not proposal.read and proposal.estimate.id not in accepted
        for each in (*proposal.near, *(one for one in proposal.candidates if not is_bare(one.printed)))
    }


def _times_of_undecided(lift: Lift, accepted: set[str]) -> Iterator[TokenPlace]:
    """Yield the tokens that print the time of what is undecided, as far as they are beside it or near."""
    for proposal in lift.proposals:
        if not proposal.read and proposal.estimate.id not in accepted:
            for each in (*proposal.near, *proposal.candidates):
                timed = replace(each, when=each.elsewhere) if each.when is None else each
                if (moment := timed.reading(lift.source).moment) is not None:
                    yield TokenPlace(*moment)


def _again(lift: Lift, accepted: set[str]) -> dict[TokenPlace, str]:
    """Return the tokens that print once more what is read elsewhere in the source, bare numbers aside."""
    return {
        each.place: AGAIN.format(proposal.estimate.id)
        for proposal in lift.proposals
        if proposal.read or proposal.estimate.id in accepted
        for each in proposal.candidates
        if not is_bare(each.printed)
    }
