"""JSON as it is written into files that are compared, and into pages."""

from __future__ import annotations

import json
from typing import Any

_ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def lines_of(content: Any) -> str:
    """Write JSON a value a line, its keys sorted, so that a changed value is a changed line."""
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def without_markup(text: str) -> str:
    """Escape the signs of markup in JSON, which has them within strings alone, so that none ends a script element."""
    return text.translate(_ESCAPED)
