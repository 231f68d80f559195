from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import vexas_evidence
from vexas_evidence.analysis.prints.fields import ReadNumber
from vexas_evidence.analysis.prints.read_number import read_number

PRINTS = Path(__file__).parent / "prints"
OPTIONS = ("of", "measure", "head", "decimal")


def rows_of(name: str) -> list[dict[str, Any]]:
    with (PRINTS / f"{name}.yml").open(encoding="utf-8") as file:
        return yaml.load(file, Loader=yaml.CSafeLoader)  # the safe loader in C, which takes a tenth of the time


LISTED = rows_of("listed")
OTHERS = {name: rows_of(name) for name in ("others", "more", "journals")}
"""Some 1,170 prints, which one test a file reads until one is wrong."""


def read(row: dict[str, Any]) -> ReadNumber:
    return read_number(row["text"], **{option: row[option] for option in OPTIONS if option in row})


def exit_of(found: ReadNumber) -> int:
    return 1 if found.contradicts_itself else 2 if found.unread else 0


def parts(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that hold something, with other numbers in one line each."""
    shown = {}
    for name, value in fields.items():
        if name in ("text", "derived", "unread") or value in (None, [], (), False):
            continue
        if name == "prints":
            value = [parts(each) for each in value]
        elif name == "other":
            value = [f"{each['text']} ({each['kind']})" for each in value]
        shown[name] = without_none(value)
    return shown


def without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_none(each) for key, each in value.items() if each is not None}
    return [without_none(each) for each in value] if isinstance(value, list | tuple) else value


@pytest.mark.parametrize(
    "row", LISTED, ids=lambda row: " ".join([row["text"], *(f"{k}={row[k]}" for k in OPTIONS if k in row)])
)
def test_a_print_is_read_into_its_parts_or_marked(row: dict[str, Any]) -> None:
    found = read(row)
    assert (exit_of(found), parts(found.as_json()), [each.text for each in found.unread]) == (
        row["exit"],
        row["parts"],
        row.get("unread", []),
    )


@pytest.mark.parametrize("rows", OTHERS, ids=OTHERS.keys())
def test_prints_of_other_articles_are_read_as_described(rows: str) -> None:
    wrong = ((row["id"], found) for row in OTHERS[rows] if (found := wrongly_read(row)))
    assert next(wrong, None) is None


def wrongly_read(row: dict[str, Any]) -> list[str]:
    found = read(row)
    exits = [] if exit_of(found) == row["exit"] else [f"exit {exit_of(found)}"]
    return exits + differences(row["expect"], found.as_json(), row["text"])


def differences(expected: Any, found: Any, where: str) -> list[str]:
    if expected in ("empty", "nonempty"):
        return [] if bool(found) == (expected == "nonempty") else [f"{where}: {found!r}"]
    if expected is None:
        return [] if found in (None, [], (), {}, False) else [f"{where}: {found!r}"]
    if isinstance(expected, dict):
        return [
            line
            for key, value in expected.items()
            for line in differences(value, (found or {}).get(key), f"{where}.{key}")
        ]
    if isinstance(expected, list):
        entries = list(found or [])
        if where.endswith(".derived"):
            return [f"{where}: {each}" for each in expected if all(differences(each, other, "") for other in entries)]
        if len(expected) != len(entries):
            return [f"{where}: {entries!r}"]
        pairs = enumerate(zip(expected, entries, strict=True))
        return [line for index, pair in pairs for line in differences(*pair, f"{where}[{index}]")]
    return [] if expected == found else [f"{where}: {found!r}"]


def derived(text: str, **options: Any) -> dict[str, tuple[str | None, str]]:
    return {each.what: (each.value, each.because) for each in read_number(text, **options).derived}


def test_a_denominator_is_inferred_and_what_would_fit_if_decimals_were_cut_is_said() -> None:
    reason = "the only denominator at which 50 rounds to 61%; 81 would fit if decimals were cut"
    assert derived("50 (61%)")["denominator"] == ("82", reason)


def test_an_inferred_denominator_is_no_printed_one() -> None:
    assert read_number("50 (61%)").denominator is None


def test_an_interval_follows_from_an_inferred_denominator() -> None:
    assert derived("50 (61%)")["interval"] == ("50.2 to 70.8", "Wilson 95% CI of 50 of 82")


def test_no_denominator_is_inferred_where_several_fit() -> None:
    assert derived("200 (61%)") == {
        "denominator": (None, "five denominators fit: 326 to 330, so none is inferred"),
        "interval": (None, "the count or the denominator is not known"),
    }


def test_a_count_is_inferred_from_a_percentage_of_a_given_denominator() -> None:
    assert derived("80%", of=88)["count"] == (
        "70",
        "the only count that rounds to 80% of 88; 71 would fit if decimals were cut",
    )


def test_a_percentage_follows_from_a_count_and_its_denominator() -> None:
    assert derived("4/22")["percent"] == ("18.2", "4 of 22")


def test_nothing_follows_from_a_percentage_alone() -> None:
    not_stated = (None, "the denominator is not stated")
    assert derived("41%") == {"count": not_stated, "interval": not_stated}


def test_no_interval_follows_where_the_numbers_contradict_each_other() -> None:
    assert derived("21 (77.8%)", of=36) == {"interval": (None, "the numbers contradict each other")}


def test_no_interval_is_derived_where_one_is_printed() -> None:
    assert "interval" not in derived("9/12 (75%; 95% CI 43–95)")


def test_no_interval_follows_from_a_denominator_of_0() -> None:
    assert derived("0/0") == {"interval": (None, "the count or the denominator is not known")}


@pytest.mark.parametrize("text", ["3.84 (1.89–7.81)", "39 (n = 12)", "7 events in 345 person-years", "n = 19"])
def test_nothing_follows_from_what_is_no_share_of_participants(text: str) -> None:
    assert derived(text) == {}


def test_only_an_interval_follows_from_a_count_its_denominator_and_percentage() -> None:
    assert derived("9/12 (75%)") == {"interval": ("46.8 to 91.1", "Wilson 95% CI of 9 of 12")}


def test_no_interval_follows_from_a_count_alone() -> None:
    assert derived("no cases") == {"interval": (None, "the denominator is not stated")}


def test_only_a_percentage_follows_beside_a_pair_that_is_not_named() -> None:
    assert derived("9/12 [43–95]") == {"percent": ("75.0", "9 of 12")}


def test_no_count_follows_where_none_fits_a_denominator_of_0() -> None:
    assert derived("54%", of=0) == {
        "count": (None, "no count of 0 fits 54%"),
        "interval": (None, "the count or the denominator is not known"),
    }


@pytest.mark.parametrize("measure", ["survival", "rate", "mean", "median", "hazard-ratio", "risk-difference"])
def test_what_is_no_crude_proportion_is_not_held_against_counts(measure: Any) -> None:
    found = read_number("45/88 (62%)", measure=measure)
    assert (found.contradictions, found.derived) == ((), ())


def test_a_whole_number_of_a_given_denominator_is_a_count() -> None:
    assert (read_number("12", of=36).count, read_number("12").count) == ("12", None)


@pytest.mark.parametrize("text", ["12.5", "39 mg/L"])
def test_what_is_no_whole_number_alone_is_no_count_of_a_given_denominator(text: str) -> None:
    assert read_number(text, of=36).count is None


def test_a_number_alone_has_no_others() -> None:
    assert read_number("41%").other == ()


def test_a_given_denominator_contradicts_another_printed_one() -> None:
    assert read_number("9/36", of=40).contradictions == ("36 is printed, not 40",)


@pytest.mark.parametrize(
    ("text", "options", "contradiction"),
    [
        ("13 of 12", {}, "a count of 13 is above its denominator of 12"),
        ("54%", {"of": 88}, "no count of 88 fits 54%; 48 would fit if decimals were cut"),
        ("113%", {"measure": "proportion"}, "113% is no percentage of a whole"),
        ("0.71 (95% CI 0.92–0.55)", {}, "the interval ends at 0.55, below its beginning of 0.92"),
        ("0.95 (95% CI 0.55–0.92)", {}, "0.95 lies above the interval, which ends at 0.92"),
        ("62 (range 65–71)", {}, "62 lies below the range, which begins at 65"),
        ("62 (IQR 65–71)", {"measure": "median"}, "62 lies below the IQR, which begins at 65"),
        ("p = 1.2", {}, "p = 1.2 is no probability"),
        ("-0.5%", {"measure": "proportion"}, "-0.5% is no percentage of a whole"),
        ("100.5%", {"measure": "proportion"}, "100.5% is no percentage of a whole"),
        ("0.93 (95% CI 0.550–0.924)", {}, "0.93 lies above the interval, which ends at 0.924"),
        ("5.81e-48 (95% CI 6.1e-48–7e-48)", {}, "5.81e-48 lies below the interval, which begins at 6.1e-48"),
        ("39, median (IQR 41–57)", {}, "39 lies below the IQR, which begins at 41"),
        ("Median 39 (IQR 41–57)", {}, "39 lies below the IQR, which begins at 41"),
        ("61% (95% CI 63–71)", {}, "61 lies below the interval, which begins at 63"),
    ],
)
def test_a_print_that_contradicts_itself_says_why(text: str, options: Any, contradiction: str) -> None:
    assert read_number(text, **options).contradictions == (contradiction,)


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("0.70 (95% CI 0.70–0.92)", {}),
        ("0.7 (95% CI 0.74–0.92)", {}),
        ("0.9 (95% CI 0.55–0.86)", {}),
        ("62 (IQR 65–71)", {}),
        ("62 (IQR 65–71)", {"measure": "mean"}),
        (">99% (95% CI 95–98)", {}),
        (">10% (95% CI 12–18)", {}),
        ("0.93 (95% CI 0.55–0.92)", {}),
        ("0.54 (95% CI 0.55–0.92)", {}),
        ("9/12 (95% CI 43–95)", {}),
        ("0%", {"measure": "proportion"}),
        ("100%", {"measure": "proportion"}),
        ("<10%", {"of": 88}),
        ("p = 0", {}),
        ("61% (95% CI 62–71)", {}),
        ("24.5 months (95% CI, 18.2–NR)", {}),
        ("0.5 (95% CI <1–2)", {}),
        ("54%", {"of": 88, "measure": "survival"}),
        ("p = 1", {}),
    ],
)
def test_a_print_that_may_be_right_is_not_called_false(text: str, options: Any) -> None:
    assert read_number(text, **options).contradictions == ()


def test_a_p_value_of_0_is_kept_and_flagged() -> None:
    flag = "p = 0.000 is printed, though no p-value is 0: it is below half of its last decimal"
    assert (read_number("p = 0.000").flags, read_number("p < 0.001").flags) == ((flag,), ())


@pytest.mark.parametrize("text", ["p > 0.000", "p ≥ 0"])
def test_a_p_value_above_0_is_not_flagged(text: str) -> None:
    assert read_number(text).flags == ()


def test_a_p_value_of_two_prints_stands_above_them() -> None:
    found = read_number("12% vs 20%, p = 0.03")
    assert found.p is not None
    assert (found.p.value, [each.p for each in found.prints]) == ("0.03", [None, None])


def test_a_text_without_a_number_is_not_read() -> None:
    place = read_number("patients").unread[0]
    assert (place.start, place.end, place.why) == (0, 8, "no number is read")


def test_a_place_that_is_not_named_says_what_would_decide_it() -> None:
    place = read_number("30 (34)").unread[0]
    assert (place.start, place.end, place.decides) == (4, 6, "a head such as --head 'n (%)', or a word that names it")


@pytest.mark.parametrize(
    "text",
    [
        "Kaplan–Meier 62% (45/88)",
        "KM 62% (45/88)",
        "Actuarial 62% (45/88)",
        "RFS 62% (45/88)",
        "standardized 62% (45/88)",
        "adjusted 62% (45/88)",
        "estimate 62% (45/88)",
        "3-year overall survival 78% (30/50)",
        "12-month PFS 62% (45/88)",
        "cumulative incidence 12% (5/60)",
        "weighted 34% (120/400)",
        "age-adjusted prevalence 34% (120/400)",
        "standardised rate 34% (120/400)",
        "imputed 34% (120/400)",
    ],
)
def test_a_percentage_that_its_words_call_no_crude_proportion_is_not_held_against_counts(text: str) -> None:
    assert read_number(text).contradictions == ()


def test_a_word_that_begins_as_survival_is_shortened_is_no_survival() -> None:
    assert read_number("osteonecrosis 62% (45/88)").contradictions != ()


@pytest.mark.parametrize(
    ("text", "prints"),
    [
        ("12% vs. 20%", ["12%", "20%"]),
        ("from 34 to 12", ["from 34", "12"]),
        ("(CR 9/36, 25%; PR 14/36, 38.9%)", ["(CR 9/36, 25%", "14/36, 38.9%)"]),
    ],
)
def test_the_word_before_a_print_is_no_part_of_the_one_before_it(text: str, prints: list[str]) -> None:
    assert [each.text for each in read_number(text).prints] == prints


def test_a_head_may_say_that_a_percentage_is_no_crude_proportion() -> None:
    assert read_number("120 (34.2)", of=400, head="n (weighted %)").contradictions == ()


def test_a_head_may_say_that_a_number_is_a_median() -> None:
    assert read_number("39 (41–57)", head="median (IQR)").contradictions == (
        "39 lies below the IQR, which begins at 41",
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"of": -1}, "of must be a whole number from 0 to 1000000000; got -1"),
        ({"of": 10**1000}, "of must be a whole number"),
        ({"of": 10.5}, "of must be a whole number from 0 to 1000000000; got 10.5"),
        ({"measure": "odds"}, "measure must be one of proportion, mean, median, rate"),
        ({"decimal": "dot"}, "decimal must be one of point, comma; got 'dot'"),
    ],
)
def test_an_option_that_is_none_is_refused(options: Any, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}"):
        read_number("41%", **options)


def test_a_denominator_of_0_and_of_a_billion_may_be_given() -> None:
    assert [read_number("0%", of=of).denominator for of in (0, 10**9)] == ["0", "1000000000"]


@pytest.mark.parametrize(
    "text", ["(" * 50 + "3" + ")" * 50, "9" * 100_000, "1 " * 5000, "p" * 10_000, "4" + " " * 500 + "/22"]
)
def test_a_text_of_any_length_is_read_or_marked(text: str) -> None:
    found = read_number(text)
    assert bool(found.unread) == ("/22" not in text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0·105", "0.105"),
        ("3·10^5", "3e5"),
        ("3·10", "3.10"),
        ("1.2 · 10⁶", "1.2e6"),
        ("5 × 10-48", "5e-48"),
        ("0·105e-2", "0.105e-2"),
    ],
)
def test_a_middle_dot_is_a_decimal_sign_but_before_a_raised_power_of_ten(text: str, value: str) -> None:
    assert read_number(text).estimate == value


def test_a_p_value_with_a_power_ends_with_its_sentence() -> None:
    p = read_number("p = 3e-5.").p
    assert p is not None
    assert p.value == "3e-5"


def test_person_time_is_no_denominator_of_a_percentage() -> None:
    assert [each.denominator for each in read_number("41% in 345 person-years").prints] == [None, None]


def test_the_library_offers_the_reading_of_a_number() -> None:
    assert vexas_evidence.read_number is read_number


def test_a_number_said_to_be_a_p_value_is_read_as_one() -> None:
    found = read_number("0.03", measure="p-value")
    assert found.p is not None
    assert (found.p.value, found.estimate, found.unread) == ("0.03", None, ())
