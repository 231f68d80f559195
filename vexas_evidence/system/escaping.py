"""Text escaped for JSON, Typst and HTML, so that it stays text there, and HTML parsed as a tree."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from lxml import html

_ESCAPED = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def sorted_json(content: Mapping[str, Any]) -> str:
    """Write JSON with sorted keys and one value a line, so that a changed value is a changed line."""
    parts = {key: json.dumps(value, ensure_ascii=False, sort_keys=True) for key, value in sorted(content.items())}
    lines = (f" {json.dumps(key, ensure_ascii=False)}: {_indented(part)}" for key, part in parts.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


@lru_cache(maxsize=64)
def _indented(part: str) -> str:
    """A value within JSON, one value a line; all files of a report say the same of its data, so it is laid out once."""
    return json.dumps(json.loads(part), ensure_ascii=False, indent=1).replace("\n", "\n ")


def escape_json(text: str) -> str:
    """Escape <, > and & in JSON, where they stand only within strings, so that none ends a script element."""
    for sign, escape in _ESCAPED.items():
        text = text.replace(sign, escape)
    return text


_NOT_PLAIN = re.compile(r"[^ A-Za-z0-9,.:;()\[\]/_=+'-]")


def typst_string(text: str) -> str:
    """Write a text as a string literal of Typst.

    A page holds such strings as raw blocks, so that fences and shortcodes in them are escaped too.
    """
    return f'"{_NOT_PLAIN.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    return f"\\{match[0]}" if match[0] in '"\\' else f"\\u{{{ord(match[0]):x}}}"


def parse_html(page: str) -> html.HtmlElement:
    """Return the root element of a page.

    Raises lxml's errors, and ValueError where the parser leaves out elements that are nested too deep, as a browser
    shows them nevertheless.
    """
    parser = html.HTMLParser(huge_tree=True)  # else text after ten million characters is left out
    root = html.document_fromstring(page, parser=parser)
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise ValueError("nested too deep to be read whole")
    return root
