"""The invented study with figures of its own: other outcomes, other steps, and a drug with a name."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests import EXAMPLE

STUDY = "studies/marsh-fever-2030"
DERIVED = (
    "derived:\n  - {id: feverish, label: Not free of fever, rule: difference, of: [included, fever-free-week-4]}\n"
)
FIGURES = """series:
  - id: fever
    heading: Fever and what became of it
    caption: Freedom from fever by week
    outcome: fever-free
    axis: rows
  - id: weeks
    heading: Fever week by week
    caption: Freedom from fever over the weeks
    outcome: fever-free
    axis: years
flow:
  heading: From willow bark to no fever
  caption: Willow bark and fever
  finding: "{fever-free-week-4.full}"
  steps:
    - estimate: included
      text: "{included} took bark"
      others: still feverish, deaths not stated
      not_stated: deaths
    - estimate: fever-free-week-4
      text: "{fever-free-week-4}: no fever"
"""
TREATED = """  - id: intervention
    label: Intervention
    text: Willow bark, boiled.
treatments: [willow bark]
"""
SUBSETS = "subsets:\n  - {part: fever-free-week-4, whole: included, reason: They are counted of all included.}\n"


def figured(folder: Path) -> Path:
    """Copy the invented study, with figures of its own, into a folder, and return it."""
    shutil.copytree(EXAMPLE, folder)
    narrative, estimates = folder / STUDY / "narrative.yml", folder / STUDY / "estimates.yml"
    text = narrative.read_text(encoding="utf-8")
    narrative.write_text(text.replace("derived:\n", DERIVED) + FIGURES, encoding="utf-8")
    about = folder / STUDY / "study.yml"
    text = about.read_text(encoding="utf-8")
    about.write_text(text.replace("design: []\n", f"{TREATED}design: []\n"), encoding="utf-8")
    estimates.open("a", encoding="utf-8").write(SUBSETS)
    return folder
