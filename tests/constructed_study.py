"""The invented study with other numbers: the estimates and denominators that a test names, and no other."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests import EXAMPLE
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.load.folder import load
from vexas_evidence.model import Estimate, Population

INVENTED = load(EXAMPLE)
NOT_STATED = {"status": "not stated"}


def estimate(name: str, *printed: str, **fields: Any) -> Estimate:
    """An estimate with a reading for each printed text: a proportion of everyone with the outcome fever-free."""
    readings = [
        {"source": "marsh-bulletin", "section": "Story", "paragraph": "2", "sentence": 1, "token": 2, "printed": text}
        for text in printed
    ]
    record = {"outcome": "fever-free", "population": "everyone", "timepoint": "week-4", "measure": "proportion"}
    return Estimate.model_validate({"id": name, "readings": readings} | record | fields)


def participants(printed: str) -> Estimate:
    """The number of participants, by the name "included"."""
    return estimate("included", printed, outcome="patients-included", timepoint="inclusion", measure="count")


def numbers_of(*estimates: Estimate, denominator: dict[str, str] | None = None) -> Numbers:
    """The numbers of a study with these estimates, whose population "everyone" has this denominator.

    It is the number of participants where they are among the estimates, else not stated.
    """
    is_reported = any(each.id == "included" for each in estimates)
    known = denominator or ({"status": "reported", "estimate": "included"} if is_reported else NOT_STATED)
    populations = tuple(
        Population.model_validate({"id": name, "label": name, "denominator": of})
        for name, of in (("everyone", known), ("unknown", NOT_STATED))
    )
    study = INVENTED.study
    changed = replace(
        study,
        about=study.about.model_copy(update={"populations": populations}),
        results=study.results.model_copy(update={"estimates": estimates}),
    )
    return Numbers(replace(INVENTED, studies={changed.id: changed}), changed)


def of_narrative(numbers: Numbers, **changed: Any) -> Numbers:
    """The numbers of the same study with other parts of its narrative."""
    study = replace(numbers.study, narrative=numbers.study.narrative.model_copy(update=changed))
    return Numbers(replace(numbers.evidence, studies={study.id: study}), study)
