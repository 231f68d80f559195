"""The page of the verification: what was matched, each check with its power, what no check caught, what is declared."""

from __future__ import annotations

from collections import Counter
from importlib.metadata import version
from itertools import groupby

from vexas_evidence.analysis.checks.printed_numbers import rule_results
from vexas_evidence.analysis.detection import Detection
from vexas_evidence.analysis.number_checks.verdicts import share_caught
from vexas_evidence.analysis.reconcile import ONCE
from vexas_evidence.analysis.verification import LISTED
from vexas_evidence.present.spans import Span, Spans, Words
from vexas_evidence.publish.coverage.verification_record import VerificationRecord
from vexas_evidence.publish.release.signoffs import summary, texts_to_read
from vexas_evidence.publish.site.blocks import grid
from vexas_evidence.publish.site.markdown import Markdown, Writer, join, join_blocks, labelled, section
from vexas_evidence.system.problems import counted

Line = tuple[str, tuple[Span, ...]]
COVERED = (
    "No file is published in which a numeral has neither a record nor another class, or stands elsewhere than its page "
    "puts it."
)


def page(record: VerificationRecord, writer: Writer) -> Markdown:
    """Return the verification as a reader meets it."""
    made_from: list[Line] = [
        ("Evidence version", (Words(record.version, "version"),)),
        ("Software version", (Words(version("vexas-evidence"), "version"),)),
        ("Hash of the data", (Words(record.data, "hash"),)),
        ("Hash of the code that verifies", (Words(record.code, "hash"),)),
    ]
    parts: list[str] = [
        join("**", writer.say(*standing(record)), "**"),
        "## What was matched",
        labelled(matched(record), writer),
        "## Checks and their power",
        grid("checks", ("Check", "Result", "Tested", "Would catch", "Remark"), checks(record), writer),
        section("Rules of printed numbers", [labelled(lines, writer)] if (lines := rules(record)) else [], writer),
        section("Known and standing", [labelled(lines, writer)] if (lines := known(record)) else [], writer),
        *(_detected(record.detection, writer) if record.detection else ()),
        "## Coverage of the finished files",
        COVERED,
        "## Versions and hashes",
        labelled(made_from, writer),
    ]
    if writer.where == "html":
        parts.append(
            "How many numerals of each class each finished file has, running heads included, and the hashes of the "
            "files stand in [verification.json](verification.json), which is written when all files are finished."
        )
    return join_blocks(*parts)


def _detected(measured: Detection, writer: Writer) -> tuple[str, ...]:
    return (
        "## Planted errors by kind",
        grid("kinds", ("Kind of error", "Planted", "Caught"), kinds(measured), writer),
        "## What no check caught",
        labelled(uncaught(measured), writer),
    )


def standing(record: VerificationRecord) -> tuple[Span, ...]:
    """The sentence that says what the numbers were checked against."""
    accounts = record.verification.token_use
    spans: list[Span] = []
    for tier, count in accounts.anchored.items():
        matching = "reading matches" if count == 1 else "readings match"
        spans += [_count(count), f" {matching} a {tier} source; "]
    all_of_them = len(record.numbers.study.estimates)
    read, unread = _count(accounts.in_full_text), _count(all_of_them - accounts.in_full_text)
    return (*spans, read, " estimates are checked against the article, ", unread, " are not.")


def matched(record: VerificationRecord) -> list[Line]:
    """What became of the numbers of the sources, and how far two extractions agree."""
    accounts, report = record.verification.token_use, record.verification.checks
    tokens, used, waived = map(_count, (accounts.tokens, accounts.used, accounts.waived))
    lines: list[Line] = [
        ("Number tokens of the sources", (tokens, ": ", used, " used, ", waived, " waived, none left over")),
        ("Looked at", (Words(", ".join(counted(n, what) for what, n in report.counts.items()), "verification count"),)),
        (
            "What that means",
            (
                "structural checks find what cannot be in any data (a count over its denominator, a text with a typed "
                "number) and have no power to state; the consistency checks stand in the table below with theirs; "
                "readings of words have no number to match, and are tied to their sentence instead",
            ),
        ),
        ("Claims", (Words(", ".join(f"{n} {what}" for what, n in report.verdicts.items()), "verification count"),)),
    ]
    extraction = ONCE
    if agreement := record.verification.agreements.get(record.numbers.study.id):
        adjudicated = f"{len(agreement.adjudicated)} differences adjudicated, none open"
        extraction = f"before adjudication, {agreement.summary}; {adjudicated}"
    lines.append(("Second extraction", (Words(extraction, "verification count"),)))
    texts = summary(texts_to_read(record.numbers))
    lines.append(("Texts read by a second person", (Words(texts, "verification count"),)))
    rate = Words(record.detection.summary, "verification count") if record.detection else "not measured"
    lines.append(("Planted errors", (rate, " (stale: data or code have changed since)" if record.stale else "")))
    return lines


def known(record: VerificationRecord) -> list[Line]:
    """What is known not to match and stands all the same, each with its reason: declared, adjudicated, waived."""
    verification, evidence = record.verification, record.numbers.evidence
    agreement = verification.agreements.get(record.numbers.study.id)
    entries = [("Declared", f"{found.about}", declaration.reason) for found, declaration in verification.declared]
    for entry in agreement.adjudicated if agreement else ():
        entries.append(("Adjudicated", f"{entry.about}, {entry.ours} against {entry.theirs}", entry.reason))
    for (source, reason), group in groupby(evidence.waivers, lambda each: (each.source, each.reason)):
        waivers, short = tuple(group), evidence.sources[source].short
        if len(waivers) > LISTED:
            entries.append(("Waived", f"{len(waivers)} number tokens of {short}", reason))
        else:
            entries += [("Waived", f"{each.printed} in {short}, {each.section}", reason) for each in waivers]
    return [(kind, (Words(f"{what}: {reason.rstrip('.')}.", "locator"),)) for kind, what, reason in entries]


def kinds(measured: Detection) -> list[tuple[Spans, ...]]:
    """Each kind of planted error: how many were planted and how many caught."""
    return [((name,), (_count(kind.planted),), (_count(kind.caught),)) for name, kind in measured.kinds.items()]


def uncaught(measured: Detection) -> list[Line]:
    """The planted errors that survived, and those that no check could catch, each with its reason."""
    survived = Counter((each.kind, each.reason) for each in measured.survivors)
    lines: list[Line] = []
    for (kind, reason), number in survived.items():
        lines.append((f"Survived: {kind}", (_count(number), Words(f": {reason}.", "verification count"))))
    for each in measured.not_planted:
        lines.append((f"Not planted: {each.what}", (Words(f"{each.reason}.", "verification count"),)))
    return lines


def checks(record: VerificationRecord) -> list[tuple[Spans, ...]]:
    """Each consistency check: outcome, how much it tested, its power over wrong values, and what it could not test."""
    rows: list[tuple[Spans, ...]] = []
    for each in record.results:
        power = "not known" if each.power is None else Words(share_caught(each.power), "check power")
        weak = "tells nothing here: every wrong value would pass too" if each.power == 0 else ""
        remark = Words("; ".join(filter(None, (weak, each.because))), "verification count")
        rows.append(((each.check,), (each.outcome,), (_count(each.tested),), (power,), (remark,)))
    return rows


def rules(record: VerificationRecord) -> list[Line]:
    """What each rule of printed numbers says of the intervals, spreads and p-values that are read."""
    return [
        (name, (Words(f"{said}.", "verification count"),))
        for result in rule_results(record.numbers)
        for name, _, said in [result.summary.partition(": ")]
    ]


def _count(number: int) -> Words:
    return Words(str(number), "verification count")
