"""What every command shares: ``--data``, messages, and the exit: 1 for a discrepancy, 2 for bad input."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vexas_evidence.load.printable import visible
from vexas_evidence.system.files import is_full
from vexas_evidence.system.problems import BadInput, Problem, Uncovered, counted

if TYPE_CHECKING:
    from vexas_evidence.analysis.numbers import Numbers
    from vexas_evidence.analysis.verification import Verification
    from vexas_evidence.system.problems import Discrepancy

DISCREPANCY, BAD_INPUT, INTERRUPTED = 1, 2, 130
LISTED = 50
"""How many problems are printed; a file of noise has one on every line."""


class Folder(click.Path):
    """A path that is not empty: an empty one, as of a variable that is not set, would be the current folder."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path; fails for an empty text."""
        if value == "":
            self.fail("a path is needed, not an empty text", param, ctx)
        return Path(str(super().convert(str(value), param, ctx)))


FOLDER = Folder(path_type=Path)
REPORT = click.option("--report", metavar="ID", default="", help="The report; without, the one that report.yml names.")
FORM = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
PROJECT = click.option("--project", type=FOLDER, help="The folder of _quarto.yml; without, this one or the package's.")


def command(name: str | None = None, then: str = "nothing was written") -> Callable[..., click.Command]:
    """Make a function a command with ``--data``, whose bad input becomes messages and exit 2.

    The messages end with *then*, which says what came of it; a command that writes nothing leaves it empty.
    """

    def decorate(function: Callable[..., None]) -> click.Command:
        option = click.option("--data", type=FOLDER, default=Path("data"), show_default=True, help="The data folder.")
        return click.command(name)(option(messages(then)(function)))

    return decorate


@contextmanager
def messages(then: str) -> Iterator[None]:
    """Make bad input of a function, or of a block, into messages that end with *then*, and exit 2."""
    try:
        yield
    except Uncovered as error:
        stop_at(error.discrepancies)
    except BadInput as error:
        count = list_problems(error.problems)
        click.echo(f"{count}; {then}" if then else count, err=True)
        sys.exit(BAD_INPUT)
    except BrokenPipeError:
        raise
    except OSError as error:
        where, why = error.filename or "output", (error.strerror or str(error)).lower()
        remedy = "make room" if is_full(error) else "correct the path"
        echo(f"{where}: {why}: a place that can be read and written: {remedy}", err=True)
        sys.exit(BAD_INPUT)
    except KeyboardInterrupt:
        written = "; what there is to write was written whole, or not at all" if then else ""
        click.echo(f"interrupted{written}", err=True)
        sys.exit(INTERRUPTED)


def echo(*lines: str, err: bool = False) -> None:
    """Print lines; no text of a file and no name in it can steer the terminal or begin a line of its own."""
    for line in lines:
        click.echo(visible(line), err=err)


def list_problems(problems: Sequence[Problem]) -> str:
    """Print the first problems, and return how many there are."""
    echo(*map(str, problems[:LISTED]), err=True)
    count = counted(len(problems), "problems")
    return f"{count}, the first {LISTED} of which are listed" if len(problems) > LISTED else count


def stop_at(discrepancies: Sequence[Discrepancy], then: str = "") -> None:
    """Print discrepancies and end with exit 1; go on where there are none."""
    if discrepancies:
        from vexas_evidence.analysis.verification import merge_unused_tokens

        echo(*map(str, merge_unused_tokens(discrepancies)), err=True)
        count = counted(len(discrepancies), "discrepancies")
        click.echo(f"{count}; {then}" if then else count, err=True)
        sys.exit(DISCREPANCY)


def verified_numbers(data: Path, report: str, but: Sequence[str] = ()) -> tuple[Numbers, Verification]:
    """Return the numbers of the index study of a report, with the verification of the report.

    Raises Uncovered with the discrepancies, *but* not for those of checks of these names.
    """
    from vexas_evidence.analysis.numbers import Numbers
    from vexas_evidence.analysis.verification import verify_evidence
    from vexas_evidence.load.folder import load_report

    evidence = load_report(data, report)
    verification = verify_evidence(evidence)
    if found := [each for each in verification.discrepancies if each.check not in but]:
        raise Uncovered(found)
    return Numbers(evidence, evidence.study), verification


@contextmanager
def numbers_while_lifting(data: Path, report: str) -> Iterator[Numbers]:
    """Yield the numbers of a study while a lift is under way: tokens may be unused, texts not rewritten.

    When the command is done it prints how many, and ends with exit 1. Any other discrepancy ends it at once.
    """
    from vexas_evidence.analysis.checks.full_text import OUTDATED_TEXTS
    from vexas_evidence.analysis.checks.token_use import UNUSED_TOKENS

    numbers, verification = verified_numbers(data, report, (UNUSED_TOKENS, OUTDATED_TEXTS))
    yield numbers
    if remaining := verification.discrepancies:
        tokens = sum(each.check == UNUSED_TOKENS for each in remaining)
        work = f"{tokens} number tokens are not used, {len(remaining) - tokens} texts say that the article was not read"
        click.echo(f"the lift is not done: {work}: run vexas-evidence verify, which lists them", err=True)
        sys.exit(DISCREPANCY)


def unlike_released(numbers: Numbers, data: Path) -> str:
    """Say that the data bear the version of a release from which they differ, and what to do; else nothing."""
    from vexas_evidence.publish.release.difference import differences
    from vexas_evidence.publish.release.release_file import file_name, read_release, stored_path
    from vexas_evidence.publish.release.snapshot import record_release

    working = record_release(numbers)
    path = stored_path(data, working)
    released = read_release(path) if path.is_file() else None
    if released is None or released.of_report != working.of_report:
        return ""
    number = len({(each.kind, each.id) for each in differences(released, working)})
    version = numbers.evidence.version
    if number == 0:
        return ""
    differ = f"{counted(number, 'records of the data')} {'differs' if number == 1 else 'differ'}"
    return (
        f"{file_name(path)}: {differ} from this release, and would read as "
        f"{version}: data as they were released, or a version of their own: undo the change, or write the next version "
        f"into changes/{working.of_report}.yml and _variables.yml; vexas-evidence diff {version} lists what differs"
    )
