"""Figures as files: each drawn once, and again only where what it is drawn from has changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import version
from typing import Literal

from vexas_evidence.present.figures import canvas
from vexas_evidence.present.figures.picture import PictureBlock
from vexas_evidence.system.file_cache import FileCache

Form = Literal["svg", "png"]
LIBRARIES = ("typst", "font-source-sans-pro")


@dataclass(frozen=True)
class Drawing:
    """A picture in a format, with what its metadata say that it is about, and its dots an inch."""

    picture: PictureBlock
    about: str
    form: Form
    dots: int = canvas.DOTS

    @property
    def inputs(self) -> str:
        """All that the file depends on but code and libraries."""
        return f"{self.form} {self.dots} {self.about!r} {self.picture!r}"


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
        return self.make([drawing])[0]

    def make(self, drawings: Iterable[Drawing]) -> list[bytes]:
        """Return the files of drawings, all that are not known yet made at once."""
        asked = [(self._key(each), each) for each in drawings]
        keyed = dict(asked)
        found = {key: content for key in keyed if key not in self.made and (content := self.cache.read(key))}
        self.made.update(found)
        lacking = [key for key in keyed if key not in self.made]
        for key, content in zip(lacking, _files([keyed[key] for key in lacking]), strict=True):
            self.made[key] = content
            self.cache.keep(key, content)
        return [self.made[key] for key, _ in asked]

    def _key(self, drawing: Drawing) -> str:
        return f"{self.code} {self._libraries} {drawing.inputs}"

    @cached_property
    def _libraries(self) -> str:
        return " ".join(f"{name} {version(name)}" for name in LIBRARIES)


def _files(drawings: list[Drawing]) -> list[bytes]:
    """Drawings as files, in their order."""
    rastered = [each for each in drawings if each.form == "png"]
    pngs = canvas.to_pngs([(each.picture, each.about, each.dots) for each in rastered])
    return [next(pngs) if each.form == "png" else canvas.to_svg(each.picture, each.about).encode() for each in drawings]
