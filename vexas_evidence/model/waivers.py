"""Waivers and declarations: number tokens that nothing uses, and discrepancies inside sources that are known."""

from __future__ import annotations

from pydantic import Field

from vexas_evidence.model.record import Identifier, Record, Text
from vexas_evidence.model.sources import Locator


class Waiver(Locator):
    """A number token of a source that the ledger of evidence does not use, with the reason."""

    token: int = Field(ge=1)
    printed: Text
    reason: Text


class Waivers(Record):
    """The file ``waivers.yml``."""

    waivers: tuple[Waiver, ...] = ()


class Declaration(Record):
    """A discrepancy inside a source, or between sources, that is known: shown to readers, never mended."""

    check: Text
    estimate: Identifier
    source: Identifier
    found: Text
    expected: Text
    reason: Text


class Declared(Record):
    """The file ``declared.yml``."""

    declared: tuple[Declaration, ...] = ()
