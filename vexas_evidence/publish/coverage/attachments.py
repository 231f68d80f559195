"""What a finished file carries, so that years later it can be verified with nothing else at hand.

A PDF carries them as attachments, a page as strings in a script that does nothing: the data as they were typed,
their ledger for other programs, the findings as CSV, what is expected of each of its numerals, and a verification with
the hashes of all these. None of them holds a hash of the file itself; the verification has a seal over its own words.
They are read back from a finished file, and compared with its verification.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from lxml import html

from vexas_evidence.analysis.fixed_texts import section
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.load.formats import format_1
from vexas_evidence.load.report_files import report_files
from vexas_evidence.present import records
from vexas_evidence.present.tables.table import Table
from vexas_evidence.publish.coverage import manifest
from vexas_evidence.publish.coverage.comparison import Mismatch
from vexas_evidence.publish.coverage.manifest import Manifest
from vexas_evidence.system.escaping import escape_json, sorted_json, typst_string
from vexas_evidence.system.hashes import seal
from vexas_evidence.system.problems import BadInput

T = TypeVar("T")
LEDGER, DATA, FINDINGS = "ledger.json", "data.json", "findings.csv"
MANIFEST, VERIFICATION = "manifest.json", "verification.json"
HASHES, SEAL, DATED = "attachments_sha256", "seal", "dated"
SCRIPT = "evidence"
"""The id of the script element in which a page carries what a PDF attaches."""
KINDS = {
    LEDGER: ("data", "application/json"),
    DATA: ("source", "application/json"),
    FINDINGS: ("data", "text/csv"),
    MANIFEST: ("supplement", "application/json"),
    VERIFICATION: ("supplement", "application/json"),
}
"""Each attachment: how it relates to the document, and its media type; the fixed texts say what it is."""
_SCRIPTED = re.compile(rf'<script type="application/json" id="{SCRIPT}"[^<]*</script>\n')


def of_study(numbers: Numbers, data: Path, findings: Table) -> dict[str, bytes]:
    """Return the attachments that are the same in every file, by name: the ledger, the data as typed, the findings."""
    files = report_files(data, numbers.evidence)
    return {LEDGER: ledger(numbers), DATA: typed(files), FINDINGS: as_csv(findings, numbers)}


def of_file(facts: Mapping[str, Any], shared: Mapping[str, bytes], expected: Manifest) -> dict[str, bytes]:
    """Return all attachments of one file by name.

    They are those *shared* by all files, what is *expected* of its numerals, and its verification with its *facts*.
    """
    files = {**shared, MANIFEST: manifest.to_json(expected).encode("utf-8")}
    return files | {VERIFICATION: sorted_json(sealed(facts, files)).encode("utf-8")}


def to_typst(shared: Mapping[str, bytes]) -> str:
    """Write attachments as a raw block of Typst, in which no text can end the string that holds it.

    Manifest and verification are empty until the PDF is finished, as they tell what stands in it.
    """
    calls = []
    for name, content in {**shared, MANIFEST: b"{}", VERIFICATION: b"{}"}.items():
        (relationship, kind), description = KINDS[name], section("attachments")[name.partition(".")[0]]
        text = typst_string(content.decode("utf-8"))
        about = f'relationship: "{relationship}", mime-type: "{kind}", description: "{description}"'
        calls.append(f'#pdf.attach("/{name}", bytes({text}), {about})')
    return "\n".join(["", "```{=typst}", *calls, "```", ""])


def into_page(page: str, files: Mapping[str, bytes]) -> str:
    """Return a finished page with what it carries, each file as it is, as a string in a script that does nothing."""
    text = ", ".join(f"{json.dumps(name)}: {_as_string(content)}" for name, content in files.items())
    before, end, after = _SCRIPTED.sub("", page).rpartition("</body>")
    script = f'<script type="application/json" id="{SCRIPT}">{{{text}}}</script>\n'
    return f"{before}{script}{end}{after}" if end else page


@lru_cache(maxsize=16)
def _deflated(content: bytes) -> bytes:
    return zlib.compress(content)


@lru_cache(maxsize=16)
def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@lru_cache(maxsize=16)
def _as_string(content: bytes) -> str:
    """A file as a string of JSON that no element ends in; most are the same in all pages."""
    return escape_json(json.dumps(content.decode("utf-8"), ensure_ascii=False))


def into_pdf(pdf: bytes, files: Mapping[str, bytes]) -> bytes:
    """Return a finished PDF with the content of those of its attachments that are given."""
    import pikepdf

    finished = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        # the Typst of Quarto names an attachment by its folder too
        attached = {name.rpartition("/")[2]: each.get_file().obj for name, each in document.attachments.items()}
        for name in attached.keys() & files.keys():
            attached[name].write(_deflated(files[name]), filter=pikepdf.Name.FlateDecode)
            attached[name]["/Params"]["/Size"] = len(files[name])
        document.save(finished, deterministic_id=True)
    return finished.getvalue()


def ledger(numbers: Numbers) -> bytes:
    """Return the numbers of the report for other programs: what each source prints and where, and what is derived."""
    estimates = [
        estimate.model_dump(mode="json", exclude_none=True)
        | {"shown": numbers.value(estimate).text, "kind": numbers.value(estimate).kind}
        | {"record": records.text_fields(numbers, estimate.id)}
        for estimate in numbers.study.estimates.values()
    ]
    derived = [
        {"id": value.id, "kind": value.kind, "standing": value.standing, "parts": dict(value.parts)}
        | {"record": records.text_fields(numbers, value.id)}
        for value in numbers.derived.values()
    ]
    tokens = {name: each.model_dump(mode="json") for name, each in sorted(numbers.evidence.ledgers.items())}
    about = {"evidence_version": numbers.evidence.version, "study": numbers.study.id}
    return sorted_json({**about, "estimates": estimates, "derived": derived, "sources": tokens}).encode("utf-8")


def typed(files: Mapping[str, bytes]) -> bytes:
    """Return the data files of a report with their texts, by which their hash is made."""
    texts = {name: content.decode("utf-8") for name, content in files.items()}
    return sorted_json({"files": texts}).encode("utf-8")


def as_csv(findings: Table, numbers: Numbers) -> bytes:
    """Return the table of the findings as CSV, with the version of the evidence."""
    return findings.as_csv(numbers.evidence.changes.newest.label).encode("utf-8")


def sealed(facts: Mapping[str, Any], files: Mapping[str, bytes]) -> dict[str, Any]:
    """Return facts with the hashes of what is attached beside them, the date of the file, and a seal over it all."""
    hashes = {name: _sha256(content) for name, content in sorted(files.items())}
    dated = os.environ.get("SOURCE_DATE_EPOCH", "")
    day = {DATED: f"{datetime.fromtimestamp(int(dated), UTC):%Y-%m-%dT%H:%M:%SZ}"} if dated.isdigit() else {}
    content = {**facts, HASHES: hashes, **day}
    return {**content, SEAL: seal(content, SEAL)}


def of_pdf(document: Any) -> dict[str, bytes]:
    """Return the attachments of a PDF by name."""
    attachments = map(document.get_attachment, range(document.count_attachments()))
    # the Typst of Quarto names an attachment by its folder too
    return by_name((str(each.get_name()).rpartition("/")[2], bytes(each.get_data())) for each in attachments)


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
    return by_name((name, content.encode("utf-8")) for name, content in pairs)


def by_name(pairs: Iterable[tuple[str, T]]) -> dict[str, T]:
    """Return what has a name by that; of two with one name, the second under a name of its own."""
    found: dict[str, T] = {}
    for name, content in pairs:
        found[f"{name} ({len(found)})" if name in found else name] = content
    return found


def verification_name(attached: Mapping[str, bytes]) -> str:
    """Return the name of the verification among what is attached, which was another one in format 1."""
    return format_1.VERIFICATION if format_1.VERIFICATION in attached else VERIFICATION


def verification_in(attached: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the verification among what is attached, empty where it cannot be read."""
    return facts_in(attached.get(verification_name(attached), b""))


def facts_in(content: bytes | str) -> dict[str, Any]:
    """Return the facts of a verification from its content, empty where that is none."""
    try:
        facts = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return facts if isinstance(facts, dict) else {}


def is_sealed(facts: Mapping[str, Any]) -> bool:
    """Say whether a verification says what it said when its seal was made."""
    return isinstance(facts.get(HASHES), dict) and facts.get(SEAL) == seal(facts, SEAL)


def name_in(attached: Mapping[str, bytes]) -> str:
    """Return which file of a report a file is by the manifest that it carries, nothing where that cannot be told."""
    try:
        [name] = manifest_in(attached).files
    except (BadInput, ValueError):
        return ""
    return name


def manifest_in(attached: Mapping[str, bytes]) -> Manifest:
    """Return the manifest among what is attached. Raises BadInput where none can be read."""
    return manifest.from_json(attached.get(MANIFEST, b"").decode("utf-8", "replace"), MANIFEST)


def wrong(attached: Mapping[str, bytes], name: str, known: Manifest) -> Iterator[Mismatch]:
    """Yield what of that which a file carries is not as its verification says, or not what is expected of the file.

    By a verification that is not as it was written nothing else is judged.
    """
    facts, verification = verification_in(attached), verification_name(attached)
    names = {*KINDS} - {VERIFICATION} | {verification}
    sealed = is_sealed(facts)
    if verification in attached and not sealed:
        yield Mismatch(place(verification), "it is not as it was written", "the facts over which its seal was made")
    hashes = facts[HASHES] if sealed else {}
    for each in sorted(names - set(attached)):
        yield Mismatch(place(each), "it is missing", "the attachment that was rendered")
    for each, content in attached.items():
        if each not in names:
            yield Mismatch(place(each), "an attachment that nobody made", "the attachments of the report alone")
        elif sealed and each != verification and _sha256(content) != hashes.get(each):
            yield Mismatch(place(each), "it is not as it was written", f"the hash in {verification}")
    try:
        own = manifest_in(attached)
    except BadInput:
        yield Mismatch(place(MANIFEST), "it cannot be read", "the manifest of this file")
        return
    if name not in known.files or own != manifest.of_one(known, name):
        yield Mismatch(place(MANIFEST), "it tells of another file, or of other words", "what was rendered in this file")


def place(name: str) -> str:
    """Return the place of an attachment in a message."""
    return f"attachment {name}"
