"""The attachments of a finished file: read back from it, and compared with the verification among them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lxml import html

from vexas_evidence.load.formats import format_1
from vexas_evidence.publish.coverage import manifest
from vexas_evidence.publish.coverage.attachments import HASHES, KINDS, MANIFEST, SCRIPT, SEAL, VERIFICATION
from vexas_evidence.publish.coverage.manifest import Manifest
from vexas_evidence.system.hashes import seal
from vexas_evidence.system.problems import BadInput

Wrong = Iterator[tuple[str, str, str]]


def of_pdf(document: Any) -> dict[str, bytes]:
    """Return the attachments of a PDF by name."""
    attachments = map(document.get_attachment, range(document.count_attachments()))
    # the Typst of Quarto names an attachment by its folder too
    return _by_name((str(each.get_name()).rpartition("/")[2], bytes(each.get_data())) for each in attachments)


def of_page(root: html.HtmlElement) -> dict[str, bytes]:
    """Return what a page carries by name; raises ValueError for a script that cannot be read."""
    pairs: list[Any] = []
    for script in root.iterfind(f".//script[@id='{SCRIPT}']"):
        try:
            pairs += json.loads(script.text or "", object_pairs_hook=list)  # of two with one name none is lost
        except (TypeError, RecursionError):
            raise ValueError("a script that holds no files") from None
    if any([*map(type, each)] != [str, str] for each in pairs):
        raise ValueError("a file that is no text")
    return _by_name((name, content.encode("utf-8")) for name, content in pairs)


def _by_name(files: Iterable[tuple[str, bytes]]) -> dict[str, bytes]:
    """Return files by name; of two with one name, the second under a name of its own."""
    attached: dict[str, bytes] = {}
    for index, (name, content) in enumerate(files):
        attached[f"{name} ({index})" if name in attached else name] = content
    return attached


def verification_name(attached: Mapping[str, bytes]) -> str:
    """Return the name of the verification among what is attached, which was another one in format 1."""
    return format_1.VERIFICATION if format_1.VERIFICATION in attached else VERIFICATION


def verification_in(attached: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the verification among what is attached, empty where it cannot be read."""
    try:
        facts = json.loads(attached.get(verification_name(attached), b"{}"))
    except (ValueError, RecursionError):
        return {}
    return facts if isinstance(facts, dict) else {}


def is_sealed(facts: Mapping[str, Any]) -> bool:
    """Say whether a verification says what it said when its seal was made."""
    return isinstance(facts.get(HASHES), dict) and facts.get(SEAL) == seal(facts, SEAL)


def name_in(attached: Mapping[str, bytes]) -> str:
    """Return which file of a report a file is by the manifest that it carries, nothing where that cannot be told."""
    try:
        [name] = manifest.from_json(attached.get(MANIFEST, b"").decode("utf-8"), MANIFEST).files
    except (BadInput, ValueError):
        return ""
    return name


def wrong(attached: Mapping[str, bytes], name: str, known: Manifest) -> Wrong:
    """Yield what of that which a file carries is not as its verification says, or not what is expected of the file.

    By a verification that is not as it was written nothing else is judged.
    """
    facts, verification = verification_in(attached), verification_name(attached)
    names = {*KINDS} - {VERIFICATION} | {verification}
    sealed = is_sealed(facts)
    if verification in attached and not sealed:
        yield place(verification), "it is not as it was written", "the facts over which its seal was made"
    hashes = facts[HASHES] if sealed else {}
    for each in sorted(names - set(attached)):
        yield place(each), "it is missing", "the attachment that was rendered"
    for each, content in attached.items():
        if each not in names:
            yield place(each), "an attachment that nobody made", "the attachments of the report alone"
        elif sealed and each != verification and hashlib.sha256(content).hexdigest() != hashes.get(each):
            yield place(each), "it is not as it was written", f"the hash in {verification}"
    try:
        own = manifest.from_json(attached.get(MANIFEST, b"").decode("utf-8"), name)
    except (BadInput, ValueError):
        yield place(MANIFEST), "it cannot be read", "the manifest of this file"
        return
    expected = {name: known.files[name]} if name in known.files else {}
    lines = (own.rendered.get(name), known.rendered.get(name))
    if (own.files, own.version, own.names, lines[0]) != (expected, known.version, known.names, lines[1]):
        yield place(MANIFEST), "it tells of another file, or of other words", "what was rendered in this file"


def place(name: str) -> str:
    """Return the place of an attachment in a message."""
    return f"attachment {name}"
