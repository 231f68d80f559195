"""The tests, in folders by purpose.

``unit`` is about one module, ``spec`` about what data, commands and checks must do, ``render`` about rendered outputs,
``browser`` about pages in Chromium, and ``clients`` about outside programs and other readers of what is written.
"""

from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
EXAMPLE = Path(__file__).parents[1] / "vexas_evidence" / "example"
"""The data of an invented study."""
TRIAL = ROOT / "tests" / "trial"
"""The data of an invented trial of two arms."""
REPORT, QUESTION, VERSIONS = (f"{kind}/marsh-fever-2030.yml" for kind in ("reports", "questions", "changes"))
"""Its report, its question, and the versions of that report."""
ARTICLES = Path(__file__).parent / "articles"
HOME = "studies/frenvex-aza-2025"
"""The folder of the real study, in the real data."""
VERSION: str = yaml.safe_load((ROOT / "_variables.yml").read_text(encoding="utf-8"))["version"]
"""The evidence version of the real report."""
