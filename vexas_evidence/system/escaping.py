"""Text written into JSON, Typst and HTML so that nothing in it is obeyed, and HTML read as a tree."""

from __future__ import annotations

import json
import re
from typing import Any

from lxml import html

_ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def lines_of(content: Any) -> str:
    """Write JSON a value a line, its keys sorted, so that a changed value is a changed line."""
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def without_markup(text: str) -> str:
    """Escape the signs of markup in JSON, which has them within strings alone, so that none ends a script element."""
    return text.translate(_ESCAPED)


_NOT_PLAIN = re.compile(r"[^ A-Za-z0-9,.:;()\[\]/_=+'-]")


def quoted(text: str) -> str:
    """Write a text as a string of Typst, which nothing in it can end.

    A page holds such strings as raw blocks, so that fences and shortcodes in them are escaped too.
    """
    return f'"{_NOT_PLAIN.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    return f"\\{match[0]}" if match[0] in '"\\' else f"\\u{{{ord(match[0]):x}}}"


def tree_of(page: str) -> html.HtmlElement:
    """Return the elements of a page.

    Raises lxml's errors, and ValueError for a page of which the parser leaves out what is nested too deep, as a
    browser shows it nevertheless.
    """
    parser = html.HTMLParser(huge_tree=True)  # else what stands behind ten million characters is left out too
    root = html.document_fromstring(page, parser=parser)
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise ValueError("nested too deep to be read whole")
    return root
