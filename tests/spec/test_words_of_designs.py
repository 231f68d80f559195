"""The words of three designs: one arm, arms that were not randomized, randomized arms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.constructed_study import estimate, numbers_of, participants
from vexas_evidence.analysis.checks import Found
from vexas_evidence.analysis.checks.own_texts import wording_holds
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.wording import design_levels, forbidden_words
from vexas_evidence.model import Arm, Finding, Passage
from vexas_evidence.model.estimation import StudyDesign

RULES = {key: rule.name for key, rule in forbidden_words.RULES.items()}
ONE, COHORT, TRIAL = "uncontrolled", "compared without randomization", "randomized"
ARMS = (Arm(id="drug-a", label="Drug A"), Arm(id="usual-care", label="usual care"))
DESIGNS = {
    ONE: (StudyDesign(arms="one arm"), ()),
    COHORT: (StudyDesign(arms="parallel", randomized="no"), ARMS),
    TRIAL: (StudyDesign(arms="parallel", randomized="yes"), ARMS),
}


def study_of(
    design: StudyDesign | None, arms: tuple[Arm, ...] = (), sentence: str = "Fever is not stated.", **about: Any
) -> Numbers:
    """A study of a design and arms, of which one sentence of ours says something."""
    plain = numbers_of(participants("40"), *about.pop("estimates", ()))
    point = Passage(id="point", title="Point", text=sentence)
    changed = replace(
        plain.study,
        about=plain.study.about.model_copy(
            update={"study_design": design, "arms": arms, "treatments": ("Drug A",), "pico": (), "definitions": ()}
            | about
        ),
        narrative=plain.study.narrative.model_copy(
            update={"key_points": (point,), "plain": (), "limits": (), "derived": (), "claims": (), "views": ()}
        ),
        journal=None,
        appraisal=plain.study.appraisal.model_copy(
            update={"entry": (), "outcomes": (), "decision": (), "questions": (), "domains": ()}
        ),
    )
    return Numbers(replace(plain.evidence, studies={changed.id: changed}), changed)


def refused(level: str, sentence: str, *estimates: Any) -> list[Found]:
    design, arms = DESIGNS[level]
    return list(wording_holds(study_of(design, arms, sentence, estimates=estimates)))


REFUSED_OF_ALL = {
    "There was no difference in relapse.": RULES["no difference"],
    "There was no significant difference between visits.": RULES["no difference"],
    "Relapse did not differ.": RULES["no difference"],
    "Relapse was not different later.": RULES["no difference"],
    "Relapse was similar later.": RULES["no difference"],
    "Both had comparable response.": RULES["no difference"],
    "The two visits were equivalent.": RULES["no difference"],
    "Fever was gone only in men.": RULES["subgroup"],
    "Fever was gone more often in older patients.": RULES["subgroup"],
    "In the subgroup of carriers, fever was gone.": RULES["subgroup"],
    "Response was higher among those aged over fifty.": RULES["subgroup"],
    "Response was seen in women and not in men.": RULES["subgroup"],
    "Drug A was tried in women only.": RULES["subgroup"],
    "The drop was stronger in patients with anemia.": RULES["subgroup"],
    "Drug A was well tolerated.": RULES["judgment"],
    "The drop was significant.": RULES["judgment"],
}
REFUSED = {
    ONE: {
        "Drug A reduced fever.": RULES["causal or comparative"],
        "Drug A was associated with less fever.": RULES["causal or comparative"],
        "Recovery was associated with Drug A.": RULES["causal or comparative"],
        "Fever was gone more often than with placebo.": RULES["causal or comparative"],
        "Drug A versus usual care was looked at.": RULES["causal or comparative"],
        "Drug A versus placebo at the last month was looked at.": RULES["causal or comparative"],
        "Compared with usual care, fever fell.": RULES["causal or comparative"],
        "The hazard ratio was small.": RULES["causal or comparative"],
        "The risk difference was small.": RULES["causal or comparative"],
        "The effect of Drug A lasted.": RULES["causal or comparative"],
        "Fever fell thanks to treatment.": RULES["causal or comparative"],
        "Recovery was due to treatment.": RULES["causal or comparative"],
    },
    COHORT: {
        "Drug A reduced fever.": RULES["causal or effect"],
        "Drug A prevents relapse.": RULES["causal or effect"],
        "Treatment led to recovery.": RULES["causal or effect"],
        "The effect on fever was large.": RULES["causal or effect"],
        "A treatment effect was seen.": RULES["causal or effect"],
        "Relative effects are given by arm.": RULES["causal or effect"],
        "Recovery was due to Drug A.": RULES["causal or effect"],
        "Usual care improved fever.": RULES["causal or effect"],
        "Patients benefited from Drug A.": RULES["causal or effect"],
        "Drug A was superior to usual care.": RULES["causal or effect"],
        "The number needed to treat was small.": RULES["causal or effect"],
        "This single-arm study reports fever.": RULES["one arm"],
        "There was no comparator.": RULES["one arm"],
        "One treated arm was followed.": RULES["one arm"],
    },
    TRIAL: {
        "This single-arm study reports fever.": RULES["one arm"],
        "There was no comparator.": RULES["one arm"],
        "One treated arm was followed.": RULES["one arm"],
        "Nobody knows, without a comparison group.": RULES["one arm"],
        "Drug A was non-inferior to usual care.": RULES["no difference"],
        "Drug A was as effective as usual care.": RULES["no difference"],
        "The drug had no effect on fever.": RULES["no difference"],
        "There was little difference between the arms.": RULES["no difference"],
        "Drug A reduced fever only in women.": RULES["subgroup"],
        "The effect was larger in older patients.": RULES["subgroup"],
        "Drug A is safe.": RULES["judgment"],
    },
}
TRUE_OF_ALL = (
    "Fever was gone in {included} patients.",
    "It cannot be said that there was no difference.",
    "The interval includes no difference.",
    "Whether relapse was similar is not stated.",
    "The source says that relapse was comparable.",
    "The two definitions are not comparable.",
    "Both reports use a similar definition.",
    "Response can be judged only in patients with fever.",
    "The number is stated only in women.",
    "Transfusion was counted only among patients with anemia.",
    "The study included only men.",
    "Fever is not stated, as well as pain.",
    "No difference is stated.",
    "Side effects were collected at visits.",
    "Doses are in prednisone equivalents.",
    "The smallest important difference is not stated.",
)
TRUE = {
    ONE: (
        "Fever was less often than at baseline.",
        "Fever fell from baseline.",
        "Fever was lower versus baseline.",
        "Compared with baseline, fever fell.",
        "Weight was set against inclusion.",
        "Fever fell compared with the start of treatment.",
        "Fever was rarer at the last visit vs. screening ({included} patients).",
        "One treated arm was followed.",
        "There is no comparator.",
        "Without a comparison group, this study cannot show how much of this is due to Drug A.",
        "Drug A was given at home.",
        "This cannot show an effect of Drug A.",
        "Infections were seen on Drug A.",
        "Age was associated with fever.",
        "Fever was seen less often than before treatment.",
    ),
    COHORT: (
        "Drug A was associated with less fever.",
        "Less fever was associated with Drug A.",
        "Fever was less frequent with Drug A than with usual care.",
        "Fever was less frequent in patients with Drug A than in those with usual care.",
        "Fever was lower in women given Drug A than in women given usual care.",
        "The hazard ratio is set against usual care.",
        "The odds ratio is adjusted for age.",
        "Drug A versus usual care was looked at.",
        "Compared with usual care, fever was less frequent.",
        "Adverse effects were collected at visits.",
        "This cannot show an effect of Drug A.",
        "Arms were chosen by doctors and not at random.",
        "Whether Drug A reduced fever cannot be told.",
        "The source says that Drug A reduced fever.",
        "The risk difference is given by arm.",
    ),
    TRIAL: (
        "Drug A reduced fever.",
        "Drug A prevented relapse.",
        "The effect on fever was larger than on pain.",
        "The relative effect is a risk ratio.",
        "Treatment led to recovery.",
        "Drug A was superior to usual care.",
        "Fever was less frequent with Drug A than with usual care.",
        "Fever was less frequent in adults with Drug A than in those with usual care.",
        "The number needed to treat is not stated.",
        "Fewer patients relapsed with Drug A ({included} in all).",
        "The hazard ratio is set against usual care.",
        "Recovery was due to Drug A.",
        "Patients benefited from Drug A.",
        "Usual care improved fever.",
        "The effect of Drug A on pain is not stated.",
    ),
}


def pairs(table: dict[str, Any], shared: Any) -> Iterator[tuple[str, Any]]:
    for level, own in table.items():
        both = own | shared if isinstance(own, dict) else (*own, *shared)
        yield from ((level, each) for each in (both.items() if isinstance(both, dict) else both))


@pytest.mark.parametrize(("level", "said"), tuple(pairs(REFUSED, REFUSED_OF_ALL)))
def test_a_sentence_beyond_its_design_is_refused(level: str, said: tuple[str, str]) -> None:
    sentence, rule = said
    assert rule in [each.found.partition(": '")[0] for each in refused(level, sentence)]


@pytest.mark.parametrize(("level", "sentence"), tuple(pairs(TRUE, TRUE_OF_ALL)))
def test_a_true_sentence_of_a_design_is_let_be(level: str, sentence: str) -> None:
    assert refused(level, sentence) == []


@pytest.mark.parametrize(
    ("design", "arms", "level"),
    [
        (None, (), ONE),
        (None, ARMS, COHORT),
        (StudyDesign(arms="one arm"), (), ONE),
        (StudyDesign(arms="not stated", randomized="not stated"), (), ONE),
        (StudyDesign(arms="not stated", randomized="not stated"), ARMS, COHORT),
        (StudyDesign(arms="parallel", randomized="not stated"), ARMS, COHORT),
        (StudyDesign(arms="matched", randomized="no"), ARMS, COHORT),
        (StudyDesign(arms="not stated", randomized="yes"), (), TRIAL),
        (StudyDesign(arms="cross-over", randomized="yes"), ARMS, TRIAL),
        (StudyDesign(arms="cluster", randomized="yes"), ARMS, TRIAL),
    ],
)
def test_a_design_that_is_not_stated_has_the_strictest_level_it_could_have(
    design: StudyDesign | None, arms: tuple[Arm, ...], level: str
) -> None:
    assert design_levels.level_of(study_of(design, arms).study) == level


def test_a_text_on_several_studies_has_the_strictest_of_their_levels() -> None:
    studies = [study_of(*DESIGNS[level]).study for level in (TRIAL, ONE, COHORT)]
    assert design_levels.strictest(studies) == ONE


def test_a_refusal_of_one_arm_names_what_bears_the_words_and_what_to_say() -> None:
    [found] = refused(ONE, "Drug A reduced fever.")
    assert (found.found, found.expected, found.remedy) == (
        "causal or comparative words for uncontrolled data: 'Drug A reduced'",
        "words that one treated arm bears",
        "say what was reported and in whom, or whose claim it is",
    )


def test_a_refusal_without_randomization_says_that_arms_are_associated() -> None:
    [found] = refused(COHORT, "Drug A reduced fever.")
    assert (found.found, found.expected, found.remedy) == (
        "causal words, or an effect, for arms compared without randomization: 'Drug A reduced'",
        "words that arms compared without randomization bear",
        "say that it was associated with the treatment, print the number of each arm, or say whose claim it is",
    )


def test_a_refusal_in_a_trial_says_what_would_bear_no_difference() -> None:
    [found] = refused(TRIAL, "There was no difference in fever.")
    assert (found.found, found.expected, found.remedy) == (
        "a difference denied without a test of equivalence or non-inferiority that states its margin: 'no difference'",
        "words that randomized arms bear",
        "print the numbers with their intervals, or refer to an estimate whose test has the margin",
    )


def fever_tested(tested: str, margin: str | None) -> Any:
    test = {"name": "not stated", "hypothesis": tested, "sides": "two"} | ({"margin": margin} if margin else {})
    return estimate("fever", "4 of 40", test=test)


@pytest.mark.parametrize(
    ("tested", "margin", "is_refused"),
    [
        ("equivalence", "10%", False),
        ("non-inferiority", "10%", False),
        ("equivalence", "not stated", True),
        ("superiority", None, True),
        ("not stated", None, True),
    ],
)
def test_no_difference_rests_on_a_margin(tested: str, margin: str | None, is_refused: bool) -> None:
    found = refused(TRIAL, "Fever was similar in both arms ({fever}).", fever_tested(tested, margin))
    assert bool(found) == is_refused


@pytest.mark.parametrize(("interaction", "is_refused"), [("interaction-p", False), ("not stated", True)])
def test_a_subgroup_rests_on_its_interaction(interaction: str, is_refused: bool) -> None:
    subgroup = {"id": "men", "label": "men", "interaction": interaction, "prespecified": "no"}
    found = refused(TRIAL, "Fever was more often in men ({fever}).", estimate("fever", "4 of 40", subgroup=subgroup))
    assert bool(found) == is_refused


def test_a_p_value_between_times_of_one_arm_may_be_typed_beside_their_name() -> None:
    faults = forbidden_words.faults
    assert list(faults("Fever was lower versus baseline, p = 0.01.", ())) == []
    assert [each.words for each in faults("Fever was lower, p = 0.01.", ())] == ["p = 0.0"]


def test_a_comparator_of_none_beside_two_arms_is_refused() -> None:
    none = Finding(id="comparator", label="Comparator", text="None in this study.")
    design, arms = DESIGNS[TRIAL]
    [found] = wording_holds(study_of(design, arms, pico=(none,)))
    assert (found.found, found.remedy) == (
        "words of one arm for a study of several: 'None in this study.'",
        "name the arm that others are set against",
    )


def test_arms_that_no_source_sets_against_each_other_may_have_no_formal_comparator() -> None:
    none = Finding(id="comparator", label="Comparator", text="None formally; arms are reported side by side.")
    design, arms = DESIGNS[COHORT]
    assert list(wording_holds(study_of(design, arms, pico=(none,)))) == []


def test_each_design_has_fifteen_sentences_of_its_own_that_are_true() -> None:
    assert min(map(len, (*TRUE.values(), TRUE_OF_ALL))) >= 15
