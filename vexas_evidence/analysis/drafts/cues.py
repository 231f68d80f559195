"""Words of a design and heads that look like arms, each with the place where an article prints it.

They are proposals: "randomized" may stand in a sentence on other studies, and a head may be no arm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal, NamedTuple

from vexas_evidence.model.source import SentencePlace
from vexas_evidence.sources import Sentence
from vexas_evidence.sources.sentences import REFERENCES
from vexas_evidence.text.tokens import normalise

MOST_ARMS = 8
Kind = Literal["arm", "study design", "fact of design", "study of studies"]


class DesignWords(NamedTuple):
    """What an article says of a design: its meaning for the data, and the pattern of the words that say so."""

    kind: Kind
    meaning: str
    pattern: str


_OF_STUDIES = DesignWords("study of studies", "enter the studies themselves", r"systematic review|meta-analys[ie]s")
_DESIGNS = (
    DesignWords(
        "study design",
        "{arms: parallel, randomized: yes, unit_of_allocation: participant}",
        r"randomi[sz]ed|randomly (?:assigned|allocated)",
    ),
    DesignWords(
        "study design", "{arms: cluster, randomized: yes, unit_of_allocation: cluster}", r"cluster[- ]randomi[sz]ed"
    ),
    DesignWords("study design", "{arms: cross-over, randomized: yes}", r"cross-?over"),
    DesignWords("study design", "{arms: one arm}", r"single[- ](?:arm|group)|one[- ]arm"),
    DesignWords(
        "study design",
        "{arms: matched, randomized: no}",
        r"propensity[- ](?:score[- ])?match\w*|matched (?:cohort|controls)",
    ),
    DesignWords("study design", "{arms: parallel, randomized: no}", r"non-?randomi[sz]ed|case-control"),
    DesignWords("fact of design", "masking", r"(?:double|single|triple)[- ](?:blind|mask)\w*|open[- ]label"),
    DesignWords("fact of design", "recruitment", r"prospective\w*|retrospective\w*"),
    DesignWords("fact of design", "centers", r"multi-?(?:center|centre)\w*|single[- ](?:center|centre)"),
    DesignWords(
        "fact of design",
        "kind of study",
        r"cohort study|case series|cross-sectional|registry|pilot|phase [IV\d]+\w?",
    ),
)
_EARLY = re.compile(r"abstract|method|design|patients|participants|background|summary", re.IGNORECASE)
_ARM = re.compile(r"(?P<label>[^,()\[\]=|]{2,60}?)\s*,?\s*[(\[]?\s*[nN]\s*=\s*\d[\d,]*\s*[)\]]?")
_NO_ARM = re.compile(
    r"(?:all|total|overall|number|no\.?|value|patients?|participants?|%|p|mean|median)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Cue:
    """What an article prints and what it may mean, with the place.

    ``meaning`` is the label of an arm, the value of ``study_design``, or the name of a fact of the design.
    """

    kind: Kind
    meaning: str
    printed: str
    place: SentencePlace

    @property
    def where(self) -> str:
        """The place in words."""
        section, paragraph, sentence = self.place
        return f"{section}, paragraph {paragraph}, sentence {sentence}"


def design_cues(sentences: Iterable[Sentence]) -> Iterator[Cue]:
    """Yield what a design may be, each with the first place that says so in title, abstract or methods."""
    known = [(normalise(each.text), each) for each in sentences if _is_of_the_study(each)]
    of_studies = list(_first_places(_OF_STUDIES, known))
    yield from of_studies or (cue for each in _DESIGNS for cue in _first_places(each, known))


def _first_places(design: DesignWords, known: Iterable[tuple[str, Sentence]]) -> Iterator[Cue]:
    """Yield the first place that prints words of a design; nothing where none does."""
    words = re.compile(rf"(?<![\w-])(?:{design.pattern})", re.IGNORECASE)
    matches = ((words.search(text), each.place) for text, each in known)
    found = (Cue(design.kind, design.meaning, match[0], place) for match, place in matches if match)
    yield from islice(found, 1)


def _is_of_the_study(sentence: Sentence) -> bool:
    is_title = sentence.paragraph == "heading" and not REFERENCES.fullmatch(sentence.section)
    return not sentence.row and (is_title or bool(_EARLY.search(sentence.section)))


def arm_cues(sentences: Iterable[Sentence]) -> Iterator[Cue]:
    """Yield the heads of columns that print the number of their participants, each once, most of them as arms."""
    found: dict[str, Cue] = {}
    for each in sentences:
        is_head = each.paragraph.partition(" (")[0].endswith(", head")
        for head in each.text.split(" | ") if is_head else ():
            match = _ARM.fullmatch(" ".join(head.split()))
            if match and not _NO_ARM.match(match["label"]):
                found.setdefault(match["label"].lower(), Cue("arm", match["label"].strip(), match[0], each.place))
    yield from list(found.values())[:MOST_ARMS]
