"""How far the words of a study may go, by its design: uncontrolled, compared without randomization, randomized.

A comparison with another treatment needs arms, and a statement on what a treatment does needs their allocation at
random (Cochrane Handbook, chapters 24 and 25; STROBE, doi:10.1371/journal.pmed.0040296, item 18). Where a design is
not stated, the strictest level that it could have holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

from vexas_evidence.model import Study

Level = Literal["uncontrolled", "compared without randomization", "randomized"]
LEVELS: tuple[Level, ...] = get_args(Level)
"""The levels, the strictest first."""
BORNE: dict[Level, str] = {
    "uncontrolled": "words that one treated arm bears",
    "compared without randomization": "words that arms compared without randomization bear",
    "randomized": "words that randomized arms bear",
}
"""The words that are expected at a level, in a message."""


def level_of(study: Study) -> Level:
    """Return the strictest level that the design of a study could have."""
    design = study.about.study_design
    if design is not None and design.randomized == "yes":
        return "randomized"
    return "compared without randomization" if study.about.has_several_arms else "uncontrolled"


def strictest(studies: Iterable[Study]) -> Level:
    """Return the strictest of the levels of some studies, for a text that is about all of them."""
    return min((level_of(study) for study in studies), key=LEVELS.index, default="uncontrolled")
