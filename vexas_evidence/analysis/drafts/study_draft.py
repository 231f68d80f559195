"""The files of a study that is new, as an article gives them: its record, and the rest as proposals in comments.

What nobody has read is no fact: a design and arms stand behind "#", each with its place, until a person takes the sign
away. The files can be loaded as they are, so that numbers can be entered at once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from vexas_evidence.analysis.drafts.cues import Cue, Kind, arm_cues, citation_cues, design_cues
from vexas_evidence.load.additions import new_file
from vexas_evidence.load.names.characters import glyphs
from vexas_evidence.load.printable import is_unusual
from vexas_evidence.load.yaml import quoted
from vexas_evidence.model.source import UNKNOWN
from vexas_evidence.sources import Document
from vexas_evidence.sources.publication import Publication
from vexas_evidence.sources.sentences import as_recorded

PROPOSED_QUESTION = "# proposed: write the question that the report answers"
"""The comment before the question of a drafted study."""
PROPOSED_CITATION = "# proposed: the record of the publication, as the file gives it"
"""The comment before the citation of a study that is drafted of a file with a record of its publication."""
_PROPOSED: dict[Kind, str] = {
    "arm": "  - {{id: {id}, label: {label}}}",
    "study design": "study_design: {}",
    "fact of design": "a fact of design: {}",
    "study of studies": "a study of studies: enter its pooled results, and the results of each study as a study itself",
    "citation": "  {}",
}
_DESIGN = ("# proposed: study_design and design",)
_ARMS = ("# proposed: arms", "# arms:")
_CITATION = ("# proposed: citation",)
"""The lines above what is proposed."""
_DOI = re.compile(r"10\.\d{4,9}/[^\s<>\"'\\`]+")
_LETTERS = re.compile(r"[^A-Za-z\u00c0-\u024f' -]+")


def draft_files(name: str, document: Document, by: str, on: date) -> dict[Path, str]:
    """Return the files of a study and of its report by their paths in a data folder."""
    question = "What was seen in the participants of this study?"
    first = f"  - {{version: 0.1.0, date: {on}, status: current, changes: [Drafted.]}}"
    of_report = {
        "questions": (PROPOSED_QUESTION, f"id: {name}", f"text: {quoted(question)}", "outcomes: {status: proposed}"),
        "reports": (f"id: {name}", f"question: {name}", f"studies: [{name}]", f"index_study: {name}"),
        "changes": ("versions:", first),
    }
    estimates = (f"# Drafted from {document.name} on {on}.", "estimates: []")
    of_study = {"study": _study(name, document, by, on), "estimates": estimates}
    files = {Path("studies") / name / f"{kind}.yml": new_file(kind, 2, *lines) for kind, lines in of_study.items()}
    return files | {Path(kind) / f"{name}.yml": new_file(kind, 1, *lines) for kind, lines in of_report.items()}


def shared_files(report: str) -> dict[Path, str]:
    """Return the files that the studies of a new data folder share, by their paths in it."""
    lines = {
        "report": (f"report: {report}",),
        "sources": ("sources:",),
        "waivers": ("waivers: []",),
        "declared": ("declared: []",),
        "glossary": ("terms: []",),
        "vocabulary": (
            "outcomes:",
            "  - {id: patients-included, label: Patients included, group: Study population, role: characteristic}",
            "timepoints:",
            "  - {id: inclusion, label: at inclusion, roles: [characteristic]}",
            "  - {id: ever, label: during follow-up (length not stated), ever: true}",
            "  - {id: time-not-stated, label: time not stated}",
        ),
    }
    return {Path(f"{kind}.yml"): new_file(kind, 0, *words) for kind, words in lines.items()}


def in_print(text: str) -> str:
    """Return a text as records write it; "?" stands for a character that the font of the report lacks."""
    words = as_recorded(text)
    return "".join(_in_font(sign) if is_unusual(sign) and ord(sign) not in glyphs() else sign for sign in words)


def _in_font(sign: str) -> str:
    return unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode() or "?"


def _study(name: str, document: Document, by: str, on: date) -> Iterator[str]:
    """Yield the lines of ``study.yml`` below that of its format."""
    known = document.publication or Publication()
    yield f'# Drafted from {document.name} on {on}. What stands behind "proposed" is a guess from words of the file and'
    yield "# no fact: compare it with the place that it names; then take the # away, or delete the line."
    yield from (f"# {each}" for each in document.doubts)
    yield f"id: {name}"
    yield f"title: {quoted(in_print(title_of(known)))}"
    yield f"short_title: {quoted(in_print(short_title_of(known)))}"
    if document.publication:
        yield PROPOSED_CITATION
    yield "citation:"
    yield from _citation(known)
    if not document.publication:
        yield from _proposed(_CITATION, citation_cues(document.sentences))
    yield "curation:"
    yield f"  extracted_by: {quoted(by or UNKNOWN)}"
    yield from (f"  {key}: {on}" for key in ("extracted_on", "sources_as_of"))
    yield from (f"  {key}: {UNKNOWN}" for key in ("contact", "conflicts_of_interest"))
    yield from _proposed(_DESIGN, design_cues(document.sentences))
    yield from _proposed(_ARMS, arm_cues(document.sentences))
    yield "pico: []"
    yield "design: []"
    yield "populations: []"


def title_of(known: Publication) -> str:
    """Return the title of the publication; one by its first author where the file has none that can be a title."""
    return known.title if known.title and not set("{}") & set(known.title) else f"The study of {short_title_of(known)}"


def short_title_of(known: Publication) -> str:
    """Return the first author, and that there are others."""
    first = " ".join(_LETTERS.sub(" ", known.authors[0]).split()[:-1]) if known.authors else ""
    return f"{first or 'Authors not stated'}{' and others' if len(known.authors) > 1 else ''}"


def source_name(known: Publication | None) -> str:
    """Return how a source is named in tables, by its first author and year; "" where the file does not say both."""
    has_both = known and known.authors and known.year
    return f"{short_title_of(known).removesuffix(' and others')} {known.year}" if known and has_both else ""


def _in_order(known: Publication) -> str:
    """Return the date with the year first, as citations print it: "2021 Mar 3"."""
    words = [each for each in known.date.split() if each != known.year]
    return " ".join([known.year, *sorted(words, key=str.isdigit)]) if words and known.year else ""


def _citation(known: Publication) -> Iterator[str]:
    """Yield the lines of the citation; what the file does not say is left out, or not yet stated where it is needed."""
    values = {
        "authors": ", ".join(known.authors) or UNKNOWN,
        "title": known.title or UNKNOWN,
        "journal": known.journal or UNKNOWN,
        "year": known.year or UNKNOWN,
        "date": _in_order(known),
        "volume": known.volume,
        "issue": known.issue,
        "pages": known.pages,
        "doi": known.doi if _DOI.fullmatch(known.doi) else "",
        "pmid": known.pmid,
    }
    yield from (f"  {key}: {quoted(in_print(value))}" for key, value in values.items() if value)
    if known.license:
        yield f"# the license that the file names: {' '.join(known.license.split())}"


def _proposed(heads: tuple[str, ...], cues: Iterator[Cue]) -> Iterator[str]:
    """Yield proposals as comments, or that there are none."""
    found = list(cues)
    if not found:
        what = heads[0].removeprefix("# proposed: ")
        yield f"# proposed: no {what}; the file prints no words for them that are known here"
        return
    yield from (*heads, *map(_proposal, found))


def _proposal(cue: Cue) -> str:
    entry = _PROPOSED[cue.kind].format(cue.meaning, id=_id(cue.meaning), label=quoted(cue.meaning))
    return f"# {entry}  # {quoted(cue.printed)} in {cue.where}"


def without_proposals(text: str, cues: Iterable[Cue]) -> str:
    """Return the ``study.yml`` of a draft without the comments that propose these, nor heads with nothing below."""
    decided, kept = {_proposal(each) for each in cues}, list[str]()
    for line in reversed(text.splitlines(keepends=True)):
        is_head = line.rstrip() in (*_CITATION, *_DESIGN, *_ARMS)
        has_proposals = bool(kept) and kept[-1].startswith("# ") and not kept[-1].startswith("# proposed: ")
        if line.rstrip() not in decided and (has_proposals or not is_head):
            kept.append(line)
    return "".join(reversed(kept))


def _id(label: str) -> str:
    """Return an id made of a label."""
    return "-".join(re.findall(r"[a-z0-9]+", label.lower())) or "arm"
