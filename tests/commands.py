"""Commands as tests run them: in this process, which knows no more than a new one; or in a process of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from tests import ROOT
from vexas_evidence.cli import app

WIDTH = "100"
"""Columns of the terminal."""


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended, and what it wrote."""

    returncode: int
    stdout: str
    stderr: str


def run_command(*arguments: str, folder: Path = ROOT) -> Done:
    """Run the command line in this process, in a folder; afterwards the process is as before."""
    environment, before = dict(os.environ), Path.cwd()
    os.environ["COLUMNS"] = WIDTH
    os.chdir(folder)
    try:
        done = CliRunner().invoke(app, arguments, catch_exceptions=False)
    finally:
        os.chdir(before)
        os.environ.clear()
        os.environ.update(environment)
    return Done(done.exit_code, done.stdout, done.stderr)


def run_process(*arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run the command line in an interpreter of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": WIDTH}
    command = [sys.executable, "-m", "vexas_evidence", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
