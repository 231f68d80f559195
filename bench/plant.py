"""Errors to plant in a copy of the data, one at a time. Each function yields every slip of its kind.

A slip names its kind and its place. A seeded generator chooses some of them, so that a run can be repeated.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

PRINTED = re.compile(r"(?P<head>- \{source: .*printed: \"?)(?P<text>[^\"}]+)(?P<tail>\"?\})")


@dataclass(frozen=True)
class Slip:
    """One planted error: its kind, the file, what stood there and what stands there now."""

    kind: str
    file: str
    old: str
    new: str
    text: str  # the file's text with the slip


def slip(kind: str, file: str, text: str, start: int, end: int, new: str) -> Slip:
    """Return a slip that replaces one span of the text of a file."""
    return Slip(kind, file, text[start:end], new, text[:start] + new + text[end:])


@dataclass(frozen=True)
class Files:
    """The texts of a folder of data by name, and the study of it in which errors are planted."""

    texts: Mapping[str, str]
    study: str

    def __getitem__(self, name: str) -> str:
        """The text of a file; "" for one that the study does not have."""
        return self.texts.get(name, "")

    def of(self, kind: str) -> str:
        """Return the name of a file of the study."""
        return f"studies/{self.study}/{kind}"

    @property
    def estimates(self) -> str:
        """The name of the file of its estimates."""
        return self.of("estimates.yml")

    @property
    def narrative(self) -> str:
        """The name of the file of its narrative."""
        return self.of("narrative.yml")

    @property
    def about(self) -> str:
        """The name of the file that says what the study is."""
        return self.of("study.yml")

    @property
    def ledgers(self) -> list[str]:
        """The names of the ledgers that its estimates are read in."""
        read = set(re.findall(r"\{source: ([^,]+),", self[self.estimates]))
        return sorted(name for name in self.texts if name.startswith("sources/") and Path(name).stem in read)

    def ids(self, *measures: str) -> list[str]:
        """Return the ids of its estimates with one of some measures."""
        blocks = re.split(r"(?m)^  - id: ", self[self.estimates])[1:]
        return [
            block.split("\n")[0]
            for block in blocks
            if re.search(rf"^    measure: (?:{'|'.join(measures)})$", block, re.M)
        ]


Planter = Callable[[Files, random.Random], Iterator[Slip]]


def replaced(files: Files, kind: str, file: str, start: int, end: int, new: str) -> Slip:
    """Return a slip that replaces one span of a file of the data."""
    return slip(kind, file, files[file], start, end, new)


def _readings(files: Files) -> Iterator[tuple[str, re.Match[str]]]:
    for file in (files.estimates, files.narrative):
        for match in PRINTED.finditer(files[file]):
            yield file, match


def _edits(kind: str, change: Callable[[str, random.Random], str | None]) -> Planter:
    def plant(files: Files, chance: random.Random) -> Iterator[Slip]:
        for file, match in _readings(files):
            new = change(match["text"], chance)
            if new is not None and new != match["text"]:
                yield replaced(files, kind, file, *match.span("text"), new)

    return plant


def _other_digit(text: str, chance: random.Random) -> str | None:
    places = [index for index, character in enumerate(text) if character.isdigit()]
    if not places:
        return None
    index = chance.choice(places)
    return text[:index] + chance.choice([d for d in "0123456789" if d != text[index]]) + text[index + 1 :]


def _swapped_digits(text: str, chance: random.Random) -> str | None:
    places = [m.start() for m in re.finditer(r"(?=(\d\d))", text) if text[m.start()] != text[m.start() + 1]]
    if not places:
        return None
    index = chance.choice(places)
    return text[:index] + text[index + 1] + text[index] + text[index + 2 :]


def _moved_point(text: str, chance: random.Random) -> str | None:
    if match := re.search(r"(\d)\.(\d)", text):
        return (
            text[: match.start()]
            + chance.choice([match[1] + match[2], f"0.{match[1]}{match[2]}"])
            + text[match.end() :]
        )
    if match := re.search(r"(\d)(\d)%", text):
        return text[: match.start()] + f"{match[1]}.{match[2]}%" + text[match.end() :]
    return None


def _dropped_percent(text: str, _: random.Random) -> str | None:
    return text.replace("%", "", 1) if "%" in text else None


def _flipped_bound(text: str, _: random.Random) -> str | None:
    for one, other in (("≥", "≤"), ("≥", ">"), ("at least", "at most"), ("below", "over"), ("Over", "Below")):
        if one in text:
            return text.replace(one, other, 1)
    return None


def swapped_values(files: Files, chance: random.Random) -> Iterator[Slip]:
    """Exchange the printed texts of two readings of the same source, in one file."""
    matches = [m for file, m in _readings(files) if file == files.estimates]
    for one in matches:
        others = [m for m in matches if m["text"] != one["text"] and m.start() > one.end()]
        if others:
            two = chance.choice(others)
            text = files[files.estimates]
            new = (
                text[: one.start("text")] + two["text"] + text[one.end("text") : two.start("text")]
                + one["text"] + text[two.end("text") :]
            )  # fmt: skip
            yield Slip("values swapped", files.estimates, one["text"], two["text"], new)


def _field(kind: str, key: str) -> Planter:
    """Replace one field of an estimate by the value that another estimate has there."""

    def plant(files: Files, chance: random.Random) -> Iterator[Slip]:
        matches = list(re.finditer(rf"^    {key}: (\S+)$", files[files.estimates], re.MULTILINE))
        values = sorted({match[1] for match in matches})
        for match in matches:
            others = [value for value in values if value != match[1]]
            if others:
                yield replaced(files, kind, files.estimates, *match.span(1), chance.choice(others))

    return plant


def wrong_denominator_status(files: Files, chance: random.Random) -> Iterator[Slip]:
    """Give a population another status of its denominator, with the estimate that it needs."""
    counts, proportions = files.ids("count"), files.ids("proportion")
    for match in re.finditer(r"denominator: \{status: not stated\}", files[files.about]):
        if counts:
            reported = f"denominator: {{status: reported, estimate: {chance.choice(counts)}}}"
            yield replaced(files, "wrong denominator status", files.about, *match.span(), reported)
        if proportions:
            of = chance.choice(proportions)
            inferred = f"denominator: {{status: inferred, by: rounding, estimate: {of}}}"
            yield replaced(files, "wrong denominator status", files.about, *match.span(), inferred)
    for match in re.finditer(r"denominator: \{status: reported, estimate: \S+\}", files[files.about]):
        yield replaced(
            files, "wrong denominator status", files.about, *match.span(), "denominator: {status: not stated}"
        )


def stale_locator(files: Files, chance: random.Random) -> Iterator[Slip]:
    """Move a reading to another sentence, paragraph or token, and a fact in words to another sentence or paragraph."""
    for file in (files.narrative, files.about, files.of("appraisal.yml"), files.of("journal-club.yml")):
        for match in re.finditer(r"(?:sentence: |paragraph: \")(\d+)(?=.*fingerprint)", files[file]):
            yield replaced(files, "stale locator", file, *match.span(1), str(int(match[1]) + chance.choice([1, 2])))
    for file in (files.estimates, files.narrative):
        for match in re.finditer(r"(sentence|token|when): (\d+)(?=.*printed)", files[file]):
            other = str(int(match[2]) + chance.choice([1, 2]))
            yield replaced(files, "stale locator", file, *match.span(2), other)
        for match in re.finditer(r"paragraph: \"(\d+)\"(?=.*printed)", files[file]):
            yield replaced(files, "stale locator", file, *match.span(1), str(int(match[1]) + 1))


def _rows(text: str) -> list[re.Match[str]]:
    return list(re.finditer(r"^ +- \{source: .*printed: .*\}\n", text, re.MULTILINE))


def deleted_row(files: Files, _: random.Random) -> Iterator[Slip]:
    """Delete a reading, a whole estimate, a quantity or a waiver."""
    for file in (files.estimates, files.narrative, "waivers.yml"):
        for match in _rows(files[file]):
            yield replaced(files, "deleted row", file, *match.span(), "")


def duplicated_row(files: Files, _: random.Random) -> Iterator[Slip]:
    """Write a reading twice."""
    for match in _rows(files[files.estimates]):
        yield replaced(files, "duplicated row", files.estimates, *match.span(), match[0] * 2)


def typed_number(files: Files, chance: random.Random) -> Iterator[Slip]:
    """Type a number into a text of the data, in place of a reference or between two words."""
    numbers = ("63%", "61%", "41%", "88", "three", "47 of 88")
    for file in (files.narrative, files.about, files.estimates, "glossary.yml"):
        for match in re.finditer(r"(?:text|note|meaning|reason): \"?([A-Z][^\n\"}]{25,})", files[file]):
            spaces = [match.start(1) + index for index, character in enumerate(match[1]) if character == " "]
            at = chance.choice(spaces)
            yield replaced(files, "number typed into prose", file, at, at, f" {chance.choice(numbers)}")


def _in_statements(key: str) -> Planter:
    """Give one field of a rendered statement the value that it has in another one."""

    def plant(files: Files, chance: random.Random) -> Iterator[Slip]:
        statement = rf"^ +- {{(?=of: )(?:.*?, )?{key}: ([a-z0-9-]+)"
        matches = list(re.finditer(statement, files[files.narrative], re.MULTILINE))
        arms = re.findall(r"\barm: ([a-z0-9-]+)", files[files.about]) if key == "comparator" else []
        values = sorted({match[1] for match in matches} | set(arms))
        for match in matches:
            others = [value for value in values if value != match[1]]
            if others:
                kind = f"wrong {'estimate' if key == 'of' else key} in a statement"
                yield replaced(files, kind, files.narrative, *match.span(1), chance.choice(others))

    return plant


def exchanged_words(files: Files, chance: random.Random) -> Iterator[Slip]:
    """Exchange the words of rendered statements: of two outcomes, of two populations, of an outcome and its absence."""
    vocabulary = files["vocabulary.yml"]
    for key in ("noun", "had", "had_not"):
        yield from _exchanged(files, "vocabulary.yml", rf"(?<=phrases: {{)(?:[^{{}}]*, )?{key}: ([^,{{}}]+)", chance)
    for match in re.finditer(r"had: ([^,{}]+), had_not: ([^,{}]+)", vocabulary):
        new = f"had: {match[2]}, had_not: {match[1]}"
        yield replaced(files, "words of a statement exchanged", "vocabulary.yml", *match.span(), new)
    yield from _exchanged(files, files.about, r"\bwho: ([^,\n]+)", chance)


def _exchanged(files: Files, file: str, pattern: str, chance: random.Random) -> Iterator[Slip]:
    matches = list(re.finditer(pattern, files[file]))
    for match in matches:
        others = sorted({other[1] for other in matches} - {match[1]})
        if others:
            yield replaced(files, "words of a statement exchanged", file, *match.span(1), chance.choice(others))


def _ledger_edits(kind: str, change: Callable[[str, random.Random], str | None]) -> Planter:
    def plant(files: Files, chance: random.Random) -> Iterator[Slip]:
        for file in files.ledgers:
            for match in re.finditer(r'"([^"]*\d[^"]*)"(?=[^\n]*fingerprint)', files[file]):
                new = change(match[1], chance)
                if new is not None and new != match[1]:
                    yield replaced(files, kind, file, *match.span(1), new)

    return plant


def second_extraction(files: Files, chance: random.Random) -> Iterator[Slip]:
    """Change a digit in extraction B, or delete one of its rows."""
    file = files.of("extraction-b.csv")
    for match in re.finditer(r"^(B\d+,[^\n]*?)(\d+)(%?,(?:percent|patients|years))[^\n]*\n", files[file], re.MULTILINE):
        new = _other_digit(match[2], chance)
        assert new is not None
        yield replaced(files, "digit changed in the second extraction", file, *match.span(2), new)
        yield replaced(files, "row deleted from the second extraction", file, *match.span(), "")


PLANTERS: tuple[Planter, ...] = (
    _edits("digit changed", _other_digit),
    _edits("digits swapped", _swapped_digits),
    _edits("decimal moved", _moved_point),
    _edits("percent sign dropped", _dropped_percent),
    _edits("bound flipped", _flipped_bound),
    swapped_values,
    _field("wrong timepoint", "timepoint"),
    _field("wrong population", "population"),
    _field("wrong outcome", "outcome"),
    wrong_denominator_status,
    stale_locator,
    deleted_row,
    duplicated_row,
    typed_number,
    *map(_in_statements, ("of", "outcome", "polarity", "population", "timepoint", "comparator")),
    exchanged_words,
    _ledger_edits("digit changed in a ledger", _other_digit),
    _ledger_edits("percent sign dropped in a ledger", _dropped_percent),
    second_extraction,
)


def benign(files: Files, chance: random.Random) -> Iterator[Slip]:
    """Yield changes without a meaning: spacing, forms of dashes, comments, the order of rows and of keys."""
    for file in (files.estimates, files.narrative, files.about, "vocabulary.yml", "glossary.yml"):
        lines = list(re.finditer(r"^.*\S.*\n", files[file], re.MULTILINE))
        for match in chance.sample(lines, min(14, len(lines))):
            yield replaced(files, "comment", file, match.start(), match.start(), "# a comment\n")
    for file, match in _readings(files):
        if "–" in match["text"]:
            yield replaced(files, "dash form", file, *match.span("text"), match["text"].replace("–", "-"))
        if match["text"].startswith("≥") or match["text"].endswith("%"):
            spaced = (
                re.sub(r"(≥)(\d)", r"\1 \2", match["text"]).replace("%", " %") if "(" not in match["text"] else None
            )
            if spaced:
                yield replaced(files, "spacing", file, *match.span("text"), spaced)
        swapped = re.sub(r"(section: [^,]+), (paragraph: [^,]+)", r"\2, \1", match["head"])
        yield replaced(files, "order of keys", file, *match.span("head"), swapped)
    before, rows, rest = _estimates(files[files.estimates])
    for index in range(len(rows) - 1):
        order = [*rows[:index], rows[index + 1], rows[index], *rows[index + 2 :]]
        yield Slip("order of rows", files.estimates, "", "", before + "".join(order) + rest)


def _estimates(text: str) -> tuple[str, list[str], str]:
    """The rows of the estimates in a file, and what stands before and after them."""
    before, key, below = text.partition("\nestimates:\n")
    rows = re.split(r"(?m)^(?=\S)", below, maxsplit=1)[0]
    return before + key, re.split(r"(?m)^(?=  - id: )", rows)[1:], below[len(rows) :]
