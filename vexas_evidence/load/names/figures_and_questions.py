"""Names in the figures, the statements and the journal club of a study that no record declares."""

from __future__ import annotations

from collections.abc import Iterator

from vexas_evidence.load.names.declared_names import any_undeclared, undeclared, unique
from vexas_evidence.model import Evidence, Study
from vexas_evidence.system.problems import Problem

OF_EVERY_STUDY = ("icons", "proportions", "flow", "harms")
"""The names of the figures that have one place in every report; a series has an id of its own."""


def unknown_in_journal_club(study: Study) -> Iterator[Problem]:
    """Undeclared names in a journal club's slides, questions and answers."""
    if (club := study.journal) is None:
        return
    yield from undeclared(club, "key_figure", club.key_figure, "figure", study.figures)
    for several in (club.results, club.prompts, club.questions, club.slides):
        yield from unique(several)
    asked = [question.id for question in club.questions]
    for slide in club.slides:
        if slide.figure:
            yield from undeclared(slide, "figure", slide.figure, "figure", study.figures)
        yield from any_undeclared(slide, "asks", slide.asks, "question", asked)
    for answer in study.answers:
        yield from any_undeclared(answer, "rests_on", answer.rests_on, "estimate", study.estimates)


def unknown_in_figures(study: Study) -> Iterator[Problem]:
    """Outcomes and estimates of figures that are not stated, and ids of figures that are taken."""
    series, flow = study.narrative.series, study.narrative.flow
    yield from unique(series)
    stated = {estimate.outcome for estimate in study.estimates.values()}
    for each in series:
        if each.id in OF_EVERY_STUDY:
            wrong, known = f"series {each.id!r}", f"an id other than {', '.join(OF_EVERY_STUDY)}"
            yield Problem(each.at("id"), wrong, known, "rename it: these are figures of every study")
        yield from undeclared(each, "outcome", each.outcome, "outcome with an estimate", stated)
    absent = {row.outcome for row in study.results.not_stated}
    shown: set[str] = set()
    for step in flow.steps if flow else ():
        if step.estimate in shown:
            wrong = f"a second step of {step.estimate}"
            yield Problem(step.at("estimate"), wrong, "an estimate of its own for each step", "remove one of them")
        shown.add(step.estimate)
        yield from undeclared(step, "estimate", step.estimate, "estimate", study.estimates)
        if step.not_stated:
            yield from undeclared(step, "not_stated", step.not_stated, "outcome that is not stated", absent)


def unknown_in_statements(evidence: Evidence, study: Study) -> Iterator[Problem]:
    """Undeclared names in the statements of key points and of plain language."""
    points = (*study.narrative.key_points, *study.narrative.plain)
    arms = [arm.id for arm in study.about.arms]
    judged = [each.id for each in evidence.judgements if each.study == study.id]
    for statement in (each for point in points for each in point.statements):
        yield from undeclared(statement, "of", statement.of, "estimate", study.estimates)
        yield from undeclared(statement, "outcome", statement.outcome, "outcome", evidence.outcomes_of(study))
        yield from undeclared(statement, "population", statement.population, "population", study.populations)
        yield from undeclared(statement, "timepoint", statement.timepoint, "timepoint", evidence.timepoints_of(study))
        yield from undeclared(statement, "comparator", statement.comparator or "", "arm", [*arms, ""])
        yield from undeclared(statement, "certainty", statement.certainty or "", "judgement", [*judged, ""])
