"""Notes in the output what was rendered."""

import os
from pathlib import Path

folder = Path(os.environ["QUARTO_PROJECT_OUTPUT_DIR"])
files = [
    Path(name).resolve().relative_to(folder).as_posix()
    for name in os.environ["QUARTO_PROJECT_OUTPUT_FILES"].split("\n")
]
(folder / "rendered.txt").write_text("\n".join(files) + "\n", encoding="utf-8")
if os.environ.get("FAIL_AFTER"):
    raise RuntimeError("asked to fail")
