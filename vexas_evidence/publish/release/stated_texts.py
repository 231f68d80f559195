"""The texts of a study from which a reader takes what it shows, each with an id of its own and a name to read.

Key points, claims and the panel's entry are kinds of record by themselves; here stand all of them but the
claims: the question, what was compared and defined, plain language, figures, limits, views, the panel's facts,
the journal club.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.wording.estimate_words import Register
from vexas_evidence.analysis.wording.statement_text import lead_of, text_of
from vexas_evidence.model import Answer, JournalClub, KeyPoint, Locator, Narrative, Passage, Standing, Study
from vexas_evidence.publish.release.release_file import RecordKind
from vexas_evidence.publish.release.vocabulary_records import stated


@dataclass(frozen=True, slots=True)
class StatedText:
    """One text: its id among all of a release, the name by which a reader finds it, and its words by part."""

    id: str
    label: str
    words: dict[str, str]
    rests_on: tuple[str, ...] = ()
    readings: tuple[Locator, ...] = ()
    kind: RecordKind = "text"


def texts_of(numbers: Numbers) -> Iterator[StatedText]:
    """Yield the texts of a study. Equal ids are parts of one text."""
    study = numbers.study
    narrative, appraisal = study.narrative, study.appraisal
    outcomes = {name: outcome.label for name, outcome in numbers.outcomes.items()}
    yield from _about(study, numbers.evidence.question.text, outcomes)
    yield from _first_screen(numbers)
    for point in narrative.key_points:
        label = fixed("stated.key-point", title=point.title)
        yield StatedText(f"key-point-{point.id}", label, _passage(numbers, point), kind="key point")
    for each in appraisal.entry:
        label = fixed("stated.entry", title=each.title)
        yield StatedText(f"entry-{each.id}", label, _passage(numbers, each), kind="entry")
    for point in narrative.plain:
        name, label = f"plain-{point.id.removeprefix('plain-')}", fixed("stated.plain", title=point.title)
        yield StatedText(name, label, _passage(numbers, point, "plain"))
    yield from _figures(narrative)
    for each in narrative.limits:
        label = fixed("stated.limit", title=each.title)
        yield StatedText(f"limit-{each.id}", label, _passage(numbers, each))
    for view in narrative.views:
        words = {"holder": view.holder, "text": view.text}
        yield StatedText(f"view-{view.id}", fixed("stated.view", holder=view.holder), words, readings=view.readings)
    yield from _panel(study)
    if study.journal:
        yield from _journal(study.journal)


def _first_screen(numbers: Numbers) -> Iterator[StatedText]:
    """The topic, the lead and the tiles, and what the card of the plain page says beside its numbers."""
    narrative = numbers.study.narrative
    if shown := narrative.first_screen:
        yield StatedText("topic", fixed("stated.topic"), {"title": shown.topic, "text": lead_of(numbers, shown)})
        for tile in shown.tiles:
            words = stated(title=tile.title, numbers=", ".join((*tile.of, *tile.not_stated)), note=tile.note)
            yield StatedText(f"tile-{tile.id}", fixed("stated.tile", title=tile.title), words)
    for number, part in enumerate(narrative.card, 1):
        words = stated(title=part.title, numbers=", ".join(part.of), note=part.note)
        words |= {"not stated": part.not_stated} if part.not_stated else {}
        yield StatedText(f"card-{number}", fixed("stated.plain", title=part.title), words)
    for name, texts in (("unknown", narrative.unknown), ("to-ask", narrative.to_ask)):
        if texts:
            label = fixed("stated.plain", title=section("stated.lists")[name])
            yield StatedText(name, label, {"text": "; ".join(texts)})


def _passage(numbers: Numbers, passage: Passage | KeyPoint, register: Register = "professional") -> dict[str, str]:
    text = text_of(numbers, passage, register)
    return {"title": passage.title, "text": text, **_standing(passage.standing)}


def _standing(standing: Standing) -> dict[str, str]:
    """The standing of a text, where its numbers are not to be read as plain ones."""
    return {} if standing == "plain" else {"standing": standing}


def _figures(narrative: Narrative) -> Iterator[StatedText]:
    if flow := narrative.flow:
        steps = [words for step in flow.steps for words in (step.gap, step.text, step.others) if words]
        words = {"title": flow.heading, "caption": flow.caption, "finding": flow.finding, "steps": "; ".join(steps)}
        yield StatedText("figure-flow", fixed("stated.figure", title=flow.heading), words)


def _about(study: Study, question: str, outcomes: dict[str, str]) -> Iterator[StatedText]:
    about = study.about
    article, curation = about.citation, about.curation
    names = stated(title=about.title, text=about.short_title, name=about.name)
    yield StatedText("title", fixed("stated.title"), names)
    yield StatedText("question", fixed("stated.question"), {"text": question})
    issue = f"{article.year}{f', {article.date}' if article.date else ''}"
    issue += f";{article.volume_and_pages}" if article.volume_and_pages else ""
    words = {"title": article.title, "text": f"{article.authors.rstrip('.')}. {article.journal}."}
    doi, pmid = (
        f" {name}: {known}." if known else "" for name, known in (("doi", article.doi), ("PMID", article.pmid))
    )
    words |= {"reference": f"{issue}.{doi}{pmid}"}
    yield StatedText("article", fixed("stated.article"), words, readings=article.readings)
    yield StatedText("conflicts-of-interest", fixed("curation.conflicts"), {"text": curation.conflicts_of_interest})
    words = {"curator": curation.extracted_by, "contact": curation.contact, "extracted on": f"{curation.extracted_on}"}
    words |= {"sources as of": f"{curation.sources_as_of}", "next review": f"{curation.next_review or ''}"}
    yield StatedText("curation", fixed("stated.curation"), words)
    if looked := curation.corrections_looked_for:
        words = {"text": f"{looked.found}, in {looked.where}"}
        yield StatedText("corrections", fixed("stated.corrections"), words)
    for prefix, findings in (("pico", study.about.pico), ("design", study.about.design)):
        for finding in findings:
            words = {"title": finding.label, "text": finding.text}
            label = fixed("stated.finding", label=finding.label)
            yield StatedText(f"{prefix}-{finding.id}", label, words, readings=finding.readings)
    for each in study.about.definitions:
        name, label = f"definition-{each.outcome}", fixed("stated.definition", outcome=outcomes[each.outcome])
        yield StatedText(name, label, {"text": each.text}, readings=each.readings)


def _panel(study: Study) -> Iterator[StatedText]:
    for row in study.appraisal.outcomes:
        label = fixed("stated.row", title=row.title)
        numbers = " ".join(f"{{{name}}}" for name in row.estimates)
        if row.critical_not_stated:
            numbers = fixed("stated.critical")
        words = {"title": row.title, "text": row.plain, "numbers": numbers}
        if row.definitions:
            words["definitions"] = "; ".join(row.definitions)
        yield StatedText(f"row-{row.id}", label, words)
    for each in study.appraisal.decision:
        label = fixed("stated.decision", criterion=section("decision.criteria")[each.criterion])
        yield StatedText(f"decision-{each.criterion}", label, {"text": each.text}, readings=each.readings)
    for answer in study.appraisal.questions:
        label = fixed("stated.series", question=section("appraisal.questions")[answer.question])
        yield StatedText(f"series-{answer.question}", label, {"text": answer.text}, readings=answer.readings)
    for fact in study.appraisal.domains:
        label = fixed("stated.domain", domain=section("domains.names")[fact.domain])
        yield StatedText(f"domain-{fact.domain}", label, {"text": fact.text}, readings=fact.readings)


def _journal(club: JournalClub) -> Iterator[StatedText]:
    for line in club.results:
        words = {"title": line.title, "text": line.text}
        yield StatedText(f"result-{line.id}", fixed("stated.result", title=line.title), words)
    for prompt in club.prompts:
        words = {"title": prompt.title, "text": prompt.text, **_answer(prompt.answer)}
        label = fixed("stated.prompt", title=prompt.title)
        yield StatedText(f"prompt-{prompt.id}", label, words, prompt.answer.rests_on, prompt.answer.readings)
    for asked in club.questions:
        words = {"text": asked.text, **_answer(asked.answer)}
        label = fixed("stated.discussion", name=_spoken(asked.id))
        yield StatedText(f"discussion-{asked.id}", label, words, asked.answer.rests_on, asked.answer.readings)
    for slide in club.slides:
        words = {"title": slide.title, "about": slide.whom, "notes": slide.notes, **_standing(slide.standing)}
        if slide.points:
            words["points"] = " ".join(slide.points)
        yield StatedText(f"slide-{slide.id}", fixed("stated.slide", name=_spoken(slide.id)), words)


def _answer(answer: Answer) -> dict[str, str]:
    return {"answer": answer.text, **_standing(answer.standing)}


def _spoken(name: str) -> str:
    return name.replace("-", " ")
