"""The finished report, as the embedded engine makes it from the real data."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import docx
import pikepdf
import pytest
from lxml import html

from tests import EXAMPLE
from tests.commands import run_command
from tests.conftest import Once, words_said
from tests.finished_files import (
    MARKED,
    WORD,
    numbers_in_docx,
    numbers_in_site,
    pages,
    text_of_docx,
    text_of_pdf,
    unmarked_fractions,
)
from tests.release_copies import pages as lay
from tests.study_with_figures import STUDY, figured
from vexas_evidence.analysis.numbers import Numbers, Shown
from vexas_evidence.present.figures import charts
from vexas_evidence.publish.coverage import manifest
from vexas_evidence.text import prose

PAGES = (
    *("index", "plain", "findings", "safety", "profile", "methods", "provenance"),
    *("glossary", "verification", "versions", "journal-club", "cite", "about", "needed"),
)
TEXTS = {".html", ".csv", ".json", ".jsonld", ".js", ".svg", ".txt", ".bib", ".ris"}
MAY_STAND = {"9 of 12", "4 of 5", "70 of 88", "50 of 82", "35 of 50", "83 of 101"}


def test_there_is_a_page_for_each_part_and_a_document_in_each_format(site: Path) -> None:
    made = {path.name for path in (site / "report").iterdir() if path.is_file()}
    assert made == {f"{name}.html" for name in PAGES} | {
        "evidence-summary.pdf",
        "evidence-summary.docx",
        "technical-appendix.pdf",
        "technical-appendix.docx",
        "visual-summary.pdf",
        "journal-club-handout.pdf",
        "journal-club-handout-facilitator.pdf",
        "slides.pptx",
        "evidence-profile.pdf",
        "evidence-profile.docx",
        "manifest.json",
        "verification.json",
        "receipt.html",
        "receipt.json",
    }


def test_the_first_line_leads_to_each_document_of_the_summary(site: Path) -> None:
    links = pages(site)["index"].xpath("//*[@class='kicker']//a")
    assert {link.text_content(): link.get("href") for link in links} == {
        "PDF": "evidence-summary.pdf",
        "Word": "evidence-summary.docx",
        "Slides": "slides.pptx",
        "One-page sheet": "visual-summary.pdf",
    }


def test_the_front_door_opens_without_a_script(site: Path) -> None:
    door = html.fromstring((site / "index.html").read_bytes())
    assert door.xpath("//a/@href") == ["report/index.html"]
    assert (site / "report" / "index.html").exists()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_loads_nothing_from_elsewhere(site: Path, name: str) -> None:
    page = pages(site)[name]
    loaded = page.xpath("//@src | //link/@href | //object/@data | //image/@href | //use/@href")
    assert [address for address in loaded if re.match(r"(?:https?:)?//", address)] == []


def test_style_sheets_load_nothing_from_elsewhere(site: Path) -> None:
    sheets = "\n".join(path.read_text(encoding="utf-8") for path in site.rglob("*.css"))
    assert re.findall(r"(?:https?:)?//[^\s)]+", sheets) == []


def test_every_link_within_the_site_leads_somewhere(site: Path) -> None:
    dead = []
    anchors = {name: set(page.xpath("//@id")) for name, page in pages(site).items()}
    for name, page in pages(site).items():
        for address in page.xpath("//a/@href"):
            if re.match(r"[a-z]+:", address):
                continue
            path, _, anchor = address.partition("#")
            target = (site / "report" / path).resolve() if path else site / "report" / f"{name}.html"
            if not target.exists() or (anchor and anchor not in anchors[target.stem]):
                dead.append((name, address))
    assert dead == []


def test_every_number_on_a_page_reads_as_its_record_says(site: Path, numbers: Numbers) -> None:
    wrong = []
    for page in pages(site).values():
        for link in page.xpath("//a[contains(concat(' ', @class, ' '), ' number ')]"):
            name, _, part = link.get("data-id").partition(".")
            shown = numbers.refer(prose.Reference(name, part or "value"))
            assert isinstance(shown, Shown)
            text = "".join(link.xpath(".//text()[not(ancestor::sup)]"))
            if text != shown.text or shown.kind not in link.get("class").split():
                wrong.append((link.get("data-id"), text))
    assert wrong == []


def test_every_number_has_a_record(site: Path, numbers: Numbers) -> None:
    records = {name.removeprefix("num-") for name in pages(site)["provenance"].xpath("//*[@class='record']/@id")}
    assert records == {*numbers.study.estimates, *numbers.derived}


def numbers_of_the_site(site: Path) -> set[tuple[str, str]]:
    """Those of all pages but the profile, which has documents of its own."""
    return numbers_in_site(site, without=("profile",))


def test_every_linked_number_of_the_appendix_stands_on_the_site(site: Path) -> None:
    linked = numbers_in_docx(site / "report" / "technical-appendix.docx")
    assert set() != linked <= numbers_of_the_site(site)


def test_the_appendix_holds_the_record_of_every_number_of_the_site(site: Path) -> None:
    body = docx.Document(str(site / "report" / "technical-appendix.docx")).element.body
    places = {mark.get(f"{WORD}name") for mark in body.iter(f"{WORD}bookmarkStart")}
    assert {record for record, _ in numbers_of_the_site(site)} <= places


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_summary_and_appendix_carry_the_numbers_of_the_site(site: Path, ending: str) -> None:
    known = manifest.read(site / manifest.MANIFEST)
    written = {
        (f"num-{entry.id.partition('.')[0]}", entry.text)
        for name in ("evidence-summary", "technical-appendix")
        for entry in known.files[f"report/{name}.{ending}"].entries
        if entry.kind and entry.zone == "text"
    }
    assert numbers_of_the_site(site) <= written


def test_the_pdfs_carry_every_number_of_the_site(site: Path) -> None:
    texts = (text_of_pdf(site / "report" / f"{name}.pdf") for name in ("evidence-summary", "technical-appendix"))
    text = "".join("".join(texts).split())
    missing = [shown for _, shown in numbers_of_the_site(site) if "".join(shown.split()) not in text]
    assert missing == []


def links_within(path: Path) -> int:
    """How many links of a PDF, after its list of contents on the first page, lead to a place within it."""
    with pikepdf.open(path) as pdf:
        links = [
            each for page in list(pdf.pages)[1:] for each in page.get("/Annots", []) if each.get("/Subtype") == "/Link"
        ]
        return sum("/URI" not in each.get("/A", {}) for each in links)


def test_the_links_of_the_appendix_lead_to_its_records(site: Path) -> None:
    assert links_within(site / "report" / "technical-appendix.pdf") > 100


def test_a_summary_without_records_has_no_link_to_one(site: Path) -> None:
    assert links_within(site / "report" / "evidence-summary.pdf") == 0


@pytest.mark.parametrize("name", PAGES)
def test_a_fraction_that_no_source_states_stands_only_where_marked(site: Path, name: str) -> None:
    assert set(unmarked_fractions(pages(site)[name])) <= MAY_STAND


@pytest.mark.parametrize("standing", sorted(MARKED))
def test_what_is_marked_says_so_in_words(site: Path, standing: str) -> None:
    marked = pages(site)["methods"].xpath(f"//*[contains(concat(' ', @class, ' '), ' {standing} ')]")
    word = {"ruled-out": "Ruled out", "sensitivity": "Sensitivity"}[standing]
    assert marked
    assert all(element.text_content().strip().startswith(word) for element in marked)


def test_the_first_page_says_that_nothing_was_checked_against_the_article(site: Path) -> None:
    page = " ".join(pages(site)["index"].text_content().split())
    assert "From secondary sources; not yet checked against the article." in page
    assert "Not medical advice." in page


def test_the_page_about_the_summary_says_when_corrections_were_last_looked_for(site: Path) -> None:
    told = " ".join(pages(site)["about"].text_content().split())
    assert "Last checked for corrections or retraction: 22 November 2026." in told


def test_the_methods_say_where_corrections_were_looked_for_and_what_was_not_possible(site: Path) -> None:
    told = " ".join(pages(site)["methods"].text_content().split())
    assert "retraction: 22 November 2026. Stored copies of public web pages" in told
    assert (
        "a live look-up at the publisher, in PubMed, Crossref or the Retraction Watch database was not possible" in told
    )


def test_no_denominator_that_is_not_stated_has_an_interval(site: Path) -> None:
    rows = pages(site)["findings"].xpath("//table[1]//tr[td]")
    told = [" ".join(row.text_content().split()) for row in rows]
    assert [row for row in told if "denominator not stated" in row and "95% CI" in row] == []


def test_every_figure_that_neither_table_nor_card_shows_stands_once_with_an_alternative_text(
    site: Path, numbers: Numbers
) -> None:
    pictures = [
        svg for page in pages(site).values() for svg in page.xpath("//*[local-name()='svg' and @class='chart']")
    ]
    shown_otherwise = {"proportions"}  # by the table of outcomes
    assert len(pictures) == len(charts(numbers).keys() - shown_otherwise)
    assert all(picture.get("aria-label") for picture in pictures)


def test_every_other_drawing_is_named_or_left_out_for_a_screen_reader(site: Path) -> None:
    whole = "//main//*[local-name()='svg'][not(ancestor::*[local-name()='svg'])]"
    drawings = [svg for page in pages(site).values() for svg in page.xpath(whole)]
    named = "@aria-label or ancestor-or-self::*[@aria-hidden='true']"
    assert [dict(svg.attrib) for svg in drawings if not svg.xpath(named)] == []


def test_no_id_stands_twice_on_a_page(site: Path) -> None:
    for page in pages(site).values():
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))


def test_no_element_of_a_page_has_an_attribute_twice(site: Path) -> None:
    twice = []

    class Tags(HTMLParser):  # it lists the attributes as they are written; a tree has dropped the second one
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            names = [name for name, _ in attrs]
            if len(names) != len(set(names)):
                twice.append((tag, names))

    for path in site.rglob("*.html"):
        Tags().feed(path.read_text(encoding="utf-8"))
    assert twice == []


def test_no_term_stands_twice_in_a_definition_list(site: Path) -> None:
    for page in pages(site).values():
        for listed in page.iter("dl"):
            terms = [term.text_content().strip() for term in listed.iter("dt")]
            assert len(terms) == len(set(terms))


def test_every_table_and_figure_can_be_downloaded(site: Path) -> None:
    files = {path.name for path in (site / "downloads").iterdir()}
    for page in pages(site).values():
        for address in page.xpath("//a[@download]/@href"):
            assert Path(address).name in files


def test_the_docx_says_what_the_first_page_says(site: Path) -> None:
    text = " ".join(text_of_docx(site / "report" / "evidence-summary.docx").split())
    assert "From secondary sources; not yet checked against the article." in text
    assert "Not medical advice." in text


def test_a_second_study_needs_no_new_page_and_no_code(published: Path) -> None:
    page = pages(published)["index"].text_content()
    assert "Willow bark for marsh fever" in page
    assert "azacitidine" not in page.lower()


def test_a_render_names_the_files_that_a_study_does_not_have(published: Path) -> None:
    told = words_said(published.parent)
    assert "no journal-club.yml for marsh-fever-2030: page, handouts and slides of the journal club" in told
    assert (
        "no appraisal.yml for marsh-fever-2030: its profile shows outcomes by the importance that the question gives"
        in told
    )


OURS = (
    *("azacitidine", "frenvex", "vexas syndrome", "medxy", "relapse", "re-expos", "inflammatory", "cytopenia"),
    *("transfusion", "stopped"),
)
"""Words of our study, which no other study's report says."""


@pytest.fixture(scope="module")
def other_site(once: Once) -> Path:
    """The report of an invented study with figures of its own, whose first source is the article itself."""

    def render(folder: Path) -> None:
        lay(folder)
        data = figured(folder / "data")
        for path, old, new in (
            (data / "sources.yml", "tier: secondary\n    seen: whole", "tier: primary full text\n    seen: whole"),
            (data / STUDY / "study.yml", 'pmid: "1"', 'pmid: "40"'),  # which that source prints
            (folder / "_variables.yml", "secondary sources", "a primary full text source and a secondary source"),
        ):
            text = path.read_text(encoding="utf-8")
            assert old in text
            path.write_text(text.replace(old, new), encoding="utf-8")
        done = run_command("render", "--engine", "embedded", folder=folder)
        assert done.returncode == 0, done.stderr

    return once("other", render) / "_site"


def test_a_second_study_draws_its_own_figures_under_its_own_headings(other_site: Path) -> None:
    page = pages(other_site)["findings"]
    drawn = page.xpath("//*[local-name()='svg' and @class='chart']/ancestor::*[starts-with(@id, 'fig-')][1]/@id")
    assert drawn == ["fig-flow"]
    heads = [" ".join(head.text_content().split()) for head in page.iter("h2")]
    assert heads[1] == "From willow bark to no fever"


def test_a_second_study_says_nothing_of_ours(other_site: Path) -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in other_site.rglob("*") if path.suffix in TEXTS}
    written |= {path.name: text_of_pdf(path) for path in (other_site / "report").glob("*.pdf")}
    written |= {path.name: text_of_docx(path) for path in (other_site / "report").glob("*.docx")}
    assert [(name, word) for name, text in written.items() for word in OURS if word in text.lower()] == []


def test_a_second_study_read_in_its_article_says_so_on_every_page(other_site: Path) -> None:
    for name, page in pages(other_site).items():
        told = " ".join(page.xpath("string(//footer)").split())
        assert "From a primary full text source and a secondary source. Not medical advice." in told, name
        words = " ".join(" ".join(page.xpath("//main//text()[not(ancestor::script)]")).split())
        assert not re.search(r"article was not read|secondary sources|[Nn]one was checked", words), name


def test_output_of_a_failed_render_is_the_last_good_one(site: Path, tmp_path: Path) -> None:

    output = tmp_path / "site"
    output.mkdir()
    (output / "index.html").write_text("last good", encoding="utf-8")
    broken = tmp_path / "data"
    broken.mkdir()
    for path in EXAMPLE.glob("*.yml"):
        (broken / path.name).write_bytes(path.read_bytes())
    done = run_command("render", "--engine", "embedded", "--data", str(broken), "--output", str(output))
    assert done.returncode == 2
    assert (output / "index.html").read_text(encoding="utf-8") == "last good"
