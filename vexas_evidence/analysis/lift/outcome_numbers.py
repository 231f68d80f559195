"""Number tokens that nothing uses and that may be results: of an outcome that the question asks, or that our data list
as not stated, or of a table of harms, or whose columns are arms or p-values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from vexas_evidence.analysis.lift.differing import is_time
from vexas_evidence.analysis.lift.likeness import is_bare, number_in
from vexas_evidence.analysis.lift.proposals import OutcomeNumber, TokenPlace
from vexas_evidence.analysis.prints.arm_words import arms_named
from vexas_evidence.model import Evidence, Outcome, Study
from vexas_evidence.sources.context import CELLS, Context, Contexts, names_outcome
from vexas_evidence.text.agreement import same_time

_SIZES = frozenset({"low", "high", "common", "rare", "frequent", "notable"})
_NEXT_WORD = re.compile(r"[ -]([A-Za-z]{2,})")
_COUNTED = re.compile(
    r"rates?|incidences?|prevalences?|frequenc(?:y|ies)|numbers?|proportions?|percentages?|risks?|mortality|doses?"
    r"|levels?|counts?|scores?",
    re.IGNORECASE,
)
_FUNCTION_WORD = re.compile(
    r"and|or|but|in|at|on|to|of|for|with|as|than|by|among|after|during|when|while|was|were|is|are|had|has",
    re.IGNORECASE,
)
_PARTICIPANTS = re.compile(
    r"patients|participants|cases|subjects|of|the|those|were|had|survived|died|\w+ed", re.IGNORECASE
)
_OF_A_DESIGN = re.compile(
    r"(?:study|treatment|patient)?[ -]?(?:groups?|arms?|cohorts?|cent(?:er|re)s?|hospitals?|studies|trials?|types?"
    r"|methods?|procedures?|techniques?|reviewers?|investigators?|observers?|surgeons?|sites?)",
    re.IGNORECASE,
)
_P_HEAD = re.compile(r"\s*p(?:[- ]?values?)?\s*", re.IGNORECASE)
_HARMS = re.compile(r"\badverse\b|\btoxicit|\bcomplication|\bside[ -]effects?\b|\bgrades?\b", re.IGNORECASE)
_OF_OTHERS = re.compile(
    r"\b(?:introduction|backgrounds?|methods?|materials|design|eligibility|criteria|definitions?|collection|statistic\w*"
    r"|discussion|conclusions?|limitations|references|acknowledge?ments?|funding|abbreviations|interests?)\b",
    re.IGNORECASE,
)
"""Names of sections that print plans, or results of other studies beside those of the study."""
_YEAR = re.compile(r"(?:19|20)\d\d")


def numbers_of_outcomes(
    evidence: Evidence, study: Study, free: Iterable[tuple[TokenPlace, str]], contexts: Contexts | None
) -> Iterator[OutcomeNumber]:
    """Yield the free tokens that may be numbers of an outcome that the question asks of a study, or that is not stated.

    Each number of a table of harms, or whose columns are arms or p-values, may be one too, of an outcome that nobody
    has named yet. So may one in a section of results that has a unit, decimals, a bound or a denominator: an article
    need not call an outcome what the data call it.
    A word of an outcome stands in the sentence or in a heading above it, for a vague word in its clause. Without the
    text the headings alone are known, and so a percentage or a fraction may be of any outcome. A time of the study, a
    year, a citation mark and a DOI are none.
    """
    outcomes = evidence.outcomes_of(study)
    listed = dict.fromkeys((*(each.outcome for each in study.results.not_stated), *evidence.outcomes_asked_of(study)))
    asked = [outcomes[name] for name in listed if name in outcomes and not outcomes[name].view]
    durations = [each.duration for each in evidence.timepoints_of(study).values() if each.duration]
    for place, token in free:
        context = contexts[place.statement] if contexts else None
        number = token.removeprefix("±").strip()
        if _is_no_result(number, durations) or (context and _is_part_of_a_name(context, place.token)):
            continue
        is_vague = number_in(token) is None
        of = next((each for each in asked if _is_named(each, place, contexts, is_vague)), None)
        line = context.line(place.token) if context else ""
        if of is not None:
            yield OutcomeNumber(of.id, of.label, place, token, line)
        elif context and _is_in_results(study, context, place.token):
            yield OutcomeNumber("", "in a table of results", place, token, line)
        elif context and not is_bare(number) and _is_of_the_study(context, place):
            yield OutcomeNumber("", "in the results", place, token, line)
        elif not contexts and asked and _is_share(token):
            yield OutcomeNumber("", "an outcome", place, token, "")


def _is_named(outcome: Outcome, place: TokenPlace, contexts: Contexts | None, in_clause: bool) -> bool:
    if contexts:
        return contexts[place.statement].names(outcome, place.token if in_clause else None)
    return any(names_outcome(outcome, head) for head in (place.section, place.paragraph))


def _is_in_results(study: Study, context: Context, token: int) -> bool:
    """Whether a cell stands below an arm, beside p-values or in a table of harms, in a row with words of its own."""
    column = context.column_of(token)
    if not column or CELLS not in context.text or column == context.columns[0]:
        return False
    is_of_harms = any(map(_HARMS.search, (column, context.columns[0])))
    is_of_arms = bool(arms_named(study, column, context.defined))
    return is_of_harms or is_of_arms or any(map(_P_HEAD.fullmatch, context.columns[1:]))


def _is_of_the_study(context: Context, place: TokenPlace) -> bool:
    """Whether a number stands in a section that may print results of the study, and not in the name of a row."""
    is_name = 0 <= context.spans[place.token - 1][0] < context.text.find(CELLS)
    return not is_name and not any(map(_OF_OTHERS.search, (place.section, place.paragraph)))


def _is_part_of_a_name(context: Context, token: int) -> bool:
    """Whether a word is no amount of an outcome.

    It is a size right before what is not counted ("low rectal cancer"), or a number of no people ("two groups").
    """
    start, end = context.spans[token - 1]
    word, following = context.text[start:end].lower(), _NEXT_WORD.match(context.text, end)
    if following is None:
        return False
    if word in _SIZES:
        return not _COUNTED.fullmatch(following[1]) and not _FUNCTION_WORD.fullmatch(following[1])
    if word == "all":
        return not _PARTICIPANTS.fullmatch(following[1])
    return (word.isalpha() or word.isdigit()) and bool(_OF_A_DESIGN.fullmatch(following[1]))


def _is_share(token: str) -> bool:
    number = number_in(token)
    return number is not None and (number.unit == "%" or number.denominator is not None)


def _is_no_result(token: str, durations: Iterable[str]) -> bool:
    """Whether a token is a time of the study, a year, a citation mark or a DOI; a vague word may be a result."""
    is_name = (number_in(token) is None and any(map(str.isdigit, token))) or _YEAR.fullmatch(token)
    return bool(is_name) or (is_time(token) and any(same_time(each, token) for each in durations))
