"""A number in prose stands with who was counted and when, and beside words of its own."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache

import pytest

from tests import TRIAL
from tests.constructed_study import estimate, numbers_of, participants
from vexas_evidence.analysis.checks.statements.stated_words import stated_faults
from vexas_evidence.analysis.numbers import Numbers, to_text
from vexas_evidence.analysis.wording.comparisons import comparison_faults
from vexas_evidence.analysis.wording.forbidden_words import NUMBER_MARK, faults
from vexas_evidence.analysis.wording.interval_words import interval_faults
from vexas_evidence.analysis.wording.lexicon import Lexicon
from vexas_evidence.analysis.wording.number_clauses import is_plain, outright_parts
from vexas_evidence.analysis.wording.own_words import word_faults
from vexas_evidence.analysis.wording.reference_forms import form_faults
from vexas_evidence.analysis.wording.word_forms import ANY_TREATMENT, CONCEPTS, tokens
from vexas_evidence.load.folder import load


@cache
def trial() -> Numbers:
    evidence = load(TRIAL)
    return Numbers(evidence, evidence.study)


@cache
def words() -> Lexicon:
    return Lexicon(trial())


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("tea-size", "120 adults with marsh tea at randomization"),
        ("cough-free-tea", "Freedom from cough at 12 weeks in 45 of 120 adults with marsh tea"),
        ("tea-lost", "Loss to follow-up in 6 adults with marsh tea (denominator and time not stated)"),
        ("score-tea", "A mean cough score of 11.2 points (SD 6.1) after 12 weeks among adults with marsh tea"),
        ("relapse-median", "Median time to relapse not reached among adults with marsh tea (time not stated)"),
        (
            "cough-free-ratio",
            "A risk ratio of 1.50 (95% CI 1.02 to 2.20) for freedom from cough at 12 weeks, "
            "marsh tea against hot water",
        ),
        ("deaths-tea", "Deaths in 0 of 120 adults with marsh tea (time not stated)"),
    ],
)
def test_a_full_reference_is_a_noun_phrase(name: str, printed: str) -> None:
    assert to_text(trial().spans(f"{{{name}.full}}")) == printed


def test_a_full_reference_within_a_sentence_has_a_small_letter() -> None:
    text = to_text(trial().spans("The report prints {score-tea.full}."))
    assert text.startswith("The report prints a mean cough score of 11.2 points")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{a} fell.", ["{a} without {a.full} before it"]),
        ("{a.full} fell, as {a} did.", []),
        ("{a.full} fell. {a} did.", ["{a} without {a.full} before it"]),
        ("{a.full} and {b.full}; {a} fell.", ["{a} in a sentence with {b.full}"]),
        ("{a.full} ({a.interval}) and {b.full} ({b.interval}) fell.", []),
        ("{a.full} ({b.interval}), and {b.full} fell.", ["{b.interval} without {b.full} before it"]),
        ("{a.full}: {a.count} fell.", ["{a.count} in prose"]),
        ("With {a.ci}, {a.full} leaves it open.", []),
        ("With {a.percent}, {a.full} leaves it open.", ["{a.percent} without {a.full} before it"]),
        ("{a.full}, out of {a.denominator}.", ["{a.denominator} in prose"]),
        ("{a.full} and {b.full} fell respectively.", ["'respectively' beside references"]),
        ("{derived} fell.", []),
    ],
)
def test_a_number_alone_in_prose_follows_its_full_form(text: str, found: list[str]) -> None:
    assert [each.found for each in form_faults(text, {"a", "b"}, is_cell=False)] == found


@pytest.mark.parametrize("text", ["{a} fell.", "{a.count} of {a.denominator}", "{a}, and {b}"])
def test_a_number_stands_alone_in_a_cell(text: str) -> None:
    assert [*form_faults(text, {"a", "b"}, is_cell=True)] == []


def test_a_cell_holds_no_two_numbers_in_one_clause() -> None:
    [fault] = form_faults("{a} and {b} fell.", {"a", "b"}, is_cell=True)
    assert fault.remedy == "write {b.full}, or part the clause"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nausea: {infections-tea.full}.", ["'Nausea' names another outcome than {infections-tea.full}"]),
        ("With hot water, {cough-free-tea.full}.", ["'hot water' names another arm than {cough-free-tea.full}"]),
        ("{relapse-free-tea.full} relapsed.", ["'relapsed' says the contrary of {relapse-free-tea.full}"]),
        ("The median is {score-tea.full}.", ["'median' names another measure than {score-tea.full}"]),
        (
            "{nausea-tea.full}, more than with placebo.",
            ["'placebo' names another design than {nausea-tea.full}"],
        ),
        ("{tea-lost.full} stayed in the trial.", ["'stayed in the trial' says the contrary of {tea-lost.full}"]),
        ("{nausea-tea.full} was seen at baseline.", ["'at baseline' names another time than {nausea-tea.full}"]),
        ("{nausea-tea.full} and no infection in them.", []),
        ("What the sources mean by nausea in {nausea-tea.full} is left undefined.", []),
        ("The average is {nausea-tea.full}.", ["'average' names another measure than {nausea-tea.full}"]),
        ("{nausea-tea.full}, while the newsletter writes of infections.", []),
        ("{nausea-tea.full} threw up.", ["'threw up' names another outcome than {nausea-tea.full}"]),
        (
            "The trial as a whole felt sick: {nausea-tea.full}.",
            ["'trial as a whole' names another population than {nausea-tea.full}"],
        ),
        ("Fatalities did occur; see {deaths-tea.full}.", ["'Fatalities' says the contrary of {deaths-tea.full}"]),
        ("Sleep had its own test; for cough there is {score-tea.full}.", []),
        (
            "None of the adults in {nausea-tea.full} felt sick.",
            ["'None of the adults in … felt sick' says the contrary of {nausea-tea.full}"],
        ),
        ("Tea hastened relapse: {relapse-hazard.full}.", ["'hastened' says the contrary of {relapse-hazard.full}"]),
        ("Tea put relapses off: {relapse-hazard.full}.", []),
        (
            "{relapse-hazard.full} is inconclusive.",
            ["'inconclusive' says the contrary of {relapse-hazard.full}"],
        ),
        ("{relapse-hazard-never-smoked.full} is inconclusive.", []),
        (
            "{peak-flow-tea.full} is in percent of a norm.",
            ["'in percent' names another measure than {peak-flow-tea.full}"],
        ),
        ("{sleep-difference.full} is in minutes.", ["'minutes' names another time than {sleep-difference.full}"]),
        (
            "{infections-tea.full} is a rate per month.",
            ["'per month' names another measure than {infections-tea.full}"],
        ),
        ("{nausea-tea.full} counts episodes.", ["'episodes' names another measure than {nausea-tea.full}"]),
        ("{infections-tea.full} counts episodes.", []),
        (
            "{nausea-tea.full}, while they caught infections.",
            ["'infections' names another outcome than {nausea-tea.full}"],
        ),
    ],
)
def test_words_beside_a_number_are_its_own(text: str, found: list[str]) -> None:
    assert [each.found for each in word_faults(text, words())][:1] == found


@pytest.mark.parametrize(
    ("text", "is_held"),
    [
        ("{nausea-tea.full} felt well.", True),
        ("{nausea-tea.full} did not feel sick.", True),
        ("Nobody felt sick: {nausea-tea.full}.", True),
        ("{nausea-tea.full} is not of everyone.", False),
        ("{nausea-tea.full} says nothing of infections.", False),
        ("{nausea-tea.full}, although infections are a harm.", False),
        ("{nausea-tea.full} may be a chance finding.", False),
        ("Does {nausea-tea.full} count infections?", False),
    ],
)
def test_a_sentence_is_held_to_its_number_where_it_says_something_outright(text: str, is_held: bool) -> None:
    assert is_plain(text, words().mentions) is is_held


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("{score-tea.full} is a median, which a few scores would not move.", ["{score-tea.full} is a median"]),
        ("{score-tea.full} is of the tea arm; who was lost is not known.", ["{score-tea.full} is of the tea arm"]),
        ("Not all is known of {score-tea.full}, but it is a median.", ["{score-tea.full}: but it is a median."]),
        ("{score-tea.full} is not a median, nor a total.", []),
        ("{score-tea.full} would be a median, if most were known.", []),
        ("Is {score-tea.full} a median, and not a mean?", []),
        ("{score-tea.full} is a median.", []),
        (
            "{score-tea.full} is a median, not a mean.",
            ["{score-tea.full} is a median.", "{score-tea.full} is a median"],
        ),
        ("{score-tea.full} is not a mean but a median.", ["{score-tea.full} is a median."]),
        ("{score-tea.full} is a mean rather than a median.", ["{score-tea.full} is a mean."]),
    ],
)
def test_a_caveat_excuses_the_words_of_its_own_clause_alone(text: str, clauses: list[str]) -> None:
    assert [*outright_parts(text, words().mentions)] == [text, *clauses]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "{score-difference.full} is a ratio of the mean scores.",
            ["'ratio' names another measure than {score-difference.full}"],
        ),
        ("Water: {nausea-tea.full}.", ["'Water' names another arm than {nausea-tea.full}"]),
        ("{sleep-difference.full}: sleep improved.", ["'improved' says the contrary of {sleep-difference.full}"]),
        ("{nausea-tea.full}: they felt sick.", []),
        ("No infection is reported beside {nausea-tea.full}.", []),
        ("Low nausea in the trial, {nausea-tea.full}.", []),
        ("{nausea-tea.full}: adults who did not feel sick are left out of it.", []),
        ("{relapse-hazard.full}, adjusted for age.", ["'adjusted for' says the contrary of {relapse-hazard.full}"]),
        ("{score-tea.full} and {nausea-tea.full}, as is to be expected of a score.", []),
    ],
)
def test_structure_tells_what_is_not_a_number_s_own(text: str, found: list[str]) -> None:
    assert [each.found for each in word_faults(text, words())] == found


@pytest.mark.parametrize(
    ("text", "is_refused"),
    [
        ("Fewer adults were free of cough with marsh tea than with hot water: {cough-free-ratio.full}.", True),
        ("More adults were free of cough with marsh tea than with hot water: {cough-free-ratio.full}.", False),
        ("{nausea-tea.full} is less than {nausea-water.full}.", True),
        ("{nausea-tea.full} is more than {nausea-water.full}.", False),
        ("{smokers.full} were outnumbered by {never-smoked.full}.", True),
        ("{never-smoked.full} were outnumbered by {smokers.full}.", False),
        ("{tea-treated.full} and {tea-size.full} are the same number.", True),
        ("{tea-size.full} and {water-size.full} are the same number.", False),
        ("{relapse-free-tea.full} at the same time as {cough-free-tea.full}.", True),
        ("{nausea-water.full} at the later visit than {nausea-tea.full}.", False),
        ("{nausea-tea.full} is the smaller share, {nausea-water.full} the larger.", True),
        ("{nausea-tea.full} is the larger share, {nausea-water.full} the smaller.", False),
        ("{smokers.full} are the lowest number, beside {never-smoked.full}.", True),
        ("Relapse was rarer with hot water: {relapse-water.full}; {relapse-tea.full}.", True),
        ("Relapse was rarer with marsh tea: {relapse-tea.full}; {relapse-water.full}.", False),
        ("Nausea was no more common with marsh tea than with hot water: {nausea-tea.full}; {nausea-water.full}.", True),
        ("Smokers were in the minority: {smokers.full}; {never-smoked.full}.", True),
        ("As many began treatment as entered: {tea-treated.full}; {tea-size.full}.", True),
        ("The arms were unequal: {tea-size.full}; {water-size.full}.", True),
        ("The arms were unequal: {tea-treated.full}; {water-treated.full}.", False),
        ("{nausea-tea.full} is of a larger group than {cough-free-tea.full}.", True),
        ("{nausea-tea.full} is of a smaller group than {cough-free-tea.full}.", False),
        ("{relapse-tea.full} is more than {nausea-tea.full}.", False),
        ("Beside {score-water.full}, {score-tea.full} is the more favorable.", False),
        ("Beside {score-tea.full}, {score-water.full} is the more favorable.", True),
        ("{tea-treated.full} and {tea-size.full} are the same people.", True),
        ("{tea-size.full} and {water-size.full} are the same people.", False),
        ("{relapse-hazard-never-smoked.full} is a stronger effect than {relapse-hazard-smokers.full}.", True),
        ("{relapse-hazard-smokers.full} is a stronger effect than {relapse-hazard-never-smoked.full}.", False),
        ("The lowest of the cough scores is {score-tea.full}.", False),
        ("The largest of the harms is {nausea-water.full}.", True),
        ("{relapse-tea.full} is the most frequent, {relapse-water.full} the other.", True),
        ("Relapse took longer with marsh tea: {relapse-hazard.full}.", False),
        ("It went from {relapse-free-tea.full} to {relapse-free-tea.full}.", False),
        ("{cough-free-water.full}, and {cough-free-tea.full}; more on {cough-free-water} below.", False),
    ],
)
def test_what_a_text_compares_is_so(text: str, is_refused: bool) -> None:
    assert bool([*comparison_faults(text, words())]) is is_refused


@pytest.mark.parametrize(
    ("text", "is_refused"),
    [
        ("{cough-free-ratio.full}: the interval includes no difference.", True),
        ("{cough-free-ratio.full}: the interval excludes no difference.", False),
        ("Every value in the interval of {score-difference.full} would matter.", True),
        ("Not every value in the interval of {score-difference.full} would matter.", False),
        ("{cough-free-tea.full} is a majority.", True),
        ("{cough-free-tea.full} is a minority.", False),
        ("{cough-free-tea.full}: most of them still had a cough.", False),
        ("{relapse-free-tea.full}: the bulk of them stayed in remission.", True),
        ("Not one of the documents prints {cough-free-tea.full}.", True),
        ("{cough-free-tea.full} rests on a rule that no document prints.", False),
        ("At the lower limit, {cough-free-tea.full} is a majority.", True),
        ("At the lower limit, {cough-free-tea.full} is a minority.", False),
        ("No source gives a count behind {cough-free-tea.full}, so nothing can be drawn.", True),
        ("No source gives the denominator of {cough-free-tea.full}.", True),
        ("No source gives an interval beside {relapse-hazard.full}.", True),
        ("No source gives a count behind {relapse-hazard.full}.", False),
        ("{score-tea.full}: the upper limit is the smallest.", True),
        ("{cough-free-ratio.full}, not that its interval includes no difference.", False),
        ("{cough-free-ratio.full}: the lower limit lies above the ratio.", True),
        ("{cough-free-ratio.full}: the upper limit lies above the ratio.", False),
        ("The whole interval of {relapse-hazard-never-smoked.full} lies on the side of marsh tea.", True),
        ("The whole interval of {relapse-hazard.full} lies on the side of marsh tea.", False),
        ("{relapse-hazard.full} has the narrower interval, {relapse-hazard-never-smoked.full} the other.", False),
        ("{relapse-hazard.full} has the wider interval, {relapse-hazard-never-smoked.full} the other.", True),
        ("{tea-size.full} is given as a percentage.", True),
        ("{tea-size.full} is a count.", False),
        ("The report grades how severe {nausea-tea.full} was.", True),
        ("How severe {nausea-tea.full} was is open.", False),
        ("{tea-size.full} is a head count.", False),
        ("{infections-tea.full} is a number of adults.", True),
        ("The lower limit of {score-difference.full} is closest to no difference.", True),
        ("The upper limit of {score-difference.full} is closest to no difference.", False),
        ("The upper limit of {relapse-hazard.full} is above no difference.", True),
        ("The whole interval of {relapse-hazard.full} is below no difference.", False),
        ("{relapse-hazard.full}: the interval excludes an increase.", False),
        ("{relapse-hazard-never-smoked.full}: the interval excludes an increase.", True),
        ("{peak-flow-difference.full}: the lower limit is on the side of fewer liters.", True),
        ("{peak-flow-difference.full}: the lower limit is on the side of more liters.", False),
        ("The whole interval of {cough-free-tea.full} is on the side of a majority.", True),
        ("The whole interval of {cough-free-tea.full} is on the side of a minority.", False),
        ("{sleep-difference.full} crosses the margin.", True),
        ("{sleep-difference.full} stays within the margin.", False),
        ("{cough-free-tea.full} has the widest interval.", False),
        ("{nausea-tea.full} has the widest interval.", True),
        ("{cough-free-tea.full}, not {nausea-tea.full}: {cough-free-tea} has the widest interval.", False),
        ("{relapse-hazard.full} is more uncertain than {relapse-hazard-never-smoked.full}.", True),
        ("The denominator of {nausea-tea.full} is the adults who felt sick.", True),
        ("The denominator of {nausea-tea.full} is the adults who began treatment.", False),
        ("{relapse-interaction.full} shows that the hazards differ.", True),
        ("{relapse-interaction.full} is no evidence that the hazards differ.", False),
        ("{nausea-tea.full} and {infections-tea.full} can be added.", False),
        ("{smokers.full} and {never-smoked.full} can be added.", False),
        ("{cough-free-tea.full} and {relapse-tea.full} can be added.", True),
        ("The report prints the adults still at risk for {relapse-hazard.full}.", True),
    ],
)
def test_what_a_text_says_of_an_interval_is_so(text: str, is_refused: bool) -> None:
    assert bool([*interval_faults(text, words()), *stated_faults(text, words())]) is is_refused


@pytest.mark.parametrize(
    ("text", "is_refused"),
    [
        ("The Letter prints {fever.full}.", True),
        ("The Bulletin prints {fever.full}.", False),
        ("Both sources print {fever.full}.", True),
        ("Both sources print {rash.full}.", False),
        ("Only the Bulletin prints {rash.full}.", True),
        ("Only the Bulletin prints {fever.full}.", False),
        ("{rash.full} rests on the Letter alone.", True),
        ("{fever.full} rests on the Letter alone.", True),
        ("{fever.full} rests on the Bulletin alone.", False),
        ("{fever.full} is what the Letter found.", True),
        ("The article prints {fever.full}.", True),
        ("The Bulletin prints the denominator of {unknown.full}.", True),
        ("The Bulletin prints {unknown.full}, and its denominator is computed.", False),
    ],
)
def test_what_a_text_says_that_a_source_prints_is_so(text: str, is_refused: bool) -> None:
    rash = estimate("rash", "9 of 40", "9 of 40", outcome="rash")
    of_letter = rash.readings[1].model_copy(update={"source": "marsh-letter"})
    rash = rash.model_copy(update={"readings": (rash.readings[0], of_letter)})
    unknown = estimate("unknown", "23%", population="unknown")
    of_two = Lexicon(numbers_of(participants("40"), estimate("fever", "4 of 40"), rash, unknown))
    assert bool([*stated_faults(text, of_two)]) is is_refused


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Adults died with marsh tea: {deaths-tea.full}.", ["'died' says the contrary of {deaths-tea.full}"]),
        ("Deaths occurred: {deaths-tea.full}.", ["'Deaths' says the contrary of {deaths-tea.full}"]),
        ("How many died is {deaths-tea.full}.", []),
        (
            "{relapse-hazard-smokers.full} is post hoc.",
            ["'post hoc' says the contrary of {relapse-hazard-smokers.full}"],
        ),
        ("{relapse-hazard-smokers.full} was prespecified.", []),
        (
            "{score-difference.full}, the primary result.",
            ["'primary result' says the contrary of {score-difference.full}"],
        ),
        ("{cough-free-tea.full}, per protocol.", ["'per protocol' says the contrary of {cough-free-tea.full}"]),
        (
            "{relapse-hazard.full}, of a test of non-inferiority.",
            ["'non-inferiority' says the contrary of {relapse-hazard.full}"],
        ),
        ("{sleep-difference.full}, of a test of non-inferiority.", []),
        ("Bleeding, a complication: {nausea-tea.full}.", ["'Bleeding' names another outcome than {nausea-tea.full}"]),
        (
            "Airflow suffered: {peak-flow-difference.full}.",
            ["'suffered' says the contrary of {peak-flow-difference.full}"],
        ),
        ("Hot water did no better: {score-difference.full}.", []),
        ("Over the whole follow-up, {relapse-hazard.full}; the interval stays on the side of marsh tea.", []),
        ("The interval of {peak-flow-difference.full} excludes a fall.", []),
        ("Death competes with {nausea-tea.full}: a competing event.", []),
        (
            "An independent committee read {nausea-tea.full}.",
            ["'independent committee' names another design than {nausea-tea.full}"],
        ),
        (
            "They first give infections, {nausea-tea.full}, and then nausea, {infections-tea.full}.",
            ["'infections' names another outcome than {nausea-tea.full}"],
        ),
        ("An adult who began treatment counts in {nausea-tea.full}.", []),
        ("In both arms together, {nausea-tea.full}.", ["'both arms' names another population than {nausea-tea.full}"]),
        (
            "With the arms pooled, {nausea-tea.full}.",
            ["'arms pooled' names another population than {nausea-tea.full}"],
        ),
        ("With the arms pooled, {relapse-hazard.full}.", []),
        (
            "Times were added up and divided by their number: {relapse-median.full}.",
            ["'added up and divided' names another measure than {relapse-median.full}"],
        ),
        (
            "Those still alive are {relapse-free-tea.full}.",
            ["'alive' names another outcome than {relapse-free-tea.full}"],
        ),
        ("Everyone was alive: {deaths-tea.full}.", []),
        (
            "{relapse-hazard-smokers.full} had not been planned.",
            ["'not been planned' says the contrary of {relapse-hazard-smokers.full}"],
        ),
        (
            "{relapse-hazard-smokers.full} was chosen after the data were in.",
            ["'after the data were in' says the contrary of {relapse-hazard-smokers.full}"],
        ),
        (
            "{relapse-hazard.full} was corrected for the number of comparisons.",
            ["'corrected for the number of comparisons' says the contrary of {relapse-hazard.full}"],
        ),
        ("{relapse-hazard.full} was not corrected for multiplicity.", []),
        (
            "{score-difference.full} includes those who were lost.",
            ["'includes those who were lost' says the contrary of {score-difference.full}"],
        ),
        (
            "Before the drinks were handed out, {score-tea.full}.",
            ["'Before the drinks were' names another time than {score-tea.full}"],
        ),
        (
            "As high scores are good, {score-difference.full} is a loss.",
            ["'high scores are good' says the contrary of {score-difference.full}"],
        ),
        (
            "Marsh tea lengthened sleep a little: {sleep-difference.full}.",
            ["'lengthened' says the contrary of {sleep-difference.full}"],
        ),
        ("{tea-analyzed.full} are in the mean cough score.", []),
        ("{nausea-tea.full} is no measure of infections.", []),
        ("{nausea-tea.full}, whereas others write of infections.", []),
        (
            "{nausea-tea.full} may safely be called free of nausea.",
            ["'free of nausea' says the contrary of {nausea-tea.full}"],
        ),
    ],
)
def test_fields_of_a_record_are_held_to_its_words(text: str, found: list[str]) -> None:
    assert [each.found for each in word_faults(text, words())][:1] == found


def test_a_word_of_a_concept_is_listed_in_one_of_its_forms() -> None:
    phrases = [words for sides in CONCEPTS.values() for words in sides.values()]
    repeated = [Counter(map(form_of, words)).most_common(1)[0] for words in phrases]
    assert [form for form, count in repeated if count > 1] == []


def form_of(phrase: str) -> tuple[str, ...]:
    """The stems of a phrase; a word for a treatment stands for any, and one after "=" for itself."""
    is_exact = phrase.startswith("=")
    return tuple(each.word if is_exact or each.word in ANY_TREATMENT else each.stem for each in tokens(phrase))


@pytest.mark.parametrize(
    ("text", "is_refused"),
    [
        ("{fever.full} had not been confirmed genetically.", True),
        ("{fever.full} were diagnosed on clinical grounds.", True),
        ("{fever.full} had been genetically confirmed.", False),
    ],
)
def test_a_genetic_confirmation_is_not_denied(text: str, is_refused: bool) -> None:
    numbers = numbers_of(participants("40"), estimate("fever", "4 of 40"))
    about = numbers.study.about.model_copy(update={"title": "A genetically confirmed illness"})
    confirmed = Lexicon(Numbers(numbers.evidence, replace(numbers.study, about=about)))
    assert bool([*word_faults(text, confirmed)]) is is_refused


@pytest.mark.parametrize(
    ("text", "is_refused"),
    [
        ("{a} is the more favorable result beside {b}.", False),
        ("{a} is a more favorable result.", True),
        ("{a} is a favorable result beside {b}.", True),
        ("The arms were of equal size: {a}; {b}.", False),
        ("The arms were equal: {a}; {b}.", True),
    ],
)
def test_a_comparison_of_two_numbers_is_no_judgment(text: str, is_refused: bool) -> None:
    read = text.replace("{a}", f"11.2{NUMBER_MARK}").replace("{b}", f"13.6{NUMBER_MARK}")
    assert bool([*faults(read, ("marsh tea",), "randomized")]) is is_refused
