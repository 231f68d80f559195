"""Texts of strangers: whatever a text field holds, every output shows it as plain text and obeys none of it."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from lxml import etree, html

from tests import ROOT, payloads
from tests.conftest import Once
from tests.exports import bundle_of
from tests.payloads import BOUND, FOREIGN, PARTS, kind_of, poisoned, rendered
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.verification import verify_evidence
from vexas_evidence.load.folder import FILES, load
from vexas_evidence.load.names import characters
from vexas_evidence.load.printable import SIGNS
from vexas_evidence.publish.coverage.finished_render import ReportPages
from vexas_evidence.publish.outputs import render_report
from vexas_evidence.publish.render import Request
from vexas_evidence.publish.site.report_data import ReportData
from vexas_evidence.system.problems import BadInput, Uncovered

pytestmark = pytest.mark.filterwarnings("ignore:Glyph")  # the pictures' font has no letters from right to left
OFFICE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"


@pytest.fixture(scope="module")
def site(once: Once) -> Path:
    """All but PDF, with words from right to left too, for which the report's font has no glyphs."""
    return once("poisoned", lambda folder: rendered(folder, ("html", "docx", "pptx"), FOREIGN)) / "site"


@pytest.fixture(scope="module")
def printed(once: Once) -> Path:
    return once("poisoned-print", lambda folder: rendered(folder, ("pdf",))) / "site"


def pages(site: Path) -> Iterator[tuple[str, html.HtmlElement]]:
    for path in sorted(set((site / "report").glob("*.html")) - {site / "report" / "receipt.html"}):
        yield path.name, html.document_fromstring(path.read_text(encoding="utf-8"))


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_every_kind_of_file_has_free_texts_with_the_payload(tmp_path: Path) -> None:
    owners = {owner for owner, _ in poisoned(tmp_path / "data")}
    assert len(owners) > 30
    assert not owners & {"Choice"}
    assert {kind_of(path) for path in (tmp_path / "data").rglob("*.yml")} == set(FILES)


def test_the_poisoned_data_are_sound(tmp_path: Path) -> None:
    poisoned(tmp_path / "data", FOREIGN)
    found = verify_evidence(load(tmp_path / "data")).discrepancies
    # A word of the payload beside a number may be one of direction, such as "below", and is then held to the number.
    assert [each for each in found if each.check != "words fit their numbers"] == []


def test_a_payload_in_a_text_that_must_equal_another_is_refused(tmp_path: Path) -> None:
    poisoned(tmp_path / "data", skip=frozenset())
    with pytest.raises(BadInput, match="printed") as caught:
        load(tmp_path / "data")
    assert len(caught.value.problems) > len(BOUND)


def test_a_shortcode_is_refused(tmp_path: Path) -> None:
    poisoned(tmp_path / "data", "{{< include /etc/passwd >}}")
    with pytest.raises(BadInput, match="a brace in"):
        load(tmp_path / "data")


def test_a_turn_of_direction_is_refused(tmp_path: Path) -> None:
    poisoned(tmp_path / "data", "\u202egnp")
    with pytest.raises(BadInput, match=r"control character U\+202E"):
        load(tmp_path / "data")


def test_no_page_has_an_element_of_the_payload(site: Path) -> None:
    for name, page in pages(site):
        injected = [
            (name, etree.tostring(element)[:200])
            for element in page.iter(etree.Element)
            if any(
                key.startswith("on") or "hurt" in str(value)[:20] for key, value in element.items() if key != "content"
            )
            or (element.tag == "script" and (element.text or "").strip().startswith("hurt"))
            or (element.tag == "b" and element.text == "b")
        ]
        assert injected == []


def test_a_warning_of_python_is_not_shown(site: Path) -> None:
    assert [name for name, page in pages(site) if "Warning:" in page.text_content()] == []


def test_no_page_asks_for_what_the_payload_names(site: Path) -> None:
    asked = [
        (name, value)
        for name, page in pages(site)
        for element in page.iter(etree.Element)
        for key, value in element.items()
        if key in ("src", "href", "action", "srcset", "data", "poster") and ("evil" in value or "javascript" in value)
    ]
    assert asked == []


def test_a_page_shows_the_payload_as_text(site: Path) -> None:
    page = dict(pages(site))["index.html"]
    shown = squeezed(" ".join(page.find("body").itertext()))
    assert [part for part in PARTS if squeezed(part) not in shown] == []
    assert squeezed(FOREIGN) in shown


def test_linked_data_hold_the_payload_as_text(site: Path) -> None:
    blocks = dict(pages(site))["index.html"].xpath("//script[@type='application/ld+json']")
    assert PARTS[0] in json.loads(blocks[0].text)["about"]["name"]


def test_a_script_of_the_site_holds_the_payload_as_a_string(site: Path) -> None:
    for path in site.rglob("*.js"):
        if "evil.invalid" in (text := path.read_text(encoding="utf-8")):
            name, _, value = text.partition("\n")[2].strip().rstrip(";").partition(" = ")
            assert name.startswith("window.vexas.")
            assert json.loads(value)


@pytest.mark.parametrize("ending", ["docx", "pptx"])
def test_a_file_of_an_office_shows_the_payload_as_text(ending: str, site: Path) -> None:
    for path in sorted((site / "report").glob(f"*.{ending}")):
        shown = ""
        with zipfile.ZipFile(path) as packed:
            for name in packed.namelist():
                if name.endswith((".xml", ".rels")):
                    root = etree.fromstring(packed.read(name))
                    shown += "".join(each.text or "" for each in root.iter(OFFICE, DRAWING))
                    assert not [each for each in root.iter("{*}instrText") if "evil" in (each.text or "")]
                if name.endswith(".rels"):
                    targets = [each.get("Target", "") for each in root]
                    assert not [each for each in targets if "evil" in each or "javascript" in each]
            assert not [name for name in packed.namelist() if name.endswith((".bin", ".vbs"))]
        missing = [part for part in PARTS if squeezed(part) not in squeezed(shown)]
        assert missing == [], path.name


def test_no_cell_of_a_csv_is_a_formula(site: Path) -> None:
    cells = [
        cell
        for path in (site / "downloads").glob("*.csv")
        for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8")))
        for cell in row
    ]
    assert any("cmd|x" in cell for cell in cells)
    assert [cell for cell in cells if cell.startswith(tuple("=+-@\t\r"))] == []


def narratives_of(told: object) -> Iterator[str]:
    """The markup of each narrative in a FHIR resource."""
    if isinstance(told, dict):
        yield from (str(value) for key, value in told.items() if key == "div")
        for value in told.values():
            yield from narratives_of(value)
    elif isinstance(told, list):
        for value in told:
            yield from narratives_of(value)


def test_a_narrative_of_fhir_holds_the_payload_as_text(tmp_path: Path) -> None:
    poisoned(tmp_path / "data", FOREIGN)
    made = json.loads(bundle_of(load(tmp_path / "data")))
    found = [each for text in narratives_of(made) for each in etree.fromstring(text).iter()]
    xhtml = "{http://www.w3.org/1999/xhtml}"
    assert {str(each.tag) for each in found} == {f"{xhtml}{name}" for name in ("div", "p", "ul", "li")}
    assert [dict(each.attrib) for each in found if each.attrib] == []
    shown = "".join(each.text or "" for each in found)
    assert [part for part in PARTS if squeezed(part) not in squeezed(shown)] == []


def test_a_bibtex_entry_stays_one_entry(site: Path) -> None:
    for path in (site / "downloads").glob("*.bib"):
        text = path.read_text(encoding="utf-8")
        assert re.findall(r"^@\w+", text, re.MULTILINE) == text.split("{")[:1]
        assert re.search(r"(?<!\\)[$&%#](?!\d)", "\n".join(text.splitlines()[1:])) is None
        assert not re.search(r"\\(?:input|write|end|immediate)\b", text)


def test_a_ris_record_stays_one_record(site: Path) -> None:
    for path in (site / "downloads").glob("*.ris"):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)
        assert [line[:2] for line in lines].count("TY") == 1


def test_a_drawing_has_no_element_of_the_payload(site: Path) -> None:
    for path in (site / "downloads").glob("*.svg"):
        root = etree.fromstring(path.read_bytes())
        assert not list(root.iter("{*}script", "{*}foreignObject", "{*}image"))
        assert not [key for each in root.iter(etree.Element) for key in each.attrib if key.startswith("on")]


def test_a_pdf_shows_the_payload_as_text(printed: Path) -> None:
    file = pypdfium2.PdfDocument(printed / "report" / "evidence-summary.pdf")
    shown = squeezed("".join(page.get_textpage().get_text_range() for page in file).replace("\x02", "-"))
    assert [part for part in PARTS if squeezed(part) not in shown] == []


def test_a_pdf_has_no_action_and_no_link_of_the_payload(printed: Path) -> None:
    for path in (printed / "report").glob("*.pdf"):
        with pikepdf.open(path) as pdf:
            assert not {"/OpenAction", "/AA"} & set(pdf.Root.keys())
            actions = [note.A for page in pdf.pages for note in page.get("/Annots", ()) if "/A" in note]
            assert {str(action.S) for action in actions} <= {"/URI", "/GoTo"}
            assert not [action for action in actions if "evil" in str(action.get("/URI", ""))]


def test_no_command_of_the_payload_ran(site: Path, printed: Path) -> None:
    places = (ROOT, ROOT / "report", site, site.parent, printed, printed.parent)
    assert not [place for place in places if (place / "hurt").exists()]


def test_beside_a_payload_that_fits_every_numeral_has_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(payloads, "BEFORE", "=x ")
    monkeypatch.setattr(payloads, "PARTS", ("<i>", "#x", "$(y)"))
    poisoned(tmp_path / "data")
    evidence = load(tmp_path / "data")
    wanted = Request(ROOT, tmp_path / "data", tmp_path / "site", (), (), "embedded")
    numbers, verification = Numbers(evidence, evidence.study), verify_evidence(evidence)
    data = ReportData(tmp_path / "data", numbers, verification, ReportPages(ROOT))
    with pytest.raises(Uncovered) as caught:
        render_report(wanted, lambda _: None, data)
    assert [each for each in caught.value.discrepancies if " pages" not in each.found] == []


def test_words_without_a_glyph_are_refused_with_their_line(tmp_path: Path) -> None:
    poisoned(tmp_path / "data", "\u05e9\u05dc\u05d5\u05dd")
    with pytest.raises(BadInput, match="characters of Source Sans Pro"):
        load(tmp_path / "data")


def test_the_font_has_each_sign_that_is_taken_without_reading_it() -> None:
    assert [sign for sign in SIGNS if ord(sign) not in characters.glyphs()] == []
