"""The public API: what a script imports from the package."""

from __future__ import annotations

import doctest
import subprocess
import sys

import pytest

import vexas_evidence
from tests import ROOT


def test_the_api_is_what_a_script_needs_to_read_evidence() -> None:
    assert vexas_evidence.__all__ == [
        "BadInput",
        "Discrepancy",
        "Evidence",
        "ReadNumber",
        "ShareInterval",
        "Study",
        "check",
        "example",
        "interval",
        "load",
        "read_number",
    ]


def test_each_name_of_the_api_is_documented() -> None:
    assert [name for name in vexas_evidence.__all__ if not getattr(vexas_evidence, name).__doc__] == []


def test_the_example_of_the_api_is_true(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert doctest.testmod(vexas_evidence).failed == 0


def test_the_api_loads_none_of_the_slow_libraries() -> None:
    script = "import sys, vexas_evidence; print(sorted({'matplotlib', 'numpy', 'pandas', 'scipy'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
