"""The command that audits finished files, wherever they lie."""

from __future__ import annotations

from pathlib import Path

import click

from vexas_evidence.cli.command import FOLDER, REPORT, command, echo, list_problems, stop_at
from vexas_evidence.system.problems import BadInput, Problem


@command(then="")
@click.argument("files", nargs=-1, required=True, type=FOLDER)
@click.option("--manifest", type=FOLDER, help="The manifest.json of the render; else the one beside each file.")
@click.option("--site", type=FOLDER, default=Path("_site"), show_default=True, help="Where else to look for it.")
@click.option("--as", "name", help="Which file of the site it is, where its name was changed.")
@click.option("--numerals-only", is_flag=True, help="Accept other bytes where all words and looks are as rendered.")
@REPORT
def audit(
    data: Path,
    files: tuple[Path, ...],
    manifest: Path | None,
    site: Path,
    name: str | None,
    numerals_only: bool,
    report: str,
) -> None:
    """Compare finished files with those rendered.

    FILES are of any release, or folders of them; they may have been edited or mailed, and all words are compared.
    A file of another version than that of the data, and one with no manifest beside it, is verified by what it
    carries itself, and by the verification.json or VERSION.json that lies beside it.
    """
    from vexas_evidence.publish.audit import folder_audit
    from vexas_evidence.publish.audit.auditor import Auditor
    from vexas_evidence.system.problems import Discrepancy

    auditor = Auditor(data, site, manifest, name, numerals_only, report)
    wrong: list[Discrepancy] = []
    problems: list[Problem] = []
    for path in files:
        done = folder_audit.audited(path, auditor) if path.is_dir() else auditor.audited(path)
        echo(*done.printed_lines)
        wrong += done.discrepancies
        problems += done.problems
    different = list(dict.fromkeys(problems))
    if wrong:
        stop_at(list(dict.fromkeys(wrong)), list_problems(different) if different else "")
    if different:
        raise BadInput(different)
