from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.present.figures import canvas, charts
from vexas_evidence.present.figures.drawings import Drawing, Drawings
from vexas_evidence.present.figures.picture import space
from vexas_evidence.system.file_cache import FileCache


@pytest.fixture
def flow(numbers: Numbers) -> Drawing:
    return Drawing(charts(numbers)["flow"].draw, "Flow", "svg")


def forbidden(*_: object) -> bytes:
    raise AssertionError("it was drawn before")


def test_a_figure_that_another_render_drew_is_not_drawn_again(
    flow: Drawing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = Drawings(FileCache(tmp_path), "code").file(flow)
    monkeypatch.setattr(canvas, "_render", forbidden)
    assert Drawings(FileCache(tmp_path), "code").file(flow) == drawn


def test_a_figure_is_drawn_once_in_a_render_that_can_keep_nothing(
    flow: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawings = Drawings(FileCache(Path("/dev/null/cache")), "code")
    drawn = drawings.file(flow)
    monkeypatch.setattr(canvas, "_render", forbidden)
    assert drawings.file(flow) == drawn


def test_drawings_made_before_they_are_asked_for_are_the_same(
    flow: Drawing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawings = Drawings(FileCache(tmp_path), "code")
    drawings.make([flow, replace(flow, form="png")])
    alone = flow.make()
    monkeypatch.setattr(canvas, "_render", forbidden)
    assert drawings.file(flow) == alone
    assert drawings.file(replace(flow, form="png")).startswith(b"\x89PNG")


def test_other_code_draws_again(flow: Drawing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Drawings(FileCache(tmp_path), "code").file(flow)
    monkeypatch.setattr(canvas, "_render", lambda *_: b"drawn by other code")
    assert Drawings(FileCache(tmp_path), "other code").file(flow) == b"drawn by other code"


def test_a_point_elsewhere_is_another_drawing(flow: Drawing) -> None:
    assert isinstance(flow.draw, partial)
    [picture] = flow.draw.args
    moved = partial(flow.draw.func, picture.moved(right=0.1))
    assert replace(flow, draw=moved).inputs != flow.inputs


@pytest.mark.parametrize("change", [{"form": "png"}, {"about": "Another"}, {"dots": 100}])
def test_a_format_a_description_and_a_resolution_make_another_drawing(flow: Drawing, change: dict[str, str]) -> None:
    assert replace(flow, **change).inputs != flow.inputs  # type: ignore[arg-type]


def test_every_figure_and_every_picture_says_what_it_is_drawn_from(numbers: Numbers) -> None:
    inputs = [Drawing(chart.draw, "A figure", "png").inputs for chart in charts(numbers).values()]
    assert all("canvas.paint(PictureBlock(" in each and " at 0x" not in each for each in inputs)


def test_a_function_that_hides_a_value_is_refused() -> None:
    hidden = 3
    with pytest.raises(TypeError, match="holds values that are not seen; give them to a function with functools"):
        _ = Drawing(lambda: canvas.paint(space(hidden)), "A figure", "svg").inputs
