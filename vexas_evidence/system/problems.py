"""Problems of an input, discrepancies that checks find, and the exceptions that hold them.

Every message has one form, ``file:line: what is wrong: what was expected: what to do``, so that an
author can go to the line, and an editor or a script can parse it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a file (counted from 1); line 0 is the whole file."""

    file: str
    line: int = 0
    column: int = field(default=0, compare=False, repr=False)
    """Where in the line it begins, counted from 0: two records may stand in one line."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that keeps an input from being read, with its remedy."""

    place: Place
    wrong: str
    expected: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place}: {self.wrong}: {self.expected}: {self.remedy}"


class Problems(list[Problem]):
    """Problems as they are found one after the other."""

    def add(self, place: Place, wrong: str, expected: str, remedy: str) -> None:
        """Add a problem."""
        self.append(Problem(place, wrong, expected, remedy))

    @contextmanager
    def collected(self) -> Iterator[None]:
        """Add the problems of a BadInput that is raised within, and go on behind."""
        try:
            yield
        except BadInput as error:
            self.extend(error.problems)

    def refuse(self) -> None:
        """Raise BadInput with all problems, each once, where there is one."""
        if self:
            raise BadInput(dict.fromkeys(self))


class BadInput(Exception):
    """An input that cannot be used; it holds all its problems, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))

    def _render_traceback_(self) -> list[str]:
        """Show the messages alone where IPython runs the code of a page."""
        return [str(problem) for problem in self.problems]

    def __reduce__(self) -> tuple[type[BadInput], tuple[tuple[Problem, ...]]]:
        return BadInput, (self.problems,)  # so that it can come from another process


@dataclass(frozen=True, slots=True, order=True)
class Discrepancy:
    """What a check found: where, what is there, what was expected, and what to do.

    ``about`` names the estimate, the source and both values ("ESTIMATE/SOURCE: x against y"), by which a
    discrepancy inside a source can be declared.
    """

    place: Place
    found: str
    expected: str
    remedy: str
    check: str
    about: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.found}: {self.expected}: {self.remedy} [{self.check}]"


class Uncovered(Exception):
    """Numerals that nothing accounts for, or that are not where they should be; sorted by place."""

    def __init__(self, discrepancies: Iterable[Discrepancy]) -> None:
        self.discrepancies = tuple(sorted(set(discrepancies)))
        super().__init__("\n".join(map(str, self.discrepancies)))

    def __reduce__(self) -> tuple[type[Uncovered], tuple[tuple[Discrepancy, ...]]]:
        return Uncovered, (self.discrepancies,)  # so that it can come from another process


def one(place: Place, wrong: str, expected: str, remedy: str) -> BadInput:
    """Return the exception for a single problem."""
    return BadInput([Problem(place, wrong, expected, remedy)])


def unknown(place: Place, what: str, name: str, known: Iterable[str]) -> Problem:
    """Return the problem of a name that is none of a few known ones, which it lists."""
    names = tuple(known)
    remedy = _near(name, names) or "write one of them"
    return Problem(place, f"no {what} {name!r}", f"one of {', '.join(names)}", remedy)


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the remedy for an unknown name: the nearest known one, or the list of all."""
    names = sorted(known)
    if near := _near(name, names):
        return near
    return f"use one of {', '.join(names)}" if names else "declare it first"


def counted(number: int, what: str) -> str:
    """Return a number with its noun, given in the plural: "1 reading", "1 discrepancy", "2 outcomes not stated"."""
    noun = re.sub(r"(ie)?s\b", lambda end: "y" if end[1] else "", what, count=1) if number == 1 else what
    return f"{number} {noun}"


def _near(name: str, names: Sequence[str]) -> str:
    match = difflib.get_close_matches(name, names, n=1)
    return f"did you mean {match[0]!r}?" if match else ""
