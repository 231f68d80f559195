"""The coverage of a render: the manifest is gathered, and every finished file placed against it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.wording.design_levels import level_of
from vexas_evidence.model import Evidence
from vexas_evidence.present import design_words, sources_read
from vexas_evidence.present.formats import FORMATS, SUFFIXES
from vexas_evidence.publish.coverage import manifest, page_limits, page_words
from vexas_evidence.publish.coverage.comparison import rendered
from vexas_evidence.publish.coverage.files.read_finished import read
from vexas_evidence.publish.coverage.finished_file import Coverage, placed
from vexas_evidence.publish.coverage.manifest import MANIFEST, Manifest, Written
from vexas_evidence.publish.coverage.marked_lines import ATTACHMENT, MarkedLine, attachment_lines
from vexas_evidence.publish.coverage.rendering import Rendering
from vexas_evidence.publish.coverage.tree import TreeBlock, Trees, entries, read_trees
from vexas_evidence.publish.coverage.tree_words import original_of
from vexas_evidence.publish.render.page import Page, load_page
from vexas_evidence.publish.render.project import VARIABLES, Project, load_project, page_paths
from vexas_evidence.system.hashes import file_hash
from vexas_evidence.system.problems import Discrepancy, Place, Uncovered, one
from vexas_evidence.system.processes import shared_out
from vexas_evidence.text.numerals import CLASSES

VERIFICATION = Path("report/verification.json")


@dataclass(frozen=True)
class ReportPages:
    """The project in a folder and its pages, each read once."""

    root: Path

    @cached_property
    def project(self) -> Project:
        """The project. Raises BadInput with what is wrong with it."""
        return load_project(self.root)

    @cached_property
    def pages(self) -> dict[str, Page]:
        """The pages by their path in the project, in its order. Raises BadInput for one that cannot be read."""
        return {path: load_page(self.project, path) for path in page_paths(self.project)}

    def lacks(self, rendering: Rendering) -> bool:
        """Say whether a page of the project is being rendered to a format that it does not have."""
        if rendering.form not in FORMATS or not rendering.document.is_relative_to(self.project.root):
            return False
        page = self.pages.get(rendering.document.relative_to(self.project.root).as_posix())
        return page is not None and rendering.form not in page.formats


def refuse_typed(report_pages: ReportPages, evidence: Evidence) -> None:
    """Raise Uncovered where pages, partials or settings hold a typed numeral, or words that claim too much."""
    names, treatments = evidence.names, evidence.treatments
    level = level_of(evidence.study)
    root, found = report_pages.root, list[Discrepancy]()
    for path in _page_files(report_pages):
        name = path.relative_to(root).as_posix()
        text = report_pages.project.text(name)
        words = list(page_words.words_in(text, name))
        found += [
            *page_words.typed(words, names),
            *page_words.altered(text, name),
            *page_words.overstated(words, treatments, level),
        ]
    for name in report_pages.project.configs:
        found += page_words.typed(page_words.words_of_settings(report_pages.project.text(name), name, 0), names)
    if found:
        raise Uncovered(found)


def refuse_titles(report_pages: ReportPages, numbers: Numbers) -> None:
    """Raise BadInput where titles are to name another version, study, kind of source or arms than the data do."""
    origins = {
        "version": "the newest version of the report",
        "site": "the site of the report, or the short_title of study.yml",
        "study": "the short_title of study.yml",
        "sources": "the tiers of the sources read",
        "arms": "the arms of study.yml",
    }
    variables = report_pages.project.variables
    for name, expected in title_variables(numbers).items():
        if (written := variables.get(name, "")) and written != expected:
            wrong, remedy = f"{name} {written!r}", f"write the same {name} in both"
            raise one(Place(VARIABLES), wrong, f"{expected!r}, {origins[name]}", remedy)


def title_variables(numbers: Numbers) -> dict[str, str]:
    """Return what titles say of the data: the version with its status, the site, the study, its sources and arms."""
    return {
        "version": numbers.evidence.changes.newest.label,
        "site": numbers.evidence.report.site or numbers.study.about.short_title,
        "study": numbers.study.about.short_title,
        "sources": f"{sources_read.basis(numbers)}.",
        "arms": design_words.arms(numbers),
    }


def inspect(
    site: Path, report_pages: ReportPages, trees: Path, numbers: Numbers, code: str = ""
) -> tuple[tuple[Coverage, ...], Manifest]:
    """Hold the files in *site* to their document trees, which stand in a folder, and return the manifest with them.

    It has the lines of each file as they read. What an earlier render left in the site keeps its own part, and is not
    read again by the *code* of this hash. Raises Uncovered with all discrepancies.
    """
    before, known = _left_by_an_earlier_render(site), read_trees(trees)
    gathered = gather(site, report_pages, known, numbers, before.known)
    written = {page.output(form): (page, form, blocks) for page, form, blocks in _made(report_pages, known) if blocks}
    wrong = list(page_words.typed_in_code(gathered))
    for name, entry, expected in manifest.unfit(gathered, numbers, before.read_by(code)):
        remedy = "render the report again from these data"
        wrong.append(Discrepancy(Place(name), f"{entry.text!r} as {entry.id}", repr(expected), remedy, "coverage"))
    names = [path.relative_to(site).as_posix() for path in finished(site)]

    def held(name: str) -> tuple[Coverage, tuple[MarkedLine, ...]]:
        file = read(site / name)
        return placed(file, name, gathered, original_of(*written[name]) if name in written else None), rendered(file)

    found = {name: before.reused(name) for name in names if before.holds(name, gathered)}
    fresh = [name for name in names if name not in found]
    found |= {fresh[number]: each for number, each in shared_out(held, fresh)}
    coverages = tuple(found[name][0] for name in names)
    wrong += [discrepancy for coverage in coverages for discrepancy in coverage.discrepancies]
    if numbers.evidence.changes.newest.status == "current":  # else a notice takes room that was not planned for
        wrong += page_limits.overlong(site, fresh, len(numbers.study.estimates))
    if wrong:
        raise Uncovered(wrong)
    others = {name: lines for name, lines in before.known.rendered.items() if name in before.unchanged}
    lines = others | {name: found[name][1] for name in names}
    return coverages, replace(gathered, rendered=lines)


@dataclass(frozen=True)
class _Before:
    """What an earlier render left in a site: its manifest, the numerals of its files by class, and what is the same."""

    known: Manifest
    totals: Mapping[str, Mapping[str, int]]
    unchanged: frozenset[str]
    code: str = ""

    def read_by(self, code: str) -> Mapping[str, Written]:
        """Return what was expected of the files, where the code with this hash wrote the manifest as it is."""
        return self.known.files if code and code == self.code and MANIFEST.as_posix() in self.unchanged else {}

    def holds(self, name: str, gathered: Manifest) -> bool:
        """Whether a finished file was held to the same words, and has not changed since."""
        same = (self.known.version, self.known.names) == (gathered.version, gathered.names)
        are_known = name in self.unchanged and name in self.totals and name in self.known.rendered
        return same and are_known and self.known.files.get(name) == gathered.files.get(name)

    def reused(self, name: str) -> tuple[Coverage, tuple[MarkedLine, ...]]:
        """Return the numerals and the lines of a file."""
        totals = {kind: self.totals[name][kind] for kind in CLASSES if kind in self.totals[name]}
        return Coverage(name, totals, ()), self.known.rendered[name]


def _left_by_an_earlier_render(site: Path) -> _Before:
    known = manifest.read(site / MANIFEST) if (site / MANIFEST).is_file() else Manifest({}, "", ())
    if not (site / VERIFICATION).is_file():
        return _Before(known, {}, frozenset())
    facts = json.loads((site / VERIFICATION).read_text(encoding="utf-8"))
    hashes = {name: each for name, each in facts["files_sha256"].items() if (site / name).is_file()}
    unchanged = frozenset(name for name, each in hashes.items() if file_hash(site / name) == each)
    return _Before(known, facts["coverage"], unchanged, facts["code_sha256"])


def with_other_files(site: Path, known: Manifest, attached: Mapping[str, bytes]) -> Manifest:
    """Return a manifest with the lines of all files of a finished site, whose documents carry what is *attached*.

    Raises BadInput for a file that cannot be read.
    """
    lines = dict(known.rendered)
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        name = path.relative_to(site).as_posix()
        if name not in (*lines, MANIFEST.as_posix(), VERIFICATION.as_posix()):
            lines[name] = rendered(read(path))
    shared = (*attachment_lines(attached),)
    for name in known.files:
        own = [line for line in lines[name] if not line.place.startswith(ATTACHMENT)]
        if name.endswith(".html") or len(own) < len(lines[name]):  # a PDF carries what its page attaches
            lines[name] = (*own, *shared)
    return replace(known, rendered=lines)


def gather(site: Path, report_pages: ReportPages, trees: Trees, numbers: Numbers, earlier: Manifest) -> Manifest:
    """Return the manifest of a site: the trees of this render, and for other files what an *earlier* manifest holds.

    Raises BadInput for a page that nobody can read.
    """
    files = dict(earlier.files)
    for page, form, blocks in _made(report_pages, trees):
        name = page.output(form)
        if (site / name).is_file() and (blocks is not None or name not in files):
            files[name] = Written(page.title(form), tuple(entries(blocks or (), numbers)))
    present = {name: written for name, written in sorted(files.items()) if (site / name).is_file()}
    return Manifest(present, str(report_pages.project.variables.get("version", "")), numbers.names)


def _made(report_pages: ReportPages, trees: Trees) -> Iterator[tuple[Page, str, tuple[TreeBlock, ...] | None]]:
    """Yield each page in each of its formats with the blocks of its tree, where there is one of this render."""
    for path in dict.fromkeys([*(path for path, _ in trees), *report_pages.pages]):
        page = report_pages.pages.get(path) or load_page(report_pages.project, path)  # Quarto was asked for it by name
        for form in page.formats:
            yield page, form, trees.get((path, form))


def finished(site: Path) -> list[Path]:
    """Return the finished files of a site, without those of its libraries."""
    found = (path for path in sorted(site.rglob("*")) if path.suffix in SUFFIXES and path.is_file())
    return [path for path in found if "site_libs" not in path.relative_to(site).parts]


def _page_files(report_pages: ReportPages) -> list[Path]:
    """The files of the pages and of all partials in their folders."""
    folders = {(report_pages.root / page).parent for page in page_paths(report_pages.project)}
    found = {path for folder in folders for path in folder.rglob("*.qmd")}
    return sorted(path for path in found if "generated" not in path.relative_to(report_pages.root).parts)
