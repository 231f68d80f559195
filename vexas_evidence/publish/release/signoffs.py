"""Texts of a report that a second, named person has read against their numbers, and what is new to read of the others.

No rule can tell whether a sentence fits its numbers as a reader can. A text is signed off as it is rendered, with its
numbers: where a word or a number of it changes, its sign-off is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.load.edit import read_exactly, with_entries
from vexas_evidence.load.folder import load
from vexas_evidence.load.names.reports import unfit_reader
from vexas_evidence.model import Signoff
from vexas_evidence.model.question import fingerprint_of
from vexas_evidence.present.spans import to_line
from vexas_evidence.publish.release.diff_words import differing_sentences
from vexas_evidence.publish.release.release_file import ReleaseSignoff
from vexas_evidence.publish.release.stated_texts import texts_of
from vexas_evidence.system.grouping import grouped
from vexas_evidence.system.problems import BadInput, Problem

EMPTY = "format: 3\nsignoffs: []\n"


@dataclass(frozen=True, slots=True)
class TextToRead:
    """A text as it is rendered with its numbers, and its last sign-off, which may be of an earlier text."""

    id: str
    label: str
    text: str
    last: Signoff | None

    @property
    def is_signed_off(self) -> bool:
        """Whether someone has read it as it is now."""
        return self.last is not None and self.last.fingerprint == fingerprint_of(self.text)


def texts_to_read(numbers: Numbers) -> tuple[TextToRead, ...]:
    """Return the texts of the report on a study, in their order, each with its last sign-off."""
    last = {each.text: each for each in numbers.evidence.signoffs if each.report == numbers.evidence.report.id}
    texts = [(each.id, each.label, words) for each in texts_of(numbers) for words in each.words.values()]
    for claim in numbers.study.narrative.claims:
        words_of = filter(None, (claim.text, claim.note))
        texts += [(f"claim-{claim.id}", f"Claim: {claim.text}", words) for words in words_of]
    found = []
    for name, parts in grouped(texts, lambda each: each[0]).items():
        label, text = parts[0][1], " ".join(to_line(numbers.spans(part)) for _, _, part in parts)
        found.append(TextToRead(name, to_line(numbers.spans(label)), text.strip(), last.get(name)))
    return tuple(found)


def signed_off(data: Path, numbers: Numbers, texts: Iterable[TextToRead], name: str) -> dict[Path, str]:
    """Return the text of ``signoffs.yml`` with texts signed off by a person today, by its path in the data folder.

    Raises BadInput for an author of the texts, and where no author is stated.
    """
    report = numbers.evidence.report
    if faults := [Problem(report.at("authors"), *fault) for fault in unfit_reader(report, name)]:
        raise BadInput(faults)
    path = Path("signoffs.yml")
    text = read_exactly(data / path) if (data / path).exists() else EMPTY
    day = date.today().isoformat()
    added = [
        Signoff.model_validate(
            {"report": report.id, "text": each.id, "by": name, "on": day}
            | {"fingerprint": fingerprint_of(each.text), "read": each.text}
        )
        for each in texts
    ]
    return {path: with_entries(text, "signoffs", load(data).signoffs, added)}


def recorded(texts: tuple[TextToRead, ...]) -> dict[str, tuple[ReleaseSignoff, ...] | tuple[str, ...]]:
    """Return what a release keeps: who has read which text and when, and the ids of those that nobody has read."""
    signed = ((each.id, each.last) for each in texts if each.last and each.is_signed_off)
    return {
        "signoffs": tuple(ReleaseSignoff(text=name, by=last.by, on=last.on) for name, last in signed),
        "unread": tuple(each.id for each in texts if not each.is_signed_off),
    }


def summary(texts: tuple[TextToRead, ...]) -> str:
    """Return how many texts are signed off and how many are not, in a few words."""
    signed = sum(each.is_signed_off for each in texts)
    return f"{signed} signed off by a second person, {len(texts) - signed} unread"


def lines_to_read(texts: tuple[TextToRead, ...]) -> Iterator[str]:
    """Yield what is to be read: a text whole, or what is new of one that was signed off before."""
    for each in texts:
        if each.is_signed_off:
            continue
        if each.last is None:
            yield from (f"{each.id} ({each.label})", f"  {each.text}")
            continue
        yield f"{each.id} ({each.label}), changed since {each.last.by} read it on {each.last.on}"
        old, new = differing_sentences(each.last.read, each.text)
        yield from (f"  read  {old or '–'}", f"  now   {new or '–'}")
