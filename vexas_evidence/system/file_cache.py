"""Files that are made from inputs and kept by the hash of these, so that equal inputs make them once.

A file is written whole or not at all, and carries its own hash: whatever else stands there is made again. What cannot
be kept (no room, no permission) is made each time.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from vexas_evidence.system.files import atomic_write

MOST = 500
"""At most so many files are kept."""
_DIGEST = 32


@dataclass(frozen=True, slots=True)
class FileCache:
    """A folder of files by the hash of their inputs."""

    folder: Path

    def read(self, inputs: str) -> bytes | None:
        """Return the file that was made from inputs; None where there is none, or not as it was written."""
        try:
            path = self._path(inputs)
            stored = path.read_bytes()
            path.touch()  # what is used stays
        except OSError:
            return None
        digest, content = stored[:_DIGEST], stored[_DIGEST:]
        return content if hashlib.sha256(content).digest() == digest else None

    def keep(self, inputs: str, content: bytes) -> None:
        """Keep the file that was made from inputs."""
        with contextlib.suppress(OSError):
            atomic_write(self._path(inputs), hashlib.sha256(content).digest() + content)

    def made(self, inputs: str, make: Callable[[], bytes]) -> bytes:
        """Return the file of inputs, made where it is not kept."""
        content = self.read(inputs)
        if content is None:
            content = make()
            self.keep(inputs, content)
        return content

    def prune(self) -> None:
        """Remove the files that were not used for the longest time, and what killed processes left half written."""
        with contextlib.suppress(OSError):
            found = sorted(self.folder.iterdir(), key=lambda path: path.stat().st_mtime_ns, reverse=True)
            for path in found[MOST:]:
                path.unlink(missing_ok=True)

    def _path(self, inputs: str) -> Path:
        return self.folder / hashlib.sha256(inputs.encode()).hexdigest()
