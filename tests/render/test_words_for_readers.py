"""Rendered pages are in American spelling and in words that readers know, whatever study they are of."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

BRITISH = (
    r"centres?|multicentre|favour\w*|judgement\w*|haemat\w*|leukaem\w*|anaem\w*|oedema|tumours?|colour\w*|behaviour\w*|"
    r"labelled|modelled|randomis\w*|organis\w*|recognis\w*|analys(?:e|ed|ing)|summaris\w*|standardis\w*|normalis\w*|"
    r"paediatric\w*|diarrhoea|fulfil|enrol|enrolment|neighbour\w*|grey|licence"
)
"""Forms that American English spells otherwise."""
PRIVATE = (
    r"out of whom|of whom is not stated|not restated|(?-i:By when)|receipt|re-exposure(?!-)|\bimplied\b|seen after|"
    r"made the difference|can and cannot bear|words for how much|does it hold|no limit stated|no number read supports|"
    r"mostly fell|start of the clock|closest first|last looked for|seen: (?:whole|part)|the sources lead with|"
    r"scaled to an array|picking\?|be had\b|worked out, |none of them judged"
)
"""Words of this project that a reader had to learn, and sentences that are said better now."""
WORDS = re.compile(rf"\b(?:{BRITISH})\b|{PRIVATE}", re.IGNORECASE)


def told(page: html.HtmlElement) -> str:
    measured = "//li[starts-with(., 'Not planted')]"  # as it was measured
    for part in page.xpath(f"//script | //style | //pre | //code | {measured}"):
        part.drop_tree()
    return " ".join(page.text_content().split())


def test_no_page_has_a_british_form_or_a_private_word(site: Path) -> None:
    found = {}
    for path in sorted((site / "report").glob("*.html")):
        if path.stem == "versions":  # its texts stay as they were released
            continue
        text = told(html.fromstring(path.read_bytes()))
        found[path.stem] = sorted({text[max(0, each.start() - 30) : each.end() + 20] for each in WORDS.finditer(text)})
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize(
    "text",
    [
        "Several centres took part.", "The profile looks favourable.", "Out of whom: patients", "No limit stated.",
        "a haematological response", "The analysed patients", "patients (of whom is not stated)", "Does it hold?",
        "By when",
    ],
)  # fmt: skip
def test_such_a_word_is_found_in_any_text(text: str) -> None:
    assert WORDS.search(text)


@pytest.mark.parametrize(
    "text", ["centers and analysis", "favorable", "denominator not stated", "a held value", "of how many, and by when"]
)
def test_other_words_are_not(text: str) -> None:
    assert WORDS.search(text) is None
