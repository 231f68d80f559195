"""Which participants the words beside a number name: those of another arm, one person, a population."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from vexas_evidence.model import Estimate, Population, Study
from vexas_evidence.model.source import SentencePlace
from vexas_evidence.sources.context import CELLS, Context, Contexts
from vexas_evidence.text.abbreviations import stands_for

_ONE_EACH = re.compile(r"(?:patient|case|participant|subject)s?\b", re.IGNORECASE)
_STUDIES = re.compile(r"\s(?:\w+\s)?(?:studies|trials|articles|papers|reports)\b", re.IGNORECASE)
_SHORT = re.compile(r"(?<![\w-])[A-Z][A-Za-z]{0,6}[A-Z](?![\w-])")
_WORDS_IN_BRACKET = re.compile(r"\((?!\s*n\s*=)(?=[A-Za-z])", re.IGNORECASE)
_BRACKET_OF_WORDS = re.compile(rf"{_WORDS_IN_BRACKET.pattern}[^()]*\)", re.IGNORECASE)
IN_ORDER = re.compile(r"\bresp(?:ectively\b|\.)")
"""The word that gives the numbers of a list to its names, in their order."""
_PARTS = re.compile(r",\s+(?:and\s+)?|\s+and\s+")
_GROUPS = re.compile(
    r"\b(?:groups?|arms?)\s?(\d|[A-H]|I{1,3})\s?(?:[-–−&/,]|vs\.?|versus|and)\s?(?:(?:group|arm)\s?)?"
    r"(\d|[A-H]|I{1,3})\b",
    re.IGNORECASE,
)
"""Two groups by their numbers or letters, as behind a p-value: "(group 1-2)"."""
_IN_ORDER = ("1 A I", "2 B II", "3 C III", "4 D", "5 E", "6 F", "7 G", "8 H")
_BRACKET_BEHIND = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_SIZED, _OF_ALL = re.compile(r"\bn\s*=", re.IGNORECASE), re.compile(r"\W*(?:all|total|overall)\b", re.IGNORECASE)
_LEADING = re.compile(r"(?:In|With|Among|For|Of|On)\s[^,;]*,")
"""Whom a sentence is about, before its first clause: "Among users, "."""


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
    return other_arm(study, arm, estimate.comparator or "", context, token) if arm else ""


def other_arm(study: Study, own: str | None, comparator: str, context: Context, token: int) -> str:
    """Return which arm is named beside a number instead of its *own*; "" where none is.

    Of participants of no arm, and of an arm set against the *comparator*, the head of a column alone says so.
    """
    column = context.column_of(token)
    words = column or ("" if own is None or comparator else _naming_words(study, context, token))
    named = arms_named(study, words, context.defined)
    if {own, comparator} & named or (own is None and len(named) != 1):
        return ""
    found = next((each for each in study.about.arms if each.id in named), None)
    return f"{found.label!r}, another arm, stands beside it" if found else ""


def other_comparison(study: Study, compared: set[str], contexts: Contexts, place: SentencePlace, token: int) -> str:
    """Return why a p-value may be of another comparison than of the arms *compared*; "" where nothing says so.

    Where no words name the arms that it compares, in a row with the columns of more than two groups, it may be an
    overall test.
    """
    context = contexts[place]
    if (other := other_pair(study, compared, contexts, place, token)) is not None:
        return other
    heads = [each for each in context.columns if not _OF_ALL.match(each)]
    arms = [arms_named(study, each, context.defined) for each in heads]
    sized = [head for head, named in zip(heads, arms, strict=True) if not named and _SIZED.search(head)]
    groups = len(set().union(*arms)) + len(sized)
    if groups < 3 or len(compared) > 2:
        return ""
    return f"its row has the columns of {groups} groups, and its head names no two of them: it may compare them all"


def other_pair(study: Study, compared: set[str], contexts: Contexts, place: SentencePlace, token: int) -> str | None:
    """Return which other arms than those *compared* a p-value compares; "" for no other, None where no words say it.

    They are those that the bracket behind it names, or else the head of its column.
    """
    context, known = contexts[place], {each.id: each.label for each in study.about.arms}
    bracket = _BRACKET_BEHIND.match(context.text, context.spans[token - 1][1])
    for words in (bracket[1] if bracket else "", context.column_of(token) or ""):
        pair = _GROUPS.search(words)
        named = _by_number(study, contexts, pair.groups()) if pair else arms_named(study, words, context.defined)
        if len(named) > 1:
            labels = " and ".join(repr(known[each]) for each in known if each in named)
            return "" if named == compared else f"{words.strip()!r} stands beside it, which is a comparison of {labels}"
    return None


def _by_number(study: Study, contexts: Contexts, pair: Iterable[str]) -> set[str]:
    """The arms that have some numbers or letters: in their names, if the article numbers its groups so, or else by the
    order of the columns."""
    own = {each.label.split()[-1].upper(): each.id for each in study.about.arms}
    every = {each.upper() for context in contexts.values() for found in _GROUPS.findall(context.text) for each in found}
    if not every <= own.keys():
        rows = {each.columns: each.defined for each in contexts.values()}
        named = ([arms_named(study, head, defined) for head in columns] for columns, defined in rows.items())
        order = max(([min(one) for one in row if len(one) == 1] for row in named), key=len, default=[])
        in_order = dict.fromkeys(order)
        own = {name: arm for arm, names in zip(in_order, _IN_ORDER, strict=False) for name in names.split()}
    return {own[each.upper()] for each in pair if each.upper() in own}


def is_of_one_arm(study: Study, estimate: Estimate, context: Context, token: int) -> bool:
    """Whether a number stands below the head of an arm, and the estimate is of participants of none."""
    return not study.populations[estimate.population].arm and bool(other_arm(study, None, "", context, token))


def population_named(study: Study, context: Context, token: int) -> str:
    """Return the population that the words beside a number name: its column's, its row's or clause's, or those above.

    Where they name an arm, it is the arm's only population, or the only one of them whose denominator is reported; ""
    where that leaves several, as with words that name two arms, and for a number of studies. In a study of one arm and
    one population it is that.
    """
    if _STUDIES.match(context.text, context.spans[token - 1][1]):
        return ""
    is_row = CELLS in context.text
    leading = None if is_row else _LEADING.match(context.text)
    beside = context.text.partition(CELLS.strip())[0] if is_row else _naming_words(study, context, token)
    for words in (_column_or_cell(context, token), beside, leading[0] if leading else "", *context.above):
        populations = study.about.populations
        named, arms = (
            _named({each.id: _own(each) for each in populations}, words),
            arms_named(study, words, context.defined),
        )
        found = [each for each in populations if (each.id in named if named else each.arm in arms)]
        if len(found) > 1:
            found = [each for each in found if each.denominator.status == "reported"]
        if named or arms:
            return found[0].id if len(found) == 1 and len(arms) < 2 else ""
    only = study.about.populations if only_arm(study) else ()
    return only[0].id if len(only) == 1 else ""


def arm_named(study: Study, context: Context, token: int) -> str:
    """Return the one arm that the nearest words of a number name: its column's, its row's or clause's, those above."""
    for words in (_column_or_cell(context, token), _naming_words(study, context, token), *context.above):
        if named := arms_named(study, words, context.defined):
            return named.pop() if len(named) == 1 else ""
    return only_arm(study)


def only_arm(study: Study) -> str:
    """Return the arm of a study whose design has one; "" for another, and while its arm has no name."""
    design, arms = study.about.study_design, study.about.arms
    return arms[0].id if design is not None and design.arms == "one arm" and len(arms) == 1 else ""


def _column_or_cell(context: Context, token: int) -> str:
    """The head of a token's column, which for a token of a head is its own cell: "Surgery (n = 20)"; "" in prose."""
    return context.column_of(token) or (context.cell(token) if CELLS in context.text else "")


def _naming_words(study: Study, context: Context, token: int) -> str:
    """The words that say whom a number is of: its clause, or its part of a list.

    Of "The age of users and non-users was 60 and 70 years, respectively" the parts are "The age of users" and
    "non-users was". A list of which not each part names an arm says nothing. In a row they are its name and its cell.
    """
    if CELLS in context.text:
        return f"{context.text.partition(CELLS)[0]}{CELLS}{context.cell(token)}"
    order = IN_ORDER.search(context.text)
    numbers = [span for span in context.spans if order and span[1] <= order.start()]
    if token > len(numbers):
        return _clause(context, token)
    parts = [each for each in _PARTS.split(context.text[: numbers[0][0]]) if arms_named(study, each, context.defined)]
    return parts[token - 1] if len(parts) == len(numbers) else ""


def _clause(context: Context, token: int) -> str:
    """The clause of a token, without a bracket that begins with words where the token stands outside of it, or inside
    alone: "262 patients (surgery 170, drugs 92)"."""
    clause = context.clause(token)
    start = context.spans[token - 1][0] - max(context.text.find(clause), 0)
    outside = (each for each in _BRACKET_OF_WORDS.finditer(clause) if not each.start() < start < each.end())
    for each in outside:
        clause = f"{clause[: each.start()]}{' ' * len(each[0])}{clause[each.end() :]}"
    cuts = [each.start() for each in _WORDS_IN_BRACKET.finditer(clause)]
    first = max((cut for cut in cuts if cut < start and ")" not in clause[cut:start]), default=0)
    return clause[first : next((cut for cut in cuts if cut >= start), None)]


def _own(population: Population) -> Iterable[str]:
    """The names of a population; "patients" alone names any."""
    return (each for each in (population.label, *population.words) if population.arm or " " in each)


def arms_named(study: Study, words: str, defined: Mapping[str, str]) -> set[str]:
    """Return the arms that are named by their label, by words of their populations, or by an abbreviation of one.

    *defined* are the abbreviations that the source defines.
    """
    names: dict[str, list[str]] = {each.id: [each.label] for each in study.about.arms}
    for each in study.about.populations:
        if each.arm in names:
            names[each.arm] += _own(each)
    found = _named(names, words)
    for short in _SHORT.findall(words):
        meant = [each.id for each in study.about.arms if stands_for(short, each.label, defined)]
        found |= set(meant if len(meant) == 1 else ())
    return found


def _named(names: Mapping[str, Iterable[str]], words: str) -> set[str]:
    """Return the records that some words name; a name within a longer one of another names nothing: "non-users"."""
    spans = [
        (name, match.span())
        for name, texts in names.items()
        for text in texts
        for match in re.finditer(rf"(?<!\w){re.escape(text)}(?!\w)", words, re.IGNORECASE)
    ]
    return {
        name
        for name, (start, end) in spans
        if not any(a <= start and end <= b and (a, b) != (start, end) and other != name for other, (a, b) in spans)
    }
