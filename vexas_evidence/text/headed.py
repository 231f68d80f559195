"""A number with what the head of its table prints once: the percent sign, the name of a spread or an interval, P."""

from __future__ import annotations

import re
from typing import Literal

from vexas_evidence.text.late import late

Head = Literal["%", "% (n)", "% (N)", "% (95% CI)", "IQR", "range", "SD", "SE", "CI", "90% CI", "95% CI", "99% CI", "P"]
"""What a head says; of "% (n)" and "% (N)" the whole number beside the percentage is its count or its denominator."""
LEVELS: tuple[Head, ...] = ("90% CI", "95% CI", "99% CI")
SPREADS: tuple[Head, ...] = ("IQR", "range", "SD", "SE", *LEVELS, "CI")
"""The heads that name what stands in brackets, after ± or in the next cell, a level of confidence first."""
OF_SIZE: tuple[Head, ...] = ("% (n)", "% (N)")

_NUMBER = r"\d[\d.,·]*"
_FIRST = late(rf"(?:[<>≤≥]\s?)?[-−–]?{_NUMBER}(?=\s?[(\[|])")
_COUNT_AND_SHARE = late(r"(?P<count>\d[\d,]*) \| (?P<share>[<>≤≥]?\s?\d+(?:[.·]\d+)?)(?P<sign>\s?%)?")
"""A count in one cell and its percentage in the next."""
_SHARE_AND_PAIR = late(r"(?P<share>\d[\d,]* [(\[]\d+(?:[.·]\d+)?[)\]]) \| (?P<opening>[(\[]?)(?P<pair>[^|%]+)")
"""A count with its percentage in one cell, and the interval of the percentage in the next."""
_BARE_WIDTH = late(r"±\s?\d+(?:[.·]\d+)?(?!\s?S\.?[DE])")
"""A width behind ± that no word names."""
_UNNAMED = r"(?=[\d.\-−–])(?![\d.]+\s?%?[\s-]*(?:Cr?I\b|confidence|credible))"
_BARE = late(rf"(?<=[\w%+] )\| ?[(\[]?{_UNNAMED}|(?<=[\w%+])\s?[(\[]{_UNNAMED}")
"""A bracket, or the begin of the next cell, whose number or pair no word names."""


def with_head(printed: str, head: Head | None) -> str:
    """Return a printed text with what the head of its table says; as it is where the head names nothing in it.

    Examples
    --------
    >>> with_head("30 (34)", "%"), with_head("83.4 (68.1–91.8)", "%"), with_head("75 (9)", "% (n)")
    ('30 (34%)', '83.4% (68.1–91.8)', '75% (9)')
    >>> with_head("13 | 41.9", "%"), with_head("13 | 41.9%", None)
    ('13 (41.9%)', '13 (41.9%)')
    >>> with_head("0.71 | 0.55–0.92", "95% CI"), with_head("46.4 ± 10.7", "SD"), with_head("<0.001", "P")
    ('0.71 | 95% CI 0.55–0.92', '46.4 ± 10.7 SD', 'P <0.001')
    >>> with_head("29 (60.4) | (45.3, 74.2)", "% (95% CI)")
    '29 (60.4%) | (95% CI 45.3, 74.2)'
    """
    if (cells := _COUNT_AND_SHARE.fullmatch(printed)) and (head == "%") != bool(cells["sign"]):
        return f"{cells['count']} ({cells['share']}%)"
    if head is None:
        return printed
    if head == "P":
        return f"P {printed}" if printed[0] in "<>≤≥≈~=" else f"P = {printed}"
    if head == "%":
        return _with_sign(printed)
    if head == "% (95% CI)" and (cells := _SHARE_AND_PAIR.fullmatch(printed)):
        return f"{_with_sign(cells['share'])} | {cells['opening']}95% CI {cells['pair']}"
    if head.startswith("% ("):
        first = _FIRST.match(printed)
        signed = f"{first[0]}%{printed[first.end() :]}" if first else printed
        return _with_name(signed, "95% CI") if head == "% (95% CI)" else signed
    return _with_name(printed, head)


def _with_sign(printed: str) -> str:
    """A text with its percent sign: behind the first number where two stand in the bracket, or else at the end."""
    first = _FIRST.match(printed)
    if first and len(re.findall(_NUMBER, printed[first.end() :])) > 1:
        return f"{first[0]}%{printed[first.end() :]}"
    return f"{printed[:-1]}%{printed[-1]}" if printed.endswith((")", "]")) else f"{printed}%"


def _with_name(printed: str, name: str) -> str:
    if name in ("SD", "SE") and (width := _BARE_WIDTH.search(printed)):
        return f"{printed[: width.end()]} {name}{printed[width.end() :]}"
    return _BARE.sub(lambda match: f"{match[0]}{name} ", printed, count=1)
