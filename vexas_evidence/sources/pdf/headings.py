"""Which lines of a PDF are headings: by size, weight and slant of type, and by the lines around them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from vexas_evidence.sources.pdf.reading_order import PrintLine
from vexas_evidence.sources.pdf.tables.table_places import caption_of
from vexas_evidence.sources.plain_text import KNOWN, prints_result
from vexas_evidence.sources.publication import is_line_of_authors
from vexas_evidence.sources.sentences import ends_sentence
from vexas_evidence.text.tokens import tokens

LARGER, LONGEST = 1.12, 160
FIGURE = re.compile(r"(?:fig(?:ure)?|scheme|box|chart)\.?\s+[A-Z]?\d+", re.IGNORECASE)
_INDENT = 3.0  # of the size of type: as far stands a heading, or the first line below it, from the edge of its column
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s+[A-Z][^.;]*$")


@dataclass(frozen=True, slots=True)
class Type:
    """The type of a document: the size of most of its text, the sizes that set sentences, and whether it is bold."""

    body: float
    of_sentences: frozenset[float]
    is_bold: bool

    @classmethod
    def of(cls, lines: Sequence[PrintLine]) -> Type:
        """Return the type of a document's lines."""
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[round(line.size, 1)] += len(line.words)
        sentences = frozenset(round(line.size, 1) for line in lines if _is_sentence(line))
        bold = sum(line.is_bold for line in lines) > len(lines) / 2
        return cls(sizes.most_common(1)[0][0] if sizes else 0, sentences, bold)


def _is_sentence(line: PrintLine) -> bool:
    words = line.words
    return len(words.split()) > 5 and ends_sentence(words) and words[-1] == "."


def is_heading(line: PrintLine, before: PrintLine | None, after: PrintLine | None, body: Type) -> bool:
    """Whether a line is a heading: a known one, larger than any sentence, or bold or slanted and alone."""
    words = line.words
    if KNOWN.fullmatch(words):
        return True
    if len(words) > LONGEST or not any(map(str.isalpha, words)) or caption_of(words) or FIGURE.match(words):
        return False
    if is_line_of_authors(words):
        return False
    if line.size > LARGER * body.body and round(line.size, 1) not in body.of_sentences:
        return not (ends_sentence(words) and tokens(words))
    if words[-1] in ".;," or prints_result(words) or (after is not None and _runs_on(line, after)):
        return False
    if line.is_bold and not body.is_bold:
        return True
    is_separate = before is None or before.column != line.column or ends_sentence(before.words) or before.is_bold
    _, left, right = line.column
    is_short = line.right - left < 0.85 * (right - left) and len(words) < 100 and words[:1].isalnum()
    is_slanted = (
        all(each.is_slanted for each in line.runs) and not any(each.is_slanted for each in after.runs)
        if after
        else False
    )
    follows = after is not None and after.words[:1].isupper()
    return is_separate and is_short and follows and (is_slanted or bool(_NUMBERED.match(words)))


def is_in_own_type(lines: Sequence[PrintLine], before: PrintLine | None, after: PrintLine | None) -> bool:
    """Whether one to three lines of one type are a heading: of another font or size than the text that they begin.

    Fonts do not always say that they are bold.
    """
    first, last = lines[0], lines[-1]
    words = " ".join(each.words for each in lines)
    if after is None or after.column != last.column or not after.words[:1].isupper() or not _is_title(words):
        return False
    if (first.font, round(first.size)) == (after.font, round(after.size)) or first.size < 0.85 * after.size:
        return False
    if caption_of(after.words) or FIGURE.match(after.words) or not 0 < after.baseline - last.baseline < 3.5 * last.size:
        return False
    _, left, right = first.column
    is_centred = abs(first.left + first.right - left - right) < 2 * first.size
    if not is_centred and (first.left - left > _INDENT * first.size or after.left - first.left > _INDENT * first.size):
        return False
    if before is None or before.column != first.column:
        return True
    is_below = before.font == first.font and round(before.size) == round(first.size)
    is_far = first.baseline - before.baseline > 1.5 * max(first.size, before.size)
    return is_far or (ends_sentence(before.words) and not is_below) or before.size > first.size + 0.4


def opens_in_bold(line: PrintLine) -> bool:
    """Whether a line begins with a heading that the text runs on behind: bold words to a colon or full stop."""
    words = [word for run in line.runs for word in run.words]
    count = next((at for at, word in enumerate(words) if not word.is_bold), 0)
    return count > 0 and words[0].text[0].isupper() and words[count - 1].text[-1] in ":."


def _is_title(words: str) -> bool:
    """Whether words can be those of a heading: they begin with a capital or a number, and end no sentence."""
    has_word = re.search(r"[^\W\d_]{4}", words) is not None
    opens = re.match(r"(?:\d{1,2}(?:\.\d{1,2})*\.?\s+)?[A-Z]", words) is not None
    return (
        has_word
        and opens
        and len(words) < LONGEST
        and words[-1] not in ".;,:"
        and not ("|" in words or prints_result(words) or is_line_of_authors(words))
    )


def _runs_on(line: PrintLine, after: PrintLine) -> bool:
    """Whether the bold start of a paragraph goes on in the next line, which is bold in part, or in lower case."""
    if line.column != after.column or abs(after.size - line.size) > 0.6:
        return False
    first = after.runs[0].words[0]
    is_bold_in_part = first.is_bold and not after.is_bold
    return is_bold_in_part or (not after.is_bold and after.words[:1].islower())
