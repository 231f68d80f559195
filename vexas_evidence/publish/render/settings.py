"""Settings of a project or page: YAML keys checked against the table ``features.yml``, each with its file and line.

A key that is not in the table is refused, so that no page silently looks other than its author wrote it. Keys of the
kind *ignored* change nothing but Quarto's own look, and may stand in a file that both engines read. Functions that read
append what is wrong to *problems* and go on, so that all mistakes are reported at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import yaml

from vexas_evidence.load.yaml import Loader, Node, Plain, Scalar, Sequence, plain
from vexas_evidence.load.yaml import Mapping as YamlMapping
from vexas_evidence.present.formats import EMBEDDED, FORMATS
from vexas_evidence.system.problems import Place, Problem, Problems, nearest

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


@dataclass(frozen=True, slots=True)
class Setting:
    """A value as plain text, lists and mappings, the place where it was written, and that file's folder."""

    value: Plain
    place: Place
    folder: Path


Settings = Mapping[str, Setting]


@dataclass(frozen=True, slots=True)
class PageSettings:
    """Settings that hold for every format, and those of each format."""

    shared: Settings
    by_format: Mapping[str, Settings]


def read_page_settings(root: Node, folder: Path, other_keys: tuple[str, ...], problems: Problems) -> PageSettings:
    """Read page settings from a YAML mapping; *other_keys* are left to the caller."""
    if not isinstance(root, YamlMapping):
        problems.add(root.place, "not a mapping", "keys and values", "write `key: value`")
        return PageSettings({}, {})
    nodes = {key: node for key, node in root.items.items() if key not in other_keys}
    known = in_scope("page", *EMBEDDED)
    by_format: dict[str, Settings] = {}
    if (formats := nodes.pop("format", None)) is not None:
        by_format = _read_formats(formats, folder, problems)
    shared = _read(nodes, root.keys, known, folder, problems, other_keys)
    return PageSettings(shared, by_format)


def _read_formats(node: Node, folder: Path, problems: Problems) -> dict[str, Settings]:
    if isinstance(node, Scalar):
        return {node.text: {}} if _known_format(node.text, node.place, problems) else {}
    if not isinstance(node, YamlMapping):
        problems.add(node.place, "a list of formats", "one format or a mapping", "write `format:` and its names")
        return {}
    found: dict[str, Settings] = {}
    for name, options in node.items.items():
        if not _known_format(name, node.keys[name], problems):
            continue
        if isinstance(options, YamlMapping):
            found[name] = _read(options.items, options.keys, in_scope("page", name), folder, problems, ())
        elif isinstance(options, Scalar) and options.text == "default":
            found[name] = {}
        else:
            problems.add(options.place, f"options of {name}", "a mapping or `default`", "write `key: value` lines")
    return found


def _known_format(name: str, place: Place, problems: Problems) -> bool:
    if name in FORMATS:
        return True
    remedy = "use typst for a PDF" if name in ("pdf", "latex") else nearest(name, EMBEDDED)
    problems.add(place, f"format {name!r}", f"one of {', '.join(EMBEDDED)}", remedy)
    return False


def read_keys(node: Node, scope: str, folder: Path, problems: Problems) -> Settings:
    """Read one mapping whose keys are all of *scope*."""
    if not isinstance(node, YamlMapping):
        problems.add(node.place, f"{scope} is not a mapping", "keys and values", "write `key: value` lines")
        return {}
    return _read(node.items, node.keys, in_scope(scope), folder, problems, ())


def _read(
    nodes: Mapping[str, Node],
    keys: Mapping[str, Place],
    known: Mapping[str, Feature],
    folder: Path,
    problems: Problems,
    other_keys: Iterable[str],
) -> Settings:
    found: dict[str, Setting] = {}
    for key, node in nodes.items():
        feature = known.get(key)
        if feature is None:
            remedy = nearest(key, [*known, *other_keys])
            remedy = "remove it" if remedy.startswith("use one of") else remedy
            problems.add(keys[key], f"unsupported key {key!r}", "a key of features.yml", remedy)
        elif (wrong := _mismatch(feature, node)) is not None:
            problems.append(wrong)
        elif key == "execute":
            read_keys(node, key, folder, problems)
            found[key] = Setting(plain(node), keys[key], folder)
        elif feature.kind != "ignored":
            found[key] = Setting(_value(feature, node), keys[key], folder)
    return found


def _mismatch(feature: Feature, node: Node) -> Problem | None:
    key = feature.key
    if feature.kind in ("text", "flag", "number", "path") and not isinstance(node, Scalar):
        return Problem(node.place, f"{key} has several values", "one value", "write one")
    if feature.kind in ("texts", "paths"):
        entries = node.items if isinstance(node, Sequence) else [node]
        if not all(isinstance(entry, Scalar) for entry in entries):
            return Problem(node.place, f"{key} holds a mapping", "a text or a list of texts", "write plain texts")
    for entry in node.items if isinstance(node, Sequence) else [node]:
        if isinstance(entry, Scalar) and feature.choices and entry.text not in feature.choices:
            several = len(feature.choices) > 1
            expected = f"one of {', '.join(feature.choices)}" if several else f"only {feature.choices[0]}"
            remedy = nearest(entry.text, feature.choices) if several else "change it"
            return Problem(entry.place, f"{key}: {entry.text}", expected, remedy)
    if isinstance(node, Scalar):
        if feature.kind == "flag" and node.text not in ("true", "false"):
            return Problem(node.place, f"{key}: {node.text}", "true or false", "write one of the two")
        if feature.kind == "number" and not re.fullmatch(r"-?\d+", node.text):
            return Problem(node.place, f"{key}: {node.text}", "a whole number", "write one")
    return None


def _value(feature: Feature, node: Node) -> Plain:
    value = plain(node)
    if feature.kind in ("texts", "paths") and isinstance(value, str):
        return [value]
    return value


def merge(*layers: Settings) -> dict[str, Setting]:
    """Return settings laid over each other as Quarto does: later texts win, lists add up, mappings merge."""
    merged: dict[str, Setting] = {}
    for layer in layers:
        for key, setting in layer.items():
            earlier = merged.get(key)
            merged[key] = setting if earlier is None else _overlaid(earlier, setting)
    return merged


def _overlaid(earlier: Setting, later: Setting) -> Setting:
    if isinstance(earlier.value, list) and isinstance(later.value, list):
        if earlier.folder != later.folder:
            prefixed = [_absolute(item, earlier.folder) for item in earlier.value]
            return Setting([*prefixed, *later.value], later.place, later.folder)
        return Setting([*earlier.value, *(v for v in later.value if v not in earlier.value)], later.place, later.folder)
    if isinstance(earlier.value, dict) and isinstance(later.value, dict):
        return Setting({**earlier.value, **later.value}, later.place, later.folder)
    return later


def _absolute(item: Plain, folder: Path) -> Plain:
    """Return a path of an earlier file as absolute, as that file's folder is lost when lists of two files add up."""
    return str(folder / item) if isinstance(item, str) and (folder / item).exists() else item


def text(settings: Settings, key: str, default: str = "") -> str:
    """Return a text setting."""
    setting = settings.get(key)
    return setting.value if setting is not None and isinstance(setting.value, str) else default


def texts(settings: Settings, key: str) -> tuple[str, ...]:
    """Return a list setting."""
    setting = settings.get(key)
    if setting is None or isinstance(setting.value, dict):
        return ()
    values = [setting.value] if isinstance(setting.value, str) else setting.value
    return tuple(value for value in values if isinstance(value, str))


def flag(settings: Settings, key: str) -> bool:
    """Say whether a true-or-false setting is true."""
    return text(settings, key) == "true"


def located(value: str, root: Path, folder: Path) -> Path:
    """Return the file that a setting names: from the project on after a slash, else from the folder of the setting."""
    return (root / value[1:] if value.startswith("/") and not Path(value).exists() else folder / value).resolve()


def paths(settings: Settings, key: str, root: Path, problems: Problems) -> tuple[Path, ...]:
    """Return the existing files of a setting; one that is absent or outside the project is a problem."""
    found = []
    for value in texts(settings, key):
        setting = settings[key]
        path = located(value, root, setting.folder)
        if not path.is_relative_to(root):
            problems.add(setting.place, f"{key}: {value}", "a file inside the project", "move it into the project")
        elif not path.exists():
            problems.add(setting.place, f"{key}: {value} does not exist", "a file", "create it or correct the path")
        else:
            found.append(path)
    return tuple(found)
