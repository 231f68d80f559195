"""Numbers that stand wherever they are, and numbers in disguise: "thirty-five", grade IV, lOO%, letters of Greek."""

from __future__ import annotations

from vexas_evidence.text.quantities.clauses import (
    BE,
    COUNTED,
    DID,
    STATES,
    TIME,
)
from vexas_evidence.text.words import ENGLISH, TEENS, TENS, UNITS, any_of, plurals

_FIXED = (
    *(*UNITS[2:], *TEENS, *TENS),
    *(f"{scale}s?" for scale in ENGLISH.scales),
    *("hundredths?", "thousandths?", "millionths?"),
    *ENGLISH.multiples["changed"],
    rf"(?:{any_of(ENGLISH.multiples['others'])})(?!\s+(?:time|dilution)s?\b)",
    *ENGLISH.shares.values(),
    rf"(?:{any_of((*UNITS, *TEENS, *TENS, *ENGLISH.scales))})-?{any_of(ENGLISH.multiples['suffix'])}",
)
_COMPOUND = rf"(?:{'|'.join(TENS)})-(?:{'|'.join(UNITS[1:])})"
ALWAYS = rf"(?:{_COMPOUND}|{'|'.join(sorted(_FIXED, key=len, reverse=True))})"
"""Words that are a number wherever they stand: two, thirty-five, twice, doubled, threefold."""
_CANONICAL = r"(?=[MDCLXVI]*[IVX][MDCLXVI]*\b)M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,4})"
_ROMAN_COUNT = (
    rf"(?-i:[IVX]{{2,}}|[VX]|L[IVX]+|XL[IVX]*|(?=[MDC]{{1,4}}[IVXL]{{2,}}\b){_CANONICAL}|(?!iv\b)[ivx]{{2,}})"
)
_HEADS = plurals((*ENGLISH.roman["heads"], *ENGLISH.roman["others"]))
_AS_DIGITS = r"(?-i:(?=[lIO]*O)(?=[lIO]*[lI])(?!IO\b)[lIO]{2,}\b|[lIOo]{2,})"
DISGUISED = (
    rf"\b(?:{_HEADS})\s+[IVX]+\b(?!['’]|\s+error)"
    rf"|\b{_ROMAN_COUNT}(?=\s+(?:{DID}|{BE}\s+(?:{STATES})|{COUNTED}|(?:{TIME})\b|per\s?cent)\b)"
    r"|(?<![A-Za-z])(?-i:[lIOoSBZ]{1,6}%|[IVXLCDM]{1,6}%)"
    rf"|\b(?-i:(?=[lIO]*O)(?=[lIO]*[lI])(?!IO\b)[lIO]{{2,}}\b)|\b(?-i:(?=[lIOo]*[Oo])[lIOo]{{2,}})(?=\s+{COUNTED})"
)
"""Roman numerals that rank or count, and letters that pose as digits: grade IV, XII patients, lOO%."""
FOREIGN = (
    r"(?<!\w)[\u0370-\u03ff]{1,4}(?:[\u0374\u02b9\u0384\u2032\u00b4]|['’](?=\s+" + COUNTED + "))"
    r"|[\u05d0-\u05ea]{1,4}[\u05f3\u05f4][\u05d0-\u05ea]?|\w\u0483\w?|\U0001f51f"
)
"""Numbers in letters of other scripts: Greek with its sign of a number, Hebrew, Cyrillic."""
