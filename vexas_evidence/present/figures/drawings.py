"""Figures as files: each drawn once, and again only where what it is drawn from has changed.

A figure is drawn by a function and the values that it is given (`functools.partial`), so that these values, the code
and the libraries say whether it would be drawn alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property, partial
from importlib.metadata import version
from typing import TYPE_CHECKING, Literal

from vexas_evidence.present.figures import canvas
from vexas_evidence.system.file_cache import FileCache
from vexas_evidence.system.processes import in_processes

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LIBRARIES = ("matplotlib", "pillow", "font-source-sans-pro")


@dataclass(frozen=True)
class Drawing:
    """A figure in a format: how it is drawn, what its metadata say that it is about, and its dots an inch."""

    draw: Callable[[], Figure]
    about: str
    form: Literal["svg", "png"]
    dots: int = canvas.DOTS

    @property
    def inputs(self) -> str:
        """All that the file depends on but code and libraries. Raises TypeError where a value is hidden in a function.

        Examples
        --------
        >>> Drawing(partial(max, 1, 2), "A figure", "svg").inputs
        "svg 220 'A figure' builtins.max(1, 2)"
        """
        return f"{self.form} {self.dots} {self.about!r} {_in_words(self.draw)}"

    def make(self) -> bytes:
        """Return the file."""
        if self.form == "svg":
            return canvas.to_svg(self.draw, self.about).encode("utf-8")
        return canvas.to_png(self.draw, self.about, self.dots)


@dataclass(frozen=True)
class Drawings:
    """The drawings of a report: those made in this process, and those that an earlier render kept.

    ``code`` is the hash of the code that draws.
    """

    cache: FileCache
    code: str
    made: dict[str, bytes] = field(default_factory=dict)

    def file(self, drawing: Drawing) -> bytes:
        """Return the file of a drawing, made where it is not known yet."""
        key = self._key(drawing)
        if key not in self.made:
            self.made[key] = self.cache.made(key, drawing.make)
        return self.made[key]

    def make(self, drawings: Iterable[Drawing]) -> None:
        """Make drawings before they are asked for, in as many processes as there are cores."""
        keyed = {self._key(each): each for each in drawings}
        found = {key: content for key in keyed if key not in self.made and (content := self.cache.read(key))}
        self.made.update(found)
        lacking = [key for key in keyed if key not in self.made]
        if lacking:
            import matplotlib.figure  # noqa: F401  # once, before the processes part

            for number, content in in_processes(lambda key: keyed[key].make(), lacking):
                self.made[lacking[number]] = content
                self.cache.keep(lacking[number], content)

    def _key(self, drawing: Drawing) -> str:
        return f"{self.code} {self._libraries} {drawing.inputs}"

    @cached_property
    def _libraries(self) -> str:
        return " ".join(f"{name} {version(name)}" for name in LIBRARIES)


def _in_words(value: object) -> str:
    """A function with the values that it is given, or a value, in words that are equal only where these are."""
    if isinstance(value, partial):
        given = [*map(_in_words, value.args), *(f"{name}={_in_words(each)}" for name, each in value.keywords.items())]
        return f"{_in_words(value.func)}({', '.join(given)})"
    if callable(value):
        if getattr(value, "__closure__", None) or not hasattr(value, "__qualname__"):
            raise TypeError(f"{value!r} holds values that are not seen; give them to a function with functools.partial")
        return f"{value.__module__}.{value.__qualname__}"
    return repr(value)
