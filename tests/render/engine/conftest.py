from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import ROOT
from vexas_evidence.publish.render import Rendered, Request, render
from vexas_evidence.system.problems import BadInput

SAMPLE = Path(__file__).parent / "project"
CONFIG = """\
project:
  type: website
  render: [pages/*.qmd]
format: html
"""

Make = Callable[..., Path]
Problems = Callable[[Path], list[str]]


REPORT = ROOT / "report"
SHARED = ("styles/typst-template.typ", "styles/typst-show.typ", "styles/reference.docx", "filters/numbers.lua")


def copy_sample(folder: Path) -> Path:
    """Copy the sample project, with the report's own templates and filter, so that these are tested too."""
    shutil.copytree(SAMPLE, folder, ignore=shutil.ignore_patterns("generated", "_site", "__pycache__"))
    for name in SHARED:
        (folder / "report" / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(REPORT / name, folder / "report" / name)
    return folder


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Rendered, Path, list[str]]:
    """The sample project rendered once: what was returned, the output folder, and the lines told."""
    folder = tmp_path_factory.mktemp("sample")
    project = copy_sample(folder / "project")
    told: list[str] = []
    rendered = render(Request(project, project / "data", folder / "out", engine="embedded"), told.append)
    return rendered, folder / "out", told


@pytest.fixture(scope="session")
def site(sample: tuple[Rendered, Path, list[str]]) -> Path:
    return sample[1]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Writes a small project: `make({"pages/a.qmd": "text"})`."""

    def write(files: dict[str, str], config: str = CONFIG) -> Path:
        root = tmp_path / "small"
        for name, content in {"_quarto.yml": config, "data/x.yml": "a: b\n", **files}.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(content, encoding="utf-8")
        return root

    return write


@pytest.fixture
def problems() -> Problems:
    """Renders a project that cannot be rendered, and returns its messages."""

    def render_and_fail(root: Path, **options: object) -> list[str]:
        request = Request(root, root / "data", root.parent / "out", engine="embedded", **options)  # type: ignore[arg-type]
        with pytest.raises(BadInput) as caught:
            render(request, lambda _: None)
        return [str(problem) for problem in caught.value.problems]

    return render_and_fail


@pytest.fixture
def rendered_text() -> Callable[..., str]:
    """Renders a small project and returns one output as text."""

    def render_one(root: Path, output: str = "pages/a.html") -> str:
        render(Request(root, root / "data", root.parent / "out", engine="embedded"), lambda _: None)
        return (root.parent / "out" / output).read_text(encoding="utf-8")

    return render_one
