"""Number tokens: every numeral and number word of a text, in order, with all that has meaning.

A sign, a bound, a decimal point, a percent sign, a range and the unit that follows belong to a
token. Spacing, the form of a dash, a middle dot for a decimal point, ligatures and hyphens at line
ends do not, and are made equal first. Digits within a word that begins with a letter (UBA1, IL-6)
are part of a name; every other digit belongs to a token. A superscript is written after "^": that of
a power belongs to its number (10^9/L), any other is a citation mark, a token of its own (^4).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from vexas_evidence.text import words
from vexas_evidence.text.printed import DIGITS
from vexas_evidence.text.words import BOUND_PATTERN, VAGUE_WORDS

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣-"), "-")
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+")
_TIME = rf"(?:-|\s+)(?:treatment\s+)?{words.TIME}\b"
_UNIT = rf"(?:\s*%|(?:-|\s+)per\s?cent\b|{_TIME}|-?fold\b)"
_AFTER = r"(?:\s+or\s+(?:more|less|fewer|higher|lower|above|below|greater|over|older|younger|longer)\b)"
_NUMBER = r"(?:\d+(?:\.\d+){2,}|" + DIGITS + "[½¼¾⅓⅔⅛]?|[½¼¾⅓⅔⅛])"
_RANGE = rf"{_NUMBER}(?:\s*%?\s*-\s*{_NUMBER}|{_AFTER})?"
_SHARED = rf"(?:{_NUMBER}\s*\({_NUMBER}\s*%\)|\d[\d,]{{0,12}}(?:\s+of\s+|\s*/\s*)\d[\d,]{{0,12}}\b(?!\s*/|[.,]\d))"
_NAME = (
    r"(?<![\w^])(?:"
    r"(?-i:[A-Z][A-Za-z0-9]{0,9}[A-Z0-9][A-Za-z0-9]{0,9})(?:-[A-Z]\w{0,9}){0,3}-\d{1,9}(?![\d.,]*\s?%|[.,]\d)\w*"
    r"|(?-i:[^\W\d_]{1,2}|[^\W\d_]{0,15}[A-Z][^\W\d_]{0,15})\d(?:\w|[-/](?=\w*[A-Za-z]))*(?![\d.,]*\s?%)"
    r"|v\d+(?:\.\d+)*)"
    r"|(?<![A-Za-z])(?:[cdmknµμ]?m|kg|[dmµμ]?L|s|h|min|d)\^-?\d+"
)
_TOKEN = re.compile(
    "|".join(
        (
            rf"(?P<name>{_NAME})",
            r"(?P<doi>(?<![\w.])10\.\d{4,9}/[^\s,;]+[^\s,;.])",
            r"(?P<mark>(?:\^[\w*]*\d[\w*]*|(?<!CI )(?<!range )(?<!IQR )\[\d+(?=[\d\s,-]*\]))(?:\s?[,-]\s?\^?\d+)*\]?)",
            rf"(?P<number>(?:(?:\b(?=\w)|(?=[^\w\s]))(?:{BOUND_PATTERN})\s*(?:(?:an?|the)\s+(?=[\d.]))?)?(?:\bfirst[\s-]+)?(?:"
            rf"(?<![\w./])(?:[-+±]\s?)?(?:{_NUMBER}\s?[×x]\s?)?10\^-?\d+(?:/[A-Za-zµμ]+)?"
            rf"|(?<![\w./]){_SHARED}"
            rf"|(?:(?<![\w.])(?:[-+]|±\s?)|(?<![\d.^])){_RANGE}{_UNIT}?{_AFTER}?(?!\w)"
            rf"|\b{words.ORDINAL}\b|\b{words.SHARE}\b|\b{words.TIMES}\b"
            rf"|\b{words.WORDS}\b(?!-fold){_UNIT}?{_AFTER}?|\b{words.NOBODY}\b))",
            rf"(?P<vague>\b(?:{'|'.join(VAGUE_WORDS)})\b)",
            r"(?P<glued>\d\w*)",
        )
    ),
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One number of a text, as normalised; ``start`` and ``end`` count characters of the normalised text."""

    text: str
    start: int
    end: int


def normalise(text: str) -> str:
    """Return a text in one form of writing where forms differ without a meaning.

    Compatibility forms (ligatures, full-width digits, non-breaking spaces) are resolved except
    superscripts and fractions, which change a number; dashes become "-", a middle dot between digits
    becomes a point, a hyphen at a line end is joined, and white space is folded.
    """
    marked = text if text.isascii() else _compatible(text)
    joined = re.sub(r"(?<=[a-z])[-\u00ad\u2010]\s*\n\s*(?=[a-z])", _at_line_end, marked).replace("\u00ad", "")
    dashed = re.sub(r"(?<=[^\W\d_])\s*[–—―]\s*(?=[\d.])", " - ", joined).translate(_DASHES)
    pointed = re.sub(
        r"(?<=\d)[·∙⋅](?=\d)", ".", re.sub(r"(?<=[\d-])-\s*\n\s*(?=\w)|(?<=\d)\s*\n\s*(?=-\d)", "-", dashed)
    )
    bounded = pointed.replace(">=", "≥").replace("<=", "≤").replace("⩾", "≥").replace("⩽", "≤")
    folded = " ".join(bounded.split())
    return re.sub(r"(?<!\d )(?<![\w.,^])\d{1,3}(?: \d{3})+(?![\d.,]?\d| \d)", lambda m: m[0].replace(" ", ","), folded)


def _compatible(text: str) -> str:
    raised = _RAISED.sub(lambda match: "^" + unicodedata.normalize("NFKC", match[0]), text)
    return "".join(
        character if unicodedata.category(character) == "No" else unicodedata.normalize("NFKC", character)
        for character in raised
    )


def _at_line_end(match: re.Match[str]) -> str:
    """The hyphen of a number in words; any other at a line end belongs to the line and goes."""
    tens = re.search(rf"\b(?:{'|'.join(words.TENS)})$", match.string[: match.start()], re.IGNORECASE)
    return "-" if tens else ""


def tokens(text: str) -> tuple[Token, ...]:
    """Return the number tokens of a text in order; the text is normalised first.

    Examples
    --------
    >>> [token.text for token in tokens("Of 88 patients, 50 (61%) responded at six months; none had UBA1 variants.")]
    ['88', '50 (61%)', 'six months', 'none']
    """
    clean = normalise(text)
    found = (match for match in _TOKEN.finditer(clean) if match.lastgroup != "name")
    return tuple(Token(match[0].strip(), match.start(), match.end()) for match in found)


def names(text: str) -> tuple[str, ...]:
    """Return the words of a text that hold digits and are names: UBA1, IL-6, mg/m^2."""
    return tuple(match[0] for match in _TOKEN.finditer(normalise(text)) if match.lastgroup == "name")


def loose_digits(text: str) -> str:
    """Return the digits of a text that are in no token and no name; "" unless reading it lost something."""
    return "".join(re.findall(r"\d", _TOKEN.sub("", normalise(text))))


def agree(printed: str, token: str) -> bool:
    """Say whether a printed text and a token are the same but for spacing, letter case, "percent" and "5-year"."""
    return squeezed(printed) == squeezed(token)


def squeezed(text: str) -> str:
    """Return a token without what has no meaning in it."""
    clean = re.sub(r"[\s-]*\bper\s?cent\b", "%", normalise(text).lower())
    timed = re.sub(r"[\s-]+((?:treatment )?(?:year|month|week|day|cycle))s?\b", r" \1", clean)
    return re.sub(r"\s*([%<>≤≥~≈±()/^,-])\s*", r"\1", timed)


def texts_of(found: Iterable[Token]) -> tuple[str, ...]:
    """Return the texts of tokens."""
    return tuple(token.text for token in found)


def part_of(token: str, part: str) -> str:
    """Return the count, denominator or percentage of a token such as "4 of 5" or "50 (61%)"; "" if it has none."""
    numbers = re.findall(DIGITS, token)
    if len(numbers) != 2:
        return ""
    is_fraction = " of " in token or "/" in token
    parts: dict[str, str] = {
        "count": numbers[0],
        "denominator": numbers[1] if is_fraction else "",
        "percent": "" if is_fraction else f"{numbers[1]}%",
    }
    return parts[part]
