"""The measures of printed numbers: what they are called in a text, and how their numbers behave."""

from __future__ import annotations

import re

from vexas_evidence.model.measures import MEASURES, MeasureRow

_NAMES = {
    "risk-ratio": r"[ac]?RR|[Rr]isk\sratio|[Rr]elative\srisk",
    "odds-ratio": r"[ac]?OR|[Oo]dds\sratio",
    "hazard-ratio": r"[ac]?HR|[Hh]azard\sratio",
    "rate-ratio": r"[ac]?IRR|[Rr]ate\sratio",
    "common-odds-ratio": r"[Cc]ommon\s(?:OR|odds\sratio)",
    "geometric-mean-ratio": r"GMR|[Gg]eometric\smean\sratio|[Rr]atio\sof\sgeometric\smean",
    "risk-difference": r"RD|ARR|[Rr]isk\sdifference",
    "mean-difference": r"MD|[Mm]ean\sdifference",
    "median-difference": r"[Mm]edian\sdifference|[Dd]ifference\s(?:in|of|between)\smedian|Hodges.Lehmann\s\w+",
    "standardized-mean-difference": r"SMD|[Ss]tandardi[sz]ed\smean\sdifference|Cohen.s\sd|Hedges.?\sg",
    "intracluster-correlation": r"ICC|[Ii]ntra-?c(?:luster|lass)\scorrelation(?:\scoefficient)?",
    "survival": r"[Ss]urvival|[OPEDR]FS|OS",
    "cumulative-incidence": r"[Cc]umulative\sincidence|[Ii]ncidence",
    "median": r"[Mm]edian",
    "geometric-mean": r"[Gg]eometric\smean",
    "mean": r"[Mm]ean|[Aa]verage",
}
"""The names of measures in words."""
RATIOS = tuple(name for name, row in MEASURES.items() if row.compares and row.scale == "log")
DIFFERENCES = tuple(name for name, row in MEASURES.items() if row.compares and row.scale == "linear")
"""The measures that set an arm against another, by the scale of their interval."""
ROWS: dict[str, MeasureRow] = {str(name): row for name, row in MEASURES.items()}
ROWS["rate"] = MEASURES["incidence-rate"]
"""How the numbers of a measure behave, by its name and by that of ``number``."""


def named_in(words: str) -> str | None:
    """Return the measure that is named last in words, by the longest of its names."""
    found = [
        (match.end(), -match.start(), name)
        for name, pattern in _NAMES.items()
        for match in re.finditer(rf"(?<!\w)(?:{pattern})s?(?!\w)", words)
    ]
    return max(found)[2] if found else None
