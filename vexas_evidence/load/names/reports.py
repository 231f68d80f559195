"""Problems of reports and questions: their ids, studies, outcomes, and the words that a report needs of its studies."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import combinations

from vexas_evidence.load.names.declared_names import braces, misnamed, undeclared_below
from vexas_evidence.load.record_texts import texts
from vexas_evidence.model import Evidence, QuestionFile, ReportFile
from vexas_evidence.system.problems import Problem
from vexas_evidence.text import prose


def report_problems(evidence: Evidence) -> Iterator[Problem]:
    """Yield a problem for each name of a report or question that no record declares."""
    for file, records in (("reports", evidence.reports), ("questions", evidence.questions)):
        for name, record in records.items():
            remedy = f"rename one of them: {file}/{record.id}.yml"
            yield from misnamed(record, "id", name, "the name of the file,", remedy)
    for name, report in evidence.reports.items():
        if name not in evidence.versions:
            yield without_versions(report, name)
        yield from _report(evidence, report)
    for signoff in evidence.signoffs:
        if signoff.report in evidence.reports:
            faults = unfit_reader(evidence.reports[signoff.report], signoff.by)
            yield from (Problem(signoff.at("by"), *fault) for fault in faults)
    for question in evidence.questions.values():
        yield from _question(evidence, question)


def without_versions(report: ReportFile, name: str) -> Problem:
    """Return that there is no file with the versions of a report."""
    expected = f"changes/{name}.yml with the versions of the report"
    return Problem(report.at("id"), f"no versions of {name}", expected, "add that file")


def unfit_reader(report: ReportFile, name: str) -> Iterator[tuple[str, str, str]]:
    """Yield why a person cannot sign off texts of a report, what was expected, and what to do."""
    if not report.authors:
        wrong, remedy = f"no author of the texts of {report.id} is stated", "add 'authors: [NAME, …]' to its file"
        yield wrong, "who wrote them, so that someone else reads them", remedy
    elif any(_words_of(name) == _words_of(author) for author in report.authors):
        yield f"{name} is an author of the texts of {report.id}", "a second person", "let someone else read them"


def _words_of(name: str) -> list[str]:
    """The words of a name, in one order: "Doe, Jane" is "Jane Doe"."""
    return sorted(re.findall(r"\w+", unicodedata.normalize("NFKC", name).casefold()))


def _report(evidence: Evidence, report: ReportFile) -> Iterator[Problem]:
    if report.index_study not in report.studies:
        wrong, expected = f"index_study {report.index_study!r}", f"one of its studies: {', '.join(report.studies)}"
        yield Problem(report.at("index_study"), wrong, expected, "add it to 'studies', or name another one")
    if study := evidence.studies.get(report.index_study):
        yield from undeclared_below(report, {"estimate": study.estimates})
    studies = [evidence.studies[name] for name in report.studies if name in evidence.studies]
    for one, other in combinations((each for each in studies if each.vocabulary.outcomes), 2):
        first = {each.id: each for each in one.vocabulary.outcomes}
        for outcome in other.vocabulary.outcomes:
            if outcome.id in first and first[outcome.id] != outcome:
                wrong = f"outcome {outcome.id!r} has another meaning in {one.id}, and {report.id} reports both"
                remedy = "rename one, or move it to the vocabulary.yml that all studies share"
                yield Problem(outcome.at("id"), wrong, "one meaning in a report", remedy)


def _question(evidence: Evidence, question: QuestionFile) -> Iterator[Problem]:
    rated = question.outcomes
    reported = {name for each in evidence.reports.values() if each.question == question.id for name in each.studies}
    studies = [evidence.studies[name] for name in reported & evidence.studies.keys()]
    names = (*evidence.vocabulary.names, *(each for study in studies for each in study.vocabulary.names))
    declared = {*evidence.outcomes, *(each.id for study in studies for each in study.vocabulary.outcomes)}
    yield from undeclared_below(rated, {"outcome": declared})
    seen: set[str] = set()
    for name in rated.ids:
        if name in seen:
            yield Problem(rated.at(), f"outcome {name!r} twice", "one importance for each", "remove one of them")
        seen.add(name)
    for owner, key, text in texts(question, "prose", "label"):
        yield from braces(owner, key, text)
        if numeral := prose.typed_numeral(text, names):
            wrong = f"numeral {numeral!r} in {text!r}"
            yield Problem(
                owner.at(key), wrong, "words", "write it in words, or declare the name that holds it in vocabulary.yml"
            )
