"""Words of a time that are a number: "a year later", "within a month", "the first year", "a fortnight"."""

from __future__ import annotations

from collections.abc import Iterator

from vexas_evidence.text.quantities.clauses import (
    ALL_STATES,
    DID,
    DO,
    END,
    OF_PEOPLE,
    ONE,
    SOME,
    STATES,
    TIME,
    WHOM,
    A,
    predicate,
)
from vexas_evidence.text.quantities.rule import Rule
from vexas_evidence.text.words import ENGLISH, any_of

BEFORE_TIME = (
    r"\b(?:after|within|inside|for|over|in|under|about|around|almost|nearly|than|at|by|half|every|only|just|lasted|"
    r"lasting|took|takes|until|past|to|beyond|spent)\s+"
)
AFTER_TIME = (
    r"\s+(?:later|earlier|after|afterwards|before|ago|passed|elapsed|went\s+by|into|on(?=\s*(?:[,.;]|$))"
    r"|or\s+(?:more|less|so|longer)|of\s+(?:treatment|therapy|follow-up|observation|remission)"
    r"|from\s+(?:the\s+)?(?:start|baseline|entry|diagnosis))\b"
)
EVENT_NEAR = rf"\b(?:{DID}|{DO}|{STATES}|occurred)\b[^.;:!?]{{0,40}}"


def rules() -> Iterator[tuple[tuple[str, ...], Rule]]:
    """Yield the words that make a number of a year."""
    articles = ENGLISH.articles
    yield (
        articles,
        Rule(
            rf"(?:{A})\s+(?:{TIME})\b(?<!\bfor\sa\sday)(?:{END}|(?=['’]s\b|\s+(?:they|he|she|we|it|all|none|nobody|the|had)\b))",
            before=BEFORE_TIME,
        ),
    )
    yield (*articles, "one"), Rule(rf"(?:{A}|{ONE})\s+(?:{TIME})(?={AFTER_TIME})")
    yield ("one",), Rule(rf"{ONE}[-\s]+(?:{TIME})\b(?<!\sday)")
    yield ("one",), Rule(rf"{ONE}\s+day\b", before=BEFORE_TIME)
    yield (
        ("within", "inside"),
        Rule(
            rf"(?:within|inside)\s+the\s+(?:(?:first|next|same)\s+)?(?:{any_of(ENGLISH.time['units'])}|decade|hour)\b{END}"
        ),
    )
    yield (
        ("first",),
        Rule(rf"first[-\s](?:{any_of((*ENGLISH.time['units'], *ENGLISH.time['others']))})\b(?!\s+(?:visit|dose))"),
    )
    yield ENGLISH.ordinals["others"], Rule(rf"(?:{any_of(ENGLISH.ordinals['others'])})[-\s](?:{TIME})\b")
    yield ENGLISH.time["long"], Rule(rf"(?:{any_of(ENGLISH.time['long'])})-?long\b")
    yield ("yearlong", "monthlong", "weeklong"), Rule(r"\w+")
    yield ("fortnight", "fortnights"), Rule("fortnights?")
    yield ("overnight",), Rule("overnight", before=EVENT_NEAR)
    later = rf"(?:next|following)\s+(?:{any_of((*ENGLISH.time['units'], *ENGLISH.time['others']))})\b"
    yield ("next", "following"), Rule(later, before=EVENT_NEAR)
    yield (
        ("next", "following"),
        Rule(rf"{later}(?=,?\s+(?:they|{SOME}|(?:the\s+)?{WHOM})(?:{predicate(OF_PEOPLE, ALL_STATES)}))"),
    )
