"""Signs of mathematics that the text layer of a PDF takes for others, as fonts of symbols name them."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from tests.unit.test_reading_pdf import numbers, pdf
from vexas_evidence.sources import lost_digits, read_document
from vexas_evidence.sources.pdf.shapes import Shape, sign_in_print

FONT = "AdvSymbols"


def named(folder: Path, sign: str, name: str) -> Path:
    """Return a PDF that prints a sign in a font of its own, which names it otherwise."""
    text = f'The difference was #text(font: "New Computer Modern Math")[{sign}]1.6 in 88 patients.'
    with pikepdf.open(pdf(folder, text)) as file:
        for font in file.pages[0].Resources.Font.values():
            words = font.ToUnicode.read_bytes()
            code = f"<{ord(sign):04X}>".encode()
            font.ToUnicode = file.make_stream(words.replace(code, f"<{ord(name):04X}>".encode()))
        file.save(folder / "y.pdf")
    return folder / "y.pdf"


@pytest.mark.parametrize("name", ["2", "´", "¼", "\x03"])
def test_a_minus_sign_that_is_named_otherwise_is_one_and_is_doubtful(tmp_path: Path, name: str) -> None:
    found = read_document(named(tmp_path, "−", name))
    told = ["page 1: 1 sign that the text layer does not name, as in"]
    assert numbers(found) == ["-1.6", "88"]
    assert [str(each)[: len(told[0])] for each in found.doubts] == told
    assert not list(lost_digits(found))


def test_a_sign_without_a_name_is_no_hyphen(tmp_path: Path) -> None:
    found = read_document(named(tmp_path, "∘", "\x02"))
    assert (numbers(found), len(found.doubts)) == (["1.6", "88"], 1)


def test_a_line_of_dots_without_names_is_a_rule_and_no_doubt(tmp_path: Path) -> None:
    dots = '#text(2pt, font: "New Computer Modern Math")[' + "∙" * 40 + "]"
    with pikepdf.open(pdf(tmp_path, f"It was 34% of 88.\n\n{dots}\n\nIt was 12%.")) as file:
        for font in file.pages[0].Resources.Font.values():
            words = font.ToUnicode.read_bytes()
            font.ToUnicode = file.make_stream(words.replace(f"<{ord('∙'):04X}>".encode(), b"<0002>"))
        file.save(tmp_path / "y.pdf")
    found = read_document(tmp_path / "y.pdf")
    assert ([each.text for each in found.sentences], found.doubts) == (["It was 34% of 88.", "It was 12%."], ())


@pytest.mark.parametrize(("sign", "name"), [("=", "5"), ("×", "3"), ("±", "6"), ("+", "1")])
def test_a_sign_that_is_named_as_a_digit_joins_no_number(tmp_path: Path, sign: str, name: str) -> None:
    assert [each.strip("±+ ") for each in numbers(read_document(named(tmp_path, sign, name)))] == ["1.6", "88"]


@pytest.mark.parametrize(("name", "sign"), [("ď", "≤"), ("ě", "≥"), ("ă", "<"), ("˘", "±"), ("ˆ", "×"), ("“", "=")])
def test_signs_of_mathabx_are_known_by_their_font(name: str, sign: str) -> None:
    assert sign_in_print(name, True, Shape(0.6, 0.7, 0, "ABCDEF+TeX-matha10"), is_lettered=False) == sign


@pytest.mark.parametrize(
    "digit",
    [
        ("2", Shape(0.47, 0.66, 0, FONT)),
        ("3", Shape(0.43, 0.65, -0.21, FONT)),  # an old-style digit
        ("8", Shape(0.28, 0.4, 0.33, FONT)),  # a raised one of the font's own
        ("1", Shape(0.2, 0.43, 0, FONT)),
        ("0", Shape(0.45, 0.5, -0.01, FONT)),
        ("4", Shape(0, 0, 0, FONT)),  # of a font that tells no box
    ],
)
def test_a_digit_is_one(digit: tuple[str, Shape]) -> None:
    assert sign_in_print(digit[0], True, digit[1], is_lettered=False) is None


def test_a_wide_digit_of_a_font_with_letters_is_one() -> None:
    assert sign_in_print("6", True, Shape(0.65, 0.66, 0, FONT), is_lettered=True) is None


def test_an_accent_over_a_letter_is_no_minus_sign() -> None:
    assert sign_in_print("´", True, Shape(0.18, 0.18, 0.48, FONT), is_lettered=True) is None


@pytest.mark.parametrize(("name", "sign"), [("½", "["), ("ð", "("), ("Þ", ")")])
def test_a_bracket_that_is_named_as_another_sign_is_one(name: str, sign: str) -> None:
    assert sign_in_print(name, True, Shape(0.23, 1.0, -0.25, FONT), is_lettered=False) == sign


@pytest.mark.parametrize(("name", "sign"), [("o", "<"), ("4", ">"), ("p", "≤"), ("X", "≥"), ("m", "µ"), ("s", "s")])
def test_letters_of_a_font_of_entities_are_the_signs_that_it_prints(name: str, sign: str) -> None:
    assert sign_in_print(name, True, Shape(0.63, 0.6, -0.01, "AdvEls-ent4"), is_lettered=True) == sign


@pytest.mark.parametrize(
    ("name", "width", "sign"), [("6", 0.48, "×"), ("6", 0.59, "±"), ("#", 0.66, "≤"), ("$", 0.66, "≥")]
)
def test_wide_signs_of_a_font_of_symbols_are_those_in_print(name: str, width: float, sign: str) -> None:
    assert sign_in_print(name, True, Shape(width, min(width, 0.59), 0.02, FONT), is_lettered=False) == sign


@pytest.mark.parametrize(("sign", "printed"), [("<", "≤14 years"), (">", "≥14 years")])
def test_a_sign_with_a_line_of_its_own_below_it_is_that_with_equality(tmp_path: Path, sign: str, printed: str) -> None:
    aged = f"Aged #underline(offset: 1pt, stroke: 0.6pt)[{sign}]14 years were 88."
    assert numbers(read_document(pdf(tmp_path, aged))) == [printed, "88"]


def test_an_underlined_phrase_has_its_own_signs(tmp_path: Path) -> None:
    assert numbers(read_document(pdf(tmp_path, "Aged #underline[below < 14 years] were 88."))) == ["< 14 years", "88"]


def test_a_raised_percent_sign_is_the_mark_of_a_note(tmp_path: Path) -> None:
    found = read_document(pdf(tmp_path, "It was 1.92#super[%%] in 88 and 34% in 12."))
    assert numbers(found) == ["1.92", "88", "34%", "12"]
