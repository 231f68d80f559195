"""Tests of a module with a change in it, each in a process of its own that is forked when the libraries are loaded.

Nothing is written into the tree. Tests that need no fixtures of ``tests/conftest.py`` run first and without it, as it
loads the whole package.
"""

from __future__ import annotations

import ast
import contextlib
import doctest
import importlib
import os
import resource
import shutil
import signal
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType
from typing import NoReturn

import pytest

from bench.mutations import Mutant, tree_of_table

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "vexas_evidence"
AT_ONCE = 2
SPARE_SECONDS = 3  # of processor time, beside four times what the tests take on the code as it is
MEMORY = 8 * 2**30
READERS = {"text/english.toml": "text/words.py"}
"""The module that reads a file which is no module."""


class Untested(RuntimeError):
    """A module has no tests that pass on its code as it is."""


class Changed(SourceFileLoader):
    """The loader of a module from code that is in no file."""

    def __init__(self, name: str, path: Path, code: CodeType) -> None:
        super().__init__(name, str(path))
        self.code = code

    def get_code(self, _fullname: str) -> CodeType:
        """Return the changed code."""
        return self.code


class Finder:
    """Finds one module: changed, or not at all, so that nothing that imports it is loaded."""

    def __init__(self, name: str, path: Path, code: CodeType | None) -> None:
        self.name, self.path, self.code = name, path, code

    def find_spec(self, name: str, _path: Sequence[str] | None, _target: ModuleType | None = None) -> ModuleSpec | None:
        """Return the module's spec; None for every other module."""
        if name != self.name:
            return None
        if self.code is None:
            raise ImportError(f"{name} is to be changed first")
        return spec_from_file_location(name, self.path, loader=Changed(name, self.path, self.code))


class Failures:
    """The files whose tests failed, as pytest reports them."""

    def __init__(self) -> None:
        self.files: set[str] = set()

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note a file that cannot be read."""
        self.files |= {report.nodeid.partition("::")[0]} if report.failed else set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note the file of a test that fails."""
        self.files |= {report.nodeid.partition("::")[0]} if report.failed else set()


@dataclass(frozen=True)
class Batch:
    """Files of tests, and whether they run without the fixtures that all tests share."""

    files: tuple[str, ...]
    alone: bool


class Bench:
    """One module with its tests, and the processes that try its changes."""

    def __init__(self, module: str, tests: Sequence[str], scratch: Path) -> None:
        self.module, self.scratch = module, scratch
        self.path = PACKAGE / READERS.get(module, module)
        self.name = ".".join(self.path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        self.source = (PACKAGE / module).read_text(encoding="utf-8")
        self.tree = tree_of_table(self.source) if module in READERS else ast.parse(self.source)
        self.tests = tuple(tests)
        self.limit = 600.0

    def survivors(self, tried: Sequence[Mutant]) -> list[Mutant]:
        """Return the changes with which all tests pass. Raises Untested where tests fail without a change."""
        if not self.tests:
            raise Untested(f"{self.module}: no test is named for it")
        self.limit = 600.0
        _, status, _ = os.wait4(self.fork(Batch(self.tests, alone=True), None), 0)
        failing = (self.scratch / "failing").read_text(encoding="utf-8").split() if status <= 256 else self.tests
        batches = (
            Batch(tuple(file for file in self.tests if file not in failing), alone=True),
            Batch(tuple(file for file in self.tests if file in failing), alone=False),
        )
        left = list(tried)
        for batch in batches:
            if batch.files and left:
                self.warm(batch)
                left = list(self.passing(batch, left))
        return left

    def warm(self, batch: Batch) -> None:
        """Run the tests on the code as it is; then load what they load and what does not depend on the module."""
        for name in [name for name in sys.modules if name.startswith("vexas_evidence")]:
            del sys.modules[name]
        self.limit, sys.pycache_prefix, sys.dont_write_bytecode = 600.0, None, True
        _, status, usage = os.wait4(self.fork(batch, None), 0)
        if status != 0:
            output = (self.scratch / "output").read_text(encoding="utf-8")
            raise Untested(f"{self.module}: its tests fail on the code as it is:\n{output[-5000:]}")
        self.limit = SPARE_SECONDS + 4 * (usage.ru_utime + usage.ru_stime)
        set_package(batch)
        finder = Finder(self.name, self.path, None)
        sys.meta_path.insert(0, finder)
        for name in (self.scratch / "loaded").read_text(encoding="utf-8").split():
            with contextlib.suppress(Exception):
                importlib.import_module(name)
        sys.meta_path.remove(finder)
        sys.pycache_prefix, sys.dont_write_bytecode = str(self.scratch / "pycache"), False

    def passing(self, batch: Batch, tried: Iterable[Mutant]) -> Iterator[Mutant]:
        """Yield the changes with which the tests of a batch pass."""
        running: dict[int, Mutant] = {}
        waiting = iter(tried)
        while True:
            while len(running) < AT_ONCE and (mutant := next(waiting, None)):
                running[self.fork(batch, mutant)] = mutant
            if not running:
                return
            pid, status, _ = os.wait4(-1, 0)
            shutil.rmtree(self.scratch / str(pid), ignore_errors=True)
            if status == 0:
                yield running[pid]
            del running[pid]

    def fork(self, batch: Batch, mutant: Mutant | None) -> int:
        """Start a process that tests a change, and ends with 0 where no test notices it."""
        if pid := os.fork():
            return pid
        try:
            self.test(batch, mutant)
        finally:
            os._exit(2)

    def test(self, batch: Batch, mutant: Mutant | None) -> NoReturn:
        """Load the module with a change, run its tests and examples, and end this process."""
        output = self.scratch / "output" if mutant is None else os.devnull
        opened = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for stream in (1, 2):
            os.dup2(opened, stream)
        resource.setrlimit(resource.RLIMIT_CPU, (int(self.limit), int(self.limit) + 5))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.alarm(int(10 * self.limit))  # for what waits and takes no processor time
        failures = Failures()
        if mutant:
            self.load(mutant)
        else:
            set_package(batch)
        options = ["--basetemp", str(self.scratch / str(os.getpid())), "-p", "no:cacheprovider", "-p", "no:xdist"]
        options += (["--noconftest"] if batch.alone else []) + (["-x"] if mutant else [])
        results = (pytest.main([*options, file], plugins=[failures]) != 0 for file in batch.files)
        failed = any(results) if mutant else any([*results])  # a change is tried by one file after the other
        failed = failed or bool(doctest.testmod(importlib.import_module(self.name)).failed)
        if mutant is None:
            libraries = sorted(name for name in sys.modules if not name.startswith(("tests", "conftest", "_pytest")))
            (self.scratch / "loaded").write_text("\n".join(libraries), encoding="utf-8")
            (self.scratch / "failing").write_text("\n".join(failures.files), encoding="utf-8")
            sys.stdout.flush()
        os._exit(1 if failed else 0)

    def load(self, mutant: Mutant) -> None:
        """Make the change, so that it is there when the tests import the module."""
        mutant.apply()
        if self.module in READERS:
            content = ast.literal_eval(ast.unparse(self.tree))
            tomllib.loads = lambda *_arguments, **_options: content
        else:
            code = compile(ast.fix_missing_locations(self.tree), self.path, "exec")
            sys.meta_path.insert(0, Finder(self.name, self.path, code))


def set_package(batch: Batch) -> None:
    """Where no shared fixture is needed, keep the first module of the package from loading half of it."""
    if batch.alone:
        package = sys.modules["vexas_evidence"] = ModuleType("vexas_evidence")
        package.__path__ = [str(PACKAGE)]
