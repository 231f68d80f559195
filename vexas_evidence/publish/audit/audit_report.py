"""What an audit reports of one file or folder: lines on what holds, discrepancies, and problems of reading it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from vexas_evidence.system.problems import Discrepancy, Place, Problem

MANY = 12
AGAIN = "get the file again from whoever published it"
DIFFER = "bytes differ from the rendered file; words, pictures and hidden parts were not compared"


@dataclass(frozen=True, slots=True)
class Audited:
    """A file as the audit found it: the verdict and what else holds, what was not checked, and what is wrong."""

    lines: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()
    problems: tuple[Problem, ...] = ()
    notice: str = ""
    """That the version is superseded or withdrawn, which is printed whether the file holds or not."""

    @property
    def printed_lines(self) -> tuple[str, ...]:
        """The lines for a reader; of a file in which something is wrong the notice alone."""
        first = (self.notice,) if self.notice else ()
        if self.discrepancies or self.problems:
            return first
        return (*first, *self.lines, *([f"not checked: {'; '.join(self.unchecked)}"] if self.unchecked else ()))


def few(found: Iterable[Discrepancy], own: str, path: Path) -> tuple[Discrepancy, ...]:
    """Discrepancies of the file at *path*, sorted, or that there are many, with the first.

    Their places name the path that was given, and not its *own* name in the site.
    """
    wrong = sorted({replace(each, place=_given(each.place, own, path)) for each in found})
    if len(wrong) <= MANY:
        return tuple(map(_in_words, wrong))
    first = wrong[0]
    where = first.place.file.removeprefix(f"{path}, ")
    what = f"a file of another render, or another file: {len(wrong)} places differ, the first at {where}: {first.found}"
    return (replace(first, place=Place(str(path)), found=what),)


def _given(place: Place, own: str, path: Path) -> Place:
    if place.file != own and not place.file.startswith(f"{own}, "):
        return place
    return replace(place, file=f"{path}{place.file.removeprefix(own)}")


def _in_words(wrong: Discrepancy) -> Discrepancy:
    """Let a value that is quoted alone say that it was found, and the other that it was expected."""
    if not wrong.found.startswith(("'", '"')):
        return wrong
    return replace(wrong, found=f"found {wrong.found}", expected=f"expected {wrong.expected}")
