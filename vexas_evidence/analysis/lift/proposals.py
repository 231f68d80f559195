"""What a lift finds: the tokens of a source that may print an estimate, and what speaks for and against each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vexas_evidence.analysis.lift.likeness import Form, is_bare
from vexas_evidence.model import Estimate, Moment, Reading, Statement

Verdict = Literal["read", "one", "several", "none"]


@dataclass(frozen=True, slots=True)
class TokenPlace:
    """Where a token stands in a ledger; written as SECTION/PARAGRAPH/SENTENCE/TOKEN."""

    section: str
    paragraph: str
    sentence: int
    token: int

    @property
    def statement(self) -> tuple[str, str, int]:
        """The section, paragraph and sentence."""
        return self.section, self.paragraph, self.sentence

    def __str__(self) -> str:
        return f"{self.section}/{self.paragraph}/{self.sentence}/{self.token}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A token that may print an estimate.

    ``form`` is how it is read; ``when`` the time beside it, and ``elsewhere`` the nearest time in another
    sentence, which a person may mean; ``in_sentence`` and ``in_paragraph`` the neighbours found there;
    ``also`` the other estimates that it may print. Where the text is at hand, ``line`` shows the words
    around it and ``unlike`` says why they do not speak of the outcome.
    """

    place: TokenPlace
    token: str
    form: Form
    when: int | Moment | None = None
    elsewhere: Moment | None = None
    in_sentence: tuple[str, ...] = ()
    in_paragraph: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    line: str = ""
    unlike: str = ""

    @property
    def printed(self) -> str:
        """The text that counts: the token, a part of it, or what it prints with the next one."""
        return self.form.printed

    def reading(self, source: str) -> Reading:
        """Return the reading that this candidate stands for."""
        place = self.place
        return Reading(
            source=source,
            section=place.section,
            paragraph=place.paragraph,
            sentence=place.sentence,
            token=place.token,
            to=self.form.to,
            printed=self.printed,
            part=self.form.part,
            head=self.form.head,
            when=self.when,
        )


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one source's ledger offers for an estimate, the likeliest first; ``near`` are other numbers."""

    estimate: Estimate
    read: tuple[Reading, ...]
    candidates: tuple[Candidate, ...]
    near: tuple[Candidate, ...]
    duration: str | None

    @property
    def verdict(self) -> Verdict:
        """Whether the estimate is read in this source already, or one token matches, or several, or none."""
        if self.read:
            return "read"
        return "none" if not self.candidates else "one" if len(self.candidates) == 1 else "several"

    def doubt(self, candidate: Candidate) -> str:
        """Why a match needs a person's decision; "" where nothing speaks against it."""
        if self.duration and candidate.when is None:
            return f"no token {self.duration!r} in its sentence"
        if candidate.unlike:
            return candidate.unlike
        if candidate.also:
            return f"it may print {', '.join(candidate.also)} too"
        beside = candidate.in_sentence or candidate.in_paragraph or candidate.when
        if is_bare(candidate.printed) and not candidate.form.head and not beside:
            return "a number without % or unit, and nothing beside it that stands beside it elsewhere"
        return ""

    @property
    def sure(self) -> tuple[Candidate, ...]:
        """The matches against which nothing speaks; of numbers that an article prints many times, an only one."""
        if self.read:
            return ()
        clear = tuple(each for each in self.candidates if not self.doubt(each))
        often = any(is_bare(each.printed) and not each.form.head for each in clear)
        return clear if len(clear) == 1 or not often else ()


@dataclass(frozen=True, slots=True)
class Lift:
    """What the ledger of one source offers for every estimate of a study.

    ``unused`` are the tokens that no record uses and no waiver names, ``levels`` those of them that are
    levels of confidence; ``worded`` says whether the words of the source were read.
    """

    source: str
    proposals: tuple[Proposal, ...]
    unused: tuple[tuple[TokenPlace, str], ...]
    levels: frozenset[TokenPlace] = frozenset()
    worded: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A token of a ledger, where it stands, and the sentence that it stands in."""

    place: TokenPlace
    token: str
    statement: Statement
