"""A data folder of format 1 or 2 is upgraded: only what must change does, and every other command refuses it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests import DATA, EXAMPLE, HOME, ROOT
from tests.commands import run_command
from vexas_evidence.analysis.verification import verify_evidence
from vexas_evidence.load.folder import load

OLD, NEW = ROOT / "tests" / "data-format-1", ROOT / "tests" / "data-format-3"
"""The data of the real study as version 1.0.0 was cut from them, and what becomes of them."""
FORMAT_2 = ROOT / "tests" / "data-format-2"
"""The same data in format 2, from which the same becomes."""


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def upgrade(folder: Path, *options: str) -> tuple[int, str, str]:
    done = run_command("upgrade", "--data", str(folder), *options)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return Path(shutil.copytree(OLD, tmp_path / "data"))


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "example"))


def one_file(folder: Path, name: str, text: str) -> Path:
    """A data folder with one file; its line ends are as in the text."""
    path = folder / "data" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(text.encode("utf-8"))
    return folder / "data"


THEN = "run vexas-evidence fingerprint, then vexas-evidence verify"


@pytest.mark.parametrize(("given", "changes"), [(OLD, 81), (FORMAT_2, 28)], ids=["format 1", "format 2"])
def test_the_data_of_1_0_0_become_the_frozen_copy(tmp_path: Path, given: Path, changes: int) -> None:
    folder = Path(shutil.copytree(given, tmp_path / "data"))
    status, told, _ = upgrade(folder, "--write")
    assert (status, told.splitlines()[-1]) == (0, f"{changes} changes in 21 files made: {THEN}")
    assert contents(folder) == contents(NEW)


PROSE = {"references say who and when", "words fit their numbers"}
"""The checks of texts whose sentences were written before a reference could print who was counted and when."""


def test_the_upgraded_data_lack_nothing_but_fingerprints_and_full_references() -> None:
    found = [each for each in verify_evidence(load(NEW)).discrepancies if each.check not in PROSE]
    assert {(each.check, each.remedy) for each in found} == {("fingerprints", "run vexas-evidence fingerprint")}


def test_the_upgraded_data_verify_but_for_their_prose_once_their_fingerprints_are_filled_in(tmp_path: Path) -> None:
    folder = shutil.copytree(NEW, tmp_path / "data")
    done = run_command("fingerprint", "--data", str(folder))
    assert (done.returncode, "\n72 fingerprints filled in\n" in done.stdout) == (1, True)
    assert {each.check for each in verify_evidence(load(folder)).discrepancies} == PROSE


def test_upgraded_data_need_nothing_more() -> None:
    assert upgrade(NEW) == (0, f"{NEW}: nothing to do\n", "")


@pytest.mark.parametrize("folder", [DATA, EXAMPLE])
def test_the_data_here_need_nothing(folder: Path) -> None:
    assert upgrade(folder)[0] == 0


def test_what_is_needed_is_listed_and_nothing_written(old: Path) -> None:
    status, told, rest = upgrade(old)
    assert (status, rest) == (1, "81 changes in 21 files; nothing was written: add --write\n")
    assert f"data/{HOME}/study.yml:123: base: → denominator:\n" in told
    assert contents(old) == contents(OLD)


def test_upgrading_changes_one_line_for_each_change_and_adds_the_formats(old: Path) -> None:
    upgrade(old, "--write")
    name = f"{HOME}/study.yml"
    before, after = ((each / name).read_text(encoding="utf-8").splitlines() for each in (OLD, old))
    assert after.pop(1) == "format: 3"
    assert before.pop(4).startswith("question: ")
    differing = [(was, now) for was, now in zip(before, after, strict=True) if was != now]
    assert len(differing) == 18
    assert all(now == was.replace("base:", "denominator:").replace("implied", "inferred") for was, now in differing)


def test_a_folder_half_upgraded_needs_only_what_is_left(old: Path) -> None:
    for name in ("sources.yml", f"{HOME}/estimates.yml"):
        shutil.copyfile(NEW / name, old / name)
    path = old / HOME / "study.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("base:", "denominator:"), encoding="utf-8")
    status, told, _ = upgrade(old)
    assert status == 1
    assert "sources.yml" not in told
    assert [line for line in told.splitlines() if line.startswith(f"data/{HOME}/study.yml")] == [
        f"data/{HOME}/study.yml:2: no format → format: 3",
        f"data/{HOME}/study.yml:138: status: implied → status: inferred",
        f"data/{HOME}/study.yml:154: status: implied → status: inferred",
        f"data/{HOME}/study.yml:6: question → data/questions/frenvex-aza-2025.yml, with the importance of the outcomes",
    ]
    upgrade(old, "--write")
    assert contents(old) == contents(NEW)


def test_line_ends_of_windows_stay(old: Path) -> None:
    for path in old.rglob("*.yml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    upgrade(old, "--write")
    expected = {name: content.replace(b"\n", b"\r\n") for name, content in contents(NEW).items() if "csv" not in name}
    assert {name: content for name, content in contents(old).items() if "csv" not in name} == expected


STUDY, TEXTS, NUMBERS, ROWS = (
    f"studies/a/{name}.yml" for name in ("study", "narrative", "estimates", "reconciliation")
)
TRANSLATED = {
    "the number of the format, below what leads the file": (
        "waivers.yml",
        "# A comment.\n\n# Another.\nwaivers: []  # base\n",
        "# A comment.\n\n# Another.\nformat: 3\nwaivers: []  # base\n",
    ),
    "the number of the format, before indented keys": (
        "waivers.yml",
        "---\n  waivers: []\n  license: MIT\n",
        "---\n  format: 3\n  waivers: []\n  license: MIT\n",
    ),
    "the number of the format, in braces": ("waivers.yml", "{waivers: []}\n", "{format: 3, waivers: []}\n"),
    "the number of the format, after a byte order mark": (
        "waivers.yml",
        "\ufeffwaivers: []",
        "\ufeffformat: 3\nwaivers: []",
    ),
    "the denominator of a population, and its status": (
        STUDY,
        "populations:\n  - id: base\n    label: the base is implied\n"
        "    base:  {status: implied, note: base}  # base\n",
        "format: 3\npopulations:\n  - id: base\n    label: the base is implied\n"
        "    denominator:  {status: inferred, note: base}  # base\n",
    ),
    "keys and values in quotes": (
        STUDY,
        "populations: [{\"base\": {'status': 'implied'}}]\n",
        "format: 3\npopulations: [{\"denominator\": {'status': 'inferred'}}]\n",
    ),
    "a value written with escapes": (
        STUDY,
        'populations: [{base: {status: "im\\x70lied", note: implied}}]\n',
        'format: 3\npopulations: [{denominator: {status: "inferred", note: implied}}]\n',
    ),
    "the part of a token": (
        NUMBERS,
        "estimates:\n  - id: base\n    readings:\n      - {part: base, printed: base}\n",
        "format: 3\nestimates:\n  - id: base\n    readings:\n      - {part: denominator, printed: base}\n",
    ),
    "a derived value: its denominator": (
        TEXTS,
        "derived:\n  - {id: x, rule: count-at, of: [base], base: base-ever}\n",
        "format: 3\nderived:\n  - {id: x, rule: count-at, of: [base], denominator: base-ever}\n",
    ),
    "a derived value: its rule": (
        TEXTS,
        "derived:\n  - rule: implied-base\n  - rule: shared-bases\n  - rule: largest-base\n"
        "  - rule: responders-outside-base\n  - rule: quotient\n",
        "format: 3\nderived:\n  - rule: inferred-denominator\n  - rule: shared-denominators\n"
        "  - rule: largest-denominator\n  - rule: responders-outside-denominator\n  - rule: quotient\n",
    ),
    "references in texts, whose words stay": (
        TEXTS,
        'limits:\n  - text: "{x.base} on a base, {y.base}; {base-ever}"\n'
        "  - text: >-\n      An implied\n      {x.base}.\n  - text: 'It''s {x.base}'\n",
        'format: 3\nlimits:\n  - text: "{x.denominator} on a base, {y.denominator}; {base-ever}"\n'
        "  - text: >-\n      An implied\n      {x.denominator}.\n  - text: 'It''s {x.denominator}'\n",
    ),
    "words of the second extraction": (
        ROWS,
        "whom:\n  - {words: base, base_stated: yes}\ntimes:\n  - {words: base, base_stated: no}\n",
        "format: 3\nwhom:\n  - {words: base, denominator_stated: yes}\n"
        "times:\n  - {words: base, denominator_stated: no}\n",
    ),
    "an adjudication of a denominator": (
        ROWS,
        "adjudicated:\n  - {about: base, field: base, ours: implied, theirs: implied, reason: The base is implied.}\n",
        "format: 3\nadjudicated:\n"
        "  - {about: base, field: denominator, ours: inferred, theirs: implied, reason: The base is implied.}\n",
    ),
    "an adjudication of something else, which quotes words": (
        ROWS,
        "adjudicated:\n  - {about: base, field: value, ours: implied, theirs: base, reason: base}\n",
        "format: 3\nadjudicated:\n  - {about: base, field: value, ours: implied, theirs: base, reason: base}\n",
    ),
}


@pytest.mark.parametrize(("name", "text", "expected"), TRANSLATED.values(), ids=TRANSLATED)
def test_only_this_changes(tmp_path: Path, name: str, text: str, expected: str) -> None:
    folder = one_file(tmp_path, name, text)
    assert upgrade(folder, "--write")[0] == 0
    assert contents(folder) == {name: expected.encode("utf-8")}


def test_files_that_are_no_data_stay(tmp_path: Path) -> None:
    folder = one_file(tmp_path, "texts/study.yml", "base: 1\n")
    (folder / "waivers.yml").write_text("format: 3\nwaivers: []\n", encoding="utf-8")
    assert upgrade(folder)[0] == 0


def test_a_folder_without_data_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    status, _, rest = upgrade(tmp_path / "data")
    assert (status, rest.splitlines()[0]) == (
        2,
        f"{tmp_path / 'data'}: no file of data in it: a folder with report.yml: give --data DIR",
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('populations:\n  - {note: "{x\\u002ebase}"}\n', "data/studies/a/study.yml:3: reference '{x.base}'"),
        ("populations:\n  - {base: {}, denominator: {}}\n", "data/studies/a/study.yml:3: key 'denominator' twice"),
    ],
    ids=["a reference with escapes", "both words in one record"],
)
def test_a_word_that_cannot_be_replaced_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    folder = one_file(tmp_path, "studies/a/study.yml", text)
    status, _, rest = upgrade(folder, "--write")
    remedy = "the words of today's format: write them there yourself, then upgrade"
    assert (status, rest.splitlines()[0]) == (2, f"{problem}: {remedy}")
    assert (folder / "studies/a/study.yml").read_text(encoding="utf-8") == text


def test_the_comment_of_a_block_stays(tmp_path: Path) -> None:
    text = "populations:\n  - base:\n      status: | # implied\n        implied\n"
    folder = one_file(tmp_path, "studies/a/study.yml", text)
    assert upgrade(folder, "--write")[0] == 0
    assert (folder / "studies/a/study.yml").read_text(encoding="utf-8") == (
        "format: 3\npopulations:\n  - denominator:\n      status: | # implied\n        inferred\n"
    )


NEWER = "use the newer version of vexas-evidence that wrote it"
TYPED = "write 3, or for data of format 1 take the line out and run vexas-evidence upgrade"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("format: 4\n", "data/report.yml:1: format '4' is not known: format: 3: {newer}"),
        ("format: x\n", "data/report.yml:1: format 'x' is not known: format: 3: {typed}"),
        ("format: [3]\n", "data/report.yml:1: format a list is not known: format: 3: {typed}"),
        ("- base\n", "data/report.yml:1: a list at the top: a mapping of keys: start with 'key:'"),
        ("a: {\n", "data/report.yml:2: not valid YAML (did not find expected node content): YAML: check colons, …"),
        ("a: \udcff\n", "data/report.yml:1: byte 0xff is not UTF-8: UTF-8 text: save the file as UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, text: str, told: str) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "report.yml").write_bytes(text.encode("utf-8", "surrogateescape"))
    (folder / "waivers.yml").write_text("waivers: []\n", encoding="utf-8")
    expected = told.format(newer=NEWER, typed=TYPED).partition("…")[0]
    status, out, rest = upgrade(folder, "--write")
    assert (status, out) == (2, "")
    assert rest.startswith(expected)
    assert rest.endswith("\n1 problem; nothing was written\n")
    assert (folder / "waivers.yml").read_text(encoding="utf-8") == "waivers: []\n"


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert upgrade(tmp_path / "none")[2].startswith(f"{tmp_path / 'none'}: no such data folder: ")


NO_FORMAT = "no format, as in files of format 1: format: 3: run vexas-evidence upgrade, which lists what it changes"


@pytest.mark.parametrize(
    "command",
    [
        ("verify",),
        ("reconcile",),
        ("checklist",),
        ("table", "findings"),
        ("show", "included"),
        ("render", "--output", "site"),
        ("export", "--to", "csv"),
        ("release",),
        ("diff", "1.0.0"),
        ("lift", "--source", "marsh-letter"),
        ("source", "check", "marsh-letter", "letter.txt"),
        ("source", "add", str(EXAMPLE / "texts" / "marsh-article.txt"), "--id", "marsh-letter", "--tier", "secondary"),
    ],
    ids=lambda command: command[0],
)
def test_other_commands_refuse_format_1(study: Path, command: tuple[str, ...]) -> None:
    for path in study.rglob("*.yml"):
        path.write_text(path.read_text(encoding="utf-8").replace("format: 3\n", ""), encoding="utf-8")
    done = run_command(*command, "--data", str(study))
    assert done.returncode == 2
    assert NO_FORMAT in done.stderr


def test_each_file_of_format_1_is_one_problem(old: Path) -> None:
    done = run_command("verify", "--data", str(old))
    lines = done.stderr.splitlines()
    assert (done.returncode, lines[-1]) == (2, "17 problems")
    assert all(line.endswith(NO_FORMAT) for line in lines[:-1])
    assert lines[0] == f"data/declared.yml:3: {NO_FORMAT}"


@pytest.mark.parametrize("name", ["sources/marsh-letter.yml", "studies/marsh-fever-2030/narrative.yml", "waivers.yml"])
def test_one_file_of_format_1_is_one_problem(study: Path, name: str) -> None:
    path = study / name
    path.write_text(path.read_text(encoding="utf-8").replace("format: 3\n", ""), encoding="utf-8")
    done = run_command("verify", "--data", str(study))
    [line, total] = done.stderr.splitlines()
    assert (line.startswith(f"example/{name}:"), line.endswith(NO_FORMAT), total) == (True, True, "1 problem")


@pytest.mark.parametrize("given", ["1", "4", "x"])
def test_an_unknown_format_is_refused(study: Path, given: str) -> None:
    path = study / "waivers.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("format: 3", f"format: {given}"), encoding="utf-8")
    done = run_command("verify", "--data", str(study))
    remedy = NEWER if given == "4" else TYPED
    assert done.stderr == f"example/waivers.yml:1: format {given!r} is not known: format: 3: {remedy}\n1 problem\n"


def test_a_new_ledger_has_its_format(study: Path) -> None:
    text = EXAMPLE / "texts" / "marsh-article.txt"
    run_command("source", "add", str(text), "--id", "new", "--tier", "secondary", "--data", str(study))
    assert (study / "sources" / "new.yml").read_text(encoding="utf-8").splitlines()[2] == "format: 3"
    assert (study / "sources.yml").read_text(encoding="utf-8").startswith("format: 3\nsources:\n")


def test_files_keep_their_modes(tmp_path: Path) -> None:
    folder = one_file(tmp_path, "waivers.yml", "waivers: []\n")
    (folder / "waivers.yml").chmod(0o600)
    assert upgrade(folder, "--write")[0] == 0
    assert (folder / "waivers.yml").stat().st_mode & 0o777 == 0o600


def test_a_file_that_takes_no_line_for_the_format_is_refused(tmp_path: Path) -> None:
    text = "\ufeff\ufeff# The study.\nstudy: a\n"  # the parser skips one mark, and the second moves its places
    folder = one_file(tmp_path, "report.yml", text)
    status, _, rest = upgrade(folder, "--write")
    assert (status, rest.splitlines()[0]) == (
        2,
        "data/report.yml: no line for the format: the words of today's format: write format: 3 as the first key",
    )
    assert (folder / "report.yml").read_text(encoding="utf-8") == text
