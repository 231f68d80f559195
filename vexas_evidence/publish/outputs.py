"""What the command and the hook that render do with coverage: look at the finished files, and tell the totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.publish.coverage import attachments, manifest, notes, seals, verification_record
from vexas_evidence.publish.coverage.finished_render import VERIFICATION, finished, inspect, refuse_titles, refuse_typed
from vexas_evidence.publish.coverage.manifest import MANIFEST
from vexas_evidence.publish.coverage.placing import Coverage
from vexas_evidence.publish.render import Rendered, Request, render
from vexas_evidence.publish.render.request import Log
from vexas_evidence.publish.site import scripts, sitemap
from vexas_evidence.system.problems import counted
from vexas_evidence.text.numerals import CLASSES, NumeralClass


def covered(request: Request, log: Log, numbers: Numbers) -> Rendered:
    """Render, and let the outputs appear only when every numeral has its place.

    Raises Uncovered with the discrepancies, BadInput with the problems.
    """
    refuse_titles(request.project, numbers)
    refuse_typed(request.project, numbers.evidence)

    whole = not request.pages and not request.formats
    with notes.separate_notes(None if whole else request.output / MANIFEST) as noted:

        def look(folder: Path) -> None:
            done = inspect(folder, request.project, noted, numbers)
            finish(folder, done, numbers, request.data)
            log(summary(done))
            log(sitemap.told(numbers.evidence))

        return render(request, log, look)


def finish(site: Path, done: tuple[Coverage, ...], numbers: Numbers, data: Path) -> None:
    """Write what is made of finished files: scripts cut from pages, what pages carry, seals, the verification beside all.

    The verification tells the numerals in each file, and the hashes of all that is mailed.
    """
    made, known = verification_record.write_out(numbers, data), manifest.read(site / MANIFEST)
    alike = attachments.of_study(made, data)
    scripts.write(site, numbers.evidence)
    for path in finished(site):
        if path.suffix == ".html" and (name := path.relative_to(site).as_posix()) in known.files:
            page = path.read_text(encoding="utf-8")
            carried = attachments.of_file(made, alike, manifest.of_one(known, name))
            path.write_bytes(seals.sealed_page(attachments.into_page(page, carried).encode("utf-8")))
        elif path.suffix == ".pdf":
            path.write_bytes(seals.sealed_pdf(path.read_bytes()))
    sent = [*finished(site), *scripts.of(site), site / MANIFEST, *(site / "downloads").glob("*")]
    each = {coverage.file: {str(kind): count for kind, count in coverage.totals.items()} for coverage in done}
    (site / VERIFICATION).write_text(verification_record.as_json(made, each, sent, site), encoding="utf-8")


def after_render(site: Path, root: Path, numbers: Numbers, data: Path) -> str:
    """Place the numerals of a site that Quarto wrote by itself; its finished files go when one has no place.

    Returns the totals in a line. Raises Uncovered.
    """
    try:
        refuse_titles(root, numbers)
        refuse_typed(root, numbers.evidence)
        done = inspect(site, root, notes.folder(), numbers)
        finish(site, done, numbers, data)
        return summary(done)
    except Exception:
        for path in [*finished(site), *scripts.of(site), site / MANIFEST, site / VERIFICATION]:
            path.unlink(missing_ok=True)
        raise


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
    files = counted(len(done), "files")
    return f"coverage: {sum(counts.values())} numerals in {files}, none left over: {classes or 'none'}"
