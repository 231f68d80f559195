"""What the calls note of the numerals that they emit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests import EXAMPLE
from vexas_evidence.analysis.numbers import Numbers, Shown, When
from vexas_evidence.present.spans import Bare, Record, Words
from vexas_evidence.publish.coverage import code_words, manifest, notes
from vexas_evidence.publish.coverage.comparison import Rendered, differences, rendered
from vexas_evidence.publish.coverage.files.read_finished import read as read_file
from vexas_evidence.publish.coverage.manifest import Entry, Manifest, Written
from vexas_evidence.publish.site import Report
from vexas_evidence.publish.site.report_data import DATA_VARIABLE
from vexas_evidence.system.problems import BadInput

NAMES = ("UBA1",)
INTERVAL = Shown("Wilson 95% CI 50.2% to 70.8%", "derived", "response", "interval")


def classes(*spans: object) -> list[tuple[str, str]]:
    return [pair for entry in manifest.entries(spans, NAMES) for pair in entry.numerals]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (Shown("41%", "reported", "a"), [("41%", "estimate")]),
        (Shown("75%", "derived", "a", "percent"), [("75%", "derived")]),
        (Shown("50 of 82", "inferred", "a", "fraction"), [("50", "inferred"), ("82", "inferred")]),
        (Shown("2", "judged", "a"), [("2", "judged")]),
        (Shown("47 of 88", "derived", "a", "below", "ruled-out"), [("47", "ruled-out"), ("88", "ruled-out")]),
        (Shown("56.8%", "derived", "a", "none", "sensitivity"), [("56.8%", "sensitivity")]),
        (INTERVAL, [("95%", "confidence level"), ("50.2%", "derived"), ("70.8%", "derived")]),
        (Bare(INTERVAL), [("95%", "confidence level"), ("50.2%", "derived"), ("70.8%", "derived")]),
        (When("at 6 months", "a"), [("6", "timepoint")]),
        (Words("2026-11-22", "date"), [("2026", "date"), ("-11", "date"), ("-22", "date")]),
        (Record("response-6m"), [("6m", "name")]),
        ("UBA1", [("UBA1", "name")]),
        ("in 41%", [("41%", "typed")]),
        ("words", []),
    ],
)
def test_the_span_says_of_what_class_a_numeral_is(span: object, expected: list[tuple[str, str]]) -> None:
    assert classes(span) == expected


@pytest.fixture
def rendering(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The execute info of a page that is being rendered."""
    info = tmp_path / "info.json"
    facts = {"document-path": str(Path.cwd() / "report/page.qmd"), "format": {"identifier": {"base-format": "html"}}}
    info.write_text(json.dumps(facts), encoding="utf-8")
    monkeypatch.setenv("QUARTO_EXECUTE_INFO", str(info))
    monkeypatch.setenv(notes.FOLDER_VARIABLE, str(tmp_path / "noted"))
    monkeypatch.setenv(DATA_VARIABLE, str(EXAMPLE))
    return tmp_path


def noted(folder: Path) -> tuple[Entry, ...]:
    [(of, entries)] = notes.read_notes(folder / "noted").items()
    assert of == ("report/page.qmd", "html")
    return entries


def test_a_call_notes_its_numerals_when_it_is_shown(rendering: Path) -> None:
    call = Report.open().number("rash")
    assert not (rendering / "noted").exists()
    call._repr_markdown_()
    assert noted(rendering) == (Entry("7.5%", (("7.5%", "estimate"),), "rash", True, kind="reported"),)


def test_a_page_rendered_anew_starts_anew(rendering: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Report.open().number("rash")._repr_markdown_()
    again = rendering / "again.json"
    again.write_bytes((rendering / "info.json").read_bytes())
    monkeypatch.setenv("QUARTO_EXECUTE_INFO", str(again))
    Report.open().number("rash")._repr_markdown_()
    assert len(noted(rendering)) == 1


def test_a_page_rendered_anew_by_the_same_kernel_starts_anew(rendering: Path) -> None:
    for _ in range(2):
        Report.open().number("rash")._repr_markdown_()
    assert len(noted(rendering)) == 1


def test_captions_are_numbered_by_their_order_on_the_page(rendering: Path) -> None:
    report = Report.open()
    for call in (report.table("denominators"), report.figure("harms"), report.table("safety")):
        call._repr_markdown_()
    captions = [entry for entry in noted(rendering) if entry.text.startswith(("Table", "Figure"))]
    assert [(entry.text, entry.numerals[0][1]) for entry in captions] == [
        ("Table 1", "table number"),
        ("Figure 1", "figure number"),
        ("Table 2", "table number"),
    ]


def test_the_ticks_of_an_axis_are_told_from_the_numbers_beside_them(rendering: Path) -> None:
    Report.open().figure("harms")._repr_markdown_()
    ticks = [entry.text for entry in noted(rendering) if ("axis tick" in {kind for _, kind in entry.numerals})]
    assert ticks == ["0%", "25%", "50%", "75%", "100%"]


def test_the_example_emits_no_typed_numeral(rendering: Path) -> None:
    report = Report.open()
    for call in (report.title, report.key_points, report.limits, report.records, report.sources, report.citation):
        call()._repr_markdown_()
    kinds = {kind for entry in noted(rendering) for _, kind in entry.numerals}
    assert "typed" not in kinds
    assert {"estimate", "derived", "date", "DOI", "reference", "locator", "name"} <= kinds


def test_a_manifest_reads_as_it_was_written(tmp_path: Path) -> None:
    entry = Entry("41%", (("41%", "estimate"),), "response", True)
    content = Manifest({"report/page.html": Written("Page", (entry,), 1)}, "0.1.0", NAMES)
    manifest.write(content, tmp_path / "manifest.json")
    assert manifest.read(tmp_path / "manifest.json") == content


def test_what_is_no_manifest_is_bad_input(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(BadInput, match="not a manifest"):
        manifest.read(path)


@pytest.mark.parametrize("count", ["Infinity", "NaN", "1e3", "-1", "1.5", "9" * 10, "9" * 5_000, "null", "true"])
def test_a_count_that_no_file_has_makes_no_manifest(count: str) -> None:
    files = f'{{"a.html":{{"title":"","named":{count},"entries":[]}}}}'
    text = f'{{"version":"1.0.0","names":[],"site":"","files":{files}}}'
    with pytest.raises(BadInput, match=r"^manifest\.json: not a manifest"):
        manifest.from_json(text, "manifest.json")


def test_what_older_manifests_say_of_rows_and_pictures_is_passed_over() -> None:
    files = '{"a.html":{"title":"","named":0,"entries":[["7",[],"",false,"rows",""],["x",[],"",false,"picture",""]]}}'
    known = manifest.from_json(f'{{"version":"1.0.0","names":[],"site":"","files":{files}}}', "manifest.json")
    assert (known.files["a.html"].entries, known.rendered) == ((), {})


def test_the_lines_of_a_file_read_as_they_were_written(tmp_path: Path) -> None:
    lines = (Rendered("“Harms”", "⟨p⟩Infections"), Rendered("“Harms”", "⟨p⟩none"), Rendered("page 2", "x"))
    content = Manifest({}, "0.1.0", NAMES, rendered={"report/page.html": lines})
    manifest.write(content, tmp_path / "manifest.json")
    assert manifest.read(tmp_path / "manifest.json") == content


def test_a_manifest_of_other_data_does_not_fit(example: Numbers) -> None:
    entry = Entry("8%", (("8%", "estimate"),), "rash", True)
    content = Manifest({"report/page.html": Written("Page", (entry,))}, "0.1.0", NAMES)
    assert list(manifest.unfit(content, example)) == [("report/page.html", entry, "7.5%")]


def test_a_number_typed_into_the_code_is_told_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = tmp_path / "package" / "frames.py"
    module.parent.mkdir()
    module.write_text('TITLE = (\n    "What each of 88 is out of"\n)\n', encoding="utf-8")
    monkeypatch.setattr(code_words, "PACKAGE", module.parent)
    code_words._literals.cache_clear()
    entry = Entry("What each of 88 is out of", (("88", "typed"),))
    [found] = code_words.typed(Manifest({"report/page.html": Written("Page", (entry,))}, "0.1.0", NAMES))
    code_words._literals.cache_clear()
    assert str(found.place) == "package/frames.py:2"
    assert found.found == "numeral '88' typed into 'What each of 88 is out of'"


@pytest.mark.parametrize(
    ("name", "one", "other", "same"),
    [
        ("x.csv", "a,b\n1,2\n", '\ufeff"a","b"\r\n"1","2"\r\n', True),
        ("x.csv", "a,b\n1,2\n", "a,b\n1,3\n", False),
        ("x.csv", "a,b\n1,2\n3,4\n", "a,b\n3,4\n1,2\n", False),
        ("x.json", '{"a": 1.0, "b": [2]}', '{"b":[2],"a":1}', True),
        ("x.json", '{"a": 1}', '{"a": 2}', False),
        ("x.json", '{"a": [1, 2]}', '{"a": [2, 1]}', False),
        ("x.json", '{"a": 1}', '{"a": 1, "a": 2}', False),
        ("x.css", "a { color: red }", "/* a remark */\n\na { color: red }\n", True),
        ("x.css", "a { color: red }", "a { display: none }", False),
        ("x.js", "f()", "// a remark\nf()\n", True),
        ("x.svg", "<svg><text x='1'>5</text></svg>", '<svg><!-- 6 --><text x="1">5</text></svg>', True),
        ("x.svg", "<svg><text x='1'>5</text></svg>", "<svg><text x='2'>5</text></svg>", False),
        ("x.woff", "a", "a\n", False),
    ],
)
def test_files_for_machines_are_compared_as_they_are_parsed(
    tmp_path: Path, name: str, one: str, other: str, same: bool
) -> None:
    path = tmp_path / name
    path.write_text(one, encoding="utf-8")
    lines = rendered(read_file(path))
    path.write_text(other, encoding="utf-8", newline="")
    assert (differences(lines, read_file(path)) == ()) is same


def test_a_changed_value_of_a_file_for_machines_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('{"rows": [{"n": 34}, {"n": 36}]}', encoding="utf-8")
    lines = rendered(read_file(path))
    path.write_text('{"rows": [{"n": 34}, {"n": 63}]}', encoding="utf-8")
    [told] = differences(lines, read_file(path))
    assert (told.place, told.found, told.expected) == ("rows[2].n", "“63”", "another value")
