"""Tables that hold more than texts: marks, boxes to tick, lines to write on; each numbered, with its caption."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from html import escape

from vexas_evidence.present.formats import Medium
from vexas_evidence.publish.site.markdown import div, raw_html
from vexas_evidence.publish.site.summary.drawn_marks import alternative_texts


def table_markup(
    classes: str,
    widths: Iterable[int],
    heads: Iterable[str],
    rows: Iterable[str],
    where: Medium,
    of_numbers: Collection[int] = (),
) -> str:
    """Write a table as HTML: columns of *widths* in per cent, a cell for each of its heads, and rows of markup.

    A page has it finished; for paper it is to be converted, with the heads of the columns *of_numbers* to the right.
    """
    done = "true" if where == "html" else "false"
    columns = "".join(f'<col style="width:{width}%;">' for width in widths)
    named = "".join(
        f'<th scope="col"{" class=gt_right" if where != "html" and number in of_numbers else ""}>{head}</th>'
        for number, head in enumerate(heads)
    )
    return "\n".join(
        (
            f'<table class="gt_table {classes}" data-quarto-disable-processing="{done}" data-quarto-bootstrap="false">',
            f"<colgroup>{columns}</colgroup>",
            f"<thead><tr>{named}</tr></thead>",
            "<tbody>",
            *rows,
            "</tbody>",
            "</table>",
        )
    )


def numbered(name: str, around: str, markup: str, caption: str, legend: str = "") -> tuple[str, ...]:
    """Return the blocks of a table in a div of the class *around*: alternative texts, the table, and its caption.

    A *legend* stands between the caption and the table.
    """
    parts = (*([legend] if legend else []), raw_html(markup), caption)
    return (*alternative_texts(markup), div(around, f"::: {{#tbl-{name}}}", *parts, ":::"))


def cell(kind: str, content: str, *, span: int = 1, label: str = "") -> str:
    """Write a cell of a class over as many columns as it spans; a phone shows its label before it."""
    across = f' colspan="{span}"' if span > 1 else ""
    named = f' data-label="{escape(label)}"' if label else ""
    return f'<td class="{kind}"{across}{named}>{content}</td>'


def heading_row(heading: str, remark: str, columns: int, timing: str = "") -> str:
    """A row that heads those below it, with what is true of all of them; *timing* as markup."""
    remarks = "; ".join(filter(None, (escape(remark), timing)))
    more = f' <span class="muted">· {remarks}</span>' if remarks else ""
    return (
        f'<tr class="gt_group_heading_row"><th class="gt_group_heading" colspan="{columns}" scope="rowgroup">'
        f"<strong>{escape(heading)}</strong>{more}</th></tr>"
    )
