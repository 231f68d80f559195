"""Superscripts and citation marks of a marked-up text, each number of them after "^"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

_ORDER = re.compile(r"\s*(?:st|nd|rd|th)\s*", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\^\d])(?=\d)")
_SEVERAL = re.compile(r"\d+(?:\s*[,;]\s*\d+)+")


def raised(words: str) -> str:
    """Return a superscript after "^", as the grammar of tokens reads it; "st" of "1st" and signs stay as they are."""
    clean = words.strip()
    if _SEVERAL.fullmatch(clean):
        return as_marks(clean)
    return words if _ORDER.fullmatch(words) or not any(map(str.isalnum, clean)) else f"^{clean}"


def as_marks(words: str) -> str:
    """Return the text of a citation's link with each of its numbers after "^", so that none of them is a result.

    Examples
    --------
    >>> as_marks("[3–5]")
    '[^3–^5]'
    >>> as_marks("Nobody 2012")
    'Nobody ^2012'
    """
    return _NUMBER.sub("^", words)


def append_mark(words: list[str], mark: str) -> None:
    """Add a mark to the words read so far, after a space where it would else be the power of a number or a unit."""
    before = next((each for each in reversed(words) if each), "")
    gap = " " if mark.startswith("^") and before and (before[-1].isalnum()) else ""
    words.append(gap + mark)


def space_subscripts(root: etree._Element) -> None:
    """Part each subscript from a digit before and behind it, with which it would else be one number: log₁₀ 3.5.

    A dash at its beginning is a minus sign, as of the lower error of a number.
    Behind a superscript and a slash it is the lower part of a fraction, which stands on the line then: 1 1/2.
    A sign that is raised alone goes to the superscript behind it.
    """
    for each in root.iter("{*}sup"):
        sign, power = (each.text or "").strip(), each.getnext()
        if (
            sign in ("-", "−", "–", "+")
            and power is not None
            and power.tag == each.tag
            and not (each.tail or "").strip()
        ):
            each.text, power.text = "", f"{sign}{power.text or ''}"
    for each in list(root.iter("{*}sub")):
        above, left = each.getparent(), each.getprevious()
        words = "".join(map(str, each.itertext()))
        if left is not None and _is_numerator(left) and words.strip().isdecimal():
            further = left.getprevious()
            whole = (further.tail if further is not None else above.text if above is not None else "") or ""
            left.text = f"{' ' * whole[-1:].isdigit()}{left.text or ''}"
            left.tag = each.tag = "span"
            continue
        beside = "" if left is None else left.tail or "".join(map(str, left.itertext()))
        before = beside if left is not None else (above.text if above is not None else "") or ""
        if before[-1:].isdigit() and re.match(r"[-−–+]?\d", words):
            each.text = f" {(each.text or '').replace('–', '−').replace('-', '−')}"
        if words[-1:].isdigit() and (each.tail or "")[:1].isdigit():
            each.tail = f" {each.tail}"


def _is_numerator(element: etree._Element) -> bool:
    is_raised = (
        str(element.tag).rpartition("}")[2] == "sup" and "".join(map(str, element.itertext())).strip().isdecimal()
    )
    return is_raised and (element.tail or "").strip() in ("/", "⁄", "∕")
