"""The labels of results: the outcome, and what the number itself does not show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.model import Arm, Estimate, Outcome, Study
from vexas_evidence.model.measures import MEASURES
from vexas_evidence.system.grouping import grouped


@dataclass(frozen=True)
class Labels:
    """The labels of the estimates of a study, whose outcomes and arms are known by id."""

    study: Study
    outcomes: Mapping[str, Outcome]
    arms: Mapping[str, Arm]

    def label(self, estimate: Estimate) -> str:
        """Return the outcome with adjustment, measure, subgroup and arms.

        Where an arm has results of an outcome for several populations, each of them is named.
        """
        population = self.study.population_of(estimate)
        arm = self.arms[population.arm].label if population.arm and len(self.arms) > 1 else ""
        whom = arm
        if arm and len(self._populations_of[estimate.outcome, population.arm]) > 1:
            whom = population.label if arm.lower() in population.label.lower() else f"{population.label} ({arm})"
        against = f" against {self.arms[estimate.comparator].label}" if estimate.comparator else ""
        if estimate.compares:
            against = f", {fixed('arms.all-compared')}"
        return f"{self.measured(estimate)}{f', {whom}' if whom else ''}{against}"

    def measured(self, estimate: Estimate) -> str:
        """Return the outcome with adjustment, measure and subgroup, and without the arms."""
        adjusted = "adjusted" if estimate.is_adjusted else ""
        subgroup = estimate.subgroup.label if estimate.subgroup else ""
        of = ", ".join(dict.fromkeys(self._subgroups_by_interaction.get(estimate.id, ())))
        change = f" {estimate.value_of}" if estimate.value_of in ("change", "percent change") else ""
        name = MEASURES[estimate.measure].label
        if self.outcomes[estimate.outcome].label.lower().endswith(name):  # progression-free survival, survival
            name = ""
        measure = f"{name}{change if name in ('mean', 'median') else ''}{f' for interaction ({of})' if of else ''}"
        words = (self.outcomes[estimate.outcome].label, f"{adjusted} {measure}".strip(), subgroup)
        return ", ".join(filter(None, words))

    @cached_property
    def _populations_of(self) -> dict[tuple[str, str | None], set[str]]:
        """The names of the populations that the results of an outcome in an arm are of."""
        found: dict[tuple[str, str | None], set[str]] = {}
        for each in self.study.estimates.values():
            of = self.study.population_of(each)
            found.setdefault((each.outcome, of.arm), set()).add(of.label)
        return found

    @cached_property
    def _subgroups_by_interaction(self) -> dict[str, list[str]]:
        """The names of the subgroups by the id of the p-value of their interaction."""
        subgroups = (each.subgroup for each in self.study.estimates.values() if each.subgroup)
        return {name: [each.label for each in of] for name, of in grouped(subgroups, lambda of: of.interaction).items()}
