"""Numbers that stand wherever they are, and numbers in disguise: "thirty-five", grade IV, lOO%, letters of Greek."""

from __future__ import annotations

from vexas_evidence.text.quantities.clauses import BECAME, COUNTED, TIME, spaced
from vexas_evidence.text.words import ENGLISH, EVENTS, PEOPLE, TEENS, TENS, UNITS, any_of, plurals

_SMALLEST = (*UNITS[2:], *TEENS, *TENS)
_FOLD = any_of(ENGLISH.multiples["suffix"])
_SIZED = any_of((*UNITS, *TEENS, *TENS, *ENGLISH.scales))
_PURPOSES = plurals(ENGLISH.counted["purposes"])
# What follows a hyphen and leaves a number a number: "two-year", "twenty-patient", "two-thirds", but not "two-sided".
_COUNTING = (
    rf"{_SIZED}|{any_of(ENGLISH.ordinals['others'])}|{TIME}|{PEOPLE}|{EVENTS}|{plurals(ENGLISH.shares)}"
    rf"|{any_of(ENGLISH.shares.values())}|{_FOLD}|per|percent|odd|ish|some|plus|and|to|or|of|in|out|(?:{TIME})ly"
)
ALWAYS = spaced(
    rf"(?:(?:{any_of(TENS)})-(?:{any_of(UNITS)})|(?:{any_of(_SMALLEST)})(?!-(?!(?:{_COUNTING})\b)\w)(?! diabetes)"
    rf"|{plurals(ENGLISH.scales)}|(?:{any_of(ENGLISH.scales)})ths?"
    rf"|{any_of(ENGLISH.multiples['changed'])}|{any_of(ENGLISH.shares.values())}"
    rf"|(?:{any_of(ENGLISH.multiples['others'])})(?! (?:time|dilution))"
    rf"|(?:{_SIZED})-?{_FOLD}(?! (?:\w+ )?(?:{_PURPOSES})))"
)
"""Words that are a number wherever they stand: two, thirty-five, twice, doubled, threefold."""
# No abbreviation of a disease, such as CLL or MDS, is a number in the form that [MDC] begins.
_ROMAN = (
    r"(?-i:[IVX]{2,}|[VX]|L[IVX]+|XL[IVX]*|[MDC]+(?=\w\w)(?:XC|XL|L?X*)(?:IX|IV|V?I*)|(?!iv )[ivx]{2,})"
    rf"(?= (?:{COUNTED}|{TIME}|per\s*cent)|{BECAME})"
)
_HEADS = plurals((*ENGLISH.roman["heads"], *ENGLISH.roman["others"]))
DISGUISED = spaced(
    rf"(?:{_HEADS})[\s:-]+(?-i:[IVXl]+|[ivx]+)\b(?!['’]| error)|\b{_ROMAN}"
    r"|\b(?-i:[IVXLCDMOoSBZl]+%)|(?-i:(?!IO\b)[lI]+O[lIO]*\b)"
    rf"|\b(?-i:(?!Ill)[lIOo]{{2,}}|[Ol])(?= {COUNTED})"
)
"""Roman numerals that rank or count, and letters that pose as digits: grade IV, XII patients, lOO%."""
FOREIGN = spaced(
    rf"(?<!\w)[\u0370-\u03ff]+(?:[\u0374\u02b9\u0384\u2032\u00b4]|['’](?= {COUNTED}))"
    r"|[\u05d0-\u05ea]+[\u05f3\u05f4][\u05d0-\u05ea]?|\w\u0483\w?|\U0001f51f"
)
"""Numbers in letters of other scripts: Greek with its sign of a number, Hebrew, Cyrillic."""
