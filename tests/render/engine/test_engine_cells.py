"""Cells and inline code: what they show, and where their mistakes are told."""

# ruff: noqa: E501 (messages stand whole on their line)
from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from lxml import html

CELL = "```{{python}}\n{}\n```\n"


def body(text: str) -> html.HtmlElement:
    return html.document_fromstring(text.encode()).get_element_by_id("quarto-document-content")


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("print('out')", "out"),
        ("'value'", "'value'"),
        ("'quiet';", ""),
        ("x = 1", ""),
        ("None", ""),
        ("print('first')\n'second'", "first 'second'"),
        ("from IPython.display import display, Markdown\ndisplay(Markdown('*one*'))\nprint('two')", "one two"),
        ("import sys\nprint('said', file=sys.stderr)", "said"),
    ],
)
def test_a_cell_shows_what_it_prints_and_returns_in_order(make, rendered_text, code: str, shown: str) -> None:
    text = rendered_text(make({"pages/a.qmd": CELL.format("#| echo: false\n" + code)}))
    assert " ".join(body(text).text_content().split()) == shown


@pytest.mark.parametrize(
    ("option", "shown"),
    [
        ("echo: true", "print(1) 1"),
        ("output: false\n#| echo: true", "print(1)"),
        ("eval: false\n#| echo: true", "print(1)"),
        ("include: false", ""),
    ],
)
def test_options_say_what_is_shown(make, rendered_text, option: str, shown: str) -> None:
    text = rendered_text(make({"pages/a.qmd": CELL.format(f"#| {option}\nprint(1)")}))
    assert " ".join(body(text).text_content().split()) == shown


def test_what_a_cell_writes_to_stderr_can_be_left_out(make, rendered_text) -> None:
    text = rendered_text(
        make({"pages/a.qmd": CELL.format("#| echo: false\n#| warning: false\nimport sys\nprint('w', file=sys.stderr)")})
    )
    assert body(text).text_content().split() == []


def test_execute_options_hold_for_all_cells(make, rendered_text) -> None:
    text = rendered_text(make({"pages/a.qmd": "---\nexecute:\n  echo: false\n---\n" + CELL.format("1 + 1")}))
    assert body(text).text_content().split() == ["2"]


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        ('"a*b*"', "a*b*"),
        ("1 + 1", "2"),
        ("type('M', (), {'_repr_markdown_': lambda self: '*m*'})()", "m"),
    ],
)
def test_inline_code_is_printed(make, rendered_text, expression: str, shown: str) -> None:
    text = rendered_text(make({"pages/a.qmd": f"It is `{{python}} {expression}`."}))
    assert body(text).text_content().split() == ["It", "is", f"{shown}."]


def test_a_page_starts_with_an_empty_namespace(make, problems) -> None:
    root = make({"pages/a.qmd": CELL.format("x = 1"), "pages/b.qmd": CELL.format("x")})
    assert problems(root) == [
        "pages/b.qmd:2: code raises NameError (name 'x' is not defined): code that runs: "
        "correct the code or what it reads"
    ]


@pytest.mark.parametrize(
    ("page", "message"),
    [
        (
            "text\n\n" + CELL.format("x = 1\nx / 0"),
            "pages/a.qmd:5: code raises ZeroDivisionError (division by zero): code that runs: "
            "correct the code or what it reads",
        ),
        (
            CELL.format("def f():\n    raise ValueError\n\nf()"),
            "pages/a.qmd:3: code raises ValueError: code that runs: correct the code or what it reads",
        ),
        (
            CELL.format("x = 1\ny = = 2"),
            "pages/a.qmd:3: code raises SyntaxError (invalid syntax): code that runs: correct the code or what it reads",
        ),
        (
            "one\n`{python} missing`\n",
            "pages/a.qmd:2: code raises NameError (name 'missing' is not defined): code that runs: "
            "correct the code or what it reads",
        ),
        (
            "\n{{< include _b.qmd >}}\n",
            "pages/_b.qmd:5: code raises ZeroDivisionError (division by zero): code that runs: "
            "correct the code or what it reads",
        ),
        (
            CELL.format("class H:\n    def _repr_html_(self): return '<b>x</b>'\nH()"),
            "pages/a.qmd:1: cell returns text/html: Markdown with a raw html block (for plain HTML Quarto loads "
            "scripts from a CDN): give the object `_repr_markdown_`",
        ),
        (
            CELL.format("class M:\n    def _repr_markdown_(self): raise ValueError('no')\nM()"),
            "pages/a.qmd:3: code raises ValueError (no): code that runs: correct the code or what it reads",
        ),
        (
            CELL.format("class M:\n    def _repr_markdown_(self): raise ValueError('no')") + "\n`{python} M()`\n",
            "pages/a.qmd:6: code raises ValueError (no): code that runs: correct the code or what it reads",
        ),
        (
            CELL.format("#| echo: false\nfrom IPython.display import Markdown\nMarkdown('{{< ' + 'var x >}}')"),
            "pages/a.qmd:1: shortcode in the output of a cell: text without shortcodes: put the value in with Python",
        ),
        (
            CELL.format("from IPython.display import Markdown\nMarkdown('::: aside\\n:::')"),
            "pages/a.qmd:1: unsupported class 'aside': a class of features.yml: do without margin notes",
        ),
    ],
)  # fmt: skip
def test_code_that_cannot_run_is_told_at_its_own_line(make, problems, page: str, message: str) -> None:
    included = "x\n\n" + CELL.format("#| echo: false\n1 / 0\n")
    assert problems(make({"pages/a.qmd": page, "pages/_b.qmd": included})) == [message]


def test_bad_input_in_a_cell_keeps_its_own_problems(make, problems) -> None:
    code = "from vexas_evidence.system.problems import Place, one\nraise one(Place('data.yml', 7), 'w', 'e', 'r')"
    assert problems(make({"pages/a.qmd": CELL.format(code)})) == ["data.yml:7: w: e: r"]


def test_cells_find_the_data_and_run_in_the_project(make, rendered_text) -> None:
    code = "#| echo: false\nimport os\nprint(os.environ['VEXAS_EVIDENCE_DATA'], os.getcwd())"
    root = make({"pages/a.qmd": CELL.format(code)})
    assert body(rendered_text(root)).text_content().split() == [str(root / "data"), str(root)]


def test_cells_know_their_medium(make, rendered_text) -> None:
    code = (
        "#| echo: false\nimport json, os\n"
        "print(json.load(open(os.environ['QUARTO_EXECUTE_INFO']))['format']['identifier']['base-format'])"
    )
    text = rendered_text(make({"pages/a.qmd": CELL.format(code)}))
    assert body(text).text_content().split() == ["html"]


def test_after_a_render_the_process_is_as_before(make, rendered_text) -> None:
    before = (Path.cwd(), dict(os.environ), list(sys.path), sys.displayhook, sys.stdout)
    rendered_text(make({"pages/a.qmd": CELL.format("import os\nos.environ['LEFT'] = '1'\nos.chdir('/')")}))
    assert (Path.cwd(), dict(os.environ), list(sys.path), sys.displayhook, sys.stdout) == before


def test_a_figure_of_matplotlib_is_a_picture(make, rendered_text) -> None:
    code = "#| echo: false\nfrom matplotlib.figure import Figure\nFigure()"
    (picture,) = body(rendered_text(make({"pages/a.qmd": CELL.format(code)}))).iter("img")
    assert picture.get("src", "").startswith("data:image/png;base64,")
