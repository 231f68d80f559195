"""The same pages by the real Quarto; collected only where quarto is on the PATH."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from lxml import etree, html

from tests import TRIAL
from tests.commands import run_process
from tests.finished_files import numbers_in_docx, numbers_in_site, pages, text_of_pdf
from tests.render.test_scripts import known, words_of
from vexas_evidence.present.figures.chart import SLIDE
from vexas_evidence.publish.coverage import manifest
from vexas_evidence.publish.coverage.finished_file import audit
from vexas_evidence.publish.render import Request, render
from vexas_evidence.publish.render.office_files import MENDS

FILES = (
    "evidence-summary.pdf",
    "evidence-summary.docx",
    "evidence-profile.pdf",
    "evidence-profile.docx",
    "index.html",
    "journal-club.html",
    "journal-club-handout.pdf",
    "journal-club-handout-facilitator.pdf",
    "profile.html",
    "methods.html",
    "provenance.html",
    "slides.pptx",
)
WORD = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
NUMERAL = re.compile(r"\d+(?:[.,]\d+)*%?")


def test_both_engines_put_the_same_numbers_on_the_site(site: Path, quarto_site: Path) -> None:
    assert numbers_in_site(quarto_site) == numbers_in_site(site)


def test_both_engines_put_the_same_numbers_in_the_docx(site: Path, quarto_site: Path) -> None:
    name = Path("report") / "evidence-summary.docx"
    assert numbers_in_docx(quarto_site / name) == numbers_in_docx(site / name)


def test_both_engines_put_the_same_numerals_in_the_pdf(site: Path, quarto_site: Path) -> None:
    name = Path("report") / "evidence-summary.pdf"
    ours, theirs = (set(NUMERAL.findall(text_of_pdf(folder / name))) for folder in (site, quarto_site))
    pages_of = {str(number) for number in range(1, 40)}
    assert ours - pages_of == theirs - pages_of


@pytest.mark.parametrize(
    ("name", "most"), [("evidence-summary.pdf", 6), ("evidence-profile.pdf", 4), ("visual-summary.pdf", 1)]
)
def test_a_document_of_quarto_keeps_to_its_pages(quarto_site: Path, name: str, most: int) -> None:
    assert len(pypdfium2.PdfDocument(quarto_site / "report" / name)) <= most


def test_both_engines_cut_the_same_records_and_index(site: Path, quarto_site: Path) -> None:
    for name in ("records", "terms", "entries"):
        ours, theirs = (dict(_flat(known(folder, name))) for folder in (site, quarto_site))
        assert theirs == ours


def _flat(told: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Each text of a script with its place; links in it are told apart by their words only."""
    if isinstance(told, str):
        yield path, words_of(told) if told else ""
    elif isinstance(told, dict):
        for key, value in told.items():
            yield from _flat(value, f"{path}/{key}")
    elif isinstance(told, list):
        for at, value in enumerate(told):
            yield from _flat(value, f"{path}/{at}")


def test_a_page_of_quarto_loads_nothing_from_elsewhere(quarto_site: Path) -> None:
    for page in pages(quarto_site).values():
        loaded = page.xpath("//@src | //link[not(@rel='canonical')]/@href")
        assert [address for address in loaded if re.match(r"(?:https?:)?//", address)] == []


@pytest.mark.parametrize("name", FILES)
def test_both_engines_have_the_same_numerals_of_each_class(site: Path, quarto_site: Path, name: str) -> None:
    ours, theirs = (
        audit(folder / "report" / name, f"report/{name}", manifest.read(folder / manifest.MANIFEST))
        for folder in (site, quarto_site)
    )
    assert theirs.discrepancies == ()
    # how often the version is repeated around a page is each engine's own: one has its navigation twice
    assert {**theirs.totals, "version": 0} == {**ours.totals, "version": 0}


@pytest.mark.parametrize("name", ["journal-club-handout.pdf", "journal-club-handout-facilitator.pdf"])
def test_a_handout_of_quarto_has_two_pages(quarto_site: Path, name: str) -> None:
    assert len(pypdfium2.PdfDocument(quarto_site / "report" / name)) == 2


def test_the_slides_for_the_browser_hold_every_number_of_those_for_powerpoint(quarto_site: Path) -> None:
    known = manifest.read(quarto_site / manifest.MANIFEST).files
    for_browser, for_powerpoint = (
        {(entry.id, entry.text) for entry in known[f"report/slides.{suffix}"].entries if entry.id}
        for suffix in ("html", "pptx")
    )
    assert for_powerpoint <= for_browser


def test_the_slides_for_the_browser_are_as_many_as_those_for_powerpoint(quarto_site: Path) -> None:
    page = html.fromstring((quarto_site / "report" / "slides.html").read_bytes())
    slides = page.xpath("//div[@class='slides']/section")
    with zipfile.ZipFile(quarto_site / "report" / "slides.pptx") as deck:
        assert len(slides) == sum(bool(re.fullmatch(r"ppt/slides/slide\d+\.xml", name)) for name in deck.namelist())


def test_both_engines_read_includes_titles_and_names_of_outputs_alike(tmp_path: Path) -> None:
    files = {
        "_quarto.yml": "project: {type: website, render: [pages/*.qmd]}\nwebsite: {title: Site}\n",
        "data/x.yml": "a: b\n",
        "pages/a.qmd": '---\ntitle: The "one" reader\'s -- A --- B\noutput-file: brief\n'
        "format: {html: default, typst: {output-file: paper.v1}, docx: default}\n---\n\n{{< include sub/_one.qmd >}}\n",
        "pages/sub/_one.qmd": "{{< include _two.qmd >}}\n",
        "pages/sub/_two.qmd": "From the partial.\n",
        "pages/_two.qmd": "From the page.\n",
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    seen = []
    for engine in ("embedded", "quarto"):
        site = tmp_path / engine
        render(Request(tmp_path, tmp_path / "data", site, engine=engine), lambda _: None)
        page = html.fromstring((site / "pages" / "brief.html").read_bytes())
        title, (words,) = page.findtext(".//title"), page.xpath("//main//p[contains(., 'From')]//text()")
        seen.append((sorted(path.name for path in (site / "pages").iterdir()), title.partition(" – Site")[0], words))
    names = ["brief.docx", "brief.html", "paper.v1.pdf"]
    assert seen == [(names, "The “one” reader’s – A — B", "From the page.")] * 2


def test_a_trial_of_two_arms_renders_with_every_numeral_accounted_for(tmp_path: Path) -> None:
    arguments = ("--engine", "quarto", "--data", str(TRIAL), "--output", str(tmp_path / "site"))
    done = run_process("render", *arguments, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "none left over" in " ".join((done.stdout + done.stderr).split())


@pytest.mark.parametrize("name", ["evidence-summary.docx", "evidence-profile.docx", "slides.pptx"])
def test_an_office_file_of_quarto_has_nothing_left_to_mend(quarto_site: Path, name: str) -> None:
    path = quarto_site / "report" / name
    assert MENDS[path.suffix](path.read_bytes()) == path.read_bytes()


def test_no_cell_of_a_document_is_centered(quarto_site: Path) -> None:
    for name in ("evidence-summary.docx", "evidence-profile.docx"):
        with zipfile.ZipFile(quarto_site / "report" / name) as parts:
            document = etree.fromstring(parts.read("word/document.xml"))
        aligned = document.xpath("//w:tc//w:jc/@w:val", namespaces=WORD)
        assert (name, set(aligned) - {"left", "right"}) == (name, set())


def test_no_table_of_a_document_stands_in_another(quarto_site: Path) -> None:
    for name in ("evidence-summary.docx", "evidence-profile.docx"):
        with zipfile.ZipFile(quarto_site / "report" / name) as parts:
            document = etree.fromstring(parts.read("word/document.xml"))
        assert (name, document.xpath("//w:tbl//w:tbl", namespaces=WORD)) == (name, [])


def test_every_table_of_a_document_has_a_width(quarto_site: Path) -> None:
    for name in ("evidence-summary.docx", "evidence-profile.docx"):
        with zipfile.ZipFile(quarto_site / "report" / name) as parts:
            document = etree.fromstring(parts.read("word/document.xml"))
        assert (name, set(document.xpath("//w:tblW/@w:type", namespaces=WORD))) == (name, {"pct"})


def test_the_attachments_of_a_pdf_have_names_without_a_folder(quarto_site: Path) -> None:
    with pikepdf.open(quarto_site / "report" / "evidence-profile.pdf") as document:
        names = sorted(document.attachments)
    assert names == ["data.json", "findings.csv", "ledger.json", "manifest.json", "verification.json"]


@pytest.mark.parametrize("name", ["methods", "verification", "provenance"])
def test_all_headings_of_a_page_stand_on_this_page(quarto_site: Path, name: str) -> None:
    page = html.fromstring((quarto_site / "report" / f"{name}.html").read_bytes())
    headings = [each.text_content() for each in page.xpath("//main//h2[not(contains(@class, 'unlisted'))]")]
    listed = [each.text_content() for each in page.xpath("//nav[@id='TOC']//h2/following-sibling::ul/li/a")]
    assert (headings, len(headings) > 0) == (listed, True)


def test_a_page_of_quarto_leads_to_its_neighbours(quarto_site: Path) -> None:
    page = html.fromstring((quarto_site / "report" / "safety.html").read_bytes())
    assert page.xpath("//nav[@class='page-navigation']//a/@href") == [
        "../report/findings.html",
        "../report/plain.html",
    ]


def test_the_tables_of_the_verification_are_no_grid_of_bootstrap(quarto_site: Path) -> None:
    page = html.fromstring((quarto_site / "report" / "verification.html").read_bytes())
    assert {each.get("class") for each in page.xpath("//main//table")} == {"gt_table"}


def test_the_slides_for_the_browser_load_nothing_from_elsewhere(quarto_site: Path) -> None:
    page = html.fromstring((quarto_site / "report" / "slides.html").read_bytes())
    loaded = page.xpath("//script/@src | //link/@href | //img/@src")
    scripts = "".join(page.xpath("//script[not(@type='application/json')]/text()"))
    assert [address for address in loaded if re.match(r"(?:https?:)?//", address)] == []
    assert "MathJax" not in scripts


def test_the_slides_for_the_browser_draw_a_figure_as_wide_as_themselves(quarto_site: Path) -> None:
    page = html.fromstring((quarto_site / "report" / "slides.html").read_bytes())
    widths = {float(each.get("viewbox").split()[2]) for each in page.iter("svg") if each.get("class") == "chart"}
    assert widths == {SLIDE.width}


def test_the_slides_for_the_browser_name_fonts_that_a_browser_can_read(quarto_site: Path) -> None:
    (theme,) = (quarto_site / "site_libs/revealjs/dist/theme").glob("quarto-*.css")
    (fonts,) = re.findall(r"--r-main-font:\s*([^;]*);", theme.read_text(encoding="utf-8"))
    bare = [name.strip() for name in fonts.split(",") if '"' not in name]
    assert [name for name in bare if not re.fullmatch(r"(?:[A-Za-z][\w-]* ?)+", name)] == []


def test_neither_copies_for_a_preview_nor_a_search_index_stay(quarto_site: Path) -> None:
    assert [
        name for name in ("data", "report/partials", "report/generated", "search.json") if (quarto_site / name).exists()
    ] == []
