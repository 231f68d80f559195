"""Lines of Markdown with their file and line number, and the Quarto features in them that are not supported."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vexas_evidence.present.formats import FORMATS
from vexas_evidence.publish.render.settings import CALLOUTS, REFUSED_ATTRIBUTES, REFUSED_CLASSES, REFUSED_IDS
from vexas_evidence.system.problems import Place, Problem, nearest

FENCE = re.compile(r"^(\s*)(`{3,}|~{3,})\s*([^`]*)$")
_CODE_SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_ATTRIBUTES = re.compile(r"\{([^{}]*)\}")
_BARE_DIV = re.compile(r"^\s*:{3,}\s*([A-Za-z][\w-]*)\s*:*\s*$")
_TOKEN = re.compile(r"""([.#][\w:-]+)|([\w-]+)=("[^"]*"|'[^']*'|\S+)""")
_REFERENCE = re.compile(r"(?<![\w@])@(" + "|".join(REFUSED_IDS) + r")-\w+")
_NUMBERED_DIV = re.compile(r"^\s*:{3,}\s*\{[^}]*#((?:" + "|".join(REFUSED_IDS) + r")-[\w-]+)")
_CONDITIONS = ("when-format", "unless-format")


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of Markdown, and the file and line where its author finds it."""

    text: str
    place: Place


def numbered_lines(source: str, file: str) -> list[SourceLine]:
    """Return the lines of a text with their places in its file."""
    return [SourceLine(content, Place(file, number)) for number, content in enumerate(source.splitlines(), start=1)]


def split_front_matter(lines: list[SourceLine]) -> tuple[list[SourceLine], list[SourceLine]]:
    """Return the front matter, with its two `---` lines, and what follows; it is empty where it has no end."""
    if lines and lines[0].text.rstrip() == "---":
        for at, line in enumerate(lines[1:], start=1):
            if line.text.rstrip() in ("---", "..."):
                return lines[: at + 1], lines[at + 1 :]
    return [], lines


def closes_fence(text: str, fence: re.Match[str]) -> bool:
    """Return whether a line closes the code block that *fence* opened."""
    mark = fence.group(2)
    bare = text.strip()
    return bare.startswith(mark) and not bare.strip(mark[0])


def unsupported_features(lines: Iterable[SourceLine]) -> Iterator[Problem]:
    """Yield a problem for each class, attribute, id or reference that Quarto knows and this engine does not."""
    fence: re.Match[str] | None = None
    for line in lines:
        opening = FENCE.match(line.text)
        if fence is not None:
            fence = None if closes_fence(line.text, fence) else fence
        elif opening is not None:
            fence = opening
            for group in _ATTRIBUTES.findall(line.text):
                yield from _refused(group, line.place)
        else:
            yield from _in_text(line)


def _in_text(line: SourceLine) -> Iterator[Problem]:
    if not any(mark in line.text for mark in ("{", ":::", "@")):
        return
    if (bare := _BARE_DIV.match(line.text)) is not None:
        yield from _refused("." + bare.group(1), line.place)
    if (known := _NUMBERED_DIV.match(line.text)) is not None:
        yield Problem(line.place, f"unsupported id {known.group(1)!r}", "#tbl- or #fig-", "use another id")
    content = _CODE_SPAN.sub("", line.text)
    for group in _ATTRIBUTES.findall(content):
        yield from _refused(group, line.place)
    for match in _REFERENCE.finditer(content):
        yield Problem(line.place, f"reference {match.group()!r}", "@tbl-, @fig- or @sec-", "refer to one of these")


def _refused(group: str, place: Place) -> Iterator[Problem]:
    tokens = _TOKEN.findall(group)
    classes = [mark[1:] for mark, _, _ in tokens if mark.startswith(".")]
    attributes = {key: value.strip("\"'") for _, key, value in tokens if key}
    for name in classes:
        for refused, what in REFUSED_CLASSES.items():
            if name == refused or (refused.endswith("-") and name.startswith(refused)):
                yield Problem(place, f"unsupported class {name!r}", "a class of features.yml", f"do without {what}")
        if name.startswith("callout-") and name.removeprefix("callout-") not in CALLOUTS:
            remedy = nearest(name.removeprefix("callout-"), CALLOUTS)
            yield Problem(place, f"unknown callout {name!r}", f"one of {', '.join(CALLOUTS)}", remedy)
        if name in ("content-visible", "content-hidden") and not set(_CONDITIONS) & set(attributes):
            yield Problem(place, f"{name} without a condition", "when-format or unless-format", "add one")
    for key, value in attributes.items():
        if key in REFUSED_ATTRIBUTES:
            yield Problem(place, f"unsupported attribute {key!r}", "an attribute of features.yml", "remove it")
        if key in _CONDITIONS and value not in FORMATS:
            remedy = "use typst" if value in ("pdf", "latex") else nearest(value, FORMATS)
            yield Problem(place, f"{key} {value!r}", f"one of {', '.join(FORMATS)}", remedy)
