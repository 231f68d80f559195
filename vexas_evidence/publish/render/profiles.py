"""The settings of a project as Quarto reads them: `_quarto.yml`, and over it the files of the profiles in use.

`_quarto-NAME.yml` holds what is other in a profile, `_quarto.yml.local` what is other on one machine. Which profiles
are in use is what `QUARTO_PROFILE` names, which Quarto sets for its hooks and cells, or else the default of `profile:`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from vexas_evidence.load.yaml import Mapping as YamlMapping
from vexas_evidence.load.yaml import Node, Sequence, parse, plain, read_text
from vexas_evidence.system.problems import Place, one

CONFIG = "_quarto.yml"
LOCAL = "_quarto.yml.local"
VARIABLE = "QUARTO_PROFILE"


def read_settings(root: Path) -> tuple[YamlMapping, dict[str, str]]:
    """Return the settings of the project in the folder *root*, and the texts of their files by name.

    Raises BadInput for a file that cannot be read, and for a profile that has none.
    """
    texts = {CONFIG: read_text(root / CONFIG, CONFIG)}
    config = _mapping(texts[CONFIG], CONFIG)
    default = config.items.pop("profile", None)
    names = profiles(plain(default) if default is not None else {})
    for name in (*(f"_quarto-{name}.yml" for name in reversed(names)), LOCAL):
        if (root / name).is_file():
            texts[name] = read_text(root / name, name)
            config = _overlaid(config, _mapping(texts[name], name))  # type: ignore[assignment]
    return config, texts


def profiles(setting: object = None) -> tuple[str, ...]:
    """Return the names of the profiles in use, the first of which goes before the others.

    *setting* is the value of `profile:`. Raises BadInput for groups of profiles, of which Quarto has chosen one.
    """
    named = os.environ.get(VARIABLE, "")
    if not named and isinstance(setting, Mapping):
        if "group" in setting:
            remedy = f"name one: set {VARIABLE}"
            raise one(Place(CONFIG), "profile: group", "the profile to use", remedy)
        default = setting.get("default", "")
        named = ",".join(default) if isinstance(default, list) else str(default)
    return tuple(name.strip() for name in named.split(",") if name.strip())


def refuse_unknown(root: Path) -> None:
    """Raise BadInput for a profile that has no file; to Quarto it may be a mere condition in a page."""
    for name in profiles():
        if not (root / f"_quarto-{name}.yml").is_file():
            wrong, expected = f"profile {name!r} has no file", f"_quarto-{name}.yml"
            raise one(Place(VARIABLE), wrong, expected, "write it, or render with --engine quarto")


def _mapping(text: str, name: str) -> YamlMapping:
    node = parse(text, name)
    if not isinstance(node, YamlMapping):
        raise one(node.place, "not a mapping", "a Quarto project", "write `project:` and its keys")
    return node


def _overlaid(below: Node, above: Node) -> Node:
    """Two values laid over each other as Quarto does: mappings merge, lists add up, any other value gives way."""
    if isinstance(below, YamlMapping) and isinstance(above, YamlMapping):
        items = {**below.items}
        for key, node in above.items.items():
            items[key] = _overlaid(items[key], node) if key in items else node
        return YamlMapping(above.file, above.at, items, {**below.keys_at, **above.keys_at})
    if isinstance(below, Sequence) and isinstance(above, Sequence):
        known = [plain(each) for each in below.items]
        return Sequence(above.file, above.at, [*below.items, *(n for n in above.items if plain(n) not in known)])
    return above
