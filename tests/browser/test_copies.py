"""What is copied from a page: a minus sign that it prints is a hyphen there, which programs read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import Open

COPY = """([tag, text]) => {
  const element = document.createElement(tag);
  element.textContent = text;
  document.querySelector("main").prepend(element);
  document.getSelection().selectAllChildren(element);
  const event = new ClipboardEvent("copy", {bubbles: true, cancelable: true, clipboardData: new DataTransfer()});
  element.dispatchEvent(event);
  return event.defaultPrevented ? event.clipboardData.getData("text/plain") : null;
}"""


@pytest.mark.parametrize(
    ("tag", "text", "copied"),
    [
        ("p", "\u22123.4 (\u22125.0 to \u22121.8)", "-3.4 (-5.0 to -1.8)"),
        ("p", "1 \u2212 (1 \u2212 r)", None),
        ("pre", "\u22123.4", None),
    ],
)
def test_a_minus_sign_is_copied_as_a_hyphen(
    pages: list[Path], opened: Open, tag: str, text: str, copied: str | None
) -> None:
    with opened() as page:
        page.goto(next(path for path in pages if path.stem == "findings").as_uri())
        assert page.evaluate(COPY, [tag, text]) == copied
