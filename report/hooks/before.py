"""Writes what the pages need before they are rendered: the fonts and the reference documents of DOCX and PPTX.

Run by Quarto and by the embedded engine in the project's folder; writes only what is absent or has changed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import yaml
from font_source_sans_pro import font_directory

from vexas_evidence.system.files import atomic_path, atomic_write

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
            atomic_write(target, source.read_bytes())


def write_reference(name: str, suffix: str, words: str, *look: object) -> None:
    """Write `report/generated/NAME.SUFFIX`, unless the one there has the same title, version and styles."""
    title = yaml.safe_load(Path("_quarto.yml").read_text(encoding="utf-8"))["website"]["title"]
    version = str(yaml.load(Path("_variables.yml").read_text(encoding="utf-8"), yaml.BaseLoader)["version"])
    module = find_spec(f"vexas_evidence.publish.render.embedded.reference_{suffix}")
    if module is None or module.origin is None:
        raise SystemExit("vexas_evidence is not installed: install the project into this Python")
    told = f"{title}{words}\n{version}\n{look}\n"
    made_of = hashlib.sha256(told.encode() + Path(module.origin).read_bytes()).hexdigest()
    target, stamp = GENERATED / f"{name}.{suffix}", GENERATED / f"{name}.{suffix}.stamp"
    if target.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == made_of:
        return
    writer = import_module(module.name)
    stamp.unlink(missing_ok=True)  # a render that is killed here writes both again
    with atomic_path(target) as fresh:
        getattr(writer, f"write_reference_{suffix}")(fresh, f"{title}{words}", version, *look)
    atomic_write(stamp, made_of.encode())


def forget_numerals() -> None:
    """Remove what the pages of an earlier render noted of their numerals."""
    if os.environ.get("QUARTO_PROJECT_RENDER_ALL"):
        shutil.rmtree(GENERATED / "manifest", ignore_errors=True)


if __doc__ is None:  # Quarto runs this where no command has refused it
    from vexas_evidence.publish.export.meanings import without_docstrings

    raise SystemExit(str(without_docstrings()))
forget_numerals()
copy_fonts()
for name, (words, table_text) in REFERENCES.items():
    write_reference(name, "docx", f": {words}", table_text)
write_reference("reference", "pptx", "")
