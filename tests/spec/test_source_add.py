from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests import EXAMPLE
from tests.commands import run_command

ARTICLE = EXAMPLE / "texts" / "marsh-article.txt"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "example"))


def add(folder: Path, *options: str, file: Path = ARTICLE) -> tuple[int, str, str]:
    done = run_command("source", "add", str(file), *options, "--data", str(folder))
    return done.returncode, done.stdout, done.stderr


def test_the_tokens_taken_are_told_by_sentence_with_their_numbers(folder: Path) -> None:
    _, told, _ = add(folder, "--id", "marsh-article", "--tier", "primary")
    assert "Results/1/1: 1, '4 weeks'; 2, '30/40'\n" in told


def test_the_names_that_hold_digits_are_told(folder: Path) -> None:
    _, told, _ = add(folder, "--id", "marsh-bulletin", file=EXAMPLE / "texts" / "marsh-bulletin.txt")
    assert "names, no numbers: H2O\n" in told


def test_the_same_text_may_be_added_again(folder: Path) -> None:
    assert add(folder, "--id", "marsh-bulletin", file=EXAMPLE / "texts" / "marsh-bulletin.txt")[0] == 0


def test_another_ledger_is_not_overwritten(folder: Path) -> None:
    assert add(folder, "--id", "marsh-bulletin") == (
        2,
        "",
        "example/sources/marsh-bulletin.yml: another ledger stands here: of its 6 tokens and the 11 new ones 9 differ: "
        "a new --id, or the same text: add --replace if this text is to take its place\n"
        "1 problem; nothing was written\n",
    )


def test_another_ledger_is_replaced_on_request(folder: Path) -> None:
    assert add(folder, "--id", "marsh-bulletin", "--replace")[0] == 0


def test_a_new_source_needs_its_tier(folder: Path) -> None:
    assert add(folder, "--id", "marsh-article") == (
        2,
        "",
        "--tier: source 'marsh-article' is not in example/sources.yml: one of primary full text, primary abstract, "
        "secondary, for a new source: add --tier, and --title and --short\n1 problem; nothing was written\n",
    )


def test_a_source_without_its_tier_leaves_no_ledger(folder: Path) -> None:
    add(folder, "--id", "marsh-article")
    assert not (folder / "sources" / "marsh-article.yml").exists()


@pytest.fixture
def unwritten(folder: Path) -> tuple[Path, tuple[int, str, str]]:
    """The data folder after a source whose ledger could not be written, and what the command told."""
    (folder / "sources" / "marsh-article.yml").mkdir()
    return folder, add(folder, "--id", "marsh-article", "--tier", "primary", "--replace")


def test_a_ledger_that_cannot_be_written_is_told(unwritten: tuple[Path, tuple[int, str, str]]) -> None:
    assert unwritten[1][2].endswith("1 problem; nothing was written\n")


def test_a_source_whose_ledger_cannot_be_written_is_not_declared(
    unwritten: tuple[Path, tuple[int, str, str]],
) -> None:
    assert (unwritten[0] / "sources.yml").read_bytes() == (EXAMPLE / "sources.yml").read_bytes()


def test_a_source_that_was_seen_otherwise_is_not_replaced(folder: Path) -> None:
    text = EXAMPLE / "texts" / "marsh-letter.txt"
    assert (
        "source 'marsh-letter' is declared as seen: part: whole, as this text is: add --seen part"
        in (add(folder, "--id", "marsh-letter", "--replace", file=text)[2])
    )


def test_an_id_is_no_path(folder: Path) -> None:
    assert add(folder, "--id", "../x y", "--tier", "primary")[2] == (
        "--id: no id '../x y': lower case, words joined by -: choose such an id\n1 problem; nothing was written\n"
    )


def test_tokens_that_nothing_uses_are_told_a_sentence_a_line(folder: Path) -> None:
    text = folder.parent / "x.txt"
    text.write_text("It was 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12.\n", encoding="utf-8")
    add(folder, "--id", "x", "--tier", "secondary", file=text)
    told = run_command("verify", "--data", str(folder)).stderr.splitlines()
    listed = "; ".join(f"{number}, '{number}'" for number in range(1, 13))
    assert (f"tokens {listed}, of x, Start, paragraph 1, sentence 1 are not used" in told[0], told[-1]) == (
        True,
        "12 discrepancies",
    )


def test_a_study_that_is_still_to_be_made_is_told(folder: Path) -> None:
    told = add(folder, "--id", "marsh-article", "--tier", "primary", "--study", "marsh-fevr")[1]
    assert f"{folder}/studies/marsh-fevr: not there yet; no other command works until it has its study.yml\n" in told


def test_a_study_that_is_there_is_not_told(folder: Path) -> None:
    told = add(folder, "--id", "marsh-article", "--tier", "primary", "--study", "marsh-fever-2030")[1]
    assert "not there yet" not in told


@pytest.fixture
def long_text(tmp_path: Path) -> Path:
    """A text with a number in more sentences than are listed one by one."""
    path = tmp_path / "long.txt"
    path.write_text("\n\n".join(f"Line {each}." for each in range(1, 22)), encoding="utf-8")
    return path


def test_unused_tokens_of_a_long_source_are_one_line_with_what_to_do(folder: Path, long_text: Path) -> None:
    add(folder, "--id", "long", "--tier", "secondary", file=long_text)
    assert run_command("verify", "--data", str(folder)).stderr.splitlines() == [
        "example/sources/long.yml:8: number tokens in 21 sentences of long are not used: "
        "a reading, a quantity, a mention or a waiver: extract what belongs to the study (vexas-evidence review opens "
        "its page), then vexas-evidence lift --source long --write --waive-rest; of a second copy of an article that "
        "is accounted for, Waive all that is left on its page [nothing left out]",
        "21 discrepancies",
    ]


def test_what_that_line_says_to_do_waives_them(folder: Path, long_text: Path) -> None:
    add(folder, "--id", "long", "--tier", "secondary", file=long_text)
    run_command("lift", "--source", "long", "--write", "--waive-rest", "--data", str(folder))
    assert run_command("verify", "--data", str(folder)).stderr == ""


def test_the_numbers_of_a_text_are_found_by_the_words_beside_them(folder: Path) -> None:
    done = run_command("source", "find", "marsh-article", str(ARTICLE), "RASH", "patients", "--data", str(folder))
    assert done.stdout.splitlines()[:2] == [
        '- {source: marsh-article, section: Results, paragraph: "2", sentence: 1, token: 1, printed: "3 of 40"}',
        "    A rash occurred in »3 of 40« patients (7.5%), mostly on the arms.",
    ]


def test_words_that_stand_beside_no_number_are_told(folder: Path) -> None:
    done = run_command("source", "find", "marsh-article", str(ARTICLE), "zebra", "rash", "--data", str(folder))
    assert (done.returncode, done.stderr) == (
        2,
        "marsh-article.txt: no number beside 'zebra' and 'rash': "
        "words of one sentence with a number: leave some out\n1 problem\n",
    )


def test_places_in_another_text_than_that_of_the_ledger_are_not_told(folder: Path) -> None:
    done = run_command("source", "find", "marsh-bulletin", str(ARTICLE), "--data", str(folder))
    assert (done.stdout, done.stderr) == (
        "",
        "marsh-article.txt: not the text of the ledger of marsh-bulletin: the file that source add read: "
        "give that file, or add this one with source add\n1 problem\n",
    )


NBIB = "PMID- 12\nDP  - 2031 Feb\nTI  - Willow for a fever.\nJT  - J Now\nAB  - Of 88, 34% were well.\n"


def test_a_citation_with_an_abstract_is_declared_as_a_primary_abstract_by_its_title(folder: Path) -> None:
    path = folder.parent / "x.nbib"
    path.write_text(NBIB, encoding="utf-8")
    assert add(folder, "--id", "willow", file=path)[0] == 0
    declared = (folder / "sources.yml").read_text(encoding="utf-8")
    assert "title: Willow for a fever\n    short: willow\n    tier: primary abstract\n" in declared


def test_an_abstract_is_no_primary_full_text(folder: Path) -> None:
    path = folder.parent / "x.nbib"
    path.write_text(NBIB, encoding="utf-8")
    assert add(folder, "--id", "willow", "--tier", "primary", file=path) == (
        2,
        "",
        'x.nbib: an abstract without a full text: --tier "primary abstract": give that tier, or the article itself\n'
        "1 problem; nothing was written\n",
    )
