"""Invented studies of one source, each a few sentences and the numbers in them: of effects, and of one arm."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.commands import run_command

ID, SOURCE = "fen-ague-2034", "fen-report"
Records = Sequence[Mapping[str, object]]


def cohort_with_a_hazard_ratio(folder: Path) -> Path:
    """Write a cohort that prints hazard ratios alone, without events or sizes of its arms."""
    return _made(
        folder,
        ["We compared adults who took sedge root with adults who took water."],
        [
            "The hazard ratio for death was 0.62 (95% CI 0.44-0.88).",
            "The adjusted hazard ratio for bleeding was 1.31 (95% CI 0.90-1.92).",
        ],
        [
            _estimate("death-hazard", "death", "root-takers", "hazard-ratio", 1, "0.62 (95% CI 0.44-0.88)")
            | {"comparator": "none", "adjusted_for": "none"},
            _estimate("bleeding-hazard", "bleeding", "root-takers", "hazard-ratio", 2, "1.31 (95% CI 0.90-1.92)")
            | {"comparator": "none", "adjusted_for": ["age"]},
        ],
        [_outcome("death", "Death from any cause", "efficacy"), _outcome("bleeding", "Bleeding", "harm")],
        {"study_design": {"arms": "parallel", "randomized": "no", "unit_of_allocation": "participant", "paired": "no"}}
        | {
            "arms": [{"id": "root", "label": "sedge root"}, {"id": "none", "label": "no sedge root"}],
            "populations": [_population("root-takers", "adults with sedge root") | {"arm": "root"}],
        },
    )


def one_arm_with_means(folder: Path) -> Path:
    """Write a study of one arm that prints means and their change, and one harm."""
    return _made(
        folder,
        ["We gave sedge root to 36 adults with fen ague."],
        [
            "The mean ague score after 8 weeks was 12.4 points (SD 4.1).",
            "Mean hemoglobin after 8 weeks was 11.8 g/dL (SD 1.6).",
            "Nausea occurred in 9 of 36 adults.",
        ],
        [
            _estimate("included", "included", "everyone", "count", 1, "36", section="Methods", time="start"),
            _mean("score", "ague-score", 1, "12.4 points (SD 4.1)"),
            _mean("hemoglobin", "hemoglobin", 2, "11.8 g/dL (SD 1.6)"),
            _estimate("nausea", "nausea", "everyone", "proportion", 3, "9 of 36"),
        ],
        [
            {"id": "included", "label": "Adults included", "group": "Study population", "role": "characteristic"},
            _outcome("ague-score", "Ague score", "efficacy"),
            _outcome("hemoglobin", "Hemoglobin", "efficacy") | {"better": "higher"},
            _outcome("nausea", "Nausea", "harm"),
            _outcome("death", "Death from any cause", "harm"),
        ],
        {
            "study_design": {"arms": "one arm"},
            "populations": [
                _population("everyone", "adults included", "included"),
                _population("measured", "adults measured"),
            ],
        },
        not_stated=["death"],
    )


def _made(
    folder: Path,
    methods: Sequence[str],
    results: Sequence[str],
    estimates: Records,
    outcomes: Records,
    about: Mapping[str, object],
    not_stated: Sequence[str] = (),
) -> Path:
    data = folder / "data"
    (folder / "source.txt").write_text("\n".join(["Methods", *methods, "Results", *results]) + "\n", encoding="utf-8")
    ids = [each["id"] for each in outcomes if each["role"] != "characteristic"]
    dates = {"extracted_on": "2034-01-02", "sources_as_of": "2034-01-02", "next_review": "2034-07-02"}
    people = {"extracted_by": "Nobody", "contact": "nobody", "conflicts_of_interest": "none declared"}
    citation = {"authors": "Nobody N", "title": "An invented study", "journal": "Journal of Nowhere", "year": "2034"}
    times = [
        {"id": "start", "label": "at the start"},
        {"id": "week-8", "label": "after {duration}", "duration": "8 weeks"},
        {"id": "time-not-stated", "label": "time not stated"},
    ]
    files: dict[str, dict[str, object]] = {
        "vocabulary.yml": {"outcomes": list(outcomes), "timepoints": times, "quantifiers": []},
        f"questions/{ID}.yml": {
            "id": ID,
            "text": "What was reported after sedge root?",
            "population": "Adults with fen ague",
            "intervention": "Sedge root",
            "comparator": "no sedge root",
            "outcomes": {"status": "proposed", "critical": ids},
        },
        f"reports/{ID}.yml": {"id": ID, "question": ID, "studies": [ID], "index_study": ID, "authors": ["Nobody N"]},
        "report.yml": {"report": ID},
        f"changes/{ID}.yml": {
            "versions": [
                {"version": "1.0.0", "date": "2034-01-02", "status": "current", "changes": ["First extraction."]}
            ]
        },
        "declared.yml": {"declared": []},
        "waivers.yml": {"waivers": []},
        "glossary.yml": {"terms": [], "abbreviations": []},
        "sources.yml": {
            "sources": [
                {"id": SOURCE, "title": "Sedge root", "short": "Report", "tier": "secondary"}
                | {"seen": "whole", "role": "all"}
            ]
        },
        f"studies/{ID}/estimates.yml": {"estimates": list(estimates), "not_stated": list(not_stated)},
        f"studies/{ID}/study.yml": {
            "id": ID,
            "title": "Sedge root for fen ague",
            "short_title": "Fen ague",
            "citation": citation | {"doi": "10.0000/invented-ague"},
            "curation": dates | people,
            "design": [],
            "pico": [],
        }
        | about,
    }
    for name, content in files.items():
        path = data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"format": 3} | content, indent=1), encoding="utf-8")  # JSON is YAML
    (data / "sources").mkdir()
    added = run_command("source", "add", "source.txt", "--id", SOURCE, "--data", "data", folder=folder)
    assert (data / "sources" / f"{SOURCE}.yml").is_file(), added.stderr
    return data


def _estimate(
    name: str,
    outcome: str,
    population: str,
    measure: str,
    sentence: int,
    printed: str,
    *,
    section: str = "Results",
    token: int = 1,
    time: str = "time-not-stated",
) -> dict[str, object]:
    place = {"source": SOURCE, "section": section, "paragraph": str(sentence), "sentence": 1}
    numerals = {"0.62 (95% CI 0.44-0.88)": 4, "1.31 (95% CI 0.90-1.92)": 4, "9 of 36": 2}.get(printed)
    last = numerals or (2 if "SD" in printed else 1)
    reading = place | {"token": token, "printed": printed}
    if last > 1 and printed != "9 of 36":
        reading["to"] = token + last - 1
    record = {"id": name, "outcome": outcome, "population": population, "timepoint": time, "measure": measure}
    return {**record, "readings": [reading]}


def _mean(name: str, outcome: str, sentence: int, printed: str) -> dict[str, object]:
    """A mean whose time is the first number of its sentence, and of as many as were included."""
    record = _estimate(name, outcome, "measured", "mean", sentence, printed, token=2, time="week-8")
    [reading] = record["readings"]  # type: ignore[misc]
    return {**record, "analyzed": "included", "readings": [{**reading, "when": 1}]}


def _outcome(name: str, label: str, role: str) -> dict[str, object]:
    phrases = {"noun": label.lower()}
    return {"id": name, "label": label, "group": "Response" if role == "efficacy" else "Harms", "role": role} | {
        "better": "lower",
        "phrases": {**phrases, "plain": phrases},
    }


def _population(name: str, label: str, size: str | None = None) -> dict[str, object]:
    known = {"status": "reported", "estimate": size} if size else {"status": "not stated"}
    return {"id": name, "label": label, "who": label, "who_plain": label, "denominator": known}
