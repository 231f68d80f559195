"""A numeral typed into a page is told with its file and line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests import DATA, ROOT, VERSION
from tests.commands import run_command
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Evidence
from vexas_evidence.publish.coverage.finished_render import ReportPages, gather, refuse_typed
from vexas_evidence.publish.coverage.manifest import Manifest, Written
from vexas_evidence.publish.coverage.page_words import words_in
from vexas_evidence.publish.coverage.tree import read_trees
from vexas_evidence.system.problems import BadInput, Uncovered

NAMES = ("UBA1", "WHO 2022")


PAGE = """---
title: "Findings"
---

{{< include partials/_found.qmd >}}

## Relapse while treated

Not stated is not zero.
"""
PARTIAL = """```{python}
from vexas_evidence import report
report.table("safety")
```
"""
SETTINGS = """project: {type: website, output-dir: _site, execute-dir: project}
website:
  title: "Evidence"
  description: "Every number is tied to its source."
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of one page that includes a partial."""
    folder = tmp_path / "report"
    (folder / "partials").mkdir(parents=True)
    (tmp_path / "_quarto.yml").write_text(SETTINGS, encoding="utf-8")
    (folder / "findings.qmd").write_text(PAGE, encoding="utf-8")
    (folder / "partials" / "_found.qmd").write_text(PARTIAL, encoding="utf-8")
    return tmp_path


@pytest.fixture
def told(project: Path, evidence: Evidence) -> Callable[[str, str, str], list[str]]:
    """Return a function that puts words into a file in place of others, and says what is refused."""

    def spoil(name: str, old: str, new: str) -> list[str]:
        path = project / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        try:
            refuse_typed(ReportPages(project), evidence)
        except Uncovered as error:
            return [f"{each.place}: {each.found.partition(' typed')[0]}" for each in error.discrepancies]
        return []

    return spoil


Told = Callable[[str, str, str], list[str]]


def test_the_pages_of_the_report_hold_no_typed_numeral(evidence: Evidence) -> None:
    refuse_typed(ReportPages(ROOT), evidence)


@pytest.mark.parametrize("numeral", ["63%", "61%", "88", "twelve", "0.4–5.6"])
def test_a_numeral_in_a_sentence_is_refused_even_where_it_is_true(told: Told, numeral: str) -> None:
    [first, *_] = told("report/findings.qmd", "Not stated", f"In {numeral} not stated")
    assert first.startswith("report/findings.qmd:9: numeral ")


def test_a_numeral_in_a_heading_is_refused(told: Told) -> None:
    found = told("report/findings.qmd", "## Relapse while", "## Relapse in 90% while")
    assert found == ["report/findings.qmd:7: numeral '90%'"]


def test_a_numeral_in_the_title_of_a_page_is_refused(told: Told) -> None:
    found = told("report/findings.qmd", 'title: "Findings"', 'title: "Findings in 88 patients"')
    assert found == ["report/findings.qmd:2: numeral '88'"]


def test_a_numeral_in_an_alternative_text_is_refused(told: Told) -> None:
    found = told("report/findings.qmd", "Not stated is", '![Plot](a.png){fig-alt="In 61%"}\n\nNot stated is')
    assert found == ["report/findings.qmd:9: numeral '61%'"]


def test_a_numeral_in_a_partial_is_told_in_the_partial(told: Told) -> None:
    assert told("report/partials/_found.qmd", "```{python}", "Of 88.\n\n```{python}") == [
        "report/partials/_found.qmd:1: numeral '88'"
    ]


def test_a_numeral_in_the_caption_of_a_cell_is_refused(told: Told) -> None:
    found = told("report/partials/_found.qmd", "from vexas", '#| tbl-cap: "Of 88"\nfrom vexas')
    assert found == ["report/partials/_found.qmd:2: numeral '88'"]


def test_a_numeral_in_the_description_of_the_site_is_refused(told: Told) -> None:
    found = told("_quarto.yml", "Every number is", "Each of 88 numbers is")
    assert found == ["_quarto.yml:4: numeral '88'"]


@pytest.mark.parametrize(
    "harmless",
    [
        "UBA1 and WHO 2022",
        '`{python} report.number("relapse-free-1y")`',
        "{{< var version2 >}}",
        "![Plot](plot2.png){width=50%}",
        "[link](https://example.org/2022)",
        "<!-- in 2022 -->",
    ],
)
def test_names_code_shortcodes_targets_and_comments_are_no_typed_numerals(told: Told, harmless: str) -> None:
    assert told("report/findings.qmd", "Not stated", f"{harmless} not stated") == []


@pytest.mark.parametrize("words", ["Fewer than", "over", "at\nleast", "nearly **"])
def test_a_bound_before_a_call_is_refused(told: Told, words: str) -> None:
    [found] = told("report/findings.qmd", "Not stated", f'{words} `{{python}} report.number("rash")`')
    assert found.startswith("report/findings.qmd:9: bound ")


@pytest.mark.parametrize("item", ["(xcix) responded", "iv. responded", "c) responded"])
def test_a_list_with_numerals_of_its_own_is_refused(told: Told, item: str) -> None:
    assert told("report/findings.qmd", "Not stated is not zero.", item) == ["report/findings.qmd:9: numeral of a list"]


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        (
            "version: 9.9.9",
            f"version '9.9.9': '{VERSION}', the newest version of the report: write the same version in both",
        ),
        (
            "study: Mars fever",
            "study 'Mars fever': 'FRENVEX azacitidine', the short_title of study.yml: write the same study in both",
        ),
        (
            "site: Mars fever",
            "site 'Mars fever': 'VEXAS Evidence', the site of the report, or the short_title of study.yml: "
            "write the same site in both",
        ),
        (
            "sources: From a secondary source.",
            "sources 'From a secondary source.': 'From secondary sources.', the tiers of the sources read: "
            "write the same sources in both",
        ),
    ],
)
def test_pages_that_do_not_name_the_version_study_or_tiers_of_the_data_are_bad_input(
    project: Path, tmp_path: Path, told: str, wrong: str
) -> None:
    others = {"version": VERSION, "site": "VEXAS Evidence"} | yaml.safe_load(told)
    (project / "_variables.yml").write_text(yaml.safe_dump(others), encoding="utf-8")
    done = run_command("render", "--engine", "embedded", "--project", str(project), "--output", str(tmp_path / "site"))
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, f"_variables.yml: {wrong}")


def test_code_and_settings_are_no_words(tmp_path: Path) -> None:
    page = tmp_path / "page.qmd"
    page.write_text(
        "---\nformat: {typst: {papersize: a4, columns: 2}}\n---\n\n```{python}\n#| fig-width: 7\n1 + 61\n```\n"
    )
    assert [line.text for line in words_in(page.read_text(encoding="utf-8"), "page.qmd") if line.text.strip()] == []


@pytest.fixture
def expected(project: Path, tmp_path: Path, example: Numbers) -> Callable[[str, str], Written]:
    """Return a function that says what is expected of a finished file, once the page of the project reads so."""

    def expect(page: str, file: str) -> Written:
        (project / "report" / "findings.qmd").write_text(page, encoding="utf-8")
        site = tmp_path / "made"
        (site / file).parent.mkdir(parents=True)
        (site / file).touch()
        return gather(site, ReportPages(project), read_trees(tmp_path / "noted"), example, Manifest({}, "", ())).files[
            file
        ]

    return expect


Expected = Callable[[str, str], Written]


def test_dashes_in_a_title_end_no_front_matter(expected: Expected) -> None:
    page = "---\ntitle: A --- B\nformat:\n  typst: {output-file: other.pdf}\n---\n"
    assert expected(page, "report/other.pdf").title == "A — B"


@pytest.mark.parametrize("suffix", ["html", "pdf", "docx", "pptx"])
def test_an_output_file_without_a_suffix_gets_that_of_its_format(expected: Expected, suffix: str) -> None:
    page = "---\ntitle: Told\noutput-file: brief\nformat: {html: default, typst: default, docx: {}, pptx: {}}\n---\n"
    assert expected(page, f"report/brief.{suffix}").title == "Told"


def test_slides_for_the_browser_are_read_though_only_quarto_makes_them(expected: Expected) -> None:
    page = "---\ntitle: Told\nformat: {pptx: {}, revealjs: {output-file: deck}}\n---\n"
    assert expected(page, "report/deck.html").title == "Told"


def test_a_page_that_only_quarto_can_make_is_read(expected: Expected) -> None:
    page = "---\ntitle: Told\ncode-fold: true\n---\n\n::: {.panel-tabset}\n## One {.tabset}\n:::\n"
    assert expected(page, "report/findings.html").title == "Told"


def test_front_matter_that_nobody_can_read_is_told_with_its_line(expected: Expected) -> None:
    with pytest.raises(BadInput, match=r"^report/findings.qmd:3: not valid YAML"):
        expected("---\ntitle: [\n---\n", "report/findings.html")


def test_render_refuses_a_typed_numeral_and_keeps_the_last_good_output(project: Path, tmp_path: Path) -> None:
    page = project / "report" / "findings.qmd"
    page.write_text(page.read_text(encoding="utf-8").replace("Not stated", "In 34%"), encoding="utf-8")
    output = tmp_path / "site"
    output.mkdir()
    (output / "index.html").write_text("last good", encoding="utf-8")
    done = run_command(
        "render", "--engine", "embedded", "--project", str(project), "--data", str(DATA), "--output", str(output)
    )
    assert done.returncode == 1
    assert "report/findings.qmd:9: numeral '34%' typed into 'In 34% is not zero.'" in done.stderr
    assert (output / "index.html").read_text(encoding="utf-8") == "last good"
