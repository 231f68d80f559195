"""Numbers that stand wherever they are, and numbers in disguise: "thirty-five", grade IV, lOO%, letters of Greek."""

from __future__ import annotations

from vexas_evidence.text.quantities.clauses import BECAME, COUNTED, TIME
from vexas_evidence.text.quantities.rule import spaced
from vexas_evidence.text.words import ENGLISH, EVENTS, PEOPLE, TEENS, TENS, UNITS, any_of, plurals

_SMALLEST = (*UNITS[2:], *TEENS, *TENS)
_FOLD = any_of(ENGLISH.multiples["suffix"])
_SIZED = any_of((*UNITS, *TEENS, *TENS, *ENGLISH.scales))
_PURPOSES = plurals(ENGLISH.counted["purposes"])
# What follows a hyphen and leaves a number a number: "two-year", "twenty-patient", "two-thirds", but not "two-sided".
_COUNTING = (
    rf"{_SIZED}|{any_of(ENGLISH.ordinals['others'])}|first|{TIME}|{PEOPLE}|{EVENTS}|{plurals(ENGLISH.shares)}"
    rf"|{any_of(ENGLISH.shares.values())}|{_FOLD}|per|percent|odd|ish|some|plus|and|to|or|of|in|out|(?:{TIME})ly"
)
ALWAYS = spaced(
    rf"(?:(?:{'|'.join(TENS)})-(?:{'|'.join(UNITS[1:])})\b"
    rf"|(?:{'|'.join(sorted(_SMALLEST, key=len, reverse=True))})\b(?!-(?!(?:{_COUNTING})\b)\w)(?! diabetes\b)"
    rf"|(?:{plurals(ENGLISH.scales)}|(?:{any_of(ENGLISH.scales)})ths?"
    rf"|{any_of(ENGLISH.multiples['changed'])}|{any_of(ENGLISH.shares.values())})\b"
    rf"|(?:{any_of(ENGLISH.multiples['others'])})\b(?! (?:time|dilution)s?\b)"
    rf"|(?:{_SIZED})-?{_FOLD}\b(?! (?:\w+ )?(?:{_PURPOSES})\b))"
)
"""Words that are a number wherever they stand: two, thirty-five, twice, doubled, threefold."""
_CANONICAL = r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,4})\b"
_ROMAN = (
    r"(?-i:[IVX]{2,}\b|[VX]\b|L[IVX]+\b|XL[IVX]*\b|(?=[MDC]{1,4}[IVXL]{2,}\b|[MDCLXVI]{5,}\b)"
    rf"{_CANONICAL}|(?!iv\b)[ivx]{{2,}}\b)"
)
_HEADS = plurals((*ENGLISH.roman["heads"], *ENGLISH.roman["others"]))
DISGUISED = spaced(
    rf"\b(?:{_HEADS})[\s:-]+(?-i:[IVX]*[IVXl][IVX]*|[ivx]+)\b(?!['’]| error)"
    rf"|\b{_ROMAN}(?= (?:{COUNTED}|(?:{TIME})\b|per\s*cent\b)|{BECAME})"
    r"|(?<![A-Za-z])(?-i:[lIOoSBZ]{1,6}%|[IVXLCDM]{1,6}%)"
    r"|\b(?-i:(?=[lIO]*O)(?=[lIO]*[lI])(?!IO\b)[lIO]{2,}\b)"
    rf"|\b(?-i:(?=[lIOo]*[Oo])[lIOo]{{2,}}|[Ol])(?= {COUNTED})"
)
"""Roman numerals that rank or count, and letters that pose as digits: grade IV, XII patients, lOO%."""
FOREIGN = spaced(
    r"(?<!\w)[\u0370-\u03ff]{1,4}(?:[\u0374\u02b9\u0384\u2032\u00b4]|['’](?= " + COUNTED + "))"
    r"|[\u05d0-\u05ea]{1,4}[\u05f3\u05f4][\u05d0-\u05ea]?|\w\u0483\w?|\U0001f51f"
)
"""Numbers in letters of other scripts: Greek with its sign of a number, Hebrew, Cyrillic."""
