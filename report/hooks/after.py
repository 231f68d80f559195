"""After a render: the files for download, the fonts, and a front door that needs no script."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import font_source_sans_pro

from vexas_evidence import report

FRONT_DOOR = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>VEXAS Evidence</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="0; url=report/index.html">
</head>
<body>
<main><h1>VEXAS Evidence</h1><p><a href="report/index.html">Open the evidence summary</a></p></main>
</body>
</html>
"""

output = Path(os.environ["QUARTO_PROJECT_OUTPUT_DIR"])
if (output / "report" / "index.html").exists():
    (output / "index.html").write_text(FRONT_DOOR, encoding="utf-8")
    fonts = output / "fonts"
    fonts.mkdir(exist_ok=True)
    for face in ("Regular", "It", "Semibold", "Bold"):
        name = f"SourceSansPro-{face}.ttf"
        shutil.copyfile(Path(font_source_sans_pro.font_directory) / name, fonts / name)
    folder = output / "downloads"
    folder.mkdir(exist_ok=True)
    for name, content in report.downloads().items():
        (folder / name).write_bytes(content)
