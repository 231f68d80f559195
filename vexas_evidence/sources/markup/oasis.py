"""Tables of the OASIS form, whose entries and spans have names of their own."""

from __future__ import annotations

from lxml import etree

from vexas_evidence.sources.markup.table_rows import is_in


def rename_oasis(table: etree._Element) -> bool:
    """Give rows and entries of a table of the OASIS form HTML's names and spans; say whether it is of that form."""
    if table.find(".//tgroup") is None:
        return False
    columns = {each.get("colname"): number for number, each in enumerate(table.iter("{*}colspec"))}
    for entry in table.iter("{*}entry"):
        entry.tag = "th" if is_in(entry, "thead") else "td"
        more = entry.get("morerows", "")
        entry.set("rowspan", str(int(more) + 1 if more.isdecimal() else 1))
        first, last = columns.get(entry.get("namest")), columns.get(entry.get("nameend"))
        if first is not None and last is not None:
            entry.set("colspan", str(last - first + 1))
    for row in table.iter("{*}row"):
        row.tag = "tr"
    return True
