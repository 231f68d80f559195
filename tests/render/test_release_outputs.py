"""What a release lays into its folder, and what is told where data or outputs are not as released."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from lxml import etree, html

from tests import ROOT
from tests.commands import run_command
from tests.release_copies import Cut
from tests.revisions import NEWEST
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.publish.release.release_file import read_release
from vexas_evidence.publish.site.markdown import Writer
from vexas_evidence.publish.site.versions import history

ATOM, XHTML = "{http://www.w3.org/2005/Atom}", "{http://www.w3.org/1999/xhtml}"


def test_every_output_of_a_release_has_its_hash(cut: Cut) -> None:
    folder = cut.dist / "1.1.0"
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    made = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    assert sums == {
        name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in made.items() if name != "SHA256SUMS"
    }


def test_a_release_holds_the_hashes_of_its_outputs_and_its_verification(cut: Cut) -> None:
    known = read_release(cut.folder / "releases" / "1.1.0.json")
    pdf = cut.dist / "1.1.0" / "report" / "evidence-summary.pdf"
    assert known.outputs["report/evidence-summary.pdf"] == hashlib.sha256(pdf.read_bytes()).hexdigest()
    assert known.verification["evidence_version"] == "1.1.0"


def test_the_versions_page_shows_what_changed_since_the_preceding_release(cut: Cut) -> None:
    page = (cut.dist / "1.1.0" / "report" / "versions.html").read_text(encoding="utf-8")
    assert f"Preceding version: {NEWEST.version}" in page
    [row, *_] = html.fromstring(page).xpath("(//*[@id='version-1-1-0']//table)[1]/tbody/tr")
    assert [" ".join(cell.itertext()) for cell in row] == [
        *("Rash, time not stated: value", "7.5%", "10%", "The bulletin corrected its story. Bulletin"),
        "MINOR: a value, tier or outcome is added or changed; conclusion unchanged, according to the curators",
    ]


def test_an_earlier_version_is_a_line_with_its_reason_that_opens(cut: Cut) -> None:
    page = html.fromstring((cut.dist / "1.1.0" / "report" / "versions.html").read_bytes())
    earlier = page.xpath("//h2[.='Earlier versions']/following::details[@class='version']")
    assert [each.get("id") for each in earlier] == [f"version-{NEWEST.version.replace('.', '-')}"]
    [line] = earlier[0].xpath("summary")
    assert line.text_content().startswith(f"Version {NEWEST.version}, ")
    assert line.text_content().endswith(f": {NEWEST.changes[0]}")


def test_paper_has_an_earlier_version_in_a_line(numbers: Numbers) -> None:
    _, _, earlier = history(Writer(numbers, "typst"), ()).partition("## Earlier versions")
    lines = [line for line in earlier.splitlines() if line]
    assert len(lines) == len(numbers.evidence.changes.versions) - 1
    assert all(line.startswith("- Version ") for line in lines)


def test_each_cell_of_a_change_knows_its_head_for_a_narrow_screen(cut: Cut) -> None:
    page = html.fromstring((cut.dist / "1.1.0" / "report" / "versions.html").read_bytes())
    heads = {head.get("id"): head.text for head in page.iter("th")}
    cells = page.xpath("//table/tbody//td")
    assert [heads[cell.get("headers")] for cell in cells] == [cell.get("data-label") for cell in cells] != []


def test_the_versions_page_leads_to_the_feed_of_a_published_site(cut: Cut) -> None:
    page = html.fromstring((cut.dist / "1.1.0" / "report" / "versions.html").read_bytes())
    assert page.xpath("//main//a[@href='../feed.xml']/text()") == ["Feed of the versions (Atom)"]


def test_the_feed_tells_the_changed_value_and_why(cut: Cut) -> None:
    root = etree.parse(cut.dist / "1.1.0" / "feed.xml").getroot()
    entry = root.find(f"{ATOM}entry")
    lines = [" ".join(line.itertext()) for line in entry.iter(f"{XHTML}p", f"{XHTML}li")]
    assert lines[:8] == [
        *("Read again.", f"Since version {NEWEST.version}:", "Rash, time not stated: value"),
        *("Old: 7.5%", "New: 10%", "Why: The bulletin corrected its story.", "Source: Bulletin"),
        "Effect: MINOR: a value, tier or outcome is added or changed; conclusion unchanged, according to the curators",
    ]


def test_an_entry_of_the_feed_leads_to_its_version(cut: Cut) -> None:
    root = etree.parse(cut.dist / "1.1.0" / "feed.xml").getroot()
    link = root.find(f"{ATOM}entry/{ATOM}link").get("href")
    assert link == "https://example.org/report/versions.html#version-1-1-0"


@pytest.fixture
def edited(cut: Cut, tmp_path: Path) -> Path:
    """A folder with the release and its data, in which the words of one outcome were changed since."""
    shutil.copytree(cut.folder / "releases", tmp_path / "releases")
    path = Path(shutil.copytree(cut.data, tmp_path / "data")) / "vocabulary.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("label: Rash", "label: Redness"), encoding="utf-8")
    return tmp_path


UNLIKE = (
    "releases/1.1.0.json: {} from this release, and would read as 1.1.0: data as they were released, or a version of "
    "their own: undo the change, or write the next version into changes/marsh-fever-2030.yml and _variables.yml; "
    "vexas-evidence diff 1.1.0 lists what differs\n"
)


def test_an_export_of_data_that_are_not_as_released_says_so(edited: Path) -> None:
    assert run_command("export", "--to", "csv", folder=edited).stderr == UNLIKE.format("4 records of the data differ")


def test_an_export_of_released_data_warns_of_nothing(cut: Cut, tmp_path: Path) -> None:
    arguments = ("export", "--to", "csv", "--output", str(tmp_path), "--data", str(cut.data))
    assert run_command(*arguments, folder=cut.folder).stderr == ""


def test_a_render_of_data_that_are_not_as_released_says_so(cut: Cut, edited: Path) -> None:
    arguments = ("render", "versions", "--to", "html", "--engine", "embedded", "--output", str(edited / "site"))
    done = run_command(*arguments, "--data", str(edited / "data"), folder=cut.folder)
    assert (done.returncode, done.stderr) == (0, UNLIKE.format("4 records of the data differ"))


def test_a_version_released_again_is_the_same_bytes(released: Cut, tmp_path: Path) -> None:
    again = Cut(Path(shutil.copytree(released.folder, tmp_path / "again")))
    again.release()  # other bytes are refused
    first, second = ((each.folder / "releases" / "1.0.0.json").read_bytes() for each in (released, again))
    assert second == first


def test_a_refused_release_leaves_what_was_released(cut: Cut, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(cut.folder, copy)
    spoiled = Cut(copy)
    path = copy / "report" / "findings.qmd"
    path.write_text(path.read_text(encoding="utf-8") + "\nIn 34% it was so.\n", encoding="utf-8")
    assert "numeral '34%' typed" in spoiled.release(code=1)
    assert (copy / "releases" / "1.1.0.json").read_bytes() == (cut.folder / "releases" / "1.1.0.json").read_bytes()
    assert sorted(path.name for path in spoiled.dist.iterdir()) == sorted([NEWEST.version, "1.1.0"])


def test_each_address_of_an_earlier_release_has_a_file(site: Path) -> None:
    """A file that moved stands at both addresses, and a page leads on."""
    earlier = {name for path in (ROOT / "releases").glob("*.json") for name in json.loads(path.read_bytes())["outputs"]}
    assert sorted(name for name in earlier if not (site / name).is_file()) == []


def test_a_page_that_moved_leads_on_without_a_script(site: Path) -> None:
    page = (site / "report" / "receipt.html").read_text(encoding="utf-8")
    assert '<meta http-equiv="refresh" content="0; url=verification.html">' in page
    assert "<script" not in page


def test_a_file_that_moved_is_the_one_that_took_its_place(site: Path) -> None:
    downloads = site / "downloads"
    for old, new in (
        ("harms.svg", "proportions.svg"),
        ("response.png", "proportions.png"),
        ("bases.csv", "denominators.csv"),
    ):
        assert (downloads / old).read_bytes() == (downloads / new).read_bytes()


def test_the_numbers_of_each_figure_are_described_beside_them(site: Path) -> None:
    for name in ("proportions", "timeline", "flow"):
        head = (site / "downloads" / f"{name}.csv").read_text(encoding="utf-8").partition("\n")[0].split(",")
        told = json.loads((site / "downloads" / f"{name}.metadata.json").read_bytes())
        assert list(told["columns"]) == head
        assert told["chart"]["title"]
