"""A whole lift on an article that prints the study's results in other words: as a page, a text and a PDF."""

from __future__ import annotations

import shutil
from dataclasses import asdict
from pathlib import Path

import pytest

from tests import ARTICLES, DATA
from tests.commands import run_command
from vexas_evidence.analysis.anchors import verify_source_text
from vexas_evidence.analysis.checks.full_text import estimates_in_full_text
from vexas_evidence.analysis.lift.accept import accept, write_lift
from vexas_evidence.analysis.lift.matching import propose
from vexas_evidence.analysis.verification import verify_evidence
from vexas_evidence.load.edit import read_exactly, with_entries
from vexas_evidence.load.folder import load
from vexas_evidence.model import Waiver
from vexas_evidence.sources.context import read_contexts

ARTICLE = ARTICLES / "frenvex-like.html"
BY_HAND = {
    "inflammatory-response-ever": "61%",
    "molecular-response": "65%",
    "relapse-free-5y": "85%",
}


def _paragraphs() -> list[tuple[str, str]]:
    from lxml import html

    found = html.fromstring(ARTICLE.read_text(encoding="utf-8")).iter("h2", "p", "tr")
    return [(str(each.tag), " ".join(" ".join(each.itertext()).split())) for each in found]


def _as_text(folder: Path) -> Path:
    path = folder / "article.txt"
    lines = [text if tag == "h2" else f"- {text}" for tag, text in _paragraphs()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _as_pdf(folder: Path) -> Path:
    import typst

    source, path = folder / "article.typ", folder / "article.pdf"
    parts = [f"= {text}" if tag == "h2" else f"#text({_quoted(text)})" for tag, text in _paragraphs()]
    source.write_text("\n\n".join(parts), encoding="utf-8")
    path.write_bytes(typst.compile(str(source)))
    return path


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '\\"') + '"'


def _added(folder: Path, article: Path) -> Path:
    data = folder / "data"
    shutil.copytree(DATA, data)
    done = run_command("source", "add", str(article), "--id", "article", "--tier", "primary", "--data", str(data))
    assert done.returncode == 0, done.stderr
    return data


def _all(data: Path, article: Path) -> dict[str, list[str]]:
    evidence = load(data)
    words = read_contexts(evidence, "article", article)
    lift = propose(evidence, evidence.study, "article", words)
    found: dict[str, list[str]] = {}
    for name, candidate in accept(evidence, lift, (), True, words):
        found.setdefault(name, []).append(candidate.reading("article").shown)
    return found


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real data with the invented article as a source."""
    return _added(tmp_path_factory.mktemp("page"), ARTICLE)


def test_all_takes_what_the_words_of_a_page_speak_for(page: Path) -> None:
    assert set(_all(page, ARTICLE)) == {
        "patients-included",
        "mds-who-2022",
        "inflammatory-response-6m",
        "inflammatory-response-12m",
        "rbc-transfusion-independence",
        "platelet-improvement",
        "vaf-reduction-threshold",
        "relapse-free-1y",
        "responders-stopped",
        "relapsed-after-stopping",
        "time-to-relapse-median",
        "time-to-relapse-range",
        "re-exposed",
        "re-exposure-effective",
        "infections",
        "cytopenias",
    }


def test_a_count_and_percentage_of_a_table_are_read_with_the_sign_of_their_head(page: Path) -> None:
    assert _all(page, ARTICLE)["infections"][-1] == "30 (34%)"


def test_a_fraction_in_words_is_read_as_it_is_printed(page: Path) -> None:
    assert _all(page, ARTICLE)["re-exposure-effective"] == ["Four of five"]


def test_more_decimals_are_the_same_number(page: Path) -> None:
    assert _all(page, ARTICLE)["platelet-improvement"] == ["76.9%"]


@pytest.mark.parametrize("make", [_as_text, _as_pdf])
def test_a_text_and_a_pdf_of_it_give_no_reading_that_the_page_does_not(
    make: object, page: Path, tmp_path: Path
) -> None:
    assert callable(make)
    article = make(tmp_path)
    assert isinstance(article, Path)
    found = _all(_added(tmp_path, article), article)
    assert set(found) <= set(_all(page, ARTICLE)) | set(BY_HAND)
    assert len(found) >= 10


def test_what_is_lifted_verifies_once_the_texts_are_rewritten(tmp_path: Path) -> None:
    data = _added(tmp_path, ARTICLE)
    evidence = load(data)
    words = read_contexts(evidence, "article", ARTICLE)
    lift = propose(evidence, evidence.study, "article", words)
    named = [
        f"{each.estimate.id}={candidate.place}"
        for each in lift.proposals
        for candidate in each.candidates
        if BY_HAND.get(each.estimate.id) == candidate.printed and "transfusion" not in candidate.line
    ]
    written = write_lift(data, evidence, lift, accept(evidence, lift, named, True, words), waive=True)
    assert written.discrepancies == ()
    left = {str(place): name for place, name in written.undecided.items()}
    assert left == {
        "Results/1/1/1": "inflammatory-response-ever",
        **dict.fromkeys(("Results/1/3/1", "Results/1/3/4", "Results/1/3/5"), "follow-up"),
    }
    tokens = dict(lift.unused)
    by_hand = [
        Waiver(source="article", reason="another number", printed=tokens[place], **asdict(place))
        for place in written.undecided
    ]
    waivers = data / "waivers.yml"
    waivers.write_text(with_entries(read_exactly(waivers), "waivers", load(data).waivers, by_hand), encoding="utf-8")
    assert {each.check for each in verify_evidence(load(data)).discrepancies} == {"texts tell what was read"}
    texts = ("glossary.yml", "study.yml", "narrative.yml", "journal-club.yml")
    for path in (data / "studies" / "frenvex-aza-2025" / name for name in texts):
        text = path.read_text(encoding="utf-8").replace("article itself was not read", "article was read in part")
        text = text.replace("observations from secondary sources", "observations from the sources read")
        path.write_text(text.replace("article was not read", "article was read in part"), encoding="utf-8")
    lifted = load(data)
    assert verify_evidence(lifted).discrepancies == ()
    assert len(estimates_in_full_text(lifted, lifted.study)) == 19
    assert verify_source_text(lifted, "article", ARTICLE) == ()


def test_a_percent_sign_that_no_head_prints_is_found_when_the_text_is_read_again(tmp_path: Path) -> None:
    article = tmp_path / "article.html"
    text = ARTICLE.read_text(encoding="utf-8")
    for head, without in (("Infection, n (%)", "Infection, n"), ("Patients (%)", "Patients")):
        text = text.replace(head, without)
    article.write_text(text, encoding="utf-8")
    data = _added(tmp_path, article)
    path = data / "studies" / "frenvex-aza-2025" / "estimates.yml"
    old = path.read_text(encoding="utf-8")
    at = old.index(
        "      - {source: frenvex-aza-summary, section: Key Findings, paragraph: Safety Profile, sentence: 2, token: 1"
    )
    place = next(
        each for each in load(data).ledgers["article"].statements if each.tokens[:1] in (("30",), ("30 (34)",))
    )
    to = "to: 2, " if len(place.tokens) == 2 else ""
    where = f'section: {place.section}, paragraph: "{place.paragraph}", sentence: {place.sentence}'
    new = f'      - {{source: article, {where}, token: 1, {to}head: "%", printed: 30 (34)}}\n'
    end = old.index("\n", at) + 1
    path.write_text(old[:end] + new + old[end:], encoding="utf-8")
    assert [each.found for each in verify_source_text(load(data), "article", article)] == [
        "no percent sign outside '30 (34)'"
    ]
