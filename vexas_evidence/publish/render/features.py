"""Which Quarto features the embedded engine knows: one table, also printed as FEATURES.md.

A key that is not in the table is refused with its file and line, so that no page silently looks other than its
author wrote it. Keys marked *Quarto only* change nothing but Quarto's own look, and may stand in a file that both
engines read.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import yaml

from vexas_evidence.load.yaml import Loader

Kind = Literal["text", "flag", "number", "texts", "path", "paths", "mapping", "ignored"]


@dataclass(frozen=True, slots=True)
class Feature:
    """One key: where it may stand, what kind of value it takes, what it does, and its permitted values."""

    scope: str
    key: str
    kind: Kind
    meaning: str
    choices: tuple[str, ...] = ()


_TABLE: dict[str, Any] = yaml.load(files(__package__).joinpath("features.yml").read_text("utf-8"), Loader)
FEATURES = tuple(
    Feature(scope, key, row["kind"], row["meaning"], tuple(row.get("choices", ())))
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


def as_markdown() -> str:
    """Return the text of FEATURES.md."""
    lines = [
        "# Quarto features that the embedded engine knows",
        "",
        "Anything else stops the render with its file and line.",
        "Keys of a format may also stand at the top of a page or of `_quarto.yml`, as in Quarto.",
        "This page is written from `features.yml` by `make features`; a test compares the two.",
        "",
        "## In the text",
        "",
        *(f"- {line}" for line in _TABLE["markdown"]),
        *(f"- {line}" for line in SHORTCODES.values()),
        "",
        "Refused by name: "
        + ", ".join(f"`.{name}{'*' if name.endswith('-') else ''}`" for name in REFUSED_CLASSES)
        + "; attributes "
        + ", ".join(f"`{name}`" for name in REFUSED_ATTRIBUTES)
        + "; ids "
        + ", ".join(f"`#{name}-`" for name in REFUSED_IDS)
        + ".",
    ]
    for scope in dict.fromkeys(feature.scope for feature in FEATURES):
        lines += ["", f"## {scope}", "", "| key | value | meaning |", "|---|---|---|"]
        for feature in in_scope(scope).values():
            kind = ", ".join(f"`{choice}`" for choice in feature.choices) or feature.kind
            lines.append(f"| `{feature.key}` | {kind} | {feature.meaning} |")
    return "\n".join(lines) + "\n"


def write() -> None:
    """Write FEATURES.md next to this module."""
    Path(__file__).with_name("FEATURES.md").write_text(as_markdown(), encoding="utf-8")
