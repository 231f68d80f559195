"""What ``source read`` prints of a file and how it ends, and that ``source add`` says what is doubtful."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests import EXAMPLE
from tests.commands import Done, run_command

PAGES = """#set page(paper: "a4", margin: 2cm)
= Results
Of 88 patients, −3.5 points and 34%.

Table 3. Harms
#table(columns: 3, [Event], [n], [%], [Infection], [30], [34])
#pagebreak()
#rect(width: 2cm, height: 2cm)
#pagebreak()
Then 5 of 9.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    import typst

    (tmp_path / "x.typ").write_text(PAGES, encoding="utf-8")
    (tmp_path / "x.pdf").write_bytes(typst.compile(str(tmp_path / "x.typ")))
    return tmp_path / "x.pdf"


def read(article: Path, *options: str) -> Done:
    return run_command("source", "read", str(article), *options, folder=article.parent)


def test_numbers_are_printed_with_their_place_and_page(article: Path) -> None:
    assert "Results/1/1 (page 1): 1, '88'; 2, '-3.5'; 3, '34%'\n" in read(article).stdout


def test_a_file_that_is_read_with_doubt_ends_with_1(article: Path) -> None:
    done = read(article)
    assert (done.returncode, done.stderr) == (1, "page 2: no text layer, not read\n")


def test_a_file_that_is_read_without_doubt_ends_with_0(article: Path) -> None:
    done = read(article, "--skip-page", "2")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_file_that_is_refused_ends_with_2(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7 nothing")
    done = read(tmp_path / "x.pdf")
    told = "x.pdf: the PDF is damaged or is none: a readable PDF: save the source again\n1 problem\n"
    assert (done.returncode, done.stderr) == (2, told)


def test_a_page_that_the_file_does_not_have_is_refused(article: Path) -> None:
    done = read(article, "--skip-page", "4")
    assert (done.returncode, done.stderr) == (
        2,
        "x.pdf: no page 4: a page from 1 to 3: correct --skip-page\n1 problem\n",
    )


def test_pages_of_a_text_cannot_be_left_out(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("It was 3%.\n", encoding="utf-8")
    done = read(tmp_path / "x.txt", "--skip-page", "1")
    assert done.stderr == "x.txt: no pages to leave out: a PDF: leave out --skip-page\n1 problem\n"


def test_the_value_of_a_spread_is_its_number_without_the_sign(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("It was 23 ± 4.\n", encoding="utf-8")
    [statement] = json.loads(read(tmp_path / "x.txt", "--format", "json").stdout)["statements"]
    assert [(each["text"], each["value"]) for each in statement["tokens"]] == [("23", "23"), ("± 4", "4")]


def test_the_rows_of_one_table_are_printed_alone(article: Path) -> None:
    done = read(article, "--table", "3")
    told = "Results/Table 3, row Infection/1 (page 1): 1, '30'; 2, '34'\nx.pdf: 2 sentences, 2 number tokens\n"
    assert done.stdout == told


def test_a_table_that_the_file_does_not_have_is_refused(article: Path) -> None:
    told = "x.pdf: no table 4: one of its tables: Table 3: correct --table\n1 problem\n"
    assert read(article, "--table", "4").stderr == told


def test_json_holds_statements_with_tokens_and_doubts(article: Path) -> None:
    told = json.loads(read(article, "--format", "json").stdout)
    [row] = [each for each in told["statements"] if each.get("row") == "Infection"]
    assert (row | {"tokens": [(each["text"], each["value"], len(each["box"])) for each in row["tokens"]]}) == {
        **{"section": "Results", "paragraph": "Table 3, row Infection", "sentence": 1, "page": 1},
        **{"row": "Infection", "columns": ["Event", "n", "%"], "tokens": [("30", "30", 4), ("34", "34", 4)]},
    }
    assert told["doubts"] == [{"page": 2, "place": "", "what": "no text layer, not read"}]


def test_reading_writes_nothing(article: Path) -> None:
    before = sorted(article.parent.iterdir())
    read(article)
    assert sorted(article.parent.iterdir()) == before


def test_a_source_that_is_read_with_doubt_is_added_and_ends_with_1(article: Path) -> None:
    folder = Path(shutil.copytree(EXAMPLE, article.parent / "example"))
    options = ("--id", "pages", "--tier", "secondary", "--data", str(folder))
    done = run_command("source", "add", str(article), *options)
    written = "the ledger was written: compare these places with the file\n"
    assert (done.returncode, done.stderr) == (1, f"page 2: no text layer, not read\n{written}")
    assert (folder / "sources" / "pages.yml").exists()


def test_a_ledger_without_a_page_agrees_with_the_file_without_it(article: Path) -> None:
    folder = Path(shutil.copytree(EXAMPLE, article.parent / "example"))
    options = ("--skip-page", "1", "--skip-page", "2", "--data", str(folder))
    run_command("source", "add", str(article), "--id", "pages", "--tier", "secondary", *options)
    done = run_command("source", "check", "pages", str(article), *options)
    assert (done.returncode, done.stdout) == (0, "pages: the text agrees with its ledger\n")
