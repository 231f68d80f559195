"""Provenance records: for each number what every source prints, where, of what kind, how derived."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from vexas_evidence import derive
from vexas_evidence.derive import Whole
from vexas_evidence.intervals import INTERVALS
from vexas_evidence.model import Declaration, Estimate, Judgement, Kind, Locator, Reading, Standing
from vexas_evidence.numbers import BASE_NOT_STATED, NOT_APPLICABLE, Numbers
from vexas_evidence.page import Markdown, Writer, blocks, run
from vexas_evidence.pieces import Pieces, Record, Shown, Words, anchor, escape_markdown, joined, plain, unlinked
from vexas_evidence.text.numerals import NumeralClass

MARKS: dict[Standing, str] = {
    "ruled-out": "Ruled out: shown only to say why it cannot be.",
    "sensitivity": "Sensitivity: a value under an assumption that no source states.",
}
_BRIEFLY = (
    "Identifier",
    "Out of whom",
    "Printed",
    "Base",
    "Count",
    "Formula",
    "Rating",
    "Judged by",
    "Judged on",
    "Reason",
    "Supersedes",
)
Field = tuple[str, str]
Told = tuple[str, Pieces]


def records(writer: Writer) -> Iterator[Markdown]:
    """Yield one block for each estimate and each derived value, in the ledger's order."""
    numbers = writer.numbers
    for estimate in numbers.study.estimates.values():
        yield _block(writer, estimate.id, _title(numbers, estimate), _estimate_fields(numbers, estimate))
    for name, value in numbers.derived.items():
        body = _block(writer, name, unlinked(numbers.pieces(value.label)), _derived_fields(numbers, name))
        yield body if value.standing == "plain" else marked(value.standing, run("\n\n", body))
    for judgement in numbers.judgements.values():
        title = judgement_title(numbers, judgement)
        yield _block(writer, judgement.id, title, _judgement_fields(numbers, judgement))


def brief(writer: Writer, name: str) -> Markdown:
    """The record of one number in a line or two, for a document that has no room for whole records."""
    numbers = writer.numbers
    if estimate := numbers.study.estimates.get(name):
        title, told = _title(numbers, estimate), _estimate_fields(numbers, estimate)
    elif judgement := numbers.judgements.get(name):
        title, told = judgement_title(numbers, judgement), _judgement_fields(numbers, judgement)
    else:
        title, told = unlinked(numbers.pieces(numbers.derived[name].label)), _derived_fields(numbers, name)
    lines: list[str | Markdown] = ["**", writer.say(*title), ".**"]
    for label, pieces in told:
        if label in _BRIEFLY:
            end = "" if plain(pieces).endswith(".") else "."
            lines += [f" {label}: ", writer.say(*unlinked(pieces)), end]
    head = f'::: {{#{anchor(name)} .brief custom-style="Compact" typst:text:size="8pt"}}\n'
    return run(head, *lines, "\n:::")


def judged_in_line(numbers: Numbers, judgement: Judgement) -> Pieces:
    """A judgement in a line: of what, its rating, by whom, in which role, when, and why."""
    day = Words(judgement.date.isoformat(), "date")
    return (
        *judgement_title(numbers, judgement),
        ": ",
        Shown(judgement.rating, "judged", judgement.id),
        f". {judgement.rater}, {judgement.role}, ",
        day,
        ". Reason: ",
        *numbers.pieces(judgement.reason),
        *((" Supersedes: ", Record(judgement.supersedes), ".") if judgement.supersedes else ()),
    )


def fields(numbers: Numbers, name: str) -> list[Field]:
    """Return the record of one number as labels and plain texts. Raises KeyError for an unknown one."""
    if name in numbers.study.estimates:
        estimate = numbers.study.estimates[name]
        return [("Outcome", plain(_title(numbers, estimate))), *_plain(_estimate_fields(numbers, estimate))]
    if judgement := numbers.judgements.get(name):
        title = plain(judgement_title(numbers, judgement))
        return [("Judgement", title), *_plain(_judgement_fields(numbers, judgement))]
    value = numbers.derived[name]
    return [
        ("Value", plain(numbers.pieces(value.label))),
        *([("Standing", MARKS[value.standing])] if value.standing != "plain" else []),
        *_plain(_derived_fields(numbers, name)),
    ]


def marked(standing: Standing, body: Markdown) -> Markdown:
    """Wrap a piece in the element that says, in words too, what standing its numbers have."""
    return run(f"::: {{.{standing}}}\n**{escape_markdown(MARKS[standing])}** ", body, "\n:::")


def locator(numbers: Numbers, reading: Reading) -> str:
    """Write where a reading stands, e.g. "Summary, Key Findings, Molecular Response, sentence 1 (secondary)"."""
    source = numbers.evidence.sources[reading.source]
    return f"{source.short}, {place_in(numbers, reading)} ({source.tier})"


def place_in(numbers: Numbers, reading: Locator) -> str:
    """Write where in its source something stands, e.g. "Key Findings, Molecular Response, sentence 1"."""
    if numbers.evidence.sources[reading.source].seen == "part":
        return f"passage {reading.paragraph} of the excerpt read"
    paragraph = f"paragraph {reading.paragraph}" if reading.paragraph.isdigit() else reading.paragraph
    return f"{reading.section}, {paragraph}, sentence {reading.sentence}"


def _title(numbers: Numbers, estimate: Estimate) -> Pieces:
    when = numbers.when(estimate).text
    label = numbers.label(estimate)
    return (label,) if when == NOT_APPLICABLE else (label, ", ", Words(when, "timepoint"))


def _estimate_fields(numbers: Numbers, estimate: Estimate) -> list[Told]:
    population = numbers.study.populations[estimate.population]
    told: list[Told] = [
        ("Identifier", (Words(estimate.id, "name"),)),
        ("Number", (*unlinked((numbers.value(estimate),)), " (reported)")),
    ]
    whom = unlinked(numbers.pieces(population.label))
    if plain(whom) != NOT_APPLICABLE:
        told.append(("Out of whom", whom))
    if (when := numbers.when(estimate).text) != NOT_APPLICABLE:
        told.append(("By when", (Words(when, "timepoint"),)))
    told += [
        ("Printed", (Words(f"“{reading.printed}”", "estimate"), ": ", Words(locator(numbers, reading), "locator")))
        for reading in estimate.readings
    ]
    if known := derive.known_base(numbers.study, estimate):
        _, base = known
        told.append(("Base", _whole(base) if base else (BASE_NOT_STATED,)))
    if population.base.note:
        told.append(("On the base", numbers.pieces(population.base.note)))
    if count := derive.count_of(numbers.study, estimate):
        told.append(("Count", _whole(count)))
    if percent := numbers.percent(estimate):
        told.append(("Percentage", (*unlinked((percent,)), " (derived): count ÷ base")))
    for method in INTERVALS:
        if interval := derive.interval_of(numbers.evidence, numbers.study, estimate, method):
            name = Words(f"{interval.name} ", "confidence level")
            told.append(("Interval", (name, Words(interval.text, "derived"), " (derived)")))
    if estimate.note:
        told.append(("Note", numbers.pieces(estimate.note)))
    told += [
        ("Sources differ", difference(numbers, declaration))
        for declaration in numbers.evidence.declared
        if declaration.estimate == estimate.id
    ]
    return [*told, ("Checked", (_checked(numbers, estimate),))]


def difference(numbers: Numbers, declaration: Declaration) -> Pieces:
    """Say what one source prints and what stands elsewhere, and the reason that both are shown."""
    source = numbers.evidence.sources[declaration.source].short
    found, expected = (Words(f"“{text}”", "estimate") for text in (declaration.found, declaration.expected))
    return (found, f" in {source}, ", expected, " elsewhere. ", declaration.reason)


def _checked(numbers: Numbers, estimate: Estimate) -> str:
    """Say what the readings of an estimate were compared with."""
    anchored = all(reading.token is not None for reading in estimate.readings)
    tiers = {numbers.evidence.sources[reading.source].tier for reading in estimate.readings}
    ledger = "each reading found in the ledger of its source" if anchored else "not found in the ledger of its source"
    article = "checked against the article" if "primary full text" in tiers else "not checked against the article"
    return f"{ledger}; {article}"


def _whole(whole: Whole) -> Pieces:
    """A count or base with its kind and where it comes from."""
    kind = _class(whole.kind, "plain")
    return (Words(str(whole.value), kind), f" ({whole.kind}): ", Words(whole.formula, kind))


def judgement_title(numbers: Numbers, judgement: Judgement) -> Pieces:
    """What a judgement is of: the row of the summary of outcomes, and which certainty or domain."""
    row = next(row for row in numbers.study.appraisal.outcomes if row.id == judgement.outcome)
    return (f"{row.title}, {judgement.of.replace('-', ' ')}",)


def _judgement_fields(numbers: Numbers, judgement: Judgement) -> list[Told]:
    return [
        ("Identifier", (Words(judgement.id, "name"),)),
        ("Rating", (f"{judgement.rating} (judged)",)),
        ("Judged by", (f"{judgement.rater}, {judgement.role}",)),
        ("Judged on", (Words(judgement.date.isoformat(), "date"),)),
        ("Reason", numbers.pieces(judgement.reason)),
        *([("Supersedes", (Words(judgement.supersedes, "name"),))] if judgement.supersedes else []),
    ]


def _derived_fields(numbers: Numbers, name: str) -> list[Told]:
    value = numbers.derived[name]
    kind = _class(value.kind, value.standing)
    return [
        ("Identifier", (Words(name, "name"),)),
        ("Number", (Words(_parts(value.parts), kind), f" ({value.kind})")),
        ("Rule", (value.rule,)),
        ("Formula", (Words(value.formula, kind),)),
        ("Inputs", joined(", ", ((Record(each),) for each in value.inputs))),
        ("Checked", ("computed again from its inputs at each render; the inputs as their records say",)),
    ]


def _parts(parts: dict[str, str]) -> str:
    """The parts of a derived value, each with its name; a lone value needs none."""
    if set(parts) == {"value"}:
        return parts["value"]
    return "; ".join(f"{name.replace('-', ' ')} {text}" for name, text in parts.items())


def _class(kind: Kind, standing: Standing) -> NumeralClass:
    """The class of a number's own numerals; a standing that sets it apart comes first."""
    if standing != "plain":
        return standing
    return "estimate" if kind == "reported" else kind


def _plain(told: list[Told]) -> list[Field]:
    return [(label, plain(pieces)) for label, pieces in told]


def _block(writer: Writer, name: str, title: Pieces, told: list[Told]) -> Markdown:
    heading = run("### ", writer.say(*title), " {.unnumbered .unlisted}")
    fields = [(label, writer.say(*pieces)) for label, pieces in told]
    if writer.where == "docx":  # Word has no definition list: one line a field keeps a record together
        lines = [run("\\\n" if at else "", f"{label}: ", text) for at, (label, text) in enumerate(fields)]
        body = [run(*lines)]
    else:
        body = [
            run(label, *(part for _, text in of_label for part in ("\n:   ", text)))
            for label, of_label in groupby(fields, key=itemgetter(0))
        ]
    return run(f":::: {{#{anchor(name)} .record}}\n", blocks(heading, *body), "::::")
