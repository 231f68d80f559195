from __future__ import annotations

import json
from pathlib import Path

import pytest

from vexas_evidence.analysis.numbers import Numbers, Shown, When
from vexas_evidence.present.spans import (
    BREAK,
    Bare,
    Record,
    Span,
    Words,
    escape_markdown,
    to_html,
    to_line,
    to_markdown,
)
from vexas_evidence.publish.coverage.rendering import Rendering, current_rendering
from vexas_evidence.text import prose

REPORTED = Shown("61%", "reported", "ever")
INFERRED = Shown("82", "inferred", "ever", "denominator")


def test_a_number_in_markdown_links_to_its_record_and_carries_its_kind() -> None:
    assert to_markdown((REPORTED,), "html") == r'[61\%](provenance.qmd#num-ever){.number .reported data-id="ever"}'


def test_a_number_in_a_document_links_within_it() -> None:
    assert to_markdown((REPORTED,), "typst") == r'[61\%](#num-ever){.number .reported data-id="ever"}'


def test_a_number_that_is_not_reported_carries_a_letter() -> None:
    assert to_markdown((INFERRED,), "docx") == '[82^i^](#num-ever){.number .inferred data-id="ever.denominator"}'


def test_a_number_in_a_cell_is_a_link() -> None:
    link = '<a class="number inferred" data-id="ever.denominator" href="provenance.qmd#num-ever">82<sup>i</sup></a>'
    assert to_html((INFERRED,), "html") == link


def test_a_time_is_marked_and_not_linked() -> None:
    assert to_html((When("at 4 weeks", "x"),), "html") == '<span class="when" data-id="x">at 4 weeks</span>'


@pytest.mark.parametrize(
    ("span", "markdown", "html"),
    [
        (Bare(REPORTED), r'<span data-of="ever">61\%</span>', '<span data-of="ever">61%</span>'),
        (
            Words("6 of 9", "locator"),
            '<span data-class="locator">6 of 9</span>',
            '<span data-class="locator">6 of 9</span>',
        ),
        (Words(" 9 ", "date"), ' <span data-class="date">9</span> ', '<span data-class="date"> 9 </span>'),
        (Record("ever-6m"), r"[ever\-6m](#num-ever-6m)", '<span data-class="name">ever-6m</span>'),
    ],
)
def test_each_numeral_keeps_its_record_or_its_class(span: Span, markdown: str, html: str) -> None:
    assert (to_markdown((span,), "docx"), to_html((span,), "docx")) == (markdown, html)


def test_words_in_a_cell_are_escaped() -> None:
    assert to_html(("<b>&",), "html") == "&lt;b&gt;&amp;"


def test_words_in_markdown_are_escaped() -> None:
    assert escape_markdown("a*b {{< x >}} [c](d)") == r"a\*b \{\{\< x \>\}\} \[c\]\(d\)"


def test_stacked_words_are_broken_in_cells_and_joined_in_plain_text() -> None:
    assert to_html(("a", BREAK, "b"), "html") == "a<br>b"
    assert to_line(("a", BREAK, "b")) == "a; b"


@pytest.mark.parametrize(
    ("reference", "text", "kind"),
    [
        (prose.Reference("inflammatory-response-ever"), "61%", "reported"),
        (prose.Reference("inflammatory-response-ever", "count"), "50", "reported"),
        (prose.Reference("inflammatory-response-ever", "denominator"), "82", "inferred"),
        (prose.Reference("inflammatory-response-ever", "fraction"), "50 of 82", "inferred"),
        (prose.Reference("inflammatory-response-ever", "interval"), "Wilson 95% CI 50.2% to 70.8%", "derived"),
        (prose.Reference("relapsed-after-stopping", "percent"), "75%", "derived"),
        (prose.Reference("relapsed-after-stopping", "fraction"), "9 of 12", "reported"),
        (prose.Reference("time-to-relapse-range"), "0.4–5.6 years", "reported"),
        (prose.Reference("base-ever"), "82", "inferred"),
        (prose.Reference("near-12m", "below"), "47 of 88", "derived"),
    ],
)
def test_a_reference_shows_its_number_with_its_kind(
    numbers: Numbers, reference: prose.Reference, text: str, kind: str
) -> None:
    shown = numbers.refer(reference)
    assert isinstance(shown, Shown)
    assert (shown.text, shown.kind) == (text, kind)


def test_a_part_that_no_source_lets_be_known_is_not_shown(numbers: Numbers) -> None:
    with pytest.raises(LookupError, match="'inflammatory-response-12m' has no count"):
        numbers.refer(prose.Reference("inflammatory-response-12m", "count"))


def test_the_medium_is_read_from_what_the_engine_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    info = tmp_path / "info.json"
    facts = {"document-path": "page.qmd", "format": {"identifier": {"base-format": "typst"}}}
    info.write_text(json.dumps(facts), encoding="utf-8")
    monkeypatch.setenv("QUARTO_EXECUTE_INFO", str(info))
    rendering = current_rendering()
    assert rendering is not None
    assert rendering.medium == "typst"


def test_a_format_that_is_not_rendered_is_refused() -> None:
    rendering = Rendering(Path("page.qmd"), "latex")
    with pytest.raises(
        ValueError, match="format 'latex' is not rendered; use one of html, typst, docx, pptx, revealjs"
    ):
        _ = rendering.medium
