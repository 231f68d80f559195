"""Writes what the pages need before they are rendered: fonts, two filters, reference documents of DOCX and PPTX.

Run by Quarto and by the embedded engine in the project's folder; writes only what is absent or has changed.
"""

from __future__ import annotations

import sys
from pathlib import Path

try:
    from vexas_evidence.present.figures.picture import FACE_FILES
    from vexas_evidence.publish import quarto_site
    from vexas_evidence.publish.render.embedded.pandoc import RESOURCES
    from vexas_evidence.publish.render.office_files import filled_template
    from vexas_evidence.publish.render.project import Project
    from vexas_evidence.system.files import atomic_write
except ModuleNotFoundError as error:
    remedy = "activate its environment (. .venv/bin/activate), or run `make report`, which makes it"
    sys.exit(f"{sys.executable}: no module {error.name}: the Python of this project: {remedy}")

FILTERS = ("tables.lua", "identity.lua")
GENERATED = Path("report/generated")
STYLES = Path("report/styles")
# Name of the file: its template, what follows the title in its header, size and line spacing of the text of tables, and
# the size of the title where the document opens with one of its own.
REFERENCES = {
    "reference.docx": ("reference.docx", ": evidence summary", (8, 0.9), 10),
    "reference-appendix.docx": ("reference.docx", ": technical appendix", (8.5, 1), None),
    "reference-profile.docx": ("reference-profile.docx", ": evidence profile", None, None),
    "reference.pptx": ("reference.pptx", "", None, None),
}


def copy_files() -> None:
    """Copy the four faces of the report's font to `report/generated/fonts`, and the engine's first and last filters."""
    faces = {GENERATED / "fonts" / path.name: path for path in FACE_FILES}
    for target, source in {**faces, **{GENERATED / name: RESOURCES / name for name in FILTERS}}.items():
        if not target.exists() or target.read_bytes() != source.read_bytes():
            target.parent.mkdir(parents=True, exist_ok=True)
            atomic_write(target, source.read_bytes())


def write_references(project: Project) -> None:
    """Write the reference documents with the title and version of the project."""
    title, version = project.website.title, str(project.variables["version"])
    for name, (template, label, *sizes) in REFERENCES.items():
        content = filled_template(STYLES / template, f"{title}{label}", version, *sizes)
        target = GENERATED / name
        if not target.exists() or target.read_bytes() != content:
            atomic_write(target, content)


def prepare(project: Project) -> None:
    """Write the fonts, two filters and the reference documents."""
    copy_files()
    write_references(project)


if __doc__ is None:  # Quarto runs this where no command has refused it
    from vexas_evidence.load.schema import stripped_docstrings

    sys.exit(str(stripped_docstrings()))
if "project" in globals():  # the embedded engine has loaded it
    prepare(globals()["project"])
else:
    quarto_site.begin(prepare)
