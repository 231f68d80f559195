"""Names that must be declared: outcomes, populations, timepoints, sources, estimates, and references to them.

What can be judged only against other records is judged here, so that an Evidence that exists has
no dangling name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from vexas_evidence.load import characters, judgements
from vexas_evidence.load.record_texts import texts
from vexas_evidence.model import (
    Definition,
    Estimate,
    Evidence,
    Judgement,
    NotStated,
    Reconciliation,
    Record,
    Study,
    Wording,
)
from vexas_evidence.system.problems import Problem, nearest
from vexas_evidence.text import printed, prose

OF_EVERY_STUDY = ("icons", "proportions", "flow", "harms")
"""The names of the figures that have one place in every report; a series has an id of its own."""


def dangling(evidence: Evidence) -> Iterator[Problem]:
    """Yield a problem for each undeclared name, duplicate id, dangling reference, unusable text and judgement."""
    chosen = evidence.choice
    yield from _known(chosen, "study", chosen.study, "study", evidence.studies)
    if chosen.card and chosen.study in evidence.studies:
        yield from _known(chosen, "card", chosen.card, "estimate", evidence.study.estimates)
    yield from _unknown_sources(evidence)
    yield from judgements.judgement_problems(evidence)
    yield from characters.unprintable(evidence)
    for judgement in evidence.judgements:
        yield from _known(judgement, "study", judgement.study, "study", evidence.studies)
    for version in evidence.changes.versions:
        yield from unique(version.values)
    yield from _unknown_in_vocabulary(evidence)
    for name, study in evidence.studies.items():
        if study.about.id != name:
            wrong, expected = f"id {study.about.id!r}", f"the folder's name {name!r}"
            yield Problem(study.about.at("id"), wrong, expected, "rename one of them")
        for part in (
            _unnamed_treatments,
            _duplicate_ids,
            _unknown_in_results,
            _unknown_in_narrative,
            _unknown_in_appraisal,
        ):
            yield from part(evidence, study)
        yield from _unknown_in_journal_club(study)
        for record in (*study.records, *_judgements_of(evidence, study)):
            yield from _unsound_texts(record, study)
            for owner, key, text in texts(record, "label"):
                yield from _braces(owner, key, text)
        if study.reconciliation:
            yield from _unknown_in_reconciliation(study.reconciliation, evidence, study)


def _judgements_of(evidence: Evidence, study: Study) -> list[Judgement]:
    return [judgement for judgement in evidence.judgements if judgement.study == study.id]


def _unknown_sources(evidence: Evidence) -> Iterator[Problem]:
    """Undeclared sources, estimates of declared discrepancies, and ledgers that disagree with their source."""
    for name, ledger in evidence.ledgers.items():
        if ledger.source != name:
            wrong, expected = f"source {ledger.source!r}", f"the file's name {name!r}"
            yield Problem(ledger.at("source"), wrong, expected, "rename one of them")
        yield from _known(ledger, "source", ledger.source, "source", evidence.sources)
        declared = evidence.sources.get(ledger.source)
        if declared and declared.seen != ledger.seen:
            wrong = f"the ledger was made of the {ledger.seen} source, sources.yml says {declared.seen}"
            yield Problem(ledger.at("seen"), wrong, "the same in both", "correct one of them")
    for waiver in evidence.waivers:
        yield from _known(waiver, "source", waiver.source, "source", evidence.sources)
    estimates = {name for study in evidence.studies.values() for name in study.estimates}
    for declaration in evidence.declared:
        yield from _known(declaration, "estimate", declaration.estimate, "estimate", estimates)
        yield from _known(declaration, "source", declaration.source, "source", evidence.sources)
    for reason in (reason for version in evidence.changes.versions for reason in version.values):
        if reason.source:
            yield from _known(reason, "source", reason.source, "source", evidence.sources)
    for locator in (locator for study in evidence.studies.values() for locator in study.locators()):
        yield from _known(locator, "source", locator.source, "source", evidence.sources)


def _unknown_in_vocabulary(evidence: Evidence) -> Iterator[Problem]:
    """Undeclared timepoints, duplicate ids, and braces in words of the vocabulary and glossary."""
    for common in (evidence.vocabulary, evidence.glossary):
        for owner, key, text in texts(common, "prose", "label"):
            yield from _braces(owner, key, text)
    yield from unique(evidence.vocabulary.outcomes)
    yield from unique(evidence.vocabulary.timepoints)
    for outcome in evidence.vocabulary.outcomes:
        yield from _all_known(outcome, "timepoints", outcome.timepoints, "timepoint", evidence.timepoints)


def _duplicate_ids(evidence: Evidence, study: Study) -> Iterator[Problem]:
    """Ids that two records of one kind share, or two numbers of any kind."""
    narrative = study.narrative
    yield from unique(study.about.arms)
    yield from unique(study.about.populations)
    yield from unique(narrative.claims)
    yield from unique((*narrative.key_points, *narrative.limits))
    yield from unique(narrative.plain)
    yield from unique((*study.results.estimates, *narrative.derived, *_judgements_of(evidence, study)))


def _unknown_in_results(evidence: Evidence, study: Study) -> Iterator[Problem]:
    """Undeclared names in populations, definitions, estimates and subsets."""
    about, results = study.about, study.results
    arms = [arm.id for arm in about.arms]
    for population in about.populations:
        yield from _known(population, "arm", population.arm or "", "arm", [*arms, ""])
        yield from _all_known(population, "outcomes", population.outcomes, "outcome", evidence.outcomes)
        if population.denominator.estimate:
            yield from _known(
                population.denominator, "estimate", population.denominator.estimate, "estimate", study.estimates
            )
    named: tuple[Definition | NotStated | Estimate, ...] = (*about.definitions, *results.not_stated, *results.estimates)
    for each in named:
        yield from _known(each, "outcome", each.outcome, "outcome", evidence.outcomes)
    for estimate in results.estimates:
        yield from _known(estimate, "population", estimate.population, "population", study.populations)
        yield from _known(estimate, "timepoint", estimate.timepoint, "timepoint", evidence.timepoints)
        yield from _known(estimate, "comparator", estimate.comparator or "", "arm", [*arms, ""])
        if estimate.measure == "quantifier":
            for reading in estimate.readings:
                yield from _known_word(reading, reading.printed, evidence)
    for subset in results.subsets:
        if subset.part == subset.whole:
            wrong = f"{subset.part} as a part of itself"
            yield Problem(subset.at("part"), wrong, "two estimates", "name the part, or remove the subset")
        yield from _known(subset, "part", subset.part, "estimate", study.estimates)
        yield from _known(subset, "whole", subset.whole, "estimate", study.estimates)


def _unknown_in_narrative(evidence: Evidence, study: Study) -> Iterator[Problem]:
    """Undeclared names in claims, figures and derived values."""
    narrative = study.narrative
    if narrative.icons:
        yield from _known(narrative, "icons", narrative.icons, "estimate", study.estimates)
    yield from _unknown_in_figures(study)
    for claim in narrative.claims:
        yield from _all_known(claim, "rests_on", claim.rests_on, "estimate", study.estimates)
        for quantity in claim.quantities:
            yield from _known_word(quantity, quantity.printed, evidence)
    earlier = set(study.estimates)  # a derived value rests on what stands before it, so there is no cycle
    for derivation in narrative.derived:
        yield from _all_known(derivation, "of", derivation.of, "estimate or earlier derived value", earlier)
        if derivation.denominator:
            yield from _known(
                derivation, "denominator", derivation.denominator, "estimate or earlier derived value", earlier
            )
        earlier.add(derivation.id)


def _unknown_in_journal_club(study: Study) -> Iterator[Problem]:
    """Undeclared names in a journal club's slides, questions and answers."""
    if (club := study.journal) is None:
        return
    yield from _known(club, "key_figure", club.key_figure, "figure", study.figures)
    for several in (club.results, club.prompts, club.questions, club.slides):
        yield from unique(several)
    asked = [question.id for question in club.questions]
    for slide in club.slides:
        if slide.figure:
            yield from _known(slide, "figure", slide.figure, "figure", study.figures)
        yield from _all_known(slide, "asks", slide.asks, "question", asked)
    for answer in study.answers:
        yield from _all_known(answer, "rests_on", answer.rests_on, "estimate", study.estimates)


def _unnamed_treatments(_: Evidence, study: Study) -> Iterator[Problem]:
    """A problem where a study has an intervention and no words that name it."""
    for finding in study.about.pico:
        if finding.id == "intervention" and not study.about.treatments:
            wrong, expected = "an intervention that no word names", "the names of what was given, as 'treatments'"
            yield Problem(finding.at("id"), wrong, expected, "add 'treatments: [name of a drug, …]' to the file")


def _unknown_in_figures(study: Study) -> Iterator[Problem]:
    """Outcomes and estimates of figures that are not stated, and ids of figures that are taken."""
    series, flow = study.narrative.series, study.narrative.flow
    yield from unique(series)
    stated = {estimate.outcome for estimate in study.estimates.values()}
    for each in series:
        if each.id in OF_EVERY_STUDY:
            wrong, known = f"series {each.id!r}", f"an id other than {', '.join(OF_EVERY_STUDY)}"
            yield Problem(each.at("id"), wrong, known, "rename it: these are figures of every study")
        yield from _known(each, "outcome", each.outcome, "outcome with an estimate", stated)
    absent = {row.outcome for row in study.results.not_stated}
    shown: set[str] = set()
    for step in flow.steps if flow else ():
        if step.estimate in shown:
            wrong = f"a second step of {step.estimate}"
            yield Problem(step.at("estimate"), wrong, "an estimate of its own for each step", "remove one of them")
        shown.add(step.estimate)
        yield from _known(step, "estimate", step.estimate, "estimate", study.estimates)
        if step.not_stated:
            yield from _known(step, "not_stated", step.not_stated, "outcome that is not stated", absent)


def _unknown_in_appraisal(evidence: Evidence, study: Study) -> Iterator[Problem]:
    defined = {definition.outcome for definition in study.about.definitions}
    rows = {row.id for row in study.appraisal.outcomes}
    yield from unique(study.appraisal.outcomes)
    yield from unique(study.appraisal.entry)
    for row in study.appraisal.outcomes:
        yield from _all_known(row, "estimates", row.estimates, "estimate", study.estimates)
        yield from _all_known(row, "definitions", row.definitions, "definition", defined)
    for judgement in _judgements_of(evidence, study):
        yield from _known(judgement, "outcome", judgement.outcome, "row of the summary of outcomes", rows)


def _braces(owner: Record, key: str, text: str) -> Iterator[Problem]:
    if "{" in text or "}" in text:
        yield Problem(owner.at(key), f"a brace in {text!r}", "words only, without references", "write it in words")


def _unknown_in_reconciliation(plan: Reconciliation, evidence: Evidence, study: Study) -> Iterator[Problem]:
    yield from _known(plan, "source", plan.source, "source", evidence.sources)
    claims = {claim.id for claim in study.narrative.claims}
    for row in plan.rows:
        if row.outcome:
            yield from _known(row, "outcome", row.outcome, "outcome", evidence.outcomes)
        if row.claim:
            yield from _known(row, "claim", row.claim, "claim", claims)
    for what, wordings, known in (
        ("population", plan.whom, set(study.populations)),
        ("timepoint", plan.times, set(evidence.timepoints)),
    ):
        first: dict[tuple[str, str], Wording] = {}
        for wording in wordings:
            yield from _known(wording, "means", wording.means, what, known)
            for index, name in enumerate(wording.of):
                yield from _known(wording, f"of.{index}", name, "outcome", evidence.outcomes)
            for name in wording.of or ("every outcome",):
                if (earlier := first.setdefault((wording.words, name), wording)) is not wording:
                    wrong = f"{wording.words!r} has a second meaning for {name}"
                    yield Problem(wording.at("words"), wrong, f"one (first at {earlier.at('words')})", "remove one")


def _known(record: Record, key: str, name: str, what: str, known: Iterable[str]) -> Iterator[Problem]:
    if name not in known:
        yield Problem(record.at(key), f"unknown {what} {name!r}", f"a declared {what}", nearest(name, known))


def _all_known(record: Record, key: str, names: Iterable[str], what: str, known: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each undeclared name of a list."""
    for index, name in enumerate(names):
        yield from _known(record, f"{key}.{index}", name, what, known)


def _known_word(record: Record, text: str, evidence: Evidence) -> Iterator[Problem]:
    try:
        printed.parse(text)
    except ValueError:
        yield from _known(record, "printed", text.lower(), "vague quantity", evidence.quantifiers)


def unique(records: Iterable[Any]) -> Iterator[Problem]:
    """Yield a problem for each id that an earlier record has."""
    first: dict[str, Record] = {}
    for record in records:
        if record.id in first:
            earlier = first[record.id].at("id")
            yield Problem(
                record.at("id"), f"duplicate id {record.id!r}", f"one record (first at {earlier})", "rename one"
            )
        first.setdefault(record.id, record)


def _unsound_texts(record: Record, study: Study) -> Iterator[Problem]:
    """Malformed references of texts, and references to no number or to no part of it."""
    for owner, key, text in texts(record):
        try:
            found = prose.references(text)
        except ValueError as error:
            yield Problem(owner.at(key), str(error), "{id} or {id.part}", "correct the reference")
            continue
        for reference in found:
            numbers = study.estimates | study.derivations
            yield from _known(owner, key, reference.id, "estimate or derived value", numbers)
            if reference.id in study.estimates and reference.part not in prose.ESTIMATE_PARTS:
                yield Problem(
                    owner.at(key),
                    f"unknown part {reference.part!r} of {reference.id!r}",
                    f"one of {', '.join(prose.ESTIMATE_PARTS)}",
                    nearest(reference.part, prose.ESTIMATE_PARTS),
                )
