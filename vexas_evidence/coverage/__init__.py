"""Coverage: every numeral of the finished files is accounted for, or the report is not published."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vexas_evidence.check import Discrepancy


class Uncovered(Exception):
    """Numerals that nothing accounts for, or that are not where they should be; sorted by place."""

    def __init__(self, discrepancies: Iterable[Discrepancy]) -> None:
        self.discrepancies = tuple(sorted(set(discrepancies)))
        super().__init__("\n".join(map(str, self.discrepancies)))

    def __reduce__(self) -> tuple[type[Uncovered], tuple[tuple[Discrepancy, ...]]]:
        return Uncovered, (self.discrepancies,)  # so that it can come from another process
