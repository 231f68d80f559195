"""Characters that the report's font cannot print: one would stop the PDF without saying where."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from vexas_evidence.load.printable import is_unusual
from vexas_evidence.load.record_texts import all_texts
from vexas_evidence.model import Evidence
from vexas_evidence.system.problems import Problem

FONT = "Source Sans Pro"


def unprintable(evidence: Evidence) -> Iterator[Problem]:
    """Yield a problem for each text that reaches paper and holds a character without a glyph."""
    shared = (evidence.vocabulary, evidence.glossary, *evidence.versions.values(), *evidence.sources.values())
    asked = (*evidence.questions.values(), *(study.vocabulary for study in evidence.studies.values()))
    studies = (record for study in evidence.studies.values() for record in study.records)
    for record in (*shared, *asked, *studies, *evidence.judgements, *evidence.signoffs):
        for owner, key, text in all_texts(record):
            for character in () if text.isascii() else dict.fromkeys(filter(is_unusual, text)):
                if ord(character) not in glyphs():
                    name = unicodedata.name(character, "a character without a name").lower()
                    where = key.partition(".")[0]
                    wrong = f"the character {character!r} (U+{ord(character):04X}, {name}) in {where}"
                    expected, remedy = f"characters of {FONT}, the font of the report", "write it in words"
                    yield Problem(owner.at(key), wrong, expected, remedy)


@cache
def glyphs() -> frozenset[int]:
    """The code points of the regular face; matplotlib is slow to load, and loaded only where they are needed."""
    import font_source_sans_pro
    from matplotlib.ft2font import FT2Font

    path = Path(font_source_sans_pro.font_directory) / "SourceSansPro-Regular.ttf"
    return frozenset(FT2Font(str(path)).get_charmap())
