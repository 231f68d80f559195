from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.commands import run_command
from tests.study_with_figures import STUDY, figured
from vexas_evidence.analysis.verification import verify_evidence
from vexas_evidence.analysis.wording import forbidden_words
from vexas_evidence.load.folder import load
from vexas_evidence.model import Evidence
from vexas_evidence.publish.coverage import page_words
from vexas_evidence.system.problems import BadInput

TREATMENTS = ("azacitidine", "hypomethylating agent")
CAUSAL = "causal or comparative words for uncontrolled data"
JUDGED = "a word of judgment that is not ours"
VAGUE = "a vague quantity without its number"
WHOM = "a percentage without its denominator"

BAD = {
    "Azacitidine improves inflammatory symptoms.": CAUSAL,
    "Azacitidine reduced the need for transfusion.": CAUSAL,
    "The drug prevents relapse.": CAUSAL,
    "Treatment led to transfusion independence.": CAUSAL,
    "Azacitidine works in VEXAS syndrome.": CAUSAL,
    "Treatment resulted in a fall of the mutant clone.": CAUSAL,
    "The fall was caused by azacitidine.": CAUSAL,
    "Symptoms resolved thanks to treatment.": CAUSAL,
    "The response is attributable to azacitidine.": CAUSAL,
    "Platelets rose as a result of treatment.": CAUSAL,
    "The effect of azacitidine on survival is large.": CAUSAL,
    "Patients benefited from azacitidine.": CAUSAL,
    "Patients responded to azacitidine.": CAUSAL,
    "Azacitidine is superior to steroids.": CAUSAL,
    "Response was better than with other drugs.": CAUSAL,
    "Responses were more frequent than before.": CAUSAL,
    "Compared with steroids, the response lasted.": CAUSAL,
    "Azacitidine versus best care was looked at.": CAUSAL,
    "The relative risk was small.": CAUSAL,
    "The therapy may protect the marrow.": CAUSAL,
    "It halves the number of flares.": CAUSAL,
    "Because of azacitidine the fever resolved.": CAUSAL,
    "The improvement was significant.": JUDGED,
    "Symptoms improved significantly.": JUDGED,
    "The safety profile was acceptable.": JUDGED,
    "Adverse events were manageable.": JUDGED,
    "The drug was well tolerated.": JUDGED,
    "These results are promising.": JUDGED,
    "The data support its incorporation into care.": JUDGED,
    "The results are encouraging.": JUDGED,
    "The profile is favourable.": JUDGED,
    "Patients should receive azacitidine early.": JUDGED,
    "Azacitidine is recommended.": JUDGED,
    "Most patients had a response.": VAGUE,
    "A majority had a smaller clone.": VAGUE,
    "The relapse rate was low.": VAGUE,
    "Infections were common.": VAGUE,
    "Events mostly fell early.": VAGUE,
    "Many responders relapsed.": VAGUE,
    "More than half responded.": VAGUE,
    "Relapse was seen rarely.": VAGUE,
    "61% responded at any time.": WHOM,
    "Response was 41% at 6 months.": WHOM,
    "Infections: 34%.": WHOM,
    "The rate of response reached 54%.": WHOM,
    "Patients got better because they took azacitidine.": CAUSAL,
    "Inflammation improved on azacitidine.": CAUSAL,
    "With azacitidine, relapses fell.": CAUSAL,
    "Treatment brought about remission.": CAUSAL,
    "Azacitidine keeps patients free of relapse.": CAUSAL,
    "The disease was controlled by azacitidine.": CAUSAL,
    "Infections resulted from treatment.": CAUSAL,
    "Azacitidine achieves remission.": CAUSAL,
    "Stopping triggers relapse.": CAUSAL,
    "Response rose from 41% to 54% of patients.": CAUSAL,
    "No doubt azacitidine reduces relapse.": CAUSAL,
    "Not only did azacitidine reduce steroids.": CAUSAL,
    "Nobody denies that treatment improves survival.": CAUSAL,
    "So 48 patients benefited.": CAUSAL,
    "Azacitidine is an effective treatment.": JUDGED,
    "The drug is safe.": JUDGED,
    "Azacitidine should be first-line.": JUDGED,
    "It is the treatment of choice.": JUDGED,
    "Responses were deep and long-lasting.": JUDGED,
    "The fall is clinically meaningful.": JUDGED,
    "Infections were mild.": JUDGED,
    "Later cycles are safer.": JUDGED,
    "3 of 12 stayed well.": JUDGED,
    "Toxicity was manageable, the summary says.": JUDGED,
    "The interval is narrow.": JUDGED,
    "The share is known precisely.": JUDGED,
    "Safety looks favourable.": JUDGED,
    "34 of 100 patients had infections.": WHOM,
    "Sixty-one percent responded.": WHOM,
    "61 per cent had a response.": WHOM,
    "Six in ten responded.": WHOM,
}
GOOD = (
    "50 of 82 patients had an inflammatory response at any time.",
    "41% at 6 months (of whom: not stated).",
    "34% of patients had an infection; the denominator is not stated.",
    "Among responders who continued, 90% were relapse-free at 1 year.",
    "Of 12 who stopped, 9 relapsed (75%).",
    "The summary calls the safety profile acceptable.",
    "The source says that azacitidine is effective.",
    "Infections are said to be common.",
    "According to the summary, relapse was rare.",
    "It describes what was seen, and not what treatment caused.",
    "This cannot show that azacitidine improves anything.",
    "No number read compares azacitidine with anything.",
    "There is no comparator.",
    "Nothing here says that treatment led to the response.",
    "Inflammatory symptoms resolved, or improved.",
    "Independence from transfusion was seen in 65% of treated patients.",
    "A fall in the variant allele frequency was seen in 65% of patients.",
    "The denominator is inferred and rests on one document.",
    "Survival is not stated in the sources read.",
    "Not stated is not zero.",
    "Most patients, 61% of those on an inferred denominator, had a response.",
    "A majority is said to have shown a smaller clone.",
    "How many patients had serial measurements is not stated.",
    "Which patients were re-exposed is not stated.",
    "The interval is wide.",
    "Fewer patients remain on treatment later.",
    "One treated arm was followed over time.",
    "Re-treatment is called effective in 4 of 5, without a definition.",
    "What counts as effective is not defined.",
    "Infections in 34% and cytopenias in 36% (of whom, and when: not stated).",
    "The two may overlap and are never added.",
    "Cytopenia is a feature of the disease, an outcome and a harm.",
    "One author suggests an effect that suspends the disease.",
    "The numbers at risk are not stated beside the 85% at 5 years.",
    "54% cannot be a share of 88 by rounding.",
    "Whether azacitidine reduces steroid dose is not stated.",
    "Do not start, stop or change treatment because of this page.",
    "Platelet improvement in 76% (of how many: not stated).",
    "Azacitidine was given by local protocols.",
    "The study had no group without azacitidine.",
    "Two figures at one time are never reconciled.",
    "A percentage says little until it is known whom it is out of.",
    "VEXAS syndrome is a rare disease.",
    "Safety looks favourable, yet the denominator is not stated.",
    "Mild and severe infections are counted alike.",
    "Had there been a control group, the response could be compared with it.",
    "95% confidence intervals are Wilson intervals.",
    "54% at 12 months is impossible over 88 by rounding.",
    "A fall in the variant allele frequency of ≥25% counts as a response.",
    "Percentages may add to more than 100%.",
    "Deaths due to any cause are not stated.",
    "Competing deaths may lead to bias.",
    "Selection may result in a group unlike your patients.",
    "A reading which produces a count is reported.",
    "The record, which controls the denominator, is linked.",
    "Follow-up was usually at visits.",
    "May we add them, and are later cycles safer?",
    "Cost-effectiveness is not stated.",
    "Deaths are not stated, so the relapse rate is not known to be low.",
)


@pytest.mark.parametrize(("sentence", "rule"), BAD.items())
def test_a_sentence_that_claims_too_much_is_refused(sentence: str, rule: str) -> None:
    assert rule in [fault.rule for fault in forbidden_words.faults(sentence, TREATMENTS)]


@pytest.mark.parametrize("sentence", GOOD)
def test_a_sentence_that_says_what_was_seen_is_let_be(sentence: str) -> None:
    assert list(forbidden_words.faults(sentence, TREATMENTS)) == []


def test_there_are_at_least_forty_sentences_of_each() -> None:
    assert min(len(BAD), len(GOOD)) >= 40


def test_the_treatments_of_the_study_are_named_in_its_data(evidence: Evidence) -> None:
    assert evidence.study.about.treatments == TREATMENTS


@pytest.mark.parametrize(
    "sentence",
    [
        "Willow bark reduced fever.",
        "Did willow bark cure anyone? Willow bark did not fail: fever fell on willow bark.",
        "The fall was seen because of willow bark.",
        "The effects of willow barks last.",
        "Patients responded to willow bark.",
        "Willow bark clearly works.",
        "The drug reduced fever.",
    ],
)
def test_another_drug_claims_as_little(sentence: str) -> None:
    assert [fault.rule for fault in forbidden_words.faults(sentence, ("willow bark",))] == [CAUSAL]


def test_a_word_that_names_no_treatment_of_the_study_may_act() -> None:
    assert list(forbidden_words.faults("Azacitidine reduced fever.", ("willow bark",))) == []


def test_an_invented_study_may_not_say_that_its_drug_caused_anything(tmp_path: Path) -> None:
    folder = figured(tmp_path / "data")
    assert verify_evidence(load(folder)).discrepancies == ()
    path = folder / STUDY / "narrative.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"Fever was gone', '"Willow bark reduced fever, which was gone'), encoding="utf-8")
    [found] = verify_evidence(load(folder)).discrepancies
    assert f"{found.found}" == f"{CAUSAL}: 'Willow bark reduced'"


def test_an_intervention_without_words_that_name_it_is_refused(tmp_path: Path) -> None:
    folder = figured(tmp_path / "data")
    path = folder / STUDY / "study.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("treatments: [willow bark]\n", ""), encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        load(folder)
    assert str(caught.value).endswith(
        "an intervention that no word names: the names of what was given: add 'treatments: "
        "[name of a drug, …]' to the file"
    )


def test_a_vague_quantity_may_rest_on_named_estimates() -> None:
    assert (
        list(forbidden_words.faults("Infections are common.", TREATMENTS, basis=forbidden_words.Basis(estimates=True)))
        == []
    )


def test_an_attribution_in_one_sentence_does_not_cover_the_next() -> None:
    assert len(list(forbidden_words.faults("The summary says so. Azacitidine improves symptoms.", TREATMENTS))) == 1


def test_data_that_claim_too_much_are_told_with_their_line(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree("data", folder)
    path = folder / "studies" / "frenvex-aza-2025" / "narrative.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Numbers at risk are not stated.", "This is promising."), encoding="utf-8")
    done = run_command("verify", "--data", str(folder))
    assert done.returncode == 1
    assert "narrative.yml:44: a word of judgment that is not ours: 'promising'" in done.stderr


def test_a_page_that_claims_too_much_is_told_with_its_line(tmp_path: Path) -> None:
    page = tmp_path / "page.qmd"
    page.write_text("# Findings\n\nAzacitidine improves symptoms.\n", encoding="utf-8")
    [found] = page_words.overstated(
        page_words.words_in(page.read_text(encoding="utf-8"), "page.qmd"), TREATMENTS, "uncontrolled"
    )
    assert str(found).startswith(
        "page.qmd:3: causal or comparative words for uncontrolled data: 'Azacitidine improves'"
    )


def test_a_percentage_is_answered_with_the_way_to_name_its_participants() -> None:
    [fault] = forbidden_words.faults("A response was seen in 61%.", TREATMENTS)
    assert (fault.expected, fault.remedy) == (
        "who was counted, in the same sentence",
        "refer to the count and its denominator, {id.fraction}, or say 'of 62 patients'",
    )


def test_a_vague_word_is_to_have_its_number_whatever_the_design() -> None:
    [fault] = forbidden_words.faults("All patients", TREATMENTS, "randomized")
    assert (fault.rule, fault.expected, fault.remedy) == (
        VAGUE,
        "the number that it stands for, in the same sentence",
        "refer to an estimate, name in rests_on what it rests on, say whose claim it is, or leave the word out",
    )
