"""What the properties of the ledger mean, written into its JSON Schema.

The docstring of a record that names a property between double backquotes tells its meaning; where none
does, it is the meaning that the word has in every record, or what the type of the property says of itself.
"""

from __future__ import annotations

import re
from typing import Any

from vexas_evidence.system.problems import BadInput, Place, one

WORDS = {
    "above": "The percentage that the word means to exceed.",
    "address": "Where it stands on the web.",
    "adjudicated": "Differences that were resolved by looking at the source.",
    "answer": "What is said to it, and where that is read.",
    "because": "Why the version is not current, in the project's own words.",
    "changes": "What changed in the version.",
    "claim": "The id of the claim that the row is about.",
    "conflicts_of_interest": "What those who extracted declare.",
    "contact": "Whom to write to.",
    "critical_not_stated": "Whether the row lists the critical outcomes that no source read states.",
    "date": "The day.",
    "digest": "The SHA-256 of the statements, by which a ledger that was edited is known.",
    "ever": "Whether it means at any time during follow-up.",
    "expected": "What was expected in its place.",
    "extracted_by": "Who extracted the data.",
    "extracted_on": "The day of the extraction.",
    "extractor": "Who made the second extraction.",
    "figure": "The figure that is shown.",
    "fingerprint": "The SHA-256 of the sentence without its layout, made as docs/fingerprints.md of the project tells.",
    "formula": "How the value was computed, in words.",
    "found": "What was found.",
    "group": "The heading under which the outcome is shown.",
    "holder": "Whose view it is.",
    "id": "What other records refer to it by.",
    "kind": "Reported, derived, inferred or judged.",
    "label": "What readers are shown as its name.",
    "license": "The license of the report, as an SPDX identifier.",
    "meaning": "What the word means in this report.",
    "measure": "What kind of number it is.",
    "never_rises": "Whether the number can only fall with time.",
    "next_review": "The day on which the data are due again.",
    "note": "What a reader has to keep in mind with it, in the project's own words.",
    "outcome": "The id of the outcome.",
    "paragraph": "The paragraph of the section: its heading or number.",
    "parts": "The parts of the value, as a reader meets them.",
    "population": "The id of the population.",
    "printed": "The text exactly as the source prints it.",
    "published": "Where the site is published.",
    "question": "The question that the study is asked.",
    "rater": "Who judged.",
    "rating": "The judgement.",
    "read_on": "The day on which the source was read.",
    "readings": "What each source prints for it, and where.",
    "reason": "Why, in the project's own words.",
    "rests_on": "The ids of the estimates that it rests on.",
    "role": "What the outcome, the source or the person is to the evidence.",
    "row": "The name of the row in the second extraction.",
    "rule": "How the value is computed.",
    "section": "The section of the source.",
    "seen": "How much of the source was read: the whole, or a part.",
    "sentence": "The sentence of the paragraph, counted from 1.",
    "short": "What the source is called in tables.",
    "since": "Since when the version is not current.",
    "source": "The id of the source.",
    "sources_as_of": "The day on which the sources were last looked at.",
    "standing": "Where a number may be shown: plain, or only in a passage marked ruled-out or sensitivity.",
    "surrogate": "Whether the outcome stands in for another.",
    "table": "The table that shows it.",
    "term": "The word or abbreviation.",
    "text": "In the project's own words; {id} stands for a number, and the study's texts hold it as read.",
    "tier": "Primary full text, primary abstract, or secondary.",
    "timepoint": "The id of the timepoint.",
    "title": "The title.",
    "token": "Which number token of the sentence, counted from 1.",
    "tokens": "The number tokens of the sentence in order.",
    "unit": "The unit of the number, where one is given.",
    "values": "The records that changed in the version, each with its reason.",
    "version": "The version of the evidence.",
    "word": "The word of the source.",
}
"""Meanings that hold in every record which has a property of that name."""
_SENTENCE = re.compile(r"(?<=[.;])\s+")


def write_meanings(schema: dict[str, Any]) -> None:
    """Write the meaning of each property of a schema into its description, before what that says of its form."""
    definitions = schema["$defs"]
    for record in (schema, *definitions.values()):
        for name, told in record.get("properties", {}).items():
            if meaning := _meaning(name, told, record, definitions):
                form = told.get("description")
                told["description"] = f"{meaning} ({form})" if form else meaning


def without_docstrings() -> BadInput:
    """Return the refusal of a Python that strips docstrings (``-OO``): schemas would lose what they say."""
    wrong, remedy = "docstrings are stripped, and schemas are described by them", "unset it, or leave -OO out"
    return one(Place("PYTHONOPTIMIZE"), wrong, "0 or 1", remedy)


def _meaning(name: str, told: dict[str, Any], record: dict[str, Any], definitions: dict[str, Any]) -> str:
    for sentence in _SENTENCE.split(" ".join(record.get("description", "").split())):
        if f"``{name}``" in sentence:
            return sentence.replace("``", "`")
    return _of_type(told, definitions) or WORDS.get(name) or _of_any_type(told, definitions)


def _of_type(told: dict[str, Any], definitions: dict[str, Any]) -> str:
    """The first line of what a record says of itself; "" for what is no record."""
    record = definitions[told["$ref"].rpartition("/")[2]] if "$ref" in told else {}
    return str(record.get("description", "")).partition("\n")[0]


def _of_any_type(told: dict[str, Any], definitions: dict[str, Any]) -> str:
    """What the first record among the types of a list or of an optional property says of itself."""
    types = (told.get("items", {}), *told.get("anyOf", ()))
    return next(filter(None, (_of_type(each, definitions) for each in types)), "")
