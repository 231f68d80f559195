"""What a page may be made of: nothing shows a numeral, or hides one, without being told."""

from __future__ import annotations

from pathlib import Path

import pytest

from vexas_evidence.publish.coverage.manifest import Entry, Manifest, Written, drawing
from vexas_evidence.publish.coverage.placing import audit

NUMBER = '<a class="number derived" data-id="share" href="provenance.html#num-share">75%<sup>d</sup></a>'
WHEN = '<span class="when" data-id="share">at 6 months</span>'
CELL = '<table><tr><th id="t-0">By when</th></tr><tr><td headers="g t-0" data-label="By when">none</td></tr></table>'
SVG = '<svg class="chart" viewBox="0 0 9 9"><text x="1" y="2">low</text><path d="M 1 2"/></svg>'
PAGE = f"""<!doctype html><html><head><meta charset="utf-8"><title>Page – Site</title></head>
<body><main><p>Response in {NUMBER} {WHEN}.</p>{CELL}{SVG}</main></body></html>"""
WRITTEN = Written(
    "Page",
    (
        Entry("75%", (("75%", "derived"),), "share", True, kind="derived"),
        Entry("at 6 months", (("6", "timepoint"),), "share"),
        Entry("2", (), zone="rows"),
        drawing(SVG),
    ),
)


def found(folder: Path, page: str, written: Written = WRITTEN) -> list[str]:
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8")
    known = Manifest({"report/page.html": written}, "0.1.0", (), "Site")
    return [each.found for each in audit(path, "report/page.html", known).discrepancies]


def test_a_page_as_written_has_nothing_to_tell(tmp_path: Path) -> None:
    assert found(tmp_path, PAGE) == []


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        ("<img src='n.png' alt=''>", "the element <img>"),
        ("<iframe srcdoc='99%'></iframe>", "the element <iframe>"),
        ("<object data='x.svg'></object>", "the element <object>"),
        ("<meter value='.99'></meter>", "the element <meter>"),
        ("<input value='99%'>", "the element <input>"),
        ("<template><p>99%</p></template>", "the element <template>"),
        ("<s>none</s>", "the element <s>"),
        ("<bdo dir='rtl'>none</bdo>", "the element <bdo>"),
        ("<denominator href='https://example.org/'>", "the element <denominator>"),
        ("<ol start='99'><li>a</li></ol>", "'99'"),
        ("<ol><li value='99'>a</li></ol>", "'99'"),
        ("<p aria-valuetext='99%'>a</p>", "'99%'"),
        ("<p data-told='99%'>a</p>", "'99%'"),
        ("<p onclick='alert(99)'>a</p>", "'99'"),
        ("<p hidden>a</p>", "the attribute 'hidden' in the text"),
        ("<p style='counter-reset:c 63'>a</p>", "the style 'counter-reset:c 63'"),
        ("<p style='display:none'>a</p>", "the style 'display:none'"),
        ("<style>p::after{content:'99%'}</style>", "the content '99%'"),
        ("<style>p::after{content:'\\39\\39'}</style>", "the content '99'"),
        ("<style>p::after{content:counter(c)}</style>", "'counter('"),
        ("<script type='text/plain'>99%</script>", "a script of type 'text/plain'"),
        ('<script type="application/ld+json">{"description": "99% responded"}</script>', "'99%'"),
        ("<title>Other</title>", "2 titles"),
        ("<!-- 99", "'<!-- 99</main></body></html>'"),
        ("<!--[if IE]><p>99%<![endif]-->", "'<!--[if IE]><p>99%<![endif]-'"),
    ],
)
def test_what_may_show_a_numeral_is_read_or_refused(tmp_path: Path, shown: str, told: str) -> None:
    assert told in found(tmp_path, PAGE.replace("</main>", f"{shown}</main>"))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("<sup>d</sup>", "<sup>i</sup>", "'75%i' linked to share as derived without its letter"),
        ("<sup>d</sup>", "", "'75%' linked to share as derived without its letter"),
        ("<sup>d</sup>", "<sup>9</sup>", "'9'"),
        ("number derived", "number reported", "'75%d' linked to share as reported"),
        (
            "#num-share",
            "#num-other",
            "'75%' linked to share, which leads to provenance.html#num-other as derived",
        ),
        (
            "provenance.html#",
            "https://example.org/#",
            "'75%' linked to share, which leads to https://example.org/#num-share as derived",
        ),
        ('"when" data-id="share"', '"when" data-id="other"', "'6' named other"),
        ("6 months", "6 years", "other words around '6'"),
        (">at 6", ">over 6", "other words around '6'"),
        ('data-label="By when"', 'data-label="Outcome"', "'Outcome'"),
        ('x="1"', 'x="5"', "another picture"),
        ("M 1 2", "M 5 2", "another picture"),
        ("– Site<", "– Site cures<", "'Page – Site cures'"),
        ("</html>", "</html><p>more</p>", "text after its end: '<p>more</p>'"),
        ("utf-8", "utf-7", "the character set 'utf-7'"),
        (
            "</head>",
            '<link rel="stylesheet" href="data:text/css,p{}"></head>',
            "a style sheet from 'data:text/css,p{}'",
        ),
        ("</head>", '<meta itemprop="description" content="99%"></head>', "'99%'"),
        ("</head>", '<meta http-equiv="refresh" content="0;url=data:text/html,99"></head>', "'99'"),
    ],
)
def test_a_page_in_another_form_is_told(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert told in found(tmp_path, PAGE.replace(old, new, 1))


def test_a_style_sheet_beside_the_page_is_read(tmp_path: Path) -> None:
    (tmp_path / "site.css").write_text(".number::after { content: ' (99%)'; }", encoding="utf-8")
    page = PAGE.replace("</head>", '<link rel="stylesheet" href="site.css"></head>')
    assert found(tmp_path, page) == ["the content ' (99%)'"]


def test_strings_of_structured_data_have_entries_of_their_own(tmp_path: Path) -> None:
    page = PAGE.replace("</head>", '<script type="application/ld+json">{"version": "0.1.0"}</script></head>')
    entry = Entry("0.1.0", (("0.1.0", "version"),), zone="data")
    assert found(tmp_path, page, Written("Page", (*WRITTEN.entries, entry))) == []


def test_a_drawing_is_the_same_however_its_markup_is_written() -> None:
    other = SVG.replace(' x="1" y="2"', ' y="2"  x="1"').replace("/></svg>", "></path></svg>")
    assert drawing(other) == drawing(SVG)
