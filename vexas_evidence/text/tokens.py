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
from functools import lru_cache
from typing import Literal

from vexas_evidence.text import words
from vexas_evidence.text.folding import SYMBOL_FONT, fold
from vexas_evidence.text.grammar.other_numbers import CLOCK, CODE
from vexas_evidence.text.grammar.reading import read
from vexas_evidence.text.late import in_any_case, late
from vexas_evidence.text.usual_forms import in_usual_form
from vexas_evidence.text.words import BOUND_PATTERN, VAGUE_WORDS

_COMMA = r"(?<![0-9A-Za-z)],)(?<![a-z]{4})[0-9]+,[0-9]+(?![,.][0-9])"
"""A number with a decimal comma, which is none where more commas or a point follow, as in a list: Death,5,7."""
DIGITS = rf"(?>[0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?(?![0-9])|{_COMMA}|(?:[0-9]+|(?<![A-Za-z]))\.[0-9]+|[0-9]+)"
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣-"), "-")
_SMALLER_FORMS = str.maketrans(
    SYMBOL_FONT | {"≦": "≤", "≧": "≥", "≮": "≥", "≯": "≤", "∼": "~"} | dict.fromkeys("\u200b\u2060\ufeff")
)
_RAISED = late("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+")
_TIME = rf"[\s-](?:treatment\s)?{words.TIME}\b(?!(?<!s)\s\d)"
_UNIT = rf"(?:\s*[%‰]|\s(?:million|billion)\b|[\s-]per\s?cent\b|{_TIME}|-?fold)"
_AFTER = rf"(?:\s{words.BEHIND})"
_DATE = r"(?:(?:19|20)\d\d-[01]\d-[0-3]\d|[0-3]?\d/[0-3]?\d/(?:19|20)\d\d|20\d\d-\d{6}-\d\d)(?![\w/-])"
"""A date in digits, or the number of a trial in the register of the European Union, which begins with its year."""
_NUMBER = rf"(?:{_DATE}|{CLOCK}|\d+(?:\.\d+){{2,}}|{DIGITS}(?:e[-+]?\d{{1,3}}(?!\w))?[½¼¾⅓⅔⅛]?|[½¼¾⅓⅔⅛])"
_MORE = r"(?:\+(?![\w+/(]|\s?\d))?"
"""The mark of a number or more, of ages, or of a time that is not over: 70+, 24.3+."""
_RANGE = rf"{_NUMBER}(?:\s*%?\s*[-~]\s*-?{_NUMBER}|{_AFTER})?{_MORE}"
_PERCENT = rf"[\s<>≤≥]*{_NUMBER}\s*%"
_FRACTION = r"\d[\d,]{0,12}(?:\sof\s|\s*/\s*)\d[\d,]{0,12}\b(?!\s*/|[.,]\d)"
_SHARED = (
    rf"(?<!month )(?<!week )(?<!day )(?<!year )(?<!cycle )(?<!table )(?<!figure )"
    rf"(?:{_NUMBER}\s*%\s*\({_FRACTION}\)|{_FRACTION}(?:\s*\({_PERCENT}\)|,\s{_PERCENT})?|{_NUMBER}\s*\({_PERCENT}\))"
)
_LETTER = r"[^\W\d_]"
_GLUED = rf"{_LETTER}*(?:/{_LETTER}+)*"
_END = r"(?:(?<=[%‰+])|(?!\w)|(?-i:(?=[abcef](?!\w))))"
"""The end of a number: a percent sign, the end of a word, or the letter of a footnote."""
_NAME = (
    r"(?<![\w^])(?!(?-i:SD|SE|CI|OR|HR|RR|IQR)\d)(?:v\d+(?:\.\d+)*"
    r"|(?-i:[A-Z][A-Za-z0-9]{0,9}[A-Z0-9][A-Za-z0-9]{0,9})(?:-[A-Z]\w{0,9}){0,3}-\d{1,9}(?![\d.,]*\s?%|[.,]\d)\w*(?:-\d[A-Z])?"
    r"|(?-i:[tT](?:1/2|½)(?!\w)|[b-z]\[\d\])|(?-i:D[-+]\d{1,3}|[dD]\d{1,2}(?:[-,]\d{1,2})+)(?!\w|[.,]\d|\s?%)"
    r"|(?-i:(?:\d{1,2}|[XY])[pq]\d{1,2}(?:\.\d{1,3})?|[NX][MPR]_\d+(?:\.\d+)?)(?![\w.]*\s?%|\w)"
    r"|(?-i:[A-Z]\d\d\.\d{1,2})(?![\w.,]*\s?%|\w|[.,]\d)"
    r"|(?-i:(?:HLA-)?[A-Z]{1,4}\d{0,2}[A-Z]?\d{0,2}\*\d{1,3}(?::\d{2,3})+|t\(\d{1,2};\d{1,2}\)(?:\([pq][\d.]+;[pq][\d.]+\))?)"
    rf"|(?>(?-i:{_LETTER}{{1,2}}|{_LETTER}{{0,15}}[A-Z]{_LETTER}{{0,15}})\d(?:\w|[-/](?=\w*[A-Za-z]))*)"
    r"(?:(?-i:\.\d{1,2}[A-Z]\w*)|(?!\.\d))(?![\d.,]*\s?%))"
    r"|(?<![A-Za-z])(?:[cdmknμ]?m|kg|[dmμ]?L|s|h|min|d)\^-?\d+|(?<=[A-Za-zμ])\^-\d+(?!\.?\d)"
)
# A pair in square brackets right after a number is a range: 41 [35-63].
_CITATION = r"(?!(?:(?<=[\d%])|(?<=[\d%] ))\[\d+\s?[-,;]\s?\d+\])(?<!CI )(?<!range )(?<!IQR )\[\d+(?=[\d\s,-]*\])"
_TOKENS = in_any_case(
    "|".join(
        (
            rf"(?P<code>{CODE})",
            rf"(?P<name>{_NAME})",
            r"(?P<doi>(?<![\w.])10\.\d{4,9}/[^\s,;]+[^\s,;.])",
            rf"(?P<mark>(?:\^[\w*]*\d[\w*]*(?:\s?[,-]\s?\^\d+|[,-]\d+(?![\d.]*\s?%))*"
            rf"|{_CITATION}(?:\s?[,-]\s?\^?\d+)*)\]?)",
            rf"(?P<number>(?:(?:\b(?=\w)|(?=[^\w\s]))(?:{BOUND_PATTERN})\s*(?:(?:an?|the)\s(?=[\d.]))?)?(?:\bfirst[\s-])?(?:"
            rf"(?<![\w./])(?:[-+]|±\s?)?(?:(?:{_NUMBER}\s?-\s?)?{_NUMBER}\s?[×x]\s?)?(?:\d+\^-?\d+\.\d+|10\^-?\d+)(?:/[A-Za-zμ]+)?"
            rf"|(?<![\w./])(?<!/ ){_SHARED}"
            rf"|(?:(?<![\w.+)×°])(?:[-+]|±\s?)|(?<![\d^])(?<![^A-Za-z]\.)(?<!^\.)){_RANGE}{_UNIT}?{_AFTER}?{_END}"
            rf"|\b(?:{words.ORDINAL}|{words.SHARE}|{words.TIMES}|{words.NOBODY})\b"
            rf"|\b{words.WORDS}\b(?!-fold){_UNIT}?{_AFTER}?))",
            rf"(?P<vague>\b(?:{'|'.join(VAGUE_WORDS)})\b)",
            rf"(?P<glued>(?:(?:\b(?=\w)|(?=[^\w\s]))(?:{BOUND_PATTERN})\s*)?(?:(?<![\w.+)×°])[-+])?{DIGITS}{_GLUED}\w*)",
        )
    )
)


@dataclass(frozen=True, slots=True)
class Token:
    """One number of a text, as normalized; ``start`` and ``end`` count characters of the normalized text."""

    text: str
    start: int
    end: int


def normalise(text: str) -> str:
    """Return a text in one form of writing where forms differ without a meaning; fingerprints are taken of it.

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
    return re.sub(
        r"(?<!\d )(?<![\w.,^])(?<![A-Za-z]-)\d{1,3}(?: \d{3})+(?![\d.,]?\d| \d)",
        lambda m: m[0].replace(" ", ","),
        folded,
    )


def normalise_numbers(text: str) -> str:
    """Return a normalized text in which signs and digits are as tokens have them.

    A dash that begins a number is a minus sign, an apostrophe between three digits groups them, "%50" is 50%, digits of
    other scripts are ours, and a letter of a script without spaces is no part of the number beside it. Fingerprints do
    not depend on it, so they stay where the grammar grows.
    """
    ours = text if text.isascii() else "".join(map(_with_our_digits, text)).translate(_SMALLER_FORMS)
    return normalise(in_usual_form(ours))


def _with_our_digits(character: str) -> str:
    return fold(character) if character.isdecimal() or character in "٪٫٬⋅∙" else character


def _compatible(text: str) -> str:
    raised = _RAISED.sub(lambda match: "^" + unicodedata.normalize("NFKC", match[0]), text)
    return "".join(
        character if unicodedata.category(character) == "No" else unicodedata.normalize("NFKC", character)
        for character in raised
    )


def _at_line_end(match: re.Match[str]) -> str:
    """The hyphen of a number in words; any other at a line end belongs to the line and goes."""
    tens = re.search(rf"(?:{'|'.join(words.TENS)})$", match.string[: match.start()], re.IGNORECASE)
    return "-" if tens else ""


def tokens(text: str) -> tuple[Token, ...]:
    """Return the number tokens of a text in order; the text is normalized first.

    Examples
    --------
    >>> [token.text for token in tokens("Of 88 patients, 50 (61%) responded at six months; none had UBA1 variants.")]
    ['88', '50 (61%)', 'six months', 'none']
    """
    clean = normalise_numbers(text)
    found = (match for match in _TOKENS.finditer(clean) if match.lastgroup != "name")
    return tuple(Token(match[0].strip(), match.start(), match.end()) for match in found)


def names(text: str) -> tuple[str, ...]:
    """Return the words of a text that hold digits and are names: UBA1, IL-6, mg/m^2."""
    return tuple(match[0] for match in _TOKENS.finditer(normalise_numbers(text)) if match.lastgroup == "name")


def loose_digits(text: str) -> str:
    """Return the digits of a text that are in no token and no name; "" unless reading it lost something."""
    return "".join(re.findall(r"\d", _TOKENS.sub("", normalise_numbers(text))))


def agree(printed: str, token: str) -> bool:
    """Say whether a printed text and a token are the same but for spacing, letter case, "percent" and "5-year"."""
    return squeezed(printed) == squeezed(token)


@lru_cache(maxsize=4096)
def squeezed(text: str) -> str:
    """Return a token without what has no meaning in it."""
    clean = re.sub(r"[\s-]+per\s?cent\b", "%", normalise_numbers(text).lower())
    timed = re.sub(rf"[\s-]+((?:treatment )?{words.TIME_UNIT})s?\b", r" \1", clean)
    return re.sub(r"\s*([%<>≤≥~≈±()/^,-])\s*", r"\1", timed)


def texts_of(found: Iterable[Token]) -> tuple[str, ...]:
    """Return the texts of tokens."""
    return tuple(token.text for token in found)


@lru_cache(maxsize=4096)
def part_of(token: str, part: Literal["count", "denominator", "percent"]) -> str:
    """Return the count, denominator or percentage of a token of several: "4 of 5", "50 (61%)"; "" if it has none."""
    found = read(token, times_are_results=True).prints
    each = found[0].part(part) if len(found) == 1 else None
    if each is None or {"count", "denominator", "percent"} & {other.kind for other in found[0].parts} == {part}:
        return ""
    digits = fold(token)[each.start : each.end].strip()
    return f"{digits}%" if part == "percent" else digits
