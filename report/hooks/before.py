"""Writes what the pages need before they are rendered: the fonts and the DOCX reference document.

Run by Quarto and by the embedded engine in the project's folder; writes only what is absent or has changed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from importlib.util import find_spec
from pathlib import Path

import yaml
from font_source_sans_pro import font_directory

FONTS = ("SourceSansPro-Regular.ttf", "SourceSansPro-It.ttf", "SourceSansPro-Semibold.ttf", "SourceSansPro-Bold.ttf")
GENERATED = Path("report/generated")
# Name of the file: what the header says, and the size and line spacing of the text of tables.
REFERENCES = {"reference": ("evidence summary", (9.5, 1.1)), "reference-profile": ("evidence profile", (8.5, 0.95))}


def copy_fonts() -> None:
    """Copy the four faces of the report's font to `report/generated/fonts`."""
    folder = GENERATED / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    for name in FONTS:
        source, target = Path(font_directory) / name, folder / name
        if not target.exists() or target.stat().st_size != source.stat().st_size:
            shutil.copyfile(source, target)


def write_references() -> None:
    """Write the reference document of each DOCX, unless the one there has the same title, version and styles."""
    title = yaml.safe_load(Path("_quarto.yml").read_text(encoding="utf-8"))["website"]["title"]
    version = str(yaml.load(Path("_variables.yml").read_text(encoding="utf-8"), yaml.BaseLoader)["version"])
    module = find_spec("vexas_evidence.engine.reference_docx")
    if module is None or module.origin is None:
        raise SystemExit("vexas_evidence is not installed: install the project into this Python")
    look = Path(module.origin).read_bytes()
    for name, (what, table_text) in REFERENCES.items():
        made_of = hashlib.sha256(f"{title}: {what}\n{version}\n{table_text}\n".encode() + look).hexdigest()
        target, stamp = GENERATED / f"{name}.docx", GENERATED / f"{name}.stamp"
        if target.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == made_of:
            continue
        from vexas_evidence.engine.reference_docx import write_reference_docx

        write_reference_docx(target, f"{title}: {what}", version, table_text)
        stamp.write_text(made_of, encoding="utf-8")


def forget_numerals() -> None:
    """Remove what the pages of an earlier render noted of their numerals."""
    if os.environ.get("QUARTO_PROJECT_RENDER_ALL"):
        shutil.rmtree(GENERATED / "manifest", ignore_errors=True)


forget_numerals()
copy_fonts()
write_references()
