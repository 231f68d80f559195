from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.present.figures import canvas, charts
from vexas_evidence.present.figures.drawings import Drawing, Drawings
from vexas_evidence.system.file_cache import FileCache


@pytest.fixture
def flow(numbers: Numbers) -> Drawing:
    return Drawing(charts(numbers)["flow"].picture, "Flow", "svg")


def forbidden(*_: object) -> str:
    raise AssertionError("it was drawn before")


def test_a_figure_that_another_render_drew_is_not_drawn_again(
    flow: Drawing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = Drawings(FileCache(tmp_path), "code").file(flow)
    monkeypatch.setattr(canvas, "to_svg", forbidden)
    assert Drawings(FileCache(tmp_path), "code").file(flow) == drawn


def test_a_figure_is_drawn_once_in_a_render_that_can_keep_nothing(
    flow: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawings = Drawings(FileCache(Path("/dev/null/cache")), "code")
    drawn = drawings.file(flow)
    monkeypatch.setattr(canvas, "to_svg", forbidden)
    assert drawings.file(flow) == drawn


def test_drawings_made_before_they_are_asked_for_are_the_same(
    flow: Drawing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawings = Drawings(FileCache(tmp_path), "code")
    drawings.make([flow, replace(flow, form="png")])
    alone = Drawings(FileCache(tmp_path / "alone"), "code").file(flow)
    monkeypatch.setattr(canvas, "to_svg", forbidden)
    assert drawings.file(flow) == alone
    assert drawings.file(replace(flow, form="png")).startswith(b"\x89PNG")


def test_other_code_draws_again(flow: Drawing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Drawings(FileCache(tmp_path), "code").file(flow)
    monkeypatch.setattr(canvas, "to_svg", lambda *_: "drawn by other code")
    assert Drawings(FileCache(tmp_path), "other code").file(flow) == b"drawn by other code"


def test_a_point_elsewhere_is_another_drawing(flow: Drawing) -> None:
    assert replace(flow, picture=flow.picture.moved(right=0.1)).inputs != flow.inputs


@pytest.mark.parametrize("change", [{"form": "png"}, {"about": "Another"}, {"dots": 100}])
def test_a_format_a_description_and_a_resolution_make_another_drawing(flow: Drawing, change: dict[str, str]) -> None:
    assert replace(flow, **change).inputs != flow.inputs  # type: ignore[arg-type]


def test_every_figure_and_every_picture_says_what_it_is_drawn_from(numbers: Numbers) -> None:
    inputs = [Drawing(chart.picture, "A figure", "png").inputs for chart in charts(numbers).values()]
    assert all("PictureBlock(" in each and " at 0x" not in each for each in inputs)
