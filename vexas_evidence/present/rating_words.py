"""What happens, in the words that a named person's rating allows: by the table of GRADE guidelines 26.

Certainty and size of an effect together give the sentence (Santesso 2020, doi:10.1016/j.jclinepi.2019.10.014). Without
a rating there is none: may, probably, very uncertain, little to no difference stand nowhere else.
"""

from __future__ import annotations

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.statistics.full_reference import lowered
from vexas_evidence.model import Judgement
from vexas_evidence.model.texts.appraisal import EffectSize
from vexas_evidence.present.tables.comparison import lines

_RESULTS = {"high": "results in", "moderate": "probably results in", "low": "may result in"}
_SIZES: dict[EffectSize, str] = {
    "large": "a large {way} in",
    "moderate": "{article} {way} in",
    "small but important": "a slight {way} in",
    "trivial or none": "little to no difference in",
}


def what_happens(numbers: Numbers, judgement: Judgement) -> str:
    """Return the sentence of a rating of the certainty of an effect; "" where it says no size, or nothing compares."""
    if judgement.of != "certainty-of-effect":
        return ""
    row = next(each for each in numbers.study.appraisal.outcomes if each.id == judgement.outcome)
    line = next((each for each in lines(numbers) if each.row is row), None)
    if line is None:
        treatment = numbers.evidence.question.intervention
        named = (
            f"the effect of {treatment} on {lowered(row.title)}" if treatment else f"the effect on {lowered(row.title)}"
        )
        return f"The evidence is very uncertain about {named}." if judgement.rating == "very low" else ""
    arm, outcome = numbers.arms[line.comparison.arm].label, numbers.outcomes[line.comparison.outcome]
    noun = outcome.noun or lowered(outcome.label)
    if judgement.rating == "very low":
        return f"The evidence is very uncertain about the effect of {arm} on {noun}."
    if judgement.size is None or (line.difference is None and judgement.size != "trivial or none"):
        return ""
    way = "increase" if line.difference and line.difference.mark.at > 50 else "reduction"
    size = _SIZES[judgement.size].format(way=way, article="an" if way == "increase" else "a")
    return f"{arm[:1].upper()}{arm[1:]} {_RESULTS[judgement.rating]} {size} {noun}."
