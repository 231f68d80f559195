"""Read articles from PDF and measure what was read against the JATS of the same articles.

    make accuracy [ARTICLES=FOLDER]

Each folder of FOLDER with an ``article.pdf`` and an ``article.xml`` is an article. Counted are numerals of number
tokens, with sign and percent sign, without thousands commas; citation marks are none. What the text layer of the PDF
lacks, as a plain reading of its pages shows, is listed and in no share. The result is ``data/accuracy.json``, with the
hashes of what it was measured on.
"""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from vexas_evidence.analysis.measurements.measurement import sealed
from vexas_evidence.analysis.measurements.reading_accuracy import ArticleAccuracy, Share, Shares, reader_hash
from vexas_evidence.sources import Document, Sentence, read_document
from vexas_evidence.sources.sentences import REFERENCES
from vexas_evidence.system.escaping import sorted_json
from vexas_evidence.system.hashes import file_hash
from vexas_evidence.text.tokens import normalise_numbers, texts_of, tokens

ROOT = Path(__file__).parents[1]
ARTICLES = ROOT.parent / "shared" / "articles"
RESULT = ROOT / "data" / "accuracy.json"
CELLS = " | "
_NUMERAL = re.compile(r"(?<![\d.^])(?<!\^-)(?:(?<![\d%)])-)?(?:\d+(?:,\d{3})*(?:\.\d+)*|\.\d+)%?")
_ANY_NUMERAL = re.compile(r"-?(?:\d+(?:,\d{3})*(?:\.\d+)*|\.\d+)%?")
_MARK = re.compile(r"\^|\[\d+[\d\s,^-]*\]?$")
_TITLE = re.compile(r"^[A-Z][A-Za-z\- ]{2,60}: ")


def numerals(text: str) -> list[str]:
    """Return the numerals of the number tokens of a text, in order.

    >>> numerals("Of 1,234 patients^4, 34% had −0.5 (95% CI −1.2 to 10^9)")
    ['1234', '34%', '-0.5', '95%', '-1.2', '10']
    """
    found = (each for each in texts_of(tokens(text)) if not _MARK.match(each))
    return [numeral.replace(",", "") for each in found for numeral in _NUMERAL.findall(normalise_numbers(each))]


def any_numerals(text: str) -> Counter[str]:
    """Return all numerals of a text with and without their sign, those of names and marks too."""
    clean = normalise_numbers(text)
    found = Counter(each.replace(",", "") for each in _ANY_NUMERAL.findall(clean))
    bare = Counter(each for numeral in found.elements() for each in {numeral.lstrip("-"), numeral.strip("-%")})
    return found | bare


@cache
def folded(words: str) -> str:
    """Return the letters and digits of a head alone: no marks, spaces, signs or cases."""
    return re.sub(r"[\W_]+", "", re.sub(r"\[[\d\s,^-]+\]|\s?\^[\w,-]+", "", normalise_numbers(words)).lower())


def letters(words: str) -> str:
    """Return the letters of a sentence alone, by which it is known again."""
    return re.sub(r"[\W\d_]+", "", normalise_numbers(words).lower())


@dataclass(frozen=True)
class Row:
    """A row of a table: its numerals cell by cell, its head, and the heads of its cells."""

    cells: tuple[tuple[str, ...], ...]
    head: str
    columns: tuple[str, ...]

    @property
    def numerals(self) -> list[str]:
        return [each for cell in self.cells for each in cell]


def rows_of(document: Document) -> list[Row]:
    """Return the rows of the tables of a document."""
    return [
        Row(tuple(tuple(numerals(cell)) for cell in each.text.split(CELLS)), each.row, each.columns)
        for each in document.sentences
        if is_row(each)
    ]


def is_row(sentence: Sentence) -> bool:
    return bool(sentence.row or sentence.columns) or CELLS in sentence.text


def text_of(document: Document) -> list[Sentence]:
    """Return the sentences of the text: no row, no entry of the literature, no citation of the article itself."""
    title = document.publication.title if document.publication else None
    return [
        each
        for each in document.sentences
        if not is_row(each)
        and not REFERENCES.fullmatch(each.section.strip())
        and not (each.section == title and each.paragraph != "heading")
    ]


def measured(name: str, truth: Document, read: Document, files: tuple[Path, Path]) -> ArticleAccuracy:
    """Return what of an article was read right, *truth* being its JATS."""
    found = Counter(each for sentence in read.sentences for each in numerals(sentence.text))
    text = Counter(each for sentence in text_of(truth) for each in numerals(sentence.text))
    tables = Counter(each for row in rows_of(truth) for each in row.numerals)
    plain = sum((any_numerals(shown) for _, shown in read.shown), Counter[str]())
    missed = (text + tables) - found
    lacking = missed & (text + tables - plain)
    missed -= lacking
    whole = any_numerals(" ".join(shown for _, shown in truth.shown))
    whole |= Counter(each for sentence in truth.sentences for each in numerals(sentence.text))
    misread = found - (whole | plain)
    shares = Shares(
        text=recall(text, found, lacking),
        tables=recall(tables, found, lacking - (text - found)),
        precision=Share(part=(found - misread).total(), whole=found.total()),
        sentences=in_their_sentences(text_of(truth), read.sentences),
        rows=whole_rows(rows_of(truth), read.sentences),
        heads=cells_with_heads(rows_of(truth), rows_of(read)),
    )
    pdf, xml = map(file_hash, files)
    return ArticleAccuracy(
        name=name,
        pdf=pdf,
        xml=xml,
        shares=shares,
        missed=tuple(sorted(missed.elements())),
        not_printed=tuple(sorted(lacking.elements())),
        misread=tuple(sorted(misread.elements())),
    )


def recall(truth: Counter[str], found: Counter[str], lacking: Counter[str]) -> Share:
    """Return how many numerals were found, of those that the PDF has."""
    lost = truth - found
    printed = sum(truth.values()) - sum((lost & lacking).values())
    return Share(part=sum((truth & found).values()), whole=printed)


def in_their_sentences(truth: Iterable[Sentence], read: Iterable[Sentence]) -> Share:
    """Return how many numerals of the text stand in a sentence of the same letters."""
    known: dict[str, Counter[str]] = {}
    for each in read:
        for words in {letters(each.text), letters(_TITLE.sub("", each.text))}:  # which JATS may have as a heading
            known.setdefault(words, Counter()).update(numerals(each.text))
    part = whole = 0
    for each in truth:
        wanted = Counter(numerals(each.text))
        without_title = _TITLE.sub("", each.text)  # which a PDF may print as one
        same = known.get(letters(each.text)) or known.get(letters(without_title), Counter())
        part += sum((wanted & same).values())
        whole += sum(wanted.values())
    return Share(part=part, whole=whole)


def whole_rows(truth: Iterable[Row], read: Iterable[Sentence]) -> Share:
    """Return how many rows of several numerals stand side by side, in order, in one statement."""
    lines = [numerals(each.text) for each in read]
    several = [each.numerals for each in truth if len(each.numerals) > 1]
    kept = sum(any(contains(line, row) for line in lines) for row in several)
    return Share(part=kept, whole=len(several))


def contains(line: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a row stands in a line without a gap."""
    return any(line[at : at + len(row)] == row for at in range(len(line) - len(row) + 1))


def cells_with_heads(truth: Sequence[Row], read: Sequence[Row]) -> Share:
    """Return how many cells with numbers have the heads of their row and column; a row is known by its numerals."""
    left, part, whole = list(read), 0, 0
    for row in truth:
        cells = [index for index, cell in enumerate(row.cells) if cell and row.columns]
        if row.columns and not folded(row.columns[0]) and not row.head:
            continue
        whole += len(cells)
        likely = max(left, key=lambda other, row=row: alike(row, other), default=None)
        if likely is None or not cells or not alike(row, likely)[0]:
            continue
        left.remove(likely)
        part += right_cells(row, likely, cells)
    return Share(part=part, whole=whole)


def alike(row: Row, other: Row) -> tuple[int, bool]:
    """Return by how many numerals two rows agree, and whether their heads do."""
    common = Counter(row.numerals) & Counter(other.numerals)
    return sum(common.values()), same_head(row.head, other.head)


def right_cells(row: Row, other: Row, cells: Iterable[int]) -> int:
    """Return how many of these cells the other row has with the same heads; each of its cells counts once."""
    free, right = list(range(len(other.cells))), 0
    for index in cells:
        at = next((each for each in free if other.cells[each] == row.cells[index]), None)
        if at is None:
            continue
        free.remove(at)
        column = other.columns[at] if at < len(other.columns) else ""
        right += same_head(row.head, other.head) and folded(column) == folded(row.columns[index])
    return right


def same_head(head: str, other: str) -> bool:
    """Whether a row has the head of the JATS, or what of it stands in its first columns."""
    return folded(head) == folded(other) or (bool(folded(other)) and folded(head).startswith(folded(other)))


def measure(folder: Path) -> dict[str, Any]:
    """Return what of the article of a folder was read right, with CPU seconds and memory in megabytes."""
    pdf, xml = folder / "article.pdf", folder / "article.xml"
    read = read_document(pdf)
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    article = measured(folder.name, read_document(xml), read, (pdf, xml))
    return article.model_dump(mode="json") | {
        "seconds": round(usage.ru_utime + usage.ru_stime, 1),
        "megabytes": usage.ru_maxrss // 1024,
        "doubts": [str(each) for each in read.doubts],
    }


def measured_apart(folder: Path) -> dict[str, Any]:
    """Return the measurement of one article, taken in a process of its own, so that memory is that of the article."""
    command = [sys.executable, __file__, "--article", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{folder}: {done.stderr.strip().splitlines()[-1]}")
    return json.loads(done.stdout)


def table(articles: Sequence[ArticleAccuracy], costs: Sequence[tuple[float, int]]) -> Iterator[str]:
    """Yield the lines of a table of the shares, in percent."""
    names = tuple(Shares.model_fields)
    yield f"{'':28}" + "".join(f"{name:>11}" for name in names) + f"{'s':>8}{'MB':>6}"
    for article, (seconds, megabytes) in zip(articles, costs, strict=True):
        yield f"{article.name:28}" + in_percent(article.shares) + f"{seconds:8.1f}{megabytes:6}"
    first, *others = (each.shares for each in articles)
    yield f"{'pooled':28}" + in_percent(sum(others, first))


def in_percent(shares: Shares) -> str:
    each = (getattr(shares, name) for name in Shares.model_fields)
    return "".join(f"{100 * one.part / one.whole:11.1f}" if one.whole else f"{'–':>11}" for one in each)


def main(folder: Path) -> None:
    """Measure all articles of a folder, print and write."""
    folders = sorted(path.parent for path in folder.glob("*/article.pdf") if path.with_name("article.xml").exists())
    if not folders:
        sys.exit(f"{folder}: no article.pdf beside an article.xml: folders with both: name them with ARTICLES=FOLDER")
    start = time.perf_counter()
    contents = [measured_apart(each) for each in folders]
    fields = ArticleAccuracy.model_fields
    articles = [ArticleAccuracy.model_validate({key: each[key] for key in fields}) for each in contents]
    print(*table(articles, [(each["seconds"], each["megabytes"]) for each in contents]), sep="\n")
    for article, content in zip(articles, contents, strict=True):
        print(f"\n{article.name}")
        print(f"  missed ({len(article.missed)}): {', '.join(article.missed) or 'nothing'}")
        print(f"  read otherwise ({len(article.misread)}): {', '.join(article.misread) or 'nothing'}")
        print(f"  not in the text layer ({len(article.not_printed)}): {', '.join(article.not_printed) or 'nothing'}")
        print(*(f"  {doubt}" for doubt in content["doubts"]), sep="\n")
    result = {
        "measured_on": date.today().isoformat(),
        "code": reader_hash(),
        "articles": [each.model_dump(mode="json") for each in articles],
    }
    if folder.resolve() == ARTICLES.resolve():
        RESULT.write_text(sorted_json(sealed(result)), encoding="utf-8")
        print(f"\n{RESULT.relative_to(ROOT)} written, in {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--article", name]:
            print(json.dumps(measure(Path(name))))
        case [name] if name:
            main(Path(name))
        case _:
            main(ARTICLES)
