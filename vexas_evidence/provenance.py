"""Provenance records: for each number what every source prints, where, of what kind, how derived."""

from __future__ import annotations

from collections.abc import Iterator

from vexas_evidence import derive
from vexas_evidence.intervals import INTERVALS
from vexas_evidence.model import Estimate, Reading, Standing
from vexas_evidence.numbers import (
    BASE_NOT_STATED,
    NOT_APPLICABLE,
    Medium,
    Numbers,
    anchor,
    escape_markdown,
    plain,
    to_markdown,
)

MARKS: dict[Standing, str] = {
    "ruled-out": "Ruled out: shown only to say why it cannot be.",
    "sensitivity": "Sensitivity: a value under an assumption that no source states.",
}
Field = tuple[str, str]


def records(numbers: Numbers, where: Medium) -> Iterator[str]:
    """Yield one Markdown block for each estimate and each derived value, in the ledger's order."""
    for estimate in numbers.study.estimates.values():
        yield _block(estimate.id, _title(numbers, estimate), _estimate_fields(numbers, estimate, where), where)
    for name, value in numbers.derived.items():
        body = _block(name, plain(numbers.pieces(value.label)), _derived_fields(numbers, name), where)
        yield body if value.standing == "plain" else marked(value.standing, f"\n\n{body}")


def fields(numbers: Numbers, name: str) -> list[Field]:
    """Return the record of one number as labels and plain texts. Raises KeyError for an unknown one."""
    if name in numbers.study.estimates:
        estimate = numbers.study.estimates[name]
        return [("Outcome", _title(numbers, estimate)), *_plain_fields(numbers, estimate)]
    value = numbers.derived[name]
    return [
        ("Value", plain(numbers.pieces(value.label))),
        *([("Standing", MARKS[value.standing])] if value.standing != "plain" else []),
        *_derived_plain(numbers, name),
    ]


def marked(standing: Standing, markdown: str) -> str:
    """Wrap Markdown in the element that says, in words too, what standing its numbers have."""
    return f"::: {{.{standing}}}\n**{escape_markdown(MARKS[standing])}** {markdown}\n:::"


def locator(numbers: Numbers, reading: Reading) -> str:
    """Write where a reading stands, e.g. "Summary, Key Findings, Molecular Response, sentence 1 (secondary)"."""
    source = numbers.evidence.sources[reading.source]
    if source.seen == "part":
        return f"{source.short}, passage {reading.paragraph} of the excerpt read ({source.tier})"
    paragraph = f"paragraph {reading.paragraph}" if reading.paragraph.isdigit() else reading.paragraph
    return f"{source.short}, {reading.section}, {paragraph}, sentence {reading.sentence} ({source.tier})"


def _title(numbers: Numbers, estimate: Estimate) -> str:
    when = numbers.when(estimate).text
    return numbers.label(estimate) if when == NOT_APPLICABLE else f"{numbers.label(estimate)}, {when}"


def _plain_fields(numbers: Numbers, estimate: Estimate) -> list[Field]:
    population = numbers.study.populations[estimate.population]
    told: list[Field] = [
        ("Identifier", estimate.id),
        ("Number", f"{numbers.value(estimate).text} (reported)"),
    ]
    whom = plain(numbers.pieces(population.label))
    if whom != NOT_APPLICABLE:
        told.append(("Out of whom", whom))
    told += [("Printed", f"“{reading.printed}”: {locator(numbers, reading)}") for reading in estimate.readings]
    is_base = population.base.status == "reported" and population.base.estimate == estimate.id
    if base := None if is_base else derive.base_for(numbers.study, estimate):
        told.append(("Base", f"{base.value} ({base.kind}): {base.formula}"))
    elif not is_base and estimate.measure in ("proportion", "count", "median", "range"):
        told.append(("Base", BASE_NOT_STATED))
    if population.base.note:
        told.append(("On the base", plain(numbers.pieces(population.base.note))))
    if count := derive.count_of(numbers.study, estimate):
        told.append(("Count", f"{count.value} ({count.kind}): {count.formula}"))
    if percent := numbers.percent(estimate):
        told.append(("Percentage", f"{percent.text} (derived): count ÷ base"))
    for method in INTERVALS:
        if interval := derive.interval_of(numbers.evidence, numbers.study, estimate, method):
            told.append(("Interval", f"{interval.name} {interval.text} (derived)"))
    if estimate.note:
        told.append(("Note", plain(numbers.pieces(estimate.note))))
    return told


def _estimate_fields(numbers: Numbers, estimate: Estimate, where: Medium) -> list[Field]:
    """The plain fields as Markdown; texts with references keep their links."""
    population = numbers.study.populations[estimate.population]
    linked = {"On the base": population.base.note, "Note": estimate.note}
    return [
        (label, to_markdown(numbers.pieces(linked[label] or ""), where) if linked.get(label) else escape_markdown(text))
        for label, text in _plain_fields(numbers, estimate)
    ]


def _derived_plain(numbers: Numbers, name: str) -> list[Field]:
    value = numbers.derived[name]
    return [
        ("Identifier", name),
        ("Number", f"{_parts(value.parts)} ({value.kind})"),
        ("Rule", value.rule),
        ("Formula", value.formula),
        ("Inputs", ", ".join(value.inputs)),
    ]


def _parts(parts: dict[str, str]) -> str:
    """The parts of a derived value, each with its name; a lone value needs none."""
    if set(parts) == {"value"}:
        return parts["value"]
    return "; ".join(f"{name.replace('-', ' ')} {text}" for name, text in parts.items())


def _derived_fields(numbers: Numbers, name: str) -> list[Field]:
    inputs = ", ".join(f"[{escape_markdown(each)}](#{anchor(each)})" for each in numbers.derived[name].inputs)
    return [
        (label, inputs if label == "Inputs" else escape_markdown(text)) for label, text in _derived_plain(numbers, name)
    ]


def _block(name: str, title: str, told: list[Field], where: Medium) -> str:
    if where == "docx":  # Word has no definition list: one line a field keeps a record together
        body = "\\\n".join(f"{label}: {text}" for label, text in told)
    else:
        body = "\n\n".join(f"{label}\n:   {text}" for label, text in told)
    heading = f"### {escape_markdown(title)} {{.unnumbered .unlisted}}"
    return f":::: {{#{anchor(name)} .record}}\n{heading}\n\n{body}\n::::"
