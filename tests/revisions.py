"""The studies as if revised: another number, another claim, other words, and the reasons that their curators gave."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests import EXAMPLE
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.load.folder import load
from vexas_evidence.model import Change, Changes, Estimate, Judgement, Reading, Reason
from vexas_evidence.publish.release.refusals import refused
from vexas_evidence.publish.release.release_file import SEAL, Release, write_release
from vexas_evidence.publish.release.snapshot import record_release
from vexas_evidence.system.hashes import seal

CHANGES = load(EXAMPLE).changes


NEWEST = CHANGES.newest


def later(version: str, *reasons: Reason) -> Changes:
    """The versions of the invented study with a newer one, which gives these reasons."""
    older = NEWEST.model_copy(update={"status": "superseded"})
    day = NEWEST.date.replace(month=2)
    now = Change(version=version, date=day, status="current", changes=("Read again.",), values=reasons)
    return Changes(format=3, versions=(now, older))


def with_rash(numbers: Numbers, printed: str, changes: Changes) -> Numbers:
    """The invented study where the bulletin prints another share with a rash."""
    study = numbers.study
    estimates = [
        Estimate(**each.model_dump() | {"readings": (Reading(**each.readings[0].model_dump() | {"printed": printed}),)})
        if each.id == "rash"
        else each
        for each in study.results.estimates
    ]
    changed = replace(study, results=study.results.model_copy(update={"estimates": tuple(estimates)}))
    return Numbers(replace(numbers.evidence, studies={study.id: changed}, changes=changes), changed)


def with_name_of_rash(numbers: Numbers, name: str, changes: Changes) -> Numbers:
    """The invented study where the outcome of the rash has another name."""
    vocabulary = numbers.evidence.vocabulary
    named = tuple(
        each.model_copy(update={"label": name}) if each.id == "rash" else each for each in vocabulary.outcomes
    )
    renamed = vocabulary.model_copy(update={"outcomes": named})
    return Numbers(replace(numbers.evidence, vocabulary=renamed, changes=changes), numbers.study)


def changed(example: Numbers, version: str, *reasons: Reason) -> tuple[Numbers, Release]:
    numbers = with_rash(example, "10%", later(version, *reasons))
    return numbers, record_release(numbers)


CORRECTED = Reason(
    id="rash", reason="The bulletin corrected its story.", source="marsh-bulletin", conclusion="unchanged"
)


def found(example: Numbers, before: Release, version: str, *reasons: Reason) -> list[str]:
    numbers, working = changed(example, version, *reasons)
    return [str(each) for each in refused(numbers.evidence.changes, working, [before])]


def changed_file(before: Release, folder: Path, change: Callable[[dict[str, Any]], None], sealed: bool) -> Path:
    """The file of a release after a change by hand, with a new seal or the old one."""
    told = json.loads(write_release(before))
    change(told)
    path = folder / f"{before.version}.json"
    path.write_text(json.dumps(told | ({SEAL: seal(told, SEAL)} if sealed else {})), encoding="utf-8")
    return path


def with_claim(example: Numbers, changes: Changes = CHANGES, **told: Any) -> Release:
    """The invented study where its one claim says something else."""
    [claim] = example.study.narrative.claims
    claims = (claim.model_copy(update=told),)
    study = replace(example.study, narrative=example.study.narrative.model_copy(update={"claims": claims}))
    return record_release(Numbers(replace(example.evidence, studies={study.id: study}, changes=changes), study))


def with_quantity(example: Numbers, changes: Changes = CHANGES, **told: Any) -> Release:
    """The invented study where the quantity of its one claim is another one."""
    [quantity] = example.study.narrative.claims[0].quantities
    return with_claim(example, changes, quantities=(quantity.model_copy(update=told),))


def judged(numbers: Numbers) -> Numbers:
    """The study where a named person rated one certainty."""
    judgement = Judgement.model_validate(
        {"id": "sure", "study": numbers.study.id, "outcome": "after-stopping", "of": "certainty-of-event-rate"}
        | {"rating": "low", "rater": "N. N.", "role": "chair", "date": "2026-11-20", "reason": "No comparator."}
    )
    return Numbers(replace(numbers.evidence, judgements=(judgement,)), numbers.study)
