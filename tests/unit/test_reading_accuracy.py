from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bench import accuracy
from vexas_evidence.analysis.measurements.measurement import read_measurement, sealed
from vexas_evidence.analysis.measurements.reading_accuracy import ReadingAccuracy, Share, reader_hash
from vexas_evidence.sources import Document, read_document
from vexas_evidence.system import hashes
from vexas_evidence.system.problems import BadInput

JATS = """<article><front><article-meta/></front><body><sec><title>Results</title>
<p>Of 88 patients, 34% were well. The change was −0.5 in 12 of them.</p>
<table-wrap><label>Table 1</label><table><thead><tr><th>Event</th><th>Willow</th><th>Tea</th></tr></thead><tbody>
<tr><td>Rash</td><td>30</td><td>7.5</td></tr><tr><td>Cough</td><td>14</td><td>9</td></tr></tbody></table></table-wrap>
</sec></body></article>"""
PAGE = """<h1>Results</h1><p>Of 88 patients, 34% were well.</p>
<p>The change was 0.5 in 12 of them, at 77.</p><p>Table 1</p>
<table><thead><tr><th>Event</th><th>Willow</th><th>Oats</th></tr></thead><tbody>
<tr><td>Rash</td><td>30</td><td>7.5</td></tr><tr><td>Cough</td><td>9</td></tr></tbody></table>"""


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Document, Document, tuple[Path, Path]]:
    """An invented article as JATS, and a page of it that was set with errors."""
    files = tmp_path / "article.html", tmp_path / "article.xml"
    for path, text in zip(files, (PAGE, JATS), strict=True):
        path.write_text(text, encoding="utf-8")
    return read_document(files[1]), read_document(files[0]), files


def share(pair: tuple[Document, Document, tuple[Path, Path]], name: str) -> tuple[int, int]:
    truth, read, files = pair
    found = getattr(accuracy.measured("x", truth, read, files).shares, name)
    return found.part, found.whole


def test_a_number_with_another_sign_is_missed(pair: Any) -> None:
    truth, read, files = pair
    measured = accuracy.measured("x", truth, read, files)
    assert (measured.missed, measured.not_printed) == ((), ("-0.5", "14"))


def test_what_stands_neither_in_the_jats_nor_in_print_is_named(pair: Any) -> None:
    truth, read, files = pair
    other = replace(read, shown=(("the page", "Of 88 patients, 34% were well, 12 of them. 30 7.5 9"),))
    assert accuracy.measured("x", truth, other, files).misread == ("77",)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("text", (4, 4)),
        ("tables", (3, 3)),
        ("precision", (9, 9)),
        ("sentences", (3, 5)),
        ("rows", (1, 2)),
        ("heads", (1, 4)),
    ],
)
def test_each_share_counts_what_was_read_right(pair: Any, name: str, expected: tuple[int, int]) -> None:
    assert share(pair, name) == expected


def test_marks_are_no_numerals_and_thousands_have_no_comma() -> None:
    text = "Of 1,234 patients^4, 34% had −0.5 (95% CI −1.2 to 2.4) [4,5]."
    assert accuracy.numerals(text) == ["1234", "34%", "-0.5", "95%", "-1.2", "2.4"]


def test_shares_are_pooled_over_articles() -> None:
    assert Share(part=1, whole=2) + Share(part=2, whole=2) == Share(part=3, whole=4)
    assert str(Share(part=3, whole=4)) == "75.0% of 4"


def written(folder: Path, change: dict[str, Any], again: bool = True) -> Path:
    """A folder with a record of an accuracy in which something is changed, sealed *again* or before."""
    one = {"part": 1, "whole": 2}
    shares = dict.fromkeys(("text", "tables", "precision", "sentences", "rows", "heads"), one)
    article = {"name": "x", "pdf": "a", "xml": "b", "shares": shares, "missed": [], "not_printed": []}
    content = {"measured_on": "2031-01-02", "code": "c", "articles": [article]}
    changed = sealed(content | change) if again else sealed(content) | change
    (folder / "accuracy.json").write_text(json.dumps(changed))
    return folder


def test_a_record_says_its_shares_in_one_line(tmp_path: Path) -> None:
    found = read_measurement(ReadingAccuracy, written(tmp_path, {}))
    assert isinstance(found, ReadingAccuracy)
    assert found.summary == (
        "1 article, of the number tokens of the text 50.0% of 2, of tables 50.0% of 2, in the right sentence "
        "50.0% of 2; table rows whole 50.0% of 2, cells with the right heads 50.0% of 2; of the tokens read "
        "50.0% of 2 in JATS or print; measured on 2031-01-02"
    )


def test_there_may_be_no_record(tmp_path: Path) -> None:
    assert read_measurement(ReadingAccuracy, tmp_path) is None


@pytest.mark.parametrize(
    ("change", "again", "wrong"),
    [
        ({"code": "d"}, False, "it is not as it was written"),
        ({"articles": []}, True, "articles: tuple should have at least 1 item after validation, not 0"),
    ],
)
def test_a_record_that_was_edited_is_refused(tmp_path: Path, change: dict[str, Any], again: bool, wrong: str) -> None:
    with pytest.raises(BadInput) as error:
        read_measurement(ReadingAccuracy, written(tmp_path, change, again))
    assert str(error.value).endswith(
        f"accuracy.json: {wrong}: a measurement as bench/accuracy.py writes it: "
        "measure again with make accuracy, or remove the file"
    )


def test_a_record_that_is_no_json_is_refused(tmp_path: Path) -> None:
    (tmp_path / "accuracy.json").write_text("x", encoding="utf-8")
    with pytest.raises(BadInput, match=r"accuracy\.json: not JSON: "):
        read_measurement(ReadingAccuracy, tmp_path)


@pytest.mark.parametrize(
    ("file", "decides"),
    [
        ("sources/html.py", True),
        ("text/english.toml", True),
        ("analysis/fixed_texts.toml", False),
        ("present/marks.py", False),
    ],
)
def test_only_what_reads_articles_makes_a_record_stale(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, file: str, decides: bool
) -> None:
    assert (Path(hashes.__file__).parents[1] / file).is_file()
    monkeypatch.setattr(hashes, "__file__", str(tmp_path / "system" / "hashes.py"))
    before = reader_hash()
    (tmp_path / file).parent.mkdir()
    (tmp_path / file).write_text("x", encoding="utf-8")
    assert (reader_hash() != before) is decides
