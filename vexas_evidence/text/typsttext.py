"""Typst code as it is written into pages and documents."""

from __future__ import annotations

import re

_ESCAPED = re.compile(r"[^ A-Za-z0-9,.:;()\[\]/_=+'-]")


def quoted(text: str) -> str:
    """Write a text as a string of Typst, which nothing in it can end.

    A page holds such strings as raw blocks, so that fences and shortcodes in them are escaped too.
    """
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    return f"\\{match[0]}" if match[0] in '"\\' else f"\\u{{{ord(match[0]):x}}}"
