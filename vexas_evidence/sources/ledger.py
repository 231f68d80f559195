"""The ledger of a source: for each sentence its place, its fingerprint and its number tokens.

A ledger proves that a number stands where a reading says it does, without holding a sentence of
the text. Whoever holds the text can compare it with the ledger at any time.
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
    """Return the ledger of a source: for each sentence its place, fingerprint and number tokens.

    *seen* says whether the sentences are all of the source, or passages of it.
    """
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
    return Ledger(format=2, source=source, seen=seen, digest=digest(statements), statements=statements)


def digest(statements: Iterable[Statement]) -> str:
    """Return the SHA-256 of a ledger's statements, by which a ledger that was edited by hand is known."""
    told = "\n".join(
        "\t".join((each.section, each.paragraph, str(each.sentence), each.fingerprint, *each.tokens))
        for each in statements
    )
    return hashlib.sha256(told.encode("utf-8")).hexdigest()


def fingerprint(sentence: str) -> str:
    """Return the SHA-256 of a sentence without its layout.

    Spaces, the form of quotes and dashes, and hyphens between letters, which a line break may add or
    hide, do not matter; what they mean beside a digit is kept by the tokens.
    """
    plain = "".join(normalise(sentence).translate(_QUOTES).split())
    joined = re.sub(r"(?<![\d.])-+(?![\d.])", "", plain)
    return hashlib.sha256(joined.encode("utf-8")).hexdigest()


def write_ledger(ledger: Ledger) -> str:
    """Write a ledger as YAML that compares well, one sentence a line."""
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
