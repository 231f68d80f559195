"""Change the modules that read and derive numbers, one thing at a time, and count the changes that their tests notice.

``make mutants`` takes every module, ``.venv/bin/python bench/mutants.py derive rules`` those that are named; with
``--all`` each change is tried where otherwise a sample is. A change is killed where a test fails or does not end. One
that no test can notice has its reason in ``equivalent_mutants.yml``.

Written here because mutmut 3 skips code of modules and decorated functions, and cosmic-ray changes no text, regex or
table and works on copies of the files.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import yaml
from hypothesis import HealthCheck, Phase, settings

sys.path[0] = str(Path(__file__).parents[1])  # not this folder, as its bench.py would be taken for it

from bench.mutant_runs import PACKAGE, ROOT, Bench, Untested
from bench.mutations import KINDS, Mutant, mutants

REASONS = Path(__file__).with_name("equivalent_mutants.yml")
MOST, SEED, FLOOR = 300, 13, 0.9
STRICT = ("guard", "bound")
"""The kinds of which each survivor needs a reason."""
GRAMMAR = ("test_grammar*.py", "test_read_number.py", "test_printed.py")
CHECKS = ("test_number_checks.py", "test_checks_of_counts.py", "test_declared_contradictions.py")
VIEWS = ("test_numerals.py", "test_prose.py", "test_tokens.py", "test_words*.py", "test_likeness.py")
MODULES = {
    "analysis/derive.py": ("test_derive*.py", "test_rules.py"),
    "analysis/intervals.py": ("test_intervals.py",),
    "analysis/number_checks/*.py": CHECKS,
    "analysis/percentages.py": ("test_percentages*.py", "test_derive*.py"),
    "analysis/prints/*.py": ("test_read_number.py",),
    "analysis/rules.py": ("test_derivation_rules.py", "test_rules.py"),
    "text/agreement.py": ("test_agreement.py",),
    "text/folding.py": ("test_folding.py", *VIEWS, *GRAMMAR),
    "text/grammar/*.py": GRAMMAR,
    "text/prose.py": ("test_prose.py",),
    "text/tokens.py": ("test_tokens.py", "test_fuzz.py"),
    "text/**/*.toml": (*VIEWS, *GRAMMAR),
    "text/**/*.py": (*VIEWS, *GRAMMAR),
}
"""The modules, and the files of tests/unit that are theirs; the first line that names a module holds for it."""


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
        if unexplained := [each for each in self.survivors if each.mutant.kind in STRICT and not each.reason]:
            wrong.append(f"{len(unexplained)} survivors in a guard or a bound without a reason in {REASONS.name}")
        return [f"{self.module}: {text}" for text in wrong]


def known_modules() -> dict[str, list[str]]:
    """Return each module of the table, with the files of its tests."""
    found: dict[str, list[str]] = {}
    for pattern, tests in MODULES.items():
        files = [path for each in tests for path in sorted((ROOT / "tests" / "unit").glob(each))]
        names = list(dict.fromkeys(path.relative_to(ROOT).as_posix() for path in files))
        for path in sorted(PACKAGE.glob(pattern)):
            found.setdefault(path.relative_to(PACKAGE).as_posix(), names)
    return found


def try_module(module: str, tests: Sequence[str], sample: bool) -> Result:
    """Try the changes of a module, or a sample of them, in this process and its children."""
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(module, tests, Path(scratch))
        known = mutants(bench.tree)
        tried = random.Random(SEED).sample(known, MOST) if sample and len(known) > MOST else known
        alive = set(bench.survivors(tried)) if tried else set()
    lines = bench.source.splitlines()
    keys = {mutant: (lines[mutant.line - 1].strip(), mutant.change) for mutant in known}
    entries = yaml.safe_load(REASONS.read_text(encoding="utf-8")) or []
    reasons = {(entry["line"], entry["change"]): entry["reason"] for entry in entries if entry["module"] == module}
    survivors = tuple(Survivor(each, keys[each][0], reasons.get(keys[each], "")) for each in known if each in alive)
    killed = set(tried) - alive
    possible = {keys[mutant] for mutant in known if mutant not in killed}
    return Result(
        module, len(known), len(tried), survivors, tuple(" ".join(key) for key in reasons if key not in possible)
    )


def print_survivors(result: Result) -> None:
    """Print each survivor of a module with its line and what was changed."""
    for line, survivors in groupby(result.survivors, key=lambda survivor: (survivor.mutant.line, survivor.text)):
        print(f"{result.module}:{line[0]}: {line[1]}")
        for survivor in survivors:
            reason = f" ({survivor.reason})" if survivor.reason else ""
            print(f"    {survivor.mutant.kind}: {survivor.mutant.change}{reason}")


def print_table(results: Sequence[Result]) -> None:
    """Print a line a module: its changes, those tried and killed, and the survivors by kind."""
    width = max((len(result.module) for result in results), default=0)
    print(f"\n{'module':<{width}} mutants  tried  killed   share  survivors by kind")
    for result in results:
        kinds = Counter(survivor.mutant.kind for survivor in result.survivors)
        by_kind = ", ".join(f"{kind} {kinds[kind]}" for kind in KINDS if kinds[kind])
        explained = sum(1 for survivor in result.survivors if survivor.reason)
        killed = result.tried - len(result.survivors)
        print(
            f"{result.module:<{width}}{result.known:>8}{result.tried:>7}{killed:>8}{result.share:>8.1%}  {by_kind}",
            end="",
        )
        print(f" ({explained} equivalent)" if explained else "")


def main() -> None:
    """Try the modules that are named, or all; end with 1 where a module is not tested well enough."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="modules, such as derive or grammar/digits; without one all of them")
    parser.add_argument("--all", action="store_true", help=f"try every change, not a sample of {MOST}")
    options = parser.parse_args()
    os.chdir(ROOT)
    modules = known_modules()
    chosen = [name for name in modules if not options.names or any(f"/{each}." in f"/{name}" for each in options.names)]
    if not chosen:
        sys.exit(f"{' '.join(options.names)}: no such module: expected of {', '.join(modules)}")
    os.environ |= {"OPENBLAS_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
    sys.dont_write_bytecode = True
    settings.register_profile(
        "mutants",
        settings(derandomize=True, database=None, deadline=None, report_multiple_bugs=False),
        phases=(Phase.explicit, Phase.generate),  # what fails is not made smaller
        suppress_health_check=list(HealthCheck),
    )
    settings.load_profile("mutants")
    results, failures = [], []
    for module in chosen:
        with multiprocessing.get_context("fork").Pool(1) as process:  # what a module loads stays out of the next
            try:
                results.append(process.apply(try_module, (module, modules[module], not options.all)))
            except Untested as error:
                failures.append(str(error))
                continue
        print_survivors(results[-1])
        sys.stdout.flush()
    print_table(results)
    if failures := failures + [failure for result in results for failure in result.failures]:
        sys.exit("\n".join(failures))


if __name__ == "__main__":
    main()
