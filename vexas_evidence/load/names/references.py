"""Names that must be declared: outcomes, populations, timepoints, sources, estimates, and references to them.

What can be judged only against other records is judged here, so that an Evidence that exists has
no dangling name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from vexas_evidence.load.file_records import FORMAT
from vexas_evidence.load.names import characters, judgements, reports
from vexas_evidence.load.names.declared_names import braces, misnamed, undeclared, undeclared_below, unique
from vexas_evidence.load.record_texts import marks_of, texts
from vexas_evidence.model import (
    Declaration,
    Evidence,
    Judgement,
    Quantity,
    Reading,
    Reconciliation,
    Record,
    Study,
    Vocabulary,
    Wording,
)
from vexas_evidence.system.problems import Problem, nearest
from vexas_evidence.text import printed, prose

OF_EVERY_STUDY = ("icons", "proportions", "timeline", "flow", "harms")
"""The names of the figures that have one place in every report; a series has an id of its own."""


def dangling(evidence: Evidence) -> Iterator[Problem]:
    """Yield a problem for each undeclared name, duplicate id, dangling reference, unusable text and judgment."""
    yield from reports.report_problems(evidence)
    yield from _unknown_sources(evidence)
    yield from judgements.judgement_problems(evidence)
    yield from characters.unprintable(evidence)
    yield from _undeclared_in_shared(evidence)
    for version in (each for changes in evidence.versions.values() for each in changes.versions):
        yield from unique(version.values)
    yield from _unknown_in_vocabulary(evidence)
    for name, study in evidence.studies.items():
        yield from misnamed(study.about, "id", name, "the folder's name")
        for part in (_undeclared, _unnamed_treatments, _duplicate_ids, _unknown_in_results, _unknown_in_figures):
            yield from part(evidence, study)
        for record in (*study.records, *_judgements_of(evidence, study)):
            for owner, key, text in texts(record, "prose", "label"):
                yield from _unsound_text(owner, key, text, study)
        if study.reconciliation:
            yield from _unknown_in_reconciliation(study.reconciliation, evidence, study)


def _undeclared_in_shared(evidence: Evidence) -> Iterator[Problem]:
    """Undeclared names in what is of no study alone."""
    shared: dict[str, Collection[str]] = {"source": evidence.sources, "study": evidence.studies}
    shared |= {"report": evidence.reports, "question": evidence.questions}
    named = (*evidence.sources.values(), *evidence.waivers, *evidence.declared, *evidence.judgements)
    for record in (*named, *evidence.signoffs, *evidence.reports.values(), *evidence.versions.values()):
        yield from undeclared_below(record, shared)
    yield from undeclared_below(
        evidence.vocabulary, shared | {"outcome": evidence.outcomes, "timepoint": evidence.timepoints}
    )


def _undeclared(evidence: Evidence, study: Study) -> Iterator[Problem]:
    """Undeclared names in the files of a study, and in judgments on it."""
    club, rows = study.journal, {row.id for row in study.appraisal.outcomes}
    declared: dict[str, Collection[str]] = {
        "source": evidence.sources,
        "outcome": evidence.outcomes_of(study),
        "timepoint": evidence.timepoints_of(study),
        "population": study.populations,
        "arm": {arm.id for arm in study.about.arms},
        "estimate": study.estimates,
        "claim": {claim.id for claim in study.narrative.claims},
        "definition": {definition.outcome for definition in study.about.definitions},
        "judgment": {judgement.id for judgement in _judgements_of(evidence, study)},
        "figure": study.figures,
        "question": {question.id for question in club.questions} if club else (),
    }
    reviewed = (study.review, *study.extractions)
    for record in (*study.records, study.vocabulary, *reviewed, *filter(None, [study.reconciliation])):
        yield from undeclared_below(record, declared)
    for judgement in _judgements_of(evidence, study):
        yield from undeclared_below(judgement, {"row of the summary of outcomes": rows})


def _judgements_of(evidence: Evidence, study: Study) -> list[Judgement]:
    return [judgement for judgement in evidence.judgements if judgement.study == study.id]


def _unknown_sources(evidence: Evidence) -> Iterator[Problem]:
    """Undeclared sources, estimates of declared discrepancies, and ledgers that disagree with their source."""
    for name, ledger in evidence.ledgers.items():
        yield from misnamed(ledger, "source", name, "the file's name")
        yield from undeclared(ledger, "source", ledger.source, "source", evidence.sources)
        declared = evidence.sources.get(ledger.source)
        if declared and declared.seen != ledger.seen:
            wrong = f"the ledger was made of the {ledger.seen} source, sources.yml says {declared.seen}"
            yield Problem(ledger.at("seen"), wrong, "the same in both", "correct one of them")
    for declaration in evidence.declared:
        yield from _unknown_in_declaration(declaration, evidence)


def _unknown_in_declaration(declaration: Declaration, evidence: Evidence) -> Iterator[Problem]:
    """An undeclared estimate, or an id that estimates of several studies have."""
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
    """Duplicate ids, and braces, in words of the vocabulary and glossary."""
    shared = evidence.vocabulary
    for each in (shared, evidence.glossary, *(study.glossary for study in evidence.studies.values())):
        for owner, key, text in texts(each, "prose", "label"):
            yield from braces(owner, key, text)
    for added in (Vocabulary(format=FORMAT), *(study.vocabulary for study in evidence.studies.values())):
        yield from unique((*shared.outcomes, *added.outcomes))
        yield from unique((*shared.timepoints, *added.timepoints))
        for owner, key, text in texts(added, "prose", "label"):
            yield from braces(owner, key, text)


def _duplicate_ids(evidence: Evidence, study: Study) -> Iterator[Problem]:
    """Ids that two records of one kind share, or two numbers of any kind."""
    narrative, appraisal = study.narrative, study.appraisal
    yield from unique(study.about.arms)
    yield from unique(study.about.populations)
    yield from unique(narrative.claims)
    yield from unique((*narrative.key_points, *narrative.limits))
    yield from unique(narrative.plain)
    yield from unique((*study.results.estimates, *narrative.derived, *_judgements_of(evidence, study)))
    yield from unique(appraisal.outcomes)
    yield from unique(appraisal.entry)
    if club := study.journal:
        for several in (club.results, club.prompts, club.questions, club.slides):
            yield from unique(several)


def _unknown_in_results(evidence: Evidence, study: Study) -> Iterator[Problem]:
    """Vague words that no vocabulary has, subsets of themselves, and derived values of what stands below them."""
    vague = (each for each in study.results.estimates if each.measure == "quantifier")
    printing: list[Reading | Quantity] = [reading for each in vague for reading in each.readings]
    for each in (*printing, *(quantity for claim in study.narrative.claims for quantity in claim.quantities)):
        yield from _known_word(each, each.printed, evidence.quantifiers_of(study))
    for subset in study.results.subsets:
        if subset.part == subset.whole:
            wrong = f"{subset.part} as a part of itself"
            yield Problem(subset.at("part"), wrong, "two estimates", "name the part, or remove the subset")
    earlier, what = set(study.estimates), "estimate or earlier derived value"  # so there is no cycle
    for derivation in study.narrative.derived:
        for index, name in enumerate(derivation.of):
            yield from undeclared(derivation, f"of.{index}", name, what, earlier)
        if derivation.denominator:
            yield from undeclared(derivation, "denominator", derivation.denominator, what, earlier)
        earlier.add(derivation.id)


def _unknown_in_figures(_: Evidence, study: Study) -> Iterator[Problem]:
    """Outcomes and estimates of figures, tiles and cards that are not stated, and ids of figures that are taken."""
    series, flow, first = study.narrative.series, study.narrative.flow, study.narrative.first_screen
    yield from unique(series)
    stated = {estimate.outcome for estimate in study.estimates.values()}
    for each in series:
        if each.id in OF_EVERY_STUDY:
            wrong, known = f"series {each.id!r}", f"an id other than {', '.join(OF_EVERY_STUDY)}"
            yield Problem(each.at("id"), wrong, known, "rename it: these are figures of every study")
        yield from undeclared(each, "outcome", each.outcome, "outcome with an estimate", stated)
    absent = {row.outcome for row in study.results.not_stated}
    lacking: list[tuple[Record, str, tuple[str, ...]]] = [
        (each, "lacking", each.lacking) for each in study.narrative.card
    ]
    if first:
        lacking += [(first, "not_stated", first.not_stated)]
        lacking += [(tile, "not_stated", tile.not_stated) for tile in first.tiles]
    for record, key, names in lacking:
        for index, name in enumerate(names):
            yield from undeclared(record, f"{key}.{index}", name, "outcome that is not stated", absent)
    shown: set[str] = set()
    for step in flow.steps if flow else ():
        if step.estimate in shown:
            wrong = f"a second step of {step.estimate}"
            yield Problem(step.at("estimate"), wrong, "an estimate of its own for each step", "remove one of them")
        shown.add(step.estimate)
        if step.not_stated:
            yield from undeclared(step, "not_stated", step.not_stated, "outcome that is not stated", absent)


def _unnamed_treatments(_: Evidence, study: Study) -> Iterator[Problem]:
    """A problem where a study has an intervention and no words that name it."""
    for finding in study.about.pico:
        if finding.id == "intervention" and not study.about.treatments:
            wrong, expected = "an intervention that no word names", "the names of what was given"
            yield Problem(finding.at("id"), wrong, expected, "add 'treatments: [name of a drug, …]' to the file")


def _unknown_in_reconciliation(plan: Reconciliation, evidence: Evidence, study: Study) -> Iterator[Problem]:
    for what, wordings, known in (
        ("population", plan.whom, set(study.populations)),
        ("timepoint", plan.times, set(evidence.timepoints_of(study))),
    ):
        first: dict[tuple[str, str], Wording] = {}
        for wording in wordings:
            yield from undeclared(wording, "means", wording.means, what, known)
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
    if "label" in marks_of(owner, key):
        yield from braces(owner, key, text)
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
            wrong, known = f"unknown part {reference.part!r} of {reference.id!r}", prose.ESTIMATE_PARTS
            yield Problem(owner.at(key), wrong, f"one of {', '.join(known)}", nearest(reference.part, known))
