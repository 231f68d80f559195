"""Words of a time that are a number: "a year later", "within a month", "the first year", "a fortnight"."""

from __future__ import annotations

from collections.abc import Iterator

from vexas_evidence.text.quantities.clauses import BE, DID, END, ONE, PEOPLE_BECAME, SOME, STATES, TIME, WHOM, A
from vexas_evidence.text.quantities.rule import Rule
from vexas_evidence.text.words import ENGLISH, any_of

_BEFORE = (
    r"\b(?:after|within|inside|for|over|in|under|about|around|almost|nearly|than|at|by|half|every|only|just|lasted|"
    r"lasting|took|takes|until|past|to|beyond|spent) "
)
_AFTER = (
    r" (?:later|earlier|after|afterwards|before|ago|passed|elapsed|went by|into|on(?=\s*(?:[,.;]|$))"
    r"|or (?:more|less|so|longer)|of (?:treatment|therapy|follow-up|observation|remission)"
    r"|from (?:the )?(?:start|baseline|entry|diagnosis))\b"
)
_SOMEBODY = r" (?:they|he|she|we|it|all|none|nobody|the|had)\b"
_BEFALLEN = rf"\b(?:{DID}|{BE} (?:{STATES})|occurred)\b[^.;:!?]{{0,40}}"
_ORDINALS = ENGLISH.ordinals["others"]
_ONE_TIME = any_of((*ENGLISH.time["units"], *ENGLISH.time["others"]))


def rules() -> Iterator[Rule]:
    """Yield what makes a number of a word for a time."""
    a_time = rf"(?:{A}) (?:{TIME})\b(?<!\bfor\sa\sday)"
    yield Rule(ENGLISH.articles, rf"{a_time}(?:{END}|(?=['’]s\b|{_SOMEBODY}))", before=_BEFORE)
    yield Rule((*ENGLISH.articles, "one"), rf"(?:{A}|{ONE}) (?:{TIME})(?={_AFTER})")
    yield Rule(("one",), rf"{ONE}[-\s]+(?:{TIME})\b(?<!\sday)")
    yield Rule(("one",), rf"{ONE} day\b", before=_BEFORE)
    yield Rule(
        ("within", "inside"),
        rf"(?:within|inside) the (?:(?:first|next|same) )?(?:{_ONE_TIME})\b(?:{END}|(?={_SOMEBODY}))",
    )
    yield Rule(ENGLISH.ordinals["first"], rf"first[-\s]+(?:{_ONE_TIME})\b(?! (?:visit|dose))")
    yield Rule(_ORDINALS, rf"(?:{any_of(_ORDINALS)})[-\s]+(?:{TIME})\b")
    yield Rule(ENGLISH.time["long"], rf"(?:{any_of(ENGLISH.time['long'])})-?long\b")
    yield Rule(tuple(f"{time}long" for time in ENGLISH.time["long"]), r"\w+")
    yield Rule(("fortnight", "fortnights"), r"\w+")
    yield Rule(("overnight",), r"\w+", before=_BEFALLEN)
    later = rf"(?:next|following) (?:{_ONE_TIME})\b"
    yield Rule(("next", "following"), later, before=_BEFALLEN)
    yield Rule(("next", "following"), rf"{later}(?=,? (?:they|{SOME}|(?:the )?{WHOM}){PEOPLE_BECAME})")
