"""Words of a time that are a number: "a year later", "within a month", "the first year", "a fortnight"."""

from __future__ import annotations

from collections.abc import Iterator

from vexas_evidence.text.quantities.clauses import BE, DID, END, ONE, PEOPLE_BECAME, SOME, STATES, TIME, WHOM, A
from vexas_evidence.text.quantities.rule import Rule
from vexas_evidence.text.words import ENGLISH, any_of

_BEFORE = (
    "(?:after|inside|for|over|in|under|about|around|almost|nearly|than|at|by|only|just|lasted|lasting|took|takes|"
    "until|past|to|beyond|spent) "
)
_AFTER = (
    r" (?:later|earlier|after|before|ago|passed|elapsed|went by|into|on(?=[,.;]|$)|or (?:more|less|so|longer)"
    r"|of (?:treatment|therapy|follow-up|observation|remission)|from (?:the )?(?:start|baseline|entry|diagnosis))"
)
_SOMEBODY = " (?:they|he|she|we|it|all|none|nobody|the|had|was|were) "
_BEFALLEN = rf"(?:{DID}|{BE} (?:{STATES})|occurred) [^.;:!?]*"
_ORDINALS = ENGLISH.ordinals["others"]
_ONE_TIME = any_of((*ENGLISH.time["units"], *ENGLISH.time["others"]))
_LONG = ENGLISH.time["long"]


def rules() -> Iterator[Rule]:
    """Yield what makes a number of a word for a time."""
    ends = rf"(?:{END}|(?=['’]s|{_SOMEBODY}))"
    yield Rule(ENGLISH.articles, rf"(?:{A}) (?!day)(?:{TIME}){ends}", before=_BEFORE)
    yield Rule(ENGLISH.articles, rf"(?:{A}) day{ends}", before=_BEFORE, unless="for ")
    yield Rule((*ENGLISH.articles, "one"), rf"(?:{A}|{ONE}) (?:{TIME})(?={_AFTER})")
    yield Rule(("one",), rf"{ONE}[-\s]+(?:{TIME})\b(?<!\sday)")
    yield Rule(("one",), rf"{ONE} day", before=_BEFORE)
    within = r"(?:within|inside) the (?:(?:first|next|same) )?"
    yield Rule(("within", "inside"), rf"{within}(?:{_ONE_TIME})(?:{END}|(?={_SOMEBODY}))")
    yield Rule(ENGLISH.ordinals["first"], rf"first[-\s]+(?:{_ONE_TIME})\b(?! (?:visit|dose))")
    yield Rule(_ORDINALS, rf"(?:{any_of(_ORDINALS)})[-\s]+(?:{TIME})\b")
    yield Rule((*_LONG, *(f"{time}long" for time in _LONG)), rf"(?:{any_of(_LONG)})-?long")
    yield Rule(("fortnight", "fortnights"), "fortnights?")
    yield Rule(("overnight",), "overnight", before=_BEFALLEN)
    later = rf"(?:next|following) (?:{_ONE_TIME})\b"
    yield Rule(("next", "following"), later, before=_BEFALLEN)
    yield Rule(("next", "following"), rf"{later}(?=,? (?:they|{SOME}|(?:the )?{WHOM}){PEOPLE_BECAME})")
