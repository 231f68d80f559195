"""Places of facts in words are tied to their sentence: what is moved, changed or not tied is found, and filled in."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests import DATA, EXAMPLE
from vexas_evidence.analysis.anchors import verify_anchors
from vexas_evidence.analysis.verbal_readings import WordsPlace, words_places, wrong_fingerprints
from vexas_evidence.load.folder import load
from vexas_evidence.model import Evidence, Locator
from vexas_evidence.system.problems import BadInput

STUDY = "studies/marsh-fever-2030"
ABOUT, CLAIMS = f"{STUDY}/study.yml", f"{STUDY}/narrative.yml"
FINGERPRINT = re.compile(r",? *fingerprint: [0-9a-f]{64}")
TIED = re.compile(r"source: (?=.*fingerprint: )")
NUMBERED = re.compile(r'(?:section|paragraph|sentence): (?:"[^"]*"|[^,}]*)')
Spoil = Callable[[str, str, str], Path]


def digits_of(line: str) -> list[int]:
    """Where the digits of the section, paragraph and sentence of a line with a fingerprint stand."""
    if not TIED.search(line):
        return []
    return [
        at
        for match in NUMBERED.finditer(line)
        for at in range(match.start(), match.end())
        if line[at].isdigit() and line[match.start() :].partition(": ")[0] in ("section", "paragraph", "sentence")
    ]


def places_in(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Yield file, line and column of each digit of each place of a fact in words."""
    for path in sorted(folder.glob("studies/*/*.yml")):
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            yield from ((path.relative_to(folder).as_posix(), number, at) for at in digits_of(line))


def with_digits(folder: Path, digits: dict[tuple[str, int, int], str]) -> None:
    """Write digits into the files of a folder."""
    for name in {name for name, _, _ in digits}:
        lines = (folder / name).read_text(encoding="utf-8").split("\n")
        for (file, number, at), digit in digits.items():
            if file == name:
                lines[number - 1] = f"{lines[number - 1][:at]}{digit}{lines[number - 1][at + 1 :]}"
        (folder / name).write_text("\n".join(lines), encoding="utf-8")


def found_lines(folder: Path) -> set[tuple[str, int]]:
    """File and line of all that stands against the places of a folder, or that keeps it from being loaded."""
    try:
        places = [each.place for each in verify_anchors(load(folder))[0]]
    except BadInput as error:
        places = [each.place for each in error.problems]
    return {(each.file.partition("/")[2], each.line) for each in places}


@pytest.mark.parametrize("digit", "0123456789")
@pytest.mark.parametrize("place", [*places_in(EXAMPLE)], ids=lambda each: f"{Path(each[0]).stem}-{each[1]}-{each[2]}")
def test_each_digit_of_a_place_that_is_another_is_found(
    tmp_path: Path, place: tuple[str, int, int], digit: str
) -> None:
    folder = Path(shutil.copytree(EXAMPLE, tmp_path / "example"))
    name, number, at = place
    old = (folder / name).read_text(encoding="utf-8").split("\n")[number - 1][at]
    with_digits(folder, {place: digit})
    assert ((name, number) in found_lines(folder)) == (digit != old)


@pytest.mark.parametrize("turn", range(3))
def test_a_digit_of_each_place_of_the_real_data_that_is_another_is_found(tmp_path: Path, turn: int) -> None:
    """Of each place the first digit becomes the next one, then the second, then the third."""
    folder = Path(shutil.copytree(DATA, tmp_path / "data"))
    of_lines: dict[tuple[str, int], list[int]] = {}
    for name, number, at in places_in(folder):
        of_lines.setdefault((name, number), []).append(at)
    changed = {}
    for (name, number), columns in of_lines.items():
        if turn < len(columns):
            line = (folder / name).read_text(encoding="utf-8").split("\n")[number - 1]
            changed[name, number, columns[turn]] = str(int(line[columns[turn]]) % 9 + 1)
    with_digits(folder, changed)
    assert {(name, number) for name, number, _ in changed} - found_lines(folder) == set()
    assert len(changed) > (60, 40, 1)[turn]


def moved(place: WordsPlace, source: str, section: str, paragraph: str, sentence: int) -> Locator:
    new = {"source": source, "section": section, "paragraph": paragraph, "sentence": sentence}
    return place.locator.model_copy(update=new)


def test_a_place_that_is_moved_to_any_other_sentence_of_any_source_is_found(evidence: Evidence) -> None:
    needed = [each for each in words_places(evidence) if each.needed]
    for place in needed:
        fits = [
            (name, *spot)
            for name, ledger in evidence.ledgers.items()
            for spot, statement in ledger.by_place.items()
            if replace(place, locator=moved(place, name, *spot), statement=statement).fingerprint == place.fingerprint
        ]
        at = place.locator
        assert fits == [(at.source, at.section, at.paragraph, at.sentence)]
    assert len(needed) == 77


def discrepancies(folder: Path) -> list[str]:
    return [str(each) for each in wrong_fingerprints(load(folder))]


def without(folder: Path, name: str) -> Path:
    """Take the fingerprints out of a file."""
    path = folder / name
    path.write_text(FINGERPRINT.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")
    return folder


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "example"))


def test_a_place_without_a_fingerprint_is_found(study: Path) -> None:
    assert discrepancies(without(study, ABOUT)) == [
        f"example/{ABOUT}:28: no fingerprint ties this place to its sentence, marsh-bulletin, Story, paragraph 1, "
        "sentence 1: one of the sentence and the place: run vexas-evidence fingerprint [fingerprints]"
    ]


def test_a_place_that_was_moved_is_found_with_what_to_do(spoiled: Spoil) -> None:
    assert discrepancies(spoiled(ABOUT, "sentence: 1", "sentence: 2")) == [
        f"example/{ABOUT}:28: marsh-bulletin, Story, paragraph 1, sentence 2 is not what the fingerprint was taken of: "
        "the sentence and place that were read: restore them; where the source says so here, delete the fingerprint "
        "and run vexas-evidence fingerprint [fingerprints]"
    ]


def other_statement(evidence: Evidence, place: tuple[str, str, int], **changes: object) -> Evidence:
    """The evidence with another statement at a place of the bulletin."""
    ledger = evidence.ledgers["marsh-bulletin"]
    statements = tuple(
        each.model_copy(update=changes) if (each.section, each.paragraph, each.sentence) == place else each
        for each in ledger.statements
    )
    return replace(
        evidence, ledgers={ledger.source: type(ledger).model_construct(**{**dict(ledger), "statements": statements})}
    )


def test_a_sentence_that_changed_is_found(evidence_of_example: Evidence) -> None:
    changed = other_statement(evidence_of_example, ("Story", "1", 1), fingerprint="0" * 64)
    assert [each.place.line for each in wrong_fingerprints(changed)] == [28]


def test_a_place_that_was_moved_to_a_sentence_of_the_same_text_is_found(spoiled: Spoil) -> None:
    moved_folder = load(spoiled(ABOUT, "sentence: 1", "sentence: 2"))
    same = moved_folder.ledgers["marsh-bulletin"].by_place["Story", "1", 1].fingerprint
    twins = other_statement(moved_folder, ("Story", "1", 2), fingerprint=same)
    assert [each.place.line for each in wrong_fingerprints(twins)] == [28]


def test_our_own_words_may_be_reworded(spoiled: Spoil) -> None:
    assert discrepancies(spoiled(ABOUT, "patients with marsh fever.", "patients who had marsh fever.")) == []


QUANTITY = f"token: 1, printed: most, fingerprint: {'0' * 64}"
WAIVER = f"fingerprint: {'0' * 64}, token"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [(CLAIMS, "token: 1, printed: most", QUANTITY), ("waivers.yml", "token", WAIVER)],
    ids=["a quantity", "a waiver"],
)
def test_a_fingerprint_beside_a_token_has_to_be_right_too(spoiled: Spoil, name: str, old: str, new: str) -> None:
    [only] = discrepancies(spoiled(name, old, new))
    assert "is not what the fingerprint was taken of" in only


CITED = "  pmid: \"1\"\n  readings:\n    - {{source: marsh-bulletin, section: Story, paragraph: '1', sentence: 2{}}}\n"


@pytest.mark.parametrize(("tokens", "number"), [("", 1), (", tokens: [1]", 0)])
def test_a_mention_of_the_citation_needs_a_fingerprint_where_it_uses_no_token(
    spoiled: Spoil, tokens: str, number: int
) -> None:
    assert len(discrepancies(spoiled(ABOUT, '  pmid: "1"\n', CITED.format(tokens)))) == number


def test_a_number_without_a_token_lacks_that_and_no_fingerprint(spoiled: Spoil) -> None:
    folder = spoiled(f"{STUDY}/estimates.yml", ", token: 1, printed", ", printed")
    assert discrepancies(folder) == []


def test_a_place_that_no_ledger_holds_is_left_to_the_anchors(study: Path) -> None:
    path = without(study, ABOUT) / ABOUT
    path.write_text(path.read_text(encoding="utf-8").replace("sentence: 1", "sentence: 9"), encoding="utf-8")
    assert discrepancies(study) == []


def test_the_fingerprint_of_a_wording_of_version_1_0_1_holds(evidence: Evidence) -> None:
    given = [(each, each.locator.fingerprint) for each in words_places(evidence) if each.words]
    assert [fingerprint == each.fingerprint_without_place for each, fingerprint in given] == [True] * 3


def test_it_does_not_hold_where_another_sentence_has_the_same_text(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DATA, tmp_path / "data"))
    path = folder / "sources" / "ceremaia-uba1.yml"
    text = path.read_text(encoding="utf-8")
    [line] = re.findall(r'^.*paragraph: "3", sentence: 1,.*\n', text, re.MULTILINE)
    path.write_text(text + line.replace("sentence: 1", "sentence: 8"), encoding="utf-8")
    [only] = discrepancies(folder)
    assert only.endswith(
        ": several sentences read as ceremaia-uba1, Passages, paragraph 3, sentence 1: a fingerprint of the place too: "
        "delete the fingerprint and run vexas-evidence fingerprint [fingerprints]"
    )


@pytest.fixture(scope="module")
def evidence_of_example() -> Evidence:
    return load(EXAMPLE)
