"""A number as a noun phrase: what was counted and when, the number, and of whom, as ``{id.full}`` prints it.

"Inflammatory response at 6 months in 41% of patients (denominator not stated)": a reader who meets a percentage without
its reference class takes it to be of everyone (Rosenbaum 2010, doi:10.1177/0272989X10375853).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.statistics.shown import Resolved, Shown, When
from vexas_evidence.model import Estimate
from vexas_evidence.model.measures import MEASURES
from vexas_evidence.model.record import DENOMINATOR_NOT_STATED, TIME_NOT_STATED

_FIELD = re.compile(r"\{(\w+)\}")
_REMARK = re.compile(r"(?:,[^(),]*)?\s*\([^()]*\)$")


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a noun phrase on a number is made of: the words of its outcome, its people and its time, and its numbers.

    ``against`` names the arms of an effect, or the comparator alone.
    """

    estimate: Estimate
    outcome: str
    who: str
    against: str | None
    when: When | None
    value: Shown
    fraction: Shown | None
    denominator: Shown | None
    has_denominator: bool
    is_denominator: bool
    counts_another_unit: bool

    @property
    def shown(self) -> Shown:
        """The number that is printed: of a count, with its denominator where that is known."""
        is_count = self.estimate.measure == "count" and not self.is_denominator
        return self.fraction if is_count and self.fraction else self.value

    @property
    def people(self) -> str:
        """Who was counted, without what is not stated of them."""
        who = _REMARK.sub("", self.who)
        return f"those {who}" if who.startswith("with ") else who


def full_reference(phrase: Phrase, *, opens: bool = False) -> Resolved:
    """Return a number as a noun phrase for a sentence; *opens* says whether it opens the sentence."""
    silent = phrase.when is not None and phrase.when.text == TIME_NOT_STATED
    parts: dict[str, Resolved] = {
        "outcome": (phrase.outcome,),
        "measure": (MEASURES[phrase.estimate.measure].label,),
        "value": (phrase.shown,),
        "who": _whom(phrase),
        "one": (re.sub(r"^(\w+?)s\b", r"\1", phrase.people),),
        "when": () if phrase.when is None or silent else (phrase.when,),
        "known": _what_is_known(phrase, silent=silent),
    }
    return _tidied(_filled(_template(phrase), parts), opens=opens)


def lowered(label: str) -> str:
    """A label within a sentence: its first letter small, unless its first word has another capital, or is a sign."""
    first = label.split(" ", 1)[0]
    return label[:1].lower() + label[1:] if first[1:2].islower() and first[1:] == first[1:].lower() else label


def _template(phrase: Phrase) -> str:
    estimate, value, texts = phrase.estimate, phrase.shown.text, section("full-reference")
    measure = MEASURES[estimate.measure]
    if estimate.measure == "count" and phrase.is_denominator:
        is_one = value in ("1", "one", "One")
        return texts["denominator"].replace("{who}", "{one}") if is_one else texts["denominator"]
    if estimate.measure == "count" and phrase.counts_another_unit:
        return texts["another-unit"]
    of_kind = "among" if not measure.compares else "difference" if measure.scale == "linear" else "ratio"
    template = texts.get(estimate.measure, texts[of_kind])
    if not phrase.people:
        template = template.replace(" among {who}", "")
    if estimate.is_wording and estimate.measure != "wording":
        return template.replace("a {measure}", "{measure}").replace(" of {value}", " {value}")
    if value.startswith("p "):
        return template.replace("a {measure} of ", "")
    if measure.label[:1] in tuple("aeio"):
        return template.replace("a {measure}", "an {measure}")
    is_bound_in_words = estimate.measure == "threshold" and value[0].isalpha()
    return template.replace("of {value}", "{value}") if is_bound_in_words else template


def _whom(phrase: Phrase) -> Resolved:
    estimate, who = phrase.estimate, phrase.people
    if phrase.against:
        who = phrase.against if " against " in phrase.against else f"{who} against {phrase.against}"
    if estimate.compares:
        who = f"{who}, {fixed('arms.all-compared')}"
    if estimate.subgroup:
        who = f"{who} (subgroup: {estimate.subgroup.label})"
    value = phrase.shown.text
    needs_of = value.startswith("a ") or (estimate.measure == "proportion" and value.endswith(("%", ")")))
    return (f"of {who}" if needs_of else who,) if who else ()


def _what_is_known(phrase: Phrase, *, silent: bool) -> Resolved:
    """What stands in parentheses: the count of a percentage, or what of denominator and time is not stated."""
    number = phrase.estimate.principal.number
    prints_it = number is not None and number.denominator is not None and phrase.shown.part != "percent"
    holds_it = prints_it or phrase.shown == phrase.fraction
    if phrase.estimate.measure not in ("proportion", "count") or holds_it or not phrase.has_denominator:
        return (f"({TIME_NOT_STATED})",) if silent else ()
    known = phrase.fraction or phrase.denominator
    if known is None:
        neither = fixed("sentence.missing.one.professional.denominator-and-time")
        return (f"({neither if silent else DENOMINATOR_NOT_STATED})",)
    status = f"{', inferred' if known.kind == 'inferred' else ''}{f'; {TIME_NOT_STATED}' if silent else ''}"
    return ("(", known, f"{status})") if phrase.fraction else ("(of ", known, f"{status})")


def _filled(template: str, parts: Mapping[str, Resolved]) -> Resolved:
    found: Resolved = ()
    for index, piece in enumerate(_FIELD.split(template)):
        found += parts[piece] if index % 2 else (piece,)
    return found


def _tidied(spans: Resolved, *, opens: bool) -> Resolved:
    """The phrase without the blanks and prepositions of what is not there; with a capital where it opens a sentence."""
    merged: list[str | Shown | When] = []
    for span in spans:
        if isinstance(span, str) and merged and isinstance(last := merged[-1], str):
            merged[-1] = last + span
        else:
            merged.append(span)
    found = [re.sub(r"\s+(?=[,)]|\s)", "", each) if isinstance(each, str) else each for each in merged]
    if isinstance(last := found[-1], str):
        found[-1] = re.sub(r"(?:\s|,|\bamong)+$", "", last)
    if isinstance(first := found[0], str):
        first = first.lstrip()
        found[0] = first[:1].upper() + first[1:] if opens else first
    return tuple(each for each in found if each != "")
