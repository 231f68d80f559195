"""A finished file holds all words of its document tree in order, and around them what was set to stand there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import typst

from vexas_evidence.publish.coverage import tree
from vexas_evidence.publish.coverage.files import html, pdf
from vexas_evidence.publish.coverage.marked_lines import File, MarkedLine
from vexas_evidence.publish.coverage.tree_words import ABSENT, Original, unlike

ROWS = "".join(f"<tr><td>Harm {word}</td><td>not stated</td></tr>" for word in ("one", "two", "three"))
TABLE = f"<table><thead><tr><th>Outcome</th><th>Reported</th></tr></thead><tbody>{ROWS}</tbody></table>"
NUMBER = '<a class="number derived" data-id="share">75%<sup>d</sup></a>'
ALT = '<div data-zone="alt"><p>Bars by outcome</p></div>'
TREE = f"<h2>Harms</h2><p>Of nine, {NUMBER} relapsed.</p>{TABLE}<ul><li>A follow-up visit</li></ul>{ALT}"
PAGE = f"""<!doctype html><html><head><title>Summary – Site</title></head><body>
<nav aria-label="Site"><a href="index.html">Methods</a></nav><main><nav id="TOC"><a href="#harms">Harms</a></nav>
<h2>Harms</h2><p>Of nine, {NUMBER} relapsed.</p>{TABLE}<ul><li>A follow-up visit</li></ul>
<svg aria-label="Bars by outcome"></svg></main><footer>Not advice</footer></body></html>"""
ORIGINAL = Original(
    tree.blocks_of(TREE), frozenset({"Summary", "Site", "Methods", "Not advice", "Harms"}), ("Summary",)
)


def told(file: File, original: Original = ORIGINAL) -> list[tuple[str, str, str]]:
    return [(each.place, each.found, each.expected) for each in unlike(file, original)]


def of_page(text: str, folder: Path) -> list[tuple[str, str, str]]:
    return told(html.read(text.encode(), folder))


def test_a_page_with_the_words_of_its_tree_has_nothing_to_tell(tmp_path: Path) -> None:
    assert of_page(PAGE, tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "place", "found", "expected"),
    [
        ("relapsed", "recovered", "“Harms”", "“Harms Of nine, 75%d [recovered.]", "“Harms Of nine, 75%d [relapsed.]"),
        ("relapsed.", "", "“Harms”", "“Harms Of nine, 75%d [nothing]", "“Harms Of nine, 75%d [relapsed.]"),
        ("Of nine, ", "Of all nine, ", "“Harms”", "“Harms Of [all] nine,", "nothing between these words"),
        ("<sup>d</sup>", "", "“Harms”", "“Harms Of nine, [75%]", "“Harms Of nine, [75%d]"),
        ("75%", "57%", "“Harms”", "“Harms Of nine, [57%d]", "“Harms Of nine, [75%d]"),
        (
            "Reported</th>",
            "Deaths</th>",
            "“Harms”",
            "“nine, 75%d relapsed. Outcome [Deaths]",
            "“nine, 75%d relapsed. Outcome [Reported]",
        ),
        ("<h2>Harms", "<h2>Benefits", "“Benefits”", "“[Benefits] Of nine,", "“[Harms] Of nine,"),
        ("Bars by outcome", "Bars by cohort", "aria-label under “Harms”", "“Bars by [cohort]”", "“Bars by [outcome]”"),
    ],
)
def test_words_that_are_not_those_of_the_tree_are_told_with_their_place(
    tmp_path: Path, old: str, new: str, place: str, found: str, expected: str
) -> None:
    [(where, what, wanted)] = of_page(PAGE.replace(old, new, 1), tmp_path)
    assert (where, what.startswith(found), wanted.startswith(expected)) == (place, True, True)


def test_rows_that_changed_places_are_told(tmp_path: Path) -> None:
    page = PAGE.replace("Harm one", "Harm x").replace("Harm two", "Harm one").replace("Harm x", "Harm two")
    assert [found[:40] for _, found, _ in of_page(page, tmp_path)] == [
        "“relapsed. Outcome Reported Harm [two] n",
        "“two not stated Harm [one] not stated Ha",
    ]


AROUND = "the title, headings, navigation or foot, as they are set"


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("Not advice", "Nobody died", ("“Harms”", "“Nobody died”", AROUND)),
        (">Methods<", ">Deaths<", ("top of the page", "“Deaths”", AROUND)),
        ('href="#harms">Harms', 'href="#harms">Deaths', ("top of the page", "“Deaths”", AROUND)),
        ('aria-label="Site"', 'aria-label="Deaths"', ("aria-label under top of the page", "“Deaths”", AROUND)),
        (
            "<title>Summary – Site",
            "<title>Site",
            ("around the text", "no “Summary”", "the title, navigation and foot of the page"),
        ),
    ],
)
def test_words_around_the_text_that_nobody_set_are_told(
    tmp_path: Path, old: str, new: str, wrong: tuple[str, str, str]
) -> None:
    assert of_page(PAGE.replace(old, new, 1), tmp_path) == [wrong]


def test_a_page_may_say_that_a_document_was_not_made_with_it(tmp_path: Path) -> None:
    assert of_page(PAGE.replace("visit", f"visit {ABSENT}"), tmp_path) == []


# --- pages of a PDF -----------------------------------------------------------------------------------

HEAD = "#table(columns: 2, table.header([Outcome], [Reported]), "
TYPST = f"""
#set document(title: "Summary")
#set page(width: 9cm, height: 5cm, margin: 1cm, footer: context [Page #counter(page).display() of
  #counter(page).final().first()])
#set list(marker: [•])
#set par(justify: true)
= Harms
Of nine, 75%#super[d] relapsed.
{HEAD}[Harm one], [not stated], [Harm two], [not stated], [Harm three], [not stated])
- A follow-#linebreak()up visit
"""
PRINTED = replace(
    ORIGINAL,
    blocks=tuple(block for block in ORIGINAL.blocks if block.zone == "text"),
    around=frozenset({"Summary", "Harms"}),
)


def of_pdf(text: str) -> list[tuple[str, str, str]]:
    return told(pdf.read(typst.compile(text.encode(), pdf_standards=["ua-1"], timestamp=0)), PRINTED)


def test_the_head_of_a_table_stands_again_on_the_page_on_which_it_goes_on() -> None:
    file = pdf.read(typst.compile(TYPST.encode(), pdf_standards=["ua-1"], timestamp=0))
    assert [line.place for line in file.lines if line.words.startswith("Outcome")] == ["page 1", "page 2"]
    assert told(file, PRINTED) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("[Harm three]", "[Outcome Reported Harm three]", "[Outcome Reported]"),
        ("[Harm three]", "[Harm two]", "[two]"),
        ("[Harm two], [not stated], ", "", "[nothing]"),
        ("relapsed.", 'relapsed.\n#show "stated": "zero"', "[zero]"),
        ("up visit", "on visit", "[follow-on]"),
        ("Page #counter(page).display()", "Page 9", "“Page 9 of 3”"),
    ],
)
def test_words_of_a_pdf_that_are_not_those_of_the_tree_are_told(old: str, new: str, found: str) -> None:
    assert found in " ".join(what for _, what, _ in of_pdf(TYPST.replace(old, new, 1)))


def test_a_head_that_stands_again_within_a_page_is_told() -> None:
    original = replace(PRINTED, needed=())
    words = [(1, block.words) for block in PRINTED.blocks]
    words.insert(6, (1, "Outcome Reported"))
    file = File(tuple(MarkedLine(f"page {page}", text, "text") for page, text in words), pages=1)
    assert [found for _, found, _ in told(file, original)] == [
        "“Harm one not stated [Outcome Reported] Harm two not stated”"
    ]
