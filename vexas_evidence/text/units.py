"""Units of measurement as a source prints them: behind a number, shared by several numbers, and in a head of a table.

The words come from ``units.toml``; compounds of its units by "/", "per" or an exponent are read by rule. Two spellings
are one unit where they have the same dimensions and the same size, as in the Unified Code for Units of Measure (UCUM):
10^9/L is G/L, cells/mm³ are cells/μL, and an hour is no minute. A percent sign is no unit here: it is part of a number.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from vexas_evidence.text.grammar.phrases import INTERVAL_NAME, SPREAD_NAMES
from vexas_evidence.text.late import in_any_case, late

Size = tuple[Fraction, frozenset[tuple[tuple[str, int], int]]]
"""How large a unit is, and its dimensions, above (1) and below (-1) the line, with their exponents."""
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_NUMBER = r"[<>≤≥~]?\s?[-+]?\d[\d,]*(?:\.\d+)?"
_PER = r"(?:\s?/\s?|\s(?i:per)\s)"
_TEN = r"(?:[×x*]\s?)?10(?:\^-?\d{1,2}|(?:[369]|12)(?=\s?(?:cells\s?)?/))"
"""A power of ten; that of a number of cells may not be raised: ×109/L."""
_POWER = r"(?:(?<=m)[23](?!\.?\d)|\^-?\d)"
_BRACKET = r"\s?(?:\((?:[^()]|\([^()]*\))*\)|\[[^\[\]]*\])"
_NAMED = rf"(?:(?:\d\d\s?%\s?)?(?:{INTERVAL_NAME}|{'|'.join(SPREAD_NAMES.values())}|range)[\s,:=]*|±\s?|\+/?-\s?)"
_JOINED = rf"(?:\s?(?:±|\+/?-|[-/]|\b(?:to|versus|vs\.?)\b)|(?:,\s?{_NUMBER})*,?\s(?:and|or)\b)\s?{_NUMBER}"
_SHARED = late(rf"(?:{_BRACKET}|{_JOINED}|[,;]?\s?{_NAMED}{_NUMBER})+")
"""The other numbers of a result, or of a list, with which a number shares its unit: 4.3 ± 1.2 kg, 48 and 72 hours."""
_FROM, _TO = late(r"\bfrom\s$"), late(rf"(?:\s[A-Za-z-]+){{0,4}}\sto\s{_NUMBER}")
_INSIDE = late(rf"\s?[(\[]{_NAMED}?{_NUMBER}(?:(?:\s?[-,;]|\sto)\s?{_NUMBER})?")
_IN_HEAD = in_any_case(r"(?:^|[(\[,;:])\s?(?:in\s)?|(?<!\d)\s(?:in\s)?")
_NAME = late(r"[A-Z][a-z]{2,}(?<!s)(?![a-z])")
"""A word that begins with a capital and is no plural names what is below it: "Author, Year", "Dose/d"."""
_ENDS = in_any_case(r"\s*(?:$|[(\[)\],;:])(?!\s*max)")


@cache
def _spellings() -> dict[str, tuple[str, str, int]]:
    """Each spelling with the symbol of its unit, what that is in other units, and the power of ten of its prefix."""
    table: dict[str, Any] = tomllib.loads(files(__package__).joinpath("units.toml").read_text(encoding="utf-8"))
    found: dict[str, tuple[str, str, int]] = {}
    for kind in ("metric", "others", "counted"):
        for symbol, (meaning, *others) in table[kind].items():
            for name in (symbol, *others):
                is_word = len(name) > 3 or name in table["plurals"]
                for form in (name, *([f"{name}s"] if is_word else [])):
                    found.setdefault(form, (symbol, meaning, 0))
                for prefix, (power, word) in table["prefixes"].items() if kind == "metric" else ():
                    for form in (f"{word}{name}", f"{word}{name}s") if is_word else (f"{prefix}{name}",):
                        found.setdefault(form, (symbol, meaning, power))
    return found


@cache
def _atom() -> str:
    """The pattern of one unit, the longest first; a word may have capitals."""
    longest = sorted(_spellings(), key=len, reverse=True)
    names = (rf"(?i:{re.escape(each)})" if len(each) > 3 and each.islower() else re.escape(each) for each in longest)
    return rf"(?:{'|'.join(names)})(?![^\W\d_])"


def _pattern() -> str:
    """The pattern of a unit with its power of ten, its compounds, and the numbers in these: mL/min/1.73 m^2."""
    behind = rf"{_PER}(?:\d+(?:[.,]\d+)*\s?)?{_atom()}{_POWER}?|\s?[·*.]?\s?(?:\d[\d.]*\s?)?{_atom()}\^-\d"
    alone = r"(?:[GTKMJWV]|(?:cell|beat|breath|drop|event|episode|attack)s?)(?!\w|\s?/|\sper\b|\s[·\w]+\^-)"
    return rf"(?!{alone})(?:(?:(?:{_TEN})\s?)?{_atom()}{_POWER}?|(?:{_TEN})(?=\s?/)|(?={_PER}))(?:{behind})*(?![\w^%])"


_UNIT = late(_pattern)
_PART = late(lambda: rf"(?P<per>{_PER})|(?P<ten>{_TEN})|(?P<name>{_atom()})(?P<power>{_POWER})?|(?P<number>\d[\d,.]*)")


def unit_behind(text: str, at: int) -> str:
    """Return the unit right behind a number, which ends *at* a place, or behind those that share one with it; else "".

    Examples
    --------
    >>> unit_behind("from 3.2 to 1.1 kg", 8), unit_behind("12 (95% CI 8 to 16) mmol/L", 2), unit_behind("5 men", 1)
    ('kg', 'mmol/L', '')
    """
    ends = [at, *(each.end() for each in _spans(text, at))]
    return next(filter(None, (_unit_at(text, end) for end in ends)), "")


def _spans(text: str, at: int) -> Iterator[re.Match[str]]:
    """Yield what may stand between a number and its unit, the likeliest first."""
    patterns = (_SHARED, *([_TO] if _FROM.search(text[:at].rstrip("-+.,0123456789")) else []), _INSIDE)
    yield from filter(None, (each.match(text, at) for each in patterns))


def _unit_at(text: str, at: int) -> str:
    found = _UNIT.match(text, at + (text[at : at + 1] in (" ", "-"))) or _UNIT.match(text, at)
    return shown(found[0]) if found else ""


def units_in_head(head: str) -> tuple[str, ...]:
    """Return the units that the head of a row or column, or a caption, says its numbers are in.

    Examples
    --------
    >>> units_in_head("Blood loss (mL)"), units_in_head("Stay, days, median (IQR)"), units_in_head("Age at 5 years")
    (('mL',), ('days',), ())
    """
    text, found, read = _plain(head), dict[str, None](), 0
    for match in _IN_HEAD.finditer(text):
        unit = _UNIT.match(text, match.end())
        if unit is None or match.start() < read or _NAME.match(unit[0]) or not _ENDS.match(text, unit.end()):
            continue
        is_symbol = not unit[0].isalpha() or len(unit[0]) == 2
        if match[0].strip() or (is_symbol if match.start() else unit.end() == len(text)):
            read = unit.end()
            found[shown(unit[0])] = None
    return tuple(found)


def shown(unit: str) -> str:
    """Return a unit as it is shown: with single spaces and raised exponents."""
    name = unit.lower() if unit.isalpha() and unit.lower().removesuffix("s") in _spellings() and len(unit) > 2 else unit
    single = re.sub(r"\s?/\s?", "/", " ".join(name.split())).replace("oC", "°C")
    exponent = r"(?<=[^\W\d_])\^?(-?\d)(?!\d)|(?<=10)\^?((?<=\^)-?\d+|(?:[369]|12)(?=/|\scells))"
    return re.sub(exponent, lambda found: found[0].lstrip("^").translate(_RAISED), single).replace("× ", "×")


def _plain(text: str) -> str:
    """Return a text with exponents behind "^" and one form of the signs in units."""
    raised = re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+", lambda found: f"^{unicodedata.normalize('NFKC', found[0])}", text)
    return " ".join(raised.translate(str.maketrans("µ−–⋅•", "μ--··")).split())


def same_unit(one: str, other: str) -> bool:
    """Say whether two spellings are one unit.

    Examples
    --------
    >>> same_unit("μL", "microliters"), same_unit("10^9/L", "G/L"), same_unit("mg/dL", "mmol/L")
    (True, True, False)
    """
    if one == other or "" in (one, other) or "%" in (one, other):
        return one == other
    return size(one) is not None and size(one) == size(other)


@lru_cache(maxsize=1024)
def size(unit: str) -> Size | None:
    """Return how large a unit is, and of what; None for what is no unit known."""
    text, factor, dimensions = _plain(unit), Fraction(1), Counter[tuple[str, int]]()
    if not text or not (_UNIT.fullmatch(text) or text[0].isdigit()):
        return None
    sign = 1
    for part in _PART.finditer(text):
        if part["per"]:
            sign = -1
        elif part["number"]:
            factor *= Fraction(part["number"].replace(",", "")) ** sign
        elif part["ten"]:
            factor *= Fraction(10) ** (sign * int(re.split(r"10\^?", part["ten"], maxsplit=1)[1]))
        else:
            known = _spellings()
            symbol, meaning, power = known.get(part["name"]) or known[part["name"].lower()]
            exponent = sign * int((part["power"] or "1").lstrip("^"))
            way = exponent // abs(exponent)
            inner = size(meaning) if meaning else (Fraction(1), frozenset({((symbol, 1), 1)}))
            assert inner is not None
            factor *= (inner[0] * Fraction(10) ** power) ** exponent
            dimensions.update({(name, way * to): often * abs(exponent) for (name, to), often in inner[1]})
            sign = 1
    return factor, frozenset(dimensions.items())
