"""What `_quarto.yml` may say."""

from __future__ import annotations

from pathlib import Path

import pytest

from vexas_evidence.load import yaml
from vexas_evidence.publish.render import settings
from vexas_evidence.publish.render.project import load_project, page_paths, select_pages
from vexas_evidence.system.problems import BadInput

RENDER = Path(settings.__file__).parent


def messages(root: Path) -> list[str]:
    with pytest.raises(BadInput) as caught:
        load_project(root)
    return [str(problem) for problem in caught.value.problems]


def test_no_feature_is_declared_twice_in_a_scope() -> None:
    table = yaml.plain(yaml.read(RENDER / "features.yml", "features.yml"))  # refuses a key that stands twice
    assert [*table["keys"]] == [*dict.fromkeys(feature.scope for feature in settings.FEATURES)]


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ("tocc: true\n", "_quarto.yml:1: unsupported key 'tocc': a key of features.yml: did you mean 'toc'?"),
        (
            "project:\n  type: book\n",
            "_quarto.yml:2: type: book: only website: change it",
        ),
        (
            "project:\n  outputdir: x\n",
            "_quarto.yml:2: unsupported key 'outputdir': a key of features.yml: did you mean 'output-dir'?",
        ),
        (
            "format:\n  pdf: default\n",
            "_quarto.yml:2: format 'pdf': one of html, typst, docx, pptx: use typst for a PDF",
        ),
        (
            "format:\n  htm: default\n",
            "_quarto.yml:2: format 'htm': one of html, typst, docx, pptx: did you mean 'html'?",
        ),
        ("toc: yes\n", "_quarto.yml:1: toc: yes: true or false: write one of the two"),
        ("toc-depth: two\n", "_quarto.yml:1: toc-depth: two: a whole number: write one"),
        (
            "execute:\n  freeze: true\n",
            "_quarto.yml:2: freeze: true: one of auto, false: use one of auto, false",
        ),
        ("website:\n  search: true\n", "_quarto.yml:2: search: true: only false: change it"),
        (
            "website:\n  navbar:\n    left:\n      - href: a.qmd\n",
            "_quarto.yml:4: a link without text: `href` and `text`: add `text:`",
        ),
        (
            "website:\n  navbar:\n    left:\n      - a.qmd\n",
            "_quarto.yml:4: a bare link: `href` and `text`: write `- href:` and `text:`",
        ),
        (
            "project:\n  pre-render: make.sh\n",
            "_quarto.yml:2: pre-render: make.sh: a Python script: write it in Python",
        ),
        (
            "project:\n  post-render: gone.py\n",
            "_quarto.yml:2: post-render: gone.py does not exist: a Python script: create it or correct the path",
        ),
        (
            "project:\n  resources: ['../*']\n",
            "_quarto.yml:2: resources: ../*: files inside the project: move them there",
        ),
        ("title: [a, b]\n", "_quarto.yml:1: title has several values: one value: write one"),
    ],
)
def test_a_key_or_value_that_is_not_supported_is_named_with_its_line(make, config: str, message: str) -> None:
    assert messages(make({}, config)) == [message]


def test_all_problems_of_the_configuration_are_told_at_once(make) -> None:
    assert len(messages(make({"_variables.yml": "- a\n"}, "toc: yes\ntocc: true\n"))) == 3


def test_files_that_begin_with_an_underscore_are_no_pages(make) -> None:
    root = make({"pages/a.qmd": "", "pages/_b.qmd": "", "pages/_parts/c.qmd": ""})
    assert page_paths(load_project(root)) == ("pages/a.qmd",)


def test_an_exclamation_mark_leaves_pages_out(make) -> None:
    root = make({"pages/a.qmd": "", "pages/b.qmd": ""}, "project:\n  render: [pages/*.qmd, '!pages/b.qmd']\n")
    assert page_paths(load_project(root)) == ("pages/a.qmd",)


def test_a_page_is_selected_by_stem_or_path(make) -> None:
    project = load_project(make({"pages/a.qmd": "", "pages/b.qmd": "", "pages/c.qmd": ""}))
    assert select_pages(project, ("c", "pages/a.qmd")) == ("pages/a.qmd", "pages/c.qmd")


def test_an_unknown_page_is_told_with_the_nearest(make) -> None:
    project = load_project(make({"pages/findings.qmd": ""}))
    with pytest.raises(BadInput) as caught:
        select_pages(project, ("finding",))
    assert str(caught.value) == "_quarto.yml: no page 'finding': a page of the project: did you mean 'findings'?"


def test_a_project_without_pages_is_told(make) -> None:
    with pytest.raises(BadInput) as caught:
        page_paths(load_project(make({})))
    assert str(caught.value) == (
        "_quarto.yml: no page: a .qmd file that `render:` names: correct `render:` or add a page"
    )


def test_a_missing_configuration_is_told(tmp_path: Path) -> None:
    assert messages(tmp_path) == [
        "_quarto.yml: file not found: a readable file: create it or correct the path",
    ]
