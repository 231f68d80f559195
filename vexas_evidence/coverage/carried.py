"""What a finished file carries: read back from it, and held against the receipt that is carried with it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import html

from vexas_evidence.attached import DATA, HASHES, KINDS, MANIFEST, RECEIPT, SCRIPT, SEAL
from vexas_evidence.coverage import manifest
from vexas_evidence.coverage.manifest import Manifest
from vexas_evidence.hashes import seal
from vexas_evidence.problems import BadInput

Wrong = Iterator[tuple[str, str, str]]


def of_pdf(document: Any) -> dict[str, bytes]:
    """Return the attachments of a PDF by name; of two with one name, the second under a name of its own."""
    carried: dict[str, bytes] = {}
    for index in range(document.count_attachments()):
        attachment = document.get_attachment(index)
        name = str(attachment.get_name()).rpartition("/")[2]  # the Typst of Quarto names it by its folder too
        carried[f"{name} ({index})" if name in carried else name] = bytes(attachment.get_data())
    return carried


def of_page(root: html.HtmlElement) -> dict[str, bytes]:
    """Return the manifest and the receipt that a page carries; raises ValueError for a script that holds none."""
    carried: dict[str, bytes] = {}
    for script in root.iterfind(f".//script[@id='{SCRIPT}']"):
        try:
            told = json.loads(script.text or "")
            text = json.dumps(told["manifest"], ensure_ascii=False, separators=(",", ":")) + "\n"
            carried = {MANIFEST: text.encode("utf-8"), RECEIPT: json.dumps(told["receipt"]).encode("utf-8")}
        except (KeyError, TypeError, RecursionError):
            raise ValueError("a script without manifest or receipt") from None
    return carried


def receipt_in(carried: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the receipt among what is carried, empty where it cannot be read."""
    try:
        told = json.loads(carried.get(RECEIPT, b"{}"))
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def wrong(carried: Mapping[str, bytes], name: str, known: Manifest) -> Wrong:
    """Yield what of that which a file carries is not as its receipt says, or not what is expected of the file."""
    told = receipt_in(carried)
    hashes = told.get(HASHES)
    if not isinstance(hashes, dict) or told.get(SEAL) != seal(told, SEAL):
        yield place(RECEIPT), "it is not as it was written", "the facts over which its seal was made"
        hashes = {}
    wanted = set(KINDS) if DATA in hashes else {MANIFEST, RECEIPT}
    for each in sorted(wanted - set(carried)):
        yield place(each), "it is missing", "the attachment that was rendered"
    for each, content in carried.items():
        if each not in wanted:
            yield place(each), "an attachment that nobody made", "the attachments of the report alone"
        elif each != RECEIPT and hashes and hashlib.sha256(content).hexdigest() != hashes.get(each):
            yield place(each), "it is not as it was written", f"the hash in {RECEIPT}"
    try:
        own = manifest.from_json(carried.get(MANIFEST, b"").decode("utf-8"), name)
    except (BadInput, ValueError):
        yield place(MANIFEST), "it cannot be read", "the manifest of this file"
        return
    expected = {name: known.files[name]} if name in known.files else {}
    if (own.files, own.version, own.names) != (expected, known.version, known.names):
        yield place(MANIFEST), "it tells of another file, or of other numerals", "what the calls of this file emitted"


def place(name: str) -> str:
    """Say where something that is carried stands."""
    return f"attachment {name}"
