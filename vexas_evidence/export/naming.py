"""Names of exported records: the same record has the same name in every export and in every version.

A name is made of the record's own ids and of nothing else: no address, no date, no random number.
"""

from __future__ import annotations

from functools import cache
from uuid import NAMESPACE_URL, uuid5

OWN = "urn:vexas-evidence:"
"""The project's own names: they stand under no host, so that none is claimed."""
_SPACE = uuid5(NAMESPACE_URL, OWN)


@cache
def uuid_of(kind: str, name: str) -> str:
    """Return the UUID (version 5) of a record of that kind."""
    return str(uuid5(_SPACE, f"{kind}/{name}"))


def urn_of(kind: str, name: str) -> str:
    """Return the URN by which other records refer to a record of that kind."""
    return f"urn:uuid:{uuid_of(kind, name)}"
