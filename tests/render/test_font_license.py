"""Fonts go out with their license."""

from __future__ import annotations

from pathlib import Path

import font_source_sans_pro

FONTS = Path(font_source_sans_pro.font_directory)


def test_beside_the_fonts_of_the_site_stands_their_license(site: Path) -> None:
    folders = {path.parent for path in site.rglob("*") if path.suffix in (".ttf", ".otf", ".woff", ".woff2")}
    assert {folder.relative_to(site).as_posix() for folder in folders} == {"fonts"}
    assert (site / "fonts" / "OFL.txt").read_bytes() == (FONTS / "LICENSE.txt").read_bytes()
