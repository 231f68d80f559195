"""Tables of JATS and HTML as rows that know their heads: cells over several rows or columns, sub-heads, heads above.

Both languages write a table in the same elements (thead, tr, th, td with rowspan and colspan).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, dropwhile, takewhile
from typing import NamedTuple

from lxml import etree

from vexas_evidence.sources.sentences import LONGEST_NAME, SourceBlock

WIDEST = 200
"""The most columns that a cell may span."""
MOST_COLUMNS = 1000
"""The most columns of a table; one of more is no table that a person reads."""
_NUMERIC = re.compile(
    r"[\s<>≤≥~≈=±(\[+−–-]*\d|[-–—]$|n\.?[/\s]?[as]\.?$|(?-i:N[RE])\b|not\s(?:yet\s)?(?:reached|estimable)",
    re.IGNORECASE,
)
_BROKEN = re.compile(r"(?<=\d)\s*\v\s*(?=\d)")
_MARK = re.compile(r"(?:[x✓✔√●•+]\W*)+$", re.IGNORECASE)  # as of a visit at which something is done
_CITED = re.compile(r"\[\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*\]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_INDENTED = re.compile(
    r"indent(?!\s*:)\D{0,3}(?P<level>\d)?"
    r"|(?:padding-left|margin-left|text-indent)\s*:\s*(?=[.0]*[1-9])(?P<far>\d*\.?\d+)(?P<unit>[a-z]*)",
    re.IGNORECASE,
)
_STATISTIC = re.compile(
    r"a?(?:HR|OR|RR)\b|(?:hazard|odds|risk|rate) ratio|relative risk"
    r"|p(?:[- ]?values?)?(?:\W\w?)?$|.*(?-i:\b(?:CI|IQR|SDs?)\b)",
    re.IGNORECASE,
)
"""The head of a column of effects, intervals, spreads or p-values."""
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its words, how many columns and rows it spans, whether it is a head, and its indentation.

    The indentation counts halves of the width of a letter M.
    """

    words: str
    columns: int = 1
    rows: int = 1
    is_head: bool = False
    indented: float = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its own cells, each with the column in which it begins, and the cells that reach into it."""

    cells: tuple[tuple[int, Cell], ...]
    reaching: tuple[tuple[int, Cell], ...]
    in_head: bool

    @property
    def words(self) -> dict[int, str]:
        """The words in each column, also of the cells that span it."""
        return {
            column: cell.words
            for start, cell in (*self.reaching, *self.cells)
            for column in range(start, start + cell.columns)
        }

    @property
    def filled(self) -> list[tuple[int, Cell]]:
        """The own cells that have words."""
        return [(column, cell) for column, cell in self.cells if cell.words]

    @property
    def is_of_heads(self) -> bool:
        """Whether all its words are heads, of more than one column; a head may stand over all columns but the first."""
        marked = self.filled if len(self.filled) > 1 else self.cells
        return len(marked) > 1 and bool(self.filled) and all(cell.is_head for _, cell in marked)


def local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace; "" of a comment or a processing instruction."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def read_rows(table: etree._Element, words_of: Callable[[etree._Element], str]) -> list[Row]:
    """Return the rows of a table in order; *words_of* reads a cell. Raises ValueError for a table that is too wide."""
    rows: list[Row] = []
    open_cells: list[tuple[int, Cell, int]] = []  # column, cell, rows that it still reaches into
    own = (each for each in table.iter("{*}tr") if next(each.iterancestors("{*}table"), None) is table)
    for element in sorted(own, key=lambda each: is_in(each, "tfoot")):  # which may stand first
        taken = {column for start, cell, _ in open_cells for column in range(start, start + cell.columns)}
        cells: list[tuple[int, Cell]] = []
        column = 0
        for each in element:
            if local_name(each) not in ("td", "th"):
                continue
            while column in taken:
                column += 1
            cell = _cell(each, words_of(each))
            cells.append((column, cell))
            column += cell.columns
            if column > MOST_COLUMNS:
                raise ValueError(f"a table of more than {MOST_COLUMNS} columns")
        in_head = is_in(element, "thead")
        rows.append(Row(tuple(cells), tuple((start, cell) for start, cell, _ in open_cells), in_head))
        open_cells = [(start, cell, left - 1) for start, cell, left in open_cells if left > 1]
        open_cells += [(start, cell, cell.rows - 1) for start, cell in cells if cell.rows > 1]
    return rows


def is_in(element: etree._Element, part: str) -> bool:
    """Whether an element stands within one of this name."""
    return any(local_name(above) == part for above in element.iterancestors())


def _cell(element: etree._Element, words: str) -> Cell:
    layout = f"{element.get('style') or ''} {element.get('content-type') or ''} {element.get('class') or ''}"
    return Cell(
        "\v".join(" ".join(each.split()) for each in _BROKEN.split(words)),
        min(_count(element.get("colspan")), WIDEST),
        _count(element.get("rowspan")),
        local_name(element) == "th",
        max(_indentation(words), _indentation_of(layout)),
    )


def _indentation(words: str) -> float:
    """Return how far spaces before the words of a cell indent it; plain ones count once, as a page shows them."""
    spaces = words[: len(words) - len(words.lstrip("\u2003\u2002\u00a0 "))]
    return 2 * spaces.count("\u2003") + spaces.count("\u2002") + spaces.count("\u00a0") + spaces.startswith(" ")


def _indentation_of(layout: str) -> float:
    """Return how far its style or class indents a cell; 1 where it does not say how far."""
    found = _INDENTED.search(layout)
    if found is None:
        return 0
    if not (found["far"] and found["unit"]):
        return float(found["level"] or 0.5) * 2
    return float(found["far"]) * {"em": 2, "rem": 2, "ex": 1, "ch": 1}.get(found["unit"].lower(), 0.2)


def _count(written: str | None) -> int:
    return max(1, int(written)) if written and written.strip().isdecimal() else 1


class _Above(NamedTuple):
    """The head of a row that other rows may stand under: those that are indented more, or in a group all below it."""

    words: str
    indented: float
    is_group: bool = False

    def holds(self, indented: float) -> bool:
        """Whether a row that is indented so far stands under it; a single space makes no level of its own."""
        is_deeper = indented > self.indented and (self.indented == 0 or indented - self.indented > 1)
        return is_deeper or (self.is_group and indented >= self.indented)


def table_blocks(label: str, rows: Sequence[Row]) -> Iterator[SourceBlock]:
    """Yield the rows of a table, each with its head and the heads of its columns.

    Heads are the rows of a thead, or else the first rows of th alone, or else a first row without a number above rows
    with some; and what says in which units or statistics the cells below are. A row within the table of th alone takes
    their place. Each row stands under those above it that are indented less; a row of one cell is a sub-head of all
    those below it where the first of them is indented no more; statistics that it names are the heads of their columns
    as far as the next one. A first cell left empty goes on from the row above.
    """
    if _is_title(rows):
        yield _block(rows[0], _row_name(label, rows[0].filled[0][1].words), "", {})
        rows = rows[1:]
    heads = (
        list(takewhile(lambda row: row.in_head, rows))
        or list(takewhile(lambda row: row.is_of_heads, rows))
        or _first_without_number(rows)
    )
    heads += list(takewhile(_says_units, rows[len(heads) :])) if heads else []
    body = rows[len(heads) :]
    of_table = columns = _column_heads(heads)
    named = [*dropwhile(_is_over_rows, reversed(heads))][::-1]
    stub = stub_width({column: cell.words for column, cell in row.filled} for row in body)
    yield from (_block(row, f"{label}, head", "", {}) for row in heads if row.filled)
    first, above, parents, is_below_sub_head = "", list[_Above](), list[_Above](), False
    for row in body:
        if not row.filled:
            continue
        if is_head := row.is_of_heads and not any(_NUMERIC.match(cell.words) for _, cell in row.filled[1:]):
            named, first, above, parents = [row], "", [], []
        if is_head or _is_over_rows(row):
            of_table = columns = _column_heads((*named, row))
            yield _block(row, f"{label}, head", "", {})
            continue
        own = next((cell for column, cell in row.cells if column == 0 and cell.words), None)
        if own and _is_sub_head(row, of_table):
            columns = {**of_table, **{at: _below(of_table.get(at, ""), cell.words) for at, cell in row.filled[1:]}}
            above = [each for each in above if not each.is_group and each.holds(own.indented)]
            above = parents = [*above, _Above(own.words, own.indented)]
            first, is_below_sub_head = "", True
            yield _block(row, _row_name(label, own.words), own.words, {})
            continue
        words = row.words
        if own:
            if is_below_sub_head and not above[-1].holds(own.indented):
                above[-1] = above[-1]._replace(is_group=True)
            first, is_below_sub_head = own.words, False
            parents = [each for each in above if each.holds(own.indented)]
            above = [*parents, _Above(first, own.indented)]
        elif words.get(0):
            first = words[0]
        head = ", ".join(dict.fromkeys(filter(None, (first, *(words.get(each, "") for each in range(1, stub))))))
        name = _row_name(label, head or row.filled[0][1].words)
        names = (*(each.words for each in parents), head)
        yield _block(row, name, ", ".join(dict.fromkeys(filter(None, names))), columns)


def _is_title(rows: Sequence[Row]) -> bool:
    """Whether the first row is the title of a table: one cell over all columns, right above the row that names them."""
    is_alone = len(rows) > 2 and not rows[0].in_head and len(rows[0].cells) == 1 and len(rows[1].filled) > 1
    return is_alone and bool(rows[0].filled) and (rows[1].is_of_heads or bool(_first_without_number(rows[1:])))


def _says_units(row: Row) -> bool:
    """Whether a row says in what the cells below it are, over more than one column: mg/L, no. (%), (n=44)."""
    has_none = not row.words.get(0) and not any(_NUMERIC.match(cell.words) for _, cell in row.filled)
    return has_none and sum(cell.columns for _, cell in row.filled) > 1


def _is_over_rows(row: Row) -> bool:
    """Whether one cell over several columns names the rows below it, until another does."""
    return len(row.filled) == 1 and _says_units(row)


def _first_without_number(rows: Sequence[Row]) -> list[Row]:
    """Return the first row where it names the columns: words in more than one, and no number but below it."""
    if not rows:
        return []
    first, *others = rows
    are_years = all(_YEAR.fullmatch(cell.words) for column, cell in first.filled if column > 0)
    if len(first.filled) < 2 or (not are_years and any(_NUMERIC.match(cell.words) for _, cell in first.filled)):
        return []
    if are_years and any(_YEAR.fullmatch(cell.words) for row in others for column, cell in row.filled if column > 0):
        return []
    has_numbers = any(_NUMERIC.match(cell.words) for row in others for column, cell in row.filled if column > 0)
    return list(rows[: max(cell.rows for _, cell in first.cells)]) if has_numbers else []


def _column_heads(heads: Iterable[Row]) -> dict[int, str]:
    """Return the head of each column: the words above it, from top to bottom, joined by a comma."""
    found: dict[int, dict[str, None]] = {}
    for row in heads:
        for column, words in row.words.items():
            if words:
                found.setdefault(column, {})[" ".join(words.split())] = None
    return {column: ", ".join(words) for column, words in found.items()}


def stub_width(rows: Iterable[Mapping[int, str]]) -> int:
    """Return how many first columns of the rows of a body hold their heads: the first, and those of mostly words."""
    numeric: dict[int, list[bool]] = {}
    for row in rows:
        for column, words in row.items() if len(row) > 1 else ():
            if not _CITED.fullmatch(words):  # the sources of a row are neither its head nor its numbers
                numeric.setdefault(column, []).append(bool(_NUMERIC.match(words) or _MARK.match(words)))
    shares = {column: sum(found) / len(found) for column, found in numeric.items()}
    stub = next(column for column in count(1) if shares.get(column, 1) >= _MOSTLY)
    return stub if any(column >= stub and share >= _MOSTLY for column, share in shares.items()) else 1


def _is_sub_head(row: Row, columns: dict[int, str]) -> bool:
    """Whether a row has one cell alone, in the first column of a table of several, or names of statistics beside it."""
    (column, cell), *others = row.filled
    wide = max([*columns, *(start + each.columns - 1 for start, each in row.cells)])
    are_heads = all(_STATISTIC.match(each.words) and not _NUMERIC.match(each.words) for _, each in others)
    return are_heads and column == 0 and wide > 0 and not row.reaching and not _NUMERIC.fullmatch(cell.words)


def _below(head: str, words: str) -> str:
    """The head of a column below a sub-head that names its statistic, in place of one that names another."""
    return words if not head or _STATISTIC.match(head) else f"{head}, {words}"


def _row_name(label: str, head: str) -> str:
    return f"{label}, row {head[:LONGEST_NAME].strip()}"


def _block(row: Row, name: str, head: str, columns: dict[int, str]) -> SourceBlock:
    """Return a row as text; a cell's own "|" is no border."""
    cells = [(column, cell.words.replace(" | ", " / ")) for column, cell in row.cells]
    heads = tuple(
        ", ".join(dict.fromkeys(columns[each] for each in range(column, column + cell.columns) if columns.get(each)))
        for column, cell in row.cells
    )
    return SourceBlock("row", " | ".join(words for _, words in cells), name, " ".join(head.split()), heads)
