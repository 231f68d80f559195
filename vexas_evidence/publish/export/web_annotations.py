"""Readings as W3C web annotations: each links an estimate to a number token of a source, without the source's words.

The selector names a sentence by its fingerprint, and the token within it. Whoever holds the source finds the place
as ``docs/fingerprints.md`` describes; others learn no word of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.model import Evidence, Ledger, Reading
from vexas_evidence.publish.export.encode import OWN, Json, stated, to_json_list, urn_of
from vexas_evidence.publish.export.fhir.statistics import name_of

NAME = "annotations.jsonld"
_TERMS = f"{OWN}annotation:"
CONTEXT: list[Json] = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        "version": "https://schema.org/version",
        **{
            name: f"{_TERMS}{name}"
            for name in ("FingerprintSelector", "TokenSelector", "fingerprint", "occurrence", "token", "to", "part")
        },
    },
]
Sentences = dict[tuple[str, str, int], tuple[str, int]]
"""Fingerprint of each sentence by its place, and which of those with it this is; 0 where it is the only one."""


def page(evidence: Evidence, studies: Iterable[Numbers]) -> str:
    """Write an annotation page, one annotation a reading."""
    now = evidence.changes.newest
    head: dict[str, Json] = {
        "@context": CONTEXT,
        "id": urn_of("annotations", now.version),
        "type": "AnnotationPage",
        "version": now.label,
        "startIndex": 0,
    }
    return to_json_list(head, "items", _annotations(evidence, studies))


def _annotations(evidence: Evidence, studies: Iterable[Numbers]) -> Iterator[Json]:
    sentences = {name: _sentences(ledger) for name, ledger in evidence.ledgers.items()}
    for numbers in studies:
        for estimate in numbers.study.results.estimates:
            what = f"{numbers.label(estimate)}, {numbers.when(estimate).text}"
            for number, reading in enumerate(estimate.readings, start=1):
                place = (reading.section, reading.paragraph, reading.sentence)
                if found := sentences.get(reading.source, {}).get(place):
                    yield _annotation(evidence, (name_of(numbers.study.id, estimate), what), number, reading, found)


def _annotation(
    evidence: Evidence, of: tuple[str, str], number: int, reading: Reading, sentence: tuple[str, int]
) -> dict[str, Json]:
    source, (name, what) = evidence.sources[reading.source], of
    fingerprint, occurrence = sentence
    token = stated(type="TokenSelector", token=reading.token, to=reading.to, part=reading.part)
    return {
        "id": urn_of("annotation", f"{name}/{number}"),
        "type": "Annotation",
        "motivation": "identifying",
        "created": f"{evidence.changes.versions[-1].date.isoformat()}T00:00:00Z",
        "body": {"id": urn_of("evidence", name), "type": "Dataset", "format": "application/fhir+json", "label": what},
        "target": {
            "type": "SpecificResource",
            "source": source.address or urn_of("source", source.id),
            "selector": {
                "type": "FingerprintSelector",
                "fingerprint": f"sha256:{fingerprint}",
                **stated(occurrence=occurrence or None, refinedBy=token if reading.token else None),
            },
        },
    }


def _sentences(ledger: Ledger) -> Sentences:
    often = Counter(each.fingerprint for each in ledger.statements)
    seen: Counter[str] = Counter()
    places: Sentences = {}
    for each in ledger.statements:
        seen[each.fingerprint] += 1
        place = (each.section, each.paragraph, each.sentence)
        places[place] = (each.fingerprint, seen[each.fingerprint] if often[each.fingerprint] > 1 else 0)
    return places
