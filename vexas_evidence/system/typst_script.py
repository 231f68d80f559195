"""Typst in a process of its own, as its threads would stop any process that is forked beside them.

Run as a script: it reads the pickled arguments of a compiler and a list of sources with their options on stdin, and
writes for each either the document with its warnings or the refusal, pickled, on stdout.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple


class Refused(NamedTuple):
    """What Typst says of a document that it does not set."""

    message: str
    hints: Sequence[str]
    diagnostic: str


def compiled(
    compiler: Mapping[str, Any], documents: Sequence[tuple[bytes, Mapping[str, Any]]]
) -> list[tuple[bytes, list[str]] | Refused]:
    """Return what Typst makes of each source with its options: a document and its warnings, or a refusal.

    Raises BadInput where its process ends without an answer.
    """
    from vexas_evidence.system.problems import Place, one

    asked = pickle.dumps((compiler, documents))
    done = subprocess.run([sys.executable, "-P", __file__], input=asked, capture_output=True, check=False)
    if done.returncode:
        last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise one(Place("Typst"), f"its process ended without a document ({last})", "a document", "render again")
    return [Refused(*each) if isinstance(each[0], str) else each for each in pickle.loads(done.stdout)]


def main() -> None:
    """Answer for all documents."""
    import typst

    settings, documents = pickle.load(sys.stdin.buffer)
    compiler = typst.Compiler(**settings, ignore_system_fonts=True)
    answers: list[tuple[object, ...]] = []
    for source, options in documents:
        try:
            content, warnings = compiler.compile_with_warnings(source, **options)
        except typst.TypstError as error:
            answers.append((error.message, list(error.hints), error.diagnostic))
        else:
            answers.append((content, [warning.message for warning in warnings]))
    pickle.dump(answers, sys.stdout.buffer)


if __name__ == "__main__":
    main()
