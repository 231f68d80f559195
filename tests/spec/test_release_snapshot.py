"""What a release keeps: no text and no number that a reader meets changes unseen."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from fnmatch import fnmatchcase
from functools import partial
from itertools import islice
from typing import Any, Literal, NamedTuple, get_args, get_origin

import pytest

from tests.revisions import judged, later, with_quantity
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Evidence, Reason
from vexas_evidence.model.record import Strict
from vexas_evidence.publish.release.difference import differences
from vexas_evidence.publish.release.release_file import Release
from vexas_evidence.publish.release.snapshot import record_release

NOT_COMPARED: Mapping[str, str] = {
    "*.format": "how the files are written",
    "report.*": "its studies and question are compared, and the rest is where its site stands",
    "reports.*": "the same report among all",
    "questions.id": "the name of its file",
    "questions.population": "a part of the question, whose text is compared",
    "questions.intervention": "a part of the question, whose text is compared",
    "questions.comparator": "a part of the question, whose text is compared",
    "questions.outcomes.voted_by": "who voted; that they did is compared",
    "questions.outcomes.important": "what a study is asked for",
    "questions.outcomes.limited": "what a study is asked for",
    "questions.outcomes.not_rated": "what a study is asked for",
    "sources.studies": "which report a source is of",
    "studies.narrative.icons": "which number the card of the plain page shows",
    "studies.narrative.card.lacking": "which outcomes its words name; the words are compared",
    "studies.narrative.flow.steps.estimate": "the text of the step refers to it",
    "studies.narrative.flow.steps.not_stated": "how the ledger is checked",
    "studies.narrative.first_screen.lead.*": "checked against the estimate; the text that it makes is compared",
    "studies.narrative.*.statements.*": "checked against the estimate; the text that it makes is compared",
    "studies.journal.key_figure": "layout: its numbers are compared",
    "studies.journal.slides.figure": "layout: its numbers are compared",
    "studies.journal.slides.asks": "layout: the questions are compared",
    "studies.about.curation.corrections_looked_for.on": "a date of curation",
    "changes.*": "versions are told by themselves, with their status",
    "versions.*": "versions are told by themselves, with their status",
    "ledgers.*": "what is read of them stands in the readings",
    "waivers.*": "tokens that no number uses",
    "studies.results.estimates.readings.by": "who took the reading on a page of a review",
    "studies.results.estimates.readings.on": "on which day",
    "studies.reconciliation.*": "how the ledger was checked",
    "studies.second_extraction.*": "how the ledger was checked",
    "studies.results.subsets.*": "how the ledger is checked",
    "studies.about.populations.outcomes": "how the ledger is checked",
    "vocabulary.outcomes.measures": "how the ledger is checked",
    "vocabulary.outcomes.timepoints": "how the ledger is checked",
    "vocabulary.outcomes.words": "how the ledger is checked",
    "vocabulary.outcomes.phrases.plain.noun": "stands in plain sentences on values, whose texts are compared",
    "vocabulary.outcomes.contrary": "which words no text may put to a number",
    "vocabulary.timepoints.words": "which words a text may put to a number",
    "studies.about.populations.words": "which words a text may put to a number",
    "vocabulary.timepoints.ever": "how the ledger is checked",
    "vocabulary.timepoints.roles": "how the ledger is checked",
    "vocabulary.names": "which digits are no numbers",
    "studies.vocabulary.names": "which digits are no numbers",
    "studies.about.citation.readings.tokens": "an anchor in the ledger, which verify holds to account",
    "studies.*.fingerprint": "an anchor in the ledger, which verify holds to account",
    "studies.results.estimates.readings.part": "an anchor in the ledger, which verify holds to account",
    "studies.results.estimates.readings.to": "an anchor in the ledger, which verify holds to account",
    "studies.results.estimates.readings.when": "an anchor in the ledger, which verify holds to account",
}
"""Parts of the data that can be otherwise without a difference between releases, each with the reason."""
ENOUGH = 3
"""How often a part that is not compared is tried."""


class Part(NamedTuple):
    """A part of the data, and the data with another one in its place."""

    value: Any
    annotation: Any
    made: Callable[[Any], Any] = lambda new: new

    def inside(self, whole: Callable[[Any], Any]) -> Part:
        """The same part of the value around it."""
        return self._replace(made=lambda new: whole(self.made(new)))


def parts_of(value: Any, path: str = "", annotation: Any = None) -> Iterator[tuple[str, Part]]:
    """Yield the path of each part of a value, and the part."""
    if isinstance(value, Strict) or (is_dataclass(value) and not isinstance(value, type)):
        known = type(value).model_fields if isinstance(value, Strict) else {each.name: None for each in fields(value)}
        for key, info in ((key, info) for key, info in known.items() if key not in ("place", "places")):
            told = getattr(value, key)
            for where, part in parts_of(told, f"{path}.{key}".lstrip("."), info and info.annotation):
                yield where, part.inside(partial(with_part, value, key))
    elif isinstance(value, Mapping):
        for name, item in value.items():
            for where, part in parts_of(item, path):
                yield where, part.inside(lambda new, name=name: {**value, name: new})
    elif isinstance(value, tuple) and value:
        for at, item in enumerate(value):
            for where, part in parts_of(item, path, annotation):
                yield where, part.inside(lambda new, at=at: (*value[:at], new, *value[at + 1 :]))
    else:
        yield path, Part(value, annotation)


def with_part(value: Any, key: str, new: Any) -> Any:
    """A record with another value of one key."""
    return value.model_copy(update={key: new}) if isinstance(value, Strict) else replace(value, **{key: new})


def others(part: Part, pool: list[Any]) -> Iterator[Any]:
    """Yield what could stand in the place of a part: what stands there elsewhere, and what does not."""
    value, parts = part.value, list(within(part.annotation))
    yield from [each for each in pool if each not in (value, None, ())][:2]
    yield from (word for kind in parts if get_origin(kind) is Literal for word in get_args(kind) if word != value)
    if isinstance(value, bool | int):
        yield not value if isinstance(value, bool) else value + 1
    elif isinstance(value, date):
        yield value + timedelta(1)
    elif isinstance(value, str):
        yield re.sub(r"\d", lambda match: str((int(match[0]) + 1) % 10), value, count=1)
        yield f"{value} denied"
    elif value == ():
        yield from [("denied",)] if str in parts else []
    else:
        yield from [new for kind, new in ((date, date(2030, 1, 1)), (int, 1), (str, "denied")) if kind in parts]


def within(annotation: Any) -> Iterator[Any]:
    """Yield a type and all types within it."""
    yield annotation
    for inner in () if get_origin(annotation) is Literal else get_args(annotation):
        yield from within(inner)


def is_exempt(path: str) -> bool:
    """Say whether a part is one that is not compared."""
    return any(fnmatchcase(path, each) for each in NOT_COMPARED)


@pytest.fixture(scope="module")
def before(example: Numbers) -> Release:
    return record_release(example)


@pytest.fixture(scope="module")
def unseen(numbers: Numbers) -> set[str]:
    """The paths of the parts of the real data, with a judgment, that can be otherwise without a difference."""
    told = judged(numbers)
    before, known = record_release(told), defaultdict(list)
    for path, part in parts_of(told.evidence):
        known[path].append(part)

    def is_seen(evidence: Evidence) -> bool:
        try:
            return bool(differences(before, record_release(Numbers(evidence, evidence.studies[told.study.id]))))
        except (LookupError, ValueError, RuntimeError):
            return True  # what leads nowhere cannot be kept

    found = set()
    for path, parts in known.items():
        pool = [part.value for part in parts]
        made = (part.made(new) for part in parts for new in others(part, pool))
        seen = map(is_seen, islice(made, ENOUGH if is_exempt(path) else None))
        if not (next(seen, True) or any(seen)):  # an empty list, in whose place nothing else can stand, is no part
            found.add(path)
    return found


def test_every_part_of_the_data_that_reaches_a_reader_is_compared(unseen: set[str]) -> None:
    assert {path for path in unseen if not is_exempt(path)} == set()


def test_what_is_said_not_to_be_compared_is_not(unseen: set[str]) -> None:
    assert [each for each in NOT_COMPARED if not any(fnmatchcase(path, each) for path in unseen)] == []


def with_evidence(numbers: Numbers, path: str, new: Any) -> list[tuple[str, str, str | None, str | None, str, bool]]:
    """What differs after the first part at a path is another one."""
    part = next(part for where, part in parts_of(numbers.evidence) if where == path)
    evidence = part.made(new)
    after = record_release(Numbers(evidence, evidence.study))
    told = differences(record_release(numbers), after)
    return [(each.id, each.aspect, each.old, each.new, each.level, each.needs_reason) for each in told]


def test_another_limit_of_a_vague_word_is_a_changed_value(example: Numbers) -> None:
    assert with_evidence(example, "vocabulary.quantifiers.above", "60%") == [
        ("quantifier-most", "above", "50%", "60%", "MINOR", True)
    ]


def test_a_verdict_that_turns_follows_from_the_limit_of_the_vague_word(example: Numbers, before: Release) -> None:
    [most, rare] = example.evidence.vocabulary.quantifiers
    quantifiers = (most.model_copy(update={"above": "80%"}), rare)
    vocabulary = example.evidence.vocabulary.model_copy(update={"quantifiers": quantifiers})
    changes = later("1.1.0", Reason(id="quantifier-most", reason="The limit was too low."))
    after = record_release(Numbers(replace(example.evidence, vocabulary=vocabulary, changes=changes), example.study))
    [verdict] = (each for each in differences(before, after) if each.aspect == "verdict")
    assert (verdict.level, verdict.why) == ("MAJOR", ((None, "Follows from: Vague word: “most”."),))


def test_a_vague_word_that_a_claim_no_longer_uses_is_told_by_the_claim(example: Numbers, before: Release) -> None:
    found = differences(before, with_quantity(example, printed="over 50%"))
    assert [(each.id, each.aspect, each.level, each.needs_reason) for each in found if each.kind == "quantifier"] == [
        ("quantifier-most", "record", "PATCH", False)
    ]


def test_another_meaning_of_a_vague_word_is_wording(example: Numbers) -> None:
    assert with_evidence(example, "vocabulary.quantifiers.meaning", "the greater part") == [
        ("quantifier-most", "meaning", "more than half", "the greater part", "PATCH", False)
    ]


def test_another_address_of_a_source_is_wording(example: Numbers) -> None:
    assert with_evidence(example, "sources.address", "https://marsh.example/") == [
        ("marsh-bulletin", "address", None, "https://marsh.example/", "PATCH", False)
    ]


def test_another_reason_of_a_known_difference_is_wording(numbers: Numbers) -> None:
    name = "declared-anchors-response-identified-6m-iach-2025-06-01"
    [told] = with_evidence(numbers, "declared.reason", "Nobody knows which.")
    assert (told[:2], told[3:]) == ((name, "reason"), ("Nobody knows which.", "PATCH", False))


def test_a_known_difference_that_goes_is_a_change(numbers: Numbers) -> None:
    after = record_release(Numbers(replace(numbers.evidence, declared=()), numbers.study))
    assert [(each.kind, each.aspect, each.level) for each in differences(record_release(numbers), after)] == [
        ("declared", "record", "MINOR")
    ]


def test_another_definition_in_a_row_of_the_panel_asks_whether_the_conclusion_stands(numbers: Numbers) -> None:
    [told] = with_evidence(numbers, "studies.appraisal.outcomes.definitions", "relapse")
    assert (told[1], told[4:]) == ("definitions", ("MAJOR", True))


def test_where_a_fact_of_the_design_is_read_is_a_place(numbers: Numbers) -> None:
    told = with_evidence(numbers, "studies.about.design.readings.sentence", 9)
    assert [(each[1], each[4]) for each in told] == [("place", "PATCH")]


def test_another_doi_of_the_article_is_wording(numbers: Numbers) -> None:
    [told] = with_evidence(numbers, "studies.about.citation.doi", "10.1182/other")
    assert (told[:2], told[4:]) == (("article", "reference"), ("PATCH", False))


def test_vague_words_of_the_same_letters_are_numbered(example: Numbers) -> None:
    [most, rare] = example.evidence.vocabulary.quantifiers
    twin = most.model_copy(update={"word": "most…"})
    vocabulary = example.evidence.vocabulary.model_copy(update={"quantifiers": (twin, rare, most)})
    kept = record_release(Numbers(replace(example.evidence, vocabulary=vocabulary), example.study))
    assert [each.id for each in kept.records if each.kind == "quantifier"] == ["quantifier-most-2"]


def test_the_authors_of_the_article_end_with_one_full_stop(numbers: Numbers) -> None:
    [article] = (each for each in record_release(numbers).records if each.id == "article")
    assert article.words["text"].endswith("et al. Blood.")
