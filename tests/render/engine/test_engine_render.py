"""A render: what goes in, what comes out, and that outputs appear all or not at all."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from vexas_evidence.publish.render import Request, render
from vexas_evidence.system.problems import BadInput

HEAVY = ("IPython", "pandas", "matplotlib", "typst", "pypandoc", "lxml", "docx")
PAGES = {"pages/a.qmd": "good a", "pages/b.qmd": "good b"}
HOOK = "project: {type: website, render: [pages/*.qmd], %s: hook.py}\nformat: html\n"


def quiet(root: Path, **options: object) -> Request:
    return Request(root, root / "data", root.parent / "out", engine="embedded", **options)  # type: ignore[arg-type]


def digest(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def failure(request: Request) -> str:
    with pytest.raises(BadInput) as caught:
        render(request, lambda _: None)
    return str(caught.value)


def test_importing_the_render_imports_nothing_heavy() -> None:
    code = f"import sys, vexas_evidence.publish.render; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_render_names_its_engine_versions_and_files(sample) -> None:
    rendered, site, _ = sample
    assert (rendered.engine, rendered.version.split()[::2]) == ("embedded", ["pandoc", "Typst", "IPython"])
    assert set(rendered.files) == {path for path in site.rglob("*") if path.is_file()}


def test_each_page_and_format_is_told_on_a_line(sample) -> None:
    _, _, told = sample
    assert sorted(line.split(" (")[0] for line in told[1:]) == [  # as each is ready, whichever process made it
        "report/evidence.qmd → report/evidence.docx",
        "report/evidence.qmd → report/evidence.pdf",
        "report/findings.qmd → report/findings.html",
        "report/index.qmd → report/index.html",
        "report/provenance.qmd → report/provenance.html",
    ]


def test_a_second_render_gives_the_same_bytes(sample, tmp_path: Path) -> None:
    _, site, _ = sample
    project = site.parent / "project"
    render(Request(project, project / "data", tmp_path / "again", engine="embedded"), lambda _: None)
    assert digest(tmp_path / "again") == digest(site)


def test_source_date_epoch_dates_the_pdf(make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pikepdf

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    root = make({"pages/a.qmd": "x"}, "project: {type: website, render: [pages/*.qmd]}\nformat: typst\n")
    render(quiet(root), lambda _: None)
    with pikepdf.open(tmp_path / "out" / "pages" / "a.pdf") as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:19700102")


def test_a_failing_page_leaves_the_last_good_output(make, tmp_path: Path) -> None:
    root = make(PAGES)
    render(quiet(root), lambda _: None)
    before = digest(tmp_path / "out")
    (root / "pages" / "a.qmd").write_text("changed")
    (root / "pages" / "b.qmd").write_text("```{python}\n1 / 0\n```\n")
    failure(quiet(root))
    assert digest(tmp_path / "out") == before


def test_a_failure_leaves_no_temporary_folder(make, tmp_path: Path) -> None:
    root = make({"pages/a.qmd": "[x](#gone)"})
    failure(quiet(root))
    assert [path.name for path in tmp_path.iterdir()] == ["small"]


def test_problems_of_code_and_of_links_are_told_together(make) -> None:
    root = make({"pages/a.qmd": "```{python}\n1 / 0\n```\n", "pages/b.qmd": "[x](#gone)"})
    assert [line.split(":")[0] for line in failure(quiet(root)).splitlines()] == ["pages/a.qmd", "pages/b.qmd"]


def test_a_whole_render_removes_pages_that_are_gone(make, tmp_path: Path) -> None:
    root = make(PAGES)
    render(quiet(root), lambda _: None)
    (root / "pages" / "b.qmd").unlink()
    render(quiet(root), lambda _: None)
    assert not (tmp_path / "out" / "pages" / "b.html").exists()


def test_a_partial_render_replaces_only_its_pages(make, tmp_path: Path) -> None:
    root = make(PAGES)
    render(quiet(root), lambda _: None)
    before = digest(tmp_path / "out")
    (root / "pages" / "a.qmd").write_text("new a")
    (root / "pages" / "b.qmd").write_text("new b")
    render(quiet(root, pages=("a",)), lambda _: None)
    after = digest(tmp_path / "out")
    assert [name for name in after if after[name] != before.get(name)] == ["pages/a.html"]


def test_a_partial_render_by_format_keeps_the_others(make, tmp_path: Path) -> None:
    config = "project: {type: website, render: [pages/*.qmd]}\nformat:\n  html: default\n  typst: default\n"
    root = make(PAGES, config)
    render(quiet(root), lambda _: None)
    told: list[str] = []
    render(quiet(root, formats=("html",)), told.append)
    made = [f"pages/{name}.qmd → pages/{name}.html" for name in "ab"]
    assert sorted(line.split(" (")[0] for line in told[1:]) == made
    assert (tmp_path / "out" / "pages" / "a.pdf").exists()


def test_a_format_that_no_page_has_is_told(make) -> None:
    assert failure(quiet(make(PAGES), formats=("pdf",))) == (
        "_quarto.yml: no page to make as pdf: a page with that format: ask for another"
    )


def test_the_project_itself_is_no_output_folder(make) -> None:
    root = make(PAGES)
    request = Request(root, root / "data", root, engine="embedded")
    assert failure(request) == (
        f"{root}: output folder holds {root}: a folder for outputs only: name an empty or new folder"
    )


def test_a_folder_with_other_files_is_no_output_folder(make, tmp_path: Path) -> None:
    root = make(PAGES)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letter.txt").write_text("mine")
    assert failure(quiet(root)) == (
        f"{tmp_path / 'out'}: folder holds other files: an empty folder or earlier outputs: name an empty or new folder"
    )


def test_a_hook_before_the_pages_writes_what_they_need(make, tmp_path: Path) -> None:
    hook = "from pathlib import Path\nPath('pages/_b.qmd').write_text('from the hook')\n"
    root = make({"pages/a.qmd": "{{< include _b.qmd >}}", "hook.py": hook}, HOOK % "pre-render")
    render(quiet(root), lambda _: None)
    assert "from the hook" in (tmp_path / "out" / "pages" / "a.html").read_text()


def test_a_hook_after_the_pages_sees_the_finished_folder(site: Path) -> None:
    assert (site / "rendered.txt").read_text().splitlines() == [
        "report/evidence.pdf",
        "report/evidence.docx",
        "report/findings.html",
        "report/index.html",
        "report/provenance.html",
    ]


@pytest.mark.parametrize(
    ("hook", "message"),
    [
        (
            "x = 1\nraise RuntimeError('no')\n",
            "hook.py:2: script raises RuntimeError (no): a script that runs: correct the script",
        ),
        ("raise SystemExit(3)\n", "hook.py: script ends with 3: exit code 0: correct the script"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("when", ["pre-render", "post-render"])
def test_a_failing_hook_stops_the_render(make, tmp_path: Path, when: str, hook: str, message: str) -> None:
    root = make({**PAGES, "hook.py": hook}, HOOK % when)
    assert failure(quiet(root)) == message
    assert not (tmp_path / "out").exists()


FULL = "raise OSError(28, 'No space left on device', 'page.html')\n"


def test_a_full_disk_is_no_mistake_of_a_hook_before_the_pages(make) -> None:
    root = make({**PAGES, "hook.py": FULL}, HOOK % "pre-render")
    with pytest.raises(OSError, match="No space left on device"):
        render(quiet(root), print)


@pytest.mark.parametrize("page", [f"```{{python}}\n{FULL}```\n", None], ids=["cell", "hook"])
def test_a_full_disk_is_no_mistake_of_a_cell_or_of_a_hook_after_the_pages(make, tmp_path: Path, page) -> None:
    root = make(
        {**PAGES, **({"pages/a.qmd": page} if page else {}), "hook.py": "" if page else FULL}, HOOK % "post-render"
    )
    assert failure(quiet(root)).startswith(f"{tmp_path / 'out'}: cannot be written (no space left on device): ")


@pytest.mark.parametrize("page", ["```{python}\nraise KeyboardInterrupt\n```\n", None], ids=["cell", "hook"])
def test_who_interrupts_a_render_is_told_of_no_mistake(make, page) -> None:
    hook = "" if page else "raise KeyboardInterrupt\n"
    root = make({**PAGES, **({"pages/a.qmd": page} if page else {}), "hook.py": hook}, HOOK % "post-render")
    with pytest.raises(KeyboardInterrupt):
        render(quiet(root), print)


def test_quarto_that_is_absent_is_told(make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    root = make(PAGES)
    assert failure(Request(root, root / "data", root.parent / "out", engine="quarto")) == (
        "quarto: not on the PATH: the program quarto: install Quarto, or use the embedded engine"
    )


def test_without_quarto_auto_is_the_embedded_engine(make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    root = make(PAGES)
    assert render(Request(root, root / "data", root.parent / "out"), lambda _: None).engine == "embedded"


FAKE = """#!{python}
import json, os, sys
from pathlib import Path
if "--version" in sys.argv:
    print("9.9.9"); raise SystemExit
print("[1/1] pages/a.qmd", file=sys.stderr)
if os.environ.get("FAIL"):
    print("it broke", file=sys.stderr); raise SystemExit(1)
out = Path(sys.argv[sys.argv.index("--output-dir") + 1]) / "pages"
out.mkdir(parents=True)
facts = {{name: os.environ[name] for name in ("QUARTO_PYTHON", "VEXAS_EVIDENCE_DATA")}}
(out / "a.html").write_text(json.dumps({{"arguments": sys.argv[1:-1], **facts}}))
"""


@pytest.fixture
def fake_quarto(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "bin" / "quarto"
    program.parent.mkdir()
    program.write_text(FAKE.format(python=sys.executable))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join([str(program.parent), os.environ["PATH"]]))


@pytest.mark.usefixtures("fake_quarto")
def test_with_quarto_on_the_path_quarto_renders_where_it_is_asked_for(make) -> None:
    root = make(PAGES)
    told: list[str] = []
    rendered = render(Request(root, root / "data", root.parent / "out", engine="quarto"), told.append)
    assert (rendered.engine, rendered.version, told) == ("quarto", "9.9.9", ["Quarto 9.9.9", "pages/a.qmd"])


@pytest.mark.usefixtures("fake_quarto")
def test_quarto_is_given_this_python_and_the_data(make, tmp_path: Path) -> None:
    import json

    root = make(PAGES)
    render(Request(root, root / "data", tmp_path / "out", ("a",), ("html",), engine="quarto"), lambda _: None)
    assert json.loads((tmp_path / "out" / "pages" / "a.html").read_text()) == {
        "arguments": ["render", "pages/a.qmd", "--to", "html", "--output-dir"],
        "QUARTO_PYTHON": sys.executable,
        "VEXAS_EVIDENCE_DATA": str(root / "data"),
    }


@pytest.mark.usefixtures("fake_quarto")
def test_quarto_may_write_again_over_an_output_with_another_name_than_its_page(make) -> None:
    root = make({"pages/b.qmd": "---\noutput-file: a\n---\n"})
    for _ in range(2):
        assert (
            render(Request(root, root / "data", root.parent / "out", engine="quarto"), lambda _: None).engine
            == "quarto"
        )


@pytest.mark.usefixtures("fake_quarto")
def test_what_quarto_wrote_is_told_when_it_fails(make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIL", "1")
    root = make(PAGES)
    assert failure(Request(root, root / "data", tmp_path / "out", engine="quarto")) == (
        "quarto: ended with exit code 1: a finished render: see what it wrote:\n[1/1] pages/a.qmd\nit broke"
    )
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (
            {"pages/a.qmd": '---\naliases: ["/../../evil.html"]\n---\nA.\n'},
            "pages/a.qmd: output '../../evil.html': a path in the output folder: correct it",
        ),
        (
            {"pages/a.qmd": "---\nformat:\n  html:\n    output-file: ../../../evil\n---\nA.\n"},
            "pages/a.qmd: output 'pages/../../../evil.html': a path in the output folder: correct it",
        ),
        (
            {"pages/a.qmd": "A.\n", "pages/b.qmd": "---\nformat:\n  html:\n    output-file: a\n---\nB.\n"},
            "pages/b.qmd: output 'pages/a.html' is also made by pages/a.qmd: an output of its own: rename it",
        ),
        (
            {"pages/a.qmd": "A.\n", "pages/b.qmd": "---\naliases: [a.html]\n---\nB.\n"},
            "pages/b.qmd: output 'pages/a.html' is also made by pages/a.qmd: an output of its own: rename it",
        ),
    ],
)
def test_an_output_lies_in_the_output_folder_and_is_made_once(
    files: dict[str, str], message: str, make: Callable[..., Path], problems: Callable[..., list[str]]
) -> None:
    assert message in problems(make(files))
