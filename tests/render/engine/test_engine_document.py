"""What a `.qmd` file may say, and where its mistakes are told."""

# ruff: noqa: E501 (messages stand whole on their line)
from __future__ import annotations

from pathlib import Path

import pytest

from vexas_evidence.publish.render.embedded.document import Cell, load_document
from vexas_evidence.publish.render.lines import SourceLine
from vexas_evidence.publish.render.project import load_project
from vexas_evidence.system.problems import BadInput


def messages(root: Path, page: str = "pages/a.qmd") -> list[str]:
    with pytest.raises(BadInput) as caught:
        load_document(load_project(root), page)
    return [str(problem) for problem in caught.value.problems]


def lines(root: Path, page: str = "pages/a.qmd") -> list[str]:
    return [part.text for part in load_document(load_project(root), page).body if isinstance(part, SourceLine)]


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("---\ntitle: '{{< meta title >}}'\n---\n", "pages/a.qmd:2: unknown name 'title': a name in the front matter: declare it first"),
        ("{{< >}}\n", "pages/a.qmd:1: unsupported shortcode '': one of include, var, meta, pagebreak: use one of include, meta, pagebreak, var"),
        (
            "{{< video x.mp4 >}}\n",
            "pages/a.qmd:1: unsupported shortcode 'video': one of include, var, meta, pagebreak: "
            "use one of include, meta, pagebreak, var",
        ),
        ("{{< var a.c >}}\n", "pages/a.qmd:1: unknown name 'a.c': a name in _variables.yml: use one of b"),
        ("{{< var a >}}\n", "pages/a.qmd:1: 'a' is not a text: a text in _variables.yml: name one of its texts"),
        (
            "---\ntitle: T\n---\n{{< meta titel >}}\n",
            "pages/a.qmd:4: unknown name 'titel': a name in the front matter: did you mean 'title'?",
        ),
        (
            "text {{< include b.qmd >}}\n",
            "pages/a.qmd:1: shortcode 'include b.qmd': `{{< include path >}}` on a line of its own, also inside an "
            "included file: write it so",
        ),
        ("```{r}\nx\n```\n", "pages/a.qmd:1: cell {r}: a cell {python}: write it in Python"),
        ("```{mermaid}\nx\n```\n", "pages/a.qmd:1: cell {mermaid}: a cell {python}: write it in Python"),
        (
            "```{python}\n#| fig-cap: x\n```\n",
            "pages/a.qmd:2: unsupported key 'fig-cap': a key of features.yml: remove it",
        ),
        ("```{python}\n#| echo: maybe\n```\n", "pages/a.qmd:2: echo: maybe: true or false: write one of the two"),
        ("```{python}\n#| error: true\n```\n", "pages/a.qmd:2: error: true: only false: change it"),
        (
            "```{python}\n#| label: tbl-x\n```\n",
            "pages/a.qmd:1: label 'tbl-x' on a cell: a plain name: put the cell's output in a div `::: {#tbl-x}` "
            "with the caption",
        ),
        ("```{python}\nx = 1\n#| echo: true\n```\n", "pages/a.qmd:3: option below code: options first in the cell: move it up"),
        ("```{python}\nx = 1\n", "pages/a.qmd:1: code block has no end: a line ```: close the block"),
        (
            "::: panel-tabset\n:::\n",
            "pages/a.qmd:1: unsupported class 'panel-tabset': a class of features.yml: do without panels and tabsets",
        ),
        (
            "::: {.column-margin}\n:::\n",
            "pages/a.qmd:1: unsupported class 'column-margin': a class of features.yml: do without page columns",
        ),
        (
            "::: {layout-ncol=2}\n:::\n",
            "pages/a.qmd:1: unsupported attribute 'layout-ncol': an attribute of features.yml: remove it",
        ),
        (
            "::: {.callout-notice}\n:::\n",
            "pages/a.qmd:1: unknown callout 'callout-notice': one of caution, important, note, tip, warning: "
            "did you mean 'note'?",
        ),
        (
            '::: {.callout-note collapse="true"}\n:::\n',
            "pages/a.qmd:1: unsupported attribute 'collapse': an attribute of features.yml: remove it",
        ),
        (
            '::: {.content-visible when-format="pdf"}\n:::\n',
            "pages/a.qmd:1: when-format 'pdf': one of html, typst, docx, pptx, revealjs: use typst",
        ),
        (
            "::: {.content-visible}\n:::\n",
            "pages/a.qmd:1: content-visible without a condition: when-format or unless-format: add one",
        ),
        ("See @eq-one.\n", "pages/a.qmd:1: reference '@eq-one': @tbl-, @fig- or @sec-: refer to one of these"),
        ("::: {#thm-one}\n:::\n", "pages/a.qmd:1: unsupported id 'thm-one': #tbl- or #fig-: use another id"),
        ("---\ntitle: T\n", "pages/a.qmd:1: front matter has no end: a line `---`: close the front matter"),
        (
            "---\ntitle: T\ncode-fold: true\n---\n",
            "pages/a.qmd:3: unsupported key 'code-fold': a key of features.yml: did you mean 'code-tools'?",
        ),
        ("---\ntitle: T\ntitle: U\n---\n", "pages/a.qmd:3: duplicate key 'title': one value (first on line 2): remove one"),
        (
            "---\nformat:\n  typst:\n    css: x\n---\n",
            "pages/a.qmd:4: unsupported key 'css': a key of features.yml: remove it",
        ),
        ("{{< include gone.qmd >}}\n", "pages/a.qmd:1: include of gone.qmd: file not found: a text file: create it or correct the path"),
        (
            "{{< include ../../x.qmd >}}\n",
            "pages/a.qmd:1: include of ../../x.qmd: a file inside the project: move it into the project",
        ),
        ("{{< include a.qmd >}}\n", "pages/a.qmd:1: include of itself (pages/a.qmd > pages/a.qmd): no circle of includes: remove one"),
        ("{{< include _front.qmd >}}\n", "pages/_front.qmd:1: front matter in an included file: text only: move it to the page"),
    ],
)  # fmt: skip
def test_what_is_not_supported_is_told_with_its_line(make, page: str, message: str) -> None:
    root = make({"pages/a.qmd": page, "_variables.yml": "a:\n  b: c\n", "pages/_front.qmd": "---\ntitle: T\n---\n"})
    assert messages(root) == [message]


def test_a_mistake_in_an_included_file_is_told_there(make) -> None:
    root = make({"pages/a.qmd": "one\n{{< include _b.qmd >}}\n", "pages/_b.qmd": "x\n\n::: aside\n:::\n"})
    assert messages(root) == [
        "pages/_b.qmd:3: unsupported class 'aside': a class of features.yml: do without margin notes"
    ]


def test_a_circle_over_two_files_is_told_at_its_end(make) -> None:
    root = make({"pages/a.qmd": "{{< include _b.qmd >}}\n", "pages/_b.qmd": "\n{{< include a.qmd >}}\n"})
    assert messages(root) == [
        "pages/_b.qmd:2: include of itself (pages/a.qmd > pages/_b.qmd > pages/a.qmd): no circle of includes: remove one"
    ]


def test_problems_of_all_pages_are_told_at_once(make, problems) -> None:
    root = make({"pages/a.qmd": "::: aside\n:::\n", "pages/b.qmd": "```{r}\n```\n{{< kbd x >}}\n"})
    assert [message.split(": ")[0] for message in problems(root)] == ["pages/a.qmd:1", "pages/b.qmd:1", "pages/b.qmd:3"]


def test_included_paths_are_read_from_the_page_as_quarto_does(make) -> None:
    root = make(
        {
            "pages/a.qmd": "{{< include in/_b.qmd >}}",
            "pages/in/_b.qmd": "{{< include _c.qmd >}}",
            "pages/_c.qmd": "deep",
        }
    )
    assert "deep" in lines(root)


def test_an_include_may_begin_at_the_project(make) -> None:
    root = make({"pages/a.qmd": "{{< include /parts/b.qmd >}}", "parts/b.qmd": "from above"})
    assert "from above" in lines(root)


def test_an_escaped_shortcode_is_printed(make) -> None:
    assert lines(make({"pages/a.qmd": "`{{{< var x >}}}`"})) == ["`{{< var x >}}`"]


def test_names_of_features_in_code_are_only_text(make) -> None:
    root = make({"pages/a.qmd": "`::: {.aside}` and\n\n```markdown\n::: {.aside}\n```\n"})
    assert len(lines(root)) == 5


def test_a_value_in_the_front_matter_may_name_a_variable(make) -> None:
    root = make({"pages/a.qmd": '---\ntitle: "T {{< var v >}}"\n---\n', "_variables.yml": "v: 0.50\n"})
    document = load_document(load_project(root), "pages/a.qmd")
    assert document.settings["html"]["title"].value == "T 0.50"


def test_a_cell_keeps_its_options_and_its_place(make) -> None:
    root = make({"pages/a.qmd": "text\n\n```{python}\n#| label: name\n#| echo: false\nx = 1\n```\n"})
    (cell,) = (part for part in load_document(load_project(root), "pages/a.qmd").body if isinstance(part, Cell))
    assert (cell.options, str(cell.place), [str(line.place) for line in cell.code]) == (
        {"label": "name", "echo": "false"},
        "pages/a.qmd:3",
        ["pages/a.qmd:6"],
    )


def test_settings_of_a_format_go_over_those_of_the_page_and_the_project(make) -> None:
    config = "project: {type: website, render: [pages/*.qmd]}\ntoc: true\nformat:\n  html:\n    toc-depth: 2\n"
    root = make({"pages/a.qmd": "---\nformat:\n  html:\n    toc: false\n---\n"}, config)
    settings = load_document(load_project(root), "pages/a.qmd").settings["html"]
    assert (settings["toc"].value, settings["toc-depth"].value) == ("false", "2")


def test_a_file_is_read_once_for_all_pages_of_a_project(make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make({"pages/a.qmd": "{{< include _c.qmd >}}", "pages/b.qmd": "{{< include _c.qmd >}}", "pages/_c.qmd": "x"})
    project, opened = load_project(root), []
    read = Path.open
    monkeypatch.setattr(Path, "open", lambda path, *mode, **how: opened.append(path.name) or read(path, *mode, **how))
    for page in ("pages/a.qmd", "pages/b.qmd", "pages/a.qmd"):
        load_document(project, page)
    assert sorted(opened) == ["_c.qmd", "a.qmd", "b.qmd"]
