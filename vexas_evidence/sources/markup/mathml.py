"""A formula of MathML on one line, as JATS and pages hold it: powers after "^", fractions with a slash."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from vexas_evidence.sources.markup.table_rows import local_name

SECOND_FORMS = ("annotation", "annotation-xml")
"""What a formula holds in another form of itself, which no reader sees."""
_SCRIPTS = {"msup": 2, "msub": 2, "msubsup": 3}
_SIDE_BY_SIDE = {"mover", "munder", "munderover", "mroot", "mtable"}
_SPACED = {"=", "+", "<", ">", "±", "×", "≤", "≥"}


def formula_line(element: etree._Element, sign_of: Callable[[etree._Entity], str]) -> str:
    """Return a formula on one line; *sign_of* reads a named entity in it."""
    name = local_name(element)
    if isinstance(element, etree._Entity):
        return sign_of(element)
    if not name or name in SECOND_FORMS:
        return ""
    parts = [formula_line(child, sign_of) for child in element]
    if name in _SCRIPTS and len(parts) == _SCRIPTS[name]:
        lowered = " " if name != "msup" and parts[0][-1:].isdigit() else ""
        base = parts[0] if name == "msup" else f"{parts[0]}{lowered}{parts[1]}"
        return base if name == "msub" else f"{base}^{parts[-1]}"
    if name == "mfrac" and len(parts) == 2:
        before = element.getprevious()
        is_mixed = before is not None and "".join(map(str, before.itertext())).strip()[-1:].isdigit()
        return f"{' ' * is_mixed}{parts[0]}/{parts[1]}"
    if name == "mfenced":
        inner = (element.get("separators", ",").strip() or " ").join(parts)
        return f"{element.get('open', '(')}{inner}{element.get('close', ')')}"
    if name in _SIDE_BY_SIDE:
        return " ".join(parts)
    if name in ("mtr", "mtd", "mspace"):
        return f" {''.join(parts)} "
    tails = ["" if name.startswith("m") and name != "mtext" else child.tail or "" for child in element]
    own = element.text or ""
    joined = (own if name == "mtext" else own.strip()) + "".join(map("".join, zip(parts, tails, strict=True)))
    return f" {joined} " if name == "mo" and joined in _SPACED else joined
