"""Whether the words beside a number say that it is of other participants than an estimate: of another arm, of one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from vexas_evidence.model import Estimate, Study
from vexas_evidence.sources.context import CELLS, Context

_ONE_EACH = re.compile(r"(?:patient|case|participant|subject)s?\b", re.IGNORECASE)


def other_participants(study: Study, estimate: Estimate, context: Context, token: int) -> str:
    """Return why a number is of other participants; "" where nothing says so.

    Of the arm the head of a token's column decides, and without one its clause; names of the estimate's own arm speak
    for it. A row that is headed by a number, below a head such as "Patient no.", is of one participant.
    """
    first = context.columns[0] if context.columns else ""
    is_listed = _ONE_EACH.match(first) and context.text.partition(CELLS)[0].strip().isdigit()
    if is_listed and estimate.measure != "individual-value":
        return "its row is of one participant"
    arm = study.populations[estimate.population].arm
    if arm is None:
        return ""
    words = context.column_of(token) or context.clause(token)
    if _named(_names_of(study, arm), words):
        return ""
    others = (each for each in study.about.arms if each.id != arm)
    found = next((each for each in others if _named(_names_of(study, each.id), words)), None)
    return f"{found.label!r}, another arm, stands beside it" if found else ""


def _names_of(study: Study, arm: str) -> set[str]:
    """The label of an arm, and the labels and words of its populations."""
    labels = {each.label for each in study.about.arms if each.id == arm}
    return labels | {word for each in study.about.populations if each.arm == arm for word in (each.label, *each.words)}


def _named(names: Iterable[str], words: str) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words, re.IGNORECASE) for name in names)
