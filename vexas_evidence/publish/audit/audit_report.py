"""What an audit reports of one file or folder: lines on what holds, discrepancies, and problems of reading it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from vexas_evidence.publish.coverage.files.read_finished import AGAIN
from vexas_evidence.system.problems import Discrepancy, Place, Problem

MANY = 12  # discrepancies of one file that are listed
DIFFER = "other bytes than were rendered, though {compared} are as they were: it was saved again, or hides something"


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


def wrong(where: str, found: str, expected: str, check: str = "coverage", remedy: str = AGAIN) -> Discrepancy:
    """Return a discrepancy of a file, for its recipient."""
    return Discrepancy(Place(where), found, expected, remedy, check)


def few(found: Iterable[Discrepancy], own: str, path: Path) -> tuple[Discrepancy, ...]:
    """Discrepancies of the file at *path* in the order of the file, the first of many with how many more there are.

    Their places name the path that was given, and not its *own* name in the site.
    """
    wrong = [_in_words(replace(each, place=_given(each.place, own, path))) for each in dict.fromkeys(found)]
    if len(wrong) <= MANY:
        return tuple(wrong)
    last = wrong[MANY - 1]
    return (*wrong[: MANY - 1], replace(last, found=f"{last.found} (and {len(wrong) - MANY} more places differ)"))


def _given(place: Place, own: str, path: Path) -> Place:
    if place.file != own and not place.file.startswith(f"{own}, "):
        return place
    return replace(place, file=f"{path}{place.file.removeprefix(own)}")


def _in_words(wrong: Discrepancy) -> Discrepancy:
    """Let a value that is quoted alone say that it was found, and the other that it was expected."""
    if not wrong.found.startswith(("'", '"')):
        return wrong
    return replace(wrong, found=f"found {wrong.found}", expected=f"expected {wrong.expected}")
