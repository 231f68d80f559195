"""Words that state a quantity without a digit: "half of", "no patients", "grade IV"; and vague ones, "most patients".

A stated quantity in words is a number like any other. A vague one is a claim about a number: a text of the
data may hold it, the words of a page may not.
"""

from __future__ import annotations

import re

WHO = (
    r"(?:(?:treated|included|remaining|other|such)\s+)?"
    r"(?:patients?|participants?|responders?|non-?responders?|cases?|deaths?|events?|relapses|infections|"
    r"people|persons?|men|women|adults|subjects)"
)
"""Who or what is counted."""
_PARTS = "half|third|quarter|fifth|sixth|tenth"
STATED = re.compile(
    rf"\bhalf(?=\s+(?:of|the|a|our|all)\b)|\b(?:a|one)\s+(?:{_PARTS})\b(?!\s+(?:of\s+all\s+)?line)"
    rf"|\b(?:no|zero|one|a\s+single|both|neither|not\s+(?:one|a\s+single))\s+(?:of\s+(?:the|these)\s+)?{WHO}\b"
    r"|\bnone\s+(?:of\s+(?:the|these)\s+(?:\w+\s+)?(?:patients|participants|responders|cases))"
    r"|\bnone\s+(?:survived|died|relapsed|responded|recovered|progressed|improved|worsened|stopped|achieved|developed)\b"
    r"|\b(?:grades?|stages?|phases?)\s+[IVX]+\b|\b[IVXLCM]{2,}(?=\s+per\s?cent\b)",
    re.IGNORECASE,
)
"""Words that state how many, or how large a share."""

VAGUE = re.compile(
    r"\b(?:the\s+|a\s+|vast\s+|large\s+|small\s+|great\s+)*(?:majority|minority)\b|\b(?:nearly|almost)\s+all\b|\bhardly\s+any\b"
    rf"|\b(?:all|most|many|several|few|some)\s+(?:of\s+(?:the|these|them)\s+)?{WHO}\b",
    re.IGNORECASE,
)
"""Words that say how many without a limit."""
