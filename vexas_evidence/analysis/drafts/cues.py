"""What an article suggests of its study: its citation, words of a design, heads that look like arms, with their places.

They are proposals: "randomized" may stand in a sentence on other studies, and a head may be no arm.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from itertools import islice
from typing import Literal, NamedTuple

from vexas_evidence.model.source import SentencePlace, in_words
from vexas_evidence.sources import Sentence
from vexas_evidence.sources.publication import authors_in
from vexas_evidence.sources.sentences import REFERENCES, as_recorded
from vexas_evidence.text.abbreviations import definitions, stands_for
from vexas_evidence.text.late import in_any_case
from vexas_evidence.text.tokens import normalise
from vexas_evidence.text.words import WHO

MOST_ARMS = 8
Kind = Literal["arm", "study design", "fact of design", "study of studies", "citation"]


class DesignWords(NamedTuple):
    """What an article says of a design: its meaning for the data, and the pattern of the words that say so."""

    kind: Kind
    meaning: str
    pattern: str


_OF_STUDIES, *_DESIGNS = (
    DesignWords(**row)
    for row in tomllib.loads(files(__package__).joinpath("designs.toml").read_text(encoding="utf-8"))["designs"]
)
_CITED = (
    (
        "year",
        re.compile(
            r"(?:\bpublished\b|©|\bcopyright\b|\bvolume\b)\D{0,40}?(?:\d{1,2}\D{1,12})?((?:19|20)\d\d)", re.IGNORECASE
        ),
    ),
    ("doi", re.compile(r"\b(10\.\d{4,9}/\s?[^\s<>\"'\\`]*[\w)])")),
)
"""What the first sentences of an article print of its citation: the year after such words, and its DOI."""
_NO_TITLE = re.compile(r"\^|·|\bdoi\b|https?:|©|\b(?:received|accepted|published):", re.IGNORECASE)
"""What stands in a heading of authors or dates."""
_KICKER = re.compile(
    r"^(?:open access|(?:original|research|review|clinical) (?:article|research|trial))[ |:]+", re.IGNORECASE
)
"""The kind of an article that stands above its title, in one line with it."""
_FIRST = 40
"""How many sentences are the first of an article."""
_EARLY = re.compile(r"abstract|method|design|patients|participants|background|summary", re.IGNORECASE)
_ARM = in_any_case(
    r"(?P<label>[^,()\[\]=|]{2,60}?)\s*,?\s*"
    rf"(?:[(\[]?\s*n\s*=\s*\d[\d,]*\s*[)\]]?|[(\[]\s*\d[\d,]*\s(?:{WHO})\s*[)\]])"
)
_NO_ARM = re.compile(
    r"(?:all|total|overall|number|no\.?|value|patients?|participants?|%|p|mean|median)\b", re.IGNORECASE
)
_NAMED_SIZE = re.compile(
    r"(?:^|[(,;:]|\band\b|\bor\b)\s*(?P<label>(?:[A-Za-z][\w-]*\s){1,6}?)[(\[]?n\s*=\s*\d+(?:,\d{3})*",
    re.IGNORECASE,
)
_ONE = re.compile(r"\bn\s*=\s*1(?![\d,])", re.IGNORECASE)
_HOW = re.compile(
    r"[\s,;:]*(?:[(\[]?(?:\b(?:(?:n|no\.?|number)\W{0,3}%|mean|median|SD|SEM?|IQR|range|95%\s?CI)|[%±])"
    r"[\s.,;:/()\[\]±%]*)+(?=$|n\s*=)",
    re.IGNORECASE,
)
"""How the numbers of a column are summed up, behind the name of whom they are of: "n (%)", "mean (SD)"."""
_P_HEAD = re.compile(r"p(?:[- ]?values?)?", re.IGNORECASE)
_STATISTIC = re.compile(
    r"\b(?:HR|OR|RR|CI|SD|SE|IQR|hazard|odds|ratio|difference|coefficient|multivari\w+|univari\w+)\b"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """What an article prints and what it may mean, with the place.

    ``meaning`` is the label of an arm, the value of ``study_design``, the name of a fact of the design, or a key of the
    citation with its value: "year: 2030".
    """

    kind: Kind
    meaning: str
    printed: str
    place: SentencePlace

    @property
    def where(self) -> str:
        """The place in words."""
        return in_words(self.place)


def citation_cues(sentences: Iterable[Sentence]) -> Iterator[Cue]:
    """Yield what may be of the citation of an article without a record of it: its title, authors, year and DOI.

    The title is the first heading of at least six words that holds no mark of an affiliation.
    """
    own = (each for each in sentences if not REFERENCES.fullmatch(each.section))
    first = [(" ".join(normalise(_with_sign(each.text)).split()), each) for each in islice(own, _FIRST)]
    headings = ((text, each) for text, each in first if each.paragraph == "heading" and not _NO_TITLE.search(text))
    for text, each in islice(((text, each) for text, each in headings if len(text.split()) > 5), 1):
        title = _KICKER.sub("", as_recorded(_with_sign(each.text)), count=1)  # with its own signs, such as ™
        yield Cue("citation", f"title: {title}", text, each.place)
    for text, each in islice(((text, each) for text, each in first if authors_in(text)), 1):
        yield Cue("citation", f"authors: {', '.join(authors_in(text))}", text, each.place)
    for key, words in _CITED:
        matches = ((words.search(text), each.place) for text, each in first)
        found = (
            Cue("citation", f"{key}: {''.join(match[1].split())}", match[0], place) for match, place in matches if match
        )
        yield from islice(found, 1)


def _with_sign(text: str) -> str:
    """Return a text with the sign of a trademark for its raised letters, which are no mark of an affiliation."""
    return re.sub(r"(?<=\w)\^TM\b", "™", text)


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
    """Yield what may be arms, each once, most of them as arms.

    They are heads of columns that print the number of their participants, names before such numbers in a sentence that
    has several, and the heads before a column of p-values. An abbreviation that the article defines is written out; a
    head that abbreviates a name found so is left out.
    """
    known = list(sentences)
    defined = definitions(each.text for each in known)
    found: dict[str, Cue] = {}
    for cue in (cue for each in known for cue in (*_arms_with_sizes(each), *_arms_before_sizes(each))):
        found.setdefault(cue.meaning.lower(), replace(cue, meaning=defined.get(cue.meaning, cue.meaning)))
    for cue in (cue for each in known for cue in _arms_before_p(each)):
        if not any(stands_for(cue.meaning, each.meaning, defined) for each in found.values()):
            found.setdefault(cue.meaning.lower(), cue)
    order = {each.place: number for number, each in enumerate(known)}
    yield from sorted(found.values(), key=lambda cue: order[cue.place])[:MOST_ARMS]


def _heads(sentence: Sentence) -> list[str]:
    is_head = sentence.paragraph.partition(" (")[0].endswith(", head")
    return [" ".join(each.split()) for each in sentence.text.split(" | ")] if is_head else []


def _whom(head: str) -> str:
    """A head without how its numbers are summed up: "Tea (n = 45)" of "Tea (n = 45), n (%)"."""
    return " ".join(_HOW.sub(" ", head).split())


def _arms_with_sizes(sentence: Sentence) -> Iterator[Cue]:
    for head in _heads(sentence) or sentence.columns:  # whose size may stand in a row of its own below the name
        match = _ARM.fullmatch(_whom(head))
        label = _whom(match["label"]) if match else ""
        if label and not _NO_ARM.match(label):
            yield Cue("arm", label, head, sentence.place)


def _arms_before_sizes(sentence: Sentence) -> Iterator[Cue]:
    """Yield the names before "n = 20" in a sentence that has several: "(Surgery n = 20, Drugs n = 30)".

    A list with "n = 1" is one of reasons or cases.
    """
    matches = list(_NAMED_SIZE.finditer(normalise(sentence.text))) if " | " not in sentence.text else []
    for match in matches if len(matches) > 1 and not _ONE.search(sentence.text) else ():
        if not _NO_ARM.match(match["label"]):
            yield Cue("arm", match["label"].strip(), match[0].strip(), sentence.place)


def _arms_before_p(sentence: Sentence) -> Iterator[Cue]:
    """Yield the heads of the two or more columns between that of the rows' names and that of p-values."""
    heads = _heads(sentence)
    at = next((number for number, head in enumerate(heads) if _P_HEAD.fullmatch(head)), 0)
    names = [whom for head in heads[1:at] if (whom := _whom(head)) and not re.search(r"\d|%", whom)]
    if len(names) == at - 1 >= 2 and not any(_NO_ARM.match(each) or _STATISTIC.search(each) for each in names):
        yield from (Cue("arm", each, each, sentence.place) for each in dict.fromkeys(names))
