"""How right the first proposal of a lift is, held to answers that were found by reading five open articles."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests import ARTICLES, EXAMPLE
from tests.commands import run_command
from tests.programs import OPEN_ARTICLES
from vexas_evidence.analysis.lift.matching import propose
from vexas_evidence.load.folder import load
from vexas_evidence.sources.context import read_contexts

ANSWERS: dict[str, list[dict[str, Any]]] = yaml.safe_load((ARTICLES / "lift-answers.yml").read_text(encoding="utf-8"))
STUDY = "studies/marsh-fever-2030"


@dataclass(frozen=True)
class Measured:
    """How many numbers were asked for, for how many the lift has a first proposal, and how many of these are right.

    ``wrong`` are those whose first proposal is another token, ``missed`` those without one; ``sure`` says how many the
    lift would accept by itself, and ``sure_right`` how many of these are right.
    """

    asked: int
    proposed: int
    right: int
    sure: int
    sure_right: int
    wrong: tuple[str, ...]
    missed: tuple[str, ...]


def first_proposals(folder: Path, article: str) -> Measured:
    """Lift the answers of an article, as another source would print them, to its text."""
    answers, file = ANSWERS[article], OPEN_ARTICLES / article / "article.xml"
    data = _data(folder, answers)
    done = run_command(
        *("source", "add", str(file), "--id", "article", "--tier", "primary", "--study", "marsh-fever-2030"),
        *("--data", str(data)),
    )
    assert done.returncode in (0, 1), done.stderr
    evidence = load(data)
    lift = propose(evidence, evidence.study, "article", read_contexts(evidence, "article", file))
    found = {each.estimate.id: each for each in lift.proposals}
    first = {
        number: str(found[f"n{number}"].candidates[0].place) if found[f"n{number}"].candidates else ""
        for number in range(len(answers))
    }
    sure = {number: [str(each.place) for each in found[f"n{number}"].sure] for number in range(len(answers))}
    right = {number for number, place in first.items() if place in answers[number]["right"]}
    accepted = [(number, place) for number, places in sure.items() for place in places]
    return Measured(
        len(answers),
        sum(map(bool, first.values())),
        len(right),
        len(accepted),
        sum(place in answers[number]["right"] for number, place in accepted),
        tuple(
            f"{answers[number]['what']}: {place}" for number, place in first.items() if place and number not in right
        ),
        tuple(answers[number]["what"] for number, place in first.items() if not place),
    )


def _data(folder: Path, answers: list[dict[str, Any]]) -> Path:
    """A study whose other source prints the answers; where it does is not looked at."""
    data = folder / "data"
    shutil.copytree(EXAMPLE, data)
    (data / STUDY / "narrative.yml").unlink()
    place = {"source": "marsh-bulletin", "section": "Story", "paragraph": "1", "sentence": 1, "token": 1}
    outcomes = {each["what"]: each for each in answers}
    vocabulary = [
        {
            "id": f"o{number}",
            "label": _label(name),
            "group": "Results",
            "role": "description",
            "words": [word for word in each.get("words", ()) if not any(map(str.isdigit, word))],
        }
        for number, (name, each) in enumerate(outcomes.items())
    ]
    estimates = [
        {
            "id": f"n{number}",
            "outcome": f"o{number}",
            "population": _id(each["arm"]) if "arm" in each else "unknown",
            "timepoint": "time-not-stated",
            "measure": each["measure"],
            "readings": [{**place, "printed": each["printed"]}],
        }
        for number, each in enumerate(answers)
    ]
    included = {
        "id": "included",
        "outcome": "patients-included",
        "population": "everyone",
        "timepoint": "inclusion",
        "measure": "count",
        "readings": [{**place, "printed": "40"}],
    }
    arms = list(dict.fromkeys(each["arm"] for each in answers if "arm" in each))
    with_digits = [arm for arm in arms if any(map(str.isdigit, arm))]
    _write(data / STUDY / "vocabulary.yml", {"outcomes": vocabulary, "names": with_digits})
    _add_arms(data / STUDY / "study.yml", arms)
    _write(data / STUDY / "estimates.yml", {"estimates": [included, *estimates]})
    return data


def _add_arms(path: Path, arms: list[str]) -> None:
    """Give a study arms, each with a population of its label."""
    study = yaml.safe_load(path.read_text(encoding="utf-8"))
    study["arms"] = [{"id": _id(arm), "label": arm} for arm in arms]
    study["populations"] += [
        {**each, "arm": each["id"], "denominator": {"status": "not stated"}} for each in study["arms"]
    ]
    path.write_text(yaml.safe_dump(study, sort_keys=False), encoding="utf-8")


def _id(arm: str) -> str:
    return f"arm-{arm.lower().replace(' ', '-')}"


def _label(name: str) -> str:
    return "".join(each for each in name if not each.isdigit()).strip()


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump({"format": 3, **content}, sort_keys=False), encoding="utf-8")
