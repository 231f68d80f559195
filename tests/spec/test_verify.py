from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests import DATA, EXAMPLE
from vexas_evidence.analysis.anchors import verify_source_text
from vexas_evidence.analysis.checks.readings import readings_of
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.verification import verify_evidence
from vexas_evidence.load.folder import load
from vexas_evidence.model import Evidence, Reading, Tier
from vexas_evidence.sources import make_ledger, read_source, write_ledger
from vexas_evidence.system.problems import Discrepancy

STUDY = "studies/marsh-fever-2030"
HOME = f"example/{STUDY}"
Spoil = Callable[[str, str, str], Path]
Change = Callable[[str, list[tuple[str, str]]], Path]
REAL = load(DATA)
ANCHORED = [(f"{e.id}/{r.source}", r) for e, r in readings_of(REAL.study) if r.token is not None]

FOUND = {
    "a digit changed in a reading": (
        f"{STUDY}/estimates.yml",
        'printed: "7.5%"',
        'printed: "7.6%"',
        f"{HOME}/estimates.yml:24: '7.6%' against token 1 of marsh-bulletin, Story, paragraph 3, sentence 1: '7.5%': "
        "compare with the source and correct one of them [anchors]",
    ),
    "a percent sign dropped in a reading": (
        "sources/marsh-bulletin.yml",
        '"7.5%"',
        '"7.5"',
        f"{HOME}/estimates.yml:24: '7.5%' against token 1 of marsh-bulletin, Story, paragraph 3, sentence 1: '7.5': "
        "compare with the source and correct one of them [anchors]",
    ),
    "a stale token": (
        f"{STUDY}/estimates.yml",
        "token: 2, when: 1",
        "token: 3, when: 1",
        f"{HOME}/estimates.yml:16: no token 3 in marsh-bulletin, Story, paragraph 2, sentence 1: 1 to 2: "
        "correct the token [anchors]",
    ),
    "a wrong time": (
        "vocabulary.yml",
        "duration: 4 weeks",
        "duration: 5 weeks",
        f"{HOME}/estimates.yml:16: '5 weeks' against token 1 of marsh-bulletin, Story, paragraph 2, sentence 1: "
        "'4 weeks': compare with the source and correct one of them [anchors]",
    ),
    "a time whose unit stands apart": (
        "sources/marsh-bulletin.yml",
        '"4 weeks"',
        '"4"',
        f"{HOME}/estimates.yml:16: '4 weeks' against token 1 of marsh-bulletin, Story, paragraph 2, sentence 1: "
        "'4': where its unit stands apart, as in 'week 8', name it, when: {token: 1, unit: weeks} [anchors]",
    ),
    "a stale locator": (
        f"{STUDY}/estimates.yml",
        'paragraph: "3"',
        'paragraph: "4"',
        f"{HOME}/estimates.yml:24: no statement at marsh-bulletin, Story, paragraph 4, sentence 1: "
        "one that its ledger holds: correct the locator [anchors]",
    ),
    "a reading without an anchor": (
        f"{STUDY}/estimates.yml",
        'token: 1, printed: "7.5%"',
        'printed: "7.5%"',
        f"{HOME}/estimates.yml:24: reading '7.5%' names no token: the token that prints it: "
        f"add token: 1 to 1 [anchors]",
    ),
    "a time without an anchor": (
        f"{STUDY}/estimates.yml",
        "token: 2, when: 1,",
        "token: 2,",
        f"{HOME}/estimates.yml:16: '4 weeks' names no token: the token that prints it: "
        "add when, with its section, paragraph and sentence where another one prints it [anchors]",
    ),
    "a claim's word changed": (
        "sources/marsh-bulletin.yml",
        '"most"',
        '"rare"',
        f"{HOME}/narrative.yml:12: 'most' against token 1 of marsh-bulletin, Headline, "
        f"paragraph 1, sentence 1: 'rare': "
        "compare with the source and correct one of them [anchors]",
    ),
    "a token that nothing uses": (
        "sources/marsh-bulletin.yml",
        '"7.5%"',
        '"7.5%", "8%"',
        "example/sources/marsh-bulletin.yml:14: token 2, '8%', of marsh-bulletin, Story, "
        "paragraph 3, sentence 1 is not used: "
        "a reading, a quantity, a mention or a waiver: extract it or waive it [nothing left out]",
    ),
    "a waiver for what is used": (
        "waivers.yml",
        "token: 2, printed: two",
        'token: 1, printed: "40"',
        "example/waivers.yml:3: '40' is used: a token that nothing uses: remove the waiver [anchors]",
    ),
    "a declaration that no longer applies": (
        "declared.yml",
        "declared: []",
        "declared:\n  - {check: anchors, estimate: rash, source: marsh-letter, found: a, expected: b, reason: c}",
        "example/declared.yml:3: declared, but anchors finds nothing for rash in "
        "marsh-letter: a discrepancy that is there: "
        "remove the declaration [declared]",
    ),
}


@pytest.mark.parametrize("name", FOUND)
def test_a_slip_against_the_ledger_is_found(name: str, spoiled: Spoil) -> None:
    file, old, new, message = FOUND[name]
    found = verify_evidence(load(spoiled(file, old, new))).discrepancies
    assert message in map(str, found)


def test_a_list_of_references_anchors_a_citation_only(changed: Change) -> None:
    old = 'section: Study Design, paragraph: "1", sentence: 1, token: 1, printed: "88"'
    new = 'section: References, paragraph: "1", sentence: 3, token: 4, printed: "12"'
    found = verify_evidence(load(changed("estimates.yml", [(old, new)]))).discrepancies
    assert any("'12' is read in a list of references" in str(each) for each in found)


@pytest.fixture(scope="module")
def found() -> tuple[Discrepancy, ...]:
    """What is wrong with the real data."""
    return verify_evidence(REAL).discrepancies


@pytest.mark.parametrize(("name", "reading"), ANCHORED, ids=[name for name, _ in ANCHORED])
def test_source_number(name: str, reading: Reading, found: tuple[Discrepancy, ...]) -> None:
    statement = REAL.ledgers[reading.source].by_place[(reading.section, reading.paragraph, reading.sentence)]
    assert reading.token is not None
    assert statement.tokens[reading.token - 1]
    assert not [each for each in found if name in each.about]


def test_nothing_of_the_real_sources_is_left_out(evidence: Evidence) -> None:
    accounts = verify_evidence(evidence).token_use
    assert accounts.used + accounts.waived == accounts.tokens


def test_no_reading_is_checked_against_the_article(evidence: Evidence) -> None:
    assert set(verify_evidence(evidence).token_use.anchored) == {"secondary"}


def test_a_declared_discrepancy_stands_apart(evidence: Evidence) -> None:
    verification = verify_evidence(evidence)
    assert verification.discrepancies == ()
    assert [declaration.estimate for _, declaration in verification.declared] == ["response-identified-6m"]


def test_a_declaration_covers_its_own_values_only(spoiled: Spoil) -> None:
    folder = spoiled("texts/marsh-letter.txt", "4 weeks", "5 weeks")
    ledger = make_ledger("marsh-letter", read_source(folder / "texts" / "marsh-letter.txt"), "part")
    (folder / "sources" / "marsh-letter.yml").write_text(write_ledger(ledger), encoding="utf-8")
    where = "check: anchors, estimate: fever-free-week-4, source: marsh-letter"
    declared = f"declared:\n  - {{{where}, found: 5 weeks, expected: 4 weeks, reason: x}}"
    spoiled("declared.yml", "declared: []", declared)
    assert verify_evidence(load(folder)).discrepancies == ()
    spoiled("declared.yml", "found: 5 weeks", "found: 6 weeks")
    assert len(verify_evidence(load(folder)).discrepancies) == 2


def test_a_ledger_that_was_edited_by_hand_is_known(spoiled: Spoil) -> None:
    folder = spoiled("sources/marsh-bulletin.yml", "sentence: 2, tokens: []", 'sentence: 2, tokens: ["one"]')
    found = [str(each) for each in verify_evidence(load(folder)).discrepancies]
    assert any("the ledger of marsh-bulletin is not as it was made" in each for each in found)


@pytest.mark.parametrize("source", ["frenvex-aza-summary", "iach-2025-06-01", "ceremaia-uba1"])
def test_an_account_by_others_cannot_be_called_the_article(source: str, changed: Change) -> None:
    folder = changed("estimates.yml", [])
    path = folder / "sources.yml"
    before, name, after = path.read_text(encoding="utf-8").partition(f"id: {source}\n")
    changed_after = after.replace("tier: secondary", "tier: primary full text", 1)
    path.write_text(f"{before}{name}{changed_after}", encoding="utf-8")
    assert [
        str(each).partition(": ")[2] for each in verify_evidence(load(folder)).discrepancies if each.check == "tier"
    ] == [
        f"{source} is called primary full text, but prints neither the DOI nor the PMID of frenvex-aza-2025 "
        "as its own: 10.1182/blood.2024028133 or 40373272 outside a list of references: "
        "correct the tier, or add the whole source [tier]"
    ]


@pytest.mark.parametrize(
    ("tier", "address", "refused"),
    [
        ("primary abstract", "https://example.org/pubmed/1/", False),
        ("primary abstract", "https://doi.org/10.0000/INVENTED", False),
        ("primary abstract", "https://example.org/pubmed/21", True),
        ("primary full text", "https://doi.org/10.0000/invented", True),
    ],
)
def test_a_part_of_an_abstract_may_be_known_by_its_address(
    tier: Tier, address: str, refused: bool, example: Numbers
) -> None:
    bulletin = example.evidence.sources["marsh-bulletin"]
    changed = bulletin.model_copy(update={"tier": tier, "seen": "part", "address": address})
    evidence = replace(example.evidence, sources=example.evidence.sources | {"marsh-bulletin": changed})
    assert ("tier" in {each.check for each in verify_evidence(evidence).discrepancies}) == refused


def test_swapping_two_percentages_of_one_sentence_is_found(changed: Change) -> None:
    swaps = [('"41%"', '"x"'), ('"54%"', '"41%"'), ('"x"', '"54%"')]
    assert verify_evidence(load(changed("estimates.yml", swaps))).discrepancies


def test_the_text_of_a_source_agrees_with_its_ledger() -> None:
    assert verify_source_text(load(EXAMPLE), "marsh-bulletin", EXAMPLE / "texts" / "marsh-bulletin.txt") == ()


def test_a_card_of_an_estimate_without_a_denominator_is_checked_all_the_same(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DATA, tmp_path / "data"))
    for file in (folder / "sources" / "iach-2025-06-01.yml", *(folder / "studies").rglob("estimates.yml")):
        file.write_text(file.read_text(encoding="utf-8").replace('"50 (61%)"', '"51 (61%)"'), encoding="utf-8")
    evidence = load(folder)
    assert "inflammatory-response-ever" in {name for card in evidence.study.narrative.card for name in card.of}
    assert {each.check for each in verify_evidence(evidence).discrepancies} >= {"denominators known"}
