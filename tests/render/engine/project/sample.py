"""What the sample pages call: a table, a figure and a number, written for the medium at hand."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

ALT = 'Response at 6 months "A": 41%'
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 60" {extra}><rect width="82" height="20" y="20" '
    'fill="#175a91"/><text x="90" y="36" font-family="Source Sans Pro" font-size="14">41%</text></svg>'
)
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def medium() -> str:
    """Return html, typst or docx."""
    facts = json.loads(Path(os.environ["QUARTO_EXECUTE_INFO"]).read_text(encoding="utf-8"))
    return str(facts["format"]["identifier"]["base-format"])


@dataclass(frozen=True)
class Markdown:
    text: str

    def _repr_markdown_(self) -> str:
        return self.text


class Html:
    def _repr_html_(self) -> str:
        return "<b>x</b>"


class Picture:
    def _repr_svg_(self) -> str:
        return SVG.format(extra='width="200" height="60"')

    def _repr_png_(self) -> str:
        return PNG


def _target(name: str) -> str:
    return f"provenance.qmd#num-{name}" if medium() == "html" else f"#num-{name}"


def number(text: str, kind: str, name: str) -> Markdown:
    return Markdown(f'[{text}]({_target(name)}){{.number .{kind} data-id="{name}"}}')


ROWS = (
    ("41%", "reported", "response"),
    ("36 of 88", "derived", "count"),
    ("82", "inferred", "denominator"),
    ("low", "judged", "certainty"),
) * 12
ROW = """<tr><th scope="row" class="gt_row gt_left gt_stub" id="t-{at}">Outcome {at}</th>
<td class="gt_row gt_left" headers="t-{at}" data-label="Reported"><a class="number {kind}" data-id="{name}"
href="{target}">{text}</a></td><td class="gt_row gt_right" data-label="Denominator">88</td></tr>"""
TABLE = """::: {{#tbl-findings}}
```{{=html}}
<div id="findings" style="overflow-x:auto;"><style>#findings .gt_table {{ width: 100%; }}</style>
<table class="gt_table" data-quarto-disable-processing="false" data-quarto-bootstrap="false">
<colgroup><col style="width:50%;"/><col style="width:30%;"/><col style="width:20%;"/></colgroup>
<thead><tr class="gt_col_headings"><th class="gt_left" scope="col">Outcome</th>
<th class="gt_left" scope="col">Reported</th><th class="gt_right" scope="col">Denominator</th></tr></thead>
<tbody class="gt_table_body">
<tr class="gt_group_heading_row"><th class="gt_group_heading" colspan="3">Response</th></tr>
{rows}</tbody>
<tfoot><tr class="gt_sourcenotes"><td class="gt_sourcenote" colspan="3">From the summary.</td></tr></tfoot>
</table></div>
```

What the study *found*.
:::
"""


def findings() -> Markdown:
    rows = (
        ROW.format(at=at, text=text, kind=kind, name=name, target=_target(name))
        for at, (text, kind, name) in enumerate(ROWS)
    )
    return Markdown(TABLE.format(rows="".join(rows)))


def response() -> Markdown:
    escaped = SVG.format(extra="").replace("\\", "\\\\").replace('"', '\\"')
    alt = ALT.replace('"', '\\"')
    bodies = {
        "html": "```{=html}\n"
        + SVG.format(extra=f'role="img" aria-label="{ALT.replace(chr(34), "&quot;")}"')
        + "\n```",
        "typst": f'```{{=typst}}\n#image(bytes("{escaped}"), format: "svg", alt: "{alt}", width: 100%)\n```',
        "docx": f"![{ALT}](data:image/png;base64,{PNG}){{fig-alt='{ALT}' width=16cm}}",
    }
    return Markdown(f"::: {{#fig-response}}\n{bodies[medium()]}\n\nThe response.\n:::\n")


def records() -> Markdown:
    names = ("response", "count", "denominator", "certainty")
    return Markdown("\n".join(f"::: {{#num-{name}}}\n**{name}**: one record.\n:::\n" for name in names))
