"""An invented study with long names: three arms, few participants, 25 outcomes, counts and no percentage."""

from __future__ import annotations

import json
from pathlib import Path

from tests.commands import run_command

ID = "bog-fever-2033"
ARMS = {
    "early": ("early intensified immunomodulatory combination therapy", 9),
    "late": ("delayed standard-intensity immunomodulatory monotherapy", 8),
    "watch": ("observation with protocol-directed supportive care", 7),
}
"""The name of each arm, and how many were in it."""
BENEFITS = (
    "Complete clinical remission of systemic inflammation",
    "Partial clinical remission at an unchanged dose",
    "Normalization of C-reactive protein concentration",
    "End of red blood cell transfusion requirement",
    "End of platelet transfusion requirement",
    "Resolution of neutrophilic dermatosis",
    "Resolution of relapsing polychondritis",
    "Resolution of pulmonary infiltrates on computed tomography",
    "Improvement in health-related quality of life",
    "Return to previous employment or education",
    "Prednisone-equivalent dose at or below target",
    "Molecular remission in peripheral blood",
)
HARMS = (
    "Relapse requiring renewed hospital admission",
    "Death from any cause",
    "Serious opportunistic infection",
    "Venous thromboembolism requiring anticoagulation",
    "Neutropenia requiring growth-factor support",
    "Thrombocytopenia requiring transfusion",
    "Progression to acute myeloid leukemia",
    "Discontinuation because of an adverse event",
    "Injection-site reaction",
    "Gastrointestinal intolerance",
    "Hepatotoxicity with raised aminotransferases",
    "Hypersensitivity or anaphylactoid reaction",
    "Hospital admission for any adverse event",
)
OUTCOMES = BENEFITS + HARMS
CRITICAL, IMPORTANT = (13, 14, 18, 0), (1, 3, 8, 12, 19, 24)
SOURCE = "bog-report"


def make(folder: Path) -> Path:
    """Write the study, with the ledger of its source, into a folder, and return the folder of its data."""
    data = folder / "data"
    sizes = [size for _, size in ARMS.values()]
    source = [
        "Methods",
        f"We assigned {sum(sizes)} adults with refractory bog fever, {sizes[0]} to early therapy, {sizes[1]} to late "
        f"therapy and {sizes[2]} to observation.",
        "Results",
    ]
    records = [_count("assigned", "everyone", 1, sum(sizes))]
    records += [_count(f"{arm}-size", f"in-{arm}", at, size) for at, (arm, (_, size)) in enumerate(ARMS.items(), 2)]
    for number, outcome in enumerate(OUTCOMES):
        for at, (arm, (name, size)) in enumerate(ARMS.items()):
            printed = f"{(number * 3 + at * 5 + 2) % (size + 1)} of {size}"
            source.append(f"{outcome} was seen in {printed} adults with {name}.")
            place = {"source": SOURCE, "section": "Results", "paragraph": str(len(source) - 3), "sentence": 1}
            reading = place | {"token": 1, "printed": printed}
            about = {"outcome": f"outcome-{number}", "population": f"in-{arm}", "timepoint": "time-not-stated"}
            records.append({"id": f"outcome-{number}-{arm}", **about, "measure": "proportion", "readings": [reading]})
    files = {
        "vocabulary.yml": _vocabulary(),
        f"questions/{ID}.yml": _question(),
        f"reports/{ID}.yml": {"id": ID, "question": ID, "studies": [ID], "index_study": ID, "authors": ["Nobody N"]},
        "report.yml": {"report": ID},
        f"changes/{ID}.yml": {"versions": [_version()]},
        "declared.yml": {"declared": []},
        "waivers.yml": {"waivers": []},
        "glossary.yml": {"terms": [], "abbreviations": [{"term": "CI", "meaning": "confidence interval"}]},
        "sources.yml": {"sources": [_source()]},
        f"studies/{ID}/estimates.yml": {"estimates": records},
        f"studies/{ID}/study.yml": _study(),
    }
    for name, content in files.items():
        path = data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"format": 3} | content, indent=1), encoding="utf-8")  # JSON is YAML
    (data / "sources").mkdir()
    (folder / "source.txt").write_text("\n".join(source) + "\n", encoding="utf-8")
    added = run_command("source", "add", "source.txt", "--id", SOURCE, "--data", "data", folder=folder)
    assert (data / "sources" / f"{SOURCE}.yml").is_file(), added.stderr
    return data


def _count(name: str, population: str, token: int, number: int) -> dict[str, object]:
    reading = {**_methods(), "token": token, "printed": str(number)}
    about = {"outcome": "assigned", "population": population, "timepoint": "start", "measure": "count"}
    return {"id": name, **about, "readings": [reading]}


def _methods() -> dict[str, object]:
    return {"source": SOURCE, "section": "Methods", "paragraph": "1", "sentence": 1}


def _vocabulary() -> dict[str, object]:
    assigned = {"id": "assigned", "label": "Adults assigned", "group": "Study population", "role": "characteristic"}
    outcomes = [
        {
            "id": f"outcome-{number}",
            "label": label,
            "group": "Response" if label in BENEFITS else "Harms",
            "role": "efficacy" if label in BENEFITS else "harm",
            "better": "higher" if label in BENEFITS else "lower",
            "phrases": _phrases(label.lower()),
        }
        for number, label in enumerate(OUTCOMES)
    ]
    timepoints = [{"id": "start", "label": "at assignment"}, {"id": "time-not-stated", "label": "time not stated"}]
    return {"outcomes": [assigned, *outcomes], "timepoints": timepoints, "quantifiers": []}


def _phrases(noun: str) -> dict[str, object]:
    words = {"noun": noun, "had": f"had {noun}", "had_not": f"did not have {noun}"}
    return {**words, "plain": words}


def _question() -> dict[str, object]:
    rest = [number for number in range(len(OUTCOMES)) if number not in CRITICAL + IMPORTANT]
    rated = {"critical": CRITICAL, "important": IMPORTANT, "not_rated": rest}
    return {
        "id": ID,
        "text": "What was reported when adults were treated early, late or not at all for refractory bog fever?",
        "population": "adults with refractory bog fever",
        "intervention": ARMS["early"][0],
        "comparator": ARMS["watch"][0],
        "outcomes": {"status": "proposed"}
        | {key: [f"outcome-{number}" for number in numbers] for key, numbers in rated.items()},
    }


def _version() -> dict[str, object]:
    return {"version": "1.0.0", "date": "2033-01-02", "status": "current", "changes": ["First extraction."]}


def _source() -> dict[str, object]:
    title = "Early and late treatment of refractory bog fever (an invented report)"
    return {"id": SOURCE, "title": title, "short": "Report", "tier": "secondary", "seen": "whole", "role": "all"}


def _study() -> dict[str, object]:
    everyone = {"id": "everyone", "label": "adults assigned", "denominator": _denominator("assigned")}
    arms = [
        {"id": arm, "label": name, "participants": {"randomized": "not stated", "treated": f"{arm}-size"}}
        for arm, (name, _) in ARMS.items()
    ]
    populations = [
        {"id": f"in-{arm}", "label": f"adults with {name}", "arm": arm, "denominator": _denominator(f"{arm}-size")}
        for arm, (name, _) in ARMS.items()
    ]
    title = "Early, delayed and no immunomodulatory therapy for refractory bog fever"
    dates = {"extracted_on": "2033-01-02", "sources_as_of": "2033-01-02", "next_review": "2033-07-02"}
    people = {"extracted_by": "Nobody", "contact": "nobody", "conflicts_of_interest": "none declared"}
    return {
        "id": ID,
        "title": f"{title} in adults with somatic mutations",
        "short_title": "Refractory bog fever, BOG-7 2031",
        "citation": {
            "authors": "Nobody N, Somebody-Featherstonehaugh S",
            "title": title,
            "journal": "Journal of Nowhere and of the Neighboring Regions",
            "year": "2033",
            "doi": "10.0000/invented-bog",
        },
        "curation": dates | people,
        "study_design": {"arms": "parallel", "randomized": "no", "unit_of_allocation": "participant", "paired": "no"},
        "design": [],
        "pico": [],
        "arms": arms,
        "populations": [everyone, *populations],
    }


def _denominator(estimate: str) -> dict[str, object]:
    return {"status": "reported", "estimate": estimate}
