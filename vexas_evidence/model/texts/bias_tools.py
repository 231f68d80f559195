"""Tools for the risk of bias of one result, each with its domains and judgments: which one a design asks for.

RoB 2 for randomized trials (doi:10.1136/bmj.l4898), with its variants for clusters and cross-over; ROBINS-I for
nonrandomized comparisons (doi:10.1136/bmj.i4919); the JBI tool for case series (doi:10.11124/JBISRIR-D-19-00099).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

from vexas_evidence.model.estimation import StudyDesign

RobDomain = Literal[
    "rob-2-randomization",
    "rob-2-recruitment",
    "rob-2-carry-over",
    "rob-2-deviations",
    "rob-2-missing-data",
    "rob-2-measurement",
    "rob-2-selection-of-result",
    "rob-2-overall",
]
RobinsDomain = Literal[
    "robins-i-confounding",
    "robins-i-selection",
    "robins-i-classification",
    "robins-i-deviations",
    "robins-i-missing-data",
    "robins-i-measurement",
    "robins-i-selection-of-result",
    "robins-i-overall",
]
SeriesDomain = Literal[
    "jbi-inclusion",
    "jbi-measurement",
    "jbi-identification",
    "jbi-consecutive",
    "jbi-complete",
    "jbi-demographics",
    "jbi-clinical-information",
    "jbi-outcomes",
    "jbi-site",
    "jbi-statistics",
]
BiasDomain = Literal[RobDomain, RobinsDomain, SeriesDomain]
RobRating = Literal["low", "some concerns", "high"]
RobinsRating = Literal["low", "moderate", "serious", "critical", "no information"]
SeriesRating = Literal["yes", "no", "unclear", "not applicable"]
BiasRating = Literal[RobRating, RobinsRating, SeriesRating]


@dataclass(frozen=True, slots=True)
class BiasTool:
    """A tool: its name, its domains, and the judgments it knows."""

    name: str
    domains: tuple[BiasDomain, ...]
    ratings: tuple[str, ...]


_VARIANTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "cluster": ("RoB 2 for cluster-randomized trials", "rob-2-carry-over"),
        "cross-over": ("RoB 2 for cross-over trials", "rob-2-recruitment"),
    }
)
"""The variants of RoB 2, each with the domain of the other that it has not."""


def tool_of(design: StudyDesign | None, *, has_several_arms: bool) -> BiasTool | None:
    """Return the tool that a design asks for; None where it is not stated whether participants were randomized."""
    if not has_several_arms:
        return BiasTool("JBI tool for case series", get_args(SeriesDomain), get_args(SeriesRating))
    if design is None or design.randomized not in ("yes", "no"):
        return None
    if design.randomized == "no":
        return BiasTool("ROBINS-I", get_args(RobinsDomain), get_args(RobinsRating))
    name, other = _VARIANTS.get("cluster" if design.has_clusters else design.arms, ("RoB 2", ""))
    left_out = (other,) if other else ("rob-2-recruitment", "rob-2-carry-over")
    domains = tuple(each for each in get_args(RobDomain) if each not in left_out)
    return BiasTool(name, domains, get_args(RobRating))
