from __future__ import annotations

from pathlib import Path

import pytest

from tests import EXAMPLE
from vexas_evidence.sources import compare, fingerprint, make_ledger, read_source, split_sentences, write_ledger
from vexas_evidence.system.problems import BadInput

BULLETIN = EXAMPLE / "texts" / "marsh-bulletin.txt"


def changed(tmp_path: Path, old: str, new: str) -> list[str]:
    """What differs when one thing is changed in the text of the bulletin."""
    ledger = make_ledger("x", read_source(BULLETIN))
    text = BULLETIN.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "changed.txt"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return [str(difference) for difference in compare(ledger, read_source(path))]


def test_a_ledger_counts_sentences_within_their_paragraph() -> None:
    places = [(each.section, each.paragraph, each.number) for each in read_source(BULLETIN)]
    assert places == [
        ("Headline", "heading", 1),
        ("Headline", "1", 1),
        ("Story", "heading", 1),
        ("Story", "1", 1),
        ("Story", "1", 2),
        ("Story", "2", 1),
        ("Story", "3", 1),
    ]


def test_a_ledger_holds_the_tokens_in_order() -> None:
    ledger = make_ledger("x", read_source(BULLETIN))
    assert [each.tokens for each in ledger.statements] == [
        (),
        ("most",),
        (),
        ("40", "two"),
        (),
        ("4 weeks", "30 of 40"),
        ("7.5%",),
    ]


def test_a_ledger_holds_no_word_of_the_text() -> None:
    written = write_ledger(make_ledger("x", read_source(BULLETIN)))
    assert "Willow" not in written
    assert "fever" not in written


def test_a_paragraph_with_a_run_in_heading_is_named_by_it(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("Key Findings\nSafety Profile: Infections occurred in 34%.\n", encoding="utf-8")
    assert read_source(path)[1].paragraph == "Safety Profile"


def test_a_sentence_that_goes_on_behind_a_colon_is_no_run_in_heading(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("Key Findings\nFifteen patients were treated: 3 at a low dose.\n", encoding="utf-8")
    assert read_source(path)[1].paragraph == "1"


def test_a_changed_digit_is_named_with_its_token(tmp_path: Path) -> None:
    assert changed(tmp_path, "7.5%", "7.6%") == [
        "Story, paragraph 3, sentence 1, token 1: the text has '7.6%', the ledger '7.5%'"
    ]


def test_changed_words_are_told_apart_from_changed_numbers(tmp_path: Path) -> None:
    assert changed(tmp_path, "A rash", "An itch") == [
        "Story, paragraph 3, sentence 1: the text has other words with the same numbers, "
        "the ledger the words that were read"
    ]


def test_a_missing_sentence_is_named(tmp_path: Path) -> None:
    assert changed(tmp_path, "A rash occurred in 7.5%.", "") == [
        "Story, paragraph 3, sentence 1: the text has no such sentence, the ledger one with the numbers '7.5%'"
    ]


def test_an_added_sentence_is_named(tmp_path: Path) -> None:
    assert changed(tmp_path, "7.5%.", "7.5%. It was mild.") == [
        "Story, paragraph 3, sentence 2: the text has a sentence with no number, the ledger none"
    ]


@pytest.mark.parametrize(("old", "new"), [("30 of 40 patients", "30  of\u00a040 patients"), ("fever in", "fever  in")])
def test_spacing_is_no_difference(tmp_path: Path, old: str, new: str) -> None:
    assert changed(tmp_path, old, new) == []


def test_abbreviations_and_initials_do_not_end_a_sentence() -> None:
    assert split_sentences("Smith J. et al. Found 3.1 years. The end.") == [
        "Smith J. et al. Found 3.1 years.",
        "The end.",
    ]


def test_equal_sentences_have_equal_fingerprints_whatever_their_dashes() -> None:
    assert fingerprint("a 0.4–5.6 b") == fingerprint("a  0.4-5.6 b")


def test_html_is_read_by_headings_and_paragraphs(tmp_path: Path) -> None:
    path = tmp_path / "x.html"
    path.write_text("<h1>Results</h1><p>It was 7 of 9.</p><ul><li>And 3%.</li></ul>", encoding="utf-8")
    assert [(each.section, each.paragraph, each.text) for each in read_source(path)] == [
        ("Results", "heading", "Results"),
        ("Results", "1", "It was 7 of 9."),
        ("Results", "2", "And 3%."),
    ]


@pytest.mark.parametrize(("depth", "read"), [(300, True), (3000, False)])
def test_html_that_is_nested_deep_is_read_whole_or_refused(tmp_path: Path, depth: int, read: bool) -> None:
    path = tmp_path / "x.html"
    path.write_text(f"<h1>Results</h1>{'<div>' * depth}It was 7 of 9.{'</div>' * depth}", encoding="utf-8")
    if read:
        assert read_source(path)[-1].text == "It was 7 of 9."
    else:
        with pytest.raises(BadInput, match="nested too deep to be read whole"):
            read_source(path)


def test_a_pdf_that_unfolds_without_end_ends_in_a_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pikepdf

    monkeypatch.setattr("vexas_evidence.system.limited.MEMORY", 1 << 28)
    document, path = pikepdf.new(), tmp_path / "x.pdf"
    page = document.add_blank_page()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = document.make_stream(b"BT /F1 12 Tf 10 10 Td (97%) Tj ET " * 2_000_000)
    document.save(path, compress_streams=True)
    with pytest.raises(BadInput, match="it cannot be read"):
        read_source(path)


def test_passages_are_read_for_the_document_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text("- id: a\n  passages:\n    - quote: It was 3%.\n- id: b\n  passages: []\n", encoding="utf-8")
    assert [each.text for each in read_source(path, "a")] == ["It was 3%."]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("x.txt", "x.txt: file not found: a readable file: correct the path"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(BadInput) as error:
        read_source(tmp_path / name)
    assert str(error.value) == message
