"""Whether reading a source lost a digit: each of its digits must stand in a token or in a name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from vexas_evidence.sources.sentences import Document
from vexas_evidence.system.problems import Place, Problem
from vexas_evidence.text.tokens import loose_digits, normalise


def lost_digits(document: Document) -> Iterator[Problem]:
    """Yield a problem for each sentence with digits in no token and no name, and for digits that no sentence has."""
    for each in document.sentences:
        if loose := loose_digits(each.text):
            where = f"{each.section}, paragraph {each.paragraph}, sentence {each.number}"
            yield _problem(document.name, f"digits {loose} of {where} are in no token and no name")
    read = _digits([*(each.text for each in document.sentences), *document.omitted])
    for digit, count in sorted((_digits(text for _, text in document.shown) - read).items()):
        where = _first_place(document)
        yield _problem(document.name, f"{where}: digit {digit} stands {count} times more in the file than was read")
        return


def _problem(name: str, wrong: str) -> Problem:
    return Problem(Place(name), wrong, "every digit in a token", "save this part as plain text, and report the file")


def _digits(texts: Iterator[str] | list[str]) -> Counter[str]:
    return Counter(character for text in texts for character in re.findall(r"\d", normalise(text)))


def _first_place(document: Document) -> str:
    """Return the first place of the file with a number that no sentence has."""
    known = Counter(run for each in document.sentences for run in re.findall(r"\d+", normalise(each.text)))
    known.update(run for text in document.omitted for run in re.findall(r"\d+", normalise(text)))
    for place, text in document.shown:
        runs = Counter(re.findall(r"\d+", normalise(text)))
        if runs - known:
            return f"{place}, at {next(iter(runs - known))}"
        known -= runs
    return document.shown[0][0]
