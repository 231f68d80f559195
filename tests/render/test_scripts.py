"""What the scripts of the pages know was cut from the finished pages, and says what they say."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests import ROOT
from tests.finished_files import pages
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Evidence
from vexas_evidence.publish.site import scripts
from vexas_evidence.text.numerals import numerals

WRITTEN = sorted((ROOT / "report" / "web").glob("*.js"))


def known(site: Path, name: str) -> Any:
    """What a script that was cut from the pages holds."""
    told = (site / "report" / "web" / f"{name}.js").read_text(encoding="utf-8")
    return json.loads(told.partition(f"window.vexas.{name} = ")[2].rstrip().removesuffix(";"))


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def words_of(markup: str) -> str:
    return words(html.fragment_fromstring(markup, create_parent="div"))


def as_read(record: dict[str, Any]) -> list[str]:
    """The words of a record as a panel shows them."""
    fields = [*record["fields"], *record["rest"]]
    return [words_of(record["title"]), *(words_of(text) for field in fields for text in field)]


def test_each_record_has_the_words_of_the_provenance_page(site: Path) -> None:
    on_page = {
        record.get("id").removeprefix("num-"): [
            words(next(record.iter("h3"))),
            *(words(each) for text in record.iter("dd") for each in (*text.xpath("preceding-sibling::dt[1]"), text)),
        ]
        for record in pages(site)["provenance"].find_class("record")
    }
    assert {name: as_read(record) for name, record in known(site, "records").items()} == on_page


def test_each_number_of_each_page_has_a_record(site: Path) -> None:
    asked = {
        link.get("data-id").partition(".")[0] for page in pages(site).values() for link in page.xpath("//a[@data-id]")
    }
    assert asked <= set(known(site, "records"))


def test_a_record_that_is_set_apart_says_so(site: Path) -> None:
    records = known(site, "records")
    assert records["near-12m"]["standing"] == "Ruled out: shown only to say why it cannot be."
    assert records["outside-ever"]["standing"] == "Sensitivity: a value under an assumption that no source states."
    assert records["infections"]["standing"] == ""


def test_a_record_says_what_it_is_by_when_and_what_was_checked(site: Path) -> None:
    record = known(site, "records")["inflammatory-response-ever"]
    labels = [list(dict.fromkeys(label for label, _ in record[part])) for part in ("fields", "rest")]
    assert labels == [
        ["Who was counted", "When", "With outcome (n)", "Counted (N)", "About the denominator", "Printed"],
        ["Identifier", "Exact interval", "Better", "Checked"],
    ]


def test_a_record_leads_with_its_number_and_what_stands_behind_it(site: Path) -> None:
    lead = words_of(known(site, "records")["inflammatory-response-ever"]["lead"])
    assert lead == "61% 50 of 82 (inferred); 50.2% to 70.8% (Wilson 95% CI), calculated here"


def test_a_derived_part_is_named_in_words(site: Path) -> None:
    fields = dict(known(site, "records")["near-12m"]["fields"])
    assert words_of(fields["Nearest fraction below"]) == "47 of 88 (53%)"


def test_a_record_says_where_the_sources_differ(site: Path) -> None:
    fields = dict(known(site, "records")["response-identified-6m"]["fields"])
    assert words_of(fields["Sources differ"]).startswith("“6 months” in IACH newsletter, “first 6 months” elsewhere.")


def test_the_links_of_a_record_lead_to_records_and_sources(site: Path, evidence: Evidence) -> None:
    targets = re.findall(r'href=\\"([^"\\]*)\\"', (site / "report" / "web" / "records.js").read_text(encoding="utf-8"))
    assert targets
    sources = {each.address for each in evidence.sources.values()}
    assert [each for each in targets if not each.startswith("provenance.html#num-") and each not in sources] == []


def test_each_term_has_the_meaning_of_the_glossary(site: Path, evidence: Evidence) -> None:
    glossary = Numbers(evidence, evidence.study).glossary
    meanings = {each.term: each.meaning for each in (*glossary.terms, *glossary.abbreviations)}
    assert {name: term["meaning"] for name, term in known(site, "terms").items()} == meanings


def test_what_the_search_finds_stands_where_it_leads(site: Path) -> None:
    lost = []
    for entry in known(site, "entries"):
        page, _, place = entry["href"].partition("#")
        found = pages_of(site, page).get_element_by_id(place)
        shown = unmarked(found.getparent() if entry["kind"] == "Term" else found)
        lost += [] if entry["name"] in shown else [entry]
    assert lost == []


def unmarked(element: html.HtmlElement) -> str:
    """The words of an element without raised letters."""
    return " ".join("".join(element.xpath(".//text()[not(ancestor::sup)]")).split())


_READ: dict[Path, html.HtmlElement] = {}


def pages_of(site: Path, name: str) -> html.HtmlElement:
    path = site / "report" / name
    if path not in _READ:
        _READ[path] = html.fromstring(path.read_bytes())
    return _READ[path]


@pytest.mark.parametrize("kind", ["Outcome", "Number", "Term", "Heading", "ruled out", "sensitivity"])
def test_the_search_knows_each_kind(site: Path, kind: str) -> None:
    assert any(entry["kind"] == kind for entry in known(site, "entries"))


def test_the_search_says_of_an_outcome_that_it_is_not_stated(site: Path) -> None:
    told = {entry["name"]: entry["about"] for entry in known(site, "entries") if entry["kind"] == "Outcome"}
    assert told["Survival and deaths"] == "not stated in the sources read"
    assert told["Quality of life"] == "not stated in the sources read"


def test_the_search_shows_one_entry_an_outcome_with_its_numbers(site: Path) -> None:
    told = [(entry["name"], entry["about"]) for entry in known(site, "entries") if entry["kind"] == "Outcome"]
    assert len(dict(told)) == len(told)
    assert [name for name, words in told if not words] == []
    assert dict(told)["Infections"] == "34%"
    assert dict(told)["Inflammatory response"] == (
        "41%, at 6 months; 54%, at 12 months; 61%, during follow-up (length not stated)"
    )


def test_no_number_and_no_heading_of_the_search_repeats_an_outcome(site: Path) -> None:
    told = known(site, "entries")
    outcomes = {entry["name"] for entry in told if entry["kind"] == "Outcome"}
    others = [entry["name"] for entry in told if entry["kind"] in ("Number", "Heading")]
    assert [name for name in others if name.partition(", ")[0] in outcomes] == []


def found_by(site: Path, href: str) -> dict[str, Any]:
    [entry] = [entry for entry in known(site, "entries") if entry["href"].endswith(href)]
    return dict(entry)


def test_the_search_knows_what_is_ruled_out_or_assumed_by_its_title_alone(site: Path) -> None:
    standing = {name: record["standing"] for name, record in known(site, "records").items() if record["standing"]}
    assert standing
    for name in standing:
        entry = found_by(site, f"#num-{name}")
        assert (entry["kind"] in ("ruled out", "sensitivity"), entry["about"], entry["also"]) == (True, "", [])


def test_the_search_shows_no_id_and_no_name_of_a_part(site: Path) -> None:
    assert found_by(site, "#num-base-ever")["about"] == "82; inferred here; no source prints it"


def test_the_search_shows_no_raised_letter(site: Path) -> None:
    assert found_by(site, "#where-the-base-comes-from")["name"] == "Where the denominator of 82 comes from"


def test_the_search_knows_the_other_words_for_an_outcome(site: Path) -> None:
    also = {entry["name"]: entry["also"] for entry in known(site, "entries") if entry["kind"] == "Outcome"}
    assert "leukemia" in also["Leukemic progression"]
    assert "side effect" in also["Timing of most adverse events"]
    assert "VAF" in also["UBA1 VAF below threshold (surrogate)"]
    assert also["Inflammatory response by MDS status"] == []  # it has none, whatever a shorter label has


def test_the_same_pages_give_the_same_scripts(site: Path, evidence: Evidence, tmp_path: Path) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    scripts.write(copy, evidence)
    assert [path.read_bytes() for path in scripts.of(copy)] == [path.read_bytes() for path in scripts.of(site)]


def test_without_a_provenance_page_nothing_is_cut(site: Path, evidence: Evidence, tmp_path: Path) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    (copy / "report" / "provenance.html").unlink()
    scripts.write(copy, evidence)
    assert not {path.name for path in scripts.of(copy)} & set(scripts.MADE)


def test_the_verification_holds_the_hashes_of_the_scripts(site: Path) -> None:
    told = json.loads((site / "report" / "verification.json").read_text(encoding="utf-8"))["files_sha256"]
    assert {path.relative_to(site).as_posix() for path in scripts.of(site)} <= set(told)
    assert "report/web/records.js" in told


@pytest.mark.parametrize("script", WRITTEN, ids=lambda path: path.name)
def test_a_script_types_no_numeral_for_a_reader(script: Path) -> None:
    told = re.findall(r'"((?:[^"\\\n]|\\.)*)"', script.read_text(encoding="utf-8"))
    words_only = (re.sub(r"\bh\d|\.level\d", "", text) for text in told)  # names of elements and of their classes
    assert [text for text in words_only if any(numerals(text))] == []


@pytest.mark.parametrize("script", WRITTEN, ids=lambda path: path.name)
def test_a_script_asks_for_nothing_elsewhere(script: Path) -> None:
    assert re.findall(r"fetch\(|XMLHttpRequest|https?:|import\(|eval\(", script.read_text(encoding="utf-8")) == []


def test_a_term_within_the_name_of_a_source_is_known_as_a_part_of_it(site: Path) -> None:
    within = known(site, "terms")["IACH"]["within"]
    assert "IACH newsletter" in within
    assert all("iach" in name.lower() for name in within)
