"""What others made goes out with its license."""

from __future__ import annotations

from pathlib import Path

import font_source_sans_pro

from tests import ROOT

LICENSES = ROOT / "licenses"


def test_the_license_of_the_fonts_is_the_one_that_comes_with_them() -> None:
    text = (LICENSES / "OFL.txt").read_bytes()
    assert b"SIL OPEN FONT LICENSE Version 1.1" in text
    assert text == (Path(font_source_sans_pro.font_directory) / "LICENSE.txt").read_bytes()


def test_no_font_is_kept_in_the_repository() -> None:
    fonts = {path for suffix in ("ttf", "otf", "woff", "woff2") for path in (ROOT / "report").rglob(f"*.{suffix}")}
    assert [path for path in fonts if "generated" not in path.parts] == []


def test_beside_the_templates_from_pandoc_stands_their_license() -> None:
    styles = ROOT / "report" / "styles"
    words = (styles / "reference.LICENSE.txt").read_text(encoding="utf-8")
    templates = {path.name for path in styles.iterdir() if path.suffix in (".docx", ".pptx")}
    assert {name for name in templates if name not in words} == set()
    assert "licenses/GPL-2.0.txt" in words
    assert "GNU GENERAL PUBLIC LICENSE" in (LICENSES / "GPL-2.0.txt").read_text(encoding="utf-8")
