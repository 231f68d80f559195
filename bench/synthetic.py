"""A data folder of N synthetic studies with 20 estimates each and their ledgers, to time how verification grows."""

from __future__ import annotations

import random
from pathlib import Path

from vexas_evidence.sources import make_ledger, read_source, write_ledger

ESTIMATES = 20
SHARED_FILES = {
    "report.yml": "format: 3\nreport: all\n",
    "waivers.yml": "format: 3\nwaivers: []\n",
    "declared.yml": "format: 3\ndeclared: []\n",
    "glossary.yml": "format: 3\nterms: []\nabbreviations: []\n",
    "questions/what.yml": "format: 3\nid: what\ntext: What was seen?\noutcomes: {status: proposed}\n",
    "changes/all.yml": "format: 3\nversions:\n  - {version: 0.1.0, date: 2030-01-02, status: current, changes: [First.]}\n",
}


def write(folder: Path, studies: int) -> None:
    """Write a data folder with a number of studies. It is the same each time."""
    chance = random.Random(7)
    (folder / "sources").mkdir(parents=True)
    outcomes = [
        f"  - {{id: outcome-{n}, label: Outcome {chr(97 + n)}, group: Response, role: efficacy}}"
        for n in range(ESTIMATES - 1)
    ]
    vocabulary = (
        "format: 3\noutcomes:\n  - {id: included, label: Included, group: Study, role: characteristic}\n"
        + "\n".join(outcomes)
    )
    vocabulary += "\ntimepoints:\n  - {id: inclusion, label: at inclusion}\n"
    vocabulary += '  - {id: week-4, label: "at {duration}", duration: 4 weeks}\nquantifiers: []\n'
    names = ", ".join(f"study-{number:04}" for number in range(studies))
    report = f"format: 3\nid: all\nquestion: what\nstudies: [{names}]\nindex_study: study-0000\n"
    for name, text in (SHARED_FILES | {"vocabulary.yml": vocabulary, "reports/all.yml": report}).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    sources = ["format: 3", "sources:"]
    for number in range(studies):
        source, study = f"source-{number:04}", f"study-{number:04}"
        sources.append(
            f"  - {{id: {source}, title: An invented source, short: S, tier: secondary, seen: whole, role: invented}}"
        )
        _study(folder, study, source, chance)
    (folder / "sources.yml").write_text("\n".join(sources) + "\n", encoding="utf-8")


def _study(folder: Path, study: str, source: str, chance: random.Random) -> None:
    denominator = chance.randint(20, 300)
    counts = [chance.randint(0, denominator) for _ in range(ESTIMATES - 1)]
    text = f"Results\nThe study followed {denominator} patients.\n"
    text += "".join(f"After 4 weeks, {count} of {denominator} had it.\n" for count in counts)
    path = folder / f"{source}.txt"
    path.write_text(text, encoding="utf-8")
    ledger = write_ledger(make_ledger(source, read_source(path)))
    path.unlink()
    (folder / "sources" / f"{source}.yml").write_text(ledger, encoding="utf-8")
    home = folder / "studies" / study
    home.mkdir(parents=True)
    (home / "study.yml").write_text(_about(study), encoding="utf-8")
    rows = [
        "format: 3",
        "estimates:",
        _estimate("included", "included", "inclusion", "count", source, 1, f'token: 1, printed: "{denominator}"'),
    ]
    for index, count in enumerate(counts):
        printed = f"token: 2, when: 1, printed: {count} of {denominator}"
        rows.append(_estimate(f"e-{index}", f"outcome-{index}", "week-4", "proportion", source, index + 2, printed))
    (home / "estimates.yml").write_text("\n".join(rows) + "\n", encoding="utf-8")
    text = "{e-0} had it {e-0.when} ({e-0.interval})."
    narrative = f'format: 3\nkey_points:\n  - {{id: first, title: First, text: "{text}"}}\n'
    (home / "narrative.yml").write_text(narrative, encoding="utf-8")


def _estimate(name: str, outcome: str, time: str, measure: str, source: str, paragraph: int, printed: str) -> str:
    return (
        f"  - id: {name}\n    outcome: {outcome}\n    population: all\n    timepoint: {time}\n    measure: {measure}\n"
        f'    readings:\n      - {{source: {source}, section: Results, paragraph: "{paragraph}", sentence: 1, {printed}}}'
    )


def _about(study: str) -> str:
    return f"""format: 3
id: {study}
title: An invented study
short_title: Invented
citation: {{authors: N, title: T, journal: J, year: "2030", date: 2030 Jan 1, volume: "1", issue: "1", pages: 1-2, doi: 10.0000/x, pmid: "1"}}
curation: {{extracted_by: N, extracted_on: 2030-01-02, sources_as_of: 2030-01-02, next_review: 2030-07-02, contact: N, conflicts_of_interest: none}}
pico: []
design: []
definitions: []
populations:
  - {{id: all, label: patients, denominator: {{status: reported, estimate: included}}}}
"""
