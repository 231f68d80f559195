"""What the data say of themselves: a list of checks, each of which returns its discrepancies.

A check needs nothing but the data. It never stops at the first finding, prints, or changes anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import get_args

from vexas_evidence import claims, derive, prose, rules
from vexas_evidence.battery import BATTERY, Result
from vexas_evidence.model import Estimate, Evidence, Locator, Reading, Record, Study
from vexas_evidence.names import texts
from vexas_evidence.numbers import Numbers, Shown
from vexas_evidence.printed import Printed
from vexas_evidence.problems import Place


@dataclass(frozen=True, slots=True, order=True)
class Discrepancy:
    """What a check found: where, what stands there, what was expected, and what to do.

    ``about`` names the estimate, the source and both values ("ESTIMATE/SOURCE: x against y"), by which a
    discrepancy inside a source can be declared.
    """

    place: Place
    found: str
    expected: str
    remedy: str
    check: str
    about: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.found}: {self.expected}: {self.remedy} [{self.check}]"


@dataclass(frozen=True, slots=True)
class Report:
    """All discrepancies of a data folder, sorted by place, and what was looked at."""

    discrepancies: tuple[Discrepancy, ...]
    counts: dict[str, int]
    verdicts: dict[str, int]
    results: dict[str, tuple[Result, ...]]
    """By study, the checks that state their power."""


Found = Iterator[tuple[Place, str, str, str] | tuple[Place, str, str, str, str]]
REREAD = "compare with the source and correct the reading"


def percentages_within_100(numbers: Numbers) -> Found:
    """A percentage lies between 0 and 100, whatever a source prints."""
    for reading, number in _readings(numbers.study):
        if number.upper is not None and number.upper < number.value:
            yield reading.at("printed"), f"{number.text!r} ends before it starts", "the lower end first", REREAD
        if number.unit == "%" and not 0 <= max(number.value, number.upper or 0) <= 100:
            yield reading.at("printed"), f"{number.text!r} is over 100%", "a percentage from 0% to 100%", REREAD


def counts_within_base(numbers: Numbers) -> Found:
    """A count is no larger than its base, printed beside it or stated elsewhere."""
    for reading, number in _readings(numbers.study):
        if number.count is not None and number.base is not None and number.count > number.base:
            yield (
                reading.at("printed"),
                f"{number.text!r}: {number.count} of {number.base}",
                "n of N with n ≤ N",
                REREAD,
            )
    for estimate in numbers.study.estimates.values():
        base = _base(numbers.study, estimate)
        count = estimate.count
        if count and base is not None and count[0] > base:
            found = f"{count[0]} participants with the outcome of {base}"
            yield count[1].at("printed"), found, "a count within its base", "compare both readings with the source"


def printed_base_is_base(numbers: Numbers) -> Found:
    """A base printed beside a count ("4 of 5") is the base of the estimate's population."""
    for estimate in numbers.study.estimates.values():
        base = _base(numbers.study, estimate)
        for reading in estimate.readings:
            printed_base = reading.number.base if reading.number else None
            if printed_base is not None and base is None:
                found = f"{reading.printed!r} prints a base that the population {estimate.population!r} does not state"
                yield reading.at("printed"), found, "a population with a reported base", "name the base in study.yml"
            if printed_base is not None and base is not None and printed_base != base:
                found = f"{reading.printed!r} prints the base {printed_base}"
                yield reading.at("printed"), found, f"the population's base {base}", REREAD


def no_reading_twice(numbers: Numbers) -> Found:
    """No estimate reads the same place twice, and no two estimates say the same."""
    for estimate in numbers.study.estimates.values():
        seen = set()
        for reading in estimate.readings:
            place = (
                reading.source,
                reading.section,
                reading.paragraph,
                reading.sentence,
                reading.token,
                reading.printed,
            )
            if place in seen:
                yield reading.at(), f"{reading.printed!r} is read twice", "one reading of a place", "remove one"
            seen.add(place)
    said: dict[tuple[str, str, str, str], Estimate] = {}
    for estimate in numbers.study.estimates.values():
        key = (estimate.outcome, estimate.population, estimate.timepoint, estimate.measure)
        if key in said:
            found = f"{estimate.id} states the same as {said[key].id}"
            yield (
                estimate.at("id"),
                found,
                "one estimate for one outcome, population, timepoint and measure",
                "merge them",
            )
        said[key] = estimate


def readings_agree(numbers: Numbers) -> Found:
    """All sources print the same number for an estimate; a unit that it declares may be left out or printed."""
    for estimate in numbers.study.estimates.values():
        first = estimate.readings[0]
        for reading in estimate.readings[1:]:
            one, other = first.number, reading.number
            if one is None or other is None:
                differs = estimate.measure == "quantifier" and first.printed.lower() != reading.printed.lower()
            else:
                differs = _with_unit(estimate, one) != _with_unit(estimate, other) or any(
                    None not in pair and pair[0] != pair[1]
                    for pair in ((one.count, other.count), (one.base, other.base))
                )
            if differs:
                found = f"{reading.printed!r} in {reading.source}"
                about = f"{estimate.id}/{reading.source}: {reading.printed} against {first.printed}"
                yield reading.at("printed"), found, f"{first.printed!r} as in {first.source}", REREAD, about


def _with_unit(estimate: Estimate, number: Printed) -> tuple[Decimal, str, str, Decimal | None]:
    value, comparator, unit, upper = number.same
    return value, comparator, unit or estimate.unit or "", upper


def bases_known(numbers: Numbers) -> Found:
    """A base that is said to be reported or implied can be had from the estimate named for it."""
    for population in numbers.study.populations.values():
        try:
            derive.base_of(numbers.study, population)
        except derive.Underivable as error:
            yield population.base.at("estimate"), str(error), "one base", "correct the reading or the base status"


def reported_bases_stand_beside(numbers: Numbers) -> Found:
    """A reported base is printed in a sentence that prints what is out of it, or in the number itself."""
    for estimate in numbers.study.estimates.values():
        base = numbers.study.populations[estimate.population].base
        if base.status != "reported" or base.estimate in (None, estimate.id):
            continue
        beside = {_sentence(reading) for reading in numbers.study.estimates[base.estimate].readings}
        if not any(_sentence(r) in beside or (r.number and r.number.base is not None) for r in estimate.readings):
            found = f"no source prints {base.estimate} in the sentence of {estimate.id}"
            yield (
                estimate.at("population"),
                found,
                "a base stated of these patients",
                "correct the population or its base",
            )


def implied_bases_stay_with_their_number(numbers: Numbers) -> Found:
    """A base implied by rounding holds for the percentage that implies it, and for no other."""
    for estimate in numbers.study.estimates.values():
        base = numbers.study.populations[estimate.population].base
        if base.by == "rounding" and base.estimate != estimate.id:
            found = f"{estimate.id} uses the base that rounding implies for {base.estimate}"
            yield estimate.at("population"), found, "a population of its own", "give it one whose base is not stated"


def entries_fit_together(numbers: Numbers) -> Found:
    """An estimate's outcome, population, timepoint and measure are ones that go together."""
    evidence = numbers.evidence
    for estimate in numbers.study.estimates.values():
        outcome, timepoint = evidence.outcomes[estimate.outcome], evidence.timepoints[estimate.timepoint]
        analysed = numbers.study.populations[estimate.population].outcomes
        for key, given, allowed in (
            ("population", estimate.outcome, analysed),
            ("measure", estimate.measure, outcome.measures),
            ("timepoint", estimate.timepoint, outcome.timepoints),
            ("timepoint", outcome.role, timepoint.roles),
        ):
            if allowed and given not in allowed:
                found = f"{estimate.id}: {key} {getattr(estimate, key)!r} does not go with {given!r}"
                yield estimate.at(key), found, f"one of {', '.join(allowed)}", "compare with the source"


def not_stated_is_not_stated(numbers: Numbers) -> Found:
    """An outcome is listed as not stated once, and only if no estimate states it."""
    stated = {estimate.outcome: estimate.id for estimate in numbers.study.estimates.values()}
    seen: set[str] = set()
    for row in numbers.study.results.not_stated:
        if row.outcome in stated:
            found = f"{row.outcome} is listed as not stated, but {stated[row.outcome]} states it"
            yield row.at("outcome"), found, "one or the other", "remove one of them"
        if row.outcome in seen:
            yield row.at("outcome"), f"{row.outcome} is listed twice", "one row", "remove one"
        seen.add(row.outcome)


def wordings_hold_no_number(numbers: Numbers) -> Found:
    """What is read as a wording holds no numeral; a number has a measure of its own."""
    for estimate, reading in readings_of(numbers.study):
        numeral = prose.typed_numeral(reading.printed, numbers.evidence.vocabulary.names)
        if estimate.measure == "wording" and numeral is not None:
            found = f"{reading.printed!r} holds the numeral {numeral!r}"
            yield reading.at("printed"), found, "words only", "extract the number with its own measure"


def derived_values(numbers: Numbers) -> Found:
    """Every value asked for can be derived; what is ruled out is impossible indeed."""
    for ask in numbers.study.narrative.derived:
        try:
            derived = rules.derive(numbers.study, ask)
        except derive.Underivable as error:
            yield (
                ask.at("rule"),
                f"{ask.id}: {error}",
                f"inputs that allow {ask.rule}",
                "correct the inputs or remove it",
            )
            continue
        for fraction in rules.fractions_in(derived):
            if ask.standing == "plain":
                found = f"{ask.id} gives the fraction {fraction}"
                yield ask.at(), found, "standing: ruled-out or sensitivity", "no source states it; mark it so"


def intervals_hold_their_estimate(numbers: Numbers) -> Found:
    """An interval contains the proportion that it belongs to."""
    for estimate in numbers.study.estimates.values():
        try:
            interval = derive.interval_of(numbers.evidence, numbers.study, estimate)
            count, base = derive.count_of(numbers.study, estimate), _base(numbers.study, estimate)
        except derive.Underivable:
            continue  # bases_known has said so
        if interval and count and base and not interval.lower <= 100 * count.value / base <= interval.upper:
            yield (
                estimate.at(),
                f"{interval.text}",
                f"an interval around {count.value} of {base}",
                "report this as a bug",
            )


def claims_hold(numbers: Numbers) -> Found:
    """A highlight with a testable quantity agrees with the estimates that it rests on."""
    for claim in numbers.study.narrative.claims:
        try:
            verdict = claims.judge(numbers.evidence, numbers.study, claim)
        except derive.Underivable:
            continue  # bases_known has said so
        if verdict.outcome == "does not hold":
            quantities = ", ".join(repr(quantity.printed) for quantity in claim.quantities)
            found = f"claim {claim.id!r} does not hold for {', '.join(verdict.failing)}"
            yield claim.at("rests_on"), found, f"estimates that agree with {quantities}", "compare both with the source"


def no_typed_numeral(numbers: Numbers) -> Found:
    """Texts in our own words hold no typed numeral: they refer to numbers by their ids."""
    for owner, key, text in _all_texts(numbers):
        if numeral := prose.typed_numeral(text, numbers.evidence.vocabulary.names):
            found = f"numeral {numeral!r} typed into a text"
            remedy = "refer to the number by its id, or declare the name that holds it in vocabulary.yml"
            yield owner.at(key), found, "a reference such as {estimate-id}", remedy


def texts_resolve(numbers: Numbers) -> Found:
    """Every reference in a text has something to show, and ruled-out numbers stand only where marked."""
    marked = {id(passage): passage.standing for passage in numbers.study.narrative.limits}
    labels = {id(ask): ask.standing for ask in numbers.study.narrative.derived}
    for record in (numbers.study.about, numbers.study.results, numbers.study.narrative):
        for owner, key, text in texts(record):
            standing = marked.get(id(owner)) or labels.get(id(owner)) or "plain"
            for reference in prose.references(text):
                try:
                    shown = numbers.refer(reference)
                except LookupError as error:
                    yield owner.at(key), str(error.args[0]), "a number to show", "refer to another part of it"
                    continue
                except derive.Underivable:
                    continue  # derived_values has said so
                if isinstance(shown, Shown) and shown.standing not in ("plain", standing):
                    found = f"{shown.data_id} is {shown.standing}"
                    yield owner.at(key), found, f"a text with standing: {shown.standing}", "move it to such a text"


CHECKS: tuple[Callable[[Numbers], Found], ...] = (
    percentages_within_100,
    counts_within_base,
    printed_base_is_base,
    no_reading_twice,
    readings_agree,
    bases_known,
    reported_bases_stand_beside,
    implied_bases_stay_with_their_number,
    entries_fit_together,
    not_stated_is_not_stated,
    wordings_hold_no_number,
    derived_values,
    intervals_hold_their_estimate,
    claims_hold,
    no_typed_numeral,
    texts_resolve,
)


def check(evidence: Evidence) -> Report:
    """Run every check on every study of the evidence."""
    studies = evidence.studies.values()
    found = [
        Discrepancy(*finding[:4], check=one.__name__.replace("_", " "), about="".join(finding[4:]))
        for study in studies
        for one in CHECKS
        for finding in one(Numbers(evidence, study))
    ]
    results = {study.id: tuple(one(Numbers(evidence, study)) for one in BATTERY) for study in studies}
    found += [
        Discrepancy(*finding, check=result.check)
        for battery in results.values()
        for result in battery
        for finding in result.found
    ]
    counts = {
        "checks": len(CHECKS) + len(BATTERY),
        "estimates": sum(len(study.estimates) for study in studies),
        "readings": sum(1 for study in studies for _ in readings_of(study)),
        "derived values": sum(len(study.narrative.derived) for study in studies),
        "claims": sum(len(study.narrative.claims) for study in studies),
        "outcomes not stated": sum(len(study.results.not_stated) for study in studies),
    }
    return Report(tuple(sorted(set(found))), counts, _verdicts(evidence), results)


def _verdicts(evidence: Evidence) -> dict[str, int]:
    """How many claims hold, do not hold, or cannot be tested; none where a base cannot be had."""
    tally = dict.fromkeys(get_args(claims.Outcome), 0)
    for study in evidence.studies.values():
        for claim in study.narrative.claims:
            try:
                tally[claims.judge(evidence, study, claim).outcome] += 1
            except derive.Underivable:
                continue  # bases_known has said so
    return tally


def readings_of(study: Study) -> Iterator[tuple[Estimate, Reading]]:
    """Yield every reading of a study with its estimate."""
    for estimate in study.estimates.values():
        for reading in estimate.readings:
            yield estimate, reading


def _readings(study: Study) -> Iterator[tuple[Reading, Printed]]:
    for _, reading in readings_of(study):
        if reading.number:
            yield reading, reading.number


def _sentence(locator: Locator) -> tuple[str, str, str, int]:
    return locator.source, locator.section, locator.paragraph, locator.sentence


def _base(study: Study, estimate: Estimate) -> int | None:
    try:
        base = derive.base_for(study, estimate)
    except derive.Underivable:
        return None
    return base.value if base else None


def _all_texts(numbers: Numbers) -> Iterator[tuple[Record, str, str]]:
    study, evidence = numbers.study, numbers.evidence
    first = next(iter(evidence.studies.values())) is study  # what the studies share is looked at once
    shared = (evidence.vocabulary, evidence.glossary, evidence.changes) if first else ()
    for record in (study.about, study.results, study.narrative, *shared):
        yield from texts(record, "prose", "label")
