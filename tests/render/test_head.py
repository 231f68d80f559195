"""What a page tells of itself to search engines and previews, and what only a published site has."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

from tests import REPORT, VERSION
from tests.conftest import words_said
from tests.constructed_study import of_narrative
from tests.drawn_texts import smallest
from tests.finished_files import pages
from tests.release_copies import Cut
from tests.render.conftest import ADDRESS
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Evidence
from vexas_evidence.present.figures import canvas, sheet
from vexas_evidence.present.figures.picture import Text
from vexas_evidence.present.spans import to_text
from vexas_evidence.publish.coverage import manifest
from vexas_evidence.publish.coverage.finished_file import audit
from vexas_evidence.publish.export import linked_data
from vexas_evidence.publish.site import head, sitemap

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def metas(page: html.HtmlElement) -> dict[str, str]:
    return {each.get("name") or each.get("property"): each.get("content") for each in page.xpath("//meta[@content]")}


def linked(page: html.HtmlElement) -> Any:
    [script] = page.xpath("//script[@type='application/ld+json']")
    return json.loads(script.text)


def values(tree: Any) -> Iterator[str]:
    if isinstance(tree, dict | list):
        for each in tree.values() if isinstance(tree, dict) else tree:
            yield from values(each)
    else:
        yield tree


def test_every_page_has_a_description_of_its_own(site: Path) -> None:
    told = [metas(page)["description"] for page in pages(site).values()]
    assert len(set(told)) == len(told)
    assert all(40 < len(each) < 250 for each in told)


def test_a_page_has_one_description(site: Path) -> None:
    assert {len(page.xpath("//meta[@name='description']")) for page in pages(site).values()} == {1}


def test_every_page_has_a_preview(site: Path) -> None:
    needed = {"og:type", "og:site_name", "og:title", "og:description", "og:image", "og:image:alt", "twitter:card"}
    for page in pages(site).values():
        assert needed <= set(metas(page))


def test_the_picture_of_a_preview_is_there(site: Path) -> None:
    for page in pages(site).values():
        picture = site / "report" / metas(page)["og:image"]
        assert picture.resolve() == (site / "downloads" / sheet.NAME).resolve()
        assert picture.is_file()


def test_the_picture_has_the_size_that_the_page_tells(site: Path) -> None:
    content = (site / "downloads" / sheet.NAME).read_bytes()
    width, height = (int.from_bytes(content[at : at + 4]) for at in (16, 20))
    told = metas(pages(site)["index"])
    assert (str(width), str(height)) == (told["og:image:width"], told["og:image:height"]) == ("1200", "675")


def test_the_picture_says_in_words_what_it_shows(numbers: Numbers) -> None:
    told = to_text(sheet.description(numbers))
    assert told.startswith("Azacitidine for VEXAS syndrome: what was reported in 88 treated patients. FRENVEX reported")
    assert "Critical outcomes not stated in the sources read (proposed as critical; not stated is not zero): " in told
    assert told.endswith("Certainty (GRADE): not rated. Not medical advice.")


def test_the_picture_is_the_same_bytes_each_time(numbers: Numbers) -> None:
    picture = sheet.picture(numbers)
    drawings = [list(canvas.to_pngs([(picture, "A sheet", sheet.DOTS)])) for _ in range(2)]
    assert drawings[0] == drawings[1]


def test_no_text_of_the_picture_is_below_seventeen_pixels(numbers: Numbers, example: Numbers) -> None:
    for each in (numbers, example):
        assert smallest(sheet.picture(each)) * sheet.DOTS / canvas.POINTS >= 17


def test_the_picture_of_a_study_that_names_no_tiles_has_the_usual_ones(example: Numbers) -> None:
    told = [to_text(line) for line in sheet.picture(example).texts]
    assert [line for line in told if line in ("Desirable outcome", "Undesirable outcome")] != []


def test_the_picture_has_three_tiles_in_a_row_at_most(numbers: Numbers) -> None:
    screen = numbers.study.narrative.first_screen
    assert screen is not None
    titles = {tile.title for tile in screen.tiles}
    shown = sheet.picture(numbers).items
    tops = [item.y for item in shown if isinstance(item, Text) and item.text in titles]
    assert sorted(tops.count(top) for top in set(tops)) == [3, 3]


def test_the_picture_has_the_lead_where_there_is_room(numbers: Numbers) -> None:
    told = [to_text(line) for line in sheet.picture(numbers).texts]
    assert any(line.startswith("FRENVEX reported on 88 treated patients") for line in told)


def test_nothing_of_the_picture_lies_outside_it(numbers: Numbers, example: Numbers) -> None:
    for each in (numbers, example):
        picture = sheet.picture(each)
        assert all(0 < item.y < picture.height for item in picture.items if isinstance(item, Text))


def test_a_study_with_long_words_keeps_every_tile_of_the_picture(numbers: Numbers) -> None:
    screen = numbers.study.narrative.first_screen
    assert screen is not None
    long = tuple(tile.model_copy(update={"note": "So much has to be kept in mind. " * 8}) for tile in screen.tiles)
    changed = of_narrative(numbers, first_screen=screen.model_copy(update={"tiles": long}))
    told = [to_text(line) for line in sheet.picture(changed).texts]
    assert [line for line in ("Harms reported", "Serious harms") if line not in told] == []
    assert not any("kept in mind" in line for line in told)


def test_an_unknown_number_for_the_card_is_told_with_its_line(spoiled: Any) -> None:
    from vexas_evidence.load.folder import load
    from vexas_evidence.system.problems import BadInput

    folder = spoiled(REPORT, "id: marsh-fever-2030", "id: marsh-fever-2030\ncard: includes")
    with pytest.raises(BadInput, match=r"marsh-fever-2030\.yml:3: unknown estimate 'includes'.*mean 'included'"):
        load(folder)


def test_linked_data_names_the_article_and_claims_no_review(site: Path) -> None:
    told = linked(pages(site)["index"])
    assert told["@type"] == "MedicalWebPage"
    assert told["about"]["@type"] == "MedicalStudy"
    assert told["citation"]["@type"] == "ScholarlyArticle"
    assert told["citation"]["identifier"]["value"] == "10.1182/blood.2024028133"
    assert (told["version"], told["dateModified"]) == (VERSION, "2026-11-30")
    assert told["license"] == "https://spdx.org/licenses/MIT.html"
    assert not {"reviewedBy", "lastReviewed", "aggregateRating", "review"} & set(
        re.findall(r'"(\w+)":', json.dumps(told))
    )


def test_linked_data_of_the_glossary_are_its_terms(site: Path, evidence: Evidence) -> None:
    told = linked(pages(site)["glossary"])
    assert [each["name"] for each in told["hasDefinedTerm"]] == [
        term.term for term in Numbers(evidence, evidence.study).glossary.terms
    ]


def test_no_value_of_linked_data_can_end_its_script() -> None:
    hostile = '</script><script>alert("1")</script><!-- & \u2028'
    script = linked_data.to_script({"name": (hostile,)})
    assert script.count("</script>") == 1
    assert "<!--" not in script
    [element] = html.fromstring(f"<html><head>{script}</head><body></body></html>").xpath("//script")
    assert json.loads(element.text) == {"name": hostile}


def test_no_content_of_a_preview_can_end_its_attribute(evidence: Evidence) -> None:
    about = evidence.study.about.model_copy(update={"title": '"><script>alert()</script>'})
    study = replace(evidence.study, about=about)
    hostile = Numbers(replace(evidence, studies={study.id: study}), study)
    page = head.Page("report/index.html", "report/index.qmd", (about.title,), (about.title,))
    markup = "".join(map(head._meta, head.metas(hostile, page, about.title, ("A picture.",))))
    root = html.fromstring(f"<html><head>{markup}</head><body></body></html>")
    assert root.xpath("//script") == []
    assert metas(root)["og:title"] == about.title


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('property="og:title" content="', 'property="og:title" content="12 ', "[12]"),
        ("treated patients. FRENVEX reported on 88 ", "treated patients. FRENVEX reported on 80 ", "[80]"),
        ('"volumeNumber": "146"', '"volumeNumber": "147"', "[147]"),
        (f'"version": "{VERSION}"', '"version": "0.2.0"', "[0.2.0]"),
        ('"@context": "https://schema.org",', '"@context": "https://schema.org", "award": "9 of 10",', "[9 of 10]"),
        ('"@context"', "@context", "[nothing]"),
    ],
)
def test_a_head_someone_edited_is_told(site: Path, tmp_path: Path, old: str, new: str, found: str) -> None:
    text = (site / "report" / "index.html").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "index.html").write_text(text.replace(old, new, 1), encoding="utf-8")
    done = audit(tmp_path / "index.html", "report/index.html", manifest.read(site / manifest.MANIFEST))
    assert any(found in each.found for each in done.discrepancies)


def test_without_an_address_nothing_points_to_one(site: Path, evidence: Evidence) -> None:
    assert sitemap.address_line(evidence) == (
        "the report names no address (published): canonical link, og:url, sitemap.xml and feed.xml are left out"
    )
    assert not (site / sitemap.SITEMAP).exists()
    assert not (site / sitemap.FEED).exists()
    for page in pages(site).values():
        assert page.xpath("//link[@rel='canonical' or @rel='alternate']") == []
        assert "og:url" not in metas(page)
        assert "datePublished" not in (linked(page) if page.xpath("//script[@type='application/ld+json']") else {})


def test_the_render_says_what_is_left_out(said: str) -> None:
    assert "canonical link, og:url, sitemap.xml and feed.xml are left out" in said


def test_the_render_of_a_published_site_says_where(published: Path) -> None:
    assert f"published at {ADDRESS}" in words_said(published.parent)


def test_a_page_rendered_again_keeps_the_heads_of_the_others(tmp_path: Path) -> None:
    made = Cut.begun(tmp_path)
    for names in ((), ("versions",), ("findings", "safety")):
        made.run("render", *names, "--engine", "embedded", "--to", "html", "--output", str(tmp_path / "site"))
        for page in pages(tmp_path / "site").values():
            assert len(page.xpath("//meta[@property='og:title']")) == 1


def test_a_published_page_has_its_canonical_address(published: Path) -> None:
    for name, page in pages(published).items():
        own = f"{ADDRESS}report/{name}.html"
        assert page.xpath("//link[@rel='canonical']/@href") == [own]
        assert metas(page)["og:url"] == own
        assert metas(page)["og:image"] == f"{ADDRESS}downloads/{sheet.NAME}"


def test_the_front_door_leads_search_engines_to_the_summary(published: Path) -> None:
    door = html.fromstring((published / "index.html").read_bytes())
    assert door.xpath("//link[@rel='canonical']/@href") == [f"{ADDRESS}report/index.html"]
    assert metas(door)["og:image"] == f"{ADDRESS}downloads/{sheet.NAME}"


def test_the_sitemap_names_every_page_once(published: Path) -> None:
    root = etree.parse(published / sitemap.SITEMAP).getroot()
    assert root.tag == f"{MAP}urlset"
    named = [each.text for each in root.iter(f"{MAP}loc")]
    assert sorted(named) == sorted(f"{ADDRESS}report/{name}.html" for name in pages(published))
    assert {each.text for each in root.iter(f"{MAP}lastmod")} == {"2030-01-02"}


def test_the_feed_is_atom_with_an_entry_for_each_version(published: Path) -> None:
    root = etree.parse(published / sitemap.FEED).getroot()
    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.findall(f"{ATOM}entry")):  # what RFC 4287 requires of a feed and of an entry
        for name in ("id", "title", "updated"):
            [only] = element.findall(f"{ATOM}{name}")
            assert only.text
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}T00:00:00Z", element.findtext(f"{ATOM}updated") or "")
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Nobody"
    assert root.find(f"{ATOM}link[@rel='self']").get("href") == f"{ADDRESS}feed.xml"  # type: ignore[union-attr]
    [entry] = root.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Version 1.0.0 (current)"
    content = entry.find(f"{ATOM}content")
    assert content is not None
    assert content.get("type") == "xhtml"
    assert " ".join("".join(content.itertext()).split()) == "First extraction of an invented study."


def test_the_feed_of_many_versions_is_newest_first_with_ids_of_their_own(evidence: Evidence) -> None:
    now = evidence.changes.versions[0]
    older = now.model_copy(update={"version": "0.0.9", "status": "superseded"})
    changes = evidence.changes.model_copy(update={"versions": (now, older)})
    root = etree.fromstring(sitemap.feed(Numbers(replace(evidence, changes=changes), evidence.study), ADDRESS))
    ids = [entry.findtext(f"{ATOM}id") or "" for entry in root.findall(f"{ATOM}entry")]
    assert [each.rpartition("-")[2] for each in ids] == [VERSION, "0.0.9"]


def test_a_site_that_is_no_longer_published_loses_its_map(tmp_path: Path, numbers: Numbers) -> None:
    for name in (sitemap.SITEMAP, sitemap.FEED):
        (tmp_path / name).write_text("of an earlier render", encoding="utf-8")
    sitemap.write(tmp_path, [], numbers)
    assert list(tmp_path.iterdir()) == []
