"""The summary of findings of a comparative study: what a panel rates, each difference on an axis that suits it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.numbers import Shown
from vexas_evidence.analysis.statistics.effect_inputs import RISKS
from vexas_evidence.analysis.wording.statement_text import listed
from vexas_evidence.present.spans import BREAK, LEVEL, Spans, Strong, Words, fixed_spans, in_brackets, to_text
from vexas_evidence.present.spans import join as join_spans
from vexas_evidence.present.tables.absent import critical_absent
from vexas_evidence.present.tables.differences import MARKS, NULL, Favored
from vexas_evidence.present.tables.summary_of_findings import PER_1000, FindingsRow, kind_of_study, lines
from vexas_evidence.publish.site.markdown import Markdown, Writer, div, join, join_blocks
from vexas_evidence.publish.site.summary.certainty import certainty_cell, certainty_head, rated_by
from vexas_evidence.publish.site.summary.drawn_marks import axis_ticks, draw_rows, inline, plot_cell, width_on_sheet
from vexas_evidence.publish.site.summary.numbered_table import cell, heading_row, numbered, table_markup
from vexas_evidence.publish.site.summary.profile_table import also_reported

_WIDTHS = (17, 7, 9, 9, 9, 10, 10, 8, 21)
_PLOT_CM = width_on_sheet(_WIDTHS[7])


def comparative_table(writer: Writer) -> Markdown:
    """The table with its caption, the meaning of its marks, what stands in no row, and how it is calculated."""
    found = lines(writer.numbers)
    heads = _heads(found, writer)
    named = (*map(writer.cell, heads.values()), certainty_head(writer.where))
    draw_rows((each.difference.mark for each in found if each.difference), writer, NULL, _PLOT_CM)
    rows = [*_absent(writer), *(_row(line, heads, writer) for line in found)]
    markup = table_markup("outcome-plot profile comparison", _WIDTHS, named, rows, writer.where)
    return join_blocks(
        *numbered("profile", "profile-plot", markup, fixed("comparison.title")),
        rated_by(writer),
        *also_reported((each.id for line in found for each in line.comparison.estimates), writer),
        div("table-notes", _legend(found, writer), _explained(found, writer)),
    )


def _heads(found: tuple[FindingsRow, ...], writer: Writer) -> dict[str, Spans]:
    """The heads of the columns by their key, but that of the certainty."""
    comparators = _named([each.comparison.comparator for each in found], "comparator", writer)
    arms = _named([each.comparison.arm for each in found], "arm", writer)
    status = writer.numbers.evidence.question.outcomes.status
    level = in_brackets(LEVEL)
    return {
        "outcome": (fixed("comparison.heads.outcome"),),
        "importance": (fixed("comparison.heads.importance", status=status),),
        "participants": (fixed("comparison.heads.participants", studies=kind_of_study(writer.numbers)),),
        "risk": fixed_spans("comparison.heads.risk", per=PER_1000, comparators=comparators),
        "arm-risk": (*fixed_spans("comparison.heads.arm-risk", per=PER_1000, arms=arms), *level),
        "relative": (fixed("comparison.heads.relative"), *level),
        "difference": (*fixed_spans("comparison.heads.difference", per=PER_1000), *level),
        "plot": (fixed("comparison.heads.plot"),),
    }


def _named(arms: list[str], side: str, writer: Writer) -> str:
    """The name of the only arm on a side of all rows; where rows differ, their heads name it."""
    return writer.numbers.arms[arms[0]].label if len(set(arms)) == 1 else fixed(f"comparison.each.{side}")


def _absent(writer: Writer) -> Iterator[str]:
    """Critical outcomes without a number, a row for each reason."""
    for group in critical_absent(writer.numbers):
        yield heading_row(f"{group.heading}: {'; '.join(group.labels)}", group.remark, len(_WIDTHS))


def _row(line: FindingsRow, heads: dict[str, Spans], writer: Writer) -> str:
    title, _, *details = line.cells["outcome"]
    missing = fixed_spans("comparison.missing-of", missing=line.cells["missing"])
    favors = line.cells["favors"]
    cells = {
        "importance": line.cells["importance"],
        "participants": (*line.cells["participants"], BREAK, *missing),
        "risk": line.cells["comparator_risk"],
        "arm-risk": line.cells["arm_risk"],
        "relative": line.cells["relative"],
        "difference": (*line.cells["difference"], *((BREAK, *favors) if any(favors) else ())),
    }
    bold = Strong(str(title).removesuffix(line.arms).removesuffix(": "))
    name = writer.cell((bold, BREAK, *((line.arms, BREAK) if line.arms else ())))
    certainty = certainty_cell(writer, line.row, is_compared=True)
    filled = (cell(key, _written(each, writer), label=to_text(heads[key])) for key, each in cells.items())
    head = f'<th class="outcome" scope="row">{name}<span class="muted">{writer.cell(tuple(details))}</span></th>'
    return "".join(("<tr>", head, *filled, cell("plot", _plot(line, writer)), cell("certainty", certainty), "</tr>"))


def _written(spans: Spans, writer: Writer) -> str:
    """What stands in a cell; a risk or a difference that opens it stands out from its interval."""
    first, *rest = spans
    if isinstance(first, Shown) and first.part.endswith(("risk", "difference")):
        return f"<strong>{writer.cell((first,))}</strong>{writer.cell(tuple(rest))}"
    return writer.cell(spans)


def _plot(line: FindingsRow, writer: Writer) -> str:
    """The difference on its axis, whose ends and null are named below it."""
    if line.difference is None:
        return f'<span class="muted">{fixed("comparison.no-difference")}</span>'
    end = f"{line.difference.end:f}"
    ticks = axis_ticks((f"−{end}", "0", end), writer, _PLOT_CM)
    return f'{plot_cell(line.difference.mark, writer, NULL, _PLOT_CM)}<div class="plot-axis">{ticks}</div>'


def _legend(found: tuple[FindingsRow, ...], writer: Writer) -> Markdown:
    """Whom a mark favors; only those that occur are explained."""
    used = {each.difference.favored: each.difference.mark for each in found if each.difference}
    names = writer.numbers.arms
    arms = listed(list(dict.fromkeys(names[each.comparison.arm].label for each in found)))
    others = listed(list(dict.fromkeys(names[each.comparison.comparator].label for each in found)))
    meanings: dict[Favored, str] = {
        "arm": fixed("comparison.favors", arm=arms),
        "comparator": fixed("comparison.favors", arm=others),
        "undecided": fixed("comparison.undecided-why"),
        "not stated": fixed("ways.not stated"),
    }
    shown = {favored: replace(used[favored], filled=True) for favored in MARKS if favored in used}
    entries = (join(inline(mark, writer.where), writer.say(meanings[key]), " ") for key, mark in shown.items())
    return join(*entries)


def _explained(found: tuple[FindingsRow, ...], writer: Writer) -> Markdown:
    """How the numbers of the table are calculated; only what occurs is said."""
    measures_of_arms = {each.comparison.main.measure for each in found if not each.comparison.effect}
    measures = {each.comparison.effect.measure for each in found if each.comparison.effect}
    measures |= {"risk-ratio"} if measures_of_arms - {"mean"} else set()
    timed = {"hazard-ratio": f" {fixed('comparison.stated-time')}"}
    used = (f"{formula}{timed.get(kind, '')}" for kind, (formula, _) in RISKS.items() if kind in measures)
    formulas = [Words(formula, "derived") for formula in used]
    listed_formulas = join_spans("; ", ((each,) for each in formulas))
    spans = (*fixed_spans("comparison.formulas", formulas=listed_formulas), " ") if formulas else ()
    zero = any(writer.numbers.statistics.why_unknown(each.comparison.main.id, "ratio") for each in found)
    explained = section("comparison.explained")
    said = (
        ("from-counts", bool(measures_of_arms - {"mean"})),
        ("zero", zero),
        ("from-means", "mean" in measures_of_arms),
        ("always", True),
    )
    return writer.say(*spans, " ".join(explained[name] for name, occurs in said if occurs))
