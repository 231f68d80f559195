from __future__ import annotations

import re

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.wording.statement_text import text_of
from vexas_evidence.present.spans import to_line

GRADE = 8.0  # school years, as patient leaflets aim at


def texts(numbers: Numbers) -> list[str]:
    return [to_line(numbers.spans(text_of(numbers, passage, "plain"))) for passage in numbers.study.narrative.plain]


def grade(text: str) -> float:
    """The Flesch-Kincaid grade (Kincaid 1975), a syllable counted for each group of vowels that is heard."""
    sentences = [part for part in re.split(r"[.!?:;]+(?:\s|$)", text) if part.strip()]
    words = re.findall(r"[A-Za-z]+", text)
    heard = [max(1, len(re.findall(r"[aeiouy]+", re.sub(r"(?<=[^l])e(?:s|d)?$", "", word.lower())))) for word in words]
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(heard) / len(words) - 15.59


def test_a_patient_can_read_the_plain_texts(numbers: Numbers) -> None:
    assert grade(" ".join(texts(numbers))) <= GRADE


def test_the_measure_tells_a_hard_text_from_an_easy_one() -> None:
    assert grade("Retrospective multicentre investigation of haematological responsiveness and durability.") > 15


def test_each_plain_percentage_says_of_whom(numbers: Numbers) -> None:
    told = [each for text in texts(numbers) for each in re.split(r"(?<=[.;])\s", text) if "%" in each]
    assert [each for each in told if not re.search(r"of how many|of patients|Among", each)] == []


def test_no_plain_sentence_begins_with_a_number(numbers: Numbers) -> None:
    texts = [text_of(numbers, passage, "plain") for passage in numbers.study.narrative.plain]
    assert [text for text in texts if re.search(r"(?:^|[.?!] )\{", text)] == []
