"""Change the modules that read and derive numbers, one thing at a time, and count the changes that their tests notice.

``make mutants`` takes every module, ``.venv/bin/python bench/mutants.py derive rules`` those that are named; with
``--all`` each change is tried where otherwise a sample is. Each changed module is compiled and tested in a process of
its own that is forked when the libraries are loaded; nothing is written into the tree. A change is killed where a test
fails or does not end. One that no test can notice has its reason in ``equivalent_mutants.yml``.

Written here because mutmut 3 skips code of modules and decorated functions, and cosmic-ray changes no text, regex or
table and works on copies of the files.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import doctest
import importlib
import multiprocessing
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from itertools import groupby
from pathlib import Path
from types import CodeType, ModuleType
from typing import NoReturn

import pytest
import yaml
from hypothesis import HealthCheck, Phase, settings

ROOT = Path(__file__).parents[1]
sys.path[0] = str(ROOT)  # not this folder, as its bench.py would be taken for it

from bench.mutations import KINDS, Mutant, mutants, tree_of_table

PACKAGE = ROOT / "vexas_evidence"
REASONS = Path(__file__).with_name("equivalent_mutants.yml")
MOST, SEED, FLOOR, AT_ONCE = 300, 13, 0.9, 2
SPARE_SECONDS = 10  # of processor time, beside ten times what the tests take on the code as it is
MEMORY = 8 * 2**30
STRICT = ("guard", "bound")
"""The kinds of which each survivor needs a reason."""
GRAMMAR = ("test_read_number.py", "test_printed.py", "test_grammar*.py")
VIEWS = ("test_tokens.py", "test_numerals.py", "test_prose.py", "test_quantities*.py", "test_words*.py")
MODULES = {
    "analysis/derive.py": ("test_derive*.py", "test_rules.py"),
    "analysis/intervals.py": ("test_intervals.py",),
    "analysis/percentages.py": ("test_percentages*.py", "test_derive*.py"),
    "analysis/prints/consequences.py": ("test_read_number.py",),
    "analysis/prints/contradictions.py": ("test_read_number.py",),
    "analysis/prints/read_number.py": ("test_read_number.py",),
    "analysis/rules.py": ("test_derivation_rules.py", "test_rules.py"),
    "text/agreement.py": ("test_agreement.py",),
    "text/english.toml": (*GRAMMAR, *VIEWS),
    "text/folding.py": (*GRAMMAR, *VIEWS),
    "text/grammar/aside_rules.py": GRAMMAR,
    "text/grammar/clause_rules.py": GRAMMAR,
    "text/grammar/digits.py": GRAMMAR,
    "text/grammar/heads.py": GRAMMAR,
    "text/grammar/number_rules.py": GRAMMAR,
    "text/grammar/other_numbers.py": GRAMMAR,
    "text/grammar/phrases.py": GRAMMAR,
    "text/grammar/reader.py": GRAMMAR,
    "text/grammar/reading.py": GRAMMAR,
    "text/grammar/scanner.py": GRAMMAR,
    "text/grammar/units.py": GRAMMAR,
    "text/numerals.py": VIEWS,
    "text/printed.py": (*GRAMMAR, "test_agreement.py", "test_derive.py"),
    "text/prose.py": ("test_prose.py",),
    "text/quantities/clauses.py": VIEWS,
    "text/quantities/counting.py": VIEWS,
    "text/quantities/disguises.py": VIEWS,
    "text/quantities/durations.py": VIEWS,
    "text/quantities/portions.py": VIEWS,
    "text/quantities/rule.py": VIEWS,
    "text/tokens.py": (*VIEWS, "test_fuzz.py"),
    "text/words.py": (*GRAMMAR, *VIEWS),
}
"""The modules, and the files of tests/unit that are theirs."""
READERS = {"text/english.toml": "text/words.py"}
"""The module that reads a file which is no module."""


@dataclass(frozen=True)
class Survivor:
    """A change that no test noticed, and why no test can; "" where nobody says so."""

    mutant: Mutant
    text: str
    reason: str


@dataclass(frozen=True)
class Result:
    """What became of the changes of one module."""

    module: str
    known: int
    tried: int
    survivors: tuple[Survivor, ...]
    stale: tuple[str, ...]
    """Reasons given for changes that there are not, or that a test notices."""

    @property
    def share(self) -> float:
        """The share of changes that were killed."""
        return 1 - len(self.survivors) / self.tried if self.tried else 1.0

    @property
    def failures(self) -> list[str]:
        """What has to be mended."""
        wrong = [f"a reason without a survivor: {entry}" for entry in self.stale]
        if self.share < FLOOR:
            wrong.append(f"{self.share:.1%} killed, below {FLOOR:.0%}")
        if open_ones := [s for s in self.survivors if s.mutant.kind in STRICT and not s.reason]:
            wrong.append(f"{len(open_ones)} survivors in a guard or a bound without a reason in {REASONS.name}")
        return [f"{self.module}: {text}" for text in wrong]


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


class Bench:
    """One module with its tests, and the processes that try its changes."""

    def __init__(self, module: str, scratch: Path) -> None:
        self.module, self.scratch = module, scratch
        self.path = PACKAGE / READERS.get(module, module)
        self.name = ".".join(self.path.relative_to(ROOT).with_suffix("").parts)
        self.source = (PACKAGE / module).read_text(encoding="utf-8")
        self.tree = tree_of_table(self.source) if module in READERS else ast.parse(self.source)
        found = (sorted((ROOT / "tests" / "unit").glob(pattern)) for pattern in MODULES[module])
        self.tests = list(dict.fromkeys(str(path) for paths in found for path in paths))
        self.limit = 600.0
        self.alone = True
        """Whether the tests run without the fixtures that all tests share, which load the whole package."""

    def run(self, draw: random.Random | None) -> Result:
        """Try the changes of the module, or a sample of them."""
        self.check_unchanged()
        self.warm()
        known = mutants(self.tree)
        tried = sorted(draw.sample(range(len(known)), MOST)) if draw and len(known) > MOST else range(len(known))
        survived = set(self.survivors([known[at] for at in tried]))
        lines = self.source.splitlines()
        texts = {mutant: lines[mutant.line - 1].strip() for mutant in known}
        reasons = {(r["line"], r["change"]): r["reason"] for r in read_reasons() if r["module"] == self.module}
        survivors = tuple(
            Survivor(mutant, texts[mutant], reasons.get((texts[mutant], mutant.change), ""))
            for mutant in (known[at] for at in tried)
            if mutant in survived
        )
        alive = {(texts[m], m.change) for at, m in enumerate(known) if m in survived or at not in tried}
        stale = tuple(f"{line}: {change}" for line, change in reasons if (line, change) not in alive)
        return Result(self.module, len(known), len(tried), survivors, stale)

    def check_unchanged(self) -> None:
        """Run the tests on the code as it is. Raises Untested where there are none or they fail."""
        if not self.tests:
            raise Untested(f"{self.module}: no file of tests/unit is named {' or '.join(MODULES[self.module])}")
        for self.alone in (True, False):
            _, status, usage = os.wait4(self.fork(None), 0)
            if status == 0:
                self.limit = SPARE_SECONDS + 10 * (usage.ru_utime + usage.ru_stime)
                return
        output = (self.scratch / "output").read_text(encoding="utf-8")
        raise Untested(f"{self.module}: its tests fail on the code as it is:\n{output[-5000:]}")

    def warm(self) -> None:
        """Load what the tests load and what does not depend on the module."""
        self.set_package()
        finder = Finder(self.name, self.path, None)
        sys.meta_path.insert(0, finder)
        for name in (self.scratch / "loaded").read_text(encoding="utf-8").split():
            with contextlib.suppress(Exception):
                importlib.import_module(name)
        sys.meta_path.remove(finder)
        sys.pycache_prefix, sys.dont_write_bytecode = str(self.scratch / "pycache"), False

    def set_package(self) -> None:
        """Where it is not needed, keep the first module of the package from loading half of it."""
        if self.alone:
            package = sys.modules["vexas_evidence"] = ModuleType("vexas_evidence")
            package.__path__ = [str(PACKAGE)]

    def survivors(self, tried: Iterable[Mutant]) -> Iterator[Mutant]:
        """Yield the changes with which all tests pass."""
        running: dict[int, Mutant] = {}
        waiting = iter(tried)
        while True:
            while len(running) < AT_ONCE and (mutant := next(waiting, None)):
                running[self.fork(mutant)] = mutant
            if not running:
                return
            pid, status, _ = os.wait4(-1, 0)
            shutil.rmtree(self.scratch / str(pid), ignore_errors=True)
            if status == 0:
                yield running[pid]
            del running[pid]

    def fork(self, mutant: Mutant | None) -> int:
        """Start a process that tests a change, and ends with 0 where no test notices it."""
        if pid := os.fork():
            return pid
        try:
            self.test(mutant)
        finally:
            os._exit(1)

    def test(self, mutant: Mutant | None) -> NoReturn:
        """Load the module with a change, run its tests and examples, and end this process."""
        output = os.open(
            self.scratch / "output" if mutant is None else os.devnull, os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        )
        for stream in (1, 2):
            os.dup2(output, stream)
        resource.setrlimit(resource.RLIMIT_CPU, (int(self.limit), int(self.limit) + 5))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.alarm(int(10 * self.limit))  # for what waits and takes no processor time
        if mutant:
            self.load(mutant)
        else:
            self.set_package()
        options = ["-x", "--basetemp", str(self.scratch / str(os.getpid())), "-p", "no:cacheprovider", "-p", "no:xdist"]
        failed = pytest.main([*options, *(["--noconftest"] if self.alone else []), *self.tests])
        failed = failed or doctest.testmod(importlib.import_module(self.name)).failed
        if mutant is None:
            libraries = sorted(name for name in sys.modules if not name.startswith(("tests", "conftest", "_pytest")))
            (self.scratch / "loaded").write_text("\n".join(libraries), encoding="utf-8")
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


def read_reasons() -> list[dict[str, str]]:
    """Read the reviewed list of changes that no test can notice."""
    return yaml.safe_load(REASONS.read_text(encoding="utf-8")) or []


def not_in_table() -> list[str]:
    """Return the files of the grammar that MODULES does not name, and those that it names and that are not there."""
    grammar = {f"text/{path.name}" for path in (PACKAGE / "text").iterdir() if path.name.strip("_") == path.name}
    known = {module for module in MODULES if module.startswith("text/")}
    return [f"{module}: not in both of MODULES and the grammar" for module in sorted(grammar ^ known)]


def run(module: str, sample: bool) -> Result:
    """Try the changes of a module in this process and its children."""
    with tempfile.TemporaryDirectory() as scratch:
        return Bench(module, Path(scratch)).run(random.Random(SEED) if sample else None)


def report(results: Sequence[Result]) -> None:
    """Print each survivor, and a table with a line a module."""
    for result in results:
        for line, survivors in groupby(result.survivors, key=lambda survivor: (survivor.mutant.line, survivor.text)):
            print(f"{result.module}:{line[0]}: {line[1]}")
            for survivor in survivors:
                print(
                    f"    {survivor.mutant.kind}: {survivor.mutant.change}", survivor.reason and f"({survivor.reason})"
                )
    print(f"\n{'module':<22}{'mutants':>8}{'tried':>7}{'killed':>8}{'share':>8}", *(f"{kind:>13}" for kind in KINDS))
    for result in results:
        kinds = Counter(survivor.mutant.kind for survivor in result.survivors)
        killed = result.tried - len(result.survivors)
        print(f"{result.module:<22}{result.known:>8}{result.tried:>7}{killed:>8}{result.share:>8.1%}", end=" ")
        print(*(f"{kinds[kind] or '':>13}" for kind in KINDS))


def main() -> None:
    """Try the modules that are named, or all; end with 1 where a module is not tested well enough."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="modules, such as derive; without one all of them")
    parser.add_argument("--all", action="store_true", help=f"try every change, not a sample of {MOST}")
    options = parser.parse_args()
    names = {Path(module).stem: module for module in MODULES}
    if unknown := set(options.names) - set(names):
        sys.exit(f"{', '.join(sorted(unknown))}: no such module: expected of {', '.join(names)}")
    os.chdir(ROOT)
    os.environ |= {"OPENBLAS_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
    sys.dont_write_bytecode = True
    phases = (Phase.explicit, Phase.generate)  # what fails is not made smaller
    settings.register_profile(
        "mutants",
        derandomize=True,
        database=None,
        deadline=None,
        phases=phases,
        suppress_health_check=list(HealthCheck),
    )
    settings.load_profile("mutants")
    results, failures = [], [] if options.names else not_in_table()
    for module in [names[name] for name in options.names] or MODULES:
        with multiprocessing.get_context("fork").Pool(1) as process:  # what a module loads stays out of the next
            try:
                results.append(process.apply(run, (module, not options.all)))
            except (Untested, OSError) as error:
                failures.append(str(error))
    report(results)
    if failures := failures + [failure for result in results for failure in result.failures]:
        sys.exit("\n".join(failures))


if __name__ == "__main__":
    main()
