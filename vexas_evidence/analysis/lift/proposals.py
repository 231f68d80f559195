"""What a lift finds: for each estimate the tokens that may print it, and what speaks for and against each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Literal

from vexas_evidence.analysis.lift.likeness import Form, is_bare
from vexas_evidence.model import Estimate, Locator, Moment, Reading
from vexas_evidence.model.source import SentencePlace
from vexas_evidence.sources.context import Role

Verdict = Literal["read", "one", "several", "none"]


@dataclass(frozen=True, slots=True)
class TokenPlace:
    """Where a token stands in a ledger, written as SECTION/PARAGRAPH/SENTENCE/TOKEN."""

    section: str
    paragraph: str
    sentence: int
    token: int

    @property
    def statement(self) -> SentencePlace:
        """The section, paragraph and sentence."""
        return self.section, self.paragraph, self.sentence

    @classmethod
    def of(cls, locator: Locator, token: int) -> TokenPlace:
        """Return where a token of the sentence stands that a locator names."""
        return cls(*locator.place, token)

    def __str__(self) -> str:
        return f"{self.section}/{self.paragraph}/{self.sentence}/{self.token}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A token that may print an estimate, and what speaks for and against it.

    ``form`` says how it is read. ``when`` is the time in its sentence, ``elsewhere`` the nearest time in another one.
    ``in_sentence`` and ``in_paragraph`` are the estimates that other sources print in one paragraph with this one, and
    that stand there too; ``rivals`` are other estimates that it may print. Where the text is at hand, ``line`` shows
    the words around it, and ``objection`` says why they are not about the outcome. ``why`` says in what a possible
    discrepancy differs.
    """

    place: TokenPlace
    token: str
    form: Form
    when: int | Moment | None = None
    elsewhere: Moment | None = None
    in_sentence: tuple[str, ...] = ()
    in_paragraph: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    line: str = ""
    objection: str = ""
    why: str = ""

    @property
    def printed(self) -> str:
        """The text that is read: the token, a part of it, or what it prints with the next one."""
        return self.form.printed

    def reading(self, source: str) -> Reading:
        """Return the reading that it becomes where someone accepts it."""
        return Reading(source=source, when=self.when, **asdict(self.place), **asdict(self.form))


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the ledger of a source has for an estimate.

    ``read`` are the readings that the estimate has there; ``candidates`` the tokens that may print it, the likeliest
    first; ``near`` are possible discrepancies: numbers of its kind that stand where it should be; ``duration`` is its
    time as printed.
    """

    estimate: Estimate
    read: tuple[Reading, ...]
    candidates: tuple[Candidate, ...]
    near: tuple[Candidate, ...]
    duration: str | None

    @property
    def verdict(self) -> Verdict:
        """Whether the estimate is read in this source, or one token may print it, or several, or none."""
        if self.read:
            return "read"
        return "none" if not self.candidates else "one" if len(self.candidates) == 1 else "several"

    def doubt(self, candidate: Candidate) -> str:
        """Why a person must decide on a candidate; "" where nothing speaks against it."""
        if self.duration and candidate.when is None:
            return f"no token {self.duration!r} in its sentence"
        if candidate.objection:
            return candidate.objection
        if candidate.rivals:
            return f"it may print {', '.join(candidate.rivals)} too"
        supported = candidate.in_sentence or candidate.in_paragraph or candidate.when
        if is_bare(candidate.printed) and not candidate.form.head and not supported:
            return "a number without % or unit, and nothing beside it that stands beside it elsewhere"
        return ""

    @property
    def sure(self) -> tuple[Candidate, ...]:
        """The candidates against which nothing speaks. Of several bare numbers none is sure."""
        if self.read:
            return ()
        clear = tuple(each for each in self.candidates if not self.doubt(each))
        often = any(is_bare(each.printed) and not each.form.head for each in clear)
        return clear if len(clear) == 1 or not often else ()


@dataclass(frozen=True, slots=True)
class OutcomeNumber:
    """A token that may be a number of an outcome; ``line`` shows the words around it, "" without the text."""

    outcome: str
    label: str
    place: TokenPlace
    token: str
    line: str


@dataclass(frozen=True, slots=True)
class Lift:
    """What the ledger of a source has for each estimate of a study.

    ``unused`` are the tokens that no record uses and no waiver names, ``roles`` says which are no result;
    ``has_text`` says whether the text of the source was at hand. ``of_outcomes`` are unused tokens that may be numbers
    of an outcome that is asked for or not stated.
    """

    source: str
    proposals: tuple[Proposal, ...]
    unused: tuple[tuple[TokenPlace, str], ...]
    roles: Mapping[TokenPlace, Role] = field(default_factory=dict)
    has_text: bool = False
    of_outcomes: tuple[OutcomeNumber, ...] = ()
