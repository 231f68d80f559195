"""What no render can do without: floors, in CPU time, to which `bench.py` sets the commands as ratios.

The runs of pandoc are recorded in a render of the project, by a program that stands in for pandoc, and are then run
again, once a document. A floor is taken in a process of its own, which prints it as JSON:

- `render`: imports of pandas, great_tables and matplotlib, each figure drawn once as SVG and once as PNG, one run of
  pandoc a document and one of Typst a PDF;
- `page`: these imports, and the one run of pandoc for a page;
- `verify`: imports of the model, and the YAML of a folder parsed.
"""

from __future__ import annotations

import io
import json
import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

RECORDER = """#!{python}
import os, shutil, sys
from pathlib import Path
PANDOC = {pandoc!r}
if "--defaults" not in sys.argv:
    os.execv(PANDOC, [PANDOC, *sys.argv[1:]])
import json, subprocess, tempfile
folder = Path(tempfile.mkdtemp(dir={records!r}))
options = json.loads(Path(sys.argv[sys.argv.index("--defaults") + 1]).read_text(encoding="utf-8"))
if (template := Path(options.get("template", ""))).suffix == ".typ":
    shutil.copytree(template.parent, folder / "template")
    options["template"] = str(folder / "template" / template.name)
source = sys.stdin.buffer.read()
kept = {{name: os.environ[name] for name in ("ENGINE_CONTEXT", "SOURCE_DATE_EPOCH") if name in os.environ}}
(folder / "source.md").write_bytes(source)
(folder / "defaults.yaml").write_text(json.dumps(options), encoding="utf-8")
(folder / "run.json").write_text(json.dumps({{"folder": os.getcwd(), "environment": kept}}), encoding="utf-8")
done = subprocess.run([PANDOC, *sys.argv[1:]], input=source)
sys.exit(done.returncode)
"""


def record(command: list[str], records: Path, root: Path) -> None:
    """Run a command that renders in the folder *root*, and keep what it gave to pandoc in a folder of records."""
    import pypandoc

    records.mkdir()
    program = records / "pandoc"
    program.write_text(
        RECORDER.format(python=sys.executable, pandoc=pypandoc.get_pandoc_path(), records=str(records)),
        encoding="utf-8",
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    environment = {**os.environ, "PYPANDOC_PANDOC": str(program)}
    subprocess.run(command, cwd=root, env=environment, check=True, stdout=subprocess.DEVNULL)


def page_of(run: Path) -> tuple[str, str]:
    """Return the page and the format of a recorded run."""
    context = json.loads(json.loads((run / "run.json").read_text(encoding="utf-8"))["environment"]["ENGINE_CONTEXT"])
    return context["page"], context["format"]


def run_again(run: Path) -> bytes:
    """Run pandoc as it was recorded, and return the document."""
    import pypandoc

    facts = json.loads((run / "run.json").read_text(encoding="utf-8"))
    arguments = [pypandoc.get_pandoc_path(), "--defaults", str(run / "defaults.yaml"), "--output", "-"]
    environment = {**os.environ, **facts["environment"]}
    source = (run / "source.md").read_bytes()
    done = subprocess.run(
        arguments, input=source, cwd=facts["folder"], env=environment, check=True, capture_output=True
    )
    return done.stdout


def seconds_of_pandoc(records: Path, page: str) -> float:
    """Return the wall time of pandoc's run for the HTML of a page."""
    [run] = [path.parent for path in records.glob("*/run.json") if page_of(path.parent) == (page, "html")]
    start = time.perf_counter()
    run_again(run)
    return time.perf_counter() - start


def used() -> float:
    """Return the CPU time of this process and of those that it has waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _imports() -> float:
    import great_tables  # noqa: F401
    import matplotlib.figure  # noqa: F401
    import pandas as pd  # noqa: F401

    return used()


def render_floor(records: str, data: str, root: str) -> float:
    """Return the floor of a render of all pages and formats."""
    imported = _imports()
    import typst

    from vexas_evidence.analysis.numbers import Numbers
    from vexas_evidence.load.folder import load_report
    from vexas_evidence.present.figures import canvas, charts

    evidence = load_report(Path(data))
    figures = charts(Numbers(evidence, evidence.study))
    loaded = used()
    for chart in figures.values():
        for form in ("svg", "png"):
            canvas.to_figure(chart.picture).savefig(io.BytesIO(), format=form, dpi=canvas.DOTS)
    for path in Path(records).glob("*/run.json"):
        content = run_again(path.parent)
        if page_of(path.parent)[1] == "typst":
            fonts = [Path(root) / "report/generated/fonts"]
            compiler = typst.Compiler(root=root, font_paths=list(map(str, fonts)), ignore_system_fonts=True)
            compiler.compile(content, format="pdf", pdf_standards=["a-3a", "ua-1"])
    return imported + used() - loaded


def page_floor(records: str, page: str) -> float:
    """Return the floor of one page in HTML."""
    _imports()
    seconds_of_pandoc(Path(records), page)
    return used()


def verify_floor(data: str) -> float:
    """Return the floor of a verification of a data folder."""
    import yaml

    import vexas_evidence.model  # noqa: F401

    for path in sorted(Path(data).rglob("*.yml")):
        with path.open(encoding="utf-8") as file:
            yaml.compose(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return used()


FLOORS: dict[str, Callable[..., float]] = {"render": render_floor, "page": page_floor, "verify": verify_floor}


def floor(name: str, *arguments: str) -> float:
    """Return a floor, taken in a process of its own."""
    answer = subprocess.check_output([sys.executable, __file__, name, *arguments])
    return float(json.loads(answer))


if __name__ == "__main__":
    print(json.dumps(FLOORS[sys.argv[1]](*sys.argv[2:])))
