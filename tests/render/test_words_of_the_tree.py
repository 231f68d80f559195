"""What changes words between the document tree and a finished file stops the render, with the words and their place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests import EXAMPLE
from tests.commands import run_command
from tests.conftest import SAID, Once, words_said

PAGE = """---
title: Harms
format:
  html: {include-after-body: after.html}
  typst: {template-partials: [typst-template.typ, typst-show.typ]}
  docx: {}
---

## Who was treated

Those who had a rash were seen again.

```{=openxml}
<w:p><w:r><w:t>Nobody died.</w:t></w:r></w:p>
```
"""
TEMPLATE = '#let article(title: none, doc) = { set document(title: title); show "rash": "fever"; doc }\n'
REMEDY = "write words in the pages or the data, and let no template, raw block or style add, change or hide any"


@pytest.fixture(scope="module")
def said(once: Once) -> str:
    """What a render says of pages whose template, raw block and included file change words."""

    def render(folder: Path) -> None:
        folder.mkdir()
        shutil.copytree(EXAMPLE, folder / "data")
        (folder / "_quarto.yml").write_text("project: {type: website, output-dir: _site, execute-dir: project}\n")
        (folder / "page.qmd").write_text(PAGE, encoding="utf-8")
        (folder / "after.html").write_text("<p>All were cured.</p>\n", encoding="utf-8")
        (folder / "typst-template.typ").write_text(TEMPLATE, encoding="utf-8")
        (folder / "typst-show.typ").write_text("#show: doc => article(title: [Harms], doc)\n", encoding="utf-8")
        done = run_command("render", "--engine", "embedded", folder=folder)
        assert done.returncode == 1, done.stdout + done.stderr
        (folder / SAID).write_text(done.stderr, encoding="utf-8")

    return words_said(once("words of the tree", render))


@pytest.mark.parametrize(
    "found",
    [
        "page.docx, “Who was treated”: “rash were seen again. [Nobody died.]”: nothing between these words",
        "page.html, “Who was treated”: “All were cured.”: the title, headings, navigation or foot, as they are set",
        "page.pdf, page 1: “Those who had a [fever] were seen again.”: “Those who had a [rash] were seen again.”",
    ],
)
def test_words_that_are_not_those_of_the_tree_stop_the_render(said: str, found: str) -> None:
    assert f"{found}: {REMEDY} [coverage]" in said
