"""HTML pages of the sample project."""

# ruff: noqa: E501 (messages stand whole on their line)
from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from vexas_evidence.publish.render import Request, render


def page(site: Path, name: str = "index") -> html.HtmlElement:
    return html.document_fromstring((site / "report" / f"{name}.html").read_bytes())


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def texts(tree: html.HtmlElement, query: str) -> list[str]:
    return [words(element) for element in tree.xpath(query)]


def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    loaded = []
    for path in [*site.rglob("*.html"), *site.rglob("*.css")]:
        source = path.read_text(encoding="utf-8")
        loaded += re.findall(r"""(?:src|url|@import)\s*[=(]\s*["']?(?:https?:)?//[^"')\s]+""", source)
        if path.suffix == ".html":
            loaded += [str(v) for v in html.document_fromstring(source.encode()).xpath("//link/@href") if "//" in v]
    assert loaded == []


def test_every_local_link_and_file_of_a_page_exists(site: Path) -> None:
    missing = []
    for path in site.rglob("*.html"):
        tree = html.document_fromstring(path.read_bytes())
        for value in [*tree.xpath("//a/@href"), *tree.xpath("//link/@href"), *tree.xpath("//img/@src")]:
            target, _, anchor = str(value).partition("#")
            if "://" in target or target.startswith("data:"):
                continue
            file = (path.parent / target).resolve() if target else path
            found = file.exists() and (
                not anchor or anchor in html.document_fromstring(file.read_bytes()).xpath("//@id")
            )
            missing += [] if found else [f"{path.name}: {value}"]
    assert missing == []


def test_ids_are_unique(site: Path) -> None:
    for path in site.rglob("*.html"):
        ids = html.document_fromstring(path.read_bytes()).xpath("//@id")
        assert sorted(ids) == sorted(set(ids))


def test_the_title_holds_page_and_site(site: Path) -> None:
    assert words(page(site).xpath("//title")[0]) == "Sample report 0.1.0 – Sample {site}"


@pytest.mark.parametrize(
    "title", ["A --- B -- C", "*A* and `b_c`", "The \"one\" reader's 'page' ...", "snake_case _told_"]
)
def test_the_title_in_the_tab_reads_as_that_on_the_page(make, rendered_text, title: str) -> None:
    text = rendered_text(make({"pages/a.qmd": f"---\ntitle: |\n  {title}\n---\n"}))
    tree = html.fromstring(text)
    assert words(tree.xpath("//title")[0]) == words(tree.xpath("//h1")[0])


def test_the_title_block_holds_title_subtitle_and_description(site: Path) -> None:
    (block,) = page(site).xpath("//header[@id='title-block-header']")
    assert words(block) == "Sample report 0.1.0 A subtitle What the sample shows."


def test_the_language_is_named(site: Path) -> None:
    assert page(site).get("lang") == "en-GB"


def test_the_current_page_is_marked_in_the_navbar(site: Path) -> None:
    assert texts(page(site, "findings"), "//nav[@class='nav-wide']//a[@aria-current='page']") == ["Findings"]


def test_a_page_without_html_is_linked_by_its_first_output(site: Path) -> None:
    (link,) = page(site).xpath("//nav[@class='nav-wide']//a[text()='PDF']/@href")
    assert link == "../report/evidence.pdf"


def test_the_navbar_opens_on_a_phone_without_a_script(site: Path) -> None:
    assert texts(page(site), "//details[@class='nav-narrow']//a") == ["Home", "Findings", "PDF"]


def test_previous_and_next_follow_the_navbar(site: Path) -> None:
    assert texts(page(site, "findings"), "//nav[@class='page-navigation']/a") == ["← Home"]


def test_the_footer_is_markdown(site: Path) -> None:
    assert texts(page(site), "//footer/div") == ["Version 0.1.0", "", "Not medical advice"]


def test_the_table_of_contents_lists_headings(site: Path) -> None:
    assert texts(page(site), "//nav[@id='TOC']//a") == ["First", "Second"]


def test_there_is_a_link_to_skip_the_navigation(site: Path) -> None:
    assert page(site).xpath("//a[@class='skip-link']/@href") == ["#quarto-document-content"]


def test_a_callout_has_its_title_from_attribute_heading_or_none(site: Path) -> None:
    callouts = page(site).xpath("//div[starts-with(@class, 'callout callout-')]")
    assert [words(callout) for callout in callouts] == [
        "Mind this The body of the note.",
        "From a heading The body.",
        "Only words.",
    ]


def test_content_for_another_format_is_left_out(site: Path) -> None:
    text = words(page(site))
    assert ("Only in HTML." in text, "Never in HTML." in text) == (True, False)


def test_quotes_are_curled_and_variables_put_in(site: Path) -> None:
    assert "Text with a*b and 2; azacitidine, 0.1.0, and “quotes”." in words(page(site))


def test_links_between_pages_lead_to_html_also_from_raw_html(site: Path) -> None:
    links = [str(href) for href in page(site).xpath("//section[@id='sec-first']//a/@href")]
    assert links[:2] == ["../report/findings.html#sec-results"] * 2


def test_a_table_in_raw_html_keeps_its_attributes(site: Path) -> None:
    (first, *_) = page(site, "findings").xpath("//table[@class='gt_table']//a[@data-id='response']")
    assert (first.get("class"), first.get("href"), first.getparent().get("data-label")) == (
        "number reported",
        "../report/provenance.html#num-response",
        "Reported",
    )


def test_captions_of_tables_stand_above_and_of_figures_below(site: Path) -> None:
    tree = page(site, "findings")
    table, figure = (tree.get_element_by_id(name)[0] for name in ("tbl-findings", "fig-response"))
    assert (words(table[0]), words(figure[-1])) == ("Table 1: What the study found.", "Figure 1: The response.")


def test_references_are_numbered_links(site: Path) -> None:
    links = page(site, "findings").xpath("//a[@class='quarto-xref']")
    assert [(words(link), link.get("href")) for link in links] == [
        ("Table 1", "#tbl-findings"),
        ("Figure 1", "#fig-response"),
        ("Section 1", "#sec-results"),
    ]


def test_numbered_headings_begin_at_one(site: Path) -> None:
    assert texts(page(site, "findings"), "//h2")[0] == "1 Results"


def test_a_picture_has_its_alternative_text_and_is_copied(site: Path) -> None:
    (picture,) = page(site).xpath("//div[@id='fig-dot']//img")
    assert (picture.get("alt"), (site / "report" / "dot.png").exists()) == ("A dot", True)


def test_a_drawing_stays_inline_with_its_name(site: Path) -> None:
    (drawing,) = page(site, "findings").xpath("//div[@id='fig-response']//*[local-name()='svg']")
    assert drawing.get("aria-label") == 'Response at 6 months "A": 41%'


def test_an_alias_leads_on_without_a_script(site: Path) -> None:
    tree = html.document_fromstring((site / "index.html").read_bytes())
    assert (tree.get("lang"), tree.xpath("//a/@href"), tree.xpath("//script")) == ("en-GB", ["report/index.html"], [])


def test_style_sheets_bring_their_fonts(site: Path) -> None:
    assert (site / "report" / "generated" / "fonts" / "SourceSansPro-Regular.ttf").exists()


def test_resources_are_copied(site: Path) -> None:
    assert (site / "report" / "extra" / "note.txt").read_text() == "a resource\n"


@pytest.mark.parametrize("name", ["--ve-ink", "--ve-paper", "--ve-muted", "--ve-rule", "--ve-accent", "--ve-panel"])
def test_colours_have_a_light_and_two_dark_values(site: Path, name: str) -> None:
    sheet = (site / "site_libs" / "chrome.css").read_text(encoding="utf-8").partition("@media print")[0]
    light, *dark = re.findall(rf"{name}: (#[0-9a-f]{{6}})", sheet)
    assert len(set(dark)) == 1
    assert light not in dark


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [0, 1])
@pytest.mark.parametrize("ground", ["paper", "panel"])
@pytest.mark.parametrize("name", ["ink", "muted", "accent", "note", "tip", "important", "warning", "caution"])
def test_text_has_a_contrast_of_at_least_4_5_to_1(site: Path, name: str, ground: str, scheme: int) -> None:
    sheet = (site / "site_libs" / "chrome.css").read_text(encoding="utf-8")
    colour, under = (re.findall(rf"--ve-{key}: (#[0-9a-f]{{6}})", sheet)[scheme] for key in (name, ground))
    lighter, darker = sorted((luminance(colour), luminance(under)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("See @tbl-one.", "pages/a.qmd:3: reference to unknown 'tbl-one': a table, figure or heading with that id: did you mean 'tbl-ones'?"),
        ("See @sec-one.", "pages/a.qmd:3: reference 'sec-one' to a heading without number: number-sections: true: set it for this format"),
        ("See @tbl-ones [@key].", "pages/a.qmd:3: citation of 'key': `@tbl-`, `@fig-` or `@sec-`: write in words where it is from"),
        ("::: {#fig-x}\nx\n:::", "pages/a.qmd:3: 'fig-x' has no caption: a last paragraph with the caption: write it in the div"),
        ("[x](b.qmd)", "pages/a.qmd:3: link to unknown page 'b.qmd': a page of the project: use one of pages/a.qmd"),
        ("`<a href='b.qmd'>`{=html}x</a>", "pages/a.qmd:3: link to unknown page 'b.qmd': a page of the project: use one of pages/a.qmd"),
        ("[x](#nowhere)", "pages/a.qmd:3: link to unknown id 'nowhere': an id in the same document: correct the link or add the target"),
        ("![x](gone.png)", "pages/a.qmd:3: picture 'gone.png' does not exist: a file beside the page: create it or correct the path"),
        ("![x](https://example.org/x.png)", "pages/a.qmd:3: picture 'https://example.org/x.png' from elsewhere: a file of the project: put the file into the project"),
    ],
)  # fmt: skip
def test_what_leads_nowhere_is_told_with_its_line(make, problems, text: str, message: str) -> None:
    table = "\n\n::: {#tbl-ones}\nx\n\nCaption.\n:::\n\n## One {#sec-one}\n"
    assert problems(make({"pages/a.qmd": "one\n\n" + text + table})) == [message]


@pytest.mark.parametrize(
    ("front", "message"),
    [
        ("css: gone.css", "pages/a.qmd:2: css: gone.css does not exist: a file: create it or correct the path"),
        ("css: ../../../x.css", "pages/a.qmd:2: css: ../../../x.css: a file inside the project: move it into the project"),
        ("filters: [gone.lua]", "pages/a.qmd:2: filter gone.lua does not exist: a Lua filter: create it or correct the path"),
    ],
)  # fmt: skip
def test_a_file_of_the_front_matter_that_is_absent_is_told(make, problems, front: str, message: str) -> None:
    assert problems(make({"pages/a.qmd": f"---\n{front}\n---\n"})) == [message]


def test_a_filter_of_the_project_runs(make, rendered_text) -> None:
    lua = "function Str(el) return pandoc.Str(el.text:upper()) end"
    root = make({"pages/a.qmd": "---\nfilters:\n  - path: f.lua\n    at: post-quarto\n---\nloud", "pages/f.lua": lua})
    assert "<p>LOUD</p>" in rendered_text(root)


def test_a_first_filter_sees_a_raw_table_before_the_engine_reads_it(make, rendered_text) -> None:
    lua = "function RawBlock(el) return pandoc.Para({ pandoc.Str('seen') }) end"
    settings = "---\nformat: typst\nkeep-typ: true\nfilters:\n  - path: f.lua\n    at: pre-ast\n---\n"
    table = "```{=html}\n<table><tr><td>raw words</td></tr></table>\n```\n"
    root = make({"pages/a.qmd": settings + table, "pages/f.lua": lua})
    source = rendered_text(root, "pages/a.typ")
    assert ("seen" in source, "raw words" in source) == (True, False)


def test_title_and_navbar_are_text_not_markup(make, rendered_text) -> None:
    config = (
        "project: {type: website, render: [pages/*.qmd]}\nwebsite:\n  title: 'A & <b>'\n"
        "  navbar:\n    left: [{href: pages/a.qmd, text: '<i>'}]\nformat: html\n"
    )
    text = rendered_text(make({"pages/a.qmd": "x"}, config))
    assert ("<title>A &amp; &lt;b&gt;</title>" in text, "&lt;i&gt;</a>" in text) == (True, True)


def test_a_file_of_html_stands_at_the_end_of_the_page(make, rendered_text) -> None:
    config = "project:\n  render: [pages/*.qmd]\nformat:\n  html:\n    include-after-body: end.html\n"
    page = rendered_text(make({"pages/a.qmd": "Text.\n", "end.html": '<script src="a.js" defer></script>\n'}, config))
    assert page.endswith('<script src="a.js" defer></script>\n</body>\n</html>\n')


def test_a_document_that_lies_beside_its_page_is_not_the_one_that_was_made(make, tmp_path: Path) -> None:
    config = "project:\n  render: [pages/*.qmd]\nformat:\n  html: default\n  docx: default\n"
    root = make({"pages/a.qmd": "A [document](a.docx).\n", "pages/a.docx": "left by an interrupted render"}, config)
    render(Request(root, root / "data", tmp_path / "out", engine="embedded"), lambda _: None)
    assert (tmp_path / "out/pages/a.docx").read_bytes().startswith(b"PK")
