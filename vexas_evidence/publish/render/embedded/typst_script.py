"""Typst in a process of its own, as its threads would stop any process that is forked beside them.

Run as a script: it reads a pickled list of the arguments of a compiler, of a source and of the standards to try on
stdin, and writes for each standard either the PDF with its warnings or the refusal, pickled, on stdout.
"""

from __future__ import annotations

import pickle
import sys


def main() -> None:
    """Answer for one document."""
    import typst

    compiling, source, epoch, tries = pickle.load(sys.stdin.buffer)
    compiler = typst.Compiler(**compiling, ignore_system_fonts=True)
    answers: list[tuple[object, ...]] = []
    for standards in tries:
        options = {"format": "pdf", "pdf_standards": standards, "timestamp": epoch}
        try:
            content, warnings = compiler.compile_with_warnings(source, **options)
        except typst.TypstError as error:
            answers.append((error.message, list(error.hints), error.diagnostic))
        else:
            answers.append((content, [warning.message for warning in warnings]))
    pickle.dump(answers, sys.stdout.buffer)


if __name__ == "__main__":
    main()
