"""What cells give, frozen for Quarto: which pages are, in which formats, and when it goes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from vexas_evidence.publish.render.page import load_page
from vexas_evidence.publish.render.project import load_project, page_paths
from vexas_evidence.publish.render.quarto import frozen

FRONT = "---\ntitle: A {{< var name >}}\nformat: {html: default, docx: default}\n---"
MARKDOWN = "class M:\n    def _repr_markdown_(self):\n        return '**bold**'\nM()"
PAGE = f"{FRONT}\n\nAn {{{{< var name >}}}}.\n\n```{{python}}\n{MARKDOWN}\n```\n"
CONFIG = "project: {type: website, render: ['*.qmd']}\nexecute: {echo: false}\n"


@pytest.fixture
def freeze(tmp_path: Path) -> Callable[..., dict[str, dict[str, str]]]:
    """Freeze pages by name in some formats; returns the Markdown of each page by name of the frozen file."""

    def run(files: dict[str, str], *formats: str) -> dict[str, dict[str, str]]:
        (tmp_path / "data").mkdir(exist_ok=True)
        for name, text in {"_quarto.yml": CONFIG, "_variables.yml": "name: x\n", **files}.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        project = load_project(tmp_path)
        pages = [load_page(project, path) for path in page_paths(project)]
        frozen.write_results(project, pages, formats, tmp_path / "data")
        found: dict[str, dict[str, str]] = {}
        for path in sorted((tmp_path / frozen.FOLDER).rglob("*.json")):
            result = json.loads(path.read_text(encoding="utf-8"))["result"]
            found.setdefault(path.parts[-3], {})[path.stem] = result["markdown"]
        return found

    return run


def test_a_page_is_frozen_with_what_its_cells_give(freeze) -> None:
    markdown = freeze({"a.qmd": PAGE})["a"]["html"]
    assert [line for line in markdown.removeprefix(FRONT).splitlines() if line] == ["An {{< var name >}}.", "**bold**"]


def test_a_page_has_its_front_matter_alone_in_a_format_that_it_lacks(freeze) -> None:
    assert freeze({"a.qmd": PAGE})["a"]["typ"] == FRONT + "\n"


def test_only_the_formats_asked_for_are_run(freeze) -> None:
    found = freeze({"a.qmd": PAGE}, "docx")["a"]
    assert ("**bold**" in found["docx"], "**bold**" in found["html"]) == (True, False)


def test_what_is_frozen_names_the_text_of_its_page(freeze, tmp_path: Path) -> None:
    freeze({"a.qmd": PAGE})
    content = json.loads((tmp_path / "_freeze/a/execute-results/html.json").read_text(encoding="utf-8"))
    assert content["hash"] == hashlib.md5(PAGE.encode(), usedforsecurity=False).hexdigest()


@pytest.mark.parametrize(
    "page",
    [
        "```{python}\n1 / 0\n```\n",
        "```{python}\n#| echo: true\nNone\n```\n",
        "```{python}\nprint('said')\n```\n",
        "```{python}\n#| fig-cap: A figure\nNone\n```\n",
        "```{r}\n1\n```\n",
        "---\nformat: {html: default, revealjs: default}\n---\n\nTwo of one name.\n",
    ],
)
def test_what_only_quarto_can_run_is_left_to_it_and_no_other_page(freeze, page: str) -> None:
    assert list(freeze({"a.qmd": PAGE, "b.qmd": page, "c.qmd": PAGE})) == ["a", "c"]


@pytest.fixture
def forgotten(freeze, tmp_path: Path) -> Callable[[Callable[[], object]], bool]:
    """Say whether what is frozen goes where something changes."""

    def after(change: Callable[[], object]) -> bool:
        page = PAGE + "\n{{< include _part.qmd >}}\n"
        files = {"a.qmd": page, "_part.qmd": "Part.\n", "_variables.yml": "name: x\n"}
        freeze(files)
        (tmp_path / "data/x.yml").write_text("a: b\n", encoding="utf-8")
        project, data = load_project(tmp_path), tmp_path / "data"
        frozen.forget(project, data, "", everything=True)
        freeze(files)
        change()
        frozen.forget(project, data, "", everything=False)
        return not frozen.is_frozen(project, "a.qmd")

    return after


@pytest.mark.parametrize("name", ["data/x.yml", "_part.qmd", "_variables.yml", "_quarto.yml"])
def test_what_is_frozen_goes_with_what_it_was_made_of(forgotten, tmp_path: Path, name: str) -> None:
    def change() -> None:
        path = tmp_path / name
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")

    assert forgotten(change)


@pytest.mark.parametrize("name", ["a.qmd", "note.txt"])
def test_what_quarto_notices_and_what_is_no_input_lets_it_stay(forgotten, tmp_path: Path, name: str) -> None:
    assert not forgotten(lambda: (tmp_path / name).write_text("Other.\n", encoding="utf-8"))


def test_what_is_frozen_stays_where_nothing_changed(forgotten) -> None:
    assert not forgotten(lambda: None)
