"""What the CSV of a figure holds, for machines: title, note and citation of the figure, and what each column means.

Beside ``NAME.csv`` stands ``NAME.metadata.json``, in the layout by which Our World in Data describes the data of its
charts (https://docs.owid.io/projects/etl/api/chart-api/): ``chart`` and ``columns``.
"""

from __future__ import annotations

from vexas_evidence.analysis.fixed_texts import fixed, section
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.present.figures.chart import Chart
from vexas_evidence.present.spans import to_line
from vexas_evidence.present.tables.table import VERSION
from vexas_evidence.publish.export import citations
from vexas_evidence.publish.export.embedding import estimates_of, sources_sentence
from vexas_evidence.publish.export.encode import Json, stated, to_json


def file_name(chart: str) -> str:
    """Return the name of the file that describes the numbers of a figure."""
    return f"{chart}.metadata.json"


def metadata(numbers: Numbers, chart: Chart) -> bytes:
    """Return the description of the numbers of a figure as JSON."""
    evidence, newest = numbers.evidence, numbers.evidence.changes.newest
    cited = to_line(citations.plain_text(citations.summary(evidence)))
    address = evidence.report.address
    meanings = {heading: section("chart-columns.of")[key] for key, heading in chart.table.columns.items()}
    group, version = fixed("chart-columns.group"), fixed("chart-columns.version")
    described_columns = {fixed("tables.group"): group, **meanings, VERSION: version}
    columns: dict[str, Json] = {
        name: {
            "titleShort": name,
            "descriptionShort": meaning,
            "type": "String",
            "lastUpdated": newest.date.isoformat(),
            "citationShort": chart.table.sources,
            "citationLong": cited,
        }
        for name, meaning in described_columns.items()
    }
    described: dict[str, Json] = {
        "title": to_line(chart.title),
        "subtitle": chart.caption,
        "note": to_line(sources_sentence(numbers, estimates_of(numbers, chart))),
        "citation": cited,
        **stated(originalChartUrl=f"{address}downloads/{chart.name}.svg" if address else None),
        "version": newest.label,
        **stated(license=evidence.report.license),
    }
    return (to_json({"chart": described, "columns": columns}, indent=2) + "\n").encode("utf-8")
