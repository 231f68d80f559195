from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from vexas_evidence.analysis.numbers import Numbers
from vexas_evidence.present.figures import canvas, charts
from vexas_evidence.present.figures.drawings import Drawing, Drawings
from vexas_evidence.system.file_cache import FileCache


@pytest.fixture
def harms(numbers: Numbers) -> Drawing:
    return Drawing(charts(numbers)["harms"].draw, "Harms", "svg")


def forbidden(*_: object) -> bytes:
    raise AssertionError("it was drawn before")


def test_a_figure_that_another_render_drew_is_not_drawn_again(
    harms: Drawing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = Drawings(FileCache(tmp_path), "code").file(harms)
    monkeypatch.setattr(canvas, "_render", forbidden)
    assert Drawings(FileCache(tmp_path), "code").file(harms) == drawn


def test_a_figure_is_drawn_once_in_a_render_that_can_keep_nothing(
    harms: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawings = Drawings(FileCache(Path("/dev/null/cache")), "code")
    drawn = drawings.file(harms)
    monkeypatch.setattr(canvas, "_render", forbidden)
    assert drawings.file(harms) == drawn


def test_drawings_made_before_they_are_asked_for_are_the_same(
    harms: Drawing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawings = Drawings(FileCache(tmp_path), "code")
    drawings.make([harms, replace(harms, form="png")])
    alone = harms.make()
    monkeypatch.setattr(canvas, "_render", forbidden)
    assert drawings.file(harms) == alone
    assert drawings.file(replace(harms, form="png")).startswith(b"\x89PNG")


def test_other_code_draws_again(harms: Drawing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Drawings(FileCache(tmp_path), "code").file(harms)
    monkeypatch.setattr(canvas, "_render", lambda *_: b"drawn by other code")
    assert Drawings(FileCache(tmp_path), "other code").file(harms) == b"drawn by other code"


def test_a_point_elsewhere_is_another_drawing(harms: Drawing) -> None:
    assert isinstance(harms.draw, partial)
    [((label, point), *rest)] = harms.draw.args
    elsewhere = replace(point, mark=replace(point.mark, at=point.mark.at + 0.1))
    moved = partial(harms.draw.func, ((label, elsewhere), *rest))
    assert replace(harms, draw=moved).inputs != harms.inputs


@pytest.mark.parametrize("change", [{"form": "png"}, {"about": "Other harms"}, {"dots": 100}])
def test_a_format_a_description_and_a_resolution_make_another_drawing(harms: Drawing, change: dict[str, str]) -> None:
    assert replace(harms, **change).inputs != harms.inputs  # type: ignore[arg-type]


def test_every_figure_and_every_picture_says_what_it_is_drawn_from(numbers: Numbers) -> None:
    inputs = [Drawing(canvas.widen(chart.draw, 3), "A figure", "png").inputs for chart in charts(numbers).values()]
    assert all("canvas._wide(vexas_evidence.present.figures." in each and " at 0x" not in each for each in inputs)


def test_a_function_that_hides_a_value_is_refused() -> None:
    hidden = 3
    with pytest.raises(TypeError, match="holds values that are not seen; give them to a function with functools"):
        _ = Drawing(lambda: canvas.canvas(hidden)[0], "A figure", "svg").inputs
