"""What the commands and the hook after a render do with coverage: render with it, audit files, tell the totals."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from vexas_evidence import receipt
from vexas_evidence.coverage import Uncovered, manifest
from vexas_evidence.coverage.manifest import Manifest
from vexas_evidence.coverage.placing import Coverage, audit
from vexas_evidence.coverage.rendered import (
    MANIFEST,
    RECEIPT,
    finished,
    inspect,
    noting,
    refuse_typed,
    refuse_version,
    unfit,
)
from vexas_evidence.engine import Rendered, Request, render
from vexas_evidence.engine.door import Tell
from vexas_evidence.numbers import Numbers
from vexas_evidence.numerals import CLASSES, NumeralClass
from vexas_evidence.problems import Place, one


def covered(request: Request, tell: Tell, numbers: Numbers) -> Rendered:
    """Render, and let the outputs appear only when every numeral has its place.

    Raises Uncovered with the discrepancies, BadInput with the problems.
    """
    refuse_version(request.project, numbers)
    refuse_typed(request.project, numbers.evidence.vocabulary.names)

    whole = not request.pages and not request.formats
    with noting(None if whole else request.output / MANIFEST) as noted:

        def look(folder: Path) -> None:
            done = inspect(folder, request.project, noted, numbers)
            write_receipt(folder, done, numbers, request.data)
            tell(summary(done))

        return render(request, tell, look)


def write_receipt(site: Path, done: tuple[Coverage, ...], numbers: Numbers, data: Path) -> None:
    """Write the receipt beside the finished files; it holds their hashes and the numerals placed in each."""
    each = {coverage.file: {str(kind): count for kind, count in coverage.totals.items()} for coverage in done}
    told = receipt.as_json(receipt.write_out(numbers, data), each, finished(site), site)
    (site / RECEIPT).write_text(told, encoding="utf-8")


def after_render(site: Path, root: Path, numbers: Numbers, data: Path) -> str:
    """Place the numerals of a site that Quarto wrote by itself; its finished files go when one has no place.

    Returns the totals in a line. Raises Uncovered.
    """
    try:
        refuse_version(root, numbers)
        refuse_typed(root, numbers.evidence.vocabulary.names)
        done = inspect(site, root, manifest.folder(), numbers)
        write_receipt(site, done, numbers, data)
        return summary(done)
    except Exception:
        for path in [*finished(site), site / MANIFEST, site / RECEIPT]:
            path.unlink(missing_ok=True)
        raise


def audited(files: Iterable[Path], known: Path | None, site: Path, numbers: Numbers) -> Iterator[str]:
    """Yield a line on each file; raises Uncovered with the discrepancies of all, BadInput for what is no such file."""
    each = [(path, known or manifest_for(path, site)) for path in files]
    done = [(path, where, audit_file(path, manifest.read(where), numbers)) for path, where in each]
    if wrong := [discrepancy for _, _, coverage in done for discrepancy in coverage.discrepancies]:
        raise Uncovered(wrong)
    yield from (f"{coverage}; {_bytes_of(path, where, coverage.file)}" for path, where, coverage in done)


def _bytes_of(path: Path, where: Path, name: str) -> str:
    """Say whether a file is the one that was rendered, which its numerals alone do not show."""
    try:
        hashes = json.loads((where.parent / RECEIPT.name).read_text(encoding="utf-8"))["files_sha256"]
    except (OSError, ValueError, KeyError, TypeError):
        return f"its bytes were not checked: no {RECEIPT.name} beside the manifest"
    if hashes.get(name) == hashlib.sha256(path.read_bytes()).hexdigest():
        return "the bytes that were rendered"
    return "not the bytes that were rendered: what is no numeral may have been changed"


def audit_file(path: Path, known: Manifest, numbers: Numbers) -> Coverage:
    """Place the numerals of one file, which may have been edited or mailed and lie anywhere.

    Raises BadInput where the manifest knows no such file, Uncovered where it does not fit the data.
    """
    if wrong := list(unfit(known, numbers)):
        raise Uncovered(wrong)
    named = [name for name in known.files if Path(name).name == path.name]
    alike = [name for name in known.files if Path(name).suffix == path.suffix]
    if len(named or alike) != 1:
        told = ", ".join(known.files) or "none"
        raise one(Place(str(path)), "not in the manifest", f"one of {told}", "give the file its name again")
    return audit(path, (named or alike)[0], known)


def manifest_for(path: Path, site: Path) -> Path:
    """Return the manifest that lies beside a file, or else that of the site."""
    beside = path.parent / MANIFEST.name
    found = beside if beside.is_file() else site / MANIFEST
    if not found.is_file():
        wrong = "no manifest.json beside it, and none in the site"
        raise one(Place(str(path)), wrong, "the manifest of a render", "render the report, or name it with --manifest")
    return found


def totals(done: Iterable[Coverage]) -> dict[NumeralClass, int]:
    """Return how many numerals of each class there are in all files."""
    counts: Counter[NumeralClass] = Counter()
    for coverage in done:
        counts.update(coverage.totals)
    return {kind: counts[kind] for kind in CLASSES if counts[kind]}


def summary(done: tuple[Coverage, ...]) -> str:
    """Say in one line how many numerals were placed, by class."""
    counts = totals(done)
    classes = ", ".join(f"{count} {kind}" for kind, count in counts.items())
    files = "1 file" if len(done) == 1 else f"{len(done)} files"
    return f"coverage: {sum(counts.values())} numerals in {files}, none left over: {classes or 'none'}"
