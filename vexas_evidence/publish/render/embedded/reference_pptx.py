"""The reference presentation of the PPTX output: pandoc's default, restyled so that a slide says one thing.

Widescreen; the title at the top is a whole sentence; a figure has the full width, with what it is out of below it;
every slide has a footer and its number.
"""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import pypandoc
from lxml import etree

FONT = "Source Sans Pro"
INK, MUTED, ACCENT = "1C2329", "56616C", "175A91"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_APPLICATION = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>VEXAS Evidence</Application></Properties>"
)
"""Properties without the counts and slide titles of pandoc's own example, which every presentation would keep."""
_MASTER = "ppt/slideMasters/slideMaster1.xml"
_LAYOUTS = "ppt/slideLayouts/"
_WIDE = 8_229_600  # between margins of 457,200, on a slide of 9,144,000 by 5,143,500
_LEFT = 457_200
_TITLE = (_LEFT, 240_000, _WIDE, 900_000)
_BODY = (_LEFT, 1_240_000, _WIDE, 3_350_000)
_FIGURE = (_LEFT, 1_150_000, _WIDE, 2_680_000)
FIGURE_RATIO = _FIGURE[2] / _FIGURE[3]
"""How many times as wide as high a figure is that fills its place."""
_BELOW_FIGURE = (_LEFT, 3_880_000, _WIDE, 790_000)
_FOOTER = (_LEFT, 4_767_263, 6_900_000, 273_844)
_NUMBER = (7_543_800, 4_767_263, 1_143_000, 273_844)
_PLACES = {
    "Title Slide": {"ctrTitle": (_LEFT, 700_000, _WIDE, 1_000_000), "subTitle": (_LEFT, 1_800_000, _WIDE, 2_600_000)},
    "Content with Caption": {"title": _TITLE, "1": _FIGURE, "2": _BELOW_FIGURE},
}
"""Where the placeholders of a layout stand that do not stand where the master has them."""
_SIZES = {"title": 2400, "body": 1800, "below": 1400, "subtitle": 1600, "foot": 900}
"""Sizes of text in hundredths of a point."""


def write_reference_pptx(path: Path, title: str, version: str) -> None:
    """Write the reference presentation to *path*, with *title* and *version* in the footer of every slide."""
    command = [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.pptx"]
    default = subprocess.run(command, capture_output=True, check=True).stdout
    footer = f"{title}, version {version}. Not medical advice."
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(io.BytesIO(default)) as made, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in made.namelist():
            kept.writestr(zipfile.ZipInfo(name), _restyled(name, made.read(name), footer), zipfile.ZIP_DEFLATED)


def _restyled(name: str, content: bytes, footer: str) -> bytes:
    """Return a part of the presentation in the report's look; parts are undated, so equal input gives equal bytes."""
    if name == "docProps/app.xml":
        return _APPLICATION
    if not (name.startswith(("ppt/theme/", _LAYOUTS)) or name == _MASTER) or not name.endswith(".xml"):
        return content
    root = etree.fromstring(content)
    if name.startswith("ppt/theme/"):
        _set_theme(root)
    else:
        _set_placeholders(root, footer)
    if name == _MASTER:
        _set_texts(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _set_theme(root: etree._Element) -> None:
    """Name the font and the colours once; every text takes them from the theme."""
    for part in ("majorFont", "minorFont"):
        for latin in root.iterfind(f".//{_A}{part}/{_A}latin"):
            latin.set("typeface", FONT)
    for part, colour in (("dk1", INK), ("dk2", MUTED), ("accent1", ACCENT), ("hlink", ACCENT), ("folHlink", ACCENT)):
        for scheme in root.iterfind(f".//{_A}clrScheme/{_A}{part}"):
            for old in list(scheme):
                scheme.remove(old)
            etree.SubElement(scheme, f"{_A}srgbClr", val=colour)


def _set_texts(root: etree._Element) -> None:
    """Titles are sentences, so they are set bold at the left, in a size that leaves room for two lines."""
    styles = root.find(f"{_P}txStyles")
    assert styles is not None, "a master has text styles"
    styles.addprevious(etree.Element(f"{_P}hf", hdr="0", dt="0"))  # without it no slide has a footer
    for paragraph in styles.iterfind(f"{_P}titleStyle/{_A}lvl1pPr"):
        paragraph.set("algn", "l")
        _sized(paragraph, _SIZES["title"], bold=True)
    for level, paragraph in enumerate(styles.iterfind(f"{_P}bodyStyle/*")):
        _sized(paragraph, max(_SIZES["body"] - 200 * level, 1200))


def _set_placeholders(root: etree._Element, footer: str) -> None:
    """Put the placeholders of a master or layout in their places, with the footer's words; there is no date."""
    slide = root.find(f"{_P}cSld")
    assert slide is not None, "a layout has a slide"
    master = root.tag == f"{_P}sldMaster"
    places = {"title": _TITLE, "body": _BODY} if master else _PLACES.get(slide.get("name", ""), {})
    for shape in list(slide.iter(f"{_P}sp")):
        mark = shape.find(f".//{_P}ph")
        if mark is None:
            continue
        number = mark.get("idx") or ""
        kind = mark.get("type") or number
        if kind == "dt":
            parent = shape.getparent()
            assert parent is not None, "a shape stands in a tree"
            parent.remove(shape)
        elif kind == "ftr":
            _say(shape, footer)
            if master:
                _stand(shape, _FOOTER)
                _aligned(shape, "l")
        elif kind == "sldNum" and master:
            _stand(shape, _NUMBER)
        elif (place := places.get(kind) or places.get(number)) is not None:
            _stand(shape, place)
            _anchored(shape, kind)


def _say(shape: etree._Element, words: str) -> None:
    paragraph = shape.find(f".//{_A}p")
    assert paragraph is not None, "a placeholder has a paragraph"
    for old in list(paragraph):
        paragraph.remove(old)
    run = etree.SubElement(paragraph, f"{_A}r")
    etree.SubElement(run, f"{_A}rPr", lang="en")
    etree.SubElement(run, f"{_A}t").text = words


def _stand(shape: etree._Element, place: tuple[int, int, int, int]) -> None:
    look = shape.find(f"{_P}spPr")
    assert look is not None, "a shape has a look"
    for old in look.findall(f"{_A}xfrm"):
        look.remove(old)
    frame = etree.Element(f"{_A}xfrm")
    x, y, width, height = map(str, place)
    etree.SubElement(frame, f"{_A}off", x=x, y=y)
    etree.SubElement(frame, f"{_A}ext", cx=width, cy=height)
    look.insert(0, frame)


def _anchored(shape: etree._Element, kind: str) -> None:
    """A title stands at the foot of its frame on the first slide, at the top elsewhere; words below a figure, small."""
    body = shape.find(f"{_P}txBody/{_A}bodyPr")
    assert body is not None, "a placeholder has text"
    body.set("anchor", "b" if kind == "ctrTitle" else "t")
    if kind in ("body", "subTitle") and (styles := shape.find(f"{_P}txBody/{_A}lstStyle")) is not None:
        if shape.find(f".//{_P}ph[@idx]") is None:
            return  # the body of the master, whose styles stand apart
        for paragraph in list(styles):
            styles.remove(paragraph)
        first = etree.SubElement(styles, f"{_A}lvl1pPr", marL="0", indent="0", algn="l")
        etree.SubElement(first, f"{_A}buNone")
        run = etree.SubElement(first, f"{_A}defRPr", sz=str(_SIZES["below" if kind == "body" else "subtitle"]))
        fill = etree.SubElement(run, f"{_A}solidFill")
        etree.SubElement(fill, f"{_A}schemeClr", val="tx2")
    elif kind in ("title", "ctrTitle"):
        for run in shape.iterfind(f"{_P}txBody/{_A}lstStyle/{_A}lvl1pPr"):
            run.set("algn", "l")
            _sized(run, _SIZES["title"] + (800 if kind == "ctrTitle" else 0), bold=True)


def _aligned(shape: etree._Element, side: str) -> None:
    for paragraph in shape.iterfind(f".//{_A}lstStyle/{_A}lvl1pPr"):
        paragraph.set("algn", side)


def _sized(paragraph: etree._Element, size: int, bold: bool = False) -> None:
    for run in paragraph.iterfind(f"{_A}defRPr"):
        run.set("sz", str(size))
        if bold:
            run.set("b", "1")
