from __future__ import annotations

import pytest
import typst

from vexas_evidence.publish.coverage.seals import is_as_sealed, sealed_page, sealed_pdf

PAGE = b'<body><p>61%</p><script type="application/json" id="evidence">{"a": 1}</script></body>'


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return bytes(typst.compile(b"61%"))


def test_a_sealed_pdf_is_whole(pdf: bytes) -> None:
    assert is_as_sealed(sealed_pdf(pdf)) is True


def test_a_seal_changes_no_length(pdf: bytes) -> None:
    assert len(sealed_pdf(pdf)) == len(pdf)


def test_a_pdf_is_sealed_the_same_twice(pdf: bytes) -> None:
    assert sealed_pdf(sealed_pdf(pdf)) == sealed_pdf(pdf)


def test_a_pdf_as_typeset_is_not_whole(pdf: bytes) -> None:
    assert is_as_sealed(pdf) is False


def test_no_byte_of_a_sealed_pdf_changes_unseen(pdf: bytes) -> None:
    whole = sealed_pdf(pdf)
    changed = (whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(len(whole)))
    assert not any(map(is_as_sealed, changed))


def test_a_pdf_with_something_behind_it_is_not_whole(pdf: bytes) -> None:
    whole = sealed_pdf(pdf)
    assert is_as_sealed(whole + whole[whole.rindex(b"trailer") :]) is False


def test_a_pdf_without_identifiers_has_no_place_for_a_seal() -> None:
    with pytest.raises(ValueError, match="no place for a seal"):
        sealed_pdf(b"%PDF-1.7 trailer")


def test_a_sealed_page_is_whole() -> None:
    assert is_as_sealed(sealed_page(PAGE)) is True


@pytest.mark.parametrize(("old", "new"), [(b"61%", b"16%"), (b"<p>", b"<p hidden>"), (b"1}", b"2}"), (b"</body>", b"")])
def test_a_page_that_changed_is_not_whole(old: bytes, new: bytes) -> None:
    assert is_as_sealed(sealed_page(PAGE).replace(old, new)) is False


def test_a_page_that_carries_nothing_has_no_seal() -> None:
    assert is_as_sealed(sealed_page(b"<body></body>")) is None
