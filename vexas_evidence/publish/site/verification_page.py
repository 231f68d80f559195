"""The page of the verification: what was matched, each check with its power, what no check caught, what is declared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from html import escape
from importlib.metadata import version
from itertools import groupby

from vexas_evidence.analysis.checks.printed_numbers import rule_results
from vexas_evidence.analysis.checks.token_use import why_by_rule
from vexas_evidence.analysis.fixed_texts import fixed
from vexas_evidence.analysis.fixed_texts import section as texts_of
from vexas_evidence.analysis.measurements.detection import Detection, ErrorKind
from vexas_evidence.analysis.measurements.reading_accuracy import ReadingAccuracy
from vexas_evidence.analysis.number_checks.verdicts import share_caught
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.reconcile import ONCE
from vexas_evidence.analysis.verification import LISTED
from vexas_evidence.present.design_words import population_name
from vexas_evidence.present.spans import Span, Spans, Words, on_day
from vexas_evidence.publish.coverage.verification_record import VerificationRecord
from vexas_evidence.publish.release.signoffs import summary, texts_to_read
from vexas_evidence.publish.site.blocks import grid
from vexas_evidence.publish.site.markdown import Markdown, Writer, folded, join, join_blocks, labelled, section
from vexas_evidence.system.problems import counted
from vexas_evidence.text.numerals import NumeralClass

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_IDS = re.compile(r"((?<![\w-])[a-z0-9]+(?:-[a-z0-9]+)+(?![\w-]))")
"""What may be the id of a record; one without a hyphen is a word that a reader understands."""
_PLACE = re.compile(r".*\b((?:in a|in JATS before|before) .+)$")
"""The last words of the name of a kind of error, which say where it is planted."""
LabeledLine = tuple[str, tuple[Span, ...]]


def page(record: VerificationRecord, writer: Writer) -> Markdown:
    """Return the verification as a reader meets it."""
    texts, heads = texts_of("verification"), texts_of("verification.heads")
    made_from: list[LabeledLine] = [
        (texts["evidence-version"], (Words(record.version, "version"),)),
        (texts["software-version"], (Words(version("vexas-evidence"), "version"),)),
        (texts["data-hash"], (Words(record.data, "hash"),)),
        (texts["code-hash"], (Words(record.code, "hash"),)),
    ]
    parts: list[str] = [
        join("**", writer.say(*standing(record)), "**"),
        f"## {heads['matched']}",
        labelled(matched(record), writer),
        f"## {heads['checks']}",
        grid("checks", tuple(texts_of("verification.checks").values()), checks(record), writer),
        section(heads["rules"], [labelled(lines, writer)] if (lines := rules(record)) else [], writer),
        section(heads["known"], [labelled(lines, writer)] if (lines := known(record)) else [], writer),
        *(_detected(record.detection, writer) if record.detection else ()),
        section(heads["articles"], _articles(record.accuracy, writer) if record.accuracy else [], writer),
        f"## {heads['coverage']}",
        texts["covered"],
        f"## {heads['versions']}",
        labelled(made_from, writer),
    ]
    if writer.where == "html":
        parts.append(fixed("verification.files", file="[verification.json](verification.json)"))
    return join_blocks(*parts)


def _detected(measured: Detection, writer: Writer) -> tuple[str, ...]:
    """What no check caught, and every kind of planted error: folded on a page, by its place on paper."""
    missed = {name: kind for name, kind in measured.kinds.items() if kind.caught < kind.planted}
    counts = {"whole": str(len(measured.kinds) - len(missed)), "every": str(len(measured.kinds))}
    named, heads = texts_of("verification.heads"), tuple(texts_of("verification.kinds").values())
    lead = (
        f"## {named['uncaught']}",
        labelled(uncaught(measured), writer),
        f"## {named['kinds']}",
        writer.say(_count(fixed("verification.kinds-caught", **counts))),
    )
    if writer.where == "html":
        every = grid("kinds", heads, kinds(measured.kinds), writer)
        return *lead, folded(escape(fixed("verification.all-kinds")), every)
    table = [grid("kinds", heads, kinds(missed), writer)] if missed else []
    places = tuple(texts_of("verification.places").values())
    return *lead, *table, fixed("verification.by-place"), grid("places", places, by_place(measured.kinds), writer)


def _articles(measured: ReadingAccuracy, writer: Writer) -> list[Markdown]:
    """Every article in a row, folded on a page below how many they are."""
    table = grid("articles", tuple(texts_of("verification.articles").values()), articles(measured), writer)
    if writer.where != "html":
        return [table]
    said = writer.say(*in_names(measured.summary, writer.numbers))
    return [said, folded(escape(fixed("verification.all-articles")), table)]


def articles(measured: ReadingAccuracy) -> list[tuple[Spans, ...]]:
    """Each article that was measured, and what of it was read right: text, tables, tokens, sentences, rows, heads."""
    return [((_count(each.name),), *((_count(f"{share}"),) for _, share in each.shares)) for each in measured.articles]


def standing(record: VerificationRecord) -> tuple[Span, ...]:
    """The sentence that says what the numbers were checked against."""
    accounts = record.verification.token_use
    spans: list[Span] = []
    for tier, count in accounts.anchored.items():
        matching = fixed(f"verification.standing.{'one' if count == 1 else 'several'}", tier=tier)
        spans += [_count(count), f" {matching}; "]
    all_of_them = len(record.numbers.study.estimates)
    read, unread = _count(accounts.in_full_text), _count(all_of_them - accounts.in_full_text)
    checked, not_checked = fixed("verification.standing.checked"), fixed("verification.standing.not-checked")
    return (*spans, read, f" {checked}, ", unread, f" {not_checked}")


def matched(record: VerificationRecord) -> list[LabeledLine]:
    """What became of the numbers of the sources, and how far two extractions agree."""
    texts, verdicts = texts_of("verification.matched"), texts_of("verdicts")
    accounts, report = record.verification.token_use, record.verification.checks
    tokens, used, waived = map(_count, (accounts.tokens, accounts.used, accounts.waived))
    looked_at = ", ".join(counted(n, what) for what, n in report.counts.items())
    lines: list[LabeledLine] = [
        (texts["tokens"], (tokens, ": ", used, f" {texts['used']}, ", waived, f" {texts['waived-none-left']}")),
        (texts["looked-at"], (_count(looked_at),)),
        (texts["meaning"], (texts["structural"],)),
        (texts["claims"], (_count(", ".join(f"{n} {verdicts[verdict]}" for verdict, n in report.verdicts.items())),)),
    ]
    extraction = ONCE
    if agreement := record.verification.agreements.get(record.numbers.study.id):
        adjudicated = f"{len(agreement.adjudicated)}"
        extraction = fixed("verification.matched.adjudicated", agreement=agreement.summary, count=adjudicated)
    lines.append((texts["second"], (_count(extraction),)))
    lines.append((texts["signed"], (_count(summary(texts_to_read(record.numbers))),)))
    rate = in_names(record.detection.summary, record.numbers) if record.detection else (texts["not-measured"],)
    lines.append((texts["planted"], (*rate, f" ({texts['stale']})" if record.detection_is_stale else "")))
    if record.accuracy:
        stale = f" ({texts['stale-articles']})" if record.accuracy_is_stale else ""
        lines.append((texts["articles"], (*in_names(record.accuracy.summary, record.numbers), stale)))
    return lines


def known(record: VerificationRecord) -> list[LabeledLine]:
    """What is known not to match and stands all the same, each with its reason: declared, adjudicated, waived."""
    verification, evidence = record.verification, record.numbers.evidence
    agreement = verification.agreements.get(record.numbers.study.id)
    entries = [("Declared", f"{found.about}", declaration.reason) for found, declaration in verification.declared]
    for entry in agreement.adjudicated if agreement else ():
        entries.append(("Adjudicated", f"{entry.about}, “{entry.ours}” against “{entry.theirs}”", entry.reason))
    for (source, reason), group in groupby(evidence.waivers, lambda each: (each.source, each.reason)):
        waivers, short = tuple(group), evidence.sources[source].short
        if len(waivers) > LISTED:
            of_source = fixed("verification.matched.waived-of", count=f"{len(waivers)}", source=short)
            entries.append((fixed("verification.matched.waived"), of_source, reason))
        else:
            entries += [("Waived", f"{each.printed} in {short}, {each.section}", reason) for each in waivers]
    for (name, by), number in verification.token_use.by_rule.items():
        of_source = fixed("verification.matched.waived-of", count=f"{number}", source=evidence.sources[name].short)
        entries.append((fixed("verification.by-rule.kind"), of_source, why_by_rule(evidence, by)))
    return [
        (kind, in_names(f"{what}: {reason.rstrip('.')}.", record.numbers, "locator")) for kind, what, reason in entries
    ]


def kinds(measured: Mapping[str, ErrorKind]) -> list[tuple[Spans, ...]]:
    """Each kind of planted error: how many were planted and how many caught."""
    return [((name,), (_count(kind.planted),), (_count(kind.caught),)) for name, kind in measured.items()]


def by_place(measured: Mapping[str, ErrorKind]) -> list[tuple[Spans, ...]]:
    """Each place of planted errors, as their names say it: how many kinds, how many planted and how many caught."""
    found: dict[str, list[ErrorKind]] = {}
    for name, kind in sorted(measured.items(), key=lambda each: _place(each[0])):
        found.setdefault(_place(name), []).append(kind)
    return [
        ((place,), *((_count(number),) for number in (len(of), sum(e.planted for e in of), sum(e.caught for e in of))))
        for place, of in found.items()
    ]


def _place(kind: str) -> str:
    said = _PLACE.search(kind)
    return said[1] if said else fixed("verification.elsewhere-planted")


def uncaught(measured: Detection) -> list[LabeledLine]:
    """The planted errors that survived, and those that no check could catch, each with its reason."""
    survived = Counter((each.kind, each.reason) for each in measured.survivors)
    return [
        *(
            (fixed("verification.matched.survived", kind=kind), (_count(number), _count(f": {reason}.")))
            for (kind, reason), number in survived.items()
        ),
        *(
            (fixed("verification.matched.not-planted", kind=each.what), (_count(f"{each.reason}."),))
            for each in measured.not_planted
        ),
    ]


def checks(record: VerificationRecord) -> list[tuple[Spans, ...]]:
    """Each consistency check: outcome, how much it tested, its power over wrong values, and what it could not test."""
    rows: list[tuple[Spans, ...]] = []
    for each in record.results:
        power: Span = fixed("verification.power-unknown")
        if each.power is not None:
            power = Words(share_caught(each.power), "check power")
        weak = fixed("verification.powerless") if each.power == 0 else ""
        remark = in_names("; ".join(filter(None, (weak, each.because))), record.numbers)
        rows.append(((each.check,), (each.outcome,), (_count(each.tested),), (power,), remark))
    return rows


def rules(record: VerificationRecord) -> list[LabeledLine]:
    """What each rule of printed numbers says of the intervals, spreads and p-values that are read."""
    names = texts_of("verification.rules")
    return [
        (names[name], (_count(f"{said}."),))
        for result in rule_results(record.numbers)
        for name, _, said in [result.summary.partition(": ")]
    ]


def in_names(text: str, numbers: Numbers, kind: NumeralClass = "verification count") -> Spans:
    """Return a text of a check with the names that readers meet for ids of records, and with days as prose has them."""
    spans: list[Span] = []
    for part in _IDS.split(text):
        estimate = numbers.study.estimates.get(part)
        if estimate:
            spans += [numbers.label(estimate), ", ", numbers.when(estimate)]
        elif part in numbers.evidence.sources:
            spans.append(Words(numbers.evidence.sources[part].short, "name"))
        elif part in numbers.study.populations:
            spans += population_name(numbers, numbers.study.populations[part])
        elif part in numbers.outcomes:
            spans.append(numbers.outcomes[part].label)
        elif _DAY.fullmatch(part):
            spans.append(on_day(date.fromisoformat(part)))
        elif part == "/" and spans:
            spans.append(", ")
        elif part:
            spans.append(Words(part, kind))
    return tuple(spans)


def _count(said: int | str) -> Words:
    """A number of the verification, or a text whose numerals are such numbers."""
    return Words(str(said), "verification count")
