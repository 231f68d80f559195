"""What a page may be made of: nothing shows a numeral, hides one or looks otherwise without being told."""

from __future__ import annotations

from pathlib import Path

import pytest

from vexas_evidence.publish.coverage.comparison import rendered
from vexas_evidence.publish.coverage.files.html import read
from vexas_evidence.publish.coverage.finished_file import audit, placed
from vexas_evidence.publish.coverage.manifest import Entry, Manifest, Written
from vexas_evidence.publish.coverage.marked_lines import MarkedLine

NUMBER = '<a class="number derived" data-id="share" href="provenance.html#num-share">75%<sup>d</sup></a>'
WHEN = '<span class="when" data-id="share">at 6 months</span>'
CELL = '<table><tr><th id="t-0">By when</th></tr><tr><td headers="g t-0" data-label="By when">none</td></tr></table>'
SVG = '<svg class="chart" viewBox="0 0 9 9"><text x="1" y="2">low</text><path d="M 1 2"/></svg>'
PAGE = f"""<!doctype html><html><head><meta charset="utf-8"><title>Page – Site</title></head>
<body><main><h2>Harms</h2><p>Response in {NUMBER} {WHEN}.</p>{CELL}{SVG}</main></body></html>"""
WRITTEN = Written(
    "Page",
    (
        Entry("75%", (("75%", "derived"),), "share", True, kind="derived"),
        Entry("at 6 months", (("6", "timepoint"),), "share"),
    ),
)


def lines_of(folder: Path, page: str = PAGE) -> tuple[MarkedLine, ...]:
    return rendered(read(page.encode(), folder))


def found(folder: Path, page: str, as_rendered: str = PAGE) -> list[str]:
    """What differs in a page from the one that was rendered."""
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8")
    name = "report/page.html"
    known = Manifest({name: WRITTEN}, "0.1.0", (), {name: lines_of(folder, as_rendered)})
    return [
        f"{each.place.file.removeprefix(f'{name}, ')}: {each.found}" for each in audit(path, name, known).discrepancies
    ]


def misplaced(folder: Path, page: str, written: Written = WRITTEN) -> list[str]:
    """The numerals and links of a page that are not those of its tree."""
    known = Manifest({"report/page.html": written}, "0.1.0", ())
    return [each.found for each in placed(read(page.encode(), folder), "report/page.html", known).discrepancies]


@pytest.mark.parametrize(
    ("title", "found"),
    [("Trial of BOG-7 2031", []), ("Trial of BOG-8 2031", ["[8 2031]"]), ("7 of 2031", ["[7 2031]"])],
)
def test_a_name_with_digits_may_stand_around_a_page_as_it_is_declared(
    tmp_path: Path, title: str, found: list[str]
) -> None:
    page = PAGE.replace("<title>Page", f"<title>{title}")
    known = Manifest({"report/page.html": WRITTEN}, "0.1.0", ("BOG-7 2031",))
    differing = placed(read(page.encode(), tmp_path), "report/page.html", known).discrepancies
    assert [each.found.partition("“")[2].rstrip("”") for each in differing] == found


def test_a_page_as_written_has_nothing_to_tell(tmp_path: Path) -> None:
    assert (found(tmp_path, PAGE), misplaced(tmp_path, PAGE)) == ([], [])


@pytest.mark.parametrize(
    "shown",
    [
        "<img src='n.png' alt=''>",
        "<iframe srcdoc='99%'></iframe>",
        "<object data='x.svg'></object>",
        "<meter value='.99'></meter>",
        "<input value='99%'>",
        "<template><p>99%</p></template>",
        "<s>none</s>",
        "<bdo dir='rtl'>none</bdo>",
        "<denominator href='https://example.org/'>",
        "<ol start='99'><li>a</li></ol>",
        "<ol><li value='99'>a</li></ol>",
        "<p aria-valuetext='99%'>a</p>",
        "<p data-told='99%'>a</p>",
        "<p onclick='alert(99)'>a</p>",
        "<p hidden>a</p>",
        "<p style='counter-reset:c 63'>a</p>",
        "<p style='display:none'>a</p>",
        "<style>p::after{content:'99%'}</style>",
        "<style>p::after{content:'\\39\\39'}</style>",
        "<style>p::after{content:counter(c)}</style>",
        "<script type='text/plain'>99%</script>",
        '<script type="application/ld+json">{"description": "99% responded"}</script>',
        "<title>Other</title>",
        "<!-- 99",
        "<!--[if IE]><p>99%<![endif]-->",
        "<p class='visually-hidden'>a</p>",
        "<style>.number{display:none}</style>",
        "<script>document.title = 'x'</script>",
        "<svg><rect width='9' height='9' fill='white'/></svg>",
    ],
)
def test_what_may_show_or_hide_a_numeral_is_told(tmp_path: Path, shown: str) -> None:
    assert found(tmp_path, PAGE.replace("</main>", f"{shown}</main>"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<sup>d</sup>", "<sup>i</sup>"),
        ("<sup>d</sup>", ""),
        ("number derived", "number reported"),
        ("#num-share", "#num-other"),
        ("provenance.html#", "https://example.org/#"),
        ('"when" data-id="share"', '"when" data-id="other"'),
        ("6 months", "6 years"),
        ("none", "zero"),
        ('data-label="By when"', 'data-label="Outcome"'),
        ('x="1"', 'x="5"'),
        ("M 1 2", "M 5 2"),
        ("– Site<", "– Site cures<"),
        ("</html>", "</html><p>more</p>"),
        ("utf-8", "utf-7"),
        ("</head>", '<link rel="stylesheet" href="data:text/css,p{}"></head>'),
        ("</head>", '<meta itemprop="description" content="99%"></head>'),
        ("</head>", '<meta http-equiv="refresh" content="0;url=data:text/html,99"></head>'),
    ],
)
def test_a_page_in_another_form_is_told(tmp_path: Path, old: str, new: str) -> None:
    assert found(tmp_path, PAGE.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("75%<", "57%<", "“Harms”: “Response in [57%d] at 6 months.”"),
        ("none", "zero", "“Harms”: “[zero]”"),
        ("<p>Response", "<p>All died. Response", "“Harms”: “[All died.] Response in 75%d at”"),
        (".</p>", "</p>", "“Harms”: “in 75%d at 6 [months]”"),
        ("<p>", '<p style="color:white">',
         "“Harms”: drawn, linked or styled otherwise at “Response in 75%d at 6 months.”: " '<p style="color:white">'),
        ("M 1 2", "M 5 2", "drawing under “Harms”: drawn, linked or styled otherwise: another drawing"),
    ],
)  # fmt: skip
def test_what_differs_is_quoted_with_its_place(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert found(tmp_path, PAGE.replace(old, new, 1)) == [told]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<p>Response in", "<p>Response\n  in"),
        ("</main>", "<!-- 12 --></main>"),
        ('class="chart" viewBox="0 0 9 9"', 'viewBox="0 0 9 9"  class="chart"'),
        ("<p>", "<P >"),
        ("</p>", "</p>\n"),
        ("–", "&#8211;"),
    ],
)
def test_how_the_bytes_of_a_page_were_written_does_not_matter(tmp_path: Path, old: str, new: str) -> None:
    assert found(tmp_path, PAGE.replace(old, new, 1)) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("<sup>d</sup>", "<sup>i</sup>", ["“[75%i] linked to share as”", "“to share as derived [without its letter]”"]),
        ("<sup>d</sup>", "", ["“to share as derived [without its letter]”"]),
        (
            "<sup>d</sup>",
            "<sup>9</sup>",
            ["“[9]”", "“[75%9] linked to share as”", "“to share as derived [without its letter]”"],
        ),
        ("#num-share", "#num-other", ["“75% linked to [share, which leads to provenance.html#num-other] as derived”"]),
        ("75%", "57%", ["“[57%]”", "“[57%] linked to share as”"]),
        ("at 6", "at 7", ["“[7]”"]),
        ("none", "75%", ["“[75%]”"]),
    ],
)
def test_a_numeral_or_link_that_is_not_in_the_tree_is_told(tmp_path: Path, old: str, new: str, told: list[str]) -> None:
    assert misplaced(tmp_path, PAGE.replace(old, new, 1)) == told


def test_a_style_sheet_beside_the_page_is_read_where_it_lies_there(tmp_path: Path) -> None:
    sheet, page = tmp_path / "site.css", PAGE.replace("</head>", '<link rel="stylesheet" href="site.css"></head>')
    sheet.write_text(".number { color: black; }", encoding="utf-8")
    known = Manifest({"page.html": WRITTEN}, "0.1.0", (), {"page.html": lines_of(tmp_path, page)})
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    sheet.write_text("/* a remark */\n.number { color: black; }\n", encoding="utf-8")
    assert audit(path, "page.html", known).discrepancies == ()
    sheet.write_text(".number { display: none; }", encoding="utf-8")
    [told] = audit(path, "page.html", known).discrepancies
    assert told.place.file == "page.html, what it loads, site.css"
    sheet.unlink()
    assert audit(path, "page.html", known).discrepancies == ()


def test_an_entry_that_the_page_does_not_show_is_told(tmp_path: Path) -> None:
    path, more = tmp_path / "page.html", Entry("Three died", (("Three", "verification count"),))
    path.write_text(PAGE, encoding="utf-8")
    files = {"page.html": Written("Page", (*WRITTEN.entries, more))}
    [told] = audit(path, "page.html", Manifest(files, "0.1.0", (), {"page.html": lines_of(tmp_path)})).discrepancies
    assert (str(told.place), told.found, told.expected) == ("page.html, “Three died”", "“[nothing]”", "“[three]”")


def test_strings_of_structured_data_have_entries_of_their_own(tmp_path: Path) -> None:
    page = PAGE.replace("</head>", '<script type="application/ld+json">{"version": "0.1.0"}</script></head>')
    entry = Entry("0.1.0", (("0.1.0", "version"),), zone="data")
    assert misplaced(tmp_path, page, Written("Page", (*WRITTEN.entries, entry))) == []


def test_another_page_is_told_in_one_line(tmp_path: Path) -> None:
    other = "<html><head><title>Page</title></head><body><main><h2>Other</h2><p>Words</p></main></body></html>"
    [told] = found(tmp_path, other)
    assert told.startswith("report/page.html: another file, or one of another render: ")
