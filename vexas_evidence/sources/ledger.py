"""The ledger of a source: the place, the fingerprint and the number tokens of each sentence.

It proves that a number stands where a reading says, without a sentence of the text. Whoever holds the text can
compare the two.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from vexas_evidence.load.yaml import quoted
from vexas_evidence.model import Ledger, Seen, Statement
from vexas_evidence.sources.sentences import Sentence
from vexas_evidence.text.tokens import normalise, texts_of, tokens

_QUOTES = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'}
)


def make_ledger(source: str, sentences: Iterable[Sentence], seen: Seen = "whole") -> Ledger:
    """Return the ledger of a source of that id, made of its sentences in order."""
    statements = tuple(
        Statement(
            section=sentence.section,
            paragraph=sentence.paragraph,
            sentence=sentence.number,
            fingerprint=fingerprint(sentence.text),
            tokens=texts_of(tokens(sentence.text)),
        )
        for sentence in sentences
    )
    return Ledger(format=3, source=source, seen=seen, digest=digest(statements), statements=statements)


def digest(statements: Iterable[Statement]) -> str:
    """Return the SHA-256 of statements, which shows whether a ledger was edited by hand."""
    lines = "\n".join(
        "\t".join((each.section, each.paragraph, str(each.sentence), each.fingerprint, *each.tokens))
        for each in statements
    )
    return hashlib.sha256(lines.encode("utf-8")).hexdigest()


def fingerprint(sentence: str) -> str:
    """Return the SHA-256 of a sentence without its layout.

    Spaces, the form of quotes and dashes, and hyphens between letters do not matter, as a line break may add or hide
    them. Next to a digit they stay in the tokens.
    """
    plain = "".join(normalise(sentence).translate(_QUOTES).split())
    joined = re.sub(r"(?<![\d.])-+(?![\d.])", "", plain)
    return hashlib.sha256(joined.encode("utf-8")).hexdigest()


def write_ledger(ledger: Ledger) -> str:
    """Return a ledger as YAML with one sentence a line, so that a diff shows single sentences."""
    lines = [
        "# yaml-language-server: $schema=../schema/ledger.json",
        "# A ledger: where each sentence of the source stands, its fingerprint and its numbers; no sentence is stored.",
    ]
    lines += [f"format: {ledger.format}", f"source: {ledger.source}"]
    lines += [f"seen: {ledger.seen}", f"digest: {ledger.digest}", "statements:"]
    for each in ledger.statements:
        numbers = ", ".join(map(quoted, each.tokens))
        place = f"section: {quoted(each.section)}, paragraph: {quoted(each.paragraph)}, sentence: {each.sentence}"
        lines.append(f"  - {{{place}, tokens: [{numbers}], fingerprint: {each.fingerprint}}}")
    return "\n".join(lines) + "\n"
