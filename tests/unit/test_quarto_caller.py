"""The Quarto that runs a hook: which formats it was asked for, and that it is the only one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from vexas_evidence.publish.render.quarto import caller
from vexas_evidence.system.problems import BadInput


@pytest.mark.parametrize(
    ("words", "formats"),
    [
        ("quarto render", ()),
        ("quarto render --to html", ("html",)),
        ("quarto render a.qmd -t docx", ("docx",)),
        ("quarto render --to=html,typst", ("html", "typst")),
        ("quarto render --to all", ()),
        ("quarto render --to", ()),
    ],
)
def test_the_formats_asked_for_stand_in_the_command_line(words: str, formats: tuple[str, ...]) -> None:
    assert caller.formats_asked(words.split()) == formats


def test_a_pdf_by_latex_is_refused_with_what_to_write() -> None:
    with pytest.raises(BadInput) as refused:
        caller.formats_asked(["quarto", "render", "--to", "pdf"])
    message = "a PDF by Typst; LaTeX makes none here: write --to typst, which makes the same files"
    assert str(refused.value) == f"quarto: --to pdf: {message}"


def test_the_command_line_is_that_of_the_process_that_runs_the_hook() -> None:
    code = "from vexas_evidence.publish.render.quarto import caller; print(caller.command_line())"
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {code!r}], check=True)"
    done = subprocess.run([sys.executable, "-c", outer, "--to", "html"], capture_output=True, text=True, check=True)
    assert "'--to', 'html'" in done.stdout


def lock_of(root: Path, text: str) -> Path:
    lock = root / caller.LOCK
    lock.parent.mkdir(parents=True)
    lock.write_text(text, encoding="utf-8")
    return lock


def test_a_second_render_is_refused_while_the_first_runs(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as first:
        lock_of(tmp_path, caller._identity(first.pid))
        with pytest.raises(BadInput) as refused:
            caller.begin(tmp_path)
        first.communicate(b"\n")
    wrong = f"quarto: another render of this project is under way (process {first.pid}): one render at a time"
    remedy = "wait until it is done, or end it; where there is none, remove report/generated/rendering.txt"
    assert str(refused.value) == f"{wrong}: {remedy}"


@pytest.mark.parametrize(
    "text",
    ["999999999 1.00", "", "no process", f"{os.getpid()} 1.00"],
    ids=["ended", "empty", "no process", "began at another time"],
)
def test_what_a_render_left_that_was_killed_stops_none(tmp_path: Path, text: str) -> None:
    lock = lock_of(tmp_path, text)
    caller.begin(tmp_path)
    assert lock.read_text(encoding="utf-8") == caller._identity(os.getppid())


def test_the_renders_of_a_preview_follow_one_another(tmp_path: Path) -> None:
    caller.begin(tmp_path)
    caller.begin(tmp_path)
    caller.end(tmp_path)
    assert not (tmp_path / caller.LOCK).exists()
