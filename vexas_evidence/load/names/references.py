"""Names that must be declared: outcomes, populations, timepoints, sources, estimates, and references to them.

What can be judged only against other records is judged here, so that an Evidence that exists has
no dangling name.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from vexas_evidence.load.file_records import FORMAT
from vexas_evidence.load.names import characters, judgements, reports
from vexas_evidence.load.names.declared_names import any_undeclared, undeclared, unique
from vexas_evidence.load.names.figures_and_questions import (
    unknown_in_figures,
    unknown_in_journal_club,
    unknown_in_statements,
)
from vexas_evidence.load.record_texts import has_mark, texts
from vexas_evidence.model import (
    Declaration,
    Definition,
    Estimate,
    Evidence,
    Judgement,
    NotStated,
    Reconciliation,
    Record,
    Study,
    Vocabulary,
    Wording,
)
from vexas_evidence.system.problems import Problem, nearest
from vexas_evidence.text import printed, prose


def dangling(evidence: Evidence, plain: Container[str]) -> Iterator[Problem]:
    """Yield a problem for each undeclared name, duplicate id, dangling reference, unusable text and judgement.

    *plain* are the files without unusual characters.
    """
    yield from reports.report_problems(evidence)
    yield from _unknown_sources(evidence)
    yield from judgements.judgement_problems(evidence)
    yield from characters.unprintable(evidence, plain)
    for judgement in evidence.judgements:
        yield from undeclared(judgement, "study", judgement.study, "study", evidence.studies)
    for version in (each for changes in evidence.versions.values() for each in changes.versions):
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
        yield from unknown_in_journal_club(study)
        for record in (*study.records, *_judgements_of(evidence, study)):
            for owner, key, text in texts(record, "prose", "label"):
                yield from _unsound_text(owner, key, text, study)
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
        yield from undeclared(ledger, "source", ledger.source, "source", evidence.sources)
        declared = evidence.sources.get(ledger.source)
        if declared and declared.seen != ledger.seen:
            wrong = f"the ledger was made of the {ledger.seen} source, sources.yml says {declared.seen}"
            yield Problem(ledger.at("seen"), wrong, "the same in both", "correct one of them")
    for waiver in evidence.waivers:
        yield from undeclared(waiver, "source", waiver.source, "source", evidence.sources)
    for source in evidence.sources.values():
        yield from any_undeclared(source, "studies", source.studies, "study", evidence.studies)
    for declaration in evidence.declared:
        yield from _unknown_in_declaration(declaration, evidence)
        yield from undeclared(declaration, "source", declaration.source, "source", evidence.sources)
    versions = (version for changes in evidence.versions.values() for version in changes.versions)
    for reason in (reason for version in versions for reason in version.values):
        if reason.source:
            yield from undeclared(reason, "source", reason.source, "source", evidence.sources)
    for locator in (locator for study in evidence.studies.values() for locator in study.locators()):
        yield from undeclared(locator, "source", locator.source, "source", evidence.sources)


def _unknown_in_declaration(declaration: Declaration, evidence: Evidence) -> Iterator[Problem]:
    """An undeclared study or estimate, or an id that estimates of several studies have."""
    if declaration.study is not None:
        yield from undeclared(declaration, "study", declaration.study, "study", evidence.studies)
    having = [
        name
        for name, study in evidence.studies.items()
        if declaration.study in (None, name) and declaration.estimate in study.estimates
    ]
    if len(having) > 1:
        wrong = f"estimates of {' and '.join(having)} have the id {declaration.estimate!r}"
        yield Problem(declaration.at("estimate"), wrong, "one study", "name it: add 'study: ID'")
    elif not having and declaration.study in (None, *evidence.studies):
        estimates = {name for study in evidence.studies.values() for name in study.estimates}
        yield from undeclared(declaration, "estimate", declaration.estimate, "estimate", estimates)


def _unknown_in_vocabulary(evidence: Evidence) -> Iterator[Problem]:
    """Undeclared timepoints, duplicate ids, and braces in words of the vocabulary and glossary."""
    shared = evidence.vocabulary
    for each in (shared, evidence.glossary, *(study.glossary for study in evidence.studies.values())):
        for owner, key, text in texts(each, "prose", "label"):
            yield from _braces(owner, key, text)
    for vocabulary in (shared, *(study.vocabulary for study in evidence.studies.values())):
        added = vocabulary if vocabulary is not shared else Vocabulary(format=FORMAT)
        yield from unique((*shared.outcomes, *added.outcomes))
        yield from unique((*shared.timepoints, *added.timepoints))
        timepoints = evidence.timepoints | {each.id: each for each in added.timepoints}
        outcomes = evidence.outcomes | {each.id: each for each in added.outcomes}
        for outcome in vocabulary.outcomes:
            yield from any_undeclared(outcome, "timepoints", outcome.timepoints, "timepoint", timepoints)
            if outcome.phrases and outcome.phrases.threshold:
                yield from undeclared(outcome.phrases, "threshold", outcome.phrases.threshold, "outcome", outcomes)
        for owner, key, text in texts(added, "prose", "label"):
            yield from _braces(owner, key, text)


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
    outcomes, timepoints = evidence.outcomes_of(study), evidence.timepoints_of(study)
    arms = [arm.id for arm in about.arms]
    for population in about.populations:
        yield from undeclared(population, "arm", population.arm or "", "arm", [*arms, ""])
        yield from any_undeclared(population, "outcomes", population.outcomes, "outcome", outcomes)
        if population.denominator.estimate:
            yield from undeclared(
                population.denominator, "estimate", population.denominator.estimate, "estimate", study.estimates
            )
    named: tuple[Definition | NotStated | Estimate, ...] = (*about.definitions, *results.not_stated, *results.estimates)
    for each in named:
        yield from undeclared(each, "outcome", each.outcome, "outcome", outcomes)
    for estimate in results.estimates:
        yield from undeclared(estimate, "population", estimate.population, "population", study.populations)
        yield from undeclared(estimate, "timepoint", estimate.timepoint, "timepoint", timepoints)
        if estimate.comparator:
            yield from undeclared(estimate, "comparator", estimate.comparator, "arm", arms)
        for record, key, name in estimate.estimates:
            yield from undeclared(record, key, name, "estimate", study.estimates)
        if estimate.measure == "quantifier":
            for reading in estimate.readings:
                yield from _known_word(reading, reading.printed, evidence.quantifiers_of(study))
    for arm in about.arms:
        for key, name in arm.participants.estimates if arm.participants else ():
            yield from undeclared(arm.participants or arm, key, name, "estimate", study.estimates)
    if about.follow_up and about.follow_up.length != "not stated":
        yield from undeclared(about.follow_up, "length", about.follow_up.length, "estimate", study.estimates)
    for categories in results.categories:
        yield from any_undeclared(categories, "of", categories.of, "estimate", study.estimates)
    for subset in results.subsets:
        if subset.part == subset.whole:
            wrong = f"{subset.part} as a part of itself"
            yield Problem(subset.at("part"), wrong, "two estimates", "name the part, or remove the subset")
        yield from undeclared(subset, "part", subset.part, "estimate", study.estimates)
        yield from undeclared(subset, "whole", subset.whole, "estimate", study.estimates)


def _unknown_in_narrative(evidence: Evidence, study: Study) -> Iterator[Problem]:
    """Undeclared names in claims, figures and derived values."""
    narrative = study.narrative
    if narrative.icons:
        yield from undeclared(narrative, "icons", narrative.icons, "estimate", study.estimates)
    yield from unknown_in_figures(study)
    yield from unknown_in_statements(evidence, study)
    for claim in narrative.claims:
        yield from any_undeclared(claim, "rests_on", claim.rests_on, "estimate", study.estimates)
        for quantity in claim.quantities:
            yield from _known_word(quantity, quantity.printed, evidence.quantifiers_of(study))
    earlier = set(study.estimates)  # a derived value rests on what stands before it, so there is no cycle
    for derivation in narrative.derived:
        yield from any_undeclared(derivation, "of", derivation.of, "estimate or earlier derived value", earlier)
        if derivation.denominator:
            yield from undeclared(
                derivation, "denominator", derivation.denominator, "estimate or earlier derived value", earlier
            )
        earlier.add(derivation.id)


def _unnamed_treatments(_: Evidence, study: Study) -> Iterator[Problem]:
    """A problem where a study has an intervention and no words that name it."""
    for finding in study.about.pico:
        if finding.id == "intervention" and not study.about.treatments:
            wrong, expected = "an intervention that no word names", "the names of what was given, as 'treatments'"
            yield Problem(finding.at("id"), wrong, expected, "add 'treatments: [name of a drug, …]' to the file")


def _unknown_in_appraisal(evidence: Evidence, study: Study) -> Iterator[Problem]:
    defined = {definition.outcome for definition in study.about.definitions}
    rows = {row.id for row in study.appraisal.outcomes}
    yield from unique(study.appraisal.outcomes)
    yield from unique(study.appraisal.entry)
    for row in study.appraisal.outcomes:
        yield from any_undeclared(row, "estimates", row.estimates, "estimate", study.estimates)
        yield from any_undeclared(row, "definitions", row.definitions, "definition", defined)
    for judgement in _judgements_of(evidence, study):
        yield from undeclared(judgement, "outcome", judgement.outcome, "row of the summary of outcomes", rows)


def _braces(owner: Record, key: str, text: str) -> Iterator[Problem]:
    if "{" in text or "}" in text:
        yield Problem(owner.at(key), f"a brace in {text!r}", "words only, without references", "write it in words")


def _unknown_in_reconciliation(plan: Reconciliation, evidence: Evidence, study: Study) -> Iterator[Problem]:
    yield from undeclared(plan, "source", plan.source, "source", evidence.sources)
    claims = {claim.id for claim in study.narrative.claims}
    for row in plan.rows:
        if row.outcome:
            yield from undeclared(row, "outcome", row.outcome, "outcome", evidence.outcomes_of(study))
        if row.claim:
            yield from undeclared(row, "claim", row.claim, "claim", claims)
    for what, wordings, known in (
        ("population", plan.whom, set(study.populations)),
        ("timepoint", plan.times, set(evidence.timepoints_of(study))),
    ):
        first: dict[tuple[str, str], Wording] = {}
        for wording in wordings:
            yield from undeclared(wording, "means", wording.means, what, known)
            for index, name in enumerate(wording.of):
                yield from undeclared(wording, f"of.{index}", name, "outcome", evidence.outcomes_of(study))
            for name in wording.of or ("every outcome",):
                if (earlier := first.setdefault((wording.words, name), wording)) is not wording:
                    wrong = f"{wording.words!r} has a second meaning for {name}"
                    yield Problem(wording.at("words"), wrong, f"one (first at {earlier.at('words')})", "remove one")


def _known_word(record: Record, text: str, quantifiers: Iterable[str]) -> Iterator[Problem]:
    try:
        printed.parse(text)
    except ValueError:
        yield from undeclared(record, "printed", text.lower(), "vague quantity", quantifiers)


def _unsound_text(owner: Record, key: str, text: str, study: Study) -> Iterator[Problem]:
    """Malformed references of a text, references to no number or to no part of it, and those of a label."""
    if has_mark(owner, key, "label"):
        yield from _braces(owner, key, text)
        return
    try:
        found = prose.references(text)
    except ValueError as error:
        yield Problem(owner.at(key), str(error), "{id} or {id.part}", "correct the reference")
        return
    for reference in found:
        if reference.id not in study.estimates:
            numbers = study.estimates | study.derivations
            yield from undeclared(owner, key, reference.id, "estimate or derived value", numbers)
        elif reference.part not in prose.ESTIMATE_PARTS:
            yield Problem(
                owner.at(key),
                f"unknown part {reference.part!r} of {reference.id!r}",
                f"one of {', '.join(prose.ESTIMATE_PARTS)}",
                nearest(reference.part, prose.ESTIMATE_PARTS),
            )
