"""Which Quarto features the embedded engine knows, as the table ``features.yml`` says.

A key that is not in the table is refused with its file and line, so that no page silently looks other than its
author wrote it. Keys of the kind *ignored* change nothing but Quarto's own look, and may stand in a file that both
engines read.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal

import yaml

from vexas_evidence.load.yaml import Loader

Kind = Literal["text", "flag", "number", "texts", "path", "paths", "mapping", "ignored"]


@dataclass(frozen=True, slots=True)
class Feature:
    """One key: where it may stand, what kind of value it takes, and its permitted values."""

    scope: str
    key: str
    kind: Kind
    choices: tuple[str, ...] = ()


_TABLE: dict[str, Any] = yaml.load(files(__package__).joinpath("features.yml").read_text("utf-8"), Loader)
FEATURES = tuple(
    Feature(scope, key, row["kind"], tuple(row.get("choices", ())))
    for scope, keys in _TABLE["keys"].items()
    for key, row in keys.items()
)
SHORTCODES: dict[str, str] = _TABLE["shortcodes"]
CALLOUTS: list[str] = _TABLE["callouts"]
REFUSED_CLASSES: dict[str, str] = _TABLE["refused"]["classes"]
REFUSED_ATTRIBUTES: list[str] = _TABLE["refused"]["attributes"]
REFUSED_IDS: list[str] = _TABLE["refused"]["ids"]


def in_scope(*scopes: str) -> dict[str, Feature]:
    """Return the features of the named scopes by key."""
    return {feature.key: feature for feature in FEATURES if feature.scope in scopes}
