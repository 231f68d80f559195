"""The words around a number of a source, where its text is at hand.

A ledger holds no words, so that it does not say what a token means. The text is read again, compared with its ledger,
and nothing of it is stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from vexas_evidence.model import Evidence, Ledger, Outcome
from vexas_evidence.model.source import SentencePlace
from vexas_evidence.sources import Sentence, compare, read_source
from vexas_evidence.system.problems import Place, nearest, one
from vexas_evidence.text.abbreviations import definitions
from vexas_evidence.text.grammar.digits import TIME
from vexas_evidence.text.grammar.other_numbers import CODES, TEST_STATISTIC
from vexas_evidence.text.grammar.phrases import INTERVAL_NAME, LETTER, LIMIT, SPREAD_NAMES
from vexas_evidence.text.headed import LEVELS, Head
from vexas_evidence.text.late import in_any_case, late
from vexas_evidence.text.tokens import normalise_numbers, tokens
from vexas_evidence.text.words import TIME_UNIT

CELLS = " | "  # between the cells of a row
SHOWN = 60  # characters shown on either side of a token
_CLAUSE = in_any_case(r"[;,](?!\s*(?:n|no)\b)\s|\s(?:and|but|while|whereas|versus|vs\.?|(?-i:or)|-)\s")
"""Where a clause ends; OR is an odds ratio."""
_BRACKET = late(r"\((?:[^()]|\([^()]*\))*\)|\[[^\[\]]*\]")
_LEVEL = in_any_case(r"\s*(?:CI|CIs|confidence|credible)\b")
_STATISTIC_HEAD = in_any_case(
    r"(?-i:[ZztF])(?:[- ](?:values?|statistics?))?|(?:[χx]|chi) ?(?:\^?2|²)(?: \(?df\)?)?|chi[- ]squared?|wald|d\.?f\.?"
)
Role = Literal["level", "code", "test statistic"]
"""What a number is that is no result."""
_PERCENT = r"(?:(?<!\d)(?<!\d\s)(?<!CV)(?<!CV )%(?!\s?CV\b)|\b(?i:per ?cent(?:age)?s?)\b)"
_CI = rf"{INTERVAL_NAME}(?!{LETTER})"
_IN_HEADS: Mapping[Head, re.Pattern[str]] = {
    "%": late(_PERCENT),
    "% (n)": late(rf"{_PERCENT}[\s,]*[(\[]?(?:n|[Nn]o\.?|[Nn]umber)\b"),
    "% (N)": late(rf"{_PERCENT}[\s,]*[(\[]?N\b"),
    "% (95% CI)": late(rf"{_PERCENT}[^%\d]*95\s?%\s?{_CI}"),
    "IQR": late(SPREAD_NAMES["IQR"]),
    "range": late(r"(?<!quartile )\b(?i:range\b|min\w*\W+max)"),
    "SD": late(SPREAD_NAMES["SD"]),
    "SE": late(SPREAD_NAMES["SE"]),
    "CI": late(_CI),
    **{level: late(rf"{level[:2]}\s?%\s?{_CI}") for level in LEVELS},
    "P": in_any_case(r"(?<![\w-])p(?:[- ]?val(?:ues?)?)?(?![\w-])(?! ?\()"),
}
_SHARE = late(r"\s*[(\[]\s*\d+[.·]\d")
_COUNTS_ALL = in_any_case(r"(?:n|no\.?|numbers?|total|patients|participants)\s*[,(]")
"""The head of a row that counts all, whose sign is that of the rows of its table: "Number (%)"."""
_CLOSES = late(rf"\+?(?:\s?{TIME})?(?:(?:\s?[-,;]\s?|\sto\s)(?:{LIMIT.pattern}))?[)\]]")
"""The end of a bracket that no token has: the mark of a censored time, its unit, or that a limit was not reached."""
_UNIT_BEHIND = late(rf"\s{TIME}(?!\w)(?!\s\d)")
_UNIT = in_any_case(rf"({TIME_UNIT})s?[ -]*$")
_HEAD_OF_TIMES = in_any_case(
    r"(?:(?:time|timepoint|visit|follow[- ]?up|duration|length|course|period|treatment|intervention|therapy|study"
    rf"|trial|of|the)\b\W*)*({TIME_UNIT})s?\W*"
)
"""The head of a column whose cells are times of their rows: "Weeks", "Treatment period (weeks)"."""
_CALENDAR_YEAR = late(r"(?:19|20)\d\d")
_CAPTION = late(r"((?:[Ss]upplement\w* )?[Tt]able [A-Z]?\d+)\b[.:]?\s+(?=[A-Z\d(])")
_NO_WORDS = in_any_case(r"[^a-z]*(?:\b(?:n|no|ci|to|of|p|iqr|sd|percent)\b[^a-z]*)*")


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence, normalized, with the spans of its tokens and the headings that it stands under.

    ``heads`` are the names of its section and paragraph; for a row of a table also its own head with the one above it,
    the heads of its columns, and for a row without words the last row that has some. ``columns`` are the heads of the
    cells of a row, one a cell, where the document says them. ``above`` are the sub-head that a row of a table stands
    under and the caption of its table, each "" where there is none. ``defined`` are the abbreviations of the document.
    """

    text: str
    spans: tuple[tuple[int, int], ...]
    heads: tuple[str, ...]
    columns: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    defined: Mapping[str, str] = field(default_factory=dict)

    def line(self, first: int, last: int | None = None) -> str:
        """Return the words around a token, or around the tokens *first* to *last*, which stand in » «.

        The name of a row is never cut.
        """
        start, end = self._extent(first, last or first)
        before, after = self.text[:start], self.text[end:]
        name = before[: before.find(CELLS) + 1]
        left_out = len(before) - SHOWN
        cut = f"{name}…{before[left_out:]}" if left_out > len(name) else before
        rest = f"{after[:SHOWN]}…" if len(after) > SHOWN else after
        head = f"[{' | '.join(self.heads)}] " if self.wordless else ""
        return f"{head}{cut}»{self.text[start:end]}«{rest}"

    def between(self, first: int, last: int) -> str:
        """Return the text from the token *first* to the end of the token *last*, with its closing bracket."""
        start, end = self._extent(first, last)
        return self.text[start:end]

    def unit_behind(self, printed: str, last: int) -> str:
        """Return the unit of time behind the bracket that ends a printed text: " years" of "41.2 (12.9) years"."""
        closes = printed.endswith((")", "]")) and "%" not in printed
        end = self.text.find(printed[-1], self.spans[last - 1][1] - 1) + 1
        match = _UNIT_BEHIND.match(self.text, end) if closes else None
        return match[0] if match else ""

    @property
    def wordless(self) -> bool:
        """Whether the sentence holds only numbers, as a cell of a table does."""
        return _NO_WORDS.fullmatch(self.text) is not None

    def role(self, number: int) -> Role | None:
        """Return what a token is where it is no result: a level, a code, a test statistic or a part of one."""
        start, end = self.spans[number - 1]
        if _LEVEL.match(self.text, end):
            return "level"
        if any(found.start() == start for found in CODES.finditer(self.text)):
            return "code"
        column = (self.column_of(number) or "").strip()
        is_in = any(found.start() <= start < found.end() for found in TEST_STATISTIC.finditer(self.text))
        return "test statistic" if is_in or _STATISTIC_HEAD.fullmatch(column) else None

    def has_in_head(self, sign: Head, number: int | None = None) -> bool:
        """Whether a percent sign stands without a number, as in "Infection, n (%)", or the name of a spread.

        It counts for the token of this number, where one is named: a sign in the head of another column does not.
        """
        texts = (self.text, *self.heads) if number is None else (self.text, *self._heads_of(number))
        return any(is_named(sign, text) for text in texts)

    def _heads_of(self, number: int) -> tuple[str, ...]:
        """The headings that a token stands under, of the columns its own alone."""
        if (column := self.column_of(number)) is None:
            return self.heads
        joined = CELLS.join(self.columns)
        return (column, *(each for each in self.heads if each != joined))

    def column_of(self, number: int) -> str | None:
        """Return the head of the column that a token stands in; None where the document says none."""
        cell = self.text.count(CELLS.strip(), 0, self.spans[number - 1][0])
        return self.columns[cell] if any(self.columns) and cell < len(self.columns) else None

    def cell(self, number: int) -> str:
        """Return the cell of a row that a token stands in; the text itself of what is no row."""
        start = self.spans[number - 1][0]
        before, after = self.text[:start].rpartition(CELLS)[2], self.text[start:].partition(CELLS)[0]
        return f"{before}{after}".strip()

    def precedes_share(self, number: int) -> bool:
        """Whether a whole number stands before a number with decimals in brackets, as a count does: "12 (15.6)"."""
        start, end = self.spans[number - 1]
        return self.text[start:end].isdigit() and _SHARE.match(self.text, end) is not None

    def unit_of_time(self, number: int) -> str | None:
        """Return the unit of time before a token, as in "month 6", or in the head of its column; None without one.

        A calendar year below "Year" is no time.
        """
        start, end = self.spans[number - 1]
        head = "" if _CALENDAR_YEAR.fullmatch(self.text[start:end]) else self.column_of(number) or ""
        match = _UNIT.search(self.text[:start]) or _HEAD_OF_TIMES.fullmatch(head)
        return f"{match[1].lower()}s" if match else None

    def doubt(self, number: int, outcome: Outcome, outcomes: Iterable[Outcome]) -> str:
        """Return why a token may not be a number of an outcome; "" where its words speak for it.

        The clause of the token must hold a word of the outcome, and none of another outcome. A sentence without words
        is judged by its heads.
        """
        if re.search(r"\brespectively\b", self.text):
            return "its sentence says 'respectively'"
        words = " | ".join(self.heads) if self.wordless else self.clause(number)
        own = _spans((outcome.label, *outcome.words), words)
        if not own:
            return f"no word of {outcome.label!r} beside it"
        for other in outcomes:
            for start, end in _spans((other.label, *other.words), words) if other.id != outcome.id else ():
                if not any(a <= start and end <= b for a, b in own):
                    return f"{words[start:end]!r}, a word of {other.label!r}, stands beside it"
        return ""

    def names(self, outcome: Outcome, number: int | None = None) -> bool:
        """Whether a word of an outcome stands in the sentence, or the clause of a token, or in what is above it."""
        words = self.text if number is None else self.clause(number)
        return any(names_outcome(outcome, text) for text in (words, *self.heads, *self.above))

    def _extent(self, first: int, last: int) -> tuple[int, int]:
        start, end = self.spans[first - 1][0], self.spans[last - 1][1]
        opened = len(re.findall(r"[(\[]", self.text[start:end])) > len(re.findall(r"[)\]]", self.text[start:end]))
        closing = _CLOSES.match(self.text, end) if opened and first < last else None
        return start, closing.end() if closing else end

    def clause(self, number: int) -> str:
        """Return the clause that a token stands in, cut at no bracket around others; the whole row of a table."""
        if CELLS in self.text:
            return self.text
        start, end = self.spans[number - 1]
        brackets = [each.span() for each in _BRACKET.finditer(self.text) if not each.start() < start < each.end()]
        closed = (*self.spans, *brackets)
        cuts = [m for m in _CLAUSE.finditer(self.text) if not any(a < m.end() and m.start() < b for a, b in closed)]
        first = max((m.end() for m in cuts if m.end() <= start), default=0)
        last = min((m.start() for m in cuts if m.start() >= end), default=len(self.text))
        return self.text[first:last]


Contexts = Mapping[SentencePlace, Context]


def ledger_of(evidence: Evidence, source: str) -> Ledger:
    """Return the ledger of a source. Raises BadInput where there is none."""
    if source not in evidence.ledgers:
        known = nearest(source, evidence.ledgers)
        raise one(Place(f"source {source}"), "no ledger of that id", "the id of a source", known)
    return evidence.ledgers[source]


def read_contexts(evidence: Evidence, source: str, path: Path) -> Contexts:
    """Read the text of a source again. Raises BadInput where it differs from the ledger."""
    ledger, sentences = ledger_of(evidence, source), read_source(path, source)
    if differences := list(compare(ledger, sentences)):
        wrong = f"not the text of the ledger of {source}, in {len(differences)} places: {differences[0]}"
        raise one(Place(f"--text {path.name}"), wrong, "the file that source add read", "give that file, or add it")
    return dict(contexts(sentences))


def contexts(sentences: Iterable[Sentence]) -> Iterator[tuple[SentencePlace, Context]]:
    """Yield the context of each sentence by its section, paragraph and number."""
    section, row, columns, table, counts, subhead = "", "", "", "", "", ""
    known = tuple(sentences)
    defined, captions = definitions(each.text for each in known), _captions(known)
    for each in known:
        text = normalise_numbers(each.text)
        spans = tuple((token.start, token.end) for token in tokens(text))
        if each.section != section:
            section, row, columns = each.section, "", ""
        if (name := each.paragraph.partition(", row ")[0]) != table:
            table, counts, subhead = name, "", ""
        if any(each.columns):
            columns = CELLS.join(each.columns)
        elif CELLS not in text:
            columns = ""
        elif not spans:
            columns = text
        first, *others = map(str.strip, text.split(CELLS.strip()))
        if _COUNTS_ALL.match(text):
            counts = first
        if first and not any(others) and (others or first == each.row):
            subhead = first
        names = (each.section, "" if each.paragraph.isdigit() else each.paragraph, each.row, columns, counts)
        heads = tuple(dict.fromkeys(filter(None, names)))
        above = (subhead, captions.get(table.partition(",")[0], "")) if others else ()
        found = Context(text, spans, heads, each.columns, above, defined)
        if found.wordless:
            found = replace(found, heads=tuple(dict.fromkeys(filter(None, (*heads, row)))))
        else:
            row = text
        yield each.place, found


def _captions(sentences: Iterable[Sentence]) -> dict[str, str]:
    """Return the captions of tables by the names of these; a sentence that goes on in lower case is none."""
    found: dict[str, str] = {}
    at: tuple[str, str] | None = None
    name = ""
    for each in sentences:
        if match := _CAPTION.match(each.text):
            at, name = each.place[:2], match[1]
        if each.place[:2] == at and CELLS not in each.text:
            found[name] = f"{found.get(name, '')} {normalise_numbers(each.text)}".strip()
    return found


def is_named(sign: Head, text: str) -> bool:
    """Whether a text names what a head may say, such as a spread."""
    return _IN_HEADS[sign].search(text) is not None


def names_outcome(outcome: Outcome, text: str) -> bool:
    """Whether a text holds a word of an outcome."""
    return bool(_spans((outcome.label, *outcome.words), text))


@lru_cache(maxsize=1 << 17)
def _spans(words: tuple[str, ...], text: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in _pattern(words).finditer(text))


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(words, key=len, reverse=True)
    return in_any_case(rf"\b(?:{'|'.join(map(re.escape, longest))})(?:s|es)?\b")
