"""Number tokens that a rule accounts for: those of a second copy of an article, and those of the article itself: its
record and the numbers of its sections.

Where two copies of an article, its PDF beside its JATS or its abstract beside both, print one sentence or one row with
the same tokens, a decision about a token in one is one about it in the other. Where they differ, nothing is covered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import permutations

from vexas_evidence.model import Citation, Evidence, Ledger, Statement
from vexas_evidence.sources.sentences import REFERENCES
from vexas_evidence.system.grouping import grouped
from vexas_evidence.text.tokens import agree, normalise, tokens
from vexas_evidence.text.words import WHO

Key = tuple[str, str, str, int, int]
"""A token: its source, section, paragraph, sentence and number."""
Accounts = Callable[[Key, str], bool]
"""Whether a record uses a token as a whole, or a waiver names it."""
_SECTION_NUMBER = re.compile(
    rf"(?:\d{{1,2}}(?:\.\d{{1,2}})*\.|\d{{1,2}}(?:\.\d{{1,2}})+|\d(?!\s(?i:{WHO})\b))\s(?=[A-Z])"
)
"""The number before the title of a section; none of people: "3 Patients with a rash"."""
_ROW = ", row "


def covered_by_rule(evidence: Evidence, is_accounted: Accounts) -> dict[Key, str]:
    """Return the tokens that a rule accounts for, each with the source that prints it alike; "" for the article."""
    reported: dict[str, list[Ledger]] = {}
    for name, ledger in evidence.ledgers.items():
        if evidence.sources[name].tier != "secondary":
            for study in evidence.studies_in(evidence.sources[name]):
                reported.setdefault(study, []).append(ledger)
    found: dict[Key, str] = {}
    for study, ledgers in reported.items():
        for here, there in permutations(ledgers, 2):
            for key in _copied(here, there, is_accounted):
                found.setdefault(key, there.source)
        for ledger in ledgers:
            for key in _of_itself(ledger, evidence.studies[study].about.citation):
                found.setdefault(key, "")
    return found


def _copied(here: Ledger, there: Ledger, is_accounted: Accounts) -> Iterator[Key]:
    """Yield the tokens of one copy that the other prints in the same sentence or row, and whose records use them."""
    known = grouped(there.statements, _identity)
    for each in here.statements:
        twins = known.get(_identity(each), [])
        for number, token in enumerate(each.tokens, start=1):
            keys = [(there.source, *twin.place, number) for twin in twins]
            if keys and all(is_accounted(key, token) for key in keys):
                yield here.source, *each.place, number


def _identity(statement: Statement) -> tuple[object, ...]:
    """What two copies have in common: the name of a row with its tokens, or the words of a sentence."""
    name = statement.paragraph if _ROW in statement.paragraph else statement.fingerprint
    return name, statement.tokens


def _of_itself(ledger: Ledger, citation: Citation) -> Iterator[Key]:
    """Yield the tokens of an article's title, of a line that prints its DOI or PMID with others of its record, and the
    numbers of its sections: the "3" of "3. Results"."""
    title, names = normalise(citation.title).lower(), [each for each in (citation.doi, citation.pmid) if each]
    for each in ledger.statements:
        is_title = each.paragraph == "heading" and normalise(each.section).lower() == title
        is_record = any(agree(name, token) for name in names for token in each.tokens) and all(
            any(agree(numeral, token) for numeral in citation.numerals) for token in each.tokens
        )
        if is_title or (is_record and not REFERENCES.fullmatch(each.section.strip())):
            last = len(each.tokens)
        else:
            number_of_section = _SECTION_NUMBER.match(each.section) if each.paragraph == "heading" else None
            last = len(tokens(number_of_section[0])) if number_of_section else 0
        for number in range(1, last + 1):
            yield ledger.source, *each.place, number
