"""The manifest, as it is written, read and compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.publish.coverage import manifest, page_words
from vexas_evidence.publish.coverage.comparison import differences, rendered
from vexas_evidence.publish.coverage.files.read_finished import read as read_file
from vexas_evidence.publish.coverage.manifest import Entry, Manifest, Written
from vexas_evidence.publish.coverage.marked_lines import MarkedLine
from vexas_evidence.system.problems import BadInput

NAMES = ("UBA1",)


def test_a_manifest_reads_as_it_was_written(tmp_path: Path) -> None:
    entry = Entry("41%", (("41%", "estimate"),), "response", True)
    content = Manifest({"report/page.html": Written("Page", (entry,))}, "0.1.0", NAMES)
    manifest.write(content, tmp_path / "manifest.json")
    assert manifest.read(tmp_path / "manifest.json") == content


def test_what_is_no_manifest_is_bad_input(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(BadInput, match="not a manifest"):
        manifest.read(path)


def test_what_older_manifests_say_of_rows_and_pictures_is_passed_over() -> None:
    files = '{"a.html":{"title":"","named":0,"entries":[["7",[],"",false,"rows",""],["x",[],"",false,"picture",""]]}}'
    known = manifest.from_json(f'{{"version":"1.0.0","names":[],"site":"","files":{files}}}', "manifest.json")
    assert (known.files["a.html"].entries, known.rendered) == ((), {})


def test_the_lines_of_a_file_read_as_they_were_written(tmp_path: Path) -> None:
    lines = (MarkedLine("“Harms”", "⟨p⟩Infections"), MarkedLine("“Harms”", "⟨p⟩none"), MarkedLine("page 2", "x"))
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
    monkeypatch.setattr(page_words, "PACKAGE", module.parent)
    entry = Entry("What each of 88 is out of", (("88", "typed"),))
    [found] = page_words.typed_in_code(Manifest({"report/page.html": Written("Page", (entry,))}, "0.1.0", NAMES))
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


def test_the_numerals_of_words_that_this_code_has_read_are_not_read_again(example: Numbers) -> None:
    written = Written("Page", (Entry("88 patients", ()),))
    content = Manifest({"report/page.html": written}, "0.1.0", NAMES)
    assert [expected for _, _, expected in manifest.unfit(content, example)] == ["the numerals of its text"]
    assert list(manifest.unfit(content, example, {"report/page.html": written})) == []
