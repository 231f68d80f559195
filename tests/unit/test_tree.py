"""Each numeral of a document tree has its identity: a record that reads so, or another class."""

from __future__ import annotations

from pathlib import Path

import pytest

from vexas_evidence.analysis.numbers import Numbers, Shown, When
from vexas_evidence.present.spans import BREAK, Bare, Marked, Record, Span, Words, to_html
from vexas_evidence.publish.coverage import tree
from vexas_evidence.publish.coverage.manifest import Entry, Manifest, Written, record_of, unfit

NUMBER = '<a class="number reported" data-id="rash" href="provenance.html#num-rash">7.5%</a>'


def entries(html: str, numbers: Numbers) -> list[Entry]:
    return list(tree.entries(tree.blocks_of(html), numbers))


def classes(html: str, numbers: Numbers) -> list[tuple[str, str]]:
    return [pair for entry in entries(html, numbers) for pair in entry.numerals]


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("infections", [("34%", "estimate")]),
        ("relapsed-after-stopping.percent", [("75%", "derived")]),
        ("inflammatory-response-ever.fraction", [("50", "inferred"), ("82", "inferred")]),
        (
            "inflammatory-response-ever.interval",
            [("95%", "confidence level"), ("50.2%", "derived"), ("70.8%", "derived")],
        ),
    ],
)
@pytest.mark.parametrize("written", ["a", "span"])
def test_a_number_has_the_classes_of_its_record(
    numbers: Numbers, reference: str, expected: list[tuple[str, str]], written: str
) -> None:
    name, _, part = reference.partition(".")
    shown = record_of(reference, False, numbers)
    assert isinstance(shown, Shown)
    assert (shown.id, shown.part) == (name, part or "value")
    html = to_html((shown if written == "a" else Bare(shown),), "html")
    assert classes(html, numbers) == expected


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (When("at 6 months", "a"), [("6", "timepoint")]),
        (Words("2026-11-22", "date"), [("2026", "date"), ("-11", "date"), ("-22", "date")]),
        (Record("response-6m"), [("6m", "name")]),
        ("UBA1", [("UBA1", "name")]),
        ("in 41%", [("41%", "typed")]),
        ("most patients", [("most patients", "vague quantity")]),
        ("words", []),
    ],
)
def test_other_numerals_have_the_class_that_their_words_say(
    numbers: Numbers, span: Span, expected: list[tuple[str, str]]
) -> None:
    assert classes(to_html((span,), "html"), numbers) == expected


def test_numbers_with_a_mark_alone_keep_their_record(numbers: Numbers) -> None:
    shown = numbers.value(numbers.study.estimates["infections"])
    for span in (Bare(shown), Marked(shown)):
        assert entries(to_html((span,), "html"), numbers) == [
            Entry("34%", (("34%", "estimate"),), "infections", kind="reported")
        ]


def test_the_letter_of_a_kind_is_no_part_of_its_number(numbers: Numbers) -> None:
    html = '<span class="number derived" data-id="relapsed-after-stopping.percent">75%<sup>d</sup></span>'
    [entry] = entries(html, numbers)
    assert (entry.text, entry.kind) == ("75%", "derived")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (NUMBER, []),
        (NUMBER.replace("7.5", "8"), ["7.5%"]),
        (NUMBER.replace("#num-rash", "#num-infections"), ["no such record"]),
        (NUMBER.replace("provenance.html", "https://example.org/"), ["no such record"]),
        (NUMBER.replace('"rash"', '"rush"').replace("num-rash", "num-rush"), ["no such record"]),
        (NUMBER.replace("reported", "derived"), ["7.5%"]),
        (f"n{NUMBER}", ["the numerals of its text", "the numerals of its text"]),
        (f"≥ {NUMBER}", ["the numerals of its text", "the numerals of its text"]),
    ],
)
def test_a_number_that_does_not_read_as_its_record_is_found(example: Numbers, html: str, expected: list[str]) -> None:
    known = Manifest({"page.html": Written("", tuple(entries(html, example)))}, "", ())
    assert [each for _, _, each in unfit(known, example)] == expected


def test_a_derived_number_without_its_letter_is_found(numbers: Numbers) -> None:
    [entry] = entries('<span class="number derived" data-id="relapsed-after-stopping.percent">75%</span>', numbers)
    assert entry.kind == "derived without its letter"


def test_captions_are_numbered_by_their_order(numbers: Numbers) -> None:
    html = "<p>Table 1: a</p><p>Figure 1: b</p><p>Table 2: c</p><p>Table 4: d</p>"
    assert classes(html, numbers) == [
        ("1", "table number"),
        ("1", "figure number"),
        ("2", "table number"),
        ("4", "typed"),
    ]


def test_a_caption_whose_number_typst_prints_stands_above_its_table(numbers: Numbers) -> None:
    table = "<p>legend</p><table><tr><td>UBA1</td></tr></table>"
    html = f"<p>before</p><i data-float='begin'></i>{table}<p>caption</p><i data-float='tbl'></i><p>H2O</p>"
    blocks = tree.blocks_of(html)
    texts = ["".join(part.text for part in block.parts) for block in blocks]
    assert texts == ["before", "Table 1: caption", "legend", "UBA1", "H2O"]


def test_a_time_that_does_not_read_as_that_of_its_record_is_found(numbers: Numbers) -> None:
    html = '<span class="when" data-id="relapse-free-1y">at 2 years</span>'
    known = Manifest({"page.html": Written("", tuple(entries(html, numbers)))}, "", ())
    assert [each for _, _, each in unfit(known, numbers)] == ["at 1 year"]


def test_texts_for_the_tree_stand_in_their_zone(numbers: Numbers) -> None:
    html = f'<div data-zone="alt"><p>In {NUMBER}</p></div><svg><text>99%</text></svg><div class="hidden">98%</div>'
    assert [(entry.text, entry.zone) for entry in entries(html, numbers)] == [("7.5%", "alt")]


def test_texts_put_into_a_page_are_added_to_its_tree_once(tmp_path: Path, numbers: Numbers) -> None:
    for _ in range(2):
        tree.add_to_tree(tmp_path, "report/index.qmd", "html", [("head", ("a", BREAK, Words("1.0.0", "version")))])
    [((page, form), blocks)] = tree.read_trees(tmp_path).items()
    assert (page, form) == ("report/index.qmd", "html")
    assert [entry.numerals for entry in tree.entries(blocks, numbers)] == [(("1.0.0", "version"),)]
