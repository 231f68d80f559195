"""The figures that a study names in its data: what is drawn, and what is refused because no record bears it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.drawn_texts import texts_of
from tests.study_with_figures import STUDY, SUBSETS, figured
from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.analysis.verification import verify_evidence
from vexas_evidence.load.folder import load
from vexas_evidence.present import figures
from vexas_evidence.present.figures import canvas, dots
from vexas_evidence.present.figures.chart import COLUMN, Chart
from vexas_evidence.present.figures.dots import UNMENTIONED
from vexas_evidence.present.figures.marks_drawn import LINK
from vexas_evidence.present.figures.picture import FILL, PAPER, Shape
from vexas_evidence.present.spans import to_line
from vexas_evidence.system.problems import BadInput

NARRATIVE, ESTIMATES = f"{STUDY}/narrative.yml", f"{STUDY}/estimates.yml"
GAP = "gap: which of them is not stated"
OTHERS = "      others: still feverish, deaths not stated\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return figured(tmp_path / "example")


def put(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def charts(folder: Path) -> dict[str, Chart]:
    evidence = load(folder)
    return figures.charts(Numbers(evidence, evidence.study))


def placed(folder: Path, told: str) -> str:
    """A message with the text of its line in the place of the line's number."""
    lines = (folder / NARRATIVE).read_text(encoding="utf-8").splitlines()
    return re.sub(rf"example/{NARRATIVE}:([0-9]+)", lambda place: f"[{lines[int(place[1]) - 1].strip(' -')}]", told)


def found(folder: Path) -> list[str]:
    return [placed(folder, str(each)) for each in verify_evidence(load(folder)).discrepancies]


def problem(folder: Path) -> str:
    with pytest.raises(BadInput) as caught:
        load(folder)
    [told] = caught.value.problems
    return placed(folder, str(told))


def words(chart: Chart) -> str:
    return " ".join(texts_of(canvas.to_svg(chart.picture, "")))


def without_subset(folder: Path) -> None:
    """Let no record say that those free of fever are among those included."""
    put(folder, ESTIMATES, SUBSETS, "")
    put(folder, NARRATIVE, OTHERS, "")
    put(folder, NARRATIVE, "      not_stated: deaths\n", "")


def test_an_invented_study_draws_its_own_figures(folder: Path) -> None:
    made = charts(folder)
    assert tuple(made) == ("proportions", "flow")
    assert verify_evidence(load(folder)).discrepancies == ()
    assert to_line(made["flow"].finding) == "Freedom from fever at 4 weeks in 30 of 40 patients included"
    assert words(made["flow"]) == (
        "From willow bark to no fever 40 took bark 10: still feverish, deaths not stated 30 of 40: no fever "
        "75% (95% CI 60–86%) 0% 50% 100% at 4 weeks"
    )


def test_a_study_that_names_no_figures_has_those_of_every_study(example: Numbers) -> None:
    assert tuple(figures.charts(example)) == ("proportions",)


def test_a_step_that_a_subset_states_has_no_arrow(folder: Path) -> None:
    assert "dotted" not in charts(folder)["flow"].alt


def test_a_step_that_no_subset_states_is_dotted_and_says_so(folder: Path) -> None:
    without_subset(folder)
    put(folder, NARRATIVE, "    - estimate: fever-free-week-4\n", f"    - estimate: fever-free-week-4\n      {GAP}\n")
    assert found(folder) == []
    made = charts(folder)["flow"]
    assert made.caption == "Willow bark and fever; which of them is not stated"
    assert made.alt.endswith(
        " The step from patients included to freedom from fever is dotted: which patients these are is not stated."
    )
    assert LINK in words(made)
    assert "stroke-dasharray" in canvas.to_svg(made.picture, "")


def test_an_abbreviation_keeps_its_capitals_where_a_step_is_dotted(folder: Path) -> None:
    without_subset(folder)
    put(folder, NARRATIVE, "    - estimate: fever-free-week-4\n", f"    - estimate: fever-free-week-4\n      {GAP}\n")
    put(folder, "vocabulary.yml", "label: Freedom from fever", "label: CRP below the limit")
    assert " to CRP below the limit is dotted" in charts(folder)["flow"].alt


def shapes(folder: Path) -> list[Shape]:
    """The shapes of participants: those that are no mark of an axis, and no sample of the legend."""
    found = [item for item in charts(folder)["flow"].picture.items if isinstance(item, Shape)]
    largest = max(shape.radius for shape in found)
    return [shape for shape in found if shape.radius == largest]


def test_each_participant_is_one_shape_filled_where_the_outcome_is_stated(folder: Path) -> None:
    faces = [shape.face for shape in shapes(folder)]
    assert (len(faces), faces.count(FILL)) == (40, 10)


def test_a_shape_without_mention_of_the_outcome_is_gray_and_never_hollow(folder: Path) -> None:
    assert PAPER not in {shape.face for shape in shapes(folder)}


def test_more_participants_than_shapes_are_one_bar(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dots, "MOST_SHAPES", 39)
    bars = [item for item in charts(folder)["flow"].picture.items if isinstance(item, Shape) and len(item.corners) == 4]
    assert [shape.corners[1][0] / COLUMN.width for shape in bars] == [0.75, 1.0]


def test_those_of_whom_nothing_more_is_stated_are_without_mention(folder: Path) -> None:
    put(folder, NARRATIVE, OTHERS, "")
    put(folder, NARRATIVE, "      not_stated: deaths\n", "")
    assert UNMENTIONED in words(charts(folder)["flow"])


def test_a_step_that_no_subset_states_has_to_say_what_is_not_known(folder: Path) -> None:
    without_subset(folder)
    assert found(folder) == [
        "[estimate: fever-free-week-4]: nothing says that fever-free-week-4 is among included: the subset "
        "{part: fever-free-week-4, whole: "
        "included}, or 'gap' with what is not known: add one of them [flow follows the records]"
    ]


def test_a_step_that_a_subset_states_has_no_gap(folder: Path) -> None:
    put(folder, NARRATIVE, "    - estimate: fever-free-week-4\n", f"    - estimate: fever-free-week-4\n      {GAP}\n")
    assert found(folder) == [
        "[gap: which of them is not stated]: 'which of them is not stated', and the subset {part: "
        "fever-free-week-4, whole: included} says it: one "
        "or the other: remove one of them [flow follows the records]"
    ]


def test_those_whom_the_next_step_leaves_have_a_derived_number(folder: Path) -> None:
    put(
        folder,
        NARRATIVE,
        "rule: difference, of: [included, fever-free-week-4]",
        "rule: inferred-denominator, of: [included]",
    )
    assert any("of nobody knows how many: a value derived by the rule difference" in each for each in found(folder))


def test_a_box_without_its_number_is_found(folder: Path) -> None:
    put(folder, NARRATIVE, '"{included} took bark"', "all took bark")
    assert found(folder)[-1] == (
        "[text: all took bark]: 'all took bark' without {included}: the number of the step: refer to it [flow "
        "follows the records]"
    )


def test_a_step_counts_patients(folder: Path) -> None:
    without_subset(folder)
    put(folder, NARRATIVE, "    - estimate: fever-free-week-4\n", f"    - estimate: rash\n      {GAP}\n")
    put(folder, NARRATIVE, '"{fever-free-week-4}: no fever"', '"{rash} (of whom: not stated)"')
    assert [each for each in found(folder) if "flow" in each] == [
        "[estimate: rash]: rash has no count that a source lets be known: an estimate that counts patients: "
        "name another one, or "
        "leave it out [flow follows the records]"
    ]


def test_what_is_not_stated_is_an_outcome_that_no_source_states(folder: Path) -> None:
    put(folder, NARRATIVE, "not_stated: deaths", "not_stated: death")
    assert problem(folder) == (
        "[not_stated: death]: unknown outcome that is not stated 'death': a declared outcome that is not "
        "stated: did you mean 'deaths'?"
    )


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "outcome: fever-free\n    axis: rows",
            "outcome: deaths\n    axis: rows",
            "[outcome: deaths]: unknown outcome with an estimate 'deaths': a declared outcome with an estimate: "
            "use one of "
            "fever-free, patients-included, rash",
        ),
        (
            "- id: weeks",
            "- id: flow",
            "[id: flow]: series 'flow': an id other than icons, proportions, timeline, flow, harms: rename it: "
            "these are figures of every study",
        ),
        (
            "- id: weeks",
            "- id: fever",
            "[id: fever]: duplicate id 'fever': one record (first at [id: fever]): rename one",
        ),
        (
            "- estimate: included",
            "- estimate: includes",
            "[estimate: includes]: unknown estimate 'includes': a declared estimate: did you mean 'included'?",
        ),
        (
            "- estimate: fever-free-week-4",
            "- estimate: included",
            "[estimate: included]: a second step of included: an estimate of its own for each step: remove one of them",
        ),
        (
            "axis: years",
            "axis: year",
            "[axis: year]: 'year' is not a known axis: one of rows, years: did you mean 'years'?",
        ),
        (
            OTHERS,
            "",
            "[estimate: included]: 'not_stated' belongs to 'others', whose words tell it: a valid record: "
            "compare with the source",
        ),
    ],
)
def test_a_name_that_no_figure_can_be_drawn_of_is_told_with_its_line(
    folder: Path, old: str, new: str, told: str
) -> None:
    put(folder, NARRATIVE, old, new)
    assert problem(folder) == told


def test_a_slide_shows_a_figure_of_its_study(changed: Callable[[str, list[tuple[str, str]]], Path]) -> None:
    folder = changed("journal-club.yml", [("figure: proportions", "figure: proportion")])
    with pytest.raises(BadInput, match=r"unknown figure 'proportion': a declared figure: did you mean 'proportions'\?"):
        load(folder)
