"""The checks of ordinary numbers in one list, and the verdict of a printed text."""

from __future__ import annotations

from vexas_evidence.analysis.number_checks import (
    effects,
    limits,
    shares,
    times,
)
from vexas_evidence.analysis.number_checks.known import Known, Printing, printing
from vexas_evidence.analysis.number_checks.verdicts import NumberCheck, Verdict, not_testable

HANDBOOK = "Cochrane Handbook for Systematic Reviews of Interventions"
GRIM = "Brown and Heathers 2017, doi:10.1177/1948550616673876"

NUMBER_CHECKS: tuple[NumberCheck, ...] = (
    NumberCheck(
        limits.p_and_interval,
        "Altman and Bland 2011, doi:10.1136/bmj.d2090; statcheck, doi:10.3758/s13428-015-0664-2; the ratio is ours",
        "HR 0.71 (95% CI 0.55 to 0.92; P = .21)",
    ),
    NumberCheck(
        effects.effect_from_counts,
        f"{HANDBOOK}, chapters 6.4 and 10.4",
        "12/100 vs 20/98; RR 0.53",
        Known(adjusted_for="none"),
    ),
    NumberCheck(times.rate, f"{HANDBOOK}, chapter 6.7", "24 events in 345 person-years; 9.6 per 100"),
    NumberCheck(
        effects.hazard_ratio_and_events,
        f"{HANDBOOK}, chapter 6.8; the share of 0.9 is ours",
        "HR 0.71 (95% CI 0.66–0.76)",
        Known(events=50),
    ),
    NumberCheck(
        shares.interval_of_proportion,
        "Newcombe 1998; Agresti and Coull 1998, doi:10.1080/00031305.1998.10480550; the limits of the width are ours",
        "9/12 (75%; 95% CI 70–80)",
    ),
    NumberCheck(
        limits.symmetry, f"{HANDBOOK}, chapter 6.3; the limits of the index are ours", "HR 0.71 (95% CI 0.55–2.90)"
    ),
    NumberCheck(limits.deviation_and_error, f"{HANDBOOK}, chapter 6.5.2", "mean 5.2 (SD 3.1; SE 0.94), n = 40"),
    NumberCheck(limits.grim, GRIM, "mean 5.19, n = 28", Known(whole_numbers=True)),
    NumberCheck(
        times.survival,
        f"{HANDBOOK}, chapter 6.8",
        "85% at 1 year, 90% at 5 years",
        Known(measure="survival", curve="same"),
    ),
    NumberCheck(shares.categories, f"{HANDBOOK}, chapter 6.4", "4/22, 11/22, 9/22", Known(exclusive=True)),
    NumberCheck(
        shares.arms_to_total,
        f"{HANDBOOK}, chapter 5.3",
        "azacitidine 13, tocilizumab 19; total 34",
        Known(one_participant_one_arm=True),
    ),
    NumberCheck(
        times.nested, "CONSORT Harms 2022, doi:10.1136/bmj-2022-073725", "55 responded within 6 months; 50 at any time"
    ),
    NumberCheck(limits.order, f"{HANDBOOK}, chapter 6.5", "62 (IQR 65–71)", Known(measure="median")),
    NumberCheck(shares.proportion, f"{HANDBOOK}, chapter 6.4; {GRIM}", "113 (98.3%) of 116"),
    NumberCheck(limits.estimate_within, f"{HANDBOOK}, chapter 6.3", "3.84 (95% CI 4.1–7.8)"),
)
"""Every check, those that ask most of a number first. Its name does not change, as declarations hold it."""


def check_printing(print_: Printing) -> tuple[tuple[str, Verdict], ...]:
    """Return each verdict on a printed text with the id of its check, in the order of the checks."""
    return tuple((check.id, verdict) for check in NUMBER_CHECKS for verdict in check.run(print_))


def verdict_of(text: str, known: Known) -> Verdict:
    """Return one verdict on a printed text, with what is known of it.

    A discrepancy comes first. Where parts of the text are not named, nothing else is said; and else the check that asks
    most of the text decides, as "61% (50–71)" is within its interval whatever its denominator.

    Examples
    --------
    >>> verdict_of("6/67, 8.9%", Known()).outcome
    'discrepancy'
    >>> verdict_of("61% (95% CI 50–71)", Known()).reason
    'the denominator of the interval is not stated'
    """
    print_ = printing(text, known)
    found = check_printing(print_)
    for name, verdict in found:
        if verdict.outcome == "discrepancy":
            return Verdict(verdict.outcome, f"{name}: {verdict.reason}")
    if print_.unread:
        return not_testable("; ".join(print_.unread))
    return found[0][1] if found else not_testable("no check is about this number")
