"""Checks of the texts in our own words: no typed numeral, a number for each reference, no claim beyond the design."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from vexas_evidence.analysis.checks import Found, full_text
from vexas_evidence.analysis.checks.statements.stated_words import stated_faults
from vexas_evidence.analysis.checks.statements.under_headings import misplaced
from vexas_evidence.analysis.numbers import Numbers, Shown, to_text
from vexas_evidence.analysis.percentages import Underivable
from vexas_evidence.analysis.wording import design_levels, forbidden_words
from vexas_evidence.analysis.wording.comparisons import comparison_faults
from vexas_evidence.analysis.wording.interval_words import interval_faults
from vexas_evidence.analysis.wording.lexicon import Lexicon
from vexas_evidence.analysis.wording.number_clauses import outright_parts
from vexas_evidence.analysis.wording.own_words import is_testable, word_faults
from vexas_evidence.analysis.wording.reference_forms import SENTENCE_END, form_faults
from vexas_evidence.load.record_texts import marks_of, texts
from vexas_evidence.model import Derivation, Glossary, Record
from vexas_evidence.text import prose
from vexas_evidence.text.numerals import numerals

_ONE_ARM = forbidden_words.RULES["one arm"].name
_NONE = re.compile(r"none(?: in this study)?\.?", re.IGNORECASE)
"""A comparator that there is not."""


def no_typed_numeral(numbers: Numbers) -> Iterator[Found]:
    """A text in our own words holds no typed numeral. It refers to numbers by their ids.

    The title of a study may hold those that the title of its article prints.
    """
    about, names = numbers.study.about, numbers.names
    for owner, key, text in _all_texts(numbers):
        words = _without_numerals_of(about.citation.title, text) if owner is about and key == "title" else text
        if numeral := prose.typed_numeral(words, names):
            found = f"numeral {numeral!r} typed into a text"
            remedy = "refer to the number by its id, or declare the name that holds it in vocabulary.yml"
            yield Found(owner.at(key), found, "a reference such as {estimate-id}", remedy)


def _without_numerals_of(cited: str, text: str) -> str:
    """Return a text with a space in place of each numeral that another text holds, too."""
    known = {each.key for each in numerals(cited)}
    for each in reversed(numerals(text)):
        if each.key in known:
            text = f"{text[: each.start]} {text[each.end :]}"
    return text


def texts_resolve(numbers: Numbers) -> Iterator[Found]:
    """Each reference in a text has a number to show, and a number that is ruled out stands only in a text so marked."""
    club = numbers.study.journal
    marked = {id(passage): passage.standing for passage in numbers.study.narrative.limits}
    marked |= {id(answer): answer.standing for answer in numbers.study.answers}
    marked |= {id(slide): slide.standing for slide in (club.slides if club else ())}
    labels = {id(derivation): derivation.standing for derivation in numbers.study.narrative.derived}
    for owner, key, text in numbers.own_prose:
        standing = marked.get(id(owner)) or labels.get(id(owner)) or "plain"
        for reference in prose.references(text):
            try:
                found_numbers = numbers.resolve(reference)
            except LookupError as error:
                yield Found(owner.at(key), str(error.args[0]), "a number to show", "refer to another part of it")
                continue
            except Underivable:
                continue  # derived_values has said so
            for shown in found_numbers:
                if isinstance(shown, Shown) and shown.standing not in ("plain", standing):
                    found, expected = f"{shown.data_id} is {shown.standing}", f"a text with standing: {shown.standing}"
                    yield Found(owner.at(key), found, expected, "move it to such a text")


def references_say_who_and_when(numbers: Numbers) -> Iterator[Found]:
    """A number in prose stands with who was counted and when, and no clause holds two numbers without their words."""
    for owner, key, text in _checked_prose(numbers):
        for fault in form_faults(text, numbers.study.estimates, is_cell="cell" in marks_of(owner, key)):
            yield Found(owner.at(key), fault.found, fault.expected, fault.remedy)


def words_fit_their_numbers(numbers: Numbers) -> Iterator[Found]:
    """The words around a number are of its outcome, population, time, measure and direction, and in their place."""
    words = _lexicon_of(numbers)
    try:
        for owner, key, text in _checked_prose(numbers):
            if not prose.references(text):
                continue  # no number to hold its words to
            rules = (word_faults, comparison_faults, interval_faults, stated_faults)
            said = [part for each in SENTENCE_END.split(text) for part in outright_parts(each, words.mentions)]
            for fault in dict.fromkeys(fault for each in said for rule in rules for fault in rule(each, words)):
                yield Found(owner.at(key), fault.found, fault.expected, fault.remedy)
        for owner, key, fault in misplaced(numbers, words):
            yield Found(owner.at(key), fault.found, fault.expected, fault.remedy)
    except (Underivable, LookupError) as error:
        _refuse_faults_of_code(error)  # denominators_known or texts_resolve has said so


def texts_for_a_person(numbers: Numbers) -> int:
    """How many texts of ours no rule can hold to a number."""
    words = _lexicon_of(numbers)
    try:
        return sum(not is_testable(text, words) for _, _, text in _checked_prose(numbers))
    except (Underivable, LookupError) as error:
        _refuse_faults_of_code(error)
        return 0  # denominators_known or texts_resolve has said so


@lru_cache(maxsize=16)
def _lexicon_of(numbers: Numbers) -> Lexicon:
    """The words of a study, found once for all checks of its texts."""
    return Lexicon(numbers)


def _refuse_faults_of_code(error: Exception) -> None:
    """Raise a missing key of our own, which is no reference that names no number."""
    if isinstance(error, KeyError | IndexError):
        raise error


def _checked_prose(numbers: Numbers) -> Iterator[tuple[Record, str, str]]:
    """The texts in our own words but for those that are rendered from data, and the names of derived values."""
    rendered = {id(each) for each in (*numbers.study.narrative.key_points, *numbers.study.narrative.plain)}
    yield from (each for each in numbers.own_prose if not (id(each[0]) in rendered or isinstance(each[0], Derivation)))


def texts_tell_what_was_read(numbers: Numbers) -> Iterator[Found]:
    """No text denies that the article was read, where estimates are read in it."""
    found = (*numbers.own_texts, *texts(numbers.evidence.glossary, "prose", "label"))
    yield from full_text.denials(numbers, ((owner.at(key), text) for owner, key, text in found))


def wording_holds(numbers: Numbers) -> Iterator[Found]:
    """A text claims no more than the design bears, borrows no judgment, and says what each proportion is out of."""
    study, evidence = numbers.study, numbers.evidence
    level = design_levels.level_of(study)
    treatments = (*evidence.treatments, *(arm.label for arm in study.about.arms))
    for shared, of_level, written in ((None, level, numbers.own_prose), *_shared_texts(numbers)):
        for owner, key, text in written:
            read = _as_read(numbers, text)
            if not forbidden_words.faults(read, treatments, of_level):
                continue  # what a text rests on bears more words, and never fewer
            for fault in forbidden_words.faults(read, treatments, of_level, _basis(numbers, owner)):
                if fault.rule == forbidden_words.NO_DENOMINATOR and hasattr(owner, "whom"):
                    continue  # a line of its own says of whom
                if fault.rule == _ONE_ARM and isinstance(shared, Glossary):
                    continue  # it says what words mean, those of other designs too
                yield Found(owner.at(key), f"{fault.rule}: {fault.words!r}", fault.expected, fault.remedy)
    if (known := study.about.comparator) and level != "uncontrolled" and _NONE.fullmatch(known.text):
        found = f"{_ONE_ARM}: {known.text!r}"
        yield Found(known.at("text"), found, design_levels.BORNE[level], "name the arm that others are set against")


def _shared_texts(numbers: Numbers) -> Iterator[tuple[Record, design_levels.Level, list[tuple[Record, str, str]]]]:
    """The texts that studies share, once, with their level.

    The changes are of the studies of a report. The glossary says what words mean for any of the studies.
    """
    evidence = numbers.evidence
    studies = tuple(evidence.studies.values())
    if studies[0] is numbers.study:
        yield evidence.changes, design_levels.strictest(studies), texts(evidence.changes)
        of_glossary = max(map(design_levels.level_of, studies), key=design_levels.LEVELS.index)
        yield evidence.glossary, of_glossary, texts(evidence.glossary)


def _basis(numbers: Numbers, owner: Record) -> forbidden_words.Basis:
    """What the texts of a record rest on: the estimates that it names, and those that its texts refer to."""
    named = tuple(getattr(owner, "rests_on", ()))
    referred = (each.id for _, _, text in texts(owner) for each in prose.references(text))
    known = [numbers.study.estimates[name] for name in (*named, *referred) if name in numbers.study.estimates]
    return forbidden_words.Basis(
        bool(named),
        any(each.stated_margin for each in known),
        any(each.subgroup is not None and each.subgroup.interaction != "not stated" for each in known),
    )


def _as_read(numbers: Numbers, text: str) -> str:
    """The text with its numbers. Only a proportion of the study keeps its percent sign."""
    parts = []
    for span in prose.split(text):
        if isinstance(span, str):
            parts.append(span)
            continue
        try:
            if span.part == "full":  # its own words attribute nothing of the text
                words = f"{numbers.refer(prose.Reference(span.id)).text} of patients"
            else:
                words = to_text(numbers.resolve(span))
        except (LookupError, Underivable):
            continue  # texts_resolve and derived_values have said so
        estimate = numbers.study.estimates.get(span.id) if span.part in ("value", "full") else None
        parts.append(words if estimate and estimate.measure == "proportion" else words.replace("%", ""))
        parts.append(forbidden_words.NUMBER_MARK if span.id in numbers.study.estimates else "")
    return "".join(parts)


def _all_texts(numbers: Numbers) -> Iterator[tuple[Record, str, str]]:
    study, evidence = numbers.study, numbers.evidence
    first = next(iter(evidence.studies.values())) is study  # texts that the studies share are checked once
    shared = (evidence.vocabulary, evidence.glossary) if first else ()  # versions are checked where they are loaded
    yield from numbers.own_texts
    for record in shared:
        yield from texts(record, "prose", "label")
    if added := texts(study.vocabulary, "prose", "label"):
        of_report = {id(owner) for owner, _, _ in texts(evidence.vocabulary, "prose", "label")}
        yield from (each for each in added if id(each[0]) not in of_report)
