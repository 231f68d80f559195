"""Records by what they have in common, in the order in which they come."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


def grouped(records: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    """Return records by their key; neighbors or not, those of one key stand in one list."""
    found: dict[K, list[T]] = {}
    for each in records:
        found.setdefault(key(each), []).append(each)
    return found
