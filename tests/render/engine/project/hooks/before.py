"""Writes what the pages need before they are rendered."""

import os
from pathlib import Path

from font_source_sans_pro import font_directory

from vexas_evidence.publish.render.office_files import filled_template

FONTS = ("Regular", "It", "Semibold", "Bold")
folder = Path("report/generated/fonts")
folder.mkdir(parents=True, exist_ok=True)
for name in FONTS:
    source = Path(font_directory) / f"SourceSansPro-{name}.ttf"
    if not (folder / source.name).exists():
        (folder / source.name).write_bytes(source.read_bytes())
reference = filled_template(Path("report/styles/reference.docx"), "Evidence summary", "0.1.0")
Path("report/generated/reference.docx").write_bytes(reference)
if os.environ.get("FAIL_BEFORE"):
    raise SystemExit("asked to fail")
