"""What a check yields: the place, what was found there, what was expected, and what to do.

A fifth text, where there is one, is what the discrepancy is about, by which it can be declared.
"""

from __future__ import annotations

from collections.abc import Iterator

from vexas_evidence.system.problems import Place

Found = Iterator[tuple[Place, str, str, str] | tuple[Place, str, str, str, str]]
REREAD = "compare with the source and correct the reading"
