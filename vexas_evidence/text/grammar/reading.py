"""The reading of a text by the rules of the grammar, tried in order at each place."""

from __future__ import annotations

from vexas_evidence.text.folding import condense, fold
from vexas_evidence.text.grammar import aside_rules as aside
from vexas_evidence.text.grammar import clause_rules as clause
from vexas_evidence.text.grammar import number_rules, phrases
from vexas_evidence.text.grammar.digits import DecimalSign
from vexas_evidence.text.grammar.heads import Head
from vexas_evidence.text.grammar.parts import Prints, Unread
from vexas_evidence.text.grammar.reader import Reader, Rules
from vexas_evidence.text.grammar.scanner import Scanner

RULES: Rules = {
    "letter": (
        clause.person_time,
        aside.lookalike,
        aside.head,
        clause.p_value,
        clause.interval,
        clause.named_ends,
        clause.spread,
        aside.other,
        clause.size,
        clause.statistic,
        clause.none,
        clause.out_of,
        clause.change,
        aside.name,
        aside.effect,
        number_rules.pair,
        number_rules.number,
        clause.not_reached,
        aside.mark,
        aside.share,
        aside.word,
    ),
    "digit": (
        aside.lookalike,
        clause.p_value,
        clause.interval,
        clause.spread,
        aside.other,
        number_rules.pair,
        number_rules.number,
    ),
    "count": (clause.p_value, number_rules.number),
    "sign": (
        clause.person_time,
        aside.space,
        aside.head,
        clause.p_value,
        aside.other,
        clause.plus_minus,
        number_rules.pair,
        number_rules.number,
        number_rules.group,
        aside.mark,
    ),
}
"""The rules that are tried at a place, in order, by what stands there.

Each reads what stands at the place and returns True, or returns False and leaves the place as it is.
"""


LONGEST = 2_000
"""The characters of the longest text that is read, which is a long sentence."""


def read(
    text: str,
    *,
    decimal: DecimalSign = "point",
    head: Head | None = None,
    names_interval: bool = False,
    times_are_results: bool = False,
) -> Prints:
    """Read the prints of a text: of a cell of a table, a parenthesis, a clause.

    *names_interval* says whether the measure is one whose pair of numbers is an interval, *times_are_results* whether
    "at 6 months" is a print of its own, and not the time of another one. Places are those of ``Prints.text``, the text
    with single spaces and without characters that cannot be seen.

    Examples
    --------
    >>> [(part.kind, part.value) for part in read("4/22 (18.2%)").prints[0].parts]
    [('count', '4'), ('denominator', '22'), ('percent', '18.2')]
    """
    visible = condense(text)
    if len(visible) > LONGEST or phrases.TOO_MANY_DIGITS.search(visible) or phrases.TOO_DEEP.search(visible):
        unread = Unread(visible, 0, len(visible), "a text that is no print of a number", "a shorter text")
        return Prints(visible, unread=(unread,))
    if phrases.ABSENT.fullmatch(fold(visible)):
        return Prints(visible, absent=True)
    reader = Reader(Scanner(visible, decimal), RULES, head, names_interval, times_are_results)
    reader.run(0, len(visible))
    return reader.result()
