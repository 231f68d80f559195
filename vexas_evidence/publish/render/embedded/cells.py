"""Code cells, run in this process; what they return becomes Markdown.

A cell that asks for more than Python runs in an IPython shell, which is made and imported for the first such cell.

Each page and format gets a fresh namespace, but modules stay imported, so that a report pays for its imports once.
"""

from __future__ import annotations

import ast
import base64
import contextlib
import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from vexas_evidence.publish.render.embedded.document import Cell, Document, cell_options
from vexas_evidence.publish.render.hooks import in_project, line_of, raised
from vexas_evidence.publish.render.lines import SourceLine, unsupported_features
from vexas_evidence.publish.render.request import DATA_VARIABLE
from vexas_evidence.system.files import is_full
from vexas_evidence.system.problems import BadInput, Place, Problem, Problems, one
from vexas_evidence.system.working_folders import working_folder

_CELL, _MARKDOWN = "<ipython-input", "text/markdown"
_INLINE = re.compile(r"(^|[^`])`\{python\}[ \t]([^`]+)`")
_MARKS = re.compile(r"([\\`*_{}\[\]()>#+\-.!])")
_OF_IPYTHON = re.compile(r"\b(?:IPython|get_ipython|display|In|Out|await|_+\d*)\b")

Output = Mapping[str, Any]
"""What a cell showed: a MIME bundle, or the text that it wrote to a stream by the name of the stream."""


class Shell:
    """Runs the cells of pages, one page and format after the other."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: dict[str, Any] = {}

    @cached_property
    def _shell(self) -> Any:
        from IPython.core.interactiveshell import InteractiveShell
        from traitlets.config import Config

        config = Config()
        config.HistoryManager.enabled = False
        shell: Any = InteractiveShell.instance(config=config, ipython_dir=str(self._folder), user_ns=self._names)
        pictures = shell.display_formatter.formatters["image/png"]
        pictures.for_type_by_name("matplotlib.figure", "Figure", _figure_png)
        return shell

    def run(self, document: Document, to: str, problems: Problems) -> tuple[SourceLine, ...]:
        """Run the page's cells and inline code for one format; returns its Markdown. Problems go to *problems*."""
        self._names.clear()
        self._names["__name__"] = "__main__"
        if "_shell" in vars(self):
            self._shell.init_user_ns()
        identifier = {"base-format": to, "target-format": to, "display-name": to}
        execute_info = {"document-path": str(Path(document.path).resolve()), "format": {"identifier": identifier}}
        info = self._folder / f"execute-info-{os.getpid()}.json"  # each process runs a page of its own
        info.write_text(json.dumps(execute_info), encoding="utf-8")
        os.environ["QUARTO_EXECUTE_INFO"] = str(info)
        lines: list[SourceLine] = []
        with problems.collected():
            for part in document.body:
                if isinstance(part, Cell):
                    shown = self._cell(part, document, to)
                    lines += shown
                    problems += [*unsupported_features(shown), *_shortcodes(shown)]
                else:
                    lines.append(self._inline(part))
        return tuple(lines)

    def _cell(self, cell: Cell, document: Document, to: str) -> list[SourceLine]:
        options = cell_options(cell, document.settings[to])
        code = "\n".join(line.text for line in cell.code)
        outputs = self._run(code, cell) if options["eval"] == "true" else []
        if options["include"] == "false":
            return []
        blocks: list[str] = []
        if options["echo"] == "true" and code.strip():
            blocks.append(_fenced(code, ".python .cell-code"))
        if options["output"] != "false":
            visible = [out for out in outputs if "stderr" not in out or options["warning"] == "true"]
            blocks += [_as_markdown(out, to, cell.place) for out in visible]
        text = "\n\n".join(["", *blocks, ""]) if blocks else ""
        return [SourceLine((cell.indent + line) if line else "", cell.place) for line in text.split("\n")]

    def _run(self, code: str, cell: Cell) -> list[Output]:
        outputs: list[Output] = []
        failures: list[BaseException] = []
        streams = {"stdout": io.StringIO(), "stderr": io.StringIO()}

        def flush() -> None:
            for name, stream in streams.items():
                if text := stream.getvalue():
                    outputs.append({name: text})
                    stream.seek(0)
                    stream.truncate()

        def record_failure(*_: Any, **__: Any) -> None:
            # The shell calls this for what a representation such as `_repr_markdown_` raises, and goes on.
            if (error := sys.exc_info()[1]) is not None:
                failures.append(error)

        def publish(data: Output) -> None:
            if failures:
                raise failures[0]
            flush()
            outputs.append(data)

        def show_result(value: object) -> None:
            if value is not None and not code.rstrip().endswith(";"):
                to_markdown = getattr(value, "_repr_markdown_", None)
                markdown = to_markdown() if callable(to_markdown) and not isinstance(value, type) else None
                publish(self._shell.display_formatter.format(value)[0] if markdown is None else {_MARKDOWN: markdown})

        with contextlib.redirect_stdout(streams["stdout"]), contextlib.redirect_stderr(streams["stderr"]):
            if (parsed := _of_python_alone(code)) is not None:
                error = self._run_python(parsed, show_result)
            else:
                self._shell.display_pub.publish = lambda data, *_, **__: publish(data)
                self._shell.display_trap.hook = show_result
                self._shell.showtraceback = self._shell.showsyntaxerror = record_failure
                result = self._shell.run_cell(code, store_history=False)
                interrupted = next((each for each in failures if isinstance(each, KeyboardInterrupt)), None)
                error = interrupted or result.error_before_exec or result.error_in_exec
        flush()
        if error is not None:
            raise _as_problem(error, [line.place for line in cell.code] or [cell.place], _CELL)
        return outputs

    def _run_python(self, parsed: ast.Module, show: Callable[[object], None]) -> BaseException | None:
        """Run parsed code, and show what its last line returns; returns the error that it raised."""
        last = parsed.body.pop() if parsed.body and isinstance(parsed.body[-1], ast.Expr) else None
        try:
            exec(compile(parsed, _CELL, "exec"), self._names)
            if isinstance(last, ast.Expr):
                show(eval(compile(ast.Expression(last.value), _CELL, "eval"), self._names))
        except (Exception, KeyboardInterrupt, SystemExit) as error:
            return error
        return None

    def _inline(self, line: SourceLine) -> SourceLine:
        if "`{python}" not in line.text:
            return line
        return SourceLine(
            _INLINE.sub(lambda match: match.group(1) + self._value(match.group(2), line.place), line.text), line.place
        )

    def _value(self, expression: str, place: Place) -> str:
        try:
            value = eval(compile(expression.strip(), "<inline>", "eval"), self._names)
            markdown = getattr(value, "_repr_markdown_", None)
            if callable(markdown) and not isinstance(value, type):
                return str(markdown())
            return _MARKS.sub(r"\\\1", value) if isinstance(value, str) else repr(value)
        except Exception as error:
            raise _as_problem(error, [place], "<inline>") from None


def _of_python_alone(code: str) -> ast.Module | None:
    """Return parsed code; None for code that is no Python, or names what IPython adds to it."""
    if _OF_IPYTHON.search(code):
        return None
    try:
        return ast.parse(code)
    except SyntaxError:
        return None


def _as_markdown(data: Output, to: str, place: Place) -> str:
    """Return one output as Markdown, the richest form first; Word and PowerPoint need PNG where there is a choice."""
    for name in ("stdout", "stderr"):
        if name in data:
            return _fenced(str(data[name]).rstrip("\n"), f".cell-output .cell-output-{name}")
    if _MARKDOWN in data:
        return str(data[_MARKDOWN])
    pictures = ("image/png", "image/svg+xml") if to in ("docx", "pptx") else ("image/svg+xml", "image/png")
    for kind in pictures:
        if kind in data:
            content = data[kind]
            if isinstance(content, bytes) or kind == "image/svg+xml":
                content = base64.b64encode(content.encode() if isinstance(content, str) else content).decode()
            return f"![](data:{kind};base64,{''.join(content.split())})"
    if "text/html" in data:
        expected = "Markdown with a raw html block (for plain HTML Quarto loads scripts from a CDN)"
        raise one(place, "cell returns text/html", expected, "give the object `_repr_markdown_`")
    return _fenced(str(data.get("text/plain", "")), ".cell-output .cell-output-display")


def _shortcodes(lines: Iterable[SourceLine]) -> Iterator[Problem]:
    for line in lines:
        if "{{<" in line.text:
            wrong = "shortcode in the output of a cell"
            yield Problem(line.place, wrong, "text without shortcodes", "put the value in with Python")


def _fenced(text: str, attributes: str) -> str:
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence} {{{attributes}}}\n{text}\n{fence}"


def _as_problem(error: BaseException, places: list[Place], name: str) -> BaseException:
    """Return the problem of code that raised, at its line; an error that no code caused is returned as it is."""
    if isinstance(error, BadInput | KeyboardInterrupt) or is_full(error):
        return error
    written_at = error.lineno if isinstance(error, SyntaxError) else None
    line = line_of(error, name) or written_at or 1
    place = places[min(line, len(places)) - 1]
    return one(place, f"code {raised(error)}", "code that runs", "correct the code or what it reads")


def _figure_png(figure: Any) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", bbox_inches="tight", metadata={"Software": None})
    return buffer.getvalue()


@contextlib.contextmanager
def open_shell(root: Path, data: Path) -> Iterator[Shell]:
    """Open a shell whose cells run in *root* and find the data folder; afterwards the process is as it was."""
    with working_folder("vexas-cells-") as private:
        modules, shell = set(sys.modules), Shell(private)
        with in_project(root, {DATA_VARIABLE: str(data), "IPYTHONDIR": str(private)}, root):
            try:
                yield shell
            finally:
                if "_shell" in vars(shell):
                    type(shell._shell).clear_instance()
                for name in set(sys.modules) - modules:
                    # Modules beside the pages are code of the pages, which the next render reads again.
                    if Path(getattr(sys.modules[name], "__file__", None) or "").parent == root:
                        del sys.modules[name]
