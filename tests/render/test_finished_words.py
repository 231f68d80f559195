"""What the finished pages say: plain words, no claim too many, citations and snippets to copy."""

from __future__ import annotations

import html
import re
from pathlib import Path

from lxml import html as lxml_html

from tests.finished_files import page_text, pages
from tests.spec.test_forbidden_words import TREATMENTS, WHOM
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.wording import forbidden_words
from vexas_evidence.model import Evidence
from vexas_evidence.present.figures import charts
from vexas_evidence.publish.export import citations


def test_what_is_copied_is_what_is_downloaded(site: Path, evidence: Evidence) -> None:
    copied = {element.text_content() for element in pages(site)["cite"].xpath("//pre")}
    for work in citations.works(evidence):
        for ending in ("bib", "ris", "json"):
            assert (site / "downloads" / f"cite-{work.name}.{ending}").read_text(encoding="utf-8") in copied


def test_a_snippet_asks_for_nothing_but_its_picture(site: Path) -> None:
    for snippet in (element.text_content() for element in pages(site)["cite"].xpath("//pre")):
        if snippet.startswith("<"):
            root = lxml_html.fromstring(snippet)
            assert root.xpath("//script | //link | //style | //iframe | //@style") == []
            assert all((site / "downloads" / source).is_file() for source in root.xpath("//@src"))


def test_every_figure_can_be_embedded_with_its_alternative_text(site: Path, numbers: Numbers) -> None:
    snippets = [element.text_content() for element in pages(site)["cite"].xpath("//pre")]
    pictures = [lxml_html.fromstring(each).xpath("//img")[0] for each in snippets if each.startswith("<figure>")]
    alts = {svg.get("aria-label") for page in pages(site).values() for svg in page.xpath("//*[@class='chart']")}
    assert [picture.get("alt") for picture in pictures] == [chart.alt for chart in charts(numbers).values()]
    assert alts
    assert alts <= {picture.get("alt") for picture in pictures}


def test_no_share_is_told_as_so_many_of_a_hundred_patients(site: Path) -> None:
    assert "of 100" not in page_text(site / "report" / "plain.html")


def test_the_advice_of_one_source_stays_off_the_plain_page(site: Path) -> None:
    assert "exposure-before-evaluation" not in page_text(site / "report" / "plain.html")


def test_the_plain_page_says_that_it_is_no_medical_advice(site: Path) -> None:
    text = page_text(site / "report" / "plain.html")
    assert "not medical advice" in text
    assert "Do not start, stop or change treatment" in text


def test_the_title_of_the_plain_page_is_the_topic(site: Path) -> None:
    [title] = pages(site)["plain"].xpath("//main//h1")
    assert title.text_content() == "Azacitidine for VEXAS syndrome: what was reported in 88 treated patients"


def test_the_plain_page_explains_an_inferred_number_in_place(site: Path) -> None:
    [foot] = pages(site)["plain"].find_class("card-foot")
    assert " ".join(foot.text_content().split()).replace("82i", "82") == (
        "The 82 is not printed; we worked it out. By rounding, it is the only number of people of whom 50 are 61%."
    )


def test_the_plain_page_asks_paper_for_nothing(site: Path) -> None:
    [main] = pages(site)["plain"].iter("main")
    assert not re.search(r"[Cc]hoose (it|a number)\b", main.text_content())


def test_each_picture_of_the_plain_page_shows_the_number_beside_it(site: Path) -> None:
    cells = [cell for cell in pages(site)["plain"].find_class("card-cell") if cell.find_class("card-number")]
    assert cells
    for cell in cells:
        [number] = cell.find_class("card-number")
        shown = "".join(number.xpath(".//text()[not(ancestor::sup)]")).strip()
        filled, empty = len(cell.find_class("with")), len(cell.find_class("without"))
        assert (f"{filled}%", filled + empty) == (shown, 100)


def test_a_picture_has_a_dashed_frame_where_the_people_counted_are_not_stated(site: Path) -> None:
    for picture in pages(site)["plain"].find_class("card-picture"):
        counted = picture.getparent().find_class("card-counted")
        said = [" ".join(each.text_content().split()) for each in counted]
        assert ("unstated" in picture.classes) == (said == ["People counted: not stated"])


def test_the_finished_pages_claim_nothing_too_much(site: Path) -> None:
    told = []
    for page in sorted((site / "report").glob("*.html")):
        if page.name not in ("provenance.html", "verification.html"):
            for block in re.findall(r"<(p|li|figcaption|h[1-6])\b[^>]*>(.*?)</\1>", page.read_text("utf-8"), re.DOTALL):
                words = " ".join(html.unescape(re.sub(r"<[^>]+>", "", block[1])).split())
                told += [
                    (page.name, fault.rule, words)
                    for fault in forbidden_words.faults(words, TREATMENTS)
                    if fault.rule != WHOM
                ]
    assert told == []
