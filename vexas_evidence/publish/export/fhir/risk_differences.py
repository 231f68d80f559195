"""Differences per 1,000 participants as FHIR Evidence: of an arm against its comparator, with how each follows.

Each is Evidence of its own, as the estimate that it belongs to may be of one arm (EBM-on-FHIR: Evidence of a
comparison has an exposure and a reference exposure). It has the id of its statistic.
"""

from __future__ import annotations

from collections.abc import Iterator

from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.statistics.compared_arms import comparisons
from vexas_evidence.analysis.statistics.effect_inputs import PER_1000
from vexas_evidence.analysis.statistics.statistic import Statistic
from vexas_evidence.publish.export.codes import quantity_of
from vexas_evidence.publish.export.encode import Json, escape_fhir_markdown
from vexas_evidence.publish.export.fhir.extensions import Resource, related
from vexas_evidence.publish.export.fhir.statistics import (
    arm_name,
    attribute,
    derived_statistic,
    identified,
    variable_name,
    variable_of_role,
)

_PART = "difference"


def differences(numbers: Numbers) -> Iterator[Statistic]:
    """Yield each difference per 1,000 of a study: at the comparator's risk, and at each baseline of the data."""
    main = {each.main.id for each in comparisons(numbers.evidence, numbers.study)}
    for row in numbers.statistics.main:
        if row.estimate in main and row.part.endswith(_PART) and row.unit == PER_1000 and row.value is not None:
            yield row


def difference_name(row: Statistic) -> str:
    """Return the name of a difference among all statistics."""
    return f"{row.study}/{row.id}"


def difference_of(numbers: Numbers, row: Statistic) -> Resource:
    """Return a difference as Evidence: whom it compares, on what, its number with its limits, and its formula."""
    study, arms = row.study, numbers.arms
    roles = {"exposure": row.arm, "referenceExposure": row.comparator}
    return {
        **identified("Evidence", "evidence", difference_name(row)),
        "title": difference_title(numbers, row),
        "description": escape_fhir_markdown(f"{row.formula}; from {', '.join(row.inputs)}"),
        "relatedArtifact": [
            *(related("derived-from", "evidence", f"{study}/{each}") for each in row.inputs),
            related("part-of", "study", study),
        ],
        "variableDefinition": [
            *(variable_of_role(role, "group", arm_name(study, arm)) for role, arm in roles.items() if arm in arms),
            variable_of_role("measuredVariable", "variable", variable_name(str(row.outcome), str(row.timepoint))),
        ],
        "statistic": [_statistic(numbers, row)],
    }


def difference_title(numbers: Numbers, row: Statistic) -> str:
    """Return what a difference is of, and whom it compares."""
    outcome, at = numbers.outcomes[str(row.outcome)].label, row.part.removesuffix(_PART).removesuffix("-")
    named = (numbers.arms[each].label for each in (row.arm, row.comparator) if each in numbers.arms)
    arms = f" {fixed('exports.against')} ".join(named)
    title = fixed("exports.difference", outcome=outcome, per=PER_1000, arms=arms)
    return f"{title}, {fixed('exports.baseline', baseline=at)}" if at else title


def _statistic(numbers: Numbers, row: Statistic) -> Resource:
    low, high = (numbers.statistics.find(row.estimate, f"{row.part}-{end}") for end in ("lower", "upper"))
    statistic = derived_statistic("risk difference", row.value, row.unit)
    if low is None or high is None or low.value is None or high.value is None:
        return statistic
    limits: Json = {"low": quantity_of(low.value, low.unit), "high": quantity_of(high.value, high.unit)}
    interval = {"description": low.formula, **attribute("confidence interval", "derived"), "range": limits}
    return statistic | {"attributeEstimate": [interval]}
