"""The number of participants whom the results of a population are out of, as a reviewer enters it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from vexas_evidence.analysis.lift.likeness import is_bare, number_in
from vexas_evidence.analysis.percentages import contradiction
from vexas_evidence.analysis.review.decided import Decided, write_decision
from vexas_evidence.analysis.review.new_names import (
    NewOutcome,
    NewTimepoint,
    Texts,
    add_outcome,
    add_timepoint,
    free_id,
    rate_outcome,
    text_of,
)
from vexas_evidence.analysis.review.reviewer import Pick, Reviewer, evidence_seen, reading_of
from vexas_evidence.analysis.verbal_readings import WordsPlace
from vexas_evidence.load.additions import estimate_lines, new_file, with_item, with_value
from vexas_evidence.load.edit import entry, flow, scalar
from vexas_evidence.model import Evidence, Reading
from vexas_evidence.sources.context import CELLS, Context
from vexas_evidence.system.problems import Place, nearest, one
from vexas_evidence.text.agreement import in_digits
from vexas_evidence.text.late import in_any_case
from vexas_evidence.text.tokens import part_of
from vexas_evidence.text.words import WHO

_NAMED = in_any_case(r"\bn\s*=\s*$")
_PEOPLE = in_any_case(rf"\s?(?:{WHO})(?!\w)")
_SIZE = ("patients-included", "inclusion")
"""The outcome and the time of a number of participants, where the study has no other for it."""


def sizes_offered(reviewer: Reviewer, pick: Pick) -> Iterator[tuple[str, Pick]]:
    """Yield the numbers that picked tokens may be out of, with the picks that read them: those printed with them, in
    the head of their column, and in their sentence, as far as their percentage fits.
    """
    context, reading = reviewer.contexts[pick.place], reading_of(reviewer, pick)
    texts = [context.text[start:end] for start, end in context.spans]
    for token in range(pick.token, (pick.to or pick.token) + 1):
        if own := part_of(texts[token - 1], "denominator"):
            yield own, Pick(pick.place, token, part="denominator")
            return
    yield from sizes_of_column(reviewer, pick)
    own_number = number_in(reading.shown)
    count = own_number.count if own_number else None
    for token, text in enumerate(texts, start=1):
        found = number_in(text)
        is_other = not pick.token <= token <= (pick.to or pick.token)
        if is_other and found and is_bare(text) and not found.unit and found.value > 1 and CELLS not in context.text:
            size = int(found.value)
            if (
                own_number is None
                or count is None
                or (count <= size and (own_number.unit != "%" or contradiction(own_number, count, size) is None))
            ):
                yield in_digits(text), Pick(pick.place, token)


def sizes_of_column(reviewer: Reviewer, pick: Pick) -> Iterator[tuple[str, Pick]]:
    """Yield the sizes that the heads above a number print, "n = 68" or "68 cases", with the picks that read them."""
    column, table = reviewer.contexts[pick.place].column_of(pick.token), pick.place[1].partition(", row ")[0]
    for place, head in reviewer.contexts.items() if column else ():
        is_head = place[0] == pick.place[0] and place[1].startswith(f"{table}, ") and not any(head.columns)
        for token in range(1, len(head.spans) + 1) if is_head else ():
            if _is_size(head, token) and head.cell(token) in (column or ""):
                yield head.between(token, token), Pick(place, token)


def _is_size(context: Context, token: int) -> bool:
    """Whether a whole number counts participants: "n = 68", "68 cases"."""
    start, end = context.spans[token - 1]
    of_people = _NAMED.search(context.text[:start]) or _PEOPLE.match(context.text, end)
    return bool(of_people) and context.text[start:end].replace(",", "").isdigit()


def add_size(reviewer: Reviewer, evidence: Evidence, population: str, size: Pick, texts: Texts, part: str = "") -> None:
    """Make picked tokens the denominator of a population, by an estimate of its participants, or of a *part* of all."""
    reading, study, folder = reading_of(reviewer, size, "count"), evidence.study, reviewer.folder
    denominators = (each.denominator.estimate for each in study.populations.values())
    first = next((study.estimates[each] for each in denominators if each in study.estimates), None)
    outcome, timepoint = (first.outcome, first.timepoint) if first else _SIZE
    if outcome not in evidence.outcomes_of(study):
        outcome = add_outcome(folder, evidence, NewOutcome("Participants", "Study population", "characteristic"), texts)
    if timepoint not in evidence.timepoints_of(study):
        timepoint = add_timepoint(folder, evidence, NewTimepoint("at inclusion"), texts)
    if part:
        outcome = outcome_of_part(reviewer, evidence, part, (outcome, timepoint), texts)
    rate_outcome(folder, evidence, outcome, texts)
    taken = {*study.estimates, *study.derivations}
    name = free_id("-".join((outcome, population)), taken)
    of = {"outcome": outcome, "population": population, "timepoint": timepoint, "measure": "count"}
    write_estimate(reviewer, {"id": name, **of}, reading, texts)
    name_denominator(reviewer, evidence, population, name, reading, texts)


def outcome_of_part(reviewer: Reviewer, evidence: Evidence, part: str, of: tuple[str, str], texts: Texts) -> str:
    """Name the number of a part of the participants, as of those assessed, as an outcome, and return its id.

    The numbers of arms that stand as the outcome and at the time *of* all participants become numbers of the part too.
    """
    study, path = evidence.study, reviewer.estimates_file
    known = evidence.outcomes_of(study).get(of[0])
    new = NewOutcome(part, known.group if known else "Study population", "characteristic")
    name = add_outcome(reviewer.folder, evidence, new, texts)
    for each in study.results.estimates:
        if (each.outcome, each.timepoint) == of and each.measure == "count" and study.arm_of(each):
            text = text_of(reviewer.folder, path, texts)
            texts[path] = with_value(text, ["estimates", each.id, "outcome"], name)
    return name


def give_denominator(reviewer: Reviewer, name: str) -> Decided:
    """Say that the number of an estimate is that of the participants whom the results of its population are out of."""
    evidence = evidence_seen(reviewer)
    if name not in evidence.study.estimates:
        known = nearest(name, evidence.study.estimates)
        raise one(Place("estimate"), f"no estimate {name!r}", "the id of an estimate", known)
    estimate = evidence.study.estimates[name]
    read = [each for each in estimate.readings if each.source == reviewer.source]
    if reviewer.is_second or not read:
        wrong, remedy = f"{name} is not read in {reviewer.source} by the first reviewer", "accept a reading of it first"
        raise one(Place("estimate"), wrong, "a reading of this source", remedy)
    texts: Texts = {}
    name_denominator(reviewer, evidence, estimate.population, name, read[0], texts)
    return write_decision(reviewer, texts)


def name_denominator(
    reviewer: Reviewer, evidence: Evidence, population: str, estimate: str, reading: Reading, texts: Texts
) -> None:
    """Name an estimate as the denominator of its population, with the sentence that prints it."""
    path = Path("studies") / reviewer.study / "study.yml"
    keys = ("source", "section", "paragraph", "sentence")
    place = {key: getattr(reading, key) for key in keys}
    statement = evidence.ledgers[reading.source].by_place[reading.place]
    place["fingerprint"] = WordsPlace(reading, statement, "", True).fingerprint
    written = flow({"status": "reported", "estimate": estimate, "readings": [place]})
    texts[path] = with_value(text_of(reviewer.folder, path, texts), ["populations", population, "denominator"], written)


def write_estimate(reviewer: Reviewer, values: dict[str, object], reading: Reading, texts: Texts) -> None:
    """Put an estimate with its first reading at the end of the reviewer's own file."""
    path, lines = reviewer.estimates_file, estimate_lines(values, [entry(reading)])
    before = own_text(reviewer, texts) if reviewer.is_second else text_of(reviewer.folder, path, texts)
    texts[path] = with_item(before, ["estimates"], *lines)


def own_text(reviewer: Reviewer, texts: Texts) -> str:
    """Return the file of a second reviewer, begun where there is none."""
    head = (f"extractor: {scalar(reviewer.name)}", f"source: {reviewer.source}")
    return text_of(reviewer.folder, reviewer.estimates_file, texts, new_file("extraction", 3, *head))
